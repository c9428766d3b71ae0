//! Four strings a line, or one text with offsets?

use comptoir_tests::guests;
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Store};

use crate::report::Report;
use crate::rounds::{Variant, medians, timed};

wasmtime::component::bindgen!({ path: "guests/wit-spike", world: "spike" });

use exports::comptoir::spike::lines::{Interned, Natural};

fn natural(lines: u32) -> Vec<Natural> {
    let line = |index: u32| Natural {
        sku: format!("ART-{index:06}"),
        version: format!("v{index:08}"),
        unit: "piece".to_owned(),
        stock_version: format!("s{index:08}"),
        quantity: 1,
    };
    (0..lines).map(line).collect()
}

/// One text and offsets; making them is part of the cost.
fn intern(lines: &[Natural]) -> (String, Vec<Interned>) {
    let mut text = String::new();
    let mut put = |part: &str| {
        let start = u32::try_from(text.len()).unwrap_or(u32::MAX);
        text.push_str(part);
        start
    };
    let interned = lines
        .iter()
        .map(|line| Interned {
            sku: put(&line.sku),
            version: put(&line.version),
            unit: put(&line.unit),
            stock_version: put(&line.stock_version),
            quantity: line.quantity,
        })
        .collect();
    (text, interned)
}

/// Both forms at 1, 50 and 1,000 lines, in one warm instance each.
pub(crate) fn measure(report: &mut Report) -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::default();
    let component = Component::new(&engine, guests::PASSES_TEXT)?;
    let linker: Linker<()> = Linker::new(&engine);
    let mut rows = Vec::new();
    for (lines, rounds) in [(1, 2000), (50, 1000), (1000, 200)] {
        let facts = natural(lines);
        let (mut first, mut second) = (Store::new(&engine, ()), Store::new(&engine, ()));
        let as_records = Spike::instantiate(&mut first, &component, &linker)?;
        let as_text = Spike::instantiate(&mut second, &component, &linker)?;
        let (text, interned) = intern(&facts);
        let same = as_records
            .comptoir_spike_lines()
            .call_take_natural(&mut first, &facts)?
            == as_text
                .comptoir_spike_lines()
                .call_take_interned(&mut second, &text, &interned)?;
        if !same {
            return Err("the two forms differ".into());
        }
        let mut variants: [Variant<'_>; 2] = [
            Box::new(|| {
                timed(|| {
                    as_records
                        .comptoir_spike_lines()
                        .call_take_natural(&mut first, &facts)
                })
            }),
            Box::new(|| {
                timed(|| {
                    let (text, interned) = intern(&facts);
                    as_text
                        .comptoir_spike_lines()
                        .call_take_interned(&mut second, &text, &interned)
                })
            }),
        ];
        let times = medians(rounds, &mut variants);
        drop(variants);
        let [natural, interned] = times.as_slice() else {
            return Err("two variants".into());
        };
        let saved = (natural - interned) / f64::from(lines);
        rows.push((format!("{lines} lines"), vec![*natural, *interned, saved]));
    }
    report.table(
        "text across the boundary, four strings a line, in microseconds",
        &["natural", "interned", "saved a line"],
        rows,
    );
    Ok(())
}
