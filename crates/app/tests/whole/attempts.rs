//! Attempts that must fail, each asked for as anybody can ask: a second vote, a vote too late or by who came too late, a
//! text changed under the voters, one's own expense, more than a mandate permits. A steward who looks for sealed votes at every
//! address there is: `secrecy.rs`.

use crate::common::ballots::Decided;
use crate::common::{Answer, Shop, Someone, World, days, fresh, program, send, shop};
use axum::http::Method;
use governance::asks::Asks;
use governance::terms::Secrecy;
use serde_json::{Value, json};
use std::time::Duration;

const LAST_INSTANT: Duration = Duration::from_micros(1);

async fn opened(world: &World, lane: &Shop, secrecy: Secrecy) -> (Decided, String) {
    let decided = lane.opened(world, "Paint the gate", Asks { secrecy, ..Asks::default() }).await;
    (decided, lane.path(&format!("/ballots/{}", decided.ballot)))
}

async fn vote(world: &World, who: &Someone, ballot: &str, input: Value) -> Answer {
    world.post(who, &format!("{ballot}/votes"), input).await
}

async fn turnout(world: &World, lane: &Shop, ballot: &str) -> i64 {
    world.get(&lane.steward, ballot).await.assert(200).number("voted_count")
}

/// Both at the same time, over the program's own router.
async fn at_once(
    world: &World,
    one: (&Someone, &str, Value),
    other: (&Someone, &str, Value),
) -> (Answer, Answer) {
    let asked = |(who, path, input): (&Someone, &str, Value)| {
        tokio::spawn(send(world.router(), program(Method::POST, path, Some(who), Some(&input))))
    };
    let (one, other) = (asked(one), asked(other));
    (one.await.unwrap(), other.await.unwrap())
}

testkit::both_engines! {
    /// With another receipt, without one, twice at once: it stays one vote. With somebody else's receipt it is that paper which is
    /// written over, as whoever hands a receipt out is told: there are no more papers than voters.
    async fn voting_twice(world: World) {
        let lane = shop(&world, "lane", true).await;
        let (_, ballot) = opened(&world, &lane, Secrecy::Secret).await;
        let own = vote(&world, &lane.member, &ballot, json!({ "choice": "yes" })).await.assert(200).text("receipt");
        let others = vote(&world, &lane.supplier, &ballot, json!({ "choice": "no" })).await.assert(200).text("receipt");
        let made_up = "0123-4567-89ab-cdef-0123-4567-89ab-cdef";
        vote(&world, &lane.member, &ballot, json!({ "choice": "no" })).await.refused(409, "already_voted");
        let again = json!({ "choice": "no", "receipt": made_up });
        vote(&world, &lane.member, &ballot, again).await.refused(409, "already_voted");
        let again = json!({ "choice": "abstain", "receipt": others });
        assert_eq!(vote(&world, &lane.member, &ballot, again).await.assert(200).json()["changed"], true);
        let votes = format!("{ballot}/votes");
        let twice = at_once(
            &world,
            (&lane.treasurer, &votes, json!({ "choice": "yes" })),
            (&lane.treasurer, &votes, json!({ "choice": "yes" })),
        ).await;
        let mut answers = [twice.0.status, twice.1.status];
        answers.sort_unstable();
        assert_eq!(answers, [200, 409], "{twice:?}");
        assert_eq!(turnout(&world, &lane, &ballot).await, 3);
        world.pass(days(3)).await;
        for (receipt, choice) in [(own, "yes"), (others, "abstain")] {
            let found = world.post(&lane.member, &format!("{ballot}/receipt"), json!({ "receipt": receipt })).await;
            assert_eq!(found.assert(200).json()["choice"], choice);
        }
        let papers = world.get(&lane.member, &format!("{ballot}/papers")).await.assert(200).json();
        assert_eq!(papers["papers"].as_array().unwrap().len(), 3);
        world.assert_sound().await;
    }

    /// The microsecond before is in time; the closing itself is not, although nothing has been counted yet.
    async fn voting_after_the_closing(world: World) {
        let lane = shop(&world, "lane", true).await;
        for secrecy in [Secrecy::Open, Secrecy::Secret] {
            let (_, ballot) = opened(&world, &lane, secrecy).await;
            // Enough take part early, so that nothing is extended.
            vote(&world, &lane.steward, &ballot, json!({ "choice": "yes" })).await.assert(200);
            world.clock.advance(days(3) - LAST_INSTANT);
            let receipt = vote(&world, &lane.member, &ballot, json!({ "choice": "yes" })).await;
            let receipt = receipt.assert(200).json()["receipt"].as_str().unwrap_or_default().to_owned();
            world.clock.advance(LAST_INSTANT);
            let change = json!({ "choice": "no", "receipt": receipt });
            for _ in 0..2 {
                vote(&world, &lane.supplier, &ballot, json!({ "choice": "no" })).await.refused(409, "voting_over");
                vote(&world, &lane.member, &ballot, change.clone()).await.refused(409, "voting_over");
                world.pass(Duration::ZERO).await;
            }
            assert_eq!(turnout(&world, &lane, &ballot).await, 2);
        }
        world.assert_sound().await;
    }

    /// Let in after it was published, before and after it opened: no vote, under one's own name or another's.
    async fn joining_after_the_opening(world: World) {
        let lane = shop(&world, "lane", true).await;
        let (_, ballot) = opened(&world, &lane, Secrecy::Open).await;
        let late = world.sign_up("late").await;
        vote(&world, &late, &ballot, json!({ "choice": "yes" })).await.assert(403);
        lane.let_in(&world, &late).await;
        vote(&world, &late, &ballot, json!({ "choice": "yes" })).await.refused(403, "not_in_electorate");
        let member = lane.member_id(&world, &lane.member).await;
        let for_another = json!({ "choice": "yes", "voter": member });
        vote(&world, &late, &ballot, for_another).await.refused(403, "not_their_proxy");
        let page = world.get(&late, &ballot).await.assert(200).json();
        assert_eq!(page["voted_count"], 0);
        let appeal = json!({ "reason": "I was not let vote" });
        world.pass(days(3)).await;
        let appealed = world.post(&late, &format!("{ballot}/appeals"), appeal).await;
        assert!(matches!(appealed.status, 403 | 409), "{appealed:?}");
    }

    /// By its owner, by a steward, and at the same time as the opening: what is voted on is what stands.
    async fn changing_the_text_during_a_ballot(world: World) {
        let lane = shop(&world, "lane", true).await;
        let (decided, ballot) = opened(&world, &lane, Secrecy::Open).await;
        let text = |proposal: &str| lane.path(&format!("/decisions/{proposal}/text"));
        let new = |from: &str| json!({ "title": "Paint the gate red", "body": "Red", "kind": "yes_no",
            "from_version": from, "reason": "I like red better" });
        for who in [&lane.member, &lane.steward] {
            world.post(who, &text(decided.proposal.as_str()), new("1")).await.refused(409, "text_is_fixed");
        }
        world.post(&lane.supplier, &text(decided.proposal.as_str()), new("1")).await.assert(403);
        assert_eq!(world.get(&lane.member, &ballot).await.assert(200).number("text_version"), 1);

        for round in 0..4 {
            let idea = json!({ "title": "A second gate", "body": "Behind the yard" });
            let id = world.post(&lane.member, &lane.path("/decisions"), idea).await.assert(201).text("id");
            for to in ["discussion", "draft"] {
                let path = lane.path(&format!("/decisions/{id}/stage"));
                world.post(&lane.member, &path, json!({ "to": to, "reason": "Time" })).await.assert(200);
            }
            world.pass(days(3)).await;
            let closes_at = world.clock.now().plus(days(4)).to_string();
            let ballots = lane.path(&format!("/decisions/{id}/ballots"));
            let text = text(&id);
            let open = (&lane.member, ballots.as_str(), json!({ "version": "1", "closes_at": closes_at }));
            let rewrite = (&lane.steward, text.as_str(), new("1"));
            let (opened, written) = match round % 2 {
                0 => at_once(&world, open, rewrite).await,
                _ => { let (written, opened) = at_once(&world, rewrite, open).await; (opened, written) }
            };
            // Whichever comes first keeps the other out: nobody has read the text that has just been written.
            let stands = world.get(&lane.member, &lane.path(&format!("/decisions/{id}"))).await.assert(200).json();
            match opened.status {
                201 => {
                    written.refused(409, "text_is_fixed");
                    let ballot = lane.path(&format!("/ballots/{}", opened.text("id")));
                    let page = world.get(&lane.member, &ballot).await.assert(200).json();
                    assert_eq!((&page["text_version"], &stands["version"]), (&json!(1), &json!(1)));
                }
                _ => {
                    opened.refused(409, "other_version");
                    written.assert(200);
                    assert_eq!(stands["version"], 2);
                }
            }
        }
    }

    /// By the author with every role there is, by who is paid, from a page and as a program.
    async fn an_author_approving_their_own_expense(world: World) {
        let lane = shop(&world, "lane", true).await;
        let id = expenses(&world, &lane, 8_000, &["50.00"]).await.remove(0);
        let approval = lane.path(&format!("/expenses/{id}/approval"));
        for role in ["treasurer", "steward", "moderator"] {
            lane.give_role(&world, &lane.member, role).await.assert(204);
        }
        world.post(&lane.member, &approval, json!({})).await.refused(403, "own_expense");
        world.fill(Some(&lane.member), &approval, &[]).await.assert(403);
        // Written by another, paid to oneself.
        let mandate = lane.mandate(&world, 8_000).await;
        let wanted = lane.wanted(&world, &mandate, "20.00").await;
        let wanted: Vec<_> = wanted.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let asked = world.upload(&lane.supplier, &lane.path("/expenses"), &fresh("ask"), &wanted, &[]).await;
        let paid_to_me = lane.path(&format!("/expenses/{}/approval", asked.assert(201).text("expense")));
        world.post(&lane.member, &paid_to_me, json!({})).await.refused(403, "paid_to_you");
        world.post(&lane.treasurer, &approval, json!({ "without_proof": "I saw it" })).await.assert(200);
        world.assert_sound().await;
    }

    /// Two approvals at once that are each within the ceiling and above it together.
    async fn spending_above_the_ceiling_by_two_at_once(world: World) {
        let lane = shop(&world, "lane", true).await;
        let both = expenses(&world, &lane, 8_000, &["50.00", "40.00"]).await;
        let paths: Vec<_> = both.iter().map(|id| lane.path(&format!("/expenses/{id}/approval"))).collect();
        let saw = json!({ "without_proof": "I saw it" });
        let one = (&lane.steward, paths[0].as_str(), saw.clone());
        let (one, other) = at_once(&world, one, (&lane.treasurer, paths[1].as_str(), saw)).await;
        let (yes, no) = if one.status == 200 { (one, other) } else { (other, one) };
        yes.assert(200);
        no.refused(409, "above_ceiling");
        let mandates = world.get(&lane.member, &lane.path("/mandates?fund=1")).await.assert(200).json();
        let spent = mandates["funds"][0]["spent_minor"].as_i64().unwrap();
        assert!(matches!(spent, 5_000 | 4_000), "{mandates}");
        world.assert_sound().await;
    }
}

/// Asked for by the member under a new mandate of that ceiling, with enough in the fund; answers their ids.
async fn expenses(world: &World, lane: &Shop, ceiling_minor: i64, amounts: &[&str]) -> Vec<String> {
    let rice = lane.offer(world, "Rice", "1000", "9").await;
    lane.sell(world, &rice, "1", "1000").await;
    let mandate = lane.mandate(world, ceiling_minor).await;
    let mut ids = Vec::new();
    for amount in amounts {
        let wanted = lane.wanted(world, &mandate, amount).await;
        let wanted: Vec<_> = wanted.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let asked = world.upload(&lane.member, &lane.path("/expenses"), &fresh("ask"), &wanted, &[]).await;
        ids.push(asked.assert(201).text("expense"));
    }
    ids
}
