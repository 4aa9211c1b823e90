//! What leads somebody to where they can still do something: who left to their objection, an officer to what waits for them.

use crate::leaving::RULE;
use crate::world::{DAY, World};
use community::role::Role;
use community::{Provider, Section, Viewer};
use contributions::ids::Member;
use contributions::leaving::{DepartureState, Leaving, OBJECT_DAYS};
use contributions::ops::Given;
use contributions::rows::Departure;
use contributions::rules::{ContributionRules, Office};
use kernel::{Currency, Id, Zone};
use std::sync::Arc;
use web::{CommunityContext, Lang, Power, Powers};

/// As somebody sees a block of a page.
async fn seen(
    world: &World,
    provider: Arc<dyn Provider>,
    who: Id<Member>,
    powers: Powers,
) -> Option<Section> {
    let context = CommunityContext {
        number: world.community,
        slug: "coop".to_owned(),
        name: "Coop".to_owned(),
        currency: Currency::CNY,
        zone: Zone::parse("Asia/Shanghai").unwrap(),
        public: true,
        books_public: true,
    };
    let viewer = Viewer { lang: Lang::En, now: world.now(), member: Some(who), powers, sees_books: true };
    world.db.read(move |reader| provider.section(reader, &context, &viewer)).await.unwrap()
}

fn leads_to(section: &Option<Section>, path: &str) -> bool {
    let rows = section.iter().flat_map(|section| &section.rows);
    rows.into_iter().any(|row| row.href.as_deref().is_some_and(|href| href.ends_with(path)))
}

/// What stands beside the door to what leaving would cost.
fn note(section: &Option<Section>) -> String {
    let rows = section.iter().flat_map(|section| &section.rows);
    let leaving =
        |row: &&community::SectionRow| row.href.as_deref().is_some_and(|href| href.ends_with("/leaving"));
    rows.into_iter().find(leaving).map(|row| row.note.clone()).unwrap_or_default()
}

testkit::both_engines! {
    /// What they gave is judged by the rules of then: the door stands though the rules of now say nothing of leaving.
    async fn who_left_finds_where_to_object(world: World) {
        world.leaving_rules(RULE).await;
        let chen = world.chen;
        world.give(chen, World::hours("3")).await;
        world.decide_rules(World::usual()).await.unwrap();
        let sections = contributions::providers();
        let (own, kept) = (sections.leaving[0].clone(), sections.kept[0].clone());
        let before = seen(&world, own.clone(), chen, Powers::NONE).await;
        assert!(leads_to(&before, "/contributions/leaving"), "before leaving");
        assert!(!leads_to(&seen(&world, own, world.dan, Powers::NONE).await, "/contributions/leaving"), "gave nothing");
        let mine = seen(&world, sections.mine[0].clone(), chen, Powers::NONE).await;
        assert!(leads_to(&mine, "/contributions/leaving"));
        world.leave(chen).await;
        world.run_jobs().await;
        assert_eq!(world.departure().await.state, DepartureState::Announced);
        assert!(leads_to(&seen(&world, kept, chen, Powers::NONE).await, "/contributions/leaving"));
    }

    /// That what was put in stays is said only to who can lose nothing of it: no share of theirs lapses, and work made none.
    async fn what_can_lapse_is_not_said_to_stay(world: World) {
        let oven = world.leaving_rules(Leaving { capital_back: false, ..RULE }).await;
        let (chen, dan) = (world.chen, world.dan);
        let own = contributions::providers().leaving[0].clone();
        let said = async |who| note(&seen(&world, own.clone(), who, Powers::NONE).await);
        assert_eq!(said(dan).await, "", "holds nothing");
        world.buy(chen, oven, 1).await;
        world.buy(dan, oven, 1).await;
        let stays = "The shares you paid for stay yours; the rules have the fund asked for nothing by itself.";
        assert_eq!([said(chen).await, said(dan).await], [stays, stays]);
        world.give(dan, World::hours("3")).await;
        assert_eq!([said(chen).await.as_str(), said(dan).await.as_str()], [stays, ""], "some of it lapses");
        for (lapse_days, says) in [(None, stays), (Some(30), "")] {
            let decision = "prp_01kax0000000000000000000aa".to_owned();
            let rule = ownership::NewShareRule { instrument: oven, first_days: 0, lapse_days, decision };
            world.act(move |tx, now| ownership::set_share_rule_by_decision(tx, &rule, now)).await.unwrap();
            assert_eq!(said(chen).await, says, "{lapse_days:?}");
        }
    }

    /// The officer that the rules of then name, and nobody else, is shown what waits for their word.
    async fn an_officer_sees_what_waits_for_them(world: World) {
        let office = Some(Office::Moderator);
        world.rules(ContributionRules { office, office_count: 1, ..World::usual() }).await;
        let of_moderator = world.claim(world.chen, Given::Cost { amount_minor: 80_000 }).await;
        world.rules(World::usual()).await;
        let of_any = world.claim(world.chen, Given::Cost { amount_minor: 90_000 }).await;
        world.grant(world.dan, Role::Moderator, true).await;
        let large = contributions::providers().desk[1].clone();
        let expenses = Powers::NONE.with(Power::ApproveExpenses);
        for (who, powers, sees) in [
            (world.dan, Powers::NONE, [true, false]),
            (world.treasurer, expenses, [false, true]),
            (world.eve, Powers::NONE, [false, false]),
            (world.chen, expenses, [false, false]),
        ] {
            let shown = seen(&world, large.clone(), who, powers).await;
            let told = [of_moderator, of_any].map(|id| leads_to(&shown, &format!("/{id}")));
            assert_eq!(told, sees, "{who}");
        }
    }

    /// Carried out, the own data say what went, beside what was announced.
    async fn what_went_is_told(world: World) {
        let oven = world.leaving_rules(Leaving { vesting_months: 0, capital_back: false, ..RULE }).await;
        let chen = world.chen;
        world.give(chen, World::hours("4")).await;
        world.pass_on(oven, chen, world.dan, 3).await;
        world.leave(chen).await;
        let id = world.departure().await.id;
        world.clock.advance(DAY * OBJECT_DAYS);
        world.run_jobs().await;
        let row = world.find::<Departure>((world.community, id)).await.unwrap();
        assert_eq!(row.state, DepartureState::CarriedOut);
        let line = &world.export(chen).await["departures"][0]["lines"][0];
        assert_eq!((&line["units"], &line["units_gone"]), (&2.into(), &1.into()), "one was there still: {line}");
        world.assert_whole().await;
    }
}
