//! How a community's market works: where to pay, and how long things may take.

use super::asking::actor;
use super::scene::{Names, Scene};
use crate::ids::Member;
use crate::ops::{self, SetUpMarket};
use crate::rows::MarketSettings;
use askama::Template;
use axum::extract::State;
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Input, Place, Power, Problem, Reply, Site, View};

/// The market's settings.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "market_settings.html")]
#[schema(as = MarketSettingsPage)]
pub(crate) struct SettingsPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    form: SettingsForm,
    /// The member who changed it last; absent where nobody has.
    #[schema(value_type = Option<String>)]
    changed_by: Option<Id<Member>>,
    /// RFC 3339.
    changed_at: Option<String>,
    #[serde(skip)]
    changed: Option<(String, Html)>,
    #[serde(skip)]
    can_change: bool,
    #[serde(skip)]
    qr: Html,
    #[serde(skip)]
    errors: Errors,
}

/// Texts left empty: that way to pay is not offered.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct SettingsForm {
    /// Where to transfer to.
    bank: String,
    /// What to do with the collection code.
    code: String,
    /// What the code says; shown as a picture that a telephone scans.
    code_text: String,
    /// How long goods are held unpaid, in hours.
    hold_hours: String,
    /// How long a claimed payment keeps its place, in days.
    claim_days: String,
    /// How long a buyer may object after the handing over, in days.
    after_sales_days: String,
}

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
const TEXT_CHARS_MAX: usize = 2_000;
/// What a code of a size that telephones read can hold.
const CODE_CHARS_MAX: usize = 400;

impl SettingsForm {
    fn of(settings: &MarketSettings) -> SettingsForm {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        SettingsForm {
            bank: text(&settings.bank_instructions),
            code: text(&settings.code_instructions),
            code_text: text(&settings.code_image),
            hold_hours: (settings.hold_seconds / HOUR).max(1).to_string(),
            claim_days: (settings.claim_seconds / DAY).max(1).to_string(),
            after_sales_days: (settings.after_sales_seconds / DAY).to_string(),
        }
    }

    fn read(&self, check: &mut Check) -> SetUpMarket {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        SetUpMarket {
            hold_seconds: check.whole("hold_hours", &self.hold_hours, 1..=8_760) * HOUR,
            claim_seconds: check.whole("claim_days", &self.claim_days, 1..=365) * DAY,
            after_sales_seconds: check.whole("after_sales_days", &self.after_sales_days, 0..=365) * DAY,
            bank_instructions: some(check.long_text("bank", &self.bank, 0..=TEXT_CHARS_MAX)),
            code_instructions: some(check.long_text("code", &self.code, 0..=TEXT_CHARS_MAX)),
            code_image: some(check.text("code_text", &self.code_text, 0..=CODE_CHARS_MAX)),
        }
    }
}

impl View for SettingsPage {
    fn title(&self) -> String {
        self.s.t.settings_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }
}

/// Who may change it, and the treasurer, who has to know what buyers are told.
fn may_look(caller: &Caller) -> Result<(), Problem> {
    match caller.can(Power::ConfirmPayments) {
        true => Ok(()),
        false => caller.may(Power::EditCharter).map(|_| ()),
    }
}

/// The market's settings.
#[utoipa::path(get, path = "/c/{slug}/market/settings", tag = "market", params(("slug" = String, Path)),
    responses((status = 200, body = SettingsPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn settings_page(caller: Caller, State(site): State<Site>) -> Answer {
    may_look(&caller)?;
    Reply::page(&caller, &load(&caller, &site).await?)
}

async fn load(caller: &Caller, site: &Site) -> Result<SettingsPage, Problem> {
    let s = Scene::of(caller, site)?;
    Ok(site.db.read(move |reader| read(reader, s)).await?)
}

fn read(reader: &mut Reader, s: Scene) -> Result<SettingsPage, Fault> {
    let settings = ops::settings(reader.find::<MarketSettings>(&s.number)?, s.number);
    let mut names = Names::default();
    if let Some(member) = settings.changed_by {
        names.learn(reader, &s, member)?;
    }
    let who = settings.changed_by.map_or_else(|| s.t.by_the_clock(), |member| names.member(&member));
    let page = SettingsPage {
        form: SettingsForm::of(&settings),
        changed_by: settings.changed_by,
        changed_at: settings.changed_at_us.map(|at| at.to_string()),
        changed: settings.changed_at_us.map(|at| (who, s.time(&at))),
        can_change: s.can(Power::EditCharter),
        qr: Html::default(),
        errors: Errors::none(),
        s,
    };
    Ok(page.drawn())
}

impl SettingsPage {
    /// With the picture of what the code says.
    fn drawn(mut self) -> SettingsPage {
        let code = self.form.code_text.trim();
        self.qr = if code.is_empty() { Html::default() } else { ui::qr(code, self.s.t.collection_code()) };
        self
    }
}

async fn again(caller: &Caller, site: &Site, form: SettingsForm, errors: Errors) -> Answer {
    let page = SettingsPage { form, errors: errors.clone(), ..load(caller, site).await? };
    Reply::form_refused(caller, &page.drawn(), &errors)
}

/// Changes the market's settings. Orders placed before keep the times they were promised.
#[utoipa::path(post, path = "/c/{slug}/market/settings", tag = "market", request_body = SettingsForm,
    params(("slug" = String, Path)),
    responses((status = 200, body = SettingsForm), (status = 403, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn change_settings(
    caller: Caller,
    State(site): State<Site>,
    Input(form): Input<SettingsForm>,
) -> Answer {
    caller.may(Power::EditCharter)?;
    let (s, who, now) = (Scene::of(&caller, &site)?, actor(&caller)?, site.now());
    let mut check = Check::new(caller.lang);
    let input = form.read(&mut check);
    let input = match check.done(input) {
        Ok(input) => input,
        Err(errors) => return again(&caller, &site, form, errors).await,
    };
    let done = site.db.transact(s.number, move |tx| ops::set_up_market(tx, who, &input, now.into())).await;
    match done {
        Ok(_) => Reply::changed(&caller, &format!("{}/market/settings", s.base), &form),
        Err(OpError::Refused(why)) => again(&caller, &site, form, Errors::refused(why, caller.lang)).await,
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
