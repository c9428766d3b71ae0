//! Stages and outcomes in words.

use super::Messages;
use crate::bindings::comptoir::rules::types::{Outcome, Stage};
use crate::values::Decimal;

impl Messages {
    /// `placing`, `confirming`: lower case.
    #[must_use]
    pub fn stage(&self, stage: Stage) -> String {
        let name = match stage {
            Stage::Edit => "edit",
            Stage::Place => "place",
            Stage::Confirm => "confirm",
            Stage::Reserve => "reserve",
            Stage::Ship => "ship",
        };
        self.phrase(&format!("stage-{name}"), &[])
    }

    /// `allowed`, `held`: lower case, for a cell of a table.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> String {
        self.phrase(&format!("outcome-{}", name(outcome)), &[])
    }

    /// How a stage stands, for example `confirming: will be held; pay 1,250.00 RUB to release`.
    ///
    /// Names `release` only where the stage is barred; where something besides a hold bars it,
    /// the sum is said to clear the credit gate and no more.
    #[must_use]
    pub fn stage_sentence(
        &self,
        stage: Stage,
        outcome: Outcome,
        release: Option<Decimal>,
        currency: &str,
    ) -> String {
        let (stage, outcome_name) = (self.stage(stage), name(outcome));
        let barred = !matches!(outcome, Outcome::Allow | Outcome::Adjust);
        match release.filter(|sum| barred && !sum.is_zero()) {
            None => self.phrase(
                "stage-sentence",
                &[("stage", &stage), ("outcome", outcome_name)],
            ),
            Some(sum) => {
                let sum = self.money(sum, currency);
                self.phrase(
                    "stage-sentence-release",
                    &[("stage", &stage), ("outcome", outcome_name), ("sum", &sum)],
                )
            }
        }
    }
}

const fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Allow => "allow",
        Outcome::Adjust => "adjust",
        Outcome::Hold => "hold",
        Outcome::Indeterminate => "indeterminate",
        Outcome::Block => "block",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    const STAGES: [Stage; 5] = [
        Stage::Edit,
        Stage::Place,
        Stage::Confirm,
        Stage::Reserve,
        Stage::Ship,
    ];
    const OUTCOMES: [Outcome; 5] = [
        Outcome::Allow,
        Outcome::Adjust,
        Outcome::Hold,
        Outcome::Indeterminate,
        Outcome::Block,
    ];

    #[test]
    fn a_sentence_names_the_release_sum_only_where_it_helps() {
        let [en, _, it] = Language::ALL.map(Messages::new);
        let sum = Some("1250".parse().unwrap());
        assert_eq!(
            en.stage_sentence(Stage::Place, Outcome::Allow, sum, "RUB"),
            "placing: allowed"
        );
        assert_eq!(
            en.stage_sentence(Stage::Confirm, Outcome::Hold, sum, "RUB"),
            "confirming: will be held; pay 1,250.00 RUB to release"
        );
        assert_eq!(
            en.stage_sentence(Stage::Ship, Outcome::Hold, Some(Decimal::ZERO), "RUB"),
            "shipping: will be held"
        );
        assert_eq!(
            en.stage_sentence(Stage::Ship, Outcome::Block, sum, "RUB"),
            "shipping: will be refused; pay 1,250.00 RUB to clear the credit gate"
        );
        assert_eq!(
            it.stage_sentence(Stage::Confirm, Outcome::Hold, sum, "RUB"),
            "conferma: l'ordine resterà sospeso; per sbloccarlo pagare 1.250,00 RUB"
        );
    }

    #[test]
    fn every_stage_and_outcome_has_words() {
        for messages in Language::ALL.map(Messages::new) {
            for (stage, outcome) in STAGES
                .into_iter()
                .flat_map(|stage| OUTCOMES.map(|outcome| (stage, outcome)))
            {
                for release in [None, Some(Decimal::from(7))] {
                    let text = messages.stage_sentence(stage, outcome, release, "RUB")
                        + &messages.outcome(outcome);
                    assert!(
                        !text.contains(['{', '$'])
                            && !text.contains("stage-")
                            && !text.contains("outcome-"),
                        "{text}"
                    );
                }
            }
        }
    }
}
