//! What members put into their co-op: decided like anything else, asked for one by one, and entered by the treasurer
//! when the money is there.

use super::agenda::{Agenda, Turned, deed};
use super::cast::Cast;
use super::motions as words;
use super::passing_on::passed_on;
use super::stage::{DAY, Stage, WEEKS};
use super::story::{Story, asks, pick};
use governance::asks::{Action, Asks};
use governance::choice::Choice;
use governance::proposal::Stage as At;
use governance::rows::{DecidedAction, Proposal};
use governance::terms::{Kind, Secrecy};
use kernel::{Id, Timestamp};
use ownership::InstrumentKind;
use ownership::ops::{RecordArrival, Subscribe, record_arrival, subscribe};
use ownership::rows::{Instrument, Subscription};
use store::{OpError, Outcome, Tx};

/// Of the cold store.
const COLD: i64 = 3;
const YUAN: i64 = 100;

/// Who asks for how many, when (week, day from Monday, hour), and how many days later the money is found at the bank;
/// None: it is still waited for.
type Asked = (usize, i64, (i64, i64, u32), Option<u32>);

const ASKED: [Asked; 9] = [
    (0, 2, (10, 3, 9), Some(1)),
    (2, 3, (10, 3, 21), Some(2)),
    (6, 5, (10, 4, 12), Some(1)),
    (9, 1, (10, 5, 20), Some(3)),
    (12, 2, (11, 0, 8), Some(1)),
    (15, 5, (11, 1, 19), Some(2)),
    (20, 1, (11, 3, 13), Some(1)),
    (2, 1, (WEEKS, 1, 20), None),
    (8, 2, (WEEKS, 2, 9), None),
];

impl Story<'_> {
    /// A part of the cold store for whoever wants one.
    pub(super) fn capital(&mut self) -> Id<Proposal> {
        let instrument = Action::Instrument {
            kind: InstrumentKind::MemberCapital.code().to_owned(),
            name: self.stage.say(words::SHARE),
            fund: COLD,
            price_minor: YUAN * 100,
            units_max: 60,
            units_each_max: 5,
            terms: self.stage.say(words::SHARE_TERMS),
            risk: self.stage.say(words::SHARE_RISK),
        };
        let asks = Asks { actions: vec![instrument], ..asks(Kind::YesNo, Secrecy::Open) };
        let motion = self.proposal(6, (9, 0, 21), &words::CAPITAL, asks);
        self.talk(motion, (9, 1, 12), &words::ON_CAPITAL);
        self.on(motion, (9, 1, 20), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (9, 3, 20), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (9, 4, 20), 3);
        self.voices(open, 55, |story, _| {
            Some(pick(story, &[(82, Choice::Yes), (10, Choice::No), (8, Choice::Abstain)]))
        });
        for asked in ASKED {
            subscription(self.stage, self.agenda, self.cast, motion.id, asked);
        }
        passed_on(self.stage, self.agenda, self.cast, motion.id);
        motion.id
    }
}

/// What the decision made. The story goes on only where it was passed and carried out.
pub(super) fn instrument(tx: &mut Tx, decision: Id<Proposal>) -> Outcome<Id<Instrument>, Turned> {
    let deed = tx.find::<DecidedAction>((tx.community(), decision, 1))?;
    let made = deed.and_then(|deed| deed.result).and_then(|id| Id::parse(&id).ok());
    made.ok_or_else(|| OpError::Refused(Turned::Wrong("the instrument was not made".to_owned())))
}

fn subscription(
    stage: &mut Stage,
    agenda: &mut Agenda,
    cast: &Cast,
    decision: Id<Proposal>,
    (who, units, (week, day, hour), days): Asked,
) {
    let (member, treasurer) = (cast.buyers[who].member, cast.treasurer);
    let at = stage.at(week, day, hour, 40);
    let (id, community) = (stage.id::<Subscription>(at), stage.community);
    agenda.add(community, at, "subscribing", move |tx| {
        let instrument = instrument(tx, decision)?;
        // There is one version of the risks.
        let input = Subscribe { id, instrument, units, risk_read: Some(1), key: None };
        deed(subscribe(tx, member, &input, at), |_| false).map(drop)
    });
    let Some(days) = days else { return };
    let found = at.plus(DAY * days);
    let input = RecordArrival {
        subscription: id,
        arrived_on: Timestamp::start_of_day(found.day(&stage.zone), &stage.zone),
        amount_minor: units * YUAN * 100,
        reference: format!("R{:08}", stage.voices.below(100_000_000)),
        key: None,
    };
    agenda.add(community, found, "recording what was subscribed", move |tx| {
        deed(record_arrival(tx, treasurer, &input, found), |_| false).map(drop)
    });
}
