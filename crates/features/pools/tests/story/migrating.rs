//! Pools and instruments that were there before match funds and bound instruments: whole afterwards, on both engines.

use crate::world::{CNY, migrations};
use kernel::{Currency, Id, Timestamp};
use ownership::InstrumentKind;
use ownership::rows::Instrument;
use pools::campaign::{Acceptance, Offered};
use pools::campaign_rows::Campaign;
use pools::ids::{Member, PoolId};
use pools::milestone::Stage;
use pools::rows::Pool;
use store::{Config, Db, OpError, Place, Row, Schema, Table, row};
use testkit::Scratch;

row! {
    struct OldPool in "pool" {
        key community_id: i64, id: PoolId;
        number: i64, kind: String, title: String, terms: String, currency: Currency, counted: String, least: i64,
        step_milli: i64, most_milli: Option<i64>, each_most_milli: Option<i64>, closes_at_us: Timestamp,
        grace_seconds: i64, hold_seconds: i64, may_leave: bool, leave_until_us: Option<Timestamp>, state: String,
        ending: Option<String>, ended_at_us: Option<Timestamp>, made_by: Id<Member>, made_at_us: Timestamp,
        extended_at_us: Option<Timestamp>, commitment_count: i64, event_count: i64, taken_milli: i64,
        claimed_count: i64, held_people: i64, held_milli: i64, held_minor: i64, was_met: bool, settled_up_to: i64,
    }
}

fn pool() -> PoolId {
    Id::from_parts(1, [1; 10])
}

fn instrument(number: u8) -> Id<Instrument> {
    Id::from_parts(2, [number; 10])
}

fn made(number: u8) -> Instrument {
    Instrument {
        community_id: 1,
        id: instrument(number),
        number: i64::from(number),
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

/// A campaign of capital that runs, and an instrument that a proposal made without one.
fn populate(tx: &mut store::Tx) -> Result<(), OpError<()>> {
    let at = Timestamp::from_micros;
    tx.insert(&OldPool {
        community_id: 1,
        id: pool(),
        number: 1,
        kind: "campaign".to_owned(),
        title: "Oven".to_owned(),
        terms: String::new(),
        currency: CNY,
        counted: "sum".to_owned(),
        least: 5_000,
        step_milli: 1_000,
        most_milli: None,
        each_most_milli: None,
        closes_at_us: at(5),
        grace_seconds: 0,
        hold_seconds: 60,
        may_leave: true,
        leave_until_us: Some(at(4)),
        state: "captured".to_owned(),
        ending: Some("deadline".to_owned()),
        ended_at_us: Some(at(5)),
        made_by: Id::from_parts(3, [3; 10]),
        made_at_us: at(1),
        extended_at_us: None,
        commitment_count: 0,
        event_count: 0,
        taken_milli: 0,
        claimed_count: 0,
        held_people: 0,
        held_milli: 0,
        held_minor: 0,
        was_met: true,
        settled_up_to: 0,
    })?;
    tx.insert(&made(1))?;
    tx.insert(&made(2))?;
    tx.insert(&Campaign {
        community_id: 1,
        pool_id: pool(),
        decision: "prp_01kax0000000000000000000aa".to_owned(),
        decision_title: "Oven".to_owned(),
        offered: Offered::MemberCapital,
        fund: 1,
        instrument_id: Some(instrument(1)),
        unit_minor: 5_000,
        units_least: 1,
        gets: "A part".to_owned(),
        risk: "It may burn".to_owned(),
        first_goal_minor: 5_000,
        second_goal_minor: None,
        second_days: None,
        raised_at_us: None,
        acceptance: Acceptance::Silence,
        look_days: 7,
        percent: 50,
        probation_days: 30,
        milestone_count: 1,
        budget_count: 0,
        update_count: 0,
        question_count: 0,
        stage: Stage::Running,
        captured_minor: 0,
        kept_minor: 0,
        advance_minor: 0,
        released_minor: 0,
        returned_minor: 0,
    })?;
    Ok(())
}

async fn open(place: &Place, tables: &[&'static Table]) -> Db {
    let config = Config::new(place.clone(), Schema::new(tables));
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

async fn migrated(place: &Place, until: u32) {
    let place = place.clone();
    let some = migrations()
        .into_iter()
        .filter(|one| one.feature != "pools" || i64::from(one.number) < i64::from(until))
        .collect::<Vec<_>>();
    tokio::task::spawn_blocking(move || store::migrate(&place, &some)).await.unwrap().unwrap();
}

testkit::both_engines! {
    async fn what_was_there_before_is_bound_as_its_campaign_says(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 5).await;
        let old = open(&place, &[OldPool::TABLE, Instrument::TABLE, Campaign::TABLE]).await;
        old.transact(1, populate).await.unwrap();
        old.close().await;
        migrated(&place, 99).await;
        let db = open(&place, &[Pool::TABLE, Instrument::TABLE, Campaign::TABLE]).await;
        let (row, of_campaign, alone) = db.read(|reader| {
            Ok((
                reader.find::<Pool>(&(1, pool()))?.unwrap(),
                reader.find::<Instrument>(&(1, instrument(1)))?.unwrap(),
                reader.find::<Instrument>(&(1, instrument(2)))?.unwrap(),
            ))
        }).await.unwrap();
        assert_eq!((row.match_minor, row.held_minor, row.least), (0, 0, 5_000));
        assert_eq!((of_campaign.by_campaign, of_campaign.probation_days), (true, 30));
        assert_eq!((alone.by_campaign, alone.probation_days), (false, 0));
        db.close().await;
    }
}
