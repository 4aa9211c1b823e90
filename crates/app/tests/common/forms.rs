//! What a person does with a page: its form is taken as it stands there, some fields are typed into, and it is sent. A field that
//! is not on the page cannot be typed into.

use super::{Answer, Someone, World};
use serde_json::Value;

/// Names and values as they stand on the page, in their order; a box that is not ticked and a choice that is not made have no value.
struct Form {
    fields: Vec<(String, Option<String>)>,
    /// Of those, what nobody sees.
    hidden: Vec<String>,
}

impl Form {
    /// The forms of a page that are sent to `action`.
    fn all(page: &str, action: &str) -> Vec<Form> {
        let sent_there = |form: &&str| {
            form.split_once('>').is_some_and(|(tag, _)| attribute(tag, "action").as_deref() == Some(action))
        };
        let forms = page.split("<form").skip(1).map(|form| form.split("</form>").next().unwrap_or(form));
        forms.filter(sent_there).map(Form::read).collect()
    }

    fn read(form: &str) -> Form {
        let (mut fields, mut hidden) = (Vec::new(), Vec::new());
        let mut parts = form.split('<').skip(1).peekable();
        while let Some(part) = parts.next() {
            let (tag, text) = part.split_once('>').unwrap_or((part, ""));
            let Some(name) = attribute(tag, "name") else { continue };
            let is = |what: &str| tag.split_whitespace().next() == Some(what);
            if is("textarea") {
                fields.push((name, Some(unescaped(text.strip_prefix('\n').unwrap_or(text)))));
            } else if is("select") {
                let mut chosen = None;
                while let Some(option) = parts.next_if(|part| !part.starts_with("/select")) {
                    let (tag, text) = option.split_once('>').unwrap_or((option, ""));
                    if tag.starts_with("option") && (chosen.is_none() || tag.contains(" selected")) {
                        chosen = Some(attribute(tag, "value").unwrap_or_else(|| unescaped(text)));
                    }
                }
                fields.push((name, chosen));
            } else if is("input") {
                let kind = attribute(tag, "type").unwrap_or_default();
                let value = attribute(tag, "value").unwrap_or_default();
                if kind == "hidden" {
                    hidden.push(name.clone());
                }
                let is_made = !matches!(kind.as_str(), "checkbox" | "radio") || tag.contains(" checked");
                fields.push((name, is_made.then_some(value)));
            }
        }
        Form { fields, hidden }
    }

    /// Whether all of this can be typed, ticked or chosen: what is hidden has to stand there already.
    fn takes(&self, typed: &[(String, String)]) -> bool {
        typed.iter().all(|(name, value)| {
            let mut there = self.fields.iter().filter(|(known, _)| known == name).peekable();
            let is_hidden = self.hidden.contains(name);
            there.peek().is_some() && (!is_hidden || there.any(|(_, there)| there.as_ref() == Some(value)))
        })
    }

    fn type_in(&mut self, name: &str, value: &str) {
        self.fields.retain(|(known, there)| known != name || there.as_deref() == Some(value));
        let at = self.fields.iter().position(|(known, _)| known == name);
        match at {
            Some(at) => self.fields[at].1 = Some(value.to_owned()),
            None => self.fields.push((name.to_owned(), Some(value.to_owned()))),
        }
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescaped(rest.split('"').next().unwrap_or(rest)))
}

fn unescaped(text: &str) -> String {
    let signs = [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
    ];
    let plain = signs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    plain.replace("&#38;", "&").replace("&amp;", "&")
}

/// As programs send it → as the form names it: `lines[{line: 1, counted: "3"}]` is `counted_1`, `steps[{price: "12"}]` is `step_1_price`.
fn typed(input: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut fields = Vec::new();
    for (name, value) in input.as_object().unwrap() {
        let Some(items) = value.as_array() else {
            fields.push((name.clone(), text(value)));
            continue;
        };
        for (number, item) in (1..).zip(items) {
            for (part, value) in item.as_object().unwrap() {
                match (item.get("line"), part.as_str()) {
                    (Some(_), "line") => {}
                    (Some(line), part) => fields.push((format!("{part}_{line}"), text(value))),
                    (None, part) => {
                        fields.push((format!("{}_{number}_{part}", name.trim_end_matches('s')), text(value)));
                    }
                }
            }
        }
    }
    fields
}

impl World {
    /// Opens a page, fills in its form for `action` and sends it; answers where that led to.
    pub(crate) async fn submit(&self, who: &Someone, page: &str, action: &str, input: &Value) -> String {
        let fields = self.filled(who, page, action, input).await;
        let answer = self.fill(Some(who), action, &borrowed(&fields)).await;
        self.led(who, &answer, &fields).await
    }

    /// As `submit`, where the page first asks whoever sends it to tick a box that it did not have before, and goes on once that is ticked.
    pub(crate) async fn submit_asked(
        &self,
        who: &Someone,
        page: &str,
        action: &str,
        input: &Value,
        asked: &str,
    ) -> String {
        let mut fields = self.filled(who, page, action, input).await;
        assert!(!fields.iter().any(|(name, _)| name == asked), "{page} has {asked} ticked already");
        let first = self.fill(Some(who), action, &borrowed(&fields)).await;
        let body = &first.assert(422).body;
        assert!(body.contains(&format!("name=\"{asked}\"")), "{asked} is not asked: {body}");
        fields.push((asked.to_owned(), "on".to_owned()));
        let answer = self.fill(Some(who), action, &borrowed(&fields)).await;
        self.led(who, &answer, &fields).await
    }

    async fn filled(&self, who: &Someone, page: &str, action: &str, input: &Value) -> Vec<(String, String)> {
        let shown = self.look(Some(who), page).await;
        let (body, typed) = (&shown.assert(200).body, typed(input));
        let form = Form::all(body, action).into_iter().find(|form| form.takes(&typed));
        let mut form =
            form.unwrap_or_else(|| panic!("{page} has no form for {action} with {typed:?}: {body}"));
        for (name, value) in &typed {
            form.type_in(name, value);
        }
        form.fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    async fn led(&self, who: &Someone, answer: &Answer, fields: &[(String, String)]) -> String {
        if answer.status != 303 {
            let told = answer.body.split_once("<main").map_or(answer.body.as_str(), |(_, main)| main);
            panic!("{}: {} with {fields:?}: {told}", answer.asked, answer.status);
        }
        let led = answer.header("location").to_owned();
        self.look(Some(who), &led).await.assert(200);
        led
    }
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
