//! What of the form reads like the promise of a return: which of it a second person has let pass, and where one is asked to look.

use super::TextPage;
use super::lists::people;
use crate::ops::rules_of;
use crate::pages::asks_form::TextForm;
use crate::pages::campaign_form::titles;
use crate::pages::deed_form::DeedForm;
use crate::pages::scene::Scene;
use crate::rows::ProposalText;
use crate::terms::DecisionRules;
use community::Chooser;
use ownership::{Passed, TextPlace};
use pools::campaign::Offered;
use store::{Fault, Reader};

/// What the form is read with: whom the typed names mean, which of the texts have passed, and the rules of now.
pub(super) fn read_with(
    reader: &mut Reader,
    s: &Scene,
    form: &TextForm,
) -> Result<(Chooser, Passed, DecisionRules), Fault> {
    let passed = Passed::of(reader, s.number, s.me, texts(form))?;
    Ok((people(reader, s, form)?, passed, rules_of(reader, s.number)?.1))
}

/// A version as it is stored, to be written anew.
pub(super) fn stored(s: &Scene, text: &ProposalText) -> Result<TextForm, Fault> {
    let form = TextForm::of(&text.asked()?, s.currency, &s.zone);
    Ok(TextForm { title: text.title.clone(), body: text.body.clone(), ..form })
}

fn texts(form: &TextForm) -> Vec<(TextPlace, &str)> {
    let around = [form.title.as_str(), form.body.as_str()].into_iter();
    let options = form.options.iter().flat_map(|option| [option.title.as_str(), option.note.as_str()]);
    let mut texts: Vec<_> = around.chain(options).map(|text| (TextPlace::Proposal, text)).collect();
    texts.extend(form.deeds.iter().flat_map(of_deed));
    texts
}

fn of_deed(deed: &DeedForm) -> Vec<(TextPlace, &str)> {
    let (place, more) = match deed.does.as_str() {
        "instrument" => (TextPlace::Share, Vec::new()),
        "campaign" => {
            let offered = Offered::parse(deed.kind.trim()).unwrap_or(Offered::Donation);
            (pools::text_place(offered), titles(&deed.campaign))
        }
        _ => return Vec::new(),
    };
    let said = [&deed.name, &deed.terms, &deed.risk].map(String::as_str);
    said.into_iter().chain(more).map(|text| (place, text)).collect()
}

impl TextPage {
    pub(super) fn look_text(&self) -> String {
        ownership::look_text(self.s.lang)
    }

    /// Where another steward is asked to look at what is refused; None where nothing is.
    pub(super) fn look_at(&self) -> Option<String> {
        if self.errors.is_empty() {
            return None;
        }
        let (place, _) =
            texts(&self.form).into_iter().find(|(_, text)| ownership::promised_in(text).is_some())?;
        Some(format!("{}/texts?place={}#ask", self.s.base, place.code()))
    }
}
