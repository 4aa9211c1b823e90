//! Every statement is prepared on both engines, and none reads what all communities have.

use crate::world::migrations;
use testkit::Scratch;

testkit::both_engines! {
    async fn statements_stand_and_use_their_keys(scratch: Scratch) {
        let (place, is_sqlite) = (scratch.place(), scratch.engine() == testkit::Engine::Sqlite);
        tokio::task::spawn_blocking(move || {
            store::migrate(&place, &migrations()).unwrap();
            let growing = ["instrument", "instrument_risk", "subscription", "holding", "register_line", "share_transfer", "parting", "certificate", "text_look"];
            for plan in store::prepare_all(&place, &ownership::statements()).unwrap() {
                assert_eq!(plan.scans_of(&growing), Vec::<&str>::new(), "{plan:?}");
                // Of texts that wait nothing is read of those that have passed, nor of other authors'.
                if is_sqlite && plan.sql.contains("passed_by IS NULL") {
                    let index = if plan.sql.contains("asked_by") { "text_look_waiting_of_author (" } else { "text_look_waiting (" };
                    assert!(plan.text.contains(index), "{plan:?}");
                }
            }
        })
        .await
        .unwrap();
    }
}
