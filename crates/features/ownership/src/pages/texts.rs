//! Texts that read like the promise of a return, and mean none: handed in by who wrote them, let pass by a steward who did not.

use super::scene::Scene;
use crate::ids::Member;
use crate::ops::{self, AskAboutText, PassText};
use crate::rows::TextLook;
use crate::text_look::{TEXT_CHARS_MAX, TEXT_REASON_CHARS_MAX, TextPlace, found_in};
use crate::text_look_store::{TextKey, texts_passed, texts_waiting};
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

const PAGE: i64 = 30;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "texts.html")]
pub(crate) struct TextsPage {
    #[serde(skip)]
    s: Scene,
    /// Nobody has looked at them: to who wrote them, and to stewards. Who waits longest comes first.
    waiting: Vec<TextLookView>,
    /// Newest first; to who wrote them, and to stewards.
    passed: Vec<TextLookView>,
    /// The value of `above` for more that wait.
    more_waiting: Option<i64>,
    /// The value of `below` for more that have passed.
    more_passed: Option<i64>,
    #[serde(skip)]
    paged: bool,
    #[serde(skip)]
    form: TextLookForm,
    #[serde(skip)]
    errors: Errors,
    /// The form of a text that waits was sent, not that of asking.
    #[serde(skip)]
    passing: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TextLookView {
    number: i64,
    /// `share`, `campaign`, `proposal` or `comment`.
    place: String,
    sha256: String,
    words: String,
    /// What of it reads like a promise.
    found: Option<String>,
    asked_by: String,
    asked_at: String,
    passed_by: Option<String>,
    passed_at: Option<String>,
    reason: Option<String>,
    /// The caller is a steward, and did not write it.
    may_pass: bool,
    #[serde(skip)]
    place_said: String,
    #[serde(skip)]
    asked: Timestamp,
}

/// A text and where it is to stand; or which text passes, and why.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TextLookForm {
    /// `share`, `campaign`, `proposal` or `comment`.
    place: String,
    /// The very text, as it is to be published.
    words: String,
    /// Of the text that was read.
    sha256: String,
    /// Why it promises nothing.
    reason: String,
}

/// Which text it is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TextLookAnswer {
    place: &'static str,
    sha256: String,
    passed: bool,
}

impl View for TextsPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.s.t.texts_title()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/decisions", self.s.base), self.s.t.texts_back())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl Scene {
    pub(crate) fn text_place(&self, place: TextPlace) -> String {
        match place {
            TextPlace::Share => self.t.place_share(),
            TextPlace::Campaign => self.t.place_campaign(),
            TextPlace::Proposal => self.t.place_proposal(),
            TextPlace::Comment => self.t.place_comment(),
        }
    }
}

impl TextsPage {
    fn places(&self) -> Vec<(String, String)> {
        TextPlace::ALL.iter().map(|place| (place.code().to_owned(), self.s.text_place(*place))).collect()
    }

    fn older(&self) -> Option<String> {
        self.more_passed.map(|below| format!("{}/texts?below={below}", self.s.base))
    }

    fn later(&self) -> Option<String> {
        self.more_waiting.map(|above| format!("{}/texts?above={above}", self.s.base))
    }

    fn first(&self) -> Option<String> {
        self.paged.then(|| format!("{}/texts", self.s.base))
    }

    /// The text that was to be let pass: what was typed stays with it, and what is wrong stands there.
    fn is_answered(&self, text: &TextLookView) -> bool {
        self.passing && self.form.place == text.place && self.form.sha256 == text.sha256
    }

    /// Each text has a field of its own.
    fn reason_id(&self, text: &TextLookView) -> String {
        format!("reason-{}", text.number)
    }
}

/// Texts that wait for a second person, and those that have passed: to who wrote them, and to stewards.
#[utoipa::path(get, path = "/c/{slug}/texts", tag = "ownership",
    params(("slug" = String, Path), ("place" = Option<String>, Query, description = "what the form of a new one begins with"),
        ("above" = Option<i64>, Query, description = "waiting ones with a larger number"),
        ("below" = Option<i64>, Query, description = "passed ones with a smaller number")),
    responses((status = 200, body = TextsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn texts_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let place = parameter(&pairs, "place").and_then(TextPlace::parse);
    let form = TextLookForm {
        place: place.map_or_else(String::new, |place| place.code().to_owned()),
        ..TextLookForm::default()
    };
    let number = |name| parameter(&pairs, name).and_then(|number| number.parse::<i64>().ok());
    let page = load(&caller, &site, form, (number("above"), number("below"))).await?;
    Reply::page(&caller, &page)
}

async fn load(
    caller: &Caller,
    site: &Site,
    form: TextLookForm,
    range: (Option<i64>, Option<i64>),
) -> Result<TextsPage, Problem> {
    let (s, me) = (Scene::of(caller, site)?, me(caller)?);
    Ok(site.db.read(move |reader| read(reader, s, me, form, range)).await?)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    me: Id<Member>,
    form: TextLookForm,
    (above, below): (Option<i64>, Option<i64>),
) -> Result<TextsPage, Fault> {
    let author = (!s.can(Power::EditCharter)).then_some(me);
    let waiting = texts_waiting(reader, s.number, author, above.unwrap_or(0), PAGE + 1)?;
    let passed = texts_passed(reader, s.number, author, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let (waiting, more_waiting) = views(reader, &s, me, waiting)?;
    let (passed, more_passed) = views(reader, &s, me, passed)?;
    Ok(TextsPage {
        waiting,
        passed,
        more_waiting,
        more_passed,
        paged: above.is_some() || below.is_some(),
        form,
        errors: Errors::none(),
        passing: false,
        s,
    })
}

/// Of a page, and the number of its last where there are more.
fn views(
    reader: &mut Reader,
    s: &Scene,
    me: Id<Member>,
    mut keys: Vec<TextKey>,
) -> Result<(Vec<TextLookView>, Option<i64>), Fault> {
    let more = keys.len() as i64 > PAGE;
    keys.truncate(PAGE as usize);
    let one = community::one_with_shown(reader, s.number, me)?;
    let mut views = Vec::with_capacity(keys.len());
    for (place, sha256) in keys {
        let row = reader.find::<TextLook>(&(s.number, place.code().to_owned(), sha256))?;
        let Some(row) = row else { continue };
        let own = row.asked_by == me || one.contains(&row.asked_by);
        views.push(TextLookView {
            number: row.number,
            place: row.place,
            sha256: row.sha256,
            found: found_in(place, &row.words),
            words: row.words,
            asked_by: s.name(reader, row.asked_by)?,
            asked_at: row.asked_at_us.to_string(),
            passed_by: row.passed_by.map(|second| s.name(reader, second)).transpose()?,
            passed_at: row.passed_at_us.map(|at| at.to_string()),
            reason: row.reason,
            may_pass: row.passed_by.is_none() && !own && s.can(Power::EditCharter),
            place_said: s.text_place(place),
            asked: row.asked_at_us,
        });
    }
    let next = views.last().map(|text| text.number).filter(|_| more);
    Ok((views, next))
}

/// Asks another steward to look at a text that is refused because it reads like the promise of a return. For every member.
#[utoipa::path(post, path = "/c/{slug}/texts", tag = "ownership", request_body = TextLookForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TextLookAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn ask_about_text(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<TextLookForm>,
) -> Answer {
    let (me, now, community) = (me(&caller)?, site.now(), caller.community()?);
    let mut check = Check::new(caller.lang);
    let place = check.choice("place", &form.place, TextPlace::parse);
    let words = check.long_text("words", &form.words, 1..=TEXT_CHARS_MAX);
    let (place, words) = match check.done((place, words)) {
        Ok((Some(place), words)) => (place, words),
        Ok((None, _)) => return Err(Problem::not_found()),
        Err(errors) => return again(&caller, &site, form, errors, false).await,
    };
    let input = AskAboutText { place, words, key: Some(key.of(&caller, "ask_about_text")?) };
    match site.db.transact(community.number, move |tx| ops::ask_about_text(tx, me, &input, now)).await {
        Ok(sha256) => {
            let answer = TextLookAnswer { place: place.code(), sha256, passed: false };
            Reply::changed(&caller, &format!("/c/{}/texts", community.slug), &answer)
        }
        Err(OpError::Refused(why)) => {
            again(&caller, &site, form, Errors::refused(why, caller.lang), false).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Lets the very text pass that was read, with the reason. By a steward who did not write it, and is not one with who did.
#[utoipa::path(post, path = "/c/{slug}/texts/passing", tag = "ownership", request_body = TextLookForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TextLookAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn pass_text(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<TextLookForm>,
) -> Answer {
    let (me, now, community) = (me(&caller)?, site.now(), caller.community()?);
    caller.may(Power::EditCharter)?;
    let mut check = Check::new(caller.lang);
    let place = check.choice("place", &form.place, TextPlace::parse);
    let reason = check.text("reason", &form.reason, 1..=TEXT_REASON_CHARS_MAX);
    let (place, reason) = match check.done((place, reason)) {
        Ok((Some(place), reason)) => (place, reason),
        Ok((None, _)) => return Err(Problem::not_found()),
        Err(errors) => return again(&caller, &site, form, errors, true).await,
    };
    let sha256 = form.sha256.trim().to_owned();
    let input = PassText { place, sha256: sha256.clone(), reason, key: Some(key.of(&caller, "pass_text")?) };
    match site.db.transact(community.number, move |tx| ops::pass_text(tx, me, &input, now)).await {
        Ok(_) => {
            let answer = TextLookAnswer { place: place.code(), sha256, passed: true };
            Reply::changed(&caller, &format!("/c/{}/texts", community.slug), &answer)
        }
        Err(OpError::Refused(why)) => {
            again(&caller, &site, form, Errors::refused(why, caller.lang), true).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(caller: &Caller, site: &Site, form: TextLookForm, errors: Errors, passing: bool) -> Answer {
    let mut page = load(caller, site, form, (None, None)).await?;
    (page.errors, page.passing) = (errors.clone(), passing);
    Reply::form_refused(caller, &page, &errors)
}
