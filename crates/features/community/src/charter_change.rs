//! What a decision changes of a charter. Pure.
//!
//! A change names what it changes and what that said when the change was written. So decisions that were written side by
//! side do not overwrite each other: where the charter says something else by now, the later one cannot be carried out.

use crate::charter::{self, CharterText, CharterUnfit, Flags, RuleText};

kernel::codes! {
    /// What of a charter is no rule.
    pub enum CharterField {
        Name = "name",
        Theme = "theme",
        Belief = "belief",
        StorefrontPublic = "storefront_public",
        BooksPublic = "books_public",
        ApplicationsOpen = "applications_open",
        ProbationDays = "probation_days",
    }
}

/// Texts as they are, `yes` or `no`, days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    pub field: CharterField,
    pub was: String,
    pub now: String,
}

/// A charter with the name that the community goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charter {
    pub name: String,
    pub text: CharterText,
    pub flags: Flags,
}

/// A change as a decision makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CharterChange {
    Add(RuleText),
    /// The rule that says this: at this place (from 1); or, where rules before it have gone since, at the only place
    /// that says it.
    Drop {
        position: i64,
        rule: String,
    },
    /// That rule, found in the same way, says something else.
    Reword {
        position: i64,
        rule: String,
        to: RuleText,
    },
    Fields(Vec<FieldChange>),
}

/// Why a decided change cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeRefused {
    /// No rule says this any more, or several do and none at that place.
    RuleGone,
    /// Somebody changed the same since.
    FieldMoved,
    NameUnfit,
    Unfit(CharterUnfit),
}

impl Charter {
    /// As a change writes it.
    pub fn value(&self, field: CharterField) -> String {
        let yes = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
        match field {
            CharterField::Name => self.name.clone(),
            CharterField::Theme => self.text.theme.clone(),
            CharterField::Belief => self.text.belief.clone(),
            CharterField::StorefrontPublic => yes(self.flags.storefront_public),
            CharterField::BooksPublic => yes(self.flags.books_public),
            CharterField::ApplicationsOpen => yes(self.flags.applications_open),
            CharterField::ProbationDays => self.flags.probation_days.to_string(),
        }
    }

    /// The charter after `change`, everything else as it is.
    pub fn changed(mut self, change: &CharterChange) -> Result<Charter, ChangeRefused> {
        match change {
            CharterChange::Add(rule) => {
                let place = self.text.rules.len() + 1;
                self.text.rules.push(some_rule(rule, place)?);
            }
            CharterChange::Drop { position, rule } => {
                let place = self.place(*position, rule)?;
                self.text.rules.remove(place);
            }
            CharterChange::Reword { position, rule, to } => {
                let place = self.place(*position, rule)?;
                self.text.rules[place] = some_rule(to, place + 1)?;
            }
            CharterChange::Fields(changes) => {
                for change in changes {
                    self.set(change)?;
                }
            }
        }
        self.name = charter::accept_name(&self.name).map_err(|_| ChangeRefused::NameUnfit)?;
        self.text = charter::accept(self.text, self.flags).map_err(ChangeRefused::Unfit)?;
        Ok(self)
    }

    fn place(&self, position: i64, rule: &str) -> Result<usize, ChangeRefused> {
        let says = |(at, found): (usize, &RuleText)| (found.rule == rule).then_some(at);
        let all: Vec<usize> = self.text.rules.iter().enumerate().filter_map(says).collect();
        let there = all.iter().find(|at| i64::try_from(**at + 1) == Ok(position));
        let only = all.first().filter(|_| all.len() == 1);
        there.or(only).copied().ok_or(ChangeRefused::RuleGone)
    }

    fn set(&mut self, change: &FieldChange) -> Result<(), ChangeRefused> {
        if self.value(change.field) != change.was {
            return Err(ChangeRefused::FieldMoved);
        }
        let (now, yes) = (change.now.trim().to_owned(), change.now.trim() == "yes");
        match change.field {
            CharterField::Name => self.name = now,
            CharterField::Theme => self.text.theme = now,
            CharterField::Belief => self.text.belief = now,
            CharterField::StorefrontPublic => self.flags.storefront_public = yes,
            CharterField::BooksPublic => self.flags.books_public = yes,
            CharterField::ApplicationsOpen => self.flags.applications_open = yes,
            CharterField::ProbationDays => {
                let days = now.parse().map_err(|_| ChangeRefused::Unfit(CharterUnfit::ProbationOutOfRange));
                self.flags.probation_days = days?;
            }
        }
        Ok(())
    }
}

/// Of nothing `accept` would silently make no rule at all.
fn some_rule(rule: &RuleText, place: usize) -> Result<RuleText, ChangeRefused> {
    match rule.rule.trim() {
        "" => Err(ChangeRefused::Unfit(CharterUnfit::ReasonWithoutRule(place))),
        _ => Ok(rule.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CharterField::*;

    const FLAGS: Flags =
        Flags { storefront_public: true, books_public: true, applications_open: true, probation_days: 30 };

    fn rule(rule: &str, reason: &str) -> RuleText {
        RuleText { rule: rule.to_owned(), reason: reason.to_owned() }
    }

    fn charter(rules: &[(&str, &str)]) -> Charter {
        let rules = rules.iter().map(|(text, reason)| rule(text, reason)).collect();
        let text = CharterText { theme: "x".to_owned(), belief: "we".to_owned(), rules, note: String::new() };
        Charter { name: "Gate".to_owned(), text, flags: FLAGS }
    }

    /// Before, change → after, or why not.
    #[test]
    fn rules_change_by_decision_as_the_table_says() {
        let drop = |position, rule: &str| CharterChange::Drop { position, rule: rule.to_owned() };
        let reword =
            |position, old: &str, to: RuleText| CharterChange::Reword { position, rule: old.to_owned(), to };
        let unfit = |why| Err(ChangeRefused::Unfit(why));
        let (two, full) = ([("a", "b"), ("c", "d")], [("a", "b"); 30]);
        for (before, change, answer) in [
            (&two[..1], CharterChange::Add(rule(" c ", "d")), Ok(charter(&two))),
            (&two[..], CharterChange::Add(rule("", "")), unfit(CharterUnfit::ReasonWithoutRule(3))),
            (&two[..], CharterChange::Add(rule("e", " ")), unfit(CharterUnfit::RuleWithoutReason(3))),
            (&full[..], CharterChange::Add(rule("c", "d")), unfit(CharterUnfit::TooManyRules)),
            (&two[..], drop(2, "c"), Ok(charter(&two[..1]))),
            (&two[..], drop(3, "c"), Ok(charter(&two[..1]))),
            (&two[..], drop(i64::MIN, "a"), Ok(charter(&two[1..]))),
            (&two[..], drop(1, "b"), Err(ChangeRefused::RuleGone)),
            (&full[..2], drop(2, "a"), Ok(charter(&full[..1]))),
            (&full[..2], drop(3, "a"), Err(ChangeRefused::RuleGone)),
            (&two[..], reword(2, "c", rule("e", "f")), Ok(charter(&[("a", "b"), ("e", "f")]))),
            (&two[..], reword(7, "a", rule("e", "f")), Ok(charter(&[("e", "f"), ("c", "d")]))),
            (&two[..], reword(1, "e", rule("f", "g")), Err(ChangeRefused::RuleGone)),
            (&full[..2], reword(3, "a", rule("e", "f")), Err(ChangeRefused::RuleGone)),
            (&two[..], reword(1, "a", rule(" ", "f")), unfit(CharterUnfit::ReasonWithoutRule(1))),
            (&two[..], reword(1, "a", rule("e", "")), unfit(CharterUnfit::RuleWithoutReason(1))),
        ] {
            assert_eq!(charter(before).changed(&change), answer, "{change:?}");
        }
    }

    /// Field, what it was, what it becomes → what it is, or why not.
    #[test]
    fn fields_change_where_they_are_what_they_were() {
        let (long, unfit) = ("很".repeat(61), |why| Err(ChangeRefused::Unfit(why)));
        for (field, was, now, answer) in [
            (Name, "Gate", " East gate ", Ok("East gate")),
            (Name, "Gate", " ", Err(ChangeRefused::NameUnfit)),
            (Name, "Gates", "East gate", Err(ChangeRefused::FieldMoved)),
            (Theme, "x", "bread", Ok("bread")),
            (Theme, "x", "", unfit(CharterUnfit::NoTheme)),
            (Theme, "x", &long, unfit(CharterUnfit::ThemeTooLong)),
            (Theme, "", "bread", Err(ChangeRefused::FieldMoved)),
            (Belief, "we", "", Ok("")),
            (Belief, "", "us", Err(ChangeRefused::FieldMoved)),
            (StorefrontPublic, "yes", "no", Ok("no")),
            (StorefrontPublic, "no", "yes", Err(ChangeRefused::FieldMoved)),
            (BooksPublic, "yes", "no", Ok("no")),
            (ApplicationsOpen, "yes", "no", Ok("no")),
            (ProbationDays, "30", "0", Ok("0")),
            (ProbationDays, "30", "367", unfit(CharterUnfit::ProbationOutOfRange)),
            (ProbationDays, "30", "soon", unfit(CharterUnfit::ProbationOutOfRange)),
            (ProbationDays, "31", "0", Err(ChangeRefused::FieldMoved)),
        ] {
            let change = FieldChange { field, was: was.to_owned(), now: now.to_owned() };
            let after = charter(&[("a", "b")]).changed(&CharterChange::Fields(vec![change.clone()]));
            let value = after.clone().map(|after| after.value(field));
            assert_eq!(value, answer.map(str::to_owned), "{change:?}");
            if let Ok(after) = after {
                let others = CharterField::ALL.iter().filter(|other| **other != field);
                assert!(
                    others.into_iter().all(|other| after.value(*other) == charter(&[]).value(*other)),
                    "{change:?}"
                );
                assert_eq!(after.text.rules, charter(&[("a", "b")]).text.rules);
            }
        }
    }
}
