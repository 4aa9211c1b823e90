//! Many members with something in every basis: what they put in, what they bought, what they gave, and that they are there.
//!
//! A bulk path of the bench only: the rows that joining, subscribing, ordering and claiming would leave, without those operations, which
//! would take hours. What the books say is posted as ever. Members appear in their orders and contributions in no order.

use super::scene::Maker;
use crate::commands::Said;
use community::Member;
use contributions::contribution::{Counts, Why};
use contributions::rows::{Contribution, RulesRow, ValueRow};
use contributions::worth::Valuing;
use kernel::{Currency, Id, Quantity, Timestamp};
use ledger::{AccountKey, Cause, NewEntry};
use market::order::State;
use market::rows::{Order, OrderEvent, OrderStep};
use ownership::instrument::InstrumentKind;
use ownership::issue::OriginKind;
use ownership::rows::{Holding, HoldingChange, Instrument};
use std::sync::Arc;
use std::time::Duration;
use store::{Fault, Outcome, Tx};
use web::ids::{MemberId, PersonId};

/// Members written in one operation.
const AT_ONCE: u32 = 500;
/// Every third member gives work.
const WORKS: u32 = 3;
const PRICE_MINOR: i64 = 10_000;

/// Where and when it all happened.
#[derive(Clone)]
struct Stage {
    starts: Timestamp,
    seconds: u64,
    ids: Arc<Vec<MemberId>>,
    supplier: MemberId,
    steward: MemberId,
    instrument: Id<Instrument>,
}

impl Stage {
    /// One after the other through the period, as the books learn of them.
    fn moment(&self, number: u32) -> Timestamp {
        let micros = u64::from(number) * (self.seconds * 1_000_000 / (self.ids.len() as u64 + 1));
        self.starts.plus(Duration::from_micros(micros))
    }

    /// Somebody, everybody once: as if they came in no order.
    fn someone(&self, number: u32) -> MemberId {
        let count = self.ids.len() as u64;
        let step = [7_919, 7_907, 7_901].into_iter().find(|step| !count.is_multiple_of(*step)).unwrap_or(1);
        self.ids[(u64::from(number) * step % count) as usize]
    }
}

/// Makes them; all that is earned is of the period.
pub(super) async fn make(
    maker: &Maker,
    count: u32,
    (steward, supplier): (MemberId, MemberId),
    (starts, ends): (Timestamp, Timestamp),
) -> Result<(), Said> {
    let joined = starts.minus(Duration::from_secs(86_400 * 400));
    let id = |number: u32| Id::from_parts(joined.milliseconds() + u64::from(number), maker.ids.random());
    let stage = Stage {
        starts,
        seconds: ((ends.micros - starts.micros) / 1_000_000) as u64,
        ids: Arc::new((0..count).map(id).collect()),
        supplier,
        steward,
        instrument: maker.id(),
    };
    let this = stage.clone();
    maker.act(move |tx| -> Outcome<(), ()> { Ok(frame(tx, &this, i64::from(count))?) }).await?;
    for first in (0..count).step_by(AT_ONCE as usize) {
        let numbers = first..count.min(first + AT_ONCE);
        let this = stage.clone();
        // Numbered by the clock of the bench, so that they lie as they would.
        let own: Vec<Made> = numbers.map(|number| Made::of(maker, &this, number)).collect();
        maker.act(move |tx| own.iter().try_for_each(|made| made.write(tx, &this))).await?;
    }
    Ok(())
}

/// The instrument and the rules that all of it hangs on.
fn frame(tx: &mut Tx, stage: &Stage, count: i64) -> Result<(), Fault> {
    let (community_id, at) = (tx.community(), stage.starts);
    tx.insert(&Instrument {
        community_id,
        id: stage.instrument,
        number: 1,
        kind: InstrumentKind::MemberCapital,
        name: "Capital".to_owned(),
        fund: 1,
        currency: Currency::CNY,
        price_minor: PRICE_MINOR,
        units_max: count * 100,
        units_each_max: 100,
        units_asked: 0,
        units_issued: (0..count).map(units).sum(),
        terms: String::new(),
        risk_version: 1,
        decision: "prp_01kax0000000000000000000aa".to_owned(),
        made_at_us: at,
        capital_left_minor: 0,
        probation_days: 0,
        by_campaign: false,
    })?;
    tx.insert(&RulesRow {
        community_id,
        version: 1,
        valuing: Valuing::Money,
        unpaid_num: 1,
        unpaid_den: 1,
        cash_num: 1,
        cash_den: 1,
        confirmation_count: 1,
        office: None,
        office_count: 0,
        dispute_days: 7,
        proof_above_minor: contributions::rules::PROOF_ABOVE_MINOR,
        rate_count: 0,
        reason: String::new(),
        set_by: Some(stage.steward),
        decision: None,
        set_at_us: at,
        instrument_id: None,
        unit_value: None,
    })
}

fn units(number: i64) -> i64 {
    1 + number % 100
}

/// What one number stands for: a member with a holding, an order of somebody, and perhaps work of somebody.
struct Made {
    number: u32,
    person: PersonId,
    order: Id<Order>,
    work: Option<Id<Contribution>>,
}

impl Made {
    fn of(maker: &Maker, stage: &Stage, number: u32) -> Made {
        let at = stage.starts.milliseconds() + u64::from(number);
        let work = || Id::from_parts(at, maker.ids.random());
        Made {
            number,
            person: maker.id(),
            order: Id::from_parts(at, maker.ids.random()),
            work: number.is_multiple_of(WORKS).then(work),
        }
    }

    fn write(&self, tx: &mut Tx, stage: &Stage) -> Outcome<(), ledger::PostRefused> {
        self.member(tx, stage)?;
        self.order(tx, stage)?;
        Ok(self.work(tx, stage)?)
    }

    fn member(&self, tx: &mut Tx, stage: &Stage) -> Result<(), Fault> {
        let (community_id, id) = (tx.community(), stage.ids[self.number as usize]);
        let long_ago = stage.starts.minus(Duration::from_secs(86_400 * 365));
        tx.insert(&Member {
            community_id,
            id,
            person_id: Some(self.person),
            display_name: format!("m{}", self.number),
            book_name: format!("b{}", self.number),
            status: community::admission::Status::Active,
            roles: community::role::Roles::default(),
            created_at_us: long_ago,
            joined_at_us: Some(long_ago),
            probation_until_us: None,
            left_at_us: None,
            removed_at_us: None,
        })?;
        let (instrument_id, units) = (stage.instrument, units(self.number.into()));
        let paid_minor = units * PRICE_MINOR;
        tx.insert(&Holding {
            community_id,
            instrument_id,
            holder: id,
            units,
            units_asked: 0,
            units_each_max: 100,
            change_count: 1,
            units_reserved: 0,
            units_through: 0,
            paid_minor,
            units_offered: 0,
        })?;
        tx.insert(&HoldingChange {
            community_id,
            instrument_id,
            holder: id,
            number: 1,
            change_units: units,
            change_minor: paid_minor,
            at_us: stage.moment(self.number),
            origin_kind: OriginKind::Subscription,
            origin_id: self.person.to_string(),
            entry: None,
        })
    }

    /// Settled: a tenth is the fund's, the rest the supplier's.
    fn order(&self, tx: &mut Tx, stage: &Stage) -> Outcome<(), ledger::PostRefused> {
        let (community_id, at) = (tx.community(), stage.moment(self.number));
        let total_minor = 1_000 + i64::from(self.number % 977) * 10;
        let entry = NewEntry {
            kind: "settlement",
            happened_at: at,
            recorded_at: at,
            cause: Cause::new("order", self.order),
            parent: None,
            mandate: None,
            reverses: None,
            postings: vec![
                (AccountKey::bank(Currency::CNY), total_minor),
                (AccountKey::sales(1, Currency::CNY), -(total_minor / 10)),
                (AccountKey::payable(stage.supplier, Currency::CNY), total_minor / 10 - total_minor),
            ],
        };
        let entry = Some(ledger::post(tx, &entry)?);
        tx.insert(&Order {
            community_id,
            id: self.order,
            // Behind those that are really placed.
            number: i64::from(self.number) + 1_000_000_000,
            buyer: stage.someone(self.number),
            state: State::Settled,
            line_count: 1,
            total_minor,
            refunded_minor: 0,
            placed_at_us: at,
            hold_until_us: None,
            claim_until_us: None,
            paid_at_us: Some(at),
            accept_due_us: None,
            complained_at_us: None,
            method: None,
            pool_id: None,
            reference: None,
            payment_id: None,
            paid_entry: None,
            settled_entry: entry,
            referred_by: None,
            coupon_id: None,
            coupon_budget: None,
            coupon_minor: 0,
            coupon_back_minor: 0,
            event_count: 1,
        })?;
        Ok(tx.insert(&OrderEvent {
            community_id,
            order_id: self.order,
            number: 1,
            step: OrderStep::Settled,
            at_us: at,
            by_member: None,
            reason: None,
            entry,
            amount_minor: Some(total_minor),
        })?)
    }

    fn work(&self, tx: &mut Tx, stage: &Stage) -> Result<(), Fault> {
        let Some(id) = self.work else { return Ok(()) };
        let (community_id, at) = (tx.community(), stage.moment(self.number));
        let (member, value) = (stage.someone(self.number / WORKS), 500 + i64::from(self.number % 4_001));
        tx.insert(&Contribution {
            community_id,
            id,
            number: i64::from(self.number) + 1,
            member,
            kind: contributions::worth::Kind::Work,
            fund: 1,
            what: "work".to_owned(),
            done_at_us: at,
            rules_version: 1,
            rate_number: None,
            rate_name: String::new(),
            quantity_milli: Quantity::ONE,
            market_minor: value,
            paid_minor: 0,
            unit: Valuing::Money,
            multiplier_num: 1,
            multiplier_den: 1,
            share_num: 1,
            share_den: 1,
            value,
            state: contributions::contribution::State::Recorded,
            claimed_at_us: at,
            confirmation_count: 1,
            office_confirmation_count: 0,
            disputable_until_us: None,
            recorded_at_us: Some(at),
            file_count: 0,
            step_count: 0,
            call_id: None,
            is_large: false,
        })?;
        tx.insert(&ValueRow {
            community_id,
            contribution_id: id,
            number: 1,
            why: Why::Recorded,
            member,
            fund: 1,
            value,
            counts: Counts::Distribution,
            counts_at_us: at,
            at_us: at,
        })
    }
}
