//! Doing one deed: through the door of the feature that owns what changes, with the proposal's id as the reason.
//!
//! Each deed is an attempt: one that is refused leaves nothing behind, wherever in it that comes, and the others stand. A
//! code comes back as the answer, to be kept with the deed.

use super::asked::{asked_ruling, charter_change, contribution_rules, instrument};
use super::campaigns::{new_campaign, zone};
use super::matches::new_match;
use super::set_rules::set_rules;
use crate::asks::{Action, MandateUse};
use crate::ids::Member;
use crate::proposal::{ActionState, Step};
use crate::proposal_refused::ProposalRefused;
use crate::rows::{Ballot, DecidedAction, Proposal};
use community::role::Role;
use community::{CharterChange, Community, RoleByDecision, RuleText};
use kernel::{Id, Prefixed, Timestamp};
use sha2::{Digest, Sha256};
use spending::{EndMandate, EndedBy, MandateKind, NewMandate};
use store::{Fault, OpError, Outcome, Tx};
use web::Lang;

/// What deeds know of the decision behind them.
pub(super) struct Decision {
    id: Id<Proposal>,
    /// `By decision of proposal №3: Lamps`, in the language of the community.
    said: String,
    /// The rules of deciding that its ballot was held under.
    rules_version: i64,
}

/// As long as a charter's note may be.
const SAID_CHARS_MAX: usize = 400;

impl Decision {
    pub(super) fn of(tx: &mut Tx, proposal: &Proposal) -> Result<Decision, Fault> {
        let community = tx.find::<Community>(proposal.community_id)?;
        let lang = community.and_then(|community| Lang::parse(&community.lang)).unwrap_or(Lang::Zh);
        let said = crate::t(lang).decided_by(proposal.number, proposal.title.as_str());
        let ballot = match proposal.ballot_id {
            Some(ballot) => tx.find::<Ballot>((proposal.community_id, ballot))?,
            None => None,
        };
        let rules_version = ballot.map_or(0, |ballot| ballot.rules_version);
        Ok(Decision { rules_version, id: proposal.id, said: said.chars().take(SAID_CHARS_MAX).collect() })
    }
}

/// Does a deed and writes down what came of it, in its row and in the way of the proposal: `take_step` saves that.
pub(super) fn try_deed(
    tx: &mut Tx,
    proposal: &mut Proposal,
    decision: &Decision,
    mut row: DecidedAction,
    by: Option<Id<Member>>,
    now: Timestamp,
) -> Result<DecidedAction, Fault> {
    let action: Action =
        serde_json::from_str(&row.words).map_err(|error| Fault::Codec(error.to_string().into()))?;
    let step = match tx.attempt(|tx| perform(tx, decision, row.number, &action, now)) {
        Ok(result) => {
            (row.state, row.done_at_us) = (ActionState::Done, Some(now));
            (row.result, row.refusal) = (result, None);
            Step::DeedDone
        }
        Err(OpError::Refused(code)) => {
            (row.state, row.refusal) = (ActionState::Failed, Some(code.to_owned()));
            Step::DeedFailed
        }
        Err(OpError::Fault(fault)) => return Err(fault),
    };
    let taken = super::Taken::of(step, by, String::new()).about(row.number);
    super::take_step(tx, proposal, taken, now)?;
    Ok(row)
}

fn kind_of(used: MandateUse) -> MandateKind {
    match used {
        MandateUse::Spending => MandateKind::Spending,
        MandateUse::Referral => MandateKind::Referral,
    }
}

/// Answers what it made: a mandate's or an instrument's id, a version's number. Refuses with a code.
fn perform(
    tx: &mut Tx,
    decision: &Decision,
    number: i64,
    action: &Action,
    now: Timestamp,
) -> Outcome<Option<String>, &'static str> {
    let id = decision.id.to_string();
    match action {
        Action::Mandate { purpose, fund, ceiling_minor, ends_at_us, carried_by, kind } => {
            let community = tx.community();
            let proposal = tx.find::<Proposal>((community, decision.id))?;
            let new = NewMandate {
                id: made_id(decision.id, number, now),
                kind: kind_of(*kind),
                purpose: purpose.clone(),
                fund: *fund,
                ceiling_minor: *ceiling_minor,
                each_minor: None,
                starts_at: now,
                ends_at: Timestamp::from_micros(*ends_at_us),
                carried_by: *carried_by,
                decision: id,
                decision_title: proposal.map(|proposal| proposal.title).unwrap_or_default(),
            };
            coded(spending::grant_mandate(tx, &new, now), |why| why.code())?;
            Ok(Some(new.id.to_string()))
        }
        Action::EndMandate { mandate } => {
            let unknown = spending::MandateRefused::NoSuchMandate.code();
            let named = Id::parse(mandate).map_err(|_| OpError::Refused(unknown))?;
            let end = EndMandate { mandate: named, reason: decision.said.clone(), key: None };
            coded(spending::end_mandate(tx, EndedBy::Decision, &end, now), |why| why.code())?;
            Ok(Some(mandate.clone()))
        }
        Action::Split { offer, words } => {
            let unknown = market::offer::OfferRefused::NoSuchOffer.code();
            let offer = Id::parse(offer).map_err(|_| OpError::Refused(unknown))?;
            let set = market::set_split_by_decision(tx, offer, words, &id, now.into());
            Ok(Some(coded(set, |why| why.code())?.to_string()))
        }
        Action::AddRule { rule, reason } => {
            let rule = RuleText { rule: rule.clone(), reason: reason.clone() };
            change_charter(tx, decision, &CharterChange::Add(rule), now)
        }
        Action::DropRule { position, rule } => {
            let change = CharterChange::Drop { position: *position, rule: rule.clone() };
            change_charter(tx, decision, &change, now)
        }
        Action::ChangeRule { position, rule, to, reason } => {
            let to = RuleText { rule: to.clone(), reason: reason.clone() };
            let change = CharterChange::Reword { position: *position, rule: rule.clone(), to };
            change_charter(tx, decision, &change, now)
        }
        Action::Charter { changes } => {
            let unfit = ProposalRefused::CharterUnfit.code();
            let change = charter_change(changes).ok_or(OpError::Refused(unfit))?;
            change_charter(tx, decision, &change, now)
        }
        Action::Role { member, role, give } => {
            let unknown = ProposalRefused::NoSuchRole.code();
            let role = Role::parse(role).ok_or(OpError::Refused(unknown))?;
            let (member, give) = (*member, *give);
            let input = RoleByDecision { member, role, give, decision: &id, reason: &decision.said };
            coded(community::grant_role_by_decision(tx, &input, now), web::Refusal::code)?;
            Ok(None)
        }
        Action::Instrument { .. } => {
            let unknown = ownership::InstrumentRefused::NoSuchKind.code();
            let new = instrument(action, made_id(decision.id, number, now), id);
            let new = new.ok_or(OpError::Refused(unknown))?;
            coded(ownership::make_instrument_by_decision(tx, &new, now), |why| why.code())?;
            Ok(Some(new.id.to_string()))
        }
        Action::Distribution { distribution, hash } => {
            let unknown = distribution::DistributionRefused::NoSuchDistribution.code();
            let named = Id::parse(distribution).map_err(|_| OpError::Refused(unknown))?;
            let new = distribution::CarryOut { distribution: named, hash: hash.clone(), decision: id };
            coded(distribution::carry_out_by_decision(tx, &new, now), |why| why.code())?;
            Ok(Some(distribution.clone()))
        }
        Action::Campaign { campaign } => {
            let community = tx.community();
            let proposal = tx.find::<Proposal>((community, decision.id))?;
            let title = proposal.map(|proposal| proposal.title).unwrap_or_default();
            let zone = zone(tx)?;
            let (_, rules) = super::rules::current_rules(tx)?;
            let made = made_id(decision.id, number, now);
            let new = new_campaign(campaign, made, (id, title), &rules, (now, &zone));
            let new = new.ok_or(OpError::Refused(ProposalRefused::CampaignUnfit.code()))?;
            coded(pools::open_campaign_by_decision(tx, &new, now), |why| why.code())?;
            Ok(Some(new.id.to_string()))
        }
        Action::Match { matching } => {
            let community = tx.community();
            let proposal = tx.find::<Proposal>((community, decision.id))?;
            let title = proposal.map(|proposal| proposal.title).unwrap_or_default();
            let lang = tx.find::<Community>(community)?.and_then(|community| Lang::parse(&community.lang));
            let said = crate::t(lang.unwrap_or(Lang::Zh)).match_all_set_aside();
            let new = new_match(matching, made_id(decision.id, number, now), (id, title), said);
            let new = new.ok_or(OpError::Refused(ProposalRefused::MatchUnfit.code()))?;
            coded(pools::open_match_by_decision(tx, &new, now), |why| why.code())?;
            Ok(Some(new.id.to_string()))
        }
        Action::ShareRule { instrument, first_days, lapse_days } => {
            let checked = ownership::check_share_rule(tx, instrument, *first_days, *lapse_days);
            let instrument = coded(checked, |why| why.code())?;
            let (first_days, lapse_days) = (*first_days, *lapse_days);
            let new = ownership::NewShareRule { instrument, first_days, lapse_days, decision: id };
            coded(ownership::set_share_rule_by_decision(tx, &new, now), |why| why.code())?;
            Ok(Some(instrument.to_string()))
        }
        Action::Convert { instrument, into, give, get } => {
            let checked = ownership::check_conversion(tx, (instrument, into), (*give, *get));
            let (from, to) = coded(checked, |why| why.code())?;
            let new = ownership::Conversion { from, to, give: *give, get: *get, decision: id };
            coded(ownership::convert_by_decision(tx, &new, now), |why| why.code())?;
            Ok(Some(to.to_string()))
        }
        Action::GiveBack { instrument, ceiling_minor, ends_at_us } => {
            let (ceiling_minor, ends_at) = (*ceiling_minor, Timestamp::from_micros(*ends_at_us));
            let checked = ownership::check_give_back(tx, instrument, ceiling_minor, ends_at, now);
            let instrument = coded(checked, |why| why.code())?;
            let proposal = tx.find::<Proposal>((tx.community(), decision.id))?;
            let new = ownership::GiveBack {
                mandate: made_id(decision.id, number, now),
                instrument,
                ceiling_minor,
                ends_at,
                decision: id,
                decision_title: proposal.map(|proposal| proposal.title).unwrap_or_default(),
            };
            coded(ownership::give_back_by_decision(tx, &new, now), |why| why.code())?;
            Ok(Some(new.mandate.to_string()))
        }
        Action::Ruling { contribution, ruling, share } => {
            let unfit = ProposalRefused::RulingUnfit.code();
            let asked = asked_ruling(ruling, share).ok_or(OpError::Refused(unfit))?;
            let found = coded(contributions::check_ruling(tx, contribution, asked), |why| why.code())?;
            let ruled = contributions::rule_by_decision(tx, found, asked, &id, &decision.said, now);
            coded(ruled, |why| why.code())?;
            Ok(Some(contribution.clone()))
        }
        Action::ContributionRules { words } => {
            let unfit = ProposalRefused::ContributionRulesUnfit.code();
            let rules = contribution_rules(words).ok_or(OpError::Refused(unfit))?;
            let set = contributions::set_rules_by_decision(tx, &rules, &id, &decision.said, now);
            Ok(Some(coded(set, |why| why.code())?.to_string()))
        }
        Action::Rules { rules, from_version } => {
            let from = from_version.unwrap_or(decision.rules_version);
            let rules = coded(super::rules_upon_now(tx, rules, from), |why| why.code())?;
            let version = set_rules(tx, &rules, &decision.said, Some(decision.id), None, now)?;
            Ok(Some(version.to_string()))
        }
    }
}

fn change_charter(
    tx: &mut Tx,
    decision: &Decision,
    change: &CharterChange,
    now: Timestamp,
) -> Outcome<Option<String>, &'static str> {
    let id = decision.id.to_string();
    let changed = community::change_charter_by_decision(tx, change, &id, &decision.said, now);
    Ok(Some(coded(changed, web::Refusal::code)?.to_string()))
}

/// Jobs have no chance of their own: the id follows from the proposal and the deed's number.
fn made_id<T: Prefixed>(proposal: Id<Proposal>, number: i64, now: Timestamp) -> Id<T> {
    let hash: [u8; 32] = Sha256::digest(format!("{proposal} {number}")).into();
    let mut chance = [0; 10];
    chance.copy_from_slice(&hash[..10]);
    Id::from_parts(now.milliseconds(), chance)
}

pub(super) fn coded<T, R>(
    outcome: Outcome<T, R>,
    code: impl Fn(&R) -> &'static str,
) -> Outcome<T, &'static str> {
    outcome.map_err(|error| match error {
        OpError::Refused(why) => OpError::Refused(code(&why)),
        OpError::Fault(fault) => OpError::Fault(fault),
    })
}
