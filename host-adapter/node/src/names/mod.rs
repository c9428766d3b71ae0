//! The contract's values as JavaScript writes them, both ways.
//!
//! | contract | JavaScript |
//! |---|---|
//! | record | object, its fields in camel case |
//! | option | the value; absent, `null` or `undefined` for none |
//! | enum | its name in kebab case |
//! | variant | `{ tag, val }`; a case without a value is its name alone |
//! | decimal, day | text: `"12.50"`, `"2026-01-31"` |
//! | instant | number of milliseconds |
//!
//! A field that the contract does not know is refused: a slip would otherwise be a fact left out.

mod read;
mod write;

pub use read::{ReadError, read};
pub use write::write;

/// A Rust name in camel case: `request_id` becomes `requestId`.
fn camel(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut raise = false;
    for letter in name.chars() {
        match letter {
            '_' => raise = true,
            letter if raise => {
                text.push(letter.to_ascii_uppercase());
                raise = false;
            }
            letter => text.push(letter),
        }
    }
    text
}

/// A Rust name in kebab case: `OverLimit` becomes `over-limit`.
fn kebab(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for (at, letter) in name.chars().enumerate() {
        if letter.is_ascii_uppercase() && at > 0 {
            text.push('-');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}
