//! What every page of this feature knows: in which community, for whom, in which words, and when.

use super::consenting::sees_prepared;
use crate::beside::Seen;
use crate::campaign_rows::Campaign;
use crate::ids::Member;
use crate::pool::PoolState;
use crate::rows::{Commitment, GroupBuy, Pool};
use crate::{L10nLanguage, t};
use kernel::{Currency, Id, Money, Price, Quantity, Timestamp, Zone};
use std::borrow::Borrow;
use std::collections::BTreeMap;
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
}

impl Scene {
    /// For everybody who may see what the community sells.
    pub(crate) fn of(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let community = caller.sees_community()?;
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
        })
    }

    /// The same, also for who has left: to read their own, and do nothing.
    pub(crate) async fn theirs(caller: &Caller, site: &Site) -> Result<(Scene, bool), Problem> {
        let theirs = community::member_or_former(caller, site).await?;
        if theirs.takes_part {
            return Ok((Scene::of(caller, site)?, true));
        }
        let community = caller.community()?;
        let scene = Scene {
            lang: caller.lang,
            t: t(caller.lang),
            base: format!("/c/{}", community.slug),
            number: community.number,
            currency: community.currency,
            zone: community.zone.clone(),
            now: site.now(),
            me: Some(theirs.member),
            powers: Powers::NONE,
            books_open: community.books_public,
        };
        Ok((scene, false))
    }

    /// For a feature above.
    pub(crate) fn beside(&self) -> Seen {
        let (community, me, lang) = (self.number, self.me, self.lang);
        Seen { community, me, lang, zone: self.zone.clone(), now: self.now }
    }

    pub(crate) fn can(&self, power: Power) -> bool {
        self.powers.has(power)
    }

    /// Deals with parts that are not the own ones.
    pub(crate) fn of_office(&self) -> bool {
        self.can(Power::ManageOffers) || self.can(Power::ConfirmPayments)
    }

    pub(crate) fn sum(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    pub(crate) fn money(&self, minor: impl Borrow<i64>) -> Html {
        ui::money(&self.sum(*minor.borrow()))
    }

    pub(crate) fn big(&self, minor: impl Borrow<i64>) -> Html {
        ui::big_money(&self.sum(*minor.borrow()))
    }

    /// The sum as text, for sentences.
    pub(crate) fn said(&self, minor: impl Borrow<i64>) -> String {
        self.sum(*minor.borrow()).to_string()
    }

    /// `¥6.80 / 斤`.
    pub(crate) fn price(&self, price: impl Borrow<Price>, unit: &str) -> String {
        format!("{}\u{a0}/\u{a0}{unit}", self.price_text(price.borrow()))
    }

    pub(crate) fn price_text(&self, price: &Price) -> String {
        format!("{}{}", self.symbol(), price.plain(self.currency))
    }

    pub(crate) fn symbol(&self) -> String {
        let symbol = self.currency.symbol();
        if symbol.len() == 3 && symbol.is_ascii() { format!("{symbol}\u{a0}") } else { symbol.to_owned() }
    }

    /// `3 斤`.
    pub(crate) fn amount(&self, milli: impl Borrow<i64>, unit: &str) -> String {
        format!("{}\u{a0}{unit}", Quantity::from_milli(*milli.borrow()))
    }

    pub(crate) fn time(&self, at: &Timestamp) -> Html {
        ui::time(at, &self.zone, self.lang, &self.now)
    }

    /// Day and time as text, for sentences.
    pub(crate) fn time_text(&self, at: &Timestamp) -> String {
        ui::time_text(at, &self.zone, self.lang, &self.now)
    }

    /// In which zone times are, beside one.
    pub(crate) fn zone_of(&self) -> String {
        self.t.zone_of(ui::zone_text(&self.zone, self.lang))
    }

    /// As a date field takes it.
    pub(crate) fn day_typed(&self, at: &Timestamp) -> String {
        at.format(&self.zone, "%Y-%m-%d")
    }

    /// As a field for a day and a time takes it.
    pub(crate) fn time_typed(&self, at: &Timestamp) -> String {
        at.format(&self.zone, "%Y-%m-%dT%H:%M")
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

    pub(crate) fn way(&self, path: &str, text: String) -> Option<(String, String)> {
        Some((format!("{}{path}", self.base), text))
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

/// What a pool is about: pages of parts are the same for all kinds.
#[derive(Debug, Clone)]
pub(crate) enum About {
    Goods(Box<GroupBuy>),
    Campaign(Box<Campaign>),
}

impl About {
    /// `3 斤`, `¥50.00`, `2 份`.
    pub(crate) fn amount(&self, s: &Scene, milli: i64) -> String {
        match self {
            About::Goods(buy) => s.amount(milli, &buy.unit),
            About::Campaign(campaign) => super::campaign_view::amount(s, campaign, milli / 1_000),
        }
    }

    /// What its units are called; nothing where they have no name.
    pub(crate) fn unit(&self) -> &str {
        match self {
            About::Goods(buy) => &buy.unit,
            About::Campaign(_) => "",
        }
    }

    pub(crate) fn kind_name(&self, s: &Scene) -> String {
        match self {
            About::Goods(_) => s.t.group_buy(),
            About::Campaign(_) => s.t.campaign_word(),
        }
    }

    /// Where the pool of a part is looked at.
    pub(crate) fn href(&self, s: &Scene, part: &Commitment) -> String {
        match self {
            About::Goods(_) => format!("{}/pools/{}", s.base, part.pool_id),
            About::Campaign(_) => format!("{}/campaigns/{}", s.base, part.pool_id),
        }
    }
}

pub(crate) fn about(
    reader: &mut Reader,
    s: &Scene,
    pool: crate::ids::PoolId,
) -> Result<Option<About>, Fault> {
    if let Some(buy) = reader.find::<GroupBuy>(&(s.number, pool))? {
        return Ok(Some(About::Goods(Box::new(buy))));
    }
    Ok(reader.find::<Campaign>(&(s.number, pool))?.map(|row| About::Campaign(Box::new(row))))
}

/// A pool and what it buys, where whoever looks may see it: what is offered to members only is bought together by members
/// only.
pub(crate) fn seen(
    reader: &mut Reader,
    s: &Scene,
    id: crate::ids::PoolId,
) -> Result<Option<(Pool, GroupBuy)>, Fault> {
    let Some(pool) = reader.find::<Pool>(&(s.number, id))? else { return Ok(None) };
    let Some(buy) = reader.find::<GroupBuy>(&(s.number, id))? else { return Ok(None) };
    if pool.state == PoolState::Prepared && !sees_prepared(s, &pool, &buy) {
        return Ok(None);
    }
    let open = s.me.is_some() || market::is_for_everybody(reader, s.number, buy.offer_id)?;
    Ok(open.then_some((pool, buy)))
}
