//! `comptoir-sqlite-shop DATABASE place REQUEST BUYER SKU QUANTITY`, `… send`, `… books`, `… audit`.
#![allow(clippy::print_stdout, reason = "printing is what a command does")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use comptoir::contract::{Actor, ActorKind, Severity};
use comptoir::messages::{Language, Messages};
use comptoir::shop::Shop;
use comptoir::{Compilation, Comptoir, EngineOptions};
use comptoir_sqlite_shop::{Line, Place, Placed, SqliteShop};

const USAGE: &str = "usage: comptoir-sqlite-shop DATABASE place REQUEST BUYER SKU QUANTITY
       comptoir-sqlite-shop DATABASE send
       comptoir-sqlite-shop DATABASE books
       comptoir-sqlite-shop DATABASE audit";

/// Stops at this point, for trying out what a crash leaves: `decided`, `written`, `committed` or `sent`.
const PAUSE: &str = "SQLITE_SHOP_PAUSE_AT";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [database, command @ ..] = words.as_slice() else {
        return Err(USAGE.into());
    };
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Shop::open(&here.join("shop"))?;
    let pause = std::env::var(PAUSE).ok();
    let mut shop =
        SqliteShop::open(&PathBuf::from(database), Arc::new(folder))?.watched(move |point| {
            if pause.as_deref() == Some(point.name()) {
                println!("at {}", point.name());
                loop {
                    std::thread::park();
                }
            }
        });
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let now = i64::try_from(now)?;
    match command {
        ["place", request, buyer, sku, quantity] => {
            let options = EngineOptions {
                // One decision, then the end. A shop that stays open leaves the default.
                compilation: Compilation::Baseline,
                ..EngineOptions::default()
            };
            let comptoir = Comptoir::builder()
                .policy_file(here.join("policy.toml"))?
                .engine_options(options)
                .build()?;
            let request = Place {
                request: (*request).to_owned(),
                acting: Actor {
                    id: (*buyer).to_owned(),
                    kind: ActorKind::Buyer,
                },
                buyer: (*buyer).to_owned(),
                at: now,
                lines: vec![Line {
                    sku: (*sku).to_owned(),
                    quantity: quantity.parse()?,
                }],
                promo: None,
                bonus: None,
            };
            let placed = shop.place(&comptoir, &request)?;
            Ok(say(&placed))
        }
        ["send"] => {
            let sent = shop.send(now, |mail| {
                println!(
                    "{} for order {}: {}",
                    mail.recipient, mail.order, mail.template
                );
            })?;
            println!("{sent} sent");
            Ok(ExitCode::SUCCESS)
        }
        ["books"] => {
            let books = shop.books(now)?;
            println!(
                "{} order(s), {} letter(s) unsent, {} audited",
                books.orders, books.unsent, books.audited
            );
            if let Some(head) = &books.head {
                println!("head {head}");
            }
            for fault in &books.faults {
                println!("fault: {fault}");
            }
            Ok(if books.faults.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
        ["audit"] => {
            for line in shop.audit()? {
                println!("{line}");
            }
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(USAGE.into()),
    }
}

fn say(placed: &Placed) -> ExitCode {
    match placed {
        Placed::New(order) => {
            println!("order {} is {}: {} EUR", order.id, order.state, order.gross);
            ExitCode::SUCCESS
        }
        Placed::Already(order) => {
            println!("it is order {} already: {}", order.id, order.state);
            ExitCode::SUCCESS
        }
        Placed::Conflict => {
            println!("this request was placed with another content");
            ExitCode::FAILURE
        }
        Placed::Refused(answer) => {
            let messages = Messages::new(Language::English);
            println!("refused");
            let errors = answer.verdict.findings.iter();
            let mut said: Vec<String> = errors
                .filter(|finding| finding.severity == Severity::Error)
                .map(|finding| messages.finding(finding, "EUR"))
                .collect();
            // Line and document may say the same.
            said.dedup();
            for text in said {
                println!("  {text}");
            }
            ExitCode::FAILURE
        }
    }
}
