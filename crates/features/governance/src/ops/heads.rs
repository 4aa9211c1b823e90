//! Where votes are per head, one head has one vote: a member who stands for a company is one with the people behind it.
//!
//! Whose voice a company's is follows `pools::Behind`, as for backers and buyers: where one of its people votes, or several do, they do and it
//! does not; companies of the same people, none of whom votes, have one vote together. Rules of deciding may give companies a vote of
//! their own. Why: `docs/decisions/one-vote-a-person.md`.

use crate::ids::Member;
use crate::terms::Weighting;
use kernel::Id;
use pools::Behind;
use std::collections::{BTreeMap, BTreeSet};
use store::Fault;

/// Whether everybody has a vote, or a basic one, because they are somebody.
pub(crate) fn by_head(weighting: Weighting) -> bool {
    match weighting {
        Weighting::OneMemberOneVote
        | Weighting::QuadraticCredits
        | Weighting::AdditionalByTrade
        | Weighting::AdditionalByCapital => true,
        // A unit is a unit, whoever holds it.
        Weighting::Holding => false,
    }
}

/// Who is one, as far as votes go: by the word of who is named, or of the company itself. What a steward alone has written down takes nobody's vote.
pub(crate) fn behind(source: &mut impl ledger::Source, community: i64) -> Result<Behind<Id<Member>>, Fault> {
    Ok(Behind::of(ownership::behind_by_own_word(source, community)?))
}

/// Those of these members (in order) who have a voice of their own among them.
pub(crate) fn heads(members: &[Id<Member>], behind: &Behind<Id<Member>>) -> Vec<Id<Member>> {
    let without = behind.without_head(members);
    members.iter().copied().filter(|member| !without.contains(member)).collect()
}

/// What companies without a vote have bought or hold counts for those who have theirs, in equal parts; what does not divide falls to nobody.
pub(crate) fn sums_of_heads(
    members: &[Id<Member>],
    behind: &Behind<Id<Member>>,
    sums: Vec<(Id<Member>, i64)>,
) -> Vec<(Id<Member>, i64)> {
    let all: BTreeSet<Id<Member>> = members.iter().copied().collect();
    let mut of_heads = BTreeMap::<Id<Member>, i64>::new();
    for (who, sum) in sums {
        let speakers = behind.speakers(who, &all);
        let part = sum / i64::try_from(speakers.len()).unwrap_or(1).max(1);
        for speaker in speakers {
            *of_heads.entry(speaker).or_insert(0) += part;
        }
    }
    of_heads.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(seed: u8) -> Id<Member> {
        Id::from_parts(1, [seed; 10])
    }

    /// Seven stands for a company of one; eight for one of one and two; nine for one of five, who takes no part here.
    fn behind() -> Behind<Id<Member>> {
        Behind::of([(7, 1), (8, 1), (8, 2), (9, 5)].map(|(company, owner)| (member(company), member(owner))))
    }

    #[test]
    fn a_company_is_no_second_head() {
        for (members, own) in [
            (vec![1, 2, 3], vec![1, 2, 3]),
            (vec![1, 2, 3, 7, 8, 9], vec![1, 2, 3, 9]),
            (vec![2, 7, 8], vec![2, 7]),
            (vec![3, 7, 8], vec![3, 7]),
        ] {
            let members: Vec<_> = members.into_iter().map(member).collect();
            let own: Vec<_> = own.into_iter().map(member).collect();
            assert_eq!(heads(&members, &behind()), own);
        }
    }

    #[test]
    fn what_companies_bought_counts_for_their_people() {
        let members: Vec<_> = [1, 2, 3, 7, 8, 9].map(member).to_vec();
        let bought =
            [(1, 100), (3, 5), (7, 30), (8, 11), (9, 4), (6, 50)].map(|(who, sum)| (member(who), sum));
        let counted = [(1, 135), (2, 5), (3, 5), (6, 50), (9, 4)].map(|(who, sum)| (member(who), sum));
        assert_eq!(sums_of_heads(&members, &behind(), bought.to_vec()), counted);
    }

    #[test]
    fn a_vote_by_holding_is_of_units() {
        let all: Vec<_> = Weighting::ALL.iter().filter(|one| !by_head(**one)).collect();
        assert_eq!(all, [&Weighting::Holding]);
    }
}
