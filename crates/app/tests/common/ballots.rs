//! Ballots in a whole site: proposed, opened, voted on and closed by the operations themselves.

use super::{Shop, World};
use governance::asks::{AskedBudget, AskedOption, Asks};
use governance::choice::Choice;
use governance::ids::Member;
use governance::ops::{self, CastVote, MoveProposal, OpenBallot, Propose};
use governance::proposal::Stage;
use governance::receipt::Receipt;
use governance::rows::{Ballot, Proposal};
use governance::terms::{Counting, Kind, Secrecy};
use kernel::Id;
use std::time::Duration;
use store::{OpError, Outcome, Tx};

const DAY: Duration = Duration::from_secs(86_400);

/// A proposal and the ballot on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decided {
    pub(crate) proposal: Id<Proposal>,
    pub(crate) ballot: Id<Ballot>,
}

pub(crate) fn options(kind: Kind, counting: Counting, titles: &[(&str, Option<i64>)]) -> Asks {
    let option = |(title, cost): &(&str, Option<i64>)| AskedOption {
        title: (*title).to_owned(),
        note: String::new(),
        cost_minor: *cost,
        carried_by: None,
    };
    Asks { kind, counting, options: titles.iter().map(option).collect(), ..Asks::default() }
}

pub(crate) fn budget(world: &World, counting: Counting, total_minor: i64, titles: &[(&str, i64)]) -> Asks {
    let titles: Vec<_> = titles.iter().map(|(title, cost)| (*title, Some(*cost))).collect();
    let ends_at_us = world.clock.now().plus(DAY * 300).micros;
    let asks = options(Kind::Budget, counting, &titles);
    Asks { budget: Some(AskedBudget { total_minor, fund: 1, ends_at_us }), ..asks }
}

impl Shop {
    pub(crate) async fn number(&self, world: &World) -> i64 {
        let slug = self.slug.clone();
        let found = world.running.site.db.read(move |reader| community::by_slug(reader, &slug)).await;
        found.unwrap().unwrap().community_id
    }

    /// One operation of this community, which has to go through.
    pub(crate) async fn act<T, R>(
        &self,
        world: &World,
        op: impl Fn(&mut Tx, kernel::Timestamp) -> Outcome<T, R> + Send + 'static,
    ) -> T
    where
        T: Send + 'static,
        R: std::fmt::Debug + Send + 'static,
    {
        let now = world.clock.now();
        match world.running.site.db.transact(self.number(world).await, move |tx| op(tx, now)).await {
            Ok(done) => done,
            Err(OpError::Refused(why)) => panic!("refused: {why:?}"),
            Err(OpError::Fault(fault)) => panic!("{fault}"),
        }
    }

    /// Members without an account of this test's, who vote.
    pub(crate) async fn voters(&self, world: &World, count: usize) -> Vec<Id<Member>> {
        let mut voters = Vec::new();
        for number in 0..count {
            let (id, person) = (world.running.site.id(), world.running.site.id());
            self.act(world, move |tx, now| {
                let display_name = format!("Voter {number}");
                let new =
                    community::NewMember { id, person: Some(person), display_name, random: number as u64 };
                community::admit(tx, person, &new, now)
            })
            .await;
            voters.push(id);
        }
        voters
    }

    /// A proposal of the member's that asks this, put to the vote of everybody who is here by then.
    pub(crate) async fn opened(&self, world: &World, title: &str, asks: Asks) -> Decided {
        let owner = Id::parse(&self.member_id(world, &self.member).await).unwrap();
        let (id, ballot) = (world.running.site.id(), world.running.site.id());
        let (title, body) = (title.to_owned(), "Why, how, and what it costs.".to_owned());
        let new = Propose { id, title, body, asks, key: None };
        self.act(world, move |tx, now| ops::propose(tx, owner, &new, now)).await;
        for to in [Stage::Discussion, Stage::Draft] {
            let input = MoveProposal { proposal: id, to, reason: "It is time".to_owned(), key: None };
            self.act(world, move |tx, now| ops::move_proposal(tx, owner, &input, now)).await;
        }
        world.pass(DAY * 3).await;
        let closes_at = world.clock.now().plus(DAY * 3);
        let input = OpenBallot {
            id: ballot,
            proposal: id,
            version: 1,
            by: owner,
            closes_at,
            reason: String::new(),
            key: None,
        };
        self.act(world, move |tx, now| ops::open_ballot(tx, &input, now)).await;
        Decided { proposal: id, ballot }
    }

    /// Voters say this, one each in their order; in a secret ballot the receipt is made of the place.
    pub(crate) async fn vote(
        &self,
        world: &World,
        decided: Decided,
        secrecy: Secrecy,
        votes: &[(Id<Member>, Choice)],
    ) {
        for (place, (voter, choice)) in votes.iter().enumerate() {
            let receipts = match secrecy {
                Secrecy::Open => Vec::new(),
                Secrecy::Secret => vec![Receipt::new([place as u8 + 1; 16])],
            };
            let reason = if *choice == Choice::Object { "It smokes." } else { "" };
            let (voter, choice) = (*voter, choice.clone());
            let input = CastVote {
                ballot: decided.ballot,
                by: voter,
                voter,
                choice,
                reason: reason.to_owned(),
                receipts,
            };
            self.act(world, move |tx, now| ops::cast_vote(tx, &input, now)).await;
        }
    }

    /// Proposed, voted on and closed.
    pub(crate) async fn decided(
        &self,
        world: &World,
        title: &str,
        asks: Asks,
        votes: &[(Id<Member>, Choice)],
    ) -> Decided {
        let secrecy = asks.secrecy;
        let decided = self.opened(world, title, asks).await;
        self.vote(world, decided, secrecy, votes).await;
        world.pass(DAY * 3).await;
        decided
    }

    pub(crate) fn result_path(&self, decided: Decided) -> String {
        self.path(&format!("/ballots/{}/result", decided.ballot))
    }
}

impl Shop {
    /// How it decides from now on.
    pub(crate) async fn allow(&self, world: &World, rules: governance::terms::DecisionRules) {
        use governance::rows::{DecisionCount, DecisionRulesVersion};
        let only = rules.only_by_decision;
        self.act(world, move |tx, _| community::set_by_decision_only(tx, only)).await;
        self.act(world, move |tx, now| {
            let community_id = tx.community();
            let count = tx.lock::<DecisionCount>(community_id)?;
            let version = count.as_ref().map_or(0, |count| count.rules_version) + 1;
            let proposal_count = count.as_ref().map_or(0, |count| count.proposal_count);
            let row = DecisionCount { community_id, proposal_count, rules_version: version };
            match count {
                Some(_) => tx.save(&row)?,
                None => tx.insert(&row)?,
            }
            tx.insert(&DecisionRulesVersion {
                community_id,
                version,
                words: serde_json::to_string(&rules).unwrap(),
                reason: "for the test".to_owned(),
                set_by: None,
                decision: None,
                set_at_us: now,
            })?;
            Ok::<_, OpError<()>>(())
        })
        .await;
    }
}
