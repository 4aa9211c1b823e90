//! What is said about a proposal, in reading order, a page by key at a time; saying something, and hiding it.

use super::asking::{id, me, number};
use super::moves::{again, finish};
use super::proposal_page::{Failed, ProposalPage};
use super::scene::{Names, Scene};
use crate::comment::{COMMENT_CHARS_MAX, depth, may_comment};
use crate::ops::{self, Comment, HideComment};
use crate::proposal::REASON_CHARS_MAX;
use crate::proposal_store::comments;
use crate::rows::{Proposal, ProposalComment};
use axum::extract::{Path, State};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::{Answer, Caller, Check, Html, Input, Keyed, Power, Site};

const PAGE: i64 = 50;

/// What the address of a proposal's page asks to be shown.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Looking {
    /// The place of the last comment of the page before.
    pub after: String,
    /// The comment that is about to be answered, or hidden.
    pub reply: Option<i64>,
    pub hide: Option<i64>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Comments {
    pub list: Vec<CommentView>,
    /// The value of `after` for the next page.
    pub next: Option<String>,
    #[serde(skip)]
    pub paged: bool,
    /// Whether anything can be said now.
    pub open: bool,
    #[serde(skip)]
    pub reply: Option<CommentView>,
    #[serde(skip)]
    pub hide: Option<CommentView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CommentView {
    pub number: i64,
    /// The comment it answers.
    pub parent: Option<i64>,
    /// From 0; deeper replies than can be shown stand beside the deepest.
    pub depth: usize,
    pub by: String,
    /// RFC 3339.
    pub at: String,
    #[serde(skip)]
    pub when: Timestamp,
    /// CommonMark; empty where it is hidden, or its author's account is gone.
    pub body: String,
    /// Who hid it, and why.
    pub hidden_by: Option<String>,
    pub hidden_reason: Option<String>,
    /// Who let it pass, and why, where it reads like a promise.
    pub passed: Vec<String>,
    #[serde(skip)]
    pub by_author: bool,
    #[serde(skip)]
    pub may_hide: bool,
    /// By whoever looks: they take it back, others hide it.
    #[serde(skip)]
    pub own: bool,
}

impl CommentView {
    pub(crate) fn story(&self) -> Html {
        web::text::story(&self.body)
    }

    /// Of the form that asks why: its author takes it back, a moderator hides it.
    pub(crate) fn why_label(&self, s: &Scene) -> String {
        if self.own { s.t.take_back_reason() } else { s.t.hide_reason() }
    }

    pub(crate) fn why_hint(&self, s: &Scene) -> String {
        if self.own { s.t.take_back_hint() } else { s.t.hide_reason_hint() }
    }

    pub(crate) fn excerpt(&self) -> String {
        web::text::excerpt(&self.body, 60)
    }
}

impl ProposalPage {
    /// Where another steward is asked to look at a comment that was refused; None where none was.
    pub(super) fn comment_look_at(&self) -> Option<String> {
        let (place, text) = (ownership::TextPlace::Comment, self.failed.typed("comment", "comment"));
        let refused = self.failed.opens("comment")
            && ownership::may_ask_to_look(self.s.lang, &self.failed.errors, place, &text);
        refused.then(|| format!("{}/texts?place={}#ask", self.s.base, place.code()))
    }

    pub(super) fn look_text(&self) -> String {
        ownership::look_text(self.s.lang)
    }
}

pub(crate) fn read(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: &Proposal,
    looking: &Looking,
) -> Result<Comments, Fault> {
    let mut numbers = comments(reader, s.number, row.id, &looking.after, PAGE + 1)?;
    let more = numbers.len() as i64 > PAGE;
    numbers.truncate(PAGE as usize);
    let (mut list, mut last) = (Vec::new(), None);
    for number in numbers {
        if let Some(comment) = reader.find::<ProposalComment>(&(s.number, row.id, number))? {
            list.push(view(reader, s, names, &comment)?);
            last = Some(comment.thread);
        }
    }
    if ownership::any_text_passed(reader, s.number)? {
        for comment in &mut list {
            let text = [(ownership::TextPlace::Comment, comment.body.as_str())];
            comment.passed = ownership::passed_said(reader, s.number, s.lang, text)?;
        }
    }
    let one = |reader: &mut Reader, names: &mut Names, number: Option<i64>| match number {
        Some(number) => {
            let comment = reader.find::<ProposalComment>(&(s.number, row.id, number))?;
            comment.map(|comment| view(reader, s, names, &comment)).transpose()
        }
        None => Ok(None),
    };
    Ok(Comments {
        list,
        next: last.filter(|_| more),
        paged: !looking.after.is_empty(),
        open: may_comment(row.stage).is_ok(),
        reply: one(reader, names, looking.reply)?,
        hide: one(reader, names, looking.hide)?.filter(|comment| comment.may_hide),
    })
}

fn view(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: &ProposalComment,
) -> Result<CommentView, Fault> {
    let hidden = row.hidden_at_us.is_some();
    Ok(CommentView {
        number: row.number,
        parent: row.parent,
        depth: depth(&row.thread),
        by: names.name(reader, s, row.by_member)?,
        at: row.at_us.to_string(),
        when: row.at_us,
        body: if hidden { String::new() } else { row.body.clone() },
        hidden_by: match row.hidden_by {
            Some(by) => Some(names.name(reader, s, by)?),
            None => None,
        },
        hidden_reason: row.hidden_reason.clone(),
        passed: Vec::new(),
        by_author: row.hidden_by == Some(row.by_member),
        own: s.me == Some(row.by_member),
        may_hide: !hidden && (s.me == Some(row.by_member) || s.can(Power::Moderate)),
    })
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct CommentForm {
    /// CommonMark, up to 4,000 characters.
    comment: String,
    /// The number of the comment it answers; empty: none.
    parent: String,
}

/// What a program is told of what it said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CommentAnswer {
    number: i64,
}

/// Says something about a proposal, or answers what was said.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/comments", tag = "decisions", request_body = CommentForm,
    params(("slug" = String, Path), ("proposal" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = CommentAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn say(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<CommentForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?.number, site.now());
    let proposal = id::<Proposal>(&proposal)?;
    let typed = vec![("comment", form.comment.clone()), ("parent", form.parent.clone())];
    let mut check = Check::new(caller.lang);
    let body = check.long_text("comment", &form.comment, 1..=COMMENT_CHARS_MAX);
    let whole = |check: &mut Check, field: &str, typed: &str| check.whole(field, typed, 1..=i64::MAX);
    let parent = check.optional("parent", &form.parent, whole);
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, Failed { form: "comment", typed, errors }).await;
    }
    let input = Comment { proposal, parent, body, key: Some(key.of(&caller, "comment")?) };
    let done = site.db.transact(community, move |tx| ops::comment(tx, me, &input, now)).await;
    finish(&caller, &site, proposal, ("comment", typed), done, |number| CommentAnswer { number }).await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct HidingForm {
    reason: String,
}

/// Hides what was said: a moderator, or whoever said it. That there was something stays to be seen, with the reason.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/comments/{number}/hiding", tag = "decisions",
    request_body = HidingForm,
    params(("slug" = String, Path), ("proposal" = String, Path), ("number" = i64, Path)),
    responses((status = 200, body = CommentAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn hide(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal, comment)): Path<(String, String, String)>,
    Input(form): Input<HidingForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?.number, site.now());
    let (proposal, number) = (id::<Proposal>(&proposal)?, number(&comment)?);
    let mut check = Check::new(caller.lang);
    let reason = check.text("reason", &form.reason, 0..=REASON_CHARS_MAX);
    let typed = vec![("reason", form.reason.clone()), ("number", number.to_string())];
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, Failed { form: "hide", typed, errors }).await;
    }
    let input = HideComment { proposal, number, reason };
    let done = site.db.transact(community, move |tx| ops::hide_comment(tx, me, &input, now)).await;
    finish(&caller, &site, proposal, ("hide", typed), done, |()| CommentAnswer { number }).await
}
