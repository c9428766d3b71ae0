//! What a shop is made of: exact numbers, facts, requests and decisions.

pub mod decision;
pub mod directory;
pub mod employee;
pub mod facts;
pub mod loyalty;
pub mod number;
pub mod order;
pub mod papers;
pub mod request;

pub use decision::{
    Action, Actor, ActorKind, Audience, Channel, Context, Edit, Effect, FactGroup, FactRef,
    Finding, Findings, Notification, Outcome, Param, Remedy, Reservation, Severity, Stage,
    StageVerdict, Subject, Until, Value, Verdict,
};
pub use facts::{
    Batch, Buyer, Contract, CreditLimit, Facts, Grant, GrantSum, Level, LiveOrder, MonthTurnover,
    PriceList, PriceRow, Product, ProductStock, Products, Rate, Receivable, Receivables, Stock,
};
pub use loyalty::{
    BonusAccount, BonusLot, BonusOrder, BonusWish, LotPart, Loyalty, NewLot, Occasion, PromoUse,
    SettledOrder,
};
pub use number::{Number, Overflow, Percent, Rounding};
pub use order::{
    Applied, Event, EventKind, Extent, FireRequest, GoodsPart, LineTax, Order, OrderHistory,
    OrderLine, OrderState, PaymentState, Proposal, ReservationState, ReturnState, ShipmentState,
    States, Timer, TimerKind, WorkingTime,
};
pub use papers::{
    EntryKind, HistoryRequest, InvoiceRequest, IssuedInvoice, Ledger, LedgerEntry, Opening,
    PastOrder, ReservedLine, StatementRequest, WaybillRequest,
};
pub use request::{
    CartRequest, DeliveryChoice, DemoInvoiceRequest, Detail, ExtraField, ImportRow, Line,
    PlaceRequest, PreviousLine, PreviousPrice, Quote, QuotedLine, ReorderRequest, RowProblem,
};

/// A day of the shop's own calendar.
pub type Day = chrono::NaiveDate;
