//! `make bench`: ratios taken in one run, a table and a JSON file.
//!
//! Variants are measured in turns, round by round, so that a noisy machine is noisy for
//! all of them; each figure is the median of its rounds.
#![allow(clippy::print_stdout, reason = "a benchmark prints")]

mod activation;
mod carts;
mod catalogue;
mod engine;
mod order_file;
mod report;
mod rounds;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let out = std::env::args_os()
        .skip_while(|argument| argument != "--out")
        .nth(1)
        .map_or_else(|| PathBuf::from("target/bench"), PathBuf::from);
    match run(&out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(out: &std::path::Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut report = report::Report::default();
    activation::measure(&mut report)?;
    carts::measure(&mut report)?;
    catalogue::measure(&mut report)?;
    engine::measure(&mut report)?;
    text::measure(&mut report)?;
    order_file::measure(&mut report)?;
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("bench.json"), report.json()?)?;
    println!("\n{}", report.targets());
    println!("figures: {}", out.join("bench.json").display());
    Ok(())
}
