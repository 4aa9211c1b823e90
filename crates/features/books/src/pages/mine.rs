//! What stands between the community and the member who asks.

use crate::scene::{AccountView, EntryView, MoneyBody, Names, Scene, book_name};
use askama::Template;
use axum::extract::State;
use kernel::Money;
use ledger::{Full, JournalFilter};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui;
use web::{Answer, Back, Caller, Place, Reply, Site, View, query_escaped};

const RECENT: i64 = 10;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "mine.html")]
#[schema(as = MyAccountsPage)]
pub(crate) struct MinePage {
    #[serde(skip)]
    s: Scene,
    /// Shown to nobody else beside the display name.
    book_name: String,
    accounts: Vec<MyAccount>,
    recent: Vec<EntryView>,
    /// Entries and the journal can be looked at: by members, and by whom the books are open to.
    #[serde(skip)]
    leads_on: bool,
    /// A member now; otherwise somebody who left.
    #[serde(skip)]
    takes_part: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MyAccount {
    account: AccountView,
    #[schema(value_type = MoneyBody)]
    balance: Money,
}

impl View for MinePage {
    fn title(&self) -> String {
        self.s.t.mine()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        match self.takes_part {
            true => Back::to(self.s.base.clone(), self.s.t.back_to_books()),
            false => Back::to(format!("/c/{}/mine", self.s.slug), self.s.t.mine()),
        }
    }
}

impl MinePage {
    fn journal(&self) -> String {
        format!("{}/journal?person={}", self.s.base, query_escaped(&self.book_name))
    }

    fn account_journal(&self, one: &MyAccount) -> String {
        format!("{}&purpose={}", self.journal(), one.account.purpose.code())
    }
}

/// The caller's own accounts, and the name they stand under in the books; also to who left, whose they were.
#[utoipa::path(get, path = "/c/{slug}/books/mine", tag = "books", params(("slug" = String, Path)),
    responses((status = 200, body = MinePage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn read_mine(caller: Caller, State(site): State<Site>) -> Answer {
    let theirs = community::member_or_former(&caller, &site).await?;
    let (member, leads_on) = (theirs.member.to_string(), caller.sees_books().is_ok());
    let s = Scene::theirs(&caller, &site, theirs)?;
    let mut view = site.db.read(move |reader| read(reader, s, &member)).await?;
    (view.leads_on, view.takes_part) = (leads_on, theirs.takes_part);
    Reply::page(&caller, &view)
}

fn read(reader: &mut Reader, s: Scene, member: &str) -> Result<MinePage, Fault> {
    let mut names = Names::read(reader, &s)?;
    let mut accounts = Vec::new();
    for total in ledger::owner_accounts(reader, s.community, member, s.currency)? {
        let account = names.account(reader, &s, &total.key)?;
        accounts.push(MyAccount { account, balance: Money::new(total.balance_minor, total.key.currency()) });
    }
    let filter = JournalFilter { owner: Some(member.to_owned()), ..JournalFilter::default() };
    let page = ledger::journal(reader, s.community, &filter, None, RECENT)?;
    let own_name = book_name(reader, s.community, member)?.unwrap_or_default();
    let own: Vec<i64> = page.entries.iter().map(|full| change_of(full, member)).collect();
    let mut recent = names.entries(reader, &s, page.entries)?;
    for (entry, minor) in recent.iter_mut().zip(own) {
        entry.own_change = Some(s.money(minor));
        if minor == 0 && entry.kind == "settlement" {
            let payable =
                entry.postings.iter().filter(|posting| posting.account.owner.as_deref() == Some(&own_name));
            let gained = payable.map(|posting| posting.change.minor.max(0)).sum();
            entry.told = s.t.told_settlement_mine(s.money(gained).to_string());
        }
        entry.order_href = own_order(reader, &s, entry, member)?;
    }
    Ok(MinePage { book_name: own_name, accounts, recent, leads_on: true, takes_part: true, s })
}

/// In the member's direction: plus when the community owes them more, or they owe it less.
fn change_of(full: &Full, member: &str) -> i64 {
    let own = full.postings.iter().filter(|(key, _)| key.owner() == Some(member));
    own.map(|(_, debit)| -debit).sum()
}

/// Orders are their buyers': a seller sees the sale in the books, and not who bought.
fn own_order(
    reader: &mut Reader,
    s: &Scene,
    entry: &EntryView,
    member: &str,
) -> Result<Option<String>, Fault> {
    let order = market::order_of_cause(reader, s.community, &entry.cause_kind, &entry.cause_id)?;
    let Some(id) = order else { return Ok(None) };
    let order = reader.find::<market::rows::Order>(&(s.community, id))?;
    let own = order.is_some_and(|order| order.buyer.to_string() == member);
    Ok(own.then(|| format!("/c/{}/orders/{id}", s.slug)))
}
