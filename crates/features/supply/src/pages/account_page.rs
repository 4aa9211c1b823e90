//! Where a member wants to be paid to: seen and changed by them alone.

use super::link_page::Nothing;
use super::scene::Scene;
use super::supplier_page::BankForm;
use crate::books::read_due;
use crate::least::carried;
use crate::ops::{self, SetAccount};
use crate::rows::{MemberAccount, MemberBank, Supplier};
use crate::supply_store::read_of_member;
use askama::Template;
use axum::extract::State;
use kernel::Id;
use serde::Serialize;
use store::{OpError, Reader};
use utoipa::ToSchema;
use web::asked::me;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Keyed, Place, Problem, Reply, Site, View};

/// Where the caller wants to be paid to.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "account.html")]
#[schema(as = PaidToPage)]
pub(crate) struct AccountPage {
    #[serde(skip)]
    s: Scene,
    /// Null: nothing is given, and payment runs leave them out.
    account: Option<AccountView>,
    /// What the community owes them now.
    due_minor: i64,
    /// What is due is of shares, and less than their rule transfers: it is carried to the next.
    least_minor: Option<i64>,
    /// Whoever is a supplier is paid as one, to the bank details there.
    #[schema(value_type = Option<String>)]
    supplier: Option<Id<Supplier>>,
    #[serde(skip)]
    form: BankForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PaidToView)]
pub(crate) struct AccountView {
    holder: String,
    account: String,
    bank: String,
    bic: String,
    /// RFC 3339.
    given_at: String,
    #[serde(skip)]
    when: Html,
}

impl View for AccountPage {
    fn title(&self) -> String {
        self.s.t.paid_to_title()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/mine", self.s.base), self.s.t.mine())
    }
}

impl AccountPage {
    fn link(&self, rest: &str) -> String {
        format!("{}/supply/account{rest}", self.s.base)
    }
}

/// The details in use.
pub(crate) fn in_use(
    reader: &mut Reader,
    community: i64,
    member: Id<crate::ids::Member>,
) -> Result<Option<MemberBank>, store::Fault> {
    let Some(account) = reader.find::<MemberAccount>(&(community, member))? else { return Ok(None) };
    reader.find::<MemberBank>(&(community, member, account.version))
}

/// Where the caller wants to be paid to: for every member, their own.
#[utoipa::path(get, path = "/c/{slug}/supply/account", tag = "supply", params(("slug" = String, Path)),
    responses((status = 200, body = AccountPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn account_page(caller: Caller, State(site): State<Site>) -> Answer {
    Reply::page(&caller, &load(&caller, &site).await?)
}

async fn load(caller: &Caller, site: &Site) -> Result<AccountPage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let bank = in_use(reader, s.number, s.me)?;
        let supplier = match read_of_member(reader, s.number, s.me)? {
            Some(id) => reader.find::<Supplier>(&(s.number, id))?.filter(|row| row.is_open).map(|row| row.id),
            None => None,
        };
        Ok(AccountPage {
            form: bank.as_ref().map(|bank| BankForm::of(bank.text())).unwrap_or_default(),
            account: bank.map(|bank| AccountView {
                given_at: bank.changed_at_us.to_string(),
                when: s.time(&bank.changed_at_us),
                holder: bank.holder,
                account: bank.account,
                bank: bank.bank,
                bic: bank.bic,
            }),
            due_minor: read_due(reader, s.number, s.me, s.currency)?.total(),
            least_minor: carried(reader, s.number, s.me, s.currency)?,
            supplier,
            errors: Errors::none(),
            s,
        })
    });
    Ok(page.await?)
}

/// Says where the caller wants to be paid to. What waits to be paid to other details is left out of its run.
#[utoipa::path(post, path = "/c/{slug}/supply/account", tag = "supply", request_body = BankForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = AccountPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn set_account(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<BankForm>,
) -> Answer {
    let (number, me, now) = (caller.community()?.number, me(&caller)?, site.now());
    let input = SetAccount { text: form.text(), key: Some(key.of(&caller, "set_account")?) };
    let done = site.db.transact(number, move |tx| ops::set_account(tx, me, &input, now)).await;
    let mut page = load(&caller, &site).await?;
    match done {
        Ok(()) => Reply::changed(&caller, &page.link(""), &page),
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            (page.form, page.errors) = (form, errors.clone());
            Reply::form_refused(&caller, &page, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Takes back where to be paid to.
#[utoipa::path(post, path = "/c/{slug}/supply/account/removal", tag = "supply", request_body = Nothing,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = AccountPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn remove_account(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: _, key }: Keyed<Nothing>,
) -> Answer {
    let (number, me, now) = (caller.community()?.number, me(&caller)?, site.now());
    let key = Some(key.of(&caller, "remove_account")?);
    match site.db.transact(number, move |tx| ops::remove_account(tx, me, &key, now)).await {
        Ok(()) => {}
        Err(OpError::Refused(why)) => return Err(why.into()),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    }
    let page = load(&caller, &site).await?;
    Reply::changed(&caller, &page.link(""), &page)
}
