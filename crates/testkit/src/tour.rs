//! A tour of the demo: who looks at which of its pages, for the judge of accessibility and for pictures.

use crate::Browser;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Where somebody goes: an address, then (each after ` main `) the first link in the page's content that the
/// selector finds. So no number in an address has to be known.
pub type Way = &'static str;

/// What one of them looks at: a name for the page's pictures, and the way there.
pub type Pages = &'static [(&'static str, Way)];

/// Everybody whose pages differ, by the demo's own word for who signs in; None is a visitor.
pub const TOUR: [(Option<&str>, Pages); 5] = [
    (None, VISITOR),
    (Some("steward"), STEWARD),
    (Some("treasurer"), TREASURER),
    (Some("member"), MEMBER),
    (Some("supplier"), SUPPLIER),
];

/// The one page of the tour that is not there, which has to say so.
pub const NOWHERE: Way = "/nowhere";

const VISITOR: Pages = &[
    ("front", "/"),
    ("sign-in", "/sign-in"),
    ("sign-up", "/sign-up"),
    ("docs", "/docs"),
    ("nowhere", NOWHERE),
    ("community", "/c/qingshi"),
    ("charter", "/c/qingshi/charter"),
    ("join", "/c/qingshi/join"),
    ("claims", "/c/qingshi/claims"),
    ("market", "/c/qingshi/market"),
    ("offer", "/c/qingshi/market main a[href*='/offers/off_']"),
    ("pools", "/c/qingshi/pools"),
    ("pool", "/c/qingshi/pools main a[href*='/pools/pol_']"),
    ("projects", "/c/qingshi/projects"),
    ("books", "/c/qingshi/books"),
    ("journal", "/c/qingshi/books/journal"),
    ("entry", "/c/qingshi/books/journal main a[href*='/entries/']"),
    ("fund", "/c/qingshi/books main a[href*='/funds/']"),
];

const MEMBER: Pages = &[
    ("front", "/"),
    ("me", "/me"),
    ("devices", "/me/devices"),
    ("password", "/me/password"),
    ("erasure", "/me/erasure"),
    ("new-community", "/new"),
    ("community", "/c/qingshi"),
    ("mine", "/c/qingshi/mine"),
    ("claim", "/c/qingshi/claims"),
    ("market", "/c/qingshi/market"),
    ("offer", "/c/qingshi/market main a[href*='/offers/off_']"),
    ("orders", "/c/qingshi/orders"),
    ("order", "/c/qingshi/orders main a[href*='/orders/ord_']"),
    ("money", "/c/qingshi/orders main li:has(.tag.done) a[href*='/orders/ord_'] main a[href$='/money']"),
    ("review", "/c/qingshi/orders/new"),
    ("rewards", "/c/qingshi/rewards"),
    ("red-packet", "/c/qingshi/rewards main #running ul a[href*='/rewards/bud_']"),
    ("programme", "/c/qingshi/rewards main #running p a[href*='/rewards/bud_']"),
    ("contributions", "/c/qingshi/contributions"),
    ("contribution-own", "/c/qingshi/contributions?state=claimed main a[href*='/contributions/ctr_']"),
    (
        "contribution-to-confirm",
        "/c/qingshi/contributions?state=claimed main li:nth-child(2) a[href*='/contributions/ctr_']",
    ),
    ("contribution-counts", "/c/qingshi/contributions?state=recorded main a[href*='/contributions/ctr_']"),
    ("contribution-new", "/c/qingshi/contributions/new"),
    ("contribution-holdings", "/c/qingshi/contributions/holdings"),
    ("leaving", "/c/qingshi/contributions/leaving"),
    ("leaving-for-good", "/c/qingshi/mine/leaving"),
    ("contribution-rules", "/c/qingshi/contributions/rules"),
    ("calls", "/c/qingshi/contributions/calls"),
    ("call", "/c/qingshi/contributions/calls main a[href*='/calls/ccl_']"),
    ("call-new", "/c/qingshi/contributions/calls/new"),
    ("pickup-points", "/c/qingshi/pickup"),
    ("pickup-calendar", "/c/qingshi/calendar"),
    ("campaigns", "/c/qingshi/campaigns"),
    ("campaign-open", "/c/qingshi/campaigns main li:nth-of-type(1) a[href*='/campaigns/pol_']"),
    ("campaign-matched", "/c/qingshi/campaigns main li:nth-of-type(2) a[href*='/campaigns/pol_']"),
    ("campaign-released", "/c/qingshi/campaigns main li:nth-of-type(3) a[href*='/campaigns/pol_']"),
    ("pools", "/c/qingshi/pools"),
    ("pool-open", "/c/qingshi/pools main section:nth-of-type(1) a[href*='/pools/pol_']"),
    ("pool-formed", "/c/qingshi/pools main section:nth-of-type(2) li:last-child a[href*='/pools/pol_']"),
    ("pool-failed", "/c/qingshi/pools main section:nth-of-type(3) a[href*='/pools/pol_']"),
    (
        "part-awaiting",
        "/c/qingshi/pools main section:nth-of-type(1) a[href*='/pools/pol_'] main a[href*='/parts/cmt_']",
    ),
    (
        "part-formed",
        "/c/qingshi/pools main section:nth-of-type(2) li:last-child a[href*='/pools/pol_'] main a[href*='/parts/cmt_']",
    ),
    (
        "order-of-pool",
        "/c/qingshi/pools main section:nth-of-type(2) li:last-child a[href*='/pools/pol_'] main a[href*='/parts/cmt_'] main a[href*='/orders/ord_']",
    ),
    ("members", "/c/qingshi/members"),
    ("own-books", "/c/qingshi/books/mine"),
    ("expense-new", "/c/qingshi/expenses/new"),
    ("expense-paid", "/c/qingshi/expenses?state=paid main a[href*='/expenses/exp_']"),
    ("own-entry", "/c/qingshi/books/mine main a[href*='/entries/']"),
    ("accounts", "/c/qingshi/books/accounts"),
    ("sold", "/c/qingshi/market/sold"),
    ("own-proposal", "/c/qingshi/market/sold main a[href*='/offers/off_']"),
    ("retell", "/c/qingshi/market/sold main a[href*='/offers/off_'] main a[href$='/story']"),
    ("own-owed", "/c/qingshi/market/sold main a[href*='/owed/']"),
    ("decisions", "/c/qingshi/decisions"),
    ("decision-new", "/c/qingshi/decisions/new"),
    ("decision-in-talk", "/c/qingshi/decisions main section:nth-of-type(4) a[href*='/decisions/prp_']"),
    ("decision-draft", "/c/qingshi/decisions main section:nth-of-type(3) a[href*='/decisions/prp_']"),
    (
        "decision-done",
        "/c/qingshi/decisions?stage=carried_out main li:nth-child(4) a[href*='/decisions/prp_']",
    ),
    (
        "decision-text",
        "/c/qingshi/decisions main section:nth-of-type(3) a[href*='/decisions/prp_'] main a[href$='/text']",
    ),
    (
        "turns",
        "/c/qingshi/decisions main section:nth-of-type(3) a[href*='/decisions/prp_'] main a[href$='/turns']",
    ),
    (
        "ballot-new",
        "/c/qingshi/decisions main section:nth-of-type(3) a[href*='/decisions/prp_'] main a[href$='/ballots/new']",
    ),
    (
        "proxy",
        "/c/qingshi/decisions main section:nth-of-type(3) a[href*='/decisions/prp_'] main a[href$='/proxy']",
    ),
    (
        "version",
        "/c/qingshi/decisions?stage=carried_out main li:nth-child(3) a[href*='/decisions/prp_'] main a[href$='/versions/2']",
    ),
    ("rules", "/c/qingshi/decisions/rules"),
    (
        "ballot-open",
        "/c/qingshi/decisions main section:nth-of-type(2) a[href*='/decisions/prp_'] main a[href*='/ballots/bal_']",
    ),
    (
        "ballot-secret",
        "/c/qingshi/decisions main section:nth-of-type(2) li:nth-child(2) a[href*='/decisions/prp_'] main a[href*='/ballots/bal_']",
    ),
    (
        "result-yes-no",
        "/c/qingshi/decisions?stage=carried_out main li:nth-child(4) a[href*='/decisions/prp_'] main a[href$='/result']",
    ),
    (
        "result-ranked",
        "/c/qingshi/decisions?stage=carried_out main li:nth-child(5) a[href*='/decisions/prp_'] main a[href$='/result']",
    ),
    (
        "result-consent",
        "/c/qingshi/decisions?stage=carried_out main li:nth-child(3) a[href*='/decisions/prp_'] main a[href$='/result']",
    ),
    (
        "result-budget",
        "/c/qingshi/decisions main section:nth-of-type(5) li:nth-child(2) a[href*='/decisions/prp_'] main a[href$='/result']",
    ),
    (
        "decision-campaign",
        "/c/qingshi/decisions main section:nth-of-type(5) li:nth-child(3) a[href*='/decisions/prp_']",
    ),
    (
        "decision-instrument",
        "/c/qingshi/decisions main section:nth-of-type(5) li:nth-child(6) a[href*='/decisions/prp_']",
    ),
    (
        "decision-to-share-out",
        "/c/qingshi/decisions?stage=carried_out main li:nth-child(2) a[href*='/decisions/prp_']",
    ),
    (
        "papers",
        "/c/qingshi/decisions?stage=carried_out main li:nth-child(5) a[href*='/decisions/prp_'] main a[href*='/ballots/bal_']:not([href$='/result']) main a[href$='/papers']",
    ),
    (
        "expense-entry",
        "/c/qingshi/expenses?state=paid main a[href*='/expenses/exp_'] main a[href*='/entries/']",
    ),
    ("instruments", "/c/qingshi/instruments"),
    ("instrument", "/c/qingshi/instruments main a[href*='/instruments/ins_']"),
    ("register", "/c/qingshi/instruments main a[href*='/instruments/ins_'] main a[href$='/register']"),
    ("subscription", "/c/qingshi/mine main a[href*='/subscriptions/sub_']"),
    ("holding", "/c/qingshi/mine main a[href$='/holding']"),
    ("certificate", "/c/qingshi/mine main a[href$='/holding'] main a[href*='/certificates/crt_']"),
    ("transfers", "/c/qingshi/transfers"),
    ("transfer", "/c/qingshi/transfers main a[href*='/transfers/str_']"),
    ("distributions", "/c/qingshi/distributions"),
    ("distribution", "/c/qingshi/distributions main a[href*='/distributions/dis_']"),
    ("own-share", "/c/qingshi/distributions main a[href*='/distributions/dis_'] main a[href$='/mine']"),
    ("paid-to", "/c/qingshi/supply/account"),
    ("receipts", "/c/qingshi/receipts"),
    ("receipt", "/c/qingshi/receipts main li:nth-child(2) a[href*='/receipts/rct_']"),
    (
        "receipt-entry",
        "/c/qingshi/receipts main li:nth-child(2) a[href*='/receipts/rct_'] main a[href*='/entries/']",
    ),
];

const SUPPLIER: Pages = &[
    ("mine", "/c/qingshi/mine"),
    ("deliveries", "/c/qingshi/mine main a[href*='/supply/sup_']"),
    ("purchase", "/c/qingshi/mine main a[href*='/supply/sup_'] main a[href*='/supply/orders/pur_']"),
    (
        "purchase-print",
        "/c/qingshi/mine main a[href*='/supply/sup_'] main a[href*='/supply/orders/pur_'] main a[href$='/print']",
    ),
    ("statement", "/c/qingshi/mine main a[href*='/supply/sup_'] main a[href$='/statement']"),
    ("sold", "/c/qingshi/market/sold"),
    ("own-payout", "/c/qingshi/mine main a[href*='/owed/'] main a[href*='/payouts/']"),
];

const STEWARD: Pages = &[
    ("desk", "/c/qingshi/desk"),
    ("applications", "/c/qingshi/applications"),
    ("member", "/c/qingshi/members main a[href*='/members/mem_']"),
    ("invitations", "/c/qingshi/invitations"),
    ("settings", "/c/qingshi/settings"),
    ("instrument", "/c/qingshi/instruments main a[href*='/instruments/ins_']"),
    ("contribution-disputed", "/c/qingshi/contributions?state=disputed main a[href*='/contributions/ctr_']"),
    ("departures", "/c/qingshi/contributions/departures"),
    ("contribution-rules-edit", "/c/qingshi/contributions/rules/edit"),
    ("call-answered", "/c/qingshi/contributions/calls main a[href*='/calls/ccl_']"),
    ("mandates", "/c/qingshi/mandates"),
    ("mandate", "/c/qingshi/mandates main a[href*='/mandates/man_']"),
    ("expenses", "/c/qingshi/expenses"),
    ("expense-waiting", "/c/qingshi/expenses?state=submitted main a[href*='/expenses/exp_']"),
    ("charter-edit", "/c/qingshi/charter/edit"),
    ("market-settings", "/c/qingshi/market/settings"),
    ("offer-new", "/c/qingshi/offers/new"),
    ("offer-edit", "/c/qingshi/market main a[href*='/offers/off_'] main a[href$='/edit']"),
    ("offer-pictures", "/c/qingshi/market main a[href*='/offers/off_'] main a[href$='/pictures']"),
    ("offer-stock", "/c/qingshi/market main a[href*='/offers/off_'] main a[href$='/stock']"),
    ("packing", "/c/qingshi/packing"),
    ("lists", "/c/qingshi/lists"),
    ("list-new", "/c/qingshi/lists/new"),
    ("list-buyers", "/c/qingshi/lists/buyers"),
    ("list", "/c/qingshi/lists main a[href*='/lists/lst_']"),
    ("list-people", "/c/qingshi/lists main a[href*='/lists/lst_'] main a[href$='/orders']"),
    (
        "list-packing",
        "/c/qingshi/lists main a[href*='/lists/lst_'] main a[href$='/share'] main a[href$='/packing']",
    ),
    ("list-share", "/c/qingshi/lists main a[href*='/lists/lst_'] main a[href$='/share']"),
    (
        "list-order",
        "/c/qingshi/lists main a[href*='/lists/lst_'] main a[href$='/orders'] main a[href*='/orders/ord_']",
    ),
    ("pickup-day", "/c/qingshi/pickup main a[href$='/day']"),
    ("pickup-together", "/c/qingshi/pickup main a[href$='/day'] main a[href*='/together?day=']"),
    ("pickup-packing", "/c/qingshi/pickup main a[href$='/day'] main a[href*='/packing?day=']"),
    ("pickup-new", "/c/qingshi/pickup/new"),
    ("pickup-code", "/c/qingshi/pickup/codes"),
    ("pickup-helpers", "/c/qingshi/pickup main a[href$='/helpers']"),
    ("pickup-order", "/c/qingshi/packing main a[href*='/orders/ord_'] main a[href$='/pickup']"),
    ("shortage", "/c/qingshi/packing main a[href$='/shortage']"),
    ("all-orders", "/c/qingshi/orders?all=1"),
    ("complaints", "/c/qingshi/complaints"),
    ("complaint", "/c/qingshi/complaints main a[href$='/complaints/answer']"),
    ("complaints-proposed", "/c/qingshi/complaints?state=proposed"),
    ("complaint-proposed", "/c/qingshi/complaints?state=proposed main a[href*='/orders/ord_']"),
    ("proposed", "/c/qingshi/offers/proposed"),
    ("proposal", "/c/qingshi/offers/proposed main a[href*='/offers/off_']"),
    ("refund", "/c/qingshi/packing main a[href*='/orders/ord_'] main a[href$='/refund']"),
    ("rules-edit", "/c/qingshi/decisions/rules/edit"),
    ("suppliers", "/c/qingshi/supply"),
    ("supplier", "/c/qingshi/supply main a[href*='/supply/sup_']"),
    ("supplier-new", "/c/qingshi/supply/new"),
    (
        "purchase",
        "/c/qingshi/supply main li:nth-child(1) a[href*='/supply/sup_'] main li:nth-child(2) a[href*='/supply/orders/pur_']",
    ),
    ("purchase-new", "/c/qingshi/supply main a[href*='/supply/sup_'] main a[href*='/supply/orders/new']"),
    (
        "purchase-print",
        "/c/qingshi/supply main a[href*='/supply/sup_'] main a[href*='/supply/orders/pur_'] main a[href$='/print']",
    ),
    (
        "delivery",
        "/c/qingshi/supply main a[href*='/supply/sup_'] main a[href*='/supply/orders/pur_'] main a[href$='/delivery']",
    ),
    ("run-to-consent", "/c/qingshi/supply/runs main a[href*='/supply/runs/run_']"),
    ("pool-new", "/c/qingshi/pools/new"),
    ("pool-run", "/c/qingshi/pools main a[href*='/pools/pol_']"),
];

const TREASURER: Pages = &[
    ("parts", "/c/qingshi/parts"),
    ("part", "/c/qingshi/parts main a[href*='/parts/cmt_']"),
    ("desk", "/c/qingshi/desk"),
    ("unpaid", "/c/qingshi/unpaid"),
    ("payments-together", "/c/qingshi/payments/together"),
    ("payments", "/c/qingshi/payments"),
    ("payment", "/c/qingshi/payments main a[href*='/payments/pay_']"),
    ("owed", "/c/qingshi/owed"),
    ("owed-member", "/c/qingshi/owed main a[href*='/owed/mem_']"),
    ("runs", "/c/qingshi/supply/runs"),
    ("run-members", "/c/qingshi/supply/runs main li:nth-child(2) a[href*='/supply/runs/run_']"),
    ("run-paid", "/c/qingshi/supply/runs main li:nth-child(3) a[href*='/supply/runs/run_']"),
    ("members-run", "/c/qingshi/supply/runs/members"),
    ("supplier-owed", "/c/qingshi/supply main a[href*='/supply/sup_']"),
    (
        "statement",
        "/c/qingshi/supply main li:nth-child(2) a[href*='/supply/sup_'] main a[href*='/statement']",
    ),
    ("payout", "/c/qingshi/owed?purse=payable main a[href*='/owed/mem_'] main a[href*='/payouts/']"),
    ("accounts", "/c/qingshi/books/accounts"),
    ("periods", "/c/qingshi/periods"),
    ("distribution-new", "/c/qingshi/distributions/new?preset=consumer"),
    ("taxes", "/c/qingshi/distributions main a[href*='/distributions/dis_'] main a[href$='/taxes']"),
    ("holders", "/c/qingshi/distributions main a[href*='/distributions/dis_'] main a[href$='/holders']"),
    ("subscriptions", "/c/qingshi/subscriptions"),
    ("subscription", "/c/qingshi/subscriptions main a[href*='/subscriptions/sub_']"),
    ("register", "/c/qingshi/instruments main a[href*='/instruments/ins_'] main a[href$='/register']"),
    ("partings", "/c/qingshi/partings"),
    ("parting", "/c/qingshi/partings main a[href*='/partings/prt_']"),
    ("companies", "/c/qingshi/companies"),
    ("texts", "/c/qingshi/texts"),
    ("company", "/c/qingshi/companies main a[href*='/companies/mem_']"),
    ("expense-partly", "/c/qingshi/expenses?state=approved main a[href*='/expenses/exp_']"),
    ("receipts", "/c/qingshi/receipts"),
    ("receipt", "/c/qingshi/receipts main li:nth-child(2) a[href*='/receipts/rct_']"),
    ("receipt-new", "/c/qingshi/receipts/new?fund=1"),
    ("programme-new", "/c/qingshi/rewards/new"),
    ("red-packet-new", "/c/qingshi/rewards/new?kind=packet"),
];

/// Whoever goes the ways of a site. Each page is met once: the links that later ways take from it are kept.
#[derive(Debug)]
pub struct Guide<'a> {
    browser: &'a Browser,
    /// `http://127.0.0.1:4567`
    site: &'a str,
    ways: Vec<Way>,
    /// By a way, or the beginning of one: where on the site that is.
    known: HashMap<&'static str, String>,
}

impl<'a> Guide<'a> {
    pub fn to(browser: &'a Browser, site: &'a str, pages: Pages) -> Guide<'a> {
        let ways: Vec<Way> = pages.iter().map(|(_, way)| *way).collect();
        let begins = |way: &Way| way.split(MAIN).next().map(|path| (path, path.to_owned()));
        let known = ways.iter().filter_map(begins).collect();
        Guide { browser, site, ways, known }
    }

    /// Opens the page at the end of the way, which is one of those it was made for. Err names the link that is not there.
    pub fn follow(&mut self, way: Way) -> Result<(), String> {
        self.lead(way, |guide, path, links| {
            guide.browser.go(&format!("{}{path}", guide.site));
            guide.browser.script(&format!("return arguments[0].map(link => {LINK})"), &[json!(links)])
        })
    }

    /// As `follow`, but reads the pages without showing them: the browser stays where it is, on a page of the site. Err also where
    /// one is refused.
    pub fn read(&mut self, way: Way) -> Result<(), String> {
        let mut refused = None;
        let led = self.lead(way, |guide, path, links| {
            let look = format!(
                "fetch({path:?}, {{ headers: {{ accept: 'text/html' }} }}).then(answer => answer.text().then(text => {{ \
                 const document = new DOMParser().parseFromString(text, 'text/html'); \
                 return [answer.status, {}.map(link => {LINK})]; }}))",
                json!(links)
            );
            let mut said = guide.browser.evaluate(&look)["value"].take();
            let status = said[0].take();
            if status != 200 && way != NOWHERE {
                refused = Some(format!("{way}: {path} answers {status}"));
            }
            said[1].take()
        });
        led.and(refused.map_or(Ok(()), Err))
    }

    /// Along the way from the last place on it that is known; `look` answers where the links on the page lead.
    fn lead(
        &mut self,
        way: Way,
        mut look: impl FnMut(&Guide<'_>, &str, &[&str]) -> Value,
    ) -> Result<(), String> {
        let ends: Vec<usize> = way.match_indices(MAIN).map(|(at, _)| at).chain([way.len()]).collect();
        let start = ends.iter().rposition(|end| self.known.contains_key(&way[..*end])).unwrap_or(0);
        let mut at = String::new();
        for end in &ends[start..] {
            let here = &way[..*end];
            let Some(path) = self.known.get(here).cloned() else {
                return Err(format!("{way}: no link to {here} at {at}"));
            };
            let onward: Vec<(&'static str, &'static str)> =
                self.ways.iter().filter_map(|way| onward(way, here)).collect();
            let links: Vec<&str> = onward.iter().map(|(_, link)| *link).collect();
            let found = look(self, &path, &links);
            for (number, (there, _)) in onward.iter().enumerate() {
                if let Some(href) = found[number].as_str() {
                    self.known.insert(there, href.to_owned());
                }
            }
            at = path;
        }
        Ok(())
    }
}

/// Between the links of a way.
const MAIN: &str = " main ";

/// Where the first such link in the page's content leads.
const LINK: &str = "document.querySelector('main ' + link)?.getAttribute('href')";

/// If the way leads on from here: as far as the next page, and by which link.
fn onward(way: Way, here: &str) -> Option<(&'static str, &'static str)> {
    let rest = way.strip_prefix(here)?.strip_prefix(MAIN)?;
    let link = rest.split(MAIN).next()?;
    Some((&way[..here.len() + MAIN.len() + link.len()], link))
}

impl Browser {
    /// Looks again until it is so, as long as a person would wait; fails the test when it never is.
    pub fn until(&self, what: &str, so: impl Fn() -> bool) {
        self.wait(&format!("not {what}"), || so().then_some(()));
    }

    /// Signs in, and out before where somebody is.
    pub fn sign_in(&self, site: &str, email: &str, password: &str) {
        self.go(&format!("{site}/me"));
        if self.has("form[action='/sign-out']") {
            self.click("form[action='/sign-out'] button");
            self.until("signed out", || !self.has("form[action='/sign-out']"));
        }
        self.go(&format!("{site}/sign-in"));
        self.type_into("main [name=email]", email);
        self.type_into("main [name=password]", password);
        self.click("main form button");
        self.until("signed in", || self.has("header a[href='/me']"));
    }

    /// The language that the page is in.
    pub fn spoken(&self) -> String {
        let lang = self.script("return document.documentElement.lang", &[]);
        lang.as_str().unwrap_or_default().to_owned()
    }

    /// Has the page in this language (`zh-CN`, `en`), by the switch in its header, which stays on the page.
    pub fn speak(&self, language: &str) {
        if self.spoken() != language {
            let path = self.path();
            self.click("header form[action='/lang'] button");
            self.until("in the other language", || self.spoken() == language);
            assert_eq!(self.path(), path, "the switch of languages stays on the page");
        }
    }
}
