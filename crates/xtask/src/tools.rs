//! What the tests need besides Rust and a C compiler.

use crate::run::{on_path, root, shown, target};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Pinned: a new version of the judge may judge differently.
const AXE_VERSION: &str = "4.14.1";

/// A program or file that tests use, and the Debian packages that bring it.
struct Tool {
    packages: &'static [&'static str],
    there: fn() -> bool,
}

const TOOLS: [Tool; 7] = [
    Tool { packages: &["postgresql"], there: postgresql },
    Tool { packages: &["chromium"], there: || on_path("chromium") },
    Tool { packages: &["chromium-driver"], there: || on_path("chromedriver") },
    Tool { packages: &["fonts-noto-cjk"], there: || Path::new("/usr/share/fonts/opentype/noto").is_dir() },
    Tool { packages: &["hledger"], there: || on_path("hledger") },
    Tool { packages: &["beancount"], there: || on_path("bean-check") },
    Tool { packages: &["nodejs", "npm"], there: || on_path("node") && on_path("npm") },
];

fn postgresql() -> bool {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.into_iter().any(|version| version.path().join("bin/initdb").is_file()) || on_path("initdb")
}

/// Installs what is missing, or says what it is. True when everything is there.
pub(crate) fn prepare() -> Result<bool, String> {
    if !missing().is_empty() && can_install() {
        install(&missing())?;
    }
    let missing = missing();
    if !missing.is_empty() {
        let words = missing.join(" ");
        eprintln!("Not installed: {words}. Tests that need it are skipped and say so.");
        eprintln!("On Debian: apt-get install {words}");
    }
    let axe = axe_is_there() || (on_path("npm") && install_axe());
    if !axe {
        eprintln!("Not installed: axe-core. The judge of accessibility is left out.");
    }
    Ok(missing.is_empty() && axe)
}

/// Says where reference data is not there. It is too large for the repository, so tests of it are skipped, under CI too.
pub(crate) fn say_which_data() {
    let folder = match std::env::var_os("HEHUO_TEST_DATA") {
        Some(folder) => PathBuf::from(folder),
        None => root().join("../shared/data"),
    };
    if !folder.is_dir() {
        let folder = folder.display();
        eprintln!(
            "No reference data in {folder} (HEHUO_TEST_DATA). Tests that need it are skipped and say so."
        );
    }
}

fn missing() -> Vec<&'static str> {
    TOOLS.iter().filter(|tool| !(tool.there)()).flat_map(|tool| tool.packages).copied().collect()
}

fn can_install() -> bool {
    let root = fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
    root && on_path("apt-get") && Path::new("/etc/debian_version").is_file()
}

fn install(packages: &[&str]) -> Result<(), String> {
    let apt = |words: &[&str]| {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").args(["-q", "-y"]).args(words);
        command
    };
    shown(&mut apt(&["update"]))?;
    shown(apt(&["install", "--no-install-recommends"]).args(packages))
}

fn axe_is_there() -> bool {
    let package = target().join("tools/node_modules/axe-core/package.json");
    let version = format!("\"version\": \"{AXE_VERSION}\"");
    fs::read_to_string(package).is_ok_and(|text| text.contains(&version))
}

/// Says why where it cannot: without the registry everything else still runs.
fn install_axe() -> bool {
    let done = try_install_axe();
    if let Err(why) = &done {
        eprintln!("{why}");
    }
    done.is_ok() && axe_is_there()
}

fn try_install_axe() -> Result<(), String> {
    let folder = target().join("tools");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let package = format!("axe-core@{AXE_VERSION}");
    // Named here too: npm would otherwise look for a package.json in the folders above.
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]).arg(&folder);
    shown(npm.arg(package).current_dir(&folder))
}
