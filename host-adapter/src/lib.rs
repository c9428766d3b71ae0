//! host adapter
pub mod values;
pub mod bindings;
