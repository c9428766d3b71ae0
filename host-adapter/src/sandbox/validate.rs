//! The only door to a runnable component: valid, and importing nothing but our own types.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use wasmparser::component_types::{ComponentAnyTypeId, ComponentEntityType};
use wasmparser::types::TypesRef;
use wasmparser::{
    ComponentExternalKind, ComponentTypeRef, Encoding, Parser, Payload, Validator, WasmFeatures,
};

use crate::error::ActivationError;

/// What the part that holds the policy exports.
const POLICY: &str = "comptoir:rules/policy@0.1.0";
/// What the part that reads order files exports.
const ORDER_FILE: &str = "comptoir:rules/order-file@0.1.0";

/// The package whose types a component may import.
const OWN_PACKAGE: &str = "comptoir:rules/";

/// What a component is, read from its bytes without running it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentInfo {
    /// SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
    /// Its size.
    pub bytes: usize,
    /// Types-only instances it imports.
    pub imports: Vec<String>,
    /// Interfaces it exports.
    pub exports: Vec<String>,
}

impl ComponentInfo {
    /// The contracts that it speaks, as the names of its exports say: `comptoir:rules@0.1.0`. By version, each once;
    /// empty where it exports nothing of ours.
    #[must_use]
    pub fn contracts(&self) -> Vec<String> {
        let versions: BTreeSet<&str> = self
            .exports
            .iter()
            .filter_map(|name| name.strip_prefix(OWN_PACKAGE)?.split_once('@'))
            .map(|(_, version)| version)
            .collect();
        let package = OWN_PACKAGE.trim_end_matches('/');
        let named = versions.into_iter();
        named
            .map(|version| format!("{package}@{version}"))
            .collect()
    }

    /// Refuses a component that speaks other versions of the contract, and not `known`. Read from its bytes: nothing
    /// of it is linked or run.
    ///
    /// # Errors
    /// [`ActivationError::Version`].
    pub(crate) fn demand(&self, known: &str) -> Result<(), ActivationError> {
        let spoken = self.contracts();
        if spoken.is_empty() || spoken.iter().any(|contract| contract == known) {
            return Ok(());
        }
        Err(ActivationError::Version {
            found: spoken.join("`, `"),
            known: known.to_owned(),
        })
    }
}

/// What the component in `bytes` is.
///
/// # Errors
/// [`ActivationError::NotAComponent`] for anything else, [`ActivationError::Import`] where it
/// imports a function, a resource, a memory or a foreign type.
pub fn inspect(bytes: &[u8]) -> Result<ComponentInfo, ActivationError> {
    let not_a_component =
        |error: wasmparser::BinaryReaderError| ActivationError::NotAComponent(error.to_string());
    if !Parser::is_component(bytes) {
        return Err(ActivationError::NotAComponent(
            "the bytes do not begin as a component does".to_owned(),
        ));
    }
    let features = WasmFeatures::default() | WasmFeatures::COMPONENT_MODEL;
    let types = Validator::new_with_features(features)
        .validate_all(bytes)
        .map_err(not_a_component)?;
    let (mut imports, mut exports) = (Vec::new(), Vec::new());
    let mut depth = 0_u32;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(not_a_component)? {
            Payload::Version {
                encoding: Encoding::Component | Encoding::Module,
                ..
            } => depth = depth.saturating_add(1),
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentImportSection(section) if depth == 1 => {
                for import in section {
                    let import = import.map_err(not_a_component)?;
                    let name = import.name.name.to_owned();
                    if !is_types_only(types.as_ref(), import.ty) || !name.starts_with(OWN_PACKAGE) {
                        return Err(ActivationError::Import(name));
                    }
                    imports.push(name);
                }
            }
            Payload::ComponentExportSection(section) if depth == 1 => {
                for export in section {
                    let export = export.map_err(not_a_component)?;
                    if export.kind == ComponentExternalKind::Instance {
                        exports.push(export.name.name.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    Ok(ComponentInfo {
        digest: digest(bytes),
        bytes: bytes.len(),
        imports,
        exports,
    })
}

/// The components of a plugin, each to be run on its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts<'a> {
    /// Holds the policy and decides.
    pub(crate) rules: &'a [u8],
    /// Reads order files.
    pub(crate) reader: &'a [u8],
}

/// The parts of the plugin in `bytes`, which [`inspect`] has passed. A component with code of
/// its own is both; one without is a composition, whose components have the code.
///
/// Each part of a composition passes [`inspect`] too: what the composition would hand it, it
/// has to do without.
pub(crate) fn parts(bytes: &[u8]) -> Result<Parts<'_>, ActivationError> {
    let mut components = Vec::new();
    let mut depth = 0_u32;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(|error| ActivationError::NotAComponent(error.to_string()))?;
        match payload {
            Payload::Version { .. } => depth = depth.saturating_add(1),
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ModuleSection { .. } if depth == 1 => {
                return Ok(Parts {
                    rules: bytes,
                    reader: bytes,
                });
            }
            Payload::ComponentSection {
                unchecked_range, ..
            } if depth == 1 => components.push(bytes.get(unchecked_range).unwrap_or_default()),
            _ => {}
        }
    }
    let (mut rules, mut reader) = (None, None);
    for part in components {
        for export in inspect(part)?.exports {
            match export.as_str() {
                POLICY => rules = Some(part),
                ORDER_FILE => reader = Some(part),
                _ => {}
            }
        }
    }
    let missing =
        |name| ActivationError::Contract(format!("no part of the composition exports `{name}`"));
    Ok(Parts {
        rules: rules.ok_or_else(|| missing(POLICY))?,
        reader: reader.ok_or_else(|| missing(ORDER_FILE))?,
    })
}

/// Whether an import is an instance with types and nothing else. A resource is more than a type.
fn is_types_only(types: TypesRef<'_>, import: ComponentTypeRef) -> bool {
    let ComponentTypeRef::Instance(index) = import else {
        return false;
    };
    let ComponentAnyTypeId::Instance(id) = types.component_any_type_at(index) else {
        return false;
    };
    types.get(id).is_some_and(|instance| {
        instance.exports.values().all(|item| match item.ty {
            ComponentEntityType::Type { created, .. } => {
                !matches!(created, ComponentAnyTypeId::Resource(_))
            }
            _ => false,
        })
    })
}

/// SHA-256 in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
