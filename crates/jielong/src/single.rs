//! One thing is sold: every amount on a line is of it.

use crate::allot::{Allotment, Allotted};
use crate::bind::{Fate, Loose, Said};
use crate::goods::How;
use crate::scan::Amount;
use crate::{Doubt, unit};

impl Allotment<'_> {
    /// One thing is sold: every amount is of it.
    pub(crate) fn of_one(&self, one: usize, said: &Said, done: &mut Allotted) {
        for want in &said.wants {
            if let How::Roundabout(doubt) = want.mention.how
                && !matches!(doubt, Doubt::UnknownItem)
                && want.amount.is_some()
            {
                done.doubts.push(doubt);
            }
        }
        let back = said.wants.iter().find(|want| want.fate == Fate::Back);
        if let Some(want) = back {
            let quantity = want.amount.as_ref().map(|amount| self.convert(amount, one, done));
            done.back.insert(one, quantity);
        }
        let own =
            said.wants.iter().filter(|want| want.fate != Fate::Back).filter_map(|want| want.amount.as_ref());
        let mut amounts: Vec<(Amount, bool, bool)> =
            own.map(|amount| (amount.clone(), false, false)).collect();
        for loose in &said.loose {
            let minus = loose.amount.sign == Some(false) && self.standing.contains_key(&one);
            if loose.fewer || minus {
                let quantity = self.convert(&loose.amount, one, done);
                done.back.insert(one, Some(quantity));
                continue;
            }
            if loose.becomes {
                // 2盒改成3盒: what it was before is no order.
                amounts.clear();
                done.becomes = true;
            }
            done.more |= loose.amount.sign == Some(true);
            if loose.aside && !amounts.is_empty() {
                done.doubts.push(Doubt::Concluded);
                continue;
            }
            amounts.push((loose.amount.clone(), loose.more || loose.kin, loose.named || loose.labelled));
        }
        if amounts.is_empty() {
            let named = said.wants.iter().any(|want| want.fate == Fate::Wanted && !want.left);
            if (named || said.wanting || said.carried)
                && done.back.is_empty()
                && said.all.is_none()
                && !said.all_back
            {
                if !named && !self.sign_up {
                    done.doubts.push(Doubt::Concluded);
                }
                done.wanted.insert(one, 1000);
            }
            return;
        }
        self.settle_units(one, &mut amounts, done);
        // 三盒起是吧?那三盒
        if said.question
            && amounts.len() > 1
            && amounts
                .windows(2)
                .all(|pair| pair[0].0.quantity == pair[1].0.quantity && pair[0].0.unit == pair[1].0.unit)
        {
            amounts.truncate(1);
            done.doubts.push(Doubt::Concluded);
        }
        // 3位,2大1小 and 一家四口4张: the whole and its parts.
        if let Some(whole) = self.whole(&amounts) {
            amounts = vec![amounts[whole].clone()];
            done.doubts.push(Doubt::Concluded);
        }
        // A room beside an amount that has a unit, and a sum of money.
        if amounts.len() > 1 && amounts.iter().any(|(amount, _, _)| !amount.unit.is_empty()) {
            let before = amounts.len();
            amounts.retain(|(amount, more, _)| {
                !amount.unit.is_empty()
                    || *more
                    || amount.quantity.milli < 100_000 && !self.is_sum(one, amount, &said.loose)
            });
            if amounts.len() < before {
                done.doubts.push(Doubt::WordsLeft);
            }
        }
        if let Some(all) = said.loose.iter().find(|loose| loose.total && amounts.len() > 1) {
            let quantity = self.convert(&all.amount, one, done);
            done.wanted.insert(one, quantity);
            done.becomes = !self.standing.is_empty();
            done.doubts.push(Doubt::Concluded);
            return;
        }
        let mut total = 0_i64;
        for (index, (amount, more, labelled)) in amounts.iter().enumerate() {
            if index > 0 {
                let people = self.sign_up || unit::counts_people(&amount.unit);
                if !(*more || said.carried || people || *labelled && amounts[0].2) {
                    done.doubts.push(Doubt::QuantityTwice);
                }
                done.doubts.push(Doubt::Concluded);
            }
            total = total.saturating_add(self.convert(amount, one, done));
        }
        // 大飞+1, tight: and who brings them.
        let plus = self.sign_up
            && !self.goods.plus_counts
            && amounts.len() == 1
            && self.standing.is_empty()
            && !said.wanting
            && !said.add
            && matches!(said.loose.as_slice(), [one] if one.at <= 2 && !one.spaced && one.amount.sign == Some(true));
        if plus {
            total += 1000;
            done.doubts.push(Doubt::Concluded);
        }
        if self.sign_up
            && said.brings
            && amounts.len() == 1
            && self.standing.is_empty()
            && said.loose.iter().any(|loose| loose.brought)
        {
            total += 1000;
            done.doubts.push(Doubt::Concluded);
        }
        done.wanted.insert(one, total);
    }

    /// 两套房,两份: where one is in the unit of the offer, those in others are of something else.
    fn settle_units(&self, one: usize, amounts: &mut Vec<(Amount, bool, bool)>, done: &mut Allotted) {
        let own = self.goods.offers[one].unit.as_str();
        let people = unit::counts_people(own) || self.sign_up;
        if amounts.len() < 2
            || own.is_empty()
            || people
            || amounts.iter().all(|(amount, _, _)| amount.unit != own)
        {
            return;
        }
        let before = amounts.len();
        amounts.retain(|(amount, _, labelled)| {
            if *labelled && !amount.unit.is_empty() && amount.unit != own {
                return false;
            }
            let fit = unit::fit(amount.quantity, &amount.unit, &self.goods.offers[one], None);
            amount.unit.is_empty() || fit.doubt != Some(Doubt::UnitDiffers)
        });
        if amounts.len() < before {
            done.doubts.push(Doubt::WordsLeft);
        }
    }

    /// The amount that is the sum of the others, or says the same once more in another unit.
    fn whole(&self, amounts: &[(Amount, bool, bool)]) -> Option<usize> {
        if amounts.len() < 2 || amounts.iter().any(|(amount, more, _)| *more || amount.sign.is_some()) {
            return None;
        }
        let sum: i64 = amounts.iter().map(|(amount, _, _)| amount.quantity.milli).sum();
        let people = amounts.iter().all(|(amount, _, _)| {
            unit::counts_people(&amount.unit) || matches!(amount.unit.as_str(), "张" | "票" | "份")
        });
        let ages =
            |unit: &str| matches!(unit, "大" | "小" | "大人" | "小孩" | "儿童" | "成人" | "娃" | "家属");
        let aged = amounts.iter().any(|(amount, _, _)| ages(&amount.unit));
        let same = amounts.len() == 2
            && people
            && !aged
            && amounts[0].0.quantity == amounts[1].0.quantity
            && amounts[0].0.unit != amounts[1].0.unit;
        if same {
            return Some(1);
        }
        (amounts.len() > 2 || people)
            .then(|| amounts.iter().position(|(amount, _, _)| amount.quantity.milli * 2 == sum))
            .flatten()
    }

    /// 两盒 50, where 50 is what two cost.
    fn is_sum(&self, one: usize, sum: &Amount, others: &[Loose]) -> bool {
        let Some(price) = self.goods.offers[one].price else { return false };
        let counted = others
            .iter()
            .filter(|loose| !loose.amount.unit.is_empty())
            .map(|loose| loose.amount.quantity.milli);
        let total: i64 = counted.sum();
        i128::from(price.e4) * i128::from(total) == i128::from(sum.quantity.milli) * 10_000
    }
}
