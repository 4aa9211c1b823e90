//! The votes of a closed ballot are taken along, and the command counts them to what the page says.

use crate::common::ballots::{Decided, budget, options};
use crate::common::server::{run, said};
use crate::common::{Shop, World, shop};
use governance::asks::Asks;
use governance::choice::Choice::{Abstain, Approve, Rank, Yes};
use governance::terms::{Counting, DecisionRules, Kind, Secrecy, Weighting};
use serde_json::{Value, json};

fn file_path(lane: &Shop, decided: Decided) -> String {
    lane.path(&format!("/ballots/{}/file", decided.ballot))
}

/// The file as a member downloads it, counted by the rule that the page names; winners or projects by their numbers.
async fn counted_elsewhere(
    world: &World,
    lane: &Shop,
    decided: Decided,
    extension: &str,
) -> (Value, Vec<i64>) {
    let told = world.get(&lane.member, &lane.result_path(decided)).await.assert(200).json();
    let rule = told["tally_rule"].as_str().unwrap();
    let page = world.look(Some(&lane.supplier), &lane.result_path(decided)).await.assert(200).body.clone();
    assert!(page.contains(&format!("hehuo tally FILE --rule {rule}")), "{page}");
    assert!(page.contains(&file_path(lane, decided)), "{page}");
    let file = world.get(&lane.supplier, &file_path(lane, decided)).await;
    file.assert(200);
    let name = file.header("content-disposition").to_owned();
    assert!(name.starts_with("attachment") && name.ends_with(&format!(".{extension}\"")), "{name}");
    assert!(!file.body.contains("Voter "), "{}", file.body);
    let path = std::env::temp_dir().join(format!("hehuo-{}.{extension}", decided.ballot));
    std::fs::write(&path, &file.body).unwrap();
    let out = run(&["tally", &path.display().to_string(), "--rule", rule, "--json"]);
    std::fs::remove_file(&path).unwrap();
    assert!(out.status.success() && out.stderr.is_empty(), "{}\n{}", said(&out.stderr), file.body);
    let counted: Value = serde_json::from_slice(&out.stdout).unwrap();
    let numbers = match counted.get("winners") {
        Some(winners) => winners.as_array().unwrap().iter().map(|one| one.as_i64().unwrap()).collect(),
        None => {
            let ids = counted["selected_in_order"].as_array().unwrap();
            ids.iter().map(|id| id.as_str().unwrap().parse().unwrap()).collect()
        }
    };
    (told, numbers)
}

testkit::both_engines! {
    /// Rankings and budgets, secret and open.
    async fn votes_are_counted_elsewhere_to_the_same(world: World) {
        let lane = shop(&world, "lane", true).await;
        let voters = lane.voters(&world, 6).await;
        let says = |choices: Vec<_>| voters.iter().copied().zip(choices).collect::<Vec<_>>();
        let three = [("Oven", None), ("Well; \"deep\"", None), ("Swing", None)];
        let order = |of: [i64; 3]| Rank(of.iter().map(|one| vec![*one]).collect());
        let strict = vec![order([2, 1, 3]), order([2, 3, 1]), order([1, 2, 3]), order([2, 1, 3]), Abstain];
        let tied = vec![Rank(vec![vec![3, 1], vec![2]]), Rank(vec![vec![3]]), order([3, 1, 2]), order([1, 2, 3])];
        for (secrecy, counting, votes, extension) in [
            (Secrecy::Secret, Counting::SchulzeMargins, strict.clone(), "soc"),
            (Secrecy::Open, Counting::InstantRunoff, tied.clone(), "toi"),
            (Secrecy::Secret, Counting::Minimax, tied, "toi"),
        ] {
            let asks = Asks { secrecy, ..options(Kind::Ranked, counting, &three) };
            let decided = lane.decided(&world, "What to build", asks, &says(votes)).await;
            let (told, winners) = counted_elsewhere(&world, &lane, decided, extension).await;
            assert_eq!(told["reckoning"]["winners"], json!(winners), "{counting}");
        }
        let projects = [("Oven", 60_050), ("Well", 30_000), ("Swing", 40_000), ("Fountain", 10_000)];
        let votes = vec![Approve(vec![1, 2]), Approve(vec![1]), Approve(vec![1, 3]), Approve(vec![3]), Abstain];
        for (secrecy, counting) in [
            (Secrecy::Secret, Counting::EqualSharesAdd1Greedy),
            (Secrecy::Secret, Counting::GreedyByVotes),
            (Secrecy::Open, Counting::EqualShares),
        ] {
            let asks = Asks { secrecy, ..budget(&world, counting, 120_000, &projects) };
            let decided = lane.decided(&world, "What to pay for", asks, &says(votes.clone())).await;
            let (told, selected) = counted_elsewhere(&world, &lane, decided, "pb").await;
            assert_eq!(told["reckoning"]["winners"], json!(selected), "{counting}");
        }
    }

    /// Not before it closes, not where weights would tell whose they are, not where sums say it all.
    async fn some_votes_are_not_taken_along(world: World) {
        let lane = shop(&world, "lane", true).await;
        lane.allow(&world, DecisionRules { additional_by_trade_allowed: true, ..DecisionRules::default() }).await;
        let voters = lane.voters(&world, 4).await;
        let file = |decided| file_path(&lane, decided);
        let asks = options(Kind::Approval, Counting::Plain, &[("Oven", None), ("=1+1", None)]);
        let open = lane.opened(&world, "Both", asks).await;
        world.get(&lane.member, &file(open)).await.refused(409, "not_closed");
        lane.vote(&world, open, Secrecy::Open, &[(voters[0], Approve(vec![2])), (voters[1], Abstain)]).await;
        world.pass(crate::common::days(3)).await;
        let csv = world.get(&lane.member, &file(open)).await.assert(200).body.clone();
        assert_eq!(csv, "\"Oven\",\"'=1+1\"\r\n,\r\n0,1\r\n");
        let yes: Vec<_> = voters.iter().map(|voter| (*voter, Yes)).collect();
        let plain = lane.decided(&world, "Plain", Asks::default(), &yes).await;
        world.get(&lane.member, &file(plain)).await.refused(409, "no_votes_file");
        let page = world.look(Some(&lane.member), &lane.result_path(plain)).await.assert(200).body.clone();
        assert!(!page.contains("The votes as a file"), "{page}");
        let weighted = Asks { secrecy: Secrecy::Secret, weighting: Weighting::AdditionalByTrade, ..Asks::default() };
        let weighted = lane.decided(&world, "Weighted", weighted, &yes).await;
        world.get(&lane.member, &file(weighted)).await.refused(409, "weighted_totals_only");
        let page = world.look(Some(&lane.member), &lane.result_path(weighted)).await.assert(200).body.clone();
        assert!(page.contains("a weight tells whose a vote is") && !page.contains(&file(weighted)), "{page}");
        let nowhere = lane.path(&format!("/ballots/{}/file", world.running.site.id::<governance::rows::Ballot>()));
        world.get(&lane.member, &nowhere).await.refused(404, "no_such_ballot");
    }
}
