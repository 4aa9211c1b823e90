//! What turns out to be bad when it is cut open: a complaint with its picture, what is proposed for it, and the answer.

use super::agenda::{Agenda, deed};
use super::content::{ANSWER_AGAIN, ANSWER_MONEY, OBJECTION};
use super::orders::Errand;
use super::stage::{Stage, WEEKS};
use crate::commands::Said;
use axum::body::Bytes;
use files::{HandedIn, NewFile};
use kernel::{Id, Prefixed, Timestamp};
use market::Actor;
use market::complaint::{ComplaintKind, ComplaintRefused};
use market::ops::{
    AnswerComplaint, AnswerRemedy, Complain, Proposed, agree_remedy, answer_complaint, complain,
};
use market::order::State;
use market::rows::{Order, OrderLine};
use std::sync::{Mutex, PoisonError};
use web::UploadedFile;

/// Whoever has not said by Tuesday that all is well may find something then; the steward answers in the evening, the buyer
/// agrees the next noon. In the last week some wait for an answer, some have not said what they think of it, and some have
/// agreed to the goods once more, which wait for Saturday.
pub(super) fn object(stage: &Stage, agenda: &mut Agenda, errand: &Errand) {
    let week = errand.week + 1;
    let (order, reason, picture) = (errand.order, stage.say(OBJECTION), stage.picture.clone());
    let quantity = errand.lines[0].quantity;
    let at = stage.at(week, 1, 7, 30);
    errand.while_in((stage, agenda), (State::Fulfilled, at), "objecting", move |tx, found, when| {
        let photos =
            picture.iter().map(|picture| NewFile { id: of_order(order, at), ..picture.clone() }).collect();
        let (kind, lines, reason) = (ComplaintKind::Damaged, vec![(1, quantity)], reason.clone());
        let input = Complain { order, kind, lines, reason, photos };
        deed(complain(tx, Actor::Member(found.buyer), &input, when), |_| false).map(drop)
    });
    let (steward, at) = (Actor::Member(errand.steward), stage.at(week, 1, 20, 0));
    let (objected, agreeing) = (stage.objected.clone(), stage.objected.clone());
    let (money, again) = (stage.say(ANSWER_MONEY), stage.say(ANSWER_AGAIN));
    errand.while_in((stage, agenda), (State::Fulfilled, at), "answering", move |tx, found, when| {
        let fate = if week == WEEKS { place(&objected, order) } else { Fate::Money };
        if found.complained_at_us.is_none() || fate == Fate::Waits {
            return Ok(());
        }
        let line = tx.find::<OrderLine>((found.community_id, order, 1))?;
        let half = line.map_or(1, |line| (line.total_minor - line.refunded_minor) / 2);
        let (proposed, reason) = match fate {
            Fate::Again => (Proposed::Replacement(vec![(1, quantity)]), again.clone()),
            _ => (Proposed::Refund(half.max(1)), money.clone()),
        };
        let input = AnswerComplaint { order, remedy: of_order(order, at), proposed, reason };
        deed(answer_complaint(tx, steward, &input, when), |why| *why == ComplaintRefused::SoldOut).map(drop)
    });
    let at = stage.at(week, 2, 12, 15);
    errand.while_in((stage, agenda), (State::Fulfilled, at), "agreeing", move |tx, found, when| {
        if week == WEEKS && place(&agreeing, order) != Fate::Again {
            return Ok(());
        }
        let input = AnswerRemedy { order, remedy: 1, reason: String::new() };
        let agreed = agree_remedy(tx, Actor::Member(found.buyer), &input, when);
        deed(agreed, |why| *why == ComplaintRefused::WrongState).map(drop)
    });
}

/// What becomes of a complaint of the last week.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Waits,
    Again,
    Money,
}

/// By who came first; an act that is played twice finds its place again.
fn place(objected: &Mutex<Vec<Id<Order>>>, order: Id<Order>) -> Fate {
    let mut known = objected.lock().unwrap_or_else(PoisonError::into_inner);
    if !known.contains(&order) {
        known.push(order);
    }
    match known.iter().position(|one| *one == order) {
        Some(0) => Fate::Waits,
        Some(1) => Fate::Again,
        _ => Fate::Money,
    }
}

/// An id of its own that is drawn from no series: that would shuffle the story.
fn of_order<T: Prefixed>(order: Id<Order>, at: Timestamp) -> Id<T> {
    let mut end = [0; 10];
    let text = order.to_string();
    end.copy_from_slice(&text.as_bytes()[text.len() - 10..]);
    Id::from_parts(at.milliseconds(), end)
}

/// Puts the picture on the shelf: only then may an act record it.
pub(crate) async fn keep(stage: &Stage) -> Result<NewFile, Said> {
    let file = UploadedFile {
        field: "photos".to_owned(),
        name: "IMG_2026.png".to_owned(),
        bytes: Some(Bytes::from(tomato())),
    };
    let by = Id::from_parts(stage.now.milliseconds(), [3; 10]);
    let id = Id::from_parts(stage.now.milliseconds(), [4; 10]);
    let handed_in = HandedIn { id, community: stage.community, by, now: stage.now };
    let file = stage.running.files().keep(handed_in, file).await;
    let file = file.map_err(|fault| Said::because("keeping a picture", fault))?;
    file.map_err(|why| Said::new(format!("demo: keeping a picture: refused: {why:?}")))
}

const WIDTH: i32 = 160;
const HEIGHT: i32 = 120;

/// A red fruit with a brown place, drawn; as a PNG (third edition) whose data is not compressed (RFC 1951, 3.2.4).
fn tomato() -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..HEIGHT {
        rows.push(0);
        for x in 0..WIDTH {
            let within = |cx: i32, cy: i32, r: i32| (x - cx).pow(2) + (y - cy).pow(2) < r * r;
            rows.extend(match (within(104, 66, 16), within(80, 60, 48)) {
                (true, _) => [94_u8, 66, 40],
                (_, true) => [196, 58, 42],
                _ => [236, 230, 216],
            });
        }
    }
    let mut data = vec![0x78, 0x01];
    let blocks = rows.chunks(60_000).count();
    for (at, block) in (1..).zip(rows.chunks(60_000)) {
        let length = block.len() as u16;
        data.push(u8::from(at == blocks));
        data.extend(length.to_le_bytes());
        data.extend((!length).to_le_bytes());
        data.extend(block);
    }
    data.extend(adler32(&rows).to_be_bytes());
    let size = [WIDTH.to_be_bytes(), HEIGHT.to_be_bytes()].concat();
    let head = [&size[..], &[8, 2, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &head), chunk(b"IDAT", &data), chunk(b"IEND", &[])]
        .concat()
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [&name[..], body].concat();
    [&(body.len() as u32).to_be_bytes()[..], &named, &crc32(&named).to_be_bytes()].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    };
    !bytes.iter().fold(!0, step)
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    (b << 16) | a
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of the two sums, and a picture that is taken for one.
    #[test]
    fn the_picture_is_one() {
        assert_eq!((crc32(b"123456789"), adler32(b"123456789")), (0xcbf4_3926, 0x091e_01de));
        let picture = tomato();
        assert_eq!(files::kind::MediaType::of(&picture), Some(files::kind::MediaType::Png));
        let cleaned = files::clean::cleaned(files::kind::MediaType::Png, &picture);
        assert_eq!(cleaned, Ok(picture));
    }
}
