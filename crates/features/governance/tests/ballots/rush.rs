//! Many at once, and each of them twice.

use crate::world::{DAY, World, answer, asks, secret};
use governance::ballot::BallotRefused;
use governance::choice::Choice::{No, Yes};
use governance::ops::{self, CastVote};
use governance::reckoning::Counted;
use governance::rows::{Ballot, SecretPaper};
use governance::terms::{Kind, Secrecy};
use std::sync::Arc;
use tokio::task::JoinSet;

const VOTERS: usize = 64;

testkit::both_engines! {
    /// Sixty-four vote at the same time with a double click: each counts once.
    async fn a_double_click_is_one_vote(world: World) {
        let members = world.members(VOTERS).await;
        let world = Arc::new(world);
        for secrecy in [Secrecy::Open, Secrecy::Secret] {
            let question = if secrecy == Secrecy::Secret { secret(asks(Kind::YesNo)) } else { asks(Kind::YesNo) };
            let ballot = world.opened(question).await;
            let mut clicks = JoinSet::new();
            for (number, member) in (1_u8..).zip(&members) {
                for _ in 0..2 {
                    let (world, by) = (world.clone(), *member);
                    let choice = if number % 3 == 0 { No } else { Yes };
                    let receipts = vec![crate::world::receipt(number)];
                    let input = CastVote { ballot, by, voter: by, choice, reason: String::new(), receipts };
                    clicks.spawn(async move {
                        let now = world.now();
                        answer(world.db.transact(world.community, move |tx| ops::cast_vote(tx, &input, now)).await)
                    });
                }
            }
            let answers = clicks.join_all().await;
            let first = answers.iter().filter(|answer| answer.as_ref().is_ok_and(|cast| !cast.changed)).count();
            assert!(answers.iter().all(Result::is_ok), "{answers:?}");
            assert_eq!((answers.len(), first), (2 * VOTERS, VOTERS));
            assert_eq!(world.ballot(ballot).await.voted_count, VOTERS as i64);
            world.pass(3 * DAY).await;
            let reckoning = world.reckoning(ballot).await;
            let Counted::YesNo { yes, no, .. } = reckoning.counted else { panic!() };
            assert_eq!((yes, no, reckoning.participant_count), (43, 21, VOTERS as i64));
        }
        let number = world.community;
        let wrong = world.db.read(move |reader| governance::verify(reader, number)).await.unwrap();
        assert_eq!(wrong, [""; 0]);
    }

    /// The check finds what was tampered with.
    async fn a_changed_count_is_found(world: World) {
        let members = world.members(3).await;
        let ballot = world.opened(secret(asks(Kind::YesNo))).await;
        world.vote_with(ballot, members[0], Yes, 1).await.unwrap();
        world.vote_with(ballot, members[1], No, 2).await.unwrap();
        let stranger: SecretPaper = world
            .find((world.community, ballot, crate::world::receipt(1).paper(ballot)))
            .await
            .unwrap();
        // Somebody with the database in hand stuffs a paper into the urn.
        world
            .act::<_, BallotRefused>(move |tx, _| {
                tx.insert(&SecretPaper { id: "f".repeat(64), ..stranger.clone() })?;
                Ok(())
            })
            .await
            .unwrap();
        world.pass(3 * DAY).await;
        let number = world.community;
        let wrong = world.db.read(move |reader| governance::verify(reader, number)).await.unwrap();
        assert!(wrong.iter().any(|text| text.contains("another ballot")), "{wrong:?}");
        // Or changes what was told.
        let told = world.ballot(ballot).await.reckoning.unwrap().replace("\"yes\":2", "\"yes\":9");
        world
            .act::<_, BallotRefused>(move |tx, _| {
                let mut row = tx.lock::<Ballot>((tx.community(), ballot))?.unwrap();
                row.reckoning = Some(told.clone());
                tx.save(&row)?;
                Ok(())
            })
            .await
            .unwrap();
        let wrong = world.db.read(move |reader| governance::verify(reader, number)).await.unwrap();
        assert!(wrong.iter().any(|text| text.contains("counted again")), "{wrong:?}");
    }
}
