//! Live pages: what has changed in a community, told to the browsers that look at it.
//!
//! A message names a topic and carries no data: the browser asks for the page again with its own rights, so a
//! live page can never show more than the page does.

use std::sync::Arc;
use tokio::sync::broadcast;

/// Cheap to clone; all clones share the channel.
#[derive(Clone)]
pub struct Live {
    sender: broadcast::Sender<Arc<Changed>>,
}

/// Something that a page may be showing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub community: i64,
    /// What a page asked for in `data-live`: `orders`, `books`, `desk`.
    pub topic: String,
}

impl Live {
    pub fn new() -> Live {
        Live { sender: broadcast::channel(1024).0 }
    }

    /// After the commit, by the outbox's reader. Nobody listening is no error.
    pub fn tell(&self, community: i64, topic: &str) {
        let _ = self.sender.send(Arc::new(Changed { community, topic: topic.to_owned() }));
    }

    pub fn listen(&self) -> broadcast::Receiver<Arc<Changed>> {
        self.sender.subscribe()
    }
}

impl Default for Live {
    fn default() -> Live {
        Live::new()
    }
}
