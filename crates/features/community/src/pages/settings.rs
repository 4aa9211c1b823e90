//! What stewards set: funds, labels, and who holds which role.

use super::{base, powers_of, role_name, shown};
use crate::lists_store::{LABELS, OFFICERS};
use crate::role::{Role, Roles};
use crate::t;
use askama::Template;
use axum::extract::State;
use kernel::Money;
use ledger::FundKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Lang, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "settings.html")]
pub(crate) struct SettingsPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    funds: Vec<FundRow>,
    labels: Vec<LabelRow>,
    officers: Vec<Officer>,
    #[serde(skip)]
    edits_charter: bool,
    #[serde(skip)]
    fund: FundForm,
    #[serde(skip)]
    label: LabelForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Serialize, ToSchema)]
struct FundRow {
    number: i64,
    name: String,
    kind: &'static str,
    #[schema(value_type = Object)]
    balance: Money,
}

#[derive(Serialize, ToSchema)]
struct LabelRow {
    number: i64,
    name: String,
}

#[derive(Serialize, ToSchema)]
struct Officer {
    #[schema(value_type = String)]
    member: MemberId,
    display_name: String,
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
}

/// A fund to be.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct FundForm {
    pub(crate) name: String,
    /// `project`, `reserve` or `mutual_aid`; there is one general fund already.
    pub(crate) kind: String,
}

impl FundForm {
    pub(crate) fn read(&self, lang: Lang) -> Result<(FundKind, String), Errors> {
        let mut check = Check::new(lang);
        let name = check.text("name", &self.name, 1..=40);
        let kind = FundKind::parse(&self.kind).filter(|kind| *kind != FundKind::General);
        check.require("kind", kind.is_some(), || t(lang).unfit_fund_kind());
        check.done((kind.unwrap_or(FundKind::Project), name))
    }
}

/// A label to be.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct LabelForm {
    pub(crate) label_name: String,
}

impl View for SettingsPage {
    fn title(&self) -> String {
        self.t.settings_title()
    }
    fn place(&self) -> Place {
        Place::Desk
    }
    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.base), self.t.desk_title())
    }
}

impl SettingsPage {
    pub(crate) async fn read(caller: &Caller, site: &Site) -> Result<SettingsPage, Problem> {
        if !caller.can(Power::EditCharter) {
            caller.may(Power::ManageMembers)?;
        }
        let (at, lang) = (caller.community_shared()?, caller.lang);
        let (number, currency) = (at.number, at.currency);
        let found = site.db.read(move |reader| {
            let funds = ledger::funds(reader, number, currency)?;
            let labels = reader.rows::<(i64, String)>(LABELS, &[&number])?;
            Ok((funds, labels, reader.rows::<(MemberId, String, Roles)>(OFFICERS, &[&number])?))
        });
        let (funds, labels, officers) = found.await?;
        Ok(SettingsPage {
            t: t(lang),
            lang,
            base: base(caller)?,
            funds: funds
                .into_iter()
                .map(|total| FundRow {
                    number: total.fund.id,
                    name: total.fund.name,
                    kind: total.fund.kind.code(),
                    balance: Money::new(total.balance_minor, currency),
                })
                .collect(),
            labels: labels.into_iter().map(|(number, name)| LabelRow { number, name }).collect(),
            officers: officers
                .into_iter()
                .map(|(member, name, roles)| Officer {
                    member,
                    display_name: shown(name, lang),
                    roles: roles.iter().collect(),
                })
                .collect(),
            edits_charter: caller.can(Power::EditCharter),
            fund: FundForm::default(),
            label: LabelForm::default(),
            errors: Errors::none(),
        })
    }

    pub(crate) fn with(self, fund: FundForm, label: LabelForm) -> SettingsPage {
        SettingsPage { fund, label, ..self }
    }

    pub(crate) fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }

    fn kind_choices(&self) -> Vec<(String, String)> {
        let kinds = [FundKind::Project, FundKind::Reserve, FundKind::MutualAid];
        kinds.iter().map(|kind| (kind.code().to_owned(), self.kind_name(kind.code()))).collect()
    }

    fn kind_name(&self, code: &str) -> String {
        match FundKind::parse(code) {
            Some(FundKind::General) => self.t.fund_kind_general(),
            Some(FundKind::Reserve) => self.t.fund_kind_reserve(),
            Some(FundKind::MutualAid) => self.t.fund_kind_mutual_aid(),
            Some(FundKind::Project) | None => self.t.fund_kind_project(),
        }
    }

    fn roles(&self) -> Vec<(String, String)> {
        Role::ALL.iter().map(|role| (role_name(*role, self.lang), powers_of(*role, self.lang))).collect()
    }

    fn held(&self, officer: &Officer) -> String {
        let names: Vec<_> = officer.roles.iter().map(|role| role_name(*role, self.lang)).collect();
        names.join(" · ")
    }
}

/// Funds, labels and roles. For stewards.
#[utoipa::path(get, path = "/c/{slug}/settings", tag = "community", params(("slug" = String, Path)),
    responses((status = 200, body = SettingsPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn page(caller: Caller, State(site): State<Site>) -> Answer {
    let view = SettingsPage::read(&caller, &site).await?;
    Reply::page(&caller, &view)
}
