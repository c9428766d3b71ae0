//! What takes longer than an event loop may wait.

use std::sync::Arc;

use comptoir::contract::{CartAnswer, Sheet};
use comptoir::{Answer, Comptoir, Facts, corrected_workbook};
use napi::bindgen_prelude::Buffer;
use napi::{Env, Task};
use serde_json::json;

use crate::hooks::answer_alone;
use crate::names::{Arguments, write};
use crate::options::{Options, Policy};
use crate::problem::Problem;
use crate::texts::messages;
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
        Ok(answer_alone(&sheet))
    }

    fn resolve(&mut self, _: Env, sheet: String) -> napi::Result<String> {
        Ok(sheet)
    }
}

/// Writes an order file once more, with verdicts.
pub struct Correct(pub(crate) String);

impl Correct {
    fn workbook(&self) -> Result<Vec<u8>, Problem> {
        let mut arguments = Arguments::new(&self.0)?;
        let sheet: Sheet = arguments.next("sheet")?;
        let mut answer: CartAnswer = arguments.next("answer")?;
        let facts: Facts = arguments.next("facts")?;
        let language: String = arguments.next("language")?;
        // What leaves the house is a buyer's, whosever answer was passed.
        answer.redact();
        corrected_workbook(&sheet, &answer, &facts, &messages(&language, None)?).map_err(|error| {
            let message = format!("the corrected workbook can't be written: {error}");
            Problem::new("workbook", message, json!({}))
        })
    }
}

impl Task for Correct {
    type Output = Vec<u8>;
    type JsValue = Buffer;

    fn compute(&mut self) -> napi::Result<Vec<u8>> {
        Ok(self.workbook()?)
    }

    fn resolve(&mut self, _: Env, workbook: Vec<u8>) -> napi::Result<Buffer> {
        Ok(workbook.into())
    }
}
