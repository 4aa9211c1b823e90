//! `hehuo pools predict` as it is started: the day where the community is, the language, who could be kept and who not, and what it does not take.

use crate::common::server::{run, said};
use crate::common::{World, shop};
use community::admission::Status;
use kernel::{Id, Timestamp};
use serde_json::{Value, json};
use store::OpError;

/// One hour into the second day of 2099 where the community is; in Greenwich it is still the first.
const PROBATION_ENDS: &str = "2099-01-01T17:00:00Z";

testkit::both_engines! {
    /// Of three who have paid one is on probation until then: the day before, what they paid would go back, and it is told why.
    async fn what_would_come_of_a_campaign_is_told(world: World) {
        let lane = shop(&world, "lane", true).await;
        let campaign = lane.campaign(&world, |new| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (pools::campaign::Offered::MemberCapital, 1_000, 1);
            (new.terms.units_max, new.terms.units_each, new.terms.second) = (Some(40), Some(8), None);
        }).await;
        for (who, units, amount) in [(&lane.supplier, "6", "60.00"), (&lane.steward, "6", "60.00"), (&lane.moderator, "3", "30.00")] {
            let input = json!({ "units": units, "payment": "later", "risk_read": "on" });
            let part = world.post(who, &lane.path(&format!("/campaigns/{campaign}/parts")), input).await.assert(201).text("part");
            let input = json!({ "method": "bank_transfer", "proof": "ends in 7788" });
            world.post(who, &lane.path(&format!("/parts/{part}/claim")), input).await.assert(200);
            let input = json!({ "amount": amount, "arrived_on": world.clock.now().to_string(), "reference": format!("statement {units}{}", part) });
            world.post(&lane.treasurer, &lane.path(&format!("/parts/{part}/confirmation")), input).await.assert(200);
        }
        let moderator = Id::parse(&lane.member_id(&world, &lane.moderator).await).unwrap();
        let until = Timestamp::parse(PROBATION_ENDS).unwrap();
        let put_back = world.running.site.db.transact(1, move |tx| {
            let row = tx.lock::<community::Member>((1, moderator))?.expect("a member");
            let row = community::Member { status: Status::Probation, probation_until_us: Some(until), ..row };
            Ok::<_, OpError<()>>(tx.save(&row)?)
        });
        put_back.await.unwrap();
        let named = world.running.site.db.read(|reader| community::by_slug(reader, "lane")).await.unwrap().unwrap();
        let scratch = world.leave().await;
        let [option, place] = &scratch.options();
        let predict = |more: &[&str]| run(&[&["pools", "predict", "--community", "lane", option, place], more].concat());
        let told = |more: &[&str]| {
            let out = predict(more);
            assert!(out.status.success(), "{more:?}: {}", said(&out.stderr));
            said(&out.stdout)
        };

        let first = told(&["--on", "2099-01-01", "--lang", "en"]);
        let lines: Vec<&str> = first.lines().collect();
        assert_eq!(lines.len(), 5, "{first}");
        assert_eq!(lines[0], "lane: if all ended on 2099-01-01");
        assert!(lines[1].contains("A roof for the yard: it reaches its goal, it takes ¥100.00, and has ¥120.00, ¥50.00 released"), "{first}");
        assert!(lines[2].contains("¥60.00 used") && lines[3].contains("¥60.00 used"), "{first}");
        assert!(lines[4].contains("¥30.00 back (") && lines[4].contains("probation") && !lines[4].contains("used"), "{first}");
        let second = told(&["--on", "2099-01-02", "--lang", "en"]);
        assert!(second.contains("has ¥150.00, ¥60.00 released") && second.contains("¥30.00 used") && !second.contains("back"), "{second}");

        let chinese = told(&["--on", "2099-01-01", "--lang", "zh"]);
        assert!(chinese.starts_with("lane：如果都在 2099-01-01 结束") && chinese.contains("退回 ¥30.00（"), "{chinese}");
        let own = if named.lang == "zh" { &chinese } else { &first };
        assert_eq!(&told(&["--on", "2099-01-01"]), own, "in the community's language, and nothing has changed");
        told(&[]);

        let body: Value = serde_json::from_str(&told(&["--on", "2099-01-01", "--json"])).unwrap();
        assert_eq!((&body["on"], &body["currency"]), (&json!("2099-01-01"), &json!("CNY")), "{body}");
        let pool = &body["pools"][0];
        assert_eq!((&pool["forecast"], &pool["reached"], &pool["released_minor"]), (&json!("forms"), &json!(12_000), &json!(5_000)), "{body}");
        let refused: Vec<_> = pool["parts"].as_array().unwrap().iter().map(|part| &part["refused"]).collect();
        assert_eq!(refused, [&Value::Null, &Value::Null, &json!("holder_on_probation")], "{body}");

        for (more, why) in [
            (["--on", "2001-01-01"], "today or a day to come"),
            (["--on", "tomorrow"], "--on takes a day"),
            (["--lang", "de"], "--lang takes zh or en"),
        ] {
            let out = predict(&more);
            assert!(!out.status.success() && said(&out.stderr).contains(why), "{more:?}: {}", said(&out.stderr));
        }
        let out = run(&["pools", "predict", "--community", "nowhere", option, place]);
        assert!(!out.status.success() && said(&out.stderr).contains("no community"), "{}", said(&out.stderr));
        let verify = run(&["verify", option, place]);
        assert!(verify.status.success(), "{}", said(&verify.stdout));
    }
}
