//! Overrides of clients, outlets, employees, reps, bindings and invitations.

use super::{Set, must_be_none, names, no_field, optional};
use crate::shop::error::ContentError;
use crate::shop::people::{
    AbsenceRow, Attributes, BindingRow, ClientRow, EmployeeRow, InvitationRow, count,
};
use crate::shop::{Shop, parse};

pub(super) fn client(shop: &mut Shop, id: &str, field: &[&str], value: &str) -> Set {
    let id = shop.check_client(id)?;
    let at = shop.people.clients.iter().position(|row| row.id == id);
    // A company that is a client of its own is written nowhere yet.
    let mut row = match at {
        Some(at) => shop.people.clients[at].clone(),
        None => ClientRow {
            name: shop
                .companies
                .get(&id)
                .map_or_else(|| id.clone(), |company| company.name.clone()),
            id,
            attributes: Vec::new(),
            live_orders: None,
        },
    };
    match *field {
        ["live_orders"] => row.live_orders = optional(value, count)?,
        ["attributes", key] => attribute(&mut row.attributes, key, value),
        _ => return no_field(&field.join("."), &["live_orders", "attributes.<key>"]),
    }
    match at {
        Some(at) => shop.people.clients[at] = row,
        None => shop.people.clients.push(row),
    }
    Ok(())
}

fn attribute(attributes: &mut Attributes, key: &str, value: &str) {
    attributes.retain(|(known, _)| known != key);
    if value != "none" {
        attributes.extend(
            names(value)
                .into_iter()
                .map(|value| (key.to_owned(), value)),
        );
        attributes.sort();
    }
}

pub(super) fn outlet(shop: &mut Shop, id: &str, field: &[&str], value: &str) -> Set {
    shop.check_outlet(id)?;
    let Some(at) = shop.people.outlets.iter().position(|row| row.id == id) else {
        return Ok(());
    };
    let account = match *field {
        ["account"] => {
            let company = &shop.people.outlets[at].company;
            optional(value, |buyer| shop.check_account(company, buyer))?
        }
        _ => None,
    };
    let row = &mut shop.people.outlets[at];
    match *field {
        ["account"] => row.account = account,
        ["email"] => row.email = optional(value, parse::text)?,
        ["city"] => row.city = parse::text(value)?,
        ["attributes", key] => attribute(&mut row.attributes, key, value),
        _ => {
            return no_field(
                &field.join("."),
                &["account", "email", "city", "attributes.<key>"],
            );
        }
    }
    Ok(())
}

pub(super) fn no_employee(shop: &mut Shop, id: &str, value: &str) -> Set {
    must_be_none(value)?;
    let at = known_employee(shop, id)?;
    shop.people.employees.remove(at);
    Ok(())
}

fn known_employee(shop: &Shop, id: &str) -> Result<usize, ContentError> {
    let rows = &shop.people.employees;
    rows.iter().position(|row| row.id == id).ok_or_else(|| {
        ContentError::unknown("employee", id, rows.iter().map(|row| row.id.as_str()))
    })
}

/// `client` makes the row where there is none; it comes first, the paths being taken by name.
pub(super) fn employee(shop: &mut Shop, id: &str, field: &str, value: &str) -> Set {
    if field == "client" {
        let client = shop.check_client(value)?;
        match shop.people.employees.iter_mut().find(|row| row.id == id) {
            Some(row) => row.client = client,
            None => shop.people.employees.push(EmployeeRow {
                id: id.to_owned(),
                client,
                email: String::new(),
                level: String::new(),
                limit: None,
                outlets: None,
                effective_from: None,
                suspended: false,
            }),
        }
        return Ok(());
    }
    let at = known_employee(shop, id)?;
    let outlets = match field {
        "outlets" => optional(value, |value| {
            let client = &shop.people.employees[at].client;
            let ids = names(value);
            ids.iter()
                .map(|id| shop.check_outlet_of(client, id))
                .collect::<Result<Vec<_>, _>>()
        })?,
        _ => None,
    };
    let row = &mut shop.people.employees[at];
    match field {
        "email" => row.email = parse::text(value)?,
        "level" => row.level = parse::text(value)?,
        "limit" => row.limit = optional(value, parse::amount)?,
        "outlets" => row.outlets = outlets,
        "effective_from" => row.effective_from = optional(value, parse::instant)?,
        "suspended" => row.suspended = parse::switch(value)?,
        _ => {
            let fields = [
                "client",
                "email",
                "level",
                "limit",
                "outlets",
                "effective_from",
                "suspended",
            ];
            return no_field(field, &fields);
        }
    }
    Ok(())
}

pub(super) fn rep(shop: &mut Shop, id: &str, field: &str, value: &str) -> Set {
    let id = shop.check_rep(id)?;
    match field {
        "absent_from" | "absent_until" | "substitute" => return absence(shop, id, field, value),
        _ => {}
    }
    let Some(row) = shop.people.reps.iter_mut().find(|row| row.id == id) else {
        return Ok(());
    };
    match field {
        "email" => row.email = optional(value, parse::text)?,
        "phone" => row.phone = optional(value, parse::text)?,
        "suspended" => row.suspended = parse::switch(value)?,
        _ => {
            let fields = [
                "email",
                "phone",
                "suspended",
                "absent_from",
                "absent_until",
                "substitute",
            ];
            return no_field(field, &fields);
        }
    }
    Ok(())
}

/// Of a rep's only absence; `absent_from` makes it, and `none` there takes it away.
fn absence(shop: &mut Shop, rep: String, field: &str, value: &str) -> Set {
    let at = shop.people.absences.iter().position(|row| row.rep == rep);
    if field == "absent_from" {
        let from = optional(value, parse::date)?;
        match (from, at) {
            (Some(from), Some(at)) => shop.people.absences[at].from = from,
            (Some(from), None) => shop.people.absences.push(AbsenceRow {
                rep,
                from,
                until: None,
                substitute: None,
            }),
            (None, _) => shop.people.absences.retain(|row| row.rep != rep),
        }
        return Ok(());
    }
    let substitute = match field {
        "substitute" => optional(value, |id| shop.check_rep(id))?,
        _ => None,
    };
    let Some(at) = at else {
        let expected = format!("possible before `rep.{rep}.absent_from` is set");
        return Err(ContentError::value(value, &expected));
    };
    let row = &mut shop.people.absences[at];
    match field {
        "substitute" => row.substitute = substitute,
        _ => row.until = optional(value, parse::date)?,
    }
    Ok(())
}

pub(super) fn binding(shop: &mut Shop, client: &str, outlet: Option<&str>, value: &str) -> Set {
    let client = shop.check_client(client)?;
    let outlet = outlet
        .map(|outlet| shop.check_outlet_of(&client, outlet))
        .transpose()?;
    let reps = match value {
        "none" => Vec::new(),
        _ => names(value),
    };
    let reps = reps
        .iter()
        .map(|rep| shop.check_rep(rep))
        .collect::<Result<Vec<_>, _>>()?;
    let rows = &mut shop.people.bindings;
    rows.retain(|row| row.client != client || row.outlet != outlet);
    rows.extend(reps.into_iter().map(|rep| BindingRow {
        rep,
        client: client.clone(),
        outlet: outlet.clone(),
    }));
    Ok(())
}

/// A row that is not there is made; nobody can use it before it has an e-mail.
pub(super) fn invitation(shop: &mut Shop, id: &str, field: &str, value: &str) -> Set {
    let known = shop.people.invitations.iter().find(|row| row.id == id);
    let mut row = known.cloned().unwrap_or_else(|| InvitationRow {
        id: id.to_owned(),
        email: String::new(),
        company: None,
        until: None,
        used: false,
    });
    match field {
        "email" => row.email = parse::text(value)?,
        "company" => row.company = optional(value, |company| shop.check_company(company))?,
        "until" => row.until = optional(value, parse::instant)?,
        "used" => row.used = parse::switch(value)?,
        _ => return no_field(field, &["email", "company", "until", "used"]),
    }
    let rows = &mut shop.people.invitations;
    match rows.iter_mut().find(|other| other.id == id) {
        Some(other) => *other = row,
        None => rows.push(row),
    }
    Ok(())
}
