//! What an event makes of an order, once it is decided.

use super::decide::{Changes, Wish};
use super::effects::{self, Change};
use super::partial::Cut;
use super::{FireAnswer, HistoryEntry, Split, Status, label, states, timers};
use crate::domain::{
    EventKind, Findings, OrderState, PaymentState, ReservationState, ReturnState, ShipmentState,
    States, TimerKind,
};
use crate::policy::orders::At;

impl Wish<'_> {
    /// The order as it was.
    pub(super) fn unchanged(
        &self,
        status: Status,
        findings: Findings,
        changes: Changes,
    ) -> FireAnswer {
        let order = self.order;
        let Changes {
            correction,
            partial,
            returns: _,
            used,
        } = changes;
        FireAnswer {
            status,
            verdict: self.verdict(findings, correction.as_ref(), used),
            states: order.states.clone(),
            label: label(self.rules(), &order.states),
            lines: order.lines.clone(),
            taxes: Vec::new(),
            redeemed: order.redeemed,
            accrues: order.accrues,
            payable: order.payable,
            credited: order.credited,
            paid: order.paid,
            returning: order.returning.clone(),
            returned: order.returned.clone(),
            came_back: None,
            released: order.released,
            proposal: order.proposal.clone(),
            timers: order.timers.clone(),
            diff: correction.map_or(partial.diff, |it| it.diff),
            split: None,
            history: None,
        }
    }

    /// The order as the event leaves it.
    pub(super) fn changed(
        &self,
        findings: Findings,
        before: At,
        to: At,
        late: bool,
        changes: Changes,
    ) -> FireAnswer {
        let (order, event) = (self.order, self.event());
        let proposed = match event {
            EventKind::Correct => {
                let correction = changes.correction.as_ref();
                correction.and_then(|it| it.proposal.clone())
            }
            _ => order.proposal.clone(),
        };
        let cut = changes.partial.cut.clone();
        let is_cut = cut.is_some();
        let returns = changes.returns.clone();
        let mut answer = self.unchanged(Status::Applied, findings, changes);
        match (event, proposed) {
            (EventKind::Correct, Some(proposal)) if to.order == OrderState::AwaitingConsent => {
                answer.proposal = Some(proposal);
            }
            (EventKind::Correct | EventKind::Consent, Some(proposal)) => {
                (answer.lines, answer.taxes) = (proposal.lines, proposal.taxes);
                (answer.redeemed, answer.accrues) = (proposal.redeemed, proposal.accrues);
                answer.payable = proposal.payable;
                answer.proposal = None;
            }
            _ if to.order != OrderState::AwaitingConsent => answer.proposal = None,
            _ => {}
        }
        answer.paid = self.paid();
        if let Some(cut) = cut {
            self.apply(cut, &mut answer);
        }
        if let Some(returns) = returns {
            (answer.returning, answer.returned) = (returns.returning, returns.returned);
            (answer.credited, answer.came_back) = (returns.credited, returns.came_back);
        }
        if event == EventKind::Release {
            answer.released = Some(order.payable);
        }
        answer.states = states(self.rules(), to);
        answer.label = label(self.rules(), &answer.states);
        answer.timers = timers::running(
            self.rules(),
            &order.timers,
            (before, to),
            event,
            timers::Now {
                instant: self.context.instant,
                payable: answer.payable,
                paid: answer.paid,
                working: self.working,
            },
        );
        let reason = self.request.reason.as_deref();
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        answer.verdict.effects = effects::effects(Change {
            rules: self.rules(),
            context: self.context,
            order,
            event: &self.request.event,
            reason,
            before,
            to,
            payable: answer
                .proposal
                .as_ref()
                .map_or(answer.payable, |proposal| proposal.payable),
            paid: answer.paid,
            late,
            cut: is_cut,
            came_back: answer.came_back.as_ref().map(|it| it.credit),
            reserved_until: answer
                .timers
                .iter()
                .find(|timer| timer.kind == TimerKind::Reservation)
                .and_then(|timer| timer.at),
        });
        answer.history = Some(HistoryEntry {
            event: self.request.event.name(),
            by: self.context.acting.clone(),
            principal: self.context.principal.clone(),
            at: self.context.instant,
            reason: reason.map(str::to_owned),
            labels: (
                label(self.rules(), &order.states).label,
                answer.label.label.clone(),
            ),
            states: (order.states.clone(), answer.states.clone()),
        });
        answer
    }

    /// The order as the part of it that was granted; what was paid beyond it goes to the rest.
    fn apply(&self, cut: Cut, answer: &mut FireAnswer) {
        (answer.lines, answer.taxes) = (cut.lines, cut.taxes);
        (answer.redeemed, answer.accrues) = (cut.cost.redeemed, cut.cost.accrues);
        answer.payable = cut.cost.payable;
        answer.split = cut.rest.map(|rest| {
            let own = answer.paid.min(answer.payable);
            let paid = answer.paid.saturating_sub(own);
            answer.paid = own;
            let payment = if paid.is_zero() {
                PaymentState::Unpaid
            } else if paid >= rest.cost.payable {
                PaymentState::Full
            } else {
                PaymentState::Part
            };
            Split {
                lines: rest.lines,
                taxes: rest.taxes,
                redeemed: rest.cost.redeemed,
                accrues: rest.cost.accrues,
                payable: rest.cost.payable,
                paid,
                states: States {
                    order: OrderState::Confirmed,
                    reservation: ReservationState::Denied,
                    payment,
                    shipment: ShipmentState::None,
                    returns: ReturnState::None,
                    step: None,
                },
            }
        });
    }
}
