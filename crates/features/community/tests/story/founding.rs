//! Making a community, and what else is made in one.

use super::world::{World, community_form};
use axum::http::StatusCode;
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;
use testkit::both_engines;

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
        let mut form = community_form("programmed");
        form["storefront_public"] = json!("true");
        assert_eq!(world.post(&ana, "/new", form.clone()).await.status, StatusCode::CREATED);
        assert_eq!(world.get(&world.visitor(), "/c/programmed").await.json()["open"], true);
        (form["note"], form["from_version"], form["books_public"]) = (json!("again"), json!("1"), json!("true"));
        assert_eq!(world.post(&ana, "/c/programmed/charter", form).await.status, StatusCode::NO_CONTENT);
        let charter = world.get(&world.visitor(), "/c/programmed/charter").await.json();
        assert_eq!((charter["storefront_public"].clone(), charter["books_public"].clone()), (json!(true), json!(true)));
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
        assert_eq!(open("Oven", "project").await.json()["number"], 3);
        let projects = world.get(&steward, "/c/gate/projects").await.json();
        let shown: Vec<_> = projects["funds"].as_array().unwrap().iter().map(|fund| &fund["name"]).collect();
        assert_eq!(shown, ["Oven"], "{projects}");
    }
}
