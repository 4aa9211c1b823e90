//! What every page of deciding knows: in which community, for whom, in which words, and when.

use crate::ids::Member;
use crate::{L10nLanguage, t};
use community::{Chooser, Viewer};
use kernel::{Currency, Id, Money, Timestamp, Zone};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use store::{Fault, Reader};
use web::ui;
use web::{Caller, CommunityContext, Html, Lang, Power, Powers, Problem, Site};

/// Cheap to clone; goes into closures and views.
#[derive(Clone)]
pub(crate) struct Scene {
    pub lang: Lang,
    pub t: &'static L10nLanguage,
    /// `/c/{slug}`.
    pub base: String,
    pub number: i64,
    pub currency: Currency,
    pub zone: Zone,
    pub now: Timestamp,
    pub me: Option<Id<Member>>,
    pub powers: Powers,
    /// A member past probation: price and terms of what can be owned are for them.
    pub is_full: bool,
}

impl Scene {
    /// For members; refuses everybody else.
    pub(crate) fn of(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let (community, who) = (caller.community()?, caller.member()?);
        let scene = Scene::with(community, caller.lang, site.now(), Some(who.member), who.powers);
        let is_full = who.probation_until.is_none_or(|until| until <= site.now());
        Ok(Scene { is_full, ..scene })
    }

    /// For a section of another page.
    pub(crate) fn viewed(community: &CommunityContext, viewer: &Viewer) -> Scene {
        Scene::with(community, viewer.lang, viewer.now, viewer.member, viewer.powers)
    }

    fn with(
        community: &CommunityContext,
        lang: Lang,
        now: Timestamp,
        me: Option<Id<Member>>,
        powers: Powers,
    ) -> Scene {
        Scene {
            lang,
            t: t(lang),
            base: format!("/c/{}", community.slug),
            number: community.number,
            currency: community.currency,
            zone: community.zone.clone(),
            now,
            me,
            powers,
            is_full: false,
        }
    }

    pub(crate) fn can(&self, power: Power) -> bool {
        self.powers.has(power)
    }

    /// Owner or steward, as the rules have it: for showing a form.
    pub(crate) fn leads(&self, owner: Id<Member>) -> bool {
        self.me == Some(owner) || self.can(Power::EditCharter)
    }

    /// `/c/{slug}/decisions` and what is below it.
    pub(crate) fn decisions(&self, rest: impl std::fmt::Display) -> String {
        format!("{}/decisions{rest}", self.base)
    }

    /// For a form in which somebody is chosen.
    pub(crate) fn choosing(&self) -> community::Choosing {
        community::Choosing {
            community: self.number,
            base: self.base.clone(),
            lang: self.lang,
            zone: self.zone.clone(),
        }
    }

    /// What was typed where somebody is chosen means: before it is read.
    pub(crate) async fn chooser(
        &self,
        site: &Site,
        others: Vec<(String, String)>,
        typed: impl IntoIterator<Item = String>,
    ) -> Result<Chooser, Problem> {
        let (at, typed) = (self.choosing(), typed.into_iter().collect::<Vec<_>>());
        let read = move |reader: &mut Reader| {
            Chooser::read(reader, &at, others.clone(), typed.iter().map(String::as_str))
        };
        Ok(site.db.read(read).await?)
    }

    pub(crate) fn symbol(&self) -> &str {
        self.currency.symbol()
    }

    /// A link for an empty list.
    pub(crate) fn way_back(&self) -> Option<(String, String)> {
        Some((self.decisions(""), self.t.decisions()))
    }

    /// The sum as text, for sentences.
    pub(crate) fn said(&self, minor: i64) -> String {
        Money::new(minor, self.currency).to_string()
    }

    pub(crate) fn time(&self, at: &Timestamp) -> Html {
        ui::time(at, &self.zone, self.lang, &self.now)
    }

    pub(crate) fn day(&self, at: &Timestamp) -> Html {
        ui::day(at, &self.zone, self.lang)
    }

    pub(crate) fn last_day(&self, ends: &Timestamp) -> Html {
        ui::last_day(ends, &self.zone, self.lang)
    }

    /// `2027年1月17日`: the last day of what ends at an instant, for sentences.
    pub(crate) fn last_day_said(&self, ends_at_us: i64) -> String {
        ui::full_day_text(&Timestamp::from_micros(ends_at_us - 1), &self.zone, self.lang)
    }

    /// `3月14日`, for texts that no element can stand in.
    pub(crate) fn day_said(&self, at: &Timestamp) -> String {
        let pattern = if self.lang == Lang::Zh { "%-m月%-d日" } else { "%-d %b" };
        at.format(&self.zone, pattern)
    }

    pub(crate) fn pager(&self, newest: Option<String>, older: Option<String>) -> Html {
        ui::pager(self.lang, newest.as_deref(), older.as_deref())
    }
}

/// Names of members and funds, each looked up once. Two members of one name are told apart by since when they are here.
#[derive(Debug, Default, Clone)]
pub(crate) struct Names {
    members: BTreeMap<Id<Member>, String>,
    funds: BTreeMap<i64, String>,
}

impl Names {
    pub(crate) fn learn(
        &mut self,
        reader: &mut Reader,
        scene: &Scene,
        member: Id<Member>,
    ) -> Result<(), Fault> {
        if let Entry::Vacant(place) = self.members.entry(member) {
            let row = reader.find::<community::Member>(&(scene.number, member))?;
            let name = match row {
                Some(row) => Some(community::told_apart(reader, &scene.choosing(), &row)?),
                None => None,
            };
            let name = name.filter(|name| !name.is_empty());
            place.insert(name.unwrap_or_else(|| scene.t.somebody_gone()));
        }
        Ok(())
    }

    /// The name at once, learnt if it was not.
    pub(crate) fn name(
        &mut self,
        reader: &mut Reader,
        scene: &Scene,
        member: Id<Member>,
    ) -> Result<String, Fault> {
        self.learn(reader, scene, member)?;
        Ok(self.member(&member))
    }

    pub(crate) fn fund(&mut self, reader: &mut Reader, scene: &Scene, fund: i64) -> Result<String, Fault> {
        if let Some(name) = self.funds.get(&fund) {
            return Ok(name.clone());
        }
        let row = ledger::fund(reader, scene.number, fund)?;
        let name = row.map_or_else(|| scene.t.fund_numbered(fund), |row| row.name);
        self.funds.insert(fund, name.clone());
        Ok(name)
    }

    /// Empty for somebody who was not learnt.
    pub(crate) fn member(&self, member: &Id<Member>) -> String {
        self.members.get(member).cloned().unwrap_or_default()
    }
}
