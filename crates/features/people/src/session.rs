//! How long a sign-in lasts, and what a device is called. Pure.

use kernel::Timestamp;
use std::time::Duration;

/// A session ends this long after it was last used.
pub const LASTS: Duration = Duration::from_secs(90 * 24 * 3600);

/// How long a browser keeps the cookie: the server decides when a session is over, and moves that on with each use,
/// which a cookie set once cannot follow. 400 days are the most that browsers take (RFC 6265bis, 5.6.2).
pub const COOKIE_LASTS: Duration = Duration::from_secs(400 * 24 * 3600);

/// Use is written down at most this often: a page view is not worth a write.
pub const TOUCHED_EVERY: Duration = Duration::from_secs(3600);

/// Whether the session admits its holder at `now`. The instant of expiry is already too late.
pub fn admits(expires_at: Timestamp, revoked_at: Option<Timestamp>, now: Timestamp) -> bool {
    revoked_at.is_none() && now < expires_at
}

/// Whether its use at `now` should be written down.
pub fn is_touch_due(last_seen_at: Timestamp, now: Timestamp) -> bool {
    now >= last_seen_at.plus(TOUCHED_EVERY)
}

/// `Firefox · Windows`: enough for a person to know the own devices by, and no fingerprint.
pub fn agent_name(user_agent: &str) -> String {
    // The first that fits: browsers name each other for compatibility, the most particular first.
    const BROWSERS: [(&str, &str); 12] = [
        ("MicroMessenger", "WeChat"),
        ("AlipayClient", "Alipay"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
        ("curl", "curl"),
        ("hehuo", "hehuo"),
    ];
    const SYSTEMS: [(&str, &str); 8] = [
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let parts: Vec<_> = [first(&BROWSERS), first(&SYSTEMS)].into_iter().flatten().collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expiry and revocation against now = 100.
    #[test]
    fn a_session_admits_until_it_expires_or_is_revoked() {
        let at = Timestamp::from_micros;
        for (expires, revoked, admitted) in
            [(101, None, true), (100, None, false), (99, None, false), (101, Some(1), false)]
        {
            assert_eq!(admits(at(expires), revoked.map(at), at(100)), admitted, "{expires} {revoked:?}");
        }
    }

    #[test]
    fn use_is_written_hourly() {
        let seen = Timestamp::from_micros(0);
        assert!(!is_touch_due(seen, Timestamp::from_micros(3_600_000_000 - 1)));
        assert!(is_touch_due(seen, Timestamp::from_micros(3_600_000_000)));
    }

    #[test]
    fn devices_have_short_names() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
                "Edge · Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50",
                "WeChat · iPhone",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox · Linux"),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                "Safari · macOS",
            ),
            ("curl/8.5.0", "curl"),
            ("", ""),
        ] {
            assert_eq!(agent_name(agent), name);
        }
    }
}
