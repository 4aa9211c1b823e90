//! People of one name: nobody's order goes to somebody else.

use crate::world::World;
use kernel::Id;
use lists::ids::Member;
use lists::line::Doing;
use lists::rows::OrderList;

const FIRST: &str =
    "周六团购\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. 李明 5-301 草莓2盒\n2. 阿明 鸡蛋2板\n3. 小陈 鸡蛋1板\n";

/// As it is copied into the chat.
async fn own_text(world: &World, list: Id<OrderList>) -> String {
    let (community, whole) = (world.community, world.whole(list).await);
    let text = world.db.read(move |reader| {
        let on_sale = market::on_sale(reader, community, 200)?;
        let missing = lists::told_back::missing(reader, &whole)?;
        lists::told_back::text(web::Lang::Zh, kernel::Currency::CNY, &whole, &on_sale, &missing)
    });
    text.await.unwrap()
}

/// With sums, and who has paid.
async fn own_text_with_ends(world: &World, list: Id<OrderList>) -> String {
    let (community, whole) = (world.community, world.whole(list).await);
    let text = world.db.read(move |reader| {
        let on_sale = market::on_sale(reader, community, 200)?;
        let missing = lists::told_back::missing(reader, &whole)?;
        let as_is = (web::Lang::Zh, kernel::Currency::CNY);
        let ends = lists::told_back::ends(reader, as_is, &whole, &missing, (true, true))?;
        lists::told_back::text_with(as_is.0, as_is.1, &whole, &on_sale, &missing, &ends)
    });
    text.await.unwrap()
}

/// Whom the orders of each name went to.
async fn buyers(world: &World, list: Id<OrderList>, name: &str) -> Vec<Id<Member>> {
    let mut buyers = Vec::new();
    for made in world.made(list, name).await {
        buyers.push(world.order_row(made.order_id).await.buyer);
    }
    buyers
}

async fn other_list(world: &World, line: &str) -> Id<OrderList> {
    let text = format!("周三团购{line}\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. {line}\n2. 老周 鸡蛋1板\n");
    let pasted = world.paste_with(&text, |input| input.is_new = true).await.unwrap();
    world.order(pasted.list).await.unwrap();
    pasted.list
}

testkit::both_engines! {
    /// A long list asks for the rooms of all its names in a few statements: the others wait for it.
    async fn rooms_of_many_names_are_looked_up_together(world: World) {
        let text = |from: usize, count: usize| {
            let lines: String =
                (from..from + count).map(|n| format!("{}. 邻居{n}号 草莓1盒\n", n - from + 1)).collect();
            format!("第{from}次团购\n草莓 25元/盒\n\n{lines}")
        };
        let by = world.steward;
        let mut sent = Vec::new();
        for (from, count) in [(1_000, 20), (2_000, 220)] {
            let mut input = lists::ops::PasteList {
                id: world.id(),
                goes_on: None,
                is_new: true,
                read: world.read(&text(from, count)).await.unwrap(),
                pay_until: world.now().plus(7 * crate::world::DAY),
                pay_until_said: false,
                point: None,
                random: world.ids.count(),
                key: None,
            };
            assert_eq!(input.read.lines.len(), count);
            // Begun, and gone on with.
            for goes_on in [None, Some(input.id)] {
                input.goes_on = goes_on;
                let input = input.clone();
                let paste = move |tx: &mut store::Tx, now| {
                    let before = store::statements_sent();
                    lists::ops::paste_list(tx, by, &input, now)?;
                    Ok::<_, store::OpError<lists::ListRefused>>(store::statements_sent() - before)
                };
                sent.push(world.act(paste).await.unwrap());
            }
        }
        // Two hundred names more, fifty at once.
        assert!(sent[2] <= sent[0] + 5 && sent[3] <= sent[1] + 5, "{sent:?}");
    }

    async fn another_room_is_another_person(world: World) {
        let first = world.paste(FIRST).await.unwrap().list;
        world.order(first).await.unwrap();
        let at_301 = buyers(&world, first, "李明").await[0];
        // Claimed: it is an account now.
        world.code(at_301, "BCDFGHJKMNPQ").await.unwrap();
        world.claim(world.id(), "BCDFGHJKMNPQ").await.unwrap();
        let other = other_list(&world, "李明 9-101 鸡蛋1板").await;
        let at_101 = buyers(&world, other, "李明").await;
        assert_eq!(at_101.len(), 1);
        assert_ne!(at_101[0], at_301);
        // The rooms are known from now on, both.
        let third = other_list(&world, "李明 5号楼301 草莓1盒").await;
        assert_eq!(buyers(&world, third, "李明").await, [at_301]);
        let fourth = other_list(&world, "李明 9-101 草莓1盒").await;
        assert_eq!(buyers(&world, fourth, "李明").await, at_101);
    }

    async fn a_name_alone_is_asked(world: World) {
        let first = world.paste(FIRST).await.unwrap().list;
        world.order(first).await.unwrap();
        let other = other_list(&world, "李明 草莓1盒").await;
        assert!(world.made(other, "李明").await.is_empty());
        let answers = world.order(other).await.unwrap();
        assert_eq!(answers["李明"].troubles.len(), 1, "{answers:?}");
        let same = other_list(&world, "小陈 草莓1盒").await;
        assert!(world.made(same, "小陈").await.is_empty());
    }

    async fn two_rooms_of_one_list_are_two_people(world: World) {
        let text = format!("{FIRST}4. 李明 2-101 草莓3盒\n");
        let list = world.paste(FIRST).await.unwrap().list;
        world.order(list).await.unwrap();
        let again = world.paste(&text).await.unwrap();
        assert_eq!(again.list, list);
        world.order(list).await.unwrap();
        let ordered = world.ordered(list).await;
        assert_eq!(ordered["李明"], ["草莓 2"], "{ordered:?}");
        assert_eq!(ordered["李明 2-101"], ["草莓 3"], "{ordered:?}");
        assert_ne!(buyers(&world, list, "李明").await, buyers(&world, list, "李明 2-101").await);
        // Pasted once more nothing changes.
        let same = world.paste(&text).await.unwrap();
        assert_eq!((same.lines_new, same.lines_gone), (0, 0));
        assert!(world.order(list).await.unwrap().values().all(|answer| answer.placed.is_none() && answer.called_off.is_empty()));
        world.assert_whole().await;
    }

    /// Nobody has said 再加: whose line without a room it is, is asked where two rooms have the name, in this list or in one before.
    async fn a_line_without_a_room_is_asked_where_two_have_the_name(world: World) {
        const HEAD: &str = "草莓 25元/盒\n鸡蛋 30元/板\n\n";
        let asked = async |list| {
            let whole = world.whole(list).await;
            let asked = whole.lines.iter().filter(|line| line.doubts.contains("same_name"));
            asked.map(|line| (line.words.clone(), line.mark)).collect::<Vec<_>>()
        };
        let line = |words: &str| (words.to_owned(), lists::line::Mark::Unclear);
        let own = format!("周一团购\n{HEAD}1. 9-909 王阿姨 草莓1\n2. 王阿姨 鸡蛋1\n3. 3-502 王阿姨 鸡蛋2\n4. 小北 草莓2\n");
        let list = world.paste(&own).await.unwrap().list;
        assert_eq!(asked(list).await, [line("2. 王阿姨 鸡蛋1")]);
        world.order(list).await.unwrap();
        let ordered = world.ordered(list).await;
        assert_eq!((ordered["王阿姨"].clone(), ordered["王阿姨 3-502"].clone()), (vec!["草莓 1".to_owned()], vec!["鸡蛋 2".to_owned()]));
        // Now the second room is known from before.
        let later = format!("周五团购\n{HEAD}1. 9-909 王阿姨 草莓3\n2. 王阿姨 鸡蛋1\n3. 老周 鸡蛋2\n");
        let pasted = world.paste_with(&later, |input| input.is_new = true).await.unwrap();
        assert_eq!(asked(pasted.list).await, [line("2. 王阿姨 鸡蛋1")]);
        // A later line of the same list tells the second room.
        let first = format!("周日团购\n{HEAD}1. 9-101 李姐 草莓1\n2. 李姐 鸡蛋1\n3. 老周 鸡蛋2\n");
        let list = world.paste_with(&first, |input| input.is_new = true).await.unwrap().list;
        assert_eq!(asked(list).await, []);
        let again = format!("{first}4. 3-502 李姐 鸡蛋2\n");
        world.paste_with(&again, |input| input.goes_on = Some(list)).await.unwrap();
        assert_eq!(asked(list).await, [line("2. 李姐 鸡蛋1")]);
    }

    /// The program's own text comes back: nothing is ordered twice, nobody is somebody else, nothing is asked.
    async fn our_own_text_changes_nothing(world: World) {
        world.goods("冰糖心苹果", "斤", "5", None).await;
        world.goods("草莓（大果）", "盒", "45", None).await;
        const TEXT: &str = "周六团购\n草莓 25元/盒\n草莓（大果） 45元/盒\n鸡蛋 30元/板\n冰糖心苹果 5元/斤\n\n1. 小雨 草莓2盒 鸡蛋1板 送3栋\n2. 李阿姨 草莓1盒\n3. 阿明 鸡蛋2板\n4. 李明 5-301 鸡蛋1板\n5. 李明 2-101 草莓3盒\n6. 老王 草莓几盒\n7. 阿明 取消\n8. 9-302 王姐 鸡蛋1板\n";
        let list = world.paste(TEXT).await.unwrap().list;
        let whole = world.whole(list).await;
        let apples = whole.items.iter().find(|item| item.name == "冰糖心苹果").unwrap().number;
        let unclear = whole.lines.iter().find(|line| line.words.contains("老王")).unwrap().number;
        // Names that look like a room, a building or a thing.
        world.mend(list, unclear, "7-102", Doing::Order, &[(apples, Some(5_000))]).await.unwrap();
        world.order(list).await.unwrap();
        let order = world.made(list, "7-102").await[0].order_id;
        world.pay(order).await;
        let before = (world.ordered(list).await, world.whole(list).await.lines);
        let text = own_text(&world, list).await;
        assert!(text.contains("李明 鸡蛋 1板（5-301）") && text.contains("王姐 9-302 鸡蛋 1板\n") && text.contains(" 7-102 冰糖心苹果"), "{text}");
        for again in [text.clone(), text.clone(), format!("{text}9. 老周 鸡蛋1板\n")] {
            let pasted = world.paste_with(&again, |input| input.goes_on = Some(list)).await.unwrap();
            let further = i64::from(again != text);
            assert_eq!((pasted.lines_new, pasted.lines_gone), (further, 0), "{again}");
            let answers = world.order(list).await.unwrap();
            let changed = answers.iter().filter(|(_, answer)| answer.placed.is_some() || !answer.called_off.is_empty());
            assert_eq!(changed.count() as i64, further, "{again}\n{answers:?}");
        }
        let mut after = world.ordered(list).await;
        assert_eq!(after.remove("老周").unwrap(), ["鸡蛋 1"]);
        assert_eq!(after, before.0);
        let lines = world.whole(list).await.lines;
        assert_eq!(lines[..lines.len() - 1], before.1);
        world.assert_whole().await;
    }

    /// What the market refused is told as refused.
    async fn what_was_refused_is_not_told_as_ordered(world: World) {
        let list = world.paste(&format!("{FIRST}4. 老王 草莓99盒\n")).await.unwrap().list;
        world.order(list).await.unwrap();
        let text = own_text(&world, list).await;
        assert!(text.contains("老王 草莓 99盒【没订上】"), "{text}");
        assert!(text.contains("李明 草莓 2盒（") || text.contains("李明 草莓 2盒\n"), "{text}");
        let again = world.paste_with(&text, |input| input.goes_on = Some(list)).await.unwrap();
        assert_eq!((again.lines_new, again.lines_gone), (0, 0));
    }

    /// Whom an organiser says that it is, it is, and the next time too; somebody else is somebody else.
    async fn a_name_is_told_apart_once(world: World) {
        let first = world.paste(FIRST).await.unwrap().list;
        world.order(first).await.unwrap();
        let chen = buyers(&world, first, "小陈").await[0];
        let ming = buyers(&world, first, "阿明").await[0];
        let second = other_list(&world, "小陈 草莓1盒").await;
        assert_eq!(world.tell_apart(second, "小陈", Some(ming)).await.unwrap_err(), lists::ListRefused::BuyerUnknown);
        assert_eq!(world.tell_apart(second, "nobody", None).await.unwrap_err(), lists::ListRefused::NoSuchBuyer);
        assert_eq!(world.tell_apart(second, "小陈", Some(chen)).await.unwrap(), chen);
        world.order(second).await.unwrap();
        assert_eq!(buyers(&world, second, "小陈").await, [chen]);
        assert_eq!(world.tell_apart(second, "小陈", Some(ming)).await.unwrap_err(), lists::ListRefused::OrdersStand);
        let third = other_list(&world, "小陈 鸡蛋1板").await;
        assert_eq!(buyers(&world, third, "小陈").await, [chen], "said before");
        let other = other_list(&world, "阿明 鸡蛋1板").await;
        let somebody = world.tell_apart(other, "阿明", None).await.unwrap();
        assert_ne!(somebody, ming);
        world.order(other).await.unwrap();
        assert_eq!(buyers(&world, other, "阿明").await, [somebody]);
        let asked = other_list(&world, "阿明 草莓1盒").await;
        assert!(buyers(&world, asked, "阿明").await.is_empty(), "there are two of them");
        assert_eq!(world.whole(asked).await.asked("阿明").len(), 2);
        world.assert_whole().await;
    }

    async fn a_table_that_comes_back_changes_who_was_changed(world: World) {
        let list = world.paste(FIRST).await.unwrap().list;
        world.order(list).await.unwrap();
        let table = |li: &str| {
            let rows = [["姓名", "商品", "数量", "单位"], ["李明", "草莓", li, "盒"], ["阿明", "鸡蛋", "2", "板"], ["小陈", "鸡蛋", "1", "板"], ["合计", "鸡蛋", "3", "板"]];
            let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
            lists::table::as_list("", &rows).unwrap()
        };
        let same = world.paste_with(&table("2"), |input| (input.goes_on, input.read.is_table) = (Some(list), true)).await.unwrap();
        assert_eq!((same.lines_new, same.lines_gone), (0, 0));
        let less = world.paste_with(&table("1"), |input| (input.goes_on, input.read.is_table) = (Some(list), true)).await.unwrap();
        assert_eq!((less.lines_new, less.lines_gone), (1, 0));
        world.order(list).await.unwrap();
        assert_eq!(world.ordered(list).await["李明"], ["草莓 1"]);
        assert_eq!(world.ordered(list).await["阿明"], ["鸡蛋 2"]);
        // The number of the order tells whose row it is, also where somebody has written the name otherwise.
        let number = world.order_row(world.made(list, "阿明").await[0].order_id).await.number.to_string();
        let rows = [["姓名", "商品", "数量", "单位", "订单号"], ["李明", "草莓", "1", "盒", ""], ["阿明（5栋）", "鸡蛋", "5", "板", number.as_str()], ["小陈", "鸡蛋", "1", "板", ""]];
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let ordered = std::collections::BTreeMap::from([(number.clone(), "阿明".to_owned())]);
        let text = lists::table::as_list_of("", &rows, &ordered).unwrap();
        world.paste_with(&text, |input| (input.goes_on, input.read.is_table) = (Some(list), true)).await.unwrap();
        world.order(list).await.unwrap();
        assert_eq!(world.ordered(list).await["阿明"], ["鸡蛋 5"]);
        world.assert_whole().await;
    }

    /// A member's own name, room or phone: asked until a person says so, and never again.
    async fn a_member_is_recognised_and_never_silently(world: World) {
        let (lin, _) = world.member("林小满").await;
        let first = other_list(&world, "林小满 3-502 13800138000 草莓1盒").await;
        assert!(world.made(first, "林小满").await.is_empty(), "not before somebody has said so");
        assert_eq!(world.whole(first).await.asked("林小满"), [lin]);
        assert_eq!(world.tell_apart(first, "林小满", Some(lin)).await.unwrap(), lin);
        world.order(first).await.unwrap();
        assert_eq!(buyers(&world, first, "林小满").await, [lin]);
        // Known from now on, with the room and without a question.
        let second = other_list(&world, "林小满 3号楼502 鸡蛋1板").await;
        assert_eq!(buyers(&world, second, "林小满").await, [lin]);
        // Called otherwise at the same room, or with the same phone: asked; once it is said, it is known.
        for (called, line, more) in [
            ("小满", "小满 3-502 草莓2盒", "小满 3-502 鸡蛋1板"),
            ("满满", "满满 138 0013 8000 鸡蛋1板", "满满 13800138000 草莓1盒"),
        ] {
            let asked = other_list(&world, line).await;
            assert!(world.made(asked, called).await.is_empty(), "{line}");
            assert_eq!(world.whole(asked).await.asked(called), [lin], "{line}");
            world.tell_apart(asked, called, Some(lin)).await.unwrap();
            let after = other_list(&world, more).await;
            assert_eq!(buyers(&world, after, called).await, [lin], "{more}");
        }
        // Another room under the name is somebody else, whom nobody has to be asked about.
        let other = other_list(&world, "林小满 9-101 草莓3盒").await;
        let at_101 = buyers(&world, other, "林小满").await;
        assert_eq!(at_101.len(), 1);
        assert_ne!(at_101, [lin]);
        world.assert_whole().await;
    }

    /// Who has only the name of a member is somebody else when a person says so.
    async fn a_members_name_may_be_anothers(world: World) {
        let (lin, _) = world.member("林小满").await;
        let list = other_list(&world, "林小满 草莓1盒").await;
        let somebody = world.tell_apart(list, "林小满", None).await.unwrap();
        assert_ne!(somebody, lin);
        world.order(list).await.unwrap();
        assert_eq!(buyers(&world, list, "林小满").await, [somebody]);
        // Who has left is nobody to ask about.
        let (gone, _) = world.member("老康").await;
        world.act(move |tx, now| -> store::Outcome<(), ()> {
            let key = (tx.community(), gone);
            let mut row = tx.lock::<community::Member>(key)?.unwrap();
            (row.status, row.left_at_us) = (community::admission::Status::Left, Some(now));
            Ok(tx.save(&row)?)
        }).await.unwrap();
        let later = other_list(&world, "老康 鸡蛋1板").await;
        assert_eq!(buyers(&world, later, "老康").await.len(), 1);
    }

    /// What somebody is asked for is what their orders cost when they were made, whatever it costs now.
    async fn sums_are_those_of_the_orders(world: World) {
        let list = world.paste(FIRST).await.unwrap().list;
        world.order(list).await.unwrap();
        // 小陈 wants more, which is not ordered yet, and eggs are dearer now.
        let lines = world.whole(list).await.lines;
        let chen = lines.iter().find(|line| line.name == "小陈").unwrap().number;
        let eggs = world.whole(list).await.items[1].number;
        world.mend(list, chen, "小陈", Doing::Order, &[(eggs, Some(3_000))]).await.unwrap();
        let (community, steward) = (world.community, world.steward);
        world.act(move |tx, _| -> store::Outcome<(), ()> {
            let key = (community, list, eggs);
            let mut item = tx.lock::<lists::rows::ListItem>(key)?.unwrap();
            item.agreed_e4 = kernel::Price::parse("40").ok();
            tx.save(&item)?;
            Ok(())
        }).await.unwrap();
        let told = own_text_with_ends(&world, list).await;
        assert!(told.contains("阿明 鸡蛋 2板 【共60元】"), "{told}");
        assert!(told.contains("小陈 鸡蛋 3板 【共110元】"), "{told}");
        // Called off, it is asked for no more.
        let order = world.made(list, "阿明").await[0].order_id;
        let input = market::ops::CancelOrder { order, refund: world.id(), reason: "away".to_owned() };
        let by = market::Actor::Member(steward);
        world.act(move |tx, now| market::ops::cancel_order(tx, by, &input, now.into())).await.unwrap();
        let told = own_text_with_ends(&world, list).await;
        assert!(told.contains("阿明 鸡蛋 2板\n"), "{told}");
        world.assert_whole().await;
    }

    /// What the heading says besides stays in the text; sums and who has paid stand in it by choice, and are read back as nothing new.
    async fn remarks_sums_and_paid_go_back_to_the_chat(world: World) {
        let text = FIRST.replace("\n\n1.", "\n周四8点截止，巷口自提\n\n1.");
        let list = world.paste(&text).await.unwrap().list;
        world.order(list).await.unwrap();
        world.pay(world.made(list, "阿明").await[0].order_id).await;
        for _ in 0..2 {
            let told = own_text_with_ends(&world, list).await;
            assert!(told.starts_with("周六团购\n草莓 25元/盒\n鸡蛋 30元/板\n周四8点截止，巷口自提\n\n"), "{told}");
            assert!(told.contains("阿明 鸡蛋 2板 【共60元】 【已付】\n"), "{told}");
            assert!(told.contains("【共50元】\n") && told.matches("已付").count() == 1, "{told}");
            let again = world.paste_with(&told, |input| input.goes_on = Some(list)).await.unwrap();
            assert_eq!((again.lines_new, again.lines_gone), (0, 0), "{told}");
            let answers = world.order(list).await.unwrap();
            assert!(answers.values().all(|answer| answer.placed.is_none() && answer.called_off.is_empty()), "{answers:?}");
        }
        world.assert_whole().await;
    }
}
