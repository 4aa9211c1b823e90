//! The receipt in the voter's own browser: a cookie that only pages of this ballot get, and no script.

use crate::ids::Member;
use crate::receipt::Receipt;
use axum::http::{HeaderMap, HeaderValue, header};
use kernel::Id;

/// Until after appeals and recounts, however often a ballot is extended.
const SECONDS: i64 = 200 * 86_400;

/// Of the member: two who share a browser do not take each other's paper.
fn name(member: Id<Member>) -> String {
    let text = member.as_str();
    format!("hehuo_receipt_{}", &text[text.len().saturating_sub(12)..])
}

pub(crate) fn held(headers: &HeaderMap, member: Id<Member>) -> Option<Receipt> {
    let name = name(member);
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).and_then(|(_, value)| Receipt::parse(value))
}

/// `path` is that of the ballot.
pub(super) fn keep(receipt: &Receipt, member: Id<Member>, path: &str, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let (name, shown) = (name(member), receipt.shown());
    let text = format!("{name}={shown}; Path={path}; Max-Age={SECONDS}; SameSite=Lax; HttpOnly{secure}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
