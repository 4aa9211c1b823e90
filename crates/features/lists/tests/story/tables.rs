//! A table that comes back changed: what its rows say of rooms and of people is not lost.

use crate::world::World;
use kernel::Id;
use lists::ListRefused;
use lists::line::Mark;
use lists::ops::{MendLine, mend_line};
use lists::rows::{ListLine, OrderList};
use lists::table_besides::{self, TableMark, TableSaid};
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

    async fn note(&self, list: Id<OrderList>, name: &str) -> String {
        self.whole(list).await.notes().unwrap()[name].clone()
    }

    /// Its table as it goes out, or without the column of marks.
    async fn table_of(&self, list: Id<OrderList>, is_marked: bool) -> Cells {
        let head = ["姓名", "房号", "商品", "数量", "单位", "备注", "订单号", "导出时间"];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        let whole = self.whole(list).await;
        let mark = TableMark {
            list: whole.list.number,
            version: whole.version,
            made: "2026-03-14 18:05".to_owned(),
        };
        for person in whole.people().unwrap() {
            for (item, milli) in &person.wants {
                let item = whole.item(*item).unwrap();
                let quantity = kernel::Quantity::from_milli(*milli).to_string();
                let number = self.number(list, &person.name).await;
                let (room, note) = (whole.place_of(&person.name), person.note());
                let (thing, unit) = (item.name.clone(), item.unit.clone());
                rows.push(vec![person.name.clone(), room, thing, quantity, unit, note, number, mark.cell()]);
            }
        }
        if !is_marked {
            rows.iter_mut().for_each(|row| row.truncate(7));
        }
        rows
    }

    /// As it is uploaded to its list.
    async fn upload(&self, list: Id<OrderList>, table: &Cells) {
        self.put(list, table).await.unwrap();
    }

    async fn put(&self, list: Id<OrderList>, table: &Cells) -> Result<(), ListRefused> {
        let whole = self.whole(list).await;
        let mut ordered = BTreeMap::new();
        for made in &whole.orders {
            ordered.insert(self.order_row(made.order_id).await.number.to_string(), made.name.clone());
        }
        let rooms: BTreeMap<String, String> =
            whole.lines.iter().map(|line| (line.name.clone(), whole.where_of(&line.name))).collect();
        let rooms = rooms.into_iter().filter(|(_, room)| !room.is_empty()).collect();
        let number = whole.list.number;
        let notes = table_besides::notes(table, (number, &ordered), (&whole.notes().unwrap(), &rooms));
        let noted = table_besides::with_notes(table, &notes, &ordered, &rooms);
        let text = lists::table::as_list_in("", &noted, &ordered, &rooms).unwrap();
        let community = self.community;
        let on_sale = self.db.read(move |reader| market::on_sale(reader, community, 200)).await.unwrap();
        let mut read = lists::reading::read_table(&text, &on_sale).unwrap();
        read.table = TableSaid { marks: table_besides::marks(table), notes, ..TableSaid::default() };
        self.paste_with(&text, |input| (input.goes_on, input.read) = (Some(list), read)).await.map(drop)
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

    /// A note that was changed in the table is the line's; what is ordered stays as it is.
    async fn a_note_follows_the_table(world: World) {
        let chat = ROOMS.replace("草莓2盒", "草莓2盒 鸡蛋1板 放北门");
        let list = world.paste(&chat).await.unwrap().list;
        world.order(list).await.unwrap();
        let (ordered, orders) = (world.ordered(list).await, world.whole(list).await.orders);
        assert_eq!(world.note(list, "小雨").await, "3栋502 放北门");
        let put = async |is_marked: bool, changes: &[(&str, usize, &str)]| {
            let mut table = world.table_of(list, is_marked).await;
            for (name, which, note) in changes {
                table.iter_mut().filter(|row| row[0] == *name).nth(*which).unwrap()[5] = (*note).to_owned();
            }
            world.upload(list, &table).await;
        };
        // In one of two rows, of somebody without one, with the word for it, and back to what it was.
        let rooms = |whole: &lists::whole::Whole| ["小雨", "李阿姨", "阿明"].map(|name| whole.place_of(name));
        let lived = rooms(&world.whole(list).await);
        for (is_marked, name, which, cell, note) in [
            (true, "小雨", 0, "放南门", "放南门"),
            (true, "小雨", 1, "放北门", "放北门"),
            (false, "李阿姨", 0, "备注：要冰的（别忘了）", "要冰的（别忘了）"),
            (true, "小雨", 1, "送3栋502门口", "送3栋502门口"),
            (true, "小雨", 0, "放南门", "放南门"),
            (false, "小雨", 0, "", "放南门"),
            (true, "小雨", 0, "", "放南门"),
        ] {
            put(is_marked, &[(name, which, cell)]).await;
            let whole = world.whole(list).await;
            assert_eq!(world.note(list, name).await, note, "{cell}: {:?}", whole.lines);
            assert_eq!(rooms(&whole), lived, "{cell}: {:?}", whole.lines);
            assert!(whole.lines.iter().all(|line| line.mark != Mark::Unclear), "{cell}: {:?}", whole.lines);
        }
        // Taken away by emptied cells of our own table only, and not by those of a table without marks or without the column.
        put(false, &[("小雨", 0, ""), ("小雨", 1, ""), ("李阿姨", 0, "")]).await;
        let mut table = world.table_of(list, true).await;
        table.iter_mut().for_each(|row| drop(row.remove(5)));
        world.upload(list, &table).await;
        let notes = ["小雨", "李阿姨"];
        assert_eq!((world.note(list, notes[0]).await, world.note(list, notes[1]).await), ("放南门".into(), "要冰的（别忘了）".into()));
        put(true, &[("小雨", 0, ""), ("小雨", 1, ""), ("李阿姨", 0, "")]).await;
        assert_eq!((world.note(list, notes[0]).await, world.note(list, notes[1]).await), (String::new(), String::new()));
        // A note that somebody changed by hand, while the line kept its words.
        put(true, &[("李阿姨", 0, "放东门")]).await;
        let line = world.whole(list).await.lines.into_iter().find(|line| line.name == "李阿姨").unwrap();
        let input = MendLine {
            list, line: line.number, revision: None, name: line.name.clone(), doing: line.doing, parts: line.parts().unwrap(),
            note: "放西门".to_owned(), who_only: false, key: None,
        };
        let by = world.steward;
        world.act(move |tx, now| mend_line(tx, by, &input, now)).await.unwrap();
        put(true, &[("李阿姨", 0, "放东门")]).await;
        assert_eq!(world.note(list, "李阿姨").await, "放东门");
        // Nothing was ordered or called off by all that.
        world.order(list).await.unwrap();
        assert_eq!((world.ordered(list).await, world.whole(list).await.orders), (ordered, orders));
        // With another quantity it is taken as before.
        let mut table = world.table_of(list, true).await;
        let row = table.iter_mut().find(|row| row[0] == "李阿姨").unwrap();
        (row[3], row[5]) = ("3".to_owned(), "放西门".to_owned());
        world.upload(list, &table).await;
        assert_eq!((world.note(list, "李阿姨").await, world.wants(list, "李阿姨").await), ("放西门".to_owned(), vec![(1, 3_000)]));
        world.assert_whole().await;
    }

    /// A table of before a note was changed takes it back only where somebody says so.
    async fn an_older_table_changes_no_note_in_silence(world: World) {
        let list = world.paste(&ROOMS.replace("草莓1盒", "草莓1盒 放北门")).await.unwrap().list;
        world.order(list).await.unwrap();
        let older = world.table_of(list, true).await;
        let mut newer = older.clone();
        newer.iter_mut().find(|row| row[0] == "李阿姨").unwrap()[5] = "放南门".to_owned();
        world.upload(list, &newer).await;
        world.upload(list, &newer).await;
        assert_eq!(world.put(list, &older).await, Err(ListRefused::TableOlder));
        assert_eq!(world.note(list, "李阿姨").await, "放南门");
    }
}

/// The line of which it is asked whose it is.
async fn asked(world: &World, list: Id<OrderList>) -> ListLine {
    let lines = world.whole(list).await.lines;
    let mut asked =
        lines.iter().filter(|line| line.mark == Mark::Unclear && line.doubts.contains("same_name"));
    asked.next().unwrap_or_else(|| panic!("{lines:?}")).clone()
}
