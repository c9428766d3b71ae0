//! `comptoir quote`: the main job, from an order file to a verdict for every stage.

mod delivery;
mod render;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, FixedOffset, NaiveDate};
use clap::ValueEnum;
use comptoir::contract::{
    Actor, ActorKind, Audience, CartAnswer, CartRequest, Context, Detail, Sheet,
};
use comptoir::messages::Language;
use comptoir::shop::{Shop, Wanted};
use comptoir::{Comptoir, Decision, Facts, canonical, import_row};

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
    #[arg(long, value_parser = DateTime::parse_from_rfc3339)]
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
    #[arg(long)]
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
        .map_err(|error| format!("{file_name}: {error}"))?;

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
