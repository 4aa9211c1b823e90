//! A list is deleted, on its own page.

use super::scene::Scene;
use crate::ops::delete_list;
use crate::rows::OrderList;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;
use web::asked::id;
use web::{Answer, Caller, Reply, Site};

/// What is left of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListDeleted)]
pub(crate) struct DeletedAnswer {
    /// Nothing; else its number, for orders that were called off lead back to it.
    gone: bool,
}

/// Deletes a list of which no order stands: its words are gone at once.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/deletion", tag = "lists",
    params(("slug" = String, Path), ("list" = String, Path)),
    responses((status = 200, body = DeletedAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn delete(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let (me, now) = (s.me, s.now);
    let gone = site.db.transact(s.number, move |tx| delete_list(tx, me, list, now)).await?;
    Reply::changed(&caller, &format!("{}/lists", s.base), &DeletedAnswer { gone })
}
