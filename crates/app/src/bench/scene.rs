//! What is measured on: a community, one offer with more than anybody can buy, and members whom it owes money.

use crate::cli::BenchOrders;
use crate::commands::Said;
use crate::site::open_store;
use community::{CharterText, Flags, NewCommunity, NewMember, Slug};
use kernel::{Currency, Id, Prefixed, Price, Quantity, Timestamp, Zone};
use ledger::{AccountKey, Cause, FundKind, NewEntry};
use market::offer::Audience;
use market::ops::{CreateOffer, NewVariant};
use market::split::{Party, Split, SplitPart, Take};
use market::{Actor, When};
use people::{Address, Hashing, NewSession, SignUpInput, SiteSecret, Token, Verifier};
use std::fmt::Debug;
use std::path::PathBuf;
use store::{Db, OpError, Outcome, Place, Tx};
use web::ids::{MemberId, PersonId};
use web::{IdSource, Lang};

pub(super) const SLUG: &str = "bench";
pub(super) const PASSWORD: &str = "a password for the bench";
/// Enough for any run.
const STOCK: i64 = 1_000_000_000;
/// Owed to each buyer: a thousand million.
const OWED_MINOR: i64 = 100_000_000_000;

pub(super) struct Scene {
    place: Place,
    _temporary: Option<Temporary>,
    community: i64,
    pub first_email: String,
    /// One a client.
    pub tokens: Vec<String>,
    /// The order that everybody places, as JSON.
    pub order: String,
}

/// Makes it in an empty store.
pub(super) async fn set(options: &BenchOrders) -> Result<Scene, Said> {
    let (place, temporary) = match &options.database {
        Some(url) => (Place::parse(url)?, None),
        None => {
            let temporary = Temporary::here()?;
            (Place::Folder(temporary.0.clone()), Some(temporary))
        }
    };
    let opening = place.clone();
    let db = tokio::task::spawn_blocking(move || open_store(&opening)).await;
    let db = db.map_err(|error| Said::because("opening", error))??;
    if !db.read(community::all).await?.is_empty() {
        return Err(Said::new("the bench needs an empty database"));
    }
    let mut maker = Maker::of(db);
    let (person, _) = maker.person("steward@bench.example", maker.locked()).await?;
    let steward = maker.found(person).await?;
    let (supplier, _) = maker.member("supplier@bench.example", maker.locked()).await?;
    let mut tokens = Vec::new();
    for client in 0..options.clients {
        // Only the first signs in by password; the others have their tokens.
        let verifier = if client == 0 { maker.known(&email(client)).await? } else { maker.locked() };
        let (member, token) = maker.member(&email(client), verifier).await?;
        maker.owe(member).await?;
        tokens.push(token);
    }
    let offer = maker.offer(steward, supplier).await?;
    let order = serde_json::json!({ "lines": [{ "variant": format!("{offer}.1"), "quantity": "1" }], "payment": "set_off" });
    let community = maker.community;
    maker.db.close().await;
    Ok(Scene {
        place,
        _temporary: temporary,
        community,
        first_email: email(0),
        tokens,
        order: order.to_string(),
    })
}

fn email(client: u16) -> String {
    format!("buyer{client}@bench.example")
}

fn address(email: &str) -> Result<Address, Said> {
    Address::parse(email).map_err(|_| Said::new("an address of the bench"))
}

impl Scene {
    pub(super) fn options(&self) -> Vec<String> {
        match &self.place {
            Place::Folder(folder) => vec!["--data".to_owned(), folder.display().to_string()],
            Place::Url(url) => vec!["--database".to_owned(), url.clone()],
        }
    }

    /// What does not hold after `answered` orders.
    pub(super) async fn violations(&self, answered: u64) -> Result<Vec<String>, Said> {
        let (opening, community) = (self.place.clone(), self.community);
        let db = tokio::task::spawn_blocking(move || open_store(&opening)).await;
        let db = db.map_err(|error| Said::because("opening", error))??;
        let found = db.read(move |reader| {
            let report = ledger::verify(reader, community)?;
            let mut violations: Vec<String> = report.violations.iter().map(ToString::to_string).collect();
            violations.extend(market::verify(reader, community)?);
            violations.extend(store::verify_events(reader, community)?);
            let count = market::order_count(reader, community)?;
            Ok((violations, [("orders", count), ("first answers", store::answers_kept(reader, community)?)]))
        });
        let found = found.await;
        db.close().await;
        let (mut violations, counts) = found?;
        let wrong = counts.into_iter().filter(|(_, count)| u64::try_from(*count) != Ok(answered));
        violations.extend(
            wrong.map(|(what, count)| format!("{answered} orders were answered, {count} {what} are there")),
        );
        Ok(violations)
    }
}

/// A folder that goes away with the bench, however it ends.
pub(super) struct Temporary(pub(super) PathBuf);

impl Temporary {
    /// Where it was called: a temporary folder may lie in memory, where a flush to disk costs nothing.
    pub(super) fn here() -> Result<Temporary, Said> {
        let folder = std::env::current_dir().map_err(|error| Said::because("no current folder", error))?;
        Ok(Temporary(folder.join(format!("hehuo-bench-{}", std::process::id()))))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if self.0.exists()
            && let Err(error) = std::fs::remove_dir_all(&self.0)
        {
            eprintln!("hehuo: {} is left behind: {error}", self.0.display());
        }
    }
}

pub(super) struct Maker {
    pub(super) db: Db,
    pub(super) ids: IdSource,
    pub(super) now: Timestamp,
    pub(super) community: i64,
}

impl Maker {
    pub(super) fn of(db: Db) -> Maker {
        Maker { db, ids: IdSource::system(), now: Timestamp::of_system(), community: 0 }
    }

    pub(super) fn id<T: Prefixed>(&self) -> Id<T> {
        Id::from_parts(self.now.milliseconds(), self.ids.random())
    }

    fn chance(&self) -> u64 {
        u64::from_le_bytes(self.ids.random())
    }

    pub(super) async fn act<T, R, F>(&self, op: F) -> Result<T, Said>
    where
        F: Fn(&mut Tx) -> Outcome<T, R> + Send + 'static,
        T: Send + 'static,
        R: Debug + Send + 'static,
    {
        done(self.db.transact(self.community, op).await)
    }

    pub(super) fn locked(&self) -> Verifier {
        Verifier::of_nobody(self.ids.random())
    }

    async fn known(&self, email: &str) -> Result<Verifier, Said> {
        let secret = SiteSecret::of(&self.db, &self.ids, self.now).await?;
        Ok(Hashing::default().verifier(&secret, &address(email)?, PASSWORD.to_owned()).await?)
    }

    /// With a session of its own, whose token it answers.
    pub(super) async fn person(&self, email: &str, verifier: Verifier) -> Result<(PersonId, String), Said> {
        let (person, token, now) = (self.id(), Token::fresh(&self.ids), self.now);
        let session =
            NewSession { token_hash: token.hash(), id: self.id(), agent: "bench".to_owned(), replaces: None };
        let input = SignUpInput { person, email: address(email)?, verifier, lang: Lang::En, session };
        done(self.db.transact(0, move |tx| people::sign_up(tx, &input, now)).await)?;
        Ok((person, token.text()))
    }

    fn new_member(&self, person: PersonId, name: &str) -> NewMember {
        NewMember {
            id: self.id(),
            person: Some(person),
            display_name: name.to_owned(),
            random: self.chance(),
        }
    }

    pub(super) async fn found(&mut self, person: PersonId) -> Result<MemberId, Said> {
        let founder = self.new_member(person, "steward");
        let steward = founder.id;
        let new = NewCommunity {
            slug: Slug::parse(SLUG).map_err(|_| Said::new("the short name"))?,
            name: "Bench".to_owned(),
            lang: Lang::En,
            currency: Currency::CNY,
            zone: Zone::utc(),
            charter: CharterText {
                theme: "Bench".to_owned(),
                belief: String::new(),
                rules: Vec::new(),
                note: String::new(),
            },
            flags: Flags {
                storefront_public: true,
                books_public: true,
                applications_open: true,
                probation_days: 0,
            },
            founder: Some(founder),
            general_fund_name: community::general_fund_name(Lang::En),
            key: None,
        };
        self.community = done(community::found(&self.db, new, self.now).await)?.number;
        Ok(steward)
    }

    pub(super) async fn member(&self, email: &str, verifier: Verifier) -> Result<(MemberId, String), Said> {
        let (person, token) = self.person(email, verifier).await?;
        let (new, now) = (self.new_member(person, email), self.now);
        let member = new.id;
        self.act(move |tx| community::admit(tx, person, &new, now)).await?;
        Ok((member, token))
    }

    /// As if much had been refunded: the bank holds it, and the community owes it.
    pub(super) async fn owe(&self, member: MemberId) -> Result<(), Said> {
        let entry = NewEntry {
            kind: "opening",
            happened_at: self.now,
            recorded_at: self.now,
            cause: Cause::new("opening", member),
            parent: None,
            mandate: None,
            reverses: None,
            postings: vec![
                (AccountKey::bank(Currency::CNY), OWED_MINOR),
                (AccountKey::owed(member, Currency::CNY), -OWED_MINOR),
            ],
        };
        self.act(move |tx| ledger::post(tx, &entry)).await.map(drop)
    }

    /// Five in a hundred to each of two funds, the rest to the supplier: four postings an order.
    pub(super) async fn offer(
        &self,
        steward: MemberId,
        supplier: MemberId,
    ) -> Result<Id<market::rows::Offer>, Said> {
        let now = self.now;
        let second = self.act(move |tx| ledger::open_fund(tx, FundKind::Project, "Pool", now)).await?;
        let part = |fund| SplitPart { to: Party::Fund(fund), take: Take::BasisPoints(500) };
        let input = CreateOffer {
            id: self.id(),
            title: "Hot offer".to_owned(),
            story: String::new(),
            audience: Audience::Everyone,
            limit: None,
            variants: vec![NewVariant {
                title: String::new(),
                unit: "pc.".to_owned(),
                price: Price::from_e4(199_900),
                step: Quantity::ONE,
                stock: Some(Quantity::from_milli(STOCK * 1000)),
            }],
            split: Split { parts: vec![part(1), part(second)], rest: Party::Member(supplier) },
            key: None,
        };
        let offer = input.id;
        let when = When::from(now);
        self.act(move |tx| market::ops::create_offer(tx, Actor::Member(steward), &input, when)).await?;
        Ok(offer)
    }
}

pub(super) fn done<T, R: Debug>(outcome: Outcome<T, R>) -> Result<T, Said> {
    outcome.map_err(|error| match error {
        OpError::Refused(why) => Said::new(format!("setting the scene: refused: {why:?}")),
        OpError::Fault(fault) => fault.into(),
    })
}
