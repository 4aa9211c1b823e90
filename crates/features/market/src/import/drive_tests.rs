//! Reading, order and counting against books that are a few maps in memory.

use super::align::{Hints, Print, lines_before};
use super::cover::{Purchase, cover};
use super::drive::{Answered, Drive, NotTaken, Takes};
use super::format::Format;
use super::line::Does;
use super::parts::{Part, Reading};
use super::report::Report;
use super::tally::{Answer, Cancelled, Summary, Tally};
use kernel::{Currency, Price, Quantity, Timestamp, Zone};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

#[derive(Default)]
struct Memory {
    books: Mutex<Books>,
    /// The invoice that is refused.
    refuses: Option<&'static str>,
}

#[derive(Default)]
struct Books {
    turn: i64,
    known: HashMap<String, (Vec<Print>, Option<Timestamp>)>,
    cancelled: HashMap<(String, usize), Cancelled>,
    purchases: HashMap<(String, String), Vec<Bought>>,
}

struct Bought {
    price: Price,
    bought: Quantity,
    taken_back: Quantity,
}

impl Bought {
    fn worth(&self) -> i64 {
        self.price.times(self.taken_back, Currency::GBP).unwrap().minor
    }
}

impl Takes for Memory {
    fn take(&self, part: Arc<Part>, turn: i64, refused: bool) -> Answered {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = match turn == books.turn {
            false => Err(NotTaken::OutOfTurn),
            true if !refused && self.refuses == Some(part.invoice.as_str()) => Err(NotTaken::Refused("no")),
            true => {
                books.turn += 1;
                Ok(if refused { Answer::default() } else { books.take(&part) })
            }
        };
        Box::pin(std::future::ready(Ok(answer)))
    }
}

impl Books {
    fn take(&mut self, part: &Part) -> Answer {
        let (known, last) = self.known.entry(part.invoice.clone()).or_default();
        let prints: Vec<Print> = part.lines.iter().map(|line| line.print).collect();
        let hints = Hints { at_head: part.at_head, later: part.at > *last };
        let before = if part.before > 0 { part.before } else { lines_before(known, &prints, hints) };
        let new = known.len();
        let differs =
            (0..prints.len()).filter(|at| known.get(before + at).is_some_and(|was| *was != prints[*at]));
        let mut answer = Answer { before, differs: differs.collect(), ..Answer::default() };
        known.extend(prints.iter().skip(new.saturating_sub(before)));
        *last = part.at.max(*last);
        for (at, line) in part.lines.iter().enumerate() {
            let key = (part.invoice.clone(), before + at);
            match &line.does {
                Does::Sells(said) if before + at >= new => {
                    answer.order_new = true;
                    let (price, bought) = (said.price, said.quantity);
                    let purchase = Bought { price, bought, taken_back: Quantity::default() };
                    let customer = part.customer.clone().unwrap_or_else(|| part.invoice.clone());
                    self.purchases.entry((customer, said.item.clone())).or_default().push(purchase);
                }
                Does::Cancels(said) => {
                    if before + at >= new {
                        let of = (part.customer.clone().unwrap_or_default(), said.item.clone());
                        let back = self.cancel(&of, said.quantity);
                        self.cancelled.insert(key.clone(), back);
                    }
                    answer.cancelled.push(self.cancelled.get(&key).copied().unwrap_or_default());
                }
                _ => {}
            }
        }
        answer
    }

    fn cancel(&mut self, of: &(String, String), quantity: Quantity) -> Cancelled {
        let purchases = self.purchases.entry(of.clone()).or_default();
        let numbered = purchases.iter().enumerate().rev().map(|(line, purchase)| Purchase {
            line,
            bought: purchase.bought,
            taken_back: purchase.taken_back,
        });
        let (taken, uncovered) = cover(&numbered.collect::<Vec<_>>(), quantity);
        let mut refunded_minor = 0;
        for taken in &taken {
            let purchase = &mut purchases[taken.line];
            let before = purchase.worth();
            purchase.taken_back.milli += taken.quantity.milli;
            refunded_minor += purchase.worth() - before;
        }
        Cancelled { refunded_minor, uncovered }
    }
}

async fn drive(memory: &Memory, files: &[PathBuf], report: Option<&Path>) -> Summary {
    memory.books.lock().unwrap().turn = 0;
    let layout = Format::OnlineRetail.layout();
    let reading = Reading { layout, zone: Zone::parse("Europe/London").unwrap(), currency: Currency::GBP };
    let tally = Tally::new(Report::create(report).unwrap());
    let mut drive = Drive::new(memory, tally, &|_| {});
    drive.run(reading, files).await.unwrap();
    drive.tally.finish(Currency::GBP, Duration::ZERO, true).unwrap()
}

/// Lines without their header, as invoice, item, quantity, minute, price, customer.
fn table(name: &str, lines: &[&str]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("market-drive-{name}-{}.csv", std::process::id()));
    let mut text =
        String::from("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Description\n");
    for line in lines {
        let fields: Vec<&str> = line.split(' ').collect();
        text += &match fields[..] {
            [invoice, item, quantity, minute, price, customer] => {
                format!("{invoice},{item},{quantity},2011-02-01 08:{minute}:00,{price},{customer},x\n")
            }
            _ => format!("{line}\n"),
        };
    }
    std::fs::write(&path, text).unwrap();
    path
}

/// Lines read, orders, sales, refunds, customers, rejected, unmatched, new orders.
fn figures(summary: &Summary) -> [i64; 8] {
    let counts = [summary.lines_read, summary.orders, summary.customers, summary.rejected_lines];
    let [lines, orders, customers, rejected] = counts.map(|count| count as i64);
    let (unmatched, new) = (summary.unmatched_cancellations as i64, summary.orders_new as i64);
    [lines, orders, summary.sales_minor, summary.refunds_minor, customers, rejected, unmatched, new]
}

const DAY: [&str; 11] = [
    "1 a 10 01 2.50 7.0",
    "2 a 1 01 1 ",
    "1 b 1 02 0.005 7.0",
    "3 a 2 03 3.00 7.0",
    "4 a -5 04 0 ",
    "broken",
    "C5 a -4 05 9.99 7.0",
    "C6 a -1 05 1 ",
    "C7 a -10 06 2.50 7.0",
    "C8 zz -1 06 2.50 8.0",
    "3 c 1 07 0 7.0",
];

#[tokio::test]
async fn a_day_is_counted_line_by_line() {
    let (memory, file) = (Memory::default(), table("day", &DAY));
    let report = file.with_extension("report");
    let first = drive(&memory, std::slice::from_ref(&file), Some(&report)).await;
    // Sold 25.00 + 0.00 + 1.00 + 6.00; taken back 2 at 3.00 and 2 at 2.50, then the other 8 at 2.50.
    assert_eq!(figures(&first), [11, 3, 3200, 3100, 1, 3, 3, 3]);
    let text = std::fs::read_to_string(&report).unwrap();
    let reasons: Vec<String> = csv::Reader::from_reader(text.as_bytes())
        .records()
        .map(|row| row.unwrap())
        .map(|row| [&row[1], &row[2], &row[3], &row[4]].join(" ").trim_end().to_owned())
        .collect();
    let expected = [
        "12 3 no_price",
        "6 4 negative_quantity",
        "7  malformed",
        "9 C6 unmatched 1",
        "10 C7 unmatched 2",
        "11 C8 unmatched 1",
    ];
    let sorted = |mut all: Vec<String>| {
        all.sort();
        all
    };
    assert_eq!(sorted(reasons), sorted(expected.map(str::to_owned).to_vec()));
    let again = drive(&memory, std::slice::from_ref(&file), Some(&report)).await;
    assert_eq!(figures(&again), [11, 3, 3200, 3100, 1, 3, 3, 0]);
    assert_eq!(std::fs::read_to_string(&report).unwrap(), text, "the report describes the file, too");
    let twice = drive(&memory, &[file.clone(), file.clone()], None).await;
    assert_eq!(figures(&twice), [22, 3, 3200, 3100, 1, 4, 3, 0], "only strays are counted twice");
}

/// A table cut anywhere, in one run or in two, is the same table.
#[tokio::test]
async fn a_cut_table_is_the_same_table() {
    for cut in 1..DAY.len() {
        let head = table(&format!("head{cut}"), &DAY[..cut]);
        let tail = table(&format!("tail{cut}"), &DAY[cut..]);
        let whole = drive(&Memory::default(), &[table("whole", &DAY)], None).await;
        let both = drive(&Memory::default(), &[head.clone(), tail.clone()], None).await;
        let memory = Memory::default();
        let one = drive(&memory, &[head], None).await;
        let two = drive(&memory, &[tail], None).await;
        assert_eq!(figures(&whole)[..7], figures(&both)[..7], "cut before line {cut}");
        let sum = |at: usize| figures(&one)[at] + figures(&two)[at];
        for at in [0, 2, 3, 5, 6] {
            assert_eq!(sum(at), figures(&whole)[at], "figure {at}, cut before line {cut}");
        }
    }
}

#[tokio::test]
async fn a_corrected_line_is_reported_and_changes_nothing() {
    let memory = Memory::default();
    drive(&memory, &[table("first", &["1 a 1 01 1 7", "1 b 1 01 2 7"])], None).await;
    let corrected = drive(&memory, &[table("second", &["1 a 1 01 1 7", "1 b 1 01 3 7"])], None).await;
    assert_eq!(figures(&corrected), [2, 1, 100, 0, 1, 1, 0, 0]);
}

#[tokio::test]
async fn a_refused_invoice_is_reported_and_the_rest_goes_on() {
    let memory = Memory { refuses: Some("1"), ..Memory::default() };
    let summary = drive(&memory, &[table("refused", &DAY)], None).await;
    // Without the ten of invoice 1: the first cancellation finds two, the second none.
    assert_eq!(figures(&summary), [11, 2, 700, 600, 1, 5, 4, 2]);
}
