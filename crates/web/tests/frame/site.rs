//! The small site of the tests beside it: three routes, two people, one community.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use kernel::{Currency, Id, Timestamp, Zone};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Config, Db, Place as Where, Schema};
use tower::ServiceExt;
use web::ids::PersonId;
use web::ui::{self, Field};
use web::*;

struct Known;

fn person() -> PersonId {
    Id::from_parts(1, [1; 10])
}

impl Sessions for Known {
    fn signed_in<'a>(&'a self, token: &'a TokenHash, _: Timestamp) -> Answered<'a, Option<SignedIn>> {
        let known = [TokenHash::of("steward"), TokenHash::of("stranger")];
        let number = known.iter().position(|hash| hash == token);
        let found = number.map(|number| SignedIn {
            person: if number == 0 { person() } else { Id::from_parts(2, [2; 10]) },
            session: Id::from_parts(1, [1; 10]),
            lang: (number == 0).then_some(Lang::En),
            operator: false,
        });
        Box::pin(async move { Ok(found) })
    }
}

impl Communities for Known {
    fn community<'a>(&'a self, slug: &'a str) -> Answered<'a, Option<CommunityContext>> {
        let found = ["open", "closed"].contains(&slug).then(|| CommunityContext {
            number: 7,
            slug: slug.to_owned(),
            name: "<b>东篱社</b>".to_owned(),
            currency: Currency::CNY,
            zone: Zone::utc(),
            public: slug == "open",
            books_public: false,
        });
        Box::pin(async move { Ok(found) })
    }

    fn membership<'a>(&'a self, _: i64, who: PersonId) -> Answered<'a, Option<Membership>> {
        let found = (who == person()).then(|| Membership {
            member: Id::from_parts(3, [3; 10]),
            display_name: "阿禾".to_owned(),
            powers: Powers::NONE.with(Power::Invite),
            probation_until: None,
        });
        Box::pin(async move { Ok(found) })
    }
}

#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
struct OfferForm {
    title: String,
    price: String,
}

#[derive(Template, Serialize)]
#[template(
    ext = "html",
    source = r#"<h1>{{ form_title }}</h1><form>{{ ui::error_summary(lang, errors) }}{{ ui::key_field() }}
{{ Field::text(lang, "title", "Name").value(form_title).errors(errors) }}
{{ Field::decimal(lang, "price", "Price").value(price).errors(errors) }}
{{ Field::password(lang, "password", "Password", true) }}</form>"#
)]
struct OfferPage {
    #[serde(skip)]
    lang: Lang,
    #[serde(rename = "title")]
    form_title: String,
    price: String,
    #[serde(skip)]
    errors: Errors,
}

impl View for OfferPage {
    fn title(&self) -> String {
        self.form_title.clone()
    }
    fn place(&self) -> web::Place {
        web::Place::Market
    }
}

fn view(caller: &Caller, form: &OfferForm, errors: &Errors) -> OfferPage {
    let (form_title, price) = (form.title.clone(), form.price.clone());
    OfferPage { lang: caller.lang, form_title, price, errors: errors.clone() }
}

#[utoipa::path(get, path = "/c/{slug}/market", tag = "market", responses((status = 200)))]
async fn market(caller: Caller) -> Answer {
    caller.sees_community()?;
    let form = OfferForm { title: "<script>alert(1)</script>".into(), price: String::new() };
    Reply::page(&caller, &view(&caller, &form, &Errors::none()))
}

#[utoipa::path(get, path = "/c/{slug}/books", tag = "books", responses((status = 200)))]
async fn books(caller: Caller) -> Answer {
    caller.sees_books()?;
    caller.may(Power::Invite)?;
    caller.may(Power::PayOut)?;
    Reply::see("/")
}

#[utoipa::path(post, path = "/c/{slug}/offers", tag = "market", request_body = OfferForm, responses((status = 201)))]
async fn open_offer(
    caller: Caller,
    State(_): State<Site>,
    Keyed { input: form, key }: Keyed<OfferForm>,
) -> Answer {
    caller.member()?;
    let mut check = Check::new(caller.lang);
    let read = (check.text("title", &form.title, 1..=8), check.money("price", &form.price, Currency::CNY));
    match check.done(read) {
        Err(errors) => Reply::form_refused(&caller, &view(&caller, &form, &errors), &errors),
        Ok(_) if form.title == "key" => Reply::json(&(key.text, key.fingerprint)),
        Ok(_) => Reply::created(&caller, "/c/open/offers/1", &view(&caller, &form, &Errors::none())),
    }
}

#[utoipa::path(get, path = "/broken", tag = "site", responses((status = 500)))]
async fn broken(caller: Caller) -> Answer {
    match caller.lang {
        Lang::En => panic!("the secret of the panic"),
        Lang::Zh => Err(store::Fault::Closed.into()),
    }
}

#[utoipa::path(get, path = "/links/{token}", tag = "site", params(("token" = String, Path)), responses((status = 500)))]
async fn link(_: Caller) -> Answer {
    Err(store::Fault::Closed.into())
}

#[utoipa::path(get, path = "/slow", tag = "site", responses((status = 503)))]
async fn slow() -> Answer {
    tokio::time::sleep(std::time::Duration::from_secs(30)).await;
    Reply::see("/")
}

pub(crate) async fn site() -> (axum::Router, std::path::PathBuf) {
    let (router, _, folder) = site_with_live().await;
    (router, folder)
}

pub(crate) async fn site_with_live() -> (axum::Router, Live, std::path::PathBuf) {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("hehuo-web-{}-{number}", std::process::id()));
    let place = Where::Folder(folder.clone());
    store::migrate(&place, &[]).unwrap();
    let config = Config { lanes: 1, readers: 1, ..Config::new(place, Schema::new(&[])) };
    let db = Db::open(&config).unwrap();
    let config =
        SiteConfig { request_seconds: 1, body_limit: 2000, ..SiteConfig::at("https://hehuo.example") };
    let site = Site {
        db,
        clock: Arc::new(SystemClock),
        ids: IdSource::system(),
        who: Arc::new(Who::new(Known, Known)),
        live: Live::new(),
        config: Arc::new(config),
    };
    let routes = Routes::new()
        .routes(utoipa_axum::routes!(market))
        .routes(utoipa_axum::routes!(books))
        .routes(utoipa_axum::routes!(open_offer))
        .routes(utoipa_axum::routes!(broken))
        .routes(utoipa_axum::routes!(link))
        .routes(utoipa_axum::routes!(slow));
    (web::whole(&site, routes).unwrap(), site.live, folder)
}

pub(crate) struct Heard {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) body: String,
}

impl Heard {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{}", self.body))
    }
}

/// `METHOD path`, headers as `name: value`, body.
pub(crate) async fn ask(what: &str, headers: &[&str], body: &str) -> Heard {
    let (router, folder) = site().await;
    let (method, path) = what.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(path).header("host", "hehuo.example");
    for header in headers {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let response = router.oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let _ = std::fs::remove_dir_all(folder);
    Heard { status: parts.status, headers: parts.headers, body: String::from_utf8(body.to_vec()).unwrap() }
}

pub(crate) const HTML: &str = "accept: text/html,application/xhtml+xml;q=0.9";
pub(crate) const FORM: &str = "content-type: application/x-www-form-urlencoded";
pub(crate) const JSON: &str = "content-type: application/json";
pub(crate) const STEWARD: &str = "cookie: a=b; __Host-hehuo_session=steward";
