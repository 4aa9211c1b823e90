//! What stands between the community and the member who asks.

use crate::scene::{AccountView, EntryView, MoneyBody, Names, Scene, book_name};
use askama::Template;
use axum::extract::State;
use kernel::Money;
use ledger::JournalFilter;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui;
use web::{Answer, Back, Caller, Place, Reply, Site, View, query_escaped};

const RECENT: i64 = 10;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "mine.html")]
pub(crate) struct MinePage {
    #[serde(skip)]
    s: Scene,
    /// Shown to nobody else beside the display name.
    book_name: String,
    accounts: Vec<MyAccount>,
    recent: Vec<EntryView>,
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
        Back::to(self.s.base.clone(), self.s.t.back_to_books())
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

/// The caller's own accounts, and the name they stand under in the books.
#[utoipa::path(get, path = "/c/{slug}/books/mine", tag = "books", params(("slug" = String, Path)),
    responses((status = 200, body = MinePage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn read_mine(caller: Caller, State(site): State<Site>) -> Answer {
    let member = caller.member()?.member.to_string();
    let s = Scene::of(&caller, &site)?;
    let view = site.db.read(move |reader| read(reader, s, &member)).await?;
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
    let recent = names.entries(reader, &s, page.entries)?;
    Ok(MinePage {
        book_name: book_name(reader, s.community, member)?.unwrap_or_default(),
        accounts,
        recent,
        s,
    })
}
