//! `price.list`, `price.break`: which list prices a product, and which of its quantity breaks.
//!
//! Lists are put forward by the contract, the client, the payment terms and the
//! fallback, in that order of specificity; `[price] strategy` says which wins. A list
//! competes only where it is in force, in the contract's currency, and has a break at
//! or below the quantity; with `breaks = "replace"`, any break. Equal claims are never a
//! silent pick: [`Contradiction`]; nor is a break below one piece, or finer than the unit.
//!
//! Requirement: R10, R11, R13, R17. Facts: buyer, contracts, products.

use crate::domain::facts::in_force;
use crate::domain::number::compare;
use crate::domain::{Buyer, Day, Number, PriceRow, Product, Products};
use crate::policy::{Breaks, Policy, Strategy};
use crate::rules::contract_choice::Chosen;

/// Code of the first step.
pub const LIST: &str = "price.list";
/// Code of the step from the list price to a quantity break.
pub const BREAK: &str = "price.break";

/// Who put a list forward, by rising specificity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// `[price] fallback`.
    Fallback,
    /// The terms' `price_list`.
    Terms,
    /// Agreed with the client.
    Client,
    /// Agreed in the contract.
    Contract,
}

/// A list that was put forward.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Index into the price list facts.
    pub list: u32,
    /// Who put it forward.
    pub origin: Origin,
    /// Its rank under `priority`; none where it has none.
    pub rank: Option<Number>,
    /// Whether it is in force and in the contract's currency.
    pub in_force: bool,
}

/// The lists that compete for this client, most specific first.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Each list once.
    pub claims: Vec<Claim>,
    /// How they compete.
    pub strategy: Strategy,
    /// For a quantity, or for the product.
    pub breaks: Breaks,
}

/// Facts that contradict each other, or themselves: the one at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Path of the fact, such as `price list wholesale, product 0983`.
    pub fact: String,
}

/// The rows of the winning list.
#[derive(Debug, Clone, Copy)]
pub struct Won<'a> {
    /// The claim that won.
    pub claim: &'a Claim,
    /// The row at the list's lowest break.
    pub first: &'a PriceRow,
    /// The row at the quantity.
    pub row: &'a PriceRow,
    /// The next break above the quantity.
    pub next: Option<&'a PriceRow>,
}

/// How one claim fared.
#[derive(Debug, Clone, Copy)]
pub enum Fared<'a> {
    /// Its rows at the quantity.
    Priced(Won<'a>),
    /// It has rows, but all begin above the quantity; the lowest.
    BelowFirstBreak(&'a PriceRow),
    /// It has no row for the product.
    NoPrice,
    /// It does not compete at all.
    NotInForce,
}

/// A claim with what it is compared by.
#[derive(Debug, Clone, Copy)]
struct Bid<'a> {
    claim: &'a Claim,
    amount: Number,
    /// None: it would win the product, and has no price for the quantity.
    won: Option<Won<'a>>,
}

impl Plan {
    /// The lists for one client under one contract.
    #[must_use]
    pub fn new(
        policy: &Policy,
        chosen: Chosen<'_>,
        buyer: &Buyer,
        products: &Products,
        today: Day,
    ) -> Self {
        let agreed = chosen
            .contract
            .price_list
            .iter()
            .map(|id| (Origin::Contract, id));
        let client = buyer.price_list.iter().map(|id| (Origin::Client, id));
        let terms = chosen
            .terms
            .price_lists
            .iter()
            .map(|id| (Origin::Terms, id));
        let fallback = policy
            .price
            .fallback
            .iter()
            .map(|id| (Origin::Fallback, id));
        let mut claims: Vec<Claim> = Vec::new();
        for (origin, id) in agreed.chain(client).chain(terms).chain(fallback) {
            let lists = (0u32..)
                .zip(&products.price_lists)
                .filter(|(_, list)| list.id == *id);
            for (list, fact) in lists {
                if claims.iter().any(|claim| claim.list == list) {
                    continue;
                }
                let rank = policy
                    .price
                    .priorities
                    .iter()
                    .find(|(name, _)| name == id)
                    .map(|(_, rank)| *rank);
                let in_force = in_force(today, fact.valid_from, fact.valid_until)
                    && fact.currency == chosen.contract.currency;
                claims.push(Claim {
                    list,
                    origin,
                    rank,
                    in_force,
                });
            }
        }
        Self {
            claims,
            strategy: policy.price.strategy,
            breaks: policy.price.breaks,
        }
    }

    /// The one list that anybody may see: nobody's agreements put another one forward.
    #[must_use]
    pub fn public(id: &str, currency: &str, products: &Products, today: Day) -> Self {
        let claims = (0u32..)
            .zip(&products.price_lists)
            .filter(|(_, list)| list.id == id)
            .map(|(list, fact)| Claim {
                list,
                origin: Origin::Fallback,
                rank: None,
                in_force: in_force(today, fact.valid_from, fact.valid_until)
                    && fact.currency == currency,
            })
            .collect();
        Self {
            claims,
            strategy: Strategy::MostSpecific,
            breaks: Breaks::Merge,
        }
    }

    /// The list that prices `quantity` of `product`; none where no list does.
    ///
    /// # Errors
    /// [`Contradiction`] as of [`Self::fare`], and where two lists claim equally.
    pub fn decide<'a>(
        &'a self,
        product: &'a Product,
        products: &Products,
        quantity: Number,
    ) -> Result<Option<Won<'a>>, Contradiction> {
        let mut best: Option<Bid<'a>> = None;
        for claim in &self.claims {
            let fared = self.fare(claim, product, products, quantity)?;
            let Some(bid) = self.bid(claim, fared) else {
                continue;
            };
            let replaces = match best {
                None => true,
                Some(leader) => self.outranks(&bid, &leader).ok_or_else(|| Contradiction {
                    fact: format!(
                        "price lists {} and {} claim product {} equally",
                        name(products, leader.claim.list),
                        name(products, claim.list),
                        product.sku
                    ),
                })?,
            };
            if replaces {
                best = Some(bid);
            }
        }
        Ok(best.and_then(|bid| bid.won))
    }

    /// What a claim competes with; none where it does not compete.
    fn bid<'a>(&self, claim: &'a Claim, fared: Fared<'a>) -> Option<Bid<'a>> {
        let (amount, won) = match (fared, self.breaks) {
            (Fared::Priced(won), Breaks::Merge) => (won.row.amount, Some(won)),
            (Fared::Priced(won), Breaks::Replace) => (won.first.amount, Some(won)),
            (Fared::BelowFirstBreak(first), Breaks::Replace) => (first.amount, None),
            (Fared::BelowFirstBreak(_), Breaks::Merge)
            | (Fared::NoPrice | Fared::NotInForce, _) => {
                return None;
            }
        };
        Some(Bid { claim, amount, won })
    }

    /// How one claim fares.
    ///
    /// # Errors
    /// [`Contradiction`] where the list has two prices for one break, or a break that is no quantity.
    pub fn fare<'a>(
        &self,
        claim: &'a Claim,
        product: &'a Product,
        products: &Products,
        quantity: Number,
    ) -> Result<Fared<'a>, Contradiction> {
        if !claim.in_force {
            return Ok(Fared::NotInForce);
        }
        let (mut first, mut row, mut next): (
            Option<&PriceRow>,
            Option<&PriceRow>,
            Option<&PriceRow>,
        ) = (None, None, None);
        for candidate in product
            .prices
            .iter()
            .filter(|row| row.price_list == claim.list)
        {
            let from = candidate.from_quantity;
            if !is_break(from, product.unit_scale) {
                return Err(Contradiction {
                    fact: format!(
                        "price list {} has a price from {from} of product {}, which is no quantity of it",
                        name(products, claim.list),
                        product.sku
                    ),
                });
            }
            let twice = [first, row, next]
                .into_iter()
                .flatten()
                .any(|known| compare(known.from_quantity, from).is_eq());
            if twice {
                return Err(Contradiction {
                    fact: format!(
                        "price list {} has two prices from {from} of product {}",
                        name(products, claim.list),
                        product.sku
                    ),
                });
            }
            let below = |known: &PriceRow| compare(from, known.from_quantity).is_lt();
            if first.is_none_or(below) {
                first = Some(candidate);
            }
            if compare(from, quantity).is_gt() {
                if next.is_none_or(below) {
                    next = Some(candidate);
                }
            } else if row.is_none_or(|known| !below(known)) {
                row = Some(candidate);
            }
        }
        Ok(match (first, row) {
            (None, _) => Fared::NoPrice,
            (Some(first), None) => Fared::BelowFirstBreak(first),
            (Some(first), Some(row)) => Fared::Priced(Won {
                claim,
                first,
                row,
                next,
            }),
        })
    }

    /// Whether `challenger` beats `leader`; none where their claims are equal.
    fn outranks(&self, challenger: &Bid<'_>, leader: &Bid<'_>) -> Option<bool> {
        match self.strategy {
            Strategy::MostSpecific if challenger.claim.origin == leader.claim.origin => None,
            Strategy::MostSpecific => Some(challenger.claim.origin > leader.claim.origin),
            // One price is one price, whichever list it stands in: the more specific list stays.
            Strategy::Lowest => Some(challenger.amount < leader.amount),
            Strategy::Priority => match (challenger.claim.rank, leader.claim.rank) {
                (Some(mine), Some(other)) if mine != other => Some(mine > other),
                _ => None,
            },
        }
    }
}

/// Whether a price can begin at `from`: above nothing, and no finer than the unit.
fn is_break(from: Number, unit_scale: u32) -> bool {
    from > Number::ZERO && (from.scale() <= unit_scale || from.normalize().scale() <= unit_scale)
}

fn name(products: &Products, list: u32) -> &str {
    usize::try_from(list)
        .ok()
        .and_then(|at| products.price_lists.get(at))
        .map_or("?", |list| list.id.as_str())
}
