//! What can be done: one operation a file. Each is a synchronous function on `Tx` that takes who acts, its input (ids of
//! new things included) and the time; handlers, jobs and demo call the same ones.

mod appeals;
mod asked;
mod call_off;
mod campaigns;
mod cast_vote;
mod close_ballot;
mod comments;
mod conclude_paid;
mod counting;
mod deeds;
mod edit_rules;
mod execute;
mod finish_ballot;
mod forget_member;
mod hand_over;
pub(crate) mod heads;
mod mark_ballot;
mod matches;
mod merge;
mod move_proposal;
mod named;
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

pub(crate) use appeals::bound_to;
pub use appeals::{Appeal, DecideAppeal, appeal, decide_appeal, withdraw_appeal};
pub use call_off::{CallOff, call_off};
pub(crate) use campaigns::{milestone_rules, terms as campaign_terms};
pub use cast_vote::{Cast, CastVote, cast_for_all, cast_vote};
pub use close_ballot::close_ballot;
pub use comments::{Comment, HideComment, comment, hide_comment};
pub use conclude_paid::conclude_paid;
pub(crate) use counting::ballot_options;
pub use counting::recount;
pub use edit_rules::{EditRules, edit_rules};
pub use execute::execute_decision;
pub use finish_ballot::finish_ballot;
pub use forget_member::forget_member;
pub use hand_over::{Conclude, HandOver, Withdraw, conclude, hand_over, withdraw};
pub use mark_ballot::mark_ballot;
pub(crate) use matches::rule as match_rule;
pub use merge::{Merge, NewPart, PARTS_MAX, Split, merge, split};
pub use move_proposal::{MoveProposal, move_proposal};
pub use open_ballot::{OpenBallot, open_ballot};
pub use propose::{Propose, propose};
pub(crate) use proxies::speaks;
pub use proxies::{NameProxy, decline_proxy, name_proxy, revoke_proxy};
pub use retry_deed::{RetryDeed, retry_deed};
pub use rewrite::{Rewrite, rewrite};
pub(crate) use rules::{
    RulesOfText, TOLD_FOR, rules_lately, rules_of_text, rules_upon_now, rules_version, version_there,
};
pub use rules::{current_rules, rules_of};
pub(crate) use steps::{Taken, take_step};
pub use tasks::{AnswerTask, SetTask, answer_task, set_task};
pub use withdraw_objection::withdraw_objection;
