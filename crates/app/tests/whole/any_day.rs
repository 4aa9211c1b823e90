//! The demo is made whenever somebody starts it: its story is the same on every day of the week and at every hour.

use crate::common::World;
use distribution::distribution::DistributionState;
use kernel::{Id, Timestamp, Zone};
use std::time::Duration;
use testkit::{Engine, FixedClock};

/// From midnight in the community's zone: at it, after it, in the night, at noon and before it.
const MINUTES: [u64; 5] = [0, 30, 6 * 60, 12 * 60, 23 * 60 + 30];

/// At two hours of a weekday, in weeks of their own, so that the months' ends fall elsewhere each time.
fn made_on(weekday: i64) {
    for turn in 0..2 {
        let place = 2 * weekday + turn;
        made_at(weekday + 7 * place, MINUTES[place as usize % MINUTES.len()]);
    }
}

/// So many days after a Monday.
fn made_at(day: i64, minutes: u64) {
    let name = format!("demo_of_day_{day}_{minutes}");
    testkit::run(Engine::Sqlite, &name, async |scratch| {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let monday = Timestamp::parse("2026-03-16T04:00:00Z").unwrap().day(&zone);
        assert_eq!(pickup::hours::weekday(monday), 0);
        let now = Timestamp::start_of_day(monday + day, &zone).plus(Duration::from_secs(60 * minutes));
        let world = World::at(scratch, FixedClock::at(now));
        hehuo::demo::populate(&world.running, day % 2 == 0)
            .await
            .unwrap_or_else(|why| panic!("{name}: {why}"));
        world.assert_sound().await;
        assert_fetched(&world, now.day(&zone)).await;
        assert_shared_out(&world).await;
        // On the Monday of the week before, of a story in which it is Thursday.
        let opened = Timestamp::start_of_day(now.day(&zone) - 10, &zone).plus(Duration::from_secs(36_000));
        assert_by_the_board(&world, opened).await;
    });
}

/// Who fetches this evening and who on the story's Saturday stand on the days' lists: somebody at each point.
async fn assert_fetched(world: &World, today: i64) {
    let counted = world.running.site.db.read(move |reader| {
        let community = community::by_slug(reader, "qingshi")?.unwrap().community_id;
        let mut counted = Vec::new();
        for (point, _) in pickup::open_points(reader, community, 9)? {
            for day in [today, today + 2] {
                counted.push((point, day, pickup::to_pack(reader, community, point, day)?.len()));
            }
        }
        Ok(counted)
    });
    let counted = counted.await.unwrap();
    assert_eq!(counted.len(), 4, "{counted:?}");
    assert!(counted.iter().all(|(_, _, orders)| *orders > 0), "{counted:?}");
}

/// Wherever the month's end falls, there was a surplus, the ballot passed, and everybody who was there has their share of it.
async fn assert_shared_out(world: &World) {
    let shared = world.running.site.db.read(move |reader| {
        let community = community::by_slug(reader, "qingshi")?.unwrap().community_id;
        let mut shared = Vec::new();
        for id in distribution::distributions(reader, community, i64::MAX, 9)? {
            shared.push(distribution::distribution(reader, community, id)?.unwrap().row);
        }
        Ok(shared)
    });
    let shared = shared.await.unwrap();
    let [row] = &shared[..] else { panic!("{shared:?}") };
    assert!(row.state == DistributionState::Paid && row.holder_count > 40, "{row:?}");
    assert!(row.paid_minor > 10_000, "{row:?}");
}

/// Two boards of tofu for nineteen blocks: a fund paid for five, two of which somebody came late for and three went on the shelf; whoever
/// was in has fetched at the point that was said.
async fn assert_by_the_board(world: &World, opened: Timestamp) {
    let pool = Id::from_parts(opened.milliseconds(), [0xB0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let found = world.running.site.db.read(move |reader| {
        let community = community::by_slug(reader, "qingshi")?.unwrap().community_id;
        reader.find::<pools::rows::GroupBuy>(&(community, pool))
    });
    let bought = found.await.unwrap().expect("the group buy by the board");
    let told = (bought.ordered_milli, bought.spare_milli, bought.late_milli, bought.shelved_milli);
    assert_eq!(told, (Some(24_000), Some(5_000), 2_000, Some(3_000)), "{bought:?}");
    assert!(bought.spare_minor > 0, "a fund paid for them: {bought:?}");
}

#[test]
fn the_demo_is_made_on_a_monday() {
    made_on(0);
}

#[test]
fn the_demo_is_made_on_a_tuesday() {
    made_on(1);
}

#[test]
fn the_demo_is_made_on_a_wednesday() {
    made_on(2);
}

#[test]
fn the_demo_is_made_on_a_thursday() {
    made_on(3);
}

#[test]
fn the_demo_is_made_on_a_friday() {
    made_on(4);
}

#[test]
fn the_demo_is_made_on_a_saturday() {
    made_on(5);
}

#[test]
fn the_demo_is_made_on_a_sunday() {
    made_on(6);
}
