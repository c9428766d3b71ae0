//! Answers that no host refuses: everything is there, nothing costs anything.

use crate::cart::{Allocation, CartAnswer, CartLine, Line, TaxTotal, Totals};
use crate::catalogue::{Offer, OffersAnswer};
use crate::checkout::{OrderDraft, PlaceAnswer};
use crate::facts::{Contract, Products};
use crate::loyalty::SettleAnswer;
use crate::meta::Description;
use crate::order_file::{Format, Sheet};
use crate::orders::{
    FireAnswer, HistoryEntry, Order, OrderLine, OrderState, PaymentState, ReservationState,
    ReturnState, ShipmentState, States, Status,
};
use crate::types::{
    Action, ChosenContract, Context, Effect, FactGroup, FactRef, Finding, Outcome, Price,
    RuleError, Severity, Stage, StageVerdict, Subject, TaxMode, Verdict,
};
use crate::values::{Decimal, LocalDate};

pub const ZERO: Decimal = Decimal {
    coefficient: 0,
    scale: 0,
};

pub const ONE: Decimal = Decimal {
    coefficient: 1,
    scale: 0,
};

/// The day of the synthetic buyer.
pub const DAY: LocalDate = LocalDate {
    year: 2026,
    month: 11,
    day: 20,
};

pub fn description() -> Description {
    Description {
        contract: "comptoir:rules@0.1.0".to_owned(),
        version: "0.0.0".to_owned(),
        rules: vec![],
        fact_groups: vec![],
    }
}

pub fn verdict(outcome: Outcome) -> Verdict {
    Verdict {
        outcome,
        findings: vec![],
        effects: vec![],
        facts_used: vec![],
    }
}

/// Something worth knowing about `subject`.
pub fn notice(subject: Subject) -> Finding {
    Finding {
        code: "guest.notice".to_owned(),
        severity: Severity::Notice,
        outcome: Outcome::Allow,
        stage: Stage::Edit,
        subject,
        params: vec![],
        setting: "default".to_owned(),
        remedies: vec![],
    }
}

/// What the field `lie` of the first line says; nothing where it has none.
pub fn lie(lines: &[Line]) -> &str {
    let mut fields = lines.iter().take(1).flat_map(|line| &line.extra);
    let lie = fields.find(|field| field.name == "lie");
    lie.map_or("", |field| field.value.as_str())
}

fn first(contracts: &[Contract]) -> Option<ChosenContract> {
    contracts.first().map(|contract| ChosenContract {
        contract: 0,
        terms: contract.terms.clone(),
        currency: contract.currency.clone(),
        tax_mode: TaxMode::Exempt,
        tier: None,
    })
}

/// A price of the first list.
pub fn price(net: Decimal) -> Price {
    Price {
        price_list: 0,
        list_price: net,
        net,
        next_break: None,
        steps: vec![],
        candidates: vec![],
    }
}

pub fn offers(contracts: &[Contract], products: &Products) -> OffersAnswer {
    let offer = |product| Offer {
        product,
        outcome: Outcome::Allow,
        price: None,
        visible: None,
        moq: None,
        multiple: None,
        next_batch: None,
    };
    OffersAnswer {
        verdict: verdict(Outcome::Allow),
        contract: first(contracts),
        offers: (0..).take(products.items.len()).map(offer).collect(),
    }
}

pub fn unanswered() -> RuleError {
    RuleError {
        code: "unanswered".to_owned(),
        at: String::new(),
        message: "this guest answers no such question".to_owned(),
    }
}

pub fn sheet() -> Sheet {
    Sheet {
        format: Format::Csv,
        name: String::new(),
        header: None,
        rows: vec![],
    }
}

pub fn cart(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
    let line = |line: &Line| CartLine {
        product: (0..)
            .zip(&products.items)
            .find(|(_, item)| item.sku == line.sku)
            .map(|(index, _)| index),
        outcome: Outcome::Allow,
        asked: line.quantity,
        visible: None,
        accepted: line.quantity,
        price: Some(price(ZERO)),
        sum: Some(ZERO),
        allocations: vec![Allocation {
            warehouse: 0,
            quantity: line.quantity,
        }],
        extra: vec![],
    };
    let stage = |stage| StageVerdict {
        stage,
        outcome: Outcome::Allow,
        release: None,
    };
    let stages = [
        Stage::Edit,
        Stage::Place,
        Stage::Confirm,
        Stage::Reserve,
        Stage::Ship,
    ];
    CartAnswer {
        verdict: verdict(Outcome::Allow),
        contract: first(contracts),
        rates: vec![],
        deferred: None,
        lines: lines.iter().map(line).collect(),
        rows: vec![],
        totals: Some(totals()),
        delivery: None,
        promo: None,
        bonus: None,
        extra: vec![],
        details: vec![],
        stages: stages.map(stage).into(),
    }
}

fn totals() -> Totals {
    Totals {
        list_sum: ZERO,
        line_sum: ZERO,
        mode: TaxMode::Exempt,
        net: ZERO,
        taxes: vec![],
        tax: ZERO,
        gross: ZERO,
        delivery: None,
        payable: ZERO,
        weight: ZERO,
        volume: ZERO,
        unmeasured: 0,
        minimum: None,
    }
}

/// The same cart, each article at 1 and free of tax.
pub fn priced(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
    let mut answer = cart(contracts, products, lines);
    let mut sum = ZERO;
    for line in &mut answer.lines {
        line.price = Some(price(ONE));
        line.sum = Some(line.accepted);
        sum.coefficient += line.accepted.coefficient;
    }
    if let Some(totals) = &mut answer.totals {
        (totals.line_sum, totals.net, totals.gross) = (sum, sum, sum);
        totals.payable = sum;
        totals.taxes = vec![TaxTotal {
            tax_class: 0,
            rate: ZERO,
            base: sum,
            tax: ZERO,
        }];
    }
    answer
}

/// The order of a cart, unpaid.
pub fn placed(cart: CartAnswer, lines: &[Line]) -> PlaceAnswer {
    let totals = cart.totals.clone().unwrap_or_else(totals);
    let held = cart.lines.iter().zip(lines).map(|(line, asked)| OrderLine {
        sku: asked.sku.clone(),
        quantity: line.accepted,
        net: line.price.as_ref().map_or(ZERO, |price| price.net),
        discount: ZERO,
    });
    let payment = match totals.payable.coefficient {
        0 => PaymentState::Full,
        _ => PaymentState::Unpaid,
    };
    PlaceAnswer {
        verdict: Verdict {
            facts_used: read(&cart),
            ..verdict(Outcome::Allow)
        },
        draft: Some(OrderDraft {
            states: States { payment, ..begun() },
            timers: vec![],
            lines: held.collect(),
            collected: None,
            entered: DAY,
            gross: totals.gross,
            delivery: ZERO,
            redeemed: ZERO,
            accrues: ZERO,
            payable: totals.payable,
            extra: vec![],
        }),
        cart,
        changes: vec![],
    }
}

/// The contract, every product and its stock, which stand in one order.
fn read(cart: &CartAnswer) -> Vec<FactRef> {
    let products = || cart.lines.iter().filter_map(|line| line.product);
    let of = |group| move |index| FactRef { group, index };
    let mut used = vec![of(FactGroup::Contracts)(0)];
    used.extend(products().map(of(FactGroup::Products)));
    used.extend(products().map(of(FactGroup::Stock)));
    used
}

/// Confirmed, and nothing more.
fn begun() -> States {
    States {
        order: OrderState::Confirmed,
        reservation: ReservationState::None,
        payment: PaymentState::Unpaid,
        shipment: ShipmentState::None,
        returns: ReturnState::None,
        step: None,
    }
}

/// `actions`, in order, as effects of a request.
pub fn effects(request: &str, actions: Vec<Action>) -> Vec<Effect> {
    let actions = actions.into_iter().enumerate();
    actions
        .map(|(position, action)| Effect {
            key: format!("{request}#{position}"),
            action,
        })
        .collect()
}

/// Bonuses move as `actions` say.
pub fn settled(actions: Vec<Action>) -> SettleAnswer {
    SettleAnswer {
        verdict: Verdict {
            effects: effects("req-1", actions),
            ..verdict(Outcome::Allow)
        },
        earned: ZERO,
        given_back: ZERO,
        expired: ZERO,
        uncollected: ZERO,
    }
}

/// Nothing changes.
pub fn refused(order: Order, _: &Context) -> FireAnswer {
    FireAnswer {
        status: Status::Refused,
        verdict: verdict(Outcome::Allow),
        states: order.states,
        label: String::new(),
        closed: None,
        lines: order.lines,
        taxes: vec![],
        redeemed: order.redeemed,
        accrues: order.accrues,
        payable: order.payable,
        credited: order.credited,
        paid: order.paid,
        returning: order.returning,
        returned: order.returned,
        came_back: None,
        released: order.released,
        proposal: order.proposal,
        timers: order.timers,
        diff: vec![],
        split: None,
        history: None,
    }
}

/// The event is applied, with `actions`, and moves nothing.
pub fn applied(order: Order, context: &Context, actions: Vec<Action>) -> FireAnswer {
    let before = order.states.clone();
    let mut answer = refused(order, context);
    answer.status = Status::Applied;
    answer.verdict.effects = effects(&context.request_id, actions);
    answer.verdict.facts_used = vec![FactRef {
        group: FactGroup::Orders,
        index: 0,
    }];
    answer.history = Some(HistoryEntry {
        event: String::new(),
        by: context.acting.id.clone(),
        kind: context.acting.kind,
        principal: context.principal.clone(),
        at: context.instant,
        reason: None,
        before: before.clone(),
        after: before,
        label_before: String::new(),
        label_after: String::new(),
    });
    answer
}
