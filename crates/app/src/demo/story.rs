//! The acts of which decisions are made: proposing, talking, voting, concluding.

use super::agenda::{Agenda, Turned, deed};
use super::cast::Cast;
use super::content::Both;
use super::decisions::Moment;
use super::motions::{self as words, MotionText, Said};
use super::stage::{DAY, HOUR, Stage};
use governance::asks::{AskedOption, Asks};
use governance::ballot::BallotRefused;
use governance::choice::Choice;
use governance::ops::{
    CastVote, Comment, Conclude, Merge, MoveProposal, NameProxy, OpenBallot, Propose, Rewrite, SetTask,
    cast_vote, comment, conclude, merge, move_proposal, name_proxy, open_ballot, propose, rewrite, set_task,
};
use governance::proposal::Stage as At;
use governance::receipt::Receipt;
use governance::rows::{Ballot, Proposal};
use governance::terms::{Counting, Kind, Secrecy, Weighting};
use kernel::{Id, Timestamp};
use std::time::Duration;
use store::{Outcome, Tx};
use web::ids::MemberId;

pub(super) struct Story<'a> {
    pub stage: &'a mut Stage,
    pub agenda: &'a mut Agenda,
    pub cast: &'a Cast,
}

/// A proposal on its way.
#[derive(Clone, Copy)]
pub(super) struct Motion {
    pub id: Id<Proposal>,
    pub owner: MemberId,
    /// Of its text.
    version: i64,
}

/// A ballot, and when it is open.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub id: Id<Ballot>,
    pub from: Timestamp,
    pub until: Timestamp,
}

impl Story<'_> {
    pub(super) fn at(&self, (week, day, hour): Moment) -> Timestamp {
        self.stage.at(week, day, hour, 20)
    }

    /// The three who can sign in come first, then the neighbours as they came.
    pub(super) fn neighbour(&self, number: usize) -> MemberId {
        self.cast.buyers[number].member
    }

    pub(super) fn options(&self, titles: &[Both]) -> Vec<AskedOption> {
        let option = |title: &Both| AskedOption {
            title: self.stage.say(*title),
            note: String::new(),
            cost_minor: None,
            carried_by: None,
        };
        titles.iter().map(option).collect()
    }

    pub(super) fn proposal(&mut self, by: usize, when: Moment, text: &MotionText, asks: Asks) -> Motion {
        self.proposal_of(by, when, text, move |_| Ok(asks.clone()))
    }

    /// Of what is known only then.
    pub(super) fn proposal_of(
        &mut self,
        by: usize,
        when: Moment,
        text: &MotionText,
        asks: impl Fn(&mut Tx) -> Outcome<Asks, Turned> + Send + Sync + 'static,
    ) -> Motion {
        let (at, owner) = (self.at(when), self.neighbour(by));
        let id = self.stage.id(at);
        let (title, body) = (self.stage.say(text.title), self.stage.say(text.body));
        self.agenda.add(self.stage.community, at, "proposing", move |tx| {
            let (title, body) = (title.clone(), body.clone());
            let input = Propose { id, title, body, asks: asks(tx)?, key: None };
            deed(propose(tx, owner, &input, at), |_| false).map(drop)
        });
        Motion { id, owner, version: 1 }
    }

    pub(super) fn on(&mut self, motion: Motion, when: Moment, to: At, reason: Both) {
        let (at, reason) = (self.at(when), self.stage.say(reason));
        let input = MoveProposal { proposal: motion.id, to, reason, key: None };
        self.agenda.add(self.stage.community, at, "moving a proposal on", move |tx| {
            deed(move_proposal(tx, motion.owner, &input, at), |_| false).map(drop)
        });
    }

    /// Of what becomes of what nobody collects.
    pub(super) fn rewrite(&mut self, motion: Motion, when: Moment, asks: Asks) -> Motion {
        let (at, title) = (self.at(when), self.stage.say(words::UNCOLLECTED.title));
        let (body, note) = (self.stage.say(words::UNCOLLECTED_LATER), self.stage.say(words::WHY_LATER));
        let input =
            Rewrite { proposal: motion.id, from_version: motion.version, title, body, asks, note, key: None };
        self.agenda.add(self.stage.community, at, "rewriting", move |tx| {
            deed(rewrite(tx, motion.owner, &input, at), |_| false).map(drop)
        });
        Motion { version: motion.version + 1, ..motion }
    }

    pub(super) fn done(&mut self, motion: Motion, when: Moment, reason: Both) {
        let (at, reason) = (self.at(when), self.stage.say(reason));
        let input = Conclude { proposal: motion.id, carried_out: true, reason };
        self.agenda.add(self.stage.community, at, "concluding", move |tx| {
            deed(conclude(tx, motion.owner, &input, at), |_| false).map(drop)
        });
    }

    pub(super) fn merge(&mut self, motion: Motion, into: Motion, when: Moment) {
        let (at, reason) = (self.at(when), self.stage.say(words::ONE_TALK));
        let (steward, input) = (self.cast.steward, Merge { proposal: motion.id, into: into.id, reason });
        self.agenda.add(self.stage.community, at, "merging", move |tx| {
            deed(merge(tx, steward, &input, at), |_| false).map(drop)
        });
    }

    pub(super) fn task(&mut self, motion: Motion, when: Moment, what: Both, assignee: MemberId, days: u32) {
        let (at, what) = (self.at(when), self.stage.say(what));
        let input = SetTask { proposal: motion.id, what, assignee, due_at: at.plus(DAY * days), key: None };
        self.agenda.add(self.stage.community, at, "setting a task", move |tx| {
            deed(set_task(tx, motion.owner, &input, at), |_| false).map(drop)
        });
    }

    pub(super) fn talk(&mut self, motion: Motion, when: Moment, said: &[Said]) {
        for (number, said) in said.iter().enumerate() {
            let at = self.at(when).plus(HOUR * number as u32);
            let (by, body) = (self.neighbour(said.by), self.stage.say(said.words));
            let input = Comment { proposal: motion.id, parent: said.answers, body, key: None };
            self.agenda.add(self.stage.community, at, "commenting", move |tx| {
                deed(comment(tx, by, &input, at), |_| false).map(drop)
            });
        }
    }

    /// Until the ballot opens: `away` has `stand_in` vote for them.
    pub(super) fn proxy(&mut self, motion: Motion, when: Moment, away: usize, stand_in: usize) {
        let at = self.at(when);
        let (by, proxy) = (self.neighbour(away), self.neighbour(stand_in));
        let input = NameProxy { proposal: motion.id, by, proxy };
        self.agenda.add(self.stage.community, at, "naming a proxy", move |tx| {
            deed(name_proxy(tx, &input, at), |_| false).map(drop)
        });
    }

    pub(super) fn ballot(&mut self, motion: Motion, when: Moment, days: u32) -> Open {
        let from = self.at(when);
        let (id, until) = (self.stage.id(from), from.plus(DAY * days));
        let (proposal, by) = (motion.id, motion.owner);
        let input = OpenBallot {
            id,
            proposal,
            version: motion.version,
            by,
            closes_at: until,
            reason: String::new(),
            key: None,
        };
        self.agenda.add(self.stage.community, from, "opening a ballot", move |tx| {
            deed(open_ballot(tx, &input, from), |_| false).map(drop)
        });
        Open { id, from, until }
    }

    /// Of those who are here by then, so many in a hundred; None of `choose` says nothing.
    pub(super) fn voices(
        &mut self,
        open: Open,
        percent: u64,
        choose: impl Fn(&mut Story<'_>, usize) -> Option<Choice>,
    ) {
        let seconds = (open.until.micros - open.from.micros) as u64 / 1_000_000;
        for number in 0..self.cast.buyers.len() {
            let (at, chance) = (self.stage.voices.below(seconds), self.stage.voices.chance(percent));
            let (choice, random) = (choose(self, number), self.stage.voices.bytes());
            let (member, Some(choice), true) = (self.neighbour(number), choice, chance) else { continue };
            let at = open.from.plus(Duration::from_secs(at));
            let mut bits = [0; 16];
            bits[..10].copy_from_slice(&random);
            bits[10..].copy_from_slice(&self.stage.voices.bytes()[..6]);
            let receipts = vec![Receipt::new(bits)];
            let input = CastVote {
                ballot: open.id,
                by: member,
                voter: member,
                choice,
                reason: String::new(),
                receipts,
            };
            self.agenda.add(self.stage.community, at, "voting", move |tx| {
                // Who came later has no vote in it, or is no member yet.
                let late = |why: &BallotRefused| {
                    matches!(why, BallotRefused::NotInElectorate | BallotRefused::NotAMember)
                };
                deed(cast_vote(tx, &input, at), late).map(drop)
            });
        }
    }
}

pub(super) fn asks(kind: Kind, secrecy: Secrecy) -> Asks {
    Asks {
        kind,
        secrecy,
        weighting: Weighting::OneMemberOneVote,
        counting: Counting::Plain,
        options: Vec::new(),
        budget: None,
        actions: Vec::new(),
    }
}

/// One of these, so many times in a hundred.
pub(super) fn pick(story: &mut Story<'_>, choices: &[(u64, Choice)]) -> Choice {
    let mut drawn = story.stage.voices.below(100);
    for (percent, choice) in choices {
        match drawn.checked_sub(*percent) {
            Some(left) => drawn = left,
            None => return choice.clone(),
        }
    }
    Choice::Abstain
}
