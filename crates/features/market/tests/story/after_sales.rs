//! What is proposed for a complaint, and what comes of it.

use crate::world::{AID, DAY, GENERAL, World};
use files::NewFile;
use kernel::{Id, Quantity};
use market::Actor;
use market::complaint::{ComplaintKind, ComplaintRefused as No, ComplaintState, RemedyState};
use market::complaint_rows::{Complaint, ComplaintPhoto, Remedy};
use market::ids::Member;
use market::ops::{self, AnswerRemedy, Pay, Proposed, RefundWhat};
use market::order::State;
use market::rows::{Offer, Order, OrderLine};
use std::sync::Arc;
use store::IdempotencyKey;

fn units(line: i64, milli: i64) -> (i64, Quantity) {
    (line, Quantity::from_milli(milli))
}

impl World {
    fn photo(&self, media_type: &str) -> NewFile {
        NewFile {
            id: self.id(),
            sha256: "ab".repeat(32),
            size_bytes: 9,
            media_type: media_type.to_owned(),
            name: "kitchen.jpg".to_owned(),
        }
    }

    async fn complains(
        &self,
        by: Id<Member>,
        order: Id<Order>,
        kind: ComplaintKind,
        lines: &[(i64, Quantity)],
        photos: Vec<NewFile>,
    ) -> Result<(), No> {
        let input = ops::Complain { order, kind, lines: lines.to_vec(), reason: "brown".to_owned(), photos };
        let done = self.act(move |tx, when| ops::complain(tx, Actor::Member(by), &input, when)).await;
        done.map(drop)
    }

    async fn proposes(&self, order: Id<Order>, proposed: Proposed) -> Result<(), No> {
        let input = ops::AnswerComplaint { order, remedy: self.id(), proposed, reason: "sorry".to_owned() };
        let steward = Actor::Member(self.steward);
        self.act(move |tx, when| ops::answer_complaint(tx, steward, &input, when)).await.map(drop)
    }

    async fn agrees(&self, by: Id<Member>, order: Id<Order>, remedy: i64) -> Result<(), No> {
        let input = AnswerRemedy { order, remedy, reason: String::new() };
        let done = self.act(move |tx, when| ops::agree_remedy(tx, Actor::Member(by), &input, when)).await;
        done.map(drop)
    }

    async fn declines(&self, by: Id<Member>, order: Id<Order>, remedy: i64, why: &str) -> Result<(), No> {
        let input = AnswerRemedy { order, remedy, reason: why.to_owned() };
        let done = self.act(move |tx, when| ops::decline_remedy(tx, Actor::Member(by), &input, when)).await;
        done.map(drop)
    }

    async fn confirms(&self, by: Id<Member>, order: Id<Order>, remedy: i64) -> Result<(), No> {
        let input = ops::ConfirmAnswer { order, remedy };
        let done = self.act(move |tx, when| ops::confirm_answer(tx, Actor::Member(by), &input, when)).await;
        done.map(drop)
    }

    async fn remedy(&self, order: Id<Order>, number: i64) -> Remedy {
        self.find::<Remedy>((self.community, order, 1, number)).await
    }

    async fn talk(&self, order: Id<Order>) -> ComplaintState {
        self.find::<Complaint>((self.community, order, 1)).await.state
    }

    /// Two jin of apples at ten and one of pears at six, handed over to somebody.
    async fn handed_over(&self, buyer: Id<Member>) -> (Id<Order>, Id<Offer>) {
        let apples = self.offer("10", Some(4), None).await;
        let pears = self.offer("6", Some(9), None).await;
        let order = self.paid(buyer, &[(apples, 2_000), (pears, 1_000)]).await;
        self.fulfil(order).await.unwrap();
        (order, apples)
    }
}

testkit::both_engines! {
    /// Money comes from the lines complained of, from each receiver its part, when the buyer agrees and not before.
    async fn a_refund_is_posted_when_the_buyer_agrees(world: World) {
        let dan = world.member("Dan").await;
        let (order, _) = world.handed_over(dan).await;
        let photos = vec![world.photo("image/jpeg"), world.photo("image/png")];
        world.complains(dan, order, ComplaintKind::Damaged, &[units(1, 1_000)], photos).await.unwrap();
        let photo = world.find::<ComplaintPhoto>((world.community, order, 1, 2)).await;
        let file = world.find::<files::rows::File>((world.community, photo.file_id)).await;
        assert_eq!(file.uploaded_by, Some(dan));
        world.proposes(order, Proposed::Refund(500)).await.unwrap();
        assert_eq!((world.talk(order).await, world.owed(dan).await), (ComplaintState::Proposed, 0));
        world.agrees(dan, order, 1).await.unwrap();
        assert_eq!((world.talk(order).await, world.owed(dan).await), (ComplaintState::Agreed, 500));
        // 2,600 in all; of the apples 5 % and 3 % and the rest, of the pears nothing.
        assert_eq!((world.held(GENERAL).await, world.held(AID).await), (105, 63));
        let pears = world.find::<OrderLine>((world.community, order, 2)).await;
        assert_eq!(pears.refunded_minor, 0);
        let remedy = world.remedy(order, 1).await;
        assert_eq!((remedy.state, remedy.refund_id.is_some(), remedy.follow_up), (RemedyState::Agreed, true, None));
        assert_eq!(world.agrees(dan, order, 1).await, Err(No::WrongState));
        assert_eq!(world.owed(dan).await, 500);
        world.assert_whole().await;
        world.clock.advance(7 * DAY);
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::Settled);
        world.assert_whole().await;
    }

    /// A replacement is an order of its own: off the shelf, paid with what comes back, at nobody's cost but the goods.
    async fn a_replacement_is_an_order_that_costs_nothing(world: World) {
        let dan = world.member("Dan").await;
        let (order, apples) = world.handed_over(dan).await;
        let before = (world.held(GENERAL).await, world.held(AID).await, world.held(market::split::Party::Member(world.supplier)).await);
        world.complains(dan, order, ComplaintKind::Damaged, &[units(1, 1_000)], Vec::new()).await.unwrap();
        // The price has changed since; it is replaced at that of the purchase.
        world.proposes(order, Proposed::Replacement(vec![units(1, 1_000)])).await.unwrap();
        assert_eq!(world.stock(apples).await, (Some(1_000), 1_000, 2_000), "kept aside");
        world.assert_whole().await;
        world.agrees(dan, order, 1).await.unwrap();
        let again = world.remedy(order, 1).await.follow_up.unwrap();
        let placed = world.order(again).await;
        assert_eq!((placed.state, placed.buyer, placed.total_minor), (State::Paid, dan, 1_000));
        assert_eq!(world.stock(apples).await, (Some(1_000), 1_000, 2_000));
        assert_eq!(world.owed(dan).await, 0);
        let after = (world.held(GENERAL).await, world.held(AID).await, world.held(market::split::Party::Member(world.supplier)).await);
        assert_eq!(before, after);
        world.assert_whole().await;
        world.finish(dan, again).await;
        assert_eq!(world.stock(apples).await, (Some(1_000), 0, 3_000));
        world.finish_accepted(dan, order).await;
        // Three jin were given for the price of two.
        assert_eq!((world.sales(1).await, world.sales(2).await, world.payable().await), (130, 78, 2_392));
        world.assert_whole().await;
    }

    /// Declined, the talk goes on and nothing is settled; what was kept aside goes back.
    async fn a_second_proposal_follows_the_first(world: World) {
        let dan = world.member("Dan").await;
        let (order, apples) = world.handed_over(dan).await;
        world.complains(dan, order, ComplaintKind::Missing, &[units(1, 2_000)], Vec::new()).await.unwrap();
        world.proposes(order, Proposed::Replacement(vec![units(1, 2_000)])).await.unwrap();
        assert_eq!(world.declines(dan, order, 1, " ").await, Err(No::ReasonMissing));
        world.declines(dan, order, 1, "I am away for a month").await.unwrap();
        assert_eq!(world.stock(apples).await, (Some(2_000), 0, 2_000));
        world.clock.advance(30 * DAY);
        world.run_jobs().await;
        assert_eq!((world.state(order).await, world.talk(order).await), (State::Fulfilled, ComplaintState::Waiting));
        world.proposes(order, Proposed::Refund(1_900)).await.unwrap();
        // Who has mistyped proposes again before there is an answer; the buyer answers what stands.
        world.proposes(order, Proposed::Refund(2_000)).await.unwrap();
        assert_eq!(world.agrees(dan, order, 2).await, Err(No::ProposalChanged));
        assert_eq!(world.declines(dan, order, 2, "no").await, Err(No::ProposalChanged));
        world.agrees(dan, order, 3).await.unwrap();
        assert_eq!(world.owed(dan).await, 2_000);
        let states = [world.remedy(order, 1).await.state, world.remedy(order, 2).await.state];
        assert_eq!(states, [RemedyState::Declined, RemedyState::Superseded]);
        world.assert_whole().await;
    }

    /// Who is away loses nothing of what was offered; who accepts the order lets it go.
    async fn silence_agrees_and_acceptance_lets_go(world: World) {
        let (dan, eve) = (world.member("Dan").await, world.member("Eve").await);
        let (order, apples) = world.handed_over(dan).await;
        world.complains(dan, order, ComplaintKind::Damaged, &[units(1, 1_000)], Vec::new()).await.unwrap();
        world.clock.advance(20 * DAY);
        world.proposes(order, Proposed::Replacement(vec![units(1, 1_000)])).await.unwrap();
        world.clock.advance(6 * DAY);
        world.run_jobs().await;
        assert_eq!(world.talk(order).await, ComplaintState::Proposed);
        world.clock.advance(DAY);
        world.run_jobs().await;
        assert_eq!((world.talk(order).await, world.state(order).await), (ComplaintState::Agreed, State::Settled));
        let again = world.remedy(order, 1).await.follow_up.unwrap();
        assert_eq!(world.state(again).await, State::Paid);
        world.assert_whole().await;

        let second = world.paid(eve, &[(apples, 500)]).await;
        world.fulfil(second).await.unwrap();
        world.complains(eve, second, ComplaintKind::Damaged, &[units(1, 500)], Vec::new()).await.unwrap();
        world.proposes(second, Proposed::Replacement(vec![units(1, 500)])).await.unwrap();
        world.finish_accepted(eve, second).await;
        assert_eq!((world.talk(second).await, world.owed(eve).await), (ComplaintState::Withdrawn, 0));
        assert_eq!(world.remedy(second, 1).await.state, RemedyState::Dropped);
        world.assert_whole().await;
    }

    /// To an answer that offers nothing silence is no yes: it waits for the buyer, or for a second person's look.
    async fn silence_says_nothing_to_nothing(world: World) {
        let (dan, second) = (world.member("Dan").await, world.treasurer);
        let (order, _) = world.handed_over(dan).await;
        world.complains(dan, order, ComplaintKind::Damaged, &[units(1, 1_000)], Vec::new()).await.unwrap();
        world.proposes(order, Proposed::Nothing).await.unwrap();
        world.clock.advance(60 * DAY);
        world.run_jobs().await;
        assert_eq!((world.talk(order).await, world.state(order).await), (ComplaintState::Proposed, State::Fulfilled));
        assert_eq!(world.order(order).await.accept_due_us, None);
        // Disputed after two months, answered again, and looked at by somebody else.
        world.declines(dan, order, 1, "look at the picture").await.unwrap();
        world.proposes(order, Proposed::Nothing).await.unwrap();
        let steward = world.steward;
        assert_eq!(world.confirms(steward, order, 2).await, Err(No::SamePerson));
        assert_eq!(world.confirms(dan, order, 2).await, Err(No::NotAllowed));
        assert_eq!(world.confirms(world.id(), order, 2).await, Err(No::NotAMember));
        assert_eq!(world.confirms(second, world.id(), 2).await, Err(No::NoSuchOrder));
        assert_eq!(world.confirms(second, order, 1).await, Err(No::ProposalChanged));
        world.confirms(second, order, 2).await.unwrap();
        assert_eq!(world.confirms(second, order, 2).await, Err(No::WrongState), "once");
        world.clock.advance(6 * DAY);
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::Fulfilled);
        world.clock.advance(DAY);
        world.run_jobs().await;
        assert_eq!((world.talk(order).await, world.state(order).await), (ComplaintState::Agreed, State::Settled));
        assert_eq!(world.owed(dan).await, 0);
        world.assert_whole().await;
    }

    /// The buyer's yes ends it and the time to accept runs; something better takes its place, and that silence takes.
    async fn nothing_ends_with_the_buyers_yes_or_with_something(world: World) {
        let (dan, second) = (world.member("Dan").await, world.treasurer);
        let (order, apples) = world.handed_over(dan).await;
        world.complains(dan, order, ComplaintKind::Other, &[], Vec::new()).await.unwrap();
        world.proposes(order, Proposed::Nothing).await.unwrap();
        world.clock.advance(30 * DAY);
        world.agrees(dan, order, 1).await.unwrap();
        assert_eq!((world.talk(order).await, world.state(order).await), (ComplaintState::Agreed, State::Fulfilled));
        world.clock.advance(7 * DAY);
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::Settled);
        let other = world.paid(dan, &[(apples, 500)]).await;
        world.fulfil(other).await.unwrap();
        world.complains(dan, other, ComplaintKind::Other, &[], Vec::new()).await.unwrap();
        world.proposes(other, Proposed::Refund(100)).await.unwrap();
        assert_eq!(world.confirms(second, other, 1).await, Err(No::WrongState), "something is offered");
        world.proposes(other, Proposed::Nothing).await.unwrap();
        world.clock.advance(30 * DAY);
        world.proposes(other, Proposed::Refund(200)).await.unwrap();
        world.clock.advance(7 * DAY);
        world.run_jobs().await;
        assert_eq!((world.state(other).await, world.owed(dan).await), (State::Settled, 200));
        world.assert_whole().await;
    }

    /// What cannot be done any more when nobody has answered is no acceptance: the complaint waits for something else.
    async fn what_cannot_be_done_any_more_waits_on(world: World) {
        let dan = world.member("Dan").await;
        let (order, _) = world.handed_over(dan).await;
        world.complains(dan, order, ComplaintKind::Other, &[], Vec::new()).await.unwrap();
        world.proposes(order, Proposed::Refund(2_600)).await.unwrap();
        world.refund(world.steward, order, RefundWhat::Sum(100)).await.unwrap();
        assert_eq!(world.agrees(dan, order, 1).await, Err(No::MoreThanPaid));
        world.clock.advance(7 * DAY);
        world.run_jobs().await;
        assert_eq!((world.state(order).await, world.talk(order).await), (State::Fulfilled, ComplaintState::Waiting));
        assert_eq!(world.remedy(order, 1).await.state, RemedyState::Impossible);
        world.proposes(order, Proposed::Refund(2_500)).await.unwrap();
        world.agrees(dan, order, 2).await.unwrap();
        assert_eq!(world.owed(dan).await, 2_600);
        world.assert_whole().await;
    }

    /// Who may, what of, and what can be promised.
    async fn complaints_and_proposals_that_cannot_be(world: World) {
        let (dan, eve) = (world.member("Dan").await, world.member("Eve").await);
        let (order, apples) = world.handed_over(dan).await;
        let missing = ComplaintKind::Missing;
        for (lines, photos, why) in [
            (vec![], vec![], No::LinesMissing),
            (vec![units(3, 1_000)], vec![], No::NoSuchLine),
            (vec![units(1, 500), units(1, 500)], vec![], No::LineTwice),
            (vec![units(1, 0)], vec![], No::QuantityNotPositive),
            (vec![units(1, 2_001)], vec![], No::MoreThanLeft),
            (vec![units(1, 500)], vec![world.photo("application/pdf")], No::NotAPicture),
            (vec![units(1, 500)], vec![world.photo("image/png"); 7], No::TooManyPhotos),
        ] {
            assert_eq!(world.complains(dan, order, missing, &lines, photos).await, Err(why), "{lines:?}");
        }
        assert_eq!(world.complains(dan, world.id(), missing, &[units(1, 500)], vec![]).await, Err(No::NoSuchOrder));
        assert_eq!(world.proposes(order, Proposed::Nothing).await, Err(No::WrongState));
        world.complains(dan, order, missing, &[units(1, 1_500)], Vec::new()).await.unwrap();
        assert_eq!(world.agrees(dan, order, 0).await, Err(No::WrongState));
        assert_eq!(world.declines(dan, order, 0, "no").await, Err(No::WrongState));
        let replaced = |lines: &[(i64, i64)]| {
            Proposed::Replacement(lines.iter().map(|(line, milli)| units(*line, *milli)).collect())
        };
        for (proposed, why) in [
            (Proposed::Refund(0), No::SumNotPositive),
            (Proposed::Refund(2_001), No::MoreThanPaid),
            (replaced(&[]), No::LinesMissing),
            (replaced(&[(3, 500)]), No::NoSuchLine),
            (replaced(&[(1, 2_500)]), No::MoreThanLeft),
            (replaced(&[(1, 400)]), No::QuantityOffStep),
        ] {
            assert_eq!(world.proposes(order, proposed.clone()).await, Err(why), "{proposed:?}");
        }
        world.refund(world.steward, order, RefundWhat::SumOfLine(1, 600)).await.unwrap();
        assert_eq!(world.proposes(order, replaced(&[(1, 2_000)])).await, Err(No::PriceShort));
        world.paid(eve, &[(apples, 1_500)]).await;
        assert_eq!(world.proposes(order, replaced(&[(1, 1_000)])).await, Err(No::SoldOut));
        world.proposes(order, replaced(&[(1, 500)])).await.unwrap();
        assert_eq!(world.agrees(eve, order, 1).await, Err(No::NotYours));
        assert_eq!(world.declines(eve, order, 1, "no").await, Err(No::NotYours));
        world.agrees(dan, order, 1).await.unwrap();
        world.assert_whole().await;
    }

    /// Whoever has left gets money, not goods.
    async fn who_has_left_gets_no_goods(world: World) {
        let dan = world.member("Dan").await;
        let (order, apples) = world.handed_over(dan).await;
        world.complains(dan, order, ComplaintKind::Damaged, &[units(1, 500)], Vec::new()).await.unwrap();
        let again = Proposed::Replacement(vec![units(1, 500)]);
        world.proposes(order, again.clone()).await.unwrap();
        let now = world.now();
        world.act(move |tx, _| {
            let input = community::ops::leave::LeaveInput { actor: dan, member: dan, reason: String::new() };
            community::ops::leave::leave(tx, &input, now)
        }).await.unwrap();
        assert_eq!(world.agrees(dan, order, 1).await, Err(No::BuyerGone));
        assert_eq!(world.proposes(order, again).await, Err(No::BuyerGone));
        world.clock.advance(7 * DAY);
        world.run_jobs().await;
        assert_eq!((world.talk(order).await, world.stock(apples).await), (ComplaintState::Waiting, (Some(2_000), 0, 2_000)));
        world.assert_whole().await;
    }

    /// Eight clicks on two nodes, some with a key of their own: one refund, one order.
    async fn agreeing_many_times_at_once_is_agreeing_once(world: World) {
        let dan = world.member("Dan").await;
        let (order, apples) = world.handed_over(dan).await;
        world.complains(dan, order, ComplaintKind::Damaged, &[units(1, 1_000)], Vec::new()).await.unwrap();
        world.proposes(order, Proposed::Replacement(vec![units(1, 1_000)])).await.unwrap();
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for n in 0..8 {
            let world = world.clone();
            tasks.push(tokio::spawn(async move {
                let db = if n % 2 == 0 { &world.db } else { &world.other };
                let key = IdempotencyKey::of("dan", if n < 4 { "same" } else { "other" }, "agree", &1).unwrap();
                let (key, input) = (Some(key), AnswerRemedy { order, remedy: 1, reason: String::new() });
                let when = market::When::from(world.now());
                let click = move |tx: &mut store::Tx| {
                    ops::once(tx, &key, No::KeyReused, when, |tx| {
                        ops::agree_remedy(tx, Actor::Member(dan), &input, when)
                    })
                };
                testkit::answer(db.transact(world.community, click).await)
            }));
        }
        let mut told = Vec::new();
        for task in tasks {
            told.push(task.await.unwrap().map(|order| order.refunded_minor));
        }
        told.sort_by_key(Result::is_err);
        let [once, late] = [Ok(1_000), Err(No::WrongState)];
        assert_eq!(told, [once, once, once, once, late, late, late, late]);
        assert_eq!((world.owed(dan).await, world.stock(apples).await), (0, (Some(1_000), 1_000, 2_000)));
        world.assert_whole().await;
        assert!(world.place(dan, &[(apples, 1_500)], Pay::Later).await.is_err());
    }
}
