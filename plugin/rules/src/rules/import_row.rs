//! `import.row`, `import.duplicate`, `import.repair`, `import.repaired`, `import.ambiguous`:
//! what becomes of a row of an order file.
//!
//! An article is matched exactly as written. Where a numeric cell lost its leading
//! zeros and one product fits, that product is proposed (A18), or taken where the
//! policy or the buyer says so; never a guess between two. The same article twice is
//! summed (A17). No row is dropped in silence.
//!
//! Requirement: R24, A17, A18, B10. Facts: products.

use super::product_lookup::{Found, Lookup};
use super::quantity;
use crate::domain::{
    Edit, Finding, ImportRow, Number, Outcome, Product, Remedy, RowProblem, Stage, Subject, Value,
};
use crate::policy::Repair;

/// A row whose article or quantity is not usable.
pub const ROW: &str = "import.row";
/// An article that an earlier row holds too.
pub const DUPLICATE: &str = "import.duplicate";
/// A product is proposed for a numeric cell.
pub const REPAIR: &str = "import.repair";
/// A proposed product was taken.
pub const REPAIRED: &str = "import.repaired";
/// Several products fit a numeric cell.
pub const AMBIGUOUS: &str = "import.ambiguous";

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolved {
    /// This much of this product, perhaps with a notice.
    Take {
        /// Index into the product facts.
        product: u32,
        /// Above zero.
        quantity: Number,
        /// The repair, where one was made.
        notice: Option<Finding>,
    },
    /// This product is proposed.
    Propose {
        /// Index into the product facts.
        product: u32,
        /// The question.
        finding: Finding,
    },
    /// Not taken.
    Refuse(Finding),
}

fn finding(code: &'static str, outcome: Outcome, row: &ImportRow) -> Finding {
    Finding::new(code, outcome, Stage::Edit, Subject::Row(row.number))
}

/// The name of a problem in messages.
const fn name(problem: RowProblem) -> &'static str {
    match problem {
        RowProblem::ArticleMissing => "article-missing",
        RowProblem::ArticleUnreadable => "article-unreadable",
        RowProblem::ArticleTooLong => "article-too-long",
        RowProblem::QuantityMissing => "quantity-missing",
        RowProblem::QuantityZero => "quantity-zero",
        RowProblem::QuantityNegative => "quantity-negative",
        RowProblem::QuantityNotANumber => "quantity-not-a-number",
        RowProblem::QuantityAmbiguous => "quantity-ambiguous",
        RowProblem::QuantityTooLarge => "quantity-too-large",
        RowProblem::QuantityTooPrecise => "quantity-too-precise",
        RowProblem::ArticleNumericCell => "article-numeric-cell",
    }
}

fn edit(field: &'static str) -> Remedy {
    Remedy::Edit(Edit {
        field,
        line: None,
        to: None,
    })
}

fn unusable(row: &ImportRow, problem: &'static str, field: &'static str) -> Resolved {
    Resolved::Refuse(
        finding(ROW, Outcome::Block, row)
            .with("problem", Value::Text(problem.to_owned()))
            .with("article", Value::Text(row.exact.clone()))
            .remedy(edit(field)),
    )
}

/// What becomes of `row`.
#[must_use]
pub fn decide(
    row: &ImportRow,
    lookup: &Lookup<'_>,
    items: &[Product],
    policy: Repair,
    accepted: &[u32],
) -> Resolved {
    if let Some(problem) = row
        .problems
        .iter()
        .find(|problem| **problem != RowProblem::ArticleNumericCell)
    {
        let article = [
            RowProblem::ArticleMissing,
            RowProblem::ArticleUnreadable,
            RowProblem::ArticleTooLong,
        ];
        let field = if article.contains(problem) {
            "article"
        } else {
            "quantity"
        };
        return unusable(row, name(*problem), field);
    }
    let Some(quantity) = row.value.filter(|value| *value > Number::ZERO) else {
        return unusable(row, name(RowProblem::QuantityMissing), "quantity");
    };
    let (product, notice) = match article(row, lookup, items, policy, accepted) {
        Ok(found) => found,
        Err(other) => return other,
    };
    let scale = usize::try_from(product)
        .ok()
        .and_then(|at| items.get(at))
        .map_or(0, |product| product.unit_scale);
    if !quantity::is_valid(quantity, scale) {
        return unusable(row, "quantity-fractional", "quantity");
    }
    Resolved::Take {
        product,
        quantity,
        notice,
    }
}

/// The product of a row, with a notice where its article was repaired.
fn article(
    row: &ImportRow,
    lookup: &Lookup<'_>,
    items: &[Product],
    policy: Repair,
    accepted: &[u32],
) -> Result<(u32, Option<Finding>), Resolved> {
    let article = || Value::Text(row.exact.clone());
    match lookup.find(&row.exact) {
        Found::One(product) => return Ok((product, None)),
        Found::Twice => {
            return Err(Resolved::Refuse(
                finding("facts.contradictory", Outcome::Indeterminate, row)
                    .with_staff(
                        "fact",
                        Value::Text(format!("article {} stands twice", row.exact)),
                    )
                    .remedy(Remedy::Contact("rep")),
            ));
        }
        Found::None => {}
    }
    let unknown = || {
        lookup
            .unknown(&row.exact, Stage::Edit, Subject::Row(row.number))
            .remedy(edit("article"))
    };
    if !row.problems.contains(&RowProblem::ArticleNumericCell) {
        return Err(Resolved::Refuse(unknown()));
    }
    match lookup.find_without_zeros(&row.without_leading_zeros) {
        Found::None => Err(Resolved::Refuse(unknown())),
        Found::Twice => Err(Resolved::Refuse(
            finding(AMBIGUOUS, Outcome::Block, row)
                .with("article", article())
                .remedy(edit("article")),
        )),
        Found::One(product) => {
            let sku = usize::try_from(product)
                .ok()
                .and_then(|at| items.get(at))
                .map_or_else(String::new, |product| product.sku.clone());
            let about = |code, outcome| {
                finding(code, outcome, row)
                    .with("article", article())
                    .with("product", Value::Text(sku.clone()))
                    .by("order.repair_article")
            };
            if policy == Repair::Accept || accepted.contains(&row.number) {
                Ok((product, Some(about(REPAIRED, Outcome::Adjust))))
            } else {
                Err(Resolved::Propose {
                    product,
                    finding: about(REPAIR, Outcome::Hold).remedy(edit("repair")),
                })
            }
        }
    }
}
