//! As whom the walk over all routes asks, and who they are together.

use Role::{Applicant, Member, Moderator, Operator, Outsider, Steward, Supplier, Treasurer, Visitor};

/// As what somebody asks. The operator runs the site and is a member of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Visitor,
    Outsider,
    Applicant,
    Member,
    Supplier,
    Moderator,
    Treasurer,
    Steward,
    Operator,
}

/// In this order they walk: who can change much comes last.
pub(crate) const ROLES: &[Role] =
    &[Visitor, Outsider, Operator, Applicant, Member, Supplier, Moderator, Treasurer, Steward];

pub(crate) type Who = &'static [Role];
pub(crate) const ALL: Who = ROLES;
pub(crate) const SIGNED_IN: Who =
    &[Outsider, Operator, Applicant, Member, Supplier, Moderator, Treasurer, Steward];
pub(crate) const MEMBERS: Who = &[Member, Supplier, Moderator, Treasurer, Steward];
pub(crate) const STEWARD: Who = &[Steward];
pub(crate) const TREASURER: Who = &[Treasurer];
pub(crate) const STEWARD_MODERATOR: Who = &[Steward, Moderator];
pub(crate) const MINDER: Who = &[Supplier, Moderator, Steward];
pub(crate) const STEWARD_SELLER: Who = &[Steward, Supplier];
pub(crate) const STEWARD_TREASURER: Who = &[Steward, Treasurer];
pub(crate) const DESK: Who = &[Steward, Treasurer, Moderator];
pub(crate) const OFFICE: Who = &[Moderator, Treasurer, Steward];
pub(crate) const OFFICE_SUPPLIER: Who = &[Supplier, Moderator, Treasurer, Steward];
pub(crate) const BUYER: Who = &[Member];
pub(crate) const BUYER_AND_DESK: Who = &[Member, Steward, Treasurer, Moderator];
pub(crate) const PROPOSER_STEWARD: Who = &[Member, Steward];
pub(crate) const OPERATOR: Who = &[Operator];
pub(crate) const NOBODY: Who = &[];
pub(crate) const SIDES_AND_KEEPERS: Who = &[Member, Supplier, Treasurer, Steward];
