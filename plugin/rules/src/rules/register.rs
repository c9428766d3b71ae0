//! Every code a finding or a price step may carry, with what it decides and what it serves.
//!
//! `meta.describe`, RULES.md, the message check and the coverage check all read it.

use super::{
    catalogue_visible, contract_choice, credit_gate, extra_fields, import_row, order_minimum,
    price, price_grid, price_list, price_tier, product_lookup, quantity, quote_changed, reorder,
    stock_visible, tax,
};
use crate::domain::Stage;

/// A number left the range of ±10^15.
pub const OVERFLOW: &str = "number.overflow";
/// Facts contradict each other.
pub const CONTRADICTORY: &str = "facts.contradictory";
/// No list prices a product.
pub const PRICE_MISSING: &str = "price.missing";
/// The buyer names a warehouse that does not exist.
pub const WAREHOUSE_UNKNOWN: &str = "warehouse.unknown";
/// Weight or volume of a line is not known.
pub const MEASURE_MISSING: &str = "measure.missing";

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable for ever, never reused.
    pub code: &'static str,
    /// What it decides, for people who run a wholesale shop.
    pub title: &'static str,
    /// Requirements it serves.
    pub requirements: &'static [&'static str],
    /// Stages its findings speak of; empty for a step of a price.
    pub stages: &'static [Stage],
}

const fn rule(
    code: &'static str,
    requirements: &'static [&'static str],
    stages: &'static [Stage],
    title: &'static str,
) -> Rule {
    Rule {
        code,
        title,
        requirements,
        stages,
    }
}

const PLACE: &[Stage] = &[Stage::Place];
const EDIT: &[Stage] = &[Stage::Edit];
const ANY: &[Stage] = &Stage::ALL;

/// All rules, ordered by code.
pub const RULES: &[Rule] = &[
    rule(
        catalogue_visible::PROFILE,
        &["R14"],
        EDIT,
        "The client has a profile that the policy does not know; it shows him nothing.",
    ),
    rule(
        contract_choice::AMBIGUOUS,
        &["R10"],
        PLACE,
        "Several contracts of the client claim to be the default; he names one.",
    ),
    rule(
        contract_choice::NONE,
        &["R10"],
        PLACE,
        "No contract of the client is in force on the day; his rep can help.",
    ),
    rule(
        contract_choice::TERMS,
        &["R10"],
        PLACE,
        "The contract names payment terms that the policy does not know.",
    ),
    rule(
        contract_choice::UNKNOWN,
        &["R10", "R47"],
        PLACE,
        "The buyer names a contract that is not his, or not in force.",
    ),
    rule(
        credit_gate::GRANTED,
        &["R29", "B6"],
        ANY,
        "Somebody of the named role let a credit gate pass; the grant still holds.",
    ),
    rule(
        credit_gate::OVERDUE,
        &["R29", "A7", "A8", "B6"],
        ANY,
        "More is overdue than the gate lets pass: the stage waits, is refused or is warned about until the release sum is paid.",
    ),
    rule(
        credit_gate::RECEIVABLE,
        &["R29", "A7", "A8", "B6"],
        ANY,
        "More is receivable than the gate lets pass, due or not.",
    ),
    rule(
        credit_gate::UNKNOWN,
        &["R29", "B6"],
        ANY,
        "What the client owes is not known, or stands in another currency: no credit on broken facts.",
    ),
    rule(
        extra_fields::CODE,
        &["R25"],
        PLACE,
        "A field of the shop's own has no name, has the name of another, or is too long; or there are too many.",
    ),
    rule(
        CONTRADICTORY,
        &["R10", "R18"],
        PLACE,
        "Facts contradict each other, such as two prices for one quantity or a negative stock; nothing favourable is guessed.",
    ),
    rule(
        import_row::AMBIGUOUS,
        &["A18"],
        EDIT,
        "Several articles fit a numeric cell once leading zeros are put back; the buyer writes the one he means.",
    ),
    rule(
        import_row::DUPLICATE,
        &["A17"],
        EDIT,
        "The article stands in an earlier row too; the quantities are summed.",
    ),
    rule(
        import_row::REPAIR,
        &["R24", "A18"],
        EDIT,
        "A spreadsheet swallowed leading zeros; the one article that fits is proposed.",
    ),
    rule(
        import_row::REPAIRED,
        &["A18"],
        EDIT,
        "A proposed article was taken, by the buyer's word or the policy's.",
    ),
    rule(
        import_row::ROW,
        &["A17", "B10"],
        EDIT,
        "Article or quantity of the row can't be used; the other rows are not touched.",
    ),
    rule(
        MEASURE_MISSING,
        &["R26"],
        EDIT,
        "Weight or volume of the line is not known; the totals say that they lack it.",
    ),
    rule(
        OVERFLOW,
        &["R17"],
        PLACE,
        "A number left the range of ±10^15.",
    ),
    rule(
        order_minimum::EMPTY,
        &["R17"],
        PLACE,
        "The order holds nothing.",
    ),
    rule(
        order_minimum::CODE,
        &["R17"],
        PLACE,
        "The order does not reach the minimum; the finding says what is missing, before or with tax.",
    ),
    rule(
        price_list::BREAK,
        &["R13", "B1"],
        &[],
        "A quantity break of the price list.",
    ),
    rule(
        price::CONTRACT,
        &["R10", "R11", "B1"],
        &[],
        "Surcharge or discount of the payment terms, then the discount agreed in the contract.",
    ),
    rule(
        price_grid::CODE,
        &["R13", "B1"],
        &[],
        "A discount by quantity, line sum or order sum.",
    ),
    rule(
        price_list::LIST,
        &["R10", "R13", "B1"],
        &[],
        "The price of the list that won, at its lowest break.",
    ),
    rule(
        PRICE_MISSING,
        &["R10", "R45"],
        PLACE,
        "No list prices the product at this quantity; it can't be placed.",
    ),
    rule(price::ROUND, &["R17"], &[], "Rounding of the unit price."),
    rule(
        price_tier::CODE,
        &["R12", "A13", "B1"],
        &[],
        "The discount that last month's turnover earned.",
    ),
    rule(
        product_lookup::UNKNOWN,
        &["R24", "R45"],
        &[Stage::Edit, Stage::Place],
        "The article is not on offer; a hidden product looks the same.",
    ),
    rule(
        quantity::INVALID,
        &["A17"],
        PLACE,
        "The quantity is negative or finer than the unit allows.",
    ),
    rule(
        quantity::MINIMUM,
        &["R49"],
        PLACE,
        "The quantity lies below the smallest one sold.",
    ),
    rule(
        quantity::MULTIPLE,
        &["A9"],
        EDIT,
        "The quantity goes down to the order multiple.",
    ),
    rule(
        quote_changed::CODE,
        &["R15", "R49"],
        PLACE,
        "A price or a quantity is no longer what the buyer was shown; he accepts the new figures first.",
    ),
    rule(
        reorder::PRICE_CHANGED,
        &["R25"],
        EDIT,
        "An article of the earlier order has another price now, or is priced in another currency.",
    ),
    rule(
        reorder::REDUCED,
        &["R25", "R49"],
        EDIT,
        "Less of an article of the earlier order goes into the cart than was ordered then.",
    ),
    rule(
        reorder::REPLACED,
        &["R25"],
        EDIT,
        "An article of the earlier order is gone or sold out; the one that replaced it is taken.",
    ),
    rule(
        reorder::UNAVAILABLE,
        &["R25", "R51", "R14"],
        EDIT,
        "An article of an earlier order or of a list can't be bought now; the others are copied.",
    ),
    rule(
        stock_visible::UNKNOWN,
        &["R18"],
        PLACE,
        "Stock facts of the product are missing.",
    ),
    rule(
        stock_visible::CODE,
        &["R18", "R19", "R49", "A9", "A19", "R20"],
        EDIT,
        "Less is to be had than was asked; the line takes what there is.",
    ),
    rule(
        tax::UNKNOWN,
        &["R17"],
        PLACE,
        "The policy has no rate for the product's tax class.",
    ),
    rule(
        WAREHOUSE_UNKNOWN,
        &["R19"],
        PLACE,
        "The buyer names a warehouse that does not exist.",
    ),
];

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn codes_are_unique_and_ordered() {
        let codes: Vec<_> = RULES.iter().map(|rule| rule.code).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
    }
}
