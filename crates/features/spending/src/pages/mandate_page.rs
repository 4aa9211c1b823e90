//! One mandate: what it permits and by whose decision, what was spent under it, and its end.

use super::list::{ExpenseRow, rows};
use super::mandates::MandateView;
use super::read_store::Wanted;
use super::scene::{Names, Scene};
use crate::door::{KeepsRoom, KeptFor};
use crate::mandate::{MandateKind, MandateStands, MandateState, Source};
use crate::ops::{self, EndMandate, EndedBy};
use crate::rows::Mandate;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me, parameter};
use web::ui::{self, Field};
use web::{
    Answer, Back, Caller, Errors, Html, Keyed, Lang, Membership, Place, Power, Problem, Reply, Site, View,
};

const PAGE: i64 = 30;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "mandate.html")]
pub(crate) struct MandatePage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    mandate: MandateView,
    /// What its fund has, once all that is promised from it is kept. Nothing above it is approved, whatever is left of the
    /// mandate.
    fund_left_minor: i64,
    /// Of what is promised, what is kept for group buys that have not closed and for purchase orders that are not billed.
    kept_minor: i64,
    /// For which of them, and how much for each.
    kept_for: Vec<KeptFor>,
    expenses: Vec<ExpenseRow>,
    /// The value of `below` for the next page of expenses.
    next: Option<i64>,
    /// The caller may ask for money under it.
    can_ask: bool,
    /// The caller may give it back.
    can_end: bool,
    #[serde(skip)]
    paged: bool,
    #[serde(skip)]
    form: EndForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct EndForm {
    pub reason: String,
}

/// What a program is told of a mandate that has ended.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ended {
    #[schema(value_type = String)]
    mandate: Id<Mandate>,
    number: i64,
    #[schema(value_type = String)]
    state: MandateState,
}

impl View for MandatePage {
    fn title(&self) -> String {
        self.mandate.purpose.clone()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/mandates", self.s.base), self.s.t.mandates())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl MandatePage {
    /// Where the permission comes from.
    fn source(&self) -> Html {
        match (&self.mandate.decision, self.mandate.source) {
            (Some(decision), Source::Decision | Source::Campaign) => Html::trusted(format!(
                "<a href=\"{}/decisions/{}\">{}</a>",
                self.s.base,
                web::query_escaped(decision),
                web::escaped(&self.s.decision_name(self.mandate.decision_title.as_deref()))
            )),
            _ => Html::from(self.s.t.by_the_rules()),
        }
    }

    /// The fund has less than the mandate would still permit.
    fn fund_is_short(&self) -> bool {
        let open = matches!(self.mandate.state, MandateStands::Active | MandateStands::ToCome);
        open && self.mandate.budget.left_minor > self.fund_left_minor
    }

    /// What alone it is for; nothing said of expenses, as nearly all are.
    fn only_for(&self) -> Option<String> {
        match self.mandate.kind {
            MandateKind::Spending => None,
            MandateKind::Referral => Some(self.s.t.mandate_for_referral()),
            MandateKind::Capital => Some(self.s.t.mandate_for_capital()),
        }
    }

    /// What is asked before it is given back.
    fn end_ask(&self) -> String {
        let left = self.s.said(self.mandate.budget.left_minor);
        match self.mandate.campaign {
            Some(_) => self.s.t.end_campaign_mandate_ask(left),
            None => self.s.t.end_mandate_ask(left),
        }
    }

    /// The rules of deciding ended it: nobody wrote down why.
    fn ended_because(&self) -> Option<String> {
        (self.mandate.state == MandateStands::Ended)
            .then(|| self.mandate.ended_reason.clone().unwrap_or_else(|| self.s.t.rules_changed()))
    }

    fn older(&self) -> Option<String> {
        self.next.map(|next| format!("{}/mandates/{}?below={next}", self.s.base, self.mandate.id))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/mandates/{}", self.s.base, self.mandate.id))
    }
}

/// One mandate with the expenses under it, newest first.
#[utoipa::path(get, path = "/c/{slug}/mandates/{mandate}", tag = "spending",
    params(("slug" = String, Path), ("mandate" = String, Path),
        ("below" = Option<i64>, Query, description = "expenses with a smaller number")),
    responses((status = 200, body = MandatePage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn mandate_page(
    caller: Caller,
    State(site): State<Site>,
    Extension(keepers): Extension<Keepers>,
    Path((_, mandate)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let below = parameter(&pairs, "below").and_then(|number| number.parse().ok());
    Reply::page(&caller, &load(&caller, &site, (&mandate, below), keepers).await?)
}

/// Given by features above.
#[derive(Clone)]
pub(crate) struct Keepers(pub(crate) Vec<Arc<dyn KeepsRoom>>);

impl Keepers {
    fn kept(
        &self,
        reader: &mut Reader,
        community: i64,
        mandate: Id<Mandate>,
        who: &Membership,
        lang: Lang,
    ) -> Result<Vec<KeptFor>, Fault> {
        let mut kept = Vec::new();
        for one in &self.0 {
            kept.extend(one.kept(reader, community, mandate, who, lang)?);
        }
        Ok(kept)
    }
}

async fn load(
    caller: &Caller,
    site: &Site,
    (mandate, below): (&str, Option<i64>),
    keepers: Keepers,
) -> Result<MandatePage, Problem> {
    let s = Scene::of(caller, site)?;
    let (id, who) = (id::<Mandate>(mandate)?, caller.member()?.clone());
    let page = site.db.read(move |reader| {
        let kept_for = keepers.kept(reader, s.number, id, &who, s.lang)?;
        read(reader, s, (id, below), kept_for)
    });
    let page = page.await?;
    page.ok_or_else(Problem::not_found)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    (id, below): (Id<Mandate>, Option<i64>),
    kept_for: Vec<KeptFor>,
) -> Result<Option<MandatePage>, Fault> {
    let Some(row) = reader.find::<Mandate>(&(s.number, id))? else { return Ok(None) };
    let funds: BTreeMap<i64, String> = ledger::fund_names(reader, s.number)?.into_iter().collect();
    let mandate = MandateView::of(reader, &s, &mut Names::default(), &funds, &row)?;
    let (expenses, next) = rows(reader, &s, Wanted::Under(id), below, PAGE)?;
    let open = row.permission().open(s.now).is_ok();
    let fund_left_minor = crate::fund_left(reader, s.number, row.fund, s.currency)?;
    let kept_minor = crate::door::kept_room(reader, &row)?;
    Ok(Some(MandatePage {
        kept_minor,
        kept_for,
        can_ask: open
            && row.kind == MandateKind::Spending
            && (row.source != Source::Standing || s.can(Power::PayOut)),
        can_end: row.state == MandateState::Active && row.ends_at_us > s.now && row.carried_by == s.me,
        mandate,
        fund_left_minor,
        expenses,
        next,
        paged: below.is_some(),
        form: EndForm::default(),
        errors: Errors::none(),
        s,
    }))
}

/// Who carries the mandate out gives it back before its end: nothing more is approved under it.
#[utoipa::path(post, path = "/c/{slug}/mandates/{mandate}/ending", tag = "spending", request_body = EndForm,
    params(("slug" = String, Path), ("mandate" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = Ended), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn end_mandate(
    caller: Caller,
    State(site): State<Site>,
    Extension(keepers): Extension<Keepers>,
    Path((_, mandate)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<EndForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Mandate>(&mandate)?, site.now());
    let community = caller.community()?;
    let key = Some(key.of(&caller, "end_mandate")?);
    let input = EndMandate { mandate: id, reason: form.reason.clone(), key };
    let by = EndedBy::Member(me);
    let done = site.db.transact(community.number, move |tx| ops::end_mandate(tx, by, &input, now)).await;
    match done {
        Ok(number) => {
            let answer = Ended { mandate: id, number, state: MandateState::Ended };
            Reply::changed(&caller, &format!("/c/{}/mandates/{id}", community.slug), &answer)
        }
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            let mut page = load(&caller, &site, (&mandate, None), keepers).await?;
            (page.form, page.errors) = (form, errors.clone());
            Reply::form_refused(&caller, &page, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
