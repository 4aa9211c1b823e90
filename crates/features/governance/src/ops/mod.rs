//! What can be done: one operation a file. Each is a synchronous function on `Tx` that takes who acts, its input (ids of
//! new things included) and the time; handlers, jobs and demo call the same ones.

mod appeals;
mod asked;
mod cast_vote;
mod close_ballot;
mod comments;
mod counting;
mod deeds;
mod edit_rules;
mod execute;
mod finish_ballot;
mod hand_over;
mod merge;
mod move_proposal;
mod open_ballot;
mod propose;
mod proxies;
mod retry_deed;
mod rewrite;
mod rules;
mod set_rules;
mod steps;
mod tasks;
mod withdraw_objection;

pub use appeals::{Appeal, DecideAppeal, appeal, decide_appeal};
pub use cast_vote::{Cast, CastVote, cast_vote};
pub use close_ballot::close_ballot;
pub use comments::{Comment, HideComment, comment, hide_comment};
pub(crate) use counting::ballot_options;
pub use counting::recount;
pub use edit_rules::{EditRules, edit_rules};
pub use execute::execute_decision;
pub use finish_ballot::finish_ballot;
pub use hand_over::{Conclude, HandOver, Withdraw, conclude, hand_over, withdraw};
pub use merge::{Merge, NewPart, PARTS_MAX, Split, merge, split};
pub use move_proposal::{MoveProposal, move_proposal};
pub use open_ballot::{OpenBallot, open_ballot};
pub use propose::{Propose, propose};
pub use proxies::{NameProxy, name_proxy, revoke_proxy};
pub use retry_deed::{RetryDeed, retry_deed};
pub use rewrite::{Rewrite, rewrite};
pub use rules::{current_rules, rules_of};
pub(crate) use steps::{Taken, lock_proposal, take_step};
pub use tasks::{AnswerTask, SetTask, answer_task, set_task};
pub use withdraw_objection::withdraw_objection;
