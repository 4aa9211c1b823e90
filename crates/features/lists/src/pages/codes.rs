//! Codes for all buyers of a list who have no account, each with its own message to send: on one page, and no two at a touch.

use super::scene::Scene;
use crate::L10nLanguage;
use crate::code;
use crate::ids::Member;
use crate::lists_store::buyers_without_account;
use crate::ops::{CODE_HOLDS, MakeCodes, make_codes};
use crate::refused::{ClaimRefused, ListRefused};
use crate::rows::OrderList;
use crate::whole::Whole;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui;
use web::{Answer, Back, Caller, Html, Keyed, Place, Power, Problem, Reply, Site, TokenHash, View, Wants};

/// So many at a time, for they are sent one by one; and so many in one transaction, for others wait for it.
const MADE_AT_ONCE: usize = 100;

/// Codes as they are shown, this once.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "claim_codes.html")]
pub(crate) struct CodesPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    list: Id<OrderList>,
    #[serde(skip)]
    title: String,
    codes: Vec<NewCodeView>,
    /// They were shown before, to the same request.
    lost: bool,
    /// Who has one that can still be entered: it is not shown again.
    open: Vec<OpenCodeView>,
    /// More who have none.
    more: usize,
    /// Where they are entered.
    link: String,
    /// RFC 3339.
    expires_at: String,
    #[serde(skip)]
    expires: Html,
}

/// A code, and what is sent to its buyer and to nobody else.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NewCodeView {
    #[schema(value_type = String)]
    member: Id<Member>,
    /// As in the list.
    name: String,
    code: String,
    message: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OpenCodeView {
    #[schema(value_type = String)]
    member: Id<Member>,
    name: String,
    /// RFC 3339.
    expires_at: String,
    #[serde(skip)]
    expires: Html,
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct CodesForm {
    /// `on`: new ones for all who have one that nobody has used; those are void then.
    anew: String,
}

impl View for CodesPage {
    fn title(&self) -> String {
        self.s.t.codes_for(self.title.as_str())
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.at(self.list, "/orders"), self.s.t.people_of(self.title.as_str()))
    }
}

/// What is sent to a buyer, and to nobody else.
pub(super) fn message(t: &L10nLanguage, name: &str, link: &str, code: &str) -> String {
    t.code_message(name, link, code)
}

/// Makes codes for all buyers of a list who have orders, no account and no code that is open. They are shown once, each with its
/// message.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/claim-codes", tag = "lists", request_body = CodesForm,
    params(("slug" = String, Path), ("list" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = CodesPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn make_all(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CodesForm>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    caller.may(Power::Invite)?;
    let (me, now, scene) = (s.me, s.now, s.clone());
    let found = site.db.read(move |reader| {
        let Some(whole) = Whole::find(reader, scene.number, list)? else { return Ok(None) };
        let (without, open) = without_account(reader, &scene, &whole)?;
        Ok(Some((scene.called(&whole.list), without, open)))
    });
    let (title, mut without, mut open) = found.await?.ok_or(ListRefused::NoSuchList)?;
    let anew = !form.anew.is_empty();
    let more = if anew { 0 } else { without.len().saturating_sub(MADE_AT_ONCE) };
    if anew {
        // All at once: who would be left over could not be told from who was sent one.
        without = open.drain(..).map(|one| (one.member, one.name)).collect();
    } else {
        without.truncate(MADE_AT_ONCE);
    }
    let mut drawn = Vec::with_capacity(without.len());
    for (member, name) in without {
        let fresh = code::draw(&site.ids.random::<{ code::RANDOM_BYTES }>());
        let fresh =
            fresh.ok_or_else(|| Problem::from(Fault::Engine("no chance to draw a code from".into())))?;
        drawn.push((member, name, fresh));
    }
    // The first part has the key: the same request again comes no further than that one.
    let mut key = Some(key.of(&caller, "make_codes")?);
    let mut made = Vec::with_capacity(drawn.len());
    // Once also for nobody: whether the request was there before is asked all the same.
    for part in 0..drawn.len().div_ceil(MADE_AT_ONCE).max(1) {
        let of_part = drawn.iter().skip(part * MADE_AT_ONCE).take(MADE_AT_ONCE);
        let codes = of_part.map(|(member, _, fresh)| (*member, TokenHash::of(fresh))).collect();
        let input = MakeCodes { codes, anew, key: key.take() };
        match site.db.transact(s.number, move |tx| make_codes(tx, me, &input, now)).await {
            Ok(members) => made.extend(members),
            Err(OpError::Refused(ClaimRefused::CodeMade)) if caller.wants == Wants::Html => {
                return shown_before(&caller, &site, s, list).await;
            }
            Err(OpError::Refused(why)) => return Err(why.into()),
            Err(OpError::Fault(fault)) => return Err(fault.into()),
        }
    }
    let link = format!("{}{}/claims", site.config.base_url, s.base);
    let codes = drawn
        .into_iter()
        .filter(|(member, ..)| made.contains(member))
        .map(|(member, name, fresh)| {
            let code = code::grouped(&fresh);
            NewCodeView { member, message: message(s.t, &name, &link, &code), name, code }
        })
        .collect();
    let expires_at = now.plus(CODE_HOLDS);
    let expires = s.time(&expires_at);
    let page = CodesPage {
        s,
        list,
        title,
        codes,
        lost: false,
        open,
        more,
        link,
        expires_at: expires_at.to_string(),
        expires,
    };
    // No redirect: an address is no place for secrets that are shown once.
    Reply::with_status(StatusCode::CREATED, &caller, &page)
}

/// The page was loaded again: nobody can show those codes any more, and all that nobody has used are made anew at one press.
async fn shown_before(caller: &Caller, site: &Site, s: Scene, list: Id<OrderList>) -> Answer {
    let scene = s.clone();
    let found = site.db.read(move |reader| {
        let Some(whole) = Whole::find(reader, scene.number, list)? else { return Ok(None) };
        let (without, open) = without_account(reader, &scene, &whole)?;
        Ok(Some((scene.called(&whole.list), without.len(), open)))
    });
    let (title, more, open) = found.await?.ok_or(ListRefused::NoSuchList)?;
    let link = format!("{}{}/claims", site.config.base_url, s.base);
    let (expires_at, expires) = (String::new(), Html::default());
    let page =
        CodesPage { s, list, title, codes: Vec::new(), lost: true, open, more, link, expires_at, expires };
    Reply::with_status(StatusCode::CONFLICT, caller, &page)
}

type Named = (Id<Member>, String);

/// Buyers with orders and without an account: who has no code that can be entered, and who has one.
pub(super) fn without_account(
    reader: &mut Reader,
    s: &Scene,
    whole: &Whole,
) -> Result<(Vec<Named>, Vec<OpenCodeView>), Fault> {
    let found = buyers_without_account(reader, s.number, whole.list.id, s.now)?;
    let place = |name: &str| whole.lines.iter().position(|line| line.name == name).unwrap_or(usize::MAX);
    let mut found: Vec<_> = found.into_iter().map(|one| (place(&one.0), one)).collect();
    found.sort_by_key(|(place, _)| *place);
    let (mut without, mut open): (Vec<Named>, Vec<OpenCodeView>) = (Vec::new(), Vec::new());
    for (_, (name, member, expires_at)) in found {
        let seen =
            without.iter().any(|(other, _)| *other == member) || open.iter().any(|one| one.member == member);
        match expires_at {
            _ if seen => {}
            None => without.push((member, name)),
            Some(at) => {
                let (expires_at, expires) = (at.to_string(), s.time(&at));
                open.push(OpenCodeView { member, name, expires_at, expires });
            }
        }
    }
    Ok((without, open))
}
