//! Pictures of goods: who adds, orders and removes them, and what stays of one that is taken off.

use crate::world::World;
use files::NewFile;
use files::rows::File;
use kernel::Id;
use market::Actor;
use market::ids::Member;
use market::offer::{ALT_CHARS_MAX, OfferRefused, PICTURES_MAX};
use market::ops::{self, AddPicture};
use market::picture_rows::OfferPicture;
use market::rows::Offer;
use store::IdempotencyKey;

fn picture(world: &World, media_type: &str) -> NewFile {
    let media_type = media_type.to_owned();
    NewFile { id: world.id(), sha256: "ab".repeat(32), size_bytes: 9, media_type, name: "a".to_owned() }
}

async fn add(world: &World, by: Id<Member>, input: AddPicture) -> Result<Id<File>, OfferRefused> {
    world.act(move |tx, when| ops::add_picture(tx, Actor::Member(by), &input, when)).await
}

async fn added(world: &World, offer: Id<Offer>, alt: &str) -> Result<Id<File>, OfferRefused> {
    let input = AddPicture { offer, picture: picture(world, "image/jpeg"), alt: alt.to_owned(), key: None };
    add(world, world.supplier, input).await
}

async fn first(world: &World, by: Id<Member>, offer: Id<Offer>, file: Id<File>) -> Result<(), OfferRefused> {
    world.act(move |tx, when| ops::put_picture_first(tx, Actor::Member(by), (offer, file), when)).await
}

async fn remove(world: &World, by: Id<Member>, offer: Id<Offer>, file: Id<File>) -> Result<(), OfferRefused> {
    world.act(move |tx, when| ops::remove_picture(tx, Actor::Member(by), (offer, file), when)).await
}

/// What they say, by place.
async fn shown(world: &World, offer: Id<Offer>) -> Vec<String> {
    let community = world.community;
    let all = world.db.read(move |reader| {
        let mut all = Vec::new();
        for place in 1..=PICTURES_MAX as i64 + 1 {
            all.push(reader.find::<OfferPicture>(&(community, offer, place))?.map(|row| row.alt));
        }
        Ok(all)
    });
    let all = all.await.unwrap();
    let count = all.iter().flatten().count();
    assert!(all[count..].iter().all(Option::is_none), "a gap: {all:?}");
    all.into_iter().flatten().collect()
}

testkit::both_engines! {
    /// Four in their order; the order changes and nothing is lost, and a place that is left is filled again.
    async fn pictures_keep_their_order(world: World) {
        let apples = world.offer("10", Some(2), None).await;
        let other = world.offer("10", Some(2), None).await;
        let mut files = Vec::new();
        for alt in [" one ", "two", "three", "four"] {
            files.push(added(&world, apples, alt).await.unwrap());
        }
        assert_eq!(shown(&world, apples).await, ["one", "two", "three", "four"]);
        assert_eq!(added(&world, apples, "five").await, Err(OfferRefused::TooManyPictures));
        let (seller, steward) = (world.supplier, world.steward);
        for (by, file) in [(seller, files[2]), (steward, files[2])] {
            assert_eq!(first(&world, by, apples, file).await, Ok(()));
            assert_eq!(shown(&world, apples).await, ["three", "one", "two", "four"]);
        }
        assert_eq!(first(&world, seller, other, files[2]).await, Err(OfferRefused::PictureGone));
        assert_eq!(remove(&world, seller, other, files[2]).await, Ok(()));
        assert_eq!(shown(&world, apples).await, ["three", "one", "two", "four"]);
        for by in [seller, steward] {
            assert_eq!(remove(&world, by, apples, files[0]).await, Ok(()));
            assert_eq!(shown(&world, apples).await, ["three", "two", "four"]);
        }
        // The row says that it was there, and names neither bytes nor who handed them in.
        let left = world.find::<File>((world.community, files[0])).await;
        assert_eq!((left.sha256.as_str(), left.name.as_str(), left.uploaded_by), ("", "", None));
        assert!(!world.find::<File>((world.community, files[1])).await.sha256.is_empty());
        assert_eq!(first(&world, seller, apples, files[0]).await, Err(OfferRefused::PictureGone));
        added(&world, apples, "six").await.unwrap();
        assert_eq!(shown(&world, apples).await, ["three", "two", "four", "six"]);
        for file in [files[2], files[1], files[3]] {
            remove(&world, steward, apples, file).await.unwrap();
        }
        assert_eq!(shown(&world, apples).await, ["six"]);
        assert_eq!(shown(&world, other).await, Vec::<String>::new());
        world.assert_whole().await;
    }

    /// The same request again answers the same picture; what is none, or who may not, adds none.
    async fn pictures_that_cannot_be(world: World) {
        let (dan, apples) = (world.member("Dan").await, world.offer("10", Some(2), None).await);
        let of = |media_type: &str, alt: String| AddPicture { offer: apples, picture: picture(&world, media_type), alt, key: None };
        for (by, input, why) in [
            (dan, of("image/png", String::new()), OfferRefused::NotAllowed),
            (world.treasurer, of("image/png", String::new()), OfferRefused::NotAllowed),
            (world.id(), of("image/png", String::new()), OfferRefused::NotAMember),
            (world.steward, AddPicture { offer: world.id(), ..of("image/png", String::new()) }, OfferRefused::NoSuchOffer),
            (world.steward, of("application/pdf", String::new()), OfferRefused::NotAPicture),
            (world.steward, of("image/png", "莓".repeat(ALT_CHARS_MAX + 1)), OfferRefused::AltTooLong),
        ] {
            assert_eq!(add(&world, by, input).await, Err(why));
        }
        let key = |contents: &str| IdempotencyKey::of("dan", "k1", "add_picture", &contents).ok();
        let input = AddPicture { key: key("a"), ..of("image/png", "莓".repeat(ALT_CHARS_MAX)) };
        let file = add(&world, world.steward, input.clone()).await.unwrap();
        let again = AddPicture { picture: picture(&world, "image/png"), ..input.clone() };
        assert_eq!(add(&world, world.steward, again).await, Ok(file));
        assert_eq!(add(&world, world.steward, AddPicture { key: key("b"), ..input }).await, Err(OfferRefused::KeyReused));
        assert_eq!(shown(&world, apples).await.len(), 1);
        for (by, why) in [(dan, OfferRefused::NotAllowed), (world.id(), OfferRefused::NotAMember)] {
            assert_eq!(first(&world, by, apples, file).await, Err(why));
            assert_eq!(remove(&world, by, apples, file).await, Err(why));
        }
        assert_eq!(remove(&world, dan, world.id(), file).await, Err(OfferRefused::NoSuchOffer));
        assert_eq!(shown(&world, apples).await.len(), 1);
        world.assert_whole().await;
    }
}
