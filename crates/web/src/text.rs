//! What people write, in CommonMark, as safe HTML.

use crate::html::Html;

/// Markdown of a person: links, lists, tables, emphasis; no raw HTML, no pictures from elsewhere, headings
/// below the page's own.
pub fn story(markdown: &str) -> Html {
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.cjk_friendly_emphasis = true;
    let html = comrak::markdown_to_html(markdown, &options);
    Html::trusted(ammonia::clean(&html))
}
