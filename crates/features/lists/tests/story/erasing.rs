//! What chats said is kept for thirty days; what is an order's own stays with the order.

use crate::world::{DAY, LIST, World};
use lists::ListRefused;
use lists::line::Doing;
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

    /// A list of which no order stands is deleted, and its words are gone at once; where orders were called off its number stays.
    async fn a_list_without_orders_is_deleted(world: World) {
        let steward = world.steward;
        let delete = async |by, list| world.act(move |tx, now| lists::ops::delete_list(tx, by, list, now)).await;
        let empty = world.paste(LIST).await.unwrap().list;
        assert_eq!(delete(world.treasurer, empty).await, Err(ListRefused::NotAllowed));
        assert_eq!(delete(steward, empty).await, Ok(true));
        let gone = (world.community, empty);
        assert!(world.find::<OrderList>(gone).await.is_none());
        let line = (world.community, empty, 1);
        assert!(world.find::<lists::rows::ListLine>(line).await.is_none());
        assert_eq!(delete(steward, empty).await, Err(ListRefused::NoSuchList));
        // Pasted again it is a new list, and what it ordered keeps it.
        let list = world.paste(LIST).await.unwrap().list;
        world.order(list).await.unwrap();
        assert_eq!(delete(steward, list).await, Err(ListRefused::ListHasOrders));
        world.clock.advance(9 * DAY);
        world.run_jobs().await;
        assert_eq!(delete(steward, list).await, Ok(false), "all have expired");
        let whole = world.whole(list).await;
        assert_eq!((whole.lines.len(), whole.items.len(), whole.buyers.len(), whole.list.pasted), (0, 0, 0, None));
        assert_eq!(delete(steward, list).await, Err(ListRefused::ListErased));
        // Its jobs find nothing to do.
        world.clock.advance(40 * DAY);
        world.run_jobs().await;
        world.assert_whole().await;
    }

    /// Whom its names mean goes with a list that is deleted, though it was said just now; what another list has stays.
    async fn with_a_deleted_list_goes_whom_its_names_meant(world: World) {
        let steward = world.steward;
        let list = world.paste(LIST).await.unwrap().list;
        let (rain, _) = world.member("小雨儿").await;
        let (ming, _) = world.member("明明").await;
        world.link(list, "小雨", Some(rain)).await.unwrap();
        let text = "周日团购\n草莓 25元/盒\n\n1. 阿明 草莓3盒\n2. 老周 草莓1盒\n";
        let other = world.paste_with(text, |input| input.is_new = true).await.unwrap().list;
        world.link(other, "阿明", Some(ming)).await.unwrap();
        let known = async |name: &str| {
            let key = (world.community, name.to_owned());
            world.find::<lists::rows::KnownName>(key).await.map(|row| row.member)
        };
        assert_eq!((known("小雨\t3栋").await, known("阿明").await), (Some(rain), Some(ming)));
        assert_eq!(world.act(move |tx, now| lists::ops::delete_list(tx, steward, list, now)).await, Ok(true));
        assert_eq!((known("小雨\t3栋").await, known("阿明").await), (None, Some(ming)));
        world.assert_whole().await;
    }

    /// Also a name that its line has no more, for somebody has mended it since.
    async fn with_a_deleted_list_goes_whom_its_names_meant_before(world: World) {
        let steward = world.steward;
        let list = world.paste(LIST).await.unwrap().list;
        let (rain, _) = world.member("小雨儿").await;
        world.link(list, "小雨", Some(rain)).await.unwrap();
        world.order(list).await.unwrap();
        let known = async |name: &str| {
            let key = (world.community, name.to_owned());
            world.find::<lists::rows::KnownName>(key).await.is_some()
        };
        assert!(known("小雨\t3栋").await && known("李阿姨").await);
        world.mend(list, 1, "王雨", Doing::Order, &[(1, Some(2_000))]).await.unwrap();
        world.mend(list, 2, "王阿姨", Doing::Order, &[(1, Some(1_000))]).await.unwrap();
        world.clock.advance(9 * DAY);
        world.run_jobs().await;
        assert_eq!(world.act(move |tx, now| lists::ops::delete_list(tx, steward, list, now)).await, Ok(false));
        assert!(!known("小雨\t3栋").await && !known("李阿姨").await);
        world.assert_whole().await;
    }

    /// Who deletes a list waits for its own names only: those that no list has any more go by the clock.
    async fn a_deleted_list_looks_at_no_other_names(world: World) {
        let steward = world.steward;
        let list = world.paste(LIST).await.unwrap().list;
        let (rain, _) = world.member("小雨儿").await;
        world.clock.advance(29 * DAY);
        world.link(list, "小雨", Some(rain)).await.unwrap();
        world.clock.advance(DAY);
        world.run_jobs().await;
        assert!(world.whole(list).await.list.erased_at_us.is_some());
        let known = async || world.find::<lists::rows::KnownName>((world.community, "小雨\t3栋".to_owned())).await.is_some();
        let later = world.paste("周日团购\n草莓 25元/盒\n\n1. 老周 草莓1盒\n").await.unwrap().list;
        world.clock.advance(29 * DAY);
        assert!(known().await, "said less than thirty days ago");
        assert_eq!(world.act(move |tx, now| lists::ops::delete_list(tx, steward, later, now)).await, Ok(true));
        assert!(known().await, "looked for by the clock, not while somebody waits");
        world.clock.advance(DAY);
        world.run_jobs().await;
        assert!(!known().await);
        world.assert_whole().await;
    }

    /// Whom a name means is known as long as a list has the name; with the last list it goes.
    async fn with_the_last_list_goes_whom_its_names_meant(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        let (rain, _) = world.member("小雨儿").await;
        world.link(list, "小雨", Some(rain)).await.unwrap();
        world.order(list).await.unwrap();
        let known = async |name: &str| {
            let key = (world.community, name.to_owned());
            world.find::<lists::rows::KnownName>(key).await.map(|row| row.member)
        };
        let aunt = known("李阿姨").await;
        assert!(known("小雨\t3栋").await == Some(rain) && aunt.is_some());
        world.clock.advance(20 * DAY);
        world.run_jobs().await;
        // A later list has one of the names, and nothing is ordered of it yet.
        let later = world.paste("周日团购\n草莓 25元/盒\n\n1. 小雨 草莓3盒\n2. 老周 草莓1盒\n").await.unwrap();
        assert!(!later.went_on);
        world.clock.advance(11 * DAY);
        world.run_jobs().await;
        assert!(world.whole(list).await.list.erased_at_us.is_some());
        assert_eq!((known("小雨\t3栋").await, known("李阿姨").await), (Some(rain), None));
        world.clock.advance(20 * DAY);
        world.run_jobs().await;
        assert_eq!(known("小雨\t3栋").await, None);
        // What was ordered stays theirs.
        assert!(world.find::<community::Member>((world.community, aunt.unwrap())).await.is_some());
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

    /// A buyer without an account is forgotten when nothing is open: the name goes, the books stay.
    async fn a_placeholder_is_forgotten_when_nothing_is_open(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        world.order(list).await.unwrap();
        let rain = world.whole(list).await.member_of("小雨").unwrap();
        let order = world.made(list, "小雨").await[0].order_id;
        world.code(rain, "BCDFGHJKMNPQ").await.unwrap();
        let forget = async |by, who| world.act(move |tx, now| lists::ops::forget_buyer(tx, by, who, now)).await;
        assert_eq!(forget(world.steward, rain).await.unwrap_err(), ListRefused::StillOpen, "an order waits for its money");
        let (member, _) = world.member("Wu").await;
        assert_eq!(forget(member, rain).await.unwrap_err(), ListRefused::NotAllowed);
        assert_eq!(forget(world.steward, member).await.unwrap_err(), ListRefused::NoSuchBuyer, "who has an account erases it themselves");
        let walk_in = community::NewMember { id: world.id(), person: None, display_name: "walk-in".into(), random: 5 };
        let id = walk_in.id;
        world.act(move |tx, now| community::placeholder_member(tx, &walk_in, now)).await.unwrap();
        assert_eq!(forget(world.steward, id).await.unwrap_err(), ListRefused::NoSuchBuyer, "of no list");
        world.pay(order).await;
        assert_eq!(forget(world.steward, rain).await.unwrap_err(), ListRefused::StillOpen, "goods are owed");
        let input = market::ops::CancelOrder { order, refund: world.id(), reason: "frost".to_owned() };
        let steward = market::Actor::Member(world.steward);
        world.act(move |tx, now| market::ops::cancel_order(tx, steward, &input, now.into())).await.unwrap();
        assert_eq!(forget(world.steward, rain).await.unwrap_err(), ListRefused::StillOpen, "money is owed");
        // 李阿姨 never paid, and her order is called off.
        let li = world.whole(list).await.member_of("李阿姨").unwrap();
        let of_li = world.made(list, "李阿姨").await[0].order_id;
        let input = market::ops::CancelOrder { order: of_li, refund: world.id(), reason: "away".to_owned() };
        world.act(move |tx, now| market::ops::cancel_order(tx, steward, &input, now.into())).await.unwrap();
        let before = world.find::<community::Member>((world.community, li)).await.unwrap();
        for _ in 0..2 {
            forget(world.steward, li).await.unwrap();
        }
        let row = world.find::<community::Member>((world.community, li)).await.unwrap();
        assert_eq!((row.display_name.as_str(), row.is_current(), &row.book_name), ("", false, &before.book_name));
        let whole = world.whole(list).await;
        assert!(whole.lines.iter().all(|line| line.name != "李阿姨" && !line.words.contains("李阿姨")));
        assert!(!whole.buyers.contains_key("李阿姨"));
        let made = world.find::<ListOrder>((world.community, of_li)).await.unwrap();
        assert_eq!((made.words.as_str(), made.name.as_str()), ("", ""));
        assert!(world.find::<lists::rows::KnownName>((world.community, "李阿姨".to_owned())).await.is_none());
        assert_eq!(world.order_row(of_li).await.buyer, li, "the order stays, under nobody's name");
        world.assert_whole().await;
    }

    /// A year without an order by a list, and nothing open: forgotten by the clock. With a code that waits, too.
    async fn after_a_year_a_placeholder_is_forgotten(world: World) {
        let list = world.paste(LIST).await.unwrap().list;
        world.order(list).await.unwrap();
        let [rain, li] = [world.whole(list).await.member_of("小雨").unwrap(), world.whole(list).await.member_of("李阿姨").unwrap()];
        world.pay(world.made(list, "小雨").await[0].order_id).await;
        let name = async |id| world.find::<community::Member>((world.community, id)).await.unwrap().display_name;
        world.clock.advance(31 * DAY);
        world.run_jobs().await;
        assert_eq!(name(li).await, "李阿姨");
        // Half a year later 阿明 is in a list again.
        world.clock.advance(200 * DAY);
        let later = world.paste("周日团购\n草莓 25元/盒\n\n1. 阿明 草莓3盒\n2. 老周 草莓1盒\n").await.unwrap().list;
        world.order(later).await.unwrap();
        let ming = world.whole(later).await.member_of("阿明").unwrap();
        world.clock.advance(170 * DAY);
        world.run_jobs().await;
        assert_eq!((name(li).await, name(ming).await), (String::new(), "阿明".to_owned()));
        assert_eq!(name(rain).await, "小雨", "goods are owed to them");
        world.assert_whole().await;
    }

    /// Many who stay keep nobody from being forgotten who stands behind them.
    async fn who_stays_starves_nobody(world: World) {
        let people: String = (1..=21).map(|n| format!("{n}. 住户{n}号 草莓1盒\n")).collect();
        let list = world.paste(&format!("周六团购\n草莓 25元/盒\n\n{people}")).await.unwrap().list;
        world.order(list).await.unwrap();
        let made = world.whole(list).await.orders;
        assert_eq!(made.len(), 21);
        for order in made {
            world.pay(order.order_id).await;
        }
        world.clock.advance(DAY);
        let later = world.paste("周日团购\n鸡蛋 30元/板\n\n1. 阿明 鸡蛋2板\n2. 老周 鸡蛋1板\n").await.unwrap().list;
        world.order(later).await.unwrap();
        let ming = world.whole(later).await.member_of("阿明").unwrap();
        world.clock.advance(40 * DAY);
        world.run_jobs().await;
        world.clock.advance(366 * DAY);
        world.run_jobs().await;
        let row = world.find::<community::Member>((world.community, ming)).await.unwrap();
        assert_eq!(row.display_name, "");
        world.assert_whole().await;
    }

    /// Who asks what is kept of them sees names, room and phone; erased, none of it is left.
    async fn names_rooms_and_phones_are_exported_and_erased(world: World) {
        let (lin, _) = world.member("林小满").await;
        let text = "周六团购\n草莓 25元/盒\n\n1. 小满 3-502 13800138000 草莓1盒\n2. 老周 草莓1盒\n";
        let list = world.paste(text).await.unwrap().list;
        world.link(list, "小满", Some(lin)).await.unwrap();
        let (db, community) = (world.db.clone(), world.community);
        let export = async || {
            let export = lists::personal_data(db.clone()).export;
            let place = community::PlaceOfPerson { community, slug: "coop".to_owned(), member: lin };
            db.read(move |reader| export(reader, &place)).await.unwrap()
        };
        let known = export().await["known_as_in_lists"].clone();
        assert_eq!((&known[0]["name"], &known[0]["place"], &known[0]["phone"]), (&"小满".into(), &"3-502".into(), &"13800138000".into()), "{known}");
        world.act(move |tx, _| lists::ops::forget_member(tx, lin)).await.unwrap();
        assert_eq!(export().await["known_as_in_lists"], serde_json::json!([]));
    }
}
