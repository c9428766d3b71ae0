//! `comptoir quote`: the main job, from an order file to a verdict for every stage.

mod delivery;
mod render;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, FixedOffset, NaiveDate};
use clap::ValueEnum;
use comptoir::contract::{
    Actor, ActorKind, Audience, CartAnswer, CartRequest, Context, Detail, Finding, Sheet, Subject,
};
use comptoir::messages::{Language, Messages};
use comptoir::shop::{Shop, Wanted};
use comptoir::{CallError, Comptoir, Decision, Facts, canonical, import_row};

use crate::Failure;

/// Price, clamp and decide an order file.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The policy
    #[arg(long)]
    policy: PathBuf,
    /// Folder with the shop's facts
    #[arg(long)]
    shop: PathBuf,
    /// Buyer account
    #[arg(long)]
    buyer: String,
    /// Contract; the client's default when left out
    #[arg(long)]
    contract: Option<String>,
    /// Order file: xlsx, xls, ods or csv
    #[arg(long)]
    order: PathBuf,
    /// Moment of the decision with its offset, such as 2026-11-20T12:00:00+03:00; now when left out
    #[arg(long, value_parser = moment)]
    at: Option<DateTime<FixedOffset>>,
    /// Far warehouses that count beside the home warehouse
    #[arg(long, value_delimiter = ',')]
    warehouses: Vec<String>,
    /// How the goods are to be delivered: METHOD, then what it needs, such as post-nord,city=Kazan,branch=2
    #[arg(long, value_name = "METHOD[,KEY=VALUE…]")]
    delivery: Option<delivery::Delivery>,
    /// Rows whose proposed article is accepted
    #[arg(long, value_delimiter = ',')]
    accept_repairs: Vec<u32>,
    /// Show every price list that was considered, every step, and where the policy says so
    #[arg(long)]
    explain: bool,
    /// Writes the order file once more, with a verdict beside every row, to this .xlsx
    #[arg(long, value_name = "FILE.xlsx", value_parser = workbook)]
    corrected: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Language of messages: en, ru or it
    #[arg(long, default_value = "en")]
    lang: Language,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// A moment with its offset.
fn moment(text: &str) -> Result<DateTime<FixedOffset>, String> {
    DateTime::parse_from_rfc3339(text).map_err(|_| {
        format!("`{text}` is not a time with its offset, such as 2026-11-20T12:00:00+03:00")
    })
}

/// The name of a workbook: whatever it is called, nothing else is written.
fn workbook(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_workbook = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    if is_workbook {
        Ok(path)
    } else {
        Err(format!(
            "`{text}` does not end in .xlsx, and a workbook is what is written"
        ))
    }
}

/// Everything that the answer is shown with.
pub(super) struct Quoted {
    pub(super) shop: Shop,
    pub(super) file_name: String,
    pub(super) sheet: Sheet,
    pub(super) context: Context,
    pub(super) facts: Facts,
    pub(super) decision: Decision<CartAnswer>,
    pub(super) explain: bool,
}

pub(crate) fn run(arguments: &Arguments, plugin: Option<&Path>) -> Result<ExitCode, Failure> {
    let shop = Shop::open(&arguments.shop)?;
    let builder = crate::builder(plugin)?.policy_file(&arguments.policy)?;
    let comptoir = match crate::build(builder)? {
        Ok(comptoir) => comptoir,
        Err(code) => return Ok(code),
    };
    let quoted = quote(arguments, &comptoir, shop)?;
    if let Some(path) = &arguments.corrected {
        let (answer, messages) = (
            quoted.decision.view(Audience::Buyer),
            comptoir.messages(arguments.lang),
        );
        let workbook =
            comptoir::corrected_workbook(&quoted.sheet, &answer, &quoted.facts, &messages)
                .map_err(|error| format!("the corrected workbook: {error}"))?;
        std::fs::write(path, workbook)
            .map_err(|error| format!("can't write `{}`: {error}", path.display()))?;
    }
    match arguments.format {
        Format::Text => print!(
            "{}",
            render::text(&quoted, &comptoir.messages(arguments.lang))
        ),
        Format::Json => println!("{}", json(&quoted)?),
    }
    Ok(ExitCode::SUCCESS)
}

fn quote(arguments: &Arguments, comptoir: &Comptoir, shop: Shop) -> Result<Quoted, Failure> {
    let bytes = std::fs::read(&arguments.order)
        .map_err(|error| format!("can't read `{}`: {error}", arguments.order.display()))?;
    let file_name = arguments
        .order
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let (sheet, _) = comptoir
        .order_file()
        .read(&file_name, &bytes)
        .map_err(|error| unreadable(&file_name, &error, &comptoir.messages(arguments.lang)))?;

    let at = arguments.at.unwrap_or_else(|| {
        DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).fixed_offset()
    });
    let acting = Actor {
        id: arguments.buyer.clone(),
        kind: ActorKind::Buyer,
    };
    let context = comptoir.context(acting, &arguments.buyer, at.timestamp_millis(), "quote");
    let day = context.local_date;
    let day = NaiveDate::from_ymd_opt(day.year, day.month.into(), day.day.into())
        .ok_or("the moment is out of range")?;

    let keys: BTreeSet<String> = sheet
        .rows
        .iter()
        .flat_map(|row| [row.exact.clone(), row.without_leading_zeros.clone()])
        .filter(|key| !key.is_empty())
        .collect();
    let facts = shop.facts(&arguments.buyer, day, Wanted::Keys(&keys))?;
    let request = CartRequest {
        payment: None,
        contract: arguments.contract.clone(),
        collected: None,
        warehouses: arguments.warehouses.clone(),
        lines: Vec::new(),
        rows: sheet.rows.iter().map(import_row).collect(),
        accepted_repairs: arguments.accept_repairs.clone(),
        delivery: arguments
            .delivery
            .as_ref()
            .map(|delivery| delivery.0.clone()),
        promo: None,
        bonus: None,
        detail: Detail::Waterfall,
        extra: Vec::new(),
    };
    let decision = comptoir.cart().evaluate(&context, &facts, &request)?;
    nothing_to_accept(&arguments.accept_repairs, &decision.answer.verdict.findings)?;
    Ok(Quoted {
        shop,
        file_name,
        sheet,
        context,
        facts,
        decision,
        explain: arguments.explain,
    })
}

/// Why the file can't be read: in the language, with its code, where the language has a text for it.
fn unreadable(file_name: &str, error: &CallError, messages: &Messages) -> String {
    let CallError::File { code, params, .. } = error else {
        return format!("{file_name}: {error}");
    };
    let params = params.iter().map(|(name, value)| (*name, value.as_str()));
    let text = messages.file(code, params);
    let text = text.unwrap_or_else(|| error.to_string());
    format!("{file_name}: {text}  [{code}]")
}

/// Refuses to accept a repair of a row for which no article is proposed.
fn nothing_to_accept(accepted: &[u32], findings: &[Finding]) -> Result<(), String> {
    let proposed: BTreeSet<u32> = findings
        .iter()
        .filter(|finding| ["import.repair", "import.repaired"].contains(&finding.code.as_str()))
        .filter_map(|finding| match finding.subject {
            Subject::Row(row) => Some(row),
            Subject::Document | Subject::Line(_) => None,
        })
        .collect();
    let Some(row) = accepted.iter().find(|row| !proposed.contains(row)) else {
        return Ok(());
    };
    let known: Vec<String> = proposed.iter().map(u32::to_string).collect();
    let known = if known.is_empty() {
        "none has one".to_owned()
    } else {
        format!("those that have one: {}", known.join(", "))
    };
    Err(format!(
        "`--accept-repairs {row}`: row {row} has no proposed article; {known}"
    ))
}

fn json(quoted: &Quoted) -> Result<String, Failure> {
    let generation = &quoted.decision.generation;
    let whole = serde_json::json!({
        "policy": { "file": generation.policy.name, "sha256": generation.policy.digest },
        "plugin": { "sha256": generation.component.digest, "version": generation.description.version },
        "context": canonical::to_value(&quoted.context)?,
        "facts": canonical::to_value(&quoted.facts)?,
        "sheet": canonical::to_value(&quoted.sheet)?,
        "answer": canonical::to_value(&quoted.decision.answer)?,
    });
    Ok(serde_json::to_string_pretty(&whole)?)
}

#[cfg(test)]
mod tests {
    use comptoir::contract::{Outcome, Severity, Stage};

    use super::*;

    #[test]
    fn a_wrong_moment_says_what_would_be_right() {
        for text in ["2026-11-20", "2026-02-30T12:00:00+03:00", "noon"] {
            let error = moment(text).expect_err("a slip");
            assert!(error.contains("2026-11-20T12:00:00+03:00"), "{error}");
        }
        assert!(moment("2026-11-20T12:00:00+03:00").is_ok());
    }

    #[test]
    fn a_workbook_is_called_one() {
        assert!(workbook("out/checked.XLSX").is_ok());
        assert!(workbook("checked.csv").is_err() && workbook("xlsx").is_err());
    }

    #[test]
    fn a_repair_that_nobody_proposed_is_not_accepted() {
        let finding = |code: &str, subject| Finding {
            code: code.to_owned(),
            severity: Severity::Notice,
            outcome: Outcome::Allow,
            stage: Stage::Edit,
            subject,
            params: Vec::new(),
            setting: "default".to_owned(),
            remedies: Vec::new(),
        };
        let findings = [
            finding("import.repair", Subject::Row(7)),
            finding("import.duplicate", Subject::Row(8)),
            finding("import.repaired", Subject::Row(9)),
        ];
        assert_eq!(nothing_to_accept(&[7, 9], &findings), Ok(()));
        let refused = nothing_to_accept(&[9, 8], &findings).expect_err("no proposal");
        assert!(
            refused.contains("row 8") && refused.ends_with("7, 9"),
            "{refused}"
        );
        assert!(nothing_to_accept(&[99], &[]).is_err());
    }

    #[test]
    fn a_file_is_told_of_in_the_language_of_the_reader() {
        let error = CallError::File {
            code: "order-file.password-protected".to_owned(),
            message: "`a.xlsx` is protected by a password".to_owned(),
            params: Vec::new(),
        };
        let text = unreadable("a.xlsx", &error, &Messages::new(Language::Russian));
        assert!(text.starts_with("a.xlsx: Файл защищён паролем"), "{text}");
        assert!(text.ends_with("[order-file.password-protected]"), "{text}");
    }
}
