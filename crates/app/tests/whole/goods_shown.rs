//! What goods look like: shown by who tends them, seen by whoever sees the goods.

use crate::common::{Answer, Shop, Someone, World, shop};
use crate::spending::photo;
use serde_json::{Value, json};

/// An offer for everyone or for members, and the address of its page.
async fn berries(world: &World, lane: &Shop, audience: &str) -> String {
    let variant = lane.offer_to(audience, world, "Strawberries", "25", "9").await;
    lane.path(&format!("/offers/{}", variant.trim_end_matches(".1")))
}

async fn add(world: &World, who: &Someone, offer: &str, key: &str, alt: &str, bytes: &[u8]) -> Answer {
    let files = [("picture", "IMG_2026.jpg", bytes)];
    world.upload(who, &format!("{offer}/pictures"), key, &[("alt", alt)], &files).await
}

/// Adds one of its own bytes; answers its file.
async fn added(world: &World, who: &Someone, offer: &str, alt: &str) -> String {
    let key = format!("{offer}-{alt}").replace(|letter: char| !letter.is_alphanumeric(), "-");
    add(world, who, offer, &key, alt, &photo(alt.as_bytes())).await.assert(201).text("file")
}

/// What the pictures of an offer say, the first first.
async fn shown(world: &World, lane: &Shop, offer: &str) -> Vec<String> {
    let page = world.get(&lane.member, offer).await.assert(200).json();
    let alt = |picture: &Value| picture["alt"].as_str().unwrap().to_owned();
    page["pictures"].as_array().unwrap().iter().map(alt).collect()
}

testkit::both_engines! {
    /// Added by a form, shown on the card and the page, put first, taken off: and its bytes are nobody's any more.
    async fn goods_are_shown(world: World) {
        let lane = shop(&world, "lane", true).await;
        let offer = berries(&world, &lane, "members").await;
        let market = lane.path("/market");
        for path in [&market, &offer] {
            let page = world.look(Some(&lane.member), path).await.assert(200).body.clone();
            assert!(!page.contains("<img") && !page.contains("pictured") && !page.contains("class=\"pictures"), "{page}");
        }
        let page = world.look(Some(&lane.supplier), &offer).await.assert(200).body.clone();
        assert!(page.contains(&format!("{offer}/pictures")) && page.contains("Add a picture"), "{page}");
        let page = world.look(Some(&lane.steward), &format!("{offer}/edit")).await.assert(200).body.clone();
        assert!(page.contains(&format!("{offer}/pictures")), "{page}");
        let form = world.look(Some(&lane.supplier), &format!("{offer}/pictures")).await.assert(200).body.clone();
        assert!(form.contains("name=\"picture\"") && form.contains("multipart/form-data"), "{form}");
        // Twice clicked, once there; where nothing is said of it, it is called as the goods are.
        let ripe = photo(b"ripe");
        let first = add(&world, &lane.supplier, &offer, "ripe", "", &ripe).await.assert(201).text("file");
        assert_eq!(add(&world, &lane.supplier, &offer, "ripe", "", &ripe).await.assert(201).text("file"), first);
        assert_eq!(shown(&world, &lane, &offer).await, ["Strawberries"]);
        let field = added(&world, &lane.steward, &offer, "The field <in> May").await;
        added(&world, &lane.steward, &offer, "A bowl").await;
        assert_eq!(shown(&world, &lane, &offer).await, ["Strawberries", "The field <in> May", "A bowl"]);
        let path = |file: &str, rest: &str| format!("{offer}/pictures/{file}{rest}");
        for _ in 0..2 {
            world.post(&lane.supplier, &path(&field, "/first"), json!({})).await.assert(200);
        }
        assert_eq!(shown(&world, &lane, &offer).await, ["The field <in> May", "Strawberries", "A bowl"]);
        let card = world.get(&lane.member, &market).await.assert(200).json()["offers"][0]["picture"].clone();
        let at = lane.path(&format!("/files/{field}"));
        assert_eq!((&card["href"], &card["alt"]), (&json!(at), &json!("The field <in> May")));
        let page = world.look(Some(&lane.member), &market).await.assert(200).body.clone();
        let drawn = format!("<img src=\"{at}\" alt=\"The field &#60;in&#62; May\" width=\"88\" height=\"88\" loading=\"lazy\">");
        assert!(page.contains(&drawn) && page.matches("<img").count() == 1, "{page}");
        let page = world.look(Some(&lane.member), &offer).await.assert(200).body.clone();
        assert_eq!(page.matches("<img").count(), 3, "{page}");
        // Without where it was taken, and not to be run or kept by anything on the way.
        let file = world.get(&lane.member, &at).await;
        file.assert(200);
        assert_eq!((file.header("content-type"), file.header("cache-control")), ("image/jpeg", "private, max-age=86400, immutable"));
        assert!(!file.body.contains("GPS"), "{}", file.short());
        for _ in 0..2 {
            world.post(&lane.steward, &path(&field, "/removal"), json!({})).await.assert(200);
        }
        assert_eq!(shown(&world, &lane, &offer).await, ["Strawberries", "A bowl"]);
        world.get(&lane.steward, &at).await.refused(404, "no_such_file");
        world.post(&lane.steward, &path(&field, "/first"), json!({})).await.refused(409, "picture_gone");
        let (shelf, db) = (files::Shelf::at(&world.files.0), world.running.site.db.clone());
        assert!(files::missing(&shelf, &db).await.unwrap().is_empty());
        world.assert_sound().await;
    }

    /// Each with words beside the field, in both languages, and nothing is added.
    async fn what_cannot_be_shown_is_said(world: World) {
        let lane = shop(&world, "lane", true).await;
        let offer = berries(&world, &lane, "members").await;
        let at = format!("{offer}/pictures");
        let large = vec![0xff; files::LIMITS.file_bytes + 1];
        let cut = &photo(b"cut")[..20];
        for (bytes, says) in [
            (large.as_slice(), "larger than 10 MB"),
            (b"<svg/>", "no picture that can be shown"),
            (b"", "is empty"),
            (cut, "cannot be read to its end"),
        ] {
            let answer = add(&world, &lane.steward, &offer, &says.replace(' ', "-"), "", bytes).await;
            answer.refused(422, "invalid_input");
            let error = answer.json()["errors"][0].clone();
            assert_eq!(error["field"], "picture");
            assert!(error["message"].as_str().unwrap().contains(says), "{error}");
        }
        let document = add(&world, &lane.steward, &offer, "pdf", "", b"%PDF-1.4 a price list").await;
        document.refused(422, "not_a_picture");
        let long = "berry ".repeat(40);
        let answer = add(&world, &lane.steward, &offer, "long", &long, &photo(b"long")).await;
        answer.refused(422, "invalid_input");
        assert_eq!(answer.json()["errors"][0]["field"], "alt");
        let two = photo(b"two");
        for files in [vec![], vec![("picture", "a.jpg", two.as_slice()), ("picture", "b.jpg", two.as_slice())]] {
            let answer = world.upload(&lane.steward, &at, "how-many", &[], &files).await;
            answer.refused(422, "invalid_input");
            assert!(answer.body.contains("Choose one picture"), "{}", answer.body);
        }
        // A browser that sends nothing gets its page again, with the words beside the field.
        let page = world.fill(Some(&lane.supplier), &at, &[("alt", "A bowl")]).await.assert(422).body.clone();
        assert!(page.contains("Choose one picture") && page.contains("value=\"A bowl\""), "{page}");
        for count in 1..=3 {
            added(&world, &lane.steward, &offer, &format!("Number {count}")).await;
        }
        add(&world, &lane.steward, &offer, "fourth", "", &photo(b"fourth")).await.assert(201);
        let fifth = add(&world, &lane.steward, &offer, "fifth", "", &photo(b"fifth")).await;
        fifth.refused(409, "too_many_pictures");
        assert_eq!(shown(&world, &lane, &offer).await.len(), 4);
        let page = world.look_in_chinese(&lane.steward, &at).await.assert(200).body.clone();
        assert!(page.contains("已有四张") && !page.contains("type=\"file\""), "{page}");
        let other = add(&world, &lane.steward, &offer, "fourth", "", &photo(b"another")).await;
        other.refused(409, "key_reused");
        for (who, code) in [(&lane.member, "not_allowed"), (&lane.treasurer, "not_allowed")] {
            add(&world, who, &offer, "mine", "", &photo(b"mine")).await.refused(403, code);
            world.get(who, &at).await.refused(403, code);
        }
        let none = lane.path("/offers/off_00000000000000000000000000");
        add(&world, &lane.steward, &none, "none", "", &photo(b"none")).await.refused(404, "no_such_offer");
    }

    /// Whoever sees the page of the goods sees their pictures, and nobody else.
    async fn pictures_are_for_who_sees_the_goods(world: World) {
        let open = shop(&world, "lane", true).await;
        let closed = shop(&world, "yard", false).await;
        let stranger = world.sign_up("stranger").await;
        let see = async |offer: &str, file: &str, lane: &Shop| {
            let file = lane.path(&format!("/files/{file}"));
            for who in [None, Some(&stranger), Some(&lane.member), Some(&lane.supplier), Some(&lane.steward)] {
                let (page, bytes) = (world.look(who, offer).await.status, world.look(who, &file).await.status);
                let told = format!("{:?}: {offer}: {page}, {file}: {bytes}", who.map(|who| &who.name));
                // Who is not told that a page is there is sent to sign in, or told that the picture is not for them.
                assert!(page == bytes || (page == 404 && matches!(bytes, 303 | 403)), "{told}");
            }
            let mut seen = Vec::new();
            for who in [None, Some(&stranger), Some(&lane.member), Some(&lane.supplier), Some(&lane.steward)] {
                seen.push(world.look(who, &file).await.status == 200);
            }
            seen
        };
        for (lane, audience, expected) in [
            (&open, "everyone", [true, true, true, true, true]),
            (&open, "members", [false, false, true, true, true]),
            (&closed, "everyone", [false, false, true, true, true]),
            (&closed, "members", [false, false, true, true, true]),
        ] {
            let offer = berries(&world, lane, audience).await;
            let file = added(&world, &lane.supplier, &offer, "A bowl").await;
            assert_eq!(see(&offer, &file, lane).await, expected, "{} {audience}", lane.slug);
            // Taken off the market: as its page, which those get who have its address.
            let why = json!({ "reason": "frost" });
            world.post(&lane.supplier, &format!("{offer}/withdrawal"), why).await.assert(200);
            assert_eq!(see(&offer, &file, lane).await, expected, "{} {audience}, withdrawn", lane.slug);
        }
        // Proposed: between its seller and the stewards.
        let jam = json!({
            "title": "Plum jam", "story": "", "audience": "everyone", "limit": "",
            "rest": open.member_id(&world, &open.member).await,
            "variants": [{ "title": "", "unit": "jar", "price": "20", "step": "1", "stock": "6" }], "parts": [],
        });
        let made = world.post(&open.member, &open.path("/offers"), jam).await.assert(201).text("id");
        let offer = open.path(&format!("/offers/{made}"));
        let file = added(&world, &open.member, &offer, "Jars").await;
        assert_eq!(see(&offer, &file, &open).await, [false, false, true, false, true]);
        // One of another community is none here.
        let elsewhere = world.get(&closed.member, &closed.path(&format!("/files/{file}"))).await;
        elsewhere.refused(404, "no_such_file");
        world.assert_sound().await;
    }
}
