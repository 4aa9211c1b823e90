//! Lines, items and names are set right by who runs the list.

use crate::world::{DAY, LIST, World};
use lists::ListRefused as No;
use lists::line::{Doing, Mark, Part};
use lists::ops::{MendLine, mend_line};
use store::IdempotencyKey;

/// Line, name, what, items → why not.
type Case<'a> = (i64, &'a str, Doing, &'a [Part], No);

testkit::both_engines! {
    /// The last day to pay is over: where it is fetched can still be said, another day that is past cannot.
    async fn terms_can_be_said_after_the_last_day_to_pay(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let paid_until = world.whole(list).await.list.pay_until_us;
        world.clock.advance(9 * DAY);
        let (by, steps) = (world.steward, std::time::Duration::from_secs(3_600));
        let terms = |pay_until| lists::ops::SetTerms { list, pay_until, point: None, random: 1, key: None };
        for (pay_until, refused) in [
            (paid_until, None),
            (paid_until.minus(DAY), Some(lists::ListRefused::PayUntilPast)),
            (paid_until.minus(steps), Some(lists::ListRefused::PayUntilPast)),
            (world.now().minus(steps), Some(lists::ListRefused::PayUntilPast)),
        ] {
            let input = terms(pay_until);
            let done = world.act(move |tx, now| lists::ops::set_terms(tx, by, &input, now)).await;
            assert_eq!(done.err(), refused);
            assert_eq!(world.whole(list).await.list.pay_until_us, paid_until);
        }
        let later = world.now().plus(DAY);
        let input = terms(later);
        world.act(move |tx, now| lists::ops::set_terms(tx, by, &input, now)).await.unwrap();
        assert_eq!(world.whole(list).await.list.pay_until_us, later);
    }

    /// What an organiser matched by hand is understood in the next list, where they said so.
    async fn what_was_matched_by_hand_is_remembered(world: World) {
        let text = |day: &str| format!("周{day}团购\n红颜果果 25元/盒\n\n1. 小雨 红颜果果2盒\n2. 李阿姨 红颜果果1盒\n");
        let first = world.paste(&text("六")).await.unwrap().list;
        assert_eq!(world.whole(first).await.items[0].goods(), None);
        let (by, offer) = (world.steward, world.strawberries);
        let input = lists::ops::MatchItem { list: first, item: 1, goods: Some((offer, 1)), key: None };
        let matched = world.act(move |tx, now| lists::ops::match_and_call(tx, by, &input, now)).await;
        assert_eq!(matched, Ok(1));
        let next = world.paste_with(&text("日"), |input| input.is_new = true).await.unwrap().list;
        assert_ne!(next, first);
        let goods = world.whole(next).await.items[0].goods().unwrap();
        assert_eq!((goods.offer, goods.variant), (offer, 1));
        world.assert_whole().await;
    }

    /// Nothing becomes an order that nobody understood.
    async fn an_unclear_line_waits_until_it_is_mended(world: World) {
        let pasted = world.paste(&format!("{LIST}4. 老王 草莓几盒\n")).await.unwrap();
        let answers = world.order(pasted.list).await.unwrap();
        assert_eq!(answers["老王"].placed, None);
        let before = world.whole(pasted.list).await;
        assert_eq!((before.count(Mark::Unclear), before.to_look_at().count()), (1, 1));
        let mended = world.mend(pasted.list, 4, " 老王 ", Doing::Order, &[(1, Some(2_000)), (2, Some(1_000))]).await;
        assert_eq!(mended.unwrap().revision, 2);
        let whole = world.whole(pasted.list).await;
        assert_eq!((whole.lines[3].mark, whole.lines[3].mended_by), (Mark::Mended, Some(world.steward)));
        assert_eq!(whole.totals().unwrap()[&1], (5_000, 3));
        world.order(pasted.list).await.unwrap();
        assert_eq!(world.ordered(pasted.list).await["老王"], ["草莓 2", "鸡蛋 1"]);
        world.assert_whole().await;
    }

    /// Whose a line is says not how much is wanted, also where nothing else could be kept of it.
    async fn whose_a_line_is_leaves_its_other_doubts_open(world: World) {
        let text = "周六团购\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. 小雨 3栋502 草莓2盒\n2. 小雨 6栋202 鸡蛋2板\n3. 李阿姨 草莓1盒\n4. 小雨 鸡蛋几板\n";
        for (name, called) in [("小雨", "小雨"), ("小雨 2", "小雨 2")] {
            let list = world.paste_with(text, |input| input.is_new = true).await.unwrap().list;
            let line = world.whole(list).await.lines[3].clone();
            assert!(line.doubts.contains("same_name") && line.doubts.contains("quantity_"), "{line:?}");
            let (by, input) = (world.steward, MendLine {
                list, line: 4, revision: None, name: name.into(), doing: line.doing, parts: line.parts().unwrap(), note: line.note, who_only: true, key: None,
            });
            world.act(move |tx, now| mend_line(tx, by, &input, now)).await.unwrap();
            let line = world.whole(list).await.lines[3].clone();
            assert_eq!((line.mark, line.name.as_str()), (Mark::Unclear, called), "{line:?}");
            assert!(!line.doubts.contains("same_name") && line.doubts.contains("quantity_"), "{line:?}");
        }
    }

    async fn what_cannot_be_meant_is_refused(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let long = "长".repeat(41);
        let cases: &[Case<'_>] = &[
            (9, "小雨", Doing::Order, &[(1, Some(1_000))], No::NoSuchLine),
            (1, " ", Doing::Order, &[(1, Some(1_000))], No::NameMissing),
            (1, &long, Doing::Order, &[(1, Some(1_000))], No::NameTooLong),
            (1, "小雨", Doing::Order, &[], No::ItemsMissing),
            (1, "小雨", Doing::Order, &[(7, Some(1_000))], No::NoSuchItem),
            (1, "小雨", Doing::Order, &[(1, Some(1_000)), (1, Some(1_000))], No::ItemTwice),
            (1, "小雨", Doing::Order, &[(1, Some(0))], No::QuantityMissing),
            (1, "小雨", Doing::Add, &[(1, None)], No::QuantityMissing),
            (1, "小雨", Doing::Replace, &[(1, Some(-1))], No::QuantityMissing),
            (1, "小雨", Doing::Order, &[(1, Some(i64::MAX))], No::QuantityTooLarge),
        ];
        for (line, name, doing, parts, refused) in cases {
            assert_eq!(world.mend(list, *line, name, *doing, parts).await.unwrap_err(), *refused, "{name} {doing} {parts:?}");
        }
        assert_eq!(world.fit(list, 9, None).await.unwrap_err(), No::NoSuchItem);
        assert_eq!(world.fit(list, 1, Some(world.id())).await.unwrap_err(), No::OfferUnknown);
        let (by, input) = (world.steward, MendLine {
            list, line: 1, revision: None, name: "小雨".into(), doing: Doing::None, parts: vec![], note: "长".repeat(301), who_only: false, key: None,
        });
        let refused = world.act(move |tx, now| mend_line(tx, by, &input, now)).await;
        assert_eq!(refused.unwrap_err(), No::NoteTooLong);
        world.mend(list, 1, "", Doing::None, &[]).await.unwrap();
        world.mend(list, 2, "李阿姨", Doing::Withdraw, &[(1, None)]).await.unwrap();
        world.mend(list, 3, "阿明", Doing::Replace, &[(1, Some(0))]).await.unwrap();
        let nobody = world.paste_with(LIST, |input| input.point = Some((world.id(), 1))).await;
        assert_eq!(nobody.unwrap_err(), No::PointUnknown);
    }

    /// Two stewards look at the same line: the second is told, and a repeated request is one.
    async fn two_do_not_undo_each_other(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let (by, other) = (world.steward, world.steward);
        let input = |milli, key: Option<IdempotencyKey>| MendLine {
            list, line: 1, revision: Some(1), name: "小雨".into(), doing: Doing::Order, parts: vec![(1, Some(milli))], note: String::new(), who_only: false, key,
        };
        let key = |what: &str| Some(IdempotencyKey::of("per_1", "key-1", "mend_line", &what).unwrap());
        let (first, repeated, second) = (input(1_000, key("a")), input(1_000, key("a")), input(9_000, None));
        let reused = input(5_000, key("b"));
        let answer = world.act(move |tx, now| mend_line(tx, by, &first, now)).await.unwrap();
        assert_eq!(world.act(move |tx, now| mend_line(tx, by, &repeated, now)).await.unwrap(), answer);
        assert_eq!(world.act(move |tx, now| mend_line(tx, other, &second, now)).await.unwrap_err(), No::LineMoved);
        assert_eq!(world.act(move |tx, now| mend_line(tx, other, &reused, now)).await.unwrap_err(), No::KeyReused);
        assert_eq!(world.whole(list).await.lines[0].items, "1=1000");
    }

    async fn a_name_that_is_a_member_orders_for_the_member(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let (rain, _) = world.member("小雨儿").await;
        assert_eq!(world.link(list, "小雨", Some(world.id())).await.unwrap_err(), No::BuyerUnknown);
        assert_eq!(world.link(list, "谁", Some(rain)).await.unwrap_err(), No::NoSuchBuyer);
        world.link(list, "小雨", Some(rain)).await.unwrap();
        world.order(list).await.unwrap();
        let made = world.made(list, "小雨").await;
        assert_eq!(world.order_row(made[0].order_id).await.buyer, rain);
        assert_eq!(world.link(list, "小雨", None).await.unwrap_err(), No::OrdersStand);
        // The next list knows the name, and nobody else's.
        let next = world.paste("周三团购\n草莓 25元/盒\n\n1. 小雨 草莓3盒 送3栋\n2. 老王 草莓1盒\n").await.unwrap().list;
        assert_eq!(world.whole(next).await.member_of("小雨"), Some(rain));
        assert_eq!(world.whole(next).await.member_of("老王"), None);
        world.order(next).await.unwrap();
        assert_eq!(world.order_row(world.made(next, "小雨").await[0].order_id).await.buyer, rain);
        world.assert_whole().await;
    }

    /// A member who calls themselves as somebody in the list gets none of their orders.
    async fn a_display_name_alone_is_nobody(world: World) {
        let (hostile, _) = world.member("李阿姨").await;
        let list = world.paste(LIST).await.unwrap().list;
        world.order(list).await.unwrap();
        assert!(world.made(list, "李阿姨").await.is_empty(), "asked first");
        world.tell_apart(list, "李阿姨", None).await.unwrap();
        world.order(list).await.unwrap();
        assert_ne!(world.order_row(world.made(list, "李阿姨").await[0].order_id).await.buyer, hostile);
    }
}
