//! Every route of the program, asked as everybody: nothing breaks, nobody gets what is not theirs, and each answers
//! a browser with a page and a program with JSON.

use crate::common::{Answer, Shop, Someone, World, browser, encoded, program, shop};
use crate::powers::Expected;
use crate::powers_of_texts::all_routes;
use crate::roles::{ROLES, Role};
use axum::http::Method;
use governance::asks::Asks;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::Scratch;

/// These end a session or a membership: they are walked last.
const LAST: &[&str] = &[
    "/c/{slug}/lists/buyers/{member}/erasure",
    "/me/devices/revocation",
    "/c/{slug}/mine/leaving",
    "/c/{slug}/members/{id}/removal",
    "/sign-out",
];

/// The things that the walk's paths name.
struct Scene {
    world: World,
    lane: Shop,
    outsider: Someone,
    applicant: Someone,
    operator: Someone,
    ids: Vec<(&'static str, String)>,
}

impl Scene {
    async fn set(world: World, open: bool) -> Scene {
        let setup = people::setup_link(&world.running.site).await.unwrap().unwrap();
        let input = json!({ "email": "operator@example.org", "password": crate::common::PASSWORD });
        let made = world.send(program(Method::POST, &setup, None, Some(&input))).await;
        let operator = Someone { name: "operator".into(), token: made.assert(200).text("token") };
        let lane = shop(&world, "lane", open).await;
        // Before anything that has a time: it takes six days.
        let secret = Asks { secrecy: governance::terms::Secrecy::Secret, ..Asks::default() };
        let closed = lane.decided(&world, "Paint the gate", secret, &[]).await.ballot;
        let appeal = json!({ "reason": "I was not told" });
        let appeals = lane.path(&format!("/ballots/{closed}/appeals"));
        world.post(&lane.member, &appeals, appeal).await.assert(201);
        let outsider = world.sign_up("outsider").await;
        let applicant = world.sign_up("applicant").await;
        let application = lane.apply(&world, &applicant).await;
        let variant = lane.offer(&world, "Brown rice", "12.50", "90").await;
        let sold = lane.sell(&world, &variant, "2", "25.00").await;
        let payout = lane.paid_out(&world, &sold, "5.00").await;
        let order = lane.order(&world, &variant, "2").await;
        let label = world
            .post(&lane.steward, &lane.path("/settings/labels"), json!({ "label_name": "Dealer" }))
            .await;
        assert!(label.status < 300, "{label:?}");
        let gateway =
            json!({ "lines": [{ "variant": variant, "quantity": "1" }], "payment": "simulated_gateway" });
        let simulated = world.post(&lane.member, &lane.path("/orders"), gateway).await.assert(201).text("id");
        let (point, code) = lane.pick_up(&world, &variant).await;
        let invite = json!({ "note": "", "uses_max": "50", "days": "9", "label": "" });
        let invited = world.post(&lane.steward, &lane.path("/invitations"), invite).await;
        let link = invited.assert(201).text("link");
        let listed = world.get(&lane.steward, &lane.path("/invitations")).await.assert(200).json();
        let idea = json!({ "title": "Mend the lamp", "body": "It has been **dark** for weeks." });
        let proposal = world.post(&lane.member, &lane.path("/decisions"), idea).await.assert(201).text("id");
        let mandate = lane.mandate(&world, 10_000).await;
        let instrument = lane.instrument(&world).await;
        let asking = lane.path(&format!("/instruments/{instrument}/subscriptions"));
        let units = json!({ "units": "1", "risk_version": "1", "read": "on" });
        let subscription = world.post(&lane.member, &asking, units).await.assert(201).text("subscription");
        let (transfer, parting, certificate) = lane.shares(&world, &instrument).await;
        let company = lane.company(&world).await;
        let wanted = lane.wanted(&world, &mandate, "50.00").await;
        let wanted: Vec<_> = wanted.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let proof: &[(&str, &str, &[u8])] = &[("proofs", "invoice.pdf", b"%PDF-1.4 boards")];
        let asked = world.upload(&lane.member, &lane.path("/expenses"), "scene", &wanted, proof).await;
        let expense = asked.assert(201).text("expense");
        let shown =
            world.get(&lane.member, &lane.path(&format!("/expenses/{expense}"))).await.assert(200).json();
        let received = json!({ "kind": "other", "amount": "20.00", "what": "For the pantry",
            "received_on": crate::common::shop::day(&world), "giver_name": "Old school" });
        let receipt = world.post(&lane.treasurer, &lane.path("/receipts"), received).await;
        let receipt = receipt.assert(201).text("receipt");
        let about = |rest: &str| lane.path(&format!("/decisions/{proposal}{rest}"));
        world.post(&lane.member, &about("/comments"), json!({ "comment": "How much?" })).await.assert(200);
        let task = json!({ "what": "Buy bulbs", "assignee": lane.member_id(&world, &lane.supplier).await,
            "due": "2100-01-01" });
        world.post(&lane.member, &about("/tasks"), task).await.assert(200);
        let pool = lane.pool(&world, &variant, &[]).await;
        let joined = json!({ "units": "2", "payment": "later" });
        let path = lane.path(&format!("/pools/{pool}/parts"));
        let part = world.post(&lane.member, &path, joined).await.assert(201).text("part");
        let campaign = lane.campaign(&world, |_| {}).await;
        let ask = json!({ "words": "How high?" });
        world
            .post(&lane.supplier, &lane.path(&format!("/campaigns/{campaign}/questions")), ask)
            .await
            .assert(200);
        let (supplied, purchase) = lane.supplied(&world, &variant).await;
        let run = lane.proposed_run(&world, &supplied, "1.00").await;
        let credited = lane.bought_of(&world, &supplied, &variant).await;
        let credit = lane.less_asked(&world, &credited, "1.00").await;
        let berries = json!({
            "title": "草莓", "story": "", "audience": "members", "limit": "",
            "rest": lane.member_id(&world, &lane.supplier).await,
            "variants": [{ "title": "", "unit": "盒", "price": "25", "step": "1", "stock": "20" }],
            "parts": [{ "party": "fund:1", "kind": "percent", "take": "10" }],
        });
        world.post_keyed(&lane.steward, &lane.path("/offers"), "scene-berries", berries).await.assert(201);
        let list = lane.list(&world).await;
        let orders = lane.path(&format!("/lists/{list}/orders"));
        world.post_keyed(&lane.steward, &orders, "scene-orders", json!({})).await.assert(200);
        let people = world.get(&lane.steward, &orders).await.assert(200).json();
        let buyer = people["people"][0]["member"].as_str().unwrap_or_else(|| panic!("{people}")).to_owned();
        let calendar =
            world.post_keyed(&lane.steward, &lane.path("/calendar"), "scene-calendar", json!({})).await;
        let calendar = calendar.assert(201).text("link");
        let code_of =
            world.post_keyed(&lane.member, &lane.path("/rewards/code"), "scene-code", json!({})).await;
        let brings = code_of.assert(201).text("code");
        let helps = json!({ "member": lane.member_id(&world, &lane.moderator).await });
        let helpers = lane.path(&format!("/pickup/{point}/helpers"));
        world.post_keyed(&lane.steward, &helpers, "scene-helper", helps).await.assert(201);
        lane.contribution_rules(&world, "money").await;
        let contribution = lane.contribution(&world).await;
        let bring = lane.mandate_of_referral(&world, 1_000).await;
        let packet = json!({ "kind": "packet", "title": "New year", "mandate": bring, "budget": "10.00",
            "ends_on": crate::common::shop::day(&world), "part_count": "5", "parts": "equal" });
        let packet = world.post(&lane.treasurer, &lane.path("/rewards"), packet).await;
        let budget = packet.assert(201).text("budget");
        let call = lane.call_for_help(&world).await;
        let offers = lane.path(&format!("/contributions/calls/{call}/offers"));
        world.post(&lane.supplier, &offers, json!({})).await.assert(200);
        let ids = vec![
            ("call", call),
            ("contribution", contribution),
            ("departure", lane.departure(&world).await),
            ("supplier", supplied),
            ("purchase", purchase),
            ("credited", credited),
            ("credit", credit),
            ("run", run),
            ("list", list),
            ("budget", budget),
            ("line", "1".to_owned()),
            ("item", "1".to_owned()),
            ("pool", pool),
            ("campaign", campaign),
            ("milestone", "1".to_owned()),
            ("question", "1".to_owned()),
            ("part", part),
            ("proposal", proposal),
            ("ballot", closed.to_string()),
            ("version", "1".to_owned()),
            ("deed", "1".to_owned()),
            ("mandate", mandate),
            ("instrument", instrument),
            ("distribution", lane.distribution(&world).await),
            ("period", "2020-07".to_owned()),
            ("subscription", subscription),
            ("transfer", transfer),
            ("parting", parting),
            ("certificate", certificate),
            ("company", company),
            ("expense", expense),
            ("receipt", receipt),
            ("file", shown["proofs"][0]["file"].as_str().unwrap().to_owned()),
            ("picture", "fil_00000000000000000000000000".to_owned()),
            ("slug", lane.slug.clone()),
            ("simulated", simulated),
            ("point", point),
            ("code", code.number.to_string()),
            ("pickup", code.order),
            ("payout", payout),
            ("member", lane.member_id(&world, &lane.member).await),
            ("baker", lane.member_id(&world, &lane.supplier).await),
            ("payment", lane.payment_of(&world, &order).await),
            ("order", order),
            ("offer", variant.trim_end_matches(".1").to_owned()),
            ("application", application),
            ("invitation", listed["invitations"][0]["id"].as_str().unwrap().to_owned()),
            ("token", link.rsplit('/').next().unwrap().to_owned()),
            ("fund", "1".to_owned()),
            ("number", "1".to_owned()),
            ("buyer", buyer),
            ("calendar", calendar.rsplit('/').next().unwrap().to_owned()),
            ("brings", brings),
        ];
        Scene { world, lane, outsider, applicant, operator, ids }
    }

    fn who(&self, role: Role) -> Option<&Someone> {
        match role {
            Role::Visitor => None,
            Role::Outsider => Some(&self.outsider),
            Role::Applicant => Some(&self.applicant),
            Role::Member => Some(&self.lane.member),
            Role::Supplier => Some(&self.lane.supplier),
            Role::Moderator => Some(&self.lane.moderator),
            Role::Treasurer => Some(&self.lane.treasurer),
            Role::Steward => Some(&self.lane.steward),
            Role::Operator => Some(&self.operator),
        }
    }

    fn filled(&self, route: &str) -> String {
        let mut path = route.replace("{order}/simulated", "{simulated}/simulated");
        path = path.replace("{order}/pickup", "{pickup}/pickup");
        path = path.replace("/buyers/{member}/", "/buyers/{buyer}/");
        path = path.replace("{purchase}/credits/{credit}", "{credited}/credits/{credit}");
        path =
            path.replace("/calendar/{token}", "/calendar/{calendar}").replace("/via/{code}", "/via/{brings}");
        for (thing, name) in [
            ("application", "/applications/{id}"),
            ("invitation", "/invitations/{id}"),
            ("member", "/members/{id}"),
            ("file", "/files/{id}"),
        ] {
            let id = &self.ids.iter().find(|(known, _)| *known == thing).unwrap().1;
            path = path.replace(name, &name.replace("{id}", id));
        }
        for (name, id) in &self.ids {
            path = path.replace(&format!("{{{name}}}"), id);
        }
        if path.ends_with("/export") {
            path += "?format=csv";
        }
        if path.ends_with("/partings/new") {
            path += &format!("?holder={}", self.id("member"));
        }
        if path.ends_with("/supply/orders/new") {
            path += &format!("?supplier={}", self.id("supplier"));
        }
        // What is left over names nothing: a device of somebody else.
        path.replace("{id}", "ses_00000000000000000000000000")
    }

    fn id(&self, thing: &str) -> &str {
        &self.ids.iter().find(|(known, _)| *known == thing).unwrap().1
    }

    /// With an empty body where that does: whoever may is told what is missing, the others are not asked.
    async fn ask(&self, role: Role, method: &str, route: &str, page: bool) -> Answer {
        let (path, who) = (self.filled(route), self.who(role));
        let method: Method = method.parse().unwrap();
        let changes = method != Method::GET;
        let fields: Vec<(&str, &str)> = match route.trim_start_matches("/c/{slug}") {
            "/members/{id}/roles" => vec![("role", "moderator"), ("change", "give"), ("reason", "Elected")],
            "/members/{id}/labels" => vec![("label", "1"), ("worn", "on")],
            "/pickup/check-ins" => {
                let order = &self.ids.iter().find(|(known, _)| *known == "pickup").unwrap().1;
                vec![("order", order), ("told", "nothing")]
            }
            "/instruments/{instrument}/partings" => vec![("holder", self.id("member"))],
            "/supply/orders" => vec![("supplier", self.id("supplier"))],
            "/lists/{list}/buyers" => vec![("name", "小雨")],
            "/parts/{part}/claim" => vec![("method", "bank_transfer")],
            "/orders/{order}/payment" => vec![("payment", "bank_transfer")],
            "/decisions/{proposal}/tasks" => {
                let member = &self.ids.iter().find(|(known, _)| *known == "member").unwrap().1;
                vec![("what", "Buy bulbs"), ("assignee", member), ("due", "2100-01-01")]
            }
            "/contributions/calls/{call}/assignments" | "/contributions/calls/{call}/verdicts" => {
                vec![("member", self.id("baker")), ("verdict", "whole")]
            }
            "/decisions/{proposal}/tasks/{number}/answer" => vec![("to", "take_on")],
            "/decisions/{proposal}/conclusion" => vec![("outcome", "carried_out"), ("reason", "Done")],
            "/decisions/{proposal}/stage" => vec![("to", "discussion"), ("reason", "Talk it over")],
            _ => Vec::new(),
        };
        let input =
            Value::Object(fields.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect());
        let form = changes.then(|| encoded(&fields));
        let request = match page {
            true => browser(method, &path, who, form.as_deref()),
            false => program(method, &path, who, changes.then_some(&input)),
        };
        self.world.send(request).await
    }
}

/// What the program itself says it answers to.
async fn described(world: &World) -> BTreeSet<(String, String)> {
    let visitor = program(Method::GET, "/openapi.json", None, None);
    let api: Value = world.send(visitor).await.assert(200).json();
    let mut routes = BTreeSet::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            routes.insert((method.to_uppercase(), path.clone()));
        }
    }
    routes
}

fn in_order() -> Vec<&'static Expected> {
    let last = |route: &&Expected| LAST.iter().position(|path| *path == route.path).map_or(0, |at| at + 1);
    let mut routes: Vec<_> = all_routes().collect();
    routes.sort_by_key(last);
    routes
}

/// A statement, or a file for the bank.
fn is_table(route: &Expected) -> bool {
    route.path.ends_with(".csv") || route.path.ends_with(".xml") || route.path.ends_with("/calendar/{token}")
}

/// How an answer differs from what is expected of it.
fn wrong(role: Role, route: &Expected, allowed: bool, page: bool, answer: &Answer) -> Option<String> {
    let kind = if page { "page" } else { "program" };
    let said = |what: &str| {
        let (method, path) = (route.method, route.path);
        Some(format!(
            "{method} {path} as {role:?} ({kind}): {what}: {} {}",
            answer.status,
            answer.body.chars().take(300).collect::<String>()
        ))
    };
    let redirect = answer.status == 303;
    let empty = matches!(answer.status, 204 | 303);
    if answer.status >= 500 {
        return said("broke");
    }
    if page
        && !empty
        && !answer.is_html()
        && !route.path.ends_with("/export")
        && !route.path.ends_with("/data")
        && !route.path.contains("/files/")
        && !is_table(route)
    {
        return said("a browser got no page");
    }
    let file = route.path.ends_with("/export") || route.path.contains("/files/") || is_table(route);
    if !page && !empty && !answer.is_json() && !file {
        return said("a program got no JSON");
    }
    if !page && redirect {
        return said("a program was sent elsewhere");
    }
    match (allowed, answer.turned_away()) {
        (true, true) => said("was turned away"),
        (false, false) => said("was let through"),
        _ => None,
    }
}

testkit::both_engines! {
    /// The table names every route that the program describes, and no other.
    async fn every_route_is_in_the_table(world: World) {
        let described = described(&world).await;
        let expected: BTreeSet<_> =
            all_routes().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
        assert_eq!(expected.len(), all_routes().count(), "a route is in the table twice");
        let missing: Vec<_> = described.difference(&expected).collect();
        let gone: Vec<_> = expected.difference(&described).collect();
        assert!(missing.is_empty() && gone.is_empty(), "not in the table: {missing:?}\nnot in the program: {gone:?}");
    }

    /// Everybody asks for everything, as a program and as a browser.
    async fn everybody_gets_what_is_theirs(world: World) {
        let scene = Scene::set(world, true).await;
        let mut found = Vec::new();
        for role in ROLES {
            for route in in_order() {
                let allowed = route.who.contains(role);
                for page in [false, true] {
                    // A second time there is no session any more.
                    if page && LAST.contains(&route.path) && allowed {
                        continue;
                    }
                    let answer = scene.ask(*role, route.method, route.path, page).await;
                    found.extend(wrong(*role, route, allowed, page, &answer));
                }
            }
        }
        assert!(found.is_empty(), "{} answers:\n{}", found.len(), found.join("\n"));
        scene.world.assert_sound().await;
    }

    /// Whatever changes something is not done for a page of another site, whoever is signed in in that browser: nothing is
    /// read of what it sent, and nothing changes.
    async fn no_other_site_changes_anything(world: World) {
        let scene = Scene::set(world, true).await;
        let theirs = [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example"), ("origin", "null")];
        let (mut found, mut asked) = (Vec::new(), 0);
        for route in in_order().into_iter().filter(|route| route.method != "GET") {
            let who = route.who.iter().rev().find_map(|role| scene.who(*role)).or(Some(&scene.lane.steward));
            for (name, value) in theirs {
                let mut request = browser(route.method.parse().unwrap(), &scene.filled(route.path), who, Some(""));
                if name == "origin" {
                    request.headers_mut().remove("sec-fetch-site");
                }
                request.headers_mut().insert(name, value.parse().unwrap());
                request.headers_mut().insert("accept", "application/json".parse().unwrap());
                let answer = scene.world.send(request).await;
                asked += 1;
                if answer.status != 403 || answer.json()["code"] != "cross_site" || answer.headers.contains_key("set-cookie") {
                    found.push(format!("{} {} {name}: {value}: {}", route.method, route.path, answer.short()));
                }
            }
        }
        assert!(asked > 4 * 60, "the walk asked {asked} times only");
        assert!(found.is_empty(), "{} answers:\n{}", found.len(), found.join("\n"));
        // The same session from the own pages still does what it did before.
        let own = browser(Method::POST, &scene.lane.path("/mine/name"), Some(&scene.lane.member), Some("display_name=Lin"));
        scene.world.send(own).await.assert(303);
        scene.world.assert_sound().await;
    }

    /// Where the charter shows nothing to visitors, they and people who are no members see what the community is
    /// and how to ask; nothing of what it sells, earns or says.
    async fn a_closed_community_is_closed(scratch: Scratch) {
        let scene = Scene::set(World::at(scratch, testkit::FixedClock::default()), false).await;
        let mut found = Vec::new();
        for role in [Role::Visitor, Role::Outsider, Role::Applicant, Role::Operator] {
            for route in all_routes().filter(|route| route.method == "GET" && route.path.starts_with("/c/")) {
                for page in [false, true] {
                    let answer = scene.ask(role, route.method, route.path, page).await;
                    found.extend(wrong(role, route, route.when_closed, page, &answer));
                    if answer.body.contains("Brown rice") || answer.body.contains("12.50") {
                        found.push(format!("{} as {role:?} tells what is sold", answer.asked));
                    }
                }
            }
        }
        assert!(found.is_empty(), "{} answers:\n{}", found.len(), found.join("\n"));
        // Members see it all the same.
        for path in ["/market", "/books", "/books/journal"] {
            scene.world.get(&scene.lane.member, &scene.lane.path(path)).await.assert(200);
        }
    }
}
