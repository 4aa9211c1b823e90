//! `/openapi.json`, and `/docs`: the same description as a page that can be read.

use crate::caller::Caller;
use crate::i18n::{L10nLanguage, t};
use crate::lang::Lang;
use crate::problem::{Answer, Refusal};
use crate::refused::WebRefused;
use crate::reply::{Place, Reply, View};
use crate::site::Site;
use askama::Template;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::openapi::OpenApi;

/// The description, read once at start.
#[derive(Clone)]
pub(crate) struct Docs {
    json: Arc<str>,
    groups: Arc<Vec<Group>>,
    problems: Arc<Vec<ProblemDoc>>,
}

/// The operations of one tag.
#[derive(Debug, Clone, Serialize)]
struct Group {
    name: String,
    operations: Vec<Operation>,
}

#[derive(Debug, Clone, Serialize)]
struct Operation {
    anchor: String,
    method: String,
    path: String,
    summary: String,
    description: String,
    parameters: Vec<Entry>,
    body: Vec<Entry>,
    answers: Vec<AnswerDoc>,
    example: String,
}

/// A parameter or a field.
#[derive(Debug, Clone, Serialize)]
struct Entry {
    name: String,
    kind: String,
    required: bool,
    description: String,
}

#[derive(Debug, Clone, Serialize)]
struct AnswerDoc {
    status: String,
    description: String,
    fields: Vec<Entry>,
}

impl Docs {
    pub(crate) fn of(mut api: OpenApi, refusals: &[Arc<dyn Refusal>]) -> Result<Docs, String> {
        api.info.title = "Hehuo 合伙".to_owned();
        api.info.description = Some("A community's own economy on open books.".to_owned());
        let whole = serde_json::to_value(&api).map_err(|error| error.to_string())?;
        let mut groups: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
        for (path, methods) in entries(&whole["paths"]) {
            for (method, described) in entries(methods) {
                let tag = described["tags"][0].as_str().unwrap_or("site").to_owned();
                groups.entry(tag).or_default().push(operation(&whole, path, method, described));
            }
        }
        let groups = groups.into_iter().map(|(name, operations)| Group { name, operations });
        let problems = Arc::new(problems(refusals));
        Ok(Docs { json: whole.to_string().into(), groups: Arc::new(groups.collect()), problems })
    }

    pub(crate) fn routes(self) -> Router<Site> {
        let json = self.json.clone();
        let (groups, problems) = (self.groups, self.problems);
        Router::new()
            .route(
                "/openapi.json",
                get(async move || {
                    let kind = HeaderValue::from_static("application/json");
                    ([(header::CONTENT_TYPE, kind)], json.to_string()).into_response()
                }),
            )
            .route("/docs", get(async move |caller: Caller| page(&caller, &groups, &problems)))
    }
}

/// By code: several kinds of refusal may share one, and then all their words stand with it.
fn problems(refusals: &[Arc<dyn Refusal>]) -> Vec<ProblemDoc> {
    let mut by_code = BTreeMap::<&'static str, ProblemDoc>::new();
    let edge = crate::problem::refusals_of(WebRefused::ALL);
    for refusal in edge.iter().chain(refusals) {
        let code = refusal.code();
        let known = by_code.entry(code).or_insert_with(|| ProblemDoc {
            code,
            statuses: Vec::new(),
            zh: Vec::new(),
            en: Vec::new(),
        });
        once(&mut known.statuses, refusal.status().as_u16());
        once(&mut known.zh, refusal.say(Lang::Zh));
        once(&mut known.en, refusal.say(Lang::En));
    }
    by_code.into_values().collect()
}

fn once<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

fn page(caller: &Caller, groups: &Arc<Vec<Group>>, problems: &Arc<Vec<ProblemDoc>>) -> Answer {
    let view = DocsPage {
        t: t(caller.lang),
        base: caller.config.base_url.clone(),
        groups: groups.clone(),
        problems: problems.clone(),
        chinese: caller.lang == Lang::Zh,
    };
    Reply::page(caller, &view)
}

/// A code with all it may come with.
#[derive(Debug, Serialize)]
struct ProblemDoc {
    code: &'static str,
    statuses: Vec<u16>,
    zh: Vec<String>,
    en: Vec<String>,
}

#[derive(Template, Serialize)]
#[template(path = "docs.html")]
struct DocsPage {
    #[serde(skip)]
    t: &'static L10nLanguage,
    base: String,
    #[serde(skip)]
    groups: Arc<Vec<Group>>,
    #[serde(serialize_with = "all_of")]
    problems: Arc<Vec<ProblemDoc>>,
    #[serde(skip)]
    chinese: bool,
}

fn all_of<S: serde::Serializer>(problems: &Arc<Vec<ProblemDoc>>, to: S) -> Result<S::Ok, S::Error> {
    problems.as_slice().serialize(to)
}

impl View for DocsPage {
    fn title(&self) -> String {
        self.t.docs()
    }

    fn place(&self) -> Place {
        Place::Elsewhere
    }

    fn wide(&self) -> bool {
        true
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn operation(whole: &Value, path: &str, method: &str, described: &Value) -> Operation {
    let parameters = described["parameters"].as_array().into_iter().flatten().map(|parameter| Entry {
        name: text(&parameter["name"]),
        kind: kind(&parameter["schema"]),
        required: parameter["required"].as_bool().unwrap_or(false),
        description: text(&parameter["description"]),
    });
    let body = entries(&described["requestBody"]["content"]).next().map(|(_, content)| &content["schema"]);
    let body = body.map_or_else(Vec::new, |schema| fields(whole, schema));
    let answers = entries(&described["responses"]).map(|(status, answer)| AnswerDoc {
        status: status.clone(),
        description: text(&answer["description"]),
        fields: entries(&answer["content"])
            .next()
            .map_or_else(Vec::new, |(_, content)| fields(whole, &content["schema"])),
    });
    Operation {
        anchor: format!("{method}{}", path.replace(['/', '{', '}'], "-")),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&described["summary"]),
        description: text(&described["description"]),
        parameters: parameters.collect(),
        answers: answers.collect(),
        example: example(path, method, &body),
        body,
    }
}

/// The fields of a schema, following one reference and what `allOf` brings together.
fn fields(whole: &Value, schema: &Value) -> Vec<Entry> {
    let schema = resolved(whole, schema);
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().flat_map(|part| fields(whole, part)).collect();
    }
    if schema["type"] == "array" {
        return fields(whole, &schema["items"]);
    }
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let of = entries(&schema["properties"]).map(|(name, property)| Entry {
        name: name.clone(),
        kind: kind(property),
        required: required.contains(&name.as_str()),
        description: text(&property["description"]),
    });
    of.collect()
}

fn resolved<'a>(whole: &'a Value, schema: &'a Value) -> &'a Value {
    let name = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/components/schemas/"));
    name.map_or(schema, |name| &whole["components"]["schemas"][name])
}

/// `string`, `integer`, `OfferLine[]`, `string or null`.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return name.to_owned();
    }
    if let Some(choices) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" | ");
    }
    match &schema["type"] {
        Value::String(name) if name == "array" => format!("{}[]", kind(&schema["items"])),
        Value::String(name) => match schema["enum"].as_array() {
            Some(values) => values.iter().map(Value::to_string).collect::<Vec<_>>().join(" | "),
            None => name.clone(),
        },
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | "),
        _ => "any".to_owned(),
    }
}

/// A call that can be pasted into a shell once `$SITE` and `$TOKEN` are set.
fn example(path: &str, method: &str, body: &[Entry]) -> String {
    let mut lines = vec![format!("curl -X {} \"$SITE{path}\"", method.to_uppercase())];
    lines.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
    if method != "get" {
        lines.push("-H \"Idempotency-Key: $(uuidgen)\"".to_owned());
        lines.push("-H 'Content-Type: application/json'".to_owned());
        let sample = body.iter().map(|field| {
            let value = match field.kind.as_str() {
                kind if kind.ends_with("[]") => "[]",
                "integer" | "number" => "1",
                "boolean" => "true",
                _ => "\"…\"",
            };
            format!("\"{}\": {value}", field.name)
        });
        lines.push(format!("-d '{{{}}}'", sample.collect::<Vec<_>>().join(", ")));
    }
    lines.join(" \\\n  ")
}
