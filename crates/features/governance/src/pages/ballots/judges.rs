//! Who may decide on an appeal, and the appeals that wait, on the desk: nothing is carried out before they are decided.

use crate::ballot_store::appeals_waiting;
use crate::ids::Member;
use crate::ops;
use crate::pages::scene::{Names, Scene};
use crate::rows::{Ballot, BallotAppeal, Proposal, ProposalText};
use community::{Provider, Section, SectionRow, Viewer};
use kernel::Id;
use store::{Fault, Reader};
use web::ui::Tone;
use web::{CommunityContext, Power};

/// Shown at a time.
const SHOWN: i64 = 20;

/// Stewards who neither brought it nor own or wrote the proposal, nor opened the ballot.
pub(super) fn judges(
    reader: &mut Reader,
    ballot: &Ballot,
    brought_by: Id<Member>,
) -> Result<Vec<(Id<Member>, String)>, Fault> {
    let community = ballot.community_id;
    let proposal = reader.find::<Proposal>(&(community, ballot.proposal_id))?;
    let text = reader.find::<ProposalText>(&(community, ballot.proposal_id, ballot.text_version))?;
    let near = ops::bound_to(proposal.as_ref(), text.as_ref(), ballot);
    let mut judges = community::stewards(reader, community)?;
    judges.retain(|(steward, _)| *steward != brought_by && !near.contains(steward));
    Ok(judges)
}

/// For stewards: those who may decide are asked to, the others know whom it waits for, or that it waits for nobody.
pub(crate) struct AppealsWaiting;

impl Provider for AppealsWaiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if !s.can(Power::DecideAppeals) {
            return Ok(None);
        }
        let (mut rows, mut names) = (Vec::new(), Names::default());
        for (ballot, number) in appeals_waiting(reader, s.number, SHOWN)? {
            let Some(ballot) = reader.find::<Ballot>(&(s.number, ballot))? else { continue };
            let appeal = reader.find::<BallotAppeal>(&(s.number, ballot.id, number))?;
            let text = reader.find::<ProposalText>(&(s.number, ballot.proposal_id, ballot.text_version))?;
            let (Some(appeal), Some(text)) = (appeal, text) else { continue };
            rows.push(row(reader, &s, &mut names, &ballot, &appeal, text.title)?);
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let title = s.t.appeals_wait(rows.len() as i64);
        Ok(Some(Section { code: "appeals_waiting".into(), title, rows, ..Section::default() }))
    }
}

fn row(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    ballot: &Ballot,
    appeal: &BallotAppeal,
    title: String,
) -> Result<SectionRow, Fault> {
    let judges = judges(reader, ballot, appeal.by_member)?;
    let by = names.name(reader, s, appeal.by_member)?;
    let mine = judges.iter().any(|(judge, _)| s.me == Some(*judge));
    let whom: Vec<&str> = judges.iter().map(|(_, name)| name.as_str()).collect();
    let (whom, tone) = match (whom.is_empty(), mine) {
        (true, _) => (s.t.appeal_waits_for_nobody(), Tone::Act),
        (false, true) => (s.t.appeal_waits_for_you(), Tone::Act),
        (false, false) => (s.t.appeal_waits_for(whom.join(&s.t.list_comma())), Tone::Wait),
    };
    let row = SectionRow::new(s.t.appeal_against(title))
        .note(format!("{} {whom}", s.t.appeal_brought(by, s.day_said(&appeal.at_us))));
    let tag = if mine { s.t.appeal_decide_now() } else { s.t.appeal_is_waiting() };
    Ok(row.href(format!("{}/ballots/{}#appeals", s.base, ballot.id)).tag(tag, tone))
}
