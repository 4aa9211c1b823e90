//! Deciding together: proposals, ballots, and how a decision becomes fact.
//!
//! Rules are pure (`proposal`, `terms`, `asks`, `choice`), operations are in `ops`, one a file. How ballots are counted is
//! the crate `tally`; what a decision permits to spend is the feature `spending`.

mod acting;
pub mod asked_campaign;
pub mod asked_match;
pub mod asks;
pub mod ballot;
mod ballot_store;
mod check;
pub mod choice;
pub mod comment;
pub mod count;
pub mod deed;
pub mod ids;
mod jobs;
pub mod ops;
mod pages;
mod personal_data;
mod promising;
pub mod proposal;
pub mod proposal_refused;
mod proposal_store;
pub mod receipt;
pub mod reckoning;
mod refusals;
mod routes;
pub mod rows;
pub mod rules_merge;
mod stored;
pub mod task;
pub mod terms;
pub mod votes_file;

pub use check::{Checked, check, verify};
pub use ops::{current_rules, rules_of};
pub use personal_data::personal_data;
pub use routes::routes;

use store::{Migration, Row, Table};
use web::Topic;

web::translations!();

/// What a decision is called; None for what is none here.
///
/// # Errors
/// Of the database only.
pub fn decision_title(
    reader: &mut store::Reader,
    community: i64,
    decision: &str,
) -> Result<Option<String>, store::Fault> {
    let Ok(id) = kernel::Id::<rows::Proposal>::parse(decision) else { return Ok(None) };
    Ok(reader.find::<rows::Proposal>(&(community, id))?.map(|proposal| proposal.title))
}

pub fn migrations() -> Vec<Migration> {
    let one = |number, name, sql| Migration { feature: "governance", number, name, sql };
    vec![
        one(1, "proposals and ballots", include_str!("../migrations/0001_governance.sql")),
        one(2, "declined proxies", include_str!("../migrations/0002_declined_proxies.sql")),
        one(3, "the rules of a text", include_str!("../migrations/0003_rules_of_text.sql")),
        one(4, "simulations in ballots", include_str!("../migrations/0004_named_distributions.sql")),
        one(5, "what is paid is carried out", include_str!("../migrations/0005_paid_is_carried_out.sql")),
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        rows::DecisionCount::TABLE,
        rows::DecisionRulesVersion::TABLE,
        rows::Proposal::TABLE,
        rows::ProposalText::TABLE,
        rows::ProposalStep::TABLE,
        rows::ProposalComment::TABLE,
        rows::ProposalTask::TABLE,
        rows::ProposalProxy::TABLE,
        rows::DecidedAction::TABLE,
        rows::Ballot::TABLE,
        rows::BallotOption::TABLE,
        rows::BallotVoter::TABLE,
        rows::OpenVote::TABLE,
        rows::SecretPaper::TABLE,
        rows::CountedPaper::TABLE,
        rows::BallotAppeal::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    [proposal_store::STATEMENTS, ballot_store::STATEMENTS].concat()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    [web::refusals_of(proposal_refused::ProposalRefused::ALL), web::refusals_of(ballot::BallotRefused::ALL)]
        .concat()
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    let ours = ["proposal_", "ballot_", "comment_", "task_", "decision_"];
    if ours.iter().any(|part| kind.starts_with(part)) { &[Topic::Decisions] } else { &[] }
}

/// What this feature shows on a community's pages.
pub fn providers() -> community::Sections {
    use pages::ballots::judges::AppealsWaiting;
    use pages::ballots::sections::BallotsWaiting;
    use pages::rules_changed::RulesChanged;
    use pages::sections::{
        Deciding, MyProposals, MyTasks, NotAllDone, Overdue, PartOfCharter, StartSomething, Tools,
    };
    use std::sync::Arc;
    community::Sections {
        own: vec![Arc::new(BallotsWaiting), Arc::new(NotAllDone { own: true }), Arc::new(MyTasks)],
        home: vec![Arc::new(RulesChanged), Arc::new(Deciding)],
        desk: vec![Arc::new(AppealsWaiting), Arc::new(NotAllDone { own: false }), Arc::new(Overdue)],
        tools: vec![Arc::new(Tools)],
        mine: vec![Arc::new(BallotsWaiting), Arc::new(MyTasks), Arc::new(MyProposals)],
        projects: vec![Arc::new(StartSomething), Arc::new(Deciding)],
        charter: vec![Arc::new(PartOfCharter)],
        ..community::Sections::default()
    }
}

/// What becomes due by the clock.
pub fn jobs() -> Vec<(&'static str, store::Handler)> {
    jobs::handlers()
}
