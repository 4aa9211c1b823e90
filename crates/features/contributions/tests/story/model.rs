//! Random claims, confirmations, disputes, rulings, calls and retries held against a simple book: what counts is what it says, once, and
//! nobody had a hand in their own.

use crate::world::{DAY, World};
use contributions::contribution::{Ruling, State};
use contributions::ids::Member;
use contributions::ops::{self, Given};
use contributions::rows::{Confirmation, Contribution, ValueRow};
use kernel::{Id, Quantity, Timestamp};
use std::collections::BTreeMap;

/// xorshift64*: enough for dice, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.roll(of.len() as u64)).unwrap()]
    }
}

/// A claim in the simple book.
struct Held {
    id: Id<Contribution>,
    member: Id<Member>,
    value: i64,
    confirmed_by: Vec<Id<Member>>,
    until: Option<Timestamp>,
    disputed_by: Option<Id<Member>>,
    state: State,
}

impl Held {
    fn has_a_part(&self, who: Id<Member>) -> bool {
        who == self.member || self.confirmed_by.contains(&who)
    }
}

async fn play(world: &World, seed: u64) {
    world.rules(World::slices()).await;
    let mut dice = Dice(seed);
    let members = [world.steward, world.fay, world.treasurer, world.chen, world.dan];
    let judges = [world.steward, world.fay, world.treasurer];
    let mut book: Vec<Held> = Vec::new();
    for _ in 0..120 {
        let who = dice.pick(&members);
        let at = dice.roll(book.len().max(1) as u64) as usize;
        match dice.roll(10) {
            0 | 1 => {
                let milli = dice.roll(5_000) as i64 + 1;
                let given = match dice.roll(2) {
                    0 => Given::Rated { rate: 1, quantity: Quantity::from_milli(milli) },
                    _ => Given::Cost { amount_minor: milli },
                };
                // Thirty an hour in thousandths of hours: three minor units each, twice; cash four times.
                let value = match given {
                    Given::Cost { .. } => milli * 4,
                    _ => milli * 3 * 2,
                };
                let id = world.claim(who, given).await;
                let (confirmed_by, until, disputed_by) = (Vec::new(), None, None);
                book.push(Held {
                    id,
                    member: who,
                    value,
                    confirmed_by,
                    until,
                    disputed_by,
                    state: State::Claimed,
                });
            }
            2..=5 if !book.is_empty() => {
                let one = &mut book[at];
                let may = one.state == State::Claimed && !one.has_a_part(who);
                assert_eq!(world.confirm(who, one.id).await.is_ok(), may, "confirming, seed {seed}");
                if may {
                    one.confirmed_by.push(who);
                    if one.confirmed_by.len() == 2 {
                        (one.state, one.until) = (State::Confirmed, Some(world.now().plus(DAY * 7)));
                    }
                }
            }
            6 if !book.is_empty() => {
                let one = &mut book[at];
                let open = one.until.is_some_and(|until| world.now() < until);
                let may = one.state == State::Confirmed && open && !one.has_a_part(who);
                assert_eq!(world.dispute(who, one.id, "no").await.is_ok(), may, "disputing, seed {seed}");
                if may {
                    (one.state, one.disputed_by) = (State::Disputed, Some(who));
                }
            }
            7 if !book.is_empty() => {
                let (one, by) = (&mut book[at], dice.pick(&judges));
                let (ruling, left) = match dice.roll(3) {
                    0 => (Ruling::Stands, one.value),
                    1 => (Ruling::Part(World::share("1/2")), half_even(one.value)),
                    _ => (Ruling::Refused, 0),
                };
                let may = one.state == State::Disputed && !one.has_a_part(by) && one.disputed_by != Some(by);
                assert_eq!(world.decide(by, one.id, ruling).await.is_ok(), may, "deciding, seed {seed}");
                if may {
                    one.state = if ruling == Ruling::Refused { State::Refused } else { State::Recorded };
                    one.value = left;
                }
            }
            8 if !book.is_empty() => {
                let one = &mut book[at];
                let may = who == one.member && matches!(one.state, State::Claimed | State::Confirmed);
                assert_eq!(world.withdraw(who, one.id).await.is_ok(), may, "withdrawing, seed {seed}");
                if may {
                    one.state = State::Withdrawn;
                }
            }
            _ => {
                world.clock.advance(DAY * (dice.roll(4) as u32));
                world.run_jobs().await;
                for one in &mut book {
                    if one.state == State::Confirmed && one.until.is_some_and(|until| world.now() >= until) {
                        one.state = State::Recorded;
                    }
                    // What is over is over, however often its job comes.
                    let id = one.id;
                    world.act(move |tx, now| ops::record_due(tx, id, now)).await.unwrap();
                }
            }
        }
    }
    let mut sums: BTreeMap<Id<Member>, i64> = BTreeMap::new();
    for one in &book {
        let row = world.contribution(one.id).await;
        assert_eq!(row.state, one.state, "seed {seed}");
        let key = |number| (world.community, one.id, number);
        assert_eq!(world.find::<ValueRow>(key(1)).await.is_some(), one.state == State::Recorded);
        assert!(world.find::<ValueRow>(key(2)).await.is_none(), "twice, seed {seed}");
        assert!(
            world.find::<Confirmation>((world.community, one.id, one.member)).await.is_none(),
            "their own"
        );
        if one.state == State::Recorded {
            *sums.entry(one.member).or_default() += one.value;
        }
    }
    sums.retain(|_, sum| *sum > 0);
    assert_eq!(world.values().await, sums.into_iter().collect::<Vec<_>>(), "seed {seed}");
    world.assert_whole().await;
}

fn half_even(value: i64) -> i64 {
    kernel::div_half_even(i128::from(value), 2) as i64
}

testkit::both_engines! {
    async fn what_counts_is_what_a_simple_book_says(world: World) {
        play(&world, 0x5EED_0001).await;
    }

    async fn and_so_it_is_with_other_dice(world: World) {
        play(&world, 0xC0_FFEE).await;
    }
}
