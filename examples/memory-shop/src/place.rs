//! The checkout's last hook: what was shown becomes an order, or it is shown again.

use comptoir::contract::orders::Order;
use comptoir::contract::{Audience, Decimal, Detail, PlaceAnswer, PlaceRequest, Quote, Verdict};
use comptoir::{Commit, Facts, ToCommit};
use comptoir_conformance::{Told, Who};

use crate::cart::{line, wanted};
use crate::error::ShopError;
use crate::state::State;
use crate::{ATTEMPTS, MemoryShop};

impl MemoryShop {
    /// Orders the cart as it was shown. The same key of the same buyer again is the same order.
    ///
    /// # Errors
    /// [`ShopError`]; nothing is committed then.
    pub fn place(&self, who: &Who, key: &str) -> Result<(Told, Option<String>), ShopError> {
        let wish = (who.buyer.clone(), key.to_owned());
        if let Some(order) = self.state().wishes.get(&wish) {
            let done = Told {
                done: true,
                ..Told::default()
            };
            return Ok((done, Some(order.clone())));
        }
        let cart = self
            .state()
            .carts
            .get(&who.buyer)
            .cloned()
            .unwrap_or_default();
        let skus = wanted(&cart.lines, &[]);
        let context = self.context(who, key);
        let request = PlaceRequest {
            payment: None,
            contract: None,
            collected: None,
            warehouses: Vec::new(),
            lines: cart.lines.iter().map(line).collect(),
            quote: cart.quote.unwrap_or(Quote {
                lines: Vec::new(),
                gross: Decimal::ZERO,
                delivery: None,
                redeemed: None,
            }),
            paid: Decimal::ZERO,
            delivery: None,
            promo: None,
            bonus: None,
            extra: Vec::new(),
            roles: Vec::new(),
            detail: Detail::Price,
        };
        let decision = self.comptoir.decide_and_commit(
            ATTEMPTS,
            &context,
            || self.state().facts(&who.buyer, context.local_date, &skus),
            |facts| self.comptoir.checkout().place(&context, facts, &request),
            |to_commit| {
                let mut state = self.state();
                if state.wishes.contains_key(&wish) {
                    return Ok(Commit::Done);
                }
                let now = state.facts(&who.buyer, context.local_date, &skus)?;
                if has_moved(to_commit.facts, &now, &to_commit.answer.verdict) {
                    return Ok(Commit::Moved);
                }
                let order = write(&mut state, who, to_commit)?;
                state.wishes.insert(wish.clone(), order);
                state.carts.remove(&who.buyer);
                Ok(Commit::Done)
            },
        )?;
        let order = self.state().wishes.get(&wish).cloned();
        let verdict = decision.view(Audience::Buyer).verdict;
        Ok((told(order.is_some(), &verdict), order))
    }
}

/// Whether a fact that the decision rests on is another one now.
pub(crate) fn has_moved(
    then: &impl comptoir::Versioned,
    now: &impl comptoir::Versioned,
    verdict: &Verdict,
) -> bool {
    let mut used = verdict.facts_used.iter();
    used.any(|used| then.version_of(*used) != now.version_of(*used))
}

/// What a person can read of a verdict.
pub(crate) fn told(done: bool, verdict: &Verdict) -> Told {
    let findings = verdict.findings.iter();
    Told {
        done,
        codes: findings.map(|finding| finding.code.clone()).collect(),
    }
}

/// The order as the draft has it, and what follows at once.
fn write(
    state: &mut State,
    who: &Who,
    to_commit: ToCommit<'_, Facts, PlaceAnswer>,
) -> Result<String, ShopError> {
    let nonsense = |what: &str| ShopError::Nonsense(what.to_owned());
    let (facts, answer) = (to_commit.facts, to_commit.answer);
    let draft = answer.draft.as_ref().ok_or_else(|| nonsense("no draft"))?;
    let chosen = answer
        .cart
        .contract
        .as_ref()
        .ok_or_else(|| nonsense("no contract"))?;
    let contract = usize::try_from(chosen.contract)
        .ok()
        .and_then(|index| facts.contracts.get(index));
    let id = state.next_id();
    let order = Order {
        id: id.clone(),
        version: "1".to_owned(),
        buyer: who.buyer.clone(),
        entity: facts.buyer.entity.clone(),
        contract: contract.map(|contract| contract.id.clone()),
        currency: chosen.currency.clone(),
        warehouses: Vec::new(),
        states: draft.states.clone(),
        lines: draft.lines.clone(),
        delivery: draft.delivery,
        redeemed: draft.redeemed,
        accrues: draft.accrues,
        payable: draft.payable,
        credited: Decimal::ZERO,
        paid: Decimal::ZERO,
        shipped: Vec::new(),
        returning: Vec::new(),
        returned: Vec::new(),
        released: None,
        proposal: None,
        timers: draft.timers.clone(),
        applied: Vec::new(),
    };
    state.shop.orders.orders.insert(id.clone(), order);
    for effect in to_commit.effects {
        state.apply(facts, &id, effect)?;
    }
    state.write_letters(to_commit.outbox);
    state.keep(to_commit.audit)?;
    Ok(id)
}
