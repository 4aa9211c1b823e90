//! A file of orders says who brought whom, and who brought them: nothing of it is taken over. There is one column for who
//! brought an order, and only its buyer fills it, on ordering.

use crate::common::server::{run, said};
use crate::common::{World, shop};
use kernel::Id;
use market::rows::Order;
use serde_json::json;

testkit::both_engines! {
    async fn an_import_has_nobody_who_brought_an_order(world: World) {
        let lane = shop(&world, "lane", true).await;
        let code = world.post(&lane.member, &lane.path("/rewards/code"), json!({})).await.assert(201).text("code");
        let member = lane.member_id(&world, &lane.member).await;
        let supplier = lane.member_id(&world, &lane.supplier).await;
        let scratch = world.leave().await;
        let [option, place] = &scratch.options();
        let folder = testkit::target_folder().join("referrers");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{option}-{}.csv", std::process::id()));
        let head = "order,item,description,quantity,time,price,customer,via,referrer,referred_by,parent,level,coupon";
        let line = |order: u32, buyer: u32| format!("{order},a,Ham,1,2026-02-01 08:01:00,2.50,{buyer},{code},{member},{member},{supplier},2,{code}");
        std::fs::write(&file, format!("{head}\n{}\n{}\n", line(1, 7), line(2, 8))).unwrap();
        let file = file.display().to_string();
        // The columns that a shop may name are its own; none of them is who brought an order.
        let import = ["import", "orders", &file, "--format", "csv", "--community", "lane", option, place, "--json"];
        let out = run(&import);
        assert!(out.status.success(), "{}", said(&out.stderr));
        for wrong in ["--column-via", "--column-referrer", "--column-parent"] {
            assert_eq!(run(&[&import[..], &[wrong, "via"]].concat()).status.code(), Some(2), "{wrong}");
        }
        let world = World::at(scratch, testkit::FixedClock::default());
        let orders = world.running.site.db.read(|reader| {
            let ids = reader.rows::<(Id<Order>,)>("SELECT id FROM customer_order ORDER BY id", &[])?;
            ids.into_iter().map(|(id,)| reader.find::<Order>(&(1, id))).collect::<Result<Vec<_>, _>>()
        });
        let orders: Vec<Order> = orders.await.unwrap().into_iter().flatten().collect();
        assert_eq!(orders.len(), 2);
        assert!(orders.iter().all(|order| (order.referred_by, order.coupon_id, order.coupon_minor) == (None, None, 0)));
        let brought = world.get(&lane.member, &lane.path("/rewards")).await.assert(200).json();
        assert_eq!((&brought["orders_brought"], &brought["promised_minor"]), (&json!(0), &json!(0)), "{brought}");
        world.assert_sound().await;
    }
}
