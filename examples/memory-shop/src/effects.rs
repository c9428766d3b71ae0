//! What a decision does to the shop.

use comptoir::Facts;
use comptoir::contract::{Action, Decimal, Effect, Reservation};

use crate::error::{ShopError, sum};
use crate::state::{Letter, Reserved, State};

impl State {
    /// One effect that changes the state, for `order`.
    pub(crate) fn apply(
        &mut self,
        facts: &Facts,
        order: &str,
        effect: &Effect,
    ) -> Result<(), ShopError> {
        match &effect.action {
            Action::Reserve(reservations) => {
                for reservation in reservations {
                    let row = row(facts, order, reservation)
                        .ok_or_else(|| ShopError::Nonsense(format!("{reservation:?}")))?;
                    self.reserved.push(row);
                }
                self.count()
            }
            Action::ReserveOrder(_) => self.reserve(order),
            Action::ReleaseOrder(_) => {
                self.reserved.retain(|row| row.order != order);
                self.count()
            }
            Action::KeepDetails(details) => {
                for detail in details {
                    let fact = format!("buyer.{}.details.{}", facts.buyer.id, detail.name);
                    self.shop.set(&fact, &detail.value)?;
                }
                Ok(())
            }
            // The accounting system would hear of it; bonuses and codes are kept by the shop on SQLite.
            other => Err(ShopError::Nonsense(format!("{other:?}"))),
        }
    }

    /// Letters wait until they are sent.
    pub(crate) fn write_letters(&mut self, effects: Vec<&Effect>) {
        for effect in effects {
            if let Action::Notify(notification) = &effect.action {
                self.letters.push(Letter {
                    key: effect.key.clone(),
                    to: notification.to.clone(),
                    template: notification.template.clone(),
                });
            }
        }
    }

    /// The goods of a shipped order are gone.
    pub(crate) fn take_out(&mut self, order: &str) -> Result<(), ShopError> {
        let gone: Vec<Reserved> = self
            .reserved
            .extract_if(.., |row| row.order == order)
            .collect();
        for row in gone {
            let there = self.on_hand(&row.sku, &row.warehouse);
            let left = less(there, row.quantity)?;
            let fact = format!("stock.{}.{}.on_hand", row.sku, row.warehouse);
            self.shop.set(&fact, &left.to_string())?;
        }
        self.count()
    }

    /// Sets an order's lines aside, warehouse by warehouse, as far as there is enough.
    fn reserve(&mut self, order: &str) -> Result<(), ShopError> {
        for line in self.order(order)?.lines.clone() {
            let mut open = line.quantity;
            for warehouse in self.shop.warehouses.clone() {
                let taken = self.reserved(&line.sku, Some(&warehouse), None)?;
                let free = less(self.on_hand(&line.sku, &warehouse), taken)?;
                let quantity = if free.to_number() < open.to_number() {
                    free
                } else {
                    open
                };
                if quantity.is_zero() || quantity.is_negative() {
                    continue;
                }
                open = less(open, quantity)?;
                self.reserved.push(Reserved {
                    order: order.to_owned(),
                    sku: line.sku.clone(),
                    warehouse,
                    quantity,
                });
            }
            if !open.is_zero() {
                return Err(ShopError::Nonsense(format!(
                    "{open} of `{}` are not there",
                    line.sku
                )));
            }
        }
        self.count()
    }

    /// Facts say what is reserved, in all and by whom.
    fn count(&mut self) -> Result<(), ShopError> {
        let skus: Vec<String> = self.shop.products.keys().cloned().collect();
        let companies: Vec<String> = self.shop.companies.keys().cloned().collect();
        for sku in skus {
            for warehouse in self.shop.warehouses.clone() {
                let reserved = self.reserved(&sku, Some(&warehouse), None)?;
                let fact = format!("stock.{sku}.{warehouse}.reserved");
                self.shop.set(&fact, &reserved.to_string())?;
            }
            for company in &companies {
                let own = self.reserved(&sku, None, Some(company))?;
                let own = if own.is_zero() {
                    "none".to_owned()
                } else {
                    own.to_string()
                };
                self.shop.set(&format!("reserved.{company}.{sku}"), &own)?;
            }
        }
        Ok(())
    }
}

fn less(from: Decimal, quantity: Decimal) -> Result<Decimal, ShopError> {
    let minus = Decimal {
        coefficient: quantity
            .coefficient
            .checked_neg()
            .ok_or_else(|| ShopError::Range(quantity.to_string()))?,
        ..quantity
    };
    sum([from, minus])
}

fn row(facts: &Facts, order: &str, reservation: &Reservation) -> Option<Reserved> {
    let product = usize::try_from(reservation.product).ok()?;
    let warehouse = usize::try_from(reservation.warehouse).ok()?;
    Some(Reserved {
        order: order.to_owned(),
        sku: facts.products.items.get(product)?.sku.clone(),
        warehouse: facts.stock.warehouses.get(warehouse)?.clone(),
        quantity: reservation.quantity,
    })
}
