//! From a pasted list to orders, exactly once.

use crate::world::{DAY, LIST, World, answer};
use lists::ListRefused;
use lists::ops::{OrderBuyer, OrderRefused, order_again, order_buyer};
use lists::ordering::make_orders;
use lists::trouble::Why;
use market::order::State;
use std::sync::Arc;
use web::IdSource;

testkit::both_engines! {
    async fn a_list_becomes_one_order_a_person(world: World) {
        let pasted = world.paste(LIST).await.unwrap();
        assert_eq!((pasted.number, pasted.lines_new, pasted.went_on), (1, 3, false));
        let answers = world.order(pasted.list).await.unwrap();
        assert!(answers.values().all(|answer| answer.placed.is_some() && answer.troubles.is_empty()), "{answers:?}");
        let ordered = world.ordered(pasted.list).await;
        assert_eq!(ordered["小雨"], ["草莓 2", "鸡蛋 1"]);
        assert_eq!(ordered["李阿姨"], ["草莓 1"]);
        assert_eq!(ordered["阿明"], ["鸡蛋 2"]);
        // Of the buyers without an account nobody is a member who takes part.
        for name in ordered.keys() {
            let whole = world.whole(pasted.list).await;
            let member = whole.member_of(name).unwrap();
            let row = world.find::<community::Member>((world.community, member)).await.unwrap();
            assert_eq!((row.person_id, row.display_name.as_str()), (None, name.as_str()));
            assert_ne!(row.book_name, row.display_name);
            assert!(!row.takes_part());
        }
        let first = world.made(pasted.list, "小雨").await;
        assert_eq!((first[0].words.as_str(), first[0].placed_by), ("1. 小雨 草莓2盒 鸡蛋1板 送3栋", world.steward));
        // The goods are held until the list's own day to pay.
        let order = world.order_row(first[0].order_id).await;
        assert_eq!(order.hold_until_us, Some(world.now().plus(7 * DAY)));
        assert_eq!((order.state, order.total_minor), (State::Placed, 8_000));
        // Pressed again nothing more happens.
        let again = world.order(pasted.list).await.unwrap();
        assert!(again.values().all(|answer| answer.placed.is_none() && answer.called_off.is_empty()), "{again:?}");
        assert_eq!(world.whole(pasted.list).await.orders.len(), 3);
        world.assert_whole().await;
    }

    /// Two stewards at once, on PostgreSQL from two nodes, and one who stopped half way before.
    async fn pressed_by_many_at_once_it_is_done_once(world: World) {
        let pasted = world.paste(LIST).await.unwrap();
        // Half way: the first name only.
        let (by, list) = (world.steward, pasted.list);
        let half = OrderBuyer {
            list,
            name: "小雨".to_owned(),
            without: Vec::new(),
            order: world.id(),
            member: world.id(),
            refund: world.id(), consent: lists::calling_off::Consent::All,
            reason: String::new(),
            random: 7,
            day_full: false,
        };
        world.act(move |tx, now| order_buyer(tx, by, &half, now)).await.unwrap();
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for n in 0..6 {
            let world = world.clone();
            tasks.push(tokio::spawn(async move {
                let db = if n % 2 == 0 { &world.db } else { &world.other };
                make_orders(db, &IdSource::system(), &world.ordering(list)).await.map(|_| ()).map_err(|_| ())
            }));
        }
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let ordered = world.ordered(list).await;
        assert_eq!(ordered["小雨"], ["草莓 2", "鸡蛋 1"]);
        assert_eq!(world.whole(list).await.orders.len(), 3);
        world.assert_whole().await;
    }

    async fn what_is_sold_out_is_told_and_the_rest_is_ordered(world: World) {
        let cherries = world.goods("樱桃", "斤", "40", Some(1)).await;
        let text = "樱桃 40元/斤\n草莓 25元/盒\n\n1. 小雨 樱桃1斤 草莓1盒\n2. 阿明 樱桃2斤 草莓2盒\n3. 老王 樱桃1斤\n";
        let pasted = world.paste(text).await.unwrap();
        let answers = world.order(pasted.list).await.unwrap();
        assert_eq!(answers["小雨"].troubles, []);
        assert_eq!(answers["阿明"].troubles, [(1, Why::SoldOut)]);
        assert_eq!((answers["老王"].placed, answers["老王"].troubles.clone()), (None, vec![(1, Why::SoldOut)]));
        let ordered = world.ordered(pasted.list).await;
        assert_eq!((ordered["小雨"].len(), ordered["阿明"].clone()), (2, vec!["草莓 2".to_owned()]));
        let kept = world.whole(pasted.list).await.buyers["阿明"].troubles.clone();
        assert_eq!(kept, "1=sold_out");
        // More of it is there: the missing is ordered, and nothing is told any more.
        let (by, steward) = (cherries, market::Actor::Member(world.steward));
        let input = market::ops::Restock { offer: by, variant: 1, quantity: kernel::Quantity::from_milli(9_000), key: None };
        world.act(move |tx, now| market::ops::restock(tx, steward, &input, now.into())).await.unwrap();
        let answers = world.order(pasted.list).await.unwrap();
        assert!(answers.values().all(|answer| answer.troubles.is_empty()), "{answers:?}");
        let ordered = world.ordered(pasted.list).await;
        assert_eq!((ordered["阿明"].clone(), ordered["老王"].clone()), (vec!["樱桃 2".to_owned(), "草莓 2".to_owned()], vec!["樱桃 1".to_owned()]));
        world.assert_whole().await;
    }

    /// What a list wants by halves is put up by halves, and all of it is ordered.
    async fn an_offer_made_of_a_list_has_the_step_that_it_needs(world: World) {
        let text = "本地草莓 18元/斤，半斤起\n桃子 9元/斤\n大米 60元/袋\n\n1. 小雨 本地草莓1.5斤 桃子0.3斤\n2. 阿明 本地草莓2斤 大米1袋\n";
        let pasted = world.paste(text).await.unwrap();
        let (community, by, list, now) = (world.community, world.steward, pasted.list, world.now());
        let offering = lists::offering::Offering { community, by, list, supplied: None, lang: web::Lang::Zh, now };
        let all = answer(lists::offering::offer_all(&world.db, &IdSource::system(), &offering).await).unwrap();
        assert_eq!((all.for_sale.len(), all.proposed.len(), all.refused.len()), (3, 0, 0), "{all:?}");
        let answers = world.order(pasted.list).await.unwrap();
        assert!(answers.values().all(|answer| answer.troubles.is_empty()), "{answers:?}");
        let ordered = world.ordered(pasted.list).await;
        assert_eq!(ordered["小雨"], ["本地草莓 1.5", "桃子 0.3"]);
        let sold = world.db.read(move |reader| market::on_sale(reader, community, 10)).await.unwrap();
        let step = |title: &str| sold.iter().find(|one| one.title == title).unwrap().step.to_string();
        assert_eq!(["本地草莓", "桃子", "大米"].map(step), ["0.5", "0.1", "1"]);
        world.assert_whole().await;
    }

    /// Two things of the list are one that is sold: what is there for one of them is not told as there for the other, too.
    async fn what_is_missing_of_two_that_are_one_is_told(world: World) {
        let cherries = world.goods("樱桃", "斤", "40", Some(3)).await;
        let pasted = world.paste("樱桃 40元/斤\n车厘子 40元/斤\n\n1. 小雨 樱桃3斤 车厘子2斤\n").await.unwrap();
        world.fit(pasted.list, 2, Some(cherries)).await.unwrap();
        world.order(pasted.list).await.unwrap();
        let (whole, placed) = (world.whole(pasted.list).await, world.ordered(pasted.list).await);
        let missing = world.db.read(move |reader| lists::told_back::missing(reader, &whole)).await.unwrap();
        let short: i64 = missing.values().sum();
        assert_eq!(short, 2_000, "three of five are ordered: {placed:?} {missing:?}");
        world.assert_whole().await;
    }

    /// Nobody pays a price that was not in the heading, unasked.
    async fn another_price_is_somebodys_decision(world: World) {
        let pasted = world.paste("草莓 20元/盒\n\n1. 小雨 草莓2盒\n").await.unwrap();
        let answers = world.order(pasted.list).await.unwrap();
        assert_eq!((answers["小雨"].placed, answers["小雨"].troubles.clone()), (None, vec![(1, Why::NoOffer)]));
        world.fit(pasted.list, 1, Some(world.strawberries)).await.unwrap();
        assert!(world.order(pasted.list).await.unwrap()["小雨"].placed.is_some());
        world.assert_whole().await;
    }

    async fn an_order_that_ended_is_not_made_again_by_itself(world: World) {
        let pasted = world.paste(LIST).await.unwrap();
        world.order(pasted.list).await.unwrap();
        world.clock.advance(8 * DAY);
        world.run_jobs().await;
        assert_eq!(world.order_row(world.made(pasted.list, "小雨").await[0].order_id).await.state, State::Expired);
        let answers = world.order(pasted.list).await.unwrap();
        assert_eq!(answers["李阿姨"].placed, None);
        assert_eq!(answers["李阿姨"].troubles, [(1, Why::Ended)]);
        let (by, list) = (world.steward, pasted.list);
        for _ in 0..2 {
            world.act(move |tx, _| order_again(tx, by, list, "李阿姨")).await.unwrap();
        }
        let answers = world.order(pasted.list).await.unwrap();
        assert!(answers["李阿姨"].placed.is_some() && answers["小雨"].placed.is_none());
        assert_eq!(world.ordered(pasted.list).await["李阿姨"], ["草莓 1"]);
        world.assert_whole().await;
    }

    async fn who_may_not_makes_no_orders(world: World) {
        let pasted = world.paste(LIST).await.unwrap();
        let (member, _) = world.member("Wu").await;
        let nobody = world.id();
        for (by, refused) in [(member, ListRefused::NotAllowed), (world.treasurer, ListRefused::NotAllowed), (nobody, ListRefused::NotAMember)] {
            let input = lists::ordering::Ordering { by, ..world.ordering(pasted.list) };
            let made = make_orders(&world.db, &IdSource::system(), &input).await;
            assert_eq!(answer(made).unwrap_err(), refused);
            let read = world.read(LIST).await.unwrap();
            let paste = lists::ops::PasteList { id: world.id(), goes_on: None, is_new: true, read, pay_until: world.now().plus(DAY), pay_until_said: false, point: None, random: 1, key: None };
            assert_eq!(world.act(move |tx, now| lists::ops::paste_list(tx, by, &paste, now)).await.unwrap_err(), refused);
        }
        assert_eq!(world.order(world.id()).await.unwrap_err(), ListRefused::NoSuchList);
        let (by, list) = (world.steward, world.id());
        let input = OrderBuyer { list, name: "小雨".into(), without: vec![], order: world.id(), member: world.id(), refund: world.id(), consent: lists::calling_off::Consent::All, reason: String::new(), random: 1, day_full: false };
        let refused = world.act(move |tx, now| order_buyer(tx, by, &input, now)).await.unwrap_err();
        assert_eq!(refused, OrderRefused::List(ListRefused::NoSuchList));
        assert!(world.whole(pasted.list).await.orders.is_empty());
    }
}
