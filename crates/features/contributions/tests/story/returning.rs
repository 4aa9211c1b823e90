//! Who leaves, comes back and leaves again loses once; who leaves before something counts is judged by the same rules as after.

use crate::leaving::RULE;
use crate::world::{DAY, World};
use contributions::DepartureRefused;
use contributions::contribution::{Ruling, State};
use contributions::ids::Member;
use contributions::leaving::{DepartureState, Leaving, OBJECT_DAYS, Way};
use contributions::ops;
use contributions::rows::Departure;
use contributions::rules::ContributionRules;
use kernel::Id;
use store::OpError;

/// Leaving early one keeps half of what became units, whenever it was given.
const HALF: Leaving = Leaving { vesting_months: 0, capital_back: false, ..RULE };

impl World {
    async fn comes_back(&self, member: Id<Member>) {
        let community = self.community;
        self.act(move |tx, _| {
            let mut row = tx.lock::<community::Member>((community, member))?.unwrap();
            (row.status, row.left_at_us) = (community::admission::Status::Active, None);
            tx.save(&row).map_err(OpError::<()>::from)
        })
        .await
        .unwrap();
    }

    /// By the number they were given.
    async fn departure_numbered(&self, number: i64) -> Departure {
        let community = self.community;
        let found = self.db.read(move |reader| {
            let rows: Vec<(Id<Departure>,)> = reader.rows(
                "SELECT id FROM contribution_departure WHERE community_id = $1 AND number = $2",
                &[&community, &number],
            )?;
            reader.find::<Departure>(&(community, rows[0].0))
        });
        found.await.unwrap().unwrap()
    }

    async fn time_to_object_passes(&self) {
        self.clock.advance(DAY * OBJECT_DAYS);
        self.run_jobs().await;
    }

    /// Nothing becomes a holding; who leaves early loses what counts.
    async fn counting_rules(&self) {
        self.decide_rules(ContributionRules { leaving: Some(RULE), ..World::usual() }).await.unwrap();
    }

    /// Confirmed by two; the days to object run.
    async fn confirmed(&self, who: Id<Member>) -> Id<contributions::rows::Contribution> {
        let id = self.claim(who, World::hours("4")).await;
        for by in [self.dan, self.fay] {
            self.confirm(by, id).await.unwrap();
        }
        id
    }
}

testkit::both_engines! {
    /// The first is lifted, though nobody looked at it in the days between: half goes, and not the other half, too.
    async fn who_leaves_twice_loses_once(world: World) {
        let oven = world.leaving_rules(HALF).await;
        let chen = world.chen;
        world.give(chen, World::hours("4")).await;
        world.leave(chen).await;
        world.run_jobs().await;
        world.clock.advance(DAY * 3);
        world.comes_back(chen).await;
        world.clock.advance(DAY * 2);
        world.leave(chen).await;
        world.run_jobs().await;
        assert_eq!(world.departure_numbered(1).await.state, DepartureState::Lifted);
        assert_eq!(world.departure_numbered(2).await.state, DepartureState::Announced);
        world.time_to_object_passes().await;
        assert_eq!(world.units(chen, oven).await, 2);
        assert_eq!(world.departure_numbered(2).await.state, DepartureState::CarriedOut);
        world.assert_whole().await;
    }

    /// Away again before anybody told what the second leaving costs: the first is over all the same.
    async fn a_departure_is_of_one_leaving(world: World) {
        let oven = world.leaving_rules(HALF).await;
        let chen = world.chen;
        world.give(chen, World::hours("4")).await;
        world.leave(chen).await;
        let first = world.departure().await;
        world.clock.advance(DAY * 13);
        world.comes_back(chen).await;
        world.leave(chen).await;
        world.clock.advance(DAY);
        let id = first.id;
        world.act(move |tx, now| ops::carry_out_due(tx, id, now)).await.unwrap();
        assert_eq!(world.departure_numbered(1).await.state, DepartureState::Lifted);
        assert_eq!(world.units(chen, oven).await, 4);
        world.time_to_object_passes().await;
        assert_eq!(world.units(chen, oven).await, 2);
        world.assert_whole().await;
    }

    /// A departure that is disputed ends with coming back: nothing is taken from who is there.
    async fn nothing_is_taken_from_who_is_back(world: World) {
        let oven = world.leaving_rules(RULE).await;
        let chen = world.chen;
        world.give(chen, World::hours("4")).await;
        world.leave(chen).await;
        let id = world.departure().await.id;
        world.object(chen, id, "I was ill").await.unwrap();
        world.clock.advance(DAY * 40);
        world.comes_back(chen).await;
        let moved = world.decide_loss(world.steward, id, true, "As agreed").await.unwrap();
        assert_eq!(moved.state, DepartureState::Lifted);
        assert_eq!(world.units(chen, oven).await, 4);
        world.assert_whole().await;
    }

    /// What a company loses is the own matter of who stands behind it.
    async fn what_a_company_loses_is_its_owners_matter(world: World) {
        let oven = world.leaving_rules(RULE).await;
        let (chen, by) = (world.chen, world.steward);
        let owner = ownership::company::Owner { member: world.treasurer, share_parts: 1, whole_parts: 1 };
        let (name, owners) = ("Mill Ltd".to_owned(), vec![owner]);
        let input = ownership::ops::NameOwners { company: chen, name, owners, key: None };
        world.act(move |tx, now| ownership::ops::name_owners(tx, by, &input, now)).await.unwrap();
        world.give(chen, World::hours("3")).await;
        world.leave(chen).await;
        let id = world.departure().await.id;
        world.object(chen, id, "We were ill").await.unwrap();
        let decided = world.decide_loss(world.treasurer, id, false, "so").await;
        assert_eq!(decided, Err(DepartureRefused::OwnDeparture));
        world.decide_loss(world.steward, id, true, "As agreed").await.unwrap();
        assert_eq!(world.units(chen, oven).await, 0);
        world.assert_whole().await;
    }

    /// Left while the days to object ran: what counts from then on is announced as lost by itself, with days of its own to object.
    async fn leaving_before_it_counts_saves_nothing(world: World) {
        world.counting_rules().await;
        let chen = world.chen;
        let id = world.confirmed(chen).await;
        world.clock.advance(DAY);
        world.leave(chen).await;
        world.run_jobs().await;
        assert_eq!(world.departures().await, 0, "nothing counts yet");
        world.clock.advance(DAY * 6);
        world.run_jobs().await;
        assert_eq!(world.contribution(id).await.state, State::Recorded);
        let departure = world.departure_numbered(1).await;
        assert_eq!((departure.state, departure.capital_back), (DepartureState::Announced, false));
        assert_eq!(departure.due_at_us, world.now().plus(DAY * OBJECT_DAYS));
        let lines = world.lines(&departure).await;
        let told: Vec<_> = lines.iter().map(|line| (line.contribution_id, line.way, line.value)).collect();
        assert_eq!(told, [(id, Way::Badly, 12_000)]);
        assert_eq!(world.values().await, [(chen, 12_000)]);
        world.time_to_object_passes().await;
        assert_eq!(world.values().await, []);
        world.assert_whole().await;
    }

    /// Disputed at leaving, decided later: the same; and the job of leaving, come late, does not tell it again.
    async fn what_stands_after_leaving_is_judged_too(world: World) {
        world.counting_rules().await;
        let chen = world.chen;
        let id = world.confirmed(chen).await;
        world.dispute(world.treasurer, id, "The oven was off").await.unwrap();
        world.clock.advance(DAY);
        world.leave(chen).await;
        world.clock.advance(DAY);
        world.decide(world.steward, id, Ruling::Stands).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.departures().await, 1);
        world.object(chen, world.departure_numbered(1).await.id, "I was ill").await.unwrap();
        world.time_to_object_passes().await;
        assert_eq!(world.values().await, [(chen, 12_000)]);
        world.decide_loss(world.steward, world.departure_numbered(1).await.id, true, "As agreed").await.unwrap();
        assert_eq!(world.values().await, []);
        world.assert_whole().await;
    }

    /// Back before it is carried out: nothing is lost, and leaving again it is told with everything else.
    async fn late_ones_end_with_coming_back(world: World) {
        world.counting_rules().await;
        let chen = world.chen;
        world.confirmed(chen).await;
        world.clock.advance(DAY);
        world.leave(chen).await;
        world.clock.advance(DAY * 6);
        world.run_jobs().await;
        world.comes_back(chen).await;
        world.time_to_object_passes().await;
        assert_eq!(world.departure_numbered(1).await.state, DepartureState::Lifted);
        assert_eq!(world.values().await, [(chen, 12_000)]);
        world.leave(chen).await;
        world.time_to_object_passes().await;
        assert_eq!(world.values().await, []);
        world.assert_whole().await;
    }
}
