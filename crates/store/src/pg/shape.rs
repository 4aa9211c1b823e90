//! Reads the schema and the plans of a PostgreSQL database.

use super::Conn;
use crate::error::Fault;
use crate::plan::Plan;
use crate::shape::{ColumnShape, IndexShape, SchemaShape, TableShape, kind_of};
use postgres::SimpleQueryMessage;
use serde_json::Value;

const TABLES: &str = "SELECT oid, CAST(relname AS TEXT) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace)";

const COLUMNS: &str =
    "SELECT CAST(attname AS TEXT), format_type(atttypid, atttypmod), attnotnull FROM pg_attribute
    WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped ORDER BY attnum";

/// Columns of an index in order; an expression has number 0.
const INDEXES: &str = "SELECT i.indisprimary, i.indisunique, i.indpred IS NOT NULL,
        ARRAY(SELECT COALESCE((SELECT CAST(a.attname AS TEXT) FROM pg_attribute AS a
                WHERE a.attrelid = i.indrelid AND a.attnum = k.number), '(expression)')
            FROM UNNEST(CAST(i.indkey AS int2[])) WITH ORDINALITY AS k (number, place) ORDER BY k.place)
    FROM pg_index AS i WHERE i.indrelid = $1";

const FOREIGN_KEYS: &str = "SELECT CAST(t.relname AS TEXT),
        ARRAY(SELECT CAST(a.attname AS TEXT) FROM UNNEST(c.conkey) WITH ORDINALITY AS k (number, place)
            JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.number ORDER BY k.place),
        ARRAY(SELECT CAST(a.attname AS TEXT) FROM UNNEST(c.confkey) WITH ORDINALITY AS k (number, place)
            JOIN pg_attribute AS a ON a.attrelid = c.confrelid AND a.attnum = k.number ORDER BY k.place)
    FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.confrelid WHERE c.conrelid = $1 AND c.contype = 'f'";

const CHECKS: &str = "SELECT COUNT(*) FROM pg_constraint WHERE conrelid = $1 AND contype = 'c'";

impl Conn {
    pub(crate) fn shape(&mut self) -> Result<SchemaShape, Fault> {
        let mut shape = SchemaShape::default();
        for row in self.client.query(TABLES, &[])? {
            let (oid, name): (u32, String) = (row.try_get(0)?, row.try_get(1)?);
            shape.tables.insert(name, self.table(oid)?);
        }
        Ok(shape)
    }

    fn table(&mut self, oid: u32) -> Result<TableShape, Fault> {
        let mut shape = TableShape::default();
        for row in self.client.query(COLUMNS, &[&oid])? {
            let (name, declared, not_null): (_, String, bool) =
                (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            shape.columns.push(ColumnShape { name, kind: kind_of(&declared)?, nullable: !not_null });
        }
        for row in self.client.query(INDEXES, &[&oid])? {
            let columns = row.try_get(3)?;
            match row.try_get(0)? {
                true => shape.primary_key = columns,
                false => {
                    let (unique, partial) = (row.try_get(1)?, row.try_get(2)?);
                    shape.indexes.insert(IndexShape { columns, unique, partial });
                }
            }
        }
        for row in self.client.query(FOREIGN_KEYS, &[&oid])? {
            shape.foreign_keys.insert((row.try_get(1)?, row.try_get(0)?, row.try_get(2)?));
        }
        let checks: i64 = self.client.query_one(CHECKS, &[&oid])?.try_get(0)?;
        shape.check_count = usize::try_from(checks).unwrap_or(0);
        Ok(shape)
    }

    /// What the planner would do on a large table, whatever is in it now: scans cost nearly everything, and the
    /// plan is made without looking at arguments.
    pub(crate) fn plan(&mut self, sql: &'static str) -> Result<Plan, Fault> {
        let nulls = vec!["NULL"; self.client.prepare(sql)?.params().len()].join(", ");
        let call = if nulls.is_empty() { "asked".to_owned() } else { format!("asked({nulls})") };
        self.control("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off")?;
        self.control(&format!("PREPARE asked AS {sql}"))?;
        let explained = self.client.simple_query(&format!("EXPLAIN (FORMAT JSON, COSTS off) EXECUTE {call}"));
        self.control("DEALLOCATE asked")?;
        let text: String = explained?
            .iter()
            .filter_map(|message| match message {
                SimpleQueryMessage::Row(row) => row.get(0),
                _ => None,
            })
            .collect();
        let plan: Value =
            serde_json::from_str(&text).map_err(|error| Fault::Codec(error.to_string().into()))?;
        if text.contains("\"ModifyTable\"") {
            return Err(Fault::NotReadOnly);
        }
        let mut scanned = Vec::new();
        scans(&plan[0]["Plan"], &mut scanned);
        Ok(Plan::new(sql, text, scanned))
    }
}

/// Tables read from end to end: by a sequential scan, or by an index that no condition narrows.
fn scans(node: &Value, scanned: &mut Vec<String>) {
    let children = || node["Plans"].as_array().into_iter().flatten();
    let whole = match node["Node Type"].as_str().unwrap_or_default() {
        "Seq Scan" | "Parallel Seq Scan" => true,
        "Index Scan" | "Index Only Scan" => node["Index Cond"].is_null(),
        "Bitmap Heap Scan" => children().any(|index| !narrows(index)),
        _ => false,
    };
    if let Some(table) = node["Relation Name"].as_str().filter(|_| whole) {
        scanned.push(table.to_owned());
    }
    children().for_each(|child| scans(child, scanned));
}

/// One part of an AND is enough; an OR is as wide as its widest part.
fn narrows(bitmap: &Value) -> bool {
    let mut children = bitmap["Plans"].as_array().into_iter().flatten();
    match bitmap["Node Type"].as_str().unwrap_or_default() {
        "BitmapAnd" => children.any(narrows),
        "BitmapOr" => children.all(narrows),
        _ => !bitmap["Index Cond"].is_null(),
    }
}
