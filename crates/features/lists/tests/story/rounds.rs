//! A list goes back to the chat and comes back, with tables between, again and again: its heading stays, and so does what everybody wants.

use crate::world::World;
use kernel::{Currency, Id};
use lists::below::read_below;
use lists::line::Doing;
use lists::rows::OrderList;
use std::collections::BTreeMap;
use web::Lang;

impl World {
    /// As the page shows it, with sums, and with who has paid.
    async fn chat_text(&self, list: Id<OrderList>) -> String {
        let (community, whole) = (self.community, self.whole(list).await);
        let text = self.db.read(move |reader| {
            let on_sale = market::on_sale(reader, community, 200)?;
            let missing = lists::told_back::missing(reader, &whole)?;
            let terms = (Lang::Zh, Currency::CNY);
            let mut ends = lists::told_back::ends(reader, terms, &whole, &missing, (true, true))?;
            let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
            ends.terms = lists::chat_terms::terms(reader, (Lang::Zh, &zone), &whole)?;
            lists::told_back::text_with(Lang::Zh, Currency::CNY, &whole, &on_sale, &missing, &ends)
        });
        text.await.unwrap()
    }

    /// On the page of its list.
    async fn paste_on(&self, list: Id<OrderList>, text: &str) {
        let (community, whole) = (self.community, self.whole(list).await);
        let on_sale = self.db.read(move |reader| market::on_sale(reader, community, 200)).await.unwrap();
        let read = read_below(text, (&whole, Currency::CNY, "元"), &on_sale).unwrap();
        self.paste_with(text, |input| (input.goes_on, input.read) = (Some(list), read)).await.unwrap();
    }

    /// The table that the list gives, and takes back; `change`: rows are name, room, thing, quantity, unit and the orders' numbers.
    async fn table_back(&self, list: Id<OrderList>, change: impl Fn(&mut Vec<String>)) {
        let whole = self.whole(list).await;
        let (mut ordered, mut of_name) = (BTreeMap::new(), BTreeMap::<String, Vec<String>>::new());
        for made in &whole.orders {
            let number = self.order_row(made.order_id).await.number.to_string();
            of_name.entry(made.name.clone()).or_default().push(number.clone());
            ordered.insert(number, made.name.clone());
        }
        let head = ["姓名", "房号", "商品", "数量", "单位", "订单号"];
        let mut table = vec![head.map(str::to_owned).to_vec()];
        for person in whole.people().unwrap() {
            for (item, milli) in &person.wants {
                let item = whole.item(*item).unwrap();
                let quantity = kernel::Quantity::from_milli(*milli).to_string();
                let orders = of_name.get(&person.name).map(|all| all.join(" ")).unwrap_or_default();
                let (room, unit) = (whole.place_of(&person.name), item.unit.clone());
                let mut row = vec![person.name.clone(), room, item.name.clone(), quantity, unit, orders];
                change(&mut row);
                table.push(row);
            }
        }
        let rooms = whole.lines.iter().map(|line| (line.name.clone(), whole.where_of(&line.name)));
        let rooms = rooms.filter(|(_, room)| !room.is_empty()).collect();
        let text = lists::table::as_list_in("", &table, &ordered, &rooms).unwrap();
        let community = self.community;
        let on_sale = self.db.read(move |reader| market::on_sale(reader, community, 200)).await.unwrap();
        let read = lists::reading::read_table(&text, &on_sale).unwrap();
        self.paste_with(&text, |input| (input.goes_on, input.read) = (Some(list), read)).await.unwrap();
    }

    /// Puts up what the list sells and no offer is.
    async fn put_up(&self, list: Id<OrderList>) {
        for item in self.whole(list).await.items.iter().filter(|item| item.goods().is_none()) {
            let price = item.price_e4.map_or_else(|| "10".to_owned(), |price| price.plain(Currency::CNY));
            let unit = if item.unit.is_empty() { "份" } else { &item.unit };
            let goods = self.goods(&item.name, unit, &price, None).await;
            self.fit(list, item.number, Some(goods)).await.unwrap();
        }
    }

    async fn wants_by_name(&self, list: Id<OrderList>) -> BTreeMap<String, BTreeMap<i64, i64>> {
        let people = self.whole(list).await.people().unwrap();
        people.into_iter().filter(|one| !one.wants.is_empty()).map(|one| (one.name, one.wants)).collect()
    }

    /// Text back, table back, text back: `rounds` times, and nothing of the heading, of what is wanted or of what is ordered is another.
    async fn keeps(&self, list: Id<OrderList>, rounds: usize, heading: &str) {
        let (wants, ordered) = (self.wants_by_name(list).await, self.ordered(list).await);
        for round in 0..rounds {
            let text = self.chat_text(list).await;
            for step in ["text", "table", "text again"] {
                match step {
                    "table" => self.table_back(list, |_| {}).await,
                    "text" => self.paste_on(list, &text).await,
                    _ => self.paste_on(list, &self.chat_text(list).await).await,
                }
                self.order(list).await.unwrap();
                let whole = self.whole(list).await;
                let at = format!(
                    "round {round}, {step}\n{}\n{:#?}",
                    whole.list.pasted.as_deref().unwrap_or_default(),
                    whole.lines
                );
                assert_eq!(whole.heading().trim(), heading, "{at}");
                assert_eq!(self.wants_by_name(list).await, wants, "{at}");
                assert_eq!(self.ordered(list).await, ordered, "{at}");
            }
        }
        self.assert_whole().await;
    }
}

const HEADING: &str = "#接龙\n【周日团】①云南小土豆 20元/5斤 ②砂糖橘 10斤36元 ③鹅蛋 30枚 90元/板\n截止周六晚8点，周日下午4点门口小卖部自提🍊";
const LINES: &str = "1. 小月儿🌙 402 ①x2 ③1\n2. 林阿姨 6-1102 砂糖橘1箱\n3. 老马: 半份土豆\n4. 何姐 3号楼501 ①1 ②2 要甜的😋\n5. 小月儿🌙 再加②1\n6. 程晨 土豆两份，鹅蛋一板（不要敲破的）\n7. 阿强 +1\n8. 周周 橘子半箱 鹅蛋半板\n9. 豆豆妈 ①②③各1 周日才能拿\n10.\n11. 老赵 5-302 ①x3\n";

testkit::both_engines! {
    /// As somebody did it: a line mended, one on top of it, orders, the text with sums pasted back, a changed table, orders, the text.
    async fn a_mended_line_never_becomes_the_heading(world: World) {
        let list = world.paste(&format!("{HEADING}\n\n{LINES}")).await.unwrap().list;
        world.put_up(list).await;
        let first = world.whole(list).await.lines[0].clone();
        world.mend(list, 1, &first.name, Doing::Order, &first.parts().unwrap()).await.unwrap();
        world.order(list).await.unwrap();
        let ordered = world.ordered(list).await;
        let text = world.chat_text(list).await;
        world.paste_on(list, &text).await;
        let heading = world.whole(list).await.heading().trim().to_owned();
        assert!(!heading.contains("小月儿") && heading.starts_with("#接龙"), "{heading}");
        // One row is another one now: further lines are new, and the first stands as it was written.
        world.table_back(list, |row| if row[0] == "老赵" { row[3] = "4".to_owned() }).await;
        world.order(list).await.unwrap();
        let mut now = ordered.clone();
        now.insert("老赵".to_owned(), world.ordered(list).await["老赵"].clone());
        assert_eq!(world.ordered(list).await, now);
        assert_eq!(world.whole(list).await.heading().trim(), heading);
        world.keeps(list, 3, &heading).await;
    }

    /// Somebody changed one thing, was ordered for, and says something else below the text that came back: nothing is ordered a second time.
    async fn who_changed_a_line_and_gives_up_another(world: World) {
        for (name, further, left) in [
            ("小赵", "砂糖橘不要了", vec!["云南小土豆 3", "鹅蛋 2"]),
            ("小钱", "再加②1", vec!["云南小土豆 3", "砂糖橘 2", "鹅蛋 2"]),
            ("小孙", "③改成3板", vec!["云南小土豆 3", "砂糖橘 1", "鹅蛋 3"]),
        ] {
            let lines = format!("1. {name} ①3 ②1 ③4\n2. 林阿姨 ②1\n3. {name} ③改成2板\n4. 老马 ①1\n");
            let list = world.paste(&format!("{name}的{HEADING}\n\n{lines}")).await.unwrap().list;
            world.put_up(list).await;
            world.order(list).await.unwrap();
            let text = world.chat_text(list).await;
            world.paste_on(list, &format!("{text}5. 豆豆妈 ①2\n6. {name} {further}\n")).await;
            world.order(list).await.unwrap();
            assert_eq!(world.ordered(list).await[name], left, "{further} {:#?}", world.whole(list).await.lines);
            let heading = world.whole(list).await.heading().trim().to_owned();
            world.keeps(list, 2, &heading).await;
        }
    }

    /// The same where somebody has written another amount into our line, too: what they want of it then is asked, and no sum of both.
    async fn who_changes_our_line_and_gives_up_another(world: World) {
        let lines = "1. 小赵 ①3 ②1 ③4\n2. 林阿姨 ②1\n3. 小赵 ③改成2板\n4. 老马 ①1\n";
        let list = world.paste(&format!("{HEADING}\n\n{lines}")).await.unwrap().list;
        world.put_up(list).await;
        world.order(list).await.unwrap();
        let text = world.chat_text(list).await.replace("鹅蛋 2板", "鹅蛋 3板");
        world.paste_on(list, &format!("{text}5. 豆豆妈 ①2\n6. 小赵 砂糖橘不要了\n")).await;
        world.order(list).await.unwrap();
        let (ordered, whole) = (world.ordered(list).await, world.whole(list).await);
        assert!(!ordered["小赵"].iter().any(|what| what == "鹅蛋 5" || what == "鹅蛋 6"), "{ordered:?}");
        let asked = |line: &&lists::rows::ListLine| line.name == "小赵" && line.mark == lists::line::Mark::Unclear;
        let gone = |line: &&lists::rows::ListLine| line.state == lists::line::LineState::Gone;
        assert!(whole.lines.iter().any(|line| asked(&line) || gone(&line)), "{:#?}", whole.lines);
    }
}
