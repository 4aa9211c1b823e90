//! What the community owes its members.

use super::scene::{Names, Scene};
use crate::ids::Member;
use askama::Template;
use axum::extract::{Query, State};
use kernel::Id;
use ledger::Purpose;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Place, Power, Problem, Reply, Site, View};

const PAGE: i64 = 40;

kernel::codes! {
    /// Which side of what is between the community and its members.
    pub(crate) enum Between { Payable = "payable", Owed = "owed", Receivable = "receivable" }
}

impl Between {
    fn purpose(self) -> Purpose {
        match self {
            Between::Payable => Purpose::Payable,
            Between::Owed => Purpose::Owed,
            Between::Receivable => Purpose::Receivable,
        }
    }
}

/// Members whom the community owes something, or who owe it something.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "owed.html")]
pub(crate) struct OwedPage {
    #[serde(skip)]
    s: Scene,
    /// `owed`: refunds and other credit. `payable`: settled sales. `receivable`: what members have to give back.
    purse: &'static str,
    rows: Vec<OwedRow>,
    owed_minor: i64,
    payable_minor: i64,
    receivable_minor: i64,
    bank_minor: i64,
    #[serde(skip)]
    short: Option<String>,
    /// The value of `above` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OwedRow {
    member: String,
    name: String,
    amount_minor: i64,
}

impl View for OwedPage {
    fn title(&self) -> String {
        self.s.t.owed_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }
}

impl OwedPage {
    fn is(&self, code: &str) -> bool {
        self.purse == code
    }

    fn older(&self) -> Option<String> {
        let next = self.next?;
        Some(format!("{}/owed?purse={}&above={next}", self.s.base, self.purse))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/owed?purse={}", self.s.base, self.purse))
    }
}

/// What members are owed, by purse.
#[utoipa::path(get, path = "/c/{slug}/owed", tag = "market",
    params(("slug" = String, Path), ("purse" = Option<String>, Query), ("above" = Option<i64>, Query)),
    responses((status = 200, body = OwedPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn owed_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::PayOut)?;
    let s = Scene::of(&caller, &site)?;
    let purse = match parameter(&pairs, "purse") {
        None => Between::Payable,
        Some(code) => Between::parse(code).ok_or_else(Problem::not_found)?,
    };
    let above = parameter(&pairs, "above").and_then(|above| above.parse().ok());
    let page = site.db.read(move |reader| read_list(reader, s, purse, above)).await?;
    Reply::page(&caller, &page)
}

/// In words, where by the books the bank holds less than all that is owed to members.
pub(crate) fn bank_short(s: &Scene, totals: &ledger::Totals) -> Option<String> {
    let due = totals.of(Purpose::Owed).saturating_add(totals.of(Purpose::Payable));
    let bank = totals.of(Purpose::Bank);
    (bank < due).then(|| s.t.bank_short(s.said(bank), s.said(due)))
}

fn read_list(reader: &mut Reader, s: Scene, purse: Between, above: Option<i64>) -> Result<OwedPage, Fault> {
    let purpose = purse.purpose();
    let mut accounts = ledger::purpose_accounts(reader, s.number, purpose, above.unwrap_or(0), PAGE + 1)?;
    let more = accounts.len() as i64 > PAGE;
    accounts.truncate(PAGE as usize);
    let next = accounts.last().map(|account| account.id).filter(|_| more);
    let totals = ledger::totals(reader, s.number, s.currency)?;
    let (mut rows, mut names) = (Vec::with_capacity(accounts.len()), Names::default());
    for account in accounts {
        let Some(owner) = account.key.owner().and_then(|owner| Id::<Member>::parse(owner).ok()) else {
            continue;
        };
        names.learn(reader, &s, owner)?;
        rows.push(OwedRow {
            member: owner.to_string(),
            name: names.member(&owner),
            amount_minor: account.balance_minor,
        });
    }
    Ok(OwedPage {
        purse: purse.code(),
        rows,
        owed_minor: totals.of(Purpose::Owed),
        payable_minor: totals.of(Purpose::Payable),
        receivable_minor: totals.of(Purpose::Receivable),
        bank_minor: totals.of(Purpose::Bank),
        short: bank_short(&s, &totals),
        next,
        paged: above.is_some(),
        s,
    })
}
