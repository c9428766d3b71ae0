//! Every combination of states an order can be in, found by walking the machine.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::machine::{At, Known, after, answers};
use super::{LifeRules, gate_stage};
use crate::domain::{EventKind, OrderState, PaymentState, ReservationState, Stage};

/// One of the axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// The order itself.
    Order,
    /// Goods set aside.
    Reservation,
    /// Money.
    Payment,
    /// Goods on their way.
    Shipment,
    /// Goods on their way back.
    Returns,
    /// Steps of the policy.
    Step,
}

impl Axis {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Order,
        Self::Reservation,
        Self::Payment,
        Self::Shipment,
        Self::Returns,
        Self::Step,
    ];

    /// As a policy writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Reservation => "reservation",
            Self::Payment => "payment",
            Self::Shipment => "shipment",
            Self::Returns => "returns",
            Self::Step => "step",
        }
    }

    /// The state of this axis, by name.
    #[must_use]
    pub fn state(self, rules: &LifeRules, at: At) -> String {
        match self {
            Self::Order => at.order.name(),
            Self::Reservation => at.reservation.name(),
            Self::Payment => at.payment.name(),
            Self::Shipment => at.shipment.name(),
            Self::Returns => at.returns.name(),
            Self::Step => {
                return at
                    .step
                    .and_then(|step| rules.steps.get(step))
                    .map_or_else(|| "none".to_owned(), |step| step.id.clone());
            }
        }
        .to_owned()
    }
}

/// What one axis does at an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Transition {
    /// The axis.
    pub axis: Axis,
    /// Its state before.
    pub before: String,
    /// Its state after.
    pub after: String,
    /// The event.
    pub event: EventKind,
    /// The step that is fired, by position.
    pub step: Option<usize>,
    /// Whether it follows from an event of another axis.
    pub follows: bool,
    /// Stages whose gates stand here.
    pub stages: Vec<Stage>,
}

/// Every move of every axis.
#[derive(Debug, Clone, Default)]
pub struct Moves {
    /// States that an order can reach, by axis; the first one first.
    pub states: Vec<(Axis, Vec<String>)>,
    /// By axis, then states, then event.
    pub transitions: Vec<Transition>,
    /// How many combinations of states there are.
    pub combinations: u32,
}

/// A set of stages. There are thousands of edges, and what loading a policy takes every decision's memory makes room for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stages(u8);

impl Stages {
    fn with(self, stage: Stage) -> Self {
        Self(self.0 | (1 << stage as u8))
    }

    /// Whether `stage` is one of them.
    pub(super) fn contains(self, stage: Stage) -> bool {
        self.0 & (1 << stage as u8) != 0
    }

    fn list(self) -> Vec<Stage> {
        Stage::ALL
            .into_iter()
            .filter(|stage| self.contains(*stage))
            .collect()
    }
}

/// An event that led from one combination to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub from: usize,
    pub to: usize,
    pub event: EventKind,
    pub step: Option<usize>,
    pub stages: Stages,
}

/// All combinations, in the order of the events it takes to reach them.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub nodes: Vec<At>,
    /// By the combination they leave.
    pub edges: Vec<Edge>,
    /// Combination, event, and the two steps that claim it.
    pub ambiguous: Vec<(usize, EventKind, usize, usize)>,
}

impl Walk {
    /// Walks from a new order along every event that somebody may fire and whose needs hold.
    pub(super) fn of(rules: &LifeRules) -> Self {
        let mut walk = Self {
            nodes: vec![At::NEW],
            ..Self::default()
        };
        let mut known: BTreeMap<At, usize> = BTreeMap::from([(At::NEW, 0)]);
        let mut from = 0;
        while let Some(at) = walk.nodes.get(from).copied() {
            for (event, facts) in wishes(rules) {
                // An order that a correction, or a return, brings to 0 is paid without a payment. It stands where a
                // payment leads too, and is no proof that those who pay get there.
                let corrected = matches!(
                    event,
                    EventKind::Correct | EventKind::Consent | EventKind::AcceptReturn
                );
                if corrected
                    && at.payment == PaymentState::Unpaid
                    && facts.payment == PaymentState::Full
                {
                    continue;
                }
                if rules.who_of(event, facts.step).is_empty() || rules.unmet(event, at).is_some() {
                    continue;
                }
                let Some(next) = after(rules, at, event, facts) else {
                    continue;
                };
                if let [first, second, ..] = answers(rules, at, event, facts)[..] {
                    let new = !walk
                        .ambiguous
                        .iter()
                        .any(|(_, _, one, other)| (*one, *other) == (first, second));
                    if new {
                        walk.ambiguous.push((from, event, first, second));
                    }
                }
                let to = *known.entry(next).or_insert_with(|| {
                    walk.nodes.push(next);
                    walk.nodes.len().saturating_sub(1)
                });
                walk.edges.push(Edge {
                    from,
                    to,
                    event,
                    step: facts.step,
                    stages: stages(at, next, event),
                });
            }
            from = from.saturating_add(1);
        }
        walk
    }

    /// The shortest way from a new order to a combination that `goal` accepts, along edges that
    /// `allowed` accepts.
    pub(super) fn way(
        &self,
        rules: &LifeRules,
        goal: impl Fn(At) -> bool,
        allowed: impl Fn(&Edge) -> bool,
    ) -> Option<String> {
        let mut came: Vec<Option<&Edge>> = vec![None; self.nodes.len()];
        let mut open = VecDeque::from([0usize]);
        while let Some(here) = open.pop_front() {
            if self.nodes.get(here).is_some_and(|at| goal(*at)) {
                let mut names = Vec::new();
                let mut back = here;
                while let Some(Some(edge)) = came.get(back) {
                    names.push(event_name(rules, edge.event, edge.step));
                    back = edge.from;
                }
                names.push("new".to_owned());
                names.reverse();
                return Some(names.join(" → "));
            }
            let first = self.edges.partition_point(|edge| edge.from < here);
            let leaving = self.edges.iter().skip(first);
            for edge in leaving.take_while(|edge| edge.from == here) {
                if edge.to != 0
                    && allowed(edge)
                    && let Some(came @ None) = came.get_mut(edge.to)
                {
                    *came = Some(edge);
                    open.push_back(edge.to);
                }
            }
        }
        None
    }

    /// Whether one that `goal` accepts can be reached from a combination, itself included; of each combination.
    /// Cancelling and reopening lead nowhere.
    pub(super) fn leading_to(&self, goal: impl Fn(At) -> bool) -> Vec<bool> {
        let on = |edge: &&Edge| !matches!(edge.event, EventKind::Cancel | EventKind::Reopen);
        let mut arriving: Vec<(usize, usize)> = Vec::with_capacity(self.edges.len());
        arriving.extend(
            self.edges
                .iter()
                .filter(on)
                .map(|edge| (edge.to, edge.from)),
        );
        arriving.sort_unstable();
        let mut found = vec![false; self.nodes.len()];
        let mut open: Vec<usize> = (0..)
            .zip(&self.nodes)
            .filter(|(_, at)| goal(**at))
            .map(|(position, _)| position)
            .collect();
        while let Some(here) = open.pop() {
            if let Some(found @ false) = found.get_mut(here) {
                *found = true;
                let first = arriving.partition_point(|(to, _)| *to < here);
                let from = arriving.iter().skip(first);
                open.extend(
                    from.take_while(|(to, _)| *to == here)
                        .map(|(_, from)| *from),
                );
            }
        }
        found
    }

    /// What each axis does, for people.
    pub(super) fn moves(&self, rules: &LifeRules) -> Moves {
        let mut transitions: BTreeSet<Transition> = BTreeSet::new();
        for edge in &self.edges {
            let (Some(from), Some(to)) = (self.nodes.get(edge.from), self.nodes.get(edge.to))
            else {
                continue;
            };
            for axis in Axis::ALL {
                let (before, after) = (axis.state(rules, *from), axis.state(rules, *to));
                // A step is left with its order state: the order's own arrow shows that.
                let left = axis == Axis::Step && to.step.is_none();
                if before != after && !left {
                    let own = axis == home(edge.event);
                    transitions.insert(Transition {
                        axis,
                        before,
                        after,
                        event: edge.event,
                        step: edge.step,
                        follows: !own,
                        stages: edge.stages.list(),
                    });
                }
            }
        }
        let states = Axis::ALL.map(|axis| {
            let mut seen = Vec::new();
            for at in &self.nodes {
                let name = axis.state(rules, *at);
                if !seen.contains(&name) {
                    seen.push(name);
                }
            }
            (axis, seen)
        });
        Moves {
            states: states.into(),
            transitions: transitions.into_iter().collect(),
            combinations: u32::try_from(self.nodes.len()).unwrap_or(u32::MAX),
        }
    }
}

/// The name of an event; of a step `step:<id>`.
pub(super) fn event_name(rules: &LifeRules, event: EventKind, step: Option<usize>) -> String {
    match step.and_then(|step| rules.steps.get(step)) {
        Some(step) => format!("step:{}", step.id),
        None => event.name().to_owned(),
    }
}

/// The axis an event is about.
fn home(event: EventKind) -> Axis {
    match event {
        EventKind::Reserve
        | EventKind::GrantReservation
        | EventKind::GrantPart
        | EventKind::DenyReservation
        | EventKind::ExpireReservation => Axis::Reservation,
        EventKind::SeePayment => Axis::Payment,
        EventKind::Ship | EventKind::Deliver => Axis::Shipment,
        EventKind::RequestReturn | EventKind::AcceptReturn | EventKind::RefuseReturn => {
            Axis::Returns
        }
        EventKind::Step => Axis::Step,
        _ => Axis::Order,
    }
}

/// Stages whose gates stand between two combinations.
fn stages(from: At, to: At, event: EventKind) -> Stages {
    let aside = |at: At| {
        matches!(
            at.reservation,
            ReservationState::Requested | ReservationState::Part | ReservationState::Full
        )
    };
    let mut stages = Stages::default().with(gate_stage(event));
    if event == EventKind::Place {
        stages = stages.with(Stage::Edit);
    }
    if to.order == OrderState::Confirmed && from.order != OrderState::Confirmed {
        stages = stages.with(Stage::Confirm);
    }
    if aside(to) && !aside(from) {
        stages = stages.with(Stage::Reserve);
    }
    stages
}

/// Every event with every answer that gates, people and money may give it.
fn wishes(rules: &LifeRules) -> Vec<(EventKind, Known)> {
    let plain = Known {
        confirms: false,
        reserves: false,
        needs_consent: false,
        payment: PaymentState::Unpaid,
        kept: false,
        whole: false,
        returned: false,
        step: None,
    };
    let mut wishes = Vec::new();
    for (_, event) in EventKind::ALL {
        match event {
            EventKind::Place => {
                wishes.push((*event, plain));
                for reserves in [false, true] {
                    let confirms = Known {
                        confirms: true,
                        reserves,
                        ..plain
                    };
                    wishes.push((*event, confirms));
                }
            }
            EventKind::Confirm => {
                for reserves in [false, true] {
                    wishes.push((*event, Known { reserves, ..plain }));
                }
            }
            EventKind::Correct => {
                wishes.push((
                    *event,
                    Known {
                        needs_consent: true,
                        ..plain
                    },
                ));
                for (_, payment) in PaymentState::ALL {
                    wishes.push((
                        *event,
                        Known {
                            payment: *payment,
                            ..plain
                        },
                    ));
                }
            }
            EventKind::Consent => {
                for (_, payment) in PaymentState::ALL {
                    wishes.push((
                        *event,
                        Known {
                            payment: *payment,
                            ..plain
                        },
                    ));
                }
            }
            EventKind::SeePayment => {
                for (_, payment) in PaymentState::ALL {
                    for reserves in [false, true] {
                        wishes.push((
                            *event,
                            Known {
                                payment: *payment,
                                reserves,
                                ..plain
                            },
                        ));
                    }
                }
            }
            EventKind::Ship => {
                for whole in [false, true] {
                    wishes.push((*event, Known { whole, ..plain }));
                }
            }
            EventKind::AcceptReturn => {
                for (_, payment) in PaymentState::ALL {
                    for whole in [false, true] {
                        let payment = *payment;
                        wishes.push((
                            *event,
                            Known {
                                payment,
                                whole,
                                ..plain
                            },
                        ));
                    }
                }
            }
            EventKind::RefuseReturn => {
                for returned in [false, true] {
                    wishes.push((*event, Known { returned, ..plain }));
                }
            }
            EventKind::Step => wishes.extend((0..rules.steps.len()).map(|step| {
                let fired = Known {
                    step: Some(step),
                    ..plain
                };
                (*event, fired)
            })),
            _ => wishes.push((*event, plain)),
        }
    }
    wishes
}
