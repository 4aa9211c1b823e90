//! Neighbours without an account buy together: a list pasted from a chat, joined into a group buy at one press, paid, formed, delivered and
//! settled. One claims what is theirs on the way; one group buy fails and gives everything back. At the end every fen is in one place.

use crate::common::shop::today;
use crate::common::{Shop, Someone, World, days, fresh, shop};
use kernel::Currency;
use ledger::AccountKey;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

const TEXT: &str = "周六团购\n苹果 12元/斤\n\n1. 小雨 苹果6斤\n2. 李阿姨 苹果4斤\n3. 阿明 苹果2斤\n";
/// Name, what it costs at ¥12, and jin.
const PEOPLE: [(&str, i64, i64); 3] = [("小雨", 7_200, 6), ("李阿姨", 4_800, 4), ("阿明", 2_400, 2)];

struct Story {
    world: World,
    lane: Shop,
    list: String,
}

impl Story {
    async fn get(&self, who: &Someone, path: &str) -> Value {
        self.world.get(who, &self.lane.path(path)).await.assert(200).json()
    }

    fn at(&self, rest: &str) -> String {
        format!("/lists/{}{rest}", self.list)
    }

    async fn listed(world: World) -> Story {
        let lane = shop(&world, "lane", true).await;
        let supplier = lane.member_id(&world, &lane.supplier).await;
        let offer = json!({
            "title": "苹果", "story": "", "audience": "members", "limit": "", "rest": supplier,
            "variants": [{ "title": "", "unit": "斤", "price": "12", "step": "0.5", "stock": "" }],
            "parts": [{ "party": "fund:1", "kind": "percent", "take": "10" }],
        });
        world.post(&lane.steward, &lane.path("/offers"), offer).await.assert(201);
        let pasted = world
            .post_keyed(&lane.steward, &lane.path("/lists"), &fresh("list"), json!({ "text": TEXT }))
            .await;
        let list = pasted.assert(201).text("list");
        Story { world, lane, list }
    }

    /// By the link beside what the list sells: goods, price and title are there already.
    async fn opened(&self, least: &str) -> String {
        let page = self.world.look(Some(&self.lane.steward), &self.lane.path(&self.at(""))).await;
        let href = page
            .assert(200)
            .body
            .split('"')
            .find(|text| text.contains("/pools/new?goods="))
            .map(|href| href.replace("&amp;", "&").replace("&#38;", "&"));
        let goods = self.get(&self.lane.steward, &self.at("")).await["items"][0]["goods"]
            .as_str()
            .unwrap()
            .to_owned();
        // Beside one that is open there is no link.
        let href =
            href.unwrap_or_else(|| self.lane.path(&format!("/pools/new?goods={goods}&price=12.00&title=x")));
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        let closes = self.world.clock.now().plus(days(3)).format(&zone, "%Y-%m-%dT%H:%M");
        let typed = json!({ "least": least, "step_2_from": "12", "step_2_price": "11", "closes_at": closes });
        let led = self.world.submit(&self.lane.steward, &href, &self.lane.path("/pools"), &typed).await;
        led.rsplit('/').next().unwrap().to_owned()
    }

    /// With the form of the page that looks them over.
    async fn joins(&self, pool: &str) {
        let page = self.lane.path(&self.at(&format!("/pools/{pool}")));
        self.world.submit(&self.lane.steward, &page, &page, &json!({})).await;
    }

    async fn review(&self, pool: &str) -> Value {
        self.get(&self.lane.steward, &self.at(&format!("/pools/{pool}"))).await
    }

    /// Name → member and part, of those that stand in this group buy.
    async fn parts(&self, pool: &str) -> BTreeMap<String, (String, String)> {
        let mut found = BTreeMap::new();
        for person in self.get(&self.lane.steward, &self.at("/orders")).await["people"].as_array().unwrap() {
            for part in person["parts"].as_array().unwrap() {
                let part = part["part"].as_str().unwrap().to_owned();
                if self.get(&self.lane.steward, &format!("/parts/{part}")).await["pool"] == pool {
                    let member = person["member"].as_str().unwrap().to_owned();
                    found.insert(person["name"].as_str().unwrap().to_owned(), (member, part));
                }
            }
        }
        found
    }

    async fn paid(&self, part: &str, minor: i64) {
        let came = json!({ "amount": sum(minor), "arrived_on": today(&self.world), "reference": "" });
        let path = self.lane.path(&format!("/parts/{part}/confirmation"));
        self.world.post_keyed(&self.lane.treasurer, &path, &fresh("came"), came).await.assert(200);
    }

    async fn paid_out(&self, member: &str, minor: i64) {
        let owed = self.get(&self.lane.treasurer, &format!("/owed/{member}")).await;
        assert_eq!(owed["owed_minor"], json!(minor), "{owed}");
        let paid = json!({ "purse": "owed", "amount": sum(minor), "arrived_on": today(&self.world), "reference": "cash" });
        let path = self.lane.path(&format!("/owed/{member}/payouts"));
        self.world.post_keyed(&self.lane.treasurer, &path, &fresh("payout"), paid).await.assert(201);
    }

    async fn holds(&self, key: AccountKey) -> i64 {
        self.lane.holds(&self.world, key).await
    }
}

fn sum(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

testkit::both_engines! {
    async fn neighbours_without_an_account_buy_together(world: World) {
        let story = Story::listed(world).await;
        let (world, lane) = (&story.world, &story.lane);
        let bank = AccountKey::bank(Currency::CNY);

        // Nobody wants fifty: what was paid is theirs again, and is paid out as what lists owe to who has no account.
        let fails = story.opened("50").await;
        let named = story.get(&lane.member, &format!("/pools/{fails}")).await;
        assert_eq!((&named["title"], &named["price_paid"]), (&json!("苹果"), &json!("12")), "{named}");
        story.joins(&fails).await;
        let parts = story.parts(&fails).await;
        for (name, minor, _) in PEOPLE {
            story.paid(&parts[name].1, minor).await;
        }
        world.pass(days(4)).await;
        for (name, minor, _) in PEOPLE {
            let part = story.get(&lane.steward, &format!("/parts/{}", parts[name].1)).await;
            assert_eq!((&part["state"], &part["returned_minor"]), (&json!("refunded"), &json!(minor)), "{part}");
            story.paid_out(&parts[name].0, minor).await;
        }
        assert_eq!((story.holds(bank.clone()).await, story.holds(AccountKey::held(&fails, Currency::CNY)).await), (0, 0));
        // Nothing is ordered for them by itself.
        let made = world.post(&lane.steward, &lane.path(&story.at("/orders")), json!({})).await.assert(200).json();
        assert_eq!((made["placed"].as_array().unwrap().len(), &made["troubles"][0]["troubles"][0]["why"]), (0, &json!("ended")), "{made}");
        for (name, ..) in PEOPLE {
            world.post(&lane.steward, &lane.path(&story.at("/again")), json!({ "name": name })).await.assert(204);
        }

        // The next one forms.
        let pool = story.opened("10").await;
        let seen = story.review(&pool).await;
        assert_eq!((seen["joins"].as_array().unwrap().len(), &seen["units"], &seen["stays"]), (3, &json!("12"), &json!([])), "{seen}");
        story.joins(&pool).await;
        story.joins_again(&pool).await;
        let shared = world.look(Some(&lane.steward), &lane.path(&story.at("/share"))).await.assert(200).body.clone();
        assert!(shared.contains("👥 Group buy for this list: 苹果: 10 斤 more and it forms"), "{shared}");
        let parts = story.parts(&pool).await;
        let unordered = world.post(&lane.steward, &lane.path(&story.at("/orders")), json!({})).await.assert(200).json();
        assert_eq!((&unordered["placed"], &unordered["troubles"]), (&json!([]), &json!([])), "{unordered}");

        // One claims what is theirs, and sees it; neighbours do not read what a chat calls the others.
        let wen = world.sign_up("wen").await;
        let code = world.post_keyed(&lane.steward, &lane.path("/claim-codes"), &fresh("code"), json!({ "member": parts["李阿姨"].0 })).await.assert(201).text("code");
        let found = world.post_keyed(&wen, &lane.path("/claims"), &fresh("look"), json!({ "code": code })).await.assert(200).json();
        assert_eq!(found["found"]["parts"][0]["total"]["minor"], json!(4_800), "{found}");
        let claimed = world.post_keyed(&wen, &lane.path("/claims"), &fresh("claim"), json!({ "code": code, "confirm": "on" })).await;
        assert_eq!(claimed.assert(201).json()["came_in"], true);
        let own = story.get(&wen, &format!("/parts/{}", parts["李阿姨"].1)).await;
        assert_eq!(own["due_minor"], json!(4_800), "{own}");
        assert_eq!(world.get(&lane.member, &lane.path(&format!("/parts/{}", parts["李阿姨"].1))).await.status, 404);
        for (name, minor, _) in PEOPLE {
            story.paid(&parts[name].1, minor).await;
        }
        let inside = story.get(&lane.member, &format!("/pools/{pool}")).await["joined"].to_string();
        assert!(inside.contains("李阿姨") && inside.contains("2 neighbours without an account") && !inside.contains("小雨"), "{inside}");
        let inside = story.get(&lane.steward, &format!("/pools/{pool}")).await["joined"].to_string();
        assert!(inside.contains("小雨"), "{inside}");
        world.assert_sound().await;

        // Twelve are a step cheaper. Delivered, handed over, settled.
        world.pass(days(4)).await;
        let told = story.get(&lane.steward, &format!("/pools/{pool}")).await;
        assert_eq!((&told["people"], &told["units"], &told["price_now"]), (&json!(3), &json!("12"), &json!("11")), "{told}");
        let purchase = told["purchase"]["purchase"].as_str().unwrap().to_owned();
        let counted = json!({ "lines": [{ "line": 1, "counted": "12" }], "is_last": "on", "note": "" });
        let path = lane.path(&format!("/supply/orders/{purchase}/deliveries"));
        world.post_keyed(&lane.moderator, &path, &fresh("count"), counted).await.assert(201);
        world.pass(Duration::ZERO).await;
        for (name, ..) in PEOPLE {
            let part = story.get(&lane.steward, &format!("/parts/{}", parts[name].1)).await;
            let order = part["order"].as_str().unwrap_or_else(|| panic!("{part}")).to_owned();
            world.post(&lane.steward, &lane.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
        }
        world.pass(days(30)).await;
        let chen = lane.member_id(world, &lane.supplier).await;
        let due = story.holds(AccountKey::payable(&chen, Currency::CNY)).await;
        let income = story.holds(AccountKey::sales(1, Currency::CNY)).await;
        assert_eq!(due + income, 12 * 1_100, "what they pay is the supplier's and the fund's");
        for held in [AccountKey::held(&pool, Currency::CNY), AccountKey::held(&chen, Currency::CNY), AccountKey::held_for_fund(1, Currency::CNY)] {
            assert_eq!(story.holds(held).await, 0);
        }
        for (name, _, jin) in PEOPLE {
            story.paid_out(&parts[name].0, jin * 100).await;
        }
        assert_eq!(story.holds(bank).await, due + income, "and all the rest is theirs");
        world.assert_sound().await;
    }
}

impl Story {
    /// Nobody is left to be joined: the page has no button, and a program that presses all the same joins nobody.
    async fn joins_again(&self, pool: &str) {
        let path = self.lane.path(&self.at(&format!("/pools/{pool}")));
        let again = self.world.post(&self.lane.steward, &path, json!({})).await.assert(200).json();
        assert_eq!(again["joined"], json!([]), "{again}");
        assert_eq!(again["stays"].as_array().unwrap().len(), 3, "{again}");
        let page = self.world.look(Some(&self.lane.steward), &path).await.assert(200).body.clone();
        assert!(page.contains("id=\"in\"") && !page.contains("id=\"joins\""), "{page}");
        let old = json!({ "seen": "0" });
        assert_eq!(
            self.world.post(&self.lane.steward, &path, old).await.assert(409).text("code"),
            "list_changed"
        );
    }
}
