//! Campaigns of capital: whole units, part by part, tranche by tranche, and what is not entered goes back.

use crate::book::divide;
use crate::campaigns::{Part, Raised};
use crate::town::Town;
use pools::campaign_rows::Campaign;

impl Town {
    /// Who has left holds nothing new: of capital theirs goes back, and is in no tranche. Of the others whole units are released,
    /// rounded over all of them together.
    pub(crate) fn captures_units(&mut self, one: &mut Raised) -> Vec<i64> {
        let mut tranches = vec![0; one.shares.len()];
        let mut here: Vec<&mut Part> = Vec::new();
        for part in one.parts.iter_mut().filter(|part| part.paid && !part.left) {
            match self.here(part.member) {
                true => here.push(part),
                false => self.book.owes(part.member, part.due),
            }
        }
        if here.is_empty() {
            return tranches;
        }
        // Each tranche is of all units what its share says, and takes from what the parts still have; ties by id.
        here.sort_by_key(|part| part.id);
        let mut left: Vec<i64> = here.iter().map(|part| part.due / one.unit).collect();
        for (sum, of_all) in tranches.iter_mut().zip(divide(left.iter().sum(), &one.shares)) {
            let own = if of_all == 0 { vec![0; left.len()] } else { divide(of_all, &left) };
            for ((part, left), units) in here.iter_mut().zip(&mut left).zip(own) {
                part.units.get_or_insert_default().push(units);
                *left -= units;
            }
            *sum = of_all * one.unit;
        }
        tranches
    }

    /// So much of it is the fund's, and its units are in the register.
    pub(crate) fn capital_came(&mut self, one: &mut Raised, campaign: &Campaign, tranche: usize) {
        let instrument = campaign.instrument_id.unwrap().to_string();
        for part in one.parts.iter_mut().filter(|part| !part.gone_back) {
            let Some(units) = &part.units else { continue };
            if self.here(part.member) {
                self.book.fund(1, units[tranche] * one.unit);
                self.book.holds(&instrument, part.member, units[tranche]);
            } else {
                self.book.owes(part.member, units[tranche..].iter().sum::<i64>() * one.unit);
                part.gone_back = true;
            }
        }
        if tranche == 0 {
            self.register.sold.push((campaign.instrument_id.unwrap(), one.unit));
        }
    }

    /// It stopped: units that are not entered are nobody's, and what they cost is whose it was.
    pub(crate) fn units_went_back(&mut self, one: &Raised) {
        let released = one.released.iter().filter(|released| **released).count();
        for part in one.parts.iter().filter(|part| !part.gone_back) {
            let behind = part.units.iter().flat_map(|units| &units[released..]).sum::<i64>();
            self.book.owes(part.member, behind * one.unit);
        }
    }
}
