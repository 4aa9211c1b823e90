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
    let cost = (0..clause.len()).any(|at| is(at, COST) && !(at > 1 && is(at - 2, "als")));
    let sure = (0..clause.len()).find(|at| {
        let near = |list| (at.saturating_sub(REACH)..=at + REACH).any(|near| is(near, list));
        is(*at, SWORN) && (near(RETURN) || near(PUT_IN))
            || is(*at, SAFE) && (near(RETURN) && !cost || near(PUT_IN))
            || is(*at, FIRM) && near(RETURN) && !cost
    });
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
    let rated = || rates.first().filter(|_| has(RETURN_OF_RATE) && !cost).copied();
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
/// Who swears to it promises it of a bank too.
const SWORN: &str = "garantiert|garantierte|garantierter|garantiertes|garantierten|garantieren|garantiere|garantie|versprochen|\
    versprochene|gesichert|gesicherte|verspreche|versprechen";
const SAFE: &str = "sicher|sichere|sicherer|sicheren|sicheres";
/// Of what is put in these say how much it is, and since when: `eine feste Einlage von 50 Euro`.
const FIRM: &str = "fest|feste|fester|festen|festes|hohe|hoher|stabile|stabiler";
const RETURN: &str = "rendite|renditen|gewinn|gewinne|zinsen|zins|ertrag|ertrage|dividende|dividenden|verzinsung|kapitalertrag|gewinnausschuttung";
const PUT_IN: &str = "kapital|einlage";
const RETURN_OF_RATE: &str = "zinsen|zins|rendite|dividende|verzinsung|ausschuttung|gewinnbeteiligung";
/// What is paid.
const COST: &str = "kredit|darlehen|hypothek|bank|banken|sparkasse|vermieter|verlangt|fordert|letztes|vorjahr|kostet|kosten|uberschusses|gewinns";
const AROUND: &str = "im|pro|jedes|jeden|je|jahr|monat|jahrlich|monatlich|sicher|klar|ja|ihr|du|sie|bekommt|bekommst|bekommen|kriegt|kriegst|\
    erhalt|erhalten|euch|dir|ihnen|gibt|es|wir|zahlen|ich|zahle|mindestens|bis|zu|rund|etwa|fur|alle|jeder|auf|dein|deine|eure|euer|geld|\
    einlage|und|das|sind|garantiert|einfach|doch|ganz|fest|prozent|mehr|drauf|dazu";
