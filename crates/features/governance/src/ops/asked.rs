//! What a version asks, checked against the rules of deciding and against what it names.

use super::campaigns::{new_campaign, zone};
use super::matches::new_match;
use super::set_rules::of_spending;
use crate::acting::is_current;
use crate::asked_campaign::AskedCampaign;
use crate::asks::{Action, Asks, CharterPart};
use crate::ids::Member;
use crate::promising::promised;
use crate::proposal_refused::ProposalRefused as No;
use crate::rows::ProposalText;
use crate::terms::DecisionRules;
use community::role::Role;
use community::{CharterChange, CharterField, CharterRule, Community, CommunityRefused, FieldChange};
use kernel::{Id, Timestamp};
use market::split::{Party, Split};
use ownership::rows::Instrument;
use ownership::{InstrumentKind, NewInstrument, TextPlace};
use spending::mandate::{Source, Terms};
use spending::rows::Mandate;
use store::{Fault, OpError, OpError::Refused, Outcome, Tx};

/// Whether a ballot could be held on it now. `author`: who publishes it now, if it is published now.
pub(crate) fn check_asks(
    tx: &mut Tx,
    asks: &Asks,
    author: Option<Id<Member>>,
    now: Timestamp,
) -> Outcome<(), No> {
    let (_, rules) = super::current_rules(tx)?;
    asks.check(&rules, now).map_err(Refused)?;
    if let Some(budget) = asks.budget {
        check_fund(tx, budget.fund)?;
        if budget.total_minor > ledger::AMOUNT_MAX {
            return Err(Refused(No::CostUnfit));
        }
    }
    for option in &asks.options {
        check_member(tx, option.carried_by)?;
    }
    asks.actions.iter().try_for_each(|action| check_action(tx, action, author, now))
}

/// Beside what members are to put money into, title, text and options promise no return either.
pub(crate) fn check_words(
    tx: &mut Tx,
    asks: &Asks,
    (title, body): (&str, &str),
    author: Option<Id<Member>>,
) -> Outcome<(), No> {
    let found = |text: &str| ownership::promised_in(text).map(|_| text.to_owned());
    for (_, text) in promised(asks, title, body, found) {
        if ownership::promised_still(tx, TextPlace::Proposal, &text, author)?.is_some() {
            return Err(Refused(No::PromisesReturn));
        }
    }
    Ok(())
}

/// By the rules of whoever will have to do it: what passes must not turn out then to be what nobody can do.
fn check_action(tx: &mut Tx, action: &Action, author: Option<Id<Member>>, now: Timestamp) -> Outcome<(), No> {
    match action {
        Action::Mandate { purpose, fund, ceiling_minor, ends_at_us, carried_by, kind: _ } => {
            let terms = Terms {
                purpose,
                decision: "asked",
                ceiling_minor: *ceiling_minor,
                each_minor: None,
                starts_at: now,
                ends_at: Timestamp::from_micros(*ends_at_us),
                sum_max: ledger::AMOUNT_MAX,
            };
            terms.check(now).map_err(|_| Refused(No::MandateUnfit))?;
            check_fund(tx, *fund)?;
            check_member(tx, *carried_by)
        }
        Action::EndMandate { mandate } => check_mandate(tx, mandate, now),
        Action::Split { offer, words } => check_split(tx, offer, words),
        Action::AddRule { .. } => Ok(()),
        Action::ChangeRule { position, rule, .. } => check_rule(tx, *position, rule),
        Action::Charter { changes } => check_charter(tx, changes),
        Action::Rules { rules, from_version } => {
            let rules = of_spending(&check_rules(tx, rules, *from_version)?);
            rules.check(ledger::AMOUNT_MAX).map_err(|why| match why {
                spending::MandateRefused::ProofSumUnfit => Refused(No::ProofSumUnfit),
                _ => Refused(No::StandingUnfit),
            })?;
            rules.standing.map_or(Ok(()), |standing| check_fund(tx, standing.fund))
        }
        Action::Instrument { fund, .. } => {
            let new = instrument(action, Id::from_parts(0, [0; 10]), "asked".to_owned())
                .ok_or(Refused(No::InstrumentUnfit))?;
            new.check(tx, author).map_err(|error| match error {
                Refused(ownership::InstrumentRefused::PromisesReturn) => Refused(No::PromisesReturn),
                Refused(_) => Refused(No::InstrumentUnfit),
                OpError::Fault(fault) => OpError::Fault(fault),
            })?;
            check_fund(tx, *fund)
        }
        Action::Distribution { distribution, hash } => {
            let id = Id::parse(distribution).map_err(|_| Refused(No::DistributionUnfit))?;
            distribution::check_named(tx, id, hash).map_err(|error| match error {
                Refused(distribution::DistributionRefused::InBallot) => Refused(No::DistributionInBallot),
                Refused(distribution::DistributionRefused::GiftsUntold) => {
                    Refused(No::DistributionGiftsUntold)
                }
                Refused(_) => Refused(No::DistributionUnfit),
                OpError::Fault(fault) => OpError::Fault(fault),
            })
        }
        Action::ShareRule { instrument, first_days, lapse_days } => {
            let checked = ownership::check_share_rule(tx, instrument, *first_days, *lapse_days);
            share_fits(checked).map(drop)
        }
        Action::Convert { instrument, into, give, get } => {
            let checked = ownership::check_conversion(tx, (instrument, into), (*give, *get));
            share_fits(checked).map(drop)
        }
        Action::GiveBack { instrument, ceiling_minor, ends_at_us } => {
            let ends_at = Timestamp::from_micros(*ends_at_us);
            share_fits(ownership::check_give_back(tx, instrument, *ceiling_minor, ends_at, now)).map(drop)
        }
        Action::Campaign { campaign } => check_campaign(tx, campaign, author, now),
        Action::Match { matching } => {
            let (id, decision) = (Id::from_parts(0, [0; 10]), ("asked".to_owned(), String::new()));
            let new = new_match(matching, id, decision, String::new()).ok_or(Refused(No::MatchUnfit))?;
            pools::check_match(tx, &new, now).map_err(|error| match error {
                Refused(pools::MatchRefused::NoSuchFund) => Refused(No::NoSuchFund),
                Refused(_) => Refused(No::MatchUnfit),
                OpError::Fault(fault) => OpError::Fault(fault),
            })
        }
        Action::ContributionRules { words } => {
            let rules = contribution_rules(words).ok_or(Refused(No::ContributionRulesUnfit))?;
            contributions::check_rules(tx, &rules).map_err(|error| match error {
                Refused(contributions::RulesRefused::HoldingUnfit) => Refused(No::ShareUnfit),
                Refused(_) => Refused(No::ContributionRulesUnfit),
                OpError::Fault(fault) => OpError::Fault(fault),
            })
        }
        Action::Ruling { contribution, ruling, share } => {
            let asked = asked_ruling(ruling, share).ok_or(Refused(No::RulingUnfit))?;
            contributions::check_ruling(tx, contribution, asked).map(drop).map_err(|error| match error {
                Refused(_) => Refused(No::RulingUnfit),
                OpError::Fault(fault) => OpError::Fault(fault),
            })
        }
        Action::DropRule { position, rule } => check_rule(tx, *position, rule),
        Action::Role { member, role, .. } => {
            Role::parse(role).ok_or(Refused(No::NoSuchRole))?;
            check_member(tx, Some(*member))
        }
    }
}

/// What the feature that keeps the register would not do is not asked for.
fn share_fits<T>(checked: Outcome<T, ownership::RegisterRefused>) -> Outcome<T, No> {
    checked.map_err(|error| match error {
        Refused(_) => Refused(No::ShareUnfit),
        OpError::Fault(fault) => OpError::Fault(fault),
    })
}

/// As if it were carried out now.
fn check_campaign(
    tx: &mut Tx,
    asked: &AskedCampaign,
    author: Option<Id<Member>>,
    now: Timestamp,
) -> Outcome<(), No> {
    let zone = zone(tx)?;
    let (id, decision) = (Id::from_parts(0, [0; 10]), ("asked".to_owned(), String::new()));
    let (_, rules) = super::rules::current_rules(tx)?;
    let new = new_campaign(asked, id, decision, &rules, (now, &zone)).ok_or(Refused(No::CampaignUnfit))?;
    pools::check_campaign(tx, &new, author, now).map_err(|error| match error {
        Refused(pools::CampaignRefused::PromisesReturn) => Refused(No::PromisesReturn),
        Refused(pools::CampaignRefused::NoSuchFund) => Refused(No::NoSuchFund),
        Refused(pools::CampaignRefused::TeamUnfit) => Refused(No::NoSuchMember),
        Refused(
            pools::CampaignRefused::SilenceNotAllowed
            | pools::CampaignRefused::AcceptanceLax
            | pools::CampaignRefused::LookTooShort,
        ) => Refused(No::AcceptanceLax),
        Refused(_) => Refused(No::CampaignUnfit),
        OpError::Fault(fault) => OpError::Fault(fault),
    })
}

/// As the feature that keeps instruments takes it; None for another deed, or for a kind that there is not.
pub(super) fn instrument(action: &Action, id: Id<Instrument>, decision: String) -> Option<NewInstrument> {
    let Action::Instrument { kind, name, fund, price_minor, units_max, units_each_max, terms, risk } = action
    else {
        return None;
    };
    Some(NewInstrument {
        id,
        kind: InstrumentKind::parse_offered(kind)?,
        name: name.clone(),
        fund: *fund,
        price_minor: *price_minor,
        units_max: *units_max,
        units_each_max: *units_each_max,
        terms: terms.clone(),
        risk: risk.clone(),
        decision,
    })
}

/// As contributions write them; None where something is missing or is none of it.
pub(super) fn contribution_rules(words: &str) -> Option<contributions::ContributionRules> {
    serde_json::from_str(words).ok()
}

/// As contributions rule; None for another word, or a share that is none.
pub(super) fn asked_ruling(ruling: &str, share: &str) -> Option<contributions::Ruling> {
    match ruling {
        "stands" => Some(contributions::Ruling::Stands),
        "part" => contributions::Ratio::parse(share).map(contributions::Ruling::Part),
        "refused" => Some(contributions::Ruling::Refused),
        _ => None,
    }
}

/// As they would hold if they came into force now.
fn check_rules(tx: &mut Tx, rules: &DecisionRules, from: Option<i64>) -> Outcome<DecisionRules, No> {
    let upon = match from {
        Some(from) => super::rules_upon_now(tx, rules, from)?,
        None => rules.clone(),
    };
    upon.check().map_err(Refused)?;
    Ok(upon)
}

fn check_charter(tx: &mut Tx, changes: &[CharterPart]) -> Outcome<(), No> {
    let change = charter_change(changes).ok_or(Refused(No::CharterUnfit))?;
    community::check_charter_change(tx, &change).map_err(|error| match error {
        Refused(CommunityRefused::CharterMoved) => Refused(No::CharterMoved),
        Refused(_) => Refused(No::CharterUnfit),
        OpError::Fault(fault) => OpError::Fault(fault),
    })
}

/// As the community's door has it; None where it names what no charter has.
pub(super) fn charter_change(parts: &[CharterPart]) -> Option<CharterChange> {
    let one = |part: &CharterPart| {
        let field = CharterField::parse(&part.field)?;
        Some(FieldChange { field, was: part.was.clone(), now: part.now.clone() })
    };
    parts.iter().map(one).collect::<Option<_>>().map(CharterChange::Fields)
}

pub(super) fn check_fund(tx: &mut Tx, fund: i64) -> Outcome<(), No> {
    let community = tx.community();
    let count = ledger::book(tx, community)?.map_or(0, |book| book.fund_count);
    if (1..=count).contains(&fund) { Ok(()) } else { Err(Refused(No::NoSuchFund)) }
}

fn check_member(tx: &mut Tx, member: Option<Id<Member>>) -> Outcome<(), No> {
    match member {
        Some(member) if !is_current(tx, member)? => Err(Refused(No::NoSuchMember)),
        _ => Ok(()),
    }
}

/// One that a decision made, or a campaign of one, and that is not over. A standing one follows from the rules, and ends with them.
fn check_mandate(tx: &mut Tx, mandate: &str, now: Timestamp) -> Outcome<(), No> {
    let mandate = Id::parse(mandate).map_err(|_| Refused(No::NoSuchMandate))?;
    let mandate = tx.find::<Mandate>((tx.community(), mandate))?;
    match mandate {
        Some(mandate) if mandate.source != Source::Standing && mandate.permission().open(now).is_ok() => {
            Ok(())
        }
        _ => Err(Refused(No::NoSuchMandate)),
    }
}

fn check_split(tx: &mut Tx, offer: &str, words: &str) -> Outcome<(), No> {
    let offer = Id::parse(offer).map_err(|_| Refused(No::NoSuchOffer))?;
    tx.find::<market::rows::Offer>((tx.community(), offer))?.ok_or(Refused(No::NoSuchOffer))?;
    let split = Split::parse(words).map_err(|_| Refused(No::SplitUnfit))?;
    split.check().map_err(|_| Refused(No::SplitUnfit))?;
    for party in split.parties() {
        match party {
            Party::Fund(fund) => check_fund(tx, fund)?,
            Party::Member(member) => check_member(tx, Some(member))?,
        }
    }
    Ok(())
}

fn check_rule(tx: &mut Tx, position: i64, rule: &str) -> Outcome<(), No> {
    let number = tx.community();
    let Some(community) = tx.find::<Community>(number)? else { return Err(Refused(No::NoSuchRule)) };
    let row = tx.find::<CharterRule>((number, community.charter_version, position))?;
    match row {
        Some(row) if row.rule == rule => Ok(()),
        _ => Err(Refused(No::NoSuchRule)),
    }
}

pub(crate) fn asks_as_words(asks: &Asks) -> Result<String, Fault> {
    serde_json::to_string(asks).map_err(|error| Fault::Codec(error.to_string().into()))
}

impl ProposalText {
    /// # Errors
    /// `Codec` when it cannot be read.
    pub fn asked(&self) -> Result<Asks, Fault> {
        serde_json::from_str(&self.asks).map_err(|error| Fault::Codec(error.to_string().into()))
    }
}
