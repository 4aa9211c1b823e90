//! From what a line says to offers and exact quantities, with the doubts on the way.

use crate::bind::{Fate, Said, Want};
use crate::goods::{Goods, How, Mention};
use crate::loose::parts;
use crate::plain::bare;
use crate::scan::Amount;
use crate::{Doubt, unit};
use std::collections::{BTreeMap, BTreeSet};

/// What somebody has ordered so far, in thousandths of each offer's unit.
pub(crate) type Standing = BTreeMap<usize, i64>;

#[derive(Debug, Default)]
pub(crate) struct Allotted {
    pub wanted: Standing,
    /// None: all of it.
    pub back: BTreeMap<usize, Option<i64>>,
    pub given: Vec<usize>,
    pub doubts: Vec<Doubt>,
    /// An amount that says what becomes of something, 改3盒.
    pub becomes: bool,
    /// An amount with a plus, or after 加.
    pub more: bool,
    /// Given by a word for all: what is named besides says how much of it.
    of_all: bool,
}

pub(crate) struct Allotment<'a> {
    pub goods: &'a Goods,
    /// The unit that most lines use for each offer.
    pub usual: &'a [Option<String>],
    pub standing: &'a Standing,
    /// Units that one line alone uses.
    pub rare: &'a BTreeSet<String>,
    pub sign_up: bool,
}

impl Allotment<'_> {
    pub(crate) fn allot(&self, said: &Said) -> Allotted {
        let mut done = Allotted::default();
        if let Some(amount) = &said.all {
            self.every(said, amount.as_ref(), &mut done);
        }
        if let Some(ages) = self.ages(said) {
            done.wanted = ages;
            done.doubts.push(Doubt::Concluded);
            return done;
        }
        let single = self.goods.single();
        let of_it = |want: &Want, one: usize| {
            want.mention.offers == [one] && self.besides(&want.mention, want.amount.as_ref()).is_none()
        };
        if let Some(one) = single.filter(|one| said.wants.iter().all(|want| of_it(want, *one))) {
            self.of_one(one, said, &mut done);
        } else {
            for want in &said.wants {
                self.want(want, said, &mut done);
            }
            let parts = parts(said);
            for (index, loose) in said.loose.iter().enumerate() {
                if parts.contains(&index) {
                    done.doubts.push(Doubt::WordsLeft);
                } else {
                    self.loose(index, loose, said, &mut done);
                }
            }
        }
        let one = said.wants.iter().filter(|want| want.fate == Fate::Wanted).count() <= 1;
        if let Some(people) = said.people.filter(|_| one && done.wanted.len() == 1) {
            done.wanted.values_mut().for_each(|milli| *milli = milli.saturating_mul(people));
            done.doubts.push(Doubt::Concluded);
        }
        done.doubts.sort_unstable();
        done.doubts.dedup();
        done
    }

    /// 1+1, where adults and children are told apart: so many of the ones, and so many of the others.
    fn ages(&self, said: &Said) -> Option<Standing> {
        let [old, young] = said.loose.as_slice() else { return None };
        let bare =
            |amount: &Amount| amount.unit.is_empty() && !amount.vague && amount.quantity.milli % 1000 == 0;
        let called = |word: &str| {
            let mut all =
                self.goods.chosen().filter(|at| self.goods.offers[*at].aliases.iter().any(|own| own == word));
            all.next().filter(|_| all.next().is_none())
        };
        let plus = (young.amount.sign == Some(true) || young.at == old.at + 2) && old.amount.sign.is_none();
        let only = said.wants.is_empty()
            && said.all.is_none()
            && !said.add
            && !said.replace
            && self.standing.is_empty();
        if !only || !plus || !bare(&old.amount) || !bare(&young.amount) || young.amount.quantity.milli > 9_000
        {
            return None;
        }
        let (first, second) = (called("大")?, called("小")?);
        Some(
            [(first, old.amount.quantity.milli), (second, young.amount.quantity.milli)].into_iter().collect(),
        )
    }

    /// 都要一袋, 四种各一, 除了花卷都要.
    fn every(&self, said: &Said, amount: Option<&Amount>, done: &mut Allotted) {
        let mut chosen: Vec<usize> = self.goods.chosen().collect();
        let as_many = |count: usize| said.kinds.is_none_or(|kinds| usize::try_from(kinds) == Ok(count));
        // 三种花各一,叶子不要: as many as there are without that.
        if !as_many(chosen.len()) {
            let refused = |offer: &usize| {
                said.wants.iter().any(|want| want.fate == Fate::Back && want.mention.offers == [*offer])
            };
            let rest = chosen.iter().filter(|offer| !refused(offer)).count();
            chosen.retain(|offer| !(as_many(rest) && refused(offer)));
        }
        // 三本都要, where three books and all three together are sold.
        if !as_many(chosen.len()) && as_many(self.goods.single_things()) {
            chosen.retain(|offer| !self.goods.is_bundle(*offer));
        }
        if !as_many(chosen.len()) {
            // 三种各一瓶, where three are sold by the bottle and one by the box.
            let unit = amount.map(|amount| amount.unit.as_str()).unwrap_or_default();
            let own = |offer: &usize| self.own_unit(*offer);
            let same = chosen.iter().filter(|offer| own(offer) == unit).count();
            let bare = |offer: &usize| self.goods.offers[*offer].unit.is_empty() && own(offer) != unit;
            let unsaid = chosen.iter().filter(|offer| bare(offer)).count();
            // What is sold in no unit of its own goes with it, where they are as many then.
            let with_unsaid = !as_many(same) && as_many(same + unsaid);
            chosen.retain(|offer| !unit.is_empty() && (own(offer) == unit || with_unsaid && bare(offer)));
        }
        if !as_many(chosen.len()) {
            done.doubts.push(Doubt::ItemMissing);
            return;
        }
        let excepted: Vec<usize> = said
            .wants
            .iter()
            .filter(|want| want.fate == Fate::Excepted)
            .flat_map(|want| want.mention.offers.clone())
            .collect();
        let own = |offer: &usize| {
            said.wants.iter().any(|want| {
                want.amount.is_some() && want.mention.offers == [*offer] && want.fate == Fate::Wanted
            })
        };
        // 各样2斤: of what is sold so, where some things are and others cannot be.
        if let Some(amount) = amount.filter(|amount| !amount.unit.is_empty() && said.kinds.is_none()) {
            let fits = |offer: &usize| {
                let fit = unit::fit(
                    amount.quantity,
                    &amount.unit,
                    &self.goods.offers[*offer],
                    Some(self.own_unit(*offer)),
                );
                fit.doubt != Some(Doubt::UnitDiffers)
            };
            if chosen.iter().any(|offer| self.own_unit(*offer) == amount.unit) {
                chosen.retain(fits);
            }
        }
        for offer in chosen.into_iter().filter(|offer| !excepted.contains(offer) && !own(offer)) {
            let quantity = match amount {
                Some(amount) => self.convert(amount, offer, done),
                None => 1000,
            };
            done.wanted.insert(offer, quantity);
        }
        done.doubts.push(Doubt::Concluded);
        done.of_all = true;
    }

    fn want(&self, want: &Want, said: &Said, done: &mut Allotted) {
        // 苹果不要了, of somebody who has two sorts: both go.
        let all: Vec<usize> =
            want.mention.offers.iter().copied().filter(|offer| self.standing.contains_key(offer)).collect();
        if want.fate == Fate::Back && want.amount.is_none() && all.len() > 1 && !said.replace {
            done.back.extend(all.into_iter().map(|offer| (offer, None)));
            done.doubts.push(Doubt::Concluded);
            return;
        }
        let settles = want.fate != Fate::Wanted || said.replace || said.add || said.total;
        let Some(offer) = self.resolve(&want.mention, want.amount.as_ref(), settles, done) else { return };
        match want.fate {
            Fate::Excepted => {}
            Fate::Back => {
                let quantity = want.amount.as_ref().map(|amount| self.convert(amount, offer, done));
                done.back.insert(offer, quantity);
            }
            // 洗衣液一瓶换成洗洁精2瓶, of somebody who has three: one goes.
            Fate::Given => {
                let had = self.standing.get(&offer).copied().unwrap_or(0);
                let part = want.amount.as_ref().map(|amount| self.convert(amount, offer, done));
                match part.filter(|part| *part < had) {
                    Some(part) => {
                        done.back.insert(offer, Some(part));
                        done.doubts.push(Doubt::Concluded);
                    }
                    None => done.given.push(offer),
                }
            }
            Fate::Wanted | Fate::Instead => {
                let again = want.amount.is_none()
                    && said.wants.iter().any(|other| {
                        other.amount.is_some()
                            && other.mention.offers == want.mention.offers
                            && matches!(other.fate, Fate::Wanted | Fate::Instead)
                    });
                // 英语过了 退英语: named first, and taken back.
                let taken = said.wants.iter().any(|other| {
                    other.fate == Fate::Back
                        && other.mention.offers == want.mention.offers
                        && (want.amount.is_none() || other.amount.is_none() && other.at > want.at)
                });
                // 海蛎子不要了 就要蛤蜊: what stands and is only named stays as it is.
                let stays = want.amount.is_none()
                    && want.fate == Fate::Wanted
                    && self.standing.contains_key(&offer)
                    && said.wants.iter().any(|other| other.fate == Fate::Back);
                if again || taken || stays {
                    return;
                }
                if want.left && want.amount.is_some() {
                    // 泰国香米, where 东北珍珠米 is sold: one letter of a name, and others beside it, is another thing.
                    let other = want.mention.how == How::Letter;
                    done.doubts.push(if other { Doubt::UnknownItem } else { Doubt::WordsLeft });
                }
                let quantity = match &want.amount {
                    Some(amount) => {
                        if amount.sign == Some(false) {
                            if self.standing.contains_key(&offer) {
                                let quantity = self.convert(amount, offer, done);
                                done.back.insert(offer, Some(quantity));
                                done.doubts.push(Doubt::Concluded);
                                return;
                            }
                        } else if amount.sign == Some(true) {
                            done.more = true;
                        }
                        self.convert(amount, offer, done)
                    }
                    None if want.fate == Fate::Instead => {
                        done.doubts.push(Doubt::TakenOver);
                        let from: Vec<i64> =
                            done.given.iter().filter_map(|given| self.standing.get(given)).copied().collect();
                        if from.is_empty() { 1000 } else { from.iter().sum() }
                    }
                    None if want.money.is_some() => {
                        let bought = want.money.and_then(|money| self.bought(money, offer));
                        done.doubts.push(if bought.is_some() {
                            Doubt::Concluded
                        } else {
                            Doubt::QuantityMissing
                        });
                        bought.unwrap_or(1000)
                    }
                    None if said.replace && done.back.keys().any(|back| self.standing.contains_key(back)) => {
                        done.doubts.push(Doubt::TakenOver);
                        let from = done.back.iter().filter(|(_, quantity)| quantity.is_none());
                        let sum: i64 = from.filter_map(|(back, _)| self.standing.get(back)).sum();
                        if sum == 0 { 1000 } else { sum }
                    }
                    None => {
                        // Named twice, once with an amount: 豆沙,豆沙一共2袋.
                        if done.wanted.contains_key(&offer) {
                            return;
                        }
                        1000
                    }
                };
                if let Some(before) = done.wanted.insert(offer, quantity) {
                    match want.fate {
                        Fate::Wanted if done.of_all => {}
                        Fate::Wanted => {
                            done.wanted.insert(offer, before + quantity);
                            done.doubts.push(Doubt::Concluded);
                        }
                        _ => done.doubts.push(Doubt::Concluded),
                    }
                }
            }
        }
    }

    /// 草莓2盒, where the heading sells 本地草莓 by the 斤 and the community 草莓 by the 盒: what it sells in just this unit.
    fn besides(&self, mention: &Mention, amount: Option<&Amount>) -> Option<usize> {
        let amount = amount.filter(|amount| !amount.unit.is_empty())?;
        let fits = |offer: usize| {
            let own = Some(self.own_unit(offer));
            let fit = unit::fit(amount.quantity, &amount.unit, &self.goods.offers[offer], own);
            fit.doubt != Some(Doubt::UnitDiffers)
        };
        mention.besides.filter(|other| fits(*other) && !mention.offers.iter().any(|offer| fits(*offer)))
    }

    /// The offer that is meant, where the unit or what stands decides between several.
    fn resolve(
        &self,
        mention: &Mention,
        amount: Option<&Amount>,
        settles: bool,
        done: &mut Allotted,
    ) -> Option<usize> {
        match mention.how {
            How::Roundabout(doubt) => done.doubts.push(doubt),
            How::Letter => done.doubts.push(Doubt::Concluded),
            How::Exact | How::Part => {}
        }
        let mut offers = mention.offers.clone();
        offers = self.besides(mention, amount).map_or(offers, |other| vec![other]);
        if offers.len() > 1 {
            let of_unit = |offer: &usize| {
                amount.is_some_and(|amount| {
                    !amount.unit.is_empty() && self.goods.offers[*offer].unit == amount.unit
                })
            };
            let stands = |offer: &usize| self.standing.contains_key(offer);
            let by_unit: Vec<usize> = offers.iter().copied().filter(of_unit).collect();
            let by_standing: Vec<usize> = offers.iter().copied().filter(stands).collect();
            if by_unit.len() == 1 {
                offers = by_unit;
                done.doubts.push(Doubt::Concluded);
            } else if settles && by_standing.len() == 1 {
                offers = by_standing;
                done.doubts.push(Doubt::Concluded);
            } else if settles && let Some(sister) = self.sister(&offers) {
                offers = vec![sister];
                done.doubts.push(Doubt::Concluded);
            }
        }
        if offers.len() != 1 {
            done.doubts.push(Doubt::SeveralOffers);
            return None;
        }
        if self.goods.in_heading > 0 && offers[0] >= self.goods.in_heading {
            done.doubts.push(Doubt::NotInHeading);
        }
        Some(offers[0])
    }

    /// What an offer is sold in, by the heading or else by most lines.
    pub(crate) fn own_unit(&self, offer: usize) -> &str {
        let own = self.goods.offers[offer].unit.as_str();
        if own.is_empty() {
            self.usual.get(offer).and_then(|unit| unit.as_deref()).unwrap_or("")
        } else {
            own
        }
    }

    /// 换大杯, of somebody who has a small one of the same: the one whose name begins like what stands.
    fn sister(&self, offers: &[usize]) -> Option<usize> {
        let name = |offer: usize| bare(&self.goods.offers[offer].name);
        let shared = |offer: &usize| {
            let standing = self.standing.keys().map(|stands| name(*stands));
            standing
                .map(|other| name(*offer).chars().zip(other.chars()).take_while(|(a, b)| a == b).count())
                .max()
        };
        let best = offers.iter().filter_map(shared).max().filter(|best| *best >= 2)?;
        let mut fitting = offers.iter().copied().filter(|offer| shared(offer) == Some(best));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    pub(crate) fn convert(&self, amount: &Amount, offer: usize, done: &mut Allotted) -> i64 {
        let usual = self.usual.get(offer).and_then(|unit| unit.as_deref());
        let offered = &self.goods.offers[offer];
        let own = if offered.unit.is_empty() { usual.unwrap_or("") } else { offered.unit.as_str() };
        if amount.vague {
            done.doubts.push(Doubt::QuantityVague);
        }
        let people = self.sign_up && unit::counts_people(&amount.unit);
        let fit = unit::fit(amount.quantity, if people { "" } else { &amount.unit }, offered, usual);
        done.doubts.extend(fit.doubt);
        if offered.unit.is_empty() && self.rare.contains(&amount.unit) {
            done.doubts.push(Doubt::UnitAlike);
        }
        // 卷纸俩, sold by the pack: two packs. 土豆俩, sold by the crate, may be two of them.
        let box_of_many = !matches!(own, "盒" | "提" | "件")
            || offered.holds.as_ref().is_some_and(|(_, unit)| !unit::is_weight(unit));
        if amount.pieces && (unit::holds_several(own) && box_of_many || unit::is_weight(own)) {
            done.doubts.push(Doubt::UnitDiffers);
        }
        // Thirty of what is sold by the tray: thirty eggs or thirty trays.
        let counted = matches!(own, "板" | "打" | "托" | "盘" | "对" | "双")
            || offered.holds.as_ref().is_some_and(|(_, unit)| !unit::is_weight(unit));
        let many =
            amount.unit.is_empty() && amount.quantity.milli >= 20_000 && unit::holds_several(own) && counted;
        let contents = offered.holds.as_ref().is_some_and(|(each, unit)| {
            amount.unit.is_empty()
                && !unit::is_weight(unit)
                && amount.quantity.milli >= each.milli
                && each.milli >= 6_000
        });
        if many || contents {
            done.doubts.push(Doubt::UnitDiffers);
        }
        // 西瓜半个: whether they cut it.
        let piece = matches!(own, "个" | "只" | "条" | "颗" | "份" | "块" | "盒" | "袋");
        if fit.quantity.milli % 1000 != 0 && piece && offered.step.is_none() {
            done.doubts.push(Doubt::Concluded);
        }
        if let Some(step) = offered.step
            && !fit.quantity.fits(step)
        {
            done.doubts.push(Doubt::QuantityOffStep);
        } else if fit.quantity.milli % 1000 != 0 && !unit::divides(own, &amount.unit) {
            done.doubts.push(Doubt::QuantityOffStep);
        }
        fit.quantity.milli
    }

    /// As many as so much money buys, where it comes out whole.
    fn bought(&self, money: i64, offer: usize) -> Option<i64> {
        let each = self.goods.offers[offer].price.filter(|price| price.e4 > 0)?.e4;
        let paid = money.checked_mul(10)?;
        let milli = paid.checked_mul(1000).filter(|whole| *whole > 0 && whole % each == 0)? / each;
        let weighed = unit::is_weight(&self.goods.offers[offer].unit) && milli % 100 == 0;
        (milli % 1000 == 0 || weighed).then_some(milli)
    }
}
