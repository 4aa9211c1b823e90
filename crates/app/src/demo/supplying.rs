//! What the co-op orders from its suppliers, what comes, and how they are paid together by two people.

use super::agenda::{Agenda, Turned, deed};
use super::cast::Cast;
use super::content::Both;
use super::stage::{DAY, HOUR, Stage, WEEKS};
use kernel::{Currency, Id, Quantity, Timestamp};
use ledger::AccountKey;
use pools::ids::PoolId;
use pools::rows::GroupBuy;
use std::time::Duration;
use store::{Fault, Outcome, Tx};
use supply::ops::{
    self, AnswerPurchase, BankText, ConsentRun, CountDelivery, DraftPurchase, KeepSupplier, LineWanted, Pay,
    ProposeRun, SendPurchase, SetBank, SetPayer,
};
use supply::purchase::Terms;
use supply::rows::{Purchase, PurchaseLine, RunLine, Supplier};
use web::ids::MemberId;

const MINUTE: Duration = Duration::from_secs(60);

struct Partner {
    member: MemberId,
    supplier: Id<Supplier>,
    name: Both,
    contact: Both,
    account: &'static str,
}

/// The two who deliver by purchase order: of the apples and the eggs.
fn partners(stage: &mut Stage, cast: &Cast, at: Timestamp) -> Option<[Partner; 2]> {
    let of = |shelf: usize| cast.suppliers.get(cast.shelf.get(shelf)?.supplier).copied();
    let (orchard, hens) = (of(1)?, of(2)?);
    Some([
        Partner {
            member: orchard,
            supplier: stage.id(at),
            name: ("北坡果园", "North Slope Orchard"),
            contact: ("老庞，早上五点以后打电话", "Lao Pang; ring after five in the morning"),
            account: "6217 8520 0001 2345",
        },
        Partner {
            member: hens,
            supplier: stage.id(at),
            name: ("阿芬的鸡舍", "A Fen's hens"),
            contact: ("阿芬，周五下午装车", "A Fen; the van is loaded on Friday afternoons"),
            account: "6217 8520 0006 7788",
        },
    ])
}

/// Planned last: it draws from the same chance as the rest of the story. `eggs` is the group buy that forms.
pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast, eggs: PoolId) {
    let made = stage.at(8, 0, 9, 0);
    let Some([orchard, hens]) = partners(stage, cast, made) else { return };
    let now = stage.now;
    for (partner, bank_at) in [(&orchard, now.minus(DAY * 2)), (&hens, made.plus(HOUR))] {
        make(stage, agenda, cast.steward, partner, made);
        bank(stage, agenda, partner, bank_at);
    }
    payer(stage, agenda, cast.treasurer, made.plus(HOUR * 2));
    // Early: what is short is given back before anybody comes to fetch.
    eggs_come(stage, agenda, cast.steward, eggs, stage.at(9, 5, 5, 0));
    let apples = order(stage, agenda, cast, &orchard, stage.at(WEEKS - 1, 0, 11, 0));
    apples_come(stage, agenda, cast.steward, apples, stage.at(WEEKS - 1, 4, 17, 0));
    order(stage, agenda, cast, &orchard, now.minus(HOUR * 26));
    let first = stage.at(WEEKS - 1, 3, 10, 0);
    run(stage, agenda, cast, &hens, first, Some(first.plus(HOUR * 4)));
    run(stage, agenda, cast, &hens, now.minus(HOUR * 3), None);
}

fn make(stage: &Stage, agenda: &mut Agenda, by: MemberId, partner: &Partner, at: Timestamp) {
    let input = KeepSupplier {
        supplier: partner.supplier,
        name: stage.say(partner.name),
        contact: stage.say(partner.contact),
        member: Some(partner.member),
        is_open: true,
        key: None,
    };
    agenda.add(stage.community, at, "making a supplier", move |tx| {
        deed(ops::create_supplier(tx, by, &input, at), |_| false).map(drop)
    });
}

fn text(stage: &Stage, holder: Both, account: &str) -> BankText {
    let bank = stage.say(("青石农商行河东支行", "Qingshi Rural Bank, East Bank branch"));
    BankText { holder: stage.say(holder), account: account.to_owned(), bank, bic: String::new() }
}

fn bank(stage: &Stage, agenda: &mut Agenda, partner: &Partner, at: Timestamp) {
    let (by, supplier) = (partner.member, partner.supplier);
    let input = SetBank { supplier, text: text(stage, partner.name, partner.account), key: None };
    agenda.add(stage.community, at, "saying where a supplier is paid to", move |tx| {
        deed(ops::set_bank(tx, by, &input, at), |_| false).map(drop)
    });
}

fn payer(stage: &Stage, agenda: &mut Agenda, by: MemberId, at: Timestamp) {
    let holder = ("青石巷合作社", "Qingshi Lane Co-op");
    let input = SetPayer { text: text(stage, holder, "6217 8520 0000 1001"), key: None };
    agenda.add(stage.community, at, "saying from where the co-op pays", move |tx| {
        deed(ops::set_payer(tx, by, &input, at), |_| false).map(drop)
    });
}

/// Two trays less than the group buy ordered: who joined last goes without.
fn eggs_come(stage: &mut Stage, agenda: &mut Agenda, by: MemberId, pool: PoolId, at: Timestamp) {
    let (delivery, short) = (stage.id(at), Quantity::from_milli(2_000));
    let note = stage.say(("路上颠碎了两板，其余都好", "Two trays broke on the road; the rest is fine"));
    agenda.add(stage.community, at, "counting the eggs", move |tx| {
        let bought = tx.find::<GroupBuy>((tx.community(), pool))?;
        let Some(purchase) = bought.and_then(|bought| bought.purchase_id) else { return Ok(()) };
        let ordered = ordered(tx, purchase)?;
        let counted = vec![(1, Quantity::from_milli(ordered - short.milli))];
        let (note, photos) = (note.clone(), Vec::new());
        let input = CountDelivery { delivery, purchase, counted, note, photos, is_last: true, key: None };
        deed(ops::count_delivery(tx, by, &input, at), |_| false).map(drop)
    });
}

fn ordered(tx: &mut Tx, purchase: Id<Purchase>) -> Result<i64, Fault> {
    let line = tx.find::<PurchaseLine>((tx.community(), purchase, 1))?;
    Ok(line.map_or(0, |line| line.quantity_milli.milli))
}

/// Three crates of apples for the shelf, paid for as they sell; confirmed the same evening.
fn order(
    stage: &mut Stage,
    agenda: &mut Agenda,
    cast: &Cast,
    partner: &Partner,
    at: Timestamp,
) -> Id<Purchase> {
    let (by, member, purchase) = (cast.steward, partner.member, stage.id(at));
    let offer = cast.shelf[1].offer;
    let place = stage.say(("巷口，找值班的", "At the lane; ask for whoever is on duty"));
    let input = DraftPurchase {
        id: purchase,
        supplier: partner.supplier,
        terms: Terms::BySales,
        mandate: None,
        lines: vec![LineWanted {
            offer,
            variant: 1,
            cases: 3,
            case: Quantity::from_milli(20_000),
            price: None,
        }],
        deliver_on: Some(at.plus(DAY * 3)),
        deliver_to: place.clone(),
        note: String::new(),
        key: None,
    };
    agenda.add(stage.community, at, "drafting a purchase order", move |tx| {
        deed(ops::draft_purchase(tx, by, &input, at), |_| false).map(drop)
    });
    let sent = at.plus(MINUTE * 5);
    let sending = SendPurchase {
        purchase,
        deliver_on: Some(at.plus(DAY * 3)),
        deliver_to: place,
        note: String::new(),
        key: None,
    };
    agenda.add(stage.community, sent, "sending a purchase order", move |tx| {
        deed(ops::send_purchase(tx, by, &sending, sent), |_| false).map(drop)
    });
    let answered = at.plus(HOUR * 8);
    let answer = AnswerPurchase { purchase, yes: true, reason: String::new(), key: None };
    agenda.add(stage.community, answered, "answering a purchase order", move |tx| {
        deed(ops::answer_purchase(tx, member, &answer, answered), |_| false).map(drop)
    });
    purchase
}

fn apples_come(stage: &mut Stage, agenda: &mut Agenda, by: MemberId, purchase: Id<Purchase>, at: Timestamp) {
    let delivery = stage.id(at);
    let note = stage.say(("个头匀，没有磕碰", "Even in size, none bruised"));
    agenda.add(stage.community, at, "counting the apples", move |tx| {
        let counted = vec![(1, Quantity::from_milli(ordered(tx, purchase)?))];
        let (note, photos) = (note.clone(), Vec::new());
        let input = CountDelivery { delivery, purchase, counted, note, photos, is_last: true, key: None };
        deed(ops::count_delivery(tx, by, &input, at), |_| false).map(drop)
    });
}

/// Half of what is due to one of them: proposed by the treasurer, and consented to by the steward where that is told.
fn run(
    stage: &mut Stage,
    agenda: &mut Agenda,
    cast: &Cast,
    partner: &Partner,
    at: Timestamp,
    consent: Option<Timestamp>,
) {
    let (treasurer, steward) = (cast.treasurer, cast.steward);
    let (id, payouts) = (stage.id(at), [stage.id(at), stage.id(at)]);
    let (member, supplier) = (partner.member, partner.supplier);
    agenda.add(stage.community, at, "proposing a payment run", move |tx| {
        let amount_minor = due(tx, member)? / 2;
        if amount_minor <= 0 {
            return Ok(());
        }
        let input = ProposeRun { id, lines: vec![Pay { supplier, amount_minor, payouts }], key: None };
        deed(ops::propose_run(tx, treasurer, &input, at), |_| false).map(drop)
    });
    let Some(consent) = consent else { return };
    agenda.add(stage.community, consent, "consenting to a payment run", move |tx| -> Outcome<(), Turned> {
        // Where nothing was due nothing was proposed.
        if tx.find::<RunLine>((tx.community(), id, 1))?.is_none() {
            return Ok(());
        }
        let input = ConsentRun { run: id, key: None };
        deed(ops::consent_run(tx, steward, &input, consent), |_| false).map(drop)
    });
}

fn due(tx: &mut Tx, member: MemberId) -> Result<i64, Fault> {
    let community = tx.community();
    let of_sales = ledger::balance(tx, community, &AccountKey::payable(member, Currency::CNY))?;
    Ok(of_sales - ledger::balance(tx, community, &AccountKey::receivable(member, Currency::CNY))?)
}
