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

mod json;
mod read;
mod write;

pub(crate) use read::Arguments;
pub use read::{ReadError, read};
pub use write::write;

/// Adds a Rust name in camel case: `request_id` becomes `requestId`.
fn push_camel(text: &mut String, name: &str) {
    for (at, word) in name.split('_').enumerate() {
        let (first, rest) = word.split_at(usize::from(at > 0).min(word.len()));
        text.extend(first.chars().map(|letter| letter.to_ascii_uppercase()));
        text.push_str(rest);
    }
}

/// Adds a Rust name in kebab case: `OverLimit` becomes `over-limit`.
fn push_kebab(text: &mut String, name: &str) {
    for (at, letter) in name.char_indices() {
        if at > 0 && letter.is_ascii_uppercase() {
            text.push('-');
        }
        text.push(letter.to_ascii_lowercase());
    }
}

fn camel(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    push_camel(&mut text, name);
    text
}

fn kebab(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    push_kebab(&mut text, name);
    text
}

/// Whether `name` is `field` in camel case.
fn is_camel(field: &str, name: &str) -> bool {
    let mut letters = name.bytes();
    let mut raise = false;
    for letter in field.bytes() {
        if letter == b'_' {
            raise = true;
            continue;
        }
        let expected = if raise {
            letter.to_ascii_uppercase()
        } else {
            letter
        };
        if letters.next() != Some(expected) {
            return false;
        }
        raise = false;
    }
    letters.next().is_none()
}

/// Whether `tag` is `variant` in kebab case.
fn is_kebab(variant: &str, tag: &str) -> bool {
    let mut letters = tag.bytes();
    for (at, letter) in variant.bytes().enumerate() {
        if at > 0 && letter.is_ascii_uppercase() && letters.next() != Some(b'-') {
            return false;
        }
        if letters.next() != Some(letter.to_ascii_lowercase()) {
            return false;
        }
    }
    letters.next().is_none()
}
