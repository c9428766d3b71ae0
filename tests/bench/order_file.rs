//! A 10,000-row workbook: in the sandbox, by our reader in plain Rust, by calamine alone.

use calamine::{Reader, Xlsx};
use comptoir::Comptoir;
use comptoir_order_file::{Limits, Options, hostile, read};
use comptoir_tests::synthetic;

use crate::carts;
use crate::report::Report;
use crate::rounds::{Variant, medians, timed};

const ROWS: usize = 10_000;

/// Rows read, so that nobody reads nothing quickly.
fn calamine_rows(bytes: &[u8]) -> usize {
    let workbook = Xlsx::new(std::io::Cursor::new(bytes));
    let range = workbook
        .ok()
        .and_then(|mut workbook| workbook.worksheet_range_at(0))
        .and_then(Result::ok);
    range.map_or(0, |range| range.height())
}

/// The three, in turns.
pub(crate) fn measure(report: &mut Report) -> Result<(), Box<dyn std::error::Error>> {
    let comptoir = Comptoir::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .engine_options(carts::options())
        .build()?;
    let articles: Vec<(String, String)> = (0..ROWS)
        .map(|row| (format!("ART-{row:06}"), (1 + row % 50).to_string()))
        .collect();
    let rows: Vec<(&str, &str)> = articles
        .iter()
        .map(|(article, quantity)| (article.as_str(), quantity.as_str()))
        .collect();
    let bytes = hostile::plain_xlsx(&rows);
    let options = Options {
        file_name: "bench.xlsx",
        limits: Limits::default(),
    };
    let read_here = read(&bytes, &options)?.rows.len();
    let (sheet, stats) = comptoir.order_file().read("bench.xlsx", &bytes)?;
    if [read_here, sheet.rows.len()]
        .iter()
        .any(|found| *found < ROWS)
        || calamine_rows(&bytes) < ROWS
    {
        return Err("not every row was read".into());
    }
    let mut variants: [Variant<'_>; 3] = [
        Box::new(|| timed(|| comptoir.order_file().read("bench.xlsx", &bytes))),
        Box::new(|| timed(|| read(&bytes, &options))),
        Box::new(|| timed(|| calamine_rows(&bytes))),
    ];
    let times = medians(15, &mut variants);
    drop(variants);
    let [sandbox, native, calamine] = times.as_slice() else {
        return Err("three variants".into());
    };
    report.table(
        "a workbook of 10,000 rows, in milliseconds",
        &["sandbox", "native", "calamine", "sandbox ÷ calamine"],
        vec![(
            "xlsx".to_owned(),
            vec![
                sandbox / 1e3,
                native / 1e3,
                calamine / 1e3,
                sandbox / calamine,
            ],
        )],
    );
    report.target(
        "a 10,000-row xlsx over native calamine",
        sandbox / calamine,
        2.0,
        "×",
    );
    let mebibytes = f64::from(u32::try_from(stats.memory / 1024)?) / 1024.0;
    report.target("guest memory for it", mebibytes, 64.0, "MiB");
    Ok(())
}
