//! Orders from before their room was kept: those that bind a fund keep what their mandate has left, the oldest first, and are billed as
//! others are. Declined ones of later keep nothing any more.

use crate::world::migrations;
use kernel::{Currency, Id, Timestamp};
use spending::mandate::{MandateKind, MandateState, Source};
use spending::rows::Mandate;
use store::{Config, Db, OpError, Row, Schema, row};
use supply::purchase::{PurchaseState, RaisedBy, Terms};
use supply::rows::{Purchase, Supplier};

// As the program wrote it that kept nothing for it.
row! {
    struct OldPurchase in "purchase" {
        key community_id: i64, id: Id<Purchase>;
        number: i64, supplier_id: Id<Supplier>, terms: String, raised_by: String, raised_for: Option<String>,
        mandate_id: Option<Id<Mandate>>, fund: Option<i64>, state: String, deliver_on_us: Option<Timestamp>,
        deliver_to: String, note: String, line_count: i64, event_count: i64, delivery_count: i64, total_minor: i64,
        made_by: Option<Id<supply::ids::Member>>, made_at_us: Timestamp, closed_at_us: Option<Timestamp>, billed_minor: i64,
        expense_id: Option<String>, not_billed: Option<String>, credited_minor: i64,
    }
}

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(1_764_000_000_000_000 + micros)
}

fn supplier() -> Id<Supplier> {
    Id::from_parts(2, [2; 10])
}

fn mandate(number: u8) -> Id<Mandate> {
    Id::from_parts(3, [number; 10])
}

fn purchase(number: i64) -> Id<Purchase> {
    Id::from_parts(number as u64, [4; 10])
}

/// Mandate, state, sum; from the oldest on.
const ORDERS: [(Option<u8>, &str, i64); 12] = [
    (Some(1), "closed", 700),
    (Some(1), "sent", 400),
    (Some(1), "drafted", 900),
    (Some(2), "delivered", 150),
    (Some(1), "asked", 100),
    (None, "sent", 800),
    (Some(1), "delivered_in_part", 200),
    (Some(1), "declined", 100),
    (Some(1), "cancelled", 60),
    (Some(2), "confirmed", 40),
    (Some(3), "sent", 50),
    (Some(1), "confirmed", 10),
];

fn farm() -> Supplier {
    Supplier {
        community_id: 1,
        id: supplier(),
        number: 1,
        name: "Farm".to_owned(),
        contact: String::new(),
        member: None,
        link_hash: None,
        link_until_us: None,
        is_open: true,
        bank_version: 0,
        made_by: None,
        made_at_us: at(0),
        changed_at_us: at(0),
    }
}

/// Of a mandate of that number: ceiling, spent, promised.
fn fruit(number: u8, ceiling: i64, spent: i64, promised: i64) -> Mandate {
    Mandate {
        community_id: 1,
        id: mandate(number),
        number: i64::from(number),
        purpose: "Fruit".to_owned(),
        fund: 1,
        currency: Currency::CNY,
        ceiling_minor: ceiling,
        each_minor: None,
        spent_minor: spent,
        promised_minor: promised,
        starts_at_us: at(0),
        ends_at_us: at(1_000),
        carried_by: None,
        source: Source::Decision,
        decision: Some("prp".to_owned()),
        decision_title: None,
        rules_version: None,
        month: None,
        state: MandateState::Active,
        made_at_us: at(0),
        ended_at_us: None,
        ended_reason: None,
        concluded_at_us: None,
        campaign: None,
        kind: MandateKind::Spending,
    }
}

fn populate(tx: &mut store::Tx) -> Result<(), OpError<()>> {
    tx.insert(&farm())?;
    // Left: 600 (some spent, some kept for a pool), 500, nothing.
    for (number, ceiling, spent, promised) in [(1, 1_000, 300, 100), (2, 500, 0, 0), (3, 90, 40, 50)] {
        tx.insert(&fruit(number, ceiling, spent, promised))?;
    }
    for (number, (under, state, total_minor)) in (1..).zip(ORDERS) {
        tx.insert(&OldPurchase {
            community_id: 1,
            id: purchase(number),
            number,
            supplier_id: supplier(),
            terms: if under.is_some() { "bought" } else { "by_sales" }.to_owned(),
            raised_by: "hand".to_owned(),
            raised_for: None,
            mandate_id: under.map(mandate),
            fund: under.map(|_| 1),
            state: state.to_owned(),
            deliver_on_us: None,
            deliver_to: String::new(),
            note: String::new(),
            line_count: 0,
            event_count: 0,
            delivery_count: 0,
            total_minor,
            made_by: None,
            made_at_us: at(number),
            closed_at_us: (state == "closed").then(|| at(number)),
            billed_minor: 0,
            expense_id: None,
            not_billed: None,
            credited_minor: 0,
        })?;
    }
    Ok(())
}

/// A purchase order of 200 as it is stored since room is kept for it.
fn live(number: i64, under: Id<Mandate>, state: PurchaseState, kept_minor: i64) -> Purchase {
    Purchase {
        community_id: 1,
        id: purchase(number),
        number,
        supplier_id: supplier(),
        terms: Terms::Bought,
        raised_by: RaisedBy::Hand,
        raised_for: None,
        mandate_id: Some(under),
        fund: Some(1),
        state,
        deliver_on_us: None,
        deliver_to: String::new(),
        note: String::new(),
        line_count: 0,
        event_count: 0,
        delivery_count: 0,
        total_minor: 200,
        made_by: None,
        made_at_us: at(number),
        closed_at_us: None,
        billed_minor: 0,
        expense_id: None,
        not_billed: None,
        credited_minor: 0,
        kept_minor,
    }
}

async fn open(place: &store::Place, tables: &[&'static store::Table]) -> Db {
    let config = Config::new(place.clone(), Schema::new(tables));
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

testkit::both_engines! {
    async fn orders_from_before_keep_what_their_mandate_has_left(scratch: testkit::Scratch) {
        let place = scratch.place();
        let before: Vec<_> = migrations().into_iter().filter(|one| one.feature != "supply" || one.number < 5).collect();
        assert!(before.len() < migrations().len());
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let db = open(&place, &[Supplier::TABLE, OldPurchase::TABLE, Mandate::TABLE]).await;
        db.transact(1, populate).await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let tables = [spending::tables(), supply::tables()].concat();
        let db = open(&place, &tables).await;
        let rows = db.read(|reader| (1..=12).map(|number| reader.find::<Purchase>(&(1, purchase(number)))).collect());
        let rows: Vec<Option<Purchase>> = rows.await.unwrap();
        let kept: Vec<_> = rows.iter().flatten().map(|row| (row.number, row.kept_minor)).collect();
        // Of 600: 400, 100, and what is left of it; then nothing is.
        assert_eq!(kept, [
            (1, 0), (2, 400), (3, 0), (4, 150), (5, 100), (6, 0), (7, 100), (8, 0), (9, 0), (10, 40), (11, 0), (12, 0),
        ]);
        assert_eq!(rows[1].as_ref().map(|row| row.state), Some(PurchaseState::Sent));
        let mandates = db.read(|reader| [1, 2, 3].map(|number| reader.find::<Mandate>(&(1, mandate(number)))).into_iter().collect());
        let mandates: Vec<Option<Mandate>> = mandates.await.unwrap();
        let promised: Vec<_> = mandates.iter().flatten().map(|row| (row.spent_minor, row.promised_minor)).collect();
        assert_eq!(promised, [(300, 700), (0, 190), (40, 50)]);
        let rooms = db.read(|reader| supply::kept_rooms(reader, 1)).await.unwrap();
        assert_eq!(rooms, [(mandate(1), 600), (mandate(2), 190)]);
        // What is kept from now on is no more than the order, and under a mandate.
        for (number, kept_minor) in [(2, 401), (2, -1), (6, 1)] {
            let mut wrong = rows[number - 1].clone().unwrap();
            wrong.kept_minor = kept_minor;
            let refused = db.transact(1, move |tx| {
                tx.lock::<Purchase>((1, wrong.id))?;
                Ok::<_, OpError<()>>(tx.save(&wrong)?)
            });
            assert!(refused.await.is_err(), "{number} {kept_minor}");
        }
    }

    /// As the program left them that kept the room of a declined order: it is free, to the cent, and nothing else is.
    async fn declined_orders_from_before_get_their_room_back(scratch: testkit::Scratch) {
        let place = scratch.place();
        let before: Vec<_> = migrations().into_iter().filter(|one| one.feature != "supply" || one.number < 6).collect();
        assert!(before.len() < migrations().len());
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let tables = [spending::tables(), supply::tables()].concat();
        let db = open(&place, &tables).await;
        db.transact(1, |tx| {
            tx.insert(&farm())?;
            // Of what is promised 70 are of expenses, 100 of two declined orders, 40 of a live one; of another nothing is declined.
            tx.insert(&fruit(1, 1_000, 300, 210))?;
            tx.insert(&fruit(2, 500, 0, 150))?;
            tx.insert(&fruit(3, 500, 20, 0))?;
            for (number, under, state, kept_minor) in [
                (1, 1, PurchaseState::Declined, 60),
                (2, 1, PurchaseState::Sent, 40),
                (3, 1, PurchaseState::Declined, 40),
                (4, 2, PurchaseState::Confirmed, 150),
                // From before anything was kept, when its mandate had nothing left.
                (5, 3, PurchaseState::Declined, 0),
            ] {
                tx.insert(&live(number, mandate(under), state, kept_minor))?;
            }
            Ok::<_, OpError<()>>(())
        })
        .await
        .unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place, &tables).await;
        let rows = db.read(|reader| (1..=5).map(|number| reader.find::<Purchase>(&(1, purchase(number)))).collect());
        let rows: Vec<Option<Purchase>> = rows.await.unwrap();
        let kept: Vec<_> = rows.iter().flatten().map(|row| row.kept_minor).collect();
        assert_eq!(kept, [0, 40, 0, 150, 0]);
        let mandates = db.read(|reader| [1, 2, 3].map(|number| reader.find::<Mandate>(&(1, mandate(number)))).into_iter().collect());
        let mandates: Vec<Option<Mandate>> = mandates.await.unwrap();
        let promised: Vec<_> = mandates.iter().flatten().map(|row| (row.spent_minor, row.promised_minor)).collect();
        assert_eq!(promised, [(300, 110), (0, 150), (20, 0)]);
        assert_eq!(db.read(|reader| supply::kept_rooms(reader, 1)).await.unwrap(), [(mandate(1), 40), (mandate(2), 150)]);
    }
}
