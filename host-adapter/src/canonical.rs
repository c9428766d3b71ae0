//! Canonical JSON: one answer, one sequence of bytes, natively and in the sandbox.
//!
//! Names in kebab case as the contract writes them, keys in alphabetical order,
//! decimals and days as text, no white space.

use serde::Serialize;
use serde_json::Value;

/// The canonical JSON of `value`.
///
/// # Errors
/// [`serde_json::Error`] for a decimal that is none.
pub fn to_string<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(&to_value(value)?)
}

/// The canonical JSON of `value`, as a tree.
///
/// # Errors
/// As [`to_string`].
pub fn to_value<T: Serialize>(value: &T) -> Result<Value, serde_json::Error> {
    value.serialize(names::Kebab)
}

mod names;
