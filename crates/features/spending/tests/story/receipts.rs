//! Money that comes into a fund otherwise than by sales: at the beginning, as a gift, and what was wrong taken back.

use crate::world::{CNY, DAY, World};
use community::role::Role;
use kernel::Id;
use ledger::AccountKey;
use spending::ids::Member;
use spending::ops::{self, CorrectReceipt, Entered, RecordReceipt, ReverseReceipt};
use spending::receipt::{Giver, ReceiptKind, ReceiptRefused as No, Till};
use spending::rows::Receipt;
use store::IdempotencyKey;

impl World {
    fn received(&self, kind: ReceiptKind, amount_minor: i64) -> RecordReceipt {
        RecordReceipt {
            id: self.id(),
            kind,
            fund: 1,
            till: Till::Bank,
            amount_minor,
            giver: Giver::Anonymous,
            what: "For the roof".to_owned(),
            received_on: self.today(),
            proofs: Vec::new(),
            key: None,
        }
    }

    async fn receive(&self, by: Id<Member>, input: RecordReceipt) -> Result<Entered, No> {
        self.act(move |tx, now| ops::record_receipt(tx, by, &input, now)).await
    }

    async fn take_back(&self, by: Id<Member>, receipt: Id<Receipt>, reason: &str) -> Result<Entered, No> {
        let input = ReverseReceipt { receipt, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::reverse_receipt(tx, by, &input, now)).await
    }
}

testkit::both_engines! {
    /// A community has money at the bank and in a tin when it begins here: both enter its fund, once each, and an expense
    /// that was refused for want of money is approved.
    async fn a_community_brings_in_what_it_owns(world: World) {
        let mandate = world.mandate(500_000).await;
        let expense = world.outside(mandate, 150_000).await;
        assert_eq!(world.approve(world.steward, expense).await, Err(spending::ExpenseRefused::FundTooSmall));
        let bank = world.receive(world.treasurer, world.received(ReceiptKind::Opening, 80_000)).await.unwrap();
        let cash = RecordReceipt { till: Till::Cash, ..world.received(ReceiptKind::Opening, 3_000) };
        world.receive(world.treasurer, cash.clone()).await.unwrap();
        assert_eq!((world.fund().await, bank.number), (183_000, 1));
        assert_eq!(world.balance(AccountKey::opening(1, CNY)).await, 183_000);
        assert_eq!(world.balance(AccountKey::cash(CNY)).await, 3_000);
        assert_eq!(world.approve(world.steward, expense).await.unwrap(), spending::expense::ExpenseState::Approved);
        let again = RecordReceipt { id: world.id(), ..cash };
        assert_eq!(world.receive(world.treasurer, again.clone()).await, Err(No::AlreadyOpened));
        // It was miscounted: taken back, it is entered anew.
        let first = world.receive(world.treasurer, world.received(ReceiptKind::Opening, 1)).await;
        assert_eq!(first, Err(No::AlreadyOpened));
        let reversed = world.take_back(world.treasurer, bank.receipt, "It was 90").await.unwrap();
        let row = world.find::<Receipt>((world.community, bank.receipt)).await;
        assert_eq!((row.entry, row.reversal_entry), (bank.entry, Some(reversed.entry)));
        let (community, number) = (world.community, reversed.entry);
        let entry = world.db.read(move |reader| ledger::entry(reader, community, number)).await.unwrap().unwrap();
        assert_eq!((entry.head.entry.reverses, entry.head.entry.cause_id), (Some(bank.entry), bank.receipt.to_string()));
        world.receive(world.treasurer, world.received(ReceiptKind::Opening, 90_000)).await.unwrap();
        assert_eq!(world.fund().await, 193_000);
        world.assert_whole().await;
    }

    /// The opening balance was mistyped, and some of it is spent and promised by now: the right sum takes its place, for the day on
    /// which it was there, down to what is neither; the mistake stays to be read.
    async fn a_wrong_sum_is_put_right_after_some_was_spent(world: World) {
        let slip = RecordReceipt { proofs: vec![world.proof("9")], ..world.received(ReceiptKind::Opening, 80_000) };
        let wrong = world.receive(world.treasurer, slip).await.unwrap();
        world.clock.advance(DAY * 3);
        let mandate = world.mandate(170_000).await;
        let (one, two) = (world.to_chen(mandate, 90_000).await, world.outside(mandate, 60_000).await);
        world.approve(world.steward, one).await.unwrap();
        world.approve(world.steward, two).await.unwrap();
        let correct = |by, wrong, amount_minor, reason: &str| {
            let input = CorrectReceipt { id: world.id(), wrong, amount_minor, reason: reason.to_owned(), key: None };
            world.act(move |tx, now| ops::correct_receipt(tx, by, &input, now))
        };
        let (bao, first) = (world.treasurer, wrong.receipt);
        for (by, which, amount, reason, refused) in [
            (bao, first, 49_999, "A zero", No::NotFree),
            (bao, first, 80_000, "A zero", No::SameSum),
            (bao, first, 0, "A zero", No::SumNotPositive),
            (bao, first, i64::MAX, "A zero", No::SumTooLarge),
            (bao, first, 50_000, " ", No::ReasonMissing),
            (bao, world.id(), 50_000, "A zero", No::NoSuchReceipt),
            (world.steward, first, 50_000, "A zero", No::NotAllowed),
            (world.id(), first, 50_000, "A zero", No::NotAMember),
        ] {
            assert_eq!(correct(by, which, amount, reason).await, Err(refused), "{amount}");
        }
        let right = correct(bao, first, 50_000, "A zero").await.unwrap();
        assert_eq!((world.fund().await, world.balance(AccountKey::bank(CNY)).await), (60_000, 150_000));
        assert_eq!(correct(bao, first, 60_000, "Again").await, Err(No::AlreadyReversed));
        let old = world.find::<Receipt>((world.community, first)).await;
        let new = world.find::<Receipt>((world.community, right.receipt)).await;
        assert_eq!((old.amount_minor, old.corrected_by), (80_000, Some(right.receipt)));
        assert_eq!((new.amount_minor, new.corrects, new.proof_count), (50_000, Some(first), 1));
        let heads = [new.entry, old.reversal_entry.unwrap()].map(|number| {
            let community = world.community;
            world.db.read(move |reader| ledger::entry(reader, community, number))
        });
        for (head, reverses) in heads.into_iter().zip([None, Some(wrong.entry)]) {
            let entry = head.await.unwrap().unwrap().head.entry;
            assert_eq!((entry.reverses, entry.happened_at_us), (reverses, old.received_at_us));
        }
        // More can always be there; and what was put right can be put right.
        let third = correct(bao, right.receipt, 70_000, "Counted again").await.unwrap();
        assert_eq!((world.fund().await, third.number), (80_000, 3));
        world.pay(bao, two, "7").await.unwrap();
        world.assert_whole().await;
    }

    /// What came later pays for what was spent before on paper only: a sum is not corrected below what the fund had on a day since.
    async fn no_day_is_corrected_below_nothing(world: World) {
        let bao = world.treasurer;
        let opening = world.receive(bao, world.received(ReceiptKind::Opening, 1_000)).await.unwrap().receipt;
        world.clock.advance(DAY);
        let mandate = world.mandate(200_000).await;
        // The fund had a hundred thousand besides.
        let spent = world.to_chen(mandate, 100_950).await;
        world.approve(world.steward, spent).await.unwrap();
        let correct = |amount_minor| {
            let input = CorrectReceipt { id: world.id(), wrong: opening, amount_minor, reason: "A zero".into(), key: None };
            world.act(move |tx, now| ops::correct_receipt(tx, bao, &input, now))
        };
        assert_eq!(correct(949).await, Err(No::NotFree), "today");
        world.clock.advance(DAY);
        world.receive(bao, world.received(ReceiptKind::Gift, 960)).await.unwrap();
        assert_eq!(world.fund().await, 1_010);
        for amount in [40, 949] {
            assert_eq!(correct(amount).await, Err(No::NotFree), "yesterday: {amount}");
        }
        let right = correct(950).await.unwrap().receipt;
        let community = world.community;
        let days = world.db.read(move |reader| ledger::fund_days(reader, community, 1, CNY)).await.unwrap();
        let had: Vec<_> = days.iter().rev().take(3).map(|(_, minor)| *minor).collect();
        assert_eq!(had, [960, 0, 100_950]);
        // More can always be there.
        let input = CorrectReceipt { id: world.id(), wrong: right, amount_minor: 2_000, reason: "Counted".into(), key: None };
        world.act(move |tx, now| ops::correct_receipt(tx, bao, &input, now)).await.unwrap();
        world.assert_whole().await;
    }

    /// Nobody puts right what they gave; a double click is one correction.
    async fn a_correction_is_made_once_and_by_another(world: World) {
        world.grant(world.dan, Role::Treasurer).await;
        let gift = RecordReceipt { giver: Giver::Member(world.treasurer), ..world.received(ReceiptKind::Gift, 500) };
        let wrong = world.receive(world.dan, gift).await.unwrap().receipt;
        let correct = |by, amount_minor| {
            let key = Some(IdempotencyKey::of("k", "k1", "correct_receipt", &amount_minor).unwrap());
            let input = CorrectReceipt { id: world.id(), wrong, amount_minor, reason: "Mistyped".into(), key };
            world.act(move |tx, now| ops::correct_receipt(tx, by, &input, now))
        };
        assert_eq!(correct(world.treasurer, 400).await, Err(No::OwnGift));
        let right = correct(world.dan, 400).await.unwrap();
        assert_eq!(correct(world.dan, 400).await, Ok(right.clone()));
        assert_eq!(correct(world.dan, 300).await, Err(No::KeyReused));
        assert_eq!((world.fund().await, right.number), (100_400, 2));
        world.assert_whole().await;
    }

    /// Gifts and grants are donations; sponsorship and the rest are other income, which is earned; who gave is no part of the entry.
    async fn a_gift_names_its_giver_beside_the_books(world: World) {
        let gift = RecordReceipt { giver: Giver::Member(world.chen), ..world.received(ReceiptKind::Gift, 500) };
        let gift = world.receive(world.treasurer, gift).await.unwrap();
        let grant = RecordReceipt {
            giver: Giver::Outside("District office".to_owned()),
            proofs: vec![world.proof("9")],
            ..world.received(ReceiptKind::Grant, 700)
        };
        let grant = world.receive(world.treasurer, grant).await.unwrap();
        world.receive(world.treasurer, world.received(ReceiptKind::Other, 30)).await.unwrap();
        assert_eq!(world.balance(AccountKey::donation(1, CNY)).await, 1_200);
        assert_eq!(world.balance(AccountKey::other_income(1, CNY)).await, 30);
        let sponsor = RecordReceipt {
            giver: Giver::Outside("Corner shop".to_owned()),
            ..world.received(ReceiptKind::Sponsorship, 4_000)
        };
        let sponsor = world.receive(world.treasurer, sponsor).await.unwrap();
        assert_eq!(world.balance(AccountKey::other_income(1, CNY)).await, 4_030);
        assert_eq!(world.balance(AccountKey::donation(1, CNY)).await, 1_200);
        assert_eq!(world.find::<Receipt>((world.community, sponsor.receipt)).await.kind, ReceiptKind::Sponsorship);
        let row = world.find::<Receipt>((world.community, gift.receipt)).await;
        assert_eq!((row.giver_member, row.giver_name, row.recorded_by), (Some(world.chen), None, world.treasurer));
        let row = world.find::<Receipt>((world.community, grant.receipt)).await;
        assert_eq!((row.giver_name.as_deref(), row.proof_count), (Some("District office"), 1));
        let (community, number) = (world.community, gift.entry);
        let entry = world.db.read(move |reader| ledger::entry(reader, community, number)).await.unwrap().unwrap();
        assert!(!format!("{entry:?}").contains(world.chen.as_str()), "{entry:?}");
        world.assert_whole().await;
    }

    /// Everybody who is turned away, and why.
    async fn what_is_not_entered(world: World) {
        let good = || world.received(ReceiptKind::Gift, 500);
        let from = |giver| RecordReceipt { giver, ..good() };
        let proofs = (0..11).map(|n| world.proof(&n.to_string())).collect();
        for (input, refused) in [
            (from(Giver::Member(world.treasurer)), No::OwnGift),
            (from(Giver::Member(world.id())), No::GiverNoMember),
            (RecordReceipt { kind: ReceiptKind::Opening, ..from(Giver::Member(world.chen)) }, No::OpeningHasGiver),
            (RecordReceipt { fund: 9, ..good() }, No::NoSuchFund),
            (RecordReceipt { amount_minor: 0, ..good() }, No::SumNotPositive),
            (RecordReceipt { amount_minor: i64::MAX, ..good() }, No::SumTooLarge),
            (RecordReceipt { amount_minor: ledger::AMOUNT_MAX, ..good() }, No::SumTooLarge),
            (RecordReceipt { what: " ".to_owned(), ..good() }, No::WhatMissing),
            (RecordReceipt { what: "x".repeat(501), ..good() }, No::WhatTooLong),
            (RecordReceipt { received_on: world.now().plus(DAY), ..good() }, No::ReceivedInFuture),
            (RecordReceipt { received_on: world.today().minus(DAY * 4_000), ..good() }, No::ReceivedLongAgo),
            (RecordReceipt { received_on: world.today().minus(DAY), ..good() }, No::ReceivedBeforeFounding),
            (RecordReceipt { proofs, ..good() }, No::TooManyProofs),
        ] {
            assert_eq!(world.receive(world.treasurer, input).await, Err(refused));
        }
        assert_eq!(world.receive(world.steward, good()).await, Err(No::NotAllowed));
        assert_eq!(world.receive(world.id(), good()).await, Err(No::NotAMember));
        // Somebody else, who may as well, enters what the treasurer gave; the giver does not take it back either.
        world.grant(world.dan, Role::Treasurer).await;
        let own = world.receive(world.dan, from(Giver::Member(world.treasurer))).await.unwrap().receipt;
        assert_eq!(world.take_back(world.treasurer, own, "Never").await, Err(No::OwnGift));
        assert_eq!(world.take_back(world.steward, own, "Never").await, Err(No::NotAllowed));
        assert_eq!(world.take_back(world.id(), own, "Never").await, Err(No::NotAMember));
        assert_eq!(world.take_back(world.dan, world.id(), "Never").await, Err(No::NoSuchReceipt));
        assert_eq!(world.take_back(world.dan, own, " ").await, Err(No::ReasonMissing));
        world.take_back(world.dan, own, "It came twice").await.unwrap();
        assert_eq!(world.take_back(world.dan, own, "Again").await, Err(No::AlreadyReversed));
        world.assert_whole().await;
    }

    /// A double click is one receipt; the till does not hold less than nothing; a fund that has spent what it never had says so.
    async fn a_receipt_is_taken_back_whole_or_not(world: World) {
        let key = |about: &str| Some(IdempotencyKey::of("bao", "k1", "record_receipt", &about).unwrap());
        let input = RecordReceipt { key: key("x"), ..world.received(ReceiptKind::Gift, 50_000) };
        let again = RecordReceipt { id: world.id(), ..input.clone() };
        let other = RecordReceipt { key: key("y"), ..input.clone() };
        let gift = world.receive(world.treasurer, input).await.unwrap();
        assert_eq!(world.receive(world.treasurer, again).await, Ok(gift.clone()));
        assert_eq!(world.receive(world.treasurer, other).await, Err(No::KeyReused));
        assert_eq!(world.fund().await, 150_000);
        let mandate = world.mandate(150_000).await;
        let expense = world.to_chen(mandate, 120_000).await;
        world.approve(world.steward, expense).await.unwrap();
        // The bank still has it: nobody was paid out. The books say that the fund has given what it never had.
        let reverse = |key| {
            let input = ReverseReceipt { receipt: gift.receipt, reason: "Returned".to_owned(), key };
            let by = world.treasurer;
            world.act(move |tx, now| ops::reverse_receipt(tx, by, &input, now))
        };
        let key = || Some(IdempotencyKey::of("bao", "k2", "reverse_receipt", &"z").unwrap());
        let reversed = reverse(key()).await.unwrap();
        assert_eq!(reverse(key()).await, Ok(reversed));
        assert_eq!(world.fund().await, -20_000);
        // Notes that went to the bank meanwhile are not in the tin.
        let cash = RecordReceipt { till: Till::Cash, ..world.received(ReceiptKind::Gift, 400) };
        let cash = world.receive(world.treasurer, cash).await.unwrap().receipt;
        world.act(move |tx, now| {
            let entry = ledger::NewEntry {
                kind: "deposit",
                happened_at: now,
                recorded_at: now,
                cause: ledger::Cause::new("deposit", cash),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::bank(CNY), 400), (AccountKey::cash(CNY), -400)],
            };
            ledger::post(tx, &entry)
        }).await.unwrap();
        assert_eq!(world.take_back(world.treasurer, cash, "Never came").await, Err(No::MovedOn));
        world.assert_whole().await;
    }
}
