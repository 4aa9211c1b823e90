//! The orders of a real shop, through the operations a person uses, into books that balance.

#![allow(clippy::unwrap_used)]

mod importing;

use importing::{Naive, Shop, read_rows};
use std::path::PathBuf;
use testkit::Scratch;

const MONTHS: [&str; 6] = ["2010-12", "2011-01", "2011-02", "2011-03", "2011-04", "2011-05"];

fn months(folder: &std::path::Path, months: &[&str]) -> Vec<PathBuf> {
    months.iter().map(|month| folder.join(format!("online-retail-{month}.csv.gz"))).collect()
}

testkit::both_engines! {
    /// February alone: the figures of the expected file, the refunds of an independent count, the same again
    /// from the plain table, and nothing new in the books.
    async fn february_is_what_others_computed(scratch: Scratch) {
        let Some(folder) = testkit::data("commerce") else { return };
        let files = months(&folder, &["2011-02"]);
        let shop = Shop::open(&scratch).await;
        let first = shop.import(&files).await;
        let naive = Naive::of(&read_rows(&files));
        naive.check(&first);
        importing::check_expected(&first, &folder.join("online-retail-2011-02.expected.json"));
        assert_eq!(first.orders_new, first.orders);
        let books = shop.books().await;
        let again = shop.import(&[folder.join("online-retail-2011-02.csv")]).await;
        naive.check(&again);
        assert_eq!((again.orders_new, shop.books().await), (0, books));
        naive.check_books(&shop).await;
    }

    /// Stopped again and again wherever it happens to be, and started again, it ends as if it had run through.
    async fn stopped_and_started_it_is_the_same(scratch: Scratch) {
        let Some(folder) = testkit::data("commerce") else { return };
        let files = months(&folder, &["2011-02"]);
        let shop = Shop::open(&scratch).await;
        let mut new = 0;
        for lines in [1, 3_000, 9_000, 20_000] {
            new += shop.import_until(&files, lines).await;
        }
        let last = shop.import(&files).await;
        let naive = Naive::of(&read_rows(&files));
        naive.check(&last);
        assert!(last.orders_new < last.orders, "the stopped runs wrote {new}");
        naive.check_books(&shop).await;
    }
}

mod six_months {
    use super::*;

    /// On SQLite only: PostgreSQL has had February.
    #[test]
    fn sqlite() {
        testkit::run::<Scratch>(testkit::Engine::Sqlite, module_path!(), async |scratch| {
            let Some(folder) = testkit::data("commerce") else { return };
            let files = months(&folder, &MONTHS);
            let shop = Shop::open(&scratch).await;
            let summary = shop.import(&files).await;
            let naive = Naive::of(&read_rows(&files));
            naive.check(&summary);
            importing::check_expected(&summary, &folder.join("online-retail-2010-12_2011-05.expected.json"));
            naive.check_books(&shop).await;
            // A month of them alone finds the purchases of the months before.
            let march = shop.import(&files[3..4]).await;
            assert_eq!(march.orders_new, 0);
        });
    }
}

testkit::both_engines! {
    /// A small table by other column names: what it makes in the market, and what a table cut in two makes.
    async fn a_table_of_ones_own(scratch: Scratch) {
        let shop = Shop::open(&scratch).await;
        let head = "order,item,description,quantity,time,price,customer\n";
        let first = "1,a,\"Ham,\nraw\",10,2011-02-01 08:01:00,2.50,7\n2,a,,1,2011-02-01 08:02:00,3,\n1,b,Egg,1.5,2011-02-01 08:01:00,0.005,7\n";
        let second = "3,a,Iberian ham,2,2011-02-02 08:03:00,3.00,7\nC4,a,,-11,2011-02-03 08:04:00,9,7\n3,b,Egg,2,2011-02-02 08:03:00,1,7\n";
        let whole = shop.import_csv(&[("whole", &format!("{head}{first}{second}"))]).await;
        // Sold 25.00 + 0.01 and 3.00 and 6.00 + 2.00; taken back 2 at 3.00 and 9 at 2.50.
        assert_eq!((whole.sales_minor, whole.refunds_minor, whole.orders, whole.orders_new), (3601, 2850, 3, 3));
        assert_eq!((whole.lines_read, whole.rejected_lines), (7, 0));
        assert_eq!(shop.offers().await, [("Egg".into(), 10_000), ("Iberian ham".into(), 30_000)]);
        assert_eq!(shop.bank().await, 3601 - 2850);
        let cut = shop.import_csv(&[("second", &format!("{head}{second}")), ("first", &format!("{head}{first}"))]).await;
        assert_eq!((cut.sales_minor, cut.refunds_minor, cut.orders_new), (3601, 2850, 0));
        assert_eq!(shop.bank().await, 3601 - 2850);
    }

    /// What a steward made of an imported offer stays when the same file comes again; a later sale is news.
    async fn edits_by_hand_outlive_a_second_import(scratch: Scratch) {
        let shop = Shop::open(&scratch).await;
        let head = "order,item,description,quantity,time,price,customer\n";
        let once = "1,a,Ham,1,2011-02-01 08:01:00,1,7\n1,b,Egg,1,2011-02-01 08:01:00,1,7\n1,c,,1,2011-02-01 08:01:00,1,7\n1,c,Tea,1,2011-02-01 08:01:00,1,7\n";
        let again = "2,b,Egg,1,2011-02-02 08:01:00,1,7\n2,c,Green tea,1,2011-02-02 08:01:00,2,7\n";
        let file = format!("{head}{once}{again}");
        shop.import_csv(&[("shop", &file)]).await;
        assert_eq!(shop.offers().await, [("Egg".into(), 10_000), ("Green tea".into(), 20_000), ("Ham".into(), 10_000)]);
        shop.retitle("Mine").await;
        let mine = ["Mine 1", "Mine 2", "Mine 3"].map(str::to_owned).into_iter().zip([10_000, 20_000, 10_000]);
        let mine: Vec<(String, i64)> = mine.collect();
        shop.import_csv(&[("shop", &file)]).await;
        assert_eq!(shop.offers().await, mine);
        shop.import_csv(&[("later", &format!("{head}3,a,Raw ham,1,2011-02-03 08:01:00,3,7\n"))]).await;
        assert_eq!(shop.offers().await, [mine[0].clone(), mine[1].clone(), ("Raw ham".into(), 30_000)]);
    }
}
