//! `comptoir audit verify FILE --head HEAD`.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use comptoir::audit::{AuditFault, Head, verify};

use crate::Failure;

/// What to do with an audit.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find a changed, missing or moved record; with a head also a tail that was cut off
    Verify {
        /// The audit, one record a line
        file: PathBuf,
        /// A head that was kept elsewhere, as `audit verify` prints it; may be given once for each writer
        #[arg(long, value_name = "WRITER:NUMBER:HASH")]
        head: Vec<Head>,
    },
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Command::Verify { file, head } = &arguments.command;
    let cannot = |error| format!("can't read `{}`: {error}", file.display());
    let records = BufReader::new(File::open(file).map_err(cannot)?);
    match verify(records, head) {
        Ok(chains) => {
            for chain in &chains {
                println!(
                    "{}  {} record(s), {}",
                    chain.head.writer,
                    chain.head.number,
                    if chain.anchored {
                        "whole up to the head that was given"
                    } else {
                        "whole as far as it goes; without a head kept elsewhere a cut tail can't be seen"
                    }
                );
                println!("  head {}", chain.head);
            }
            if chains.is_empty() {
                println!(
                    "no records; without a head kept elsewhere nobody can tell whether there were any"
                );
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(AuditFault::Read { line, source }) => {
            Err(format!("can't read `{}`, line {line}: {source}", file.display()).into())
        }
        Err(fault) => {
            println!("{}: {fault}", file.display());
            Ok(ExitCode::FAILURE)
        }
    }
}
