//! What the program says it takes: each form under its own name, with the fields that it really has.

use crate::common::{World, program};
use axum::http::Method;
use serde_json::Value;

/// Method, path (in a community) → the fields of what is sent.
const FORMS: &[(&str, &str, &[&str])] = &[
    ("post", "/ballots/{ballot}/receipt", &["receipt"]),
    ("post", "/subscriptions/{subscription}/arrival", &["amount", "arrived_on", "reason", "reference"]),
    (
        "post",
        "/expenses/{expense}/payment",
        &["paid_on", "proof_count", "reason", "reference", "without_proof"],
    ),
];

fn schema<'a>(api: &'a Value, method: &str, path: &str) -> &'a Value {
    let content = &api["paths"][path][method]["requestBody"]["content"];
    let described = content.as_object().and_then(|kinds| kinds.values().next());
    let described = described.unwrap_or_else(|| panic!("{method} {path} takes nothing"));
    let name = described["schema"]["$ref"].as_str().and_then(|path| path.rsplit('/').next());
    &api["components"]["schemas"][name.unwrap_or_else(|| panic!("{method} {path}: {described}"))]
}

testkit::both_engines! {
    async fn forms_are_described_as_what_they_are(world: World) {
        let asked = program(Method::GET, "/openapi.json", None, None);
        let api: Value = world.send(asked).await.assert(200).json();
        for (method, path, fields) in FORMS {
            let schema = schema(&api, method, &format!("/c/{{slug}}{path}"));
            let mut there: Vec<_> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            there.sort_unstable();
            assert_eq!(&there, fields, "{method} {path}");
        }
        // A vote is a word, or an object of one key.
        let vote = &schema(&api, "post", "/c/{slug}/ballots/{ballot}/votes")["properties"]["vote"];
        let choice = vote["oneOf"].as_array().unwrap().iter().find_map(|one| one["$ref"].as_str()).unwrap();
        let choice = &api["components"]["schemas"][choice.rsplit('/').next().unwrap()];
        let ways = choice["oneOf"].as_array().unwrap();
        let words: Vec<_> = ways.iter().filter_map(|way| way["enum"][0].as_str()).collect();
        assert_eq!(words, ["yes", "no", "abstain", "agree", "object"], "{choice}");
        let keys: Vec<_> = ways.iter().filter_map(|way| way["required"][0].as_str()).collect();
        assert_eq!(keys, ["approve", "score", "rank", "credits"], "{choice}");
    }
}
