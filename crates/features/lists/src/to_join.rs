//! Who of a list joins a group buy, with how much, and who does not, and why.
//!
//! Not a rule: it reads rows, and asks the rules.

use crate::calling_off::{Key, wanted};
use crate::ids::Member;
use crate::line::{Doing, LineState, Mark};
use crate::lists_store::{Read, orders_of, parts_of};
use crate::made::made;
use crate::rows::{ListItem, ListLine, ListPart};
use crate::whole::Whole;
use kernel::{Id, Price, Quantity};
use ledger::Source;
use pools::CommitRefused;
use pools::commitment::Room;
use pools::rows::{GroupBuy, Pool, PoolMember};
use std::collections::BTreeMap;
use store::Fault;

kernel::codes! {
    /// Why somebody of a list is not joined into a group buy.
    pub enum Stays {
        /// The list has joined them with all that they want.
        In = "in_already",
        /// They have a part in it that this list did not take: whether this is more, nobody has said.
        InOtherwise = "in_otherwise",
        /// All that they want is ordered.
        Ordered = "ordered",
        /// What was ordered, or joined for, is over: it is not done again by itself.
        Ended = "ended",
        /// A line of theirs is not understood, or only guessed at.
        NotRead = "not_read",
        SameName = "same_name",
        /// Whoever has an account joins for themselves.
        HasAccount = "has_account",
        BuyerGone = "buyer_gone",
        OffStep = "off_step",
        AboveLimit = "above_limit",
        /// No room is left in the group buy.
        Full = "full",
        TooMuch = "too_much",
        /// It has closed meanwhile.
        Closed = "closed",
        /// What they want is not what was looked over.
        Changed = "changed",
        /// Where it is fetched was not chosen, or is not offered.
        PlaceMissing = "place_missing",
        /// As many fetch it there and then as can be served.
        PlaceFull = "place_full",
    }
}

/// Who a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whom {
    Member(Id<Member>),
    /// A buyer without an account, to be made.
    Nobody,
    /// Somebody has to say so.
    Asked,
}

/// The group buy that is joined, and what it costs.
#[derive(Debug, Clone)]
pub(crate) struct Joined {
    pub(crate) pool: Pool,
    pub(crate) buy: GroupBuy,
    /// Of a unit, on joining.
    pub(crate) price: Price,
}

impl Joined {
    pub(crate) fn key(&self) -> Key {
        (self.buy.offer_id, self.buy.variant)
    }

    /// None past what the books hold.
    pub(crate) fn due_minor(&self, milli: i64) -> Option<i64> {
        self.price.times(Quantity::from_milli(milli), self.pool.currency).map(|sum| sum.minor)
    }
}

/// One name of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub name: String,
    /// What they are joined with, or would be, where nothing stood against it.
    pub milli: i64,
    pub minor: i64,
    /// What the list has joined them with.
    pub in_milli: i64,
    /// None: they join.
    pub stays: Option<Stays>,
    /// More by far than all together need: it may be mistyped.
    pub far: bool,
}

/// What a name wants of the goods and has not ordered yet; None where they neither want nor have anything of it, as far as they are understood. What of the pool's room
/// others take before is not looked at.
pub(crate) fn wish<S: Source + Read>(
    source: &mut S,
    joined: &Joined,
    items: &BTreeMap<i64, ListItem>,
    (name, lines, whom): (&str, &[ListLine], Whom),
) -> Result<Option<Wish>, Fault> {
    let Some(list) = lines.first().map(|line| (line.community_id, line.list_id)) else { return Ok(None) };
    let counting: Vec<ListLine> = lines.iter().filter(|line| line.counts()).cloned().collect();
    let (wants, ..) = wanted(&counting, items, &mut Vec::new())?;
    let orders = orders_of(source, list.0, list.1, name)?;
    let parts = parts_of(source, list.0, list.1, name)?;
    let [kept, open, ended] = made(source, &orders, &parts)?;
    let key = joined.key();
    let of = |amounts: &BTreeMap<Key, i64>| amounts.get(&key).copied().unwrap_or(0);
    let in_milli = in_it(source, joined, &parts)?;
    let milli = of(&wants) - of(&kept) - of(&open);
    let mut wish =
        Wish { name: name.to_owned(), milli: milli.max(0), minor: 0, in_milli, stays: None, far: false };
    let things = goods_of(items, key);
    if of(&wants) == 0 && in_milli == 0 {
        // What nobody has understood may be that they want it.
        wish.stays = Some(Stays::NotRead);
        return Ok(may_want(lines, &things)?.then_some(wish));
    }
    wish.stays = match () {
        () if of(&ended) > 0 && in_milli == 0 => Some(Stays::Ended),
        () if milli <= 0 && in_milli > 0 => Some(Stays::In),
        () if milli <= 0 => Some(Stays::Ordered),
        () if !is_read(lines, &things)? => Some(Stays::NotRead),
        () => who_stays(source, joined, whom, &wish)?,
    };
    match joined.due_minor(wish.milli) {
        Some(minor) => wish.minor = minor,
        None => wish.stays = Some(Stays::TooMuch),
    }
    let pool = &joined.pool;
    wish.far = pool.each_most_milli.is_none() && pool.condition().is_far_beyond(wish.milli);
    Ok(Some(wish))
}

/// What of these parts is in this pool.
fn in_it(source: &mut impl Source, joined: &Joined, parts: &[ListPart]) -> Result<i64, Fault> {
    let mut milli = 0;
    for row in parts {
        let standing = pools::part_standing(source, row.community_id, row.commitment_id)?;
        milli += standing.filter(|one| one.part.pool_id == joined.pool.id).map_or(0, |one| one.has_milli);
    }
    Ok(milli)
}

/// Numbers of the list's things that are these goods.
fn goods_of(items: &BTreeMap<i64, ListItem>, key: Key) -> Vec<i64> {
    let is = |item: &&ListItem| item.goods().is_some_and(|goods| (goods.offer, goods.variant) == key);
    items.values().filter(is).map(|item| item.number).collect()
}

/// Whether a line that is not understood is about one of these things, or about nothing that is known.
fn may_want(lines: &[ListLine], things: &[i64]) -> Result<bool, Fault> {
    for line in lines.iter().filter(|line| line.mark == Mark::Unclear && line.state == LineState::Standing) {
        let parts = line.parts()?;
        if parts.is_empty() || parts.iter().any(|(item, _)| things.contains(item)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether all that concerns these things is certain, or somebody has mended it.
fn is_read(lines: &[ListLine], things: &[i64]) -> Result<bool, Fault> {
    for line in lines {
        let stands = line.state == LineState::Standing;
        if line.mark == Mark::Unclear && stands {
            return Ok(false);
        }
        if line.mark != Mark::Likely || !line.counts() {
            continue;
        }
        let parts = line.parts()?;
        let of_all = line.doing == Doing::Withdraw && parts.is_empty();
        if of_all || parts.iter().any(|(item, _)| things.contains(item)) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn who_stays(
    source: &mut impl Source,
    joined: &Joined,
    whom: Whom,
    wish: &Wish,
) -> Result<Option<Stays>, Fault> {
    let pool = &joined.pool;
    let member = match whom {
        Whom::Asked => return Ok(Some(Stays::SameName)),
        Whom::Nobody => None,
        Whom::Member(member) => Some(member),
    };
    let mut own = 0;
    if let Some(member) = member {
        match source.find::<community::Member>((pool.community_id, member))? {
            Some(row) if row.is_placeholder() => {}
            Some(row) if row.takes_part() => return Ok(Some(Stays::HasAccount)),
            _ => return Ok(Some(Stays::BuyerGone)),
        }
        let row = source.find::<PoolMember>((pool.community_id, pool.id, member))?;
        own = row.map_or(0, |row| row.taken_milli);
        if own != wish.in_milli {
            return Ok(Some(Stays::InOtherwise));
        }
    }
    let room = Room { most: None, taken: 0, each_most: pool.each_most_milli, own, step: pool.step_milli };
    Ok(room.take(wish.milli).err().map(of_pool))
}

/// What a pool says against a part, of the person that it is for.
pub(crate) fn of_pool(why: CommitRefused) -> Stays {
    match why {
        CommitRefused::OffStep | CommitRefused::UnitsNotPositive => Stays::OffStep,
        CommitRefused::AboveLimit => Stays::AboveLimit,
        CommitRefused::Full => Stays::Full,
        CommitRefused::UnitsTooMany | CommitRefused::SumTooLarge => Stays::TooMuch,
        CommitRefused::JoinsThemselves => Stays::HasAccount,
        CommitRefused::BuyerGone => Stays::BuyerGone,
        CommitRefused::SumChanged => Stays::Changed,
        _ => Stays::Closed,
    }
}

/// Everybody of a list whom a group buy concerns, in the order of the list; who comes first has the room.
///
/// # Errors
/// Of the database; for rows that no operation wrote.
pub(crate) fn wishes<S: Source + Read>(
    source: &mut S,
    joined: &Joined,
    whole: &Whole,
) -> Result<Vec<Wish>, Fault> {
    let items: BTreeMap<i64, ListItem> = whole.items.iter().map(|item| (item.number, item.clone())).collect();
    let (mut all, mut left) = (Vec::new(), joined.pool.most_milli.map(|most| most - joined.pool.taken_milli));
    for person in whole.people()? {
        let name = person.name.as_str();
        let lines: Vec<ListLine> = whole.lines.iter().filter(|line| line.name == name).cloned().collect();
        let whom = match whole.member_of(name) {
            Some(member) => Whom::Member(member),
            None if !whole.asked(name).is_empty() => Whom::Asked,
            None => Whom::Nobody,
        };
        let Some(mut wish) = wish(source, joined, &items, (name, &lines, whom))? else { continue };
        if wish.stays.is_none() {
            match &mut left {
                Some(left) if *left < wish.milli => wish.stays = Some(Stays::Full),
                Some(left) => *left -= wish.milli,
                None => {}
            }
        }
        all.push(wish);
    }
    Ok(all)
}
