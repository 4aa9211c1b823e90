//! An organiser's evening, from a list pasted out of a chat to settled books, held against a simple sum beside it: sizes by
//! chance from a seed that is printed, pages asked for on the way.

use crate::common::shop::{day, today};
use crate::common::{Shop, Someone, World, days, fresh, shop};
use kernel::Currency;
use ledger::AccountKey;
use serde_json::{Value, json};
use testkit::Engine;

const SEEDS: [u64; 3] = [0x2545_F491_4F6C_DD1D, 0x9E37_79B9_7F4A_7C15, 0x0B01_CE55_11CE_2026];

/// xorshift64: enough for sizes, and the same everywhere.
struct Chance(u64);

impl Chance {
    fn of(&mut self, from: i64, to: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        from + (self.0 % (to - from + 1) as u64) as i64
    }
}

fn sum(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

struct Evening {
    world: World,
    lane: Shop,
}

/// One who wrote in the chat.
struct Wish {
    name: String,
    boxes: i64,
    /// The order that became of it, and whom the books know them as.
    order: String,
    member: String,
}

impl Evening {
    async fn post(&self, who: &Someone, path: &str, input: Value) -> Value {
        let answer = self.world.post_keyed(who, &self.lane.path(path), &fresh("evening"), input).await;
        assert!((200..300).contains(&answer.status), "{answer:?}");
        answer.json()
    }

    async fn get(&self, who: &Someone, path: &str) -> Value {
        self.world.get(who, &self.lane.path(path)).await.assert(200).json()
    }

    /// The page a person would look at now, with what it must show.
    async fn sees(&self, who: &Someone, path: &str, shown: &[&str]) {
        let page = self.world.look(Some(who), &self.lane.path(path)).await.assert(200).body.clone();
        for text in shown {
            assert!(page.contains(text), "{path} without {text}: {page}");
        }
    }

    async fn holds(&self, key: AccountKey) -> i64 {
        self.lane.holds(&self.world, key).await
    }

    /// Strawberries by the box, a tenth for the fund, the rest for who grows them; as many as are asked for.
    async fn offer(&self, price: i64) -> String {
        let supplier = self.lane.member_id(&self.world, &self.lane.supplier).await;
        let offer = json!({
            "title": "草莓", "story": "From **Qingpu**.", "audience": "members", "limit": "", "rest": supplier,
            "variants": [{ "title": "", "unit": "盒", "price": sum(price), "step": "1", "stock": "" }],
            "parts": [{ "party": "fund:1", "kind": "percent", "take": "10" }],
        });
        let made = self.post(&self.lane.steward, "/offers", offer).await;
        format!("{}.1", made["id"].as_str().unwrap())
    }

    /// Pasted, read, and made orders: one a name.
    async fn list(&self, chance: &mut Chance, price: i64) -> Vec<Wish> {
        let mut wishes = Vec::new();
        let mut text = format!("周六团购\n草莓 {}元/盒\n\n", sum(price));
        for number in 1..=chance.of(4, 9) {
            let (name, boxes) = (format!("邻居{}", char::from(b'A' + number as u8)), chance.of(2, 6));
            text.push_str(&format!("{number}. {name} 草莓{boxes}盒\n"));
            wishes.push(Wish { name, boxes, order: String::new(), member: String::new() });
        }
        let list = self.post(&self.lane.steward, "/lists", json!({ "text": text })).await;
        let list = format!("/lists/{}", list["list"].as_str().unwrap());
        let read = self.get(&self.lane.steward, &list).await;
        assert_eq!((&read["certain"], &read["unclear"]), (&json!(wishes.len()), &json!(0)), "{read}");
        let made = self.post(&self.lane.steward, &format!("{list}/orders"), json!({})).await;
        assert_eq!(made["placed"].as_array().map(Vec::len), Some(wishes.len()), "{made}");
        let people = self.get(&self.lane.steward, &format!("{list}/orders")).await;
        for person in people["people"].as_array().unwrap() {
            let wish = wishes.iter_mut().find(|wish| person["name"] == wish.name.as_str()).unwrap();
            wish.order = person["orders"][0]["order"].as_str().unwrap().to_owned();
            wish.member = person["member"].as_str().unwrap().to_owned();
        }
        let all: i64 = wishes.iter().map(|wish| wish.boxes).sum();
        self.sees(&self.lane.steward, &format!("{list}/share"), &["草莓", &format!("{all}")]).await;
        wishes
    }

    /// The treasurer finds each transfer on the account.
    async fn paid(&self, wishes: &[Wish], price: i64) {
        for wish in wishes {
            let came = json!({ "method": "bank_transfer", "amount": sum(wish.boxes * price), "arrived_on": today(&self.world) });
            self.post(&self.lane.treasurer, &format!("/orders/{}/payments", wish.order), came).await;
        }
        let first = &wishes[0];
        let shown = format!("¥{}", sum(first.boxes * price));
        self.sees(&self.lane.steward, &format!("/orders/{}", first.order), &[&shown]).await;
    }

    /// The supplier's account, and all of it ordered. Answers account and order.
    async fn ordered(&self, variant: &str, boxes: i64) -> (String, String) {
        let member = self.lane.member_id(&self.world, &self.lane.supplier).await;
        let new =
            json!({ "name": "River mill", "contact": "by the bridge", "is_open": "on", "member": member });
        let supplier =
            self.post(&self.lane.steward, "/supply", new).await["supplier"].as_str().unwrap().to_owned();
        let bank = json!({ "holder": "River Mill", "account": "6222 0212", "bank": "Rural Bank" });
        self.post(&self.lane.supplier, &format!("/supply/{supplier}/bank"), bank).await;
        let order = json!({ "supplier": supplier, "terms": "by_sales", "deliver_to": "North gate",
            "lines": [{ "goods": variant, "cases": boxes.to_string(), "case": "1" }] });
        let purchase = self.post(&self.lane.steward, "/supply/orders", order).await["purchase"]
            .as_str()
            .unwrap()
            .to_owned();
        let sending = json!({ "deliver_on": day(&self.world), "deliver_to": "North gate" });
        self.post(&self.lane.steward, &format!("/supply/orders/{purchase}/sending"), sending).await;
        self.post(
            &self.lane.supplier,
            &format!("/supply/orders/{purchase}/answer"),
            json!({ "answer": "yes" }),
        )
        .await;
        (supplier, purchase)
    }

    /// Fewer came: the last who wrote goes without some, and gets the money back.
    async fn short(&self, purchase: &str, (boxes, missing): (i64, i64), last: &Wish) {
        let counted = json!({ "lines": [{ "line": 1, "counted": (boxes - missing).to_string() }], "is_last": "on", "note": "Rain" });
        self.post(&self.lane.moderator, &format!("/supply/orders/{purchase}/deliveries"), counted).await;
        let told = self.get(&self.lane.supplier, &format!("/supply/orders/{purchase}")).await;
        assert_eq!(told["lines"][0]["received"], json!((boxes - missing).to_string()), "{told}");
        self.sees(&self.lane.steward, &format!("/supply/orders/{purchase}"), &["Rain"]).await;
        let short =
            json!({ "lines": [{ "line": 1, "quantity": missing.to_string() }], "reason": "It rained" });
        self.post(&self.lane.steward, &format!("/orders/{}/shortage", last.order), short).await;
    }

    /// Each has a place at the point, and is checked in there; the packing list is what the orders are.
    async fn fetched(&self, wishes: &[Wish], boxes: i64) {
        let minder = self.lane.member_id(&self.world, &self.lane.moderator).await;
        let mut point = json!({ "name": "North gate", "address": "House 3", "note": "", "closed_on": "", "each_slot": "90",
            "each_day": "90", "minder": minder, "is_open": "on" });
        for day in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] {
            point[day] = json!("0:00-24:00");
        }
        let point =
            self.post(&self.lane.steward, "/pickup", point).await["point"].as_str().unwrap().to_owned();
        for wish in wishes {
            let slot = json!({ "point": point, "slot": format!("{} 00:00", day(&self.world)) });
            self.post(&self.lane.steward, &format!("/orders/{}/pickup", wish.order), slot).await;
        }
        let packed = self.get(&self.lane.moderator, &format!("/pickup/{point}/packing")).await;
        let total = (&packed["totals"][0]["quantity"], &packed["totals"][0]["orders"]);
        assert_eq!(total, (&json!(boxes.to_string()), &json!(wishes.len())), "{packed}");
        self.sees(&self.lane.moderator, &format!("/pickup/{point}/day"), &[&wishes[0].name]).await;
        for wish in wishes {
            let said = json!({ "id": fresh("phone-000"), "order": wish.order, "told": "collected" });
            self.post(&self.lane.moderator, "/pickup/check-ins", said).await;
        }
    }

    /// The first of them takes their orders over, finds some bad, and agrees to money.
    async fn complained(&self, first: &Wish, back: i64) {
        let code = self.post(&self.lane.steward, "/claim-codes", json!({ "member": first.member })).await;
        self.post(&self.lane.member, "/claims", json!({ "code": code["code"], "confirm": "on" })).await;
        let path = format!("/orders/{}", first.order);
        let wrong = json!({ "kind": "damaged", "lines": [{ "line": 1, "quantity": "1" }], "reason": "half of it is soft" });
        self.post(&self.lane.member, &format!("{path}/complaints"), wrong).await;
        self.sees(&self.lane.steward, "/complaints", &["half of it is soft"]).await;
        let remedy = json!({ "remedy": "refund", "amount": sum(back), "reason": "sorry" });
        self.post(&self.lane.steward, &format!("{path}/complaints/answer"), remedy).await;
        self.sees(&self.lane.member, &path, &[&format!("¥{} back", sum(back))]).await;
        self.post(&self.lane.member, &format!("{path}/complaints/agreement"), json!({ "proposal": "1" }))
            .await;
    }

    /// Proposed by one and consented to by another; the file says the sum.
    async fn paid_to(&self, supplier: &str, due: i64) {
        let payer = json!({ "holder": "Lane Kitchen", "account": "6222 0000", "bank": "Rural Bank" });
        self.post(&self.lane.treasurer, "/supply/payer", payer).await;
        let lines = json!({ "lines": [{ "supplier": supplier, "amount": sum(due) }] });
        let run =
            self.post(&self.lane.treasurer, "/supply/runs", lines).await["run"].as_str().unwrap().to_owned();
        self.sees(&self.lane.steward, &format!("/supply/runs/{run}"), &[&format!("¥{}", grouped(due))]).await;
        self.post(&self.lane.steward, &format!("/supply/runs/{run}/consent"), json!({})).await;
        let file = self
            .world
            .get(&self.lane.treasurer, &self.lane.path(&format!("/supply/runs/{run}/bank.xml")))
            .await;
        let instructed = format!("<InstdAmt Ccy=\"CNY\">{}</InstdAmt>", sum(due));
        assert!(file.assert(200).body.contains(&instructed), "{}", file.body);
    }
}

/// As pages write it: `1,234.50`.
fn grouped(minor: i64) -> String {
    match minor / 100_000 {
        0 => sum(minor),
        thousands => format!("{thousands},{:03}.{:02}", minor / 100 % 1_000, minor % 100),
    }
}

async fn evening(world: World, seed: u64) {
    let mut chance = Chance(seed);
    let lane = shop(&world, "lane", true).await;
    let evening = Evening { world, lane };
    let (world, lane) = (&evening.world, &evening.lane);
    let price = chance.of(1_000, 4_000);
    let variant = evening.offer(price).await;
    let wishes = evening.list(&mut chance, price).await;
    let boxes: i64 = wishes.iter().map(|wish| wish.boxes).sum();
    evening.paid(&wishes, price).await;
    assert_eq!(evening.holds(AccountKey::bank(Currency::CNY)).await, boxes * price);
    let (supplier, purchase) = evening.ordered(&variant, boxes).await;
    let last = wishes.last().unwrap();
    let missing = chance.of(1, last.boxes - 1);
    evening.short(&purchase, (boxes, missing), last).await;
    evening.fetched(&wishes, boxes - missing).await;
    let back = chance.of(1, price);
    evening.complained(&wishes[0], back).await;
    world.assert_sound().await;
    world.pass(days(8)).await;
    // Settled: nothing is held any more, and what was kept is the fund's tenth and the supplier's rest, to the cent.
    let kept = (boxes - missing) * price - back;
    let chen = lane.member_id(world, &lane.supplier).await;
    let due = evening.holds(AccountKey::payable(&chen, Currency::CNY)).await;
    let income = evening.holds(AccountKey::sales(1, Currency::CNY)).await;
    assert_eq!(due + income, kept);
    assert!(
        (income * 10 - kept).abs() <= 10 * (wishes.len() as i64 + 2),
        "a tenth, but for parts of cents: {income} of {kept}"
    );
    let statement = evening.get(&lane.supplier, &format!("/supply/{supplier}/statement")).await;
    assert_eq!(statement["closing_minor"], json!(due), "{statement}");
    let closing = format!("¥{}", grouped(due));
    evening.sees(&lane.supplier, &format!("/supply/{supplier}/statement"), &[&closing]).await;
    evening.paid_to(&supplier, due).await;
    // What is owed to who went short and to who complained leaves the bank too.
    assert_eq!(lane.owed(world, &lane.member).await, back);
    lane.pay_out(world, &lane.member, "owed", &sum(back)).await.assert(201);
    let out = json!({ "purse": "owed", "amount": sum(missing * price), "arrived_on": today(world), "reference": "cash in hand" });
    evening.post(&lane.treasurer, &format!("/owed/{}/payouts", last.member), out).await;
    assert_eq!(evening.holds(AccountKey::bank(Currency::CNY)).await, income, "what is left is the fund's");
    let statement = evening.get(&lane.supplier, &format!("/supply/{supplier}/statement")).await;
    assert_eq!(statement["closing_minor"], json!(0));
    evening.sees(&lane.member, "/books", &[&format!("¥{}", grouped(income))]).await;
    world.assert_sound().await;
}

#[test]
fn from_a_pasted_list_to_settled_books() {
    for seed in SEEDS {
        eprintln!("seed {seed:#x}");
        testkit::run::<World>(Engine::Sqlite, "evening", async |world| evening(world, seed).await);
    }
}
