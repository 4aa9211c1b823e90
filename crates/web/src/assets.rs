//! Style, script and icon, inside the binary. The URL carries a fingerprint, so a browser keeps a file for ever
//! and asks for a changed one at once.

use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
    url: String,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    [
        ("hehuo.css", "text/css; charset=utf-8", include_bytes!("../assets/hehuo.css").as_slice()),
        ("hehuo.js", "text/javascript; charset=utf-8", include_bytes!("../assets/hehuo.js").as_slice()),
        ("lists.js", "text/javascript; charset=utf-8", include_bytes!("../assets/lists.js").as_slice()),
        ("pickup.js", "text/javascript; charset=utf-8", include_bytes!("../assets/pickup.js").as_slice()),
        (
            "pickup-worker.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../assets/pickup-worker.js").as_slice(),
        ),
        ("icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg").as_slice()),
    ]
    .into_iter()
    .map(|(name, kind, bytes)| {
        let print: String = Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Asset { name, kind, bytes, url: format!("/assets/{print}/{name}") }
    })
    .collect()
});

/// Where a file is served; `/` for a name that is not embedded, which a test rules out.
pub fn url(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("/", |asset| asset.url.as_str())
}

/// `GET /assets/{print}/{name}`. An old print gets the new file, but may not keep it.
pub(crate) async fn serve(Path((print, name)): Path<(String, String)>) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let fresh = asset.url.contains(&format!("/{print}/"));
    let keep = if fresh { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
    ];
    let mut response = (headers, asset.bytes).into_response();
    if asset.name.ends_with("-worker.js") {
        // It keeps pages that lie elsewhere; which, the page says that starts it.
        let everywhere = HeaderValue::from_static("/");
        response.headers_mut().insert(HeaderName::from_static("service-worker-allowed"), everywhere);
    }
    response
}

/// Browsers that look for an icon at the old place get the drawn one.
pub(crate) async fn icon() -> Response {
    axum::response::Redirect::permanent(url("icon.svg")).into_response()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    /// `--name: #rrggbb` of one block, over those of another.
    fn tokens<'a>(block: &'a str, mut over: BTreeMap<&'a str, &'a str>) -> BTreeMap<&'a str, &'a str> {
        for part in block.split("--").skip(1) {
            if let Some((name, value)) = part.split_once(": ")
                && value.starts_with('#')
            {
                over.insert(name, &value[1..7]);
            }
        }
        over
    }

    /// Relative luminance, WCAG 2.2.
    #[allow(clippy::float_arithmetic)]
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
    }

    /// Text needs 4.5 to 1, edges of controls and parts of charts 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
    #[test]
    #[allow(clippy::float_arithmetic)]
    fn every_colour_stands_out_on_its_ground_in_light_and_dark() {
        let css = include_str!("../assets/hehuo.css");
        let mut blocks = css.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap());
        let light = tokens(blocks.next().unwrap(), BTreeMap::new());
        let dark = tokens(blocks.next().unwrap(), light.clone());
        for theme in [light, dark] {
            for (front, ground, least) in [
                ("ink", "paper", 4.5),
                ("ink-soft", "paper", 4.5),
                ("ink-soft", "sheet", 4.5),
                ("ink-soft", "wash", 4.5),
                ("seal", "paper", 4.5),
                ("seal", "seal-wash", 4.5),
                ("jade", "paper", 4.5),
                ("jade", "jade-wash", 4.5),
                ("ochre", "ochre-wash", 4.5),
                ("indigo", "paper", 4.5),
                ("on-seal", "seal", 4.5),
                ("plum", "paper", 3.0),
                ("line-strong", "paper", 3.0),
                ("line-strong", "sheet", 3.0),
                ("focus", "paper", 3.0),
            ] {
                let (a, b) = (luminance(theme[front]), luminance(theme[ground]));
                let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(ratio >= least, "{front} on {ground}: {ratio:.2}");
            }
        }
    }
}
