//! `payment.on-behalf`: whoever orders for a client does not pay with the client's card.
//!
//! A rep or staff who acts for a buyer never sees his card, so payments of `[rep] not_paid_by` bar
//! placing; every other one stays possible. A buyer, and an employee of his, may choose any.
//!
//! Requirement: R7. Facts: none.

use super::delivery_unknown::{CHANGE, bars, said};
use crate::domain::{ActorKind, Context, DeliveryChoice, Finding, Value};
use crate::policy::RepRules;

/// Code of the finding.
pub const CODE: &str = "payment.on-behalf";

/// The finding, where the payment is not for somebody who acts on behalf.
#[must_use]
pub fn decide(rules: &RepRules, context: &Context, choice: &DeliveryChoice) -> Option<Finding> {
    let on_behalf = matches!(context.acting.kind, ActorKind::Rep | ActorKind::Staff);
    let payment = said(choice.payment.as_ref()).filter(|_| on_behalf)?;
    let refused = rules.not_paid_by.iter().find(|name| name.is(payment))?;
    Some(
        bars(CODE)
            .with("payment", Value::Text(refused.text.clone()))
            .by("rep.not_paid_by")
            .remedy(CHANGE),
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
        decide(
            &rules,
            &acting(kind),
            &choice("van", &[("payment", payment)]),
        )
        .is_some()
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
