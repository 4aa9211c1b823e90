//! Random orders, sendings, deliveries, decisions and ends under one mandate, held against a model: no more is ever promised and spent than
//! the ceiling, and what is kept is what live orders and waiting expenses say, exactly.
//!
//! Each run has seeds of its own and prints them; HEHUO_SEED plays one again.

use crate::world::World;
use kernel::{Id, Timestamp};
use spending::expense::ExpenseState;
use supply::PurchaseRefused;
use supply::purchase::PurchaseState;
use supply::rows::Purchase;

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

fn seed() -> u64 {
    let given = std::env::var("HEHUO_SEED").ok().map(|text| text.parse::<u64>().expect("HEHUO_SEED"));
    given.unwrap_or_else(|| Timestamp::of_system().micros.unsigned_abs()).max(1)
}

const CEILING: i64 = 80_000;

/// What an order has of the mandate: spent, promised.
async fn has(world: &World, purchase: Id<Purchase>) -> (i64, i64) {
    let row = world.purchase(purchase).await;
    let kept = match row.state {
        PurchaseState::Asked
        | PurchaseState::Sent
        | PurchaseState::Confirmed
        | PurchaseState::DeliveredInPart
        | PurchaseState::Delivered => row.total_minor,
        PurchaseState::Drafted
        | PurchaseState::Declined
        | PurchaseState::Closed
        | PurchaseState::Cancelled => 0,
    };
    assert_eq!(row.kept_minor, kept, "{} keeps", row.state);
    if row.expense_id.is_none() {
        return (0, kept);
    }
    let expense = world.expense(purchase).await;
    match expense.state {
        ExpenseState::Submitted => (0, kept + expense.amount_minor),
        ExpenseState::Approved => (expense.amount_minor, kept),
        ExpenseState::Paid | ExpenseState::Refused | ExpenseState::Withdrawn => (0, kept),
    }
}

/// Something is done with an order that may or may not take it.
async fn step(world: &World, dice: &mut Dice, purchase: Id<Purchase>) {
    let row = world.purchase(purchase).await;
    match dice.roll(10) {
        0 | 1 => {
            let (_, promised) = world.used(row.mandate_id.unwrap()).await;
            let (spent, _) = world.used(row.mandate_id.unwrap()).await;
            let sent = world.send(world.steward, purchase).await;
            let fits = promised + spent + row.total_minor <= CEILING;
            let expected = match row.state {
                PurchaseState::Drafted if !fits => Err(PurchaseRefused::AboveCeiling),
                PurchaseState::Drafted if row.total_minor > 20_000 => Ok(PurchaseState::Asked),
                PurchaseState::Drafted => Ok(PurchaseState::Sent),
                _ => Err(PurchaseRefused::WrongState),
            };
            assert_eq!(sent, expected, "{} of {}", row.total_minor, CEILING - promised - spent);
        }
        2 => drop(world.say_yes(world.treasurer, purchase).await),
        3 => drop(world.step_back(world.treasurer, purchase).await),
        4 => {
            let missing = match row.state {
                PurchaseState::Sent | PurchaseState::Confirmed | PurchaseState::DeliveredInPart => {
                    let line = world.purchase_line(purchase).await;
                    line.quantity_milli.milli - line.received_milli
                }
                _ => 0,
            };
            // In whole steps of half a jin.
            let now = 500 * dice.roll(1 + missing.unsigned_abs() / 500);
            if now > 0 {
                world.count(world.moderator, purchase, now, dice.roll(2) == 0).await.unwrap();
            }
        }
        5 => drop(world.close(world.moderator, purchase).await),
        6 => drop(world.cancel(world.steward, purchase, "no").await),
        7 => {
            let (spent, promised) = world.used(row.mandate_id.unwrap()).await;
            let fits = promised + spent + row.total_minor <= CEILING;
            let expected = match row.state {
                PurchaseState::Declined if !fits => Err(PurchaseRefused::AboveCeiling),
                PurchaseState::Sent | PurchaseState::Declined => Ok(PurchaseState::Confirmed),
                _ => Err(PurchaseRefused::WrongState),
            };
            assert_eq!(world.reply(world.chen, purchase, true, "").await, expected);
        }
        8 => drop(world.reply(world.chen, purchase, false, "hail").await),
        _ if row.expense_id.is_none() => {}
        _ => {
            let expense = world.expense(purchase).await;
            let waits = expense.state == ExpenseState::Submitted;
            match dice.roll(3) {
                // Refused or not: what holds afterwards is what is looked at.
                0 => _ = world.refuse(world.treasurer, expense.id).await,
                1 => _ = world.withdraw(world.moderator, expense.id).await,
                // Small ones need no proof, and the fund has a thousand.
                _ if waits && expense.amount_minor <= 20_000 => {
                    _ = world.approve(world.treasurer, purchase).await
                }
                _ => {}
            }
        }
    }
}

testkit::both_engines! {
    async fn rooms_are_what_orders_and_expenses_say(world: World) {
        let seed = seed();
        println!("HEHUO_SEED={seed}");
        let mut dice = Dice(seed);
        let mandate = world.new_mandate(CEILING).await;
        let mut orders = Vec::new();
        for turn in 0..120 {
            if orders.len() < 4 || dice.roll(6) == 0 {
                let yuan = 1 + dice.roll(300);
                // Refused where the mandate has less: a draft is not written then.
                let drafted = world.draft(world.steward, world.bought_for(mandate, yuan)).await;
                orders.extend(drafted);
            }
            if orders.is_empty() {
                break;
            }
            let at = dice.roll(orders.len() as u64) as usize;
            step(&world, &mut dice, orders[at]).await;
            let (mut spent, mut promised) = (0, 0);
            for order in &orders {
                let (its_spent, its_promised) = has(&world, *order).await;
                (spent, promised) = (spent + its_spent, promised + its_promised);
            }
            assert_eq!(world.used(mandate).await, (spent, promised), "turn {turn}");
            assert!(spent + promised <= CEILING);
            if turn % 30 == 29 {
                world.assert_whole().await;
            }
        }
        world.assert_whole().await;
    }
}
