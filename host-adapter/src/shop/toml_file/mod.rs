//! `shop.toml`: people, contracts, price lists.

mod entries;
mod people;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use self::entries::{Company, Contract, File, Grant, PriceList, Text};
use super::error::{ContentError, Place, ShopError};
use super::people::{People, country};
use super::rows::{BuyerRow, CompanyRow, ContractRow, GrantRow, PriceListRow, Turnover};
use super::{OrderBook, Shop, parse};
use crate::values::Decimal;

/// Reads `shop.toml` into a shop that has no products yet.
pub(super) fn read(dir: &Path) -> Result<Shop, ShopError> {
    let file = dir.join("shop.toml");
    let text = fs::read_to_string(&file).map_err(|source| ShopError::Unreadable {
        file: file.clone(),
        source,
    })?;
    let reader = Reader { file, text: &text };
    let parsed: File = toml::from_str(&text).map_err(|error| {
        let problem = ContentError::Syntax(error.message().to_owned());
        reader.refuse(error.span().unwrap_or(0..0), problem)
    })?;
    reader.shop(parsed)
}

/// The file, to say where something is wrong.
struct Reader<'t> {
    file: PathBuf,
    text: &'t str,
}

impl Reader<'_> {
    fn shop(&self, file: File) -> Result<Shop, ShopError> {
        let mut shop = Shop {
            name: file.name,
            warehouses: Vec::new(),
            price_lists: Vec::new(),
            companies: BTreeMap::new(),
            contracts: Vec::new(),
            buyers: BTreeMap::new(),
            grants: Vec::new(),
            people: People::default(),
            products: BTreeMap::new(),
            rates: Vec::new(),
            receivables: None,
            limits: Vec::new(),
            live_orders: None,
            loyalty: None,
            orders: OrderBook::default(),
        };
        for warehouse in &file.warehouses {
            self.once(
                "warehouse",
                warehouse,
                shop.warehouses.contains(warehouse.get_ref()),
            )?;
            shop.warehouses.push(self.read(warehouse, parse::text)?);
        }
        if shop.warehouses.is_empty() {
            let problem =
                ContentError::value("warehouses = []", "a list of at least one warehouse");
            return Err(self.refuse(0..0, problem));
        }
        for list in file.price_list {
            let known = shop
                .price_lists
                .iter()
                .any(|other| other.id == *list.id.get_ref());
            self.once("price list", &list.id, known)?;
            shop.price_lists.push(self.price_list(&list)?);
        }
        self.clients(&mut shop, file.client)?;
        for company in file.company {
            let known = shop.companies.contains_key(company.id.get_ref());
            self.once("company", &company.id, known)?;
            let row = self.company(&shop, company)?;
            shop.companies.insert(row.id.clone(), row);
        }
        for contract in file.contract {
            let known = shop
                .contracts
                .iter()
                .any(|other| other.id == *contract.id.get_ref());
            self.once("contract", &contract.id, known)?;
            shop.contracts.push(self.contract(&shop, &contract)?);
        }
        for buyer in file.buyer {
            self.once(
                "buyer",
                &buyer.id,
                shop.buyers.contains_key(buyer.id.get_ref()),
            )?;
            let row = BuyerRow {
                id: self.read(&buyer.id, parse::text)?,
                company: self.read(&buyer.company, |id| shop.check_company(id))?,
                name: buyer.name,
                outlet: buyer.outlet,
                visitor: buyer.visitor,
                details: buyer.details,
            };
            shop.buyers.insert(row.id.clone(), row);
        }
        let people = people::Written {
            outlets: file.outlet,
            employees: file.employee,
            reps: file.rep,
            absences: file.absence,
            invitations: file.invitation,
            staff: file.staff,
        };
        self.people(&mut shop, people)?;
        for grant in &file.grant {
            shop.grants.push(self.grant(&shop, grant)?);
        }
        for limit in file.credit_limit {
            let span = limit.span();
            shop.read_limit(limit.into_inner())
                .map_err(|problem| self.refuse(span, problem))?;
        }
        let span = file.bonus_account.first().map_or(0..0, toml::Spanned::span);
        let accounts = file
            .bonus_account
            .into_iter()
            .map(toml::Spanned::into_inner);
        shop.read_loyalty(accounts.collect(), file.promo_use)
            .map_err(|problem| self.refuse(span, problem))?;
        Ok(shop)
    }

    fn price_list(&self, list: &PriceList) -> Result<PriceListRow, ShopError> {
        Ok(PriceListRow {
            id: self.read(&list.id, parse::text)?,
            currency: self.read(&list.currency, parse::currency)?,
            valid_from: self.read_if_any(list.valid_from.as_ref(), parse::date)?,
            valid_until: self.read_if_any(list.valid_until.as_ref(), parse::date)?,
        })
    }

    fn company(&self, shop: &Shop, company: Company) -> Result<CompanyRow, ShopError> {
        let mut turnover = BTreeMap::new();
        for (month, sums) in &company.turnover {
            let sums = Turnover {
                shipped: self.read(&sums.shipped, parse::amount)?,
                returned: self
                    .read_if_any(sums.returned.as_ref(), parse::amount)?
                    .unwrap_or(Decimal::ZERO),
            };
            turnover.insert(self.read(month, parse::month)?, sums);
        }
        let home = company.home_warehouse.as_ref();
        let list = company.price_list.as_ref();
        Ok(CompanyRow {
            id: self.read(&company.id, parse::text)?,
            home_warehouse: self.read_if_any(home, |name| shop.check_warehouse(name))?,
            price_list: self.read_if_any(list, |id| shop.check_price_list(id))?,
            profiles: self.texts(&company.profiles)?,
            client: self.read_if_any(company.client.as_ref(), |id| {
                let written = shop.people.clients.iter().map(|row| row.id.as_str());
                match written.clone().any(|known| known == id) {
                    true => Ok(id.to_owned()),
                    false => Err(ContentError::unknown("client", id, written)),
                }
            })?,
            country: self.read_if_any(company.country.as_ref(), country)?,
            tax_id: self.read_if_any(company.tax_id.as_ref(), parse::text)?,
            name: company.name,
            turnover,
        })
    }

    fn contract(&self, shop: &Shop, contract: &Contract) -> Result<ContractRow, ShopError> {
        let list = contract.price_list.as_ref();
        Ok(ContractRow {
            id: self.read(&contract.id, parse::text)?,
            company: self.read(&contract.company, |id| shop.check_company(id))?,
            terms: self.read(&contract.terms, parse::text)?,
            currency: self.read(&contract.currency, parse::currency)?,
            default: contract.default,
            valid_from: self.read_if_any(contract.valid_from.as_ref(), parse::date)?,
            valid_until: self.read_if_any(contract.valid_until.as_ref(), parse::date)?,
            price_list: self.read_if_any(list, |id| shop.check_price_list(id))?,
            discount: self.read_if_any(contract.discount.as_ref(), parse::percent)?,
            categories: contract
                .categories
                .as_ref()
                .map(|names| self.texts(names))
                .transpose()?,
        })
    }

    fn grant(&self, shop: &Shop, grant: &Grant) -> Result<GrantRow, ShopError> {
        Ok(GrantRow {
            entity: None,
            order: None,
            company: self.read(&grant.company, |id| shop.check_company(id))?,
            gate: self.read(&grant.gate, parse::text)?,
            role: self.read(&grant.role, parse::text)?,
            by: self.read(&grant.by, parse::text)?,
            reason: self.read(&grant.reason, parse::text)?,
            granted: self.read(&grant.granted, parse::instant)?,
            up_to: grant
                .up_to
                .as_ref()
                .map(|sum| self.read(sum, parse::grant_sum))
                .transpose()?,
        })
    }

    fn texts(&self, texts: &[Text]) -> Result<Vec<String>, ShopError> {
        texts
            .iter()
            .map(|text| self.read(text, parse::text))
            .collect()
    }

    fn read<T>(
        &self,
        text: &Text,
        parse: impl FnOnce(&str) -> Result<T, ContentError>,
    ) -> Result<T, ShopError> {
        parse(text.get_ref()).map_err(|problem| self.refuse(text.span(), problem))
    }

    fn read_if_any<T>(
        &self,
        text: Option<&Text>,
        parse: impl FnOnce(&str) -> Result<T, ContentError>,
    ) -> Result<Option<T>, ShopError> {
        text.map(|text| self.read(text, parse)).transpose()
    }

    fn once(&self, kind: &str, id: &Text, known: bool) -> Result<(), ShopError> {
        if known {
            let problem = ContentError::Repeated(format!("{kind} `{id}`"));
            return Err(self.refuse(id.span(), problem));
        }
        Ok(())
    }

    fn refuse(&self, span: Range<usize>, problem: ContentError) -> ShopError {
        let at = Place::of_byte(self.file.clone(), self.text, span.start);
        ShopError::Content { at, problem }
    }
}
