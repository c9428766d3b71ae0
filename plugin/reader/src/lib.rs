//! Order files behind the contract: the world `reader`, conversions and nothing else.
//!
//! It is a component of its own, so that a cart's sandbox holds no spreadsheet library
//! and an upload's no policy.

#[allow(missing_docs, clippy::all, reason = "generated")]
pub mod bindings {
    wit_bindgen::generate!({
        path: "../../wit/0.1.0",
        world: "reader",
        with: { "comptoir:rules/values@0.1.0": comptoir_values },
        additional_derives: [serde::Serialize, serde::Deserialize],
        pub_export_macro: true,
    });
}

mod convert;

pub use convert::read;

use bindings::exports::comptoir::rules::order_file::{FileError, Guest, Limits, Sheet};

struct Reader;

impl Guest for Reader {
    fn read(file_name: String, bytes: Vec<u8>, limits: Limits) -> Result<Sheet, FileError> {
        convert::read(&file_name, &bytes, limits)
    }
}

#[cfg(target_arch = "wasm32")]
bindings::export!(Reader with_types_in bindings);

// Natively nothing calls through the export: `read` answers.
#[cfg(not(target_arch = "wasm32"))]
const _: () = {
    const fn is_guest<G: Guest>() {}
    is_guest::<Reader>();
};
