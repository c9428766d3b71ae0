//! Verdicts, out.

use comptoir_rules::domain as d;

use super::number::{decimal, local_date};
use crate::bindings::comptoir::rules::types as w;

/// Outcome.
#[must_use]
pub fn outcome(outcome: d::Outcome) -> w::Outcome {
    match outcome {
        d::Outcome::Allow => w::Outcome::Allow,
        d::Outcome::Adjust => w::Outcome::Adjust,
        d::Outcome::Hold => w::Outcome::Hold,
        d::Outcome::Indeterminate => w::Outcome::Indeterminate,
        d::Outcome::Block => w::Outcome::Block,
    }
}

/// Stage.
#[must_use]
pub fn stage(stage: d::Stage) -> w::Stage {
    match stage {
        d::Stage::Edit => w::Stage::Edit,
        d::Stage::Place => w::Stage::Place,
        d::Stage::Confirm => w::Stage::Confirm,
        d::Stage::Reserve => w::Stage::Reserve,
        d::Stage::Ship => w::Stage::Ship,
    }
}

fn value(value: d::Value) -> w::Value {
    match value {
        d::Value::Text(text) => w::Value::Text(text),
        d::Value::Money(number) => w::Value::Money(decimal(number)),
        d::Value::Quantity(number) => w::Value::Quantity(decimal(number)),
        d::Value::Percent(number) => w::Value::Percent(decimal(number)),
        d::Value::Date(day) => w::Value::Date(local_date(day)),
        d::Value::Count(count) => w::Value::Count(count),
        d::Value::Instant(instant) => w::Value::Instant(instant),
    }
}

fn param(param: d::Param) -> w::Param {
    let audience = match param.audience {
        d::Audience::Buyer => w::Audience::Buyer,
        d::Audience::Staff => w::Audience::Staff,
    };
    w::Param {
        name: param.name.to_owned(),
        value: value(param.value),
        audience,
    }
}

fn until(until: d::Until) -> w::Until {
    match until {
        d::Until::Day(day) => w::Until::Day(local_date(day)),
        d::Until::Instant(instant) => w::Until::Instant(instant),
    }
}

fn remedy(remedy: d::Remedy) -> w::Remedy {
    match remedy {
        d::Remedy::Edit(edit) => w::Remedy::Edit(w::Edit {
            field: edit.field.to_owned(),
            line: edit.line,
            to: edit.to.map(decimal),
        }),
        d::Remedy::Pay(sum) => w::Remedy::Pay(decimal(sum)),
        d::Remedy::Grant(role) => w::Remedy::Grant(role),
        d::Remedy::Wait(until_then) => w::Remedy::Wait(until_then.map(until)),
        d::Remedy::Contact(whom) => w::Remedy::Contact(whom.to_owned()),
    }
}

fn finding(finding: d::Finding) -> w::Finding {
    w::Finding {
        code: finding.code.to_owned(),
        severity: match finding.severity {
            d::Severity::Notice => w::Severity::Notice,
            d::Severity::Warning => w::Severity::Warning,
            d::Severity::Error => w::Severity::Error,
        },
        outcome: outcome(finding.outcome),
        stage: stage(finding.stage),
        subject: match finding.subject {
            d::Subject::Document => w::Subject::Document,
            d::Subject::Line(line) => w::Subject::Line(line),
            d::Subject::Row(row) => w::Subject::Row(row),
        },
        params: finding.params.into_iter().map(param).collect(),
        setting: finding.setting.into_owned(),
        remedies: finding.remedies.into_iter().map(remedy).collect(),
    }
}

fn lots(parts: Vec<d::LotPart>) -> Vec<w::LotPart> {
    let part = |part: d::LotPart| w::LotPart {
        lot: part.lot,
        amount: decimal(part.amount),
    };
    parts.into_iter().map(part).collect()
}

fn channel(channel: d::Channel) -> w::Channel {
    match channel {
        d::Channel::Account => w::Channel::Account,
        d::Channel::Email => w::Channel::Email,
    }
}

fn kept(detail: d::ExtraField) -> w::KeptDetail {
    w::KeptDetail {
        name: detail.name,
        value: detail.value,
    }
}

fn effect(effect: d::Effect) -> w::Effect {
    let reservation = |part: d::Reservation| w::Reservation {
        product: part.product,
        warehouse: part.warehouse,
        quantity: decimal(part.quantity),
    };
    let action = match effect.action {
        d::Action::Reserve(parts) => {
            w::Action::Reserve(parts.into_iter().map(reservation).collect())
        }
        d::Action::Notify(note) => w::Action::Notify(w::Notification {
            to: note.to.to_owned(),
            template: note.template.to_owned(),
            channels: note.channels.into_iter().map(channel).collect(),
            params: note.params.into_iter().map(param).collect(),
        }),
        d::Action::Redeem(parts) => w::Action::Redeem(lots(parts)),
        d::Action::Earn(lot) => w::Action::Earn(w::NewLot {
            order: lot.order,
            amount: decimal(lot.amount),
            earned: local_date(lot.earned),
        }),
        d::Action::GiveBack(parts) => w::Action::GiveBack(lots(parts)),
        d::Action::Reverse(parts) => w::Action::Reverse(lots(parts)),
        d::Action::Expire(parts) => w::Action::Expire(lots(parts)),
        d::Action::UsePromo(promo) => w::Action::UsePromo(promo),
        d::Action::KeepDetails(details) => {
            w::Action::KeepDetails(details.into_iter().map(kept).collect())
        }
        d::Action::ReserveOrder(id) => w::Action::ReserveOrder(id),
        d::Action::ReleaseOrder(id) => w::Action::ReleaseOrder(id),
        d::Action::RequestReservation(id) => w::Action::RequestReservation(id),
    };
    w::Effect {
        key: effect.key,
        action,
    }
}

/// Fact group.
#[must_use]
pub fn fact_group(group: d::FactGroup) -> w::FactGroup {
    match group {
        d::FactGroup::Buyer => w::FactGroup::Buyer,
        d::FactGroup::Contracts => w::FactGroup::Contracts,
        d::FactGroup::Products => w::FactGroup::Products,
        d::FactGroup::Stock => w::FactGroup::Stock,
        d::FactGroup::Receivables => w::FactGroup::Receivables,
        d::FactGroup::Directory => w::FactGroup::Directory,
        d::FactGroup::Rates => w::FactGroup::Rates,
        d::FactGroup::Loyalty => w::FactGroup::Loyalty,
        d::FactGroup::Orders => w::FactGroup::Orders,
        d::FactGroup::Calendar => w::FactGroup::Calendar,
        d::FactGroup::History => w::FactGroup::History,
        d::FactGroup::Ledger => w::FactGroup::Ledger,
        d::FactGroup::Standings => w::FactGroup::Standings,
    }
}

/// A verdict.
#[must_use]
pub fn verdict(verdict: d::Verdict) -> w::Verdict {
    let used = |fact: d::FactRef| w::FactRef {
        group: fact_group(fact.group),
        index: fact.index,
    };
    w::Verdict {
        outcome: outcome(verdict.outcome),
        findings: verdict.findings.into_iter().map(finding).collect(),
        effects: verdict.effects.into_iter().map(effect).collect(),
        facts_used: verdict.facts_used.into_iter().map(used).collect(),
    }
}

/// How one stage stands.
#[must_use]
pub fn stage_verdict(verdict: d::StageVerdict) -> w::StageVerdict {
    w::StageVerdict {
        stage: stage(verdict.stage),
        outcome: outcome(verdict.outcome),
        release: verdict.release.map(decimal),
    }
}
