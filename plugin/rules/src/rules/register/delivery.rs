//! Delivery, and paying for it.

use super::super::{
    delivery_incomplete, delivery_minimum, delivery_payment, delivery_price, delivery_served,
    delivery_unknown, delivery_weight, order_details, payment_on_behalf,
};
use super::{PLACE, Rule, rule};

pub(super) const RULES: &[Rule] = &[
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
        "A method, or something that the method needs, such as the city or the phone, is not given; one finding a field, the first of which names another method that needs no more.",
    ),
    rule(
        order_details::CODE,
        &["R9"],
        PLACE,
        "The first order lacks something that the shop keeps for the next ones, such as the legal name or the delivery address; one finding a field.",
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
        "Method or zone do not allow the payment; the finding names those they do, and another method that takes this one.",
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
        "The goods are heavier or larger than the method carries, or their weight or volume is not known; another method that carries them is named.",
    ),
];
