//! Communities from founding to leaving, as programs and browsers meet them, on both engines.

#![allow(clippy::unwrap_used, dead_code)] // a test stops at what it did not expect; worlds are shared between tests

mod coming;
mod deciding;
mod founding;
mod going;
mod seeing;
#[path = "../world/mod.rs"]
mod world;

use world::World;

pub(crate) async fn number(world: &World, slug: &'static str) -> i64 {
    let found = world.site.db.read(move |reader| community::by_slug(reader, slug)).await;
    found.unwrap().unwrap().community_id
}

/// Every statement is understood by both engines, and none looks through a whole table that grows.
#[test]
fn statements_find_their_way_by_index() {
    for engine in [testkit::Engine::Sqlite, testkit::Engine::Postgres] {
        testkit::run::<testkit::Scratch>(engine, "community plans", async |scratch| {
            let place = scratch.place();
            store::migrate(&place, &world::migrations()).unwrap();
            let growing: Vec<_> = community::tables().iter().map(|table| table.name).collect();
            for plan in store::prepare_all(&place, &community::statements()).unwrap() {
                let scans = plan.scans_of(&growing);
                assert!(scans.is_empty(), "{scans:?} {plan:?}");
            }
        });
    }
}
