//! Components with the contract's names and nothing behind them.

const INTERFACES: [&str; 11] = [
    "meta",
    "policy",
    "catalogue",
    "order-file",
    "cart",
    "checkout",
    "accounts",
    "delivery",
    "documents",
    "loyalty",
    "orders",
];

/// A component of `parts`, as text, that exports every interface of `version`; nothing is in them.
///
/// # Panics
/// Where `parts` is no text of WebAssembly.
#[must_use]
pub fn hollow(parts: &str, version: &str) -> Vec<u8> {
    let exports = INTERFACES
        .map(|name| format!(r#"(export "comptoir:rules/{name}@{version}" (instance $none))"#))
        .concat();
    wat::parse_str(format!("(component {parts} (instance $none) {exports})")).expect("valid text")
}
