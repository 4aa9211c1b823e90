//! Every statement is prepared on both engines, and none reads the lists of all communities.

use crate::world::migrations;
use testkit::Scratch;

testkit::both_engines! {
    async fn statements_stand_and_use_their_keys(scratch: Scratch) {
        let place = scratch.place();
        tokio::task::spawn_blocking(move || {
            store::migrate(&place, &migrations()).unwrap();
            let growing = ["order_list", "list_item", "list_line", "list_buyer", "list_order", "list_part", "commitment", "known_name", "claim_code", "customer_order"];
            for plan in store::prepare_all(&place, &lists::statements()).unwrap() {
                assert_eq!(plan.scans_of(&growing), Vec::<&str>::new(), "{plan:?}");
            }
        })
        .await
        .unwrap();
    }
}
