//! What a proposal asks when it asks for gifts to be matched. Pure.

use kernel::serde::{Deserialize, Serialize};

/// Sums are minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct AskedMatch {
    pub name: String,
    /// Whose money is added.
    pub fund: i64,
    /// All of it is set aside when this is carried out.
    pub budget_minor: i64,
    /// `share` or `quadratic`.
    pub kind: String,
    /// Of a share: percent of a gift, the most for one gift, and for one member.
    #[serde(default)]
    pub percent: i64,
    #[serde(default)]
    pub each_minor: i64,
    #[serde(default)]
    pub member_minor: i64,
    /// The most for one campaign.
    pub campaign_minor: i64,
    /// Campaigns (`pol_…`) whose gifts are matched.
    pub campaigns: Vec<String>,
}
