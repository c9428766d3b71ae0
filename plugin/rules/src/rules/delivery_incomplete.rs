//! `delivery.incomplete`: placing needs a method, and all that the method needs.
//!
//! What the policy requires of the method, what its cities, branches and zones go by, and
//! the payment wherever method or zone allow only some. A blank text is a missing one.
//! One finding a field, so that a form can show each at its place.
//!
//! Requirement: R9, R27. Facts: none.

use super::delivery_payment;
use super::delivery_unknown::{CHANGE, bars, said};
use crate::domain::{DeliveryChoice, Finding, Value};
use crate::policy::{Field, Method, Zone};

/// Code of the finding.
pub const CODE: &str = "delivery.incomplete";

/// What is missing, in the order of [`Field`]; `needs` is what the place still needs.
#[must_use]
pub fn decide(
    method: &Method,
    zone: Option<&Zone>,
    needs: &[Field],
    choice: &DeliveryChoice,
) -> Vec<Field> {
    let mut fields = needs.to_vec();
    fields.extend(&method.requires);
    if delivery_payment::allowed(method, zone).is_some() {
        fields.push(Field::Payment);
    }
    fields.sort_unstable();
    fields.dedup();
    fields.retain(|field| {
        let text = match field {
            Field::Method => return choice.method.trim().is_empty(),
            Field::Zone => &choice.zone,
            Field::City => &choice.city,
            Field::Postcode => &choice.postcode,
            Field::Address => &choice.address,
            Field::Branch => &choice.branch,
            Field::Recipient => &choice.recipient,
            Field::Phone => &choice.phone,
            Field::Payment => &choice.payment,
        };
        said(text.as_ref()).is_none()
    });
    fields
}

/// The finding about one field of `method`; none: no method was chosen at all.
#[must_use]
pub fn finding(method: Option<&Method>, field: Field) -> Finding {
    let finding = bars(CODE).with("field", Value::Text(field.name().to_owned()));
    let (finding, setting) = match method {
        None => (finding, "delivery.method".to_owned()),
        Some(method) => {
            let setting = match field {
                _ if method.requires.contains(&field) => "requires",
                Field::City | Field::Branch if method.serves.is_some() => "serves",
                Field::Payment => "payment",
                _ => "zones",
            };
            let named = finding.with("method", Value::Text(method.id.clone()));
            (named, format!("delivery.method[{}].{setting}", method.id))
        }
    };
    finding.by(setting).remedy(CHANGE)
}

#[cfg(test)]
mod tests {
    use super::super::delivery_unknown::tests::{choice, policy};
    use super::*;

    #[test]
    fn blank_is_missing_and_more_than_needed_is_no_harm() {
        let delivery = policy(
            "[[delivery.method]]\nid = \"van\"\nkind = \"other\"\nrequires = [\"phone\", \"city\"]\nzones = [\"a\"]\n\
             [[delivery.zone]]\nid = \"a\"\npayment = [\"prepaid\"]\n",
        )
        .delivery;
        let (van, zone) = (&delivery.methods[0], Some(&delivery.zones[0]));
        let missing = |zone, needs: &[Field], fields: &[(&str, &str)]| {
            decide(van, zone, needs, &choice("van", fields))
        };
        assert_eq!(missing(None, &[], &[]), [Field::City, Field::Phone]);
        assert_eq!(
            missing(zone, &[Field::Zone, Field::City], &[("phone", " \t")]),
            [Field::Zone, Field::City, Field::Phone, Field::Payment]
        );
        let full = [
            ("city", "Kyiv"),
            ("phone", "1"),
            ("payment", "x"),
            ("address", "y"),
        ];
        assert!(missing(zone, &[], &full).is_empty());
        assert_eq!(
            finding(Some(van), Field::Payment).setting,
            "delivery.method[van].payment"
        );
        assert_eq!(finding(None, Field::Method).setting, "delivery.method");
    }
}
