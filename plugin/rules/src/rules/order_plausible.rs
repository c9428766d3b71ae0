//! `order.implausible`, `order.manager`, `order.history`: the manager lets an order pass before it is confirmed.
//!
//! An order is implausible when it costs *over* so many times the client's largest order of the last 12
//! months, or *over* a sum; exactly as much is plausible. A client without an order in that time has
//! nothing to compare with, so the sum alone counts. What the manager lets pass holds up to the sum he saw.
//!
//! An order that is being placed is looked at like one that is placed: no policy confirms it by itself before.
//!
//! Requirement: R16, A20. Facts: order, order history.

use crate::domain::number::mul;
use crate::domain::{
    Edit, EventKind, Finding, Number, OrderHistory, Outcome, Overflow, Remedy, Stage, Subject,
    Value,
};
use crate::policy::LifeRules;
use crate::policy::orders::{ManagerChecks, Who};

/// It costs far more than this client's orders do.
pub const IMPLAUSIBLE: &str = "order.implausible";
/// The manager looks at each order.
pub const MANAGER: &str = "order.manager";
/// What the client ordered before is not known.
pub const HISTORY: &str = "order.history";

/// What an order costs.
#[derive(Debug, Clone, Copy)]
pub struct Costs<'a> {
    /// To be paid.
    pub payable: Number,
    /// In this currency.
    pub currency: &'a str,
    /// Up to this sum the manager let it pass.
    pub released: Option<Number>,
}

/// What stands between an order that `costs` as much and its confirmation.
///
/// # Errors
/// [`Overflow`]; the caller answers `indeterminate`.
pub fn decide(
    rules: &LifeRules,
    shop_currency: &str,
    costs: Costs<'_>,
    history: Option<&OrderHistory>,
) -> Result<Option<Finding>, Overflow> {
    let released = costs.released.is_some_and(|sum| costs.payable <= sum);
    if released || rules.manager_checks == ManagerChecks::Never {
        return Ok(None);
    }
    if rules.manager_checks == ManagerChecks::Each {
        let finding =
            held(rules, MANAGER, "orders.manager_checks").with("sum", Value::Money(costs.payable));
        return Ok(Some(finding));
    }
    let implausible = |threshold: Number, setting: &'static str| {
        held(rules, IMPLAUSIBLE, setting)
            .with("sum", Value::Money(costs.payable))
            .with_staff("threshold", Value::Money(threshold))
            .remedy(Remedy::Edit(Edit {
                field: "quantity",
                line: None,
                to: None,
            }))
    };
    let unknown = |fact: String| {
        Finding::new(
            HISTORY,
            Outcome::Indeterminate,
            Stage::Confirm,
            Subject::Document,
        )
        .with_staff("fact", Value::Text(fact))
        .by("orders.manager_checks")
        .remedy(Remedy::Contact("staff"))
    };
    if let Some(over) = rules.implausible_over {
        if costs.currency != shop_currency {
            return Ok(Some(unknown(format!("threshold in {shop_currency}"))));
        }
        if costs.payable > over {
            return Ok(Some(implausible(over, "orders.implausible_over")));
        }
    }
    let Some(history) = history else {
        return Ok(Some(unknown("order history".to_owned())));
    };
    let Some(largest) = history.largest else {
        return Ok(None);
    };
    if history.currency != costs.currency {
        return Ok(Some(unknown(format!(
            "largest order in {}",
            history.currency
        ))));
    }
    let threshold = mul(largest, rules.implausible_times)?;
    Ok((costs.payable > threshold).then(|| implausible(threshold, "orders.implausible_times")))
}

/// Held for whoever may release it.
fn held(rules: &LifeRules, code: &'static str, setting: &'static str) -> Finding {
    let mut finding =
        Finding::new(code, Outcome::Hold, Stage::Confirm, Subject::Document).by(setting);
    for who in rules.who(EventKind::Release) {
        finding = finding.remedy(match who {
            Who::Role(role) => Remedy::Grant(role),
            Who::Kind(kind) => Remedy::Grant(kind.name().to_owned()),
        });
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn rules(text: &str) -> LifeRules {
        let text = format!("[shop]\ncurrency = \"EUR\"\n[contract.c]\n[orders]\n{text}");
        crate::policy::load(&text).unwrap().policy.life
    }

    fn costs(payable: Number, released: Option<Number>) -> Costs<'static> {
        Costs {
            payable,
            currency: "EUR",
            released,
        }
    }

    fn code(text: &str, order: Costs<'_>, largest: Option<Option<Number>>) -> Option<&'static str> {
        let history = largest.map(|largest| OrderHistory {
            largest,
            currency: "EUR".into(),
        });
        decide(&rules(text), "EUR", order, history.as_ref())
            .unwrap()
            .map(|finding| finding.code)
    }

    #[test]
    fn exactly_five_times_is_plausible_and_the_smallest_unit_more_is_not() {
        let known = Some(Some(dec!(100)));
        assert_eq!(code("", costs(dec!(500.00), None), known), None);
        assert_eq!(
            code("", costs(dec!(500.01), None), known),
            Some(IMPLAUSIBLE)
        );
        let six = "implausible_times = \"6\"\n";
        assert_eq!(code(six, costs(dec!(500.01), None), known), None);
    }

    #[test]
    fn a_sum_holds_whatever_was_ordered_before() {
        let cap = "implausible_over = \"300\"\n";
        assert_eq!(code(cap, costs(dec!(300), None), Some(None)), None);
        assert_eq!(
            code(cap, costs(dec!(300.01), None), None),
            Some(IMPLAUSIBLE)
        );
    }

    #[test]
    fn nothing_known_is_never_favourable_and_no_order_yet_is_no_bar() {
        assert_eq!(code("", costs(dec!(1), None), None), Some(HISTORY));
        assert_eq!(code("", costs(dec!(1_000_000), None), Some(None)), None);
        let foreign = OrderHistory {
            largest: Some(dec!(100)),
            currency: "USD".into(),
        };
        let found = decide(&rules(""), "EUR", costs(dec!(1), None), Some(&foreign)).unwrap();
        assert_eq!(found.map(|finding| finding.code), Some(HISTORY));
    }

    #[test]
    fn what_was_let_pass_holds_up_to_that_sum() {
        let known = Some(Some(dec!(1)));
        assert_eq!(code("", costs(dec!(70), Some(dec!(70))), known), None);
        let more = costs(dec!(70.01), Some(dec!(70)));
        assert_eq!(code("", more, known), Some(IMPLAUSIBLE));
        let each = "manager_checks = \"each\"\n";
        assert_eq!(code(each, costs(dec!(1), None), known), Some(MANAGER));
        assert_eq!(code(each, costs(dec!(1), Some(dec!(1))), None), None);
        let never = "manager_checks = \"never\"\n";
        assert_eq!(code(never, costs(dec!(1_000_000), None), None), None);
    }
}
