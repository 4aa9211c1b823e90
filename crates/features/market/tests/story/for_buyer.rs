//! What a buyer without an account says of what was handed over is written down by others, under their own names.

use crate::world::World;
use community::role::Role;
use community::{GrantInput, NewMember};
use kernel::{Id, Quantity};
use market::Actor;
use market::complaint::{ComplaintKind, ComplaintRefused};
use market::ids::Member;
use market::ops;
use market::order::State;
use market::rows::{Order, OrderEvent, OrderStep};

async fn complain(world: &World, by: Id<Member>, order: Id<Order>) -> Result<State, ComplaintRefused> {
    let lines = vec![(1, Quantity::from_milli(500))];
    let (kind, reason) = (ComplaintKind::Damaged, "half of it was crushed".to_owned());
    let input = ops::Complain { order, kind, lines, reason, photos: Vec::new() };
    let done = world.act(move |tx, when| ops::complain(tx, Actor::Member(by), &input, when)).await;
    done.map(|order| order.state)
}

async fn propose(world: &World, by: Id<Member>, order: Id<Order>, minor: i64) {
    let (remedy, proposed) = (world.id(), ops::Proposed::Refund(minor));
    let input = ops::AnswerComplaint { order, remedy, proposed, reason: "sorry".to_owned() };
    world.act(move |tx, when| ops::answer_complaint(tx, Actor::Member(by), &input, when)).await.unwrap();
}

async fn agree(world: &World, by: Id<Member>, order: Id<Order>, remedy: i64) -> Result<(), ComplaintRefused> {
    let input = ops::AnswerRemedy { order, remedy, reason: "not enough".to_owned() };
    world.act(move |tx, when| ops::agree_remedy(tx, Actor::Member(by), &input, when)).await.map(drop)
}

async fn decline(
    world: &World,
    by: Id<Member>,
    order: Id<Order>,
    remedy: i64,
) -> Result<(), ComplaintRefused> {
    let input = ops::AnswerRemedy { order, remedy, reason: "not enough".to_owned() };
    world.act(move |tx, when| ops::decline_remedy(tx, Actor::Member(by), &input, when)).await.map(drop)
}

testkit::both_engines! {
    /// Written down by one, proposed by another, agreed to in the buyer's name by who neither proposed it nor pays: and posted.
    async fn a_buyer_without_an_account_is_heard(world: World) {
        let (tina, dan) = (world.walk_in("Tina").await, world.member("Dan").await);
        let apples = world.offer("10", Some(9), None).await;
        let order = world.paid(tina, &[(apples, 1_000)]).await;
        assert_eq!(complain(&world, world.steward, order).await, Err(ComplaintRefused::NotHandedOver));
        world.fulfil(order).await.unwrap();
        assert_eq!(complain(&world, dan, order).await, Err(ComplaintRefused::NotYours));
        assert_eq!(complain(&world, world.steward, order).await, Ok(State::Fulfilled));
        propose(&world, world.treasurer, order, 200).await;
        assert_eq!(agree(&world, dan, order, 1).await, Err(ComplaintRefused::NotYours));
        assert_eq!(agree(&world, world.treasurer, order, 1).await, Err(ComplaintRefused::OwnProposal));
        assert_eq!(decline(&world, world.treasurer, order, 1).await, Err(ComplaintRefused::OwnProposal));
        decline(&world, world.steward, order, 1).await.unwrap();
        propose(&world, world.treasurer, order, 500).await;
        agree(&world, world.steward, order, 2).await.unwrap();
        assert_eq!((world.owed(tina).await, world.order(order).await.refunded_minor), (500, 500));
        // Both are told by whom, and the words are the buyer's: they go with the buyer.
        let (by, words) = (Some(world.steward), Some("half of it was crushed".to_owned()));
        assert_eq!(world.said(order, OrderStep::Complained).await, (by, words));
        assert_eq!(world.said(order, OrderStep::RemedyAgreed).await.0, by);
        world.act(move |tx, _| ops::forget_member(tx, tina)).await.unwrap();
        for step in [OrderStep::Complained, OrderStep::RemedyDeclined] {
            assert_eq!(world.said(order, step).await, (by, None));
        }
        world.assert_whole().await;
    }

    /// Who gets a part of the price would pay it back, and says yes for nobody; nor does anybody for a buyer with an account.
    async fn who_pays_agrees_for_nobody(world: World) {
        let tina = world.walk_in("Tina").await;
        world.make_steward(world.supplier).await;
        let apples = world.offer("10", Some(9), None).await;
        let order = world.paid(tina, &[(apples, 1_000)]).await;
        world.fulfil(order).await.unwrap();
        complain(&world, world.supplier, order).await.unwrap();
        propose(&world, world.treasurer, order, 100).await;
        assert_eq!(agree(&world, world.supplier, order, 1).await, Err(ComplaintRefused::PaysForIt));
        agree(&world, world.steward, order, 1).await.unwrap();
        let own = world.paid(world.supplier, &[(apples, 1_000)]).await;
        world.fulfil(own).await.unwrap();
        assert_eq!(complain(&world, world.steward, own).await, Err(ComplaintRefused::NotYours));
        world.assert_whole().await;
    }

    /// Who claims the orders later has the complaint too, with what waits for an answer.
    async fn a_complaint_goes_over_with_the_order(world: World) {
        let (tina, dan) = (world.walk_in("Tina").await, world.member("Dan").await);
        let apples = world.offer("10", Some(9), None).await;
        let order = world.paid(tina, &[(apples, 1_000)]).await;
        world.fulfil(order).await.unwrap();
        complain(&world, world.steward, order).await.unwrap();
        propose(&world, world.treasurer, order, 100).await;
        let over = world.act::<_, std::convert::Infallible>(move |tx, when| {
            Ok(ops::hand_over_purchases(tx, tina, dan, when)?)
        });
        assert_eq!(over.await, Ok(vec![order]));
        let key = (world.community, order, 1);
        let complaint = world.db.read(move |reader| reader.find::<market::complaint_rows::Complaint>(&key)).await;
        assert_eq!(complaint.unwrap().map(|complaint| complaint.buyer), Some(dan));
        assert_eq!(agree(&world, world.steward, order, 1).await, Err(ComplaintRefused::NotYours));
        agree(&world, dan, order, 1).await.unwrap();
        world.assert_whole().await;
    }
}

impl World {
    pub(crate) async fn walk_in(&self, name: &str) -> Id<Member> {
        let (now, id, random, name) = (self.now(), self.id(), self.ids_count(), name.to_owned());
        let made = self.act(move |tx, _| {
            let new = NewMember { id, person: None, display_name: name.clone(), random };
            community::placeholder_member(tx, &new, now)
        });
        made.await.unwrap();
        id
    }

    async fn make_steward(&self, member: Id<Member>) {
        let (actor, now) = (self.steward, self.now());
        let grant = GrantInput { actor, member, role: Role::Steward, give: true, reason: "elected".into() };
        self.act(move |tx, _| community::grant_role(tx, &grant, now)).await.unwrap();
    }

    /// By whom a step of an order was taken, and with which words.
    async fn said(&self, order: Id<Order>, step: OrderStep) -> (Option<Id<Member>>, Option<String>) {
        for number in 1..=self.order(order).await.event_count {
            let event = self.find::<OrderEvent>((self.community, order, number)).await;
            if event.step == step {
                return (event.by_member, event.reason);
            }
        }
        panic!("{order} has no step {step}");
    }
}
