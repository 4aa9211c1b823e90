//! `hehuo bench distribution`: a surplus shared out among many, in this process: how long reckoning takes, how long paying, and what orders
//! wait while it is paid.
//!
//! The same members are paid again and again. Their accounts are opened while they would vote on the first simulation, as ever; so that paying
//! finds them there each time, as the bare writing does that the figures are held against.

use super::scene::Maker;
use crate::cli::BenchDistribution;
use crate::commands::{Said, runtime};
use crate::site::open_store;
use distribution::distribution::DistributionState;
use distribution::ids::Member as MemberKind;
use distribution::ops::{BLOCKS_AT_ONCE, CarryOut, Freeze, begin_freezing, end_freezing, freeze_blocks};
use distribution::period::Period;
use distribution::rows::Distribution;
use distribution::rule::{Basis, PARTS, Preset, Rule, TaxLine, Weighted};
use distribution::simulate::{Asked, simulate};
use distribution::{VoteState, put_to_vote};
use kernel::{Currency, Id, Quantity, Timestamp};
use ledger::{AccountKey, Cause, NewEntry};
use market::ops::{LineWanted, Pay, PlaceOrder, place_order};
use market::{Actor, When};
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use store::{Db, JobRunner, Outcome, Place, Tx};
use web::ids::MemberId;

/// What a run came to. Seconds, and milliseconds where it says so.
#[derive(Debug, Default, Serialize)]
struct Figures {
    holders: u32,
    /// From the rows to the hash; the median of several, and the shortest.
    simulate_s: f64,
    simulate_least_s: f64,
    freeze_s: f64,
    /// While it is voted on for the first time: an account for each holder.
    open_accounts_s: f64,
    pay_first_s: f64,
    /// The same holders.
    pay_again_s: f64,
    /// The same while orders are placed.
    pay_among_orders_s: f64,
    orders_idle: usize,
    orders_p99_idle_ms: f64,
    orders_during: usize,
    orders_p99_during_ms: f64,
    invariants_hold: bool,
}

/// How often the same is simulated: it writes nothing.
const SIMULATIONS: usize = 5;

/// The proposal that all of it is decided by.
const DECISION: &str = "prp_01kax0000000000000000000aa";

/// How long orders are placed with nothing beside them.
const IDLE: Duration = Duration::from_secs(3);

pub(crate) fn run(options: &BenchDistribution) -> Result<(), Said> {
    let folder = super::scene::Temporary::here()?;
    let place = Place::Folder(folder.0.clone());
    let figures = runtime()?.block_on(measure(options, place))?;
    if options.json {
        let json = serde_json::to_string(&figures).map_err(|error| Said::because("the figures", error))?;
        println!("{json}");
    } else {
        println!("{figures:#?}");
    }
    match figures.invariants_hold {
        true => Ok(()),
        false => Err(Said::new("an invariant does not hold after the run")),
    }
}

async fn measure(options: &BenchDistribution, place: Place) -> Result<Figures, Said> {
    let periods = ["2001-01", "2001-02", "2001-03"];
    let (mut maker, steward, owners) = match kept(options.state.as_deref(), &place)? {
        true => {
            let mut maker = open(&place).await?;
            let steward = known(&mut maker).await?;
            (maker, steward, None)
        }
        false => {
            let mut maker = open(&place).await?;
            let (person, _) = maker.person("steward@bench.example", maker.locked()).await?;
            let steward = maker.found(person).await?;
            (maker, steward, Some(bounds(period(periods[0])?)?))
        }
    };
    let own = std::process::id();
    let (supplier, _) = maker.member(&format!("supplier-{own}@bench.example"), maker.locked()).await?;
    if let Some(time) = owners {
        super::owners::make(&maker, options.holders, (steward, supplier), time).await?;
        if let Some(folder) = &options.state {
            maker.db.close().await;
            copy(&place, &Place::Folder(folder.clone()))?;
            let community = maker.community;
            maker = open(&place).await?;
            maker.community = community;
        }
    }
    let mut buyers = Vec::new();
    for client in 0..options.clients {
        let (member, _) = maker.member(&format!("buyer{client}-{own}@bench.example"), maker.locked()).await?;
        maker.owe(member).await?;
        buyers.push(member);
    }
    let offer = maker.offer(steward, supplier).await?;
    let mut figures = Figures { holders: options.holders, ..Figures::default() };
    for (round, code) in periods.into_iter().enumerate() {
        let id = prepare(&maker, steward, period(code)?, &mut figures).await?;
        let orders = (round == 2).then(|| (buyers.clone(), offer));
        let took = pay(&maker, id, orders, &mut figures).await?;
        match round {
            0 => figures.pay_first_s = took,
            1 => figures.pay_again_s = took,
            _ => figures.pay_among_orders_s = took,
        }
    }
    let community = maker.community;
    let wrong = maker.db.read(move |reader| {
        let mut wrong: Vec<String> =
            ledger::verify(reader, community)?.violations.iter().map(ToString::to_string).collect();
        wrong.extend(distribution::verify(reader, community)?);
        Ok(wrong)
    });
    let wrong = wrong.await?;
    wrong.iter().for_each(|violation| eprintln!("hehuo: {violation}"));
    figures.invariants_hold = wrong.is_empty();
    maker.db.close().await;
    Ok(figures)
}

async fn open(place: &Place) -> Result<Maker, Said> {
    let place = place.clone();
    let db = tokio::task::spawn_blocking(move || open_store(&place)).await;
    Ok(Maker::of(db.map_err(|error| Said::because("opening", error))??))
}

/// Whether the members were made before: then they are copied to where the bench works.
fn kept(state: Option<&std::path::Path>, place: &Place) -> Result<bool, Said> {
    match state {
        Some(folder) if folder.join(FILE).exists() => {
            copy(&Place::Folder(folder.to_owned()), place)?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

const FILE: &str = "hehuo.db";

/// A closed store is one file.
fn copy(from: &Place, to: &Place) -> Result<(), Said> {
    let (Place::Folder(from), Place::Folder(to)) = (from, to) else {
        return Err(Said::new("only a folder can be kept"));
    };
    let done = std::fs::create_dir_all(to).and_then(|()| std::fs::copy(from.join(FILE), to.join(FILE)));
    done.map(drop).map_err(|error| Said::because("copying the members", error))
}

/// The steward of the members that were kept.
async fn known(maker: &mut Maker) -> Result<MemberId, Said> {
    let wrong = || Said::new("the folder holds no members of the bench");
    maker.community =
        maker.db.read(community::all).await?.first().map(|(_, number)| *number).ok_or_else(wrong)?;
    let community = maker.community;
    let stewards = maker.db.read(move |reader| community::stewards(reader, community)).await?;
    stewards.first().map(|(steward, _)| *steward).ok_or_else(wrong)
}

fn period(code: &str) -> Result<Period, Said> {
    Period::parse(code).ok_or_else(|| Said::new("a period of the bench"))
}

fn bounds(period: Period) -> Result<(Timestamp, Timestamp), Said> {
    period.bounds(&kernel::Zone::utc()).ok_or_else(|| Said::new("a period of the bench"))
}

/// Four bases, deliveries not among them, and a tax on what capital brings. The first period has something in each of them, the others in two.
fn rule() -> Rule {
    let part = |basis, parts| Weighted { basis, parts };
    let mut rule = Rule::preset(Preset::Own, None, None);
    rule.bases = vec![
        part(Basis::Capital, PARTS * 4 / 10),
        part(Basis::Purchases, PARTS * 3 / 10),
        part(Basis::Work, PARTS * 2 / 10),
        part(Basis::PerHead, PARTS / 10),
    ];
    rule.taxes = vec![TaxLine::new("Tax", PARTS / 5, &[Basis::Capital])];
    rule
}

/// A period that earned something is closed, reckoned and frozen.
async fn prepare(
    maker: &Maker,
    by: MemberId,
    period: Period,
    figures: &mut Figures,
) -> Result<(Id<Distribution>, String), Said> {
    let (starts, ends) = bounds(period)?;
    let (now, community) = (maker.now, maker.community);
    // Nothing that comes out even: everybody carries a fraction.
    let sum = i64::from(figures.holders) * 977 + 331;
    let earned = NewEntry {
        kind: "receipt",
        happened_at: starts,
        recorded_at: now,
        cause: Cause::new("receipt", by),
        parent: None,
        mandate: None,
        reverses: None,
        postings: vec![
            (AccountKey::bank(Currency::CNY), sum),
            (AccountKey::other_income(1, Currency::CNY), -sum),
        ],
    };
    maker.act(move |tx| ledger::post(tx, &earned).and_then(|_| ledger::close_before(tx, ends))).await?;
    let asked = Asked::new(period, 1, rule());
    let mut took = Vec::new();
    let simulated = loop {
        let began = Instant::now();
        let simulated = simulate(&maker.db, community, &asked).await?;
        took.push(began.elapsed());
        if took.len() == SIMULATIONS {
            break simulated;
        }
    };
    took.sort_unstable();
    if figures.simulate_s == 0.0 {
        figures.simulate_s = took[SIMULATIONS / 2].as_secs_f64();
        figures.simulate_least_s = took[0].as_secs_f64();
    }
    let simulated = Arc::new(simulated.map_err(|why| Said::new(format!("simulating: {why}")))?);
    let began = Instant::now();
    let input = Freeze { id: maker.id(), simulated: simulated.clone(), key: None };
    let frozen = maker.act(move |tx| begin_freezing(tx, by, &input, now)).await?;
    let id = frozen.distribution;
    for first in (0..simulated.blocks.len()).step_by(BLOCKS_AT_ONCE) {
        let simulated = simulated.clone();
        maker
            .act(move |tx| -> Outcome<(), ()> {
                let last = simulated.blocks.len().min(first + BLOCKS_AT_ONCE);
                Ok(freeze_blocks(tx, id, first as i64 + 1, &simulated.blocks[first..last])?)
            })
            .await?;
    }
    maker.act(move |tx| end_freezing(tx, id)).await?;
    figures.freeze_s = figures.freeze_s.max(began.elapsed().as_secs_f64());
    let began = Instant::now();
    let put = move |tx: &mut Tx| -> Outcome<(), ()> {
        let voting = (VoteState::Voting, Timestamp::of_system());
        Ok(put_to_vote(tx, &id.to_string(), DECISION, voting, Timestamp::of_system())?)
    };
    maker.act(put).await?;
    work_until(maker, id, |row| row.blocks_opened == row.block_count).await?;
    figures.open_accounts_s = figures.open_accounts_s.max(began.elapsed().as_secs_f64());
    Ok((id, frozen.hash))
}

/// The jobs run until the distribution is as it is waited for.
async fn work_until(
    maker: &Maker,
    id: Id<Distribution>,
    is_done: impl Fn(&Distribution) -> bool,
) -> Result<(), Said> {
    let community = maker.community;
    let runner = JobRunner::new(maker.db.clone(), distribution::jobs());
    let (done, ended) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(async move {
        let stop = async {
            let _ = ended.await;
        };
        runner.run_until(Timestamp::of_system, stop).await;
    });
    loop {
        let row = maker.db.read(move |reader| reader.find::<Distribution>(&(community, id))).await?;
        if row.is_some_and(|row| is_done(&row)) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let _ = done.send(());
    running.await.map_err(|error| Said::because("the jobs", error))
}

/// Carries it out and waits until the job has paid everybody; answers the seconds.
async fn pay(
    maker: &Maker,
    (id, hash): (Id<Distribution>, String),
    orders: Option<(Vec<MemberId>, Id<market::rows::Offer>)>,
    figures: &mut Figures,
) -> Result<f64, Said> {
    if let Some((buyers, offer)) = &orders {
        let stop = Arc::new(AtomicBool::new(false));
        let idle = place_orders(maker, buyers, *offer, &stop);
        tokio::time::sleep(IDLE).await;
        stop.store(true, Ordering::Relaxed);
        (figures.orders_idle, figures.orders_p99_idle_ms) = waited(idle).await?;
    }
    let stop = Arc::new(AtomicBool::new(false));
    let during = orders.map(|(buyers, offer)| place_orders(maker, &buyers, offer, &stop));
    let now = Timestamp::of_system();
    let order = CarryOut { distribution: id, hash, decision: DECISION.to_owned() };
    let began = Instant::now();
    maker.act(move |tx| distribution::carry_out_by_decision(tx, &order, now)).await?;
    work_until(maker, id, |row| row.state == DistributionState::Paid).await?;
    let took = began.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    if let Some(during) = during {
        (figures.orders_during, figures.orders_p99_during_ms) = waited(during).await?;
    }
    Ok(took)
}

type Waits = Vec<tokio::task::JoinHandle<Result<Vec<Duration>, Said>>>;

/// Each buyer places one order after the other until it is stopped.
fn place_orders(
    maker: &Maker,
    buyers: &[MemberId],
    offer: Id<market::rows::Offer>,
    stop: &Arc<AtomicBool>,
) -> Waits {
    let one = |buyer: &MemberId| {
        let (db, buyer, stop, community): (Db, Id<MemberKind>, _, _) =
            (maker.db.clone(), *buyer, stop.clone(), maker.community);
        let ids = maker.ids.clone();
        tokio::spawn(async move {
            let mut waits = Vec::new();
            while !stop.load(Ordering::Relaxed) {
                let now = Timestamp::of_system();
                let lines = vec![LineWanted {
                    offer,
                    variant: 1,
                    quantity: Quantity::ONE,
                    asked: market::ops::Asked::Current,
                }];
                let id = Id::from_parts(now.milliseconds(), ids.random());
                let input = PlaceOrder { id, buyer, lines, pay: Pay::SetOff, reference: None, key: None };
                let began = Instant::now();
                let placed =
                    move |tx: &mut Tx| place_order(tx, Actor::Member(buyer), &input, When::from(now));
                super::scene::done(db.transact(community, placed).await)?;
                waits.push(began.elapsed());
            }
            Ok(waits)
        })
    };
    buyers.iter().map(one).collect()
}

/// How many, and what 99 of a hundred waited at most, in milliseconds.
async fn waited(tasks: Waits) -> Result<(usize, f64), Said> {
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.map_err(|error| Said::because("the orders", error))??);
    }
    all.sort_unstable();
    let p99 = all.get(all.len() * 99 / 100).copied().unwrap_or_default();
    Ok((all.len(), p99.as_secs_f64() * 1e3))
}
