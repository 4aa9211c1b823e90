//! Takes out of a picture what is not seen in it: where and when it was taken, with which device, and whatever is
//! hidden behind its end. Pixels are not touched. Pure.
//!
//! JPEG: ITU-T T.81, annex B; the orientation that Exif keeps is kept, or phone pictures would lie on their side (Exif
//! 2.32, 4.6). PNG: third edition, 5.3 and 11.3. WebP: RFC 9649, 2.

use crate::kind::MediaType;

/// It is not what its first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken;

/// The same picture without what is hidden in it. A PDF is kept as it is.
///
/// # Errors
/// `Broken` where its parts cannot be followed to the end.
pub fn cleaned(kind: MediaType, bytes: &[u8]) -> Result<Vec<u8>, Broken> {
    match kind {
        MediaType::Jpeg => jpeg(bytes).ok_or(Broken),
        MediaType::Png => png(bytes).ok_or(Broken),
        MediaType::Webp => webp(bytes).ok_or(Broken),
        MediaType::Pdf => Ok(bytes.to_vec()),
    }
}

const EXIF: &[u8] = b"Exif\0\0";

/// Segment by segment, up to the end of the picture.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut at) = (bytes.get(..2)?.to_vec(), 2);
    loop {
        // Before a marker there may be fill bytes.
        while bytes.get(at..at + 2)? == [0xff, 0xff] {
            at += 1;
        }
        let &[0xff, marker] = bytes.get(at..at + 2)? else { return None };
        at += 2;
        match marker {
            0xd9 => {
                out.extend([0xff, 0xd9]);
                return Some(out);
            }
            0x01 | 0xd0..=0xd7 => out.extend([0xff, marker]),
            0x00 | 0xd8 => return None,
            _ => {
                let length = usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
                let body = bytes.get(at + 2..at + length)?;
                at += length;
                if let Some(body) = kept_segment(marker, body) {
                    out.extend([0xff, marker]);
                    out.extend(u16::try_from(body.len() + 2).ok()?.to_be_bytes());
                    out.extend(body);
                }
                if marker == 0xda {
                    let end = at + scan_length(bytes.get(at..)?)?;
                    out.extend(bytes.get(at..end)?);
                    at = end;
                }
            }
        }
    }
}

/// Application segments and comments are dropped, but those that say how colours are meant and which side is up.
fn kept_segment(marker: u8, body: &[u8]) -> Option<Vec<u8>> {
    let keep = match marker {
        0xe0 => body.starts_with(b"JFIF\0"),
        0xe1 => return upright(body),
        0xe2 => body.starts_with(b"ICC_PROFILE\0"),
        0xee => body.starts_with(b"Adobe"),
        0xe3..=0xef | 0xfe => false,
        _ => true,
    };
    keep.then(|| body.to_vec())
}

/// An Exif segment with the orientation alone, where it says another than upright.
fn upright(body: &[u8]) -> Option<Vec<u8>> {
    let tiff = body.strip_prefix(EXIF)?;
    let big = tiff.starts_with(b"MM\0*");
    if !big && !tiff.starts_with(b"II*\0") {
        return None;
    }
    let short = |at: usize| {
        let two: [u8; 2] = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let first = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
    let first = usize::try_from(first).ok()?;
    let count = usize::from(short(first)?);
    let entry = |n: usize| first + 2 + 12 * n;
    let found = (0..count).find(|n| short(entry(*n)) == Some(0x0112))?;
    let orientation = short(entry(found) + 8).filter(|value| (2..=8).contains(value))?;
    let mut out = EXIF.to_vec();
    out.extend(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01");
    out.extend(orientation.to_be_bytes());
    out.extend([0; 6]);
    Some(out)
}

/// Up to the next marker that is not part of the scan.
fn scan_length(scan: &[u8]) -> Option<usize> {
    let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    scan.windows(2).position(ends)
}

/// Chunks that say how to draw are kept, with their own checksums; texts, times and Exif are not.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: &[&[u8]] = &[
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
        b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
    ];
    let (mut out, mut at) = (bytes.get(..8)?.to_vec(), 8);
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let end = at.checked_add(usize::try_from(length).ok()?)?.checked_add(12)?;
        let chunk = bytes.get(at..end)?;
        let name = chunk.get(4..8)?;
        if KEPT.contains(&name) {
            out.extend(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        at = end;
    }
}

/// The flags of an extended file that say there is Exif or XMP.
const WEBP_HIDDEN: u8 = 0x08 | 0x04;

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let end = size.checked_add(8)?;
    let (mut out, mut at) = (bytes.get(..12)?.to_vec(), 12);
    while at < end {
        let length = usize::try_from(u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?)).ok()?;
        // Chunks begin at even places.
        let next = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
        let mut chunk = bytes.get(at..next).filter(|_| next <= end)?.to_vec();
        match &chunk[..4] {
            b"EXIF" | b"XMP " => {}
            b"VP8X" => {
                *chunk.get_mut(8)? &= !WEBP_HIDDEN;
                out.extend(chunk);
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => out.extend(chunk),
            _ => {}
        }
        at = next;
    }
    let size = u32::try_from(out.len().checked_sub(8)?).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = (body.len() as u16 + 2).to_be_bytes();
        [&[0xff, marker], &length[..], body].concat()
    }

    /// An Exif segment of a phone, little-endian: orientation 6 and a place.
    fn exif(orientation: u16) -> Vec<u8> {
        let mut body = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
        body.extend(b"\x12\x01\x03\0\x01\0\0\0");
        body.extend(orientation.to_le_bytes());
        body.extend([0, 0]);
        body.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0GPS 31.2304 121.4737");
        body
    }

    fn photo(orientation: u16) -> Vec<u8> {
        [
            vec![0xff, 0xd8],
            segment(0xe0, b"JFIF\0\x01\x01"),
            segment(0xe1, &exif(orientation)),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>GPS</x>"),
            segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
            segment(0xe2, b"MPF\0GPS"),
            segment(0xed, b"Photoshop 3.0\0GPS"),
            segment(0xfe, b"GPS in a comment"),
            segment(0xdb, b"quantisation"),
            segment(0xda, b"scan"),
            b"data\xff\x00data\xff\xd0data\xff".to_vec(),
            segment(0xc4, b"table"),
            segment(0xda, b"second"),
            b"more\xff\xd9".to_vec(),
            b"GPS behind the end".to_vec(),
        ]
        .concat()
    }

    fn has(bytes: &[u8], text: &[u8]) -> bool {
        bytes.windows(text.len()).any(|window| window == text)
    }

    #[test]
    fn a_photo_loses_its_place_and_keeps_its_picture() {
        let clean = cleaned(MediaType::Jpeg, &photo(6)).unwrap();
        assert!(!has(&clean, b"GPS") && !has(&clean, b"xap"));
        for kept in [
            b"JFIF".as_slice(),
            b"colours",
            b"quantisation",
            b"data\xff\x00data\xff\xd0data",
            b"table",
            b"more",
        ] {
            assert!(has(&clean, kept), "{kept:?}");
        }
        assert!(clean.ends_with(b"more\xff\xd9"));
        let turned = clean.windows(10).any(|window| window == b"\x01\x12\0\x03\0\0\0\x01\0\x06");
        assert!(turned, "which side is up is kept");
        assert!(!has(&cleaned(MediaType::Jpeg, &photo(1)).unwrap(), b"Exif"));
        assert_eq!(cleaned(MediaType::Jpeg, &clean), Ok(clean.clone()), "a second time changes nothing");
    }

    #[test]
    fn a_drawing_loses_its_texts() {
        let chunk =
            |name: &[u8], body: &[u8]| [&(body.len() as u32).to_be_bytes()[..], name, body, b"crc!"].concat();
        let head = b"\x89PNG\r\n\x1a\n".to_vec();
        let all = [
            head.clone(),
            chunk(b"IHDR", b"size"),
            chunk(b"tEXt", b"Author GPS"),
            chunk(b"eXIf", b"GPS"),
            chunk(b"zzzz", b"GPS"),
            chunk(b"IDAT", b"pixels"),
            chunk(b"IEND", b""),
            b"GPS".to_vec(),
        ]
        .concat();
        let clean = [head, chunk(b"IHDR", b"size"), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")].concat();
        assert_eq!(cleaned(MediaType::Png, &all), Ok(clean));
    }

    #[test]
    fn a_webp_loses_its_exif() {
        let chunk = |name: &[u8], body: &[u8]| {
            let pad = vec![0; body.len() % 2];
            [name, &(body.len() as u32).to_le_bytes()[..], body, &pad].concat()
        };
        let file = |chunks: Vec<Vec<u8>>| {
            let body = [b"WEBP".to_vec(), chunks.concat()].concat();
            [b"RIFF".to_vec(), (body.len() as u32).to_le_bytes().to_vec(), body].concat()
        };
        let extended = |flags: u8| chunk(b"VP8X", &[flags, 0, 0, 0, 1, 0, 0, 1, 0, 0]);
        let all = file(vec![
            extended(0x1c),
            chunk(b"VP8 ", b"odd"),
            chunk(b"EXIF", b"GPS"),
            chunk(b"XMP ", b"GPS"),
        ]);
        let clean = file(vec![extended(0x10), chunk(b"VP8 ", b"odd")]);
        assert_eq!(cleaned(MediaType::Webp, &[all, b"GPS".to_vec()].concat()), Ok(clean));
    }

    /// Cut anywhere, or with a length that leads outside: refused, never a panic.
    #[test]
    fn what_is_cut_is_refused() {
        let whole = photo(6);
        let end = whole.len() - b"GPS behind the end".len();
        for length in 0..end {
            assert_eq!(cleaned(MediaType::Jpeg, &whole[..length]), Err(Broken), "{length}");
        }
        for bytes in [b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDAT".as_slice(), b"\x89PNG\r\n\x1a\n"] {
            assert_eq!(cleaned(MediaType::Png, bytes), Err(Broken));
        }
        for bytes in [b"RIFF\xff\xff\xff\xffWEBPVP8 ".as_slice(), b"RIFF\x14\0\0\0WEBPVP8 \xff\xff\xff\xff"] {
            assert_eq!(cleaned(MediaType::Webp, bytes), Err(Broken));
        }
    }
}
