//! What is sold here, and what somebody else sells.

use jielong::{Offer, Reading};

fn offers(names: &[&str]) -> Vec<Offer> {
    names.iter().map(|name| Offer { name: (*name).to_owned(), ..Offer::default() }).collect()
}

/// A letter in common makes no thing of another: nobody gets 东北珍珠米 who wrote 泰国香米.
#[test]
fn a_letter_in_common_is_no_name() {
    let known = offers(&["东北珍珠米", "黑木耳"]);
    let list = jielong::read("1. 小雨 珍珠米2 木耳1\n2. 老王 泰国香米2\n3. 李阿姨 米1\n", &known).unwrap();
    let readings: Vec<Reading> = list.lines.iter().map(|line| line.reading).collect();
    assert_eq!(readings[1], Reading::Unclear, "{:?}", list.lines[1]);
    assert!(readings[0] != Reading::Unclear && readings[2] != Reading::Unclear, "{readings:?}");
}
