//! Shares by lot: asked for and paid, taken back, passed on, bought back, lapsed.

use crate::town::{DAY, DECISION, Town};
use kernel::{Id, Timestamp};
use ownership::InstrumentKind;
use ownership::ops::{
    self, AskParting, DecideParting, EndOffer, NewInstrument, OfferUnits, RecordArrival, Subscribe, TakeUp,
};
use ownership::register::PartingKind;
use ownership::rows::{Instrument, Parting, ShareTransfer, Subscription};
use spending::rows::Mandate;
use std::collections::BTreeMap;
use web::ids::MemberId;

type Standing = BTreeMap<(String, MemberId), i64>;

pub(crate) const PRICE: i64 = 700;

#[derive(Default)]
pub(crate) struct Register {
    /// With what a unit of each costs.
    pub(crate) sold: Vec<(Id<Instrument>, i64)>,
    /// How it stood at the end of each day.
    pub(crate) days: Vec<(Timestamp, Standing)>,
    paid: Vec<Subscribed>,
    offered: Vec<Offered>,
    asked: Vec<Asked>,
}

struct Subscribed {
    id: Id<Subscription>,
    member: MemberId,
    units: i64,
}

#[derive(Clone, Copy)]
struct Offered {
    id: Id<ShareTransfer>,
    instrument: Id<Instrument>,
    from: MemberId,
    units: i64,
    to: Option<MemberId>,
    /// Its seller has said that the money came.
    paid: bool,
}

#[derive(Clone, Copy)]
struct Asked {
    id: Id<Parting>,
    kind: PartingKind,
    instrument: Id<Instrument>,
    holder: MemberId,
    units: i64,
}

impl Register {
    pub(crate) fn instruments(&self) -> Vec<Id<Instrument>> {
        self.sold.iter().map(|(id, _)| *id).collect()
    }
}

impl Town {
    pub(crate) async fn make_shares(&mut self) {
        let new = NewInstrument {
            id: self.id(),
            kind: InstrumentKind::MemberCapital,
            name: "Oven".to_owned(),
            fund: 1,
            price_minor: PRICE,
            units_max: 200,
            units_each_max: 60,
            terms: "A part of the oven".to_owned(),
            risk: "It may burn down".to_owned(),
            decision: DECISION.to_owned(),
        };
        self.register.sold.push((new.id, PRICE));
        self.once(move |tx, now| ownership::make_instrument_by_decision(tx, &new, now)).await.unwrap();
    }

    pub(crate) async fn subscribes(&mut self) {
        let members = self.members.clone();
        let (member, units, oven) = (self.dice.one(&members), 1 + self.dice.roll(9), self.register.sold[0].0);
        if self.dice.once_in(6) && !self.register.paid.is_empty() {
            let which = self.dice.roll(self.register.paid.len() as u64) as usize;
            let one = &self.register.paid[which];
            let (subscription, member, units) = (one.id, one.member, one.units);
            let (reason, key, by) = ("It bounced".to_owned(), self.key("bounce"), self.treasurer);
            let input = ops::TakeBackArrival { subscription, reason, key };
            if self.act(move |tx, now| ops::take_back_arrival(tx, by, &input, now)).await.is_ok() {
                self.register.paid.remove(which);
                self.notes("taken back");
                self.book.bank -= units * PRICE;
                self.book.fund(1, -units * PRICE);
                self.book.holds(oven.as_str(), member, -units);
            }
            return;
        }
        let input =
            Subscribe { id: self.id(), instrument: oven, units, risk_read: Some(1), key: self.key("ask") };
        let Ok(asked) = self.act(move |tx, now| ops::subscribe(tx, member, &input, now)).await else {
            return;
        };
        let subscription = asked.subscription;
        if self.dice.once_in(5) {
            let input = ops::WithdrawSubscription { subscription, key: self.key("withdraw") };
            self.act(move |tx, now| ops::withdraw_subscription(tx, member, &input, now)).await.unwrap();
            return;
        }
        let (arrived_on, reference, key) = (self.today(), "B-7".to_owned(), self.key("arrival"));
        let input = RecordArrival { subscription, arrived_on, amount_minor: units * PRICE, reference, key };
        let by = self.treasurer;
        let done = self.act(move |tx, now| ops::record_arrival(tx, by, &input, now)).await;
        // A day on which the books are closed already takes nothing.
        if done.is_ok() {
            self.notes("subscribed");
            self.register.paid.push(Subscribed { id: subscription, member, units });
            self.book.bank += units * PRICE;
            self.book.fund(1, units * PRICE);
            self.book.holds(oven.as_str(), member, units);
        }
    }

    /// Whatever somebody holds.
    fn some_holding(&mut self) -> Option<(Id<Instrument>, MemberId, i64)> {
        let count = self.book.held.len() as u64;
        let ((instrument, member), units) =
            self.book.held.iter().nth((count > 0).then(|| self.dice.roll(count) as usize)?)?;
        Some((Id::parse(instrument).unwrap(), *member, *units))
    }

    pub(crate) async fn passes_on(&mut self) {
        let members = self.members.clone();
        let other = self.dice.one(&members);
        let open = self.register.offered.len() as u64;
        if open == 0 || self.dice.once_in(3) {
            let Some((instrument, from, units)) = self.some_holding() else { return };
            let units = 1 + self.dice.roll(units as u64);
            let named = self.dice.once_in(2).then_some(other);
            let input = OfferUnits {
                id: self.id(),
                instrument,
                units,
                price_minor: 900,
                named,
                key: self.key("offer"),
            };
            if let Ok(done) = self.act(move |tx, now| ops::offer_units(tx, from, &input, now)).await {
                self.register.offered.push(Offered {
                    id: done.transfer,
                    instrument,
                    from,
                    units,
                    to: None,
                    paid: false,
                });
            }
            return;
        }
        let which = self.dice.roll(open) as usize;
        let one = self.register.offered[which];
        if one.to.is_none() {
            let input = TakeUp { transfer: one.id, risk_read: Some(1), some: None, key: self.key("take") };
            if self.act(move |tx, now| ops::take_up(tx, other, &input, now)).await.is_ok() {
                self.register.offered[which].to = Some(other);
            }
        }
        let end = EndOffer { transfer: one.id, reason: "No".to_owned(), key: self.key("end") };
        let (by, how) = (self.steward, self.dice.roll(4));
        // Nobody approves what the seller was not paid for.
        if how > 1 {
            let word = EndOffer { key: self.key("paid"), ..end.clone() };
            let paid = self.act(move |tx, now| ops::say_paid(tx, one.from, &word, now)).await;
            let one = &mut self.register.offered[which];
            let may = one.to.is_some() && !one.paid;
            assert_eq!(paid.is_ok(), may, "saying to be paid: {paid:?}, {}", self.told());
            one.paid |= may;
        }
        let ended = self
            .act(move |tx, now| match how {
                0 => ops::withdraw_offer(tx, one.from, &end, now),
                1 => ops::refuse_transfer(tx, by, &end, now),
                _ => ops::approve_transfer(tx, by, &end, now),
            })
            .await;
        if ended.is_ok() {
            let one = self.register.offered.remove(which);
            if let (2.., Some(to)) = (how, one.to) {
                self.notes("transferred");
                self.book.holds(one.instrument.as_str(), one.from, -one.units);
                self.book.holds(one.instrument.as_str(), to, one.units);
            }
        }
    }

    /// Units leave: bought back while one is here, lapsed when one has left.
    pub(crate) async fn parts(&mut self) {
        let open = self.register.asked.len() as u64;
        if open == 0 || self.dice.once_in(3) {
            let Some((instrument, holder, units)) = self.some_holding() else { return };
            let here = self.here(holder);
            let kind = if here { PartingKind::BuyBack } else { PartingKind::Lapse };
            let (by, units) = (if here { holder } else { self.steward }, 1 + self.dice.roll(units as u64));
            let (reason, heirs, key) = ("Moves away".to_owned(), Vec::new(), self.key("part"));
            let (id, died_on, files) = (self.id(), None, Vec::new());
            let input =
                AskParting { id, kind, instrument, holder, units, reason, heirs, died_on, files, key };
            if let Ok(done) = self.act(move |tx, now| ops::ask_parting(tx, by, &input, now)).await {
                self.register.asked.push(Asked { id: done.parting, kind, instrument, holder, units });
            }
            return;
        }
        let which = self.dice.roll(open) as usize;
        let one = self.register.asked[which];
        let mandate = match one.kind {
            PartingKind::BuyBack => Some(self.may_give_back(one.instrument).await),
            PartingKind::Lapse | PartingKind::Legacy => None,
        };
        let (expense, key) = (self.id(), self.key("parted"));
        let word = DecideParting { parting: one.id, mandate, expense, reason: "Not now".to_owned(), key };
        let (refuses, by) = (self.dice.once_in(5), self.treasurer);
        let ended = self
            .act(move |tx, now| match refuses {
                true => ops::refuse_parting(tx, by, &word, now),
                false => ops::consent_parting(tx, by, &word, now),
            })
            .await;
        if ended.is_err() {
            return;
        }
        self.register.asked.remove(which);
        if !refuses {
            self.notes(if one.kind == PartingKind::BuyBack { "bought back" } else { "lapsed units" });
            self.book.holds(one.instrument.as_str(), one.holder, -one.units);
            if one.kind == PartingKind::BuyBack {
                let price = self.register.sold.iter().find(|(id, _)| *id == one.instrument).unwrap().1;
                let back = one.units * price;
                self.book.fund(1, -back);
                self.book.owes(one.holder, back);
            }
        }
    }

    /// A decision lets the fund give back what was put into this.
    async fn may_give_back(&mut self, instrument: Id<Instrument>) -> Id<Mandate> {
        let new = ownership::GiveBack {
            mandate: self.id(),
            instrument,
            ceiling_minor: 900_000,
            ends_at: self.now().plus(DAY * 30),
            decision: DECISION.to_owned(),
            decision_title: "Give it back".to_owned(),
        };
        let id = new.mandate;
        self.once(move |tx, now| ownership::give_back_by_decision(tx, &new, now)).await.unwrap();
        id
    }

    pub(crate) async fn leaves_town(&mut self) {
        // Three stay, so that somebody is left to buy and to hold.
        let Some(member) = self.members.iter().copied().find(|member| self.here(*member)) else { return };
        if self.gone.len() >= 2 || !self.dice.once_in(3) {
            return;
        }
        let input = community::ops::leave::LeaveInput { actor: member, member, reason: String::new() };
        let left = self.once(move |tx, now| community::ops::leave::leave(tx, &input, now)).await;
        if left.is_ok() {
            self.gone.insert(member);
            self.notes("left");
        }
    }
}
