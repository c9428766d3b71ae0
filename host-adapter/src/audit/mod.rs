//! The audit: who decided what, for whom, under which policy, as a chain that shows every change.
//!
//! One chain per writer. A record holds the hash of the one before it, so that a changed, missing
//! or moved record breaks the chain where it stands. A tail that was cut off breaks nothing: only
//! a [`Head`] that is kept elsewhere shows it.
//!
//! Requirement: B9. Binding decisions only; a preview of a cart is none.

mod log;
mod record;
mod tail;
mod torn;
mod verify;

pub use log::{AuditLog, AuditLogError};
pub use record::{AuditActor, AuditEntry, AuditRecord, Head, HeadError};
pub use torn::TornTail;
pub use verify::{AuditFault, Chain, verify};

/// Where a host keeps its audit, inside the transaction that commits the decision.
pub trait AuditSink {
    /// Why a record can't be kept.
    type Error;

    /// Seals `entry` onto the chain of this sink's writer and keeps it.
    ///
    /// # Errors
    /// Whatever keeps the record from being kept; the transaction must not commit then.
    fn append(&mut self, entry: AuditEntry) -> Result<Head, Self::Error>;
}
