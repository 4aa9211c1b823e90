//! What every page of this feature knows: in which community, for whom, in which words, and when.

use crate::ids::Member;
use crate::issue::OriginKind;
use crate::passing_store::mandates_of;
use crate::register::{PartingKind, PartingState, RegisterRefused, TransferState};
use crate::rows::{Instrument, Subscription};
use crate::subscription::SubscriptionState;
use crate::{L10nLanguage, t};
use community::Viewer;
use kernel::{Currency, Id, Money, Timestamp, Zone};
use spending::rows::Mandate;
use std::borrow::Borrow;
use store::{Fault, Reader};
use web::ui::{self, Tone};
use web::{Caller, CommunityContext, Html, Lang, Power, Powers, Problem, Site};

/// Of all funds, the newest; more are not looked through.
const MANDATES: i64 = 500;

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
    /// A member past probation: price and terms are for them.
    pub is_full: bool,
    /// A member now; who left reads their own, and does nothing.
    pub is_here: bool,
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
            now: site.now(),
            me: Some(membership.member),
            powers: membership.powers,
            is_full: membership.probation_until.is_none_or(|until| until <= site.now()),
            is_here: true,
        })
    }

    /// For what is somebody's own: a member's, or of who was one, who has no powers and nothing else to see.
    pub(crate) async fn theirs(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let theirs = community::member_or_former(caller, site).await?;
        if theirs.takes_part {
            return Scene::of(caller, site);
        }
        let community = caller.community()?;
        Ok(Scene {
            lang: caller.lang,
            t: t(caller.lang),
            base: format!("/c/{}", community.slug),
            number: community.number,
            currency: community.currency,
            zone: community.zone.clone(),
            now: site.now(),
            me: Some(theirs.member),
            powers: Powers::NONE,
            is_full: false,
            is_here: false,
        })
    }

    /// For those who keep the register.
    pub(crate) fn keeping(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let s = Scene::of(caller, site)?;
        match s.sees_names() {
            true => Ok(s),
            false => Err(RegisterRefused::NotAllowed.into()),
        }
    }

    pub(crate) fn choosing(&self) -> community::Choosing {
        community::Choosing {
            community: self.number,
            base: self.base.clone(),
            lang: self.lang,
            zone: self.zone.clone(),
        }
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
            now: viewer.now,
            me: viewer.member,
            powers: viewer.powers,
            is_full: false,
            is_here: true,
        }
    }

    /// Whether its terms are for whoever looks: past probation, and for as long as it asks.
    pub(crate) fn reads(&self, reader: &mut Reader, row: &Instrument) -> Result<bool, Fault> {
        let (Some(me), true) = (self.me, self.is_full) else { return Ok(false) };
        if row.probation_days == 0 {
            return Ok(true);
        }
        let member = reader.find::<community::Member>(&(self.number, me))?;
        Ok(member.is_some_and(|member| member.is_full_since(row.full_since(self.now))))
    }

    pub(crate) fn can(&self, power: Power) -> bool {
        self.powers.has(power)
    }

    /// Keeps the register, or answers for the community: sees it with names.
    pub(crate) fn sees_names(&self) -> bool {
        self.can(Power::ConfirmPayments) || self.can(Power::EditCharter)
    }

    /// Its member, and those who see the register with names.
    pub(crate) fn sees(&self, subscription: &Subscription) -> bool {
        self.me == Some(subscription.member) || self.sees_names()
    }

    pub(crate) fn name(&self, reader: &mut Reader, member: Id<Member>) -> Result<String, Fault> {
        let row = reader.find::<community::Member>(&(self.number, member))?;
        let name = row.map(|row| row.display_name).filter(|name| !name.is_empty());
        Ok(name.unwrap_or_else(|| self.t.nobody()))
    }

    pub(crate) fn state_tag(&self, state: SubscriptionState) -> (String, Tone) {
        match state {
            SubscriptionState::Asked => (self.t.state_asked(), Tone::Wait),
            SubscriptionState::Paid => (self.t.state_paid(), Tone::Done),
            SubscriptionState::Refused => (self.t.state_refused(), Tone::Act),
            SubscriptionState::Withdrawn => (self.t.state_withdrawn(), Tone::Plain),
            SubscriptionState::Lapsed => (self.t.state_lapsed(), Tone::Plain),
        }
    }

    pub(crate) fn transfer_tag(&self, state: TransferState) -> (String, Tone) {
        match state {
            TransferState::Offered => (self.t.transfer_offered(), Tone::Wait),
            TransferState::Taken => (self.t.transfer_taken(), Tone::Act),
            TransferState::Done => (self.t.transfer_done(), Tone::Done),
            TransferState::Refused => (self.t.state_refused(), Tone::Act),
            TransferState::Withdrawn => (self.t.state_withdrawn(), Tone::Plain),
        }
    }

    pub(crate) fn parting_tag(&self, state: PartingState) -> (String, Tone) {
        match state {
            PartingState::Asked => (self.t.parting_asked(), Tone::Wait),
            PartingState::Done => (self.t.parting_done(), Tone::Done),
            PartingState::Refused => (self.t.state_refused(), Tone::Act),
            PartingState::Withdrawn => (self.t.state_withdrawn(), Tone::Plain),
        }
    }

    pub(crate) fn parting_title(&self, kind: PartingKind, number: i64) -> String {
        match kind {
            PartingKind::BuyBack => self.t.buy_back_numbered(number),
            PartingKind::Lapse => self.t.lapse_numbered(number),
            PartingKind::Legacy => self.t.legacy_numbered(number),
        }
    }

    /// What a line of the register came from.
    pub(crate) fn origin(&self, kind: OriginKind, change_units: i64) -> String {
        match (kind, change_units > 0) {
            (OriginKind::Subscription, true) => self.t.origin_subscription(),
            (OriginKind::Subscription, false) => self.t.origin_taken_back(),
            (OriginKind::Commitment, _) => self.t.origin_commitment(),
            (OriginKind::Contribution, _) => self.t.origin_contribution(),
            (OriginKind::Transfer, true) => self.t.origin_transfer_in(),
            (OriginKind::Transfer, false) => self.t.origin_transfer_out(),
            (OriginKind::BuyBack, _) => self.t.origin_buy_back(),
            (OriginKind::Conversion, _) => self.t.origin_conversion(),
            (OriginKind::Lapse, _) => self.t.origin_lapse(),
            (OriginKind::Legacy, true) => self.t.origin_legacy_in(),
            (OriginKind::Legacy, false) => self.t.origin_legacy_out(),
        }
    }

    /// As a date field takes it.
    pub(crate) fn today(&self) -> String {
        self.now.format(&self.zone, "%Y-%m-%d")
    }

    pub(crate) fn symbol(&self) -> String {
        let symbol = self.currency.symbol();
        if symbol.len() == 3 && symbol.is_ascii() { format!("{symbol}\u{a0}") } else { symbol.to_owned() }
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

    pub(crate) fn time(&self, at: &Timestamp) -> Html {
        ui::time(at, &self.zone, self.lang, &self.now)
    }

    pub(crate) fn day(&self, at: &Timestamp) -> Html {
        ui::day(at, &self.zone, self.lang)
    }

    /// Under what a decision lets so much of an instrument's capital be given back now: the page of a holding and that of what was asked ask the same.
    pub(crate) fn mandates_for(
        &self,
        reader: &mut Reader,
        instrument: &Instrument,
        minor: i64,
    ) -> Result<Vec<Mandate>, Fault> {
        let mut open = Vec::new();
        for id in mandates_of(reader, self.number, instrument.id, MANDATES)? {
            open.extend(reader.find::<Mandate>(&(self.number, id))?);
        }
        open.retain(|mandate| mandate.permission().take(minor, self.now).is_ok());
        Ok(open)
    }

    /// What is left of the mandate in force of which the most is: nothing, too; None where none is in force.
    pub(crate) fn most_left(
        &self,
        reader: &mut Reader,
        instrument: &Instrument,
    ) -> Result<Option<i64>, Fault> {
        let mut most = None;
        for id in mandates_of(reader, self.number, instrument.id, MANDATES)? {
            let mandate = reader.find::<Mandate>(&(self.number, id))?.map(|mandate| mandate.permission());
            let open = mandate.filter(|mandate| mandate.open(self.now).is_ok());
            most = most.max(open.map(|mandate| mandate.left_minor().max(0)));
        }
        Ok(most)
    }

    /// The day as text, for sentences.
    pub(crate) fn day_text(&self, at: &Timestamp) -> String {
        ui::full_day_text(at, &self.zone, self.lang)
    }

    pub(crate) fn pager(&self, newest: Option<String>, older: Option<String>) -> Html {
        ui::pager(self.lang, newest.as_deref(), older.as_deref())
    }
}
