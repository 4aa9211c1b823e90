//! One field of a form: label, hint, what is wrong, and the control, tied together for screen readers.

use crate::form::Errors;
use crate::html::{Html, escaped};
use crate::i18n::t;
use crate::input::KEY_FIELD;
use crate::lang::Lang;
use askama::filters::HtmlSafe;
use std::fmt::{self, Display};

/// In a template: `{{ Field::text(lang, "title", t.offer_title()).value(form.title).errors(errors) }}`.
/// Required unless `.optional()`.
#[derive(Debug, Clone)]
pub struct Field {
    lang: Lang,
    name: String,
    label: String,
    control: Control,
    id: Option<String>,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    optional: bool,
    marked: bool,
    before: Option<String>,
    after: Option<String>,
    attributes: String,
}

#[derive(Debug, Clone)]
enum Control {
    Input(&'static str),
    Area { rows: u32 },
    Select(Vec<(String, String)>),
    Radios(Vec<(String, String)>),
    Checkbox,
    Files { several: bool },
}

impl Field {
    fn new(lang: Lang, name: impl Display, label: impl Display, control: Control) -> Field {
        Field {
            lang,
            name: name.to_string(),
            label: label.to_string(),
            control,
            id: None,
            value: String::new(),
            hint: None,
            error: None,
            optional: false,
            marked: true,
            before: None,
            after: None,
            attributes: String::new(),
        }
    }

    pub fn text(lang: impl Into<Lang>, name: impl Display, label: impl Display) -> Field {
        Field::new(lang.into(), name, label, Control::Input("text"))
    }

    /// Opens the keyboard for mail; the browser fills in the account's address.
    pub fn email(lang: impl Into<Lang>, name: impl Display, label: impl Display) -> Field {
        let field = Field::new(lang.into(), name, label, Control::Input("email"));
        field.attribute("autocomplete", "username").attribute("spellcheck", "false")
    }

    /// `new` when it is being chosen, so that password managers offer one. Never shown again: no value.
    pub fn password(
        lang: impl Into<Lang>,
        name: impl Display,
        label: impl Display,
        new: impl Into<bool>,
    ) -> Field {
        let field = Field::new(lang.into(), name, label, Control::Input("password"));
        field.attribute("autocomplete", if new.into() { "new-password" } else { "current-password" })
    }

    /// A number with decimals, typed as text: browsers' number fields lose what they cannot read.
    pub fn decimal(lang: impl Into<Lang>, name: impl Display, label: impl Display) -> Field {
        let field = Field::new(lang.into(), name, label, Control::Input("text"));
        field.attribute("inputmode", "decimal").attribute("autocomplete", "off").attribute("class", "figures")
    }

    pub fn whole(lang: impl Into<Lang>, name: impl Display, label: impl Display) -> Field {
        let field = Field::new(lang.into(), name, label, Control::Input("text"));
        field.attribute("inputmode", "numeric").attribute("autocomplete", "off").attribute("class", "figures")
    }

    pub fn date(lang: impl Into<Lang>, name: impl Display, label: impl Display) -> Field {
        Field::new(lang.into(), name, label, Control::Input("date"))
    }

    /// Files to hand in, several at once; the form has to be sent as `multipart/form-data`.
    pub fn files(lang: impl Into<Lang>, name: impl Display, label: impl Display) -> Field {
        Field::new(lang.into(), name, label, Control::Files { several: true })
    }

    /// One file to hand in; the form has to be sent as `multipart/form-data`.
    pub fn file(lang: impl Into<Lang>, name: impl Display, label: impl Display) -> Field {
        Field::new(lang.into(), name, label, Control::Files { several: false })
    }

    pub fn time(lang: impl Into<Lang>, name: impl Display, label: impl Display) -> Field {
        Field::new(lang.into(), name, label, Control::Input("datetime-local"))
    }

    pub fn area(lang: impl Into<Lang>, name: impl Display, label: impl Display, rows: u32) -> Field {
        Field::new(lang.into(), name, label, Control::Area { rows })
    }

    /// Choices as (value, text).
    pub fn select(
        lang: impl Into<Lang>,
        name: impl Display,
        label: impl Display,
        choices: &[(String, String)],
    ) -> Field {
        Field::new(lang.into(), name, label, Control::Select(choices.to_vec()))
    }

    /// Choices as (value, text), all in sight: for up to five.
    pub fn radios(
        lang: impl Into<Lang>,
        name: impl Display,
        label: impl Display,
        choices: &[(String, String)],
    ) -> Field {
        Field::new(lang.into(), name, label, Control::Radios(choices.to_vec()))
    }

    /// Sends `on` or nothing.
    pub fn checkbox(lang: impl Into<Lang>, name: impl Display, label: impl Display) -> Field {
        Field::new(lang.into(), name, label, Control::Checkbox).optional()
    }

    /// For a page with several forms that have a field of this name. The one that is wrong keeps the name as its
    /// id, because that is where the summary above leads.
    #[must_use]
    pub fn id(mut self, id: impl Display) -> Field {
        self.id = Some(id.to_string());
        self
    }

    fn shown_id(&self) -> String {
        let id = self.id.as_deref().filter(|_| self.error.is_none());
        escaped(id.unwrap_or(&self.name))
    }

    /// What was typed, or what is there now.
    #[must_use]
    pub fn value(mut self, value: impl Display) -> Field {
        self.value = value.to_string();
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Display) -> Field {
        self.hint = Some(hint.to_string());
        self
    }

    /// Takes the message that is about this field, if there is one.
    #[must_use]
    pub fn errors(mut self, errors: &Errors) -> Field {
        self.error = errors.on(&self.name).map(str::to_owned);
        self
    }

    #[must_use]
    pub fn optional(mut self) -> Field {
        self.optional = true;
        self
    }

    /// Optional, and not said to be: where a whole group may stay empty and what stands above it says so.
    #[must_use]
    pub fn may_be_empty(mut self) -> Field {
        (self.optional, self.marked) = (true, false);
        self
    }

    /// A unit before the control: `¥`.
    #[must_use]
    pub fn before(mut self, unit: impl Display) -> Field {
        self.before = Some(unit.to_string());
        self
    }

    /// A unit behind the control: `%`, `盒`.
    #[must_use]
    pub fn after(mut self, unit: impl Display) -> Field {
        self.after = Some(unit.to_string());
        self
    }

    /// Any other attribute of the control: `autocomplete`, `maxlength`.
    #[must_use]
    pub fn attribute(mut self, name: &str, value: impl Display) -> Field {
        self.attributes.push_str(&format!(" {name}=\"{}\"", escaped(&value.to_string())));
        self
    }

    fn described_by(&self) -> String {
        let id = self.shown_id();
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{id}-hint"));
        }
        if self.error.is_some() {
            ids.push(format!("{id}-error"));
        }
        let mut text = String::new();
        if !ids.is_empty() {
            text.push_str(&format!(" aria-describedby=\"{}\"", ids.join(" ")));
        }
        if self.error.is_some() {
            text.push_str(" aria-invalid=\"true\"");
        }
        if !self.optional {
            text.push_str(" required");
        }
        text
    }

    fn control(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, value, attributes) = (escaped(&self.name), escaped(&self.value), &self.attributes);
        let own = self.shown_id();
        let described = self.described_by();
        match &self.control {
            Control::Input(kind) => {
                let value = if *kind == "password" { "" } else { value.as_str() };
                write!(
                    f,
                    "<input type=\"{kind}\" id=\"{own}\" name=\"{name}\" value=\"{value}\"{attributes}{described}>"
                )
            }
            Control::Files { several } => {
                let several = if *several { " multiple" } else { "" };
                write!(
                    f,
                    "<input type=\"file\" id=\"{own}\" name=\"{name}\"{several}{attributes}{described}>"
                )
            }
            // The line end after the tag is dropped by the parser; without it a text that begins with one loses it.
            Control::Area { rows } => write!(
                f,
                "<textarea id=\"{own}\" name=\"{name}\" rows=\"{rows}\"{attributes}{described}>\n{value}</textarea>"
            ),
            Control::Select(choices) => {
                write!(f, "<select id=\"{own}\" name=\"{name}\"{attributes}{described}>")?;
                for (choice, text) in choices {
                    let on = if *choice == self.value { " selected" } else { "" };
                    write!(f, "<option value=\"{}\"{on}>{}</option>", escaped(choice), escaped(text))?;
                }
                f.write_str("</select>")
            }
            Control::Radios(choices) => {
                for (at, (choice, text)) in choices.iter().enumerate() {
                    let on = if *choice == self.value { " checked" } else { "" };
                    // The summary's link leads to the first one.
                    let id = if at == 0 { own.clone() } else { format!("{own}-{at}") };
                    let required = if self.optional { "" } else { " required" };
                    write!(
                        f,
                        "<label class=\"choice\" for=\"{id}\"><input type=\"radio\" id=\"{id}\" name=\"{name}\" \
                         value=\"{}\"{on}{required}><span>{}</span></label>",
                        escaped(choice),
                        escaped(text)
                    )?;
                }
                Ok(())
            }
            Control::Checkbox => {
                let on = if crate::asked::is_ticked(&self.value) { " checked" } else { "" };
                write!(
                    f,
                    "<input type=\"checkbox\" id=\"{own}\" name=\"{name}\" value=\"on\"{on}{attributes}{described}>"
                )
            }
        }
    }
}

impl Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, label, t) = (escaped(&self.name), escaped(&self.label), t(self.lang));
        let id = self.shown_id();
        // The summary above the form finds the label by these (see `reply::name_fields`).
        let wrong = if self.error.is_some() {
            format!(" wrong\" data-field=\"{name}\" data-label=\"{label}")
        } else {
            String::new()
        };
        let mut notes = String::new();
        if let Some(hint) = &self.hint {
            notes.push_str(&format!("<p class=\"hint\" id=\"{id}-hint\">{}</p>", escaped(hint)));
        }
        if let Some(error) = &self.error {
            notes.push_str(&format!(
                "<p class=\"error\" id=\"{id}-error\"><span class=\"unseen\">{}</span>{}</p>",
                escaped(&t.error_prefix()),
                escaped(error)
            ));
        }
        match &self.control {
            Control::Checkbox => {
                write!(f, "<div class=\"field{wrong}\"><label class=\"choice\" for=\"{id}\">")?;
                self.control(f)?;
                write!(f, "<span>{label}</span></label>{notes}</div>")
            }
            Control::Radios(_) => {
                let described = self.described_by().replace(" required", "");
                write!(f, "<fieldset class=\"field{wrong}\"{described}><legend>{label}")?;
                self.say_optional(f)?;
                write!(f, "</legend>{notes}")?;
                self.control(f)?;
                f.write_str("</fieldset>")
            }
            _ => {
                write!(f, "<div class=\"field{wrong}\"><label for=\"{id}\">{label}")?;
                self.say_optional(f)?;
                write!(f, "</label>{notes}")?;
                if self.before.is_none() && self.after.is_none() {
                    self.control(f)?;
                } else {
                    let unit = |unit: &Option<String>| {
                        let text = unit.as_deref().map(escaped);
                        text.map_or_else(String::new, |text| {
                            format!("<span aria-hidden=\"true\">{text}</span>")
                        })
                    };
                    write!(f, "<span class=\"with-unit\">{}", unit(&self.before))?;
                    self.control(f)?;
                    write!(f, "{}</span>", unit(&self.after))?;
                }
                f.write_str("</div>")
            }
        }
    }
}

impl Field {
    fn say_optional(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.optional && self.marked {
            true => write!(f, " <span class=\"soft\">{}</span>", escaped(&t(self.lang).optional())),
            false => Ok(()),
        }
    }
}

impl HtmlSafe for Field {}

impl From<&Lang> for Lang {
    fn from(lang: &Lang) -> Lang {
        *lang
    }
}

/// What to correct, above the form, with links to the fields; nothing when there is nothing.
pub fn error_summary(lang: impl Into<Lang>, errors: &Errors) -> Html {
    if errors.is_empty() {
        return Html::default();
    }
    // The page that shows this has a key of its own: pressed again, it is done.
    if errors.is_sent_before() {
        return Html::trusted(format!(
            "<div class=\"notice wait\" role=\"alert\" tabindex=\"-1\" autofocus><p>{}</p></div>",
            escaped(&t(lang.into()).sent_before())
        ));
    }
    let lines = errors.list().iter().map(|error| match error.field.as_str() {
        "" => format!("<li>{}</li>", escaped(&error.message)),
        field => {
            let (field, message) = (escaped(field), escaped(&error.message));
            format!("<li><a href=\"#{field}\"><span data-label-of=\"{field}\"></span>{message}</a></li>")
        }
    });
    Html::trusted(format!(
        "<div class=\"error-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>{}</h2><ul>{}</ul></div>",
        escaped(&t(lang.into()).error_summary_title()),
        lines.collect::<String>()
    ))
}

/// The hidden idempotency key: sending the same form twice does its work once.
pub fn key_field() -> Html {
    let key: String =
        crate::IdSource::system().random::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
    Html::trusted(format!("<input type=\"hidden\" name=\"{KEY_FIELD}\" value=\"{key}\">"))
}
