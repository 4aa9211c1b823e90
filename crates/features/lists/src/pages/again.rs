//! The same list pasted once more, on its own page.

use super::list_page;
use super::list_page::Typed;
use super::new_list::{PasteAnswer, PasteForm, pasted};
use super::scene::Scene;
use crate::rows::OrderList;
use axum::extract::{Path, State};
use web::asked::id;
use web::{Answer, Caller, Errors, Keyed, Reply, Site};

/// Goes on with a list: what was in it before stays as it was mended, further lines are added.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}", tag = "lists", request_body = PasteForm,
    params(("slug" = String, Path), ("list" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PasteAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn paste_again(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<PasteForm>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let errors = match form.terms(&s) {
        Err(errors) => errors,
        Ok(terms) => match pasted(&caller, &site, Some(list), &form.text, terms, &key).await? {
            Ok(pasted) => return Reply::changed(&caller, &s.at(list, ""), &PasteAnswer::from(pasted)),
            Err(why) if why.is_nowhere() => return Err(why.into()),
            Err(why) => Errors::refused(why, caller.lang),
        },
    };
    list_page::again(&caller, &site, list, Typed::Text(form.text), errors).await
}
