//! What nobody sends by mistake: bodies too large or malformed, forms from other sites, paths that lead elsewhere,
//! things of other communities.

use crate::common::{Answer, Shop, Someone, World, browser, program, shop};
use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::json;
use testkit::{FixedClock, Scratch, Stage};

/// Two communities of different people, with one order each.
struct Two {
    world: World,
    here: Shop,
    there: Shop,
    variant: String,
    order: String,
    payment: String,
}

impl Stage for Two {
    async fn set(scratch: Scratch) -> Two {
        let world = World::at(scratch, FixedClock::default());
        let here = shop(&world, "here", true).await;
        let there = shop(&world, "there", false).await;
        let variant = there.offer(&world, "Green tea", "77.70", "9").await;
        let order = there.order(&world, &variant, "1").await;
        let payment = there.payment_of(&world, &order).await;
        Two { world, here, there, variant, order, payment }
    }
}

impl Two {
    async fn raw(&self, kind: Option<&str>, body: impl Into<Body>) -> Answer {
        let mut request = Request::post(self.here.path("/orders"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.here.member.token));
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        self.world.send(request.body(body.into()).unwrap()).await
    }

    async fn post(&self, who: &Someone, path: String) -> Answer {
        self.world.post(who, &path, json!({})).await
    }
}

testkit::both_engines! {
    /// Bodies that cannot be read are the sender's matter and change nothing.
    async fn bad_bodies_are_refused(two: Two) {
        let json = Some("application/json");
        two.raw(json, vec![b' '; 2 << 20]).await.refused(413, "too_large");
        two.raw(json, format!("{{\"payment\":\"{}\"}}", "x".repeat(2 << 20))).await.refused(413, "too_large");
        two.raw(json, "{\"lines\": [").await.refused(422, "invalid_input");
        two.raw(json, "[]").await.assert(422);
        two.raw(json, "null").await.refused(422, "invalid_input");
        two.raw(json, "{\"lines\": 7}").await.refused(422, "invalid_input");
        two.raw(json, vec![0xff, 0xfe, 0x00]).await.refused(422, "invalid_input");
        two.raw(json, "[".repeat(200_000)).await.refused(422, "invalid_input");
        two.raw(Some("text/xml"), "<a/>").await.refused(415, "unknown_media_type");
        two.raw(Some("multipart/form-data; boundary=x"), "--x--").await.refused(415, "unknown_media_type");
        let form = Some("application/x-www-form-urlencoded");
        two.raw(form, "variant=%ff%fe&quantity=%00").await.assert(422);
        two.raw(None, "").await.assert(422);
        for quantity in ["-1", "0", "1e9", "NaN", "9999999999999999999", "0.0001", "", " ", "1\u{0}"] {
            let wish = Shop::wish(&two.variant, quantity);
            let answer = two.world.post(&two.there.member, &two.there.path("/orders"), wish).await;
            assert!(matches!(answer.status, 409 | 422), "{quantity:?}: {answer:?}");
        }
        for variant in ["", ".", "off_1.1", "x.1", &format!("{}0", two.variant), &two.variant.replace(".1", ".-1")] {
            let answer = two.world.post(&two.there.member, &two.there.path("/orders"), Shop::wish(variant, "1")).await;
            assert!(matches!(answer.status, 404 | 422), "{variant:?}: {answer:?}");
        }
        for key in ["", " ", "a b", "ü", &"k".repeat(129)] {
            let mut request = program(Method::POST, &two.here.path("/orders"), Some(&two.here.member), Some(&json!({})));
            request.headers_mut().insert("idempotency-key", key.as_bytes().try_into().unwrap());
            two.world.send(request).await.assert(400);
        }
        two.world.assert_sound().await;
    }

    /// A page of another site can neither send a form nor hide behind an odd origin; a program without a cookie may.
    async fn forms_of_other_sites_are_refused(two: Two) {
        let path = two.here.path("/mine/name");
        let form = || browser(Method::POST, &path, Some(&two.here.member), Some("display_name=Stolen"));
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", "http://hehuo.test.evil.example"),
        ] {
            let mut request = form();
            if name == "origin" {
                request.headers_mut().remove("sec-fetch-site");
            }
            request.headers_mut().insert(name, value.parse().unwrap());
            let answer = two.world.send(request).await;
            answer.assert(403);
            assert!(answer.is_html(), "{answer:?}");
        }
        let page = two.world.get(&two.here.member, &two.here.path("/members")).await;
        assert!(!page.body.contains("Stolen"));
        let mut request = form();
        request.headers_mut().insert("origin", "http://hehuo.test".parse().unwrap());
        two.world.send(request).await.assert(303);
    }

    /// Where a browser is sent on to is always here.
    async fn nobody_is_sent_elsewhere(two: Two) {
        let email = format!("{}@example.org", two.here.member.name);
        for next in [
            "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
            "javascript:alert(1)", "/%0d%0aSet-Cookie:%20a=b", "/\r\nSet-Cookie: a=b", "http:evil.example", "@evil.example",
        ] {
            let fields = [("email", email.as_str()), ("password", crate::common::PASSWORD), ("next", next)];
            let answer = two.world.fill(None, "/sign-in", &fields).await;
            let to = answer.assert(303).header("location");
            assert!(to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\r', '\n', '\t']), "{next}: {to}");
            assert!(!answer.headers.get_all("set-cookie").iter().any(|cookie| cookie.as_bytes().starts_with(b"a=")));
            let answer = two.world.fill(None, "/lang", &[("lang", "en"), ("next", next)]).await;
            let to = answer.header("location");
            assert!(answer.status == 422 || (to.starts_with('/') && !to.starts_with("//") && !to.contains('\\')), "{answer:?}");
            let query = crate::common::escaped(next);
            let page = two.world.look(None, &format!("/sign-in?next={query}")).await;
            for kept in page.assert(200).body.split("name=\"next\" value=\"").skip(1) {
                assert!(kept.starts_with('"') || (kept.starts_with('/') && !kept.starts_with("//")), "{next}: {kept:.60}");
            }
        }
    }

    /// What belongs to another community is not there: not to look at, not to change, and not as a hint.
    async fn nothing_leaks_into_another_community(two: Two) {
        let Two { world, here, there, variant, order, payment } = &two;
        let offer = variant.trim_end_matches(".1");
        let (member, stranger) = (there.member_id(world, &there.member).await, &here.steward);
        for path in [
            format!("/offers/{offer}"), format!("/offers/{offer}/edit"), format!("/offers/{offer}/stock"),
            format!("/orders/{order}"), format!("/orders/{order}/money"), format!("/orders/{order}/refund"),
            format!("/members/{member}"), format!("/market/of/{member}"),
        ] {
            world.get(stranger, &here.path(&path)).await.assert(404);
            let answer = world.get(stranger, &there.path(&path)).await;
            assert!(answer.turned_away() && !answer.body.contains("Green tea"), "{answer:?}");
        }
        world.get(&here.treasurer, &here.path(&format!("/payments/{payment}"))).await.assert(404);
        for path in ["fulfilment", "cancellation", "acceptance", "refunds", "shortage"] {
            let answer = two.post(stranger, here.order_path(order, &format!("/{path}"))).await;
            assert!(matches!(answer.status, 404 | 422), "{path}: {answer:?}");
            assert!(!answer.body.contains("Green tea"));
        }
        let found = json!({ "amount": "77.70", "arrived_on": crate::common::shop::today(world), "reference": "x" });
        world.post(&here.treasurer, &here.path(&format!("/payments/{payment}/confirmation")), found).await.assert(404);
        let give = json!({ "role": "steward", "change": "give", "reason": "x" });
        world.post(stranger, &here.path(&format!("/members/{member}/roles")), give).await.assert(404);
        world.post(&here.member, &here.path("/orders"), Shop::wish(variant, "1")).await.refused(404, "no_such_offer");
        // A receiver of another community's money cannot be named here.
        let offer = json!({
            "title": "Odd", "story": "", "audience": "members", "limit": "", "rest": member,
            "variants": [{ "unit": "jin", "price": "1", "step": "1", "stock": "1" }], "parts": [],
        });
        world.post(stranger, &here.path("/offers"), offer).await.refused(422, "split_party_unknown");
        assert_eq!(there.state(world, order).await, "awaiting_payment");
    }

    /// Paths and names that are none are not found or refused; none breaks anything.
    async fn odd_paths_break_nothing(two: Two) {
        for path in [
            "/c/", "/c/nowhere", "/c/HERE", "/c/here%00", "/c/here/orders/%ff", "/c/here/orders/ord_", "/c/%2e%2e/here",
            "/c/here/orders/ord_zzzzzzzzzzzzzzzzzzzzzzzzzz", "/c/here/orders/mem_00000000000000000000000000",
            "/c/here/books/entries/-1", "/c/here/books/entries/9223372036854775808", "/c/here/books/entries/1e3",
            "/c/here/books/funds/999", "/c/here/books/funds/x", "/assets/x/../../Cargo.toml", "/assets/0/%2e%2e%2f",
            "/setup/x", "/nowhere",
        ] {
            for page in [false, true] {
                let request = match page {
                    true => browser(Method::GET, path, Some(&two.here.steward), None),
                    false => program(Method::GET, path, Some(&two.here.steward), None),
                };
                let answer = two.world.send(request).await;
                assert!(matches!(answer.status, 400..=499), "{path}: {answer:?}");
                assert!(!answer.body.contains("<script>"), "{path}");
            }
        }
        for query in [
            "below=x", "below=%00", "kind=%27", "from=2026-99-99", "until=x", "person=%25", "purpose=nothing", "fund=-1",
            "cause=%3Cb%3E", "after=%ff", "above=~", "state=nothing", "q=%25%27%22", "label=x", "before=%27", "all=1", "variant=x&quantity=y",
        ] {
            for path in ["/books/journal", "/books/accounts", "/market", "/orders", "/orders/new", "/members", "/applications", "/invitations"] {
                for who in [&two.here.steward, &two.here.treasurer] {
                    let answer = two.world.look(Some(who), &two.here.path(&format!("{path}?{query}"))).await;
                    assert!(answer.status < 500, "{path}?{query}: {answer:?}");
                }
            }
            let answer = two.world.look(Some(&two.here.treasurer), &two.here.path(&format!("/payments?{query}"))).await;
            assert!(answer.status < 500, "payments?{query}: {answer:?}");
        }
        let wrong = two.world.send(program(Method::DELETE, "/c/here/orders", None, None)).await;
        wrong.assert(405);
        assert!(wrong.header("allow").contains("POST"), "{wrong:?}");
    }

    /// A token that is none is nobody's; one that was signed out is none any more.
    async fn a_token_that_is_none_opens_nothing(two: Two) {
        for token in ["", "x", &"a".repeat(10_000), "' OR 1=1 --", &two.here.member.token[1..]] {
            let who = Someone { name: "nobody".into(), token: token.to_owned() };
            two.world.get(&who, "/me").await.assert(401);
        }
        two.world.get(&two.here.member, "/me").await.assert(200);
        two.world.post(&two.here.member, "/sign-out", json!({})).await;
        two.world.get(&two.here.member, "/me").await.assert(401);
    }
}
