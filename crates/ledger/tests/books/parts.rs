//! Payouts that reach their holders in parts, and periods that are closed.

use crate::payouts::Dice;
use crate::{ANA, BO, Books, C, CY, at, entry};
use kernel::{Share, divide_carrying};
use ledger::{AccountKey, Cause, NewPayout, Part, PayoutNote, PostRefused};
use store::OpError::Refused;

const DIS: &str = "dis_01kax0000000000000000000dd";
const TAX: &str = "tax_01kax0000000000000000000tt";

fn cause() -> Cause {
    Cause::new("distribution", DIS)
}

fn plan(total_minor: i64, paid_minor: i64, payout_count: i64, slack_units: i64) -> NewPayout {
    let (happened_at, recorded_at) = (at(5), at(6));
    let note = PayoutNote { happened_at, recorded_at, cause: cause(), parent: None, mandate: DIS.to_owned() };
    NewPayout { fund: 1, total_minor, paid_minor, withheld: vec![], slack_units, payout_count, note }
}

/// Three holders of a third each.
fn thirds(total: i64) -> (Vec<Part>, i64) {
    let shares = [ANA, BO, CY].map(|holder| Share { holder, weight: 1, carry: 0 });
    let divided = divide_carrying(total, &shares, 0).unwrap();
    let part = |(share, part): (&Share<&str>, &kernel::Carried)| Part {
        holder: share.holder.to_owned(),
        minor: part.minor,
        carry_before: 0,
        carry_after: part.carry,
    };
    (shares.iter().zip(&divided.parts).map(part).collect(), divided.slack)
}

async fn filled(books: &Books) {
    let opening = [(AccountKey::bank(C), 300), (AccountKey::opening(1, C), -300)];
    books.post(entry("opening", "com_1", &opening)).await.unwrap();
}

testkit::both_engines! {
    /// After each part the books add up: what is on its way is counted.
    async fn parts_add_up_at_every_moment(books: Books) {
        filled(&books).await;
        let (parts, slack) = thirds(100);
        books.run(move |tx| ledger::begin_payout(tx, &plan(100, 99, 0, slack))).await.unwrap();
        assert_eq!(books.fund(1).await, 201);
        books.assert_sound().await;
        let ended = books.run(|tx| ledger::end_payout(tx, &cause())).await;
        assert_eq!(ended, Err(Refused(PostRefused::PayoutOpen)));
        let again = books.run(move |tx| ledger::begin_payout(tx, &plan(100, 99, 1, slack))).await;
        assert_eq!(again, Err(Refused(PostRefused::PayoutOpen)));
        for chunk in [parts[..1].to_vec(), parts[1..].to_vec()] {
            books.run(move |tx| ledger::pay_part(tx, &cause(), &chunk, at(5), at(6))).await.unwrap();
            books.assert_sound().await;
        }
        books.run(|tx| ledger::end_payout(tx, &cause())).await.unwrap();
        for id in [ANA, BO, CY] {
            assert_eq!(books.balance(AccountKey::payable(id, C)).await, 33);
        }
        assert_eq!(books.balance(AccountKey::held(DIS, C)).await, 0);
        let late = parts[..1].to_vec();
        let late = books.run(move |tx| ledger::pay_part(tx, &cause(), &late, at(5), at(6))).await;
        assert_eq!(late, Err(Refused(PostRefused::NoSuchPayout)));
        // The one fen that waits goes out with the next whole payout, which sees the carries that parts have left.
        let shares = [ANA, BO, CY].map(|id| (id.to_owned(), 1)).to_vec();
        let note = plan(0, 0, 0, 0).note;
        let paid = books.run(move |tx| ledger::pay_shares(tx, 1, 200, &shares, &note)).await.unwrap();
        assert_eq!(paid.parts.iter().map(|(_, minor)| minor).sum::<i64>(), 201);
        assert_eq!(books.fund(1).await, 0);
        books.assert_sound().await;
    }

    /// Opened ahead, accounts hold nothing, and a payout makes none of them; who carries a fraction keeps it.
    async fn accounts_are_opened_before_they_are_paid_on(books: Books) {
        filled(&books).await;
        let none: [&str; 0] = [];
        books.run(move |tx| ledger::open_payables(tx, 1, &none)).await.unwrap();
        // One of them has an account by something else.
        let owed = [(AccountKey::bank(C), 5), (AccountKey::payable(BO, C), -5)];
        books.post(entry("opening", "com_1", &owed)).await.unwrap();
        let carried = || async { books.db.read(|reader| ledger::carries(reader, 1, 1)).await.unwrap() };
        let accounts = || async { books.verify().await.account_count };
        let before = accounts().await;
        for _ in 0..2 {
            books.run(|tx| ledger::open_payables(tx, 1, &[ANA, BO, CY])).await.unwrap();
            assert_eq!(accounts().await, before + 2);
            books.assert_sound().await;
        }
        assert_eq!(books.balance(AccountKey::payable(BO, C)).await, 5);
        let (parts, slack) = thirds(100);
        books.run(move |tx| ledger::begin_payout(tx, &plan(100, 99, 0, slack))).await.unwrap();
        let begun = accounts().await;
        books.run(move |tx| ledger::pay_part(tx, &cause(), &parts, at(5), at(6))).await.unwrap();
        books.run(|tx| ledger::end_payout(tx, &cause())).await.unwrap();
        assert_eq!(accounts().await, begun);
        let kept = carried().await;
        books.run(|tx| ledger::open_payables(tx, 1, &[ANA, BO, CY])).await.unwrap();
        assert_eq!(carried().await, kept);
        assert_eq!(books.balance(AccountKey::payable(BO, C)).await, 38);
        books.assert_sound().await;
        let unsorted = books.run(|tx| ledger::open_payables(tx, 1, &[BO, ANA])).await;
        assert_eq!(unsorted, Err(Refused(PostRefused::SharesMalformed)));
        let nowhere = books.run(|tx| ledger::open_payables(tx, 9, &[ANA])).await;
        assert_eq!(nowhere, Err(Refused(PostRefused::NoSuchFund { fund: 9 })));
        let nobody = books.run(|tx| ledger::open_payables(tx, 1, &["fund 1"])).await;
        assert_eq!(nobody, Err(Refused(PostRefused::OwnerMalformed)));
    }

    async fn what_was_decided_from_other_carries_is_refused(books: Books) {
        filled(&books).await;
        let (parts, slack) = thirds(100);
        let shares = [ANA, BO, CY].map(|id| (id.to_owned(), 1)).to_vec();
        books.run(move |tx| ledger::pay_shares(tx, 1, 100, &shares, &plan(0, 0, 0, 0).note)).await.unwrap();
        let begun = books.run(move |tx| ledger::begin_payout(tx, &plan(100, 99, 0, slack))).await;
        assert_eq!(begun, Err(Refused(PostRefused::CarriesMoved)));
        books.run(move |tx| ledger::begin_payout(tx, &plan(100, 99, 1, slack))).await.unwrap();
        let paid = books.run(move |tx| ledger::pay_part(tx, &cause(), &parts, at(5), at(6))).await;
        assert_eq!(paid, Err(Refused(PostRefused::CarriesMoved)));
        let shares = vec![(ANA.to_owned(), 1)];
        let beside = books.run(move |tx| ledger::pay_shares(tx, 1, 1, &shares, &plan(0, 0, 0, 0).note)).await;
        assert_eq!(beside, Err(Refused(PostRefused::PayoutOpen)));
        let emptied = books.run(move |tx| ledger::pay_carries(tx, 1, &plan(0, 0, 0, 0).note)).await;
        assert_eq!(emptied, Err(Refused(PostRefused::PayoutOpen)));
        books.assert_sound().await;
    }

    async fn no_more_is_paid_than_was_decided_and_tax_is_held(books: Books) {
        filled(&books).await;
        let mut new = plan(100, 80, 0, 0);
        new.withheld = vec![(TAX.to_owned(), 20)];
        books.run(move |tx| ledger::begin_payout(tx, &new)).await.unwrap();
        assert_eq!(books.balance(AccountKey::held(TAX, C)).await, 20);
        let part = |minor| Part { holder: ANA.to_owned(), minor, carry_before: 0, carry_after: 0 };
        let account = AccountKey::held(DIS, C);
        let paid = books.run(move |tx| ledger::pay_part(tx, &cause(), &[part(81)], at(5), at(6))).await;
        assert_eq!(paid, Err(Refused(PostRefused::WouldPassZero { account, by_minor: 1 })));
        let paid = books.run(move |tx| ledger::pay_part(tx, &cause(), &[part(-1)], at(5), at(6))).await;
        assert_eq!(paid, Err(Refused(PostRefused::SharesMalformed)));
        let twice = books.run(move |tx| {
            ledger::pay_parts(tx, &cause(), &[&[part(40)], &[part(40)]], at(5), at(6))
        }).await;
        assert_eq!(twice, Err(Refused(PostRefused::SharesMalformed)));
        books.run(move |tx| ledger::pay_part(tx, &cause(), &[part(80)], at(5), at(6))).await.unwrap();
        books.run(|tx| ledger::end_payout(tx, &cause())).await.unwrap();
        books.assert_sound().await;
    }

    /// At the very moment of the closing is open; a microsecond before it is not.
    async fn nothing_is_dated_into_a_closed_period(books: Books) {
        filled(&books).await;
        books.run(|tx| ledger::close_before(tx, at(5))).await.unwrap();
        // Closing less changes nothing.
        books.run(|tx| ledger::close_before(tx, at(3))).await.unwrap();
        let gift = |happened_at| ledger::NewEntry {
            happened_at,
            ..entry("receipt", "rec_1", &[(AccountKey::bank(C), 7), (AccountKey::donation(1, C), -7)])
        };
        let before = kernel::Timestamp::from_micros(at(5).micros - 1);
        let closed = Err(Refused(PostRefused::PeriodClosed { before: at(5) }));
        assert_eq!(books.post(gift(before)).await, closed);
        assert_eq!(books.post(gift(at(5))).await, Ok(2));
        let back = |happened_at| move |tx: &mut store::Tx| ledger::reverse(tx, 1, cause(), happened_at, at(9));
        assert_eq!(books.run(back(before)).await, closed);
        assert_eq!(books.run(back(at(9))).await, Ok(3));
        let told = |flows: &[ledger::Flow]| -> Vec<_> {
            flows.iter().map(|flow| (flow.purpose, flow.minor, flow.posting_count)).collect()
        };
        let given = [(ledger::Purpose::Donation, 7, 1)];
        // Times: since, from, until → what came before, and what in the period. Opening, gift and what took the opening back happened at 0, 5, 9.
        for (time, before, period) in
            [((0, 5, 6), &[][..], &given[..]), ((0, 6, 9), &given, &[]), ((5, 6, 6), &given, &[]), ((6, 6, 9), &[], &[])]
        {
            let time_of = (at(time.0), at(time.1), at(time.2));
            let earned = books.db.read(move |reader| ledger::earned(reader, 1, (1, C), time_of)).await.unwrap();
            assert_eq!((told(&earned.before), told(&earned.flows)), (before.to_vec(), period.to_vec()), "{time:?}");
            assert_eq!(earned.sales.bounds(), None);
        }
    }

    /// Sales of a period are told by their entries, and what took one of them back is summed with them.
    async fn sales_of_a_time_are_known_by_their_entries(books: Books) {
        let sale = |cause: &str, hour, fund, minor| ledger::NewEntry {
            happened_at: at(hour),
            ..entry("settlement", cause, &[(AccountKey::bank(C), minor), (AccountKey::sales(fund, C), -minor)])
        };
        for (number, (cause, hour, fund, minor)) in (1..).zip([
            ("ord_1", 1, 1, 10),
            ("ord_2", 5, 1, 20),
            ("ord_3", 5, 2, 40),
            ("ord_4", 7, 1, 80),
            ("ord_5", 9, 1, 160),
        ]) {
            assert_eq!(books.post(sale(cause, hour, fund, minor)).await, Ok(number));
        }
        // The first sale is taken back in the period.
        books.run(|tx| ledger::reverse(tx, 1, cause(), at(6), at(9))).await.unwrap();
        let earned = books.db.read(|reader| ledger::earned(reader, 1, (1, C), (at(0), at(5), at(9)))).await.unwrap();
        let told = |flows: &[ledger::Flow]| flows.iter().map(|flow| (flow.minor, flow.posting_count)).collect::<Vec<_>>();
        assert_eq!((told(&earned.before), told(&earned.flows)), (vec![(10, 1)], vec![(90, 3)]));
        assert_eq!((1..=7).filter(|number| earned.sales.has(*number)).collect::<Vec<_>>(), [2, 4, 6]);
        assert_eq!(earned.sales.bounds(), Some((2, 6)));
    }

    /// What a part sends grows by blocks of its holders, not by holders: counted by statements, the first time and when all is there.
    async fn a_part_is_read_and_written_by_sets(books: Books) {
        filled(&books).await;
        filled(&books).await;
        let crowd = 250;
        let holder = |at: usize| format!("mem_01kax000000000000000000{at:03}");
        let mut sent = Vec::new();
        for round in 0..2 {
            let parts: Vec<_> = (0..crowd).map(|at| Part {
                holder: holder(at),
                minor: 0,
                carry_before: if round == 0 { 0 } else { 4_000 },
                carry_after: if round == 0 { 4_000 } else { 0 },
            }).chain((crowd..2 * crowd).map(|at| Part { holder: holder(at), minor: 1, carry_before: 0, carry_after: 0 })).collect();
            // Owed something beside it, so that other accounts lie between the payout's and those of the holders.
            let beside = (0..2 * crowd).map(|at| (AccountKey::owed(holder(at), C), -1));
            let beside: Vec<_> = beside.chain([(AccountKey::bank(C), 2 * crowd as i64)]).collect();
            books.post(entry("opening", "com_1", &beside)).await.unwrap();
            let slack = if round == 0 { crowd as i64 * 4_000 } else { 0 };
            let new = plan_of(round, crowd as i64, crowd as i64, slack);
            books.run(move |tx| ledger::begin_payout(tx, &new)).await.unwrap();
            let before = books.run(|_| Ok(store::statements_sent())).await.unwrap();
            books.run(move |tx| ledger::pay_part(tx, &cause_of(round), &parts, at(5), at(6))).await.unwrap();
            sent.push(books.run(|_| Ok(store::statements_sent())).await.unwrap() - before);
            books.run(move |tx| ledger::end_payout(tx, &cause_of(round))).await.unwrap();
            books.assert_sound().await;
        }
        assert!(sent.iter().all(|sent| *sent <= 40), "{sent:?} statements for {} holders", 2 * crowd);
    }

    /// Changing holders in parts of seven, one part or five at once, their blocks cut and filled in between, against the same division whole in
    /// another fund.
    async fn parts_come_to_the_same_as_the_whole(books: Books) {
        let other = books.run(|tx| ledger::open_fund(tx, ledger::FundKind::Project, "whole", at(0))).await.unwrap();
        for fund in [1, other] {
            let opening = [(AccountKey::bank(C), 900_000), (AccountKey::opening(fund, C), -900_000)];
            books.post(entry("opening", "com_1", &opening)).await.unwrap();
        }
        let holder = |at: usize| format!("mem_01kax000000000000000000{at:03}");
        let mut dice = Dice::new(7);
        for round in 0..3 {
            let total = 100_000 + dice.below(1000) as i64;
            let weights: Vec<(usize, u64)> = (0..700).map(|at| (at, dice.below(9))).filter(|(_, weight)| *weight > 2).collect();
            let carries = books.db.read(|reader| ledger::carries(reader, 1, 1)).await.unwrap();
            let seen = books.db.read(|reader| ledger::fund(reader, 1, 1)).await.unwrap().unwrap();
            // Each payout in parts counts at its beginning and at its end.
            assert_eq!((seen.payout_count, seen.payout_open), (2 * round, None));
            let carry = |id: &str| carries.iter().find(|(holder, _)| holder == id).map_or(0, |(_, units)| *units);
            let shares: Vec<_> = weights.iter().map(|(at, weight)| {
                let id = holder(*at);
                Share { carry: carry(&id), holder: id, weight: *weight }
            }).collect();
            let divided = divide_carrying(total, &shares, seen.slack_units).unwrap();
            let parts: Vec<_> = shares.iter().zip(&divided.parts).map(|(share, part)| Part {
                holder: share.holder.clone(),
                minor: part.minor,
                carry_before: share.carry,
                carry_after: part.carry,
            }).collect();
            let paid = parts.iter().map(|part| part.minor).sum();
            let slack = divided.slack;
            books.run(move |tx| ledger::begin_payout(tx, &plan_of(round, total, paid, slack))).await.unwrap();
            for some in parts.chunks(7 * 5) {
                let some = some.to_vec();
                if round == 1 {
                    for chunk in some.chunks(7) {
                        let mut chunk = chunk.to_vec();
                        chunk.reverse();
                        books.run(move |tx| ledger::pay_part(tx, &cause_of(round), &chunk, at(5), at(6))).await.unwrap();
                    }
                    continue;
                }
                books.run(move |tx| {
                    let blocks: Vec<_> = some.chunks(7).collect();
                    let entries = ledger::pay_parts(tx, &cause_of(round), &blocks, at(5), at(6))?;
                    assert_eq!(entries.len(), blocks.len());
                    Ok(())
                }).await.unwrap();
            }
            books.run(move |tx| ledger::end_payout(tx, &cause_of(round))).await.unwrap();
            let whole: Vec<_> = shares.iter().map(|share| (share.holder.clone(), share.weight)).collect();
            let note = plan(0, 0, 0, 0).note;
            let whole = books.run(move |tx| ledger::pay_shares(tx, other, total, &whole, &note)).await.unwrap();
            let parts: Vec<_> = parts.into_iter().map(|part| (part.holder, part.minor)).collect();
            assert_eq!(parts, whole.parts, "round {round}");
            books.assert_sound().await;
        }
    }
}

fn cause_of(round: i64) -> Cause {
    Cause::new("distribution", format!("dis_01kax00000000000000000000{round}"))
}

fn plan_of(round: i64, total: i64, paid: i64, slack: i64) -> NewPayout {
    let mut new = plan(total, paid, 2 * round, slack);
    new.note.cause = cause_of(round);
    new
}
