//! Style, script and icon, inside the binary. The URL carries a fingerprint, so a browser keeps a file for ever
//! and asks for a changed one at once.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
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
pub(crate) fn url(name: &str) -> &'static str {
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
    (headers, asset.bytes).into_response()
}

/// Browsers that look for an icon at the old place get the drawn one.
pub(crate) async fn icon() -> Response {
    axum::response::Redirect::permanent(url("icon.svg")).into_response()
}
