//! Members say where they want to be paid to, and the treasurer has all of them paid what the co-op owes them.

use super::agenda::{Agenda, Turned, deed};
use super::cast::Cast;
use super::stage::{HOUR, Stage};
use std::time::Duration;
use store::Outcome;
use supply::RunRefused;
use supply::ops::{self, BankText, ConsentRun, ProposeMembersRun, SetAccount};
use supply::rows::RunLine;

const MINUTE: Duration = Duration::from_secs(60);

/// From ¥1 on.
const LEAST_MINOR: i64 = 100;

/// One of so many buyers has not found the time yet.
const WITHOUT: usize = 5;

/// At the end of the story: what was paid is owed to nobody after it.
pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let given = stage.now.minus(HOUR * 20);
    for (number, buyer) in
        cast.buyers.iter().enumerate().filter(|(number, _)| number % WITHOUT != WITHOUT - 1)
    {
        let (by, at) = (buyer.member, given.plus(MINUTE * number as u32));
        let text = BankText {
            holder: stage.say(("青石巷的邻居", "A neighbour in Qingshi Lane")),
            account: format!("6217 8520 01{:02} {:04}", number % 100, 1_000 + number),
            bank: stage.say(("青石农商行河东支行", "Qingshi Rural Bank, East Bank branch")),
            bic: String::new(),
        };
        let input = SetAccount { text, key: None };
        // Whoever has not joined or has left by then gives none.
        agenda.add(stage.community, at, "saying where a member is paid to", move |tx| {
            deed(ops::set_account(tx, by, &input, at), |why| *why == RunRefused::NotAMember).map(drop)
        });
    }
    run(stage, agenda, cast);
}

fn run(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let (at, consent) = (stage.now.minus(HOUR * 7), stage.now.minus(HOUR * 6));
    let (treasurer, steward, id) = (cast.treasurer, cast.steward, stage.id(at));
    let input = ProposeMembersRun { id, least_minor: LEAST_MINOR, random: *b"qingshi-01", key: None };
    agenda.add(stage.community, at, "having members paid", move |tx| {
        deed(ops::propose_members_run(tx, treasurer, &input, at), |why| *why == RunRefused::NobodyToPay)
            .map(drop)
    });
    agenda.add(stage.community, consent, "consenting to paying members", move |tx| -> Outcome<(), Turned> {
        if tx.find::<RunLine>((tx.community(), id, 1))?.is_none() {
            return Ok(());
        }
        let input = ConsentRun { run: id, key: None };
        deed(ops::consent_run(tx, steward, &input, consent), |why| *why == RunRefused::NothingLeft).map(drop)
    });
}
