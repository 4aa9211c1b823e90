//! What axe-core, the usual judge of accessibility, has to say about the page.

use super::Browser;
use crate::place::{skip, target_folder};
use serde_json::{Value, json};

/// All rules that axe has on by default, and what WCAG 2.2 added, which it leaves off.
const ALL: &str = "rules: { 'target-size': { enabled: true } }";

/// The night changes colours and nothing else. By name: axe has one more rule of colours, which it leaves off.
const COLOURS: &str = "runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }";

/// On the page of the interface every route and every shape of what it takes and answers is folded: thousands, written by the same few
/// lines of a template, which would take minutes to judge. The first two of each level there stand for the others.
const UNFOLD: &str = "{
    const most = location.pathname === '/docs' ? 2 : Infinity;
    const opened = [];
    window.unfolded = [];
    for (const one of document.querySelectorAll('details')) {
        let level = 0;
        let above = one.parentElement.closest('details');
        const seen = !above || above.open;
        for (; above; above = above.parentElement.closest('details')) level += 1;
        opened[level] ??= 0;
        if (!seen || opened[level] >= most) continue;
        opened[level] += 1;
        if (!one.open) { one.open = true; window.unfolded.push(one); }
    }
}";

impl Browser {
    /// One readable line a broken rule and element: none is what every page owes. Where axe-core is not installed it is
    /// skipped, or fails where everything is required.
    pub fn accessibility_problems(&self) -> Vec<String> {
        match self.call_the_judge() {
            true => self.unfolded(|| self.at_full_height(|| self.judged(ALL))),
            false => Vec::new(),
        }
    }

    /// The colours by night, and then everything by day; each line begins with `dark` or `light`.
    pub fn accessibility_problems_by_night_and_day(&self) -> Vec<String> {
        if !self.call_the_judge() {
            return Vec::new();
        }
        let seen = |(dark, shown, rules)| {
            self.dark(dark);
            self.judged(rules).into_iter().map(move |line| format!("{shown}: {line}"))
        };
        self.unfolded(|| {
            self.at_full_height(|| {
                [(true, "dark", COLOURS), (false, "light", ALL)].into_iter().flat_map(seen).collect()
            })
        })
    }

    /// Runs the look with everything open that was folded: of what nobody sees axe says nothing.
    fn unfolded<T>(&self, look: impl FnOnce() -> T) -> T {
        self.evaluate(UNFOLD);
        let seen = look();
        self.evaluate("window.unfolded.forEach(one => { one.open = false; })");
        seen
    }

    /// Once a page: its source is sent to it, which takes a third of what judging does. False where there is none.
    fn call_the_judge(&self) -> bool {
        if self.evaluate("typeof axe")["value"] == "object" {
            return true;
        }
        let file = target_folder().join("tools/node_modules/axe-core/axe.min.js");
        let Ok(source) = std::fs::read_to_string(&file) else {
            skip(&format!("axe-core is not in {} (cargo xtask test puts it there)", file.display()));
            return false;
        };
        // Evaluated by the debugger: the page's own content policy does not stop it, and must not have to allow it.
        self.evaluate(&source);
        true
    }

    fn judged(&self, rules: &str) -> Vec<String> {
        let run = format!(
            "axe.run(document, {{ resultTypes: ['violations'], {rules} }}).then(found => JSON.stringify(found.violations))"
        );
        let found = self.evaluate(&run);
        let violations: Vec<Value> =
            serde_json::from_str(found["value"].as_str().unwrap_or("null")).expect("axe answers with a list");
        violations.iter().flat_map(lines).collect()
    }

    pub(crate) fn evaluate(&self, expression: &str) -> Value {
        let wish = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.tool("Runtime.evaluate", wish);
        let failed = answer["exceptionDetails"]["exception"]["description"].as_str();
        assert!(failed.is_none(), "the page's script failed: {}", failed.unwrap_or_default());
        answer["result"].clone()
    }
}

fn lines(violation: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (rule, help) = (text(&violation["id"]), text(&violation["help"]));
    let nodes = violation["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let line = |node: &Value| {
        let why = text(&node["failureSummary"]).lines().skip(1).map(str::trim).collect::<Vec<_>>().join("; ");
        format!("{rule}: {help}: {} in {} ({why})", text(&node["html"]), node["target"])
    };
    nodes.iter().map(line).collect()
}
