//! Shares that become others and back, by decision: whole steps of the ratio, and the money goes with them.

use crate::shares::PRICE;
use crate::town::{DECISION, Town};
use kernel::Id;
use ownership::rows::{Holding, Instrument};
use ownership::{Conversion, InstrumentKind, NewInstrument, NewShareRule, RegisterRefused};

/// Three of the oven's for two of the other.
const OVEN: i64 = 3;
const LATER: i64 = 2;
/// After leaving.
const LAPSE_DAYS: i64 = 5;

impl Town {
    /// Members' capital that is only come to by conversion, and the rule by which what leavers hold lapses.
    pub(crate) async fn make_later_shares(&mut self) {
        let price_minor = PRICE * OVEN / LATER;
        let new = NewInstrument {
            id: self.id(),
            kind: InstrumentKind::MemberCapital,
            name: "Oven, second part".to_owned(),
            fund: 1,
            price_minor,
            units_max: 10_000,
            units_each_max: 10_000,
            terms: "A larger part of the oven".to_owned(),
            risk: "It may burn down".to_owned(),
            decision: DECISION.to_owned(),
        };
        self.register.sold.push((new.id, price_minor));
        self.once(move |tx, now| ownership::make_instrument_by_decision(tx, &new, now)).await.unwrap();
        for instrument in self.register.instruments() {
            let decision = DECISION.to_owned();
            let rule = NewShareRule { instrument, first_days: 0, lapse_days: Some(LAPSE_DAYS), decision };
            self.once(move |tx, now| ownership::set_share_rule_by_decision(tx, &rule, now)).await.unwrap();
        }
    }

    /// All of it or nothing: where one holder would come to more than they may, nobody's is converted.
    pub(crate) async fn converts(&mut self) {
        let (oven, later) = (self.register.sold[0].0, self.register.sold[1].0);
        let (from, to, give, get) = match self.dice.once_in(2) {
            true => (oven, later, OVEN, LATER),
            false => (later, oven, LATER, OVEN),
        };
        let mut leaves = Vec::new();
        let held: Vec<_> =
            self.book.held.iter().map(|((of, who), units)| (of.clone(), *who, *units)).collect();
        for (of, holder, units) in held {
            if of != from.as_str() {
                continue;
            }
            // What is offered or on its way out stays.
            let row = self.find::<Holding>((self.community, from, holder)).await.unwrap();
            let times = (units - row.units_offered) / give;
            if times > 0 {
                leaves.push((holder, times * give, times * get));
            }
        }
        let fits = self.would_fit(to, &leaves).await;
        let new = Conversion { from, to, give, get, decision: DECISION.to_owned() };
        let done = self.once(move |tx, now| ownership::convert_by_decision(tx, &new, now)).await;
        match done {
            Ok(come) => {
                assert_eq!(come, leaves.iter().map(|(.., gain)| gain).sum::<i64>(), "{}", self.told());
                assert!(fits && come > 0, "{leaves:?}, {}", self.told());
                for (holder, leave, gain) in leaves {
                    self.book.holds(from.as_str(), holder, -leave);
                    self.book.holds(to.as_str(), holder, gain);
                }
                self.notes("converted");
            }
            Err(RegisterRefused::NothingToConvert) => {
                assert!(leaves.is_empty(), "{leaves:?}, {}", self.told());
                self.notes("nothing to convert");
            }
            Err(RegisterRefused::AboveEach | RegisterRefused::NotEnoughLeft) => {
                assert!(!fits, "{leaves:?}, {}", self.told());
                self.notes("no room to convert");
            }
            Err(other) => panic!("converting: {other:?}, {}", self.told()),
        }
    }

    /// Whether each may have what would come to them, and the instrument has all of it: what is asked for has its place already.
    async fn would_fit(&self, to: Id<Instrument>, leaves: &[(web::ids::MemberId, i64, i64)]) -> bool {
        let instrument = self.find::<Instrument>((self.community, to)).await.unwrap();
        let come: i64 = leaves.iter().map(|(.., gain)| gain).sum();
        if come > instrument.units_left() {
            return false;
        }
        for (holder, _, gain) in leaves {
            let row = self.find::<Holding>((self.community, to, *holder)).await;
            let taken = row.map_or(0, |row| row.units + row.units_asked);
            if taken + gain > instrument.units_each_max {
                return false;
            }
        }
        true
    }

    /// What was put in for what is held is its price, to the unit: however often it was passed on, bought back or converted.
    pub(crate) async fn check_prices(&self) {
        for ((instrument, holder), units) in &self.book.held {
            let instrument: Id<Instrument> = Id::parse(instrument).unwrap();
            let price = self.register.sold.iter().find(|(id, _)| *id == instrument).unwrap().1;
            let row = self.find::<Holding>((self.community, instrument, *holder)).await.unwrap();
            assert_eq!(row.paid_minor, units * price, "{instrument} of {holder}, {}", self.told());
        }
    }
}
