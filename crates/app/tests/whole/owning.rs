//! Owning together, by its pages: subscribed, paid, in the register, and from the books back to the decision.

use crate::common::owned::shows_as_code;
use crate::common::shop::day;
use crate::common::{Shop, Someone, World, program, shop};
use axum::http::Method;
use serde_json::{Value, json};

const DAY: std::time::Duration = std::time::Duration::from_secs(86_400);

impl Shop {
    async fn asks(&self, world: &World, who: &Someone, instrument: &str, units: &str) -> String {
        let path = self.path(&format!("/instruments/{instrument}/subscriptions"));
        let wanted = json!({ "units": units, "risk_version": "1", "read": "on" });
        world.post(who, &path, wanted).await.assert(201).text("subscription")
    }

    async fn arrives(&self, world: &World, subscription: &str, amount: &str) -> Value {
        let path = self.path(&format!("/subscriptions/{subscription}/arrival"));
        let arrived = json!({ "arrived_on": day(world), "amount": amount, "reference": "B-7" });
        world.post(&self.treasurer, &path, arrived).await.assert(200).json()
    }
}

testkit::both_engines! {
    /// A member reads, subscribes, transfers; the treasurer records it; the entry leads to the share and to the decision.
    async fn from_the_page_to_the_books_and_back(world: World) {
        let lane = shop(&world, "lane", true).await;
        let instrument = lane.instrument(&world).await;
        let own = lane.path(&format!("/instruments/{instrument}"));
        let page = world.look(Some(&lane.member), &own).await;
        assert!(page.body.contains("You can have 3 more") && page.body.contains("name=\"read\""), "{}", page.body);

        // Too many is told with how many there can be, and a number beyond all that is told the same limit.
        for (units, says) in [("4", "One member may hold 3 at most"), ("99999999999", "between 1 and 3")] {
            let many = [("units", units), ("risk_version", "1"), ("read", "on")];
            let many = world.fill(Some(&lane.member), &format!("{own}/subscriptions"), &many).await;
            assert!(many.status >= 400 && many.body.contains(says), "{says}: {}", many.body);
        }

        // Not having read is told beside the box, and what was typed stays.
        let asking = format!("{own}/subscriptions");
        let unread = world.fill(Some(&lane.member), &asking, &[("units", "2"), ("risk_version", "1")]).await;
        assert_eq!(unread.status, 422);
        assert!(unread.body.contains("Please read what can go wrong") && unread.body.contains("value=\"2\""), "{}", unread.body);
        let sent = world.fill(Some(&lane.member), &asking, &[("units", "2"), ("risk_version", "1"), ("read", "on")]).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let listed = world.get(&lane.treasurer, &lane.path("/subscriptions")).await.assert(200).json();
        let subscription = listed["subscriptions"][0]["id"].as_str().unwrap().to_owned();
        let about = lane.path(&format!("/subscriptions/{subscription}"));
        let page = world.look(Some(&lane.member), &about).await;
        for there in ["100.00", "account 6222 0000", "S1", "Withdraw the subscription"] {
            assert!(page.body.contains(there), "{there}: {}", page.body);
        }
        assert!(world.look(Some(&lane.treasurer), &lane.path("/desk")).await.body.contains("Subscriptions waiting for money"));
        assert!(world.look(Some(&lane.member), &lane.path("/mine")).await.body.contains(&about));

        // Another sum, and it is said beside the field.
        let typed = day(&world);
        let arrival = [("arrived_on", typed.as_str()), ("amount", "99.00"), ("reference", "B-7")];
        let short = world.fill(Some(&lane.treasurer), &format!("{about}/arrival"), &arrival).await;
        assert!(short.status == 422 && short.body.contains("Units have no parts") && short.body.contains("99.00"), "{}", short.body);
        let entry = lane.arrives(&world, &subscription, "100.00").await["entry"].as_i64().unwrap();

        let entry = lane.path(&format!("/books/entries/{entry}"));
        let told = world.get(&lane.moderator, &entry).await.assert(200).json();
        assert_eq!(told["instrument"]["instrument"], json!(instrument));
        let page = world.look(Some(&lane.moderator), &entry).await;
        let decision = told["instrument"]["decision"].as_str().unwrap();
        assert!(page.body.contains(&format!("href=\"{own}\"")) && page.body.contains(&format!("/decisions/{decision}")), "{}", page.body);
        // Whose it is, is not told by the books; visitors do not even hear that there is something to own.
        let member = lane.member_id(&world, &lane.member).await;
        assert!(!told.to_string().contains(&member) && !page.body.contains(&about), "{told}");
        let visitor = world.look(None, &entry).await;
        for hidden in ["A part of the pantry", "Share No.", &instrument, decision] {
            assert!(!visitor.body.contains(hidden), "{hidden}: {}", visitor.body);
        }
        assert_eq!(world.send(program(Method::GET, &entry, None, None)).await.assert(200).json()["instrument"], Value::Null);

        // It bounced: taken back with a reason that the member reads, and it waits again.
        let back = format!("{about}/reversal");
        let unsaid = world.fill(Some(&lane.treasurer), &back, &[("reason", "")]).await;
        assert!(unsaid.status == 422 && unsaid.body.contains("Please give the reason"), "{}", unsaid.body);
        let told = world.post(&lane.treasurer, &back, json!({ "reason": "It bounced" })).await.assert(200).json();
        assert_eq!(told["state"], json!("asked"));
        let reversal = format!("/books/entries/{}", told["entry"]);
        let page = world.look(Some(&lane.member), &about).await.assert(200).body.clone();
        for there in ["It bounced", &reversal, "Withdraw the subscription"] {
            assert!(page.contains(there), "{there}: {page}");
        }
        world.post(&lane.treasurer, &back, json!({ "reason": "Again" })).await.refused(409, "wrong_state");
        world.assert_sound().await;
    }

    /// Numbers for all past probation, the own for oneself, names for who keeps the register; and each day as it was.
    async fn who_sees_what_of_the_register(world: World) {
        let lane = shop(&world, "lane", true).await;
        let instrument = lane.instrument(&world).await;
        let first = lane.asks(&world, &lane.member, &instrument, "2").await;
        lane.arrives(&world, &first, "100.00").await;
        let before = day(&world);
        world.clock.advance(DAY * 2);
        let second = lane.asks(&world, &lane.supplier, &instrument, "1").await;
        lane.arrives(&world, &second, "50.00").await;

        let register = lane.path(&format!("/instruments/{instrument}/register"));
        let told = world.get(&lane.member, &register).await.assert(200).json();
        assert_eq!((&told["holder_count"], &told["units"], &told["own_units"]), (&json!(2), &json!(3), &json!(2)));
        assert_eq!((&told["holders"], &told["amount_minor"]), (&json!(null), &json!(15_000)));
        let page = world.look(Some(&lane.member), &register).await;
        assert!(!page.body.contains(&lane.supplier.name) && page.body.contains("shown to treasurers and stewards only"));
        let told = world.get(&lane.member, &format!("{register}?as_of={before}")).await.assert(200).json();
        assert_eq!((&told["holder_count"], &told["units"], &told["as_of"]), (&json!(1), &json!(2), &json!(before)));
        for keeper in [&lane.treasurer, &lane.steward] {
            let told = world.get(keeper, &register).await.assert(200).json();
            let mut names: Vec<_> = told["holders"].as_array().unwrap().iter()
                .map(|holder| (holder["name"].as_str().unwrap().to_owned(), holder["units"].as_i64().unwrap())).collect();
            names.sort();
            assert_eq!(names, [(lane.member.name.clone(), 2), (lane.supplier.name.clone(), 1)]);
            assert!(world.look(Some(keeper), &register).await.body.contains(&lane.supplier.name));
        }
        assert_eq!(world.look(Some(&lane.member), &format!("{register}?as_of=yesterday")).await.status, 422);
        // A subscription is for its member and for the keepers.
        let about = lane.path(&format!("/subscriptions/{first}"));
        world.get(&lane.supplier, &about).await.assert(404);
        world.get(&lane.treasurer, &about).await.assert(200);
        let newcomer = lane.on_probation(&world).await;
        world.get(&newcomer, &register).await.assert(403);
        let path = lane.path(&format!("/instruments/{instrument}/subscriptions"));
        let wanted = json!({ "units": "1", "risk_version": "1", "read": "on" });
        world.post(&newcomer, &path, wanted).await.assert(403);
        world.assert_sound().await;
    }

    /// The form begins with who is named: sent as it is shown, it changes nothing.
    async fn an_heir_stays_named_when_the_form_is_sent_again(world: World) {
        let lane = shop(&world, "lane", true).await;
        let instrument = lane.instrument(&world).await;
        let asked = lane.asks(&world, &lane.member, &instrument, "1").await;
        lane.arrives(&world, &asked, "50.00").await;
        let holding = lane.path(&format!("/instruments/{instrument}/holding"));
        let heir = &lane.supplier.name;
        let shown = async || world.look(Some(&lane.member), &holding).await.assert(200).body.clone();
        let field = async || {
            let page = shown().await;
            let at = page.find("name=\"heir\"").expect("a field for the heir");
            let (from, to) = (page[..at].rfind('<').unwrap(), at + page[at..].find('>').unwrap());
            page[from..to].to_owned()
        };
        assert!(!field().await.contains(heir.as_str()), "nobody is named yet");
        for _ in 0..2 {
            let saved = world.post(&lane.member, &lane.path(&format!("/instruments/{instrument}/heir")), json!({ "heir": heir })).await;
            assert!(saved.status < 400, "{}", saved.body);
            assert!(field().await.contains(&format!("value=\"{heir}\"")), "{}", field().await);
        }
    }

    /// Another version of the risks: who had the old one open reads the new one first. And one's own data can be taken along.
    async fn risks_are_read_in_their_newest_version(world: World) {
        let lane = shop(&world, "lane", true).await;
        let instrument = lane.instrument(&world).await;
        let id = lane.asks(&world, &lane.member, &instrument, "1").await;
        lane.arrives(&world, &id, "50.00").await;
        let own = lane.path(&format!("/instruments/{instrument}"));
        let risks = format!("{own}/risks");
        let promise = [("risk", "稳赚不赔"), ("reason", "x"), ("from_version", "1")];
        let told = world.fill(Some(&lane.steward), &risks, &promise).await;
        assert!(told.status == 422 && told.body.contains("“稳赚”"), "{}", told.body);
        let revised = json!({ "risk": "Damp may spoil the shelves", "reason": "The roof leaks", "from_version": "1" });
        let told = world.post(&lane.steward, &risks, revised.clone()).await.assert(200).json();
        assert_eq!((&told["risk_version"], &told["draft"]), (&json!(1), &json!(1)), "it waits for a second person");
        let read = json!({ "draft": "1" });
        world.post(&lane.steward, &format!("{risks}/agreement"), read.clone()).await.refused(403, "own_risk_text");
        world.post(&lane.member, &format!("{risks}/agreement"), read.clone()).await.refused(403, "not_allowed");
        let page = world.get(&lane.member, &own).await.assert(200).json();
        assert_eq!((&page["risk_now"]["version"], &page["risk_draft"]), (&json!(1), &Value::Null));
        world.post(&lane.treasurer, &format!("{risks}/withdrawal"), read).await.assert(200);
        world.post(&lane.steward, &risks, revised).await.assert(200);
        assert!(world.look(Some(&lane.treasurer), &lane.path("/desk")).await.body.contains("New texts of what can go wrong"));
        let page = world.look(Some(&lane.treasurer), &own).await.assert(200).body.clone();
        assert!(page.contains("Damp may spoil the shelves") && page.contains(&format!("{risks}/agreement")), "{page}");
        world.fill(Some(&lane.treasurer), &format!("{risks}/agreement"), &[("draft", "2")]).await.assert(303);
        let old = [("units", "1"), ("risk_version", "1"), ("read", "on")];
        let told = world.fill(Some(&lane.member), &format!("{own}/subscriptions"), &old).await;
        assert_eq!(told.status, 409);
        assert!(told.body.contains("name=\"risk_version\" value=\"2\"") && told.body.contains("Damp may spoil"), "{}", told.body);
        assert!(!told.body.contains("name=\"read\" value=\"on\" checked"), "{}", told.body);
        assert!(told.body.contains("The shelves may be worth less one day"), "the older version stays: {}", told.body);
        // Who changed it and why stands beside it, for everybody who is to read it.
        let steward = "Steward";
        let by = format!("changed by {steward} with the agreement of {}: The roof leaks", lane.treasurer.name);
        assert!(told.body.contains(&by) && told.body.contains("as it was decided"), "{}", told.body);
        let page = world.get(&lane.member, &own).await.assert(200).json();
        assert_eq!((&page["risk_now"]["written_by"], &page["risk_now"]["reason"]), (&json!(steward), &json!("The roof leaks")));
        assert_eq!((&page["risks_before"][0]["version"], &page["risks_before"][0]["written_by"]), (&json!(1), &Value::Null));
        let data = world.get(&lane.member, "/me/data").await.assert(200).json();
        let kept = &data["kept"]["ownership"][0];
        assert_eq!((&kept["holdings"][0]["units"], &kept["subscriptions"][0]["state"]), (&json!(1), &json!("paid")), "{data}");
    }

    /// What is open is told before, once is not enough, and what was theirs they read afterwards: theirs, and nothing else.
    async fn who_leaves_is_asked_and_reads_their_own_afterwards(world: World) {
        let lane = shop(&world, "lane", true).await;
        let instrument = lane.instrument(&world).await;
        let own = lane.path(&format!("/instruments/{instrument}"));
        let holding = format!("{own}/holding");
        let paid = lane.asks(&world, &lane.member, &instrument, "2").await;
        lane.arrives(&world, &paid, "100.00").await;
        let others = lane.asks(&world, &lane.supplier, &instrument, "1").await;
        let read = json!({ "risk_version": "1", "read": "on" });
        let made = world.post(&lane.member, &format!("{own}/certificates"), read).await;
        let certificate = lane.path(&format!("/certificates/{}", made.assert(201).text("certificate")));
        let back = json!({ "units": "1", "reason": "I move away" });
        let parting = world.post(&lane.member, &format!("{own}/buy-backs"), back).await.assert(201).text("parting");
        let parting = lane.path(&format!("/partings/{parting}"));

        let leaving = lane.path("/mine/leaving");
        let mine = world.look(Some(&lane.member), &lane.path("/mine")).await;
        assert!(mine.body.contains(&leaving) && !mine.body.contains("action=\"/c/lane/mine/leaving\""), "{}", mine.body);
        let page = world.look(Some(&lane.member), &leaving).await;
        for there in [holding.as_str(), parting.as_str(), "A part of the pantry", "¥100.00", "gives no money back by itself"] {
            assert!(page.body.contains(there), "{there}: {}", page.body);
        }
        let once = world.fill(Some(&lane.member), &leaving, &[]).await;
        assert!(once.status == 422 && once.body.contains("Tick this first"), "{}", once.body);
        world.get(&lane.member, &own).await.assert(200);
        let parted = lane.member_id(&world, &lane.member).await;
        world.fill(Some(&lane.member), &leaving, &[("sure", "on")]).await.assert(303);

        let subscription = lane.path(&format!("/subscriptions/{paid}"));
        for path in [lane.path("/mine"), holding.clone(), certificate.clone(), parting.clone(), subscription] {
            world.get(&lane.member, &path).await.assert(200);
            let page = world.look(Some(&lane.member), &path).await;
            assert!(page.status == 200 && !page.body.contains("method=\"post\" action=\"/c/lane/i"), "{path}: {}", page.body);
        }
        // Their account, and what they are owed: to read, and nothing leads to what is not theirs.
        let owed = lane.path(&format!("/owed/{}", parted));
        for path in [lane.path("/books/mine"), owed.clone()] {
            world.get(&lane.member, &path).await.assert(200);
            let page = world.look(Some(&lane.member), &path).await.assert(200).body.clone();
            assert!(!page.contains(&format!("method=\"post\" action=\"{path}")), "{page}");
        }
        let others_owed = lane.path(&format!("/owed/{}", lane.member_id(&world, &lane.supplier).await));
        assert!(world.get(&lane.member, &others_owed).await.status >= 403);
        let mine = world.look(Some(&lane.member), &lane.path("/mine")).await;
        for there in ["You left on", holding.as_str(), parting.as_str(), &lane.path("/books/mine")] {
            assert!(mine.body.contains(there), "{there}: {}", mine.body);
        }
        let theirs = lane.path(&format!("/subscriptions/{others}"));
        for closed in [own.clone(), lane.path("/instruments"), lane.path("/members"), theirs, format!("{own}/register")] {
            let answer = world.get(&lane.member, &closed).await;
            assert!(answer.turned_away() || answer.status == 404, "{closed}: {}", answer.status);
        }
        for path in [&holding, &certificate, &parting] {
            let answer = world.get(&lane.supplier, path).await;
            assert!(path == &certificate || answer.status == 404 || answer.json()["units"] == json!(0), "{path}: {}", answer.body);
        }
        world.assert_sound().await;
    }

    /// Who is named behind a company is told, and says whether it is so; others are not told who is behind whom.
    async fn who_is_named_behind_a_company_says_so_themselves(world: World) {
        let lane = shop(&world, "lane", true).await;
        let company = lane.company(&world).await;
        let page = lane.path(&format!("/companies/{company}"));
        let home = world.look(Some(&lane.member), &lane.path("/mine")).await.assert(200).body.clone();
        let first = world.look(Some(&lane.member), &lane.path("")).await.assert(200).body.clone();
        assert!(home.contains(&page) || first.contains(&page), "{home} {first}");
        let asked = world.look(Some(&lane.member), &page).await.assert(200).body.clone();
        assert!(asked.contains("You are named as standing behind") && asked.contains("Yes, I do"), "{asked}");
        world.get(&lane.supplier, &page).await.assert(403);
        let word = format!("{page}/word");
        let yes = json!({ "version": "1", "word": "confirmed" });
        world.post(&lane.steward, &word, yes.clone()).await.refused(403, "not_yours");
        let no = json!({ "version": "1", "word": "denied", "reason": "I sold it" });
        let denied = world.post(&lane.member, &word, no).await.assert(200).json();
        assert_eq!(denied["all_confirmed"], json!(false));
        let desk = world.look(Some(&lane.steward), &lane.path("/desk")).await.assert(200).body.clone();
        assert!(desk.contains("says it is not so"), "{desk}");
        let list = world.get(&lane.steward, &lane.path("/companies")).await.assert(200).json();
        let owner = &list["companies"][0]["owners"][0];
        assert_eq!((&owner["word"], &owner["reason"]), (&json!("denied"), &json!("I sold it")));
        let said = world.post(&lane.member, &word, yes.clone()).await.assert(200).json();
        assert_eq!(said["all_confirmed"], json!(true));
        world.post(&lane.member, &word, yes).await.refused(409, "wrong_state");
        let told = world.get(&lane.member, &page).await.assert(200).json();
        assert_eq!((&told["may_confirm"], &told["may_deny"]), (&json!(false), &json!(false)));
        world.assert_sound().await;
    }

    /// Another member scans a certificate: it holds until something moves, and then it says so; and the register of each day
    /// stays what it was on that day, through a transfer.
    async fn a_certificate_and_each_day_of_the_register_tell_what_was(world: World) {
        let lane = shop(&world, "lane", true).await;
        let instrument = lane.instrument(&world).await;
        let own = lane.path(&format!("/instruments/{instrument}"));
        let mut days = vec![(day(&world), vec![])];
        world.clock.advance(DAY);
        let asked = lane.asks(&world, &lane.member, &instrument, "3").await;
        lane.arrives(&world, &asked, "150.00").await;
        days.push((day(&world), vec![(lane.member.name.clone(), 3)]));
        let read = json!({ "risk_version": "1", "read": "on" });
        let made = world.post(&lane.member, &format!("{own}/certificates"), read.clone()).await;
        let path = lane.path(&format!("/certificates/{}", made.assert(201).text("certificate")));
        let seen = world.get(&lane.supplier, &path).await.assert(200).json();
        assert_eq!((&seen["holds"], &seen["units"], &seen["holder"]), (&json!(true), &json!(3), &json!(lane.member.name)));
        let link = seen["link"].as_str().unwrap();
        assert_eq!(link, format!("{}{path}", world.running.site.config.base_url), "it is scanned from paper, far from here");
        let page = world.look(Some(&lane.supplier), &path).await.assert(200).body.clone();
        assert!(shows_as_code(&page, link) && !shows_as_code(&page, &path), "{page}");
        assert!(page.contains("This is what the register says now.") && !page.contains("superseded"), "{page}");

        world.clock.advance(DAY);
        // Offered with somebody named: to be taken by the community until its time is over, and then by that one alone.
        let named = json!({ "units": "1", "price": "55.00", "named": lane.member_id(&world, &lane.steward).await });
        let kept = world.post(&lane.member, &format!("{own}/transfers"), named).await.assert(201).text("transfer");
        let tells = async |who, what: &str| {
            let page = world.look(Some(who), &lane.path("/transfers")).await.assert(200).body.clone();
            assert!(page.contains(what), "{what}: {page}");
        };
        tells(&lane.supplier, "to be taken").await;
        let back = world.clock.now();
        world.clock.advance(DAY * 15);
        tells(&lane.supplier, "kept for who was named").await;
        tells(&lane.steward, "to be taken").await;
        world.clock.set(back);
        world.post(&lane.member, &lane.path(&format!("/transfers/{kept}/withdrawal")), json!({})).await.assert(200);
        let offer = json!({ "units": "1", "price": "55.00" });
        let offered = world.post(&lane.member, &format!("{own}/transfers"), offer).await.assert(201).text("transfer");
        let of = |rest: &str| lane.path(&format!("/transfers/{offered}{rest}"));
        world.post(&lane.supplier, &of("/acceptance"), read).await.assert(200);
        world.post(&lane.member, &of("/payment"), json!({})).await.assert(200);
        assert_eq!(world.get(&lane.supplier, &path).await.json()["holds"], json!(true), "nothing has moved yet");
        days.push((day(&world), vec![(lane.member.name.clone(), 3)]));
        world.clock.advance(DAY);
        world.post(&lane.treasurer, &of("/approval"), json!({})).await.assert(200);
        days.push((day(&world), vec![(lane.member.name.clone(), 2), (lane.supplier.name.clone(), 1)]));
        for who in [&lane.supplier, &lane.member] {
            let seen = world.get(who, &path).await.assert(200).json();
            assert_eq!((&seen["holds"], &seen["units"]), (&json!(false), &json!(3)), "what it said it says");
            let page = world.look(Some(who), &path).await.assert(200).body.clone();
            assert!(page.contains("superseded") && page.contains("The register has changed since"), "{page}");
            assert!(!page.contains("This is what the register says now."), "{page}");
        }

        world.clock.advance(DAY);
        let register = format!("{own}/register");
        for (day, held) in &days {
            let told = world.get(&lane.steward, &format!("{register}?as_of={day}")).await.assert(200).json();
            let mut names: Vec<_> = told["holders"].as_array().unwrap().iter()
                .map(|one| (one["name"].as_str().unwrap().to_owned(), one["units"].as_i64().unwrap())).collect();
            names.sort();
            assert_eq!((&names, &told["as_of"]), (held, &json!(day)), "{day}");
            let units: i64 = held.iter().map(|(_, units)| units).sum();
            assert_eq!((&told["units"], &told["holder_count"]), (&json!(units), &json!(held.len())), "{day}");
            let mine = world.get(&lane.member, &format!("{register}?as_of={day}")).await.assert(200).json();
            let own = held.iter().find(|(name, _)| *name == lane.member.name).map_or(0, |(_, units)| *units);
            assert_eq!((&mine["own_units"], &mine["units"]), (&json!(own), &json!(units)), "{day}");
        }
        // What has not been yet nobody can tell.
        world.clock.advance(DAY);
        let to_come = day(&world);
        world.clock.set(world.clock.now().minus(DAY));
        world.get(&lane.steward, &format!("{register}?as_of={to_come}")).await.assert(422);
        world.assert_sound().await;
    }

    /// Where no decision lets the fund give capital back, who holds is told so beforehand, and led to a proposal that says it.
    async fn a_buy_back_is_offered_where_it_can_happen(world: World) {
        let lane = shop(&world, "lane", true).await;
        let instrument = lane.instrument(&world).await;
        let asked = lane.asks(&world, &lane.member, &instrument, "1").await;
        lane.arrives(&world, &asked, "50.00").await;
        let holding = lane.path(&format!("/instruments/{instrument}/holding"));
        let begin = lane.path(&format!("/decisions/new?add=give_back&instrument={instrument}"));
        let back = format!("action=\"{}\"", lane.path(&format!("/instruments/{instrument}/buy-backs")));
        assert_eq!(world.get(&lane.member, &holding).await.json()["has_mandate"], json!(false));
        let page = world.look(Some(&lane.member), &holding).await.assert(200).body.clone();
        assert!(page.contains(&begin.replace('&', "&amp;")) && !page.contains(&back), "{page}");
        let form = world.get(&lane.member, &begin).await.assert(200).json();
        assert_eq!((&form["instrument"], &form["add"]), (&json!(instrument), &json!("give_back")));
        let title = form["title"].as_str().unwrap();
        assert!(title.starts_with("Give back capital of"), "{form}");
        let idea = [("title", title), ("body", form["body"].as_str().unwrap()), ("add", "give_back"), ("instrument", instrument.as_str())];
        let led = world.fill(Some(&lane.member), &lane.path("/decisions"), &idea).await;
        let text = led.header("location").trim_end_matches("#new-deed").to_owned();
        assert!(led.status == 303 && text.ends_with(&format!("&instrument={instrument}")), "{text}");
        let draft = world.look(Some(&lane.member), &text).await.assert(200).body.clone();
        let chosen = draft.split("name=\"deed_1_instrument\"").nth(1).unwrap().split("</select>").next().unwrap();
        assert!(chosen.contains(&format!("value=\"{instrument}\" selected")), "{chosen}");
        // Opened once more when it stands in the text, the link adds nothing, and gives no reason.
        assert!(draft.contains("value=\"What “"), "{draft}");
        let ends = world.clock.now().plus(crate::common::days(30)).to_string();
        let typed = [("title", title), ("body", "For who moves away"), ("reason", "To be clear"), ("from_version", "1"),
            ("deed_1_do", "give_back"), ("deed_1_instrument", instrument.as_str()), ("deed_1_ceiling", "100.00"),
            ("deed_1_ends", &ends[..10])];
        let path = text.split('?').next().unwrap();
        world.fill(Some(&lane.member), path, &typed).await.assert(303);
        let again = world.look(Some(&lane.member), &text).await.assert(200).body.clone();
        assert!(again.contains("name=\"deed_1_do\" value=\"give_back\"") && !again.contains("name=\"deed_2_do\" value=\"give_back\""), "{again}");
        assert!(!again.contains("value=\"What “"), "{again}");
        let nothing = world.get(&lane.member, &lane.path("/decisions/new?add=give_back&instrument=ins_01kax0000000000000000000aa")).await;
        assert_eq!((&nothing.json()["instrument"], &nothing.json()["title"]), (&json!(""), &json!("")));

        // What was decided for shelves is not for this.
        let shelves = lane.mandate(&world, 10_000).await;
        assert_eq!(world.get(&lane.member, &holding).await.json()["has_mandate"], json!(false));
        let mandate = lane.gives_back(&world, &instrument, 5_000).await;
        assert_eq!(world.get(&lane.member, &holding).await.json()["has_mandate"], json!(true));
        let page = lane.path(&format!("/mandates/{mandate}"));
        assert_eq!(world.get(&lane.member, &page).await.json()["kind"], json!("capital"));
        let read = world.look(Some(&lane.member), &page).await.assert(200).body.clone();
        assert!(read.contains("giving back what was put into one kind of share"), "{read}");
        assert!(world.look(Some(&lane.member), &holding).await.body.contains(&back));
        let units = json!({ "units": "1", "reason": "I move away" });
        let buy_backs = lane.path(&format!("/instruments/{instrument}/buy-backs"));
        let parting = world.post(&lane.member, &buy_backs, units).await.assert(201).text("parting");
        let parting = lane.path(&format!("/partings/{parting}"));
        let offered = world.get(&lane.treasurer, &parting).await.assert(200).json()["mandates"].clone();
        assert_eq!((offered.as_array().unwrap().len(), &offered[0]["id"]), (1, &json!(mandate)), "{offered}");
        let own = world.get(&lane.member, &parting).await.assert(200).json();
        assert_eq!((&own["mandates"][0]["id"], own["deciders"].as_array().unwrap().len()), (&json!(mandate), 2), "{own}");
        let waits = world.look(Some(&lane.member), &parting).await.assert(200).body.clone();
        assert!(waits.contains("It waits for one of these to consent") && waits.contains(&format!("/mandates/{mandate}")), "{waits}");
        let consent = |mandate: &str| json!({ "mandate": mandate });
        let refused = world.post(&lane.treasurer, &format!("{parting}/consent"), consent(&shelves)).await;
        assert_eq!(refused.assert(409).json()["code"], json!("mandate_not_for_this"));
        world.post(&lane.treasurer, &format!("{parting}/consent"), consent(&mandate)).await.assert(200);
        // It is in force still, and nothing of it is left: that is what is said.
        let asked = lane.asks(&world, &lane.member, &instrument, "1").await;
        lane.arrives(&world, &asked, "50.00").await;
        let page = world.look(Some(&lane.member), &holding).await.assert(200).body.clone();
        assert!(page.contains("only ¥0.00 of it is left") && !page.contains("No decision permits"), "{page}");
        world.assert_sound().await;
    }

    /// A decision turns one share into another: the holder is told, reads what can go wrong with it, and is asked no more. Who subscribed read it then.
    async fn who_holds_what_was_converted_is_asked_to_read_its_risks(world: World) {
        let lane = shop(&world, "lane", true).await;
        let (pantry, other) = (lane.instrument(&world).await, lane.instrument(&world).await);
        for who in [&lane.member, &lane.supplier] {
            let asked = lane.asks(&world, who, &pantry, "1").await;
            lane.arrives(&world, &asked, "50.00").await;
        }
        let asked = lane.asks(&world, &lane.supplier, &other, "1").await;
        lane.arrives(&world, &asked, "50.00").await;
        let own = lane.path(&format!("/instruments/{other}"));
        let holding = format!("{own}/holding");
        let decision = "prp_01kax0000000000000000000ab".to_owned();
        let (from, to) = (kernel::Id::parse(&pantry).unwrap(), kernel::Id::parse(&other).unwrap());
        let (new, now) = (ownership::Conversion { from, to, give: 1, get: 1, decision }, world.clock.now());
        let done = world.running.site.db.transact(1, move |tx| ownership::convert_by_decision(tx, &new, now));
        done.await.unwrap();
        let unread = async |who| world.get(who, &holding).await.assert(200).json()["risk_unread"].clone();
        assert_eq!((unread(&lane.member).await, unread(&lane.supplier).await), (json!(true), json!(false)));
        let page = world.look(Some(&lane.member), &holding).await.assert(200).body.clone();
        assert!(page.contains("Nobody has asked you yet") && page.contains("The shelves may be worth less one day"), "{page}");
        let path = format!("{own}/acknowledgement");
        let sent = world.fill(Some(&lane.member), &path, &[("risk_version", "1")]).await;
        assert!(sent.status == 422 && sent.body.contains("Please read what can go wrong, and confirm it"), "{}", sent.short());
        world.post(&lane.member, &path, json!({ "risk_version": "2", "read": "on" })).await.refused(409, "risk_changed");
        world.post(&lane.steward, &path, json!({ "risk_version": "1", "read": "on" })).await.refused(409, "not_enough_units_held");
        world.fill(Some(&lane.member), &path, &[("risk_version", "1"), ("read", "on")]).await.assert(303);
        assert_eq!(unread(&lane.member).await, json!(false));
        let page = world.look(Some(&lane.member), &holding).await.assert(200).body.clone();
        assert!(!page.contains("Nobody has asked you yet"), "{page}");
        world.assert_sound().await;
    }
}
