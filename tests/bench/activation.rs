//! From bytes and a policy to a plugin that decides; and from one policy to the next.

use std::time::Instant;

use comptoir::{Comptoir, PolicyFile};
use comptoir_tests::synthetic;

use crate::report::Report;
use crate::rounds::{Variant, medians};

const SECONDS: f64 = 1e6;

/// Start, and swap of a policy.
pub(crate) fn measure(report: &mut Report) -> Result<(), Box<dyn std::error::Error>> {
    let build = || {
        Comptoir::builder()
            .policy_text("synthetic.toml", synthetic::POLICY)
            .build()
    };
    let comptoir = build()?;
    comptoir.finish_compiling()?;
    let policy = PolicyFile::new("synthetic.toml".to_owned(), synthetic::POLICY.to_owned());
    // Until a decision is served, and until it is served from optimized code.
    let start = |optimized: bool| {
        let begun = Instant::now();
        let built = build();
        let served = begun.elapsed();
        let _ = built.map(|built| built.finish_compiling());
        if optimized { begun.elapsed() } else { served }
    };
    let swap = |optimized: bool| {
        let begun = Instant::now();
        let _ = comptoir.activate(policy.clone());
        let served = begun.elapsed();
        let _ = comptoir.finish_compiling();
        if optimized { begun.elapsed() } else { served }
    };
    let mut variants: [Variant<'_>; 4] = [
        Box::new(|| start(false)),
        Box::new(|| start(true)),
        Box::new(|| swap(false)),
        Box::new(|| swap(true)),
    ];
    let times = medians(5, &mut variants);
    drop(variants);
    let [start, started, swap, swapped] = times.as_slice() else {
        return Err("four variants".into());
    };
    let row = |name: &str, served: &f64, optimized: &f64| {
        (name.to_owned(), vec![served / SECONDS, optimized / SECONDS])
    };
    report.table(
        "activation, in seconds",
        &["serves", "serves optimized"],
        vec![
            row("start", start, started),
            row("swap of the policy", swap, swapped),
        ],
    );
    report.target("activation", start / SECONDS, 3.0, "s");
    Ok(())
}
