//! Reads a list and prints what was understood, as JSON: `cargo run -p jielong --example read -- FILE`.

use serde_json::json;

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let text = std::fs::read_to_string(path).expect("the file can be read");
    let list = jielong::read(&text, &[]).expect("a list");
    let lines: Vec<_> = list
        .lines
        .iter()
        .map(|line| {
            let items: Vec<_> = line
                .items
                .iter()
                .map(|item| json!({"item": item.name, "quantity": item.quantity.map_or(String::new(), |q| q.to_string()), "unit": item.unit}))
                .collect();
            let doubts: Vec<_> = line.doubts.iter().map(|doubt| doubt.code()).collect();
            json!({"line": line.number, "text": line.text.lines().next(), "name": line.name, "action": line.action.code(), "items": items, "note": line.note, "reading": line.reading.code(), "doubts": doubts})
        })
        .collect();
    let offers: Vec<_> =
        list.offers.iter().map(|offer| json!({"name": offer.name, "unit": offer.unit})).collect();
    println!("{}", json!({"lines": lines, "offers": offers}));
}
