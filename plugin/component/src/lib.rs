//! The rules behind the contract: the world `rules`, conversions and nothing else.
//!
//! In the sandbox the `Guest` implementations of [`guest`] answer, with the one policy
//! that was loaded before the snapshot. Natively, tests call the same conversions
//! through [`native::Native`].

#[allow(missing_docs, clippy::all, reason = "generated")]
pub mod bindings {
    wit_bindgen::generate!({
        path: "../../wit/0.1.0",
        world: "rules",
        with: { "comptoir:rules/values@0.1.0": comptoir_values },
        additional_derives: [serde::Serialize, serde::Deserialize],
        pub_export_macro: true,
    });
}

pub mod convert;
mod guest;
#[cfg(any(test, target_arch = "wasm32"))]
mod heap;
pub mod native;
