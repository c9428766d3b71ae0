//! `delivery.unknown`: the method, and the zone where one is named, are the policy's own.
//!
//! Ids are matched exactly as written. A method without zones does not read the zone.
//!
//! Requirement: R27. Facts: none.

use crate::domain::{DeliveryChoice, Edit, Finding, Outcome, Remedy, Stage, Subject, Value};
use crate::policy::{Delivery, Field, Method};

/// Code of the finding.
pub const CODE: &str = "delivery.unknown";

/// What removes any finding about delivery.
pub(super) const CHANGE: Remedy = Remedy::Edit(Edit {
    field: "delivery",
    line: None,
    to: None,
});

/// A finding that bars placing.
pub(super) fn bars(code: &'static str) -> Finding {
    Finding::new(code, Outcome::Block, Stage::Place, Subject::Document)
}

/// The text of a field; none where it is blank.
pub(super) fn said(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// The method that was chosen.
///
/// # Errors
/// The finding where the policy has no such method, or no such zone.
pub fn decide<'p>(
    delivery: &'p Delivery,
    choice: &DeliveryChoice,
) -> Result<&'p Method, Box<Finding>> {
    let refuse = |field: Field, id: &str| {
        let finding = bars(CODE)
            .with("field", Value::Text(field.name().to_owned()))
            .with("id", Value::Text(id.to_owned()));
        Err(Box::new(finding.by("delivery").remedy(CHANGE)))
    };
    let method = delivery
        .methods
        .iter()
        .find(|method| method.id == choice.method);
    let Some(method) = method else {
        return refuse(Field::Method, &choice.method);
    };
    match said(choice.zone.as_ref()) {
        Some(id)
            if !method.zones.is_empty() && !delivery.zones.iter().any(|zone| zone.id == id) =>
        {
            refuse(Field::Zone, id)
        }
        _ => Ok(method),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A policy with `delivery`.
    pub(in crate::rules) fn policy(delivery: &str) -> crate::policy::Policy {
        let text = format!("[shop]\ncurrency = \"EUR\"\n[contract.c]\n{delivery}");
        crate::policy::load(&text)
            .unwrap_or_else(|issues| panic!("{issues:#?}"))
            .policy
    }

    /// A choice of `method` with `(field, text)`.
    pub(in crate::rules) fn choice(method: &str, fields: &[(&str, &str)]) -> DeliveryChoice {
        let text = |name: &str| {
            let field = fields.iter().find(|(field, _)| *field == name);
            field.map(|(_, text)| (*text).to_owned())
        };
        DeliveryChoice {
            method: method.to_owned(),
            zone: text("zone"),
            city: text("city"),
            postcode: text("postcode"),
            address: text("address"),
            branch: text("branch"),
            recipient: text("recipient"),
            phone: text("phone"),
            payment: text("payment"),
        }
    }

    #[test]
    fn method_and_zone_must_be_the_policys() {
        let delivery = policy(
            "[[delivery.method]]\nid = \"van\"\nkind = \"company-transport\"\nzones = [\"a\"]\n\
             [[delivery.method]]\nid = \"desk\"\nkind = \"pickup\"\n[[delivery.zone]]\nid = \"a\"\n",
        )
        .delivery;
        let decide = |method: &str, zone: &str| {
            super::decide(&delivery, &choice(method, &[("zone", zone)])).map(|m| m.id.clone())
        };
        assert_eq!(decide("van", "a").unwrap(), "van");
        assert_eq!(decide("van", " ").unwrap(), "van");
        assert_eq!(decide("van", "b").unwrap_err().code, CODE);
        assert_eq!(decide("Van", "a").unwrap_err().code, CODE);
        assert_eq!(decide("desk", "b").unwrap(), "desk");
    }
}
