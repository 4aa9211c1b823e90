//! The books' side of a run: hands each invoice to the lane, and tidies up when all are in.

use super::drive::{Answered, ImportError, NotTaken, Takes};
use super::goods::{self, Latest};
use super::parts::Part;
use super::take::{Run, begin, take_part};
use community::Community;
use kernel::Currency;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Db, Fault, OpError, Reader};
use tokio::task::JoinSet;
use web::Lang;

/// Offers that are changed together at the end.
const FRESHEN_AT_ONCE: usize = 256;

pub(super) struct Till {
    pub db: Db,
    pub run: Arc<Run>,
    pub latest: Mutex<HashMap<String, Latest>>,
}

impl Till {
    pub(super) async fn open(db: Db, run: Run) -> Result<Till, Fault> {
        let (community, number) = (run.community, run.run);
        let begun = db.transact(community, move |tx| Ok::<_, OpError<NotTaken>>(begin(tx, number)?)).await;
        match begun {
            Ok(()) => Ok(Till { db, run: Arc::new(run), latest: Mutex::default() }),
            Err(OpError::Fault(fault)) => Err(fault),
            Err(OpError::Refused(never)) => Err(Fault::Engine(format!("begin: {never:?}").into())),
        }
    }

    /// Titles and prices as the last sales had them. Last, because they change with nearly every line.
    pub(super) async fn freshen(&self) -> Result<(), ImportError> {
        let latest = std::mem::take(&mut *self.latest.lock().unwrap_or_else(PoisonError::into_inner));
        let mut latest: Vec<(String, Latest)> = latest.into_iter().collect();
        latest.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        for chunk in latest.chunks(FRESHEN_AT_ONCE) {
            // All at once, so that they share a flush; each stands for itself, so their order is free.
            let mut at_once = JoinSet::new();
            for (item, latest) in chunk {
                let (db, run) = (self.db.clone(), self.run.clone());
                let (item, latest) = (item.clone(), latest.clone());
                at_once.spawn(async move {
                    db.transact(run.community, move |tx| goods::freshen(tx, &run, &item, &latest)).await
                });
            }
            while let Some(done) = at_once.join_next().await {
                match done {
                    // A steward's own changes may stand in the way; the offer then keeps what it has.
                    Ok(Ok(_) | Err(OpError::Refused(_))) => {}
                    Ok(Err(OpError::Fault(fault))) => return Err(fault.into()),
                    Err(panic) => return Err(Fault::Panicked(panic.to_string().into()).into()),
                }
            }
        }
        Ok(())
    }
}

impl Takes for Till {
    fn take(&self, part: Arc<Part>, turn: i64, refused: bool) -> Answered {
        if !refused {
            let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
            part.lines
                .iter()
                .filter_map(|line| line.does.sells())
                .for_each(|line| goods::note(&mut latest, line));
        }
        let (db, run) = (self.db.clone(), self.run.clone());
        Box::pin(async move {
            let community = run.community;
            match db.transact(community, move |tx| take_part(tx, &run, &part, turn, refused)).await {
                Ok(answer) => Ok(Ok(answer)),
                Err(OpError::Refused(why)) => Ok(Err(why)),
                Err(OpError::Fault(fault)) => Err(fault),
            }
        })
    }
}

/// What the books and the community say to an import.
#[derive(Debug)]
pub(super) struct Opened {
    pub currency: Currency,
    pub zone: String,
    /// The general fund: imported sales are the community's own.
    pub fund: i64,
    pub lang: Lang,
}

/// None where the books are not open.
pub(super) fn opened(reader: &mut Reader, community: i64) -> Result<Option<Opened>, Fault> {
    let Some(book) = ledger::book(reader, community)? else { return Ok(None) };
    let lang = reader.find::<Community>(&community)?.and_then(|community| Lang::parse(&community.lang));
    let Some(fund) = ledger::general_fund(reader, community)? else { return Ok(None) };
    let lang = lang.unwrap_or(Lang::En);
    Ok(Some(Opened { currency: book.currency, zone: book.zone, fund, lang }))
}

/// True when nothing in the books contradicts anything else there.
pub(super) fn balanced(reader: &mut Reader, community: i64) -> Result<bool, Fault> {
    Ok(ledger::verify(reader, community)?.violations.is_empty())
}
