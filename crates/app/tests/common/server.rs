//! The real program: started, listened to, stopped and killed.

use super::http::{self, Heard};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio};
use std::thread::JoinHandle;

pub(crate) const HEHUO: &str = env!("CARGO_BIN_EXE_hehuo");

/// A command with nothing of this machine's environment that it would listen to.
pub(crate) fn hehuo(words: &[&str]) -> Command {
    let mut command = Command::new(HEHUO);
    command.args(words).env("RUST_LOG", "warn").stdin(Stdio::null());
    for name in [
        "HEHUO_DATA",
        "HEHUO_DATABASE",
        "HEHUO_LISTEN",
        "HEHUO_BASE_URL",
        "HEHUO_BEHIND_PROXY",
        "HEHUO_FILES",
    ] {
        command.env_remove(name);
    }
    command
}

/// Runs a command to its end.
pub(crate) fn run(words: &[&str]) -> Output {
    hehuo(words).output().unwrap()
}

pub(crate) fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What `serve` or `demo` has become; killed when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// All lines up to the one with the address.
    pub(crate) lines: Vec<String>,
    stdout: BufReader<ChildStdout>,
}

impl Server {
    /// `hehuo serve` on a free port.
    pub(crate) fn start(place: &[String; 2]) -> Server {
        Server::with(&["serve", "--listen", "127.0.0.1:0", &place[0], &place[1]])
    }

    /// `hehuo serve` that logs at this level; what it logged is there when it has ended.
    pub(crate) fn logged(place: &[String; 2], level: &str) -> (Server, JoinHandle<String>) {
        let mut command = hehuo(&["serve", "--listen", "127.0.0.1:0", &place[0], &place[1]]);
        let (mut server, mut errors) = Server::spawned(command.env("RUST_LOG", level));
        let log = std::thread::spawn(move || {
            let mut text = String::new();
            errors.read_to_string(&mut text).unwrap();
            text
        });
        server.listened_to().unwrap();
        (server, log)
    }

    /// Listened to until it has said where it is.
    pub(crate) fn with(words: &[&str]) -> Server {
        let (mut server, mut errors) = Server::spawned(&mut hehuo(words));
        if server.listened_to().is_none() {
            let mut text = String::new();
            errors.read_to_string(&mut text).unwrap();
            panic!("{words:?} ended: {:?} {text}", server.lines);
        }
        // Its log must not fill the pipe while nobody reads.
        std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::stderr()));
        server
    }

    fn spawned(command: &mut Command) -> (Server, ChildStderr) {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let errors = child.stderr.take().unwrap();
        let nowhere = SocketAddr::from(([0, 0, 0, 0], 0));
        (Server { child, address: nowhere, lines: Vec::new(), stdout }, errors)
    }

    /// Until it has said where it is; None when it ended before.
    fn listened_to(&mut self) -> Option<()> {
        loop {
            let mut line = String::new();
            if self.stdout.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            self.lines.push(line.trim_end().to_owned());
            let after = line.split_once("http://").map(|(_, rest)| rest);
            if let Some(address) = after.and_then(|rest| rest.split(['/', ' ', '\n']).next()?.parse().ok()) {
                self.address = address;
                return Some(());
            }
        }
    }

    /// The next line it says.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Heard {
        http::ask(self.address, method, path, headers, body).unwrap()
    }

    /// `kill -9`: no warning and no time.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    /// Waits for its end; answers the exit code.
    pub(crate) fn ended(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already, which is all that is wanted here.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
