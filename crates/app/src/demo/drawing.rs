//! Pictures that the demo draws: nothing in it was taken by anybody.

use super::cast::Cast;
use super::goods::SUPPLIERS;
use super::stage::Stage;
use crate::commands::Said;
use axum::body::Bytes;
use files::HandedIn;
use kernel::{Id, Prefixed, Timestamp};
use market::ops::AddPicture;
use market::rows::Offer;
use market::{Actor, When};
use store::Tx;
use web::UploadedFile;

const WIDTH: i32 = 160;
const HEIGHT: i32 = 120;

/// What things lie on.
pub(crate) const PAPER: [u8; 3] = [236, 230, 216];

/// Whether a point lies in a circle, by its middle and radius.
pub(crate) fn within(x: i32, y: i32, (middle_x, middle_y, radius): (i32, i32, i32)) -> bool {
    (x - middle_x).pow(2) + (y - middle_y).pow(2) < radius * radius
}

/// Two goods are shown by who brings them: drawn, and kept as anybody's picture is kept.
pub(crate) async fn show_goods(stage: &Stage, cast: &Cast) -> Result<(), Said> {
    let at = stage.at(0, 0, 8, 0);
    let texts = SUPPLIERS.iter().flat_map(|supplier| supplier.offers);
    for (shelf, text) in cast.shelf.iter().zip(texts) {
        let bytes = match text.title.1 {
            "Strawberries" => strawberry(),
            "Honey-core apples" => apple(),
            _ => continue,
        };
        let (field, name) = ("picture".to_owned(), "IMG_2025.png".to_owned());
        let file = UploadedFile { field, name, bytes: Some(Bytes::from(bytes)) };
        // By nobody who is there, as the receipts are.
        let (id, by) = (of_offer(shelf.offer, at), Id::from_parts(at.milliseconds(), [5; 10]));
        let handed_in = HandedIn { id, community: stage.community, by, now: stage.now };
        let file = stage.running.files().keep(handed_in, file).await;
        let file = file.map_err(|fault| Said::because("keeping a picture", fault))?;
        let picture = file.map_err(|why| Said::new(format!("demo: keeping a picture: refused: {why:?}")))?;
        let input = AddPicture { offer: shelf.offer, picture, alt: String::new(), key: None };
        let (supplier, when) = (Actor::Member(cast.suppliers[shelf.supplier]), When::from(at));
        let add = move |tx: &mut Tx| market::ops::add_picture(tx, supplier, &input, when);
        stage.act("showing an offer", add).await?;
    }
    Ok(())
}

/// An id of its own that is drawn from no series: that would shuffle the story.
fn of_offer<T: Prefixed>(offer: Id<Offer>, at: Timestamp) -> Id<T> {
    let mut end = [0; 10];
    let text = offer.to_string();
    end.copy_from_slice(&text.as_bytes()[text.len() - 10..]);
    Id::from_parts(at.milliseconds(), end)
}

/// Red and narrow at its end, with seeds and a green leaf.
pub(crate) fn strawberry() -> Vec<u8> {
    drawn(|x, y| {
        let aside = (x - 80).abs();
        // Narrower line by line below its shoulders.
        let half = if y < 50 { 40 - (50 - y) / 3 } else { 40 - (y - 50) * 2 / 3 };
        match (y, aside) {
            (14..=30, _) if aside < 34 - (y - 22).abs() * 3 => [74, 128, 58],
            (26..=108, _) if aside < half && (x + y / 12 * 5) % 12 == 0 && y % 12 < 3 => [240, 206, 120],
            (26..=108, _) if aside < half => [206, 44, 52],
            _ => PAPER,
        }
    })
}

/// Red with a lighter side, and its stalk.
pub(crate) fn apple() -> Vec<u8> {
    drawn(|x, y| {
        let fruit = within(x, y, (66, 66, 38)) || within(x, y, (94, 66, 38));
        match (fruit, within(x, y, (62, 56, 12))) {
            (_, true) => [226, 150, 92],
            (true, _) => [184, 52, 48],
            _ if (78..82).contains(&x) && (12..34).contains(&y) => [98, 72, 46],
            _ => PAPER,
        }
    })
}

/// What is at each point, from the left and from above, as a PNG (third edition) whose data is not compressed (RFC 1951, 3.2.4).
pub(crate) fn drawn(colour: impl Fn(i32, i32) -> [u8; 3]) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..HEIGHT {
        rows.push(0);
        for x in 0..WIDTH {
            rows.extend(colour(x, y));
        }
    }
    let mut data = vec![0x78, 0x01];
    let blocks = rows.chunks(60_000).count();
    for (at, block) in (1..).zip(rows.chunks(60_000)) {
        let length = block.len() as u16;
        data.push(u8::from(at == blocks));
        data.extend(length.to_le_bytes());
        data.extend((!length).to_le_bytes());
        data.extend(block);
    }
    data.extend(adler32(&rows).to_be_bytes());
    let size = [WIDTH.to_be_bytes(), HEIGHT.to_be_bytes()].concat();
    let head = [&size[..], &[8, 2, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &head), chunk(b"IDAT", &data), chunk(b"IEND", &[])]
        .concat()
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [&name[..], body].concat();
    [&(body.len() as u32).to_be_bytes()[..], &named, &crc32(&named).to_be_bytes()].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    };
    !bytes.iter().fold(!0, step)
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    (b << 16) | a
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of the two sums, and pictures that are taken for some.
    #[test]
    fn pictures_are_some() {
        assert_eq!((crc32(b"123456789"), adler32(b"123456789")), (0xcbf4_3926, 0x091e_01de));
        for picture in [strawberry(), apple()] {
            assert_eq!(files::kind::MediaType::of(&picture), Some(files::kind::MediaType::Png));
            let cleaned = files::clean::cleaned(files::kind::MediaType::Png, &picture);
            assert_eq!(cleaned, Ok(picture));
        }
    }
}
