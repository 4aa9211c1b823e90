//! What a feature above asks of whoever opens a group buy and of whoever joins it, and keeps beside the two. Pools show the questions and
//! hand on the answers, in the same transaction; they know neither.
//!
//! Not a rule: it is what another feature implements.

use crate::ids::{Member, PoolId};
use crate::rows::Commitment;
use kernel::{Id, Timestamp, Zone};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use store::{Fault, OpError, Outcome, Reader, Tx};
use web::{Errors, Html, Lang, Refusal};

/// Of which community, for whom, in which words, and when.
#[derive(Debug, Clone)]
pub struct Seen {
    pub community: i64,
    pub me: Option<Id<Member>>,
    pub lang: Lang,
    pub zone: Zone,
    pub now: Timestamp,
}

/// Fields of the form of opening that are not the pools' own.
pub type Typed = BTreeMap<String, String>;

/// A group buy that is opened, or only looked over: then it is not there yet.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    pub pool: Option<PoolId>,
    pub by: Id<Member>,
    pub closes_at: Timestamp,
    pub typed: &'a Typed,
}

/// What is still to come into a group buy.
#[derive(Debug, Clone)]
pub struct Needs {
    /// Parts, if everybody takes one of what its condition counts.
    pub parts: i64,
    /// The same as people read it: `30 boxes`.
    pub words: String,
}

/// That the feature above has too little room for it, and where that can be mended.
#[derive(Debug, Clone, Default, serde::Serialize, utoipa::ToSchema)]
pub struct TooLittleRoom {
    pub words: String,
    /// Words and the address behind the community's own.
    #[serde(skip)]
    pub ways: Vec<(String, String)>,
}

/// A part that was taken.
#[derive(Debug, Clone, Copy)]
pub struct Joined<'a> {
    pub part: Id<Commitment>,
    /// The code of what was chosen; empty: nothing.
    pub choice: &'a str,
    pub random: u64,
}

/// What is asked of who joins; nothing where there are no choices.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub label: String,
    pub hint: String,
    pub choices: Vec<PoolChoice>,
}

#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct PoolChoice {
    /// Sent as `choice`.
    pub code: String,
    pub words: String,
}

/// Why it is not to be had so, in the words of the feature above, and at which field.
#[derive(Debug, Clone)]
pub struct Said {
    pub refusal: Arc<dyn Refusal>,
    pub field: Option<&'static str>,
}

impl Said {
    pub fn of(refusal: impl Refusal) -> Said {
        let field = refusal.field();
        Said { refusal: Arc::new(refusal), field }
    }

    #[must_use]
    pub fn at(self, field: &'static str) -> Said {
        Said { field: Some(field), ..self }
    }
}

impl Refusal for Said {
    fn code(&self) -> &'static str {
        self.refusal.code()
    }

    fn status(&self) -> axum::http::StatusCode {
        self.refusal.status()
    }

    fn say(&self, lang: Lang) -> String {
        self.refusal.say(lang)
    }

    fn field(&self) -> Option<&'static str> {
        self.field
    }
}

/// An answer of this feature's own, beside those of the feature above.
pub(crate) fn said<T, R: Refusal>(outcome: Outcome<T, R>) -> Outcome<T, Said> {
    outcome.map_err(|error| match error {
        OpError::Refused(why) => OpError::Refused(Said::of(why)),
        OpError::Fault(fault) => OpError::Fault(fault),
    })
}

/// The feature above.
pub trait Beside: Send + Sync {
    /// Fields for the form of opening; empty where there is nothing to ask.
    ///
    /// # Errors
    /// Of the database only.
    fn form(&self, reader: &mut Reader, seen: &Seen, typed: &Typed, errors: &Errors) -> Result<Html, Fault>;

    /// What members will read of it, before it is opened.
    ///
    /// # Errors
    /// Of the database only.
    fn to_be(&self, reader: &mut Reader, seen: &Seen, typed: &Typed) -> Result<Vec<String>, Fault>;

    /// A warning to who opens it, where what is typed has no room for all that it needs.
    ///
    /// # Errors
    /// Of the database only.
    fn warning(
        &self,
        reader: &mut Reader,
        seen: &Seen,
        typed: &Typed,
        needs: &Needs,
    ) -> Result<Option<String>, Fault>;

    /// The same to who runs it, while it is open.
    ///
    /// # Errors
    /// Of the database only.
    fn too_little_room(
        &self,
        reader: &mut Reader,
        seen: &Seen,
        pool: PoolId,
        needs: &Needs,
    ) -> Result<Option<TooLittleRoom>, Fault>;

    /// Said twice for the same pool, it stands once.
    ///
    /// # Errors
    /// What is wrong with it: then no pool is opened.
    fn opened(&self, tx: &mut Tx, opening: Opening<'_>, now: Timestamp) -> Outcome<(), Said>;

    /// What is agreed on by joining, in sentences.
    ///
    /// # Errors
    /// Of the database only.
    fn rules(&self, reader: &mut Reader, seen: &Seen, pool: PoolId) -> Result<Vec<String>, Fault>;

    /// # Errors
    /// Of the database only.
    fn asked(&self, reader: &mut Reader, seen: &Seen, pool: PoolId) -> Result<Asked, Fault>;

    /// Said twice for the same part, it stands once.
    ///
    /// # Errors
    /// What is wrong with it: then no part is taken and nothing is paid.
    fn joined(&self, tx: &mut Tx, joined: Joined<'_>, now: Timestamp) -> Outcome<(), Said>;

    /// What stands beside a part, in a sentence.
    ///
    /// # Errors
    /// Of the database only.
    fn of_part(
        &self,
        reader: &mut Reader,
        seen: &Seen,
        part: Id<Commitment>,
    ) -> Result<Option<String>, Fault>;
}

/// For the handlers.
#[derive(Clone)]
pub(crate) struct Above(pub(crate) Arc<dyn Beside>);

impl fmt::Debug for Above {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Above")
    }
}
