//! Markup in every text that people type comes out as text on every page that shows it.

use crate::common::{Shop, World, browser, shop};
use crate::powers_of_texts::all_routes;
use axum::http::Method;
use serde_json::json;

/// Opens a tag, leaves an attribute, ends a script: whatever place it lands in, it must not act.
const EVIL: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>${7*7}{{7*7}}";

/// What it would look like if it acted.
const ACTS: &[&str] = &["<script>alert", "<img src=x", "onerror=alert(1)>${"];

testkit::both_engines! {
    /// Names, titles, reasons, notes and stories: typed with markup, looked at on all pages by all who see them.
    async fn markup_stays_text(world: World) {
        let lane = shop(&world, "lane", true).await;
        // Before everybody is called the same.
        let member = lane.member_id(&world, &lane.member).await;
        let (order, offer) = type_everywhere(&world, &lane).await;
        let mut seen = 0;
        for route in all_routes().filter(|route| route.method == "GET") {
            let path = route.path.replace("{slug}", "lane").replace("{order}", &order).replace("{offer}", &offer);
            let path = path.replace("{member}", &member).replace("/members/{id}", &format!("/members/{member}"));
            let path = path.replace("{fund}", "2").replace("{number}", "1");
            for who in [&lane.steward, &lane.treasurer, &lane.member] {
                let page = world.send(browser(Method::GET, &path, Some(who), None)).await;
                seen += usize::from(page.body.contains("alert(1)"));
                let acts = ACTS.iter().find(|acts| page.body.contains(**acts));
                assert!(acts.is_none() || !page.is_html(), "{}: {acts:?}\n{}", page.asked, around(&page.body));
            }
        }
        assert!(seen > 15, "the texts are shown on {seen} pages only: the test looks past them");
    }

    /// A form that is refused shows what was typed, as text.
    async fn what_was_typed_comes_back_as_text(world: World) {
        let lane = shop(&world, "lane", true).await;
        for (path, fields) in [
            ("/sign-in".to_owned(), vec![("email", EVIL), ("password", EVIL), ("next", EVIL)]),
            ("/sign-up".to_owned(), vec![("email", EVIL), ("password", EVIL)]),
            ("/new".to_owned(), vec![("name", EVIL), ("slug", EVIL), ("theme", EVIL), ("rule", EVIL), ("reason", ""), ("currency", EVIL), ("zone", EVIL)]),
            (lane.path("/offers"), vec![("title", EVIL), ("story", EVIL), ("variant_1_unit", EVIL), ("variant_1_price", EVIL), ("rest", EVIL)]),
            (lane.path("/offers"), vec![("title", EVIL), ("story", EVIL), ("preview", "1")]),
            (lane.path("/orders"), vec![("variant", EVIL), ("quantity", EVIL), ("seen", EVIL), ("payment", EVIL)]),
            (lane.path("/charter"), vec![("name", EVIL), ("theme", EVIL), ("rule", EVIL), ("reason", EVIL), ("probation_days", EVIL)]),
            (lane.path("/settings/funds"), vec![("name", EVIL), ("kind", EVIL)]),
            (lane.path("/settings/labels"), vec![("label_name", &EVIL.repeat(9))]),
            (lane.path("/invitations"), vec![("note", EVIL), ("uses_max", EVIL), ("days", EVIL)]),
            (lane.path("/market/settings"), vec![("bank", EVIL), ("code", EVIL), ("hold_hours", EVIL)]),
            (lane.path("/mine/name"), vec![("display_name", &EVIL.repeat(9))]),
        ] {
            let answer = world.fill(Some(&lane.steward), &path, &fields).await;
            assert!(matches!(answer.status, 200 | 422), "{path}: {answer:?}");
            let acts = ACTS.iter().find(|acts| answer.body.contains(**acts));
            assert!(acts.is_none(), "{path}: {acts:?}\n{}", around(&answer.body));
        }
    }
}

/// Types it into every text field there is; answers the order and the offer that carry it.
async fn type_everywhere(world: &World, lane: &Shop) -> (String, String) {
    let short: String = EVIL.chars().take(40).collect();
    let steward = &lane.steward;
    let charter = json!({
        "name": short, "theme": short, "belief": EVIL, "rule": [EVIL], "reason": [EVIL], "note": EVIL, "from_version": "1",
        "storefront_public": "on", "books_public": "on", "applications_open": "on", "probation_days": "0",
    });
    let written = world.post(steward, &lane.path("/charter"), charter).await;
    assert!(written.status < 300, "{written:?}");
    for person in [&lane.steward, &lane.member, &lane.supplier] {
        world.post(person, &lane.path("/mine/name"), json!({ "display_name": short })).await.assert(204);
    }
    let fund =
        world.post(steward, &lane.path("/settings/funds"), json!({ "name": short, "kind": "reserve" })).await;
    assert!(fund.status < 300, "{fund:?}");
    let label =
        world.post(steward, &lane.path("/settings/labels"), json!({ "label_name": &short[..20] })).await;
    assert!(label.status < 300, "{label:?}");
    let applicant = world.sign_up("applicant").await;
    let wish = json!({ "display_name": short, "about": EVIL });
    world.post(&applicant, &lane.path("/applications"), wish).await.assert(201);
    let invite = json!({ "note": &short, "uses_max": "3", "days": "9", "label": "" });
    world.post(steward, &lane.path("/invitations"), invite).await.assert(201);
    let settings = json!({
        "bank": EVIL, "code": EVIL, "code_text": EVIL, "hold_hours": "48", "claim_days": "5", "after_sales_days": "7",
    });
    world.post(steward, &lane.path("/market/settings"), settings).await.assert(200);
    let offer = json!({
        "title": &short, "story": EVIL, "audience": "members", "limit": "", "rest": "fund:2", "parts": [],
        "variants": [
            { "title": &short, "unit": "\"><b>", "price": "3", "step": "1", "stock": "50" },
            { "title": "Plain", "unit": "jin", "price": "3", "step": "1", "stock": "50" },
        ],
    });
    let offer = world.post(steward, &lane.path("/offers"), offer).await.assert(201).text("id");
    let variant = format!("{offer}.1");
    let order = lane.order(world, &variant, "3").await;
    world.post(&lane.member, &lane.order_path(&order, "/claim"), json!({ "proof": EVIL })).await.assert(200);
    lane.confirm(world, &order, "9.00", &crate::common::shop::today(world)).await.assert(200);
    world.post(steward, &lane.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
    world.post(&lane.member, &lane.order_path(&order, "/acceptance"), json!({})).await.assert(200);
    let back = json!({ "amount": "1.00", "reason": EVIL });
    lane.refund(world, &order, "evil", back).await.assert(201);
    lane.claim(world, &lane.order(world, &variant, "1").await).await;
    (order, offer)
}

/// Where on the page it stands.
fn around(body: &str) -> String {
    let at = ACTS.iter().filter_map(|acts| body.find(acts)).min().unwrap_or_default();
    let start = body[..at].char_indices().rev().nth(200).map_or(0, |(at, _)| at);
    body[start..].chars().take(500).collect()
}
