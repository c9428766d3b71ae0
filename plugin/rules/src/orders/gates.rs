//! The gates that an event meets: credit, and the manager's look.

use super::decide::Wish;
use crate::cart::{credit, overflow};
use crate::domain::{
    Contract, EventKind, FactGroup, FactRef, Findings, Number, Overflow, Stage, Subject,
};
use crate::policy::orders::gate_stage;
use crate::rules::contract_choice;
use crate::rules::credit_gate::{AtHand, Debtor, Under};
use crate::rules::exchange::Exchange;
use crate::rules::order_plausible::{self, Costs};

impl Wish<'_> {
    /// Credit at the event's stage and, as a preview, at those ahead; the manager's look at confirm. What they
    /// read beside the receivables is the answer.
    pub(super) fn gates(&self, payable: Number, findings: &mut Findings) -> Vec<FactRef> {
        // Whoever sees a payment or closes an order asks no gate; setting goods aside does.
        let asks = match self.event() {
            EventKind::SeePayment => Some(Stage::Reserve),
            event if gate_stage(event) != Stage::Edit => Some(gate_stage(event)),
            _ => None,
        };
        let Some(first) = asks else {
            return Vec::new();
        };
        // A payment is seen before the gates are asked.
        let paid = self.paid();
        let due = payable.saturating_sub(self.order.credited);
        let exchange = Exchange::new(
            self.policy,
            &self.facts.rates,
            self.context.today,
            &self.order.currency,
        );
        let contract = contract_choice::of_order(
            self.policy,
            &self.facts.contracts,
            self.context.today,
            self.order,
        );
        let debtor = Debtor {
            context: self.context,
            entity: &self.order.entity,
            exchange: &exchange,
            paid_in_full: paid >= due,
            order: AtHand {
                id: Some(&self.order.id),
                under: contract.map(Under::of),
                payable: due,
                paid,
            },
        };
        credit::gates(self.policy, debtor, self.facts, first, findings);
        let mut used = self.used(contract);
        used.extend(exchange.used().into_iter().map(|index| FactRef {
            group: FactGroup::Rates,
            index,
        }));
        if matches!(first, Stage::Place | Stage::Confirm) && self.event() != EventKind::Correct {
            let currency = &self.policy.shop.currency;
            let costs = Costs {
                payable: self.order.payable,
                currency: &self.order.currency,
                released: self.order.released,
            };
            used.extend(self.history.iter().map(|_| FactRef {
                group: FactGroup::History,
                index: 0,
            }));
            match order_plausible::decide(self.rules(), currency, costs, self.history) {
                Ok(said) => said.into_iter().for_each(|finding| findings.push(finding)),
                Err(Overflow) => findings.push(overflow(Stage::Confirm, Subject::Document)),
            }
        }
        used
    }

    /// The contract that the order was placed under.
    pub(super) fn used(&self, contract: Option<&Contract>) -> Vec<FactRef> {
        let own = |(_, held): &(u32, &Contract)| contract.is_some_and(|it| std::ptr::eq(it, *held));
        let held = (0u32..).zip(&self.facts.contracts).find(own);
        held.into_iter()
            .map(|(index, _)| FactRef {
                group: FactGroup::Contracts,
                index,
            })
            .collect()
    }
}
