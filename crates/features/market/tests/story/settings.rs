//! Where buyers are told to pay, and who said so.

use crate::world::World;
use market::Actor;
use market::offer::OfferRefused;
use market::ops;
use market::rows::MarketSettings;

testkit::both_engines! {
    /// The community is told who changed where buyers send their money; who may not, leaves no trace.
    async fn a_change_of_where_to_pay_has_its_author(world: World) {
        let first = world.find::<MarketSettings>(world.community).await;
        assert_eq!((first.changed_by, first.changed_at_us), (Some(world.steward), Some(world.now())));
        world.clock.advance(std::time::Duration::from_secs(60));
        let set_up = |by, bank: &str| {
            let input = ops::SetUpMarket {
                hold_seconds: 3_600,
                claim_seconds: 86_400,
                after_sales_seconds: 7 * 86_400,
                bank_instructions: Some(bank.to_owned()),
                code_instructions: None,
                code_image: None,
            };
            world.act(move |tx, when| ops::set_up_market(tx, Actor::Member(by), &input, when))
        };
        assert_eq!(set_up(world.treasurer, "to Bao").await, Err(OfferRefused::NotAllowed));
        assert_eq!(world.find::<MarketSettings>(world.community).await, first);
        set_up(world.steward, "to the new account").await.unwrap();
        let second = world.find::<MarketSettings>(world.community).await;
        assert_eq!((second.changed_by, second.changed_at_us), (Some(world.steward), Some(world.now())));
        let community = world.community;
        let told: Vec<(String, String)> = world
            .db
            .read(move |reader| {
                reader.rows("SELECT kind, body FROM outbox WHERE community_id = $1 ORDER BY number DESC LIMIT 1", &[&community])
            })
            .await
            .unwrap();
        let said = format!(r#"{{"by":"{}","bank_transfer":true,"collection_code":false,"times":false}}"#, world.steward);
        assert_eq!(told, [("market_set_up".to_owned(), said)]);
    }
}
