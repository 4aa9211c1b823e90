//! JSON bodies: read as they are meant, and when they cannot be read, said where.

use crate::form::{Errors, FieldError};
use crate::i18n::t;
use crate::lang::Lang;
use crate::problem::Problem;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// So many numbers may stand where texts are expected; a body with more is no form of ours.
const TEXTS_MAX: usize = 256;

/// Fields are texts, so that what was typed is kept as it was. A program that sends `12.5` or `true` means the
/// same by it, so that is taken as its text.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8], lang: Lang) -> Result<T, Problem> {
    let body = if body.is_empty() { b"{}" } else { body };
    // Nearly always: one pass, nothing kept.
    if let Ok(read) = serde_json::from_slice(body) {
        return Ok(read);
    }
    let mut value: Value = serde_json::from_slice(body).map_err(|error| {
        let said = t(lang).body_no_json(error.line(), error.column());
        problem(String::new(), said)
    })?;
    for _ in 0..TEXTS_MAX {
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(read) => return Ok(read),
            Err(error) => error,
        };
        let (path, why) = (error.path().clone(), error.inner().to_string());
        if !why.contains("expected a string") || !to_text(&mut value, &path) {
            return Err(unreadable(&path.to_string(), &why, lang));
        }
    }
    Err(problem(String::new(), t(lang).field_unreadable()))
}

/// Makes the number or boolean there a text; false when something else is there.
fn to_text(value: &mut Value, path: &serde_path_to_error::Path) -> bool {
    use serde_path_to_error::Segment;
    let mut at = value;
    for segment in path.iter() {
        let next = match segment {
            Segment::Map { key } => at.get_mut(key.as_str()),
            Segment::Seq { index } => at.get_mut(*index),
            Segment::Enum { .. } | Segment::Unknown => None,
        };
        let Some(next) = next else { return false };
        at = next;
    }
    match at {
        Value::Number(_) | Value::Bool(_) => {
            *at = Value::String(at.to_string());
            true
        }
        _ => false,
    }
}

/// `path` is where reading stopped, `why` serde's own words: they name a missing field and nothing else that a
/// person could use.
pub(crate) fn unreadable(path: &str, why: &str, lang: Lang) -> Problem {
    let path = if path == "." { "" } else { path };
    let missing = why.split_once("missing field `").and_then(|(_, rest)| rest.split('`').next());
    match missing {
        Some(field) if path.is_empty() => problem(field.to_owned(), t(lang).field_required()),
        Some(field) => problem(format!("{path}.{field}"), t(lang).field_required()),
        None => problem(path.to_owned(), t(lang).field_unreadable()),
    }
}

/// The name comes from outside: only what can be a field's is repeated.
fn problem(field: String, message: String) -> Problem {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[' | ']');
    let field = if field.len() <= 64 && field.chars().all(plain) { field } else { String::new() };
    Problem::form(Errors::of(FieldError::new(field, message)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Line {
        quantity: String,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Order {
        title: String,
        lines: Vec<Line>,
        kind: Option<Kind>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Whole,
    }

    #[derive(Debug, Deserialize)]
    struct Strict {
        #[allow(dead_code, reason = "only missed")]
        title: String,
    }

    /// Body → field and the beginning of what is said of it.
    #[test]
    fn what_cannot_be_read_names_the_field_in_the_person_s_language() {
        for (body, field, zh, en) in [
            (r#"{"lines": 7}"#, "lines", "这一项", "This is not"),
            (r#"{"lines": [{"quantity": []}]}"#, "lines[0].quantity", "这一项", "This is not"),
            (r#"{"title": null}"#, "title", "这一项", "This is not"),
            (r#"{"kind": "half"}"#, "kind", "这一项", "This is not"),
            (r#"{"title": "#, "", "请求体", "The body"),
            ("[", "", "请求体", "The body"),
            ("7", "", "这一项", "This is not"),
        ] {
            for (lang, begins) in [(Lang::Zh, zh), (Lang::En, en)] {
                let problem = read::<Order>(body.as_bytes(), lang).unwrap_err().body(lang);
                let error = &problem.errors[0];
                assert_eq!(error.field, field, "{body}");
                assert!(error.message.starts_with(begins), "{body}: {}", error.message);
                assert!(!error.message.contains("expected"), "{body}: {}", error.message);
            }
        }
        let missing = read::<Strict>(b"{}", Lang::En).unwrap_err().body(Lang::En);
        assert_eq!(missing.errors[0].field, "title");
    }

    /// What a program sends as a number or a truth is what a person would have typed.
    #[test]
    fn numbers_and_truths_are_texts_where_texts_are_wanted() {
        let read =
            read::<Order>(br#"{"title": true, "lines": [{"quantity": 12.5}, {"quantity": 3}]}"#, Lang::En);
        let line = |quantity: &str| Line { quantity: quantity.to_owned() };
        let wanted = Order { title: "true".into(), lines: vec![line("12.5"), line("3")], kind: None };
        assert_eq!(read.unwrap(), wanted);
    }
}
