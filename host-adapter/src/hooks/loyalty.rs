//! The bonus hooks: the client's page, an order's end, the timer that burns.

use super::sanity::{self, Passed, not_negative};
use super::{Decision, size};
use crate::activation::Comptoir;
use crate::bindings::comptoir::rules::facts::{Buyer, Loyalty as LoyaltyFacts};
use crate::bindings::comptoir::rules::types::{Context, Stage};
use crate::bindings::exports::comptoir::rules::loyalty::{AccountAnswer, Occasion, SettleAnswer};
use crate::error::CallError;

/// Keeps bonus accounts; see `wit/0.1.0/loyalty.wit`.
#[derive(Clone, Copy)]
pub struct Loyalty<'a> {
    pub(super) comptoir: &'a Comptoir,
}

fn passed(loyalty: Option<&LoyaltyFacts>) -> Passed {
    Passed {
        loyalties: loyalty.iter().len(),
        lots: sanity::lots(loyalty).len(),
        ..Passed::default()
    }
}

impl Loyalty<'_> {
    /// Balance, loyalty stage with what is missing to the next, and the day on which all of it burns.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn account(
        &self,
        context: &Context,
        buyer: &Buyer,
        loyalty: Option<&LoyaltyFacts>,
    ) -> Result<Decision<AccountAnswer>, CallError> {
        let input = size::of(&(context, buyer, loyalty));
        let limits = self.comptoir.limits.documents;
        let decision = self
            .comptoir
            .decided(limits, input, |code, instance, store| {
                let guest = code.loyalty.load(&mut *store, instance)?;
                guest.call_account(store, context, buyer, loyalty)
            })?;
        let id = &context.request_id;
        sanity::verdict(
            &decision.answer.verdict,
            Stage::Edit,
            &passed(loyalty),
            0,
            id,
        )?;
        sanity::effects::none(&decision.answer.verdict.effects, "a bonus account")?;
        if let Some(balance) = decision.answer.balance {
            not_negative(balance, "a balance")?;
        }
        Ok(decision)
    }

    /// What an order's end, or a timer, does to the lots: effects to apply in one transaction.
    ///
    /// # Errors
    /// [`CallError`]; a business "no" is not one of them.
    pub fn settle(
        &self,
        context: &Context,
        loyalty: &LoyaltyFacts,
        occasion: &Occasion,
    ) -> Result<Decision<SettleAnswer>, CallError> {
        let input = size::of(&(context, loyalty, occasion));
        let limits = self.comptoir.limits.documents;
        let decision = self
            .comptoir
            .decided(limits, input, |code, instance, store| {
                let guest = code.loyalty.load(&mut *store, instance)?;
                guest.call_settle(store, context, loyalty, occasion)
            })?;
        let id = &context.request_id;
        sanity::binding(
            &decision.answer.verdict,
            Stage::Edit,
            &passed(Some(loyalty)),
            0,
            id,
            sanity::effects::SETTLE,
        )?;
        sanity::settle(&decision.answer, loyalty)?;
        sanity::settled::check(&decision.answer, occasion, context.local_date)?;
        Ok(decision)
    }
}
