//! `make bench`: ratios taken in one run, a table and a JSON file.
//!
//! Variants are measured in turns, round by round, so that a noisy machine is noisy for
//! all of them; each figure is the median of its rounds.
//!
//! `bench [--out DIR] [--only activation|carts|catalogue|engine|text|order-file]`
#![allow(clippy::print_stdout, reason = "a benchmark prints")]

mod activation;
mod carts;
mod catalogue;
mod engine;
mod order_file;
mod report;
mod rounds;
mod text;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let option = |name: &str| {
        std::env::args_os()
            .skip_while(|argument| argument != name)
            .nth(1)
    };
    let out = option("--out").map_or_else(|| PathBuf::from("target/bench"), PathBuf::from);
    match run(&out, option("--only").as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What is measured, in the order of the table.
const MEASURES: [(&str, Measure); 6] = [
    ("activation", activation::measure),
    ("carts", carts::measure),
    ("catalogue", catalogue::measure),
    ("engine", engine::measure),
    ("text", text::measure),
    ("order-file", order_file::measure),
];

type Measure = fn(&mut report::Report) -> Result<(), Box<dyn std::error::Error>>;

fn run(out: &Path, only: Option<&OsStr>) -> Result<(), Box<dyn std::error::Error>> {
    let mut report = report::Report::default();
    let chosen: Vec<Measure> = MEASURES
        .into_iter()
        .filter(|(name, _)| only.is_none_or(|only| only == *name))
        .map(|(_, measure)| measure)
        .collect();
    if chosen.is_empty() {
        let names: Vec<&str> = MEASURES.iter().map(|(name, _)| *name).collect();
        return Err(format!("`--only` takes one of {}", names.join(", ")).into());
    }
    for measure in chosen {
        measure(&mut report)?;
    }
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("bench.json"), report.json()?)?;
    println!("\n{}", report.targets());
    println!("figures: {}", out.join("bench.json").display());
    Ok(())
}
