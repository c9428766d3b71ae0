//! Events of orders: the one way in which an order changes.

use std::collections::BTreeSet;

use comptoir::contract::Audience;
use comptoir::contract::orders::{Event, FireRequest, ShipmentState, Status};
use comptoir::{Commit, OrderFacts, advance, event_digest, split_off};
use comptoir_conformance::{Told, Who};

use crate::error::ShopError;
use crate::place::{has_moved, told};
use crate::{ATTEMPTS, MemoryShop};

impl MemoryShop {
    /// Fires `event` at an order; nothing changes where the rules refuse it.
    ///
    /// # Errors
    /// [`ShopError`]; nothing is committed then.
    pub fn fire(
        &self,
        who: &Who,
        order: &str,
        event: Event,
        reason: Option<&str>,
    ) -> Result<Told, ShopError> {
        let version = self.state().order(order)?.version.clone();
        let request = FireRequest {
            key: format!("{order}.{version}"),
            digest: event_digest(&event, reason),
            event,
            version: Some(version),
            reason: reason.map(str::to_owned),
            roles: Vec::new(),
        };
        let context = self.context(who, &request.key);
        let skus = self.articles(order, &request.event)?;
        let gather = || {
            let state = self.state();
            let facts = state.facts(&who.buyer, context.local_date, &skus)?;
            Ok::<_, ShopError>((facts, state.order_facts(order)?))
        };
        let decision = self.comptoir.decide_and_commit(
            ATTEMPTS,
            &context,
            gather,
            |(facts, of)| self.comptoir.orders().fire(&context, facts, of, &request),
            |to_commit| {
                let mut state = self.state();
                let facts = state.facts(&who.buyer, context.local_date, &skus)?;
                let now: (_, OrderFacts) = (facts, state.order_facts(order)?);
                if has_moved(to_commit.facts, &now, &to_commit.answer.verdict) {
                    return Ok(Commit::Moved);
                }
                let (facts, of) = now;
                let shipped_before = of.order.states.shipment;
                let mut next = of.order;
                advance(&mut next, &request, to_commit.answer);
                next.version = next.applied.len().saturating_add(1).to_string();
                let shipped = next.states.shipment;
                if let Some(rest) = split_off(&next, &state.next_id(), to_commit.answer) {
                    state.shop.orders.orders.insert(rest.id.clone(), rest);
                }
                state.shop.orders.orders.insert(order.to_owned(), next);
                for effect in to_commit.effects {
                    state.apply(&facts, order, effect)?;
                }
                if shipped == ShipmentState::Full && shipped_before != shipped {
                    state.take_out(order)?;
                }
                state.write_letters(to_commit.outbox);
                state.keep(to_commit.audit)?;
                Ok(Commit::Done)
            },
        )?;
        let answer = decision.view(Audience::Buyer);
        Ok(told(answer.status == Status::Applied, &answer.verdict))
    }

    /// The articles that an event speaks of.
    fn articles(&self, order: &str, event: &Event) -> Result<BTreeSet<String>, ShopError> {
        let state = self.state();
        let mut skus: BTreeSet<String> = state
            .order(order)?
            .lines
            .iter()
            .map(|line| line.sku.clone())
            .collect();
        if let Event::Correct(lines) = event {
            skus.extend(lines.iter().map(|line| line.sku.clone()));
        }
        Ok(skus)
    }
}
