//! The way from a move of the rules to an entry of the ledger.
//!
//! Not a rule: it posts.

use crate::acting::When;
use crate::ids::Member;
use crate::settlement::{Credit, Drawn, Move, Purse};
use crate::split::{Part, Party};
use kernel::{Currency, Id};
use ledger::{AccountKey, Cause, NewEntry, PostRefused, Purpose};
use store::{Fault, OpError, Outcome, Reader, Tx};

/// An entry to be.
pub(crate) struct Entry<'a> {
    pub kind: &'static str,
    pub cause: Cause,
    pub parent: Option<i64>,
    pub moves: &'a [Move],
    pub when: When,
}

/// A purse that holds less than was to be taken from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooLittle {
    Bank,
    Owed,
    Payable,
}

/// Posts; None when nothing moves. The inner error is an answer, anything else the books refuse is a fault of ours.
pub(crate) fn post(tx: &mut Tx, entry: Entry<'_>) -> Result<Result<Option<i64>, TooLittle>, Fault> {
    if entry.moves.is_empty() {
        return Ok(Ok(None));
    }
    let (currency, community) = (currency(tx)?, tx.community());
    // What a gateway or an import tells of a closed period stands where the books are open; whoever types a date was told.
    let happened_at = ledger::dated(tx, community, entry.when.happened_at)?;
    let postings = entry.moves.iter().map(|(purse, minor)| (account(*purse, currency), *minor)).collect();
    let new = NewEntry {
        kind: entry.kind,
        happened_at,
        recorded_at: entry.when.recorded_at,
        cause: entry.cause,
        parent: entry.parent,
        mandate: None,
        reverses: None,
        postings,
    };
    let done = took(ledger::post(tx, &new), new.kind, &new.cause.id)?;
    Ok(done.map(Some))
}

/// Takes an entry back whole, now. The inner error: what it gave has moved on from there.
pub(crate) fn take_back(
    tx: &mut Tx,
    entry: i64,
    cause: Cause,
    when: When,
) -> Result<Result<i64, TooLittle>, Fault> {
    let (community, id) = (tx.community(), cause.id.clone());
    let happened_at = ledger::dated(tx, community, when.happened_at)?;
    took(ledger::reverse(tx, entry, cause, happened_at, when.recorded_at), "reversal", &id)
}

fn took(posted: Outcome<i64, PostRefused>, kind: &str, id: &str) -> Result<Result<i64, TooLittle>, Fault> {
    let refused =
        |why: &PostRefused| Err(fault(format!("the books refused {kind} for {id}: {}", why.code())));
    match posted {
        Ok(number) => Ok(Ok(number)),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(why)) => match &why {
            PostRefused::WouldPassZero { account, .. } => match account.purpose() {
                Purpose::Bank | Purpose::Gateway => Ok(Err(TooLittle::Bank)),
                Purpose::Owed => Ok(Err(TooLittle::Owed)),
                Purpose::Payable => Ok(Err(TooLittle::Payable)),
                _ => refused(&why),
            },
            other => refused(other),
        },
    }
}

/// As `post`, where no purse can hold too little.
pub(crate) fn post_sure(tx: &mut Tx, entry: Entry<'_>) -> Result<Option<i64>, Fault> {
    let kind = entry.kind;
    post(tx, entry)?.map_err(|short| fault(format!("{kind}: {short:?} holds less than it must")))
}

/// Something that our own rules exclude.
pub(crate) fn fault(text: String) -> Fault {
    Fault::Engine(text.into())
}

/// What a purse of a member holds, in minor units.
pub(crate) fn holds(tx: &mut Tx, purse: Purse) -> Result<i64, Fault> {
    let key = account(purse, currency(tx)?);
    let community = tx.community();
    ledger::balance(tx, community, &key)
}

/// How a set-off of `minor` draws on what the community owes the buyer; None when that is too little. Where refunds
/// suffice, nothing is read that the entry would not need anyway: this is the way of most orders paid at placing.
pub(crate) fn draw(
    tx: &mut Tx,
    buyer: Id<Member>,
    parts: &[Part],
    minor: i64,
) -> Result<Option<Drawn>, Fault> {
    let currency = currency(tx)?;
    let owed = account(Purse::Owed(buyer), currency);
    let mut likely: Vec<_> = parts.iter().map(|part| account(Purse::Held(part.to), currency)).collect();
    likely.push(owed.clone());
    let mut credit = Credit { owed: ledger::balance_first(tx, &owed, &likely)?, ..Credit::default() };
    if credit.owed < minor {
        credit.payable = holds(tx, Purse::Payable(buyer))?;
        credit.receivable = holds(tx, Purse::Receivable(buyer))?;
    }
    Ok(credit.draw(minor))
}

/// What the community owes a member, for pages.
pub(crate) fn credit(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    currency: Currency,
) -> Result<Credit, Fault> {
    let mut holds = |purse| ledger::balance(reader, community, &account(purse, currency));
    Ok(Credit {
        owed: holds(Purse::Owed(member))?,
        payable: holds(Purse::Payable(member))?,
        receivable: holds(Purse::Receivable(member))?,
    })
}

/// The entry that a payout or a repayment follows from: the oldest of which its purse still has something, as that is what it takes
/// first. Which others it draws on the account's page tells.
pub(crate) fn drawn_first(tx: &mut Tx, purse: Purse) -> Result<Option<i64>, Fault> {
    let (key, community) = (account(purse, currency(tx)?), tx.community());
    ledger::oldest_left(tx, community, &key)
}

pub(crate) fn currency(tx: &mut Tx) -> Result<Currency, Fault> {
    let community = tx.community();
    let book = ledger::book(tx, community)?;
    book.map(|book| book.currency).ok_or_else(|| fault("this community has no books".to_owned()))
}

pub(crate) fn account(purse: Purse, currency: Currency) -> AccountKey {
    let of = |make: fn(Id<Member>, Currency) -> AccountKey, member| make(member, currency);
    match purse {
        Purse::Bank => AccountKey::bank(currency),
        Purse::Gateway => AccountKey::gateway(currency),
        Purse::Unmatched => AccountKey::unmatched(currency),
        Purse::Held(Party::Fund(fund)) => AccountKey::held_for_fund(fund, currency),
        Purse::Held(Party::Member(member)) => of(AccountKey::held, member),
        Purse::Pooled(pool) => AccountKey::held(pool, currency),
        Purse::Coupons(budget) => AccountKey::held(budget, currency),
        Purse::Owed(member) => of(AccountKey::owed, member),
        Purse::Payable(member) => of(AccountKey::payable, member),
        Purse::Receivable(member) => of(AccountKey::receivable, member),
        Purse::Sales(fund) => AccountKey::sales(fund, currency),
    }
}
