//! What goods look like: the page on which whoever tends an offer shows it, and who may look at its pictures.

use super::asking::{actor, id, key_of, me};
use super::card::Goods;
use super::offer_edit::OfferAnswer;
use super::offer_seen::Seeing;
use super::scene::Scene;
use crate::acting::{Actor, When};
use crate::offer::{ALT_CHARS_MAX, OfferRefused, PICTURES_MAX};
use crate::ops::{self, AddPicture};
use crate::picture_rows::OfferPicture;
use crate::picture_store::{of_file, pictures};
use crate::rows::Offer;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use files::rows::File;
use files::{FilesRefused, NewFile, Shelf};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Outcome, Reader, Tx};
use utoipa::ToSchema;
use web::ui::{self, Field, Tone};
use web::{
    Answer, Back, Caller, Check, Errors, Membership, Place, Problem, Refusal, Reply, Site, Upload, View,
};

/// Of the program's features, the one whose goods have pictures.
pub struct PictureOwner;

impl files::Owner for PictureOwner {
    fn may_see(
        &self,
        reader: &mut Reader,
        community: i64,
        who: &Membership,
        file: Id<File>,
    ) -> Result<Option<bool>, Fault> {
        sees(reader, community, file, Seeing { me: Some(who.member), powers: who.powers })
    }

    fn strangers_may_see(&self, reader: &mut Reader, community: i64, file: Id<File>) -> Result<bool, Fault> {
        Ok(sees(reader, community, file, Seeing::STRANGER)?.unwrap_or(false))
    }

    fn may_be_kept(&self) -> bool {
        true
    }
}

/// Whoever the offer's page is shown to. None: no picture of an offer.
fn sees(reader: &mut Reader, community: i64, file: Id<File>, who: Seeing) -> Result<Option<bool>, Fault> {
    let Some(offer) = of_file(reader, community, file)? else { return Ok(None) };
    let Some(goods) = Goods::find(reader, community, offer)? else { return Ok(None) };
    who.sees(reader, &goods).map(Some)
}

/// A picture as pages show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PictureView {
    #[schema(value_type = String)]
    pub file: Id<File>,
    pub href: String,
    /// What is to be seen on it; the offer's title where nobody said.
    pub alt: String,
}

impl PictureView {
    fn of(s: &Scene, offer: &Offer, file: Id<File>, alt: String) -> PictureView {
        let alt = if alt.is_empty() { offer.title.clone() } else { alt };
        PictureView { file, href: format!("{}/files/{file}", s.base), alt }
    }
}

/// All of an offer, the first first.
pub(crate) fn views(reader: &mut Reader, s: &Scene, offer: &Offer) -> Result<Vec<PictureView>, Fault> {
    let found = pictures(reader, s.number, offer.id)?;
    Ok(found.into_iter().map(|(file, alt)| PictureView::of(s, offer, file, alt)).collect())
}

/// The one on its card.
pub(crate) fn first_view(
    reader: &mut Reader,
    s: &Scene,
    offer: &Offer,
) -> Result<Option<PictureView>, Fault> {
    let first = reader.find::<OfferPicture>(&(s.number, offer.id, 1))?;
    Ok(first.map(|row| PictureView::of(s, offer, row.file_id, row.alt)))
}

/// The pictures of an offer, to add to, put in order and take off.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "offer_pictures.html")]
pub(crate) struct PicturesPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    offer: Id<Offer>,
    title: String,
    /// The first is the one on the offer's card.
    pictures: Vec<PictureView>,
    #[serde(skip)]
    form: PictureForm,
    #[serde(skip)]
    errors: Errors,
}

/// One picture more.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PictureForm {
    /// JPEG, PNG or WebP, up to 10 MB. Where and when it was taken is removed.
    #[schema(value_type = String, format = Binary)]
    #[serde(skip)]
    #[allow(dead_code, reason = "describes the API; the file comes beside the fields")]
    picture: (),
    /// What is to be seen on it, up to 200 characters. Empty: the offer's title.
    alt: String,
}

impl View for PicturesPage {
    fn title(&self) -> String {
        self.s.t.pictures_of(self.title.clone())
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.offer_link(&self.offer, ""), self.title.clone())
    }
}

impl PicturesPage {
    fn is_full(&self) -> bool {
        self.pictures.len() >= PICTURES_MAX
    }

    fn link(&self, rest: &str) -> String {
        self.s.offer_link(&self.offer, &format!("/pictures{rest}"))
    }
}

/// The pictures of an offer: to those who manage offers, and to its seller.
#[utoipa::path(get, path = "/c/{slug}/offers/{offer}/pictures", tag = "market",
    params(("slug" = String, Path), ("offer" = String, Path)),
    responses((status = 200, body = PicturesPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn pictures_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, offer)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&offer)?).await?)
}

async fn load(caller: &Caller, site: &Site, offer: Id<Offer>) -> Result<PicturesPage, Problem> {
    me(caller)?;
    let s = Scene::of(caller, site)?;
    let scene = s.clone();
    let found = site.db.read(move |reader| {
        let Some(goods) = Goods::find(reader, scene.number, offer)? else { return Ok(None) };
        let pictures = views(reader, &scene, &goods.offer)?;
        Ok(Some((goods, pictures)))
    });
    let (goods, pictures) = found.await?.ok_or_else(|| Problem::from(OfferRefused::NoSuchOffer))?;
    if !goods.tended_by(&s) {
        return Err(OfferRefused::NotAllowed.into());
    }
    let (title, form) = (goods.offer.title, PictureForm::default());
    Ok(PicturesPage { offer, title, pictures, form, errors: Errors::none(), s })
}

/// What a program is told of a picture that was added.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PictureAnswer {
    #[schema(value_type = String)]
    file: Id<File>,
}

/// Adds a picture to an offer, behind those that are there.
#[utoipa::path(post, path = "/c/{slug}/offers/{offer}/pictures", tag = "market",
    request_body(content((PictureForm = "multipart/form-data"))),
    params(("slug" = String, Path), ("offer" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PictureAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 413, body = web::ProblemBody), (status = 422, body = web::ProblemBody),
        (status = 507, body = web::ProblemBody)))]
pub(crate) async fn add_picture(
    caller: Caller,
    State(site): State<Site>,
    Extension(shelf): Extension<Shelf>,
    Path((_, offer)): Path<(String, String)>,
    upload: Upload,
) -> Answer {
    let (offer, who, me) = (id::<Offer>(&offer)?, actor(&caller)?, me(&caller)?);
    // A courtesy, before anything is read: the operation decides again.
    load(&caller, &site, offer).await?;
    let came = files::taken::<PictureForm>(upload, &caller, &site, &shelf).await?;
    let (form, key) = (came.input, came.key);
    let mut check = Check::new(caller.lang);
    let alt = check.text("alt", &form.alt, 0..=ALT_CHARS_MAX);
    let picture = only(&caller, came.files).map_err(|why| check.refuse("picture", why)).ok();
    let (alt, picture) = match check.done((alt, picture)) {
        Ok((alt, Some(picture))) => (alt, picture),
        Ok((_, None)) => return Err(OfferRefused::OnePicture.into()),
        Err(errors) => return again(&caller, &site, offer, form, errors).await,
    };
    let key = key_of(me, &key, "add_picture", offer.as_str())?;
    let (input, when) = (AddPicture { offer, picture, alt, key }, When::from(site.now()));
    let community = caller.community()?;
    let done = site.db.transact(community.number, move |tx| ops::add_picture(tx, who, &input, when));
    match done.await {
        Ok(file) => {
            let location = format!("/c/{}/offers/{offer}/pictures", community.slug);
            Reply::created_json(&caller, &location, &PictureAnswer { file })
        }
        Err(OpError::Refused(why)) => {
            again(&caller, &site, offer, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// The one file that came, or what is wrong with what came.
fn only(caller: &Caller, came: Vec<Result<NewFile, FilesRefused>>) -> Result<NewFile, String> {
    let one: Result<[_; 1], _> = came.try_into();
    let [one] = one.map_err(|_| OfferRefused::OnePicture.say(caller.lang))?;
    one.map_err(|why| match why {
        // A document is a file that is taken, but none that shows goods.
        FilesRefused::UnknownType => OfferRefused::NotAPicture.say(caller.lang),
        why => why.say(caller.lang),
    })
}

async fn again(caller: &Caller, site: &Site, offer: Id<Offer>, form: PictureForm, errors: Errors) -> Answer {
    let mut page = load(caller, site, offer).await?;
    (page.form, page.errors) = (form, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}

/// Puts a picture first: on the offer's card, and on top of its page.
#[utoipa::path(post, path = "/c/{slug}/offers/{offer}/pictures/{picture}/first", tag = "market",
    params(("slug" = String, Path), ("offer" = String, Path), ("picture" = String, Path)),
    responses((status = 200, body = OfferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn put_picture_first(
    caller: Caller,
    State(site): State<Site>,
    Path((_, offer, picture)): Path<(String, String, String)>,
) -> Answer {
    change(&caller, &site, (id(&offer)?, id(&picture)?), ops::put_picture_first).await
}

/// Takes a picture off an offer; nobody gets it any more.
#[utoipa::path(post, path = "/c/{slug}/offers/{offer}/pictures/{picture}/removal", tag = "market",
    params(("slug" = String, Path), ("offer" = String, Path), ("picture" = String, Path)),
    responses((status = 200, body = OfferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn remove_picture(
    caller: Caller,
    State(site): State<Site>,
    Path((_, offer, picture)): Path<(String, String, String)>,
) -> Answer {
    change(&caller, &site, (id(&offer)?, id(&picture)?), ops::remove_picture).await
}

/// An operation on one of an offer's pictures.
type Change = fn(&mut Tx, Actor, (Id<Offer>, Id<File>), When) -> Outcome<(), OfferRefused>;

/// One of an offer's pictures, by one of the operations on it; back to the page of them.
async fn change(caller: &Caller, site: &Site, about: (Id<Offer>, Id<File>), change: Change) -> Answer {
    let (who, when, community) = (actor(caller)?, When::from(site.now()), caller.community()?);
    match site.db.transact(community.number, move |tx| change(tx, who, about, when)).await {
        Ok(()) => {
            let location = format!("/c/{}/offers/{}/pictures", community.slug, about.0);
            Reply::changed(caller, &location, &OfferAnswer { id: about.0 })
        }
        Err(OpError::Refused(why)) => Err(why.into()),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
