//! Match funds: what they add to gifts, what counts, where it lies, and that it goes back once where it is not needed.

use crate::world::{CNY, DAY, World};
use kernel::Id;
use ledger::AccountKey;
use pools::ids::{MatchId, Member, PoolId};
use pools::match_rows::{MatchFund, MatchedCampaign};
use pools::matching::{MatchKind, MatchRule, MatchStage, MatchState};
use pools::milestone::{MilestoneState, Stage};
use pools::ops::{self, NewMatch, Pay};
use pools::pool::PoolState;
use pools::{CommitRefused, Forecast, MatchRefused as No, NewCampaign};

/// Of the fund that adds.
pub(crate) const OTHER: i64 = 2;
const HAD: i64 = 50_000;

/// Half of each gift: ¥30 a gift, ¥50 a member, ¥60 a campaign, ¥100 in all.
pub(crate) fn half() -> MatchRule {
    MatchRule {
        kind: MatchKind::Share,
        percent: 50,
        each_minor: 3_000,
        member_minor: 5_000,
        campaign_minor: 6_000,
        budget_minor: 10_000,
    }
}

pub(crate) fn squared() -> MatchRule {
    MatchRule { kind: MatchKind::Quadratic, percent: 0, each_minor: 0, member_minor: 0, ..half() }
}

impl World {
    /// Another fund, with ¥500.
    pub(crate) async fn other_fund(&self) {
        let (actor, name) = (self.steward, "Neighbours".to_owned());
        let key = store::IdempotencyKey::of("mem", "fund", "open_fund", &()).unwrap();
        let input =
            community::ops::open_fund::OpenFundInput { actor, kind: ledger::FundKind::Project, name, key };
        let number = self.act(move |tx, now| community::ops::open_fund::open_fund(tx, &input, now)).await;
        assert_eq!(number.unwrap(), OTHER);
        self.open_with(AccountKey::opening(OTHER, CNY), HAD).await;
    }

    pub(crate) fn new_match(&self, rule: MatchRule, campaigns: &[PoolId]) -> NewMatch {
        NewMatch {
            id: self.id(),
            name: "Neighbours add to it".to_owned(),
            fund: OTHER,
            rule,
            campaigns: campaigns.to_vec(),
            decision: "pro_01k00000000000000000000001".to_owned(),
            decision_title: "To add to gifts".to_owned(),
            all_set_aside: "All of it is set aside".to_owned(),
        }
    }

    pub(crate) async fn decide_match(&self, new: NewMatch) -> Result<(), No> {
        self.act(move |tx, now| ops::open_match_by_decision(tx, &new, now)).await
    }

    pub(crate) async fn matched(&self, rule: MatchRule, campaigns: &[PoolId]) -> MatchId {
        let new = self.new_match(rule, campaigns);
        let id = new.id;
        self.decide_match(new).await.unwrap();
        id
    }

    pub(crate) async fn match_of(&self, pool: PoolId) -> MatchedCampaign {
        self.find::<MatchedCampaign>((self.community, pool)).await
    }

    pub(crate) async fn match_fund(&self, id: MatchId) -> MatchFund {
        self.find::<MatchFund>((self.community, id)).await
    }

    pub(crate) async fn has(&self, fund: i64) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::fund_balance(reader, community, fund, CNY)).await.unwrap()
    }

    /// A member on probation.
    async fn newcomer(&self, name: &str) -> Id<Member> {
        let (steward, days) = (self.steward, 30);
        self.act(move |tx, _| {
            let community = tx.community();
            let row = tx.lock::<community::Community>(community)?;
            let mut row = row.ok_or(store::OpError::Refused(steward))?;
            row.probation_days = days;
            Ok(tx.save(&row)?)
        })
        .await
        .unwrap();
        self.member(name).await
    }

    async fn set_aside(&self, id: MatchId) -> i64 {
        self.balance(AccountKey::held(id, CNY)).await
    }
}

testkit::both_engines! {
    /// A buyer without an account takes part in no pool, whatever they are owed, and so brings no match.
    async fn who_has_no_account_takes_no_part_and_brings_no_match(world: World) {
        world.other_fund().await;
        let pool = world.campaign(|new| new.terms.second = None).await;
        let id = world.matched(half(), &[pool]).await;
        let bought = world.buy(|_| {}).await;
        let new = community::NewMember { id: world.id(), person: None, display_name: "Walk-in".to_owned(), random: 77 };
        let made = world.act(move |tx, now| community::placeholder_member(tx, &new, now)).await;
        let walk_in: Id<Member> = made.unwrap().id;
        world.open_with(AccountKey::owed(walk_in, CNY), 100_000).await;
        for (pool, milli) in [(pool, 1_000_000), (bought, 2_000)] {
            for pay in [Pay::SetOff, Pay::Later] {
                assert_eq!(world.join(walk_in, pool, milli, pay).await.unwrap_err(), CommitRefused::NotAMember);
            }
        }
        let row = world.pool(pool).await;
        assert_eq!((row.held_minor, row.match_minor, row.commitment_count), (0, 0, 0));
        assert_eq!((world.set_aside(id).await, world.owed(walk_in).await), (10_000, 100_000));
        world.assert_whole().await;
    }

    /// ¥60 and what it brings, ¥30, are not enough; ¥10 more and its ¥5 are. The match counts towards the goal, lies with the gifts, and
    /// leaves with each tranche for the fund of the campaign; what nobody needed is with its fund again.
    async fn it_counts_towards_the_goal_and_is_released_with_the_gifts(world: World) {
        world.other_fund().await;
        let pool = world.campaign(|new| new.terms.second = None).await;
        let id = world.matched(half(), &[pool]).await;
        assert_eq!((world.has(OTHER).await, world.set_aside(id).await), (HAD - 10_000, 10_000));
        world.backer(pool, 6_000).await;
        let row = world.pool(pool).await;
        assert_eq!((row.held_minor, row.match_minor, row.was_met), (6_000, 3_000, false));
        world.backer(pool, 1_000).await;
        let row = world.pool(pool).await;
        assert_eq!((row.held_minor, row.match_minor, row.was_met), (7_000, 3_500, true));
        world.assert_whole().await;
        let [said] = world.predicted().await.try_into().unwrap();
        assert_eq!((said.forecast, said.reached, said.released_minor, said.match_minor), (Forecast::Forms, 10_500, 2_800, 1_400));

        let ended = world.to_the_end(pool).await;
        assert_eq!(ended.state, PoolState::Captured);
        let row = world.match_of(pool).await;
        assert_eq!((row.stage, row.match_minor, row.kept_minor, row.released_minor), (MatchStage::Held, 3_500, 2_100, 1_400));
        assert_eq!((world.held_by(pool).await, world.set_aside(id).await), (4_200 + 2_100, 0));
        let fund = world.match_fund(id).await;
        assert_eq!((fund.state, fund.unused_minor, fund.moved_minor), (MatchState::Done, 6_500, 3_500));
        assert_eq!(world.has(OTHER).await, HAD - 3_500);
        assert_eq!(world.given(1).await, 2_800, "a match is no gift");
        assert_eq!(world.balance(AccountKey::transfer(1, CNY)).await, 1_400);
        world.assert_whole().await;

        for number in [2, 3] {
            world.claims(world.supplier, pool, number).await.unwrap();
            world.until(world.now().plus(DAY * 7)).await;
        }
        let row = world.match_of(pool).await;
        assert_eq!((row.kept_minor, row.released_minor), (0, 3_500));
        assert_eq!((world.held_by(pool).await, world.given(1).await), (0, 7_000));
        assert_eq!(world.balance(AccountKey::transfer(1, CNY)).await, 3_500);
        world.assert_whole().await;
    }

    /// Below the goal: gifts are their givers', the match its fund's, all of it and once.
    async fn it_goes_back_when_the_campaign_fails_or_is_called_off(world: World) {
        world.other_fund().await;
        let (failing, other) = (world.campaign(|_| {}).await, world.campaign(|_| {}).await);
        let id = world.matched(half(), &[failing, other]).await;
        let (dan, part) = world.backer(failing, 2_000).await;
        world.backer(other, 2_000).await;
        let cancel = ops::CancelPool { pool: other, reason: "The wall came down".to_owned(), key: None };
        let lead = world.supplier;
        world.act(move |tx, now| ops::cancel_pool(tx, lead, &cancel, now)).await.unwrap();
        assert_eq!(world.match_of(other).await.stage, MatchStage::Off);
        assert_eq!(world.match_fund(id).await.state, MatchState::Open);
        world.assert_whole().await;
        assert_eq!(world.to_the_end(failing).await.state, PoolState::Refunded);
        assert_eq!(world.owed(dan).await, 100_000);
        assert_eq!(world.commitment(part).await.returned_minor, 2_000);
        let fund = world.match_fund(id).await;
        assert_eq!((fund.state, fund.unused_minor, world.has(OTHER).await), (MatchState::Done, 10_000, HAD));
        // Jobs that come again find nothing to do.
        world.act(move |tx, now| ops::settle_pool(tx, failing, now)).await.unwrap();
        assert_eq!((world.set_aside(id).await, world.has(OTHER).await), (0, HAD));
        world.assert_whole().await;
    }

    /// What is withdrawn brings nothing any more, and what it brought is free for others.
    async fn a_withdrawn_gift_frees_its_match(world: World) {
        world.other_fund().await;
        let pool = world.campaign(|_| {}).await;
        let id = world.matched(half(), &[pool]).await;
        let (dan, part) = world.backer(pool, 20_000).await;
        world.backer(pool, 20_000).await;
        assert_eq!(world.pool(pool).await.match_minor, 6_000, "the cap of a campaign");
        world.backer(pool, 500).await;
        assert_eq!(world.pool(pool).await.match_minor, 6_000);
        world.leave(dan, part).await.unwrap();
        assert_eq!((world.pool(pool).await.match_minor, world.match_fund(id).await.promised_minor), (3_000, 3_000));
        let (eva, _) = world.backer(pool, 500).await;
        assert_eq!(world.pool(pool).await.match_minor, 3_250);
        world.join(eva, pool, 50_000_000, Pay::SetOff).await.unwrap();
        assert_eq!(world.pool(pool).await.match_minor, 6_000);
        world.assert_whole().await;
    }

    /// A gift, a member over all campaigns of a fund, a campaign and the whole: the narrowest cap holds.
    async fn each_cap_holds(world: World) {
        world.other_fund().await;
        let (one, two) = (world.campaign(|_| {}).await, world.campaign(|_| {}).await);
        world.matched(half(), &[one, two]).await;
        let dan = world.rich(100_000).await;
        for (pool, units, brings) in [(one, 10_000, 3_000), (two, 10_000, 2_000), (two, 10_000, 0)] {
            let before = world.pool(pool).await.match_minor;
            world.join(dan, pool, units * 1_000, Pay::SetOff).await.unwrap();
            assert_eq!(world.pool(pool).await.match_minor - before, brings, "{units}");
        }
        for (pool, all) in [(one, 6_000), (two, 4_000), (one, 6_000), (two, 4_000)] {
            world.backer(pool, 10_000).await;
            assert_eq!(world.pool(pool).await.match_minor, all);
        }
        world.assert_whole().await;
    }

    /// Only money that was found, of members past probation who are not of the team.
    async fn only_confirmed_gifts_of_full_members_outside_the_team_are_matched(world: World) {
        world.other_fund().await;
        let pool = world.campaign(|_| {}).await;
        world.matched(half(), &[pool]).await;
        world.open_with(AccountKey::owed(world.supplier, CNY), 5_000).await;
        world.join(world.supplier, pool, 1_000_000, Pay::SetOff).await.unwrap();
        assert_eq!(world.pool(pool).await.match_minor, 0, "of the team");
        let company = world.rich(5_000).await;
        world.behind(company, world.supplier).await;
        world.join(company, pool, 1_000_000, Pay::SetOff).await.unwrap();
        assert_eq!(world.pool(pool).await.match_minor, 0, "a company of one of the team");
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 1_000_000, Pay::Later).await.unwrap().commitment;
        world.claim(dan, part).await.unwrap();
        assert_eq!(world.pool(pool).await.match_minor, 0, "claimed only");
        world.confirm(world.treasurer, part, 1_000, world.now()).await.unwrap();
        assert_eq!(world.pool(pool).await.match_minor, 500);
        let eva = world.newcomer("Eva").await;
        world.open_with(AccountKey::owed(eva, CNY), 5_000).await;
        let late = world.join(eva, pool, 1_000_000, Pay::SetOff).await.unwrap().commitment;
        assert_eq!((world.pool(pool).await.match_minor, world.pool(pool).await.held_minor), (500, 4_000));
        world.leave(eva, late).await.unwrap();
        world.assert_whole().await;
    }

    /// Refused and overdue: of the match the same part is kept as of the gifts, and the rest goes back to its fund, once.
    async fn the_rest_of_a_match_goes_back_to_its_fund(world: World) {
        world.other_fund().await;
        let pool = world.campaign(|new| (new.terms.second, new.terms.milestones[0].share_bp, new.terms.milestones[1].share_bp) = (None, 3_333, 3_667)).await;
        let id = world.matched(half(), &[pool]).await;
        let (dan, part) = world.backer(pool, 9_001).await;
        world.backer(pool, 1_001).await;
        world.to_the_end(pool).await;
        let row = world.match_of(pool).await;
        assert_eq!((row.match_minor, row.released_minor), (3_500, 1_167), "a third, by largest remainder");
        world.claims(world.supplier, pool, 2).await.unwrap();
        world.says(dan, pool, 2, false).await.unwrap();
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(world.step(pool, 2).await.state, MilestoneState::Refused);
        let row = world.match_of(pool).await;
        assert_eq!((row.kept_minor, row.released_minor, row.returned_minor), (0, 1_167, 2_333));
        assert_eq!((world.has(OTHER).await, world.match_fund(id).await.moved_minor), (HAD - 1_167, 3_500));
        assert_eq!(world.terms_of(pool).await.stage, Stage::Returned);
        assert_eq!((world.held_by(pool).await, world.commitment(part).await.returned_minor), (0, 6_001));
        world.run_jobs().await;
        world.assert_whole().await;
    }

    /// (√c₁ + √c₂ + …)² less what was given: four of ¥1 bring ¥12, one of ¥4 nothing; what passes the budget is scaled down exactly.
    async fn many_small_gifts_bring_more_than_one_large_one(world: World) {
        world.other_fund().await;
        let (many, one) = (world.campaign(|_| {}).await, world.campaign(|_| {}).await);
        let id = world.matched(squared(), &[many, one]).await;
        for _ in 0..4 {
            world.backer(many, 100).await;
        }
        let (dan, _) = world.backer(one, 400).await;
        assert_eq!((world.pool(many).await.match_minor, world.pool(one).await.match_minor), (1_200, 0));
        // The same one again is one.
        world.join(dan, one, 500_000, Pay::SetOff).await.unwrap();
        assert_eq!(world.pool(one).await.match_minor, 0);
        let (_, large) = world.backer(one, 10_000).await;
        // 2 · √900 · √10000 = 6000: the cap of one campaign.
        assert_eq!((world.pool(many).await.match_minor, world.pool(one).await.match_minor), (1_200, 6_000));
        for _ in 0..4 {
            world.backer(many, 100).await;
        }
        // 8² · 100 − 800 = 5600 and 6000 share ¥100.
        assert_eq!((world.pool(many).await.match_minor, world.pool(one).await.match_minor), (4_828, 5_172));
        assert_eq!(world.match_fund(id).await.promised_minor, 10_000);
        world.assert_whole().await;
        let who = world.commitment(large).await.member;
        world.leave(who, large).await.unwrap();
        assert_eq!((world.pool(many).await.match_minor, world.pool(one).await.match_minor), (5_600, 0));
        world.assert_whole().await;
    }

    /// Whoever closes first has what it has then; the other shares what is left.
    async fn a_quadratic_match_is_fixed_when_its_campaign_closes(world: World) {
        world.other_fund().await;
        let early = world.campaign(|new| (new.terms.goal_minor, new.terms.second) = (1_000, None)).await;
        let late = world.campaign(|new| {
            (new.terms.goal_minor, new.terms.closes_at) = (1_000, new.terms.closes_at.plus(DAY * 2));
            new.terms.second = None;
        }).await;
        let id = world.matched(MatchRule { campaign_minor: 10_000, ..squared() }, &[early, late]).await;
        for pool in [early, late] {
            for _ in 0..10 {
                world.backer(pool, 100).await;
            }
        }
        assert_eq!((world.pool(early).await.match_minor, world.pool(late).await.match_minor), (5_000, 5_000));
        world.to_the_end(early).await;
        for _ in 0..5 {
            world.backer(late, 100).await;
        }
        assert_eq!((world.pool(early).await.match_minor, world.pool(late).await.match_minor), (5_000, 5_000));
        world.to_the_end(late).await;
        let fund = world.match_fund(id).await;
        assert_eq!((fund.state, fund.moved_minor, fund.unused_minor), (MatchState::Done, 10_000, 0));
        world.assert_whole().await;
    }

    /// What does not hold, and that nothing is left of what was refused.
    async fn a_match_that_cannot_be_is_refused(world: World) {
        world.other_fund().await;
        let pool = world.campaign(|_| {}).await;
        let ordered = world.campaign(|new: &mut NewCampaign| (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (pools::campaign::Offered::PreOrder, 100, 1)).await;
        let closed = world.campaign(|new| {
            new.terms.closes_at = new.terms.closes_at.minus(DAY * 9);
            new.terms.withdraw_until = new.terms.closes_at;
        }).await;
        type Change = Box<dyn Fn(&mut NewMatch)>;
        let none = world.id();
        let changes: Vec<(No, Change)> = vec![
            (No::DecisionMissing, Box::new(|new| new.decision.clear())),
            (No::NameUnfit, Box::new(|new| new.name = " ".to_owned())),
            (No::BudgetUnfit, Box::new(|new| new.rule.budget_minor = 0)),
            (No::PercentUnfit, Box::new(|new| new.rule.percent = 0)),
            (No::CapsUnfit, Box::new(|new| new.rule.each_minor = 5_001)),
            (No::NoSuchFund, Box::new(|new| new.fund = 9)),
            (No::SameFund, Box::new(|new| new.fund = 1)),
            (No::CampaignsUnfit, Box::new(|new| new.campaigns.clear())),
            (No::CampaignsUnfit, Box::new(move |new| new.campaigns = vec![pool, pool])),
            (No::NoSuchCampaign, Box::new(move |new| new.campaigns = vec![none])),
            (No::NotGifts, Box::new(move |new| new.campaigns = vec![ordered])),
            (No::Over, Box::new(move |new| new.campaigns = vec![closed])),
            (No::FundTooSmall, Box::new(|new| new.rule.budget_minor = HAD + 1)),
        ];
        world.to_the_end(closed).await;
        for (answer, change) in changes {
            let mut new = world.new_match(half(), &[pool]);
            change(&mut new);
            assert_eq!(world.decide_match(new).await, Err(answer));
        }
        assert_eq!((world.has(OTHER).await, world.spending_counts().await), (HAD, (0, 0)));
        world.matched(half(), &[pool]).await;
        assert_eq!(world.decide_match(world.new_match(half(), &[pool])).await, Err(No::AlreadyMatched));
        world.assert_whole().await;
    }

    /// Its mandate permits nothing beside: what comes back to the fund is not spent under it.
    async fn its_mandate_is_used_up(world: World) {
        world.other_fund().await;
        let pool = world.campaign(|_| {}).await;
        let id = world.matched(half(), &[pool]).await;
        let mandate = world.match_fund(id).await.mandate_id;
        let row = world.find::<spending::rows::Mandate>((world.community, mandate)).await;
        assert_eq!((row.spent_minor, row.ceiling_minor, row.fund), (10_000, 10_000, OTHER));
        assert!(row.permission().open(world.now()).is_err());
        world.to_the_end(pool).await;
        assert_eq!(world.find::<spending::rows::Mandate>((world.community, mandate)).await.spent_minor, 0);
        world.assert_whole().await;
    }

    /// A key that comes twice and two at once: a gift is matched once.
    async fn a_gift_is_matched_once(world: World) {
        world.other_fund().await;
        let pool = world.campaign(|_| {}).await;
        world.matched(half(), &[pool]).await;
        let dan = world.rich(100_000).await;
        let mut part = world.part(pool, 1_000_000, Pay::SetOff);
        part.key = Some(store::IdempotencyKey::of("mem", "one", "commit", &()).unwrap());
        for _ in 0..2 {
            let part = part.clone();
            world.act(move |tx, now| ops::commit(tx, dan, &part, now)).await.unwrap();
        }
        assert_eq!(world.pool(pool).await.match_minor, 500);
        let id = part.id;
        assert_eq!(world.confirm(world.treasurer, id, 1_000, world.now()).await, Err(CommitRefused::WrongState));
        let (one, two) = tokio::join!(world.leave(dan, id), world.leave(dan, id));
        assert_eq!([one, two].iter().filter(|done| done.is_ok()).count(), 1);
        assert_eq!(world.pool(pool).await.match_minor, 0);
        world.assert_whole().await;
    }
}
