//! The settings of `[bonus]` and `[[promo]]`.

use crate::policy::setting::{Section, setting};

/// `[bonus]`.
pub const BONUS: Section = Section {
    header: "[bonus]",
    doc: "Bonuses that registered buyers collect and spend: 1 bonus is 1 unit of the shop's currency. Without it there are none. Goods are measured with tax, after discounts, without delivery.",
    settings: &[
        setting(
            "version",
            "\"2026-03\"",
            "required",
            "Name of the published rules; every answer carries it.",
        ),
        setting(
            "accrue",
            "[{ when = { … }, rate = \"10%\" }, { rate = \"3%\" }]",
            "required",
            "Rates; the first that matches counts. Chosen by the goods before bonuses, taken of what is left after them.",
        ),
        setting(
            "redeem",
            "{ at_most = \"20%\", keep = \"zone-minimum\" }",
            "as shown",
            "How much of an order bonuses may pay, when the buyer asks for it.",
        ),
        setting(
            "unit",
            "\"1\"",
            "1",
            "Bonuses are earned and spent in multiples of this, rounded down.",
        ),
        setting(
            "expire_after",
            "\"12 months\" or \"never\"",
            "12 months",
            "Without an order, the balance is good up to and including the same day so many months later, then all of it burns.",
        ),
        setting(
            "with_promo",
            "{ accrue = true, redeem = false }",
            "as shown",
            "What an order with a promo code may do with bonuses.",
        ),
        setting(
            "segment",
            "[[bonus.segment]]",
            "none",
            "Terms of their own for some clients.",
        ),
        setting(
            "exclusion",
            "[[bonus.exclusion]]",
            "none",
            "Goods with which a whole order redeems nothing.",
        ),
        setting(
            "stage",
            "[[bonus.stage]]",
            "none",
            "Stages of the programme by turnover.",
        ),
    ],
};

/// `accrue = [{ … }]`.
pub const ACCRUE: Section = Section {
    header: "accrue = [{ … }]",
    doc: "A rate of `[bonus]`.",
    settings: &[
        setting("when", "{ … }", "always", "When it counts."),
        setting("rate", "\"3%\"", "required", "Share of the goods."),
    ],
};

/// `accrue = [{ when = { … } }]`.
pub const ACCRUE_WHEN: Section = Section {
    header: "accrue = [{ when = { … } }]",
    doc: "When a rate of `[bonus]` counts; everything that is said must hold.",
    settings: &[
        setting(
            "delivery",
            "\"pickup\" or [\"pickup\", \"dine-in\"]",
            "any",
            "Kinds of delivery.",
        ),
        setting(
            "goods_over",
            "\"500.00\"",
            "none",
            "Goods sum above which it counts, that sum left out.",
        ),
        setting(
            "goods_from",
            "\"500.00\"",
            "none",
            "Goods sum from which it counts, that sum included.",
        ),
        setting("stage", "\"gold\"", "any", "Loyalty stages, by id."),
    ],
};

/// `redeem = { … }`.
pub const REDEEM: Section = Section {
    header: "redeem = { … }",
    doc: "How much of an order bonuses may pay.",
    settings: &[
        setting(
            "at_most",
            "\"20%\"",
            "20%",
            "Share of the goods, that share included.",
        ),
        setting(
            "keep",
            "\"zone-minimum\" or \"nothing\"",
            "zone-minimum",
            "What must be left to pay of the goods: the minimum of the delivery's zone, where it has one.",
        ),
    ],
};

/// `with_promo = { … }`, `with_bonus = { … }`.
pub const WITH_PROMO: Section = Section {
    header: "with_promo = { … }, with_bonus = { … }",
    doc: "What an order with a promo code may do with bonuses. The code never changes the rate.",
    settings: &[
        setting("accrue", "true", "true", "It earns bonuses."),
        setting("redeem", "false", "false", "It may be paid with bonuses."),
    ],
};

/// `[[bonus.segment]]`.
pub const SEGMENT: Section = Section {
    header: "[[bonus.segment]]",
    doc: "Terms for the clients of one segment.",
    settings: &[
        setting("id", "\"corporate\"", "required", "Name of the segment."),
        setting(
            "accrue",
            "[{ rate = \"5%\" }]",
            "those of [bonus]",
            "Its rates, in place of all others.",
        ),
        setting(
            "redeem",
            "{ at_most = \"30%\" }",
            "those of [bonus]",
            "How much its clients may pay with bonuses.",
        ),
    ],
};

/// `[[bonus.exclusion]]`.
pub const EXCLUSION: Section = Section {
    header: "[[bonus.exclusion]]",
    doc: "An order with any of these goods redeems nothing.",
    settings: &[
        setting("id", "\"lunch\"", "required", "Name of the exclusion."),
        setting(
            "categories",
            "[\"business-lunch\"]",
            "required",
            "Categories of the goods; one line is enough.",
        ),
        setting(
            "delivery",
            "\"dine-in\"",
            "any",
            "Kinds of delivery for which it counts.",
        ),
        setting(
            "rate",
            "\"3%\"",
            "that of the table",
            "What the whole order accrues.",
        ),
    ],
};

/// `[[bonus.stage]]`.
pub const STAGE: Section = Section {
    header: "[[bonus.stage]]",
    doc: "A stage of the loyalty programme.",
    settings: &[
        setting("id", "\"gold\"", "required", "Name of the stage."),
        setting(
            "turnover_from",
            "\"50000.00\"",
            "required",
            "Turnover from which it begins, that sum included.",
        ),
    ],
};

/// `[[promo]]`.
pub const PROMO: Section = Section {
    header: "[[promo]]",
    doc: "A promo code; an order takes one. Sums are in the shop's currency.",
    settings: &[
        setting("id", "\"spring\"", "required", "Name of the promo."),
        setting(
            "code",
            "\"SPRING\"",
            "the id",
            "What a buyer types; case and outer white space play no part.",
        ),
        setting(
            "valid_from",
            "\"2026-03-01\"",
            "always",
            "First day, by the shop's calendar.",
        ),
        setting(
            "valid_until",
            "\"2026-06-01\"",
            "for ever",
            "First day on which it is no longer valid.",
        ),
        setting(
            "uses_at_most",
            "1000",
            "no limit",
            "Orders that may use it, that number included; cancelled ones do not count.",
        ),
        setting(
            "uses_per_client_at_most",
            "1",
            "no limit",
            "Orders of one client that may use it, that number included.",
        ),
        setting("for", "{ … }", "everybody", "Whom it is for."),
        setting("when", "{ … }", "any order", "Which orders it is for."),
        setting(
            "give",
            "{ percent = \"10%\" }, { off = \"300.00\" }, { gift = \"SKU\", quantity = \"1\" } or { free_delivery = true }",
            "required",
            "What it gives.",
        ),
        setting(
            "with_bonus",
            "{ accrue = true, redeem = true }",
            "`with_promo` of [bonus]",
            "What an order with this code may do with bonuses.",
        ),
    ],
};

/// `for = { … }`.
pub const PROMO_FOR: Section = Section {
    header: "for = { … }",
    doc: "Whom a promo code is for; everything that is said must hold.",
    settings: &[
        setting(
            "profiles",
            "[\"school\"]",
            "any",
            "Profiles, one of which the client has.",
        ),
        setting(
            "tiers",
            "[\"gold\"]",
            "any",
            "Tiers by turnover, one of which the client reached.",
        ),
        setting(
            "segments",
            "[\"corporate\"]",
            "any",
            "Segments of bonus accounts.",
        ),
        setting(
            "first_order",
            "true",
            "false",
            "Only for a client's first order.",
        ),
    ],
};

/// `when = { … }` of a promo.
pub const PROMO_WHEN: Section = Section {
    header: "[[promo]] when = { … }",
    doc: "Which orders a promo code is for; everything that is said must hold.",
    settings: &[
        setting(
            "goods_from",
            "\"1000.00\"",
            "none",
            "Goods sum before the discount, that sum included, of the lines that count, measured like `[order] minimum_basis`.",
        ),
        setting(
            "categories",
            "[\"pizza\"]",
            "all goods",
            "Lines that count: a discount is taken off them alone.",
        ),
        setting("delivery", "\"pickup\"", "any", "Kinds of delivery."),
        setting(
            "terms",
            "[\"prepaid\"]",
            "any",
            "Payment terms of the contract.",
        ),
    ],
};

/// `give = { … }`.
pub const PROMO_GIVE: Section = Section {
    header: "give = { … }",
    doc: "What a promo code gives: one of these.",
    settings: &[
        setting(
            "percent",
            "\"10%\"",
            "none",
            "Share of the lines that count; rounded as `[shop] sum`, split over them to the last unit.",
        ),
        setting(
            "off",
            "\"300.00\"",
            "none",
            "Sum off the lines that count, never more than they are; split over them to the last unit.",
        ),
        setting(
            "gift",
            "\"COLA-05\"",
            "none",
            "Article given away, if the client sees it and it is there.",
        ),
        setting("quantity", "\"1\"", "1", "How much of the gift."),
        setting("free_delivery", "true", "false", "Delivery costs nothing."),
    ],
};
