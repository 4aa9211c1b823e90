//! What the books show on a community's home and on a member's own page.
//!
//! Not a rule: what pages are put together from.

use crate::pages::{chart, fund_course};
use crate::scene::{Names, Scene};
use crate::words;
use community::{Provider, Section, SectionFigure, SectionLink, SectionRow, Viewer};
use ledger::JournalFilter;
use std::sync::Arc;
use store::{Fault, Reader};
use web::ui::Tone;
use web::{CommunityContext, Power};

/// Entries shown on the home page.
const RECENT: i64 = 4;

/// In the order shown, to be appended to those of other features.
pub fn providers() -> community::Sections {
    community::Sections {
        home: vec![Arc::new(Funds), Arc::new(Recent)],
        mine: vec![Arc::new(Mine)],
        kept: vec![Arc::new(Mine)],
        ..community::Sections::default()
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
        inside: viewer.member.is_some(),
        me: viewer.member,
        confirms: viewer.powers.has(Power::ConfirmPayments),
        powers: viewer.powers,
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
        let (funds, days) = fund_course(reader, &s)?;
        let check = ledger::last_check(reader, s.community)?;
        // The figure beside the tag is of what was checked: entries made since stand behind it.
        let sound = check.as_ref().filter(|check| check.violation_count == 0).map(|check| check.entry_count);
        let (tag, tone) = match check {
            Some(check) if check.violation_count == 0 => (s.t.checked_sound(), Tone::Done),
            Some(_) => (s.t.checked_wrong(), Tone::Act),
            None => (String::new(), Tone::Plain),
        };
        let newest = ledger::journal(reader, s.community, &JournalFilter::default(), None, 1)?;
        let entries = newest.entries.first().map_or(0, |full| full.head.entry.number);
        let figure = SectionFigure {
            sum: s.money(ledger::totals(reader, s.community, s.currency)?.funds()),
            chart: chart(&s, s.t.all_funds_chart(), &days, true).into(),
            note: match sound {
                Some(checked) if checked < entries => {
                    s.t.entries_checked_of(words::grouped(entries), words::grouped(checked))
                }
                _ => s.t.entries_so_far(words::grouped(entries)),
            },
            tag,
            tone,
        };
        let title = s.t.funds_sum(funds.len() as i64);
        let row = |total: &ledger::FundTotal| {
            let row = SectionRow::new(total.fund.name.clone()).money(s.money(total.balance_minor));
            row.href(format!("{}/funds/{}", s.base, total.fund.id))
        };
        // The only fund's balance is the sum above.
        let rows = if funds.len() > 1 { funds.iter().map(row).collect() } else { Vec::new() };
        let (code, more, figure) = ("funds".into(), link(s.base.clone(), s.t.books()), Some(figure));
        Ok(Some(Section { code, title, figure, rows, more, ..Section::default() }))
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
            let mut note = format!("{number} · {}", s.time_text(&entry.happened_at));
            if entry.recorded_later() {
                let recorded = s.recorded(&entry.recorded_at);
                note.push_str(&format!(" · {recorded}"));
            }
            SectionRow::new(entry.kind_name).note(note).href(entry.href).money(entry.moved)
        };
        let rows = entries.into_iter().map(row).collect();
        let more = link(format!("{}/journal", s.base), s.t.whole_journal());
        let (title, empty) = (s.t.recent(), s.t.journal_none_next());
        let code = "recent_entries".into();
        Ok(Some(Section { code, title, rows, empty, more, ..Section::default() }))
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
        // The sums themselves stand in the market's section, once; here is the way to how they came about.
        let nothing = accounts.iter().all(|total| total.balance_minor == 0);
        let empty = match accounts.is_empty() {
            true => s.t.mine_none_next(),
            false if nothing && pools::holds_of(reader, s.community, member)? => s.t.mine_even_held(),
            false if nothing => s.t.mine_even(),
            false => String::new(),
        };
        let title = s.t.mine();
        Ok(Some(Section {
            code: "my_account".into(),
            title,
            empty,
            more: link(format!("{}/mine", s.base), s.t.mine_entries()),
            ..Section::default()
        }))
    }
}
