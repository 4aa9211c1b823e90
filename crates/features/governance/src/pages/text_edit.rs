//! The form that writes a new version: the text, what is asked, and what follows when it passes.

mod lists;
mod looks;

use self::lists::{Choices, Lists, lists};
use self::looks::{read_with, stored};
use super::asking::{id, me};
use super::asks_form::{Here, OptionForm, TextForm};
use super::deed_form::{DeedForm, PARTS};
use super::new::has_start;
use super::rules_view;
use super::scene::Scene;
use super::words;
use super::{campaign_form, charter_form, contribution_form};
use crate::asks::{DEEDS_MAX, OPTIONS_MAX};
use crate::ops::{self, Rewrite, rules_of};
use crate::proposal_refused::ProposalRefused;
use crate::rows::{Proposal, ProposalText};
use crate::terms::{DecisionRules, Kind, Secrecy, Weighting};
use askama::Template;
use axum::extract::{Path, Query, State};
use community::Chooser;
use community::role::Role;
use kernel::Id;
use serde::Serialize;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Keyed, Place, Problem, Reply, Site, View};

/// Empty rows beside those that are used.
const SPARE: usize = 2;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal_text.html")]
pub(crate) struct TextPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    proposal: Id<Proposal>,
    #[serde(skip)]
    title_now: String,
    #[serde(flatten)]
    form: TextForm,
    #[serde(skip)]
    lists: Lists,
    #[serde(skip)]
    rules: DecisionRules,
    /// The last deed is new.
    #[serde(skip)]
    added: bool,
    #[serde(skip)]
    errors: Errors,
}

impl View for TextPage {
    fn title(&self) -> String {
        self.s.t.rewrite_title()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.decisions(format!("/{}", self.proposal)), self.title_now.clone())
    }
}

/// A numbered row.
struct Numbered<'a, T> {
    at: usize,
    form: &'a T,
}

impl<T> Numbered<'_, T> {
    fn field(&self, kind: &str, name: &str) -> String {
        format!("{kind}_{}_{name}", self.at)
    }
}

fn first(text: String, rest: &[(String, String)]) -> Choices {
    [(String::new(), text)].into_iter().chain(rest.iter().cloned()).collect()
}

impl TextPage {
    fn kind(&self) -> Kind {
        self.form.kind()
    }

    /// Where the form is sent, and at which part of it the answer is shown.
    fn at(&self, part: &str) -> String {
        let mark = if part.is_empty() { "" } else { "#" };
        self.s.decisions(format!("/{}/text{mark}{part}", self.proposal))
    }

    /// It was added just now, and wants to be filled in.
    fn is_new(&self, at: usize) -> bool {
        self.added && at == self.form.deeds.len()
    }

    fn is_budget(&self) -> bool {
        self.kind() == Kind::Budget
    }

    fn kinds(&self) -> Choices {
        Kind::ALL.iter().map(|kind| (kind.code().to_owned(), words::kind(self.s.t, *kind))).collect()
    }

    fn secrecies(&self) -> Choices {
        let t = self.s.t;
        let note = |secrecy: &Secrecy| match secrecy {
            Secrecy::Open => t.secrecy_open_note(),
            Secrecy::Secret => t.secrecy_secret_note(),
        };
        Secrecy::ALL.iter().map(|secrecy| (secrecy.code().to_owned(), note(secrecy))).collect()
    }

    /// Whether there is anything to choose.
    fn may_be_secret(&self) -> bool {
        self.rules.secret_allowed && self.kind() != Kind::Consent
    }

    /// What the rules allow, each with its warning.
    fn weightings(&self) -> Choices {
        let allowed = Weighting::ALL.iter().filter(|weighting| weighting.is_allowed(&self.rules));
        allowed.map(|one| (one.code().to_owned(), words::weighting_warned(self.s.t, *one))).collect()
    }

    fn countings(&self) -> Choices {
        let countings = self.kind().countings().iter();
        countings.map(|one| (one.code().to_owned(), words::counting(self.s.t, *one))).collect()
    }

    fn options(&self) -> Vec<Numbered<'_, OptionForm>> {
        (1..).zip(&self.form.options).map(|(at, form)| Numbered { at, form }).collect()
    }

    fn deeds(&self) -> Vec<Numbered<'_, DeedForm>> {
        (1..).zip(&self.form.deeds).map(|(at, form)| Numbered { at, form }).collect()
    }

    fn more_options(&self) -> bool {
        self.form.options.len() < OPTIONS_MAX
    }

    /// What can be added, as code and words.
    fn more_deeds(&self) -> Choices {
        if self.form.deeds.len() >= DEEDS_MAX {
            return Vec::new();
        }
        let t = self.s.t;
        let mut more = vec![
            ("mandate", t.add_mandate()),
            ("end_mandate", t.add_end_mandate()),
            ("add_rule", t.add_new_rule()),
            ("change_rule", t.add_change_rule()),
            ("drop_rule", t.add_drop_rule()),
            ("charter", t.add_charter()),
            ("role", t.add_role()),
            ("split", t.add_split()),
            ("instrument", t.add_instrument()),
            ("distribution", t.add_distribution()),
            ("share_rule", t.add_share_rule()),
            ("convert", t.add_convert()),
            ("give_back", t.add_give_back()),
            ("campaign", t.add_campaign()),
            ("match", t.add_match()),
            ("contribution_rules", t.add_contribution_rules()),
            ("ruling", t.add_ruling()),
        ];
        more.retain(|(code, _)| match *code {
            "end_mandate" => !self.lists.mandates.is_empty(),
            "split" => !self.lists.offers.is_empty(),
            "distribution" => !self.lists.distributions.is_empty(),
            "share_rule" | "give_back" => !self.lists.instruments.is_empty(),
            "ruling" => !self.lists.disputed.is_empty(),
            "convert" => self.lists.instruments.len() > 1,
            "match" => !self.lists.gifts.is_empty(),
            "drop_rule" | "change_rule" => !self.lists.charter.is_empty(),
            _ => true,
        });
        more.into_iter().map(|(code, text)| (code.to_owned(), text)).collect()
    }

    fn deed_name(&self, does: &str) -> String {
        words::deed(self.s.t, does)
    }

    fn people(&self) -> &Chooser {
        &self.lists.people
    }

    fn funds(&self) -> Choices {
        first(self.s.t.please_choose(), &self.lists.funds)
    }

    fn mandates(&self) -> Choices {
        first(self.s.t.please_choose(), &self.lists.mandates)
    }

    fn offers(&self) -> Choices {
        first(self.s.t.please_choose(), &self.lists.offers)
    }

    fn distributions(&self) -> Choices {
        first(self.s.t.please_choose(), &self.lists.distributions)
    }

    fn instruments(&self) -> Choices {
        first(self.s.t.please_choose(), &self.lists.instruments)
    }

    fn disputed(&self) -> Choices {
        first(self.s.t.please_choose(), &self.lists.disputed)
    }

    fn rulings(&self) -> Choices {
        let t = self.s.t;
        [("stands", t.ruling_stands()), ("part", t.ruling_part()), ("refused", t.ruling_refused())]
            .into_iter()
            .map(|(code, said)| (code.to_owned(), said))
            .collect()
    }

    /// What work can become; the first is nothing. Empty where there is none.
    fn work_instruments(&self) -> Choices {
        match self.lists.work_instruments.is_empty() {
            true => Vec::new(),
            false => first(self.s.t.contribution_becomes_none(), &self.lists.work_instruments),
        }
    }

    fn charter(&self) -> Choices {
        first(self.s.t.please_choose(), &self.lists.charter)
    }

    fn mandate_kinds(&self) -> Choices {
        words::mandate_kinds(self.s.t)
    }

    /// What each gives who takes part, so that nobody takes a gift for a part.
    fn instrument_kinds(&self) -> Choices {
        let lang = self.s.lang;
        let said = |kind: &ownership::InstrumentKind| {
            let (name, note) = (ownership::kind_name(lang, *kind), ownership::kind_note(lang, *kind));
            (kind.code().to_owned(), self.s.t.kind_explained(name, note))
        };
        ownership::InstrumentKind::OFFERED.iter().map(said).collect()
    }

    fn campaign_kinds(&self) -> Choices {
        let kinds = pools::campaign::Offered::ALL.iter();
        kinds.map(|kind| (kind.code().to_owned(), pools::offered_said(self.s.lang, *kind))).collect()
    }

    fn match_kinds(&self) -> Choices {
        let kinds = pools::matching::MatchKind::ALL.iter();
        kinds.map(|kind| (kind.code().to_owned(), pools::match_kind_said(self.s.lang, *kind))).collect()
    }

    /// Campaigns that collect gifts.
    fn gifts(&self) -> Choices {
        first(self.s.t.please_choose(), &self.lists.gifts)
    }

    fn match_rows(&self) -> std::ops::Range<usize> {
        0..super::match_form::CAMPAIGNS
    }

    /// Those that the rules allow.
    fn acceptances(&self) -> Choices {
        let silent = ops::milestone_rules(&self.rules).silence_allowed;
        let ways = pools::campaign::Acceptance::ALL.iter();
        let ways = ways.filter(|way| silent || **way != pools::campaign::Acceptance::Silence);
        ways.map(|way| (way.code().to_owned(), pools::acceptance_said(self.s.lang, *way))).collect()
    }

    /// What the rules of the community ask for at least.
    fn acceptance_rule(&self) -> String {
        rules_view::milestones_said(self.s.t, &self.rules)
    }

    fn valuings(&self) -> Choices {
        contributions::valuings(self.s.lang)
    }

    fn offices(&self) -> Choices {
        contributions::offices(self.s.lang)
    }

    fn roles(&self) -> Choices {
        Role::ALL.iter().map(|role| (role.code().to_owned(), words::role(self.s.t, role.code()))).collect()
    }

    fn role_changes(&self) -> Choices {
        vec![("give".to_owned(), self.s.t.role_give()), ("take".to_owned(), self.s.t.role_take())]
    }

    fn parts(&self) -> std::ops::Range<usize> {
        0..PARTS
    }

    /// Against the version that they were written from.
    fn rules_said(&self, form: &DeedForm) -> Vec<String> {
        let rules = serde_json::from_str(&form.rules).unwrap_or_else(|_| self.rules.clone());
        rules_view::changes(&self.s, self.lists.rules.get(&form.from).unwrap_or(&self.rules), &rules)
    }
}

/// The form of a new version, filled with the one that is there.
#[utoipa::path(get, path = "/c/{slug}/decisions/{proposal}/text", tag = "decisions",
    params(("slug" = String, Path), ("proposal" = String, Path),
        ("add" = Option<String>, Query, description = "A deed whose empty form is shown: `campaign`, `mandate`, …"),
        ("instrument" = Option<String>, Query, description = "Of a mandate: whose capital the fund may give back")),
    responses((status = 200, body = TextPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn text_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let add = parameter(&pairs, "add").filter(|code| has_start(code)).unwrap_or_default().to_owned();
    let instrument = parameter(&pairs, "instrument").and_then(|given| Id::parse(given).ok());
    let start = Start::Stored { add, instrument };
    Reply::page(&caller, &load(&caller, &site, id(&proposal)?, start, Errors::none()).await?)
}

/// What the form is filled with.
enum Start {
    /// The version that is there, and an empty form of a deed beside it.
    Stored {
        add: String,
        /// Of giving capital back: of which.
        instrument: Option<Id<ownership::rows::Instrument>>,
    },
    Typed(Box<TextForm>),
}

async fn load(
    caller: &Caller,
    site: &Site,
    proposal: Id<Proposal>,
    start: Start,
    errors: Errors,
) -> Result<TextPage, Problem> {
    let s = Scene::of(caller, site)?;
    let read = move |reader: &mut Reader| read(reader, s, proposal, start, errors);
    site.db.read(read).await?.map_err(Problem::from)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Proposal>,
    start: Start,
    errors: Errors,
) -> Result<Result<TextPage, ProposalRefused>, Fault> {
    let Some(row) = reader.find::<Proposal>(&(s.number, id))? else {
        return Ok(Err(ProposalRefused::NoSuchProposal));
    };
    if !s.leads(row.owner) {
        return Ok(Err(ProposalRefused::NotYours));
    }
    if let Err(why) = row.standing().before_ballot() {
        return Ok(Err(why));
    }
    let gives_back = match &start {
        Start::Stored { add, instrument } if add == "give_back" => *instrument,
        _ => None,
    };
    let from_link = matches!(&start, Start::Stored { .. });
    let mut form = match start {
        Start::Typed(form) => *form,
        Start::Stored { add, .. } => match reader.find::<ProposalText>(&(s.number, id, row.text_version))? {
            Some(text) => TextForm {
                from_version: row.text_version.to_string(),
                reason: if add.is_empty() { String::new() } else { s.t.adds_deed(words::deed(s.t, &add)) },
                more: add,
                ..stored(&s, &text)?
            },
            None => return Ok(Err(ProposalRefused::NoSuchProposal)),
        },
    };
    // A link that leads here a second time adds nothing: what it asks for stands in the text already.
    if from_link && form.deeds.iter().any(|deed| deed.does == form.more) {
        form.more.clear();
        form.reason.clear();
    }
    let (kind, before) = (form.kind(), form.deeds.len());
    if kind.has_options() {
        let spare = if form.more == "option" { SPARE + 2 } else { SPARE };
        let rows = (form.options.len() + spare).clamp(4, OPTIONS_MAX);
        form.options.resize_with(rows, OptionForm::default);
    } else if !matches!(form.more.as_str(), "" | "option" | "kind") && form.deeds.len() < DEEDS_MAX {
        form.deeds.push(DeedForm { does: std::mem::take(&mut form.more), ..DeedForm::default() });
    }
    if !kind.countings().iter().any(|counting| counting.code() == form.counting) {
        form.counting = kind.countings()[0].code().to_owned();
    }
    let added = form.deeds.len() > before;
    let (_, rules) = rules_of(reader, s.number)?;
    if let Some(deed) = form.deeds.last_mut().filter(|deed| added && deed.does == "campaign") {
        campaign_form::begin(&mut deed.campaign, &ops::milestone_rules(&rules));
    }
    if let (Some(id), Some(deed)) = (gives_back, form.deeds.last_mut().filter(|_| added)) {
        deed.instrument = id.to_string();
    }
    let mut lists = lists(reader, &s, &form)?;
    lists.learn_offers(reader, &s, &form.deeds)?;
    lists.learn_rules(reader, &s, &form.deeds)?;
    let charter = community::charter(reader, s.number)?;
    for deed in form.deeds.iter_mut().filter(|deed| deed.does == "charter") {
        if let Some(charter) = &charter {
            *deed = charter_form::filled(deed.clone(), charter);
        }
    }
    if form.deeds.iter().any(|deed| deed.does == "contribution_rules") {
        let now = contributions::rules(reader, s.number)?.map(|(_, rules)| rules).unwrap_or_default();
        for deed in form.deeds.iter_mut().filter(|deed| deed.does == "contribution_rules") {
            *deed = contribution_form::filled(deed.clone(), &now, s.currency, s.lang);
        }
    }
    Ok(Ok(TextPage { proposal: id, title_now: row.title, form, lists, rules, added, errors, s }))
}

/// What a program is told of a new version.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VersionAnswer {
    pub(crate) version: i64,
}

/// Writes a new version of a proposal: the text and what is asked. Impossible once a ballot opened.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/text", tag = "decisions", request_body = TextForm,
    params(("slug" = String, Path), ("proposal" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = VersionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn rewrite(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Keyed { input, key }: Keyed<TextForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?, site.now());
    let (proposal, form) = (id::<Proposal>(&proposal)?, input.gathered());
    if !form.more.is_empty() {
        let page = load(&caller, &site, proposal, Start::Typed(Box::new(form)), Errors::none()).await?;
        return Reply::page(&caller, &page);
    }
    let (s, typed) = (Scene::of(&caller, &site)?, form.clone());
    let (people, passed, rules) = site.db.read(move |reader| read_with(reader, &s, &typed)).await?;
    let here = Here {
        lang: caller.lang,
        currency: community.currency,
        zone: &community.zone,
        people: &people,
        milestones: ops::milestone_rules(&rules),
        passed: &passed,
    };
    let typed = match form.read(&here) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, proposal, form, errors).await,
    };
    let input = Rewrite {
        proposal,
        from_version: typed.from_version,
        title: typed.title,
        body: typed.body,
        asks: typed.asks,
        note: typed.reason,
        key: Some(key.of(&caller, "rewrite")?),
    };
    match site.db.transact(community.number, move |tx| ops::rewrite(tx, me, &input, now)).await {
        Ok(version) => {
            let location = format!("/c/{}/decisions/{proposal}", community.slug);
            Reply::changed(&caller, &location, &VersionAnswer { version })
        }
        Err(OpError::Refused(why)) => {
            again(&caller, &site, proposal, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    proposal: Id<Proposal>,
    form: TextForm,
    errors: Errors,
) -> Answer {
    let page = load(caller, site, proposal, Start::Typed(Box::new(form)), errors.clone()).await?;
    Reply::form_refused(caller, &page, &errors)
}
