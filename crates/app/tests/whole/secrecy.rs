//! What a ballot keeps to itself: while it is open from everybody, and for good what a secret one was told.

use crate::common::ballots::Decided;
use crate::common::{Shop, Someone, World, browser, encoded, shop};
use crate::powers_of_texts::all_routes;
use axum::http::{Method, header};
use governance::asks::Asks;
use governance::choice::Choice::{No, Yes};
use governance::receipt::Receipt;
use governance::terms::Secrecy;
use serde_json::json;
use std::time::Duration;
use store::{Reader, Table};
use testkit::Engine;

const DAY: Duration = Duration::from_secs(86_400);

fn asks(secrecy: Secrecy) -> Asks {
    Asks { secrecy, ..Asks::default() }
}

/// What is made by chance for each page: keys of forms and receipts that are not used yet.
fn without_chance(body: &str) -> String {
    let is_chance = |word: &str| word.len() == 32 || word.len() == 39;
    let hex = |c: char| c.is_ascii_hexdigit() || c == '-';
    body.split_inclusive(|c: char| !hex(c))
        .map(|word| {
            let end = word.trim_end_matches(|c: char| !hex(c)).len();
            if is_chance(&word[..end]) { &word[end..] } else { word }
        })
        .collect()
}

/// Everything that somebody can ask for, as a page and as JSON; `voter` is one of those who vote.
async fn all_answers(
    world: &World,
    lane: &Shop,
    who: &Someone,
    about: Decided,
    voter: &str,
) -> Vec<(String, String)> {
    let mut answers = Vec::new();
    for route in all_routes().filter(|route| route.method == "GET" && !route.path.ends_with("/live")) {
        let path = route
            .path
            .replace("{slug}", &lane.slug)
            .replace("{proposal}", about.proposal.as_str())
            .replace("{ballot}", about.ballot.as_str())
            .replace("{member}", voter)
            .replace("{version}", "1")
            .replace("{number}", "1");
        // What is left is of orders, payments and other things that no ballot is about.
        if path.contains('{') {
            continue;
        }
        let page = world.look(Some(who), &path).await;
        let told = world.get(who, &path).await;
        answers.push((path.clone(), without_chance(&page.body)));
        answers.push((format!("{path} (JSON)"), without_chance(&told.body)));
    }
    assert!(answers.len() > 100, "the walk finds its routes: {}", answers.len());
    answers
}

/// That a session was used is written beside the answer; until it stands the same address answers two times.
async fn seen_now(world: &World, who: &Someone) {
    let now = json!(world.clock.now().to_string());
    for _ in 0..10_000 {
        let kept = world.get(who, "/me/data").await.assert(200).json();
        if kept["sessions"].as_array().unwrap().iter().all(|session| session["last_seen_at"] == now) {
            return;
        }
    }
    panic!("nothing says that {} was here", who.name);
}

/// Every row of every table as one text with its cells between bars, and the table's name.
fn all_rows(reader: &mut Reader, engine: Engine) -> Result<Vec<(String, String)>, store::Fault> {
    let tables: Vec<&'static Table> = hehuo::site::tables().into_iter().chain(store::tables()).collect();
    let cell = |column: &store::Column| match (column.kind, engine) {
        (store::Kind::Bytes, Engine::Sqlite) => format!("COALESCE(HEX({}), '')", column.name),
        (store::Kind::Bytes, Engine::Postgres) => format!("COALESCE(ENCODE({}, 'hex'), '')", column.name),
        _ => format!("COALESCE(CAST({} AS TEXT), '')", column.name),
    };
    let mut rows = Vec::new();
    for table in tables {
        let cells: Vec<String> = table.columns.iter().map(cell).collect();
        let sql = format!("SELECT '|' || {} || '|' FROM {}", cells.join(" || '|' || "), table.name);
        for (text,) in reader.rows::<(String,)>(&sql, &[])? {
            rows.push((table.name.to_owned(), text.to_lowercase()));
        }
    }
    Ok(rows)
}

testkit::both_engines! {
    /// At every address there is a steward is shown the same while a ballot is open, whatever was voted.
    async fn a_steward_reads_no_sealed_vote_at_any_address(world: World) {
        let lane = shop(&world, "lane", true).await;
        let voters = lane.voters(&world, 4).await;
        for secrecy in [Secrecy::Open, Secrecy::Secret] {
            let opened = lane.opened(&world, "Paint the gate", asks(secrecy)).await;
            let votes = |choices: [_; 4]| voters.iter().copied().zip(choices).collect::<Vec<_>>();
            lane.vote(&world, opened, secrecy, &votes([Yes, Yes, Yes, Yes])).await;
            seen_now(&world, &lane.steward).await;
            let before = all_answers(&world, &lane, &lane.steward, opened, voters[0].as_str()).await;
            lane.vote(&world, opened, secrecy, &votes([No, Yes, No, No])).await;
            let after = all_answers(&world, &lane, &lane.steward, opened, voters[0].as_str()).await;
            for ((path, before), (_, after)) in before.iter().zip(&after) {
                assert_eq!(before, after, "{secrecy}: {path}");
            }
        }
    }

    /// When a secret ballot is final no row of any table has a voter beside a paper or a choice, and no receipt is anywhere.
    async fn no_row_joins_a_voter_to_a_paper(world: World) {
        let lane = shop(&world, "lane", true).await;
        let decided = lane.opened(&world, "Paint the gate", asks(Secrecy::Secret)).await;
        let path = lane.path(&format!("/ballots/{}/votes", decided.ballot));
        // As a cell of its own, or within another's JSON.
        let mut secrets: Vec<String> =
            ["|\"yes\"|", "|\"no\"|", ":\"yes\"", ":\"no\""].map(str::to_owned).to_vec();
        let mut receipts = Vec::new();
        let mut voters = Vec::new();
        for (who, choice) in [(&lane.member, "yes"), (&lane.steward, "no"), (&lane.treasurer, "yes")] {
            let told = world.post_keyed(who, &path, "key-of-mine", json!({ "choice": choice })).await;
            let receipt = Receipt::parse(&told.assert(200).text("receipt")).unwrap();
            receipts.extend([receipt.shown(), receipt.shown().replace('-', "")]);
            secrets.push(receipt.paper(decided.ballot));
            voters.push(lane.member_id(&world, who).await);
            voters.push(world.get(who, "/me/data").await.assert(200).text("person"));
        }
        world.pass(DAY * 7).await;
        let (number, ballot) = (lane.number(&world).await, decided.ballot);
        let engine = world.engine();
        let rows = world.running.site.db.read(move |reader| all_rows(reader, engine)).await.unwrap();
        let papers = rows.iter().filter(|(table, _)| table == "counted_paper").count();
        let waiting = rows.iter().filter(|(table, _)| table == "secret_paper").count();
        assert_eq!((papers, waiting), (3, 0));
        for (table, row) in &rows {
            assert!(!receipts.iter().any(|receipt| row.contains(receipt.as_str())), "{table} keeps a receipt: {row}");
            if voters.iter().any(|voter| row.contains(voter.as_str())) {
                let joined = secrets.iter().find(|secret| row.contains(secret.as_str()));
                assert_eq!(joined, None, "{table} joins a voter to a vote: {row}");
            }
        }
        assert!(rows.iter().any(|(table, row)| table == "ballot_voter" && row.contains(&voters[0])), "the dump sees voters");
        // Nor does what PostgreSQL keeps beside a row say which were written together.
        let versions = world.running.site.db.read(move |reader| {
            let sql = "SELECT COUNT(DISTINCT CAST(xmin AS TEXT)) FROM ballot_voter WHERE community_id = $1 AND ballot_id = $2";
            reader.rows::<(i64,)>(sql, &[&number, &ballot])
        });
        if engine == Engine::Postgres {
            assert_eq!(versions.await.unwrap(), [(1,)]);
        }
        world.assert_sound().await;
    }

    /// In a browser: the receipt is in the page, comes back with the vote, stays in a cookie of this ballot, and is what
    /// changes the vote and finds the paper.
    async fn a_secret_vote_in_a_browser(world: World) {
        let lane = shop(&world, "lane", true).await;
        let decided = lane.opened(&world, "Paint the gate", asks(Secrecy::Secret)).await;
        let base = lane.path(&format!("/ballots/{}", decided.ballot));
        let votes = format!("{base}/votes");
        let page = world.look(Some(&lane.member), &base).await;
        assert_eq!(page.header("cache-control"), "no-store");
        let receipt = page.body.split("name=\"new_receipt\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let form = [("choice", "yes"), ("new_receipt", receipt)];
        let voted = world.fill(Some(&lane.member), &votes, &form).await;
        assert!(voted.assert(200).body.contains(receipt), "{}", voted.short());
        let cookie = voted.header("set-cookie").to_owned();
        assert!(cookie.contains(&format!("Path={base};")) && cookie.contains("HttpOnly"), "{cookie}");
        // A double click is the same vote.
        world.fill(Some(&lane.member), &votes, &form).await.assert(200);
        let turnout = || async { world.get(&lane.steward, &base).await.assert(200).number("voted_count") };
        assert_eq!(turnout().await, 1);
        let page = world.look(Some(&lane.steward), &base).await;
        assert!(page.body.contains("1 of 5 have voted"), "{}", page.short());
        // Another device: told how to go on, and able to with the receipt.
        let other = world.fill(Some(&lane.member), &votes, &[("choice", "no")]).await;
        assert!(other.assert(409).body.contains("enter the receipt"), "{}", other.short());
        assert!(other.body.contains("name=\"receipt\""));
        world.fill(Some(&lane.member), &votes, &[("choice", "no"), ("receipt", "nonsense")]).await.assert(422);
        world.fill(Some(&lane.member), &votes, &[("choice", "no"), ("receipt", receipt)]).await.assert(200);
        // This browser: by its cookie.
        let kept = cookie.split(';').next().unwrap();
        let with_cookie = |method: Method, path: &str, form: Option<&str>| {
            let mut request = browser(method, path, Some(&lane.member), form);
            let both = format!("{}; {kept}", request.headers()[header::COOKIE].to_str().unwrap());
            request.headers_mut().insert(header::COOKIE, both.parse().unwrap());
            request
        };
        let form = encoded(&[("choice", "yes")]);
        world.send(with_cookie(Method::POST, &votes, Some(&form))).await.assert(200);
        assert_eq!(turnout().await, 1);
        let shown = world.send(with_cookie(Method::GET, &format!("{base}/receipt"), None)).await;
        assert!(shown.assert(200).body.contains(receipt));
        // Another member of this browser has a cookie of their own.
        let member = world.fill(Some(&lane.steward), &votes, &[("choice", "no")]).await;
        assert!(!member.assert(200).header("set-cookie").starts_with(kept.split('=').next().unwrap()));
        world.pass(DAY * 3).await;
        let found = world.post(&lane.member, &format!("{base}/receipt"), json!({ "receipt": receipt })).await;
        assert_eq!(found.assert(200).json()["choice"], "yes");
        let papers = world.get(&lane.supplier, &format!("{base}/papers")).await.assert(200).json();
        let ids: Vec<&str> = papers["papers"].as_array().unwrap().iter().map(|paper| paper["id"].as_str().unwrap()).collect();
        assert!(ids.len() == 2 && ids.is_sorted(), "{papers}");
        world.fill(Some(&lane.member), &votes, &[("choice", "no"), ("receipt", receipt)]).await.assert(409);
    }

    /// Under names it is told who voted what once it has closed, and before that to nobody but oneself.
    async fn an_open_vote_is_told_after_the_closing(world: World) {
        let lane = shop(&world, "lane", true).await;
        let decided = lane.opened(&world, "Paint the gate", asks(Secrecy::Open)).await;
        let base = lane.path(&format!("/ballots/{}", decided.ballot));
        world.fill(Some(&lane.member), &format!("{base}/votes"), &[("choice", "no")]).await.assert(303);
        assert_eq!(world.get(&lane.member, &base).await.assert(200).json()["you"]["vote"], "no");
        assert_eq!(world.get(&lane.steward, &format!("{base}/papers")).await.assert(200).json()["papers"], json!([]));
        world.pass(DAY * 3).await;
        let told = world.get(&lane.steward, &format!("{base}/papers")).await.assert(200).json();
        assert_eq!(told["papers"][0]["choice"], "no");
        assert!(told["papers"][0]["name"].is_string());
    }
}
