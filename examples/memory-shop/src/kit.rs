//! The shop under trial: each function of the kit is one of the shop's own.

use std::collections::BTreeMap;

use comptoir::canonical;
use comptoir::contract::Decimal;
use comptoir::contract::orders::{Event, Extent};
use comptoir_conformance::{Bring, Engine, EngineError, OrderSeen, Told, Who};

use crate::MemoryShop;
use crate::cart::line;
use crate::error::{ShopError, sum};

impl From<ShopError> for EngineError {
    fn from(error: ShopError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// A state's word in the contract.
fn word(state: &impl serde::Serialize) -> Result<String, EngineError> {
    let value =
        canonical::to_value(state).map_err(|error| EngineError::Broken(error.to_string()))?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

/// A form that was left empty gives no reason.
fn given(reason: &str) -> Option<&str> {
    (!reason.is_empty()).then_some(reason)
}

impl Engine for MemoryShop {
    fn set(&mut self, fact: &str, value: &str) -> Result<(), EngineError> {
        let set = self.state().shop.set(fact, value);
        set.map_err(|error| EngineError::Broken(error.to_string()))
    }

    fn bring(
        &mut self,
        how: Bring,
        who: &Who,
        lines: &[(String, Decimal)],
    ) -> Result<Told, EngineError> {
        Ok(Self::bring(self, how, who, lines)?)
    }

    fn cart(&mut self, buyer: &str) -> Result<BTreeMap<String, Decimal>, EngineError> {
        Ok(self.lines(buyer).into_iter().collect())
    }

    fn place(&mut self, who: &Who, key: &str) -> Result<(Told, Option<String>), EngineError> {
        Ok(Self::place(self, who, key)?)
    }

    fn reserved(&mut self, sku: &str) -> Result<Decimal, EngineError> {
        Ok(self.state().reserved(sku, None, None)?)
    }

    fn on_hand(&mut self, sku: &str) -> Result<Decimal, EngineError> {
        let state = self.state();
        let names = state.shop.warehouses.iter();
        Ok(sum(names.map(|name| state.on_hand(sku, name)))?)
    }

    fn order(&mut self, order: &str) -> Result<OrderSeen, EngineError> {
        let state = self.state();
        let order = state.order(order)?;
        Ok(OrderSeen {
            order: word(&order.states.order)?,
            reservation: word(&order.states.reservation)?,
            payment: word(&order.states.payment)?,
            shipment: word(&order.states.shipment)?,
            lines: order
                .lines
                .iter()
                .map(|line| (line.sku.clone(), line.quantity))
                .collect(),
        })
    }

    fn reorder(&mut self, who: &Who, order: &str) -> Result<Told, EngineError> {
        Ok(Self::reorder(self, who, order)?)
    }

    fn edit(
        &mut self,
        who: &Who,
        order: &str,
        lines: &[(String, Decimal)],
        reason: &str,
    ) -> Result<Told, EngineError> {
        let lines = lines.iter().map(line).collect();
        Ok(self.fire(who, order, Event::Correct(lines), given(reason))?)
    }

    fn confirm(&mut self, who: &Who, order: &str) -> Result<Told, EngineError> {
        Ok(self.fire(who, order, Event::Confirm, None)?)
    }

    fn pay(&mut self, who: &Who, order: &str, sum: Decimal) -> Result<Told, EngineError> {
        Ok(self.fire(who, order, Event::SeePayment(sum), None)?)
    }

    fn ship(&mut self, who: &Who, order: &str) -> Result<Told, EngineError> {
        Ok(self.fire(who, order, Event::Ship(Extent::Full), None)?)
    }

    fn cancel(&mut self, who: &Who, order: &str, reason: &str) -> Result<Told, EngineError> {
        Ok(self.fire(who, order, Event::Cancel, given(reason))?)
    }
}
