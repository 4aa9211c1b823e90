//! What an order, a change or a withdrawal does to what the person has.

use crate::act::{Book, Deed, Person, Repeats};
use crate::allot::Allotted;
use crate::bind::{Fate, Said};
use crate::parse::Parsed;
use crate::{Action, Doubt, Reading};

impl Book<'_> {
    /// 桃蛋减半: half of what stands.
    pub(crate) fn halved(&self, parsed: &Parsed, said: &Said, person: &Person) -> Option<Deed> {
        // 减半斤 is half a jin less.
        let counted = |rest: &str| crate::unit::read(&rest.chars().collect::<Vec<_>>(), 0, &[]).is_some();
        let halved = ["减半", "减一半", "砍半", "砍一半", "退一半", "退掉一半", "减掉一半"]
            .iter()
            .any(|word| parsed.body.split_once(word).is_some_and(|(_, rest)| !counted(rest)));
        let named: Vec<usize> = said
            .wants
            .iter()
            .filter(|want| want.mention.offers.len() == 1)
            .map(|want| want.mention.offers[0])
            .collect();
        let targets = person.standing.iter().filter(|(offer, _)| named.is_empty() || named.contains(offer));
        let items: Vec<(usize, Option<i64>)> =
            targets.map(|(offer, milli)| (*offer, Some(milli / 2))).collect();
        (halved && !items.is_empty()).then(|| Deed {
            action: Action::Replace,
            items,
            doubts: vec![Doubt::Concluded],
        })
    }

    /// 一半换成鸭肉: half of what is named, or of the one thing that stands, becomes as much of the other.
    pub(crate) fn half_exchanged(&self, parsed: &Parsed, said: &Said, person: &Person) -> Option<Deed> {
        let exchanged =
            ["一半换", "一半改", "换一半", "改一半"].iter().any(|word| parsed.body.contains(word));
        let named = |want: &&crate::bind::Want| want.mention.offers.len() == 1 && want.amount.is_none();
        let offers: Vec<usize> = said.wants.iter().filter(named).map(|want| want.mention.offers[0]).collect();
        let standing: Vec<usize> = person.standing.keys().copied().collect();
        let (from, to) = match (offers.as_slice(), standing.as_slice()) {
            ([from, to], _) if person.standing.contains_key(from) => (*from, *to),
            ([to], [from]) => (*from, *to),
            _ => return None,
        };
        let had = *person.standing.get(&from)?;
        let whole = had % 2000 == 0 && from != to;
        (exchanged && whole && offers.len() == said.wants.len()).then(|| {
            let before = person.standing.get(&to).copied().unwrap_or(0);
            let items = vec![(from, Some(had / 2)), (to, Some(before + had / 2))];
            Deed { action: Action::Replace, items, doubts: vec![Doubt::Concluded] }
        })
    }

    /// This or that.
    pub(crate) fn choosing(&self, said: &Said) -> bool {
        said.or && said.wants.len() > 1
    }

    pub(crate) fn ordered(
        &self,
        all: Allotted,
        said: &Said,
        parsed: &Parsed,
        person: &Person,
        repeats: Repeats,
    ) -> Deed {
        let mut doubts = all.doubts;
        let wanted = |milli: &i64| Some(*milli);
        let mut items: Vec<(usize, Option<i64>)> =
            all.wanted.iter().map(|(offer, milli)| (*offer, wanted(milli))).collect();
        // 公蟹3只 母蟹0只
        if items.len() > 1 && person.standing.is_empty() {
            items.retain(|(_, milli)| *milli != Some(0));
        }
        let rather = said.or && said.wants.len() <= 1 && !person.standing.is_empty();
        if person.asked {
            doubts.push(Doubt::Concluded);
        }
        let changes = rather || said.replace || all.becomes || said.mistake || !all.given.is_empty();
        if person.standing.is_empty()
            && person.asked
            && (changes || said.add || all.more)
            && !said.all_back
            && all.back.is_empty()
        {
            doubts.push(Doubt::NothingStands);
            let action = if changes { Action::Replace } else { Action::Add };
            return Deed { action, items, doubts };
        }
        if person.standing.is_empty() {
            if said.all_back && said.back_said {
                doubts.push(Doubt::NothingStands);
                return Deed { action: Action::Withdraw, items: Vec::new(), doubts };
            }
            if said.all_back || !all.back.is_empty() {
                doubts.push(Doubt::WordsLeft);
            }
            // 再来一件, of somebody of whom nothing is known: a line may have been misread.
            let more = ["再来", "再加", "再要", "再订", "再拿", "再添", "再补"]
                .iter()
                .any(|word| parsed.body.starts_with(word));
            if changes || more {
                doubts.push(Doubt::NothingStands);
            }
            return Deed { action: Action::Order, items, doubts };
        }
        let stands = |offer: &usize| person.standing.contains_key(offer);
        if repeats == Repeats::Edited && !said.add {
            let gone = person.standing.keys().filter(|offer| !all.wanted.contains_key(offer));
            items.extend(gone.map(|offer| (*offer, Some(0))));
            doubts.push(Doubt::Repeated);
            return Deed { action: Action::Replace, items, doubts };
        }
        let takes = !all.back.is_empty() || said.all_back;
        if changes || takes {
            // 老抽不要,小笼包+1
            let adds = (said.add || all.more) && !changes;
            if adds {
                for (offer, milli) in &mut items {
                    *milli = milli.map(|milli| milli + person.standing.get(offer).copied().unwrap_or(0));
                }
            }
            for (offer, quantity) in &all.back {
                let left = quantity.map_or(0, |quantity| {
                    person.standing.get(offer).map_or(0, |had| (had - quantity).max(0))
                });
                if !all.wanted.contains_key(offer) {
                    items.push((*offer, Some(left)));
                }
            }
            let gone: Vec<usize> = match said.all_back {
                true => person.standing.keys().copied().collect(),
                false => all.given.iter().copied().filter(stands).collect(),
            };
            // 改成草莓1 of somebody who has one other thing: that goes.
            let other = person.standing.len() == 1
                && all.wanted.len() == 1
                && all.given.is_empty()
                && !takes
                && (said.replace || rather);
            let other = other.then(|| person.standing.iter().next()).flatten();
            let unsaid = said.wants.iter().all(|want| want.amount.is_none()) && said.loose.is_empty();
            if let (Some((given, had)), [(offer, milli)], true) = (other, items.as_mut_slice(), unsaid)
                && given != offer
                && *had != 1000
            {
                *milli = Some(*had);
                doubts.push(Doubt::TakenOver);
            }
            let other = other.map(|(offer, _)| *offer);
            for offer in gone.into_iter().chain(other) {
                if items.iter().all(|(known, _)| *known != offer) {
                    items.push((offer, Some(0)));
                }
            }
            if all.wanted.keys().all(|offer| !stands(offer))
                && all.given.is_empty()
                && !takes
                && other.is_none()
            {
                doubts.push(Doubt::NothingStands);
            }
            return Deed { action: Action::Replace, items, doubts };
        }
        // 香肠多称点,四斤嘛: so much in all, where it is more than what stands.
        let more = |(offer, milli): (&usize, &i64)| person.standing.get(offer).is_some_and(|had| milli > had);
        if said.more_in_all && all.wanted.len() == 1 && all.wanted.iter().all(more) {
            doubts.push(Doubt::Concluded);
            return Deed { action: Action::Replace, items, doubts };
        }
        if said.add || all.more || said.brings && self.sign_up {
            return Deed { action: Action::Add, items, doubts };
        }
        let again: Vec<usize> = all.wanted.keys().copied().filter(stands).collect();
        // 薄荷只要一盆, of somebody who has other things.
        let only = ["只要", "只留", "只订", "只买"].iter().any(|word| parsed.body.contains(word));
        if again.is_empty() && said.total && only {
            doubts.push(Doubt::NothingStands);
            return Deed { action: Action::Replace, items, doubts };
        }
        if again.is_empty() {
            return Deed { action: Action::Add, items, doubts };
        }
        if said.total {
            doubts.push(Doubt::Concluded);
            return Deed { action: Action::Replace, items, doubts };
        }
        if said.carried {
            return Deed { action: Action::Add, items, doubts };
        }
        // With a reason beside it a new number takes the place of the old.
        let unlike = all
            .wanted
            .iter()
            .any(|(offer, milli)| person.standing.get(offer).is_some_and(|had| had != milli));
        if (said.text || !parsed.note.is_empty()) && again.len() == all.wanted.len() && unlike {
            doubts.push(Doubt::Concluded);
            return Deed { action: Action::Replace, items, doubts };
        }
        // All that stands, named again with other quantities: the new order.
        let same = all.wanted.len() > 1 && all.wanted.keys().eq(person.standing.keys()) && unlike;
        if same && !said.text {
            doubts.push(Doubt::Concluded);
            return Deed { action: Action::Replace, items, doubts };
        }
        // 可乐要冰的: how, of what stands already.
        let counted = said.wants.iter().any(|want| want.amount.is_some()) || !said.loose.is_empty();
        let how = said.wants.iter().all(|want| want.left) && parsed.body.ends_with('的');
        if again.len() == all.wanted.len() && !counted && (said.text || parsed.left || how) {
            return Deed { doubts: vec![Doubt::WordsLeft], ..Deed::none() };
        }
        // 流心3盒 已付504: what stands, said once more. 那就一整个: instead.
        let noted = said.text || !parsed.note.is_empty() || !said.money.is_empty();
        let rather = ["那就", "还是", "那", "就"].iter().any(|word| parsed.body.starts_with(word));
        if noted && !unlike && counted || rather {
            doubts.push(Doubt::Concluded);
            return Deed { action: Action::Replace, items, doubts };
        }
        doubts.push(Doubt::AddOrReplace);
        Deed { action: Action::Add, items, doubts }
    }
}

/// Twice as much of what is named, where all of it stands.
pub(crate) fn doubled(all: &Allotted, person: &Person) -> Deed {
    let items: Option<Vec<(usize, Option<i64>)>> = all
        .wanted
        .keys()
        .map(|offer| person.standing.get(offer).map(|had| (*offer, Some(had * 2))))
        .collect();
    let mut doubts = all.doubts.clone();
    doubts.push(if items.is_some() { Doubt::TakenOver } else { Doubt::ItemMissing });
    Deed { action: Action::Replace, items: items.unwrap_or_default(), doubts }
}

pub(crate) fn withdrawn(all: Allotted, said: &Said, person: &Person) -> Deed {
    let mut doubts = all.doubts;
    if said.all_back && said.text {
        doubts.push(Doubt::WordsLeft);
    }
    let nothing = person.standing.is_empty();
    if nothing && !said.back_said {
        return Deed { doubts: vec![Doubt::NothingStands], ..Deed::none() };
    }
    if nothing && !all.back.is_empty() && !said.all_back && !person.ordered {
        doubts.push(Doubt::NothingStands);
    }
    if nothing {
        doubts.push(Doubt::NothingStands);
    }
    let mut items: Vec<(usize, Option<i64>)> = Vec::new();
    // 除了百合都退掉: all that stands but that.
    let excepted: Vec<usize> = said
        .wants
        .iter()
        .filter(|want| want.fate == Fate::Excepted && !said.kept)
        .flat_map(|want| want.mention.offers.iter().copied())
        .collect();
    if said.all_back && !excepted.is_empty() {
        items = person
            .standing
            .keys()
            .filter(|offer| !excepted.contains(offer))
            .map(|offer| (*offer, None))
            .collect();
        doubts.push(Doubt::Concluded);
    }
    if !said.all_back {
        for (offer, quantity) in &all.back {
            let had = person.standing.get(offer).copied();
            if had.is_none() && !nothing {
                doubts.push(Doubt::NothingStands);
            }
            // More than there is, or just that: all of it.
            let part = quantity.filter(|quantity| had.is_none_or(|had| *quantity < had));
            items.push((*offer, part));
        }
    }
    Deed { action: Action::Withdraw, items, doubts }
}

/// What the person has after the line. An unclear line changes nothing.
pub(crate) fn after(mut person: Person, deed: &Deed, reading: Reading, parsed: &Parsed) -> Person {
    person.lines.push((parsed.order.ordinal, parsed.body.clone()));
    if person.lines.len() > 50 {
        person.lines.remove(0);
    }
    if reading == Reading::Unclear {
        person.asked = true;
        return person;
    }
    person.ordered |= deed.action == Action::Order;
    match deed.action {
        Action::Order | Action::Add => {
            for (offer, milli) in &deed.items {
                *person.standing.entry(*offer).or_insert(0) += milli.unwrap_or(0);
            }
        }
        Action::Replace => {
            for (offer, milli) in &deed.items {
                person.standing.insert(*offer, milli.unwrap_or(0));
            }
        }
        Action::Withdraw if deed.items.is_empty() => person.standing.clear(),
        Action::Withdraw => {
            for (offer, milli) in &deed.items {
                let left = milli.map_or(0, |milli| person.standing.get(offer).map_or(0, |had| had - milli));
                person.standing.insert(*offer, left);
            }
        }
        Action::None => {}
    }
    person.standing.retain(|_, milli| *milli > 0);
    person
}
