//! From core module to component, refusing whatever wants something from its host.

use wasmparser::{Parser, Payload};
use wit_component::ComponentEncoder;

use crate::copies::shorten;
use crate::error::BuildError;

/// The component for a core module that imports nothing.
///
/// The component itself may name a types-only instance of its own package; that is no import of
/// code. See `wit/`.
pub(crate) fn encode(guest: &str, core: &[u8]) -> Result<Vec<u8>, BuildError> {
    let imports = imports(core).map_err(|reason| BuildError::Unreadable {
        guest: guest.to_owned(),
        reason,
    })?;
    if !imports.is_empty() {
        return Err(BuildError::Imports {
            guest: guest.to_owned(),
            imports,
        });
    }

    let core = shorten(guest, core)?;
    let mut encoder = ComponentEncoder::default();
    encoder.validate(true);
    encoder
        .module(&core)
        .and_then(ComponentEncoder::encode)
        // The alternate form has the whole chain of causes.
        .map_err(|error| BuildError::Encode {
            guest: guest.to_owned(),
            reason: format!("{error:#}"),
        })
}

/// `module.name` of every import, in order: function, memory, table or global.
fn imports(core: &[u8]) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(core) {
        if let Payload::ImportSection(section) = payload.map_err(|error| error.to_string())? {
            for import in section.into_imports() {
                let import = import.map_err(|error| error.to_string())?;
                found.push(format!("{}.{}", import.module, import.name));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";
    /// Type section: one function without parameters and results.
    const TYPES: &[u8] = b"\x01\x04\x01\x60\0\0";
    /// Import section: function `now` of module `clock`.
    const CLOCK_IMPORT: &[u8] = b"\x02\x0d\x01\x05clock\x03now\0\0";

    #[test]
    fn a_module_with_an_import_is_refused_by_name() {
        let core = [HEADER, TYPES, CLOCK_IMPORT].concat();
        let refusal = encode("greedy", &core).map_err(|error| error.to_string());
        assert!(
            matches!(&refusal, Err(text) if text.contains("`greedy` imports `clock.now`")),
            "{refusal:?}"
        );
    }

    #[test]
    fn bytes_that_are_no_module_are_refused() {
        let refusal = encode("text", b"hello");
        assert!(
            matches!(refusal, Err(BuildError::Unreadable { .. })),
            "{refusal:?}"
        );
    }
}
