//! What this feature shows on the home page, the desk and a member's own page.

use super::scene::Scene;
use crate::budget::{BudgetKind, BudgetState};
use crate::referral_store::{brought_by, budgets_in, is_taken_by_one_of};
use crate::rows::RewardBudget;
use community::{Provider, Section, SectionRow, Sections, Viewer};
use std::sync::Arc;
use store::{Fault, Reader};
use web::ui::Tone;
use web::{CommunityContext, Power};

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections {
        own: vec![Arc::new(Packets)],
        desk: vec![Arc::new(Waiting)],
        tools: vec![Arc::new(Tools)],
        mine: vec![Arc::new(Mine)],
        ..Sections::default()
    }
}

const SHOWN: i64 = 6;

/// Red packets that the member can take from.
struct Packets;

impl Provider for Packets {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        let (mut rows, mut ones) = (Vec::new(), community::one_with_shown(reader, s.number, s.me)?);
        ones.push(s.me);
        for id in budgets_in(reader, s.number, BudgetState::Open, SHOWN)? {
            let Some(budget) = reader.find::<RewardBudget>(&(s.number, id))? else { continue };
            let left = budget.part_count - budget.taken_count;
            let open = budget.kind == BudgetKind::Packet && budget.is_open(s.now) && left > 0;
            if open && !is_taken_by_one_of(reader, s.number, id, &ones)? {
                let row = SectionRow::new(budget.title).note(s.t.parts_left(left));
                rows.push(row.href(format!("{}/rewards/{id}", s.base)).tag(s.t.to_take(), Tone::Act));
            }
        }
        Ok(Some(Section { code: "red_packets".into(), title: s.t.packets(), rows, ..Section::default() }))
    }
}

/// What waits for a second person: for whoever may be it.
struct Waiting;

impl Provider for Waiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let seen = Scene::seen(community, viewer).filter(|s| s.can(Power::ApproveExpenses));
        let Some(s) = seen else { return Ok(None) };
        let (mut rows, ones) = (Vec::new(), community::one_with_shown(reader, s.number, s.me)?);
        for id in budgets_in(reader, s.number, BudgetState::Proposed, SHOWN)? {
            let Some(budget) = reader.find::<RewardBudget>(&(s.number, id))? else { continue };
            let own = budget.made_by == s.me || ones.contains(&budget.made_by);
            let (text, tone) = match own {
                _ if s.now >= budget.ends_at_us => s.state(&budget),
                true => (s.t.waits_for_another(), Tone::Wait),
                false => (s.t.state_proposed(), Tone::Act),
            };
            let row = SectionRow::new(budget.title).money(s.sum(budget.budget_minor)).tag(text, tone);
            rows.push(row.href(format!("{}/rewards/{id}", s.base)));
        }
        let title = s.t.budgets_waiting();
        Ok(Some(Section { code: "reward_budgets".into(), title, rows, ..Section::default() }))
    }
}

struct Tools;

impl Provider for Tools {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let office = |s: &Scene| s.can(Power::PayOut) || s.can(Power::ApproveExpenses);
        let Some(s) = Scene::seen(community, viewer).filter(office) else { return Ok(None) };
        let rows = vec![SectionRow::new(s.t.rewards()).href(format!("{}/rewards", s.base))];
        Ok(Some(Section { code: "reward_tools".into(), title: s.t.rewards(), rows, ..Section::default() }))
    }
}

/// One's own link and coupons.
struct Mine;

impl Provider for Mine {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        let earned = brought_by(reader, s.number, s.me)?.earned_minor;
        let coupons = crate::checkout::usable(reader, (s.number, s.me), s.now)?.len() as i64;
        let note = if coupons > 0 { s.t.my_coupons_count(coupons) } else { s.t.my_link_note() };
        let mut row = SectionRow::new(s.t.my_link_and_coupons()).note(note);
        if earned > 0 {
            row = row.money(s.sum(earned));
        }
        let rows = vec![row.href(format!("{}/rewards", s.base))];
        Ok(Some(Section { code: "my_rewards".into(), title: s.t.rewards(), rows, ..Section::default() }))
    }
}
