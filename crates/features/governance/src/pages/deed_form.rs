//! A deed as it is typed. One shape for all: what a deed does says which of its fields are read.

use super::asks_form::{Here, end_of_day, last_day};
use super::campaign_form::{self, CampaignFields};
use super::leaving_form::LeavingFields;
use super::match_form::{self, MatchFields};
use super::{charter_form, contribution_form};
use crate::asks::{Action, MandateUse, NOTE_CHARS_MAX};
use crate::t;
use crate::terms::DecisionRules;
use kernel::{Currency, Money, Quantity, Zone};
use market::split::{PARTS_MAX, Party, Split, SplitPart, Take};
use ownership::instrument::{NAME_CHARS_MAX, WORDS_CHARS_MAX};
use ownership::register::DAYS_MAX;
use ownership::rows::Instrument;
use ownership::{InstrumentKind, TextPlace};
use serde::{Deserialize, Serialize};
use spending::mandate::PURPOSE_CHARS_MAX;
use spending::rows::Mandate;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use web::Check;

/// Parts of a split that the form has fields for.
pub(crate) const PARTS: usize = 3;

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct DeedForm {
    /// `mandate`, `give_back`, `end_mandate`, `split`, `add_rule`, `drop_rule`, `change_rule`, `charter`, `role`, `instrument`,
    /// `distribution`, `share_rule`, `convert`, `campaign`, `match`, `contribution_rules`, `ruling` or `rules`.
    #[serde(rename = "do")]
    pub does: String,
    /// Not empty: leave this deed out.
    pub drop: String,
    /// Of a mandate: what for, out of which fund, how much at most, the last day, who (`mem_…`, or the name). Its `kind` is `spending`
    /// (also where none is named) or `referral`: for rewards and red packets only.
    pub purpose: String,
    pub fund: String,
    pub ceiling: String,
    pub ends: String,
    pub by: String,
    /// Which one is ended.
    pub mandate: String,
    /// Of a split: which offer, and who gets what; `words` in the market's way of writing it goes before the others.
    pub offer: String,
    pub words: String,
    pub rest: String,
    pub to: Vec<String>,
    /// Percentages.
    pub take: Vec<String>,
    /// A new rule; or, to be taken out or changed, its place and what it says: `2 No dogs`.
    pub rule: String,
    /// What a rule is to say instead.
    pub instead: String,
    pub reason: String,
    /// Of a role: whose, which, `give` or `take`.
    pub member: String,
    pub role: String,
    pub change: String,
    /// Of what can be owned: `donation`, `member_capital` or `equity_record`; its name, the price of a unit, how many
    /// units there are and may be one member's, the terms and what can go wrong. Its `fund` is where the money goes.
    pub kind: String,
    pub name: String,
    pub price: String,
    pub units: String,
    pub each: String,
    /// Which distribution is shared out, with its hash: `dis_… 5e1f…`.
    pub shares: String,
    pub terms: String,
    pub risk: String,
    /// Of passing an instrument on: which, for how many days the community comes first, and after how many days what who left
    /// holds lapses (empty: never). Of a conversion: which, into which, how many for how many.
    pub instrument: String,
    pub days: String,
    pub lapse: String,
    pub into: String,
    pub give: String,
    pub get: String,
    /// Of a campaign, beside name, kind, fund, price, units, each, terms (what who takes part has for it) and risk.
    #[serde(flatten)]
    pub campaign: CampaignFields,
    /// Of a match fund, beside name, fund, ceiling, `kind` (`share` or `quadratic`), and of a share `percent` and `each`.
    #[serde(flatten)]
    pub matching: MatchFields,
    /// Of the rules of contributions: `money` or `slices`, what unpaid work and cash are multiplied by, how many confirm, of which
    /// role (and how many of them), for how many days one may object, and the rates, one a line: `Baking | hour | 30`.
    pub valuing: String,
    pub unpaid: String,
    pub cash: String,
    pub confirmations: String,
    pub office: String,
    pub office_count: String,
    pub dispute_days: String,
    /// Above this sum a claim needs evidence and an officer's confirmation.
    pub proof_above: String,
    pub rates: String,
    #[serde(flatten)]
    pub leaving: LeavingFields,
    /// Of a dispute: the contribution, `stands`, `part` or `refused`, and of a part how much of it: `1/2`, `60%`.
    pub contribution: String,
    pub ruling: String,
    pub share: String,
    /// Of the rules of deciding: all of them, as JSON, and the version they were written from.
    pub rules: String,
    pub from: String,
    /// Of the charter: all of its fields as they are to be (`on` for yes), and how they were when this was written, as
    /// JSON. What is as it was stays as it will be. Its `name` is the community's.
    pub theme: String,
    pub belief: String,
    pub storefront_public: String,
    pub books_public: String,
    pub applications_open: String,
    pub probation_days: String,
    pub was: String,
}

impl DeedForm {
    pub(crate) fn gathered(typed: &mut BTreeMap<String, String>, at: usize) -> DeedForm {
        let (campaign, matching) = (CampaignFields::gathered(typed, at), MatchFields::gathered(typed, at));
        let leaving = LeavingFields::gathered(typed, at);
        let mut field = |name: &str| typed.remove(&format!("deed_{at}_{name}")).unwrap_or_default();
        DeedForm {
            does: field("do"),
            drop: field("drop"),
            purpose: field("purpose"),
            fund: field("fund"),
            ceiling: field("ceiling"),
            ends: field("ends"),
            by: field("by"),
            mandate: field("mandate"),
            offer: field("offer"),
            words: field("words"),
            rest: field("rest"),
            to: (1..=PARTS).map(|part| field(&format!("to_{part}"))).collect(),
            take: (1..=PARTS).map(|part| field(&format!("take_{part}"))).collect(),
            rule: field("rule"),
            reason: field("reason"),
            member: field("member"),
            role: field("role"),
            change: field("change"),
            kind: field("kind"),
            name: field("name"),
            price: field("price"),
            units: field("units"),
            each: field("each"),
            shares: field("shares"),
            terms: field("terms"),
            risk: field("risk"),
            instrument: field("instrument"),
            days: field("days"),
            lapse: field("lapse"),
            into: field("into"),
            give: field("give"),
            get: field("get"),
            campaign,
            matching,
            valuing: field("valuing"),
            unpaid: field("unpaid"),
            cash: field("cash"),
            confirmations: field("confirmations"),
            office: field("office"),
            office_count: field("office_count"),
            dispute_days: field("dispute_days"),
            proof_above: field("proof_above"),
            rates: field("rates"),
            leaving,
            contribution: field("contribution"),
            ruling: field("ruling"),
            share: field("share"),
            rules: field("rules"),
            instead: field("instead"),
            from: field("from"),
            theme: field("theme"),
            belief: field("belief"),
            storefront_public: field("storefront_public"),
            books_public: field("books_public"),
            applications_open: field("applications_open"),
            probation_days: field("probation_days"),
            was: field("was"),
        }
    }

    /// As it stands in the form: what is not named is for expenses.
    pub(crate) fn mandate_kind(&self) -> &str {
        if self.kind.trim().is_empty() { MandateUse::Spending.code() } else { self.kind.trim() }
    }

    pub(crate) fn part(&self, at: usize) -> (&str, &str) {
        (self.to.get(at).map_or("", String::as_str), self.take.get(at).map_or("", String::as_str))
    }

    /// What stands in the fields in which somebody is chosen.
    pub(crate) fn people(&self) -> Vec<String> {
        let others = [&self.by, &self.member, &self.rest];
        others
            .into_iter()
            .chain(self.to.iter().take(PARTS_MAX + 1))
            .filter(|typed| !typed.trim().is_empty())
            .cloned()
            .chain(self.campaign.people())
            .collect()
    }

    fn read(&self, check: &mut Check, at: i64, here: &Here) -> Option<Action> {
        let field = |name: &str| format!("deed_{at}_{name}");
        Some(match self.does.trim() {
            "mandate" => Action::Mandate {
                purpose: check.text(&field("purpose"), &self.purpose, 1..=PURPOSE_CHARS_MAX),
                fund: check.whole(&field("fund"), &self.fund, 1..=i64::MAX),
                ceiling_minor: check.money(&field("ceiling"), &self.ceiling, here.currency).minor,
                ends_at_us: end_of_day(check, &field("ends"), &self.ends, here).micros,
                carried_by: check
                    .optional(&field("by"), &self.by, |check, field, typed| here.member(check, field, typed)),
                kind: check
                    .choice(&field("kind"), self.mandate_kind(), MandateUse::parse)
                    .unwrap_or_default(),
            },
            "end_mandate" => Action::EndMandate {
                mandate: check.id::<Mandate>(&field("mandate"), &self.mandate).to_string(),
            },
            "split" => Action::Split {
                offer: check.id::<market::rows::Offer>(&field("offer"), &self.offer).to_string(),
                words: self.split(check, at, here),
            },
            "add_rule" => Action::AddRule {
                rule: check.text(&field("rule"), &self.rule, 1..=NOTE_CHARS_MAX),
                reason: check.text(&field("reason"), &self.reason, 1..=NOTE_CHARS_MAX),
            },
            "drop_rule" => {
                let (position, rule) = self.named_rule(check, at, here);
                Action::DropRule { position, rule }
            }
            "change_rule" => {
                let (position, rule) = self.named_rule(check, at, here);
                Action::ChangeRule {
                    position,
                    rule,
                    to: check.text(&field("instead"), &self.instead, 1..=NOTE_CHARS_MAX),
                    reason: check.text(&field("reason"), &self.reason, 1..=NOTE_CHARS_MAX),
                }
            }
            "charter" => Action::Charter { changes: charter_form::read(self, check, at, here) },
            "role" => {
                let change = |code: &str| match code {
                    "give" => Some(true),
                    "take" => Some(false),
                    _ => None,
                };
                Action::Role {
                    member: here.member(check, &field("member"), &self.member),
                    role: check.text(&field("role"), &self.role, 1..=40),
                    give: check.choice(&field("change"), &self.change, change).unwrap_or(true),
                }
            }
            "instrument" => self.instrument(check, at, here),
            "distribution" => {
                let named = self.shares.trim().split_once(' ');
                let (distribution, hash) = named.unwrap_or((self.shares.trim(), ""));
                check.require(&field("shares"), named.is_some(), || t(here.lang).choose_a_distribution());
                Action::Distribution { distribution: distribution.to_owned(), hash: hash.trim().to_owned() }
            }
            "share_rule" => Action::ShareRule {
                instrument: check.id::<Instrument>(&field("instrument"), &self.instrument).to_string(),
                first_days: check.whole(&field("days"), &self.days, 0..=DAYS_MAX),
                lapse_days: check.optional(&field("lapse"), &self.lapse, |check, field, typed| {
                    check.whole(field, typed, 1..=DAYS_MAX)
                }),
            },
            "convert" => Action::Convert {
                instrument: check.id::<Instrument>(&field("instrument"), &self.instrument).to_string(),
                into: check.id::<Instrument>(&field("into"), &self.into).to_string(),
                give: check.whole(&field("give"), &self.give, 1..=ownership::UNITS_MAX),
                get: check.whole(&field("get"), &self.get, 1..=ownership::UNITS_MAX),
            },
            "give_back" => Action::GiveBack {
                instrument: check.id::<Instrument>(&field("instrument"), &self.instrument).to_string(),
                ceiling_minor: check.money(&field("ceiling"), &self.ceiling, here.currency).minor,
                ends_at_us: end_of_day(check, &field("ends"), &self.ends, here).micros,
            },
            "campaign" => campaign_form::read(self, check, at, here),
            "match" => match_form::read(self, check, at, here),
            "ruling" => Action::Ruling {
                contribution: self.contribution.trim().to_owned(),
                ruling: self.ruling.trim().to_owned(),
                share: if self.ruling.trim() == "part" {
                    self.share.trim().to_owned()
                } else {
                    String::new()
                },
            },
            "contribution_rules" => {
                Action::ContributionRules { words: contribution_form::read(self, check, at, here) }
            }
            "rules" => {
                let rules = whole_rules(&self.rules);
                check.require(&field("rules"), rules.is_some(), || t(here.lang).rules_unreadable());
                let from = check.whole(&field("from"), &self.from, 0..=i64::MAX);
                Action::Rules { rules: Box::new(rules.unwrap_or_default()), from_version: Some(from) }
            }
            _ => {
                check.refuse(&field("do"), t(here.lang).no_such_deed());
                return None;
            }
        })
    }

    /// A word that promises a return is named to who wrote it.
    fn instrument(&self, check: &mut Check, at: i64, here: &Here) -> Action {
        let field = |name: &str| format!("deed_{at}_{name}");
        for (name, text) in [("name", &self.name), ("terms", &self.terms), ("risk", &self.risk)] {
            if let Some(words) = here.passed.promised_in(TextPlace::Share, text) {
                check.refuse(
                    &field(name),
                    ownership::promise_said_at(here.lang, TextPlace::Share, text, &words),
                );
            }
        }
        let kind = check.choice(&field("kind"), &self.kind, InstrumentKind::parse_offered);
        Action::Instrument {
            kind: kind.map(|kind| kind.code().to_owned()).unwrap_or_default(),
            name: check.text(&field("name"), &self.name, 1..=NAME_CHARS_MAX),
            fund: check.whole(&field("fund"), &self.fund, 1..=i64::MAX),
            price_minor: check.money(&field("price"), &self.price, here.currency).minor,
            units_max: check.whole(&field("units"), &self.units, 1..=ownership::UNITS_MAX),
            units_each_max: check.whole(&field("each"), &self.each, 1..=ownership::UNITS_MAX),
            terms: check.long_text(&field("terms"), &self.terms, 1..=WORDS_CHARS_MAX),
            risk: check.long_text(&field("risk"), &self.risk, 1..=WORDS_CHARS_MAX),
        }
    }

    fn named_rule(&self, check: &mut Check, at: i64, here: &Here) -> (i64, String) {
        let named = self.rule.trim().split_once(' ');
        let named = named.and_then(|(place, rule)| Some((place.parse::<i64>().ok()?, rule)));
        check.require(&format!("deed_{at}_rule"), named.is_some(), || t(here.lang).choose_a_rule());
        let (position, rule) = named.unwrap_or_default();
        (position, rule.to_owned())
    }

    fn split(&self, check: &mut Check, at: i64, here: &Here) -> String {
        if !self.words.trim().is_empty() {
            return self.words.trim().to_owned();
        }
        let field = |name: &str, part: usize| format!("deed_{at}_{name}_{part}");
        let party = |check: &mut Check, field: &str, typed: &str| {
            let party = Party::parse(typed.trim()).or_else(|| {
                let code = here.people.code(check, field, typed, here.lang)?;
                Party::parse(&code)
            });
            party.unwrap_or(Party::Fund(1))
        };
        let mut parts = Vec::new();
        for row in 0..self.to.len().max(self.take.len()) {
            let (to, take) = self.part(row);
            if to.trim().is_empty() && take.trim().is_empty() {
                continue;
            }
            let to = party(check, &field("to", row + 1), to);
            let take = check.percent(&field("take", row + 1), take);
            parts.push(SplitPart { to, take: Take::BasisPoints(take) });
        }
        let rest = party(check, &format!("deed_{at}_rest"), &self.rest);
        Split { parts, rest }.to_string()
    }

    /// As it would be typed.
    pub(crate) fn of(action: &Action, currency: Currency, zone: &Zone) -> DeedForm {
        let bare = DeedForm { does: action.code().to_owned(), ..DeedForm::default() };
        match action {
            Action::Mandate { purpose, fund, ceiling_minor, ends_at_us, carried_by, kind } => DeedForm {
                kind: kind.to_string(),
                purpose: purpose.clone(),
                fund: fund.to_string(),
                ceiling: Money::new(*ceiling_minor, currency).plain(),
                ends: last_day(*ends_at_us, zone),
                by: carried_by.map(|by| by.to_string()).unwrap_or_default(),
                ..bare
            },
            Action::EndMandate { mandate } => DeedForm { mandate: mandate.clone(), ..bare },
            Action::Split { offer, words } => DeedForm { offer: offer.clone(), ..bare }.with_split(words),
            Action::AddRule { rule, reason } => {
                DeedForm { rule: rule.clone(), reason: reason.clone(), ..bare }
            }
            Action::DropRule { position, rule } => DeedForm { rule: format!("{position} {rule}"), ..bare },
            Action::ChangeRule { position, rule, to, reason } => DeedForm {
                rule: format!("{position} {rule}"),
                instead: to.clone(),
                reason: reason.clone(),
                ..bare
            },
            Action::Charter { changes } => charter_form::of(changes, bare),
            Action::Role { member, role, give } => DeedForm {
                member: member.to_string(),
                role: role.clone(),
                change: if *give { "give" } else { "take" }.to_owned(),
                ..bare
            },
            Action::Instrument { kind, name, fund, price_minor, units_max, units_each_max, terms, risk } => {
                DeedForm {
                    kind: kind.clone(),
                    name: name.clone(),
                    fund: fund.to_string(),
                    price: Money::new(*price_minor, currency).plain(),
                    units: units_max.to_string(),
                    each: units_each_max.to_string(),
                    terms: terms.clone(),
                    risk: risk.clone(),
                    ..bare
                }
            }
            Action::Distribution { distribution, hash } => {
                DeedForm { shares: format!("{distribution} {hash}"), ..bare }
            }
            Action::ShareRule { instrument, first_days, lapse_days } => DeedForm {
                instrument: instrument.clone(),
                days: first_days.to_string(),
                lapse: lapse_days.map(|days| days.to_string()).unwrap_or_default(),
                ..bare
            },
            Action::Convert { instrument, into, give, get } => DeedForm {
                instrument: instrument.clone(),
                into: into.clone(),
                give: give.to_string(),
                get: get.to_string(),
                ..bare
            },
            Action::GiveBack { instrument, ceiling_minor, ends_at_us } => DeedForm {
                instrument: instrument.clone(),
                ceiling: Money::new(*ceiling_minor, currency).plain(),
                ends: last_day(*ends_at_us, zone),
                ..bare
            },
            Action::Campaign { campaign } => campaign_form::of(campaign, bare, currency),
            Action::Match { matching } => match_form::of(matching, bare, currency),
            Action::Ruling { contribution, ruling, share } => DeedForm {
                contribution: contribution.clone(),
                ruling: ruling.clone(),
                share: share.clone(),
                ..bare
            },
            Action::ContributionRules { words } => contribution_form::of(words, currency, bare),
            Action::Rules { rules, from_version } => DeedForm {
                rules: serde_json::to_string(rules).unwrap_or_default(),
                from: from_version.map(|from| from.to_string()).unwrap_or_default(),
                ..bare
            },
        }
    }

    /// In the form's fields where it is of percentages only, else as it is written.
    fn with_split(self, words: &str) -> DeedForm {
        let points = |part: &SplitPart| match part.take {
            Take::BasisPoints(points) => {
                Some((part.to.to_string(), Quantity::from_milli(points * 10).to_string()))
            }
            Take::PerUnit(_) | Take::PerLine(_) => None,
        };
        let Ok(split) = Split::parse(words) else { return DeedForm { words: words.to_owned(), ..self } };
        match split.parts.iter().map(points).collect::<Option<Vec<_>>>() {
            Some(parts) if parts.len() <= PARTS => {
                let (to, take) = parts.into_iter().unzip();
                DeedForm { rest: split.rest.to_string(), to, take, ..self }
            }
            _ => DeedForm { words: words.to_owned(), ..self },
        }
    }
}

pub(crate) fn read_all(deeds: &[DeedForm], check: &mut Check, here: &Here) -> Vec<Action> {
    let mut actions = Vec::new();
    for (at, deed) in (1..).zip(deeds) {
        actions.extend(deed.read(check, at, here));
    }
    actions
}

/// None for what is no JSON of the rules, or leaves one out: a rule that is not named would become another than it is.
fn whole_rules(text: &str) -> Option<DecisionRules> {
    let given = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text).ok()?;
    let rules = serde_json::from_str(text).ok()?;
    let all = serde_json::to_value(&rules).ok()?;
    all.as_object()?.keys().all(|name| given.contains_key(name)).then_some(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_proposed_whole() {
        let rules = DecisionRules { discussion_hours: 5, ..DecisionRules::default() };
        let mut words = serde_json::to_value(&rules).unwrap();
        assert_eq!(whole_rules(&words.to_string()), Some(rules));
        words.as_object_mut().unwrap().remove("quorum");
        assert_eq!(whole_rules(&words.to_string()), None, "the quorum would become the usual one");
        assert_eq!(whole_rules("5"), None);
    }
}
