//! What a proposal changes of the charter, as it is typed: all of its fields, of which those that differ from what they
//! were are the change. What they were goes with the form, so that it is known what the change was written against.

use super::asks_form::Here;
use super::deed_form::DeedForm;
use crate::asks::CharterPart;
use crate::t;
use community::charter::{BELIEF_MAX, NAME_MAX, PROBATION_MAX, THEME_MAX};
use community::{Charter, CharterField};
use std::collections::BTreeMap;
use web::Check;

/// Field and what it said.
type Was = BTreeMap<String, String>;

fn is_flag(field: CharterField) -> bool {
    use CharterField::{ApplicationsOpen, BooksPublic, StorefrontPublic};
    matches!(field, StorefrontPublic | BooksPublic | ApplicationsOpen)
}

fn slot(form: &mut DeedForm, field: CharterField) -> &mut String {
    match field {
        CharterField::Name => &mut form.name,
        CharterField::Theme => &mut form.theme,
        CharterField::Belief => &mut form.belief,
        CharterField::StorefrontPublic => &mut form.storefront_public,
        CharterField::BooksPublic => &mut form.books_public,
        CharterField::ApplicationsOpen => &mut form.applications_open,
        CharterField::ProbationDays => &mut form.probation_days,
    }
}

fn typed_of(field: CharterField, value: &str) -> String {
    match value {
        "yes" if is_flag(field) => "on".to_owned(),
        _ if is_flag(field) => String::new(),
        value => value.to_owned(),
    }
}

fn value(field: CharterField, check: &mut Check, name: &str, typed: &str) -> String {
    match field {
        CharterField::Name => check.text(name, typed, 1..=NAME_MAX),
        CharterField::Theme => check.text(name, typed, 1..=THEME_MAX),
        CharterField::Belief => check.long_text(name, typed, 0..=BELIEF_MAX),
        CharterField::ProbationDays => check.whole(name, typed, 0..=PROBATION_MAX).to_string(),
        _ => if check.flag(name, typed) { "yes" } else { "no" }.to_owned(),
    }
}

/// What is to be other than it was.
pub(super) fn read(form: &DeedForm, check: &mut Check, at: i64, here: &Here) -> Vec<CharterPart> {
    let was = serde_json::from_str::<Was>(&form.was).unwrap_or_default();
    let whole = CharterField::ALL.iter().all(|field| was.contains_key(field.code()));
    check.require(&format!("deed_{at}_was"), whole, || t(here.lang).charter_was_missing());
    let mut form = form.clone();
    let mut parts = Vec::new();
    for field in CharterField::ALL {
        let (name, typed) = (format!("deed_{at}_{field}"), std::mem::take(slot(&mut form, *field)));
        let now = value(*field, check, &name, &typed);
        let was = was.get(field.code()).cloned().unwrap_or_default();
        // As it would be typed: other line ends alone are no change, and would undo what another decision changed.
        let unchanged = value(*field, &mut Check::new(here.lang), &name, &typed_of(*field, &was));
        if now != unchanged {
            parts.push(CharterPart { field: field.code().to_owned(), was, now });
        }
    }
    check.require(&format!("deed_{at}_name"), !parts.is_empty(), || t(here.lang).charter_as_it_is());
    parts
}

/// What is changed, as it would be typed; `filled` adds what is not.
pub(super) fn of(parts: &[CharterPart], bare: DeedForm) -> DeedForm {
    let (mut form, mut was) = (bare, Was::new());
    for part in parts {
        let Some(field) = CharterField::parse(&part.field) else { continue };
        *slot(&mut form, field) = typed_of(field, &part.now);
        was.insert(part.field.clone(), part.was.clone());
    }
    with_was(form, &was)
}

/// With the charter of now in every field that the form says nothing of.
pub(super) fn filled(form: DeedForm, charter: &Charter) -> DeedForm {
    let (mut form, mut was) = (form.clone(), serde_json::from_str::<Was>(&form.was).unwrap_or_default());
    for field in CharterField::ALL {
        if !was.contains_key(field.code()) {
            let value = charter.value(*field);
            *slot(&mut form, *field) = typed_of(*field, &value);
            was.insert(field.code().to_owned(), value);
        }
    }
    with_was(form, &was)
}

fn with_was(form: DeedForm, was: &Was) -> DeedForm {
    DeedForm { was: serde_json::to_string(was).unwrap_or_default(), ..form }
}

#[cfg(test)]
mod tests {
    use super::*;
    use community::{CharterText, Flags};
    use kernel::{Currency, Zone};
    use web::Lang;

    fn charter() -> Charter {
        let text = CharterText {
            theme: "food".to_owned(),
            belief: "fair".to_owned(),
            rules: Vec::new(),
            note: String::new(),
        };
        let flags = Flags {
            storefront_public: true,
            books_public: false,
            applications_open: true,
            probation_days: 30,
        };
        Charter { name: "Gate".to_owned(), text, flags }
    }

    fn read_back(form: &DeedForm) -> Result<Vec<CharterPart>, web::Errors> {
        let (mut check, zone, people) = (Check::new(Lang::En), Zone::utc(), community::Chooser::default());
        let milestones = pools::campaign::MilestoneRules::default();
        let passed = ownership::Passed::default();
        let here = Here {
            lang: Lang::En,
            currency: Currency::CNY,
            zone: &zone,
            people: &people,
            milestones,
            passed: &passed,
        };
        let parts = read(form, &mut check, 1, &here);
        check.done(parts)
    }

    /// Only what was typed anew is the change; and typed back, it is the same change.
    #[test]
    fn what_differs_is_the_change() {
        let form = filled(DeedForm::default(), &charter());
        assert!(read_back(&form).is_err(), "nothing changes");
        let form = DeedForm {
            theme: "bread".into(),
            storefront_public: String::new(),
            books_public: "on".into(),
            ..form
        };
        let part = |field: &str, was: &str, now: &str| CharterPart {
            field: field.into(),
            was: was.into(),
            now: now.into(),
        };
        let change = vec![
            part("theme", "food", "bread"),
            part("storefront_public", "yes", "no"),
            part("books_public", "no", "yes"),
        ];
        assert_eq!(read_back(&form).unwrap(), change);
        // The charter has moved on meanwhile: what the change names stays as it was written.
        let mut later = charter();
        (later.name, later.text.theme) = ("East gate".into(), "soup".into());
        let again = filled(of(&change, DeedForm::default()), &later);
        assert_eq!((again.name.as_str(), again.theme.as_str()), ("East gate", "bread"));
        assert_eq!(read_back(&again).unwrap(), change);
    }

    /// A browser's line ends in the charter, one kind of them in what is typed: only what is changed is the change.
    #[test]
    fn lines_of_a_belief_are_no_change() {
        let mut kept = charter();
        kept.text.belief = "fair\r\nto all".into();
        let form = filled(DeedForm::default(), &kept);
        let theme = DeedForm { theme: "bread".into(), belief: "fair\nto all".into(), ..form.clone() };
        let part = |field: &str, was: &str, now: &str| CharterPart {
            field: field.into(),
            was: was.into(),
            now: now.into(),
        };
        assert_eq!(read_back(&theme).unwrap(), vec![part("theme", "food", "bread")]);
        let belief = DeedForm { belief: "fair\r\nto us".into(), ..form };
        assert_eq!(read_back(&belief).unwrap(), vec![part("belief", "fair\r\nto all", "fair\nto us")]);
    }

    #[test]
    fn what_it_was_written_against_is_said() {
        let form = filled(DeedForm::default(), &charter());
        let form = DeedForm { theme: "bread".into(), was: r#"{"theme":"food"}"#.into(), ..form };
        let errors = read_back(&form).unwrap_err();
        assert_eq!(errors.list()[0].field, "deed_1_was");
    }
}
