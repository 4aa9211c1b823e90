//! What a file is by its own bytes, whatever its name or the browser says. Pure.

kernel::codes! {
    /// What is taken. Nothing of it runs in a browser.
    pub enum MediaType {
        Png = "image/png",
        Jpeg = "image/jpeg",
        Webp = "image/webp",
        Pdf = "application/pdf",
    }
}

impl MediaType {
    /// None for what is not taken, and for what only pretends.
    pub fn of(bytes: &[u8]) -> Option<MediaType> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(MediaType::Png),
            [0xff, 0xd8, 0xff, ..] => Some(MediaType::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(MediaType::Webp),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(MediaType::Pdf),
            _ => None,
        }
    }

    pub fn is_picture(self) -> bool {
        self != MediaType::Pdf
    }

    pub fn extension(self) -> &'static str {
        match self {
            MediaType::Png => "png",
            MediaType::Jpeg => "jpg",
            MediaType::Webp => "webp",
            MediaType::Pdf => "pdf",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        for (bytes, kind) in [
            (b"\x89PNG\r\n\x1a\nrest".as_slice(), Some(MediaType::Png)),
            (b"\xff\xd8\xff\xe0rest", Some(MediaType::Jpeg)),
            (b"RIFF\x00\x00\x00\x00WEBPrest", Some(MediaType::Webp)),
            (b"%PDF-1.7", Some(MediaType::Pdf)),
            (b"<!doctype html><script>", None),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\">", None),
            (b"GIF89a", None),
            (b"PK\x03\x04", None),
            (b"RIFF\x00\x00\x00\x00WAVE", None),
            (b" %PDF-1.7", None),
            (b"\x89PNG", None),
            (b"", None),
        ] {
            assert_eq!(MediaType::of(bytes), kind, "{bytes:?}");
        }
    }
}
