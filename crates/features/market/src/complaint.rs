//! What a buyer complains of and what is proposed for it: who moves, when, and what can be promised. Pure.
//!
//! A proposal is the answer to a complaint. Agreed to, it is carried out at once; declined, the complaint waits for
//! another one. Silence agrees to what is offered: nobody loses it by being away. To being offered nothing it does not: that
//! waits for the buyer's word, or until a second person has looked at it.

use kernel::Quantity;

/// Pictures that go with one complaint, at most.
pub const PHOTOS_MAX: usize = 6;

kernel::codes! {
    /// What is wrong.
    pub enum ComplaintKind {
        /// Paid for, and not in what was handed over.
        Missing = "missing",
        Damaged = "damaged",
        Other = "other",
    }
}

kernel::codes! {
    /// Whose turn it is.
    pub enum ComplaintState {
        /// The community's: to propose something.
        Waiting = "waiting",
        /// The buyer's: to agree or to decline.
        Proposed = "proposed",
        Agreed = "agreed",
        /// The buyer is content with what there is.
        Withdrawn = "withdrawn",
    }
}

kernel::codes! {
    /// What is proposed.
    pub enum RemedyKind {
        /// A reason only.
        Nothing = "nothing",
        Refund = "refund",
        /// The same goods once more.
        Replacement = "replacement",
    }
}

kernel::codes! {
    /// What became of a proposal.
    pub enum RemedyState {
        Open = "open",
        Agreed = "agreed",
        Declined = "declined",
        /// Another proposal took its place before the buyer had answered.
        Superseded = "superseded",
        /// The buyer is content without it.
        Dropped = "dropped",
        /// Nobody answered in time, and by then it could not be carried out.
        Impossible = "impossible",
    }
}

kernel::codes! {
    /// Why a complaint, a proposal or its answer was turned away.
    pub enum ComplaintRefused {
        NoSuchOrder = "no_such_order",
        NotYours = "not_yours",
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        /// Conflict of interest: someone else has to do it.
        OwnOrder = "own_order",
        /// No complaint waits, or nothing is proposed for it.
        WrongState = "wrong_state",
        /// It is in nobody's hands yet.
        NotHandedOver = "not_handed_over",
        /// Its buyer has accepted it, or the time to complain is over.
        AcceptedAlready = "accepted_already",
        /// The complaint before has not come to its end.
        ComplainedAlready = "complained_already",
        ReasonMissing = "reason_missing",
        ReasonTooLong = "reason_too_long",
        /// What is missing or damaged has to be named.
        LinesMissing = "lines_missing",
        NoSuchLine = "no_such_line",
        LineTwice = "line_twice",
        QuantityNotPositive = "quantity_not_positive",
        /// More than was handed over of the line and is not given back.
        MoreThanLeft = "more_than_left",
        /// Off the shelf, goods go in whole steps.
        QuantityOffStep = "quantity_off_step",
        TooManyPhotos = "too_many_photos",
        /// A document shows no damage.
        NotAPicture = "not_a_picture",
        SumNotPositive = "sum_not_positive",
        /// More than is left of what was paid for the lines complained of.
        MoreThanPaid = "more_than_paid",
        /// The goods for a replacement are not there.
        SoldOut = "sold_out",
        /// What comes back for the goods does not pay for them once more: a part of it was given back before.
        PriceShort = "price_short",
        /// A replacement is for members: whoever bought it has left.
        BuyerGone = "buyer_gone",
        /// The buyer answers another proposal than the one that stands.
        ProposalChanged = "proposal_changed",
        /// Who gave an answer does not look at it in somebody else's place.
        SamePerson = "same_person",
        /// Who proposed something does not say yes to it in the buyer's name.
        OwnProposal = "own_proposal",
        /// Whoever gets a part of the price would pay, and does not agree in the buyer's name.
        PaysForIt = "pays_for_it",
        /// The same key came with another input.
        KeyReused = "key_reused",
    }
}

use ComplaintRefused as No;

/// The part of a complaint that moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Talk {
    pub state: ComplaintState,
    /// Proposals so far; the last one may stand.
    pub remedies: i64,
}

impl Talk {
    pub fn opened() -> Talk {
        Talk { state: ComplaintState::Waiting, remedies: 0 }
    }

    pub fn is_open(&self) -> bool {
        matches!(self.state, ComplaintState::Waiting | ComplaintState::Proposed)
    }

    /// Also in the place of a proposal that nobody has answered: a sum mistyped must not become money by silence.
    pub fn propose(self) -> Result<Talk, No> {
        match self.is_open() {
            true => Ok(Talk { state: ComplaintState::Proposed, remedies: self.remedies + 1 }),
            false => Err(No::WrongState),
        }
    }

    /// `remedy` is the proposal that the buyer has read.
    pub fn agree(self, remedy: i64) -> Result<Talk, No> {
        self.answer(remedy, ComplaintState::Agreed)
    }

    pub fn decline(self, remedy: i64) -> Result<Talk, No> {
        self.answer(remedy, ComplaintState::Waiting)
    }

    fn answer(self, remedy: i64, state: ComplaintState) -> Result<Talk, No> {
        match self.state {
            ComplaintState::Proposed if remedy == self.remedies => Ok(Talk { state, ..self }),
            ComplaintState::Proposed => Err(No::ProposalChanged),
            _ => Err(No::WrongState),
        }
    }

    pub fn withdraw(self) -> Result<Talk, No> {
        match self.is_open() {
            true => Ok(Talk { state: ComplaintState::Withdrawn, ..self }),
            false => Err(No::WrongState),
        }
    }
}

/// Lines by number (counted from 1) with how much of each; `left` is what the buyer has of every line of the order.
pub fn named(wanted: &[(i64, Quantity)], left: &[Quantity]) -> Result<(), No> {
    for (at, (number, quantity)) in wanted.iter().enumerate() {
        let place = usize::try_from(number - 1).ok().filter(|place| *place < left.len());
        let place = place.ok_or(No::NoSuchLine)?;
        if wanted[..at].iter().any(|(other, _)| other == number) {
            return Err(No::LineTwice);
        }
        if quantity.milli <= 0 {
            return Err(No::QuantityNotPositive);
        }
        if *quantity > left[place] {
            return Err(No::MoreThanLeft);
        }
    }
    Ok(())
}

/// Whether a buyer may complain of this. Without a line the whole order is meant, which can be late, but not broken.
pub fn claimed(
    kind: ComplaintKind,
    wanted: &[(i64, Quantity)],
    left: &[Quantity],
    photos: usize,
) -> Result<(), No> {
    if photos > PHOTOS_MAX {
        return Err(No::TooManyPhotos);
    }
    if kind != ComplaintKind::Other && wanted.is_empty() {
        return Err(No::LinesMissing);
    }
    named(wanted, left)
}

/// Whether a line can be had once more. `worth` is what comes back for the quantity, `price_minor` what it costs again:
/// the first pays the second, so that the buyer pays nothing and whoever gets the price gives the goods twice for it once.
pub fn replaceable(quantity: Quantity, step: Quantity, worth: i64, price_minor: i64) -> Result<(), No> {
    if !quantity.fits(step) {
        return Err(No::QuantityOffStep);
    }
    if worth < price_minor {
        return Err(No::PriceShort);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::ComplaintState::*;
    use super::*;

    fn talk(state: ComplaintState, remedies: i64) -> Talk {
        Talk { state, remedies }
    }

    /// State, proposals so far, move → answer. Whose turn it is not is told so.
    #[test]
    fn talk_answers() {
        type Move = fn(Talk) -> Result<Talk, No>;
        let agree: (&str, Move) = ("agree", |talk| talk.agree(2));
        let decline: (&str, Move) = ("decline", |talk| talk.decline(2));
        let propose: (&str, Move) = ("propose", Talk::propose);
        let withdraw: (&str, Move) = ("withdraw", Talk::withdraw);
        for (state, remedies, (name, step), answer) in [
            (Waiting, 0, propose, Ok(talk(Proposed, 1))),
            (Waiting, 1, propose, Ok(talk(Proposed, 2))),
            (Proposed, 1, propose, Ok(talk(Proposed, 2))),
            (Agreed, 1, propose, Err(No::WrongState)),
            (Withdrawn, 1, propose, Err(No::WrongState)),
            (Proposed, 2, agree, Ok(talk(Agreed, 2))),
            (Proposed, 3, agree, Err(No::ProposalChanged)),
            (Proposed, 1, agree, Err(No::ProposalChanged)),
            (Waiting, 2, agree, Err(No::WrongState)),
            (Agreed, 2, agree, Err(No::WrongState)),
            (Withdrawn, 2, agree, Err(No::WrongState)),
            (Proposed, 2, decline, Ok(talk(Waiting, 2))),
            (Proposed, 3, decline, Err(No::ProposalChanged)),
            (Waiting, 2, decline, Err(No::WrongState)),
            (Agreed, 2, decline, Err(No::WrongState)),
            (Waiting, 0, withdraw, Ok(talk(Withdrawn, 0))),
            (Proposed, 1, withdraw, Ok(talk(Withdrawn, 1))),
            (Agreed, 1, withdraw, Err(No::WrongState)),
            (Withdrawn, 1, withdraw, Err(No::WrongState)),
        ] {
            assert_eq!(step(talk(state, remedies)), answer, "{name} at {state} {remedies}");
        }
    }

    /// Kind, lines, photos → answer. Two lines were handed over: two units and a half of one.
    #[test]
    fn claimed_answers() {
        use ComplaintKind::*;
        let left = [2_000, 500].map(Quantity::from_milli);
        for (kind, wanted, photos, answer) in [
            (Missing, vec![(1, 2_000)], 0, Ok(())),
            (Damaged, vec![(1, 1), (2, 500)], 6, Ok(())),
            (Damaged, vec![(1, 1)], 7, Err(No::TooManyPhotos)),
            (Other, vec![], 0, Ok(())),
            (Missing, vec![], 0, Err(No::LinesMissing)),
            (Damaged, vec![], 1, Err(No::LinesMissing)),
            (Other, vec![(3, 1)], 0, Err(No::NoSuchLine)),
            (Other, vec![(0, 1)], 0, Err(No::NoSuchLine)),
            (Missing, vec![(2, 100), (2, 100)], 0, Err(No::LineTwice)),
            (Missing, vec![(2, 0)], 0, Err(No::QuantityNotPositive)),
            (Missing, vec![(2, 501)], 0, Err(No::MoreThanLeft)),
        ] {
            let wanted: Vec<_> =
                wanted.into_iter().map(|(line, milli)| (line, Quantity::from_milli(milli))).collect();
            assert_eq!(claimed(kind, &wanted, &left, photos), answer, "{kind} {wanted:?} {photos}");
        }
    }

    /// Quantity, worth, price → answer; by halves.
    #[test]
    fn replaceable_answers() {
        for (milli, worth, price, answer) in [
            (500, 340, 340, Ok(())),
            (1_000, 681, 680, Ok(())),
            (400, 340, 272, Err(No::QuantityOffStep)),
            (500, 339, 340, Err(No::PriceShort)),
            (500, 0, 0, Ok(())),
        ] {
            let (quantity, step) = (Quantity::from_milli(milli), Quantity::from_milli(500));
            assert_eq!(replaceable(quantity, step, worth, price), answer, "{milli} {worth} {price}");
        }
    }
}
