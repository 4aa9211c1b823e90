//! What promises a return in German: neighbours write in it too. Words, and rates beside a word for a return or a year. Pure.

use crate::promises_en::{is_of, joined, rate, said_words};

/// Of a sentence, by its clauses.
pub(crate) fn promised_in(sentence: &str) -> Option<String> {
    sentence.split([';', '(', ')']).find_map(|clause| in_clause(&said_words(clause)))
}

fn in_clause(clause: &[&str]) -> Option<String> {
    let is = |at: usize, list| clause.get(at).is_some_and(|word| is_of(list, word));
    let has = |list| (0..clause.len()).any(|at| is(at, list));
    let free = (0..clause.len()).find(|at| {
        is(*at, FREE) || is(*at, "ohne|kein|null|keinerlei") && is(at + 1, "risiko|risiken|verlustrisiko")
    });
    if let Some(at) = free.filter(|at| !denied(&clause[..*at])) {
        return Some(clause[at].to_owned());
    }
    if denied(clause) {
        return None;
    }
    let sure = (0..clause.len())
        .find(|at| is(*at, SURE) && (at.saturating_sub(REACH)..=at + REACH).any(|near| is(near, RETURN)));
    let back = || {
        (0..clause.len())
            .find(|at| is(*at, "geld") && is(at + 1, "zuruck") && has("garantiert|garantie|garantieren"))
    };
    let mut at = 0;
    let mut rates = Vec::new();
    for (place, word) in clause.iter().enumerate() {
        if rate(&joined(clause)[at..]).is_some() {
            rates.push(place);
        }
        at += word.len() + 1;
    }
    let rated = || rates.first().filter(|_| has(RETURN_OF_RATE) && !has(COST)).copied();
    let yearly = (0..clause.len()).any(|at| {
        is(at, "im|pro|jedes|jeden|je") && is(at + 1, "jahr|monat") || is(at, "jahrlich|monatlich")
    });
    let alone = || {
        let around = (0..clause.len()).all(|at| {
            rates.contains(&at) || is(at, AROUND) || clause[at].bytes().all(|b| b.is_ascii_digit())
        });
        rates.first().filter(|_| yearly && around).copied()
    };
    sure.or_else(back).or_else(rated).or_else(alone).map(|at| clause[at].to_owned())
}

/// `nicht nur 5, sondern 8 % Zinsen` denies nothing.
fn denied(clause: &[&str]) -> bool {
    (0..clause.len()).any(|at| {
        is_of("nicht|kein|keine|keinen|keiner|keinerlei|niemand|nie|niemals|nichts|ohne|weder", clause[at])
            && clause.get(at + 1).is_none_or(|next| !is_of("nur|weniger|zweifel|risiko", next))
    })
}

/// Words around one within which the other is of it.
const REACH: usize = 3;
const FREE: &str = "risikofrei|risikolos|kapitalgarantie|renditegarantie|garantierendite|gewinngarantie|garantiezins|festzins|mundelsicher";
const SURE: &str = "garantiert|garantierte|garantierter|garantiertes|garantierten|garantieren|garantiere|garantie|sicher|sichere|sicherer|\
    sicheren|sicheres|fest|feste|fester|festen|festes|versprochen|versprochene|gesichert|gesicherte|hohe|hoher|stabile|stabiler|verspreche|versprechen";
const RETURN: &str = "rendite|renditen|gewinn|gewinne|zinsen|zins|ertrag|ertrage|dividende|dividenden|kapital|einlage|verzinsung|kapitalertrag|gewinnausschuttung";
const RETURN_OF_RATE: &str = "zinsen|zins|rendite|dividende|verzinsung|ausschuttung|gewinnbeteiligung";
/// What is paid.
const COST: &str = "kredit|darlehen|hypothek|bank|letztes|vorjahr|kostet|kosten|uberschusses|gewinns";
const AROUND: &str = "im|pro|jedes|jeden|je|jahr|monat|jahrlich|monatlich|sicher|klar|ja|ihr|du|sie|bekommt|bekommst|bekommen|kriegt|kriegst|\
    erhalt|erhalten|euch|dir|ihnen|gibt|es|wir|zahlen|ich|zahle|mindestens|bis|zu|rund|etwa|fur|alle|jeder|auf|dein|deine|eure|euer|geld|\
    einlage|und|das|sind|garantiert|einfach|doch|ganz|fest|prozent|mehr|drauf|dazu";
