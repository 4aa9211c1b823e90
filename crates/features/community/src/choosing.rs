//! Choosing a member in a form: a name is typed, and what it means is looked up.
//!
//! Not a rule: it reads, and shows. One part for every form in which somebody is chosen. It is complete without script: the
//! first members are offered as one types, a name in full is enough, and where it says less (a part of a name, a name that
//! several have) the form comes back with those it may mean, to choose from. With script what is offered follows what is
//! typed. Nobody is chosen beforehand, and no page has a list of everybody. Programs send ids.
//!
//! Offered are the longest here first: names of two scripts have no one order, and nobody looks for somebody by leafing.

use crate::community_store::Member;
use crate::lists_store::{NAME_OF, NAMED, NAMES};
use crate::name_search_store::with_parts;
use crate::pages::{role_name, shown};
use crate::role::Roles;
use crate::t;
use kernel::{Id, Timestamp, Zone};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use store::{Fault, Reader};
use web::ids::MemberId;
use web::ui::Field;
use web::{Check, Html, Lang, escaped};

/// Offered at once, and come back at most.
const OFFERED_MAX: i64 = 50;
const NAME_CHARS_MAX: usize = 200;
/// The choice that leads back to typing a name.
const NONE_OF_THESE: &str = "?";
/// Lists of a page: members, and all that can be chosen.
const PEOPLE: &str = "people";
const ANY: &str = "receivers";

/// Where somebody is chosen, and how it is said.
#[derive(Debug, Clone)]
pub struct Choosing {
    pub community: i64,
    /// `/c/{slug}`.
    pub base: String,
    pub lang: Lang,
    pub zone: Zone,
}

/// A member as a form knows one.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub id: MemberId,
    pub name: String,
    pub roles: Roles,
    pub joined: Option<Timestamp>,
    /// How many have this name.
    pub same: i64,
}

type Row = (MemberId, String, Roles, Option<Timestamp>, i64);

impl Known {
    fn of((id, name, roles, joined, same): Row) -> Known {
        Known { id, name, roles, joined, same }
    }

    /// What stands for exactly this member where names are typed: the name, and since when where others have it too.
    pub(crate) fn handle(&self, lang: Lang, zone: &Zone) -> String {
        match self.joined.filter(|_| self.same > 1) {
            Some(joined) => t(lang).chosen_since(self.name.as_str(), moment(&joined, lang, zone)),
            None => self.name.clone(),
        }
    }

    /// Whom it may be, among others.
    fn told(&self, lang: Lang, zone: &Zone) -> String {
        let since =
            self.joined.map(|joined| t(lang).chosen_since(self.name.as_str(), moment(&joined, lang, zone)));
        let roles = self.roles.iter().map(|role| role_name(role, lang));
        [since.unwrap_or_else(|| self.name.clone())].into_iter().chain(roles).collect::<Vec<_>>().join(" · ")
    }
}

/// To the minute: two of a name may come in on one day.
fn moment(at: &Timestamp, lang: Lang, zone: &Zone) -> String {
    let pattern = if lang == Lang::Zh { "%Y年%-m月%-d日%H:%M" } else { "%-d %b %Y %H:%M" };
    at.format(zone, pattern)
}

/// What something typed means.
#[derive(Debug, Clone)]
enum Meant {
    One {
        code: String,
        said: String,
    },
    /// Somebody whom no name leads to: known from a list, or gone.
    Only {
        code: String,
        said: String,
    },
    Nobody,
    /// Code and words of each, and whether they have this very name.
    Several(Vec<(String, String)>, bool),
}

/// Who can be chosen in the forms of one page, and what was typed in them means.
#[derive(Debug, Clone, Default)]
pub struct Chooser {
    base: String,
    /// Codes and words of what is no member and can be chosen too, such as a fund.
    others: Vec<(String, String)>,
    offered: Vec<(MemberId, String)>,
    meant: BTreeMap<String, Meant>,
}

impl Chooser {
    /// `typed`: what stands in the fields, names or ids; `others`: what else may be chosen, as code and words. How many fields
    /// there are is the form's to bound; the members are read once for all that is no name in full.
    ///
    /// # Errors
    /// Of the database only.
    pub fn read<'a>(
        reader: &mut Reader,
        at: &Choosing,
        others: Vec<(String, String)>,
        typed: impl IntoIterator<Item = &'a str>,
    ) -> Result<Chooser, Fault> {
        let first: Vec<Row> = reader.rows(NAMES, &[&at.community, &OFFERED_MAX])?;
        let handle = |one: Known| (one.id, one.handle(at.lang, &at.zone));
        let offered = first.into_iter().map(|row| handle(Known::of(row))).collect();
        let typed: BTreeSet<_> = typed.into_iter().map(str::trim).filter(|text| !text.is_empty()).collect();
        let (mut meant, mut parts) = (BTreeMap::new(), Vec::new());
        for text in typed {
            match look_up(reader, at, &others, text)? {
                Some(found) => drop(meant.insert(text.to_owned(), found)),
                None => parts.push(text),
            }
        }
        let of_parts = look_up_parts(reader, at, &parts)?;
        meant.extend(parts.into_iter().map(str::to_owned).zip(of_parts));
        Ok(Chooser { base: at.base.clone(), others, offered, meant })
    }

    /// Does not offer this member: for forms in which nobody chooses themselves. Whoever types the name is told why not.
    #[must_use]
    pub fn without(mut self, member: MemberId) -> Chooser {
        self.offered.retain(|(id, _)| *id != member);
        self
    }

    /// The field of a member, filled with what was typed or with who is chosen. Where that means several, those are the choice.
    pub fn field(
        &self,
        lang: impl Into<Lang>,
        name: impl Display,
        label: impl Display,
        value: impl AsRef<str>,
    ) -> Field {
        self.field_of(PEOPLE, lang.into(), name, label, value.as_ref())
    }

    /// The same where others than members can be chosen too.
    pub fn field_of_any(
        &self,
        lang: impl Into<Lang>,
        name: impl Display,
        label: impl Display,
        value: impl AsRef<str>,
    ) -> Field {
        self.field_of(ANY, lang.into(), name, label, value.as_ref())
    }

    fn field_of(
        &self,
        list: &str,
        lang: Lang,
        name: impl Display,
        label: impl Display,
        value: &str,
    ) -> Field {
        let meant = self.meant.get(value.trim());
        if let Some(Meant::Several(all, _)) = meant {
            let first = [(String::new(), t(lang).chosen_please())];
            let none = [(NONE_OF_THESE.to_owned(), t(lang).chosen_none_of_these())];
            let all: Vec<_> = first.into_iter().chain(all.iter().cloned()).chain(none).collect();
            return Field::select(lang, name, label, &all);
        }
        if let Some(Meant::Only { code, said }) = meant {
            let none = (NONE_OF_THESE.to_owned(), t(lang).chosen_none_of_these());
            return Field::select(lang, name, label, &[(code.clone(), said.clone()), none]).value(code);
        }
        let said = match meant {
            Some(Meant::One { said, .. }) => said.as_str(),
            _ if value.trim() == NONE_OF_THESE => "",
            _ => value,
        };
        let field = Field::text(lang, name, label).value(said).hint(t(lang).chosen_hint());
        let field = field.attribute("list", list).attribute("maxlength", NAME_CHARS_MAX);
        field.attribute("data-people", format!("{}/members", self.base))
    }

    /// What the fields offer: once a page, outside of what is live.
    pub fn list(&self) -> Html {
        let people: String = self.offered.iter().map(|(_, name)| option(name, "")).collect();
        let mut html = format!("<datalist id=\"{PEOPLE}\">{people}</datalist>");
        if !self.others.is_empty() {
            let others: String = self.others.iter().map(|(_, words)| option(words, " data-stays")).collect();
            html.push_str(&format!("<datalist id=\"{ANY}\">{others}{people}</datalist>"));
        }
        Html::trusted(html)
    }

    /// The member's id, or what is wrong with what was typed.
    pub fn member(&self, check: &mut Check, field: &str, typed: &str, lang: Lang) -> MemberId {
        let nobody = Id::from_parts(0, [0; 10]);
        let Some(code) = self.code(check, field, typed, lang) else { return nobody };
        Id::parse(&code).unwrap_or_else(|_| {
            check.refuse(field, t(lang).chosen_nobody(typed.trim()));
            nobody
        })
    }

    /// The same where others than members can be chosen: their code. None where something is wrong.
    pub fn code(&self, check: &mut Check, field: &str, typed: &str, lang: Lang) -> Option<String> {
        let text = match typed.trim() {
            NONE_OF_THESE => "",
            text => text,
        };
        if text.is_empty() {
            check.text(field, "", 1..=NAME_CHARS_MAX);
            return None;
        }
        let wrong = match self.meant.get(text) {
            Some(Meant::One { code, .. } | Meant::Only { code, .. }) => return Some(code.clone()),
            // A page has them in the field, a program beside what is wrong with it.
            Some(Meant::Several(all, exactly)) => {
                let wrong = match exactly {
                    true => t(lang).chosen_several(text, all.len() as i64),
                    false => t(lang).chosen_part(text),
                };
                check.refuse_among(field, wrong, all);
                return None;
            }
            // An id says by itself who is meant.
            None if MemberId::parse(text).is_ok() => return Some(text.to_owned()),
            Some(Meant::Nobody) | None => t(lang).chosen_nobody(text),
        };
        check.refuse(field, wrong);
        None
    }
}

fn option(text: &str, mark: &str) -> String {
    format!("<option value=\"{}\"{mark}></option>", escaped(text))
}

/// None: it is nobody's name in full, and may be a part of one.
fn look_up(
    reader: &mut Reader,
    at: &Choosing,
    others: &[(String, String)],
    text: &str,
) -> Result<Option<Meant>, Fault> {
    if let Ok(id) = Id::parse(text) {
        return by_id(reader, at, id).map(Some);
    }
    if let Some((code, words)) = others.iter().find(|(code, _)| code == text) {
        return Ok(Some(Meant::One { code: code.clone(), said: words.clone() }));
    }
    if text == NONE_OF_THESE || text.chars().count() > NAME_CHARS_MAX {
        return Ok(Some(Meant::Nobody));
    }
    let member = |one: &Known| (one.id.to_string(), one.told(at.lang, &at.zone));
    let of_others = others.iter().filter(|(_, words)| words == text).cloned();
    // With since when, as the form itself says it: the name is what stands before that.
    let name = text.rsplit_once(['（', '(']).map_or(text, |(name, _)| name.trim_end());
    let same = if name == text { Vec::new() } else { named(reader, at.community, name)? };
    // Somebody may have taken for a name what stands for another: then it is asked who is meant.
    let by_handle = same.iter().filter(|one| one.handle(at.lang, &at.zone) == text);
    let exact = named(reader, at.community, text)?;
    let mut all: Vec<_> = by_handle.chain(&exact).map(member).chain(of_others).collect();
    Ok(match all.len() {
        0 if same.is_empty() => None,
        0 => Some(Meant::Several(same.iter().map(member).collect(), true)),
        1 => Some(Meant::One { code: all.remove(0).0, said: text.to_owned() }),
        _ => Some(Meant::Several(all, true)),
    })
}

/// Whom each of these may mean that has it in the name.
fn look_up_parts(reader: &mut Reader, at: &Choosing, parts: &[&str]) -> Result<Vec<Meant>, Fault> {
    let found = with_parts(reader, at.community, parts, OFFERED_MAX as usize)?;
    let mut known = BTreeMap::new();
    for id in found.iter().flatten().collect::<BTreeSet<_>>() {
        let rows: Vec<Row> = reader.rows(NAME_OF, &[&at.community, id])?;
        known.extend(rows.into_iter().map(|row| (*id, Known::of(row).told(at.lang, &at.zone))));
    }
    let meant = |ids: Vec<MemberId>| {
        let all = ids.iter().filter_map(|id| Some((id.to_string(), known.get(id)?.clone())));
        match all.collect::<Vec<_>>() {
            all if all.is_empty() => Meant::Nobody,
            all => Meant::Several(all, false),
        }
    };
    Ok(found.into_iter().map(meant).collect())
}

/// The name, with since when where others have it too: for lists in which it matters who it was. Empty once an account is gone.
///
/// # Errors
/// Of the database only.
pub fn told_apart(reader: &mut Reader, at: &Choosing, member: &Member) -> Result<String, Fault> {
    if member.display_name.is_empty() {
        return Ok(String::new());
    }
    let same = named(reader, at.community, &member.display_name)?;
    let known = same.iter().find(|one| one.id == member.id);
    Ok(known.map_or_else(|| member.display_name.clone(), |one| one.handle(at.lang, &at.zone)))
}

/// An id that is nobody's goes on as it is: whoever decides about it says so.
fn by_id(reader: &mut Reader, at: &Choosing, id: MemberId) -> Result<Meant, Fault> {
    let Some(row) = reader.find::<Member>(&(at.community, id))? else {
        return Ok(Meant::One { code: id.to_string(), said: id.to_string() });
    };
    let same = named(reader, at.community, &row.display_name)?;
    let known = same.into_iter().find(|one| one.id == id);
    let code = id.to_string();
    Ok(match known {
        Some(known) => Meant::One { code, said: known.handle(at.lang, &at.zone) },
        None => Meant::Only { code, said: shown(row.display_name, at.lang) },
    })
}

fn named(reader: &mut Reader, community: i64, name: &str) -> Result<Vec<Known>, Fault> {
    let rows: Vec<Row> = reader.rows(NAMED, &[&community, &name.to_owned(), &OFFERED_MAX])?;
    Ok(rows.into_iter().map(Known::of).collect())
}
