//! What deciding keeps of people, for their export and erasure. How somebody voted in a secret ballot is not in it: nothing
//! here knows that.
//!
//! Not a rule: it reads rows.

use crate::ids::Member;
use crate::ops::forget_member;
use crate::proposal_store::{
    APPEALS_OF_MEMBER, BALLOTS_OF_MEMBER, COMMENTS_OF_MEMBER, PROXIES_OF_MEMBER, STEPS_OF_MEMBER,
    TASKS_OF_MEMBER, TEXTS_OF_MEMBER, VOTES_CAST_BY,
};
use crate::rows::{
    Ballot, BallotAppeal, OpenVote, Proposal, ProposalComment, ProposalProxy, ProposalStep, ProposalTask,
    ProposalText,
};
use crate::t;
use community::{KeptByMember, PlaceOfPerson};
use kernel::Id;
use serde_json::{Value, json};
use store::{Db, Fault, Reader};
use web::Lang;

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "decisions", export: export_place, forget: forget_member }
}

type Numbered = (Id<Proposal>, i64);

fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let (number, member) = (place.community, place.member);
    let (mut texts, mut steps, mut comments, mut tasks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (proposal, version) in reader.rows::<Numbered>(TEXTS_OF_MEMBER, &[&number, &member])? {
        if let Some(row) = reader.find::<ProposalText>(&(number, proposal, version))? {
            texts.push(json!({
                "proposal": proposal, "version": version, "title": row.title, "body": row.body,
                "asks": row.asked()?, "note": row.note, "written_at": row.written_at_us.to_string(),
            }));
        }
    }
    for (proposal, at) in reader.rows::<Numbered>(STEPS_OF_MEMBER, &[&number, &member])? {
        if let Some(row) = reader.find::<ProposalStep>(&(number, proposal, at))? {
            steps.push(json!({
                "proposal": proposal, "step": row.step, "reason": row.reason, "at": row.at_us.to_string(),
            }));
        }
    }
    for (proposal, at) in reader.rows::<Numbered>(COMMENTS_OF_MEMBER, &[&number, &member])? {
        if let Some(row) = reader.find::<ProposalComment>(&(number, proposal, at))? {
            comments.push(json!({
                "proposal": proposal, "number": at, "body": row.body, "at": row.at_us.to_string(),
                "hidden_because": row.hidden_reason,
            }));
        }
    }
    for (proposal, at) in reader.rows::<Numbered>(TASKS_OF_MEMBER, &[&number, &member])? {
        if let Some(row) = reader.find::<ProposalTask>(&(number, proposal, at))? {
            tasks.push(json!({
                "proposal": proposal, "what": row.what, "state": row.state, "due_at": row.due_at_us.to_string(),
                "note": row.note,
            }));
        }
    }
    Ok(json!({
        "community": place.slug, "texts": texts, "steps": steps, "comments": comments, "tasks": tasks,
        "proxies": proxies(reader, place)?, "appeals": appeals(reader, place)?, "votes": votes(reader, place)?,
        "votes_for_others": votes_for_others(reader, place)?,
        "secret_ballots": { "zh": t(Lang::Zh).export_secret_ballots(), "en": t(Lang::En).export_secret_ballots() },
    }))
}

fn proxies(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Vec<Value>, Fault> {
    let (number, member) = (place.community, place.member);
    let mut proxies = Vec::new();
    for (proposal,) in reader.rows::<(Id<Proposal>,)>(PROXIES_OF_MEMBER, &[&number, &member])? {
        if let Some(row) = reader.find::<ProposalProxy>(&(number, proposal, member))? {
            proxies.push(json!({
                "proposal": proposal, "proxy": row.proxy, "named_at": row.named_at_us.to_string(),
                "revoked_at": row.revoked_at_us.map(|at| at.to_string()), "declined": row.declined,
            }));
        }
    }
    Ok(proxies)
}

fn appeals(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Vec<Value>, Fault> {
    let (number, member) = (place.community, place.member);
    let mut appeals = Vec::new();
    for (ballot, at) in reader.rows::<(Id<Ballot>, i64)>(APPEALS_OF_MEMBER, &[&number, &member])? {
        if let Some(row) = reader.find::<BallotAppeal>(&(number, ballot, at))? {
            appeals.push(json!({
                "ballot": ballot, "reason": row.reason, "state": row.state, "answer": row.answer,
                "at": row.at_us.to_string(),
            }));
        }
    }
    Ok(appeals)
}

/// In which ballots the member may vote and whether they have; and how, where that is under names.
fn votes(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Vec<Value>, Fault> {
    let (number, member) = (place.community, place.member);
    let mut votes = Vec::new();
    for (ballot, voted) in reader.rows::<(Id<Ballot>, bool)>(BALLOTS_OF_MEMBER, &[&number, &member])? {
        let row = reader.find::<OpenVote>(&(number, ballot, member))?;
        // Who cast it instead of the member is another person: that somebody did is enough.
        let open = row.map(|row| {
            json!({
                "choice": row.choice, "reason": row.reason, "standing": row.standing,
                "by_proxy": row.cast_by != member, "at": row.cast_at_us.to_string(),
            })
        });
        votes.push(json!({ "ballot": ballot, "voted": voted, "open_vote": open }));
    }
    Ok(votes)
}

/// What the member cast as a proxy; for whom is theirs to know.
fn votes_for_others(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Vec<Value>, Fault> {
    let (number, member) = (place.community, place.member);
    let mut votes = Vec::new();
    let cast = reader.rows::<(Id<Ballot>, Id<Member>)>(VOTES_CAST_BY, &[&number, &member])?;
    for (ballot, voter) in cast.into_iter().filter(|(_, voter)| *voter != member) {
        if let Some(row) = reader.find::<OpenVote>(&(number, ballot, voter))? {
            votes.push(json!({
                "ballot": ballot, "choice": row.choice, "reason": row.reason, "standing": row.standing,
                "at": row.cast_at_us.to_string(),
            }));
        }
    }
    Ok(votes)
}
