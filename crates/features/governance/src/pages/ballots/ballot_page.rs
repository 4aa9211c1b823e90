//! One ballot: what is asked, who may vote, the vote itself, and what came of it.

mod appealing;

use super::cookie;
use super::look::{BallotView, Principal, look};
use super::vote::FOR_ALL;
use super::vote_form::{self, VoteForm};
use super::words;
use crate::ballot::{BallotRefused, Extension, Why, may_call_off};
use crate::choice::Choice;
use crate::ids::Member;
use crate::pages::asking::id;
use crate::pages::result::in_a_line;
use crate::pages::scene::Scene;
use crate::receipt::Receipt;
use crate::rows::Ballot;
use crate::terms::{BallotState, Kind, Receipts, Secrecy, Weighting};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use kernel::Id;
use serde::Serialize;
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "ballot.html")]
pub(crate) struct BallotPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    pub(super) ballot: BallotView,
    #[serde(skip)]
    form: VoteForm,
    /// Of a secret ballot: made for this page.
    #[serde(skip)]
    new_receipt: String,
    /// This browser has the receipt of a vote.
    #[serde(skip)]
    holds_receipt: bool,
    #[serde(skip)]
    failed: &'static str,
    /// What was just done, and for whom.
    #[serde(skip)]
    done: Done,
    #[serde(skip)]
    reason: String,
    #[serde(skip)]
    errors: Errors,
}

/// A vote that was just cast or changed: said once, at the address that the form leads to.
#[derive(Debug, Clone, Default)]
pub(super) struct Done {
    what: String,
    whose: Vec<String>,
}

impl Done {
    fn of(pairs: Vec<(String, String)>) -> Done {
        let mut done = Done::default();
        for (name, value) in pairs {
            match name.as_str() {
                "done" => done.what = value,
                "for" => done.whose.push(value),
                _ => {}
            }
        }
        done
    }
}

/// What was sent and did not go through.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// `vote`, `appeal`, `decision`, `call_off`.
    pub(super) form: &'static str,
    pub(super) vote: VoteForm,
    pub(super) reason: String,
    pub(super) errors: Errors,
}

impl View for BallotPage {
    fn title(&self) -> String {
        self.s.t.ballot_title(self.ballot.title.as_str())
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        let numbered = self.s.t.proposal_numbered(self.ballot.proposal_number);
        Back::to(self.s.decisions(format!("/{}", self.ballot.proposal)), numbered)
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

/// Characters of a text that is shown without a fold.
const TEXT_CHARS_AT_A_GLANCE: usize = 600;

static NO_ERRORS: std::sync::LazyLock<Errors> = std::sync::LazyLock::new(Errors::none);

impl BallotPage {
    fn path(&self, rest: &str) -> String {
        format!("{}/ballots/{}{rest}", self.s.base, self.ballot.id)
    }

    fn tag(&self) -> Html {
        let (text, tone) = match self.ballot.outcome.filter(|_| self.ballot.state != BallotState::Annulled) {
            Some(outcome) => words::outcome(self.s.t, outcome),
            None => words::state(self.s.t, self.ballot.state),
        };
        ui::tag(text, tone)
    }

    fn is_open(&self) -> bool {
        self.ballot.state == BallotState::Open
    }

    /// Its time is over, and its job comes any moment.
    fn is_due(&self) -> bool {
        self.is_open() && self.s.now >= self.ballot.closes
    }

    fn takes_votes(&self) -> bool {
        self.is_open() && !self.is_due()
    }

    fn story(&self) -> Html {
        web::text::story(&self.ballot.body)
    }

    /// Longer than what one takes in at a glance: it can be folded, and is once nobody votes any more.
    fn text_is_long(&self) -> bool {
        self.ballot.body.chars().count() > TEXT_CHARS_AT_A_GLANCE
    }

    /// What the program does when it passes, or that it does nothing by itself.
    fn follows(&self) -> Vec<String> {
        let t = self.s.t;
        if let Some(budget) = &self.ballot.asked.budget {
            return vec![t.follows_of_budget(budget.as_str())];
        }
        match (self.ballot.asked.deeds.is_empty(), self.asks_options()) {
            (false, _) => self.ballot.asked.deeds.clone(),
            (true, true) => vec![t.follows_of_options()],
            (true, false) => vec![t.follows_nothing()],
        }
    }

    fn credits(&self) -> bool {
        self.ballot.weighting == Weighting::QuadraticCredits
    }

    fn is_secret(&self) -> bool {
        self.ballot.secrecy == Secrecy::Secret
    }

    fn shows_choice(&self) -> bool {
        self.ballot.receipts == Receipts::Choice
    }

    fn is_consent(&self) -> bool {
        self.ballot.kind == Kind::Consent
    }

    fn how(&self) -> String {
        words::how(self.s.t, self.ballot.kind, self.credits())
    }

    fn passes(&self) -> String {
        words::passes(self.s.t, self.ballot.kind, self.ballot.threshold)
    }

    fn counted_by(&self) -> Option<String> {
        crate::pages::words::counting_means(self.s.t, self.ballot.counting)
    }

    fn asks_options(&self) -> bool {
        self.ballot.kind.has_options()
    }

    /// What the weighting of votes means, where there is any.
    fn warning(&self) -> Option<String> {
        let t = self.s.t;
        match self.ballot.weighting {
            Weighting::OneMemberOneVote => None,
            Weighting::AdditionalByTrade => Some(t.ballot_warn_trade()),
            Weighting::AdditionalByCapital => Some(t.ballot_warn_capital()),
            Weighting::Holding => Some(t.ballot_warn_holding()),
            Weighting::QuadraticCredits => Some(t.ballot_warn_credits()),
        }
    }

    fn own_weight(&self) -> Option<String> {
        self.ballot.you.weight_e6.map(|weight| {
            let text = format!("{}.{:06}", weight / 1_000_000, weight % 1_000_000);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        })
    }

    fn fields(&self) -> Html {
        let errors = self.errors_of("vote");
        let kind = (self.ballot.kind, self.credits());
        vote_form::fields(self.s.lang, self.s.t, kind, &self.ballot.options, &self.form, errors)
    }

    /// Whether what was just cast took the place of an earlier vote, and for whom it was. A link may say anything: it is
    /// believed where a vote of each it names stands, cast by the reader.
    fn done_said(&self) -> Option<String> {
        let (t, you) = (self.s.t, &self.ballot.you);
        let (mut names, mut others) = (Vec::new(), false);
        for id in &self.done.whose {
            if self.s.me.is_some_and(|me| me.as_str() == id) {
                you.vote.as_ref().filter(|_| !you.by_proxy)?;
                names.insert(0, t.ballot_for_yourself());
            } else {
                let cast = |one: &&Principal| one.member.as_str() == id && one.cast.is_some();
                names.push(you.votes_for.iter().find(cast)?.name.clone());
                others = true;
            }
        }
        if names.is_empty() {
            return None;
        }
        let names = names.join(&t.ballot_list_comma());
        match self.done.what.as_str() {
            "cast" if others => Some(t.ballot_cast_for(names)),
            "cast" => Some(t.ballot_voted_now()),
            "changed" if others => Some(t.ballot_changed_for(names)),
            "changed" => Some(t.ballot_changed_now()),
            _ => None,
        }
    }

    /// How it stands with somebody one votes for.
    fn stands(&self, one: &Principal) -> String {
        let t = self.s.t;
        match (one.in_person, one.said.is_empty()) {
            (true, _) => t.ballot_votes_in_person(),
            (false, false) => t.ballot_you_cast_for_them(one.said.as_str()),
            (false, true) => t.ballot_not_voted_yet(),
        }
    }

    /// Oneself, everybody together, and each one votes for.
    fn voters(&self) -> Vec<(String, String)> {
        let free: Vec<_> = self.ballot.you.votes_for.iter().filter(|one| !one.in_person).collect();
        let names: Vec<&str> = free.iter().map(|one| one.name.as_str()).collect();
        let all = self.s.t.ballot_for_all(names.join(&self.s.t.ballot_list_comma()));
        let mut voters = vec![(String::new(), self.s.t.ballot_for_myself()), (FOR_ALL.to_owned(), all)];
        voters.extend(
            free.iter().map(|one| (one.member.to_string(), self.s.t.ballot_for_them(one.name.as_str()))),
        );
        voters
    }

    /// Somebody is left to vote for.
    fn votes_for_others(&self) -> bool {
        self.ballot.you.may_vote && self.ballot.you.votes_for.iter().any(|one| !one.in_person)
    }

    fn errors_of(&self, form: &str) -> &Errors {
        if self.failed == form { &self.errors } else { &NO_ERRORS }
    }

    fn reason_of(&self, form: &str) -> &str {
        if self.failed == form { &self.reason } else { "" }
    }

    fn secrecy_said(&self) -> String {
        words::secrecy(self.s.t, self.ballot.secrecy, self.ballot.receipts)
    }

    fn extension_said(&self, extension: &Extension) -> String {
        match extension.why {
            Why::Quorum => self.s.t.ballot_extended_quorum(),
            Why::Flip => self.s.t.ballot_extended_flip(),
        }
    }

    fn revocation(&self) -> String {
        self.s.decisions(format!("/{}/proxy/revocation", self.ballot.proposal))
    }

    /// An objection of one's own stands.
    fn objects(&self) -> bool {
        self.takes_votes() && self.ballot.you.vote == Some(Choice::Object)
    }

    /// Whoever looks could call it off now.
    fn may_call_off(&self) -> bool {
        let (ballot, you) = (&self.ballot, &self.ballot.you);
        let own = you.voted && !you.by_proxy;
        let may = self.s.me == Some(ballot.opened_by) || self.s.can(Power::EditCharter);
        may && self.takes_votes() && may_call_off(ballot.secrecy, ballot.voted_count, own).is_ok()
    }

    fn turnout(&self) -> String {
        words::turnout(self.s.t, self.ballot.voted_count, self.ballot.electorate_count)
    }

    fn bar(&self) -> Html {
        let enough = self.ballot.voted_count >= self.ballot.quorum_needed;
        let tone = if enough { ui::Tone::Done } else { ui::Tone::Wait };
        ui::progress(self.ballot.voted_count, self.ballot.electorate_count, tone, self.turnout())
    }

    fn outcome_said(&self) -> Option<String> {
        let reckoning = self.ballot.reckoning.as_ref()?;
        let titles: Vec<String> = self.ballot.options.iter().map(|option| option.title.clone()).collect();
        Some(in_a_line(self.s.t, self.s.currency, reckoning, &titles))
    }
}

/// A ballot: what is asked, by whom and until when; your own vote where it is not secret; the whole reckoning once it has
/// closed. What others have voted is not answered before that, except of consent.
#[utoipa::path(get, path = "/c/{slug}/ballots/{ballot}", tag = "decisions",
    params(("slug" = String, Path), ("ballot" = String, Path)),
    responses((status = 200, body = BallotPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn ballot_page(
    caller: Caller,
    State(site): State<Site>,
    headers: HeaderMap,
    Path((_, ballot)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let page = load(&caller, &site, &headers, id(&ballot)?, Sent::default()).await?;
    let page = BallotPage { done: Done::of(pairs), ..page };
    Ok(unkept(Reply::page(&caller, &page)?))
}

/// A page with a receipt in it is kept by nobody on the way, nor by the browser.
pub(crate) fn unkept(reply: Reply) -> Reply {
    reply.header(header::CACHE_CONTROL, axum::http::HeaderValue::from_static("no-store"))
}

pub(super) async fn load(
    caller: &Caller,
    site: &Site,
    headers: &HeaderMap,
    ballot: Id<Ballot>,
    sent: Sent,
) -> Result<BallotPage, Problem> {
    let s = Scene::of(caller, site)?;
    let scene = s.clone();
    let found = site.db.read(move |reader| look(reader, &scene, ballot)).await?;
    let ballot = found.ok_or(BallotRefused::NoSuchBallot)?;
    let me: Id<Member> = caller.member()?.member;
    let form = match (&ballot.you.vote, sent.form) {
        (Some(vote), form) if form != "vote" => {
            VoteForm { reason: ballot.you.reason.clone(), ..VoteForm::of(vote) }
        }
        _ => sent.vote,
    };
    let typed = Some(form.new_receipt.clone()).filter(|text| Receipt::parse(text).is_some());
    let new_receipt = typed.unwrap_or_else(|| Receipt::new(site.ids.random()).shown());
    Ok(BallotPage {
        holds_receipt: cookie::held(headers, me).is_some(),
        new_receipt,
        form,
        failed: sent.form,
        done: Done::default(),
        reason: sent.reason,
        errors: sent.errors,
        ballot,
        s,
    })
}
