//! A client's whole price list, 100,000 products in batches.

use std::time::Duration;

use comptoir::Comptoir;
use comptoir::contract::{Detail, OffersRequest};
use comptoir_tests::native::{cross, groups};
use comptoir_tests::synthetic;

use crate::carts;
use crate::report::Report;
use crate::rounds::{Variant, medians, timed};

const PRODUCTS: u32 = 100_000;
const BATCH: u32 = 2_000;

/// Offers a second in the sandbox, and how that compares with plain Rust, at both details.
pub(crate) fn measure(report: &mut Report) -> Result<(), Box<dyn std::error::Error>> {
    let comptoir = Comptoir::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .limits(carts::roomy())
        .engine_options(carts::options())
        .build()?;
    let native = carts::native()?;
    let context = synthetic::context();
    // Batches differ in their articles alone, which no price looks at: one stands for all.
    let facts = synthetic::facts(BATCH);
    let batches = PRODUCTS / BATCH;
    let mut rows = Vec::new();
    for (name, detail) in [("price", Detail::Price), ("waterfall", Detail::Waterfall)] {
        let request = OffersRequest {
            contract: None,
            warehouses: vec!["far".into()],
            detail,
        };
        let first = comptoir.catalogue().offers(&context, &facts, &request)?;
        if first
            .answer
            .offers
            .iter()
            .any(|offer| offer.price.is_none())
        {
            return Err("an offer has no price".into());
        }
        let mut variants: [Variant<'_>; 2] = [
            Box::new(|| {
                let mut time = Duration::ZERO;
                for _ in 0..batches {
                    // The native side takes its arguments by value: they are made outside of the time.
                    let arguments = (cross(&context), groups(&facts), cross(&request));
                    time += timed(|| native.offers(arguments.0, arguments.1, arguments.2));
                }
                time
            }),
            Box::new(|| {
                timed(|| {
                    for _ in 0..batches {
                        let _ = comptoir.catalogue().offers(&context, &facts, &request);
                    }
                })
            }),
        ];
        let times = medians(3, &mut variants);
        drop(variants);
        let [native, sandbox] = times.as_slice() else {
            return Err("two variants".into());
        };
        let a_second = f64::from(PRODUCTS) / (sandbox / 1e6);
        let memory = f64::from(u32::try_from(first.stats.memory / 1024)?) / 1024.0;
        rows.push((
            name.to_owned(),
            vec![
                native / 1e3,
                sandbox / 1e3,
                sandbox / native,
                a_second,
                memory,
            ],
        ));
        if name == "price" {
            report.target(
                "an offer, detail price (400,000 a second)",
                1e6 / a_second,
                2.5,
                "µs",
            );
            report.target("offers over native", sandbox / native, 3.0, "×");
            report.target("guest memory for a batch", memory, 64.0, "MiB");
        }
    }
    report.table(
        "a price list of 100,000 products in batches of 2,000, in milliseconds",
        &[
            "native",
            "sandbox",
            "÷ native",
            "offers a second",
            "guest MiB",
        ],
        rows,
    );
    Ok(())
}
