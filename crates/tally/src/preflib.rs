//! Reads files of PrefLib (`.soc`, `.soi`, `.toc`, `.toi`): https://preflib.org; Mattei and Walsh, PrefLib: a library
//! for preferences, ADT 2013.
//!
//! Strict: what contradicts itself (numbers in the head that are not those of the body, a tie where there can be
//! none) is not read, because half an election is another election.

use crate::ranked::{BadProfile, Ballot, CANDIDATES_MAX, Profile};
use crate::text::{BadLine, quoted, whole_number};
use std::collections::{BTreeMap, HashSet};

/// What a file's extension promises of its orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Strict, complete.
    Soc,
    /// Strict, incomplete.
    Soi,
    /// With ties, complete.
    Toc,
    /// With ties, incomplete.
    Toi,
}

impl Kind {
    pub fn of_extension(extension: &str) -> Option<Kind> {
        [Kind::Soc, Kind::Soi, Kind::Toc, Kind::Toi].into_iter().find(|kind| kind.extension() == extension)
    }

    pub fn extension(self) -> &'static str {
        match self {
            Kind::Soc => "soc",
            Kind::Soi => "soi",
            Kind::Toc => "toc",
            Kind::Toi => "toi",
        }
    }

    fn is_complete(self) -> bool {
        matches!(self, Kind::Soc | Kind::Toc)
    }

    fn is_strict(self) -> bool {
        matches!(self, Kind::Soc | Kind::Soi)
    }
}

/// A candidate under the number that the file gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub number: u64,
    pub name: String,
}

/// A file. The profile's candidates are positions in `candidates`, which are in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    pub title: String,
    pub candidates: Vec<Candidate>,
    pub profile: Profile,
}

/// # Errors
/// The first line that cannot be right. What is wrong of the file as a whole is said of the line in its head that
/// says otherwise, and what is missing, of its last line.
pub fn parse(text: &str, kind: Kind) -> Result<Election, BadLine> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let last = text.lines().count().max(1);
    let mut lines = (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty()).peekable();
    let mut head = Head::default();
    while let Some((number, line)) = lines.next_if(|(_, line)| line.starts_with('#')) {
        head.take(number, &line[1..])?;
    }
    head.check(kind, last)?;
    let positions = head.names.keys().copied().zip(0..).collect();
    let mut numbers = Vec::new();
    let mut ballots = Vec::new();
    for (number, line) in lines {
        ballots.push(Body { kind, positions: &positions }.ballot(number, line)?);
        numbers.push(number);
    }
    head.check_orders(&ballots, last)?;
    let profile = Profile::new(positions.len(), ballots)
        .map_err(|why| BadLine::new(line_of(why, &numbers).unwrap_or(last), why.to_string()))?;
    if let Some(said) = &head.voters
        && said.value != profile.voters()
    {
        let reason =
            format!("NUMBER VOTERS is {}, and the orders below have {}", said.value, profile.voters());
        return Err(BadLine::new(said.line, reason));
    }
    let candidates = head.names.into_iter().map(|(number, name)| Candidate { number, name });
    Ok(Election { title: head.title, candidates: candidates.collect(), profile })
}

fn line_of(why: BadProfile, numbers: &[usize]) -> Option<usize> {
    match why {
        BadProfile::NoCandidates | BadProfile::TooManyCandidates => None,
        BadProfile::NoSuchCandidate { ballot, .. }
        | BadProfile::RankedTwice { ballot, .. }
        | BadProfile::EmptyTier { ballot }
        | BadProfile::TooManyVoters { ballot } => numbers.get(ballot).copied(),
    }
}

/// A number in the head, and where it stands.
struct Said {
    line: usize,
    value: u64,
}

#[derive(Default)]
struct Head {
    title: String,
    data_type: Option<(usize, String)>,
    alternatives: Option<Said>,
    voters: Option<Said>,
    orders: Option<Said>,
    names: BTreeMap<u64, String>,
}

impl Head {
    /// A line without its `#`. Other names than those that an election follows from are left alone.
    fn take(&mut self, line: usize, text: &str) -> Result<(), BadLine> {
        let (name, value) = text.split_once(':').unwrap_or((text, ""));
        let (name, value) = (name.trim(), value.trim());
        match name {
            "TITLE" => value.clone_into(&mut self.title),
            "DATA TYPE" => self.data_type = Some((line, value.to_owned())),
            "NUMBER ALTERNATIVES" => set(&mut self.alternatives, line, name, value)?,
            "NUMBER VOTERS" => set(&mut self.voters, line, name, value)?,
            "NUMBER UNIQUE ORDERS" => set(&mut self.orders, line, name, value)?,
            _ => {
                if let Some(number) = name.strip_prefix("ALTERNATIVE NAME") {
                    self.name(line, number.trim(), value)?;
                }
            }
        }
        Ok(())
    }

    fn name(&mut self, line: usize, number: &str, name: &str) -> Result<(), BadLine> {
        let value = whole_number(number).ok_or_else(|| {
            BadLine::new(line, format!("{} is no number of an alternative", quoted(number)))
        })?;
        if self.names.insert(value, name.to_owned()).is_some() {
            return Err(BadLine::new(line, format!("alternative {value} has a name already")));
        }
        if self.names.len() > CANDIDATES_MAX {
            return Err(BadLine::new(line, format!("more than {CANDIDATES_MAX} alternatives")));
        }
        Ok(())
    }

    fn check(&self, kind: Kind, last: usize) -> Result<(), BadLine> {
        if let Some((line, said)) = self.data_type.as_ref().filter(|(_, said)| said != kind.extension()) {
            let reason =
                format!("DATA TYPE is {}, and the file's name ends in .{}", quoted(said), kind.extension());
            return Err(BadLine::new(*line, reason));
        }
        let missing = |name: &str| BadLine::new(last, format!("the head has no {name}"));
        let said = self.alternatives.as_ref().ok_or_else(|| missing("NUMBER ALTERNATIVES"))?;
        self.voters.as_ref().ok_or_else(|| missing("NUMBER VOTERS"))?;
        if self.names.len() as u64 != said.value {
            let reason =
                format!("NUMBER ALTERNATIVES is {}, and the head names {}", said.value, self.names.len());
            return Err(BadLine::new(said.line, reason));
        }
        if self.names.is_empty() {
            return Err(BadLine::new(said.line, "there are no alternatives"));
        }
        Ok(())
    }

    /// An order that is on two lines is counted by some as one and by some as two.
    fn check_orders(&self, ballots: &[Ballot], last: usize) -> Result<(), BadLine> {
        if ballots.is_empty() {
            return Err(BadLine::new(last, "there are no orders"));
        }
        let Some(said) = &self.orders else { return Ok(()) };
        let different = || ballots.iter().map(|ballot| &ballot.tiers).collect::<HashSet<_>>().len();
        if said.value == ballots.len() as u64 || said.value == different() as u64 {
            return Ok(());
        }
        let reason = format!("NUMBER UNIQUE ORDERS is {}, and there are {} below", said.value, ballots.len());
        Err(BadLine::new(said.line, reason))
    }
}

fn set(place: &mut Option<Said>, line: usize, name: &str, text: &str) -> Result<(), BadLine> {
    let value = whole_number(text)
        .ok_or_else(|| BadLine::new(line, format!("{name} is {}, which is no number", quoted(text))))?;
    match place.replace(Said { line, value }) {
        None => Ok(()),
        Some(_) => Err(BadLine::new(line, format!("{name} is there twice"))),
    }
}

/// How the lines below the head are read.
struct Body<'a> {
    kind: Kind,
    positions: &'a BTreeMap<u64, usize>,
}

impl Body<'_> {
    /// `30: 3,4,{2,5},1`
    fn ballot(&self, line: usize, text: &str) -> Result<Ballot, BadLine> {
        let bad = |reason: String| BadLine::new(line, reason);
        if text.starts_with('#') {
            return Err(bad("a line of the head below the first order".to_owned()));
        }
        let (count, order) = text
            .split_once(':')
            .ok_or_else(|| bad(format!("{} is no order: it has no colon", quoted(text))))?;
        let count = whole_number(count.trim_end())
            .filter(|count| *count > 0)
            .ok_or_else(|| bad(format!("{} is no number of voters", quoted(count.trim_end()))))?;
        let tiers = self.tiers(order.trim()).map_err(bad)?;
        self.promised(&tiers).map_err(bad)?;
        Ok(Ballot { count, tiers })
    }

    fn tiers(&self, order: &str) -> Result<Vec<Vec<usize>>, String> {
        if order.is_empty() {
            return Err("the order has nobody in it".to_owned());
        }
        let mut tiers = Vec::new();
        let mut rest = Some(order);
        while let Some(text) = rest.map(str::trim_start) {
            let (tier, after) = match text.strip_prefix('{') {
                Some(inside) => {
                    let (tied, after) =
                        inside.split_once('}').ok_or_else(|| "a brace is not closed".to_owned())?;
                    let after = after.trim_start();
                    let next = after.strip_prefix(',');
                    if next.is_none() && !after.is_empty() {
                        return Err(format!("{} after a brace", quoted(after)));
                    }
                    (tied.split(',').map(|one| self.position(one)).collect::<Result<_, _>>()?, next)
                }
                None => {
                    let (one, after) =
                        text.split_once(',').map_or((text, None), |(one, after)| (one, Some(after)));
                    (vec![self.position(one)?], after)
                }
            };
            tiers.push(tier);
            rest = after;
        }
        Ok(tiers)
    }

    fn position(&self, text: &str) -> Result<usize, String> {
        let text = text.trim();
        let number = whole_number(text).ok_or_else(|| format!("{} is no alternative", quoted(text)))?;
        self.positions.get(&number).copied().ok_or_else(|| format!("there is no alternative {number}"))
    }

    /// What the kind of file says of every order.
    fn promised(&self, tiers: &[Vec<usize>]) -> Result<(), String> {
        let mut seen = HashSet::new();
        for &position in tiers.iter().flatten() {
            if !seen.insert(position) {
                let number = self.positions.keys().nth(position).copied().unwrap_or_default();
                return Err(format!("alternative {number} is there twice"));
            }
        }
        if self.kind.is_strict() && tiers.iter().any(|tier| tier.len() > 1) {
            return Err(format!("a tie, and a .{} file has none", self.kind.extension()));
        }
        if self.kind.is_complete() && seen.len() < self.positions.len() {
            return Err(format!(
                "the order has {} of {} alternatives, and a .{} file has all",
                seen.len(),
                self.positions.len(),
                self.kind.extension()
            ));
        }
        Ok(())
    }
}
