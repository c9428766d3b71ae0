//! Overrides of companies, contracts, receivables and grants.

use super::{Set, names, no_field, optional};
use crate::shop::error::ContentError;
use crate::shop::people::country;
use crate::shop::rows::{GrantRow, ReceivableRow, Turnover};
use crate::shop::{Shop, parse};
use crate::values::Decimal;

pub(super) fn company(shop: &mut Shop, id: &str, field: &[&str], value: &str) -> Set {
    match *field {
        ["price_list"] => {
            let list = optional(value, |list| shop.check_price_list(list))?;
            shop.company_mut(id)?.price_list = list;
        }
        ["home_warehouse"] => {
            let home = optional(value, |name| shop.check_warehouse(name))?;
            shop.company_mut(id)?.home_warehouse = home;
        }
        ["profiles"] => {
            let profiles = optional(value, |value| Ok(names(value)))?;
            shop.company_mut(id)?.profiles = profiles.unwrap_or_default();
        }
        ["client"] => {
            let client = optional(value, |client| shop.check_client(client))?;
            shop.company_mut(id)?.client = client;
        }
        ["country"] => {
            let country = optional(value, country)?;
            shop.company_mut(id)?.country = country;
        }
        ["tax_id"] => {
            let tax_id = optional(value, parse::text)?;
            shop.company_mut(id)?.tax_id = tax_id;
        }
        ["turnover", month, sum] => {
            let amount = parse::amount(value)?;
            let turnover = &mut shop.company_mut(id)?.turnover;
            let month = parse::month(month)?;
            let zero = Turnover {
                shipped: Decimal::ZERO,
                returned: Decimal::ZERO,
            };
            let mut sums = turnover.get(&month).copied().unwrap_or(zero);
            match sum {
                "shipped" => sums.shipped = amount,
                "returned" => sums.returned = amount,
                _ => return no_field(sum, &["shipped", "returned"]),
            }
            turnover.insert(month, sums);
        }
        _ => {
            return no_field(
                &field.join("."),
                &[
                    "price_list",
                    "home_warehouse",
                    "profiles",
                    "client",
                    "country",
                    "tax_id",
                    "turnover.<month>.shipped",
                ],
            );
        }
    }
    Ok(())
}

pub(super) fn buyer(shop: &mut Shop, id: &str, field: &[&str], value: &str) -> Set {
    let Some(row) = shop.buyers.get_mut(id) else {
        let known = shop.buyers.keys().map(String::as_str);
        return Err(ContentError::unknown("buyer", id, known));
    };
    match *field {
        ["visitor"] => row.visitor = parse::switch(value)?,
        ["details", name] => match optional(value, parse::text)? {
            Some(value) => {
                row.details.insert(name.to_owned(), value);
            }
            None => {
                row.details.remove(name);
            }
        },
        _ => return no_field(&field.join("."), &["visitor", "details.<name>"]),
    }
    Ok(())
}

pub(super) fn contract(shop: &mut Shop, id: &str, field: &str, value: &str) -> Set {
    let list = match field {
        "price_list" => optional(value, |list| shop.check_price_list(list))?,
        _ => None,
    };
    let Some(at) = shop.contracts.iter().position(|row| row.id == id) else {
        return Err(ContentError::unknown(
            "contract",
            id,
            shop.contracts.iter().map(|row| row.id.as_str()),
        ));
    };
    let row = &mut shop.contracts[at];
    match field {
        "terms" => row.terms = parse::text(value)?,
        "currency" => row.currency = parse::currency(value)?,
        "default" => row.default = parse::switch(value)?,
        "discount" => row.discount = optional(value, parse::percent)?,
        "valid_from" => row.valid_from = optional(value, parse::date)?,
        "valid_until" => row.valid_until = optional(value, parse::date)?,
        "price_list" => row.price_list = list,
        "categories" => row.categories = optional(value, |value| Ok(names(value)))?,
        _ => {
            let fields = [
                "terms",
                "currency",
                "default",
                "discount",
                "valid_from",
                "valid_until",
                "price_list",
                "categories",
            ];
            return no_field(field, &fields);
        }
    }
    Ok(())
}

pub(super) fn receivable(shop: &mut Shop, id: &str, field: &str, value: &str) -> Set {
    let known = shop.receivables.iter().flatten().find(|row| row.id == id);
    let mut row = known.cloned().unwrap_or_else(|| ReceivableRow {
        id: id.to_owned(),
        company: String::new(),
        contract: None,
        order: None,
        currency: shop
            .price_lists
            .first()
            .map(|list| list.currency.clone())
            .unwrap_or_default(),
        amount: Decimal::ZERO,
        paid: Decimal::ZERO,
        shipped: None,
        due: None,
    });
    match field {
        "company" => row.company = shop.check_company(value)?,
        "currency" => row.currency = parse::currency(value)?,
        "amount" => row.amount = parse::decimal(value)?,
        "paid" => row.paid = parse::decimal(value)?,
        "shipped" => row.shipped = optional(value, parse::date)?,
        "due" => row.due = optional(value, parse::date)?,
        "contract" => row.contract = optional(value, parse::text)?,
        "order" => row.order = optional(value, parse::text)?,
        _ => {
            let fields = [
                "company", "currency", "amount", "paid", "shipped", "due", "contract", "order",
            ];
            return no_field(field, &fields);
        }
    }
    let rows = shop.receivables.get_or_insert_default();
    match rows.iter_mut().find(|other| other.id == id) {
        Some(other) => *other = row,
        None => rows.push(row),
    }
    Ok(())
}

pub(super) fn no_receivable(shop: &mut Shop, id: &str) -> Set {
    let rows = shop.receivables.as_deref().unwrap_or_default();
    let Some(at) = rows.iter().position(|row| row.id == id) else {
        return Err(ContentError::unknown(
            "receivable",
            id,
            rows.iter().map(|row| row.id.as_str()),
        ));
    };
    shop.receivables
        .iter_mut()
        .for_each(|rows| drop(rows.remove(at)));
    Ok(())
}

pub(super) fn grant(shop: &mut Shop, gate: &str, value: &str) -> Set {
    let granted = optional(value, |text| {
        let wrong = || {
            ContentError::value(
                text,
                "`<role>@<moment>` such as `head-of-sales@2026-01-31T10:00:00+03:00`, then ` entity <id>` or \
                 ` order <id>` for one alone, ` up-to <sum>,<currency>` for a sum",
            )
        };
        let (role, rest) = text.split_once('@').ok_or_else(wrong)?;
        let mut words = rest.split(' ');
        let moment = words.next().ok_or_else(wrong)?;
        let (mut entity, mut order, mut up_to) = (None, None, None);
        while let Some(word) = words.next() {
            let id = words.next().ok_or_else(wrong)?.to_owned();
            match word {
                "entity" => entity = Some(id),
                "order" => order = Some(id),
                "up-to" => up_to = Some(parse::grant_sum(&id.replace(',', " "))?),
                _ => return Err(wrong()),
            }
        }
        let one = (entity, order, up_to);
        Ok((parse::text(role)?, parse::instant(moment)?, one))
    })?;
    shop.grants.retain(|row| row.gate != gate);
    if let Some((role, granted, (entity, order, up_to))) = granted {
        shop.grants
            .extend(shop.companies.keys().map(|company| GrantRow {
                company: company.clone(),
                gate: gate.to_owned(),
                entity: entity.clone(),
                order: order.clone(),
                role: role.clone(),
                by: "override".to_owned(),
                reason: "set by an override".to_owned(),
                granted,
                up_to: up_to.clone(),
            }));
    }
    Ok(())
}
