//! A decision that passed, and what became of what it asked for.

use crate::world::{DAY, World};
use governance::asks::{Action, Asks};
use governance::ids::Member;
use governance::ops::{self, RetryDeed};
use governance::proposal::{ActionState, Stage};
use governance::proposal_refused::ProposalRefused;
use governance::rows::{Ballot, DecidedAction, Proposal, ProposalText};
use governance::terms::{BallotState, Outcome, Receipts, Secrecy, Weighting};
use kernel::{Id, Price, Quantity};
use market::Actor;
use market::ops::{CreateOffer, NewVariant};
use market::rows::Offer;
use market::split::{Party, Split};
use spending::rows::Mandate;
use store::{Fault, OpError};

pub(crate) const CHARTER_RULES: [&str; 2] = ["Pay within two days", "No dogs"];

impl World {
    /// A proposal that asks this, voted on and passed; its time comes in three days.
    pub(crate) async fn passed(&self, asks: Asks, winners: &[i64]) -> Id<Proposal> {
        let id = self.draft("Lamps for the lane", asks.clone()).await;
        self.vote(id, asks, winners).await;
        id
    }

    /// The same with deeds that could not be asked for any more: what they name has changed since.
    pub(crate) async fn passed_since(&self, actions: Vec<Action>) -> Id<Proposal> {
        let id = self.draft("Lamps for the lane", Asks::default()).await;
        let asks = Asks { actions, ..Asks::default() };
        let words = serde_json::to_string(&asks).unwrap();
        self.act(move |tx, _| {
            let text = tx.lock::<ProposalText>((tx.community(), id, 1))?.unwrap();
            tx.save(&ProposalText { asks: words.clone(), ..text })?;
            Ok::<_, OpError<()>>(())
        })
        .await
        .unwrap();
        self.vote(id, asks, &[]).await;
        id
    }

    pub(crate) async fn vote(&self, id: Id<Proposal>, asks: Asks, winners: &[i64]) {
        let (ballot, winners) = (self.id(), format!(r#"{{"winners":{winners:?}}}"#));
        let steward = self.steward;
        self.act(move |tx, now| {
            let mut proposal = tx.lock::<Proposal>((tx.community(), id))?.unwrap();
            tx.insert(&Ballot {
                community_id: proposal.community_id,
                id: ballot,
                proposal_id: id,
                text_version: proposal.text_version,
                rules_version: 0,
                kind: asks.kind,
                secrecy: Secrecy::Open,
                weighting: Weighting::OneMemberOneVote,
                receipts: Receipts::Choice,
                state: BallotState::Closed,
                option_count: asks.options.len() as i64,
                counting: asks.counting,
                budget_minor: asks.budget.map(|budget| budget.total_minor),
                terms: "{}".to_owned(),
                electorate_count: 5,
                voted_count: 3,
                opened_by: steward,
                opened_at_us: now,
                closes_at_us: now,
                first_closes_at_us: now,
                extensions: "[]".to_owned(),
                quorum_reached_at_us: Some(now),
                leads: None,
                closed_at_us: Some(now),
                outcome: Some(Outcome::Passed),
                reckoning: Some(winners.clone()),
                execute_at_us: Some(now.plus(DAY * 3)),
                final_at_us: None,
                appeal_count: 0,
            })?;
            (proposal.stage, proposal.ballot_id) = (Stage::Passed, Some(ballot));
            tx.save(&proposal)?;
            Ok::<_, OpError<()>>(())
        })
        .await
        .unwrap();
    }

    pub(crate) async fn execute(&self, id: Id<Proposal>) -> bool {
        let done = self.act(move |tx, now| Ok::<_, OpError<()>>(ops::execute_decision(tx, id, now)?));
        done.await.unwrap()
    }

    pub(crate) async fn retry(
        &self,
        by: Id<Member>,
        proposal: Id<Proposal>,
        number: i64,
        key: &str,
    ) -> Result<ActionState, ProposalRefused> {
        let input = RetryDeed { proposal, number, key: self.key(by, key, key) };
        self.act(move |tx, now| ops::retry_deed(tx, by, &input, now)).await
    }

    pub(crate) async fn deed(&self, proposal: Id<Proposal>, number: i64) -> DecidedAction {
        self.find::<DecidedAction>((self.community, proposal, number)).await
    }

    /// State and code of the refusal, deed by deed.
    pub(crate) async fn deeds(&self, proposal: Id<Proposal>) -> Vec<(ActionState, Option<String>)> {
        let mut deeds = Vec::new();
        for number in 1..=self.proposal(proposal).await.action_count {
            let deed = self.deed(proposal, number).await;
            deeds.push((deed.state, deed.refusal));
        }
        deeds
    }

    pub(crate) async fn mandates(&self, proposal: Id<Proposal>) -> Vec<Mandate> {
        let (community, id) = (self.community, proposal.to_string());
        self.db.read(move |reader| spending::mandates_of_decision(reader, community, &id)).await.unwrap()
    }

    pub(crate) async fn offer(&self) -> Id<Offer> {
        let (steward, supplier) = (Actor::Member(self.steward), self.bo);
        let new = CreateOffer {
            id: self.id(),
            title: "Apples".to_owned(),
            story: "Red ones.".to_owned(),
            audience: market::offer::Audience::Members,
            limit: None,
            variants: vec![NewVariant {
                title: String::new(),
                unit: "jin".to_owned(),
                price: Price::parse("10").unwrap(),
                step: Quantity::ONE,
                stock: None,
            }],
            split: Split::all_to(Party::Member(supplier)),
            key: None,
        };
        self.act(move |tx, now| market::ops::create_offer(tx, steward, &new, now.into())).await.unwrap()
    }

    pub(crate) async fn charter(&self) -> (i64, Vec<String>) {
        let number = self.community;
        let read = move |reader: &mut store::Reader| -> Result<(i64, Vec<String>), Fault> {
            let version = reader.find::<community::Community>(&number)?.unwrap().charter_version;
            let row = reader.find::<community::CharterVersion>(&(number, version))?.unwrap();
            let mut rules = Vec::new();
            for position in 1..=row.rule_count {
                rules
                    .push(reader.find::<community::CharterRule>(&(number, version, position))?.unwrap().rule);
            }
            Ok((version, rules))
        };
        self.db.read(read).await.unwrap()
    }
}

pub(crate) fn mandate(world: &World, purpose: &str, fund: i64, carried_by: Option<Id<Member>>) -> Action {
    Action::Mandate {
        purpose: purpose.to_owned(),
        fund,
        ceiling_minor: 50_000,
        ends_at_us: world.now().plus(DAY * 200).micros,
        carried_by,
        kind: governance::asks::MandateUse::Spending,
    }
}

pub(crate) fn add(rule: &str) -> Action {
    Action::AddRule { rule: rule.to_owned(), reason: "We said so".to_owned() }
}

pub(crate) fn oven(risk: &str) -> Action {
    Action::Instrument {
        kind: "member_capital".to_owned(),
        name: "Oven".to_owned(),
        fund: 1,
        price_minor: 5_000,
        units_max: 40,
        units_each_max: 4,
        terms: "Members own a part of the oven".to_owned(),
        risk: risk.to_owned(),
    }
}

pub(crate) fn drop_rule(position: i64, rule: &str) -> Action {
    Action::DropRule { position, rule: rule.to_owned() }
}
