//! How people go, are let go, and are forgotten.

use super::world::{PASSWORD, World};
use axum::http::StatusCode;
use serde_json::json;
use testkit::both_engines;

both_engines! {
    async fn roles_are_given_by_others_and_never_run_out_of_stewards(world: World) {
        let steward = world.community("gate").await;
        let own = world.me(&steward, "gate").await;
        let (bo, bo_id) = world.member(&steward, "gate", "bo").await;
        assert_eq!(world.give(&steward, "gate", &own, "treasurer").await.code(), "own_role");
        assert_eq!(world.give(&bo, "gate", &bo_id, "steward").await.status, StatusCode::FORBIDDEN);
        assert_eq!(world.post(&steward, "/c/gate/mine/leaving", json!({ "sure": "on" })).await.code(), "last_steward");
        let take = || json!({ "role": "steward", "change": "take", "reason": "tired" });
        let path = format!("/c/gate/members/{own}/roles");
        assert_eq!(world.post(&steward, &path, take()).await.code(), "last_steward");
        assert_eq!(world.give(&steward, "gate", &bo_id, "steward").await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.give(&steward, "gate", &bo_id, "steward").await.code(), "has_role_already");
        assert_eq!(world.give(&bo, "gate", &own, "treasurer").await.status, StatusCode::NO_CONTENT);
        // Powers are there at the next request, and gone with the role.
        assert_eq!(world.get(&bo, "/c/gate/settings").await.status, StatusCode::OK);
        assert_eq!(world.post(&steward, &path, take()).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.get(&steward, "/c/gate/settings").await.status, StatusCode::FORBIDDEN);
        let removal = json!({ "reason": "moved away" });
        let path = format!("/c/gate/members/{own}/removal");
        assert_eq!(world.post(&bo, &path, removal.clone()).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.get(&steward, "/c/gate/members").await.status, StatusCode::FORBIDDEN);
        let history = world.get(&bo, &format!("/c/gate/members/{own}")).await.json()["history"].clone();
        let changes: Vec<_> = history.as_array().unwrap().iter().map(|one| (one["role"].clone(), one["given"].clone())).collect();
        let expected = [("treasurer", false), ("steward", false), ("treasurer", true), ("steward", true)];
        assert_eq!(changes, expected.map(|(role, given)| (json!(role), json!(given))));
    }

    /// Two stewards lay down the role at the same moment: one of them stays.
    async fn two_last_stewards_cannot_both_go(world: World) {
        let steward = world.community("gate").await;
        let (bo, bo_id) = world.member(&steward, "gate", "bo").await;
        world.give(&steward, "gate", &bo_id, "steward").await;
        let (one, other) = tokio::join!(
            world.post(&steward, "/c/gate/mine/leaving", json!({ "sure": "on" })),
            world.post(&bo, "/c/gate/mine/leaving", json!({ "sure": "on" })),
        );
        let left = [one, other].iter().filter(|reply| reply.status == StatusCode::NO_CONTENT).count();
        assert_eq!(left, 1);
    }

    /// Erasing takes person and name out of every community.
    async fn an_erased_person_is_a_member_without_a_name(world: World) {
        let steward = world.community("gate").await;
        let (bo, id) = world.member(&steward, "gate", "Bo").await;
        let person = world.person_id(&bo).await;
        world.forget(person).await.unwrap();
        world.forget(person).await.unwrap();
        let seen = world.get(&steward, &format!("/c/gate/members/{id}")).await.json();
        assert_eq!((seen["display_name"].clone(), seen["status"].clone()), (json!("Erased member"), json!("left")));
        assert_eq!(world.get(&bo, "/c/gate/members").await.status, StatusCode::FORBIDDEN);
    }

    /// One's own data has every membership with its names, and what one wrote and was answered.
    async fn what_is_kept_of_a_person_is_theirs_to_have(world: World) {
        let steward = world.community("gate").await;
        let (bo, id) = world.member(&steward, "gate", "Bo").await;
        world.give(&steward, "gate", &id, "treasurer").await;
        world.community("mill").await;
        let apply = json!({ "display_name": "Bo of the mill", "about": "I grind" });
        assert_eq!(world.post(&bo, "/c/mill/applications", apply).await.status, StatusCode::CREATED);
        let book_name = world.get(&bo, "/c/gate/mine").await.json()["book_name"].clone();
        let kept = world.get(&bo, "/me/data").await.json()["kept"]["communities"].clone();
        let gate = kept.as_array().unwrap().iter().find(|one| one["community"] == "gate").unwrap();
        let mill = kept.as_array().unwrap().iter().find(|one| one["community"] == "mill").unwrap();
        assert_eq!((&gate["display_name"], &gate["book_name"], &gate["member"]), (&json!("Bo"), &book_name, &json!(id)));
        assert_eq!(gate["role_changes"][0]["reason"], "trusted");
        assert_eq!((&mill["status"], &mill["applications"][0]["about"]), (&json!("applicant"), &json!("I grind")));
        assert_eq!(kept.as_array().unwrap().len(), 2);
    }

    /// The last steward of others hands over before erasing the account; told so, they are still what they were,
    /// here and in every other community.
    async fn a_refused_erasure_changes_nothing(world: World) {
        let other = world.community("first").await;
        let (ana, _) = world.signed_up_member(&other, "first", "Ana").await;
        world.found(&ana, "gate").await;
        let (_, bo_id) = world.member(&ana, "gate", "Bo").await;
        let erase = || json!({ "current_password": PASSWORD, "confirm": "on" });
        assert_eq!(world.post(&ana, "/me/erasure", erase()).await.code(), "last_steward");
        assert_eq!(world.get(&ana, "/c/first/mine").await.json()["status"], "active");
        assert_eq!(world.get(&ana, "/c/gate/mine").await.json()["roles"], json!(["steward"]));
        world.give(&ana, "gate", &bo_id, "steward").await;
        assert_eq!(world.post(&ana, "/me/erasure", erase()).await.status, StatusCode::NO_CONTENT);
        for slug in ["first", "gate"] {
            assert_eq!(world.get(&world.visitor(), &format!("/c/{slug}")).await.json()["member_count"], 1);
        }
    }

    /// Who was removed does not come back by an old link, not even as an applicant; a decision lets them in, and then
    /// links work again.
    async fn a_removed_member_comes_back_by_a_decision_only(world: World) {
        let steward = world.community("gate").await;
        let link = world.invitation(&steward, "gate", 9).await;
        let (bo, id) = world.member(&steward, "gate", "bo").await;
        let name = || json!({ "display_name": "Bo" });
        let removal = json!({ "reason": "took what was not his" });
        let path = format!("/c/gate/members/{id}/removal");
        assert_eq!(world.post(&steward, &path, removal).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.post(&bo, &link, name()).await.code(), "removed");
        let apply = json!({ "display_name": "Bo", "about": "I am sorry" });
        let applied = world.post(&bo, "/c/gate/applications", apply).await.json();
        assert_eq!(world.post(&bo, &link, name()).await.code(), "removed");
        let path = format!("/c/gate/applications/{}/decision", applied["application"].as_str().unwrap());
        let admit = json!({ "decision": "admit", "reason": "made good" });
        assert_eq!(world.post(&steward, &path, admit).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.post(&bo, "/c/gate/mine/leaving", json!({ "sure": "on" })).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.post(&bo, &link, name()).await.status, StatusCode::CREATED);
    }

    /// An applicant who erases the account leaves nobody to decide on, and keeps no steward from going.
    async fn an_erased_applicant_is_not_let_in(world: World) {
        let steward = world.community("gate").await;
        let bo = world.person("bo").await;
        let applied = world.post(&bo, "/c/gate/applications", json!({ "display_name": "Bo", "about": "I bake" })).await;
        let path = format!("/c/gate/applications/{}/decision", applied.json()["application"].as_str().unwrap());
        world.forget(world.person_id(&bo).await).await.unwrap();
        assert_eq!(world.get(&steward, "/c/gate/applications").await.json()["waiting"], json!([]));
        let decision = json!({ "decision": "admit", "reason": "good bread" });
        assert_eq!(world.post(&steward, &path, decision).await.code(), "already_decided");
        assert_eq!(world.get(&steward, "/c/gate").await.json()["member_count"], 1);
        world.forget(world.person_id(&steward).await).await.unwrap();
    }

    /// However many communities a person is in: one more than are read at once.
    async fn erasing_reaches_every_community(world: World) {
        let ana = world.person("ana").await;
        for at in 0..51 {
            assert_eq!(world.found(&ana, &format!("place-{at}")).await.status, StatusCode::CREATED);
        }
        let person = world.person_id(&ana).await;
        let places = async || world.site.db.read(move |reader| community::places_of_person(reader, person)).await.unwrap();
        assert_eq!(places().await.len(), 51);
        world.forget(person).await.unwrap();
        assert_eq!(places().await, []);
    }
}
