//! Labels: making them, putting them on and taking them off.

use super::membership::{acting, community, first_answer, wear};
use crate::CommunityRefused;
use crate::community_store::{Label, Member};
use crate::lists_store::LABELS;
use crate::pages::settings::{FundForm, LabelForm, SettingsPage};
use axum::extract::{Path, State};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{IdempotencyKey, OpError, OpError::Refused, Outcome, Tx};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::{Answer, Caller, Check, Errors, Input, Keyed, Power, Problem, Refusal, Reply, Site};

/// More would be a database of its own.
pub const LABELS_MAX: i64 = 100;

/// Answers the label's number. Two labels of one name would be told apart by nobody.
pub fn create_label(
    tx: &mut Tx,
    actor: MemberId,
    name: &str,
    key: Option<&IdempotencyKey>,
    now: Timestamp,
) -> Outcome<i64, CommunityRefused> {
    if let Some(first) = first_answer(tx, key)? {
        return Ok(first);
    }
    let mut community = community(tx)?;
    acting(tx, actor, Power::ManageMembers)?;
    if community.label_count >= LABELS_MAX {
        return Err(Refused(CommunityRefused::TooManyLabels));
    }
    let known = tx.rows::<(i64, String)>(LABELS, &[&community.community_id])?;
    if known.iter().any(|(_, taken)| taken == name) {
        return Err(Refused(CommunityRefused::NameTaken));
    }
    community.label_count += 1;
    let number = community.label_count;
    tx.save(&community)?;
    let community_id = community.community_id;
    tx.insert(&Label { community_id, number, name: name.to_owned(), made_at_us: now })?;
    tx.announce("label_made", json!({ "label": number, "by": actor }).to_string())?;
    tx.remember(key, &number, now)?;
    Ok(number)
}

/// Putting on what is worn already changes nothing.
pub fn label_member(
    tx: &mut Tx,
    actor: MemberId,
    member: MemberId,
    label: i64,
    worn: bool,
) -> Outcome<(), CommunityRefused> {
    acting(tx, actor, Power::ManageMembers)?;
    let community_id = tx.community();
    tx.lock::<Member>((community_id, member))?.ok_or(Refused(CommunityRefused::NoSuchMember))?;
    tx.find::<Label>((community_id, label))?.ok_or(Refused(CommunityRefused::NoSuchLabel))?;
    wear(tx, member, label, worn)?;
    let body = json!({ "member": member, "label": label, "worn": worn, "by": actor });
    tx.announce("member_labelled", body.to_string())?;
    Ok(())
}

/// What was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeLabel {
    number: i64,
}

/// Makes a label.
#[utoipa::path(post, path = "/c/{slug}/settings/labels", tag = "community", params(("slug" = String, Path)), request_body = LabelForm,
    responses((status = 201, body = MadeLabel), (status = 403, body = web::ProblemBody), (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<LabelForm>,
) -> Answer {
    let actor = caller.may(Power::ManageMembers)?.member;
    let (at, now) = (caller.community()?, site.now());
    let page = SettingsPage::read(&caller, &site).await?.with(FundForm::default(), form.clone());
    let mut check = Check::new(caller.lang);
    let name = check.text("label_name", &form.label_name, 1..=20);
    let name = match check.done(name) {
        Ok(name) => name,
        Err(errors) => return page.again(&caller, errors),
    };
    let key = key.of(&caller, "create_label")?;
    match site.db.transact(at.number, move |tx| create_label(tx, actor, &name, Some(&key), now)).await {
        Ok(number) => {
            Reply::created_json(&caller, &format!("/c/{}/settings", at.slug), &MadeLabel { number })
        }
        Err(Refused(why)) => {
            let mut errors = Errors::none();
            errors.add("label_name", why.say(caller.lang));
            page.again(&caller, errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// A label to put on or take off.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct WearForm {
    /// Number of the label.
    label: String,
    /// `on` or `true` puts it on.
    worn: String,
}

/// Puts a label on a member or takes it off.
#[utoipa::path(post, path = "/c/{slug}/members/{id}/labels", tag = "community", params(("slug" = String, Path), ("id" = String, Path)), request_body = WearForm,
    responses((status = 204, description = "Changed"), (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post_worn(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, id)): Path<(String, String)>,
    Input(form): Input<WearForm>,
) -> Answer {
    let (actor, number) = (caller.may(Power::ManageMembers)?.member, caller.community()?.number);
    let member = MemberId::parse(&id).map_err(|_| CommunityRefused::NoSuchMember)?;
    let label: i64 = form.label.trim().parse().map_err(|_| CommunityRefused::NoSuchLabel)?;
    let mut check = Check::new(caller.lang);
    let worn = check.flag("worn", &form.worn);
    check.done(()).map_err(Problem::form)?;
    site.db.transact(number, move |tx| label_member(tx, actor, member, label, worn)).await?;
    Reply::done(&caller, &format!("/c/{slug}/members/{member}"))
}
