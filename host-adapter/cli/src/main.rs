//! `comptoir`: what operators and QA run.
//!
//! Exit codes: 0 done, 1 the answer is a refusal (an invalid policy, a failed case),
//! 2 the command could not do its work.
#![allow(clippy::print_stdout, reason = "printing is what a command does")]

mod audit;
mod check;
mod diagram;
mod inspect;
mod paper;
mod quote;
mod table;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "comptoir",
    version,
    about = "B2B rules for shops that already exist, decided in a sandbox"
)]
struct Arguments {
    /// Use this plugin in place of the bundled one
    #[arg(long, global = true, value_name = "PLUGIN.wasm")]
    plugin: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Price, clamp and decide an order file, with a verdict for every stage
    Quote(Box<quote::Arguments>),
    /// Load a policy and say what is wrong with it, by line and column
    Check(check::Arguments),
    /// Draw the life of an order under a policy, as SVG or Mermaid
    Diagram(diagram::Arguments),
    /// Run rule fixtures in the sandbox
    Test(test::Arguments),
    /// Say what a plugin is: contract, imports, size, digest, rules
    Inspect(inspect::Arguments),
    /// Hold an audit against itself, and against heads that were kept elsewhere
    Audit(audit::Arguments),
}

/// Why a command could not do its work, in words.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    end_quietly_with_the_reader();
    let arguments = Arguments::parse();
    let plugin = arguments.plugin.as_deref();
    let done = match &arguments.command {
        Command::Quote(arguments) => quote::run(arguments, plugin),
        Command::Check(arguments) => check::run(arguments, plugin),
        Command::Diagram(arguments) => diagram::run(arguments, plugin),
        Command::Test(arguments) => test::run(arguments, plugin),
        Command::Inspect(arguments) => inspect::run(arguments, plugin),
        Command::Audit(arguments) => audit::run(arguments),
    };
    done.unwrap_or_else(|failure| {
        eprintln!("error: {failure}");
        ExitCode::from(2)
    })
}

/// Whoever reads us may stop, as `head` does: that is no failure to be told of.
fn end_quietly_with_the_reader() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let message = info.payload().downcast_ref::<String>();
        if message.is_some_and(|text| text.starts_with("failed printing to stdout")) {
            std::process::exit(0);
        }
        tell(info);
    }));
}

/// A builder with the plugin that was asked for.
fn builder(plugin: Option<&std::path::Path>) -> Result<comptoir::Builder, Failure> {
    // A command decides a little and ends: what is ready soonest answers soonest.
    let builder = comptoir::Comptoir::builder().engine_options(comptoir::EngineOptions {
        compilation: comptoir::Compilation::Baseline,
        ..comptoir::EngineOptions::default()
    });
    Ok(match plugin {
        Some(path) => builder.plugin_file(path)?,
        None => builder,
    })
}

/// Builds; a policy's errors are printed by place, everything else is a failure.
fn build(builder: comptoir::Builder) -> Result<Result<comptoir::Comptoir, ExitCode>, Failure> {
    match builder.build() {
        Ok(comptoir) => Ok(Ok(comptoir)),
        Err(comptoir::ActivationError::Policy { issues, .. }) => {
            for issue in &issues {
                eprintln!("{issue}\n");
            }
            let errors = issues.iter().filter(|issue| issue.is_error).count();
            eprintln!(
                "{errors} error(s), {} warning(s); the policy is refused",
                issues.len() - errors
            );
            Ok(Err(ExitCode::FAILURE))
        }
        Err(error) => Err(error.into()),
    }
}
