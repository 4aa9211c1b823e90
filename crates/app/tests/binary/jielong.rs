//! `hehuo import jielong`: a pasted list is read and shown, and made orders where that is asked for.

use crate::common::server::{run, said};
use crate::common::{World, shop};
use serde_json::Value;

const LIST: &str =
    "草莓 25元/盒 鸡蛋 30/板\n1. 小雨 草莓x2 鸡蛋1板 送3栋\n2、李阿姨 草莓两盒,周日取\n3. 小雨 再加草莓1盒\n";

/// A file for this test.
fn written(name: &str, text: &str) -> String {
    let folder = testkit::target_folder().join("jielong");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}-{}.txt", std::process::id()));
    std::fs::write(&file, text).unwrap();
    file.display().to_string()
}

#[test]
fn a_list_is_read_without_a_site() {
    let scratch = testkit::Engine::Sqlite.scratch("jielong").unwrap();
    let data = std::path::PathBuf::from(scratch.address()).join("none");
    let (file, data_text) = (written("list", LIST), data.display().to_string());
    let command = ["import", "jielong", &file, "--community", "green", "--data", &data_text];
    let out = run(&[&command[..], &["--dry-run", "--json"]].concat());
    assert!(out.status.success(), "{}", said(&out.stderr));
    let read: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(read["offers"][0]["name"], "草莓");
    assert_eq!(read["offers"][1]["price"], "30");
    let line = &read["lines"][0];
    assert_eq!((line["line"].as_u64(), line["name"].as_str()), (Some(2), Some("小雨")));
    assert_eq!((line["action"].as_str(), line["reading"].as_str()), (Some("order"), Some("certain")));
    assert_eq!(line["items"][0]["quantity"], "2");
    assert_eq!(line["items"][1]["unit"], "板");
    assert_eq!(read["lines"][2]["action"], "add");
    assert!(!data.exists(), "reading makes no data folder");

    let out = run(&[&command[..], &["--dry-run"]].concat());
    assert!(said(&out.stdout).contains("小雨 · Orders: 草莓 2 盒, 鸡蛋 1 板"), "{}", said(&out.stdout));
    let out = run(&[&command[..], &["--dry-run", "--lang", "zh"]].concat());
    assert!(said(&out.stdout).contains("小雨 · 要：草莓 2 盒、鸡蛋 1 板"), "{}", said(&out.stdout));
    assert!(said(&out.stdout).contains("确定"), "{}", said(&out.stdout));
    // A language that it has not, and a text that is no list: said in the language asked for.
    let out = run(&[&command[..], &["--dry-run", "--lang", "fr"]].concat());
    assert!(!out.status.success() && said(&out.stderr).contains("zh or en"), "{}", said(&out.stderr));
    let empty = written("empty", " \n");
    let nothing = ["import", "jielong", &empty, "--community", "green", "--data", &data_text];
    let out = run(&[&nothing[..], &["--dry-run", "--lang", "zh"]].concat());
    assert!(said(&out.stderr).contains("请把群里的接龙贴进来"), "{}", said(&out.stderr));
}

/// A name that no community can have is one that is not there yet.
#[test]
fn the_heading_will_do() {
    let file = written("heading", LIST);
    let out =
        run(&["import", "jielong", &file, "--community", "x", "--data", "nowhere", "--dry-run", "--json"]);
    assert!(out.status.success(), "{}", said(&out.stderr));
    let read: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(read["lines"].as_array().map(Vec::len), Some(3));
}

#[test]
fn orders_need_a_community() {
    let scratch = testkit::Engine::Sqlite.scratch("jielong_nowhere").unwrap();
    let file = written("nowhere", LIST);
    let out = run(&["import", "jielong", &file, "--community", "green", "--data", &scratch.address()]);
    assert_eq!(out.status.code(), Some(1));
    assert!(said(&out.stderr).contains("green"), "{}", said(&out.stderr));
}

testkit::both_engines! {
    async fn the_offers_of_the_community_help(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.offer(&world, "东北珍珠米", "3.50", "50").await;
        lane.offer(&world, "黑木耳", "40", "50").await;
        let scratch = world.leave().await;
        let [option, place] = &scratch.options();
        // No heading: what is on sale is what can be meant.
        let file = written(&format!("known-{option}"), "1. 小雨 珍珠米2 木耳1\n2. 老王 泰国香米2\n");
        let out = run(&["import", "jielong", &file, "--community", "lane", option, place, "--dry-run", "--json"]);
        assert!(out.status.success(), "{}", said(&out.stderr));
        let read: Value = serde_json::from_slice(&out.stdout).unwrap();
        let items = &read["lines"][0]["items"];
        let mut named: Vec<&str> = (0..2).filter_map(|index| items[index]["item"].as_str()).collect();
        named.sort_unstable();
        assert!(named[0].contains("东北珍珠米") && named[1].contains("黑木耳"), "{read}");
        assert_eq!(read["lines"][1]["reading"], "unclear");
        // A site that has no such community is told: its heading alone would be read with nothing known.
        for nowhere in ["lnae", "x"] {
            let out = run(&["import", "jielong", &file, "--community", nowhere, option, place, "--dry-run"]);
            assert!(!out.status.success() && said(&out.stderr).contains(nowhere), "{}", said(&out.stderr));
        }
        let none = format!("{file}.none");
        let out = run(&["import", "jielong", &none, "--community", "lane", option, place, "--dry-run", "--lang", "zh"]);
        assert!(!out.status.success() && said(&out.stderr).contains("没有这个文件"), "{}", said(&out.stderr));
    }

    /// The same file twice orders once; further lines order themselves; what nobody understood is printed.
    async fn a_list_becomes_orders_as_often_as_it_is_said(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.offer(&world, "草莓", "25", "50").await;
        let scratch = world.leave().await;
        let [option, place] = &scratch.options();
        let order = |name: &str, text: &str, more: &[&str]| {
            let file = written(&format!("{name}-{option}"), text);
            let out = run(&[&["import", "jielong", &file, "--community", "lane", option, place, "--json"], more].concat());
            assert!(out.status.success(), "{}", said(&out.stderr));
            serde_json::from_slice::<Value>(&out.stdout).unwrap()
        };
        let list = "周六团购\n草莓 25元\n鸡蛋 30元/板\n\n1. 小雨 草莓2 鸡蛋1板\n2. 李阿姨 草莓1\n3. 老王 草莓几盒\n";
        let first = order("orders", list, &[]);
        assert_eq!((&first["orders_placed"], &first["went_on"]), (&2.into(), &false.into()), "{first}");
        assert_eq!(first["unclear"][0]["text"], "3. 老王 草莓几盒", "{first}");
        assert_eq!(first["not_ordered"][0]["why"], "no_offer", "{first}");
        let again = order("orders", list, &[]);
        assert_eq!((&again["orders_placed"], &again["went_on"]), (&0.into(), &true.into()), "{again}");
        // What the heading names and nobody sells is put up for sale where that is said.
        let offered = order("orders", list, &["--make-offers"]);
        assert_eq!((&offered["orders_placed"], offered["not_ordered"].as_array().unwrap().len()), (&1.into(), 0), "{offered}");
        let more = order("orders", &format!("{list}4. 阿明 鸡蛋2板\n"), &[]);
        assert_eq!((&more["orders_placed"], &more["lines_new"]), (&1.into(), &1.into()), "{more}");
        // Who gives something up: told, and called off when that is said.
        let back = format!("{list}4. 阿明 鸡蛋2板\n5. 阿明 取消\n");
        let told = order("orders", &back, &[]);
        assert_eq!((&told["orders_called_off"], &told["would_call_off"][0]["name"]), (&0.into(), &"阿明".into()), "{told}");
        assert_eq!(told["would_call_off"][0]["orders"].as_array().map(Vec::len), Some(1), "{told}");
        let done = order("orders", &back, &["--call-off", "said"]);
        assert_eq!((&done["orders_called_off"], &done["would_call_off"]), (&1.into(), &serde_json::json!([])), "{done}");
        let renamed = written(&format!("renamed-{option}"), &list.replace("周六", "周日"));
        let out = run(&["import", "jielong", &renamed, "--community", "lane", option, place]);
        assert!(said(&out.stderr).contains("--new"), "{}", said(&out.stderr));
        let out = run(&["import", "jielong", &renamed, "--community", "lane", option, place, "--new"]);
        // The same names in another list, and nothing that says who they are: somebody has to say it on the page.
        assert!(said(&out.stdout).contains("0 orders made, 0 called off"), "{}", said(&out.stdout));
        assert!(said(&out.stdout).contains("of this name is known already"), "{}", said(&out.stdout));
        assert!(said(&out.stdout).contains("3. 老王 草莓几盒"), "{}", said(&out.stdout));
        let out = run(&["verify", option, place]);
        assert!(out.status.success(), "{}{}", said(&out.stdout), said(&out.stderr));
    }

    /// What is ordered is shown as the dry run shows it, and before it is ordered: nothing is guessed in silence.
    async fn what_is_likely_is_shown_with_its_reading(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.offer(&world, "草莓", "25", "50").await;
        let scratch = world.leave().await;
        let [option, place] = &scratch.options();
        let file = written(&format!("likely-{option}"), "周六团购\n草莓 25元\n\n1. 小雨 草莓2\n2. 李阿姨 草梅1\n");
        let command = |more: &[&str]| {
            let out = run(&[&["import", "jielong", &file, "--community", "lane", option, place], more].concat());
            assert!(out.status.success(), "{}", said(&out.stderr));
            said(&out.stdout)
        };
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let dry = read(&command(&["--dry-run", "--json"]));
        assert_eq!((&dry["lines"][0]["reading"], &dry["lines"][1]["reading"]), (&"certain".into(), &"likely".into()), "{dry}");
        let done = read(&command(&["--json"]));
        assert_eq!((&done["lines"], &done["offers"]), (&dry["lines"], &dry["offers"]), "the same shape");
        assert_eq!(done["orders_placed"], 2, "{done}");
        let people = |word: &str| done["ordered"].as_array().unwrap().iter().any(|one| one["name"] == word);
        assert!(people("小雨") && people("李阿姨"), "{done}");
        assert!(done["ordered"][1]["order"].is_string(), "{done}");
        // In words, in both languages; without being told, in that of the community.
        for (lang, likely, made) in [("zh", "大概是这样", "生成 0 张订单"), ("en", "Likely so", "0 orders made")] {
            let told = command(&["--lang", lang]);
            let (reading, after) = (told.find(likely), told.find(made));
            assert!(told.contains("李阿姨") && reading.is_some() && reading < after, "{lang}: {told}");
        }
        let own = command(&[]);
        assert!(own.contains("Likely so"), "{own}");
    }
}
