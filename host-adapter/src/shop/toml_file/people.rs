//! The people of `shop.toml`: `[[client]]`, `[[outlet]]`, `[[employee]]`, `[[rep]]`, `[[absence]]`,
//! `[[invitation]]`, `[[staff]]`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::Reader;
use super::entries::Text;
use crate::shop::error::{ContentError, ShopError};
use crate::shop::people::{
    AbsenceRow, Attributes, ClientRow, EmployeeRow, InvitationRow, OutletRow, RepRow, StaffRow,
};
use crate::shop::{Shop, parse};

/// One value, or several of which any counts.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Values {
    One(String),
    Several(Vec<String>),
}

type Named = BTreeMap<String, Values>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Client {
    id: Text,
    name: String,
    #[serde(default)]
    attributes: Named,
    live_orders: Option<Spanned<u32>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outlet {
    id: Text,
    company: Text,
    name: String,
    city: String,
    account: Option<Text>,
    email: Option<Text>,
    #[serde(default)]
    attributes: Named,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Employee {
    id: Text,
    client: Text,
    email: Text,
    level: Text,
    limit: Option<Text>,
    outlets: Option<Vec<Text>>,
    effective_from: Option<Text>,
    #[serde(default)]
    suspended: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rep {
    id: Text,
    name: String,
    email: Option<String>,
    phone: Option<String>,
    #[serde(default)]
    suspended: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Absence {
    rep: Text,
    from: Text,
    until: Option<Text>,
    substitute: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Invitation {
    id: Text,
    email: Text,
    company: Option<Text>,
    until: Option<Text>,
    #[serde(default)]
    used: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Staff {
    id: Text,
    name: String,
}

/// People as written.
pub(super) struct Written {
    pub(super) outlets: Vec<Outlet>,
    pub(super) employees: Vec<Employee>,
    pub(super) reps: Vec<Rep>,
    pub(super) absences: Vec<Absence>,
    pub(super) invitations: Vec<Invitation>,
    pub(super) staff: Vec<Staff>,
}

fn attributes(named: Named) -> Attributes {
    let each = |(key, values): (String, Values)| {
        let values = match values {
            Values::One(value) => vec![value],
            Values::Several(values) => values,
        };
        values.into_iter().map(move |value| (key.clone(), value))
    };
    named.into_iter().flat_map(each).collect()
}

impl Reader<'_> {
    /// Clients stand before companies, which refer to them.
    pub(super) fn clients(&self, shop: &mut Shop, clients: Vec<Client>) -> Result<(), ShopError> {
        for client in clients {
            let rows = &mut shop.people.clients;
            let known = rows.iter().any(|row| row.id == *client.id.get_ref());
            self.once("client", &client.id, known)?;
            rows.push(ClientRow {
                id: self.read(&client.id, parse::text)?,
                name: client.name,
                attributes: attributes(client.attributes),
                live_orders: client.live_orders.map(Spanned::into_inner),
            });
        }
        Ok(())
    }

    /// Everybody else, once companies and buyers are known.
    pub(super) fn people(&self, shop: &mut Shop, written: Written) -> Result<(), ShopError> {
        for outlet in written.outlets {
            let row = self.outlet(shop, outlet)?;
            shop.people.outlets.push(row);
        }
        for rep in written.reps {
            self.nobody_else(shop, "rep", &rep.id)?;
            shop.people.reps.push(RepRow {
                id: self.read(&rep.id, parse::text)?,
                name: rep.name,
                email: rep.email,
                phone: rep.phone,
                suspended: rep.suspended,
            });
        }
        for staff in written.staff {
            self.nobody_else(shop, "staff", &staff.id)?;
            shop.people.staff.push(StaffRow {
                id: self.read(&staff.id, parse::text)?,
                name: staff.name,
            });
        }
        for employee in written.employees {
            let row = self.employee(shop, &employee)?;
            shop.people.employees.push(row);
        }
        for absence in written.absences {
            let row = AbsenceRow {
                rep: self.read(&absence.rep, |id| shop.check_rep(id))?,
                from: self.read(&absence.from, parse::date)?,
                until: self.read_if_any(absence.until.as_ref(), parse::date)?,
                substitute: self
                    .read_if_any(absence.substitute.as_ref(), |id| shop.check_rep(id))?,
            };
            shop.people.absences.push(row);
        }
        for invitation in written.invitations {
            let rows = &shop.people.invitations;
            let known = rows.iter().any(|row| row.id == *invitation.id.get_ref());
            self.once("invitation", &invitation.id, known)?;
            let row = InvitationRow {
                id: self.read(&invitation.id, parse::text)?,
                email: self.read(&invitation.email, parse::text)?,
                company: self
                    .read_if_any(invitation.company.as_ref(), |id| shop.check_company(id))?,
                until: self.read_if_any(invitation.until.as_ref(), parse::instant)?,
                used: invitation.used,
            };
            shop.people.invitations.push(row);
        }
        Ok(())
    }

    fn outlet(&self, shop: &Shop, outlet: Outlet) -> Result<OutletRow, ShopError> {
        let rows = &shop.people.outlets;
        let known = rows.iter().any(|row| row.id == *outlet.id.get_ref());
        self.once("outlet", &outlet.id, known)?;
        let company = self.read(&outlet.company, |id| shop.check_company(id))?;
        Ok(OutletRow {
            id: self.read(&outlet.id, parse::text)?,
            name: outlet.name,
            city: outlet.city,
            account: self.read_if_any(outlet.account.as_ref(), |id| {
                shop.check_account(&company, id)
            })?,
            email: self.read_if_any(outlet.email.as_ref(), parse::text)?,
            attributes: attributes(outlet.attributes),
            company,
        })
    }

    fn employee(&self, shop: &Shop, employee: &Employee) -> Result<EmployeeRow, ShopError> {
        let known = shop.people.employees.iter();
        let known = known.clone().any(|row| row.id == *employee.id.get_ref());
        self.once("employee", &employee.id, known)?;
        // An outlet's account may have an employee's entry of its own; a rep or staff may not.
        if !shop.buyers.contains_key(employee.id.get_ref()) {
            self.nobody_else(shop, "employee", &employee.id)?;
        }
        let client = self.read(&employee.client, |id| shop.check_client(id))?;
        let outlet = |id: &Text| self.read(id, |id| shop.check_outlet_of(&client, id));
        let outlets = employee.outlets.as_ref();
        Ok(EmployeeRow {
            id: self.read(&employee.id, parse::text)?,
            email: self.read(&employee.email, parse::text)?,
            level: self.read(&employee.level, parse::text)?,
            limit: self.read_if_any(employee.limit.as_ref(), parse::amount)?,
            outlets: outlets
                .map(|outlets| outlets.iter().map(outlet).collect())
                .transpose()?,
            effective_from: self.read_if_any(employee.effective_from.as_ref(), parse::instant)?,
            suspended: employee.suspended,
            client,
        })
    }

    /// Whoever acts is named by his id alone, so nobody shares one.
    fn nobody_else(&self, shop: &Shop, kind: &str, id: &Text) -> Result<(), ShopError> {
        if shop.actors().any(|known| known == id.get_ref()) {
            let problem = ContentError::Repeated(format!("{kind} `{id}`: a person of this id"));
            return Err(self.refuse(id.span(), problem));
        }
        Ok(())
    }
}
