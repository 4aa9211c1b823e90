//! Campaigns whose units were being written down when the program was renewed: begun anew, by cuts that are fixed first.

use crate::migrating::{MatchedPool, OldCampaign, insert_pool, migrated, old_campaign, open, pool};
use pools::campaign_rows::Campaign;
use pools::ids::PoolId;
use pools::milestone::Stage;
use store::{OpError, Place, Row, row};
use testkit::Scratch;

row! {
    /// What of a campaign is counted on: later steps add columns.
    struct Counted in "campaign" { key community_id: i64, pool_id: PoolId; stage: Stage, counted_up_to: i64 }
}

/// A campaign of before that had come to its fiftieth part.
async fn counted_after(place: &Place, stage: Stage) -> i64 {
    migrated(place, 11).await;
    let db = open(place, &[MatchedPool::TABLE, OldCampaign::TABLE]).await;
    let insert = |tx: &mut store::Tx| {
        insert_pool(tx)?;
        Ok::<_, OpError<()>>(tx.insert(&old_campaign(Stage::Running, 60))?)
    };
    db.transact(1, insert).await.unwrap();
    db.close().await;
    migrated(place, 17).await;
    let db = open(place, &[Counted::TABLE]).await;
    let count = move |tx: &mut store::Tx| {
        let row = tx.lock::<Counted>((1, pool()))?.expect("there");
        Ok::<_, OpError<()>>(tx.save(&Counted { stage, counted_up_to: 50, ..row })?)
    };
    db.transact(1, count).await.unwrap();
    db.close().await;
    migrated(place, 99).await;
    let db = open(place, &[Campaign::TABLE]).await;
    let row = db.read(|reader| reader.find::<Campaign>(&(1, pool()))).await.unwrap().unwrap();
    db.close().await;
    assert_eq!(row.stage, stage);
    row.counted_up_to
}

testkit::both_engines! {
    async fn what_was_being_reckoned_begins_anew(scratch: Scratch) {
        assert_eq!(counted_after(&scratch.place(), Stage::Reckoning).await, 0);
    }

    async fn what_was_being_given_back_goes_on(scratch: Scratch) {
        assert_eq!(counted_after(&scratch.place(), Stage::Sharing).await, 50);
    }
}
