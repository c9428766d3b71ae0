//! `details.missing`: the first order of a client says what the policy's `details` name, and later
//! ones take it from there.
//!
//! `city`, `postcode`, `address`, `recipient` and `phone` belong to the delivery, where the policy has
//! methods of it; any other name is a field of the whole document. What the order says counts before
//! what is kept, and a blank text is a missing one. The place (city, postcode, address) is taken whole
//! or not at all: an order that names another city gets no street of the old one. A place is not asked
//! for where the client fetches the goods himself, or names a branch.
//!
//! Requirement: R9. Facts: buyer.

use super::delivery_unknown::{CHANGE, said};
use super::extra_fields::MAX_VALUE;
use crate::domain::{
    DeliveryChoice, Edit, ExtraField, Finding, Outcome, Remedy, Stage, Subject, Value,
};
use crate::policy::{Field, Method, MethodKind, Policy};

/// Code of the finding.
pub const CODE: &str = "details.missing";

/// Fields of a delivery that an order may take from an earlier one.
const OF_DELIVERY: [Field; 5] = [
    Field::City,
    Field::Postcode,
    Field::Address,
    Field::Recipient,
    Field::Phone,
];

/// One of the policy's details, as this order has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderDetail {
    /// Its name, as the policy writes it.
    pub name: String,
    /// None: neither said nor kept.
    pub value: Option<String>,
    /// It comes from an earlier order.
    pub kept: bool,
}

/// Whether `name` is one of the delivery's.
fn of_delivery(policy: &Policy, name: &str) -> Option<Field> {
    let field = OF_DELIVERY.into_iter().find(|field| field.name() == name)?;
    (!policy.delivery.methods.is_empty()).then_some(field)
}

fn is_place(field: Field) -> bool {
    matches!(field, Field::City | Field::Postcode | Field::Address)
}

fn text(choice: &DeliveryChoice, field: Field) -> Option<&String> {
    match field {
        Field::City => choice.city.as_ref(),
        Field::Postcode => choice.postcode.as_ref(),
        Field::Address => choice.address.as_ref(),
        Field::Recipient => choice.recipient.as_ref(),
        Field::Phone => choice.phone.as_ref(),
        Field::Method | Field::Zone | Field::Branch | Field::Payment => None,
    }
}

fn of_name<'a>(fields: &'a [ExtraField], name: &str) -> Option<&'a str> {
    let mut named = fields.iter().filter(|field| field.name == name);
    named.find_map(|field| said(Some(&field.value)))
}

/// Whether the choice names a place of its own.
fn elsewhere(choice: &DeliveryChoice) -> bool {
    said(choice.branch.as_ref()).is_some()
        || OF_DELIVERY
            .into_iter()
            .any(|field| is_place(field) && said(text(choice, field)).is_some())
}

/// The choice, completed from what is kept.
#[must_use]
pub fn prefill(policy: &Policy, kept: &[ExtraField], choice: &DeliveryChoice) -> DeliveryChoice {
    let mut filled = choice.clone();
    let own_place = elsewhere(choice);
    for name in &policy.order.details {
        let Some(field) = of_delivery(policy, name) else {
            continue;
        };
        if said(text(choice, field)).is_some() || (own_place && is_place(field)) {
            continue;
        }
        let entry = match field {
            Field::City => &mut filled.city,
            Field::Postcode => &mut filled.postcode,
            Field::Address => &mut filled.address,
            Field::Recipient => &mut filled.recipient,
            Field::Phone => &mut filled.phone,
            Field::Method | Field::Zone | Field::Branch | Field::Payment => continue,
        };
        *entry = of_name(kept, name).map(str::to_owned);
    }
    filled
}

/// Every detail of the policy, in its order. `choice` and `extra` are as the order says them.
#[must_use]
pub fn decide(
    policy: &Policy,
    kept: &[ExtraField],
    choice: Option<&DeliveryChoice>,
    extra: &[ExtraField],
) -> Vec<OrderDetail> {
    let own_place = choice.is_some_and(elsewhere);
    let detail = |name: &String| {
        let field = of_delivery(policy, name);
        let own = match field {
            Some(field) => choice.and_then(|choice| said(text(choice, field))),
            None => of_name(extra, name),
        };
        let another = own_place && field.is_some_and(is_place);
        let value = own.or_else(|| of_name(kept, name).filter(|_| !another));
        OrderDetail {
            name: name.clone(),
            value: value.map(str::to_owned),
            kept: own.is_none() && value.is_some(),
        }
    };
    policy.order.details.iter().map(detail).collect()
}

/// The findings about what is missing; what the method itself demands, `delivery.incomplete` says.
#[must_use]
pub fn missing(
    policy: &Policy,
    details: &[OrderDetail],
    choice: Option<&DeliveryChoice>,
) -> Vec<Finding> {
    let mut methods = policy.delivery.methods.iter();
    let method = choice.and_then(|choice| methods.find(|method| method.id == choice.method));
    let wanted = |detail: &&OrderDetail| match of_delivery(policy, &detail.name) {
        None => true,
        Some(field) => choice
            .zip(method)
            .is_some_and(|(choice, method)| needs(method, choice, field)),
    };
    details
        .iter()
        .filter(|detail| detail.value.is_none())
        .filter(wanted)
        .map(|detail| {
            let remedy = match of_delivery(policy, &detail.name) {
                Some(_) => CHANGE,
                None => Remedy::Edit(Edit {
                    field: "extra",
                    line: None,
                    to: None,
                }),
            };
            Finding::new(CODE, Outcome::Block, Stage::Place, Subject::Document)
                .with("field", Value::Text(detail.name.clone()))
                .by("order.details")
                .remedy(remedy)
        })
        .collect()
}

/// Whether a delivery by `method` is to say `field` because the first order does.
fn needs(method: &Method, choice: &DeliveryChoice, field: Field) -> bool {
    let fetched = matches!(method.kind, MethodKind::Pickup | MethodKind::DineIn)
        || said(choice.branch.as_ref()).is_some();
    let demanded = method.requires.contains(&field);
    !(demanded || fetched && is_place(field))
}

/// A detail of the policy that is kept twice.
#[must_use]
pub fn twice<'p>(policy: &'p Policy, kept: &[ExtraField]) -> Option<&'p str> {
    let names = policy.order.details.iter().map(String::as_str);
    names.into_iter().find(|name| {
        let mut named = kept.iter().filter(|field| field.name == *name);
        named.nth(1).is_some()
    })
}

/// What this order said anew, for the next one to take from it.
#[must_use]
pub fn to_keep(details: &[OrderDetail], kept: &[ExtraField]) -> Vec<ExtraField> {
    let fresh = details.iter().filter(|detail| !detail.kept);
    fresh
        .filter_map(|detail| {
            let value = detail.value.clone()?;
            let known = of_name(kept, &detail.name) == Some(value.as_str());
            let short = value.chars().count() <= MAX_VALUE;
            (short && !known).then(|| ExtraField {
                name: detail.name.clone(),
                value,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::delivery_unknown::tests::{choice, policy};
    use super::*;

    const METHODS: &str = "[[delivery.method]]\nid = \"van\"\nkind = \"company-transport\"\nrequires = [\"phone\"]\n\
        [[delivery.method]]\nid = \"shop\"\nkind = \"pickup\"\n";
    const DETAILS: &str =
        "[order]\ndetails = [\"legal_name\", \"city\", \"address\", \"recipient\", \"phone\"]\n";

    fn fields(pairs: &[(&str, &str)]) -> Vec<ExtraField> {
        let field = |(name, value): &(&str, &str)| ExtraField {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        };
        pairs.iter().map(field).collect()
    }

    /// Names of what is missing.
    fn lacks(methods: &str, kept: &[(&str, &str)], said: Option<&DeliveryChoice>) -> Vec<String> {
        let policy = policy(&format!("{DETAILS}{methods}"));
        let details = decide(&policy, &fields(kept), said, &[]);
        missing(&policy, &details, said)
            .iter()
            .map(|finding| match &finding.params[0].value {
                Value::Text(name) => name.clone(),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn the_first_order_says_all_and_the_next_nothing() {
        let bare = choice("van", &[]);
        // `phone` is the method's own demand.
        assert_eq!(
            lacks(METHODS, &[], Some(&bare)),
            ["legal_name", "city", "address", "recipient"]
        );
        let kept = [
            ("legal_name", "OOO Lotos"),
            ("city", "Omsk"),
            ("address", "Mira 1"),
            ("recipient", "Anna"),
            ("phone", "1"),
        ];
        assert!(lacks(METHODS, &kept, Some(&bare)).is_empty());
        let policy = policy(&format!("{DETAILS}{METHODS}"));
        let filled = prefill(&policy, &fields(&kept), &bare);
        assert_eq!(filled.address.as_deref(), Some("Mira 1"));
        assert_eq!(filled.phone.as_deref(), Some("1"));
        let again = [&kept[..], &kept[4..]].concat();
        assert_eq!(twice(&policy, &fields(&again)), Some("phone"));
        // What is blank was not said, and is not kept either.
        assert_eq!(
            lacks(METHODS, &[("legal_name", " ")], Some(&bare))[0],
            "legal_name"
        );
    }

    #[test]
    fn who_fetches_the_goods_or_names_a_branch_gives_no_place() {
        assert_eq!(
            lacks(METHODS, &[], Some(&choice("shop", &[]))),
            ["legal_name", "recipient", "phone"]
        );
        assert_eq!(
            lacks(METHODS, &[], Some(&choice("van", &[("branch", "7")]))),
            ["legal_name", "recipient"]
        );
        // Nothing is said of delivery yet, or a method that is not there: that is another finding.
        assert_eq!(lacks(METHODS, &[], None), ["legal_name"]);
        assert_eq!(
            lacks(METHODS, &[], Some(&choice("drone", &[]))),
            ["legal_name"]
        );
        // Without methods nobody is asked for a delivery: all are fields of the document.
        assert_eq!(lacks("", &[], None).len(), 5);
    }

    #[test]
    fn a_place_is_taken_whole_or_not_at_all() {
        let policy = policy(&format!("{DETAILS}{METHODS}"));
        let kept = fields(&[
            ("city", "Omsk"),
            ("address", "Mira 1"),
            ("recipient", "Anna"),
        ]);
        let tomsk = choice("van", &[("city", "Tomsk")]);
        let filled = prefill(&policy, &kept, &tomsk);
        assert_eq!(twice(&policy, &kept), None);
        assert_eq!(
            (filled.city.as_deref(), filled.address),
            (Some("Tomsk"), None)
        );
        assert_eq!(filled.recipient.as_deref(), Some("Anna"));
        let details = decide(&policy, &kept, Some(&tomsk), &[]);
        let names: Vec<_> = missing(&policy, &details, Some(&tomsk));
        assert_eq!(names.len(), 2, "{names:?}");
    }

    #[test]
    fn what_is_new_is_kept_and_what_is_known_is_not_kept_again() {
        let policy = policy(&format!("{DETAILS}{METHODS}"));
        let kept = fields(&[("legal_name", "OOO Lotos"), ("recipient", "Anna")]);
        let said = choice("van", &[("recipient", "Boris"), ("phone", " 2 ")]);
        let extra = fields(&[("legal_name", "OOO Lotos"), ("cost-centre", "7")]);
        let details = decide(&policy, &kept, Some(&said), &extra);
        assert_eq!(
            to_keep(&details, &kept),
            fields(&[("recipient", "Boris"), ("phone", "2")])
        );
    }
}
