//! Opening a group buy: the form, what members will read, and its sending.

use super::open_form::{GroupBuyForm, StepForm};
use super::rules::Rules;
use super::running::PoolAnswer;
use super::scene::Scene;
use super::words;
use crate::beside::{Above, Needs, Opening, said};
use crate::group_buy::{FallsOn, Remainder, STEPS_MAX};
use crate::ops;
use crate::pool::{Condition, Counted};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use market::OnSale;
use serde::Serialize;
use std::iter;
use std::time::Duration;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Keyed, Place, Power, Problem, Reply, Site, View, Wants};

/// Offers that the form has to choose from.
const OFFERS_SHOWN: i64 = 200;
/// Mandates that it has to choose from.
const MANDATES_SHOWN: i64 = 100;
/// Steps of the ladder that stand open; the others are folded in.
const STEPS_SHOWN: usize = 3;

/// The form of a group buy, and in sentences what members will read.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "pool_new.html")]
pub(crate) struct PoolNew {
    #[serde(skip)]
    s: Scene,
    /// What is for sale, to be chosen.
    goods: Vec<GoodsChoice>,
    /// Of whom what a fund sells can be bought, and under what: ids and names.
    suppliers: Vec<(String, String)>,
    mandates: Vec<(String, String)>,
    /// Asked for with `preview`: what members will read.
    review: Vec<String>,
    /// The prices are not below what the goods cost on their own.
    not_cheaper: Option<String>,
    /// A feature above has too little room for what it needs.
    too_little_room: Option<String>,
    /// What a feature above asks.
    #[serde(skip)]
    beside: Html,
    #[serde(skip)]
    terms_html: Html,
    #[serde(skip)]
    steps: Vec<StepRow>,
    #[serde(skip)]
    form: GroupBuyForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct GoodsChoice {
    /// `off_….1`.
    code: String,
    title: String,
    unit: String,
    #[schema(value_type = String)]
    price: kernel::Price,
}

/// A row of the ladder in the form.
struct StepRow {
    at: usize,
    form: StepForm,
    folded: bool,
}

impl StepRow {
    fn field(&self, name: &str) -> String {
        format!("step_{}_{name}", self.at)
    }
}

impl View for PoolNew {
    fn title(&self) -> String {
        self.s.t.open_group_buy()
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/pools", self.s.base), self.s.t.pools())
    }
}

impl PoolNew {
    fn choices(&self) -> Vec<(String, String)> {
        let words = |choice: &GoodsChoice| {
            (choice.code.clone(), format!("{} · {}", choice.title, self.s.price(choice.price, &choice.unit)))
        };
        self.goods.iter().map(words).collect()
    }

    fn counts(&self) -> Vec<(String, String)> {
        let words = |counted: Counted| match counted {
            Counted::People => self.s.t.count_people(),
            _ => self.s.t.count_units(),
        };
        [Counted::Units, Counted::People].map(|counted| (counted.to_string(), words(counted))).to_vec()
    }

    fn remainders(&self) -> Vec<(String, String)> {
        let words = |remainder: Remainder| match remainder {
            Remainder::Refuse => self.s.t.remainder_refuse(),
            Remainder::RoundUp => self.s.t.remainder_round_up(),
        };
        [Remainder::Refuse, Remainder::RoundUp].map(|code| (code.to_string(), words(code))).to_vec()
    }

    fn falls(&self) -> Vec<(String, String)> {
        let words = |falls: FallsOn| match falls {
            FallsOn::Latest => self.s.t.falls_latest_choice(),
            FallsOn::ProRata => self.s.t.falls_pro_rata_choice(),
        };
        FallsOn::ALL.iter().map(|code| (code.to_string(), words(*code))).collect()
    }

    /// Something of what a fund buys is typed, or wrong.
    fn buying_open(&self) -> bool {
        let typed = [&self.form.buying_supplier, &self.form.buying_price, &self.form.buying_mandate];
        typed.iter().any(|typed| !typed.is_empty())
            || self.errors.list().iter().any(|error| error.field.starts_with("buying_"))
    }

    /// Steps that stand folded in.
    fn more_steps_open(&self) -> bool {
        self.form.steps.len() > STEPS_SHOWN
            || self.errors.list().iter().any(|error| {
                self.steps.iter().any(|row| row.folded && error.field.starts_with(&row.field("")))
            })
    }
}

/// The form for opening a group buy; `goods` proposes what is bought, `price` what it costs at first, `title` what it is called.
#[utoipa::path(get, path = "/c/{slug}/pools/new", tag = "pools",
    params(("slug" = String, Path), ("goods" = Option<String>, Query), ("price" = Option<String>, Query),
        ("title" = Option<String>, Query)),
    responses((status = 200, body = PoolNew), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_pool(
    caller: Caller,
    State(site): State<Site>,
    Extension(above): Extension<Above>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::ManageOffers)?;
    let s = Scene::of(&caller, &site)?;
    let proposed = |name: &str| parameter(&pairs, name).unwrap_or_default().to_owned();
    let form = GroupBuyForm {
        title: proposed("title"),
        goods: proposed("goods"),
        steps: vec![StepForm { from: String::new(), price: proposed("price") }],
        counted: Counted::Units.to_string(),
        remainder: Remainder::Refuse.to_string(),
        falls_on: FallsOn::Latest.to_string(),
        // In the evening, in five days.
        closes_at: s.now.plus(Duration::from_secs(5 * 86_400)).format(&s.zone, "%Y-%m-%dT20:00"),
        grace_hours: "24".to_owned(),
        hold_hours: "24".to_owned(),
        ..GroupBuyForm::default()
    };
    Reply::page(&caller, &page(s, (&site, &above), form, Errors::none(), (Vec::new(), None)).await?)
}

async fn page(
    s: Scene,
    (site, above): (&Site, &Above),
    form: GroupBuyForm,
    errors: Errors,
    (mut review, needs): (Vec<String>, Option<Needs>),
) -> Result<PoolNew, Problem> {
    let number = s.number;
    let (seen, above, typed, wrong) = (s.beside(), above.clone(), form.typed.clone(), errors.clone());
    let (me, lang, now) = (s.me, s.lang, s.now);
    let (goods, mut suppliers, open, beside, (more, too_little_room)) = site
        .db
        .read(move |reader| {
            let suppliers = supply::suppliers_to_buy_from(reader, number, me)?;
            let open = spending::open_mandates(
                reader,
                number,
                Some(spending::MandateKind::Spending),
                now,
                MANDATES_SHOWN,
            )?;
            let beside = above.0.form(reader, &seen, &typed, &wrong)?;
            let more = above.0.to_be(reader, &seen, &typed)?;
            let room = match &needs {
                Some(needs) => above.0.warning(reader, &seen, &typed, needs)?,
                None => None,
            };
            Ok((choices(reader, number)?, suppliers, open, beside, (more, room)))
        })
        .await?;
    if !review.is_empty() {
        review.extend(more);
    }
    suppliers.sort_by(|one, other| one.1.cmp(&other.1));
    let chosen = suppliers.into_iter().map(|(id, name)| (id.to_string(), name));
    let suppliers = iter::once((String::new(), s.t.buying_none())).chain(chosen).collect();
    let under = open.iter().map(|mandate| {
        let left = s.said(mandate.permission().left_minor());
        (mandate.id.to_string(), s.t.mandate_left(spending::mandate_name(lang, mandate), left))
    });
    let mandates = iter::once((String::new(), s.t.mandate_none())).chain(under).collect();
    let step = |at: usize| StepRow {
        at,
        form: form.steps.get(at - 1).cloned().unwrap_or_default(),
        folded: at > STEPS_SHOWN,
    };
    let steps = (1..=STEPS_MAX).map(step).collect();
    let terms_html = match review.is_empty() {
        true => Html::default(),
        false => web::text::story(&form.terms),
    };
    let alone = goods.iter().find(|choice| choice.code == form.goods).filter(|_| !review.is_empty());
    let dearest = form.steps.first().and_then(|step| kernel::Price::parse(&step.price).ok());
    let not_cheaper = alone.filter(|alone| dearest.is_some_and(|price| price > alone.price));
    let not_cheaper = not_cheaper.map(|alone| s.t.dearer_than_alone(s.price(alone.price, &alone.unit)));
    Ok(PoolNew {
        goods,
        suppliers,
        mandates,
        review,
        not_cheaper,
        too_little_room,
        beside,
        terms_html,
        steps,
        form,
        errors,
        s,
    })
}

fn choices(reader: &mut Reader, community: i64) -> Result<Vec<GoodsChoice>, Fault> {
    let choice = |goods: OnSale| GoodsChoice {
        code: format!("{}.{}", goods.offer, goods.number),
        title: goods.name(),
        unit: goods.unit,
        price: goods.price,
    };
    Ok(market::on_sale(reader, community, OFFERS_SHOWN)?.into_iter().map(choice).collect())
}

/// Opens a group buy. Where the community has pick-up points, `fetch_day` (`2026-03-14`) and `fetch_at_` with a point's id (`on`) for each
/// say where its orders are fetched. With `preview` it only says what members would read, and what is wrong with it.
#[utoipa::path(post, path = "/c/{slug}/pools", tag = "pools", request_body = GroupBuyForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PoolNew, description = "with `preview`"), (status = 201, body = PoolAnswer),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn open_pool(
    caller: Caller,
    State(site): State<Site>,
    Extension(above): Extension<Above>,
    Keyed { input: form, key }: Keyed<GroupBuyForm>,
) -> Answer {
    let (me, s, now) = (me(&caller)?, Scene::of(&caller, &site)?, site.now());
    caller.may(Power::ManageOffers)?;
    let form = form.gathered();
    let key = Some(key.of(&caller, "open_pool")?);
    let input = match form.read(caller.lang, &s.zone, site.id(), key) {
        Ok(input) => input,
        Err(errors) => return again(&caller, (&site, &above), s, form, errors).await,
    };
    let (typed, asked) = (form.typed.clone(), above.clone());
    if !form.preview.is_empty() {
        let looked = input.clone();
        let done = site
            .db
            .transact(s.number, move |tx| {
                let seen = said(ops::look_group_buy_over(tx, me, &looked, now))?;
                let opening = Opening { pool: None, by: me, closes_at: looked.closes_at, typed: &typed };
                asked.0.opened(tx, opening, now)?;
                Ok(seen)
            })
            .await;
        return match done {
            Ok(seen) => {
                let review = Rules::to_be(&input, &seen).sentences(&s);
                let condition = Condition { counted: input.counted, least: input.least };
                let words = words::counted(&s, input.counted, input.least, &seen.goods.unit);
                let needs = Some(Needs { parts: condition.parts(input.least), words });
                Reply::page(&caller, &page(s, (&site, &above), form, Errors::none(), (review, needs)).await?)
            }
            Err(OpError::Refused(why)) => {
                again(&caller, (&site, &above), s, form, Errors::refused(why, caller.lang)).await
            }
            Err(OpError::Fault(fault)) => Err(fault.into()),
        };
    }
    let done = site
        .db
        .transact(s.number, move |tx| {
            let moved = said(ops::open_group_buy(tx, me, &input, now))?;
            let pool = Some(moved.pool);
            asked.0.opened(tx, Opening { pool, by: me, closes_at: input.closes_at, typed: &typed }, now)?;
            Ok(moved)
        })
        .await;
    match done {
        Ok(moved) => {
            let location = format!("{}/pools/{}", s.base, moved.pool);
            Reply::created_json(&caller, &location, &PoolAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => {
            again(&caller, (&site, &above), s, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(caller: &Caller, at: (&Site, &Above), s: Scene, form: GroupBuyForm, errors: Errors) -> Answer {
    if caller.wants == Wants::Json {
        return Err(Problem::form(errors));
    }
    let page = page(s, at, form, errors.clone(), (Vec::new(), None)).await?;
    Reply::form_refused(caller, &page, &errors)
}
