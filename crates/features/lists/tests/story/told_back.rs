//! The text for the chat, read by somebody else's reader: the same people want the same.

use kernel::{Currency, Id, Timestamp};
use lists::line::written;
use lists::reading::{ListRead, read};
use lists::rows::{ListItem, ListLine, OrderList};
use lists::told_back::{Missing, text};
use lists::whole::Whole;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// As pasting keeps it.
fn whole(read: &ListRead) -> Whole {
    let list = OrderList {
        community_id: 1,
        id: Id::from_parts(1, [1; 10]),
        number: 1,
        title: read.title.clone(),
        pasted: Some(read.pasted.clone()),
        line_count: read.lines.len() as i64,
        item_count: read.items.len() as i64,
        made_by: Id::from_parts(1, [2; 10]),
        made_at_us: Timestamp::from_micros(1),
        pasted_by: Id::from_parts(1, [2; 10]),
        pasted_at_us: Timestamp::from_micros(1),
        heading_at_us: Timestamp::from_micros(1),
        pay_until_us: Timestamp::from_micros(2),
        point_id: None,
        point_day: None,
        erased_at_us: None,
    };
    let item = |(number, item): (i64, &lists::reading::ItemRead)| ListItem {
        community_id: 1,
        list_id: list.id,
        number,
        name: item.name.clone(),
        unit: item.unit.clone(),
        price_e4: item.price,
        offer_id: None,
        variant: None,
        agreed_e4: None,
    };
    let line = |(number, line): (i64, &lists::reading::LineRead)| ListLine {
        community_id: 1,
        list_id: list.id,
        number,
        place: number,
        words: line.words.clone(),
        name: line.name.clone(),
        doing: line.doing,
        items: written(&line.parts),
        note: line.note.clone(),
        mark: line.mark,
        doubts: line.doubts.clone(),
        state: lists::line::LineState::Standing,
        mended_by: None,
        mended_at_us: None,
        revision: 1,
    };
    Whole {
        items: (1..).zip(&read.items).map(item).collect(),
        lines: (1..).zip(&read.lines).map(line).collect(),
        buyers: BTreeMap::new(),
        orders: Vec::new(),
        known: BTreeMap::new(),
        list,
    }
}

/// By name, of each thing how much.
fn wanted(whole: &Whole) -> BTreeMap<String, BTreeMap<String, i64>> {
    let mut all = BTreeMap::new();
    for person in whole.people().unwrap() {
        let wants = person.wants.iter().map(|(item, milli)| (whole.item(*item).unwrap().name.clone(), *milli));
        let wants: BTreeMap<String, i64> = wants.collect();
        if !wants.is_empty() {
            all.insert(person.name, wants);
        }
    }
    all
}

#[test]
fn measure() {
    let folder = std::env::var("JIELONG_LISTS").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../jielong/tests/lists/own"),
        PathBuf::from,
    );
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    files.sort();
    let mut good = [0; 3];
    let mut people = [0; 3];
    let (mut all, mut all_people) = (0, 0);
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        let Ok(first) = read(&source, &[]) else { continue };
        let before = whole(&first);
        let want = wanted(&before);
        if want.is_empty() {
            continue;
        }
        let told = text(web::Lang::Zh, Currency::CNY, &before, &[], &Missing::new()).unwrap();
        let lines = told.split_once("\n\n").map_or("", |(_, lines)| lines);
        let heading = told.split_once("\n\n").map_or("", |(heading, _)| heading);
        let verbatim = format!("{}\n\n{lines}", before.heading().trim());
        let bare = told.clone();
        all += 1;
        all_people += want.len();
        for (at, text) in [&told, &verbatim, &bare].into_iter().enumerate() {
            let again = read(text, &[]).map(|again| wanted(&whole(&again))).unwrap_or_default();
            people[at] += want.iter().filter(|(name, wants)| again.get(*name) == Some(*wants)).count();
            if again == want {
                good[at] += 1;
            } else if at == 0 || at == 1 {
                println!("== {} variant {at}", file.file_stem().unwrap().to_string_lossy());
                println!("{}", if at == 0 { heading } else { before.heading().trim() });
                for (name, wants) in want.iter().filter(|(name, wants)| again.get(*name) != Some(*wants)).take(3) {
                    println!("   {name}: {wants:?} -> {:?}", again.get(name));
                }
                for name in again.keys().filter(|name| !want.contains_key(*name)).take(3) {
                    println!("   + {name}: {:?}", again[name]);
                }
            }
        }
    }
    println!("of {all} lists {good:?}; of {all_people} people {people:?}");
}
