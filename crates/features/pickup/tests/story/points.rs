//! Who makes a pick-up point, who minds it, and what may be written about it.

use crate::world::World;
use kernel::Id;
use pickup::PointRefused as No;
use pickup::ids::Member;
use pickup::ops::KeepPoint;
use pickup::rows::PickupPoint;

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
