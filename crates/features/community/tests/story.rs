//! Communities from founding to leaving, as programs and browsers meet them, on both engines.

#![allow(clippy::unwrap_used, dead_code)] // a test stops at what it did not expect; worlds are shared between tests

mod world;

use axum::http::StatusCode;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use testkit::both_engines;
use web::ids::MemberId;
use world::{World, community_form};

const DAY: Duration = Duration::from_secs(24 * 3600);

both_engines! {
    /// From an idea to a charter, a fund and a first member.
    async fn a_community_is_founded(world: World) {
        let ana = world.person("ana").await;
        let made = world.found(&ana, "east-gate").await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let home = world.get(&world.visitor(), "/c/east-gate").await.json();
        assert_eq!((home["name"].clone(), home["member_count"].clone()), (json!("East Gate"), json!(1)));
        assert_eq!((home["standing"].clone(), home["fund_count"].clone()), (json!("visitor"), json!(1)));
        let charter = world.get(&world.visitor(), "/c/east-gate/charter").await.json();
        assert_eq!(charter["rules"], json!([{ "rule": "Pay within a day", "reason": "suppliers wait" }]));
        let mine = world.get(&ana, "/").await.json()["mine"].clone();
        assert_eq!(mine[0]["slug"], "east-gate");
        assert_eq!(world.get(&ana, "/c/east-gate/mine").await.json()["roles"], json!(["steward"]));
        let other = world.person("bo").await;
        assert_eq!(world.found(&other, "east-gate").await.code(), "slug_taken");
        assert_eq!(world.found(&ana, "east-gate").await.code(), "slug_taken");
        assert_eq!(world.found(&other, "West!").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.get(&ana, "/c/nowhere").await.status, StatusCode::NOT_FOUND);
    }

    /// The same key again answers the same, and makes nothing.
    async fn founding_is_repeated_safely(world: World) {
        let ana = world.person("ana").await;
        let headers = BTreeMap::from([("idempotency-key", "one-and-only")]);
        let first = world.send(&ana, "POST", "/new", community_form("twice"), &headers).await;
        let again = world.send(&ana, "POST", "/new", community_form("twice"), &headers).await;
        assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
        assert_eq!(first.body, again.body);
        assert_eq!(world.get(&ana, "/").await.json()["mine"].as_array().unwrap().len(), 1);
    }

    /// Everything that makes something is repeated safely: the second answer is the first.
    async fn what_is_made_is_made_once(world: World) {
        let steward = world.community("gate").await;
        let (bo, cai) = (world.person("bo").await, world.person("cai").await);
        let link = world.invitation(&steward, "gate", 1).await;
        for (who, path, body) in [
            (&steward, "/c/gate/settings/labels", json!({ "label_name": "Dealers" })),
            (&bo, "/c/gate/applications", json!({ "display_name": "Bo", "about": "I bake" })),
            // The link is for one: the second answer does not find it used up.
            (&cai, link.as_str(), json!({ "display_name": "Cai" })),
        ] {
            let (first, again) = world.post_twice(who, path, body).await;
            assert_eq!((first.status, &first.body), (again.status, &again.body), "{path}");
            assert_eq!(first.status, StatusCode::CREATED, "{path}");
        }
        // The secret of a link is not kept, so that it cannot be shown again; no second link is made.
        let (made, again) = world.post_twice(&steward, "/c/gate/invitations", json!({ "uses_max": "1", "days": "7" })).await;
        assert_eq!((made.status, again.code().as_str()), (StatusCode::CREATED, "invitation_made"));
        let listed = world.get(&steward, "/c/gate/invitations").await.json()["invitations"].clone();
        assert_eq!(listed.as_array().unwrap().len(), 2);
    }

    /// A crash after the address was reserved: the same person goes on at once, others after a quarter of an hour.
    async fn a_reservation_left_behind_is_taken_up(world: World) {
        let (ana, bo) = (world.person("ana").await, world.person("bo").await);
        let (by, now) = (Some(world.person_id(&ana).await), world.site.now());
        for slug in ["kept", "lost"] {
            let slug = community::Slug::parse(slug).unwrap();
            let reserve = community::ops::reserve_slug::reserve_slug;
            world.site.db.transact(0, move |tx| reserve(tx, &slug, by, now)).await.unwrap();
        }
        assert_eq!(world.found(&bo, "lost").await.code(), "slug_taken");
        assert_eq!(world.found(&ana, "kept").await.status, StatusCode::CREATED);
        world.clock.advance(Duration::from_secs(15 * 60));
        assert_eq!(world.found(&bo, "lost").await.status, StatusCode::CREATED);
        assert_eq!(world.found(&ana, "lost").await.code(), "slug_taken");
    }

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
        assert_eq!(desk["sections"][0]["rows"][0]["count"], 1);
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
        assert_eq!(world.post(&bo, "/c/gate/mine/leaving", json!({})).await.status, StatusCode::NO_CONTENT);
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
        assert_eq!(world.post(&bo, "/c/gate/mine/leaving", json!({})).await.status, StatusCode::NO_CONTENT);
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
        assert_eq!(world.post(&steward, &path, json!({ "label": "9", "worn": "on" })).await.code(), "no_such_label");
        assert_eq!(world.post(&bo, &path, off).await.status, StatusCode::FORBIDDEN);
    }

    async fn roles_are_given_by_others_and_never_run_out_of_stewards(world: World) {
        let steward = world.community("gate").await;
        let own = world.me(&steward, "gate").await;
        let (bo, bo_id) = world.member(&steward, "gate", "bo").await;
        assert_eq!(world.give(&steward, "gate", &own, "treasurer").await.code(), "own_role");
        assert_eq!(world.give(&bo, "gate", &bo_id, "steward").await.status, StatusCode::FORBIDDEN);
        assert_eq!(world.post(&steward, "/c/gate/mine/leaving", json!({})).await.code(), "last_steward");
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
            world.post(&steward, "/c/gate/mine/leaving", json!({})),
            world.post(&bo, "/c/gate/mine/leaving", json!({})),
        );
        let left = [one, other].iter().filter(|reply| reply.status == StatusCode::NO_CONTENT).count();
        assert_eq!(left, 1);
    }

    /// A community for members only still says what it is and how to ask, and nothing more.
    async fn a_closed_community_stays_closed(world: World) {
        let ana = world.person("ana").await;
        let mut form = community_form("closed");
        form["storefront_public"] = json!("");
        form["books_public"] = json!("");
        form["applications_open"] = json!("");
        world.post(&ana, "/new", form.clone()).await;
        let (visitor, stranger) = (world.visitor(), world.person("bo").await);
        for someone in [&visitor, &stranger] {
            let home = world.get(someone, "/c/closed").await.json();
            assert_eq!((home["open"].clone(), home["funds_total"].clone()), (json!(false), json!(null)));
            assert_eq!(world.get(someone, "/c/closed/join").await.status, StatusCode::OK);
        }
        for someone in [&visitor, &stranger] {
            for path in ["/c/closed", "/c/closed/join"] {
                let page = world.page(someone, path).await;
                assert_eq!(page.status, StatusCode::OK);
                for hidden in ["The books are open.", "Pay within a day", "1 member", "/charter"] {
                    assert!(!page.body.contains(hidden), "{path}: {hidden}");
                }
            }
        }
        // Who may apply is told what there is to keep, and still no more.
        let mut edited = form;
        (edited["applications_open"], edited["note"], edited["from_version"]) = (json!("on"), json!("Come"), json!("1"));
        assert_eq!(world.post(&ana, "/c/closed/charter", edited).await.status, StatusCode::NO_CONTENT);
        assert!(world.page(&visitor, "/c/closed/join").await.body.contains("Pay within a day"));
        assert!(!world.page(&visitor, "/c/closed").await.body.contains("The books are open."));
        assert_eq!(world.get(&visitor, "/c/closed/charter").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(world.get(&stranger, "/c/closed/charter").await.status, StatusCode::FORBIDDEN);
        assert_eq!(world.get(&visitor, "/").await.json()["open"], json!([]));
    }

    /// Names are for members; the book name is for oneself alone.
    async fn names_are_shown_to_whom_they_should_be(world: World) {
        let steward = world.community("gate").await;
        let (bo, id) = world.member(&steward, "gate", "Bo the baker").await;
        let book_name = world.get(&bo, "/c/gate/mine").await.json()["book_name"].as_str().unwrap().to_owned();
        for path in ["/c/gate", "/c/gate/charter", "/c/gate/join", "/"] {
            let page = world.page(&world.visitor(), path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(!page.body.contains("Bo the baker") && !page.body.contains(&book_name), "{path}");
        }
        let seen = world.get(&steward, &format!("/c/gate/members/{id}")).await;
        assert!(seen.body.contains("Bo the baker") && !seen.body.contains(&book_name));
        let rename = |name: &str| json!({ "display_name": name });
        assert_eq!(world.post(&bo, "/c/gate/mine/name", rename("Bo")).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.post(&bo, "/c/gate/mine/name", rename("")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.get(&bo, "/c/gate/mine").await.json()["book_name"], book_name);
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

    /// The last steward of others hands over before erasing the account; told so, they are still what they were,
    /// here and in every other community.
    async fn a_refused_erasure_changes_nothing(world: World) {
        let other = world.community("first").await;
        let (ana, _) = world.signed_up_member(&other, "first", "Ana").await;
        world.found(&ana, "gate").await;
        let (_, bo_id) = world.member(&ana, "gate", "Bo").await;
        let erase = || json!({ "current_password": world::PASSWORD, "confirm": "on" });
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
        assert_eq!(world.post(&bo, "/c/gate/mine/leaving", json!({})).await.status, StatusCode::NO_CONTENT);
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

    /// A community made on the server has no steward; the operator takes it on, once.
    async fn an_operator_adopts_what_has_no_steward(world: World) {
        let charter = community::CharterText {
            theme: "Imported".to_owned(),
            belief: String::new(),
            rules: Vec::new(),
            note: String::new(),
        };
        let flags = community::Flags {
            storefront_public: true,
            books_public: true,
            applications_open: true,
            probation_days: 0,
        };
        let new = community::NewCommunity {
            slug: community::Slug::parse("shop").unwrap(),
            name: "Shop".to_owned(),
            lang: web::Lang::En,
            currency: kernel::Currency::GBP,
            zone: kernel::Zone::parse("Europe/London").unwrap(),
            charter,
            flags,
            founder: None,
            general_fund_name: "General fund".to_owned(),
            key: None,
        };
        let now = world.site.now();
        let made = community::found(&world.site.db, new, now).await.unwrap();
        let buyer = community::NewMember {
            id: world.site.id(),
            person: None,
            display_name: "12345".to_owned(),
            random: 7,
        };
        let placed = world.site.db.transact(made.number, move |tx| community::placeholder_member(tx, &buyer, now)).await.unwrap();
        assert!(placed.is_current() && placed.person_id.is_none() && !placed.book_name.is_empty());
        let bo = world.person("bo").await;
        assert_eq!(world.post(&bo, "/c/shop/adoption", json!({})).await.code(), "operators_only");
        let operator = world.operator().await;
        assert_eq!(world.get(&operator, "/c/shop").await.json()["adoptable"], true);
        let (first, again) = world.post_twice(&operator, "/c/shop/adoption", json!({})).await;
        assert_eq!((first.status, &first.body), (StatusCode::CREATED, &again.body));
        assert_eq!(world.post(&operator, "/c/shop/adoption", json!({})).await.code(), "has_steward");
        let members = world.get(&operator, "/c/shop/members").await.json()["members"].clone();
        assert_eq!(members.as_array().unwrap().len(), 1, "placeholders are not listed");
    }

    /// A fund of each kind, named once.
    async fn stewards_open_funds(world: World) {
        let steward = world.community("gate").await;
        let open = async |name: &str, kind: &str| {
            world.post(&steward, "/c/gate/settings/funds", json!({ "name": name, "kind": kind })).await
        };
        assert_eq!(open("Rainy days", "reserve").await.json()["number"], 2);
        assert_eq!(open("Rainy days", "project").await.code(), "name_taken");
        assert_eq!(open("Second general", "general").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let funds = world.get(&steward, "/c/gate/settings").await.json()["funds"].clone();
        assert_eq!(funds.as_array().unwrap().len(), 2);
    }

    /// Every page renders, in both languages, for steward, member and visitor.
    async fn every_page_renders_in_both_languages(world: World) {
        let steward = world.community("gate").await;
        let (bo, id) = world.member(&steward, "gate", "Bo").await;
        world.post(&steward, "/c/gate/settings/labels", json!({ "label_name": "Dealers" })).await;
        world.give(&steward, "gate", &id, "treasurer").await;
        let link = world.invitation(&steward, "gate", 3).await;
        let applicant = world.person("cai").await;
        world.post(&applicant, "/c/gate/applications", json!({ "display_name": "Cai", "about": "Hello" })).await;
        let paths = ["/", "/new", "/me", "/me/devices", "/me/password", "/me/erasure", "/c/gate", "/c/gate/charter",
            "/c/gate/charter?version=1", "/c/gate/charter/edit", "/c/gate/join", "/c/gate/applications", "/c/gate/members",
            "/c/gate/members?label=1", "/c/gate/invitations", "/c/gate/desk", "/c/gate/mine", "/c/gate/projects", "/c/gate/settings"];
        let member = format!("/c/gate/members/{id}");
        for path in paths.into_iter().chain([member.as_str(), link.as_str()]) {
            for lang in ["zh", "en"] {
                let cookie = format!("lang={lang}");
                let headers = BTreeMap::from([("accept", "text/html"), ("cookie", cookie.as_str())]);
                for (someone, must) in [(&steward, true), (&bo, false), (&applicant, false), (&world.visitor(), false)] {
                    let page = world.send(someone, "GET", path, json!(null), &headers).await;
                    assert!(page.status.as_u16() < 500, "{path} {lang} {}", page.body);
                    assert!(!page.body.contains("&lt;"), "escaped twice: {path} {lang} {}", page.body);
                    assert!(!must || page.status == StatusCode::OK, "{path} {lang} {}", page.status);
                }
            }
        }
    }
}

async fn number(world: &World, slug: &'static str) -> i64 {
    let found = world.site.db.read(move |reader| community::by_slug(reader, slug)).await;
    found.unwrap().unwrap().community_id
}

/// Every statement is understood by both engines, and none looks through a whole table that grows.
#[test]
fn statements_find_their_way_by_index() {
    for engine in [testkit::Engine::Sqlite, testkit::Engine::Postgres] {
        testkit::run::<testkit::Scratch>(engine, "community plans", async |scratch| {
            let place = scratch.place();
            store::migrate(&place, &world::migrations()).unwrap();
            let growing: Vec<_> = community::tables().iter().map(|table| table.name).collect();
            for plan in store::prepare_all(&place, &community::statements()).unwrap() {
                let scans = plan.scans_of(&growing);
                assert!(scans.is_empty(), "{scans:?} {plan:?}");
            }
        });
    }
}
