//! More buyers than goods, all at once.

use crate::common::{Shop, World, program, send, shop};
use axum::http::Method;

testkit::both_engines! {
    /// Sixty-four ask for the last twenty: exactly twenty get one, the others are told why not.
    async fn twenty_are_sold_and_not_one_more(world: World) {
        let lane = shop(&world, "lane", true).await;
        let last = lane.offer(&world, "The last jars", "30", "20").await;
        let (wish, path) = (Shop::wish(&last, "1"), lane.path("/orders"));
        let asking: Vec<_> = (0..64)
            .map(|_| tokio::spawn(send(world.router(), program(Method::POST, &path, Some(&lane.member), Some(&wish)))))
            .collect();
        let mut sold = 0;
        for asked in asking {
            let answer = asked.await.unwrap();
            match answer.status {
                201 => sold += 1,
                _ => drop(answer.refused(409, "sold_out")),
            }
        }
        assert_eq!(sold, 20);
        world.assert_sound().await;
    }
}
