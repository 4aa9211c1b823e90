//! What features above do at the door: units kept and issued for who takes part otherwise than by subscribing, and what was
//! held over a time.

use crate::world::{CNY, DAY, World};
use kernel::{Id, Timestamp};
use ledger::{AccountKey, Cause, NewEntry};
use ownership::ids::Member;
use ownership::rows::{Holding, HoldingChange, Instrument};
use ownership::{InstrumentKind, Issue, IssueRefused, Origin, OriginKind};
use store::OpError;

fn commitment() -> Origin {
    Origin::new(OriginKind::Commitment, "cmt_01kax0000000000000000000aa")
}

impl World {
    async fn reserve(
        &self,
        instrument: Id<Instrument>,
        holder: Id<Member>,
        units: i64,
        risk_version: i64,
    ) -> Result<(), IssueRefused> {
        self.act(move |tx, now| ownership::reserve(tx, instrument, holder, units, risk_version, now)).await
    }

    /// With its money in the books, as a campaign does it.
    async fn issue_for_money(
        &self,
        instrument: Id<Instrument>,
        holder: Id<Member>,
        units: i64,
        paid_minor: i64,
    ) -> Result<(), IssueRefused> {
        self.act(move |tx, now| {
            let row = tx.find::<Instrument>((tx.community(), instrument))?.unwrap();
            let origin = commitment();
            let entry = NewEntry {
                kind: "capture",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("commitment", &origin.id),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![
                    (AccountKey::bank(CNY), paid_minor),
                    (ownership::capital_account(&row), -paid_minor),
                ],
            };
            let entry = Some(ledger::post(tx, &entry).unwrap());
            let new = Issue { instrument, holder, units, paid_minor, origin, entry };
            ownership::issue_reserved(tx, &new, now)
        })
        .await
    }
}

testkit::both_engines! {
    /// Of what work comes to as much is issued as there is room for, also for who stands behind a company; the rest is the caller's to
    /// keep, and the same operation may go on.
    async fn work_is_issued_as_far_as_there_is_room(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let gift = world.make(InstrumentKind::Donation).await;
        let (chen, dan, eve) = (world.chen, world.dan, world.eve);
        let issue = move |instrument, holder, units, paid_minor| Issue {
            instrument, holder, units, paid_minor, origin: Origin::new(OriginKind::Contribution, "ctr_1"), entry: None,
        };
        let try_one = |new: Issue| world.act(move |tx, now| ownership::issue_fitting(tx, &new, now));
        for (new, refused) in [
            (issue(oven, chen, 0, 0), IssueRefused::UnitsNotPositive),
            (issue(oven, chen, 1, 1), IssueRefused::PaidMalformed),
            (issue(oven, eve, 1, 0), IssueRefused::OnProbation),
            (issue(oven, world.id(), 1, 0), IssueRefused::NotAMember),
            (issue(gift, chen, 1, 0), IssueRefused::NotHeld),
            (issue(world.id(), chen, 1, 0), IssueRefused::NoSuchInstrument),
        ] {
            assert_eq!(try_one(new).await, Err(refused));
        }
        // Two thirds of what Chen's company holds are counted to Dan, who has three of four: it may hold one.
        world.hold(dan, oven, 3).await;
        world.behind(world.steward, chen, &[(dan, 2, 3), (world.treasurer, 1, 3)]).await.unwrap();
        let issued = world.act(move |tx, now| {
            let first = ownership::issue_fitting(tx, &issue(oven, chen, 3, 0), now)?;
            let none = ownership::issue_fitting(tx, &issue(oven, chen, 3, 0), now)?;
            let last = ownership::issue_fitting(tx, &issue(oven, dan, 1, 0), now)?;
            Ok::<_, OpError<IssueRefused>>((first, none, last))
        }).await;
        assert_eq!(issued, Ok((1, 0, 0)));
        world.assert_whole().await;
    }

    /// Who closes a campaign keeps units for one part after the other, in one operation: those that are refused hold up no others.
    async fn a_part_that_is_refused_holds_up_no_others(world: World) {
        use IssueRefused as No;
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let (chen, dan, treasurer) = (world.chen, world.dan, world.treasurer);
        let kept = world.act(move |tx, now| {
            let mut kept = Vec::new();
            for (holder, units, version) in
                [(chen, 1, 7), (dan, 100, 1), (chen, 2, 1), (dan, 1, 7), (dan, 2, 1), (treasurer, 2, 1)]
            {
                match tx.attempt(|tx| ownership::reserve(tx, oven, holder, units, version, now)) {
                    Ok(()) => kept.push(None),
                    Err(OpError::Refused(why)) => kept.push(Some(why)),
                    Err(OpError::Fault(fault)) => return Err(OpError::Fault(fault)),
                }
            }
            Ok::<_, OpError<()>>(kept)
        });
        assert_eq!(
            kept.await.unwrap(),
            [Some(No::RiskChanged), Some(No::AboveEach), None, Some(No::RiskChanged), None, None],
        );
        let row = world.instrument(oven).await;
        assert_eq!((row.units_asked, row.units_issued), (6, 0));
    }

    /// Kept, released, issued: the counters follow, the line names the commitment, the books hold what was put in.
    async fn a_campaign_keeps_and_issues(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 1).await;
        world.reserve(oven, world.chen, 3, 1).await.unwrap();
        world.reserve(oven, world.dan, 4, 1).await.unwrap();
        world.assert_whole().await;
        let (chen, dan) = (world.chen, world.dan);
        world.act(move |tx, _| ownership::release(tx, oven, dan, 2)).await.unwrap();
        world.issue_for_money(oven, chen, 3, 12_000).await.unwrap();
        let row = world.instrument(oven).await;
        assert_eq!((row.units_asked, row.units_issued, row.units_left()), (2, 4, 4));
        let held = world.find::<Holding>((world.community, oven, chen)).await;
        assert_eq!((held.units, held.units_asked, held.units_reserved, held.paid_minor), (4, 0, 0, 17_000));
        let line = world.find::<HoldingChange>((world.community, oven, chen, 2)).await;
        assert_eq!((line.change_units, line.change_minor, line.entry), (3, 12_000, Some(2)));
        assert_eq!((line.origin_kind, line.origin_id), (OriginKind::Commitment, commitment().id));
        assert_eq!(world.balance(AccountKey::capital(1, CNY)).await, 17_000);
        let community = world.community;
        let behind = world.db.read(move |reader| {
            ownership::instrument_of_cause(reader, community, "commitment", &commitment().id)
        });
        assert_eq!(behind.await.unwrap().map(|row| row.id), Some(oven));
        let left = world.db.read(move |reader| {
            let row = ownership::instrument(reader, community, oven)?.unwrap();
            ownership::units_reserved(reader, &row)
        });
        assert_eq!(left.await.unwrap(), 2);
        world.assert_whole().await;
    }

    /// Work makes units without money: nothing is put in, and nothing is missed in the books.
    async fn work_makes_units_without_money(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let holder = world.dan;
        let origin = Origin::new(OriginKind::Contribution, "ctb_01kax0000000000000000000aa");
        let new = Issue { instrument: oven, holder, units: 2, paid_minor: 0, origin, entry: None };
        world.act(move |tx, now| ownership::issue(tx, &new, now)).await.unwrap();
        let held = world.find::<Holding>((world.community, oven, holder)).await;
        assert_eq!((held.units, held.paid_minor), (2, 0));
        let votes = world.act(|tx, _| Ok::<_, store::OpError<()>>(ownership::voting_holdings(tx)?)).await.unwrap();
        let votes: Vec<_> = votes.unwrap().iter().map(|one| (one.holder, one.units, one.paid_minor)).collect();
        assert_eq!(votes, [(holder, 2, 0)]);
        world.assert_whole().await;
    }

    /// Each way to be told why not; nothing is kept or issued by any of them.
    async fn issuing_answers(world: World) {
        use IssueRefused as No;
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let gift = world.make(InstrumentKind::Donation).await;
        let outsider = world.id::<Member>();
        for (instrument, holder, units, version, answer) in [
            (world.id(), world.chen, 1, 1, No::NoSuchInstrument),
            (gift, world.chen, 1, 1, No::NotHeld),
            (oven, outsider, 1, 1, No::NotAMember),
            (oven, world.eve, 1, 1, No::OnProbation),
            (oven, world.chen, 0, 1, No::UnitsNotPositive),
            (oven, world.chen, 5, 1, No::AboveEach),
            (oven, world.chen, 1, 2, No::RiskChanged),
        ] {
            assert_eq!(world.reserve(instrument, holder, units, version).await, Err(answer));
        }
        for holder in [world.chen, world.dan] {
            world.reserve(oven, holder, 4, 1).await.unwrap();
        }
        assert_eq!(world.reserve(oven, world.treasurer, 3, 1).await, Err(No::NotEnoughLeft));
        let (chen, treasurer) = (world.chen, world.treasurer);
        let new = Issue { instrument: oven, holder: chen, units: 1, paid_minor: 0, origin: commitment(), entry: None };
        for (new, kept, answer) in [
            (new.clone(), false, No::AboveEach),
            (Issue { holder: treasurer, ..new.clone() }, true, No::NotReserved),
            (Issue { units: 5, ..new.clone() }, true, No::NotReserved),
            (Issue { units: 0, ..new.clone() }, true, No::UnitsNotPositive),
            (Issue { paid_minor: 5, ..new.clone() }, true, No::PaidMalformed),
            (Issue { paid_minor: -5, entry: Some(1), ..new.clone() }, true, No::PaidMalformed),
            (Issue { holder: outsider, ..new.clone() }, true, No::NotAMember),
        ] {
            let done = world.act(move |tx, now| match kept {
                true => ownership::issue_reserved(tx, &new, now),
                false => ownership::issue(tx, &new, now),
            });
            assert_eq!(done.await, Err(answer));
        }
        let freed = world.act(move |tx, _| ownership::release(tx, oven, chen, 5)).await;
        assert_eq!(freed, Err(No::NotReserved));
        assert_eq!(world.instrument(oven).await.units_asked, 8);
        world.assert_whole().await;
    }

    /// Units times time, each change from when it was made; what came before the beginning counts from there, what comes at
    /// the end not at all.
    async fn what_was_held_over_a_time(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let start = world.now();
        world.hold(world.chen, oven, 2).await;
        world.clock.advance(DAY * 10);
        let sub = world.hold(world.chen, oven, 1).await;
        world.hold(world.dan, oven, 4).await;
        world.clock.advance(DAY * 5);
        world.take_back(world.treasurer, sub, "Bounced").await.unwrap();
        world.clock.advance(DAY * 5);
        let end = world.now();
        world.hold(world.chen, oven, 1).await;
        let community = world.community;
        let over = |from: Timestamp, until: Timestamp| {
            world.db.read(move |reader| ownership::units_over_time(reader, community, oven, from, until))
        };
        let day = 86_400_000_000_i128;
        let told: Vec<_> = over(start, end).await.unwrap().iter().map(|one| (one.holder, one.unit_micros)).collect();
        assert_eq!(told, [(world.chen, (2 * 20 + 5) * day), (world.dan, 40 * day)]);
        let odd = start.plus(DAY * 12).plus(std::time::Duration::from_micros(1));
        let late: Vec<_> = over(odd, end).await.unwrap().iter().map(|one| one.unit_micros).collect();
        assert_eq!(late, [3 * (3 * day - 1) + 2 * 5 * day, 4 * (8 * day - 1)]);
        assert_eq!(over(start.plus(DAY * 30), start.plus(DAY * 30)).await.unwrap(), []);
    }

    /// What was put in, times time: units from work put nothing in, whatever a unit costs; what is passed on goes along; and no
    /// sum that the books hold is too large for it.
    async fn what_stood_in_it_over_a_time(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let start = world.now();
        world.hold(world.chen, oven, 2).await;
        let work = |holder, paid_minor| Issue {
            instrument: oven,
            holder,
            units: 2,
            paid_minor,
            origin: Origin::new(OriginKind::Contribution, "ctb_01kax0000000000000000000aa"),
            entry: (paid_minor > 0).then_some(1),
        };
        let (for_chen, for_dan) = (work(world.chen, 0), work(world.dan, 0));
        world.act(move |tx, now| ownership::issue(tx, &for_chen, now)).await.unwrap();
        world.act(move |tx, now| ownership::issue(tx, &for_dan, now)).await.unwrap();
        world.clock.advance(DAY * 10);
        // Of four units for which 10,000 were put in, one takes 2,500 along.
        let offer = world.offer(world.chen, world.offering(oven, 1, None)).await.unwrap();
        world.take(world.steward, offer, Some(1)).await.unwrap();
        world.approve(world.treasurer, offer).await.unwrap();
        world.clock.advance(DAY * 5);
        let (community, end) = (world.community, world.now());
        let over = |from: Timestamp, until: Timestamp| {
            let read = world.db.read(move |reader| ownership::paid_over_time(reader, community, oven, from, until));
            async move { read.await.unwrap().iter().map(|one| (one.holder, one.minor_micros)).collect::<Vec<_>>() }
        };
        let day = 86_400_000_000_i128;
        let told = over(start, end).await;
        assert_eq!(told, [(world.steward, 2_500 * 5 * day), (world.chen, (10_000 * 10 + 7_500 * 5) * day)]);
        let late = over(start.plus(DAY * 12).plus(std::time::Duration::from_micros(1)), end).await;
        assert_eq!(late, [(world.steward, 2_500 * (3 * day - 1)), (world.chen, 7_500 * (3 * day - 1))]);
        let most = ledger::AMOUNT_MAX - 1;
        let large = work(world.treasurer, most);
        world.act(move |tx, now| ownership::issue(tx, &large, now)).await.unwrap();
        let later = end.plus(DAY * 36_500).plus(std::time::Duration::from_micros(86_399_999_999));
        let large = over(end, later).await.into_iter().find(|(holder, _)| *holder == world.treasurer);
        assert_eq!(large, Some((world.treasurer, i128::from(most) * (36_501 * day - 1))));
    }

    /// Terms are for members past probation.
    async fn terms_are_for_members_past_probation(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let (community, now) = (world.community, world.now());
        for (who, seen) in [(world.chen, true), (world.eve, false), (world.id::<Member>(), false)] {
            let read = world.db.read(move |reader| ownership::terms_seen(reader, community, oven, who, now));
            assert_eq!(read.await.unwrap().is_some(), seen);
        }
    }
}
