//! Simulations that a ballot was held on before their own feature knew of ballots are known to be voted on.

use crate::world::{CNY, migrations};
use distribution::VoteState;
use distribution::distribution::DistributionState;
use distribution::rows::{Distribution, DistributionVote};
use governance::asks::{Action, Asks};
use governance::proposal::Stage;
use governance::rows::{Ballot, Proposal, ProposalText};
use governance::terms::{BallotState, Counting, DecisionRules, Kind, Receipts, Secrecy, Weighting};
use kernel::{Id, Prefixed, Timestamp};
use store::{Config, Db, OpError, Schema};
use testkit::Scratch;

fn id<T: Prefixed>(seed: u8) -> Id<T> {
    Id::from_parts(1, [seed; 10])
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(1_764_000_000_000_000 + seconds * 1_000_000)
}

/// A simulation, and a proposal to share it out whose ballot closes at 100 seconds and could be carried out at 200.
fn populate(tx: &mut store::Tx, seed: u8, stage: Stage, state: BallotState) -> Result<(), OpError<()>> {
    let simulation: Id<Distribution> = id(seed);
    tx.insert(&Distribution {
        community_id: 1,
        id: simulation,
        number: i64::from(seed),
        period: "2026-07".to_owned(),
        starts_us: at(-9),
        ends_us: at(-1),
        fund: 1,
        currency: CNY,
        rule: "{}".to_owned(),
        outcome: "{}".to_owned(),
        hash: "aa".to_owned(),
        state: DistributionState::Made,
        total_minor: 0,
        paid_minor: 0,
        loss_left_minor: 0,
        slack_units: 0,
        payout_count: 0,
        holder_count: 0,
        block_count: 0,
        blocks_paid: 0,
        made_by: id(90),
        made_at_us: at(0),
        decision: None,
        decided_at_us: None,
        entry: None,
        ended_at_us: None,
        hash_version: 2,
        tax_open: false,
    })?;
    let action = Action::Distribution { distribution: simulation.to_string(), hash: "aa".to_owned() };
    let asks = Asks { actions: vec![action], ..Asks::default() };
    tx.insert(&Proposal {
        community_id: 1,
        id: id(seed),
        number: i64::from(seed),
        title: "Share".to_owned(),
        stage,
        owner: id(90),
        text_version: 1,
        step_count: 0,
        comment_count: 0,
        task_count: 0,
        action_count: 0,
        ballot_id: Some(id(seed)),
        published_at_us: at(0),
        stage_since_us: at(0),
        moved_at_us: at(0),
    })?;
    tx.insert(&ProposalText {
        community_id: 1,
        proposal_id: id(seed),
        version: 1,
        title: "Share".to_owned(),
        body: "Out".to_owned(),
        asks: serde_json::to_string(&asks).unwrap(),
        note: String::new(),
        written_by: id(90),
        written_at_us: at(0),
        rules_version: 0,
    })?;
    let rules = DecisionRules::default();
    let terms = serde_json::json!({ "threshold": rules.threshold, "quorum": rules.quorum,
        "late_hours": 0, "extension_hours": 0, "delay_hours": 0 });
    let closed = (state != BallotState::Open).then(|| at(100));
    Ok(tx.insert(&Ballot {
        community_id: 1,
        id: id(seed),
        proposal_id: id(seed),
        text_version: 1,
        rules_version: 0,
        kind: Kind::YesNo,
        secrecy: Secrecy::Open,
        weighting: Weighting::OneMemberOneVote,
        receipts: Receipts::Choice,
        state,
        option_count: 0,
        counting: Counting::Plain,
        budget_minor: None,
        terms: terms.to_string(),
        electorate_count: 1,
        voted_count: 0,
        opened_by: id(90),
        opened_at_us: at(0),
        closes_at_us: at(100),
        first_closes_at_us: at(100),
        extensions: "[]".to_owned(),
        quorum_reached_at_us: None,
        leads: None,
        closed_at_us: closed,
        outcome: None,
        reckoning: None,
        execute_at_us: closed.map(|_| at(200)),
        final_at_us: None,
        appeal_count: 0,
    })?)
}

async fn open(place: &store::Place) -> Db {
    let tables = [distribution::tables(), governance::tables()].concat();
    let config = Config { lanes: 1, readers: 1, ..Config::new(place.clone(), Schema::new(&tables)) };
    tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
}

testkit::both_engines! {
    async fn ballots_of_before_are_told(scratch: Scratch) {
        let place = scratch.place();
        let mut before = migrations();
        before.retain(|one| one.feature != "governance" || one.number < 4);
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let db = open(&place).await;
        let populated = db.transact(1, |tx| {
            populate(tx, 1, Stage::Ballot, BallotState::Open)?;
            populate(tx, 2, Stage::Passed, BallotState::Closed)?;
            populate(tx, 3, Stage::Draft, BallotState::Annulled)
        });
        populated.await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place).await;
        let told = db.read(|reader| {
            let rows = [1, 2, 3].map(|seed| reader.find::<DistributionVote>(&(1, id(seed))));
            rows.into_iter().collect::<Result<Vec<_>, store::Fault>>()
        });
        let told = told.await.unwrap();
        let told: Vec<_> = told.iter().map(|row| row.as_ref().map(|row| (row.state, row.until_us))).collect();
        assert_eq!(told, [Some((VoteState::Voting, at(100))), Some((VoteState::Passed, at(200))), None]);
        db.close().await;
    }
}
