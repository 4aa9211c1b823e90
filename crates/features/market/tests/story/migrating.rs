//! Rows of a store of before, on both engines: orders that were settled before they were counted by their entries from an index are counted all
//! the same, payments that were taken back before say no more whose transfer it was, and lines of statements are known as they were.

use kernel::{Id, Timestamp};
use market::ids::Member;
use market::order::State;
use market::payment::{MethodCode, PaymentState};
use market::rows::{ArrivalSeen, Order, Payment};
use store::{Config, Db, OpError, Place, Row, Schema, Tx};
use testkit::Scratch;

fn member(number: u8) -> Id<Member> {
    Id::from_parts(1, [number; 10])
}

/// Number, buyer, state, the entry that settled it, given back, paid by a coupon.
type Old = (i64, u8, State, Option<i64>, i64, i64);

fn order((number, buyer, state, settled_entry, refunded_minor, coupon_minor): Old) -> Order {
    Order {
        community_id: 1,
        id: Id::from_parts(u64::try_from(number).unwrap(), [1; 10]),
        number,
        buyer: member(buyer),
        state,
        line_count: 1,
        total_minor: 100,
        refunded_minor,
        placed_at_us: Timestamp::from_micros(1),
        hold_until_us: None,
        claim_until_us: None,
        paid_at_us: Some(Timestamp::from_micros(2)),
        accept_due_us: None,
        complained_at_us: None,
        method: None,
        pool_id: None,
        reference: None,
        payment_id: None,
        paid_entry: Some(1),
        settled_entry,
        referred_by: None,
        coupon_id: None,
        coupon_budget: None,
        coupon_minor,
        coupon_back_minor: 0,
        event_count: 0,
    }
}

fn payment((number, state, undone_entry): (u8, PaymentState, Option<i64>)) -> Payment {
    Payment {
        community_id: 1,
        id: Id::from_parts(1, [number; 10]),
        order_id: Id::from_parts(1, [1; 10]),
        buyer: member(1),
        method: MethodCode::BankTransfer,
        state,
        amount_minor: 100,
        proof: None,
        claimed_at_us: None,
        arrived_at_us: Some(Timestamp::from_micros(2)),
        arrived_minor: Some(100),
        decided_by: Some(member(2)),
        decided_at_us: Some(Timestamp::from_micros(3)),
        reference: Some("1000039".to_owned()),
        entry: Some(4),
        undone_entry,
    }
}

async fn migrated(place: &Place, until: u32) {
    let place = place.clone();
    let all = [
        ledger::migrations(),
        people::migrations(),
        community::migrations(),
        files::migrations(),
        market::migrations(),
    ];
    let some: Vec<_> =
        all.concat().into_iter().filter(|one| one.feature != "market" || one.number < until).collect();
    tokio::task::spawn_blocking(move || store::migrate(&place, &some)).await.unwrap().unwrap();
}

async fn open(place: &Place) -> Db {
    let config = Config::new(place.clone(), Schema::new(&[Order::TABLE, Payment::TABLE, ArrivalSeen::TABLE]));
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

testkit::both_engines! {
    async fn orders_settled_before_are_counted_by_their_entries(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 7).await;
        let orders: [Old; 6] = [
            (1, 1, State::Settled, Some(7), 0, 0),
            (2, 1, State::Settled, Some(9), 30, 0),
            (3, 2, State::Settled, Some(8), 0, 20),
            (4, 2, State::Settled, Some(10), 0, 0),
            (5, 3, State::Accepted, None, 0, 0),
            (6, 3, State::Cancelled, None, 0, 0),
        ];
        let db = open(&place).await;
        let put = move |tx: &mut Tx| -> Result<(), OpError<()>> {
            Ok(orders.into_iter().try_for_each(|one| tx.insert(&order(one)))?)
        };
        db.transact(1, put).await.unwrap();
        db.close().await;
        migrated(&place, 99).await;
        let db = open(&place).await;
        // First and last entry asked for, and one that is not asked for → what each paid.
        for (bounds, but, paid) in [
            ((7, 10), 0, vec![(member(1), 170), (member(2), 180)]),
            ((7, 9), 8, vec![(member(1), 170)]),
            ((11, 99), 0, vec![]),
        ] {
            let told = db.read(move |reader| market::paid_for_settled(reader, 1, bounds, |entry| entry != but)).await.unwrap();
            assert_eq!(told, paid, "{bounds:?} without {but}");
        }
        db.close().await;
    }

    /// Taken back, refused for a reason, confirmed after it was taken back.
    async fn payments_taken_back_before_lose_their_reference(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 11).await;
        let payments = [
            (1, PaymentState::Refused, Some(5)),
            (2, PaymentState::Refused, None),
            (3, PaymentState::Confirmed, Some(6)),
        ];
        let db = open(&place).await;
        let put = move |tx: &mut Tx| -> Result<(), OpError<()>> {
            tx.insert(&order((1, 1, State::Paid, None, 0, 0)))?;
            Ok(payments.into_iter().try_for_each(|one| tx.insert(&payment(one)))?)
        };
        db.transact(1, put).await.unwrap();
        db.close().await;
        migrated(&place, 99).await;
        let db = open(&place).await;
        for (one, reference) in payments.into_iter().zip([None, Some("1000039"), Some("1000039")]) {
            let before = payment(one);
            let now = db.read(move |reader| reader.find::<Payment>(&(1, before.id))).await.unwrap().unwrap();
            assert_eq!(now, Payment { reference: reference.map(str::to_owned), ..payment(one) });
        }
        db.close().await;
    }

    /// One that stands, and one that was freed.
    async fn lines_entered_before_are_known_as_they_were(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 12).await;
        let seen = |number: u8, freed: Option<i64>| ArrivalSeen {
            community_id: 1,
            print: vec![number; 32],
            subject: "ord_1".to_owned(),
            entered_at_us: Timestamp::from_micros(i64::from(number)),
            code: String::new(),
            numbered: true,
            freed_at_us: freed.map(Timestamp::from_micros),
        };
        let before = [seen(1, None), seen(2, Some(9))];
        let (db, rows) = (open(&place).await, before.clone());
        let put = move |tx: &mut Tx| -> Result<(), OpError<()>> { Ok(rows.iter().try_for_each(|one| tx.insert(one))?) };
        db.transact(1, put).await.unwrap();
        db.close().await;
        migrated(&place, 99).await;
        let db = open(&place).await;
        for one in before {
            let key = (1, one.print.clone(), one.subject.clone(), one.entered_at_us);
            let now = db.read(move |reader| reader.find::<ArrivalSeen>(&key)).await.unwrap();
            assert_eq!(now, Some(one));
        }
        db.close().await;
    }
}
