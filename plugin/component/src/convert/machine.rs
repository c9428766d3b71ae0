//! The states an order goes through, and what people call them.

use comptoir_rules::orders as o;
use comptoir_rules::policy::LifeRules;
use comptoir_rules::policy::orders::{Axis, Transition, Who};

use super::finding::stage;
use super::orders::states_in;
use crate::bindings::exports::comptoir::rules::orders as w;

/// What people see.
#[must_use]
pub fn label(rules: &LifeRules, states: w::States) -> w::LabelAnswer {
    let label = o::label(rules, &states_in(states));
    w::LabelAnswer {
        label: label.label,
        closed: label.closed.map(str::to_owned),
    }
}

fn axis(axis: Axis) -> w::Axis {
    match axis {
        Axis::Order => w::Axis::Order,
        Axis::Reservation => w::Axis::Reservation,
        Axis::Payment => w::Axis::Payment,
        Axis::Shipment => w::Axis::Shipment,
        Axis::Returns => w::Axis::Returns,
        Axis::Step => w::Axis::Step,
    }
}

/// The machine, as it was proven.
#[must_use]
pub fn machine(rules: &LifeRules) -> w::Machine {
    let moves = &rules.moves;
    let transition = |transition: &Transition| {
        let step = transition.step.and_then(|step| rules.steps.get(step));
        let who = rules.who_of(transition.event, transition.step);
        w::Transition {
            axis: axis(transition.axis),
            before: transition.before.clone(),
            after: transition.after.clone(),
            event: match step {
                Some(step) => format!("step:{}", step.id),
                None => transition.event.name().to_owned(),
            },
            by: who.iter().map(Who::word).collect(),
            stages: transition.stages.iter().copied().map(stage).collect(),
            follows: transition.follows,
        }
    };
    w::Machine {
        axes: moves
            .states
            .iter()
            .map(|(on, states)| w::AxisStates {
                axis: axis(*on),
                states: states.clone(),
            })
            .collect(),
        transitions: moves.transitions.iter().map(transition).collect(),
        combinations: moves.combinations,
    }
}
