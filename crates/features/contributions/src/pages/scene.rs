//! What every page of this feature knows: in which community, for whom, in which words, and when.

use crate::call::{CallState, PartState};
use crate::contribution::{State, Step};
use crate::ids::Member;
use crate::rows::{Call, Contribution};
use crate::rules::{Office, Rate};
use crate::worth::{Kind, Per, Valuing};
use crate::{L10nLanguage, t};
use community::Viewer;
use kernel::{Currency, Id, Money, Price, Quantity, Timestamp, Zone};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use web::ui::{self, Tone};
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
}

impl Scene {
    /// For members: who gives what is for all of them, and for nobody else.
    pub(crate) fn of(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let membership = caller.member()?;
        let community = caller.community()?;
        Ok(Scene {
            lang: caller.lang,
            t: t(caller.lang),
            base: format!("/c/{}", community.slug),
            number: community.number,
            currency: community.currency,
            zone: community.zone.clone(),
            now: site.now(),
            me: Some(membership.member),
            powers: membership.powers,
        })
    }

    /// For who was a member: their own only, with no powers.
    pub(crate) fn of_former(caller: &Caller, site: &Site, member: Id<Member>) -> Result<Scene, Problem> {
        let community = caller.community()?;
        Ok(Scene {
            lang: caller.lang,
            t: t(caller.lang),
            base: format!("/c/{}", community.slug),
            number: community.number,
            currency: community.currency,
            zone: community.zone.clone(),
            now: site.now(),
            me: Some(member),
            powers: Powers::NONE,
        })
    }

    pub(crate) fn viewed(community: &CommunityContext, viewer: &Viewer) -> Scene {
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

    pub(crate) fn can(&self, power: Power) -> bool {
        self.powers.has(power)
    }

    pub(crate) fn link(&self, rest: &str) -> String {
        format!("{}/contributions{rest}", self.base)
    }

    pub(crate) fn sum(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// The sum as text, for sentences.
    pub(crate) fn said(&self, minor: impl Borrow<i64>) -> String {
        self.sum(*minor.borrow()).to_string()
    }

    pub(crate) fn symbol(&self) -> String {
        let symbol = self.currency.symbol();
        if symbol.len() == 3 && symbol.is_ascii() { format!("{symbol}\u{a0}") } else { symbol.to_owned() }
    }

    /// `¥600.00`, or `600.00 slices`.
    pub(crate) fn value(&self, unit: impl Borrow<Valuing>, value: impl Borrow<i64>) -> String {
        super::said::said_value(self.lang, self.currency, *unit.borrow(), *value.borrow())
    }

    /// `¥30.00 an hour`.
    pub(crate) fn rate(&self, price: Price, per: Per) -> String {
        let price = format!("{}{}", self.symbol(), price.plain(self.currency));
        match per {
            Per::Hour => self.t.per_hour(price),
            Per::Piece => self.t.per_piece(price),
        }
    }

    /// `8 hours × ¥25.00`.
    pub(crate) fn at_rate(&self, quantity: Quantity, rate: &Rate) -> String {
        let price = format!("{}{}", self.symbol(), rate.price.plain(self.currency));
        self.t.reckoned_rate(self.much(quantity, rate.per), price)
    }

    /// `2.5 hours`.
    pub(crate) fn much(&self, quantity: Quantity, per: Per) -> String {
        match (per, quantity == Quantity::ONE) {
            (Per::Hour, true) => self.t.one_hour(),
            (Per::Piece, true) => self.t.one_piece(),
            (Per::Hour, false) => self.t.about_hours(quantity.to_string()),
            (Per::Piece, false) => self.t.about_pieces(quantity.to_string()),
        }
    }

    pub(crate) fn time(&self, at: &Timestamp) -> Html {
        ui::time(at, &self.zone, self.lang, &self.now)
    }

    pub(crate) fn day(&self, at: impl Borrow<Timestamp>) -> Html {
        ui::day(at.borrow(), &self.zone, self.lang)
    }

    /// The day as text, for lines that are put together.
    pub(crate) fn day_text(&self, at: &Timestamp) -> String {
        ui::full_day_text(at, &self.zone, self.lang)
    }

    pub(crate) fn last_day(&self, ends: &Timestamp) -> Html {
        ui::last_day(ends, &self.zone, self.lang)
    }

    /// As a date field takes it.
    pub(crate) fn today(&self) -> String {
        self.now.format(&self.zone, "%Y-%m-%d")
    }

    pub(crate) fn pager(&self, newest: Option<String>, older: Option<String>) -> Html {
        ui::pager(self.lang, newest.as_deref(), older.as_deref())
    }

    pub(crate) fn state(&self, state: State) -> String {
        match state {
            State::Claimed => self.t.state_claimed(),
            State::Confirmed => self.t.state_confirmed(),
            State::Disputed => self.t.state_disputed(),
            State::Recorded => self.t.state_recorded(),
            State::Refused => self.t.state_refused(),
            State::Withdrawn => self.t.state_withdrawn(),
        }
    }

    pub(crate) fn state_tag(&self, state: State) -> (String, Tone) {
        let tone = match state {
            State::Claimed | State::Confirmed => Tone::Wait,
            State::Disputed | State::Refused => Tone::Act,
            State::Recorded => Tone::Done,
            State::Withdrawn => Tone::Plain,
        };
        (self.state(state), tone)
    }

    pub(crate) fn call_tag(&self, call: &Call) -> (String, Tone) {
        match call.state {
            CallState::Closed => (self.t.call_closed(), Tone::Plain),
            CallState::Open if call.assigned_count >= call.people_max => (self.t.call_full(), Tone::Done),
            CallState::Open => (self.t.call_seeks(), Tone::Wait),
        }
    }

    pub(crate) fn part_tag(&self, state: PartState) -> (String, Tone) {
        match state {
            PartState::Applied => (self.t.part_applied(), Tone::Wait),
            PartState::Assigned => (self.t.part_assigned(), Tone::Wait),
            PartState::Ended => (self.t.part_ended(), Tone::Plain),
            PartState::HandedIn => (self.t.part_handed_in(), Tone::Wait),
            PartState::NotAccepted => (self.t.part_not_accepted(), Tone::Act),
            PartState::Accepted => (self.t.part_accepted(), Tone::Done),
        }
    }

    pub(crate) fn step(&self, step: Step) -> String {
        match step {
            Step::Claimed => self.t.step_claimed(),
            Step::EvidenceAdded => self.t.step_evidence_added(),
            Step::Confirmed => self.t.step_confirmed(),
            Step::Disputed => self.t.step_disputed(),
            Step::Upheld => self.t.step_upheld(),
            Step::UpheldInPart => self.t.step_upheld_in_part(),
            Step::Refused => self.t.step_refused(),
            Step::Withdrawn => self.t.step_withdrawn(),
            Step::Recorded => self.t.step_recorded(),
        }
    }

    pub(crate) fn office(&self, office: Office) -> String {
        super::said::said_office(self.lang, office)
    }

    /// `Baking, 2.5 hours`.
    pub(crate) fn given(&self, row: &Contribution) -> String {
        match row.kind {
            Kind::Work => self.t.given_hours(row.rate_name.as_str(), row.quantity_milli.to_string()),
            Kind::Goods => self.t.given_pieces(row.rate_name.as_str(), row.quantity_milli.to_string()),
            Kind::Task => self.t.given_task(),
            Kind::Cost => self.t.given_cost(),
        }
    }

    /// What it is called in lists: its words, or its number once they are gone.
    pub(crate) fn name(&self, row: &Contribution) -> String {
        match row.what.lines().next().map(str::trim).filter(|line| !line.is_empty()) {
            Some(line) => line.to_owned(),
            None => self.t.contribution_numbered(row.number),
        }
    }
}

impl Scene {
    /// The register with names is for who keeps it: how many units somebody has is for them and the member.
    pub(crate) fn sees_units(&self, member: Id<Member>) -> bool {
        self.me == Some(member) || self.can(Power::ConfirmPayments) || self.can(Power::EditCharter)
    }
}

/// Names of members, each looked up once.
#[derive(Debug, Default, Clone)]
pub(crate) struct Names {
    members: BTreeMap<Id<Member>, String>,
}

impl Names {
    pub(crate) fn of(&mut self, reader: &mut Reader, s: &Scene, member: Id<Member>) -> Result<String, Fault> {
        if let Some(name) = self.members.get(&member) {
            return Ok(name.clone());
        }
        let row = reader.find::<community::Member>(&(s.number, member))?;
        let name = row.map_or_else(|| s.t.nobody(), |row| row.display_name);
        self.members.insert(member, name.clone());
        Ok(name)
    }
}
