//! Every statement is prepared on both engines, and none reads what all communities decided.

use testkit::Scratch;

testkit::both_engines! {
    async fn statements_stand_and_use_their_keys(scratch: Scratch) {
        let place = scratch.place();
        tokio::task::spawn_blocking(move || {
            store::migrate(&place, &crate::world::migrations()).unwrap();
            let growing = [
                "proposal", "proposal_text", "proposal_step", "proposal_comment", "proposal_task", "proposal_proxy",
                "decided_action", "ballot", "ballot_option", "ballot_voter", "open_vote", "secret_paper",
                "counted_paper", "ballot_appeal",
            ];
            for plan in store::prepare_all(&place, &governance::statements()).unwrap() {
                assert_eq!(plan.scans_of(&growing), Vec::<&str>::new(), "{plan:?}");
            }
        })
        .await
        .unwrap();
    }
}
