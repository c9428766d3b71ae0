//! Answers, out.

use comptoir_rules::cart as c;
use comptoir_rules::catalogue::{Offer, OffersAnswer};
use comptoir_rules::checkout::PlaceAnswer;
use comptoir_rules::domain::{ExtraField, Number, PreviousPrice};
use comptoir_rules::policy::{Basis, TaxMode};
use comptoir_rules::rules::{
    order_details::OrderDetail, order_minimum, price as p, quote_changed::Change, reorder::Fate,
    tax,
};

use super::delivery::quote;
use super::finding::{outcome, stage_verdict, verdict};
use super::loyalty::{bonus, promo};
use super::number::{decimal, local_date};
use crate::bindings::comptoir::rules::{facts, types as w};
use crate::bindings::exports::comptoir::rules::{cart, catalogue, checkout};

pub(super) fn tax_mode(mode: TaxMode) -> w::TaxMode {
    match mode {
        TaxMode::Exclusive => w::TaxMode::Exclusive,
        TaxMode::Inclusive => w::TaxMode::Inclusive,
        TaxMode::Exempt => w::TaxMode::Exempt,
    }
}

fn contract(contract: c::ChosenContract) -> w::ChosenContract {
    w::ChosenContract {
        contract: contract.contract,
        terms: contract.terms,
        currency: contract.currency,
        tax_mode: tax_mode(contract.tax_mode),
        tier: contract.tier,
    }
}

fn step(step: p::Step) -> w::PriceStep {
    w::PriceStep {
        code: step.code.to_owned(),
        setting: step.setting,
        percent: step.percent.map(decimal),
        before: decimal(step.before),
        after: decimal(step.after),
    }
}

fn candidate(candidate: p::Candidate) -> w::Candidate {
    let claim = match candidate.claim {
        p::ClaimResult::Won => w::Claim::Won,
        p::ClaimResult::Outranked => w::Claim::Outranked,
        p::ClaimResult::NoPrice => w::Claim::NoPrice,
        p::ClaimResult::BelowFirstBreak => w::Claim::BelowFirstBreak,
        p::ClaimResult::NotInForce => w::Claim::NotInForce,
    };
    w::Candidate {
        price_list: candidate.price_list,
        setting: candidate.setting,
        amount: candidate.amount.map(decimal),
        claim,
    }
}

fn price(price: p::Price) -> w::Price {
    let next = |next: p::NextBreak| w::NextBreak {
        from_quantity: decimal(next.from_quantity),
        net: decimal(next.net),
    };
    w::Price {
        price_list: price.price_list,
        list_price: decimal(price.list_price),
        net: decimal(price.net),
        next_break: price.next_break.map(next),
        steps: price.steps.into_iter().map(step).collect(),
        candidates: price.candidates.into_iter().map(candidate).collect(),
    }
}

fn detail(detail: OrderDetail) -> cart::OrderDetail {
    cart::OrderDetail {
        name: detail.name,
        value: detail.value,
        kept: detail.kept,
    }
}

fn extra(fields: Vec<ExtraField>) -> Vec<cart::ExtraField> {
    let field = |field: ExtraField| cart::ExtraField {
        name: field.name,
        value: field.value,
    };
    fields.into_iter().map(field).collect()
}

fn line(line: c::CartLine) -> cart::CartLine {
    let allocation = |(warehouse, quantity): (u32, Number)| cart::Allocation {
        warehouse,
        quantity: decimal(quantity),
    };
    cart::CartLine {
        product: line.product,
        outcome: outcome(line.outcome),
        asked: decimal(line.asked),
        visible: line.visible.map(decimal),
        accepted: decimal(line.accepted),
        price: line.price.map(price),
        sum: line.sum.map(decimal),
        allocations: line.allocations.into_iter().map(allocation).collect(),
        extra: extra(line.extra),
    }
}

pub(super) fn class(total: tax::ClassTotal) -> cart::TaxTotal {
    cart::TaxTotal {
        tax_class: total.class,
        rate: decimal(total.rate),
        base: decimal(total.base),
        tax: decimal(total.tax),
    }
}

pub(super) fn minimum(minimum: order_minimum::Minimum) -> cart::Minimum {
    cart::Minimum {
        amount: decimal(minimum.amount),
        basis: match minimum.basis {
            Basis::Net => cart::Basis::Net,
            Basis::Gross => cart::Basis::Gross,
        },
        missing: decimal(minimum.missing),
    }
}

fn totals(totals: c::Totals, mode: TaxMode) -> cart::Totals {
    cart::Totals {
        list_sum: decimal(totals.list_sum),
        line_sum: decimal(totals.line_sum),
        mode: tax_mode(mode),
        net: decimal(totals.sums.net),
        taxes: totals.sums.classes.into_iter().map(class).collect(),
        tax: decimal(totals.sums.tax),
        gross: decimal(totals.sums.gross),
        delivery: totals.delivery.map(decimal),
        payable: decimal(totals.payable),
        weight: decimal(totals.weight),
        volume: decimal(totals.volume),
        unmeasured: totals.unmeasured,
        minimum: totals.minimum.map(minimum),
    }
}

fn rate(rate: comptoir_rules::domain::Rate) -> cart::UsedRate {
    cart::UsedRate {
        from: rate.from,
        to: rate.to,
        value: decimal(rate.value),
        day: local_date(rate.day),
    }
}

fn deferred(entry: c::DeferredEntry) -> cart::DeferredEntry {
    let line = |line: c::DeferredLine| cart::DeferredLine {
        net_then: line.net_then.map(decimal),
        net_now: line.net_now.map(decimal),
        difference: line.difference.map(decimal),
    };
    cart::DeferredEntry {
        collected: local_date(entry.collected),
        entered: local_date(entry.entered),
        lines: entry.lines.into_iter().map(line).collect(),
        difference: entry.difference.map(decimal),
    }
}

/// A cart.
#[must_use]
pub fn cart_answer(answer: c::CartAnswer) -> cart::CartAnswer {
    let mode = answer
        .contract
        .as_ref()
        .map_or(TaxMode::Exclusive, |contract| contract.tax_mode);
    let row = |row: c::CartRow| cart::CartRow {
        number: row.number,
        outcome: outcome(row.outcome),
        line: row.line,
        proposal: row.proposal,
    };
    cart::CartAnswer {
        verdict: verdict(answer.verdict),
        contract: answer.contract.map(contract),
        rates: answer.rates.into_iter().map(rate).collect(),
        deferred: answer.deferred.map(deferred),
        lines: answer.lines.into_iter().map(line).collect(),
        rows: answer.rows.into_iter().map(row).collect(),
        totals: answer.totals.map(|sums| totals(sums, mode)),
        delivery: answer.delivery.map(quote),
        promo: answer.promo.map(promo),
        bonus: answer.bonus.map(bonus),
        stages: answer.stages.into_iter().map(stage_verdict).collect(),
        extra: extra(answer.extra),
        details: answer.details.into_iter().map(detail).collect(),
    }
}

/// A copied order.
#[must_use]
pub fn reorder_answer(answer: c::ReorderAnswer) -> cart::ReorderAnswer {
    let fate = |fate: Fate| match fate {
        Fate::Same => cart::Fate::Same,
        Fate::PriceChanged => cart::Fate::PriceChanged,
        Fate::Reduced => cart::Fate::Reduced,
        Fate::Replaced => cart::Fate::Replaced,
        Fate::Unavailable => cart::Fate::Unavailable,
    };
    let price = |price: PreviousPrice| cart::PreviousPrice {
        net: decimal(price.net),
        currency: price.currency,
    };
    let entry = |entry: c::Entry| cart::ReorderEntry {
        fates: entry.fates.into_iter().map(fate).collect(),
        line: entry.line,
        replacement: entry.replacement,
        quantity_before: decimal(entry.quantity_before),
        quantity_now: decimal(entry.quantity_now),
        price_before: entry.price_before.map(price),
        net_now: entry.net_now.map(decimal),
    };
    cart::ReorderAnswer {
        cart: cart_answer(answer.cart),
        diff: answer.diff.into_iter().map(entry).collect(),
    }
}

/// Placing.
#[must_use]
pub fn place_answer(answer: PlaceAnswer) -> checkout::PlaceAnswer {
    let change = |change: Change| checkout::Change {
        line: change.line,
        quantity_before: decimal(change.quantity_before),
        quantity_now: decimal(change.quantity_now),
        net_before: decimal(change.net_before),
        net_now: change.net_now.map(decimal),
    };
    checkout::PlaceAnswer {
        verdict: verdict(answer.verdict),
        cart: cart_answer(answer.cart),
        changes: answer.changes.into_iter().map(change).collect(),
        draft: answer.draft.map(|draft| checkout::OrderDraft {
            states: super::orders::states(draft.states),
            timers: draft.timers.into_iter().map(super::orders::timer).collect(),
            lines: draft
                .lines
                .into_iter()
                .map(super::orders::order_line)
                .collect(),
            collected: draft.collected.map(local_date),
            entered: local_date(draft.entered),
            gross: decimal(draft.gross),
            delivery: decimal(draft.delivery),
            redeemed: decimal(draft.redeemed),
            accrues: decimal(draft.accrues),
            payable: decimal(draft.payable),
            extra: extra(draft.extra),
        }),
    }
}

/// One offer.
#[must_use]
pub fn offer(offer: Offer) -> catalogue::Offer {
    catalogue::Offer {
        product: offer.product,
        outcome: outcome(offer.outcome),
        price: offer.price.map(price),
        visible: offer.visible.map(decimal),
        moq: offer.moq.map(decimal),
        multiple: offer.multiple.map(decimal),
        next_batch: offer.next_batch.map(|batch| facts::Batch {
            date: local_date(batch.date),
            quantity: batch.quantity.map(decimal),
        }),
    }
}

/// Offers.
#[must_use]
pub fn offers_answer(answer: OffersAnswer<catalogue::Offer>) -> catalogue::OffersAnswer {
    catalogue::OffersAnswer {
        verdict: verdict(answer.verdict),
        contract: answer.contract.map(contract),
        offers: answer.offers,
    }
}
