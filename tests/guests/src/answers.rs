//! Answers that no host refuses: everything is there, nothing costs anything.

use crate::cart::{Allocation, CartAnswer, CartLine, Line, Totals};
use crate::catalogue::{Offer, OffersAnswer};
use crate::checkout::{OrderDraft, PlaceAnswer};
use crate::facts::{Contract, Products};
use crate::loyalty::SettleAnswer;
use crate::meta::Description;
use crate::order_file::{Format, Sheet};
use crate::orders::{
    FireAnswer, Order, OrderState, PaymentState, ReservationState, ReturnState, ShipmentState,
    States, Status,
};
use crate::types::{
    Action, ChosenContract, Effect, Finding, Outcome, Price, RuleError, Severity, Stage,
    StageVerdict, Subject, TaxMode, Verdict,
};
use crate::values::{Decimal, LocalDate};

pub const ZERO: Decimal = Decimal {
    coefficient: 0,
    scale: 0,
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
        price: None,
        sum: None,
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

pub fn placed(cart: CartAnswer) -> PlaceAnswer {
    PlaceAnswer {
        verdict: verdict(Outcome::Allow),
        cart,
        changes: vec![],
        draft: Some(OrderDraft {
            states: begun(),
            timers: vec![],
            lines: vec![],
            collected: None,
            entered: LocalDate {
                year: 2026,
                month: 11,
                day: 20,
            },
            gross: ZERO,
            delivery: ZERO,
            redeemed: ZERO,
            payable: ZERO,
            extra: vec![],
        }),
    }
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

/// Bonuses move as `actions` say.
pub fn settled(actions: Vec<Action>) -> SettleAnswer {
    let effects = actions.into_iter().map(|action| Effect {
        key: "req-1#0".to_owned(),
        action,
    });
    SettleAnswer {
        verdict: Verdict {
            effects: effects.collect(),
            ..verdict(Outcome::Allow)
        },
        earned: ZERO,
        given_back: ZERO,
        expired: ZERO,
        uncollected: ZERO,
    }
}

/// Nothing changes.
pub fn refused(order: Order, _: &crate::types::Context) -> FireAnswer {
    FireAnswer {
        status: Status::Refused,
        verdict: verdict(Outcome::Allow),
        states: order.states,
        label: String::new(),
        closed: None,
        lines: order.lines,
        redeemed: order.redeemed,
        payable: order.payable,
        paid: order.paid,
        released: order.released,
        proposal: order.proposal,
        timers: order.timers,
        diff: vec![],
        split: None,
        history: None,
    }
}
