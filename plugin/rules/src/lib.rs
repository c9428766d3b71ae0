//! Comptoir's rules in plain Rust: no I/O, no clock, no WIT.
//!
//! Three floors, imports point down only: [`domain`] (what a shop is made of),
//! [`policy`] (what its owner decided), [`rules`] (one decision a file). Two
//! orchestrators put them in order: [`cart`] and [`catalogue`], with
//! [`checkout`] on top of the cart; [`accounts`], [`documents`], [`loyalty`] and [`orders`] stand beside them.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::arithmetic_side_effects
    )
)]

pub mod accounts;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod documents;
pub mod domain;
pub mod loyalty;
#[cfg(test)]
mod made_up;
pub mod orders;
pub mod policy;
pub mod rules;
