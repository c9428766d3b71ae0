//! `stock.far`: goods of a far warehouse that the client chose come with the days they need.
//!
//! One notice for each far warehouse that a line draws on, where the policy knows its
//! `[warehouse.ID] lead`. Goods of the home warehouse need none.
//!
//! Requirement: R19. Facts: buyer, stock.

use crate::domain::{Finding, Number, Outcome, Stage, Subject, Value};

/// Code of the notice.
pub const CODE: &str = "stock.far";

/// The notice about `quantity` of an article that comes from `warehouse`; none where nobody knows how long.
#[must_use]
pub fn decide(
    leads: &[(String, u32)],
    warehouse: &str,
    (sku, quantity): (&str, Number),
    subject: Subject,
) -> Option<Finding> {
    let (id, days) = leads.iter().find(|(id, _)| id == warehouse)?;
    Some(
        Finding::new(CODE, Outcome::Allow, Stage::Edit, subject)
            .with("article", Value::Text(sku.to_owned()))
            .with("quantity", Value::Quantity(quantity))
            .with("warehouse", Value::Text(id.clone()))
            .with("days", Value::Count(*days))
            .by(format!("warehouse.{id}.lead")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn a_warehouse_that_the_policy_knows_says_its_days() {
        let leads = [("far".to_owned(), 3)];
        let told = |warehouse| {
            let article = ("A", dec!(2));
            decide(&leads, warehouse, article, Subject::Line(0)).map(|told| told.setting)
        };
        assert_eq!(told("far").as_deref(), Some("warehouse.far.lead"));
        assert_eq!(told("farther"), None);
    }

    #[test]
    fn a_lead_is_0_to_365_days_and_can_t_be_left_out() {
        let load = |lead: &str| {
            let text = format!(
                "[shop]\ncurrency = \"EUR\"\n[contract.c]\nprice_list = \"l\"\n[warehouse.far]\n{lead}"
            );
            crate::policy::load(&text).map(|loaded| loaded.policy.stock.leads)
        };
        let far = |days| vec![("far".to_owned(), days)];
        assert_eq!(load("lead = \"0 days\"").unwrap(), far(0));
        assert_eq!(load("lead = \"365 days\"").unwrap(), far(365));
        for wrong in ["lead = \"366 days\"", "lead = \"-1 days\"", ""] {
            assert!(load(wrong).is_err(), "{wrong}");
        }
    }
}
