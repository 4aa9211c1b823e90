//! Match funds by lot: what the reserve adds to gifts for a campaign, by a share of each with its caps or by the square of the sum of
//! roots; promised, fixed, released with the gifts, and back where it is not needed. Reckoned here once more.

use crate::book::divide;
use crate::campaigns::Raised;
use crate::town::{CNY, DECISION, Town};
use kernel::Id;
use ledger::AccountKey;
use pools::campaign::Offered;
use pools::ids::MatchId;
use pools::match_rows::{MatchFund, MatchedCampaign};
use pools::matching::{MatchKind, MatchRule};
use pools::ops::NewMatch;
use pools::rows::Commitment;
use std::collections::BTreeMap;
use web::ids::MemberId;

pub(crate) struct Matched {
    id: MatchId,
    rule: MatchRule,
    /// What counts of whose gifts, and what a share of each brings.
    gifts: Vec<(Id<Commitment>, MemberId, i64, i64)>,
    /// What is added, once the campaign has closed with its goal reached.
    fixed: Option<i64>,
    released: i64,
}

impl Matched {
    /// What would be added if it closed now.
    pub(crate) fn adds(&self) -> i64 {
        if self.rule.kind == MatchKind::Share {
            return self.gifts.iter().map(|(.., brings)| brings).sum();
        }
        let mut given: BTreeMap<MemberId, i64> = BTreeMap::new();
        for (_, member, gift, _) in &self.gifts {
            *given.entry(*member).or_default() += gift;
        }
        // Roots to four places, rounded down.
        let roots: i64 = given.values().map(|given| (given * 100_000_000).isqrt()).sum();
        let square = i128::from(roots) * i128::from(roots) / 100_000_000;
        let added = square as i64 - given.values().sum::<i64>();
        added.clamp(0, self.rule.campaign_minor)
    }

    pub(crate) fn is_given(&mut self, part: Id<Commitment>, member: MemberId, minor: i64) {
        let rule = &self.rule;
        let of_member: i64 =
            self.gifts.iter().filter(|(_, of, ..)| *of == member).map(|(.., brings)| brings).sum();
        let brings = match rule.kind {
            MatchKind::Quadratic => 0,
            MatchKind::Share => (minor * rule.percent / 100)
                .min(rule.each_minor)
                .min(rule.member_minor - of_member)
                .min(rule.campaign_minor - self.adds()),
        };
        self.gifts.push((part, member, minor, brings));
    }

    pub(crate) fn is_taken_back(&mut self, part: Id<Commitment>) {
        self.gifts.retain(|(of, ..)| *of != part);
    }
}

impl Town {
    /// Out of the reserve, to one campaign that collects gifts.
    pub(crate) async fn adds_to_gifts(&mut self) {
        let fits = |one: &Raised| one.offered == Offered::Donation && one.matched.is_none();
        let Some(at) = self.raised.iter().rposition(fits) else { return };
        let budget_minor = 1_000 + self.dice.roll(4_000);
        let campaign_minor = 1 + budget_minor / (1 + self.dice.roll(2));
        let campaign_minor = campaign_minor.min(budget_minor);
        let rule = match self.dice.once_in(2) {
            true => {
                let member_minor = 1 + self.dice.roll(campaign_minor as u64);
                let each_minor = 1 + self.dice.roll(member_minor as u64);
                let (kind, percent) = (MatchKind::Share, 10 + self.dice.roll(190));
                MatchRule { kind, percent, each_minor, member_minor, campaign_minor, budget_minor }
            }
            false => {
                let (kind, percent, each_minor, member_minor) = (MatchKind::Quadratic, 0, 0, 0);
                MatchRule { kind, percent, each_minor, member_minor, campaign_minor, budget_minor }
            }
        };
        let new = NewMatch {
            id: self.id(),
            name: "The reserve adds".to_owned(),
            fund: self.reserve,
            rule,
            campaigns: vec![self.raised[at].pool],
            decision: DECISION.to_owned(),
            decision_title: "To add to gifts".to_owned(),
            all_set_aside: "All of it is set aside".to_owned(),
        };
        let id = new.id;
        let opened = self.once(move |tx, now| pools::open_match_by_decision(tx, &new, now)).await;
        // It has closed by now, or the reserve has too little.
        if opened.is_err() {
            return;
        }
        self.notes("match promised");
        self.book.fund(self.reserve, -budget_minor);
        self.raised[at].matched = Some(Matched { id, rule, gifts: Vec::new(), fixed: None, released: 0 });
    }

    /// It failed, or was called off: nothing is added.
    pub(crate) fn match_is_off(&mut self, one: &mut Raised) {
        if let Some(matched) = one.matched.take() {
            self.notes("match not needed");
            self.book.fund(self.reserve, matched.rule.budget_minor);
        }
    }

    /// It has closed with its goal reached: what is not added is the reserve's again.
    pub(crate) async fn match_is_fixed(&mut self, one: &mut Raised) {
        let Some(matched) = one.matched.as_mut() else { return };
        let adds = matched.adds();
        matched.fixed = Some(adds);
        let row = self.find::<MatchedCampaign>((self.community, one.pool)).await.unwrap();
        assert_eq!(row.match_minor, adds, "{row:?}, {}", self.told());
        let row = self.find::<MatchFund>((self.community, matched.id)).await.unwrap();
        let unused = matched.rule.budget_minor - adds;
        assert_eq!((row.moved_minor, row.unused_minor), (adds, unused), "{row:?}, {}", self.told());
        assert_eq!(self.balance(AccountKey::held(matched.id, CNY)).await, 0, "{}", self.told());
        self.notes(match (adds, matched.rule.kind) {
            (0, _) => "nothing to match",
            (_, MatchKind::Share) => "matched by a share",
            (_, MatchKind::Quadratic) => "matched by roots",
        });
        self.book.fund(self.reserve, unused);
    }

    /// With a tranche of the gifts goes the same of what was added.
    pub(crate) fn match_is_released(&mut self, one: &mut Raised, tranche: usize) {
        let shares = one.shares.clone();
        let Some(Matched { fixed: Some(adds @ 1..), released, .. }) = one.matched.as_mut() else { return };
        let part = divide(*adds, &shares)[tranche];
        *released += part;
        self.book.fund(1, part);
    }

    /// What was not released is the reserve's again.
    pub(crate) fn match_goes_back(&mut self, one: &Raised) {
        if let Some(Matched { fixed: Some(adds), released, .. }) = one.matched {
            self.book.fund(self.reserve, adds - released);
        }
    }
}
