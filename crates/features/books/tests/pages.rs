//! The pages of the books, as a browser and as a program ask for them, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use kernel::{Currency, Id, Timestamp, Zone};
use ledger::{AccountKey, Cause, NewEntry, PostRefused};
use serde_json::Value;
use std::sync::Arc;
use store::{Config, Db, Outcome, Schema};
use testkit::{Scratch, Stage};
use tower::ServiceExt;
use web::ids::{MemberId, PersonId};
use web::{
    Answered, CommunityContext, IdSource, Live, Membership, Power, Powers, Sessions, SignedIn, Site,
    SiteConfig, TokenHash, Who,
};

const C: Currency = Currency::CNY;
const NOW: i64 = 1_772_323_200_000_000;

/// A clock that stands at `NOW`.
struct Still;

impl web::Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(NOW)
    }
}

/// Whoever shows a token is its person: `member`, `treasurer`, `stranger`.
struct Doors {
    books_public: bool,
}

fn person(name: &str) -> PersonId {
    Id::from_parts(1, *format!("{name:0<10.10}").as_bytes().first_chunk().unwrap())
}

fn member(name: &str) -> MemberId {
    Id::from_parts(1, *format!("{name:0<10.10}").as_bytes().first_chunk().unwrap())
}

impl Sessions for Doors {
    fn signed_in<'a>(&'a self, token: &'a TokenHash, _: Timestamp) -> Answered<'a, Option<SignedIn>> {
        let known =
            ["member", "treasurer", "stranger"].into_iter().find(|name| TokenHash::of(name) == *token);
        Box::pin(async move {
            Ok(known.map(|name| SignedIn {
                person: person(name),
                session: Id::from_parts(1, [0; 10]),
                lang: None,
                operator: false,
            }))
        })
    }
}

impl web::Communities for Doors {
    fn community<'a>(&'a self, slug: &'a str) -> Answered<'a, Option<CommunityContext>> {
        let books_public = self.books_public;
        Box::pin(async move {
            Ok((slug == "dongli").then(|| CommunityContext {
                number: 1,
                slug: "dongli".into(),
                name: "东篱社".into(),
                currency: C,
                zone: Zone::parse("Asia/Shanghai").unwrap(),
                public: true,
                books_public,
            }))
        })
    }

    fn membership<'a>(&'a self, _: i64, of: PersonId) -> Answered<'a, Option<Membership>> {
        let powers =
            if of == person("treasurer") { Powers::NONE.with(Power::ExportBooks) } else { Powers::NONE };
        let found = ["member", "treasurer"].into_iter().find(|name| person(name) == of);
        let found = found.map(|name| Membership {
            member: member(name),
            display_name: name.into(),
            powers,
            probation_until: None,
        });
        Box::pin(async move { Ok(found) })
    }
}

/// Two orders paid, the first settled and then a mistake taken back.
struct World {
    db: Db,
    book_name: String,
    _scratch: Scratch,
}

impl Stage for World {
    async fn set(scratch: Scratch) -> World {
        let migrations = [
            people::migrations(),
            ledger::migrations(),
            community::migrations(),
            files::migrations(),
            market::migrations(),
            spending::migrations(),
            supply::migrations(),
            ownership::migrations(),
            pools::migrations(),
            contributions::migrations(),
            referral::migrations(),
            distribution::migrations(),
        ]
        .concat();
        let place = scratch.migrated(&migrations);
        let tables = [
            people::tables(),
            ledger::tables(),
            community::tables(),
            files::tables(),
            market::tables(),
            spending::tables(),
            supply::tables(),
            ownership::tables(),
            pools::tables(),
            contributions::tables(),
            referral::tables(),
            distribution::tables(),
        ]
        .concat();
        let db = Db::open(&Config::new(place, Schema::new(&tables))).unwrap();
        let book_name = found(&db).await;
        trade(&db).await;
        World { db, book_name, _scratch: scratch }
    }
}

async fn found(db: &Db) -> String {
    use community::{CharterText, NewCommunity, NewMember, Slug};
    let flags = community::Flags {
        storefront_public: true,
        books_public: false,
        applications_open: true,
        probation_days: 0,
    };
    let new = NewCommunity {
        slug: Slug::parse("dongli").unwrap(),
        name: "东篱社".into(),
        lang: web::Lang::Zh,
        currency: C,
        zone: Zone::parse("Asia/Shanghai").unwrap(),
        charter: CharterText {
            theme: "吃".into(),
            belief: String::new(),
            rules: Vec::new(),
            note: String::new(),
        },
        flags,
        founder: Some(NewMember {
            id: member("member"),
            person: None,
            display_name: "阿禾".into(),
            random: 7,
        }),
        general_fund_name: "公共基金".into(),
        key: None,
    };
    let created = community::found(db, new, Timestamp::from_micros(NOW)).await.unwrap();
    assert_eq!((created.number, created.general_fund), (1, 1));
    let row = db.read(|reader| reader.find::<community::Member>(&(1, member("member")))).await.unwrap();
    row.unwrap().book_name
}

fn entry(kind: &'static str, cause: &str, parent: Option<i64>, postings: [(AccountKey, i64); 2]) -> NewEntry {
    NewEntry {
        kind,
        happened_at: Timestamp::from_micros(NOW),
        recorded_at: Timestamp::from_micros(NOW),
        cause: Cause::new("order", cause),
        parent,
        mandate: None,
        reverses: None,
        postings: postings.to_vec(),
    }
}

async fn trade(db: &Db) {
    let done: Outcome<(), PostRefused> = db
        .transact(1, |tx| {
            let (bank, fund) = (AccountKey::bank(C), AccountKey::held_for_fund(1, C));
            let held = AccountKey::held(member("member"), C);
            ledger::post(
                tx,
                &entry(
                    "payment",
                    "ord_01kkn80gg0e048rypqqcpzsdsc",
                    None,
                    [(bank.clone(), 5000), (fund.clone(), -5000)],
                ),
            )?;
            ledger::post(
                tx,
                &entry("payment", "ord_01kkn80gg0e048rypqqcpzsdsd", None, [(bank, 700), (held, -700)]),
            )?;
            ledger::post(
                tx,
                &entry(
                    "settlement",
                    "ord_01kkn80gg0e048rypqqcpzsdsc",
                    Some(1),
                    [(fund, 5000), (AccountKey::sales(1, C), -5000)],
                ),
            )?;
            let at = Timestamp::from_micros(NOW);
            ledger::reverse(tx, 2, Cause::new("correction", "cor_1"), at, at)?;
            Ok(())
        })
        .await;
    done.unwrap();
}

impl World {
    async fn ask(&self, who: &str, public: bool, request: Request<Body>) -> (StatusCode, String) {
        let response = self.answer(who, public, request).await;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    async fn answer(&self, who: &str, public: bool, request: Request<Body>) -> Response {
        let doors = |books_public| Doors { books_public };
        let site = Site {
            db: self.db.clone(),
            clock: Arc::new(Still),
            ids: IdSource::system(),
            who: Arc::new(Who::new(doors(public), doors(public))),
            live: Live::new(),
            config: Arc::new(SiteConfig::at("http://localhost")),
        };
        let (mut parts, body) = request.into_parts();
        if !who.is_empty() {
            parts.headers.insert(header::AUTHORIZATION, format!("Bearer {who}").parse().unwrap());
        }
        let router = web::whole(&site, books::routes()).unwrap();
        router.oneshot(Request::from_parts(parts, body)).await.unwrap()
    }

    async fn get(&self, who: &str, path: &str, accept: &str) -> (StatusCode, String) {
        let path = format!("/c/dongli/books{path}");
        let request = Request::get(path).header(header::ACCEPT, accept).body(Body::empty()).unwrap();
        self.ask(who, false, request).await
    }

    async fn json(&self, path: &str) -> Value {
        let (status, body) = self.get("member", path, "application/json").await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        serde_json::from_str(&body).unwrap()
    }

    async fn page(&self, path: &str) -> String {
        let (status, body) = self.get("member", path, "text/html").await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }
}

const PAGES: [&str; 7] =
    ["", "/journal", "/entries/1", "/funds/1", "/accounts", "/mine", "/export?format=csv"];

testkit::both_engines! {
    /// Visitors are sent to sign in, strangers hear that the books are for members, members see every page.
    async fn who_may_see_the_books(world: World) {
        for path in PAGES {
            let path_of = |who: &'static str| world.get(who, path, "application/json");
            assert_eq!(path_of("").await.0, StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(path_of("stranger").await.0, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(path_of("member").await.0, StatusCode::OK, "{path}");
            let (status, page) = world.get("member", path, "text/html").await;
            assert_eq!(status, StatusCode::OK, "{path}: {page}");
        }
        let public = |path: &str| Request::get(format!("/c/dongli/books{path}")).body(Body::empty()).unwrap();
        assert_eq!(world.ask("", true, public("/journal")).await.0, StatusCode::OK);
        assert_eq!(world.ask("", true, public("/mine")).await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(world.ask("stranger", true, public("/export?format=csv")).await.0, StatusCode::FORBIDDEN);
        assert_eq!(world.get("member", "/entries/99", "application/json").await.0, StatusCode::NOT_FOUND);
        assert_eq!(world.get("member", "/entries/x", "text/html").await.0, StatusCode::NOT_FOUND);
        assert_eq!(world.get("member", "/funds/9", "application/json").await.0, StatusCode::NOT_FOUND);
    }

    async fn the_overview_says_where_the_money_is(world: World) {
        let books = world.json("").await;
        assert_eq!(books["together"]["minor"], 5000);
        assert_eq!(books["held"]["sum"]["minor"], 5000);
        assert_eq!(books["owed"]["sum"]["minor"], 0);
        assert_eq!(books["equal"], true);
        assert_eq!(books["check"], Value::Null);
        assert_eq!(books["funds"][0]["name"], "公共基金");
        let page = world.page("").await;
        assert!(page.contains("两边相等") && page.contains("还没有从头核对过") && !page.contains("现在核对"), "{page}");
        let check = || Request::post("/c/dongli/books/checks").header(header::ACCEPT, "application/json").body(Body::empty()).unwrap();
        assert_eq!(world.ask("member", false, check()).await.0, StatusCode::FORBIDDEN);
        let (status, done) = world.ask("treasurer", false, check()).await;
        assert_eq!(status, StatusCode::OK, "{done}");
        assert!(done.contains("\"entry_count\":4") && done.contains("\"violations\":[]"), "{done}");
        assert!(world.page("").await.contains("账本已核对"));
        assert_eq!(world.json("").await["check"]["entry_count"], 4);
    }

    async fn the_journal_is_filtered_and_shows_book_names_only(world: World) {
        let numbers = |journal: Value| -> Vec<i64> {
            journal["entries"].as_array().unwrap().iter().map(|entry| entry["number"].as_i64().unwrap()).collect()
        };
        for (query, expected) in [
            ("", vec![4, 3, 2, 1]),
            ("?kind=payment", vec![2, 1]),
            ("?fund=1", vec![3]),
            ("?purpose=bank", vec![4, 2, 1]),
            ("?cause=ord_01kkn80gg0e048rypqqcpzsdsc", vec![1, 3]),
            ("?from=2026-03-01&until=2026-03-01", vec![4, 3, 2, 1]),
            ("?until=2026-02-28", vec![]),
        ] {
            assert_eq!(numbers(world.json(&format!("/journal{query}")).await), expected, "{query}");
        }
        let person = web::query_escaped(&world.book_name);
        assert_eq!(numbers(world.json(&format!("/journal?person={person}")).await), [4, 2]);
        let page = world.page("/journal").await;
        assert!(page.contains("货款收到，等结算") && !page.contains("待结算 ·"), "accounts are told on the entry's page: {page}");
        let page = world.page("/entries/2").await;
        assert!(page.contains(&world.book_name) && !page.contains("阿禾"), "{page}");
        for wrong in ["?person=nobody", "?from=yesterday", "?fund=x", "?purpose=x"] {
            let (status, page) = world.get("member", &format!("/journal{wrong}"), "text/html").await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {page}");
        }
    }

    /// Its page says what each entry did to the fund, and when it was written down where that was later.
    async fn a_fund_shows_its_own_changes(world: World) {
        let late: Outcome<(), PostRefused> = world.db.transact(1, |tx| {
            let mut entry = entry("donation", "ord_01kkn80gg0e048rypqqcpzsdsf", None,
                [(AccountKey::bank(C), 250), (AccountKey::donation(1, C), -250)]);
            entry.recorded_at = Timestamp::from_micros(NOW + 3_600_000_000);
            ledger::post(tx, &entry)?;
            Ok(())
        }).await;
        late.unwrap();
        let fund = world.json("/funds/1").await;
        let changes: Vec<_> = fund["recent"].as_array().unwrap().iter().map(|entry| &entry["own_change"]["minor"]).collect();
        assert_eq!(changes, [250, 5000]);
        for path in ["/funds/1", "/journal"] {
            let page = world.page(path).await;
            assert_eq!(page.matches(" 入账<").count(), 1, "{path}: {page}");
        }
        assert!(world.page("/funds/1").await.contains(">+¥2.50<"));
    }

    async fn an_entry_shows_its_chain_both_ways(world: World) {
        let first = world.json("/entries/1").await;
        assert_eq!((&first["after"][0]["number"], &first["before"]), (&3.into(), &Value::Array(vec![])));
        let third = world.json("/entries/3").await;
        assert_eq!(third["before"][0]["number"], 1);
        assert_eq!(third["entry"]["postings"][1]["change"]["minor"], 5000);
        let page = world.page("/entries/1").await;
        assert!(page.contains("/c/dongli/books/entries/3"), "{page}");
        // It is not the reader's order: nobody is sent to a page that is closed to them.
        assert!(!page.contains("/orders/ord_"), "{page}");
        assert!(world.page("/entries/2").await.contains("已由第 4 笔冲销"));
        assert!(world.page("/entries/4").await.contains("/c/dongli/books/entries/2"));
    }

    /// What was refunded pays an order in part and is then paid out: neither follows from the other by its cause, but the
    /// account knows. The page says the same, and leads on in the account's journal.
    async fn an_entry_shows_what_it_draws_on(world: World) {
        let posted: Outcome<(), PostRefused> = world.db.transact(1, |tx| {
            let (bank, owed) = (AccountKey::bank(C), AccountKey::owed(member("member"), C));
            let fund = AccountKey::held_for_fund(1, C);
            for _ in 0..12 {
                ledger::post(tx, &entry("refund", "ref_1", None, [(bank.clone(), 100), (owed.clone(), -100)]))?;
            }
            ledger::post(tx, &entry("payment", "ord_2", None, [(owed.clone(), 150), (fund, -150)]))?;
            ledger::post(tx, &entry("payout", "pot_1", None, [(owed, 1020), (bank, -1020)]))?;
            Ok(())
        }).await;
        posted.unwrap();
        let drawing = |number: i64| {
            let world = &world;
            async move { world.json(&format!("/entries/{number}")).await["drawings"].clone() }
        };
        let links = |drawing: &Value| -> Vec<(i64, i64)> {
            let entries = drawing["entries"].as_array().unwrap().iter();
            entries.map(|entry| (entry["number"].as_i64().unwrap(), entry["amount"]["minor"].as_i64().unwrap())).collect()
        };
        // The refunds are 5 to 16, the set-off is 17, the payout 18.
        let set_off = drawing(17).await;
        assert_eq!((links(&set_off[0]), &set_off[0]["takes"], &set_off[0]["more"]), (vec![(6, 50), (5, 100)], &true.into(), &false.into()));
        let second = drawing(6).await;
        assert_eq!((links(&second[0]), &second[0]["takes"], &second[0]["left"]), (vec![(17, 50), (18, 50)], &false.into(), &Value::Null));
        let last = drawing(16).await;
        assert_eq!((links(&last[0]), &last[0]["left"]["minor"]), (vec![(18, 70)], &30.into()));
        let payout = drawing(18).await;
        assert_eq!((links(&payout[0])[..2].to_vec(), links(&payout[0]).len(), &payout[0]["more"]), (vec![(16, 70), (15, 100)], 10, &true.into()));
        assert_eq!(drawing(1).await, Value::Array(vec![]));
        // A payout that was entered as following from what it took nothing of: the chain does not say so.
        let posted: Outcome<(), PostRefused> = world.db.transact(1, |tx| {
            let (bank, owed) = (AccountKey::bank(C), AccountKey::owed(member("member"), C));
            ledger::post(tx, &entry("refund", "ref_2", None, [(bank.clone(), 100), (owed.clone(), -100)]))?;
            ledger::post(tx, &entry("payout", "pot_2", Some(19), [(owed.clone(), 30), (bank.clone(), -30)]))?;
            ledger::post(tx, &entry("payout", "pot_3", Some(19), [(owed, 40), (bank, -40)]))?;
            Ok(())
        }).await;
        posted.unwrap();
        let chained = |entry: &Value, way: &str| -> Vec<i64> {
            entry[way].as_array().unwrap().iter().map(|entry| entry["number"].as_i64().unwrap()).collect()
        };
        let (early, late, credit) =
            (world.json("/entries/20").await, world.json("/entries/21").await, world.json("/entries/19").await);
        assert_eq!((links(&early["drawings"][0]), chained(&early, "before")), (vec![(16, 30)], vec![]));
        assert_eq!((links(&late["drawings"][0]), chained(&late, "before")), (vec![(19, 40)], vec![19]));
        assert_eq!(chained(&credit, "after"), [21]);
        let page = world.page("/entries/18").await;
        let (person, account) = (web::query_escaped(&world.book_name), format!("应还给成员 · {}：减掉的来自", world.book_name));
        assert!(page.contains(&account) && !page.contains("没有前因"), "{page}");
        let journal = format!("/journal?purpose=owed&#38;person={person}&#38;below=1772323200000000.18");
        assert!(page.contains(&journal), "{journal} {page}");
        let below = format!("/journal?purpose=owed&person={person}&below=1772323200000000.18");
        assert_eq!(world.json(&below).await["entries"].as_array().unwrap().len(), 13);
        assert!(world.page("/entries/19").await.contains("还有 ¥0.60 没有用掉"));
    }

    async fn own_accounts_and_exports(world: World) {
        let mine = world.json("/mine").await;
        assert_eq!(mine["book_name"], world.book_name);
        let changes: Vec<_> = mine["recent"].as_array().unwrap().iter().map(|entry| &entry["own_change"]["minor"]).collect();
        assert_eq!(changes, [-700, 700]);
        let page = world.page("/mine").await;
        assert!(page.contains(">+¥7.00<") && page.contains(">−¥7.00<") && page.contains("整笔 ¥7.00"), "{page}");
        let (_, csv) = world.get("member", "/export?format=csv", "*/*").await;
        assert_eq!(csv.lines().count(), 1 + 8);
        assert!(csv.contains(&world.book_name) && !csv.contains("阿禾"), "{csv}");
        let (_, hledger) = world.get("member", "/export?format=hledger", "*/*").await;
        assert!(hledger.starts_with("; 东篱社"), "{hledger}");
        assert!(world.get("member", "/export?format=pdf", "*/*").await.0.is_client_error());
        let mut export = books::Export::begin(&world.db, 1, ledger::ExportFormat::Csv).await.unwrap().unwrap();
        let mut direct = Vec::new();
        while let Some(piece) = export.next().await.unwrap() {
            direct.extend(piece);
        }
        assert_eq!(String::from_utf8(direct).unwrap(), csv);
    }

    /// More downloads than the store has readers, of more than fits on the way, and nobody takes them: the pages answer,
    /// the store closes, and a download that goes on after all is whole.
    async fn a_slow_download_holds_nobody_up(world: World) {
        let posted: Outcome<(), PostRefused> = world.db.transact(1, |tx| {
            let paid = [(AccountKey::bank(C), 1), (AccountKey::held_for_fund(1, C), -1)];
            (4..6000).try_for_each(|_| ledger::post(tx, &entry("payment", "ord_1", None, paid.clone())).map(drop))
        }).await;
        posted.unwrap();
        let download = || Request::get("/c/dongli/books/export?format=csv").body(Body::empty()).unwrap();
        let mut slow = Vec::new();
        for _ in 0..6 {
            slow.push(world.answer("member", false, download()).await.into_body());
        }
        assert_eq!(world.json("/journal").await["entries"][0]["number"], 5999 + 1);
        let taken = to_bytes(slow.pop().unwrap(), 1 << 24).await.unwrap();
        assert_eq!(String::from_utf8(taken.to_vec()).unwrap().lines().count(), 1 + 2 * 6000);
        world.db.close().await;
        assert!(to_bytes(slow.pop().unwrap(), 1 << 24).await.is_err(), "half a file may not pass for the whole");
    }
}
