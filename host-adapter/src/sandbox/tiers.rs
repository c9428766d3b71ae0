//! Compiled code that better code replaces while calls run on it.

use std::sync::{Arc, PoisonError, RwLock};

/// The code in force. A call in flight finishes on what it began with.
pub(crate) struct Tiered<T> {
    current: RwLock<(Tier, Arc<T>)>,
}

/// Which compiler made the code that decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// The one that is done at once.
    Baseline,
    /// The one whose code is fast.
    Optimized,
}

impl<T> Tiered<T> {
    pub(crate) fn new(tier: Tier, code: T) -> Self {
        Self {
            current: RwLock::new((tier, Arc::new(code))),
        }
    }

    pub(crate) fn get(&self) -> Arc<T> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current.1)
    }

    pub(crate) fn tier(&self) -> Tier {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }

    pub(crate) fn replace(&self, tier: Tier, code: T) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = (tier, Arc::new(code));
    }
}
