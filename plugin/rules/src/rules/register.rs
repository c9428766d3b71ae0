//! Every code a finding or a price step may carry, with what it decides and what it serves.
//!
//! `meta.describe`, RULES.md, the message check and the coverage check all read it.

use super::{
    access, bonus_account, bonus_accrual, bonus_redemption, bonus_settlement, bonus_stage,
    catalogue_visible, client_search, contract_choice, credit_gate, deferred_entry,
    delivery_incomplete, delivery_minimum, delivery_payment, delivery_price, delivery_served,
    delivery_unknown, delivery_weight, employee_change, exchange, extra_fields, import_row,
    invitation, invoice_off, order_actor, order_consent, order_event, order_late_payment,
    order_minimum, order_plausible, order_reason, order_repeat, order_timer, payment_on_behalf,
    price, price_grid, price_list, price_tier, product_lookup, promo_audience, promo_condition,
    promo_discount, promo_gift, promo_limit, promo_unknown, promo_validity, quantity,
    quote_changed, registration, reorder, rep_access, rep_assignment, stock_visible, tax, tax_id,
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
const CONFIRM: &[Stage] = &[Stage::Confirm];
const SHIP: &[Stage] = &[Stage::Ship];
const ANY: &[Stage] = &Stage::ALL;

/// All rules, ordered by code.
pub const RULES: &[Rule] = &[
    rule(
        access::ACTION,
        &["R4"],
        EDIT,
        "The employee's level does not allow what he wants to do.",
    ),
    rule(
        access::LEVEL,
        &["R4"],
        EDIT,
        "The employee has a level of access that the policy does not know.",
    ),
    rule(
        access::LIMIT,
        &["R4"],
        EDIT,
        "The order costs more than the employee may spend; it waits for somebody who may.",
    ),
    rule(
        access::NOT_YET,
        &["R4"],
        EDIT,
        "The employee's access works from a moment that has not come yet.",
    ),
    rule(
        access::PRINCIPAL,
        &["R1", "A11"],
        EDIT,
        "No outlet, or more than one, has the account for which somebody acts.",
    ),
    rule(
        rep_access::CLIENT,
        &["R6", "A15"],
        EDIT,
        "A rep acts for a client that is not his.",
    ),
    rule(
        rep_access::ACTION,
        &["R6"],
        EDIT,
        "Reps of the shop don't do this for clients.",
    ),
    rule(
        rep_access::UNKNOWN,
        &["R6", "A15"],
        EDIT,
        "Whoever acts as a rep is none, or is suspended.",
    ),
    rule(
        client_search::CODE,
        &["R6", "R46"],
        EDIT,
        "Buyers don't search clients.",
    ),
    rule(
        access::SUM,
        &["R4"],
        EDIT,
        "The employee has a spending limit, and what the order costs is not said.",
    ),
    rule(
        access::SUSPENDED,
        &["R4"],
        EDIT,
        "The employee's access is suspended.",
    ),
    rule(
        access::UNKNOWN,
        &["R4", "A11"],
        EDIT,
        "Whoever acts is no employee of the client, or not for this outlet.",
    ),
    rule(
        registration::CLOSED,
        &["R1", "R3"],
        EDIT,
        "Accounts are opened by the shop; nobody registers himself.",
    ),
    rule(
        registration::CONTRACT,
        &["R1"],
        EDIT,
        "The legal entity has no supply contract in force; its account waits for one.",
    ),
    rule(
        registration::DETAILS,
        &["R2"],
        EDIT,
        "The name of the company or of the person is missing.",
    ),
    rule(
        registration::EMAIL,
        &["R1", "R2"],
        EDIT,
        "The e-mail is missing or can't be one.",
    ),
    rule(
        registration::EMAIL_TAKEN,
        &["R1"],
        EDIT,
        "The e-mail has access already; told to staff and the invited alone.",
    ),
    rule(
        registration::FIRST_ORDER,
        &["A11"],
        EDIT,
        "Whoever has not ordered yet gets no account.",
    ),
    rule(
        registration::INVITATION,
        &["R3"],
        EDIT,
        "The invitation is missing, used, expired, for another address or another company.",
    ),
    rule(
        invitation::CODE,
        &["R3"],
        EDIT,
        "Nobody but staff invites, and nobody where the shop opens accounts itself.",
    ),
    rule(
        registration::OUTLET,
        &["R1"],
        EDIT,
        "The outlet has an account, or belongs to another legal entity.",
    ),
    rule(
        registration::PHONE,
        &["R1", "R2"],
        EDIT,
        "The phone of the outlet is missing or can't be one.",
    ),
    rule(
        registration::REFUSED,
        &["R2", "A11"],
        EDIT,
        "Registration with these details is not possible; why is for staff alone.",
    ),
    rule(
        registration::REVIEW,
        &["R2", "A11"],
        EDIT,
        "Somebody looks at the registration first; that it is a request to join is for staff alone.",
    ),
    rule(
        tax_id::CODE,
        &["R2", "A11"],
        EDIT,
        "The tax id can't be one: length, characters or checksum.",
    ),
    rule(
        tax_id::UNCHECKED,
        &["R2"],
        EDIT,
        "Only the form of the tax id was tested; no checksum is coded for its country.",
    ),
    rule(
        bonus_accrual::CODE,
        &["R36", "R37", "R39", "R40", "A1", "A3", "A4", "A5"],
        EDIT,
        "What an order will bring in bonuses once it is completed.",
    ),
    rule(
        bonus_redemption::BALANCE,
        &["R38", "R42", "A2"],
        EDIT,
        "The balance bounds what bonuses pay.",
    ),
    rule(
        bonus_redemption::CAP,
        &["R38", "R42", "A2", "A4"],
        EDIT,
        "The share of the goods bounds what bonuses pay.",
    ),
    rule(
        bonus_redemption::CURRENCY,
        &["R36", "R17"],
        PLACE,
        "The contract is in another currency than bonuses.",
    ),
    rule(
        bonus_redemption::DELIVERY,
        &["R38"],
        PLACE,
        "Bonuses are asked for before delivery is chosen.",
    ),
    rule(
        bonus_redemption::EXCLUDED,
        &["R39", "A4"],
        EDIT,
        "Goods of an exclusion: the whole order redeems nothing.",
    ),
    rule(
        bonus_account::EXPIRED,
        &["R43", "R53", "A6"],
        EDIT,
        "No order in time: the balance is burnt.",
    ),
    rule(
        bonus_account::EXPIRY,
        &["R43", "R53", "A6"],
        EDIT,
        "When the balance burns unless an order comes.",
    ),
    rule(
        bonus_redemption::FLOOR,
        &["R38", "A2"],
        EDIT,
        "What must be left to pay bounds what bonuses pay.",
    ),
    rule(
        bonus_account::OFF,
        &["R36"],
        ANY,
        "The shop has no bonuses.",
    ),
    rule(
        bonus_redemption::PROMO,
        &["R40"],
        EDIT,
        "A promo code leaves no bonuses to redeem.",
    ),
    rule(
        bonus_settlement::SETTLED,
        &["R37", "A3", "B9"],
        EDIT,
        "An order that earned already earns nothing more.",
    ),
    rule(
        bonus_settlement::SHORT,
        &["A3", "B9"],
        EDIT,
        "Bonuses to be taken back for a return are spent already.",
    ),
    rule(
        bonus_stage::CODE,
        &["R44"],
        EDIT,
        "The loyalty stage, and what is missing to the next one.",
    ),
    rule(
        bonus_redemption::UNIT,
        &["A2"],
        EDIT,
        "Bonuses are redeemed in whole steps.",
    ),
    rule(
        bonus_account::UNKNOWN,
        &["R36", "R43", "R44", "B9"],
        ANY,
        "Facts of the bonus account are missing or contradict each other.",
    ),
    rule(
        bonus_account::UNREGISTERED,
        &["R36"],
        ANY,
        "The buyer has no bonus account.",
    ),
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
        "What the client owes is not known, or stands in another currency without a rate: no credit on broken facts.",
    ),
    rule(
        delivery_price::CURRENCY,
        &["R17", "R27"],
        PLACE,
        "The price of delivery is set in another currency than the contract's, and no rate counts; nothing is converted by guess.",
    ),
    rule(
        delivery_incomplete::CODE,
        &["R9", "R27"],
        PLACE,
        "A method, or something that the method needs, such as the city or the phone, is not given; one finding a field.",
    ),
    rule(
        delivery_minimum::CODE,
        &["R27"],
        PLACE,
        "The goods do not reach the zone's minimum; the finding says what is missing, before or with tax.",
    ),
    rule(
        delivery_served::CODE,
        &["R27"],
        PLACE,
        "The method does not deliver to the city, branch, postcode or zone; another method that does is named.",
    ),
    rule(
        delivery_payment::CODE,
        &["R27"],
        PLACE,
        "Method or zone do not allow the payment; the finding names those they do.",
    ),
    rule(
        payment_on_behalf::CODE,
        &["R7"],
        PLACE,
        "A rep or staff chooses a payment that is for the client alone, such as his card.",
    ),
    rule(
        delivery_unknown::CODE,
        &["R27"],
        PLACE,
        "The buyer names a method or a zone that the shop does not have.",
    ),
    rule(
        delivery_weight::CODE,
        &["R26", "R27"],
        PLACE,
        "The goods are heavier or larger than the method carries, or their weight or volume is not known.",
    ),
    rule(
        employee_change::ABOVE,
        &["R4", "A11"],
        EDIT,
        "An employee would give a colleague more than he has himself, or change one who stands above him.",
    ),
    rule(
        employee_change::EMAIL,
        &["R4"],
        EDIT,
        "The employee's e-mail is missing or can't be one.",
    ),
    rule(
        employee_change::EMAIL_TAKEN,
        &["R4"],
        EDIT,
        "The e-mail has access already, as an account or an employee.",
    ),
    rule(
        employee_change::LAST,
        &["R4", "A11"],
        EDIT,
        "The last employee who may manage employees stays; staff are warned.",
    ),
    rule(
        employee_change::LEVEL,
        &["R4"],
        EDIT,
        "The policy does not know the level that the employee is to have.",
    ),
    rule(
        employee_change::OUTLET,
        &["R4", "A11"],
        EDIT,
        "No outlet is named for the employee, or one of another client.",
    ),
    rule(
        employee_change::UNKNOWN,
        &["R4", "A11"],
        EDIT,
        "The client has no such employee.",
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
        order_actor::CODE,
        &["R8", "R16", "R28", "B8"],
        ANY,
        "Somebody else may fire this event of an order.",
    ),
    rule(
        order_timer::CALENDAR,
        &["R8", "A8"],
        ANY,
        "Working time is not known far enough to tell when a timer is due.",
    ),
    rule(
        order_repeat::CONFLICT,
        &["R52", "B8"],
        ANY,
        "Another event was applied under the same key.",
    ),
    rule(
        order_consent::CODE,
        &["R8", "A16"],
        PLACE,
        "A correction costs more or brings another article; the client is asked.",
    ),
    rule(
        order_minimum::CURRENCY,
        &["R17"],
        PLACE,
        "The minimum order is set in another currency than the contract's, and no rate counts; nothing is converted by guess.",
    ),
    rule(
        order_timer::EARLY,
        &["R8", "R23", "R31", "A8", "A10"],
        EDIT,
        "The time of a timer's event has not come.",
    ),
    rule(
        order_minimum::EMPTY,
        &["R17"],
        PLACE,
        "The order holds nothing.",
    ),
    rule(
        order_event::CODE,
        &["R30", "R31", "A8", "A12", "A16", "B8"],
        ANY,
        "The event has no place in the order's state.",
    ),
    rule(
        order_plausible::HISTORY,
        &["R16", "A20"],
        CONFIRM,
        "What the client ordered before is not known, so the order can't be held plausible.",
    ),
    rule(
        order_plausible::IMPLAUSIBLE,
        &["R16", "A20"],
        CONFIRM,
        "The order costs far more than this client's orders do; the manager looks at it.",
    ),
    rule(
        order_late_payment::CODE,
        &["R23", "R33", "R48", "A10"],
        EDIT,
        "A payment came after the reservation ended, or for a cancelled order.",
    ),
    rule(
        order_plausible::MANAGER,
        &["R16"],
        CONFIRM,
        "The manager looks at each order before it is confirmed.",
    ),
    rule(
        order_minimum::CODE,
        &["R17"],
        PLACE,
        "The order does not reach the minimum; the finding says what is missing, before or with tax.",
    ),
    rule(
        order_event::NEEDS,
        &["R16", "A12"],
        ANY,
        "Something that the policy wants before an event is not done.",
    ),
    rule(
        order_reason::CODE,
        &["R52"],
        ANY,
        "The event wants a reason for the history.",
    ),
    rule(
        order_repeat::REPEATED,
        &["R52", "B8"],
        ANY,
        "The event was applied before; it is not applied twice.",
    ),
    rule(
        order_repeat::STALE,
        &["R52", "B8"],
        ANY,
        "The order has changed since the event was wished.",
    ),
    rule(
        order_event::UNRESERVED,
        &["R21", "R22", "R23", "A10"],
        SHIP,
        "The goods are not set aside, so they don't leave.",
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
        &["R14", "R24", "R45"],
        &[Stage::Edit, Stage::Place],
        "The article is not on offer; a hidden product looks the same.",
    ),
    rule(
        promo_audience::CODE,
        &["R41"],
        PLACE,
        "The promo code is for other clients.",
    ),
    rule(
        promo_condition::CODE,
        &["R41"],
        PLACE,
        "The promo code is for other orders.",
    ),
    rule(
        promo_condition::CURRENCY,
        &["R41", "R17"],
        PLACE,
        "Sums of the promo code meet a contract in another currency.",
    ),
    rule(
        promo_discount::CODE,
        &["R41"],
        EDIT,
        "What the promo code takes off, split over its lines to the last unit.",
    ),
    rule(
        promo_limit::FACTS,
        &["R41"],
        PLACE,
        "What the promo code goes by is not known.",
    ),
    rule(
        promo_discount::FREE_DELIVERY,
        &["R41", "R27"],
        EDIT,
        "The promo code makes delivery free.",
    ),
    rule(
        promo_gift::CODE,
        &["R41", "R14"],
        &[Stage::Edit, Stage::Place],
        "Goods that the promo code gives away, or that they can't be given.",
    ),
    rule(
        promo_limit::CODE,
        &["R41"],
        PLACE,
        "The promo code is used up, by everybody or by the client.",
    ),
    rule(
        promo_unknown::CODE,
        &["R41"],
        PLACE,
        "The policy has no such promo code.",
    ),
    rule(
        promo_validity::CODE,
        &["R41"],
        PLACE,
        "The promo code is not valid on this day.",
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
        exchange::MISSING,
        &["R13", "R17"],
        PLACE,
        "Discounts by a sum need a rate to the contract's currency, and none counts: none is known, it is too old, or two contradict.",
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
        rep_assignment::ABSENT,
        &["R5"],
        EDIT,
        "The rep is away and nobody stands in for him.",
    ),
    rule(
        rep_assignment::AMBIGUOUS,
        &["R1", "R5"],
        EDIT,
        "Several reps claim the client equally; none is picked.",
    ),
    rule(
        rep_assignment::CONTACT,
        &["R5"],
        EDIT,
        "Neither e-mail nor phone of the rep is known.",
    ),
    rule(
        rep_assignment::NONE,
        &["R1", "R5"],
        EDIT,
        "Nothing gives the client a rep.",
    ),
    rule(
        rep_assignment::SUBSTITUTE,
        &["R5"],
        EDIT,
        "Somebody stands in for the rep while he is away.",
    ),
    rule(
        rep_assignment::UNKNOWN,
        &["R1", "R5"],
        EDIT,
        "A setting names a rep who is not in the directory, or is suspended.",
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
