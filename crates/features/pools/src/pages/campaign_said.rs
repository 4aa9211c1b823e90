//! What a campaign's team told, and what members asked: a page at a time, unanswered questions first.

use super::campaign_page::CampaignPage;
use super::read_store::{answered, unanswered};
use super::scene::{Names, Scene};
use crate::campaign_rows::{Campaign, Question, UpdateRow};
use kernel::{Currency, Money, Timestamp};
use ownership::TextPlace;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;
use web::asked::parameter;

/// What the team told, or what was asked and answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SaidView {
    pub number: i64,
    pub by: String,
    /// RFC 3339.
    pub at: String,
    /// CommonMark.
    pub words: String,
    pub answer: Option<String>,
    pub answered_by: Option<String>,
    /// Who let what the team says, or what a question says, pass that reads like a promise, and why.
    pub passed: Vec<String>,
    #[serde(skip)]
    pub when: Html,
    #[serde(skip)]
    pub html: Html,
    #[serde(skip)]
    pub answer_html: Option<Html>,
}

/// On one page; older ones are behind a key.
const SAID_SHOWN: usize = 50;

/// Where a page of each begins: below these numbers. None: at the newest.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Turned {
    pub updates_before: Option<i64>,
    /// Among those without an answer; those with one come after them.
    pub open_before: Option<i64>,
    pub questions_before: Option<i64>,
    /// What the reader thinks of giving.
    pub amount_minor: Option<i64>,
}

impl Turned {
    pub(crate) fn of(pairs: &[(String, String)], currency: Currency) -> Turned {
        let number = |name: &str| parameter(pairs, name).and_then(|typed| typed.parse().ok());
        Turned {
            updates_before: number("updates_before"),
            open_before: number("open_before"),
            questions_before: number("questions_before"),
            amount_minor: parameter(pairs, "amount")
                .and_then(|typed| Money::parse(typed, currency).ok())
                .map(|money| money.minor)
                .filter(|minor| (1..=ledger::AMOUNT_MAX).contains(minor)),
        }
    }
}

/// One page of them, and how the next one is asked for: `updates_before=12`.
#[derive(Default)]
pub(crate) struct SaidPage {
    pub said: Vec<SaidView>,
    pub next: Option<String>,
}

/// Leaves one page of them, and answers how the next is asked for.
fn turn(numbers: &mut Vec<i64>, name: &str) -> Option<String> {
    let more = numbers.len() > SAID_SHOWN;
    numbers.truncate(SAID_SHOWN);
    numbers.last().filter(|_| more).map(|last| format!("{name}={last}"))
}

/// What the team said that somebody let pass; and of a question what stands there as members' talk.
fn passed(
    reader: &mut Reader,
    s: &Scene,
    asked: Option<&str>,
    words: Option<&str>,
) -> Result<Vec<String>, Fault> {
    let of_team = words.map(|words| (TextPlace::Campaign, words));
    let of_member = asked.map(|words| (TextPlace::Comment, words));
    ownership::passed_said(reader, s.number, s.lang, of_member.into_iter().chain(of_team))
}

/// How a text of a form of the campaign's page is looked at: `which` form, as the page names it.
pub(super) fn place_of(which: &str) -> TextPlace {
    if which == "question" { TextPlace::Comment } else { TextPlace::Campaign }
}

impl CampaignPage {
    /// Where another steward is asked to look at what was refused; None where nothing was.
    pub(super) fn look_at(&self) -> Option<String> {
        let typed = [&self.form.words, &self.form.reason, &self.form.evidence];
        let place = place_of(&self.which);
        let asks = |text: &String| ownership::may_ask_to_look(self.s.lang, &self.errors, place, text);
        let refused = typed.into_iter().any(asks);
        refused.then(|| format!("{}/texts?place={}#ask", self.s.base, place.code()))
    }

    pub(super) fn look_text(&self) -> String {
        ownership::look_text(self.s.lang)
    }
}

/// The newest first.
pub(crate) fn updates(
    reader: &mut Reader,
    s: &Scene,
    campaign: &Campaign,
    turned: Turned,
) -> Result<SaidPage, Fault> {
    let newest = turned.updates_before.map_or(campaign.update_count, |before| before.saturating_sub(1));
    let mut numbers: Vec<i64> = (1..=newest.min(campaign.update_count)).rev().take(SAID_SHOWN + 1).collect();
    let next = turn(&mut numbers, "updates_before");
    let (mut views, mut names) = (Vec::new(), Names::default());
    for number in numbers {
        let row = reader.find::<UpdateRow>(&(s.number, campaign.pool_id, number))?;
        let Some(row) = row else { continue };
        let by = names.of(reader, s, row.written_by)?;
        let passed = passed(reader, s, None, Some(&row.words))?;
        views.push(SaidView { passed, ..said(s, (number, by, row.written_at_us, row.words), None) });
    }
    Ok(SaidPage { said: views, next })
}

/// Those without an answer before the others, each the newest first.
pub(crate) fn questions(
    reader: &mut Reader,
    s: &Scene,
    campaign: &Campaign,
    turned: Turned,
) -> Result<SaidPage, Fault> {
    let (key, most) = ((s.number, campaign.pool_id), SAID_SHOWN as i64 + 1);
    let mut numbers = match turned.questions_before {
        Some(_) => Vec::new(),
        None => unanswered(reader, key, turned.open_before.unwrap_or(i64::MAX), most)?,
    };
    let mut next = turn(&mut numbers, "open_before");
    if next.is_none() {
        let open = numbers.len();
        let mut rest = answered(reader, key, turned.questions_before.unwrap_or(i64::MAX), most)?;
        // All that follows is asked for by the last number that is shown, or by none where the open ones fill the page.
        let fits = SAID_SHOWN - open;
        if rest.len() > fits {
            rest.truncate(fits);
            next = Some(format!("questions_before={}", rest.last().copied().unwrap_or(i64::MAX)));
        }
        numbers.extend(rest);
    }
    let (mut views, mut names) = (Vec::new(), Names::default());
    for number in numbers {
        let row = reader.find::<Question>(&(s.number, campaign.pool_id, number))?;
        let Some(row) = row else { continue };
        let by = names.of(reader, s, row.asked_by)?;
        let passed = passed(reader, s, Some(&row.words), row.answer.as_deref())?;
        let answer = match (row.answer, row.answered_by) {
            (Some(words), Some(by)) => Some((names.of(reader, s, by)?, words)),
            (Some(words), None) => Some((s.t.nobody(), words)),
            (None, _) => None,
        };
        let words = if row.words.is_empty() { s.t.question_gone() } else { row.words };
        views.push(SaidView { passed, ..said(s, (number, by, row.asked_at_us, words), answer) });
    }
    Ok(SaidPage { said: views, next })
}

fn said(
    s: &Scene,
    (number, by, at, words): (i64, String, Timestamp, String),
    answer: Option<(String, String)>,
) -> SaidView {
    let (answered_by, answer) = answer.unzip();
    SaidView {
        number,
        by,
        at: at.to_string(),
        passed: Vec::new(),
        when: s.time(&at),
        html: web::text::story(&words),
        answer_html: answer.as_deref().map(web::text::story),
        words,
        answer,
        answered_by,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many there are → shown, and how the next page is asked for.
    #[test]
    fn a_full_page_has_a_next_one_only_where_more_follow() {
        for (count, shown, next) in
            [(0, 0, None), (50, 50, None), (51, 50, Some("updates_before=2".to_owned()))]
        {
            let mut numbers: Vec<i64> = (1..=count).rev().collect();
            assert_eq!(turn(&mut numbers, "updates_before"), next, "{count}");
            assert_eq!(numbers.len(), shown, "{count}");
        }
    }
}
