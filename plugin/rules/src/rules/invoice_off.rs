//! `invoice.off`: visitors make no invoices where the policy does not say how.
//!
//! Requirement: R50. Facts: none.

use crate::domain::{Finding, Outcome, Remedy, Stage, Subject};
use crate::policy::{DemoInvoice, Policy};

/// Code of the finding.
pub const CODE: &str = "invoice.off";

/// How demo invoices are made.
///
/// # Errors
/// The finding where they are not.
pub fn decide(policy: &Policy) -> Result<&DemoInvoice, Box<Finding>> {
    policy.demo_invoice.as_ref().ok_or_else(|| {
        let finding = Finding::new(CODE, Outcome::Block, Stage::Place, Subject::Document);
        Box::new(finding.by("demo_invoice").remedy(Remedy::Contact("shop")))
    })
}

#[cfg(test)]
mod tests {
    use super::super::delivery_unknown::tests::policy;
    use super::*;

    #[test]
    fn a_silent_policy_makes_none() {
        assert_eq!(decide(&policy("")).unwrap_err().code, CODE);
    }
}
