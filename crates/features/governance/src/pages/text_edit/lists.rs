//! What the form of a new version offers to choose from.

use crate::ops;
use crate::pages::asks_form::TextForm;
use crate::pages::deed_form::DeedForm;
use crate::pages::scene::Scene;
use crate::terms::DecisionRules;
use community::Chooser;
use kernel::Id;
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// Up to so many are offered to choose from; any other is named by a program.
const NAMES_MAX: i64 = 500;

/// Value and words of each.
pub(super) type Choices = Vec<(String, String)>;

/// All of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    pub(super) people: Chooser,
    pub(super) funds: Choices,
    pub(super) mandates: Choices,
    pub(super) offers: Choices,
    pub(super) instruments: Choices,
    /// Contributions that somebody objected to.
    pub(super) disputed: Choices,
    /// Those that work can become.
    pub(super) work_instruments: Choices,
    pub(super) charter: Choices,
    /// Campaigns that collect gifts and are not matched.
    pub(super) gifts: Choices,
    /// What is reckoned and not decided on, with its hash.
    pub(super) distributions: Choices,
    /// Versions of the rules of deciding that deeds were written from.
    pub(super) rules: BTreeMap<String, DecisionRules>,
}

impl Lists {
    pub(super) fn learn_rules(
        &mut self,
        reader: &mut Reader,
        s: &Scene,
        deeds: &[DeedForm],
    ) -> Result<(), Fault> {
        for from in deeds.iter().map(|deed| deed.from.as_str()) {
            let Ok(version) = from.parse() else { continue };
            let rules = ops::rules_version(reader, s.number, version)?;
            self.rules.extend(rules.map(|rules| (from.to_owned(), rules)));
        }
        Ok(())
    }

    /// What a deed names is a choice, whether it is for sale or not.
    pub(super) fn learn_offers(
        &mut self,
        reader: &mut Reader,
        s: &Scene,
        deeds: &[DeedForm],
    ) -> Result<(), Fault> {
        for deed in deeds {
            if self.offers.iter().any(|(known, _)| *known == deed.offer) {
                continue;
            }
            let Ok(offer) = Id::parse(&deed.offer) else { continue };
            let row = reader.find::<market::rows::Offer>(&(s.number, offer))?;
            self.offers.extend(row.map(|row| (deed.offer.clone(), row.title)));
        }
        Ok(())
    }
}

/// Funds can receive a part too.
fn receivers(reader: &mut Reader, s: &Scene) -> Result<Choices, Fault> {
    let funds = ledger::funds(reader, s.number, s.currency)?;
    Ok(funds.into_iter().map(|total| (format!("fund:{}", total.fund.id), total.fund.name)).collect())
}

/// Those that work can become, and the one that it becomes now: a proposal that changes another figure leaves it.
fn of_work(reader: &mut Reader, s: &Scene, held: &[ownership::rows::Instrument]) -> Result<Choices, Fault> {
    let fits = held.iter().filter(|row| ownership::may_come_of_work(row));
    let mut choices: Choices = fits.map(|row| (row.id.to_string(), row.name.clone())).collect();
    let rules = contributions::rules(reader, s.number)?;
    if let Some(holding) = rules.and_then(|(_, rules)| rules.holding) {
        let id = holding.instrument.to_string();
        if !choices.iter().any(|(known, _)| *known == id) {
            let row = ownership::instrument(reader, s.number, holding.instrument)?;
            choices.extend(row.map(|row| (id, row.name)));
        }
    }
    Ok(choices)
}

pub(super) fn people(reader: &mut Reader, s: &Scene, form: &TextForm) -> Result<Chooser, Fault> {
    let (others, typed) = (receivers(reader, s)?, form.people());
    Chooser::read(reader, &s.choosing(), others, typed.iter().map(String::as_str))
}

pub(super) fn lists(reader: &mut Reader, s: &Scene, form: &TextForm) -> Result<Lists, Fault> {
    let text = |id: &dyn std::fmt::Display| id.to_string();
    let people = people(reader, s, form)?;
    let funds = ledger::funds(reader, s.number, s.currency)?;
    let mandates = spending::open_mandates(reader, s.number, None, s.now, NAMES_MAX)?;
    let offers = market::offer_names(reader, s.number, NAMES_MAX)?;
    let instruments = ownership::held_instruments(reader, s.number, NAMES_MAX)?;
    let charter = community::charter_rules(reader, s.number)?;
    let gifts = pools::unmatched_campaigns(reader, s.number, s.now, NAMES_MAX)?;
    let mut distributions = Vec::new();
    for row in distribution::undecided(reader, s.number, NAMES_MAX)? {
        let fund = funds.iter().find(|total| total.fund.id == row.fund);
        let fund = fund.map(|total| total.fund.name.clone()).unwrap_or_default();
        let said = s.t.distribution_named(row.number, fund, row.period.as_str(), s.said(row.total_minor));
        distributions.push((format!("{} {}", row.id, row.hash), said));
    }
    Ok(Lists {
        people,
        funds: funds.into_iter().map(|total| (text(&total.fund.id), total.fund.name)).collect(),
        mandates: mandates
            .into_iter()
            .map(|one| (text(&one.id), spending::mandate_name(s.lang, &one)))
            .collect(),
        offers: offers.into_iter().map(|(id, title)| (text(&id), title)).collect(),
        distributions,
        gifts: gifts.into_iter().map(|(id, title)| (text(&id), title)).collect(),
        disputed: contributions::disputed_contributions(reader, s.number, s.lang, NAMES_MAX)?
            .into_iter()
            .map(|(id, said)| (text(&id), said))
            .collect(),
        work_instruments: of_work(reader, s, &instruments)?,
        instruments: instruments.into_iter().map(|row| (text(&row.id), row.name)).collect(),
        rules: BTreeMap::new(),
        charter: charter.into_iter().map(|(place, rule)| (format!("{place} {rule}"), rule)).collect(),
    })
}
