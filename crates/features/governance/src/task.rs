//! What a decision asks of somebody: who may set it, and what the assignee may answer. Pure.

use crate::proposal::TaskState;
use crate::proposal_refused::ProposalRefused;

/// Characters.
pub const WHAT_CHARS_MAX: usize = 200;
pub const TASKS_MAX: i64 = 60;

kernel::codes! {
    /// What can be done with a task.
    pub enum TaskMove {
        TakeOn = "take_on",
        /// With a reason.
        Decline = "decline",
        /// With a note: what came of it.
        Finish = "finish",
        /// No longer needed, by whoever answers for the proposal, with a reason.
        Drop = "drop",
    }
}

pub fn check_what(what: &str) -> Result<String, ProposalRefused> {
    let what = what.trim();
    match what.chars().count() {
        0 => Err(ProposalRefused::TaskMissing),
        count if count > WHAT_CHARS_MAX => Err(ProposalRefused::TaskTooLong),
        _ => Ok(what.to_owned()),
    }
}

/// Where a task goes. Only who it was given to answers for it, and only who answers for the proposal takes it back.
pub fn move_task(
    state: TaskState,
    to: TaskMove,
    is_assignee: bool,
    leads: bool,
    note: &str,
) -> Result<TaskState, ProposalRefused> {
    let may = if to == TaskMove::Drop { leads } else { is_assignee };
    if !may {
        return Err(ProposalRefused::NotYourTask);
    }
    let next = match (state, to) {
        (TaskState::Assigned, TaskMove::TakeOn) => TaskState::TakenOn,
        (TaskState::Assigned | TaskState::TakenOn, TaskMove::Decline) => TaskState::Declined,
        (TaskState::Assigned | TaskState::TakenOn, TaskMove::Finish) => TaskState::Done,
        (TaskState::Assigned | TaskState::TakenOn | TaskState::Declined, TaskMove::Drop) => {
            TaskState::Dropped
        }
        _ => return Err(ProposalRefused::TaskIsElsewhere),
    };
    if to != TaskMove::TakeOn && note.trim().is_empty() {
        return Err(ProposalRefused::ReasonMissing);
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use TaskMove::*;
    use TaskState::*;

    /// Every state and move, by whom it is allowed.
    #[test]
    fn a_task_goes_where_it_may() {
        for state in TaskState::ALL {
            for to in TaskMove::ALL {
                let next = match (state, to) {
                    (Assigned, TakeOn) => Ok(TakenOn),
                    (Assigned | TakenOn, Decline) => Ok(Declined),
                    (Assigned | TakenOn, Finish) => Ok(Done),
                    (Assigned | TakenOn | Declined, Drop) => Ok(Dropped),
                    _ => Err(ProposalRefused::TaskIsElsewhere),
                };
                assert_eq!(move_task(*state, *to, true, true, "so"), next, "{state} {to}");
                let (mine, leads) = (*to != Drop, *to == Drop);
                assert_eq!(move_task(*state, *to, mine, leads, "so"), next, "{state} {to}");
                let others = move_task(*state, *to, !mine, !leads, "so");
                assert_eq!(others, Err(ProposalRefused::NotYourTask), "{state} {to}");
            }
        }
    }

    #[test]
    fn what_is_not_taken_on_says_why() {
        for (to, answer) in [
            (TakeOn, Ok(TakenOn)),
            (Decline, Err(ProposalRefused::ReasonMissing)),
            (Finish, Err(ProposalRefused::ReasonMissing)),
            (Drop, Err(ProposalRefused::ReasonMissing)),
        ] {
            assert_eq!(move_task(Assigned, to, true, true, " "), answer, "{to}");
        }
        assert_eq!(check_what(" "), Err(ProposalRefused::TaskMissing));
        assert_eq!(check_what(&"做".repeat(200)), Ok("做".repeat(200)));
        assert_eq!(check_what(&"做".repeat(201)), Err(ProposalRefused::TaskTooLong));
    }
}
