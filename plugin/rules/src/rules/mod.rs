//! One decision a file, and the register of all codes.

pub mod catalogue_visible;
pub mod contract_choice;
pub mod credit_gate;
pub mod extra_fields;
pub mod import_row;
pub mod order_minimum;
pub mod price;
pub mod price_grid;
pub mod price_list;
pub mod price_tier;
pub mod product_lookup;
pub mod quantity;
pub mod quote_changed;
pub mod register;
pub mod reorder;
pub mod stock_visible;
pub mod tax;
