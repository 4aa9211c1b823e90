//! A period is closed by two people, and nothing is dated into it afterwards.

use crate::world::{DAY, World};
use distribution::PeriodRefused;
use distribution::ops::CloseStep::{Ask, Consent, Withdraw};
use distribution::ops::{MoveClosing, move_closing};
use distribution::period::Period;
use kernel::Zone;
use ledger::PostRefused;
use store::IdempotencyKey;

testkit::both_engines! {
    async fn two_people_close_a_month(world: World) {
        use PeriodRefused as No;
        let month = world.month();
        world.earn(1, 500).await.unwrap();
        assert_eq!(world.step(world.treasurer, month, Ask).await, Err(No::NotOver));
        world.clock.advance(DAY * 31);
        assert_eq!(world.step(world.chen, month, Ask).await, Err(No::NotAllowed));
        assert_eq!(world.step(world.steward, month, Consent).await, Err(No::NotAsked));
        world.step(world.treasurer, month, Ask).await.unwrap();
        assert_eq!(world.step(world.steward, month, Ask).await, Err(No::AlreadyAsked));
        assert_eq!(world.step(world.treasurer, month, Consent).await, Err(No::OwnClosing));
        // Something is still to be entered: it is, and the month is asked for again.
        world.step(world.steward, month, Withdraw).await.unwrap();
        assert_eq!(world.step(world.steward, month, Withdraw).await, Err(No::NotAsked));
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let (from, until) = month.bounds(&zone).unwrap();
        world.earn_at(1, 20, from).await.unwrap();
        world.step(world.steward, month, Ask).await.unwrap();
        world.step(world.treasurer, month, Consent).await.unwrap();
        let last = kernel::Timestamp::from_micros(until.micros - 1);
        let closed = Err(PostRefused::PeriodClosed { before: until });
        assert_eq!(world.earn_at(1, 20, last).await, closed);
        world.earn_at(1, 20, until).await.unwrap();
        assert_eq!(world.step(world.steward, month, Ask).await, Err(No::AlreadyClosed));
        // What was before is closed with it.
        let before = Period::parse("2024").unwrap();
        assert_eq!(world.step(world.steward, before, Ask).await, Err(No::AlreadyClosed));
        assert_eq!(world.step(world.eve, month, Ask).await, Err(No::NotAllowed));
        world.assert_sound().await;
    }

    /// A company and who stands behind it are not two people.
    async fn who_stands_behind_the_asker_is_no_second_person(world: World) {
        let (month, asker, company) = (world.month(), world.treasurer, world.steward);
        world.clock.advance(DAY * 31);
        world.step(asker, month, Ask).await.unwrap();
        let stands = |before: Vec<_>, now: Vec<_>| {
            world.act(move |tx, _| Ok::<_, store::OpError<()>>(community::name_behind(tx, company, &before, &now)?))
        };
        stands(vec![], vec![asker]).await.unwrap();
        assert_eq!(world.step(company, month, Consent).await, Err(PeriodRefused::OwnClosing));
        stands(vec![asker], vec![]).await.unwrap();
        world.step(company, month, Consent).await.unwrap();
    }

    async fn the_same_request_is_answered_once(world: World) {
        let (month, by) = (world.month(), world.treasurer);
        world.clock.advance(DAY * 31);
        let key = |input: &str| Some(IdempotencyKey::of(by.as_str(), "k1", "test", &input).unwrap());
        let input = MoveClosing { period: month, step: Ask, key: key("this") };
        let other = MoveClosing { key: key("that"), ..input.clone() };
        let again = input.clone();
        let first = world.act(move |tx, now| move_closing(tx, by, &input, now)).await.unwrap();
        assert_eq!(world.act(move |tx, now| move_closing(tx, by, &again, now)).await, Ok(first));
        let reused = world.act(move |tx, now| move_closing(tx, by, &other, now)).await;
        assert_eq!(reused, Err(PeriodRefused::KeyReused));
    }
}
