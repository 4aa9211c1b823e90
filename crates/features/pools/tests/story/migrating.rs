//! Pools and instruments that were there before match funds and bound instruments: whole afterwards, on both engines.

use crate::world::{CNY, migrations};
use kernel::{Currency, Id, Price, Timestamp};
use market::payment::MethodCode;
use market::rows::Offer;
use ownership::InstrumentKind;
use ownership::rows::Instrument;
use pools::campaign::{Acceptance, Offered};
use pools::campaign_rows::{Campaign, CampaignPart, Milestone, Voice};
use pools::commitment::CommitmentState;
use pools::group_buy::{FallsOn, Remainder};
use pools::ids::{Member, PoolId};
use pools::milestone::{MilestoneState, Stage};
use pools::pool::{Counted, Ending, PoolKind, PoolState};
use pools::rows::{Commitment, GroupBuy, PartEvent, Pool};
use store::{Config, Db, OpError, Place, Row, Schema, Table, row};
use testkit::Scratch;

row! {
    struct OldPool in "pool" {
        key community_id: i64, id: PoolId;
        number: i64, kind: String, title: String, terms: String, currency: Currency, counted: String, least: i64,
        step_milli: i64, most_milli: Option<i64>, each_most_milli: Option<i64>, closes_at_us: Timestamp,
        grace_seconds: i64, hold_seconds: i64, may_leave: bool, leave_until_us: Option<Timestamp>, state: String,
        ending: Option<String>, ended_at_us: Option<Timestamp>, made_by: Id<Member>, made_at_us: Timestamp,
        extended_at_us: Option<Timestamp>, commitment_count: i64, event_count: i64, taken_milli: i64,
        claimed_count: i64, held_people: i64, held_milli: i64, held_minor: i64, was_met: bool, settled_up_to: i64,
    }
}

row! {
    /// Since match funds.
    pub(crate) struct MatchedPool in "pool" {
        key community_id: i64, id: PoolId;
        number: i64, kind: PoolKind, title: String, terms: String, currency: Currency, counted: Counted, least: i64,
        step_milli: i64, most_milli: Option<i64>, each_most_milli: Option<i64>, closes_at_us: Timestamp,
        grace_seconds: i64, hold_seconds: i64, may_leave: bool, leave_until_us: Option<Timestamp>, state: PoolState,
        ending: Option<Ending>, ended_at_us: Option<Timestamp>, made_by: Id<Member>, made_at_us: Timestamp,
        extended_at_us: Option<Timestamp>, commitment_count: i64, event_count: i64, taken_milli: i64,
        claimed_count: i64, held_people: i64, held_milli: i64, held_minor: i64, match_minor: i64, was_met: bool,
        settled_up_to: i64,
    }
}

row! {
    /// Before spare pieces waited for what came to be counted.
    struct OldBuy in "group_buy" {
        key community_id: i64, pool_id: PoolId;
        offer_id: Id<Offer>, variant: i64, goods: String, unit: String, split_version: i64, supplier: Option<Id<Member>>,
        step_count: i64, case_milli: Option<i64>, remainder: Remainder, falls_on: FallsOn, ordered_milli: Option<i64>,
        spare_milli: Option<i64>, price_e4: Option<Price>, spare_minor: i64,
    }
}

row! {
    struct OldCommitment in "commitment" {
        key community_id: i64, id: Id<Commitment>;
        pool_id: PoolId, number: i64, member: Id<Member>, state: CommitmentState, units_milli: i64, due_minor: i64,
        made_at_us: Timestamp, hold_until_us: Timestamp, method: Option<MethodCode>, proof: Option<String>,
        claimed_at_us: Option<Timestamp>, arrived_at_us: Option<Timestamp>, decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>, reference: Option<String>, held_minor: i64, captured_minor: i64,
        returned_minor: i64, paid_entry: Option<i64>, end_entry: Option<i64>, ended_at_us: Option<Timestamp>,
        end_reason: Option<String>,
    }
}

row! {
    /// Before rests were shared out part by part.
    pub(crate) struct OldCampaign in "campaign" {
        key community_id: i64, pool_id: PoolId;
        decision: String, decision_title: String, offered: Offered, fund: i64, instrument_id: Option<Id<Instrument>>,
        unit_minor: i64, units_least: i64, gets: String, risk: String, first_goal_minor: i64,
        second_goal_minor: Option<i64>, second_days: Option<i64>, raised_at_us: Option<Timestamp>, acceptance: Acceptance,
        look_days: i64, percent: i64, probation_days: i64, milestone_count: i64, budget_count: i64, update_count: i64,
        question_count: i64, stage: Stage, captured_minor: i64, kept_minor: i64, advance_minor: i64, released_minor: i64,
        returned_minor: i64,
    }
}

row! {
    struct OldCampaignPart in "campaign_part" {
        key community_id: i64, commitment_id: Id<Commitment>;
        pool_id: PoolId, number: i64, risk_version: i64, issued_tranches: i64, back_minor: Option<i64>,
        back_entry: Option<i64>,
    }
}

row! {
    struct OldMilestone in "campaign_milestone" {
        key community_id: i64, pool_id: PoolId, number: i64;
        title: String, share_bp: i64, due_at_us: Timestamp, state: MilestoneState, tranche_minor: Option<i64>,
        backers: i64, yes_count: i64, no_count: i64,
    }
}

row! {
    struct OldVoice in "campaign_voice" {
        key community_id: i64, pool_id: PoolId, milestone: i64, member: Id<Member>;
        accepts: bool, at_us: Timestamp, reason: String,
    }
}

/// State, claimed, arrived, entry of the payment, entry of the end, captured, returned.
type Part = (CommitmentState, bool, bool, Option<i64>, Option<i64>, i64, i64);

fn part(number: i64) -> Id<Commitment> {
    Id::from_parts(u64::try_from(number).unwrap(), [4; 10])
}

fn put(
    tx: &mut store::Tx,
    number: i64,
    (state, claimed, arrived, paid, end, captured, returned): Part,
) -> Result<(), OpError<()>> {
    let at = Timestamp::from_micros;
    let over = !matches!(state, CommitmentState::Made | CommitmentState::Claimed | CommitmentState::Held);
    let held = if state == CommitmentState::Held { 100 } else { 0 };
    Ok(tx.insert(&OldCommitment {
        community_id: 1,
        id: part(number),
        pool_id: pool(),
        number,
        member: Id::from_parts(3, [3; 10]),
        state,
        units_milli: 1_000,
        due_minor: 100,
        made_at_us: at(1),
        hold_until_us: at(4),
        method: None,
        proof: None,
        claimed_at_us: claimed.then_some(at(2)),
        arrived_at_us: arrived.then_some(at(3)),
        decided_by: None,
        decided_at_us: None,
        reference: None,
        held_minor: held,
        captured_minor: captured,
        returned_minor: returned,
        paid_entry: paid,
        end_entry: end,
        ended_at_us: over.then_some(at(5)),
        end_reason: None,
    })?)
}

pub(crate) fn pool() -> PoolId {
    Id::from_parts(1, [1; 10])
}

fn instrument(number: u8) -> Id<Instrument> {
    Id::from_parts(2, [number; 10])
}

fn made(number: u8) -> Instrument {
    Instrument {
        community_id: 1,
        id: instrument(number),
        number: i64::from(number),
        kind: InstrumentKind::MemberCapital,
        name: "Oven".to_owned(),
        fund: 1,
        currency: CNY,
        price_minor: 5_000,
        units_max: 10,
        units_each_max: 4,
        units_asked: 0,
        units_issued: 0,
        terms: "A part".to_owned(),
        risk_version: 1,
        decision: "prp_01kax0000000000000000000aa".to_owned(),
        made_at_us: Timestamp::from_micros(1),
        capital_left_minor: 0,
        probation_days: 0,
        by_campaign: false,
    }
}

/// A campaign of capital that runs, and an instrument that a proposal made without one.
fn populate(tx: &mut store::Tx) -> Result<(), OpError<()>> {
    let at = Timestamp::from_micros;
    tx.insert(&OldPool {
        community_id: 1,
        id: pool(),
        number: 1,
        kind: "campaign".to_owned(),
        title: "Oven".to_owned(),
        terms: String::new(),
        currency: CNY,
        counted: "sum".to_owned(),
        least: 5_000,
        step_milli: 1_000,
        most_milli: None,
        each_most_milli: None,
        closes_at_us: at(5),
        grace_seconds: 0,
        hold_seconds: 60,
        may_leave: true,
        leave_until_us: Some(at(4)),
        state: "captured".to_owned(),
        ending: Some("deadline".to_owned()),
        ended_at_us: Some(at(5)),
        made_by: Id::from_parts(3, [3; 10]),
        made_at_us: at(1),
        extended_at_us: None,
        commitment_count: 0,
        event_count: 0,
        taken_milli: 0,
        claimed_count: 0,
        held_people: 0,
        held_milli: 0,
        held_minor: 0,
        was_met: true,
        settled_up_to: 0,
    })?;
    tx.insert(&made(1))?;
    tx.insert(&made(2))?;
    Ok(tx.insert(&old_campaign(Stage::Running, 0))?)
}

pub(crate) fn old_campaign(stage: Stage, kept_minor: i64) -> OldCampaign {
    OldCampaign {
        community_id: 1,
        pool_id: pool(),
        decision: "prp_01kax0000000000000000000aa".to_owned(),
        decision_title: "Oven".to_owned(),
        offered: Offered::MemberCapital,
        fund: 1,
        instrument_id: Some(instrument(1)),
        unit_minor: 5_000,
        units_least: 1,
        gets: "A part".to_owned(),
        risk: "It may burn".to_owned(),
        first_goal_minor: 5_000,
        second_goal_minor: None,
        second_days: None,
        raised_at_us: None,
        acceptance: Acceptance::Silence,
        look_days: 7,
        percent: 50,
        probation_days: 30,
        milestone_count: 1,
        budget_count: 0,
        update_count: 0,
        question_count: 0,
        stage,
        captured_minor: kept_minor,
        kept_minor,
        advance_minor: 0,
        released_minor: 0,
        returned_minor: 0,
    }
}

/// As it is since match funds.
pub(crate) fn insert_pool(tx: &mut store::Tx) -> Result<(), OpError<()>> {
    let at = Timestamp::from_micros;
    Ok(tx.insert(&MatchedPool {
        community_id: 1,
        id: pool(),
        number: 1,
        kind: PoolKind::Campaign,
        title: "Oven".to_owned(),
        terms: String::new(),
        currency: CNY,
        counted: Counted::Sum,
        least: 100,
        step_milli: 1_000,
        most_milli: None,
        each_most_milli: None,
        closes_at_us: at(5),
        grace_seconds: 0,
        hold_seconds: 60,
        may_leave: true,
        leave_until_us: None,
        state: PoolState::Captured,
        ending: Some(Ending::Deadline),
        ended_at_us: Some(at(5)),
        made_by: Id::from_parts(3, [3; 10]),
        made_at_us: at(1),
        extended_at_us: None,
        commitment_count: 7,
        event_count: 0,
        taken_milli: 0,
        claimed_count: 0,
        held_people: 0,
        held_milli: 0,
        held_minor: 0,
        match_minor: 0,
        was_met: true,
        settled_up_to: 7,
    })?)
}

pub(crate) async fn open(place: &Place, tables: &[&'static Table]) -> Db {
    let config = Config::new(place.clone(), Schema::new(tables));
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

pub(crate) async fn migrated(place: &Place, until: u32) {
    migrated_with(place, |number| number < until).await;
}

/// The steps of pools that are wanted, and all of the others.
pub(crate) async fn migrated_with(place: &Place, wanted: impl Fn(u32) -> bool) {
    let place = place.clone();
    let some = migrations()
        .into_iter()
        .filter(|one| one.feature != "pools" || wanted(one.number))
        .collect::<Vec<_>>();
    tokio::task::spawn_blocking(move || store::migrate(&place, &some)).await.unwrap().unwrap();
}

testkit::both_engines! {
    async fn what_was_there_before_is_bound_as_its_campaign_says(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 5).await;
        let old = open(&place, &[OldPool::TABLE, Instrument::TABLE, OldCampaign::TABLE]).await;
        old.transact(1, populate).await.unwrap();
        old.close().await;
        migrated(&place, 99).await;
        let db = open(&place, &[Pool::TABLE, Instrument::TABLE, Campaign::TABLE]).await;
        let (row, of_campaign, alone) = db.read(|reader| {
            Ok((
                reader.find::<Pool>(&(1, pool()))?.unwrap(),
                reader.find::<Instrument>(&(1, instrument(1)))?.unwrap(),
                reader.find::<Instrument>(&(1, instrument(2)))?.unwrap(),
            ))
        }).await.unwrap();
        assert_eq!((row.match_minor, row.held_minor, row.least), (0, 0, 5_000));
        assert_eq!((of_campaign.by_campaign, of_campaign.probation_days), (true, 30));
        assert_eq!((alone.by_campaign, alone.probation_days), (false, 0));
        db.close().await;
    }

    /// What the row of a part still says is what is told of it; what came and was too little has no sum any more.
    async fn what_happened_to_parts_is_told_as_far_as_it_is_known(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 7).await;
        let old = open(&place, &[MatchedPool::TABLE, OldCommitment::TABLE]).await;
        use CommitmentState::{Captured, Claimed, Held, Lapsed, Made, Refunded};
        let parts: [Part; 7] = [
            (Made, false, true, None, None, 0, 0),
            (Claimed, true, false, None, None, 0, 0),
            (Held, true, true, Some(7), None, 0, 0),
            (Captured, false, true, Some(7), None, 100, 0),
            (Captured, false, true, Some(7), Some(9), 40, 60),
            (Refunded, true, true, Some(7), Some(8), 0, 100),
            (Lapsed, false, true, Some(7), Some(7), 0, 0),
        ];
        old.transact(1, move |tx| {
            insert_pool(tx)?;
            (1..).zip(parts).try_for_each(|(number, one)| put(tx, number, one))
        }).await.unwrap();
        old.close().await;
        migrated(&place, 99).await;
        let db = open(&place, &pools::tables()).await;
        let told = db.read(|reader| {
            let mut told = Vec::new();
            for number in 1..=7 {
                let row = reader.find::<Commitment>(&(1, part(number)))?.unwrap();
                for event in 1..=row.event_count {
                    let event = reader.find::<PartEvent>(&(1, part(number), event))?.unwrap();
                    told.push((number, event.step.to_string(), event.at_us.micros, event.sum_minor, event.entry));
                }
            }
            Ok(told)
        }).await.unwrap();
        let told: Vec<_> = told.iter().map(|(part, step, at, sum, entry)| (*part, step.as_str(), *at, *sum, *entry)).collect();
        assert_eq!(told, [
            (1, "made", 1, None, None),
            (1, "too_little", 3, None, None),
            (2, "made", 1, None, None),
            (2, "claimed", 2, None, None),
            (3, "made", 1, None, None),
            (3, "claimed", 2, None, None),
            (3, "paid", 3, Some(100), Some(7)),
            (4, "made", 1, None, None),
            (4, "paid", 3, Some(100), Some(7)),
            (4, "captured", 5, Some(100), None),
            (5, "made", 1, None, None),
            (5, "paid", 3, Some(100), Some(7)),
            (5, "captured", 5, None, None),
            (6, "made", 1, None, None),
            (6, "claimed", 2, None, None),
            (6, "paid", 3, Some(100), Some(7)),
            (6, "refunded", 5, Some(100), Some(8)),
            (7, "made", 1, None, None),
            (7, "late", 3, None, Some(7)),
        ]);
        db.close().await;
    }

    /// Spare pieces of a pool that formed before are on the shelf, and nobody joins for them; of one that is open nothing is fixed.
    async fn spare_pieces_of_before_are_stock(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 9).await;
        let old = open(&place, &[MatchedPool::TABLE, OldBuy::TABLE]).await;
        old.transact(1, |tx| {
            insert_pool(tx)?;
            Ok::<_, OpError<()>>(tx.insert(&OldBuy {
                community_id: 1,
                pool_id: pool(),
                offer_id: Id::from_parts(5, [5; 10]),
                variant: 1,
                goods: "Apples".to_owned(),
                unit: "jin".to_owned(),
                split_version: 1,
                supplier: None,
                step_count: 1,
                case_milli: Some(12_000),
                remainder: Remainder::RoundUp,
                falls_on: FallsOn::Latest,
                ordered_milli: Some(12_000),
                spare_milli: Some(5_000),
                price_e4: Some(Price::from_e4(90_000)),
                spare_minor: 400,
            })?)
        }).await.unwrap();
        old.close().await;
        migrated(&place, 99).await;
        let db = open(&place, &[Pool::TABLE, GroupBuy::TABLE]).await;
        let (row, buy) = db.read(|reader| {
            Ok((reader.find::<Pool>(&(1, pool()))?.unwrap(), reader.find::<GroupBuy>(&(1, pool()))?.unwrap()))
        }).await.unwrap();
        assert_eq!((row.late_open, row.late_milli), (false, 0));
        assert_eq!((buy.shelved_milli, buy.late_milli, buy.left_over(), buy.falls_milli), (Some(5_000), 0, 5_000, 0));
        db.close().await;
    }

    /// A campaign that was giving back goes on with what was fixed for each, and what was said of a milestone counts as it did.
    async fn what_was_fixed_and_said_before_stands(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 11).await;
        let tables = [
            MatchedPool::TABLE, OldCommitment::TABLE, OldCampaign::TABLE, OldCampaignPart::TABLE, OldMilestone::TABLE,
            OldVoice::TABLE,
        ];
        let old = open(&place, &tables).await;
        old.transact(1, |tx| {
            insert_pool(tx)?;
            put(tx, 1, (CommitmentState::Captured, false, true, Some(7), None, 100, 0))?;
            tx.insert(&old_campaign(Stage::Returning, 60))?;
            tx.insert(&OldCampaignPart {
                community_id: 1,
                commitment_id: part(1),
                pool_id: pool(),
                number: 1,
                risk_version: 1,
                issued_tranches: 0,
                back_minor: Some(60),
                back_entry: None,
            })?;
            tx.insert(&OldMilestone {
                community_id: 1,
                pool_id: pool(),
                number: 1,
                title: "Bricks".to_owned(),
                share_bp: 10_000,
                due_at_us: Timestamp::from_micros(9),
                state: MilestoneState::Claimed,
                tranche_minor: Some(100),
                backers: 1,
                yes_count: 0,
                no_count: 1,
            })?;
            Ok::<_, OpError<()>>(tx.insert(&OldVoice {
                community_id: 1,
                pool_id: pool(),
                milestone: 1,
                member: Id::from_parts(3, [3; 10]),
                accepts: false,
                at_us: Timestamp::from_micros(8),
                reason: "It is cold".to_owned(),
            })?)
        }).await.unwrap();
        old.close().await;
        migrated(&place, 99).await;
        let db = open(&place, &pools::tables()).await;
        let (campaign, part, step, voice) = db.read(|reader| {
            let member = Id::from_parts(3, [3; 10]);
            Ok((
                reader.find::<Campaign>(&(1, pool()))?.unwrap(),
                reader.find::<CampaignPart>(&(1, part(1)))?.unwrap(),
                reader.find::<Milestone>(&(1, pool(), 1))?.unwrap(),
                reader.find::<Voice>(&(1, pool(), 1, member))?.unwrap(),
            ))
        }).await.unwrap();
        assert_eq!((campaign.stage, campaign.counted_up_to, campaign.left_minor), (Stage::Returning, 0, 0));
        assert_eq!((part.back_minor, part.back_remainder), (Some(60), None));
        assert_eq!((step.voice_count, step.no_count), (0, 1));
        assert_eq!((voice.number, voice.counted, voice.reason.as_str()), (0, true, "It is cold"));
        db.close().await;
    }
}
