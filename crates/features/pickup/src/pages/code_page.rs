//! Typing a pick-up code, and what a wrong one is answered with: the code, what may be wrong with it, and the field again. To
//! everybody the same, whether nobody has the code or it is none of the reader's: it tells nothing of others.

use super::check_page::{CheckPage, find};
use super::scene::Scene;
use crate::code;
use crate::refused::PickupRefused;
use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Serialize;
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Place, Reply, Site, View};

/// Of what was typed, at most so many letters are shown again.
const SHOWN: usize = 20;

/// The field for a code.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "code.html")]
pub(crate) struct PickupCodePage {
    #[serde(skip)]
    s: Scene,
    /// What was typed and opens nothing; empty: nothing was.
    typed: String,
    #[serde(skip)]
    errors: Errors,
}

impl View for PickupCodePage {
    fn title(&self) -> String {
        self.s.t.code_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/pickup", self.s.base), self.s.t.points_title())
    }
}

/// The field to type a pick-up code; with `code`, the order under it, for who minds its point and who hands over orders.
#[utoipa::path(get, path = "/c/{slug}/pickup/codes", tag = "pickup",
    params(("slug" = String, Path), ("code" = Option<String>, Query, description = "five digits")),
    responses((status = 200, body = PickupCodePage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn code_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    match parameter(&pairs, "code").filter(|typed| !typed.trim().is_empty()) {
        Some(typed) => at_door(&caller, &site, typed).await,
        None => {
            let s = Scene::of(&caller, &site)?;
            Reply::page(&caller, &PickupCodePage { s, typed: String::new(), errors: Errors::none() })
        }
    }
}

/// One order at the door, by its code: for who minds the point and who hands over orders.
#[utoipa::path(get, path = "/c/{slug}/pickup/codes/{code}", tag = "pickup",
    params(("slug" = String, Path), ("code" = String, Path)),
    responses((status = 200, body = CheckPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn check_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, code)): Path<(String, String)>,
) -> Answer {
    at_door(&caller, &site, &code).await
}

async fn at_door(caller: &Caller, site: &Site, typed: &str) -> Answer {
    let s = Scene::of(caller, site)?;
    let found = match code::parse(typed) {
        Some(code) => find(caller, site, code, None).await?,
        None => Err(PickupRefused::NoSuchPickup),
    };
    match found {
        Ok(page) => Reply::page(caller, &page),
        Err(why) => {
            let typed: String = typed.trim().chars().take(SHOWN).collect();
            let errors = Errors::refused_saying(why, s.t.code_wrong(typed.clone()));
            let page = PickupCodePage { s, typed, errors: errors.clone() };
            Reply::form_refused(caller, &page, &errors)
        }
    }
}
