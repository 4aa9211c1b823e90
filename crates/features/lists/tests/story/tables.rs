//! A table that comes back changed: what its rows say of rooms and of people is not lost.

use crate::world::World;
use kernel::Id;
use lists::line::Mark;
use lists::ops::{MendLine, mend_line};
use lists::rows::{ListLine, OrderList};
use std::collections::BTreeMap;

const ROOMS: &str =
    "周六团购\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. 小雨 3栋502 草莓2盒\n2. 李阿姨 草莓1盒\n3. 阿明 鸡蛋2板\n";

type Cells = Vec<Vec<String>>;

fn table(rows: &[[&str; 6]]) -> Cells {
    let head = ["姓名", "房号", "商品", "数量", "单位", "订单号"];
    let cells = |row: &[&str; 6]| row.iter().map(|cell| (*cell).to_owned()).collect();
    std::iter::once(&head).chain(rows).map(cells).collect()
}

impl World {
    async fn number(&self, list: Id<OrderList>, name: &str) -> String {
        self.order_row(self.made(list, name).await[0].order_id).await.number.to_string()
    }

    async fn wants(&self, list: Id<OrderList>, name: &str) -> Vec<(i64, i64)> {
        let people = self.whole(list).await.people().unwrap();
        people.into_iter().find(|one| one.name == name).unwrap().wants.into_iter().collect()
    }

    /// As it is uploaded to its list.
    async fn upload(&self, list: Id<OrderList>, table: &Cells) {
        let whole = self.whole(list).await;
        let mut ordered = BTreeMap::new();
        for made in &whole.orders {
            ordered.insert(self.order_row(made.order_id).await.number.to_string(), made.name.clone());
        }
        let rooms: BTreeMap<String, String> =
            whole.lines.iter().map(|line| (line.name.clone(), whole.where_of(&line.name))).collect();
        let rooms = rooms.into_iter().filter(|(_, room)| !room.is_empty()).collect();
        let text = lists::table::as_list_in("", table, &ordered, &rooms).unwrap();
        let community = self.community;
        let on_sale = self.db.read(move |reader| market::on_sale(reader, community, 200)).await.unwrap();
        let read = lists::reading::read_table(&text, &on_sale).unwrap();
        self.paste_with(&text, |input| (input.goes_on, input.read) = (Some(list), read)).await.unwrap();
    }
}

testkit::both_engines! {
    /// A changed row and a new one have their rooms, so that the same person is known by it again.
    async fn a_changed_row_keeps_its_room(world: World) {
        let list = world.paste(ROOMS).await.unwrap().list;
        world.order(list).await.unwrap();
        let (rain, ming) = (world.number(list, "小雨").await, world.number(list, "阿明").await);
        let li = world.number(list, "李阿姨").await;
        world
            .upload(list, &table(&[
                ["小雨", "3栋502", "草莓", "5", "盒", &rain],
                ["李阿姨", "", "草莓", "1", "盒", &li],
                ["阿明", "", "鸡蛋", "2", "板", &ming],
                ["小葵", "6栋202", "草莓", "2", "盒", ""],
            ]))
            .await;
        let whole = world.whole(list).await;
        let rooms = |name: &str| (whole.place_beside(name), whole.place_of(name));
        assert_eq!(rooms("小葵"), ("6-202".to_owned(), "6栋202".to_owned()), "{:?}", whole.lines);
        assert_eq!(rooms("小雨"), ("3-502".to_owned(), "3栋502".to_owned()), "{:?}", whole.lines);
        // A line with the room is theirs, and nobody is asked.
        world.paste_with("8. 小雨 3栋502 再加鸡蛋1板\n9. 小葵 6-202 鸡蛋1板\n", |input| input.goes_on = Some(list)).await.unwrap();
        let whole = world.whole(list).await;
        assert!(whole.lines.iter().all(|line| !line.doubts.contains("same_name")), "{:?}", whole.lines);
    }

    /// Older lines come back in the chat: whose they are is answered, and the table that was uploaded since stays as it said.
    async fn who_a_line_is_changes_no_amount_of_a_table(world: World) {
        let chat = ROOMS.replace("1. 小雨 3栋502 草莓2盒", "4. 小雨 3栋502 草莓2盒\n5. 小雨 草莓1盒");
        let list = world.paste(&chat).await.unwrap().list;
        let line = asked(&world, list).await;
        let said = |line: ListLine, name: &str, who_only| MendLine {
            list, line: line.number, revision: None, name: name.to_owned(), doing: line.doing, parts: line.parts().unwrap(),
            note: line.note.clone(), who_only, key: None,
        };
        let by = world.steward;
        let input = said(line.clone(), "小雨", true);
        world.act(move |tx, now| mend_line(tx, by, &input, now)).await.unwrap();
        // Whether the box comes on top or instead was not said by that.
        assert_eq!(world.wants(list, "小雨").await, [(1, 2_000)]);
        let number = line.number;
        let line = world.whole(list).await.lines.into_iter().find(|line| line.number == number).unwrap();
        assert_eq!((line.mark, line.doubts.as_str()), (Mark::Unclear, "add_or_replace"), "{line:?}");
        let input = said(line, "小雨", false);
        world.act(move |tx, now| mend_line(tx, by, &input, now)).await.unwrap();
        assert_eq!(world.wants(list, "小雨").await, [(1, 3_000)]);
        world.order(list).await.unwrap();
        let (rain, ming, li) = (world.number(list, "小雨").await, world.number(list, "阿明").await, world.number(list, "李阿姨").await);
        world
            .upload(list, &table(&[
                ["李阿姨", "", "草莓", "1", "盒", &li],
                ["阿明", "", "鸡蛋", "2", "板", &ming],
                ["小雨", "3栋502", "草莓", "6", "盒", &rain],
            ]))
            .await;
        assert_eq!(world.wants(list, "小雨").await, [(1, 6_000)]);
        world.paste_with(&chat, |input| input.goes_on = Some(list)).await.unwrap();
        assert_eq!(world.wants(list, "小雨").await, [(1, 6_000)]);
        let line = asked(&world, list).await;
        assert!(line.doubts.contains("older_copy"), "{line:?}");
        let (input, number) = (said(line, "小雨", true), asked(&world, list).await.number);
        world.act(move |tx, now| mend_line(tx, by, &input, now)).await.unwrap();
        assert_eq!(world.wants(list, "小雨").await, [(1, 6_000)]);
        let line = world.whole(list).await.lines.into_iter().find(|line| line.number == number).unwrap();
        assert_eq!((line.mark, line.doubts.contains("same_name"), line.doubts.contains("older_copy")), (Mark::Unclear, false, true), "{line:?}");
        // Said of the line itself, it stands again.
        let input = said(line, "小雨", false);
        world.act(move |tx, now| mend_line(tx, by, &input, now)).await.unwrap();
        assert_eq!(world.wants(list, "小雨").await, [(1, 1_000)]);
    }
}

/// The line of which it is asked whose it is.
async fn asked(world: &World, list: Id<OrderList>) -> ListLine {
    let lines = world.whole(list).await.lines;
    let mut asked =
        lines.iter().filter(|line| line.mark == Mark::Unclear && line.doubts.contains("same_name"));
    asked.next().unwrap_or_else(|| panic!("{lines:?}")).clone()
}
