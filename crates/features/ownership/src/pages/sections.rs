//! What this feature shows on the desk and on a member's own page.

use super::scene::Scene;
use crate::ids::Member;
use crate::ownership_store::{held_by, instruments, of_member, waiting};
use crate::passing_store::{owner_asked, owners_deny, partings_of, risks_waiting, to_decide, transfers_of};
use crate::register::{PartingState, TransferState};
use crate::rows::{
    CompanyWord, HoldingCompany, Instrument, OwnerWord, Parting, PartingHeir, ShareTransfer, Subscription,
};
use crate::subscription::SubscriptionState;
use crate::text_look_store::texts_wait;
use community::{Provider, Section, SectionLink, SectionRow, Sections, Viewer};
use kernel::Id;
use std::sync::Arc;
use store::{Fault, Reader};
use web::ui::Tone;
use web::{CommunityContext, Power};

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections {
        own: vec![Arc::new(ToAccept)],
        desk: vec![Arc::new(Waiting), Arc::new(ToDecide)],
        tools: vec![Arc::new(Tools)],
        mine: vec![Arc::new(Mine { all: false })],
        leaving: vec![Arc::new(Mine { all: true })],
        kept: vec![Arc::new(Mine { all: true })],
        projects: vec![Arc::new(OfAll)],
        ..Sections::default()
    }
}

const SHOWN: i64 = 5;

/// Subscriptions that wait for their money.
struct Waiting;

impl Provider for Waiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if !s.can(Power::ConfirmPayments) {
            return Ok(None);
        }
        let (count, sum) = waiting(reader, s.number)?;
        if count == 0 {
            return Ok(None);
        }
        let row = SectionRow::new(s.t.subscriptions_waiting()).href(format!("{}/subscriptions", s.base));
        let rows = vec![row.counted(count, s.t.subscriptions_counted(count)).money(s.sum(sum))];
        let title = s.t.instruments();
        Ok(Some(Section { code: "subscriptions_waiting".into(), title, rows, ..Section::default() }))
    }
}

/// What somebody left to the viewer, who has not said yes; behind which companies they were named, and have not said whether it is so; and what the viewer sold, and has not said to be paid for.
struct ToAccept;

impl Provider for ToAccept {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (Scene::viewed(community, viewer), viewer.member) else { return Ok(None) };
        let mut rows = Vec::new();
        for id in partings_of(reader, s.number, me)? {
            let Some(row) = reader.find::<Parting>(&(s.number, id))? else { continue };
            if row.state != PartingState::Asked {
                continue;
            }
            for position in 1..=row.heir_count {
                let heir = reader.find::<PartingHeir>(&(s.number, id, position))?;
                if let Some(heir) = heir.filter(|heir| heir.heir == me && heir.accepted_at_us.is_none()) {
                    let line = SectionRow::new(s.t.left_to_you()).note(s.t.units(heir.units));
                    let line = line.tag(s.t.heir_asked(), Tone::Act);
                    rows.push(line.href(format!("{}/partings/{id}", s.base)));
                }
            }
        }
        for id in transfers_of(reader, s.number, me)? {
            let Some(row) = reader.find::<ShareTransfer>(&(s.number, id))? else { continue };
            if row.offered().paid(me).is_ok() {
                let line = SectionRow::new(s.t.transfer_numbered(row.number)).note(s.t.say_paid_ask());
                let line = line.tag(s.t.transfer_taken(), Tone::Act);
                rows.push(line.href(format!("{}/transfers/{id}", s.base)));
            }
        }
        for company in owner_asked(reader, s.number, me)? {
            let Some(row) = reader.find::<HoldingCompany>(&(s.number, company))? else { continue };
            let line = SectionRow::new(row.name).note(s.t.owner_asked_note());
            let line = line.tag(s.t.owner_not_said(), Tone::Act);
            rows.push(line.href(format!("{}/companies/{company}", s.base)));
        }
        if let Some(row) = reader.find::<HoldingCompany>(&(s.number, me))? {
            let said = reader.find::<CompanyWord>(&(s.number, me))?;
            if said.is_none_or(|said| said.word == OwnerWord::Confirmed && said.version != row.version) {
                let line = SectionRow::new(row.name).note(s.t.company_asked_note());
                let line = line.tag(s.t.owner_not_said(), Tone::Act);
                rows.push(line.href(format!("{}/companies/{me}", s.base)));
            }
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let (code, title) = ("shares_own".into(), s.t.my_holdings());
        Ok(Some(Section { code, title, rows, ..Section::default() }))
    }
}

/// Transfers and exits that wait for a treasurer or steward.
struct ToDecide;

impl Provider for ToDecide {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if !s.sees_names() {
            return Ok(None);
        }
        let (taken, asked) = to_decide(reader, s.number)?;
        let mut rows = Vec::new();
        if taken > 0 {
            let row =
                SectionRow::new(s.t.transfers_to_decide()).href(format!("{}/transfers?state=taken", s.base));
            rows.push(row.counted(taken, s.t.counted_things(taken)));
        }
        let denied = if s.can(Power::EditCharter) { owners_deny(reader, s.number)? } else { 0 };
        if denied > 0 {
            let row = SectionRow::new(s.t.owners_deny()).href(format!("{}/companies", s.base));
            rows.push(row.counted(denied, s.t.counted_things(denied)));
        }
        let texts = if s.can(Power::EditCharter) { texts_wait(reader, s.number, None)? } else { 0 };
        if texts > 0 {
            let row = SectionRow::new(s.t.texts_waiting()).href(format!("{}/texts", s.base));
            rows.push(row.counted(texts, s.t.counted_things(texts)));
        }
        if asked > 0 {
            let row = SectionRow::new(s.t.partings()).href(format!("{}/partings", s.base));
            rows.push(row.counted(asked, s.t.counted_things(asked)));
        }
        for instrument in risks_waiting(reader, s.number)? {
            let row = SectionRow::new(s.t.risks_to_agree());
            let name = reader.find::<Instrument>(&(s.number, instrument))?.map(|row| row.name);
            let row = row.note(name.unwrap_or_default());
            rows.push(row.href(format!("{}/instruments/{instrument}", s.base)));
        }
        if rows.is_empty() {
            return Ok(None);
        }
        Ok(Some(Section {
            code: "register_waiting".into(),
            title: s.t.register(),
            rows,
            ..Section::default()
        }))
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
        let mut rows = vec![SectionRow::new(s.t.instruments()).href(format!("{}/instruments", s.base))];
        if s.sees_names() {
            rows.push(SectionRow::new(s.t.partings()).href(format!("{}/partings", s.base)));
            rows.push(SectionRow::new(s.t.companies()).href(format!("{}/companies", s.base)));
        }
        Ok(Some(Section {
            code: "ownership_tools".into(),
            title: s.t.ownership(),
            rows,
            ..Section::default()
        }))
    }
}

/// What the member holds, and what waits for the member's money; nothing for who has neither.
struct Mine {
    /// For who leaves, or has left: with what is on its way out, too, and with nothing that is for members.
    all: bool,
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
        for (instrument, units, paid_minor) in held_by(reader, s.number, me)? {
            let Some(instrument) = reader.find::<Instrument>(&(s.number, instrument))? else { continue };
            let row = SectionRow::new(instrument.name.as_str()).note(s.t.units(units));
            let row = row.href(format!("{}/instruments/{}/holding", s.base, instrument.id));
            // What was put in; units from work have no sum.
            rows.push(if paid_minor > 0 { row.money(s.sum(paid_minor)) } else { row });
        }
        for id in of_member(reader, s.number, me)? {
            let Some(row) = reader.find::<Subscription>(&(s.number, id))? else { continue };
            if row.state != SubscriptionState::Asked {
                continue;
            }
            let (text, tone) = s.state_tag(row.state);
            let line = SectionRow::new(s.t.subscription_numbered(row.number)).note(s.t.units(row.units));
            let line = line.tag(text, tone).href(format!("{}/subscriptions/{}", s.base, row.id));
            rows.push(line.money(s.sum(row.amount_minor)));
        }
        if self.all {
            rows.extend(on_its_way(reader, &s, me)?);
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let more = SectionLink { href: format!("{}/instruments", s.base), text: s.t.all_instruments() };
        let more = (!self.all).then_some(more);
        Ok(Some(Section {
            code: "holdings".into(),
            title: s.t.my_holdings(),
            rows,
            more,
            ..Section::default()
        }))
    }
}

/// Exits that wait, and what is offered to others.
fn on_its_way(reader: &mut Reader, s: &Scene, me: Id<Member>) -> Result<Vec<SectionRow>, Fault> {
    let mut rows = Vec::new();
    for id in partings_of(reader, s.number, me)? {
        let Some(row) = reader.find::<Parting>(&(s.number, id))? else { continue };
        if row.holder == me && row.state == PartingState::Asked {
            let (text, tone) = s.parting_tag(row.state);
            let line = SectionRow::new(s.parting_title(row.kind, row.number)).note(s.t.units(row.units));
            rows.push(line.tag(text, tone).href(format!("{}/partings/{id}", s.base)));
        }
    }
    for id in transfers_of(reader, s.number, me)? {
        let Some(row) = reader.find::<ShareTransfer>(&(s.number, id))? else { continue };
        if matches!(row.state, TransferState::Offered | TransferState::Taken) {
            let (text, tone) = s.transfer_tag(row.state);
            let line = SectionRow::new(s.t.transfer_numbered(row.number)).note(s.t.units(row.units));
            rows.push(line.tag(text, tone).href(format!("{}/transfers/{id}", s.base)));
        }
    }
    Ok(rows)
}

/// What members can own, the newest first.
struct OfAll;

impl Provider for OfAll {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if viewer.member.is_none() {
            return Ok(None);
        }
        let mut rows = Vec::new();
        for id in instruments(reader, s.number, i64::MAX, SHOWN)? {
            let Some(row) = reader.find::<Instrument>(&(s.number, id))? else { continue };
            let line = SectionRow::new(row.name.as_str()).note(crate::kind_name(s.lang, row.kind));
            rows.push(line.href(format!("{}/instruments/{id}", s.base)));
        }
        let more = Some(SectionLink { href: format!("{}/instruments", s.base), text: s.t.all_instruments() });
        Ok(Some(Section {
            code: "instruments".into(),
            title: s.t.instruments(),
            rows,
            empty: s.t.no_instruments_yet(),
            more,
            ..Section::default()
        }))
    }
}
