//! What was brought is counted at the handover, line by line, by somebody else than who brings it.

use super::close_purchase::{Ending, end};
use super::{Noted, PurchaseMoved, announce, lines_of, lock_for, note};
use crate::acting::fault;
use crate::ids::Member;
use crate::purchase::{NOTE_CHARS_MAX, PHOTOS_MAX, PurchaseStep, RaisedBy, bounded};
use crate::refused::PurchaseRefused;
use crate::rows::{Delivery, DeliveryLine, DeliveryPhoto, Purchase, PurchaseLine};
use files::NewFile;
use kernel::{Id, Quantity, Timestamp, is_measured};
use market::offer::OfferRefused;
use market::ops::{Restock, restock};
use market::rows::OfferVariant;
use market::{Actor, When};
use serde::{Deserialize, Serialize};
use store::OpError::{self, Refused};
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct CountDelivery {
    pub delivery: Id<Delivery>,
    pub purchase: Id<Purchase>,
    /// Line numbers and how much of each was there now; a line left out: nothing.
    pub counted: Vec<(i64, Quantity)>,
    /// How it was.
    pub note: String,
    /// Their bytes are kept already.
    pub photos: Vec<NewFile>,
    /// Nothing more comes: what is missing is short from now on.
    pub is_last: bool,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// None where nothing came and the purchase order was closed with that.
    pub delivery: Option<Id<Delivery>>,
    pub moved: PurchaseMoved,
}

/// Who hands goods out receives them.
pub(crate) const RECEIVES: [Power; 2] = [Power::FulfilOrders, Power::ManageOffers];

/// The same key again counts nothing twice. Of goods ordered by hand what came goes on the shelf where that is counted;
/// what a pool ordered belongs to its orders already.
///
/// # Errors
/// `NotAllowed`, `OwnPurchase`, `WrongState`, `MoreThanOrdered`, `NothingCounted`, `QuantityOffStep`, …
pub fn count_delivery(
    tx: &mut Tx,
    by: Id<Member>,
    input: &CountDelivery,
    now: Timestamp,
) -> Outcome<Counted, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    let (mut purchase, supplier) = lock_for(tx, by, input.purchase, &RECEIVES)?;
    let text = bounded(&input.note, NOTE_CHARS_MAX, PurchaseRefused::NoteTooLong).map_err(Refused)?;
    if input.photos.len() > PHOTOS_MAX {
        return Err(Refused(PurchaseRefused::TooManyPhotos));
    }
    let mut lines = lines_of(tx, &purchase)?;
    let came = came(&lines, &input.counted).map_err(Refused)?;
    in_steps(tx, &purchase, &lines, &came)?;
    if came.is_empty() {
        return nothing_came(tx, purchase, &supplier, by, input, now);
    }
    for (at, counted) in &came {
        lines[*at].received_milli += counted.milli;
    }
    let whole = lines.iter().all(|line| line.received_milli == line.quantity_milli.milli);
    purchase.state = purchase.state.count(whole).map_err(Refused)?;
    if purchase.raised_by == RaisedBy::Hand {
        for (at, counted) in &came {
            shelve(tx, &lines[*at], *counted, now)?;
        }
    }
    for (at, _) in &came {
        let line = &lines[*at];
        tx.lock::<PurchaseLine>((line.community_id, line.purchase_id, line.number))?;
        tx.save(line)?;
    }
    purchase.delivery_count += 1;
    let photos = once(&input.photos);
    let counted = Kept { by, id: input.delivery, text: &text, photos: &photos, lines: &lines, came: &came };
    counted.keep(tx, &purchase, now)?;
    let why = Some(text.as_str()).filter(|text| !text.is_empty());
    note(tx, &mut purchase, Noted { reason: why, ..Noted::of(PurchaseStep::Counted, Some(by), now) })?;
    let ending = Ending { by, why: None, photos: &photos };
    let recorded = input.is_last && end(tx, &mut purchase, &supplier, ending, now)?;
    if !recorded {
        photos.iter().try_for_each(|photo| files::record(tx, photo, by, now))?;
    }
    tx.save(&purchase)?;
    announce(tx, "purchase_delivered", &purchase)?;
    let counted = Counted { delivery: Some(input.delivery), moved: PurchaseMoved::of(&purchase) };
    tx.remember(&input.key, &counted, now)?;
    Ok(counted)
}

/// What came is counted in the steps in which it is sold. What an earlier count left over can still come. What is weighed for a pool
/// may be any part of a step: the pool says what becomes of that, and it falls on spare pieces first.
fn in_steps(
    tx: &mut Tx,
    purchase: &Purchase,
    lines: &[PurchaseLine],
    came: &[(usize, Quantity)],
) -> Outcome<(), PurchaseRefused> {
    for (at, counted) in came {
        let line = &lines[*at];
        if purchase.raised_by == RaisedBy::Pool && is_measured(&line.unit) {
            continue;
        }
        let variant = tx.find::<OfferVariant>((line.community_id, line.offer_id, line.variant))?;
        let is_rest = line.received_milli + counted.milli == line.quantity_milli.milli;
        if variant.is_some_and(|variant| !counted.fits(variant.step_milli)) && !is_rest {
            return Err(Refused(PurchaseRefused::QuantityOffStep));
        }
    }
    Ok(())
}

/// Where in the lines, and how much; zeroes are left out.
fn came(
    lines: &[PurchaseLine],
    counted: &[(i64, Quantity)],
) -> Result<Vec<(usize, Quantity)>, PurchaseRefused> {
    let mut came: Vec<(usize, Quantity)> = Vec::with_capacity(counted.len());
    for (number, quantity) in counted {
        let at = lines.iter().position(|line| line.number == *number).ok_or(PurchaseRefused::NoSuchLine)?;
        if came.iter().any(|(known, _)| *known == at) {
            return Err(PurchaseRefused::LineTwice);
        }
        if quantity.milli < 0 {
            return Err(PurchaseRefused::QuantityNotPositive);
        }
        let missing = lines[at].quantity_milli.milli - lines[at].received_milli;
        if quantity.milli > missing {
            return Err(PurchaseRefused::MoreThanOrdered);
        }
        if quantity.milli > 0 {
            came.push((at, *quantity));
        }
    }
    Ok(came)
}

/// Nothing was there: that counts only as the end of it.
fn nothing_came(
    tx: &mut Tx,
    mut purchase: Purchase,
    supplier: &crate::rows::Supplier,
    by: Id<Member>,
    input: &CountDelivery,
    now: Timestamp,
) -> Outcome<Counted, PurchaseRefused> {
    if !input.is_last {
        return Err(Refused(PurchaseRefused::NothingCounted));
    }
    let why = crate::purchase::reason(&input.note);
    end(tx, &mut purchase, supplier, Ending { by, why: why.as_deref(), photos: &[] }, now)?;
    tx.save(&purchase)?;
    let counted = Counted { delivery: None, moved: PurchaseMoved::of(&purchase) };
    tx.remember(&input.key, &counted, now)?;
    Ok(counted)
}

fn shelve(
    tx: &mut Tx,
    line: &PurchaseLine,
    counted: Quantity,
    now: Timestamp,
) -> Outcome<(), PurchaseRefused> {
    let variant = tx.find::<OfferVariant>((line.community_id, line.offer_id, line.variant))?;
    if variant.is_none_or(|variant| variant.available_milli.is_none()) {
        return Ok(());
    }
    let input = Restock { offer: line.offer_id, variant: line.variant, quantity: counted, key: None };
    match restock(tx, Actor::System, &input, When::from(now)) {
        Ok(_) => Ok(()),
        Err(Refused(OfferRefused::QuantityOffStep)) => Err(Refused(PurchaseRefused::QuantityOffStep)),
        Err(Refused(OfferRefused::QuantityTooLarge)) => Err(Refused(PurchaseRefused::SumTooLarge)),
        Err(Refused(why)) => {
            Err(fault(format!("{} {}: {}", line.purchase_id, line.number, why.code())).into())
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// The same picture twice is one.
fn once(photos: &[NewFile]) -> Vec<NewFile> {
    let mut kept: Vec<NewFile> = Vec::with_capacity(photos.len());
    for photo in photos {
        if kept.iter().all(|known| known.sha256 != photo.sha256) {
            kept.push(photo.clone());
        }
    }
    kept
}

/// One delivery, as it is written down.
struct Kept<'a> {
    by: Id<Member>,
    id: Id<Delivery>,
    text: &'a str,
    photos: &'a [NewFile],
    lines: &'a [PurchaseLine],
    came: &'a [(usize, Quantity)],
}

impl Kept<'_> {
    fn keep(&self, tx: &mut Tx, purchase: &Purchase, now: Timestamp) -> Outcome<(), PurchaseRefused> {
        let (community_id, delivery_id) = (purchase.community_id, self.id);
        tx.insert(&Delivery {
            community_id,
            id: delivery_id,
            purchase_id: purchase.id,
            number: purchase.delivery_count,
            counted_by: self.by,
            counted_at_us: now,
            note: self.text.to_owned(),
            photo_count: self.photos.len() as i64,
        })?;
        for (at, counted) in self.came {
            let (line, counted_milli) = (self.lines[*at].number, counted.milli);
            tx.insert(&DeliveryLine { community_id, delivery_id, line, counted_milli })?;
        }
        for (number, photo) in (1..).zip(self.photos) {
            tx.insert(&DeliveryPhoto { community_id, delivery_id, number, file_id: photo.id })?;
        }
        Ok(())
    }
}
