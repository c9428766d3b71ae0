//! `product.unknown`: an article that the facts do not hold.
//!
//! To a buyer a hidden product and an unknown one look the same; staff read which it is. An
//! article is matched exactly as written: `983` is not `0983`.
//!
//! Requirement: R14, R24, R45. Facts: products.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::catalogue_visible::Sight;
use crate::domain::{Finding, Outcome, Product, Stage, Subject, Value};

/// Code of the finding.
pub const UNKNOWN: &str = "product.unknown";

/// What the facts say about an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Index into the product facts.
    One(u32),
    /// Nothing.
    None,
    /// Two products under one article: the facts contradict themselves.
    Twice,
}

/// Looks articles up. Iteration order plays no part.
pub struct Lookup<'a> {
    items: &'a [Product],
    sight: Sight,
    /// Made when the first article is looked up: a list of offers looks none up.
    by_article: OnceCell<ByArticle<'a>>,
}

enum ByArticle<'a> {
    /// The facts come sorted by article.
    Sorted,
    /// They do not.
    Hashed(HashMap<&'a str, Found>),
}

impl<'a> ByArticle<'a> {
    fn of(items: &'a [Product]) -> Self {
        if items.is_sorted_by(|low, high| low.sku < high.sku) {
            return Self::Sorted;
        }
        let mut found = HashMap::with_capacity(items.len());
        for (index, product) in (0u32..).zip(items) {
            found
                .entry(product.sku.as_str())
                .and_modify(|known| *known = Found::Twice)
                .or_insert(Found::One(index));
        }
        Self::Hashed(found)
    }
}

impl<'a> Lookup<'a> {
    /// Over the product facts, as far as `sight` goes.
    #[must_use]
    pub fn new(items: &'a [Product], sight: Sight) -> Self {
        Self {
            items,
            sight,
            by_article: OnceCell::new(),
        }
    }

    /// Whether the client sees `product`.
    #[must_use]
    pub fn sees(&self, product: &Product) -> bool {
        self.sight.sees(product)
    }

    fn known(&self, sku: &str) -> Found {
        match self.by_article.get_or_init(|| ByArticle::of(self.items)) {
            ByArticle::Sorted => self
                .items
                .binary_search_by(|product| product.sku.as_str().cmp(sku))
                .ok()
                .and_then(|at| u32::try_from(at).ok())
                .map_or(Found::None, Found::One),
            ByArticle::Hashed(found) => found.get(sku).copied().unwrap_or(Found::None),
        }
    }

    /// Why an article is unknown to the buyer, for staff.
    #[must_use]
    pub fn why_unknown(&self, sku: &str) -> &'static str {
        match self.known(sku) {
            Found::None => "not-in-facts",
            Found::One(_) | Found::Twice => "hidden",
        }
    }

    /// The article that took the place of this one, which the client need not see.
    #[must_use]
    pub fn replaced_by(&self, sku: &str) -> Option<&'a str> {
        let Found::One(index) = self.known(sku) else {
            return None;
        };
        let at = usize::try_from(index).ok()?;
        self.items.get(at)?.replaced_by.as_deref()
    }

    /// The finding that an article is unknown to the buyer. Staff read why.
    #[must_use]
    pub fn unknown(&self, sku: &str, stage: Stage, subject: Subject) -> Finding {
        let why = self.why_unknown(sku);
        Finding::new(UNKNOWN, Outcome::Block, stage, subject)
            .with("article", Value::Text(sku.to_owned()))
            .with_staff("reason", Value::Text(why.to_owned()))
    }

    /// The product of an article.
    #[must_use]
    pub fn find(&self, sku: &str) -> Found {
        match self.known(sku) {
            Found::None => Found::None,
            Found::One(index) => {
                let product = usize::try_from(index)
                    .ok()
                    .and_then(|at| self.items.get(at));
                match product {
                    Some(product) if self.sees(product) => Found::One(index),
                    _ => Found::None,
                }
            }
            // Twice, as far as the client sees.
            Found::Twice => self.only(|product| product.sku == sku),
        }
    }

    /// The one product he sees that `matches`; `Twice` where there are more.
    fn only(&self, matches: impl Fn(&Product) -> bool) -> Found {
        let mut matching = (0u32..)
            .zip(self.items)
            .filter(|(_, product)| matches(product) && self.sees(product));
        match (matching.next(), matching.next()) {
            (None, _) => Found::None,
            (Some((index, _)), None) => Found::One(index),
            (Some(_), Some(_)) => Found::Twice,
        }
    }

    /// The one product whose article without leading zeros is `key`; `Twice` where there are more.
    #[must_use]
    pub fn find_without_zeros(&self, key: &str) -> Found {
        self.only(|product| product.sku.trim_start_matches('0') == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn products(skus: &[&str]) -> Vec<Product> {
        let product = |sku: &&str| Product {
            sku: (*sku).to_owned(),
            tax_class: 0,
            categories: vec![],
            unit_scale: 0,
            weight: None,
            volume: None,
            moq: None,
            multiple: None,
            replaced_by: None,
            prices: vec![],
        };
        skus.iter().map(product).collect()
    }

    #[test]
    fn sorted_or_not_the_answer_is_one() {
        for skus in [["0983", "983", "A"], ["A", "983", "0983"]] {
            let items = products(&skus);
            let lookup = Lookup::new(&items, Sight::Everything);
            for (index, sku) in (0..).zip(skus) {
                assert_eq!(lookup.find(sku), Found::One(index));
            }
            assert_eq!(lookup.find("00983"), Found::None);
            assert_eq!(lookup.find_without_zeros("983"), Found::Twice);
            assert_eq!(lookup.find_without_zeros("B"), Found::None);
        }
    }

    #[test]
    fn one_article_twice_is_no_pick() {
        let items = products(&["A", "A"]);
        let lookup = Lookup::new(&items, Sight::Everything);
        assert_eq!(lookup.find("A"), Found::Twice);
    }

    #[test]
    fn what_is_hidden_is_not_there() {
        for skus in [["0983", "983", "A"], ["A", "983", "0983"]] {
            let mut items = products(&skus);
            for item in &mut items {
                item.categories = vec![u32::from(item.sku == "983")];
            }
            let lookup = Lookup::new(&items, Sight::Categories(vec![true, false]));
            assert_eq!(lookup.find("983"), Found::None);
            assert!(matches!(lookup.find("0983"), Found::One(_)));
            // One candidate is left: a hidden one makes nothing ambiguous.
            assert_eq!(lookup.find_without_zeros("983"), lookup.find("0983"));
            let why = |sku: &str| {
                let finding = lookup.unknown(sku, Stage::Place, Subject::Document);
                finding.params.last().map(|param| param.value.clone())
            };
            assert_ne!(why("983"), why("B"));
        }
    }
}
