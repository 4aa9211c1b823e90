//! A community that orders are imported into, and an independent count of what must come out.

use kernel::{Currency, Id, Timestamp, Zone};
use ledger::AccountKey;
use market::Actor;
use market::import::{self, Format, Options, Summary};
use market::offer::Audience;
use market::ops::{self, EditOffer};
use market::rows::Offer;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Config, Db, Schema};
use testkit::Scratch;

pub(crate) struct Shop {
    pub(crate) db: Db,
    pub(crate) community: i64,
    folder: PathBuf,
}

impl Shop {
    /// A community in pounds with nothing in it.
    pub(crate) async fn open(scratch: &Scratch) -> Shop {
        let features = [
            ledger::migrations(),
            people::migrations(),
            community::migrations(),
            files::migrations(),
            market::migrations(),
        ];
        let place = scratch.migrated(&features.concat());
        let tables =
            [ledger::tables(), people::tables(), community::tables(), files::tables(), market::tables()]
                .concat();
        let schema = Schema::new(&tables);
        let db = Db::open(&Config { lanes: 1, readers: 1, ..Config::new(place, schema) }).unwrap();
        let charter = community::CharterText {
            theme: "Gifts".into(),
            belief: "Small things".into(),
            rules: Vec::new(),
            note: String::new(),
        };
        let flags = community::Flags {
            storefront_public: true,
            books_public: true,
            applications_open: false,
            probation_days: 0,
        };
        let new = community::NewCommunity {
            slug: community::Slug::parse("gifts").unwrap(),
            name: "Gifts".into(),
            lang: web::Lang::En,
            currency: Currency::GBP,
            zone: Zone::parse("Europe/London").unwrap(),
            charter,
            flags,
            founder: None,
            general_fund_name: "General".into(),
            key: None,
        };
        let now = Timestamp::parse("2026-11-01T00:00:00Z").unwrap();
        let created = community::found(&db, new, now).await.unwrap();
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let own = format!("import-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = testkit::target_folder().join("tmp").join(own);
        std::fs::create_dir_all(&folder).unwrap();
        Shop { db, community: created.number, folder }
    }

    fn options(format: Format, report: Option<PathBuf>) -> Options {
        Options { format, report, recorded_at: Timestamp::parse("2026-11-02T00:00:00Z").unwrap() }
    }

    /// Imports to the end. The report has as many lines as the summary says.
    pub(crate) async fn import(&self, files: &[PathBuf]) -> Summary {
        self.import_as(Format::OnlineRetail, files).await
    }

    async fn import_as(&self, format: Format, files: &[PathBuf]) -> Summary {
        let report = self.folder.join("report.csv");
        let options = Shop::options(format, Some(report.clone()));
        let summary = import::run(&self.db, self.community, files, &options, &|_| {}).await.unwrap();
        eprintln!("{summary:?}");
        assert!(summary.books_balanced);
        let lines =
            csv::Reader::from_path(&report).unwrap().into_records().map(Result::unwrap).count() as u64;
        assert_eq!(lines, summary.rejected_lines + summary.unmatched_cancellations);
        summary
    }

    /// Drops the import when it has reported so many lines; answers the orders it had written by then.
    pub(crate) async fn import_until(&self, files: &[PathBuf], lines: u64) -> u64 {
        let options = Shop::options(Format::OnlineRetail, None);
        let (enough, new) = (tokio::sync::Notify::new(), AtomicU64::new(0));
        let progress = |progress: &import::Progress| {
            new.store(progress.orders_new, Ordering::Relaxed);
            if progress.lines >= lines {
                enough.notify_one();
            }
        };
        tokio::select! {
            biased;
            () = enough.notified() => {}
            done = import::run(&self.db, self.community, files, &options, &progress) => drop(done.unwrap()),
        }
        new.into_inner()
    }

    /// Tables as (name, text), by the columns that a generic table has by default.
    pub(crate) async fn import_csv(&self, tables: &[(&str, &str)]) -> Summary {
        let write = |(name, text): &(&str, &str)| {
            let path = self.folder.join(format!("{name}.csv"));
            std::fs::write(&path, text).unwrap();
            path
        };
        let files: Vec<PathBuf> = tables.iter().map(write).collect();
        self.import_as(Format::Csv(Box::default()), &files).await
    }

    async fn number(&self, sql: &'static str) -> i64 {
        let community = self.community;
        let read = self.db.read(move |reader| reader.rows::<(i64,)>(sql, &[&community])).await;
        read.unwrap()[0].0
    }

    /// Orders, lines, refunds, entries, members: what must not grow by itself.
    pub(crate) async fn books(&self) -> [i64; 5] {
        [
            self.number("SELECT COUNT(*) FROM customer_order WHERE community_id = $1").await,
            self.number("SELECT COUNT(*) FROM order_line WHERE community_id = $1").await,
            self.number("SELECT COUNT(*) FROM refund WHERE community_id = $1").await,
            self.number("SELECT COUNT(*) FROM ledger_entry WHERE community_id = $1").await,
            self.number("SELECT COUNT(*) FROM member WHERE community_id = $1").await,
        ]
    }

    pub(crate) async fn bank(&self) -> i64 {
        let community = self.community;
        let bank = AccountKey::bank(Currency::GBP);
        self.db.read(move |reader| ledger::balance(reader, community, &bank)).await.unwrap()
    }

    /// A steward gives every offer the title `title`, its number added.
    pub(crate) async fn retitle(&self, title: &'static str) {
        let community = self.community;
        let sql = "SELECT o.id, o.title FROM offer o WHERE o.community_id = $1 ORDER BY o.title";
        let read = self.db.read(move |reader| reader.rows::<(Id<Offer>, String)>(sql, &[&community])).await;
        for (at, (offer, _)) in read.unwrap().into_iter().enumerate() {
            let edit = EditOffer {
                offer,
                title: format!("{title} {}", at + 1),
                story: "By hand".into(),
                audience: Audience::Everyone,
                limit: None,
                variants: Vec::new(),
                new_variants: Vec::new(),
                split: None,
                key: None,
            };
            let when = Timestamp::parse("2026-11-03T00:00:00Z").unwrap().into();
            let edited =
                self.db.transact(community, move |tx| ops::edit_offer(tx, Actor::System, &edit, when));
            edited.await.unwrap();
        }
    }

    /// Title and price, by title.
    pub(crate) async fn offers(&self) -> Vec<(String, i64)> {
        let community = self.community;
        let sql = "SELECT o.title, v.price_e4 FROM offer o
            JOIN offer_variant v ON v.community_id = o.community_id AND v.offer_id = o.id
            WHERE o.community_id = $1 ORDER BY o.title";
        self.db.read(move |reader| reader.rows(sql, &[&community])).await.unwrap()
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            std::fs::remove_dir_all(&self.folder).unwrap();
        }
    }
}

/// A line as the file has it: invoice, item, quantity, price in ten-thousandths, customer.
pub(crate) type RawLine = (String, String, i64, i64, String);

pub(crate) fn read_rows(files: &[PathBuf]) -> Vec<RawLine> {
    let mut rows = Vec::new();
    for file in files {
        let text = flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap());
        for row in csv::Reader::from_reader(text).into_records() {
            let row = row.unwrap();
            let (whole, rest) = row[5].split_once('.').unwrap_or((&row[5], ""));
            let price = format!("{whole}{rest:0<4}").parse().unwrap();
            rows.push((row[0].into(), row[1].into(), row[3].parse().unwrap(), price, row[6].into()));
        }
    }
    rows
}

/// What the issue asks to be counted, by the simplest code that can do it.
#[derive(Debug, Default)]
pub(crate) struct Naive {
    lines: u64,
    orders: HashSet<String>,
    sales_minor: i64,
    refunds_minor: i64,
    customers: HashSet<String>,
    sale_lines: i64,
    rejected: u64,
    unmatched: u64,
}

impl Naive {
    pub(crate) fn of(rows: &[RawLine]) -> Naive {
        let mut naive = Naive { lines: rows.len() as u64, ..Naive::default() };
        let mut bought: HashMap<(&str, &str), Vec<(i64, i64)>> = HashMap::new();
        for (invoice, item, quantity, price, customer) in rows {
            let of = (customer.as_str(), item.as_str());
            if invoice.starts_with('C') {
                let (mut wanted, stack) = (-quantity, bought.entry(of).or_default());
                while let Some((left, price)) = stack.pop().filter(|_| !customer.is_empty()) {
                    let taken = wanted.min(left);
                    // Every price of what was cancelled is in whole pence, so nothing is rounded here.
                    assert_eq!(price % 100, 0);
                    naive.refunds_minor += taken * price / 100;
                    wanted -= taken;
                    if left > taken {
                        stack.push((left - taken, price));
                    }
                    if wanted == 0 {
                        break;
                    }
                }
                naive.unmatched += u64::from(wanted > 0);
            } else if *quantity > 0 && *price > 0 {
                let (pence, rest) = (quantity * price / 100, quantity * price % 100);
                assert!(rest < 50, "no half in the data");
                naive.sales_minor += pence;
                naive.sale_lines += 1;
                naive.orders.insert(invoice.clone());
                if !customer.is_empty() {
                    naive.customers.insert(customer.clone());
                    bought.entry(of).or_default().push((*quantity, *price));
                }
            } else {
                naive.rejected += 1;
            }
        }
        naive
    }

    pub(crate) fn check(&self, summary: &Summary) {
        assert_eq!(summary.lines_read, self.lines);
        assert_eq!(summary.orders, self.orders.len() as u64);
        assert_eq!(summary.sales_minor, self.sales_minor);
        assert_eq!(summary.refunds_minor, self.refunds_minor);
        assert_eq!(summary.customers, self.customers.len() as u64);
        assert_eq!(summary.rejected_lines, self.rejected);
        assert_eq!(summary.unmatched_cancellations, self.unmatched);
    }

    /// The books hold what the files say, once.
    pub(crate) async fn check_books(&self, shop: &Shop) {
        let [orders, lines, ..] = shop.books().await;
        assert_eq!((orders, lines), (self.orders.len() as i64, self.sale_lines));
        assert_eq!(shop.bank().await, self.sales_minor - self.refunds_minor);
        let community = shop.community;
        let sum = |purpose: &'static str| async move {
            let sql = "SELECT CAST(COALESCE(SUM(b.balance_minor), 0) AS BIGINT) FROM ledger_account a
                JOIN ledger_balance b ON b.community_row = a.community_id * 4294967296 + a.id
                WHERE a.community_id = $1 AND a.purpose = $2";
            shop.db.read(move |reader| reader.rows::<(i64,)>(sql, &[&community, &purpose])).await.unwrap()[0]
                .0
        };
        assert_eq!(sum("held").await, 0, "everything is settled");
        assert_eq!(sum("owed").await, 0, "refunds are paid out");
        assert_eq!(sum("sales").await.abs(), self.sales_minor - self.refunds_minor);
    }
}

/// Against the figures of `gen_commerce.py`: sums there are exact, and rounded here to the penny.
pub(crate) fn check_expected(summary: &Summary, path: &Path) {
    let expected: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (pounds, pence) = expected["sales_total"].as_str().unwrap().split_once('.').unwrap();
    let exact: i64 = format!("{pounds}{pence:0<4}").parse().unwrap();
    assert_eq!(summary.sales_minor, (exact + 50) / 100);
    assert_eq!(summary.lines_read, expected["lines"].as_u64().unwrap());
    assert_eq!(summary.customers, expected["customers"].as_u64().unwrap());
    let invoices = expected["invoices_by_month"].as_object().unwrap().values();
    assert_eq!(summary.orders, invoices.map(|count| count.as_u64().unwrap()).sum::<u64>());
}
