//! `cargo xtask …`: what a developer and the build machine run, in one command each.
//!
//! It knows no crate of the house and needs none to build, so that it can say what is wrong when they do not.

mod pictures;
mod postgres;
mod run;
mod test;
mod tools;

use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND

  test                 format, lints, house rules and all tests, on SQLite and PostgreSQL, in a real browser;
                       on Debian as root it installs what they need first
  soak [KILLS]         the crash tests with many more kills (1000 unless said otherwise), and a hundred seasons of the
                       economy drawn by lot, and of group buys
  pictures [--readme]  pictures of the demo's pages into the target folder, at 390 and 1280 pixels, in Chinese and
                       English, light and dark; --readme also renews docs/pictures
  pictures --only WHAT of those pages alone: names of the tour as in the files' names, with commas between them
                       (steward-desk,member-front)
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => test::test(),
        ["soak"] => test::soak("1000"),
        ["soak", kills] if kills.parse::<u32>().is_ok() => test::soak(kills),
        ["pictures"] => pictures::take(&[]),
        ["pictures", "--readme"] => pictures::take(&["--readme", &pictures::of_readme()]),
        ["pictures", "--only", pages] => pictures::take(&["--only", pages]),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("{HELP}\nnot a command: {}", words.join(" "))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
