//! How the clients that were found stand, each and together.

use std::collections::BTreeMap;

use crate::domain::directory::{Owed, Standing};
use crate::domain::number::{Overflow, add};
use crate::domain::{Findings, Number, Outcome, Remedy, Value};
use crate::rules::access::refuse;
use crate::rules::register::{CONTRADICTORY, OVERFLOW};

/// All clients that were found, together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overall {
    /// Orders that are neither done nor cancelled.
    pub live_orders: u32,
    /// By currency, in the order of their codes.
    pub owed: Vec<Owed>,
    /// Clients of which it is not known.
    pub unknown: u32,
}

/// Which standing is which client's.
pub(super) struct Standings<'a> {
    all: &'a [Standing],
    /// By client; `Err` where two stand there, which tell nothing.
    of: Vec<Option<Result<u32, ()>>>,
}

impl<'a> Standings<'a> {
    pub(super) fn new(all: &'a [Standing], clients: usize) -> Self {
        let mut of = vec![None; clients];
        for (index, standing) in (0u32..).zip(all) {
            let at = usize::try_from(standing.client).ok();
            if let Some(entry) = at.and_then(|at| of.get_mut(at)) {
                *entry = Some(entry.map_or(Ok(index), |_| Err(())));
            }
        }
        Self { all, of }
    }

    fn entry(&self, client: u32) -> Option<Result<u32, ()>> {
        self.of.get(usize::try_from(client).ok()?).copied()?
    }

    /// Index of the client's standing; none: not known.
    pub(super) fn of(&self, client: u32) -> Option<u32> {
        self.entry(client)?.ok()
    }

    /// The sums over `clients`; what can't be summed is said once and left out.
    pub(super) fn overall(&self, clients: &[u32], findings: &mut Findings) -> Overall {
        let mut overall = Overall::default();
        let mut owed: BTreeMap<&str, Owed> = BTreeMap::new();
        let mut contradictory = false;
        let mut overflow = false;
        for client in clients {
            contradictory |= self.entry(*client).is_some_and(|entry| entry.is_err());
            let standing = self
                .of(*client)
                .and_then(|index| self.all.get(usize::try_from(index).ok()?));
            let Some(standing) = standing else {
                overall.unknown = overall.unknown.saturating_add(1);
                continue;
            };
            overall.live_orders = overall.live_orders.saturating_add(standing.live_orders);
            for part in &standing.owed {
                let sum = owed.entry(&part.currency).or_insert_with(|| Owed {
                    currency: part.currency.clone(),
                    amount: Number::ZERO,
                    overdue: Number::ZERO,
                });
                overflow |= both(sum, part).is_err();
            }
        }
        if contradictory {
            findings.push(
                refuse(CONTRADICTORY, Outcome::Indeterminate)
                    .with_staff(
                        "fact",
                        Value::Text("two standings of one client".to_owned()),
                    )
                    .remedy(Remedy::Contact("staff")),
            );
        }
        if overflow {
            findings
                .push(refuse(OVERFLOW, Outcome::Indeterminate).remedy(Remedy::Contact("staff")));
        } else {
            overall.owed = owed.into_values().collect();
        }
        overall
    }
}

fn both(sum: &mut Owed, part: &Owed) -> Result<(), Overflow> {
    sum.amount = add(sum.amount, part.amount)?;
    sum.overdue = add(sum.overdue, part.overdue)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn standing(client: u32, currency: &str, amount: Number) -> Standing {
        Standing {
            client,
            live_orders: 2,
            owed: vec![Owed {
                currency: currency.to_owned(),
                amount,
                overdue: dec!(1),
            }],
        }
    }

    fn overall(all: &[Standing]) -> (Overall, Vec<&'static str>) {
        let mut findings = Findings::default();
        let overall = Standings::new(all, 3).overall(&[0, 1, 2], &mut findings);
        (overall, findings.iter().map(|f| f.code).collect())
    }

    #[test]
    fn currencies_are_never_mixed_and_the_unknown_are_counted() {
        let (overall, codes) = overall(&[standing(0, "USD", dec!(5)), standing(1, "EUR", dec!(7))]);
        let owed: Vec<_> = overall
            .owed
            .iter()
            .map(|owed| (owed.currency.as_str(), owed.amount))
            .collect();
        assert_eq!(owed, [("EUR", dec!(7)), ("USD", dec!(5))]);
        assert_eq!((overall.live_orders, overall.unknown), (4, 1));
        assert!(codes.is_empty());
    }

    #[test]
    fn what_can_not_be_summed_is_left_out_and_said() {
        let twice = [standing(0, "EUR", dec!(5)), standing(0, "EUR", dec!(6))];
        let (sum, codes) = overall(&twice);
        assert_eq!(
            (sum.unknown, sum.owed, codes),
            (3, vec![], vec![CONTRADICTORY])
        );
        let limit = dec!(1_000_000_000_000_000);
        let fits = [standing(0, "EUR", limit)];
        assert!(overall(&fits).1.is_empty());
        let beyond = [standing(0, "EUR", limit), standing(1, "EUR", dec!(0.01))];
        let (sum, codes) = overall(&beyond);
        assert_eq!((sum.owed, codes), (vec![], vec![OVERFLOW]));
    }
}
