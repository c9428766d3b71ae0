//! Contracts, prices, taxes, minimums and debt.

use super::super::{
    contract_choice, credit_gate, exchange, order_minimum, price, price_agreed, price_grid,
    price_list, price_tier, quote_changed, tax,
};
use super::{ANY, PLACE, PRICE_MISSING, Rule, rule};

pub(super) const RULES: &[Rule] = &[
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
        credit_gate::LIMIT,
        &["R17", "R29", "A8", "B6", "B7"],
        ANY,
        "More of the credit limit is in use than the gate lets pass: until the release sum is paid or the order is smaller, the stage waits, is refused or is warned about.",
    ),
    rule(
        credit_gate::OVERDUE,
        &["R17", "R29", "A7", "A8", "B6"],
        ANY,
        "More is overdue than the gate lets pass: the stage waits, is refused or is warned about until the release sum is paid.",
    ),
    rule(
        credit_gate::RECEIVABLE,
        &["R17", "R29", "A7", "A8", "B6"],
        ANY,
        "More is receivable than the gate lets pass, due or not.",
    ),
    rule(
        credit_gate::UNKNOWN,
        &["R17", "R29", "B6"],
        ANY,
        "What the client owes, has ordered or may owe is not known, or stands in another currency without a rate: no credit on broken facts.",
    ),
    rule(
        order_minimum::CURRENCY,
        &["R17"],
        PLACE,
        "The minimum order is set in another currency than the contract's, and no rate counts; nothing is converted by guess.",
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
    rule(
        price_agreed::CODE,
        &["A13", "A16"],
        &[],
        "A placed order keeps its prices: a correction changes them only for more of an article.",
    ),
    rule(price::ROUND, &["R17"], &[], "Rounding of the unit price."),
    rule(
        price_tier::CODE,
        &["R12", "A13", "B1"],
        &[],
        "The discount that last month's turnover earned.",
    ),
    rule(
        quote_changed::CODE,
        &["R15", "R49"],
        PLACE,
        "A price or a quantity is no longer what the buyer was shown; he accepts the new figures first.",
    ),
    rule(
        exchange::MISSING,
        &["R13", "R17"],
        PLACE,
        "Discounts by a sum need a rate to the contract's currency, and none counts: none is known, it is too old, or two contradict.",
    ),
    rule(
        tax::UNKNOWN,
        &["R17"],
        PLACE,
        "The policy has no rate for the product's tax class.",
    ),
];
