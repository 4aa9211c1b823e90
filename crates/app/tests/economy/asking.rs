//! How people and their machines ask for things: once, again, twice at the same time, or without waiting for the answer.

use crate::town::Town;
use kernel::{Id, Prefixed, Timestamp, Zone};
use ledger::AccountKey;
use spending::rows::Mandate;
use std::fmt::Debug;
use store::{Db, IdempotencyKey, Outcome, Row, Tx};
use testkit::answer;

impl Town {
    pub(crate) fn db(&self) -> &Db {
        &self.running.as_ref().unwrap().site.db
    }

    pub(crate) fn id<T: Prefixed>(&self) -> Id<T> {
        self.ids.next(self.now())
    }

    pub(crate) fn count(&self) -> u64 {
        self.id::<Mandate>();
        self.ids.count()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The first instant of today.
    pub(crate) fn today(&self) -> Timestamp {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        Timestamp::start_of_day(self.now().day(&zone), &zone)
    }

    /// Of this wish, whoever repeats it.
    pub(crate) fn key(&self, what: &'static str) -> Option<IdempotencyKey> {
        let count = self.count();
        Some(IdempotencyKey::of(&self.steward.to_string(), &count.to_string(), what, &count).unwrap())
    }

    pub(crate) async fn once<T, R>(
        &self,
        op: impl Fn(&mut Tx, Timestamp) -> Outcome<T, R> + Send + 'static,
    ) -> Result<T, R>
    where
        T: Send + 'static,
        R: Send + 'static,
    {
        let now = self.now();
        answer(self.db().transact(self.community, move |tx| op(tx, now)).await)
    }

    /// As people and their machines do it: once, again, twice at the same time, or without waiting for the answer and then
    /// again. The wish has a key, so that it is one wish.
    pub(crate) async fn act<T, R>(
        &mut self,
        op: impl Fn(&mut Tx, Timestamp) -> Outcome<T, R> + Clone + Send + 'static,
    ) -> Result<T, R>
    where
        T: Debug + Send + 'static,
        R: Debug + Send + 'static,
    {
        let same = |one: &Result<T, R>, other: &Result<T, R>| {
            assert_eq!(format!("{one:?}"), format!("{other:?}"), "a retry answers the same");
        };
        match self.dice.roll(8) {
            0 => {
                let (db, community, now, lost) = (self.db().clone(), self.community, self.now(), op.clone());
                let lost = tokio::spawn(async move {
                    answer(db.transact(community, move |tx| lost(tx, now)).await).is_ok()
                });
                tokio::task::yield_now().await;
                lost.abort();
                if let Err(why) = lost.await {
                    assert!(why.is_cancelled(), "{why}");
                }
                self.once(op).await
            }
            1 => {
                let (one, other) = tokio::join!(self.once(op.clone()), self.once(op));
                same(&one, &other);
                one
            }
            2 => {
                let one = self.once(op.clone()).await;
                same(&one, &self.once(op).await);
                one
            }
            _ => self.once(op).await,
        }
    }

    pub(crate) async fn find<T: Row + Sync>(&self, key: T::Key) -> Option<T> {
        self.db().read(move |reader| reader.find::<T>(&key)).await.unwrap()
    }

    pub(crate) async fn balance(&self, key: AccountKey) -> i64 {
        let community = self.community;
        self.db().read(move |reader| ledger::balance(reader, community, &key)).await.unwrap()
    }
}
