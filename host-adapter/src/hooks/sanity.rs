//! What no plugin may answer. A guest is not believed: its answer is held against the call.

mod begun;
mod cart_sums;
pub(super) mod details;
mod drafted;
pub(super) mod effects;
mod history;
mod loyalty;
mod offers;
mod order_goods;
mod order_returns;
mod order_sums;
mod order_taxes;
pub(super) mod orders;
pub(super) mod papers;
mod repeats;
mod rests_on;
pub(super) mod settled;

use std::ops::RangeInclusive;

use rust_decimal::Decimal as Number;

use crate::bindings::comptoir::rules::types::{
    ChosenContract, FactGroup, FactRef, Outcome, Stage, StageVerdict, Subject, Verdict,
};
use crate::bindings::exports::comptoir::rules::cart::{CartAnswer, ReorderAnswer, ReorderRequest};
use crate::bindings::exports::comptoir::rules::checkout::{PlaceAnswer, PlaceRequest};
use crate::error::CallError;
use crate::facts::Facts;
use crate::values::{Decimal, LocalDate};

pub(super) use loyalty::{lots, settle};
pub(super) use offers::offers;
use offers::price;

pub(super) type Check = Result<(), CallError>;

/// Most decimals of the contract.
const MAX_SCALE: u8 = 12;

fn nonsense<T>(what: impl Into<String>) -> Result<T, CallError> {
    Err(CallError::Nonsense(what.into()))
}

pub(super) fn demand(holds: bool, what: impl FnOnce() -> String) -> Check {
    if holds { Ok(()) } else { nonsense(what()) }
}

pub(super) fn below(index: u32, len: usize, what: &str) -> Check {
    demand(usize::try_from(index).is_ok_and(|at| at < len), || {
        format!("{what} {index} of {len}")
    })
}

pub(super) fn number(decimal: Decimal, what: &str) -> Result<Number, CallError> {
    decimal
        .to_number()
        .filter(|_| decimal.scale <= MAX_SCALE)
        .map_or_else(
            || nonsense(format!("{what} has scale {}", decimal.scale)),
            Ok,
        )
}

pub(super) fn not_negative(decimal: Decimal, what: &str) -> Check {
    // A list holds many: none is made a number of 28 digits to look at its sign.
    if decimal.scale > MAX_SCALE {
        return number(decimal, what).map(drop);
    }
    demand(!decimal.is_negative(), || format!("{what} of {decimal}"))
}

/// Precedence: a later one wins over an earlier one.
fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Allow => 0,
        Outcome::Adjust => 1,
        Outcome::Hold => 2,
        Outcome::Indeterminate => 3,
        Outcome::Block => 4,
    }
}

fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Allow => "allow",
        Outcome::Adjust => "adjust",
        Outcome::Hold => "hold",
        Outcome::Indeterminate => "indeterminate",
        Outcome::Block => "block",
    }
}

fn stage_rank(stage: Stage) -> usize {
    match stage {
        Stage::Edit => 0,
        Stage::Place => 1,
        Stage::Confirm => 2,
        Stage::Reserve => 3,
        Stage::Ship => 4,
    }
}

/// How much of each fact group was passed.
#[derive(Default)]
pub(super) struct Passed {
    pub(super) buyers: usize,
    pub(super) contracts: usize,
    pub(super) products: usize,
    pub(super) stock: usize,
    pub(super) warehouses: usize,
    pub(super) receivables: usize,
    pub(super) directories: usize,
    pub(super) rates: usize,
    pub(super) loyalties: usize,
    pub(super) lots: usize,
    pub(super) orders: usize,
    pub(super) calendars: usize,
    pub(super) histories: usize,
    pub(super) ledgers: usize,
    pub(super) standings: usize,
}

impl Passed {
    fn of(facts: &Facts) -> Self {
        Self {
            buyers: 1,
            contracts: facts.contracts.len(),
            products: facts.products.items.len(),
            stock: facts.stock.items.len(),
            warehouses: facts.stock.warehouses.len(),
            receivables: facts.receivables.iter().len(),
            directories: 0,
            rates: facts.rates.len(),
            loyalties: facts.loyalty.iter().len(),
            lots: loyalty::lots(facts.loyalty.as_ref()).len(),
            orders: 0,
            calendars: facts.working.iter().len(),
            histories: facts.history.iter().len(),
            ledgers: 0,
            standings: 0,
        }
    }
}

/// The verdict is no better than its findings, and findings speak of lines that exist. Its only effects are messages.
pub(super) fn verdict(
    verdict: &Verdict,
    at_hand: Stage,
    passed: &Passed,
    lines: usize,
    request_id: &str,
) -> Check {
    binding(verdict, at_hand, passed, lines, request_id, |_| false)
}

/// As [`verdict`], with effects as the call may have them.
pub(super) fn binding(
    verdict: &Verdict,
    at_hand: Stage,
    passed: &Passed,
    lines: usize,
    request_id: &str,
    may: effects::May,
) -> Check {
    for finding in &verdict.findings {
        let counted = match finding.subject {
            Subject::Line(line) => {
                below(line, lines, "a finding speaks of line")?;
                finding.outcome
            }
            Subject::Row(_) if rank(finding.outcome) > rank(Outcome::Adjust) => Outcome::Adjust,
            Subject::Row(_) | Subject::Document => finding.outcome,
        };
        let bars_now = stage_rank(finding.stage) <= stage_rank(at_hand);
        demand(!bars_now || rank(counted) <= rank(verdict.outcome), || {
            format!(
                "`{}` wants {} while the verdict is {}",
                finding.code,
                name(counted),
                name(verdict.outcome)
            )
        })?;
    }
    effects::check(&verdict.effects, passed, request_id, may)?;
    verdict
        .facts_used
        .iter()
        .try_for_each(|used| fact(*used, passed))
}

/// A fact that was passed: the host looks its version up.
fn fact(used: FactRef, passed: &Passed) -> Check {
    let (len, what) = match used.group {
        FactGroup::Buyer => (passed.buyers, "a fact used is buyer"),
        FactGroup::Contracts => (passed.contracts, "a fact used is contract"),
        FactGroup::Products => (passed.products, "a fact used is product"),
        FactGroup::Stock => (passed.stock, "a fact used is stock"),
        FactGroup::Receivables => (passed.receivables, "a fact used is receivables"),
        FactGroup::Directory => (passed.directories, "a fact used is directory"),
        FactGroup::Rates => (passed.rates, "a fact used is rate"),
        FactGroup::Loyalty => (passed.loyalties, "a fact used is loyalty"),
        FactGroup::Orders => (passed.orders, "a fact used is order"),
        FactGroup::Calendar => (passed.calendars, "a fact used is calendar"),
        FactGroup::History => (passed.histories, "a fact used is history"),
        FactGroup::Ledger => (passed.ledgers, "a fact used is ledger"),
        FactGroup::Standings => (passed.standings, "a fact used is standing"),
    };
    below(used.index, len, what)
}

fn contract(chosen: Option<&ChosenContract>, facts: &Facts) -> Check {
    let Some(chosen) = chosen else { return Ok(()) };
    let fact = usize::try_from(chosen.contract)
        .ok()
        .and_then(|at| facts.contracts.get(at));
    let Some(fact) = fact else {
        return nonsense(format!(
            "contract {} of {}",
            chosen.contract,
            facts.contracts.len()
        ));
    };
    demand(fact.currency == chosen.currency, || {
        format!(
            "contract `{}` is in {}, not in {}",
            fact.id, fact.currency, chosen.currency
        )
    })
}

/// An answer about a cart.
pub(super) fn cart(
    answer: &CartAnswer,
    at_hand: Stage,
    facts: &Facts,
    lines: RangeInclusive<usize>,
    rows: &[u32],
    (request_id, unit): (&str, Number),
) -> Check {
    verdict(
        &answer.verdict,
        at_hand,
        &Passed::of(facts),
        answer.lines.len(),
        request_id,
    )?;
    effects::none(&answer.verdict.effects, "a cart")?;
    contract(answer.contract.as_ref(), facts)?;
    demand(answer.lines.len() >= *lines.start(), || {
        let asked = lines.start();
        format!("{} lines answered of {asked} asked", answer.lines.len())
    })?;
    demand(answer.lines.len() <= *lines.end(), || {
        "more lines than were asked".to_owned()
    })?;
    for line in &answer.lines {
        if let Some(product) = line.product {
            below(product, facts.products.items.len(), "product")?;
        }
        let (asked, accepted) = (
            number(line.asked, "a quantity")?,
            number(line.accepted, "a quantity")?,
        );
        demand(
            accepted.is_zero() || (!line.accepted.is_negative() && accepted <= asked),
            || format!("{accepted} accepted of {asked} asked"),
        )?;
        let mut allocated = Number::ZERO;
        for part in &line.allocations {
            below(part.warehouse, facts.stock.warehouses.len(), "warehouse")?;
            not_negative(part.quantity, "an allocation")?;
            allocated = allocated.saturating_add(number(part.quantity, "an allocation")?);
        }
        demand(allocated == accepted, || {
            format!("{allocated} allocated of {accepted} accepted")
        })?;
        if let Some(found) = &line.price {
            price(found, answer.contract.as_ref(), facts)?;
        }
        if let Some(sum) = line.sum {
            not_negative(sum, "a line sum")?;
        }
    }
    let answered: Vec<u32> = answer.rows.iter().map(|row| row.number).collect();
    demand(answered == rows, || {
        "the rows answered are not the rows asked".to_owned()
    })?;
    for line in answer.rows.iter().filter_map(|row| row.line) {
        below(line, answer.lines.len(), "a row's line")?;
    }
    for proposal in answer.rows.iter().filter_map(|row| row.proposal) {
        below(
            proposal,
            facts.products.items.len(),
            "a row proposes product",
        )?;
    }
    if let Some(totals) = &answer.totals {
        not_negative(totals.net, "a net total")?;
        not_negative(totals.gross, "a gross total")?;
        for tax in &totals.taxes {
            below(tax.tax_class, facts.products.tax_classes.len(), "tax class")?;
        }
        let payable = match totals.delivery {
            None => totals.gross.to_number(),
            Some(price) => {
                not_negative(price, "a price of delivery")?;
                number(totals.gross, "a total")?.checked_add(number(price, "a price")?)
            }
        };
        let redeemed = answer
            .bonus
            .as_ref()
            .map_or(Decimal::ZERO, |bonus| bonus.redeemed);
        let payable = payable.and_then(|sum| sum.checked_sub(redeemed.to_number()?));
        demand(payable == totals.payable.to_number(), || {
            format!("{} gross is not {} payable", totals.gross, totals.payable)
        })?;
        let parts = number(totals.net, "a total")?.checked_add(number(totals.tax, "a total")?);
        demand(parts == totals.gross.to_number(), || {
            format!(
                "{} net and {} tax are not {} gross",
                totals.net, totals.tax, totals.gross
            )
        })?;
    }
    converted(answer, facts)?;
    loyalty::cart(answer, facts)?;
    stages(&answer.stages)?;
    cart_sums::check(answer, unit)
}

/// Rates are those of the facts; a deferred entry speaks of every line.
fn converted(answer: &CartAnswer, facts: &Facts) -> Check {
    for used in &answer.rates {
        let known = facts.rates.iter().any(|rate| {
            (&rate.from, &rate.to, rate.day) == (&used.from, &used.to, used.day)
                && rate.value.to_number() == used.value.to_number()
        });
        demand(known, || {
            format!(
                "a rate from {} to {} that was not passed",
                used.from, used.to
            )
        })?;
    }
    let Some(deferred) = &answer.deferred else {
        return Ok(());
    };
    demand(deferred.lines.len() == answer.lines.len(), || {
        format!(
            "{} lines of a deferred entry for {} lines",
            deferred.lines.len(),
            answer.lines.len()
        )
    })?;
    for net in deferred.lines.iter().filter_map(|line| line.net_then) {
        not_negative(net, "a net price")?;
    }
    Ok(())
}

/// The day of collection is the one that was asked, or none.
pub(super) fn collected(answer: &CartAnswer, asked: Option<LocalDate>) -> Check {
    let told = answer.deferred.as_ref().map(|deferred| deferred.collected);
    demand(told.is_none() || told == asked, || {
        "an entry of another day than the one asked".to_owned()
    })
}

/// A copied order: one entry a line of it, each of a line and a product that exist.
pub(super) fn reorder(
    answer: &ReorderAnswer,
    facts: &Facts,
    request: &ReorderRequest,
    (request_id, unit): (&str, Number),
) -> Check {
    let asked = request.lines.len();
    let most = asked.saturating_add(request.previous.len());
    cart(
        &answer.cart,
        Stage::Edit,
        facts,
        asked..=most,
        &[],
        (request_id, unit),
    )?;
    collected(&answer.cart, None)?;
    let said = details::Said {
        delivery: None,
        extra: [&request.extra, &request.previous_extra],
        kept: &facts.buyer.details,
    };
    details::cart(&answer.cart, &said)?;
    demand(answer.diff.len() == request.previous.len(), || {
        format!(
            "{} entries for {} lines of the earlier order",
            answer.diff.len(),
            request.previous.len()
        )
    })?;
    for entry in &answer.diff {
        if let Some(line) = entry.line {
            below(line, answer.cart.lines.len(), "an entry's line")?;
        }
        if let Some(product) = entry.replacement {
            below(product, facts.products.items.len(), "an entry's product")?;
        }
        not_negative(entry.quantity_now, "a quantity")?;
    }
    Ok(())
}

/// All five, in order.
fn stages(verdicts: &[StageVerdict]) -> Check {
    let order = verdicts.iter().map(|verdict| stage_rank(verdict.stage));
    demand(order.eq(0..5), || {
        "the stages are not all five, in order".to_owned()
    })
}

/// An answer about placing.
pub(super) fn place(
    answer: &PlaceAnswer,
    facts: &Facts,
    request: &PlaceRequest,
    (request_id, unit): (&str, Number),
) -> Check {
    let lines = request.lines.len();
    cart(
        &answer.cart,
        Stage::Place,
        facts,
        lines..=lines,
        &[],
        (request_id, unit),
    )?;
    binding(
        &answer.verdict,
        Stage::Place,
        &Passed::of(facts),
        answer.cart.lines.len(),
        request_id,
        effects::PLACE,
    )?;
    for change in &answer.changes {
        below(
            change.line,
            answer.cart.lines.len(),
            "a change speaks of line",
        )?;
    }
    let may_place = rank(answer.verdict.outcome) <= rank(Outcome::Adjust);
    demand(answer.draft.is_none() || may_place, || {
        format!(
            "an order is drafted while the verdict is {}",
            name(answer.verdict.outcome)
        )
    })?;
    demand(
        answer.verdict.effects.is_empty() || answer.draft.is_some(),
        || "effects without an order".to_owned(),
    )?;
    begun::draft(answer)?;
    details::kept(answer)?;
    loyalty::place(answer, facts)?;
    drafted::check(answer, facts, request)?;
    effects::placed(answer, request_id)?;
    rests_on::placed(answer, facts)
}
