//! What a heading says of days is counted from when it was pasted first.

use crate::world::{DAY, World};

const LIST: &str =
    "周六团购，明天晚8点截止\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. 小雨 草莓2盒\n2. 李阿姨 草莓1盒\n";

testkit::both_engines! {
    /// Pasting goes on for days: neither 明天 nor the day to pay moves with it.
    async fn the_same_heading_means_the_same_day(world: World) {
        let first = world.paste(LIST).await.unwrap();
        let before = world.whole(first.list).await.list;
        assert_eq!(before.heading_at_us, world.now());
        world.clock.advance(DAY);
        let more = format!("{LIST}3. 阿明 鸡蛋2板\n");
        let again = world.paste(&more).await.unwrap();
        assert_eq!((again.list, again.lines_new), (first.list, 1));
        let after = world.whole(first.list).await.list;
        assert_eq!((after.heading_at_us, after.pay_until_us), (before.heading_at_us, before.pay_until_us));
        // Whoever says another day to pay gets it.
        let said = world.now().plus(20 * DAY);
        world.paste_with(&more, |input| (input.pay_until, input.pay_until_said) = (said, true)).await.unwrap();
        assert_eq!(world.whole(first.list).await.list.pay_until_us, said);
        // An earlier one too: nothing that somebody says is dropped without a word.
        let earlier = world.now().plus(2 * DAY);
        world.paste_with(&more, |input| (input.pay_until, input.pay_until_said) = (earlier, true)).await.unwrap();
        assert_eq!(world.whole(first.list).await.list.pay_until_us, earlier);
        let past = world.paste_with(&more, |input| (input.pay_until, input.pay_until_said) = (world.now(), true)).await;
        assert_eq!(past.unwrap_err(), lists::ListRefused::PayUntilPast);
        // Another heading counts from when it was pasted.
        let other = more.replace("明天晚8点截止", "后天晚8点截止");
        world.paste_with(&other, |input| input.goes_on = Some(first.list)).await.unwrap();
        assert_eq!(world.whole(first.list).await.list.heading_at_us, world.now());
        world.assert_whole().await;
    }

    /// A list that is over can be pasted once more without a further day to pay.
    async fn a_list_that_is_over_is_pasted_again(world: World) {
        let first = world.paste(LIST).await.unwrap();
        let until = world.whole(first.list).await.list.pay_until_us;
        world.clock.advance(8 * DAY);
        let again = world.paste(&format!("{LIST}3. 阿明 鸡蛋2板\n")).await.unwrap();
        assert_eq!((again.list, world.whole(first.list).await.list.pay_until_us), (first.list, until));
    }
}
