//! A choice as programs write and read it. `Choice` is a rule, and rules know nothing of how an API is described.

use utoipa::ToSchema;

/// One of the words `"yes"`, `"no"`, `"abstain"`, `"agree"`, `"object"`, or an object of one key: `{"approve": [1, 3]}`.
/// Options by number, from 1.
#[derive(ToSchema)]
#[schema(as = Choice, rename_all = "snake_case")]
#[expect(dead_code, reason = "it is read by the description only")]
pub(crate) enum ChoiceSchema {
    Yes,
    No,
    /// Takes part and takes no side; of every kind.
    Abstain,
    /// Consent: nothing against it.
    Agree,
    /// Consent: an objection, which needs a reason.
    Object,
    /// Approval and budget: the options that are liked.
    Approve(Vec<i64>),
    /// Pairs of option and score, 0 to 5.
    Score(Vec<(i64, i64)>),
    /// Tiers of options, best first: `{"rank": [[2], [1, 3]]}`.
    Rank(Vec<Vec<i64>>),
    /// Pairs of option and votes for it, the squares of which make at most 100.
    Credits(Vec<(i64, i64)>),
}

#[cfg(test)]
mod tests {
    use super::ChoiceSchema;
    use crate::choice::Choice::{self, *};
    use serde_json::{Value, json};
    use utoipa::PartialSchema;

    /// The way that the description has for what is written.
    fn described<'a>(ways: &'a [Value], written: &Value) -> Option<&'a Value> {
        let key = written.as_object().and_then(|object| object.keys().next());
        ways.iter().find(|way| match key {
            Some(key) => way["required"] == json!([key]),
            None => way["enum"] == json!([written]),
        })
    }

    #[test]
    fn every_choice_is_described_as_it_is_written() {
        let schema = serde_json::to_value(ChoiceSchema::schema()).unwrap();
        let ways = schema["oneOf"].as_array().unwrap();
        let all: [Choice; 9] = [
            Yes,
            No,
            Abstain,
            Agree,
            Object,
            Approve(vec![1]),
            Score(vec![(1, 5)]),
            Rank(vec![vec![1]]),
            Credits(vec![(1, 2)]),
        ];
        assert_eq!(ways.len(), all.len(), "{schema}");
        for choice in all {
            let written = serde_json::to_value(&choice).unwrap();
            let way = described(ways, &written).unwrap_or_else(|| panic!("{written} is not in {schema}"));
            let kind = if written.is_object() { "object" } else { "string" };
            assert_eq!(way["type"], kind, "{way}");
        }
    }
}
