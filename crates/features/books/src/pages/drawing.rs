//! What an entry has to do with others through an account that collects: what it draws on, and what draws on it.

use crate::scene::{AccountView, MoneyBody, Names, Scene};
use crate::words;
use kernel::{Money, Timestamp};
use ledger::{Full, JournalPlace};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::query_escaped;

/// By first in, first out.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DrawingView {
    pub account: AccountView,
    /// The entry took from the account, and drew on the entries listed; else they took what it added.
    pub takes: bool,
    /// The nearest first.
    pub entries: Vec<DrawnView>,
    /// There are further ones, which the journal of the account has.
    pub more: bool,
    /// What nobody has taken yet of what the entry added.
    #[schema(value_type = Option<MoneyBody>)]
    pub left: Option<Money>,
    /// The journal of the account: below the entry where it took.
    #[serde(skip)]
    pub journal: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DrawnView {
    pub number: i64,
    pub kind: String,
    #[schema(value_type = i64)]
    pub happened_at: Timestamp,
    /// What the two have in common.
    #[schema(value_type = MoneyBody)]
    pub amount: Money,
    #[serde(skip)]
    pub kind_name: String,
    #[serde(skip)]
    pub href: String,
}

impl DrawnView {
    pub(crate) fn number_text(&self) -> String {
        words::grouped(self.number)
    }
}

impl DrawingView {
    /// Whether an entry is one of those that it has to do with; of the farther ones that are not listed any may be.
    pub(super) fn has(&self, number: i64) -> bool {
        let beyond = |last: &DrawnView| if self.takes { number < last.number } else { number > last.number };
        self.entries.iter().any(|entry| entry.number == number)
            || (self.more && self.entries.last().is_none_or(beyond))
    }

    pub(crate) fn title(&self, s: &Scene) -> String {
        let name = self.account.name.as_str();
        if self.takes { s.t.drawn_from(name) } else { s.t.drawn_by(name) }
    }

    pub(crate) fn journal_text(&self, s: &Scene) -> String {
        if self.takes { s.t.drawn_earlier() } else { s.t.drawn_later() }
    }
}

pub(super) fn read(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    of: &Full,
) -> Result<Vec<DrawingView>, Fault> {
    let mut views = Vec::new();
    for drawing in ledger::drawings(reader, s.community, of)? {
        let account = names.account(reader, s, &drawing.account)?;
        let currency = drawing.account.currency();
        let mut entries = Vec::new();
        for drawn in drawing.links {
            let entry = drawn.head.entry;
            let expense =
                spending::expense_of_cause(reader, s.community, &entry.cause_kind, &entry.cause_id)?;
            entries.push(DrawnView {
                number: entry.number,
                happened_at: entry.happened_at_us,
                amount: Money::new(drawn.minor, currency),
                kind_name: match expense.is_some_and(|expense| expense.is_capital) {
                    true => s.t.entry_capital_back(),
                    false => words::entry_kind(s.t, &entry.kind),
                },
                href: format!("{}/entries/{}", s.base, entry.number),
                kind: entry.kind,
            });
        }
        let person = account.owner.as_deref().unwrap_or_default();
        let mut journal =
            format!("{}/journal?purpose={}&person={}", s.base, account.purpose.code(), query_escaped(person));
        if drawing.takes {
            let entry = &of.head.entry;
            let place = JournalPlace { happened_at: entry.happened_at_us, number: entry.number };
            journal.push_str(&format!("&below={}", place.code()));
        }
        views.push(DrawingView {
            entries,
            takes: drawing.takes,
            more: drawing.more,
            left: (drawing.left_minor > 0).then(|| Money::new(drawing.left_minor, currency)),
            journal,
            account,
        });
    }
    Ok(views)
}
