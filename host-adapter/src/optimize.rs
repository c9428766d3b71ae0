//! The second compilation: while baseline code serves, optimized code is made, and takes over.
//!
//! One thread at a time works at it, on one core, so that the shop keeps the others. What was
//! replaced before its turn came is not compiled.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread::JoinHandle;

use wasmtime::Engine;

use crate::activation::Generation;
use crate::bindings::reader::ReaderPre;
use crate::error::ActivationError;
use crate::limits::{CallLimits, EngineOptions};
use crate::sandbox::{Code, Guard, Tier, Tiered, parts, reader};

/// The work to be done, in the order of its coming.
#[derive(Default)]
pub(crate) struct Optimizer {
    last: Mutex<Option<JoinHandle<Result<(), ActivationError>>>>,
}

/// What is to be compiled once more.
pub(crate) struct Work {
    pub(crate) engine: Engine,
    pub(crate) options: EngineOptions,
    /// Bounds on what a component runs as it starts.
    pub(crate) limits: CallLimits,
    /// Gone where a newer policy took its place.
    pub(crate) generation: Weak<Generation>,
    pub(crate) snapshot: Vec<u8>,
    /// The part that reads order files: once in a plugin's life.
    pub(crate) reader: Option<Reader>,
}

/// The part of a plugin that reads order files.
pub(crate) struct Reader {
    pub(crate) engine: Engine,
    /// Gone where the plugin is.
    pub(crate) code: Weak<Tiered<ReaderPre<Guard>>>,
    /// The whole plugin.
    pub(crate) plugin: Arc<[u8]>,
}

impl Optimizer {
    /// Has `work` done, after what was asked for before it.
    pub(crate) fn start(&self, work: Work) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let before = last.take();
        let run = move || {
            let before = before.map_or(Ok(()), join);
            let done = work.run();
            before.and(done)
        };
        // Without a thread to spare, baseline code goes on serving.
        *last = std::thread::Builder::new()
            .name("comptoir-optimizer".to_owned())
            .spawn(run)
            .ok();
    }

    /// Waits for the work that was asked for until now.
    pub(crate) fn finish(&self) -> Result<(), ActivationError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.take().map_or(Ok(()), join)
    }
}

fn join(thread: JoinHandle<Result<(), ActivationError>>) -> Result<(), ActivationError> {
    thread.join().unwrap_or_else(|_| {
        Err(ActivationError::Prepare(
            "compiling optimized code failed".to_owned(),
        ))
    })
}

impl Work {
    fn run(self) -> Result<(), ActivationError> {
        if self.generation.strong_count() > 0 {
            let code = Code::new(&self.engine, self.options, self.limits, &self.snapshot)?;
            if let Some(generation) = self.generation.upgrade() {
                generation.code.replace(Tier::Optimized, code);
            }
        }
        if let Some(of) = self.reader
            && of.code.strong_count() > 0
        {
            let code = reader(&of.engine, parts(&of.plugin)?.reader)?;
            if let Some(tiered) = of.code.upgrade() {
                tiered.replace(Tier::Optimized, code);
            }
        }
        Ok(())
    }
}
