//! Why something about a community was turned away.
//!
//! Not a rule: says refusals in HTTP.

use crate::admission::{ApplyRefused, DecideRefused, InvitationRefused, LeaveRefused};
use crate::charter::CharterUnfit;
use crate::charter_change::ChangeRefused;
use crate::role::RoleRefused;
use crate::t;
use axum::http::StatusCode;
use web::{Lang, Power, Refusal, power_name};

/// An answer for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommunityRefused {
    SlugTaken,
    NoSuchCommunity,
    NoSuchMember,
    /// Whoever asks is no current member, or lacks this power.
    NotPermitted(Power),
    AlreadyMember,
    AlreadyApplied,
    ApplicationsClosed,
    NoSuchApplication,
    OwnApplication,
    AlreadyDecided,
    ReasonMissing,
    /// One answer for what never was, what expired, what was used up and what was revoked: whoever holds a dead
    /// link learns nothing about it.
    InvitationUnusable,
    /// The same request again: the link was shown then and is not kept.
    InvitationMade,
    /// An invitation does not bring back who was removed.
    Removed,
    OwnRole,
    NotACurrentMember,
    HasRoleAlready,
    HasNotRole,
    LastSteward,
    StillSteward,
    NameTaken,
    NoSuchLabel,
    TooManyLabels,
    HasSteward,
    OperatorsOnly,
    NothingChanged,
    /// The rules of deciding say that this changes by decision only.
    ByDecisionOnly,
    /// The charter does not say this any more.
    RuleGone,
    /// A rule that is empty, too long or one too many.
    RuleUnfit,
    /// Somebody changed the same of the charter since the change was written.
    CharterMoved,
    /// A name, theme, belief or time of probation that cannot stand.
    CharterUnfit,
    KeyReused,
}

use CommunityRefused as No;

impl CommunityRefused {
    /// Every case, for the test that walks them and the list in `/docs`.
    pub const ALL: &'static [CommunityRefused] = &[
        No::SlugTaken,
        No::NoSuchCommunity,
        No::NoSuchMember,
        No::NotPermitted(Power::Invite),
        No::AlreadyMember,
        No::AlreadyApplied,
        No::ApplicationsClosed,
        No::NoSuchApplication,
        No::OwnApplication,
        No::AlreadyDecided,
        No::ReasonMissing,
        No::InvitationUnusable,
        No::InvitationMade,
        No::Removed,
        No::OwnRole,
        No::NotACurrentMember,
        No::HasRoleAlready,
        No::HasNotRole,
        No::LastSteward,
        No::StillSteward,
        No::NameTaken,
        No::NoSuchLabel,
        No::TooManyLabels,
        No::HasSteward,
        No::OperatorsOnly,
        No::NothingChanged,
        No::ByDecisionOnly,
        No::RuleGone,
        No::RuleUnfit,
        No::CharterMoved,
        No::CharterUnfit,
        No::KeyReused,
    ];
}

impl From<ApplyRefused> for No {
    fn from(refused: ApplyRefused) -> No {
        match refused {
            ApplyRefused::AlreadyMember => No::AlreadyMember,
            ApplyRefused::AlreadyApplied => No::AlreadyApplied,
            ApplyRefused::Closed => No::ApplicationsClosed,
        }
    }
}

impl From<DecideRefused> for No {
    fn from(refused: DecideRefused) -> No {
        match refused {
            DecideRefused::OwnApplication => No::OwnApplication,
            DecideRefused::AlreadyDecided => No::AlreadyDecided,
            DecideRefused::NoReason => No::ReasonMissing,
        }
    }
}

impl From<InvitationRefused> for No {
    fn from(refused: InvitationRefused) -> No {
        match refused {
            InvitationRefused::AlreadyMember => No::AlreadyMember,
            InvitationRefused::Removed => No::Removed,
            InvitationRefused::Revoked | InvitationRefused::Expired | InvitationRefused::UsedUp => {
                No::InvitationUnusable
            }
        }
    }
}

impl From<ChangeRefused> for No {
    fn from(refused: ChangeRefused) -> No {
        match refused {
            ChangeRefused::RuleGone => No::RuleGone,
            ChangeRefused::FieldMoved => No::CharterMoved,
            ChangeRefused::NameUnfit => No::CharterUnfit,
            ChangeRefused::Unfit(
                CharterUnfit::TooManyRules
                | CharterUnfit::RuleWithoutReason(_)
                | CharterUnfit::ReasonWithoutRule(_)
                | CharterUnfit::RuleTooLong(_),
            ) => No::RuleUnfit,
            ChangeRefused::Unfit(_) => No::CharterUnfit,
        }
    }
}

impl From<RoleRefused> for No {
    fn from(refused: RoleRefused) -> No {
        match refused {
            RoleRefused::OwnRole => No::OwnRole,
            RoleRefused::NotACurrentMember => No::NotACurrentMember,
            RoleRefused::HasItAlready => No::HasRoleAlready,
            RoleRefused::HasItNot => No::HasNotRole,
            RoleRefused::LastSteward => No::LastSteward,
        }
    }
}

impl From<LeaveRefused> for No {
    fn from(refused: LeaveRefused) -> No {
        match refused {
            LeaveRefused::NotAMember => No::NotACurrentMember,
            LeaveRefused::LastSteward => No::LastSteward,
            LeaveRefused::StillSteward => No::StillSteward,
        }
    }
}

impl Refusal for CommunityRefused {
    fn code(&self) -> &'static str {
        match self {
            No::SlugTaken => "slug_taken",
            No::NoSuchCommunity => "no_such_community",
            No::NoSuchMember => "no_such_member",
            No::NotPermitted(_) => "not_permitted",
            No::AlreadyMember => "already_member",
            No::AlreadyApplied => "already_applied",
            No::ApplicationsClosed => "applications_closed",
            No::NoSuchApplication => "no_such_application",
            No::OwnApplication => "own_application",
            No::AlreadyDecided => "already_decided",
            No::ReasonMissing => "reason_missing",
            No::InvitationUnusable => "invitation_unusable",
            No::InvitationMade => "invitation_made",
            No::Removed => "removed",
            No::OwnRole => "own_role",
            No::NotACurrentMember => "not_a_current_member",
            No::HasRoleAlready => "has_role_already",
            No::HasNotRole => "has_not_role",
            No::LastSteward => "last_steward",
            No::StillSteward => "still_steward",
            No::NameTaken => "name_taken",
            No::NoSuchLabel => "no_such_label",
            No::TooManyLabels => "too_many_labels",
            No::HasSteward => "has_steward",
            No::OperatorsOnly => "operators_only",
            No::NothingChanged => "nothing_changed",
            No::ByDecisionOnly => "by_decision_only",
            No::RuleGone => "rule_gone",
            No::RuleUnfit => "rule_unfit",
            No::CharterMoved => "charter_moved",
            No::CharterUnfit => "charter_unfit",
            No::KeyReused => "key_reused",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            No::NoSuchCommunity | No::NoSuchMember | No::NoSuchApplication | No::NoSuchLabel => {
                StatusCode::NOT_FOUND
            }
            No::NotPermitted(_) | No::OwnApplication | No::OwnRole | No::OperatorsOnly | No::Removed => {
                StatusCode::FORBIDDEN
            }
            No::InvitationUnusable => StatusCode::GONE,
            No::ReasonMissing | No::NothingChanged | No::TooManyLabels | No::RuleUnfit | No::CharterUnfit => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            No::SlugTaken
            | No::AlreadyMember
            | No::AlreadyApplied
            | No::ApplicationsClosed
            | No::AlreadyDecided
            | No::NotACurrentMember
            | No::HasRoleAlready
            | No::HasNotRole
            | No::LastSteward
            | No::StillSteward
            | No::NameTaken
            | No::HasSteward
            | No::InvitationMade
            | No::ByDecisionOnly
            | No::RuleGone
            | No::CharterMoved
            | No::KeyReused => StatusCode::CONFLICT,
        }
    }

    fn say(&self, lang: Lang) -> String {
        let t = t(lang);
        match self {
            No::SlugTaken => t.refused_slug_taken(),
            No::NoSuchCommunity => t.refused_no_such_community(),
            No::NoSuchMember => t.refused_no_such_member(),
            No::NotPermitted(power) => t.refused_not_permitted(power_name(*power, lang)),
            No::AlreadyMember => t.refused_already_member(),
            No::AlreadyApplied => t.refused_already_applied(),
            No::ApplicationsClosed => t.refused_applications_closed(),
            No::NoSuchApplication => t.refused_no_such_application(),
            No::OwnApplication => t.refused_own_application(),
            No::AlreadyDecided => t.refused_already_decided(),
            No::ReasonMissing => t.refused_reason_missing(),
            No::InvitationUnusable => t.refused_invitation_unusable(),
            No::InvitationMade => t.refused_invitation_made(),
            No::Removed => t.refused_removed(),
            No::OwnRole => t.refused_own_role(),
            No::NotACurrentMember => t.refused_not_a_current_member(),
            No::HasRoleAlready => t.refused_has_role_already(),
            No::HasNotRole => t.refused_has_not_role(),
            No::LastSteward => t.refused_last_steward(),
            No::StillSteward => t.refused_still_steward(),
            No::NameTaken => t.refused_name_taken(),
            No::NoSuchLabel => t.refused_no_such_label(),
            No::TooManyLabels => t.refused_too_many_labels(),
            No::HasSteward => t.refused_has_steward(),
            No::OperatorsOnly => t.refused_operators_only(),
            No::NothingChanged => t.refused_nothing_changed(),
            No::ByDecisionOnly => t.refused_by_decision_only(),
            No::RuleGone => t.refused_rule_gone(),
            No::RuleUnfit => t.refused_rule_unfit(),
            No::CharterMoved => t.refused_charter_moved(),
            No::CharterUnfit => t.refused_charter_unfit(),
            No::KeyReused => t.refused_key_reused(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            No::SlugTaken => Some("slug"),
            No::ReasonMissing => Some("reason"),
            No::NameTaken => Some("name"),
            No::NoSuchLabel => Some("label"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_words_a_code_and_a_status() {
        let mut codes = std::collections::BTreeSet::new();
        for refusal in CommunityRefused::ALL {
            assert!(codes.insert(refusal.code()), "{refusal:?}");
            assert!(refusal.status().is_client_error());
            assert_ne!(refusal.say(Lang::Zh), refusal.say(Lang::En), "{refusal:?}");
        }
    }
}
