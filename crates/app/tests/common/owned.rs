//! What members of the community own and raise together, and what is shared out.

use super::shop::{Shop, day};
use super::{World, days};
use serde_json::json;

impl Shop {
    /// The member holds two units: one is offered and taken by the supplier, one is to be bought back. Answers the transfer, the
    /// exit and a certificate.
    pub(crate) async fn shares(&self, world: &World, instrument: &str) -> (String, String, String) {
        let of = |rest: &str| self.path(&format!("/instruments/{instrument}{rest}"));
        let units = json!({ "units": "2", "risk_version": "1", "read": "on" });
        let asked =
            world.post(&self.member, &of("/subscriptions"), units).await.assert(201).text("subscription");
        let arrived = json!({ "arrived_on": day(world), "amount": "100.00", "reference": "B-8" });
        let arrival = self.path(&format!("/subscriptions/{asked}/arrival"));
        world.post(&self.treasurer, &arrival, arrived).await.assert(200);
        let read = json!({ "risk_version": "1", "read": "on" });
        let made = world.post(&self.member, &of("/certificates"), read.clone()).await;
        let certificate = made.assert(201).text("certificate");
        let offer = json!({ "units": "1", "price": "55.00" });
        let offered = world.post(&self.member, &of("/transfers"), offer).await.assert(201).text("transfer");
        let take = self.path(&format!("/transfers/{offered}/acceptance"));
        world.post(&self.supplier, &take, read).await.assert(200);
        let back = json!({ "units": "1", "reason": "The roof leaks" });
        let asked = world.post(&self.member, &of("/buy-backs"), back).await.assert(201).text("parting");
        (offered, asked, certificate)
    }

    /// What a decision lets the fund give back of an instrument. Answers the mandate's id.
    pub(crate) async fn gives_back(&self, world: &World, instrument: &str, ceiling_minor: i64) -> String {
        let site = &world.running.site;
        let slug = self.slug.clone();
        let community = site.db.read(move |reader| community::by_slug(reader, &slug)).await.unwrap().unwrap();
        let (mandate, now) = (site.id(), site.now());
        let new = ownership::GiveBack {
            mandate,
            instrument: kernel::Id::parse(instrument).unwrap(),
            ceiling_minor,
            ends_at: now.plus(days(30)),
            decision: "prp_01kax0000000000000000000aa".to_owned(),
            decision_title: "Who parts gets it back".to_owned(),
        };
        let made = site
            .db
            .transact(community.community_id, move |tx| ownership::give_back_by_decision(tx, &new, now));
        made.await.unwrap();
        mandate.to_string()
    }

    /// A voter stands for a mill, and the member is named behind it. Answers who stands for it.
    pub(crate) async fn company(&self, world: &World) -> String {
        let company = self.voters(world, 1).await[0].to_string();
        let owner = self.member_id(world, &self.member).await;
        let named = json!({ "company": company, "name": "Mill Ltd", "owner_1": owner, "share_1": "100" });
        world.post(&self.steward, &self.path("/companies"), named).await.assert(200);
        company
    }

    /// What a decision would set aside out of the first fund: half of each gift, up to ¥40 a gift and a member, ¥100 in all.
    pub(crate) async fn matched(&self, world: &World, campaign: &str) {
        use pools::matching::{MatchKind, MatchRule};
        let site = &world.running.site;
        let slug = self.slug.clone();
        let community = site.db.read(move |reader| community::by_slug(reader, &slug)).await.unwrap().unwrap();
        let (id, now) = (site.id(), site.now());
        let rule = MatchRule {
            kind: MatchKind::Share,
            percent: 50,
            each_minor: 4_000,
            member_minor: 4_000,
            campaign_minor: 10_000,
            budget_minor: 10_000,
        };
        let new = pools::NewMatch {
            id,
            name: "Neighbours add".to_owned(),
            fund: 1,
            rule,
            campaigns: vec![kernel::Id::parse(campaign).unwrap()],
            decision: "prp_01kax0000000000000000000ab".to_owned(),
            decision_title: "Let us add to gifts".to_owned(),
            all_set_aside: "All of it is set aside".to_owned(),
        };
        let opened =
            site.db.transact(community.community_id, move |tx| pools::open_match_by_decision(tx, &new, now));
        opened.await.unwrap();
    }

    /// What a decision would open: gifts of ¥100 together in ten days, for the member to carry out; changed as a test wants.
    pub(crate) async fn campaign(
        &self,
        world: &World,
        change: impl FnOnce(&mut pools::NewCampaign),
    ) -> String {
        use pools::campaign::{Acceptance, BudgetLine, MilestoneAsked, Offered, SecondRound, Terms};
        let site = &world.running.site;
        let slug = self.slug.clone();
        let community = site.db.read(move |reader| community::by_slug(reader, &slug)).await.unwrap().unwrap();
        let (id, now) = (site.id(), site.now());
        let step = |share_bp, day: u32, title: &str| MilestoneAsked {
            share_bp,
            due_at: now.plus(days(1) * day),
            title: title.to_owned(),
        };
        let mut new = pools::NewCampaign {
            id,
            terms: Terms {
                offered: Offered::Donation,
                title: "A roof for the yard".to_owned(),
                story: String::new(),
                gets: "A dry yard".to_owned(),
                risk: "It may leak".to_owned(),
                unit_minor: 1,
                goal_minor: 10_000,
                second: Some(SecondRound { goal_minor: 20_000, days: 5 }),
                units_max: None,
                units_least: 100,
                units_each: None,
                closes_at: now.plus(days(10)),
                grace: days(1),
                withdraw_until: now.plus(days(8)),
                milestones: vec![step(4_000, 0, "Begun"), step(6_000, 30, "It stands")],
                budget: vec![BudgetLine { minor: 9_000, what: "Tiles".to_owned() }],
                acceptance: Acceptance::Silence,
                look_days: 7,
                percent: 50,
                probation_days: 0,
            },
            rules: pools::campaign::MilestoneRules::default(),
            fund: 1,
            team: vec![kernel::Id::parse(&self.member_id(world, &self.member).await).unwrap()],
            decision: "prp_01kax0000000000000000000aa".to_owned(),
            decision_title: "Let us build a roof".to_owned(),
        };
        change(&mut new);
        let opened = site
            .db
            .transact(community.community_id, move |tx| pools::open_campaign_by_decision(tx, &new, now));
        opened.await.unwrap();
        id.to_string()
    }

    /// What a month long before now earned, all of it set aside, frozen and not decided on.
    pub(crate) async fn distribution(&self, world: &World) -> String {
        use distribution::ops::{Freeze, begin_freezing, end_freezing};
        use distribution::rule::{Preset, Rule, SetAside};
        let site = &world.running.site;
        let slug = self.slug.clone();
        let community = site.db.read(move |reader| community::by_slug(reader, &slug)).await.unwrap().unwrap();
        let (number, now) = (community.community_id, site.now());
        let period = distribution::period::Period::parse("2020-07").unwrap();
        let (starts, ends) = period.bounds(&community.zone()).unwrap();
        let given = move |tx: &mut store::Tx| -> store::Outcome<i64, ledger::PostRefused> {
            let currency = kernel::Currency::CNY;
            let reserve = ledger::open_fund(tx, ledger::FundKind::Reserve, "Reserve", now)?;
            let entry = ledger::NewEntry {
                kind: "receipt",
                happened_at: starts,
                recorded_at: now,
                cause: ledger::Cause::new("receipt", "rct_01kax0000000000000000000aa"),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![
                    (ledger::AccountKey::bank(currency), 700),
                    (ledger::AccountKey::other_income(1, currency), -700),
                ],
            };
            ledger::post(tx, &entry)?;
            ledger::close_before(tx, ends)?;
            Ok(reserve)
        };
        let reserve = site.db.transact(number, given).await.unwrap();
        let mut rule = Rule::preset(Preset::Own, None, None);
        rule.set_aside = vec![SetAside { fund: reserve, parts: 10_000, until_minor: None }];
        let asked = distribution::simulate::Asked::new(period, 1, rule);
        let simulated = distribution::simulate::simulate(&site.db, number, &asked).await;
        let simulated = std::sync::Arc::new(simulated.unwrap().unwrap());
        let by = kernel::Id::parse(&self.member_id(world, &self.treasurer).await).unwrap();
        let input = Freeze { id: site.id(), simulated, key: None };
        let frozen = site.db.transact(number, move |tx| begin_freezing(tx, by, &input, now)).await.unwrap();
        let id = frozen.distribution;
        site.db.transact(number, move |tx| end_freezing(tx, id)).await.unwrap();
        id.to_string()
    }
}

/// Whether a page shows this text as a code to scan: the same dots, whatever it is called.
pub(crate) fn shows_as_code(page: &str, text: &str) -> bool {
    let drawn = web::ui::qr(text, "").to_string();
    let dots = drawn.split_once("<path").unwrap().1;
    dots.len() > 100 && page.contains(dots)
}
