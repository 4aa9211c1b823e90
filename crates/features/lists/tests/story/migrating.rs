//! Names that were known before places were: nobody has said of them who they are, so they are asked about once.

use crate::world::migrations;
use kernel::{Id, Timestamp};
use lists::ids::Member;
use lists::rows::KnownName;
use store::{Config, Db, OpError, Place, Row, Schema, Table, row};
use testkit::Scratch;

row! {
    struct OldName in "known_name" {
        key community_id: i64, name: String;
        member: Id<Member>, said_by: Id<Member>, said_at_us: Timestamp,
    }
}

fn member(number: u8) -> Id<Member> {
    Id::from_parts(1, [number; 10])
}

async fn open(place: &Place, tables: &[&'static Table]) -> Db {
    let config = Config::new(place.clone(), Schema::new(tables));
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

async fn migrated(place: &Place, until: u32) {
    let place = place.clone();
    let some: Vec<_> =
        migrations().into_iter().filter(|one| one.feature != "lists" || one.number < until).collect();
    tokio::task::spawn_blocking(move || store::migrate(&place, &some)).await.unwrap().unwrap();
}

testkit::both_engines! {
    async fn known_names_are_called_as_they_were(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 2).await;
        let old = open(&place, &[OldName::TABLE]).await;
        old.transact(1, |tx| {
            for (name, number) in [("李明", 1), ("小雨", 2)] {
                let said_at_us = Timestamp::from_micros(1);
                let (name, member) = (name.to_owned(), member(number));
                tx.insert(&OldName { community_id: 1, name, member, said_by: member, said_at_us })?;
            }
            Ok::<_, OpError<()>>(())
        }).await.unwrap();
        old.close().await;
        migrated(&place, 99).await;
        let db = open(&place, &[KnownName::TABLE]).await;
        let row = db.read(|reader| reader.find::<KnownName>(&(1, "李明".to_owned()))).await.unwrap().unwrap();
        assert_eq!((row.called.as_str(), row.place.as_str(), row.confirmed, row.member), ("李明", "", false, member(1)));
        db.close().await;
    }
}
