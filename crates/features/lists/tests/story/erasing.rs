//! What chats said is kept for thirty days; what is an order's own stays with the order.

use crate::world::{DAY, LIST, World};
use lists::ListRefused;
use lists::rows::{ListOrder, OrderList};

testkit::both_engines! {
    async fn after_thirty_days_only_the_orders_lines_are_left(world: World) {
        let list = world.paste(&format!("{LIST}4. 老王 草莓几盒\n")).await.unwrap().list;
        world.order(list).await.unwrap();
        let order = world.made(list, "小雨").await[0].order_id;
        world.clock.advance(20 * DAY);
        world.run_jobs().await;
        assert_eq!(world.whole(list).await.lines.len(), 4);
        // Pasted again meanwhile, it is kept from then on.
        let on = world.paste_with(&format!("{LIST}5. 小陈 草莓1盒\n"), |input| input.goes_on = Some(list)).await.unwrap();
        assert_eq!(on.list, list);
        world.clock.advance(11 * DAY);
        world.run_jobs().await;
        assert!(!world.whole(list).await.lines.is_empty());
        world.clock.advance(19 * DAY);
        world.run_jobs().await;
        let whole = world.whole(list).await;
        assert_eq!((whole.lines.len(), whole.items.len(), whole.buyers.len()), (0, 0, 0));
        assert_eq!((whole.list.pasted.clone(), whole.list.title.as_str()), (None, ""));
        assert!(whole.list.erased_at_us.is_some());
        let made = world.find::<ListOrder>((world.community, order)).await.unwrap();
        assert_eq!((made.words.as_str(), made.name.as_str()), ("1. 小雨 草莓2盒 鸡蛋1板 送3栋", ""));
        assert_eq!(world.order(list).await.unwrap_err(), ListRefused::ListErased);
        let again = world.paste_with(LIST, |input| input.goes_on = Some(list)).await;
        assert_eq!(again.unwrap_err(), ListRefused::ListErased);
        // A second time nothing happens.
        world.run_jobs().await;
        world.assert_whole().await;
    }

    async fn a_person_who_is_erased_is_in_no_list(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let (rain, _) = world.member("小雨儿").await;
        world.link(list, "小雨", Some(rain)).await.unwrap();
        world.order(list).await.unwrap();
        let order = world.made(list, "小雨").await[0].order_id;
        for _ in 0..2 {
            world.act(move |tx, _| lists::ops::forget_member(tx, rain)).await.unwrap();
        }
        let whole = world.whole(list).await;
        assert!(whole.lines.iter().all(|line| line.name != "小雨" && !line.words.contains("小雨")));
        assert!(!whole.buyers.contains_key("小雨") && !whole.known.contains_key("小雨"));
        let row = world.find::<OrderList>((world.community, list)).await.unwrap();
        assert!(!row.pasted.unwrap_or_default().contains("小雨"));
        let made = world.find::<ListOrder>((world.community, order)).await.unwrap();
        assert_eq!((made.words.as_str(), made.name.as_str()), ("", ""));
        // The others' lines are theirs.
        assert_eq!(whole.lines.len(), 2);
        world.assert_whole().await;
    }
}
