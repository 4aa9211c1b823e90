//! The server under measurement: this very program, in a process of its own.

use super::load::Connection;
use crate::commands::Said;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// How long a start or a stop may take before something is wrong.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Server {
    child: Child,
    /// Kept open: a server whose output nobody reads would stand still.
    _lines: Lines<BufReader<ChildStdout>>,
    pub address: String,
}

impl Server {
    /// Starts it on a free port and waits until it listens.
    pub(super) async fn start(place: Vec<String>) -> Result<Server, Said> {
        let program = std::env::current_exe().map_err(|error| Said::because("own path", error))?;
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(place)
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| Said::because("the server did not start", error))?;
        let out = child.stdout.take().ok_or_else(|| Said::new("the server has no output"))?;
        let mut lines = BufReader::new(out).lines();
        let address = tokio::time::timeout(PATIENCE, listening(&mut lines)).await;
        let address = address.map_err(|_| Said::new("the server did not begin to listen"))??;
        Ok(Server { child, _lines: lines, address })
    }

    /// Processor time so far, user and system, in microseconds.
    pub(super) fn cpu_us(&self) -> Result<u64, Said> {
        let stat = self.proc_file("stat")?;
        // The name in brackets may hold anything; what follows it is numbers. Fields 14 and 15 of proc(5).
        let rest = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
        let ticks: u64 =
            rest.split_whitespace().skip(11).take(2).filter_map(|text| text.parse::<u64>().ok()).sum();
        // USER_HZ is 100 wherever Linux runs.
        Ok(ticks * 10_000)
    }

    /// The highest resident set so far.
    pub(super) fn memory_mb(&self) -> Result<f64, Said> {
        let status = self.proc_file("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes =
            line.and_then(|text| text.split_whitespace().next()).and_then(|text| text.parse::<f64>().ok());
        kilobytes.map(|kilobytes| kilobytes / 1024.0).ok_or_else(|| Said::new("no VmHWM in /proc"))
    }

    fn proc_file(&self, name: &str) -> Result<String, Said> {
        let pid = self.child.id().ok_or_else(|| Said::new("the server has ended"))?;
        std::fs::read_to_string(format!("/proc/{pid}/{name}")).map_err(|error| Said::because("/proc", error))
    }

    /// Asks it to end, and waits until it has closed its store.
    pub(super) async fn stop(&mut self) -> Result<(), Said> {
        let pid = self.child.id().ok_or_else(|| Said::new("the server has ended by itself"))?;
        let told = Command::new("kill").args(["-TERM", &pid.to_string()]).status().await;
        told.map_err(|error| Said::because("the server could not be told to stop", error))?;
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        let status = ended.map_err(|_| Said::new("the server did not stop"))?;
        match status.map_err(|error| Said::because("the server", error))? {
            status if status.success() => Ok(()),
            status => Err(Said::new(format!("the server ended with {status}"))),
        }
    }
}

async fn listening(lines: &mut Lines<BufReader<ChildStdout>>) -> Result<String, Said> {
    loop {
        let line = lines.next_line().await.map_err(|error| Said::because("the server's output", error))?;
        let line = line.ok_or_else(|| Said::new("the server ended before it listened"))?;
        if let Some(rest) = line.split_once("http://").map(|(_, rest)| rest) {
            return Ok(rest.split([' ', '/']).next().unwrap_or_default().to_owned());
        }
    }
}

/// Through the door that a program uses; answers the bearer token.
pub(super) async fn sign_in(address: &str, email: &str) -> Result<String, Said> {
    let wrong = |what: String| Said::new(format!("signing in: {what}"));
    let mut connection = Connection::open(address).await.map_err(|error| wrong(error.to_string()))?;
    let body = serde_json::json!({ "email": email, "password": super::scene::PASSWORD }).to_string();
    let answer = connection.post("/sign-in", "", &body).await.map_err(|error| wrong(error.to_string()))?;
    let read = serde_json::from_slice::<serde_json::Value>(&answer.body)
        .map_err(|error| wrong(error.to_string()))?;
    let token = read.get("token").and_then(|token| token.as_str());
    token.map(str::to_owned).ok_or_else(|| wrong(format!("{} {read}", answer.status)))
}
