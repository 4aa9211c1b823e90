//! A list's table out and in, unchanged, for every state that its orders can be in: nothing changes, and nothing is ordered.

use crate::common::{Shop, Someone, World, fresh, program, shop};
use axum::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tower::ServiceExt;

const TEXT: &str = "周六团购\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. 小雨 草莓3盒 鸡蛋1板\n2. 李阿姨 草莓3盒\n3. 老周 草莓3盒\n4. 阿明 草莓3盒\n\
    5. 小陈 草莓3盒\n6. 阿玲 草莓3盒\n7. 老康 草莓3盒\n8. 小葵 草莓3盒\n9. 冯姐 草莓3盒\n10. 唐唐 草莓3盒\n11. 宅宅 草莓3盒\n";

/// What people wrote below after some had paid.
const LATER: &str = "12. 李阿姨 改成草莓2盒\n13. 老周 不要了\n14. 阿明 改成草莓1盒\n15. 小葵 改成草莓2盒\n16. 冯姐 不要了\n17. 大刘 草莓几盒？\n";

struct Table {
    lane: Shop,
    list: String,
}

impl Table {
    fn at(&self, rest: &str) -> String {
        self.lane.path(&format!("/lists/{}{rest}", self.list))
    }

    async fn orders(&self, world: &World) -> BTreeMap<String, Value> {
        let people = world.get(&self.lane.steward, &self.at("/orders")).await.assert(200).json();
        let of = |one: &Value| (one["name"].as_str().unwrap().to_owned(), one["orders"].clone());
        people["people"].as_array().unwrap().iter().map(of).collect()
    }

    async fn order_of(&self, world: &World, name: &str) -> String {
        let orders = self.orders(world).await;
        let made = &orders.get(name).unwrap_or_else(|| panic!("{name}: {orders:?}"))[0];
        made["order"].as_str().unwrap_or_else(|| panic!("{name}: {orders:?}")).to_owned()
    }

    async fn pays(&self, world: &World, name: &str, amount: &str) -> String {
        let order = self.order_of(world, name).await;
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        let arrived = json!({ "amount": amount, "arrived_on": world.clock.now().format(&zone, "%Y-%m-%d"), "reference": name });
        let path = self.lane.order_path(&order, "/payments");
        world.post_keyed(&self.lane.treasurer, &path, &fresh("paid"), arrived).await.assert(201);
        order
    }

    async fn does(&self, world: &World, order: &str, what: &str, input: Value) {
        let done = world
            .post_keyed(&self.lane.steward, &self.lane.order_path(order, what), &fresh("deed"), input)
            .await;
        assert!(done.status < 300, "{what}: {}", done.short());
    }

    /// All that the list knows: lines, orders, what is owed less, and its text.
    async fn knows(&self, world: &World) -> Vec<Value> {
        let mut all = Vec::new();
        for rest in ["", "/orders", "/share", "/packing"] {
            let mut told = world.get(&self.lane.steward, &self.at(rest)).await.assert(200).json();
            // Pasting is what is done here.
            told.as_object_mut().unwrap().remove("pasted_at");
            all.push(told);
        }
        all
    }

    async fn csv(&self, world: &World) -> Vec<u8> {
        world
            .get(&self.lane.steward, &self.at("/export?format=csv"))
            .await
            .assert(200)
            .body
            .clone()
            .into_bytes()
    }

    async fn xlsx(&self, world: &World) -> Vec<u8> {
        download(world, &self.lane.steward, &self.at("/export?format=xlsx")).await
    }

    /// Its table comes back as it went out, in both forms.
    async fn comes_back(&self, world: &World, when: &str) {
        let (before, orders) = (self.knows(world).await, self.orders(world).await);
        for (name, bytes) in [("list.csv", self.csv(world).await), ("list.xlsx", self.xlsx(world).await)] {
            let file: &[(&str, &str, &[u8])] = &[("table", name, &bytes)];
            let path = self.lane.path("/lists/tables");
            let back = world
                .upload(&self.lane.steward, &path, &fresh(name), &[("list", self.list.as_str())], file)
                .await;
            let back = back.assert(201).json();
            let told = (&back["went_on"], &back["lines_new"], &back["lines_gone"]);
            assert_eq!(told, (&json!(true), &json!(0), &json!(0)), "{when} {name}: {back}");
            for (was, is) in before.iter().zip(self.knows(world).await) {
                assert_eq!(is, *was, "{when} {name}");
            }
        }
        // And nothing is to be ordered or called off.
        world.post(&self.lane.steward, &self.at("/orders"), json!({})).await.assert(200);
        assert_eq!(self.orders(world).await, orders, "{when}");
    }
}

async fn download(world: &World, who: &Someone, path: &str) -> Vec<u8> {
    let answer = world.router().oneshot(program(Method::GET, path, Some(who), None)).await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap().to_vec()
}

async fn ordered(world: &World) -> Table {
    let lane = shop(world, "lane", true).await;
    let pasted =
        world.post_keyed(&lane.steward, &lane.path("/lists"), &fresh("paste"), json!({ "text": TEXT })).await;
    let table = Table { list: pasted.assert(201).text("list"), lane };
    for (item, title, unit, price) in [(1, "草莓", "盒", "25"), (2, "鸡蛋", "板", "30")] {
        let offer = json!({ "title": title, "unit": unit, "price": price, "stock": "" });
        let path = table.at(&format!("/items/{item}/offer"));
        world.post_keyed(&table.lane.steward, &path, &fresh("offer"), offer).await.assert(201);
    }
    world.post(&table.lane.steward, &table.at("/orders"), json!({})).await.assert(200);
    table
}

/// Name, thing → quantity and what the order has besides, of each row.
fn rows(csv: &[u8]) -> Vec<(String, String, String)> {
    let table = lists::table::read_csv(csv).unwrap();
    assert!(table.iter().all(|row| row.len() == 16), "{table:?}");
    table[1..]
        .iter()
        .filter(|row| row[2] == "草莓")
        .map(|row| (row[0].clone(), row[3].clone(), row[12].clone()))
        .collect()
}

/// Minor units of one of its columns, all rows together.
fn sum_of(csv: &[u8], column: usize) -> i64 {
    let minor = |cell: &String| match cell.split_once('.') {
        Some((units, cents)) => units.parse::<i64>().unwrap() * 100 + cents.parse::<i64>().unwrap(),
        None => 0,
    };
    lists::table::read_csv(csv).unwrap()[1..].iter().map(|row| minor(&row[column])).sum()
}

impl Table {
    /// The net amounts of the table are what the list's page has.
    async fn comes_to_what_the_page_has(&self, world: &World) {
        let page = world.get(&self.lane.steward, &self.at("")).await.assert(200).json();
        let of = |what: &str| page["money"][what].as_i64().unwrap_or_else(|| panic!("{what}: {page}"));
        let has = of("paid_minor") + of("claimed_minor") + of("unpaid_minor");
        assert_eq!(sum_of(&self.csv(world).await, 14), has, "{page}");
    }
}

testkit::both_engines! {
    async fn a_table_comes_back_in_every_state(world: World) {
        let table = ordered(&world).await;
        table.comes_back(&world, "nothing is paid").await;
        table.comes_to_what_the_page_has(&world).await;

        let mut of = BTreeMap::new();
        for (name, amount) in [
            ("李阿姨", "75.00"), ("老周", "75.00"), ("阿明", "75.00"), ("小陈", "75.00"), ("阿玲", "75.00"), ("老康", "75.00"), ("小葵", "75.00"),
            ("冯姐", "75.00"),
        ] {
            of.insert(name, table.pays(&world, name, amount).await);
        }
        // Handed over; of another one box is missing, of a third a sum is given back; one that nobody has paid is called off.
        table.does(&world, &of["小陈"], "/fulfilment", json!({})).await;
        table.does(&world, &of["阿玲"], "/shortage", json!({ "lines": [{ "line": 1, "quantity": "1" }], "reason": "One too few" })).await;
        table.does(&world, &of["老康"], "/refunds", json!({ "amount": "5.00", "reason": "Bruised" })).await;
        let off = table.order_of(&world, "唐唐").await;
        table.does(&world, &off, "/cancellation", json!({ "reason": "By mistake" })).await;
        table.comes_back(&world, "paid, handed over, short, refunded, called off").await;
        table.comes_to_what_the_page_has(&world).await;
        assert_eq!(sum_of(&table.csv(&world).await, 13), 3_000, "a box at 25, and 5");

        // What was called off is ordered again: two orders, and it is wanted once.
        world.post(&table.lane.steward, &table.at("/again"), json!({ "name": "唐唐" })).await;
        world.post(&table.lane.steward, &table.at("/orders"), json!({})).await.assert(200);
        assert_eq!(table.orders(&world).await["唐唐"].as_array().unwrap().len(), 2);
        // They want less than they have paid for, or nothing; a line that nobody understands stays as it is.
        let more = format!("{TEXT}{LATER}");
        world.post_keyed(&table.lane.steward, &table.at(""), &fresh("again"), json!({ "text": more })).await.assert(200);
        world.post(&table.lane.steward, &table.at("/orders"), json!({})).await.assert(200);
        let found = rows(&table.csv(&world).await);
        let of_name = |name: &str| found.iter().filter(|row| row.0 == name).map(|row| (row.1.as_str(), row.2.as_str())).collect::<Vec<_>>();
        assert_eq!(of_name("李阿姨"), [("2", "3")], "{found:?}");
        assert_eq!(of_name("老周"), [("0", "3")], "{found:?}");
        assert_eq!(of_name("阿玲"), [("3", "2")], "one is missing: {found:?}");
        assert_eq!(of_name("小雨"), [("3", "")], "{found:?}");
        assert_eq!(of_name("唐唐"), [("3", "")], "{found:?}");
        table.comes_back(&world, "less is wanted than is paid").await;

        // Of two of them what they do not want is given back: of one a part, of the other all.
        table.does(&world, &of["小葵"], "/refunds", json!({ "lines": [{ "line": 1, "quantity": "1" }], "reason": "Wants two" })).await;
        table.does(&world, &of["冯姐"], "/refunds", json!({ "lines": [{ "line": 1, "quantity": "3" }], "reason": "Wants none" })).await;
        let found = rows(&table.csv(&world).await);
        assert!(found.contains(&("小葵".into(), "2".into(), String::new())), "{found:?}");
        table.comes_back(&world, "given back").await;
        table.comes_to_what_the_page_has(&world).await;

        // A newcomer takes an order over.
        let people = world.get(&table.lane.steward, &table.at("/orders")).await.assert(200).json();
        let one = people["people"].as_array().unwrap().iter().find(|one| one["name"] == "宅宅").unwrap();
        let code = world.post_keyed(&table.lane.steward, &table.lane.path("/claim-codes"), &fresh("code"), json!({ "member": one["member"] })).await.assert(201).json();
        let newcomer = world.sign_up("newcomer").await;
        world.post_keyed(&newcomer, &table.lane.path("/claims"), &fresh("claim"), json!({ "code": code["code"], "confirm": "on" })).await.assert(201);
        table.comes_back(&world, "taken over").await;

        // Somebody's line is of another name by now: the order stands, and the table says nothing of what is wanted.
        let lines = world.get(&table.lane.steward, &table.at("")).await.assert(200).json();
        let line = lines["lines"].as_array().unwrap().iter().find(|line| line["words"].as_str().is_some_and(|words| words.starts_with("5. 小陈"))).unwrap();
        let mend = json!({ "name": "陈姐", "action": "order", "item": ["1"], "quantity": ["3"], "note": "", "revision": line["revision"].to_string() });
        let path = table.at(&format!("/lines/{}", line["line"]));
        world.post_keyed(&table.lane.steward, &path, &fresh("mend"), mend).await.assert(200);
        // Who is called otherwise now has nothing yet, so it is ordered for them.
        world.post(&table.lane.steward, &table.at("/orders"), json!({})).await.assert(200);
        let found = rows(&table.csv(&world).await);
        assert!(found.contains(&("小陈".into(), String::new(), "3".into())), "{found:?}");
        table.comes_back(&world, "another name").await;
        world.assert_sound().await;
    }

    /// Somebody changes an amount in the table: that is what they want from then on, whatever the order had.
    async fn an_amount_that_was_changed_is_wanted(world: World) {
        let table = ordered(&world).await;
        table.pays(&world, "李阿姨", "75.00").await;
        let more = format!("{TEXT}12. 李阿姨 改成草莓2盒\n");
        world.post_keyed(&table.lane.steward, &table.at(""), &fresh("again"), json!({ "text": more })).await.assert(200);
        let mut cells = lists::table::read_csv(&table.csv(&world).await).unwrap();
        let row = cells.iter_mut().find(|row| row[0] == "李阿姨").unwrap();
        assert_eq!((row[3].as_str(), row[12].as_str()), ("2", "3"));
        row[3] = "4".to_owned();
        let bytes = lists::sheet_write::write(&cells);
        let file: &[(&str, &str, &[u8])] = &[("table", "list.xlsx", &bytes)];
        let path = table.lane.path("/lists/tables");
        world.upload(&table.lane.steward, &path, "changed", &[("list", table.list.as_str())], file).await.assert(201);
        world.post(&table.lane.steward, &table.at("/orders"), json!({})).await.assert(200);
        let found = rows(&table.csv(&world).await);
        let of_name: Vec<_> = found.iter().filter(|row| row.0 == "李阿姨").map(|row| (row.1.as_str(), row.2.as_str())).collect();
        assert_eq!(of_name, [("3", ""), ("1", "")], "{found:?}");
        world.assert_sound().await;
    }

    /// A table of before the list's last changes is told, with what it would change back, and taken on a clear yes only.
    async fn an_older_table_undoes_nothing_in_silence(world: World) {
        let table = ordered(&world).await;
        let (older, older_sheet) = (table.csv(&world).await, table.xlsx(&world).await);
        let changed = |csv: &[u8], amount: &str| {
            let mut cells = lists::table::read_csv(csv).unwrap();
            cells.iter_mut().find(|row| row[0] == "李阿姨").unwrap()[3] = amount.to_owned();
            lists::sheet_write::write(&cells)
        };
        let newer = changed(&older, "5");
        let upload = async |bytes: &[u8], ticked: &str| {
            let file: &[(&str, &str, &[u8])] = &[("table", "list.xlsx", bytes)];
            let fields = [("list", table.list.as_str()), ("as_older", ticked)];
            world.upload(&table.lane.steward, &table.lane.path("/lists/tables"), &fresh("up"), &fields, file).await
        };
        upload(&newer, "").await.assert(201);
        let wants = async || {
            let found = rows(&table.csv(&world).await);
            found.iter().filter(|row| row.0 == "李阿姨").map(|row| row.1.clone()).collect::<Vec<_>>()
        };
        assert_eq!(wants().await, ["3", "2"]);
        for bytes in [&older, &older_sheet] {
            let told = upload(bytes, "").await.assert(409).json();
            assert_eq!(told["code"], "table_older", "{told}");
            let said = told["errors"][0]["message"].as_str().unwrap_or_else(|| panic!("{told}")).to_owned();
            assert!(said.contains("李阿姨 草莓") && said.contains('5') && !said.contains("老周"), "{said}");
            assert_eq!(wants().await, ["3", "2"], "nothing is taken before somebody says so");
        }
        // What would change nothing is no question, and neither is a table of now, or one without a mark.
        upload(&newer, "").await.assert(201);
        upload(&changed(&table.csv(&world).await, "3"), "").await.assert(201);
        let mut cells = lists::table::read_csv(&older).unwrap();
        cells.iter_mut().for_each(|row| row.truncate(15));
        cells.iter_mut().find(|row| row[0] == "老周").unwrap()[3] = "4".to_owned();
        upload(&lists::sheet_write::write(&cells), "").await.assert(201);
        upload(&older, "on").await.assert(201);
        assert_eq!(wants().await, ["3"]);
        world.assert_sound().await;
    }

    /// A room that a row tells of somebody without one is kept; another room than the known one is told, and the list keeps its own.
    async fn a_room_of_a_row_is_taken_up_or_told(world: World) {
        let table = ordered(&world).await;
        let put = async |name: &str, room: &str| {
            let mut cells = lists::table::read_csv(&table.csv(&world).await).unwrap();
            for row in cells.iter_mut().filter(|row| row[0] == name) {
                row[1] = room.to_owned();
            }
            let bytes = lists::sheet_write::write(&cells);
            let file: &[(&str, &str, &[u8])] = &[("table", "list.xlsx", &bytes)];
            let path = table.lane.path("/lists/tables");
            let fields = [("list", table.list.as_str())];
            world.upload(&table.lane.steward, &path, &fresh("room"), &fields, file).await.assert(201).json()
        };
        let orders = table.orders(&world).await;
        let room = async |name: &str| {
            let csv = lists::table::read_csv(&table.csv(&world).await).unwrap();
            csv.iter().find(|row| row[0] == name).unwrap()[1].clone()
        };
        for (name, cell, taken) in [("小雨", "2号", "2栋"), ("老周", "5-101", "5栋101"), ("阿明", "3栋2单元502", "3栋2单元502")] {
            let told = put(name, cell).await;
            assert_eq!((&told["roomed"], &told["moved"]), (&json!([name]), &json!([])), "{told}");
            assert_eq!(room(name).await, taken);
        }
        let page = world.look(Some(&table.lane.steward), &table.at("?roomed=小雨&moved=6-202%20老周&moved=6-202%20nobody")).await;
        let page = page.assert(200).body.clone();
        assert!(page.contains("小雨 2栋") && page.contains("老周 (list: 5-101, table: 6-202)") && !page.contains("nobody ("), "{page}");
        let told = put("老周", "6栋202").await;
        assert_eq!((&told["roomed"], &told["moved"]), (&json!([]), &json!([{ "name": "老周", "known": "5-101", "said": "6-202" }])), "{told}");
        assert_eq!(room("老周").await, "5栋101");
        // Nobody became somebody else by it, and nothing is to be ordered.
        world.post(&table.lane.steward, &table.at("/orders"), json!({})).await.assert(200);
        assert_eq!(table.orders(&world).await, orders);
        world.assert_sound().await;
    }

    /// A note that was changed in a row is packed and told from then, and the page says whose; nothing is ordered anew. An older table asks first.
    async fn a_note_of_a_row_is_taken_up(world: World) {
        let table = ordered(&world).await;
        let orders = table.orders(&world).await;
        let upload = async |name: &str, bytes: &[u8]| {
            let file: &[(&str, &str, &[u8])] = &[("table", name, bytes)];
            let path = table.lane.path("/lists/tables");
            let fields = [("list", table.list.as_str())];
            world.upload(&table.lane.steward, &path, &fresh("note"), &fields, file).await
        };
        let changed = async |name: &str, note: &str| {
            let mut cells = lists::table::read_csv(&table.csv(&world).await).unwrap();
            cells.iter_mut().find(|row| row[0] == name).unwrap()[7] = note.to_owned();
            cells
        };
        let packed = async |name: &str| {
            let told = world.get(&table.lane.steward, &table.at("/packing")).await.assert(200).json();
            let of = |one: &&Value| one["name"] == name;
            told["orders"].as_array().unwrap().iter().find(of).unwrap_or_else(|| panic!("{name}: {told}"))["notes"].clone()
        };
        let older = table.csv(&world).await;
        // 小雨 has two rows, of which one is changed.
        for (name, note) in [("小雨", "放北门"), ("老周", "要冰的"), ("小雨", "放南门")] {
            let bytes = lists::sheet_write::write(&changed(name, note).await);
            let told = upload("list.xlsx", &bytes).await.assert(201).json();
            assert_eq!((&told["noted"], &told["lines_gone"]), (&json!([name]), &json!(0)), "{told}");
            assert_eq!(packed(name).await, json!([note]));
        }
        let quoted = |row: &Vec<String>| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
        let csv = |cells: &[Vec<String>]| cells.iter().map(quoted).collect::<Vec<_>>().join("\n");
        let told = upload("list.csv", csv(&changed("老周", "放门口").await).as_bytes()).await.assert(201).json();
        assert_eq!((&told["noted"], packed("老周").await), (&json!(["老周"]), json!(["放门口"])), "{told}");
        let shared = world.get(&table.lane.steward, &table.at("/share")).await.assert(200).body.clone();
        assert!(shared.contains("（放南门）") && shared.contains("（放门口）") && !shared.contains("放北门"), "{shared}");
        table.comes_back(&world, "with notes").await;
        let told = upload("list.csv", &older).await.assert(409).json();
        let said = told["errors"][0]["message"].as_str().unwrap_or_else(|| panic!("{told}")).to_owned();
        assert!(said.contains("放南门") && said.contains("放门口"), "{said}");
        let told = upload("list.csv", csv(&changed("老周", "").await).as_bytes()).await.assert(201).json();
        assert_eq!((&told["noted"], packed("老周").await), (&json!(["老周"]), json!([])), "{told}");
        let page = world.look(Some(&table.lane.steward), &table.at("?noted=小雨&noted=老周&noted=nobody")).await;
        let page = page.assert(200).body.clone();
        assert!(page.contains("has them: 小雨 (放南门), 老周 (no note any more).</p>"), "{page}");
        world.post(&table.lane.steward, &table.at("/orders"), json!({})).await.assert(200);
        assert_eq!(table.orders(&world).await, orders);
        world.assert_sound().await;
    }

    /// A row with a quantity that is none stands in the newest table, whatever becomes of it; and no two lines have one number.
    async fn a_row_that_is_not_understood_is_not_gone(world: World) {
        let table = ordered(&world).await;
        let mut cells = lists::table::read_csv(&table.csv(&world).await).unwrap();
        cells.retain(|row| row[0] != "小陈");
        for (name, quantity) in [("李阿姨", "abc"), ("阿明", "4")] {
            cells.iter_mut().find(|row| row[0] == name).unwrap()[3] = quantity.to_owned();
        }
        // Counted anew: the rows of a table stand otherwise than in the chat.
        cells[1..].reverse();
        let bytes = lists::sheet_write::write(&cells);
        let file: &[(&str, &str, &[u8])] = &[("table", "list.xlsx", &bytes)];
        let path = table.lane.path("/lists/tables");
        world.upload(&table.lane.steward, &path, "bad", &[("list", table.list.as_str())], file).await.assert(201);
        let page = world.look(Some(&table.lane.steward), &table.at("")).await.assert(200).body.clone();
        let seen = world.get(&table.lane.steward, &table.at("")).await.assert(200).json();
        assert_eq!(seen["gone"], json!(["小陈"]), "{seen}");
        let mut numbers: Vec<&str> = page.split("<p><span class=\"soft\">").skip(1).filter_map(|rest| rest.split("</span>").next()).collect();
        let all = numbers.len();
        assert!(all >= 10, "{page}");
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), all, "{numbers:?}");
        world.assert_sound().await;
    }

    /// Once the goods are up for sale it is no more told that there are none.
    async fn what_is_up_for_sale_is_not_told_as_no_goods(world: World) {
        let lane = shop(&world, "lane", true).await;
        let pasted = world.post_keyed(&lane.steward, &lane.path("/lists"), &fresh("paste"), json!({ "text": TEXT })).await;
        let table = Table { list: pasted.assert(201).text("list"), lane };
        world.post(&table.lane.steward, &table.at("/orders"), json!({})).await.assert(200);
        let seen = async || world.get(&table.lane.steward, &table.at("")).await.assert(200).json();
        let told = seen().await;
        assert_eq!(told["left_over"].as_array().map(Vec::len), Some(2), "{told}");
        let offer = json!({ "title": "草莓", "unit": "盒", "price": "25", "stock": "" });
        world.post_keyed(&table.lane.steward, &table.at("/items/1/offer"), &fresh("offer"), offer).await.assert(201);
        let told = seen().await;
        let items: Vec<&Value> = told["left_over"].as_array().unwrap().iter().map(|one| &one["item"]).collect();
        assert_eq!(items, [&json!(2)], "{told}");
    }
}
