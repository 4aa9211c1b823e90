//! `GET /c/{slug}/live?topics=market,orders`: an event stream that says what to fetch again.

use crate::caller::Caller;
use crate::live::{Changed, Place, Topic};
use crate::problem::{Answer, Problem};
use crate::refused::WebRefused;
use crate::reply::Reply;
use crate::site::Site;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use futures_util::stream;
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::sync::watch;
use tokio::time::Instant;

/// A silent connection is dropped by proxies after a minute or so.
const HEARTBEAT: Duration = Duration::from_secs(25);
/// Then the browser connects again, and is asked again who it is.
const LONGEST: Duration = Duration::from_secs(600);

#[derive(Debug, Deserialize)]
pub(crate) struct Topics {
    #[serde(default)]
    topics: String,
}

struct Listening {
    community: i64,
    topics: Vec<Topic>,
    receiver: Receiver<Changed>,
    closing: watch::Receiver<bool>,
    until: Instant,
    greeted: bool,
    _place: Place,
}

pub(crate) async fn listen(caller: Caller, State(site): State<Site>, Query(asked): Query<Topics>) -> Answer {
    let community = caller.sees_community()?.number;
    let place = site.live.admit(caller.peer).ok_or_else(|| Problem::refused(WebRefused::Busy))?;
    let listening = Listening {
        community,
        // What is not for this caller is as silent as what does not exist.
        topics: Topic::ALL
            .into_iter()
            .filter(|topic| asked.topics.split(',').any(|named| named == topic.code()))
            .filter(|topic| topic.may_be_heard_by(&caller))
            .collect(),
        closing: site.live.closing(),
        receiver: site.live.listen(),
        until: Instant::now() + LONGEST,
        greeted: false,
        _place: place,
    };
    let body = Body::from_stream(stream::unfold(listening, |mut listening| async move {
        let text = listening.next().await?;
        Some((Ok::<_, Infallible>(text), listening))
    }));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok(Reply::from((headers, body).into_response()))
}

impl Listening {
    /// The next piece of the stream; None ends it.
    async fn next(&mut self) -> Option<String> {
        if !self.greeted {
            self.greeted = true;
            return Some("retry: 3000\n\n".to_owned());
        }
        loop {
            if Instant::now() >= self.until {
                return None;
            }
            let heard = tokio::select! {
                _ = self.closing.wait_for(|closed| *closed) => return None,
                heard = tokio::time::timeout(HEARTBEAT, self.receiver.recv()) => heard,
            };
            match heard {
                Err(_) => return Some(": still here\n\n".to_owned()),
                Ok(Err(RecvError::Closed)) => return None,
                // Too slow for the channel: whatever was missed, the page is fetched again.
                Ok(Err(RecvError::Lagged(_))) => return Some("event: changed\ndata: *\n\n".to_owned()),
                Ok(Ok(changed)) if self.wants(&changed) => {
                    return Some(format!("event: changed\ndata: {}\n\n", changed.topic.code()));
                }
                Ok(Ok(_)) => {}
            }
        }
    }

    fn wants(&self, changed: &Changed) -> bool {
        changed.community == self.community && self.topics.contains(&changed.topic)
    }
}
