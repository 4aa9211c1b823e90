//! `GET /c/{slug}/live?topics=orders,books`: an event stream that says what to fetch again.

use crate::caller::Caller;
use crate::live::Changed;
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
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// Streams of all pages together: each holds a connection open.
const STREAMS_MAX: usize = 4096;
static STREAMS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(STREAMS_MAX)));
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
    topics: Vec<String>,
    receiver: Receiver<Arc<Changed>>,
    until: Instant,
    greeted: bool,
    _permit: OwnedSemaphorePermit,
}

pub(crate) async fn listen(caller: Caller, State(site): State<Site>, Query(asked): Query<Topics>) -> Answer {
    let community = caller.sees_community()?.number;
    let permit = STREAMS.clone().try_acquire_owned().map_err(|_| Problem::refused(WebRefused::Busy))?;
    let listening = Listening {
        community,
        topics: asked.topics.split(',').take(16).map(str::to_owned).collect(),
        receiver: site.live.listen(),
        until: Instant::now() + LONGEST,
        greeted: false,
        _permit: permit,
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
            match tokio::time::timeout(HEARTBEAT, self.receiver.recv()).await {
                Err(_) => return Some(": still here\n\n".to_owned()),
                Ok(Err(RecvError::Closed)) => return None,
                // Too slow for the channel: whatever was missed, the page is fetched again.
                Ok(Err(RecvError::Lagged(_))) => return Some("event: changed\ndata: *\n\n".to_owned()),
                Ok(Ok(changed)) if self.wants(&changed) => {
                    return Some(format!(
                        "event: changed\ndata: {}\n\n",
                        changed.topic.replace(['\r', '\n'], " ")
                    ));
                }
                Ok(Ok(_)) => {}
            }
        }
    }

    fn wants(&self, changed: &Changed) -> bool {
        changed.community == self.community && self.topics.contains(&changed.topic)
    }
}
