//! `payment.on-behalf`: whoever orders for a client does not pay with the client's card.
//!
//! A rep or staff who acts for a buyer never sees his card, so payments of `[rep] not_paid_by` bar
//! placing; every other one stays possible. A buyer, and an employee of his, may choose any.
//!
//! Requirement: R7. Facts: none.

use super::delivery_unknown::{CHANGE, bars, said};
use crate::domain::{ActorKind, Context, DeliveryChoice, Edit, Finding, Remedy, Value};
use crate::policy::RepRules;

/// Code of the finding.
pub const CODE: &str = "payment.on-behalf";

const PAY_OTHERWISE: Remedy = Remedy::Edit(Edit {
    field: "payment",
    line: None,
    to: None,
});

/// The finding, where the payment is not for somebody who acts on behalf. `payment` is the order's own word;
/// without one the delivery's counts.
#[must_use]
pub fn decide(
    rules: &RepRules,
    context: &Context,
    payment: Option<&String>,
    choice: Option<&DeliveryChoice>,
) -> Option<Finding> {
    let on_behalf = matches!(context.acting.kind, ActorKind::Rep | ActorKind::Staff);
    let (payment, remedy) = match said(payment) {
        Some(payment) => (payment, PAY_OTHERWISE),
        None => (said(choice?.payment.as_ref())?, CHANGE),
    };
    let mut names = rules.not_paid_by.iter().filter(|_| on_behalf);
    let refused = names.find(|name| name.is(payment))?;
    Some(
        bars(CODE)
            .with("payment", Value::Text(refused.text.clone()))
            .by("rep.not_paid_by")
            .remedy(remedy),
    )
}

#[cfg(test)]
mod tests {
    use super::super::delivery_unknown::tests::{choice, policy};
    use super::*;
    use crate::domain::{Actor, Day};

    fn acting(kind: ActorKind) -> Context {
        Context {
            acting: Actor {
                id: "o".into(),
                kind,
            },
            principal: "b".into(),
            instant: 0,
            today: Day::default(),
            request_id: "r".into(),
        }
    }

    fn refused(more: &str, kind: ActorKind, payment: &str) -> bool {
        let rules = policy(more).rep;
        let of_delivery = choice("van", &[("payment", payment)]);
        decide(&rules, &acting(kind), None, Some(&of_delivery)).is_some()
    }

    #[test]
    fn the_order_s_own_word_counts_before_the_delivery_s() {
        let rules = policy("").rep;
        let rep = acting(ActorKind::Rep);
        let (card, cash) = ("card".to_owned(), "cash".to_owned());
        let van = |payment: &str| choice("van", &[("payment", payment)]);
        let by_card = decide(&rules, &rep, Some(&card), None).unwrap();
        assert_eq!(by_card.remedies, [PAY_OTHERWISE]);
        assert!(decide(&rules, &rep, Some(&cash), Some(&van("card"))).is_none());
        assert!(decide(&rules, &rep, Some(&card), Some(&van("cash"))).is_some());
        let blank = " ".to_owned();
        let refused = decide(&rules, &rep, Some(&blank), Some(&van("card"))).unwrap();
        assert_eq!(refused.remedies, [CHANGE]);
    }

    #[test]
    fn a_card_is_for_the_buyer_alone() {
        assert!(refused("", ActorKind::Rep, " Card"));
        assert!(refused("", ActorKind::Staff, "card"));
        assert!(!refused("", ActorKind::Buyer, "card"));
        assert!(!refused("", ActorKind::Rep, "cash on delivery"));
        assert!(!refused("", ActorKind::Rep, ""));
    }

    #[test]
    fn the_policy_lists_what_is_not_for_them() {
        let list = "[rep]\nnot_paid_by = [\"wallet\"]\n";
        assert!(refused(list, ActorKind::Rep, "Wallet"));
        assert!(!refused(list, ActorKind::Rep, "card"));
        assert!(!refused(
            "[rep]\nnot_paid_by = []\n",
            ActorKind::Rep,
            "card"
        ));
    }
}
