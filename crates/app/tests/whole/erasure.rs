//! An account is erased: what the market knew in words is gone, what the books add up from is not.

use crate::common::{PASSWORD, World, days, shop};
use market::rows::{OrderEvent, Payment, Payout};
use serde_json::json;

/// Everything in words that the market has of a community.
async fn words(world: &World) -> Vec<String> {
    let found = world.running.site.db.read(|reader| {
        let (_, community) = community::all(reader)?.remove(0);
        let mut words = Vec::new();
        type Key = (kernel::Id<market::rows::Order>, i64);
        for (order, number) in
            reader.rows::<Key>("SELECT order_id, number FROM order_event ORDER BY order_id, number", &[])?
        {
            words.extend(
                reader.find::<OrderEvent>(&(community, order, number))?.and_then(|event| event.reason),
            );
        }
        for (id,) in reader.rows::<(kernel::Id<Payment>,)>("SELECT id FROM payment ORDER BY id", &[])? {
            words.extend(
                reader
                    .find::<Payment>(&(community, id))?
                    .into_iter()
                    .flat_map(|p| [p.proof, p.reference])
                    .flatten(),
            );
        }
        for (id,) in reader.rows::<(kernel::Id<Payout>,)>("SELECT id FROM payout ORDER BY id", &[])? {
            words.extend(reader.find::<Payout>(&(community, id))?.map(|payout| payout.reference));
        }
        Ok(words)
    });
    found.await.unwrap()
}

testkit::both_engines! {
    async fn an_erased_buyer_leaves_sums_and_no_words(world: World) {
        let lane = shop(&world, "lane", true).await;
        let rice = lane.offer(&world, "Rice", "12.50", "20").await;
        let order = lane.order(&world, &rice, "2").await;
        lane.claim(&world, &order).await;
        lane.confirm(&world, &order, "25.00", &crate::common::shop::today(&world)).await.assert(200);
        world.post(&lane.steward, &lane.order_path(&order, "/fulfilment"), json!({})).await.assert(200);
        let complaint = json!({ "reason": "my baby found a stone in it" });
        world.post(&lane.member, &lane.order_path(&order, "/complaints"), complaint).await.assert(200);
        let back = json!({ "amount": "5.00", "reason": "A stone in the bag" });
        lane.refund(&world, &order, "stone", back).await.assert(201);
        lane.pay_out(&world, &lane.member, "owed", "2.00").await.assert(201);
        let off = lane.order(&world, &rice, "1").await;
        let why = json!({ "reason": "we are moving to Suzhou" });
        world.post(&lane.member, &lane.order_path(&off, "/cancellation"), why).await.assert(200);
        // A claim that was not found, and money that went back to where it came from.
        let other = lane.order(&world, &rice, "1").await;
        lane.claim(&world, &other).await;
        let payment = |id: String, rest: &str| lane.path(&format!("/payments/{id}{rest}"));
        let refusal = payment(lane.payment_of(&world, &other).await, "/refusal");
        let why = json!({ "reason": "her account sent nothing in May" });
        world.post(&lane.treasurer, &refusal, why).await.assert(200);
        let other = lane.order(&world, &rice, "1").await;
        lane.claim(&world, &other).await;
        let back = payment(lane.payment_of(&world, &other).await, "/return");
        lane.confirm(&world, &other, "1.00", &crate::common::shop::today(&world)).await.assert(200);
        let sent = json!({ "reference": "back to ICBC 6222" });
        world.post(&lane.treasurer, &back, sent).await.assert(200);
        let taken = [
            "my baby", "to Suzhou", "from ICBC", "statement line 7", "transfer 12", "nothing in May", "back to ICBC",
        ];
        let said = words(&world).await;
        for word in taken {
            assert!(said.iter().any(|text| text.contains(word)), "{word} in {said:?}");
        }
        // All that the erasure will take is in the export before.
        let kept = world.get(&lane.member, "/me/data").await.assert(200).json()["kept"]["market"].to_string();
        for word in taken.into_iter().chain(["Rice"]) {
            assert!(kept.contains(word), "{word} in {kept}");
        }
        let erase = json!({ "current_password": PASSWORD, "confirm": "on" });
        let erased = world.post(&lane.member, "/me/erasure", erase).await;
        assert_eq!(erased.status, 204, "{erased:?}");
        let left = words(&world).await;
        let kept = |text: &String| matches!(text.as_str(), "" | "bank_transfer" | "A stone in the bag");
        assert!(left.iter().all(kept), "{left:?}");
        assert!(left.iter().any(|text| text == "A stone in the bag"), "{left:?}");
        // What is owed to the member still is, and the order goes its way.
        world.pass(days(8)).await;
        world.assert_sound().await;
    }

    /// Whoever objected and appealed leaves that they did, how it was answered, and no words; all of it was in the export.
    async fn an_erased_voter_leaves_votes_and_no_reasons(world: World) {
        use governance::asks::Asks;
        use governance::terms::{Kind, Secrecy};
        let lane = shop(&world, "lane", true).await;
        let consent = lane.opened(&world, "Paint the gate", Asks { kind: Kind::Consent, ..Asks::default() }).await;
        let at = |decided: crate::common::ballots::Decided, rest: &str| {
            lane.path(&format!("/ballots/{}{rest}", decided.ballot))
        };
        let object = json!({ "choice": "object", "reason": "paint gives my son asthma" });
        world.post(&lane.treasurer, &at(consent, "/votes"), object).await.assert(200);
        world.post(&lane.member, &at(consent, "/votes"), json!({ "choice": "agree" })).await.assert(200);
        // Three days later, when the first one closes.
        let secret = lane.opened(&world, "Who is to lead", Asks { secrecy: Secrecy::Secret, ..Asks::default() }).await;
        world.post(&lane.treasurer, &at(secret, "/votes"), json!({ "choice": "no" })).await.assert(200);
        world.pass(std::time::Duration::ZERO).await;
        let appeal = json!({ "reason": "I lay in hospital that day" });
        world.post(&lane.treasurer, &at(consent, "/appeals"), appeal).await.assert(201);
        let told = world.get(&lane.treasurer, "/me/data").await.assert(200).json()["kept"]["decisions"][0].clone();
        for word in ["asthma", "hospital", "\"object"] {
            assert!(told.to_string().replace("\\\"", "\"").contains(word), "{word} in {told}");
        }
        assert!(told["secret_ballots"]["en"].as_str().unwrap().contains("only your receipt"), "{told}");
        let votes = told["votes"].as_array().unwrap();
        let of_secret = votes.iter().find(|vote| vote["ballot"] == json!(secret.ballot)).unwrap();
        assert_eq!((&of_secret["voted"], &of_secret["open_vote"]), (&json!(true), &json!(null)));
        let erase = json!({ "current_password": PASSWORD, "confirm": "on" });
        assert_eq!(world.post(&lane.treasurer, "/me/erasure", erase).await.status, 204);
        for path in [at(consent, ""), at(consent, "/papers"), at(consent, "/result"), lane.path(&format!("/decisions/{}", consent.proposal))] {
            let page = world.look(Some(&lane.member), &path).await;
            page.assert(200);
            assert!(!page.body.contains("asthma") && !page.body.contains("hospital"), "{path}: {}", page.body);
        }
        let page = world.look(Some(&lane.member), &at(consent, "")).await;
        assert_eq!(page.body.matches("account is gone").count(), 2, "the objection and the appeal: {}", page.body);
        let seen = world.get(&lane.member, &at(consent, "")).await.assert(200).json();
        assert_eq!(seen["reckoning"]["counted"]["objections"], json!(1));
        world.assert_sound().await;
    }
}
