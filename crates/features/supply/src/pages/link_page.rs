//! A supplier's own sign-in: making the link, and what is behind it.

use super::supplier_page::load;
use crate::ops::{self, AcceptLink, LINK_NEEDS, MakeLink, opens};
use crate::refused::SupplierRefused;
use crate::rows::Supplier;
use crate::{L10nLanguage, t};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use community::NewMember;
use kernel::Id;
use people::Token;
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field};
use web::{Answer, Caller, Check, Errors, Keyed, Lang, Place, Problem, Reply, Site, TokenHash, View};

/// What is behind a link that somebody was given.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "supplier_link.html")]
pub(crate) struct LinkPage {
    #[serde(skip)]
    t: &'static L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    href: String,
    /// What the supplier is called.
    name: String,
    community: String,
    #[serde(skip)]
    signed_in: bool,
    #[serde(skip)]
    is_member: bool,
    #[serde(skip)]
    form: LinkForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct LinkForm {
    /// Under which name others see a new member; not asked of who is one already.
    display_name: String,
}

/// Nothing is asked.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Nothing {}

impl View for LinkPage {
    fn title(&self) -> String {
        self.t.link_title(self.name.as_str())
    }

    fn place(&self) -> Place {
        Place::Home
    }
}

/// The link, this once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LinkAnswer {
    #[schema(value_type = String)]
    supplier: Id<Supplier>,
    link: String,
}

/// Makes a link for a supplier's own sign-in: good once, for two weeks. A second one ends the first.
#[utoipa::path(post, path = "/c/{slug}/supply/{supplier}/link", tag = "supply", request_body = Nothing,
    params(("slug" = String, Path), ("supplier" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = LinkAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn make_link(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, supplier)): Path<(String, String)>,
    Keyed { input: _, key }: Keyed<Nothing>,
) -> Answer {
    for power in LINK_NEEDS {
        caller.may(power)?;
    }
    let (me, now, supplier) = (me(&caller)?, site.now(), id::<Supplier>(&supplier)?);
    let token = Token::fresh(&site.ids);
    let key = key.of(&caller, "make_supplier_link")?;
    let input = MakeLink { supplier, invitation: site.id(), token_hash: token.hash(), key };
    let number = caller.community()?.number;
    match site.db.transact(number, move |tx| ops::make_link(tx, me, &input, now)).await {
        Ok(_) => {}
        Err(OpError::Refused(why)) => return Err(why.into()),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    }
    let link = format!("{}/c/{slug}/supply/{supplier}/link/{}", site.config.base_url, token.text());
    // To a browser the page with the link in it, for the secret is nowhere else; to a program the link.
    if caller.wants == web::Wants::Json {
        let location = format!("/c/{slug}/supply/{supplier}");
        return Reply::created_json(&caller, &location, &LinkAnswer { supplier, link });
    }
    let page = load(&caller, &site, supplier, None).await?.with_link(link);
    Reply::with_status(StatusCode::CREATED, &caller, &page)
}

async fn behind(
    caller: &Caller,
    site: &Site,
    supplier: &str,
    token: &str,
) -> Result<(Id<Supplier>, LinkPage), Problem> {
    let community = caller.community()?;
    let (number, now) = (community.number, site.now());
    let supplier = Id::<Supplier>::parse(supplier).map_err(|_| SupplierRefused::LinkUnusable)?;
    let row = site.db.read(move |reader| reader.find::<Supplier>(&(number, supplier))).await?;
    let row = row.filter(|row| opens(row, &TokenHash::of(token), now));
    let row = row.ok_or(SupplierRefused::LinkUnusable)?;
    let page = LinkPage {
        t: t(caller.lang),
        lang: caller.lang,
        href: format!("/c/{}/supply/{supplier}/link/{token}", community.slug),
        name: row.name,
        community: community.name.clone(),
        signed_in: caller.signed_in.is_some(),
        is_member: caller.membership().is_some(),
        form: LinkForm::default(),
        errors: Errors::none(),
    };
    Ok((supplier, page))
}

/// What a link leads to: for whoever was given it.
#[utoipa::path(get, path = "/c/{slug}/supply/{supplier}/link/{token}", tag = "supply",
    params(("slug" = String, Path), ("supplier" = String, Path), ("token" = String, Path)),
    responses((status = 200, body = LinkPage), (status = 404, body = web::ProblemBody), (status = 410, body = web::ProblemBody)))]
pub(crate) async fn link_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, supplier, token)): Path<(String, String, String)>,
) -> Answer {
    Reply::page(&caller, &behind(&caller, &site, &supplier, &token).await?.1)
}

/// Takes a supplier's account: by whoever holds the link and is signed in. Who is no member yet becomes one.
#[utoipa::path(post, path = "/c/{slug}/supply/{supplier}/link/{token}", tag = "supply", request_body = LinkForm,
    params(("slug" = String, Path), ("supplier" = String, Path), ("token" = String, Path),
        ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = super::suppliers_page::SupplierAnswer), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 409, body = web::ProblemBody), (status = 410, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn accept_link(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, supplier, token)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<LinkForm>,
) -> Answer {
    let person = caller.person()?;
    let (supplier, mut page) = behind(&caller, &site, &supplier, &token).await?;
    let (number, now) = (caller.community()?.number, site.now());
    let member = caller.membership().map(|membership| membership.member);
    let mut check = Check::new(caller.lang);
    let display_name = match member {
        Some(_) => String::new(),
        None => check.text("display_name", &form.display_name, 1..=40),
    };
    let refused = match check.done(display_name) {
        Err(errors) => errors,
        Ok(display_name) => {
            let random = u64::from_le_bytes(site.ids.random());
            let input = AcceptLink {
                supplier,
                person,
                token_hash: TokenHash::of(&token),
                member,
                new: NewMember { id: site.id(), person: Some(person), display_name, random },
                key: key.of(&caller, "accept_supplier_link")?,
            };
            match site.db.transact(number, move |tx| ops::accept_link(tx, &input, now)).await {
                Ok(kept) => {
                    site.who.forget_community(number, &slug);
                    let location = format!("/c/{slug}/supply/{supplier}");
                    return Reply::changed(
                        &caller,
                        &location,
                        &super::suppliers_page::SupplierAnswer::of(&kept),
                    );
                }
                Err(OpError::Refused(why)) => Errors::refused(why, caller.lang),
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
    };
    (page.form, page.errors) = (form, refused.clone());
    Reply::form_refused(&caller, &page, &refused)
}
