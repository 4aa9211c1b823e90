//! A draft is put to the vote.

use super::words;
use crate::asks::{Action, Asks};
use crate::ballot::{BallotRefused, hours};
use crate::ops::{self, OpenBallot};
use crate::pages::asking::{id, me};
use crate::pages::asks_view::{self, AsksView};
use crate::pages::rules_view;
use crate::pages::scene::{Names, Scene};
use crate::promising::{Stands, first_promise, texts};
use crate::rows::{Ballot, Proposal, ProposalText};
use crate::stored;
use crate::terms::{DecisionRules, Part, Weighting};
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use ownership::{Passed, TextPlace};
use pools::campaign::Offered;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Keyed, Lang, Place, Problem, Reply, Site, View};

/// What a ballot on this draft would be.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "ballot_open.html")]
pub(crate) struct OpenPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    proposal: Id<Proposal>,
    #[serde(skip)]
    number: i64,
    title: String,
    /// The version of the text that would be voted on: an opening names it.
    version: i64,
    /// CommonMark.
    body: String,
    #[schema(value_type = Object)]
    asks: Asks,
    /// RFC 3339: the earliest time at which it may open, and at which it may close if it opens now.
    opens_from: String,
    closes_from: String,
    #[serde(skip)]
    opens: Timestamp,
    #[serde(skip)]
    written: Timestamp,
    /// What it would permit to spend beyond what a fund has.
    warnings: Vec<String>,
    #[serde(skip)]
    asked: AsksView,
    #[serde(skip)]
    rules: DecisionRules,
    /// What still holds of older rules although they have changed since the text was published, and what became stricter;
    /// in sentences.
    rules_kept: Vec<String>,
    #[serde(skip)]
    threshold: Part,
    #[serde(skip)]
    own: bool,
    #[serde(skip)]
    form: OpenForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct OpenForm {
    /// Never left out: the version of the text as it was read. Where another one came since, nothing is opened: `other_version`.
    version: String,
    /// In the community's zone: `2026-03-14T20:00`; or RFC 3339.
    closes_at: String,
    /// Of a steward who does not answer for the proposal.
    reason: String,
}

/// What a program is told of a ballot that was opened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BallotMade {
    #[schema(value_type = String)]
    id: Id<Ballot>,
}

impl View for OpenPage {
    fn title(&self) -> String {
        self.s.t.ballot_open_title()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        let numbered = self.s.t.proposal_numbered(self.number);
        Back::to(self.s.decisions(format!("/{}", self.proposal)), numbered)
    }
}

impl OpenPage {
    fn path(&self) -> String {
        self.s.decisions(format!("/{}/ballots", self.proposal))
    }

    fn how(&self) -> String {
        words::how(self.s.t, self.asks.kind, self.asks.weighting == Weighting::QuadraticCredits)
    }

    fn passes(&self) -> String {
        words::passes(self.s.t, self.asks.kind, self.threshold)
    }

    fn counted_by(&self) -> Option<String> {
        crate::pages::words::counting_means(self.s.t, self.asks.counting)
    }

    fn story(&self) -> Html {
        web::text::story(&self.body)
    }

    /// The text was rewritten while this form was open.
    fn is_another(&self) -> bool {
        !self.form.version.is_empty() && self.form.version != self.version.to_string()
    }

    fn quorum(&self) -> String {
        self.s
            .t
            .ballot_quorum_part(format!("{}/{}", self.rules.quorum.numerator, self.rules.quorum.denominator))
    }

    fn too_early(&self) -> bool {
        self.s.now < self.opens
    }

    /// With the earliest closing, and some minutes more: it moves on while somebody corrects the form.
    fn not_before(&self) -> String {
        const MINUTES_5_US: i64 = 300_000_000;
        let earliest = self.s.now.plus(hours(self.rules.ballot_hours.max(1))).micros;
        let in_time =
            Timestamp::from_micros((earliest + 2 * MINUTES_5_US).div_euclid(MINUTES_5_US) * MINUTES_5_US);
        let pattern = if self.s.lang == web::Lang::Zh { "%-m月%-d日 %H:%M" } else { "%-d %b, %H:%M" };
        self.s.t.ballot_closes_not_before(in_time.format(&self.s.zone, pattern))
    }

    fn secrecy_said(&self) -> String {
        words::secrecy(self.s.t, self.asks.secrecy, self.rules.receipts)
    }
}

/// The form to open a ballot on a draft.
#[utoipa::path(get, path = "/c/{slug}/decisions/{proposal}/ballots/new", tag = "decisions",
    params(("slug" = String, Path), ("proposal" = String, Path)),
    responses((status = 200, body = OpenPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn open_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
) -> Answer {
    let page = load(&caller, &site, id(&proposal)?).await?;
    if !page.own && !page.s.can(web::Power::EditCharter) {
        return Err(BallotRefused::NotYours.into());
    }
    Reply::page(&caller, &page)
}

async fn load(caller: &Caller, site: &Site, proposal: Id<Proposal>) -> Result<OpenPage, Problem> {
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| read(reader, s, proposal)).await?;
    found.ok_or_else(|| BallotRefused::NoSuchProposal.into())
}

fn read(reader: &mut Reader, s: Scene, id: Id<Proposal>) -> Result<Option<OpenPage>, Fault> {
    let Some(row) = reader.find::<Proposal>(&(s.number, id))? else { return Ok(None) };
    let text = reader.find::<ProposalText>(&(s.number, id, row.text_version))?;
    let text = text.ok_or_else(|| stored::fault(format_args!("{id}: its text is missing")))?;
    let asks: Asks = stored::parsed("asks", &text.asks)?;
    let of_text = ops::rules_of_text(reader, &text, s.now)?;
    let rules_kept = rules_view::kept(&s, &of_text);
    let rules = of_text.hold;
    let of_charter = asks.actions.iter().any(|action| action.is_of_charter());
    let opens = text.written_at_us.plus(hours(rules.discussion_hours));
    let closes = s.now.max(opens).plus(hours(rules.ballot_hours.max(1)));
    // A minute later, so that the form still holds when it is sent.
    let offered = closes.plus(std::time::Duration::from_secs(3_600));
    let form = OpenForm {
        version: String::new(),
        closes_at: offered.format(&s.zone, "%Y-%m-%dT%H:00"),
        reason: String::new(),
    };
    let warnings = asks_view::warnings(reader, &s, &mut Names::default(), &asks)?;
    let asked = asks_view::view(reader, &s, &mut Names::default(), &asks)?;
    Ok(Some(OpenPage {
        proposal: id,
        number: row.number,
        title: row.title,
        version: row.text_version,
        body: text.body,
        written: text.written_at_us,
        warnings,
        asked,
        asks,
        opens_from: opens.to_string(),
        closes_from: closes.to_string(),
        opens,
        threshold: if of_charter { rules.charter_threshold } else { rules.threshold },
        rules,
        rules_kept,
        own: s.me == Some(row.owner),
        form,
        errors: Errors::none(),
        s,
    }))
}

/// Opens a ballot: text, options, rules and electorate stand from now on. By whoever answers for the proposal, or by a
/// steward with a reason.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/ballots", tag = "decisions", request_body = OpenForm,
    params(("slug" = String, Path), ("proposal" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = BallotMade), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn open_ballot(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<OpenForm>,
) -> Answer {
    let (me, now, community) = (me(&caller)?, site.now(), caller.community()?);
    let (number, zone) = (community.number, community.zone.clone());
    let proposal = id::<Proposal>(&proposal)?;
    let page = load(&caller, &site, proposal).await?;
    if !page.own && !page.s.can(web::Power::EditCharter) {
        return Err(BallotRefused::NotYours.into());
    }
    let mut check = Check::new(caller.lang);
    let version = check.whole("version", &form.version, 1..=i64::MAX);
    let closes_at = check.time("closes_at", &form.closes_at, &zone);
    let reason = check.text("reason", &form.reason, 0..=stored::REASON_CHARS_MAX);
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, form, errors).await;
    }
    let key = Some(key.of(&caller, "open_ballot")?);
    let input = OpenBallot { id: site.id(), proposal, version, by: me, closes_at, reason, key };
    match site.db.transact(number, move |tx| ops::open_ballot(tx, &input, now)).await {
        Ok(id) => {
            let location = format!("/c/{}/ballots/{id}", caller.community()?.slug);
            Reply::created_json(&caller, &location, &BallotMade { id })
        }
        Err(OpError::Refused(BallotRefused::ClosesTooSoon)) => {
            let errors = Errors::refused_saying(BallotRefused::ClosesTooSoon, page.not_before());
            again(&caller, &site, proposal, form, errors).await
        }
        Err(OpError::Refused(why @ BallotRefused::PromisesReturn)) => {
            let lang = caller.lang;
            let said = site.db.read(move |reader| promise_quoted(reader, number, lang, &page)).await?;
            let errors = match said {
                Some(said) => Errors::refused_saying(why, said),
                None => Errors::refused(why, caller.lang),
            };
            again(&caller, &site, proposal, form, errors).await
        }
        Err(OpError::Refused(why)) => {
            again(&caller, &site, proposal, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// The first words that promise a return and that nobody has let pass.
fn promise_quoted(
    reader: &mut Reader,
    community: i64,
    lang: Lang,
    page: &OpenPage,
) -> Result<Option<String>, Fault> {
    let texts = texts(&page.asks, &page.title, &page.body).into_iter();
    let passed = Passed::of(reader, community, None, texts.map(|(stands, text)| (place_of(stands), text)))?;
    let said = |stands: Stands<'_>, text: &str| {
        let place = place_of(stands);
        let words = passed.promised_in(place, text)?;
        Some(ownership::promise_said_at(lang, place, text, &words))
    };
    Ok(first_promise(&page.asks, &page.title, &page.body, said))
}

fn place_of(stands: Stands<'_>) -> TextPlace {
    match stands {
        Stands::Around => TextPlace::Proposal,
        Stands::In(Action::Campaign { campaign }) => {
            pools::text_place(Offered::parse(&campaign.offered).unwrap_or(Offered::Donation))
        }
        Stands::In(_) => TextPlace::Share,
    }
}

/// With the text as it is now: a refusal may be about that.
async fn again(
    caller: &Caller,
    site: &Site,
    proposal: Id<Proposal>,
    form: OpenForm,
    errors: Errors,
) -> Answer {
    let page = load(caller, site, proposal).await?;
    let page = OpenPage { form, errors: errors.clone(), ..page };
    Reply::form_refused(caller, &page, &errors)
}
