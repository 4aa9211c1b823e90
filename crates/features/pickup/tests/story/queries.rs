//! Every statement is prepared on both engines, and none reads the pick-ups of all communities.

use crate::world::migrations;
use testkit::Scratch;

testkit::both_engines! {
    async fn statements_stand_and_use_their_keys(scratch: Scratch) {
        let place = scratch.place();
        tokio::task::spawn_blocking(move || {
            store::migrate(&place, &migrations()).unwrap();
            let growing = [
                "pickup_point",
                "pickup_day",
                "pickup_slot",
                "pickup",
                "pickup_code",
                "check_in",
                "pickup_pool",
                "pickup_part",
            ];
            for plan in store::prepare_all(&place, &pickup::statements()).unwrap() {
                assert_eq!(plan.scans_of(&growing), Vec::<&str>::new(), "{plan:?}");
            }
        })
        .await
        .unwrap();
    }
}
