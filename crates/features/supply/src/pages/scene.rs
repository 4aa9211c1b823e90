//! What every page of this feature knows: in which community, for whom, in which words, and when.

use crate::credit::{CreditState, SettledBy};
use crate::ids::Member;
use crate::purchase::{PurchaseState, PurchaseStep, Terms};
use crate::rows::{Purchase, Supplier};
use crate::run::{RunLineState, RunState, VoidReason};
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
    /// Of the site, for links that are read by a camera.
    pub site: String,
    pub community_name: String,
    pub number: i64,
    pub currency: Currency,
    pub zone: Zone,
    pub now: Timestamp,
    pub me: Id<Member>,
    pub powers: Powers,
}

impl Scene {
    /// For members: who delivers, and for how much, is for nobody else.
    pub(crate) fn of(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let membership = caller.member()?;
        let community = caller.community()?;
        Ok(Scene {
            lang: caller.lang,
            t: t(caller.lang),
            base: format!("/c/{}", community.slug),
            site: site.config.base_url.clone(),
            community_name: community.name.clone(),
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
            community_name: community.name.clone(),
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

    pub(crate) fn can(&self, power: Power) -> bool {
        self.powers.has(power)
    }

    /// Deals with suppliers at all.
    pub(crate) fn of_office(&self) -> bool {
        self.of_money() || self.can(Power::ManageOffers) || self.can(Power::FulfilOrders)
    }

    /// Sees what is owed and what was paid.
    pub(crate) fn of_money(&self) -> bool {
        self.can(Power::PayOut) || self.can(Power::ApproveExpenses)
    }

    pub(crate) fn is(&self, supplier: &Supplier) -> bool {
        supplier.member == Some(self.me)
    }

    /// Has this power, and is not the supplier.
    pub(crate) fn may(&self, supplier: &Supplier, one_of: &[Power]) -> bool {
        !self.is(supplier) && one_of.iter().any(|power| self.can(*power))
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

    pub(crate) fn price(&self, price: Price, unit: &str) -> String {
        format!("{}{} / {unit}", self.symbol(), price.plain(self.currency))
    }

    pub(crate) fn amount(&self, milli: i64, unit: &str) -> String {
        format!("{}\u{a0}{unit}", Quantity::from_milli(milli))
    }

    pub(crate) fn time(&self, at: &Timestamp) -> Html {
        ui::time(at, &self.zone, self.lang, &self.now)
    }

    pub(crate) fn day_text(&self, at: &Timestamp) -> String {
        ui::day_text(at, &self.zone, self.lang, &self.now)
    }

    /// As a date field takes it.
    pub(crate) fn date(&self, at: &Timestamp) -> String {
        at.format(&self.zone, "%Y-%m-%d")
    }

    pub(crate) fn today(&self) -> String {
        self.date(&self.now)
    }

    /// The day of delivery, or that none was agreed on.
    pub(crate) fn delivery_day(&self, purchase: &Purchase) -> String {
        purchase.deliver_on_us.map_or_else(|| self.t.day_open(), |day| self.day_text(&day))
    }

    /// `mine`: to the supplier it is who has to answer.
    pub(crate) fn purchase_tag(&self, state: PurchaseState, mine: bool) -> Html {
        let (text, tone) = match state {
            PurchaseState::Sent if mine => (self.t.to_answer(), Tone::Act),
            PurchaseState::Drafted => (self.t.state_drafted(), Tone::Plain),
            PurchaseState::Asked => (self.t.state_asked(), Tone::Act),
            PurchaseState::Sent => (self.t.state_sent(), Tone::Wait),
            PurchaseState::Confirmed => (self.t.state_confirmed(), Tone::Wait),
            PurchaseState::Declined => (self.t.state_declined(), Tone::Act),
            PurchaseState::DeliveredInPart => (self.t.state_in_part(), Tone::Wait),
            PurchaseState::Delivered => (self.t.state_delivered(), Tone::Done),
            PurchaseState::Closed => (self.t.state_closed(), Tone::Done),
            PurchaseState::Cancelled => (self.t.state_cancelled(), Tone::Plain),
        };
        ui::tag(text, tone)
    }

    pub(crate) fn run_tag(&self, state: RunState) -> Html {
        match state {
            RunState::Proposed => ui::tag(self.t.run_proposed(), Tone::Act),
            RunState::Paying => ui::tag(self.t.run_paying(), Tone::Wait),
            RunState::Paid => ui::tag(self.t.run_paid(), Tone::Done),
            RunState::Cancelled => ui::tag(self.t.run_cancelled(), Tone::Plain),
        }
    }

    pub(crate) fn line_tag(&self, state: RunLineState) -> Html {
        match state {
            RunLineState::Proposed => Html::default(),
            // Whether the bank has carried it out is known to nobody here.
            RunLineState::Paid => ui::tag(self.t.line_paid(), Tone::Plain),
            RunLineState::Void => ui::tag(self.t.line_void(), Tone::Act),
            RunLineState::Returned => ui::tag(self.t.line_returned(), Tone::Act),
        }
    }

    pub(crate) fn void_words(&self, why: VoidReason) -> String {
        match why {
            VoidReason::BankChanged => self.t.void_bank_changed(),
            VoidReason::LessDue => self.t.void_less_due(),
            VoidReason::SupplierClosed => self.t.void_supplier_closed(),
            VoidReason::OwnConsent => self.t.void_own_consent(),
            VoidReason::OwnProposal => self.t.void_own_proposal(),
            VoidReason::BankTooSmall => self.t.void_bank_too_small(),
        }
    }

    pub(crate) fn step_words(&self, step: PurchaseStep) -> String {
        match step {
            PurchaseStep::Drafted => self.t.step_drafted(),
            PurchaseStep::Asked => self.t.step_asked(),
            PurchaseStep::Consented => self.t.step_consented(),
            PurchaseStep::SteppedBack => self.t.step_stepped_back(),
            PurchaseStep::Sent => self.t.step_sent(),
            PurchaseStep::Moved => self.t.step_moved(),
            PurchaseStep::Confirmed => self.t.step_confirmed(),
            PurchaseStep::Declined => self.t.step_declined(),
            PurchaseStep::Counted => self.t.step_counted(),
            PurchaseStep::Closed => self.t.step_closed(),
            PurchaseStep::Billed => self.t.step_billed(),
            PurchaseStep::NotBilled => self.t.step_not_billed(),
            PurchaseStep::CreditAsked => self.t.step_credit_asked(),
            PurchaseStep::CreditObjected => self.t.step_credit_objected(),
            PurchaseStep::CreditAgreed => self.t.step_credit_agreed(),
            PurchaseStep::CreditBySilence => self.t.step_credit_by_silence(),
            PurchaseStep::CreditUpheld => self.t.step_credit_upheld(),
            PurchaseStep::CreditDropped => self.t.step_credit_dropped(),
            PurchaseStep::Credited => self.t.step_credited(),
            PurchaseStep::Cancelled => self.t.step_cancelled(),
        }
    }

    pub(crate) fn credit_tag(&self, state: CreditState) -> Html {
        match state {
            CreditState::Asked => ui::tag(self.t.credit_state_asked(), Tone::Wait),
            CreditState::Objected => ui::tag(self.t.credit_state_objected(), Tone::Act),
            CreditState::Agreed => ui::tag(self.t.credit_state_agreed(), Tone::Done),
            CreditState::Dropped => ui::tag(self.t.credit_state_dropped(), Tone::Plain),
        }
    }

    pub(crate) fn settled_words(&self, how: SettledBy) -> String {
        match how {
            SettledBy::Supplier => self.t.settled_by_supplier(),
            SettledBy::Silence => self.t.settled_by_silence(),
            SettledBy::Community => self.t.settled_by_community(),
        }
    }

    pub(crate) fn terms_words(&self, terms: Terms) -> String {
        match terms {
            Terms::BySales => self.t.terms_by_sales(),
            Terms::Bought => self.t.terms_bought(),
        }
    }

    pub(crate) fn supplier_name(&self, supplier: &Supplier) -> String {
        match supplier.name.is_empty() {
            true => self.t.supplier_gone(supplier.number),
            false => supplier.name.clone(),
        }
    }
}

/// Names of members, each looked up once.
#[derive(Debug, Default, Clone)]
pub(crate) struct Names(BTreeMap<Id<Member>, String>);

impl Names {
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
