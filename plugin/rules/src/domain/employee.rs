//! What is to become of an employee. Meaning and bounds: `wit/0.1.0/accounts.wit`.
#![allow(
    missing_docs,
    reason = "documented field by field in wit/0.1.0/accounts.wit"
)]

use super::Number;

/// What somebody is to be able to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    pub level: String,
    pub limit: Option<Number>,
    pub outlets: Option<Vec<u32>>,
    pub suspended: bool,
}

#[derive(Debug, Clone)]
pub enum EmployeeChange {
    Add { email: String, access: Access },
    Change { employee: u32, access: Access },
    Remove(u32),
}

/// What the host is to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub email: String,
    pub access: Access,
    /// Milliseconds since 1970.
    pub effective_from: Option<i64>,
}
