//! A community that sells: a steward, a treasurer, a moderator, a supplier, a member who buys.

use super::{Answer, Someone, World};
use serde_json::{Value, json};

/// A community with its people; all are members but those who are not in it.
#[derive(Debug, Clone)]
pub(crate) struct Shop {
    pub(crate) slug: String,
    pub(crate) steward: Someone,
    pub(crate) treasurer: Someone,
    pub(crate) moderator: Someone,
    pub(crate) supplier: Someone,
    pub(crate) member: Someone,
}

/// What opens an order at its point.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) number: i64,
    pub(crate) order: String,
}

/// Founds it, lets everybody in by application, hands out the roles and opens the till.
pub(crate) async fn shop(world: &World, slug: &str, open_to_all: bool) -> Shop {
    let name = |role: &str| format!("{role}-{slug}");
    let steward = world.sign_up(&name("steward")).await;
    let open = if open_to_all { "on" } else { "" };
    let founded = world.post(&steward, "/new", json!({
        "name": "Lane Kitchen", "slug": slug, "theme": "Food we know the growers of", "belief": "Plain dealing",
        "currency": "CNY", "zone": "Asia/Shanghai", "rule": ["Pay within two days"], "reason": ["Growers wait for it"],
        "display_name": "Steward", "storefront_public": open, "books_public": open, "applications_open": "on",
        "probation_days": "0",
    }));
    founded.await.assert(201);
    let treasurer = world.sign_up(&name("treasurer")).await;
    let moderator = world.sign_up(&name("moderator")).await;
    let supplier = world.sign_up(&name("supplier")).await;
    let member = world.sign_up(&name("member")).await;
    let shop = Shop { slug: slug.to_owned(), steward, treasurer, moderator, supplier, member };
    for person in [&shop.treasurer, &shop.moderator, &shop.supplier, &shop.member] {
        shop.let_in(world, person).await;
    }
    shop.give_role(world, &shop.treasurer, "treasurer").await.assert(204);
    shop.give_role(world, &shop.moderator, "moderator").await.assert(204);
    let settings = json!({
        "bank": "Lane Kitchen, account 6222 0000", "code": "", "code_text": "",
        "hold_hours": "48", "claim_days": "5", "after_sales_days": "7",
    });
    world.post(&shop.steward, &shop.path("/market/settings"), settings).await.assert(200);
    shop
}

/// Today, in the shop's zone.
pub(crate) fn day(world: &World) -> String {
    world.clock.now().format(&kernel::Zone::parse("Asia/Shanghai").unwrap(), "%Y-%m-%d")
}

impl Shop {
    /// A point that the supplier minds, open all day every day, and there a paid order of the member, for today. Answers
    /// the point and what opens the order.
    pub(crate) async fn pick_up(&self, world: &World, variant: &str) -> (String, Code) {
        let mut point = json!({
            "name": "North gate", "address": "House 3", "note": "Ring twice", "closed_on": "", "each_slot": "9",
            "each_day": "20", "minder": self.member_id(world, &self.supplier).await, "is_open": "on",
        });
        for day in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] {
            point[day] = json!("0:00-24:00");
        }
        let made =
            world.post_keyed(&self.steward, &self.path("/pickup"), &super::fresh("point"), point).await;
        let point = made.assert(201).text("point");
        let code = self.chosen(world, variant, &point).await;
        (point, code)
    }

    /// Another paid order of the member, to be fetched there today.
    pub(crate) async fn chosen(&self, world: &World, variant: &str, point: &str) -> Code {
        self.chosen_on(world, variant, point, &day(world)).await
    }

    /// The same on another day.
    pub(crate) async fn chosen_on(&self, world: &World, variant: &str, point: &str, day: &str) -> Code {
        let order = self.order(world, variant, "2").await;
        let came = json!({ "method": "bank_transfer", "amount": "25.00", "arrived_on": today(world) });
        let path = self.order_path(&order, "/payments");
        world.post_keyed(&self.treasurer, &path, &super::fresh("came"), came).await.assert(201);
        let slot = json!({ "point": point, "slot": format!("{day} 00:00") });
        let path = self.order_path(&order, "/pickup");
        let chosen =
            world.post_keyed(&self.member, &path, &super::fresh("slot"), slot).await.assert(200).json();
        Code { number: chosen["pickup"]["code"].as_i64().unwrap(), order }
    }

    /// A list of a chat with two names in it, pasted by the steward. Answers its id.
    pub(crate) async fn list(&self, world: &World) -> String {
        let text = "周六团购\n草莓 25元/盒\n\n1. 小雨 草莓2盒\n2. 李阿姨 草莓1盒\n";
        let pasted = json!({ "text": text });
        let made = world.post_keyed(&self.steward, &self.path("/lists"), &super::fresh("list"), pasted).await;
        made.assert(201).text("list")
    }

    /// What a decision permits: this much from the general fund, for thirty days, carried out by the member. Answers
    /// its id.
    pub(crate) async fn mandate(&self, world: &World, ceiling_minor: i64) -> String {
        self.mandate_for(world, spending::MandateKind::Spending, ceiling_minor).await
    }

    /// For rewards and red packets.
    pub(crate) async fn mandate_of_referral(&self, world: &World, ceiling_minor: i64) -> String {
        self.mandate_for(world, spending::MandateKind::Referral, ceiling_minor).await
    }

    async fn mandate_for(&self, world: &World, kind: spending::MandateKind, ceiling_minor: i64) -> String {
        let site = &world.running.site;
        let (slug, carrier) = (self.slug.clone(), self.member_id(world, &self.member).await);
        let community = site.db.read(move |reader| community::by_slug(reader, &slug)).await.unwrap().unwrap();
        let (id, now) = (site.id(), site.now());
        let new = spending::NewMandate {
            id,
            kind,
            purpose: "Shelves for the pantry".to_owned(),
            fund: 1,
            ceiling_minor,
            each_minor: None,
            starts_at: now,
            ends_at: now.plus(super::days(30)),
            carried_by: Some(kernel::Id::parse(&carrier).unwrap()),
            decision: "prp_01kax0000000000000000000aa".to_owned(),
            decision_title: "Room for the pantry".to_owned(),
        };
        let granted =
            site.db.transact(community.community_id, move |tx| spending::grant_mandate(tx, &new, now));
        granted.await.unwrap();
        id.to_string()
    }

    /// What a decision offers: members' capital for the pantry, ten units of ¥50, three for one member. Answers its id.
    pub(crate) async fn instrument(&self, world: &World) -> String {
        let site = &world.running.site;
        let slug = self.slug.clone();
        let community = site.db.read(move |reader| community::by_slug(reader, &slug)).await.unwrap().unwrap();
        let (id, now) = (site.id(), site.now());
        let new = ownership::NewInstrument {
            id,
            kind: ownership::InstrumentKind::MemberCapital,
            name: "A part of the pantry".to_owned(),
            fund: 1,
            price_minor: 5_000,
            units_max: 10,
            units_each_max: 3,
            terms: "Shelves that belong to all of us".to_owned(),
            risk: "The shelves may be worth less one day".to_owned(),
            decision: "prp_01kax0000000000000000000aa".to_owned(),
        };
        let made = site.db.transact(community.community_id, move |tx| {
            ownership::make_instrument_by_decision(tx, &new, now)
        });
        made.await.unwrap();
        id.to_string()
    }

    /// What the member asks for under it, to be paid to the member.
    pub(crate) async fn wanted<'a>(
        &self,
        world: &World,
        mandate: &'a str,
        amount: &'a str,
    ) -> Vec<(&'a str, String)> {
        vec![
            ("mandate", mandate.to_owned()),
            ("amount", amount.to_owned()),
            ("what", "Boards and screws".to_owned()),
            ("incurred_on", day(world)),
            ("payee_member", self.member_id(world, &self.member).await),
        ]
    }

    /// What the steward calls others to buy: from ten on at ¥12, from twenty at ¥11, within three days; `fields` say what
    /// is otherwise. Answers its id.
    /// How contributions count: baking at ¥30 an hour and loaves at ¥5, two confirm, a week to object.
    pub(crate) async fn contribution_rules(&self, world: &World, valuing: &str) {
        let rates = json!([{ "name": "Baking", "per": "hour", "price": "30" },
            { "name": "Loaf", "per": "piece", "price": "5" }]);
        let rules = json!({ "valuing": valuing, "confirmation_count": "2", "dispute_days": "7", "rates": rates,
            "from": "0", "reason": "Agreed at the meeting" });
        let set = world.post(&self.steward, &self.path("/contributions/rules"), rules).await;
        assert_eq!(set.assert(200).json()["version"], json!(1));
    }

    /// Somebody left who loses nothing yet.
    pub(crate) async fn departure(&self, world: &World) -> String {
        use contributions::leaving::DepartureState;
        use contributions::rows::Departure;
        let (id, member) = (world.running.site.id::<Departure>(), world.running.site.id());
        self.act(world, move |tx, now| {
            tx.insert(&Departure {
                community_id: tx.community(),
                id,
                number: 1,
                member,
                removed: false,
                left_at_us: now,
                due_at_us: now.plus(super::days(14)),
                capital_back: false,
                line_count: 0,
                state: DepartureState::Announced,
                objection: String::new(),
                decided_by: None,
                decided_at_us: None,
                decided_reason: String::new(),
            })
            .map_err(store::OpError::<()>::from)
        })
        .await;
        id.to_string()
    }

    /// The member calls for two bakers.
    pub(crate) async fn call_for_help(&self, world: &World) -> String {
        let called = json!({ "title": "Bake for the fair", "rate": "1", "quantity": "3", "people": "2", "fund": "1",
            "due": "2100-01-01" });
        world.post(&self.member, &self.path("/contributions/calls"), called).await.assert(201).text("call")
    }

    /// Two hours of baking, by the member.
    pub(crate) async fn contribution(&self, world: &World) -> String {
        let given = json!({ "rate": "1", "quantity": "2", "what": "Baked for the market", "fund": "1",
            "done_on": day(world) });
        let claimed = world.post(&self.member, &self.path("/contributions"), given).await;
        claimed.assert(201).text("contribution")
    }

    pub(crate) async fn pool(&self, world: &World, goods: &str, fields: &[(&str, Value)]) -> String {
        let opened =
            world.post(&self.steward, &self.path("/pools"), self.new_pool(world, goods, fields)).await;
        let opened = opened.assert(201).json();
        let pool = opened["pool"].as_str().unwrap().to_owned();
        if opened["state"] == "prepared" {
            // The member carries the mandates of these stories.
            let consent = self.path(&format!("/pools/{pool}/consent"));
            world.post(&self.member, &consent, json!({})).await.assert(200);
        }
        pool
    }

    pub(crate) fn new_pool(&self, world: &World, goods: &str, fields: &[(&str, Value)]) -> Value {
        let mut new = json!({
            "goods": goods, "title": "Together", "terms": "Collect it at the **gate**.", "counted": "units",
            "least": "10", "steps": [{ "price": "12" }, { "from": "20", "price": "11" }], "remainder": "refuse",
            "falls_on": "latest_first", "grace_hours": "24", "hold_hours": "24",
            "closes_at": world.clock.now().plus(super::days(3)).to_string(),
        });
        for (name, value) in fields {
            new[name] = value.clone();
        }
        new
    }

    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/c/{}{rest}", self.slug)
    }

    pub(crate) fn order_path(&self, order: &str, rest: &str) -> String {
        self.path(&format!("/orders/{order}{rest}"))
    }

    /// Answers the application's id.
    pub(crate) async fn apply(&self, world: &World, person: &Someone) -> String {
        let wish = json!({ "display_name": person.name, "about": "I live round the corner." });
        let applied = world.post(person, &self.path("/applications"), wish).await;
        applied.assert(201).text("application")
    }

    pub(crate) async fn let_in(&self, world: &World, person: &Someone) {
        let application = self.apply(world, person).await;
        let decision = json!({ "decision": "admit", "reason": "Known to us" });
        let path = self.path(&format!("/applications/{application}/decision"));
        world.post(&self.steward, &path, decision).await.assert(204);
    }

    /// Somebody who comes under a charter with probation.
    pub(crate) async fn on_probation(&self, world: &World) -> Someone {
        let charter = json!({
            "name": "Lane Kitchen", "theme": "Food we know the growers of", "belief": "Plain dealing",
            "rule": ["Pay within two days"], "reason": ["Growers wait for it"], "note": "A month to look around",
            "from_version": "1", "storefront_public": "on", "books_public": "on", "applications_open": "on",
            "probation_days": "30",
        });
        let written = world.post(&self.steward, &self.path("/charter"), charter).await;
        assert!(written.status < 300, "{written:?}");
        let newcomer = world.sign_up(&format!("newcomer-{}", self.slug)).await;
        self.let_in(world, &newcomer).await;
        newcomer
    }

    /// `mem_…` of a member, from the list that members see.
    pub(crate) async fn member_id(&self, world: &World, person: &Someone) -> String {
        let name = if person.name == self.steward.name { "Steward" } else { &person.name };
        let list = world.get(&self.steward, &self.path("/members")).await;
        let list = list.assert(200).json();
        let members = list["members"].as_array().unwrap_or_else(|| panic!("no members in {list}"));
        let found = members.iter().find(|member| member["display_name"] == name);
        found.unwrap_or_else(|| panic!("no {name} in {list}"))["id"].as_str().unwrap().to_owned()
    }

    /// What its books have on an account.
    pub(crate) async fn holds(&self, world: &World, key: ledger::AccountKey) -> i64 {
        let slug = self.slug.clone();
        let held = world.running.site.db.read(move |reader| {
            let community = community::by_slug(reader, &slug)?.unwrap().community_id;
            ledger::balance(reader, community, &key)
        });
        held.await.unwrap()
    }

    pub(crate) async fn give_role(&self, world: &World, person: &Someone, role: &str) -> Answer {
        let member = self.member_id(world, person).await;
        let change = json!({ "role": role, "change": "give", "reason": "Elected in March" });
        world.post(&self.steward, &self.path(&format!("/members/{member}/roles")), change).await
    }

    /// Puts something up for sale, a tenth for the general fund, the rest for the supplier. Answers the variant
    /// that orders name.
    pub(crate) async fn offer(&self, world: &World, title: &str, price: &str, stock: &str) -> String {
        self.offer_to("members", world, title, price, stock).await
    }

    /// To `members`, or to `everyone`.
    pub(crate) async fn offer_to(
        &self,
        audience: &str,
        world: &World,
        title: &str,
        price: &str,
        stock: &str,
    ) -> String {
        let supplier = self.member_id(world, &self.supplier).await;
        let offer = json!({
            "title": title, "story": "From **Qingpu**.", "audience": audience, "limit": "", "rest": supplier,
            "variants": [{ "title": "", "unit": "jin", "price": price, "step": "0.5", "stock": stock }],
            "parts": [{ "party": "fund:1", "kind": "percent", "take": "10" }],
        });
        let made = world.post(&self.steward, &self.path("/offers"), offer).await;
        format!("{}.1", made.assert(201).text("id"))
    }

    pub(crate) fn wish(variant: &str, quantity: &str) -> Value {
        json!({ "lines": [{ "variant": variant, "quantity": quantity }], "payment": "bank_transfer" })
    }

    /// Places an order to be paid by transfer; answers its id.
    pub(crate) async fn order(&self, world: &World, variant: &str, quantity: &str) -> String {
        let placed = world.post(&self.member, &self.path("/orders"), Shop::wish(variant, quantity)).await;
        placed.assert(201).text("id")
    }

    /// An order of so many jin, paid and handed over.
    pub(crate) async fn handed_over(&self, world: &World, variant: &str, quantity: &str) -> String {
        let order = self.order(world, variant, quantity).await;
        self.claim(world, &order).await;
        let seen = world.get(&self.member, &self.order_path(&order, "")).await.assert(200).json();
        let total = seen["total_minor"].as_i64().unwrap();
        let sum = format!("{}.{:02}", total / 100, total % 100);
        self.confirm(world, &order, &sum, &today(world)).await.assert(200);
        world.post(&self.steward, &self.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
        order
    }

    pub(crate) async fn claim(&self, world: &World, order: &str) {
        let claim = json!({ "proof": "transferred from ICBC at noon" });
        world.post(&self.member, &self.order_path(order, "/claim"), claim).await.assert(200);
    }

    /// The attempt to pay that stands.
    pub(crate) async fn payment_of(&self, world: &World, order: &str) -> String {
        world.get(&self.member, &self.order_path(order, "")).await.assert(200).text("payment")
    }

    /// The treasurer found the money: now, unless `arrived_on` says when.
    pub(crate) async fn confirm(&self, world: &World, order: &str, amount: &str, arrived_on: &str) -> Answer {
        let payment = self.payment_of(world, order).await;
        let found = json!({ "amount": amount, "arrived_on": arrived_on, "reference": "statement line 7" });
        world.post(&self.treasurer, &self.path(&format!("/payments/{payment}/confirmation")), found).await
    }

    pub(crate) async fn state(&self, world: &World, order: &str) -> String {
        world.get(&self.member, &self.order_path(order, "")).await.assert(200).text("state")
    }

    /// From placing to settlement, a day for each step.
    pub(crate) async fn sell(&self, world: &World, variant: &str, quantity: &str, amount: &str) -> String {
        let order = self.order(world, variant, quantity).await;
        self.claim(world, &order).await;
        self.confirm(world, &order, amount, &today(world)).await.assert(200);
        world.post(&self.steward, &self.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
        world.post(&self.member, &self.order_path(&order, "/acceptance"), json!({})).await.assert(200);
        world.pass(super::days(8)).await;
        assert_eq!(self.state(world, &order).await, "settled");
        order
    }

    pub(crate) async fn refund(&self, world: &World, order: &str, key: &str, input: Value) -> Answer {
        world.post_keyed(&self.steward, &self.order_path(order, "/refunds"), key, input).await
    }

    /// What the community owes the buyer, in minor units.
    pub(crate) async fn owed(&self, world: &World, person: &Someone) -> i64 {
        let member = self.member_id(world, person).await;
        world.get(person, &self.path(&format!("/owed/{member}"))).await.assert(200).number("owed_minor")
    }

    pub(crate) async fn pay_out(&self, world: &World, person: &Someone, purse: &str, amount: &str) -> Answer {
        let member = self.member_id(world, person).await;
        let input = json!({ "purse": purse, "amount": amount, "arrived_on": today(world), "reference": "transfer 12" });
        let path = self.path(&format!("/owed/{member}/payouts"));
        world.post_keyed(&self.treasurer, &path, &super::fresh("payout"), input).await
    }

    /// So much of an order is given back to the member, and paid out. Answers the payout.
    pub(crate) async fn paid_out(&self, world: &World, order: &str, amount: &str) -> String {
        let back = json!({ "reason": "Too much", "amount": amount });
        let given = self.refund(world, order, &super::fresh("back"), back).await;
        assert!(given.status < 300, "{given:?}");
        self.pay_out(world, &self.member, "owed", amount).await.assert(201);
        let member = self.member_id(world, &self.member).await;
        let owed =
            world.get(&self.treasurer, &self.path(&format!("/owed/{member}"))).await.assert(200).json();
        owed["payouts"][0]["id"].as_str().unwrap().to_owned()
    }

    /// The supplier's account with bank details, and two cases of the variant on their way, to be paid for as they sell.
    /// Answers account and purchase order.
    pub(crate) async fn supplied(&self, world: &World, variant: &str) -> (String, String) {
        let new = json!({ "name": "River mill", "contact": "by the bridge", "is_open": "on",
            "member": self.member_id(world, &self.supplier).await });
        let made = world.post_keyed(&self.steward, &self.path("/supply"), &super::fresh("sup"), new).await;
        let supplier = made.assert(201).text("supplier");
        let bank = json!({ "holder": "River Mill", "account": "6222 0212", "bank": "Rural Bank" });
        let path = self.path(&format!("/supply/{supplier}/bank"));
        world.post_keyed(&self.supplier, &path, &super::fresh("bank"), bank).await.assert(200);
        let order = json!({ "supplier": supplier, "terms": "by_sales", "deliver_to": "North gate",
            "lines": [{ "goods": variant, "cases": "2", "case": "10" }] });
        let path = self.path("/supply/orders");
        let made = world.post_keyed(&self.steward, &path, &super::fresh("order"), order).await;
        let purchase = made.assert(201).text("purchase");
        let path = self.path(&format!("/supply/orders/{purchase}/sending"));
        let day = json!({ "deliver_on": day(world), "deliver_to": "North gate" });
        world.post_keyed(&self.steward, &path, &super::fresh("send"), day).await.assert(200);
        (supplier, purchase)
    }

    /// Bought of the supplier under a mandate of its own for 4.00, come, and approved by the treasurer. Answers the order's id.
    pub(crate) async fn bought_of(&self, world: &World, supplier: &str, variant: &str) -> String {
        let gift = json!({ "kind": "other", "amount": "20.00", "what": "For the pantry",
            "received_on": day(world), "giver_name": "Old school" });
        let path = self.path("/receipts");
        world.post_keyed(&self.treasurer, &path, &super::fresh("gift"), gift).await.assert(201);
        let order = json!({ "supplier": supplier, "terms": "bought", "mandate": self.mandate(world, 2_000).await,
            "lines": [{ "goods": variant, "cases": "4", "case": "1", "price": "1.00" }] });
        let path = self.path("/supply/orders");
        let made = world.post_keyed(&self.steward, &path, &super::fresh("order"), order).await;
        let purchase = made.assert(201).text("purchase");
        let at = |rest: &str| self.path(&format!("/supply/orders/{purchase}{rest}"));
        world.post_keyed(&self.steward, &at("/sending"), &super::fresh("send"), json!({})).await.assert(200);
        let fields = [("counted_1", "4"), ("is_last", "on")];
        let counted =
            world.upload(&self.moderator, &at("/deliveries"), &super::fresh("count"), &fields, &[]).await;
        counted.assert(201);
        let told = world.get(&self.steward, &at("")).await.assert(200).json();
        let expense = told["bill"]["expense"].as_str().unwrap_or_else(|| panic!("{told}"));
        let path = self.path(&format!("/expenses/{expense}/approval"));
        let yes = json!({ "without_proof": "Counted at the gate" });
        world.post_keyed(&self.treasurer, &path, &super::fresh("approve"), yes).await.assert(200);
        purchase
    }

    /// The steward asks that less be owed for it. Answers the credit's id.
    pub(crate) async fn less_asked(&self, world: &World, purchase: &str, amount: &str) -> String {
        let path = self.path(&format!("/supply/orders/{purchase}/credits"));
        let less = json!({ "amount": amount, "reason": "Two were split" });
        world.post_keyed(&self.steward, &path, &super::fresh("less"), less).await.assert(200).text("credit")
    }

    /// By the treasurer; waits for a second person. Answers its id.
    pub(crate) async fn proposed_run(&self, world: &World, supplier: &str, amount: &str) -> String {
        let payer = json!({ "holder": "Lane Kitchen", "account": "6222 0000", "bank": "Rural Bank" });
        let path = self.path("/supply/payer");
        world.post_keyed(&self.treasurer, &path, &super::fresh("payer"), payer).await.assert(200);
        let lines = json!({ "lines": [{ "supplier": supplier, "amount": amount }] });
        let path = self.path("/supply/runs");
        world.post_keyed(&self.treasurer, &path, &super::fresh("run"), lines).await.assert(201).text("run")
    }
}

/// The instant of the world's clock, as a form takes it.
pub(crate) fn today(world: &World) -> String {
    let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
    world.clock.now().format(&zone, "%Y-%m-%dT%H:%M")
}
