//! What the books show on a community's home and on a member's own page.
//!
//! Not a rule: what pages are put together from.

use crate::scene::{Names, Scene};
use crate::words;
use community::{Provider, Section, SectionLink, SectionRow, Viewer};
use kernel::Money;
use ledger::JournalFilter;
use std::sync::Arc;
use store::{Fault, Reader};
use web::CommunityContext;
use web::ui::Tone;

/// Entries shown on the home page.
const RECENT: i64 = 4;

/// In the order shown, to be appended to those of other features.
pub fn providers() -> community::Sections {
    community::Sections {
        home: vec![Arc::new(Funds), Arc::new(Recent)],
        desk: Vec::new(),
        mine: vec![Arc::new(Mine)],
    }
}

fn scene(community: &CommunityContext, viewer: &Viewer) -> Scene {
    Scene {
        t: crate::t(viewer.lang),
        lang: viewer.lang,
        slug: community.slug.clone(),
        base: format!("/c/{}/books", community.slug),
        community: community.number,
        zone: community.zone.clone(),
        currency: community.currency,
        now: viewer.now,
    }
}

fn link(href: String, text: String) -> Option<SectionLink> {
    Some(SectionLink { href, text })
}

/// What the funds hold together and each, and whether the books were checked.
struct Funds;

impl Provider for Funds {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        if !viewer.sees_books {
            return Ok(None);
        }
        let s = scene(community, viewer);
        let totals = ledger::totals(reader, s.community, s.currency)?;
        let mut together = SectionRow::new(s.t.funds_together()).href(s.base.clone());
        together = together.money(s.money(totals.funds()));
        if let Some(check) = ledger::last_check(reader, s.community)? {
            together = match check.violation_count {
                0 => together.tag(s.t.checked_sound(), Tone::Done),
                _ => together.tag(s.t.checked_wrong(), Tone::Act),
            };
        }
        let funds = ledger::funds(reader, s.community, s.currency)?;
        let row = |total: ledger::FundTotal| {
            let row = SectionRow::new(total.fund.name).note(words::fund_kind(s.t, total.fund.kind));
            row.href(format!("{}/funds/{}", s.base, total.fund.id)).money(s.money(total.balance_minor))
        };
        let rows = [together].into_iter().chain(funds.into_iter().map(row)).collect();
        let more = link(s.base.clone(), s.t.books());
        Ok(Some(Section { code: "funds".into(), title: s.t.funds(), rows, empty: String::new(), more }))
    }
}

/// The latest entries.
struct Recent;

impl Provider for Recent {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        if !viewer.sees_books {
            return Ok(None);
        }
        let s = scene(community, viewer);
        let page = ledger::journal(reader, s.community, &JournalFilter::default(), None, RECENT)?;
        let entries = Names::read(reader, &s)?.entries(reader, &s, page.entries)?;
        let row = |entry: crate::scene::EntryView| {
            let number = s.t.entry_number(entry.number_text());
            let note = format!("{number} · {}", s.time_text(&entry.happened_at));
            SectionRow::new(entry.kind_name).note(note).href(entry.href).money(entry.moved)
        };
        let rows = entries.into_iter().map(row).collect();
        let more = link(format!("{}/journal", s.base), s.t.whole_journal());
        let (title, empty) = (s.t.recent(), s.t.journal_none_next());
        Ok(Some(Section { code: "recent_entries".into(), title, rows, empty, more }))
    }
}

/// What stands between the community and the member.
struct Mine;

impl Provider for Mine {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(member) = viewer.member else { return Ok(None) };
        let s = scene(community, viewer);
        let accounts = ledger::owner_accounts(reader, s.community, member.as_str(), s.currency)?;
        let href = format!("{}/mine", s.base);
        let row = |total: ledger::AccountTotal| {
            let sum = Money::new(total.balance_minor, total.key.currency());
            SectionRow::new(words::purpose(s.t, total.key.purpose())).href(href.clone()).money(sum)
        };
        let rows = accounts.into_iter().filter(|total| total.balance_minor != 0).map(row).collect();
        let (title, empty) = (s.t.mine(), s.t.mine_none_next());
        Ok(Some(Section {
            code: "my_account".into(),
            title,
            rows,
            empty,
            more: link(href.clone(), s.t.mine()),
        }))
    }
}
