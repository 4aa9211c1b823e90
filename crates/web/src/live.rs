//! Live pages: what has changed in a community, told to the browsers that look at it.
//!
//! A message names a topic and carries no data: the browser asks for the page again with its own rights, so a
//! live page can never show more than the page does. That something happened is itself worth hiding: each topic
//! says who may hear of it.

use crate::caller::Caller;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{broadcast, watch};

/// What a page can follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// What is offered and what is left of it.
    Market,
    /// Orders and their payments.
    Orders,
    /// Members, applications, what waits for whom.
    People,
    /// Proposals, ballots, mandates and expenses.
    Decisions,
}

impl Topic {
    pub const ALL: [Topic; 4] = [Topic::Market, Topic::Orders, Topic::People, Topic::Decisions];

    pub fn code(self) -> &'static str {
        match self {
            Topic::Market => "market",
            Topic::Orders => "orders",
            Topic::People => "people",
            Topic::Decisions => "decisions",
        }
    }

    /// None for a text that names no topic.
    pub fn parse(text: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.code() == text)
    }

    /// Visitors see shelves, where the charter opens them; what members do among each other is for members.
    pub fn may_be_heard_by(self, caller: &Caller) -> bool {
        match self {
            Topic::Market => caller.sees_community().is_ok(),
            Topic::Orders | Topic::People | Topic::Decisions => caller.membership().is_some(),
        }
    }
}

/// Something that a page may be showing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    pub community: i64,
    pub topic: Topic,
}

/// Cheap to clone; all clones share the channel.
#[derive(Clone)]
pub struct Live {
    sender: broadcast::Sender<Changed>,
    closed: watch::Sender<bool>,
    streams: Arc<Mutex<Streams>>,
}

/// Each stream holds a connection open, so that all together and those of one address are counted.
struct Streams {
    count: usize,
    count_max: usize,
    by_peer: HashMap<IpAddr, usize>,
}

/// Where nobody says how many connections there may be.
const STREAMS_MAX: usize = 4096;
/// A household, or an office behind one address; more would be somebody who collects connections.
const STREAMS_OF_PEER_MAX: usize = 64;

impl Live {
    pub fn new() -> Live {
        let streams = Streams { count: 0, count_max: STREAMS_MAX, by_peer: HashMap::new() };
        let (closed, _) = watch::channel(false);
        Live { sender: broadcast::channel(1024).0, closed, streams: Arc::new(Mutex::new(streams)) }
    }

    /// After the commit, by the outbox's reader. Nobody listening is no error.
    pub fn tell(&self, community: i64, topic: Topic) {
        let _ = self.sender.send(Changed { community, topic });
    }

    pub fn is_listened_to(&self) -> bool {
        self.sender.receiver_count() > 0
    }

    pub fn listen(&self) -> broadcast::Receiver<Changed> {
        self.sender.subscribe()
    }

    /// How many streams there may be: fewer than connections, or pages could not be asked for any more.
    pub fn bound(&self, count_max: usize) {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner).count_max = count_max.min(STREAMS_MAX);
    }

    /// Every stream ends now and no other begins: the program stops.
    pub fn close(&self) {
        self.closed.send_replace(true);
    }

    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closed.subscribe()
    }

    /// A place for one more stream, given back when dropped. None when all are taken, or all of this address.
    pub(crate) fn admit(&self, peer: Option<IpAddr>) -> Option<Place> {
        let peer = peer.map(subscriber);
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let of_peer = peer.map_or(0, |peer| streams.by_peer.get(&peer).copied().unwrap_or(0));
        if streams.count >= streams.count_max || of_peer >= STREAMS_OF_PEER_MAX {
            return None;
        }
        streams.count += 1;
        if let Some(peer) = peer {
            streams.by_peer.insert(peer, of_peer + 1);
        }
        Some(Place { streams: self.streams.clone(), peer })
    }
}

/// An IPv6 line has a whole network of addresses.
fn subscriber(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
        address => address,
    }
}

impl Default for Live {
    fn default() -> Live {
        Live::new()
    }
}

/// Of a stream that is open.
pub(crate) struct Place {
    streams: Arc<Mutex<Streams>>,
    peer: Option<IpAddr>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        streams.count -= 1;
        let Some(peer) = self.peer else { return };
        match streams.by_peer.get_mut(&peer) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(streams.by_peer.remove(&peer)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_take_all_streams() {
        let live = Live::new();
        let peer = |text: &str| Some(text.parse::<IpAddr>().unwrap());
        let mut places: Vec<_> = (0..STREAMS_OF_PEER_MAX).map(|_| live.admit(peer("192.0.2.1"))).collect();
        assert!(places.iter().all(Option::is_some));
        assert!(live.admit(peer("192.0.2.1")).is_none());
        assert!(live.admit(peer("192.0.2.2")).is_some(), "others are not hindered");
        places.pop();
        let again = live.admit(peer("192.0.2.1"));
        assert!(again.is_some(), "a place that was given back is there");
        drop((places, again));
        assert!(live.streams.lock().unwrap().by_peer.is_empty(), "nothing is remembered of who has gone");
        let of_line: Vec<_> =
            (0..=STREAMS_OF_PEER_MAX).map(|n| live.admit(peer(&format!("2001:db8::{n:x}")))).collect();
        assert_eq!(of_line.iter().flatten().count(), STREAMS_OF_PEER_MAX);
    }

    #[test]
    fn all_streams_together_are_bounded() {
        let live = Live::new();
        live.bound(2);
        let places = [live.admit(None), live.admit(None), live.admit(None)];
        assert_eq!(places.each_ref().map(Option::is_some), [true, true, false]);
    }
}
