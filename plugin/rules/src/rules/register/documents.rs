//! Documents of a client.

use super::super::{
    document_party, history_window, invoice_step, invoice_sums, statement_balance,
    statement_period, waybill_goods,
};
use super::{EDIT, PLACE, Rule, SHIP, rule};
use crate::domain::Stage;

pub(super) const RULES: &[Rule] = &[
    rule(
        document_party::ARTICLE,
        &["R32", "R35"],
        &[Stage::Place, Stage::Ship],
        "An article of the order is not among the products, so its tax and weight are not known.",
    ),
    rule(
        document_party::FOREIGN,
        &["R31", "R32", "R34", "R35", "B1"],
        &[Stage::Edit, Stage::Place, Stage::Ship],
        "The document belongs to another client, and says nothing of him.",
    ),
    rule(
        document_party::OFF,
        &["R32", "R35"],
        &[Stage::Place, Stage::Ship],
        "The policy does not say how such documents are made.",
    ),
    rule(
        history_window::CODE,
        &["R31"],
        EDIT,
        "Orders older than the window are not shown any more.",
    ),
    rule(
        invoice_step::CANCELLED,
        &["R32"],
        PLACE,
        "A cancelled order gets no invoice.",
    ),
    rule(
        invoice_step::EARLY,
        &["R32"],
        PLACE,
        "The invoice is made when the order is placed, no sooner.",
    ),
    rule(
        invoice_sums::CODE,
        &["R17", "R32"],
        PLACE,
        "The invoice's lines do not come to what the order costs.",
    ),
    rule(
        invoice_step::NUMBER,
        &["R32"],
        PLACE,
        "The number was used before; a void invoice's number is never used again.",
    ),
    rule(
        invoice_step::REISSUED,
        &["R32"],
        PLACE,
        "The order was corrected: its invoice is void, another one stands in its place.",
    ),
    rule(
        invoice_step::VOIDED,
        &["R32"],
        PLACE,
        "The order was cancelled: its invoice is void.",
    ),
    rule(
        statement_balance::DIFFERS,
        &["R34"],
        PLACE,
        "The closing balance is not what the receivables say.",
    ),
    rule(
        statement_balance::MISSING,
        &["R34"],
        PLACE,
        "The books of mutual settlements are not known.",
    ),
    rule(
        statement_period::PERIOD,
        &["R34"],
        PLACE,
        "The period ends before it begins, lies ahead, or is too long.",
    ),
    rule(
        statement_balance::UNCONFIRMED,
        &["R34"],
        PLACE,
        "Receivables are not known, so nothing confirms the closing balance.",
    ),
    rule(
        statement_period::UNCOVERED,
        &["R34"],
        PLACE,
        "The period begins before the books do.",
    ),
    rule(
        waybill_goods::EMPTY,
        &["R35"],
        SHIP,
        "There is nothing to collect.",
    ),
    rule(
        waybill_goods::QUANTITIES,
        &["R35", "A10"],
        SHIP,
        "Only a part is set aside, and it is not known which.",
    ),
    rule(
        waybill_goods::STATE,
        &["R35"],
        SHIP,
        "The order is not confirmed, or its goods have left.",
    ),
    rule(
        waybill_goods::TERMS,
        &["R35"],
        SHIP,
        "Under these terms the manager prints the waybill.",
    ),
    rule(
        waybill_goods::UNRESERVED,
        &["R35", "A10"],
        SHIP,
        "No goods are set aside for the order.",
    ),
];
