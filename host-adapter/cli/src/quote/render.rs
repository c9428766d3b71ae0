//! The quote as a person reads it.

mod explain;

use std::fmt::Write as _;

use comptoir::contract::{
    CartLine, Decimal, DeliveryQuote, Finding, Outcome, Price, Severity, Stage, Subject, TaxMode,
    Totals,
};
use comptoir::messages::Messages;

use super::Quoted;
use crate::table::{Align, Line, render, shorten};

/// Width of a product's name.
const NAME: usize = 30;

/// What every part needs.
struct Page<'a> {
    quoted: &'a Quoted,
    messages: &'a Messages,
    currency: &'a str,
}

/// The whole quote.
pub(super) fn text(quoted: &Quoted, messages: &Messages) -> String {
    let currency = quoted
        .decision
        .answer
        .contract
        .as_ref()
        .map_or("", |contract| contract.currency.as_str());
    let page = Page {
        quoted,
        messages,
        currency,
    };
    let mut text = page.head();
    text.push('\n');
    text.push_str(&page.lines());
    text.push_str(&page.rows());
    if let Some(totals) = &quoted.decision.answer.totals {
        text.push('\n');
        text.push_str(&page.totals(totals));
    }
    text.push('\n');
    text.push_str(&page.stages());
    text
}

fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

impl Page<'_> {
    fn word(&self, key: &str) -> String {
        self.messages.word(key)
    }

    /// An amount without its currency, which the head names once.
    fn amount(&self, amount: Decimal) -> String {
        self.messages.money(amount, "").trim().to_owned()
    }

    fn head(&self) -> String {
        let quoted = self.quoted;
        let generation = &quoted.decision.generation;
        let buyer = &quoted.context.principal;
        let company = quoted
            .shop
            .company_of(buyer)
            .map_or("?", |company| company.name.as_str());
        let rows = self.messages.rows(quoted.sheet.rows.len());
        // A text file has no sheets.
        let order = match quoted.sheet.name.as_str() {
            "" => format!("{}: {rows}", quoted.file_name),
            sheet => format!("{}: {sheet}, {rows}", quoted.file_name),
        };
        let mut lines = vec![
            (self.word("order-file"), order),
            (
                self.word("buyer"),
                format!(
                    "{buyer}, {company}, {}",
                    self.messages.date(quoted.context.local_date)
                ),
            ),
        ];
        if let Some(contract) = &quoted.decision.answer.contract {
            let id = quoted
                .facts
                .contracts
                .get(index(contract.contract))
                .map_or("?", |fact| fact.id.as_str());
            let mut parts = vec![
                format!("{id} ({})", contract.terms),
                contract.currency.clone(),
                self.word(tax_word(contract.tax_mode)),
            ];
            parts.extend(
                contract
                    .tier
                    .as_ref()
                    .map(|tier| format!("{} {tier}", self.word("tier"))),
            );
            lines.push((self.word("contract"), parts.join(", ")));
        }
        let digest: String = generation.policy.digest.chars().take(12).collect();
        lines.push((
            self.word("policy"),
            format!("{} (sha256 {digest}…)", generation.policy.name),
        ));
        let mut text = format!("{}\n", quoted.shop.name);
        let width = lines
            .iter()
            .map(|(title, _)| title.chars().count())
            .max()
            .unwrap_or(0);
        for (title, value) in lines {
            let _ = writeln!(text, "  {title:width$}  {value}");
        }
        text
    }

    fn lines(&self) -> String {
        let left = |key: &str| (self.word(key), Align::Left);
        let right = |key: &str| (self.word(key), Align::Right);
        let head = [
            left("article"),
            left("name"),
            right("asked"),
            right("visible"),
            right("accepted"),
            right("list-price"),
            left("steps"),
            right("net-price"),
            right("total"),
        ];
        let mut lines = Vec::new();
        for (at, line) in (0u32..).zip(&self.quoted.decision.answer.lines) {
            lines.push(Line::Cells(self.cells(line)));
            for finding in
                self.findings(|subject| matches!(subject, Subject::Line(line) if line == at))
            {
                lines.push(Line::Note(self.note(finding)));
            }
            if let Some(price) = line.price.as_ref().filter(|_| self.quoted.explain) {
                lines.extend(self.explanation(price).into_iter().map(Line::Note));
            }
        }
        render(&head, &lines)
    }

    fn cells(&self, line: &CartLine) -> Vec<String> {
        let product = line
            .product
            .and_then(|product| self.quoted.facts.products.items.get(index(product)));
        let sku = product.map_or_else(String::new, |product| product.sku.clone());
        let name = self.quoted.shop.product_name(&sku).unwrap_or_default();
        let quantity = |quantity: Decimal| self.messages.quantity(quantity);
        let price = |value: fn(&Price) -> Decimal| {
            line.price
                .as_ref()
                .map_or_else(|| "–".to_owned(), |price| self.amount(value(price)))
        };
        vec![
            sku.clone(),
            shorten(name, NAME),
            quantity(line.asked),
            line.visible
                .map_or_else(|| self.word("unknown-quantity"), quantity),
            quantity(line.accepted),
            price(|price| price.list_price),
            line.price
                .as_ref()
                .map(|price| self.steps(price))
                .unwrap_or_default(),
            price(|price| price.net),
            line.sum
                .map_or_else(|| "–".to_owned(), |sum| self.amount(sum)),
        ]
    }

    /// `tier −5 % → 171.00 → contract +4 % → 177.84`
    fn steps(&self, price: &Price) -> String {
        let steps = price
            .steps
            .iter()
            .filter(|step| step.code != "price.list" && step.code != "price.round")
            .map(|step| {
                let percent = step
                    .percent
                    .map(|percent| format!(" {}", self.signed(percent)))
                    .unwrap_or_default();
                format!(
                    "{}{percent} → {}",
                    self.messages.step(&step.code),
                    self.amount(shown(step.after))
                )
            });
        steps.collect::<Vec<_>>().join(" → ")
    }

    fn signed(&self, percent: Decimal) -> String {
        let text = self.messages.percent(percent);
        match text.strip_prefix(['-', '−']) {
            Some(rest) => format!("−{rest}"),
            None => format!("+{text}"),
        }
    }

    /// A setting with its line and column, where it stands in the policy.
    fn place(&self, setting: &str) -> String {
        match self.quoted.decision.generation.policy.locate(setting) {
            Some(position) => format!("{setting}, {}:{}", position.line, position.column),
            None => setting.to_owned(),
        }
    }

    fn findings(&self, about: impl Fn(Subject) -> bool) -> impl Iterator<Item = &Finding> {
        self.quoted
            .decision
            .answer
            .verdict
            .findings
            .iter()
            .filter(move |finding| about(finding.subject))
    }

    fn text_of(&self, finding: &Finding) -> String {
        if self.quoted.explain {
            format!(
                "{}  [{} {}]",
                self.messages.finding_for_staff(finding, self.currency),
                finding.code,
                self.place(&finding.setting)
            )
        } else {
            self.messages.finding(finding, self.currency)
        }
    }

    fn note(&self, finding: &Finding) -> String {
        let mark = if finding.severity == Severity::Error {
            "✗"
        } else {
            "•"
        };
        format!("{mark} {}", self.text_of(finding))
    }

    /// What became of rows that did not simply go into a line.
    fn rows(&self) -> String {
        let mut text = String::new();
        for row in &self.quoted.sheet.rows {
            for finding in self
                .findings(|subject| matches!(subject, Subject::Row(number) if number == row.number))
            {
                if text.is_empty() {
                    let _ = write!(text, "\n{}\n", self.word("row-verdicts"));
                }
                let cells = format!(
                    "{} {:?}, {} {:?}",
                    row.article.address, row.article.text, row.quantity.address, row.quantity.text
                );
                let remedies: Vec<_> = finding
                    .remedies
                    .iter()
                    .map(|remedy| self.messages.remedy(remedy, self.currency))
                    .collect();
                let remedies = if remedies.is_empty() {
                    String::new()
                } else {
                    format!(" → {}", remedies.join("; "))
                };
                let _ = writeln!(
                    text,
                    "  {} {:>3}  {cells}\n      {}{remedies}",
                    self.word("row"),
                    row.number,
                    self.note(finding)
                );
            }
        }
        text
    }

    fn totals(&self, totals: &Totals) -> String {
        let money = |amount: Decimal| self.messages.money(amount, self.currency);
        let mut lines = vec![
            (self.word("list-sum"), money(totals.list_sum)),
            (self.word("net"), money(totals.net)),
        ];
        for tax in &totals.taxes {
            let class = self
                .quoted
                .facts
                .products
                .tax_classes
                .get(index(tax.tax_class))
                .map_or("?", String::as_str);
            lines.push((
                format!(
                    "{} {} ({class})",
                    self.word("tax"),
                    self.messages.percent(tax.rate)
                ),
                money(tax.tax),
            ));
        }
        lines.push((self.word("gross"), money(totals.gross)));
        lines.push((self.word("weight"), self.messages.quantity(totals.weight)));
        lines.push((self.word("volume"), self.messages.quantity(totals.volume)));
        if totals.unmeasured > 0 {
            lines.push((self.word("unmeasured"), totals.unmeasured.to_string()));
        }
        if let Some(minimum) = &totals.minimum {
            let missing = if minimum.missing.is_zero() {
                String::new()
            } else {
                format!(", {} {}", self.word("missing"), money(minimum.missing))
            };
            lines.push((
                self.word("minimum"),
                format!("{}{missing}", money(minimum.amount)),
            ));
        }
        if let Some(quote) = &self.quoted.decision.answer.delivery {
            lines.extend(self.delivery(quote));
            lines.push((self.word("payable"), money(totals.payable)));
        }
        for rate in &self.quoted.decision.answer.rates {
            let value = format!(
                "1 {} = {} {}, {}",
                rate.from,
                rate.value,
                rate.to,
                self.messages.date(rate.day)
            );
            lines.push((self.word("rate"), value));
        }
        let width = lines
            .iter()
            .map(|(title, _)| title.chars().count())
            .max()
            .unwrap_or(0);
        let mut text = format!("{}\n", self.word("totals"));
        for (title, value) in lines {
            let _ = writeln!(text, "  {title:width$}  {value}");
        }
        text
    }

    /// The chosen method: price, from which sum it is free, conditions, payments.
    fn delivery(&self, quote: &DeliveryQuote) -> Vec<(String, String)> {
        let money = |amount: Decimal| self.messages.money(amount, self.currency);
        let mut price = quote
            .price
            .map_or_else(|| self.word("unknown-quantity"), money);
        if let Some(free) = &quote.free_from {
            price = format!("{price}, {} {}", self.word("free-from"), money(free.amount));
        }
        let method = match &quote.zone {
            Some(zone) => format!("{} ({zone})", quote.method),
            None => quote.method.clone(),
        };
        let mut lines = vec![(self.word("delivery"), format!("{method}: {price}"))];
        lines.extend(
            quote
                .conditions
                .iter()
                .map(|text| (self.word("conditions"), text.clone())),
        );
        if let Some(payments) = &quote.payments {
            lines.push((self.word("payments"), payments.join(", ")));
        }
        lines
    }

    fn stages(&self) -> String {
        let mut text = format!("{}\n", self.word("verdicts"));
        for verdict in &self.quoted.decision.answer.stages {
            let sentence = self.messages.stage_sentence(
                verdict.stage,
                verdict.outcome,
                verdict.release,
                self.currency,
            );
            let _ = writeln!(text, "  {sentence}");
            if verdict.stage == Stage::Edit {
                continue;
            }
            for finding in self
                .findings(|subject| matches!(subject, Subject::Document))
                .filter(|finding| finding.stage == verdict.stage)
            {
                let _ = writeln!(text, "      {}", self.note(finding));
                let remedies: Vec<_> = finding
                    .remedies
                    .iter()
                    .map(|remedy| self.messages.remedy(remedy, self.currency))
                    .collect();
                if !remedies.is_empty() {
                    let _ = writeln!(
                        text,
                        "        {}: {}",
                        self.word("remedies"),
                        remedies.join("; ")
                    );
                }
            }
            for finding in self
                .findings(|subject| matches!(subject, Subject::Line(_)))
                .filter(|finding| {
                    finding.stage == verdict.stage && finding.outcome != Outcome::Allow
                })
            {
                if let Some(line) = self.messages.subject(finding.subject) {
                    let why = self.messages.finding(finding, self.currency);
                    let _ = writeln!(text, "      ✗ {line}: {why}");
                }
            }
        }
        text
    }
}

/// A step's value with at most four decimals shown, and no trailing zeros beyond cents.
fn shown(value: Decimal) -> Decimal {
    let mut value = value;
    while value.scale > 2 && value.coefficient % 10 == 0 {
        value.coefficient /= 10;
        value.scale -= 1;
    }
    value
}

const fn tax_word(mode: TaxMode) -> &'static str {
    match mode {
        TaxMode::Exclusive => "tax-exclusive",
        TaxMode::Inclusive => "tax-inclusive",
        TaxMode::Exempt => "tax-exempt",
    }
}
