//! Campaigns until they close: opened by a decision, joined, withdrawn from, raised, reached or not.

use crate::world::{CNY, DAY, World};
use kernel::Timestamp;
use ledger::AccountKey;
use pools::CampaignRefused as No;
use pools::campaign::{Acceptance, Offered};
use pools::commitment::CommitmentState as State;
use pools::milestone::{MilestoneState, Stage};
use pools::ops::{self, Pay};
use pools::pool::{Ending, PoolState};
use pools::{CommitRefused, PoolRefused};

testkit::both_engines! {
    /// Below its goal at the deadline: everybody has everything back, once, however often the job comes.
    async fn below_its_goal_everybody_has_everything_back(world: World) {
        let pool = world.campaign(|_| {}).await;
        let (dan, part) = world.backer(pool, 9_999).await;
        assert_eq!((world.held_by(pool).await, world.owed(dan).await), (9_999, 90_001));
        let ended = world.to_the_end(pool).await;
        assert_eq!((ended.state, ended.ending), (PoolState::Refunded, Some(Ending::Deadline)));
        world.act(move |tx, now| ops::settle_pool(tx, pool, now)).await.unwrap();
        assert_eq!(world.owed(dan).await, 100_000);
        let row = world.commitment(part).await;
        assert_eq!((row.state, row.captured_minor, row.returned_minor), (State::Refunded, 0, 9_999));
        assert_eq!(world.terms_of(pool).await.stage, Stage::Collecting);
        assert_eq!(world.given(1).await, 0);
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// Reached: the first tranche is the fund's, the rest waits in the pool.
    async fn reached_the_first_tranche_is_released(world: World) {
        let pool = world.campaign(|_| {}).await;
        world.backer(pool, 6_000).await;
        world.backer(pool, 4_001).await;
        let ended = world.to_the_end(pool).await;
        assert_eq!(ended.state, PoolState::Captured);
        let tranches = [world.step(pool, 1).await, world.step(pool, 2).await, world.step(pool, 3).await];
        assert_eq!(tranches.clone().map(|step| step.tranche_minor), [Some(4_001), Some(3_000), Some(3_000)]);
        assert_eq!(tranches.map(|step| step.state), [MilestoneState::Released, MilestoneState::Waiting, MilestoneState::Waiting]);
        assert_eq!((world.given(1).await, world.held_by(pool).await), (4_001, 6_000));
        let campaign = world.terms_of(pool).await;
        assert_eq!((campaign.stage, campaign.kept_minor, campaign.released_minor), (Stage::Running, 6_000, 4_001));
        assert_eq!(world.story(pool).await, ["opened", "condition_met", "met", "captured", "milestone_released"]);
        world.assert_whole().await;
    }

    /// Withdrawn until the moment that was said, and not from that moment on.
    async fn it_is_withdrawn_from_until_a_moment(world: World) {
        let pool = world.campaign(|_| {}).await;
        let until = world.pool(pool).await.leave_until_us.unwrap();
        let (dan, early) = world.backer(pool, 5_000).await;
        let (eva, late) = world.backer(pool, 5_000).await;
        world.until(Timestamp::from_micros(until.micros - 1)).await;
        world.leave(dan, early).await.unwrap();
        assert_eq!(world.owed(dan).await, 100_000);
        world.until(until).await;
        assert_eq!(world.leave(eva, late).await, Err(CommitRefused::MayNotLeave));
        world.to_the_end(pool).await;
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// A raised goal is the one to reach, gives a second round, and everybody may withdraw again.
    async fn a_raised_goal_reopens_withdrawal_to_everybody(world: World) {
        let lead = world.supplier;
        let pool = world.campaign(|_| {}).await;
        let (dan, part) = world.backer(pool, 6_000).await;
        assert_eq!(world.raise(lead, pool).await, Err(No::NotReached));
        let (eva, _) = world.backer(pool, 6_000).await;
        assert_eq!(world.raise(world.steward, pool).await, Err(No::NotTheTeam));
        let closes = world.pool(pool).await.closes_at_us;
        world.until(Timestamp::from_micros(closes.micros - 1)).await;
        assert_eq!(world.leave(dan, part).await, Err(CommitRefused::MayNotLeave));
        world.raise(lead, pool).await.unwrap();
        assert_eq!(world.raise(lead, pool).await, Err(No::AlreadyRaised));
        let raised = world.pool(pool).await;
        assert_eq!((raised.least, raised.closes_at_us, raised.was_met), (20_000, closes.plus(DAY * 5), false));
        // The job of the first deadline comes for nothing.
        world.until(closes).await;
        assert_eq!(world.pool(pool).await.state, PoolState::Open);
        world.leave(dan, part).await.unwrap();
        assert_eq!(world.owed(dan).await, 100_000);
        world.until(raised.leave_until_us.unwrap()).await;
        world.to_the_end(pool).await;
        assert_eq!(world.owed(eva).await, 100_000, "the higher goal was not reached");
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// A campaign runs as it was decided: it is extended, closed early and called off by nobody but its team, which calls it off.
    async fn it_runs_as_it_was_decided(world: World) {
        let pool = world.campaign(|_| {}).await;
        let (dan, _) = world.backer(pool, 20_000).await;
        let later = world.pool(pool).await.closes_at_us.plus(DAY);
        assert_eq!(world.extend(pool, later).await.unwrap_err(), PoolRefused::AsDecided);
        assert_eq!(world.close_early(pool).await.unwrap_err(), PoolRefused::AsDecided);
        assert_eq!(world.cancel(pool).await.unwrap_err(), PoolRefused::NotAllowed);
        let (by, reason) = (world.supplier, "no permit".to_owned());
        let input = ops::CancelPool { pool, reason, key: None };
        world.act(move |tx, now| ops::cancel_pool(tx, by, &input, now)).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.owed(dan).await, 100_000);
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// What no terms of a campaign may be, nobody opens; what one part may be, nobody passes.
    async fn what_does_not_fit_is_refused(world: World) {
        let stranger = world.id();
        type Change = Box<dyn Fn(&mut ops::NewCampaign)>;
        let cases: [(No, Change); 10] = [
            (No::SilenceNotAllowed, Box::new(|new| {
                (new.rules.silence_allowed, new.rules.way) = (false, Acceptance::Vote);
            })),
            (No::AcceptanceLax, Box::new(|new| new.rules.object_percent_most = 49)),
            (No::LookTooShort, Box::new(|new| new.rules.look_days_least = 8)),
            (No::NoSuchFund, Box::new(|new| new.fund = 9)),
            (No::DecisionMissing, Box::new(|new| new.decision = " ".to_owned())),
            (No::PromisesReturn, Box::new(|new| new.terms.gets = "保本".to_owned())),
            (No::PromisesReturn, Box::new(|new| new.terms.budget[0].what = "保本".to_owned())),
            (No::TeamUnfit, Box::new(|new| new.team.clear())),
            (No::TeamUnfit, Box::new(|new| new.team.push(new.team[0]))),
            (No::TeamUnfit, Box::new(move |new| new.team = vec![stranger])),
        ];
        for (answer, change) in cases {
            let mut new = world.new_campaign();
            change(&mut new);
            assert_eq!(world.decide(new).await, Err(answer));
        }
        let pool = world.campaign(|new| (new.terms.units_each, new.terms.units_max) = (Some(8_000), Some(20_000))).await;
        let dan = world.rich(100_000).await;
        for (units, answer) in [
            (99_000, CommitRefused::BelowLeast),
            (100_500, CommitRefused::OffStep),
            (8_001_000, CommitRefused::AboveLimit),
        ] {
            assert_eq!(world.join(dan, pool, units, Pay::SetOff).await, Err(answer));
        }
        for (risk_read, answer) in [(None, CommitRefused::RiskNotRead), (Some(2), CommitRefused::RiskChanged)] {
            let unread = ops::Commit { risk_read, ..world.part(pool, 200_000, Pay::SetOff) };
            let said = world.act(move |tx, now| ops::commit(tx, dan, &unread, now)).await;
            assert_eq!(said, Err(answer));
        }
        assert_eq!(world.owed(dan).await, 100_000);
        world.assert_whole().await;
    }

    /// By transfer: claimed at the deadline, its grace is waited for; what is recorded late and came in time counts.
    async fn a_claimed_payment_has_its_grace(world: World) {
        let pool = world.campaign(|_| {}).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 10_000_000, Pay::Later).await.unwrap().commitment;
        let came = world.now();
        world.until(came.plus(DAY * 6)).await;
        world.claim(dan, part).await.unwrap();
        world.until(world.pool(pool).await.closes_at_us).await;
        assert_eq!(world.pool(pool).await.state, PoolState::Open);
        world.confirm(world.treasurer, part, 10_000, came.plus(DAY)).await.unwrap();
        world.until(world.now().plus(DAY)).await;
        assert_eq!(world.pool(pool).await.state, PoolState::Captured);
        world.assert_whole().await;
    }

    /// Ordered before it is made: owed in goods, no part of the fund, until it is there.
    async fn what_was_ordered_ahead_is_owed_in_goods(world: World) {
        let pool = world.campaign(|new| {
            (new.terms.offered, new.terms.unit_minor) = (Offered::PreOrder, 2_500);
            (new.terms.units_least, new.terms.units_max) = (1, Some(100));
        }).await;
        let dan = world.rich(100_000).await;
        world.join(dan, pool, 4_000, Pay::SetOff).await.unwrap();
        world.to_the_end(pool).await;
        let advance = AccountKey::advance_to_fund(1, CNY);
        assert_eq!((world.balance(advance.clone()).await, world.held_by(pool).await), (4_000, 6_000));
        assert_eq!(world.balance(AccountKey::sales(1, CNY)).await, 0);
        world.assert_whole().await;
    }
}
