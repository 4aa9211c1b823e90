//! What every page of the market knows: in which community, for whom, in which words, and when.

use crate::causes::works_on_orders;
use crate::deadline::last_minute;
use crate::ids::Member;
use crate::rows::{Offer, Order};
use crate::split::Party;
use crate::{L10nLanguage, t};
use kernel::{Currency, Id, Money, Price, Quantity, Timestamp, Zone};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use store::{Fault, Reader};
use web::ui;
use web::{Caller, Html, Lang, Power, Powers, Problem, Site};

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
    pub books_open: bool,
    pub simulated: bool,
}

impl Scene {
    pub(crate) fn of(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let community = caller.community()?;
        let membership = caller.membership();
        Ok(Scene {
            lang: caller.lang,
            t: t(caller.lang),
            base: format!("/c/{}", community.slug),
            number: community.number,
            currency: community.currency,
            zone: community.zone.clone(),
            now: site.now(),
            me: membership.map(|who| who.member),
            powers: membership.map_or(Powers::NONE, |who| who.powers),
            books_open: membership.is_some() || community.books_public,
            simulated: caller.config.simulated_payments,
        })
    }

    /// For what is somebody's own: a member's, or of who was one, who has no powers.
    pub(crate) fn theirs(caller: &Caller, site: &Site, theirs: community::Theirs) -> Result<Scene, Problem> {
        let mut s = Scene::of(caller, site)?;
        if !theirs.takes_part {
            (s.me, s.powers) = (Some(theirs.member), Powers::NONE);
        }
        Ok(s)
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

    pub(crate) fn can(&self, power: Power) -> bool {
        self.powers.has(power)
    }

    /// Sees orders that are not the own ones.
    pub(crate) fn works_on_orders(&self) -> bool {
        works_on_orders(self.powers)
    }

    pub(crate) fn sum(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    pub(crate) fn money(&self, minor: impl Borrow<i64>) -> Html {
        ui::money(&self.sum(*minor.borrow()))
    }

    /// A link for an empty list.
    pub(crate) fn way(&self, path: &str, text: String) -> Option<(String, String)> {
        Some((format!("{}{path}", self.base), text))
    }

    pub(crate) fn way_to_order(&self, order: &Id<Order>, text: String) -> Option<(String, String)> {
        Some((self.order_link(order, ""), text))
    }

    pub(crate) fn order_link(&self, order: &Id<Order>, path: &str) -> String {
        format!("{}/orders/{order}{path}", self.base)
    }

    pub(crate) fn offer_link(&self, offer: &Id<Offer>, path: &str) -> String {
        format!("{}/offers/{offer}{path}", self.base)
    }

    /// The sum as text, for sentences.
    pub(crate) fn said(&self, minor: impl Borrow<i64>) -> String {
        self.sum(*minor.borrow()).to_string()
    }

    /// A price as a form sends it back.
    pub(crate) fn plain(&self, price: &Price) -> String {
        price.plain(self.currency)
    }

    pub(crate) fn pager(&self, newest: Option<String>, older: Option<String>) -> Html {
        ui::pager(self.lang, newest.as_deref(), older.as_deref())
    }

    pub(crate) fn big(&self, minor: impl Borrow<i64>) -> Html {
        ui::big_money(&self.sum(*minor.borrow()))
    }

    /// `¥6.80 / 斤`.
    pub(crate) fn price(&self, price: &Price, unit: &str) -> Html {
        let text = format!("{}{}", self.symbol(), price.plain(self.currency));
        Html::trusted(format!(
            "<span class=\"money\">{}</span> <span class=\"per\">/ {}</span>",
            web::escaped(&text),
            web::escaped(unit)
        ))
    }

    pub(crate) fn symbol(&self) -> String {
        let symbol = self.currency.symbol();
        if symbol.len() == 3 && symbol.is_ascii() { format!("{symbol}\u{a0}") } else { symbol.to_owned() }
    }

    pub(crate) fn time(&self, at: &Timestamp) -> Html {
        ui::time(at, &self.zone, self.lang, &self.now)
    }

    /// When something is over: the end of a day is 23:59 of it.
    pub(crate) fn until(&self, over_at: &Timestamp) -> Html {
        self.time(&last_minute(*over_at, &self.zone))
    }

    /// The day as text, for sentences.
    pub(crate) fn day_text(&self, at: &Timestamp) -> String {
        ui::day_text(at, &self.zone, self.lang, &self.now)
    }

    /// As a date field takes it.
    pub(crate) fn today(&self) -> String {
        self.day_typed(&self.now)
    }

    /// As a field for a day and a time takes it.
    pub(crate) fn this_minute(&self) -> String {
        self.now.format(&self.zone, "%Y-%m-%dT%H:%M")
    }

    pub(crate) fn day_typed(&self, at: &Timestamp) -> String {
        at.format(&self.zone, "%Y-%m-%d")
    }

    /// `3 天`, `5 小时`, `12 分钟`: how long ago or how long still; the larger unit only.
    pub(crate) fn span(&self, from: &Timestamp, to: &Timestamp) -> String {
        let minutes = (to.micros - from.micros).max(0) / 60_000_000;
        match minutes {
            0..60 => self.t.span_minutes(minutes.max(1)),
            60..2880 => self.t.span_hours(minutes / 60),
            _ => self.t.span_days(minutes / 1440),
        }
    }

    /// `3 斤`.
    pub(crate) fn amount(&self, quantity: impl Borrow<Quantity>, unit: &str) -> String {
        format!("{}\u{a0}{unit}", quantity.borrow())
    }
}

/// Names of members and funds, each looked up once.
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
            place.insert(row.map_or_else(|| scene.t.nobody(), |row| row.display_name));
        }
        Ok(())
    }

    pub(crate) fn learn_party(
        &mut self,
        reader: &mut Reader,
        scene: &Scene,
        party: Party,
    ) -> Result<(), Fault> {
        match party {
            Party::Member(member) => self.learn(reader, scene, member),
            Party::Fund(fund) if self.funds.contains_key(&fund) => Ok(()),
            Party::Fund(number) => {
                let fund = ledger::fund(reader, scene.number, number)?;
                let name = fund.map_or_else(|| scene.t.fund_numbered(number), |fund| fund.name);
                self.funds.insert(number, name);
                Ok(())
            }
        }
    }

    /// Empty for somebody who was not learnt.
    pub(crate) fn member(&self, member: &Id<Member>) -> String {
        self.members.get(member).cloned().unwrap_or_default()
    }

    pub(crate) fn party(&self, party: &Party) -> String {
        match party {
            Party::Member(member) => self.member(member),
            Party::Fund(fund) => self.funds.get(fund).cloned().unwrap_or_default(),
        }
    }
}

/// Where a party's part can be looked at.
pub(crate) fn party_link(scene: &Scene, party: &Party) -> Option<String> {
    match party {
        Party::Member(member) => Some(format!("{}/market/of/{member}", scene.base)),
        Party::Fund(fund) => scene.books_open.then(|| format!("{}/books/funds/{fund}", scene.base)),
    }
}
