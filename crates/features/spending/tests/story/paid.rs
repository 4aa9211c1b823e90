//! What an approved expense made owed to a member is paid as all that is owed: the books say how far.

use crate::world::{CNY, World};
use kernel::Id;
use ledger::{AccountKey, Cause, NewEntry};
use spending::rows::Expense;
use store::Reader;

impl World {
    async fn pay_out(&self, minor: i64) -> i64 {
        let input = market::ops::PayOut {
            id: self.id(),
            member: self.chen,
            purse: market::rows::Purse::Owed,
            amount_minor: minor,
            reference: "9".into(),
            key: None,
        };
        let by = market::Actor::Member(self.treasurer);
        self.act(move |tx, now| market::ops::pay_out(tx, by, &input, now.into())).await.unwrap();
        self.newest().await
    }

    async fn newest(&self) -> i64 {
        let community = self.community;
        let filter = ledger::JournalFilter::default();
        let read = move |reader: &mut Reader| ledger::journal(reader, community, &filter, None, 1);
        self.db.read(read).await.unwrap().entries[0].head.entry.number
    }

    /// Paid, left, and what paid it: entry, kind, sum.
    async fn paid(&self, id: Id<Expense>) -> Option<(i64, i64, Vec<(i64, String, i64)>)> {
        let row = self.expense(id).await;
        let payment = self.db.read(move |reader| spending::payment(reader, &row)).await.unwrap()?;
        let takings = payment.takings.into_iter().map(|taking| (taking.entry, taking.kind, taking.minor));
        assert_eq!(payment.untold_minor, 0);
        Some((payment.paid_minor, payment.left_minor, takings.collect()))
    }
}

testkit::both_engines! {
    /// The older is paid first; what was owed for anything else before comes before both.
    async fn what_is_owed_is_paid_first_in_first_out(world: World) {
        let mandate = world.mandate(2_000).await;
        let (one, two) = (world.to_chen(mandate, 600).await, world.to_chen(mandate, 300).await);
        assert_eq!(world.paid(one).await, None, "nothing is owed before somebody approves");
        for expense in [one, two] {
            world.approve(world.steward, expense).await.unwrap();
        }
        assert_eq!(world.paid(one).await, Some((0, 600, vec![])));
        let first = world.pay_out(400).await;
        let payout = |entry, minor| (entry, "payout".to_owned(), minor);
        assert_eq!(world.paid(one).await, Some((400, 200, vec![payout(first, 400)])));
        assert_eq!(world.paid(two).await, Some((0, 300, vec![])));
        let second = world.pay_out(250).await;
        assert_eq!(world.paid(one).await, Some((600, 0, vec![payout(first, 400), payout(second, 200)])));
        assert_eq!(world.paid(two).await, Some((50, 250, vec![payout(second, 50)])));
        // The rest is set off against something.
        let (chen, order) = (world.chen, world.id::<Expense>());
        world.act(move |tx, now| {
            let entry = NewEntry {
                kind: "payment",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("order", order),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::owed(chen, CNY), 250), (AccountKey::held_for_fund(1, CNY), -250)],
            };
            ledger::post(tx, &entry)
        }).await.unwrap();
        let third = world.newest().await;
        let set_off = (third, "payment".to_owned(), 250);
        assert_eq!(world.paid(two).await, Some((300, 0, vec![payout(second, 50), set_off])));
        // Somebody outside is paid by the transfer itself: nothing was ever owed in the books.
        let outside = world.outside(mandate, 100).await;
        world.approve(world.steward, outside).await.unwrap();
        world.pay(world.treasurer, outside, "7").await.unwrap();
        assert_eq!(world.paid(outside).await, None);
        world.assert_whole().await;
    }
}
