//! What cannot be done is said in one clear line, with exit code 1, and nothing is touched.

use crate::common::server::{Server, hehuo, run, said};
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use testkit::{Engine, Scratch};

/// Ends with 1 and one line that has all of these words.
#[track_caller]
fn refused(words: &[&str], expected: &[&str]) {
    let out = run(words);
    let errors = said(&out.stderr);
    assert_eq!(out.status.code(), Some(1), "{words:?}: {errors}");
    assert_eq!(said(&out.stdout), "", "{words:?}");
    assert_eq!(errors.trim_end().lines().count(), 1, "{words:?}: {errors}");
    assert!(errors.starts_with("hehuo: ") && !errors.contains("panicked"), "{words:?}: {errors}");
    for word in expected {
        assert!(errors.contains(word), "{words:?} without {word:?}: {errors}");
    }
}

/// What clap says of options: exit code 2 by its custom, with the usage.
#[track_caller]
fn misused(words: &[&str], expected: &str) {
    let out = run(words);
    let errors = said(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{words:?}: {errors}");
    assert!(errors.contains(expected), "{words:?}: {errors}");
}

fn folder(scratch: &Scratch) -> String {
    scratch.address()
}

fn orders(folder: &Path) -> String {
    let file = folder.with_extension("csv");
    std::fs::write(
        &file,
        "order,item,description,quantity,time,price,customer\n1,a,Ham,1,2026-02-01 08:01:00,2.50,7\n",
    )
    .unwrap();
    file.display().to_string()
}

/// One process has the folder; reading beside it is allowed.
#[test]
fn a_folder_has_one_process() {
    let scratch = Engine::Sqlite.scratch("one_process").unwrap();
    let (folder, server) = (folder(&scratch), Server::start(&scratch.options()));
    refused(&["serve", "--listen", "127.0.0.1:0", "--data", &folder], &["another process", &folder]);
    let file = orders(Path::new(&folder));
    let import = ["import", "orders", &file, "--format", "csv", "--community", "shop", "--data", &folder];
    refused(&import, &["another process", &folder]);
    assert_eq!(run(&["verify", "--data", &folder]).status.code(), Some(0), "reading beside it is fine");
    // With the very options of serve.
    let doctor = run(&["doctor", "--listen", "127.0.0.1:7878", "--behind-proxy", "--data", &folder]);
    assert_eq!(doctor.status.code(), Some(0), "{}", said(&doctor.stdout));
    server.terminate();
    assert_eq!(server.ended(), Some(0));
    let out = run(&import);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out.stderr));
    std::fs::remove_file(file).unwrap();
}

/// Somebody else's database stays as it is.
#[test]
fn a_foreign_folder_is_left_alone() {
    let scratch = Engine::Sqlite.scratch("foreign").unwrap();
    let (folder, file) = (folder(&scratch), Path::new(&scratch.address()).join("hehuo.db"));
    for bytes in [&b"no database at all, but a text that is long enough to be one"[..], &[0x53; 8192]] {
        std::fs::write(&file, bytes).unwrap();
        for words in
            [&["serve", "--listen", "127.0.0.1:0", "--data", &folder][..], &["verify", "--data", &folder]]
        {
            let out = run(words);
            assert_eq!(out.status.code(), Some(1), "{words:?}");
            let errors = said(&out.stderr);
            assert!(errors.lines().count() == 1 && errors.contains(&folder), "{words:?}: {errors}");
        }
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "it was written to");
    }
}

/// Payments are played in the demo: it keeps out of a real community's data, and leaves it as it was.
#[test]
fn the_demo_keeps_out_of_other_data() {
    let scratch = Engine::Sqlite.scratch("not_a_demo").unwrap();
    let folder = folder(&scratch);
    let file = orders(Path::new(&folder));
    assert!(
        run(&["import", "orders", &file, "--format", "csv", "--community", "shop", "--data", &folder])
            .status
            .success()
    );
    refused(&["demo", "--listen", "127.0.0.1:0", "--data", &folder], &[&folder, "folder of its own"]);
    let verified = said(&run(&["verify", "--data", &folder]).stdout);
    assert!(verified.contains("shop") && !verified.contains("qingshi"), "{verified}");
    std::fs::remove_file(file).unwrap();
    // An operator without a community yet is somebody too.
    let scratch = Engine::Sqlite.scratch("not_a_demo_yet").unwrap();
    let server = Server::start(&scratch.options());
    let input = r#"{"email":"ana@example.org","password":"a long walk by the river"}"#;
    assert_eq!(server.ask("POST", "/sign-up", &[], input).status, 200);
    server.terminate();
    assert_eq!(server.ended(), Some(0));
    refused(&["demo", "--listen", "127.0.0.1:0", "--data", &scratch.address()], &["folder of its own"]);
}

#[test]
fn places_that_cannot_be_used() {
    let serve =
        |place: &'static str, option: &'static str| ["serve", "--listen", "127.0.0.1:0", option, place];
    refused(&serve("/proc/hehuo", "--data"), &["/proc/hehuo"]);
    refused(&serve("/dev/null/hehuo", "--data"), &["/dev/null/hehuo"]);
    refused(&serve("/tmp/x", "--database"), &["--database", "postgres://"]);
    refused(&serve("postgres://nobody:s3cret@127.0.0.1:1/none", "--database"), &["127.0.0.1:1"]);
    let out = run(&serve("postgres://nobody:s3cret@127.0.0.1:1/none", "--database"));
    assert!(!said(&out.stderr).contains("s3cret"), "the password is printed");
    refused(&["verify", "--data", "/nonexistent/hehuo"], &["/nonexistent/hehuo"]);
    refused(
        &["export", "books", "--community", "x", "--format", "csv", "--data", "/nonexistent/hehuo"],
        &["/nonexistent/hehuo"],
    );
    assert!(!Path::new("/nonexistent").exists(), "looking made a folder");
}

#[test]
fn names_and_files_that_are_not_there() {
    let scratch = Engine::Sqlite.scratch("names").unwrap();
    let folder = folder(&scratch);
    drop(Server::start(&scratch.options()));
    refused(&["verify", "--community", "nowhere", "--data", &folder], &["nowhere"]);
    refused(
        &["export", "books", "--community", "nowhere", "--format", "hledger", "--data", &folder],
        &["nowhere"],
    );
    let import = |file: &str, slug: &str| {
        refused(
            &["import", "orders", file, "--format", "online-retail", "--community", slug, "--data", &folder],
            &[],
        );
    };
    import("/nonexistent.csv", "shop");
    import(&folder, "shop");
    let file = orders(Path::new(&folder));
    import(&file, "Not A Slug");
    import(&file, "shop");
    std::fs::remove_file(file).unwrap();
}

/// A table of five columns is enough, and its currency is that of the books it goes to; what was said of it must hold.
#[test]
fn a_table_may_lack_columns_but_not_those_named() {
    let scratch = Engine::Sqlite.scratch("columns").unwrap();
    let folder = folder(&scratch);
    let file = Path::new(&folder).with_extension("csv").display().to_string();
    std::fs::write(&file, "order,item,quantity,time,price\n1,a,1,2026-02-01 08:01:00,2.50\n").unwrap();
    let words =
        ["import", "orders", &file, "--format", "csv", "--community", "shop", "--data", &folder, "--json"];
    let summary = |more: &[&str]| -> serde_json::Value {
        let out = run(&[&words[..], more].concat());
        assert!(out.status.success(), "{}", said(&out.stderr));
        serde_json::from_slice(&out.stdout).unwrap()
    };
    let refuse = |more: &[&str], expected: &[&str]| refused(&[&words[..], more].concat(), expected);
    let first = summary(&["--currency", "EUR"]);
    assert_eq!(
        (&first["sales_minor"], &first["customers"], &first["currency"]),
        (&250.into(), &0.into(), &"EUR".into())
    );
    let again = summary(&["--column-customer", "", "--column-description="]);
    assert_eq!((&again["orders_new"], &again["currency"]), (&0.into(), &"EUR".into()));
    refuse(&["--currency", "CNY"], &["EUR", "CNY"]);
    refuse(&["--column-customer", "buyer"], &["buyer"]);
    refuse(&["--column-description", "description"], &["description"]);
    std::fs::remove_file(file).unwrap();
}

#[test]
fn a_report_over_the_orders() {
    let scratch = Engine::Sqlite.scratch("report").unwrap();
    let folder = folder(&scratch);
    let file = orders(Path::new(&folder));
    let before = std::fs::read(&file).unwrap();
    let import = ["import", "orders", &file, "--format", "csv", "--community", "shop", "--data", &folder];
    refused(&[&import[..], &["--report", &file]].concat(), &["report", &file]);
    assert_eq!(std::fs::read(&file).unwrap(), before, "the orders were overwritten");
    std::fs::remove_file(file).unwrap();
}

#[test]
fn a_port_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let scratch = Engine::Sqlite.scratch("port").unwrap();
    refused(&["serve", "--listen", &address, "--data", &folder(&scratch)], &[&address]);
}

#[test]
fn options_that_are_none() {
    misused(&["serve", "--listen", "nowhere"], "--listen");
    misused(&["serve", "--data", "a", "--database", "postgres://b"], "--database");
    misused(&["serve", "--data", ""], "--data");
    misused(&["sell"], "sell");
    misused(&["import", "orders"], "FILE");
    misused(&["import", "orders", "x.csv", "--format", "xls", "--community", "x"], "xls");
    misused(&["export", "books", "--community", "x", "--format", "pdf"], "pdf");
    misused(&["bench", "orders", "--clients", "0"], "--clients");
    for address in
        ["no address", "lane.example", "ftp://lane.example", "https://", "https://lane.example/shop"]
    {
        let words = ["serve", "--listen", "127.0.0.1:0", "--data", "/tmp/never-made", "--base-url", address];
        refused(&words, &["--base-url"]);
    }
    assert!(!Path::new("/tmp/never-made").exists(), "a bad option was found after the folder was made");
}

/// A file that has not the columns is found out before a community is made for it, in a currency that may be wrong.
#[test]
fn a_table_without_the_columns_makes_nothing() {
    let scratch = Engine::Sqlite.scratch("no_columns").unwrap();
    let folder = folder(&scratch);
    let file = orders(Path::new(&folder));
    let import = ["import", "orders", &file, "--format", "csv", "--community", "shop", "--data", &folder];
    refused(&[&import[..], &["--column-item", "sku"]].concat(), &[&file, "no column is called sku"]);
    let right = run(&[&import[..], &["--currency", "GBP"]].concat());
    assert!(right.status.success(), "{}", said(&right.stderr));
    std::fs::remove_file(file).unwrap();
}

/// Whoever reads an export may stop reading.
#[test]
fn a_closed_pipe_is_no_failure() {
    let scratch = Engine::Sqlite.scratch("pipe").unwrap();
    let folder = folder(&scratch);
    let file = orders(Path::new(&folder));
    let import = ["import", "orders", &file, "--format", "csv", "--community", "shop", "--data", &folder];
    assert!(run(&import).status.success());
    let mut export = hehuo(&["export", "books", "--community", "shop", "--format", "csv", "--data", &folder]);
    let mut child = export.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!((out.status.code(), said(&out.stderr).as_str()), (Some(0), ""));
    std::fs::remove_file(file).unwrap();
}
