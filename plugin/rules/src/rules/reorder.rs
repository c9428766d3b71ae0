//! `reorder.price-changed`, `reorder.reduced`, `reorder.replaced`, `reorder.unavailable`:
//! what became of a line of an earlier order.
//!
//! An article that has no price or that is sold out gives way to the
//! one that replaced it, where he sees that one and it has a price: the first on the way
//! that is to be had, or, where the old one can't be had at all, the first that he sees. Five
//! steps are followed, a sixth is not; where replacements run in a circle there is none. A
//! price differs by the smallest unit or by its currency; without an old price nothing is compared.
//! Nothing here bars anything: the cart's own gates do.
//!
//! Requirement: R25, R51, R14, R49. Facts: products, stock.

use crate::domain::{
    Edit, Finding, Number, Outcome, PreviousLine, PreviousPrice, Remedy, Stage, Subject, Value,
};

/// Another price, or another currency.
pub const PRICE_CHANGED: &str = "reorder.price-changed";
/// Less than before.
pub const REDUCED: &str = "reorder.reduced";
/// Another article took its place.
pub const REPLACED: &str = "reorder.replaced";
/// Can't be bought now.
pub const UNAVAILABLE: &str = "reorder.unavailable";

/// Replacements of replacements that are followed.
pub const MAX_STEPS: usize = 5;

/// How an article stands for a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Some of it can be bought.
    ToBeHad,
    /// It has a price, but nothing of it is to be had.
    SoldOut,
    /// It has a price; its stock is not known.
    StockUnknown,
    /// Whether it has a price can't be decided.
    PriceUndecided,
    /// The client does not see it, or it has no price.
    Gone,
}

/// An article on the way from the old one to its replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// Index into the product facts, where the client sees it.
    pub product: Option<u32>,
    /// How it stands.
    pub standing: Standing,
    /// What took its place.
    pub replaced_by: Option<&'a str>,
}

/// The product to take for the article `sku`; `old` is how it stands, `look` how others do.
#[must_use]
pub fn follow<'a>(sku: &str, old: Step<'a>, mut look: impl FnMut(&str) -> Step<'a>) -> Option<u32> {
    if !matches!(old.standing, Standing::SoldOut | Standing::Gone) {
        return old.product;
    }
    let mut passed: Vec<&str> = Vec::with_capacity(MAX_STEPS);
    let mut seen = None;
    let mut next = old.replaced_by;
    for _ in 0..MAX_STEPS {
        let Some(article) = next else { break };
        if article == sku || passed.contains(&article) {
            return old.product;
        }
        let step = look(article);
        match step.standing {
            Standing::ToBeHad => return step.product,
            Standing::SoldOut | Standing::StockUnknown => seen = seen.or(step.product),
            Standing::PriceUndecided | Standing::Gone => {}
        }
        passed.push(article);
        next = step.replaced_by;
    }
    match old.standing {
        // Nothing better was found than what was ordered.
        Standing::SoldOut => old.product,
        _ => seen.or(old.product),
    }
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nothing changed.
    Same,
    /// Another price, or another currency.
    PriceChanged,
    /// Less than before.
    Reduced,
    /// Another article took its place.
    Replaced,
    /// Can't be bought now.
    Unavailable,
}

/// The line of the cart that a line of the earlier order went into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now<'a> {
    /// Index into the lines.
    pub line: u32,
    /// All that the line takes.
    pub accepted: Number,
    /// Of it, what is due to this line of the earlier order.
    pub share: Number,
    /// None where no price can be decided.
    pub net: Option<Number>,
    /// The contract's.
    pub currency: &'a str,
}

/// What became of `previous`. Never empty; `Same` stands alone.
#[must_use]
pub fn decide(previous: &PreviousLine, now: Option<Now<'_>>, replaced: bool) -> Vec<Fate> {
    let mut fates = Vec::new();
    if replaced {
        fates.push(Fate::Replaced);
    }
    match now {
        Some(Now {
            net: Some(net),
            accepted,
            share,
            currency,
            ..
        }) if accepted > Number::ZERO => {
            let moved = |before: &PreviousPrice| before.net != net || before.currency != currency;
            if previous.price.as_ref().is_some_and(moved) {
                fates.push(Fate::PriceChanged);
            }
            if share < previous.quantity {
                fates.push(Fate::Reduced);
            }
        }
        _ => fates.push(Fate::Unavailable),
    }
    if fates.is_empty() {
        fates.push(Fate::Same);
    }
    fates
}

/// What a finding says besides the fate itself.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// Line of the earlier order, from 1.
    pub number: u32,
    /// It.
    pub previous: &'a PreviousLine,
    /// Where it went.
    pub now: Option<Now<'a>>,
    /// Article that took its place.
    pub replacement: Option<&'a str>,
    /// Why the article is unknown to the client, for staff.
    pub why_unknown: Option<&'static str>,
}

/// The finding about one fate; none where nothing changed.
#[must_use]
pub fn finding(fate: Fate, told: Told<'_>) -> Option<Finding> {
    let Told { previous, now, .. } = told;
    let about = |code, outcome| {
        Finding::new(code, outcome, Stage::Edit, Subject::Row(told.number))
            .with("article", Value::Text(previous.sku.clone()))
    };
    let edit = |field, line, to| Remedy::Edit(Edit { field, line, to });
    match fate {
        Fate::Same => None,
        Fate::Replaced => {
            let product = Value::Text(told.replacement.unwrap_or_default().to_owned());
            Some(about(REPLACED, Outcome::Adjust).with("product", product))
        }
        Fate::PriceChanged => {
            let (before, now) = (previous.price.as_ref()?, now?);
            let net = now.net?;
            let finding = about(PRICE_CHANGED, Outcome::Allow);
            let same_currency = before.currency == now.currency;
            let finding = if same_currency {
                finding.with("net-before", Value::Money(before.net))
            } else {
                let text = format!("{} {}", before.net, before.currency);
                finding.with("before", Value::Text(text))
            };
            let finding = finding.with("net-now", Value::Money(net));
            // A lower price is good news.
            Some(if same_currency && net < before.net {
                finding
            } else {
                finding.warning()
            })
        }
        Fate::Reduced => {
            let now = now?;
            Some(
                about(REDUCED, Outcome::Adjust)
                    .with("quantity-before", Value::Quantity(previous.quantity))
                    .with("quantity-now", Value::Quantity(now.share))
                    .remedy(edit("quantity", Some(now.line), Some(now.accepted))),
            )
        }
        Fate::Unavailable => {
            let finding = about(UNAVAILABLE, Outcome::Adjust).warning();
            let finding = match told.why_unknown {
                Some(why) => finding.with_staff("reason", Value::Text(why.to_owned())),
                None => finding,
            };
            let way_out = match now {
                Some(now) => edit("quantity", Some(now.line), Some(Number::ZERO)),
                None => edit("article", None, None),
            };
            Some(finding.remedy(way_out).remedy(Remedy::Contact("rep")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Severity;
    use rust_decimal::dec;

    fn step(product: u32, standing: Standing, replaced_by: Option<&str>) -> Step<'_> {
        Step {
            product: (standing != Standing::Gone).then_some(product),
            standing,
            replaced_by,
        }
    }

    /// Articles `0`, `1`, …, each replaced by the next, the last by `end`.
    fn chain(standings: &[Standing], end: Option<&'static str>) -> Option<u32> {
        const NAMES: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];
        let look = |article: &str| {
            let at: usize = article.parse().unwrap();
            let next = (at + 1 < standings.len()).then(|| NAMES[at + 1]).or(end);
            step(u32::try_from(at).unwrap(), standings[at], next)
        };
        follow("0", look("0"), look)
    }

    #[test]
    fn what_is_to_be_had_or_undecided_is_not_replaced() {
        use Standing::{PriceUndecided, StockUnknown, ToBeHad};
        for old in [ToBeHad, PriceUndecided, StockUnknown] {
            assert_eq!(chain(&[old, ToBeHad], None), Some(0));
        }
    }

    #[test]
    fn a_replacement_must_be_seen_and_priced() {
        use Standing::{Gone, PriceUndecided, SoldOut, StockUnknown, ToBeHad};
        assert_eq!(chain(&[Gone, ToBeHad], None), Some(1));
        assert_eq!(chain(&[SoldOut, ToBeHad], None), Some(1));
        assert_eq!(chain(&[Gone, Gone], None), None);
        assert_eq!(chain(&[Gone, PriceUndecided], None), None);
        // He learns of a sold-out replacement only where he sees nothing of the old one.
        assert_eq!(chain(&[Gone, SoldOut], None), Some(1));
        assert_eq!(chain(&[Gone, StockUnknown, SoldOut], None), Some(1));
        assert_eq!(chain(&[SoldOut, SoldOut], None), Some(0));
        // A hidden one in between is passed over.
        assert_eq!(chain(&[Gone, Gone, ToBeHad], None), Some(2));
    }

    #[test]
    fn five_steps_are_followed_and_no_sixth() {
        use Standing::{Gone, SoldOut, ToBeHad};
        assert_eq!(
            chain(&[Gone, Gone, Gone, Gone, Gone, ToBeHad], None),
            Some(5)
        );
        assert_eq!(
            chain(&[Gone, Gone, Gone, Gone, Gone, Gone, ToBeHad], None),
            None
        );
        let sold = [SoldOut, Gone, Gone, Gone, Gone, Gone, ToBeHad];
        assert_eq!(chain(&sold, None), Some(0));
    }

    #[test]
    fn a_circle_replaces_nothing() {
        use Standing::{Gone, SoldOut};
        assert_eq!(chain(&[Gone], Some("0")), None);
        assert_eq!(chain(&[SoldOut], Some("0")), Some(0));
        assert_eq!(chain(&[Gone, SoldOut], Some("0")), None);
        assert_eq!(chain(&[Gone, SoldOut, Gone], Some("1")), None);
    }

    fn previous(quantity: Number, price: Option<(Number, &str)>) -> PreviousLine {
        PreviousLine {
            sku: "A".to_owned(),
            quantity,
            price: price.map(|(net, currency)| PreviousPrice {
                net,
                currency: currency.to_owned(),
            }),
            extra: vec![],
        }
    }

    fn now(share: Number, net: Option<Number>) -> Option<Now<'static>> {
        Some(Now {
            line: 2,
            accepted: share,
            share,
            net,
            currency: "EUR",
        })
    }

    #[test]
    fn the_smallest_unit_and_the_currency_count_and_scale_does_not() {
        let old = previous(dec!(2), Some((dec!(9.90), "EUR")));
        let of = |old: &PreviousLine, net| decide(old, now(dec!(2), Some(net)), false);
        assert_eq!(of(&old, dec!(9.9)), [Fate::Same]);
        assert_eq!(of(&old, dec!(9.91)), [Fate::PriceChanged]);
        let other = previous(dec!(2), Some((dec!(9.90), "USD")));
        assert_eq!(of(&other, dec!(9.90)), [Fate::PriceChanged]);
        // A list has no old price: nothing changed against it.
        assert_eq!(of(&previous(dec!(2), None), dec!(9.91)), [Fate::Same]);
    }

    #[test]
    fn several_fates_apply_together_and_unavailable_ends_them() {
        let old = previous(dec!(2), Some((dec!(9.90), "EUR")));
        let less = now(dec!(1), Some(dec!(8)));
        assert_eq!(
            decide(&old, less, true),
            [Fate::Replaced, Fate::PriceChanged, Fate::Reduced]
        );
        for nothing in [None, now(dec!(0), Some(dec!(8))), now(dec!(2), None)] {
            assert_eq!(decide(&old, nothing, false), [Fate::Unavailable]);
        }
        assert_eq!(
            decide(&old, now(dec!(0), None), true),
            [Fate::Replaced, Fate::Unavailable]
        );
    }

    #[test]
    fn a_lower_price_is_a_notice_and_another_currency_never_is() {
        let severity = |before, currency, net| {
            let old = previous(dec!(2), Some((before, currency)));
            let told = Told {
                number: 1,
                previous: &old,
                now: now(dec!(2), Some(net)),
                replacement: None,
                why_unknown: None,
            };
            let finding = finding(Fate::PriceChanged, told).unwrap();
            assert_eq!(finding.outcome, Outcome::Allow);
            (finding.severity, finding.params[1].value.clone())
        };
        let money = Value::Money(dec!(9));
        assert_eq!(
            severity(dec!(9), "EUR", dec!(8.99)),
            (Severity::Notice, money.clone())
        );
        assert_eq!(
            severity(dec!(9), "EUR", dec!(9.01)),
            (Severity::Warning, money)
        );
        assert_eq!(
            severity(dec!(9), "USD", dec!(8)),
            (Severity::Warning, Value::Text("9 USD".to_owned()))
        );
    }
}
