//! A line is mended in its place.

use super::list_page::{MendForm, PAGE, Typed, again};
use super::scene::Scene;
use crate::line::{Doing, LineState, MILLI_MAX, Mark, NAME_CHARS_MAX, NOTE_CHARS_MAX, Part};
use crate::lists_store::items;
use crate::ops::{MendLine, mend_line};
use crate::refused::ListRefused;
use crate::rows::{ListLine, OrderList};
use crate::whole::Whole;
use axum::extract::{Path, State};
use kernel::Id;
use market::rows::OfferVariant;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, is_ticked, number};
use web::{Answer, Caller, Check, Errors, Keyed, Lang, Problem, Reply, Site};

/// What is wrong with a line's form, and with which of its rows, from 0.
struct Wrong {
    errors: Errors,
    row: usize,
}

/// What each thing may be measured in, by its number: as the list says it, and as it is sold.
type Units = BTreeMap<i64, Vec<String>>;

impl MendForm {
    fn read(&self, lang: Lang, (list, line): (Id<OrderList>, i64), units: &Units) -> Result<MendLine, Wrong> {
        let mut check = Check::new(lang);
        let name = check.text("name", &self.name, 0..=NAME_CHARS_MAX);
        let note = check.text("note", &self.note, 0..=NOTE_CHARS_MAX);
        let doing = check.choice("action", &self.action, Doing::parse).unwrap_or(Doing::None);
        let revision = check.optional("revision", &self.revision, |check, field, typed| {
            check.whole(field, typed, 1..=i64::MAX)
        });
        let (mut parts, mut wrong): (Vec<Part>, Option<usize>) = (Vec::new(), None);
        for (row, item) in self.rows() {
            let item = check.whole("item", item, 1..=i64::MAX);
            let none = Vec::new();
            let units: Vec<&str> = units.get(&item).unwrap_or(&none).iter().map(String::as_str).collect();
            let typed = self.typed(row);
            let milli = jielong::amount(typed, &units).map(|amount| amount.milli);
            // One at a time: each field of a row has the name of the others.
            if milli.is_none() && !typed.is_empty() && wrong.is_none() {
                check.refuse("quantity", crate::t(lang).refused_quantity_unread());
                wrong = Some(row);
            }
            // Nothing typed is nothing said: the operation knows whether that does.
            parts.push((item, milli));
        }
        let of_nothing = self.of_nothing().filter(|_| wrong.is_none() && doing != Doing::None);
        if let Some(row) = of_nothing {
            check.refuse("item", crate::t(lang).refused_item_missing());
            wrong = Some(row);
        }
        let read = check.done(MendLine {
            list,
            line,
            revision,
            name,
            doing,
            parts,
            note,
            who_only: is_ticked(&self.who),
            key: None,
        });
        read.map_err(|errors| Wrong { errors, row: wrong.unwrap_or(0) })
    }

    /// Rows in which a thing is chosen.
    fn rows(&self) -> impl Iterator<Item = (usize, &String)> {
        self.item.iter().enumerate().filter(|(_, item)| !item.trim().is_empty())
    }

    /// The first row that says how much and not of what.
    fn of_nothing(&self) -> Option<usize> {
        let is_chosen = |row: usize| self.item.get(row).is_some_and(|item| !item.trim().is_empty());
        (0..self.quantity.len()).find(|row| !self.typed(*row).is_empty() && !is_chosen(*row))
    }

    fn typed(&self, row: usize) -> &str {
        self.quantity.get(row).map_or("", |typed| typed.trim())
    }

    /// Of which row an operation says this.
    fn row_of(&self, why: ListRefused, parts: &[Part]) -> usize {
        let first = |is: &dyn Fn(usize) -> bool| {
            self.rows().enumerate().find(|(at, _)| is(*at)).map_or(0, |(_, (row, _))| row)
        };
        match why {
            ListRefused::QuantityMissing => first(&|at| parts[at].1.is_none_or(|milli| milli == 0)),
            ListRefused::QuantityTooLarge => first(&|at| parts[at].1.is_some_and(|milli| milli > MILLI_MAX)),
            ListRefused::ItemTwice => {
                first(&|at| parts[..at].iter().any(|(before, _)| *before == parts[at].0))
            }
            _ => 0,
        }
    }
}

fn units(reader: &mut Reader, community: i64, list: Id<OrderList>) -> Result<Units, Fault> {
    let mut units = Units::new();
    for item in items(reader, community, list)? {
        let mut of = vec![item.unit.clone()];
        if let Some(goods) = item.goods() {
            let sold = reader.find::<OfferVariant>(&(community, goods.offer, goods.variant))?;
            of.extend(sold.map(|sold| sold.unit));
        }
        units.insert(item.number, of);
    }
    Ok(units)
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
    let community = s.number;
    let units = site.db.read(move |reader| units(reader, community, list)).await?;
    let wrong = match form.read(caller.lang, (list, line), &units) {
        Err(wrong) => wrong,
        Ok(input) => {
            let input = MendLine { key: Some(key.of(&caller, "mend_line")?), ..input };
            let (me, now, parts) = (s.me, s.now, input.parts.clone());
            match site.db.transact(s.number, move |tx| mend_line(tx, me, &input, now)).await {
                Ok(mended) => {
                    let answer = MendAnswer { line: mended.line, revision: mended.revision };
                    let back = place_of_line(&site, &s, list, line).await?;
                    return Reply::changed(&caller, &back, &answer);
                }
                Err(OpError::Refused(why)) if why.is_nowhere() => return Err(why.into()),
                Err(OpError::Refused(why)) => {
                    Wrong { errors: Errors::refused(why, caller.lang), row: form.row_of(why, &parts) }
                }
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
    };
    again(&caller, &site, list, Typed::Line(line, form, wrong.row), wrong.errors).await
}
