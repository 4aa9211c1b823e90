//! Reads the schema and the plans of a SQLite database.

use super::Conn;
use crate::error::Fault;
use crate::plan::{Plan, words};
use crate::shape::{ColumnShape, ForeignKey, IndexShape, SchemaShape, TableShape, kind_of};
use std::collections::BTreeMap;

impl Conn {
    pub(crate) fn shape(&self) -> Result<SchemaShape, Fault> {
        let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        let tables = self.all(sql, &[], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let shape = |(name, sql): (String, String)| Ok((name.clone(), self.table(&name, &sql)?));
        Ok(SchemaShape { tables: tables.into_iter().map(shape).collect::<Result<_, Fault>>()? })
    }

    fn table(&self, name: &str, sql: &str) -> Result<TableShape, Fault> {
        let columns =
            self.all("SELECT name, type, \"notnull\", pk FROM pragma_table_info($1)", &[name], |row| {
                let (name, declared): (String, String) = (row.get(0)?, row.get(1)?);
                Ok((name, declared, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?))
            })?;
        let mut primary: Vec<_> =
            columns.iter().filter(|c| c.3 > 0).map(|(name, _, _, at)| (*at, name.clone())).collect();
        primary.sort_unstable();
        let columns = columns.into_iter().map(|(name, declared, not_null, at)| {
            // A column of the key is never null; SQLite does not always say so.
            Ok(ColumnShape { name, kind: kind_of(&declared)?, nullable: not_null == 0 && at == 0 })
        });
        let checks = words(sql).filter(|word| word.eq_ignore_ascii_case("CHECK")).count();
        Ok(TableShape {
            columns: columns.collect::<Result<_, Fault>>()?,
            primary_key: primary.into_iter().map(|(_, name)| name).collect(),
            indexes: self.indexes(name)?.into_iter().collect(),
            foreign_keys: self.foreign_keys(name)?.into_iter().collect(),
            check_count: checks,
        })
    }

    fn indexes(&self, table: &str) -> Result<Vec<IndexShape>, Fault> {
        let sql = "SELECT name, \"unique\", partial FROM pragma_index_list($1) WHERE origin <> 'pk'";
        let found = self.all(sql, &[table], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        })?;
        let index = |(name, unique, partial): (String, i64, i64)| {
            let sql = "SELECT COALESCE(name, '(expression)') FROM pragma_index_info($1) ORDER BY seqno";
            let columns = self.all(sql, &[&name], |row| row.get(0))?;
            Ok(IndexShape { columns, unique: unique != 0, partial: partial != 0 })
        };
        found.into_iter().map(index).collect()
    }

    fn foreign_keys(&self, table: &str) -> Result<Vec<ForeignKey>, Fault> {
        let sql = "SELECT id, \"from\", \"table\", COALESCE(\"to\", '') FROM pragma_foreign_key_list($1) ORDER BY id, seq";
        let rows = self.all(sql, &[table], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
        })?;
        let mut keys = BTreeMap::<i64, ForeignKey>::new();
        for (id, from, there, to) in rows {
            let key = keys.entry(id).or_default();
            key.0.push(from);
            key.1 = there;
            key.2.push(to);
        }
        for (_, there, to) in keys.values_mut() {
            if to.iter().all(String::is_empty) {
                let sql = "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk";
                *to = self.all(sql, &[there], |row| row.get(0))?;
            }
        }
        Ok(keys.into_values().collect())
    }

    pub(crate) fn plan(&self, sql: &'static str) -> Result<Plan, Fault> {
        if !self.db.prepare(sql)?.readonly() {
            return Err(Fault::NotReadOnly);
        }
        // Arguments left out are NULL, which is all the same to the planner here.
        let steps = self.all(&format!("EXPLAIN QUERY PLAN {sql}"), &[], |row| row.get::<_, String>(3))?;
        let scanned = steps.iter().filter_map(|step| step.strip_prefix("SCAN "));
        let scanned = scanned.filter_map(|rest| rest.split(' ').next()).map(str::to_owned).collect();
        Ok(Plan::new(sql, steps.join("\n"), scanned))
    }

    fn all<T>(
        &self,
        sql: &str,
        args: &[&str],
        each: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Fault> {
        let mut statement = self.db.prepare(sql)?;
        for (at, arg) in args.iter().enumerate() {
            statement.raw_bind_parameter(at + 1, arg)?;
        }
        Ok(statement.raw_query().mapped(each).collect::<Result<_, _>>()?)
    }
}
