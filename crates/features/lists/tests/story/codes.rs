//! Claim codes for many are made in parts: what one part has made is told, whatever becomes of the next.

use crate::world::{DAY, World};
use kernel::{Id, Timestamp};
use lists::ClaimRefused;
use lists::claim_codes::{Drawn, MADE_AT_ONCE, Making, make_in_parts};
use lists::ids::Member;
use lists::ops::{CODE_HOLDS, MakeCodes, make_codes};
use lists::rows::ClaimCode;
use store::OpError;
use web::TokenHash;

const PEOPLE: usize = MADE_AT_ONCE + 2;

impl World {
    /// Buyers without an account, of one list.
    async fn many(&self) -> Vec<Id<Member>> {
        let lines: String = (1..=PEOPLE).map(|n| format!("{n}. 住户{n}号 草莓1盒\n")).collect();
        let list = self.paste(&format!("周六团购\n草莓 25元/盒\n\n{lines}")).await.unwrap().list;
        let mut members = Vec::with_capacity(PEOPLE);
        for n in 1..=PEOPLE {
            members.push(self.tell_apart(list, &format!("住户{n}号"), None).await.unwrap());
        }
        members
    }

    fn making(&self, anew: Option<Timestamp>) -> Making {
        Making { community: self.community, by: self.steward, anew, key: None, now: self.now() }
    }

    async fn is_open(&self, code: &str) -> bool {
        let found = self.find::<ClaimCode>((self.community, TokenHash::of(code).0.to_vec())).await;
        found.is_some_and(|code| code.is_open(self.now()))
    }
}

fn code_of(mark: char, at: usize) -> String {
    format!("{mark}{at:011}")
}

fn drawn(members: &[Id<Member>], mark: char) -> Vec<Drawn> {
    let draw = |(at, member): (usize, &Id<Member>)| Drawn {
        member: *member,
        name: format!("住户{}号", at + 1),
        code: code_of(mark, at),
    };
    members.iter().enumerate().map(draw).collect()
}

testkit::both_engines! {
    async fn codes_made_before_a_failure_are_not_lost(world: World) {
        let members = world.many().await;
        let first = make_in_parts(&world.db, &world.making(None), drawn(&members, 'A')).await.unwrap();
        assert_eq!((first.codes, first.rest.is_none()), (drawn(&members, 'A'), true), "in two parts");
        let seen = Some(world.now().plus(CODE_HOLDS));
        world.clock.advance(DAY);
        // The last one is drawn as there is one already: its part fails, and nothing of it is made.
        let mut again = drawn(&members, 'B');
        again[PEOPLE - 1].code = code_of('A', 0);
        let made = make_in_parts(&world.db, &world.making(seen), again.clone()).await.unwrap();
        assert_eq!(made.codes, again[..MADE_AT_ONCE]);
        let (count, why) = made.rest.unwrap();
        assert!(count == 2 && matches!(why, OpError::Fault(_)), "{count} {why:?}");
        for (code, is_open) in [
            (code_of('A', 0), false),
            (code_of('B', 0), true),
            (code_of('B', MADE_AT_ONCE - 1), true),
            (code_of('B', MADE_AT_ONCE), false),
            (code_of('A', MADE_AT_ONCE), true),
            (code_of('A', MADE_AT_ONCE + 1), true),
        ] {
            assert_eq!(world.is_open(&code).await, is_open, "{code}");
        }
        // Pressed again for those who have the old one: what was made meanwhile is being sent, and holds.
        let rest = make_in_parts(&world.db, &world.making(seen), drawn(&members, 'C')).await.unwrap();
        assert_eq!((&rest.codes[..], rest.rest.is_none()), (&drawn(&members, 'C')[MADE_AT_ONCE..], true));
        assert!(world.is_open(&code_of('B', 0)).await && !world.is_open(&code_of('A', MADE_AT_ONCE)).await);
        // Where nothing is made it is an error as any other.
        let mut wrong = drawn(&members, 'D');
        wrong[0].code = code_of('C', MADE_AT_ONCE);
        let all = Some(world.now().plus(CODE_HOLDS));
        let failed = make_in_parts(&world.db, &world.making(all), wrong).await;
        assert!(matches!(failed, Err(OpError::Fault(_))), "{failed:?}");
        world.assert_whole().await;
    }

    /// Two who look at the same codes make them anew at once: each code that one of them is shown holds.
    async fn two_who_make_codes_anew_void_none_of_each_other(world: World) {
        let members = world.many().await;
        make_in_parts(&world.db, &world.making(None), drawn(&members, 'A')).await.unwrap();
        let seen = Some(world.now().plus(CODE_HOLDS));
        world.clock.advance(DAY);
        let (by, all) = (world.steward, drawn(&members, 'B'));
        let part = async |of: &[Drawn]| {
            let codes = of.iter().map(|one| (one.member, TokenHash::of(&one.code))).collect();
            let input = MakeCodes { codes, anew: seen, key: None };
            world.act(move |tx, now| make_codes(tx, by, &input, now)).await.unwrap()
        };
        assert_eq!(part(&all[..MADE_AT_ONCE]).await, members[..MADE_AT_ONCE]);
        let other = make_in_parts(&world.db, &world.making(seen), drawn(&members, 'C')).await.unwrap();
        assert_eq!(other.codes, drawn(&members, 'C')[MADE_AT_ONCE..]);
        assert_eq!(part(&all[MADE_AT_ONCE..]).await, []);
        for at in 0..PEOPLE {
            let mark = if at < MADE_AT_ONCE { 'B' } else { 'C' };
            assert!(world.is_open(&code_of(mark, at)).await, "{at}");
        }
        world.assert_whole().await;
    }

    /// The same request again, and who may not, come to nothing at all.
    async fn who_may_not_make_codes_makes_none(world: World) {
        let members = world.many().await;
        let (nobody, _) = world.member("Wu").await;
        let making = Making { by: nobody, ..world.making(None) };
        let refused = make_in_parts(&world.db, &making, drawn(&members, 'A')).await;
        assert!(matches!(refused, Err(OpError::Refused(ClaimRefused::NotAllowed))), "{refused:?}");
        let key = store::IdempotencyKey::of("per_1", "key-1", "make_codes", &"a").unwrap();
        let making = Making { key: Some(key), ..world.making(None) };
        make_in_parts(&world.db, &making, drawn(&members, 'A')).await.unwrap();
        let again = make_in_parts(&world.db, &making, drawn(&members, 'B')).await;
        assert!(matches!(again, Err(OpError::Refused(ClaimRefused::CodeMade))), "{again:?}");
        assert!(!world.is_open(&code_of('B', 0)).await);
    }
}
