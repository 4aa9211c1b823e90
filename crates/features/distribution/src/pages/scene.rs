//! What every page of this feature knows: in which community, for whom, in which words, and when.

use crate::acting::{CONSENTS, POWERS};
use crate::ids::Member;
use crate::{L10nLanguage, t};
use community::Viewer;
use kernel::{Currency, Id, Money, Timestamp, Zone};
use std::borrow::Borrow;
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
}

impl Scene {
    /// For members: what is shared out is theirs.
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

    /// For what is somebody's own: a member's, or of who was one, with no powers.
    pub(crate) fn theirs(caller: &Caller, site: &Site, member: Id<Member>) -> Result<Scene, Problem> {
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
            powers: caller.membership().map_or(Powers::NONE, |membership| membership.powers),
        })
    }

    /// For a section of another page.
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

    /// For words alone, said on a page of another feature.
    pub(crate) fn bare(lang: Lang, currency: Currency, zone: Zone) -> Scene {
        let (now, powers) = (Timestamp::from_micros(0), Powers::NONE);
        Scene { lang, t: t(lang), base: String::new(), number: 0, currency, zone, now, me: None, powers }
    }

    /// Closes periods, makes simulations, sees names.
    pub(crate) fn keeps(&self) -> bool {
        POWERS.iter().any(|power| self.powers.has(*power))
    }

    pub(crate) fn pays_out(&self) -> bool {
        self.powers.has(Power::PayOut)
    }

    /// May be the second person of a payment.
    pub(crate) fn consents(&self) -> bool {
        CONSENTS.iter().any(|power| self.powers.has(*power))
    }

    /// Whether what somebody did is the viewer's own matter: their own doing, or that of a company on either side.
    pub(crate) fn is_own(&self, reader: &mut Reader, done_by: Id<Member>) -> Result<bool, Fault> {
        match self.me {
            Some(me) => community::is_own_matter_shown(reader, self.number, me, done_by),
            None => Ok(false),
        }
    }

    pub(crate) fn name(&self, reader: &mut Reader, member: Id<Member>) -> Result<String, Fault> {
        let row = reader.find::<community::Member>(&(self.number, member))?;
        let name = row.map(|row| row.display_name).filter(|name| !name.is_empty());
        Ok(name.unwrap_or_else(|| self.t.nobody()))
    }

    pub(crate) fn sum(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    pub(crate) fn symbol(&self) -> String {
        let symbol = self.currency.symbol();
        if symbol.len() == 3 && symbol.is_ascii() { format!("{symbol}\u{a0}") } else { symbol.to_owned() }
    }

    pub(crate) fn money(&self, minor: impl Borrow<i64>) -> Html {
        ui::money(&self.sum(*minor.borrow()))
    }

    pub(crate) fn big(&self, minor: impl Borrow<i64>) -> Html {
        ui::big_money(&self.sum(*minor.borrow()))
    }

    pub(crate) fn day(&self, at: &Timestamp) -> Html {
        ui::day(at, &self.zone, self.lang)
    }

    /// `2026年12月18日`, for sentences.
    pub(crate) fn day_said(&self, at: Timestamp) -> String {
        ui::full_day_text(&at, &self.zone, self.lang)
    }

    /// As a link to the journal takes it.
    pub(crate) fn plain_day(&self, at: Timestamp) -> String {
        at.format(&self.zone, "%Y-%m-%d")
    }

    pub(crate) fn pager(&self, newest: Option<String>, older: Option<String>) -> Html {
        ui::pager(self.lang, newest.as_deref(), older.as_deref())
    }
}
