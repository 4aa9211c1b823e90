//! What this feature shows on the home page, the desk, a member's own page and in the charter.

use super::list::{counted_for_units, state_said};
use super::read_store::{
    Wanted, departures_disputed, disputed, large_waiting, leaving_concerns, objectable, page, sums_of,
    to_confirm,
};
use super::said::{said_holding, said_leaving, said_rules};
use super::scene::{Names, Scene};
use crate::acting::rules_now;
use crate::contribution::{Ruling, State};
use crate::contributions_store::made_of;
use crate::ids::Member;
use crate::rows::{Confirmation, Contribution, Dispute};
use crate::rules::ContributionRules;
use community::role::Role;
use community::{Provider, Section, SectionLink, SectionRow, Sections, Viewer};
use kernel::Id;
use std::sync::Arc;
use store::{Fault, Reader};
use web::{CommunityContext, Power};

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections {
        own: vec![Arc::new(ToConfirm)],
        desk: vec![Arc::new(Disputes), Arc::new(LargeOnes), Arc::new(Objectable)],
        tools: vec![Arc::new(Tools)],
        mine: vec![Arc::new(Mine)],
        leaving: vec![Arc::new(Underway { is_member: true })],
        kept: vec![Arc::new(Underway { is_member: false })],
        projects: vec![Arc::new(Given)],
        charter: vec![Arc::new(PartOfCharter)],
        ..Sections::default()
    }
}

const SHOWN: i64 = 5;
/// Among how many of a member's latest those that are not over are looked for.
const LATEST: i64 = 50;

fn row(reader: &mut Reader, s: &Scene, names: &mut Names, row: &Contribution) -> Result<SectionRow, Fault> {
    let who = names.of(reader, s, row.member)?;
    let line = SectionRow::new(s.name(row)).note(format!("{who} · {}", s.given(row)));
    let line = line.href(s.link(&format!("/{}", row.id)));
    Ok(line.price(s.value(row.unit, row.value)))
}

fn found(reader: &mut Reader, s: &Scene, ids: Vec<Id<Contribution>>) -> Result<Vec<Contribution>, Fault> {
    let mut rows = Vec::new();
    for id in ids {
        rows.extend(reader.find::<Contribution>(&(s.number, id))?);
    }
    Ok(rows)
}

/// What others say to have given, and the viewer may confirm. Nothing for who cannot, or where nothing waits.
struct ToConfirm;

impl Provider for ToConfirm {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (Scene::viewed(community, viewer), viewer.member) else { return Ok(None) };
        let member = reader.find::<community::Member>(&(s.number, me))?;
        if !member.is_some_and(|member| member.is_full_since(s.now)) {
            return Ok(None);
        }
        let (mut rows, mut names) = (Vec::new(), Names::default());
        let waiting = to_confirm(reader, s.number, me, SHOWN)?;
        for contribution in found(reader, &s, waiting)? {
            rows.push(row(reader, &s, &mut names, &contribution)?);
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let more = Some(SectionLink { href: s.link("?state=claimed"), text: s.t.all_to_confirm() });
        let title = s.t.was_it_so_all();
        Ok(Some(Section { code: "contributions_to_confirm".into(), title, rows, more, ..Section::default() }))
    }
}

/// Disputes, for who may decide on them; where the viewer has a part in one it says so.
struct Disputes;

impl Provider for Disputes {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (Scene::viewed(community, viewer), viewer.member) else { return Ok(None) };
        if !s.can(Power::ApproveExpenses) {
            return Ok(None);
        }
        let (mut rows, mut names) = (Vec::new(), Names::default());
        let waiting = disputed(reader, s.number, SHOWN)?;
        for contribution in found(reader, &s, waiting)? {
            let confirmed = reader.find::<Confirmation>(&(s.number, contribution.id, me))?.is_some();
            let by = reader.find::<Dispute>(&(s.number, contribution.id))?.map(|dispute| dispute.disputed_by);
            let line = row(reader, &s, &mut names, &contribution)?;
            let accepted_by = crate::acting::accepted_by(reader, &contribution)?;
            let said = (confirmed, accepted_by);
            let may = contribution.standing().decide(me, by, said, Ruling::Stands).is_ok();
            let (text, tone) = s.state_tag(contribution.state);
            rows.push(match may {
                true => line.tag(text, tone),
                false => line.tag(s.t.for_another(), web::ui::Tone::Plain),
            });
        }
        let left = departures_disputed(reader, s.number)?;
        if left > 0 {
            let line = SectionRow::new(s.t.departures()).href(s.link("/departures"));
            rows.push(line.counted(left, s.t.departure_disputed()));
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let more = Some(SectionLink { href: s.link("?state=disputed"), text: s.t.all_disputes() });
        let title = s.t.disputes();
        Ok(Some(Section { code: "contribution_disputes".into(), title, rows, more, ..Section::default() }))
    }
}

/// What is more than members settle among themselves, and the viewer can confirm as the officer that is needed: the largest first.
struct LargeOnes;

impl Provider for LargeOnes {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (Scene::viewed(community, viewer), viewer.member) else { return Ok(None) };
        let Some(member) = reader.find::<community::Member>(&(s.number, me))? else { return Ok(None) };
        let held = [Role::Steward, Role::Treasurer, Role::Moderator].map(|role| member.roles.has(role));
        let [steward, treasurer, moderator] = held.map(i64::from);
        let offices = [steward, treasurer, moderator, i64::from(s.can(Power::ApproveExpenses))];
        let (mut rows, mut names) = (Vec::new(), Names::default());
        let waiting = large_waiting(reader, s.number, me, offices, SHOWN)?;
        for contribution in found(reader, &s, waiting)? {
            let line = row(reader, &s, &mut names, &contribution)?;
            rows.push(match contribution.file_count {
                0 => line.tag(s.t.no_evidence_yet(), web::ui::Tone::Plain),
                _ => line,
            });
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let more = Some(SectionLink { href: s.link("?state=claimed"), text: s.t.all_to_confirm() });
        let title = s.t.large_waits();
        Ok(Some(Section { code: "contributions_large".into(), title, rows, more, ..Section::default() }))
    }
}

/// What counts in a few days if nobody objects: the largest first, for those who answer for the community's money.
struct Objectable;

impl Provider for Objectable {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if !s.can(Power::ApproveExpenses) {
            return Ok(None);
        }
        let (mut rows, mut names) = (Vec::new(), Names::default());
        let open = objectable(reader, s.number, SHOWN)?;
        for contribution in found(reader, &s, open)? {
            let line = row(reader, &s, &mut names, &contribution)?;
            rows.push(match contribution.disputable_until_us {
                Some(until) => {
                    let who = names.of(reader, &s, contribution.member)?;
                    let day = s.day_text(&until);
                    line.note(format!("{who} · {} · {}", s.given(&contribution), s.t.objectable_until(day)))
                }
                None => line,
            });
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let more = Some(SectionLink { href: s.link("?state=confirmed"), text: s.t.all_objectable() });
        let title = s.t.objectable();
        Ok(Some(Section { code: "contributions_objectable".into(), title, rows, more, ..Section::default() }))
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
        let mut rows = vec![
            SectionRow::new(s.t.contributions()).href(s.link("")),
            SectionRow::new(s.t.calls()).href(s.link("/calls")),
            SectionRow::new(s.t.contribution_rules()).href(s.link("/rules")),
        ];
        if s.can(Power::ApproveExpenses) {
            rows.push(SectionRow::new(s.t.departures()).href(s.link("/departures")));
        }
        let title = s.t.contributions();
        Ok(Some(Section { code: "contribution_tools".into(), title, rows, ..Section::default() }))
    }
}

/// What the member gave last, and what of it counts.
struct Mine;

impl Provider for Mine {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (Scene::viewed(community, viewer), viewer.member) else { return Ok(None) };
        // A community that has agreed on nothing is not told of it on everybody's page.
        let Some((_, rules)) = rules_now(reader, s.number)? else { return Ok(None) };
        let mut rows = Vec::new();
        let given = page(reader, s.number, Wanted::Of(me), i64::MAX, SHOWN)?;
        for contribution in found(reader, &s, given)? {
            let made = counted_for_units(reader, &contribution)?;
            let (text, tone) = state_said(&s, &contribution, made.as_ref());
            let line = SectionRow::new(s.name(&contribution)).note(s.given(&contribution)).tag(text, tone);
            let line = line.href(s.link(&format!("/{}", contribution.id)));
            rows.push(line.price(s.value(contribution.unit, contribution.value)));
        }
        let more = match rows.is_empty() {
            true => SectionLink { href: s.link("/new"), text: s.t.claim_new() },
            false => SectionLink { href: s.link("?mine=1"), text: s.t.all_my_contributions() },
        };
        if !rows.is_empty() {
            let (counts, for_units) = sums_of(reader, s.number, me)?;
            let sum = s.value(rules.valuing, counts);
            rows.insert(0, SectionRow::new(s.t.counts_together()).price(sum));
            if for_units != 0 {
                let sum = s.value(rules.valuing, for_units);
                rows.insert(1, SectionRow::new(s.t.counts_towards_shares()).price(sum));
            }
        }
        if rules.leaving.is_some() || leaving_concerns(reader, s.number, me)? {
            rows.push(SectionRow::new(s.t.leaving_today()).href(s.link("/leaving")));
        }
        for (instrument, formed, issued) in made_of(reader, s.number, me)? {
            let name = ownership::instrument(reader, s.number, instrument)?.map(|row| row.name);
            let line = SectionRow::new(name.unwrap_or_default()).href(s.link("/holdings"));
            let line = line.note(s.t.became_units(issued));
            rows.push(match formed - issued {
                0 => line,
                waiting => line.tag(s.t.units_wait(waiting), web::ui::Tone::Wait),
            });
        }
        Ok(Some(Section {
            code: "contributions".into(),
            title: s.t.my_contributions(),
            rows,
            empty: s.t.no_contributions_of_mine(),
            more: Some(more),
            ..Section::default()
        }))
    }
}

/// What the member gave and does not count yet; and what becomes of what does, where members decided that.
struct Underway {
    /// Single contributions are for members.
    is_member: bool,
}

impl Provider for Underway {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (Scene::viewed(community, viewer), viewer.member) else { return Ok(None) };
        let Some((_, rules)) = rules_now(reader, s.number)? else { return Ok(None) };
        let mut rows = Vec::new();
        let given = if self.is_member {
            page(reader, s.number, Wanted::Of(me), i64::MAX, LATEST)?
        } else {
            Vec::new()
        };
        for contribution in found(reader, &s, given)? {
            if !matches!(contribution.state, State::Claimed | State::Confirmed | State::Disputed) {
                continue;
            }
            let (text, tone) = s.state_tag(contribution.state);
            let line = SectionRow::new(s.name(&contribution)).note(s.given(&contribution)).tag(text, tone);
            let line = line.href(s.link(&format!("/{}", contribution.id)));
            rows.push(line.price(s.value(contribution.unit, contribution.value)));
        }
        // What was given is judged by the rules of then, also where those of now say nothing of leaving.
        if rules.leaving.is_some() || leaving_concerns(reader, s.number, me)? {
            let words = if self.is_member { s.t.leaving_today() } else { s.t.departures() };
            let row = SectionRow::new(words).href(s.link("/leaving"));
            rows.push(match self.is_member {
                true => row.note(capital_said(reader, &s, me, &rules)?),
                false => row,
            });
        }
        let (code, title) = ("contributions_underway".into(), s.t.my_contributions());
        Ok(Some(Section { code, title, rows, ..Section::default() }))
    }
}

/// What becomes of what they put in: who holds nothing is told nothing of it. That it stays is said only where nothing can lapse: no
/// share of theirs by a decision on it, and none that work made.
fn capital_said(
    reader: &mut Reader,
    s: &Scene,
    me: Id<Member>,
    rules: &ContributionRules,
) -> Result<String, Fault> {
    let held = ownership::capital_of_holder(reader, s.number, me)?;
    if held.is_empty() {
        return Ok(String::new());
    }
    if rules.leaving.is_some_and(|leaving| leaving.capital_back) {
        return Ok(s.t.capital_back_short());
    }
    for instrument in held {
        let rule = reader.find::<ownership::rows::ShareRule>(&(s.number, instrument))?;
        if rule.is_some_and(|rule| rule.lapse_days.is_some()) {
            return Ok(String::new());
        }
    }
    Ok(match made_of(reader, s.number, me)?.is_empty() {
        true => s.t.capital_stays_short(),
        false => String::new(),
    })
}

/// The charter leads to how contributions count, which is a part of it.
struct PartOfCharter;

impl Provider for PartOfCharter {
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
        let Some((_, rules)) = rules_now(reader, s.number)? else { return Ok(None) };
        let row = |(name, value): (String, String)| SectionRow::new(name).price(value);
        let holding = said_holding(reader, s.number, (s.lang, s.currency), &rules)?;
        let rows = said_rules(s.lang, s.currency, &rules);
        let leaving = said_leaving(s.lang, &rules);
        let rows = rows.into_iter().chain(holding).chain(leaving).map(row).collect();
        let more = Some(SectionLink { href: s.link("/rules"), text: s.t.contribution_rules() });
        let title = s.t.contribution_rules();
        Ok(Some(Section { code: "contribution_rules".into(), title, rows, more, ..Section::default() }))
    }
}

/// Where work is given and asked for: the page of projects leads there.
struct Given;

impl Provider for Given {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if s.me.is_none() {
            return Ok(None);
        }
        let rows = vec![
            SectionRow::new(s.t.calls()).href(s.link("/calls")),
            SectionRow::new(s.t.contributions()).href(s.link("")),
        ];
        let title = s.t.contributions();
        Ok(Some(Section { code: "contributions".into(), title, rows, ..Section::default() }))
    }
}
