//! The same list is pasted again with further, changed and withdrawn lines: only the difference is ordered.

use crate::world::{DAY, LIST, World};
use kernel::{Currency, Id};
use lists::ListRefused;
use lists::below::read_below;
use lists::line::{Doing, LineState, Mark};
use lists::ops::PasteList;
use lists::rows::OrderList;
use lists::trouble::Why;
use lists::whole::Whole;
use market::order::State;

/// The list has prices of its own; the community sells both under the same names for more.
const CHEAPER: &str = "周六团购\n草莓 22元/盒\n鸡蛋 28元/板\n\n1. 小雨 草莓2盒\n2. 李阿姨 草莓1盒\n";

impl World {
    /// Below the list as it stands now.
    async fn paste_below(&self, list: Id<OrderList>, text: &str) -> Whole {
        let (whole, community) = (self.whole(list).await, self.community);
        let on_sale = self.db.read(move |reader| market::on_sale(reader, community, 200)).await.unwrap();
        let read = read_below(text, (&whole, Currency::CNY, "元"), &on_sale).unwrap();
        let goes_on = |input: &mut PasteList| (input.goes_on, input.read) = (Some(list), read);
        self.paste_with(text, goes_on).await.unwrap();
        self.whole(list).await
    }
}

testkit::both_engines! {
    /// Kept when letters were a part of names: pasted again it is the same thing, with its goods.
    async fn what_was_called_with_its_letter_is_the_same_thing(world: World) {
        world.goods("大黄鱼", "条", "45", Some(100)).await;
        world.goods("带鱼", "斤", "28", Some(100)).await;
        let text = "周六海鲜\nA. 大黄鱼 45元/条\nB. 带鱼 30元/斤\n\n1. 小雨 A1 B2\n2. 阿明 B3\n";
        let list = world.paste(text).await.unwrap().list;
        let items = world.whole(list).await.items;
        // What costs something else today has to be said.
        assert!(items[1].name == "带鱼" && items[1].goods().is_none(), "{items:?}");
        let fish = items[0].clone();
        assert!(fish.name == "大黄鱼" && fish.goods().is_some(), "{fish:?}");
        let key = (fish.community_id, fish.list_id, fish.number);
        let done = world.act(move |tx, _| {
            let fish = tx.lock::<lists::rows::ListItem>(key)?.unwrap();
            tx.save(&lists::rows::ListItem { name: "A 大黄鱼".to_owned(), ..fish })?;
            Ok::<_, store::OpError<lists::ListRefused>>(())
        });
        done.await.unwrap();
        let again = world.paste(&format!("{text}3. 李阿姨 A2\n")).await.unwrap();
        assert_eq!((again.list, again.lines_new), (list, 1));
        let whole = world.whole(list).await;
        assert_eq!(whole.items.len(), 2, "{:?}", whole.items);
        assert_eq!(whole.lines[2].parts().unwrap(), [(1, Some(2_000))]);
    }

    /// Lines alone, lines below the title, and below a word about the time: all of them order what the list sells, at its prices.
    async fn lines_without_a_heading_order_what_the_list_sells(world: World) {
        let list = world.paste(CHEAPER).await.unwrap().list;
        let heading = "周六团购\n草莓 22元/盒\n鸡蛋 28元/板";
        let mut wanted = 2;
        for (above, kept) in [
            ("", heading.to_owned()),
            ("周六团购\n", heading.to_owned()),
            ("今晚8点截止\n", heading.replace("团购\n", "团购\n今晚8点截止\n")),
        ] {
            wanted += 1;
            let text = format!("{above}1. 小雨 草莓{wanted}盒\n2. 李阿姨 草莓1盒\n3. 阿明 鸡蛋{wanted}板\n");
            let whole = world.paste_below(list, &text).await;
            let items: Vec<_> = whole.items.iter().map(|item| (item.name.as_str(), item.goods())).collect();
            assert_eq!(items, [("草莓", None), ("鸡蛋", None)], "{above:?}");
            let milli = wanted * 1_000;
            let wants: Vec<_> = whole.people().unwrap().into_iter().map(|one| one.wants).collect();
            assert_eq!(wants, [[(1, milli)].into(), [(1, 1_000)].into(), [(2, milli)].into()], "{above:?}");
            assert!(whole.lines.iter().all(|line| line.mark == Mark::Certain), "{:?}", whole.lines);
            assert_eq!(whole.heading().trim(), kept, "{above:?}");
        }
        // A heading that has things is the new one.
        let dearer = CHEAPER.replace("22元", "24元").replace("草莓2盒", "草莓1盒");
        let whole = world.paste_below(list, &dearer).await;
        assert_eq!((whole.items.len(), whole.heading().contains("24元")), (3, true));
        world.assert_whole().await;
    }

    /// Also where it is not read below the list's heading, what nobody has priced is the list's thing of that name.
    async fn what_has_no_price_in_the_text_is_the_lists(world: World) {
        let list = world.paste(CHEAPER).await.unwrap().list;
        let text = "1. 小雨 草莓3盒\n2. 李阿姨 草莓1盒\n";
        world.paste_with(text, |input| input.goes_on = Some(list)).await.unwrap();
        let whole = world.whole(list).await;
        assert_eq!(whole.items.len(), 2, "{:?}", whole.items);
        assert_eq!(whole.people().unwrap()[0].wants, [(1, 3_000)].into());
    }

    async fn further_lines_are_ordered_and_nothing_twice(world: World) {
        let first = world.paste(LIST).await.unwrap();
        world.order(first.list).await.unwrap();
        let more = format!("{LIST}4. 老王 草莓5盒\n5. 小雨 再加鸡蛋1板\n");
        let again = world.paste(&more).await.unwrap();
        assert_eq!((again.list, again.went_on, again.lines_new, again.lines_gone), (first.list, true, 2, 0));
        let answers = world.order(first.list).await.unwrap();
        let placed: Vec<_> = answers.iter().filter(|(_, answer)| answer.placed.is_some()).map(|(name, _)| name.as_str()).collect();
        assert_eq!(placed, ["小雨", "老王"]);
        assert!(answers.values().all(|answer| answer.called_off.is_empty()));
        assert_eq!(world.ordered(first.list).await["小雨"], ["草莓 2", "鸡蛋 2"]);
        assert_eq!(world.made(first.list, "小雨").await.len(), 2);
        // Exactly the same text once more is nothing.
        let same = world.paste(&more).await.unwrap();
        assert_eq!((same.list, same.lines_new), (first.list, 0));
        assert!(world.order(first.list).await.unwrap().values().all(|answer| answer.placed.is_none()));
        world.assert_whole().await;
    }

    async fn a_changed_line_changes_what_is_not_paid(world: World) {
        let first = world.paste(LIST).await.unwrap();
        world.order(first.list).await.unwrap();
        let changed = LIST.replace("1. 小雨 草莓2盒 鸡蛋1板 送3栋", "1. 小雨 草莓1盒 送3栋");
        let again = world.paste(&changed).await.unwrap();
        assert_eq!((again.list, again.lines_new, again.lines_gone), (first.list, 1, 0));
        let answers = world.order(first.list).await.unwrap();
        assert_eq!((answers["小雨"].called_off.len(), answers["小雨"].placed.is_some()), (1, true));
        assert_eq!(world.ordered(first.list).await["小雨"], ["草莓 1"]);
        let states: Vec<_> = {
            let mut states = Vec::new();
            for made in world.made(first.list, "小雨").await {
                states.push((world.order_row(made.order_id).await.state, made.counts));
            }
            states
        };
        assert!(states.contains(&(State::Cancelled, false)) && states.contains(&(State::Placed, true)), "{states:?}");
        world.assert_whole().await;
    }

    async fn a_withdrawn_line_calls_the_order_off(world: World) {
        let first = world.paste(LIST).await.unwrap();
        world.order(first.list).await.unwrap();
        let again = world.paste(&format!("{LIST}4. 李阿姨 取消\n")).await.unwrap();
        assert_eq!(again.list, first.list);
        let answers = world.order(first.list).await.unwrap();
        assert_eq!((answers["李阿姨"].called_off.len(), answers["李阿姨"].placed), (1, None));
        assert!(world.ordered(first.list).await["李阿姨"].is_empty());
        world.assert_whole().await;
    }

    /// The text of before they changed, once more: nothing of it is ordered before somebody has said so of each.
    async fn an_older_copy_brings_nobody_back(world: World) {
        let first = world.paste(LIST).await.unwrap();
        let changed = LIST
            .replace("1. 小雨 草莓2盒 鸡蛋1板 送3栋", "1. 小雨 草莓1盒 送3栋")
            .replace("2. 李阿姨 草莓1盒", "2. 李阿姨 不要了")
            + "4. 阿明 不要了\n";
        world.paste_with(&changed, |list| list.goes_on = Some(first.list)).await.unwrap();
        let stands = |whole: Whole| -> Vec<(String, Vec<(i64, i64)>)> {
            let people = whole.people().unwrap().into_iter();
            people.map(|one| (one.name, one.wants.into_iter().collect())).collect()
        };
        let now = stands(world.whole(first.list).await);
        assert_eq!(now, [("小雨".to_owned(), vec![(1, 1_000)]), ("李阿姨".to_owned(), vec![]), ("阿明".to_owned(), vec![])]);
        let older = world.paste_with(LIST, |list| list.goes_on = Some(first.list)).await.unwrap();
        assert_eq!((older.list, older.lines_gone), (first.list, 3));
        let whole = world.whole(first.list).await;
        assert_eq!(stands(whole.clone()), now);
        let asked: Vec<_> = whole.lines.iter().filter(|line| line.mark == Mark::Unclear).collect();
        assert_eq!(asked.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), ["小雨", "李阿姨"]);
        assert!(asked.iter().all(|line| line.doubts.contains("older_copy")), "{asked:?}");
        world.order(first.list).await.unwrap();
        assert_eq!(world.ordered(first.list).await, [("小雨".to_owned(), vec!["草莓 1".to_owned()])].into());
        // The older copy once more, and the newest: nothing is asked any more.
        world.paste_with(LIST, |list| list.goes_on = Some(first.list)).await.unwrap();
        assert_eq!(stands(world.whole(first.list).await), now);
        world.paste_with(&changed, |list| list.goes_on = Some(first.list)).await.unwrap();
        let whole = world.whole(first.list).await;
        assert_eq!(whole.to_look_at().count(), 0, "{:?}", whole.lines);
        assert_eq!(stands(whole), now);
    }

    /// One of them does want it again, the other does not: each is said at the line that came back.
    async fn who_comes_back_to_an_older_line_is_asked_once(world: World) {
        let first = world.paste(LIST).await.unwrap();
        let changed = LIST
            .replace("1. 小雨 草莓2盒 鸡蛋1板 送3栋", "1. 小雨 草莓1盒 送3栋")
            .replace("3. 阿明 鸡蛋2板", "3. 阿明 鸡蛋1板");
        world.paste_with(&changed, |list| list.goes_on = Some(first.list)).await.unwrap();
        world.paste_with(LIST, |list| list.goes_on = Some(first.list)).await.unwrap();
        let whole = world.whole(first.list).await;
        let asked = |name: &str| whole.lines.iter().find(|line| line.name == name && line.mark == Mark::Unclear).unwrap().number;
        world.mend(first.list, asked("小雨"), "小雨", Doing::Order, &[(1, Some(2_000))]).await.unwrap();
        world.mend(first.list, asked("阿明"), "阿明", Doing::None, &[]).await.unwrap();
        let whole = world.whole(first.list).await;
        assert_eq!(whole.to_look_at().count(), 0, "{:?}", whole.lines);
        world.order(first.list).await.unwrap();
        let ordered = world.ordered(first.list).await;
        assert_eq!((ordered["小雨"].as_slice(), ordered["阿明"].as_slice()), (&["草莓 2".to_owned()][..], &["鸡蛋 1".to_owned()][..]));
        world.assert_whole().await;
    }

    /// One who said two lines once more in one: that one stands until it is said of both that they do not, and goes with the first that does.
    async fn older_lines_of_one_person_are_decided_together(world: World) {
        let two = format!("{LIST}8. 阿明 草莓1盒\n");
        let one = LIST.replace("3. 阿明 鸡蛋2板\n", "") + "9. 阿明 鸡蛋2板 草莓2盒\n";
        for [eggs, berries, wanted] in [[true, false, true], [false, true, true], [false, false, false]] {
            let first = world.paste_with(&two, |list| list.is_new = true).await.unwrap();
            for text in [&one, &two] {
                world.paste_with(text, |list| list.goes_on = Some(first.list)).await.unwrap();
            }
            let of_ming = |whole: Whole| whole.people().unwrap().into_iter().find(|one| one.name == "阿明").unwrap().wants;
            let whole = world.whole(first.list).await;
            let asked: Vec<_> = whole.lines.iter().filter(|line| line.mark == Mark::Unclear).collect();
            assert_eq!(asked.len(), 2, "{:?}", whole.lines);
            let number = |words: &str| asked.iter().find(|line| line.words.starts_with(words)).unwrap().number;
            let say = async |line, stands, part| match stands {
                true => world.mend(first.list, line, "阿明", Doing::Order, &[part]).await.unwrap(),
                false => world.mend(first.list, line, "阿明", Doing::None, &[]).await.unwrap(),
            };
            say(number("8."), berries, (1, Some(1_000))).await;
            let wants = of_ming(world.whole(first.list).await);
            if !berries {
                assert_eq!(wants.into_iter().collect::<Vec<_>>(), [(1, 2_000), (2, 2_000)], "until the other is said");
            }
            say(number("3."), eggs, (2, Some(2_000))).await;
            let wants: Vec<_> = of_ming(world.whole(first.list).await).into_iter().collect();
            let mut stand = Vec::new();
            stand.extend(berries.then_some((1, 1_000)));
            stand.extend(eggs.then_some((2, 2_000)));
            assert_eq!(wants, if wanted { stand } else { vec![(1, 2_000), (2, 2_000)] });
            assert_eq!(world.whole(first.list).await.to_look_at().count(), 0);
        }
        world.assert_whole().await;
    }

    /// What was once said of a line decides nothing of lines that vanish later.
    async fn a_line_that_was_an_older_one_decides_nothing_later(world: World) {
        let first = world.paste(LIST).await.unwrap();
        let changed = LIST.replace("3. 阿明 鸡蛋2板", "3. 阿明 鸡蛋1板");
        let paste = async |text: &str| world.paste_with(text, |list| list.goes_on = Some(first.list)).await.unwrap();
        paste(&changed).await;
        paste(LIST).await;
        let back = world.whole(first.list).await.lines.iter().find(|line| line.mark == Mark::Unclear).unwrap().number;
        world.mend(first.list, back, "阿明", Doing::Order, &[(2, Some(2_000))]).await.unwrap();
        paste(&format!("{LIST}4. 阿明 +草莓3盒\n")).await;
        assert_eq!(paste(LIST).await.lines_gone, 1);
        world.mend(first.list, back, "阿明", Doing::Order, &[(2, Some(2_000))]).await.unwrap();
        let whole = world.whole(first.list).await;
        let gone: Vec<_> = whole.to_look_at().map(|line| (line.words.as_str(), line.state)).collect();
        assert_eq!(gone, [("4. 阿明 +草莓3盒", LineState::Gone)]);
        world.assert_whole().await;
    }

    /// What is paid is not taken back behind anybody's back: it is told.
    async fn what_is_paid_stays_and_is_told(world: World) {
        let first = world.paste(LIST).await.unwrap();
        world.order(first.list).await.unwrap();
        let order = world.made(first.list, "小雨").await[0].order_id;
        world.pay(order).await;
        let less = LIST.replace("1. 小雨 草莓2盒 鸡蛋1板 送3栋", "1. 小雨 草莓1盒 鸡蛋2板 送3栋");
        world.paste(&less).await.unwrap();
        let answers = world.order(first.list).await.unwrap();
        assert_eq!(answers["小雨"].troubles, [(1, Why::Fixed)]);
        assert!(answers["小雨"].placed.is_some() && answers["小雨"].called_off.is_empty());
        assert_eq!(world.order_row(order).await.state, State::Paid);
        assert_eq!(world.ordered(first.list).await["小雨"], ["草莓 2", "鸡蛋 2"]);
        world.assert_whole().await;
    }

    /// A line that vanished may be one that somebody pasted over by mistake: it counts until it is said what became of it.
    async fn a_line_that_vanished_is_told(world: World) {
        let first = world.paste(LIST).await.unwrap();
        world.order(first.list).await.unwrap();
        let shorter = LIST.replace("2. 李阿姨 草莓1盒\n", "");
        let again = world.paste(&shorter).await.unwrap();
        assert_eq!((again.list, again.lines_gone), (first.list, 1));
        let whole = world.whole(first.list).await;
        let gone: Vec<_> = whole.to_look_at().map(|line| (line.number, line.name.as_str(), line.state)).collect();
        assert_eq!(gone, [(2, "李阿姨", LineState::Gone)]);
        let answers = world.order(first.list).await.unwrap();
        assert!(answers["李阿姨"].called_off.is_empty());
        world.mend(first.list, 2, "李阿姨", Doing::None, &[]).await.unwrap();
        let answers = world.order(first.list).await.unwrap();
        assert_eq!(answers["李阿姨"].called_off.len(), 1);
        world.assert_whole().await;
    }

    async fn what_somebody_mended_stays_mended(world: World) {
        let first = world.paste(&format!("{LIST}4. 老王 草莓几盒\n")).await.unwrap();
        let whole = world.whole(first.list).await;
        assert_eq!(whole.lines[3].mark, Mark::Unclear, "{:?}", whole.lines[3]);
        world.mend(first.list, 4, "老王", Doing::Order, &[(1, Some(3_000))]).await.unwrap();
        let again = world.paste(&format!("{LIST}4. 老王 草莓几盒\n5. 小陈 鸡蛋1板\n")).await.unwrap();
        assert_eq!((again.list, again.lines_new), (first.list, 1));
        let whole = world.whole(first.list).await;
        assert_eq!((whole.lines[3].mark, whole.lines[3].items.as_str()), (Mark::Mended, "1=3000"));
        world.order(first.list).await.unwrap();
        assert_eq!(world.ordered(first.list).await["老王"], ["草莓 3"]);
    }

    /// Whoever comes with the lines of another list is asked; a list of next week is another one.
    async fn another_list_is_another_list(world: World) {
        let first = world.paste(LIST).await.unwrap();
        let renamed = LIST.replace("周六团购", "周日团购");
        assert_eq!(world.paste(&renamed).await.unwrap_err(), ListRefused::LooksKnown);
        let new = world.paste_with(&renamed, |input| input.is_new = true).await.unwrap();
        assert_ne!(new.list, first.list);
        let list = first.list;
        let on = world.paste_with(&renamed, move |input| input.goes_on = Some(list)).await.unwrap();
        assert_eq!((on.list, on.went_on, on.lines_new), (first.list, true, 0));
        world.clock.advance(11 * DAY);
        let later = world.paste(LIST).await.unwrap();
        assert!(!later.went_on);
        let gone = world.paste_with(LIST, |input| (input.pay_until, input.pay_until_said) = (world.now(), true)).await;
        assert_eq!(gone.unwrap_err(), ListRefused::PayUntilPast);
    }

    /// The list as it stands is pasted into the chat, people go on below it, and it comes back in other words and at other
    /// numbers.
    async fn the_list_comes_back_as_it_was_written(world: World) {
        let first = world.paste(&format!("{LIST}4. 小雨 再加草莓1盒\n5. 老王 草莓1盒\n6. 老王 取消\n7. 谢谢团长\n")).await.unwrap();
        world.order(first.list).await.unwrap();
        let before = world.ordered(first.list).await;
        let back = "周六团购\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. 小雨 草莓 3盒，鸡蛋 1板（送3栋）\n2. 李阿姨 草莓 1盒\n3. 阿明 鸡蛋 2板\n4. 小陈 草莓2盒\n";
        // Pasted as a new one it is asked about: nothing is ordered twice.
        assert_eq!(world.paste(back).await.unwrap_err(), ListRefused::LooksKnown);
        let list = first.list;
        let again = world.paste_with(back, move |input| input.goes_on = Some(list)).await.unwrap();
        assert_eq!((again.went_on, again.lines_gone), (true, 0));
        let whole = world.whole(list).await;
        assert_eq!(whole.to_look_at().count(), 0, "{:?}", whole.lines);
        let answers = world.order(list).await.unwrap();
        let placed: Vec<_> = answers.iter().filter(|(_, answer)| answer.placed.is_some()).map(|(name, _)| name.as_str()).collect();
        assert_eq!(placed, ["小陈"]);
        assert!(answers.values().all(|answer| answer.called_off.is_empty()), "{answers:?}");
        let mut after = world.ordered(list).await;
        after.remove("小陈");
        assert_eq!(after, before);
        // Who has less in it than before is not taken at their word.
        let less = back.replace("草莓 3盒，鸡蛋 1板（送3栋）", "草莓 1盒").replace("1. 小雨", "9. 小雨");
        let again = world.paste_with(&less, move |input| input.goes_on = Some(list)).await.unwrap();
        assert_eq!(again.lines_gone, 2);
        assert!(world.whole(list).await.to_look_at().count() >= 1);
        assert!(world.order(list).await.unwrap().values().all(|answer| answer.called_off.is_empty()));
        world.assert_whole().await;
    }

    /// What was ordered stays ordered when somebody's changed line is not understood.
    async fn an_unclear_line_calls_nothing_off(world: World) {
        let first = world.paste(LIST).await.unwrap();
        world.order(first.list).await.unwrap();
        let changed = LIST.replace("1. 小雨 草莓2盒 鸡蛋1板 送3栋", "1. 小雨 草莓几盒 送3栋");
        let again = world.paste(&changed).await.unwrap();
        assert_eq!((again.list, again.lines_new), (first.list, 1));
        let whole = world.whole(first.list).await;
        assert!(whole.lines.iter().any(|line| line.name == "小雨" && line.mark == Mark::Unclear), "{:?}", whole.lines);
        let answers = world.order(first.list).await.unwrap();
        assert!(answers["小雨"].called_off.is_empty(), "{answers:?}");
        assert_eq!(world.ordered(first.list).await["小雨"], ["草莓 2", "鸡蛋 1"]);
        world.assert_whole().await;
    }

    /// The same line of the same person keeps what was understood of it, though the thing is sold in another unit by now.
    async fn a_known_line_keeps_its_reading(world: World) {
        const ORANGES: &str = "周六团购\n草莓 25元/盒\n赣南脐橙 整箱20斤 118元\n\n1. 小雨 1箱橙\n2. 李阿姨 草莓1盒\n3. 阿明 草莓2盒\n";
        let first = world.paste(ORANGES).await.unwrap();
        let before = world.whole(first.list).await;
        let oranges = before.items.iter().find(|item| item.name.contains("脐橙")).unwrap().number;
        let offer = world.goods(&before.item(oranges).unwrap().name.clone(), "份", "118", None).await;
        world.fit(first.list, oranges, Some(offer)).await.unwrap();
        world.order(first.list).await.unwrap();
        let ordered = world.ordered(first.list).await;
        assert!(ordered.contains_key("小雨"), "{:?}", before.lines);
        world.paste(&format!("{ORANGES}4. 老王 草莓1盒\n")).await.unwrap();
        let after = world.whole(first.list).await;
        let kept = |whole: &lists::whole::Whole| whole.lines[..3].iter().map(|line| (line.items.clone(), line.mark, line.revision)).collect::<Vec<_>>();
        assert_eq!(kept(&after), kept(&before));
        let answers = world.order(first.list).await.unwrap();
        assert!(answers.values().all(|answer| answer.called_off.is_empty()), "{answers:?}");
        assert_eq!(world.ordered(first.list).await["小雨"], ordered["小雨"]);
    }

    /// Unpaid orders that the list takes back are listed, and stay until somebody agrees; a name's go together.
    async fn nothing_is_called_off_unasked(world: World) {
        use lists::calling_off::{Consent, TakenBack, taken_back};
        let list = world.paste(LIST).await.unwrap().list;
        world.order(list).await.unwrap();
        // 小雨 writes so, 李阿姨's line is struck by whoever looks, 阿明 wants less.
        let again = LIST.replace("2板", "1板") + "4. 小雨 取消\n";
        world.paste_with(&again, |input| input.goes_on = Some(list)).await.unwrap();
        world.mend(list, 2, "李阿姨", Doing::None, &[]).await.unwrap();
        let whole = world.whole(list).await;
        let listed = world.db.read(move |reader| taken_back(reader, &whole)).await.unwrap();
        let eggs = world.whole(list).await.items.iter().find(|item| item.name == "鸡蛋").unwrap().number;
        let expected = |name: &str, order, instead: &[(i64, i64)], said| TakenBack {
            name: name.to_owned(), orders: vec![order], instead: instead.to_vec(), said,
        };
        let [xiao, li, ming] = [world.made(list, "小雨").await[0].order_id, world.made(list, "李阿姨").await[0].order_id, world.made(list, "阿明").await[0].order_id];
        let expected = [expected("小雨", xiao, &[], true), expected("李阿姨", li, &[], false), expected("阿明", ming, &[(eggs, 1_000)], false)];
        assert_eq!(listed, expected);
        let with = async |consent: Consent| {
            let input = lists::ordering::Ordering { consent, ..world.ordering(list) };
            let made = lists::ordering::make_orders(&world.db, &web::IdSource::system(), &input).await;
            made.map_err(|_| "refused").unwrap().into_iter().collect::<std::collections::BTreeMap<_, _>>()
        };
        let none = with(Consent::None).await;
        for (name, order) in [("小雨", xiao), ("李阿姨", li), ("阿明", ming)] {
            assert_eq!((&none[name].called_off, &none[name].not_agreed, none[name].placed), (&vec![], &vec![order], None), "{name}");
            assert_eq!(none[name].troubles, [(0, Why::NotAgreed)], "{name}");
        }
        let said = with(Consent::Said).await;
        assert_eq!((&said["小雨"].called_off, said["李阿姨"].called_off.len(), said["阿明"].called_off.len()), (&vec![xiao], 0, 0));
        let one = with(Consent::To([ming].into())).await;
        assert_eq!((&one["阿明"].called_off, one["阿明"].placed.is_some(), one["李阿姨"].called_off.len()), (&vec![ming], true, 0));
        // What was paid meanwhile is nobody's to call off, whatever was ticked.
        world.pay(li).await;
        let paid = with(Consent::To([li].into())).await;
        assert_eq!((paid["李阿姨"].called_off.len(), paid["李阿姨"].troubles[0].1), (0, Why::Fixed));
        let whole = world.whole(list).await;
        assert_eq!(world.db.read(move |reader| taken_back(reader, &whole)).await.unwrap(), []);
        assert_eq!(world.ordered(list).await["阿明"], ["鸡蛋 1"]);
        world.assert_whole().await;
    }
}
