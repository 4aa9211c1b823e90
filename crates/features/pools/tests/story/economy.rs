//! Random splits, ladders, cases, members and fates, held against what money must do: what members pay less what comes back,
//! and what a fund pays for spare pieces less what it has back for those that late joiners take, is what the supplier is owed and the others' parts, to the minor unit: while it is
//! held, and once it is settled.
//!
//! Each run has seeds of its own and prints them; HEHUO_SEED plays one again, HEHUO_SEASONS so many, one seed after the other.

use crate::world::{CNY, HOUR, World};
use kernel::{Id, Price, Quantity, Timestamp};
use ledger::AccountKey;
use market::ops::{RefundOrder, RefundWhat, refund_order};
use market::split::{Party, SplitPart, Take};
use market::{Actor, When};
use pools::commitment::CommitmentState;
use pools::group_buy::{FallsOn, Remainder, Step};
use pools::ids::{Member, PoolId};
use pools::ops::{self, Commit, Committed, OpenGroupBuy, Pay};
use pools::pool::{Condition, Counted, PoolState, Reached};
use pools::rows::Commitment;
use pools::{CommitRefused, PoolRefused};
use std::collections::BTreeMap;
use supply::Agreed;
use testkit::Scratch;
use testkit::Stage as _;

/// xorshift64*: enough for dice, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> i64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides) as i64
    }

    fn yes(&mut self) -> bool {
        self.roll(2) == 0
    }
}

const CREDIT: i64 = 1_000_000;

/// What members paid and have not back, since the beginning.
async fn paid(world: &World, members: &[Id<Member>], by_transfer_minor: i64) -> i64 {
    let mut paid = by_transfer_minor;
    for member in members {
        paid += CREDIT - world.owed(*member).await;
    }
    paid
}

/// What receivers have: of it still held, and in all. The supplier is owed for spare pieces besides.
async fn received(world: &World, helpers: [Id<Member>; 2]) -> (i64, i64) {
    let mut held = world.balance(AccountKey::held_for_fund(1, CNY)).await;
    let mut all = world.balance(AccountKey::sales(1, CNY)).await + world.owed(world.supplier).await;
    for member in [world.supplier, helpers[0], helpers[1]] {
        held += world.balance(AccountKey::held(member, CNY)).await;
        all += world.balance(AccountKey::payable(member, CNY)).await;
    }
    (held, held + all)
}

/// A share for the fund, so much a unit for who carries it, so much a line for who packs it: some of them, or none.
fn parts(dice: &mut Dice, [carrier, packer]: [Id<Member>; 2]) -> Vec<SplitPart> {
    let all = [
        SplitPart { to: Party::Fund(1), take: Take::BasisPoints(1 + dice.roll(4_000)) },
        SplitPart { to: Party::Member(carrier), take: Take::PerUnit(1 + dice.roll(2)) },
        SplitPart { to: Party::Member(packer), take: Take::PerLine(1) },
    ];
    all.into_iter().filter(|_| dice.yes()).collect()
}

/// One to four prices, each lower than the one before and from further on.
fn ladder(dice: &mut Dice, step: i64) -> Vec<Step> {
    let (mut from, mut price) = (0, (500 + dice.roll(4_000)) * 33 + dice.roll(33));
    let mut steps = Vec::new();
    for _ in 0..1 + dice.roll(4) {
        steps.push(Step { from: Quantity::from_milli(from), price: Price::from_e4(price) });
        (from, price) = (from + step * (1 + dice.roll(40)), price - 1 - dice.roll(3_500));
    }
    steps
}

/// From the environment.
fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect(name))
}

/// What happened, and how often.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, u64>);

impl Tally {
    fn notes(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }
}

/// What many seasons come to. One alone need not.
const DRAWN: &[&str] = &[
    "closed early",
    "counted pieces",
    "extended",
    "given back by hand",
    "given back whole by hand",
    "left after an extension",
    "nothing to close early",
    "too much for one",
];

/// So many people, or so many pieces; of whole cases where what fills none is refused.
fn condition(dice: &mut Dice, input: &OpenGroupBuy, step: i64) -> Condition {
    if dice.yes() {
        return Condition { counted: Counted::People, least: 1 + dice.roll(6) };
    }
    let case = input.case.filter(|_| input.remainder == Remainder::Refuse).map(|case| case.milli);
    Condition { counted: Counted::Units, least: case.unwrap_or(step) * (1 + dice.roll(4)) }
}

/// Meant, whatever it is.
async fn join(
    world: &World,
    by: Id<Member>,
    pool: PoolId,
    milli: i64,
    pay: Pay,
) -> Result<Committed, CommitRefused> {
    let input = Commit { sure: true, ..world.part(pool, milli, pay) };
    world.act(move |tx, now| ops::commit(tx, by, &input, now)).await
}

/// What is paid and not given back, as its parts say it. Everybody here has one.
async fn reached(world: &World, joined: &[(Id<Member>, Id<Commitment>)]) -> Reached {
    let mut reached = Reached { people: 0, units: 0, minor: 0 };
    for (_, part) in joined {
        let row = world.commitment(*part).await;
        if row.state == CommitmentState::Held {
            reached.people += 1;
            reached.units += row.units_milli;
            reached.minor += row.held_minor;
        }
    }
    reached
}

/// The organiser closes it, if that can be: met, and nothing said to be paid.
async fn closes_early(
    world: &World,
    tally: &mut Tally,
    pool: PoolId,
    joined: &[(Id<Member>, Id<Commitment>)],
) {
    let row = world.pool(pool).await;
    let is_met = row.condition().is_met(&reached(world, joined).await);
    let closed = world.close_early(pool).await.map(drop);
    match (is_met, row.claimed_count) {
        (true, 0) => assert_eq!(closed, Ok(())),
        (true, _) => assert_eq!(closed, Err(PoolRefused::ClaimsWaiting)),
        (false, _) => assert_eq!(closed, Err(PoolRefused::NotMet)),
    }
    tally.notes(if closed.is_ok() { "closed early" } else { "nothing to close early" });
    world.run_jobs().await;
}

/// Of what it became, some is given back by hand: of a sum, of pieces, or of all that is left.
async fn given_back(
    world: &World,
    dice: &mut Dice,
    tally: &mut Tally,
    joined: &[(Id<Member>, Id<Commitment>)],
) {
    for (member, part) in joined {
        let Some(order) = world.order_of(*part).await.filter(|_| dice.roll(6) == 0) else { continue };
        let left = order.total_minor - order.refunded_minor;
        if order.state != market::order::State::Paid || left == 0 {
            continue;
        }
        let line = world.find::<market::rows::OrderLine>((world.community, order.id, 1)).await;
        let pieces = line.quantity_milli.milli - line.returned_milli.milli;
        let what = match dice.roll(3) {
            0 if pieces > 0 => RefundWhat::Quantities(vec![(1, Quantity::from_milli(pieces))]),
            1 => RefundWhat::Sum(left),
            _ => RefundWhat::Sum(1 + dice.roll(left as u64)),
        };
        let (owed, refund) = (world.owed(*member).await, world.id());
        let (reason, restock) = ("bruised".to_owned(), dice.yes());
        let input = RefundOrder { refund, order: order.id, what, reason, restock, key: None };
        let by = Actor::Member(world.steward);
        let gave = world.act(move |tx, now| refund_order(tx, by, &input, When::from(now))).await.unwrap();
        assert_eq!(world.owed(*member).await, owed + gave.amount_minor, "it is theirs");
        tally.notes("given back by hand");
        if gave.amount_minor == left {
            tally.notes("given back whole by hand");
        }
    }
}

/// A round of what a fund sells: what its members pay less what comes back, plus what the fund pays for rounded-up pieces, is what
/// the supplier is owed plus the fund's part. Answers what the fund pays altogether.
async fn fund_bought(
    world: &World,
    pool: PoolId,
    (price, came): (Price, i64),
    before: i64,
    held_before: i64,
    parts: &[(Id<Member>, Id<Commitment>)],
) -> i64 {
    let worth = |milli: i64| price.times(Quantity::from_milli(milli), CNY).unwrap().minor;
    let supplied = world.approved(pool).await;
    let (mut units, mut members_pay) = (0, 0);
    for (_, part) in parts {
        let Some(order) = world.order_of(*part).await else { continue };
        let line = world.find::<market::rows::OrderLine>((world.community, order.id, 1)).await;
        units += line.quantity_milli.milli - line.undelivered_milli.milli;
        members_pay += order.total_minor - order.refunded_minor;
    }
    // What came is whose it was for, and what was rounded up and came.
    let rounded_up = came - units;
    assert!(
        (0..=world.bought(pool).await.spare_milli.unwrap()).contains(&rounded_up),
        "{rounded_up} of {came}"
    );
    let fund_pays = supplied - worth(units);
    let fund_part = world.balance(AccountKey::held_for_fund(1, CNY)).await - held_before - worth(units);
    let supplier =
        world.owed(world.supplier).await + world.balance(AccountKey::held(world.supplier, CNY)).await;
    assert_eq!(supplier - before, worth(came), "what came is owed");
    assert_eq!(members_pay + fund_pays, supplier - before + fund_part);
    supplied
}

/// After closing some come for what is spare, if anything is: who pays at once or by transfer, who claims in vain, who never pays. With
/// what came by transfer.
async fn late_joiners(
    world: &World,
    dice: &mut Dice,
    tally: &mut Tally,
    pool: PoolId,
    step: i64,
) -> (Vec<(Id<Member>, Id<Commitment>)>, i64) {
    let (mut late, mut from_bank) = (Vec::new(), 0);
    for _ in 0..dice.roll(6) {
        let (member, milli) = (world.rich(CREDIT).await, step * (1 + dice.roll(12)));
        let way = if dice.yes() { Pay::SetOff } else { Pay::Later };
        let before = world.pool(pool).await;
        let above = before.each_most_milli.is_some_and(|most| milli > most);
        let part = match join(world, member, pool, milli, way).await {
            Ok(part) => part,
            Err(CommitRefused::Closed) if !before.late_open => continue,
            Err(CommitRefused::Full) if milli > before.late_milli => continue,
            Err(CommitRefused::AboveLimit) if above => {
                tally.notes("too much for one");
                continue;
            }
            Err(other) => panic!("{other}"),
        };
        late.push((member, part.commitment));
        if way == Pay::SetOff || dice.roll(3) == 0 {
            continue;
        }
        world.claim(member, part.commitment).await.unwrap();
        if dice.yes() {
            let minor = part.due_minor + dice.roll(300);
            world.confirm(world.treasurer, part.commitment, minor, world.now()).await.unwrap();
            from_bank += minor;
        }
    }
    (late, from_bank)
}

/// Whoever said to have paid when it closed: found, not found, or, unless it is the last look, looked for still. What came when all was over is the
/// member's, to the minor unit. Answers what came.
async fn looked_for(
    world: &World,
    dice: &mut Dice,
    pool: PoolId,
    joined: &[(Id<Member>, Id<Commitment>)],
    is_last: bool,
) -> i64 {
    let mut came = 0;
    for (member, part) in joined {
        let row = world.commitment(*part).await;
        if row.state != CommitmentState::Claimed || (!is_last && dice.yes()) {
            continue;
        }
        let (is_over, owed) = (world.pool(pool).await.is_over(&row), world.owed(*member).await);
        if dice.yes() {
            let less = if is_over { dice.roll(row.due_minor as u64) } else { 0 };
            let minor = row.due_minor - less + dice.roll(300);
            world.confirm(world.treasurer, *part, minor, world.now()).await.unwrap();
            came += minor;
            if is_over {
                assert_eq!(world.owed(*member).await, owed + minor, "what came is theirs");
            }
        } else {
            let (by, reason) = (world.treasurer, "not on the statement".to_owned());
            let input = ops::RefuseClaim { commitment: *part, reason, key: None };
            world.act(move |tx, now| ops::refuse_claim(tx, by, &input, now)).await.unwrap();
            assert_eq!(world.owed(*member).await, owed, "nothing came");
        }
        if is_over {
            assert_eq!(world.commitment(*part).await.state, CommitmentState::Lapsed);
        }
    }
    came
}

async fn season(world: World, seed: u64, tally: &mut Tally) {
    println!("HEHUO_SEED={seed}");
    let mut dice = Dice(seed);
    world.fill(10_000_000).await;
    world.set_standing(300_000).await;
    // What a fund sells is bought of the same supplier, under a mandate.
    let agreed = world.agreed_for(50_000_000, 360).await;
    let helpers = [world.member("Eli").await, world.member("Fay").await];
    let (mut members, mut spare_minor, mut from_bank) = (Vec::new(), 0, 0);
    for round in 0..6 {
        let by_fund = dice.roll(5) < 2;
        // Honey is sold in steps of half a jin.
        let step = if by_fund { 500 } else { [100, 500, 1_000][dice.roll(3) as usize] };
        let case = dice.yes().then(|| Quantity::from_milli(step * (1 + dice.roll(30))));
        let mut input = match by_fund {
            true => world.new_buy(world.honey().await),
            false => world.new_buy(world.apples_by(step, parts(&mut dice, helpers)).await),
        };
        let price = Price::from_e4(7_000 + dice.roll(90_000));
        input.buying = by_fund.then_some(Agreed { price, ..agreed });
        input.steps = ladder(&mut dice, step);
        input.remainder = if dice.yes() { Remainder::RoundUp } else { Remainder::Refuse };
        input.falls_on = if dice.yes() { FallsOn::Latest } else { FallsOn::ProRata };
        (input.case, input.may_leave) = (case, dice.yes());
        Condition { counted: input.counted, least: input.least } = condition(&mut dice, &input, step);
        input.each_most = (dice.roll(3) == 0).then(|| Quantity::from_milli(step * (5 + dice.roll(40))));
        let each_most = input.each_most.map(|most| most.milli);
        if input.counted == Counted::Units {
            tally.notes("counted pieces");
        }
        // The steward carries the mandate under which a fund buys.
        let by = if by_fund { world.steward } else { world.treasurer };
        let pool = world.open(by, input).await.unwrap().pool;
        let held_before = world.balance(AccountKey::held_for_fund(1, CNY)).await;
        let before =
            world.balance(AccountKey::held(world.supplier, CNY)).await + world.owed(world.supplier).await;
        let mut joined: Vec<(Id<Member>, Id<Commitment>)> = Vec::new();
        for _ in 0..2 + dice.roll(9) {
            let member = world.rich(CREDIT).await;
            members.push(member);
            let milli = step * (1 + dice.roll(40));
            let way = if dice.roll(3) > 0 { Pay::SetOff } else { Pay::Later };
            let part = match join(&world, member, pool, milli, way).await {
                Ok(part) => part,
                Err(CommitRefused::AboveLimit) if each_most.is_some_and(|most| milli > most) => {
                    tally.notes("too much for one");
                    continue;
                }
                Err(other) => panic!("seed {seed}: {other}"),
            };
            if way == Pay::Later {
                world.claim(member, part.commitment).await.unwrap();
                if dice.yes() {
                    let minor = part.due_minor + dice.roll(300);
                    world.confirm(world.treasurer, part.commitment, minor, world.now()).await.unwrap();
                    from_bank += minor;
                }
            }
            joined.push((member, part.commitment));
            if dice.roll(12) == 0 {
                let later = world.pool(pool).await.closes_at_us.plus(HOUR * (1 + dice.roll(72) as u32));
                world.extend(pool, later).await.unwrap();
                tally.notes("extended");
            }
            if dice.roll(6) == 0 {
                let (member, part) = joined[dice.roll(joined.len() as u64) as usize];
                let before = world.pool(pool).await;
                match world.leave(member, part).await {
                    Ok(_) if !before.may_leave && before.extended_at_us.is_some() => {
                        tally.notes("left after an extension");
                    }
                    Ok(_) | Err(CommitRefused::MayNotLeave | CommitRefused::WrongState) => {}
                    Err(other) => panic!("seed {seed}: {other}"),
                }
            }
            world.clock.advance(HOUR);
            world.run_jobs().await;
            if dice.roll(12) == 0 {
                closes_early(&world, tally, pool, &joined).await;
            }
            if world.pool(pool).await.state != PoolState::Open {
                break;
            }
        }
        if dice.roll(4) == 0 && world.pool(pool).await.state == PoolState::Open {
            closes_early(&world, tally, pool, &joined).await;
        }
        if dice.roll(5) == 0 && world.pool(pool).await.state == PoolState::Open {
            world.cancel(pool).await.unwrap();
        }
        let closes = world.pool(pool).await.times().last();
        world.clock.set(closes.max(world.now()));
        world.run_jobs().await;
        let ended = world.pool(pool).await;
        assert!(matches!(ended.state, PoolState::Captured | PoolState::Refunded), "seed {seed}, {round}");
        let bought = world.bought(pool).await;
        spare_minor += bought.spare_minor;
        from_bank += looked_for(&world, &mut dice, pool, &joined, false).await;
        // All of it comes, some, or nothing; what does not is given back, and of spare pieces credited.
        if let (Some(purchase), Some(ordered)) = (bought.purchase_id, bought.ordered_milli) {
            let row = world.find::<supply::rows::Purchase>((world.community, purchase)).await;
            let supplier = world.balance(AccountKey::held(world.supplier, CNY)).await;
            let owed = world.owed(world.supplier).await;
            let owed = supplier + owed - before;
            match by_fund {
                true => assert_eq!(
                    (row.total_minor, owed),
                    (price.times(Quantity::from_milli(ordered), CNY).unwrap().minor, 0)
                ),
                false => {
                    assert_eq!(row.total_minor, owed, "seed {seed}, round {round}: what is agreed is owed")
                }
            }
            // What a fund buys is reckoned by what its members have of it: theirs is given back when that is known.
            if !by_fund {
                given_back(&world, &mut dice, tally, &joined).await;
            }
            let (late, minor) = late_joiners(&world, &mut dice, tally, pool, step).await;
            members.extend(late.iter().map(|(member, _)| *member));
            joined.extend(late);
            from_bank += minor;
            let came =
                if dice.roll(3) == 0 { ordered } else { step * dice.roll(1 + (ordered / step) as u64) };
            world.delivered(pool, came).await;
            from_bank += looked_for(&world, &mut dice, pool, &joined, true).await;
            if by_fund {
                spare_minor += fund_bought(&world, pool, (price, came), before, held_before, &joined).await;
            }
            let row = world.find::<supply::rows::Purchase>((world.community, purchase)).await;
            spare_minor -= row.credited_minor;
            assert_eq!(
                world.bought(pool).await.short_milli,
                Some(ordered - came),
                "seed {seed}, round {round}"
            );
        }
        from_bank += looked_for(&world, &mut dice, pool, &joined, true).await;
        given_back(&world, &mut dice, tally, &joined).await;
        let paid = paid(&world, &members, from_bank).await;
        let (held, all) = received(&world, helpers).await;
        assert_eq!(paid + spare_minor, all, "seed {seed}, round {round}: {held} of it held");
        let of_round: Vec<_> = joined.into_iter().map(|(_, part)| part).collect();
        for part in &of_round {
            let row = world.commitment(*part).await;
            let waits = [CommitmentState::Made, CommitmentState::Claimed, CommitmentState::Held];
            assert!(!waits.contains(&row.state), "seed {seed}, round {round}: {}", row.state);
        }
        world.settled(&of_round).await;
        let (held, all) = received(&world, helpers).await;
        assert_eq!((held, all), (0, paid + spare_minor), "seed {seed}, round {round}: settled");
        world.assert_ended(pool, ended.state).await;
    }
}

testkit::both_engines! {
    async fn money_goes_where_it_must(scratch: Scratch) {
        let first = given("HEHUO_SEED").unwrap_or_else(|| Timestamp::of_system().micros.unsigned_abs()).max(1);
        let (seasons, engine) = (given("HEHUO_SEASONS").unwrap_or(1), scratch.engine());
        let (mut place, mut tally) = (Some(scratch), Tally::default());
        for seed in first..first + seasons {
            // Each season has a place of its own; the first one that which was given.
            let place = place.take().or_else(|| engine.scratch("pools")).unwrap();
            season(World::set(place).await, seed, &mut tally).await;
        }
        println!("{seasons} seasons on {engine:?}: {:?}", tally.0);
        let missing: Vec<_> = DRAWN.iter().filter(|what| !tally.0.contains_key(*what)).collect();
        assert!(seasons < 20 || missing.is_empty(), "no season came to {missing:?}");
    }

    /// A season that any change can be held against.
    async fn and_with_the_same_dice_every_time(world: World) {
        season(world, 20_261_126, &mut Tally::default()).await;
    }
}
