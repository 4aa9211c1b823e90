//! What is voted on, and how it was voted.

use std::collections::BTreeSet;
use std::fmt;

/// Something that costs money and that a ballot can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    pub id: String,
    /// In the smallest unit that is counted.
    pub cost: u64,
}

/// How so many voters voted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    pub count: u64,
    /// Project (by its place in the instance) and what it is worth to each of these voters: 1 for one that is
    /// approved of, points, or what its rank gives. Zero is as good as not naming it.
    pub utilities: Vec<(usize, u64)>,
}

impl Ballot {
    /// One voter who approves of these projects.
    pub fn approving(projects: impl IntoIterator<Item = usize>) -> Ballot {
        Ballot { count: 1, utilities: projects.into_iter().map(|project| (project, 1)).collect() }
    }
}

/// A budget, what it may be spent on, and the ballots. Every ballot counts among the voters, one that names nothing
/// too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    pub projects: Vec<Project>,
    /// In the same unit as the costs.
    pub budget: u64,
    /// What Add1 gives each voter more, in the same unit: 100 where the costs are in cents and the unit of the
    /// currency has a hundred of them.
    pub step: u64,
    pub ballots: Vec<Ballot>,
}

/// Why an instance cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// Two projects have the same id.
    SameId(String),
    /// A ballot (by its place) names a project that there is none of.
    NoSuchProject(usize),
    /// A ballot (by its place) names a project twice.
    NamedTwice(usize),
    /// Add1 cannot add nothing.
    StepIsZero,
    /// Budget, step and costs together are beyond 2⁶³, or voters beyond 2³⁰, or what their ballots give beyond 2⁶².
    TooLarge,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::SameId(id) => write!(f, "two projects are called {id}"),
            Unfit::NoSuchProject(ballot) => {
                write!(f, "ballot {} names a project that is not there", ballot + 1)
            }
            Unfit::NamedTwice(ballot) => write!(f, "ballot {} names a project twice", ballot + 1),
            Unfit::StepIsZero => f.write_str("the step by which each voter gets more is zero"),
            Unfit::TooLarge => f.write_str("sums, voters or points are larger than can be counted"),
        }
    }
}

impl Instance {
    /// How many voters there are.
    pub fn voters(&self) -> u64 {
        self.ballots.iter().map(|ballot| ballot.count).sum()
    }

    /// What these projects cost together.
    pub fn cost_of(&self, projects: &[usize]) -> u64 {
        projects.iter().map(|project| self.projects[*project].cost).sum()
    }

    /// Within these limits no sum of the count can overflow.
    pub(super) fn check(&self) -> Result<(), Unfit> {
        let mut ids = BTreeSet::new();
        if let Some(twice) = self.projects.iter().find(|project| !ids.insert(&project.id)) {
            return Err(Unfit::SameId(twice.id.clone()));
        }
        if self.step == 0 {
            return Err(Unfit::StepIsZero);
        }
        let money = self.projects.iter().map(|project| u128::from(project.cost)).sum::<u128>()
            + u128::from(self.budget)
            + u128::from(self.step);
        let mut voters = 0_u128;
        let mut given = 0_u128;
        // The last ballot that named each project.
        let mut named_by: Vec<Option<usize>> = vec![None; self.projects.len()];
        for (place, ballot) in self.ballots.iter().enumerate() {
            for (project, _) in &ballot.utilities {
                let seen = named_by.get_mut(*project).ok_or(Unfit::NoSuchProject(place))?;
                if seen.replace(place) == Some(place) {
                    return Err(Unfit::NamedTwice(place));
                }
            }
            voters += u128::from(ballot.count);
            let points: u128 = ballot.utilities.iter().map(|(_, utility)| u128::from(*utility)).sum();
            given = given.saturating_add(points.saturating_mul(u128::from(ballot.count)));
        }
        let counted = money < 1 << 63 && voters < 1 << 30 && given < 1 << 62;
        if counted { Ok(()) } else { Err(Unfit::TooLarge) }
    }
}
