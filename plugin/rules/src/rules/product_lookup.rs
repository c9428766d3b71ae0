//! `product.unknown`: an article that the facts do not hold.
//!
//! To a buyer a hidden product and an unknown one look the same. An article is matched
//! exactly as written: `983` is not `0983`.
//!
//! Requirement: R24, R45. Facts: products.

use std::collections::HashMap;

use crate::domain::Product;

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
pub enum Lookup<'a> {
    /// The facts come sorted by article.
    Sorted(&'a [Product]),
    /// They do not.
    Hashed(HashMap<&'a str, Found>, &'a [Product]),
}

impl<'a> Lookup<'a> {
    /// Over the product facts.
    #[must_use]
    pub fn new(items: &'a [Product]) -> Self {
        if items.is_sorted_by(|low, high| low.sku < high.sku) {
            return Self::Sorted(items);
        }
        let mut found = HashMap::with_capacity(items.len());
        for (index, product) in (0u32..).zip(items) {
            found
                .entry(product.sku.as_str())
                .and_modify(|known| *known = Found::Twice)
                .or_insert(Found::One(index));
        }
        Self::Hashed(found, items)
    }

    /// The product of an article.
    #[must_use]
    pub fn find(&self, sku: &str) -> Found {
        match self {
            Self::Sorted(items) => items
                .binary_search_by(|product| product.sku.as_str().cmp(sku))
                .ok()
                .and_then(|at| u32::try_from(at).ok())
                .map_or(Found::None, Found::One),
            Self::Hashed(found, _) => found.get(sku).copied().unwrap_or(Found::None),
        }
    }

    /// The one product whose article without leading zeros is `key`; `Twice` where there are more.
    #[must_use]
    pub fn find_without_zeros(&self, key: &str) -> Found {
        let (Self::Sorted(items) | Self::Hashed(_, items)) = self;
        let mut matching = (0u32..)
            .zip(*items)
            .filter(|(_, product)| product.sku.trim_start_matches('0') == key);
        match (matching.next(), matching.next()) {
            (None, _) => Found::None,
            (Some((index, _)), None) => Found::One(index),
            (Some(_), Some(_)) => Found::Twice,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn products(skus: &[&str]) -> Vec<Product> {
        let product = |sku: &&str| Product {
            sku: (*sku).to_owned(),
            tax_class: 0,
            unit_scale: 0,
            weight: None,
            volume: None,
            moq: None,
            multiple: None,
            prices: vec![],
        };
        skus.iter().map(product).collect()
    }

    #[test]
    fn sorted_or_not_the_answer_is_one() {
        for skus in [["0983", "983", "A"], ["A", "983", "0983"]] {
            let items = products(&skus);
            let lookup = Lookup::new(&items);
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
        assert_eq!(Lookup::new(&products(&["A", "A"])).find("A"), Found::Twice);
    }
}
