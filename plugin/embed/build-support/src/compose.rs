//! Several components in one: a composition that exports whatever its parts export.

use wac_graph::types::Package;
use wac_graph::{CompositionGraph, EncodeOptions};

use crate::error::BuildError;

/// One component that holds `parts`, by name, and exports what each of them exports.
///
/// The parts know nothing of each other. What they import in common, types alone, the
/// composition imports once.
///
/// # Errors
///
/// [`BuildError::Compose`] where two parts export the same name, or one is no component.
pub fn compose(parts: &[(&str, &[u8])]) -> Result<Vec<u8>, BuildError> {
    let mut graph = CompositionGraph::new();
    for (name, bytes) in parts {
        let refused = |reason: String| BuildError::Compose {
            part: (*name).to_owned(),
            reason,
        };
        let package = Package::from_bytes(name, None, bytes.to_vec(), graph.types_mut())
            .map_err(|error| refused(format!("{error:#}")))?;
        let exports: Vec<String> = graph.types()[package.ty()]
            .exports
            .keys()
            .cloned()
            .collect();
        let package = graph
            .register_package(package)
            .map_err(|error| refused(error.to_string()))?;
        let instance = graph.instantiate(package);
        for export in exports {
            let alias = graph
                .alias_instance_export(instance, &export)
                .map_err(|error| refused(error.to_string()))?;
            graph
                .export(alias, &export)
                .map_err(|error| refused(error.to_string()))?;
        }
    }
    graph
        .encode(EncodeOptions {
            define_components: true,
            validate: true,
            processor: None,
        })
        .map_err(|error| BuildError::Compose {
            part: "the whole".to_owned(),
            reason: error.to_string(),
        })
}
