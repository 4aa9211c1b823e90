//! Rules are pure: a rule file knows the kernel, std and other rules, and nothing else.
//!
//! In a feature, every file directly in `src/` is a rule file, but for `lib.rs`, `*_store.rs`, `*_tests.rs`
//! and those whose header says `//! Not a rule: …` and why. In the kernel everything is.

use crate::crates::Crate;
use crate::rust::Source;
use crate::{File, Tree};

const EXCUSE: &str = "//! Not a rule: ";

/// Rule files that import more than they may.
pub fn impure(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for krate in Crate::all(tree).iter().filter(|krate| krate.is_feature()) {
        let top: Vec<File> = tree.files().filter(|file| module(file, krate).is_some()).collect();
        let (rules, others): (Vec<File>, Vec<File>) = top.into_iter().partition(is_rule);
        let mut barred: Vec<String> = krate.dependencies.iter().map(|name| name.replace('-', "_")).collect();
        barred.retain(|name| name != "kernel");
        barred.extend(
            ["tokio", "std::fs", "std::net", "std::time::SystemTime", "std::process"].map(str::to_owned),
        );
        // Another file of the feature that is no rule is as impure as what it imports; so is a folder.
        let impure_modules = others.iter().filter_map(|file| module(file, krate)).chain(folders(tree, krate));
        // `ids` only gives names to what other crates own: a rule may say whose part something is.
        let named_only = ["lib", "ids"];
        barred.extend(
            impure_modules.filter(|name| !named_only.contains(name)).map(|name| format!("crate::{name}")),
        );
        for rule in rules {
            let source = Source::of(rule.text);
            let heads = source.heads(&barred);
            complaints.extend(
                heads.map(|(line, name)| format!("{}:{line}: a rule must not use {name}", rule.path)),
            );
        }
    }
    complaints
}

/// The module a file directly in the crate's `src/` stands for.
fn module<'a>(file: &File<'a>, krate: &Crate) -> Option<&'a str> {
    let name = file.path.strip_prefix(&krate.folder)?.strip_prefix("/src/")?.strip_suffix(".rs")?;
    (!name.contains('/')).then_some(name)
}

/// Modules that are folders: operations, pages, import.
fn folders<'a>(tree: &'a Tree, krate: &Crate) -> impl Iterator<Item = &'a str> {
    let source = format!("{}/src/", krate.folder);
    let mut names: Vec<&str> = tree
        .files()
        .filter_map(|file| file.path.strip_prefix(source.as_str())?.split_once('/').map(|(folder, _)| folder))
        .collect();
    names.dedup();
    names.into_iter()
}

fn is_rule(file: &File) -> bool {
    let name = file.name();
    let elsewhere = name == "lib.rs" || name.ends_with("_store.rs") || name.ends_with("tests.rs");
    let header = file.text.lines().take_while(|line| line.starts_with("//!"));
    !elsewhere && !header.into_iter().any(|line| line.len() > EXCUSE.len() && line.starts_with(EXCUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_reaches_out_is_named() {
        let tree = Tree::of(&[
            (
                "crates/features/shop/Cargo.toml",
                "[package]\nname = \"shop\"\n[dependencies]\nkernel = \"1\"\nstore = \"1\"\n",
            ),
            ("crates/features/shop/src/lib.rs", "use store::Table;\n"),
            (
                "crates/features/shop/src/order.rs",
                "use kernel::Money;\nuse std::fmt;\nuse crate::price::Price;\n",
            ),
            (
                "crates/features/shop/src/price.rs",
                "//! Prices.\nuse store::Row;\nfn f() { crate::shop_store::all() }\n",
            ),
            ("crates/features/shop/src/clock.rs", "fn now() { std::time::SystemTime::now(); }\n"),
            (
                "crates/features/shop/src/refused.rs",
                "//! Why.\n//!\n//! Not a rule: says refusals in HTTP.\nuse store::Row;\n",
            ),
            (
                "crates/features/shop/src/ids.rs",
                "//! Ids.\n//! Not a rule: names others' types.\npub use store::Id;\n",
            ),
            ("crates/features/shop/src/share.rs", "use crate::ids::Member;\n"),
            ("crates/features/shop/src/shop_store.rs", "use store::row;\n"),
            ("crates/features/shop/src/ops/buy.rs", "use store::Tx;\n"),
            ("crates/features/shop/src/late.rs", "use crate::ops::buy;\n"),
        ]);
        assert_eq!(
            impure(&tree),
            [
                "crates/features/shop/src/clock.rs:1: a rule must not use std::time::SystemTime",
                "crates/features/shop/src/late.rs:1: a rule must not use crate::ops",
                "crates/features/shop/src/price.rs:2: a rule must not use store",
                "crates/features/shop/src/price.rs:3: a rule must not use crate::shop_store",
            ]
        );
    }
}
