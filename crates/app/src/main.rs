//! `hehuo`: configuration, wiring and commands. No rule of the product lives here.

mod bench;
mod cli;
mod commands;
mod demo;
mod place;
mod site;

use clap::Parser;
use std::process::ExitCode;

/// Orders and pages allocate much and briefly; measured, see docs/performance.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = cli::Args::parse();
    match commands::run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            eprintln!("hehuo: {said}");
            ExitCode::FAILURE
        }
    }
}
