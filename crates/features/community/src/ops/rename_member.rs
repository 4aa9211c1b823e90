//! The name that other members see.

use super::membership::{current, forget};
use crate::CommunityRefused;
use crate::pages::mine::MinePage;
use crate::sections::Sections;
use axum::Extension;
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;
use store::{OpError, OpError::Refused, Outcome, Tx};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::{Answer, Caller, Check, Errors, Input, Reply, Site};

/// Only the member's own; the book name never changes.
pub fn rename_member(tx: &mut Tx, actor: MemberId, name: &str) -> Outcome<(), CommunityRefused> {
    let mut member = current(tx, actor)?;
    if member.display_name == name {
        return Err(Refused(CommunityRefused::NothingChanged));
    }
    name.clone_into(&mut member.display_name);
    tx.save(&member)?;
    tx.announce("member_renamed", json!({ "member": actor }).to_string())?;
    Ok(())
}

/// A new name.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct RenameForm {
    display_name: String,
}

/// Changes one's own display name.
#[utoipa::path(post, path = "/c/{slug}/mine/name", tag = "community", params(("slug" = String, Path)), request_body = RenameForm,
    responses((status = 204, description = "Changed"), (status = 403, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Extension(registered): Extension<Sections>,
    Input(form): Input<RenameForm>,
) -> Answer {
    let (actor, at) = (caller.member()?.member, caller.community()?);
    let mut check = Check::new(caller.lang);
    let name = check.text("display_name", &form.display_name, 1..=40);
    let refused = match check.done(name) {
        Err(errors) => errors,
        Ok(name) => match site.db.transact(at.number, move |tx| rename_member(tx, actor, &name)).await {
            Ok(()) => {
                forget(&site, &caller)?;
                return Reply::done(&caller, &format!("/c/{}/mine", at.slug));
            }
            Err(Refused(why)) => Errors::refused(why, caller.lang),
            Err(OpError::Fault(fault)) => return Err(fault.into()),
        },
    };
    let page = MinePage::read(&caller, &site, registered, Some(form.display_name)).await?;
    page.again(&caller, refused)
}
