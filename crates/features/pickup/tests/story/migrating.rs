//! A store of before orders had their place from the beginning: what was chosen stays, and no order has a place of its own.

use crate::world::migrations;
use kernel::{Id, Timestamp};
use market::rows::Order;
use pickup::collecting::PickupState;
use pickup::rows::{Pickup, PickupDay, PickupOrder, PickupPoint, PickupSlot};
use store::{Config, Db, OpError, Place, Row, Schema, Table};
use testkit::Scratch;

const DAY: i64 = 20_700;

async fn open(place: &Place, tables: &[&'static Table]) -> Db {
    let config = Config::new(place.clone(), Schema::new(tables));
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

async fn migrated(place: &Place, last: u32) {
    let place = place.clone();
    let some: Vec<_> =
        migrations().into_iter().filter(|one| one.feature != "pickup" || one.number <= last).collect();
    tokio::task::spawn_blocking(move || store::migrate(&place, &some)).await.unwrap().unwrap();
}

fn order(number: u8) -> Id<Order> {
    Id::from_parts(1, [number; 10])
}

/// One waits, one is gone.
fn pickup(number: u8) -> Pickup {
    let at = Timestamp::from_micros;
    let gone = number == 2;
    Pickup {
        community_id: 1,
        order_id: order(number),
        code: 10_000 + i64::from(number),
        buyer: Id::from_parts(2, [number; 10]),
        point_id: Id::from_parts(3, [3; 10]),
        day: DAY,
        from_minute: 960,
        until_minute: 1_020,
        starts_at_us: at(100),
        ends_at_us: at(200),
        state: if gone { PickupState::Collected } else { PickupState::Waiting },
        chosen_at_us: at(10),
        neighbour: (!gone).then(|| "Li of house 3".to_owned()),
        neighbour_at_us: (!gone).then(|| at(11)),
        missed_at_us: None,
        gone_at_us: gone.then(|| at(150)),
        gone_by: gone.then(|| Id::from_parts(4, [4; 10])),
        handed_to: None,
        reminded_before_us: Some(at(50)),
        reminded_on_day_us: None,
    }
}

fn populate(tx: &mut store::Tx) -> Result<(), OpError<()>> {
    let (community_id, point_id, at) = (1, Id::from_parts(3, [3; 10]), Timestamp::from_micros(1));
    let minder = Id::from_parts(4, [4; 10]);
    tx.insert(&PickupPoint {
        community_id,
        id: point_id,
        number: 1,
        name: "North gate".to_owned(),
        address: "1 Long Road".to_owned(),
        note: String::new(),
        hours: String::new(),
        closed_on: String::new(),
        slot_places: Some(5),
        day_places: None,
        minder,
        is_open: true,
        made_by: minder,
        made_at_us: at,
        changed_by: minder,
        changed_at_us: at,
    })?;
    tx.insert(&PickupDay { community_id, point_id, day: DAY, taken: 2, places: None, minder_told_us: None })?;
    tx.insert(&PickupSlot { community_id, point_id, day: DAY, from_minute: 960, taken: 2, places: Some(5) })?;
    tx.insert(&pickup(1))?;
    tx.insert(&pickup(2))?;
    Ok(())
}

testkit::both_engines! {
    async fn what_was_chosen_stays_as_it_was(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 6).await;
        let old = open(&place, &[PickupPoint::TABLE, PickupDay::TABLE, PickupSlot::TABLE, Pickup::TABLE]).await;
        old.transact(1, populate).await.unwrap();
        old.close().await;
        migrated(&place, u32::MAX).await;
        let db = open(&place, &pickup::tables()).await;
        for number in [1, 2] {
            let (row, own) = db
                .read(move |reader| {
                    let key = (1, order(number));
                    Ok((reader.find::<Pickup>(&key)?.unwrap(), reader.find::<PickupOrder>(&key)?))
                })
                .await
                .unwrap();
            assert_eq!(format!("{row:?}"), format!("{:?}", pickup(number)));
            assert!(own.is_none(), "nobody said where it is fetched when it was made");
        }
        // From now on an order can have one, at a point that is there.
        let of_point = |point: u8| move |tx: &mut store::Tx| {
            let point_id = Id::from_parts(3, [point; 10]);
            Ok::<_, OpError<()>>(tx.insert(&PickupOrder { community_id: 1, order_id: order(5), point_id, day: DAY, is_said: true })?)
        };
        assert!(db.transact(1, of_point(9)).await.is_err());
        db.transact(1, of_point(3)).await.unwrap();
        db.close().await;
    }
}
