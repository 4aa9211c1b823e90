//! An idea: a title and a few lines, no more. What exactly is asked comes later, with the draft.

use super::asking::me;
use super::scene::Scene;
use super::words;
use crate::asks::{Action, Asks};
use crate::ops::{self, Propose};
use crate::proposal::{BODY_CHARS_MAX, TITLE_CHARS_MAX};
use crate::proposal_refused::ProposalRefused;
use crate::proposal_store::open_about_distribution;
use crate::rows::Proposal;
use askama::Template;
use axum::extract::{Query, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Lang, Place, Problem, Reply, Site, View, Wants};

#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct IdeaForm {
    /// Up to 80 characters.
    pub(crate) title: String,
    /// CommonMark, up to 20,000 characters.
    pub(crate) body: String,
    /// An offer (`off_…`) of which it asks to divide its price by decision, as it is divided now: to be changed in the
    /// text. Empty: it asks a question only.
    pub(crate) offer: String,
    /// A simulation (`dis_…`) that is to be shared out by decision, as it is frozen.
    pub(crate) distribution: String,
    /// What is to follow from it, to be written next: `campaign`, `mandate`, … A browser is led on to that form.
    pub(crate) add: String,
    /// Of `give_back`: the instrument (`ins_…`) whose capital its fund may give back.
    pub(crate) instrument: String,
}

impl IdeaForm {
    pub(crate) fn read(&self, lang: Lang) -> Result<(String, String), Errors> {
        let mut check = Check::new(lang);
        let title = check.text("title", &self.title, 1..=TITLE_CHARS_MAX);
        let body = check.long_text("body", &self.body, 1..=BODY_CHARS_MAX);
        check.done((title, body))
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal_new.html")]
pub(crate) struct IdeaPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    form: IdeaForm,
    /// The open proposal that asks to share out the same already.
    #[serde(skip)]
    already: Option<Id<Proposal>>,
    #[serde(skip)]
    errors: Errors,
}

/// What can be asked for right away, in the order in which people look for it.
const STARTS: &[&str] =
    &["campaign", "mandate", "instrument", "split", "add_rule", "charter", "contribution_rules", "role"];

/// Whether a form of this deed can be opened by its name.
pub(super) fn has_start(code: &str) -> bool {
    STARTS.contains(&code) || ["give_back", "ruling"].contains(&code)
}

impl IdeaPage {
    /// Nothing is asked for yet: what there is to ask.
    fn starts(&self) -> Vec<(String, String)> {
        let link = |code: &&str| (self.s.decisions(format!("/new?add={code}")), words::deed(self.s.t, code));
        let shares = (format!("{}/distributions", self.s.base), words::deed(self.s.t, "distribution"));
        match self.form.add.is_empty() && self.form.offer.is_empty() && self.form.distribution.is_empty() {
            true => STARTS.iter().map(link).chain([shares]).collect(),
            false => Vec::new(),
        }
    }

    fn started(&self) -> Option<String> {
        has_start(&self.form.add).then(|| words::deed(self.s.t, &self.form.add))
    }
}

impl View for IdeaPage {
    fn title(&self) -> String {
        self.s.t.propose()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.decisions(""), self.s.t.decisions())
    }
}

/// The form of an idea.
#[utoipa::path(get, path = "/c/{slug}/decisions/new", tag = "decisions",
    params(("slug" = String, Path),
        ("offer" = Option<String>, Query, description = "It asks to divide the price of this offer by decision"),
        ("distribution" = Option<String>, Query, description = "It asks to share out this simulation"),
        ("add" = Option<String>, Query, description = "What is to follow from it: `campaign`, `mandate`, …"),
        ("instrument" = Option<String>, Query, description = "Of `give_back`: whose capital the fund may give back")),
    responses((status = 200, body = IdeaPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let named = |name: &str| parameter(&pairs, name).unwrap_or_default().to_owned();
    let mut form = IdeaForm {
        offer: named("offer"),
        distribution: named("distribution"),
        add: named("add"),
        instrument: named("instrument"),
        ..IdeaForm::default()
    };
    if !has_start(&form.add) {
        form.add.clear();
    }
    if let Ok(id) = Id::parse(&form.distribution) {
        let (number, scene) = (s.number, s.clone());
        let read = move |reader: &mut Reader| shares_idea(reader, &scene, number, id);
        (form.title, form.body) = site.db.read(read).await?.unwrap_or_default();
    }
    if let Ok(instrument) = Id::parse(&form.instrument) {
        let number = s.number;
        let found = site.db.read(move |reader| ownership::instrument(reader, number, instrument)).await?;
        match found {
            Some(found) => {
                form.title =
                    s.t.gives_back_title(found.name.as_str()).chars().take(TITLE_CHARS_MAX).collect();
                form.body = s.t.gives_back_body(found.name);
            }
            None => form.instrument.clear(),
        }
    }
    if let Ok(offer) = Id::parse(&form.offer) {
        let number = s.number;
        let found = site.db.read(move |reader| reader.find::<market::rows::Offer>(&(number, offer))).await?;
        let title = found.map(|offer| s.t.split_idea_title(offer.title)).unwrap_or_default();
        form.title = title.chars().take(TITLE_CHARS_MAX).collect();
    }
    let already = already(&site, s.number, &form).await?;
    Reply::page(&caller, &IdeaPage { s, form, already, errors: Errors::none() })
}

/// What asks for the same simulation, and is open.
async fn already(site: &Site, community: i64, form: &IdeaForm) -> Result<Option<Id<Proposal>>, Problem> {
    let Ok(id) = Id::<distribution::rows::Distribution>::parse(form.distribution.trim()) else {
        return Ok(None);
    };
    let found = move |reader: &mut Reader| open_about_distribution(reader, community, id.as_str());
    Ok(site.db.read(found).await?)
}

/// Title and text of a proposal to share out a simulation.
fn shares_idea(
    reader: &mut Reader,
    s: &Scene,
    number: i64,
    id: Id<distribution::rows::Distribution>,
) -> Result<Option<(String, String)>, Fault> {
    let Some(told) = distribution::distribution(reader, number, id)? else { return Ok(None) };
    let fund = ledger::fund_names(reader, number)?.into_iter().find(|(fund, _)| *fund == told.row.fund);
    let fund = fund.map(|(_, name)| name).unwrap_or_default();
    let title = s.t.shares_idea_title(fund, distribution::period_said(s.lang, &told.row.period));
    let lines = distribution::rule_said(reader, &told, s.lang, &s.zone)?;
    let lines: String = lines.iter().map(|line| format!("\n- {line}")).collect();
    let body = s.t.shares_idea_body(told.row.number, s.said(told.row.total_minor));
    Ok(Some((title.chars().take(TITLE_CHARS_MAX).collect(), format!("{body}\n{lines}"))))
}

/// What a program is told of a proposal that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProposalMade {
    #[schema(value_type = String)]
    pub(crate) id: Id<Proposal>,
}

/// Proposes something. It is an idea at first, and every member can read it from now on.
#[utoipa::path(post, path = "/c/{slug}/decisions", tag = "decisions", request_body = IdeaForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = ProposalMade), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn propose(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<IdeaForm>,
) -> Answer {
    let (me, number, now) = (me(&caller)?, caller.community()?.number, site.now());
    let (title, body) = match form.read(caller.lang) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, form, errors).await,
    };
    let key = Some(key.of(&caller, "propose")?);
    let asks = asked(&site, number, &form).await?;
    let input = Propose { id: site.id(), title, body, asks, key };
    match site.db.transact(number, move |tx| ops::propose(tx, me, &input, now)).await {
        Ok(id) if has_start(&form.add) && caller.wants == Wants::Html => {
            let slug = &caller.community()?.slug;
            let of = match Id::<ownership::rows::Instrument>::parse(&form.instrument) {
                Ok(instrument) => format!("&instrument={instrument}"),
                Err(_) => String::new(),
            };
            Reply::see(&format!("/c/{slug}/decisions/{id}/text?add={}{of}#new-deed", form.add))
        }
        Ok(id) => made(&caller, id),
        Err(OpError::Refused(why)) => again(&caller, &site, form, Errors::refused(why, caller.lang)).await,
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Nothing but its question; or the split of an offer as it is now; or what was reckoned, to be shared out.
async fn asked(site: &Site, community: i64, form: &IdeaForm) -> Result<Asks, Problem> {
    let (offer, shares) = (form.offer.as_str(), form.distribution.trim());
    if !shares.is_empty() {
        let id = Id::parse(shares).map_err(|_| ProposalRefused::DistributionUnfit)?;
        let found = site.db.read(move |reader| distribution::distribution(reader, community, id)).await?;
        // Once made it stays as it is: the hash is that of what was looked at.
        let hash = found.ok_or(ProposalRefused::DistributionUnfit)?.row.hash;
        let action = Action::Distribution { distribution: id.to_string(), hash };
        return Ok(Asks { actions: vec![action], ..Asks::default() });
    }
    if offer.trim().is_empty() {
        return Ok(Asks::default());
    }
    let offer = Id::parse(offer.trim()).map_err(|_| ProposalRefused::NoSuchOffer)?;
    let found = site.db.read(move |reader| market::split_words(reader, community, offer)).await?;
    let words = found.ok_or(ProposalRefused::NoSuchOffer)?;
    Ok(Asks { actions: vec![Action::Split { offer: offer.to_string(), words }], ..Asks::default() })
}

pub(crate) fn made(caller: &Caller, id: Id<Proposal>) -> Answer {
    let location = format!("/c/{}/decisions/{id}", caller.community()?.slug);
    Reply::created_json(caller, &location, &ProposalMade { id })
}

async fn again(caller: &Caller, site: &Site, form: IdeaForm, errors: Errors) -> Answer {
    let s: Result<Scene, Problem> = Scene::of(caller, site);
    let already = already(site, caller.community()?.number, &form).await?;
    let page = IdeaPage { s: s?, form, already, errors: errors.clone() };
    Reply::form_refused(caller, &page, &errors)
}
