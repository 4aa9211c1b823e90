//! What a purchase order's page shows of credits that its supplier is asked for, and what the reader may say to each.

use super::scene::{Names, Scene};
use crate::asked_store::credits_asked_of;
use crate::credit::CreditState;
use crate::ops::SETTLES;
use crate::rows::{Credit, CreditAsked, Purchase, Supplier};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;

/// A supplier is asked to be owed less.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CreditAskedView)]
pub(crate) struct AskedView {
    #[schema(value_type = String)]
    pub credit: Id<Credit>,
    pub amount_minor: i64,
    pub reason: String,
    #[schema(value_type = String)]
    pub state: CreditState,
    pub asked_by: String,
    /// RFC 3339.
    pub asked_at: String,
    /// When silence agrees; null where it does not, for the supplier could not see it.
    pub answer_until: Option<String>,
    /// Why the supplier says no.
    pub objection: Option<String>,
    pub settled_reason: Option<String>,
    /// The caller may answer as the supplier.
    pub can_answer: bool,
    /// The caller may say as a second person that they are owed less.
    pub can_uphold: bool,
    /// The caller may drop it.
    pub can_drop: bool,
    #[serde(skip)]
    pub when: Html,
    #[serde(skip)]
    pub tag: Html,
    #[serde(skip)]
    pub until: Option<Html>,
    /// By what it was settled.
    #[serde(skip)]
    pub settled: Option<String>,
}

impl AskedView {
    pub(crate) fn may_object(&self) -> bool {
        self.state.answer(false).is_ok()
    }

    /// Nobody who is asked could see it: two people of the community decide.
    pub(crate) fn is_unseen(&self) -> bool {
        self.state == CreditState::Asked && self.answer_until.is_none()
    }
}

/// Of one purchase order, in the order in which they were asked for.
pub(super) fn asked(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    (row, supplier): (&Purchase, &Supplier),
) -> Result<Vec<AskedView>, Fault> {
    let mut views = Vec::new();
    for id in credits_asked_of(reader, s.number, row.id)? {
        let Some(asked) = reader.find::<CreditAsked>(&(s.number, id))? else { continue };
        let one = community::one_with_shown(reader, s.number, s.me)?;
        let second = asked.asked_by != s.me && !one.contains(&asked.asked_by);
        // A courtesy: the operations decide again.
        let settles = s.may(supplier, &SETTLES);
        let until = asked.silence_at_us.filter(|_| asked.state == CreditState::Asked);
        views.push(AskedView {
            credit: id,
            amount_minor: asked.amount_minor,
            state: asked.state,
            asked_by: names.of(reader, s, asked.asked_by)?,
            asked_at: asked.asked_at_us.to_string(),
            answer_until: until.map(|at| at.to_string()),
            can_answer: s.is(supplier) && asked.state.answer(true).is_ok(),
            can_uphold: settles && second && asked.state.uphold(asked.silence_at_us).is_ok(),
            can_drop: settles && asked.state.drop().is_ok(),
            when: s.time(&asked.asked_at_us),
            tag: s.credit_tag(asked.state),
            until: until.map(|at| s.time(&at)),
            settled: asked
                .settled_how
                .filter(|_| asked.state == CreditState::Agreed)
                .map(|how| s.settled_words(how)),
            reason: asked.reason,
            objection: asked.objection.filter(|text| !text.is_empty()),
            settled_reason: asked.settled_reason,
        });
    }
    Ok(views)
}
