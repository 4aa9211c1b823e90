//! A simulation that is voted on says so, and is proposed once at a time.

use crate::common::{World, days, shop};
use distribution::PeriodRefused;
use distribution::period::ClosingState;
use distribution::rows::{Distribution, PeriodClosing};
use governance::asks::{Action, Asks};
use governance::choice::Choice;
use governance::terms::Secrecy;
use serde_json::{Value, json};

testkit::both_engines! {
    /// What was made before gifts were told apart is offered nowhere, and who names it all the same reads why.
    async fn what_would_pay_gifts_out_is_not_proposed(world: World) {
        let lane = shop(&world, "lane", true).await;
        let id = lane.distribution(&world).await;
        let (page, begin) = (lane.path(&format!("/distributions/{id}")), format!("/decisions/new?distribution={id}"));
        assert!(world.look(Some(&lane.member), &page).await.body.contains(&begin));
        let key = (lane.number(&world).await, kernel::Id::parse(&id).unwrap());
        lane.act::<_, PeriodRefused>(&world, move |tx, _| {
            let row = tx.lock::<Distribution>(key)?.expect("frozen");
            let mut outcome: serde_json::Value = serde_json::from_str(&row.outcome).unwrap();
            outcome.as_object_mut().unwrap().remove("left_out");
            Ok(tx.save(&Distribution { outcome: outcome.to_string(), ..row })?)
        })
        .await;
        let read = world.look(Some(&lane.member), &page).await.assert(200).body.clone();
        assert!(!read.contains(&begin) && read.contains("before gifts were told apart"), "{read}");
        let idea = json!({ "title": "Share", "body": "Out", "distribution": id });
        world.post(&lane.member, &lane.path("/decisions"), idea).await.refused(409, "distribution_gifts_untold");
    }

    /// Opened, voted down, proposed anew, passed and carried out: what its page and the form say at each step.
    async fn a_simulation_is_voted_on_once_at_a_time(world: World) {
        let lane = shop(&world, "lane", true).await;
        let voters = lane.voters(&world, 5).await;
        let id = lane.distribution(&world).await;
        let page = lane.path(&format!("/distributions/{id}"));
        let begin = format!("/decisions/new?distribution={id}");
        let told = world.get(&lane.member, &page).await.assert(200).json();
        assert_eq!(told["vote"], json!(null));
        assert!(world.look(Some(&lane.member), &page).await.body.contains(&begin));
        let action = Action::Distribution { distribution: id.clone(), hash: told["hash"].as_str().unwrap().to_owned() };
        let asks = Asks { actions: vec![action], ..Asks::default() };
        // It is proposed once while that is open, with a link to what is there; withdrawn, it can be again.
        let idea = json!({ "title": "Share", "body": "Out", "distribution": id });
        let first = world.post(&lane.treasurer, &lane.path("/decisions"), idea.clone()).await.assert(201).text("id");
        world.post(&lane.member, &lane.path("/decisions"), idea.clone()).await.refused(409, "distribution_proposed");
        let there = format!("href=\"{}\"", lane.path(&format!("/decisions/{first}")));
        let asked = [("title", "Share"), ("body", "Out"), ("distribution", id.as_str())];
        let told = world.fill(Some(&lane.member), &lane.path("/decisions"), &asked).await.assert(409).body.clone();
        assert!(told.contains(&there) && told.contains("is still open"), "{told}");
        assert!(world.look(Some(&lane.member), &lane.path(&begin)).await.body.contains(&there));
        let back = json!({ "reason": "Too early" });
        world.post(&lane.treasurer, &lane.path(&format!("/decisions/{first}/withdrawal")), back.clone()).await.assert(200);
        assert!(!world.look(Some(&lane.member), &lane.path(&begin)).await.body.contains(&there));

        let first = lane.opened(&world, "Share the surplus", asks.clone()).await;
        let told = world.get(&lane.member, &page).await.assert(200).json();
        assert_eq!((&told["vote"]["proposal"], &told["vote"]["state"]), (&json!(first.proposal.to_string()), &json!("voting")));
        let read = world.look(Some(&lane.member), &page).await.assert(200).body.clone();
        assert!(read.contains("Being voted on until") && read.contains(&format!("/decisions/{}", first.proposal)), "{read}");
        assert!(!read.contains(&begin) && !read.contains("not decided yet"), "{read}");
        let list = world.look(Some(&lane.member), &lane.path("/distributions")).await.assert(200).body.clone();
        assert!(list.contains("being voted on"), "{list}");
        world.post(&lane.treasurer, &lane.path("/decisions"), idea.clone()).await.refused(409, "distribution_in_ballot");

        // Voted down: it can be proposed anew.
        let no: Vec<_> = voters.iter().map(|voter| (*voter, Choice::No)).collect();
        lane.vote(&world, first, Secrecy::Open, &no).await;
        world.pass(days(4)).await;
        let told = world.get(&lane.member, &page).await.assert(200).json();
        assert_eq!(told["vote"], json!(null));
        assert!(world.look(Some(&lane.member), &page).await.body.contains(&begin));
        let anew = world.post(&lane.treasurer, &lane.path("/decisions"), idea.clone()).await.assert(201).text("id");
        world.post(&lane.treasurer, &lane.path(&format!("/decisions/{anew}/withdrawal")), back).await.assert(200);

        // Passed: nothing more is proposed while it waits, and then it is shared out.
        let second = lane.opened(&world, "Share it after all", asks).await;
        let yes: Vec<_> = voters.iter().map(|voter| (*voter, Choice::Yes)).collect();
        lane.vote(&world, second, Secrecy::Open, &yes).await;
        world.pass(days(3)).await;
        let told = world.get(&lane.member, &page).await.assert(200).json();
        assert_eq!((&told["vote"]["proposal"], &told["vote"]["state"]), (&json!(second.proposal.to_string()), &json!("passed")));
        world.post(&lane.treasurer, &lane.path("/decisions"), idea).await.refused(409, "distribution_in_ballot");
        world.pass(days(4)).await;
        let told = world.get(&lane.member, &page).await.assert(200).json();
        assert_eq!((&told["state"], &told["decision"]), (&json!("paid"), &json!(second.proposal.to_string())));
        assert_eq!(told["vote"], json!(null));
        // Its proposal is carried out by itself: the books tell how.
        let decided = lane.path(&format!("/decisions/{}", second.proposal));
        let told = world.get(&lane.member, &decided).await.assert(200).json();
        assert_eq!(told["stage"], json!("carried_out"));
        assert!(world.look(Some(&lane.member), &decided).await.body.contains("is in the books: "));

        // The month was closed by two, as pages close it.
        let key = (lane.number(&world).await, kernel::Id::parse(&id).unwrap());
        let row = world.running.site.db.read(move |reader| reader.find::<Distribution>(&key)).await.unwrap().unwrap();
        let (asked_by, decided_by) = (voters[0], Some(voters[1]));
        lane.act::<_, PeriodRefused>(&world, move |tx, now| {
            Ok(tx.insert(&PeriodClosing {
                community_id: tx.community(),
                period: row.period.clone(),
                starts_us: row.starts_us,
                ends_us: row.ends_us,
                state: ClosingState::Closed,
                asked_by,
                asked_at_us: now,
                decided_by,
                decided_at_us: Some(now),
            })?)
        })
        .await;
        // Opened again for a period that was shared out: it says by what, and offers nothing to freeze.
        let form = lane.path("/distributions/new?period=2020-07&fund=1");
        let new = world.get(&lane.treasurer, &form).await.assert(200).json();
        assert_eq!(new["shared"]["id"], json!(id));
        let read = world.look(Some(&lane.treasurer), &form).await.assert(200).body.clone();
        assert!(read.contains("has been shared out already") && read.contains(&format!("/distributions/{id}\"")), "{read}");
        let freezes = format!("method=\"post\" action=\"{}\"", lane.path("/distributions"));
        assert!(!read.contains(&freezes), "{read}");
        let other = world.look(Some(&lane.treasurer), &lane.path("/distributions/new?period=2020-08&fund=1")).await;
        assert!(other.body.contains(&freezes), "{}", other.body);
        // What is before it is refused: it is neither offered nor warned of.
        let before = lane.path("/distributions/new?period=2020-06&fund=1");
        let told = world.get(&lane.treasurer, &before).await.assert(200).json();
        assert_eq!((&told["later_shared"], &told["shared"], &told["earlier"]), (&json!(true), &Value::Null, &json!([])), "{told}");
        let read = world.look(Some(&lane.treasurer), &before).await.assert(200).body.clone();
        assert!(read.contains("has been shared out for a later time already") && !read.contains(&freezes), "{read}");
        let late = json!({ "period": "2020-06", "fund": "1", "weight_per_head": "100" });
        world.post(&lane.treasurer, &lane.path("/distributions"), late).await.refused(409, "later_period_shared");
        let again = json!({ "period": "2020-07", "fund": "1", "weight_per_head": "100" });
        world.post(&lane.treasurer, &lane.path("/distributions"), again).await.refused(409, "period_shared");
        world.assert_sound().await;
    }
}
