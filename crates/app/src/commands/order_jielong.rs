//! `hehuo import jielong` without `--dry-run`: what is understood of a list becomes orders, by the operations that its page
//! uses, in the name of the steward who is here the longest. The same file again, or with further lines, orders what is
//! missing; what was not ordered is printed.

use super::{Said, open, runtime};
use crate::cli::ImportJielong;
use crate::place::shown;
use crate::site::open_store;
use community::Slug;
use jielong::List;
use kernel::{Id, Prefixed, Timestamp};
use lists::calling_off::Consent;
use lists::line::Mark;
use lists::offering::Offering;
use lists::ops::{BuyerAnswer, PasteList, Pasted, paste_list};
use lists::ordering::{Ordering, make_orders};
use lists::reading::{ListRead, OFFERS_LOOKED_AT, is_beyond, kept, nearest, understood};
use lists::whole::Whole;
use lists::{ListRefused, called_off_because};
use serde_json::{Value, json};
use std::time::Duration;
use store::{Db, OpError};
use web::ids::MemberId;
use web::{IdSource, Lang, Refusal};

/// How long the goods are held for who has not paid.
const DAYS_TO_PAY: u64 = 7;

pub(crate) fn run(options: &ImportJielong, text: &str, wanted: Option<Lang>) -> Result<(), Said> {
    let slug = Slug::parse(&options.community).map_err(|_| open::no_community(&options.community))?;
    let place = options.place.place()?;
    let db = open_store(&place).map_err(|fault| Said::because(&shown(&place), fault))?;
    runtime()?.block_on(async {
        let done = order(&db, options, slug.as_str(), text, wanted).await;
        db.close().await;
        done
    })
}

/// In which community, in whose name, and when.
struct At {
    community: i64,
    steward: MemberId,
    /// The community's: what is written into orders.
    lang: Lang,
    /// What is told on the terminal.
    told: Lang,
    ids: IdSource,
    now: Timestamp,
}

impl At {
    fn id<T: Prefixed>(&self) -> Id<T> {
        Id::from_parts(self.now.milliseconds(), self.ids.random())
    }
}

async fn order(
    db: &Db,
    options: &ImportJielong,
    slug: &str,
    text: &str,
    wanted: Option<Lang>,
) -> Result<(), Said> {
    let consent = consent(options)?;
    let at = look(db, slug, wanted).await?;
    let community = at.community;
    let on_sale = db.read(move |reader| market::on_sale(reader, community, OFFERS_LOOKED_AT)).await?;
    if is_beyond(&on_sale) {
        eprintln!("hehuo: {}", lists::beyond_told(at.told));
    }
    let on_sale = nearest(text, on_sale, jielong::OFFERS_MAX);
    let understood = understood(text, &on_sale).map_err(|why| refused(&at, options, why))?;
    let read = kept(text, &understood, &on_sale).map_err(|why| refused(&at, options, why))?;
    if !options.json {
        // Before anything is ordered: nothing is guessed in silence.
        lists::list_told(at.told, &understood).iter().for_each(|line| println!("{line}"));
    }
    let pasted = paste(db, &at, options, read).await?;
    if options.make_offers {
        offer_all(db, &at, &pasted).await?;
    }
    let reason = called_off_because(at.lang);
    let ordering = Ordering { community, by: at.steward, list: pasted.list, consent, reason, now: at.now };
    let answers = match make_orders(db, &at.ids, &ordering).await {
        Ok(answers) => answers,
        Err(OpError::Refused(why)) => return Err(refused(&at, options, why)),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    };
    let list = pasted.list;
    let whole = db.read(move |reader| Whole::find(reader, community, list)).await?;
    let whole = whole.ok_or_else(|| Said::new("the list is gone"))?;
    match options.json {
        true => println!("{}", as_json(&understood, &pasted, &whole, &answers)),
        false => {
            let told = lists::ordered_told(at.told, &pasted, &whole, &answers);
            told.iter().for_each(|line| println!("{line}"));
        }
    }
    Ok(())
}

/// Which unpaid orders may be called off.
fn consent(options: &ImportJielong) -> Result<Consent, Said> {
    match options.call_off.as_deref() {
        None | Some("none") => Ok(Consent::None),
        Some("said") => Ok(Consent::Said),
        Some("all") => Ok(Consent::All),
        Some(_) => Err(Said::new("--call-off takes none, said or all")),
    }
}

async fn look(db: &Db, slug: &str, wanted: Option<Lang>) -> Result<At, Said> {
    let named = slug.to_owned();
    let found = db.read(move |reader| {
        let Some(row) = community::by_slug(reader, &named)? else { return Ok(None) };
        let steward = community::stewards(reader, row.community_id)?.first().map(|(id, _)| *id);
        Ok(Some((row.community_id, Lang::parse(&row.lang).unwrap_or(Lang::En), steward)))
    });
    let (community, lang, steward) = found.await?.ok_or_else(|| open::no_community(slug))?;
    let steward = steward
        .ok_or_else(|| Said::new(format!("{slug} has no steward, in whose name orders could be entered")))?;
    let (told, now) = (wanted.unwrap_or(lang), Timestamp::of_system());
    Ok(At { community, steward, lang, told, ids: IdSource::system(), now })
}

async fn paste(db: &Db, at: &At, options: &ImportJielong, read: ListRead) -> Result<Pasted, Said> {
    let input = PasteList {
        id: at.id(),
        goes_on: None,
        is_new: options.new,
        read,
        pay_until: at.now.plus(Duration::from_secs(DAYS_TO_PAY * 86_400)),
        pay_until_said: false,
        point: None,
        random: u64::from_be_bytes(at.ids.random()),
        key: None,
    };
    let (by, now) = (at.steward, at.now);
    match db.transact(at.community, move |tx| paste_list(tx, by, &input, now)).await {
        Ok(pasted) => Ok(pasted),
        Err(OpError::Refused(why @ ListRefused::LooksKnown)) => {
            Err(Said::new(format!("{} (--new)", refused(at, options, why))))
        }
        Err(OpError::Refused(why)) => Err(refused(at, options, why)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// What has a price in the heading and is sold under no such name.
async fn offer_all(db: &Db, at: &At, pasted: &Pasted) -> Result<(), Said> {
    let (community, by, list, now) = (at.community, at.steward, pasted.list, at.now);
    let offering = Offering { community, by, list, supplied: None, lang: at.lang, now };
    let all = match lists::offering::offer_all(db, &at.ids, &offering).await {
        Ok(all) => all,
        Err(OpError::Refused(why)) => return Err(Said::new(why.say(at.told))),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    };
    for name in &all.proposed {
        eprintln!("hehuo: {}", lists::not_offered_told(at.told, name, None));
    }
    for (name, why) in &all.refused {
        eprintln!("hehuo: {}", lists::not_offered_told(at.told, name, Some(why)));
    }
    Ok(())
}

fn refused(at: &At, options: &ImportJielong, why: ListRefused) -> Said {
    Said::because(&options.file.display().to_string(), why.say(at.told))
}

/// What was read, in the form of the dry run, and besides what was ordered and what was not.
fn as_json(understood: &List, pasted: &Pasted, whole: &Whole, answers: &[(String, BuyerAnswer)]) -> Value {
    let unclear = whole.lines.iter().filter(|line| line.mark == Mark::Unclear);
    let unclear: Vec<_> = unclear
        .map(|line| {
            let doubts: Vec<_> = line.doubts.split_whitespace().collect();
            json!({ "text": line.words, "name": line.name, "doubts": doubts })
        })
        .collect();
    let done = answers.iter().filter(|(_, answer)| answer.placed.is_some() || !answer.called_off.is_empty());
    let ordered: Vec<_> = done
        .map(
            |(name, answer)| json!({ "name": name, "order": answer.placed, "called_off": answer.called_off }),
        )
        .collect();
    let item = |number: i64| whole.item(number).map_or("", |item| item.name.as_str());
    let troubles =
        answers.iter().flat_map(|(name, answer)| answer.troubles.iter().map(move |one| (name, one)));
    let not_ordered: Vec<_> =
        troubles.map(|(name, (at, why))| json!({ "name": name, "item": item(*at), "why": why })).collect();
    let back = answers.iter().filter(|(_, answer)| !answer.not_agreed.is_empty());
    let would_call_off: Vec<_> =
        back.map(|(name, answer)| json!({ "name": name, "orders": answer.not_agreed })).collect();
    let mut whole = super::import_jielong::as_json(understood);
    let more = json!({
        "list": pasted.list, "number": pasted.number, "went_on": pasted.went_on,
        "lines_new": pasted.lines_new, "lines_gone": pasted.lines_gone,
        "orders_placed": answers.iter().filter(|(_, answer)| answer.placed.is_some()).count(),
        "orders_called_off": answers.iter().map(|(_, answer)| answer.called_off.len()).sum::<usize>(),
        "ordered": ordered, "unclear": unclear, "not_ordered": not_ordered,
        "would_call_off": would_call_off,
    });
    if let (Some(whole), Value::Object(more)) = (whole.as_object_mut(), more) {
        whole.extend(more);
    }
    whole
}
