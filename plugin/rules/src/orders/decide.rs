//! One event, decided.

use super::correction::{self, Correction};
use super::partial::{self, Cut, Partial};
use super::returns::{self, Returns};
use super::{FireAnswer, Status, at, label, timers};
use crate::cart::contradictory;
use crate::domain::{
    ActorKind, Context, Event, EventKind, Extent, FactGroup, FactRef, Facts, Finding, Findings,
    FireRequest, Number, Order, OrderHistory, OrderState, Outcome, PaymentState, ReservationState,
    ReturnState, ShipmentState, Stage, Subject, TimerKind, Verdict, WorkingTime,
};
use crate::policy::orders::{At, Known, gate_stage, machine};
use crate::policy::{LifeRules, Policy};
use crate::rules::{
    contract_choice, order_actor, order_details, order_event, order_late_payment, order_reason,
    order_repeat, order_timer,
};

/// An event with everything that decides it.
pub(super) struct Wish<'a> {
    pub policy: &'a Policy,
    pub context: &'a Context,
    pub facts: &'a Facts,
    pub order: &'a Order,
    pub working: Option<&'a [WorkingTime]>,
    pub history: Option<&'a OrderHistory>,
    pub request: &'a FireRequest,
}

/// What an event changes of an order's lines.
#[derive(Default)]
pub(super) struct Changes {
    pub correction: Option<Correction>,
    pub partial: Partial,
    pub returns: Option<Returns>,
    /// What was read beside the order, the buyer and the receivables.
    pub used: Vec<FactRef>,
}

impl Wish<'_> {
    pub(super) fn rules(&self) -> &LifeRules {
        &self.policy.life
    }

    pub(super) fn event(&self) -> EventKind {
        self.request.event.kind()
    }

    fn stage(&self) -> Stage {
        gate_stage(self.event())
    }

    pub(super) fn decide(&self) -> FireAnswer {
        let mut findings = Findings::default();
        if let Some(finding) = order_repeat::repeated(self.order, self.request) {
            let status = match finding.outcome {
                Outcome::Allow => Status::AlreadyApplied,
                _ => Status::Conflict,
            };
            findings.push(finding);
            return self.unchanged(status, findings, Changes::default());
        }
        if let Some(finding) = order_repeat::stale(self.order, self.request) {
            findings.push(finding);
        }
        let Some(before) = self.consistent(&mut findings) else {
            return self.unchanged(Status::Refused, findings, Changes::default());
        };
        let step = match &self.request.event {
            Event::Step(id) => self.rules().step(id),
            _ => None,
        };
        let who = order_actor::decide(
            self.rules(),
            self.context,
            self.order,
            (self.event(), step),
            &self.request.roles,
        );
        let reason = order_reason::decide(self.request);
        who.into_iter()
            .chain(reason)
            .for_each(|finding| findings.push(finding));

        let (from, late) = self.now(before);
        let correction = match &self.request.event {
            Event::Correct(lines) if from.order == OrderState::AwaitingConfirmation => Some(
                correction::correct(self.policy, self.context, self.facts, self.order, lines),
            ),
            _ => None,
        };
        let partial = match &self.request.event {
            Event::GrantPart(granted) if from.reservation == ReservationState::Requested => {
                let today = self.context.today;
                let partial = partial::decide(self.policy, self.facts, today, self.order, granted);
                for finding in &partial.findings {
                    findings.push(finding.clone());
                }
                partial
            }
            _ => Partial::default(),
        };
        let returns = self.returns(from, &mut findings);
        let cut = partial.cut.as_ref();
        let payable = self.payable(correction.as_ref(), cut);
        let mut used = self.gates(payable, &mut findings);
        let parts = match &self.request.event {
            Event::GrantPart(granted) => !granted.is_empty(),
            // All of it at once costs what the order says itself.
            Event::AcceptReturn(_) => returns
                .as_ref()
                .is_some_and(|it| !it.whole || !self.order.returned.is_empty()),
            _ => false,
        };
        if parts {
            used.extend(self.of_goods());
        }
        if let Some(correction) = &correction {
            // The gates of the order stand already, and the cart's speak of the same debt; what its
            // first order had to say was said when it was placed.
            let own = |finding: &&Finding| {
                !finding.code.starts_with("credit.") && finding.code != order_details::CODE
            };
            let cart = correction.cart.verdict.findings.iter().filter(own);
            cart.chain(&correction.findings)
                .for_each(|finding| findings.push(finding.clone()));
        }
        let known = self.known(
            &findings,
            step,
            payable,
            (correction.as_ref(), returns.as_ref()),
        );
        let to = machine::after(self.rules(), from, self.event(), known);
        self.place(from, to, &mut findings);
        if let Some(finding) = order_event::unmet(self.rules(), self.order, self.event(), from) {
            findings.push(finding);
        }
        if late && self.event() == EventKind::SeePayment && self.paid() > Number::ZERO {
            let again = to.is_some_and(|to| {
                matches!(
                    to.reservation,
                    ReservationState::Full | ReservationState::Requested
                )
            });
            findings.push(order_late_payment::finding(self.paid(), again));
        }
        let changes = Changes {
            correction,
            partial,
            returns,
            used,
        };
        match to {
            Some(to) if self.outcome(&findings) <= Outcome::Adjust => {
                self.changed(findings, before, to, late, changes)
            }
            _ => self.unchanged(Status::Refused, findings, changes),
        }
    }

    /// Facts that contradict each other decide nothing.
    fn consistent(&self, findings: &mut Findings) -> Option<At> {
        let buyer = &self.facts.buyer;
        let mut contradiction = |fact: String| {
            let mut finding = contradictory(Subject::Document, fact);
            finding.stage = self.stage();
            findings.push(finding);
        };
        if buyer.id != self.order.buyer || buyer.entity != self.order.entity {
            contradiction(format!(
                "order of {} ({}), buyer {} ({})",
                self.order.buyer, self.order.entity, buyer.id, buyer.entity
            ));
            return None;
        }
        let waits = self.order.states.order == OrderState::AwaitingConsent;
        if waits != self.order.proposal.is_some() {
            contradiction("order and its proposal".to_owned());
            return None;
        }
        let before = at(self.rules(), &self.order.states);
        if before.is_none() {
            let step = self.order.states.step.clone().unwrap_or_default();
            contradiction(format!("step {step}"));
        }
        before
    }

    /// Where the order stands at this moment: a reservation past its time is free, whether or not
    /// its timer ran. And whether a payment comes too late.
    fn now(&self, before: At) -> (At, bool) {
        let mut from = before;
        let timer = self
            .order
            .timers
            .iter()
            .find(|timer| timer.kind == TimerKind::Reservation);
        let past = timer
            .and_then(|timer| timers::moment(self.rules(), *timer, self.working))
            .is_some_and(|at| at <= self.context.instant);
        let aside = matches!(
            before.reservation,
            ReservationState::Full | ReservationState::Part
        );
        let meets = matches!(
            self.event(),
            EventKind::Ship | EventKind::SeePayment | EventKind::Reserve
        );
        if past && aside && meets && before.shipment == ShipmentState::None {
            from.reservation = ReservationState::Expired;
        }
        let late =
            from.reservation == ReservationState::Expired || from.order == OrderState::Cancelled;
        (from, late)
    }

    pub(super) fn paid(&self) -> Number {
        match self.request.event {
            Event::SeePayment(paid) => paid,
            _ => self.order.paid,
        }
    }

    /// What the order costs once the event is applied, or the correction that it proposes.
    fn payable(&self, correction: Option<&Correction>, cut: Option<&Cut>) -> Number {
        if let Some(cut) = cut {
            return cut.cost.payable;
        }
        match self.event() {
            EventKind::Correct => correction.and_then(|correction| correction.proposal.as_ref()),
            EventKind::Consent => self.order.proposal.as_ref(),
            _ => None,
        }
        .map_or(self.order.payable, |proposal| proposal.payable)
    }

    fn known(
        &self,
        findings: &Findings,
        step: Option<usize>,
        payable: Number,
        (correction, returns): (Option<&Correction>, Option<&Returns>),
    ) -> Known {
        let passes = |stage| findings.outcome_at(stage) <= Outcome::Adjust;
        // A rep's own entry, where a rep may confirm.
        let own = self.context.acting.kind == ActorKind::Rep
            && order_actor::decide(
                self.rules(),
                self.context,
                self.order,
                (EventKind::Confirm, None),
                &self.request.roles,
            )
            .is_none();
        let by_itself = self.rules().auto || own;
        let paid = self.paid();
        let credited = returns.map_or(self.order.credited, |it| it.credited);
        let payable = payable.saturating_sub(credited);
        let payment = if paid >= payable {
            PaymentState::Full
        } else if paid > Number::ZERO {
            PaymentState::Part
        } else {
            PaymentState::Unpaid
        };
        Known {
            confirms: by_itself && passes(Stage::Confirm),
            reserves: passes(Stage::Reserve),
            needs_consent: correction.is_some_and(|correction| correction.needs_consent),
            payment,
            kept: timers::keeps(self.rules(), payable, paid),
            whole: match &self.request.event {
                Event::Ship(extent) => *extent == Extent::Full,
                _ => returns.is_some_and(|it| it.whole),
            },
            returned: !self.order.returned.is_empty(),
            step,
        }
    }

    /// Whether the event has a place in the machine, and whether its time has come.
    fn place(&self, from: At, to: Option<At>, findings: &mut Findings) {
        let event = self.event();
        if to.is_none() {
            let shippable = from.order == OrderState::Confirmed
                && matches!(from.shipment, ShipmentState::None | ShipmentState::Part)
                && from.reservation != ReservationState::Full;
            findings.push(if event == EventKind::Ship && shippable {
                order_event::unreserved(from)
            } else {
                let seen = label(self.rules(), &self.order.states).label;
                order_event::no_place(event, self.request.event.name(), &seen)
            });
            return;
        }
        let Some(kind) = order_timer::timer_of(event) else {
            return;
        };
        let timer = self.order.timers.iter().find(|timer| timer.kind == kind);
        match timer {
            None => {
                let seen = label(self.rules(), &self.order.states).label;
                findings.push(order_event::no_place(
                    event,
                    self.request.event.name(),
                    &seen,
                ));
            }
            Some(timer) => {
                let moment = timers::moment(self.rules(), *timer, self.working);
                if let Some(finding) = order_timer::decide(event, moment, self.context.instant) {
                    findings.push(finding);
                }
            }
        }
    }

    /// What the event makes of the order's returns, where it has a place.
    fn returns(&self, from: At, findings: &mut Findings) -> Option<Returns> {
        let event = &self.request.event;
        // What has no place is refused for that alone.
        let has_place = match event {
            Event::RequestReturn(_) => from.shipment != ShipmentState::None,
            _ => from.returns == ReturnState::Requested,
        };
        if !has_place {
            return None;
        }
        let today = self.context.today;
        let returns = returns::decide(self.policy, self.facts, today, self.order, event)?;
        for finding in &returns.findings {
            findings.push(finding.clone());
        }
        Some(returns)
    }

    /// The outcome at the event's stage. What bars an earlier one bars it too.
    fn outcome(&self, findings: &Findings) -> Outcome {
        Stage::ALL
            .into_iter()
            .filter(|stage| *stage <= self.stage())
            .map(|stage| findings.outcome_at(stage))
            .max()
            .unwrap_or(Outcome::Allow)
    }

    /// The products of the order's lines, and its contract: what a part of it costs rests on them.
    fn of_goods(&self) -> Vec<FactRef> {
        let (facts, order) = (self.facts, self.order);
        let ordered = |sku: &str| order.lines.iter().any(|line| line.sku == sku);
        let products = (0u32..).zip(&facts.products.items);
        let products = products.filter(|(_, product)| ordered(&product.sku));
        let today = self.context.today;
        let contract = contract_choice::of_order(self.policy, &facts.contracts, today, order);
        let mut used = self.used(contract);
        used.extend(products.map(|(index, _)| FactRef {
            group: FactGroup::Products,
            index,
        }));
        used
    }

    pub(super) fn verdict(
        &self,
        findings: Findings,
        correction: Option<&Correction>,
        used: Vec<FactRef>,
    ) -> Verdict {
        let group = |group| FactRef { group, index: 0 };
        let mut facts_used = vec![group(FactGroup::Buyer), group(FactGroup::Orders)];
        facts_used.extend(
            self.facts
                .receivables
                .iter()
                .map(|_| group(FactGroup::Receivables)),
        );
        facts_used.extend(self.working.iter().map(|_| group(FactGroup::Calendar)));
        facts_used.extend(used);
        if let Some(correction) = correction {
            facts_used.extend(correction.cart.verdict.facts_used.iter().copied());
        }
        facts_used.sort_unstable();
        facts_used.dedup();
        Verdict {
            outcome: self.outcome(&findings),
            findings: findings.into_vec(),
            effects: Vec::new(),
            facts_used,
        }
    }
}
