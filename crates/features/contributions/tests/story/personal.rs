//! What is kept of a person leaves with their export, and goes when they are forgotten; what others are paid by stays.

use crate::world::World;
use community::PlaceOfPerson;
use contributions::call::CallState;
use contributions::contribution::State;
use contributions::ops::{self, OpenCall, Worth};
use contributions::rows::{Call, Contribution, Dispute, StepRow};
use kernel::Quantity;
use people::PersonalData;
use serde_json::Value;

impl World {
    pub(crate) async fn export(&self, member: kernel::Id<contributions::ids::Member>) -> Value {
        let kept = contributions::personal_data(self.db.clone());
        assert_eq!(kept.name(), "contributions");
        let (community, export) = (self.community, kept.export);
        let place = PlaceOfPerson { community, slug: "coop".to_owned(), member };
        self.db.read(move |reader| export(reader, &place)).await.unwrap()
    }
}

testkit::both_engines! {
    async fn all_that_somebody_wrote_is_theirs_to_have_and_to_be_forgotten(world: World) {
        world.becoming().await;
        let (chen, dan) = (world.chen, world.dan);
        world.give(chen, World::hours("2.5")).await;
        // Dan objects to another of Chen's, and calls for help.
        let other = world.claim(chen, World::hours("1")).await;
        for by in [world.fay, world.steward] {
            world.confirm(by, other).await.unwrap();
        }
        world.dispute(dan, other, "The oven of Ms Liu was off").await.unwrap();
        let call = OpenCall {
            id: world.id(),
            title: "Paint".to_owned(),
            note: "Ring me at 555 0100".to_owned(),
            fund: 1,
            worth: Worth::Rated { rate: 1, quantity: Quantity::ONE },
            people_max: 1,
            due_at: world.today().plus(crate::world::DAY * 9),
            key: None,
        };
        let id = call.id;
        world.act(move |tx, now| ops::open_call(tx, dan, &call, now)).await.unwrap();

        let told = world.export(dan).await.to_string();
        for there in ["The oven of Ms Liu was off", "Ring me at 555 0100", "\"confirmed\":[\"ctr_"] {
            assert!(told.contains(there), "{there}: {told}");
        }
        let told = world.export(chen).await;
        assert_eq!((&told["contributions"][0]["became"]["units"], &told["carried"][0]["value"]), (&1.into(), &2_500.into()));
        assert_eq!(told["said_of_others"], serde_json::json!([]), "what others say is told with the own claims");

        for _ in 0..2 {
            world.act(move |tx, _| ops::forget_member(tx, dan)).await.unwrap();
        }
        let told = world.export(dan).await.to_string();
        assert!(!told.contains("Ms Liu") && !told.contains("555 0100"), "{told}");
        let (row, community) = (world.find::<Call>((world.community, id)).await.unwrap(), world.community);
        assert_eq!((row.state, row.note.as_str(), row.title.as_str()), (CallState::Closed, "", "Paint"));
        assert_eq!(world.find::<Dispute>((community, other)).await.unwrap().reason, "");
        let steps = world.contribution(other).await.step_count;
        for number in 1..=steps {
            assert_eq!(world.find::<StepRow>((community, other, number)).await.unwrap().reason, "");
        }
        // Chen's claim still waits for a ruling, and what counts counts.
        assert_eq!(world.find::<Contribution>((community, other)).await.unwrap().state, State::Disputed);
        world.assert_whole().await;
    }
}
