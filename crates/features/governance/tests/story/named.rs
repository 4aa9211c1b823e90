//! Simulations that a ballot was held on before their own feature knew of ballots are known to be voted on.

use crate::world::{CNY, migrations};
use distribution::VoteState;
use distribution::distribution::DistributionState::{self, Paid, Paying};
use distribution::rows::{Distribution, DistributionVote};
use governance::asks::{Action, Asks};
use governance::proposal::{ActionState, Stage, Step, TaskState};
use governance::rows::{Ballot, DecidedAction, Proposal, ProposalStep, ProposalTask, ProposalText};
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
        blocks_opened: 0,
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

/// It is in force, and its simulation is paid or being paid. The third has a task, the fourth does something else as well.
fn carried(tx: &mut store::Tx, seed: u8, state: DistributionState) -> Result<(), OpError<()>> {
    let (row, proposal) = (tx.lock::<Distribution>((1, id(seed)))?, tx.lock::<Proposal>((1, id(seed)))?);
    let (mut row, mut proposal) = (row.unwrap(), proposal.unwrap());
    (row.state, row.decision, row.decided_at_us) = (state, Some(proposal.id.to_string()), Some(at(200)));
    (row.paid_minor, row.holder_count) = (12_345, 7);
    row.ended_at_us = (state == Paid).then(|| at(300));
    tx.save(&row)?;
    let shared = Action::Distribution { distribution: row.id.to_string(), hash: "aa".to_owned() };
    let ruled = Action::AddRule { rule: "Lamps are out at midnight".to_owned(), reason: "Sleep".to_owned() };
    for action in [Some(shared), (seed == 4).then_some(ruled)].into_iter().flatten() {
        proposal.action_count += 1;
        tx.insert(&DecidedAction {
            community_id: 1,
            proposal_id: proposal.id,
            number: proposal.action_count,
            kind: action.code().to_owned(),
            words: serde_json::to_string(&action).unwrap(),
            state: ActionState::Done,
            done_at_us: Some(at(200)),
            result: None,
            refusal: None,
        })?;
    }
    if seed == 3 {
        proposal.task_count = 1;
        tx.insert(&ProposalTask {
            community_id: 1,
            proposal_id: proposal.id,
            number: 1,
            what: "Tell the tax office".to_owned(),
            assignee: id(90),
            state: TaskState::TakenOn,
            due_at_us: at(900),
            set_by: id(90),
            set_at_us: at(0),
            answered_at_us: Some(at(1)),
            done_at_us: None,
            note: String::new(),
        })?;
    }
    Ok(tx.save(&proposal)?)
}

async fn open(place: &store::Place) -> Db {
    let tables =
        [community::tables(), spending::tables(), distribution::tables(), governance::tables()].concat();
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

    /// Decisions that only share something out, and were paid before that was enough, are carried out by themselves; not one that is still being
    /// paid, nor one that gave somebody something to do, nor one that does something else as well.
    async fn what_was_paid_before_is_carried_out(scratch: Scratch) {
        let place = scratch.place();
        let mut before = migrations();
        before.retain(|one| one.feature != "governance" || one.number < 5);
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &before)).await.unwrap().unwrap();
        let db = open(&place).await;
        let populated = db.transact(1, |tx| {
            for (seed, state) in [(1, Paid), (2, Paying), (3, Paid), (4, Paid)] {
                populate(tx, seed, Stage::InForce, BallotState::Closed)?;
                carried(tx, seed, state)?;
            }
            // What is said of the second comes too early, and changes nothing. A community that has paid something has had jobs.
            let subject = id::<Distribution>(2).to_string();
            tx.enqueue(store::NewJob { kind: distribution::PAID, subject, due_at: at(1) })?;
            Ok::<_, OpError<()>>(())
        });
        populated.await.unwrap();
        db.close().await;
        let there = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&there, &migrations())).await.unwrap().unwrap();
        let db = open(&place).await;
        let jobs = store::JobRunner::new(db.clone(), governance::jobs());
        assert_eq!(jobs.run_due(at(500)).await.unwrap(), 4);
        let told = db.read(|reader| {
            let rows = [1, 2, 3, 4].map(|seed| reader.find::<Proposal>(&(1, id(seed))));
            let rows = rows.into_iter().collect::<Result<Vec<_>, store::Fault>>()?;
            let step = reader.find::<ProposalStep>(&(1, id(1), 1))?;
            Ok((rows.into_iter().flatten().map(|row| (row.stage, row.step_count)).collect::<Vec<_>>(), step))
        });
        let (stages, step) = told.await.unwrap();
        let in_force = (Stage::InForce, 0);
        assert_eq!(stages, [(Stage::CarriedOut, 1), in_force, in_force, in_force]);
        let step = step.unwrap();
        assert_eq!((step.step, step.by_member), (Step::CarriedOut, None));
        assert!(step.reason.contains("123.45") && step.reason.contains('7'), "{}", step.reason);
        db.close().await;
    }
}
