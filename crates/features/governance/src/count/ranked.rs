//! Rankings.

use super::{Found, Question, Vote, number, numbers, of_winners, unfit, whole};
use crate::choice::Choice;
use crate::reckoning::{Counted, Ranked, Round};
use crate::stored::fault;
use crate::terms::{Counting, Outcome};
use store::Fault;
use tally::ranked::{Ballot, Pairwise, Profile, Strength, borda_symmetric, runoff, schulze};

pub(super) fn ranked(question: &Question, votes: &[Vote]) -> Result<Found, Fault> {
    let profile = profile(question, votes)?;
    let pairwise = Pairwise::of(&profile);
    let options = question.option_count;
    let table = |cell: &dyn Fn(usize, usize) -> u64| {
        (0..options)
            .map(|a| (0..options).map(|b| whole(cell(a, b))).collect())
            .collect::<Result<Vec<Vec<i64>>, Fault>>()
    };
    let mut shown = Ranked {
        pairwise: table(&|a, b| pairwise.support(a, b))?,
        paths: None,
        points: None,
        rounds: None,
        ranking: None,
        tie_met: false,
        condorcet_winner: pairwise.condorcet_winner().map(number),
    };
    let by_paths = |strength: Strength, shown: &mut Ranked| {
        let counted = schulze(&pairwise, strength);
        shown.paths = Some(table(&|a, b| counted.path(a, b))?);
        shown.ranking = Some(counted.ranking.iter().map(|tier| numbers(tier)).collect());
        Ok::<_, Fault>(counted.winners)
    };
    let winners = match question.counting {
        Counting::SchulzeMargins => by_paths(Strength::Margins, &mut shown)?,
        Counting::SchulzeWinningVotes => by_paths(Strength::WinningVotes, &mut shown)?,
        Counting::InstantRunoff => {
            let counted = runoff(&profile);
            shown.rounds = Some(counted.rounds.iter().map(round).collect::<Result<_, Fault>>()?);
            shown.tie_met = counted.tie_met;
            counted.winners
        }
        Counting::Borda => {
            let counted = borda_symmetric(&pairwise);
            shown.points = Some(counted.scores);
            counted.winners
        }
        Counting::Copeland => {
            let counted = pairwise.copeland();
            shown.points = Some(counted.scores);
            counted.winners
        }
        Counting::Minimax => {
            let counted = pairwise.minimax();
            shown.points = Some(counted.worst_margins);
            counted.winners
        }
        other => return Err(fault(format_args!("{other} counts no rankings"))),
    };
    shown.tie_met |= winners.len() > 1;
    // Where nobody ranks anything all are level, and nothing was wanted.
    let none = profile.ballots().is_empty();
    let (outcome, winners) =
        if none { (Outcome::Rejected, Vec::new()) } else { (of_winners(&winners), numbers(&winners)) };
    Ok(Found { outcome, winners, of: None, counted: Counted::Ranked(shown) })
}

fn profile(question: &Question, votes: &[Vote]) -> Result<Profile, Fault> {
    let mut ballots = Vec::with_capacity(votes.len());
    for vote in votes {
        let tiers = match &vote.choice {
            Choice::Rank(tiers) => tiers,
            Choice::Abstain => continue,
            other => return Err(unfit(other)),
        };
        let place = |option: &i64| question.place(*option);
        let tiers = tiers.iter().map(|tier| tier.iter().map(place).collect());
        ballots.push(Ballot { count: question.weight(vote)?, tiers: tiers.collect::<Result<_, Fault>>()? });
    }
    Profile::new(question.option_count, ballots).map_err(fault)
}

fn round(round: &tally::ranked::Round) -> Result<Round, Fault> {
    let counts = round.counts.iter().map(|(place, votes)| Ok((number(*place), whole(*votes)?)));
    Ok(Round {
        counts: counts.collect::<Result<_, Fault>>()?,
        exhausted: whole(round.exhausted)?,
        removed: numbers(&round.removed),
    })
}
