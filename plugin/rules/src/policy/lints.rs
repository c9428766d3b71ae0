//! What is allowed and can hardly be meant, each with an input that shows it.
//!
//! Requirement: A14, B3.

use super::checks::span_of;
use super::prices::Terms;
use super::reader::{Log, Table};
use super::{Policy, Zone};
use crate::domain::Number;
use crate::domain::number::change_by;

/// Notes warnings; a policy with an error has none worth reading.
pub(super) fn lint(policy: &Policy, root: &Table<'_>, log: &Log) {
    if log.issues.borrow().any_error() {
        return;
    }
    deferrals(policy, root, log);
    above_retail(policy, root, log);
    no_list(policy, root, log);
    never_charged(policy, root, log);
}

/// What 100.00 of a list costs under `terms`; none where it can't be said.
fn cost_of_100(policy: &Policy, terms: &Terms) -> Option<Number> {
    let mut unit = Number::ONE_HUNDRED;
    if let Some(surcharge) = terms.surcharge {
        unit = change_by(unit, surcharge).ok()?;
    }
    if let Some(mut discount) = terms.discount {
        discount.0.set_sign_negative(true);
        unit = change_by(unit, discount).ok()?;
    }
    let mut cost = policy.shop.unit_price.apply(unit).ok()?;
    cost.rescale(cost.scale().max(2));
    Some(cost)
}

/// A warning at a key of the terms; at their header where it is not written.
fn warn(root: &Table<'_>, log: &Log, terms: &str, key: &str, message: String, expected: &str) {
    let written = root.raw("contract").and_then(|raw| {
        let terms = raw.get_ref().as_table()?.get(terms)?;
        Some(terms.get_ref().as_table()?.get(key)?.span())
    });
    log.issues.borrow_mut().warning(
        &format!("contract.{terms}.{key}"),
        written.or_else(|| span_of(root, "contract", terms)),
        message,
        Some(expected.to_owned()),
    );
}

/// Who pays later pays more: each deferral costs more than every shorter one on the same lists.
fn deferrals(policy: &Policy, root: &Table<'_>, log: &Log) {
    for long in &policy.contracts {
        let shorter = policy.contracts.iter().filter(|short| {
            short.pay_within.is_some()
                && short.pay_within < long.pay_within
                && short.price_lists == long.price_lists
                && short.tax == long.tax
        });
        let dearest = shorter
            .filter_map(|short| Some((cost_of_100(policy, short)?, short)))
            .max_by_key(|(cost, _)| *cost);
        let (Some(cost), Some((other, short))) = (cost_of_100(policy, long), dearest) else {
            continue;
        };
        if cost > other {
            continue;
        }
        let key = if long.surcharge.is_some() {
            "surcharge"
        } else {
            "pay_within"
        };
        let message = format!(
            "{} costs {cost} where {} costs {other} for a list price of 100.00",
            long.id, short.id
        );
        warn(
            root,
            log,
            &long.id,
            key,
            message,
            "a longer deferral that costs more",
        );
    }
}

/// Nobody on a contract pays more than the public does.
fn above_retail(policy: &Policy, root: &Table<'_>, log: &Log) {
    let public = policy.demo_invoice.as_ref().map(|how| &how.price_list);
    let Some(retail) = policy.price.retail.as_ref().or(public) else {
        return;
    };
    for terms in &policy.contracts {
        let by_retail =
            terms.price_lists.contains(retail) || policy.price.fallback.as_ref() == Some(retail);
        let Some(cost) = cost_of_100(policy, terms).filter(|cost| *cost > Number::ONE_HUNDRED)
        else {
            continue;
        };
        if by_retail {
            let message = format!(
                "{} costs {cost} where the retail list `{retail}`, which it takes prices from, says 100.00",
                terms.id
            );
            warn(
                root,
                log,
                &terms.id,
                "surcharge",
                message,
                "terms that cost no more than retail",
            );
        }
    }
}

/// Prices that fall through: no list of these terms, though others have one, and none to fall back on.
/// A shop that agrees a list with every client names none at all.
fn no_list(policy: &Policy, root: &Table<'_>, log: &Log) {
    let any = policy.contracts.iter().any(|t| !t.price_lists.is_empty());
    if policy.price.fallback.is_some() || !any {
        return;
    }
    for terms in policy
        .contracts
        .iter()
        .filter(|terms| terms.price_lists.is_empty())
    {
        let message = format!(
            "under {} a client without a price list of his own has no price for anything",
            terms.id
        );
        warn(
            root,
            log,
            &terms.id,
            "price_list",
            message,
            "`price_list` here, or `fallback` in [price]",
        );
    }
}

/// A price of delivery that no order pays, because every order that may be placed is large enough.
fn never_charged(policy: &Policy, root: &Table<'_>, log: &Log) {
    let costs = |zone: &Zone| {
        zone.price.or_else(|| {
            let mut methods = policy.delivery.methods.iter();
            methods.find_map(|method| method.price.filter(|_| method.zones.contains(&zone.id)))
        })
    };
    for (at, zone) in policy.delivery.zones.iter().enumerate() {
        let price = costs(zone).filter(|price| *price > Number::ZERO);
        let (Some(minimum), Some(free), Some(price)) = (zone.minimum, zone.free_from, price) else {
            continue;
        };
        if free <= minimum {
            let span = root
                .raw("delivery")
                .and_then(|raw| raw.get_ref().as_table()?.get("zone"))
                .and_then(|zones| zones.get_ref().as_array()?.get(at))
                .map(toml::Spanned::span);
            log.issues.borrow_mut().warning(
                &format!("delivery.zone[{}].free_from", zone.id),
                span,
                format!(
                    "{price} is never charged: the smallest order, of {minimum}, is free from {free} on"
                ),
                Some("`free_from` above `minimum`".to_owned()),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Issue, load};

    fn lints(text: &str) -> Vec<Issue> {
        let text = format!("[shop]\ncurrency = \"EUR\"\n{text}");
        let loaded = load(&text).unwrap();
        let within = |issue: &Issue| issue.at.clone().is_some_and(|at| at.end <= text.len());
        assert!(loaded.warnings.iter().all(within), "{:?}", loaded.warnings);
        loaded.warnings
    }

    fn terms(id: &str, days: &str, rest: &str) -> String {
        format!("[contract.{id}]\nprice_list = \"w\"\npay_within = \"{days} days\"\n{rest}\n")
    }

    #[test]
    fn a_deferral_that_does_not_rise_is_shown_by_an_example() {
        let net_15 = terms("net-15", "15", "surcharge = \"3%\"");
        let found = lints(&(net_15.clone() + &terms("net-30", "30", "surcharge = \"2%\"")));
        assert_eq!(found.len(), 1);
        assert_eq!(
            (
                found[0].code,
                found[0].path.as_str(),
                found[0].message.as_str()
            ),
            (
                "lint",
                "contract.net-30.surcharge",
                "net-30 costs 102.00 where net-15 costs 103.00 for a list price of 100.00"
            )
        );
        // No dearer is no rise either; a cent more is.
        let same = lints(&(net_15.clone() + &terms("net-30", "30", "surcharge = \"3%\"")));
        assert_eq!(same.len(), 1);
        let more = lints(&(net_15.clone() + &terms("net-30", "30", "surcharge = \"3.01%\"")));
        assert!(more.is_empty());
        // Less than a cent more is none on a price.
        let less = lints(&(net_15 + &terms("net-30", "30", "surcharge = \"3.001%\"")));
        assert_eq!(less.len(), 1);
    }

    #[test]
    fn only_terms_of_one_list_and_known_days_are_compared() {
        let net_15 = terms("net-15", "15", "surcharge = \"3%\"");
        let other = "[contract.net-30]\nprice_list = \"x\"\npay_within = \"30 days\"\n";
        assert!(lints(&format!("{net_15}{other}")).is_empty());
        let silent = "[contract.net-30]\nprice_list = \"w\"\n";
        assert!(lints(&format!("{net_15}{silent}")).is_empty());
        let exempt = terms("net-30", "30", "tax = \"exempt\"");
        assert!(lints(&format!("{net_15}{exempt}")).is_empty());
        let discounted = terms("net-30", "30", "discount = \"1%\"");
        assert_eq!(
            lints(&format!("{net_15}{discounted}"))[0].path,
            "contract.net-30.pay_within"
        );
    }

    #[test]
    fn terms_above_retail_are_shown() {
        let retail = "[price]\nretail = \"r\"\n";
        let on_retail = |rest: &str| format!("[contract.c]\nprice_list = \"r\"\n{rest}\n");
        assert!(lints(&(retail.to_owned() + &on_retail(""))).is_empty());
        let found = lints(&(retail.to_owned() + &on_retail("surcharge = \"4%\"")));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("c costs 104.00"), "{found:?}");
        let both = on_retail("surcharge = \"4%\"\ndiscount = \"4%\"");
        assert!(lints(&(retail.to_owned() + &both)).is_empty());
        // What another list prices says nothing of retail, unless retail stands in where it is silent.
        let wholesale = "[contract.c]\nprice_list = \"w\"\nsurcharge = \"4%\"\n";
        assert!(lints(&(retail.to_owned() + wholesale)).is_empty());
        let fallback = "[price]\nretail = \"r\"\nfallback = \"r\"\n";
        assert_eq!(lints(&(fallback.to_owned() + wholesale)).len(), 1);
    }

    #[test]
    fn prices_that_fall_through_are_told() {
        let bare = "[contract.c]\n[contract.d]\n";
        assert!(lints(bare).is_empty());
        let forgotten = format!("{bare}price_list = \"w\"\n");
        assert_eq!(lints(&forgotten)[0].path, "contract.c.price_list");
        assert!(lints(&format!("[price]\nfallback = \"r\"\n{forgotten}")).is_empty());
    }

    #[test]
    fn a_step_that_gives_no_more_is_told_with_its_place() {
        let grid = |low: &str, high: &str| {
            let text = format!(
                "[contract.c]\nprice_list = \"w\"\n[[grid]]\nid = \"g\"\nby = \"order-sum\"\n\
                 steps = [{{ from = \"10\", discount = \"{low}\" }}, {{ from = \"20\", discount = \"{high}\" }}]\n"
            );
            lints(&text)
        };
        assert!(grid("1%", "1.1%").is_empty());
        assert_eq!(grid("1%", "1%")[0].path, "grid[g].steps[1].discount");
        assert_eq!(grid("2%", "1%").len(), 1);
    }

    #[test]
    fn a_price_that_nobody_pays_is_told() {
        let zone = |free: &str| {
            let text = format!(
                "[contract.c]\nprice_list = \"w\"\n[[delivery.method]]\nid = \"van\"\nkind = \"other\"\nzones = [\"a\"]\n\
                 [[delivery.zone]]\nid = \"a\"\nprice = \"150\"\nminimum = \"500\"\nfree_from = \"{free}\"\n"
            );
            lints(&text)
        };
        assert!(zone("500.01").is_empty());
        assert_eq!(zone("500")[0].path, "delivery.zone[a].free_from");
    }

    #[test]
    fn a_tier_is_held_against_every_lower_one() {
        let tier = |id: &str, from: u32, discount: u32, more: &str| {
            format!(
                "[[tier]]\nid = \"{id}\"\nturnover_from = \"{from}\"\ndiscount = \"{discount}%\"\n{more}"
            )
        };
        let list = "[contract.c]\nprice_list = \"w\"\n";
        let past = "valid_until = 2026-01-01\n";
        let later = "valid_from = 2026-01-01\n";
        let text = [
            list,
            &tier("a", 100, 5, later),
            &tier("b", 200, 6, past),
            &tier("c", 300, 4, later),
        ]
        .concat();
        let found = lints(&text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            found[0].message,
            "a turnover of 300 gives 4 %, no more than the 5 % of tier `a` from 100"
        );
    }
}
