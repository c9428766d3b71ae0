//! What grants let pass of a gate.

use super::Debtor;
use crate::domain::{Grant, Number, Overflow};
use crate::policy::{Gate, GateOverride};

const MILLISECONDS_PER_HOUR: i64 = 3_600_000;

/// A grant that holds, and how far.
#[derive(Clone, Copy)]
pub(super) struct Allowance<'a> {
    pub(super) grant: &'a Grant,
    /// In the document's currency, that sum included; none: any sum.
    pub(super) up_to: Option<Number>,
}

/// The grant that lets most pass, or the fact for want of which nobody knows.
///
/// # Errors
/// [`Overflow`].
pub(super) fn allowance<'a>(
    gate: &Gate,
    grants: &'a [Grant],
    debtor: Debtor<'_>,
) -> Result<Result<Option<Allowance<'a>>, String>, Overflow> {
    let (Some(rule), Some(id)) = (&gate.override_, gate.id.as_deref()) else {
        return Ok(Ok(None));
    };
    let mut best: Option<Allowance<'a>> = None;
    for grant in grants.iter().filter(|it| holds(it, id, rule, debtor)) {
        let up_to = match sum(grant, rule, debtor)? {
            Ok(up_to) => up_to,
            Err(fact) => return Ok(Err(fact)),
        };
        let more = match (best.and_then(|best| best.up_to), up_to) {
            _ if best.is_none() => true,
            (None, _) => false,
            (Some(_), None) => true,
            (Some(before), Some(sum)) => sum > before,
        };
        if more {
            best = Some(Allowance { grant, up_to });
        }
    }
    Ok(Ok(best))
}

/// Whether it holds now, for this legal entity and this order; the hour at which it ends is no longer part of
/// it. An order that is being placed has no id, and no grant names it.
fn holds(grant: &Grant, id: &str, rule: &GateOverride, debtor: Debtor<'_>) -> bool {
    let instant = debtor.context.instant;
    let end = i64::from(rule.hours)
        .checked_mul(MILLISECONDS_PER_HOUR)
        .and_then(|span| grant.granted.checked_add(span));
    grant.gate == id
        && grant.role == rule.role
        && grant.entity.as_ref().is_none_or(|it| it == debtor.entity)
        && grant
            .order
            .as_deref()
            .is_none_or(|it| debtor.order.id == Some(it))
        && grant.granted <= instant
        && end.is_some_and(|end| instant < end)
}

/// Its sum, at most what the policy lets the role give, in the document's currency and rounded down.
fn sum(
    grant: &Grant,
    rule: &GateOverride,
    debtor: Debtor<'_>,
) -> Result<Result<Option<Number>, String>, Overflow> {
    let exchange = debtor.exchange;
    let mut most = None;
    if let Some(up_to) = &grant.up_to {
        match exchange.debt(&up_to.currency) {
            Ok(conversion) => most = Some(conversion.down(up_to.amount)?),
            Err(no_rate) => {
                let fact = no_rate.fact();
                return Ok(Err(format!("grant in {}: {fact}", up_to.currency)));
            }
        }
    }
    if let Some(up_to) = rule.up_to {
        match exchange.shop_sums() {
            Ok(conversion) => {
                let cap = conversion.down(up_to)?;
                most = Some(most.map_or(cap, |sum: Number| sum.min(cap)));
            }
            Err(no_rate) => {
                let (shop, fact) = (exchange.shop(), no_rate.fact());
                return Ok(Err(format!("override in {shop}: {fact}")));
            }
        }
    }
    Ok(Ok(most))
}
