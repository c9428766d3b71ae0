//! `price.agreed`: an order that was placed keeps its prices.
//!
//! A correction leaves every article at the net price it was placed at, as long as there is no more of it
//! than the order had, whether or not it has a price of today; who takes more of it takes all of it at today's
//! price. Carts have no agreed prices.
//!
//! Requirement: A13, A16. Facts: order.

use std::collections::BTreeMap;

use super::price::Price;
use crate::domain::{Number, OrderLine};

/// Code of the rule.
pub const CODE: &str = "price.agreed";

/// What is left of an order's articles at the prices it was placed at.
#[derive(Debug, Default)]
pub struct Agreed<'a> {
    /// Net price and quantity, by article.
    left: BTreeMap<&'a str, (Number, Number)>,
}

impl<'a> Agreed<'a> {
    /// Of an order's lines. Gifts, at a net price of 0, agree nothing; of two lines of one article the
    /// first one's price counts.
    #[must_use]
    pub fn of(lines: &'a [OrderLine]) -> Self {
        let mut left: BTreeMap<&str, (Number, Number)> = BTreeMap::new();
        for line in lines.iter().filter(|line| !line.net.is_zero()) {
            let entry = left
                .entry(line.sku.as_str())
                .or_insert((line.net, Number::ZERO));
            // What leaves the range is more than any line asks for.
            entry.1 = entry.1.saturating_add(line.quantity);
        }
        Self { left }
    }

    /// The net price agreed for `quantity` of an article, while that much of it is left; none: today's holds.
    #[must_use]
    pub fn take(&mut self, sku: &str, quantity: Number) -> Option<Number> {
        let (net, left) = self.left.get_mut(sku)?;
        if quantity > *left || quantity.is_zero() {
            *left = Number::ZERO;
            return None;
        }
        *left = left.saturating_sub(quantity);
        Some(*net)
    }
}

/// A unit price that was agreed: no list of today and no break beyond belong to it.
#[must_use]
pub fn price(net: Number) -> Price {
    Price {
        price_list: 0,
        list_price: net,
        net,
        next_break: None,
        steps: Vec::new(),
        candidates: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn line(sku: &str, quantity: Number, net: Number) -> OrderLine {
        OrderLine {
            sku: sku.to_owned(),
            quantity,
            net,
            discount: Number::ZERO,
        }
    }

    #[test]
    fn as_much_as_agreed_keeps_its_price_and_one_more_does_not() {
        let lines = [line("A", dec!(10), dec!(9)), line("G", dec!(1), dec!(0))];
        let net = |sku, quantity| Agreed::of(&lines).take(sku, quantity);
        assert_eq!(net("A", dec!(1)), Some(dec!(9)));
        assert_eq!(net("A", dec!(10)), Some(dec!(9)));
        assert_eq!(net("A", dec!(11)), None);
        // A gift gives the article away once, not at every correction.
        assert_eq!(net("G", dec!(1)), None);
        assert_eq!(net("B", dec!(1)), None);
    }

    #[test]
    fn an_article_on_two_lines_is_agreed_once() {
        let lines = [line("A", dec!(10), dec!(9))];
        let mut agreed = Agreed::of(&lines);
        assert_eq!(agreed.take("A", dec!(6)), Some(dec!(9)));
        assert_eq!(agreed.take("A", dec!(4)), Some(dec!(9)));
        assert_eq!(agreed.take("A", dec!(1)), None);
        let mut again = Agreed::of(&lines);
        assert_eq!(again.take("A", dec!(6)), Some(dec!(9)));
        assert_eq!(again.take("A", dec!(5)), None);
        assert_eq!(again.take("A", dec!(1)), None);
    }
}
