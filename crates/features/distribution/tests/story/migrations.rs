//! Distributions that were frozen before their blocks had hashes keep the hash that was voted on, and are carried out by it.

use crate::world::migrations;
use distribution::ids::Member;
use distribution::rows::{BlockHash, Distribution, DistributionBlock, DistributionPart};
use kernel::{Currency, Id, Timestamp};
use store::{Config, Db, OpError, Row, Schema, row};
use testkit::Scratch;

// As the program wrote it before.
row! {
    struct OldDistribution in "distribution" {
        key community_id: i64, id: Id<Distribution>;
        number: i64, period: String, starts_us: Timestamp, ends_us: Timestamp, fund: i64, currency: Currency, rule: String,
        outcome: String, hash: String, state: String, total_minor: i64, paid_minor: i64, loss_left_minor: i64,
        slack_units: i64, payout_count: i64, holder_count: i64, block_count: i64, blocks_paid: i64, made_by: Id<Member>,
        made_at_us: Timestamp, decision: Option<String>, decided_at_us: Option<Timestamp>, entry: Option<i64>,
        ended_at_us: Option<Timestamp>,
    }
}

fn id() -> Id<Distribution> {
    Id::from_parts(3, [3; 10])
}

fn member() -> Id<Member> {
    Id::from_parts(1, [1; 10])
}

fn decided(number: u8) -> Id<Distribution> {
    Id::from_parts(4, [number; 10])
}

/// As outcomes were written, with what somebody typed for a tax.
fn decided_before(number: u8, name: &str, withheld: i64) -> OldDistribution {
    let outcome = format!(
        r#"{{"taxes":[{{"name":"{name}","minor":{withheld}}}],"paid_minor":5,"withheld_minor":{withheld},"holder_count":1}}"#
    );
    let at = Timestamp::from_micros(1_764_000_000_000_000);
    OldDistribution {
        id: decided(number),
        number: i64::from(number),
        outcome,
        state: "paid".to_owned(),
        block_count: 0,
        decision: Some("prp_01kax0000000000000000000aa".to_owned()),
        decided_at_us: Some(at),
        ended_at_us: Some(at),
        ..made_before()
    }
}

fn populate(tx: &mut store::Tx) -> Result<(), OpError<()>> {
    tx.insert(&made_before())?;
    tx.insert(&decided_before(2, "Levy", 80))?;
    tx.insert(&decided_before(3, r#"\"withheld_minor\":80,"#, 0))?;
    tx.insert(&decided_before(4, r#"\"withheld_minor\":0,"#, 7))?;
    Ok(tx.insert(&block(1))?)
}

/// The first is that of before.
fn block(number: i64) -> DistributionBlock {
    DistributionBlock {
        community_id: 1,
        distribution_id: id(),
        number,
        first_holder: member(),
        last_holder: member(),
        holder_count: 1,
        paid_minor: 5,
        shares: vec![6 + u8::try_from(number).unwrap(); 40],
    }
}

fn hash(number: i64) -> BlockHash {
    BlockHash { community_id: 1, distribution_id: id(), number, hash: format!("hash of {number}") }
}

fn part(number: i64) -> DistributionPart {
    let paid_at_us = Timestamp::from_micros(1_764_000_000_000_000 + number);
    DistributionPart { community_id: 1, distribution_id: id(), number, entry: Some(7), paid_at_us }
}

fn made_before() -> OldDistribution {
    let at = Timestamp::from_micros(1_764_000_000_000_000);
    OldDistribution {
        community_id: 1,
        id: id(),
        number: 1,
        period: "2025-10".to_owned(),
        starts_us: Timestamp::from_micros(1),
        ends_us: Timestamp::from_micros(2),
        fund: 1,
        currency: Currency::CNY,
        rule: "r".to_owned(),
        outcome: "o".to_owned(),
        hash: "aa".to_owned(),
        state: "made".to_owned(),
        total_minor: 5,
        paid_minor: 5,
        loss_left_minor: 0,
        slack_units: 0,
        payout_count: 0,
        holder_count: 1,
        block_count: 1,
        blocks_paid: 0,
        made_by: member(),
        made_at_us: at,
        decision: None,
        decided_at_us: None,
        entry: None,
        ended_at_us: None,
    }
}

async fn open(place: &store::Place, tables: &[&'static store::Table]) -> Db {
    let config = Config::new(place.clone(), Schema::new(tables));
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

testkit::both_engines! {
    async fn what_was_frozen_before_keeps_its_hash(scratch: Scratch) {
        let place = scratch.place();
        let later = |one: &store::Migration| one.feature == "distribution" && one.number > 1;
        let before: Vec<_> = migrations().into_iter().filter(|one| !later(one)).collect();
        assert!(before.len() < migrations().len());
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let db = open(&place, &[OldDistribution::TABLE, DistributionBlock::TABLE]).await;
        db.transact(1, populate).await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place, &distribution::tables()).await;
        let found = db.read(|reader| {
            let row = reader.find::<Distribution>(&(1, id()))?.unwrap();
            let block = reader.find::<DistributionBlock>(&(1, id(), 1))?.unwrap();
            Ok((row, block, reader.find::<BlockHash>(&(1, id(), 1))?))
        });
        let (row, block, hash) = found.await.unwrap();
        let open = db.read(|reader| {
            let rows = [2, 3, 4].map(|number| reader.find::<Distribution>(&(1, decided(number))));
            rows.into_iter().map(|row| Ok(row?.unwrap().tax_open)).collect::<Result<Vec<bool>, store::Fault>>()
        });
        assert_eq!((row.tax_open, open.await.unwrap()), (false, vec![true, false, true]));
        assert_eq!((row.hash_version, row.hash.as_str(), row.fund), (1, "aa", 1));
        assert_eq!((block.shares, hash), (vec![7; 40], None));
        // What was not decided can still be saved, with all that the schema asks of it.
        let save = |tx: &mut store::Tx| -> Result<(), OpError<()>> {
            let row = tx.lock::<Distribution>((1, id()))?.unwrap();
            Ok(tx.save(&row)?)
        };
        db.transact(1, save).await.unwrap();
        db.close().await;
    }

    /// Blocks that were written before they moved to a table with an index, and what stands for each of them: the same afterwards, and
    /// neither a hash nor a payment stands for a block that is not there.
    async fn blocks_with_their_hashes_and_payments_move_whole(scratch: Scratch) {
        let place = scratch.place();
        let until = |number: u32| -> Vec<_> {
            migrations().into_iter().filter(|one| one.feature != "distribution" || one.number < number).collect()
        };
        let migrate = async |migrations: Vec<store::Migration>| {
            let there = place.clone();
            tokio::task::spawn_blocking(move || store::migrate(&there, &migrations)).await.unwrap().unwrap();
        };
        migrate(until(2)).await;
        let db = open(&place, &[OldDistribution::TABLE, DistributionBlock::TABLE]).await;
        db.transact(1, populate).await.unwrap();
        db.close().await;
        migrate(until(5)).await;
        let tables = [DistributionBlock::TABLE, BlockHash::TABLE, DistributionPart::TABLE];
        let db = open(&place, &tables).await;
        let more = |tx: &mut store::Tx| -> Result<(), OpError<()>> {
            for number in 2..=3 {
                tx.insert(&block(number))?;
                tx.insert(&hash(number))?;
            }
            Ok(tx.insert(&part(2))?)
        };
        db.transact(1, more).await.unwrap();
        db.close().await;
        migrate(migrations()).await;
        let db = open(&place, &tables).await;
        let found = db.read(|reader| {
            let mut found = Vec::new();
            for number in 1..=4 {
                let key = (1, id(), number);
                found.push((
                    reader.find::<DistributionBlock>(&key)?,
                    reader.find::<BlockHash>(&key)?,
                    reader.find::<DistributionPart>(&key)?,
                ));
            }
            Ok(found)
        });
        assert_eq!(found.await.unwrap(), [
            (Some(block(1)), None, None),
            (Some(block(2)), Some(hash(2)), Some(part(2))),
            (Some(block(3)), Some(hash(3)), None),
            (None, None, None),
        ]);
        let for_none: Result<(), OpError<()>> = db.transact(1, |tx| Ok(tx.insert(&part(4))?)).await;
        assert!(matches!(for_none, Err(OpError::Fault(_))), "{for_none:?}");
        let for_none: Result<(), OpError<()>> = db.transact(1, |tx| Ok(tx.insert(&hash(4))?)).await;
        assert!(matches!(for_none, Err(OpError::Fault(_))), "{for_none:?}");
        let paid: Result<(), OpError<()>> = db.transact(1, |tx| Ok(tx.insert(&part(3))?)).await;
        paid.unwrap();
        db.close().await;
    }
}
