//! The plugin, compiled: the components of `plugin/component` and `plugin/reader`, composed
//! into one, as bytes.
//!
//! Building this crate builds the plugin for wasm32, apart from the build that asks for it; see
//! `comptoir-build-support`. It needs the standard library for wasm32, which `make setup`
//! provides. The bytes are the same wherever the same sources are built with the same compiler
//! and the same standard library: they hold no path of the machine that built them.

/// The component, ready for a host to load: some two megabytes, never empty.
///
/// Imports no function; exports what `wit/` says.
pub static COMPONENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/comptoir.wasm"));

#[cfg(test)]
mod tests {
    use super::COMPONENT;

    /// Magic number, then version 13 of the format in layer 1: a component, not a core module.
    const COMPONENT_HEADER: &[u8] = b"\0asm\x0d\0\x01\0";

    #[test]
    fn the_bytes_are_a_component() {
        assert!(COMPONENT.starts_with(COMPONENT_HEADER));
    }

    #[test]
    fn the_bytes_name_no_path_of_this_machine() {
        let workspace = env!("CARGO_MANIFEST_DIR").trim_end_matches("plugin/embed");
        let home = std::env::home_dir().map(|home| home.join(".cargo"));
        let homes = home.iter().filter_map(|home| home.to_str());
        for path in homes.chain([workspace]) {
            let found = COMPONENT
                .windows(path.len())
                .any(|bytes| bytes == path.as_bytes());
            assert!(!found, "the component contains `{path}`");
        }
    }
}
