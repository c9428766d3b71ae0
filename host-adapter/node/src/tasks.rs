//! What takes longer than an event loop may wait.

use std::sync::Arc;

use comptoir::Comptoir;
use napi::{Env, Task};
use serde_json::json;

use crate::names::write;
use crate::options::{Options, Policy};
use crate::problem::Problem;
use crate::{Engine, generation};

/// Loads a plugin and a policy.
pub struct Build(pub(crate) Options);

impl Task for Build {
    type Output = Comptoir;
    type JsValue = Engine;

    fn compute(&mut self) -> napi::Result<Comptoir> {
        Ok(self.0.build()?)
    }

    fn resolve(&mut self, _: Env, comptoir: Comptoir) -> napi::Result<Engine> {
        Ok(Engine::new(comptoir))
    }
}

/// Puts another policy in force.
pub struct Activate {
    pub(crate) comptoir: Arc<Comptoir>,
    pub(crate) policy: Policy,
}

impl Task for Activate {
    type Output = String;
    type JsValue = String;

    fn compute(&mut self) -> napi::Result<String> {
        let policy = self.policy.open()?;
        let next = self.comptoir.activate(policy).map_err(Problem::from)?;
        Ok(generation(&next).to_string())
    }

    fn resolve(&mut self, _: Env, generation: String) -> napi::Result<String> {
        Ok(generation)
    }
}

/// Reads an order file.
pub struct ReadFile {
    pub(crate) comptoir: Arc<Comptoir>,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Task for ReadFile {
    type Output = String;
    type JsValue = String;

    fn compute(&mut self) -> napi::Result<String> {
        let files = self.comptoir.order_file();
        let (sheet, _) = files.read(&self.name, &self.bytes).map_err(Problem::from)?;
        let sheet = write(&sheet).map_err(Problem::from)?;
        Ok(json!({ "answer": sheet }).to_string())
    }

    fn resolve(&mut self, _: Env, sheet: String) -> napi::Result<String> {
        Ok(sheet)
    }
}
