//! Payment runs from before members were paid, and before a run could be entered in parts: as they were afterwards, and
//! as the new rules want them.

use hehuo::site::{migrations, tables};
use kernel::{Id, Timestamp};
use market::rows::Payout;
use store::{Config, Db, OpError, Row, Schema, row};
use supply::rows::{PaymentRun, RunLine, Supplier, SupplierBank};
use supply::run::{RunLineState, RunPays, RunState, VoidReason};
use web::ids::MemberId;

// As the program wrote them that knew suppliers only.
row! {
    struct OldRun in "payment_run" {
        key community_id: i64, id: Id<PaymentRun>;
        number: i64, state: String, line_count: i64, total_minor: i64, made_by: MemberId, made_at_us: Timestamp,
        decided_by: Option<MemberId>, decided_at_us: Option<Timestamp>, reason: Option<String>,
    }
}
row! {
    struct OldLine in "payment_run_line" {
        key community_id: i64, run_id: Id<PaymentRun>, number: i64;
        supplier_id: Id<Supplier>, member: MemberId, amount_minor: i64, bank_version: i64, state: String,
        void_reason: Option<String>, sales_minor: i64, sales_payout: Id<Payout>, sales_entry: Option<i64>,
        rest_minor: i64, rest_payout: Id<Payout>, rest_entry: Option<i64>, returned_by: Option<MemberId>,
        returned_at_us: Option<Timestamp>,
    }
}

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(1_764_000_000_000_000 + micros)
}

fn member(number: u8) -> MemberId {
    MemberId::from_parts(1, [number; 10])
}

fn supplier(number: u8) -> Id<Supplier> {
    Id::from_parts(2, [number; 10])
}

fn run(number: i64) -> Id<PaymentRun> {
    Id::from_parts(number as u64, [3; 10])
}

/// Two suppliers with bank details; a run that waits, one that was paid, one that was called off.
fn populate(tx: &mut store::Tx) -> Result<(), OpError<()>> {
    for number in [1, 2] {
        tx.insert(&Supplier {
            community_id: 1,
            id: supplier(number),
            number: i64::from(number),
            name: format!("Farm {number}"),
            contact: String::new(),
            member: Some(member(number)),
            link_hash: None,
            link_until_us: None,
            is_open: true,
            bank_version: 1,
            made_by: Some(member(9)),
            made_at_us: at(0),
            changed_at_us: at(0),
        })?;
        tx.insert(&SupplierBank {
            community_id: 1,
            supplier_id: supplier(number),
            version: 1,
            holder: format!("Farm {number}"),
            account: "6222".to_owned(),
            bank: "Rural Bank".to_owned(),
            bic: String::new(),
            changed_by: member(9),
            changed_at_us: at(0),
        })?;
    }
    for (number, state, total, decided, reason) in [
        (1, "proposed", 900, false, None),
        (2, "paid", 700, true, None),
        (3, "cancelled", 100, true, Some("a slip")),
    ] {
        tx.insert(&OldRun {
            community_id: 1,
            id: run(number),
            number,
            state: state.to_owned(),
            line_count: if number == 3 { 1 } else { 2 },
            total_minor: total,
            made_by: member(9),
            made_at_us: at(number),
            decided_by: decided.then(|| member(8)),
            decided_at_us: decided.then(|| at(number + 10)),
            reason: reason.map(str::to_owned),
        })?;
    }
    let line = |run_number: i64, number: u8, state: &str, amount_minor: i64| OldLine {
        community_id: 1,
        run_id: run(run_number),
        number: i64::from(number),
        supplier_id: supplier(number),
        member: member(number),
        amount_minor,
        bank_version: 1,
        state: state.to_owned(),
        void_reason: (state == "void").then(|| "less_due".to_owned()),
        sales_minor: 0,
        sales_payout: Id::from_parts(run_number as u64, [4 + number; 10]),
        sales_entry: None,
        rest_minor: 0,
        rest_payout: Id::from_parts(run_number as u64, [6 + number; 10]),
        rest_entry: None,
        returned_by: None,
        returned_at_us: None,
    };
    tx.insert(&line(1, 1, "proposed", 400))?;
    tx.insert(&line(1, 2, "proposed", 500))?;
    tx.insert(&OldLine {
        sales_minor: 600,
        sales_entry: Some(11),
        rest_minor: 100,
        rest_entry: Some(12),
        returned_by: Some(member(9)),
        returned_at_us: Some(at(50)),
        ..line(2, 1, "returned", 700)
    })?;
    tx.insert(&line(2, 2, "void", 300))?;
    Ok(tx.insert(&line(3, 1, "proposed", 100))?)
}

async fn open(place: &store::Place, tables: &[&'static store::Table]) -> Db {
    let config = Config::new(place.clone(), Schema::new(tables));
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

testkit::both_engines! {
    async fn runs_from_before_members_were_paid_stay(scratch: testkit::Scratch) {
        let place = scratch.place();
        let before: Vec<_> =
            migrations().into_iter().filter(|one| one.feature != "supply" || one.number < 3).collect();
        assert!(before.len() < migrations().len());
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let db = open(&place, &[Supplier::TABLE, SupplierBank::TABLE, OldRun::TABLE, OldLine::TABLE]).await;
        db.transact(1, populate).await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place, &tables()).await;
        let runs = db.read(|reader| [1, 2, 3].map(|number| reader.find::<PaymentRun>(&(1, run(number)))).into_iter().collect());
        let runs: Vec<Option<PaymentRun>> = runs.await.unwrap();
        let said: Vec<_> = runs
            .iter()
            .flatten()
            .map(|run| (run.number, run.pays, run.state, run.line_count, run.done_count, run.total_minor, run.decided_by, run.reason.as_deref()))
            .collect();
        let suppliers = RunPays::Suppliers;
        assert_eq!(said, [
            (1, suppliers, RunState::Proposed, 2, 0, 900, None, None),
            (2, suppliers, RunState::Paid, 2, 2, 700, Some(member(8)), None),
            (3, suppliers, RunState::Cancelled, 1, 0, 100, Some(member(8)), Some("a slip")),
        ]);
        let lines = db.read(|reader| {
            [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)].map(|(of, number)| reader.find::<RunLine>(&(1, run(of), number))).into_iter().collect()
        });
        let lines: Vec<Option<RunLine>> = lines.await.unwrap();
        let said: Vec<_> = lines.iter().flatten().map(|line| (line.supplier_id, line.amount_minor, line.state, line.void_reason)).collect();
        let line = |number, amount, state, void| (Some(supplier(number)), amount, state, void);
        assert_eq!(said, [
            line(1, 400, RunLineState::Proposed, None),
            line(2, 500, RunLineState::Proposed, None),
            line(1, 700, RunLineState::Returned, None),
            line(2, 300, RunLineState::Void, Some(VoidReason::LessDue)),
            line(1, 100, RunLineState::Proposed, None),
        ]);
        let paid = lines[2].clone().unwrap();
        assert_eq!((paid.sales_entry, paid.rest_entry, paid.returned_by, paid.returned_at_us), (Some(11), Some(12), Some(member(9)), Some(at(50))));
        // What is kept from now on: nobody stands on a run twice, and a line belongs to a run.
        let member_line = RunLine { run_id: run(1), number: 3, supplier_id: None, member: member(7), bank_version: 5, ..lines[0].clone().unwrap() };
        let (twice, stray) = (
            RunLine { number: 4, member: member(1), ..member_line.clone() },
            RunLine { run_id: run(99), ..member_line.clone() },
        );
        db.transact(1, move |tx| Ok::<_, OpError<()>>(tx.insert(&member_line)?)).await.unwrap();
        for wrong in [twice, stray] {
            assert!(db.transact(1, move |tx| Ok::<_, OpError<()>>(tx.insert(&wrong)?)).await.is_err());
        }
    }
}
