//! Every statement is prepared on both engines, and none reads the pools of all communities.

use crate::world::migrations;
use testkit::Scratch;

testkit::both_engines! {
    async fn statements_stand_and_use_their_keys(scratch: Scratch) {
        let place = scratch.place();
        tokio::task::spawn_blocking(move || {
            store::migrate(&place, &migrations()).unwrap();
            let growing = [
                "pool",
                "pool_member",
                "commitment",
                "pool_event",
                "group_buy",
                "group_buy_part",
                "campaign",
                "campaign_part",
                "campaign_milestone",
                "campaign_voice",
                "campaign_team",
                "campaign_update",
                "campaign_question",
            ];
            for plan in store::prepare_all(&place, &pools::statements()).unwrap() {
                assert_eq!(plan.scans_of(&growing), Vec::<&str>::new(), "{plan:?}");
            }
        })
        .await
        .unwrap();
    }
}
