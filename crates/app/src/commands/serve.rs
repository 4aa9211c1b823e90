//! `hehuo serve`: the site until it is told to stop.

use super::{Said, beside, runtime};
use crate::cli::Serve;
use crate::connections::{self, Bounds};
use crate::place::{shelf, shown};
use crate::site::{Features, Running, open_store};
use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::routing::get;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::future::Future;
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::{IdSource, Problem, SiteConfig, SystemClock, WebRefused};

/// How long requests under way may take to end after a stop was asked for.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn run(options: &Serve) -> Result<(), Said> {
    let place = options.place.place()?;
    options.base_url.as_deref().map_or(Ok(()), is_origin)?;
    log();
    let metrics = metrics()?;
    let db = open_store(&place).map_err(|fault| Said::because(&shown(&place), fault))?;
    runtime()?.block_on(async {
        let listener = listen(options.listen).await?;
        let address = listener.local_addr().map_err(|error| Said::because("no address", error))?;
        let base_url = options.base_url.clone().unwrap_or_else(|| format!("http://{address}"));
        let mut config = SiteConfig::at(&base_url);
        config.behind_proxy = options.behind_proxy;
        let ids = IdSource::system();
        let files = shelf(&place, options.files.as_deref());
        tokio::spawn(sweep_on(files.clone(), db.clone()));
        let features = Features { files, ..Features::usual(&ids) };
        let running = Running::with(db, Arc::new(SystemClock), ids, config, features);
        // As links are made from it: without a slash at the end.
        let base_url = &running.site.config.base_url;
        // Until the end of this: then the socket goes.
        let _beside = beside::listen(&place, &running.site.db, base_url);
        println!("hehuo listens on http://{address} and keeps its data in {}", shown(&place));
        if let Some(link) = people::setup_link(&running.site).await? {
            println!("No operator yet. This link works once, for a day: {base_url}{link}");
        }
        serve(listener, &running, metrics, stop_signal()?).await
    })
}

/// Now, and every hour: each node sweeps the folder it has.
async fn sweep_on(files: files::Shelf, db: store::Db) {
    let mut hours = tokio::time::interval(std::time::Duration::from_secs(3_600));
    loop {
        hours.tick().await;
        sweep(&files, &db).await;
    }
}

/// Files of requests that ended before anything named them. A site without them still serves.
async fn sweep(files: &files::Shelf, db: &store::Db) {
    match files::sweep(files, db).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "removed files that nothing names"),
        Err(fault) => tracing::error!(%fault, "files that nothing names were not removed"),
    }
}

/// Said before anything is opened or made: a site cannot begin with an address that is none.
pub(super) fn is_origin(url: &str) -> Result<(), Said> {
    let parts = url.parse::<axum::http::Uri>().ok();
    let fits = parts.is_some_and(|uri| {
        let scheme = matches!(uri.scheme_str(), Some("http" | "https"));
        scheme && uri.authority().is_some() && uri.path() == "/" && uri.query().is_none()
    });
    match fits {
        true => Ok(()),
        false => Err(Said::new(format!("--base-url {url} is no address: https://host, nothing behind it"))),
    }
}

/// Where the histograms of seconds are cut.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// How often what was observed is folded into the histograms; until then each observation takes memory.
const FOLD_EVERY: Duration = Duration::from_secs(5);

/// Answers until `stop`, then ends what is under way and closes the store.
pub(crate) async fn serve(
    listener: TcpListener,
    running: &Running,
    metrics: PrometheusHandle,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Said> {
    let (told, heard) = tokio::sync::watch::channel(false);
    let stopped = |mut heard: tokio::sync::watch::Receiver<bool>| async move {
        // An error means the sender is gone, which is a stop as well.
        let _ = heard.wait_for(|told| *told).await;
    };
    let jobs = running.jobs.clone();
    let clock = running.site.clock.clone();
    let jobs = tokio::spawn({
        let stopped = stopped(heard.clone());
        async move { jobs.run_until(move || clock.now(), stopped).await }
    });
    let live = tokio::spawn(crate::live::tell(running.site.clone(), stopped(heard.clone())));
    let folded = metrics.clone();
    let folding = tokio::spawn(async move {
        loop {
            tokio::time::sleep(FOLD_EVERY).await;
            folded.run_upkeep();
        }
    });
    let bounds = Bounds::of_system();
    running.site.live.bound(bounds.count / 2);
    let serving = connections::serve(listener, with_operations(running, metrics)?, bounds, stopped(heard));
    let streams = running.site.live.clone();
    let patience = async move {
        stop.await;
        // A stream would go on for minutes and is worth nothing then; the browser asks again by itself.
        streams.close();
        let _ = told.send(true);
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        () = serving => {}
        () = patience => tracing::warn!("some requests were still open and were cut off"),
    }
    folding.abort();
    for (name, task) in [("jobs", jobs), ("live pages", live)] {
        if let Err(error) = task.await {
            tracing::error!(name, %error, "ended badly");
        }
    }
    running.site.db.close().await;
    Ok(())
}

/// What an operator's tools ask for, inside the protection of every page. Figures are for this machine only.
fn with_operations(running: &Running, metrics: PrometheusHandle) -> Result<Router, Said> {
    let db = running.site.db.clone();
    let health = move || async move {
        match db.read(|reader| reader.rows::<(i64,)>("SELECT 1", &[])).await {
            Ok(_) => Ok("ok\n"),
            Err(fault) => {
                tracing::error!(%fault, "not healthy");
                Err(Problem::refused(WebRefused::Busy))
            }
        }
    };
    let figures = move |ConnectInfo(peer): ConnectInfo<SocketAddr>, headers: HeaderMap| async move {
        match is_local(peer, &headers) {
            true => Ok(metrics.render()),
            false => Err(Problem::not_found()),
        }
    };
    let operations = Router::new().route("/healthz", get(health)).route("/metrics", get(figures));
    running.router_with(operations).map_err(|error| Said::because("the description of the API", error))
}

/// Asked by somebody on this machine and not by way of a proxy on it, whatever the options say: whoever passes a
/// request on says for whom, in one of these.
fn is_local(peer: SocketAddr, headers: &HeaderMap) -> bool {
    let passed_on = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];
    peer.ip().to_canonical().is_loopback() && !passed_on.iter().any(|name| headers.contains_key(*name))
}

pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, Said> {
    TcpListener::bind(address)
        .await
        .map_err(|error| Said::because(&format!("cannot listen on {address}"), error))
}

/// Counts from now on; asked for at `/metrics`.
pub(crate) fn metrics() -> Result<PrometheusHandle, Said> {
    PrometheusBuilder::new()
        .set_buckets(&SECONDS)
        .map_err(|error| Said::because("metrics", error))?
        .install_recorder()
        .map_err(|error| Said::because("metrics", error))
}

/// One line an event on standard error; `RUST_LOG` chooses which.
pub(crate) fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env();
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    // That layer writes whole addresses, and some of ours are secrets; what it turns away is counted anyway.
    let filter = match "tower_http::csrf=off".parse() {
        Ok(directive) => filter.add_directive(directive),
        Err(_) => filter,
    };
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second command in one process (tests) keeps the first one's log.
    let _ = lines.with_ansi(std::io::stderr().is_terminal()).try_init();
}

/// Ends with Ctrl-C or SIGTERM.
pub(crate) fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, Said> {
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| Said::because("signals", error))?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            // Without the signal the process still ends by SIGTERM.
            _ = tokio::signal::ctrl_c() => {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who asks, what the request says of others → whether figures are shown.
    #[test]
    fn figures_are_for_this_machine() {
        for (peer, header, shown) in [
            ("127.0.0.1:9", None, true),
            ("[::1]:9", None, true),
            ("[::ffff:127.0.0.1]:9", None, true),
            ("192.0.2.7:9", None, false),
            ("127.0.0.1:9", Some(("x-forwarded-for", "127.0.0.1")), false),
            ("127.0.0.1:9", Some(("forwarded", "for=127.0.0.1")), false),
            ("127.0.0.1:9", Some(("x-real-ip", "127.0.0.1")), false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some((name, value)) = header {
                headers.insert(name, value.parse().unwrap());
            }
            assert_eq!(is_local(peer.parse().unwrap(), &headers), shown, "{peer} {header:?}");
        }
    }
}
