//! A disk that is full: nothing new is kept and nobody is told otherwise, and everybody goes on reading.

use crate::common::{World, days, shop};
use serde_json::json;
use store::{Config, Db};
use testkit::{Engine, FixedClock, Scratch};

/// A store whose file is as large as it may be; and one that takes no write at all, so that not even the use of a
/// session can be written down.
#[test]
fn who_is_signed_in_reads_on_when_nothing_can_be_kept() {
    testkit::run(Engine::Sqlite, "a_full_disk", async |scratch: Scratch| {
        let clock = FixedClock::default();
        let world = World::at(scratch, clock.clone());
        let lane = shop(&world, "lane", true).await;
        let scratch = world.leave().await;
        // Long enough for the session's use to be due to be written down.
        clock.advance(days(1));
        let config = hehuo::site::config(&scratch.place());
        let full = Db::open(&Config { pages_max: Some(1), ..config.clone() }).unwrap();
        let world = World::over(full, scratch, clock.clone());
        let supplier = lane.member_id(&world, &lane.supplier).await;
        let offer = json!({
            "title": "Rice", "story": "x".repeat(3000), "audience": "members", "limit": "", "rest": supplier,
            "variants": [{ "title": "", "unit": "jin", "price": "1", "step": "1", "stock": "1" }], "parts": [],
        });
        let mut answer = world.post(&lane.steward, &lane.path("/offers"), offer.clone()).await;
        // Pages that are half full take the first few.
        for _ in 0..100 {
            if answer.status == 201 {
                answer = world.post(&lane.steward, &lane.path("/offers"), offer.clone()).await;
            }
        }
        answer.refused(507, "storage_full");
        assert!(answer.text("detail").contains("You can still read"), "{answer:?}");
        for path in ["", "/market", "/desk", "/mine"] {
            world.look(Some(&lane.steward), &lane.path(path)).await.assert(200);
        }
        let scratch = world.leave().await;
        let world = World::over(Db::open_to_read(&config).unwrap(), scratch, clock);
        world.look(Some(&lane.member), &lane.path("/mine")).await.assert(200);
        world.get(&lane.member, "/me").await.assert(200);
    });
}
