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

/// Sorts that have names of their own are not one another: who writes the one and finds another is asked to look.
#[test]
fn sorts_with_names_of_their_own_are_never_certain() {
    let sorts = [
        ("葡萄", ["阳光玫瑰", "巨峰", "夏黑", "晴王"].as_slice()),
        ("苹果", ["红富士"].as_slice()),
        ("榴莲", ["猫山王", "金枕"].as_slice()),
        ("橘子", ["砂糖橘"].as_slice()),
        ("梨", ["雪梨", "皇冠梨"].as_slice()),
    ];
    let certain = |sold: &str, said: &str| {
        let text = format!(
            "{sold} 30元/盒\n牛奶 60元/箱\n1. 小雨 {said}2\n2. 老王 牛奶1\n3. 李阿姨 {said}1盒 牛奶1\n"
        );
        let list = jielong::read(&text, &[]).unwrap();
        let known =
            jielong::read(&format!("1. 小雨 {said}2\n2. 老王 牛奶1\n"), &offers(&[sold, "牛奶"])).unwrap();
        let of = |list: &jielong::List| {
            list.lines
                .iter()
                .filter(|line| line.items.iter().any(|item| item.name == sold))
                .any(|line| line.reading == Reading::Certain)
        };
        of(&list) || of(&known)
    };
    for (name, sorts) in sorts {
        for sort in sorts {
            assert!(!certain(name, sort), "{name} for {sort}");
            assert!(!certain(sort, name), "{sort} for {name}");
            for other in sorts.iter().filter(|other| *other != sort) {
                assert!(!certain(sort, other), "{sort} for {other}");
            }
        }
    }
}
