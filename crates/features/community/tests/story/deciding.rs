//! What a decision changes here, and how it stays visible that one did.

use super::world::{World, community_form};
use axum::http::StatusCode;
use community::role::Role;
use community::{CharterChange, CommunityRefused, RoleByDecision, RuleText};
use serde_json::json;
use store::{OpError, Outcome, Tx};
use testkit::both_engines;
use web::ids::MemberId;

const DECISION: &str = "prp_01k00000000000000000000000";

/// Refused or fine; a fault ends the test.
async fn act<T: Send + 'static>(
    world: &World,
    op: impl Fn(&mut Tx) -> Outcome<T, CommunityRefused> + Send + 'static,
) -> Result<T, CommunityRefused> {
    let number = super::number(world, "gate").await;
    match world.site.db.transact(number, op).await {
        Ok(done) => Ok(done),
        Err(OpError::Refused(why)) => Err(why),
        Err(OpError::Fault(fault)) => panic!("{fault}"),
    }
}

async fn change(world: &World, change: CharterChange) -> Result<i64, CommunityRefused> {
    let now = world.site.now();
    act(world, move |tx| community::change_charter_by_decision(tx, &change, DECISION, "By proposal 3", now))
        .await
}

fn add(rule: &str) -> CharterChange {
    CharterChange::Add(RuleText { rule: rule.to_owned(), reason: "we said so".to_owned() })
}

async fn role(world: &World, member: &str, role: Role, give: bool) -> Result<(), CommunityRefused> {
    let (member, now) = (MemberId::parse(member).unwrap(), world.site.now());
    act(world, move |tx| {
        let input = RoleByDecision { member, role, give, decision: DECISION, reason: "By proposal 3" };
        community::grant_role_by_decision(tx, &input, now)
    })
    .await
}

both_engines! {
    /// A rule comes in and goes out, each a version that names the decision and leaves the rest as it was.
    async fn rules_come_and_go_by_decision(world: World) {
        let steward = world.community("gate").await;
        assert_eq!(change(&world, add("No shoes inside")).await, Ok(2));
        let drop = |position, rule: &str| CharterChange::Drop { position, rule: rule.to_owned() };
        assert_eq!(change(&world, drop(1, "No bikes inside")).await, Err(CommunityRefused::RuleGone));
        assert_eq!(change(&world, drop(1, "Pay within a day")).await, Ok(3));
        assert_eq!(change(&world, add(" ")).await, Err(CommunityRefused::RuleUnfit));
        let charter = world.get(&steward, "/c/gate/charter").await.json();
        assert_eq!(charter["rules"], json!([{ "rule": "No shoes inside", "reason": "we said so" }]));
        assert_eq!((&charter["theme"], &charter["belief"]), (&json!("Eat well together"), &json!("The books are open.")));
        let told = |at: usize| (charter["versions"][at]["note"].clone(), charter["versions"][at]["decision"].clone());
        assert_eq!([told(0), told(2)], [(json!("By proposal 3"), json!(DECISION)), (json!(""), json!(null))]);
        let link = format!("href=\"/c/gate/decisions/{DECISION}\"");
        assert_eq!(world.page(&steward, "/c/gate/charter").await.body.matches(&link).count(), 2);
        // Visitors see that it was decided, and no link to what is for members.
        let seen = world.page(&world.visitor(), "/c/gate/charter").await.body;
        assert!(!seen.contains(&link) && seen.contains("By decision"), "{seen}");
    }

    /// Where the rules of deciding say so, a steward alone changes the charter no more.
    async fn a_charter_changes_by_decision_only(world: World) {
        let steward = world.community("gate").await;
        act(&world, |tx| community::set_by_decision_only(tx, true)).await.unwrap();
        let mut form = community_form("gate");
        (form["note"], form["from_version"]) = (json!("mine"), json!("1"));
        let refused = world.post(&steward, "/c/gate/charter", form.clone()).await;
        assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "by_decision_only"));
        assert_eq!(world.get(&steward, "/c/gate/charter/edit").await.code(), "by_decision_only");
        for page in ["/c/gate/charter", "/c/gate/desk", "/c/gate/settings"] {
            let page = world.page(&steward, page).await;
            assert!(page.status == StatusCode::OK && !page.body.contains("/c/gate/charter/edit"), "{}", page.body);
        }
        assert_eq!(change(&world, add("Bikes stay outside")).await, Ok(2));
        act(&world, |tx| community::set_by_decision_only(tx, false)).await.unwrap();
        form["from_version"] = json!("2");
        assert_eq!(world.post(&steward, "/c/gate/charter", form).await.status, StatusCode::NO_CONTENT);
    }

    /// Members decide who holds a role, within the rules that hold for stewards too.
    async fn roles_are_given_and_taken_by_decision(world: World) {
        let steward = world.community("gate").await;
        let own = world.me(&steward, "gate").await;
        let (bo, id) = world.member(&steward, "gate", "bo").await;
        assert_eq!(role(&world, &own, Role::Steward, false).await, Err(CommunityRefused::LastSteward));
        assert_eq!(role(&world, &own, Role::Treasurer, false).await, Err(CommunityRefused::HasNotRole));
        assert_eq!(role(&world, &id, Role::Steward, true).await, Ok(()));
        assert_eq!(role(&world, &id, Role::Steward, true).await, Err(CommunityRefused::HasRoleAlready));
        assert_eq!(role(&world, &own, Role::Steward, false).await, Ok(()));
        assert_eq!(world.get(&steward, "/c/gate/settings").await.status, StatusCode::FORBIDDEN);
        let history = world.get(&bo, &format!("/c/gate/members/{id}")).await.json()["history"].clone();
        assert_eq!((&history[0]["decision"], &history[0]["by"]), (&json!(DECISION), &json!("")));
        let link = format!("href=\"/c/gate/decisions/{DECISION}\"");
        assert!(world.page(&bo, &format!("/c/gate/members/{id}")).await.body.contains(&link));
        world.post(&steward, "/c/gate/mine/leaving", json!({ "sure": "on" })).await;
        assert_eq!(role(&world, &own, Role::Treasurer, true).await, Err(CommunityRefused::NotACurrentMember));
        let nobody = world.site.id::<web::ids::Member>().to_string();
        assert_eq!(role(&world, &nobody, Role::Treasurer, true).await, Err(CommunityRefused::NoSuchMember));
    }
}
