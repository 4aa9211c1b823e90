//! What somebody got of a distribution is followed on: into a payment run to the bank, and into an order that it pays for; and from both
//! back to why it was so much.

use crate::common::shop::day;
use crate::common::{Shop, Someone, World, days, fresh, shop};
use serde_json::{Value, json};

/// The entry of the share, and how much it was.
struct Got {
    entry: i64,
    net: i64,
}

/// ¥20.00 for the fund, a month later shared out by heads.
async fn shared_out(world: &World, lane: &Shop) -> String {
    let earned = day(world);
    let gift = json!({ "kind": "other", "amount": "20.00", "what": "For the pantry", "received_on": earned,
        "giver_name": "Old school" });
    world.post(&lane.treasurer, &lane.path("/receipts"), gift).await.assert(201);
    world.clock.advance(days(31));
    let (month, periods) = (earned[..7].to_owned(), lane.path("/periods"));
    world.post(&lane.treasurer, &periods, json!({ "period": month })).await.assert(201);
    world.post(&lane.steward, &format!("{periods}/{month}/consent"), json!({})).await.assert(200);
    let asked = json!({ "period": month, "fund": "1", "weight_per_head": "100" });
    let made = world.post(&lane.treasurer, &lane.path("/distributions"), asked).await.assert(201).json();
    let id = made["distribution"].as_str().unwrap().to_owned();
    let order = distribution::CarryOut {
        distribution: kernel::Id::parse(&id).unwrap(),
        hash: made["hash"].as_str().unwrap().to_owned(),
        decision: "prp_01kax0000000000000000000aa".to_owned(),
    };
    lane.act(world, move |tx, now| distribution::carry_out_by_decision(tx, &order, now)).await;
    for _ in 0..3 {
        world.pass(std::time::Duration::from_secs(1)).await;
    }
    id
}

/// What they are owed by what was shared out to them.
async fn has(world: &World, lane: &Shop, who: &Someone) -> i64 {
    let member = lane.member_id(world, who).await;
    world.get(who, &lane.path(&format!("/owed/{member}"))).await.assert(200).number("payable_minor")
}

async fn got(world: &World, lane: &Shop, who: &Someone, id: &str) -> Got {
    let own = world.get(who, &lane.path(&format!("/distributions/{id}/mine"))).await.assert(200).json();
    assert_eq!(own["is_paid"], json!(true), "{own}");
    let share = Got { entry: own["entry"].as_i64().unwrap(), net: own["net_minor"].as_i64().unwrap() };
    assert!(share.net > 0 && has(world, lane, who).await == share.net, "{own}");
    share
}

async fn entry(world: &World, lane: &Shop, who: &Someone, number: i64) -> Value {
    world.get(who, &lane.path(&format!("/books/entries/{number}"))).await.assert(200).json()
}

/// What an entry took of another one, or that one of it, through what is owed to somebody.
fn drawn(entry: &Value, takes: bool, other: i64) -> Option<i64> {
    let some =
        entry["drawings"].as_array().unwrap().iter().filter(|drawing| drawing["takes"] == json!(takes));
    let entries = some.flat_map(|drawing| drawing["entries"].as_array().unwrap());
    let found = entries
        .filter(|drawn| drawn["number"] == json!(other))
        .map(|drawn| drawn["amount"]["minor"].as_i64());
    found.flatten().reduce(|sum, minor| sum + minor)
}

/// From the share one comes to where it went, and from there back to the share, and to the distribution with the reason.
async fn leads_there_and_back(
    world: &World,
    lane: &Shop,
    who: &Someone,
    (from, to): (i64, i64),
    id: &str,
    minor: i64,
) {
    let (share, spent) = (entry(world, lane, who, from).await, entry(world, lane, who, to).await);
    assert_eq!(drawn(&share, false, to), Some(minor), "{share}");
    assert_eq!(drawn(&spent, true, from), Some(minor), "{spent}");
    for (number, link) in [
        (from, format!("/books/entries/{to}")),
        (to, format!("/books/entries/{from}")),
        (from, format!("/distributions/{id}")),
    ] {
        let page = world
            .look(Some(who), &lane.path(&format!("/books/entries/{number}")))
            .await
            .assert(200)
            .body
            .clone();
        assert!(page.contains(&format!("href=\"{}", lane.path(&link))), "{number} leads to {link}: {page}");
    }
}

testkit::both_engines! {
    async fn a_share_is_followed_into_a_run_and_into_an_order(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rye = lane.offer(&world, "Rye", "1", "9").await;
        let id = shared_out(&world, &lane).await;

        // By a run: all of it, to where the member wants it.
        let share = got(&world, &lane, &lane.member, &id).await;
        let at = |rest: &str| lane.path(&format!("/supply{rest}"));
        let account = json!({ "holder": "Mei Lin", "account": "6217 0001 2345", "bank": "Rural Bank" });
        world.post_keyed(&lane.member, &at("/account"), &fresh("account"), account).await.assert(200);
        let payer = json!({ "holder": "Lane Kitchen", "account": "6222 0000", "bank": "Rural Bank" });
        world.post_keyed(&lane.treasurer, &at("/payer"), &fresh("payer"), payer).await.assert(200);
        let run = world.post(&lane.treasurer, &at("/runs/members"), json!({ "least": "0.01" })).await.assert(201).text("run");
        world.post(&lane.steward, &at(&format!("/runs/{run}/consent")), json!({})).await.assert(200);
        let told = world.get(&lane.treasurer, &at(&format!("/runs/{run}"))).await.assert(200).json();
        let mine = lane.member_id(&world, &lane.member).await;
        let line = told["lines"].as_array().unwrap().iter().find(|line| line["member"] == json!(mine));
        let line = line.unwrap_or_else(|| panic!("{told}")).clone();
        assert_eq!((&line["amount_minor"], &line["state"]), (&json!(share.net), &json!("paid")), "{told}");
        let paid = line["entries"][0].as_i64().unwrap();
        assert_eq!((line["entries"].as_array().unwrap().len(), has(&world, &lane, &lane.member).await), (1, 0));
        leads_there_and_back(&world, &lane, &lane.member, (share.entry, paid), &id, share.net).await;

        // By an order, of somebody who is not on the run: what it costs is taken of the share, the rest is still theirs.
        let share = got(&world, &lane, &lane.supplier, &id).await;
        let wish = json!({ "lines": [{ "variant": rye, "quantity": "1.5" }], "payment": "set_off" });
        let order = world.post(&lane.supplier, &lane.path("/orders"), wish).await.assert(201).text("id");
        let money = world.get(&lane.supplier, &lane.order_path(&order, "/money")).await.assert(200).json();
        let paid = money["entries"][0]["number"].as_i64().unwrap();
        assert_eq!(has(&world, &lane, &lane.supplier).await, share.net - 150);
        leads_there_and_back(&world, &lane, &lane.supplier, (share.entry, paid), &id, 150).await;
        let page = world.look(Some(&lane.supplier), &lane.path(&format!("/books/entries/{paid}"))).await;
        assert!(page.assert(200).body.contains(&lane.order_path(&order, "")), "the entry's page leads to the order");
        world.assert_sound().await;
    }
}
