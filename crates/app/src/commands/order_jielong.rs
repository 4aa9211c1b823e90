//! `hehuo import jielong` without `--dry-run`: what is understood of a list becomes orders, by the operations that its page
//! uses, in the name of the steward who is here the longest. The same file again, or with further lines, orders what is
//! missing; what was not ordered is printed.

use super::{Said, open, runtime};
use crate::cli::ImportJielong;
use crate::place::shown;
use crate::site::open_store;
use community::Slug;
use kernel::{Id, Prefixed, Timestamp};
use lists::line::Mark;
use lists::offering::Offering;
use lists::ops::{BuyerAnswer, PasteList, Pasted, paste_list};
use lists::ordering::{Ordering, make_orders};
use lists::reading::{ListRead, OFFERS_LOOKED_AT, read};
use lists::whole::Whole;
use lists::{ListRefused, called_off_because};
use serde_json::json;
use std::time::Duration;
use store::{Db, OpError};
use web::ids::MemberId;
use web::{IdSource, Lang, Refusal};

/// How long the goods are held for who has not paid.
const DAYS_TO_PAY: u64 = 7;

pub(crate) fn run(options: &ImportJielong, text: &str) -> Result<(), Said> {
    let slug = Slug::parse(&options.community).map_err(|_| open::no_community(&options.community))?;
    let place = options.place.place()?;
    let db = open_store(&place).map_err(|fault| Said::because(&shown(&place), fault))?;
    runtime()?.block_on(async {
        let done = order(&db, options, slug.as_str(), text).await;
        db.close().await;
        done
    })
}

/// In which community, in whose name, and when.
struct At {
    community: i64,
    steward: MemberId,
    lang: Lang,
    ids: IdSource,
    now: Timestamp,
}

impl At {
    fn id<T: Prefixed>(&self) -> Id<T> {
        Id::from_parts(self.now.milliseconds(), self.ids.random())
    }
}

async fn order(db: &Db, options: &ImportJielong, slug: &str, text: &str) -> Result<(), Said> {
    let at = look(db, slug).await?;
    let community = at.community;
    let on_sale = db.read(move |reader| market::on_sale(reader, community, OFFERS_LOOKED_AT)).await?;
    let read = read(text, &on_sale).map_err(|why| refused(options, why))?;
    let pasted = paste(db, &at, options, read).await?;
    if options.make_offers {
        offer_all(db, &at, &pasted).await?;
    }
    let reason = called_off_because(at.lang);
    let ordering = Ordering { community, by: at.steward, list: pasted.list, reason, now: at.now };
    let answers = match make_orders(db, &at.ids, &ordering).await {
        Ok(answers) => answers,
        Err(OpError::Refused(why)) => return Err(refused(options, why)),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    };
    let list = pasted.list;
    let whole = db.read(move |reader| Whole::find(reader, community, list)).await?;
    let whole = whole.ok_or_else(|| Said::new("the list is gone"))?;
    print(options, &pasted, &whole, &answers);
    Ok(())
}

async fn look(db: &Db, slug: &str) -> Result<At, Said> {
    let wanted = slug.to_owned();
    let found = db.read(move |reader| {
        let Some(row) = community::by_slug(reader, &wanted)? else { return Ok(None) };
        let steward = community::stewards(reader, row.community_id)?.first().map(|(id, _)| *id);
        Ok(Some((row.community_id, Lang::parse(&row.lang).unwrap_or(Lang::En), steward)))
    });
    let (community, lang, steward) = found.await?.ok_or_else(|| open::no_community(slug))?;
    let steward = steward
        .ok_or_else(|| Said::new(format!("{slug} has no steward, in whose name orders could be entered")))?;
    Ok(At { community, steward, lang, ids: IdSource::system(), now: Timestamp::of_system() })
}

async fn paste(db: &Db, at: &At, options: &ImportJielong, read: ListRead) -> Result<Pasted, Said> {
    let input = PasteList {
        id: at.id(),
        goes_on: None,
        is_new: options.new,
        read,
        pay_until: at.now.plus(Duration::from_secs(DAYS_TO_PAY * 86_400)),
        point: None,
        key: None,
    };
    let (by, now) = (at.steward, at.now);
    match db.transact(at.community, move |tx| paste_list(tx, by, &input, now)).await {
        Ok(pasted) => Ok(pasted),
        Err(OpError::Refused(ListRefused::LooksKnown)) => Err(Said::new(
            "most of its lines are in a recent list with another heading; say --new if it is a new list",
        )),
        Err(OpError::Refused(why)) => Err(refused(options, why)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// What has a price in the heading and is sold under no such name.
async fn offer_all(db: &Db, at: &At, pasted: &Pasted) -> Result<(), Said> {
    let (community, by, list, now) = (at.community, at.steward, pasted.list, at.now);
    let offering = Offering { community, by, list, lang: at.lang, now };
    let all = match lists::offering::offer_all(db, &at.ids, &offering).await {
        Ok(all) => all,
        Err(OpError::Refused(why)) => return Err(Said::new(why.say(Lang::En))),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    };
    for name in &all.proposed {
        eprintln!("hehuo: {name}: its split waits for a decision of the members");
    }
    for (name, why) in &all.refused {
        eprintln!("hehuo: {name}: not put up for sale: {}", why.say(Lang::En));
    }
    Ok(())
}

fn refused(options: &ImportJielong, why: ListRefused) -> Said {
    Said::because(&options.file.display().to_string(), why.say(Lang::En))
}

fn print(options: &ImportJielong, pasted: &Pasted, whole: &Whole, answers: &[(String, BuyerAnswer)]) {
    let placed = answers.iter().filter(|(_, answer)| answer.placed.is_some()).count();
    let called_off: usize = answers.iter().map(|(_, answer)| answer.called_off.len()).sum();
    let unclear: Vec<_> = whole.lines.iter().filter(|line| line.mark == Mark::Unclear).collect();
    let item = |number: i64| whole.item(number).map_or("", |item| item.name.as_str());
    let troubles = || {
        answers
            .iter()
            .flat_map(|(name, answer)| answer.troubles.iter().map(move |(at, why)| (name, *at, *why)))
    };
    if options.json {
        let lines: Vec<_> = unclear
            .iter()
            .map(|line| json!({ "text": line.words, "name": line.name, "doubts": line.doubts.split_whitespace().collect::<Vec<_>>() }))
            .collect();
        let told: Vec<_> =
            troubles().map(|(name, at, why)| json!({ "name": name, "item": item(at), "why": why })).collect();
        println!(
            "{}",
            json!({
                "list": pasted.list, "number": pasted.number, "went_on": pasted.went_on,
                "lines_new": pasted.lines_new, "lines_gone": pasted.lines_gone,
                "orders_placed": placed, "orders_called_off": called_off,
                "unclear": lines, "not_ordered": told,
            })
        );
        return;
    }
    let was = if pasted.went_on { "goes on" } else { "is new" };
    println!("list no. {} {was}: {} new lines, {} gone", pasted.number, pasted.lines_new, pasted.lines_gone);
    println!("orders: {placed} made, {called_off} called off");
    if unclear.is_empty() && troubles().next().is_none() {
        return;
    }
    println!("not ordered:");
    for line in unclear {
        println!("  {}  ({})", line.words.replace('\n', " / "), line.doubts.replace('_', " "));
    }
    for (name, at, why) in troubles() {
        println!("  {name}: {}  ({})", item(at), why.code().replace('_', " "));
    }
}
