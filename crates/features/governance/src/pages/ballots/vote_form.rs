//! The form of a vote, for each kind: complete without script, and as narrow as a telephone.

use super::choice_schema::ChoiceSchema;
use super::look::OptionView;
use crate::L10nLanguage;
use crate::choice::{Choice, SCORE_MAX};
use crate::terms::Kind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use web::ui::Field;
use web::{Check, Errors, Html, Lang};

/// Programs send `vote`; the form's fields are `choice`, and by option `option_1`, `option_2`, …
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct VoteForm {
    /// `"yes"`, `"no"`, `"abstain"`, `"agree"`, `"object"`, `{"approve": [1, 3]}`, `{"score": [[1, 5], [2, 0]]}`,
    /// `{"rank": [[2], [1, 3]]}`, `{"credits": [[1, 7]]}`. Options by number, from 1.
    #[schema(value_type = Option<ChoiceSchema>)]
    pub vote: Option<Choice>,
    /// `yes`, `no`, `agree`, `object`, `abstain`.
    pub choice: String,
    /// Of an objection; of any other open vote where one wants to say it.
    pub reason: String,
    /// Of a secret ballot: the receipt one has, to change one's vote. Whoever votes for the first time without one is given
    /// one, once.
    pub receipt: String,
    /// Of a form: made when the page was, so that a form that is sent twice is the same vote.
    #[schema(ignore)]
    pub new_receipt: String,
    /// Of a proxy: the member who is voted for; `all`: oneself and everybody who named one a proxy.
    pub voter: String,
    #[serde(flatten)]
    #[schema(ignore)]
    pub typed: BTreeMap<String, String>,
}

impl VoteForm {
    /// What was chosen. Whether it is an answer to this ballot is decided inside.
    pub(super) fn choice(&self, check: &mut Check, kind: Kind, credits: bool) -> Choice {
        if let Some(vote) = &self.vote {
            return vote.clone();
        }
        let code = self.choice.trim();
        match kind {
            Kind::YesNo | Kind::Consent => check.choice("choice", code, word).unwrap_or(Choice::Abstain),
            _ if code == "abstain" => Choice::Abstain,
            _ if credits => {
                Choice::Credits(self.numbers(check, 0..=10).into_iter().filter(|pair| pair.1 > 0).collect())
            }
            Kind::Approval | Kind::Budget => {
                Choice::Approve(self.options().map(|(option, _)| option).collect())
            }
            Kind::Score => Choice::Score(self.numbers(check, 0..=SCORE_MAX)),
            Kind::Ranked => {
                let mut tiers: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
                for (option, rank) in self.numbers(check, 1..=i64::MAX) {
                    tiers.entry(rank).or_default().push(option);
                }
                Choice::Rank(tiers.into_values().collect())
            }
        }
    }

    /// Options with something typed, by number.
    fn options(&self) -> impl Iterator<Item = (i64, &str)> {
        let filled = self.typed.iter().filter_map(|(name, value)| {
            let option = name.strip_prefix("option_")?.parse::<i64>().ok()?;
            Some((option, value.trim())).filter(|(_, value)| !value.is_empty())
        });
        let mut filled: Vec<_> = filled.collect();
        filled.sort_unstable();
        filled.into_iter()
    }

    fn numbers(&self, check: &mut Check, range: std::ops::RangeInclusive<i64>) -> Vec<(i64, i64)> {
        self.options()
            .map(|(option, value)| (option, check.whole(&format!("option_{option}"), value, range.clone())))
            .collect()
    }

    /// Filled in as it was voted.
    pub(super) fn of(choice: &Choice) -> VoteForm {
        let mut form = VoteForm::default();
        let mut fill = |option: &i64, value: String| form.typed.insert(format!("option_{option}"), value);
        match choice {
            Choice::Approve(options) => options.iter().for_each(|option| drop(fill(option, "on".to_owned()))),
            Choice::Score(pairs) | Choice::Credits(pairs) => {
                pairs.iter().for_each(|(option, number)| drop(fill(option, number.to_string())));
            }
            Choice::Rank(tiers) => {
                for (rank, tier) in (1..).zip(tiers) {
                    tier.iter().for_each(|option| drop(fill(option, i64::to_string(&rank))));
                }
            }
            Choice::Yes => form.choice = "yes".to_owned(),
            Choice::No => form.choice = "no".to_owned(),
            Choice::Agree => form.choice = "agree".to_owned(),
            Choice::Object => form.choice = "object".to_owned(),
            Choice::Abstain => form.choice = "abstain".to_owned(),
        }
        form
    }
}

fn word(code: &str) -> Option<Choice> {
    Some(match code {
        "yes" => Choice::Yes,
        "no" => Choice::No,
        "agree" => Choice::Agree,
        "object" => Choice::Object,
        "abstain" => Choice::Abstain,
        _ => return None,
    })
}

/// The controls of one kind.
pub(super) fn fields(
    lang: Lang,
    t: &L10nLanguage,
    (kind, credits): (Kind, bool),
    options: &[OptionView],
    form: &VoteForm,
    errors: &Errors,
) -> Html {
    let mut html = String::new();
    let words = |codes: &[(&str, String)]| -> Vec<(String, String)> {
        codes.iter().map(|(code, text)| ((*code).to_owned(), text.clone())).collect()
    };
    let of_words = match kind {
        Kind::YesNo => {
            Some(words(&[("yes", t.ballot_yes()), ("no", t.ballot_no()), ("abstain", t.ballot_abstain())]))
        }
        Kind::Consent => Some(words(&[
            ("agree", t.ballot_agree()),
            ("object", t.ballot_object()),
            ("abstain", t.ballot_abstain()),
        ])),
        _ => None,
    };
    if let Some(choices) = of_words {
        let field = Field::radios(lang, "choice", t.ballot_your_vote(), &choices).value(&form.choice);
        return Html::trusted(field.errors(errors).to_string());
    }
    for option in options {
        let name = format!("option_{}", option.number);
        let value = form.typed.get(&name).cloned().unwrap_or_default();
        let label = if option.cost.is_empty() {
            option.title.clone()
        } else {
            format!("{} · {}", option.title, option.cost)
        };
        let field = match kind {
            _ if credits => Field::whole(lang, &name, label).may_be_empty(),
            Kind::Score => Field::select(lang, &name, label, &scores(t)).may_be_empty(),
            Kind::Ranked => Field::select(lang, &name, label, &ranks(t, options.len())).may_be_empty(),
            _ => Field::checkbox(lang, &name, label),
        };
        let field = if option.note.is_empty() { field } else { field.hint(&option.note) };
        html.push_str(&field.value(value).errors(errors).to_string());
    }
    Html::trusted(html)
}

fn scores(t: &L10nLanguage) -> Vec<(String, String)> {
    let none = [(String::new(), t.ballot_not_judged())];
    none.into_iter()
        .chain((0..=SCORE_MAX).rev().map(|score| (score.to_string(), score.to_string())))
        .collect()
}

fn ranks(t: &L10nLanguage, count: usize) -> Vec<(String, String)> {
    let none = [(String::new(), t.ballot_not_ranked())];
    let rank = |rank: usize| (rank.to_string(), t.ballot_rank(i64::try_from(rank).unwrap_or(i64::MAX)));
    none.into_iter().chain((1..=count).map(rank)).collect()
}
