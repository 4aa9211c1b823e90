//! One command a file.

pub(crate) mod beside;
mod doctor;
mod export_books;
mod import_jielong;
mod import_orders;
mod open;
mod order_jielong;
mod password_link;
mod predict_pools;
pub(crate) mod serve;
mod tally;
mod verify;

use crate::cli::{Args, Bench, Command, Export, Import, Pools};
use crate::{bench, demo};
use std::fmt;

/// What went wrong, in words for whoever typed the command.
#[derive(Debug)]
pub struct Said(String);

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Said {
    pub(crate) fn new(text: impl Into<String>) -> Said {
        Said(text.into())
    }

    /// `what could not be done: why`
    pub(crate) fn because(what: &str, why: impl fmt::Display) -> Said {
        Said(format!("{what}: {why}"))
    }
}

impl From<store::Fault> for Said {
    fn from(fault: store::Fault) -> Said {
        Said(fault.to_string())
    }
}

/// Runs a command to its end.
///
/// # Errors
/// In words; the caller prints them and exits with 1.
pub fn run(args: Args) -> Result<(), Said> {
    match args.command {
        Command::Serve(options) => serve::run(&options),
        Command::Demo(options) => demo::run(&options),
        Command::Import(Import::Orders(options)) => import_orders::run(&options),
        Command::Import(Import::Jielong(options)) => import_jielong::run(&options),
        Command::Export(Export::Books(options)) => export_books::run(&options),
        Command::Tally(options) => tally::run(&options),
        Command::PasswordLink(options) => password_link::run(&options),
        Command::Pools(Pools::Predict(options)) => predict_pools::run(&options),
        Command::Verify(options) => verify::run(&options),
        Command::Doctor(options) => doctor::run(&options),
        Command::Bench(Bench::Orders(options)) => bench::run(&options),
        Command::Bench(Bench::Distribution(options)) => bench::run_distribution(&options),
    }
}

/// The runtime of a command. Two workers: what is heavy has threads of its own in the store.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Said> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Said::because("no threads to run on", error))
}
