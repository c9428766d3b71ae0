//! One decision a file, and the register of all codes.

pub mod contract_choice;
pub mod credit_gate;
pub mod delivery_incomplete;
pub mod delivery_minimum;
pub mod delivery_payment;
pub mod delivery_price;
pub mod delivery_served;
pub mod delivery_unknown;
pub mod delivery_weight;
pub mod import_row;
pub mod invoice_off;
pub mod order_minimum;
pub mod price;
pub mod price_grid;
pub mod price_list;
pub mod price_tier;
pub mod product_lookup;
pub mod quantity;
pub mod quote_changed;
pub mod register;
pub mod stock_visible;
pub mod tax;
