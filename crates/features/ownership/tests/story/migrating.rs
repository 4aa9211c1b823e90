//! A register that was kept before it said where units came from: whole afterwards, on both engines.

use crate::world::{CNY, migrations};
use kernel::{Currency, Id, Timestamp};
use ownership::ids::Member;
use ownership::instrument::InstrumentKind;
use ownership::rows::{
    CompanyOwner, CompanyOwners, Holding, HoldingChange, HoldingCompany, Instrument, Subscription,
};
use ownership::{OriginKind, UnitsOverTime};
use store::{Config, Db, OpError, Place, Row, Schema, Table, row};
use testkit::Scratch;

row! {
    struct OldInstrument in "instrument" {
        key community_id: i64, id: Id<Instrument>;
        number: i64, kind: String, name: String, fund: i64, currency: Currency, price_minor: i64, units_max: i64,
        units_each_max: i64, units_asked: i64, units_issued: i64, terms: String, risk_version: i64, decision: String,
        made_at_us: Timestamp,
    }
}
row! {
    struct OldHolding in "holding" {
        key community_id: i64, instrument_id: Id<Instrument>, holder: Id<Member>;
        units: i64, units_asked: i64, units_each_max: i64, change_count: i64,
    }
}
row! {
    struct OldChange in "holding_change" {
        key community_id: i64, instrument_id: Id<Instrument>, holder: Id<Member>, number: i64;
        change_units: i64, at_us: Timestamp, subscription_id: Id<Subscription>, entry: i64,
    }
}
row! {
    struct OldSubscription in "subscription" {
        key community_id: i64, id: Id<Subscription>;
        number: i64, instrument_id: Id<Instrument>, member: Id<Member>, units: i64, amount_minor: i64,
        risk_version: i64, state: String, asked_at_us: Timestamp, decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>, arrived_at_us: Option<Timestamp>, reference: String, reason: String,
        entry: Option<i64>,
    }
}

fn instrument() -> Id<Instrument> {
    Id::from_parts(1, [1; 10])
}

fn member() -> Id<Member> {
    Id::from_parts(2, [2; 10])
}

fn subscription() -> Id<Subscription> {
    Id::from_parts(3, [3; 10])
}

/// Three units were paid for at ¥50, taken back, and paid for again.
fn populate(tx: &mut store::Tx) -> Result<(), OpError<()>> {
    let at = Timestamp::from_micros;
    tx.insert(&OldInstrument {
        community_id: 1,
        id: instrument(),
        number: 1,
        kind: InstrumentKind::MemberCapital.code().to_owned(),
        name: "Oven".to_owned(),
        fund: 1,
        currency: CNY,
        price_minor: 5_000,
        units_max: 10,
        units_each_max: 4,
        units_asked: 1,
        units_issued: 3,
        terms: "A part".to_owned(),
        risk_version: 1,
        decision: "prp_01kax0000000000000000000aa".to_owned(),
        made_at_us: at(1),
    })?;
    tx.insert(&OldSubscription {
        community_id: 1,
        id: subscription(),
        number: 1,
        instrument_id: instrument(),
        member: member(),
        units: 3,
        amount_minor: 15_000,
        risk_version: 1,
        state: "paid".to_owned(),
        asked_at_us: at(1),
        decided_by: Some(Id::from_parts(4, [4; 10])),
        decided_at_us: Some(at(2)),
        arrived_at_us: Some(at(2)),
        reference: "B-7".to_owned(),
        reason: String::new(),
        entry: Some(3),
    })?;
    tx.insert(&OldHolding {
        community_id: 1,
        instrument_id: instrument(),
        holder: member(),
        units: 3,
        units_asked: 1,
        units_each_max: 4,
        change_count: 3,
    })?;
    for (number, change_units) in [(1, 3), (2, -3), (3, 3)] {
        tx.insert(&OldChange {
            community_id: 1,
            instrument_id: instrument(),
            holder: member(),
            number,
            change_units,
            at_us: at(number * 10),
            subscription_id: subscription(),
            entry: number,
        })?;
    }
    Ok(())
}

async fn open(place: &Place, tables: &[&'static Table]) -> Db {
    let config = Config::new(place.clone(), Schema::new(tables));
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

testkit::both_engines! {
    /// Each line says that it came from its subscription, and what it put in or took out.
    async fn an_older_register_stays_whole(scratch: Scratch) {
        let place = scratch.place();
        let older = |one: &store::Migration| one.feature != "ownership" || one.number <= 3;
        let (there, before): (Place, Vec<_>) = (place.clone(), migrations().into_iter().filter(older).collect());
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let old = [OldInstrument::TABLE, OldSubscription::TABLE, OldHolding::TABLE, OldChange::TABLE];
        let db = open(&place, &old).await;
        db.transact(1, populate).await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place, &[ledger::tables(), ownership::tables()].concat()).await;
        let (holding, lines, over) = db.read(|reader| {
            let key = (1, instrument(), member());
            let lines: Result<Vec<_>, _> = (1..=3)
                .map(|number| reader.find::<HoldingChange>(&(key.0, key.1, key.2, number)).map(Option::unwrap))
                .collect();
            let (from, until) = (Timestamp::from_micros(0), Timestamp::from_micros(40));
            let over = ownership::units_over_time(reader, 1, instrument(), from, until)?;
            Ok((reader.find::<Holding>(&key)?.unwrap(), lines?, over))
        })
        .await
        .unwrap();
        assert_eq!((holding.units, holding.units_asked, holding.paid_minor), (3, 1, 15_000));
        assert_eq!((holding.units_reserved, holding.units_through), (0, 0));
        let told: Vec<_> = lines.iter().map(|line| (line.change_units, line.change_minor, line.entry)).collect();
        assert_eq!(told, [(3, 15_000, Some(1)), (-3, -15_000, Some(2)), (3, 15_000, Some(3))]);
        let from = |line: &HoldingChange| (line.origin_kind, line.origin_id.clone());
        assert!(lines.iter().all(|line| from(line) == (OriginKind::Subscription, subscription().to_string())));
        assert_eq!(over, [UnitsOverTime { holder: member(), unit_micros: 3 * 10 + 3 * 10 }]);
        let wrong = db.read(|reader| ownership::verify(reader, 1)).await.unwrap();
        // Nothing was posted: only the books are missed.
        assert!(wrong.len() == 2 && wrong.iter().any(|line| line.contains("0 in the books, 15000")), "{wrong:?}");
    }

    /// Who stood behind companies before the community knew of it: those of the newest version, and no others.
    async fn who_stands_behind_companies_is_told_the_community(scratch: Scratch) {
        let place = scratch.place();
        let older = |one: &store::Migration| one.feature != "ownership" || one.number <= 6;
        let (there, before): (Place, Vec<_>) = (place.clone(), migrations().into_iter().filter(older).collect());
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let (company, first, second, third) =
            (Id::from_parts(2, [2; 10]), Id::from_parts(3, [3; 10]), Id::from_parts(4, [4; 10]), Id::from_parts(5, [5; 10]));
        let tables = [community::tables(), ownership::tables()].concat();
        let db = open(&place, &tables).await;
        let named_at_us = Timestamp::from_micros(1);
        db.transact(1, move |tx| {
            tx.insert(&HoldingCompany { community_id: 1, member: company, name: "Mill Ltd".to_owned(), version: 2 })?;
            for (version, owners) in [(1, vec![first]), (2, vec![second, third])] {
                let owner_count = owners.len() as i64;
                tx.insert(&CompanyOwners { community_id: 1, member: company, version, owner_count, named_by: first, named_at_us })?;
                for (position, owner) in (1..).zip(owners) {
                    let (share_parts, whole_parts) = (1, owner_count);
                    tx.insert(&CompanyOwner { community_id: 1, member: company, version, position, owner, share_parts, whole_parts })?;
                }
            }
            Ok::<_, OpError<()>>(())
        }).await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place, &tables).await;
        let own = db.read(move |reader| {
            [first, second, third].map(|who| community::is_own_matter_shown(reader, 1, who, company)).into_iter().collect::<Result<Vec<_>, _>>()
        });
        assert_eq!(own.await.unwrap(), [false, true, true]);
        assert_eq!(db.read(|reader| ownership::verify(reader, 1)).await.unwrap(), Vec::<String>::new());
    }
}
