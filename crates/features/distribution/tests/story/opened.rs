//! While a simulation is voted on, the accounts are opened that it would be paid on.

use crate::voting::{FIRST, OTHER};
use crate::world::World;
use distribution::VoteState::{Over, Passed, Voting};
use distribution::distribution::DistributionState;
use distribution::ops::{self, Frozen};
use store::{Outcome, Tx};

impl World {
    /// Accounts and entries in the books.
    async fn counted(&self) -> (i64, i64) {
        let community = self.community;
        let report = self.db.read(move |reader| ledger::verify(reader, community)).await.unwrap();
        (report.account_count, report.entry_count)
    }

    async fn blocks_opened(&self, of: &Frozen) -> i64 {
        self.distribution(of.distribution).await.blocks_opened
    }

    /// Opens the accounts of one block; answers whether there are more.
    async fn open_next(&self, of: &Frozen) -> bool {
        let id = of.distribution;
        let open = move |tx: &mut Tx, _| -> Outcome<bool, ()> { Ok(ops::open_next(tx, id, 1)?) };
        self.act(open).await.unwrap()
    }

    async fn all_owed(&self) -> Vec<i64> {
        let mut owed = Vec::new();
        for member in [self.steward, self.treasurer, self.chen, self.dan] {
            owed.push(self.owed(member).await);
        }
        owed
    }
}

testkit::both_engines! {
    async fn what_is_voted_on_has_its_accounts_opened(world: World) {
        let frozen = world.frozen_in_blocks(1_003, 2).await;
        let before = world.counted().await;
        world.run_jobs().await;
        assert_eq!((world.counted().await, world.blocks_opened(&frozen).await), (before, 0), "nobody votes yet");
        world.is_put(&frozen, FIRST, Voting).await;
        world.run_jobs().await;
        // Four accounts with nothing on them, and no entry.
        assert_eq!((world.counted().await, world.blocks_opened(&frozen).await), ((before.0 + 4, before.1), 2));
        assert_eq!(world.all_owed().await, [0; 4]);
        world.assert_sound().await;
        world.is_put(&frozen, FIRST, Passed).await;
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        // What is on its way, and what stays as a fraction; nobody's own.
        assert_eq!(world.counted().await.0, before.0 + 4 + 3);
        assert_eq!(world.all_owed().await, [250; 4]);
        assert_eq!(world.distribution(frozen.distribution).await.state, DistributionState::Paid);
        world.assert_sound().await;
        // The same members again: all is there.
        let again = world.frozen_in_blocks(1_003, 2).await;
        let before = world.counted().await;
        world.is_put(&again, FIRST, Voting).await;
        world.run_jobs().await;
        assert_eq!(world.counted().await.0, before.0 + 1, "the one who is past probation by now");
        world.assert_sound().await;
    }

    async fn a_vote_that_ends_early_leaves_the_rest_to_the_payout(world: World) {
        let frozen = world.frozen_in_blocks(1_003, 2).await;
        world.is_put(&frozen, FIRST, Voting).await;
        assert!(world.open_next(&frozen).await);
        let half = world.counted().await;
        world.assert_sound().await;
        // Voted down: no more are opened, until it is voted on again.
        world.is_put(&frozen, FIRST, Over).await;
        world.run_jobs().await;
        assert!(!world.open_next(&frozen).await);
        assert_eq!((world.counted().await, world.blocks_opened(&frozen).await), (half, 1));
        world.is_put(&frozen, OTHER, Voting).await;
        world.carry_out(&frozen).await.unwrap();
        assert!(!world.open_next(&frozen).await);
        world.run_jobs().await;
        assert_eq!((world.all_owed().await, world.blocks_opened(&frozen).await), (vec![250; 4], 1));
        world.assert_sound().await;
    }

    /// Four share three fen: all of it waits in fractions.
    async fn who_gets_nothing_whole_has_no_account(world: World) {
        let frozen = world.frozen_in_blocks(3, 2).await;
        let before = world.counted().await;
        world.is_put(&frozen, FIRST, Voting).await;
        world.run_jobs().await;
        assert_eq!((world.counted().await, world.blocks_opened(&frozen).await), (before, 2));
        world.assert_sound().await;
    }
}
