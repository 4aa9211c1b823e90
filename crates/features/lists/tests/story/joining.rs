//! The people of a pasted list join a group buy of what it sells.

use crate::world::{DAY, LIST, World, answer};
use kernel::{Currency, Id, Price, Quantity};
use lists::ListRefused;
use lists::joining::{JoinAnswer, Joining, join_all, review};
use lists::ops::order_again;
use lists::ordering::make_orders;
use lists::parts::parts_standing;
use lists::rows::OrderList;
use lists::to_join::Stays;
use lists::trouble::Why;
use market::rows::Offer;
use pools::commitment::CommitmentState;
use pools::group_buy::{FallsOn, Remainder, Step};
use pools::ids::PoolId;
use pools::ops::{ConfirmCommitment, OpenGroupBuy, confirm_commitment, open_group_buy};
use pools::pool::{Counted, PoolState};
use pools::rows::{Commitment, Pool};
use std::sync::Arc;
use store::OpError;
use web::IdSource;

const CODE: &str = "BCDFGHJKMNPQ";

fn price(text: &str) -> Price {
    Price::parse(text).unwrap()
}

fn boxes(count: i64) -> Option<Quantity> {
    Some(Quantity::from_milli(count * 1_000))
}

impl World {
    /// Three boxes at ¥25, ten at ¥22; two days.
    async fn buy(&self, offer: Id<Offer>, change: impl FnOnce(&mut OpenGroupBuy)) -> PoolId {
        let step = |from: i64, of: &str| Step { from: Quantity::from_milli(from), price: price(of) };
        let mut new = OpenGroupBuy {
            id: self.id(),
            title: "草莓团".to_owned(),
            terms: String::new(),
            offer,
            variant: 1,
            counted: Counted::Units,
            least: 3_000,
            most: None,
            each_most: None,
            steps: vec![step(0, "25"), step(10_000, "22")],
            case: None,
            remainder: Remainder::Refuse,
            falls_on: FallsOn::Latest,
            buying: None,
            closes_at: self.now().plus(2 * DAY),
            grace: DAY,
            hold: DAY / 24,
            may_leave: false,
            key: None,
        };
        change(&mut new);
        let by = self.steward;
        self.act(move |tx, now| open_group_buy(tx, by, &new, now)).await.unwrap().pool
    }

    fn joining(&self, list: Id<OrderList>, pool: PoolId) -> Joining {
        let (community, by, now) = (self.community, self.steward, self.now());
        Joining { community, by, list, pool, price: price("25"), choice: String::new(), seen: None, now }
    }

    async fn join(&self, list: Id<OrderList>, pool: PoolId) -> Vec<JoinAnswer> {
        let joined = join_all(&self.db, &IdSource::system(), &self.joining(list, pool)).await;
        answer(joined).unwrap()
    }

    /// Name, thousandths, and why not, as it is looked over.
    async fn looked(&self, list: Id<OrderList>, pool: PoolId) -> Vec<(String, i64, Option<Stays>)> {
        let (community, what) = (self.community, (list, pool, price("25")));
        let found = self.db.read(move |reader| review(reader, community, what)).await.unwrap().unwrap();
        found.wishes.into_iter().map(|wish| (wish.name, wish.milli, wish.stays)).collect()
    }

    async fn part(&self, id: Id<Commitment>) -> Commitment {
        self.find::<Commitment>((self.community, id)).await.unwrap()
    }

    async fn pool(&self, id: PoolId) -> Pool {
        self.find::<Pool>((self.community, id)).await.unwrap()
    }

    async fn part_paid(&self, id: Id<Commitment>) {
        let part = self.part(id).await;
        let input = ConfirmCommitment {
            commitment: id,
            arrived_at: self.now().into(),
            amount_minor: part.due_minor,
            reference: String::new(),
            key: None,
        };
        let by = self.treasurer;
        self.act(move |tx, now| confirm_commitment(tx, by, &input, now)).await.unwrap();
    }

    async fn to_the_end(&self, pool: PoolId) -> PoolState {
        self.clock.set(self.pool(pool).await.closes_at_us);
        self.run_jobs().await;
        self.pool(pool).await.state
    }

    async fn owed(&self, member: Id<lists::ids::Member>) -> i64 {
        let community = self.community;
        let of = self.db.read(move |reader| market::credit_of(reader, community, member, Currency::CNY));
        of.await.unwrap()
    }

    /// Name, state, and what they have by it, of each part.
    async fn parts(&self, list: Id<OrderList>) -> Vec<(String, CommitmentState, i64)> {
        let whole = self.whole(list).await;
        let parts = self.db.read(move |reader| parts_standing(reader, &whole)).await.unwrap();
        parts.into_iter().map(|one| (one.row.name, one.standing.part.state, one.standing.has_milli)).collect()
    }

    async fn asks_again(&self, list: Id<OrderList>, name: &'static str) {
        let by = self.steward;
        self.act(move |tx, _| order_again(tx, by, list, name)).await.unwrap();
    }
}

async fn at_once(world: &Arc<World>, list: Id<OrderList>, pool: PoolId, some_order: bool) {
    let mut tasks = Vec::new();
    for n in 0..6 {
        let world = world.clone();
        tasks.push(tokio::spawn(async move {
            let (db, ids) = (if n % 2 == 0 { &world.db } else { &world.other }, IdSource::system());
            match some_order && n % 3 == 0 {
                true => make_orders(db, &ids, &world.ordering(list)).await.map(|_| ()).map_err(|_| ()),
                false => join_all(db, &ids, &world.joining(list, pool)).await.map(|_| ()).map_err(|_| ()),
            }
        }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
}

fn done(answers: &[JoinAnswer]) -> Vec<(&str, i64, bool)> {
    answers.iter().map(|one| (one.name.as_str(), one.milli, one.done.is_ok())).collect()
}

testkit::both_engines! {
    /// What went into the group buy is not ordered by the list; the rest is. Pressed again nothing more happens.
    async fn a_list_joins_once_and_orders_the_rest(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let pool = world.buy(world.strawberries, |_| {}).await;
        assert_eq!(world.looked(list, pool).await, [("小雨".to_owned(), 2_000, None), ("李阿姨".to_owned(), 1_000, None)]);
        let joined = world.join(list, pool).await;
        assert_eq!(done(&joined), [("小雨", 2_000, true), ("李阿姨", 1_000, true)]);
        let again = world.join(list, pool).await;
        assert!(again.iter().all(|one| one.done == Err(Stays::In)), "{again:?}");
        assert_eq!(world.pool(pool).await.commitment_count, 2);
        let part = world.part(*joined[0].done.as_ref().unwrap()).await;
        assert_eq!((part.due_minor, part.hold_until_us), (5_000, world.now().plus(2 * DAY)), "as long as the list's goods, and not beyond its end");
        assert_eq!(Some(part.member), world.whole(list).await.member_of("小雨"));
        // The rest is ordered.
        let answers = world.order(list).await.unwrap();
        assert!(answers.values().all(|answer| answer.troubles.is_empty()), "{answers:?}");
        let ordered = world.ordered(list).await;
        assert_eq!((ordered["小雨"].clone(), ordered.get("李阿姨")), (vec!["鸡蛋 1".to_owned()], None));
        world.assert_whole().await;
    }

    async fn who_wants_more_joins_with_the_difference(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let pool = world.buy(world.strawberries, |_| {}).await;
        world.join(list, pool).await;
        world.paste(&format!("{LIST}4. 李阿姨 再加草莓1盒\n")).await.unwrap();
        assert_eq!(world.looked(list, pool).await[1], ("李阿姨".to_owned(), 1_000, None));
        assert_eq!(done(&world.join(list, pool).await)[1], ("李阿姨", 1_000, true));
        let answers = world.order(list).await.unwrap();
        assert!(answers["李阿姨"].placed.is_none() && answers["李阿姨"].troubles.is_empty(), "{answers:?}");
        // Less is told, and changes nothing.
        world.mend(list, 2, "李阿姨", lists::line::Doing::None, &[]).await.unwrap();
        assert_eq!(world.order(list).await.unwrap()["李阿姨"].troubles, [(1, Why::Fixed)]);
        assert_eq!(world.looked(list, pool).await[1].2, Some(Stays::In));
        world.assert_whole().await;
    }

    /// From the list to settled money: each is one head, pays by the treasurer, gets an order and what is too much.
    async fn a_list_forms_a_group_buy(world: World) {
        let list = world.paste("草莓 25元/盒\n\n1. 小雨 草莓6盒\n2. 李阿姨 草莓3盒\n3. 阿明 草莓1盒\n").await.unwrap().list;
        let pool = world.buy(world.strawberries, |input| (input.counted, input.least) = (Counted::People, 3)).await;
        for one in world.join(list, pool).await {
            world.part_paid(one.done.unwrap()).await;
        }
        assert_eq!((world.pool(pool).await.held_people, world.pool(pool).await.was_met), (3, true));
        assert_eq!(world.to_the_end(pool).await, PoolState::Captured);
        let rain = world.whole(list).await.member_of("小雨").unwrap();
        assert_eq!(world.owed(rain).await, 1_800, "six boxes, three yuan cheaper each");
        let captured = CommitmentState::Captured;
        assert_eq!(world.parts(list).await, [("小雨".to_owned(), captured, 6_000), ("李阿姨".to_owned(), captured, 3_000), ("阿明".to_owned(), captured, 1_000)]);
        let answers = world.order(list).await.unwrap();
        assert!(answers.values().all(|answer| answer.placed.is_none() && answer.troubles.is_empty()), "it is ordered: {answers:?}");
        world.assert_whole().await;
    }

    /// Everybody has everything back, and nothing is ordered by itself; said so, it is, and once.
    async fn one_that_fails_gives_everything_back(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let pool = world.buy(world.strawberries, |input| input.least = 30_000).await;
        let joined = world.join(list, pool).await;
        world.part_paid(*joined[0].done.as_ref().unwrap()).await;
        assert_eq!(world.to_the_end(pool).await, PoolState::Refunded);
        let (rain, li) = (world.whole(list).await.member_of("小雨").unwrap(), world.whole(list).await.member_of("李阿姨").unwrap());
        assert_eq!((world.owed(rain).await, world.owed(li).await), (5_000, 0));
        assert_eq!(world.parts(list).await, [("小雨".to_owned(), CommitmentState::Refunded, 0), ("李阿姨".to_owned(), CommitmentState::Lapsed, 0)]);
        let answers = world.order(list).await.unwrap();
        for name in ["小雨", "李阿姨"] {
            assert!(answers[name].troubles.contains(&(1, Why::Ended)), "{answers:?}");
        }
        assert_eq!(world.ordered(list).await.get("李阿姨"), None);
        let next = world.buy(world.strawberries, |_| {}).await;
        assert_eq!(world.looked(list, next).await[0], ("小雨".to_owned(), 0, Some(Stays::Ended)));
        // Said so, it is joined for, or ordered, and one of them only.
        world.asks_again(list, "小雨").await;
        world.asks_again(list, "李阿姨").await;
        assert_eq!(done(&world.join(list, next).await), [("小雨", 2_000, true), ("李阿姨", 1_000, true)]);
        let answers = world.order(list).await.unwrap();
        assert!(answers["李阿姨"].placed.is_none() && answers["李阿姨"].troubles.is_empty(), "{answers:?}");
        world.assert_whole().await;
    }

    async fn who_is_not_joined_is_told_why(world: World) {
        let text = "草莓 25元/盒\n鸡蛋 30元/板\n\n1. 小雨 草莓2盒\n2. 李阿姨 草莓1盒\n3. 阿明 草莓5盒\n4. 老王 草莓2盒\n5. 张姐 草莓两三盒吧\n6. 小陈 草莓1盒\n7. 周姨 鸡蛋1板\n";
        let list = world.paste(text).await.unwrap().list;
        let (wu, _) = world.member("Wu").await;
        world.link(list, "李阿姨", Some(wu)).await.unwrap();
        let pool = world.buy(world.strawberries, |input| (input.most, input.each_most) = (boxes(4), boxes(3))).await;
        let find = |looked: &[(String, i64, Option<Stays>)], name: &str| looked.iter().find(|one| one.0 == name).and_then(|one| one.2);
        let looked = world.looked(list, pool).await;
        assert_eq!(find(&looked, "李阿姨"), Some(Stays::HasAccount));
        assert_eq!(find(&looked, "阿明"), Some(Stays::AboveLimit));
        assert_eq!(find(&looked, "张姐"), Some(Stays::NotRead), "{looked:?}");
        assert_eq!((find(&looked, "小陈"), looked.iter().any(|one| one.0 == "周姨")), (Some(Stays::Full), false), "{looked:?}");
        assert_eq!(done(&world.join(list, pool).await).iter().filter(|one| one.2).count(), 2);
        // What is ordered is not joined for.
        let other = world.paste("草莓 25元/盒\n\n1. 赵姨 草莓2盒\n").await.unwrap().list;
        world.order(other).await.unwrap();
        assert_eq!(world.looked(other, pool).await, [("赵姨".to_owned(), 0, Some(Stays::Ordered))]);
        // Who is called so is asked first; who is in by another list is asked whether this is more.
        let text = "草莓 25元/盒\n\n1. 小雨 草莓1盒\n";
        let third = world.paste_with(text, |input| input.is_new = true).await.unwrap().list;
        let looked = world.looked(third, pool).await;
        assert_eq!(looked, [("小雨".to_owned(), 1_000, Some(Stays::SameName))]);
        let rain = world.whole(list).await.member_of("小雨");
        world.tell_apart(third, "小雨", rain).await.unwrap();
        let looked = world.looked(third, pool).await;
        assert_eq!(looked, [("小雨".to_owned(), 1_000, Some(Stays::InOtherwise))]);
        world.assert_whole().await;
    }

    /// Who may not run lists joins nobody; a list that has changed since it was looked over is looked over again; a closed one is told.
    async fn what_stands_against_it(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let pool = world.buy(world.strawberries, |_| {}).await;
        let (wu, _) = world.member("Wu").await;
        let seen = world.whole(list).await.version;
        let ids = IdSource::system();
        let ask = async |change: &dyn Fn(&mut Joining)| {
            let mut input = world.joining(list, pool);
            change(&mut input);
            match join_all(&world.db, &ids, &input).await {
                Ok(_) => None,
                Err(OpError::Refused(why)) => Some(why),
                Err(OpError::Fault(fault)) => panic!("{fault}"),
            }
        };
        assert_eq!(ask(&|input| input.by = wu).await, Some(ListRefused::NotAllowed));
        world.paste(&format!("{LIST}4. 老王 草莓1盒\n")).await.unwrap();
        assert_eq!(ask(&|input| input.seen = Some(seen)).await, Some(ListRefused::ListChanged));
        assert_eq!(world.pool(pool).await.commitment_count, 0);
        world.to_the_end(pool).await;
        assert_eq!(ask(&|_| {}).await, Some(ListRefused::GroupBuyClosed));
        world.assert_whole().await;
    }

    /// Several at once, on PostgreSQL from two nodes: all of them join; then some join and some order what another list wants.
    async fn pressed_by_many_at_once_nobody_is_joined_twice(world: World) {
        let world = Arc::new(world);
        let joined_list = world.paste(LIST).await.unwrap().list;
        let pool = world.buy(world.strawberries, |_| {}).await;
        at_once(&world, joined_list, pool, false).await;
        let sums = |parts: &[(String, CommitmentState, i64)]| -> Vec<(String, i64)> {
            parts.iter().map(|one| (one.0.clone(), one.2)).collect()
        };
        let parts = world.parts(joined_list).await;
        assert_eq!(sums(&parts), [("小雨".to_owned(), 2_000), ("李阿姨".to_owned(), 1_000)]);
        let text = "草莓 25元/盒\n\n1. 赵姨 草莓2盒\n2. 小林 草莓1盒\n3. 老周 草莓4盒\n";
        let list = world.paste(text).await.unwrap().list;
        at_once(&world, list, pool, true).await;
        let (parts, ordered) = (sums(&world.parts(list).await), world.ordered(list).await);
        for (name, wants) in [("赵姨", 2), ("小林", 1), ("老周", 4)] {
            let joined: i64 = parts.iter().filter(|one| one.0 == name).map(|one| one.1 / 1_000).sum();
            let bought = ordered.get(name).is_some_and(|goods| goods.contains(&format!("草莓 {wants}")));
            assert_eq!(joined, if bought { 0 } else { wants }, "{name}: {parts:?} {ordered:?}");
        }
        world.assert_whole().await;
    }

    /// Whose they are takes the parts over with the orders: a newcomer as who it was, a member as one person with what they joined for.
    async fn whose_they_are_claims_them(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let pool = world.buy(world.strawberries, |input| (input.counted, input.least) = (Counted::People, 2)).await;
        let parts: Vec<Id<Commitment>> = world.join(list, pool).await.into_iter().map(|one| one.done.unwrap()).collect();
        for part in &parts {
            world.part_paid(*part).await;
        }
        let (rain, li) = (world.whole(list).await.member_of("小雨").unwrap(), world.whole(list).await.member_of("李阿姨").unwrap());
        world.code(rain, CODE).await.unwrap();
        assert_eq!(world.claim(world.id(), CODE).await.unwrap().member, rain);
        let (wu, person) = world.member("Wu").await;
        world.code(li, "ZZZZZZZZZZZZ").await.unwrap();
        assert_eq!(world.claim(person, "ZZZZZZZZZZZZ").await.unwrap().member, wu);
        assert_eq!((world.part(parts[0]).await.member, world.part(parts[1]).await.member), (rain, wu));
        assert_eq!(world.pool(pool).await.held_people, 2);
        // They are who the list knows, and it orders nothing for them that they have joined for.
        assert_eq!(world.whole(list).await.member_of("李阿姨"), Some(wu));
        assert!(world.order(list).await.unwrap()["李阿姨"].placed.is_none());
        assert_eq!(world.to_the_end(pool).await, PoolState::Captured);
        world.assert_whole().await;
    }

    async fn a_treasurer_does_not_claim_what_they_confirmed(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let pool = world.buy(world.strawberries, |_| {}).await;
        let part = *world.join(list, pool).await[0].done.as_ref().unwrap();
        world.part_paid(part).await;
        let rain = world.whole(list).await.member_of("小雨").unwrap();
        world.code(rain, CODE).await.unwrap();
        let treasurer = world.find::<community::Member>((world.community, world.treasurer)).await.unwrap();
        assert_eq!(world.claim(treasurer.person_id.unwrap(), CODE).await.unwrap_err(), lists::ClaimRefused::ConfirmedByYou);
        assert_eq!(world.part(part).await.member, rain);
        world.assert_whole().await;
    }

    /// A name is nobody else's while it is in a group buy; the list stays; nobody is forgotten whose money is under way.
    async fn what_stands_is_kept(world: World) {
        let list = world.paste("草莓 25元/盒\n\n1. 小雨 草莓2盒\n").await.unwrap().list;
        let pool = world.buy(world.strawberries, |_| {}).await;
        let part = *world.join(list, pool).await[0].done.as_ref().unwrap();
        let (wu, _) = world.member("Wu").await;
        assert_eq!(world.link(list, "小雨", Some(wu)).await.unwrap_err(), ListRefused::OrdersStand);
        let (by, rain) = (world.steward, world.whole(list).await.member_of("小雨").unwrap());
        let delete = move |tx: &mut store::Tx, now| lists::ops::delete_list(tx, by, list, now);
        let forget = move |tx: &mut store::Tx, now| lists::ops::forget_buyer(tx, by, rain, now);
        assert_eq!(world.act(delete).await.unwrap_err(), ListRefused::ListHasOrders);
        assert_eq!(world.act(forget).await.unwrap_err(), ListRefused::StillOpen);
        world.part_paid(part).await;
        assert_eq!(world.act(forget).await.unwrap_err(), ListRefused::StillOpen);
        // It fails: what is owed keeps them still, and what is paid out does not.
        assert_eq!(world.to_the_end(pool).await, PoolState::Refunded);
        assert_eq!(world.act(forget).await.unwrap_err(), ListRefused::StillOpen);
        let (treasurer, out) = (market::Actor::Member(world.treasurer), market::ops::PayOut {
            id: world.id(),
            member: rain,
            amount_minor: 5_000,
            purse: market::rows::Purse::Owed,
            reference: "cash".to_owned(),
            key: None,
        });
        world.act(move |tx, now| market::ops::pay_out(tx, treasurer, &out, now.into())).await.unwrap();
        // Deleted, the list stays for its part, without a name.
        assert!(!world.act(delete).await.unwrap());
        world.act(forget).await.unwrap();
        let row = world.find::<lists::rows::ListPart>((world.community, part)).await.unwrap();
        assert_eq!(row.name, "");
        assert_eq!(world.find::<community::Member>((world.community, rain)).await.unwrap().display_name, "");
        world.assert_whole().await;
    }

    /// What a group buy orders is not bought once more, and counts as what people have.
    async fn pages_count_what_is_in_a_group_buy(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let pool = world.buy(world.strawberries, |_| {}).await;
        for one in world.join(list, pool).await {
            world.part_paid(one.done.unwrap()).await;
        }
        let community = world.community;
        let whole = world.whole(list).await;
        let ends = world.db.read(move |reader| {
            let missing = lists::told_back::missing(reader, &whole)?;
            let ends = lists::told_back::ends(reader, (web::Lang::Zh, Currency::CNY), &whole, &missing, (true, true))?;
            let on_sale = market::on_sale(reader, community, 10)?;
            lists::told_back::text_with(web::Lang::Zh, Currency::CNY, &whole, &on_sale, &missing, &ends)
        }).await.unwrap();
        assert!(ends.contains("李阿姨 草莓 1盒 【共25元】 【已付】"), "{ends}");
        assert!(ends.contains("小雨 草莓 2盒，鸡蛋 1板（送3栋） 【共80元】"), "{ends}");
        // Pasted back it is what it was, with a line of what is still needed that nobody takes for an order.
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        let (whole, now, me) = (world.whole(list).await, world.now(), world.steward);
        let needs = world.db.read(move |reader| {
            let asking = pools::Asking { community, me, lang: web::Lang::Zh, currency: Currency::CNY, zone: zone.clone(), now };
            let open = pools::open_buys(reader, &asking)?;
            Ok(lists::chat_terms::needs((web::Lang::Zh, &zone), &whole, &open))
        }).await.unwrap();
        assert!(needs.len() == 1 && needs[0].starts_with("👥 本次拼团：草莓 已经够数"), "{needs:?}");
        let again = world.paste(&ends.replacen("\n\n", &format!("\n{}\n\n", needs[0]), 1)).await.unwrap();
        assert_eq!((again.list, again.went_on), (list, true));
        assert!(world.looked(list, pool).await.iter().all(|one| one.2 == Some(Stays::In)));
        world.assert_whole().await;
    }
}
