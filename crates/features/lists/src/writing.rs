//! The list as it stands now, written as people write one in a chat: to be pasted back. Pure.

/// A thing of the heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub name: String,
    /// `25`; empty where nobody said it.
    pub price: String,
    pub currency: String,
    pub unit: String,
}

/// One thing that somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    pub item: String,
    pub quantity: String,
    pub unit: String,
    /// What is to be said of it: that it was not ordered.
    pub mark: String,
}

/// Somebody with what they want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub wants: Vec<Want>,
    pub note: String,
    /// What is said of all of it at the end: `共55元`, `已付`.
    pub ends: Vec<String>,
    /// Lines of theirs that nobody has understood yet: they stand as they were written.
    pub words: Vec<String>,
}

/// People in the order of the list; who wants nothing is left out.
pub fn written(title: &str, items: &[Heading], people: &[Entry]) -> String {
    written_under(&heading(title, &[], items), people)
}

/// The title, what the heading says besides, and a line for each thing.
pub fn heading(title: &str, remarks: &[String], items: &[Heading]) -> String {
    let mut text = String::new();
    if !title.is_empty() {
        text.push_str(title);
        text.push('\n');
    }
    for remark in remarks {
        text.push_str(remark);
        text.push('\n');
    }
    for item in items {
        text.push_str(&thing(item));
        text.push('\n');
    }
    text
}

/// `草莓 25元/盒`.
pub fn thing(item: &Heading) -> String {
    let price =
        if item.price.is_empty() { String::new() } else { format!(" {}{}", item.price, item.currency) };
    let unit =
        if item.unit.is_empty() || price.is_empty() { String::new() } else { format!("/{}", item.unit) };
    format!("{}{price}{unit}", item.name)
}

/// Under a heading that is there already, a blank line between the two.
pub fn written_under(heading: &str, people: &[Entry]) -> String {
    let mut text = format!("{heading}\n");
    let mut number = 0;
    for person in people {
        if !person.wants.is_empty() {
            let wants: Vec<String> = person.wants.iter().map(want).collect();
            let note = if person.note.is_empty() { String::new() } else { format!("（{}）", person.note) };
            number += 1;
            let ends: String = person.ends.iter().map(|end| format!(" 【{end}】")).collect();
            text.push_str(&format!("{number}. {} {}{note}{ends}\n", person.name, wants.join("，")));
        }
        for words in &person.words {
            number += 1;
            text.push_str(&format!("{number}. {words}\n"));
        }
    }
    text
}

fn want(Want { item, quantity, unit, mark }: &Want) -> String {
    let mark = if mark.is_empty() { String::new() } else { format!("【{mark}】") };
    format!("{} {quantity}{unit}{mark}", joined(item))
}

/// The name of a thing on one line with others: a blank between Chinese words would make two things of it.
pub fn joined(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let is_between = |at: usize| {
        let (before, after) = (letters.get(at.wrapping_sub(1)), letters.get(at + 1));
        before.zip(after).is_some_and(|(before, after)| !before.is_ascii() && !after.is_ascii())
    };
    let stays = |(at, letter): &(usize, &char)| !(letter.is_whitespace() && is_between(*at));
    letters.iter().enumerate().filter(stays).map(|(_, letter)| *letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_like_a_list() {
        let item = |name: &str, price: &str, unit: &str| Heading {
            name: name.into(),
            price: price.into(),
            currency: "元".into(),
            unit: unit.into(),
        };
        let want = |item: &str, quantity: &str, unit: &str| Want {
            item: item.into(),
            quantity: quantity.into(),
            unit: unit.into(),
            mark: String::new(),
        };
        let refused = |want: Want| Want { mark: "没订上".into(), ..want };
        let people = [
            Entry {
                name: "小雨".into(),
                wants: vec![want("草莓", "2", "盒"), want("鸡蛋", "1", "板")],
                note: "送3栋".into(),
                words: vec![],
                ends: vec![],
            },
            Entry {
                name: "老王".into(),
                wants: vec![],
                note: String::new(),
                words: vec!["老王 草莓几盒".into()],
                ends: vec![],
            },
            Entry { name: "老周".into(), wants: vec![], note: String::new(), ends: vec![], words: vec![] },
            Entry {
                name: "李阿姨".into(),
                wants: vec![refused(want("草莓", "0.5", "盒"))],
                note: String::new(),
                words: vec![],
                ends: vec![],
            },
        ];
        let text = written("周六团购", &[item("草莓", "25", "盒"), item("鸡蛋", "", "板")], &people);
        assert_eq!(
            text,
            "周六团购\n草莓 25元/盒\n鸡蛋\n\n1. 小雨 草莓 2盒，鸡蛋 1板（送3栋）\n2. 老王 草莓几盒\n3. 李阿姨 草莓 0.5盒【没订上】\n"
        );
    }
}
