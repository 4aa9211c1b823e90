//! What somebody says after a line that left something open answers it: 鸭脖两根, and then 那就一斤; 龙井半斤, and then 雨前的.

use crate::act::Person;
use crate::bind::{Fate, Said, Want};
use crate::goods::{Goods, How, Mention};
use crate::parse::Parsed;
use crate::scan::Amount;
use crate::{Action, Doubt, Reading};
use std::collections::BTreeSet;

/// What a line said that was not clear, or only just.
#[derive(Debug, Default, Clone)]
pub(crate) struct Open {
    /// What it may have been about.
    offers: Vec<usize>,
    amounts: Vec<Amount>,
    /// It counts as ordered all the same.
    taken: bool,
}

impl Open {
    /// What a line leaves open. None where it leaves nothing.
    pub(crate) fn of(parsed: &Parsed, action: Action, reading: Reading, doubts: &[Doubt]) -> Option<Open> {
        let weak = doubts.iter().any(|doubt| {
            matches!(doubt, Doubt::Concluded | Doubt::UnitAlike | Doubt::CalledOtherwise | Doubt::Question)
        });
        let ordered = matches!(action, Action::Order | Action::Add | Action::Replace);
        let taken = reading == Reading::Likely && weak && ordered;
        let talked = action == Action::None && !doubts.is_empty();
        if reading != Reading::Unclear && !taken && !talked {
            return None;
        }
        let said = &parsed.said;
        let wanted = || said.wants.iter().filter(|want| matches!(want.fate, Fate::Wanted | Fate::Instead));
        let offers: BTreeSet<usize> = wanted().flat_map(|want| want.mention.offers.iter().copied()).collect();
        let amounts: Vec<Amount> = wanted()
            .filter_map(|want| want.amount.clone())
            .chain(said.loose.iter().map(|loose| loose.amount.clone()))
            .collect();
        let open = Open { offers: offers.into_iter().collect(), amounts, taken };
        (!open.offers.is_empty() || !open.amounts.is_empty()).then_some(open)
    }
}

/// The words of a line with what they leave out put in from the one before; and whether they answer it.
pub(crate) fn answered(said: &Said, person: &Person, goods: &Goods) -> Option<(Said, bool)> {
    let open = person.open.as_ref()?;
    let acts = said.all_back || said.same || said.kept || said.double || said.question || said.all.is_some();
    let fates = said.wants.iter().any(|want| want.fate != Fate::Wanted);
    if acts || fates || said.loose.iter().any(|loose| loose.fewer) {
        return None;
    }
    let mut said = said.clone();
    // 中杯哈, after 奶绿一杯: what both mean.
    let mut narrowed = false;
    for want in said.wants.iter_mut().filter(|want| want.mention.offers.len() > 1) {
        let both: Vec<usize> =
            want.mention.offers.iter().copied().filter(|offer| open.offers.contains(offer)).collect();
        if both.len() == 1 {
            want.mention = concluded(both[0]);
            narrowed = true;
        }
    }
    let bare = !said.wants.is_empty()
        && said.loose.is_empty()
        && said.wants.iter().all(|want| want.amount.is_none() && want.money.is_none());
    let one = said.wants.iter().flat_map(|want| &want.mention.offers).collect::<BTreeSet<_>>().len() == 1;
    if bare && one && !said.add && open.amounts.len() == 1 {
        let unit = open.amounts[0].clone();
        said.wants[0].amount = Some(unit);
        said.wants[0].mention.how = said.wants[0].mention.how.max(How::Roundabout(Doubt::Concluded));
        return Some((said, open.taken));
    }
    // 一口袋就20斤: of several amounts the one in the offer's unit.
    let of_unit = |offer: usize| {
        let unit = &goods.offers[offer].unit;
        let mut fitting =
            (0..said.loose.len()).filter(|at| !unit.is_empty() && said.loose[*at].amount.unit == *unit);
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let at = match (open.offers.as_slice(), said.loose.len()) {
        ([_], 1) => Some(0),
        ([offer], 2..) => of_unit(*offer),
        _ => None,
    };
    if let Some(at) = at.filter(|_| said.wants.is_empty() && !open.taken) {
        let loose = said.loose.remove(at);
        said.loose.clear();
        said.wants.push(Want {
            mention: concluded(open.offers[0]),
            amount: Some(loose.amount.clone()),
            money: None,
            left: false,
            fate: Fate::Wanted,
            at: loose.at,
            clause: loose.clause,
            chunk: loose.chunk,
        });
        return Some((said, false));
    }
    narrowed.then_some((said, false))
}

fn concluded(offer: usize) -> Mention {
    Mention { offers: vec![offer], how: How::Roundabout(Doubt::Concluded), besides: None }
}
