//! Documents: an invoice asks for what the order costs, balances add up, nobody collects what he did not
//! order, and nothing of another client's is shown.

use rust_decimal::Decimal as Number;

use super::{Check, Passed, below, demand, name, not_negative, number, rank, verdict};
use crate::bindings::comptoir::rules::facts::Buyer;
use crate::bindings::comptoir::rules::types::{Outcome, Stage, Verdict};
use crate::bindings::exports::comptoir::rules::documents::{
    AccountStatement, HistoryAnswer, InvoiceAnswer, InvoiceRequest, InvoiceStep, Ledger,
    OrderInvoice, PastOrder, StatementAnswer, StatementRequest, WaybillAnswer,
};
use crate::bindings::exports::comptoir::rules::orders::Order;
use crate::error::CallError;
use crate::facts::Facts;
use crate::values::Decimal;

/// The sum of `amounts`; a number that is none is nonsense.
fn sum(amounts: impl IntoIterator<Item = Decimal>, what: &str) -> Result<Number, CallError> {
    let mut total = Number::ZERO;
    for amount in amounts {
        let amount = number(amount, what)?;
        total = total
            .checked_add(amount)
            .ok_or_else(|| CallError::Nonsense(format!("{what} overflows")))?;
    }
    Ok(total)
}

fn equal(one: Number, other: Decimal, what: &str) -> Check {
    demand(one == number(other, what)?, || {
        format!("{what} of {other}, not {one}")
    })
}

/// A paper is handed out only where nothing bars it.
fn unbarred(verdict: &Verdict, what: &str) -> Check {
    demand(rank(verdict.outcome) <= rank(Outcome::Adjust), || {
        format!("{what} while the verdict is {}", name(verdict.outcome))
    })
}

/// An invoice.
pub(in crate::hooks) fn invoice(
    answer: &InvoiceAnswer,
    (contracts, products): (usize, usize),
    order: &Order,
    request: &InvoiceRequest,
    request_id: &str,
) -> Check {
    let passed = Passed {
        buyers: 1,
        contracts,
        products,
        orders: 1,
        ..Passed::default()
    };
    let lines = order.lines.len();
    verdict(&answer.verdict, Stage::Place, &passed, lines, request_id)?;
    let current = request.issued.iter().find(|one| one.voided.is_none());
    let current = current.map(|one| &one.number);
    let made = answer.invoice.as_ref().map(|invoice| &invoice.number);
    let used = |number: &String| request.issued.iter().any(|one| one.number == *number);
    let voids = answer.voids.as_ref();
    let fits = match answer.step {
        InvoiceStep::None => made.is_none() && voids.is_none(),
        InvoiceStep::Issued => {
            current.is_none() && voids.is_none() && made.is_some_and(|made| !used(made))
        }
        InvoiceStep::Stands => current.is_some() && made == current && voids.is_none(),
        InvoiceStep::Reissued => {
            current.is_some() && voids == current && made.is_some_and(|made| !used(made))
        }
        InvoiceStep::Voided => current.is_some() && voids == current && made.is_none(),
    };
    demand(fits, || {
        "what becomes of an invoice does not fit those that were issued".to_owned()
    })?;
    let Some(invoice) = &answer.invoice else {
        return Ok(());
    };
    unbarred(&answer.verdict, "an invoice")?;
    demand(
        invoice.order == order.id && invoice.currency == order.currency,
        || "an invoice of another order".to_owned(),
    )?;
    equal(
        number(order.payable, "an order")?,
        invoice.payable,
        "an invoice",
    )?;
    equal(number(order.paid, "an order")?, invoice.paid, "a payment")?;
    let credited = number(order.credited, "an order")?;
    equal(credited, invoice.credited, "a credit")?;
    let left = number(order.payable, "an order")?
        .saturating_sub(credited)
        .saturating_sub(number(order.paid, "an order")?);
    equal(left.max(Number::ZERO), invoice.left, "a sum left to pay")?;
    adds_up(invoice, order, products)
}

/// Lines sum to the totals, and these to what is payable.
fn adds_up(invoice: &OrderInvoice, order: &Order, products: usize) -> Check {
    demand(invoice.lines.len() == order.lines.len(), || {
        format!("{} lines for {}", invoice.lines.len(), order.lines.len())
    })?;
    for (line, ordered) in invoice.lines.iter().zip(&order.lines) {
        below(line.product, products, "a line speaks of product")?;
        demand(line.sku == ordered.sku, || {
            format!("a line about `{}`, not `{}`", line.sku, ordered.sku)
        })?;
        equal(
            number(ordered.quantity, "a quantity")?,
            line.quantity,
            "a quantity",
        )?;
        equal(number(ordered.net, "a price")?, line.unit_price, "a price")?;
        for amount in [line.sum, line.net, line.tax, line.gross, line.discount] {
            not_negative(amount, "an amount")?;
        }
    }
    let lines = || invoice.lines.iter();
    equal(
        sum(lines().map(|line| line.net), "a net")?,
        invoice.net,
        "a net",
    )?;
    equal(
        sum(lines().map(|line| line.tax), "a tax")?,
        invoice.tax,
        "a tax",
    )?;
    let taxes = || invoice.taxes.iter();
    equal(
        sum(taxes().map(|one| one.base), "a base")?,
        invoice.net,
        "a base",
    )?;
    equal(
        sum(taxes().map(|one| one.tax), "a tax")?,
        invoice.tax,
        "a tax",
    )?;
    let gross = sum([invoice.net, invoice.tax], "a gross total")?;
    equal(gross, invoice.gross, "a gross total")?;
    let redeemed = number(invoice.redeemed, "bonuses")?;
    let asked = sum([invoice.gross, invoice.delivery], "a sum to pay")?
        .checked_sub(redeemed)
        .ok_or_else(|| CallError::Nonsense("a sum to pay overflows".to_owned()))?;
    equal(asked, invoice.payable, "a sum to pay")
}

/// A statement.
pub(in crate::hooks) fn statement(
    answer: &StatementAnswer,
    (contracts, receivables): (usize, bool),
    ledger: Option<&Ledger>,
    request: &StatementRequest,
    request_id: &str,
) -> Check {
    let passed = Passed {
        buyers: 1,
        contracts,
        receivables: usize::from(receivables),
        ledgers: usize::from(ledger.is_some()),
        ..Passed::default()
    };
    verdict(&answer.verdict, Stage::Place, &passed, 0, request_id)?;
    demand(answer.verdict.effects.is_empty(), || {
        "a statement has effects".to_owned()
    })?;
    demand(answer.entity == request.entity, || {
        format!("a statement about `{}`", answer.entity)
    })?;
    let entries = ledger.map_or(&[][..], |ledger| &ledger.entries);
    for account in &answer.accounts {
        balance(account)?;
        for line in &account.lines {
            below(line.entry, entries.len(), "a line speaks of entry")?;
            let entry = usize::try_from(line.entry)
                .ok()
                .and_then(|at| entries.get(at));
            let own = entry.is_some_and(|entry| {
                entry.entity == request.entity
                    && entry.id == line.id
                    && entry.contract == account.contract
                    && entry.currency == account.currency
            });
            demand(own, || format!("entry `{}` is of another account", line.id))?;
        }
    }
    Ok(())
}

fn balance(account: &AccountStatement) -> Check {
    let mut running = number(account.opening, "a balance")?;
    for line in &account.lines {
        let (debit, credit) = (
            number(line.debit, "a debit")?,
            number(line.credit, "a credit")?,
        );
        running = running
            .checked_add(debit)
            .and_then(|sum| sum.checked_sub(credit))
            .ok_or_else(|| CallError::Nonsense("a balance overflows".to_owned()))?;
        equal(running, line.balance, "a balance")?;
    }
    equal(running, account.closing, "a closing balance")?;
    not_negative(account.overdue, "an overdue part")
}

/// A waybill: no more of an article than its orders hold, and no order twice or left out.
pub(in crate::hooks) fn waybill(
    answer: &WaybillAnswer,
    facts: &Facts,
    orders: &[Order],
    request_id: &str,
) -> Check {
    let passed = Passed {
        orders: orders.len(),
        ..Passed::of(facts)
    };
    verdict(
        &answer.verdict,
        Stage::Ship,
        &passed,
        orders.len(),
        request_id,
    )?;
    let Some(waybill) = &answer.waybill else {
        return Ok(());
    };
    unbarred(&answer.verdict, "a waybill")?;
    demand(
        waybill
            .orders
            .iter()
            .eq(orders.iter().map(|order| &order.id)),
        || "a waybill of other orders".to_owned(),
    )?;
    for line in &waybill.lines {
        below(line.product, passed.products, "a line speaks of product")?;
        let parts = sum(line.parts.iter().map(|part| part.quantity), "a quantity")?;
        equal(parts, line.quantity, "a quantity")?;
        for part in &line.parts {
            below(part.order, orders.len(), "a part speaks of order")?;
            not_negative(part.quantity, "a quantity")?;
            let order = usize::try_from(part.order)
                .ok()
                .and_then(|at| orders.get(at));
            let own = order
                .into_iter()
                .flat_map(|order| &order.lines)
                .filter(|ordered| ordered.sku == line.sku);
            let ordered = sum(own.map(|ordered| ordered.quantity), "a quantity")?;
            demand(number(part.quantity, "a quantity")? <= ordered, || {
                format!(
                    "{} of `{}`, of which {ordered} were ordered",
                    part.quantity, line.sku
                )
            })?;
        }
    }
    Ok(())
}

/// Orders of the past: the client's own, each once.
pub(in crate::hooks) fn history(
    answer: &HistoryAnswer,
    buyer: &Buyer,
    orders: &[PastOrder],
    request_id: &str,
) -> Check {
    let passed = Passed {
        buyers: 1,
        orders: orders.len(),
        ..Passed::default()
    };
    verdict(&answer.verdict, Stage::Edit, &passed, 0, request_id)?;
    for (position, one) in answer.orders.iter().enumerate() {
        below(one.order, orders.len(), "the past speaks of order")?;
        let past = usize::try_from(one.order)
            .ok()
            .and_then(|at| orders.get(at));
        let own =
            past.is_some_and(|past| past.order.buyer == buyer.id && past.placed == one.placed);
        demand(own, || "the past of another client".to_owned())?;
        let twice = answer
            .orders
            .iter()
            .take(position)
            .any(|other| other.order == one.order);
        demand(!twice, || "an order stands twice".to_owned())?;
        not_negative(one.owed, "a debt")?;
    }
    Ok(())
}
