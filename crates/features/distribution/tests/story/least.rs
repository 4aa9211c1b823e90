//! A share below the least sum of its rule is not transferred by itself: it is carried to the next, and nobody loses it.

use crate::world::{CNY, World};
use distribution::ids::Member;
use distribution::period::Period;
use distribution::rule::{Preset, Rule};
use kernel::Id;
use ledger::{AccountKey, Cause, NewEntry};
use std::time::Duration;
use supply::RunRefused;
use supply::ops::{BankText, ConsentRun, ProposeMembersRun, RunMoved, SetAccount, SetPayer};

fn bank() -> BankText {
    let text = str::to_owned;
    BankText { holder: text("Chen"), account: text("62220101"), bank: text("Rural Bank"), bic: String::new() }
}

impl World {
    async fn with_account(&self, member: Id<Member>) {
        let input = SetAccount { text: bank(), key: None };
        self.act(move |tx, now| supply::ops::set_account(tx, member, &input, now)).await.unwrap();
    }

    async fn pay_members(&self, least_minor: i64) -> Result<RunMoved, RunRefused> {
        let by = self.treasurer;
        // Ids are made of the time and of chance, which is none here.
        self.clock.advance(Duration::from_secs(1));
        let input = ProposeMembersRun { id: self.id(), least_minor, random: [7; 10], key: None };
        self.act(move |tx, now| supply::ops::propose_members_run(tx, by, &input, now)).await
    }

    async fn consent(&self, run: &RunMoved) {
        let (by, input) = (self.steward, ConsentRun { run: run.run, key: None });
        self.act(move |tx, now| supply::ops::consent_run(tx, by, &input, now)).await.unwrap();
    }

    /// Owed for something else than shares and sales.
    async fn owes(&self, member: Id<Member>, minor: i64) {
        self.act(move |tx, now| {
            let entry = NewEntry {
                kind: "credit",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("receipt", "rct_01kax0000000000000000000aa"),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::bank(CNY), minor), (AccountKey::owed(member, CNY), -minor)],
            };
            ledger::post(tx, &entry)
        })
        .await
        .unwrap();
    }

    async fn carried(&self, member: Id<Member>) -> Option<i64> {
        let community = self.community;
        self.db.read(move |reader| supply::carried(reader, community, member, CNY)).await.unwrap()
    }

    /// By head, and no transfer below 500.
    async fn shared_by_head(&self, month: Period) {
        let mut rule = Rule::preset(Preset::Sponsorship, None, None);
        rule.least_minor = 500;
        let frozen = self.freeze(self.simulate(month, 1, &rule).await.unwrap()).await;
        self.carry_out(&frozen).await.unwrap();
        self.run_jobs().await;
    }
}

testkit::both_engines! {
    async fn a_share_below_the_least_sum_is_carried_to_the_next(world: World) {
        let payer = SetPayer { text: bank(), key: None };
        let by = world.treasurer;
        world.act(move |tx, now| supply::ops::set_payer(tx, by, &payer, now)).await.unwrap();
        world.with_account(world.chen).await;
        world.with_account(world.dan).await;
        world.earn(1, 1_200).await.unwrap();
        let month = world.close_month().await;
        world.shared_by_head(month).await;
        assert_eq!(world.owed(world.chen).await, 300);
        // 300 of 500: nobody is paid, whatever sum a treasurer types.
        assert_eq!(world.pay_members(1).await, Err(RunRefused::NobodyToPay));
        assert_eq!((world.carried(world.chen).await, world.carried(world.eve).await), (Some(500), None));
        // With something else it goes along; alone it waits on.
        world.owes(world.dan, 10).await;
        let run = world.pay_members(1).await.unwrap();
        assert_eq!((run.total_minor, world.carried(world.dan).await), (310, None));
        world.consent(&run).await;
        assert_eq!((world.owed(world.dan).await, world.owed(world.chen).await), (0, 300));
        // What is owed for something else is paid from the first unit on: the rule is about shares.
        world.owes(world.dan, 10).await;
        let run = world.pay_members(1).await.unwrap();
        assert_eq!(run.total_minor, 10);
        world.consent(&run).await;
        // The next share comes on top: five by then.
        world.earn(1, 1_000).await.unwrap();
        let month = world.close_month().await;
        world.shared_by_head(month).await;
        assert_eq!((world.owed(world.chen).await, world.owed(world.dan).await), (500, 200));
        assert_eq!((world.carried(world.chen).await, world.carried(world.dan).await), (None, Some(500)));
        let run = world.pay_members(1).await.unwrap();
        assert_eq!(run.total_minor, 500);
        world.consent(&run).await;
        // Nothing comes any more to who has left: whatever there is goes out.
        let (actor, member) = (world.dan, world.dan);
        let leaving = community::ops::leave::LeaveInput { actor, member, reason: String::new() };
        world.act(move |tx, now| community::ops::leave::leave(tx, &leaving, now)).await.unwrap();
        let run = world.pay_members(1).await.unwrap();
        assert_eq!(run.total_minor, 200);
        world.consent(&run).await;
        assert_eq!((world.owed(world.chen).await, world.owed(world.dan).await), (0, 0));
        world.assert_sound().await;
    }
}
