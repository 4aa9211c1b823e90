//! What a result page is put together from: sentences, bars, grids and tables. Each picture stands with its table.

use askama::Template;
use askama::filters::HtmlSafe;
use std::cmp::Ordering;
use web::ui::{self, Tone};
use web::{Html, escaped};

/// One part of the page, in the order it is read.
#[derive(Template)]
#[template(path = "result_block.html")]
pub(crate) enum Block {
    Heading(String),
    Said(String),
    Bars(Bars),
    Stack(Stack),
    Grid(Grid),
    Table(Table),
}

impl HtmlSafe for Block {}

/// A bar for each option, in the row of its figure.
pub(crate) struct Bars {
    pub caption: String,
    /// Of the name's and the figure's columns.
    pub heads: [String; 2],
    pub rows: Vec<Bar>,
    /// A mark on every bar, as part and whole, and what it is called.
    pub mark: Option<((i64, i64), String)>,
}

pub(crate) struct Bar {
    pub name: String,
    pub part: i64,
    pub whole: i64,
    pub figure: String,
    /// Below the bar.
    pub note: String,
    pub tag: Option<(String, Tone)>,
    /// Of those that lost or went out.
    pub faint: bool,
}

impl Bars {
    fn drawn(&self, bar: &Bar) -> Html {
        let mark = self.mark.as_ref().map(|(mark, _)| *mark);
        let class = if bar.faint { "faint" } else { "part" };
        let label = format!("{}: {}", bar.name, bar.figure);
        drawing("tally-bar", &[(bar.part, class)], bar.whole, mark, &label)
    }
}

impl Bar {
    fn tag(&self) -> Option<Html> {
        self.tag.as_ref().map(|(text, tone)| ui::tag(text, *tone))
    }
}

/// One bar of several parts, with a row for each.
pub(crate) struct Stack {
    pub caption: String,
    pub heads: [String; 2],
    pub parts: Vec<Segment>,
    pub whole: i64,
    pub mark: Option<((i64, i64), String)>,
}

pub(crate) struct Segment {
    pub name: String,
    pub part: i64,
    pub figure: String,
    pub note: String,
    /// Of the drawing: `c0` to `c5`, `part`, `against`, `rest`.
    pub class: &'static str,
}

impl Stack {
    fn drawn(&self) -> Html {
        let parts: Vec<_> = self.parts.iter().map(|part| (part.part, part.class)).collect();
        drawing(
            "tally-bar tall",
            &parts,
            self.whole,
            self.mark.as_ref().map(|(mark, _)| *mark),
            &self.caption,
        )
    }
}

/// Everybody against everybody. Who is ahead is said by a sign, never by colour alone.
pub(crate) struct Grid {
    pub caption: String,
    pub note: String,
    pub names: Vec<String>,
    /// Row by row; the diagonal is not looked at.
    pub cells: Vec<Vec<i64>>,
    /// The cells as they are written.
    pub figures: Vec<Vec<String>>,
    /// `beats`, `level with`, `loses to`, for those who do not see the signs.
    pub words: [String; 3],
}

impl Grid {
    /// Class, sign and word of a cell.
    fn sign(&self, row: &usize, column: &usize) -> (&'static str, &'static str, &str) {
        match self.cells[*row][*column].cmp(&self.cells[*column][*row]) {
            Ordering::Greater => ("ahead", "▲", &self.words[0]),
            Ordering::Equal => ("level", "=", &self.words[1]),
            Ordering::Less => ("behind", "", &self.words[2]),
        }
    }

    fn figure(&self, row: &usize, column: &usize) -> &str {
        &self.figures[*row][*column]
    }
}

/// Of a table that is not folded.
const ROWS_SHOWN: usize = 12;

pub(crate) struct Table {
    pub caption: String,
    pub heads: Vec<Column>,
    pub rows: Vec<TableRow>,
}

pub(crate) struct Column {
    pub title: String,
    pub figures: bool,
}

pub(crate) struct TableRow {
    pub cells: Vec<String>,
    /// The reader's own.
    pub own: bool,
}

pub(crate) fn column(title: String) -> Column {
    Column { title, figures: false }
}

pub(crate) fn figures(title: String) -> Column {
    Column { title, figures: true }
}

impl Table {
    /// It is folded: nobody scrolls past thirty kinds of ballots on a phone to what comes after them.
    fn is_long(&self) -> bool {
        self.rows.len() > ROWS_SHOWN
    }

    fn is_figures(&self, at: usize) -> bool {
        self.heads.get(at).is_some_and(|head| head.figures)
    }
}

/// Parts of a whole, one after the other, with a mark across. What is drawn is said in `label`, and in the table that
/// stands with it.
pub(super) fn drawing(
    class: &str,
    parts: &[(i64, &str)],
    whole: i64,
    mark: Option<(i64, i64)>,
    label: &str,
) -> Html {
    let mut svg = format!(
        "<svg class=\"{class}\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">\
         <rect class=\"rest\" width=\"1000\" height=\"20\"/>",
        escaped(label)
    );
    let (mut sum, mut left) = (0i128, 0i64);
    for (part, class) in parts {
        sum += i128::from((*part).max(0));
        let right = thousandths(sum, whole);
        svg.push_str(&format!(
            "<rect class=\"{class}\" x=\"{left}\" width=\"{}\" height=\"20\"/>",
            right - left
        ));
        left = right;
    }
    if let Some((part, whole)) = mark {
        let at = thousandths(i128::from(part), whole);
        svg.push_str(&format!("<path class=\"mark\" d=\"M{at} 0V20\"/>"));
    }
    svg.push_str("</svg>");
    Html::trusted(svg)
}

/// `part` of `whole`, between 0 and 1000.
fn thousandths(part: i128, whole: i64) -> i64 {
    match whole {
        whole if whole <= 0 => 0,
        whole => i64::try_from((part * 1000 / i128::from(whole)).clamp(0, 1000)).unwrap_or(1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parts, whole → where each rectangle begins and how wide it is.
    #[test]
    fn parts_stand_one_after_the_other_within_the_whole() {
        for (parts, whole, expected) in [
            (vec![3, 1], 4, vec![(0, 750), (750, 250)]),
            (vec![1, 1], 3, vec![(0, 333), (333, 333)]),
            (vec![5], 4, vec![(0, 1000)]),
            (vec![-1, 2], 4, vec![(0, 0), (0, 500)]),
            (vec![1], 0, vec![(0, 0)]),
            (vec![i64::MAX], i64::MAX, vec![(0, 1000)]),
        ] {
            let parts: Vec<_> = parts.into_iter().map(|part| (part, "part")).collect();
            let drawn = drawing("tally-bar", &parts, whole, Some((1, 2)), "a & b");
            let rects: Vec<_> = drawn.as_str().matches("class=\"part\" x=\"").collect();
            assert_eq!(rects.len(), expected.len());
            for (x, width) in expected {
                let rect = format!("<rect class=\"part\" x=\"{x}\" width=\"{width}\" height=\"20\"/>");
                assert!(drawn.as_str().contains(&rect), "{drawn}");
            }
            assert!(drawn.as_str().contains("M500 0V20") && drawn.as_str().contains("a &amp; b"));
        }
    }

    fn grid() -> Grid {
        Grid {
            caption: "All".to_owned(),
            note: String::new(),
            names: vec!["Oven".to_owned(), "Well <3".to_owned()],
            cells: vec![vec![0, 7], vec![5, 0]],
            figures: vec![vec![String::new(), "7".to_owned()], vec!["5".to_owned(), String::new()]],
            words: ["beats".to_owned(), "level with".to_owned(), "loses to".to_owned()],
        }
    }

    #[test]
    fn who_is_ahead_has_a_sign_and_a_word() {
        let grid = grid();
        assert_eq!(grid.sign(&0, &1), ("ahead", "▲", "beats"));
        assert_eq!(grid.sign(&1, &0), ("behind", "", "loses to"));
        let level = Grid { cells: vec![vec![0, 5], vec![5, 0]], ..grid };
        assert_eq!(level.sign(&0, &1), ("level", "=", "level with"));
        let html = Block::Grid(level).to_string();
        assert!(html.contains("Well &#60;3") || html.contains("Well &lt;3"), "{html}");
    }
}
