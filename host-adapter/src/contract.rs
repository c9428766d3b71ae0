//! The contract's types under one roof, as `wit/` defines them.

pub use crate::bindings::comptoir::rules::facts::{
    Batch, BonusAccount, BonusLot, BonusOrder, Buyer, Contract, CreditLimit, Grant, GrantSum,
    Level, LiveOrder, Loyalty, MonthTurnover, PriceList, PriceRow, Product, ProductStock, Products,
    PromoUse, Rate, Receivable, Receivables, Stock,
};
pub use crate::bindings::comptoir::rules::types::{
    Action, Actor, ActorKind, Audience, Candidate, Channel, ChosenContract, Claim, Context, Detail,
    Edit, Effect, FactGroup, FactRef, Finding, KeptDetail, LotPart, NewLot, NextBreak,
    Notification, Outcome, Param, Price, PriceStep, Remedy, Reservation, RowProblem, RuleError,
    Severity, Stage, StageVerdict, Subject, TaxMode, Until, Value, Verdict,
};
/// People; its names are many, so they keep their house.
pub use crate::bindings::exports::comptoir::rules::accounts;
pub use crate::bindings::exports::comptoir::rules::cart::{
    Allocation, Basis, BonusSummary, BonusWish, CartAnswer, CartLine, CartRequest, CartRow,
    DeferredEntry, DeferredLine, DeliveryChoice, DeliveryKind, DeliveryQuote, ExtraField, Fate,
    Gift, ImportRow, Line, LineDiscount, LoyaltyStage, Minimum, NextStage, PreviousLine,
    PreviousPrice, PromoSummary, ReorderAnswer, ReorderEntry, ReorderRequest, TaxTotal, Totals,
    UsedRate,
};
pub use crate::bindings::exports::comptoir::rules::catalogue::{
    Offer, OffersAnswer, OffersRequest,
};
pub use crate::bindings::exports::comptoir::rules::checkout::{
    Change, OrderDraft, PlaceAnswer, PlaceRequest, Quote, QuotedLine,
};
pub use crate::bindings::exports::comptoir::rules::delivery;
pub use crate::bindings::exports::comptoir::rules::documents;
pub use crate::bindings::exports::comptoir::rules::loyalty;
pub use crate::bindings::exports::comptoir::rules::meta::Description;
pub use crate::bindings::exports::comptoir::rules::orders;
pub use crate::bindings::exports::comptoir::rules::policy::{Report, Setting};
pub use crate::bindings::reader::exports::comptoir::rules::order_file::{
    Cell, CellKind, Format, Header, Row, Sheet,
};
pub use crate::values::{Decimal, Instant, LocalDate};
