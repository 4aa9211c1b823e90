//! What a version asks, as it is typed: programs send `options` and `deeds` as lists, the form has numbered fields
//! (`option_1_title`, `deed_2_ceiling`), so that each can be told what is wrong with it.

use super::deed_form::{self, DeedForm};
use crate::asks::{AskedBudget, AskedOption, Asks, DEEDS_MAX, OPTION_CHARS_MAX, OPTIONS_MAX};
use crate::ids::Member;
use crate::promising::{Place, promised};
use crate::proposal::{BODY_CHARS_MAX, REASON_CHARS_MAX, TITLE_CHARS_MAX};
use crate::terms::{Counting, Kind, Secrecy, Weighting};
use community::Chooser;
use kernel::{Currency, Id, Money, Timestamp, Zone};
use ownership::{Passed, TextPlace};
use pools::campaign::MilestoneRules;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use web::{Check, Errors, Lang};

/// A version of a proposal as it is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TextForm {
    pub title: String,
    /// CommonMark.
    pub body: String,
    /// What changes, and why.
    pub reason: String,
    /// The version this was written from.
    pub from_version: String,
    /// `yes_no`, `consent`, `approval`, `score`, `ranked` or `budget`; empty: `yes_no`.
    pub kind: String,
    /// `open` or `secret`; empty: `open`.
    pub secrecy: String,
    /// Empty: `one_member_one_vote`.
    pub weighting: String,
    /// Empty: the usual one of the kind.
    pub counting: String,
    pub options: Vec<OptionForm>,
    /// Of a budget: what projects are chosen within.
    pub budget_total: String,
    pub budget_fund: String,
    /// The last day on which it is spent.
    pub budget_ends: String,
    pub deeds: Vec<DeedForm>,
    /// Not empty: show the form again with more rows of this (`option`, or what a deed does), and change nothing.
    pub more: String,
    #[serde(flatten)]
    #[schema(ignore)]
    pub typed: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct OptionForm {
    pub title: String,
    pub note: String,
    /// Of a project.
    pub cost: String,
    /// `mem_…`, or the name: who would carry the project out.
    pub by: String,
}

impl OptionForm {
    pub(crate) fn is_empty(&self) -> bool {
        [&self.title, &self.note, &self.cost, &self.by].iter().all(|text| text.trim().is_empty())
    }
}

/// Where the community is.
pub(crate) struct Here<'a> {
    pub lang: Lang,
    pub currency: Currency,
    pub zone: &'a Zone,
    /// What the names mean that were typed.
    pub people: &'a Chooser,
    /// The least that a campaign asks of its backers.
    pub milestones: MilestoneRules,
    /// What of the text reads like a promise, and has passed all the same.
    pub passed: &'a Passed,
}

impl Here<'_> {
    pub(crate) fn member(&self, check: &mut Check, field: &str, typed: &str) -> Id<Member> {
        self.people.member(check, field, typed, self.lang)
    }
}

/// A version as it is meant.
pub(crate) struct TextTyped {
    pub title: String,
    pub body: String,
    pub reason: String,
    pub from_version: i64,
    pub asks: Asks,
}

impl TextForm {
    /// Takes the numbered fields into the lists, so that both ways of sending read alike. What a list has beyond its bound is cut
    /// behind the first of it, which is refused: nobody is looked up for what no proposal can ask.
    #[must_use]
    pub(crate) fn gathered(mut self) -> TextForm {
        let mut typed = std::mem::take(&mut self.typed);
        if self.options.is_empty() {
            let mut row = |at: usize| {
                let mut field = |name: &str| typed.remove(&format!("option_{at}_{name}")).unwrap_or_default();
                OptionForm {
                    title: field("title"),
                    note: field("note"),
                    cost: field("cost"),
                    by: field("by"),
                }
            };
            self.options = (1..=OPTIONS_MAX + 1).map(&mut row).collect();
            while self.options.last().is_some_and(OptionForm::is_empty) {
                self.options.pop();
            }
        }
        if self.deeds.is_empty() {
            self.deeds = (1..=DEEDS_MAX + 1).map(|at| DeedForm::gathered(&mut typed, at)).collect();
            self.deeds.retain(|deed| !deed.does.is_empty() && deed.drop.is_empty());
        }
        self.options.truncate(OPTIONS_MAX + 1);
        self.deeds.truncate(DEEDS_MAX + 1);
        self
    }

    /// What stands in the fields in which somebody is chosen.
    pub(crate) fn people(&self) -> Vec<String> {
        let of_options = self.options.iter().map(|option| option.by.clone());
        of_options.chain(self.deeds.iter().flat_map(DeedForm::people)).collect()
    }

    pub(crate) fn kind(&self) -> Kind {
        Kind::parse(self.kind.trim()).unwrap_or(Kind::YesNo)
    }

    /// Reads everything and says everything that is wrong.
    pub(crate) fn read(&self, here: &Here) -> Result<TextTyped, Errors> {
        let mut check = Check::new(here.lang);
        let title = check.text("title", &self.title, 1..=TITLE_CHARS_MAX);
        let body = check.long_text("body", &self.body, 1..=BODY_CHARS_MAX);
        let reason = check.text("reason", &self.reason, 1..=REASON_CHARS_MAX);
        let from_version = check.whole("from_version", &self.from_version, 1..=i64::MAX);
        let asks = self.asks(&mut check, here);
        let rows: Vec<usize> =
            (1..).zip(&self.options).filter(|(_, row)| !row.is_empty()).map(|(at, _)| at).collect();
        let found = |text: &str| {
            let words = here.passed.promised_in(TextPlace::Proposal, text)?;
            Some(ownership::promise_said_at(here.lang, TextPlace::Proposal, text, &words))
        };
        for (place, said) in promised(&asks, &title, &body, found) {
            let field = match place {
                Place::Title => "title".to_owned(),
                Place::Body => "body".to_owned(),
                Place::OptionTitle(at) => format!("option_{}_title", rows[at]),
                Place::OptionNote(at) => format!("option_{}_note", rows[at]),
            };
            check.refuse(&field, said);
        }
        check.done(TextTyped { title, body, reason, from_version, asks })
    }

    fn asks(&self, check: &mut Check, here: &Here) -> Asks {
        let kind = or_usual(check, "kind", &self.kind, Kind::YesNo, Kind::parse);
        Asks {
            kind,
            secrecy: or_usual(check, "secrecy", &self.secrecy, Secrecy::Open, Secrecy::parse),
            weighting: or_usual(
                check,
                "weighting",
                &self.weighting,
                Weighting::OneMemberOneVote,
                Weighting::parse,
            ),
            counting: or_usual(check, "counting", &self.counting, kind.countings()[0], Counting::parse),
            options: self.asked_options(check, here),
            budget: self.budget(check, here),
            actions: deed_form::read_all(&self.deeds, check, here),
        }
    }

    fn asked_options(&self, check: &mut Check, here: &Here) -> Vec<AskedOption> {
        let rows = (1..).zip(&self.options).filter(|(_, row)| !row.is_empty());
        let read = |(at, row): (i64, &OptionForm)| {
            let field = |name: &str| format!("option_{at}_{name}");
            AskedOption {
                title: check.text(&field("title"), &row.title, 1..=OPTION_CHARS_MAX),
                note: check.text(&field("note"), &row.note, 0..=crate::asks::NOTE_CHARS_MAX),
                cost_minor: check
                    .optional(&field("cost"), &row.cost, |check, field, typed| {
                        check.money(field, typed, here.currency)
                    })
                    .map(|cost| cost.minor),
                carried_by: check
                    .optional(&field("by"), &row.by, |check, field, typed| here.member(check, field, typed)),
            }
        };
        rows.map(read).collect()
    }

    fn budget(&self, check: &mut Check, here: &Here) -> Option<AskedBudget> {
        let typed = [&self.budget_total, &self.budget_ends].iter().any(|text| !text.trim().is_empty());
        (self.kind() == Kind::Budget || typed).then(|| AskedBudget {
            total_minor: check.money("budget_total", &self.budget_total, here.currency).minor,
            fund: check.whole("budget_fund", &self.budget_fund, 1..=i64::MAX),
            ends_at_us: end_of_day(check, "budget_ends", &self.budget_ends, here).micros,
        })
    }

    /// As it would be typed.
    pub(crate) fn of(asks: &Asks, currency: Currency, zone: &Zone) -> TextForm {
        let plain = |minor: i64| Money::new(minor, currency).plain();
        let option = |option: &AskedOption| OptionForm {
            title: option.title.clone(),
            note: option.note.clone(),
            cost: option.cost_minor.map(plain).unwrap_or_default(),
            by: option.carried_by.map(|by| by.to_string()).unwrap_or_default(),
        };
        TextForm {
            kind: asks.kind.code().to_owned(),
            secrecy: asks.secrecy.code().to_owned(),
            weighting: asks.weighting.code().to_owned(),
            counting: asks.counting.code().to_owned(),
            options: asks.options.iter().map(option).collect(),
            budget_total: asks.budget.map(|budget| plain(budget.total_minor)).unwrap_or_default(),
            budget_fund: asks.budget.map(|budget| budget.fund.to_string()).unwrap_or_default(),
            budget_ends: asks.budget.map(|budget| last_day(budget.ends_at_us, zone)).unwrap_or_default(),
            deeds: asks.actions.iter().map(|action| DeedForm::of(action, currency, zone)).collect(),
            ..TextForm::default()
        }
    }
}

/// A choice that may be left to what is usual.
fn or_usual<T>(
    check: &mut Check,
    field: &str,
    typed: &str,
    usual: T,
    parse: impl FnOnce(&str) -> Option<T>,
) -> T {
    match typed.trim().is_empty() {
        true => usual,
        false => check.choice(field, typed, parse).unwrap_or(usual),
    }
}

/// The instant after a day: a mandate until the 31st can be used on the 31st.
pub(crate) fn end_of_day(check: &mut Check, field: &str, typed: &str, here: &Here) -> Timestamp {
    let start = check.date(field, typed, here.zone);
    Timestamp::start_of_day(start.day(here.zone) + 1, here.zone)
}

/// The day before that instant, as a date field takes it.
pub(crate) fn last_day(ends_at_us: i64, zone: &Zone) -> String {
    Timestamp::from_micros(ends_at_us - 1).format(zone, "%Y-%m-%d")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asks::Action;

    fn form(fields: &[(&str, &str)]) -> TextForm {
        let mut form = TextForm {
            title: "路灯".into(),
            body: "修好它".into(),
            reason: "大家说的".into(),
            from_version: "1".into(),
            ..TextForm::default()
        };
        form.typed = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        form.kind = form.typed.remove("kind").unwrap_or_default();
        form.gathered()
    }

    fn read(form: &TextForm) -> Result<Asks, Errors> {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let people = Chooser::default();
        let milestones = MilestoneRules::default();
        let passed = Passed::default();
        let here = Here {
            lang: Lang::Zh,
            currency: Currency::CNY,
            zone: &zone,
            people: &people,
            milestones,
            passed: &passed,
        };
        form.read(&here).map(|typed| typed.asks)
    }

    #[test]
    fn numbered_fields_become_options_and_deeds() {
        let asks = read(&form(&[
            ("kind", "ranked"),
            ("option_1_title", "修灯"),
            ("option_3_title", "换灯"),
            ("option_3_note", "省电"),
        ]))
        .unwrap();
        let titles: Vec<_> = asks.options.iter().map(|option| option.title.as_str()).collect();
        assert_eq!((titles, asks.counting), (vec!["修灯", "换灯"], Counting::SchulzeMargins));
        let asks = read(&form(&[
            ("deed_1_do", "mandate"),
            ("deed_1_drop", "on"),
            ("deed_2_do", "mandate"),
            ("deed_2_purpose", "灯泡"),
            ("deed_2_fund", "1"),
            ("deed_2_ceiling", "320"),
            ("deed_2_ends", "2026-03-31"),
        ]))
        .unwrap();
        let ends_at_us = Timestamp::parse("2026-03-31T16:00:00Z").unwrap().micros;
        let mandate = Action::Mandate {
            purpose: "灯泡".into(),
            fund: 1,
            ceiling_minor: 32_000,
            ends_at_us,
            carried_by: None,
            kind: crate::asks::MandateUse::Spending,
        };
        assert_eq!(asks.actions, [mandate]);
    }

    /// A program's lists as long as a request can be: the names that are looked up are as many as the form has fields.
    #[test]
    fn no_more_names_are_looked_up_than_a_proposal_can_ask_for() {
        let option =
            |n: usize| OptionForm { title: format!("t{n}"), by: format!("n{n}"), ..OptionForm::default() };
        let names = |at: usize| (0..10_000).map(|n| format!("d{at} {n}")).collect();
        let deed = |at: usize| DeedForm { does: "split".into(), to: names(at), ..DeedForm::default() };
        let form = TextForm {
            options: (0..40_000).map(option).collect(),
            deeds: (0..20).map(deed).collect(),
            ..TextForm::default()
        };
        let form = form.gathered();
        assert_eq!((form.options.len(), form.deeds.len()), (OPTIONS_MAX + 1, DEEDS_MAX + 1));
        let most = OPTIONS_MAX + 1 + (DEEDS_MAX + 1) * (3 + market::split::PARTS_MAX + 1);
        assert!(form.people().len() <= most, "{}", form.people().len());
    }

    /// What is read and written again is typed as it was.
    #[test]
    fn what_is_asked_comes_back_as_it_was_typed() {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        for fields in [
            vec![("kind", "approval"), ("option_1_title", "修"), ("option_2_title", "换")],
            vec![("deed_1_do", "add_rule"), ("deed_1_rule", "静"), ("deed_1_reason", "睡")],
            vec![("deed_1_do", "drop_rule"), ("deed_1_rule", "2 不养狗")],
            vec![
                ("deed_1_do", "instrument"),
                ("deed_1_kind", "member_capital"),
                ("deed_1_name", "炉子"),
                ("deed_1_fund", "1"),
                ("deed_1_price", "50.00"),
                ("deed_1_units", "40"),
                ("deed_1_each", "4"),
                ("deed_1_terms", "一起买炉子"),
                ("deed_1_risk", "不保本"),
            ],
            vec![
                ("deed_1_do", "campaign"),
                ("deed_1_kind", "donation"),
                ("deed_1_name", "棚子"),
                ("deed_1_fund", "1"),
                ("deed_1_terms", "不淋雨"),
                ("deed_1_risk", "可能漏"),
                ("deed_1_goal", "100"),
                ("deed_1_goal_2", "200"),
                ("deed_1_days_2", "10"),
                ("deed_1_open_days", "30"),
                ("deed_1_withdraw_days", "20"),
                ("deed_1_grace_days", "2"),
                ("deed_1_least", "1"),
                ("deed_1_milestones", "40% 0 达到目标\n60 90 棚子 搭好"),
                ("deed_1_budget", "12.50 瓦片\n3 钉子"),
                ("deed_1_acceptance", "silence"),
                ("deed_1_look_days", "7"),
                ("deed_1_percent", "50"),
                ("deed_1_team", "mem_00000000000000000000000000"),
            ],
            vec![("deed_1_do", "end_mandate"), ("deed_1_mandate", "man_00000000000000000000000000")],
            vec![
                ("kind", "budget"),
                ("option_1_title", "修"),
                ("option_1_cost", "12.50"),
                ("option_1_by", "mem_00000000000000000000000000"),
            ],
        ] {
            let mut first = form(&fields);
            if first.kind == "budget" {
                first.budget_total = "20".into();
                first.budget_fund = "1".into();
                first.budget_ends = "2026-03-31".into();
            }
            let asks = read(&first).unwrap();
            let again = TextForm {
                title: "x".into(),
                body: "x".into(),
                reason: "x".into(),
                from_version: "1".into(),
                ..TextForm::of(&asks, Currency::CNY, &zone)
            };
            assert_eq!(read(&again).unwrap(), asks, "{fields:?}");
        }
    }

    /// What is typed → the fields that are wrong.
    #[test]
    fn each_field_hears_what_is_wrong_with_it() {
        for (fields, wrong) in [
            (vec![("kind", "lottery")], vec!["kind"]),
            (vec![("option_1_note", "x")], vec!["option_1_title"]),
            (vec![("option_2_title", "x"), ("option_2_cost", "0")], vec!["option_2_cost"]),
            (vec![("kind", "budget")], vec!["budget_total", "budget_fund", "budget_ends"]),
            (
                vec![("deed_1_do", "mandate")],
                vec!["deed_1_purpose", "deed_1_fund", "deed_1_ceiling", "deed_1_ends"],
            ),
            (
                vec![
                    ("deed_1_do", "instrument"),
                    ("deed_1_name", "稳赚股"),
                    ("deed_1_fund", "1"),
                    ("deed_1_price", "50"),
                    ("deed_1_units", "40"),
                    ("deed_1_each", "4"),
                    ("deed_1_terms", "年化8%"),
                    ("deed_1_risk", "可能亏"),
                ],
                vec!["deed_1_name", "deed_1_terms", "deed_1_kind"],
            ),
            // What does not fit together is told where it can be mended.
            (
                vec![
                    ("deed_1_do", "campaign"),
                    ("deed_1_kind", "pre_order"),
                    ("deed_1_name", "棚子"),
                    ("deed_1_fund", "1"),
                    ("deed_1_terms", "不淋雨"),
                    ("deed_1_risk", "可能漏"),
                    ("deed_1_goal", "100"),
                    ("deed_1_price", "10"),
                    ("deed_1_open_days", "30"),
                    ("deed_1_withdraw_days", "20"),
                    ("deed_1_grace_days", "2"),
                    ("deed_1_least", "1"),
                    ("deed_1_milestones", "40% 0 达到目标"),
                    ("deed_1_acceptance", "silence"),
                    ("deed_1_look_days", "7"),
                    ("deed_1_percent", "50"),
                    ("deed_1_team", "mem_00000000000000000000000000"),
                ],
                vec!["deed_1_milestones"],
            ),
            (vec![("deed_1_do", "dance")], vec!["deed_1_do"]),
            (vec![("deed_1_do", "drop_rule"), ("deed_1_rule", "x")], vec!["deed_1_rule"]),
            (vec![("deed_1_do", "split"), ("deed_1_rest", "fund:1")], vec!["deed_1_offer"]),
            (
                vec![("deed_1_do", "role"), ("deed_1_member", "林")],
                vec!["deed_1_member", "deed_1_role", "deed_1_change"],
            ),
        ] {
            let errors = read(&form(&fields)).unwrap_err();
            let found: Vec<_> = errors.list().iter().map(|error| error.field.as_str()).collect();
            assert_eq!(found, wrong, "{fields:?}");
        }
    }
}
