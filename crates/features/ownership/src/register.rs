//! What may be done with units that somebody holds: offered and taken up, given back to the fund, lapsed, left behind, turned
//! into another instrument. Pure.

use crate::ids::Member;
use crate::promises::promised_in;
use crate::subscription::REASON_CHARS_MAX;
use kernel::{Id, Timestamp};
use std::time::Duration;

kernel::codes! {
    /// Where units stand that are offered.
    pub enum TransferState {
        Offered = "offered",
        /// Somebody takes them; a treasurer or steward who is neither side has still to say yes.
        Taken = "taken",
        /// Approved: they are the taker's.
        Done = "done",
        Refused = "refused",
        Withdrawn = "withdrawn",
    }
}

kernel::codes! {
    /// How units leave their holder otherwise.
    pub enum PartingKind {
        /// The fund gives back what was put in.
        BuyBack = "buy_back",
        /// Who held them left, and the rules say that they end.
        Lapse = "lapse",
        /// Who held them died or is gone: to heirs, or to the fund.
        Legacy = "legacy",
    }
}

kernel::codes! {
    pub enum PartingState {
        Asked = "asked",
        Done = "done",
        Refused = "refused",
        Withdrawn = "withdrawn",
    }
}

kernel::codes! {
    /// Why something about what is held was turned away.
    pub enum RegisterRefused {
        NotAMember = "not_a_member",
        OnProbation = "on_probation",
        NotAllowed = "not_allowed",
        NoSuchInstrument = "no_such_instrument",
        NoSuchTransfer = "no_such_transfer",
        NoSuchParting = "no_such_parting",
        /// Of a donation nothing is held.
        NotHeld = "nothing_to_hold",
        UnitsNotPositive = "units_not_positive",
        /// Less is held and neither offered nor on its way out.
        NotEnoughHeld = "not_enough_units_held",
        PriceNotPositive = "price_not_positive",
        /// Many times what a unit costs: a digit too many, or a way to move money that is no price.
        PriceTooHigh = "price_too_high",
        /// The seller has not said that the money came.
        NotPaidYet = "seller_not_paid",
        SumTooLarge = "sum_too_large",
        /// Nobody takes up what they offer, or names themselves.
        OwnOffer = "own_offer",
        /// Who is named waits until the community had its time.
        CommunityFirst = "community_first",
        /// The community had its time; now they are for who was named.
        TimeIsOver = "time_of_community_over",
        WrongState = "wrong_state",
        NotYours = "not_yours",
        RiskNotRead = "risk_not_acknowledged",
        RiskChanged = "risk_changed",
        AboveEach = "above_units_each",
        AboveEachBehind = "above_units_each_behind",
        /// Nobody approves what they sell, take, hold or asked for.
        OwnMatter = "own_matter",
        /// Who is named for an offer, inherits or stands behind a company is no member past probation now.
        TakerGone = "holder_not_a_member",
        ReasonMissing = "reason_missing",
        ReasonTooLong = "reason_too_long",
        PromisesReturn = "promises_return",
        KeyReused = "key_reused",
        /// Nothing was put in for them: the fund has nothing to give back.
        NothingPutIn = "nothing_put_in",
        NoSuchMandate = "no_such_mandate",
        /// The mandate is for another fund.
        OtherFund = "other_fund",
        /// No decision made it for giving back capital of this instrument.
        MandateNotForThis = "mandate_not_for_this",
        MandateEnded = "mandate_ended",
        /// Not yet.
        MandateNotBegun = "mandate_not_begun",
        AboveCeiling = "above_ceiling",
        FundTooSmall = "fund_too_small",
        /// No decision says that units of who left lapse.
        NeverLapses = "never_lapses",
        /// Who holds them is still a member.
        HolderStays = "holder_stays",
        /// Not so long ago that they lapse.
        LapsesLater = "lapses_later",
        /// The notice still runs.
        NoticeRuns = "notice_runs",
        HeirsDiffer = "heirs_differ",
        /// They left and live, and have named nobody, or somebody else.
        HeirNotNamed = "heir_not_named",
        /// A death is told by a day and something that shows it.
        DeathNotShown = "death_not_shown",
        DiedInFuture = "died_in_future",
        /// An heir has not said yes.
        HeirsPending = "heirs_pending",
        FileTwice = "file_twice",
        TooManyFiles = "too_many_files",
        HeirTwice = "heir_twice",
        NotEnoughLeft = "not_enough_units_left",
        /// Ratio, days or instruments that make no sense together.
        TermsUnfit = "share_terms_unfit",
        DecisionMissing = "decision_missing",
        NothingToConvert = "nothing_to_convert",
        NameMissing = "name_missing",
        NameTooLong = "name_too_long",
        OwnersMissing = "owners_missing",
        TooManyOwners = "too_many_owners",
        OwnerTwice = "owner_twice",
        /// Their parts do not come to the whole.
        OwnersNotWhole = "owners_not_whole",
        /// Who stands behind a company is a person.
        OwnerIsCompany = "owner_is_company",
    }
}

use RegisterRefused as No;

/// How long the community comes first where no decision says otherwise.
pub const FIRST_DAYS: i64 = 14;
pub const DAYS_MAX: i64 = 3_650;
/// Between the notice that units lapse and the lapse.
pub const NOTICE: Duration = Duration::from_secs(30 * 86_400);
pub const HEIRS_MAX: usize = 10;
/// What shows a death.
pub const DOCUMENTS_MAX: i64 = 5;
const DAY_SECONDS: u64 = 86_400;

/// So many days; none for what is negative.
pub fn days(count: i64) -> Duration {
    Duration::from_secs(u64::try_from(count).unwrap_or(0).saturating_mul(DAY_SECONDS))
}

/// An offer as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub state: TransferState,
    pub seller: Id<Member>,
    pub named: Option<Id<Member>>,
    pub taker: Option<Id<Member>>,
    pub first_until: Timestamp,
    /// The seller has said that the money came.
    pub is_paid: bool,
}

impl Offer {
    /// Whether `by` may take them up now: until its time is over the community, then who was named; where nobody was, the
    /// community still.
    ///
    /// # Errors
    /// `OwnOffer`, `WrongState`, `CommunityFirst`, `TimeIsOver`.
    pub fn take(&self, by: Id<Member>, now: Timestamp) -> Result<(), No> {
        let is_named = self.named == Some(by);
        match () {
            () if by == self.seller => Err(No::OwnOffer),
            () if self.state != TransferState::Offered => Err(No::WrongState),
            () if is_named && now < self.first_until => Err(No::CommunityFirst),
            () if self.named.is_some() && !is_named && now >= self.first_until => Err(No::TimeIsOver),
            () => Ok(()),
        }
    }

    /// Where it stands once a side has stepped back: the seller ends it, who takes them leaves them to others. Not after the money came.
    ///
    /// # Errors
    /// `NotYours`, `WrongState`.
    pub fn withdraw(&self, by: Id<Member>) -> Result<TransferState, No> {
        let (sells, takes) = (by == self.seller, self.taker == Some(by));
        match self.state {
            _ if !sells && !takes => Err(No::NotYours),
            TransferState::Offered if sells => Ok(TransferState::Withdrawn),
            TransferState::Taken if self.is_paid => Err(No::WrongState),
            TransferState::Taken if sells => Ok(TransferState::Withdrawn),
            TransferState::Taken => Ok(TransferState::Offered),
            _ => Err(No::WrongState),
        }
    }

    /// Whether it ends, or is open to others again, because one of the two is gone: not after the money came. Then who paid has a right
    /// to a yes or no of those who keep the register, whoever left or was erased.
    pub fn ends_with_either(&self) -> bool {
        matches!(self.state, TransferState::Offered | TransferState::Taken) && !self.is_paid
    }

    /// The seller says that the money came, once.
    ///
    /// # Errors
    /// `NotYours`, `WrongState`.
    pub fn paid(&self, by: Id<Member>) -> Result<(), No> {
        match (by == self.seller, self.state) {
            (false, _) => Err(No::NotYours),
            (true, TransferState::Taken) if !self.is_paid => Ok(()),
            (true, _) => Err(No::WrongState),
        }
    }

    /// Whether `by` may approve it: what `judged_by` asks, and that the money came.
    ///
    /// # Errors
    /// Those of `judged_by`; `NotPaidYet`.
    pub fn approved_by(&self, by: Id<Member>) -> Result<(), No> {
        self.judged_by(by)?;
        if self.is_paid { Ok(()) } else { Err(No::NotPaidYet) }
    }

    /// Whether `by` may decide on it: somebody takes them, and it is neither side.
    ///
    /// # Errors
    /// `OwnMatter`, `WrongState`.
    pub fn judged_by(&self, by: Id<Member>) -> Result<(), No> {
        match (by == self.seller || self.taker == Some(by), self.state) {
            (true, _) => Err(No::OwnMatter),
            (false, TransferState::Taken) => Ok(()),
            (false, _) => Err(No::WrongState),
        }
    }
}

/// A parting as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parted {
    pub state: PartingState,
    pub holder: Id<Member>,
    pub asked_by: Id<Member>,
    pub due_at: Timestamp,
    pub is_legacy: bool,
}

impl Parted {
    /// Whether `by` may say yes or no.
    ///
    /// # Errors
    /// `OwnMatter`, `WrongState`.
    pub fn judged_by(&self, by: Id<Member>) -> Result<(), No> {
        match (by == self.holder || by == self.asked_by, self.state) {
            (true, _) => Err(No::OwnMatter),
            (false, PartingState::Asked) => Ok(()),
            (false, _) => Err(No::WrongState),
        }
    }

    /// # Errors
    /// Those of `judged_by`; `NoticeRuns`.
    pub fn consent(&self, by: Id<Member>, now: Timestamp) -> Result<(), No> {
        self.judged_by(by)?;
        if now < self.due_at { Err(No::NoticeRuns) } else { Ok(()) }
    }

    /// By who asked; a legacy by the holder, too: who is said to be gone may say otherwise.
    ///
    /// # Errors
    /// `NotYours`, `WrongState`.
    pub fn withdraw(&self, by: Id<Member>) -> Result<(), No> {
        let may = by == self.asked_by || self.is_legacy && by == self.holder;
        match (may, self.state) {
            (false, _) => Err(No::NotYours),
            (true, PartingState::Asked) => Ok(()),
            (true, _) => Err(No::WrongState),
        }
    }
}

/// Whether units of somebody lapse: `left_at` is when they left, None while they take part.
///
/// # Errors
/// `NeverLapses`, `HolderStays`, `LapsesLater`.
pub fn lapses(lapse_days: Option<i64>, left_at: Option<Timestamp>, now: Timestamp) -> Result<(), No> {
    let after = lapse_days.ok_or(No::NeverLapses)?;
    let left_at = left_at.ok_or(No::HolderStays)?;
    if now < left_at.plus(days(after)) { Err(No::LapsesLater) } else { Ok(()) }
}

/// How many of so many units become how many others, at `give` for `get`; what does not divide stays.
pub fn converted(units: i64, give: i64, get: i64) -> Option<(i64, i64)> {
    let times = units.checked_div(give.max(1))?;
    Some((times.checked_mul(give)?, times.checked_mul(get)?))
}

/// # Errors
/// `ReasonMissing`, `ReasonTooLong`, `PromisesReturn`.
pub fn reason(text: &str) -> Result<String, No> {
    match text.trim() {
        "" => Err(No::ReasonMissing),
        text if text.chars().count() > REASON_CHARS_MAX => Err(No::ReasonTooLong),
        text if promised_in(text).is_some() => Err(No::PromisesReturn),
        text => Ok(text.to_owned()),
    }
}

/// Who inherits how much: together all of it, each once; nobody: the fund.
///
/// # Errors
/// `HeirsDiffer`, `HeirTwice`, `UnitsNotPositive`.
pub fn heirs(holder: Id<Member>, units: i64, heirs: &[(Id<Member>, i64)]) -> Result<(), No> {
    if heirs.is_empty() {
        return Ok(());
    }
    if heirs.len() > HEIRS_MAX {
        return Err(No::HeirsDiffer);
    }
    let mut sum = 0_i64;
    for (at, (heir, part)) in heirs.iter().enumerate() {
        if *part <= 0 {
            return Err(No::UnitsNotPositive);
        }
        if *heir == holder || heirs[..at].iter().any(|(other, _)| other == heir) {
            return Err(No::HeirTwice);
        }
        sum = sum.saturating_add(*part);
    }
    if sum == units { Ok(()) } else { Err(No::HeirsDiffer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(seed: u8) -> Id<Member> {
        Id::from_parts(1, [seed; 10])
    }

    fn at(micros: i64) -> Timestamp {
        Timestamp::from_micros(micros)
    }

    /// Who, when → may take them up. The community comes first until 100.
    #[test]
    fn taking_up_answers() {
        use TransferState::*;
        let (seller, named, other) = (member(1), member(2), member(3));
        let offer = Offer {
            state: Offered,
            seller,
            named: Some(named),
            taker: None,
            first_until: at(100),
            is_paid: false,
        };
        for (by, now, answer) in [
            (other, 99, Ok(())),
            (other, 100, Err(No::TimeIsOver)),
            (named, 99, Err(No::CommunityFirst)),
            (named, 100, Ok(())),
            (seller, 50, Err(No::OwnOffer)),
        ] {
            assert_eq!(offer.take(by, at(now)), answer, "{now}");
        }
        let open = Offer { named: None, ..offer };
        assert_eq!((open.take(other, at(99)), open.take(other, at(500))), (Ok(()), Ok(())));
        for state in [Taken, Done, Refused, Withdrawn] {
            assert_eq!(Offer { state, ..offer }.take(other, at(1)), Err(No::WrongState));
        }
    }

    /// State, who → withdrawn, decided on.
    #[test]
    fn offers_are_withdrawn_by_their_side_and_judged_by_neither() {
        use TransferState::*;
        let (seller, taker, other) = (member(1), member(2), member(3));
        for (state, by, withdraw, judge) in [
            (Offered, seller, Ok(Withdrawn), Err(No::OwnMatter)),
            (Offered, other, Err(No::NotYours), Err(No::WrongState)),
            (Taken, seller, Ok(Withdrawn), Err(No::OwnMatter)),
            (Taken, taker, Ok(Offered), Err(No::OwnMatter)),
            (Taken, other, Err(No::NotYours), Ok(())),
            (Done, other, Err(No::NotYours), Err(No::WrongState)),
        ] {
            let taker = (state != Offered).then_some(taker);
            let offer = Offer { state, seller, named: None, taker, first_until: at(0), is_paid: false };
            assert_eq!((offer.withdraw(by), offer.judged_by(by)), (withdraw, judge), "{state}");
        }
    }

    /// The seller says that the money came; then neither steps back, and it can be approved.
    #[test]
    fn nothing_is_approved_before_the_money_came() {
        let (seller, taker, other) = (member(1), member(2), member(3));
        let taken = |is_paid| Offer {
            state: TransferState::Taken,
            seller,
            named: None,
            taker: Some(taker),
            first_until: at(0),
            is_paid,
        };
        for (is_paid, by, paid, approved) in [
            (false, seller, Ok(()), Err(No::OwnMatter)),
            (false, taker, Err(No::NotYours), Err(No::OwnMatter)),
            (false, other, Err(No::NotYours), Err(No::NotPaidYet)),
            (true, seller, Err(No::WrongState), Err(No::OwnMatter)),
            (true, other, Err(No::NotYours), Ok(())),
        ] {
            let offer = taken(is_paid);
            assert_eq!((offer.paid(by), offer.approved_by(by)), (paid, approved), "{is_paid}");
        }
        for by in [seller, taker] {
            assert_eq!(taken(true).withdraw(by), Err(No::WrongState));
        }
        assert_eq!((taken(false).ends_with_either(), taken(true).ends_with_either()), (true, false));
    }

    /// State, who, when → consent, withdrawal. Due at 100.
    #[test]
    fn one_asks_another_consents() {
        use PartingState::*;
        let (holder, asker, other) = (member(1), member(2), member(3));
        for (state, by, now, consent, withdraw) in [
            (Asked, other, 100, Ok(()), Err(No::NotYours)),
            (Asked, other, 99, Err(No::NoticeRuns), Err(No::NotYours)),
            (Asked, asker, 100, Err(No::OwnMatter), Ok(())),
            (Asked, holder, 100, Err(No::OwnMatter), Err(No::NotYours)),
            (Done, other, 100, Err(No::WrongState), Err(No::NotYours)),
            (Done, asker, 100, Err(No::OwnMatter), Err(No::WrongState)),
        ] {
            let parted = Parted { state, holder, asked_by: asker, due_at: at(100), is_legacy: false };
            assert_eq!((parted.consent(by, at(now)), parted.withdraw(by)), (consent, withdraw), "{state}");
        }
        let legacy = |state| Parted { state, holder, asked_by: asker, due_at: at(100), is_legacy: true };
        assert_eq!(
            (legacy(Asked).withdraw(holder), legacy(Done).withdraw(holder)),
            (Ok(()), Err(No::WrongState))
        );
    }

    #[test]
    fn units_lapse_as_the_rules_say() {
        let day = 86_400_000_000;
        for (rule, left, now, answer) in [
            (None, Some(0), 9 * day, Err(No::NeverLapses)),
            (Some(3), None, 9 * day, Err(No::HolderStays)),
            (Some(3), Some(0), 3 * day - 1, Err(No::LapsesLater)),
            (Some(3), Some(0), 3 * day, Ok(())),
        ] {
            assert_eq!(lapses(rule, left.map(at), at(now)), answer, "{rule:?} {left:?} {now}");
        }
    }

    /// Units, give, get → leave, come.
    #[test]
    fn what_does_not_divide_stays() {
        for (units, give, get, answer) in [
            (7, 3, 2, Some((6, 4))),
            (2, 3, 2, Some((0, 0))),
            (6, 1, 10, Some((6, 60))),
            (i64::MAX, 1, 2, None),
        ] {
            assert_eq!(converted(units, give, get), answer, "{units} {give}:{get}");
        }
    }

    #[test]
    fn heirs_get_all_of_it_or_the_fund_does() {
        let (holder, one, two) = (member(1), member(2), member(3));
        for (list, answer) in [
            (vec![], Ok(())),
            (vec![(one, 3), (two, 2)], Ok(())),
            (vec![(one, 5)], Ok(())),
            (vec![(one, 4)], Err(No::HeirsDiffer)),
            (vec![(one, i64::MAX), (two, i64::MAX)], Err(No::HeirsDiffer)),
            (vec![(one, 5), (two, 0)], Err(No::UnitsNotPositive)),
            (vec![(one, 2), (one, 3)], Err(No::HeirTwice)),
            (vec![(holder, 5)], Err(No::HeirTwice)),
            ((10..21).map(|seed| (member(seed), 1)).collect(), Err(No::HeirsDiffer)),
        ] {
            assert_eq!(heirs(holder, 5, &list), answer, "{list:?}");
        }
    }

    #[test]
    fn reasons_promise_nothing() {
        assert_eq!(reason(" moved away "), Ok("moved away".to_owned()));
        assert_eq!((reason(" "), reason("保本")), (Err(No::ReasonMissing), Err(No::PromisesReturn)));
        assert_eq!(reason(&"字".repeat(401)), Err(No::ReasonTooLong));
    }
}
