//! Neighbours who bring neighbours: decided like anything else, a programme and a red packet under it, and what came of both.

use super::agenda::{Agenda, Turned, deed};
use super::cast::Cast;
use super::decisions::{COMMON, Moment};
use super::motions::{self as words, MotionText};
use super::stage::{DAY, HOUR, Stage, WEEKS};
use super::story::{Story, asks, pick};
use governance::asks::{Action, Asks};
use governance::choice::Choice;
use governance::proposal::Stage as At;
use governance::rows::{DecidedAction, Proposal};
use governance::terms::{Kind, Secrecy};
use kernel::{Id, Timestamp};
use market::brought::{CheckoutAsked, Ordered};
use market::ops::{
    Arrived, Asked as Price, FulfilOrder, LineWanted, Pay, PlaceOrder, RecordPayment, fulfil_order,
    place_order_brought, record_payment,
};
use market::order::State;
use market::payment::MethodCode;
use market::rows::Order;
use market::{Actor, When};
use referral::budget::{Asked, Parts, Pays, Rate, Rules, Terms, code};
use referral::ops::{
    DecideBudget, ProposeBudget, TakeCoupon, bring, decide_budget, make_code, propose_budget, take_coupon,
};
use spending::rows::Mandate;
use store::{OpError, Outcome, Tx};
use web::ids::{BudgetId, MemberId};

const YUAN: i64 = 100;

const BRING: MotionText = MotionText {
    title: ("带个邻居来，谢一谢", "Thank whoever brings a neighbour"),
    body: (
        "新邻居多半是老邻居带来的。从公共基金里拿 300 元，谢谢带人来买菜的：**每单 5%，只奖直接带来的人，只有一层**；另外发一次红包，让大家试试新到的货。",
        "Most new neighbours come because an old one told them. 300 from the common fund to thank whoever brings a buyer: **5% an order, only for who brought them, one level and no more**; and one red packet, so that all can try what is new.",
    ),
};
const PURPOSE: (&str, &str) = ("谢谢带邻居来的人", "Thanks for bringing neighbours");
const PROGRAMME: (&str, &str) = ("带个邻居来", "Bring a neighbour");
const PACKET: (&str, &str) = ("秋收红包", "Harvest red packet");

/// Whoever is told the password as a member, and a neighbour who talks to everybody.
const BRINGERS: [usize; 2] = [2, 7];

/// Who orders, by whose link, what of the shelf, when (week, day from Monday, hour).
const BROUGHT: [(usize, usize, usize, Moment); 5] = [
    (11, 0, 1, (10, 4, 9)),
    (13, 0, 2, (10, 4, 20)),
    (16, 1, 1, (11, 1, 12)),
    (18, 0, 0, (11, 2, 19)),
    (19, 1, 2, (12, 1, 10)),
];

/// Who takes a coupon, and when; the last of them uses it at once.
const TAKEN: [(usize, Moment); 4] =
    [(9, (WEEKS, 1, 9)), (12, (WEEKS, 1, 9)), (15, (WEEKS, 1, 18)), (17, (WEEKS, 2, 8))];

/// Last, so that it leaves what chance has drawn for the others.
pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let mut story = Story { stage, agenda, cast };
    let decision = story.thanks();
    let month = Terms {
        rate: Rate::BasisPoints(500),
        order_cap_minor: 5 * YUAN,
        member_cap_minor: 60 * YUAN,
        window_days: 30,
        pays: Pays::Owed,
    };
    story.set_aside(decision, (10, 3, 9), PROGRAMME, 200 * YUAN, Rules::Programme(month));
    let packet = Rules::Packet { part_count: 12, parts: Parts::Random };
    let packet = story.set_aside(decision, (WEEKS, 0, 9), PACKET, 60 * YUAN, packet);
    let codes = story.links();
    for (buyer, bringer, goods, when) in BROUGHT {
        let asked = CheckoutAsked { via: Some(codes[bringer].clone()), coupon: None };
        story.buys(buyer, goods, when, move |_, _, _| Ok(asked.clone()));
    }
    for (number, (who, when)) in TAKEN.into_iter().enumerate() {
        let by = story.neighbour(who);
        match number + 1 == TAKEN.len() {
            true => story.buys(who, 1, when, move |tx, _, at| {
                let taken =
                    deed(take_coupon(tx, by, &TakeCoupon { budget: packet, key: None }, at), |_| true)?;
                Ok(CheckoutAsked { via: None, coupon: taken.map(|taken| taken.coupon.to_string()) })
            }),
            false => {
                let at = story.at(when);
                story.agenda.add(story.stage.community, at, "taking a coupon", move |tx| {
                    let input = TakeCoupon { budget: packet, key: None };
                    deed(take_coupon(tx, by, &input, at), |_| true).map(drop)
                });
            }
        }
    }
}

impl Story<'_> {
    fn thanks(&mut self) -> Id<Proposal> {
        let mandate = Action::Mandate {
            purpose: self.stage.say(PURPOSE),
            fund: COMMON,
            ceiling_minor: 300 * YUAN,
            ends_at_us: self.stage.now.plus(DAY * 60).micros,
            carried_by: None,
            kind: governance::asks::MandateUse::Referral,
        };
        let asks = Asks { actions: vec![mandate], ..asks(Kind::YesNo, Secrecy::Open) };
        let motion = self.proposal(7, (9, 1, 20), &BRING, asks);
        self.on(motion, (9, 2, 20), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (9, 3, 20), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (9, 4, 20), 3);
        self.voices(open, 60, |story, _| {
            Some(pick(story, &[(84, Choice::Yes), (9, Choice::No), (7, Choice::Abstain)]))
        });
        motion.id
    }

    /// Proposed by the treasurer, agreed to by the steward two hours later.
    fn set_aside(
        &mut self,
        decision: Id<Proposal>,
        when: Moment,
        title: (&'static str, &'static str),
        budget_minor: i64,
        rules: Rules,
    ) -> BudgetId {
        let (at, treasurer, steward) = (self.at(when), self.cast.treasurer, self.cast.steward);
        let (id, title) = (self.stage.id(at), self.stage.say(title));
        let ends_at = self.stage.now.plus(DAY * 30);
        let asked = Asked { title, budget_minor, ends_at, rules };
        self.agenda.add(self.stage.community, at, "proposing what to set aside", move |tx| {
            let mandate = mandate(tx, decision)?;
            let input = ProposeBudget { id, mandate, asked: asked.clone(), key: None };
            deed(propose_budget(tx, treasurer, &input, at), |_| false).map(drop)
        });
        let (agreed, seed) = (at.plus(HOUR * 2), self.stage.random.next());
        self.agenda.add(self.stage.community, agreed, "agreeing to set it aside", move |tx| {
            let input =
                DecideBudget { budget: id, refused_because: None, seed, seed_of_ids: !seed, key: None };
            deed(decide_budget(tx, steward, &input, agreed), |_| false).map(drop)
        });
        id
    }

    fn links(&mut self) -> Vec<String> {
        let mut codes = Vec::new();
        for number in BRINGERS {
            let (at, member, chance) =
                (self.at((10, 3, 13)), self.neighbour(number), self.stage.random.bytes());
            codes.push(code(chance));
            self.agenda.add(self.stage.community, at, "asking for a link", move |tx| {
                deed(make_code(tx, member, chance, at), |_| false).map(drop)
            });
        }
        codes
    }

    /// Orders, pays by transfer the same day, and has it two days later. What is sold out is not ordered.
    fn buys(
        &mut self,
        buyer: usize,
        goods: usize,
        when: Moment,
        asked: impl Fn(&mut Tx, MemberId, Timestamp) -> Outcome<CheckoutAsked, Turned> + Send + Sync + 'static,
    ) {
        let (at, buyer, shelf) = (self.at(when), self.neighbour(buyer), self.cast.shelf[goods]);
        let (id, payment) = (self.stage.id::<Order>(at), self.stage.id(at));
        let (community, treasurer, steward) = (self.stage.community, self.cast.treasurer, self.cast.steward);
        self.agenda.add(community, at, "ordering by a link", move |tx| {
            let asked = asked(tx, buyer, at)?;
            let quantity = kernel::Quantity::from_milli(shelf.step.milli * 4);
            let lines = vec![LineWanted { offer: shelf.offer, variant: 1, quantity, asked: Price::Current }];
            let input = PlaceOrder { id, buyer, lines, pay: Pay::Later, reference: None, key: None };
            let above = |tx: &mut Tx, ordered: &Ordered| bring(tx, ordered, &asked);
            deed(place_order_brought(tx, buyer, &input, &above, When::from(at)), |_| true).map(drop)
        });
        let paid = at.plus(HOUR);
        self.agenda.add(community, paid, "finding the money of an order", move |tx| {
            let order = tx.find::<Order>((tx.community(), id))?;
            let Some(order) = order.filter(|order| order.state == State::Placed) else { return Ok(()) };
            let arrived =
                Arrived { at: paid.into(), amount_minor: order.due_minor(), reference: Some("bring".into()) };
            let method = MethodCode::BankTransfer;
            let input = RecordPayment { order: id, payment, method, arrived, key: None };
            deed(record_payment(tx, Actor::Member(treasurer), &input, When::from(paid)), |_| false).map(drop)
        });
        let fetched = at.plus(DAY * 2);
        self.agenda.add(community, fetched, "handing over what was brought", move |tx| {
            let order = tx.find::<Order>((tx.community(), id))?;
            if order.is_none_or(|order| order.state != State::Paid) {
                return Ok(());
            }
            let input = FulfilOrder { order: id, wait_for_acceptance: true };
            deed(fulfil_order(tx, Actor::Member(steward), &input, When::from(fetched)), |_| true).map(drop)
        });
    }
}

/// That the decision made. The story goes on only where it was passed and carried out.
fn mandate(tx: &mut Tx, decision: Id<Proposal>) -> Outcome<Id<Mandate>, Turned> {
    let deed = tx.find::<DecidedAction>((tx.community(), decision, 1))?;
    let made = deed.and_then(|deed| deed.result).and_then(|id| Id::parse(&id).ok());
    made.ok_or_else(|| OpError::Refused(Turned::Wrong("the mandate was not made".to_owned())))
}
