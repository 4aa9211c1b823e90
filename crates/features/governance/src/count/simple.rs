//! Consent, yes and no, approval, scores, credits.

use super::{Found, Question, Vote, number, numbers, of_winners, unfit, whole};
use crate::choice::{CREDITS, Choice, SCORE_MAX};
use crate::reckoning::{Approved, Counted, Credited, Denominator, Scored};
use crate::stored::fault;
use crate::terms::Outcome;
use store::Fault;
use tally::exact::decimal;
use tally::motion::{
    self, ApprovalBallot, CreditsBallot, Denominator as Of, Quorum, ScoreBallot, Side, Turnout, Verdict,
    Votes,
};

/// The quorum is decided once, for all kinds, by whoever calls.
const TURNOUT: Turnout = Turnout { participants: 0, electorate: 0 };

fn passed(verdict: Verdict) -> Outcome {
    if verdict == Verdict::Passed { Outcome::Passed } else { Outcome::Rejected }
}

pub(super) fn consent(_: &Question, votes: &[Vote]) -> Found {
    let having = |choice: Choice| votes.iter().filter(|vote| vote.choice == choice).count();
    let objections = having(Choice::Object);
    let decided = motion::consent(objections as u64, TURNOUT, Quorum::NONE);
    let as_i64 = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Found {
        outcome: passed(decided.verdict),
        winners: Vec::new(),
        of: None,
        counted: Counted::Consent {
            agree: as_i64(having(Choice::Agree)),
            objections: as_i64(objections),
            abstain: as_i64(having(Choice::Abstain)),
        },
    }
}

pub(super) fn yes_no(question: &Question, votes: &[Vote]) -> Result<Found, Fault> {
    let mut sides = Vec::with_capacity(votes.len());
    for vote in votes {
        let side = match &vote.choice {
            Choice::Yes => Side::Yes,
            Choice::No => Side::No,
            Choice::Abstain => Side::Abstain,
            other => return Err(unfit(other)),
        };
        sides.push((question.weight(vote)?, side));
    }
    let (votes, threshold) = (Votes::of(sides), question.threshold()?);
    let decided = motion::motion(votes, 0, TURNOUT, threshold, Of::ForAndAgainst, Quorum::NONE);
    Ok(Found {
        outcome: passed(decided.verdict),
        winners: Vec::new(),
        of: Some(Denominator::YesAndNo),
        counted: Counted::YesNo {
            yes: whole(votes.yes)?,
            no: whole(votes.no)?,
            abstain: whole(votes.abstain)?,
            whole: whole(decided.whole)?,
            needed: whole(decided.yes_needed)?,
        },
    })
}

pub(super) fn approval(question: &Question, votes: &[Vote]) -> Result<Found, Fault> {
    let mut ballots = Vec::with_capacity(votes.len());
    for vote in votes {
        let options = match &vote.choice {
            Choice::Approve(options) => options.iter().map(|option| question.place(*option)).collect(),
            Choice::Abstain => Ok(Vec::new()),
            other => Err(unfit(other)),
        };
        ballots.push(ApprovalBallot { weight: question.weight(vote)?, options: options? });
    }
    let counted =
        motion::approval(question.option_count, &ballots, Some(question.threshold()?)).map_err(fault)?;
    let needed = counted.needed.unwrap_or_default();
    let option = |(place, votes): (usize, &u128)| {
        Ok(Approved { option: number(place), votes: whole(*votes)?, passes: *votes >= needed })
    };
    Ok(Found {
        outcome: of_winners(&counted.winners),
        winners: numbers(&counted.winners),
        of: Some(Denominator::Participants),
        counted: Counted::Approval {
            options: counted.approvals.iter().enumerate().map(option).collect::<Result<_, Fault>>()?,
            whole: whole(counted.participants)?,
            needed: whole(needed)?,
        },
    })
}

/// The highest sum wins if its mean is above the threshold: a high mean of few judges wins nothing by itself.
pub(super) fn score(question: &Question, votes: &[Vote]) -> Result<Found, Fault> {
    let mut ballots = Vec::with_capacity(votes.len());
    for vote in votes {
        let mut scores = Vec::new();
        match &vote.choice {
            Choice::Score(given) => {
                for (option, score) in given {
                    scores.push((question.place(*option)?, u32::try_from(*score).map_err(fault)?));
                }
            }
            Choice::Abstain => {}
            other => return Err(unfit(other)),
        }
        ballots.push(ScoreBallot { weight: question.weight(vote)?, scores });
    }
    let (highest, threshold) = (u32::try_from(SCORE_MAX).map_err(fault)?, question.threshold()?);
    let counted = motion::scores(question.option_count, highest, &ballots, Some(threshold)).map_err(fault)?;
    let winners: Vec<usize> =
        counted.highest_sum.iter().copied().filter(|place| counted.options[*place].passes).collect();
    let option = |(place, score): (usize, &motion::Score)| {
        Ok(Scored {
            option: number(place),
            sum: whole(score.sum)?,
            judged_by: whole(score.judged_by)?,
            mean: score.mean.as_ref().map(|mean| decimal(mean, 2)),
            passes: score.passes,
        })
    };
    Ok(Found {
        outcome: of_winners(&winners),
        winners: numbers(&winners),
        of: Some(Denominator::HighestScoreOfJudges),
        counted: Counted::Score {
            options: counted.options.iter().enumerate().map(option).collect::<Result<_, Fault>>()?,
            highest: SCORE_MAX,
        },
    })
}

/// Most votes among the options that enough of the participants gave a vote at least: credits say how much they care,
/// not that a few may decide for all.
pub(super) fn credits(question: &Question, votes: &[Vote]) -> Result<Found, Fault> {
    let (mut ballots, mut supporters) =
        (Vec::with_capacity(votes.len()), vec![0_u128; question.option_count]);
    for vote in votes {
        let mut given = Vec::new();
        match &vote.choice {
            Choice::Credits(votes) => {
                for (option, votes) in votes {
                    let place = question.place(*option)?;
                    given.push((place, i32::try_from(*votes).map_err(fault)?));
                    supporters[place] += u128::from(*votes > 0);
                }
            }
            Choice::Abstain => {}
            other => return Err(unfit(other)),
        }
        ballots.push(CreditsBallot { weight: 1, votes: given });
    }
    let (credits, threshold) = (u64::try_from(CREDITS).map_err(fault)?, question.threshold()?);
    let counted = motion::credits(question.option_count, credits, &ballots).map_err(fault)?;
    let participants = votes.len() as u128;
    let passes = |place: usize| threshold.is_passed(supporters[place], participants);
    let best =
        (0..question.option_count).filter(|place| passes(*place)).map(|place| counted.sums[place]).max();
    let winners: Vec<usize> = (0..question.option_count)
        .filter(|place| passes(*place) && Some(counted.sums[*place]) == best)
        .collect();
    let option = |place: usize| {
        Ok(Credited {
            option: number(place),
            votes: whole(counted.sums[place])?,
            supporters: whole(supporters[place])?,
            passes: passes(place),
        })
    };
    Ok(Found {
        outcome: of_winners(&winners),
        winners: numbers(&winners),
        of: Some(Denominator::Participants),
        counted: Counted::Credits {
            options: (0..question.option_count).map(option).collect::<Result<_, Fault>>()?,
            spent: whole(counted.spent)?,
            whole: whole(participants)?,
            needed: whole(threshold.needed(participants))?,
        },
    })
}
