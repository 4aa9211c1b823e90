//! Money that came otherwise than by sales: what was there at the beginning, what was given, what was granted, and what a sponsor paid.

use super::agenda::{Agenda, deed};
use super::cast::Cast;
use super::content::Both;
use super::decisions::COMMON;
use super::motions as words;
use super::stage::{HOUR, Stage};
use kernel::Timestamp;
use spending::ops::{RecordReceipt, record_receipt};
use spending::receipt::{Giver, ReceiptKind, Till};
use spending::rows::Receipt;

const AID: i64 = 2;
const COLD: i64 = 3;

struct Came {
    at: Timestamp,
    kind: ReceiptKind,
    fund: i64,
    till: Till,
    yuan: i64,
    giver: Giver,
    what: Both,
}

/// All of it is entered by the treasurer, a few hours after it was seen.
pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let came = [
        Came {
            at: stage.at(-1, 3, 18, 0),
            kind: ReceiptKind::Opening,
            fund: COMMON,
            till: Till::Bank,
            yuan: 860,
            giver: Giver::Anonymous,
            what: words::LEFT_OVER,
        },
        Came {
            at: stage.at(4, 0, 19, 30),
            kind: ReceiptKind::Gift,
            fund: AID,
            till: Till::Bank,
            yuan: 500,
            giver: Giver::Member(cast.buyers[10].member),
            what: words::GIVEN,
        },
        Came {
            at: stage.at(8, 2, 15, 0),
            kind: ReceiptKind::Grant,
            fund: COLD,
            till: Till::Bank,
            yuan: 3_000,
            giver: Giver::Outside(stage.say(words::GRANTER)),
            what: words::GRANTED,
        },
        Came {
            at: stage.at(11, 5, 13, 0),
            kind: ReceiptKind::Gift,
            fund: AID,
            till: Till::Cash,
            yuan: 143,
            giver: Giver::Anonymous,
            what: words::IN_THE_BOX,
        },
    ];
    came.into_iter().for_each(|came| enter(stage, agenda, cast, came));
}

/// Planned last: what chance has drawn stays for the others.
pub(crate) fn sponsored(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let came = Came {
        at: stage.at(11, 3, 16, 0),
        kind: ReceiptKind::Sponsorship,
        fund: COMMON,
        till: Till::Bank,
        yuan: 300,
        giver: Giver::Outside(stage.say(words::SPONSOR)),
        what: words::SPONSORED,
    };
    enter(stage, agenda, cast, came);
}

fn enter(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast, came: Came) {
    let Came { at, kind, fund, till, yuan, giver, what } = came;
    let (treasurer, entered) = (cast.treasurer, at.plus(HOUR * 3));
    let proof = stage.receipts.iter().find(|receipt| receipt.yuan == yuan);
    let proofs = proof.map(|receipt| receipt.file.clone()).into_iter().collect();
    let input = RecordReceipt {
        id: stage.id::<Receipt>(entered),
        kind,
        fund,
        till,
        amount_minor: yuan * 100,
        giver,
        what: stage.say(what),
        received_on: Timestamp::start_of_day(at.day(&stage.zone), &stage.zone),
        proofs,
        key: None,
    };
    agenda.add(stage.community, entered, "entering money received", move |tx| {
        deed(record_receipt(tx, treasurer, &input, entered), |_| false).map(drop)
    });
}
