//! Receipts of the demo's bills: one page that says of itself that it is none, kept as anybody's proof is kept.

use super::random::Random;
use super::stage::Stage;
use crate::commands::Said;
use axum::body::Bytes;
use files::{HandedIn, NewFile};
use kernel::Id;
use web::UploadedFile;

/// In yuan: what was paid for what, and what somebody outside granted. Not the newest small sum: of that nobody has a slip yet.
const SUMS: [i64; 10] = [1_280, 120, 3_000, 96, 138, 62, 38, 24, 640, 68];

/// The receipt of a bill, by its sum.
pub(crate) struct Receipt {
    pub yuan: i64,
    pub file: NewFile,
}

/// Puts them on the shelf: only then may an act record them.
pub(crate) async fn keep(stage: &Stage) -> Result<Vec<Receipt>, Said> {
    // A series of its own: drawn from the story's it would shuffle the story.
    let mut random = Random::seeded(0x2EC3_1975_11CE_2026);
    let mut kept = Vec::new();
    for yuan in SUMS {
        let id = Id::from_parts(stage.now.milliseconds(), random.bytes());
        let sum = format!("CNY {yuan}.00");
        let bytes = Bytes::from(page(&["RECEIPT (demo)", &sum, "Made by the program. Nothing was sold."]));
        let name = format!("receipt-{yuan}.pdf");
        let file = UploadedFile { field: "proofs".to_owned(), name, bytes: Some(bytes) };
        // By nobody who is there: what people may hand in today is not used up by the story.
        let by = Id::from_parts(stage.now.milliseconds(), random.bytes());
        let handed_in = HandedIn { id, community: stage.community, by, now: stage.now };
        let file = stage.running.files().keep(handed_in, file).await;
        let file = file.map_err(|fault| Said::because("keeping a receipt", fault))?;
        let file = file.map_err(|why| Said::new(format!("demo: keeping a receipt: refused: {why:?}")))?;
        kept.push(Receipt { yuan, file });
    }
    Ok(kept)
}

/// A PDF (ISO 32000-1, 7.5) of one A5 page with these lines, in letters of ASCII.
fn page(lines: &[&str]) -> Vec<u8> {
    let shown = |line: &&str| {
        let line = line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        format!("({line}) Tj T*")
    };
    let text: Vec<String> = lines.iter().map(shown).collect();
    let drawn = format!("BT /F1 18 Tf 28 TL 48 520 Td {} ET", text.join(" "));
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = "0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(&objects) {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let (count, start) = (objects.len() + 1, file.len());
    file += &format!(
        "xref\n0 {count}\n{places}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::page;

    /// Every place that the table names is that of its object, and the table is where the end says.
    #[test]
    fn a_page_is_whole() {
        let file = String::from_utf8(page(&["CNY 5.00 (five)", "a\\b"])).unwrap();
        assert_eq!(files::kind::MediaType::of(file.as_bytes()), Some(files::kind::MediaType::Pdf));
        assert!(file.contains("(CNY 5.00 \\(five\\)) Tj T* (a\\\\b) Tj"), "{file}");
        let start: usize = file.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
        let table: Vec<&str> =
            file[start..].lines().skip(3).take_while(|line| line.ends_with("n ")).collect();
        assert!(file[start..].starts_with("xref\n0 6\n") && table.len() == 5, "{file}");
        for (number, line) in (1..).zip(table) {
            let place: usize = line[..10].parse().unwrap();
            assert!(file[place..].starts_with(&format!("{number} 0 obj\n")), "{line}");
        }
    }
}
