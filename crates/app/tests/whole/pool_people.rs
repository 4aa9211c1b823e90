//! Who is in a group buy, as its page names them: who paid and has not all of it back, before it formed and after.

use crate::common::{Shop, Someone, World, days, fresh, shop};
use serde_json::{Value, json};

async fn page(world: &World, lane: &Shop, who: &Someone, path: &str) -> Value {
    world.get(who, &lane.path(path)).await.assert(200).json()
}

/// By transfer, found by the treasurer. Answers the part.
async fn pays(
    world: &World,
    lane: &Shop,
    who: &Someone,
    pool: &str,
    (units, amount): (&str, &str),
) -> String {
    let wish = json!({ "units": units, "payment": "later" });
    let part =
        world.post(who, &lane.path(&format!("/pools/{pool}/parts")), wish).await.assert(201).text("part");
    let claim = json!({ "method": "bank_transfer", "proof": "ends in 7788" });
    world.post(who, &lane.path(&format!("/parts/{part}/claim")), claim).await.assert(200);
    let came =
        json!({ "amount": amount, "arrived_on": world.clock.now().to_string(), "reference": "line 7" });
    world.post(&lane.treasurer, &lane.path(&format!("/parts/{part}/confirmation")), came).await.assert(200);
    part
}

/// The names, and how much each has, as who runs pools sees it.
async fn joined(world: &World, lane: &Shop, pool: &str) -> Vec<(String, String)> {
    let about = format!("/pools/{pool}");
    let text = |one: &Value| one.as_str().unwrap().to_owned();
    let seen = page(world, lane, &lane.steward, &about).await;
    let joined: Vec<_> = seen["joined"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["name"]), text(&one["units"])))
        .collect();
    let seen = page(world, lane, &lane.member, &about).await;
    let names: Vec<_> = seen["joined"].as_array().unwrap().iter().map(|one| text(&one["name"])).collect();
    assert_eq!(names, joined.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), "to members the same");
    joined
}

fn of(who: &Someone, units: &str) -> (String, String) {
    (who.name.clone(), units.to_owned())
}

testkit::both_engines! {
    /// Formed: who has all of it back is named no more, by hand, because the order was called off, or because nothing of theirs came;
    /// who has some of it back is.
    async fn who_has_nothing_left_is_not_named(world: World) {
        let lane = shop(&world, "lane", true).await;
        let mut others = Vec::new();
        for name in ["bea", "carl", "dora"] {
            let who = world.sign_up(name).await;
            lane.let_in(&world, &who).await;
            others.push(who);
        }
        let [bea, carl, dora] = others.try_into().unwrap();
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let pool = lane.pool(&world, &apples, &[]).await;
        let mine = pays(&world, &lane, &lane.member, &pool, ("8", "96.00")).await;
        let beas = [
            pays(&world, &lane, &bea, &pool, ("12", "144.00")).await,
            pays(&world, &lane, &bea, &pool, ("2", "24.00")).await,
        ];
        let carls = pays(&world, &lane, &carl, &pool, ("3", "36.00")).await;
        pays(&world, &lane, &dora, &pool, ("4", "48.00")).await;
        world.pass(days(4)).await;
        let all = [of(&bea, "14"), of(&carl, "3"), of(&dora, "4"), of(&lane.member, "8")];
        assert_eq!(joined(&world, &lane, &pool).await, all);

        // Four fewer come, which falls on who joined last.
        let purchase = page(&world, &lane, &lane.steward, &format!("/pools/{pool}")).await["purchase"]["purchase"].clone();
        let path = lane.path(&format!("/supply/orders/{}/deliveries", purchase.as_str().unwrap()));
        let counted = json!({ "lines": [{ "line": 1, "counted": "25" }], "is_last": "on" });
        let came = world.post_keyed(&lane.steward, &path, &fresh("count"), counted).await;
        assert!(came.status < 300, "{came:?}");
        world.pass(std::time::Duration::from_secs(60)).await;
        assert_eq!(joined(&world, &lane, &pool).await, [of(&bea, "14"), of(&carl, "3"), of(&lane.member, "8")]);

        let order = async |who: &Someone, part: &str| {
            page(&world, &lane, who, &format!("/parts/{part}")).await["order"].as_str().unwrap().to_owned()
        };
        let back = async |who: &Someone, part: &str, amount: &str| {
            let (order, back) = (order(who, part).await, json!({ "reason": "Bruised", "amount": amount }));
            let given = lane.refund(&world, &order, &fresh("back"), back).await;
            assert!(given.status < 300, "{given:?}");
        };
        // Some of one, one of two, all of one.
        back(&lane.member, &mine, "87.99").await;
        back(&bea, &beas[1], "22.00").await;
        back(&carl, &carls, "33.00").await;
        assert_eq!(joined(&world, &lane, &pool).await, [of(&bea, "12"), of(&lane.member, "8")]);
        // Called off.
        let called = json!({ "reason": "Moved away" });
        let path = lane.order_path(&order(&bea, &beas[0]).await, "/cancellation");
        let off = world.post(&lane.steward, &path, called).await;
        assert!(off.status < 300, "{off:?}");
        assert_eq!(joined(&world, &lane, &pool).await, [of(&lane.member, "8")]);
        let seen = page(&world, &lane, &lane.steward, &format!("/pools/{pool}")).await;
        assert_eq!((&seen["people"], &seen["units"]), (&json!(4), &json!("29")), "what closing fixed stays");
        world.assert_sound().await;
    }
}
