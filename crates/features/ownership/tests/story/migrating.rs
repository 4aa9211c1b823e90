//! A register that was kept before it said where units came from: whole afterwards, on both engines.

use crate::world::{CNY, migrations};
use kernel::{Currency, Id, Timestamp};
use ownership::ids::Member;
use ownership::instrument::InstrumentKind;
use ownership::rows::{
    CapitalMandate, CompanyOwner, CompanyOwners, CompanySettled, CompanyWord, Holding, HoldingChange,
    HoldingCompany, Instrument, OwnerWord, Subscription,
};
use ownership::{OriginKind, UnitsOverTime};
use spending::rows::Mandate;
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

async fn migrated(place: &Place, last: u32) {
    let place = place.clone();
    let some: Vec<_> =
        migrations().into_iter().filter(|one| one.feature != "ownership" || one.number <= last).collect();
    tokio::task::spawn_blocking(move || store::migrate(&place, &some)).await.unwrap().unwrap();
}

async fn one_by_word(db: &Db) -> Vec<(Id<Member>, Id<Member>)> {
    db.read(|reader| ownership::behind_by_own_word(reader, 1)).await.unwrap()
}

fn made() -> Instrument {
    Instrument {
        community_id: 1,
        id: instrument(),
        number: 1,
        kind: InstrumentKind::MemberCapital,
        name: "Oven".to_owned(),
        fund: 1,
        currency: CNY,
        price_minor: 5_000,
        units_max: 10,
        units_each_max: 4,
        units_asked: 0,
        units_issued: 0,
        terms: "A part".to_owned(),
        risk_version: 1,
        decision: "prp_01kax0000000000000000000aa".to_owned(),
        made_at_us: Timestamp::from_micros(1),
        capital_left_minor: 0,
        probation_days: 0,
        by_campaign: false,
    }
}

/// By its words for giving capital back; what it is for by its kind nobody said then.
fn granted() -> Mandate {
    Mandate {
        community_id: 1,
        id: Id::from_parts(5, [5; 10]),
        number: 1,
        purpose: "Give back the oven's capital".to_owned(),
        fund: 1,
        currency: CNY,
        ceiling_minor: 50_000,
        each_minor: None,
        spent_minor: 0,
        promised_minor: 0,
        starts_at_us: Timestamp::from_micros(1),
        ends_at_us: Timestamp::from_micros(1_000),
        carried_by: None,
        source: spending::mandate::Source::Decision,
        decision: Some("prp_01kax0000000000000000000ac".to_owned()),
        decision_title: Some("Capital back".to_owned()),
        rules_version: None,
        month: None,
        state: spending::mandate::MandateState::Active,
        made_at_us: Timestamp::from_micros(1),
        ended_at_us: None,
        ended_reason: None,
        concluded_at_us: None,
        campaign: None,
        kind: spending::mandate::MandateKind::Spending,
    }
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

    /// Mandates of before say in words only what they are for: none of them gives capital of an instrument back. What was decided of both stays.
    async fn no_mandate_of_before_gives_capital_back(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 10).await;
        let tables = [spending::tables(), ownership::tables()].concat();
        let old = open(&place, &[Instrument::TABLE, Mandate::TABLE]).await;
        old.transact(1, |tx| {
            tx.insert(&made())?;
            tx.insert(&granted())?;
            Ok::<_, OpError<()>>(())
        }).await.unwrap();
        old.close().await;
        migrated(&place, 11).await;
        let db = open(&place, &[Instrument::TABLE, Mandate::TABLE, CapitalMandate::TABLE]).await;
        let (instrument, mandate, capital) = db.read(|reader| {
            let (instrument, mandate) = ((1, made().id), (1, granted().id));
            Ok((reader.find::<Instrument>(&instrument)?, reader.find::<Mandate>(&mandate)?, reader.find::<CapitalMandate>(&mandate)?))
        }).await.unwrap();
        assert_eq!(format!("{:?}", instrument.unwrap()), format!("{:?}", made()));
        assert_eq!(format!("{:?}", mandate.unwrap()), format!("{:?}", granted()));
        assert!(capital.is_none());
        // A decision can say so from now on, of a mandate that is there.
        let of = |mandate_id| move |tx: &mut store::Tx| {
            let (decision, made_at_us) = ("prp_01kax0000000000000000000ab".to_owned(), Timestamp::from_micros(9));
            let row = CapitalMandate { community_id: 1, mandate_id, instrument_id: made().id, decision, made_at_us };
            Ok::<_, OpError<()>>(tx.insert(&row)?)
        };
        assert!(db.transact(1, of(Id::from_parts(9, [9; 10]))).await.is_err());
        db.transact(1, of(granted().id)).await.unwrap();
        db.close().await;
        migrated(&place, 99).await;
        open(&place, &tables).await.close().await;
    }

    /// Companies that were named before they were asked themselves: what is held counts to who was named as before, and for votes nobody is one who
    /// has not said so.
    async fn companies_of_before_are_asked(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 9).await;
        let (company, owner) = (Id::from_parts(2, [2; 10]), Id::from_parts(3, [3; 10]));
        let old = open(&place, &[HoldingCompany::TABLE, CompanyOwners::TABLE, CompanyOwner::TABLE]).await;
        old.transact(1, move |tx| {
            let (community_id, member, version) = (1, company, 1);
            tx.insert(&HoldingCompany { community_id, member, name: "Mill Ltd".to_owned(), version })?;
            let (named_by, named_at_us) = (Id::from_parts(4, [4; 10]), Timestamp::from_micros(1));
            tx.insert(&CompanyOwners { community_id, member, version, owner_count: 1, named_by, named_at_us })?;
            tx.insert(&CompanyOwner { community_id, member, version, position: 1, owner, share_parts: 1, whole_parts: 1 })?;
            Ok::<_, OpError<()>>(())
        }).await.unwrap();
        old.close().await;
        migrated(&place, 11).await;
        migrated(&place, 99).await;
        let db = open(&place, &[community::tables(), ownership::tables()].concat()).await;
        assert_eq!(one_by_word(&db).await, []);
        let (settled, said) = db.read(move |reader| {
            Ok((reader.find::<CompanySettled>(&(1, company))?, reader.find::<CompanyWord>(&(1, company))?))
        }).await.unwrap();
        assert_eq!((settled.map(|row| row.version), said.is_none()), (Some(1), true));
        db.transact(1, move |tx| {
            let (word, reason, at_us) = (OwnerWord::Confirmed, String::new(), Timestamp::from_micros(9));
            Ok::<_, OpError<()>>(tx.insert(&CompanyWord { community_id: 1, member: company, version: 1, word, reason, at_us })?)
        }).await.unwrap();
        assert_eq!(one_by_word(&db).await, [(company, owner)]);
        db.close().await;
    }
}
