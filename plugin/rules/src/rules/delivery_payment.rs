//! `delivery.payment`: method and zone say which payments they allow.
//!
//! A payment must be allowed by both; an empty list allows every one. A payment that is
//! not given refuses nothing here: `delivery.incomplete` asks for it.
//!
//! Requirement: R27. Facts: none.

use super::delivery_unknown::{CHANGE, bars, said};
use crate::domain::{DeliveryChoice, Finding, Value};
use crate::policy::{Method, Zone};

/// Code of the finding.
pub const CODE: &str = "delivery.payment";

/// The payments that `method` and `zone` both allow; none: every one.
#[must_use]
pub fn allowed(method: &Method, zone: Option<&Zone>) -> Option<Vec<String>> {
    let zone = zone.map(|zone| &zone.payments).filter(|p| !p.is_empty());
    let names = match (method.payments.as_slice(), zone) {
        ([], None) => return None,
        ([], Some(zone)) => zone.clone(),
        (method, None) => method.to_vec(),
        (method, Some(zone)) => method
            .iter()
            .filter(|name| zone.contains(name))
            .cloned()
            .collect(),
    };
    Some(names.into_iter().map(|name| name.text).collect())
}

/// The finding, where the payment is not allowed.
#[must_use]
pub fn decide(method: &Method, zone: Option<&Zone>, choice: &DeliveryChoice) -> Option<Finding> {
    let payment = said(choice.payment.as_ref())?;
    let refuses = |names: &[crate::policy::delivery::Name]| {
        !names.is_empty() && !names.iter().any(|name| name.is(payment))
    };
    let setting = if refuses(&method.payments) {
        format!("delivery.method[{}].payment", method.id)
    } else {
        let zone = zone.filter(|zone| refuses(&zone.payments))?;
        format!("delivery.zone[{}].payment", zone.id)
    };
    let allowed = allowed(method, zone).unwrap_or_default();
    Some(
        bars(CODE)
            .with("payment", Value::Text(payment.to_owned()))
            .with("allowed", Value::Text(allowed.join(", ")))
            .with("method", Value::Text(method.id.clone()))
            .by(setting)
            .remedy(CHANGE),
    )
}

#[cfg(test)]
mod tests {
    use super::super::delivery_unknown::tests::{choice, policy};
    use super::*;

    #[test]
    fn both_must_allow_it() {
        let delivery = policy(
            "[[delivery.method]]\nid = \"van\"\nkind = \"other\"\npayment = [\"Prepaid\", \"cash\"]\nzones = [\"a\", \"b\"]\n\
             [[delivery.zone]]\nid = \"a\"\npayment = [\"prepaid\", \"card\"]\n[[delivery.zone]]\nid = \"b\"\n",
        )
        .delivery;
        let (van, a, b) = (&delivery.methods[0], &delivery.zones[0], &delivery.zones[1]);
        let by = |zone, payment: &str| {
            decide(van, Some(zone), &choice("van", &[("payment", payment)]))
                .map(|finding| finding.setting.into_owned())
        };
        assert_eq!(by(a, "prepaid "), None);
        assert_eq!(by(b, "cash"), None);
        assert_eq!(by(a, "").as_deref(), None);
        assert_eq!(by(a, "cash").as_deref(), Some("delivery.zone[a].payment"));
        assert_eq!(
            by(a, "card").as_deref(),
            Some("delivery.method[van].payment")
        );
        assert_eq!(allowed(van, Some(a)), Some(vec!["Prepaid".to_owned()]));
        assert_eq!(allowed(van, Some(b)).map(|names| names.len()), Some(2));
        let open = Method {
            payments: Vec::new(),
            ..van.clone()
        };
        assert_eq!(allowed(&open, Some(b)), None);
        assert_eq!(allowed(&open, Some(a)).map(|names| names.len()), Some(2));
    }
}
