//! The rules of this house, each as one test over the real tree.

use std::path::Path;
use tidy::{Tree, crates, dependencies, documents, files, rule_files, schemas, sql, translations};

fn tree() -> Tree {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Tree::read(here.ancestors().nth(2).expect("the project's folder")).expect("the project can be read")
}

#[track_caller]
fn holds(rule: impl Fn(&Tree) -> Vec<String>) {
    let complaints = rule(&tree());
    assert!(complaints.is_empty(), "{} complaint(s):\n{}", complaints.len(), complaints.join("\n"));
}

macro_rules! rules {
    ($($name:ident: $rule:expr;)+) => { $( #[test] fn $name() { holds($rule); } )+ };
}

rules! {
    every_crate_says_what_it_is: crates::undescribed;
    every_crate_takes_the_lints: crates::unlinted;
    dependencies_go_downward: dependencies::wrong_way;
    only_the_store_names_an_engine: dependencies::engines;
    every_dependency_has_its_reason: dependencies::without_reason;
    rules_are_pure: rule_files::impure;
    sql_is_where_it_belongs_and_only_reads: sql::misplaced;
    only_the_ledger_writes_the_books: sql::foreign_books;
    both_languages_say_the_same: translations::unequal;
    translations_take_their_words_in_order: translations::out_of_order;
    no_file_is_two_ideas: files::too_long;
    every_module_says_what_it_is: files::headless;
    no_path_of_a_machine: files::machine_paths;
    no_floats_near_money: files::floats;
    schemas_have_names_of_their_own: schemas::of_one_name;
    links_lead_somewhere: documents::dead_links;
    paths_in_documents_exist: documents::missing_paths;
    the_documents_are_there: documents::absent;
    decisions_are_listed: documents::unlisted_decisions;
}

/// A scan that found no files would approve of everything.
#[test]
fn the_tree_is_really_read() {
    let tree = tree();
    assert!(tree.has("crates/tidy/tests/house.rs") && tree.ending(".rs").count() > 50);
    assert!(dependencies::feature_order(&tree).len() >= 3, "ARCHITECTURE.md declares the order of features");
}
