//! Random lives of a register: subscriptions, transfers, exits, conversions and work, refused or not, by who may and who may not.
//! Whatever happens, what is held is what was issued, no cap is passed, the capital in the books is what the register says, and the
//! register of each past day, and its report, is what its lines up to then come to.

use crate::world::{CNY, DAY, World};
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use ownership::ids::Member;
use ownership::ops::{self, AskParting, DecideParting, EndOffer, OfferUnits, TakeUp};
use ownership::register::PartingKind;
use ownership::rows::{Holding, HoldingChange, Instrument, Parting, ShareTransfer};
use ownership::{InstrumentKind, Issue, LapseByRule, Origin, OriginKind};
use spending::rows::Mandate;
use std::collections::BTreeMap;
use store::OpError;

/// A small generator of its own: the same seed tells the same story on both engines.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

struct Life {
    members: Vec<Id<Member>>,
    instruments: Vec<Id<Instrument>>,
    mandates: [(Id<Instrument>, Id<Mandate>); 2],
    transfers: Vec<Id<ShareTransfer>>,
    partings: Vec<Id<Parting>>,
    /// Who left on the way.
    gone: Option<Id<Member>>,
}

impl World {
    /// One thing that somebody tries. What is refused must leave nothing.
    async fn attempt(&self, life: &mut Life, chance: &mut Chance) {
        let (who, other) = (chance.one(&life.members), chance.one(&life.members));
        let (instrument, units) = (chance.one(&life.instruments), 1 + chance.below(3) as i64);
        match chance.below(12) {
            0 | 1 => {
                if let Ok(id) = self.subscribe(who, self.asking(instrument, units)).await {
                    let _ = self.record(self.treasurer, self.arrival(id, units * 5_000)).await;
                }
            }
            2 => {
                let input = OfferUnits { named: Some(other), ..self.offering(instrument, units, None) };
                life.transfers.extend(self.offer(who, input).await);
            }
            3 if !life.transfers.is_empty() => {
                let input = TakeUp {
                    transfer: chance.one(&life.transfers),
                    risk_read: Some(1),
                    some: None,
                    key: None,
                };
                let _ = self.act(move |tx, now| ops::take_up(tx, who, &input, now)).await;
            }
            4 if !life.transfers.is_empty() => {
                let end = EndOffer { transfer: chance.one(&life.transfers), reason: "No".into(), key: None };
                let how = chance.below(4);
                // Mostly the seller has been paid.
                if how > 1 {
                    let _ = self.says_paid(other, end.transfer).await;
                }
                let done = self.act(move |tx, now| match how {
                    0 => ops::withdraw_offer(tx, who, &end, now),
                    1 => ops::refuse_transfer(tx, who, &end, now),
                    _ => ops::approve_transfer(tx, who, &end, now),
                });
                let _ = done.await;
            }
            5 => {
                let kind = chance.one(&[PartingKind::BuyBack, PartingKind::Lapse, PartingKind::Legacy]);
                let heirs = if chance.below(2) == 0 { vec![(other, units)] } else { Vec::new() };
                // A steward asks for who left, too.
                let own = kind == PartingKind::BuyBack && chance.below(3) > 0;
                let holder = if own { who } else { other };
                let input = AskParting { heirs, ..self.parting(kind, instrument, holder, units) };
                life.partings.extend(self.ask_out(who, input).await);
            }
            6 if !life.partings.is_empty() => {
                let parting = chance.one(&life.partings);
                let of = self.find::<Parting>((self.community, parting)).await.instrument_id;
                let mandate = life.mandates.iter().find(|(instrument, _)| *instrument == of);
                let word = self.word(parting, mandate.map(|(_, mandate)| *mandate));
                let how = chance.below(4);
                let done = self.act(move |tx, now| {
                    let word = DecideParting { ..word.clone() };
                    match how {
                        0 => ops::withdraw_parting(tx, who, &word, now),
                        1 => ops::refuse_parting(tx, who, &word, now),
                        _ => ops::consent_parting(tx, who, &word, now),
                    }
                });
                let _ = done.await;
            }
            7 => {
                let (from, to) = (instrument, chance.one(&life.instruments));
                let (give, get) = (1 + chance.below(3) as i64, 1 + chance.below(2) as i64);
                let decision = "prp_01kax0000000000000000000ae".to_owned();
                let new = ownership::Conversion { from, to, give, get, decision };
                let _ = self.act(move |tx, now| ownership::convert_by_decision(tx, &new, now)).await;
            }
            8 => {
                // By rules that were decided beforehand, for who left: work lapses, and what was put in is asked back.
                let (id, gone) = (self.id(), life.gone);
                let origin = Origin::new(OriginKind::Lapse, "dep_01kax0000000000000000000aa");
                let lapse = LapseByRule { instrument, holder: gone.unwrap_or(who), units, origin };
                let Some(gone) = gone else { return };
                let before = self.standing(life).await[&(instrument, gone)];
                let went = self.act(move |tx, now| ownership::lapse_by_rule(tx, &lapse, now)).await.unwrap();
                assert_eq!(self.standing(life).await[&(instrument, gone)], before - went);
                assert!(went <= units);
                let back = move |tx: &mut store::Tx, now| {
                    ownership::ask_back_by_rule(tx, id, (instrument, gone), "Left", now)
                };
                life.partings.extend(self.act(back).await.unwrap().map(|done| done.parting));
            }
            9 => {
                let origin = Origin::new(OriginKind::Contribution, "ctb_01kax0000000000000000000ab");
                let new =
                    Issue { instrument, holder: who, units: units * 4, paid_minor: 0, origin, entry: None };
                if let Ok(issued) = self.act(move |tx, now| ownership::issue_fitting(tx, &new, now)).await {
                    assert!((0..=units * 4).contains(&issued));
                }
            }
            10 => {
                // As campaigns settle: several in one operation, which goes on where one is refused.
                let several: Vec<_> = (0..6)
                    .map(|_| {
                        let (holder, instrument) = (chance.one(&life.members), chance.one(&life.instruments));
                        (holder, instrument, 1 + chance.below(4) as i64, chance.below(2) == 0)
                    })
                    .collect();
                let batch = move |tx: &mut store::Tx, now| {
                    for (holder, instrument, units, enters) in several.clone() {
                        match tx.attempt(|tx| ownership::reserve(tx, instrument, holder, units, 1, now)) {
                            Ok(()) => {}
                            Err(OpError::Refused(_)) => continue,
                            Err(OpError::Fault(fault)) => return Err(OpError::<()>::Fault(fault)),
                        }
                        let origin = Origin::new(OriginKind::Commitment, "cmt_01kax0000000000000000000ac");
                        let new = Issue { instrument, holder, units, paid_minor: 0, origin, entry: None };
                        let went = match enters {
                            true => ownership::issue_reserved(tx, &new, now),
                            false => ownership::release(tx, instrument, holder, units),
                        };
                        went.map_err(|error| match error {
                            OpError::Fault(fault) => OpError::Fault(fault),
                            OpError::Refused(why) => panic!("kept, and then {why}"),
                        })?;
                    }
                    Ok(())
                };
                self.act(batch).await.unwrap();
            }
            _ => {
                let origin = Origin::new(OriginKind::Contribution, "ctb_01kax0000000000000000000aa");
                let new = Issue { instrument, holder: who, units, paid_minor: 0, origin, entry: None };
                let _ = self.act(move |tx, now| ownership::issue(tx, &new, now)).await;
            }
        }
    }

    /// What each holds now.
    async fn standing(&self, life: &Life) -> BTreeMap<(Id<Instrument>, Id<Member>), i64> {
        let community = self.community;
        let keys: Vec<_> = life
            .instruments
            .iter()
            .flat_map(|instrument| life.members.iter().map(move |member| (*instrument, *member)))
            .collect();
        let read = self.db.read(move |reader| {
            let mut held = BTreeMap::new();
            for (instrument, member) in &keys {
                let row = reader.find::<Holding>(&(community, *instrument, *member))?;
                held.insert((*instrument, *member), row.map_or(0, |row| row.units));
            }
            Ok(held)
        });
        read.await.unwrap()
    }

    /// The same at an instant, from the lines before it alone.
    async fn told(&self, life: &Life, at: Timestamp) -> BTreeMap<(Id<Instrument>, Id<Member>), i64> {
        let community = self.community;
        let keys: Vec<_> = self.standing(life).await.into_keys().collect();
        let read = self.db.read(move |reader| {
            let mut held = BTreeMap::new();
            for (instrument, member) in &keys {
                let mut units = 0;
                for number in 1.. {
                    let line = reader.find::<HoldingChange>(&(community, *instrument, *member, number))?;
                    match line {
                        Some(line) if line.at_us <= at => units += line.change_units,
                        Some(_) => {}
                        None => break,
                    }
                }
                held.insert((*instrument, *member), units);
            }
            Ok(held)
        });
        read.await.unwrap()
    }
}

impl World {
    /// What the report of a past day says of all it names, of how many and how much there was together, and of each by name.
    async fn reported(&self, life: &Life, at: Timestamp) -> BTreeMap<(Id<Instrument>, Id<Member>), i64> {
        let (community, instruments) = (self.community, life.instruments.clone());
        let members = life.members.clone();
        // At that instant, too.
        let before = Timestamp::from_micros(at.micros + 1);
        let read = self.db.read(move |reader| {
            let mut held = BTreeMap::new();
            for id in instruments {
                let instrument = reader.find::<Instrument>(&(community, id))?.unwrap();
                let told = ownership::register_as_of(reader, &instrument, before, ("", 100))?;
                let (mut units, mut put_in) = (0, 0);
                for member in &members {
                    held.insert((id, *member), 0);
                    let (mut of_one, mut paid, mut number) = (0, 0, 1);
                    let line = |reader: &mut store::Reader, number| {
                        reader.find::<HoldingChange>(&(community, id, *member, number))
                    };
                    while let Some(line) = line(reader, number)?.filter(|line| line.at_us <= at) {
                        (of_one, paid, number) =
                            (of_one + line.change_units, paid + line.change_minor, number + 1);
                    }
                    assert_eq!(ownership::units_as_of(reader, &instrument, *member, before)?, of_one);
                    let listed = told.holders.iter().find(|(holder, ..)| holder == member);
                    let line = (of_one > 0).then_some((*member, of_one, paid));
                    assert_eq!(listed.copied(), line, "{id} as of {at}");
                    if of_one > 0 {
                        (units, put_in) = (units + of_one, put_in + paid);
                    }
                }
                let sums = (told.holder_count, told.units, told.amount_minor);
                assert_eq!(sums, (told.holders.len() as i64, units, put_in), "{id} as of {at}");
                // Page by page it is the same.
                let mut paged = Vec::new();
                loop {
                    let after = paged.last().map(|(holder, ..): &(Id<Member>, _, _)| holder.to_string());
                    let after = after.unwrap_or_default();
                    let page = ownership::register_as_of(reader, &instrument, before, (&after, 2))?;
                    if page.holders.is_empty() {
                        break;
                    }
                    paged.extend(page.holders);
                }
                assert_eq!(paged, told.holders);
                held.extend(told.holders.into_iter().map(|(holder, units, _)| ((id, holder), units)));
            }
            Ok(held)
        });
        read.await.unwrap()
    }
}

async fn live(world: World, usual: u64) {
    let seed = std::env::var("HEHUO_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(usual);
    println!("HEHUO_SEED={seed}");
    let mut chance = Chance(seed);
    let oven = world.make(InstrumentKind::MemberCapital).await;
    let mill = world.make(InstrumentKind::EquityRecord).await;
    world.rule(oven, 4, Some(3)).await.unwrap();
    let mut life = Life {
        members: vec![world.steward, world.treasurer, world.chen, world.dan, world.eve],
        instruments: vec![oven, mill],
        mandates: [
            (oven, world.mandate(oven, 500_000, world.now().plus(DAY * 400)).await),
            (mill, world.mandate(mill, 500_000, world.now().plus(DAY * 400)).await),
        ],
        transfers: Vec::new(),
        partings: Vec::new(),
        gone: None,
    };
    world.behind(world.steward, world.chen, &[(world.dan, 1, 3), (world.treasurer, 2, 3)]).await.unwrap();
    let mut days = Vec::new();
    for round in 0..220 {
        world.attempt(&mut life, &mut chance).await;
        if round % 20 == 19 {
            days.push((world.now(), world.standing(&life).await));
            world.clock.advance(DAY * 3);
            world.assert_whole().await;
        }
        // Somebody leaves on the way: what they hold can lapse, or be left behind.
        if round == 120 {
            world.leave(world.dan).await;
            let dan = world.dan;
            world
                .act(move |tx, now| ownership::end_dealings(tx, dan, now).map_err(OpError::<()>::from))
                .await
                .unwrap();
            life.gone = Some(dan);
        }
    }
    let mut moved = 0;
    for (at, standing) in &days {
        assert_eq!(&world.told(&life, *at).await, standing, "as of {at}");
        assert_eq!(&world.reported(&life, *at).await, standing, "the report as of {at}");
        moved += standing.values().sum::<i64>();
    }
    assert!(moved > 0, "nothing was ever held");
    let mut put_in = 0;
    for instrument in &life.instruments {
        let row = world.instrument(*instrument).await;
        let held: i64 = days
            .last()
            .unwrap()
            .1
            .iter()
            .filter(|((of, _), _)| of == instrument)
            .map(|(_, units)| units)
            .sum();
        assert_eq!(row.units_issued, held);
        put_in += row.capital_left_minor;
        for member in &life.members {
            let (community, key) = (world.community, (*instrument, *member));
            let found = world
                .db
                .read(move |reader| reader.find::<Holding>(&(community, key.0, key.1)))
                .await
                .unwrap();
            let Some(row) = found else { continue };
            assert!(row.units + row.units_asked + row.units_through <= row.units_each_max, "{row:?}");
            put_in += row.paid_minor;
        }
    }
    assert_eq!(world.balance(AccountKey::capital(1, CNY)).await, put_in);
}

testkit::both_engines! {
    async fn the_register_holds_whatever_happens(world: World) {
        live(world, 20_261).await;
    }

    async fn the_register_holds_in_another_life(world: World) {
        live(world, 77).await;
    }

    async fn the_register_holds_in_a_third(world: World) {
        live(world, 4_711).await;
    }
}
