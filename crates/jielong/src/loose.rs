//! Amounts without an item, where several things are sold.

use crate::Doubt;
use crate::allot::{Allotment, Allotted};
use crate::bind::{Fate, Loose, Said};
use crate::scan::Amount;

impl Allotment<'_> {
    /// An amount without an item, where several things are sold.
    pub(crate) fn loose(&self, index: usize, loose: &Loose, said: &Said, done: &mut Allotted) {
        let amount = &loose.amount;
        let fewer =
            loose.fewer || amount.sign == Some(false) && said.wants.is_empty() && !self.standing.is_empty();
        let backs: Vec<usize> = done.back.keys().copied().collect();
        let standing: Vec<usize> = self.standing.keys().copied().collect();
        let wanted: Vec<usize> = done.wanted.keys().copied().collect();
        if fewer {
            let target = match (backs.as_slice(), wanted.as_slice(), standing.as_slice()) {
                ([one], _, _) => Some(*one),
                (_, [one], _) if done.wanted.len() == 1 => Some(*one),
                (_, [], _) => {
                    self.by_unit(amount, &standing).or_else(|| (standing.len() == 1).then(|| standing[0]))
                }
                _ => None,
            };
            match target {
                Some(offer) => {
                    let quantity = self.convert(amount, offer, done);
                    done.wanted.remove(&offer);
                    done.back.insert(offer, Some(quantity));
                }
                None if said.wants.is_empty() && self.each_standing(said) => {
                    for offer in standing {
                        let quantity = self.convert(amount, offer, done);
                        done.back.insert(offer, Some(quantity));
                    }
                    done.doubts.push(Doubt::Concluded);
                }
                None => done.doubts.push(Doubt::ItemMissing),
            }
            return;
        }
        if let Some(pair) = self.pair(amount, said) {
            done.becomes |= loose.becomes;
            done.more |= amount.sign == Some(true) || loose.more && said.add;
            let plain = Amount { unit: String::new(), ..amount.clone() };
            let named = !said.wants.is_empty();
            for offer in pair {
                let quantity = self.convert(&plain, offer, done);
                let before = if named { 0 } else { done.wanted.get(&offer).copied().unwrap_or(0) };
                done.wanted.insert(offer, before + quantity);
            }
            done.doubts.push(Doubt::Concluded);
            return;
        }
        // 一共六斤, where that is what it comes to.
        if loose.total && !wanted.is_empty() && done.wanted.values().sum::<i64>() == amount.quantity.milli {
            return;
        }
        if self.is_cost(amount, done) {
            return;
        }
        // 果肉900g 也就是三盒: the same in another unit.
        if let Some(offer) = said
            .wants
            .last()
            .and_then(|want| (want.mention.offers.len() == 1).then(|| want.mention.offers[0]))
            && !amount.unit.is_empty()
            && amount.sign.is_none()
            && !loose.more
            && !loose.becomes
        {
            let mut aside = Allotted::default();
            let quantity = self.convert(amount, offer, &mut aside);
            let unlike =
                said.wants.iter().any(|want| want.amount.as_ref().is_some_and(|own| own.unit != amount.unit));
            if done.wanted.get(&offer) == Some(&quantity)
                && unlike
                && !aside.doubts.contains(&Doubt::UnitDiffers)
            {
                done.doubts.push(Doubt::Concluded);
                return;
            }
        }
        if let ([offer], true) =
            (wanted.as_slice(), loose.total && (!amount.unit.is_empty() || !self.standing.is_empty()))
        {
            let quantity = self.convert(amount, *offer, done);
            done.wanted.insert(*offer, quantity);
            done.becomes = !self.standing.is_empty();
            done.doubts.push(Doubt::Concluded);
            return;
        }
        if let [offer] = wanted.as_slice()
            && (loose.aside || loose.more && said.carried)
        {
            let quantity = self.convert(amount, *offer, done);
            // 帮楼上也带一份,一共2份: part of what is told to be all.
            if said.summed {
                done.becomes |= !self.standing.is_empty();
                if done.wanted.get(offer).is_some_and(|all| *all < quantity) {
                    done.doubts.push(Doubt::QuantityTwice);
                }
            } else if !loose.aside {
                *done.wanted.entry(*offer).or_insert(0) += quantity;
            }
            done.doubts.push(Doubt::Concluded);
            return;
        }
        // 可乐不要3箱了,要1箱: of the same.
        if let ([offer], true) = (backs.as_slice(), said.wants.iter().any(|want| want.fate == Fate::Back)) {
            let quantity = self.convert(amount, *offer, done);
            done.back.remove(offer);
            done.wanted.insert(*offer, quantity);
            done.becomes = true;
            return;
        }
        if amount.unit.is_empty() && amount.quantity.milli >= 100_000 && !wanted.is_empty() {
            done.doubts.push(Doubt::WordsLeft);
            return;
        }
        // 两样都改成15
        let several = said.kinds.is_none_or(|kinds| usize::try_from(kinds) == Ok(standing.len()));
        if wanted.is_empty()
            && (said.replace || said.add)
            && (said.every || said.kinds.is_some())
            && several
            && standing.len() > 1
        {
            for offer in standing {
                let quantity = self.convert(amount, offer, done);
                done.wanted.insert(offer, quantity);
            }
            done.becomes |= said.replace;
            done.doubts.push(Doubt::Concluded);
            return;
        }
        let changes = loose.becomes || loose.more || said.replace || said.add || said.total || said.mistake;
        // 室友跑路 2份
        let own = matches!(standing.as_slice(), [one] if loose.spaced && !amount.unit.is_empty() && self.own_unit(*one) == amount.unit);
        if wanted.is_empty() && (changes || !loose.named || own) {
            let target =
                if standing.len() == 1 { Some(standing[0]) } else { self.by_unit(amount, &standing) };
            if let Some(offer) = target {
                let quantity = self.convert(amount, offer, done);
                done.wanted.insert(offer, quantity);
                done.becomes |= loose.becomes;
                done.more |= amount.sign == Some(true) || loose.more;
                done.doubts.push(Doubt::Concluded);
                return;
            }
        }
        // 鸡蛋一板30枚: what is said in the offer's own unit counts.
        if let Some(want) = said.wants.iter().rev().find(|want| want.at < loose.at)
            && let ([offer], Some(own)) = (want.mention.offers.as_slice(), &want.amount)
            && !amount.unit.is_empty()
            && self.own_unit(*offer) == amount.unit
            && own.unit != amount.unit
            && done.doubts.contains(&Doubt::UnitDiffers)
            && !loose.more
        {
            let quantity = self.convert(amount, *offer, done);
            done.wanted.insert(*offer, quantity);
            done.doubts.retain(|doubt| *doubt != Doubt::UnitDiffers);
            done.doubts.push(Doubt::UnitConverted);
            return;
        }
        // 2份改1份,另加炭1: the first is of what stands.
        let others: Vec<usize> = standing.iter().copied().filter(|offer| !wanted.contains(offer)).collect();
        if let ([offer], true, false) = (others.as_slice(), loose.becomes, wanted.is_empty()) {
            let quantity = self.convert(amount, *offer, done);
            done.wanted.insert(*offer, quantity);
            done.becomes = true;
            done.doubts.push(Doubt::Concluded);
            return;
        }
        // 车厘子1份 我妈1份: of the same.
        if let (Some(want), true) = (said.wants.iter().rev().find(|want| want.at < loose.at), loose.kin)
            && let [offer] = want.mention.offers.as_slice()
            && want.fate == Fate::Wanted
        {
            let quantity = self.convert(amount, *offer, done);
            *done.wanted.entry(*offer).or_insert(0) += quantity;
            done.doubts.push(Doubt::Concluded);
            return;
        }
        // 薯片 番茄味4包 黄瓜味2包
        let of_last = said
            .wants
            .iter()
            .rev()
            .find(|want| want.amount.as_ref().is_some_and(|own| own.unit == amount.unit));
        let sizes = loose.sized;
        if let Some(want) =
            of_last.filter(|want| (sizes || loose.named && want.left) && want.mention.offers.len() == 1)
        {
            let offer = want.mention.offers[0];
            let quantity = self.convert(amount, offer, done);
            *done.wanted.entry(offer).or_insert(0) += quantity;
            done.doubts.push(Doubt::Concluded);
            return;
        }
        let all: Vec<usize> = self.goods.chosen().collect();
        if let Some(offer) =
            self.by_unit(amount, &all).filter(|offer| !loose.named && !done.wanted.contains_key(offer))
        {
            let called = self.own_unit(offer) != amount.unit;
            let plain = Amount { unit: String::new(), ..amount.clone() };
            let quantity = self.convert(if called { &plain } else { amount }, offer, done);
            done.more |= amount.sign == Some(true);
            done.wanted.insert(offer, quantity);
            done.doubts.push(Doubt::Concluded);
            return;
        }
        // 3段的对吧, after an order.
        if loose.labelled && !loose.named && amount.unit.is_empty() && !wanted.is_empty() {
            done.doubts.push(Doubt::WordsLeft);
            return;
        }
        let doubt = match (loose.named || loose.labelled, wanted.is_empty(), index) {
            // 要提袋5个 beside an order that is understood: worth a look.
            (true, false, _) if loose.told => Doubt::WordsLeft,
            (true, true, _) if loose.told && !backs.is_empty() => Doubt::WordsLeft,
            (true, _, _) => Doubt::UnknownItem,
            (false, true, _) => Doubt::ItemMissing,
            (false, false, _) => Doubt::QuantityTwice,
        };
        done.doubts.push(doubt);
    }

    /// 4对, where male and female are sold: so many of each.
    fn pair(&self, amount: &Amount, said: &Said) -> Option<[usize; 2]> {
        let one = |letters: [char; 2]| {
            let mut named = self.goods.chosen().filter(|at| self.goods.offers[*at].name.contains(letters));
            named.next().filter(|_| named.next().is_none())
        };
        let (male, female) = (one(['公', '雄'])?, one(['母', '雌'])?);
        let own = |offer: usize| matches!(self.own_unit(offer), "" | "只" | "个" | "对");
        let of_pair = said.wants.iter().all(|want| {
            want.amount.as_ref().is_none_or(|amount| amount.quantity.milli == 1000)
                && matches!(want.mention.offers.as_slice(), [one] if *one == male || *one == female)
        });
        (amount.unit == "对" && male != female && own(male) && own(female) && of_pair)
            .then_some([male, female])
    }

    /// 各减一袋, 两样各减2只: of each that stands.
    pub(crate) fn each_standing(&self, said: &Said) -> bool {
        (said.every || said.kinds.is_some())
            && said.kinds.is_none_or(|kinds| usize::try_from(kinds) == Ok(self.standing.len()))
            && !self.standing.is_empty()
    }

    /// The only one of these that is sold in the unit, or whose name begins with it (1大2小 of 大票 and 小票).
    pub(crate) fn by_unit(&self, amount: &Amount, offers: &[usize]) -> Option<usize> {
        if amount.unit.is_empty() {
            return None;
        }
        let one = |fits: &dyn Fn(&usize) -> bool| {
            let mut fitting = offers.iter().copied().filter(fits);
            fitting.next().filter(|_| fitting.next().is_none())
        };
        let sold = |offer: &usize| self.own_unit(*offer) == amount.unit;
        let called = |offer: &usize| {
            let offer = &self.goods.offers[*offer];
            offer.name.starts_with(amount.unit.as_str()) || offer.aliases.contains(&amount.unit)
        };
        one(&sold).or_else(|| one(&called).filter(|_| !offers.iter().any(sold)))
    }

    /// A bare number that is what the things before it cost.
    pub(crate) fn is_cost(&self, amount: &Amount, done: &Allotted) -> bool {
        if !amount.unit.is_empty() || done.wanted.is_empty() {
            return false;
        }
        let mut total = 0_i128;
        let mut single = false;
        for (offer, milli) in &done.wanted {
            let Some(price) = self.goods.offers[*offer].price else { return false };
            let cost = i128::from(price.e4) * i128::from(*milli);
            single |= cost == i128::from(amount.quantity.milli) * 10_000;
            total += cost;
        }
        single || total == i128::from(amount.quantity.milli) * 10_000
    }
}

/// 波波茶×2 一杯去冰一杯少冰: amounts after an item that only say how so many of it shall be.
pub(crate) fn parts(said: &Said) -> Vec<usize> {
    let mut found = Vec::new();
    for want in said.wants.iter().filter(|want| want.fate == Fate::Wanted) {
        let Some(amount) = &want.amount else { continue };
        let next =
            said.wants.iter().map(|other| other.at).filter(|at| *at > want.at).min().unwrap_or(usize::MAX);
        let after: Vec<usize> = (0..said.loose.len())
            .filter(|index| {
                let loose = &said.loose[*index];
                (want.at..next).contains(&loose.at) && !loose.becomes && !loose.fewer && !loose.more
            })
            .collect();
        let sum: i64 = after.iter().map(|index| said.loose[*index].amount.quantity.milli).sum();
        let worded = after.iter().any(|index| said.loose[*index].named || said.loose[*index].labelled);
        if after.len() > 1 && sum == amount.quantity.milli && worded {
            found.extend(after);
        }
    }
    found
}
