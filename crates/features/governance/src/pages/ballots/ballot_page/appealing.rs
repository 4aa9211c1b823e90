//! What the ballot's page says of appeals: whose turn it is, and what whoever looks may do about them.

use super::BallotPage;
use crate::ballot::may_appeal;
use crate::pages::ballots::look::AppealView;
use crate::terms::{AppealState, BallotState};

impl BallotPage {
    pub(super) fn may_appeal(&self) -> bool {
        self.ballot.state == BallotState::Closed
            && self.ballot.you.may_vote
            && self.ballot.execute.is_some_and(|until| self.s.now < until)
            && may_appeal(&self.own_appeals()).is_ok()
    }

    fn own_appeals(&self) -> Vec<AppealState> {
        let own = self.ballot.appeals.iter().filter(|one| Some(one.by_id) == self.s.me);
        own.map(|one| one.state).collect()
    }

    pub(super) fn appeals_again(&self) -> bool {
        !self.own_appeals().is_empty()
    }

    pub(super) fn may_decide(&self, appeal: &&AppealView) -> bool {
        waits(appeal) && appeal.may_i
    }

    pub(super) fn may_withdraw(&self, appeal: &&AppealView) -> bool {
        waits(appeal) && Some(appeal.by_id) == self.s.me
    }

    pub(super) fn appeal_withdrawal(&self, appeal: &AppealView) -> String {
        self.path(&format!("/appeals/{}/withdrawal", appeal.number))
    }

    /// Whom it waits for, in words.
    pub(super) fn waits_for(&self, appeal: &AppealView) -> Option<String> {
        let t = self.s.t;
        waits(appeal).then(|| match appeal.may_decide.is_empty() {
            true => t.appeal_waits_for_nobody(),
            false => t.appeal_waits_for(appeal.may_decide.join(&t.list_comma())),
        })
    }

    pub(super) fn appeal_said(&self, appeal: &AppealView) -> String {
        match appeal.state {
            AppealState::Waiting => String::new(),
            AppealState::Dismissed => self.s.t.ballot_appeal_dismissed(),
            AppealState::Upheld => self.s.t.ballot_appeal_upheld(),
            AppealState::Withdrawn => self.s.t.ballot_appeal_withdrawn(),
        }
    }
}

fn waits(appeal: &AppealView) -> bool {
    appeal.state == AppealState::Waiting
}
