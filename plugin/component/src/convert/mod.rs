//! Between the contract's types and the domain's. Incoming values are checked here, once.

pub mod accounts;
mod answer;
mod credit;
mod delivery;
mod documents;
pub mod employees;
mod facts;
mod finding;
pub mod loyalty;
pub mod machine;
mod number;
pub mod orders;
pub mod papers;
pub mod policy;
mod request;

pub use answer::{cart_answer, offer, offers_answer, place_answer, reorder_answer};
pub use delivery::directory;
pub use documents::demo_invoice_answer;
pub use facts::{FactGroups, context, facts, lone_buyer, public_products};
pub use finding::verdict;
pub use number::{Malformed, decimal, local_date, number};
pub use request::{cart_request, demo_invoice_request, detail, place_request, reorder_request};
