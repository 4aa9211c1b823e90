//! What this feature shows on the desk and on a member's own page.

use super::distributions::DistributionRow;
use super::scene::Scene;
use crate::distribution::DistributionState;
use crate::distribution_store::{closings_asked, newest, tax_open, tax_payments};
use crate::door::{share_of, tax_left};
use crate::rows::Distribution;
use crate::tax::TaxState;
use community::{Provider, Section, SectionLink, SectionRow, Sections, Viewer};
use std::sync::Arc;
use store::{Fault, Reader};
use web::CommunityContext;
use web::ui::Tone;

/// Distributions that a member's page looks back on; the others are in their list.
const LOOKED_BACK: i64 = 6;
const SHOWN: i64 = 3;
/// Distributions whose tax waits, the oldest first: the others come when these are paid.
const TAXES_SHOWN: i64 = 8;

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections {
        desk: vec![Arc::new(Waiting), Arc::new(TaxWaiting)],
        tools: vec![Arc::new(Tools)],
        mine: vec![Arc::new(Mine { is_member: true })],
        kept: vec![Arc::new(Mine { is_member: false })],
        projects: vec![Arc::new(Shared)],
        ..Sections::default()
    }
}

/// A period that somebody asked to close waits for another one.
struct Waiting;

impl Provider for Waiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if !s.keeps() {
            return Ok(None);
        }
        let count = closings_asked(reader, s.number)?;
        if count == 0 {
            return Ok(None);
        }
        let row = SectionRow::new(s.t.closings_waiting()).href(format!("{}/periods", s.base));
        let rows = vec![row.counted(count, s.t.closings_counted(count))];
        Ok(Some(Section {
            code: "closings_waiting".into(),
            title: s.t.periods(),
            rows,
            ..Section::default()
        }))
    }
}

/// What was withheld, and no office has it: for who pays out, and where it waits for a second person, for who consents.
struct TaxWaiting;

impl Provider for TaxWaiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if !s.consents() {
            return Ok(None);
        }
        let funds = ledger::fund_names(reader, s.number)?;
        let mut rows = Vec::new();
        for id in tax_open(reader, s.number, TAXES_SHOWN)? {
            let Some(row) = reader.find::<Distribution>(&(s.number, id))? else { continue };
            let payments = tax_payments(reader, s.number, id)?;
            let waits = payments.iter().find(|one| one.state == TaxState::Proposed);
            // Who only consents has nothing to do before somebody has asked.
            if waits.is_none() && !s.pays_out() {
                continue;
            }
            let fund = funds.iter().find(|(fund, _)| *fund == row.fund).map(|(_, name)| name.as_str());
            let line =
                SectionRow::new(s.t.tax_of_distribution(fund.unwrap_or_default(), s.period(&row.period)));
            let is_own = waits.map_or(Ok(false), |one| s.is_own(reader, one.made_by))?;
            let line = match waits.is_some() && !is_own {
                true => line.tag(s.t.tax_waits(), Tone::Act),
                false if waits.is_some() => line.tag(s.t.tax_waits(), Tone::Wait),
                false => line.tag(s.t.tax_open(), Tone::Wait),
            };
            let line = line.href(format!("{}/distributions/{id}/taxes", s.base));
            rows.push(line.money(s.sum(tax_left(reader, &row)?)));
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let title = s.t.taxes_waiting();
        Ok(Some(Section { code: "taxes_waiting".into(), title, rows, ..Section::default() }))
    }
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
        let s = Scene::viewed(community, viewer);
        let rows = vec![
            SectionRow::new(s.t.distributions()).href(format!("{}/distributions", s.base)),
            SectionRow::new(s.t.periods()).href(format!("{}/periods", s.base)),
        ];
        let title = s.t.distribution();
        Ok(Some(Section { code: "distribution_tools".into(), title, rows, ..Section::default() }))
    }
}

/// What the member got of what was shared out.
struct Mine {
    /// The list of all is for members.
    is_member: bool,
}

impl Provider for Mine {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (Scene::viewed(community, viewer), viewer.member) else { return Ok(None) };
        let mut rows = Vec::new();
        for id in newest(reader, s.number, i64::MAX, LOOKED_BACK)? {
            let Some(row) = reader.find::<Distribution>(&(s.number, id))? else { continue };
            if !matches!(row.state, DistributionState::Paying | DistributionState::Paid) {
                continue;
            }
            let Some(own) = share_of(reader, &row, me)? else { continue };
            let line = SectionRow::new(s.period(&row.period)).note(s.t.why_so_much());
            let line = line.href(format!("{}/distributions/{}/mine", s.base, row.id));
            rows.push(line.money(s.sum(own.share.net_minor())));
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let more =
            Some(SectionLink { href: format!("{}/distributions", s.base), text: s.t.all_distributions() });
        let title = s.t.my_shares();
        let more = more.filter(|_| self.is_member);
        Ok(Some(Section { code: "shares".into(), title, rows, more, ..Section::default() }))
    }
}

/// What was shared out last, and what is proposed to be.
struct Shared;

impl Provider for Shared {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if s.me.is_none() {
            return Ok(None);
        }
        let funds = ledger::fund_names(reader, s.number)?.into_iter().collect();
        let mut rows = Vec::new();
        for id in newest(reader, s.number, i64::MAX, SHOWN)? {
            let Some(row) = reader.find::<Distribution>(&(s.number, id))? else { continue };
            let told = DistributionRow::of(reader, &s, &funds, &row)?;
            let line =
                SectionRow::new(s.t.distribution_of(told.fund_name.as_str(), told.period_name.as_str()));
            let (text, tone) = told.said(&s);
            let line = line.tag(text, tone).href(format!("{}/distributions/{id}", s.base));
            rows.push(line.money(s.sum(row.total_minor)));
        }
        let more =
            Some(SectionLink { href: format!("{}/distributions", s.base), text: s.t.all_distributions() });
        let title = s.t.distributions();
        Ok(Some(Section {
            code: "distributions".into(),
            title,
            rows,
            empty: s.t.nothing_shared_yet(),
            more,
            ..Section::default()
        }))
    }
}
