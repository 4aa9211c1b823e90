//! `doctor`, `verify` and `export books` on a community that has traded; other people's programs judge the books.

use crate::common::server::{run, said};
use crate::common::{World, shop};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Sales, a refund, payouts, money for an expired order.
async fn traded(world: &World) {
    let lane = shop(world, "lane", true).await;
    let rice = lane.offer(world, "Rice \"new\"; harvest", "12.3456", "50").await;
    let first = lane.sell(world, &rice, "1.5", "18.52").await;
    lane.sell(world, &rice, "2", "24.69").await;
    let back = json!({ "amount": "3.33", "reason": "Wet" });
    lane.refund(world, &first, "once", back).await.assert(201);
    lane.pay_out(world, &lane.member, "owed", "1.00").await.assert(201);
    lane.pay_out(world, &lane.supplier, "payable", "10.00").await.assert(201);
    let unpaid = lane.order(world, &rice, "1").await;
    world.pass(crate::common::days(3)).await;
    lane.confirm(world, &unpaid, "12.35", &crate::common::shop::today(world)).await.assert(200);
    let held = lane.order(world, &rice, "1").await;
    lane.claim(world, &held).await;
    lane.confirm(world, &held, "12.35", &crate::common::shop::today(world)).await.assert(200);
    world.assert_sound().await;
}

testkit::both_engines! {
    async fn the_books_stand_before_other_judges(world: World) {
        traded(&world).await;
        let scratch = world.leave().await;
        let [option, place] = &scratch.options();
        let verify = run(&["verify", option, place]);
        assert!(verify.status.success(), "{} {}", said(&verify.stdout), said(&verify.stderr));
        assert!(said(&verify.stdout).contains("lane: ") && said(&verify.stdout).contains("whole"));
        let doctor = run(&["doctor", option, place, "--base-url", "https://lane.example"]);
        assert!(doctor.status.success(), "{} {}", said(&doctor.stdout), said(&doctor.stderr));
        let doctor = run(&["doctor", option, place, "--base-url", "http://lane.example"]);
        assert_eq!(doctor.status.code(), Some(1), "no https: {}", said(&doctor.stdout));

        let folder = testkit::target_folder().join("tmp").join(crate::common::fresh(&format!("books-{}-", std::process::id())));
        std::fs::create_dir_all(&folder).unwrap();
        let export = |format: &str, name: &str| {
            let out = run(&["export", "books", "--community", "lane", "--format", format, option, place]);
            assert!(out.status.success(), "{}", said(&out.stderr));
            let text = said(&out.stdout);
            assert!(!text.contains("member-lane") && !text.contains("Steward") && !text.contains("example.org"), "names in {format}");
            let path = folder.join(name);
            std::fs::write(&path, &text).unwrap();
            (path, text)
        };
        let (hledger, _) = export("hledger", "lane.journal");
        judge("hledger", &["check", "-s", "-f"], &hledger);
        let (beancount, _) = export("beancount", "lane.beancount");
        judge("bean-check", &[], &beancount);
        let (_, csv) = export("csv", "lane.csv");
        let lines: Vec<_> = csv.lines().collect();
        assert!(lines.len() > 10, "{csv}");
        std::fs::remove_dir_all(folder).unwrap();
    }
}

/// No complaint and exit code 0; where the program is not installed, a word about it, and a failure under CI.
fn judge(program: &str, words: &[&str], file: &Path) {
    let Some(program) = found(program) else {
        assert!(!testkit::required(), "{program} is not installed");
        eprintln!("SKIPPED: {program} is not installed");
        return;
    };
    let out = Command::new(&program).args(words).arg(file).output().unwrap();
    let complaints = said(&out.stdout) + &said(&out.stderr);
    assert!(out.status.success() && complaints.is_empty(), "{}: {complaints}", program.display());
}

fn found(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file())
}
