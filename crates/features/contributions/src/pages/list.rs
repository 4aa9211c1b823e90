//! What members gave: all of it, by state, one's own.

use super::read_store::{Wanted, page, sums_of};
use super::scene::{Names, Scene};
use crate::contribution::State;
use crate::contributions_store::made_of;
use crate::rows::{Contribution, MadeHolding};
use crate::worth::{Kind, Valuing};
use askama::Template;
use axum::extract::{Query, State as Site_};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui;
use web::{Answer, Caller, Html, Place, Problem, Reply, Site, View};

const PAGE: i64 = 30;

/// Contributions, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "contributions.html")]
pub(crate) struct ContributionsPage {
    #[serde(skip)]
    s: Scene,
    contributions: Vec<ContributionRow>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    /// What of the caller's counts, together; None where the community has agreed on nothing yet.
    mine_value: Option<i64>,
    /// What of the caller's counts towards units of an instrument, and in no distribution; without what all units have lapsed of.
    mine_in_shares: Option<i64>,
    /// `money` (minor units) or `slices`.
    #[schema(value_type = Option<String>)]
    counted_in: Option<Valuing>,
    /// Some of the caller's counts towards units of an instrument.
    #[serde(skip)]
    has_holdings: bool,
    #[serde(skip)]
    wanted: Wanted,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ContributionRow {
    #[schema(value_type = String)]
    pub id: Id<Contribution>,
    pub number: i64,
    pub member: String,
    #[schema(value_type = String)]
    pub kind: Kind,
    pub what: String,
    #[schema(value_type = String)]
    pub state: State,
    pub value: i64,
    /// Its worth goes into units of an instrument (whole ones, or what is carried on to the next), and it counts in no distribution.
    pub counts_for_units: bool,
    pub claimed_at: String,
    #[serde(skip)]
    pub value_said: String,
    #[serde(skip)]
    pub given: String,
    #[serde(skip)]
    pub tag: Html,
    #[serde(skip)]
    pub when: Html,
}

impl ContributionRow {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        names: &mut Names,
        row: &Contribution,
    ) -> Result<ContributionRow, Fault> {
        let made = counted_for_units(reader, row)?;
        Ok(ContributionRow {
            counts_for_units: made.is_some(),
            id: row.id,
            number: row.number,
            member: names.of(reader, s, row.member)?,
            kind: row.kind,
            what: s.name(row),
            state: row.state,
            value: row.value,
            claimed_at: row.claimed_at_us.to_string(),
            value_said: s.value(row.unit, row.value),
            given: s.given(row),
            tag: state_tag(s, row, made.as_ref()),
            when: s.time(&row.claimed_at_us),
        })
    }
}

/// Recorded, and its worth goes into units.
pub(crate) fn counted_for_units(
    reader: &mut Reader,
    row: &Contribution,
) -> Result<Option<MadeHolding>, Fault> {
    match row.state {
        State::Recorded => reader.find::<MadeHolding>(&(row.community_id, row.id)),
        _ => Ok(None),
    }
}

/// Where it stands, in a word.
pub(crate) fn state_said(s: &Scene, row: &Contribution, made: Option<&MadeHolding>) -> (String, ui::Tone) {
    let (text, tone) = s.state_tag(row.state);
    match made {
        None => (text, tone),
        Some(made) if made.all_lapsed() => (s.t.shares_all_lapsed(), ui::Tone::Plain),
        Some(_) => (s.t.counts_towards_shares(), tone),
    }
}

fn state_tag(s: &Scene, row: &Contribution, made: Option<&MadeHolding>) -> Html {
    let (text, tone) = state_said(s, row, made);
    ui::tag(text, tone)
}

/// A page of rows, and the number below which the next one begins.
fn rows(
    reader: &mut Reader,
    s: &Scene,
    wanted: Wanted,
    below: Option<i64>,
) -> Result<(Vec<ContributionRow>, Option<i64>), Fault> {
    let mut ids = page(reader, s.number, wanted, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(usize::try_from(PAGE).unwrap_or(0));
    let (mut rows, mut names) = (Vec::with_capacity(ids.len()), Names::default());
    for id in ids {
        if let Some(row) = reader.find::<Contribution>(&(s.number, id))? {
            rows.push(ContributionRow::of(reader, s, &mut names, &row)?);
        }
    }
    let next = rows.last().map(|row| row.number).filter(|_| more);
    Ok((rows, next))
}

impl View for ContributionsPage {
    fn title(&self) -> String {
        if matches!(self.wanted, Wanted::Of(_)) {
            self.s.t.my_contributions()
        } else {
            self.s.t.contributions()
        }
    }

    fn place(&self) -> Place {
        Place::Projects
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl ContributionsPage {
    fn query(&self) -> String {
        match self.wanted {
            Wanted::Of(_) => "mine=1".to_owned(),
            Wanted::In(state) => format!("state={state}"),
            Wanted::All => String::new(),
        }
    }

    /// Links of the filter: (address, words, chosen).
    fn filters(&self) -> Vec<(String, String, bool)> {
        let base = self.s.link("");
        let all = (base.clone(), self.s.t.filter_all(), self.wanted == Wanted::All);
        let own = (format!("{base}?mine=1"), self.s.t.filter_mine(), matches!(self.wanted, Wanted::Of(_)));
        let states = State::ALL.iter().map(|state| {
            (format!("{base}?state={state}"), self.s.state(*state), self.wanted == Wanted::In(*state))
        });
        [all, own].into_iter().chain(states).collect()
    }

    fn older(&self) -> Option<String> {
        let (next, query) = (self.next?, self.query());
        let and = if query.is_empty() { "" } else { "&" };
        Some(self.s.link(&format!("?{query}{and}below={next}")))
    }

    fn newest(&self) -> Option<String> {
        let query = self.query();
        let mark = if query.is_empty() { "" } else { "?" };
        self.paged.then(|| self.s.link(&format!("{mark}{query}")))
    }

    fn mine_said(&self) -> Option<String> {
        let (unit, value) = self.counted_in.zip(self.mine_value)?;
        let counts = self.s.t.mine_counts(self.s.value(unit, value));
        Some(match self.mine_in_shares {
            None | Some(0) => counts,
            Some(became) => format!("{counts} {}", self.s.t.mine_in_shares(self.s.value(unit, became))),
        })
    }
}

/// What members gave; `mine=1` for the caller's own, or by `state`.
#[utoipa::path(get, path = "/c/{slug}/contributions", tag = "contributions",
    params(("slug" = String, Path), ("mine" = Option<String>, Query), ("state" = Option<String>, Query),
        ("below" = Option<i64>, Query, description = "contributions with a smaller number")),
    responses((status = 200, body = ContributionsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn contributions_page(
    caller: Caller,
    Site_(site): Site_<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let (me, s) = (me(&caller)?, Scene::of(&caller, &site)?);
    let wanted = match (parameter(&pairs, "mine"), parameter(&pairs, "state")) {
        (Some(_), _) => Wanted::Of(me),
        (None, Some(code)) => Wanted::In(State::parse(code).ok_or_else(Problem::not_found)?),
        (None, None) => Wanted::All,
    };
    let below = parameter(&pairs, "below").and_then(|number| number.parse().ok());
    let read = site.db.read(move |reader| {
        let (contributions, next) = rows(reader, &s, wanted, below)?;
        let counted_in = crate::counted_in(reader, s.number)?;
        let sums = match counted_in {
            Some(_) => Some(sums_of(reader, s.number, me)?),
            None => None,
        };
        let (mine_value, mine_in_shares) = sums.unzip();
        let has_holdings = !made_of(reader, s.number, me)?.is_empty();
        Ok(ContributionsPage {
            has_holdings,
            s,
            contributions,
            next,
            mine_value,
            mine_in_shares,
            counted_in,
            wanted,
            paged: below.is_some(),
        })
    });
    Reply::page(&caller, &read.await?)
}
