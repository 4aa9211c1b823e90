//! Who inherits: by a death that is shown, or by the holder's own word; never one who was not asked.

use crate::world::{DAY, World};
use kernel::Id;
use ownership::ids::Member;
use ownership::ops::{self, AskParting, NameHeir};
use ownership::register::{PartingKind, PartingState};
use ownership::rows::{Instrument, Parting, PartingHeir};
use ownership::{InstrumentKind, RegisterRefused as No};

impl World {
    async fn names(
        &self,
        by: Id<Member>,
        instrument: Id<Instrument>,
        heir: Option<Id<Member>>,
    ) -> Result<bool, No> {
        let input = NameHeir { instrument, heir, key: None };
        self.act(move |tx, now| ops::name_heir(tx, by, &input, now)).await
    }
}

testkit::both_engines! {
    /// A steward and a treasurer give nobody the units of who merely left: not without the leaver's own word.
    async fn who_left_and_lives_keeps_what_they_have(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        let to = |heirs: Vec<(Id<Member>, i64)>| AskParting {
            heirs,
            died_on: None,
            files: Vec::new(),
            ..world.parting(PartingKind::Legacy, oven, world.chen, 3)
        };
        for (by, heir, answer) in [
            (world.chen, Some(world.chen), Err(No::HeirTwice)),
            (world.chen, Some(world.eve), Err(No::TakerGone)),
            (world.dan, Some(world.chen), Err(No::NotEnoughHeld)),
            (world.id(), Some(world.dan), Err(No::NotAMember)),
            (world.chen, Some(world.dan), Ok(true)),
            (world.chen, None, Ok(true)),
        ] {
            assert_eq!(world.names(by, oven, heir).await, answer);
        }
        world.leave(world.chen).await;
        assert_eq!(world.ask_out(world.steward, to(vec![(world.dan, 3)])).await, Err(No::HeirNotNamed), "she took it back");
        assert_eq!(world.held(oven, world.chen).await, (3, 0, 15_000));
        world.assert_whole().await;
    }

    /// Named by the holder, after a month, and with the heir's own yes.
    async fn by_the_holders_own_word(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        world.names(world.chen, oven, Some(world.dan)).await.unwrap();
        world.leave(world.chen).await;
        let to = |heirs: Vec<(Id<Member>, i64)>| AskParting {
            heirs,
            died_on: None,
            files: Vec::new(),
            ..world.parting(PartingKind::Legacy, oven, world.chen, 3)
        };
        for heirs in [vec![(world.treasurer, 3)], vec![(world.dan, 2), (world.treasurer, 1)]] {
            assert_eq!(world.ask_out(world.steward, to(heirs)).await, Err(No::HeirNotNamed));
        }
        let asked = world.ask_out(world.steward, to(vec![(world.dan, 3)])).await.unwrap();
        assert_eq!(world.inherit(world.treasurer, asked, Some(1)).await, Err(No::NotYours));
        assert_eq!(world.inherit(world.dan, asked, None).await, Err(No::RiskNotRead));
        assert_eq!(world.inherit(world.dan, asked, Some(2)).await, Err(No::RiskChanged));
        assert_eq!(world.consent(world.treasurer, world.word(asked, None)).await, Err(No::NoticeRuns));
        world.clock.advance(DAY * 30);
        assert_eq!(world.consent(world.treasurer, world.word(asked, None)).await, Err(No::HeirsPending));
        world.inherit(world.dan, asked, Some(1)).await.unwrap();
        assert_eq!(world.inherit(world.dan, asked, Some(1)).await, Err(No::WrongState), "once");
        let row = world.find::<PartingHeir>((world.community, asked, 1)).await;
        assert_eq!((row.accepted_at_us, row.risk_version), (Some(world.now()), Some(1)));
        world.consent(world.treasurer, world.word(asked, None)).await.unwrap();
        assert_eq!(world.held(oven, world.dan).await, (3, 0, 15_000));
        world.assert_whole().await;
    }

    /// A death is a day and a paper; and who is said to be dead may say otherwise, member or not.
    async fn a_death_is_shown_and_can_be_denied(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        world.leave(world.chen).await;
        let died = || AskParting { heirs: vec![(world.dan, 3)], ..world.parting(PartingKind::Legacy, oven, world.chen, 3) };
        let twice = vec![world.paper("1"), world.paper("1")];
        let many: Vec<_> = (0..6).map(|at: i32| world.paper(&at.to_string())).collect();
        for (input, answer) in [
            (AskParting { files: Vec::new(), ..died() }, No::DeathNotShown),
            (AskParting { died_on: Some(world.now().plus(DAY)), ..died() }, No::DiedInFuture),
            (AskParting { died_on: None, ..died() }, No::HeirNotNamed),
            (AskParting { files: twice, ..died() }, No::FileTwice),
            (AskParting { files: many, ..died() }, No::TooManyFiles),
        ] {
            assert_eq!(world.ask_out(world.steward, input).await, Err(answer));
        }
        let asked = world.ask_out(world.steward, died()).await.unwrap();
        let row = world.find::<Parting>((world.community, asked)).await;
        assert_eq!((row.file_count, row.due_at_us), (1, world.now().plus(DAY * 30)));
        world.inherit(world.dan, asked, Some(1)).await.unwrap();
        let (chen, word) = (world.chen, world.word(asked, None));
        let ended = world.act(move |tx, now| ops::withdraw_parting(tx, chen, &word, now)).await.unwrap();
        assert_eq!(ended.state, PartingState::Withdrawn, "I live");
        assert_eq!(world.inherit(world.dan, asked, Some(1)).await, Err(No::WrongState));
        assert_eq!(world.held(oven, world.chen).await, (3, 0, 15_000));
        let outsider: Id<Member> = world.id();
        let word = world.word(asked, None);
        let by_nobody = world.act(move |tx, now| ops::withdraw_parting(tx, outsider, &word, now)).await;
        assert_eq!(by_nobody, Err(No::NotAMember));
        world.assert_whole().await;
    }

    /// Of what a campaign was for heirs are asked what everybody is who takes it over: past probation for as long as it said, when they are
    /// named to inherit, when they say yes, and when it is theirs.
    async fn heirs_of_a_campaigns_shares_are_past_its_probation(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        world.leave(world.chen).await;
        let bound = |days: i64| world.act(move |tx, _| ownership::bind_to_campaign(tx, oven, days));
        let died = || AskParting { heirs: vec![(world.dan, 3)], ..world.parting(PartingKind::Legacy, oven, world.chen, 3) };
        // Dan has been past probation since today.
        bound(10).await.unwrap();
        world.clock.advance(DAY * 9);
        assert_eq!(world.ask_out(world.steward, died()).await, Err(No::TakerGone));
        world.clock.advance(DAY);
        let asked = world.ask_out(world.steward, died()).await.unwrap();
        // As if it asked for more by then.
        bound(11).await.unwrap();
        assert_eq!(world.inherit(world.dan, asked, Some(1)).await, Err(No::TakerGone));
        world.clock.advance(DAY);
        world.inherit(world.dan, asked, Some(1)).await.unwrap();
        world.clock.advance(DAY * 30);
        bound(42).await.unwrap();
        assert_eq!(world.consent(world.treasurer, world.word(asked, None)).await, Err(No::TakerGone));
        world.clock.advance(DAY);
        world.consent(world.treasurer, world.word(asked, None)).await.unwrap();
        assert_eq!(world.held(oven, world.dan).await, (3, 0, 15_000));
        world.assert_whole().await;
    }
}
