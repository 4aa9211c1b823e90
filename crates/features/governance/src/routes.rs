//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::ballots::{appeals, ballot_page, call_off, open, papers, proxy, receipt, vote};
use crate::pages::{
    comments, deeds, moves, new, proposal_list, proposal_page, result, rules, tasks, text_edit, turns,
    versions,
};
use utoipa_axum::routes;
use web::Routes;

pub fn routes() -> Routes {
    proposals().merge(ballots()).merge(outcomes())
}

/// What is proposed, from idea to carried out.
fn proposals() -> Routes {
    Routes::new()
        .routes(routes!(proposal_list::proposals_page, new::propose))
        .routes(routes!(new::new_page))
        .routes(routes!(rules::rules_page, rules::change_rules))
        .routes(routes!(rules::edit_page))
        .routes(routes!(proposal_page::proposal_page))
        .routes(routes!(moves::move_on))
        .routes(routes!(text_edit::text_page, text_edit::rewrite))
        .routes(routes!(versions::version_page))
        .routes(routes!(moves::conclude))
        .routes(routes!(turns::turns_page))
        .routes(routes!(turns::hand_over))
        .routes(routes!(turns::merge))
        .routes(routes!(turns::split))
        .routes(routes!(turns::withdraw))
        .routes(routes!(comments::say))
        .routes(routes!(comments::hide))
        .routes(routes!(tasks::set_task))
        .routes(routes!(tasks::answer_task))
}

/// What came of a ballot.
fn outcomes() -> Routes {
    Routes::new()
        .routes(routes!(result::result_page))
        .routes(routes!(result::file::votes_file))
        .routes(routes!(deeds::retry))
}

/// Voting on it, and what came of it.
fn ballots() -> Routes {
    Routes::new()
        .routes(routes!(open::open_page))
        .routes(routes!(open::open_ballot))
        .routes(routes!(proxy::proxy_page, proxy::name_proxy))
        .routes(routes!(proxy::revoke_proxy))
        .routes(routes!(proxy::decline_proxy))
        .routes(routes!(ballot_page::ballot_page))
        .routes(routes!(vote::cast_vote))
        .routes(routes!(vote::withdraw_objection))
        .routes(routes!(receipt::receipt_page, receipt::find_paper))
        .routes(routes!(papers::papers_page))
        .routes(routes!(call_off::call_off))
        .routes(routes!(appeals::appeal))
        .routes(routes!(appeals::decide_appeal))
        .routes(routes!(appeals::withdraw_appeal))
}
