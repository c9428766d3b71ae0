//! The cart: whatever way goods come in, the plugin says what stays.

use std::collections::BTreeSet;

use comptoir::contract::{
    Audience, CartAnswer, CartLine, CartRequest, Decimal, Detail, ImportRow, Line, PreviousLine,
    PreviousPrice, Quote, QuotedLine, ReorderRequest,
};
use comptoir::{Facts, import_row};
use comptoir_conformance::{Bring, Told, Who};

use crate::MemoryShop;
use crate::error::{ShopError, sum};
use crate::place::told;
use crate::state::Cart;

impl MemoryShop {
    /// Brings goods into a cart, or takes them out.
    ///
    /// # Errors
    /// [`ShopError`]; the cart is then as it was.
    pub fn bring(
        &self,
        how: Bring,
        who: &Who,
        goods: &[(String, Decimal)],
    ) -> Result<Told, ShopError> {
        let mut lines = self.lines(&who.buyer);
        let mut rows = Vec::new();
        match how {
            Bring::Import => rows = self.upload(goods)?,
            Bring::Remove => lines.retain(|(sku, _)| !goods.iter().any(|(gone, _)| gone == sku)),
            Bring::Add | Bring::Enter | Bring::Adjust => {
                for (sku, quantity) in goods {
                    match lines.iter_mut().find(|(known, _)| known == sku) {
                        None => lines.push((sku.clone(), *quantity)),
                        Some((_, there)) if how == Bring::Adjust => *there = *quantity,
                        Some((_, there)) => *there = sum([*there, *quantity])?,
                    }
                }
            }
        }
        let context = self.context(who, "cart");
        let skus = wanted(&lines, &rows);
        let facts = self.state().facts(&who.buyer, context.local_date, &skus)?;
        let request = CartRequest {
            payment: None,
            contract: None,
            collected: None,
            warehouses: Vec::new(),
            lines: lines.iter().map(line).collect(),
            rows,
            accepted_repairs: Vec::new(),
            delivery: None,
            promo: None,
            bonus: None,
            detail: Detail::Price,
            extra: Vec::new(),
        };
        let decision = self.comptoir.cart().evaluate(&context, &facts, &request)?;
        let shown = decision.view(Audience::Buyer);
        let verdict = &shown.verdict;
        let told = told(true, verdict);
        self.show(&who.buyer, &lines, &facts, &shown)?;
        Ok(told)
    }

    /// Copies an order into a cart.
    ///
    /// # Errors
    /// [`ShopError`]; the cart is then as it was.
    pub fn reorder(&self, who: &Who, order: &str) -> Result<Told, ShopError> {
        let lines = self.lines(&who.buyer);
        let previous = self.state().order(order)?.clone();
        let mut skus = wanted(&lines, &[]);
        skus.extend(previous.lines.iter().map(|line| line.sku.clone()));
        let context = self.context(who, "reorder");
        let facts = self.state().facts(&who.buyer, context.local_date, &skus)?;
        let request = ReorderRequest {
            contract: None,
            warehouses: Vec::new(),
            lines: lines.iter().map(line).collect(),
            previous: previous
                .lines
                .iter()
                .map(|line| PreviousLine {
                    sku: line.sku.clone(),
                    quantity: line.quantity,
                    price: Some(PreviousPrice {
                        net: line.net,
                        currency: previous.currency.clone(),
                    }),
                    extra: Vec::new(),
                })
                .collect(),
            detail: Detail::Price,
            extra: Vec::new(),
            previous_extra: Vec::new(),
        };
        let decision = self.comptoir.cart().reorder(&context, &facts, &request)?;
        let shown = decision.view(Audience::Buyer);
        self.show(&who.buyer, &lines, &facts, &shown.cart)?;
        Ok(told(true, &shown.cart.verdict))
    }

    /// What is in a buyer's cart: article and accepted quantity.
    #[must_use]
    pub fn lines(&self, buyer: &str) -> Vec<(String, Decimal)> {
        let state = self.state();
        state
            .carts
            .get(buyer)
            .map_or_else(Vec::new, |cart| cart.lines.clone())
    }

    /// A file as an upload hands it in, read in the sandbox.
    fn upload(&self, goods: &[(String, Decimal)]) -> Result<Vec<ImportRow>, ShopError> {
        let mut file = String::from("sku,quantity\n");
        for (sku, quantity) in goods {
            file.push_str(&format!("{sku},{quantity}\n"));
        }
        let (sheet, _) = self
            .comptoir
            .order_file()
            .read("order.csv", file.as_bytes())?;
        Ok(sheet.rows.iter().map(import_row).collect())
    }

    /// The cart as the answer has it: the accepted quantities, and what was shown for them.
    fn show(
        &self,
        buyer: &str,
        asked: &[(String, Decimal)],
        facts: &Facts,
        answer: &CartAnswer,
    ) -> Result<(), ShopError> {
        let mut cart = Cart::default();
        let mut quoted = Vec::new();
        for (number, line) in answer.lines.iter().enumerate() {
            if line.accepted.is_zero() {
                continue;
            }
            let sku = match asked.get(number) {
                Some((sku, _)) => sku.clone(),
                None => article(facts, line)?,
            };
            cart.lines.push((sku, line.accepted));
            quoted.push(QuotedLine {
                quantity: line.accepted,
                net: line.price.as_ref().map_or(Decimal::ZERO, |price| price.net),
            });
        }
        cart.quote = Some(Quote {
            lines: quoted,
            gross: answer
                .totals
                .as_ref()
                .map_or(Decimal::ZERO, |totals| totals.gross),
            delivery: None,
            redeemed: None,
        });
        self.state().carts.insert(buyer.to_owned(), cart);
        Ok(())
    }
}

/// The article of a line that the file brought.
fn article(facts: &Facts, line: &CartLine) -> Result<String, ShopError> {
    let product = line.product.and_then(|index| {
        let index = usize::try_from(index).ok()?;
        facts.products.items.get(index)
    });
    let product = product.ok_or_else(|| ShopError::Nonsense("a line of no article".to_owned()))?;
    Ok(product.sku.clone())
}

pub(crate) fn line((sku, quantity): &(String, Decimal)) -> Line {
    Line {
        sku: sku.clone(),
        quantity: *quantity,
        extra: Vec::new(),
    }
}

/// Every article that lines and rows may speak of.
pub(crate) fn wanted(lines: &[(String, Decimal)], rows: &[ImportRow]) -> BTreeSet<String> {
    let rows = rows
        .iter()
        .flat_map(|row| [&row.exact, &row.without_leading_zeros]);
    let lines = lines.iter().map(|(sku, _)| sku);
    rows.chain(lines)
        .filter(|key| !key.is_empty())
        .cloned()
        .collect()
}
