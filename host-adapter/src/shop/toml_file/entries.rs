//! The keys of `shop.toml`, as written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::people;
use crate::shop::credit::LimitEntry;
use crate::shop::loyalty::{AccountEntry, UseEntry};

/// A text with its place.
pub(super) type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) warehouses: Vec<Text>,
    pub(super) price_list: Vec<PriceList>,
    #[serde(default)]
    pub(super) company: Vec<Company>,
    #[serde(default)]
    pub(super) contract: Vec<Contract>,
    #[serde(default)]
    pub(super) buyer: Vec<Buyer>,
    #[serde(default)]
    pub(super) grant: Vec<Grant>,
    #[serde(default)]
    pub(super) credit_limit: Vec<Spanned<LimitEntry>>,
    #[serde(default)]
    pub(super) client: Vec<people::Client>,
    #[serde(default)]
    pub(super) outlet: Vec<people::Outlet>,
    #[serde(default)]
    pub(super) employee: Vec<people::Employee>,
    #[serde(default)]
    pub(super) rep: Vec<people::Rep>,
    #[serde(default)]
    pub(super) absence: Vec<people::Absence>,
    #[serde(default)]
    pub(super) invitation: Vec<people::Invitation>,
    #[serde(default)]
    pub(super) staff: Vec<people::Staff>,
    #[serde(default)]
    pub(super) bonus_account: Vec<Spanned<AccountEntry>>,
    #[serde(default)]
    pub(super) promo_use: Vec<UseEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PriceList {
    pub(super) id: Text,
    pub(super) currency: Text,
    pub(super) valid_from: Option<Text>,
    pub(super) valid_until: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Company {
    pub(super) id: Text,
    pub(super) name: String,
    pub(super) home_warehouse: Option<Text>,
    pub(super) price_list: Option<Text>,
    #[serde(default)]
    pub(super) profiles: Vec<Text>,
    pub(super) client: Option<Text>,
    pub(super) country: Option<Text>,
    pub(super) tax_id: Option<Text>,
    #[serde(default)]
    pub(super) turnover: BTreeMap<Text, MonthTurnover>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MonthTurnover {
    pub(super) shipped: Text,
    pub(super) returned: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Contract {
    pub(super) id: Text,
    pub(super) company: Text,
    pub(super) terms: Text,
    pub(super) currency: Text,
    #[serde(default)]
    pub(super) default: bool,
    pub(super) valid_from: Option<Text>,
    pub(super) valid_until: Option<Text>,
    pub(super) price_list: Option<Text>,
    pub(super) discount: Option<Text>,
    pub(super) categories: Option<Vec<Text>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Buyer {
    pub(super) id: Text,
    pub(super) company: Text,
    pub(super) name: Option<String>,
    pub(super) outlet: Option<String>,
    #[serde(default)]
    pub(super) visitor: bool,
    #[serde(default)]
    pub(super) details: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant {
    pub(super) company: Text,
    pub(super) gate: Text,
    pub(super) role: Text,
    pub(super) by: Text,
    pub(super) reason: Text,
    pub(super) granted: Text,
    /// `5000.00 EUR`.
    pub(super) up_to: Option<Text>,
}
