//! A new version of the charter. Old ones stay readable.

use super::create_community::write_charter;
use super::membership::{By, acting, community, forget};
use crate::CommunityRefused;
use crate::charter::{CharterText, Flags};
use crate::pages::charter::{CharterEditPage, CharterForm};
use crate::pages::new::{days, pairs, read_charter};
use axum::extract::State;
use kernel::Timestamp;
use serde_json::json;
use store::{OpError, OpError::Refused, Outcome, Tx};
use web::ids::MemberId;
use web::{Answer, Caller, Check, Errors, Input, Lang, Power, Reply, Site};

#[derive(Debug, Clone)]
pub struct EditCharterInput {
    pub actor: MemberId,
    pub name: String,
    /// Been through `charter::accept`.
    pub text: CharterText,
    pub flags: Flags,
    /// The version it was written from: two editors must not overwrite each other unseen.
    pub from_version: i64,
}

/// Answers the number of the new version.
pub fn edit_charter(tx: &mut Tx, input: &EditCharterInput, now: Timestamp) -> Outcome<i64, CommunityRefused> {
    let mut community = community(tx)?;
    acting(tx, input.actor, Power::EditCharter)?;
    if community.by_decision_only {
        return Err(Refused(CommunityRefused::ByDecisionOnly));
    }
    if input.from_version != community.charter_version {
        return Err(Refused(CommunityRefused::AlreadyDecided));
    }
    let version = community.charter_version + 1;
    write_charter(
        tx,
        community.community_id,
        version,
        &input.text,
        input.flags,
        By::Member(Some(input.actor)),
        now,
    )?;
    community.keep(version, input.name.clone(), &input.text, input.flags);
    tx.save(&community)?;
    tx.announce("charter_edited", json!({ "version": version, "member": input.actor }).to_string())?;
    Ok(version)
}

impl CharterForm {
    fn read(&self, lang: Lang, actor: MemberId) -> Result<EditCharterInput, Errors> {
        let mut check = Check::new(lang);
        let name = check.text("name", &self.name, 1..=40);
        check.text("note", &self.note, 1..=400);
        let from_version = check.whole("from_version", &self.from_version, 1..=i64::MAX);
        let flags = Flags {
            storefront_public: check.flag("storefront_public", &self.storefront_public),
            books_public: check.flag("books_public", &self.books_public),
            applications_open: check.flag("applications_open", &self.applications_open),
            probation_days: days(&mut check, &self.probation_days),
        };
        let text = CharterText {
            theme: self.theme.clone(),
            belief: self.belief.clone(),
            rules: pairs(&self.rule, &self.reason),
            note: self.note.clone(),
        };
        let Some(text) = read_charter(&mut check, lang, &text, flags) else {
            return Err(check.done(()).err().unwrap_or_default());
        };
        check.done(EditCharterInput { actor, name, text, flags, from_version })
    }
}

/// Writes a new version of the charter.
#[utoipa::path(post, path = "/c/{slug}/charter", tag = "community", params(("slug" = String, Path)), request_body = CharterForm,
    responses((status = 204, description = "Written"), (status = 403, body = web::ProblemBody), (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Input(form): Input<CharterForm>,
) -> Answer {
    let actor = caller.may(Power::EditCharter)?.member;
    let (number, now, read) = (caller.community()?.number, site.now(), form.read(caller.lang, actor));
    let page = CharterEditPage::new(&caller, form)?;
    let input = match read {
        Ok(input) => input,
        Err(errors) => return page.again(&caller, errors),
    };
    match site.db.transact(number, move |tx| edit_charter(tx, &input, now)).await {
        Ok(_) => {
            forget(&site, &caller)?;
            Reply::done(&caller, &format!("/c/{}/charter", caller.community()?.slug))
        }
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
