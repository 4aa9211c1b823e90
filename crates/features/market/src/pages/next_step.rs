//! What an order asks its buyer to do next, and which ways there are to pay.

use super::order_view::Whole;
use super::scene::{Names, Scene, party_link};
use super::words;
use crate::books;
use crate::methods::{self, Course};
use crate::ops;
use crate::order::State as At;
use crate::payment::{MethodCode, PaymentState};
use crate::rows::{MarketSettings, OfferSplit, OrderStep, Payment};
use crate::whose;
use kernel::Id;
use store::{Fault, Reader};
use web::ui;
use web::{Html, Power};

/// What the page asks the reader to do.
#[derive(Debug, Clone, Default)]
pub(crate) struct Next {
    /// What is still to be paid, with what came before and was too little taken off.
    pub to_pay: i64,
    pub came: i64,
    /// Ways to pay as (code, words).
    pub ways: Vec<(String, String)>,
    /// What the buyer is told: text, picture.
    pub instructions: Option<(String, Html)>,
    pub hold_until: Html,
    pub claim_until: Html,
    pub accept_due: Html,
    pub can_claim: bool,
    /// To the page of the played gateway, where one is played.
    pub simulated: bool,
    /// Chosen when a gateway was played here; now another way is needed.
    pub way_is_gone: bool,
    /// The gateway took nothing.
    pub failed: bool,
    pub refused_because: Option<String>,
    /// The last payment was put down to this order by mistake: why.
    pub undone_because: Option<String>,
    /// To who looks for payments: what came and paid nothing, with its payment.
    pub beside: Vec<(Id<Payment>, i64)>,
    /// Paid: who makes what is still to come, and who knows when it is handed over.
    pub makers: Html,
    pub stewards: Html,
}

impl Next {
    pub(crate) fn pay_word(&self, s: &Scene) -> String {
        if self.came > 0 { s.t.still_to_pay() } else { s.t.amount_to_pay() }
    }
}

/// Of an order that waits: what came and was too little.
pub(crate) fn came(payments: &[Payment]) -> i64 {
    let waiting = payments.iter().filter(|payment| payment.state == PaymentState::Mismatched);
    waiting.filter_map(|payment| payment.arrived_minor).sum()
}

pub(crate) fn next(reader: &mut Reader, s: &Scene, whole: &Whole, is_mine: bool) -> Result<Next, Fault> {
    let order = &whole.order;
    let time = |at: Option<kernel::Timestamp>| at.map_or_else(Html::default, |at| s.until(&at));
    let mut next = Next {
        hold_until: time(order.hold_until_us),
        claim_until: time(order.claim_until_us),
        accept_due: time(order.accept_due_us),
        came: came(&whole.payments),
        to_pay: order.due_minor() - came(&whole.payments),
        ..Next::default()
    };
    if !is_mine && s.can(Power::ConfirmPayments) {
        let late =
            |payment: &&Payment| matches!(payment.state, PaymentState::Late | PaymentState::Mismatched);
        let found = whole.payments.iter().filter(late);
        next.beside = found.map(|one| (one.id, one.arrived_minor.unwrap_or(one.amount_minor))).collect();
    }
    if is_mine && order.state == At::Paid {
        next.makers = makers(reader, s, whole)?;
        next.stewards = stewards(reader, s)?;
    }
    if !is_mine || !matches!(order.state, At::Placed | At::AwaitingPayment) {
        return Ok(next);
    }
    let settings = ops::settings(reader.find::<MarketSettings>(&s.number)?, s.number);
    let credit = books::credit(reader, s.number, order.buyer, s.currency)?;
    next.ways = ways(s, &settings, credit.available(), next.to_pay);
    let way = order.method.and_then(methods::method).filter(|_| order.state == At::AwaitingPayment);
    if let Some(way) = way {
        next.can_claim = way.course() == Course::Claimed;
        let notified = way.course() == Course::Notified;
        (next.simulated, next.way_is_gone) = (notified && s.simulated, notified && !s.simulated);
        let refused = whole.payment().is_some_and(|payment| payment.state == PaymentState::Refused);
        next.failed = notified && refused;
        next.instructions = way.instructions(&settings).map(|told| {
            let picture = told.image.map_or_else(Html::default, |code| ui::qr(&code, s.t.collection_code()));
            (told.text, picture)
        });
    }
    next.undone_because = undone_because(whole);
    let by_treasurer = |payment: &&Payment| {
        payment.decided_by.is_some() && payment.state == PaymentState::Refused && !payment.is_undone()
    };
    let refused = whole.payments.iter().rev().find(by_treasurer).filter(|_| next.undone_because.is_none());
    next.refused_because = refused.and_then(|payment| payment.reference.clone());
    Ok(next)
}

/// Where that is the last that was said of a payment.
fn undone_because(whole: &Whole) -> Option<String> {
    use OrderStep::{PaymentMismatched, PaymentRefused, PaymentUndone};
    let said = |step: OrderStep| matches!(step, PaymentMismatched | PaymentRefused | PaymentUndone);
    let last = whole.events.iter().rev().find(|event| said(event.step))?;
    last.reason.clone().filter(|_| last.step == PaymentUndone)
}

/// Who gets the rest of each line's price, with a way to what they sell.
fn makers(reader: &mut Reader, s: &Scene, whole: &Whole) -> Result<Html, Fault> {
    let (mut parties, mut names) = (Vec::new(), Names::default());
    for line in whole.lines.iter().filter(|line| line.returned_milli < line.quantity_milli) {
        let row = reader.find::<OfferSplit>(&whose::split_of(line))?;
        let party = whose::rest_of(line, row)?;
        if !parties.contains(&party) {
            names.learn_party(reader, s, party)?;
            parties.push(party);
        }
    }
    Ok(linked(s, parties.iter().map(|party| (names.party(party), party_link(s, party)))))
}

fn stewards(reader: &mut Reader, s: &Scene) -> Result<Html, Fault> {
    let found = community::stewards(reader, s.number)?;
    Ok(linked(s, found.into_iter().map(|(id, name)| (name, Some(format!("{}/members/{id}", s.base))))))
}

/// Names one after the other, each leading somewhere where it can.
fn linked(s: &Scene, names: impl Iterator<Item = (String, Option<String>)>) -> Html {
    let one = |(name, href): (String, Option<String>)| match href {
        Some(href) => format!("<a href=\"{}\">{}</a>", web::escaped(&href), web::escaped(&name)),
        None => web::escaped(&name),
    };
    Html::trusted(names.map(one).collect::<Vec<_>>().join(&web::escaped(&s.t.list_comma())))
}

/// Ways to pay a sum, as choices of a form. `credit` is what the community owes the buyer; set-off stands there only
/// where it covers the whole.
pub(crate) fn ways(s: &Scene, settings: &MarketSettings, credit: i64, total: i64) -> Vec<(String, String)> {
    let offered = methods::offered(settings, s.simulated);
    let covered =
        offered.iter().filter(|way| way.course() != Course::AtOnce || (credit > 0 && credit >= total));
    let words = |code: MethodCode| match code {
        MethodCode::SetOff => s.t.method_set_off_of(s.sum(credit).to_string()),
        other => words::method(s.t, other),
    };
    covered.map(|way| (way.code().code().to_owned(), words(way.code()))).collect()
}
