//! The client's order file once more, with a verdict beside every row.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::bindings::comptoir::rules::types::{Finding, Subject};
use crate::bindings::exports::comptoir::rules::cart::{CartAnswer, CartRow};
use crate::bindings::reader::exports::comptoir::rules::order_file::Sheet;
use crate::facts::Facts;
use crate::messages::Messages;
use crate::values::Decimal;

/// Where the header stands, and the columns behind it.
const HEADER: u32 = 0;
const ARTICLE: u16 = 0;
const QUANTITY: u16 = 1;
const ACCEPTED: u16 = 2;
const VERDICT: u16 = 3;

/// A new workbook (.xlsx) of the cells that were read: article, quantity, what was accepted, and a
/// verdict in the language of `messages`. Upload it again once it is corrected: its header is known
/// in every language, and a row stays in its row where the file had a header in row 1.
///
/// An article is text, exactly as it was written. A text that a spreadsheet could take for a
/// formula is marked as text for good. Nothing of the original file is copied but what was read;
/// texts are the buyer's own, so no staff value is in it. `answer` is the cart's, for the rows of
/// `sheet` under `facts`. Requirement B10.
///
/// # Errors
/// [`XlsxError`] where a text is longer than a cell holds, or there are more rows than a sheet has.
pub fn corrected_workbook(
    sheet: &Sheet,
    answer: &CartAnswer,
    facts: &Facts,
    messages: &Messages,
) -> Result<Vec<u8>, XlsxError> {
    let currency = answer
        .contract
        .as_ref()
        .map_or("", |contract| contract.currency.as_str());
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    page.set_column_width(ARTICLE, 24)?;
    page.set_column_width(VERDICT, 80)?;
    let bold = Format::new().set_bold();
    let titles = [
        (ARTICLE, messages.word("article")),
        (QUANTITY, messages.word("quantity")),
        (ACCEPTED, messages.word("accepted")),
        (VERDICT, messages.word("verdict")),
    ];
    for (column, title) in titles {
        page.write_string_with_format(HEADER, column, title, &bold)?;
    }
    let spoken = Spoken::of(answer);
    for row in &sheet.rows {
        // A file without a header has goods in row 1, where ours has its header.
        let shift = u32::from(sheet.header.is_none());
        let line = row.number.saturating_sub(1).saturating_add(shift).max(1);
        text(page, line, ARTICLE, &row.article.text)?;
        match row.value.and_then(exact) {
            Some(quantity) => {
                page.write_number(line, QUANTITY, quantity)?;
            }
            None => text(page, line, QUANTITY, &row.quantity.text)?,
        }
        let decided = spoken.row(row.number);
        if let Some(accepted) = decided.and_then(|decided| accepted(decided, answer)) {
            match exact(accepted) {
                Some(quantity) => {
                    page.write_number(line, ACCEPTED, quantity)?;
                }
                None => text(page, line, ACCEPTED, &messages.quantity(accepted))?,
            }
        }
        let findings = spoken.findings(row.number, decided);
        let verdict = verdict(&findings, decided, facts, messages, currency);
        text(page, line, VERDICT, &verdict)?;
    }
    page.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

/// Writes a text as a text, whatever it looks like.
fn text(page: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    let as_text = Format::new()
        .set_num_format("@")
        .set_align(FormatAlign::Left);
    let like_a_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let format = if like_a_formula {
        as_text.set_quote_prefix()
    } else {
        as_text
    };
    page.write_string_with_format(row, column, text, &format)?;
    Ok(())
}

/// A quantity as a cell's number, where it is that number exactly.
fn exact(quantity: Decimal) -> Option<f64> {
    let number: f64 = quantity.to_string().parse().ok()?;
    let back: Decimal = number.to_string().parse().ok()?;
    (back.to_number() == quantity.to_number()).then_some(number)
}

/// What the row's line takes; several rows of one article share a line.
fn accepted(row: &CartRow, answer: &CartAnswer) -> Option<Decimal> {
    let line = usize::try_from(row.line?).ok()?;
    answer.lines.get(line).map(|line| line.accepted)
}

/// Where an answer speaks of a row, so that a long file is gone through once.
struct Spoken<'a> {
    rows: BTreeMap<u32, &'a CartRow>,
    /// In the answer's order, with their place in it.
    of_row: BTreeMap<u32, Vec<(usize, &'a Finding)>>,
    of_line: BTreeMap<u32, Vec<(usize, &'a Finding)>>,
}

impl<'a> Spoken<'a> {
    fn of(answer: &'a CartAnswer) -> Self {
        let mut spoken = Self {
            // The first of a number stands; a sound answer has each once.
            rows: answer
                .rows
                .iter()
                .rev()
                .map(|row| (row.number, row))
                .collect(),
            of_row: BTreeMap::new(),
            of_line: BTreeMap::new(),
        };
        for (place, finding) in answer.verdict.findings.iter().enumerate() {
            let (about, number) = match finding.subject {
                Subject::Row(number) => (&mut spoken.of_row, number),
                Subject::Line(line) => (&mut spoken.of_line, line),
                Subject::Document => continue,
            };
            about.entry(number).or_default().push((place, finding));
        }
        spoken
    }

    fn row(&self, number: u32) -> Option<&'a CartRow> {
        self.rows.get(&number).copied()
    }

    /// What is said of the row and of the line it went into, in the answer's order.
    fn findings(&self, number: u32, decided: Option<&CartRow>) -> Vec<&'a Finding> {
        let of_line = decided
            .and_then(|decided| decided.line)
            .and_then(|line| self.of_line.get(&line));
        let mut found: Vec<(usize, &Finding)> = self
            .of_row
            .get(&number)
            .into_iter()
            .chain(of_line)
            .flatten()
            .copied()
            .collect();
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// Every sentence of `findings`, and what is proposed instead; empty where there is nothing to say.
fn verdict(
    findings: &[&Finding],
    decided: Option<&CartRow>,
    facts: &Facts,
    messages: &Messages,
    currency: &str,
) -> String {
    let mut sentences: Vec<String> = findings
        .iter()
        .map(|finding| {
            let remedies: Vec<String> = finding
                .remedies
                .iter()
                .map(|remedy| messages.remedy(remedy, currency))
                .collect();
            let text = messages.finding(finding, currency);
            match remedies.is_empty() {
                true => text,
                false => format!("{text} → {}", remedies.join(", ")),
            }
        })
        .collect();
    let proposal = decided
        .and_then(|decided| decided.proposal)
        .and_then(|product| usize::try_from(product).ok())
        .and_then(|product| facts.products.items.get(product));
    if let Some(product) = proposal {
        sentences.push(format!("{}: {}", messages.word("proposal"), product.sku));
    }
    sentences.join(" ")
}
