//! What is seen, in stock, and how it enters the cart; what holds everywhere.

use super::super::{
    catalogue_visible, deferred_entry, extra_fields, import_row, invoice_off, product_lookup,
    quantity, reorder, stock_far, stock_visible,
};
use super::{CONTRADICTORY, EDIT, MEASURE_MISSING, OVERFLOW, PLACE, Rule, WAREHOUSE_UNKNOWN, rule};
use crate::domain::Stage;

pub(super) const RULES: &[Rule] = &[
    rule(
        catalogue_visible::PROFILE,
        &["R14"],
        EDIT,
        "The client has a profile that the policy does not know; it shows him nothing.",
    ),
    rule(
        deferred_entry::ACTOR,
        &["A15", "R6"],
        PLACE,
        "Only a rep or staff enter an order that was taken on an earlier day.",
    ),
    rule(
        deferred_entry::CODE,
        &["A15", "R12"],
        EDIT,
        "The order was taken on an earlier day: it is priced by the day of entry, and the difference is told.",
    ),
    rule(
        deferred_entry::FUTURE,
        &["A15"],
        PLACE,
        "The day on which the order was taken lies ahead.",
    ),
    rule(
        deferred_entry::LATE,
        &["A15"],
        &[Stage::Confirm],
        "The order is entered later after its collection than the policy allows: somebody confirms it first.",
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
        &[Stage::Edit, Stage::Place],
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
        invoice_off::CODE,
        &["R50"],
        PLACE,
        "Visitors make no invoices in this shop.",
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
        product_lookup::UNKNOWN,
        &["R14", "R24", "R45"],
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
        stock_far::CODE,
        &["R19"],
        EDIT,
        "A line takes goods from a far warehouse that the client chose; they need days.",
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
        WAREHOUSE_UNKNOWN,
        &["R19"],
        PLACE,
        "The buyer names a warehouse that does not exist.",
    ),
];
