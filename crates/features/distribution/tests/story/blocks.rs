//! Shares that stand in several blocks: each is paid once, in one entry of its own, and only as it was frozen.

use crate::world::World;
use distribution::DistributionRefused as No;
use distribution::distribution::DistributionState;
use distribution::ops::Frozen;
use distribution::rows::{Distribution, DistributionBlock, DistributionPart};
use distribution::rule::{Preset, Rule};
use distribution::simulate::BLOCK_HOLDERS;
use store::{Outcome, Tx};

fn per_head() -> Rule {
    Rule::preset(Preset::Sponsorship, None, None)
}

impl World {
    /// Four holders in blocks of `block_holders`.
    pub(crate) async fn frozen_in_blocks(&self, minor: i64, block_holders: usize) -> Frozen {
        self.earn(1, minor).await.unwrap();
        let month = self.close_month().await;
        self.freeze(self.simulate_in_blocks(month, 1, &per_head(), block_holders).await.unwrap()).await
    }

    async fn change<T: Send + 'static>(
        &self,
        op: impl Fn(&mut Tx) -> Result<T, store::Fault> + Send + 'static,
    ) {
        self.act(move |tx, _| -> Outcome<(), No> { Ok(op(tx).map(drop)?) }).await.unwrap();
    }

    async fn holders(&self) -> [i64; 4] {
        let mut owed = [0; 4];
        for (at, member) in [self.steward, self.treasurer, self.chen, self.dan].into_iter().enumerate() {
            owed[at] = self.owed(member).await;
        }
        owed
    }
}

testkit::both_engines! {
    /// Three blocks for four holders, paid one after the other: what is paid and what waits add up at every moment.
    async fn blocks_are_paid_one_by_one(world: World) {
        let frozen = world.frozen_in_blocks(1_003, 2).await;
        let id = frozen.distribution;
        world.carry_out(&frozen).await.unwrap();
        let row = world.distribution(id).await;
        assert_eq!((row.holder_count, row.block_count, row.blocks_paid), (4, 2, 0));
        assert!(world.pay_next(id).await);
        world.assert_sound().await;
        let owed = world.holders().await;
        assert_eq!(owed.iter().filter(|minor| **minor == 250).count(), 2, "{owed:?}");
        assert_eq!(owed.iter().sum::<i64>(), 500);
        assert_eq!(world.distribution(id).await.state, DistributionState::Paying);
        assert!(!world.pay_next(id).await);
        assert_eq!(world.holders().await, [250; 4]);
        world.assert_sound().await;
        // An entry a block, and in it a posting a holder and one more, however many there are.
        let parts = world.db.read({
            let community = world.community;
            move |reader| {
                let mut sizes = Vec::new();
                for number in 1..=2 {
                    let part = reader.find::<DistributionPart>(&(community, id, number))?.unwrap();
                    sizes.push(ledger::entry_postings(reader, community, part.entry.unwrap())?.len());
                }
                Ok(sizes)
            }
        });
        assert_eq!(parts.await.unwrap(), [3, 3]);
        // Orders wait for one block at most: it is small.
        const { assert!(BLOCK_HOLDERS <= 250) };
    }

    /// How many holders a block has changes nothing of what anybody gets.
    async fn the_size_of_blocks_changes_no_share(world: World) {
        world.earn(1, 1_003).await.unwrap();
        let month = world.close_month().await;
        let whole = world.simulate(month, 1, &per_head()).await.unwrap();
        for size in [1, 2, 3, 4] {
            let other = world.simulate_in_blocks(month, 1, &per_head(), size).await.unwrap();
            assert_eq!((other.outcome.clone(), other.slack_units), (whole.outcome.clone(), whole.slack_units));
            assert_eq!(other.blocks.len(), 4_usize.div_ceil(size));
            let shares = |blocks: &[distribution::simulate::Block]| {
                blocks.iter().flat_map(|block| block.shares.clone()).collect::<Vec<u8>>()
            };
            assert_eq!(shares(&other.blocks), shares(&whole.blocks), "{size}");
        }
    }

    /// Whatever is changed between the ballot and the payment: nothing of it is paid.
    async fn what_was_changed_since_is_not_paid(world: World) {
        let frozen = world.frozen_in_blocks(1_003, 2).await;
        let (community, id) = (world.community, frozen.distribution);
        let reserve = world.fund(ledger::FundKind::Reserve).await;
        let of_fund = move |tx: &mut Tx, fund| -> Result<(), store::Fault> {
            let mut row = tx.lock::<Distribution>((community, id))?.unwrap();
            row.fund = fund;
            tx.save(&row)
        };
        world.change(move |tx| of_fund(tx, reserve)).await;
        assert_eq!(world.carry_out(&frozen).await, Err(No::Changed));
        world.change(move |tx| of_fund(tx, 1)).await;
        world.carry_out(&frozen).await.unwrap();
        world
            .change(move |tx| {
                let mut block = tx.lock::<DistributionBlock>((community, id, 1))?.unwrap();
                let last = block.shares.len() - 1;
                block.shares[last] ^= 1;
                tx.save(&block)
            })
            .await;
        let runner = store::JobRunner::new(world.db.clone(), distribution::jobs());
        runner.run_due(world.now()).await.unwrap();
        assert_eq!((world.holders().await, world.distribution(id).await.blocks_paid), ([0; 4], 0));
        let wrong = world.db.read(move |reader| distribution::verify(reader, community)).await.unwrap();
        assert!(wrong.iter().any(|wrong| wrong.contains("not what was voted on")), "{wrong:?}");
    }
}
