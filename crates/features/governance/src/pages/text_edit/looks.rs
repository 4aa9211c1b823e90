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
    let texts = texts(form).into_iter().map(|(_, place, text)| (place, text));
    let passed = Passed::of(reader, s.number, s.me, texts)?;
    Ok((people(reader, s, form)?, passed, rules_of(reader, s.number)?.1))
}

/// A version as it is stored, to be written anew.
pub(super) fn stored(s: &Scene, text: &ProposalText) -> Result<TextForm, Fault> {
    let form = TextForm::of(&text.asked()?, s.currency, &s.zone);
    Ok(TextForm { title: text.title.clone(), body: text.body.clone(), ..form })
}

/// Field, place and text.
fn texts(form: &TextForm) -> Vec<(String, TextPlace, &str)> {
    let around = [("title", &form.title), ("body", &form.body)].into_iter();
    let around = around.map(|(field, text)| (field.to_owned(), text));
    let options = (1..).zip(&form.options).flat_map(|(at, option)| {
        [(format!("option_{at}_title"), &option.title), (format!("option_{at}_note"), &option.note)]
    });
    let mut texts: Vec<_> =
        around.chain(options).map(|(field, text)| (field, TextPlace::Proposal, text.as_str())).collect();
    texts.extend((1..).zip(&form.deeds).flat_map(|(at, deed)| of_deed(at, deed)));
    texts
}

fn of_deed(at: usize, deed: &DeedForm) -> Vec<(String, TextPlace, &str)> {
    let (place, more) = match deed.does.as_str() {
        "instrument" => (TextPlace::Share, Vec::new()),
        "campaign" => {
            let offered = Offered::parse(deed.kind.trim()).unwrap_or(Offered::Donation);
            (pools::text_place(offered), titles(&deed.campaign))
        }
        _ => return Vec::new(),
    };
    let said = [("name", deed.name.as_str()), ("terms", &deed.terms), ("risk", &deed.risk)].into_iter();
    said.chain(more).map(|(name, text)| (format!("deed_{at}_{name}"), place, text)).collect()
}

impl TextPage {
    pub(super) fn look_text(&self) -> String {
        ownership::look_text(self.s.lang)
    }

    /// Where another steward is asked to look at what is refused; None where nothing is that could pass. What has passed is refused at no
    /// field.
    pub(super) fn look_at(&self) -> Option<String> {
        let is_refused = |(field, place, text): &(String, TextPlace, &str)| {
            let Some(words) = ownership::promised_in(text) else { return false };
            let said = ownership::promise_said_at(self.s.lang, *place, text, &words);
            ownership::may_be_let_pass(*place, text)
                && self.errors.list().iter().any(|error| error.field == *field && error.message == said)
        };
        let (_, place, _) = texts(&self.form).into_iter().find(is_refused)?;
        Some(format!("{}/texts?place={}#ask", self.s.base, place.code()))
    }
}
