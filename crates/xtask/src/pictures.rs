//! `cargo xtask pictures`: the demo's pages as a person sees them.

use crate::run::{cargo, shown, target};

/// The demo is built and shown by the test kit's browser, which this program leaves to a program of the kit.
pub(crate) fn take(readme: bool) -> Result<(), String> {
    crate::tools::prepare()?;
    shown(&mut cargo(&["build", "--package", "hehuo"]))?;
    let program = target().join("debug").join("hehuo");
    let mut command = cargo(&["run", "--quiet", "--package", "testkit", "--bin", "pictures", "--"]);
    command.arg(program).arg(target().join("pictures"));
    if readme {
        command.arg(crate::run::root().join("docs/pictures"));
    }
    shown(&mut command)
}
