//! A line is mended in its place.

use super::list_page::{MendForm, PAGE, Typed, again};
use super::scene::Scene;
use crate::line::{Doing, LineState, Mark, NAME_CHARS_MAX, NOTE_CHARS_MAX, Part};
use crate::ops::{MendLine, mend_line};
use crate::rows::{ListLine, OrderList};
use crate::whole::Whole;
use axum::extract::{Path, State};
use kernel::{Id, Quantity};
use serde::Serialize;
use store::OpError;
use utoipa::ToSchema;
use web::asked::{id, number};
use web::{Answer, Caller, Check, Errors, Keyed, Lang, Problem, Reply, Site};

impl MendForm {
    fn read(&self, lang: Lang, list: Id<OrderList>, line: i64) -> Result<MendLine, Errors> {
        let mut check = Check::new(lang);
        let name = check.text("name", &self.name, 0..=NAME_CHARS_MAX);
        let note = check.text("note", &self.note, 0..=NOTE_CHARS_MAX);
        let doing = check.choice("action", &self.action, Doing::parse).unwrap_or(Doing::None);
        let revision = check.optional("revision", &self.revision, |check, field, typed| {
            check.whole(field, typed, 1..=i64::MAX)
        });
        let mut parts: Vec<Part> = Vec::new();
        for (at, item) in self.item.iter().enumerate().filter(|(_, item)| !item.trim().is_empty()) {
            let item = check.whole("item", item, 1..=i64::MAX);
            let typed = self.quantity.get(at).map_or("", |typed| typed.trim());
            parts.push((item, quantity(&mut check, typed)));
        }
        check.done(MendLine { list, line, revision, name, doing, parts, note, key: None })
    }
}

/// Nothing typed is nothing said: the operation knows whether that does.
fn quantity(check: &mut Check, typed: &str) -> Option<i64> {
    if typed.is_empty() {
        return None;
    }
    if Quantity::parse(typed).is_ok_and(|quantity| quantity.milli == 0) {
        return Some(0);
    }
    Some(check.quantity("quantity", typed).milli)
}

/// Lines as they are shown: first those that somebody has to look at, or has mended, so that none moves away from under the hand that
/// mends it.
pub(super) fn in_order(whole: &Whole) -> Vec<&ListLine> {
    let mut all: Vec<&ListLine> = whole.lines.iter().collect();
    let first =
        |line: &ListLine| matches!(line.mark, Mark::Unclear | Mark::Mended) || line.state == LineState::Gone;
    all.sort_by_key(|line| !first(line));
    all
}

/// Where a line is looked at.
pub(super) async fn place_of_line(
    site: &Site,
    s: &Scene,
    list: Id<OrderList>,
    line: i64,
) -> Result<String, Problem> {
    let community = s.number;
    let found = site.db.read(move |reader| {
        let whole = Whole::find(reader, community, list)?;
        Ok(whole.and_then(|whole| in_order(&whole).iter().position(|one| one.number == line)))
    });
    let at = s.at(list, "");
    Ok(match found.await? {
        Some(place) if place >= PAGE => format!("{at}?from={}#line-{line}", place / PAGE * PAGE),
        Some(_) => format!("{at}#line-{line}"),
        None => format!("{at}#lines"),
    })
}

/// A line as it was mended.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MendAnswer {
    line: i64,
    revision: i64,
}

/// Says what a line means. Until then nothing unclear is ordered.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/lines/{line}", tag = "lists", request_body = MendForm,
    params(("slug" = String, Path), ("list" = String, Path), ("line" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = MendAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn mend(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list, line)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<MendForm>,
) -> Answer {
    let (s, list, line) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?, number(&line)?);
    let errors = match form.read(caller.lang, list, line) {
        Err(errors) => errors,
        Ok(input) => {
            let input = MendLine { key: Some(key.of(&caller, "mend_line")?), ..input };
            let (me, now) = (s.me, s.now);
            match site.db.transact(s.number, move |tx| mend_line(tx, me, &input, now)).await {
                Ok(mended) => {
                    let answer = MendAnswer { line: mended.line, revision: mended.revision };
                    let back = place_of_line(&site, &s, list, line).await?;
                    return Reply::changed(&caller, &back, &answer);
                }
                Err(OpError::Refused(why)) if why.is_nowhere() => return Err(why.into()),
                Err(OpError::Refused(why)) => Errors::refused(why, caller.lang),
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
    };
    again(&caller, &site, list, Typed::Line(line, form), errors).await
}
