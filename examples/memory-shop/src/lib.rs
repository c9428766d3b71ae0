//! A whole shop in memory: cart, checkout and orders under the plugin's rules.
//!
//! Read it as the shortest answer to "where does my engine call what": [`MemoryShop::bring`] is the cart
//! hook, [`MemoryShop::place`] the checkout's last one, [`MemoryShop::fire`] the one of every event after
//! it. Facts come from a shop folder that stays in memory; what is decided is written back into it.
//! Decisions that bind run through `decide_and_commit`: gathered under a lock, decided without it, committed under it
//! again if no fact has moved.

mod cart;
mod effects;
mod error;
mod kit;
mod orders;
mod place;
mod state;

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comptoir::Comptoir;
use comptoir::contract::{Context, Instant};
use comptoir::shop::Shop;
use comptoir_conformance::Who;

pub use error::ShopError;
pub use state::{Letter, State};

/// How often a decision is made anew because a fact moved.
const ATTEMPTS: NonZeroU32 = NonZeroU32::new(8).unwrap();

/// The shop. Threads share it.
pub struct MemoryShop {
    comptoir: Arc<Comptoir>,
    state: Mutex<State>,
    /// Time stands still here.
    at: Instant,
}

impl MemoryShop {
    /// A shop with the facts of `shop`, empty carts and no order, at the moment `at`.
    #[must_use]
    pub fn new(comptoir: Arc<Comptoir>, shop: Shop, at: Instant) -> Self {
        Self {
            comptoir,
            state: Mutex::new(State::new(shop)),
            at,
        }
    }

    /// What the shop knows now. Nothing moves while it is held.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn context(&self, who: &Who, request: &str) -> Context {
        self.comptoir
            .context(who.acting.clone(), &who.buyer, self.at, request)
    }
}
