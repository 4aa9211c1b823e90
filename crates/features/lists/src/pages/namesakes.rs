//! People of one name: whether somebody of a list is who was called so in an earlier one.

use super::scene::Scene;
use crate::ids::Member;
use crate::ops::{TellApart, tell_apart};
use crate::refused::ListRefused;
use crate::rows::OrderList;
use crate::whole::Whole;
use axum::extract::{Path, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::{Answer, Caller, Check, Input, Lang, Reply, Site};

/// A name that is asked about, with whom it may be.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NamesakeView {
    pub(crate) name: String,
    /// Members of that name, also without an account.
    #[schema(value_type = Vec<String>)]
    pub(crate) perhaps: Vec<Id<Member>>,
    #[serde(skip)]
    pub(crate) choices: Vec<(String, String)>,
    /// What is probable: nobody of them has an account, and there is one only.
    #[serde(skip)]
    pub(crate) proposed: String,
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct NamesakeForm {
    /// Each the member's id, or `-` for somebody else, a blank, and the name: `mem_01k… 李明`. Empty ones say nothing.
    answer: Vec<String>,
    /// The line at which it was asked; empty: the page of the people.
    line: String,
}

/// Every name of the list that is asked about.
pub(crate) fn asked(reader: &mut Reader, s: &Scene, whole: &Whole) -> Result<Vec<NamesakeView>, Fault> {
    let mut all = Vec::new();
    for name in whole.known.keys() {
        let perhaps = whole.asked(name).to_vec();
        if perhaps.is_empty() {
            continue;
        }
        let mut choices = vec![(String::new(), s.t.namesake_later())];
        let mut accounts = 0;
        for member in &perhaps {
            let Some(row) = reader.find::<community::Member>(&(s.number, *member))? else { continue };
            let place = crate::lists_store::place_known(reader, s.number, *member)?;
            let called = match s.lang {
                _ if place.is_empty() => row.display_name,
                Lang::Zh => format!("{}（{place}）", row.display_name),
                Lang::En => format!("{} ({place})", row.display_name),
            };
            let said = match row.person_id {
                Some(_) => s.t.namesake_member(called),
                None => s.t.namesake_buyer(called),
            };
            accounts += i64::from(row.person_id.is_some());
            choices.push((format!("{member} {name}"), said));
        }
        choices.push((format!("- {name}"), s.t.namesake_other()));
        let one = perhaps.len() == 1 && accounts == 0;
        let proposed = if one { format!("{} {name}", perhaps[0]) } else { String::new() };
        all.push(NamesakeView { name: name.clone(), perhaps, choices, proposed });
    }
    Ok(all)
}

/// Says of names whether they are who was called so before. Until then nothing is ordered for them.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/namesakes", tag = "lists", request_body = NamesakeForm,
    params(("slug" = String, Path), ("list" = String, Path)),
    responses((status = 204, description = "Said"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn say_who(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Input(form): Input<NamesakeForm>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let mut said = Vec::new();
    for answer in form.answer.iter().filter(|answer| !answer.is_empty()) {
        let (member, name) = answer.split_once(' ').ok_or(ListRefused::NoSuchBuyer)?;
        let mut check = Check::new(caller.lang);
        let same = (member != "-").then(|| check.id::<Member>("answer", member));
        check.done(()).map_err(|_| ListRefused::BuyerUnknown)?;
        said.push((name.to_owned(), same));
    }
    let (me, now) = (s.me, s.now);
    for (name, same) in said {
        let random = u64::from_be_bytes(site.ids.random::<8>());
        let input = TellApart { list, name, same, member: site.id(), random };
        site.db.transact(s.number, move |tx| tell_apart(tx, me, &input, now).map(drop)).await?;
    }
    let back = match form.line.trim().parse::<i64>() {
        Ok(line) => super::lines::place_of_line(&site, &s, list, line).await?,
        Err(_) => s.at(list, "/orders"),
    };
    Reply::done(&caller, &back)
}

/// What is said of a name at its line: that it is this member, or somebody else. Only where a member with an account may be meant.
pub(crate) fn at_line(
    reader: &mut Reader,
    s: &Scene,
    whole: &Whole,
    name: &str,
) -> Result<Vec<(String, String)>, Fault> {
    let mut buttons = Vec::new();
    for member in whole.asked(name) {
        let row = reader.find::<community::Member>(&(s.number, *member))?;
        if let Some(row) = row.filter(community::Member::takes_part) {
            buttons.push((format!("{member} {name}"), s.t.is_member_asked(row.display_name)));
        }
    }
    if !buttons.is_empty() && whole.asked(name).len() == buttons.len() {
        buttons.push((format!("- {name}"), s.t.namesake_other()));
    }
    Ok(buttons)
}
