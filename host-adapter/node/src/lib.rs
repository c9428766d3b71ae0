//! The adapter as a Node addon: the same hooks, facts and decisions as in Rust.
//!
//! What crosses is JSON text, read and written once on either side; its names are mapped on the way.
//! `index.js` is the only caller; its types are in `index.d.ts` and `types/contract.d.ts`.

mod hooks;
pub mod names;
mod options;
mod problem;
mod shared;
mod tasks;
mod texts;

use std::sync::Arc;

use comptoir::contract::{Actor, ActorKind};
use comptoir::messages::Messages;
use comptoir::{Comptoir, Generation};
use napi::bindgen_prelude::{AsyncTask, Buffer};
use napi_derive::napi;
use serde_json::{Value, json};

use crate::hooks::{HOOKS, find};
use crate::names::{Arguments, read, write};
use crate::options::{Options, Policy};
use crate::problem::{Problem, issues};
use crate::tasks::{Activate, Build, Correct, ReadFile};

/// A plugin with a policy, in this process. Several threads may hold one.
#[napi]
pub struct Engine {
    comptoir: Arc<Comptoir>,
    number: u32,
}

impl Engine {
    fn new(comptoir: Comptoir) -> Self {
        let comptoir = Arc::new(comptoir);
        let number = shared::keep(&comptoir);
        Self { comptoir, number }
    }
}

fn generation(generation: &Generation) -> Value {
    json!({
        "number": generation.number,
        "plugin": {
            "digest": generation.component.digest,
            "bytes": generation.component.bytes,
            "contract": generation.description.contract,
            "version": generation.description.version,
        },
        "timezone": generation.timezone().name(),
        "policy": { "name": generation.policy.name, "digest": generation.policy.digest },
        "settings": generation.settings.iter().map(|setting| json!({
            "path": setting.path, "value": setting.value, "isDefault": setting.is_default,
        })).collect::<Vec<_>>(),
        "warnings": issues(&generation.warnings),
    })
}

/// Loads a plugin and a policy, off the event loop. `options`: JSON of `ActivateOptions`.
#[napi(catch_unwind)]
pub fn activate(options: String) -> napi::Result<AsyncTask<Build>> {
    let options: Options = serde_json::from_str(&options).map_err(Problem::from)?;
    Ok(AsyncTask::new(Build(options)))
}

/// What another thread of this process made, by its number.
#[napi(catch_unwind)]
pub fn attach(number: u32) -> napi::Result<Engine> {
    let comptoir = shared::find(number).ok_or_else(|| {
        let message = format!("there is no engine {number} in this process, or nobody holds it");
        Problem::new("not-shared", message, json!({}))
    })?;
    Ok(Engine { comptoir, number })
}

/// Names of the hooks.
#[napi(catch_unwind)]
#[must_use]
pub fn hooks() -> Vec<String> {
    HOOKS.iter().map(|hook| hook.name.to_owned()).collect()
}

/// An answer of `hook` as a buyer may see it.
#[napi(catch_unwind)]
pub fn for_buyer(hook: String, answer: String) -> napi::Result<String> {
    Ok((find(&hook)?.for_buyer)(&answer)?)
}

/// The canonical JSON of an answer of `hook`.
#[napi(catch_unwind)]
pub fn canonical(hook: String, answer: String) -> napi::Result<String> {
    Ok((find(&hook)?.canonical)(&answer)?)
}

/// The corrected workbook of an order file, off the event loop. `arguments`: JSON of a list of
/// sheet, answer of the cart, facts, language.
#[napi(catch_unwind)]
#[must_use]
pub fn corrected(arguments: String) -> AsyncTask<Correct> {
    AsyncTask::new(Correct(arguments))
}

#[napi]
impl Engine {
    /// By which another thread finds it.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The answer of a hook. `arguments`: JSON of a list.
    #[napi(catch_unwind)]
    pub fn call(&self, hook: String, arguments: String) -> napi::Result<String> {
        let arguments = Arguments::new(&arguments).map_err(Problem::from)?;
        Ok((find(&hook)?.call)(&self.comptoir, arguments)?)
    }

    /// Reads an order file, off the event loop.
    #[napi(catch_unwind)]
    pub fn read_file(&self, name: String, bytes: Buffer) -> AsyncTask<ReadFile> {
        AsyncTask::new(ReadFile {
            comptoir: Arc::clone(&self.comptoir),
            name,
            bytes: bytes.to_vec(),
        })
    }

    /// Puts another policy in force, off the event loop.
    #[napi(catch_unwind)]
    pub fn activate(&self, policy: String) -> napi::Result<AsyncTask<Activate>> {
        let policy: Policy = serde_json::from_str(&policy).map_err(Problem::from)?;
        Ok(AsyncTask::new(Activate {
            comptoir: Arc::clone(&self.comptoir),
            policy,
        }))
    }

    /// What is in force: JSON of `Generation`.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn generation(&self) -> String {
        generation(&self.comptoir.generation()).to_string()
    }

    /// The context of a call, with the shop's local day.
    #[napi(catch_unwind)]
    pub fn context(
        &self,
        acting: String,
        kind: String,
        principal: String,
        instant: i64,
        request_id: String,
    ) -> napi::Result<String> {
        let kind = serde_json::to_string(&kind).map_err(Problem::from)?;
        let kind: ActorKind = read("acting.kind", &kind).map_err(Problem::from)?;
        let acting = Actor { id: acting, kind };
        let context = self
            .comptoir
            .context(acting, &principal, instant, &request_id);
        Ok(write(&context).map_err(Problem::from)?)
    }
}

/// The texts of one language.
#[napi]
pub struct Texts(Messages);

#[napi]
impl Texts {
    /// `language`: `en`, `ru` or `it`; `timezone`: in which moments are told, UTC where it is absent.
    #[napi(constructor, catch_unwind)]
    pub fn new(language: String, timezone: Option<String>) -> napi::Result<Self> {
        Ok(Self(texts::messages(&language, timezone.as_deref())?))
    }

    /// The text of `value`, JSON of a `kind`; none where there is nothing to say.
    #[napi(catch_unwind)]
    pub fn text(
        &self,
        kind: String,
        value: String,
        currency: String,
    ) -> napi::Result<Option<String>> {
        Ok(texts::text(&self.0, &kind, &value, &currency)?)
    }
}
