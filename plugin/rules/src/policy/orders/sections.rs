//! The settings of `[orders]`, with form, default and doc line.

use super::super::setting::{Section, setting};

/// `[orders]`.
pub const ORDERS: Section = Section {
    header: "[orders]",
    doc: "The life of an order from placing to the archive. States and events are those of the contract; `comptoir diagram` draws what comes of these settings.",
    settings: &[
        setting(
            "confirm_within",
            "\"8 working hours\" or \"never\"",
            "8 working hours",
            "Working time in which an order is to be confirmed, a working day by default. When it has passed, the manager is told; nothing confirms itself.",
        ),
        setting(
            "consent_within",
            "\"72 hours\" or \"never\"",
            "72 hours",
            "Time a client has to answer a correction. When it has passed, the order stays as it was.",
        ),
        setting(
            "reserve",
            "\"on-confirm\", \"on-payment\", \"external\" or \"never\"",
            "on-confirm",
            "When goods are set aside: as the order is confirmed, as its first payment is seen, by the accounting system's verdict, or not at all.",
        ),
        setting(
            "reserve_for",
            "\"72 hours\" or \"never\"",
            "72 hours",
            "Time a reservation lasts while the order is not paid; `never` ends it never.",
        ),
        setting(
            "keep_from",
            "\"30%\"",
            "30%",
            "Share of the order that, paid, keeps the reservation: from exactly this share on.",
        ),
        setting(
            "late_payment",
            "\"reserve-again\" or \"hold\"",
            "reserve-again",
            "What a payment does that comes after the reservation ended: sets the goods aside again where the gates pass, or leaves it to the manager.",
        ),
        setting(
            "partial_verdict",
            "\"ask\", \"trim\", \"split\", \"cancel\" or \"deny\"",
            "ask",
            "What it means when the accounting system reserves a part: it can be collected at once and the client is asked about the rest; the order is cut to it, and the rest dropped or made an order of its own; the order is cancelled; or it counts as denied.",
        ),
        setting(
            "archive_after",
            "\"365 days\" or \"never\"",
            "365 days",
            "Time a closed order stays in the client's history.",
        ),
        setting(
            "manager_checks",
            "\"implausible\", \"each\" or \"never\"",
            "implausible",
            "Which orders the manager must let pass before they are confirmed.",
        ),
        setting(
            "implausible_times",
            "\"5\"",
            "5",
            "An order is implausible over so many times the client's largest order of 12 months; exactly so many times is not.",
        ),
        setting(
            "implausible_over",
            "\"500000.00\"",
            "none",
            "An order is implausible over this sum, in the shop's currency; exactly this sum is not.",
        ),
        setting(
            "buyer_cancels",
            "\"until-confirmed\" or \"until-shipped\"",
            "until-confirmed",
            "How long a buyer may cancel by himself.",
        ),
        setting("step", "[[orders.step]]", "none", "The shop's own steps."),
        setting(
            "event",
            "[orders.event.NAME]",
            "defaults",
            "Who may fire an event, and what it needs.",
        ),
        setting(
            "label",
            "[[orders.label]]",
            "new, processing, reserved, paid-in-part, paid, shipped-in-part, shipped, return, closed",
            "What people see, before the labels by default.",
        ),
    ],
};

/// `[[orders.step]]`.
pub const STEP: Section = Section {
    header: "[[orders.step]]",
    doc: "A step of the shop's own, such as picking, inside of a state of the order. It is left with that state.",
    settings: &[
        setting("id", "\"picking\"", "required", "Name of the step."),
        setting(
            "during",
            "\"confirmed\"",
            "confirmed",
            "The state of the order it belongs to: awaiting-confirmation, awaiting-consent or confirmed.",
        ),
        setting(
            "after",
            "[\"picking\"]",
            "none: it comes first",
            "Steps it follows.",
        ),
        setting(
            "on",
            "\"ship\"",
            "none: somebody fires it",
            "An event that takes the order to this step by itself.",
        ),
        setting(
            "by",
            "[\"staff\", \"role:warehouse\"]",
            "[\"rep\", \"staff\"]",
            "Who may fire it: buyer, rep, staff, system, or a role of the shop's.",
        ),
    ],
};

/// `[orders.event.NAME]`.
pub const EVENT: Section = Section {
    header: "[orders.event.NAME]",
    doc: "An event of the contract, such as confirm or ship.",
    settings: &[
        setting(
            "by",
            "[\"rep\", \"role:manager\"]",
            "as the contract has it",
            "Who may fire it: buyer, rep, staff, system, or a role of the shop's.",
        ),
        setting(
            "needs_payment",
            "\"part\" or \"full\"",
            "none",
            "How much must be paid before it.",
        ),
        setting(
            "needs_step",
            "\"picking\"",
            "none",
            "The step at which the order must stand.",
        ),
    ],
};

/// `[[orders.label]]`.
pub const LABEL: Section = Section {
    header: "[[orders.label]]",
    doc: "What people see where all of these states hold; the first that matches counts.",
    settings: &[
        setting(
            "id",
            "\"in-work\"",
            "required",
            "The label, as people read it.",
        ),
        setting(
            "when",
            "{ order = \"confirmed\", step = [\"picking\"] }",
            "required",
            "States by axis: order, reservation, payment, shipment, returns, step; of several one must hold.",
        ),
    ],
};
