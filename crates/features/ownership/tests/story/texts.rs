//! A text that reads like the promise of a return, and is none: who lets it pass, and what that is worth.

use crate::world::World;
use community::role::Role;
use kernel::Id;
use ownership::ids::Member;
use ownership::ops::{self, AskAboutText, PassText, ReviseRisk};
use ownership::rows::TextLook;
use ownership::{
    InstrumentKind, InstrumentRefused, NewInstrument, SubscriptionRefused, TextPlace, TextRefused as No,
};

/// Honest, and refused: it says what the watch looks for of something else.
const HONEST: &str = "磨坊的老话是“很快就能回本”，我们不知道能不能。";

impl World {
    async fn asks_about(&self, by: Id<Member>, place: TextPlace, words: &str) -> Result<String, No> {
        let input = AskAboutText { place, words: words.to_owned(), key: None };
        self.act(move |tx, now| ops::ask_about_text(tx, by, &input, now)).await
    }

    async fn passes(&self, by: Id<Member>, place: TextPlace, sha256: &str, reason: &str) -> Result<i64, No> {
        let input = PassText { place, sha256: sha256.to_owned(), reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::pass_text(tx, by, &input, now)).await
    }

    async fn second_steward(&self) -> Id<Member> {
        self.grant(self.dan, Role::Steward).await;
        self.dan
    }

    /// Whether it is published by `author`.
    async fn may_say(&self, place: TextPlace, words: &str, author: Option<Id<Member>>) -> bool {
        let words = words.to_owned();
        let found = self.act(move |tx, _| -> store::Outcome<_, No> {
            Ok(ownership::promised_still(tx, place, &words, author)?)
        });
        found.await.unwrap().is_none()
    }
}

testkit::both_engines! {
    /// The very text, at this place; not another one, not elsewhere, and not by who let it pass.
    async fn a_text_passes_by_a_second_person(world: World) {
        use TextPlace::{Proposal, Share};
        let (author, second) = (world.steward, world.second_steward().await);
        assert!(!world.may_say(Share, HONEST, Some(author)).await);
        let hash = world.asks_about(author, Share, &format!(" {HONEST}\r\n")).await.unwrap();
        assert!(!world.may_say(Share, HONEST, Some(author)).await, "asked is not passed");
        assert_eq!(world.passes(second, Share, &hash, " It quotes a saying ").await, Ok(1));
        let look = world.find::<TextLook>((world.community, Share.code().to_owned(), hash.clone())).await;
        assert_eq!((look.asked_by, look.passed_by, look.passed_at_us), (author, Some(second), Some(world.now())));
        assert_eq!((look.words.as_str(), look.reason.as_deref()), (HONEST, Some("It quotes a saying")));
        for (place, words, by, passes) in [
            (Share, HONEST.to_owned(), Some(author), true),
            (Share, HONEST.to_owned(), Some(world.chen), true),
            // When it is carried out nobody publishes it.
            (Share, HONEST.to_owned(), None, true),
            (Share, format!("\r\n{HONEST} "), Some(author), true),
            (Share, HONEST.to_owned(), Some(second), false),
            (Share, format!("{HONEST}一年回本。"), Some(author), false),
            (Share, HONEST.replace('我', "俺"), Some(author), false),
            (Proposal, HONEST.to_owned(), Some(author), false),
        ] {
            assert_eq!(world.may_say(place, &words, by).await, passes, "{place} {words} {by:?}");
        }
    }

    /// What is not done, by whom, and why.
    async fn who_does_not_let_a_text_pass(world: World) {
        use TextPlace::Share;
        let (author, second) = (world.steward, world.second_steward().await);
        let hash = world.asks_about(author, Share, HONEST).await.unwrap();
        for (by, hash, reason, answer) in [
            (author, hash.as_str(), "I wrote it", No::OwnText),
            (world.chen, hash.as_str(), "Why not", No::NotAllowed),
            (world.treasurer, hash.as_str(), "Why not", No::NotAllowed),
            (second, "0000", "Why not", No::NoSuchText),
            (second, hash.as_str(), " ", No::ReasonMissing),
            (second, hash.as_str(), &"a".repeat(401), No::ReasonTooLong),
            (Id::from_parts(9, [9; 10]), hash.as_str(), "Why not", No::NotAMember),
        ] {
            assert_eq!(world.passes(by, Share, hash, reason).await, Err(answer), "{reason}");
        }
        // Handed in by one and written by the other: neither of the two alone.
        let others = world.asks_about(world.chen, Share, "一年回本？没人知道，也许永远不回本").await;
        world.passes(author, Share, &others.unwrap(), "It says that nobody knows").await.unwrap();
        assert!(!world.may_say(Share, "一年回本？没人知道，也许永远不回本", Some(author)).await);
        world.passes(second, Share, &hash, "It quotes a saying").await.unwrap();
        assert_eq!(world.passes(second, Share, &hash, "Again").await, Err(No::AlreadyPassed));
        for (place, words, answer) in [
            (Share, " ", No::TextMissing),
            (Share, "We bake bread", No::NothingFound),
            (Share, "保本", No::NeverHarmless),
            (Share, "A guaranteed return", No::NeverHarmless),
        ] {
            assert_eq!(world.asks_about(world.chen, place, words).await, Err(answer), "{words}");
        }
        assert_eq!(world.asks_about(world.chen, Share, &"一年回本".repeat(5_001)).await, Err(No::TextTooLong));
        let nobody = Id::from_parts(9, [9; 10]);
        assert_eq!(world.asks_about(nobody, Share, HONEST).await, Err(No::NotAMember));
    }

    /// A company and who stands behind it are one: neither lets the other's text pass.
    async fn a_company_lets_nothing_of_its_people_pass(world: World) {
        use TextPlace::Share;
        let company = world.second_steward().await;
        let (chen, by) = (world.chen, world.steward);
        let owners = vec![ownership::company::Owner { member: chen, share_parts: 1, whole_parts: 1 }];
        let input = ops::NameOwners { company, name: "Mill".to_owned(), owners, key: None };
        world.act(move |tx, now| ops::name_owners(tx, by, &input, now)).await.unwrap();
        let hash = world.asks_about(chen, Share, HONEST).await.unwrap();
        assert_eq!(world.passes(company, Share, &hash, "It is fine").await, Err(No::OwnText));
        // Nor does who is behind a company publish what it let pass.
        let other = world.asks_about(world.treasurer, Share, "一年回本的话我们不说，就说一年回本四个字").await.unwrap();
        world.passes(company, Share, &other, "It says what is not said").await.unwrap();
        assert!(!world.may_say(Share, "一年回本的话我们不说，就说一年回本四个字", Some(chen)).await);
    }

    /// What the terms of a part say passes as a whole instrument; strong words do not, whoever looked at them.
    async fn an_instrument_with_passed_words_is_made(world: World) {
        use TextPlace::Share;
        let second = world.second_steward().await;
        let good = NewInstrument { risk: HONEST.to_owned(), ..world.new_instrument(InstrumentKind::MemberCapital) };
        let make = |new: NewInstrument| world.act(move |tx, now| ownership::make_instrument_by_decision(tx, &new, now));
        assert_eq!(make(good.clone()).await, Err(InstrumentRefused::PromisesReturn));
        let hash = world.asks_about(world.steward, Share, HONEST).await.unwrap();
        world.passes(second, Share, &hash, "It quotes a saying").await.unwrap();
        assert_eq!(make(good.clone()).await, Ok(1));
        // As if the words had become strong ones since they were looked at.
        let row = TextLook {
            community_id: world.community,
            place: Share.code().to_owned(),
            sha256: "c2b4a7b0a8f7e1d0".to_owned(),
            number: 99,
            words: "保本".to_owned(),
            asked_by: world.chen,
            asked_at_us: world.now(),
            passed_by: None,
            passed_at_us: None,
            reason: None,
        };
        world.act(move |tx, _| -> store::Outcome<(), No> { Ok(tx.insert(&row)?) }).await.unwrap();
        assert_eq!(world.passes(second, Share, "c2b4a7b0a8f7e1d0", "Fine").await, Err(No::NeverHarmless));
        let strong = NewInstrument { id: world.id(), risk: format!("{HONEST}保本。"), ..good };
        assert_eq!(make(strong).await, Err(InstrumentRefused::PromisesReturn));
    }

    /// A new text of the risks, by a steward, once another has let it pass.
    async fn risks_are_revised_with_passed_words(world: World) {
        let (by, second) = (world.steward, world.second_steward().await);
        let new = world.new_instrument(InstrumentKind::MemberCapital);
        let instrument = new.id;
        world.act(move |tx, now| ownership::make_instrument_by_decision(tx, &new, now)).await.unwrap();
        let input = ReviseRisk {
            instrument,
            from_version: 1,
            words: HONEST.to_owned(),
            reason: "Plainer".to_owned(),
            key: None,
        };
        let revise = || {
            let input = input.clone();
            world.act(move |tx, now| ops::revise_risk(tx, by, &input, now))
        };
        assert_eq!(revise().await, Err(SubscriptionRefused::PromisesReturn));
        let hash = world.asks_about(by, TextPlace::Share, HONEST).await.unwrap();
        world.passes(second, TextPlace::Share, &hash, "It quotes a saying").await.unwrap();
        assert_eq!(revise().await, Ok(1));
    }

    /// Whose account is erased takes the words along; what passed stays passed, and nobody passes what they cannot read.
    async fn words_go_with_who_handed_them_in(world: World) {
        use TextPlace::Share;
        let second = world.second_steward().await;
        let passed = world.asks_about(world.chen, Share, HONEST).await.unwrap();
        let waits = world.asks_about(world.chen, Share, "一年回本？谁也不知道").await;
        // A question with a mark is looked at as a text, not as talk.
        let waits = waits.unwrap();
        world.passes(second, Share, &passed, "It quotes a saying").await.unwrap();
        let chen = world.chen;
        world.act(move |tx, _| ops::forget_member(tx, chen)).await.unwrap();
        let row = world.find::<TextLook>((world.community, Share.code().to_owned(), passed.clone())).await;
        assert_eq!(row.words, "");
        assert!(world.may_say(Share, HONEST, Some(world.treasurer)).await);
        assert_eq!(world.passes(second, Share, &waits, "Fine").await, Err(No::NoSuchText));
        // The next who asks about the same words is looked at like anybody.
        let ask = async || world.asks_about(world.treasurer, Share, "一年回本？谁也不知道").await;
        assert_eq!(ask().await, Ok(waits.clone()));
        // A row of before, when the words went and the row stayed.
        let key = (world.community, Share.code().to_owned(), waits.clone());
        world
            .act(move |tx, _| {
                let row = tx.lock::<TextLook>(key.clone())?.unwrap();
                tx.save(&TextLook { words: String::new(), asked_by: chen, ..row })?;
                Ok::<_, store::OpError<No>>(())
            })
            .await
            .unwrap();
        assert_eq!(ask().await, Ok(waits.clone()));
        let row = world.find::<TextLook>((world.community, Share.code().to_owned(), waits.clone())).await;
        assert_eq!((row.words.as_str(), row.asked_by), ("一年回本？谁也不知道", world.treasurer));
        world.passes(second, Share, &waits, "It says that nobody knows").await.unwrap();
        assert!(world.may_say(Share, "一年回本？谁也不知道", Some(world.chen)).await);
    }

    /// What passed in one community has not passed in another, and nobody fills the desk.
    async fn a_text_passes_here_only(world: World) {
        use TextPlace::Share;
        let second = world.second_steward().await;
        let hash = world.asks_about(world.chen, Share, HONEST).await.unwrap();
        assert_eq!(world.asks_about(world.treasurer, Share, HONEST).await, Ok(hash.clone()), "it waits as it did");
        world.passes(second, Share, &hash, "It quotes a saying").await.unwrap();
        let elsewhere = world.db.transact(world.community + 1, move |tx| {
            Ok::<_, store::OpError<No>>(ownership::promised_still(tx, Share, HONEST, None)?)
        });
        assert!(elsewhere.await.unwrap().is_some());
        for number in 1..=20 {
            world.asks_about(world.chen, Share, &format!("一年回本 {number}")).await.unwrap();
        }
        assert_eq!(world.asks_about(world.chen, Share, "一年回本 21").await, Err(No::TooManyWait));
        world.asks_about(world.treasurer, Share, "一年回本 21").await.unwrap();
    }
}
