//! `hehuo bench orders`: one hot offer, over loopback, through the full API of a server in a process of its own. `hehuo bench distribution`: a
//! surplus shared out among many.

mod load;
mod owners;
mod scene;
mod server;
mod sharing;

pub(crate) use sharing::run as run_distribution;

use crate::cli::BenchOrders;
use crate::commands::{Said, runtime};
use load::Driven;
use serde::Serialize;
use std::time::Duration;

/// What a run came to.
#[derive(Debug, Serialize)]
struct Figures {
    clients: u16,
    seconds: f64,
    orders: u64,
    rate_per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
    /// Of the server, user and system.
    cpu_us_per_operation: f64,
    /// The server's highest resident set.
    memory_mb: f64,
    invariants_hold: bool,
}

pub(crate) fn run(options: &BenchOrders) -> Result<(), Said> {
    let figures = runtime()?.block_on(measure(options))?;
    if options.json {
        let json = serde_json::to_string(&figures).map_err(|error| Said::because("the figures", error))?;
        println!("{json}");
    } else {
        print(&figures);
    }
    match figures.invariants_hold {
        true => Ok(()),
        false => Err(Said::new("an invariant does not hold after the run")),
    }
}

async fn measure(options: &BenchOrders) -> Result<Figures, Said> {
    let scene = scene::set(options).await?;
    let mut server = server::Server::start(scene.options()).await?;
    let length = Duration::from_secs(options.seconds.into());
    let token = server::sign_in(&server.address, &scene.first_email).await?;
    let mut tokens = scene.tokens.clone();
    tokens[0] = token;
    let path = format!("/c/{}/orders", scene::SLUG);
    // Connections, caches and prepared statements settle before anything is counted.
    let warm =
        load::drive(&server.address, &path, &tokens, &scene.order, Duration::from_millis(700), "warm").await;
    let warm = sound(warm)?;
    let before = server.cpu_us()?;
    let run = load::drive(&server.address, &path, &tokens, &scene.order, length, "run").await;
    let run = sound(run)?;
    let cpu = server.cpu_us()? - before;
    let memory_mb = server.memory_mb()?;
    server.stop().await?;
    let broken = scene.violations(warm.answered + run.answered).await?;
    broken.iter().for_each(|violation| eprintln!("hehuo: {violation}"));
    Ok(Figures {
        clients: options.clients,
        seconds: run.seconds,
        orders: run.answered,
        rate_per_second: run.answered as f64 / run.seconds,
        p50_ms: run.percentile_ms(50),
        p99_ms: run.percentile_ms(99),
        cpu_us_per_operation: cpu as f64 / run.answered.max(1) as f64,
        memory_mb,
        invariants_hold: broken.is_empty(),
    })
}

/// Every order must have been answered with 201: a refused one would be cheap, and flatter the rate.
fn sound(driven: std::io::Result<Driven>) -> Result<Driven, Said> {
    let driven = driven.map_err(|error| Said::because("the server went away", error))?;
    match &driven.first_refusal {
        Some(refusal) => Err(Said::new(format!("{} orders were refused: {refusal}", driven.refused))),
        None => Ok(driven),
    }
}

fn print(figures: &Figures) {
    println!("clients                {}", figures.clients);
    println!("seconds                {:.2}", figures.seconds);
    println!("orders                 {}", figures.orders);
    println!("orders a second        {:.0}", figures.rate_per_second);
    println!("p50                    {:.2} ms", figures.p50_ms);
    println!("p99                    {:.2} ms", figures.p99_ms);
    println!("server CPU an order    {:.1} µs", figures.cpu_us_per_operation);
    println!("server memory          {:.0} MB", figures.memory_mb);
    println!("invariants             {}", if figures.invariants_hold { "hold" } else { "BROKEN" });
}
