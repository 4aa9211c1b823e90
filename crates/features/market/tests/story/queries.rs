//! Every statement of the market is prepared on both engines, and none reads the orders of all communities.

use testkit::Scratch;

testkit::both_engines! {
    async fn statements_stand_and_use_their_keys(scratch: Scratch) {
        let place = scratch.place();
        tokio::task::spawn_blocking(move || {
            let migrations = [ledger::migrations(), people::migrations(), community::migrations(), files::migrations(), market::migrations()];
            store::migrate(&place, &migrations.concat()).unwrap();
            let growing = ["customer_order", "order_line", "order_event", "payment", "refund", "refund_line", "refund_part", "line_part", "payout", "complaint", "complaint_line", "complaint_photo", "offer_picture", "remedy", "remedy_line"];
            for plan in store::prepare_all(&place, &market::statements()).unwrap() {
                assert_eq!(plan.scans_of(&growing), Vec::<&str>::new(), "{plan:?}");
            }
        })
        .await
        .unwrap();
    }
}
