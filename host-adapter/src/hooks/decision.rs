//! An answer with what it rests on.

use std::sync::Arc;

use super::view::Answer;
use crate::activation::Generation;
use crate::bindings::comptoir::rules::types::Audience;
use crate::sandbox::CallStats;

/// What was decided, by which policy, and what it took.
#[derive(Clone)]
pub struct Decision<T> {
    /// The whole answer, staff values included. Show [`Decision::view`] to people.
    pub answer: T,
    /// The plugin and policy that decided.
    pub generation: Arc<Generation>,
    /// What the call used.
    pub stats: CallStats,
}

impl<T: Answer> Decision<T> {
    /// The answer as `audience` may see it. The only redactor: for a buyer it holds no staff
    /// value, no setting, no losing price list and no effect.
    #[must_use]
    pub fn view(&self, audience: Audience) -> T {
        let mut answer = self.answer.clone();
        if audience == Audience::Buyer {
            answer.redact();
        }
        answer
    }
}
