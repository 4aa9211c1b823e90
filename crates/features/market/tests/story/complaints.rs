//! A buyer objects to what was handed over.

use crate::world::{DAY, World};
use kernel::Id;
use market::Actor;
use market::complaint::{ComplaintKind, ComplaintRefused};
use market::ids::Member;
use market::ops::{self, RefundWhat};
use market::order::State;
use market::rows::Order;

async fn handed_over(world: &World, buyer: Id<Member>) -> Id<Order> {
    let apples = world.offer("10", Some(9), None).await;
    let order = world.paid(buyer, &[(apples, 1_000)]).await;
    world.fulfil(order).await.unwrap();
    order
}

async fn complain(
    world: &World,
    by: Id<Member>,
    order: Id<Order>,
    why: &str,
) -> Result<State, ComplaintRefused> {
    let (reason, kind) = (why.to_owned(), ComplaintKind::Other);
    let input = ops::Complain { order, kind, lines: Vec::new(), reason, photos: Vec::new() };
    let done = world.act(move |tx, when| ops::complain(tx, Actor::Member(by), &input, when)).await;
    done.map(|order| order.state)
}

async fn reply(
    world: &World,
    by: Id<Member>,
    order: Id<Order>,
    why: &str,
) -> Result<State, ComplaintRefused> {
    let (remedy, proposed) = (world.id(), ops::Proposed::Nothing);
    let input = ops::AnswerComplaint { order, remedy, proposed, reason: why.to_owned() };
    let done = world.act(move |tx, when| ops::answer_complaint(tx, Actor::Member(by), &input, when)).await;
    done.map(|order| order.state)
}

/// How often each of these was announced of an order.
async fn told(world: &World, order: Id<Order>, steps: &[&str]) -> Vec<usize> {
    let events = world.db.events_after(world.community, 0, 1_000).await.unwrap();
    let of = |step: &&str| {
        let kind = format!("order_{step}");
        events.iter().filter(|event| event.kind == kind && event.body.contains(order.as_str())).count()
    };
    steps.iter().map(of).collect()
}

testkit::both_engines! {
    /// Silence accepts nothing while the buyer waits for an answer; then the whole week runs again.
    async fn a_complaint_keeps_an_order_from_being_accepted(world: World) {
        let dan = world.member("Dan").await;
        let order = handed_over(&world, dan).await;
        world.clock.advance(6 * DAY);
        assert_eq!(complain(&world, dan, order, "half of them are brown").await, Ok(State::Fulfilled));
        world.clock.advance(30 * DAY);
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::Fulfilled);
        world.refund(world.steward, order, RefundWhat::Sum(400)).await.unwrap();
        assert_eq!(reply(&world, world.steward, order, "four kuai back").await, Ok(State::Fulfilled));
        assert_eq!(complain(&world, dan, order, "all of them").await, Err(ComplaintRefused::ComplainedAlready));
        // Nothing more was offered: the clock runs once a second person has looked.
        world.clock.advance(30 * DAY);
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::Fulfilled);
        let (looked, by) = (ops::ConfirmAnswer { order, remedy: 1 }, Actor::Member(world.treasurer));
        world.act(move |tx, when| ops::confirm_answer(tx, by, &looked, when)).await.unwrap();
        world.clock.advance(6 * DAY);
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::Fulfilled);
        world.clock.advance(DAY);
        world.run_jobs().await;
        assert_eq!((world.state(order).await, world.owed(dan).await, world.payable().await), (State::Settled, 400, 552));
        world.assert_whole().await;
    }

    /// The buyer may be content all the same, and nobody has to answer any more.
    async fn accepting_closes_a_complaint(world: World) {
        let dan = world.member("Dan").await;
        let order = handed_over(&world, dan).await;
        complain(&world, dan, order, "late").await.unwrap();
        world.finish_accepted(dan, order).await;
        assert_eq!(world.order(order).await.complained_at_us, None);
        assert_eq!(reply(&world, world.steward, order, "sorry").await, Err(ComplaintRefused::WrongState));
        assert_eq!(complain(&world, dan, order, "too late").await, Err(ComplaintRefused::AcceptedAlready));
    }

    /// Who may, when, and with what.
    async fn complaints_that_cannot_be(world: World) {
        let (dan, steward) = (world.member("Dan").await, world.steward);
        let apples = world.offer("10", Some(9), None).await;
        let order = world.paid(dan, &[(apples, 1_000)]).await;
        assert_eq!(complain(&world, dan, order, "where is it").await, Err(ComplaintRefused::NotHandedOver));
        world.fulfil(order).await.unwrap();
        assert_eq!(complain(&world, dan, order, " ").await, Err(ComplaintRefused::ReasonMissing));
        let long = "brown ".repeat(1_000);
        assert_eq!(complain(&world, dan, order, &long).await, Err(ComplaintRefused::ReasonTooLong));
        assert_eq!(complain(&world, steward, order, "not mine").await, Err(ComplaintRefused::NotYours));
        assert_eq!(reply(&world, steward, order, "to nothing").await, Err(ComplaintRefused::WrongState));
        complain(&world, dan, order, "brown").await.unwrap();
        assert_eq!(complain(&world, dan, order, "and soft").await, Err(ComplaintRefused::ComplainedAlready));
        assert_eq!(reply(&world, steward, order, "").await, Err(ComplaintRefused::ReasonMissing));
        assert_eq!(reply(&world, dan, order, "to myself").await, Err(ComplaintRefused::NotAllowed));
        assert_eq!(reply(&world, world.id(), order, "nobody").await, Err(ComplaintRefused::NotAMember));
        let own = handed_over(&world, steward).await;
        complain(&world, steward, own, "brown").await.unwrap();
        assert_eq!(reply(&world, steward, own, "to myself").await, Err(ComplaintRefused::OwnOrder));
        // The instant in which the window ends counts as accepted.
        let late = handed_over(&world, dan).await;
        world.clock.advance(7 * DAY);
        assert_eq!(complain(&world, dan, late, "too late").await, Err(ComplaintRefused::AcceptedAlready));
    }

    /// Whoever listens hears of an acceptance by silence as of any other.
    async fn acceptance_by_silence_is_announced(world: World) {
        let dan = world.member("Dan").await;
        let order = handed_over(&world, dan).await;
        world.clock.advance(7 * DAY);
        world.run_jobs().await;
        assert_eq!(told(&world, order, &["accepted", "settled"]).await, [1, 1]);
    }

    /// What becomes of an order on the way of something else is told of like that: given up when its money came too late,
    /// called off when nothing of it is left, accepted when it is handed over without a wait.
    async fn what_happens_on_the_way_is_announced(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(9), None).await;
        let late = world.place(dan, &[(apples, 1_000)], ops::Pay::Later).await.unwrap().id;
        let payment = world.claim(dan, late).await;
        world.clock.advance(2 * DAY);
        // No job has come by: the money ends it.
        world.confirm(world.treasurer, payment, 1_000, world.now()).await.unwrap();
        assert_eq!(world.state(late).await, State::Expired);
        assert_eq!(told(&world, late, &["expired", "payment_late"]).await, [1, 1]);

        let short = world.paid(dan, &[(apples, 1_000)]).await;
        let (refund, steward) = (world.id(), Actor::Member(world.steward));
        let missing = vec![(1, kernel::Quantity::from_milli(1_000))];
        let input = ops::ReportShortage { refund, order: short, missing, reason: "mice".into(), key: None };
        world.act(move |tx, when| ops::report_shortage(tx, steward, &input, when)).await.unwrap();
        assert_eq!(world.state(short).await, State::Cancelled);
        assert_eq!(told(&world, short, &["short", "cancelled"]).await, [1, 1]);

        let old = world.paid(dan, &[(apples, 1_000)]).await;
        let input = ops::FulfilOrder { order: old, wait_for_acceptance: false };
        world.act(move |tx, when| ops::fulfil_order(tx, Actor::System, &input, when)).await.unwrap();
        assert_eq!(world.state(old).await, State::Accepted);
        assert_eq!(told(&world, old, &["fulfilled", "accepted"]).await, [1, 1]);
        world.assert_whole().await;
    }
}
