//! `price.agreed`: an order that was placed keeps its prices.
//!
//! A correction leaves every article at the net price it was placed at, as long as there is no more of it
//! than the order had; who takes more of it takes all of it at today's price. Carts have no agreed prices.
//!
//! Requirement: A13, A16. Facts: order.

use std::collections::BTreeMap;

use super::price::{Price, Step};
use crate::domain::{Number, OrderLine};

/// Code of the step.
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

    /// The price of `quantity` of an article: as agreed while that much of it is left, else as it is.
    #[must_use]
    pub fn price(&mut self, sku: &str, quantity: Number, price: Price, explain: bool) -> Price {
        let Some((net, left)) = self.left.get_mut(sku) else {
            return price;
        };
        if quantity > *left {
            *left = Number::ZERO;
            return price;
        }
        *left = left.saturating_sub(quantity);
        if *net == price.net {
            return price;
        }
        let mut price = price;
        if explain {
            price.steps.push(Step {
                code: CODE,
                setting: "fact order".to_owned(),
                percent: None,
                before: price.net,
                after: *net,
            });
        }
        // A break beyond is another price: it is not to be had at what was agreed.
        price.next_break = None;
        price.net = *net;
        price
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
        }
    }

    fn today() -> Price {
        Price {
            price_list: 0,
            list_price: dec!(12),
            net: dec!(12),
            next_break: None,
            steps: vec![],
            candidates: vec![],
        }
    }

    #[test]
    fn as_much_as_agreed_keeps_its_price_and_one_more_does_not() {
        let lines = [line("A", dec!(10), dec!(9)), line("G", dec!(1), dec!(0))];
        let net = |sku, quantity| Agreed::of(&lines).price(sku, quantity, today(), true).net;
        assert_eq!(net("A", dec!(1)), dec!(9));
        assert_eq!(net("A", dec!(10)), dec!(9));
        assert_eq!(net("A", dec!(11)), dec!(12));
        // A gift gives the article away once, not at every correction.
        assert_eq!(net("G", dec!(1)), dec!(12));
        assert_eq!(net("B", dec!(1)), dec!(12));
        let kept = Agreed::of(&lines).price("A", dec!(2), today(), true);
        assert_eq!((kept.steps[0].code, kept.steps[0].before), (CODE, dec!(12)));
    }

    #[test]
    fn an_article_on_two_lines_is_agreed_once() {
        let lines = [line("A", dec!(10), dec!(9))];
        let mut agreed = Agreed::of(&lines);
        assert_eq!(agreed.price("A", dec!(6), today(), false).net, dec!(9));
        assert_eq!(agreed.price("A", dec!(4), today(), false).net, dec!(9));
        assert_eq!(agreed.price("A", dec!(1), today(), false).net, dec!(12));
        let mut again = Agreed::of(&lines);
        assert_eq!(again.price("A", dec!(6), today(), false).net, dec!(9));
        assert_eq!(again.price("A", dec!(5), today(), false).net, dec!(12));
        assert_eq!(again.price("A", dec!(1), today(), false).net, dec!(12));
    }
}
