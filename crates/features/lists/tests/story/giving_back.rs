//! Who has paid and wants it no more is told, until it is given back; who got nothing is told as such.

use crate::world::{LIST, World};
use kernel::{Currency, Id, Quantity};
use lists::line::{Doing, LineState, Mark};
use lists::rows::OrderList;
use lists::to_give_back::to_give_back;
use lists::told_back::{ends, missing, text, text_with};
use market::ops::{
    CancelOrder, RefundOrder, RefundWhat, ReportShortage, cancel_order, refund_order, report_shortage,
};
use market::rows::Order;
use web::Lang;

impl World {
    /// Name and minor units.
    async fn to_give_back(&self, list: Id<OrderList>) -> Vec<(String, i64)> {
        let whole = self.whole(list).await;
        let found = self.db.read(move |reader| to_give_back(reader, Currency::CNY, &whole)).await.unwrap();
        found.into_iter().map(|one| (one.name, one.minor)).collect()
    }
}

impl World {
    /// Of its first line so many thousandths are not there.
    async fn short(&self, order: Id<Order>, milli: i64) {
        let missing = vec![(1, Quantity::from_milli(milli))];
        let input =
            ReportShortage { refund: self.id(), order, missing, reason: "too few".to_owned(), key: None };
        let by = market::Actor::Member(self.steward);
        self.act(move |tx, now| report_shortage(tx, by, &input, now.into())).await.unwrap();
    }

    /// Of this line of it so many thousandths, by consent.
    async fn give_back(&self, order: Id<Order>, line: i64, milli: i64) {
        let what = RefundWhat::Quantities(vec![(line, Quantity::from_milli(milli))]);
        let refund = self.id();
        let input =
            RefundOrder { refund, order, what, reason: "agreed".to_owned(), restock: true, key: None };
        let by = market::Actor::Member(self.steward);
        self.act(move |tx, now| refund_order(tx, by, &input, now.into())).await.unwrap();
    }

    async fn told(&self, list: Id<OrderList>) -> String {
        let (community, whole) = (self.community, self.whole(list).await);
        let told = self.db.read(move |reader| {
            let on_sale = market::on_sale(reader, community, 200)?;
            let missing = missing(reader, &whole)?;
            let ends = ends(reader, (Lang::Zh, Currency::CNY), &whole, &missing, (false, false))?;
            text_with(Lang::Zh, Currency::CNY, &whole, &on_sale, &missing, &ends)
        });
        told.await.unwrap()
    }
}

testkit::both_engines! {
    async fn who_paid_and_withdrew_is_told_until_it_is_given_back(world: World) {
        let first = world.paste(LIST).await.unwrap();
        world.order(first.list).await.unwrap();
        let order = world.made(first.list, "小雨").await[0].order_id;
        for name in ["小雨", "阿明"] {
            world.pay(world.made(first.list, name).await[0].order_id).await;
        }
        assert_eq!(world.to_give_back(first.list).await, []);
        // All of it, a part of it, and what nobody has paid.
        let less = LIST.replace("3. 阿明 鸡蛋2板", "3. 阿明 鸡蛋1板") + "4. 小雨 不要了\n5. 李阿姨 不要了\n";
        world.paste(&less).await.unwrap();
        let told = [("小雨".to_owned(), 8_000), ("阿明".to_owned(), 3_000)];
        assert_eq!(world.to_give_back(first.list).await, told);
        world.order(first.list).await.unwrap();
        assert_eq!(world.to_give_back(first.list).await, told);
        let (steward, refund) = (market::Actor::Member(world.steward), world.id());
        world
            .act(move |tx, now| {
                let input = CancelOrder { order, refund, reason: "withdrawn".to_owned() };
                cancel_order(tx, steward, &input, now.into())
            })
            .await
            .unwrap();
        assert_eq!(world.to_give_back(first.list).await, told[1..]);
        world.assert_whole().await;
    }

    /// A line that nobody has understood, or of a thing whose goods were taken away, may still ask for what is paid.
    async fn who_may_still_want_it_is_not_told(world: World) {
        let first = world.paste(LIST).await.unwrap();
        world.order(first.list).await.unwrap();
        for name in ["小雨", "阿明"] {
            world.pay(world.made(first.list, name).await[0].order_id).await;
        }
        let unclear = LIST.replace("3. 阿明 鸡蛋2板", "3. 阿明 鸡蛋几板");
        world.paste_with(&unclear, |input| input.goes_on = Some(first.list)).await.unwrap();
        let whole = world.whole(first.list).await;
        let standing = |line: &&lists::rows::ListLine| line.name == "阿明" && line.state == LineState::Standing;
        let line = whole.lines.iter().find(standing).unwrap();
        assert_eq!((line.mark, whole.lines.iter().filter(standing).count()), (Mark::Unclear, 1), "{:?}", whole.lines);
        assert_eq!(world.to_give_back(first.list).await, []);
        world.mend(first.list, line.number, "阿明", Doing::Order, &[(2, Some(1_000))]).await.unwrap();
        assert_eq!(world.to_give_back(first.list).await, [("阿明".to_owned(), 3_000)]);
        world.fit(first.list, 2, None).await.unwrap();
        assert_eq!(world.to_give_back(first.list).await, []);
        world.assert_whole().await;
    }

    /// Who asks something where their order stood takes nothing back: that is asked, until somebody says that they want no more.
    async fn who_only_asks_is_not_told(world: World) {
        let first = world.paste(LIST).await.unwrap();
        world.order(first.list).await.unwrap();
        for name in ["小雨", "阿明"] {
            world.pay(world.made(first.list, name).await[0].order_id).await;
        }
        let asks = LIST.replace("3. 阿明 鸡蛋2板", "3. 阿明 什么时候到货？");
        for _ in 0..2 {
            world.paste_with(&asks, |input| input.goes_on = Some(first.list)).await.unwrap();
            let whole = world.whole(first.list).await;
            let of_ming: Vec<_> = whole.lines.iter().filter(|line| line.name == "阿明").collect();
            assert_eq!(of_ming.len(), 1, "{of_ming:?}");
            assert_eq!((of_ming[0].doing, of_ming[0].mark), (Doing::None, Mark::Unclear), "{of_ming:?}");
            assert!(of_ming[0].doubts.contains("no_order_now"), "{of_ming:?}");
            assert_eq!(world.to_give_back(first.list).await, []);
        }
        // As rows of before have it: the line was taken for one that wants nothing.
        let line = world.whole(first.list).await.lines.into_iter().find(|line| line.name == "阿明").unwrap();
        let key = (line.community_id, line.list_id, line.number);
        world
            .act(move |tx, _| {
                let line = tx.lock::<lists::rows::ListLine>(key)?.unwrap();
                tx.save(&lists::rows::ListLine { mark: Mark::Likely, doubts: "question".to_owned(), ..line })?;
                Ok::<_, store::OpError<lists::ListRefused>>(())
            })
            .await
            .unwrap();
        assert_eq!(world.to_give_back(first.list).await, []);
        world.mend(first.list, line.number, "阿明", Doing::None, &[]).await.unwrap();
        assert_eq!(world.to_give_back(first.list).await, [("阿明".to_owned(), 6_000)]);
        world.assert_whole().await;
    }

    /// Of whom somebody has said that they want no more, it is told, also where they said thanks in a line of their own.
    async fn thanks_hide_nothing_of_who_wants_no_more(world: World) {
        let thanks = format!("{LIST}7. 阿明 谢谢团长\n");
        let first = world.paste(&thanks).await.unwrap();
        world.order(first.list).await.unwrap();
        world.pay(world.made(first.list, "阿明").await[0].order_id).await;
        let without = thanks.replace("3. 阿明 鸡蛋2板\n", "");
        world.paste_with(&without, |input| input.goes_on = Some(first.list)).await.unwrap();
        let of_ming = |line: &&lists::rows::ListLine| line.name == "阿明";
        let whole = world.whole(first.list).await;
        let lines: Vec<_> = whole.lines.iter().filter(of_ming).map(|line| (line.doing, line.state)).collect();
        assert_eq!(lines.len(), 2, "{:?}", whole.lines);
        assert!(lines.contains(&(Doing::None, LineState::Standing)) && lines.contains(&(Doing::Order, LineState::Gone)), "{lines:?}");
        assert_eq!(world.to_give_back(first.list).await, []);
        let vanished = whole.lines.iter().filter(of_ming).find(|line| line.state == LineState::Gone).unwrap().number;
        world.mend(first.list, vanished, "阿明", Doing::None, &[]).await.unwrap();
        assert_eq!(world.to_give_back(first.list).await, [("阿明".to_owned(), 6_000)]);
        world.assert_whole().await;
    }

    /// Five boxes for six who want two each: the text for the chat says of each who got none that it is not ordered.
    async fn who_got_nothing_is_marked_in_the_text(world: World) {
        world.goods("蓝莓", "盒", "20", Some(5)).await;
        let lines: String = (1..=6).map(|n| format!("{n}. 邻居{n}号 蓝莓2盒\n")).collect();
        let pasted = world.paste(&format!("周日团购\n蓝莓 20元/盒\n\n{lines}")).await.unwrap();
        world.order(pasted.list).await.unwrap();
        let whole = world.whole(pasted.list).await;
        let community = world.community;
        let told = world.db.read(move |reader| {
            let on_sale = market::on_sale(reader, community, 200)?;
            let missing = missing(reader, &whole)?;
            let sum: i64 = missing.values().sum();
            Ok((text(Lang::Zh, Currency::CNY, &whole, &on_sale, &missing)?, missing.len(), sum))
        });
        let (text, people, sum) = told.await.unwrap();
        assert_eq!((people, sum), (4, 8_000), "{text}");
        assert_eq!(text.matches("【没订上】").count(), 4, "{text}");
    }

    /// Too little came: the text for the chat says what each really gets, and is still read back as what they want.
    async fn who_gets_less_for_a_shortage_is_told_so(world: World) {
        let first = world.paste(LIST).await.unwrap();
        world.order(first.list).await.unwrap();
        for name in ["小雨", "李阿姨", "阿明"] {
            world.pay(world.made(first.list, name).await[0].order_id).await;
        }
        world.short(world.made(first.list, "小雨").await[0].order_id, 1_000).await;
        world.short(world.made(first.list, "李阿姨").await[0].order_id, 1_000).await;
        // By consent one of two is given back, and the list still has both.
        world.give_back(world.made(first.list, "阿明").await[0].order_id, 1, 1_000).await;
        let told = world.told(first.list).await;
        assert!(told.contains("1. 小雨 草莓 2盒【缺1盒，实得1盒】，鸡蛋 1板（送3栋）\n"), "{told}");
        assert!(told.contains("2. 李阿姨 草莓 1盒【缺货，没有拿到】\n"), "{told}");
        assert!(told.contains("3. 阿明 鸡蛋 2板【退了1板，实得1板】\n"), "{told}");
        let again = world.paste_with(&told, |input| input.goes_on = Some(first.list)).await.unwrap();
        assert_eq!((again.lines_new, again.lines_gone), (0, 0));
        // Who wants less by now lacks nothing.
        world.paste(&LIST.replace("3. 阿明 鸡蛋2板", "3. 阿明 鸡蛋1板")).await.unwrap();
        let told = world.told(first.list).await;
        assert!(told.contains("3. 阿明 鸡蛋 1板\n"), "{told}");
        world.assert_whole().await;
    }

    /// Of one order strawberries were not there, and eggs were given back by consent: each is told as what it was.
    async fn a_shortage_is_of_its_line(world: World) {
        let first = world.paste(&LIST.replace("3. 阿明 鸡蛋2板", "3. 阿明 草莓2盒 鸡蛋2板")).await.unwrap();
        world.order(first.list).await.unwrap();
        let order = world.made(first.list, "阿明").await[0].order_id;
        world.pay(order).await;
        world.short(order, 1_000).await;
        world.give_back(order, 2, 1_000).await;
        let told = world.told(first.list).await;
        assert!(told.contains("3. 阿明 草莓 2盒【缺1盒，实得1盒】，鸡蛋 2板【退了1板，实得1板】\n"), "{told}");
        world.assert_whole().await;
    }
}
