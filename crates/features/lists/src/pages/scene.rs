//! What every page of this feature knows: in which community, for whom, in which words, and when.

use crate::ids::Member;
use crate::rows::OrderList;
use crate::{L10nLanguage, heading_title, t};
use community::Viewer;
use kernel::{Currency, Id, Price, Quantity, Timestamp, Zone};
use market::deadline::last_minute;
use web::{Caller, CommunityContext, Html, Lang, Power, Powers, Problem, Site, ui};

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
    pub me: Id<Member>,
    pub powers: Powers,
}

impl Scene {
    /// For who runs lists.
    pub(crate) fn of(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        caller.may(Power::ManageOffers)?;
        Scene::reading(caller, site)
    }

    /// For who runs lists, and for who looks for their money: names, orders, and who has paid.
    pub(crate) fn reading(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let membership = match caller.may(Power::ConfirmPayments) {
            Ok(membership) => membership,
            Err(_) => caller.may(Power::ManageOffers)?,
        };
        let community = caller.community()?;
        Ok(Scene {
            lang: caller.lang,
            t: t(caller.lang),
            base: format!("/c/{}", community.slug),
            number: community.number,
            currency: community.currency,
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
            currency: community.currency,
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

    pub(crate) fn runs(&self) -> bool {
        self.powers.has(Power::ManageOffers)
    }

    /// Looks for payments, and so may read lists.
    pub(crate) fn confirms(&self) -> bool {
        self.powers.has(Power::ConfirmPayments)
    }

    /// Where a list is looked at: whoever does not run it sees its people.
    pub(crate) fn page_of(&self, list: Id<OrderList>) -> String {
        self.at(list, if self.runs() { "" } else { "/orders" })
    }

    /// Changes what pick-up points take.
    pub(crate) fn keeps_points(&self) -> bool {
        self.powers.has(Power::FulfilOrders)
    }

    pub(crate) fn invites(&self) -> bool {
        self.powers.has(Power::Invite)
    }

    pub(crate) fn time(&self, at: &Timestamp) -> Html {
        ui::time(at, &self.zone, self.lang, &self.now)
    }

    /// When something is over, in words: the end of a day is 23:59 of it.
    pub(crate) fn until_words(&self, over_at: Timestamp) -> String {
        ui::time_text(&last_minute(over_at, &self.zone), &self.zone, self.lang, &self.now)
    }

    /// The same as a field for a day and a time takes it.
    pub(crate) fn moment_typed(&self, over_at: &Timestamp) -> String {
        last_minute(*over_at, &self.zone).format(&self.zone, "%Y-%m-%dT%H:%M")
    }

    /// A minute of a day; without one the day's end.
    pub(crate) fn moment(&self, day: i64, minute: Option<i64>) -> Timestamp {
        let midnight = Timestamp::start_of_day(day + 1, &self.zone);
        let Some(minute) = minute.filter(|minute| *minute < 1_440) else { return midnight };
        let date = Timestamp::start_of_day(day, &self.zone).format(&self.zone, "%Y-%m-%d");
        let said = format!("{date}T{:02}:{:02}", minute / 60, minute % 60);
        Timestamp::parse_local(&said, "%Y-%m-%dT%H:%M", &self.zone).unwrap_or(midnight)
    }

    pub(crate) fn amount(&self, milli: i64, unit: &str) -> String {
        let quantity = Quantity::from_milli(milli);
        if unit.is_empty() { quantity.to_string() } else { format!("{quantity}\u{a0}{unit}") }
    }

    /// `¥25 / 盒`.
    pub(crate) fn price(&self, price: &Price, unit: &str) -> String {
        let sum = format!("{}{}", self.currency.symbol(), price.plain(self.currency));
        if unit.is_empty() { sum } else { format!("{sum} / {unit}") }
    }

    pub(crate) fn called(&self, list: &OrderList) -> String {
        called(self.t, list)
    }

    pub(crate) fn at(&self, list: Id<OrderList>, rest: &str) -> String {
        format!("{}/lists/{list}{rest}", self.base)
    }

    /// `2026-03-14`.
    pub(crate) fn date(&self, at: &Timestamp) -> String {
        at.format(&self.zone, "%Y-%m-%d")
    }
}

/// What a list is called: by its heading, or by its number.
pub(crate) fn called(t: &L10nLanguage, list: &OrderList) -> String {
    if list.title.is_empty() { t.list_numbered(list.number) } else { heading_title::short(&list.title) }
}

/// All of the line that it is called by, where that is more than it is called.
pub(crate) fn called_in_full(list: &OrderList) -> Option<String> {
    let line = heading_title::line_of(&list.title, list.pasted.as_deref().unwrap_or_default());
    (line != heading_title::short(&list.title)).then(|| line.to_owned())
}
