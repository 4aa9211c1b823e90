//! A community as most stories begin with: An has founded it, and who they need joins.

use crate::lane::{Ids, answer};
use community::{CharterText, Flags, NewCommunity, NewMember, Slug};
use kernel::{Currency, Timestamp, Zone};
use store::Db;
use web::ids::MemberId;

/// The community's number, and its first steward.
#[derive(Debug, Clone, Copy)]
pub struct Founded {
    pub community: i64,
    pub steward: MemberId,
}

/// In Shanghai, with yuan, everything open to everybody, and so many days of probation for whoever comes after An.
///
/// # Panics
/// On a database where it cannot be founded.
pub async fn found(db: &Db, ids: &Ids, now: Timestamp, probation_days: i64) -> Founded {
    let text = |text: &str| text.to_owned();
    let founder =
        NewMember { id: ids.next(now), person: Some(ids.next(now)), display_name: text("An"), random: 1 };
    let steward = founder.id;
    let new = NewCommunity {
        slug: Slug::parse("coop").expect("a good name"),
        name: text("Co-op"),
        lang: web::Lang::En,
        currency: Currency::CNY,
        zone: Zone::parse("Asia/Shanghai").expect("a known zone"),
        charter: CharterText {
            theme: text("food"),
            belief: text("fair"),
            rules: Vec::new(),
            note: text("first"),
        },
        flags: Flags { storefront_public: true, books_public: true, applications_open: true, probation_days },
        founder: Some(founder),
        general_fund_name: text("General"),
        key: None,
    };
    let created = answer(community::found(db, new, now).await).expect("nobody had this name");
    Founded { community: created.number, steward }
}

/// Somebody comes, on probation where there is one.
///
/// # Panics
/// Where they cannot.
pub async fn joins(db: &Db, ids: &Ids, community: i64, name: &str, now: Timestamp) -> MemberId {
    let (id, random) = (ids.next(now), ids.count());
    let (person, name) = (ids.next(now), name.to_owned());
    let admitted = db.transact(community, move |tx| {
        let new = NewMember { id, person: Some(person), display_name: name.clone(), random };
        community::admit(tx, person, &new, now)
    });
    answer(admitted.await).expect("somebody new");
    id
}
