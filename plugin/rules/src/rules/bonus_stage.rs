//! `bonus.stage`: the loyalty stage, and what is missing to the next one.
//!
//! A stage begins at its turnover, that sum included.
//!
//! Requirement: R44. Facts: loyalty.

use crate::domain::number::sub;
use crate::domain::{Finding, Number, Outcome, Overflow, Stage, Subject, Value};
use crate::policy::loyalty::LoyaltyStage;

/// Code of the finding.
pub const CODE: &str = "bonus.stage";

/// The stage ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStage {
    /// Its id.
    pub id: String,
    /// Turnover from which it begins.
    pub turnover_from: Number,
    /// What is missing to it.
    pub missing: Number,
}

/// Where a client stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// None: the first stage is not reached.
    pub id: Option<String>,
    /// None: there is none higher.
    pub next: Option<NextStage>,
}

/// Where `turnover` stands; none where it is not known, or there are no stages.
///
/// # Errors
/// [`Overflow`].
pub fn decide(
    stages: &[LoyaltyStage],
    turnover: Option<Number>,
) -> Result<Option<Standing>, Overflow> {
    let Some(turnover) = turnover.filter(|_| !stages.is_empty()) else {
        return Ok(None);
    };
    let reached = stages.iter().rfind(|stage| stage.turnover_from <= turnover);
    let next = stages.iter().find(|stage| stage.turnover_from > turnover);
    let next = match next {
        None => None,
        Some(stage) => Some(NextStage {
            id: stage.id.clone(),
            turnover_from: stage.turnover_from,
            missing: sub(stage.turnover_from, turnover)?,
        }),
    };
    Ok(Some(Standing {
        id: reached.map(|stage| stage.id.clone()),
        next,
    }))
}

/// The notice about it.
#[must_use]
pub fn finding(standing: &Standing) -> Finding {
    let mut finding = Finding::new(CODE, Outcome::Allow, Stage::Edit, Subject::Document);
    if let Some(id) = &standing.id {
        finding = finding
            .with("stage", Value::Text(id.clone()))
            .by(format!("bonus.stage[{id}].turnover_from"));
    }
    if let Some(next) = &standing.next {
        finding = finding
            .with("next", Value::Text(next.id.clone()))
            .with("missing", Value::Money(next.missing));
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::super::bonus_account::tests::bonus;
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn a_stage_begins_at_its_turnover() {
        let bonus = bonus(
            "accrue = [{ rate = \"3%\" }]\n[[bonus.stage]]\nid = \"gold\"\nturnover_from = \"500\"\n[[bonus.stage]]\nid = \"silver\"\nturnover_from = \"100\"\n",
        );
        let at = |turnover| decide(&bonus.stages, turnover).unwrap();
        let silver = at(Some(dec!(100))).unwrap();
        assert_eq!(silver.id.as_deref(), Some("silver"));
        let next = silver.next.unwrap();
        assert_eq!((next.id.as_str(), next.missing), ("gold", dec!(400)));
        let none = at(Some(dec!(99.99))).unwrap();
        assert_eq!((none.id, none.next.unwrap().missing), (None, dec!(0.01)));
        assert_eq!(at(Some(dec!(500))).unwrap().next, None);
        assert_eq!(at(None), None);
    }
}
