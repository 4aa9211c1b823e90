//! What people see of communities. Reading only; what changes something is in `ops`.

pub(crate) mod applications;
pub(crate) mod charter;
pub(crate) mod desk;
pub(crate) mod home;
pub(crate) mod invitations;
pub(crate) mod join;
pub(crate) mod leaving;
pub(crate) mod member;
pub(crate) mod members;
pub(crate) mod mine;
pub(crate) mod new;
pub(crate) mod projects;
pub(crate) mod settings;
pub(crate) mod site;
pub(crate) mod theirs;

use crate::admission::Status;
use crate::charter::CharterUnfit;
use crate::role::Role;
use crate::sections::Viewer;
use crate::t;
use kernel::Timestamp;
use web::{Caller, Lang, Power, Powers, Problem};

/// Rows of a list on one page.
pub(crate) const PAGE: i64 = 50;

/// `/c/{slug}`.
pub(crate) fn base(caller: &Caller) -> Result<String, Problem> {
    Ok(format!("/c/{}", caller.community()?.slug))
}

pub(crate) fn viewer(caller: &Caller, now: Timestamp) -> Viewer {
    let membership = caller.membership();
    Viewer {
        lang: caller.lang,
        now,
        member: membership.map(|membership| membership.member),
        powers: membership.map_or(Powers::NONE, |membership| membership.powers),
        sees_books: caller.sees_books().is_ok(),
    }
}

pub(crate) fn role_name(role: Role, lang: Lang) -> String {
    let t = t(lang);
    match role {
        Role::Steward => t.role_steward(),
        Role::Treasurer => t.role_treasurer(),
        Role::Moderator => t.role_moderator(),
    }
}

pub(crate) fn status_name(status: Status, lang: Lang) -> String {
    let t = t(lang);
    match status {
        Status::Applicant => t.status_applicant(),
        Status::Probation => t.status_probation(),
        Status::Active => t.status_active(),
        Status::Left => t.status_left(),
        Status::Declined => t.status_declined(),
    }
}

/// A name, or words for a member whose account was erased.
pub(crate) fn shown(display_name: String, lang: Lang) -> String {
    if display_name.is_empty() { t(lang).member_erased() } else { display_name }
}

/// The powers that a role brings, in words.
pub(crate) fn powers_of(role: Role, lang: Lang) -> String {
    let names: Vec<String> = Power::ALL
        .iter()
        .filter(|power| {
            crate::power_table::TABLE
                .iter()
                .any(|(known, holders)| known == *power && holders.contains(&role))
        })
        .map(|power| web::power_name(*power, lang))
        .collect();
    names.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// Which field of a charter form it is about, and what to say.
pub(crate) fn charter_unfit(unfit: CharterUnfit, lang: Lang) -> (&'static str, String) {
    let t = t(lang);
    match unfit {
        CharterUnfit::NoTheme => ("theme", t.unfit_no_theme()),
        CharterUnfit::ThemeTooLong => ("theme", t.unfit_theme_too_long()),
        CharterUnfit::BeliefTooLong => ("belief", t.unfit_belief_too_long()),
        CharterUnfit::NoteTooLong => ("note", t.unfit_note_too_long()),
        CharterUnfit::TooManyRules => ("", t.unfit_too_many_rules()),
        CharterUnfit::RuleWithoutReason(at) => ("", t.unfit_rule_without_reason(at as i64)),
        CharterUnfit::ReasonWithoutRule(at) => ("", t.unfit_reason_without_rule(at as i64)),
        CharterUnfit::RuleTooLong(at) => ("", t.unfit_rule_too_long(at as i64)),
        CharterUnfit::ProbationOutOfRange => ("probation_days", t.unfit_probation()),
    }
}
