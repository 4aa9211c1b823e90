//! What every page of this feature knows: in which community, for whom, in which words, and when.

use crate::budget::BudgetState;
use crate::ids::Member;
use crate::rows::RewardBudget;
use crate::{L10nLanguage, t};
use community::Viewer;
use kernel::{Currency, Id, Money, Timestamp, Zone};
use std::borrow::Borrow;
use web::ui::{self, Tone};
use web::{Caller, CommunityContext, Html, Lang, Power, Powers, Problem, Site};

/// Cheap to clone; goes into closures and views.
#[derive(Clone)]
pub(crate) struct Scene {
    pub lang: Lang,
    pub t: &'static L10nLanguage,
    /// `/c/{slug}`.
    pub base: String,
    /// Of the site, for links that are passed on.
    pub site: String,
    pub number: i64,
    pub currency: Currency,
    pub zone: Zone,
    pub now: Timestamp,
    pub me: Id<Member>,
    pub powers: Powers,
}

impl Scene {
    pub(crate) fn of(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let membership = caller.member()?;
        let community = caller.community()?;
        Ok(Scene {
            lang: caller.lang,
            t: t(caller.lang),
            base: format!("/c/{}", community.slug),
            site: site.config.base_url.clone(),
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
            site: String::new(),
            number: community.number,
            currency: community.currency,
            zone: community.zone.clone(),
            now: viewer.now,
            me: viewer.member?,
            powers: viewer.powers,
        })
    }

    pub(crate) fn can(&self, power: Power) -> bool {
        self.powers.has(power)
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

    pub(crate) fn symbol(&self) -> String {
        let symbol = self.currency.symbol();
        if symbol.len() == 3 && symbol.is_ascii() { format!("{symbol}\u{a0}") } else { symbol.to_owned() }
    }

    /// The last day of what ends at an instant.
    pub(crate) fn last_day(&self, ends: &Timestamp) -> Html {
        ui::last_day(ends, &self.zone, self.lang)
    }

    pub(crate) fn tag(&self, budget: &RewardBudget) -> Html {
        let (text, tone) = self.state(budget);
        ui::tag(text, tone)
    }

    /// By the clock: nothing is written in the instant in which a budget's time is over.
    pub(crate) fn state(&self, budget: &RewardBudget) -> (String, Tone) {
        match budget.state {
            BudgetState::Proposed if self.now >= budget.ends_at_us => {
                (self.t.state_not_agreed(), Tone::Plain)
            }
            BudgetState::Proposed => (self.t.state_proposed(), Tone::Act),
            BudgetState::Open if budget.is_open(self.now) => (self.t.state_open(), Tone::Done),
            BudgetState::Open | BudgetState::Ended => (self.t.state_ended(), Tone::Plain),
            BudgetState::Refused => (self.t.state_refused(), Tone::Plain),
            BudgetState::Withdrawn => (self.t.state_withdrawn(), Tone::Plain),
        }
    }
}
