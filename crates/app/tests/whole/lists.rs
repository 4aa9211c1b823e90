//! Lists by way of the program's own routes: what a hostile member tries, tables in and out, and claims.

use crate::common::{Someone, World, fresh, program, send, shop};
use axum::http::Method;
use serde_json::json;
use tower::ServiceExt;

/// A spreadsheet as it is downloaded, read again.
async fn sheet(world: &World, who: &Someone, path: &str) -> Vec<Vec<String>> {
    let answer = world.router().oneshot(program(Method::GET, path, Some(who), None)).await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    assert!(kind.contains("spreadsheetml"), "{kind}");
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    // Its parts are stored as they are.
    let holds = |mark: &str| bytes.windows(mark.len()).any(|part| part == mark.as_bytes());
    assert!(holds("t=\"inlineStr\"") && !holds("<f>") && !holds("<f "));
    lists::sheet::read(&bytes).unwrap()
}

testkit::both_engines! {
    /// From a list to a claimed order, by a program.
    async fn a_list_by_program(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = lane.list(&world).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let offer = json!({ "title": "草莓", "unit": "盒", "price": "25", "stock": "2" });
        let offered = world.post_keyed(&lane.steward, &at("/items/1/offer"), &fresh("offer"), offer).await.assert(201).json();
        assert_eq!(offered["for_sale"], true);
        let members = world.get(&lane.steward, &lane.path("")).await.assert(200).json()["member_count"].clone();
        assert!(members.is_number());
        let made = world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200).json();
        // Buyers without an account are no members: in no count, and nobody to choose.
        assert_eq!(world.get(&lane.steward, &lane.path("")).await.assert(200).json()["member_count"], members);
        let named = world.get(&lane.steward, &lane.path("/members?name=%E5%B0%8F%E9%9B%A8")).await.assert(200).json();
        assert_eq!(named["members"], json!([]), "{named}");
        assert_eq!(made["placed"].as_array().unwrap().len(), 1, "{made}");
        assert_eq!(made["troubles"][0]["troubles"][0]["why"], "sold_out", "{made}");
        // What comes next is said: the money, by who records it, and what is packed then.
        let next = world.look(Some(&lane.steward), &at("/orders")).await.assert(200).body.clone();
        assert!(next.contains("A treasurer records each payment") && next.contains("/packing\""), "{next}");
        let people = world.get(&lane.steward, &at("/orders")).await.assert(200).json();
        let (order, placeholder) = (&people["people"][0]["orders"][0]["order"], &people["people"][0]["member"]);
        let order = lane.path(&format!("/orders/{}", order.as_str().unwrap()));
        // The order's own line: for those who work on orders and its buyer only.
        let seen = world.get(&lane.steward, &order).await.assert(200).json();
        assert_eq!(seen["notes"][0]["words"], "1. 小雨 草莓2盒", "{seen}");
        assert_eq!(world.get(&lane.member, &order).await.status, 404);
        // Of the buyer without an account nothing is public.
        for path in ["/members", "/market", "/books/journal", "/books/accounts"] {
            let body = world.get(&lane.member, &lane.path(path)).await.assert(200).body.clone();
            assert!(!body.contains("小雨") && !body.contains("李阿姨"), "{path}");
        }
        let code = world.post_keyed(&lane.steward, &lane.path("/claim-codes"), &fresh("code"), json!({ "member": placeholder })).await;
        let code = code.assert(201).json();
        assert!(code["code"].as_str().unwrap().len() >= 10, "{code}");
        let claim = |code: &str| json!({ "code": code, "confirm": "on" });
        let path = lane.path("/claims");
        let wrong = world.post_keyed(&lane.member, &path, &fresh("wrong"), claim("BCDF-GHJK-MNPQ")).await;
        assert_eq!((wrong.status, wrong.text("code")), (410, "code_unusable".to_owned()));
        // Whose they are is shown first, and nothing is claimed; a wrong code tells nothing.
        let look = |code: &str| json!({ "code": code });
        let wrong = world.post_keyed(&lane.member, &path, &fresh("wrong"), look("BCDF-GHJK-MNPQ")).await;
        assert_eq!((wrong.status, wrong.text("code")), (410, "code_unusable".to_owned()));
        assert!(!wrong.short().contains("小雨"), "{}", wrong.short());
        let seen = world.post_keyed(&lane.member, &path, &fresh("look"), look(code["code"].as_str().unwrap())).await.assert(200).json();
        assert_eq!((&seen["found"]["name"], seen["found"]["orders"].as_array().unwrap().len()), (&json!("小雨"), 1), "{seen}");
        assert_eq!(seen["found"]["orders"][0]["list"], "周六团购", "{seen}");
        world.get(&lane.member, &order).await.assert(404);
        let claimed = world.post_keyed(&lane.member, &path, &fresh("right"), claim(code["code"].as_str().unwrap())).await;
        assert_eq!(claimed.assert(201).json()["came_in"], false);
        world.get(&lane.member, &order).await.assert(200);
        world.assert_sound().await;
    }

    /// What could not be ordered stands at the top of the list, with who and why, until it is ordered; an amount is mended in words.
    async fn what_could_not_be_ordered_is_at_the_top(world: World) {
        let lane = shop(&world, "lane", true).await;
        let text = "草莓 18元/斤\n\n1. 小雨 7-1-501 草莓1斤\n2. 李阿姨 草莓2斤\n";
        let list = world.post_keyed(&lane.steward, &lane.path("/lists"), &fresh("list"), json!({ "text": text })).await.assert(201).text("list");
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        world.post(&lane.steward, &at("/offers"), json!({})).await.assert(200);
        let more = format!("{text}3. 阿明 3栋 草莓1斤\n");
        world.post_keyed(&lane.steward, &at(""), &fresh("again"), json!({ "text": more })).await.assert(200);
        let mend = async |amount: &str| {
            let form = json!({ "name": "阿明", "action": "order", "item": ["1"], "quantity": [amount] });
            world.post_keyed(&lane.steward, &at("/lines/3"), &fresh("mend"), form).await
        };
        mend("几斤").await.assert(422);
        mend("半盒").await.assert(422);
        mend("半斤").await.assert(200);
        let before = world.get(&lane.steward, &at("")).await.assert(200).json();
        assert_eq!((&before["left_over"], &before["items"][0]["ordered"]), (&json!([]), &json!(null)), "nothing was ordered yet: {before}");
        // A room that the reader has put into the note is not said twice.
        let room = |at: usize| (before["lines"][at]["room"].clone(), before["lines"][at]["note"].clone());
        assert_eq!((room(0), room(1)), ((json!("3栋"), json!("")), (json!(""), json!("7-1-501"))), "{before}");
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        let told = world.get(&lane.steward, &at("")).await.assert(200).json();
        assert_eq!(told["left_over"], json!([{ "item": 1, "why": "off_step", "people": [{ "name": "阿明", "quantity": "0.5" }] }]));
        assert_eq!((&told["items"][0]["total"], &told["items"][0]["ordered"]), (&json!("3.5"), &json!("3")), "{told}");
        let page = world.look(Some(&lane.steward), &at("")).await.assert(200).body.clone();
        let top = page.split("id=\"left-over\"").nth(1).expect("at the top").split("</ul>").next().unwrap();
        assert!(top.contains("阿明") && top.contains("whole measure") && page.contains("ordered"), "{top}");
        mend("一斤").await.assert(200);
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        let done = world.get(&lane.steward, &at("")).await.assert(200).json();
        assert_eq!((&done["left_over"], &done["items"][0]["ordered"]), (&json!([]), &json!("4")), "{done}");
        world.assert_sound().await;
    }

    /// Before a heading's things are put up for sale somebody says who supplies them; a supplier gets their share, and the fund the rest.
    async fn who_supplies_is_asked_before_it_is_put_up(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = lane.list(&world).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let page = world.look(Some(&lane.steward), &at("")).await.assert(200).body.clone();
        assert!(page.contains("Who supplies it") && page.contains("there is no mandate that could be used"), "{page}");
        world.post(&lane.steward, &at("/offers"), json!({ "supplier": "" })).await.assert(422);
        let member = lane.member_id(&world, &lane.member).await;
        let whole = json!({ "supplier": member, "take": "1000", "kind": "unit" });
        world.post(&lane.steward, &at("/offers"), whole).await.assert(422);
        let most = json!({ "supplier": member, "take": "90", "kind": "percent" });
        world.post(&lane.steward, &at("/offers"), most).await.assert(200);
        let goods = world.get(&lane.steward, &at("")).await.assert(200).json()["items"][0]["goods"].as_str().unwrap().to_owned();
        let offer = goods.split('.').next().unwrap();
        let sold = world.look(Some(&lane.steward), &lane.path(&format!("/offers/{offer}"))).await.assert(200).body.clone();
        assert!(sold.contains("10%"), "{sold}");
        world.assert_sound().await;
    }

    /// A table in which somebody is called otherwise, or has no row any more, is told at the top of the list.
    async fn what_a_table_changed_besides_is_told(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = lane.list(&world).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        world.post(&lane.steward, &at("/offers"), json!({})).await.assert(200);
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        let mut table = lists::table::read_csv(world.get(&lane.steward, &at("/export?format=csv")).await.assert(200).body.as_bytes()).unwrap();
        assert_eq!((table[1][0].as_str(), table[2][0].as_str()), ("小雨", "李阿姨"));
        table[1][0] = "小雨雨".to_owned();
        table.truncate(2);
        let bytes = lists::sheet_write::write(&table);
        let back = world.upload(&lane.steward, &lane.path("/lists/tables"), "list.xlsx", &[("list", list.as_str())], &[("table", "list.xlsx", &bytes)]).await;
        assert_eq!(back.assert(201).json()["renamed"], json!(["小雨"]));
        let bytes = "姓名,商品,数量,单位\n小雨,草莓,2,盒\n,草莓,3,盒\n阿明,草莓,-1,盒\n";
        let other = world.upload(&lane.steward, &lane.path("/lists/tables"), "other.csv", &[("title", "周日的")], &[("table", "other.csv", bytes.as_bytes())]).await;
        let other = other.assert(201).json();
        assert_eq!(other["unnamed"], json!([3]), "{other}");
        let other = world.look(Some(&lane.steward), &lane.path(&format!("/lists/{}?unnamed=3", other["list"].as_str().unwrap()))).await.assert(200).body.clone();
        assert!(other.contains("row 3 (counted") && other.contains("几盒（数量写的是“-1”）"), "{other}");
        let told = world.look(Some(&lane.steward), &at("?renamed=%E5%B0%8F%E9%9B%A8&renamed=nobody")).await.assert(200).body.clone();
        assert!(told.contains("Another name stands in the table for these people; the list calls them as before: 小雨."), "{told}");
        assert!(told.contains("counted as before: 李阿姨"), "{told}");
        assert_eq!(world.get(&lane.steward, &at("")).await.assert(200).json()["gone"], json!(["李阿姨"]));
        world.assert_sound().await;
    }

    /// Whoever claims is told before what they become by it, and afterwards what was claimed.
    async fn a_claim_is_told_before_and_after(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = lane.list(&world).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        world.post(&lane.steward, &at("/offers"), json!({})).await.assert(200);
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        let people = world.get(&lane.steward, &at("/orders")).await.assert(200).json();
        let (member, path) = (&people["people"][0]["member"], lane.path("/claims"));
        let code = world.post_keyed(&lane.steward, &lane.path("/claim-codes"), &fresh("code"), json!({ "member": member })).await.assert(201).text("code");
        let newcomer = world.sign_up("newcomer").await;
        let looked = world.fill(Some(&newcomer), &path, &[("code", &code)]).await.assert(200).body.clone();
        assert!(looked.contains("by claiming you become one") && looked.contains("One order, ¥50.00"), "{looked}");
        let claimed = world.fill(Some(&newcomer), &path, &[("code", &code), ("confirm", "on")]).await.assert(201).body.clone();
        assert!(claimed.contains("one order made for “小雨” (¥50.00) is yours now") && claimed.contains("You are a member of"), "{claimed}");
        world.assert_sound().await;
    }

    /// What all want together is ordered from a supplier from there: filled in, in whole cases, under a mandate.
    async fn what_all_want_becomes_a_purchase_order(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = lane.list(&world).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let share = world.look(Some(&lane.steward), &at("/share")).await.assert(200).body.clone();
        assert!(!share.contains("/supply/orders/new"), "nothing of it is on sale: {share}");
        let offer = json!({ "title": "草莓", "unit": "盒", "price": "25", "stock": "" });
        world.post_keyed(&lane.steward, &at("/items/1/offer"), &fresh("offer"), offer).await.assert(201);
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        let share = world.look(Some(&lane.steward), &at("/share")).await.assert(200).body.clone();
        let from = share.find(&lane.path("/supply/orders/new?")).expect("a link to a purchase order");
        let link = share[from..].split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let goods = link.split("goods=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let mandate = lane.mandate(&world, 100_000).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let (supplier, _) = lane.supplied(&world, &rice).await;
        let form = world.look(Some(&lane.steward), &link).await.assert(200).body.clone();
        for part in ["3 盒 wanted in all", "name=\"line_1_wanted\" value=\"3\"", &format!("value=\"{goods}\" selected"), &supplier, &mandate, "name=\"rounding\""] {
            assert!(form.contains(part), "{part} in {form}");
        }
        assert!(form.contains("value=\"bought\" checked"), "the community's own goods are bought: {form}");
        // Whose goods it is stands there already, and how they are paid.
        let theirs = lane.path(&format!("/supply/orders/new?goods={rice}&units=5"));
        let form = world.look(Some(&lane.steward), &theirs).await.assert(200).body.clone();
        let filled_in = format!("name=\"supplier\" value=\"{supplier}\"");
        assert!(form.contains("value=\"by_sales\" checked") && form.contains(&filled_in), "{form}");
        let path = lane.path("/supply/orders");
        let typed = |supplier: &str| -> Vec<(&'static str, String)> {
            [("supplier", supplier), ("terms", "bought"), ("mandate", &mandate), ("rounding", "up"), ("line_1_goods", &goods), ("line_1_wanted", "3"), ("line_1_cases", ""), ("line_1_case", "2"), ("line_1_price", "15")]
                .map(|(name, value)| (name, value.to_owned())).to_vec()
        };
        let filled = async |fields: Vec<(&'static str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            world.fill(Some(&lane.steward), &path, &fields).await
        };
        let nobody = filled(typed("")).await;
        assert!(nobody.assert(422).body.contains("name=\"line_1_wanted\" value=\"3\""), "what was typed is kept: {}", nobody.body);
        let made = filled(typed(&supplier)).await;
        let order = world.get(&lane.steward, made.assert(303).header("location")).await.assert(200).json();
        assert_eq!((&order["state"], &order["terms"], &order["total_minor"]), (&json!("drafted"), &json!("bought"), &json!(6_000)), "{order}");
        assert_eq!((&order["lines"][0]["cases"], &order["lines"][0]["quantity"]), (&json!(2), &json!("4")), "{order}");
        world.assert_sound().await;
    }

    /// A newcomer with a code is a member from then on, and what was ordered for them is theirs.
    async fn a_newcomer_claims(world: World) {
        let lane = shop(&world, "lane", true).await;
        let list = lane.list(&world).await;
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let offer = json!({ "title": "草莓", "unit": "盒", "price": "25", "stock": "" });
        world.post_keyed(&lane.steward, &at("/items/1/offer"), &fresh("offer"), offer).await.assert(201);
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        let people = world.get(&lane.steward, &at("/orders")).await.assert(200).json();
        let before = world.get(&lane.steward, &lane.path("")).await.assert(200).number("member_count");
        let code = world.post_keyed(&lane.steward, &lane.path("/claim-codes"), &fresh("code"), json!({ "member": people["people"][1]["member"] })).await.assert(201).json();
        let newcomer = world.sign_up("newcomer").await;
        assert_eq!(world.get(&newcomer, &lane.path("/orders")).await.status, 403);
        let claimed = world.post_keyed(&newcomer, &lane.path("/claims"), &fresh("claim"), json!({ "code": code["code"], "confirm": "on" })).await.assert(201).json();
        assert_eq!(claimed["came_in"], true);
        let orders = world.get(&newcomer, &lane.path("/orders")).await.assert(200).json();
        assert_eq!(orders["orders"].as_array().unwrap().len(), 1);
        let after = world.get(&lane.steward, &lane.path("")).await.assert(200).number("member_count");
        assert_eq!(after, before + 1, "one member more");
        // Tries are counted, by account: on a node with the limits of a real site.
        let (node, path) = (world.without_files(), lane.path("/claims"));
        let mut statuses = Vec::new();
        for _ in 0..12 {
            let wrong = json!({ "code": "BCDF-GHJK-MNPQ" });
            statuses.push(send(node.clone(), program(Method::POST, &path, Some(&newcomer), Some(&wrong))).await.status);
        }
        assert_eq!((statuses[0], statuses[11]), (410, 429), "{statuses:?}");
        world.assert_sound().await;
    }

    /// Somebody who ordered twice has two orders, so the table has a row for each; it says what the packing list says, and comes back as
    /// it went out.
    async fn a_table_has_a_row_for_each_order(world: World) {
        let lane = shop(&world, "lane", true).await;
        let text = "周六团购\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. 小雨 3-201 草莓2盒 鸡蛋1板\n2. 李阿姨 草莓1盒\n";
        let list = world.post_keyed(&lane.steward, &lane.path("/lists"), &fresh("paste"), json!({ "text": text })).await.assert(201).text("list");
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        for (item, title, unit, price) in [(1, "草莓", "盒", "25"), (2, "鸡蛋", "板", "30")] {
            let offer = json!({ "title": title, "unit": unit, "price": price, "stock": "" });
            world.post_keyed(&lane.steward, &at(&format!("/items/{item}/offer")), &fresh("offer"), offer).await.assert(201);
        }
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        let more = format!("{text}3. 小雨 3-201 再加草莓1盒\n4. 老周 草莓4盒\n");
        world.post_keyed(&lane.steward, &at(""), &fresh("again"), json!({ "text": more })).await.assert(200);
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        world.post_keyed(&lane.steward, &at(""), &fresh("again"), json!({ "text": format!("{more}5. 阿明 鸡蛋2板\n") })).await.assert(200);
        let export = async |format: &str| {
            match format {
                "csv" => lists::table::read_csv(world.get(&lane.steward, &at("/export?format=csv")).await.assert(200).body.as_bytes()).unwrap(),
                _ => sheet(&world, &lane.steward, &at("/export?format=xlsx")).await,
            }
        };
        let csv = export("csv").await;
        assert_eq!(csv, export("xlsx").await);
        // Name, room, thing, quantity, order.
        let short: Vec<[&str; 5]> = csv[1..].iter().map(|row| [&row[0], &row[1], &row[2], &row[3], &row[8]].map(String::as_str)).collect();
        let orders: Vec<&str> = short.iter().map(|row| row[4]).collect();
        assert_eq!(short.iter().map(|row| (row[0], row[1], row[2], row[3])).collect::<Vec<_>>(), [
            ("小雨", "3栋201", "草莓", "2"), ("小雨", "3栋201", "鸡蛋", "1"), ("小雨", "3栋201", "草莓", "1"),
            ("李阿姨", "", "草莓", "1"), ("老周", "", "草莓", "4"), ("阿明", "", "鸡蛋", "2"),
        ], "{csv:?}");
        assert!(orders[0] == orders[1] && orders[1] != orders[2] && !orders[3].is_empty() && orders[5].is_empty(), "{orders:?}");
        // What is packed is what the table has orders for.
        let packing = world.get(&lane.steward, &at("/packing")).await.assert(200).json();
        let packed: Vec<(String, String)> = packing["orders"].as_array().unwrap().iter().flat_map(|order| {
            let number = order["number"].to_string();
            order["goods"].as_array().unwrap().iter().map(move |goods| (number.clone(), goods.as_str().unwrap().replace('\u{a0}', " ")))
        }).collect();
        let told: Vec<(String, String)> = csv[1..].iter().filter(|row| !row[8].is_empty()).map(|row| (row[8].clone(), format!("{} {} {}", row[2], row[3], row[4]))).collect();
        assert_eq!(packed, told);
        // Both files come back, and nothing has changed.
        let before = world.get(&lane.steward, &at("/share")).await.assert(200).json()["text"].clone();
        let bytes = lists::sheet_write::write(&csv);
        let csv_text = world.get(&lane.steward, &at("/export?format=csv")).await.body.clone();
        for (name, bytes) in [("list.csv", csv_text.as_bytes()), ("list.xlsx", &bytes)] {
            let back = world.upload(&lane.steward, &lane.path("/lists/tables"), name, &[("list", list.as_str())], &[("table", name, bytes)]).await;
            let back = back.assert(201).json();
            assert_eq!((&back["went_on"], &back["lines_new"], &back["lines_gone"]), (&json!(true), &json!(0), &json!(0)), "{name}: {back}");
            assert_eq!(world.get(&lane.steward, &at("/share")).await.assert(200).json()["text"], before, "{name}");
        }
        world.assert_sound().await;
    }

    /// What comes in is bounded and told; what is markup or a formula is text.
    async fn too_much_and_too_clever(world: World) {
        let lane = shop(&world, "lane", true).await;
        let path = lane.path("/lists");
        let many: String = (1..=20_000).map(|n| format!("{n}. 邻居{n} 草莓1盒\n")).collect();
        let told = world.post_keyed(&lane.steward, &path, &fresh("many"), json!({ "text": many })).await;
        assert_eq!(told.status, 422, "{}", told.short());
        let huge = world.post_keyed(&lane.steward, &path, &fresh("huge"), json!({ "text": "草".repeat(5_000_000 / 3) })).await;
        assert_eq!(huge.status, 413, "{}", huge.short());
        for hostile in [&lane.member, &lane.supplier, &lane.moderator] {
            let refused = world.post_keyed(hostile, &path, &fresh("hostile"), json!({ "text": "1. a 草莓1" })).await;
            assert_eq!(refused.status, 403);
        }
        let clever = "草莓 25元/盒\n\n1. <script>alert(1)</script> 草莓2盒\n2. =HYPERLINK(\"x\") 草莓1盒\n";
        let list = world.post_keyed(&lane.steward, &path, &fresh("clever"), json!({ "text": clever })).await.assert(201).text("list");
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        for rest in ["", "/orders", "/share"] {
            let page = world.look(Some(&lane.steward), &at(rest)).await.assert(200).body.clone();
            assert!(!page.contains("<script>alert"), "{rest}");
        }
        // Whoever mends a line to a formula: in the table it is text.
        let mend = json!({ "name": "=1+1", "action": "order", "item": ["1"], "quantity": ["2"], "note": "+x", "revision": "" });
        world.post_keyed(&lane.steward, &at("/lines/1"), &fresh("mend"), mend).await.assert(200);
        let csv = world.get(&lane.steward, &at("/export?format=csv")).await.assert(200).body.clone();
        assert!(csv.contains("'=1+1,,草莓,2,") && csv.contains("'+x"), "{csv}");
        // In a spreadsheet every cell is text, so none is reckoned: it stands there as it was written.
        let sheet = sheet(&world, &lane.steward, &at("/export?format=xlsx")).await;
        let bare = |cell: &String| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
        let table: Vec<Vec<String>> = lists::table::read_csv(csv.as_bytes()).unwrap().iter().map(|row| row.iter().map(bare).collect()).collect();
        assert_eq!((sheet[1][0].as_str(), &sheet), ("=1+1", &table));
        assert_eq!(world.get(&lane.steward, &at("/export?format=pdf")).await.status, 404);
        world.assert_sound().await;
    }

    /// What people call a thing is said where it is sold, or remembered where it was matched by hand; what a program does not send
    /// stays as it is.
    async fn a_thing_is_known_by_its_other_names(world: World) {
        let lane = shop(&world, "lane", true).await;
        let offer = |more: &[(&str, &str)]| {
            let mut offer = json!({ "title": "草莓", "story": "", "audience": "members", "limit": "", "rest": "fund:1",
                "variants": [{ "title": "", "unit": "盒", "price": "25", "step": "1", "stock": "" }], "parts": [] });
            for (name, value) in more {
                offer[*name] = json!(value);
            }
            offer
        };
        let made = world.post(&lane.steward, &lane.path("/offers"), offer(&[("also_called", "红颜， 奶油果")])).await.assert(201).text("id");
        let names = async || world.get(&lane.steward, &lane.path(&format!("/offers/{made}/edit"))).await.assert(200).json()["also_called"].clone();
        assert_eq!(names().await, json!("红颜, 奶油果"));
        let page = world.look(Some(&lane.steward), &lane.path(&format!("/offers/{made}/edit"))).await.assert(200).body.clone();
        assert!(page.contains("name=\"also_called\"") && page.contains("红颜, 奶油果"), "{page}");
        let paste = async |heading: &str| {
            let text = format!("{heading}团购\n{heading} 25元/盒\n\n1. 小雨 {heading}2盒\n2. 李阿姨 {heading}1盒\n");
            let list = world.post(&lane.steward, &lane.path("/lists"), json!({ "text": text, "as_new": "on" })).await.assert(201).text("list");
            let read = world.get(&lane.steward, &lane.path(&format!("/lists/{list}"))).await.assert(200).json();
            (list, read["items"][0]["goods"].clone())
        };
        let goods = json!(format!("{made}.1"));
        assert_eq!(paste("红颜").await.1, goods);
        let (list, unknown) = paste("甜查理").await;
        assert_eq!(unknown, json!(null));
        let page = world.look(Some(&lane.steward), &lane.path(&format!("/lists/{list}"))).await.assert(200).body.clone();
        assert!(page.contains("name=\"remember\"") && page.contains("甜查理"), "{page}");
        let item = lane.path(&format!("/lists/{list}/items/1"));
        world.post(&lane.steward, &item, json!({ "goods": goods, "remember": "on" })).await.assert(200);
        assert_eq!(names().await, json!("红颜, 奶油果, 甜查理"));
        assert_eq!(paste("甜查理").await.1, goods);
        let edit = lane.path(&format!("/offers/{made}"));
        let mut same = offer(&[("title", "大草莓")]);
        same["variants"][0]["number"] = json!(1);
        world.post(&lane.steward, &edit, same.clone()).await.assert(200);
        assert_eq!(names().await, json!("红颜, 奶油果, 甜查理"));
        same["also_called"] = json!("字".repeat(301));
        world.post(&lane.steward, &edit, same.clone()).await.refused(422, "names_too_long");
        same["also_called"] = json!("");
        world.post(&lane.steward, &edit, same).await.assert(200);
        assert_eq!(names().await, json!(""));
    }

    /// A table goes out and comes back, as CSV and as a spreadsheet.
    async fn tables_go_out_and_come_in(world: World) {
        let lane = shop(&world, "lane", true).await;
        let csv = "姓名,商品,数量,单位,单价,备注\n小雨,草莓,2,盒,25,送3栋\n小雨,鸡蛋,1,板,30,\n李阿姨,草莓,1,盒,25,\n";
        let path = lane.path("/lists/tables");
        let file: (&str, &str, &[u8]) = ("table", "list.csv", csv.as_bytes());
        let made = world.upload(&lane.steward, &path, "csv", &[("title", "周六团购")], &[file]).await;
        let list = made.assert(201).text("list");
        let read = world.get(&lane.steward, &lane.path(&format!("/lists/{list}"))).await.assert(200).json();
        assert_eq!((&read["title"], &read["certain"], &read["unclear"]), (&json!("周六团购"), &json!(2), &json!(0)), "{read}");
        let table = lists::table::read_csv(csv.as_bytes()).unwrap();
        let bytes = lists::sheet_write::write(&table);
        let made = world.upload(&lane.steward, &path, "xlsx", &[("title", "周日团购"), ("as_new", "on")], &[("table", "list.xlsx", &bytes)]).await;
        assert_ne!(made.assert(201).text("list"), list);
        let broken = world.upload(&lane.steward, &path, "broken", &[], &[("table", "list.xlsx", b"PK\x03\x04 nothing")]).await;
        assert_eq!(broken.status, 422);
        assert_eq!(broken.text("code"), "table_unread");
        world.assert_sound().await;
    }

    /// What an organiser and a cashier see of a list: codes for all at once, who has paid, what would be called off, what the heading says.
    async fn a_lists_pages(world: World) {
        let lane = shop(&world, "lane", true).await;
        let text = "周六团购，周四8点截止\n草莓 25元/盒\n\n1. 小雨 草莓2盒\n2. 李阿姨 草莓1盒\n";
        let list = world.post_keyed(&lane.steward, &lane.path("/lists"), &fresh("paste"), json!({ "text": text })).await.assert(201).text("list");
        let at = |rest: &str| lane.path(&format!("/lists/{list}{rest}"));
        let offer = json!({ "title": "草莓", "unit": "盒", "price": "25", "stock": "" });
        world.post_keyed(&lane.steward, &at("/items/1/offer"), &fresh("offer"), offer).await.assert(201);
        world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200);
        // What the heading says is proposed, and stands when it is said.
        let read = world.get(&lane.steward, &at("")).await.assert(200).json();
        let (stands, proposed) = (&read["terms"]["stands"], &read["terms"]["proposed"]);
        assert_ne!(stands["pay_until"], proposed["pay_until"], "{}", read["terms"]);
        assert_eq!(read["terms"]["said"], json!(["周四8点截止"]));
        assert!(proposed["pay_until"].as_str().unwrap().ends_with("T20:00"), "{proposed}");
        let page = world.look(Some(&lane.steward), &at("")).await.assert(200).body.clone();
        assert!(page.contains("周四8点截止") && page.contains("name=\"pay_until\""), "{page}");
        world.post_keyed(&lane.steward, &at("/terms"), &fresh("terms"), proposed.clone()).await.assert(204);
        let after = world.get(&lane.steward, &at("")).await.assert(200).json();
        assert_eq!((&after["terms"]["stands"], &after["terms"]["said"]), (proposed, &json!([])));
        let wrong = json!({ "pay_until": "2001-01-01", "point": "", "day": "" });
        world.post_keyed(&lane.steward, &at("/terms"), &fresh("past"), wrong).await.refused(422, "pay_until_past");
        // Who looks for payments reads names, orders and what is paid; and no form.
        let seen = world.look(Some(&lane.treasurer), &at("/orders")).await.assert(200).body.clone();
        assert!(seen.contains("小雨") && seen.contains("/payments\"") && !seen.contains("/claim-codes") && !seen.contains("/buyers\""), "{seen}");
        let index = world.look(Some(&lane.treasurer), &lane.path("/lists")).await.assert(200).body.clone();
        assert!(index.contains(&at("/orders")) && !index.contains("/lists/new"), "{index}");
        let money = world.get(&lane.treasurer, &at("/orders")).await.assert(200).json()["money"].clone();
        assert_eq!((&money["unpaid_orders"], &money["unpaid_minor"], &money["paid_orders"]), (&json!(2), &json!(7_500), &json!(0)), "{money}");
        // Whether somebody is who was called so before is asked of who runs lists; others do not read of whom, nor their rooms.
        let other = json!({ "text": "周三团购\n草莓 25元/盒\n\n1. 小雨 草莓3盒\n2. 老周 草莓1盒\n" });
        let other = world.post_keyed(&lane.steward, &lane.path("/lists"), &fresh("other"), other).await.assert(201).text("list");
        let other = lane.path(&format!("/lists/{other}/orders"));
        let asked = world.get(&lane.steward, &other).await.assert(200).json()["namesakes"].clone();
        assert_eq!(asked[0]["name"], "小雨", "{asked}");
        assert_eq!(world.get(&lane.treasurer, &other).await.assert(200).json()["namesakes"], json!([]));
        // Codes for all, each its own message, this once.
        let form = world.look(Some(&lane.steward), &at("/orders")).await.assert(200).body.clone();
        assert!(form.contains(&at("/claim-codes")), "{form}");
        let key = fresh("codes");
        let made = world.post_keyed(&lane.steward, &at("/claim-codes"), &key, json!({})).await.assert(201).json();
        let codes = made["codes"].as_array().unwrap();
        assert_eq!(codes.len(), 2, "{made}");
        for one in codes {
            let (name, code, message) = (one["name"].as_str().unwrap(), one["code"].as_str().unwrap(), one["message"].as_str().unwrap());
            assert!(message.starts_with(name) && message.contains(code) && code.len() >= 12, "{one}");
        }
        assert_ne!(codes[0]["code"], codes[1]["code"]);
        world.post_keyed(&lane.steward, &at("/claim-codes"), &key, json!({})).await.refused(409, "code_made");
        let none = world.post_keyed(&lane.steward, &at("/claim-codes"), &fresh("codes"), json!({})).await.assert(201).json();
        assert_eq!((none["codes"].as_array().unwrap().len(), none["open"].as_array().unwrap().len()), (0, 2), "{none}");
        world.post_keyed(&lane.treasurer, &at("/claim-codes"), &fresh("codes"), json!({})).await.assert(403);
        let claimed = world.post_keyed(&lane.member, &lane.path("/claims"), &fresh("claim"), json!({ "code": codes[0]["code"], "confirm": "on" })).await;
        claimed.assert(201);
        // Packed is what is ordered, paid or not.
        let packing = world.get(&lane.steward, &at("/packing")).await.assert(200).json();
        assert_eq!((&packing["unpaid"], &packing["orders"][0]["name"]), (&json!(2), &json!("小雨")), "{packing}");
        assert!(world.look(Some(&lane.steward), &at("/packing")).await.assert(200).body.contains("草莓"));
        // What the list takes back is listed, and called off when it is ticked.
        let back = format!("{text}3. 李阿姨 取消\n");
        world.post_keyed(&lane.steward, &at(""), &fresh("again"), json!({ "text": back })).await.assert(200);
        let taken = world.get(&lane.steward, &at("")).await.assert(200).json()["taken_back"].clone();
        assert_eq!((&taken[0]["name"], &taken[0]["said"]), (&json!("李阿姨"), &json!(true)), "{taken}");
        let page = world.look(Some(&lane.steward), &at("/orders")).await.assert(200).body.clone();
        assert!(page.contains("name=\"call_off\"") && page.contains(" checked"), "{page}");
        let told = world.post(&lane.steward, &at("/orders"), json!({})).await.assert(200).json();
        assert_eq!((&told["called_off"], &told["not_agreed"]), (&json!([]), &taken[0]["orders"]), "{told}");
        let done = world.post(&lane.steward, &at("/orders"), json!({ "call_off": taken[0]["orders"] })).await.assert(200).json();
        assert_eq!((&done["called_off"], &done["not_agreed"]), (&taken[0]["orders"], &json!([])), "{done}");
        // What was given back is no money of the list's.
        let people = world.get(&lane.steward, &at("/orders")).await.assert(200).json()["people"].clone();
        let rain = people.as_array().unwrap().iter().find(|one| one["name"] == "小雨").unwrap()["orders"][0]["order"].clone();
        let rain = lane.path(&format!("/orders/{}", rain.as_str().unwrap()));
        let came = json!({ "method": "bank_transfer", "amount": "50.00", "arrived_on": crate::common::shop::today(&world) });
        world.post_keyed(&lane.treasurer, &format!("{rain}/payments"), &fresh("pay"), came).await.assert(201);
        let back = json!({ "reason": "The box is small", "amount": "10.00" });
        let given = world.post_keyed(&lane.steward, &format!("{rain}/refunds"), &fresh("back"), back).await;
        assert!((200..300).contains(&given.status), "{given:?}");
        let money = world.get(&lane.treasurer, &at("/orders")).await.assert(200).json()["money"].clone();
        assert_eq!((&money["paid_orders"], &money["paid_minor"]), (&json!(1), &json!(4_000)), "{money}");
        // Nothing of 李阿姨 is open: she can be forgotten.
        let buyers = world.get(&lane.steward, &lane.path("/lists/buyers")).await.assert(200).json();
        assert_eq!((&buyers["buyers"][0]["name"], &buyers["buyers"][0]["open"]), (&json!("李阿姨"), &json!(false)), "{buyers}");
        let erase = lane.path(&format!("/lists/buyers/{}/erasure", buyers["buyers"][0]["member"].as_str().unwrap()));
        world.post(&lane.treasurer, &erase, json!({})).await.assert(403);
        world.post(&lane.steward, &erase, json!({})).await.assert(204);
        let buyers = world.look(Some(&lane.steward), &lane.path("/lists/buyers")).await.assert(200).body.clone();
        assert!(!buyers.contains("李阿姨"), "{buyers}");
        world.assert_sound().await;
    }
}
