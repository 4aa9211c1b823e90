//! Who makes a pick-up point, who minds it, and what may be written about it.

use crate::world::World;
use kernel::Id;
use pickup::collecting::Told;
use pickup::ids::Member;
use pickup::ops::{self, AddHelper, KeepPoint, SayCheckIn};
use pickup::rows::PickupPoint;
use pickup::{PickupRefused, PointRefused as No};

type Change = fn(&mut KeepPoint);

testkit::both_engines! {
    async fn what_is_not_sound_makes_no_point(world: World) {
        let wrong: &[(Change, No)] = &[
            (|input| input.text.name = "  ".to_owned(), No::NameMissing),
            (|input| input.text.name = "字".repeat(61), No::NameTooLong),
            (|input| input.text.address = String::new(), No::AddressMissing),
            (|input| input.text.address = "字".repeat(201), No::AddressTooLong),
            (|input| input.text.note = "字".repeat(501), No::NoteTooLong),
            (|input| input.text.hours[0] = "late".to_owned(), No::HoursMalformed),
            (|input| input.text.hours = Default::default(), No::NoHours),
            (|input| input.text.closed_on = "May".to_owned(), No::DaysMalformed),
            (|input| input.text.each_day = Some(0), No::PlacesNotPositive),
            (|input| input.minder = Id::from_parts(1, [7; 10]), No::MinderUnknown),
        ];
        for (change, refused) in wrong {
            let mut input = world.new_point();
            change(&mut input);
            assert_eq!(world.make(world.steward, input).await.unwrap_err(), *refused);
        }
        assert_eq!(world.make(world.minder, world.new_point()).await.unwrap_err(), No::NotAllowed);
        let nobody: Id<Member> = world.id();
        assert_eq!(world.make(nobody, world.new_point()).await.unwrap_err(), No::NotAMember);
        let made = world.make(world.steward, world.new_point()).await.unwrap();
        assert_eq!((made.number, made.is_open), (1, true));
        let row = world.find::<PickupPoint>((world.community, made.point)).await;
        assert!(row.hours.starts_with("16:00-18:00,18:00-20:00;"), "{}", row.hours);
        world.assert_whole().await;
    }

    /// Whoever minds it changes its hours and closes it, and hands it to nobody.
    async fn a_minder_keeps_the_own_point(world: World) {
        let point = world.point(|_| {}).await;
        let changed = |world: &World| KeepPoint { point, is_open: false, ..world.new_point() };
        let other = world.member("Wu").await;
        assert_eq!(world.edit(other, changed(&world)).await.unwrap_err(), No::NotAllowed);
        let given = KeepPoint { minder: other, ..changed(&world) };
        assert_eq!(world.edit(world.minder, given.clone()).await.unwrap_err(), No::NotAllowed);
        assert!(!world.edit(world.minder, changed(&world)).await.unwrap().is_open);
        world.edit(world.steward, given).await.unwrap();
        assert_eq!(world.edit(world.minder, changed(&world)).await.unwrap_err(), No::NotAllowed);
        let nowhere = KeepPoint { point: world.id(), ..changed(&world) };
        assert_eq!(world.edit(world.steward, nowhere).await.unwrap_err(), No::NoSuchPoint);
        let row = world.find::<PickupPoint>((world.community, point)).await;
        assert_eq!((row.minder, row.is_open, row.changed_by), (other, false, world.steward));
    }

    /// Volunteers change by the day: who helps hands over on those days only, and keeps nothing of the point.
    async fn helpers_hand_over_on_their_days(world: World) {
        let point = world.point(|_| {}).await;
        let (eve, today) = (world.member("Eve").await, world.today());
        let (_, order) = world.waiting(point).await;
        let help = |by, member, from_day, until_day| {
            let input = AddHelper { point, member, from_day, until_day, key: None };
            world.act(move |tx, now| ops::add_helper(tx, by, &input, now))
        };
        assert_eq!(help(world.minder, eve, today, None).await.unwrap_err(), No::NotAllowed);
        assert_eq!(help(world.steward, world.id(), today, None).await.unwrap_err(), No::MinderUnknown);
        assert_eq!(help(world.steward, eve, today - 2, Some(today - 1)).await.unwrap_err(), No::HelpDaysWrong);
        let input = AddHelper { point: world.id(), member: eve, from_day: today, until_day: None, key: None };
        let steward = world.steward;
        let nowhere = world.act(move |tx, now| ops::add_helper(tx, steward, &input, now)).await;
        assert_eq!(nowhere.unwrap_err(), No::NoSuchPoint);
        let made = help(world.steward, eve, today + 1, Some(today + 1)).await.unwrap();
        assert_eq!(made.number, 1);
        let told = Told::Collected;
        let early = world.check_in(eve, "device-1-0001", order, told.clone()).await;
        assert_eq!(early.unwrap_err(), PickupRefused::NotAllowed);
        world.clock.set(world.pickup(order).await.starts_at_us);
        world.check_in(eve, "device-1-0002", order, told.clone()).await.unwrap();
        assert_eq!(world.edit(eve, KeepPoint { point, ..world.new_point() }).await.unwrap_err(), No::NotAllowed);
        let (_, second) = world.waiting(point).await;
        // Said on the day of the help, sent on the next one; what is said on the next one is not.
        let at = world.now();
        world.clock.advance(crate::world::HOUR * 24);
        let late = world.check_in(eve, "device-1-0003", second, told.clone()).await;
        assert_eq!(late.unwrap_err(), PickupRefused::NotAllowed);
        let input = SayCheckIn { id: "device-1-0004".to_owned(), order: second, told: told.clone(), at: Some(at) };
        world.act(move |tx, now| ops::check_in(tx, eve, &input, now)).await.unwrap();
        // For good, and ended: by the steward or the helper, and by nobody else.
        let (_, third) = world.waiting(point).await;
        help(world.steward, eve, world.today(), None).await.unwrap();
        let end = |by, number| world.act(move |tx, now| ops::end_helper(tx, by, (point, number), now));
        assert_eq!(end(world.minder, 2).await.unwrap_err(), No::NotAllowed);
        assert_eq!(end(steward, 3).await.unwrap_err(), No::NoSuchHelper);
        end(eve, 2).await.unwrap();
        end(steward, 2).await.unwrap();
        let ended = world.check_in(eve, "device-1-0005", third, told).await;
        assert_eq!(ended.unwrap_err(), PickupRefused::NotAllowed);
        world.assert_whole().await;
    }

    /// Where somebody helps is in their export, who comes first is first on the page, and it goes with the account.
    async fn help_is_given_out_and_forgotten(world: World) {
        let point = world.point(|_| {}).await;
        let (eve, today, steward) = (world.member("Eve").await, world.today(), world.steward);
        for (from_day, until_day) in [(today + 3, Some(today + 3)), (today, Some(today + 1))] {
            let input = AddHelper { point, member: eve, from_day, until_day, key: None };
            world.act(move |tx, now| ops::add_helper(tx, steward, &input, now)).await.unwrap();
        }
        let kept = pickup::personal_data(world.db.clone());
        let place = community::PlaceOfPerson { community: world.community, slug: "lane".to_owned(), member: eve };
        let export = async || {
            let (export, place) = (kept.export, place.clone());
            world.db.read(move |reader| export(reader, &place)).await.unwrap()
        };
        let told = export().await;
        let day = |day: i64| pickup::hours::date_of(day, &kernel::Zone::utc());
        let helped = told["helped"].as_array().unwrap();
        assert_eq!(helped.len(), 2, "{told}");
        assert_eq!((&helped[1]["from"], &helped[1]["until"]), (&day(today).into(), &day(today + 1).into()), "{told}");
        let forget = kept.forget;
        for _ in 0..2 {
            world.act(move |tx, _| forget(tx, eve)).await.unwrap();
        }
        assert_eq!(export().await["helped"], serde_json::json!([]));
        let (_, order) = world.waiting(point).await;
        let told = world.check_in(eve, "device-1-0009", order, Told::Collected).await;
        assert_eq!(told.unwrap_err(), PickupRefused::NotAllowed);
        // Whoever helps next has a number of their own.
        let input = AddHelper { point, member: steward, from_day: today, until_day: None, key: None };
        let next = world.act(move |tx, now| ops::add_helper(tx, steward, &input, now)).await.unwrap();
        assert_eq!(next.number, 3);
        let of_nobody = world.find::<pickup::rows::PickupHelper>((world.community, point, 1)).await;
        assert!(of_nobody.member != eve && of_nobody.until_day == Some(0));
        world.assert_whole().await;
    }

    async fn a_request_twice_makes_one(world: World) {
        let key = |number: i64| Some(store::IdempotencyKey::of("mem_a", "k1", "create_point", &number).unwrap());
        let input = KeepPoint { key: key(1), ..world.new_point() };
        let first = world.make(world.steward, input.clone()).await.unwrap();
        let again = KeepPoint { point: world.id(), ..input.clone() };
        assert_eq!(world.make(world.steward, again).await.unwrap(), first);
        let other = KeepPoint { key: key(2), ..input };
        assert_eq!(world.make(world.steward, other).await.unwrap_err(), No::KeyReused);
    }
}
