//! The contract's types and exports, generated from `wit/`.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::all,
    reason = "generated; documented in wit/"
)]

wasmtime::component::bindgen!({
    path: "../wit/0.1.0",
    world: "rules",
    with: { "comptoir:rules/values": crate::bindings::values },
    additional_derives: [serde::Serialize, serde::Deserialize],
});

/// The plugin's other part: what reads order files.
pub mod reader {
    wasmtime::component::bindgen!({
        path: "../wit/0.1.0",
        world: "reader",
        with: {
            "comptoir:rules/types": crate::bindings::comptoir::rules::types,
            "comptoir:rules/values": crate::bindings::values,
        },
        additional_derives: [serde::Serialize, serde::Deserialize],
    });
}

/// Our own types in place of the generated ones, with what the macro expects of an
/// interface that has types and nothing else.
pub mod values {
    use wasmtime::component::{HasData, Linker};

    pub use crate::values::{Decimal, Instant, LocalDate};

    pub trait HostWithStore<T>: HasData {}
    impl<D: ?Sized + HasData, T> HostWithStore<T> for D {}
    pub trait Host {}
    impl<T: Host + ?Sized> Host for &mut T {}

    pub fn add_to_linker<T: 'static, D>(
        linker: &mut Linker<T>,
        _host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> wasmtime::Result<()>
    where
        D: HostWithStore<T>,
        for<'a> D::Data<'a>: Host,
    {
        linker.instance("comptoir:rules/values@0.1.0").map(drop)
    }
}
