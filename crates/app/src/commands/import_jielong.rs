//! `hehuo import jielong`: an order list of a chat. With `--dry-run` it is read and shown, and nothing is written.

use super::{Said, open, runtime};
use crate::cli::ImportJielong;
use crate::place::shown;
use jielong::{Line, List};
use lists::reading::{OFFERS_LOOKED_AT, is_beyond, nearest, offer, unread};
use serde_json::{Value, json};
use std::io::ErrorKind;
use std::path::Path;
use store::{Fault, Place};
use web::{Lang, Refusal};

pub(crate) fn run(options: &ImportJielong) -> Result<(), Said> {
    let wanted = wanted(options)?;
    let text = contents(&options.file, wanted.unwrap_or(Lang::En))?;
    if !options.dry_run {
        return super::order_jielong::run(options, &text, wanted);
    }
    let known = known(&options.place.place()?, &options.community)?;
    let lang = wanted.or(known.lang).unwrap_or(Lang::En);
    if is_beyond(&known.on_sale) {
        eprintln!("hehuo: {}", lists::beyond_told(lang));
    }
    let near = nearest(&text, known.on_sale, jielong::OFFERS_MAX);
    let offers: Vec<_> = near.iter().map(offer).collect();
    let list = jielong::read(&lists::chat_terms::without(&text), &offers)
        .map_err(|why| Said::because(&options.file.display().to_string(), unread(why).say(lang)))?;
    match options.json {
        true => println!("{}", as_json(&list)),
        false => lists::list_told(lang, &list).iter().for_each(|line| println!("{line}")),
    }
    Ok(())
}

/// The language that was asked for.
fn wanted(options: &ImportJielong) -> Result<Option<Lang>, Said> {
    let Some(text) = options.lang.as_deref() else { return Ok(None) };
    Lang::parse(text).map(Some).ok_or_else(|| Said::new("--lang takes zh or en"))
}

fn contents(file: &Path, lang: Lang) -> Result<String, Said> {
    let said = |error: &dyn std::fmt::Display| Said::because(&file.display().to_string(), error);
    let size = match std::fs::metadata(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(said(&lists::no_file_told(lang))),
        found => found.map_err(|error| said(&error))?.len(),
    };
    if size > jielong::BYTES_MAX as u64 {
        return Err(said(&"it is longer than a million bytes"));
    }
    let bytes = std::fs::read(file).map_err(|error| said(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| said(&"it is not UTF-8"))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

#[derive(Default)]
struct Known {
    on_sale: Vec<market::OnSale>,
    lang: Option<Lang>,
}

/// What the community has on sale. Where there is no site yet, the heading of the list must do; a site that has no such community is
/// told, because nothing of what it sells would be known.
fn known(place: &Place, slug: &str) -> Result<Known, Said> {
    if let Place::Folder(folder) = place
        && !folder.join("hehuo.db").exists()
    {
        return Ok(Known::default());
    }
    let db = open::to_read(place)?;
    let wanted = slug.to_owned();
    let known: Result<Option<Known>, Fault> = runtime()?.block_on(async {
        let found = db
            .read(move |reader| match community::by_slug(reader, &wanted)? {
                Some(found) => Ok(Some(Known {
                    on_sale: market::on_sale(reader, found.community_id, OFFERS_LOOKED_AT)?,
                    lang: Lang::parse(&found.lang),
                })),
                None => Ok(None),
            })
            .await;
        db.close().await;
        found
    });
    known.map_err(|fault| Said::because(&shown(place), fault))?.ok_or_else(|| open::no_community(slug))
}

/// In the form of a scorer of readings: each line with its names, action, items and how sure it is.
pub(super) fn as_json(list: &List) -> Value {
    let line = |line: &Line| {
        let items: Vec<Value> = line
            .items
            .iter()
            .map(|item| {
                let quantity = item.quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
                json!({ "item": item.name, "quantity": quantity, "unit": item.unit })
            })
            .collect();
        json!({
            "line": line.number,
            // An order over several lines is known by its first.
            "text": line.text.lines().next().unwrap_or_default(),
            "name": line.name,
            "action": line.action,
            "items": items,
            "note": line.note,
            "reading": line.reading,
            "doubts": line.doubts,
        })
    };
    let offers: Vec<Value> = list
        .offers
        .iter()
        .map(|offer| json!({ "name": offer.name, "price": offer.price, "unit": offer.unit }))
        .collect();
    let lines: Vec<Value> = list.lines.iter().map(line).collect();
    json!({ "lines": lines, "offers": offers })
}
