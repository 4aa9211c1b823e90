//! What a mending is about, on other goods and people than those it was found with: one principle, several lists.

use jielong::{Line, Reading};

/// Name, action and items of each line, and `?` where somebody has to be asked: `小雨: order 草莓 2, 鸡蛋 1`.
fn said(line: &Line) -> String {
    if line.reading == Reading::Unclear {
        return format!("{}: ?", line.name);
    }
    let items: Vec<String> = line
        .items
        .iter()
        .map(|item| match item.quantity {
            Some(quantity) => format!("{} {quantity}", item.name),
            None => item.name.clone(),
        })
        .collect();
    format!("{}: {} {}", line.name, line.action.code(), items.join(", ")).trim().to_owned()
}

#[track_caller]
fn reads(text: &str, wanted: &[&str]) {
    let list = jielong::read(text, &[]).unwrap();
    let got: Vec<String> = list.lines.iter().map(said).collect();
    assert_eq!(got, wanted, "{text}\n{:#?}", list.offers);
}

#[track_caller]
fn certain(text: &str, wanted: bool) {
    let list = jielong::read(text, &[]).unwrap();
    let certain = list.lines.iter().filter(|line| line.reading == Reading::Certain).count();
    assert_eq!(certain > 0, wanted, "{text}\n{:#?}", list.lines);
}

/// What a thumb hits instead of 、 belongs to the number, not to the name.
#[test]
fn marks_after_a_number() {
    for mark in ["丶", "﹑", "·", "•", ">", "~", "`", "°", "★", "→"] {
        let text = format!("土鸡蛋 20元/板\n1{mark}陈姐 2板\n2{mark}小北 1板\n3{mark}Tom 3板\n");
        let wanted = ["陈姐: order 土鸡蛋 2", "小北: order 土鸡蛋 1", "Tom: order 土鸡蛋 3"];
        reads(&text, &wanted);
    }
    reads(
        "土鸡蛋 20元/板\n一丶陈姐 2板\n二丶小北 1板\n三丶Tom 3板\n",
        &["陈姐: order 土鸡蛋 2", "小北: order 土鸡蛋 1", "Tom: order 土鸡蛋 3"],
    );
}
