//! The contract's types under one roof, as `wit/` defines them.

pub use crate::bindings::comptoir::rules::facts::{
    Batch, Buyer, Contract, Grant, Level, MonthTurnover, PriceList, PriceRow, Product,
    ProductStock, Products, Receivable, Receivables, Stock,
};
pub use crate::bindings::comptoir::rules::types::{
    Action, Actor, ActorKind, Audience, Candidate, Channel, ChosenContract, Claim, Context, Detail,
    Edit, Effect, FactGroup, FactRef, Finding, NextBreak, Notification, Outcome, Param, Price,
    PriceStep, Remedy, Reservation, RowProblem, RuleError, Severity, Stage, StageVerdict, Subject,
    TaxMode, Value, Verdict,
};
/// People; its names are many, so they keep their house.
pub use crate::bindings::exports::comptoir::rules::accounts;
pub use crate::bindings::exports::comptoir::rules::cart::{
    Allocation, Basis, CartAnswer, CartLine, CartRequest, CartRow, DeliveryChoice, DeliveryKind,
    DeliveryQuote, ExtraField, Fate, ImportRow, Line, Minimum, PreviousLine, PreviousPrice,
    ReorderAnswer, ReorderEntry, ReorderRequest, TaxTotal, Totals,
};
pub use crate::bindings::exports::comptoir::rules::catalogue::{
    Offer, OffersAnswer, OffersRequest,
};
pub use crate::bindings::exports::comptoir::rules::checkout::{
    Change, InitialState, OrderDraft, PlaceAnswer, PlaceRequest, Quote, QuotedLine,
};
pub use crate::bindings::exports::comptoir::rules::delivery;
pub use crate::bindings::exports::comptoir::rules::documents;
pub use crate::bindings::exports::comptoir::rules::meta::Description;
pub use crate::bindings::exports::comptoir::rules::orders;
pub use crate::bindings::exports::comptoir::rules::policy::{Report, Setting};
pub use crate::bindings::reader::exports::comptoir::rules::order_file::{
    Cell, CellKind, Format, Header, Row, Sheet,
};
pub use crate::values::{Decimal, Instant, LocalDate};
