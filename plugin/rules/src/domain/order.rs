//! An order's life. Meaning and bounds: `wit/0.1.0/orders.wit`.
#![allow(
    missing_docs,
    reason = "documented field by field in wit/0.1.0/orders.wit"
)]

use super::{ActorKind, Line, Number};

/// An enum whose values have the contract's names.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($value:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($value),+ }

        impl $name {
            /// All of them, under the contract's names.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$value)),+];

            /// The contract's name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }
        }
    };
}

words!(OrderState {
    New = "new",
    AwaitingConfirmation = "awaiting-confirmation",
    AwaitingConsent = "awaiting-consent",
    Confirmed = "confirmed",
    Completed = "completed",
    Cancelled = "cancelled",
    Archived = "archived",
});

words!(ReservationState {
    None = "none",
    Requested = "requested",
    Part = "part",
    Full = "full",
    Denied = "denied",
    Expired = "expired",
});

words!(PaymentState {
    Unpaid = "unpaid",
    Part = "part",
    Full = "full",
});

words!(ShipmentState {
    None = "none",
    Part = "part",
    Full = "full",
    Delivered = "delivered",
});

words!(ReturnState {
    None = "none",
    Requested = "requested",
    Part = "part",
    Full = "full",
    Refused = "refused",
});

words!(
    /// An event without what it carries.
    EventKind {
        Place = "place",
        Correct = "correct",
        Consent = "consent",
        Decline = "decline",
        LapseConsent = "lapse-consent",
        Release = "release",
        Confirm = "confirm",
        Escalate = "escalate",
        Reserve = "reserve",
        GrantReservation = "grant-reservation",
        GrantPart = "grant-part",
        DenyReservation = "deny-reservation",
        ExpireReservation = "expire-reservation",
        SeePayment = "see-payment",
        Ship = "ship",
        Deliver = "deliver",
        RequestReturn = "request-return",
        AcceptReturn = "accept-return",
        RefuseReturn = "refuse-return",
        Cancel = "cancel",
        Complete = "complete",
        Reopen = "reopen",
        Archive = "archive",
        Step = "step",
    }
);

words!(TimerKind {
    Confirmation = "confirmation",
    Consent = "consent",
    Reservation = "reservation",
    Archive = "archive",
});

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct States {
    pub order: OrderState,
    pub reservation: ReservationState,
    pub payment: PaymentState,
    pub shipment: ShipmentState,
    pub returns: ReturnState,
    pub step: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    Part,
    Full,
}

#[derive(Debug, Clone)]
pub enum Event {
    Place,
    Correct(Vec<Line>),
    Consent,
    Decline,
    LapseConsent,
    Release,
    Confirm,
    Escalate,
    Reserve,
    GrantReservation,
    GrantPart(Vec<GoodsPart>),
    DenyReservation,
    ExpireReservation,
    SeePayment(Number),
    Ship(Extent),
    Deliver,
    RequestReturn(Vec<GoodsPart>),
    AcceptReturn(Vec<GoodsPart>),
    RefuseReturn,
    Cancel,
    Complete,
    Reopen,
    Archive,
    Step(String),
}

impl Event {
    /// What kind of event it is.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Place => EventKind::Place,
            Self::Correct(_) => EventKind::Correct,
            Self::Consent => EventKind::Consent,
            Self::Decline => EventKind::Decline,
            Self::LapseConsent => EventKind::LapseConsent,
            Self::Release => EventKind::Release,
            Self::Confirm => EventKind::Confirm,
            Self::Escalate => EventKind::Escalate,
            Self::Reserve => EventKind::Reserve,
            Self::GrantReservation => EventKind::GrantReservation,
            Self::GrantPart(_) => EventKind::GrantPart,
            Self::DenyReservation => EventKind::DenyReservation,
            Self::ExpireReservation => EventKind::ExpireReservation,
            Self::SeePayment(_) => EventKind::SeePayment,
            Self::Ship(_) => EventKind::Ship,
            Self::Deliver => EventKind::Deliver,
            Self::RequestReturn(_) => EventKind::RequestReturn,
            Self::AcceptReturn(_) => EventKind::AcceptReturn,
            Self::RefuseReturn => EventKind::RefuseReturn,
            Self::Cancel => EventKind::Cancel,
            Self::Complete => EventKind::Complete,
            Self::Reopen => EventKind::Reopen,
            Self::Archive => EventKind::Archive,
            Self::Step(_) => EventKind::Step,
        }
    }

    /// Its name in a history: that of its kind, of a step `step:<id>`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Step(id) => format!("step:{id}"),
            other => other.kind().name().to_owned(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timer {
    pub kind: TimerKind,
    /// Milliseconds since 1970.
    pub since: i64,
    pub at: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    pub sku: String,
    pub quantity: Number,
    pub net: Number,
    pub discount: Number,
}

/// So much of an article of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodsPart {
    pub sku: String,
    pub quantity: Number,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineTax {
    pub line: u32,
    pub class: String,
    /// In percent.
    pub rate: Number,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub lines: Vec<OrderLine>,
    pub taxes: Vec<LineTax>,
    pub redeemed: Number,
    pub accrues: Number,
    pub payable: Number,
}

#[derive(Debug, Clone)]
pub struct Applied {
    pub key: String,
    pub digest: String,
}

#[derive(Debug, Clone)]
pub struct Order {
    pub id: String,
    pub version: String,
    pub buyer: String,
    pub entity: String,
    pub contract: Option<String>,
    pub currency: String,
    pub warehouses: Vec<String>,
    pub states: States,
    pub lines: Vec<OrderLine>,
    pub delivery: Number,
    pub redeemed: Number,
    pub accrues: Number,
    pub payable: Number,
    pub credited: Number,
    pub paid: Number,
    pub shipped: Vec<GoodsPart>,
    pub returning: Vec<GoodsPart>,
    pub returned: Vec<GoodsPart>,
    pub released: Option<Number>,
    pub proposal: Option<Proposal>,
    pub timers: Vec<Timer>,
    pub applied: Vec<Applied>,
}

impl Order {
    /// What is to be paid of it in all: what it costs, less what came back.
    #[must_use]
    pub fn due(&self) -> Number {
        self.payable.saturating_sub(self.credited)
    }

    /// Whether all of it is paid. An order that costs nothing is paid once anything says so.
    #[must_use]
    pub fn paid_in_full(&self) -> bool {
        self.payable > Number::ZERO && self.paid >= self.due()
    }
}

/// Milliseconds since 1970, the end no longer in it.
#[derive(Debug, Clone, Copy)]
pub struct WorkingTime {
    pub start: i64,
    pub end: i64,
}

#[derive(Debug, Clone)]
pub struct OrderHistory {
    pub largest: Option<Number>,
    pub currency: String,
}

#[derive(Debug, Clone)]
pub struct FireRequest {
    pub event: Event,
    pub key: String,
    pub digest: String,
    pub version: Option<String>,
    pub reason: Option<String>,
    pub roles: Vec<String>,
}

impl ActorKind {
    /// The contract's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Buyer => "buyer",
            Self::Rep => "rep",
            Self::Staff => "staff",
            Self::System => "system",
        }
    }
}
