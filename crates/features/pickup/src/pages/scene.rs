//! What every page of this feature knows: in which community, for whom, in which words, and when.

use crate::collecting::{OFFLINE_MAX, happened};
use crate::hours::{self, Opening, Window, clock};
use crate::ids::Member;
use crate::lists::ToPack;
use crate::pickup_store::{helps, names_among};
use crate::rows::{Pickup, PickupPoint};
use crate::{L10nLanguage, t};
use community::Viewer;
use kernel::{Id, Quantity, Timestamp, Zone};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Reader};
use web::{Caller, CommunityContext, Html, Lang, Power, Powers, Problem, Site, ui};

fn weekday(t: &L10nLanguage, place: usize) -> String {
    match place {
        0 => t.monday(),
        1 => t.tuesday(),
        2 => t.wednesday(),
        3 => t.thursday(),
        4 => t.friday(),
        5 => t.saturday(),
        _ => t.sunday(),
    }
}

fn day_words((lang, zone, now): (Lang, &Zone, Timestamp), day: i64) -> String {
    let date = ui::day_text(&Timestamp::start_of_day(day, zone), zone, lang, &now);
    t(lang).day_with_weekday(date, weekday(t(lang), hours::weekday(day)))
}

/// `3月14日 周六 16:00–18:00`.
pub(super) fn slot_words(at: (Lang, &Zone, Timestamp), pickup: &Pickup) -> String {
    let until = clock(pickup.until_minute);
    format!("{} {}–{until}", day_words(at, pickup.day), clock(pickup.from_minute))
}

/// Cheap to clone; goes into closures and views.
#[derive(Clone)]
pub(crate) struct Scene {
    pub lang: Lang,
    pub t: &'static L10nLanguage,
    /// `/c/{slug}`.
    pub base: String,
    pub number: i64,
    pub zone: Zone,
    pub now: Timestamp,
    pub me: Id<Member>,
    pub powers: Powers,
}

impl Scene {
    /// For members: where neighbours fetch their things is for nobody else.
    pub(crate) fn of(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let membership = caller.member()?;
        let community = caller.community()?;
        Ok(Scene {
            lang: caller.lang,
            t: t(caller.lang),
            base: format!("/c/{}", community.slug),
            number: community.number,
            zone: community.zone.clone(),
            now: site.now(),
            me: membership.member,
            powers: membership.powers,
        })
    }

    pub(crate) fn seen(community: &CommunityContext, viewer: &Viewer) -> Option<Scene> {
        Some(Scene {
            lang: viewer.lang,
            t: t(viewer.lang),
            base: format!("/c/{}", community.slug),
            number: community.number,
            zone: community.zone.clone(),
            now: viewer.now,
            me: viewer.member?,
            powers: viewer.powers,
        })
    }

    /// For a form in which somebody is chosen.
    pub(crate) fn choosing(&self) -> community::Choosing {
        let (community, base, zone) = (self.number, self.base.clone(), self.zone.clone());
        community::Choosing { community, base, lang: self.lang, zone }
    }

    /// Hands over orders anywhere.
    pub(crate) fn keeps(&self) -> bool {
        self.powers.has(Power::FulfilOrders)
    }

    pub(crate) fn minds(&self, point: &PickupPoint) -> bool {
        point.minder == self.me || self.keeps()
    }

    /// The same, or helps there today.
    pub(crate) fn hands_over(&self, reader: &mut Reader, point: &PickupPoint) -> Result<bool, Fault> {
        Ok(self.minds(point) || helps(reader, self.number, (self.me, point.id), self.today())?)
    }

    /// The same of what was said at a moment, on a device that sends it afterwards: whoever helped for that day may still send it.
    pub(crate) fn handed_over(
        &self,
        reader: &mut Reader,
        point: &PickupPoint,
        said: Option<Timestamp>,
    ) -> Result<bool, Fault> {
        let at = happened(said, self.now.minus(OFFLINE_MAX), self.now);
        Ok(self.minds(point) || helps(reader, self.number, (self.me, point.id), at.day(&self.zone))?)
    }

    pub(crate) fn today(&self) -> i64 {
        self.now.day(&self.zone)
    }

    pub(crate) fn time(&self, at: &Timestamp) -> Html {
        ui::time(at, &self.zone, self.lang, &self.now)
    }

    fn weekday(&self, place: usize) -> String {
        weekday(self.t, place)
    }

    /// `3月14日 周六`.
    pub(crate) fn day_words(&self, day: i64) -> String {
        day_words((self.lang, &self.zone, self.now), day)
    }

    pub(crate) fn slot_words(&self, pickup: &Pickup) -> String {
        slot_words((self.lang, &self.zone, self.now), pickup)
    }

    pub(crate) fn amount(&self, milli: i64, unit: &str) -> String {
        format!("{}\u{a0}{unit}", Quantity::from_milli(milli))
    }

    /// Days with the same windows together: `周一至周五` and `16:00–18:00`.
    pub(crate) fn week_words(&self, opening: &Opening) -> Vec<(String, String)> {
        let mut lines: Vec<(usize, usize, &[Window])> = Vec::new();
        for (place, windows) in opening.week.iter().enumerate().filter(|(_, windows)| !windows.is_empty()) {
            match lines.last_mut() {
                Some((_, last, same)) if *last + 1 == place && *same == windows.as_slice() => *last = place,
                _ => lines.push((place, place, windows)),
            }
        }
        let words = |(first, last, windows): (usize, usize, &[Window])| {
            let days = match (first, last) {
                (0, 6) => self.t.every_day(),
                _ if first == last => self.weekday(first),
                _ => self.t.days_from_to(self.weekday(first), self.weekday(last)),
            };
            let times: Vec<String> = windows
                .iter()
                .map(|window| format!("{}–{}", clock(window.from), clock(window.until)))
                .collect();
            (days, times.join(&self.t.list_comma()))
        };
        lines.into_iter().map(words).collect()
    }
}

/// Names of members, each looked up once.
#[derive(Debug, Default, Clone)]
pub(crate) struct Names(BTreeMap<Id<Member>, String>);

impl Names {
    /// Of all who are named in these, looked up together.
    pub(crate) fn in_all(reader: &mut Reader, s: &Scene, all: &[ToPack]) -> Result<Names, Fault> {
        let members: BTreeSet<Id<Member>> =
            all.iter().flat_map(|one| [Some(one.order.buyer), one.pickup.gone_by]).flatten().collect();
        let members: Vec<_> = members.into_iter().collect();
        Ok(Names(names_among(reader, s.number, &members)?.into_iter().collect()))
    }

    pub(crate) fn of(&mut self, reader: &mut Reader, s: &Scene, member: Id<Member>) -> Result<String, Fault> {
        if let Some(name) = self.0.get(&member) {
            return Ok(name.clone());
        }
        let row = reader.find::<community::Member>(&(s.number, member))?;
        let name = row.map_or_else(|| s.t.nobody(), |row| row.display_name);
        self.0.insert(member, name.clone());
        Ok(name)
    }
}
