//! More members than are read at a time.

use crate::world::{DAY, World, asks, secret};
use community::admission::Status;
use governance::ballot::BallotRefused;
use governance::choice::Choice::Yes;
use governance::ids::Member;
use governance::receipt::Receipt;
use governance::reckoning::Counted;
use governance::rows::{Ballot, BallotVoter, CountedPaper, SecretPaper};
use governance::terms::Kind;
use kernel::Id;
use std::time::Instant;

/// A page is five thousand.
const MEMBERS: usize = 5_003;

fn receipt(number: usize) -> Receipt {
    let mut random = [0; 16];
    random[8..].copy_from_slice(&(number as u64).to_be_bytes());
    Receipt::new(random)
}

/// How many, and what is asked of them.
async fn admitted(world: &World, count: usize) -> Vec<Id<Member>> {
    let ids: Vec<_> = (0..count).map(|_| (world.id(), world.id())).collect();
    let all = ids.clone();
    world
        .act::<_, BallotRefused>(move |tx, now| {
            for (number, (id, person)) in all.iter().enumerate() {
                tx.insert(&community::Member {
                    community_id: tx.community(),
                    id: *id,
                    person_id: Some(*person),
                    display_name: format!("Member {number}"),
                    book_name: format!("book {number}"),
                    status: Status::Active,
                    roles: community::role::Roles::NONE,
                    created_at_us: now,
                    joined_at_us: Some(now),
                    probation_until_us: None,
                    left_at_us: None,
                    removed_at_us: None,
                })?;
            }
            Ok(())
        })
        .await
        .unwrap();
    ids.into_iter().map(|(id, _)| id).collect()
}

/// As `cast_vote` writes them, at once.
async fn all_vote(world: &World, ballot: Id<Ballot>, members: Vec<Id<Member>>) {
    world
        .act::<_, BallotRefused>(move |tx, _| {
            let community_id = tx.community();
            let keys: Vec<_> = members.iter().map(|member| (community_id, ballot, *member)).collect();
            for (number, voter) in tx.lock_all::<BallotVoter>(&keys)?.into_iter().flatten().enumerate() {
                tx.save(&BallotVoter { voted: true, ..voter })?;
                let choice = if number % 2 == 0 { "\"yes\"" } else { "\"no\"" }.to_owned();
                let id = receipt(number).paper(ballot);
                tx.insert(&SecretPaper {
                    community_id,
                    ballot_id: ballot,
                    id,
                    choice,
                    weight_e6: 1_000_000,
                })?;
            }
            let mut row = tx.lock::<Ballot>((community_id, ballot))?.unwrap();
            row.voted_count += members.len() as i64;
            tx.save(&row)?;
            Ok(())
        })
        .await
        .unwrap();
}

testkit::both_engines! {
    /// Nobody is left out at the edge of a page: of the electorate, of the papers, of the count.
    async fn everybody_is_counted(world: World) {
        let members = admitted(&world, MEMBERS).await;
        let ballot = world.opened(secret(asks(Kind::YesNo))).await;
        assert_eq!(world.ballot(ballot).await.electorate_count, MEMBERS as i64 + 1, "and the steward");
        world.vote_with(ballot, world.steward, Yes, 255).await.unwrap();
        all_vote(&world, ballot, members).await;
        world.pass(3 * DAY).await;
        let Counted::YesNo { yes, no, .. } = world.reckoning(ballot).await.counted else { panic!() };
        assert_eq!((yes, no), (2_503, 2_501));
        let last: (i64, Id<Ballot>, String) = (world.community, ballot, receipt(MEMBERS - 1).paper(ballot));
        assert!(world.find::<CountedPaper>(last).await.is_some());
        let number = world.community;
        let wrong = world.db.read(move |reader| governance::verify(reader, number)).await.unwrap();
        assert_eq!(wrong, [""; 0]);
    }
}

testkit::both_engines! {
    /// Prints what `docs/performance.md` tells of opening and closing a ballot of fifty thousand.
    #[ignore = "measures: run by name, alone, in a release build"]
    async fn fifty_thousand(world: World) {
        const VOTERS: usize = 50_000;
        let members = admitted(&world, VOTERS).await;
        let proposal = world.draft(world.steward, secret(asks(Kind::YesNo))).await;
        world.clock.advance(3 * DAY);
        let began = Instant::now();
        let ballot = world.open(world.steward, proposal, 3 * DAY).await.unwrap();
        let opened = began.elapsed();
        all_vote(&world, ballot, members).await;
        world.clock.advance(3 * DAY);
        let began = Instant::now();
        world.run_jobs().await;
        let closed = began.elapsed();
        assert_eq!(world.reckoning(ballot).await.participant_count, VOTERS as i64);
        eprintln!("opened with {VOTERS} voters in {opened:?}, closed with as many papers in {closed:?}");
    }
}
