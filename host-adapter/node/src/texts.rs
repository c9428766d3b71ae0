//! Findings, remedies and stages in words.

use std::collections::BTreeMap;

use comptoir::contract::{Finding, Notification, Remedy, StageVerdict, Subject};
use comptoir::messages::{Language, Messages};
use serde_json::json;

use crate::names::read;
use crate::problem::Problem;

/// The messages of the language with the code `code`, with moments in `zone`.
pub(crate) fn messages(code: &str, zone: Option<&str>) -> Result<Messages, Problem> {
    let language: Language = code.parse().map_err(|error| {
        let message = format!("{error}");
        Problem::new("malformed", message, json!({ "code": "bad-language" }))
    })?;
    let messages = Messages::new(language);
    let Some(zone) = zone else {
        return Ok(messages);
    };
    messages.in_zone_named(zone).ok_or_else(|| {
        let message = format!("there is no time zone `{zone}`");
        Problem::new("malformed", message, json!({ "code": "bad-timezone" }))
    })
}

/// Why an order file can't be read, by the details of the error; none where its code has no text.
fn file(messages: &Messages, details: &BTreeMap<String, String>) -> Option<String> {
    let params = details
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    messages.file(details.get("code")?, params)
}

/// The text of `value`, which is of the kind `kind`. `currency` is the document's.
pub(crate) fn text(
    messages: &Messages,
    kind: &str,
    value: &str,
    currency: &str,
) -> Result<Option<String>, Problem> {
    Ok(match kind {
        "finding" => Some(messages.finding(&read::<Finding>("finding", value)?, currency)),
        "findingForStaff" => {
            let finding: Finding = read("finding", value)?;
            Some(messages.finding_for_staff(&finding, currency))
        }
        "remedy" => Some(messages.remedy(&read::<Remedy>("remedy", value)?, currency)),
        "stage" => {
            let stage: StageVerdict = read("stage", value)?;
            Some(messages.stage_sentence(stage.stage, stage.outcome, stage.release, currency))
        }
        "subject" => messages.subject(read::<Subject>("subject", value)?),
        "notification" => {
            let note: Notification = read("notification", value)?;
            Some(messages.notification(&note, currency))
        }
        "file" => file(messages, &serde_json::from_str(value)?),
        "step" => Some(messages.step(&read::<String>("step", value)?)),
        "label" => Some(messages.label(&read::<String>("label", value)?)),
        "instant" => Some(messages.instant(read("instant", value)?)),
        "money" => Some(messages.money(read("money", value)?, currency)),
        _ => {
            let message = format!("there is no text of the kind `{kind}`");
            return Err(Problem::new(
                "malformed",
                message,
                json!({ "code": "no-text" }),
            ));
        }
    })
}
