//! What each limit and each way of resetting memory costs.

use comptoir::{Comptoir, EngineOptions};
use comptoir_tests::synthetic;

use crate::carts;
use crate::report::Report;

const KIB: usize = 1024;
/// What ships, with the kernel asked which pages were written.
const AS_SHIPPED_SCANNED: &str = "scan, resident 1024 KiB";

/// Fuel, epoch, resident memory, pagemap scan, one at a time.
pub(crate) fn measure(report: &mut Report) -> Result<(), Box<dyn std::error::Error>> {
    let base = carts::options();
    let variants = [
        ("as shipped", base),
        (
            "no fuel",
            EngineOptions {
                fuel: false,
                ..base
            },
        ),
        (
            "no epoch",
            EngineOptions {
                epoch: false,
                ..base
            },
        ),
        (
            "no fuel, no epoch",
            EngineOptions {
                fuel: false,
                epoch: false,
                ..base
            },
        ),
        (
            "resident 0 KiB",
            EngineOptions {
                keep_resident: 0,
                ..base
            },
        ),
        (
            "resident 64 KiB",
            EngineOptions {
                keep_resident: 64 * KIB,
                ..base
            },
        ),
        (
            "resident 128 KiB",
            EngineOptions {
                keep_resident: 128 * KIB,
                ..base
            },
        ),
        (
            "resident 192 KiB",
            EngineOptions {
                keep_resident: 192 * KIB,
                ..base
            },
        ),
        (
            "resident 512 KiB",
            EngineOptions {
                keep_resident: 512 * KIB,
                ..base
            },
        ),
        (
            "scan, resident 192 KiB",
            EngineOptions {
                pagemap_scan: true,
                keep_resident_scanned: 192 * KIB,
                ..base
            },
        ),
        (
            AS_SHIPPED_SCANNED,
            EngineOptions {
                pagemap_scan: true,
                ..base
            },
        ),
    ];
    let native = carts::native()?;
    let mut rows = Vec::new();
    for (name, options) in variants {
        let builder = Comptoir::builder().policy_text("synthetic.toml", synthetic::POLICY);
        let comptoir = builder
            .limits(carts::roomy())
            .engine_options(options)
            .build()?;
        let one = carts::one(&comptoir, &native, 1, 1500)?;
        let fifty = carts::one(&comptoir, &native, 50, 400)?;
        let target = match name {
            "as shipped" => Some(("fresh over warm, 1 line", 20.0)),
            AS_SHIPPED_SCANNED => Some(("the same with pagemap scan, off by default", 10.0)),
            _ => None,
        };
        if let Some((target, bound)) = target {
            report.target(target, one.fresh - one.warm, bound, "µs");
        }
        rows.push((
            name.to_owned(),
            vec![
                one.warm,
                one.fresh,
                one.fresh - one.warm,
                fifty.warm,
                fifty.fresh,
                fifty.fresh / fifty.native,
            ],
        ));
    }
    report.table(
        "engine options, in microseconds",
        &[
            "warm, 1",
            "fresh, 1",
            "fresh − warm, 1",
            "warm, 50",
            "fresh, 50",
            "÷ native, 50",
        ],
        rows,
    );
    Ok(())
}
