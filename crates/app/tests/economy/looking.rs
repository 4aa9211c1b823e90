//! What is looked at: after every step the simple book, now and then everything that the program can say about itself.

use crate::book::Book;
use crate::sales::Sale;
use crate::town::{CNY, Town};
use kernel::Timestamp;
use ledger::AccountKey;
use ownership::rows::{Holding, HoldingChange, Instrument};
use std::collections::BTreeMap;
use store::{Fault, Reader};

type Verify = fn(&mut Reader, i64) -> Result<Vec<String>, Fault>;

impl Town {
    /// A day is over.
    pub(crate) async fn looks(&mut self) {
        self.looks_at_campaigns().await;
        self.looks_at_calls().await;
        self.looks_at_orders().await;
        self.looks_at_work().await;
    }

    async fn real(&self) -> Book {
        let (community, funds) = (self.community, [1, self.reserve]);
        let members: Vec<_> = self.book.owed.keys().copied().collect();
        let keys: Vec<_> = self.register.instruments();
        let read = self.db().read(move |reader| {
            let mut real =
                Book { bank: ledger::balance(reader, community, &AccountKey::bank(CNY))?, ..Book::default() };
            for member in &members {
                let mut sum = 0;
                for (key, sign) in [
                    (AccountKey::owed(*member, CNY), 1),
                    (AccountKey::payable(*member, CNY), 1),
                    (AccountKey::receivable(*member, CNY), -1),
                ] {
                    sum += sign * ledger::balance(reader, community, &key)?;
                }
                real.owed.insert(*member, sum);
                for instrument in &keys {
                    let row = reader.find::<Holding>(&(community, *instrument, *member))?;
                    real.holds(instrument.as_str(), *member, row.map_or(0, |row| row.units));
                }
            }
            for fund in funds {
                real.funds.insert(fund, ledger::fund_balance(reader, community, fund, CNY)?);
            }
            Ok(real)
        });
        read.await.unwrap()
    }

    pub(crate) async fn compare(&self) {
        assert_eq!(self.real().await, self.book, "{}", self.told());
        self.compare_held().await;
        self.compare_taxes().await;
    }

    /// What is nobody's yet is where it has to be: with each group buy, and with who will have it of an order.
    async fn compare_held(&self) {
        let mut held = BTreeMap::from([(AccountKey::held_for_fund(1, CNY), 0)]);
        for (seller, of_fund, of_seller) in self.market.orders.iter().filter_map(Sale::held) {
            *held.entry(AccountKey::held_for_fund(1, CNY)).or_default() += of_fund;
            *held.entry(AccountKey::held(seller, CNY)).or_default() += of_seller;
        }
        for one in self.called.iter().filter(|one| !one.over) {
            held.insert(AccountKey::held(one.pool, CNY), one.held());
        }
        let (community, keys) = (self.community, held.keys().cloned().collect::<Vec<_>>());
        let read = self.db().read(move |reader| {
            keys.iter().map(|key| ledger::balance(reader, community, key)).collect::<Result<Vec<_>, _>>()
        });
        assert_eq!(read.await.unwrap(), held.into_values().collect::<Vec<_>>(), "{}", self.told());
    }

    /// Each feature's rows against the books, and the books against themselves.
    pub(crate) async fn check(&self) {
        let community = self.community;
        let report = self.db().read(move |reader| ledger::verify(reader, community)).await.unwrap();
        assert_eq!(report.violations, [], "the books, {}", self.told());
        for (name, verify) in [
            ("market", market::verify as Verify),
            ("spending", spending::verify),
            ("supply", supply::verify),
            ("pools", pools::verify),
            ("ownership", ownership::verify),
            ("contributions", contributions::verify),
            ("referral", referral::verify),
            ("distribution", distribution::verify),
        ] {
            let wrong = self.db().read(move |reader| verify(reader, community)).await.unwrap();
            assert!(wrong.is_empty(), "{name}, {}: {wrong:#?}", self.told());
        }
    }

    /// The register of each past day is what its lines up to then come to, and units issued are units held.
    pub(crate) async fn check_the_end(&self) {
        let (community, members) = (self.community, self.book.owed.keys().copied().collect::<Vec<_>>());
        for instrument in self.register.instruments() {
            let row = self.find::<Instrument>((community, instrument)).await.unwrap();
            let held = self.book.held.iter().filter(|((of, _), _)| *of == instrument.as_str());
            assert_eq!(row.units_issued, held.map(|(_, units)| units).sum::<i64>(), "{}", self.told());
        }
        let (keys, days) = (self.register.instruments(), self.register.days.clone());
        let told = self.db().read(move |reader| {
            let mut lines = Vec::new();
            for (instrument, member) in
                keys.iter().flat_map(|one| members.iter().map(move |member| (*one, *member)))
            {
                for number in 1.. {
                    let line = reader.find::<HoldingChange>(&(community, instrument, member, number))?;
                    let Some(line) = line else { break };
                    lines.push((line.at_us, (instrument.to_string(), member), line.change_units));
                }
            }
            let mut told = Vec::new();
            for (at, _) in &days {
                let mut held = BTreeMap::new();
                for (when, key, units) in &lines {
                    if when <= at {
                        *held.entry(key.clone()).or_insert(0) += units;
                    }
                }
                held.retain(|_, units| *units != 0);
                told.push((*at, held));
            }
            Ok(told)
        });
        assert_eq!(told.await.unwrap(), self.register.days, "{}", self.told());
        self.check_reports().await;
        self.check_prices().await;
        assert!(
            self.raised.iter().filter(|one| !one.is_over()).count() == 0,
            "a campaign still waits, {}",
            self.told()
        );
        assert!(self.called.iter().all(|one| one.closed.is_some()), "a group buy is open, {}", self.told());
    }

    /// The report of each past day, as the register's page has it, against the simple book of that day.
    async fn check_reports(&self) {
        let (community, keys, days) =
            (self.community, self.register.instruments(), self.register.days.clone());
        let members: Vec<_> = self.book.owed.keys().copied().collect();
        let read = self.db().read(move |reader| {
            let mut told = Vec::new();
            for (at, _) in &days {
                // At that instant, too.
                let before = Timestamp::from_micros(at.micros + 1);
                let mut held = BTreeMap::new();
                for id in &keys {
                    let Some(row) = reader.find::<Instrument>(&(community, *id))? else { continue };
                    let report = ownership::register_as_of(reader, &row, before, ("", 1_000))?;
                    let units = report.holders.iter().map(|(_, units, _)| units).sum::<i64>();
                    let minor = report.holders.iter().map(|(.., minor)| minor).sum::<i64>();
                    let count = report.holders.len() as i64;
                    let sums = (report.holder_count, report.units, report.amount_minor);
                    assert_eq!(sums, (count, units, minor), "{id} as of {at}");
                    for member in &members {
                        let one = ownership::units_as_of(reader, &row, *member, before)?;
                        let listed = report.holders.iter().find(|(holder, ..)| holder == member);
                        assert_eq!(listed.map_or(0, |(_, units, _)| *units), one, "{id} {member} as of {at}");
                    }
                    for (holder, units, _) in report.holders {
                        held.insert((id.to_string(), holder), units);
                    }
                }
                told.push((*at, held));
            }
            Ok(told)
        });
        assert_eq!(read.await.unwrap(), self.register.days, "{}", self.told());
    }
}
