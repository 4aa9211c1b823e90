//! `hehuo`: see the library beside it, which has the wiring and the commands.

use clap::Parser;
use std::process::ExitCode;

/// Requests allocate much and briefly; docs/performance.md has the measurement.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match hehuo::run(hehuo::Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            eprintln!("hehuo: {said}");
            ExitCode::FAILURE
        }
    }
}
