//! One entry: its accounts, what led to it, what followed, what it draws on and what draws on it.

use super::drawing::{self, DrawingView};
use super::origin::{OriginView, onward, origin, thanked};
use crate::scene::{EntryView, Names, Scene};
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui;
use web::{Answer, Back, Caller, Html, Place, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "entry.html")]
pub(crate) struct EntryPage {
    #[serde(skip)]
    s: Scene,
    entry: EntryView,
    /// The order that it is about, where it is about one.
    order: Option<String>,
    /// Its page is for its buyer and who works on orders.
    #[serde(skip)]
    sees_order: bool,
    /// What its order was divided by, where the entry divides one.
    splits: Vec<SplitView>,
    /// The expense that it is about, where it is about one.
    expense: Option<String>,
    /// Nothing proves that expense.
    without_proof: bool,
    /// That expense was approved without a proof; one was handed in afterwards.
    proof_after_approval: bool,
    /// The pool that it is about, or from which its order came.
    pool: Option<PoolBehindView>,
    /// The purchase order or payment run that it is about, below the community's address: to the supplier and who deals with money.
    supply: Option<String>,
    /// The money received that it enters or takes back.
    receipt: Option<String>,
    /// The programme or red packet that it sets money aside for. Its page is for members.
    reward_budget: Option<String>,
    /// Of a reward, to who bought: their order. Null to everybody else.
    reward_order: Option<String>,
    /// Of a reward, to who brought the buyer: it is theirs.
    is_own_reward: bool,
    /// What can be owned that it was paid in for, where it is a subscription. To members only, as all of owning together.
    instrument: Option<OwnedView>,
    /// The distribution behind it; to members only.
    shared: Option<SharedView>,
    /// What permits it, where it spends.
    permission: Option<PermissionView>,
    /// What came before any entry: the decision or the rules that permit it, the mandate, the expense.
    origin: Vec<OriginView>,
    /// What it follows from, the first one first.
    before: Vec<EntryView>,
    /// What follows from it.
    after: Vec<EntryView>,
    /// The distribution that shared out what it brought in or took away, to members only; the reward for who brought the buyer, to the two.
    onward: Vec<OriginView>,
    /// Others with the same cause.
    same_cause: Vec<EntryView>,
    /// Through the accounts of it that collect (owed, payable, receivable), a dozen at most.
    drawings: Vec<DrawingView>,
    /// It has more such accounts.
    more_drawings: bool,
    /// Of what a campaign had together: with which entries backers paid it in, the first of them, and how many there are.
    paid_in: Vec<EntryView>,
    paid_in_count: i64,
}

/// Of one campaign: its journal has the others.
const PAID_IN_SHOWN: i64 = 12;

/// A version of an offer's split, and the decision behind it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SplitView {
    offer: String,
    version: i64,
    /// The id of the proposal that decided it, where one did.
    decision: Option<String>,
    /// What it is called; to members only.
    decision_title: Option<String>,
    #[serde(skip)]
    title: String,
}

/// What a decision is called, to members.
fn title_of(reader: &mut Reader, s: &Scene, decision: Option<&str>) -> Result<Option<String>, Fault> {
    match decision.filter(|_| s.inside) {
        Some(decision) => governance::decision_title(reader, s.community, decision),
        None => Ok(None),
    }
}

fn split_views(
    reader: &mut Reader,
    s: &Scene,
    splits: Vec<market::SplitBehind>,
) -> Result<Vec<SplitView>, Fault> {
    let mut views = Vec::new();
    for market::SplitBehind { offer, title, version, decision, .. } in splits {
        let decision_title = title_of(reader, s, decision.as_deref())?;
        views.push(SplitView { offer: offer.to_string(), version, decision, decision_title, title });
    }
    Ok(views)
}

/// A pool behind an entry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PoolBehindView {
    id: String,
    name: String,
    /// To whose it is and to who looks for payments.
    part: Option<String>,
}

/// The mandate that an entry names.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PermissionView {
    pub mandate: String,
    pub number: i64,
    /// To members only, as the mandate itself.
    pub purpose: Option<String>,
    /// The proposal that made it.
    pub decision: Option<String>,
    /// To members only.
    pub decision_title: Option<String>,
    /// The version of the rules of deciding that permits it, where no proposal made it.
    pub rules_version: Option<i64>,
    /// The campaign whose released money it is, where it is one's.
    pub campaign: Option<RaisedView>,
}

/// Where the money of a campaign came from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RaisedView {
    pub pool: String,
    /// To members only, as the campaign itself.
    pub title: Option<String>,
    /// Who backed it, and what came together.
    pub people: i64,
    pub captured_minor: i64,
}

/// The instrument behind a subscription, and the decision behind that.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnedView {
    instrument: String,
    number: i64,
    name: String,
    decision: String,
    /// What it is called.
    decision_title: Option<String>,
}

/// The distribution behind an entry, and the decision behind that.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SharedView {
    pub distribution: String,
    pub number: i64,
    pub decision: Option<String>,
    /// What it is called.
    pub decision_title: Option<String>,
}

impl View for EntryPage {
    fn title(&self) -> String {
        self.s.t.entry_number(self.entry.number_text())
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/journal", self.s.base), self.s.t.back_to_journal())
    }
}

impl EntryPage {
    fn cause_href(&self) -> Option<String> {
        let of = |kind: &str, id: &String| format!("/c/{}/{kind}/{id}", self.s.slug);
        let order = self.order.as_ref().filter(|_| self.sees_order).map(|order| of("orders", order));
        let expense = self.expense.as_ref().map(|expense| of("expenses", expense));
        let supply = self.supply.as_ref().map(|path| format!("/c/{}/{path}", self.s.slug));
        let shared = self.shared.as_ref().map(|shared| of("distributions", &shared.distribution));
        let receipt = self.receipt.as_ref().map(|receipt| of("receipts", receipt));
        let budget = self.reward_budget.as_ref().map(|budget| of("rewards", budget));
        order.or(expense).or(supply).or(shared).or(receipt).or(budget)
    }

    fn pool_href(&self, pool: &PoolBehindView) -> String {
        format!("/c/{}/pools/{}", self.s.slug, pool.id)
    }

    fn part_href(&self, part: &str) -> String {
        format!("/c/{}/parts/{part}", self.s.slug)
    }

    fn mandate_href(&self, permission: &PermissionView) -> String {
        format!("/c/{}/mandates/{}", self.s.slug, permission.mandate)
    }

    fn decision_href(&self, permission: &PermissionView) -> Option<String> {
        let decision = web::query_escaped(permission.decision.as_deref()?);
        Some(format!("/c/{}/decisions/{decision}", self.s.slug))
    }

    fn decision_text(&self, permission: &PermissionView) -> String {
        permission.decision_title.clone().unwrap_or_else(|| self.s.t.see_decision())
    }

    fn instrument_href(&self, owned: &OwnedView) -> String {
        format!("/c/{}/instruments/{}", self.s.slug, owned.instrument)
    }

    fn decision_of(&self, owned: &OwnedView) -> String {
        format!("/c/{}/decisions/{}", self.s.slug, web::query_escaped(&owned.decision))
    }

    fn mandate_text(&self, permission: &PermissionView) -> String {
        let numbered = || self.s.t.mandate_number(permission.number);
        permission.purpose.clone().unwrap_or_else(numbered)
    }

    /// What members know an offer as: visitors see who got what, not from which goods.
    fn split_words(&self, split: &SplitView) -> String {
        match self.s.inside {
            true => self.s.t.split_of(split.title.as_str(), split.version),
            false => self.s.t.split_version(split.version),
        }
    }

    fn step(&self, entry: &EntryView, here: bool) -> Html {
        let text = format!("{} · {}", entry.kind_name, entry.moved);
        let number = self.s.t.entry_number(entry.number_text());
        let what = match here {
            true => Html::from(text),
            false => Html::trusted(format!(
                "<a href=\"{}\">{}</a>",
                web::escaped(&entry.href),
                web::escaped(&text)
            )),
        };
        let note = Html::trusted(format!("{} · {}", web::escaped(&number), self.s.time(&entry.happened_at)));
        ui::step(what, note, here)
    }

    fn has_chain(&self) -> bool {
        !(self.origin.is_empty() && self.before.is_empty() && self.after.is_empty() && self.onward.is_empty())
    }

    /// Those that the chain does not show already.
    fn others(&self) -> Vec<&EntryView> {
        let drawn = |number: i64| {
            let mut all = self.drawings.iter().flat_map(|drawing| &drawing.entries);
            all.any(|entry| entry.number == number)
        };
        let chained = |number: i64| self.before.iter().chain(&self.after).any(|entry| entry.number == number);
        let shown = |number: i64| chained(number) || drawn(number);
        self.same_cause.iter().filter(|entry| !shown(entry.number)).collect()
    }
}

/// An entry of the journal with its chain of causes, both ways.
#[utoipa::path(get, path = "/c/{slug}/books/entries/{number}", tag = "books",
    params(("slug" = String, Path), ("number" = i64, Path)),
    responses((status = 200, body = EntryPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn read_entry(
    caller: Caller,
    State(site): State<Site>,
    Path((_, number)): Path<(String, String)>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let number: i64 = number.parse().map_err(|_| Problem::not_found())?;
    let found = site.db.read(move |reader| read(reader, s, number)).await?;
    Reply::page(&caller, &found.ok_or_else(Problem::not_found)?)
}

fn read(reader: &mut Reader, s: Scene, number: i64) -> Result<Option<EntryPage>, Fault> {
    let Some(full) = ledger::entry(reader, s.community, number)? else { return Ok(None) };
    let chain = ledger::chain(reader, s.community, &full.head)?;
    let cause = &full.head.entry;
    let order = market::order_of_cause(reader, s.community, &cause.cause_kind, &cause.cause_id)?;
    // Money that is held for its receivers, and what they got of it, both by the order's splits.
    let divides = matches!(cause.kind.as_str(), "payment" | "settlement");
    let splits = match order.filter(|_| divides) {
        Some(order) => market::splits_behind(reader, s.community, order)?,
        None => Vec::new(),
    };
    let sees_order = match order {
        Some(order) => market::sees_order(reader, s.community, order, s.me, s.powers)?,
        None => false,
    };
    let expense = spending::expense_of_cause(reader, s.community, &cause.cause_kind, &cause.cause_id)?;
    let receipt = spending::receipt_of_cause(reader, s.community, &cause.cause_kind, &cause.cause_id)?;
    let supply = supply::supply_of_cause(reader, s.community, &cause.cause_kind, &cause.cause_id)?;
    let supply = supply.filter(|behind| s.confirms || (s.me.is_some() && behind.supplier == s.me));
    let budget = match s.inside {
        true => referral::budget_of_cause(reader, s.community, &cause.cause_kind, &cause.cause_id)?,
        false => None,
    };
    // What a reward took back follows the reward's own entry.
    let rewards = [Some(number), full.head.entry.parent_entry];
    let mut reward = None;
    if let Some(me) = s.me.filter(|_| budget.is_some()) {
        for entry in rewards.into_iter().flatten() {
            reward = reward.or(referral::reward_seen(reader, s.community, entry, me)?);
        }
    }
    let owned = match s.inside {
        true => ownership::instrument_of_cause(reader, s.community, &cause.cause_kind, &cause.cause_id)?,
        false => None,
    };
    let shared = match s.inside {
        true => distribution::distribution_of_cause(reader, s.community, &cause.cause_kind, &cause.cause_id)?,
        false => None,
    };
    let instrument = match owned {
        Some(owned) => Some(OwnedView {
            instrument: owned.id.to_string(),
            number: owned.number,
            name: owned.name,
            decision_title: title_of(reader, &s, Some(&owned.decision))?,
            decision: owned.decision,
        }),
        None => None,
    };
    let shared = match shared {
        Some(row) => Some(SharedView {
            distribution: row.id.to_string(),
            number: row.number,
            decision_title: title_of(reader, &s, row.decision.as_deref())?,
            decision: row.decision,
        }),
        None => None,
    };
    // A reward is of the sale, not of what was paid before or given back after it.
    let rewarded = order.filter(|_| cause.kind == "settlement");
    let permission = permission(reader, &s, cause.mandate.as_deref())?;
    let pool = pool_behind(reader, &s, &cause.cause_kind, &cause.cause_id)?;
    let campaign = pools::campaign_of_cause(reader, s.community, &cause.cause_kind, &cause.cause_id)?;
    let mut names = Names::read(reader, &s)?;
    let came_in = (cause.cause_kind.as_str(), cause.cause_id.as_str());
    let (paid, paid_in_count) = pools::payments_behind(reader, s.community, came_in, PAID_IN_SHOWN)?;
    let mut paid_in = Vec::new();
    for entry in paid {
        if let Some(full) = ledger::entry(reader, s.community, entry)? {
            paid_in.push(names.entry(reader, &s, full)?);
        }
    }
    let drawings = drawing::read(reader, &s, &mut names, &full)?;
    let chain = agreeing(chain, &full, &drawings);
    let collecting = full.postings.iter().filter(|(key, _)| ledger::collects(key)).count();
    Ok(Some(EntryPage {
        order: order.map(|order| order.to_string()),
        sees_order,
        onward: onward(reader, &s, &full)?.into_iter().chain(thanked(reader, &s, rewarded)?).collect(),
        splits: split_views(reader, &s, splits)?,
        origin: origin(&s, permission.as_ref(), expense.as_ref(), shared.as_ref(), campaign.as_ref()),
        without_proof: expense.as_ref().is_some_and(|expense| expense.lacks_proof),
        proof_after_approval: expense.as_ref().is_some_and(|expense| expense.proved_late),
        expense: expense.map(|expense| expense.id.to_string()),
        supply: supply.map(|behind| behind.path),
        receipt: receipt.map(|receipt| receipt.to_string()),
        reward_budget: budget.map(|budget| budget.to_string()),
        is_own_reward: reward == Some(referral::RewardSeen::Brought),
        reward_order: match reward {
            Some(referral::RewardSeen::Bought(order)) => Some(order.to_string()),
            _ => None,
        },
        instrument,
        shared,
        permission,
        pool,
        entry: names.entry(reader, &s, full)?,
        before: names.entries(reader, &s, chain.before)?,
        after: names.entries(reader, &s, chain.after)?,
        same_cause: names.entries(reader, &s, chain.same_cause)?,
        more_drawings: collecting > drawings.len(),
        drawings,
        paid_in,
        paid_in_count,
        s,
    }))
}

/// A payout or a repayment follows from the entries that it draws on. Older ones were entered as following from another: where it
/// came from is what the account says, and so that one is no step of the chain.
fn agreeing(mut chain: ledger::Chain, of: &ledger::Full, drawings: &[DrawingView]) -> ledger::Chain {
    let pays = |full: &ledger::Full| matches!(full.head.entry.kind.as_str(), "payout" | "repayment");
    let told = |takes: bool, number: i64| {
        drawings.iter().filter(|drawing| drawing.takes == takes).any(|drawing| drawing.has(number))
    };
    if pays(of) && of.head.entry.parent_entry.is_some_and(|parent| !told(true, parent)) {
        chain.before.clear();
    }
    chain.after.retain(|full| !pays(full) || told(false, full.head.entry.number));
    chain
}

/// Who joined a pool its page tells; which entry is whose, only to whose it is and to who looks for payments.
fn pool_behind(
    reader: &mut Reader,
    s: &Scene,
    kind: &str,
    cause: &str,
) -> Result<Option<PoolBehindView>, Fault> {
    let Some(behind) = pools::part_of_cause(reader, s.community, kind, cause)? else {
        // Of what all in a campaign have together.
        let behind = pools::campaign_of_cause(reader, s.community, kind, cause)?;
        let Some(behind) = behind else { return Ok(None) };
        let name = pools::pool_name(reader, s.community, s.lang, behind.pool, s.inside)?.unwrap_or_default();
        return Ok(Some(PoolBehindView { id: behind.pool.to_string(), name, part: None }));
    };
    let name = pools::pool_name(reader, s.community, s.lang, behind.pool, s.inside)?.unwrap_or_default();
    let knows = s.confirms || s.me == Some(behind.member);
    Ok(Some(PoolBehindView {
        id: behind.pool.to_string(),
        name,
        part: knows.then(|| behind.part.to_string()),
    }))
}

/// None for what names no mandate of ours: a journal may be older than mandates are.
fn permission(
    reader: &mut Reader,
    s: &Scene,
    mandate: Option<&str>,
) -> Result<Option<PermissionView>, Fault> {
    let Some(id) = mandate.and_then(|id| Id::<spending::rows::Mandate>::parse(id).ok()) else {
        return Ok(None);
    };
    let found = spending::mandate(reader, s.community, id)?;
    let campaign = match found.as_ref().and_then(|found| found.campaign) {
        Some(pool) => pools::raised_by(reader, s.community, pool)?.map(|raised| RaisedView {
            pool: pool.to_string(),
            title: s.inside.then_some(raised.title),
            people: raised.people,
            captured_minor: raised.captured_minor,
        }),
        None => None,
    };
    Ok(found.map(|found| PermissionView {
        mandate: id.to_string(),
        number: found.number,
        purpose: s.inside.then(|| spending::mandate_name(s.lang, &found)),
        decision_title: found.decision_title.clone().filter(|title| s.inside && !title.is_empty()),
        decision: found.decision,
        rules_version: found.rules_version,
        campaign,
    }))
}
