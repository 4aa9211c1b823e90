//! Migrations meet rows that are there: what was written before them is whole afterwards, on both engines.

use hehuo::site::{migrations, tables};
use kernel::{Id, Timestamp};
use market::complaint::ComplaintState;
use market::complaint_rows::Complaint;
use market::order::State;
use market::rows::{Offer, OfferSplit, Order, OrderEvent, OrderStep};
use store::{Config, Db, OpError, Row, Schema, row};
use web::ids::MemberId;

// Rows as they were written by the program before decisions were known.
row! {
    struct OldSplit in "offer_split" {
        key community_id: i64, offer_id: Id<Offer>, version: i64;
        words: String, made_by: Option<MemberId>, made_at_us: Timestamp,
    }
}
row! {
    struct OldOffer in "offer" {
        key community_id: i64, id: Id<Offer>;
        title: String, story: String, state: String, audience: String, limit_milli: Option<i64>,
        variant_count: i64, split_version: i64, made_by: Option<MemberId>, made_at_us: Timestamp,
        changed_at_us: Timestamp, reason: Option<String>, withdrawn_by_seller: bool,
    }
}
row! {
    struct OldCommunity in "community" {
        key community_id: i64;
        slug: String, name: String, lang: String, currency: String, zone: String, charter_version: i64,
        theme: String, storefront_public: bool, books_public: bool, applications_open: bool, probation_days: i64,
        member_count: i64, steward_count: i64, grant_count: i64, label_count: i64, created_at_us: Timestamp,
    }
}
row! {
    struct OldVersion in "charter_version" {
        key community_id: i64, version: i64;
        theme: String, belief: String, note: String, storefront_public: bool, books_public: bool,
        applications_open: bool, probation_days: i64, rule_count: i64, written_by: Option<MemberId>,
        written_at_us: Timestamp,
    }
}
row! {
    struct OldMember in "member" {
        key community_id: i64, id: MemberId;
        person_id: Option<web::ids::PersonId>, display_name: String, book_name: String, status: String, roles: i64,
        created_at_us: Timestamp, joined_at_us: Option<Timestamp>, probation_until_us: Option<Timestamp>,
        left_at_us: Option<Timestamp>, removed_at_us: Option<Timestamp>,
    }
}
row! {
    struct OldGrant in "role_grant" {
        key community_id: i64, number: i64;
        member_id: MemberId, role: String, given: bool, changed_by: Option<MemberId>, reason: String,
        changed_at_us: Timestamp,
    }
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn populate(tx: &mut store::Tx) -> Result<(), OpError<()>> {
    let (at, member) = (Timestamp::from_micros(1_764_000_000_000_000), MemberId::from_parts(1, [1; 10]));
    let offer = Id::from_parts(2, [2; 10]);
    tx.insert(&OldCommunity {
        community_id: 1,
        slug: text("gate"),
        name: text("Gate"),
        lang: text("zh"),
        currency: text("CNY"),
        zone: text("Asia/Shanghai"),
        charter_version: 1,
        theme: text("food"),
        storefront_public: true,
        books_public: false,
        applications_open: true,
        probation_days: 0,
        member_count: 1,
        steward_count: 1,
        grant_count: 1,
        label_count: 0,
        created_at_us: at,
    })?;
    tx.insert(&OldVersion {
        community_id: 1,
        version: 1,
        theme: text("food"),
        belief: text("fair"),
        note: text("first"),
        storefront_public: true,
        books_public: false,
        applications_open: true,
        probation_days: 0,
        rule_count: 0,
        written_by: Some(member),
        written_at_us: at,
    })?;
    tx.insert(&OldMember {
        community_id: 1,
        id: member,
        person_id: None,
        display_name: text("An"),
        book_name: text("白鹭"),
        status: text("active"),
        roles: 1,
        created_at_us: at,
        joined_at_us: Some(at),
        probation_until_us: None,
        left_at_us: None,
        removed_at_us: None,
    })?;
    tx.insert(&OldGrant {
        community_id: 1,
        number: 1,
        member_id: member,
        role: text("steward"),
        given: true,
        changed_by: None,
        reason: text("founded"),
        changed_at_us: at,
    })?;
    for (at_second, state) in [(2, "published"), (3, "proposed"), (4, "withdrawn")] {
        tx.insert(&old_offer(Id::from_parts(at_second, [2; 10]), state, member, at))?;
    }
    Ok(tx.insert(&OldSplit {
        community_id: 1,
        offer_id: offer,
        version: 1,
        words: text("rest fund:1"),
        made_by: Some(member),
        made_at_us: at,
    })?)
}

fn old_offer(id: Id<Offer>, state: &str, member: MemberId, at: Timestamp) -> OldOffer {
    OldOffer {
        community_id: 1,
        id,
        title: "Apples".to_owned(),
        story: "Red.".to_owned(),
        state: state.to_owned(),
        audience: "members".to_owned(),
        limit_milli: None,
        variant_count: 1,
        split_version: 1,
        made_by: Some(member),
        made_at_us: at,
        changed_at_us: at,
        reason: None,
        withdrawn_by_seller: false,
    }
}

async fn open(place: &store::Place, tables: &[&'static store::Table]) -> Db {
    let config = Config::new(place.clone(), Schema::new(tables));
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

testkit::both_engines! {
    /// What was there before decisions were known reads as decided by nobody, and can be decided on.
    async fn what_was_written_before_decisions_stays(scratch: testkit::Scratch) {
        let place = scratch.place();
        let later = |one: &store::Migration| ["what was decided", "splits that wait"].contains(&one.name);
        let before: Vec<_> = migrations().into_iter().filter(|one| !later(one)).collect();
        assert_eq!(migrations().len() - before.len(), 3);
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let old = [
            OldCommunity::TABLE, OldVersion::TABLE, OldMember::TABLE, OldGrant::TABLE, OldOffer::TABLE, OldSplit::TABLE,
        ];
        let db = open(&place, &old).await;
        db.transact(1, populate).await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place, &tables()).await;
        let offer: Id<Offer> = Id::from_parts(2, [2; 10]);
        let (community, version, grant, split) = db
            .read(move |reader| {
                Ok((
                    reader.find::<community::Community>(&1)?.unwrap(),
                    reader.find::<community::CharterVersion>(&(1, 1))?.unwrap(),
                    reader.find::<community::RoleGrant>(&(1, 1))?.unwrap(),
                    reader.find::<OfferSplit>(&(1, offer, 1))?.unwrap(),
                ))
            })
            .await
            .unwrap();
        assert!(!community.by_decision_only && community.name == "Gate");
        assert_eq!((version.decision, version.note.as_str()), (None, "first"));
        assert_eq!((grant.decision, grant.reason.as_str()), (None, "founded"));
        assert_eq!((split.decision, split.words.as_str()), (None, "rest fund:1"));
        let waits = db.read(|reader| {
            let of = |at: u64| (1, Id::<Offer>::from_parts(at, [2; 10]));
            [2, 3, 4].map(|at| reader.find::<Offer>(&of(at)).map(|row| row.unwrap().split_waits)).into_iter().collect()
        });
        let waits: Vec<bool> = waits.await.unwrap();
        assert_eq!(waits, [false, true, false], "what was only proposed was agreed to by nobody");
        db.transact(1, |tx| community::set_by_decision_only(tx, true)).await.unwrap();
    }

    /// A complaint that waited for an answer before there were proposals waits for one afterwards; one that was answered is no
    /// complaint any more.
    async fn complaints_from_before_proposals_wait_on(scratch: testkit::Scratch) {
        let place = scratch.place();
        let before: Vec<_> = migrations().into_iter().filter(|one| one.name != "after sales").collect();
        assert_eq!(migrations().len() - before.len(), 1);
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let db = open(&place, &[Order::TABLE, OrderEvent::TABLE]).await;
        db.transact(1, complained).await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place, &tables()).await;
        let rows = db.read(|reader| {
            let of = |at: u64| (1, Id::<Order>::from_parts(at, [2; 10]), 1);
            Ok([reader.find::<Complaint>(&of(1))?, reader.find::<Complaint>(&of(2))?])
        });
        let [open, answered] = rows.await.unwrap();
        let open = open.unwrap();
        assert_eq!((open.state, open.said_at, open.remedy_count), (ComplaintState::Waiting, 3, 0));
        assert_eq!((open.opened_at_us.micros, open.buyer), (8, MemberId::from_parts(1, [1; 10])));
        assert_eq!(answered, None);
    }
}

/// Two orders that were handed over and complained of twice; the second time of the second was answered.
fn complained(tx: &mut store::Tx) -> Result<(), OpError<()>> {
    for at in [1, 2] {
        let (order_id, buyer) = (Id::<Order>::from_parts(at, [2; 10]), MemberId::from_parts(1, [1; 10]));
        tx.insert(&Order {
            community_id: 1,
            id: order_id,
            number: at as i64,
            buyer,
            state: State::Fulfilled,
            line_count: 1,
            total_minor: 500,
            refunded_minor: 0,
            placed_at_us: Timestamp::from_micros(1),
            hold_until_us: None,
            claim_until_us: None,
            paid_at_us: Some(Timestamp::from_micros(2)),
            accept_due_us: Some(Timestamp::from_micros(9)),
            complained_at_us: (at == 1).then_some(Timestamp::from_micros(8)),
            method: None,
            pool_id: None,
            reference: None,
            payment_id: None,
            paid_entry: Some(1),
            settled_entry: None,
            referred_by: None,
            coupon_id: None,
            coupon_budget: None,
            coupon_minor: 0,
            coupon_back_minor: 0,
            event_count: 4 - i64::from(at == 1),
        })?;
        let steps = [
            OrderStep::Complained,
            OrderStep::ComplaintAnswered,
            OrderStep::Complained,
            OrderStep::ComplaintAnswered,
        ];
        for (number, step) in (1..).zip(steps).take(if at == 1 { 3 } else { 4 }) {
            tx.insert(&OrderEvent {
                community_id: 1,
                order_id,
                number,
                step,
                at_us: Timestamp::from_micros(number),
                by_member: None,
                reason: Some(format!("{number}")),
                entry: None,
                amount_minor: None,
            })?;
        }
    }
    Ok(())
}
