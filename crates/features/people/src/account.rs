//! The pages of one's own account.
//!
//! Not a rule: pages.

use crate::entering::verifier;
use crate::people_store::{DEVICES, Person};
use crate::{Address, Settings, Verifier, t};
use askama::Template;
use axum::extract::State;
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::ids::SessionId;
use web::ui::{self, Field, Tone};
use web::{Answer, Back, Caller, Errors, Lang, Place, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "account.html")]
pub(crate) struct AccountPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    email: String,
    lang: String,
    /// Of the page, which a cookie of this browser may have chosen.
    #[serde(skip)]
    spoken: String,
    operator: bool,
}

impl View for AccountPage {
    fn title(&self) -> String {
        self.t.account_title()
    }
}

/// One's own account.
#[utoipa::path(get, path = "/me", tag = "people", responses((status = 200, body = AccountPage), (status = 401, body = web::ProblemBody)))]
pub(crate) async fn account(caller: Caller, State(site): State<Site>) -> Answer {
    let person = caller.person()?;
    let row = site.db.read(move |reader| reader.find::<Person>(&person)).await?;
    let row = row.ok_or_else(web::Problem::not_found)?;
    let view = AccountPage {
        t: t(caller.lang),
        email: row.email.unwrap_or_default(),
        lang: row.lang,
        spoken: caller.lang.code().to_owned(),
        operator: row.operator,
    };
    Reply::page(&caller, &view)
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "devices.html")]
pub(crate) struct DevicesPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    devices: Vec<Device>,
}

#[derive(Serialize, ToSchema)]
struct Device {
    #[schema(value_type = String)]
    id: SessionId,
    /// Short: browser and system.
    agent: String,
    /// RFC 3339, like the other times.
    signed_in_at: String,
    /// Written down at most once an hour.
    last_seen_at: String,
    /// The one that asks.
    current: bool,
    #[serde(skip)]
    signed_in: String,
    #[serde(skip)]
    last_seen: String,
}

impl View for DevicesPage {
    fn title(&self) -> String {
        self.t.devices_title()
    }
    fn back(&self) -> Option<Back> {
        Back::to("/me", self.t.account_title())
    }
}

/// The devices one is signed in on, newest first.
#[utoipa::path(get, path = "/me/devices", tag = "people", responses((status = 200, body = DevicesPage), (status = 401, body = web::ProblemBody)))]
pub(crate) async fn devices(caller: Caller, State(site): State<Site>) -> Answer {
    type Row = (Vec<u8>, SessionId, String, Timestamp, Timestamp, Timestamp);
    let (person, now, lang) = (caller.person()?, site.now(), caller.lang);
    let rows = site.db.read(move |reader| reader.rows::<Row>(DEVICES, &[&person, &now])).await?;
    let here = caller.signed_in.as_ref().map(|who| who.session);
    let device = |(_, id, agent, made, seen, _): Row| Device {
        id,
        agent: if agent.is_empty() { t(lang).device_unknown() } else { agent },
        signed_in_at: made.to_string(),
        last_seen_at: seen.to_string(),
        current: here == Some(id),
        signed_in: ago(made, now, lang),
        last_seen: ago(seen, now, lang),
    };
    Reply::page(&caller, &DevicesPage { t: t(lang), devices: rows.into_iter().map(device).collect() })
}

/// How long ago, in the largest unit that fits: a person's zone is not known outside a community.
pub(crate) fn ago(at: Timestamp, now: Timestamp, lang: Lang) -> String {
    let (t, minutes) = (t(lang), (now.micros - at.micros).max(0) / 60_000_000);
    match minutes {
        0..=1 => t.ago_now(),
        2..60 => t.ago_minutes(minutes),
        60..1440 => t.ago_hours(minutes / 60),
        _ => t.ago_days(minutes / 1440),
    }
}

#[derive(Template, Serialize)]
#[template(path = "password.html")]
pub(crate) struct PasswordPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    errors: Errors,
}

impl View for PasswordPage {
    fn title(&self) -> String {
        self.t.password_title()
    }
    fn back(&self) -> Option<Back> {
        Back::to("/me", self.t.account_title())
    }
}

impl PasswordPage {
    pub(crate) fn new(lang: Lang) -> PasswordPage {
        PasswordPage { t: t(lang), lang, errors: Errors::none() }
    }

    pub(crate) fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }
}

#[derive(Template, Serialize)]
#[template(path = "erase.html")]
pub(crate) struct ErasePage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    errors: Errors,
}

impl View for ErasePage {
    fn title(&self) -> String {
        self.t.erase_title()
    }
    fn place(&self) -> Place {
        Place::Elsewhere
    }
    fn back(&self) -> Option<Back> {
        Back::to("/me", self.t.account_title())
    }
}

impl ErasePage {
    pub(crate) fn new(lang: Lang) -> ErasePage {
        ErasePage { t: t(lang), lang, errors: Errors::none() }
    }

    pub(crate) fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }
}

/// Who is signed in, by the password that was typed again.
pub(crate) struct Own {
    pub(crate) email: Address,
    pub(crate) verifier: Verifier,
}

/// The caller's own password, counted against guessing by who found the browser open; None when it is wrong.
pub(crate) async fn own_password(
    site: &Site,
    settings: &Settings,
    caller: &Caller,
    password: String,
) -> Result<Option<Own>, web::Problem> {
    let person = caller.person()?;
    settings.limits.count_own(person)?;
    let row = site.db.read(move |reader| reader.find::<Person>(&person)).await?;
    let row = row.ok_or_else(web::Problem::not_found)?;
    let Some(email) = row.email.as_deref().and_then(|email| Address::parse(email).ok()) else {
        return Ok(None);
    };
    let verifier = verifier(site, settings, &email, password).await?;
    Ok((row.verifier.as_ref() == Some(&verifier.bytes)).then_some(Own { email, verifier }))
}

/// For changing the password.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PasswordForm {
    pub(crate) current_password: String,
    pub(crate) password: String,
}

/// For erasing the account.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct EraseForm {
    pub(crate) current_password: String,
    /// `on` or `true`, or the account stays.
    pub(crate) confirm: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_the_largest_unit() {
        let at = |minutes: i64| Timestamp::from_micros(minutes * 60_000_000);
        for (minutes, text) in [
            (0, "just now"),
            (1, "just now"),
            (2, "2 minutes ago"),
            (59, "59 minutes ago"),
            (60, "1 hour ago"),
            (1439, "23 hours ago"),
            (1440, "1 day ago"),
            (2880, "2 days ago"),
        ] {
            assert_eq!(ago(at(0), at(minutes), Lang::En), text);
        }
        assert_eq!(ago(at(5), at(0), Lang::Zh), "刚刚");
    }
}
