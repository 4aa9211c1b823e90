//! `POST /lang`: which language this browser wants from now on.

use crate::caller::Caller;
use crate::cookies::lang_cookie;
use crate::form::Check;
use crate::input::Input;
use crate::lang::Lang;
use crate::problem::{Answer, Problem};
use crate::reply::Reply;
use crate::router::Routes;
use axum::extract::State;
use axum::http::header;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::site::Site;

/// The language, and the page to come back to.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
struct LangForm {
    /// `zh` or `en`.
    to: String,
    /// A path of this site; anything else leads to the home page.
    back: String,
}

pub(crate) fn routes() -> Routes {
    Routes::new().routes(utoipa_axum::routes!(choose_language))
}

/// Chooses the language of this browser by a cookie.
#[utoipa::path(post, path = "/lang", tag = "site", request_body = LangForm,
    responses((status = 204, description = "The cookie is set; a browser is sent back with 303"),
        (status = 422, body = crate::ProblemBody)))]
async fn choose_language(caller: Caller, State(site): State<Site>, Input(form): Input<LangForm>) -> Answer {
    let mut check = Check::new(caller.lang);
    let lang = check.choice("to", &form.to, Lang::parse);
    let lang = check.done(lang).map_err(Problem::form)?.unwrap_or(Lang::Zh);
    let reply = Reply::done(&caller, &form.back)?;
    Ok(reply.header(header::SET_COOKIE, lang_cookie(&site.config, lang)))
}
