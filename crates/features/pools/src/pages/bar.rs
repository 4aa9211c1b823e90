//! A bar of how far a pool is: what is paid, where it forms, where each cheaper price begins. Its table stands beside it.

use super::scene::Scene;
use web::{Html, escaped};

/// In one unit: what the bar's marks are counted in.
pub(crate) struct Bar {
    pub paid: i64,
    /// Where it forms; None where that is counted in something else.
    pub forms: Option<i64>,
    pub steps: Vec<i64>,
}

const WIDTH: i64 = 1000;

impl Bar {
    /// Its right end lies a little beyond the last mark.
    fn whole(&self) -> i64 {
        let marks = self.steps.iter().copied().chain(self.forms).chain([self.paid]);
        marks.max().unwrap_or(0).max(1)
    }

    fn at(&self, value: i64) -> i64 {
        let share = i128::from(value.max(0)) * i128::from(WIDTH) / i128::from(self.whole());
        i64::try_from(share.min(i128::from(WIDTH))).unwrap_or(WIDTH)
    }

    /// `label` says in words what the picture shows.
    pub(crate) fn draw(&self, s: &Scene, label: &str) -> Html {
        let tone = match self.forms {
            Some(forms) if self.paid < forms => " wait",
            _ => "",
        };
        let mut svg = format!(
            "<figure class=\"pool-bar\"><svg class=\"bar tall{tone}\" viewBox=\"0 0 {WIDTH} 24\" \
             preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\"><rect class=\"rest\" width=\"{WIDTH}\" \
             height=\"24\"/><rect class=\"part\" width=\"{}\" height=\"24\"/>",
            escaped(label),
            self.at(self.paid)
        );
        for step in self.steps.iter().filter(|step| **step > 0) {
            svg.push_str(&mark("cheaper", self.at(*step)));
        }
        if let Some(forms) = self.forms {
            svg.push_str(&mark("forms", self.at(forms)));
        }
        svg.push_str("</svg><figcaption class=\"soft\">");
        svg.push_str(&escaped(&s.t.bar_marks()));
        svg.push_str("</figcaption></figure>");
        Html::trusted(svg)
    }
}

/// At the right end it would lie outside.
fn mark(class: &str, at: i64) -> String {
    let width = if class == "forms" { 6 } else { 3 };
    format!("<rect class=\"{class}\" x=\"{}\" width=\"{width}\" height=\"24\"/>", at.clamp(0, WIDTH - width))
}
