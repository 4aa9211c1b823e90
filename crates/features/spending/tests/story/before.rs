//! A migration meets rows that are there: what was approved before proofs were counted at approval.

use crate::world::migrations;
use kernel::{Currency, Id, Timestamp};
use spending::expense::{ExpensePurpose, ExpenseState, ExpenseStep};
use spending::ids::Member;
use spending::mandate::{MandateKind, MandateState, Source};
use spending::rows::{Expense, ExpenseStepRow, Mandate};
use store::{Config, Db, OpError, Row, Schema, Tx, row};

row! {
    struct OldExpense in "expense" {
        key community_id: i64, id: Id<Expense>;
        number: i64, mandate_id: Id<Mandate>, fund: i64, author: Id<Member>, payee_member: Option<Id<Member>>,
        payee_name: Option<String>, purpose: ExpensePurpose, amount_minor: i64, what: String,
        incurred_at_us: Timestamp, state: ExpenseState, submitted_at_us: Timestamp,
        decided_by: Option<Id<Member>>, decided_at_us: Option<Timestamp>, paid_by: Option<Id<Member>>,
        paid_at_us: Option<Timestamp>, reference: Option<String>, entry: Option<i64>, proof_count: i64,
        step_count: i64,
    }
}

row! {
    /// As it was before there were kinds.
    struct OldMandate in "mandate" {
        key community_id: i64, id: Id<Mandate>;
        number: i64, purpose: String, fund: i64, currency: Currency, ceiling_minor: i64, each_minor: Option<i64>,
        spent_minor: i64, promised_minor: i64, starts_at_us: Timestamp, ends_at_us: Timestamp,
        carried_by: Option<Id<Member>>, source: Source, decision: Option<String>, decision_title: Option<String>,
        rules_version: Option<i64>, month: Option<String>, state: MandateState, made_at_us: Timestamp,
        ended_at_us: Option<Timestamp>, ended_reason: Option<String>, concluded_at_us: Option<Timestamp>,
    }
}

fn old_mandate() -> OldMandate {
    let now = mandate();
    OldMandate {
        community_id: now.community_id,
        id: now.id,
        number: now.number,
        purpose: now.purpose,
        fund: now.fund,
        currency: now.currency,
        ceiling_minor: now.ceiling_minor,
        each_minor: now.each_minor,
        spent_minor: 700,
        promised_minor: now.promised_minor,
        starts_at_us: now.starts_at_us,
        ends_at_us: now.ends_at_us,
        carried_by: now.carried_by,
        source: now.source,
        decision: now.decision,
        decision_title: now.decision_title,
        rules_version: now.rules_version,
        month: now.month,
        state: now.state,
        made_at_us: now.made_at_us,
        ended_at_us: now.ended_at_us,
        ended_reason: now.ended_reason,
        concluded_at_us: now.concluded_at_us,
    }
}

const AT: Timestamp = Timestamp::from_micros(1_764_000_000_000_000);

fn mandate() -> Mandate {
    Mandate {
        community_id: 1,
        id: Id::from_parts(1, [1; 10]),
        number: 1,
        purpose: "Lamp".to_owned(),
        fund: 1,
        currency: Currency::CNY,
        ceiling_minor: 10_000,
        each_minor: None,
        spent_minor: 0,
        promised_minor: 0,
        starts_at_us: AT,
        ends_at_us: AT,
        carried_by: None,
        source: Source::Decision,
        decision: None,
        decision_title: None,
        rules_version: None,
        month: None,
        state: MandateState::Active,
        made_at_us: AT,
        ended_at_us: None,
        ended_reason: None,
        concluded_at_us: None,
        campaign: None,
        kind: MandateKind::Spending,
    }
}

/// Its number, whether somebody decided, the reason that stood for a proof.
type Old = (i64, ExpenseState, bool, &'static str);

fn put(tx: &mut Tx, (number, state, decided, reason): Old) -> Result<(), OpError<()>> {
    let id = Id::from_parts(number as u64, [2; 10]);
    tx.insert(&OldExpense {
        community_id: 1,
        id,
        number,
        mandate_id: mandate().id,
        fund: 1,
        author: Id::from_parts(1, [3; 10]),
        payee_member: None,
        payee_name: Some("Stall".to_owned()),
        purpose: ExpensePurpose::Purchases,
        amount_minor: 100,
        what: "Bulbs".to_owned(),
        incurred_at_us: AT,
        state,
        submitted_at_us: AT,
        decided_by: decided.then(|| Id::from_parts(2, [3; 10])),
        decided_at_us: None,
        paid_by: None,
        paid_at_us: None,
        reference: None,
        entry: None,
        proof_count: 2,
        step_count: 1,
    })?;
    Ok(tx.insert(&ExpenseStepRow {
        community_id: 1,
        expense_id: id,
        number: 1,
        step: if state == ExpenseState::Submitted { ExpenseStep::Submitted } else { ExpenseStep::Approved },
        at_us: AT,
        by_member: None,
        reason: reason.to_owned(),
    })?)
}

async fn open(place: &store::Place, tables: &[&'static store::Table]) -> Db {
    let config = Config::new(place.clone(), Schema::new(tables));
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

testkit::both_engines! {
    /// Each has two proofs by now → how many it is taken to have been approved on.
    async fn what_was_approved_before_is_told_by_its_reason(scratch: testkit::Scratch) {
        let place = scratch.place();
        let before: Vec<_> = migrations().into_iter().filter(|one| one.name != "proofs after approval").collect();
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let db = open(&place, &[Mandate::TABLE, OldExpense::TABLE, ExpenseStepRow::TABLE]).await;
        let olds = [
            (1, ExpenseState::Approved, true, "I was there"),
            (2, ExpenseState::Paid, true, ""),
            (3, ExpenseState::Approved, false, ""),
            (4, ExpenseState::Submitted, false, ""),
            (5, ExpenseState::Refused, true, "I was there"),
        ];
        db.transact(1, move |tx| {
            tx.insert(&mandate())?;
            olds.into_iter().try_for_each(|old| put(tx, old))
        }).await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place, &spending::tables()).await;
        let counts = db.read(|reader| {
            let of = |number: u64| (1, Id::<Expense>::from_parts(number, [2; 10]));
            [1, 2, 3, 4, 5].map(|number| reader.find::<Expense>(&of(number)).map(|row| row.unwrap().approved_proof_count)).into_iter().collect()
        });
        let counts: Vec<Option<i64>> = counts.await.unwrap();
        assert_eq!(counts, [Some(0), Some(2), Some(0), None, None]);
    }

    /// Mandates of before there were kinds were decided for spending.
    async fn what_was_decided_before_is_for_spending(scratch: testkit::Scratch) {
        let place = scratch.place();
        let before: Vec<_> =
            migrations().into_iter().filter(|one| one.feature != "spending" || one.number < 10).collect();
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let db = open(&place, &[OldMandate::TABLE]).await;
        db.transact(1, |tx| Ok::<_, OpError<()>>(tx.insert(&old_mandate())?)).await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place, &[Mandate::TABLE]).await;
        let key = (1, mandate().id);
        let row = db.read(move |reader| reader.find::<Mandate>(&key)).await.unwrap().unwrap();
        assert_eq!(row, Mandate { spent_minor: 700, kind: MandateKind::Spending, ..mandate() });
        db.close().await;
    }

    /// A campaign's mandate that had ended, one that had its conclusion, one that runs, and a decision's that was ended → what was asked for
    /// before is decided, or not.
    async fn what_waited_under_ended_mandates_of_campaigns_is_decided(scratch: testkit::Scratch) {
        let place = scratch.place();
        let before: Vec<_> =
            migrations().into_iter().filter(|one| one.feature != "spending" || one.number < 11).collect();
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let db = open(&place, &spending::tables()).await;
        let hours = |count: i64| Timestamp::from_micros(AT.micros + count * 3_600_000_000);
        let one = move |seed: u8, state, concluded_at_us: Option<Timestamp>| Mandate {
            id: Id::from_parts(u64::from(seed), [1; 10]),
            number: i64::from(seed),
            ends_at_us: hours(100),
            state,
            ended_at_us: (state == MandateState::Ended).then(|| hours(10)),
            concluded_at_us,
            source: Source::Campaign,
            campaign: Some(Id::from_parts(u64::from(seed), [4; 10])),
            ..mandate()
        };
        let rows = [
            one(1, MandateState::Ended, None),
            one(2, MandateState::Ended, Some(hours(8))),
            one(3, MandateState::Active, None),
            Mandate { campaign: None, source: Source::Decision, ..one(4, MandateState::Ended, None) },
        ];
        let put = rows.clone();
        db.transact(1, move |tx| {
            put.iter().try_for_each(|row| Ok::<_, OpError<()>>(tx.insert(row)?))
        }).await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place, &spending::tables()).await;
        let ids = rows.each_ref().map(|row| row.id);
        let now = db.read(move |reader| {
            ids.into_iter().map(|id| reader.find::<Mandate>(&(1, id)).map(Option::unwrap)).collect::<Result<Vec<_>, _>>()
        }).await.unwrap();
        assert_eq!(now[0], Mandate { concluded_at_us: Some(hours(10)), ..rows[0].clone() });
        assert_eq!(now[1..], rows[1..]);
        let decided = |row: &Mandate| row.permission().approve(100, hours(9), hours(20)).is_ok();
        assert_eq!(now.iter().map(decided).collect::<Vec<_>>(), [true, false, true, false]);
        assert!(now[0].permission().approve(100, hours(10), hours(20)).is_err());
        db.close().await;
    }
}
