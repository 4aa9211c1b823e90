//! What a result page says of each kind of ballot: in words, as pictures with their tables, and to programs.

use crate::common::ballots::{Decided, budget, options};
use crate::common::{Shop, World, browser, shop};
use axum::http::Method;
use governance::asks::Asks;
use governance::choice::Choice::{self, Abstain, Agree, Approve, Credits, No, Object, Rank, Score, Yes};
use governance::ids::Member;
use governance::rows::{Ballot, CountedPaper};
use governance::terms::{Counting, Kind, Secrecy};
use kernel::Id;
use serde_json::json;
use store::OpError;

struct Lane {
    shop: Shop,
    voters: Vec<Id<Member>>,
}

impl Lane {
    async fn set(world: &World, voters: usize) -> Lane {
        let shop = shop(world, "lane", true).await;
        let voters = shop.voters(world, voters).await;
        Lane { shop, voters }
    }

    async fn decided(&self, world: &World, asks: Asks, choices: Vec<Choice>) -> Decided {
        let votes: Vec<_> = self.voters.iter().copied().zip(choices).collect();
        self.shop.decided(world, "Lamps for the lane", asks, &votes).await
    }

    /// The page says all of this, every picture has words, and every picture's figure has a table.
    async fn says(&self, world: &World, decided: Decided, said: &[&str]) -> String {
        let page = world.look(Some(&self.shop.member), &self.shop.result_path(decided)).await;
        page.assert(200);
        for text in said {
            assert!(page.body.contains(text), "no {text} in {}", page.body);
        }
        let pictures = page.body.matches("class=\"tally-bar").count();
        let named = page.body.matches("preserveAspectRatio=\"none\" role=\"img\" aria-label=\"").count();
        assert!(pictures > 1 && named == pictures, "{pictures} {named}");
        for figure in page.body.split("<figure").skip(1) {
            assert!(figure.split("</figure>").next().unwrap().contains("<table>"), "{figure}");
        }
        page.body
    }
}

testkit::both_engines! {
    /// Sums, thresholds and who was enough, kind by kind.
    async fn simple_ballots_say_how_they_were_counted(world: World) {
        let lane = Lane::set(&world, 7).await;
        let yes_no = lane.decided(&world, Asks::default(), vec![Yes, Yes, Yes, No, No, Abstain]).await;
        lane.says(&world, yes_no, &[
            "Of 12 members who could vote, 6 did, 1 of them by abstaining.",
            "At least 3 had to take part, and did.",
            "3 of the 5 votes for or against were for it. More than a half of them had to be: at least 3.",
            "M500 0V20",
        ]).await;
        let told = world.get(&lane.shop.member, &lane.shop.result_path(yes_no)).await.assert(200).json();
        assert_eq!((&told["outcome"], &told["reckoning"]["counted"]["yes"]), (&json!("passed"), &json!(3)));
        assert_eq!(told["recounted_same"], json!(null));

        let consent = lane.decided(&world, Asks { kind: Kind::Consent, ..Asks::default() }, vec![Agree, Agree, Object]).await;
        lane.says(&world, consent, &["One objection was not withdrawn", "It smokes.", "Voter 2"]).await;

        let three = [("Oven", None), ("Well", None), ("Swing", None)];
        let asks = options(Kind::Approval, Counting::Plain, &three);
        let votes = vec![Approve(vec![1, 2]), Approve(vec![2]), Approve(vec![2, 3]), Abstain];
        let approval = lane.decided(&world, asks, votes).await;
        lane.says(&world, approval, &["Well has the most: 3.", "more than a half", "4 votes took part", "75%"]).await;

        let asks = options(Kind::Score, Counting::Plain, &three);
        let score = lane.decided(&world, asks, vec![Score(vec![(1, 5), (2, 1)]), Score(vec![(1, 4)]), Score(vec![(3, 2)])]).await;
        lane.says(&world, score, &["Oven has the most: 9.", "judged by 2, mean 4.5"]).await;

        let missed = lane.decided(&world, Asks::default(), vec![Yes]).await;
        lane.says(&world, missed, &["At least 3 had to take part and did not", "No quorum"]).await;
    }

    /// Who beats whom, round by round, by paths and points; who is level is said to be.
    async fn rankings_say_who_beats_whom(world: World) {
        let lane = Lane::set(&world, 9).await;
        let three = [("Oven", None), ("Well", None), ("Swing", None)];
        let ranks = |rows: &[(usize, [i64; 3])]| -> Vec<Choice> {
            let one = |order: &[i64; 3]| Rank(order.iter().map(|option| vec![*option]).collect());
            rows.iter().flat_map(|(count, order)| vec![one(order); *count]).collect()
        };
        let clear = ranks(&[(5, [1, 2, 3]), (2, [2, 1, 3]), (2, [3, 2, 1])]);
        for (counting, said) in [
            (Counting::SchulzeMargins, "Oven beats everybody one against one: 5 to 4 against Well, 7 to 2 against Swing."),
            (Counting::Borda, "Each ballot gives an option one point for every option it ranks below it"),
            (Counting::Copeland, "An option gets one point for each that it beats one against one"),
            (Counting::Minimax, "The figure is by how many votes an option lost its worst duel"),
            (Counting::InstantRunoff, "In round 1, Oven has 5 of the 9 votes that are left."),
        ] {
            let decided = lane.decided(&world, options(Kind::Ranked, counting, &three), clear.clone()).await;
            let page = lane.says(&world, decided, &[said, "▲", "One against one", "5 : 4"]).await;
            // Nobody is level: there is nothing to remark.
            assert!(!page.contains("Remark"), "{counting}: {page}");
            assert_eq!(page.contains("Oven beats everybody too."), counting == Counting::InstantRunoff);
        }
        // Each beats one and loses to one.
        let circle = ranks(&[(4, [1, 2, 3]), (3, [2, 3, 1]), (2, [3, 1, 2])]);
        let decided = lane.decided(&world, options(Kind::Ranked, Counting::SchulzeWinningVotes, &three), circle.clone()).await;
        lane.says(&world, decided, &["Nobody beats all the others one against one", "Strongest paths", "Everybody in order"]).await;
        // Most first places, and beaten by everybody.
        let apart = ranks(&[(4, [1, 2, 3]), (3, [3, 2, 1]), (2, [2, 3, 1])]);
        let decided = lane.decided(&world, options(Kind::Ranked, Counting::InstantRunoff, &three), apart).await;
        lane.says(&world, decided, &["Swing has 5 of the 9 votes", "One against one, Well beats everybody; the rule"]).await;
        let decided = lane.decided(&world, options(Kind::Ranked, Counting::InstantRunoff, &three), circle).await;
        lane.says(&world, decided, &["Round 2", "goes out", "In round 2, Oven has 6 of the 9 votes", "nobody beats all the others."]).await;
        let level = ranks(&[(2, [1, 2, 3]), (2, [2, 1, 3])]);
        let decided = lane.decided(&world, options(Kind::Ranked, Counting::SchulzeMargins, &three), level).await;
        let both = ["Oven, Well are level", "Tied", "=", "Oven, one against one", "Well, one against one", "Remark"];
        lane.says(&world, decided, &both).await;
    }

    /// What was chosen in which order, out of whose shares, and why the rest was not.
    async fn budgets_say_what_each_share_paid_for(world: World) {
        let lane = Lane::set(&world, 6).await;
        let projects = [("Oven", 60_000), ("Well", 30_000), ("Swing", 40_000), ("Fountain", 90_000)];
        let votes = || vec![Approve(vec![1, 2]), Approve(vec![1, 2]), Approve(vec![1]), Approve(vec![3]), Approve(vec![2, 3])];
        let asks = budget(&world, Counting::EqualShares, 100_000, &projects);
        let shares = lane.decided(&world, asks, votes()).await;
        lane.says(&world, shares, &[
            "Each ballot had ¥200.00.",
            "Ballots that say the same",
            "Oven, Well",
            "Nobody named it.",
            "Once Oven was bought, those who named it had ¥200.00 left together; it needed ¥300.00: ¥100.00 too little.",
        ]).await;
        let asks = budget(&world, Counting::GreedyByVotes, 100_000, &projects);
        let greedy = lane.decided(&world, asks, votes()).await;
        let backed = "4 of the 5 who took part support a project that was chosen. More than a half had to: at least 3.";
        lane.says(&world, greedy, &["2 projects were chosen, for ¥900.00 of ¥1,000.00.", backed, "Only ¥100.00 was left when its turn came: ¥300.00 too little."]).await;
        // Two can pay for the oven when each has ¥100 more; the swing is too much for one share and for what is left.
        let asks = budget(&world, Counting::EqualSharesAdd1Greedy, 100_000, &projects);
        let few = [vec![1], vec![1], vec![2], vec![2], vec![2, 3]].map(Approve);
        let raised = lane.decided(&world, asks, few.to_vec()).await;
        lane.says(&world, raised, &[
            "Each ballot had ¥300.00.",
            "The count that holds is the one after 100 such raises. The 5 ballots had ¥1,500.00 together, more than the budget of ¥1,000.00",
            "make ¥300.00 together; it needed ¥400.00: ¥100.00 too little. When the rest was given out by votes, only ¥100.00 was left at its turn.",
        ]).await;
        // One step more would buy all five bells, which is too much together: nothing was raised, and nothing is told of a raise.
        let bells = [("Oven", 60_000), ("A", 8_050), ("B", 8_050), ("C", 8_050), ("D", 8_050), ("E", 8_050)];
        let asks = budget(&world, Counting::EqualSharesAdd1Greedy, 100_000, &bells);
        let all = [2, 3, 4, 5, 6].map(|bell| Approve(vec![1, bell]));
        let unraised = lane.decided(&world, asks, all.to_vec()).await;
        let said = ["This time the shares were not raised at all", "the first step would already have overspent"];
        let page = lane.says(&world, unraised, &said).await;
        assert!(!page.contains("raised little by little") && !page.contains("raised once more"), "{page}");
        // The reader's own share, in an open ballot.
        let me = Id::parse(&lane.shop.member_id(&world, &lane.shop.member).await).unwrap();
        let asks = budget(&world, Counting::EqualSharesAdd1Greedy, 100_000, &projects);
        let own = lane.shop.opened(&world, "Next year", asks).await;
        let mut all: Vec<_> = lane.voters.iter().copied().zip(votes()).collect();
        all.push((me, Approve(vec![2])));
        lane.shop.vote(&world, own, Secrecy::Open, &all).await;
        // Nothing of it is told before it closes.
        assert_eq!(world.get(&lane.shop.member, &lane.shop.result_path(own)).await.status, 404);
        world.pass(std::time::Duration::from_secs(3 * 86_400)).await;
        lane.says(&world, own, &["Your share", "Well (yours)"]).await;
        let others = world.look(Some(&lane.shop.steward), &lane.shop.result_path(own)).await;
        assert!(!others.body.contains("Your share"));
    }

    /// What was counted before more was kept reads as it did, and a recount gives the same.
    async fn a_reckoning_of_an_earlier_version_is_read(world: World) {
        let lane = Lane::set(&world, 3).await;
        let asks = budget(&world, Counting::EqualShares, 100_000, &[("Oven", 60_000), ("Well", 90_000)]);
        let decided = lane.decided(&world, asks, vec![Approve(vec![1]), Approve(vec![1]), Approve(vec![2])]).await;
        lane.says(&world, decided, &["All the shares of those who named it make ¥333.33 together; it needed ¥900.00: ¥566.67 too little."]).await;
        lane.shop.act(&world, move |tx, _| {
            let row = tx.lock::<Ballot>((tx.community(), decided.ballot))?.unwrap();
            let mut told: serde_json::Value = serde_json::from_str(row.reckoning.as_ref().unwrap()).unwrap();
            told["version"] = json!(1);
            told["counted"]["shares"].as_object_mut().unwrap().remove("short").unwrap();
            tx.save(&Ballot { reckoning: Some(told.to_string()), ..row })?;
            Ok::<_, OpError<()>>(())
        }).await;
        lane.says(&world, decided, &["The shares of those who named it do not pay for it."]).await;
        let path = format!("{}?recount=on", lane.shop.result_path(decided));
        assert_eq!(world.get(&lane.shop.member, &path).await.json()["recounted_same"], json!(true));
    }

    /// Of a secret budget the own share is shown on demand only, to the browser that has the receipt.
    async fn the_own_share_of_a_secret_budget_is_found_by_receipt(world: World) {
        let lane = Lane::set(&world, 3).await;
        let me = Id::parse(&lane.shop.member_id(&world, &lane.shop.member).await).unwrap();
        let asks = budget(&world, Counting::EqualShares, 100_000, &[("Oven", 60_000), ("Well", 30_000)]);
        let decided = lane.shop.opened(&world, "Next year", Asks { secrecy: Secrecy::Secret, ..asks }).await;
        let mut votes: Vec<_> = lane.voters.iter().map(|voter| (*voter, Approve(vec![1, 2]))).collect();
        votes.push((me, Approve(vec![2])));
        lane.shop.vote(&world, decided, Secrecy::Secret, &votes).await;
        world.pass(std::time::Duration::from_secs(3 * 86_400)).await;
        let path = lane.shop.result_path(decided);
        let receipt = governance::receipt::Receipt::new([4; 16]);
        let cookie = format!("hehuo_receipt_{}={}", &me.as_str()[me.as_str().len() - 12..], receipt.shown());
        for (asked, cookie, shown) in [("", Some(&cookie), false), ("?mine=on", None, false), ("?mine=on", Some(&cookie), true)] {
            let mut request = browser(Method::GET, &format!("{path}{asked}"), Some(&lane.shop.member), None);
            if let Some(cookie) = cookie {
                let all = match request.headers().get("cookie") {
                    Some(own) => format!("{}; {cookie}", own.to_str().unwrap()),
                    None => cookie.clone(),
                };
                request.headers_mut().insert("cookie", all.parse().unwrap());
            }
            let page = world.send(request).await;
            assert_eq!(page.body.contains("Well (yours)"), shown, "{asked}: {}", page.body);
            assert_eq!(page.body.contains("What my share paid for"), asked.is_empty());
            assert_eq!(page.body.contains("has no receipt"), !asked.is_empty() && !shown);
        }
    }

    /// Counted again from the stored papers: the same, or not once somebody has touched them.
    async fn a_recount_tells_whether_votes_were_touched(world: World) {
        let lane = Lane::set(&world, 4).await;
        let asks = Asks { secrecy: Secrecy::Secret, ..Asks::default() };
        let decided = lane.decided(&world, asks, vec![Yes, Yes, Yes, No]).await;
        let path = format!("{}?recount=on", lane.shop.result_path(decided));
        assert_eq!(world.get(&lane.shop.member, &path).await.json()["recounted_same"], json!(true));
        assert!(world.look(Some(&lane.shop.member), &path).await.body.contains("give the very same"));
        let paper = governance::receipt::Receipt::new([1; 16]).paper(decided.ballot);
        lane.shop.act(&world, move |tx, _| {
            let row = tx.lock::<CountedPaper>((tx.community(), decided.ballot, paper.clone()))?.unwrap();
            tx.save(&CountedPaper { choice: Some("\"no\"".to_owned()), ..row })?;
            Ok::<_, OpError<()>>(())
        }).await;
        assert_eq!(world.get(&lane.shop.member, &path).await.json()["recounted_same"], json!(false));
        assert!(world.look(Some(&lane.shop.member), &path).await.body.contains("votes or result were changed"));
        let number = lane.shop.act(&world, |tx, _| Ok::<_, OpError<()>>(tx.community())).await;
        let checked = world.running.site.db.read(move |reader| governance::check(reader, number)).await.unwrap();
        let named = format!("proposal 1, {}: its reckoning is not what its votes give", decided.ballot);
        assert!(checked.recounted == 1 && checked.wrong.len() == 1, "{checked:?}");
        assert!(checked.wrong[0].starts_with(&named), "{checked:?}");
        // What cannot be read is named too.
        lane.shop.act(&world, move |tx, _| {
            let row = tx.lock::<Ballot>((tx.community(), decided.ballot))?.unwrap();
            tx.save(&Ballot { reckoning: Some("{}".to_owned()), ..row })
                .map_err(OpError::<()>::from)
        }).await;
        let checked = world.running.site.db.read(move |reader| governance::check(reader, number)).await.unwrap();
        assert!(checked.wrong[0].contains("proposal 1, ") && checked.wrong[0].contains("cannot be read"), "{checked:?}");
    }

    /// Credits, which the rules have to allow.
    async fn credits_say_who_cares_how_much(world: World) {
        let lane = Lane::set(&world, 4).await;
        lane.shop.allow(&world, governance::terms::DecisionRules { quadratic_allowed: true, ..Default::default() }).await;
        let asks = options(Kind::Approval, Counting::Plain, &[("Oven", None), ("Well", None)]);
        let asks = Asks { weighting: governance::terms::Weighting::QuadraticCredits, ..asks };
        let votes = vec![Credits(vec![(1, 10)]), Credits(vec![(1, 1), (2, 5)]), Credits(vec![(2, 2), (1, 3)])];
        let decided = lane.decided(&world, asks, votes).await;
        lane.says(&world, decided, &["Oven has the most: 14.", "3 members gave it a vote"]).await;
    }
}
