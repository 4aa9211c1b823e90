//! What a buyer without an account says of what was handed over is written down by others, under their own names.

use crate::world::{self, DAY, World};
use community::role::Role;
use community::{GrantInput, NewMember};
use kernel::{Id, Quantity};
use ledger::AccountKey;
use market::Actor;
use market::complaint::{ComplaintKind, ComplaintRefused};
use market::ids::Member;
use market::ops::{self, Pay};
use market::order::{OrderRefused, State};
use market::payment::{MethodCode, PaymentState};
use market::rows::{Order, OrderEvent, OrderStep, Payment};

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

async fn set_off(world: &World, by: Id<Member>, order: Id<Order>) -> Result<State, OrderRefused> {
    let done = world.act(move |tx, when| ops::set_off_for_buyer(tx, Actor::Member(by), order, when)).await;
    done.map(|order| order.state)
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

    /// Nor does silence say it for them: what the seller proposes for a buyer without an account waits for somebody else's word.
    async fn silence_is_no_yes_to_who_pays(world: World) {
        let tina = world.walk_in("Tina").await;
        world.make_steward(world.supplier).await;
        let apples = world.offer("10", Some(9), None).await;
        let (own, other) = (world.paid(tina, &[(apples, 1_000)]).await, world.paid(tina, &[(apples, 1_000)]).await);
        for order in [own, other] {
            world.fulfil(order).await.unwrap();
            complain(&world, world.supplier, order).await.unwrap();
        }
        propose(&world, world.supplier, own, 1).await;
        propose(&world, world.treasurer, other, 100).await;
        assert!(world.order(own).await.accept_due_us.is_none());
        for _ in 0..3 {
            world.clock.advance(DAY * 15);
            world.run_jobs().await;
        }
        assert_eq!((world.state(own).await, world.state(other).await), (State::Fulfilled, State::Settled));
        assert_eq!((world.owed(tina).await, agree(&world, world.supplier, own, 1).await), (100, Err(ComplaintRefused::OwnProposal)));
        decline(&world, world.steward, own, 1).await.unwrap();
        propose(&world, world.supplier, own, 500).await;
        agree(&world, world.steward, own, 2).await.unwrap();
        assert_eq!(world.owed(tina).await, 600);
        world.clock.advance(DAY * 15);
        world.run_jobs().await;
        assert_eq!(world.state(own).await, State::Settled);
        world.assert_whole().await;
    }

    /// Where nothing more could be offered silence says yes, so that one who sells alone can end it.
    async fn all_of_it_back_needs_nobodys_word(world: World) {
        let tina = world.walk_in("Tina").await;
        world.make_steward(world.supplier).await;
        let apples = world.offer("10", Some(9), None).await;
        let order = world.paid(tina, &[(apples, 1_000)]).await;
        world.fulfil(order).await.unwrap();
        complain(&world, world.supplier, order).await.unwrap();
        propose(&world, world.supplier, order, 999).await;
        assert!(world.order(order).await.accept_due_us.is_none());
        propose(&world, world.supplier, order, 1_000).await;
        assert!(world.order(order).await.accept_due_us.is_some());
        world.clock.advance(DAY * 15);
        world.run_jobs().await;
        assert_eq!((world.owed(tina).await, world.order(order).await.refunded_minor), (1_000, 1_000));
        world.assert_whole().await;
    }

    /// Whose goods they are does not say alone that the buyer pays them with what is owed.
    async fn who_sells_sets_off_for_nobody(world: World) {
        let tina = world.walk_in("Tina").await;
        world.make(world.supplier, Role::Treasurer).await;
        let apples = world.offer("8", Some(9), None).await;
        world.owe(tina, 800).await;
        let open = world.place(tina, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        assert_eq!(set_off(&world, world.supplier, open).await, Err(OrderRefused::PaysForIt));
        assert_eq!((world.state(open).await, world.owed(tina).await), (State::Placed, 800));
        assert_eq!(set_off(&world, world.treasurer, open).await, Ok(State::Paid));
        world.assert_whole().await;
    }

    /// What is owed for one order pays another, by who pays out: exactly, once, and without the bank.
    async fn what_is_owed_pays_the_open_order(world: World) {
        let (tina, dan) = (world.walk_in("Tina").await, world.member("Dan").await);
        let apples = world.offer("8", Some(9), None).await;
        let first = world.place(tina, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let claimed = world.claim(tina, first).await;
        world.confirm(world.treasurer, claimed, 1_600, world.now()).await.unwrap();
        assert_eq!(world.owed(tina).await, 800);
        let open = world.place(tina, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let bank = world.balance(AccountKey::bank(world::CNY)).await;
        assert_eq!(set_off(&world, world.steward, open).await, Err(OrderRefused::NotAllowed));
        assert_eq!(set_off(&world, world.treasurer, open).await, Ok(State::Paid));
        assert_eq!(set_off(&world, world.treasurer, open).await, Err(OrderRefused::WrongState));
        assert_eq!((world.owed(tina).await, world.balance(AccountKey::bank(world::CNY)).await), (0, bank));
        assert_eq!(world.said(open, OrderStep::Paid).await.0, Some(world.treasurer));
        let more = world.place(tina, &[(apples, 500)], Pay::Later).await.unwrap().id;
        assert_eq!(set_off(&world, world.treasurer, more).await, Err(OrderRefused::BuyerOwedTooLittle));
        assert_eq!(world.state(more).await, State::Placed);
        world.owe(dan, 800).await;
        let own = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        assert_eq!(set_off(&world, world.treasurer, own).await, Err(OrderRefused::BuyerHasAccount));
        world.assert_whole().await;
    }

    /// Where a part came, what is owed pays the rest of the price, of a member too.
    async fn what_is_owed_pays_the_rest(world: World) {
        let (tina, dan) = (world.walk_in("Tina").await, world.member("Dan").await);
        let apples = world.offer("30", Some(9), None).await;
        for buyer in [tina, dan] {
            let open = world.place(buyer, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
            let claimed = world.claim(buyer, open).await;
            world.confirm(world.treasurer, claimed, 2_200, world.now()).await.unwrap();
            world.owe(buyer, 900).await;
            let paid = match buyer == tina {
                true => set_off(&world, world.treasurer, open).await,
                false => world.choose(dan, open, MethodCode::SetOff).await.map(|order| order.state),
            };
            assert_eq!((paid, world.owed(buyer).await), (Ok(State::Paid), 100));
            assert_eq!(world.balance(AccountKey::unmatched(world::CNY)).await, 0);
            let payment = world.find::<Payment>((world.community, claimed)).await;
            assert_eq!(payment.state, PaymentState::Confirmed);
        }
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
        self.make(member, Role::Steward).await;
    }

    async fn make(&self, member: Id<Member>, role: Role) {
        let (actor, now) = (self.steward, self.now());
        let grant = GrantInput { actor, member, role, give: true, reason: "elected".into() };
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
