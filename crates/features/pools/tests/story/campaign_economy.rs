//! Random campaigns, withdrawals, raised goals and milestones that are accepted, refused and overdue, held against what money must
//! do: nothing is made or lost, nobody is paid twice, and in the end everything is released or given back.

use crate::world::{CNY, DAY, World};
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use pools::CampaignRefused as No;
use pools::campaign::{Acceptance, Offered};
use pools::ids::{Member, PoolId};
use pools::milestone::{MilestoneState, Stage};
use pools::ops::{NewCampaign, Pay};
use pools::pool::PoolState;
use pools::rows::Commitment;

/// xorshift64*: enough for dice, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> i64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides) as i64
    }
}

const CREDIT: i64 = 1_000_000;

fn terms(new: &mut NewCampaign, dice: &mut Dice) {
    let offered = [Offered::Donation, Offered::PreOrder, Offered::MemberCapital][dice.roll(3) as usize];
    let unit = if offered == Offered::Donation { 1 } else { 7 + dice.roll(90) };
    let goal = 500 + dice.roll(6_000);
    let terms = &mut new.terms;
    (terms.offered, terms.unit_minor, terms.units_least, terms.goal_minor) = (offered, unit, 1, goal);
    // Tight for who owns much through a company.
    (terms.units_max, terms.units_each) = (Some(40_000), Some(if offered.is_owned() { 90 } else { 20_000 }));
    terms.second =
        (dice.roll(2) == 0).then_some(pools::campaign::SecondRound { goal_minor: goal * 2, days: 3 });
    let steps = 1 + dice.roll(3) as usize;
    // The last of what is ordered ahead is its delivery, and not reaching the goal.
    terms.milestones.truncate(steps.max(if offered == Offered::PreOrder { 2 } else { 1 }));
    let first: i64 = 1 + dice.roll(5_000);
    let count = terms.milestones.len() as i64;
    for (at, step) in terms.milestones.iter_mut().enumerate() {
        step.share_bp = match (at, count) {
            (0, 1) => 10_000,
            (0, _) => first,
            (1, 2) => 10_000 - first,
            (1, _) => (10_000 - first) / 3,
            _ => 10_000 - first - (10_000 - first) / 3,
        };
    }
    terms.acceptance = [Acceptance::Vote, Acceptance::Silence][dice.roll(2) as usize];
    terms.percent = 1 + dice.roll(100);
}

async fn works(world: &World, dice: &mut Dice, pool: PoolId, members: &[Id<Member>]) {
    for _ in 0..8 {
        let campaign = world.terms_of(pool).await;
        if campaign.stage != Stage::Running {
            return;
        }
        let mut next = None;
        for number in 2..=campaign.milestone_count {
            let step = world.step(pool, number).await;
            if step.state != MilestoneState::Released {
                next = Some(step);
                break;
            }
        }
        let Some(step) = next else { return };
        if dice.roll(4) == 0 {
            world.until(step.due_at_us).await;
            continue;
        }
        world.claims(world.supplier, pool, step.number).await.unwrap();
        for member in members {
            if dice.roll(2) == 0 {
                // Not all of them are backers, and some have left.
                match world.says(*member, pool, step.number, dice.roll(3) > 0).await {
                    Ok(_) | Err(No::NotABacker | No::NotAMember) => {}
                    Err(other) => panic!("answering: {other:?}"),
                }
            }
        }
        world.until(world.now().plus(DAY * 7)).await;
    }
}

async fn season(world: World, seed: u64) {
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let (mut members, mut gone_away) = (Vec::new(), std::collections::BTreeSet::new());
    for _ in 0..6 {
        members.push(world.rich(CREDIT).await);
    }
    // The last of them is a company of the first, and of another of whoever leads.
    world.behind(members[5], members[0]).await;
    members.push(world.rich(CREDIT).await);
    world.behind(members[6], world.supplier).await;
    let fund = [AccountKey::donation(1, CNY), AccountKey::sales(1, CNY), AccountKey::capital(1, CNY)];
    for round in 0..6 {
        let pool = world.campaign(|new| terms(new, &mut dice)).await;
        let unit = world.terms_of(pool).await.unit_minor;
        let mut parts: Vec<(Id<Member>, Id<Commitment>)> = Vec::new();
        for _ in 0..1 + dice.roll(7) {
            let member = members[dice.roll(7) as usize];
            let units = 1 + dice.roll(3_000) / unit;
            if let Ok(done) = world.join(member, pool, units * 1_000, Pay::SetOff).await {
                parts.push((member, done.commitment));
            }
        }
        if dice.roll(3) == 0 {
            match world.raise(world.supplier, pool).await {
                Ok(_) | Err(No::NoSecondRound | No::NotReached) => {}
                Err(other) => panic!("raising: {other:?}"),
            }
        }
        for (member, part) in &parts {
            if dice.roll(6) == 0 {
                world.leave(*member, *part).await.unwrap();
            }
        }
        // Somebody leaves the community with parts in it: before it is counted, or while it is released.
        let (leaver, late) = (members[dice.roll(5) as usize], dice.roll(2) == 0);
        let leaves = round % 2 == 1 && gone_away.insert(leaver);
        if leaves && !late {
            world.leave_community(leaver).await;
        }
        let ended = world.to_the_end(pool).await;
        if leaves && late {
            world.leave_community(leaver).await;
        }
        works(&world, &mut dice, pool, &members).await;
        let campaign = world.terms_of(pool).await;
        let over = match ended.state {
            PoolState::Refunded => campaign.stage == Stage::Collecting,
            _ => matches!(campaign.stage, Stage::Done | Stage::Returned),
        };
        assert!(over, "{:?} {:?}", ended.state, campaign.stage);
        assert_eq!(world.held_by(pool).await, 0);
        // What members have no more is what funds have; and of each part, all is told.
        let mut gone = 0;
        for member in &members {
            gone += CREDIT - world.owed(*member).await;
        }
        let mut has = 0;
        for account in &fund {
            has += world.balance(account.clone()).await;
        }
        assert_eq!(gone, has);
        for (_, part) in &parts {
            let row = world.commitment(*part).await;
            assert_eq!(row.captured_minor + row.returned_minor, row.due_minor);
        }
        world.assert_whole().await;
        world.until(Timestamp::from_micros(world.now().micros + 1)).await;
    }
}

testkit::both_engines! {
    async fn money_is_conserved_in_random_campaigns(world: World) {
        season(world, 0x00C0_FFEE_1234_5678).await;
    }

    async fn money_is_conserved_in_other_random_campaigns(world: World) {
        season(world, 0x0BAD_CAFE_8765_4321).await;
    }
}
