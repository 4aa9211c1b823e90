//! The description of the API knows a type by one name: two types of one name would overwrite each other in it.

use crate::Tree;
use crate::rust::Source;
use std::collections::BTreeMap;

/// Types that are described (`ToSchema`) under a name that another one has. `#[schema(as = Other)]` gives one its own.
pub fn of_one_name(tree: &Tree) -> Vec<String> {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut complaints = Vec::new();
    for file in tree.ending(".rs").filter(|file| !file.is_test()) {
        for (line, name) in described(&Source::of(file.text)) {
            let here = format!("{}:{line}", file.path);
            match known.get(&name) {
                Some(first) => complaints.push(format!("{here}: {name} is described at {first} already")),
                None => drop(known.insert(name, here)),
            }
        }
    }
    complaints
}

/// Line and schema name of each type that derives one.
fn described(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let (mut derives, mut says_so, mut renamed) = (false, false, None);
    for (number, line) in source.lines() {
        derives |= line.contains("derive(");
        says_so |= derives && line.contains("ToSchema");
        if let Some((_, name)) = line.split_once("schema(as = ") {
            renamed = Some(word(name));
        }
        let Some((_, name)) = line.split_once("struct ").or_else(|| line.split_once("enum ")) else {
            continue;
        };
        if says_so {
            found.push((number, renamed.take().unwrap_or_else(|| word(name))));
        }
        (derives, says_so, renamed) = (false, false, None);
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two files → how many complaints.
    #[test]
    fn a_name_is_given_once() {
        let form = "#[derive(Debug, ToSchema)]\npub(crate) struct Form {\n    a: i64,\n}\n";
        let wrapped = "#[derive(\n    Debug,\n    ToSchema,\n)]\n/// Said.\nenum Form {}\n";
        for (other, count) in [
            (form, 1),
            (wrapped, 1),
            ("#[derive(ToSchema)]\n#[schema(as = OtherForm)]\nstruct Form {}\n", 0),
            ("#[derive(ToSchema)]\n#[schema(as = Form)]\nstruct Other {}\n", 1),
            ("#[derive(Debug)]\nstruct Form {}\n", 0),
            ("use utoipa::ToSchema;\n#[derive(Debug)]\nstruct Form {}\n", 0),
            ("#[derive(ToSchema)]\nstruct Other {}\n#[derive(Debug)]\nstruct Form {}\n", 0),
        ] {
            let tree = Tree::of(&[("crates/a/src/one.rs", form), ("crates/b/src/two.rs", other)]);
            let complaints = of_one_name(&tree);
            assert_eq!(complaints.len(), count, "{other} {complaints:?}");
        }
    }
}
