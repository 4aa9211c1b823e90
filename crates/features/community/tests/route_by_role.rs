//! Who may do what: every route of the table, as everybody there is. A route that is not in the table fails too.

#![allow(clippy::unwrap_used, dead_code)] // a test stops at what it did not expect; worlds are shared between tests

mod world;

use axum::http::StatusCode;
use community::{Needs, ROUTES};
use serde_json::json;
use testkit::both_engines;
use web::Power;
use world::{Someone, World};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Visitor,
    Stranger,
    Member,
    Moderator,
    Treasurer,
    Steward,
    Former,
}

/// What the table promises, said again by hand for the roles: that two say the same is the test.
fn has(who: Who, power: Power) -> bool {
    use Power::*;
    match who {
        Who::Steward => {
            matches!(power, EditCharter | DecideApplications | Invite | ManageMembers | GrantRoles)
        }
        Who::Moderator => matches!(power, Invite),
        _ => false,
    }
}

fn expected(who: Who, needs: Needs) -> bool {
    let member = !matches!(who, Who::Visitor | Who::Stranger | Who::Former);
    match needs {
        Needs::Nothing => true,
        // The community of this test is closed to visitors.
        Needs::SeesCommunity | Needs::Member => member,
        Needs::MemberOrFormer => member || who == Who::Former,
        Needs::SignedIn => who != Who::Visitor,
        Needs::Power(power) => has(who, power),
        Needs::AnyPower => matches!(who, Who::Moderator | Who::Treasurer | Who::Steward),
        Needs::Either(one, other) => has(who, one) || has(who, other),
        Needs::Operator => false,
    }
}

both_engines! {
    async fn every_route_answers_whom_it_should(world: World) {
        let steward = world.person("steward").await;
        let mut form = world::community_form("gate");
        form["storefront_public"] = json!("");
        assert_eq!(world.post(&steward, "/new", form).await.status, StatusCode::CREATED);
        let (member, target) = world.member(&steward, "gate", "member").await;
        let (moderator, moderator_id) = world.member(&steward, "gate", "moderator").await;
        let (treasurer, treasurer_id) = world.member(&steward, "gate", "treasurer").await;
        let (former, _) = world.member(&steward, "gate", "former").await;
        world.give(&steward, "gate", &moderator_id, "moderator").await;
        world.give(&steward, "gate", &treasurer_id, "treasurer").await;
        world.post(&former, "/c/gate/mine/leaving", json!({ "sure": "on" })).await;
        let link = world.invitation(&steward, "gate", 1).await;
        let token = link.rsplit('/').next().unwrap().to_owned();
        let everybody: [(Who, Someone); 7] = [
            (Who::Visitor, world.visitor()),
            (Who::Stranger, world.person("stranger").await),
            (Who::Member, member),
            (Who::Moderator, moderator),
            (Who::Treasurer, treasurer),
            (Who::Steward, steward),
            (Who::Former, former),
        ];
        for rule in ROUTES {
            let path = rule.path.replace("{slug}", "gate").replace("{token}", &token);
            let path = if path.contains("/members/") { path.replace("{id}", &target) } else { path.replace("{id}", "none") };
            for (who, someone) in &everybody {
                // An empty body: whoever is let in is told what is wrong with it, and nothing changes.
                let body = if path.ends_with("/leaving") { continue } else { json!({}) };
                let body = if path.ends_with("/roles") { json!({ "role": "moderator", "change": "give" }) } else { body };
                let body = if rule.method == "GET" { json!(null) } else { body };
                let reply = world.send(someone, rule.method, &path, body, &Default::default()).await;
                assert_ne!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{rule:?}");
                assert!(!reply.status.is_server_error(), "{rule:?} {who:?} {}", reply.body);
                let turned_away = matches!(reply.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
                assert_eq!(!turned_away, expected(*who, rule.needs), "{rule:?} {who:?} {} {}", reply.status, reply.body);
                assert_ne!(reply.code(), "no_such_page", "{rule:?}");
            }
        }
    }
}

/// The table and the router know the same routes.
#[test]
fn the_table_is_complete() {
    let api = community::routes(community::Sections::default()).to_openapi();
    let document = serde_json::to_value(&api).unwrap();
    let mut served = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "patch", "delete"] {
            if item.get(method).is_some() {
                served.push((method.to_uppercase(), path.clone()));
            }
        }
    }
    let mut known: Vec<_> =
        ROUTES.iter().map(|rule| (rule.method.to_owned(), rule.path.to_owned())).collect();
    served.sort();
    known.sort();
    // `{id}` and `{token}` are one place in two routes.
    assert_eq!(served, known);
}
