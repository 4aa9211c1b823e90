//! Who is owed and who owes, by book name.

use crate::scene::{AccountView, MoneyBody, Names, Scene};
use crate::words;
use askama::Template;
use axum::extract::{Query, State};
use kernel::Money;
use ledger::Purpose;
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::{IntoParams, ToSchema};
use web::ui;
use web::{Answer, Back, Caller, Place, Reply, Site, View, query_escaped};

const PAGE: i64 = 50;

/// The purposes that are kept by owner.
const PURPOSES: [Purpose; 4] = [Purpose::Owed, Purpose::Payable, Purpose::Receivable, Purpose::Held];

#[derive(Debug, Clone, Default, Deserialize, ToSchema, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct AccountsQuery {
    /// `owed`, `payable`, `receivable` or `held`.
    purpose: String,
    /// From `next` of the page before.
    after: i64,
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "accounts.html")]
pub(crate) struct AccountsView {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    purpose: Purpose,
    #[schema(value_type = MoneyBody)]
    together: Money,
    accounts: Vec<AccountRow>,
    /// The value of `after` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    first_page: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AccountRow {
    account: AccountView,
    #[schema(value_type = MoneyBody)]
    balance: Money,
    #[serde(skip)]
    href: String,
}

impl View for AccountsView {
    fn title(&self) -> String {
        self.s.t.accounts_title()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.base.clone(), self.s.t.back_to_books())
    }
}

impl AccountsView {
    fn choices(&self) -> Vec<(String, String, bool)> {
        let link = |one: Purpose| format!("{}/accounts?purpose={one}", self.s.base);
        PURPOSES
            .iter()
            .map(|one| (link(*one), words::purpose(self.s.t, *one), *one == self.purpose))
            .collect()
    }

    fn older(&self) -> Option<String> {
        self.next.map(|next| format!("{}/accounts?purpose={}&after={next}", self.s.base, self.purpose))
    }

    fn newest(&self) -> Option<String> {
        (!self.first_page).then(|| format!("{}/accounts?purpose={}", self.s.base, self.purpose))
    }
}

/// What is owed to each, or by each, under book names.
#[utoipa::path(get, path = "/c/{slug}/books/accounts", tag = "books",
    params(("slug" = String, Path), AccountsQuery),
    responses((status = 200, body = AccountsView), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn read_accounts(
    caller: Caller,
    State(site): State<Site>,
    Query(query): Query<AccountsQuery>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let view = site.db.read(move |reader| read(reader, s, &query)).await?;
    Reply::page(&caller, &view)
}

fn read(reader: &mut Reader, s: Scene, query: &AccountsQuery) -> Result<AccountsView, Fault> {
    let purpose = Purpose::parse(&query.purpose).filter(|one| PURPOSES.contains(one));
    let purpose = purpose.unwrap_or(Purpose::Owed);
    let mut totals = ledger::purpose_accounts(reader, s.community, purpose, query.after, PAGE + 1)?;
    let more = totals.len() as i64 > PAGE;
    totals.truncate(PAGE as usize);
    let next = totals.last().map(|last| last.id).filter(|_| more);
    let mut names = Names::read(reader, &s)?;
    let mut accounts = Vec::with_capacity(totals.len());
    for total in totals {
        let account = names.account(reader, &s, &total.key)?;
        let member = total.key.owner().is_some_and(|owner| ledger::fund_of_owner(owner).is_none());
        let person = account.owner.as_deref().filter(|_| member).map(query_escaped).unwrap_or_default();
        accounts.push(AccountRow {
            account,
            balance: Money::new(total.balance_minor, total.key.currency()),
            href: format!("{}/journal?purpose={purpose}&person={person}", s.base),
        });
    }
    let together = ledger::totals(reader, s.community, s.currency)?.of(purpose);
    Ok(AccountsView { purpose, together: s.money(together), accounts, next, first_page: query.after == 0, s })
}
