//! A process of a test's own that works on its data, and is killed without warning.

use super::server::{run, said};
use kernel::Timestamp;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use testkit::{FixedClock, Scratch};

/// Words between the test and the process it kills.
pub(crate) const PLACE: &str = "HEHUO_TEST_PLACE";
pub(crate) const NOW: &str = "HEHUO_TEST_NOW";
pub(crate) const AT_WORK: &str = "at work";

/// Runs one of this binary's ignored tests in a process of its own, told these words, and kills that after so long a time at
/// work. Answers whether it had ended by itself.
pub(crate) fn lived(what: &str, place: &str, now: Timestamp, words: &[(&str, &str)], long: Duration) -> bool {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", what, "--ignored", "--nocapture"]);
    command.env(PLACE, place).env(NOW, now.micros.to_string()).envs(words.iter().copied());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(said.any(|line| line.ends_with(AT_WORK)), "it never began");
    let began = Instant::now();
    while began.elapsed() < long && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    // Fails where it is over already, which the answer of `wait` tells.
    drop(child.kill());
    let end = child.wait().unwrap();
    assert!(end.success() || end.code().is_none(), "it failed: {end}");
    end.success()
}

/// What such a process does that runs what is due. Named by itself it has no place to work at.
pub(crate) async fn runs_what_is_due() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let place = store::Place::parse(&place).unwrap();
    let now = Timestamp { micros: std::env::var(NOW).unwrap().parse().unwrap() };
    let db = hehuo::site::open_store(&place).unwrap();
    let (clock, ids) = (Arc::new(FixedClock::at(now)), web::IdSource::system());
    let running = hehuo::site::Running::new(db, clock, ids, web::SiteConfig::at("http://hehuo.test"));
    println!("{AT_WORK}");
    running.jobs.run_due(now).await.unwrap();
    running.site.db.close().await;
}

/// The program itself finds nothing wrong with what is there.
pub(crate) fn verified(scratch: &Scratch, when: &str) {
    let verify = run(&["verify", &scratch.options()[0], &scratch.options()[1]]);
    assert!(verify.status.success(), "{when}: {}", said(&verify.stdout));
}
