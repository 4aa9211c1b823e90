//! Rows of before. Names that were known before places were: nobody has said of them who they are, so they are asked about once. Lists
//! from before it was kept when their heading was pasted first: it was when the list was made.

use crate::world::migrations;
use kernel::{Id, Timestamp};
use lists::ids::Member;
use lists::rows::{KnownName, ListLine, OrderList};
use store::{Config, Db, OpError, Place, Row, Schema, Table, row};
use testkit::Scratch;

row! {
    struct OldName in "known_name" {
        key community_id: i64, name: String;
        member: Id<Member>, said_by: Id<Member>, said_at_us: Timestamp,
    }
}

row! {
    struct OldList in "order_list" {
        key community_id: i64, id: Id<OrderList>;
        number: i64, title: String, pasted: Option<String>, line_count: i64, item_count: i64,
        made_by: Id<Member>, made_at_us: Timestamp, pasted_by: Id<Member>, pasted_at_us: Timestamp,
        pay_until_us: Timestamp, point_id: Option<String>, point_day: Option<i64>, erased_at_us: Option<Timestamp>,
    }
}

/// Of a community with this number and more; the second has been erased.
fn old_list(community_id: i64, number: u8) -> OldList {
    let at = |hour: i64| Timestamp::from_micros((i64::from(number) * 100 + hour) * 3_600_000_000);
    let is_erased = number == 2;
    OldList {
        community_id,
        id: Id::from_parts(7, [number; 10]),
        number: i64::from(number),
        title: if is_erased { String::new() } else { "周六团购".to_owned() },
        pasted: (!is_erased).then(|| "周六团购\n草莓 25元/盒 明天送\n\n1. 小雨 草莓2".to_owned()),
        line_count: 1,
        item_count: 1,
        made_by: member(1),
        made_at_us: at(1),
        pasted_by: member(2),
        // Pasted again two days later: 明天 is that of the first time.
        pasted_at_us: at(49),
        pay_until_us: at(72),
        point_id: None,
        point_day: None,
        erased_at_us: is_erased.then(|| at(99)),
    }
}

row! {
    struct ListOf4 in "order_list" {
        key community_id: i64, id: Id<OrderList>;
        number: i64, title: String, pasted: Option<String>, line_count: i64, item_count: i64,
        made_by: Id<Member>, made_at_us: Timestamp, pasted_by: Id<Member>, pasted_at_us: Timestamp,
        heading_at_us: Timestamp, pay_until_us: Timestamp, point_id: Option<String>, point_day: Option<i64>,
        erased_at_us: Option<Timestamp>,
    }
}

/// List, number, name, mark, doubts, state; and of which copy it is, with which it went.
type LineAsked = (u8, i64, &'static str, &'static str, &'static str, &'static str, Option<i64>, Option<i64>);

row! {
    struct LineOf6 in "list_line" {
        key community_id: i64, list_id: Id<OrderList>, number: i64;
        place: i64, words: String, name: String, doing: String, items: String, note: String, mark: String, doubts: String,
        state: String, mended_by: Option<Id<Member>>, mended_at_us: Option<Timestamp>, revision: i64,
    }
}

/// With a point and a day, or with neither.
fn list_of_4(community_id: i64, number: u8, point: bool) -> ListOf4 {
    let OldList {
        id,
        number,
        title,
        pasted,
        made_by,
        made_at_us,
        pasted_by,
        pasted_at_us,
        pay_until_us,
        erased_at_us,
        ..
    } = old_list(community_id, number);
    ListOf4 {
        community_id,
        id,
        number,
        title,
        pasted,
        line_count: 1,
        item_count: 1,
        made_by,
        made_at_us,
        pasted_by,
        pasted_at_us,
        heading_at_us: made_at_us,
        pay_until_us,
        point_id: point.then(|| Id::<pickup::rows::PickupPoint>::from_parts(8, [8; 10]).to_string()),
        point_day: point.then_some(20_700),
        erased_at_us,
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

    async fn a_heading_is_as_old_as_its_list(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 4).await;
        let old = open(&place, &[OldList::TABLE]).await;
        for (community, number) in [(1, 1), (1, 2), (2, 3)] {
            old.transact(community, move |tx| Ok::<_, OpError<()>>(tx.insert(&old_list(community, number))?)).await.unwrap();
        }
        old.close().await;
        migrated(&place, 99).await;
        let db = open(&place, &[OrderList::TABLE]).await;
        for (community, number) in [(1, 1), (1, 2), (2, 3)] {
            let was = old_list(community, number);
            let key = (community, was.id);
            let row = db.read(move |reader| reader.find::<OrderList>(&key)).await.unwrap().unwrap();
            assert_eq!(row.heading_at_us, was.made_at_us, "{community} {number}");
            assert_eq!((row.made_at_us, row.pasted_at_us, row.pay_until_us), (was.made_at_us, was.pasted_at_us, was.pay_until_us));
            assert_eq!((row.number, &row.title, &row.pasted, row.erased_at_us), (was.number, &was.title, &was.pasted, was.erased_at_us));
        }
        db.close().await;
    }

    /// Of lists with a point somebody has said where they are fetched, when they were pasted last; of those without nobody knows. Orders of the
    /// former get their places, by one job for each list behind the jobs that there are.
    async fn lists_with_a_point_are_said_and_get_their_places(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 5).await;
        let old = open(&place, &[ListOf4::TABLE]).await;
        for (community, number, point) in [(1, 1, true), (1, 2, false), (1, 3, true), (2, 4, true), (3, 5, false)] {
            let list = list_of_4(community, number, point);
            old.transact(community, move |tx| {
                tx.insert(&list)?;
                tx.enqueue(store::NewJob { kind: "lists.erase", subject: list.id.to_string(), due_at: list.pasted_at_us })?;
                Ok::<_, OpError<()>>(())
            }).await.unwrap();
        }
        old.close().await;
        migrated(&place, 99).await;
        let db = open(&place, &[OrderList::TABLE]).await;
        for (community, number, point) in [(1, 1, true), (1, 2, false), (1, 3, true), (2, 4, true), (3, 5, false)] {
            let was = list_of_4(community, number, point);
            let key = (community, was.id);
            let row = db.read(move |reader| reader.find::<OrderList>(&key)).await.unwrap().unwrap();
            assert_eq!(row.terms_said_at_us, point.then_some(was.pasted_at_us), "{community} {number}");
            assert_eq!((row.point_id.map(|id| id.to_string()), row.point_day), (was.point_id, was.point_day));
            assert_eq!((row.title, row.pasted, row.heading_at_us), (was.title, was.pasted, was.heading_at_us));
        }
        for (community, erases, places) in [(1, 3, vec![1, 3]), (2, 1, vec![4]), (3, 1, vec![])] {
            let jobs = "SELECT id, kind, subject, state, due_at_us FROM job WHERE community_id = $1 ORDER BY id";
            let rows = db.read(move |reader| reader.rows::<(i64, String, String, String, Timestamp)>(jobs, &[&community]));
            let rows = rows.await.unwrap();
            let told: Vec<_> = rows.iter().skip(erases).map(|(id, kind, subject, state, due_at)| {
                (*id, kind.as_str(), subject.clone(), state.as_str(), *due_at)
            }).collect();
            let expected: Vec<_> = (erases as i64 + 1..).zip(&places).map(|(id, number)| {
                let list = list_of_4(community, *number, true);
                (id, "lists.places", list.id.to_string(), "waiting", list.pasted_at_us)
            }).collect();
            assert_eq!(told, expected, "community {community}");
            // The next job's number is free.
            let next = move |tx: &mut store::Tx| {
                let subject = "list_x".to_owned();
                tx.enqueue(store::NewJob { kind: "lists.erase", subject, due_at: Timestamp::from_micros(1) })?;
                Ok::<_, OpError<()>>(())
            };
            db.transact(community, next).await.unwrap();
            let rows = db.read(move |reader| reader.rows::<(i64, String, String, String, Timestamp)>(jobs, &[&community]));
            assert_eq!(rows.await.unwrap().len(), erases + places.len() + 1);
        }
        db.close().await;
    }
    /// Of older lines that are asked about those of their person that are gone have gone with them, as it was reckoned until then.
    async fn what_is_asked_of_older_copies_is_asked_together(scratch: Scratch) {
        const LINES: &[LineAsked] = &[
            (1, 1, "阿明", "certain", "", "replaced", None, None),
            (1, 2, "阿明", "certain", "", "gone", None, Some(4)),
            (1, 3, "小雨", "certain", "", "gone", None, None),
            (1, 4, "阿明", "unclear", "older_copy", "standing", Some(4), None),
            (1, 5, "阿明", "unclear", "quantity older_copy", "standing", Some(4), None),
            (1, 6, "小雨", "unclear", "quantity", "standing", None, None),
            (1, 7, "老周", "unclear", "older_copy", "replaced", None, None),
            (1, 8, "老周", "certain", "", "gone", None, None),
            (3, 1, "阿明", "certain", "", "gone", None, None),
            (3, 2, "小雨", "unclear", "older_copy", "standing", Some(2), None),
        ];
        let place = scratch.place();
        migrated(&place, 7).await;
        let old = open(&place, &[ListOf4::TABLE, LineOf6::TABLE]).await;
        old.transact(1, move |tx| {
            for number in [1, 3] {
                tx.insert(&list_of_4(1, number, false))?;
            }
            for (place, (list, number, name, mark, doubts, state, ..)) in (1..).zip(LINES) {
                let [name, mark, doubts, state] = [name, mark, doubts, state].map(|text| (*text).to_owned());
                tx.insert(&LineOf6 {
                    community_id: 1, list_id: Id::from_parts(7, [*list; 10]), number: *number, place, words: format!("{number}. {name}"),
                    name, doing: "order".to_owned(), items: "1=1000".to_owned(), note: String::new(), mark, doubts, state,
                    mended_by: None, mended_at_us: None, revision: 1,
                })?;
            }
            Ok::<_, OpError<()>>(())
        }).await.unwrap();
        old.close().await;
        migrated(&place, 99).await;
        let db = open(&place, &[ListLine::TABLE]).await;
        for (list, number, name, .., older_of, gone_with) in LINES {
            let key = (1, Id::from_parts(7, [*list; 10]), *number);
            let row = db.read(move |reader| reader.find::<ListLine>(&key)).await.unwrap().unwrap();
            assert_eq!((row.name.as_str(), row.older_of, row.gone_with, row.follows_copy), (*name, *older_of, *gone_with, gone_with.is_some()), "{list} {number}");
        }
        db.close().await;
    }
}
