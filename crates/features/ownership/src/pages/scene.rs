//! What every page of this feature knows: in which community, for whom, in which words, and when.

use crate::{L10nLanguage, t};
use community::Viewer;
use kernel::{Currency, Money, Timestamp, Zone};
use std::borrow::Borrow;
use web::ui;
use web::{Caller, CommunityContext, Html, Lang, Problem, Site};

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
    /// A member past probation: price and terms are for them.
    pub is_full: bool,
}

impl Scene {
    /// For members: what can be owned here is offered to nobody else.
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
            is_full: membership.probation_until.is_none_or(|until| until <= site.now()),
        })
    }

    /// For a section of another page: nothing there is only for those past probation.
    pub(crate) fn viewed(community: &CommunityContext, viewer: &Viewer) -> Scene {
        Scene {
            lang: viewer.lang,
            t: t(viewer.lang),
            base: format!("/c/{}", community.slug),
            number: community.number,
            currency: community.currency,
            zone: community.zone.clone(),
            is_full: false,
        }
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

    pub(crate) fn day(&self, at: &Timestamp) -> Html {
        ui::day(at, &self.zone, self.lang)
    }

    pub(crate) fn pager(&self, newest: Option<String>, older: Option<String>) -> Html {
        ui::pager(self.lang, newest.as_deref(), older.as_deref())
    }
}
