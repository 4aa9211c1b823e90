//! A calendar as text that calendars of phones subscribe to: RFC 5545. Pure.

use kernel::{Timestamp, Zone};

/// A line is at most so many octets, its break not counted (3.1).
const LINE_OCTETS: usize = 75;

/// One thing that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same in every answer, so that a calendar changes what it has.
    pub id: String,
    /// When it was last changed.
    pub stamped: Timestamp,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub title: String,
    /// Where; empty: nowhere.
    pub place: String,
    /// More about it; empty: nothing.
    pub text: String,
    /// A page about it.
    pub href: String,
    /// So many minutes before it starts the phone reminds.
    pub reminds_before: i64,
}

/// Of one member in one community: `name` is what the phone calls it, `host` makes ids its own.
pub fn calendar(name: &str, host: &str, events: &[Event]) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Hehuo//pickup//ZH");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("X-WR-CALNAME", &escaped(name));
    // Both: the first is the standard (RFC 7986), the second what older calendars read.
    line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    line("X-PUBLISHED-TTL", "PT1H");
    for event in events {
        line("BEGIN", "VEVENT");
        line("UID", &format!("{}@{host}", event.id));
        line("DTSTAMP", &stamp(event.stamped));
        line("LAST-MODIFIED", &stamp(event.stamped));
        line("DTSTART", &stamp(event.starts_at));
        line("DTEND", &stamp(event.ends_at));
        line("SUMMARY", &escaped(&event.title));
        if !event.place.is_empty() {
            line("LOCATION", &escaped(&event.place));
        }
        if !event.text.is_empty() {
            line("DESCRIPTION", &escaped(&event.text));
        }
        line("URL", &event.href);
        line("BEGIN", "VALARM");
        line("ACTION", "DISPLAY");
        line("DESCRIPTION", &escaped(&event.title));
        line("TRIGGER", &format!("-PT{}M", event.reminds_before.max(0)));
        line("END", "VALARM");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    text
}

/// In UTC, to the second: no zone has to be sent along.
fn stamp(at: Timestamp) -> String {
    at.format(&Zone::utc(), "%Y%m%dT%H%M%SZ")
}

/// Text as a value: backslash, semicolon, comma and line break (3.3.11). What a line cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A long line goes on in the next one behind a blank, never within a letter.
fn fold(text: &mut String, line: &str) {
    let mut used = 0;
    for letter in line.chars() {
        if used + letter.len_utf8() > LINE_OCTETS {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(letter);
        used += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(title: &str) -> Event {
        let at = |text: &str| Timestamp::parse(text).unwrap();
        Event {
            id: "ord_1".to_owned(),
            stamped: at("2026-03-13T01:02:03Z"),
            starts_at: at("2026-03-14T16:00:00+08:00"),
            ends_at: at("2026-03-14T18:00:00+08:00"),
            title: title.to_owned(),
            place: "3 栋 101, 北门".to_owned(),
            text: "Rice 2 kg; eggs\nby the \\door".to_owned(),
            href: "https://a.example/c/lane/orders/ord_1/pickup".to_owned(),
            reminds_before: 60,
        }
    }

    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_event_is_told_in_utc_and_escaped() {
        let text = calendar("青石巷", "a.example", &[event("取货")]);
        let lines = unfolded(&text);
        for line in [
            "X-WR-CALNAME:青石巷",
            "UID:ord_1@a.example",
            "DTSTAMP:20260313T010203Z",
            "DTSTART:20260314T080000Z",
            "DTEND:20260314T100000Z",
            "LOCATION:3 栋 101\\, 北门",
            "DESCRIPTION:Rice 2 kg\\; eggs\\nby the \\\\door",
            "TRIGGER:-PT60M",
        ] {
            assert!(lines.iter().any(|found| found == line), "{line}\n{text}");
        }
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }

    /// Whatever is written, no line is longer than 75 octets, none breaks within a letter, and nobody adds a line of their own.
    #[test]
    fn lines_are_folded_between_letters() {
        for title in
            ["a".repeat(400), "草".repeat(130), "🍓 草莓 ".repeat(40), "x\r\nATTENDEE:mailto:a@b".to_owned()]
        {
            let text = calendar("n", "h", &[event(&title)]);
            for line in text.split("\r\n") {
                assert!(line.len() <= LINE_OCTETS, "{} octets: {line}", line.len());
            }
            assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
            let lines = unfolded(&text);
            let summary = format!("SUMMARY:{}", escaped(&title));
            assert!(lines.contains(&summary), "{title}");
            assert!(!lines.iter().any(|line| line.starts_with("ATTENDEE")), "{text}");
        }
    }

    #[test]
    fn nothing_to_come_is_a_calendar_too() {
        let text = calendar("n", "h", &[]);
        assert!(!text.contains("VEVENT") && text.contains("X-WR-CALNAME:n"));
    }
}
