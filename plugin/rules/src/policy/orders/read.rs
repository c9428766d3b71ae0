//! Reads `[orders]`.

use toml::de::DeValue;

use super::super::reader::Table;
use super::super::value::{self, Wrong};
use super::sections::{EVENT, LABEL, ORDERS, STEP};
use super::{
    BuyerCancels, EventRule, LabelRule, LatePayment, LifeRules, ManagerChecks, Moves, Need,
    PartialVerdict, ReserveWhen, Step, Who,
};
use crate::domain::{
    ActorKind, EventKind, Number, OrderState, PaymentState, Percent, ReservationState, ReturnState,
    ShipmentState,
};

const RESERVES: &[(&str, ReserveWhen)] = &[
    ("on-confirm", ReserveWhen::OnConfirm),
    ("on-payment", ReserveWhen::OnPayment),
    ("external", ReserveWhen::External),
    ("never", ReserveWhen::Never),
];
const LATE: &[(&str, LatePayment)] = &[
    ("reserve-again", LatePayment::ReserveAgain),
    ("hold", LatePayment::Hold),
];
const PARTIAL: &[(&str, PartialVerdict)] = &[
    ("ask", PartialVerdict::Ask),
    ("trim", PartialVerdict::Trim),
    ("split", PartialVerdict::Split),
    ("cancel", PartialVerdict::Cancel),
    ("deny", PartialVerdict::Deny),
];
const CHECKS: &[(&str, ManagerChecks)] = &[
    ("implausible", ManagerChecks::Implausible),
    ("each", ManagerChecks::Each),
    ("never", ManagerChecks::Never),
];
const CANCELS: &[(&str, BuyerCancels)] = &[
    ("until-confirmed", BuyerCancels::UntilConfirmed),
    ("until-shipped", BuyerCancels::UntilShipped),
];
const DURING: &[(&str, OrderState)] = &[
    ("awaiting-confirmation", OrderState::AwaitingConfirmation),
    ("awaiting-consent", OrderState::AwaitingConsent),
    ("confirmed", OrderState::Confirmed),
];
const PAID: &[(&str, PaymentState)] = &[("part", PaymentState::Part), ("full", PaymentState::Full)];
const KINDS: [ActorKind; 4] = [
    ActorKind::Buyer,
    ActorKind::Rep,
    ActorKind::Staff,
    ActorKind::System,
];
const CRITERIA: &str = "states by axis, such as { order = \"confirmed\", step = \"picking\" }";
const TIMES: &str = "a number above 0 in quotes, such as \"5\"";

/// Steps a policy may have: the proof walks through every combination.
const MOST_STEPS: usize = 12;

/// Reads `[orders]`; its moves are walked by the proof.
pub(in super::super) fn read(root: &Table<'_>) -> LifeRules {
    let table = root.table("orders", &ORDERS);
    let steps = read_steps(&table);
    LifeRules {
        confirm_within: span(&table, "confirm_within", "working hour").unwrap_or(Some(8)),
        consent_within: span(&table, "consent_within", "hour").unwrap_or(Some(72)),
        reserve: table
            .choice("reserve", RESERVES)
            .unwrap_or(ReserveWhen::OnConfirm),
        reserve_for: span(&table, "reserve_for", "hour").unwrap_or(Some(72)),
        keep_from: table
            .percent("keep_from")
            .unwrap_or(Percent(Number::from(30))),
        late_payment: table
            .choice("late_payment", LATE)
            .unwrap_or(LatePayment::ReserveAgain),
        partial: table
            .choice("partial_verdict", PARTIAL)
            .unwrap_or(PartialVerdict::Ask),
        archive_after: span(&table, "archive_after", "day").unwrap_or(Some(365)),
        manager_checks: table
            .choice("manager_checks", CHECKS)
            .unwrap_or(ManagerChecks::Implausible),
        implausible_times: table
            .read("implausible_times", times)
            .unwrap_or(Number::from(5)),
        implausible_over: table.amount("implausible_over"),
        buyer_cancels: table
            .choice("buyer_cancels", CANCELS)
            .unwrap_or(BuyerCancels::UntilConfirmed),
        events: read_events(&table, &steps),
        labels: read_labels(&table, &steps),
        steps,
        auto: false,
        moves: Moves::default(),
    }
}

/// A time above 0 and at most ten years, or `never`.
fn span(table: &Table<'_>, key: &str, unit: &'static str) -> Option<Option<u32>> {
    let (form, most) = match unit {
        "day" => ("1 to 3650 days, such as \"365 days\", or \"never\"", 3650),
        "hour" => (
            "1 to 87600 hours, such as \"72 hours\", or \"never\"",
            87_600,
        ),
        _ => (
            "1 to 1000 working hours, such as \"8 working hours\", or \"never\"",
            1000,
        ),
    };
    table.read(key, |raw| {
        if raw.as_str() == Some("never") {
            return Ok(None);
        }
        let count = value::period(raw, unit, form)?;
        if count == 0 || count > most {
            return Err(Wrong {
                code: "bad-value",
                message: format!("`{count}` is out of bounds"),
                expected: form,
            });
        }
        Ok(Some(count))
    })
}

fn times(raw: &DeValue<'_>) -> Result<Number, Wrong> {
    let wrong = |message| Wrong {
        code: "bad-value",
        message,
        expected: TIMES,
    };
    let number = value::amount(raw).map_err(|found| Wrong {
        expected: TIMES,
        ..found
    })?;
    if number <= Number::ZERO || number > Number::ONE_THOUSAND {
        return Err(wrong(format!("`{number}` is not between 0 and 1000")));
    }
    Ok(number)
}

fn who(table: &Table<'_>, key: &str) -> Option<Vec<Who>> {
    let words = table.read(key, |raw| match raw {
        // Nobody at all is a legal answer; the proof says what it breaks.
        DeValue::Array(items) if items.is_empty() => Ok(Vec::new()),
        raw => value::texts(raw),
    })?;
    let mut found = Vec::new();
    for word in words {
        let who = match word.strip_prefix("role:") {
            Some("") => None,
            Some(role) => Some(Who::Role(role.to_owned())),
            None => KINDS
                .into_iter()
                .find(|kind| kind.name() == word)
                .map(Who::Kind),
        };
        match who {
            Some(who) => found.push(who),
            None => table.wrong_entry(
                "bad-value",
                key,
                &word,
                format!("`{word}` is nobody"),
                "of buyer, rep, staff, system, role:<role>",
            ),
        }
    }
    Some(found)
}

fn event(table: &Table<'_>, key: &str, word: &str) -> Option<EventKind> {
    let known = EventKind::ALL
        .iter()
        .find(|(name, kind)| *name == word && *kind != EventKind::Step);
    if known.is_none() {
        let names: Vec<_> = EventKind::ALL
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| *name != "step")
            .collect();
        table.wrong_entry(
            "bad-value",
            key,
            word,
            format!("`{word}` is not an event"),
            &format!("of {}", names.join(", ")),
        );
    }
    known.map(|(_, kind)| *kind)
}

/// The step that `word` names.
fn step_named(table: &Table<'_>, key: &str, word: &str, ids: &[String]) -> Option<usize> {
    let found = ids.iter().position(|id| id == word);
    if found.is_none() {
        let known = match ids {
            [] => "a step of [[orders.step]]; there is none".to_owned(),
            ids => format!("of {}", ids.join(", ")),
        };
        table.wrong_entry(
            "bad-value",
            key,
            word,
            format!("`{word}` is not a step"),
            &known,
        );
    }
    found
}

fn read_steps(table: &Table<'_>) -> Vec<Step> {
    let tables = table.repeated("step", &STEP);
    if tables.len() > MOST_STEPS {
        table.wrong(
            "bad-value",
            "step",
            format!("{} steps", tables.len()),
            "at most 12 steps",
        );
    }
    let ids: Vec<String> = tables.iter().map(|(id, _)| id.clone()).collect();
    tables
        .into_iter()
        .take(MOST_STEPS)
        .map(|(id, step)| Step {
            id,
            during: step
                .choice("during", DURING)
                .unwrap_or(OrderState::Confirmed),
            after: step
                .read("after", value::texts)
                .unwrap_or_default()
                .iter()
                .filter_map(|word| step_named(&step, "after", word, &ids))
                .filter(|position| *position < MOST_STEPS)
                .collect(),
            on: step.text("on").and_then(|word| event(&step, "on", &word)),
            by: who(&step, "by").unwrap_or_else(|| super::default_who(EventKind::Step)),
        })
        .collect()
}

fn read_events(table: &Table<'_>, steps: &[Step]) -> Vec<EventRule> {
    let Some(raw) = table.raw("event") else {
        return Vec::new();
    };
    if !matches!(raw.get_ref(), DeValue::Table(_)) {
        table.wrong(
            "wrong-type",
            "event",
            "expected tables".to_owned(),
            EVENT.header,
        );
        return Vec::new();
    }
    let ids: Vec<String> = steps.iter().map(|step| step.id.clone()).collect();
    table
        .named("event", &EVENT)
        .into_iter()
        .filter_map(|(name, rule)| {
            let mut needs = Vec::new();
            needs.extend(rule.choice("needs_payment", PAID).map(Need::Payment));
            if let Some(word) = rule.text("needs_step") {
                needs.extend(step_named(&rule, "needs_step", &word, &ids).map(Need::Step));
            }
            Some(EventRule {
                event: event(table, "event", &name)?,
                by: who(&rule, "by"),
                needs,
            })
        })
        .collect()
}

fn read_labels(table: &Table<'_>, steps: &[Step]) -> Vec<LabelRule> {
    table
        .repeated("label", &LABEL)
        .into_iter()
        .map(|(id, label)| {
            if !label.has("when") {
                label.missing("when");
            }
            let when = label
                .read("when", |raw| value::criteria(raw, CRITERIA))
                .unwrap_or_default();
            for (axis, states) in &when {
                let known = states_of(axis, steps);
                if known.is_empty() {
                    label.wrong(
                        "bad-value",
                        "when",
                        format!("`{axis}` is not an axis"),
                        "of order, reservation, payment, shipment, returns, step",
                    );
                    continue;
                }
                for state in states.iter().filter(|state| !known.contains(state)) {
                    label.wrong(
                        "bad-value",
                        "when",
                        format!("`{state}` is not a state of {axis}"),
                        &format!("of {}", known.join(", ")),
                    );
                }
            }
            LabelRule { id, when }
        })
        .collect()
}

/// The states of an axis by name; empty for no axis.
fn states_of(axis: &str, steps: &[Step]) -> Vec<String> {
    fn names<T>(all: &[(&str, T)]) -> Vec<String> {
        all.iter().map(|(name, _)| (*name).to_owned()).collect()
    }
    match axis {
        "order" => names(OrderState::ALL),
        "reservation" => names(ReservationState::ALL),
        "payment" => names(PaymentState::ALL),
        "shipment" => names(ShipmentState::ALL),
        "returns" => names(ReturnState::ALL),
        "step" => std::iter::once("none".to_owned())
            .chain(steps.iter().map(|step| step.id.clone()))
            .collect(),
        _ => Vec::new(),
    }
}
