//! Group buys by lot: called by Ling on terms of many kinds, moved, closed early, called off. Who joins and pays is in `joining`, what
//! comes of them in `formed`.

use crate::formed::Formed;
use crate::town::{DAY, Town};
use kernel::{Id, Price, Quantity, Timestamp};
use market::offer::Audience;
use market::ops::{CreateOffer, NewVariant, create_offer};
use market::rows::Offer;
use market::split::{Party, Split, SplitPart, Take};
use market::{Actor, When};
use pools::PoolRefused;
use pools::group_buy::{FallsOn, Remainder, Step};
use pools::ids::PoolId;
use pools::ops::{self, ConsentToPool, OpenGroupBuy};
use pools::pool::Counted;
use pools::rows::Commitment;
use supply::Agreed;
use supply::ops::KeepSupplier;
use supply::rows::Supplier;
use web::ids::MemberId;

/// Of whom the town buys, and what was agreed.
pub(crate) struct Growers {
    /// Calls others to buy together.
    pub(crate) ling: MemberId,
    pub(crate) gao: MemberId,
    pub(crate) gao_supplies: Id<Supplier>,
    pub(crate) mandate: Id<spending::rows::Mandate>,
}

pub(crate) struct Called {
    pub(crate) pool: PoolId,
    pub(crate) terms: Terms,
    pub(crate) parts: Vec<Part>,
    pub(crate) closes_at: Timestamp,
    pub(crate) extended_at: Option<Timestamp>,
    /// Closed before its time, by its organiser.
    pub(crate) closed_early: bool,
    pub(crate) called_off: bool,
    /// What closing has fixed. None: it is open.
    pub(crate) closed: Option<Formed>,
    pub(crate) over: bool,
}

/// As was said to who joins.
#[derive(Clone)]
pub(crate) struct Terms {
    pub(crate) by_fund: bool,
    /// What a fund has of each sale, in basis points.
    pub(crate) cut: i64,
    pub(crate) step: i64,
    /// From how much on, and at which price in ten-thousandths.
    pub(crate) ladder: Vec<(i64, i64)>,
    pub(crate) buying: i64,
    pub(crate) case: Option<i64>,
    pub(crate) rounds_up: bool,
    pub(crate) latest: bool,
    pub(crate) people: bool,
    pub(crate) least: i64,
    most: Option<i64>,
    each_most: Option<i64>,
    pub(crate) may_leave: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    Waits {
        claimed: bool,
        had_too_little: bool,
    },
    Paid,
    /// It became nothing, and money that comes for it is its member's.
    Lapsed,
    /// Whatever comes is turned away: its money has come.
    Ended,
}

pub(crate) struct Part {
    pub(crate) id: Id<Commitment>,
    pub(crate) number: i64,
    pub(crate) member: MemberId,
    pub(crate) milli: i64,
    pub(crate) due: i64,
    pub(crate) made_at: Timestamp,
    pub(crate) stands: Stands,
    /// Among the town's sales.
    pub(crate) sale: Option<usize>,
}

impl Called {
    pub(crate) fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    pub(crate) fn joins(&self, now: Timestamp) -> bool {
        self.is_open() && now < self.closes_at
    }

    pub(crate) fn paid(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.stands == Stands::Paid)
    }

    pub(crate) fn held(&self) -> i64 {
        self.paid().map(|part| part.due).sum()
    }

    pub(crate) fn is_met(&self) -> bool {
        let mut who: Vec<MemberId> = self.paid().map(|part| part.member).collect();
        who.sort_unstable();
        who.dedup();
        let units: i64 = self.paid().map(|part| part.milli).sum();
        (if self.terms.people { who.len() as i64 } else { units }) >= self.terms.least
    }

    pub(crate) fn has_claims(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.stands, Stands::Waits { claimed: true, .. }))
    }

    /// What is taken: of all, or of one member's.
    fn taken(&self, of: Option<MemberId>) -> i64 {
        let takes = |part: &&Part| matches!(part.stands, Stands::Waits { .. } | Stands::Paid);
        let some = self.parts.iter().filter(takes).filter(|part| of.is_none_or(|of| of == part.member));
        some.map(|part| part.milli).sum()
    }

    pub(crate) fn has_room(&self, member: MemberId, milli: i64) -> bool {
        self.terms.most.is_none_or(|most| self.taken(None) + milli <= most)
            && self.terms.each_most.is_none_or(|most| self.taken(Some(member)) + milli <= most)
    }
}

impl Town {
    /// Gao grows apples, and keeps bees whose honey a fund sells.
    pub(crate) async fn knows_growers(&mut self, ling: MemberId, gao: MemberId) {
        let set_up = market::ops::SetUpMarket {
            hold_seconds: 3_600,
            claim_seconds: 86_400,
            after_sales_seconds: 7 * 86_400,
            bank_instructions: Some("To the town's account".to_owned()),
            code_instructions: None,
            code_image: None,
        };
        let by = Actor::Member(self.steward);
        let done =
            self.once(move |tx, now| market::ops::set_up_market(tx, by, &set_up, When::from(now))).await;
        done.unwrap();
        let month_minor = 2_500;
        let standing = Some(spending::Standing { fund: 1, month_minor, each_minor: month_minor });
        let rules = spending::SpendingRules { standing, proof_above_minor: None };
        self.once(move |tx, now| spending::set_spending_rules(tx, &rules, 1, now)).await.unwrap();
        let (supplier, by) = (self.id(), self.steward);
        let text = |text: &str| text.to_owned();
        let new = KeepSupplier {
            supplier,
            name: text("Gao"),
            contact: text(""),
            member: Some(gao),
            is_open: true,
            key: None,
        };
        self.once(move |tx, now| supply::ops::create_supplier(tx, by, &new, now)).await.unwrap();
        let mandate = self.permits(spending::MandateKind::Spending, 50_000_000).await;
        self.growers = Some(Growers { ling, gao, gao_supplies: supplier, mandate });
        self.book.owes(gao, 0);
    }

    pub(crate) fn growers(&self) -> &Growers {
        self.growers.as_ref().unwrap()
    }

    fn some_terms(&mut self) -> Terms {
        let step = self.dice.one(&[500, 1_000]);
        let by_fund = self.dice.once_in(3);
        let cases = 2 + self.dice.roll(10);
        let case = self.dice.once_in(2).then_some(step * cases);
        let (people, whole) = (self.dice.once_in(2), case.unwrap_or(step));
        let least = if people { 1 + self.dice.roll(3) } else { whole * (1 + self.dice.roll(3)) };
        let (mut from, mut price) = (0, 20_000 + self.dice.roll(30_000));
        let mut ladder = Vec::new();
        for _ in 0..1 + self.dice.roll(4) {
            ladder.push((from, price));
            (from, price) = (from + step * (1 + self.dice.roll(15)), price - 1 - self.dice.roll(3_000));
        }
        let most = whole * 6 + if people { 0 } else { least };
        Terms {
            by_fund,
            cut: if by_fund { 10_000 } else { 1 + self.dice.roll(3_000) },
            step,
            ladder,
            buying: 6_000 + self.dice.roll(9_000),
            case,
            rounds_up: self.dice.once_in(2),
            latest: self.dice.once_in(2),
            people,
            least,
            // Without an end it would keep all that the fund may spend.
            most: (self.dice.once_in(4) || by_fund).then_some(most),
            each_most: self.dice.once_in(4).then_some(step * 15),
            may_leave: self.dice.once_in(2),
        }
    }

    /// Counted, with nothing on the shelf.
    async fn offers(&mut self, terms: &Terms) -> Id<Offer> {
        let variant = NewVariant {
            title: String::new(),
            unit: "jin".to_owned(),
            price: Price::parse("12").unwrap(),
            step: Quantity::from_milli(terms.step),
            stock: Some(Quantity::from_milli(0)),
        };
        let cut = SplitPart { to: Party::Fund(1), take: Take::BasisPoints(terms.cut) };
        let split = match terms.by_fund {
            true => Split::all_to(Party::Fund(1)),
            false => Split { parts: vec![cut], rest: Party::Member(self.growers().gao) },
        };
        let new = CreateOffer {
            id: self.id(),
            title: "Apples".to_owned(),
            story: String::new(),
            audience: Audience::Everyone,
            limit: None,
            variants: vec![variant],
            split,
            key: None,
        };
        let by = Actor::Member(self.steward);
        self.once(move |tx, now| create_offer(tx, by, &new, When::from(now))).await.unwrap()
    }

    pub(crate) async fn calls(&mut self) {
        let terms = self.some_terms();
        let offer = self.offers(&terms).await;
        let closes_at = self.now().plus(DAY * (3 + self.dice.roll(6) as u32));
        let step = |(from, price): &(i64, i64)| Step {
            from: Quantity::from_milli(*from),
            price: Price::from_e4(*price),
        };
        let growers = self.growers();
        let (by, supplier, mandate) = (growers.ling, growers.gao_supplies, growers.mandate);
        let price = Price::from_e4(terms.buying);
        let input = OpenGroupBuy {
            id: self.id(),
            title: "Apples together".to_owned(),
            terms: String::new(),
            offer,
            variant: 1,
            counted: if terms.people { Counted::People } else { Counted::Units },
            least: terms.least,
            most: terms.most.map(Quantity::from_milli),
            each_most: terms.each_most.map(Quantity::from_milli),
            steps: terms.ladder.iter().map(step).collect(),
            case: terms.case.map(Quantity::from_milli),
            remainder: if terms.rounds_up { Remainder::RoundUp } else { Remainder::Refuse },
            falls_on: if terms.latest { FallsOn::Latest } else { FallsOn::ProRata },
            buying: terms.by_fund.then_some(Agreed { supplier, price, mandate }),
            closes_at,
            grace: DAY,
            hold: DAY * 2,
            may_leave: terms.may_leave,
            key: self.key("call"),
        };
        let opened = self.act(move |tx, now| ops::open_group_buy(tx, by, &input, now)).await;
        // Others, or what was rounded up before, may have the fund's month.
        if opened == Err(PoolRefused::RoundingAboveStanding) && terms.rounds_up && !terms.by_fund {
            self.notes("no room to round up");
            return;
        }
        let opened = opened.unwrap_or_else(|why| panic!("{why:?}, {}", self.told()));
        self.notes("called together");
        // Nobody carries the mandate: somebody else who pays out lets it spend.
        if terms.by_fund {
            let input = ConsentToPool { pool: opened.pool, seen_revision: None, key: self.key("let") };
            let other = self.treasurer;
            let let_go = self.act(move |tx, now| ops::consent_to_pool(tx, other, &input, now)).await;
            assert!(let_go.is_ok(), "{let_go:?}, {}", self.told());
        }
        self.called.push(Called {
            pool: opened.pool,
            terms,
            parts: Vec::new(),
            closes_at,
            extended_at: None,
            closed_early: false,
            called_off: false,
            closed: None,
            over: false,
        });
    }

    /// Mostly one that is open; now and then one that is not any more.
    pub(crate) fn some_call(&mut self) -> Option<usize> {
        let wants_open = !self.dice.once_in(5);
        let fits = |(at, one): (usize, &Called)| (!wants_open || one.joins(self.now())).then_some(at);
        let some: Vec<usize> = self.called.iter().enumerate().rev().filter_map(fits).take(4).collect();
        (!some.is_empty()).then(|| self.dice.one(&some))
    }

    /// More time, or an end before the time.
    pub(crate) async fn runs_call(&mut self) {
        let Some(at) = self.some_call() else { return };
        let (by, pool, now) = (self.growers().ling, self.called[at].pool, self.now());
        match self.dice.roll(4) {
            0 => self.calls_off(at).await,
            1 => {
                self.closes_early(at).await;
                self.runs_jobs().await;
                self.looks().await;
            }
            _ => {
                let (closes_at, key) = (self.called[at].closes_at.plus(DAY * 2), self.key("extend"));
                let input = ops::ExtendPool { pool, closes_at, reason: "Rain".to_owned(), key };
                let done = self.act(move |tx, now| ops::extend_pool(tx, by, &input, now)).await;
                assert_eq!(done.is_ok(), self.called[at].joins(now), "extending {done:?}, {}", self.told());
                if done.is_ok() {
                    self.notes("extended");
                    (self.called[at].closes_at, self.called[at].extended_at) = (closes_at, Some(now));
                }
            }
        }
    }

    async fn calls_off(&mut self, at: usize) {
        let (by, pool) = (self.growers().ling, self.called[at].pool);
        let input = ops::CancelPool { pool, reason: "Frost".to_owned(), key: self.key("call off") };
        let done = self.act(move |tx, now| ops::cancel_pool(tx, by, &input, now)).await;
        assert_eq!(done.is_ok(), self.called[at].is_open(), "calling off {done:?}, {}", self.told());
        if done.is_ok() {
            self.called[at].called_off = true;
            self.runs_jobs().await;
            self.looks().await;
        }
    }

    /// What follows is left to whoever runs what is due.
    pub(crate) async fn closes_early(&mut self, at: usize) {
        let (by, pool) = (self.growers().ling, self.called[at].pool);
        let (reason, key) = ("The lorry leaves today".to_owned(), self.key("close"));
        let input = ops::ClosePool { pool, reason, key };
        let done = self.act(move |tx, now| ops::close_pool(tx, by, &input, now)).await;
        let one = &self.called[at];
        let answer = match () {
            () if !one.is_open() => Err(PoolRefused::AlreadyClosed),
            () if !one.is_met() => Err(PoolRefused::NotMet),
            () if one.has_claims() => Err(PoolRefused::ClaimsWaiting),
            () => Ok(()),
        };
        assert_eq!(done.map(drop), answer, "{}", self.told());
        if answer.is_ok() {
            self.called[at].closed_early = true;
            self.looks_at_call(at).await;
        }
    }
}
