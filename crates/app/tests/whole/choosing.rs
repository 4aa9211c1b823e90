//! Somebody is chosen in a form: by name, by a part of it, by an id; and told apart from who has the same name.

use crate::common::{Shop, World, days, shop};
use governance::ids::Member;
use kernel::Id;
use serde_json::json;

/// A member of this name, a day after the one before.
async fn member(world: &World, lane: &Shop, name: &str) -> Id<Member> {
    world.clock.advance(days(1));
    let (id, person) = (world.running.site.id(), world.running.site.id());
    let (display_name, random) = (name.to_owned(), world.clock.now().micros as u64);
    lane.act(world, move |tx, now| {
        let new =
            community::NewMember { id, person: Some(person), display_name: display_name.clone(), random };
        community::admit(tx, person, &new, now)
    })
    .await;
    id
}

async fn idea(world: &World, lane: &Shop) -> String {
    let idea = json!({ "title": "Lamp", "body": "It is dark" });
    let id = world.post(&lane.member, &lane.path("/decisions"), idea).await.assert(201).text("id");
    lane.path(&format!("/decisions/{id}"))
}

testkit::both_engines! {
    /// What is typed for a proxy → what the page answers.
    async fn a_name_is_enough(world: World) {
        let lane = shop(&world, "lane", true).await;
        let (first, second) = (member(&world, &lane, "林晓").await, member(&world, &lane, "林晓").await);
        let rain = member(&world, &lane, "林晓雨").await;
        let path = format!("{}/proxy", idea(&world, &lane).await);
        let page = world.look(Some(&lane.member), &path).await;
        page.assert(200);
        assert!(!page.body.contains("<select") && page.body.contains("list=\"people\""), "{}", page.body);
        assert!(page.body.contains("<option value=\"林晓雨\">") && page.body.contains("林晓 (since "));
        let members = world.get(&lane.member, &lane.path("/members?name=%E6%9E%97%E6%99%93")).await.assert(200).json();
        let named: Vec<_> = members["members"].as_array().unwrap().iter().map(|one| one["named"].as_str().unwrap()).collect();
        assert_eq!((named.len(), named[2]), (3, "林晓雨"), "{members}");
        let typed = async |typed: &str| world.fill(Some(&lane.member), &path, &[("proxy", typed)]).await;
        let is = async |name: &str| {
            let seen = world.get(&lane.member, &path).await.assert(200).json();
            assert_eq!(seen["proxy"], name);
        };
        typed(" 林晓雨 ").await.assert(303);
        is("林晓雨").await;
        // Several of the name, and a name that is said in part: all it may mean, and nobody beforehand.
        for (unclear, ids, said) in [
            ("林晓", vec![first, second], "2 have the name “林晓”"),
            ("晓", vec![first, second, rain], "Nobody is called exactly “晓”"),
        ] {
            let asked = typed(unclear).await;
            asked.assert(422);
            assert!(asked.body.contains("<option value=\"\" selected>"), "{}", asked.body);
            assert!(asked.body.contains(said), "{}", asked.body);
            let offered = asked.body.matches("<option value=\"mem_").count();
            assert_eq!(offered, ids.len(), "{unclear}");
            assert!(ids.iter().all(|id| asked.body.contains(id.as_str())), "{unclear}");
        }
        // None of these: the name is typed again.
        let again = typed("?").await;
        again.assert(422);
        assert!(!again.body.contains("<select") && again.body.contains("name=\"proxy\" value=\"\""), "{}", again.body);
        let unknown = typed("王").await;
        unknown.assert(422);
        assert!(unknown.body.contains("No member is called “王”"), "{}", unknown.body);
        typed(first.as_str()).await.assert(303);
        is(named[0]).await;
        typed(named[1]).await.assert(303);
        // Somebody else is called what stands for that one: nobody takes another's place.
        let third = member(&world, &lane, named[1]).await;
        let asked = typed(named[1]).await;
        asked.assert(422);
        assert_eq!(asked.body.matches("<option value=\"mem_").count(), 2, "{}", asked.body);
        assert!(asked.body.contains(third.as_str()) && asked.body.contains(second.as_str()), "{}", asked.body);
        is(named[1]).await;
        // A program is told the same, and sends one of the ids.
        for (unclear, ids) in [("林晓", vec![first, second]), ("晓雨", vec![rain])] {
            let asked = world.post(&lane.member, &path, json!({ "proxy": unclear })).await;
            asked.refused(422, "invalid_input");
            let choices = asked.json()["errors"][0]["choices"].clone();
            let values: Vec<_> = choices.as_array().unwrap().iter().map(|one| one["value"].as_str().unwrap()).collect();
            assert_eq!(values, ids.iter().map(|id| id.as_str()).collect::<Vec<_>>(), "{choices}");
            assert!(choices[0]["said"].as_str().unwrap().starts_with("林晓"), "{choices}");
        }
        typed("").await.assert(422);
    }

    /// In whatever case it is typed, and in whatever script: the same on both engines.
    async fn a_name_is_found_in_any_case(world: World) {
        let lane = shop(&world, "lane", true).await;
        let emile = member(&world, &lane, "Émile Жук").await;
        let path = format!("{}/proxy", idea(&world, &lane).await);
        for typed in ["émile", "ÉMILE", "жук", "ЖУК", "le ж"] {
            let asked = world.post(&lane.member, &path, json!({ "proxy": typed })).await;
            asked.refused(422, "invalid_input");
            assert_eq!(asked.json()["errors"][0]["choices"][0]["value"], emile.as_str(), "{typed}");
            let found = world.fill(Some(&lane.member), &path, &[("proxy", typed)]).await;
            assert!(found.body.contains(emile.as_str()), "{typed}: {}", found.body);
        }
        for typed in ["%C3%89MILE", "%D0%96%D0%A3%D0%9A", "mile"] {
            let members = world.get(&lane.member, &lane.path(&format!("/members?name={typed}"))).await.assert(200).json();
            assert_eq!(members["members"].as_array().unwrap().len(), 1, "{typed}: {members}");
        }
        let none = world.get(&lane.member, &lane.path("/members?name=emile")).await.assert(200).json();
        assert_eq!(none["members"], json!([]), "an accent is no matter of case");
    }

    /// However many there are, a page offers fifty; and the list of members is searched.
    async fn no_page_lists_everybody(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.voters(&world, 60).await;
        let path = idea(&world, &lane).await;
        for page in ["", "/proxy", "/turns", "/text"] {
            let seen = world.look(Some(&lane.member), &format!("{path}{page}")).await;
            seen.assert(200);
            let people = seen.body.split("<datalist id=\"people\">").nth(1).unwrap();
            let offered = people.split("</datalist>").next().unwrap().matches("<option").count();
            assert_eq!(offered, 50, "{page}");
        }
        let found = world.look(Some(&lane.member), &lane.path("/members?name=voter+59")).await;
        found.assert(200);
        assert!(found.body.contains("Voter 59") && !found.body.contains("Voter 1<"), "{}", found.body);
        let none = world.look(Some(&lane.member), &lane.path("/members?name=%25")).await;
        assert!(none.body.contains("No member has “%” in the name"), "{}", none.body);
        world.look(None, &lane.path("/members?name=v")).await.assert(303);
    }

    /// Task, owner, carrier, role and payee: the same part everywhere.
    async fn every_form_takes_a_name(world: World) {
        let lane = shop(&world, "lane", true).await;
        let wang = member(&world, &lane, "王一").await;
        let path = idea(&world, &lane).await;
        let task = [("what", "Look at it"), ("assignee", "王一"), ("due", "2030-01-01")];
        world.fill(Some(&lane.member), &format!("{path}/tasks"), &task).await.assert(303);
        let text = [
            ("from_version", "1"), ("title", "Lamp"), ("body", "Dark"), ("reason", "More"), ("kind", "yes_no"),
            ("deed_1_do", "mandate"), ("deed_1_purpose", "Bulbs"), ("deed_1_fund", "1"), ("deed_1_ceiling", "20"),
            ("deed_1_ends", "2030-01-01"), ("deed_1_by", "王一"), ("deed_1_kind", "referral"),
            ("deed_2_do", "role"), ("deed_2_member", "王一"), ("deed_2_role", "treasurer"), ("deed_2_change", "give"),
        ];
        world.fill(Some(&lane.member), &format!("{path}/text"), &text).await.assert(303);
        let seen = world.get(&lane.member, &path).await.assert(200).json();
        assert_eq!(seen["asks"]["actions"][0]["carried_by"], wang.as_str(), "{seen}");
        assert_eq!(seen["asks"]["actions"][0]["kind"], "referral", "{seen}");
        assert_eq!(seen["tasks"][0]["assignee"], "王一");
        let form = world.look(Some(&lane.member), &format!("{path}/text")).await;
        assert!(form.body.contains("name=\"deed_1_by\" value=\"王一\""), "{}", form.body);
        let owner = [("to", "王一"), ("reason", "Knows lamps")];
        world.fill(Some(&lane.member), &format!("{path}/owner"), &owner).await.assert(303);
        let seen = world.get(&lane.member, &path).await.assert(200).json();
        assert_eq!(seen["owner"], "王一");
    }
}
