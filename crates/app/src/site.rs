//! Which features make up the program, in which order, and how they become one site.

use axum::Router;
use std::sync::Arc;
use store::{Config, Db, Fault, JobRunner, Migration, Place, Schema, Table};
use web::{Clock, IdSource, Live, Refusal, Routes, Site, SiteConfig, Who};

/// In the order of features (ARCHITECTURE.md): who is below comes first.
pub fn migrations() -> Vec<Migration> {
    [
        people::migrations(),
        ledger::migrations(),
        community::migrations(),
        files::migrations(),
        market::migrations(),
        spending::migrations(),
        supply::migrations(),
        ownership::migrations(),
        pools::migrations(),
        pickup::migrations(),
        lists::migrations(),
        contributions::migrations(),
        referral::migrations(),
        distribution::migrations(),
        governance::migrations(),
    ]
    .concat()
}

/// Parents first, as the flush sends them.
pub fn tables() -> Vec<&'static Table> {
    [
        people::tables(),
        ledger::tables(),
        community::tables(),
        files::tables(),
        market::tables(),
        spending::tables(),
        supply::tables(),
        ownership::tables(),
        pools::tables(),
        pickup::tables(),
        lists::tables(),
        contributions::tables(),
        referral::tables(),
        distribution::tables(),
        governance::tables(),
    ]
    .concat()
}

/// Every read-only statement of the program, to be prepared and explained on both engines.
pub fn statements() -> Vec<&'static str> {
    [
        people::statements(),
        ledger::statements(),
        community::statements(),
        files::statements(),
        market::statements(),
        spending::statements(),
        supply::statements(),
        ownership::statements(),
        pools::statements(),
        pickup::statements(),
        lists::statements(),
        contributions::statements(),
        referral::statements(),
        distribution::statements(),
        governance::statements(),
        books::statements(),
    ]
    .concat()
}

/// Every refusal of every feature, for the page that explains them.
pub fn refusals() -> Vec<Arc<dyn Refusal>> {
    [
        people::refusals(),
        community::refusals(),
        files::refusals(),
        market::refusals(),
        spending::refusals(),
        supply::refusals(),
        ownership::refusals(),
        pools::refusals(),
        pickup::refusals(),
        lists::refusals(),
        contributions::refusals(),
        referral::refusals(),
        distribution::refusals(),
        governance::refusals(),
    ]
    .concat()
}

/// What runs when it is due.
fn jobs(options: &Features, config: &SiteConfig) -> Vec<(&'static str, store::Handler)> {
    let gateway = config.simulated_payments.then_some(options.gateway_secret);
    [
        people::jobs(),
        market::jobs(gateway),
        supply::jobs(),
        pools::jobs(),
        pickup::jobs(),
        lists::jobs(),
        ownership::jobs(),
        contributions::jobs(),
        referral::jobs(),
        distribution::jobs(),
        governance::jobs(),
    ]
    .concat()
}

/// All pages and their JSON.
pub fn routes(db: &Db, options: &Features) -> Routes {
    // Topmost first, against the order of features.
    let above: Vec<Box<dyn people::PersonalData>> = vec![
        Box::new(governance::personal_data(db.clone())),
        Box::new(distribution::personal_data(db.clone())),
        Box::new(referral::personal_data(db.clone())),
        Box::new(contributions::personal_data(db.clone())),
        Box::new(lists::personal_data(db.clone())),
        Box::new(pickup::personal_data(db.clone())),
        Box::new(pools::personal_data(db.clone())),
        Box::new(ownership::personal_data(db.clone())),
        Box::new(supply::personal_data(db.clone())),
        Box::new(spending::personal_data(db.clone())),
        Box::new(market::personal_data(db.clone())),
        Box::new(files::personal_data(db.clone())),
        Box::new(community::CommunityPersonalData::new(db.clone())),
    ];
    let people = people::Settings { limits: options.sign_in_limits.clone(), ..people::Settings::usual() };
    Routes::new()
        .merge(people::routes(people.below(above)))
        .merge(community::routes(sections()))
        .merge(files::routes(
            &options.files,
            files::Owners(vec![
                Arc::new(contributions::EvidenceOwner),
                Arc::new(ownership::DocumentOwner),
                Arc::new(supply::PhotoOwner),
                Arc::new(spending::ProofOwner),
                Arc::new(market::PhotoOwner),
                Arc::new(market::PictureOwner),
            ]),
        ))
        .merge(market::routes(
            &options.files,
            &options.gateway_secret,
            pools::providers().orders,
            pools::providers().payments,
            vec![Arc::new(lists::AboutListOrder), Arc::new(pickup::AboutPickup), Arc::new(books::AboutSale)],
            Arc::new(referral::Checkout),
            Arc::new(supply::RunsThatWait),
        ))
        .merge(spending::routes(
            &options.files,
            vec![Arc::new(supply::AboutPurchase)],
            vec![Arc::new(supply::KeptByPurchases), Arc::new(pools::KeptByGroupBuys)],
        ))
        .merge(supply::routes(&options.files, Arc::new(pools::NamesOfPools)))
        .merge(pickup::routes(vec![Arc::new(lists::AboutListOrder)]))
        .merge(lists::routes(options.sign_in_limits.clone()))
        .merge(pools::routes(Arc::new(pickup::BesidePools)))
        .merge(ownership::routes(&options.files))
        .merge(contributions::routes(&options.files))
        .merge(referral::routes())
        .merge(distribution::routes())
        .merge(governance::routes())
        .merge(books::routes())
}

/// What features above show on a community's pages, in the order shown.
fn sections() -> community::Sections {
    let (market, spending, books) = (market::providers(), spending::providers(), books::providers());
    let (governance, ownership) = (governance::providers(), ownership::providers());
    let (pickup, pools, supply) = (pickup::providers(), pools::providers(), supply::providers());
    let (lists, contributions) = (lists::providers(), contributions::providers());
    let (referral, distribution) = (referral::providers(), distribution::providers());
    community::Sections {
        // Given to the market.
        payments: Vec::new(),
        own: [
            governance.own,
            pickup.own,
            pools.own,
            supply.own,
            market.own,
            spending.own,
            ownership.own,
            contributions.own,
            referral.own,
            distribution.own,
            books.own,
        ]
        .concat(),
        home: [
            governance.home,
            pools.home,
            market.home,
            spending.home,
            contributions.home,
            distribution.home,
            books.home,
        ]
        .concat(),
        desk: [
            market.desk,
            lists.desk,
            pickup.desk,
            pools.desk,
            supply.desk,
            governance.desk,
            spending.desk,
            ownership.desk,
            contributions.desk,
            referral.desk,
            distribution.desk,
            books.desk,
        ]
        .concat(),
        // What an organiser opens every day is first, what is set once last.
        tools: [
            lists.tools,
            pools.tools,
            market.tools,
            pickup.tools,
            supply.tools,
            spending.tools,
            books.tools,
            referral.tools,
            contributions.tools,
            ownership.tools,
            distribution.tools,
            governance.tools,
        ]
        .concat(),
        mine: [
            governance.mine,
            pickup.mine,
            pools.mine,
            supply.mine,
            market.mine,
            spending.mine,
            ownership.mine,
            contributions.mine,
            referral.mine,
            distribution.mine,
            books.mine,
        ]
        .concat(),
        leaving: [ownership.leaving, pools.leaving, market.leaving, contributions.leaving].concat(),
        kept: [ownership.kept, market.kept, contributions.kept, distribution.kept, books.kept].concat(),
        projects: [
            pools.projects,
            governance.projects,
            ownership.projects,
            contributions.projects,
            distribution.projects,
        ]
        .concat(),
        charter: [governance.charter, contributions.charter].concat(),
        // The market shows these itself.
        orders: Vec::new(),
    }
}

/// Settings of single features.
#[derive(Clone)]
pub struct Features {
    pub sign_in_limits: Arc<people::Limits>,
    /// Signs what the played payment gateway says; made anew with each start.
    pub gateway_secret: [u8; 32],
    /// Where what members hand in lies.
    pub files: files::Shelf,
}

impl Features {
    /// Without a place for files.
    pub fn usual(ids: &IdSource) -> Features {
        let sign_in_limits = Arc::new(people::Limits::usual());
        Features { sign_in_limits, gateway_secret: ids.random(), files: files::Shelf::none() }
    }
}

/// Brings the schema up to date and opens the store. Blocking.
///
/// # Errors
/// Those of the store: a place that cannot be used, is held by another process, or belongs to a newer program.
pub fn open_store(place: &Place) -> Result<Db, Fault> {
    store::migrate(place, &migrations())?;
    Db::open(&config(place))
}

pub fn config(place: &Place) -> Config {
    Config::new(place.clone(), Schema::new(&tables()))
}

/// A site over an open store, ready to answer.
#[derive(Clone)]
pub struct Running {
    pub site: Site,
    pub jobs: JobRunner,
    features: Features,
}

impl Running {
    pub fn new(db: Db, clock: Arc<dyn Clock>, ids: IdSource, config: SiteConfig) -> Running {
        let features = Features::usual(&ids);
        Running::with(db, clock, ids, config, features)
    }

    pub fn with(
        db: Db,
        clock: Arc<dyn Clock>,
        ids: IdSource,
        config: SiteConfig,
        features: Features,
    ) -> Running {
        let jobs = JobRunner::new(db.clone(), jobs(&features, &config));
        let sessions = people::PeopleSessions::new(db.clone());
        let communities = community::CommunityMembers::new(db.clone());
        let site = Site {
            db,
            clock,
            ids,
            who: Arc::new(Who::new(sessions, communities)),
            live: Live::new(),
            config: Arc::new(config),
        };
        Running { site, jobs, features }
    }

    /// Where what members hand in lies.
    pub(crate) fn files(&self) -> &files::Shelf {
        &self.features.files
    }

    /// The whole program as one service, with every protection around it.
    ///
    /// # Errors
    /// In words, when the description of the API cannot be written: a defect of the program.
    pub fn router(&self) -> Result<Router, String> {
        self.router_with(Router::new())
    }

    /// With routes of a command's own, under the same protection and outside the description of the API.
    ///
    /// # Errors
    /// As `router`.
    pub fn router_with(&self, more: Router<Site>) -> Result<Router, String> {
        let routes = routes(&self.site.db, &self.features).merge(Routes::from(more));
        web::whole_explaining(&self.site, routes, refusals())
    }
}
