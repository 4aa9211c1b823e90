//! What turns out to be bad when it is cut open: a complaint with its picture, what is proposed for it, and the answer.

use super::agenda::{Agenda, deed};
use super::content::{ANSWER_AGAIN, ANSWER_MONEY, OBJECTION};
use super::drawing::{PAPER, drawn, within};
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

/// A red fruit with a brown place.
fn tomato() -> Vec<u8> {
    drawn(|x, y| match (within(x, y, (104, 66, 16)), within(x, y, (80, 60, 48))) {
        (true, _) => [94, 66, 40],
        (_, true) => [196, 58, 42],
        _ => PAPER,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// It is taken for one.
    #[test]
    fn the_picture_is_one() {
        let picture = tomato();
        assert_eq!(files::kind::MediaType::of(&picture), Some(files::kind::MediaType::Png));
        let cleaned = files::clean::cleaned(files::kind::MediaType::Png, &picture);
        assert_eq!(cleaned, Ok(picture));
    }
}
