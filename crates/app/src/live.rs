//! From the outbox to the pages that are being looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::time::Duration;
use store::{Announced, Event, Fault, SITE};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use web::{Site, Topic};

/// Many changes in one moment are one look at the outbox, whoever makes them.
const GATHERED_FOR: Duration = Duration::from_millis(200);
/// Events read at a time.
const AT_ONCE: i64 = 256;
/// How far to look back in a community that is heard of for the first time: a batch tells its last event only.
const BACK: i64 = 64;

/// Tells pages what has changed, until `stop`. Only this node's own changes and only while it runs: a page that
/// misses one is as fresh as its last loading. While nobody looks, nothing is read.
pub(crate) async fn tell(site: Site, stop: impl Future<Output = ()>) {
    let mut announced = site.db.listen();
    // Community → its last event that has been told.
    let mut told = BTreeMap::<i64, i64>::new();
    tokio::pin!(stop);
    loop {
        let mut waiting = BTreeMap::new();
        let heard = tokio::select! {
            () = &mut stop => return,
            heard = announced.recv() => heard,
        };
        match heard {
            Ok(announced) => note(&mut waiting, announced),
            Err(RecvError::Lagged(_)) => note_all(&mut waiting, &told),
            Err(RecvError::Closed) => return,
        }
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(GATHERED_FOR) => {}
        }
        loop {
            match announced.try_recv() {
                Ok(announced) => note(&mut waiting, announced),
                Err(TryRecvError::Lagged(_)) => note_all(&mut waiting, &told),
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        for (community, number) in waiting {
            let from = told.get(&community).copied().unwrap_or(number - BACK).max(0);
            if !site.live.is_listened_to() {
                told.insert(community, number);
                continue;
            }
            match changed(&site, community, from).await {
                Ok((topics, last)) => {
                    topics.into_iter().for_each(|topic| site.live.tell(community, topic));
                    told.insert(community, last);
                }
                Err(Fault::Closed) => return,
                Err(fault) => tracing::error!(%fault, "live pages were not told"),
            }
        }
    }
}

/// Something was missed: it may have been of any community that was heard of before.
fn note_all(waiting: &mut BTreeMap<i64, i64>, told: &BTreeMap<i64, i64>) {
    for (community, told) in told {
        waiting.entry(*community).or_insert(told + 1);
    }
}

fn note(waiting: &mut BTreeMap<i64, i64>, announced: Announced) {
    if announced.community != SITE {
        waiting.insert(announced.community, announced.number);
    }
}

/// What the events after `number` are about, and the number of the last of them.
async fn changed(site: &Site, community: i64, mut number: i64) -> Result<(Vec<Topic>, i64), Fault> {
    let mut kinds = BTreeSet::new();
    loop {
        let events = site.db.events_after(community, number, AT_ONCE).await?;
        number = events.last().map_or(number, |event| event.number);
        let more = events.len() as i64 == AT_ONCE;
        kinds.extend(events.into_iter().map(|event: Event| event.kind));
        if !more {
            break;
        }
    }
    let features = [
        community::topics,
        market::topics,
        spending::topics,
        supply::topics,
        ownership::topics,
        pools::topics,
        pickup::topics,
        lists::topics,
        contributions::topics,
        referral::topics,
        distribution::topics,
        governance::topics,
    ];
    let about =
        |topic: &Topic| kinds.iter().any(|kind| features.iter().any(|topics| topics(kind).contains(topic)));
    Ok((Topic::ALL.into_iter().filter(about).collect(), number))
}
