//! The members, for members.

use super::{PAGE, base, role_name, shown};
use crate::admission::Status;
use crate::choosing::Known;
use crate::lists_store::{LABELS, MEMBER_LISTED, MEMBERS, MEMBERS_WITH_LABEL, WORN};
use crate::name_search_store::with_part;
use crate::role::{Role, Roles};
use crate::t;
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Timestamp, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::ui::{self, Tone};
use web::{Answer, Back, Caller, Lang, Place, Reply, Site, View, query_escaped};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "members.html")]
pub(crate) struct MembersPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    #[serde(skip)]
    zone: Zone,
    members: Vec<Listed>,
    labels: Vec<LabelName>,
    /// The label the list is narrowed to.
    label: Option<i64>,
    /// The part of a name that the list is narrowed to; empty: everybody.
    name: String,
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = MemberListed)]
struct Listed {
    #[schema(value_type = String)]
    id: MemberId,
    display_name: String,
    /// What stands for this member where a form takes a name: with since when, if others have the name too.
    named: String,
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
    labels: Vec<String>,
    #[schema(value_type = String)]
    status: Status,
    #[serde(skip)]
    joined: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct LabelName {
    pub(crate) number: i64,
    pub(crate) name: String,
}

impl View for MembersPage {
    fn title(&self) -> String {
        self.t.members_title()
    }
    fn place(&self) -> Place {
        Place::Mine
    }
    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/mine", self.base), self.t.mine_title())
    }
}

impl MembersPage {
    /// The way back from a search.
    fn everybody(&self) -> Option<(String, String)> {
        Some((format!("{}/members", self.base), self.t.everybody()))
    }

    fn role(&self, role: &Role) -> web::Html {
        ui::tag(role_name(*role, self.lang), Tone::Done)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    after: String,
    label: Option<i64>,
    name: String,
}

type Row = (MemberId, String, Roles, Status, Option<Timestamp>, Option<Timestamp>, i64);

struct Found {
    members: Vec<Row>,
    worn: BTreeMap<MemberId, Vec<String>>,
    labels: Vec<(i64, String)>,
}

fn read(reader: &mut Reader, number: i64, which: &Which) -> Result<Found, Fault> {
    let part = which.name.trim();
    let members = match which.label {
        _ if !part.is_empty() => {
            let mut named = Vec::new();
            for id in with_part(reader, number, part, (&which.after, PAGE as usize + 1))? {
                named.extend(reader.rows::<Row>(MEMBER_LISTED, &[&number, &id])?);
            }
            named
        }
        None => reader.rows::<Row>(MEMBERS, &[&number, &which.after, &(PAGE + 1)])?,
        Some(label) => {
            reader.rows::<Row>(MEMBERS_WITH_LABEL, &[&number, &which.after, &(PAGE + 1), &label])?
        }
    };
    let mut worn = BTreeMap::<MemberId, Vec<String>>::new();
    if let (Some(first), Some(last)) = (members.first(), members.last()) {
        let found = reader.rows::<(MemberId, i64, String)>(WORN, &[&number, &first.0, &last.0])?;
        for (member, _, name) in found {
            worn.entry(member).or_default().push(name);
        }
    }
    Ok(Found { members, worn, labels: reader.rows(LABELS, &[&number])? })
}

/// Members, by when they first appeared, fifty to a page. For members only.
#[utoipa::path(get, path = "/c/{slug}/members", tag = "community", params(("slug" = String, Path),
        ("after" = Option<String>, Query, description = "Id of the last member of the page before"), ("label" = Option<i64>, Query, description = "Only those who wear this label"),
        ("name" = Option<String>, Query, description = "Only those with this in their name")),
    responses((status = 200, body = MembersPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn page(caller: Caller, State(site): State<Site>, Query(which): Query<Which>) -> Answer {
    caller.member()?;
    let at = caller.community()?;
    let (number, zone, lang, now, label) = (at.number, at.zone.clone(), caller.lang, site.now(), which.label);
    let name: String = which.name.trim().chars().take(200).collect();
    let mut found = site.db.read(move |reader| read(reader, number, &which)).await?;
    let more = found.members.len() as i64 > PAGE;
    found.members.truncate(PAGE as usize);
    let base = base(&caller)?;
    let filter = match name.is_empty() {
        true => label.map(|label| format!("&label={label}")).unwrap_or_default(),
        false => format!("&name={}", query_escaped(&name)),
    };
    let last = found.members.last().filter(|_| more).map(|last| last.0);
    let view = MembersPage {
        t: t(lang),
        lang,
        next: last.map(|id| format!("{base}/members?after={id}{filter}")),
        base,
        members: found
            .members
            .into_iter()
            .map(|(id, name, roles, status, until, joined, same)| Listed {
                id,
                named: Known { id, name: name.clone(), roles, joined, same }.handle(lang, &zone),
                display_name: shown(name, lang),
                roles: roles.iter().collect(),
                labels: found.worn.remove(&id).unwrap_or_default(),
                status: status.at(until, now),
                joined,
            })
            .collect(),
        labels: found.labels.into_iter().map(|(number, name)| LabelName { number, name }).collect(),
        label,
        name,
        zone,
    };
    Reply::page(&caller, &view)
}
