//! What an offer is called and where it comes from, for its seller to tell anew.

use super::asking::{actor, id, me};
use super::card::Goods;
use super::offer_edit::OfferAnswer;
use super::scene::Scene;
use crate::offer::{OfferRefused, STORY_CHARS_MAX, TITLE_CHARS_MAX};
use crate::ops::{self, RetellOffer};
use crate::rows::Offer;
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Input, Place, Problem, Reply, Site, View};

/// Name and story of an offer.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "offer_story.html")]
pub(crate) struct StoryPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    offer: Id<Offer>,
    #[serde(flatten)]
    form: StoryForm,
    #[serde(skip)]
    title_now: String,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct StoryForm {
    title: String,
    /// CommonMark.
    story: String,
}

impl View for StoryPage {
    fn title(&self) -> String {
        self.s.t.offer_story_edit()
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/offers/{}", self.s.base, self.offer), self.title_now.clone())
    }
}

/// The form to tell an offer anew: to those who manage offers, and to its seller.
#[utoipa::path(get, path = "/c/{slug}/offers/{offer}/story", tag = "market",
    params(("slug" = String, Path), ("offer" = String, Path)),
    responses((status = 200, body = StoryPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn story_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, offer)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&offer)?).await?)
}

async fn load(caller: &Caller, site: &Site, offer: Id<Offer>) -> Result<StoryPage, Problem> {
    me(caller)?;
    let s = Scene::of(caller, site)?;
    let number = s.number;
    let goods = site.db.read(move |reader| Goods::find(reader, number, offer)).await?;
    let goods = goods.ok_or_else(|| Problem::from(OfferRefused::NoSuchOffer))?;
    if !goods.tended_by(&s) {
        return Err(OfferRefused::NotAllowed.into());
    }
    let form = StoryForm { title: goods.offer.title.clone(), story: goods.offer.story };
    Ok(StoryPage { offer, form, title_now: goods.offer.title, errors: Errors::none(), s })
}

/// Tells an offer anew. Price and split stay as they are.
#[utoipa::path(post, path = "/c/{slug}/offers/{offer}/story", tag = "market", request_body = StoryForm,
    params(("slug" = String, Path), ("offer" = String, Path)),
    responses((status = 200, body = OfferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn retell_offer(
    caller: Caller,
    State(site): State<Site>,
    Path((_, offer)): Path<(String, String)>,
    Input(form): Input<StoryForm>,
) -> Answer {
    let (offer, who, now) = (id::<Offer>(&offer)?, actor(&caller)?, site.now());
    let mut check = Check::new(caller.lang);
    let title = check.text("title", &form.title, 1..=TITLE_CHARS_MAX);
    let story = check.long_text("story", &form.story, 0..=STORY_CHARS_MAX);
    let input = match check.done(RetellOffer { offer, title, story }) {
        Ok(input) => input,
        Err(errors) => return again(&caller, &site, offer, form, errors).await,
    };
    let community = caller.community()?;
    let done =
        site.db.transact(community.number, move |tx| ops::retell_offer(tx, who, &input, now.into())).await;
    match done {
        Ok(_) => {
            let location = format!("/c/{}/offers/{offer}", community.slug);
            Reply::changed(&caller, &location, &OfferAnswer { id: offer })
        }
        Err(OpError::Refused(why)) => {
            again(&caller, &site, offer, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(caller: &Caller, site: &Site, offer: Id<Offer>, form: StoryForm, errors: Errors) -> Answer {
    let mut page = load(caller, site, offer).await?;
    (page.form, page.errors) = (form, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}
