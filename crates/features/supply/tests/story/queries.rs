//! Every statement is prepared on both engines, and none reads the suppliers of all communities.

use crate::world::migrations;
use testkit::Scratch;

testkit::both_engines! {
    async fn statements_stand_and_use_their_keys(scratch: Scratch) {
        let place = scratch.place();
        tokio::task::spawn_blocking(move || {
            store::migrate(&place, &migrations()).unwrap();
            let growing = [
                "supplier", "supplier_bank", "purchase", "purchase_line", "purchase_event", "delivery",
                "delivery_line", "delivery_photo", "supplier_credit", "credit_asked", "payment_run", "payment_run_line",
                "member_account", "member_bank",
            ];
            for plan in store::prepare_all(&place, &supply::statements()).unwrap() {
                assert_eq!(plan.scans_of(&growing), Vec::<&str>::new(), "{plan:?}");
            }
        })
        .await
        .unwrap();
    }
}
