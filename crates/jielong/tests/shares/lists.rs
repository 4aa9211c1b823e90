//! Lists with the reading a careful human would give.

use serde_json::Value;
use std::path::Path;

#[derive(Debug)]
pub(crate) struct Case {
    pub name: String,
    pub text: String,
    pub lines: Vec<Expected>,
    /// Name and unit.
    pub offers: Vec<(String, String)>,
}

#[derive(Debug)]
pub(crate) struct Expected {
    pub line: usize,
    pub name: String,
    pub unclear: bool,
    /// The reading, and others that are as right.
    pub readings: Vec<Meant>,
}

#[derive(Debug)]
pub(crate) struct Meant {
    pub action: String,
    /// Item, quantity, unit.
    pub items: Vec<(String, String, String)>,
}

pub(crate) fn read(folder: &Path) -> Vec<Case> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".txt").map(str::to_owned))
        .collect();
    names.sort();
    names.into_iter().map(|name| case(folder, name)).collect()
}

fn case(folder: &Path, name: String) -> Case {
    let file = |end: &str| {
        let path = folder.join(format!("{name}{end}"));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let text = file(".txt");
    let expected: Value = serde_json::from_str(&file(".expected.json")).expect("JSON");
    let offers = all(&expected["offers"]).map(|offer| (said(offer, "name"), said(offer, "unit"))).collect();
    let lines = all(&expected["lines"]).map(line).collect();
    Case { name, text, lines, offers }
}

fn all(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn said(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn line(value: &Value) -> Expected {
    let meant = |value: &Value| Meant {
        action: said(value, "action"),
        items: all(&value["items"])
            .map(|item| (said(item, "item"), said(item, "quantity"), said(item, "unit")))
            .collect(),
    };
    let number = value["line"].as_u64().and_then(|line| usize::try_from(line).ok());
    Expected {
        line: number.expect("a line has a number"),
        name: said(value, "name"),
        unclear: value["unclear"].as_bool().unwrap_or(false),
        readings: std::iter::once(meant(value)).chain(all(&value["alternatives"]).map(meant)).collect(),
    }
}
