//! The exports before outside judges: hledger and beancount add everything up again and compare it with the
//! balances that our own books give.

use crate::{ANA, BO, Books, C, at, entry, payment};
use kernel::Currency;
use ledger::{AccountKey, Cause, Export, ExportFormat, PayoutNote};
use std::process::Command;

/// What stands above the entries.
async fn begun(books: &Books, format: ExportFormat) -> (Export, Vec<u8>) {
    let begun = books.db.read(move |reader| {
        let mut out = Vec::new();
        let mut name_of = |owner: &str| (owner == ANA).then(|| "白鹭 17".to_owned());
        let title = "邻里合作社 \"Kitchen\"; one\ntwo";
        Ok((Export::begin(reader, 1, format, title, &mut name_of, &mut out)?, out))
    });
    let (export, out) = begun.await.unwrap();
    (export.unwrap(), out)
}

/// The rest, each step in a read of its own.
async fn ended(books: &Books, (mut export, mut out): (Export, Vec<u8>)) -> String {
    loop {
        let step = books.db.read(move |reader| {
            let more = export.step(reader, &mut out)?;
            Ok((more, export, out))
        });
        let more;
        (more, export, out) = step.await.unwrap();
        if !more {
            return String::from_utf8(out).unwrap();
        }
    }
}

async fn exported(books: &Books, format: ExportFormat) -> String {
    ended(books, begun(books, format).await).await
}

/// Runs a judge over the text; it must be content and say nothing. Skipped with a word where it is not installed.
fn judge(program: &str, arguments: &[&str], text: &str, extension: &str) {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let path = testkit::target_folder()
        .join("tmp")
        .join(format!("books_{}_{number}.{extension}", std::process::id()));
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    let arguments: Vec<_> =
        arguments.iter().map(|word| if *word == "FILE" { path.to_str().unwrap() } else { word }).collect();
    // The programs read names as the locale says; C would turn Chinese away.
    let ran = Command::new(program).args(arguments).env("LANG", "C.UTF-8").env("LC_ALL", "C.UTF-8").output();
    match ran {
        Err(missing) if testkit::required() => panic!("{program}: {missing}"),
        Err(missing) => eprintln!("SKIPPED: {program}: {missing}"),
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            let said = String::from_utf8_lossy(&said);
            assert!(output.status.success() && said.trim().is_empty(), "{program}: {said}\n{text}");
        }
    }
    std::fs::remove_file(&path).unwrap();
}

fn judge_all(hledger: &str, beancount: &str) {
    judge("hledger", &["-f", "FILE", "check", "-s"], hledger, "journal");
    judge("bean-check", &["FILE"], beancount, "beancount");
}

/// Every kind of account, two currencies, one without minor units, a reversal, a distribution, backdating.
async fn live(books: &Books) {
    let yen = Currency::parse("JPY").unwrap();
    let mut opening =
        entry("opening", "com_1", &[(AccountKey::bank(C), 10_000), (AccountKey::opening(1, C), -10_000)]);
    opening.happened_at = at(0);
    books.post(opening).await.unwrap();
    books.post(payment("ord_1", 12_345)).await.unwrap();
    books.post(payment("ord_2", 70)).await.unwrap();
    books.run(|tx| ledger::reverse(tx, 3, Cause::new("correction", "cor_1"), at(3), at(4))).await.unwrap();
    books
        .post(entry(
            "donation",
            "don_1",
            &[(AccountKey::cash(yen), 500), (AccountKey::donation(2, yen), -500)],
        ))
        .await
        .unwrap();
    books
        .post(entry(
            "credit",
            "ord_9",
            &[(AccountKey::gateway(C), 60), (AccountKey::owed(BO, C), -50), (AccountKey::unmatched(C), -10)],
        ))
        .await
        .unwrap();
    books
        .post(entry(
            "chargeback",
            "ord_9",
            &[(AccountKey::receivable(BO, C), 7), (AccountKey::gateway(C), -7)],
        ))
        .await
        .unwrap();
    let spending = [
        (AccountKey::purchases(1, C), 30),
        (AccountKey::fees(1, C), 2),
        (AccountKey::losses(1, C), 1),
        (AccountKey::bank(C), -33),
    ];
    let mut spent = entry("expense", "exp; a,\"b\"", &spending);
    (spent.mandate, spent.parent, spent.happened_at) =
        (Some("man_01kax0000000000000000000aa".into()), Some(1), at(-48));
    books.post(spent).await.unwrap();
    books
        .post(entry("other", "oth_1", &[(AccountKey::bank(C), 5), (AccountKey::other_income(2, C), -5)]))
        .await
        .unwrap();
    let mut moved =
        entry("transfer", "prp_1", &[(AccountKey::transfer(1, C), 40), (AccountKey::transfer(2, C), -40)]);
    moved.mandate = Some("man_1".into());
    books.post(moved).await.unwrap();
    let note = PayoutNote {
        happened_at: at(100),
        recorded_at: at(101),
        cause: Cause::new("distribution", "dis_1"),
        parent: None,
        mandate: "man_1".into(),
    };
    let shares = [(ANA.to_owned(), 1), (BO.to_owned(), 2)];
    books.run(move |tx| ledger::pay_shares(tx, 1, 100, &shares, &note)).await.unwrap();
    books.assert_sound().await;
}

testkit::both_engines! {
    async fn hledger_and_beancount_have_no_complaint(books: Books) {
        live(&books).await;
        let (hledger, beancount) = (exported(&books, ExportFormat::Hledger).await, exported(&books, ExportFormat::Beancount).await);
        assert!(hledger.contains("Liabilities:Held:M-白鹭-17  -123.43 CNY"), "{hledger}");
        assert!(beancount.contains("Income:Fund:2-Reserve:Donation  -500 JPY"), "{beancount}");
        judge_all(&hledger, &beancount);
    }

    async fn empty_books_are_books(books: Books) {
        judge_all(&exported(&books, ExportFormat::Hledger).await, &exported(&books, ExportFormat::Beancount).await);
    }

    /// What is posted and taken back while an export is on its way is not in it, and its balances still hold.
    async fn an_export_stands_still(books: Books) {
        live(&books).await;
        for format in [ExportFormat::Hledger, ExportFormat::Beancount, ExportFormat::Csv] {
            let (before, begun) = (exported(&books, format).await, begun(&books, format).await);
            let paid = books.post(payment("ord_3", 70)).await.unwrap();
            let cause = || Cause::new("correction", "cor_2");
            books.run(move |tx| ledger::reverse(tx, paid, cause(), at(200), at(200))).await.unwrap();
            assert_eq!(ended(&books, begun).await, before);
            assert_ne!(exported(&books, format).await, before);
        }
        // Of an entry that was there: it is exported as it stood.
        let paid = books.post(payment("ord_4", 70)).await.unwrap();
        let (before, begun) = (exported(&books, ExportFormat::Hledger).await, begun(&books, ExportFormat::Hledger).await);
        books.run(move |tx| ledger::reverse(tx, paid, Cause::new("correction", "cor_3"), at(200), at(200))).await.unwrap();
        assert_eq!(ended(&books, begun).await, before);
    }

    /// Several steps, with their ends where they may be.
    async fn a_long_export_is_whole(books: Books) {
        for entry_count in [500, 501] {
            let known = books.verify().await.entry_count;
            books.run(move |tx| (known..entry_count).try_for_each(|_| ledger::post(tx, &payment("ord_1", 70)).map(drop))).await.unwrap();
            let text = exported(&books, ExportFormat::Csv).await;
            assert_eq!(text.lines().count() as i64, 1 + 4 * entry_count);
        }
        judge_all(&exported(&books, ExportFormat::Hledger).await, &exported(&books, ExportFormat::Beancount).await);
    }

    async fn csv_has_a_line_a_posting(books: Books) {
        live(&books).await;
        let text = exported(&books, ExportFormat::Csv).await;
        let lines: Vec<_> = text.lines().collect();
        let posting_count = books.verify().await.posting_count;
        assert_eq!(lines.len() as i64, 1 + posting_count);
        assert!(lines[0].starts_with("\u{feff}entry,date,happened"));
        assert_eq!(
            lines[3],
            "2,2026-03-01,2026-03-01T01:00:00Z,2026-03-01T02:00:00Z,payment,order,ord_1,,,,Assets:Bank,bank,,,123.45,CNY"
        );
        assert!(lines.iter().any(|line| line.contains(",\"exp; a,\"\"b\"\"\",")), "{text}");
    }
}

/// The judges do judge: what is wrong by a hundredth is turned away.
#[test]
fn a_judge_that_finds_fault_fails_the_test() {
    let wrong = "commodity 1000.00 CNY\naccount A\naccount B\n2026-01-01 x\n    A  1.00 CNY\n    B  -1.00 CNY = -1.01 CNY\n";
    let content =
        std::panic::catch_unwind(|| judge("hledger", &["-f", "FILE", "check", "-s"], wrong, "journal"));
    let installed = Command::new("hledger").arg("--version").output().is_ok();
    assert_eq!(content.is_err(), installed || testkit::required());
}
