//! Names of two parts, and what stands beside a name: 财务-小李, 小雨-财务, HR Nancy, Mary Lee, 王 磊.

use crate::Doubt;
use crate::name::{Chunk, DEPARTMENTS, Name, Reader};
use crate::number;
use crate::plain::{bare, is_han, text};
use crate::word;

impl Reader<'_> {
    /// 财务-小李, HR Nancy, Mary Lee.
    pub(crate) fn after_department(&mut self, chunk: Chunk) -> Name {
        let whole = self.named(chunk.from, chunk.to);
        let plain = bare(&whole);
        let mark = self.at(chunk.to);
        let next = self.skip(chunk.to);
        let department = DEPARTMENTS.split(' ').any(|word| word == plain)
            || plain.ends_with('部')
            || plain.ends_with('组')
            || plain.ends_with('班')
            || plain.ends_with('队') && plain.chars().count() > 2;
        let dashed = matches!(mark, '-' | '_') && !matches!(self.at(next), '(' | '[');
        if let Some(found) = self.two_parts(chunk, next, dashed && !department) {
            return found;
        }
        let of = |from: usize, name: String| Name { name, from, ..Name::default() };
        let said =
            text(&self.chars[next.min(self.chars.len())..self.chunk(next).map_or(next, |second| second.to)]);
        let ordered = !department
            && (self.goods.find(&said).is_some()
                || word::read(self.chars, next).is_some_and(|(word, _)| word.is_some()));
        if (department || dashed)
            && !ordered
            && next > chunk.to
            && self.name_at(next)
            && self.place(next).is_none()
        {
            let Some(second) = self.chunk(next) else { return of(chunk.to, whole) };
            let (end, joined) = self.cut(second);
            let name = self.named(second.from, end);
            // 前台 垃圾袋3卷: the office itself orders.
            let counted = end < second.to
                && number::read(self.chars, end).is_some_and(|number| {
                    crate::unit::read(self.chars, end + number.length, &self.manner.units).is_some()
                });
            let thing = self.goods.offers.is_empty()
                && counted
                && second.to > end
                && name.chars().count() >= 3
                && !crate::name::is_personal(&name);
            // 老干部 公母再各加一只: who is called like an office orders.
            let thing = thing
                || department
                    && matches!(word::read(self.chars, end), Some((Some(_), _)))
                    && self
                        .goods
                        .find(name.trim_end_matches(['再', '也', '还', '都', '又', '各']))
                        .is_some_and(|found| !found.left);
            let sold = thing
                || !department && self.goods.find(&name).is_some()
                || department && counted && self.goods.find(&name).is_some_and(|found| !found.left);
            if !joined && !sold && !name.is_empty() {
                // Which part is the name is only likely, unless the other one is an office.
                let doubt = (!department).then_some(Doubt::NameJoined);
                return Name { doubt, ..of(end, name) };
            }
        }
        if let Some(found) = self.latin_parts(chunk) {
            return found;
        }
        of(chunk.to, whole)
    }

    /// 小雨-财务, Anna-Lee, 王 磊, Tony 张: what follows belongs to the name, or says where somebody is from.
    fn two_parts(&mut self, chunk: Chunk, next: usize, dashed: bool) -> Option<Name> {
        let second = self.chunk(next).filter(|_| next > chunk.to)?;
        let tight = next == chunk.to + 1;
        let (first, last) = (&self.chars[chunk.from..chunk.to], &self.chars[second.from..second.to]);
        let latin = |part: &[char]| part.iter().all(char::is_ascii_alphabetic);
        let han = |part: &[char]| part.iter().all(|c| is_han(*c) && !number::is_chinese(*c));
        let word = text(last);
        let free = word::read(last, 0).is_none_or(|(_, length)| length < last.len())
            && self.goods.find(&word).is_none();
        let office = DEPARTMENTS.split(' ').any(|office| office == bare(&word))
            || last.len() >= 2
                && matches!(last[last.len() - 1], '部' | '组' | '班' | '科' | '店' | '室' | '区' | '队');
        if dashed && free && (office || self.manner.name_before_dash) {
            let doubt = (!office).then_some(Doubt::NameJoined);
            return Some(Name {
                name: self.named(chunk.from, chunk.to),
                from: second.to,
                doubt,
                ..Name::default()
            });
        }
        let whole = dashed && tight && latin(first) && latin(last) && first.len() > 1 && last.len() > 1;
        let spaced = self.at(chunk.to) == ' ' && tight && free;
        let parted = han(first) && han(last) && first.len() == 1 && last.len() <= 2;
        let mixed = latin(first)
            && han(last)
            && last.len() == 1
            && first.len() > 1
            && !"呃哦嗯啊额那就我唉哎嘿哈也再都来要".contains(last[0])
            || han(first) && latin(last) && first.len() == 1 && last.len() > 1;
        (whole && free || spaced && (parted || mixed)).then(|| Name {
            name: text(&self.chars[chunk.from..second.to]),
            from: second.to,
            ..Name::default()
        })
    }
}
