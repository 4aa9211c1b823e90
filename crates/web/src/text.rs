//! What people write: in CommonMark, as safe HTML; and folded, to be found in whatever case.

use crate::html::Html;
use comrak::Options;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Nothing that loads, runs, or dresses up as a part of the page: pictures, classes and ids are left out too.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let tags: HashSet<&str> = [
        "p",
        "br",
        "strong",
        "em",
        "del",
        "blockquote",
        "ul",
        "ol",
        "li",
        "code",
        "pre",
        "hr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
    .into();
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .tags(tags)
        .generic_attributes(HashSet::new())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(Some("nofollow noopener ugc"));
    cleaner
});

/// For comparing what is looked for with what stands there. Letter by letter, so that a part of a word folds as it does within the
/// word; by way of the capitals, for there σ and ς are one letter and ß is SS. Not the database's to do: of two engines one knows
/// the letters of English only.
pub fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

/// How people sort names with numbers in them: 80 before 100. What is the same but for zeros before a number is told apart by its letters.
pub fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        let (a, b) = (run(left), run(right));
        let order = match (number(a), number(b)) {
            (Some(a), Some(b)) => a.len().cmp(&b.len()).then(a.cmp(b)),
            _ => a.cmp(b),
        };
        if order != Ordering::Equal || a.is_empty() {
            return order.then_with(|| one.cmp(other));
        }
        (left, right) = (&left[a.len()..], &right[b.len()..]);
    }
}

/// All digits that a text begins with, or the one letter.
fn run(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match (digits, text.chars().next()) {
        (0, Some(letter)) => &text[..letter.len_utf8()],
        _ => &text[..digits],
    }
}

fn number(run: &str) -> Option<&str> {
    let digits = run.bytes().next().is_some_and(|first| first.is_ascii_digit());
    digits.then(|| run.trim_start_matches('0'))
}

/// Markdown of a person: links, lists, tables, emphasis (also beside Chinese punctuation). Raw HTML is
/// shown as it was written, for nothing that somebody wrote may vanish; headings come below the page's own `<h1>`, links say that they are somebody's.
pub fn story(markdown: &str) -> Html {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.cjk_friendly_emphasis = true;
    options.render.hardbreaks = true;
    options.render.escape = true;
    let html = comrak::markdown_to_html(markdown, &options);
    Html::trusted(format!("<div class=\"story\">{}</div>", CLEANER.clean(&lowered(&html))))
}

/// The same without marks, for lists and previews: at most `length` characters.
pub fn excerpt(markdown: &str, length: usize) -> String {
    let mut options = Options::default();
    options.render.escape = true;
    let html = comrak::markdown_to_html(markdown, &options);
    let bare = ammonia::Builder::empty().clean(&html).to_string();
    let bare = bare.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&");
    let words = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.chars().take(length).collect();
    if short.len() < words.len() { format!("{short}…") } else { short }
}

/// Headings one level down, the deepest first so that none is moved twice.
fn lowered(html: &str) -> String {
    (1..=5).rev().fold(html.to_owned(), |html, level| {
        html.replace(&format!("<h{level}>"), &format!("<h{}>", level + 1))
            .replace(&format!("</h{level}>"), &format!("</h{}>", level + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_numbers_sort_as_people_sort_them() {
        let sorted =
            ["2号", "80号", "100号", "a", "a2b10", "a2b9c", "a02", "a10", "邻居80号", "邻居100号", "邻居甲"];
        let mut names = sorted;
        names.reverse();
        names.sort_by(|one, other| natural(one, other));
        assert_eq!(
            names,
            ["2号", "80号", "100号", "a", "a02", "a2b9c", "a2b10", "a10", "邻居80号", "邻居100号", "邻居甲"]
        );
        assert_eq!(natural("a2", "a2"), Ordering::Equal);
        assert_ne!(natural("a02", "a2"), Ordering::Equal);
    }

    /// What stands between angle brackets: the rest is text, whatever it says.
    fn tags(html: &str) -> String {
        let tag = |rest: &str| rest.split_once('>').map(|(tag, _)| format!("<{tag}>")).unwrap_or_default();
        html.split('<').skip(1).map(tag).collect()
    }

    /// Whoever writes about tags, or compares, is read as they wrote.
    #[test]
    fn what_looks_like_html_is_shown_as_it_was_written() {
        for (written, expected) in [
            ("<script>alert(1)</script> 这样写不行", "&lt;script&gt;alert(1)&lt;/script&gt; 这样写不行"),
            ("a<b>c", "a&lt;b&gt;c"),
            ("<!-- 旁注 -->", "&lt;!-- 旁注 --&gt;"),
            ("<div>\n甲\n</div>", "&lt;div&gt;\n甲\n&lt;/div&gt;"),
        ] {
            let html = story(written).to_string();
            assert!(html.contains(expected), "{written} → {html}");
        }
        assert_eq!(excerpt("<script>甲</script>\n\na<b>c &amp; d", 100), "<script>甲</script> a<b>c & d");
    }

    #[test]
    fn letters_of_every_script_are_folded() {
        for (typed, name) in [
            ("ÉMI", "Émile"),
            ("ж", "Жанна"),
            ("ΟΣ", "ΝΙΚΟΣ"),
            ("Νίκος", "ΝΊΚΟΣ"),
            ("ΝΊΚΟΣ", "Νίκος"),
            ("νίκοσ", "Νίκος"),
            ("strasse", "Straße"),
            ("STRASSE", "Straße"),
            ("Straße", "STRASSE"),
            ("ａｂ", "ＡＢ"),
            ("林", "林晓"),
        ] {
            assert!(folded(name).contains(&folded(typed)), "{typed} {name}");
        }
        assert!(!folded("Emile").contains(&folded("É")));
    }

    #[test]
    fn nothing_that_runs_gets_through() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](data:text/html,<script>)",
            "<a href=\"#\" onclick=alert(1)>x</a>",
            "<style>body{display:none}</style>",
            "<div class=\"error-summary\" id=\"content\">x</div>",
            "![x](https://evil.example/pixel.png)",
        ] {
            let html = tags(&story(hostile).to_string().to_lowercase());
            for mark in [
                "<script",
                "<img",
                "<style",
                "onerror",
                "onclick=",
                "href=\"javascript",
                "href=\"data",
                "error-summary",
            ] {
                assert!(!html.contains(mark), "{hostile} → {html}");
            }
        }
    }

    #[test]
    fn writing_looks_as_it_was_meant() {
        for (written, expected) in [
            ("**注意：**今天截止", "<strong>注意：</strong>今天截止"),
            ("# 大标题", "<h2>大标题</h2>"),
            ("## 小标题", "<h3>小标题</h3>"),
            ("~~旧价~~", "<del>旧价</del>"),
            ("a < b & c", "a &lt; b &amp; c"),
        ] {
            let html = story(written).to_string();
            assert!(html.contains(expected), "{written} → {html}");
        }
        let link = story("看 https://example.org/ 吧").to_string();
        assert!(link.contains("rel=\"nofollow noopener ugc\""), "{link}");
    }

    #[test]
    fn an_excerpt_is_bare_text() {
        assert_eq!(excerpt("# 草莓\n\n**当天**采摘 <b>x</b>", 100), "草莓 当天采摘 <b>x</b>");
        assert_eq!(excerpt("一二三四", 2), "一二…");
    }
}
