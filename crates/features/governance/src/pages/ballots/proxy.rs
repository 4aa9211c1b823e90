//! Whom one lets vote in an open ballot on a proposal.

use crate::ballot::BallotRefused;
use crate::ballot_store;
use crate::ids::Member;
use crate::ops::{self, NameProxy};
use crate::pages::asking::{id, me};
use crate::pages::scene::{Names, Scene};
use crate::proposal::Stage;
use crate::rows::{Ballot, BallotVoter, Proposal, ProposalProxy, ProposalText};
use crate::stored;
use crate::terms::Secrecy;
use askama::Template;
use axum::extract::{Path, State};
use community::Chooser;
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::ui;
use web::{Answer, Back, Caller, Check, Errors, Input, Place, Problem, Reply, Site, View};

/// Your proxy on a proposal.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "ballot_proxy.html")]
pub(crate) struct ProxyPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    proposal: Id<Proposal>,
    #[serde(skip)]
    number: i64,
    #[serde(skip)]
    title: String,
    /// Who votes for you.
    proxy: Option<String>,
    /// Whom you had named, and who does not want to.
    declined: Option<String>,
    /// Whom you vote for.
    votes_for: Vec<String>,
    #[serde(skip)]
    named_by: Vec<(Id<Member>, String)>,
    /// As the text stands, the ballot is secret: there are no proxies in it.
    secret: bool,
    /// A ballot has opened: nobody can be named any more.
    fixed: bool,
    /// The one that is open.
    #[schema(value_type = Option<String>)]
    ballot: Option<Id<Ballot>>,
    #[serde(skip)]
    people: Chooser,
    #[serde(skip)]
    form: ProxyForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ProxyForm {
    /// A member's id, or the name.
    proxy: String,
}

impl View for ProxyPage {
    fn title(&self) -> String {
        self.s.t.ballot_proxy()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        let numbered = self.s.t.proposal_numbered(self.number);
        Back::to(self.s.decisions(format!("/{}", self.proposal)), numbered)
    }
}

impl ProxyPage {
    fn path(&self, rest: &str) -> String {
        self.s.decisions(format!("/{}/proxy{rest}", self.proposal))
    }

    /// The ballot is to come, or open: who votes for whom is no matter after it.
    fn matters(&self) -> bool {
        !self.fixed || self.ballot.is_some()
    }

    fn refusal(&self, member: &Id<Member>) -> String {
        self.path(&format!("/{member}/refusal"))
    }
}

/// Who votes for you in an open ballot on this proposal, and for whom you vote.
#[utoipa::path(get, path = "/c/{slug}/decisions/{proposal}/proxy", tag = "decisions",
    params(("slug" = String, Path), ("proposal" = String, Path)),
    responses((status = 200, body = ProxyPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn proxy_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
) -> Answer {
    let form = ProxyForm::default();
    Reply::page(&caller, &load(&caller, &site, id(&proposal)?, form, Errors::none()).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    proposal: Id<Proposal>,
    form: ProxyForm,
    errors: Errors,
) -> Result<ProxyPage, Problem> {
    let (s, me) = (Scene::of(caller, site)?, me(caller)?);
    let found = site.db.read(move |reader| read(reader, s, me, proposal, (form, errors))).await?;
    found.ok_or_else(|| BallotRefused::NoSuchProposal.into())
}

fn read(
    reader: &mut Reader,
    s: Scene,
    me: Id<Member>,
    id: Id<Proposal>,
    (form, errors): (ProxyForm, Errors),
) -> Result<Option<ProxyPage>, Fault> {
    let Some(row) = reader.find::<Proposal>(&(s.number, id))? else { return Ok(None) };
    let mut names = Names::default();
    let ballot = row.ballot_id.filter(|_| row.stage == Stage::Ballot);
    let (proxy, declined) = of(reader, &s, &mut names, (&row, ballot, me))?;
    let mut named_by = Vec::new();
    for member in principals(reader, &row, ballot, me)? {
        named_by.push((member, names.name(reader, &s, member)?));
    }
    let text = reader.find::<ProposalText>(&(s.number, id, row.text_version))?;
    let text = text.ok_or_else(|| stored::fault(format_args!("{id}: its text is missing")))?;
    let people = Chooser::read(reader, &s.choosing(), Vec::new(), [form.proxy.as_str()])?;
    Ok(Some(ProxyPage {
        proposal: id,
        number: row.number,
        title: row.title,
        proxy,
        declined,
        votes_for: named_by.iter().map(|(_, name)| name.clone()).collect(),
        named_by,
        secret: text.asked()?.secrecy == Secrecy::Secret,
        fixed: !row.stage.is_open_text(),
        ballot,
        people,
        form,
        errors,
        s,
    }))
}

/// Who votes for a member on a proposal; else who was named last, and does not want to. Nobody, where one of both has no vote.
pub(super) fn of(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    (proposal, ballot, member): (&Proposal, Option<Id<Ballot>>, Id<Member>),
) -> Result<(Option<String>, Option<String>), Fault> {
    let Some(named) = reader.find::<ProposalProxy>(&(s.number, proposal.id, member))? else {
        return Ok((None, None));
    };
    if !has_vote(reader, proposal, ballot, member)? || !has_vote(reader, proposal, ballot, named.proxy)? {
        return Ok((None, None));
    }
    let name = names.name(reader, s, named.proxy)?;
    Ok(match (named.revoked_at_us, named.declined) {
        (None, _) => (Some(name), None),
        (Some(_), true) => (None, Some(name)),
        (Some(_), false) => (None, None),
    })
}

/// Whom a member votes for on a proposal: those who have a vote, and nobody where the member has none.
pub(super) fn principals(
    reader: &mut Reader,
    proposal: &Proposal,
    ballot: Option<Id<Ballot>>,
    proxy: Id<Member>,
) -> Result<Vec<Id<Member>>, Fault> {
    if !has_vote(reader, proposal, ballot, proxy)? {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for member in ballot_store::principals(reader, proposal.community_id, proposal.id, proxy)? {
        if has_vote(reader, proposal, ballot, member)? {
            all.push(member);
        }
    }
    Ok(all)
}

/// In the electorate of the ballot; before there is one, among those who will be.
fn has_vote(
    reader: &mut Reader,
    proposal: &Proposal,
    ballot: Option<Id<Ballot>>,
    member: Id<Member>,
) -> Result<bool, Fault> {
    Ok(match ballot {
        Some(ballot) => reader.find::<BallotVoter>(&(proposal.community_id, ballot, member))?.is_some(),
        None => {
            let row = reader.find::<community::Member>(&(proposal.community_id, member))?;
            let full = row.is_some_and(|row| row.is_full_since(proposal.published_at_us));
            let companies_vote = ops::rules_of(reader, proposal.community_id)?.1.companies_vote;
            full && (companies_vote || ops::speaks(reader, proposal, member)?)
        }
    })
}

/// Names a proxy for open ballots on this proposal, before one opens. Nobody votes for more than two, and nobody hands on
/// what was handed to them.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/proxy", tag = "decisions", request_body = ProxyForm,
    params(("slug" = String, Path), ("proposal" = String, Path)),
    responses((status = 204, description = "Named"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn name_proxy(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, proposal)): Path<(String, String)>,
    Input(form): Input<ProxyForm>,
) -> Answer {
    let (me, number, now) = (me(&caller)?, caller.community()?.number, site.now());
    let proposal = id::<Proposal>(&proposal)?;
    let (mut check, scene) = (Check::new(caller.lang), Scene::of(&caller, &site)?);
    let people = scene.chooser(&site, Vec::new(), [form.proxy.clone()]).await?;
    let proxy = people.member(&mut check, "proxy", &form.proxy, caller.lang);
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, form, errors).await;
    }
    let input = NameProxy { proposal, by: me, proxy };
    match site.db.transact(number, move |tx| ops::name_proxy(tx, &input, now)).await {
        Ok(()) => Reply::done(&caller, &format!("/c/{slug}/decisions/{proposal}/proxy")),
        Err(OpError::Refused(BallotRefused::NoSuchProposal)) => Err(BallotRefused::NoSuchProposal.into()),
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
    form: ProxyForm,
    errors: Errors,
) -> Answer {
    let page = load(caller, site, proposal, form, errors.clone()).await?;
    Reply::form_refused(caller, &page, &errors)
}

/// Takes it back; what the proxy has voted for you in a ballot that is open is void.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/proxy/revocation", tag = "decisions",
    params(("slug" = String, Path), ("proposal" = String, Path)),
    responses((status = 204, description = "Revoked"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn revoke_proxy(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, proposal)): Path<(String, String)>,
) -> Answer {
    let (me, number, now) = (me(&caller)?, caller.community()?.number, site.now());
    let proposal = id::<Proposal>(&proposal)?;
    site.db.transact(number, move |tx| ops::revoke_proxy(tx, proposal, me, now)).await?;
    Reply::done(&caller, &format!("/c/{slug}/decisions/{proposal}/proxy"))
}

/// Declines to vote for somebody who named you: what you have voted for them in a ballot that is open is void, and they vote
/// themselves or name another.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/proxy/{member}/refusal", tag = "decisions",
    params(("slug" = String, Path), ("proposal" = String, Path), ("member" = String, Path)),
    responses((status = 204, description = "Declined"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn decline_proxy(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, proposal, member)): Path<(String, String, String)>,
) -> Answer {
    let (me, number, now) = (me(&caller)?, caller.community()?.number, site.now());
    let (proposal, member) = (id::<Proposal>(&proposal)?, id(&member)?);
    site.db.transact(number, move |tx| ops::decline_proxy(tx, proposal, (member, me), now)).await?;
    Reply::done(&caller, &format!("/c/{slug}/decisions/{proposal}/proxy"))
}
