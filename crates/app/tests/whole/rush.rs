//! More buyers than goods, all at once.

use crate::common::{Shop, Someone, World, days, program, send, shop};
use axum::http::Method;
use kernel::{Currency, Id};
use ledger::{AccountKey, Cause, NewEntry};
use serde_json::json;

/// The community owes them so much.
async fn owe(world: &World, lane: &Shop, who: &Someone, minor: i64) {
    let (site, slug, now) = (&world.running.site, lane.slug.clone(), world.clock.now());
    let community = site.db.read(move |reader| community::by_slug(reader, &slug)).await.unwrap().unwrap();
    let member: web::ids::MemberId = Id::parse(&lane.member_id(world, who).await).unwrap();
    let posted = site.db.transact(community.community_id, move |tx| {
        let entry = NewEntry {
            kind: "opening",
            happened_at: now,
            recorded_at: now,
            cause: Cause::new("opening", member),
            parent: None,
            mandate: None,
            reverses: None,
            postings: vec![
                (AccountKey::bank(Currency::CNY), minor),
                (AccountKey::owed(member, Currency::CNY), -minor),
            ],
        };
        ledger::post(tx, &entry)
    });
    posted.await.unwrap();
}

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

    /// Sixty-four ask for the last five places of a group buy, half of them to pay later: exactly five get in, the others are told, and
    /// nobody's money is kept: not of who was told, and of nobody when those who meant to pay later have not.
    async fn five_join_and_not_one_more(world: World) {
        let lane = shop(&world, "lane", true).await;
        let apples = lane.offer(&world, "Apples", "13", "9").await;
        let pool = lane.pool(&world, &apples, &[("least", json!("15")), ("most", json!("15"))]).await;
        let parts = lane.path(&format!("/pools/{pool}/parts"));
        let mut people = Vec::new();
        for n in 0..16 {
            let who = world.sign_up(&format!("joiner-{n}")).await;
            lane.let_in(&world, &who).await;
            owe(&world, &lane, &who, 5_000).await;
            people.push(who);
        }
        let wish = |units: &str, payment: &str| json!({ "units": units, "payment": payment });
        owe(&world, &lane, &lane.member, 12_000).await;
        world.post(&lane.member, &parts, wish("10", "set_off")).await.assert(201);

        let asking: Vec<_> = (0..64)
            .map(|n| {
                let (who, payment) = (&people[n % 16], if n % 2 == 0 { "set_off" } else { "later" });
                let asked = program(Method::POST, &parts, Some(who), Some(&wish("1", payment)));
                (n % 16, payment, tokio::spawn(send(world.router(), asked)))
            })
            .collect();
        let (mut joined, mut paid) = (0, [0; 16]);
        for (who, payment, asked) in asking {
            let answer = asked.await.unwrap();
            match answer.status {
                201 => {
                    joined += 1;
                    paid[who] += if payment == "set_off" { 1_200 } else { 0 };
                }
                _ => drop(answer.refused(409, "full")),
            }
        }
        assert_eq!(joined, 5);
        for (who, paid) in people.iter().zip(paid) {
            assert_eq!(lane.owed(&world, who).await, 5_000 - paid);
        }
        let seen = world.get(&lane.member, &lane.path(&format!("/pools/{pool}"))).await.assert(200).json();
        assert_eq!(seen["held_minor"], json!(12_000 + paid.iter().sum::<i64>()), "{seen}");
        world.assert_sound().await;

        // Who did not pay in time has no place any more; all places of who did are there again, or the pool has formed.
        world.pass(days(5)).await;
        let seen = world.get(&lane.member, &lane.path(&format!("/pools/{pool}"))).await.assert(200).json();
        let formed = paid.iter().sum::<i64>() == 5 * 1_200;
        assert_eq!(seen["state"], json!(if formed { "captured" } else { "refunded" }), "{seen}");
        for (who, paid) in people.iter().zip(paid) {
            assert_eq!(lane.owed(&world, who).await, if formed { 5_000 - paid } else { 5_000 });
        }
        world.assert_sound().await;
    }
}
