//! Between the contract's types and the domain's. Incoming values are checked here, once.

mod answer;
mod facts;
mod finding;
mod number;
pub mod policy;
mod request;

pub use answer::{cart_answer, offers_answer, place_answer, reorder_answer};
pub use facts::{FactGroups, context, facts};
pub use finding::verdict;
pub use number::{Malformed, decimal, local_date, number};
pub use request::{cart_request, detail, place_request, reorder_request};
