//! The settings of `[delivery]`.

use crate::policy::setting::{Section, setting};

/// `[delivery]`.
pub const DELIVERY: Section = Section {
    header: "[delivery]",
    doc: "How goods reach a buyer. Without a method, nobody is asked for delivery.",
    settings: &[
        setting(
            "method",
            "[[delivery.method]]",
            "none",
            "Ways of delivery; with at least one, placing needs a choice.",
        ),
        setting(
            "zone",
            "[[delivery.zone]]",
            "none",
            "Areas with a price and a minimum of their own.",
        ),
    ],
};

/// `[[delivery.method]]`.
pub const METHOD: Section = Section {
    header: "[[delivery.method]]",
    doc: "One way of delivery. Sums are in the shop's currency and measured like `[order] minimum_basis`.",
    settings: &[
        setting("id", "\"nova-post\"", "required", "Name of the method."),
        setting(
            "kind",
            "\"pickup\", \"company-transport\", \"carrier\", \"dropshipping\", \"dine-in\" or \"other\"",
            "required",
            "Who carries the goods; a carrier needs `serves`.",
        ),
        setting(
            "conditions",
            "\"Two working days, insured.\"",
            "none",
            "Shown to buyers beside the method.",
        ),
        setting(
            "requires",
            "[\"city\", \"address\", \"recipient\", \"phone\"]",
            "none",
            "What placing needs: city, postcode, address, branch, recipient, phone, payment. City, branch and payment are also needed wherever `serves`, `zones` or `payment` go by them.",
        ),
        setting(
            "payment",
            "[\"prepaid\", \"on-delivery\"]",
            "every payment",
            "Payments that it allows.",
        ),
        setting(
            "serves",
            "{ Kyiv = [\"1\", \"2\"], Lviv = [] }",
            "everywhere",
            "Cities it serves, each with its branches; no branches: any address.",
        ),
        setting(
            "zones",
            "[\"centre\", \"suburbs\"]",
            "none",
            "Zones it knows; outside of them it does not deliver.",
        ),
        setting(
            "price",
            "\"300.00\"",
            "0",
            "Price of delivery as the buyer pays it, tax included; a zone's own price wins.",
        ),
        setting(
            "free_from",
            "\"5000.00\"",
            "none",
            "Goods sum from which it costs nothing, that sum included; a zone with a price or a `free_from` goes by its own.",
        ),
        setting(
            "max_weight",
            "\"30\"",
            "none",
            "Most kilograms, that weight included.",
        ),
        setting(
            "max_volume",
            "\"0.5\"",
            "none",
            "Most cubic metres, that volume included.",
        ),
    ],
};

/// `[[delivery.zone]]`.
pub const ZONE: Section = Section {
    header: "[[delivery.zone]]",
    doc: "An area of delivery. A buyer's zone is the one he names, or the one that holds his postcode, else his city.",
    settings: &[
        setting("id", "\"centre\"", "required", "Name of the zone."),
        setting(
            "minimum",
            "\"500.00\"",
            "none",
            "Smallest goods sum that is delivered there, that sum included.",
        ),
        setting(
            "price",
            "\"300.00\"",
            "that of the method",
            "Price of delivery as the buyer pays it, tax included.",
        ),
        setting(
            "free_from",
            "\"5000.00\"",
            "none, or that of the method where it gives the price too",
            "Goods sum from which delivery costs nothing, that sum included.",
        ),
        setting(
            "payment",
            "[\"prepaid\"]",
            "every payment",
            "Payments that it allows, beside what the method allows.",
        ),
        setting(
            "conditions",
            "\"Evenings only.\"",
            "none",
            "Shown to buyers after the method's.",
        ),
        setting("cities", "[\"Kyiv\"]", "none", "Cities in the zone."),
        setting(
            "postcodes",
            "[\"01001\"]",
            "none",
            "Postcodes in the zone; they count before the cities.",
        ),
    ],
};
