//! What of a proposal is looked through for promises of a return: all that stands beside what members are to put money into. Pure.

use crate::asks::{Action, Asks};

/// What of a proposal promises a return, in the order in which it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Title,
    Body,
    /// By their place among the options, from 0.
    OptionTitle(usize),
    OptionNote(usize),
}

/// A choice between options has no deeds that would say whether it is about what members put in: its words do.
const CAPITAL_ZH: &[&str] =
    &["股", "份额", "出资", "投资", "入资", "集资", "众筹", "募资", "融资", "资本", "认购", "分红"];
const CAPITAL_EN: &[&str] =
    &["shares", "capital", "invest", "equity", "crowdfund", "dividend", "subscription", "stake"];

/// Whether a proposal is about what members put money into: by its deeds, or where it offers options by any of its words.
pub(crate) fn is_about_capital(asks: &Asks, title: &str, body: &str) -> bool {
    let names = |text: &str| {
        let lower = text.to_lowercase();
        CAPITAL_ZH.iter().any(|word| text.contains(word))
            || CAPITAL_EN
                .iter()
                .any(|word| lower.split(|c: char| !c.is_alphabetic()).any(|one| one.starts_with(word)))
    };
    let options = || asks.options.iter().flat_map(|option| [option.title.as_str(), option.note.as_str()]);
    asks.asks_for_money()
        || (!asks.options.is_empty() && [title, body].into_iter().chain(options()).any(names))
}

/// Where a text stands: one that somebody has let pass has passed in such a place only.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stands<'a> {
    /// Title, text or option.
    Around,
    In(&'a Action),
}

/// Every place that promises a return, with what is `found` there.
pub(crate) fn promised<T>(
    asks: &Asks,
    title: &str,
    body: &str,
    found: impl Fn(&str) -> Option<T>,
) -> Vec<(Place, T)> {
    if !is_about_capital(asks, title, body) {
        return Vec::new();
    }
    let mut places = vec![(Place::Title, title), (Place::Body, body)];
    for (at, option) in asks.options.iter().enumerate() {
        places.push((Place::OptionTitle(at), &option.title));
        places.push((Place::OptionNote(at), &option.note));
    }
    places.into_iter().filter_map(|(place, text)| Some((place, found(text)?))).collect()
}

/// What is `found` first, also in what members are to put money into, for who is told that a return is promised.
pub(crate) fn first_promise<T>(
    asks: &Asks,
    title: &str,
    body: &str,
    found: impl Fn(Stands<'_>, &str) -> Option<T>,
) -> Option<T> {
    let around = promised(asks, title, body, |text| found(Stands::Around, text));
    let around = around.into_iter().next().map(|(_, found)| found);
    around.or_else(|| texts_of_deeds(asks).find_map(|(stands, text)| found(stands, text)))
}

/// All that is looked through where members are to put money in, and where it stands.
pub(crate) fn texts<'a>(asks: &'a Asks, title: &'a str, body: &'a str) -> Vec<(Stands<'a>, &'a str)> {
    let options = asks.options.iter().flat_map(|option| [option.title.as_str(), option.note.as_str()]);
    let around = [title, body].into_iter().chain(options).map(|text| (Stands::Around, text));
    around.chain(texts_of_deeds(asks)).collect()
}

fn texts_of_deeds(asks: &Asks) -> impl Iterator<Item = (Stands<'_>, &str)> {
    asks.actions.iter().flat_map(|action| terms(action).into_iter().map(|text| (Stands::In(action), text)))
}

/// What a deed says to who puts money in.
pub(crate) fn terms(action: &Action) -> Vec<&str> {
    match action {
        Action::Instrument { name, terms, risk, .. } => vec![name, terms, risk],
        Action::Campaign { campaign } => {
            let said = [&campaign.title, &campaign.gets, &campaign.risk].map(String::as_str);
            let steps = campaign.milestones.iter().map(|step| step.title.as_str());
            said.into_iter()
                .chain(steps)
                .chain(campaign.budget.iter().map(|line| line.what.as_str()))
                .collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asks::AskedOption;
    use crate::terms::Kind;

    /// Title, options → where a return is promised.
    #[test]
    fn options_about_what_is_put_in_are_looked_through() {
        let option = |(title, note): &(&str, &str)| AskedOption {
            title: (*title).to_owned(),
            note: (*note).to_owned(),
            cost_minor: None,
            carried_by: None,
        };
        for (title, options, answer) in [
            ("冷库怎么集资", &[("每份100元", ""), ("每份200元，保本", "")][..], vec![Place::OptionTitle(1)]),
            ("冷库怎么弄", &[("入股", "年化8%"), ("借用", "")], vec![Place::OptionNote(0)]),
            (
                "Shares for the oven: 5% interest",
                &[("A", ""), ("B", "No risk at all")],
                vec![Place::Title, Place::OptionNote(1)],
            ),
            ("冷库怎么集资", &[("不保本，可能亏掉", ""), ("不做", "")], vec![]),
            ("哪天送菜", &[("周二，保本价", ""), ("周五", "")], vec![]),
            ("Share the cost of a lamp?", &[("Yes", ""), ("No", "")], vec![]),
        ] {
            let options = options.iter().map(option).collect();
            let asks = Asks { kind: Kind::Approval, options, ..Asks::default() };
            let found: Vec<_> = promised(&asks, title, "", ownership::promised_in)
                .into_iter()
                .map(|(place, _)| place)
                .collect();
            assert_eq!(found, answer, "{title}");
        }
        assert!(
            promised(&Asks::default(), "保本稳赚的股份", "", ownership::promised_in).is_empty(),
            "a yes or no without a deed asks nobody for money"
        );
    }

    /// Body, terms, risk of an instrument → the words that are quoted.
    #[test]
    fn the_first_promise_is_quoted_wherever_it_stands() {
        for (body, terms, risk, words) in [
            ("本金安全", "保本", "", Some("本金安全")),
            ("买一台烤箱", "保本", "", Some("保本")),
            ("买一台烤箱", "可以转让", "稳赚", Some("稳赚")),
            ("买一台烤箱", "可以转让", "可能亏掉", None),
        ] {
            let instrument = Action::Instrument {
                kind: "member_capital".to_owned(),
                name: "烤箱".to_owned(),
                fund: 1,
                price_minor: 1,
                units_max: 1,
                units_each_max: 1,
                terms: terms.to_owned(),
                risk: risk.to_owned(),
            };
            let asks = Asks { actions: vec![instrument], ..Asks::default() };
            let found = first_promise(&asks, "烤箱", body, |_, text| ownership::promised_in(text));
            assert_eq!(found.as_deref(), words, "{body} {terms} {risk}");
            // What has passed where it stands is not quoted.
            let but_terms = |stands: Stands<'_>, text: &str| {
                ownership::promised_in(text).filter(|_| matches!(stands, Stands::Around))
            };
            let found = first_promise(&asks, "烤箱", body, but_terms);
            assert_eq!(found.is_some(), body == "本金安全", "{body} {terms} {risk}");
        }
    }
}
