//! Every read-only statement of the product, prepared and planned: a test holds them to both engines.

use crate::db::{Place, on_a_thread};
use crate::error::Fault;

/// How an engine would run a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub sql: &'static str,
    /// In the engine's own words.
    pub text: String,
    /// What is read from end to end, as the plan names it: a table or its alias in the statement.
    scanned: Vec<String>,
}

/// Prepares each statement at `place` and asks for its plan. Blocking.
///
/// # Errors
/// `Fault::Statement` with the text of the first one that cannot be prepared or that is not read-only.
pub fn prepare_all(place: &Place, statements: &[&'static str]) -> Result<Vec<Plan>, Fault> {
    let statements = statements.to_vec();
    on_a_thread(place, true, move |mut conn| {
        let plan = |sql: &&'static str| {
            conn.plan(sql).map_err(|fault| Fault::Statement(format!("{fault}\n{sql}").into()))
        };
        statements.iter().map(plan).collect()
    })
}

impl Plan {
    pub(crate) fn new(sql: &'static str, text: String, scanned: Vec<String>) -> Plan {
        Plan { sql, text, scanned }
    }

    /// Those of the `growing` tables that this plan reads from end to end. A scan of an alias that the statement
    /// gives to several tables counts for each of them.
    pub fn scans_of<'a>(&self, growing: &[&'a str]) -> Vec<&'a str> {
        let is_scanned =
            |table: &&&str| self.scanned.iter().any(|name| name == **table || self.is_alias(name, table));
        growing.iter().filter(is_scanned).copied().collect()
    }

    /// `FROM customer_order AS o` or `customer_order o`.
    fn is_alias(&self, name: &str, table: &str) -> bool {
        let all: Vec<_> = words(self.sql).collect();
        all.windows(3).any(|three| {
            let as_alias = three[1].eq_ignore_ascii_case("AS") && three[2] == name;
            three[0] == table && (as_alias || three[1] == name)
        }) || all.ends_with(&[table, name])
    }
}

/// The words of an SQL text: names and keywords, without what stands between them.
pub(crate) fn words(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_traced_to_their_tables() {
        let scans = |sql, scanned: &str| {
            Plan::new(sql, String::new(), vec![scanned.to_owned()]).scans_of(&["post", "room"])
        };
        assert_eq!(scans("SELECT 1 FROM post", "post"), ["post"]);
        assert_eq!(scans("SELECT 1 FROM post AS p, room r", "p"), ["post"]);
        assert_eq!(scans("SELECT 1 FROM post AS p, room r", "r"), ["room"]);
        assert_eq!(scans("SELECT 1 FROM post AS p JOIN charter AS c ON 1 = 1", "c"), [""; 0]);
    }
}
