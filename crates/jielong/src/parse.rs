//! An order taken apart: name, what is said, what is a note.

use crate::bind::{self, Said};
use crate::entry::{CHARS_MAX, Order};
use crate::goods::{Goods, How};
use crate::name::{self, Name};
use crate::plain::{bare, text};
use crate::scan::{self, Manner, Piece, Placed};
use crate::week;
use crate::word::Word;
use std::collections::{BTreeSet, HashMap};

/// A line taken apart.
pub(crate) struct Parsed {
    pub(crate) order: Order,
    pub(crate) name: Name,
    pub(crate) said: Said,
    pub(crate) body: String,
    pub(crate) note: String,
    /// The note for people: what is no order, word by word.
    pub(crate) note_in_full: String,
    /// A question that the note does not have.
    pub(crate) asked: String,
    /// Nothing is said after the name.
    pub(crate) empty: bool,
    /// Words that were not understood, among those that were.
    pub(crate) left: bool,
    /// One letter of a name, written together with others that mean nothing here: another thing.
    pub(crate) other: bool,
    /// Too long for an order; its beginning names somebody at most.
    pub(crate) long: bool,
    /// Two come: 我和老婆.
    pub(crate) together: bool,
    pub(crate) vague: bool,
}

pub(crate) fn parse(order: Order, goods: &mut Goods, manner: &Manner) -> Parsed {
    parse_as(order, None, goods, manner)
}

/// Where it is known already who orders.
pub(crate) fn parse_as(order: Order, name: Option<Name>, goods: &mut Goods, manner: &Manner) -> Parsed {
    let mut order = order;
    goods.enter(order.section);
    let long = order.chars.len() > CHARS_MAX;
    if long {
        order.chars.truncate(20);
    }
    week::spelt_out(&mut order.chars, goods);
    let corrected = struck_part(&mut order.chars);
    let waits = waiting(&mut order.chars);
    let name = name.unwrap_or_else(|| name::read(&order.chars, goods, manner, order.sender.as_deref()));
    if let Some((from, to)) = name.cut {
        order.chars[from..to].iter_mut().for_each(|c| *c = ' ');
    }
    let from = name.from.min(order.chars.len());
    let to = name.to.unwrap_or(order.chars.len()).max(from);
    let chars = &order.chars[from..to];
    let pieces = scan::scan(chars, goods, manner);
    let mut said = bind::bind(chars, &pieces, goods.single().is_some());
    said.waits = waits;
    said.replace |= corrected;
    said.people = each_of(chars);
    said.more_in_all = crate::stated::more_in_all(chars);
    let meaning = pieces
        .iter()
        .any(|placed| !matches!(placed.piece, Piece::Space | Piece::Stop | Piece::Open | Piece::Close));
    Parsed {
        note: crate::noted::note(chars, &pieces, &order, &goods.offers),
        note_in_full: crate::noted::in_full(chars, &pieces, &said, &order, &goods.offers),
        asked: crate::noted::asked(chars, &pieces),
        together: {
            let body = text(chars);
            let body = body.trim_start();
            ["我和", "我跟", "我俩", "夫妻俩", "两口子", "老两口", "俩口子", "我们俩"]
                .iter()
                .any(|word| body.starts_with(word))
                || body.starts_with('+') && body.chars().nth(1).is_some_and(crate::plain::is_han)
        },
        long,
        empty: !meaning,
        left: words_left(&pieces),
        other: is_another(&pieces),
        vague: is_vague(chars, &pieces),
        body: bare(&text(chars)),
        said,
        name,
        order,
    }
}

/// ~~萝卜干1~~ 萝卜干2: what is struck is gone, and what follows stands instead.
fn struck_part(chars: &mut [char]) -> bool {
    let marks: Vec<usize> = (1..chars.len()).filter(|at| chars[at - 1..=*at] == ['~', '~']).collect();
    let [open, close] = marks.as_slice() else { return false };
    let follows = chars[close + 1..].iter().any(|c| crate::plain::is_word(*c));
    let struck = chars[*open..*close].iter().any(|c| crate::plain::is_word(*c));
    if !follows || !struck || close - open < 3 {
        return false;
    }
    chars[open - 1..=*close].iter_mut().for_each(|c| *c = ' ');
    true
}

/// 候补:青橙 and 候补 小鱼: in case there is room, which somebody has to see to.
fn waiting(chars: &mut Vec<char>) -> bool {
    let said = ["候补", "替补", "排队等"].iter().find_map(|word| crate::plain::begins(chars, 0, word));
    let Some(length) = said else { return false };
    let more = chars[length..].iter().take_while(|c| !crate::plain::is_word(**c)).count();
    let named = more > 0 && length + more < chars.len();
    if named {
        chars.drain(..length + more);
    }
    named
}

/// 我和我妈冬笋各两斤, 四个人每人一盒: how many people there are of whom each has so much.
fn each_of(chars: &[char]) -> Option<i64> {
    let body = text(chars);
    let (before, _) = ["每人", "一人一", "各"].iter().find_map(|word| body.split_once(word))?;
    // 方便面4桶(宿舍4个人一人一桶) says it already.
    if before.contains('(') {
        return None;
    }
    let letters: Vec<char> = before.chars().collect();
    let counted = (0..letters.len()).find_map(|at| {
        let number = crate::number::read(&letters, at).filter(|number| !number.vague)?;
        let rest = text(&letters[at + number.length..]);
        let people = ["个人", "人", "口人", "口子", "口"].iter().any(|word| rest.starts_with(word));
        let called = crate::also::people(&letters, at).is_some();
        (people || called).then_some(number.value.milli / 1000)
    });
    let head = before.trim_start();
    let two = ["我和", "我跟", "我与", "帮我和", "帮我跟", "我俩", "我们俩", "夫妻俩"]
        .iter()
        .any(|word| head.starts_with(word) || head.contains(&format!(" {word}")) || head.contains("帮我和"));
    counted.or(two.then_some(2)).filter(|people| (2..=20).contains(people))
}

/// Letters not understood before the last item or amount, or written together with one.
fn words_left(pieces: &[Placed]) -> bool {
    let order = |placed: &Placed| matches!(placed.piece, Piece::Item(_) | Piece::Amount(_));
    let Some(last) = pieces.iter().rposition(order) else { return false };
    // 羊奶1个月的量
    let beside = pieces
        .windows(2)
        .any(|pair| matches!((&pair[0].piece, &pair[1].piece), (Piece::Item(_), Piece::Note)));
    if beside {
        return true;
    }
    // In the same clause, or before.
    let end = pieces[last..]
        .iter()
        .position(|placed| placed.piece == Piece::Stop)
        .map_or(pieces.len(), |stop| last + stop);
    // 送3栋 goes with its place.
    let placed =
        |at: usize| at > last && matches!(pieces.get(at + 1), Some(Placed { piece: Piece::Note, .. }));
    (0..end).any(|at| pieces[at].piece == Piece::Text && !placed(at))
}

/// 泰国香米, where 东北珍珠米 is sold.
fn is_another(pieces: &[Placed]) -> bool {
    pieces.windows(2).any(|pair| {
        let [before, item] = pair else { return false };
        let Piece::Item(found) = &item.piece else { return false };
        let letter = found.mentions.iter().all(|mention| mention.how == How::Letter);
        letter && before.piece == Piece::Text && before.to == item.from && before.to - before.from > 1
    })
}

/// About, some, as you like: beside an amount, or where there is none.
fn is_vague(chars: &[char], pieces: &[Placed]) -> bool {
    let solid = |at: usize, step: isize| {
        let mut next = at as isize + step;
        while let Some(placed) = usize::try_from(next).ok().and_then(|next| pieces.get(next)) {
            if !matches!(placed.piece, Piece::Space) {
                return Some(&placed.piece);
            }
            next += step;
        }
        None
    };
    let amounts = pieces.iter().any(|placed| matches!(placed.piece, Piece::Amount(_)));
    (0..pieces.len())
        .filter(|at| pieces[*at].piece == Piece::Word(Word::Vague))
        // What is weighed is never just so: 5斤半左右.
        .filter(|at| {
            let word = text(&chars[pieces[*at].from..pieces[*at].to]);
            let weighed = matches!(solid(*at, -1), Some(Piece::Amount(amount)) if crate::unit::is_weight(&amount.unit) && !amount.vague);
            !(weighed && word == "左右")
        })
        .any(|at| !amounts || [-1, 1].iter().any(|step| matches!(solid(at, *step), Some(Piece::Amount(_)))))
}

/// Dozens, halves, and the weight of what is sold in packs are not what a thing is sold in.
fn is_contents(unit: &str, offer: &crate::Offer) -> bool {
    let weighed = crate::unit::is_weight(unit) || matches!(unit, "ml" | "毫升" | "l" | "升");
    unit == "打" || weighed && offer.holds.is_some()
}

/// Units that one line alone uses, where others use others: 3串 among bags.
pub(crate) fn rare(parsed: &[Parsed]) -> BTreeSet<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in parsed {
        let wants = line.said.wants.iter().filter_map(|want| want.amount.as_ref());
        let units: BTreeSet<&str> = wants
            .chain(line.said.loose.iter().map(|loose| &loose.amount))
            .map(|amount| amount.unit.as_str())
            .filter(|unit| !matches!(*unit, "" | "个" | "份" | "打" | "对") && !crate::unit::is_weight(unit))
            .collect();
        units.into_iter().for_each(|unit| *counts.entry(unit).or_default() += 1);
    }
    let all: usize = counts.values().sum();
    counts.into_iter().filter(|(_, count)| *count == 1 && all >= 6).map(|(unit, _)| unit.to_owned()).collect()
}

/// The unit that most lines use, of each offer.
pub(crate) fn usual(parsed: &[Parsed], goods: &Goods) -> Vec<Option<String>> {
    let mut counts: Vec<HashMap<&str, usize>> = vec![HashMap::new(); goods.offers.len()];
    for line in parsed {
        goods.enter(line.order.section);
        for want in &line.said.wants {
            if let ([offer], Some(amount)) = (want.mention.offers.as_slice(), &want.amount)
                && !amount.unit.is_empty()
                && !is_contents(&amount.unit, &goods.offers[*offer])
            {
                *counts[*offer].entry(&amount.unit).or_default() += 1;
            }
        }
        if let Some(offer) = goods.single() {
            for loose in line.said.loose.iter().filter(|loose| !loose.amount.unit.is_empty()) {
                *counts[offer].entry(&loose.amount.unit).or_default() += 1;
            }
        }
    }
    // A pair is two of what is counted in something else.
    let others: usize =
        counts.iter().flatten().filter(|(unit, _)| **unit != "对").map(|(_, count)| count).sum();
    if others > 1 {
        counts.iter_mut().for_each(|row| {
            row.remove("对");
        });
    }
    // Half a dozen is six of what is sold in no unit.
    for (row, _) in counts.iter_mut().zip(&goods.offers).filter(|(_, offer)| offer.unit.is_empty()) {
        row.remove("dozen");
    }
    let most = |row: HashMap<&str, usize>| {
        let best = row.into_iter().max_by(|a, b| (a.1, b.0).cmp(&(b.1, a.0)))?;
        Some(best.0.to_owned())
    };
    counts.into_iter().map(most).collect()
}
