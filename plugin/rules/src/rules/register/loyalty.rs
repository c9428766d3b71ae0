//! Bonuses and promo codes.

use super::super::{
    bonus_account, bonus_accrual, bonus_redemption, bonus_settlement, bonus_stage, promo_audience,
    promo_condition, promo_discount, promo_gift, promo_limit, promo_unknown, promo_validity,
};
use super::{ANY, EDIT, PLACE, Rule, rule};
use crate::domain::Stage;

pub(super) const RULES: &[Rule] = &[
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
];
