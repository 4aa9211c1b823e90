//! The rules by their keys.

use std::fmt;

/// What a selected project is worth to a voter who named it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Its cost: who approves of a large project gets more out of it.
    Cost,
    /// One: as many projects as possible.
    Cardinality,
    /// The points it was given.
    Points,
    /// As many as the projects behind it on the ballot.
    Borda,
}

/// What is done with money that Equal Shares leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Completion {
    None,
    /// The greedy rule goes on with what is left.
    Greedy,
    /// Everybody gets one unit of the currency more, again and again, as long as the outcome can be paid.
    AddOne,
    /// First the one, then the other.
    AddOneGreedy,
}

impl Completion {
    pub(super) fn adds_one(self) -> bool {
        matches!(self, Completion::AddOne | Completion::AddOneGreedy)
    }

    pub(super) fn is_greedy(self) -> bool {
        matches!(self, Completion::Greedy | Completion::AddOneGreedy)
    }
}

/// How projects are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Down the list, the best first, each that still fits: what most cities do. (Talmon & Faliszewski, "A Framework
    /// for Approval-Based Budgeting Methods", AAAI 2019.) By cost utility per cost that is the number of voters.
    Greedy(Measure),
    /// Method of Equal Shares. (Peters & Skowron, "Proportionality and the Limits of Welfarism", EC 2020; for costs
    /// and additive utilities Peters, Pierczyński & Skowron, "Proportional Participatory Budgeting with Additive
    /// Utilities", NeurIPS 2021, with the completions described there and in Faliszewski et al., "Participatory
    /// Budgeting: Data, Tools, and Analysis", IJCAI 2023.) Ties by project id.
    EqualShares(Measure, Completion),
}

/// What voters were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BallotKind {
    Approval,
    /// Approval of one project.
    ChooseOne,
    /// Points from one purse.
    Cumulative,
    /// Points to each project.
    Scoring,
    /// Projects in order, the best first.
    Ordinal,
}

impl BallotKind {
    /// As files of Pabulib have it.
    pub fn name(self) -> &'static str {
        match self {
            BallotKind::Approval => "approval",
            BallotKind::ChooseOne => "choose-1",
            BallotKind::Cumulative => "cumulative",
            BallotKind::Scoring => "scoring",
            BallotKind::Ordinal => "ordinal",
        }
    }

    /// Every one there is.
    pub const ALL: [BallotKind; 5] = [
        BallotKind::Approval,
        BallotKind::ChooseOne,
        BallotKind::Cumulative,
        BallotKind::Scoring,
        BallotKind::Ordinal,
    ];

    /// Every rule that can count ballots of this kind.
    pub fn rules(self) -> Vec<Rule> {
        use {Completion as C, Measure as M};
        let measures: &[M] = match self {
            BallotKind::Approval | BallotKind::ChooseOne => &[M::Cost, M::Cardinality],
            BallotKind::Cumulative | BallotKind::Scoring => &[M::Points],
            BallotKind::Ordinal => &[M::Borda],
        };
        let completions: &[C] = match self {
            BallotKind::Approval | BallotKind::ChooseOne => &[C::None, C::Greedy, C::AddOne, C::AddOneGreedy],
            _ => &[C::None, C::Greedy],
        };
        let shares = |measure: &M| {
            completions.iter().map(|completion| Rule::EqualShares(*measure, *completion)).collect::<Vec<_>>()
        };
        measures
            .iter()
            .map(|measure| Rule::Greedy(*measure))
            .chain(measures.iter().flat_map(shares))
            .collect()
    }
}

const MEASURES: [(Measure, &str); 4] = [
    (Measure::Cost, "cost"),
    (Measure::Cardinality, "cardinality"),
    (Measure::Points, "points"),
    (Measure::Borda, "borda"),
];

const COMPLETIONS: [(Completion, &str); 4] = [
    (Completion::None, ""),
    (Completion::Greedy, "_greedy"),
    (Completion::AddOne, "_add1"),
    (Completion::AddOneGreedy, "_add1_greedy"),
];

impl Rule {
    /// By its key: `greedy_cost`, `mes_cardinality_add1_greedy`, `mes_points`. None where there is no such rule.
    pub fn parse(key: &str) -> Option<Rule> {
        let measure_of =
            |name: &str| MEASURES.iter().find(|(_, known)| *known == name).map(|(measure, _)| *measure);
        if let Some(name) = key.strip_prefix("greedy_") {
            return measure_of(name).map(Rule::Greedy);
        }
        let rest = key.strip_prefix("mes_")?;
        let (name, end) = rest.split_at(rest.find('_').unwrap_or(rest.len()));
        let (completion, _) = COMPLETIONS.iter().find(|(_, known)| *known == end)?;
        Some(Rule::EqualShares(measure_of(name)?, *completion))
    }

    pub fn measure(self) -> Measure {
        let (Rule::Greedy(measure) | Rule::EqualShares(measure, _)) = self;
        measure
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name =
            |measure| MEASURES.iter().find(|(known, _)| *known == measure).map_or("", |(_, name)| *name);
        match *self {
            Rule::Greedy(measure) => write!(f, "greedy_{}", name(measure)),
            Rule::EqualShares(measure, completion) => {
                let end =
                    COMPLETIONS.iter().find(|(known, _)| *known == completion).map_or("", |(_, end)| *end);
                write!(f, "mes_{}{end}", name(measure))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_by_its_key() {
        let kinds = [BallotKind::Approval, BallotKind::Cumulative, BallotKind::Ordinal];
        let rules: Vec<Rule> = kinds.into_iter().flat_map(BallotKind::rules).collect();
        assert_eq!(rules.len(), 10 + 3 + 3);
        for rule in rules {
            assert_eq!(Rule::parse(&rule.to_string()), Some(rule));
        }
        for key in [
            "",
            "greedy",
            "greedy_",
            "mes",
            "mes_",
            "mes_cost_",
            "mes_cost_add2",
            "mes_costs",
            "greedy_cost_add1",
        ] {
            assert_eq!(Rule::parse(key), None, "{key}");
        }
    }
}
