//! What no single setting shows: conflicts between them, and settings that can't be meant.

use std::ops::Range;

use toml::de::DeValue;

use super::Policy;
use super::orders::proof::gate_span;
use super::prices::{GridBy, Strategy};
use super::reader::{Log, Table};
use crate::domain::Number;

/// Notes conflicts as errors, and what looks like a slip as warnings.
pub(super) fn check(policy: &Policy, root: &Table<'_>, log: &Log) {
    tiers(policy, root, log);
    default_terms(policy, root, log);
    equal_claims(policy, root, log);
    grid_terms(policy, root, log);
    closed_terms(policy, root, log);
    gate_terms(policy, root, log);
}

/// Two tiers from one turnover are a contradiction; a tier that gives less than a lower one is a slip.
fn tiers(policy: &Policy, root: &Table<'_>, log: &Log) {
    for (position, high) in policy.tiers.iter().enumerate() {
        // In force on some day together with `high`.
        let below: Vec<_> = policy
            .tiers
            .iter()
            .take(position)
            .filter(|low| {
                low.valid_from
                    .is_none_or(|from| high.valid_until.is_none_or(|until| from < until))
                    && high
                        .valid_from
                        .is_none_or(|from| low.valid_until.is_none_or(|until| from < until))
            })
            .collect();
        let path = format!("tier[{}]", high.id);
        let span = span_of(root, "tier", &high.id);
        if let Some(low) = below
            .iter()
            .find(|low| low.turnover_from == high.turnover_from)
        {
            // The one that was written later is at fault, whatever the order of reading.
            let other = span_of(root, "tier", &low.id);
            let begins = |span: &Option<Range<usize>>| span.as_ref().map(|span| span.start);
            let ((first, _), (later, place)) = if begins(&other) > begins(&span) {
                ((high, span), (*low, other))
            } else {
                ((*low, other), (high, span))
            };
            let message = format!(
                "tiers `{}` and `{}` begin at one turnover, {}",
                first.id, later.id, later.turnover_from
            );
            log.issues.borrow_mut().error(
                "duplicate",
                &format!("tier[{}]", later.id),
                place,
                message,
                Some("a turnover of its own for each tier".to_owned()),
            );
        } else if let Some(low) = below.iter().rfind(|low| high.discount.0 <= low.discount.0) {
            let message = format!(
                "a turnover of {} gives {} %, no more than the {} % of tier `{}` from {}",
                high.turnover_from, high.discount.0, low.discount.0, low.id, low.turnover_from
            );
            log.issues.borrow_mut().warning(
                &path,
                span,
                message,
                Some("a higher discount, or no tier".to_owned()),
            );
        }
    }
}

fn default_terms(policy: &Policy, root: &Table<'_>, log: &Log) {
    let mut defaults = policy.contracts.iter().filter(|terms| terms.default);
    if let (Some(first), Some(second)) = (defaults.next(), defaults.next()) {
        let message = format!(
            "contracts `{}` and `{}` are both the default",
            first.id, second.id
        );
        log.issues.borrow_mut().error(
            "conflict",
            &format!("contract.{}.default", second.id),
            span_of(root, "contract", &second.id),
            message,
            Some("one default".to_owned()),
        );
    }
}

/// Equal claims of two price lists are an error, never a silent pick.
fn equal_claims(policy: &Policy, root: &Table<'_>, log: &Log) {
    match policy.price.strategy {
        Strategy::Lowest => {}
        Strategy::MostSpecific => {
            for terms in policy
                .contracts
                .iter()
                .filter(|terms| terms.price_lists.len() > 1)
            {
                let message = format!(
                    "price lists {} claim equally under `{}`",
                    quoted(&terms.price_lists),
                    terms.id
                );
                log.issues.borrow_mut().error(
                    "conflict",
                    &format!("contract.{}.price_list", terms.id),
                    span_of(root, "contract", &terms.id),
                    message,
                    Some(
                        "one list, or `strategy = \"lowest\"` or `\"priority\"` in [price]"
                            .to_owned(),
                    ),
                );
            }
        }
        Strategy::Priority => ranks(policy, root, log),
    }
}

/// Under `priority` every list that is named has a rank of its own.
fn ranks(policy: &Policy, root: &Table<'_>, log: &Log) {
    let ranks: &[(String, Number)] = &policy.price.priorities;
    for (position, (id, rank)) in ranks.iter().enumerate() {
        if let Some((other, _)) = ranks
            .iter()
            .take(position)
            .find(|(_, earlier)| earlier == rank)
        {
            let message = format!(
                "price lists `{other}` and `{id}` claim equally: both have priority {rank}"
            );
            log.issues.borrow_mut().error(
                "conflict",
                &format!("price_list[{id}].priority"),
                span_of(root, "price_list", id),
                message,
                Some("a priority of its own for each list".to_owned()),
            );
        }
    }
    let named = policy.contracts.iter().flat_map(|terms| {
        terms.price_lists.iter().map(move |list| {
            (
                list,
                format!("contract.{}.price_list", terms.id),
                terms.id.as_str(),
            )
        })
    });
    for (list, path, terms) in named {
        if !ranks.iter().any(|(id, _)| id == list) {
            let message = format!("price list `{list}` has no priority");
            log.issues.borrow_mut().error(
                "conflict",
                &path,
                span_of(root, "contract", terms),
                message,
                Some(format!(
                    "[[price_list]] with id = \"{list}\" and a priority"
                )),
            );
        }
    }
}

/// A grid for terms that do not exist can never apply; a quantity grid that begins at 0 is a plain discount.
fn grid_terms(policy: &Policy, root: &Table<'_>, log: &Log) {
    for grid in &policy.grids {
        for terms in grid
            .contracts
            .iter()
            .filter(|id| !policy.contracts.iter().any(|terms| terms.id == **id))
        {
            let message = format!("contract `{terms}` does not exist");
            let known: Vec<_> = policy
                .contracts
                .iter()
                .map(|terms| terms.id.clone())
                .collect();
            log.issues.borrow_mut().error(
                "bad-value",
                &format!("grid[{}].contract", grid.id),
                span_of_entry(root, &grid.id, terms),
                message,
                Some(format!("one of {}", quoted(&known))),
            );
        }
        if grid.steps.is_empty() && !any_error(log, &format!("grid[{}]", grid.id)) {
            log.issues.borrow_mut().error(
                "missing",
                &format!("grid[{}].steps", grid.id),
                span_of_setting(root, &grid.id, "steps"),
                format!("grid `{}` has no step, so it changes no price", grid.id),
                Some("at least one, such as [{ from = \"10\", discount = \"3%\" }]".to_owned()),
            );
        }
        let begins_at_zero = grid.steps.first().is_some_and(|step| step.from.is_zero());
        if begins_at_zero && grid.by == GridBy::Quantity {
            let message = format!(
                "grid `{}` begins at quantity 0: every line gets its first step",
                grid.id
            );
            log.issues.borrow_mut().warning(
                &format!("grid[{}].steps[0].from", grid.id),
                span_of(root, "grid", &grid.id),
                message,
                None,
            );
        }
    }
}

/// Terms that a credit gate looks at exist.
fn gate_terms(policy: &Policy, root: &Table<'_>, log: &Log) {
    for gate in &policy.gates {
        let named = gate.when.contracts.iter().flatten();
        for terms in named.filter(|id| !policy.contracts.iter().any(|terms| terms.id == **id)) {
            let known: Vec<_> = policy.contracts.iter().map(|it| it.id.clone()).collect();
            let id = gate.id.as_deref().unwrap_or_default();
            log.issues.borrow_mut().error(
                "bad-value",
                &format!("credit.gate[{id}].when.contract"),
                gate_span(root, id),
                format!("contract `{terms}` does not exist"),
                Some(format!("one of {}", quoted(&known))),
            );
        }
    }
}

/// Terms that close a client to requests exist; the default may not.
fn closed_terms(policy: &Policy, root: &Table<'_>, log: &Log) {
    let written = root
        .raw("registration")
        .and_then(|raw| raw.get_ref().as_table()?.get("no_join_terms"));
    let Some(written) = written else { return };
    for terms in &policy.registration.no_join_terms {
        if policy.contracts.iter().any(|known| known.id == *terms) {
            continue;
        }
        let known: Vec<_> = policy.contracts.iter().map(|t| t.id.clone()).collect();
        log.issues.borrow_mut().error(
            "bad-value",
            "registration.no_join_terms",
            Some(written.span()),
            format!("contract `{terms}` does not exist"),
            Some(format!("one of {}", quoted(&known))),
        );
    }
}

fn quoted(ids: &[String]) -> String {
    let ids: Vec<_> = ids.iter().map(|id| format!("`{id}`")).collect();
    ids.join(", ")
}

/// Whether something under `path` is refused already.
fn any_error(log: &Log, path: &str) -> bool {
    let issues = log.issues.borrow();
    issues.errors().any(|issue| issue.path.starts_with(path))
}

/// Where `setting` of the grid `id` stands; the grid where it is not written.
fn span_of_setting(root: &Table<'_>, id: &str, setting: &str) -> Option<Range<usize>> {
    let written = grid_setting(root, id, setting).map(toml::Spanned::span);
    written.or_else(|| span_of(root, "grid", id))
}

/// Where the grid `id` names the contract `terms`.
fn span_of_entry(root: &Table<'_>, id: &str, terms: &str) -> Option<Range<usize>> {
    let entries = grid_setting(root, id, "contract").and_then(|value| value.get_ref().as_array());
    let entry = entries
        .into_iter()
        .flat_map(|entries| entries.iter())
        .find(|entry| entry.get_ref().as_str() == Some(terms));
    entry
        .map(toml::Spanned::span)
        .or_else(|| span_of_setting(root, id, "contract"))
}

fn grid_setting<'a>(
    root: &Table<'a>,
    id: &str,
    setting: &str,
) -> Option<&'a toml::Spanned<DeValue<'a>>> {
    let grids = root.raw("grid")?.get_ref().as_array()?;
    let mut grids = grids.iter().filter_map(|grid| grid.get_ref().as_table());
    let grid =
        grids.find(|grid| grid.get("id").and_then(|it| it.get_ref().as_str()) == Some(id))?;
    grid.get(setting)
}

/// Where the table of `key` with `id` stands.
pub(super) fn span_of(root: &Table<'_>, key: &str, id: &str) -> Option<Range<usize>> {
    match root.raw(key)?.get_ref() {
        DeValue::Array(items) => items
            .iter()
            .find(|item| {
                let table = item.get_ref().as_table();
                table
                    .and_then(|t| t.get("id"))
                    .and_then(|found| found.get_ref().as_str())
                    == Some(id)
            })
            .map(toml::Spanned::span),
        DeValue::Table(tables) => tables
            .keys()
            .find(|name| name.get_ref() == id)
            .map(toml::Spanned::span),
        _ => None,
    }
}
