//! What every page of the books needs: where it is, in which words, and what accounts are called.
//!
//! Not a rule: what every page of the books begins with.

use crate::{L10nLanguage, words};
use kernel::{Currency, Money, Timestamp, Zone};
use ledger::{AccountKey, Full, Kind, Purpose, fund_of_owner};
use serde::Serialize;
use std::collections::HashMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ids::{BudgetId, MatchId, MemberId, PoolId};
use web::{Caller, CommunityContext, Lang, Power, Powers, Problem, Site};

const MINUTE_US: i64 = 60_000_000;

/// A sum as programs read it: whole minor units of an ISO 4217 currency.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "describes kernel::Money in the API")]
pub(crate) struct MoneyBody {
    minor: i64,
    currency: String,
}

/// Where the page stands.
#[derive(Clone)]
pub(crate) struct Scene {
    pub t: &'static L10nLanguage,
    pub lang: Lang,
    pub slug: String,
    /// `/c/{slug}/books`
    pub base: String,
    pub community: i64,
    pub zone: Zone,
    pub currency: Currency,
    pub now: Timestamp,
    /// A member looks, no visitor.
    pub inside: bool,
    pub me: Option<MemberId>,
    /// Looks for payments: knows whose they are.
    pub confirms: bool,
    pub powers: Powers,
}

impl Scene {
    /// For those who may see the books.
    pub(crate) fn of(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let who = caller.membership();
        Ok(Scene {
            inside: who.is_some(),
            me: who.map(|who| who.member),
            confirms: caller.can(Power::ConfirmPayments),
            powers: who.map_or(Powers::NONE, |who| who.powers),
            ..Scene::from_outside(caller, site, caller.sees_books()?)
        })
    }

    /// For what is somebody's own: a member's, or of who was one, who has no powers and whom the books are open to as to any visitor.
    pub(crate) fn theirs(caller: &Caller, site: &Site, theirs: community::Theirs) -> Result<Scene, Problem> {
        if theirs.takes_part {
            return Scene::of(caller, site);
        }
        Ok(Scene { me: Some(theirs.member), ..Scene::from_outside(caller, site, caller.community()?) })
    }

    fn from_outside(caller: &Caller, site: &Site, community: &CommunityContext) -> Scene {
        Scene {
            t: crate::t(caller.lang),
            lang: caller.lang,
            slug: community.slug.clone(),
            base: format!("/c/{}/books", community.slug),
            community: community.number,
            zone: community.zone.clone(),
            currency: community.currency,
            now: site.now(),
            inside: false,
            me: None,
            confirms: false,
            powers: Powers::NONE,
        }
    }

    pub(crate) fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    pub(crate) fn day(&self, day: i64) -> String {
        let pattern = if self.lang == Lang::Zh { "%Y年%-m月%-d日" } else { "%-d %b %Y" };
        Timestamp::start_of_day(day, &self.zone).format(&self.zone, pattern)
    }

    pub(crate) fn time(&self, at: &Timestamp) -> web::Html {
        web::ui::time(at, &self.zone, self.lang, &self.now)
    }

    /// `11月25日 20:41 入账`.
    pub(crate) fn recorded(&self, at: &Timestamp) -> String {
        self.t.recorded_at(self.time_text(at))
    }

    /// Day and time as plain text, for lists that other features draw; the year where it is another one.
    pub(crate) fn time_text(&self, at: &Timestamp) -> String {
        let this_year = at.format(&self.zone, "%Y") == self.now.format(&self.zone, "%Y");
        let pattern = match (self.lang, this_year) {
            (Lang::Zh, true) => "%-m月%-d日 %H:%M",
            (Lang::Zh, false) => "%Y年%-m月%-d日 %H:%M",
            (Lang::En, true) => "%-d %b %H:%M",
            (Lang::En, false) => "%-d %b %Y %H:%M",
        };
        at.format(&self.zone, pattern)
    }
}

/// An account in people's words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AccountView {
    /// asset, liability, equity, income or expense.
    #[schema(value_type = String)]
    pub kind: Kind,
    #[schema(value_type = String)]
    pub purpose: Purpose,
    pub fund: Option<i64>,
    /// The book name of a member, or the name of the fund that it is for.
    pub owner: Option<String>,
    /// `待结算 · 白鹭`.
    pub name: String,
}

/// A posting: how much the account holds more or less.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PostingView {
    pub account: AccountView,
    /// In the account's own direction: plus is more in the bank, more owed, more in the fund.
    #[schema(value_type = MoneyBody)]
    pub change: Money,
    /// Debit positive, as bookkeepers write it.
    #[schema(value_type = MoneyBody)]
    pub debit: Money,
}

impl PostingView {
    pub(crate) fn change_text(&self) -> String {
        words::signed(&self.change)
    }
}

/// An entry with its postings.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BookEntry)]
pub(crate) struct EntryView {
    pub number: i64,
    /// `payment`, `settlement`, …
    pub kind: String,
    #[schema(value_type = i64)]
    pub happened_at: Timestamp,
    #[schema(value_type = i64)]
    pub recorded_at: Timestamp,
    pub cause_kind: String,
    pub cause_id: String,
    pub parent: Option<i64>,
    pub mandate: Option<String>,
    pub reverses: Option<i64>,
    pub reversed_by: Option<i64>,
    /// The debits together.
    #[schema(value_type = MoneyBody)]
    pub moved: Money,
    /// On a page about one fund, or on one's own: what the entry changed there.
    #[schema(value_type = Option<MoneyBody>)]
    pub own_change: Option<Money>,
    pub postings: Vec<PostingView>,
    #[serde(skip)]
    pub kind_name: String,
    /// What happened, in words.
    #[serde(skip)]
    pub told: String,
    /// The reader's own order behind it.
    #[serde(skip)]
    pub order_href: Option<String>,
    #[serde(skip)]
    pub cause_name: String,
    #[serde(skip)]
    pub href: String,
}

impl EntryView {
    pub(crate) fn number_text(&self) -> String {
        words::grouped(self.number)
    }

    /// Whether somebody wrote it down later than it happened, by more than pages show.
    pub(crate) fn recorded_later(&self) -> bool {
        self.recorded_at.micros.div_euclid(MINUTE_US) != self.happened_at.micros.div_euclid(MINUTE_US)
    }

    /// For lists about one fund or one member: what the entry changed there. `counts` gives each posting's sign.
    pub(crate) fn seen_by(&mut self, counts: impl Fn(&PostingView) -> i64) {
        let minor = self.postings.iter().map(|posting| counts(posting) * posting.change.minor).sum();
        self.own_change = Some(Money::new(minor, self.moved.currency));
    }

    pub(crate) fn own_text(&self) -> String {
        self.own_change.as_ref().map(words::signed).unwrap_or_default()
    }
}

/// Whether something that was set aside for coupons paid a part of it.
fn by_coupon(postings: &[(AccountKey, i64)]) -> bool {
    let budget = |key: &AccountKey| key.owner().is_some_and(|owner| BudgetId::parse(owner).is_ok());
    postings.iter().any(|(key, debit)| *debit > 0 && budget(key))
}

/// Finds names while a page is put together, each once.
pub(crate) struct Names {
    funds: HashMap<i64, String>,
    members: HashMap<String, String>,
}

impl Names {
    pub(crate) fn read(reader: &mut Reader, scene: &Scene) -> Result<Names, Fault> {
        let funds = ledger::fund_names(reader, scene.community)?.into_iter().collect();
        Ok(Names { funds, members: HashMap::new() })
    }

    pub(crate) fn fund(&self, fund: i64) -> String {
        self.funds.get(&fund).cloned().unwrap_or_else(|| fund.to_string())
    }

    pub(crate) fn funds(&self) -> Vec<(i64, String)> {
        let mut funds: Vec<_> = self.funds.iter().map(|(id, name)| (*id, name.clone())).collect();
        funds.sort_unstable();
        funds
    }

    fn owner(&mut self, reader: &mut Reader, scene: &Scene, owner: &str) -> Result<String, Fault> {
        if let Some(fund) = fund_of_owner(owner) {
            return Ok(self.fund(fund));
        }
        if let Some(known) = self.members.get(owner) {
            return Ok(known.clone());
        }
        let name = match (PoolId::parse(owner), BudgetId::parse(owner)) {
            _ if MatchId::parse(owner).is_ok() => {
                pools::match_name(reader, scene.community, scene.lang, owner, scene.inside)?
            }
            (Ok(pool), _) => pools::pool_name(reader, scene.community, scene.lang, pool, scene.inside)?,
            (_, Ok(budget)) => referral::budget_name(reader, scene.community, budget)?,
            _ => match distribution::distribution_of_account(reader, scene.community, owner)? {
                Some((row, true)) => Some(scene.t.distribution_tax(row.number)),
                Some((row, false)) => Some(scene.t.distribution_numbered(row.number)),
                None => book_name(reader, scene.community, owner)?,
            },
        };
        // What has no name any more is not called by its id.
        let name = name.unwrap_or_else(|| match is_id(owner) {
            true => scene.t.account_unnamed(),
            false => owner.to_owned(),
        });
        self.members.insert(owner.to_owned(), name.clone());
        Ok(name)
    }

    pub(crate) fn account(
        &mut self,
        reader: &mut Reader,
        scene: &Scene,
        key: &AccountKey,
    ) -> Result<AccountView, Fault> {
        self.account_called(reader, scene, key, words::purpose(scene.t, key.purpose()))
    }

    fn account_called(
        &mut self,
        reader: &mut Reader,
        scene: &Scene,
        key: &AccountKey,
        purpose: String,
    ) -> Result<AccountView, Fault> {
        let owner = key.owner().map(|owner| self.owner(reader, scene, owner)).transpose()?;
        let name = match (key.fund(), &owner) {
            (Some(fund), _) => format!("{} · {purpose}", self.fund(fund)),
            (None, Some(owner)) => format!("{purpose} · {owner}"),
            (None, None) => purpose,
        };
        Ok(AccountView { kind: key.kind(), purpose: key.purpose(), fund: key.fund(), owner, name })
    }

    pub(crate) fn entry(
        &mut self,
        reader: &mut Reader,
        scene: &Scene,
        full: Full,
    ) -> Result<EntryView, Fault> {
        let entry = full.head.entry;
        let moved = full.postings.iter().map(|(_, amount)| *amount.max(&0)).sum();
        let currency = full.postings.first().map_or(scene.currency, |(key, _)| key.currency());
        let changes: Vec<_> =
            full.postings.iter().map(|(key, amount)| (key.purpose(), amount * key.kind().sign())).collect();
        let mut postings = Vec::with_capacity(full.postings.len());
        for (key, amount) in &full.postings {
            let called = words::purpose_in(scene.t, &entry.kind, key.purpose());
            postings.push(PostingView {
                account: self.account_called(reader, scene, key, called)?,
                change: Money::new(amount * key.kind().sign(), key.currency()),
                debit: Money::new(*amount, key.currency()),
            });
        }
        Ok(EntryView {
            number: entry.number,
            happened_at: entry.happened_at_us,
            recorded_at: entry.recorded_at_us,
            parent: entry.parent_entry,
            mandate: entry.mandate,
            reverses: entry.reverses,
            reversed_by: full.head.reversed_by,
            moved: Money::new(moved, currency),
            own_change: None,
            told: match entry.cause_kind.as_str() {
                "commitment" => words::told_of_pool(scene.t, &entry.kind, &changes),
                "order" | "payment" if entry.kind == "payment" && by_coupon(&full.postings) => {
                    scene.t.told_payment_coupon()
                }
                _ => words::told(scene.t, &entry.kind, &changes),
            },
            order_href: None,
            postings,
            kind_name: words::entry_kind_in(scene.t, &entry.kind, &changes),
            cause_name: match words::gives_capital_back(&entry.kind, &changes) {
                true => scene.t.entry_capital_back(),
                false => words::cause_kind(scene.t, &entry.cause_kind),
            },
            href: format!("{}/entries/{}", scene.base, entry.number),
            kind: entry.kind,
            cause_kind: entry.cause_kind,
            cause_id: entry.cause_id,
        })
    }

    pub(crate) fn entries(
        &mut self,
        reader: &mut Reader,
        scene: &Scene,
        all: Vec<Full>,
    ) -> Result<Vec<EntryView>, Fault> {
        all.into_iter().map(|full| self.entry(reader, scene, full)).collect()
    }
}

/// `dis_01m72pd8c0ezat9b28cafm0qms` and the like.
fn is_id(owner: &str) -> bool {
    let (prefix, rest) = owner.split_once('_').unwrap_or(("", ""));
    let lower = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    prefix.len() == 3 && rest.len() >= 26 && lower(prefix) && lower(&rest[..26])
}

/// The pseudonym under which a member stands in the books.
pub(crate) fn book_name(reader: &mut Reader, community: i64, owner: &str) -> Result<Option<String>, Fault> {
    let Ok(id) = MemberId::parse(owner) else { return Ok(None) };
    Ok(reader.find::<community::Member>(&(community, id))?.map(|member| member.book_name))
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn ids_are_told_from_names() {
        for (owner, is) in [
            ("dis_01m72pd8c0ezat9b28cafm0qms", true),
            ("dis_01m72pd8c0ezat9b28cafm0qms:tax:1", true),
            ("pol_01m72pd8c0ezat9b28cafm0qms", true),
            ("fund:1", false),
            ("Old Pang", false),
            ("the_baker", false),
            ("dis_01m72pd8", false),
        ] {
            assert_eq!(is_id(owner), is, "{owner}");
        }
    }
}
