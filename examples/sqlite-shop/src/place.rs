//! Placing an order: once, whole, or not at all.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use comptoir::audit::AuditSink as _;
use comptoir::contract::orders::{OrderState, TimerKind};
use comptoir::contract::{
    Action, Actor, BonusWish, CartRequest, Context, Decimal, Detail, FactGroup, Instant,
    Line as CartLine, PlaceAnswer, PlaceRequest, Quote, QuotedLine,
};
use comptoir::{Commit, Comptoir, Decision, Facts, ToCommit};
use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior, params};

use crate::audit::Sink;
use crate::effects::apply;
use crate::error::ShopError;
use crate::gather::{gather, loyalty_version, receivables_version};
use crate::{Point, SqliteShop};

/// How often a decision is made anew because a fact moved.
const ATTEMPTS: NonZeroU32 = NonZeroU32::new(32).unwrap();

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Article.
    pub sku: String,
    /// How much.
    pub quantity: u32,
}

/// What is to be placed.
#[derive(Debug, Clone)]
pub struct Place {
    /// Unique per click: the same request again is the same order.
    pub request: String,
    /// Who is at the keyboard.
    pub acting: Actor,
    /// For which buyer account.
    pub buyer: String,
    /// When.
    pub at: Instant,
    /// What.
    pub lines: Vec<Line>,
    /// A promo code.
    pub promo: Option<String>,
    /// Bonuses to pay with.
    pub bonus: Option<u32>,
}

/// An order of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its number.
    pub id: i64,
    /// `awaiting-confirmation` or `confirmed`.
    pub state: String,
    /// The goods with tax.
    pub gross: String,
}

/// What became of a request.
#[derive(Debug)]
pub enum Placed {
    /// It is an order now.
    New(Order),
    /// It was one already; nothing was done.
    Already(Order),
    /// The same request came with another content before; nothing was done.
    Conflict,
    /// The rules say no; the findings say why and what would help.
    Refused(Box<PlaceAnswer>),
}

impl SqliteShop {
    /// Places `request` under the rules of `comptoir`: at most once, whatever happens.
    ///
    /// # Errors
    /// [`ShopError`]; nothing is committed then.
    pub fn place(&mut self, comptoir: &Comptoir, request: &Place) -> Result<Placed, ShopError> {
        let body = body(request);
        if let Some(known) = known(&self.connection, &request.request, &body)? {
            return Ok(known);
        }
        let context = comptoir.context(
            request.acting.clone(),
            &request.buyer,
            request.at,
            &request.request,
        );
        let promos = promos(comptoir);
        let skus: BTreeSet<String> = request.lines.iter().map(|line| line.sku.clone()).collect();
        let connection = std::cell::RefCell::new(&mut self.connection);
        let (shop, at) = (&self.shop, &self.at);
        let repeated = std::cell::RefCell::new(None);
        let decision = comptoir.decide_and_commit(
            ATTEMPTS,
            &context,
            || {
                let connection = &mut **connection.borrow_mut();
                gather(
                    connection,
                    shop,
                    &request.buyer,
                    context.local_date,
                    request.at,
                    &skus,
                    &promos,
                )
            },
            |facts| {
                let decision = decide(comptoir, &context, facts, request)?;
                at(Point::Decided);
                Ok(decision)
            },
            |to_commit| {
                let connection = &mut **connection.borrow_mut();
                let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                // Another thread may have placed the very request meanwhile.
                if let Some(known) = known(&tx, &request.request, &body)? {
                    repeated.replace(Some(known));
                    return Ok(Commit::Done);
                }
                if has_moved(&tx, &to_commit)? {
                    return Ok(Commit::Moved);
                }
                write(&tx, request, &body, to_commit)?;
                at(Point::Written);
                tx.commit()?;
                at(Point::Committed);
                Ok(Commit::Done)
            },
        )?;
        if let Some(known) = repeated.into_inner() {
            return Ok(known);
        }
        match known(&self.connection, &request.request, &body)? {
            Some(Placed::Already(order)) => Ok(Placed::New(order)),
            _ => Ok(Placed::Refused(Box::new(decision.answer))),
        }
    }
}

/// What tells the same request from another one under its key.
fn body(request: &Place) -> String {
    let lines: Vec<String> = request
        .lines
        .iter()
        .map(|line| format!("{} x {}", line.quantity, line.sku))
        .collect();
    let code = request.promo.as_deref().unwrap_or_default();
    format!(
        "{}: {}; code `{code}`; {} bonuses",
        request.buyer,
        lines.join(", "),
        request.bonus.unwrap_or_default()
    )
}

fn known(
    connection: &rusqlite::Connection,
    request: &str,
    body: &str,
) -> Result<Option<Placed>, ShopError> {
    let found: Option<(Order, String)> = connection
        .query_row(
            "select id, state, gross, body from orders where request = ?1",
            [request],
            |row| {
                let order = Order {
                    id: row.get(0)?,
                    state: row.get(1)?,
                    gross: row.get(2)?,
                };
                Ok((order, row.get(3)?))
            },
        )
        .optional()?;
    Ok(found.map(|(order, placed)| {
        if placed == body {
            Placed::Already(order)
        } else {
            Placed::Conflict
        }
    }))
}

/// What the buyer is shown, and at once the order: a shop with a cart page keeps the quote in between.
fn decide(
    comptoir: &Comptoir,
    context: &Context,
    facts: &Facts,
    request: &Place,
) -> Result<Decision<PlaceAnswer>, comptoir::CallError> {
    let bonus = request.bonus.map(|sum| BonusWish::Sum(sum.into()));
    let lines: Vec<CartLine> = request
        .lines
        .iter()
        .map(|line| CartLine {
            sku: line.sku.clone(),
            quantity: line.quantity.into(),
            extra: vec![],
        })
        .collect();
    let cart = CartRequest {
        payment: None,
        contract: None,
        collected: None,
        warehouses: vec![],
        lines: lines.clone(),
        rows: vec![],
        accepted_repairs: vec![],
        delivery: None,
        promo: request.promo.clone(),
        bonus,
        detail: Detail::Price,
        extra: vec![],
    };
    let shown = comptoir.cart().evaluate(context, facts, &cart)?.answer;
    // Only the whole wish is taken: whoever asks for more goods or bonuses than there are orders nothing.
    let quote = Quote {
        lines: shown
            .lines
            .iter()
            .map(|line| QuotedLine {
                quantity: line.asked,
                net: line.price.as_ref().map_or(Decimal::ZERO, |price| price.net),
            })
            .collect(),
        gross: shown.totals.map_or(Decimal::ZERO, |totals| totals.gross),
        delivery: None,
        redeemed: request.bonus.map(Decimal::from),
    };
    let place = PlaceRequest {
        payment: None,
        contract: None,
        collected: None,
        warehouses: vec![],
        lines,
        quote,
        paid: Decimal::ZERO,
        delivery: None,
        promo: request.promo.clone(),
        bonus,
        extra: vec![],
        roles: vec![],
        detail: Detail::Price,
    };
    comptoir.checkout().place(context, facts, &place)
}

/// Whether stock, orders, bonuses or codes have moved since the facts were gathered. What comes from the folder
/// does not move.
fn has_moved(
    tx: &Transaction<'_>,
    to_commit: &ToCommit<'_, Facts, PlaceAnswer>,
) -> Result<bool, ShopError> {
    for used in &to_commit.versions {
        let version = match used.group {
            FactGroup::Stock => tx
                .query_row(
                    "select version from product where sku = ?1",
                    [&used.id],
                    |row| row.get::<_, i64>(0),
                )?
                .to_string(),
            FactGroup::Receivables => receivables_version(tx, &used.id)?,
            FactGroup::Loyalty => loyalty_version(tx, &to_commit.facts.buyer.id)?,
            FactGroup::History => receivables_version(tx, &used.id)?,
            _ => continue,
        };
        if version != used.version {
            return Ok(true);
        }
    }
    Ok(false)
}

fn write(
    tx: &Transaction<'_>,
    request: &Place,
    body: &str,
    to_commit: ToCommit<'_, Facts, PlaceAnswer>,
) -> Result<(), ShopError> {
    let Some(draft) = &to_commit.answer.draft else {
        return Ok(());
    };
    let state = match draft.states.order {
        OrderState::Confirmed => "confirmed",
        _ => "awaiting-confirmation",
    };
    tx.execute(
        "insert into orders (request, body, buyer, acting, state, gross, company, payable, placed_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            request.request,
            body,
            request.buyer,
            request.acting.id,
            state,
            draft.gross.to_string(),
            to_commit.facts.buyer.entity,
            draft.payable.to_string(),
            request.at
        ],
    )?;
    let order = tx.last_insert_rowid();
    for (number, (line, asked)) in
        (0_i64..).zip(to_commit.answer.cart.lines.iter().zip(&request.lines))
    {
        let net = line.price.as_ref().map_or(Decimal::ZERO, |price| price.net);
        tx.execute(
            "insert into order_line values (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                order,
                number,
                asked.sku,
                line.accepted.to_string(),
                net.to_string(),
                line.sum.unwrap_or(Decimal::ZERO).to_string()
            ],
        )?;
    }
    // Unpaid goods go back when the reservation's time is over, whether or not anybody clears them away.
    let mut timers = draft.timers.iter();
    let until = timers.find(|timer| timer.kind == TimerKind::Reservation);
    let until = until.and_then(|timer| timer.at);
    for effect in to_commit.effects {
        apply(tx, to_commit.facts, (order, until), effect)?;
    }
    for effect in to_commit.outbox {
        if let Action::Notify(notification) = &effect.action {
            tx.execute(
                "insert into outbox values (?1, ?2, ?3, ?4, null)",
                params![effect.key, order, notification.to, notification.template],
            )?;
        }
    }
    Sink(tx).append(to_commit.audit)?;
    Ok(())
}

/// The policy's codes, by their ids.
fn promos(comptoir: &Comptoir) -> Vec<String> {
    comptoir
        .generation()
        .settings
        .iter()
        .filter_map(|setting| {
            let id = setting
                .path
                .strip_prefix("promo[")?
                .strip_suffix("].code")?;
            Some(id.to_owned())
        })
        .collect()
}
