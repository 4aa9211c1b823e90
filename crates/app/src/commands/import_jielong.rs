//! `hehuo import jielong`: an order list of a chat. With `--dry-run` it is read and shown, and nothing is written.

use super::{Said, open, runtime};
use crate::cli::ImportJielong;
use crate::place::shown;
use community::Slug;
use jielong::{Line, List, Offer, Reading};
use serde_json::{Value, json};
use std::path::Path;
use store::{Fault, Place};

/// More offers than that of a community are not looked up: the newest are.
const KNOWN_MAX: i64 = 200;

pub(crate) fn run(options: &ImportJielong) -> Result<(), Said> {
    let text = contents(&options.file)?;
    if !options.dry_run {
        return super::order_jielong::run(options, &text);
    }
    // No community can be called so: then it is not there yet either, and the heading must do.
    let known = match Slug::parse(&options.community) {
        Ok(slug) => known(&options.place.place()?, &slug)?,
        Err(_) => Vec::new(),
    };
    let list = jielong::read(&text, &known).map_err(|refused| {
        let why = match refused {
            jielong::ListRefused::Empty => "there is nothing in it",
            jielong::ListRefused::TooLong => "it is longer than a million bytes",
            jielong::ListRefused::TooManyLines => "it has more than 20000 lines",
            jielong::ListRefused::TooManyOffers => "its heading names more than 500 things",
        };
        Said::because(&options.file.display().to_string(), why)
    })?;
    match options.json {
        true => println!("{}", as_json(&list)),
        false => print(&list),
    }
    Ok(())
}

fn contents(file: &Path) -> Result<String, Said> {
    let said = |error: &dyn std::fmt::Display| Said::because(&file.display().to_string(), error);
    let size = std::fs::metadata(file).map_err(|error| said(&error))?.len();
    if size > jielong::BYTES_MAX as u64 {
        return Err(said(&"it is longer than a million bytes"));
    }
    let bytes = std::fs::read(file).map_err(|error| said(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| said(&"it is not UTF-8"))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// What the community has on sale. Where it, or the whole site, is not there yet, the heading of the list must do.
fn known(place: &Place, slug: &Slug) -> Result<Vec<Offer>, Said> {
    if let Place::Folder(folder) = place
        && !folder.join("hehuo.db").exists()
    {
        return Ok(Vec::new());
    }
    let db = open::to_read(place)?;
    let wanted = slug.as_str().to_owned();
    let on_sale: Result<Vec<market::OnSale>, Fault> = runtime()?.block_on(async {
        let found = db
            .read(move |reader| match open::number_of(reader, &wanted)? {
                Some(community) => market::on_sale(reader, community, KNOWN_MAX),
                None => Ok(Vec::new()),
            })
            .await;
        db.close().await;
        found
    });
    let on_sale = on_sale.map_err(|fault| Said::because(&shown(place), fault))?;
    Ok(on_sale.into_iter().map(offer).take(jielong::OFFERS_MAX).collect())
}

/// A variant is called by its offer's title and its own.
fn offer(on_sale: market::OnSale) -> Offer {
    let market::OnSale { title, variant, unit, price, step, .. } = on_sale;
    let named = !variant.is_empty() && variant != title;
    Offer {
        name: if named { format!("{title} {variant}") } else { title.clone() },
        aliases: if named { vec![variant] } else { Vec::new() },
        unit,
        price: Some(price),
        step: Some(step),
        ..Offer::default()
    }
}

fn as_json(list: &List) -> Value {
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

fn print(list: &List) {
    println!("offers");
    for offer in &list.offers {
        let price = offer.price.and_then(|price| serde_json::to_value(price).ok());
        let price = price.as_ref().and_then(Value::as_str).unwrap_or("?");
        println!("  {}  {price}{}{}", offer.name, if offer.unit.is_empty() { "" } else { "/" }, offer.unit);
    }
    println!("{:>5}  {:<8} {:<9} who: what", "line", "reading", "action");
    for line in &list.lines {
        let items: Vec<String> = line
            .items
            .iter()
            .map(|item| match item.quantity {
                Some(quantity) => format!("{} {quantity}{}", item.name, item.unit),
                None => format!("{} (all)", item.name),
            })
            .collect();
        let doubts: Vec<String> = line.doubts.iter().map(|doubt| doubt.code().replace('_', " ")).collect();
        let why = if doubts.is_empty() { String::new() } else { format!("  ({})", doubts.join(", ")) };
        let (number, reading, action) = (line.number, line.reading.code(), line.action.code());
        println!("{number:>5}  {reading:<8} {action:<9} {}: {}{why}", line.name, items.join(", "));
    }
    let count = |reading: Reading| list.lines.iter().filter(|line| line.reading == reading).count();
    println!(
        "{} lines: {} certain, {} likely, {} unclear",
        list.lines.len(),
        count(Reading::Certain),
        count(Reading::Likely),
        count(Reading::Unclear)
    );
}
