//! A buyer without an account gets one, and takes over what was ordered for them.

use crate::world::{DAY, LIST, World};
use kernel::Id;
use lists::ClaimRefused as No;
use lists::ids::Member;
use lists::rows::OrderList;

const CODE: &str = "BCDFGHJKMNPQ";

/// A list with orders, and the placeholder of 小雨.
async fn bought(world: &World) -> (Id<OrderList>, Id<Member>) {
    let list = world.paste(LIST).await.unwrap().list;
    world.order(list).await.unwrap();
    let placeholder = world.whole(list).await.member_of("小雨").unwrap();
    (list, placeholder)
}

testkit::both_engines! {
    async fn a_newcomer_becomes_who_it_was(world: World) {
        let (list, placeholder) = bought(&world).await;
        let before = world.find::<community::Community>(world.community).await.unwrap().member_count;
        world.code(placeholder, CODE).await.unwrap();
        let person = world.id();
        let claimed = world.claim(person, CODE).await.unwrap();
        assert_eq!((claimed.member, claimed.came_in), (placeholder, true));
        let row = world.find::<community::Member>((world.community, placeholder)).await.unwrap();
        assert_eq!((row.person_id, row.takes_part()), (Some(person), true));
        assert_eq!(world.find::<community::Community>(world.community).await.unwrap().member_count, before + 1);
        assert_eq!(world.order_row(world.made(list, "小雨").await[0].order_id).await.buyer, placeholder);
        // Once only, by whomever.
        assert_eq!(world.claim(person, CODE).await.unwrap_err(), No::CodeUnusable);
        assert_eq!(world.claim(world.id(), CODE).await.unwrap_err(), No::CodeUnusable);
        assert_eq!(world.code(placeholder, "CODE").await.unwrap_err(), No::NoPlaceholder);
        world.assert_whole().await;
    }

    /// Who is a member already takes the orders over, with what is owed for them.
    async fn a_member_takes_the_orders_over(world: World) {
        let (list, placeholder) = bought(&world).await;
        let order = world.made(list, "小雨").await[0].order_id;
        world.pay(order).await;
        // Something of it is given back: the community owes the buyer.
        let input = market::ops::CancelOrder { order, refund: world.id(), reason: "frost".to_owned() };
        let steward = market::Actor::Member(world.steward);
        world.act(move |tx, now| market::ops::cancel_order(tx, steward, &input, now.into())).await.unwrap();
        let (member, person) = world.member("小雨儿").await;
        world.code(placeholder, CODE).await.unwrap();
        let claimed = world.claim(person, CODE).await.unwrap();
        assert_eq!((claimed.member, claimed.came_in), (member, false));
        assert_eq!(world.order_row(order).await.buyer, member);
        let community = world.community;
        let owed = world.db.read(move |reader| {
            let of = |reader: &mut store::Reader, id| market::credit_of(reader, community, id, kernel::Currency::CNY);
            Ok((of(reader, placeholder)?, of(reader, member)?))
        });
        assert_eq!(owed.await.unwrap(), (0, 8_000));
        let row = world.find::<community::Member>((world.community, placeholder)).await.unwrap();
        assert!(!row.is_current(), "nothing is sold to it any more");
        // The list goes on with the member.
        assert_eq!(world.whole(list).await.member_of("小雨"), Some(member));
        world.paste(&format!("{LIST}4. 小雨 再加草莓1盒\n")).await.unwrap();
        world.order(list).await.unwrap();
        assert!(world.made(list, "小雨").await.len() > 1);
        for made in world.made(list, "小雨").await {
            assert_eq!(world.order_row(made.order_id).await.buyer, member);
        }
        world.assert_whole().await;
    }

    async fn codes_end(world: World) {
        let (_, placeholder) = bought(&world).await;
        let person = world.id();
        world.code(placeholder, CODE).await.unwrap();
        world.code(placeholder, "ZZZZZZZZZZZZ").await.unwrap();
        assert_eq!(world.claim(person, CODE).await.unwrap_err(), No::CodeUnusable, "renewed");
        world.clock.advance(30 * DAY);
        assert_eq!(world.claim(person, "ZZZZZZZZZZZZ").await.unwrap_err(), No::CodeUnusable, "out of date");
        world.code(placeholder, "YYYYYYYYYYYY").await.unwrap();
        world.claim(person, "YYYYYYYYYYYY").await.unwrap();
    }

    async fn who_may_not_makes_no_code_and_claims_nothing(world: World) {
        let (_, placeholder) = bought(&world).await;
        let (member, person) = world.member("Wu").await;
        let nobody = world.id();
        for (by, who, refused) in [
            (member, placeholder, No::NotAllowed),
            (nobody, placeholder, No::NotAMember),
            (world.steward, member, No::NoPlaceholder),
            (world.steward, nobody, No::NoPlaceholder),
        ] {
            let input = lists::ops::MakeCode { placeholder: who, hash: web::TokenHash::of(CODE), key: None };
            assert_eq!(world.act(move |tx, now| lists::ops::make_code(tx, by, &input, now)).await.unwrap_err(), refused);
        }
        // A buyer of an import is nobody's to hand over.
        let walk_in = community::NewMember { id: world.id(), person: None, display_name: "walk-in".into(), random: 5 };
        let id = walk_in.id;
        world.act(move |tx, now| community::placeholder_member(tx, &walk_in, now)).await.unwrap();
        assert_eq!(world.code(id, CODE).await.unwrap_err(), No::NoPlaceholder);
        // Who was a member and left comes in again first.
        world.code(placeholder, CODE).await.unwrap();
        world.act(move |tx, now| -> store::Outcome<(), ()> {
            let key = (tx.community(), member);
            let mut row = tx.lock::<community::Member>(key)?.unwrap();
            (row.status, row.left_at_us) = (community::admission::Status::Left, Some(now));
            Ok(tx.save(&row)?)
        }).await.unwrap();
        assert_eq!(world.claim(person, CODE).await.unwrap_err(), No::ComeInFirst);
        let none = lists::ops::ClaimOrders { person, hash: None, key: None };
        assert_eq!(world.act(move |tx, now| lists::ops::claim_orders(tx, &none, now)).await.unwrap_err(), No::CodeUnusable);
    }

    /// The same request shows no second code.
    async fn a_code_is_shown_once(world: World) {
        let (_, placeholder) = bought(&world).await;
        let key = store::IdempotencyKey::of("per_1", "key-1", "make_code", &"a").unwrap();
        let other = store::IdempotencyKey::of("per_1", "key-1", "make_code", &"b").unwrap();
        let mut answers = Vec::new();
        for key in [key.clone(), key, other] {
            let (by, input) = (world.steward, lists::ops::MakeCode { placeholder, hash: web::TokenHash::of(&format!("{key:?}{}", answers.len())), key: Some(key) });
            answers.push(world.act(move |tx, now| lists::ops::make_code(tx, by, &input, now)).await.map(|_| ()));
        }
        assert_eq!(answers, [Ok(()), Err(No::CodeMade), Err(No::KeyReused)]);
    }

    /// All who have none get one at a press; who has one keeps it; the same press shows nothing twice.
    async fn all_get_a_code_and_nobody_a_second(world: World) {
        let (list, placeholder) = bought(&world).await;
        world.code(placeholder, CODE).await.unwrap();
        let mut all = Vec::new();
        for name in ["小雨", "李阿姨", "阿明"] {
            all.push(world.whole(list).await.member_of(name).unwrap());
        }
        let walk_in = community::NewMember { id: world.id(), person: None, display_name: "walk-in".into(), random: 5 };
        all.push(walk_in.id);
        world.act(move |tx, now| community::placeholder_member(tx, &walk_in, now)).await.unwrap();
        let code = |at: usize| web::TokenHash::of(&format!("{at}{at}{at}{at}"));
        let key = store::IdempotencyKey::of("per_1", "key-7", "make_codes", &"a").unwrap();
        let codes: Vec<_> = all.iter().copied().enumerate().map(|(at, member)| (member, code(at))).collect();
        let (by, input) = (world.steward, lists::ops::MakeCodes { codes: codes.clone(), anew: None, key: Some(key) });
        let again = input.clone();
        let made = world.act(move |tx, now| lists::ops::make_codes(tx, by, &input, now)).await.unwrap();
        assert_eq!(made, all[1..3], "who has one keeps it, and an import's buyer is nobody's to hand over");
        assert_eq!(world.act(move |tx, now| lists::ops::make_codes(tx, by, &again, now)).await.unwrap_err(), No::CodeMade);
        let (nobody, member) = (world.id(), world.member("Wu").await.0);
        for (by, refused) in [(member, No::NotAllowed), (nobody, No::NotAMember)] {
            let input = lists::ops::MakeCodes { codes: codes.clone(), anew: None, key: None };
            assert_eq!(world.act(move |tx, now| lists::ops::make_codes(tx, by, &input, now)).await.unwrap_err(), refused);
        }
        // Each opens its own, once.
        assert_eq!(world.claim(world.id(), CODE).await.unwrap().member, placeholder);
        assert_eq!(world.claim(world.id(), "1111").await.unwrap().member, all[1]);
        assert_eq!(world.claim(world.id(), "1111").await.unwrap_err(), No::CodeUnusable);
        assert_eq!(world.claim(world.id(), "0000").await.unwrap_err(), No::CodeUnusable, "was never made");
        // What has run out is made anew.
        world.clock.advance(31 * DAY);
        let input = lists::ops::MakeCodes { codes: vec![(all[2], web::TokenHash::of("again"))], anew: None, key: None };
        assert_eq!(world.act(move |tx, now| lists::ops::make_codes(tx, by, &input, now)).await.unwrap(), [all[2]]);
        // Where they were not written down all are made anew, and those of before open nothing.
        let anew = all.iter().zip(["NEWBCDFGHJKM", "NEWBCDFGHJKN", "NEWBCDFGHJKP"]);
        let codes = anew.map(|(member, code)| (*member, web::TokenHash::of(code))).collect();
        let input = lists::ops::MakeCodes { codes, anew: Some(world.now().plus(lists::ops::CODE_HOLDS)), key: None };
        let made = world.act(move |tx, now| lists::ops::make_codes(tx, by, &input, now)).await.unwrap();
        assert!(made.contains(&all[2]), "{made:?}");
        assert_eq!(world.claim(world.id(), "again").await.unwrap_err(), No::CodeUnusable);
        world.assert_whole().await;
    }
}
