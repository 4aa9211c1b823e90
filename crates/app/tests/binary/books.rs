//! `doctor`, `verify` and `export books` on a community that has traded; other people's programs judge the books.

use crate::common::server::{Server, run, said};
use crate::common::{World, shop};
use kernel::{Timestamp, Zone};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Sales, a refund, payouts, money for an expired order.
async fn traded(world: &World) {
    let lane = shop(world, "lane", true).await;
    let rice = lane.offer(world, "Rice \"new\"; harvest", "12.3456", "50").await;
    let first = lane.sell(world, &rice, "1.5", "18.52").await;
    lane.sell(world, &rice, "2", "24.69").await;
    let back = json!({ "amount": "3.33", "reason": "Wet" });
    lane.refund(world, &first, "once", back).await.assert(201);
    lane.pay_out(world, &lane.member, "owed", "1.00").await.assert(201);
    lane.pay_out(world, &lane.supplier, "payable", "10.00").await.assert(201);
    let unpaid = lane.order(world, &rice, "1").await;
    world.pass(crate::common::days(3)).await;
    lane.confirm(world, &unpaid, "12.35", &crate::common::shop::today(world)).await.assert(200);
    let held = lane.order(world, &rice, "1").await;
    lane.claim(world, &held).await;
    lane.confirm(world, &held, "12.35", &crate::common::shop::today(world)).await.assert(200);
    world.assert_sound().await;
}

testkit::both_engines! {
    async fn the_books_stand_before_other_judges(world: World) {
        traded(&world).await;
        let scratch = world.leave().await;
        let [option, place] = &scratch.options();
        let verify = run(&["verify", option, place]);
        assert!(verify.status.success(), "{} {}", said(&verify.stdout), said(&verify.stderr));
        let told = said(&verify.stdout);
        let looked_at = "entries, 0 closed ballots recounted, 0 mandates held against the books, whole";
        assert!(told.starts_with("lane: ") && told.contains(looked_at), "{told}");
        let doctor = run(&["doctor", option, place, "--base-url", "https://lane.example"]);
        assert!(doctor.status.success(), "{} {}", said(&doctor.stdout), said(&doctor.stderr));
        let doctor = run(&["doctor", option, place, "--base-url", "http://lane.example"]);
        assert_eq!(doctor.status.code(), Some(1), "no https: {}", said(&doctor.stdout));

        drop(judged(option, place, "lane", &["member-lane", "Steward", "example.org"]));
    }
}

/// The demo: its three people can sign in and see what is theirs, and its books stand before the judges.
#[test]
fn the_demo_is_a_living_community() {
    let scratch = testkit::Engine::Sqlite.scratch("demo").unwrap();
    let folder = scratch.address();
    let mut server = Server::with(&["demo", "--listen", "127.0.0.1:0", "--data", &folder]);
    let slug =
        server.lines.iter().find_map(|line| line.split_once("/c/")).map(|(_, slug)| slug.trim().to_owned());
    let slug = slug.unwrap_or_else(|| panic!("no community in {:?}", server.lines));
    let (mut people, mut claims) = (0, Value::Null);
    loop {
        let line = server.line();
        if line.contains("Ctrl-C") {
            break;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let Some(at) = words.iter().position(|word| word.contains('@')) else { continue };
        let input = json!({ "email": words[at], "password": words[at + 1] }).to_string();
        let entered = server.ask("POST", "/sign-in", &[], &input);
        assert_eq!(entered.status, 200, "{line}: {entered:?}");
        let bearer = format!("Bearer {}", entered.json()["token"].as_str().unwrap());
        for place in ["", "/market", "/projects", "/books", "/mine", "/orders", "/members"] {
            let headers = [("Authorization", bearer.as_str()), ("Accept", "text/html")];
            let page = server.ask("GET", &format!("/c/{slug}{place}"), &headers, "");
            assert_eq!(page.status, 200, "{line} {place}");
            assert!(
                page.body.contains("<aside class=\"simulated\""),
                "{place} does not say that payments are simulated"
            );
        }
        if line.contains("treasurer") {
            let headers = [("Authorization", bearer.as_str())];
            claims = server.ask("GET", &format!("/c/{slug}/payments"), &headers, "").json();
            shows_receipts(&server, &slug, &bearer);
            takes_money_in(&server, &slug, &bearer);
            did_what_it_decided(&server, &slug, &bearer);
        }
        people += 1;
    }
    assert_eq!(people, 4);
    server.terminate();
    assert_eq!(server.ended(), Some(0));
    let verify = run(&["verify", "--data", &folder]);
    let told = said(&verify.stdout);
    assert!(verify.status.success(), "{told}");
    // The demo decides and spends.
    assert!(!told.contains(" 0 closed ballots") && !told.contains(" 0 mandates"), "{told}");
    let csv = judged("--data", &folder, &slug, &["qingshi.example"]);
    told_in_order(&csv);
    pays_its_way(&csv);
    looked_at_in_time(&claims);
    // Kept, it is shown again and not made again.
    let again = Server::with(&["demo", "--listen", "127.0.0.1:0", "--data", &folder]);
    again.terminate();
    assert_eq!(again.ended(), Some(0));
    let after = run(&["export", "books", "--community", &slug, "--format", "csv", "--data", &folder]);
    assert_eq!(said(&after.stdout), csv);
}

/// In English the words differ, and each has bounds.
#[test]
fn the_english_demo_does_what_it_decides() {
    let mut server = Server::with(&["demo", "--listen", "127.0.0.1:0", "--lang", "en"]);
    let line = loop {
        let line = server.line();
        if line.contains("treasurer@") {
            break line;
        }
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    let at = words.iter().position(|word| word.contains('@')).unwrap();
    let input = json!({ "email": words[at], "password": words[at + 1] }).to_string();
    let entered = server.ask("POST", "/sign-in", &[], &input).json();
    did_what_it_decided(&server, "qingshi", &format!("Bearer {}", entered["token"].as_str().unwrap()));
    server.terminate();
    assert_eq!(server.ended(), Some(0));
}

/// No decision of the demo asks for something that cannot be done.
fn did_what_it_decided(server: &Server, slug: &str, bearer: &str) {
    let headers = [("Authorization", bearer), ("Accept", "application/json")];
    let ask = |path: &str| server.ask("GET", &format!("/c/{slug}/decisions{path}"), &headers, "").json();
    let mut done = 0;
    for stage in ["in_force", "carried_out", "not_carried_out"] {
        let told = ask(&format!("?stage={stage}"));
        let groups = told["groups"].as_array().unwrap();
        for brief in groups.iter().flat_map(|group| group["proposals"].as_array().unwrap()) {
            let proposal = ask(&format!("/{}", brief["id"].as_str().unwrap()));
            for deed in proposal["came_of"]["deeds"].as_array().unwrap() {
                assert_eq!(deed["state"], "done", "{}: {deed}", brief["title"]);
                done += 1;
            }
        }
    }
    assert!(done > 5, "{done} deeds");
}

/// Two firms were paid for what a receipt shows: the page names it, and it is given out as what it is.
fn shows_receipts(server: &Server, slug: &str, bearer: &str) {
    let headers = [("Authorization", bearer), ("Accept", "application/json")];
    let ask = |path: &str| server.ask("GET", path, &headers, "");
    let paid = ask(&format!("/c/{slug}/expenses?state=paid")).json();
    let mut shown = Vec::new();
    for expense in paid["expenses"].as_array().unwrap() {
        let told = ask(&format!("/c/{slug}/expenses/{}", expense["id"].as_str().unwrap())).json();
        for proof in told["proofs"].as_array().unwrap() {
            let file = ask(proof["href"].as_str().unwrap());
            let sum = format!("(CNY {}.00)", told["amount_minor"].as_i64().unwrap() / 100);
            assert!(file.body.starts_with("%PDF-") && file.body.contains(&sum), "{file:?}");
            shown.push(proof["name"].as_str().unwrap().to_owned());
        }
    }
    shown.sort_unstable();
    assert_eq!(shown, ["receipt-120.pdf", "receipt-1280.pdf", "receipt-640.pdf"]);
}

/// Money of each kind came in, each once entered; members own a part, and some have asked for one that is not paid yet.
fn takes_money_in(server: &Server, slug: &str, bearer: &str) {
    let headers = [("Authorization", bearer), ("Accept", "application/json")];
    let ask = |path: &str| server.ask("GET", &format!("/c/{slug}{path}"), &headers, "").json();
    let told = ask("/receipts");
    let kinds: Vec<_> =
        told["receipts"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["gift", "sponsorship", "grant", "gift", "opening"], "{told}");
    let told = ask("/instruments");
    let [instrument] = told["instruments"].as_array().unwrap().as_slice() else { panic!("{told}") };
    let asked = instrument["terms"]["units_asked"].as_i64().unwrap();
    let register = ask(&format!("/instruments/{}/register", instrument["id"].as_str().unwrap()));
    let units = instrument["terms"]["units_issued"].as_i64().unwrap();
    assert!(units > 0 && register["units"] == units, "{instrument} {register}");
    let told = ask("/subscriptions");
    let waiting = told["subscriptions"].as_array().unwrap().iter();
    assert_eq!(waiting.map(|one| one["units"].as_i64().unwrap()).sum::<i64>(), asked, "{told}");
    assert!(asked > 0, "{told}");
}

/// Entry by entry, recorded times never fall, and none is before what it records or still to come.
fn told_in_order(csv: &str) {
    let (now, mut last) = (utc(Timestamp::of_system()), String::new());
    for cells in lines(csv) {
        let (happened, recorded) = (cells[2].to_owned(), cells[3].to_owned());
        assert!(last <= recorded, "entry {} was recorded before the one above it", cells[0]);
        assert!(happened <= recorded && recorded <= now, "entry {} is ahead of its time", cells[0]);
        last = recorded;
    }
}

/// The bank can pay all that is owed, most of the money is there, and suppliers wait for about a week's sales.
fn pays_its_way(csv: &str) {
    // In fen: yuan are written with two decimals.
    let sum = |purpose: &str, kind: &str| -> i64 {
        let of = lines(csv).filter(|cells| cells[11] == purpose && (kind.is_empty() || cells[4] == kind));
        of.map(|cells| cells[14].replace('.', "").parse::<i64>().unwrap()).sum()
    };
    let (bank, gateway) = (sum("bank", ""), sum("gateway", ""));
    let (owed, payable) = (-sum("owed", ""), -sum("payable", ""));
    assert!(bank > owed + payable, "bank {bank}, owed {owed}, payable {payable}");
    assert!(bank > gateway, "bank {bank}, gateway {gateway}");
    let week = -sum("payable", "settlement") / 12;
    assert!(payable > week / 2 && payable < week * 2, "payable {payable}, a week's sales {week}");
}

fn lines(csv: &str) -> impl Iterator<Item = Vec<&str>> {
    csv.lines().skip(1).map(|line| line.split(',').collect())
}

/// The setting says that claims keep their place three days: none waits longer, and some wait.
fn looked_at_in_time(claims: &Value) {
    let waiting = claims["payments"].as_array().unwrap();
    assert!(!waiting.is_empty(), "{claims}");
    let oldest = utc(Timestamp::of_system().minus(Duration::from_secs(3 * 86_400)));
    for claim in waiting {
        assert!(claim["claimed_at"].as_str().unwrap() > oldest.as_str(), "{claim}");
    }
}

/// As the API writes times: of one zone and one length, so that texts compare as times do.
fn utc(at: Timestamp) -> String {
    at.format(&Zone::utc(), "%Y-%m-%dT%H:%M:%SZ")
}

/// Exports in all three formats; none tells a name that only members see. Answers the table.
fn judged(option: &str, place: &str, slug: &str, names: &[&str]) -> String {
    let folder = testkit::target_folder()
        .join("tmp")
        .join(crate::common::fresh(&format!("books-{}-", std::process::id())));
    std::fs::create_dir_all(&folder).unwrap();
    let export = |format: &str, name: &str| {
        let out = run(&["export", "books", "--community", slug, "--format", format, option, place]);
        assert!(out.status.success(), "{}", said(&out.stderr));
        let text = said(&out.stdout);
        let told = names.iter().find(|name| text.contains(**name));
        assert_eq!(told, None, "a name in {format}");
        let path = folder.join(name);
        std::fs::write(&path, &text).unwrap();
        (path, text)
    };
    let (hledger, _) = export("hledger", "lane.journal");
    judge("hledger", &["check", "-s", "-f"], &hledger);
    let (beancount, _) = export("beancount", "lane.beancount");
    judge("bean-check", &[], &beancount);
    let (_, csv) = export("csv", "lane.csv");
    let lines: Vec<_> = csv.lines().collect();
    assert!(lines.len() > 10, "{csv}");
    std::fs::remove_dir_all(folder).unwrap();
    csv
}

/// No complaint and exit code 0; where the program is not installed, a word about it, and a failure under CI.
fn judge(program: &str, words: &[&str], file: &Path) {
    let Some(program) = found(program) else {
        assert!(!testkit::required(), "{program} is not installed");
        eprintln!("SKIPPED: {program} is not installed");
        return;
    };
    let out = Command::new(&program).args(words).arg(file).output().unwrap();
    let complaints = said(&out.stdout) + &said(&out.stderr);
    assert!(out.status.success() && complaints.is_empty(), "{}: {complaints}", program.display());
}

fn found(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file())
}
