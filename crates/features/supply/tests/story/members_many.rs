//! Runs that are entered in parts: whatever happens between two parts, everybody is paid once.

use crate::world::{CNY, World, bank};
use community::NewMember;
use community::role::Role;
use kernel::Id;
use ledger::{AccountKey, Cause, NewEntry};
use std::sync::Arc;
use store::{JobRunner, OpError};
use supply::RunRefused;
use supply::ids::Member;
use supply::ops::{self, SetAccount};
use supply::rows::PaymentRun;
use supply::run::{RunLineState, RunState, VoidReason};

/// Two whole parts and a rest.
const MANY: i64 = 405;
const EACH: i64 = 100;

impl World {
    /// So many members who are owed ¥1 each and have given an account.
    async fn crowd(&self) -> Vec<Id<Member>> {
        let new: Vec<NewMember> = (0..MANY)
            .map(|n| NewMember {
                id: self.id(),
                person: Some(self.id()),
                display_name: format!("Member {n}"),
                random: self.ids.count(),
            })
            .collect();
        let members = new.iter().map(|new| new.id).collect();
        let cause = self.id::<PaymentRun>();
        self.act(move |tx, now| {
            for new in &new {
                community::admit(tx, new.person.unwrap(), new, now)
                    .map_err(|why| format!("{why:?}"))
                    .unwrap();
                let input = SetAccount { text: bank("62220101"), key: None };
                ops::set_account(tx, new.id, &input, now).map_err(|why| format!("{why:?}")).unwrap();
            }
            let mut postings = vec![(AccountKey::bank(CNY), MANY * EACH)];
            postings.extend(new.iter().map(|new| (AccountKey::owed(new.id, CNY), -EACH)));
            let entry = NewEntry {
                kind: "opening",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("opening", cause),
                parent: None,
                mandate: None,
                reverses: None,
                postings,
            };
            ledger::post(tx, &entry)
        })
        .await
        .unwrap();
        members
    }

    /// Proposed, and consented to.
    async fn consented(&self) -> Id<PaymentRun> {
        let run = self.pay_members(self.treasurer, 1).await.unwrap();
        assert_eq!(run.total_minor, MANY * EACH);
        let moved = self.consent(self.steward, run.run).await.unwrap();
        assert_eq!((moved.state, moved.total_minor), (RunState::Paying, MANY * EACH));
        run.run
    }
}

testkit::both_engines! {
    /// Entered by its jobs, on two nodes at the same time, also where the proposer has laid down the office by then.
    async fn many_are_paid_in_parts(world: World) {
        let members = world.crowd().await;
        let before = world.bank_holds().await;
        let run = world.consented().await;
        assert_eq!(world.bank_holds().await, before, "the jobs enter it");
        assert_eq!(world.consent(world.steward, run).await.map(drop), Err(RunRefused::WrongState));
        assert_eq!(world.call_off(world.steward, run, "late").await.map(drop), Err(RunRefused::WrongState));
        assert_eq!(world.came_back(world.treasurer, run, 405).await.map(drop), Err(RunRefused::NotPaid));
        world.assert_whole().await;
        world.role(world.treasurer, Role::Treasurer, false).await;
        let world = Arc::new(world);
        let nodes = [&world.db, &world.other].map(|db| {
            let (runner, now) = (JobRunner::new(db.clone(), supply::jobs()), world.now());
            tokio::spawn(async move { while runner.run_due(now).await.unwrap() > 0 {} })
        });
        for node in nodes {
            node.await.unwrap();
        }
        world.run_jobs().await;
        let row = world.run(run).await;
        assert_eq!((row.state, row.done_count, row.total_minor), (RunState::Paid, MANY, MANY * EACH));
        assert_eq!(world.bank_holds().await, before - MANY * EACH);
        for member in [members[0], members[199], members[200], members[404]] {
            assert_eq!(world.due(member).await, (0, 0, 0));
        }
        world.assert_whole().await;
    }

    /// What a run costs does not grow with its lines, but by blocks of them: counted where a statement is a round trip.
    async fn statements_are_counted_by_blocks(world: World) {
        world.crowd().await;
        let sent = async || world.act(|_, _| Ok::<_, OpError<()>>(store::statements_sent())).await.unwrap();
        let before = sent().await;
        let run = world.pay_members(world.treasurer, 1).await.unwrap().run;
        let proposed = sent().await - before;
        world.consent(world.steward, run).await.unwrap();
        let before = sent().await;
        world.run_jobs().await;
        let paid = sent().await - before;
        assert_eq!(world.run(run).await.state, RunState::Paid);
        assert!(proposed <= 40, "proposing sends {proposed} statements, whatever the number of lines");
        assert!(paid <= 20 * MANY as u64, "a line sends twenty at most: {paid}");
        let row = world.run(run).await;
        let file = world.db.read(move |reader| {
            let before = store::statements_sent();
            let transfers = supply::transfers(reader, CNY, &row)?;
            Ok((transfers.map(|all| all.len()), store::statements_sent() - before))
        });
        assert_eq!(file.await.unwrap(), (Ok(MANY as usize), 2), "the bank's file is read in blocks of a thousand");
    }

    /// Between the second consent and the parts money left the bank: what it still holds is paid, the rest is void and owed.
    async fn a_bank_that_ran_short_pays_what_it_can(world: World) {
        let members = world.crowd().await;
        let run = world.consented().await;
        let holds = world.bank_holds().await;
        world.move_money(AccountKey::cash(CNY), holds - 250 * EACH).await;
        world.run_jobs().await;
        let row = world.run(run).await;
        assert_eq!((row.state, row.total_minor, world.bank_holds().await), (RunState::Paid, 250 * EACH, 0));
        let line = world.run_line(run, 251).await;
        assert_eq!((line.state, line.void_reason), (RunLineState::Void, Some(VoidReason::BankTooSmall)));
        let mut owed = 0;
        for member in members {
            owed += world.due(member).await.0;
        }
        assert_eq!(owed, (MANY - 250) * EACH);
        world.assert_whole().await;
    }

    /// More than the bank holds when the second looks at it: refused whole.
    async fn many_are_not_consented_to_beyond_the_bank(world: World) {
        world.crowd().await;
        let run = world.pay_members(world.treasurer, 1).await.unwrap().run;
        let holds = world.bank_holds().await;
        world.move_money(AccountKey::cash(CNY), holds - MANY * EACH + 1).await;
        assert_eq!(world.consent(world.steward, run).await.map(drop), Err(RunRefused::BankTooSmall));
        assert_eq!(world.run(run).await.state, RunState::Proposed);
        world.assert_whole().await;
    }
}
