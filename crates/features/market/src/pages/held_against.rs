//! What a pasted text says, held against what is known: which lines were entered before, and which days they tell can be.
//!
//! Not a rule: it reads rows.

use super::scene::Scene;
use super::ticks::came_of;
use crate::arrivals::{self, Print};
use crate::market_store::SEEN;
use crate::ops::LinePrint;
use crate::payment::ArrivedAt;
use crate::rows::Order;
use kernel::{Id, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Reader};
use web::{Problem, Site};

/// What lines say, and of those that were entered before what was entered. Read until no further line is found to be one of them: what
/// was entered before takes nothing of what waits now.
pub(super) async fn held_against(
    site: &Site,
    s: Scene,
    read: impl Fn(&BTreeSet<Print>) -> Vec<arrivals::ReadLine> + Send + 'static,
) -> Result<(Vec<arrivals::ReadLine>, BTreeMap<Print, String>), Problem> {
    let found = site.db.read(move |reader| {
        let (mut looked, mut entered) = (BTreeSet::new(), BTreeMap::new());
        loop {
            let booked: BTreeSet<Print> = entered.keys().cloned().collect();
            let lines = read(&booked);
            let mut further = false;
            for print in lines.iter().flat_map(|line| &line.prints) {
                if !looked.insert(print.clone()) {
                    continue;
                }
                let line = LinePrint::of(print);
                if let Some((code, day)) = entered_before(reader, &s, &line)? {
                    entered.insert(print.clone(), s.t.booked_for(code, day));
                    further = true;
                } else if let Some((code, day)) = entered_before(reader, &s, &line.maybe())? {
                    let likely = Print::Likeness(print.words().to_owned());
                    entered.insert(likely, s.t.booked_one_of(code, day));
                    further = true;
                }
            }
            if !further {
                return Ok((lines, entered));
            }
        }
    });
    Ok(found.await?)
}

/// Of the days that lines tell those on which money can have come: since the community is there, and not in the future.
pub(super) async fn possible_days(
    site: &Site,
    s: &Scene,
    lines: &[arrivals::ReadLine],
) -> Result<BTreeSet<String>, Problem> {
    let told: BTreeSet<String> = lines.iter().filter_map(|line| line.came.clone()).collect();
    let scene = s.clone();
    let found = site.db.read(move |reader| {
        let mut possible = BTreeSet::new();
        for day in told {
            let Some(at) = came_of(&day, &scene.zone).map(ArrivedAt::first) else { continue };
            let early = community::told_before_founding(reader, scene.number, scene.lang, at)?.is_some();
            if !early && at <= scene.now {
                possible.insert(day);
            }
        }
        Ok(possible)
    });
    Ok(found.await?)
}

/// What a line was entered for last, as it is called, and on which day.
///
/// # Errors
/// Of the database only.
pub(super) fn entered_before(
    reader: &mut Reader,
    s: &Scene,
    line: &LinePrint,
) -> Result<Option<(String, String)>, Fault> {
    let hash = line.hash.to_vec();
    let rows: Vec<(String, String, Timestamp)> = reader.rows(SEEN, &[&s.number, &hash])?;
    let Some((subject, code, at)) = rows.into_iter().next() else { return Ok(None) };
    let order = match Id::<Order>::parse(&subject) {
        Ok(order) => reader.find::<Order>(&(s.number, order))?,
        Err(_) => None,
    };
    let code = order.map_or(code, |order| s.t.order_numbered(order.number));
    Ok(Some((code, s.day_text(&at))))
}
