//! The gates that an event meets: credit, and the manager's look.

use super::decide::Wish;
use crate::cart::{credit, overflow};
use crate::domain::{EventKind, Findings, Number, Overflow, Stage, Subject};
use crate::policy::orders::gate_stage;
use crate::rules::contract_choice;
use crate::rules::credit_gate::{AtHand, Debtor, Under};
use crate::rules::exchange::Exchange;
use crate::rules::order_plausible;

impl Wish<'_> {
    /// Credit at the event's stage and, as a preview, at those ahead; the manager's look at confirm.
    pub(super) fn gates(&self, payable: Number, findings: &mut Findings) {
        // Whoever sees a payment or closes an order asks no gate; setting goods aside does.
        let asks = match self.event() {
            EventKind::SeePayment => Some(Stage::Reserve),
            event if gate_stage(event) != Stage::Edit => Some(gate_stage(event)),
            _ => None,
        };
        let Some(first) = asks else { return };
        // A payment is seen before the gates are asked.
        let paid = self.paid();
        let exchange = Exchange::new(
            self.policy,
            &self.facts.rates,
            self.context.today,
            &self.order.currency,
        );
        let debtor = Debtor {
            context: self.context,
            entity: &self.order.entity,
            exchange: &exchange,
            paid_in_full: paid >= payable,
            order: AtHand {
                id: Some(&self.order.id),
                under: contract_choice::of_order(
                    self.policy,
                    &self.facts.contracts,
                    self.context.today,
                    self.order,
                )
                .map(Under::of),
                payable,
                paid,
            },
        };
        credit::gates(self.policy, debtor, self.facts, first, findings);
        if matches!(first, Stage::Place | Stage::Confirm) && self.event() != EventKind::Correct {
            let currency = &self.policy.shop.currency;
            match order_plausible::decide(self.rules(), currency, self.order, self.history) {
                Ok(said) => said.into_iter().for_each(|finding| findings.push(finding)),
                Err(Overflow) => findings.push(overflow(Stage::Confirm, Subject::Document)),
            }
        }
    }
}
