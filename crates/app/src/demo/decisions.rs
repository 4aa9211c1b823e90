//! What the co-op has decided in its three months, and what it is deciding now.

use super::agenda::{Agenda, deed};
use super::cast::Cast;
use super::motions::{self as words, Said};
use super::spending;
use super::stage::{Stage, WEEKS};
use super::story::{Story, asks, pick};
use governance::asks::{Action, AskedBudget, AskedOption, Asks};
use governance::choice::Choice;
use governance::ops::{EditRules, edit_rules};
use governance::proposal::Stage as At;
use governance::rows::Proposal;
use governance::terms::{Counting, DecisionRules, Kind, Secrecy};
use kernel::Id;

/// A moment of the story: week, day from Monday, hour.
pub(super) type Moment = (i64, i64, u32);

/// Writes everything down. Answers which of them made what members own of the cold store.
pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) -> Id<Proposal> {
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
    // Last, so that it leaves what chance has drawn for the others.
    let capital = story.capital();
    spending::a_part_paid_back(story.stage, story.agenda, story.cast);
    capital
}

/// Of the common fund.
pub(super) const COMMON: i64 = 1;

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
                kind: governance::asks::MandateUse::Spending,
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
        let motion = self.proposal(3, (9, 0, 19), &words::UNCOLLECTED, asks.clone());
        let objection = [Said { by: 11, answers: None, words: words::OBJECTION }];
        self.talk(motion, (9, 1, 21), &objection);
        self.on(motion, (9, 2, 9), At::Discussion, words::TO_DISCUSSION);
        let motion = self.rewrite(motion, (9, 2, 21), asks);
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
        // The member who can sign in votes for these two as well.
        const AWAY: [usize; 2] = [14, 19];
        AWAY.into_iter().for_each(|away| self.proxy(feast, (WEEKS, 1, 12), away, 2));
        self.on(feast, (WEEKS, 1, 21), At::Draft, words::TO_DRAFT);
        let open = self.ballot(feast, (WEEKS, 2, 10), 6);
        self.voices(open, 40, |story, at| {
            let liked: Vec<i64> = (1..=5).filter(|_| story.stage.voices.chance(45)).collect();
            (at > 2 && !AWAY.contains(&at) && !liked.is_empty()).then_some(Choice::Approve(liked))
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
                kind: governance::asks::MandateUse::Spending,
            }],
            ..asks(Kind::YesNo, Secrecy::Open)
        };
        let prepay = self.proposal(2, (WEEKS, 0, 21), &words::PREPAY, asks);
        self.on(prepay, (WEEKS, 1, 8), At::Discussion, words::TO_DISCUSSION);
        self.on(prepay, (WEEKS, 2, 20), At::Draft, words::TO_DRAFT);
    }
}
