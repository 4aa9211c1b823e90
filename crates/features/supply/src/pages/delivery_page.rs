//! At the handover: what came is counted, line by line, on a phone. Where the picture on the printed order leads.

use super::purchase_page::seen;
use super::purchase_view::{LineView, lines};
use super::scene::Scene;
use crate::ops::{self, CountDelivery, RECEIVES};
use crate::purchase::{NOTE_CHARS_MAX, PHOTOS_MAX, PurchaseState};
use crate::refused::PurchaseRefused;
use crate::rows::{Delivery, Purchase};
use crate::t;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use files::{FilesRefused, HandedIn, NewFile, Shelf};
use kernel::{Id, Quantity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::OpError;
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field};
use web::{
    Answer, Back, Caller, Check, Errors, Place, Problem, Refusal, Reply, Site, Upload, Uploaded, View,
};

/// What is counted now.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "delivery.html")]
pub(crate) struct DeliveryPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    purchase: Id<Purchase>,
    number: i64,
    supplier_name: String,
    #[schema(value_type = String)]
    state: PurchaseState,
    /// Of which something is still to come.
    lines: Vec<LineView>,
    #[serde(skip)]
    place: String,
    #[serde(skip)]
    day: String,
    #[serde(skip)]
    from_pool: bool,
    #[serde(skip)]
    is_bought: bool,
    #[serde(skip)]
    may_count: bool,
    #[serde(skip)]
    form: DeliveryForm,
    #[serde(skip)]
    errors: Errors,
}

/// What was counted. A browser sends it as `multipart/form-data` with pictures, its fields `counted_1`, `counted_2`, …; a
/// program may send JSON with `lines`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct DeliveryForm {
    pub lines: Vec<CountedLine>,
    /// How it was.
    pub note: String,
    /// `on`: nothing more comes, and what is missing is short.
    pub is_last: String,
    /// `on`: whoever counts has read what is missing. A browser's form is asked for it; a program says `is_last` on purpose.
    pub is_short: String,
    /// JPEG, PNG or WebP, each up to 10 MB. Where and when a picture was taken is removed.
    #[schema(value_type = Vec<String>, format = Binary)]
    #[serde(skip)]
    #[allow(dead_code, reason = "describes the API; files come beside the fields")]
    pub photos: (),
    #[serde(flatten)]
    #[schema(ignore)]
    pub typed: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct CountedLine {
    /// Within the purchase order, from 1.
    pub line: i64,
    /// A decimal as text.
    pub counted: String,
}

/// What was counted, and where the purchase order stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeliveryAnswer {
    /// Null where nothing came and the order was closed with that.
    #[schema(value_type = Option<String>)]
    delivery: Option<Id<Delivery>>,
    #[schema(value_type = String)]
    purchase: Id<Purchase>,
    #[schema(value_type = String)]
    state: PurchaseState,
}

impl View for DeliveryPage {
    fn title(&self) -> String {
        self.s.t.count_title(self.number)
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.link(""), self.s.t.purchase_numbered(self.number))
    }
}

impl DeliveryPage {
    fn link(&self, rest: &str) -> String {
        format!("{}/supply/orders/{}{rest}", self.s.base, self.purchase)
    }

    /// What is bought needs something to show for it.
    fn photos_hint(&self) -> String {
        let hint = self.s.t.photos_hint(PICTURES_MAX as i64);
        if self.is_bought { format!("{} {hint}", self.s.t.photos_prove()) } else { hint }
    }

    /// What closing does to what is missing.
    fn last_hint(&self) -> String {
        if self.from_pool { self.s.t.is_last_pool() } else { self.s.t.is_last_hint() }
    }

    /// What is missing at the end cannot be counted later, and a pool gives its money back at once. So an empty field is no zero
    /// then, and what is missing is read out before.
    fn ask_what_is_short(&self, check: &mut Check, form: &DeliveryForm, counted: &[(i64, Quantity)]) {
        let typed =
            |line: &LineView| form.typed.get(&format!("counted_{}", line.number)).map(|text| text.trim());
        let asked: Vec<&LineView> = self.lines.iter().filter(|line| typed(line).is_some()).collect();
        for line in &asked {
            let field = format!("counted_{}", line.number);
            check.require(&field, typed(line) != Some(""), || self.s.t.zero_if_none());
        }
        let came = |line: &LineView| {
            counted
                .iter()
                .filter(|(number, _)| *number == line.number)
                .map(|(_, came)| came.milli)
                .sum::<i64>()
        };
        let missing = |line: &&LineView| line.missing_milli - came(line);
        let short: Vec<String> = asked
            .iter()
            .filter(|line| missing(line) > 0)
            .map(|line| {
                let words = self.s.amount(missing(line), &line.unit);
                self.s.t.is_missing(line.title.as_str(), words)
            })
            .collect();
        let is_read = check.flag("is_short", &form.is_short);
        check.require("is_short", short.is_empty() || is_read, || {
            self.s.t.short_first(short.join(&self.s.t.list_comma()))
        });
    }

    fn counted(&self, line: &LineView) -> String {
        self.form.typed.get(&format!("counted_{}", line.number)).cloned().unwrap_or_default()
    }
}

async fn load(caller: &Caller, site: &Site, purchase: Id<Purchase>) -> Result<DeliveryPage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let (row, supplier) = match seen(reader, &s, purchase)? {
            Ok(found) => found,
            Err(why) => return Ok(Err(why)),
        };
        if !s.may(&supplier, &RECEIVES) {
            let own = s.is(&supplier);
            return Ok(Err(if own { PurchaseRefused::OwnPurchase } else { PurchaseRefused::NotAllowed }));
        }
        let mut lines = lines(reader, &s, &row)?;
        lines.retain(|line| line.missing_milli > 0);
        Ok(Ok(DeliveryPage {
            purchase: row.id,
            number: row.number,
            supplier_name: s.supplier_name(&supplier),
            state: row.state,
            lines,
            day: s.delivery_day(&row),
            from_pool: row.raised_for.is_some(),
            is_bought: row.terms == crate::purchase::Terms::Bought,
            may_count: row.state.count(false).is_ok(),
            place: row.deliver_to,
            form: DeliveryForm::default(),
            errors: Errors::none(),
            s,
        }))
    });
    Ok(page.await??)
}

/// What is still to come of a purchase order, to be counted: for who receives. Its supplier is turned away.
#[utoipa::path(get, path = "/c/{slug}/supply/orders/{purchase}/delivery", tag = "supply",
    params(("slug" = String, Path), ("purchase" = String, Path)),
    responses((status = 200, body = DeliveryPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn delivery_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&purchase)?).await?)
}

type Came = Uploaded<DeliveryForm, Result<NewFile, FilesRefused>>;

async fn taken(upload: Upload, caller: &Caller, site: &Site, shelf: &Shelf) -> Result<Came, Problem> {
    let (community, by, now) = (caller.community()?.number, caller.person()?, site.now());
    let keep = |file| {
        let (shelf, handed_in) = (shelf.clone(), HandedIn { id: site.id(), community, by, now });
        async move { Ok(shelf.keep(handed_in, file).await?) }
    };
    upload.read(caller, files::LIMITS, keep).await
}

/// Counts what was brought. The same key again counts nothing twice.
#[utoipa::path(post, path = "/c/{slug}/supply/orders/{purchase}/deliveries", tag = "supply",
    request_body(content((DeliveryForm = "multipart/form-data"), (DeliveryForm = "application/json"))),
    params(("slug" = String, Path), ("purchase" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = DeliveryAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 413, body = web::ProblemBody), (status = 422, body = web::ProblemBody),
        (status = 507, body = web::ProblemBody)))]
pub(crate) async fn count_delivery(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
    Extension(shelf): Extension<Shelf>,
    upload: Upload,
) -> Answer {
    let (me, now, purchase) = (me(&caller)?, site.now(), id::<Purchase>(&purchase)?);
    // Before a byte of a picture is taken: who may not count sends nothing.
    let page = load(&caller, &site, purchase).await?;
    let came = taken(upload, &caller, &site, &shelf).await?;
    let (form, key) = (came.input, came.key.of(&caller, "count_delivery")?);
    let mut check = Check::new(caller.lang);
    let counted = counted(&mut check, &form);
    let is_last = check.flag("is_last", &form.is_last);
    if is_last {
        page.ask_what_is_short(&mut check, &form, &counted);
    }
    let photos: Result<Vec<NewFile>, FilesRefused> = came.files.into_iter().collect();
    match &photos {
        Err(why) => check.refuse("photos", why.say(caller.lang)),
        // A page of a PDF shows no bruise.
        Ok(photos) => check.require("photos", photos.iter().all(is_picture), || t(caller.lang).photos_only()),
    }
    let photos = match check.done(photos) {
        Ok(Ok(photos)) => photos,
        Ok(Err(why)) => return again(&caller, page, form, Errors::refused(why, caller.lang)),
        Err(errors) => return again(&caller, page, form, errors),
    };
    let note = form.note.clone();
    let input =
        CountDelivery { delivery: site.id(), purchase, counted, note, photos, is_last, key: Some(key) };
    match site.db.transact(page.s.number, move |tx| ops::count_delivery(tx, me, &input, now)).await {
        Ok(counted) => {
            let moved = counted.moved;
            let answer =
                DeliveryAnswer { delivery: counted.delivery, purchase: moved.purchase, state: moved.state };
            Reply::created_json(&caller, &page.link(""), &answer)
        }
        Err(OpError::Refused(why)) => again(&caller, page, form, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

fn is_picture(file: &NewFile) -> bool {
    files::kind::MediaType::parse(&file.media_type).is_some_and(files::kind::MediaType::is_picture)
}

/// From a program's list or a form's fields; a field left empty is no line.
fn counted(check: &mut Check, form: &DeliveryForm) -> Vec<(i64, Quantity)> {
    let fields = form.typed.iter().filter_map(|(name, value)| {
        let line = name.strip_prefix("counted_")?.parse::<i64>().ok()?;
        let nothing = matches!(value.trim(), "" | "0");
        (!nothing).then(|| CountedLine { line, counted: value.clone() })
    });
    let all: Vec<CountedLine> = form.lines.iter().cloned().chain(fields).collect();
    all.iter()
        .map(|line| (line.line, check.quantity(&format!("counted_{}", line.line), &line.counted)))
        .collect()
}

fn again(caller: &Caller, mut page: DeliveryPage, form: DeliveryForm, errors: Errors) -> Answer {
    (page.form, page.errors) = (form, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}

/// Longest texts and most pictures, for the template.
const NOTE_MAX: usize = NOTE_CHARS_MAX;
const PICTURES_MAX: usize = PHOTOS_MAX;
