//! Who may know whom: `app → features → { web, ledger, store, tally, jielong } → kernel`, and features only downward
//! in the order that ARCHITECTURE.md declares.

use crate::Tree;
use crate::crates::{Crate, sections};

/// The sentence in ARCHITECTURE.md after which the features are listed, lowest first.
const ORDER: &str = "Order of the features, lowest first:";
/// Where each outside dependency has its line.
const REASONS: &str = "docs/decisions/0001-dependencies.md";
/// Only the store may name a database engine.
const ENGINES: [&str; 5] = ["rusqlite", "postgres", "tokio-postgres", "sqlx", "libsqlite3-sys"];

/// What each crate of the middle and the bottom may use of the house.
const BELOW: [(&str, &[&str]); 6] = [
    ("kernel", &[]),
    ("tally", &["kernel"]),
    ("jielong", &["kernel"]),
    ("store", &["kernel"]),
    ("ledger", &["kernel", "store"]),
    ("web", &["kernel", "store"]),
];

/// The features as ARCHITECTURE.md lists them.
pub fn feature_order(tree: &Tree) -> Vec<String> {
    let text = tree.text("ARCHITECTURE.md").unwrap_or_default();
    let Some((_, after)) = text.split_once(ORDER) else { return Vec::new() };
    let sentence = after.split("\n\n").next().unwrap_or_default();
    sentence
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Dependencies that go up or sideways.
pub fn wrong_way(tree: &Tree) -> Vec<String> {
    let (all, order) = (Crate::all(tree), feature_order(tree));
    let rank = |name: &str| order.iter().position(|feature| feature == name);
    let mut complaints = Vec::new();
    for krate in &all {
        if krate.is_feature() && rank(&krate.name).is_none() {
            complaints.push(format!("{}: not in the order of features in ARCHITECTURE.md", krate.folder));
        }
        for other in &krate.dependencies {
            let Some(target) = all.iter().find(|candidate| candidate.name == *other) else { continue };
            let allowed = match BELOW.iter().find(|(name, _)| *name == krate.name) {
                Some((_, below)) => below.contains(&other.as_str()),
                None if krate.is_feature() && target.is_feature() => rank(other) < rank(&krate.name),
                None if krate.is_feature() => BELOW.iter().any(|(name, _)| name == other),
                None => matches!(krate.name.as_str(), "hehuo" | "testkit"),
            };
            if !allowed {
                complaints.push(format!("{}: must not depend on {other}", krate.folder));
            }
        }
    }
    complaints
}

/// Database engines named outside the store. Tests may look from outside.
pub fn engines(tree: &Tree) -> Vec<String> {
    let others = Crate::all(tree).into_iter().filter(|krate| krate.name != "store");
    others
        .flat_map(|krate| {
            let named = krate.dependencies.iter().filter(|name| ENGINES.contains(&name.as_str()));
            named.map(|name| format!("{}: {name} is for the store alone", krate.folder)).collect::<Vec<_>>()
        })
        .collect()
}

/// Outside dependencies whose reason is not written down, and reasons for what is gone.
pub fn without_reason(tree: &Tree) -> Vec<String> {
    let manifest = tree.text("Cargo.toml").unwrap_or_default();
    let used = sections(manifest).remove("workspace.dependencies").unwrap_or_default();
    let outside = used.iter().filter(|(_, value)| !value.contains("path =")).map(|(name, _)| name);
    let outside: Vec<&String> = outside.collect();
    let reasons = tree.text(REASONS).unwrap_or_default();
    let rows =
        reasons.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|line| line.split_once('`'));
    let named: Vec<&str> = rows.map(|(name, _)| name).collect();
    let missing = outside.iter().filter(|name| !named.contains(&name.as_str()));
    let mut complaints: Vec<String> = missing.map(|name| format!("{name}: no reason in {REASONS}")).collect();
    let stale = named.iter().filter(|name| !outside.iter().any(|used| used == *name));
    complaints.extend(stale.map(|name| format!("{REASONS}: {name} is no longer used")));
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(name: &str, dependencies: &[&str]) -> String {
        let lines: String = dependencies.iter().map(|other| format!("{other}.workspace = true\n")).collect();
        format!("[package]\nname = \"{name}\"\n[dependencies]\n{lines}")
    }

    #[test]
    fn upward_and_sideways_is_named() {
        let (kernel, web) = (manifest("kernel", &["web"]), manifest("web", &["kernel", "ledger"]));
        let (low, high) = (manifest("people", &["market", "web"]), manifest("market", &["people"]));
        let (new, ledger) = (manifest("pools", &[]), manifest("ledger", &[]));
        let tree = Tree::of(&[
            ("ARCHITECTURE.md", "Order of the features, lowest first: people, market.\n\nMore.\n"),
            ("crates/kernel/Cargo.toml", &kernel),
            ("crates/ledger/Cargo.toml", &ledger),
            ("crates/web/Cargo.toml", &web),
            ("crates/features/people/Cargo.toml", &low),
            ("crates/features/market/Cargo.toml", &high),
            ("crates/features/pools/Cargo.toml", &new),
        ]);
        assert_eq!(
            wrong_way(&tree),
            [
                "crates/features/people: must not depend on market",
                "crates/features/pools: not in the order of features in ARCHITECTURE.md",
                "crates/kernel: must not depend on web",
                "crates/web: must not depend on ledger",
            ]
        );
    }

    #[test]
    fn an_engine_outside_the_store_is_named() {
        let (store, market) = (manifest("store", &["rusqlite"]), manifest("market", &["postgres"]));
        let tree =
            Tree::of(&[("crates/store/Cargo.toml", &store), ("crates/features/market/Cargo.toml", &market)]);
        assert_eq!(engines(&tree), ["crates/features/market: postgres is for the store alone"]);
    }

    #[test]
    fn a_dependency_without_a_reason_is_named() {
        let tree = Tree::of(&[
            (
                "Cargo.toml",
                "[workspace.dependencies]\nkernel = { path = \"crates/kernel\" }\naxum = \"0.8\"\ncsv = \"1\"\n",
            ),
            (REASONS, "| crate | why |\n| --- | --- |\n| `axum` | HTTP |\n| `sqlx` | gone |\n"),
        ]);
        assert_eq!(
            without_reason(&tree),
            [format!("csv: no reason in {REASONS}"), format!("{REASONS}: sqlx is no longer used")]
        );
    }
}
