//! How people come in.

use super::number;
use super::world::{World, community_form};
use axum::http::StatusCode;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use testkit::both_engines;
use web::ids::MemberId;

const DAY: Duration = Duration::from_secs(24 * 3600);

both_engines! {
    /// Application, declined with a reason, again, admitted on probation.
    async fn an_applicant_is_answered(world: World) {
        let steward = world.community("gate").await;
        let mut form = community_form("gate");
        form["probation_days"] = json!("30");
        form["note"] = json!("Probation for newcomers");
        form["from_version"] = json!("1");
        assert_eq!(world.post(&steward, "/c/gate/charter", form.clone()).await.status, StatusCode::NO_CONTENT);
        // Written from a version that is no longer the newest.
        assert_eq!(world.post(&steward, "/c/gate/charter", form).await.code(), "already_decided");
        let versions = world.get(&steward, "/c/gate/charter").await.json()["versions"].clone();
        assert_eq!((versions.as_array().unwrap().len(), versions[0]["note"].clone()), (2, json!("Probation for newcomers")));

        let bo = world.person("bo").await;
        let apply = || json!({ "display_name": "Bo", "about": "I bake." });
        assert_eq!(world.post(&bo, "/c/gate/applications", json!({})).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.post(&bo, "/c/gate/applications", apply()).await.status, StatusCode::CREATED);
        assert_eq!(world.post(&bo, "/c/gate/applications", apply()).await.code(), "already_applied");
        assert_eq!(world.get(&bo, "/c/gate/members").await.status, StatusCode::FORBIDDEN);
        let decide = async |decision: &str, reason: &str| {
            let waiting = world.get(&steward, "/c/gate/applications").await.json()["waiting"].clone();
            let id = waiting[0]["id"].as_str().unwrap().to_owned();
            let body = json!({ "decision": decision, "reason": reason });
            world.post(&steward, &format!("/c/gate/applications/{id}/decision"), body).await
        };
        let desk = world.get(&steward, "/c/gate/desk").await.json();
        let waiting = &desk["sections"][0]["rows"][0];
        assert_eq!(waiting["count"], 1);
        assert!(waiting["note"].as_str().unwrap().contains("Bo"), "who waits is named: {waiting}");
        assert_eq!(decide("decline", " ").await.code(), "reason_missing");
        assert_eq!(decide("decline", "Tell us more").await.status, StatusCode::NO_CONTENT);
        let home = world.get(&bo, "/c/gate").await.json();
        assert_eq!((home["standing"].clone(), home["reason"].clone()), (json!("declined"), json!("Tell us more")));
        assert_eq!(world.post(&bo, "/c/gate/applications", apply()).await.status, StatusCode::CREATED);
        assert_eq!(decide("admit", "Good bread").await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.get(&bo, "/c/gate/mine").await.json()["status"], "probation");
        world.clock.advance(30 * DAY);
        assert_eq!(world.get(&bo, "/c/gate/mine").await.json()["status"], "active");
        assert_eq!(world.get(&world.visitor(), "/c/gate").await.json()["member_count"], 2);
    }

    /// An applicant who holds the power (a member of old) still cannot decide the own application.
    async fn nobody_decides_their_own_application(world: World) {
        let steward = world.community("gate").await;
        let (bo, id) = world.member(&steward, "gate", "bo").await;
        assert_eq!(world.post(&bo, "/c/gate/mine/leaving", json!({ "sure": "on" })).await.status, StatusCode::NO_CONTENT);
        let applied = world.post(&bo, "/c/gate/applications", json!({ "display_name": "Bo", "about": "Back" })).await;
        let application = applied.json()["application"].as_str().unwrap().to_owned();
        let path = format!("/c/gate/applications/{application}/decision");
        let decision = json!({ "decision": "admit", "reason": "it is me" });
        assert_eq!(world.post(&bo, &path, decision).await.status, StatusCode::FORBIDDEN);
        // Also in the operation itself, whatever the handler thought: as the applicant, and as the steward if
        // the application were the steward's.
        let (member, number) = (MemberId::parse(&id).unwrap(), number(&world, "gate").await);
        let application = community::ids::ApplicationId::parse(&application).unwrap();
        let input = community::ops::decide_application::DecideInput {
            actor: member,
            application,
            admit: true,
            reason: "it is me".to_owned(),
        };
        let now = world.site.now();
        let decide = community::ops::decide_application::decide_application;
        let refused = world.site.db.transact(number, move |tx| decide(tx, &input, now)).await;
        assert!(matches!(refused, Err(store::OpError::Refused(community::CommunityRefused::NotPermitted(_)))));
        // Somebody else's cannot be taken back.
        let path = format!("/c/gate/applications/{application}/withdrawal");
        assert_eq!(world.post(&steward, &path, json!({})).await.code(), "no_such_application");
        assert_eq!(world.post(&bo, &path, json!({})).await.status, StatusCode::NO_CONTENT);
    }

    /// Twenty people at once with a link for five.
    async fn an_invitation_is_never_used_more_often_than_it_says(world: World) {
        let steward = world.community("gate").await;
        let link = world.invitation(&steward, "gate", 5).await;
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for at in 0..20 {
            let person = world.person("p").await;
            let (world, link) = (world.clone(), link.clone());
            tasks.push(tokio::spawn(async move {
                world.post(&person, &link, json!({ "display_name": format!("P{at}") })).await
            }));
        }
        let mut joined = 0;
        for task in tasks {
            let reply = task.await.unwrap();
            match reply.status {
                StatusCode::CREATED => joined += 1,
                _ => assert_eq!(reply.code(), "invitation_unusable", "{}", reply.body),
            }
        }
        assert_eq!(joined, 5);
        assert_eq!(world.get(&steward, "/c/gate").await.json()["member_count"], 6);
        assert_eq!(world.get(&world.visitor(), &link).await.status, StatusCode::GONE);
    }

    async fn invitations_expire_and_are_revoked(world: World) {
        let steward = world.community("gate").await;
        let late = world.invitation(&steward, "gate", 5).await;
        world.clock.advance(Duration::from_secs(1));
        let revoked = world.invitation(&steward, "gate", 5).await;
        let newest = world.get(&steward, "/c/gate/invitations").await.json()["invitations"][0]["id"].clone();
        let path = format!("/c/gate/invitations/{}/revocation", newest.as_str().unwrap());
        assert_eq!(world.post(&steward, &path, json!({})).await.status, StatusCode::NO_CONTENT);
        let bo = world.person("bo").await;
        let name = || json!({ "display_name": "Bo" });
        let answer = world.post(&bo, &revoked, name()).await;
        let never = world.post(&bo, "/c/gate/invitations/0000", name()).await;
        assert_eq!((answer.status, answer.body), (never.status, never.body));
        assert_eq!(world.post(&world.visitor(), &late, name()).await.status, StatusCode::UNAUTHORIZED);
        world.clock.advance(7 * DAY);
        assert_eq!(world.post(&bo, &late, name()).await.status, StatusCode::GONE);
        // Who left comes back by invitation, as the same member under another name.
        let back = world.invitation(&steward, "gate", 5).await;
        let first = world.post(&bo, &back, name()).await.json()["member"].clone();
        assert_eq!(world.post(&bo, &back, name()).await.code(), "already_member");
        assert_eq!(world.post(&bo, "/c/gate/mine/leaving", json!({ "sure": "on" })).await.status, StatusCode::NO_CONTENT);
        let again = world.post(&bo, &back, json!({ "display_name": "Bo again" })).await;
        assert_eq!(again.json()["member"], first, "{}", again.body);
    }

    /// Labels come with an invitation, are put on and taken off, and narrow the list.
    async fn labels_group_members(world: World) {
        let steward = world.community("gate").await;
        let made = world.post(&steward, "/c/gate/settings/labels", json!({ "label_name": "Dealers" })).await;
        assert_eq!(made.json()["number"], 1);
        let twice = world.post(&steward, "/c/gate/settings/labels", json!({ "label_name": "Dealers" })).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let body = json!({ "uses_max": "1", "days": "7", "label": "1" });
        let link = world.post(&steward, "/c/gate/invitations", body).await.json()["link"].as_str().unwrap().to_owned();
        let bo = world.person("bo").await;
        let path = link.trim_start_matches("http://localhost");
        world.post(&bo, path, json!({ "display_name": "Bo" })).await;
        let listed = async |query: &str| {
            let members = world.get(&bo, &format!("/c/gate/members{query}")).await.json()["members"].clone();
            members.as_array().unwrap().len()
        };
        assert_eq!((listed("").await, listed("?label=1").await), (2, 1));
        let id = world.me(&bo, "gate").await;
        let off = json!({ "label": "1", "worn": "" });
        let path = format!("/c/gate/members/{id}/labels");
        assert_eq!(world.post(&steward, &path, off.clone()).await.status, StatusCode::NO_CONTENT);
        assert_eq!(listed("?label=1").await, 0);
        assert_eq!(world.post(&steward, &path, json!({ "label": "9", "worn": "true" })).await.code(), "no_such_label");
        let on = |worn: &str| json!({ "label": "1", "worn": worn });
        assert_eq!(world.post(&steward, &path, on("perhaps")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.post(&steward, &path, on("true")).await.status, StatusCode::NO_CONTENT);
        assert_eq!(listed("?label=1").await, 1);
        assert_eq!(world.post(&bo, &path, off).await.status, StatusCode::FORBIDDEN);
    }
}
