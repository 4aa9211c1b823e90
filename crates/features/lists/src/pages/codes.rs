//! Codes for all buyers of a list who have no account, each with its own message to send: on one page, and no two at a touch.

use super::scene::Scene;
use crate::L10nLanguage;
use crate::claim_codes::{Drawn, MADE_AT_ONCE, Made, Making, make_in_parts};
use crate::code;
use crate::ids::Member;
use crate::lists_store::buyers_without_account;
use crate::ops::CODE_HOLDS;
use crate::refused::{ClaimRefused, ListRefused};
use crate::rows::OrderList;
use crate::whole::Whole;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui;
use web::{
    Answer, Back, Caller, Html, Keyed, Lang, Place, Power, Problem, Reply, Site, View, Wants, WebRefused,
};

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
    /// Made were these, and then something came in between.
    rest: Option<RestView>,
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

/// For whom none was made, for something came in between: what they had still holds, and it can be pressed again for them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RestView {
    count: usize,
    /// Why, in words.
    detail: String,
    /// The log has more under this number.
    incident: Option<String>,
}

impl RestView {
    fn of(count: usize, why: &Problem, lang: Lang) -> RestView {
        let incident = why.incident().map(|incident| incident.to_string());
        RestView { count, detail: why.say(lang), incident }
    }
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
    #[serde(skip)]
    until: Timestamp,
}

/// As a form says which of them are meant: those that are shown, and none that is made while somebody looks.
pub(super) fn until(open: &[OpenCodeView]) -> String {
    open.iter().map(|one| one.until).max().map_or_else(String::new, |until| until.to_string())
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct CodesForm {
    /// `on`: new ones for all who have one that nobody has used; those are void then.
    anew: String,
    /// RFC 3339: of those only the ones that hold until then and no longer. Empty: all that there are.
    until: String,
}

impl CodesForm {
    /// Until when a code holds at most that is made anew; None: none is.
    fn anew(&self, open: &[OpenCodeView]) -> Result<Option<Timestamp>, Problem> {
        if self.anew.is_empty() {
            return Ok(None);
        }
        if self.until.is_empty() {
            // Where nobody has one, nobody's is made anew.
            return Ok(open.iter().map(|one| one.until).max().or(Some(Timestamp::from_micros(0))));
        }
        let until = Timestamp::parse(&self.until);
        Ok(Some(until.ok_or_else(|| Problem::refused(WebRefused::InvalidInput))?))
    }
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

impl CodesPage {
    fn until(&self) -> String {
        until(&self.open)
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
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn make_all(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CodesForm>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    caller.may(Power::Invite)?;
    let Found { title, without, open } = find(&site, &s, list).await?;
    let anew = form.anew(&open)?;
    let (due, more) = due(without, &open, anew);
    let key = Some(key.of(&caller, "make_codes")?);
    let making = Making { community: s.number, by: s.me, anew, key, now: s.now };
    let made = match make_in_parts(&site.db, &making, drawn(&site, due)?).await {
        Ok(made) => made,
        Err(OpError::Refused(ClaimRefused::CodeMade)) if caller.wants == Wants::Html => {
            return shown_before(&caller, &site, s, list).await;
        }
        Err(error) => return Err(problem(error)),
    };
    let page = shown(&site, s, (list, title), made, (open, more));
    // No redirect: an address is no place for secrets that are shown once.
    Reply::with_status(StatusCode::CREATED, &caller, &page)
}

fn problem(error: OpError<ClaimRefused>) -> Problem {
    match error {
        OpError::Refused(why) => why.into(),
        OpError::Fault(fault) => fault.into(),
    }
}

/// A list, who has no code, and who has one.
struct Found {
    title: String,
    without: Vec<Named>,
    open: Vec<OpenCodeView>,
}

async fn find(site: &Site, s: &Scene, list: Id<OrderList>) -> Result<Found, Problem> {
    let scene = s.clone();
    let found = site.db.read(move |reader| {
        let Some(whole) = Whole::find(reader, scene.number, list)? else { return Ok(None) };
        let (without, open) = without_account(reader, &scene, &whole)?;
        Ok(Some(Found { title: scene.called(&whole.list), without, open }))
    });
    Ok(found.await?.ok_or(ListRefused::NoSuchList)?)
}

/// For whom codes are made, and how many more wait for another press.
fn due(mut without: Vec<Named>, open: &[OpenCodeView], anew: Option<Timestamp>) -> (Vec<Named>, usize) {
    if let Some(until) = anew {
        // All at once: who would be left over could not be told from who was sent one.
        let due = open.iter().filter(|one| one.until <= until);
        return (due.map(|one| (one.member, one.name.clone())).collect(), 0);
    }
    let more = without.len().saturating_sub(MADE_AT_ONCE);
    without.truncate(MADE_AT_ONCE);
    (without, more)
}

fn drawn(site: &Site, due: Vec<Named>) -> Result<Vec<Drawn>, Problem> {
    let draw = |(member, name)| {
        let code = code::draw(&site.ids.random::<{ code::RANDOM_BYTES }>());
        let code = code.ok_or_else(|| Fault::Engine("no chance to draw a code from".into()))?;
        Ok(Drawn { member, name, code })
    };
    due.into_iter().map(draw).collect()
}

/// What was made, this once; and who has another one, for it is not due or was not come to.
fn shown(
    site: &Site,
    s: Scene,
    (list, title): (Id<OrderList>, String),
    made: Made,
    (mut open, more): (Vec<OpenCodeView>, usize),
) -> CodesPage {
    open.retain(|one| made.codes.iter().all(|new| new.member != one.member));
    let link = format!("{}{}/claims", site.config.base_url, s.base);
    let view = |Drawn { member, name, code }| {
        let code = code::grouped(&code);
        NewCodeView { member, message: message(s.t, &name, &link, &code), name, code }
    };
    let codes = made.codes.into_iter().map(view).collect();
    let rest = made.rest.map(|(count, error)| RestView::of(count, &problem(error), s.lang));
    let expires_at = s.now.plus(CODE_HOLDS);
    let expires = s.time(&expires_at);
    let expires_at = expires_at.to_string();
    CodesPage { s, list, title, codes, rest, lost: false, open, more, link, expires_at, expires }
}

/// The page was loaded again: nobody can show those codes any more, and all that nobody has used are made anew at one press.
async fn shown_before(caller: &Caller, site: &Site, s: Scene, list: Id<OrderList>) -> Answer {
    let Found { title, without, open } = find(site, &s, list).await?;
    let link = format!("{}{}/claims", site.config.base_url, s.base);
    let page = CodesPage {
        s,
        list,
        title,
        codes: Vec::new(),
        rest: None,
        lost: true,
        open,
        more: without.len(),
        link,
        expires_at: String::new(),
        expires: Html::default(),
    };
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
                open.push(OpenCodeView { member, name, expires_at, expires, until: at });
            }
        }
    }
    Ok((without, open))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Currency, Zone};
    use web::Powers;

    /// Codes of a part that was made, and of the rest in words: why, and a button for these alone.
    #[test]
    fn what_is_left_is_told_beside_what_was_made() {
        let (now, until) = (Timestamp::from_micros(86_400_000_000), Timestamp::from_micros(90_000_000_001));
        for (lang, words) in [(Lang::Zh, "还有 2 位没换成"), (Lang::En, "2 people got no new code")] {
            let s = Scene {
                lang,
                t: crate::t(lang),
                base: "/c/coop".to_owned(),
                number: 1,
                currency: Currency::CNY,
                zone: Zone::utc(),
                now,
                me: Id::from_parts(1, [1; 10]),
                powers: Powers::default(),
            };
            let why = Problem::fault("the disk is full");
            let incident = why.incident().map(|incident| incident.to_string());
            let one = |number: u8, until: Timestamp| OpenCodeView {
                member: Id::from_parts(1, [number; 10]),
                name: "阿明".to_owned(),
                expires_at: until.to_string(),
                expires: Html::default(),
                until,
            };
            let new = NewCodeView {
                member: Id::from_parts(1, [4; 10]),
                name: "小雨".to_owned(),
                code: "BCDF-GHJK-MNPQ".to_owned(),
                message: "to 小雨".to_owned(),
            };
            let page = CodesPage {
                s,
                list: Id::from_parts(1, [5; 10]),
                title: "周六团购".to_owned(),
                codes: vec![new],
                rest: Some(RestView::of(2, &why, lang)),
                lost: false,
                open: vec![one(2, until), one(3, now)],
                more: 0,
                link: String::new(),
                expires_at: String::new(),
                expires: Html::default(),
            };
            let shown = page.render().unwrap();
            for part in [
                words,
                &why.say(lang),
                &incident.unwrap(),
                "data-copy=\"to 小雨\"",
                "name=\"anew\" value=\"on\"",
            ] {
                assert!(shown.contains(part), "{part}: {shown}");
            }
            assert!(shown.contains(&format!("name=\"until\" value=\"{until}\"")), "{shown}");
            let page = CodesPage { rest: None, ..page };
            let shown = page.render().unwrap();
            assert!(!shown.contains(words) && !shown.contains("name=\"anew\""), "{shown}");
        }
    }

    #[test]
    fn those_that_were_seen_are_made_anew() {
        let at = Timestamp::from_micros;
        let one = |micros: i64| OpenCodeView {
            member: Id::from_parts(1, [1; 10]),
            name: micros.to_string(),
            expires_at: String::new(),
            expires: Html::default(),
            until: at(micros),
        };
        let open = [one(1), one(3), one(2)];
        let form = |anew: &str, until: &str| CodesForm { anew: anew.to_owned(), until: until.to_owned() };
        for (anew, until, expected) in [
            ("", "", Some(None)),
            ("", "1970-01-01T00:00:00.000002Z", Some(None)),
            ("on", "", Some(Some(at(3)))),
            ("on", "1970-01-01T00:00:00.000002Z", Some(Some(at(2)))),
            ("on", "yesterday", None),
        ] {
            assert_eq!(form(anew, until).anew(&open).ok(), expected, "{anew} {until}");
        }
        let names =
            |anew| due(Vec::new(), &open, anew).0.into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(
            (names(Some(at(2))), names(Some(at(3))).len(), names(Some(at(0))).len()),
            (vec!["1".into(), "2".into()], 3, 0)
        );
        assert_eq!(until(&open), at(3).to_string());
        let many: Vec<Named> = (0..130).map(|n: u8| (Id::from_parts(1, [n; 10]), n.to_string())).collect();
        let (made, more) = due(many, &open, None);
        assert_eq!((made.len(), more), (MADE_AT_ONCE, 30));
    }
}
