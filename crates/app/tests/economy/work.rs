//! Work by lot: claimed, confirmed by two, disputed, ruled on, withdrawn.

use crate::town::{DAY, Town};
use contributions::contribution::{Ruling, State};
use contributions::ops::{self, Claim, Confirm, DecideDispute, DisputeInput, SetRules, Withdraw};
use contributions::rows::{Contribution, ValueRow};
use contributions::rules::{ContributionRules, Rate};
use contributions::worth::Per;
use kernel::{Id, Price, Quantity, Timestamp};
use web::ids::MemberId;

pub(crate) struct Given {
    id: Id<Contribution>,
    member: MemberId,
    value: i64,
    confirmed_by: Vec<MemberId>,
    until: Option<Timestamp>,
    disputed_by: Option<MemberId>,
    state: State,
    recorded_at: Option<Timestamp>,
}

impl Given {
    /// By whom and at what it counts in a time.
    pub(crate) fn recorded_in(&self, starts: Timestamp, ends: Timestamp) -> Option<(MemberId, i64)> {
        self.recorded_at.filter(|at| (starts..ends).contains(at)).map(|_| (self.member, self.value))
    }

    fn has_a_part(&self, who: MemberId) -> bool {
        who == self.member || self.confirmed_by.contains(&who)
    }
}

impl Town {
    /// ¥30 an hour, two confirm, a week to object.
    pub(crate) async fn agree_on_work(&mut self) {
        let rate = Rate { name: "Baking".to_owned(), per: Per::Hour, price: Price::parse("30").unwrap() };
        let rules = ContributionRules { rates: vec![rate], ..ContributionRules::default() };
        let (reason, by) = ("Agreed at the meeting".to_owned(), self.steward);
        let input = SetRules { rules, from_version: 0, reason, key: None };
        self.once(move |tx, now| ops::set_rules(tx, by, &input, now)).await.unwrap();
    }

    pub(crate) async fn gives_work(&mut self) {
        let mut who = self.members.clone();
        who.extend([self.steward, self.treasurer]);
        let by = self.dice.one(&who);
        let count = self.given.len() as u64;
        if count == 0 || self.dice.once_in(4) {
            return self.claims_work(by).await;
        }
        let (which, here, told) = (self.dice.roll(count) as usize, self.here(by), self.told());
        let one = &self.given[which];
        let (contribution, state, own, part) = (one.id, one.state, one.member == by, one.has_a_part(by));
        let (until, disputed_by) = (one.until, one.disputed_by);
        match self.dice.roll(6) {
            0..=2 => {
                let input = Confirm { contribution, key: self.key("confirm work") };
                let done = self.act(move |tx, now| ops::confirm(tx, by, &input, now)).await;
                assert_eq!(
                    done.is_ok(),
                    here && state == State::Claimed && !part,
                    "confirming {done:?}, {told}"
                );
                if done.is_ok() {
                    let ends = self.now().plus(DAY * 7);
                    let one = &mut self.given[which];
                    one.confirmed_by.push(by);
                    if one.confirmed_by.len() == 2 {
                        (one.state, one.until) = (State::Confirmed, Some(ends));
                    }
                }
            }
            3 => {
                let input =
                    DisputeInput { contribution, reason: "Never seen".to_owned(), key: self.key("dispute") };
                let open = until.is_some_and(|until| self.now() < until);
                let done = self.act(move |tx, now| ops::dispute(tx, by, &input, now)).await;
                assert_eq!(
                    done.is_ok(),
                    here && state == State::Confirmed && open && !part,
                    "disputing {done:?}, {told}"
                );
                if done.is_ok() {
                    let one = &mut self.given[which];
                    (one.state, one.disputed_by) = (State::Disputed, Some(by));
                }
            }
            4 => {
                let judge = self.dice.one(&[self.steward, self.treasurer]);
                let ruling = if self.dice.once_in(2) { Ruling::Stands } else { Ruling::Refused };
                let may = state == State::Disputed
                    && !self.given[which].has_a_part(judge)
                    && disputed_by != Some(judge);
                let (reason, key) = ("I was there".to_owned(), self.key("ruling"));
                let input = DecideDispute { contribution, ruling, reason, key };
                let done = self.act(move |tx, now| ops::decide_dispute(tx, judge, &input, now)).await;
                assert_eq!(done.is_ok(), may, "ruling {done:?}, {told}");
                if may {
                    let now = self.now();
                    let one = &mut self.given[which];
                    (one.state, one.recorded_at) = match ruling {
                        Ruling::Refused => (State::Refused, None),
                        _ => (State::Recorded, Some(now)),
                    };
                }
            }
            _ => {
                let input = Withdraw { contribution, key: self.key("withdraw work") };
                let done = self.act(move |tx, now| ops::withdraw(tx, by, &input, now)).await;
                let may = here && own && matches!(state, State::Claimed | State::Confirmed);
                assert_eq!(done.is_ok(), may, "withdrawing {done:?}, {told}");
                if may {
                    self.given[which].state = State::Withdrawn;
                }
            }
        }
    }

    async fn claims_work(&mut self, by: MemberId) {
        let milli = 1 + self.dice.roll(5_000);
        let input = Claim {
            id: self.id(),
            given: ops::Given::Rated { rate: 1, quantity: Quantity::from_milli(milli) },
            paid_minor: 0,
            fund: 1,
            what: "Baked for the market".to_owned(),
            done_on: self.today(),
            rules_seen: None,
            files: Vec::new(),
            key: self.key("claim work"),
        };
        let done = self.act(move |tx, now| ops::claim(tx, by, &input, now)).await;
        assert_eq!(done.is_ok(), self.here(by), "claiming {done:?}, {}", self.told());
        let Ok(done) = done else { return };
        // Thirty an hour is three minor units for each thousandth of one.
        let (id, value, confirmed_by) = (done.contribution, milli * 3, Vec::new());
        let one = Given {
            id,
            member: by,
            value,
            confirmed_by,
            until: None,
            disputed_by: None,
            state: State::Claimed,
            recorded_at: None,
        };
        self.given.push(one);
    }

    /// What nobody objected to in time is recorded, once, at its value.
    pub(crate) async fn looks_at_work(&mut self) {
        let now = self.now();
        for at in 0..self.given.len() {
            let one = &mut self.given[at];
            if one.state == State::Confirmed && one.until.is_some_and(|until| now >= until) {
                (one.state, one.recorded_at) = (State::Recorded, Some(now));
                self.happened.entry("work").and_modify(|count| *count += 1).or_insert(1);
            }
            let one = &self.given[at];
            let (id, state, value) = (one.id, one.state, one.value);
            let row = self.find::<Contribution>((self.community, id)).await.unwrap();
            assert_eq!(row.state, state, "{}", self.told());
            let first = self.find::<ValueRow>((self.community, id, 1)).await;
            assert_eq!(
                first.map(|line| line.value),
                (state == State::Recorded).then_some(value),
                "{}",
                self.told()
            );
            assert!(self.find::<ValueRow>((self.community, id, 2)).await.is_none(), "twice, {}", self.told());
        }
    }
}
