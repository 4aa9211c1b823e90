//! Somebody says that it was not so, and a third decides.

use crate::world::{DAY, World};
use contributions::ContributionRefused as No;
use contributions::contribution::Ruling;
use contributions::contribution::State::{Confirmed, Disputed, Recorded, Refused};
use contributions::ids::Member;
use contributions::ops::{self, DecideDispute};
use contributions::rows::Contribution;
use kernel::Id;

/// Confirmed by Dan and Fay, disputed by Bao.
async fn disputed(world: &World) -> Id<Contribution> {
    let id = world.claim(world.chen, World::hours("1")).await;
    world.confirm(world.dan, id).await.unwrap();
    world.confirm(world.fay, id).await.unwrap();
    world.dispute(world.treasurer, id, "The oven was off").await.unwrap();
    id
}

testkit::both_engines! {
    async fn disputing_is_taken_or_told_why_not(world: World) {
        world.rules(World::usual()).await;
        let id = world.claim(world.chen, World::hours("1")).await;
        let no = |by: Id<Member>, reason: &'static str| world.dispute(by, id, reason);
        assert_eq!(no(world.treasurer, "no").await.map(|_| ()), Err(No::WrongState), "nothing counts yet");
        world.confirm(world.dan, id).await.unwrap();
        world.confirm(world.fay, id).await.unwrap();
        for (by, reason, refused) in [
            (world.chen, "no", No::OwnContribution),
            (world.dan, "no", No::ConfirmedByYou),
            (world.eve, "no", No::OnProbation),
            (world.id(), "no", No::NotAMember),
            (world.steward, " ", No::ReasonMissing),
        ] {
            assert_eq!(no(by, reason).await.map(|_| ()), Err(refused));
        }
        assert_eq!(world.dispute(world.steward, id, &"字".repeat(1_001)).await.map(|_| ()), Err(No::ReasonTooLong));
        world.clock.advance(DAY * 7);
        assert_eq!(no(world.steward, "late").await.map(|_| ()), Err(No::TooLate), "though the job has not run yet");
        assert_eq!(world.contribution(id).await.state, Confirmed);
        world.run_jobs().await;
        assert_eq!(no(world.steward, "late").await.map(|_| ()), Err(No::WrongState));
    }

    /// Who gave, confirmed or disputed it does not decide, nor does who has no such role.
    async fn a_third_decides_and_nobody_who_has_a_part_in_it(world: World) {
        world.rules(World::usual()).await;
        let id = disputed(&world).await;
        world.clock.advance(DAY * 30);
        world.run_jobs().await;
        assert_eq!(world.contribution(id).await.state, Disputed, "it waits as long as it takes");
        assert_eq!(world.withdraw(world.chen, id).await.map(|_| ()), Err(No::WrongState));
        world.grant(world.chen, community::role::Role::Steward, true).await;
        for (by, refused) in [
            (world.chen, No::OwnContribution),
            (world.treasurer, No::DisputedByYou),
            (world.fay, No::ConfirmedByYou),
            (world.dan, No::NotAllowed),
            (world.id(), No::NotAMember),
        ] {
            assert_eq!(world.decide(by, id, Ruling::Stands).await.map(|_| ()), Err(refused));
        }
        let steward = world.steward;
        let silent = DecideDispute { contribution: id, ruling: Ruling::Stands, reason: String::new(), key: None };
        assert_eq!(
            world.act(move |tx, now| ops::decide_dispute(tx, steward, &silent, now)).await.map(|_| ()),
            Err(No::ReasonMissing)
        );
        let all = Ruling::Part(World::share("1"));
        assert_eq!(world.decide(world.steward, id, all).await.map(|_| ()), Err(No::ShareUnfit));
        assert_eq!(world.decide(world.steward, id, Ruling::Stands).await.unwrap().state, Recorded);
        assert_eq!(world.decide(world.steward, id, Ruling::Refused).await.map(|_| ()), Err(No::WrongState));
        assert_eq!(world.values().await, [(world.chen, 3_000)]);
        world.assert_whole().await;
    }

    /// Members may rule together; what they decide names the proposal and nobody in particular.
    async fn members_rule_by_a_decision(world: World) {
        world.rules(World::usual()).await;
        let (id, plain) = (disputed(&world).await, world.claim(world.dan, World::hours("1")).await);
        let rule = |id: Id<Contribution>, ruling| {
            world.act(move |tx, now| contributions::rule_by_decision(tx, id, ruling, "prp_1", "Proposal 1", now))
        };
        let check = |id: String, ruling| world.act(move |tx, _| contributions::check_ruling(tx, &id, ruling));
        let half = Ruling::Part(World::share("1/2"));
        for (id, ruling, refused) in [
            (plain.to_string(), half, No::WrongState),
            ("ctr_1".to_owned(), half, No::NoSuchContribution),
            (world.id::<Contribution>().to_string(), half, No::NoSuchContribution),
            (id.to_string(), Ruling::Part(World::share("1")), No::ShareUnfit),
        ] {
            assert_eq!(check(id, ruling).await, Err(refused));
        }
        assert_eq!(check(id.to_string(), half).await, Ok(id));
        assert_eq!(rule(plain, half).await.map(|_| ()), Err(No::WrongState));
        assert_eq!(rule(id, half).await.unwrap().value, 1_500);
        assert_eq!(rule(id, half).await.map(|_| ()), Err(No::WrongState), "once");
        let dispute = world.find::<contributions::rows::Dispute>((world.community, id)).await.unwrap();
        assert_eq!((dispute.decided_by, dispute.decision.as_deref()), (None, Some("prp_1")));
        assert_eq!(world.values().await, [(world.chen, 1_500)]);
        world.assert_whole().await;
    }

    async fn what_is_refused_never_counts_and_a_part_is_exact(world: World) {
        world.rules(World::usual()).await;
        let (no, part) = (disputed(&world).await, disputed(&world).await);
        assert_eq!(world.decide(world.steward, no, Ruling::Refused).await.unwrap().state, Refused);
        let third = Ruling::Part(World::share("1/3"));
        assert_eq!(world.decide(world.steward, part, third).await.unwrap().value, 1_000);
        world.clock.advance(DAY * 30);
        world.run_jobs().await;
        assert_eq!(world.values().await, [(world.chen, 1_000)]);
        world.assert_whole().await;
    }

    /// What a company gave is the own matter of who stands behind it: they neither confirm nor dispute nor decide it.
    async fn what_a_company_gave_is_its_owners_matter(world: World) {
        world.rules(World::usual()).await;
        let id = world.claim(world.chen, World::hours("1")).await;
        let (by, owner) = (world.steward, ownership::company::Owner { member: world.treasurer, share_parts: 1, whole_parts: 1 });
        let (name, owners) = ("Mill Ltd".to_owned(), vec![owner]);
        let input = ownership::ops::NameOwners { company: world.chen, name, owners, key: None };
        world.act(move |tx, now| ownership::ops::name_owners(tx, by, &input, now)).await.unwrap();
        let own = Err(No::OwnContribution);
        assert_eq!(world.confirm(world.treasurer, id).await.map(|_| ()), own);
        world.confirm(world.dan, id).await.unwrap();
        world.confirm(world.fay, id).await.unwrap();
        assert_eq!(world.dispute(world.treasurer, id, "no").await.map(|_| ()), own);
        world.dispute(world.steward, id, "The oven was off").await.unwrap();
        assert_eq!(world.decide(world.treasurer, id, Ruling::Stands).await.map(|_| ()), own);
        world.assert_whole().await;
    }

    /// Somebody and a company behind which they stand are one who confirms, and none beside that who disputes or decides.
    async fn a_person_and_their_company_are_one(world: World) {
        world.rules(World::usual()).await;
        let behind = |by: Id<Member>, company: Id<Member>, member: Id<Member>| {
            let owners = vec![ownership::company::Owner { member, share_parts: 1, whole_parts: 1 }];
            let input = ownership::ops::NameOwners { company, name: "Mill Ltd".to_owned(), owners, key: None };
            world.act(move |tx, now| ownership::ops::name_owners(tx, by, &input, now))
        };
        behind(world.steward, world.fay, world.dan).await.unwrap();
        let id = world.claim(world.chen, World::hours("1")).await;
        world.confirm(world.dan, id).await.unwrap();
        assert_eq!(world.confirm(world.fay, id).await.map(|_| ()), Err(No::ConfirmedAlready));
        assert_eq!(world.contribution(id).await.confirmation_count, 1);
        world.confirm(world.treasurer, id).await.unwrap();
        assert_eq!(world.dispute(world.fay, id, "no").await.map(|_| ()), Err(No::ConfirmedByYou));
        world.dispute(world.steward, id, "The oven was off").await.unwrap();
        world.grant(world.fay, community::role::Role::Treasurer, true).await;
        assert_eq!(world.decide(world.fay, id, Ruling::Stands).await.map(|_| ()), Err(No::ConfirmedByYou));

        // And two companies of one person are one.
        behind(world.steward, world.treasurer, world.chen).await.unwrap();
        let other = world.claim(world.dan, World::hours("1")).await;
        world.confirm(world.chen, other).await.unwrap();
        assert_eq!(world.confirm(world.treasurer, other).await.map(|_| ()), Err(No::ConfirmedAlready));
        behind(world.fay, world.steward, world.chen).await.unwrap();
        assert_eq!(world.confirm(world.steward, other).await.map(|_| ()), Err(No::ConfirmedAlready));
        world.assert_whole().await;
    }
}
