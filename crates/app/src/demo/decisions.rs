//! What the co-op has decided in its three months, and what it is deciding now.

use super::agenda::{Agenda, deed};
use super::cast::Cast;
use super::content::Both;
use super::motions::{self as words, MotionText, Said};
use super::spending;
use super::stage::{DAY, HOUR, Stage, WEEKS};
use governance::asks::{Action, AskedBudget, AskedOption, Asks};
use governance::ballot::BallotRefused;
use governance::choice::Choice;
use governance::ops::{
    CastVote, Comment, Conclude, EditRules, Merge, MoveProposal, OpenBallot, Propose, SetTask, cast_vote,
    comment, conclude, edit_rules, merge, move_proposal, open_ballot, propose, set_task,
};
use governance::proposal::Stage as At;
use governance::receipt::Receipt;
use governance::rows::{Ballot, Proposal};
use governance::terms::{Counting, DecisionRules, Kind, Secrecy, Weighting};
use kernel::{Id, Timestamp};
use std::time::Duration;
use web::ids::MemberId;

/// A moment of the story: week, day from Monday, hour.
type Moment = (i64, i64, u32);

/// Writes everything down.
pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let mut story = Story { stage, agenda, cast };
    story.rules();
    story.fridge();
    story.hours();
    story.bounty();
    story.spring();
    story.uncollected();
    story.aid();
    story.moderator();
    story.now_open();
    story.in_talk();
}

struct Story<'a> {
    stage: &'a mut Stage,
    agenda: &'a mut Agenda,
    cast: &'a Cast,
}

/// A proposal on its way.
#[derive(Clone, Copy)]
struct Motion {
    id: Id<Proposal>,
    owner: MemberId,
}

/// A ballot, and when it is open.
#[derive(Clone, Copy)]
struct Open {
    id: Id<Ballot>,
    from: Timestamp,
    until: Timestamp,
}

/// Of the common fund.
const COMMON: i64 = 1;

impl Story<'_> {
    /// How the co-op decides, as agreed at the founding.
    fn rules(&mut self) {
        let (at, by) = (self.stage.at(-1, 3, 20, 0), self.cast.steward);
        let rules = DecisionRules {
            discussion_hours: 24,
            ballot_hours: 48,
            delay_hours: 48,
            standing_month_minor: 20_000,
            standing_each_minor: 6_000,
            standing_fund: COMMON,
            ..DecisionRules::default()
        };
        let input = EditRules { rules, from_version: 0, reason: self.stage.say(words::RULES_REASON) };
        self.agenda.add(self.stage.community, at, "agreeing on the rules of deciding", move |tx| {
            deed(edit_rules(tx, by, &input, at), |_| false).map(drop)
        });
        spending::small_sums(self.stage, self.agenda, self.cast);
    }

    /// From a wish to a fridge that has been paid for.
    fn fridge(&mut self) {
        let carried_by = self.neighbour(2);
        let ends_at_us = self.stage.at(WEEKS + 8, 0, 0, 0).micros;
        let purpose = self.stage.say(words::FRIDGE.title);
        let asks = Asks {
            actions: vec![Action::Mandate {
                purpose,
                fund: COMMON,
                ceiling_minor: 150_000,
                ends_at_us,
                carried_by: Some(carried_by),
            }],
            ..asks(Kind::YesNo, Secrecy::Open)
        };
        let motion = self.proposal(2, (5, 0, 20), &words::FRIDGE, asks);
        self.talk(motion, (5, 1, 8), &words::ON_FRIDGE);
        self.on(motion, (5, 2, 12), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (5, 4, 18), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (5, 5, 9), 4);
        self.voices(open, 55, |story, _| {
            Some(pick(story, &[(80, Choice::Yes), (12, Choice::No), (8, Choice::Abstain)]))
        });
        spending::of_the_fridge(self.stage, self.agenda, self.cast, motion.id, carried_by);
        self.done(motion, (9, 6, 10), words::DONE);
    }

    fn hours(&mut self) {
        let asks = Asks {
            counting: Counting::SchulzeMargins,
            options: self.options(&words::TIMES),
            ..asks(Kind::Ranked, Secrecy::Secret)
        };
        let motion = self.proposal(7, (6, 0, 19), &words::HOURS, asks);
        self.on(motion, (6, 1, 9), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (6, 3, 9), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (6, 4, 9), 3);
        // Early risers, those who work, and those who take what comes.
        let habits: [&[&[i64]]; 5] =
            [&[&[1], &[2], &[3]], &[&[2], &[3], &[1]], &[&[4], &[3]], &[&[3], &[4], &[2]], &[&[2], &[1, 3]]];
        self.voices(open, 60, move |story, _| {
            let habit = habits[story.stage.voices.below(5) as usize];
            Some(Choice::Rank(habit.iter().map(|tier| tier.to_vec()).collect()))
        });
        self.done(motion, (8, 0, 9), words::DONE);
    }

    /// No: not here.
    fn bounty(&mut self) {
        let motion = self.proposal(30, (7, 0, 12), &words::BOUNTY, asks(Kind::YesNo, Secrecy::Open));
        self.talk(motion, (7, 0, 14), &words::ON_BOUNTY);
        self.on(motion, (7, 1, 12), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (7, 2, 12), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (7, 3, 12), 3);
        self.voices(open, 50, |story, _| {
            Some(pick(story, &[(12, Choice::Yes), (80, Choice::No), (8, Choice::Abstain)]))
        });
    }

    /// Six projects, one sum.
    fn spring(&mut self) {
        let ends_at_us = self.stage.at(WEEKS + 12, 0, 0, 0).micros;
        let options = words::PROJECTS.iter().enumerate().map(|(at, (title, note, cost))| AskedOption {
            title: self.stage.say(*title),
            note: self.stage.say(*note),
            cost_minor: Some(cost * 100),
            carried_by: Some(self.neighbour(4 + at)),
        });
        let asks = Asks {
            counting: Counting::EqualSharesAdd1Greedy,
            options: options.collect(),
            budget: Some(AskedBudget { total_minor: 120_000, fund: COMMON, ends_at_us }),
            ..asks(Kind::Budget, Secrecy::Open)
        };
        let motion = self.proposal(4, (8, 0, 20), &words::SPRING, asks);
        self.on(motion, (8, 1, 9), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (8, 3, 9), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (8, 4, 9), 4);
        let liking = [45, 40, 30, 35, 55, 50];
        self.voices(open, 60, move |story, _| {
            let likes =
                |(at, percent): (usize, &u64)| story.stage.voices.chance(*percent).then_some(at as i64 + 1);
            let liked: Vec<i64> = liking.iter().enumerate().filter_map(likes).collect();
            (!liked.is_empty()).then_some(Choice::Approve(liked))
        });
        self.task(motion, (10, 1, 9), words::PAINT_TASK, self.neighbour(8), 14);
        self.task(motion, (WEEKS, 0, 9), words::MEASURE_TASK, self.neighbour(2), 5);
        spending::of_spring(self.stage, self.agenda, self.cast, motion.id);
    }

    /// A rule of the charter by consent, after an objection was taken in.
    fn uncollected(&mut self) {
        let (rule, reason) = words::RULE_UNCOLLECTED;
        let asks = Asks {
            actions: vec![Action::AddRule { rule: self.stage.say(rule), reason: self.stage.say(reason) }],
            ..asks(Kind::Consent, Secrecy::Open)
        };
        let motion = self.proposal(3, (9, 0, 19), &words::UNCOLLECTED, asks);
        let objection = [Said { by: 11, answers: None, words: words::OBJECTION }];
        self.talk(motion, (9, 1, 21), &objection);
        self.on(motion, (9, 2, 9), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (9, 3, 9), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (9, 4, 9), 3);
        self.voices(open, 50, |story, _| Some(pick(story, &[(92, Choice::Agree), (8, Choice::Abstain)])));
        self.done(motion, (11, 2, 9), words::DONE);
    }

    /// A split by decision: what is bought afterwards is divided anew.
    fn aid(&mut self) {
        let shelf = self.cast.shelf[0];
        let supplier = self.cast.suppliers[shelf.supplier];
        let asks = Asks {
            actions: vec![Action::Split {
                offer: shelf.offer.to_string(),
                words: format!("fund:1 400bp, fund:2 400bp, rest {supplier}"),
            }],
            ..asks(Kind::YesNo, Secrecy::Open)
        };
        let motion = self.proposal(1, (10, 0, 19), &words::AID, asks);
        self.on(motion, (10, 1, 9), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (10, 2, 9), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (10, 3, 9), 3);
        self.voices(open, 50, |story, _| {
            Some(pick(story, &[(84, Choice::Yes), (10, Choice::No), (6, Choice::Abstain)]))
        });
        self.done(motion, (11, 4, 9), words::DONE);
    }

    fn moderator(&mut self) {
        let member = self.neighbour(5);
        let asks = Asks {
            actions: vec![Action::Role { member, role: "moderator".to_owned(), give: true }],
            ..asks(Kind::YesNo, Secrecy::Secret)
        };
        let motion = self.proposal(0, (11, 0, 19), &words::MODERATOR, asks);
        self.on(motion, (11, 1, 9), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (11, 2, 9), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (11, 3, 9), 4);
        self.voices(open, 55, |story, _| {
            Some(pick(story, &[(88, Choice::Yes), (7, Choice::No), (5, Choice::Abstain)]))
        });
    }

    /// What waits for the reader's own vote.
    fn now_open(&mut self) {
        let asks_bags = Asks { options: self.options(&words::PACKING), ..asks(Kind::Score, Secrecy::Secret) };
        let bags = self.proposal(13, (WEEKS, 0, 8), &words::BAGS, asks_bags);
        self.on(bags, (WEEKS, 0, 20), At::Discussion, words::TO_DISCUSSION);
        self.on(bags, (WEEKS, 1, 20), At::Draft, words::TO_DRAFT);
        let open = self.ballot(bags, (WEEKS, 2, 9), 5);
        self.voices(open, 60, |story, at| {
            // The sign-ins are asked still.
            let scores = (1..=3).map(|option| (option, story.stage.voices.below(6) as i64)).collect();
            (at > 2).then_some(Choice::Score(scores))
        });
        let asks_feast =
            Asks { options: self.options(&words::DISHES), ..asks(Kind::Approval, Secrecy::Open) };
        let feast = self.proposal(16, (WEEKS, 0, 9), &words::FEAST, asks_feast);
        self.on(feast, (WEEKS, 0, 21), At::Discussion, words::TO_DISCUSSION);
        self.on(feast, (WEEKS, 1, 21), At::Draft, words::TO_DRAFT);
        let open = self.ballot(feast, (WEEKS, 2, 10), 6);
        self.voices(open, 40, |story, at| {
            let liked: Vec<i64> = (1..=5).filter(|_| story.stage.voices.chance(45)).collect();
            (at > 2 && !liked.is_empty()).then_some(Choice::Approve(liked))
        });
    }

    /// What is still being talked over.
    fn in_talk(&mut self) {
        let compost = self.proposal(9, (WEEKS, 0, 9), &words::COMPOST, asks(Kind::YesNo, Secrecy::Open));
        self.talk(compost, (WEEKS, 1, 9), &words::ON_COMPOST);
        self.on(compost, (WEEKS, 1, 20), At::Discussion, words::TO_DISCUSSION);
        let worms = self.proposal(18, (WEEKS, 2, 8), &words::WORMS, asks(Kind::YesNo, Secrecy::Open));
        self.merge(worms, compost, (WEEKS, 2, 12));
        let ceiling_minor = 60_000;
        let ends_at_us = self.stage.at(WEEKS + 20, 0, 0, 0).micros;
        let purpose = self.stage.say(words::PREPAY.title);
        let asks = Asks {
            actions: vec![Action::Mandate {
                purpose,
                fund: COMMON,
                ceiling_minor,
                ends_at_us,
                carried_by: None,
            }],
            ..asks(Kind::YesNo, Secrecy::Open)
        };
        let prepay = self.proposal(2, (WEEKS, 0, 21), &words::PREPAY, asks);
        self.on(prepay, (WEEKS, 1, 8), At::Discussion, words::TO_DISCUSSION);
        self.on(prepay, (WEEKS, 2, 20), At::Draft, words::TO_DRAFT);
    }

    fn at(&self, (week, day, hour): Moment) -> Timestamp {
        self.stage.at(week, day, hour, 20)
    }

    /// The three who can sign in come first, then the neighbours as they came.
    fn neighbour(&self, number: usize) -> MemberId {
        self.cast.buyers[number].member
    }

    fn options(&self, titles: &[Both]) -> Vec<AskedOption> {
        let option = |title: &Both| AskedOption {
            title: self.stage.say(*title),
            note: String::new(),
            cost_minor: None,
            carried_by: None,
        };
        titles.iter().map(option).collect()
    }

    fn proposal(&mut self, by: usize, when: Moment, text: &MotionText, asks: Asks) -> Motion {
        let (at, owner) = (self.at(when), self.neighbour(by));
        let id = self.stage.id(at);
        let (title, body) = (self.stage.say(text.title), self.stage.say(text.body));
        let input = Propose { id, title, body, asks, key: None };
        self.agenda.add(self.stage.community, at, "proposing", move |tx| {
            deed(propose(tx, owner, &input, at), |_| false).map(drop)
        });
        Motion { id, owner }
    }

    fn on(&mut self, motion: Motion, when: Moment, to: At, reason: Both) {
        let (at, reason) = (self.at(when), self.stage.say(reason));
        let input = MoveProposal { proposal: motion.id, to, reason, key: None };
        self.agenda.add(self.stage.community, at, "moving a proposal on", move |tx| {
            deed(move_proposal(tx, motion.owner, &input, at), |_| false).map(drop)
        });
    }

    fn done(&mut self, motion: Motion, when: Moment, reason: Both) {
        let (at, reason) = (self.at(when), self.stage.say(reason));
        let input = Conclude { proposal: motion.id, carried_out: true, reason };
        self.agenda.add(self.stage.community, at, "concluding", move |tx| {
            deed(conclude(tx, motion.owner, &input, at), |_| false).map(drop)
        });
    }

    fn merge(&mut self, motion: Motion, into: Motion, when: Moment) {
        let (at, reason) = (self.at(when), self.stage.say(words::ONE_TALK));
        let (steward, input) = (self.cast.steward, Merge { proposal: motion.id, into: into.id, reason });
        self.agenda.add(self.stage.community, at, "merging", move |tx| {
            deed(merge(tx, steward, &input, at), |_| false).map(drop)
        });
    }

    fn task(&mut self, motion: Motion, when: Moment, what: Both, assignee: MemberId, days: u32) {
        let (at, what) = (self.at(when), self.stage.say(what));
        let input = SetTask { proposal: motion.id, what, assignee, due_at: at.plus(DAY * days), key: None };
        self.agenda.add(self.stage.community, at, "setting a task", move |tx| {
            deed(set_task(tx, motion.owner, &input, at), |_| false).map(drop)
        });
    }

    fn talk(&mut self, motion: Motion, when: Moment, said: &[Said]) {
        for (number, said) in said.iter().enumerate() {
            let at = self.at(when).plus(HOUR * number as u32);
            let (by, body) = (self.neighbour(said.by), self.stage.say(said.words));
            let input = Comment { proposal: motion.id, parent: said.answers, body, key: None };
            self.agenda.add(self.stage.community, at, "commenting", move |tx| {
                deed(comment(tx, by, &input, at), |_| false).map(drop)
            });
        }
    }

    fn ballot(&mut self, motion: Motion, when: Moment, days: u32) -> Open {
        let from = self.at(when);
        let (id, until) = (self.stage.id(from), from.plus(DAY * days));
        let (proposal, by) = (motion.id, motion.owner);
        let input = OpenBallot { id, proposal, by, closes_at: until, reason: String::new(), key: None };
        self.agenda.add(self.stage.community, from, "opening a ballot", move |tx| {
            deed(open_ballot(tx, &input, from), |_| false).map(drop)
        });
        Open { id, from, until }
    }

    /// Of those who are here by then, so many in a hundred; None of `choose` says nothing.
    fn voices(&mut self, open: Open, percent: u64, choose: impl Fn(&mut Story<'_>, usize) -> Option<Choice>) {
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

fn asks(kind: Kind, secrecy: Secrecy) -> Asks {
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
fn pick(story: &mut Story<'_>, choices: &[(u64, Choice)]) -> Choice {
    let mut drawn = story.stage.voices.below(100);
    for (percent, choice) in choices {
        match drawn.checked_sub(*percent) {
            Some(left) => drawn = left,
            None => return choice.clone(),
        }
    }
    Choice::Abstain
}
