//! One member's part in a pool: to pay it, to give it up, to look for its money, to see what became of it.

use super::over::{self, sees_money};
use super::part_brief::{PartBrief, not_found};
use super::part_events::{PartEventView, part_events, still_due, undone_because};
use super::part_form::{PartPaymentForm, UndoSeen, Which};
use super::scene::{About, Names, Scene, about};
use super::words::is_elsewhere;
use crate::campaign::Offered;
use crate::commitment::CommitmentState;
use crate::ids::PoolId;
use crate::pool::PoolState;
use crate::refused::CommitRefused;
use crate::rows::{Commitment, Pool};
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use market::WayToTransfer;
use market::payment::MethodCode;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Place, Power, Problem, Refusal, Reply, Site, View};

/// What a transfer should quote.
pub(crate) fn reference(s: &Scene, collects: bool, pool: i64, part: i64) -> String {
    if collects { s.t.campaign_part_reference(pool, part) } else { s.t.part_reference(pool, part) }
}

/// A part, to whose it is and to those who run pools and look for payments.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "part.html")]
pub(crate) struct PartPage {
    #[serde(skip)]
    pub s: Scene,
    #[serde(flatten)]
    part: PartBrief,
    #[schema(value_type = String)]
    pool: PoolId,
    pool_number: i64,
    pool_title: String,
    unit: String,
    /// Not to whose it is.
    member: Option<String>,
    #[schema(value_type = Option<String>)]
    method: Option<MethodCode>,
    /// What the member wrote about the transfer.
    proof: Option<String>,
    /// RFC 3339, these too: when it was made, claimed; when the money came, when that was decided; when it ended.
    made_at: String,
    hold_until: Option<String>,
    claimed_at: Option<String>,
    arrived_at: Option<String>,
    decided_at: Option<String>,
    ended_at: Option<String>,
    /// Of the bank, or why the money was not found.
    reference: Option<String>,
    /// Held in the pool now.
    held_minor: i64,
    /// What a match fund adds to it, where that goes by the gift.
    match_minor: i64,
    paid_entry: Option<i64>,
    end_entry: Option<i64>,
    /// What is still to be paid: less than the whole where something came.
    still_minor: i64,
    /// What happened to it, oldest first.
    events: Vec<PartEventView>,
    #[serde(skip)]
    pool_href: String,
    #[serde(skip)]
    pool_kind: String,
    #[serde(skip)]
    collects: bool,
    #[serde(skip)]
    given_up: bool,
    #[serde(skip)]
    owned: bool,
    /// Its money is paid elsewhere: the community has no account for it.
    elsewhere: bool,
    /// A gift.
    gives: bool,
    #[serde(skip)]
    row: Commitment,
    #[serde(skip)]
    is_mine: bool,
    /// Money that came was less than was agreed on.
    #[serde(skip)]
    too_little: bool,
    /// Of somebody who looks for payments, before a steward: nobody else may be there to confirm it.
    #[serde(skip)]
    of_treasurer: bool,
    /// What the community owes its member, where that may pay it.
    #[serde(skip)]
    credit_minor: i64,
    /// Until when it may be paid, claimed, given up.
    #[serde(skip)]
    is_open: bool,
    /// A member now; otherwise whose it was, who has left.
    #[serde(skip)]
    takes_part: bool,
    #[serde(skip)]
    closes: Option<Html>,
    /// Its pool is over: what is found goes back.
    #[serde(skip)]
    over: Option<String>,
    #[serde(skip)]
    can_leave: bool,
    /// Whether whoever looks can say that its money was another's; None: that is not for them to say.
    #[serde(skip)]
    undo: Option<UndoSeen>,
    #[serde(skip)]
    ways: Vec<WayToTransfer>,
    #[serde(skip)]
    today: String,
    /// The deadline has passed: on its day the hour of arrival counts.
    #[serde(skip)]
    by_the_hour: bool,
    #[serde(skip)]
    pub form: PartPaymentForm,
    #[serde(skip)]
    pub errors: Errors,
    #[serde(skip)]
    pub which: Which,
}

impl View for PartPage {
    fn unlisted(&self) -> bool {
        self.owned
    }

    fn title(&self) -> String {
        match self.collects {
            true => self.s.t.campaign_part_title(self.pool_number, self.part.number),
            false => self.s.t.part_title(self.pool_number, self.part.number),
        }
    }

    fn live(&self) -> Option<&'static str> {
        Some("market")
    }

    fn place(&self) -> Place {
        if self.is_mine { Place::Mine } else { Place::Desk }
    }

    fn back(&self) -> Option<Back> {
        if !self.takes_part {
            return Back::to(format!("{}/mine", self.s.base), self.s.t.my_parts());
        }
        match self.is_mine || !self.s.can(Power::ConfirmPayments) {
            true => Back::to(self.pool_href.as_str(), self.pool_title.as_str()),
            false => Back::to(format!("{}/parts", self.s.base), self.s.t.claimed_title()),
        }
    }
}

impl PartPage {
    fn link(&self, path: &str) -> String {
        format!("{}/parts/{}{path}", self.s.base, self.part.id)
    }

    fn failed(&self, which: &str) -> bool {
        let name = match self.which {
            Which::Claim => "claim",
            Which::SetOff => "set_off",
            Which::Leave => "leave",
            Which::Confirm => "confirm",
            Which::Refuse => "refuse",
            Which::Undo => "undo",
        };
        !self.errors.is_empty() && name == which
    }

    fn can_claim(&self) -> bool {
        self.is_mine && self.is_open && self.part.state == CommitmentState::Made
    }

    /// By the member; by the treasurer with what came for it.
    fn can_set_off(&self) -> bool {
        let may = self.is_mine || (self.too_little && self.can_confirm());
        let waits = self.is_open && self.part.state == CommitmentState::Made;
        !self.elsewhere && may && waits && self.credit_minor >= self.part.due_minor
    }

    /// A gift has no price.
    fn cost_name(&self) -> String {
        match self.collects {
            true => self.s.t.campaign_cost(),
            false => self.s.t.cost_in_the_end(),
        }
    }

    fn can_confirm(&self) -> bool {
        (self.s.can(Power::ConfirmPayments) || self.of_treasurer)
            && !self.is_mine
            && self.paid_entry.is_none()
            // What is paid elsewhere makes no entry: once it is found, or has come to nothing, there is nothing more to confirm.
            && (!self.elsewhere || self.part.state.is_unpaid())
    }

    /// The number was entered before: whether it is another transfer is for a person to say.
    fn asks_another(&self) -> bool {
        self.errors.on("another_transfer").is_some() || !self.form.another_transfer.is_empty()
    }

    fn can_withdraw(&self) -> bool {
        self.is_mine && self.takes_part && self.part.state == CommitmentState::Claimed
    }

    fn can_refuse(&self) -> bool {
        let is_unlooked = self.row.is_unlooked() && !self.elsewhere;
        self.can_confirm() && (self.part.state == CommitmentState::Claimed || is_unlooked)
    }

    fn is_paid(&self) -> bool {
        self.part.state == CommitmentState::Held
    }

    fn can_undo(&self) -> bool {
        self.undo == Some(Ok(()))
    }

    /// Why not, where there is another way to put it right.
    fn not_undone(&self) -> Option<String> {
        let why = self.undo.and_then(Result::err).filter(|why| *why == CommitRefused::UndoByAnother);
        why.map(|why| why.say(self.s.lang))
    }

    /// The money of a part was put down to it by mistake: why, where that is the last that was said of it.
    fn undone_because(&self) -> Option<&str> {
        undone_because(&self.events).filter(|_| self.is_mine && self.part.state.is_unpaid())
    }

    fn not_found_because(&self) -> Option<&str> {
        not_found(&self.row)
    }

    fn leave_ask(&self) -> String {
        match self.gives {
            true => self.s.t.leave_gift_ask(),
            false if self.collects => self.s.t.leave_campaign_ask(),
            false => self.s.t.leave_ask(),
        }
    }

    /// What becomes of the money of who leaves.
    fn leave_note(&self) -> String {
        match self.is_paid() {
            true if self.elsewhere => self.s.t.leave_note_elsewhere(),
            true => self.s.t.leave_note_paid(),
            false => self.s.t.leave_note(),
        }
    }

    fn may_not_leave(&self) -> String {
        if self.elsewhere { self.s.t.may_not_leave_elsewhere() } else { self.s.t.may_not_leave_note() }
    }

    /// What came back of it. Where it was paid elsewhere, nothing came back here.
    fn returned_name(&self) -> String {
        match (self.elsewhere, self.given_up) {
            (false, _) => self.s.t.returned(),
            (true, true) => self.s.t.given_up_elsewhere(),
            (true, false) => self.s.t.given_back_elsewhere(),
        }
    }

    fn arrived_hint(&self) -> String {
        if self.elsewhere { self.s.t.amount_arrived_elsewhere() } else { self.s.t.amount_arrived_hint() }
    }

    fn to_pay_name(&self) -> String {
        if self.too_little { self.s.t.still_to_pay() } else { self.s.t.amount_to_pay() }
    }

    fn method_words(&self) -> Option<String> {
        self.method.map(|method| market::way_to_pay(self.s.lang, method))
    }

    fn methods(&self) -> Vec<(String, String)> {
        self.ways.iter().map(|way| (way.code.code().to_owned(), way.name.clone())).collect()
    }

    /// What a transfer should quote.
    fn quote(&self) -> String {
        reference(&self.s, self.collects, self.pool_number, self.part.number)
    }
}

/// A part in a pool.
#[utoipa::path(get, path = "/c/{slug}/parts/{part}", tag = "pools",
    params(("slug" = String, Path), ("part" = String, Path)),
    responses((status = 200, body = PartPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn part_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, part)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&part)?).await?)
}

/// Open past its deadline: claimed payments are looked for, and only what came before it counts.
pub(crate) fn by_the_hour(s: &Scene, pool: &Pool) -> bool {
    pool.state == PoolState::Open && s.now >= pool.closes_at_us
}

pub(crate) async fn load(caller: &Caller, site: &Site, part: Id<Commitment>) -> Result<PartPage, Problem> {
    let (s, takes_part) = Scene::theirs(caller, site).await?;
    let found = site.db.read(move |reader| read(reader, s, part, takes_part)).await?;
    found.ok_or_else(Problem::not_found)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Commitment>,
    takes_part: bool,
) -> Result<Option<PartPage>, Fault> {
    let Some(row) = reader.find::<Commitment>(&(s.number, id))? else { return Ok(None) };
    let is_mine = s.me == Some(row.member);
    // Whose it is not, and who has nothing to do with it, does not learn that it is there.
    if !is_mine && !s.of_office() {
        return Ok(None);
    }
    let Some(pool) = reader.find::<Pool>(&(s.number, row.pool_id))? else { return Ok(None) };
    let Some(about) = about(reader, &s, row.pool_id)? else { return Ok(None) };
    let member = match is_mine {
        true => None,
        false => Some(Names::default().of(reader, &s, row.member)?),
    };
    let whose = reader.find::<community::Member>(&(s.number, row.member))?;
    let for_them = s.can(Power::ManageOffers) && whose.is_some_and(|whose| whose.is_placeholder());
    let is_open = match row.late {
        true => pool.late_open,
        false => pool.state == PoolState::Open && s.now < pool.closes_at_us,
    };
    let may = match row.state {
        CommitmentState::Made => true,
        CommitmentState::Held => pool.leaving().may(row.made_at_us, s.now),
        _ => false,
    };
    let time = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let sees_money = sees_money(&s, &row);
    let ways = market::ways_to_transfer(reader, s.number, s.lang)?;
    let credit_minor = market::credit_of(reader, s.number, row.member, s.currency)?;
    let events = part_events(reader, &s, (&pool, &row), &about)?;
    let still_minor = still_due(reader, &s, &row)?;
    let came = row.claimed_at_us.unwrap_or(s.now);
    let by_the_hour = by_the_hour(&s, &pool) && !row.late;
    let of_treasurer =
        s.can(Power::GrantRoles) && community::looks_for_payments(reader, s.number, row.member)?;
    let finds = !is_mine && (s.can(Power::ConfirmPayments) || of_treasurer);
    let same = row.decided_by.is_some() && row.decided_by == s.me;
    let undo = row.undo(pool.state == PoolState::Open, same, s.now, &s.zone);
    let form = PartPaymentForm {
        method: ways.first().map(|way| way.code.code().to_owned()).unwrap_or_default(),
        amount: s.sum(still_minor).plain(),
        arrived_on: if by_the_hour { s.time_typed(&came) } else { s.day_typed(&came) },
        ..PartPaymentForm::default()
    };
    Ok(Some(PartPage {
        part: PartBrief::of(reader, &s, (&pool, &row), &about)?,
        pool: pool.id,
        pool_number: pool.number,
        pool_title: pool.title.clone(),
        unit: about.unit().to_owned(),
        pool_href: about.href(&s, &row),
        pool_kind: about.kind_name(&s),
        collects: matches!(about, About::Campaign(_)),
        gives: matches!(&about, About::Campaign(campaign) if campaign.offered == Offered::Donation),
        elsewhere: is_elsewhere(&about),
        given_up: pool.was_given_up(&row),
        owned: matches!(&about, About::Campaign(campaign) if campaign.offered.is_owned()),
        member,
        method: row.method,
        proof: row.proof.clone().filter(|_| sees_money),
        made_at: row.made_at_us.to_string(),
        hold_until: time(Some(row.hold_until_us).filter(|_| row.state == CommitmentState::Made)),
        claimed_at: time(row.claimed_at_us),
        arrived_at: time(row.arrived_at_us),
        decided_at: time(row.decided_at_us),
        ended_at: time(row.ended_at_us),
        reference: row.reference.clone().filter(|_| sees_money),
        held_minor: row.held_minor,
        match_minor: super::match_view::brought(reader, s.number, &row)?,
        paid_entry: row.paid_entry,
        end_entry: row.end_entry,
        still_minor,
        events,
        is_mine,
        of_treasurer,
        too_little: row.paid_entry.is_none() && row.arrived_at_us.is_some(),
        credit_minor,
        is_open: is_open && takes_part,
        takes_part,
        over: pool.is_over(&row).then(|| s.t.came_over_note(over::how(&s, &pool))),
        closes: (!row.late && !pool.is_over(&row)).then(|| s.time(&pool.closes_at_us)),
        can_leave: (is_mine || for_them) && takes_part && is_open && may,
        undo: finds.then_some(undo),
        ways,
        today: if by_the_hour { s.time_typed(&s.now) } else { s.day_typed(&s.now) },
        by_the_hour,
        form,
        errors: Errors::none(),
        which: Which::Claim,
        row,
        s,
    }))
}
