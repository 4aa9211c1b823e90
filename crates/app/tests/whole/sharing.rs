//! A month is closed, shared out, and everybody can follow their sum back.

use crate::common::shop::day;
use crate::common::{World, shop};
use serde_json::json;

const DAY: std::time::Duration = std::time::Duration::from_secs(86_400);

testkit::both_engines! {
    /// By the pages' own addresses: closing by two, nothing dated into it, a simulation, its carrying out, and the way back.
    async fn from_a_closed_month_to_why_so_much(world: World) {
        let lane = shop(&world, "lane", true).await;
        let earned = day(&world);
        let received = json!({ "kind": "other", "amount": "20.00", "what": "For the pantry",
            "received_on": earned, "giver_name": "Old school" });
        world.post(&lane.treasurer, &lane.path("/receipts"), received.clone()).await.assert(201);
        let month = earned[..7].to_owned();
        let periods = lane.path("/periods");
        let early = world.post(&lane.treasurer, &periods, json!({ "period": month })).await.assert(409).json();
        assert_eq!(early["code"], "period_not_over");
        world.clock.advance(DAY * 31);
        world.post(&lane.treasurer, &periods, json!({ "period": "soon" })).await.assert(422);
        world.post(&lane.treasurer, &periods, json!({ "period": month })).await.assert(201);
        let consent = lane.path(&format!("/periods/{month}/consent"));
        let own = world.post(&lane.treasurer, &consent, json!({})).await.assert(403).json();
        assert_eq!(own["code"], "own_closing");
        assert!(world.look(Some(&lane.steward), &lane.path("/desk")).await.body.contains("Closings that wait for consent"));
        world.post(&lane.steward, &consent, json!({})).await.assert(200);

        // Whoever types a date of it is told so, and it is no fault.
        let late = world.post(&lane.treasurer, &lane.path("/receipts"), received).await;
        assert_eq!(late.json()["code"], "period_closed", "{}", late.body);
        let instrument = lane.instrument(&world).await;
        let wanted = json!({ "units": "1", "risk_version": "1", "read": "on" });
        let asking = lane.path(&format!("/instruments/{instrument}/subscriptions"));
        let subscription = world.post(&lane.member, &asking, wanted).await.assert(201).text("subscription");
        // What is not checked yet is named where a period is closed, to those who close.
        let told = world.get(&lane.treasurer, &periods).await.assert(200).json();
        assert_eq!(told["pending"], json!([{ "of": "subscriptions", "count": 1, "sum_minor": 5_000 }]));
        let page = world.look(Some(&lane.treasurer), &periods).await.assert(200).body.clone();
        assert!(page.contains("1 subscription without its money yet") && page.contains("href=\"/c/lane/subscriptions\""), "{page}");
        assert_eq!(world.get(&lane.member, &periods).await.assert(200).json()["pending"], json!([]));
        let arrival = lane.path(&format!("/subscriptions/{subscription}/arrival"));
        let arrived = json!({ "arrived_on": earned, "amount": "50.00", "reference": "B-7" });
        let late = world.post(&lane.treasurer, &arrival, arrived).await;
        assert_eq!(late.json()["code"], "period_closed", "{}", late.body);

        let form = world.look(Some(&lane.treasurer), &lane.path("/distributions/new?preset=sponsorship")).await;
        assert!(form.body.contains("AS 43.23") && form.body.contains(&format!("value=\"{month}\"")), "{}", form.body);
        let asked = json!({ "period": month, "fund": "1", "weight_per_head": "99" });
        let unequal = world.post(&lane.treasurer, &lane.path("/distributions"), asked).await.assert(422).json();
        assert_eq!(unequal["code"], "weights_unequal");
        let asked = json!({ "period": month, "fund": "1", "weight_per_head": "100",
            "tax_1_name": "Levy", "tax_1_percent": "20", "tax_1_of": "all" });
        let made = world.post(&lane.treasurer, &lane.path("/distributions"), asked).await.assert(201).json();
        let id = made["distribution"].as_str().unwrap().to_owned();
        let page = lane.path(&format!("/distributions/{id}"));
        assert!(world.look(Some(&lane.member), &page).await.body.contains("not decided yet"));
        assert!(world.look(Some(&lane.member), &page).await.body.contains("withheld from Capital and time, Work"));

        // Proposed from its own page: the proposal carries it, and says to whoever reads what they would get.
        let begin = lane.path(&format!("/decisions/new?distribution={id}"));
        let simulated = world.look(Some(&lane.member), &page).await;
        assert!(simulated.body.contains(&format!("href=\"{begin}\"")), "{}", simulated.body);
        let form = world.get(&lane.member, &begin).await.assert(200).json();
        let idea = json!({ "title": form["title"], "body": form["body"], "distribution": id });
        assert!(form["title"].as_str().unwrap().starts_with("Share out the surplus"), "{form}");
        let proposal = world.post(&lane.member, &lane.path("/decisions"), idea.clone()).await.assert(201).text("id");
        let proposal = lane.path(&format!("/decisions/{proposal}"));
        let asks = world.get(&lane.member, &proposal).await.json()["asks"]["actions"][0].clone();
        assert_eq!((&asks["do"], &asks["hash"]), (&json!("distribution"), &made["hash"]));
        let read = world.look(Some(&lane.member), &proposal).await.body;
        assert!(read.contains("By this you would get") && read.contains(&format!("href=\"{page}\"")), "{read}");
        let unknown = json!({ "title": "Share", "body": "It", "distribution": "dis_01kax0000000000000000000aa" });
        let unknown = world.post(&lane.member, &lane.path("/decisions"), unknown).await;
        assert_eq!(unknown.json()["code"], "distribution_unfit", "{}", unknown.body);
        let projects = world.look(Some(&lane.member), &lane.path("/projects")).await.assert(200).body.clone();
        for door in ["/decisions/new?add=campaign", "/campaigns", "/instruments", "/contributions", "/distributions"] {
            assert!(projects.contains(&format!("href=\"{}\"", lane.path(door))), "{door}: {projects}");
        }

        // A campaign begins where it is wanted: an idea, and its form open.
        let start = world.look(Some(&lane.member), &lane.path("/decisions/new?add=campaign")).await;
        assert!(start.body.contains("name=\"add\" value=\"campaign\""), "{}", start.body);
        let fields = [("title", "A cold store"), ("body", "For the milk"), ("add", "campaign")];
        let led = world.fill(Some(&lane.member), &lane.path("/decisions"), &fields).await;
        assert_eq!(led.status, 303, "{}", led.body);
        let text = led.header("location").to_owned();
        assert!(text.ends_with("/text?add=campaign#new-deed"), "{text}");
        let text = text.trim_end_matches("#new-deed");
        let form = world.look(Some(&lane.member), text).await.assert(200).body.clone();
        assert!(form.contains("name=\"deed_1_do\" value=\"campaign\""), "{form}");
        // What is written around it promises as little as its terms do.
        let written = [("title", "A cold store"), ("body", "每年拿百分之八的利息"), ("reason", "So"), ("from_version", "1"),
            ("deed_1_do", "campaign")];
        let refused = world.fill(Some(&lane.member), text.trim_end_matches("?add=campaign"), &written).await;
        assert!(refused.status == 422 && refused.body.contains("reads like the promise of a return"), "{}", refused.body);

        // Another rule for the same month: two beside each other, with what each says and what each brings whom.
        let asked = json!({ "period": month, "fund": "1", "weight_per_head": "60", "weight_purchases": "40" });
        let other = world.post(&lane.treasurer, &lane.path("/distributions"), asked).await.assert(201).json();
        let there = lane.path(&format!("/distributions/{}", other["distribution"].as_str().unwrap()));
        let alone = world.get(&lane.member, &page).await.assert(200).json();
        assert_eq!(alone["compared"], json!(null));
        let beside = format!("{page}?with={}", other["distribution"].as_str().unwrap());
        let told = world.get(&lane.member, &beside).await.assert(200).json();
        let seen = world.get(&lane.member, &there).await.assert(200).json();
        for part in ["number", "rule", "outcome", "own_minor", "id"] {
            let whole = if part == "id" { &other["distribution"] } else { &seen[part] };
            assert_eq!(&told["compared"][part], whole, "{part}");
        }
        assert_eq!((&told["outcome"], &told["rule"]), (&alone["outcome"], &alone["rule"]));
        assert_ne!(told["compared"]["rule"], told["rule"]);
        let read = world.look(Some(&lane.member), &beside).await.assert(200).body.clone();
        for words in ["aria-label=\"Both rules\"", "aria-label=\"What each group gets\"", "Levy", "No. 1", "No. 2"] {
            assert!(read.contains(words), "{words}: {read}");
        }
        let both = read.split("aria-label=\"Both rules\"").nth(1).unwrap().split("</table>").next().unwrap();
        assert!(both.contains("100%") && both.contains("60%") && both.contains("40%"), "{both}");
        assert!(read.matches("class=\"table-box\"").count() == read.matches("class=\"table-box\" tabindex=\"0\" role=\"region\"").count(), "{read}");
        // Not with one of another fund or month, nor with what there is not.
        let nobody = format!("{page}?with=dis_01kax0000000000000000000aa");
        assert_eq!(world.get(&lane.member, &nobody).await.assert(200).json()["compared"], json!(null));

        let site = &world.running.site;
        let slug = lane.slug.clone();
        let community = site.db.read(move |reader| community::by_slug(reader, &slug)).await.unwrap().unwrap();
        let (now, number) = (site.now(), community.community_id);
        let order = distribution::CarryOut {
            distribution: kernel::Id::parse(&id).unwrap(),
            hash: made["hash"].as_str().unwrap().to_owned(),
            decision: "prp_01kax0000000000000000000aa".to_owned(),
        };
        site.db.transact(number, move |tx| distribution::carry_out_by_decision(tx, &order, now)).await.unwrap();
        for _ in 0..3 {
            world.running.jobs.run_due(world.clock.now()).await.unwrap();
            world.clock.advance(std::time::Duration::from_secs(1));
        }
        let own = world.get(&lane.member, &format!("{page}/mine")).await.assert(200).json();
        assert!(own["net_minor"].as_i64().unwrap() > 0 && own["is_paid"] == true, "{own}");
        let steps: Vec<_> = own["chain"].as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap()).collect();
        assert_eq!(steps, ["payout", "distribution", "decision", "surplus", "fund", "account"]);
        // Each step leads on, and the entry leads back.
        for step in own["chain"].as_array().unwrap() {
            if step["step"] != "decision" {
                assert_eq!(world.look(Some(&lane.member), step["href"].as_str().unwrap()).await.status, 200, "{step}");
            }
        }
        let entry = own["chain"][0]["href"].as_str().unwrap();
        assert!(world.look(Some(&lane.member), entry).await.body.contains(&format!("/distributions/{id}")));
        assert!(world.look(Some(&lane.member), &lane.path("/mine")).await.body.contains("Why this much?"));
        // What was withheld goes to its office: asked for by one, consented to by another; whoever it was kept from reads since when.
        let why = world.look(Some(&lane.member), &format!("{page}/mine")).await;
        assert!(why.body.contains("not yet paid to the tax office"), "{}", why.body);
        let desk = world.look(Some(&lane.treasurer), &lane.path("/desk")).await;
        let taxes = format!("{page}/taxes");
        assert!(desk.body.contains("Withheld tax") && desk.body.contains(&taxes), "{}", desk.body);
        let fund = world.look(Some(&lane.member), &lane.path("/books/funds/1")).await;
        assert!(fund.body.contains("of withheld tax has not been paid yet"), "{}", fund.body);
        let line = format!("{taxes}/1");
        let nowhere = world.post(&lane.treasurer, &line, json!({ "office": " " })).await.assert(422).json();
        assert_eq!(nowhere["code"], "office_unfit");
        let none = world.post(&lane.treasurer, &format!("{taxes}/2"), json!({ "office": "Revenue" })).await;
        assert_eq!(none.assert(404).json()["code"], "no_such_tax");
        world.post(&lane.treasurer, &line, json!({ "office": "Revenue" })).await.assert(201);
        let alone = world.post(&lane.treasurer, &format!("{line}/consent"), json!({ "attempt": "1" })).await;
        assert_eq!(alone.assert(403).json()["code"], "own_tax_payment");
        let form = world.look(Some(&lane.steward), &taxes).await.assert(200).body.clone();
        assert!(form.contains("name=\"attempt\" value=\"1\"") && form.contains("to Revenue"), "{form}");
        let paid = world.post(&lane.steward, &format!("{line}/consent"), json!({ "attempt": "1" })).await;
        let paid = paid.assert(200).json();
        let own = world.get(&lane.member, &format!("{page}/mine")).await.assert(200).json();
        let withheld = &own["withheld"][0];
        assert_eq!((&withheld["paid_to"], &withheld["entry"]), (&json!("Revenue"), &paid["entry"]));
        let entry = lane.path(&format!("/books/entries/{}", paid["entry"]));
        assert!(world.look(Some(&lane.member), &entry).await.body.contains("Withheld tax paid"));
        let back = json!({ "attempt": "1", "reason": "The bank sent it back" });
        world.post(&lane.treasurer, &format!("{line}/reversal"), back).await.assert(200);
        let told = world.get(&lane.member, &taxes).await.assert(200).json();
        assert_eq!((&told["lines"][0]["paid_minor"], &told["lines"][0]["payments"][0]["state"]), (&json!(0), &json!("taken_back")));
        // What it says of itself closes.
        let told = world.get(&lane.member, &page).await.assert(200).json();
        let outcome = &told["outcome"];
        let minor = |field: &str| outcome[field].as_i64().unwrap();
        assert_eq!(told["tax_left_minor"], outcome["withheld_minor"]);
        assert!(minor("paid_minor") + minor("withheld_minor") <= minor("total_minor"));
        let shown = world.look(Some(&lane.member), &page).await.body.clone();
        assert!(shown.contains(">Credited<") && shown.contains("Together: the surplus"), "{shown}");
        // The journal of a fund says the fund's part, and what all of it comes to.
        let journal = lane.path("/books/journal?fund=1&purpose=other_income");
        let journal = world.get(&lane.member, &journal).await.assert(200).json();
        assert_eq!(journal["total"]["minor"].as_i64(), journal["entries"][0]["own_change"]["minor"].as_i64());
        let names = world.get(&lane.steward, &format!("{page}/holders")).await.assert(200).json();
        assert!(!names["holders"].as_array().unwrap().is_empty());
        world.assert_sound().await;
    }

    /// Closing a month closes those before it: said before it is asked for, and to who is to agree.
    async fn what_is_closed_with_a_month_is_said_before(world: World) {
        let lane = shop(&world, "lane", true).await;
        let first = day(&world)[..7].to_owned();
        let periods = lane.path("/periods");
        world.pass(DAY * 32).await;
        let told = world.get(&lane.treasurer, &periods).await.assert(200).json();
        assert_eq!((&told["open"][0]["period"], &told["open"][0]["closes_from"]), (&json!(first), &json!(null)));
        let page = world.look(Some(&lane.treasurer), &periods).await.body.clone();
        assert!(!page.contains("share out the earliest first"), "nothing else is closed with it: {page}");
        let second = day(&world)[..7].to_owned();
        world.pass(DAY * 32).await;
        let told = world.get(&lane.treasurer, &periods).await.assert(200).json();
        let open = told["open"].as_array().unwrap().iter().find(|one| one["period"] == json!(second)).unwrap().clone();
        assert_eq!(open["closes_from"], json!(first));
        let page = world.look(Some(&lane.treasurer), &periods).await.body.clone();
        assert!(page.contains("and all before it since") && page.contains("share out the earliest first"), "{page}");
        world.post(&lane.treasurer, &periods, json!({ "period": second })).await.assert(201);
        let page = world.look(Some(&lane.steward), &periods).await.body.clone();
        assert!(page.contains("This closes") && page.contains("and all before it since"), "{page}");
        world.post(&lane.steward, &lane.path(&format!("/periods/{second}/consent")), json!({})).await.assert(200);
        let told = world.get(&lane.steward, &periods).await.assert(200).json();
        assert_eq!(told["closings"][0]["closes_from"], json!(null));
    }
}
