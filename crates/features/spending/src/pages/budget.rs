//! A budget against what was spent and promised of it, as a bar with its figures in words.

use super::scene::Scene;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Html, escaped};

/// In minor units of the community's currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Budget {
    pub ceiling_minor: i64,
    pub spent_minor: i64,
    /// Approved for payees outside and not paid yet, and kept for what has begun.
    pub promised_minor: i64,
    pub left_minor: i64,
}

impl Budget {
    pub(crate) fn new(ceiling_minor: i64, spent_minor: i64, promised_minor: i64) -> Budget {
        let left_minor = ceiling_minor - spent_minor - promised_minor;
        Budget { ceiling_minor, spent_minor, promised_minor, left_minor }
    }

    /// Spent in jade, promised in ochre, the rest pale; the same figures stand beside it as text.
    pub(crate) fn bar(&self, s: &Scene) -> Html {
        let (spent, promised) = self.widths();
        let label = s.t.budget_bar(
            s.said(self.ceiling_minor),
            s.said(self.spent_minor),
            s.said(self.promised_minor),
            s.said(self.left_minor),
        );
        Html::trusted(format!(
            "<svg class=\"bar\" viewBox=\"0 0 1000 6\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">\
             <rect class=\"rest\" width=\"1000\" height=\"6\"/><rect class=\"part\" width=\"{spent}\" height=\"6\"/>\
             <rect class=\"promised\" x=\"{spent}\" width=\"{promised}\" height=\"6\"/></svg>",
            escaped(&label)
        ))
    }

    /// Of a thousand. What is there at all is seen.
    fn widths(&self) -> (i64, i64) {
        let of = |minor: i64| {
            let share = i128::from(minor.max(0)) * 1000 / i128::from(self.ceiling_minor.max(1));
            i64::try_from(share).unwrap_or(1000).max(i64::from(minor > 0) * 4)
        };
        let spent = of(self.spent_minor).min(1000);
        (spent, of(self.promised_minor).min(1000 - spent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ceiling, spent, promised → the widths of a thousand.
    #[test]
    fn bars_stay_within_their_width() {
        for (ceiling, spent, promised, widths) in [
            (1_000, 0, 0, (0, 0)),
            (1_000, 250, 500, (250, 500)),
            (1_000, 1_000, 0, (1_000, 0)),
            (1_000_000, 1, 1, (4, 4)),
            (i64::MAX, i64::MAX - 1, 1, (999, 1)),
            (0, 5, 5, (1_000, 0)),
        ] {
            assert_eq!(
                Budget::new(ceiling, spent, promised).widths(),
                widths,
                "{ceiling} {spent} {promised}"
            );
        }
    }
}
