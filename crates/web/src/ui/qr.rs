//! A QR code as SVG.

use crate::html::{Html, escaped};
use std::fmt::Display;

/// A collection code or a link to scan; `label` says what it is to those who do not see it. Nothing when the text
/// is too long for a code (about 2,900 bytes).
pub fn qr(text: &str, label: impl Display) -> Html {
    let Ok(code) = fast_qr::QRBuilder::new(text).build() else { return Html::default() };
    let mut path = String::new();
    for row in 0..code.size {
        for column in 0..code.size {
            if code[row][column].value() {
                path.push_str(&format!("M{column} {row}h1v1h-1z"));
            }
        }
    }
    let size = code.size;
    Html::trusted(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"{}\" shape-rendering=\"crispEdges\">\
         <path d=\"{path}\"/></svg>",
        escaped(&label.to_string())
    ))
}
