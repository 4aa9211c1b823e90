//! Campaigns of the world as pools: what came of them is what came of them there. All of them on SQLite, every twentieth on
//! PostgreSQL. Skipped, with a word, where the reference data is not.

use crate::world::{CNY, World};
use kernel::{Currency, Money, Timestamp};
use pools::ops::{self, Pay};
use pools::pool::{Condition, Counted, Ending, PoolState, Reached};
use testkit::Engine;

struct Recorded {
    id: String,
    goal_minor: i64,
    pledged_minor: i64,
    ending: Ending,
    reached: bool,
}

/// Fields of a line, some of them in quotes.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            letter => field.push(letter),
        }
    }
    fields.push(field);
    fields
}

/// Those that are over: sums as exact minor units of their own currency. None where the data is not.
fn finished() -> Option<Vec<Recorded>> {
    let file = testkit::data("crowdfunding")?.join("kickstarter-campaigns-part1.csv");
    let text = std::fs::read_to_string(file).unwrap();
    let mut lines = text.lines();
    let header = fields(lines.next().unwrap());
    let at = |name: &str| header.iter().position(|known| known == name).unwrap();
    let (id, currency, goal, pledged, state) =
        (at("ID"), at("currency"), at("goal"), at("pledged"), at("state"));
    let read = |line: &str| {
        let row = fields(line);
        let (ending, reached) = match row[state].as_str() {
            "successful" => (Ending::Deadline, true),
            "failed" => (Ending::Deadline, false),
            "canceled" => (Ending::Cancelled, false),
            _ => return None,
        };
        let currency = Currency::parse(&row[currency]).unwrap();
        // The community of the stories keeps its books in another currency of as many places.
        assert_eq!(currency.exponent(), CNY.exponent());
        let minor = |text: &str| Money::parse(text, currency).unwrap().minor;
        let (goal_minor, pledged_minor) = (minor(&row[goal]), minor(&row[pledged]));
        Some(Recorded { id: row[id].clone(), goal_minor, pledged_minor, ending, reached })
    };
    Some(lines.filter_map(read).collect())
}

#[test]
fn the_rule_says_what_was_recorded() {
    let Some(campaigns) = finished() else { return };
    assert!(campaigns.len() > 1_400, "{}", campaigns.len());
    for one in campaigns {
        let condition = Condition { counted: Counted::Sum, least: one.goal_minor };
        let reached = Reached { people: 1, units: 0, minor: one.pledged_minor };
        assert_eq!(one.ending.forms(&condition, &reached), one.reached, "{}", one.id);
    }
}

/// Through everything: one commitment of what was pledged, to the deadline.
#[test]
fn the_machinery_does_what_was_recorded() {
    let Some(campaigns) = finished() else { return };
    testkit::run(Engine::Sqlite, "replay", async |world: World| replay(world, campaigns).await);
}

#[test]
fn the_machinery_does_what_was_recorded_on_postgres() {
    let Some(campaigns) = finished() else { return };
    let some: Vec<Recorded> = campaigns.into_iter().step_by(20).collect();
    testkit::run(Engine::Postgres, "replay_postgres", async |world: World| replay(world, some).await);
}

async fn replay(world: World, campaigns: Vec<Recorded>) {
    let begun = world.now();
    let mut running = Vec::new();
    for one in campaigns {
        let pool = world
            .campaign(|new| {
                (new.terms.goal_minor, new.terms.second, new.terms.units_least) = (one.goal_minor, None, 1);
            })
            .await;
        let backer = world.rich(one.pledged_minor.max(1)).await;
        if one.pledged_minor > 0 {
            world.join(backer, pool, one.pledged_minor * 1_000, Pay::SetOff).await.unwrap();
        }
        if one.ending == Ending::Cancelled {
            let (by, reason) = (world.supplier, "as it was".to_owned());
            let input = ops::CancelPool { pool, reason, key: None };
            world.act(move |tx, now| ops::cancel_pool(tx, by, &input, now)).await.unwrap();
        }
        running.push((one, pool, backer));
    }
    world.until(Timestamp::from_micros(begun.micros + 10 * 86_400_000_000)).await;
    let mut given = 0;
    for (one, pool, backer) in running {
        let row = world.pool(pool).await;
        let state = if one.reached { PoolState::Captured } else { PoolState::Refunded };
        assert_eq!((row.state, row.ending), (state, Some(one.ending)), "{}", one.id);
        let left = if one.reached { 0 } else { one.pledged_minor.max(1) };
        assert_eq!(world.owed(backer).await, left, "{}", one.id);
        given += world.terms_of(pool).await.released_minor;
    }
    assert_eq!(world.given(1).await, given);
    world.assert_whole().await;
}
