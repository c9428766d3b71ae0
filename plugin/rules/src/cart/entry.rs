//! Rows of an order file into lines: merged by article, none dropped in silence.

use super::CartLine;
use super::desk::at;
use crate::domain::number::{LIMIT, add};
use crate::domain::{
    CartRequest, ExtraField, Facts, Finding, Findings, Number, Outcome, Stage, Subject, Value,
};
use crate::policy::Policy;
use crate::rules::extra_fields;
use crate::rules::import_row::{self, Resolved};
use crate::rules::product_lookup::{Found, Lookup};

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CartRow {
    /// Its number in the file.
    pub number: u32,
    /// The worst of its findings and its line's.
    pub outcome: Outcome,
    /// Index into the lines.
    pub line: Option<u32>,
    /// Product proposed for a numeric cell.
    pub proposal: Option<u32>,
}

/// A line before it is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// As written, for messages.
    pub sku: String,
    /// What the facts hold under it.
    pub found: Found,
    /// What is asked.
    pub quantity: Number,
    /// Fields of the shop's own.
    pub extra: Vec<ExtraField>,
}

/// The request's lines with the rows merged in, and what became of each row.
pub(super) fn enter(
    policy: &Policy,
    facts: &Facts,
    lookup: &Lookup<'_>,
    request: &CartRequest,
    findings: &mut Findings,
) -> (Vec<Asked>, Vec<CartRow>) {
    let items = &facts.products.items;
    let mut asked: Vec<Asked> = request
        .lines
        .iter()
        .map(|line| Asked {
            sku: line.sku.clone(),
            found: lookup.find(&line.sku),
            quantity: line.quantity,
            extra: line.extra.clone(),
        })
        .collect();
    // Line and first row of each product, by product.
    let mut line_of = Vec::new();
    let mut first_row: Vec<Option<u32>> = vec![None; items.len()];
    if !request.rows.is_empty() {
        line_of = lines_by_product(&asked, items.len());
    }
    let mut rows = Vec::with_capacity(request.rows.len());
    for row in &request.rows {
        let mut answer = CartRow {
            number: row.number,
            outcome: Outcome::Allow,
            line: None,
            proposal: None,
        };
        match import_row::decide(
            row,
            lookup,
            items,
            policy.order.repair,
            &request.accepted_repairs,
        ) {
            Resolved::Refuse(finding) => {
                answer.outcome = finding.outcome;
                findings.push(finding);
            }
            Resolved::Propose { product, finding } => {
                answer.outcome = finding.outcome;
                answer.proposal = Some(product);
                findings.push(finding);
            }
            Resolved::Take {
                product,
                quantity,
                notice,
            } => {
                if let Some(notice) = notice {
                    answer.outcome = answer.outcome.max(notice.outcome);
                    findings.push(notice);
                }
                let sku = items
                    .get(at(product))
                    .map_or_else(String::new, |product| product.sku.clone());
                if let Some(slot) = first_row.get_mut(at(product)) {
                    if let Some(first) = *slot {
                        answer.outcome = Outcome::Adjust;
                        findings.push(duplicate(row.number, first, &sku));
                    }
                    slot.get_or_insert(row.number);
                }
                answer.line = merge(&mut asked, &mut line_of, product, sku, quantity, &[]);
            }
        }
        rows.push(answer);
    }
    (asked, rows)
}

/// The line that more of a product goes into, by product.
pub(super) fn lines_by_product(asked: &[Asked], products: usize) -> Vec<Option<u32>> {
    let mut line_of: Vec<Option<u32>> = vec![None; products];
    for (line, entry) in (0u32..).zip(asked) {
        // A line that asks for less than nothing keeps its own finding.
        if let Found::One(product) = entry.found
            && entry.quantity >= Number::ZERO
            && let Some(slot) = line_of.get_mut(at(product))
        {
            slot.get_or_insert(line);
        }
    }
    line_of
}

/// Adds to the product's line, or makes one.
pub(super) fn merge(
    asked: &mut Vec<Asked>,
    line_of: &mut [Option<u32>],
    product: u32,
    sku: String,
    quantity: Number,
    extra: &[ExtraField],
) -> Option<u32> {
    let slot = line_of.get_mut(at(product))?;
    if let Some(line) = *slot {
        let entry = asked.get_mut(at(line))?;
        // A sum out of range stays visibly absurd; the stock clamps it.
        entry.quantity = add(entry.quantity, quantity).unwrap_or(LIMIT);
        extra_fields::join(&mut entry.extra, extra);
        return Some(line);
    }
    let line = u32::try_from(asked.len()).ok()?;
    *slot = Some(line);
    asked.push(Asked {
        sku,
        found: Found::One(product),
        quantity,
        extra: extra.to_vec(),
    });
    Some(line)
}

fn duplicate(row: u32, first: u32, sku: &str) -> Finding {
    Finding::new(
        import_row::DUPLICATE,
        Outcome::Adjust,
        Stage::Edit,
        Subject::Row(row),
    )
    .with("article", Value::Text(sku.to_owned()))
    .with("first-row", Value::Count(first))
}

/// A row fares no better than the line it went into.
pub(super) fn settle(rows: &mut [CartRow], lines: &[CartLine]) {
    for row in rows {
        if let Some(line) = row.line.and_then(|line| lines.get(at(line))) {
            row.outcome = row.outcome.max(line.outcome);
        }
    }
}
