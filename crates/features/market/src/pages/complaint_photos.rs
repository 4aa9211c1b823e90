//! Pictures that go with a complaint: who may look at them, and what was wrong with one that came.
//!
//! They show a kitchen or a doorstep, so they are for the buyer and for those who answer.

use crate::complained_store::of_photo;
use crate::rows::Order;
use crate::t;
use files::rows::File;
use files::{FilesRefused, NewFile};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ids::Member;
use web::{Caller, FieldError, Membership, Power, Powers, Refusal};

/// Of the program's features, the one whose complaints have pictures.
pub struct PhotoOwner;

impl files::Owner for PhotoOwner {
    fn may_see(
        &self,
        reader: &mut Reader,
        community: i64,
        who: &Membership,
        file: Id<File>,
    ) -> Result<Option<bool>, Fault> {
        let Some(order) = of_photo(reader, community, file)? else { return Ok(None) };
        let order = reader.find::<Order>(&(community, order))?;
        Ok(order.map(|order| sees_photos(who.powers, Some(who.member), &order)))
    }
}

pub(crate) fn sees_photos(powers: Powers, me: Option<Id<Member>>, order: &Order) -> bool {
    me == Some(order.buyer) || powers.has(Power::Refund)
}

/// A picture as pages show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PhotoView {
    #[schema(value_type = String)]
    pub file: Id<File>,
    pub href: String,
    #[serde(skip)]
    pub number: i64,
}

/// All files, or what was wrong with one of them.
pub(crate) fn sound(
    caller: &Caller,
    came: Vec<Result<NewFile, FilesRefused>>,
) -> Result<Vec<NewFile>, FieldError> {
    let several = came.len() > 1;
    let named = (1..).zip(came).map(|(place, file)| {
        file.map_err(|why| match several {
            true => t(caller.lang).photo_of_several(place, why.say(caller.lang)),
            false => why.say(caller.lang),
        })
    });
    let all: Result<Vec<_>, String> = named.collect();
    all.map_err(|message| FieldError::new("photos", message))
}
