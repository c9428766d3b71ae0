//! Carts of rising length: plain Rust, one warm instance, a fresh one for every decision.

use comptoir::{CallLimits, Compilation, Comptoir, EngineOptions, Limits};
use comptoir_component::native::Native;
use comptoir_tests::native::{cross, groups};
use comptoir_tests::synthetic;

use crate::report::Report;
use crate::rounds::{Variant, medians, timed};

const LENGTHS: [(u32, usize); 6] = [
    (1, 2000),
    (10, 1500),
    (50, 800),
    (200, 300),
    (1000, 80),
    (10_000, 15),
];

/// Microseconds of the three, with every limit on.
pub(crate) struct Times {
    pub(crate) native: f64,
    pub(crate) warm: f64,
    pub(crate) fresh: f64,
}

/// Measures one length.
pub(crate) fn one(
    comptoir: &Comptoir,
    native: &Native,
    lines: u32,
    rounds: usize,
) -> Result<Times, Box<dyn std::error::Error>> {
    let (context, facts, request) = (
        synthetic::context(),
        synthetic::facts(lines),
        synthetic::cart(lines),
    );
    let mut warm = comptoir.warm()?;
    let mut variants: [Variant<'_>; 3] = [
        Box::new(|| {
            // The native side takes its arguments by value: they are made outside of the time.
            let arguments = (cross(&context), groups(&facts), cross(&request));
            timed(|| native.evaluate(arguments.0, arguments.1, arguments.2))
        }),
        Box::new(|| timed(|| warm.evaluate(&context, &facts, &request))),
        Box::new(|| timed(|| comptoir.cart().evaluate(&context, &facts, &request))),
    ];
    let times = medians(rounds, &mut variants);
    match times.as_slice() {
        [native, warm, fresh] => Ok(Times {
            native: *native,
            warm: *warm,
            fresh: *fresh,
        }),
        _ => Err("three variants".into()),
    }
}

/// Room for 10,000 lines.
pub(crate) fn roomy() -> Limits {
    let call = CallLimits::default();
    Limits {
        cart: CallLimits {
            fuel: 50_000_000_000,
            time: std::time::Duration::from_secs(30),
            ..call
        },
        ..Limits::default()
    }
}

/// What a shop decides with most of its life.
pub(crate) fn options() -> EngineOptions {
    EngineOptions {
        compilation: Compilation::Optimized,
        ..EngineOptions::default()
    }
}

/// The plain side.
pub(crate) fn native() -> Result<Native, Box<dyn std::error::Error>> {
    Native::load(synthetic::POLICY)
        .map(|(native, _)| native)
        .map_err(|issues| format!("{issues:?}").into())
}

/// All lengths, and the targets they are held against.
pub(crate) fn measure(report: &mut Report) -> Result<(), Box<dyn std::error::Error>> {
    let comptoir = Comptoir::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .limits(roomy())
        .engine_options(options())
        .build()?;
    let native = native()?;
    let mut rows = Vec::new();
    let mut per_line_at_50 = 0.0;
    for (lines, rounds) in LENGTHS {
        let times = one(&comptoir, &native, lines, rounds)?;
        let per_line = times.fresh / f64::from(lines);
        rows.push((
            format!("{lines} lines"),
            vec![
                times.native,
                times.warm,
                times.fresh,
                times.fresh - times.warm,
                times.fresh / times.native,
                per_line,
            ],
        ));
        match lines {
            50 => {
                per_line_at_50 = per_line;
                let bound = 3.0 * times.native + 20.0;
                report.target(
                    "a 50-line cart, fresh (3 × native + 20 µs)",
                    times.fresh,
                    bound,
                    "µs",
                );
            }
            10_000 => report.target(
                "cost a line at 10,000 over that at 50",
                per_line / per_line_at_50,
                1.5,
                "×",
            ),
            _ => {}
        }
    }
    report.table(
        "carts, every limit on, in microseconds",
        &[
            "native",
            "warm",
            "fresh",
            "fresh − warm",
            "fresh ÷ native",
            "fresh a line",
        ],
        rows,
    );
    Ok(())
}
