//! `make bench`: ratios taken in one run, a table and a JSON file.
//!
//! Variants are measured in turns, round by round, so that a noisy machine is noisy for
//! all of them; each figure is the median of its rounds.
#![allow(clippy::print_stdout, reason = "a benchmark prints")]

mod activation;
mod carts;
mod engine;
mod order_file;
mod report;
mod rounds;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::var("PROFILE").is_ok() {
        profile().unwrap();
        return ExitCode::SUCCESS;
    }
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

fn profile() -> Result<(), Box<dyn std::error::Error>> {
    use comptoir_tests::synthetic;
    let env = |n: &str| std::env::var(n).ok();
    let mut o = comptoir::EngineOptions::default();
    if let Some(k) = env("KR") {
        o.keep_resident = k.parse::<usize>()? * 1024;
    }
    if env("PM").is_some() {
        o.pagemap_scan = true;
    }
    let lines: u32 = env("LINES").map_or(1, |l| l.parse().unwrap_or(1));
    let c = comptoir::Comptoir::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .engine_options(o)
        .build()?;
    let (context, facts, request) = (
        synthetic::context(),
        synthetic::facts(lines),
        synthetic::cart(lines),
    );
    let mut warm = c.warm()?;
    let mut best = [f64::MAX; 2];
    for _ in 0..(if env("FRESH").is_some() { 200 } else { 20 }) {
        let t = std::time::Instant::now();
        for _ in 0..500 {
            std::hint::black_box(c.cart().evaluate(&context, &facts, &request)?);
        }
        best[0] = best[0].min(t.elapsed().as_secs_f64() * 2000.0);
        if env("FRESH").is_none() {
            let t = std::time::Instant::now();
            for _ in 0..500 {
                std::hint::black_box(warm.evaluate(&context, &facts, &request)?);
            }
            best[1] = best[1].min(t.elapsed().as_secs_f64() * 2000.0);
        }
    }
    println!(
        "best fresh {:.1} warm {:.1} diff {:.1}",
        best[0],
        best[1],
        best[0] - best[1]
    );
    Ok(())
}

fn run(out: &std::path::Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut report = report::Report::default();
    activation::measure(&mut report)?;
    carts::measure(&mut report)?;
    engine::measure(&mut report)?;
    text::measure(&mut report)?;
    order_file::measure(&mut report)?;
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("bench.json"), report.json()?)?;
    println!("\n{}", report.targets());
    println!("figures: {}", out.join("bench.json").display());
    Ok(())
}
