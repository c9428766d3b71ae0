//! From bytes and a policy to a plugin that decides; and from one policy to the next.

use comptoir::{Comptoir, PolicyFile};
use comptoir_tests::synthetic;

use crate::report::Report;
use crate::rounds::{Variant, medians, timed};

const SECONDS: f64 = 1e6;

/// Start, and swap of a policy.
pub(crate) fn measure(report: &mut Report) -> Result<(), Box<dyn std::error::Error>> {
    let build = || {
        Comptoir::builder()
            .policy_text("synthetic.toml", synthetic::POLICY)
            .build()
    };
    let comptoir = build()?;
    let policy = PolicyFile::new("synthetic.toml".to_owned(), synthetic::POLICY.to_owned());
    let mut variants: [Variant<'_>; 2] = [
        Box::new(|| timed(build)),
        Box::new(|| timed(|| comptoir.activate(policy.clone()))),
    ];
    let times = medians(5, &mut variants);
    drop(variants);
    let [start, swap] = times.as_slice() else {
        return Err("two variants".into());
    };
    report.table(
        "activation, in seconds",
        &["time"],
        vec![
            ("start".to_owned(), vec![start / SECONDS]),
            ("swap of the policy".to_owned(), vec![swap / SECONDS]),
        ],
    );
    report.target("activation", start / SECONDS, 3.0, "s");
    Ok(())
}
