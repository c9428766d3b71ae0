//! `orders.toml` of a shop folder: orders, working time, what clients ordered before.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::error::{ContentError, Place, ShopError};
use super::{Shop, parse};
use crate::bindings::exports::comptoir::rules::orders::{
    Applied, GoodsPart, Order, OrderHistory, OrderLine, OrderState, PaymentState, Proposal,
    ReservationState, ReturnState, ShipmentState, States, Timer, TimerKind, WorkingTime,
};
use crate::canonical;
use crate::hooks::OrderFacts;
use crate::values::{Decimal, Instant};

/// What a shop knows of orders.
#[derive(Debug, Clone, Default)]
pub struct OrderBook {
    /// By id.
    pub orders: BTreeMap<String, Order>,
    /// Rising; none: not known.
    pub working: Option<Vec<WorkingTime>>,
    /// The largest order of 12 months by company; none: no order. A company that is absent is not known.
    pub largest: BTreeMap<String, Largest>,
}

/// What a company ordered before.
#[derive(Debug, Clone, Default)]
pub struct Largest {
    /// Its largest order of 12 months; none: no order.
    pub sum: Option<Decimal>,
    /// In this currency; none: in that of the order it is held against.
    pub currency: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    working: Vec<WorkingEntry>,
    #[serde(default)]
    history: Vec<HistoryEntry>,
    #[serde(default)]
    order: Vec<OrderEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkingEntry {
    start: Spanned<String>,
    end: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HistoryEntry {
    company: Spanned<String>,
    largest: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderEntry {
    id: Spanned<String>,
    buyer: Spanned<String>,
    contract: Option<String>,
    currency: Spanned<String>,
    payable: Spanned<String>,
    #[serde(default)]
    lines: Vec<LineEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineEntry {
    sku: String,
    quantity: Spanned<String>,
    net: Spanned<String>,
}

/// The file as it was read, for places in it.
struct Text<'a> {
    file: std::path::PathBuf,
    text: &'a str,
}

impl Text<'_> {
    fn refuse(&self, at: usize, problem: ContentError) -> ShopError {
        ShopError::Content {
            at: Place::of_byte(self.file.clone(), self.text, at),
            problem,
        }
    }

    fn read<T>(
        &self,
        value: &Spanned<String>,
        parse: impl FnOnce(&str) -> Result<T, ContentError>,
    ) -> Result<T, ShopError> {
        parse(value.get_ref()).map_err(|problem| self.refuse(value.span().start, problem))
    }
}

/// Reads `orders.toml`, where there is one.
pub(super) fn read(dir: &Path, shop: &mut Shop) -> Result<(), ShopError> {
    let file = dir.join("orders.toml");
    let text = match std::fs::read_to_string(&file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(ShopError::Unreadable { file, source }),
        Ok(text) => text,
    };
    let text = Text { file, text: &text };
    let entries: File = toml::from_str(text.text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        text.refuse(at, ContentError::Syntax(error.message().to_owned()))
    })?;
    // Who keeps orders knows which of them live.
    shop.live_orders = Some(Vec::new());
    let mut working = Vec::new();
    for entry in &entries.working {
        working.push(WorkingTime {
            start: text.read(&entry.start, parse::instant)?,
            end: text.read(&entry.end, parse::instant)?,
        });
    }
    if !working.is_empty() {
        shop.orders.working = Some(working);
    }
    for entry in &entries.history {
        let company = text.read(&entry.company, |id| shop.check_company(id))?;
        let largest = entry
            .largest
            .as_ref()
            .map(|sum| text.read(sum, parse::amount))
            .transpose()?;
        let largest = Largest {
            sum: largest,
            currency: None,
        };
        shop.orders.largest.insert(company, largest);
    }
    for entry in &entries.order {
        let order = order(shop, &text, entry)?;
        let id = order.id.clone();
        if shop.orders.orders.insert(id.clone(), order).is_some() {
            let problem = ContentError::Repeated(format!("order `{id}`"));
            return Err(text.refuse(entry.id.span().start, problem));
        }
    }
    Ok(())
}

/// A new order: everything else is set by overrides, or comes of events.
fn order(shop: &Shop, text: &Text<'_>, entry: &OrderEntry) -> Result<Order, ShopError> {
    let buyer = text.read(&entry.buyer, |id| {
        let known = shop.buyers.keys().map(String::as_str);
        shop.buyers
            .get(id)
            .ok_or_else(|| ContentError::unknown("buyer", id, known))
    })?;
    let mut lines = Vec::new();
    for line in &entry.lines {
        lines.push(OrderLine {
            sku: line.sku.clone(),
            quantity: text.read(&line.quantity, parse::amount)?,
            net: text.read(&line.net, parse::amount)?,
            discount: Decimal::ZERO,
        });
    }
    Ok(Order {
        id: text.read(&entry.id, parse::text)?,
        version: "1".to_owned(),
        buyer: buyer.id.clone(),
        entity: buyer.company.clone(),
        contract: entry.contract.clone(),
        currency: text.read(&entry.currency, parse::currency)?,
        warehouses: Vec::new(),
        states: States {
            order: OrderState::New,
            reservation: ReservationState::None,
            payment: PaymentState::Unpaid,
            shipment: ShipmentState::None,
            returns: ReturnState::None,
            step: None,
        },
        lines,
        delivery: Decimal::ZERO,
        redeemed: Decimal::ZERO,
        accrues: Decimal::ZERO,
        payable: text.read(&entry.payable, parse::amount)?,
        credited: Decimal::ZERO,
        paid: Decimal::ZERO,
        shipped: Vec::new(),
        returning: Vec::new(),
        returned: Vec::new(),
        released: None,
        proposal: None,
        timers: Vec::new(),
        applied: Vec::new(),
    })
}

/// The value whose name in the contract is `word`.
pub(crate) fn named<T: Copy + serde::Serialize>(
    kind: &'static str,
    word: &str,
    all: &[T],
) -> Result<T, ContentError> {
    let name = |value: &T| {
        canonical::to_value(value)
            .ok()
            .and_then(|name| name.as_str().map(str::to_owned))
            .unwrap_or_default()
    };
    let found = all.iter().find(|value| name(value) == word);
    found.copied().ok_or_else(|| {
        let names: Vec<String> = all.iter().map(name).collect();
        ContentError::unknown(kind, word, names.iter().map(String::as_str))
    })
}

pub(crate) const ORDER_STATES: [OrderState; 7] = [
    OrderState::New,
    OrderState::AwaitingConfirmation,
    OrderState::AwaitingConsent,
    OrderState::Confirmed,
    OrderState::Completed,
    OrderState::Cancelled,
    OrderState::Archived,
];
pub(crate) const RESERVATION_STATES: [ReservationState; 6] = [
    ReservationState::None,
    ReservationState::Requested,
    ReservationState::Part,
    ReservationState::Full,
    ReservationState::Denied,
    ReservationState::Expired,
];
pub(crate) const PAYMENT_STATES: [PaymentState; 3] =
    [PaymentState::Unpaid, PaymentState::Part, PaymentState::Full];
pub(crate) const SHIPMENT_STATES: [ShipmentState; 4] = [
    ShipmentState::None,
    ShipmentState::Part,
    ShipmentState::Full,
    ShipmentState::Delivered,
];
pub(crate) const RETURN_STATES: [ReturnState; 5] = [
    ReturnState::None,
    ReturnState::Requested,
    ReturnState::Part,
    ReturnState::Full,
    ReturnState::Refused,
];
pub(crate) const TIMER_KINDS: [TimerKind; 4] = [
    TimerKind::Confirmation,
    TimerKind::Consent,
    TimerKind::Reservation,
    TimerKind::Archive,
];

impl Shop {
    /// What an order's event rests on beside the buyer's facts.
    ///
    /// # Errors
    /// [`ShopError::Override`] for an order that the shop does not have.
    pub fn order_facts(&self, id: &str) -> Result<OrderFacts, ShopError> {
        let order = self.orders.orders.get(id).ok_or_else(|| {
            let known = self.orders.orders.keys().map(String::as_str);
            ShopError::Override {
                path: format!("order.{id}"),
                problem: ContentError::unknown("order", id, known),
            }
        })?;
        Ok(OrderFacts {
            order: order.clone(),
            working: self.orders.working.clone(),
            history: self.history(&order.entity, Some(&order.currency)),
        })
    }

    /// What a company ordered before, in `currency` unless the shop says otherwise.
    pub(crate) fn history(&self, company: &str, currency: Option<&String>) -> Option<OrderHistory> {
        let known = self.orders.largest.get(company)?;
        let currency = known.currency.as_ref().or(currency);
        let mut history = OrderHistory {
            version: String::new(),
            largest: known.sum,
            currency: currency.cloned().unwrap_or_default(),
        };
        history.version = super::facts::version(&history);
        Some(history)
    }
}

/// Overrides of orders; the paths are listed at [`Shop::set`].
pub(super) fn set(
    shop: &mut Shop,
    id: &str,
    field: &[&str],
    value: &str,
) -> Result<(), ContentError> {
    let known: Vec<String> = shop.orders.orders.keys().cloned().collect();
    let Some(order) = shop.orders.orders.get_mut(id) else {
        let known = known.iter().map(String::as_str);
        return Err(ContentError::unknown("order", id, known));
    };
    let optional = |value: &str| (value != "none").then(|| value.to_owned());
    match *field {
        ["state"] => order.states.order = named("state", value, &ORDER_STATES)?,
        ["reservation"] => {
            order.states.reservation = named("reservation", value, &RESERVATION_STATES)?;
        }
        ["payment"] => order.states.payment = named("payment", value, &PAYMENT_STATES)?,
        ["shipment"] => order.states.shipment = named("shipment", value, &SHIPMENT_STATES)?,
        ["returns"] => order.states.returns = named("return", value, &RETURN_STATES)?,
        ["step"] => order.states.step = optional(value),
        ["version"] => order.version = parse::text(value)?,
        ["buyer"] => order.buyer = parse::text(value)?,
        ["currency"] => order.currency = parse::currency(value)?,
        ["contract"] => order.contract = optional(value),
        ["payable"] => order.payable = parse::amount(value)?,
        ["paid"] => order.paid = parse::amount(value)?,
        ["credited"] => order.credited = parse::amount(value)?,
        ["shipped", sku] => part(&mut order.shipped, sku, value)?,
        ["returning", sku] => part(&mut order.returning, sku, value)?,
        ["returned", sku] => part(&mut order.returned, sku, value)?,
        ["delivery"] => order.delivery = parse::amount(value)?,
        ["discount", line] => {
            let line = line
                .parse()
                .ok()
                .and_then(|at: usize| order.lines.get_mut(at));
            let line = line.ok_or_else(|| {
                ContentError::value(value, "`discount.<line>`, a line counted from 0")
            });
            line?.discount = parse::amount(value)?;
        }
        ["redeemed"] => order.redeemed = parse::amount(value)?,
        ["accrues"] => order.accrues = parse::amount(value)?,
        ["released"] => {
            order.released = optional(value)
                .map(|value| parse::amount(&value))
                .transpose()?;
        }
        ["proposal"] => {
            let payable = optional(value)
                .map(|value| parse::amount(&value))
                .transpose()?;
            let lines = order.lines.clone();
            let (redeemed, accrues) = (order.redeemed, order.accrues);
            order.proposal = payable.map(|payable| Proposal {
                lines,
                taxes: Vec::new(),
                redeemed,
                accrues,
                payable,
            });
        }
        ["timer", kind] => {
            let kind = named("timer", kind, &TIMER_KINDS)?;
            order.timers.retain(|timer| timer.kind != kind);
            if value != "none" {
                let (since, at) = moments(value)?;
                order.timers.push(Timer { kind, since, at });
            }
        }
        ["applied", key] => order.applied.push(Applied {
            key: key.to_owned(),
            digest: value.to_owned(),
        }),
        _ => {
            return Err(ContentError::unknown(
                "field",
                &field.join("."),
                [
                    "state",
                    "reservation",
                    "payment",
                    "shipment",
                    "returns",
                    "step",
                    "payable",
                    "credited",
                    "paid",
                    "shipped.<sku>",
                    "returning.<sku>",
                    "returned.<sku>",
                    "timer.<kind>",
                ]
                .into_iter(),
            ));
        }
    }
    Ok(())
}

/// So much of an article; `none` takes it out.
fn part(parts: &mut Vec<GoodsPart>, sku: &str, value: &str) -> Result<(), ContentError> {
    parts.retain(|part| part.sku != sku);
    if value != "none" {
        parts.push(GoodsPart {
            sku: sku.to_owned(),
            quantity: parse::amount(value)?,
        });
    }
    Ok(())
}

/// `<moment>`: due at it. `since <moment>`: due when working time says.
fn moments(value: &str) -> Result<(Instant, Option<Instant>), ContentError> {
    match value.strip_prefix("since ") {
        Some(since) => Ok((parse::instant(since)?, None)),
        None => parse::instant(value).map(|at| (at, Some(at))),
    }
}

/// `history.<company>`: an amount, with its currency where that is another one than the order's, `none` (no
/// order in 12 months) or `missing`.
pub(super) fn set_history(shop: &mut Shop, company: &str, value: &str) -> Result<(), ContentError> {
    let company = shop.check_company(company)?;
    match value {
        "missing" => drop(shop.orders.largest.remove(&company)),
        "none" => drop(shop.orders.largest.insert(company, Largest::default())),
        sum => {
            let (sum, currency) = match sum.split_once(' ') {
                Some((sum, currency)) => (sum, Some(parse::currency(currency)?)),
                None => (sum, None),
            };
            let sum = Some(parse::amount(sum)?);
            shop.orders
                .largest
                .insert(company, Largest { sum, currency });
        }
    }
    Ok(())
}
