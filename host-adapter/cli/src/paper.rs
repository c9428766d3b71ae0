//! Documents of a client as a person reads them: `comptoir test … --papers`.

use std::fmt::Write as _;

use comptoir::contract::{Decimal, LocalDate};
use comptoir::fixtures::papers::PapersAsked;
use comptoir::messages::Messages;
use serde_json::Value;

use crate::table::{Align, Line, render};

/// The document in `answer`; none where there is none.
pub(crate) fn text(asked: &PapersAsked, answer: &Value, messages: &Messages) -> Option<String> {
    let page = Page {
        asked,
        messages,
        currency: String::new(),
    };
    if let Some(invoice) = answer.get("invoice").filter(|it| it.is_object()) {
        let currency = word(invoice, "currency").to_owned();
        return Some(Page { currency, ..page }.invoice(invoice));
    }
    if let Some(waybill) = answer.get("waybill").filter(|it| it.is_object()) {
        return Some(page.waybill(waybill));
    }
    if answer.get("accounts").is_some() {
        return Some(page.statement(answer));
    }
    let orders = answer.get("orders")?;
    Some(page.history(answer, orders))
}

struct Page<'a> {
    asked: &'a PapersAsked,
    messages: &'a Messages,
    currency: String,
}

/// A text of the answer; empty where there is none.
fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    let list = value.get(key).and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

impl Page<'_> {
    fn say(&self, key: &str) -> String {
        self.messages.word(key)
    }

    fn sum(&self, value: &Value, key: &str) -> String {
        let sum: Option<Decimal> = word(value, key).parse().ok();
        sum.map_or_else(String::new, |sum| {
            self.messages.money(sum, "").trim().to_owned()
        })
    }

    fn quantity(&self, value: &Value, key: &str) -> String {
        let quantity: Option<Decimal> = word(value, key).parse().ok();
        quantity.map_or_else(String::new, |quantity| self.messages.quantity(quantity))
    }

    fn day(&self, value: &Value, key: &str) -> String {
        let day: Option<LocalDate> = word(value, key).parse().ok();
        day.map_or_else(String::new, |day| self.messages.date(day))
    }

    /// The head of a document: titles and values, those without a value left out.
    fn head(&self, title: &str, facts: &[(&str, String)]) -> String {
        let facts: Vec<(String, &String)> = facts
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| (self.say(key), value))
            .collect();
        let width = facts.iter().map(|(key, _)| key.chars().count()).max();
        let width = width.unwrap_or_default();
        let mut letters = title.chars();
        let first: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        let mut text = format!("{first}{}\n", letters.as_str());
        for (key, value) in facts {
            let _ = writeln!(text, "  {key:width$}  {value}");
        }
        text.push('\n');
        text
    }

    /// A table; titles of columns that hold numbers begin with `>`.
    fn table(&self, columns: &[&str], rows: Vec<Vec<String>>) -> String {
        let head: Vec<(String, Align)> = columns
            .iter()
            .map(|key| match key.strip_prefix('>') {
                Some(key) => (self.say(key), Align::Right),
                None => (self.say(key), Align::Left),
            })
            .collect();
        let rows: Vec<Line> = rows.into_iter().map(Line::Cells).collect();
        render(&head, &rows)
    }

    fn supplier(&self, paper: &Value) -> String {
        let Some(supplier) = paper.get("supplier") else {
            return String::new();
        };
        let parts = ["name", "tax-id", "address"].map(|key| word(supplier, key));
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }

    fn invoice(&self, invoice: &Value) -> String {
        let title = format!("{} {}", self.say("invoice"), word(invoice, "number"));
        let due = match invoice.get("due") {
            Some(due) if due.get("on").is_some() => self.day(due, "on"),
            Some(due) => due.get("after-shipment").map_or_else(String::new, |days| {
                format!("{} + {days}", self.say("shipment"))
            }),
            None => self.day(invoice, "payable-until"),
        };
        let bank = invoice
            .get("supplier")
            .map_or_else(String::new, |supplier| {
                let parts = [word(supplier, "account"), word(supplier, "bank")];
                parts.join(" ").trim().to_owned()
            });
        let mut contract = word(invoice, "contract").to_owned();
        if !word(invoice, "terms").is_empty() {
            contract = format!("{contract} ({})", word(invoice, "terms"));
        }
        let mut text = self.head(
            &title,
            &[
                ("replaces", word(invoice, "replaces").to_owned()),
                ("supplier", self.supplier(invoice)),
                ("account", bank),
                ("company", word(invoice, "entity").to_owned()),
                ("contract", contract),
                ("order", word(invoice, "order").to_owned()),
                ("issued", self.day(invoice, "issued")),
                ("due", due),
                ("currency", self.currency.clone()),
            ],
        );
        let rows = list(invoice, "lines").iter().map(|line| {
            vec![
                word(line, "sku").to_owned(),
                self.quantity(line, "quantity"),
                self.sum(line, "unit-price"),
                self.sum(line, "discount"),
                format!("{}%", self.quantity(line, "rate")),
                self.sum(line, "net"),
                self.sum(line, "tax"),
                self.sum(line, "gross"),
            ]
        });
        let columns = [
            "article",
            ">quantity",
            ">price",
            ">discount",
            ">tax-rate",
            ">net",
            ">tax",
            ">gross",
        ];
        text.push_str(&self.table(&columns, rows.collect()));
        let mut totals = vec![(self.say("net"), self.sum(invoice, "net"))];
        for tax in list(invoice, "taxes") {
            let rate = format!("{} {}%", self.say("tax"), self.quantity(tax, "rate"));
            totals.push((rate, self.sum(tax, "tax")));
        }
        for key in [
            "gross", "delivery", "redeemed", "payable", "credited", "paid", "left",
        ] {
            let sum = self.sum(invoice, key);
            let zero = word(invoice, key).parse().is_ok_and(Decimal::is_zero);
            let left_out = zero && matches!(key, "delivery" | "redeemed" | "credited");
            if !sum.is_empty() && !left_out {
                totals.push((self.say(key), sum));
            }
        }
        text.push('\n');
        text.push_str(&columns_of(&totals));
        text
    }

    fn waybill(&self, waybill: &Value) -> String {
        let title = format!("{} {}", self.say("waybill"), word(waybill, "number"));
        let orders: Vec<&str> = list(waybill, "orders")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let mut text = self.head(
            &title,
            &[
                ("supplier", self.supplier(waybill)),
                ("company", word(waybill, "entity").to_owned()),
                ("buyer", word(waybill, "buyer").to_owned()),
                ("day", self.day(waybill, "day")),
                ("orders", orders.join(", ")),
            ],
        );
        let rows = list(waybill, "lines").iter().map(|line| {
            let parts = list(line, "parts").iter().map(|part| {
                let at = part
                    .get("order")
                    .and_then(Value::as_u64)
                    .unwrap_or_default();
                let order = usize::try_from(at).ok().and_then(|at| orders.get(at));
                format!(
                    "{} × {}",
                    self.quantity(part, "quantity"),
                    order.unwrap_or(&"?")
                )
            });
            vec![
                word(line, "sku").to_owned(),
                self.quantity(line, "quantity"),
                parts.collect::<Vec<_>>().join(", "),
            ]
        });
        text.push_str(&self.table(&["article", ">quantity", "orders"], rows.collect()));
        text.push('\n');
        let measures = ["weight", "volume"].map(|key| (self.say(key), self.quantity(waybill, key)));
        text.push_str(&columns_of(&measures));
        text
    }

    fn statement(&self, answer: &Value) -> String {
        let mut text = self.head(
            &self.say("statement"),
            &[
                ("company", word(answer, "entity").to_owned()),
                ("from", self.day(answer, "start")),
                ("until", self.day(answer, "end")),
            ],
        );
        for account in list(answer, "accounts") {
            let _ = writeln!(
                text,
                "{}, {}",
                word(account, "contract"),
                word(account, "currency")
            );
            let balance = |key: &str, sum: &str| {
                vec![
                    String::new(),
                    self.say(key),
                    String::new(),
                    String::new(),
                    String::new(),
                    self.sum(account, sum),
                ]
            };
            let mut rows = vec![balance("opening", "opening")];
            rows.extend(list(account, "lines").iter().map(|line| {
                let unless_zero = |key: &str| {
                    let zero = word(line, key).parse().is_ok_and(Decimal::is_zero);
                    if zero {
                        String::new()
                    } else {
                        self.sum(line, key)
                    }
                };
                vec![
                    self.day(line, "day"),
                    self.say(&format!("entry-{}", word(line, "kind"))),
                    word(line, "id").to_owned(),
                    unless_zero("debit"),
                    unless_zero("credit"),
                    self.sum(line, "balance"),
                ]
            }));
            rows.push(vec![
                String::new(),
                self.say("closing"),
                String::new(),
                self.sum(account, "debit"),
                self.sum(account, "credit"),
                self.sum(account, "closing"),
            ]);
            rows.push(balance("overdue", "overdue"));
            let columns = ["day", "entry", "document", ">debit", ">credit", ">balance"];
            text.push_str(&self.table(&columns, rows));
            text.push('\n');
        }
        for agreement in list(answer, "agreements") {
            let _ = writeln!(
                text,
                "  {} {}: {} − {} = {}",
                self.say("agreement"),
                word(agreement, "currency"),
                self.sum(agreement, "ledger"),
                self.sum(agreement, "receivables"),
                self.sum(agreement, "difference"),
            );
        }
        text
    }

    fn history(&self, answer: &Value, orders: &Value) -> String {
        let buyer = self.asked.context.principal.clone();
        let mut text = self.head(
            &self.say("history"),
            &[("buyer", buyer), ("from", self.day(answer, "since"))],
        );
        let rows = orders
            .as_array()
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(|order| {
                vec![
                    self.day(order, "placed"),
                    self.messages.label(word(order, "label")),
                    word(order, "currency").to_owned(),
                    self.sum(order, "payable"),
                    self.sum(order, "paid"),
                    self.sum(order, "owed"),
                ]
            });
        let columns = ["day", "state", "currency", ">payable", ">paid", ">owed"];
        text.push_str(&self.table(&columns, rows.collect()));
        text
    }
}

/// Titles on the left, figures under each other on the right.
fn columns_of(lines: &[(String, String)]) -> String {
    let width = |of: fn(&(String, String)) -> &String| {
        let widths = lines.iter().map(|line| of(line).chars().count());
        widths.max().unwrap_or_default()
    };
    let (titles, figures) = (width(|line| &line.0), width(|line| &line.1));
    let mut text = String::new();
    for (title, figure) in lines {
        let _ = writeln!(text, "  {title:titles$}  {figure:>figures$}");
    }
    text
}
