//! What was measured, as tables and as JSON, with the targets beside.

use serde::Serialize;

/// One table.
#[derive(Serialize)]
struct Table {
    name: String,
    head: Vec<String>,
    rows: Vec<(String, Vec<f64>)>,
}

/// A figure with its target.
#[derive(Serialize)]
struct Target {
    what: String,
    measured: f64,
    at_most: f64,
    unit: String,
    reached: bool,
}

/// Everything that was measured.
#[derive(Default, Serialize)]
pub(crate) struct Report {
    tables: Vec<Table>,
    targets: Vec<Target>,
}

impl Report {
    /// Prints a table and keeps it.
    pub(crate) fn table(&mut self, name: &str, head: &[&str], rows: Vec<(String, Vec<f64>)>) {
        let label = rows.iter().map(|(label, _)| label.len()).max().unwrap_or(0);
        println!("\n{name}\n");
        let width = head.iter().map(|title| title.chars().count()).max();
        let width = width.unwrap_or_default().max(14) + 2;
        let titles: Vec<String> = head
            .iter()
            .map(|title| format!("{title:>width$}"))
            .collect();
        println!("{:label$}{}", "", titles.concat());
        for (name, values) in &rows {
            let values: Vec<String> = values
                .iter()
                .map(|value| format!("{:>width$}", figure(*value)))
                .collect();
            println!("{name:label$}{}", values.concat());
        }
        let head = head.iter().map(|title| (*title).to_owned()).collect();
        self.tables.push(Table {
            name: name.to_owned(),
            head,
            rows,
        });
    }

    /// Keeps a figure with its target.
    pub(crate) fn target(&mut self, what: &str, measured: f64, at_most: f64, unit: &str) {
        let reached = measured <= at_most;
        self.targets.push(Target {
            what: what.to_owned(),
            measured,
            at_most,
            unit: unit.to_owned(),
            reached,
        });
    }

    /// The targets, reached or not.
    pub(crate) fn targets(&self) -> String {
        let line = |target: &Target| {
            let mark = if target.reached { "reached" } else { "MISSED" };
            format!(
                "{mark:<8} {:<58} {:>10} {} (at most {})",
                target.what,
                figure(target.measured),
                target.unit,
                figure(target.at_most)
            )
        };
        self.targets.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// As JSON.
    pub(crate) fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }
}

fn figure(value: f64) -> String {
    if value.abs() >= 100.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}")
    }
}
