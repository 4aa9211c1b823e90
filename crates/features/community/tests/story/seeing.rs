//! Who sees what, and that every page is there.

use super::world::{World, community_form};
use axum::http::StatusCode;
use serde_json::json;
use std::collections::BTreeMap;
use testkit::both_engines;

both_engines! {
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

    /// What is one's own stands once on the site's first page, and a role can be taken where it is held.
    async fn nothing_is_offered_twice_or_in_vain(world: World) {
        let steward = world.community("gate").await;
        let (bo, id) = world.member(&steward, "gate", "Bo").await;
        let front = world.get(&bo, "/").await.json();
        assert_eq!((front["mine"][0]["slug"].clone(), front["open"].clone()), (json!("gate"), json!([])));
        assert_eq!(world.get(&world.visitor(), "/").await.json()["open"][0]["slug"], "gate");
        let path = format!("/c/gate/members/{id}");
        let taking = "value=\"take\"";
        assert!(!world.page(&steward, &path).await.body.contains(taking));
        world.give(&steward, "gate", &id, "treasurer").await;
        let page = world.page(&steward, &path).await.body;
        assert_eq!(page.matches(taking).count(), 1, "{page}");
        assert!(!page.contains("<option value=\"treasurer\""), "what is held is not offered again: {page}");
        assert!(page.contains("<option value=\"\""), "no role is chosen beforehand: {page}");
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

    /// A form that comes back has what was typed in it, in the form it came from; and too long a reason is said to be.
    async fn forms_come_back_with_what_was_typed(world: World) {
        let steward = world.community("gate").await;
        let (_, bo) = world.member(&steward, "gate", "bo").await;
        let (cai, cai_id) = world.member(&steward, "gate", "cai").await;
        world.give(&steward, "gate", &bo, "steward").await;
        let value = |text: &str| format!("value=\"{text}\"");
        // Taking a role that is not held.
        let path = format!("/c/gate/members/{bo}/roles");
        let fields = [("role", "treasurer"), ("change", "take"), ("reason", "moved far away")];
        let page = world.form(&steward, &path, &fields).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert_eq!(page.body.matches(&value("moved far away")).count(), 1);
        assert!(page.body.contains("<option value=\"treasurer\" selected>"), "{}", page.body);
        // Removing a steward: in the other form, which stands open.
        let path = format!("/c/gate/members/{bo}/removal");
        let page = world.form(&steward, &path, &[("reason", "has gone")]).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert_eq!(page.body.matches(&value("has gone")).count(), 1);
        assert!(page.body.contains("<details class=\"rare\" open>"));
        // Reasons that are too long.
        let long = "x".repeat(401);
        world.post(&cai, "/c/gate/mine/leaving", json!({ "sure": "on" })).await;
        let applied = world.post(&cai, "/c/gate/applications", json!({ "display_name": "Cai", "about": "Me" })).await;
        let application = applied.json()["application"].as_str().unwrap().to_owned();
        let decision = format!("/c/gate/applications/{application}/decision");
        for (path, field, choice) in [
            (format!("/c/gate/members/{bo}/roles"), "change", "take"),
            (format!("/c/gate/members/{bo}/removal"), "change", ""),
            (decision.clone(), "decision", "admit"),
        ] {
            let fields = [("role", "steward"), (field, choice), ("reason", long.as_str())];
            let page = world.form(&steward, &path, &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(page.body.contains(&value(&long)) && page.body.contains("At most 400 characters"), "{path}");
        }
        // A page of the list begins after the application it names; the form knows which page it was on.
        let page = world.form(&steward, &decision, &[("decision", "admit"), ("reason", ""), ("after", &application)]).await;
        assert!(!page.body.contains(&decision));
        let page = world.form(&steward, &decision, &[("decision", "admit"), ("reason", " "), ("after", "app_0")]).await;
        assert!(page.body.contains(&decision) && page.body.contains(&value("app_0")));
        assert_eq!(world.get(&steward, &format!("/c/gate/members/{cai_id}")).await.json()["status"], "applicant");
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
