//! Accepts connections, and bounds what they may take: how many there are, and how long one may be silent before
//! a request. axum's own loop has neither bound.

use axum::Router;
use axum::body::{Bytes, HttpBody};
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::Service;

/// What connections may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// Open at a time; who comes later waits in the system's queue.
    pub count: usize,
    /// From the moment a request could begin until its head is whole; an idle connection is closed by it too.
    pub head: Duration,
}

/// More would take memory and buy nothing: what is slow is behind them.
const COUNT_MAX: usize = 8192;
/// Files that the database, its log and its readers may want beside the connections.
const FILES_KEPT: usize = 128;
/// Linux gives at least so many where nothing else is said.
const FILES_USUAL: usize = 1024;
/// So long does a full table of files get to become smaller before the next attempt.
const PAUSE: Duration = Duration::from_millis(200);

impl Bounds {
    /// As many as the limit on open files leaves room for.
    pub(crate) fn of_system() -> Bounds {
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
        let files = files_allowed(&limits).unwrap_or(FILES_USUAL);
        let count = files.saturating_sub(FILES_KEPT).max(files / 2).clamp(1, COUNT_MAX);
        Bounds { count, head: Duration::from_secs(30) }
    }
}

/// The soft limit in the table of `/proc/self/limits`.
fn files_allowed(limits: &str) -> Option<usize> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    match line.split_whitespace().next()? {
        "unlimited" => Some(usize::MAX),
        count => count.parse().ok(),
    }
}

/// Answers until `stop`, then ends when the last request under way has been answered. An idle connection is
/// closed at once.
pub(crate) async fn serve(
    listener: TcpListener,
    pages: Router,
    bounds: Bounds,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(bounds.count));
    let (told, heard) = watch::channel(());
    let mut was_full = false;
    tokio::pin!(stop);
    loop {
        let is_full = places.available_permits() == 0;
        if is_full && !was_full {
            tracing::warn!(count = bounds.count, "all connections are taken; the next one waits");
        }
        was_full = is_full;
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => accepted,
        };
        if let Some((stream, peer, place)) = accepted {
            let service = Peered { pages: pages.clone(), peer };
            tokio::spawn(answer(stream, service, bounds.head, heard.clone(), place));
        }
    }
    // Nobody is let in any more, and whoever waits hears it.
    drop((listener, told));
    let all = u32::try_from(bounds.count).unwrap_or(u32::MAX);
    // The semaphore is never closed.
    let _ = places.acquire_many(all).await;
}

/// A connection that has a place. None where the attempt failed: then the next one is worth trying.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        // Gone again before it was taken.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused
            ) =>
        {
            None
        }
        Err(error) => {
            tracing::error!(%error, "a connection could not be accepted");
            tokio::time::sleep(PAUSE).await;
            None
        }
    }
}

/// Serves one connection to its end.
async fn answer(
    stream: TcpStream,
    service: Peered,
    head: Duration,
    mut stop: watch::Receiver<()>,
    place: OwnedSemaphorePermit,
) {
    // Without it a small answer may wait for the receipt of the one before; where it fails, it does.
    let _ = stream.set_nodelay(true);
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(head);
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = std::pin::pin!(connection);
    // How it ended is the peer's affair: it went away, was silent, or spoke something else than HTTP.
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        _ = stop.changed() => None,
    };
    if ended.is_none() {
        connection.as_mut().graceful_shutdown();
        // Whoever hangs up meanwhile is no fault of ours.
        let _ = connection.await;
    }
    drop(place);
}

/// The pages, with the address that asks put beside each request.
#[derive(Clone)]
struct Peered {
    pages: Router,
    peer: SocketAddr,
}

impl<B> Service<Request<B>> for Peered
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = <Router as Service<Request<B>>>::Response;
    type Error = <Router as Service<Request<B>>>::Error;
    type Future = <Router as Service<Request<B>>>::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Service::<Request<B>>::poll_ready(&mut self.pages, context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        request.extensions_mut().insert(ConnectInfo(self.peer));
        self.pages.call(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use std::sync::Mutex;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;

    type Seen = Arc<Mutex<Vec<String>>>;

    /// A server that notes the paths it is asked for, its address, and the way to stop it.
    async fn started(bounds: Bounds) -> (SocketAddr, Seen, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, seen) = (listener.local_addr().unwrap(), Seen::default());
        let noted = seen.clone();
        let pages = Router::new().fallback(get(move |uri: axum::http::Uri| async move {
            noted.lock().unwrap().push(uri.path().to_owned());
            "here"
        }));
        let (stop, stopped) = oneshot::channel();
        let serving = serve(listener, pages.with_state(()), bounds, async { drop(stopped.await) });
        (address, seen, stop, tokio::spawn(serving))
    }

    async fn ask(stream: &mut TcpStream, path: &str, close: bool) -> String {
        let close = if close { "Connection: close\r\n" } else { "" };
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\n{close}\r\n").as_bytes()).await.unwrap();
        let mut heard = vec![0; 4096];
        let count = stream.read(&mut heard).await.unwrap();
        String::from_utf8_lossy(&heard[..count]).into_owned()
    }

    #[test]
    fn the_limit_on_files_leaves_room() {
        let table = |soft: &str| format!("Limit  Soft  Hard  Units\nMax open files  {soft}  4096  files\n");
        for (limits, files) in [
            (table("1024"), Some(1024)),
            (table("unlimited"), Some(usize::MAX)),
            (table("odd"), None),
            (String::new(), None),
        ] {
            assert_eq!(files_allowed(&limits), files, "{limits}");
        }
        assert!((1..=COUNT_MAX).contains(&Bounds::of_system().count));
    }

    /// Who says half a request, or nothing, does not keep the place: with one place the next is served.
    #[tokio::test]
    async fn a_silent_connection_loses_its_place() {
        let bounds = Bounds { count: 1, head: Duration::from_millis(50) };
        let (address, _, _stop, _) = started(bounds).await;
        for begun in ["", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "] {
            let mut silent = TcpStream::connect(address).await.unwrap();
            silent.write_all(begun.as_bytes()).await.unwrap();
            let mut next = TcpStream::connect(address).await.unwrap();
            assert!(ask(&mut next, "/", true).await.starts_with("HTTP/1.1 200"), "{begun:?}");
            let mut rest = Vec::new();
            // Closed, or reset where something unread was left.
            let _ = silent.read_to_end(&mut rest).await;
        }
    }

    /// With one place the second is heard only when the first has gone.
    #[tokio::test]
    async fn no_more_are_heard_than_there_are_places() {
        let bounds = Bounds { count: 1, head: Duration::from_secs(30) };
        let (address, seen, _stop, _) = started(bounds).await;
        let mut first = TcpStream::connect(address).await.unwrap();
        assert!(ask(&mut first, "/first", false).await.contains("here"));
        let second = tokio::spawn(async move {
            let mut second = TcpStream::connect(address).await.unwrap();
            ask(&mut second, "/second", true).await
        });
        for path in ["/first/2", "/first/3"] {
            assert!(ask(&mut first, path, false).await.contains("here"));
        }
        drop(first);
        assert!(second.await.unwrap().contains("here"));
        assert_eq!(*seen.lock().unwrap(), ["/first", "/first/2", "/first/3", "/second"]);
    }

    /// Told to stop, it closes what is idle and ends, however long an idle one could have stayed.
    #[tokio::test]
    async fn a_stop_ends_idle_connections() {
        let bounds = Bounds { count: 4, head: Duration::from_secs(3600) };
        let (address, _, stop, serving) = started(bounds).await;
        let mut idle = TcpStream::connect(address).await.unwrap();
        assert!(ask(&mut idle, "/", false).await.contains("here"));
        stop.send(()).unwrap();
        serving.await.unwrap();
        assert_eq!(idle.read(&mut [0; 8]).await.unwrap(), 0);
    }
}
