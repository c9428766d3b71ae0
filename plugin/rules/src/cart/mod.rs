//! The cart: every way of filling it passes here.
//!
//! Order of decision: contract → entry of rows → stock, multiple, MOQ → price → grids
//! by order sum → promo → totals, tax, weight, volume → minimum → delivery → the day of collection →
//! bonuses → credit gates. Minimums are judged on the goods after the promo's discount, before
//! bonuses. All findings are collected; nothing stops at the first. Evaluating an evaluated cart
//! changes nothing. Only the stage at hand bars; later stages are previews.

mod bonus;
pub(crate) mod credit;
mod deferred;
mod delivery;
mod desk;
mod entry;
pub(crate) mod line;
mod promo;
mod reorder;
pub(crate) mod totals;

use crate::domain::{
    CartRequest, Context, ExtraField, FactGroup, FactRef, Facts, Findings, Number, Outcome, Rate,
    Stage, StageVerdict, Subject, Verdict,
};
use crate::policy::{Policy, TaxMode};
use crate::rules::contract_choice::Named;
use crate::rules::credit_gate;
use crate::rules::exchange::Exchange;
pub(crate) use crate::rules::impossible::{contradictory, overflow};
use crate::rules::order_details::OrderDetail;
use crate::rules::price::Price;
use crate::rules::{
    contract_choice, extra_fields, order_details, order_minimum, payment_on_behalf,
};

pub use bonus::BonusSummary;
pub use deferred::{DeferredEntry, DeferredLine};
pub use delivery::DeliveryQuote;
pub use desk::Desk;
pub(crate) use desk::at;
pub use entry::{Asked, CartRow};
pub use promo::{Gift, PromoSummary};
pub use reorder::{Entry, ReorderAnswer, reorder};
pub use totals::Totals;

/// The contract under which the answer was computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenContract {
    /// Index into the contract facts.
    pub contract: u32,
    /// Payment terms of the policy.
    pub terms: String,
    /// Currency of the document.
    pub currency: String,
    /// How prices relate to tax.
    pub tax_mode: TaxMode,
    /// Tier by turnover.
    pub tier: Option<String>,
}

/// One line, decided.
#[derive(Debug, Clone)]
pub struct CartLine {
    /// Index into the product facts; none: the article is unknown.
    pub product: Option<u32>,
    /// The worst of its findings.
    pub outcome: Outcome,
    /// What was asked.
    pub asked: Number,
    /// What the client is shown.
    pub visible: Option<Number>,
    /// What stays in the cart; never above what was asked.
    pub accepted: Number,
    /// None where no price could be decided.
    pub price: Option<Price>,
    /// Net price times accepted, rounded.
    pub sum: Option<Number>,
    /// Warehouse and quantity, in drawing order; sums to `accepted`.
    pub allocations: Vec<(u32, Number)>,
    /// As asked.
    pub extra: Vec<ExtraField>,
}

/// The cart, decided.
#[derive(Debug, Clone)]
pub struct CartAnswer {
    /// For the stage at hand.
    pub verdict: Verdict,
    /// None where no contract could be chosen.
    pub contract: Option<ChosenContract>,
    /// By which sums were converted; each once.
    pub rates: Vec<Rate>,
    /// None unless a day of collection was named that counts.
    pub deferred: Option<DeferredEntry>,
    /// The request's lines, then a line for each new article of the rows.
    pub lines: Vec<CartLine>,
    /// One a row.
    pub rows: Vec<CartRow>,
    /// None while no contract could be chosen.
    pub totals: Option<Totals>,
    /// None where no known method was chosen.
    pub delivery: Option<DeliveryQuote>,
    /// None where no code was named that is known.
    pub promo: Option<PromoSummary>,
    /// None without an account, or a programme.
    pub bonus: Option<BonusSummary>,
    /// All five stages.
    pub stages: Vec<StageVerdict>,
    /// Fields of the whole document, as asked.
    pub extra: Vec<ExtraField>,
    /// The policy's details, in its order.
    pub details: Vec<OrderDetail>,
}

/// A cart whose findings may still grow.
pub struct Open {
    /// Lines, rows, totals.
    pub answer: CartAnswer,
    /// Findings so far.
    pub findings: Findings,
}

/// The cart under the rules, at stage edit.
#[must_use]
pub fn evaluate(
    policy: &Policy,
    context: &Context,
    facts: &Facts,
    request: &CartRequest,
) -> CartAnswer {
    let open = open(policy, context, facts, request, Number::ZERO);
    close(open, Stage::Edit)
}

/// The cart with `paid` paid on it, before its findings are closed.
#[must_use]
pub fn open(
    policy: &Policy,
    context: &Context,
    facts: &Facts,
    request: &CartRequest,
    paid: Number,
) -> Open {
    gate(policy, context, facts, request, paid, |_, _, _| ()).0
}

/// The same; `more` puts lines into the cart before any is decided.
fn gate<T>(
    policy: &Policy,
    context: &Context,
    facts: &Facts,
    request: &CartRequest,
    paid: Number,
    more: impl FnOnce(&mut Desk<'_>, &mut Vec<Asked>, &mut Findings) -> T,
) -> (Open, T) {
    let mut findings = Findings::default();
    let chosen = contract_choice::decide(
        policy,
        facts,
        context.today,
        if request.agreed.is_empty() {
            Named::ToBuy(request.contract.as_deref())
        } else {
            Named::Ordered(request.contract.as_deref())
        },
        &mut findings,
    );
    let currency = chosen.map_or(policy.shop.currency.as_str(), |chosen| {
        chosen.contract.currency.as_str()
    });
    let exchange = Exchange::new(policy, &facts.rates, context.today, currency);
    let mut desk = Desk::new(
        policy,
        context,
        facts,
        (chosen, &exchange),
        &request.warehouses,
        request.detail,
        &mut findings,
    );
    let (mut asked, mut rows) = entry::enter(policy, facts, desk.lookup(), request, &mut findings);
    let added = more(&mut desk, &mut asked, &mut findings);
    let mut lines = line::evaluate(&mut desk, &asked, &request.agreed, &mut findings);
    check_extra(request, &mut lines, &mut findings);
    entry::settle(&mut rows, &lines);

    if lines.iter().all(|line| line.accepted.is_zero()) {
        findings.push(order_minimum::empty());
    }
    let promo = promo::decide(
        &mut desk,
        facts,
        chosen,
        request,
        context.today,
        &lines,
        &mut findings,
    );
    let mut totals = None;
    if let Some(chosen) = chosen {
        totals = totals::decide(
            policy,
            chosen,
            facts,
            &lines,
            (&exchange, promo.as_ref()),
            &mut findings,
        );
    }
    let kept = &facts.buyer.details;
    let said = request.delivery.as_ref();
    let details = order_details::decide(policy, kept, said, &request.extra);
    if let Some(name) = order_details::twice(policy, kept) {
        let fact = format!("detail {name} stands twice");
        findings.push(contradictory(Subject::Document, fact));
    }
    for finding in order_details::missing(policy, &details, said) {
        findings.push(finding);
    }
    let mut choice = said.map(|choice| order_details::prefill(policy, kept, choice));
    let payment = request.payment.as_ref();
    if let (Some(choice), Some(payment)) = (&mut choice, payment.filter(|it| !it.trim().is_empty()))
    {
        choice.payment = Some(payment.clone());
    }
    let delivery = choice.as_ref().and_then(|choice| {
        delivery::decide(
            policy,
            facts,
            &lines,
            (choice, promo.as_ref()),
            &exchange,
            &mut totals,
            &mut findings,
        )
    });
    payment_on_behalf::decide(&policy.rep, context, payment, said)
        .into_iter()
        .for_each(|finding| findings.push(finding));
    let mut used_then = Vec::new();
    let deferred = request.collected.and_then(|collected| {
        deferred::decide(
            policy,
            context,
            facts,
            chosen,
            collected,
            &lines,
            &mut used_then,
            &mut findings,
        )
    });
    let bonus = bonus::decide(
        policy,
        context,
        facts,
        chosen,
        bonus::Asked {
            wish: request.bonus,
            promo: promo.as_ref(),
            delivery: delivery.as_ref(),
            lines: &lines,
        },
        totals.as_mut(),
        &mut findings,
    );
    if let Some(chosen) = chosen {
        let cart = (totals.as_ref(), lines.as_slice());
        let debtor = credit::debtor(context, facts, chosen, &exchange, cart, paid);
        credit::gates(policy, debtor, facts, Stage::Edit, &mut findings);
    }
    let mut used = exchange.used();
    let rates = used
        .iter()
        .filter_map(|index| facts.rates.get(at(*index)).cloned())
        .collect();
    used.extend(used_then);
    used.sort_unstable();
    used.dedup();
    let mut facts_used = desk.facts_used(chosen.map(|chosen| chosen.index), &lines, &used);
    if facts.loyalty.is_some() && (promo.is_some() || bonus.is_some()) {
        facts_used.push(FactRef {
            group: FactGroup::Loyalty,
            index: 0,
        });
    }
    let contract = chosen.map(|chosen| ChosenContract {
        contract: chosen.index,
        terms: chosen.terms.id.clone(),
        currency: chosen.contract.currency.clone(),
        tax_mode: chosen.terms.tax,
        tier: desk.tier(),
    });
    let answer = CartAnswer {
        verdict: undecided(facts_used),
        contract,
        rates,
        deferred,
        lines,
        rows,
        totals,
        delivery,
        promo,
        bonus,
        stages: Vec::new(),
        extra: request.extra.clone(),
        details,
    };
    (Open { answer, findings }, added)
}

/// Fields of the document, then those of every line that asks for something.
fn check_extra(request: &CartRequest, lines: &mut [CartLine], findings: &mut Findings) {
    for finding in extra_fields::decide(&request.extra, None) {
        findings.push(finding);
    }
    for (index, line) in (0u32..).zip(lines) {
        if line.asked.is_zero() {
            continue;
        }
        for finding in extra_fields::decide(&line.extra, Some(index)) {
            line.outcome = line.outcome.max(finding.outcome);
            findings.push(finding);
        }
    }
}

/// The answer, with the outcome of `stage`.
#[must_use]
pub fn close(open: Open, stage: Stage) -> CartAnswer {
    let Open {
        mut answer,
        findings,
    } = open;
    answer.stages = Stage::ALL
        .into_iter()
        .map(|stage| StageVerdict {
            stage,
            outcome: findings.outcome_at(stage),
            release: credit_gate::release(findings.iter(), stage),
        })
        .collect();
    answer.verdict.outcome = Stage::ALL
        .into_iter()
        .filter(|earlier| *earlier <= stage)
        .map(|earlier| findings.outcome_at(earlier))
        .max()
        .unwrap_or(Outcome::Allow);
    answer.verdict.findings = findings.into_vec();
    answer
}

pub(crate) fn undecided(facts_used: Vec<FactRef>) -> Verdict {
    Verdict {
        outcome: Outcome::Allow,
        findings: Vec::new(),
        effects: Vec::new(),
        facts_used,
    }
}
