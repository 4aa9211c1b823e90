//! The process that pays is killed over and over: everybody is paid exactly once. HEHUO_SEED sets the moments, which are printed.

use crate::world::{World, open};
use distribution::distribution::DistributionState;
use kernel::Timestamp;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use store::{LEASE, Outcome, Place};

/// Words between the test and the process it kills.
const PLACE: &str = "HEHUO_TEST_PLACE";
const NOW: &str = "HEHUO_TEST_NOW";
const AT_WORK: &str = "at work";
/// Besides those of the world.
const OTHERS: usize = 32;

testkit::both_engines! {
    async fn everybody_is_paid_once_however_often_it_is_killed(world: World) {
        let mut seed: u64 = std::env::var("HEHUO_SEED").map_or(0xA24B_AED4_963E_E407, |text| text.parse().unwrap());
        eprintln!("HEHUO_SEED={seed}");
        let mut world = world;
        let mut members = vec![world.steward, world.treasurer, world.chen, world.dan, world.eve];
        for number in 0..OTHERS {
            members.push(world.member(&format!("m{number}")).await);
        }
        world.clock.advance(Duration::from_secs(86_400 * 40));
        // Nothing that comes out even: everybody carries a fraction, which has to be right, too.
        let frozen = world.frozen_in_blocks(100 * members.len() as i64 + 7, 1).await;
        world.carry_out(&frozen).await.unwrap();
        let (mut lives, mut longest, mut paid) = (0, 4_000, 0);
        loop {
            let place = world.leave().await;
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let ended = lived(&place, world.now(), Duration::from_micros(seed % longest));
            world.come_back().await;
            world.assert_sound().await;
            let row = world.distribution(frozen.distribution).await;
            let mut reached = 0;
            for member in &members {
                let owed = world.owed(*member).await;
                assert!(owed == 0 || owed == 100, "{owed} after {lives} lives");
                reached += i64::from(owed == 100);
            }
            assert_eq!(reached, row.blocks_paid, "after {lives} lives");
            assert!(row.blocks_paid >= paid, "what was paid stays paid");
            paid = row.blocks_paid;
            // What a dead node had taken is anybody's after this.
            world.clock.advance(LEASE);
            if ended && row.state == DistributionState::Paid {
                break;
            }
            lives += 1;
            longest += longest / 2;
        }
        assert_eq!(paid, members.len() as i64);
        assert!(lives > 0, "it was over before it was killed");
        eprintln!("killed {lives} times");
    }
}

/// Runs what is due in a process of its own and kills that after so long a time at work. Answers whether it had ended by itself.
fn lived(place: &str, now: Timestamp, long: Duration) -> bool {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "killed::pays_what_is_due", "--ignored", "--nocapture"]);
    command.env(PLACE, place).env(NOW, now.micros.to_string());
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

#[tokio::test]
#[ignore = "the process that everybody_is_paid_once_however_often_it_is_killed kills"]
async fn pays_what_is_due() {
    // Named by itself it has no place to work at.
    let Ok(place) = std::env::var(PLACE) else { return };
    let db = open(Place::parse(&place).unwrap()).await;
    let mut now = Timestamp { micros: std::env::var(NOW).unwrap().parse().unwrap() };
    // Somebody is here: so it goes block by block.
    db.transact(1, |_| -> Outcome<(), ()> { Ok(()) }).await.unwrap();
    println!("{AT_WORK}");
    let runner = store::JobRunner::new(db.clone(), distribution::jobs());
    while runner.run_due(now).await.unwrap() > 0 {
        now = now.plus(Duration::from_micros(1));
    }
    db.close().await;
}
