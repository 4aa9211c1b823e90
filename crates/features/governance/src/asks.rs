//! What a proposal asks: a question, its options, and what is done when it passes. Pure.

use crate::asked_campaign::AskedCampaign;
use crate::asked_match::AskedMatch;
use crate::ballot::tells_whose;
use crate::ids::Member;
use crate::proposal_refused::ProposalRefused as No;
use crate::terms::{Counting, DecisionRules, Kind, Secrecy, Weighting};
use kernel::serde::{Deserialize, Serialize};
use kernel::{Id, Timestamp};

/// All that a version of a proposal asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Asks {
    pub kind: Kind,
    pub secrecy: Secrecy,
    pub weighting: Weighting,
    pub counting: Counting,
    /// Of a choice between options, and the projects of a budget.
    #[serde(default)]
    pub options: Vec<AskedOption>,
    /// Projects are chosen within this sum, in minor units, out of this fund, to be spent by this time (µs UTC).
    #[serde(default)]
    pub budget: Option<AskedBudget>,
    /// What is done when it passes, in this order.
    #[serde(default)]
    pub actions: Vec<Action>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct AskedOption {
    pub title: String,
    #[serde(default)]
    pub note: String,
    /// Of a project.
    #[serde(default)]
    pub cost_minor: Option<i64>,
    /// Who would carry the project out.
    #[serde(default)]
    pub carried_by: Option<Id<Member>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct AskedBudget {
    pub total_minor: i64,
    pub fund: i64,
    pub ends_at_us: i64,
}

kernel::codes! {
    /// What a mandate may be used for, in the words of `spending`.
    #[derive(Default)]
    pub enum MandateUse {
        /// Expenses.
        #[default]
        Spending = "spending",
        /// Rewards for bringing buyers, and red packets.
        Referral = "referral",
    }
}

/// One deed of a passed decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde", tag = "do", rename_all = "snake_case")]
pub enum Action {
    /// Permits spending.
    Mandate {
        purpose: String,
        fund: i64,
        ceiling_minor: i64,
        ends_at_us: i64,
        carried_by: Option<Id<Member>>,
        /// What it may be used for; texts of before say nothing, and meant expenses.
        #[serde(default)]
        kind: MandateUse,
    },
    /// Takes a mandate back before its end: nothing more is approved under it.
    EndMandate { mandate: String },
    /// A new version of who gets what of an offer's price, in the words of the market's splits.
    Split { offer: String, words: String },
    /// A rule into the charter, with its reason.
    AddRule { rule: String, reason: String },
    /// The rule at this place of the charter as it is then, if it still says this, out of it.
    DropRule { position: i64, rule: String },
    /// The same rule says something else.
    ChangeRule { position: i64, rule: String, to: String, reason: String },
    /// Name, theme, belief and what is open to whom: only what it names, and only where that is still as it was.
    Charter { changes: Vec<CharterPart> },
    /// A role given or taken.
    Role { member: Id<Member>, role: String, give: bool },
    /// How this community decides: what differs from the version that this was written from. None: the one that held
    /// when the ballot opened.
    Rules {
        rules: Box<DecisionRules>,
        #[serde(default)]
        from_version: Option<i64>,
    },
    /// How what members give counts: the whole of the rules, in the way that contributions write them.
    ContributionRules { words: String },
    /// What members may put money into: its kind, where the money goes, the price of a unit, how many there are in all and
    /// for one holder, the terms and what can go wrong.
    Instrument {
        kind: String,
        name: String,
        fund: i64,
        price_minor: i64,
        units_max: i64,
        units_each_max: i64,
        terms: String,
        risk: String,
    },
    /// Shares out what was reckoned and frozen: which distribution, and the hash of rule, outcome and every share.
    Distribution { distribution: String, hash: String },
    /// How an instrument is passed on: for how many days the community comes first, and how many days after leaving what somebody holds
    /// lapses (None: never).
    ShareRule { instrument: String, first_days: i64, lapse_days: Option<i64> },
    /// One instrument becomes another: for each `give` of it, `get` of the other; what does not divide stays.
    Convert { instrument: String, into: String, give: i64, get: i64 },
    /// A mandate to give back what was put into an instrument, out of its fund: units are bought back under no other.
    GiveBack { instrument: String, ceiling_minor: i64, ends_at_us: i64 },
    /// Rules on a contribution that somebody objected to: `stands`, `part` (so much of it) or `refused`.
    Ruling { contribution: String, ruling: String, share: String },
    /// Asks members for money together, on these terms.
    Campaign { campaign: Box<AskedCampaign> },
    /// Sets money of a fund aside, to be added to gifts.
    Match { matching: Box<AskedMatch> },
}

/// One field of a charter: code, what it said when this was written, what it is to say. Yes and no are words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct CharterPart {
    pub field: String,
    pub was: String,
    pub now: String,
}

/// What an idea asks before anybody says more: yes or no, under names.
impl Default for Asks {
    fn default() -> Asks {
        Asks {
            kind: Kind::YesNo,
            secrecy: Secrecy::Open,
            weighting: Weighting::OneMemberOneVote,
            counting: Counting::Plain,
            options: Vec::new(),
            budget: None,
            actions: Vec::new(),
        }
    }
}

pub const OPTIONS_MAX: usize = 60;
pub const DEEDS_MAX: usize = 12;
/// Characters.
pub const OPTION_CHARS_MAX: usize = 80;
pub const NOTE_CHARS_MAX: usize = 400;

impl Kind {
    /// Chooses between options, instead of for or against the text.
    pub fn has_options(self) -> bool {
        matches!(self, Kind::Approval | Kind::Score | Kind::Ranked | Kind::Budget)
    }

    /// The first is what is offered unasked.
    pub fn countings(self) -> &'static [Counting] {
        match self {
            Kind::Consent | Kind::YesNo | Kind::Approval | Kind::Score => &[Counting::Plain],
            Kind::Ranked => &[
                Counting::SchulzeMargins,
                Counting::SchulzeWinningVotes,
                Counting::InstantRunoff,
                Counting::Borda,
                Counting::Copeland,
                Counting::Minimax,
            ],
            Kind::Budget => &[
                Counting::EqualSharesAdd1Greedy,
                Counting::EqualShares,
                Counting::GreedyByVotes,
                Counting::GreedyByVotesPerCost,
            ],
        }
    }
}

impl Weighting {
    /// Whether the rules of this community allow it.
    pub fn is_allowed(self, rules: &DecisionRules) -> bool {
        match self {
            Weighting::OneMemberOneVote => true,
            Weighting::AdditionalByTrade => rules.additional_by_trade_allowed,
            Weighting::AdditionalByCapital => rules.additional_by_capital_allowed,
            Weighting::Holding => rules.holding_allowed,
            Weighting::QuadraticCredits => rules.quadratic_allowed,
        }
    }

    /// An objection weighs the same whoever has it; credits are spread over options.
    fn fits(self, kind: Kind) -> bool {
        match self {
            Weighting::OneMemberOneVote => true,
            // Shares of a budget are equal.
            Weighting::AdditionalByTrade | Weighting::AdditionalByCapital | Weighting::Holding => {
                !matches!(kind, Kind::Consent | Kind::Budget)
            }
            Weighting::QuadraticCredits => matches!(kind, Kind::Approval | Kind::Score | Kind::Budget),
        }
    }
}

impl Asks {
    /// Whether a ballot could be held on it under these rules. That the funds, members, offers and rules it names are
    /// there is looked at where they are.
    pub fn check(&self, rules: &DecisionRules, now: Timestamp) -> Result<(), No> {
        if !self.kind.countings().contains(&self.counting) {
            return Err(No::CountingUnfit);
        }
        // Credits are votes already: they say nothing of who shares a project's cost.
        let credits = self.weighting == Weighting::QuadraticCredits;
        if self.kind == Kind::Budget && credits && self.counting != Counting::GreedyByVotesPerCost {
            return Err(No::CountingUnfit);
        }
        // Consent lives from the reasons that are heard.
        if self.secrecy == Secrecy::Secret && (!rules.secret_allowed || self.kind == Kind::Consent) {
            return Err(No::SecretNotAllowed);
        }
        if !self.weighting.is_allowed(rules) {
            return Err(No::WeightingNotAllowed);
        }
        if !self.weighting.fits(self.kind) {
            return Err(No::WeightingUnfit);
        }
        // Names and choices beside weighted sums would tell who holds or has bought how much.
        if self.secrecy == Secrecy::Open && tells_whose(self.weighting) {
            return Err(No::WeightedIsSecret);
        }
        self.check_options()?;
        self.check_budget(now)?;
        self.check_deeds(now)
    }

    /// When the first of the mandates that may follow is over: what is in force only then permits nothing any more.
    pub fn first_end(&self) -> Option<Timestamp> {
        let of_deed = |action: &Action| match action {
            Action::Mandate { ends_at_us, .. } | Action::GiveBack { ends_at_us, .. } => Some(*ends_at_us),
            _ => None,
        };
        let of_budget = self.budget.map(|budget| budget.ends_at_us);
        self.actions.iter().filter_map(of_deed).chain(of_budget).min().map(Timestamp::from_micros)
    }

    fn check_options(&self) -> Result<(), No> {
        let least = match self.kind {
            Kind::Budget => 1,
            kind if kind.has_options() => 2,
            _ => 0,
        };
        match self.options.len() {
            0 if least == 0 => return Ok(()),
            _ if least == 0 => return Err(No::OptionsNotAsked),
            count if count < least => return Err(No::OptionsMissing),
            count if count > OPTIONS_MAX => return Err(No::TooManyOptions),
            _ => {}
        }
        if !self.options.iter().all(|option| {
            (1..=OPTION_CHARS_MAX).contains(&option.title.trim().chars().count())
                && option.note.chars().count() <= NOTE_CHARS_MAX
        }) {
            return Err(No::OptionUnfit);
        }
        let mut titles: Vec<&str> = self.options.iter().map(|option| option.title.trim()).collect();
        titles.sort_unstable();
        if titles.windows(2).any(|pair| pair[0] == pair[1]) { Err(No::OptionTwice) } else { Ok(()) }
    }

    fn check_budget(&self, now: Timestamp) -> Result<(), No> {
        let costs = || self.options.iter().map(|option| option.cost_minor);
        let Some(budget) = self.budget else {
            if self.kind == Kind::Budget {
                return Err(No::BudgetMissing);
            }
            let bare = costs().all(|cost| cost.is_none());
            return if bare { Ok(()) } else { Err(No::BudgetNotAsked) };
        };
        if self.kind != Kind::Budget {
            return Err(No::BudgetNotAsked);
        }
        if budget.total_minor <= 0 {
            return Err(No::BudgetMissing);
        }
        if budget.ends_at_us <= now.micros {
            return Err(No::EndIsPast);
        }
        let fits = |cost: Option<i64>| cost.is_some_and(|cost| (1..=budget.total_minor).contains(&cost));
        if costs().all(fits) { Ok(()) } else { Err(No::CostUnfit) }
    }

    /// What follows from a yes. A choice between options says which, not whether: it has no deeds of its own, and a
    /// budget's mandates follow from what was chosen.
    fn check_deeds(&self, now: Timestamp) -> Result<(), No> {
        if self.kind.has_options() && !self.actions.is_empty() {
            return Err(No::DeedsNotAsked);
        }
        if self.actions.len() > DEEDS_MAX {
            return Err(No::TooManyDeeds);
        }
        for code in ["rules", "charter", "contribution_rules"] {
            if self.actions.iter().filter(|action| action.code() == code).count() > 1 {
                return Err(No::DeedTwice);
            }
        }
        for (at, action) in self.actions.iter().enumerate() {
            if self.actions[..at].contains(action) {
                return Err(No::DeedTwice);
            }
            action.check(now)?;
        }
        Ok(())
    }
}

impl Asks {
    /// Members are to put money into what follows: whatever is written around it is read as its terms are.
    pub fn asks_for_money(&self) -> bool {
        let asks = |action: &Action| match action {
            Action::Instrument { .. }
            | Action::Campaign { .. }
            | Action::ShareRule { .. }
            | Action::Convert { .. } => true,
            Action::Mandate { .. }
            | Action::EndMandate { .. }
            | Action::Split { .. }
            | Action::AddRule { .. }
            | Action::DropRule { .. }
            | Action::ChangeRule { .. }
            | Action::Charter { .. }
            | Action::Role { .. }
            | Action::Rules { .. }
            | Action::ContributionRules { .. }
            | Action::Ruling { .. }
            | Action::Match { .. }
            | Action::GiveBack { .. }
            | Action::Distribution { .. } => false,
        };
        self.actions.iter().any(asks)
    }

    /// As members on probation see it: price and terms of what can be owned are not for them.
    #[must_use]
    pub fn without_terms(mut self) -> Asks {
        for action in &mut self.actions {
            if let Action::Instrument { price_minor, units_max, units_each_max, terms, risk, .. } = action {
                (*price_minor, *units_max, *units_each_max) = (0, 0, 0);
                terms.clear();
                risk.clear();
            }
            if let Action::Campaign { campaign } = action {
                campaign.hide_terms();
            }
        }
        self
    }
}

impl Action {
    fn check(&self, now: Timestamp) -> Result<(), No> {
        let fits = |text: &str, most: usize| (1..=most).contains(&text.trim().chars().count());
        match self {
            Action::Mandate { purpose, ceiling_minor, .. }
                if !fits(purpose, NOTE_CHARS_MAX) || *ceiling_minor <= 0 =>
            {
                Err(No::MandateUnfit)
            }
            Action::GiveBack { ceiling_minor, .. } if *ceiling_minor <= 0 => Err(No::MandateUnfit),
            Action::Mandate { ends_at_us, .. } | Action::GiveBack { ends_at_us, .. }
                if *ends_at_us <= now.micros =>
            {
                Err(No::EndIsPast)
            }
            Action::Charter { changes } if !is_a_change(changes) => Err(No::CharterUnfit),
            Action::AddRule { rule, reason } | Action::ChangeRule { to: rule, reason, .. }
                if !fits(rule, NOTE_CHARS_MAX) || !fits(reason, NOTE_CHARS_MAX) =>
            {
                Err(No::RuleUnfit)
            }
            Action::Rules { rules, .. } => rules.check(),
            _ => Ok(()),
        }
    }

    /// Stable: in rows and pages.
    pub fn code(&self) -> &'static str {
        match self {
            Action::Mandate { .. } => "mandate",
            Action::EndMandate { .. } => "end_mandate",
            Action::Split { .. } => "split",
            Action::AddRule { .. } => "add_rule",
            Action::DropRule { .. } => "drop_rule",
            Action::ChangeRule { .. } => "change_rule",
            Action::Charter { .. } => "charter",
            Action::Role { .. } => "role",
            Action::Rules { .. } => "rules",
            Action::Instrument { .. } => "instrument",
            Action::Distribution { .. } => "distribution",
            Action::ShareRule { .. } => "share_rule",
            Action::Convert { .. } => "convert",
            Action::GiveBack { .. } => "give_back",
            Action::Campaign { .. } => "campaign",
            Action::Match { .. } => "match",
            Action::ContributionRules { .. } => "contribution_rules",
            Action::Ruling { .. } => "ruling",
        }
    }

    /// Changes the charter or how it is changed: needs the larger majority.
    pub fn is_of_charter(&self) -> bool {
        match self {
            Action::AddRule { .. }
            | Action::DropRule { .. }
            | Action::ChangeRule { .. }
            | Action::Charter { .. }
            | Action::ContributionRules { .. }
            | Action::Rules { .. } => true,
            Action::Mandate { .. }
            | Action::EndMandate { .. }
            | Action::Split { .. }
            | Action::Role { .. }
            | Action::Instrument { .. }
            | Action::Distribution { .. }
            | Action::ShareRule { .. }
            | Action::Convert { .. }
            | Action::GiveBack { .. }
            | Action::Campaign { .. }
            | Action::Match { .. }
            | Action::Ruling { .. } => false,
        }
    }
}

/// Says something, and nothing twice.
fn is_a_change(parts: &[CharterPart]) -> bool {
    let mut fields: Vec<&str> = parts.iter().map(|part| part.field.as_str()).collect();
    fields.sort_unstable();
    !parts.is_empty()
        && fields.windows(2).all(|pair| pair[0] != pair[1])
        && parts.iter().all(|part| part.was != part.now)
}
