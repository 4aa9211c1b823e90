//! Work is called for, taken on, handed in and accepted; then it is a contribution like any other.

use crate::world::{DAY, World};
use contributions::CallRefused as No;
use contributions::call::{CallState, PartState, Verdict};
use contributions::contribution::ContributionRefused::AcceptedByYou;
use contributions::contribution::Ruling;
use contributions::contribution::State::Claimed;
use contributions::ids::Member;
use contributions::ops::{
    self, Apply, Assign, CallMoved, CloseCall, EndPart, HandIn, Judge, OpenCall, Worth,
};
use contributions::rows::{Call, Contribution, Part};
use contributions::worth::Kind;
use kernel::{Id, Quantity};

impl World {
    /// Two are sought for about three hours of baking.
    fn opening(&self, worth: Worth) -> OpenCall {
        OpenCall {
            id: self.id(),
            title: "Bake for the fair".to_owned(),
            note: "On Sunday".to_owned(),
            fund: 1,
            worth,
            people_max: 2,
            due_at: self.now().plus(DAY * 14),
            key: None,
        }
    }

    fn baking() -> Worth {
        Worth::Rated { rate: 1, quantity: Quantity::from_milli(3_000) }
    }

    async fn try_open(&self, by: Id<Member>, input: OpenCall) -> Result<CallMoved, No> {
        self.act(move |tx, now| ops::open_call(tx, by, &input, now)).await
    }

    async fn open(&self, by: Id<Member>, worth: Worth) -> Id<Call> {
        self.try_open(by, self.opening(worth)).await.unwrap().call
    }

    async fn apply(&self, by: Id<Member>, call: Id<Call>) -> Result<CallMoved, No> {
        let input = Apply { call, note: "I have the oven".to_owned(), key: None };
        self.act(move |tx, now| ops::apply(tx, by, &input, now)).await
    }

    async fn assign(&self, by: Id<Member>, call: Id<Call>, member: Id<Member>) -> Result<CallMoved, No> {
        let input = Assign { call, member, key: None };
        self.act(move |tx, now| ops::assign(tx, by, &input, now)).await
    }

    async fn end(
        &self,
        by: Id<Member>,
        call: Id<Call>,
        member: Id<Member>,
        reason: &str,
    ) -> Result<CallMoved, No> {
        let input = EndPart { call, member, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::end_part(tx, by, &input, now)).await
    }

    async fn hand_in(
        &self,
        by: Id<Member>,
        call: Id<Call>,
        done: &str,
        hours: Option<i64>,
    ) -> Result<CallMoved, No> {
        let quantity = hours.map(|hours| Quantity::from_milli(hours * 1_000));
        let input = HandIn { call, done: done.to_owned(), quantity, files: Vec::new(), key: None };
        self.act(move |tx, now| ops::hand_in(tx, by, &input, now)).await
    }

    async fn judge(
        &self,
        by: Id<Member>,
        call: Id<Call>,
        member: Id<Member>,
        (verdict, reason): (Verdict, &str),
    ) -> Result<Id<Contribution>, No> {
        let contribution = self.id();
        let input = Judge { call, member, verdict, reason: reason.to_owned(), contribution, key: None };
        self.act(move |tx, now| ops::judge(tx, by, &input, now)).await.map(|_| contribution)
    }

    async fn part(&self, call: Id<Call>, member: Id<Member>) -> PartState {
        self.find::<Part>((self.community, call, member)).await.unwrap().state
    }
}

fn plain<T>(answer: Result<T, No>) -> Result<(), No> {
    answer.map(|_| ())
}

testkit::both_engines! {
    async fn opening_is_taken_or_told_why_not(world: World) {
        assert_eq!(plain(world.try_open(world.chen, world.opening(World::baking())).await), Err(No::NoRules));
        world.rules(World::usual()).await;
        let open = || world.opening(World::baking());
        let rated = |rate, milli| Worth::Rated { rate, quantity: Quantity::from_milli(milli) };
        for (by, input, refused) in [
            (world.id(), open(), No::NotAMember),
            (world.eve, open(), No::OnProbation),
            (world.chen, world.opening(rated(9, 1_000)), No::NoSuchRate),
            (world.chen, world.opening(rated(1, 0)), No::WorthUnfit),
            (world.chen, world.opening(Worth::Sum { minor: 0 }), No::WorthUnfit),
            (world.chen, OpenCall { fund: 9, ..open() }, No::NoSuchFund),
            (world.chen, OpenCall { title: " ".into(), ..open() }, No::TitleUnfit),
            (world.chen, OpenCall { note: "字".repeat(1_001), ..open() }, No::NoteTooLong),
            (world.chen, OpenCall { people_max: 0, ..open() }, No::PeopleUnfit),
            (world.chen, OpenCall { due_at: world.now(), ..open() }, No::DueInPast),
        ] {
            assert_eq!(plain(world.try_open(by, input).await), Err(refused));
        }
        assert_eq!(world.try_open(world.chen, open()).await.map(|moved| (moved.number, moved.state)), Ok((1, CallState::Open)));
        // It promises what the rules say now.
        assert_eq!(world.try_rules(world.steward, World::slices(), 1).await, Err(contributions::RulesRefused::ValuingInUse));
    }

    /// Places, who gives them, and that nobody gives one to themselves.
    async fn taken_on_by_as_many_as_are_sought(world: World) {
        world.rules(World::usual()).await;
        let call = world.open(world.chen, World::baking()).await;
        for by in [world.chen, world.dan, world.eve, world.fay] {
            world.apply(by, call).await.unwrap();
        }
        assert_eq!(plain(world.apply(world.dan, call).await), Err(No::AppliedAlready));
        assert_eq!(plain(world.apply(world.dan, world.id()).await), Err(No::NoSuchCall));
        assert_eq!(plain(world.assign(world.chen, call, world.chen).await), Err(No::OwnPart));
        assert_eq!(plain(world.assign(world.dan, call, world.eve).await), Err(No::NotYours));
        assert_eq!(plain(world.assign(world.chen, call, world.treasurer).await), Err(No::NoSuchPart));
        world.assign(world.chen, call, world.dan).await.unwrap();
        assert_eq!(world.assign(world.treasurer, call, world.eve).await.unwrap().assigned_count, 2);
        assert_eq!(plain(world.assign(world.chen, call, world.fay).await), Err(No::Full));
        assert_eq!(plain(world.assign(world.chen, call, world.dan).await), Err(No::WrongState));
        // Dan puts it down, and the place is Fay's.
        assert_eq!(plain(world.end(world.chen, call, world.eve, " ").await), Err(No::ReasonMissing));
        assert_eq!(plain(world.end(world.fay, call, world.dan, "no").await.map(drop)), Ok(()), "a steward may");
        assert_eq!(plain(world.end(world.dan, call, world.dan, "").await), Err(No::WrongState));
        world.assign(world.chen, call, world.fay).await.unwrap();
        world.apply(world.dan, call).await.unwrap();
        let (chen, close) = (world.chen, CloseCall { call, key: None });
        world.act(move |tx, now| ops::close_call(tx, chen, &close, now)).await.unwrap();
        assert_eq!(plain(world.apply(world.steward, call).await), Err(No::CallClosed));
        assert_eq!(plain(world.assign(world.chen, call, world.dan).await), Err(No::CallClosed));
        world.assert_whole().await;
    }

    /// Whole, a third, and not: then anew. Each becomes a claim that others confirm.
    async fn accepted_in_whole_or_in_part_it_is_claimed(world: World) {
        world.rules(World::usual()).await;
        let call = world.open(world.chen, World::baking()).await;
        for member in [world.dan, world.eve] {
            world.apply(member, call).await.unwrap();
            assert_eq!(plain(world.hand_in(member, call, "done", None).await), Err(No::WrongState));
            world.assign(world.chen, call, member).await.unwrap();
        }
        assert_eq!(plain(world.hand_in(world.dan, call, " ", None).await), Err(No::DoneMissing));
        assert_eq!(plain(world.hand_in(world.dan, call, "done", Some(0)).await), Err(No::DoneUnfit));
        world.hand_in(world.dan, call, "Forty loaves", None).await.unwrap();
        world.hand_in(world.eve, call, "Some", Some(1)).await.unwrap();
        let third = Verdict::Part(World::share("1/3"));
        for (by, member, judged, refused) in [
            (world.dan, world.dan, (Verdict::Whole, ""), No::NotYours),
            (world.dan, world.eve, (Verdict::Whole, ""), No::NotYours),
            (world.chen, world.dan, (third, " "), No::ReasonMissing),
            (world.chen, world.dan, (Verdict::Part(World::share("1")), "all"), No::ShareUnfit),
            (world.chen, world.fay, (Verdict::Whole, ""), No::NoSuchPart),
        ] {
            assert_eq!(plain(world.judge(by, call, member, judged).await), Err(refused));
        }
        let id = world.judge(world.chen, call, world.dan, (third, "Most were burnt")).await.unwrap();
        let row = world.contribution(id).await;
        assert_eq!((row.state, row.member, row.market_minor, row.value), (Claimed, world.dan, 9_000, 3_000));
        assert_eq!((row.call_id, row.share().to_string().as_str()), (Some(call), "1/3"));
        assert_eq!(plain(world.judge(world.chen, call, world.dan, (Verdict::Whole, "")).await), Err(No::WrongState), "once");
        world.judge(world.chen, call, world.eve, (Verdict::NotAccepted, "Not one was eatable")).await.unwrap();
        assert_eq!(world.part(call, world.eve).await, PartState::NotAccepted);
        world.hand_in(world.eve, call, "Baked anew", Some(2)).await.unwrap();
        let id = world.judge(world.treasurer, call, world.eve, (Verdict::Whole, "")).await.unwrap();
        assert_eq!(world.contribution(id).await.value, 6_000);
        assert_eq!(world.part(call, world.eve).await, PartState::Accepted);
        assert_eq!(world.values().await, [], "accepted, others still confirm it");
        world.assert_whole().await;
    }

    /// Chen accepted it: she has said already that it is so, and others confirm it.
    async fn who_accepted_it_does_not_confirm_it_too(world: World) {
        world.rules(World::usual()).await;
        let call = world.open(world.chen, World::baking()).await;
        world.apply(world.dan, call).await.unwrap();
        world.assign(world.chen, call, world.dan).await.unwrap();
        let (chen, close) = (world.chen, CloseCall { call, key: None });
        world.act(move |tx, now| ops::close_call(tx, chen, &close, now)).await.unwrap();
        // The call is closed, and what was taken on can still be handed in at what it promised.
        let other = world.try_rules(world.steward, World::slices(), 1).await;
        assert_eq!(other, Err(contributions::RulesRefused::ValuingInUse));
        world.hand_in(world.dan, call, "Forty loaves", None).await.unwrap();
        let id = world.judge(world.treasurer, call, world.dan, (Verdict::Whole, "")).await.unwrap();
        assert_eq!(world.confirm(world.treasurer, id).await.map(drop), Err(AcceptedByYou));
        world.confirm(world.chen, id).await.unwrap();
        world.confirm(world.steward, id).await.unwrap();
        world.dispute(world.fay, id, "Twenty at most").await.unwrap();
        assert_eq!(world.decide(world.treasurer, id, Ruling::Stands).await.map(drop), Err(AcceptedByYou));
        world.assert_whole().await;
    }

    /// For a sum; and what the rules say later changes nothing.
    async fn a_sum_is_what_was_called_for(world: World) {
        world.rules(World::usual()).await;
        let call = world.open(world.chen, Worth::Sum { minor: 12_345 }).await;
        world.apply(world.dan, call).await.unwrap();
        world.assign(world.chen, call, world.dan).await.unwrap();
        world.hand_in(world.dan, call, "done", Some(7)).await.unwrap();
        let id = world.judge(world.chen, call, world.dan, (Verdict::Part(World::share("50%")), "Half")).await.unwrap();
        let row = world.contribution(id).await;
        assert_eq!((row.kind, row.market_minor, row.value), (Kind::Task, 12_345, 6_172));
        world.assert_whole().await;
    }
}
