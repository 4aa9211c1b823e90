//! A group buy whole, by program: from a heading to settled books. One call fails, one forms on a lower step with a case
//! that is not filled; the process that closes is killed over and over; something is given back after forming, less comes
//! than was ordered, a buyer complains; the rest is packed, fetched, settled and paid out. Beside it stands the simplest
//! book: what each person paid, has back and got. At the end every fen is in one place. Once as a program does it, once with the
//! forms of the pages.

use crate::common::killed::{lived, verified};
use crate::common::shop::{day, today};
use crate::common::{Shop, Someone, World, days, fresh, shop};
use kernel::{Currency, Timestamp};
use ledger::AccountKey;
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{FixedClock, Scratch};

/// Of one member: fifty are settled in one transaction, so closing takes two at least.
const PARTS: i64 = 52;

/// How everything is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Program,
    Pages,
}

struct Round {
    way: Way,
    world: World,
    lane: Shop,
    bea: Someone,
    carl: Someone,
}

fn sum(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

impl Round {
    async fn begin(scratch: Scratch, way: Way) -> Round {
        let world = World::at(scratch, FixedClock::default());
        let lane = shop(&world, "lane", true).await;
        let (bea, carl) = (world.sign_up("bea").await, world.sign_up("carl").await);
        lane.let_in(&world, &bea).await;
        lane.let_in(&world, &carl).await;
        Round { way, world, lane, bea, carl }
    }

    /// With the form on `page`, or by a program. Answers what was made, where that is something of its own.
    async fn post(&self, who: &Someone, page: &str, path: &str, input: Value) -> String {
        let path = self.lane.path(path);
        if self.way == Way::Pages {
            let led = self.world.submit(who, &self.lane.path(page), &path, &input).await;
            let led = led.split(['?', '#']).next().unwrap_or_default();
            return led.rsplit('/').next().unwrap_or_default().to_owned();
        }
        let answer = self.world.post_keyed(who, &path, &fresh("round"), input).await;
        assert!((200..300).contains(&answer.status), "{answer:?}");
        let made = answer.json();
        let named = ["list", "part", "pool", "run"].iter().find_map(|name| made[name].as_str());
        named.unwrap_or_default().to_owned()
    }

    /// The round's last delivery, of which less came than was ordered: the page reads out what is missing, and has it ticked.
    async fn count_short(&self, purchase: &str, counted: Value) {
        let (who, page) = (&self.lane.moderator, format!("/supply/orders/{purchase}"));
        let (form, path) = (format!("{page}/delivery"), format!("{page}/deliveries"));
        if self.way == Way::Pages {
            let (form, path) = (self.lane.path(&form), self.lane.path(&path));
            self.world.submit_asked(who, &form, &path, &counted, "is_short").await;
        } else {
            self.post(who, &form, &path, counted).await;
        }
    }

    async fn get(&self, who: &Someone, path: &str) -> Value {
        self.world.get(who, &self.lane.path(path)).await.assert(200).json()
    }

    async fn holds(&self, key: AccountKey) -> i64 {
        self.lane.holds(&self.world, key).await
    }

    /// What the heading of a pasted list names is what is called for: its goods are those of the list's item.
    async fn heading(&self) -> String {
        let supplier = self.lane.member_id(&self.world, &self.lane.supplier).await;
        let offer = json!({
            "title": "苹果", "story": "", "audience": "members", "limit": "", "rest": supplier,
            "variants": [{ "title": "", "unit": "斤", "price": "12", "step": "0.5", "stock": "" }],
            "parts": [{ "party": "fund:1", "kind": "percent", "take": "10" }],
        });
        self.post(&self.lane.steward, "/offers/new", "/offers", offer).await;
        let text = "周六团购\n苹果 12元/斤\n\n1. 小雨 苹果半斤\n";
        let list = self.post(&self.lane.steward, "/lists/new", "/lists", json!({ "text": text })).await;
        let read = self.get(&self.lane.steward, &format!("/lists/{list}")).await;
        read["items"][0]["goods"].as_str().unwrap_or_else(|| panic!("{read}")).to_owned()
    }

    /// The steward calls for it.
    async fn pool(&self, goods: &str, fields: &[(&str, Value)]) -> String {
        let mut new = self.lane.new_pool(&self.world, goods, fields);
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        new["closes_at"] = json!(self.world.clock.now().plus(days(3)).format(&zone, "%Y-%m-%dT%H:%M"));
        self.post(&self.lane.steward, "/pools/new", "/pools", new).await
    }

    /// By transfer: claimed by who pays, found on the account by the treasurer.
    async fn joins(&self, who: &Someone, pool: &str, units: &str, minor: i64) -> String {
        let part = self.wants(who, pool, json!({ "units": units, "payment": "later" })).await;
        let page = format!("/parts/{part}");
        let claim = json!({ "method": "bank_transfer", "proof": "ends in 7788" });
        self.post(who, &page, &format!("{page}/claim"), claim).await;
        let came = json!({ "amount": sum(minor), "arrived_on": today(&self.world), "reference": "line 7" });
        self.post(&self.lane.treasurer, &page, &format!("{page}/confirmation"), came).await;
        part
    }

    async fn wants(&self, who: &Someone, pool: &str, join: Value) -> String {
        let page = format!("/pools/{pool}");
        self.post(who, &page, &format!("{page}/parts"), join).await
    }

    /// Runs what is due in a process that is killed, over and over, until one has come to the end. Answers how often.
    async fn closed(self, mut now: Timestamp) -> (Round, u64) {
        let Round { way, world, lane, bea, carl } = self;
        let scratch = world.leave().await;
        let (mut lives, mut longest, mut seed) = (0, 2_000, 0x5851_F42D_4C95_7F2D_u64);
        loop {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let long = Duration::from_micros(seed % longest);
            let ended = lived("group_buy::runs_what_is_due", &scratch.address(), now, &[], long);
            verified(&scratch, &format!("life {lives}"));
            if ended {
                break;
            }
            (lives, longest) = (lives + 1, longest + longest / 2);
            // What a dead node had taken is anybody's after this.
            now = now.plus(store::LEASE);
        }
        let world = World::at(scratch, FixedClock::at(now));
        (Round { way, world, lane, bea, carl }, lives)
    }

    /// What a part came to, and the order that it is.
    async fn part(&self, who: &Someone, part: &str, state: &str, kept: i64, back: i64) -> Option<String> {
        let own = self.get(who, &format!("/parts/{part}")).await;
        let found = (own["state"].as_str(), own["captured_minor"].as_i64(), own["returned_minor"].as_i64());
        assert_eq!(found, (Some(state), Some(kept), Some(back)), "{own}");
        own["order"].as_str().map(str::to_owned)
    }

    async fn owed(&self, who: &Someone) -> i64 {
        self.lane.owed(&self.world, who).await
    }

    /// A point that is open all day; each order has a place there, and who packs reads what the orders are.
    async fn packed(&self, orders: &[&String], milli: i64) {
        let minder = self.lane.member_id(&self.world, &self.lane.moderator).await;
        let mut point = json!({ "name": "North gate", "address": "House 3", "note": "", "closed_on": "", "each_slot": "90",
            "each_day": "90", "minder": minder, "is_open": "on" });
        for day in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] {
            point[day] = json!("0:00-24:00");
        }
        self.post(&self.lane.steward, "/pickup/new", "/pickup", point).await;
        let point = self.get(&self.lane.steward, "/pickup").await["points"][0]["point"].clone();
        let point = point.as_str().unwrap().to_owned();
        let mut left = 0;
        for order in orders {
            let slot = json!({ "point": point, "slot": format!("{} 00:00", day(&self.world)) });
            let page = format!("/orders/{order}/pickup");
            self.post(&self.lane.steward, &page, &page, slot).await;
            let read = self.get(&self.lane.steward, &format!("/orders/{order}")).await;
            let line = &read["lines"][0];
            let quantity =
                |name: &str| kernel::Quantity::parse(line[name].as_str().unwrap_or("0")).unwrap().milli;
            left += quantity("quantity") - quantity("returned");
        }
        let packed = self.get(&self.lane.moderator, &format!("/pickup/{point}/packing")).await;
        let total = &packed["totals"][0];
        assert_eq!(total["orders"], json!(orders.len()), "{packed}");
        let said = kernel::Quantity::parse(total["quantity"].as_str().unwrap()).unwrap().milli;
        assert_eq!((said, left), (milli, milli), "the packing list is what the orders are: {packed}");
        for order in orders {
            let told = json!({ "id": fresh("phone-000"), "order": order, "told": "collected" });
            let path = self.lane.path("/pickup/check-ins");
            self.world.post(&self.lane.moderator, &path, told).await.assert(200);
        }
    }

    async fn complained(&self, order: &str, back: i64) {
        let path = format!("/orders/{order}");
        let wrong = json!({ "kind": "damaged", "lines": [{ "line": 1, "quantity": "1" }], "reason": "half of it is soft" });
        self.post(&self.bea, &format!("{path}/complaints/new"), &format!("{path}/complaints"), wrong).await;
        let remedy = json!({ "remedy": "refund", "amount": sum(back), "reason": "sorry" });
        let answer = format!("{path}/complaints/answer");
        self.post(&self.lane.steward, &answer, &answer, remedy).await;
        let agrees = json!({ "proposal": "1" });
        self.post(&self.bea, &path, &format!("{path}/complaints/agreement"), agrees).await;
    }

    async fn paid_out(&self, who: &Someone, minor: i64) {
        assert_eq!(self.owed(who).await, minor, "{}", who.name);
        let page = format!("/owed/{}", self.lane.member_id(&self.world, who).await);
        let paid = json!({ "purse": "owed", "amount": sum(minor), "arrived_on": today(&self.world), "reference": "transfer 12" });
        self.post(&self.lane.treasurer, &page, &format!("{page}/payouts"), paid).await;
    }
}

async fn whole(scratch: Scratch, way: Way) {
    let round = Round::begin(scratch, way).await;
    let (steward, member) = (round.lane.steward.clone(), round.lane.member.clone());
    let (bea, carl) = (round.bea.clone(), round.carl.clone());
    let goods = round.heading().await;
    // Nobody wants fifty: what was paid is owed back, and pays for the next.
    let fails = round.pool(&goods, &[("least", json!("50"))]).await;
    let failed = round.joins(&member, &fails, "40", 48_000).await;
    round.world.pass(days(4)).await;
    round.part(&member, &failed, "refunded", 0, 48_000).await;
    assert_eq!(round.owed(&member).await, 48_000);

    let pool = round.pool(&goods, &[("case", json!("2"))]).await;
    let mut small = Vec::new();
    for _ in 0..PARTS {
        small.push(round.wants(&member, &pool, json!({ "units": "0.5", "payment": "set_off" })).await);
    }
    let of_bea = round.joins(&bea, &pool, "4", 4_800).await;
    let of_carl = round.joins(&carl, &pool, "3", 3_600).await;
    let told = round.get(&member, &format!("/pools/{pool}")).await;
    assert_eq!(
        (&told["people"], &told["units"], &told["price_now"]),
        (&json!(3), &json!("33"), &json!("11")),
        "{told}"
    );
    let bank = 48_000 + 4_800 + 3_600;
    assert_eq!(round.holds(AccountKey::bank(Currency::CNY)).await, bank);

    let now = round.world.clock.now().plus(days(4));
    let (round, lives) = round.closed(now).await;
    eprintln!("killed {lives} times while it closed");
    assert!(lives > 0, "it was over before it was killed");
    round.world.pass(Duration::ZERO).await;
    // Thirty-three are sixteen cases and one: the one is of who came last. All pay the lower price.
    let mut orders = Vec::new();
    for part in &small {
        orders.push(round.part(&member, part, "captured", 550, 50).await.unwrap());
    }
    let beas = round.part(&bea, &of_bea, "captured", 4_400, 400).await.unwrap();
    let carls = round.part(&carl, &of_carl, "captured", 2_200, 1_400).await.unwrap();
    round.world.assert_sound().await;

    // After forming something is given back.
    let back = json!({ "reason": "The box is small", "amount": "2.00" });
    let order = format!("/orders/{}", orders[0]);
    round.post(&steward, &format!("{order}/refund"), &format!("{order}/refunds"), back).await;
    // The pool wrote the purchase order; three fewer come, which falls on who joined last.
    let told = round.get(&steward, &format!("/pools/{pool}")).await;
    let purchase = told["purchase"]["purchase"].as_str().unwrap_or_else(|| panic!("{told}")).to_owned();
    let supplier =
        round.get(&steward, "/supply").await["suppliers"][0]["supplier"].as_str().unwrap().to_owned();
    let counted = json!({ "lines": [{ "line": 1, "counted": "29" }], "is_last": "on", "note": "Rain" });
    round.count_short(&purchase, counted).await;
    round.world.pass(Duration::ZERO).await;
    assert_eq!(round.get(&carl, &format!("/orders/{carls}")).await["state"], json!("cancelled"));
    assert_eq!((round.owed(&bea).await, round.owed(&carl).await), (400 + 1_100, 1_400 + 2_200));

    let fetched: Vec<&String> = orders.iter().chain([&beas]).collect();
    round.packed(&fetched, 29_000).await;
    round.complained(&beas, 500).await;
    round.world.assert_sound().await;
    round.world.pass(days(8)).await;

    // Settled: nothing is held; what members paid and have not back is the supplier's and the fund's, to the fen.
    let kept = PARTS * 550 - 200 + 3 * 1_100 - 500;
    let chen = round.lane.member_id(&round.world, &round.lane.supplier).await;
    let due = round.holds(AccountKey::payable(&chen, Currency::CNY)).await;
    let income = round.holds(AccountKey::sales(1, Currency::CNY)).await;
    assert_eq!(due + income, kept);
    for held in [
        AccountKey::held(&chen, Currency::CNY),
        AccountKey::held_for_fund(1, Currency::CNY),
        AccountKey::held(&pool, Currency::CNY),
        AccountKey::held(&fails, Currency::CNY),
    ] {
        assert_eq!(round.holds(held).await, 0);
    }
    let statement = round.get(&round.lane.supplier, &format!("/supply/{supplier}/statement")).await;
    assert_eq!(statement["closing_minor"], json!(due), "{statement}");

    // A run pays the supplier, and members get what they are owed.
    let account = json!({ "holder": "River Mill", "account": "6222 0212", "bank": "Rural Bank" });
    let page = format!("/supply/{supplier}");
    round.post(&round.lane.supplier, &page, &format!("{page}/bank"), account).await;
    let payer = json!({ "holder": "Lane Kitchen", "account": "6222 0000", "bank": "Rural Bank" });
    round.post(&round.lane.treasurer, "/supply/runs", "/supply/payer", payer).await;
    let lines = match way {
        Way::Program => json!({ "lines": [{ "supplier": supplier, "amount": sum(due) }] }),
        Way::Pages => json!({ "pay_1": sum(due) }),
    };
    let run = round.post(&round.lane.treasurer, "/supply/runs", "/supply/runs", lines).await;
    let page = format!("/supply/runs/{run}");
    round.post(&steward, &page, &format!("{page}/consent"), json!({})).await;
    let file = round
        .world
        .get(&round.lane.treasurer, &round.lane.path(&format!("/supply/runs/{run}/bank.xml")))
        .await;
    let instructed = format!("<InstdAmt Ccy=\"CNY\">{}</InstdAmt>", sum(due));
    assert!(file.assert(200).body.contains(&instructed), "{}", file.body);
    let members = [(&member, 48_000 - PARTS * 550 + 200), (&bea, 400 + 1_100 + 500), (&carl, 1_400 + 2_200)];
    for (who, minor) in members {
        round.paid_out(who, minor).await;
    }
    let back: i64 = members.iter().map(|(_, minor)| minor).sum();
    assert_eq!(bank, back + due + income, "what came in is what everybody has");
    assert_eq!(round.holds(AccountKey::bank(Currency::CNY)).await, income, "what is left is the fund's");
    let statement = round.get(&round.lane.supplier, &format!("/supply/{supplier}/statement")).await;
    assert_eq!(statement["closing_minor"], json!(0), "{statement}");
    let books = round.get(&member, "/books").await;
    let whole = (&books["funds"][0]["balance"]["minor"], &books["owed"]["sum"]["minor"], &books["equal"]);
    assert_eq!(whole, (&json!(income), &json!(0), &json!(true)), "{books}");
    round.world.assert_sound().await;
}

testkit::both_engines! {
    async fn from_a_heading_to_settled_books(scratch: Scratch) {
        whole(scratch, Way::Program).await;
    }

    async fn by_the_forms_of_the_pages_from_a_heading_to_settled_books(scratch: Scratch) {
        whole(scratch, Way::Pages).await;
    }
}

#[tokio::test]
#[ignore = "the process that from_a_heading_to_settled_books kills"]
async fn runs_what_is_due() {
    crate::common::killed::runs_what_is_due().await;
}
