//! `cargo xtask pictures`: the demo's pages as a person sees them.

use crate::run::{cargo, shown, target};

/// The demo is built and shown by the test kit's browser, which this program leaves to a program of the kit.
pub(crate) fn take(wish: &[&str]) -> Result<(), String> {
    crate::tools::prepare()?;
    shown(&mut cargo(&["build", "--package", "hehuo"]))?;
    let program = target().join("debug").join("hehuo");
    let mut command = cargo(&["run", "--quiet", "--package", "testkit", "--bin", "pictures", "--"]);
    command.arg(program).arg(target().join("pictures")).args(wish);
    shown(&mut command)
}

/// Where those of the READMEs are kept.
pub(crate) fn of_readme() -> String {
    crate::run::root().join("docs/pictures").display().to_string()
}
