//! `comptoir diagram POLICY`: the life of an order under a policy, drawn.

mod layout;
mod mermaid;
mod svg;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use comptoir::contract::Stage;
use comptoir::contract::orders::{Axis, Machine};

use crate::Failure;

/// Draw the life of an order.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The policy
    policy: PathBuf,
    /// How to draw
    #[arg(long, value_enum, default_value_t = Format::Svg)]
    format: Format,
    /// Write to this file; standard output when left out
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Svg,
    Mermaid,
}

pub(crate) fn run(arguments: &Arguments, plugin: Option<&Path>) -> Result<ExitCode, Failure> {
    let builder = crate::builder(plugin)?.policy_file(&arguments.policy)?;
    let comptoir = match crate::build(builder)? {
        Ok(comptoir) => comptoir,
        Err(code) => return Ok(code),
    };
    let machine = comptoir.orders().describe()?;
    let graphs = graphs(&machine);
    let text = match arguments.format {
        Format::Svg => {
            let name = arguments
                .policy
                .file_stem()
                .map(|name| name.to_string_lossy().into_owned());
            svg::draw(&name.unwrap_or_default(), &graphs, machine.combinations)
        }
        Format::Mermaid => mermaid::draw(&graphs),
    };
    match &arguments.out {
        Some(out) => std::fs::write(out, text)
            .map_err(|error| format!("can't write `{}`: {error}", out.display()))?,
        None => print!("{text}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// One axis, ready to draw.
pub(crate) struct Graph {
    /// Its name, for people.
    title: &'static str,
    /// States, the first one first.
    states: Vec<String>,
    /// One for each pair of states.
    arrows: Vec<Arrow>,
}

/// Every event that leads from one state to another.
pub(crate) struct Arrow {
    from: usize,
    to: usize,
    /// Its events, by name: who fires them, and which gates stand there. Never empty.
    labels: Vec<String>,
}

fn title(axis: Axis) -> &'static str {
    match axis {
        Axis::Order => "order",
        Axis::Reservation => "reservation",
        Axis::Payment => "payment",
        Axis::Shipment => "shipment",
        Axis::Returns => "return",
        Axis::Step => "steps of this shop",
    }
}

/// The axes that have more than one state.
fn graphs(machine: &Machine) -> Vec<Graph> {
    let axes = machine.axes.iter().filter(|axis| axis.states.len() > 1);
    axes.map(|axis| {
        let position = |name: &String| axis.states.iter().position(|state| state == name);
        let mut labels: BTreeMap<(usize, usize), BTreeMap<String, String>> = BTreeMap::new();
        let own = machine
            .transitions
            .iter()
            .filter(|transition| transition.axis == axis.axis);
        for transition in own {
            let (Some(from), Some(to)) =
                (position(&transition.before), position(&transition.after))
            else {
                continue;
            };
            let gates: Vec<&str> = transition
                .stages
                .iter()
                .filter_map(|at| gate(*at))
                .collect();
            let mut text = transition.event.clone();
            if !transition.follows {
                text = format!("{text} ({})", transition.by.join(", "));
            }
            if !gates.is_empty() {
                text = format!("{text} [{}]", gates.join(", "));
            }
            let events = labels.entry((from, to)).or_default();
            // Of two ways to fire it, the one with more gates is shown.
            let known = events.entry(transition.event.clone()).or_default();
            if text.len() > known.len() {
                *known = text;
            }
        }
        Graph {
            title: title(axis.axis),
            states: axis.states.clone(),
            arrows: labels
                .into_iter()
                .map(|((from, to), events)| Arrow {
                    from,
                    to,
                    labels: events.into_values().collect(),
                })
                .collect(),
        }
    })
    .collect()
}

fn gate(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Edit => None,
        Stage::Place => Some("gate: place"),
        Stage::Confirm => Some("gate: confirm"),
        Stage::Reserve => Some("gate: reserve"),
        Stage::Ship => Some("gate: ship"),
    }
}
