//! What this feature shows on the desk and on a member's own page.

use super::read_store::{Pile, Wanted, carried, expenses, in_force, to_pay, waiting, waiting_under};
use super::scene::{Names, Scene};
use crate::payment::payment;
use crate::rows::{Expense, Mandate, SpendingCount};
use crate::t;
use community::{Provider, Section, SectionLink, SectionRow, Sections, Viewer};
use kernel::Timestamp;
use std::sync::Arc;
use store::{Fault, Reader};
use web::{CommunityContext, Power};

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections {
        own: Vec::new(),
        home: vec![Arc::new(InForce)],
        desk: vec![Arc::new(Waiting)],
        tools: vec![Arc::new(Tools)],
        mine: vec![Arc::new(Carried), Arc::new(MyExpenses)],
        ..Sections::default()
    }
}

const SHOWN: i64 = 5;

fn scene(community: &CommunityContext, viewer: &Viewer) -> Scene {
    Scene {
        lang: viewer.lang,
        t: t(viewer.lang),
        base: format!("/c/{}", community.slug),
        number: community.number,
        currency: community.currency,
        zone: community.zone.clone(),
        now: viewer.now,
        me: viewer.member,
        powers: viewer.powers,
    }
}

/// What may be spent now: budget against actual of each mandate. Nothing where there never was one.
struct InForce;

impl Provider for InForce {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        mandates_in_force(reader, community, viewer)
    }
}

/// The mandates in force, for the front page and for who decides on new ones; for members.
///
/// # Errors
/// Of the database only.
pub fn mandates_in_force(
    reader: &mut Reader,
    community: &CommunityContext,
    viewer: &Viewer,
) -> Result<Option<Section>, Fault> {
    let s = scene(community, viewer);
    let count = reader.find::<SpendingCount>(&s.number)?.map_or(0, |count| count.mandate_count);
    if s.me.is_none() || count == 0 {
        return Ok(None);
    }
    let mut rows = Vec::new();
    for id in in_force(reader, s.number, s.now, SHOWN)? {
        let Some(mandate) = reader.find::<Mandate>(&(s.number, id))? else { continue };
        let last = s.day_text(&Timestamp::from_micros(mandate.ends_at_us.micros - 1));
        let mut note = vec![s.t.spent_of(s.said(mandate.spent_minor), s.said(mandate.ceiling_minor))];
        if mandate.promised_minor > 0 {
            note.push(s.t.promised_more(s.said(mandate.promised_minor)));
        }
        note.push(format!("{} {last}", s.t.until()));
        let row = SectionRow::new(s.mandate_name(&mandate)).note(note.join(" · "));
        let row = row.href(format!("{}/mandates/{id}", s.base));
        rows.push(row.price(s.t.left_of_it(s.said(mandate.permission().left_minor()))));
    }
    let (title, empty) = (s.t.in_force(), s.t.nothing_in_force());
    let more = Some(SectionLink { href: format!("{}/mandates", s.base), text: s.t.all_mandates() });
    Ok(Some(Section { code: "mandates_in_force".into(), title, rows, empty, more, ..Section::default() }))
}

/// Expenses that wait for a yes, and those that wait for a transfer.
struct Waiting;

impl Provider for Waiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = scene(community, viewer);
        if !s.can(Power::ApproveExpenses) && !s.can(Power::PayOut) {
            return Ok(None);
        }
        let mut rows = Vec::new();
        if let Some(me) = s.me.filter(|_| s.can(Power::ApproveExpenses)) {
            let pile = waiting(reader, s.number, me)?;
            let row =
                SectionRow::new(s.t.desk_to_approve()).href(format!("{}/expenses?state=submitted", s.base));
            rows.extend(told(reader, &s, row, &pile)?);
        }
        if s.can(Power::PayOut) {
            let pile = to_pay(reader, s.number)?;
            let row = SectionRow::new(s.t.desk_to_pay()).href(format!("{}/expenses?state=approved", s.base));
            rows.extend(told(reader, &s, row, &pile)?);
        }
        let (title, empty) = (s.t.expenses(), s.t.desk_nothing());
        let more = Some(SectionLink { href: format!("{}/mandates", s.base), text: s.t.mandates() });
        Ok(Some(Section { code: "expenses_waiting".into(), title, rows, empty, more, ..Section::default() }))
    }
}

/// Whose they are, the oldest first; nothing where nothing waits.
fn told(reader: &mut Reader, s: &Scene, row: SectionRow, pile: &Pile) -> Result<Option<SectionRow>, Fault> {
    if pile.count == 0 {
        return Ok(None);
    }
    let (mut names, mut authors) = (Names::default(), Vec::new());
    for id in &pile.oldest {
        let Some(expense) = reader.find::<Expense>(&(s.number, *id))? else { continue };
        let name = names.of(reader, s, expense.author)?;
        if !authors.contains(&name) {
            authors.push(name);
        }
    }
    let note = match (authors.join(&s.t.list_comma()), pile.unproved_count) {
        (names, 0) => names,
        (names, unproved) => s.t.with_mark(names, s.t.unproved_counted(unproved)),
    };
    let row = row.note(note).counted(pile.count, s.t.expenses_counted(pile.count));
    Ok(Some(row.money(s.sum(pile.sum_minor))))
}

/// Where somebody with powers goes from the desk.
struct Tools;

impl Provider for Tools {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = scene(community, viewer);
        let rows = vec![
            SectionRow::new(s.t.mandates()).href(format!("{}/mandates", s.base)),
            SectionRow::new(s.t.expenses()).href(format!("{}/expenses", s.base)),
            SectionRow::new(s.t.receipts()).href(format!("{}/receipts", s.base)),
        ];
        Ok(Some(Section { code: "spending_tools".into(), title: s.t.spending(), rows, ..Section::default() }))
    }
}

/// What the member carries out, and how much of it others wait for: whoever answers for a purpose is to know who draws on it.
struct Carried;

impl Provider for Carried {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (scene(community, viewer), viewer.member) else { return Ok(None) };
        let mut rows = Vec::new();
        for id in carried(reader, s.number, me, s.now, SHOWN)? {
            let Some(mandate) = reader.find::<Mandate>(&(s.number, id))? else { continue };
            let row = SectionRow::new(s.mandate_name(&mandate)).href(format!("{}/mandates/{id}", s.base));
            let row = row.price(s.t.left_of_it(s.said(mandate.permission().left_minor())));
            rows.push(match waiting_under(reader, s.number, id)? {
                (0, _) => row.note(s.t.nothing_waits()),
                (count, sum) => {
                    let said = s.t.waiting_said(count, s.said(sum));
                    row.note(s.t.waiting_for_a_yes(said)).counted(count, s.t.waiting_counted(count))
                }
            });
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let title = s.t.carried_by_me();
        let more = Some(SectionLink { href: format!("{}/mandates", s.base), text: s.t.all_mandates() });
        Ok(Some(Section { code: "mandates_carried".into(), title, rows, more, ..Section::default() }))
    }
}

/// What the member asked for last.
struct MyExpenses;

impl Provider for MyExpenses {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (scene(community, viewer), viewer.member) else { return Ok(None) };
        let mut rows = Vec::new();
        for id in expenses(reader, s.number, Wanted::Of(me), i64::MAX, SHOWN)? {
            let Some(expense) = reader.find::<Expense>(&(s.number, id))? else { continue };
            let (text, tone) = s.state_tag(&expense, payment(reader, &expense)?.as_ref());
            let title = match expense.what.is_empty() {
                true => s.t.expense_numbered(expense.number),
                false => expense.what.clone(),
            };
            let row = SectionRow::new(title).note(s.t.expense_numbered(expense.number)).tag(text, tone);
            let row = row.href(format!("{}/expenses/{}", s.base, expense.id));
            let row = match s.proof_tag(&expense) {
                Some((text, _)) => row.note(s.t.with_mark(s.t.expense_numbered(expense.number), text)),
                None => row,
            };
            rows.push(row.money(s.sum(expense.amount_minor)));
        }
        let more = match rows.is_empty() {
            true => SectionLink { href: format!("{}/expenses/new", s.base), text: s.t.expense_new() },
            false => SectionLink { href: format!("{}/expenses?mine=1", s.base), text: s.t.all_my_expenses() },
        };
        let (title, empty) = (s.t.my_expenses(), s.t.no_expenses_of_mine());
        Ok(Some(Section {
            code: "expenses".into(),
            title,
            rows,
            empty,
            more: Some(more),
            ..Section::default()
        }))
    }
}
