//! What can be typed after `hehuo`.

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(
    name = "hehuo",
    version,
    about = "合伙: a community's own economy on open books",
    arg_required_else_help = true
)]
pub struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

// One is made in the life of a process.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the site
    Serve(Serve),
    /// Run a site with a neighbourhood food co-op in it, to look around
    Demo(Demo),
    /// Bring in what was kept elsewhere
    #[command(subcommand)]
    Import(Import),
    /// Take out what is kept here
    #[command(subcommand)]
    Export(Export),
    /// Count ballots that are in a file
    Tally(Tally),
    /// Make a link for somebody who has forgotten their password: it works once, within an hour
    PasswordLink(PasswordLink),
    /// Group buys and campaigns
    #[command(subcommand)]
    Pools(Pools),
    /// Check the books and every invariant of a community, or of all
    Verify(Verify),
    /// Say what is misconfigured; takes the options of serve
    Doctor(Serve),
    /// Measure
    #[command(subcommand)]
    Bench(Bench),
}

/// Where the data is: a folder (SQLite) or a PostgreSQL server.
#[derive(Debug, Clone, Group)]
pub(crate) struct Where {
    /// Folder for database and uploads; made where it is not there yet
    #[arg(long, value_name = "DIR", env = "HEHUO_DATA", conflicts_with = "database")]
    pub data: Option<PathBuf>,
    /// PostgreSQL, e.g. postgres://user:password@host/name?sslmode=require
    #[arg(long, value_name = "URL", env = "HEHUO_DATABASE")]
    pub database: Option<String>,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Serve {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", env = "HEHUO_LISTEN", default_value = "127.0.0.1:7878")]
    pub listen: SocketAddr,
    #[command(flatten)]
    pub place: Where,
    /// Folder for what members hand in, on PostgreSQL one that all nodes share; with --data it is in there
    #[arg(long, value_name = "DIR", env = "HEHUO_FILES")]
    pub files: Option<PathBuf>,
    /// How people reach the site from outside, e.g. https://coop.example
    #[arg(long, value_name = "URL", env = "HEHUO_BASE_URL")]
    pub base_url: Option<String>,
    /// Take the peer's address from X-Forwarded-For, as set by a proxy of your own in front
    #[arg(long, env = "HEHUO_BEHIND_PROXY")]
    pub behind_proxy: bool,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Demo {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7878")]
    pub listen: SocketAddr,
    /// Keep the demo in this folder; without it a temporary one goes away at the end
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Language of the co-op's own texts; its pages are in both
    #[arg(long, value_enum, default_value = "zh")]
    pub lang: DemoLanguage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DemoLanguage {
    Zh,
    En,
}

// One is made in the life of a process.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Import {
    /// Orders of a shop, from CSV files (plain or gzip)
    Orders(ImportOrders),
    /// An order list that people continued by hand in a chat (接龙): makes the orders of what is understood
    Jielong(ImportJielong),
}

#[derive(Debug, Clone, Group)]
pub(crate) struct ImportJielong {
    /// The list as it was pasted, UTF-8
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Whose offers the list is about; where there is no site yet, the list's heading says what is offered
    #[arg(long, value_name = "SLUG")]
    pub community: String,
    #[command(flatten)]
    pub place: Where,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// Read and show only
    #[arg(long)]
    pub dry_run: bool,
    /// Put up for sale what the heading names with a price and nobody sells yet
    #[arg(long)]
    pub make_offers: bool,
    /// A new list, although most of its lines are in another one
    #[arg(long)]
    pub new: bool,
    /// Which unpaid orders that the list gives up, or changes, are called off: none, said (of who wrote so themselves), or all; without it
    /// none, and it is told
    #[arg(long, value_name = "WHICH")]
    pub call_off: Option<String>,
    /// In which language it is told, zh or en; without it that of the community
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OrdersFormat {
    /// UCI Online Retail: InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country
    OnlineRetail,
    /// Any CSV with a header; name its columns with --column-…
    Csv,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct ImportOrders {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_enum)]
    pub format: OrdersFormat,
    /// The community that sold; made where it is not there yet
    #[arg(long, value_name = "SLUG")]
    pub community: String,
    #[command(flatten)]
    pub place: Where,
    /// Write the lines that could not be taken, with their reasons, to this file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Print one JSON object at the end
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub columns: Columns,
}

/// Header names of a generic CSV.
#[derive(Debug, Clone, Group)]
pub(crate) struct Columns {
    #[arg(long, value_name = "NAME", default_value = "order")]
    pub column_order: String,
    #[arg(long, value_name = "NAME", default_value = "item")]
    pub column_item: String,
    /// "description", where the file has it; an empty name: it has none, and offers are called by their item
    #[arg(long, value_name = "NAME")]
    pub column_description: Option<String>,
    #[arg(long, value_name = "NAME", default_value = "quantity")]
    pub column_quantity: String,
    #[arg(long, value_name = "NAME", default_value = "time")]
    pub column_time: String,
    #[arg(long, value_name = "NAME", default_value = "price")]
    pub column_price: String,
    /// "customer", where the file has it; an empty name: it has none, and every order has a buyer of its own
    #[arg(long, value_name = "NAME")]
    pub column_customer: Option<String>,
    /// What this file's order numbers are unique within: another shop's files take another name
    #[arg(long, value_name = "NAME", default_value = "csv")]
    pub source: String,
    /// Order numbers that begin with this take an earlier order back
    #[arg(long, value_name = "TEXT")]
    pub cancellation_prefix: Option<String>,
    /// What stands between columns
    #[arg(long, value_name = "CHAR", default_value = ",")]
    pub delimiter: char,
    /// Time pattern as of strptime
    #[arg(long, value_name = "PATTERN", default_value = "%Y-%m-%d %H:%M:%S")]
    pub time_pattern: String,
    /// Currency of the prices: of a community that is made, CNY where nothing is said; one that is there must have it
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// Time zone of a community made by a generic import
    #[arg(long, value_name = "ZONE", default_value = "Asia/Shanghai")]
    pub zone: String,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Export {
    /// The books of a community, on standard output
    Books(ExportBooks),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BooksFormat {
    Beancount,
    Hledger,
    Csv,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct ExportBooks {
    #[arg(long, value_name = "SLUG")]
    pub community: String,
    #[arg(long, value_enum)]
    pub format: BooksFormat,
    #[command(flatten)]
    pub place: Where,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Pools {
    /// Say what would come of every pool and part if all closed on a day; changes nothing
    Predict(PredictPools),
}

#[derive(Debug, Clone, Group)]
pub(crate) struct PredictPools {
    #[arg(long, value_name = "SLUG")]
    pub community: String,
    /// The day, as 2026-03-14: to its end, where the community is; without it today
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// In which language it is told, zh or en; without it that of the community
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub place: Where,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct PasswordLink {
    /// The address that they sign in with
    #[arg(long, value_name = "ADDRESS")]
    pub email: String,
    /// Which of the accounts, where the address has several: the command names them
    #[arg(long, value_name = "ID")]
    pub person: Option<String>,
    #[command(flatten)]
    pub place: Where,
    /// How people reach the site, as of serve
    #[arg(long, value_name = "URL", env = "HEHUO_BASE_URL")]
    pub base_url: Option<String>,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Verify {
    /// Only this community
    #[arg(long, value_name = "SLUG")]
    pub community: Option<String>,
    #[command(flatten)]
    pub place: Where,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct Tally {
    /// Pabulib (.pb), PrefLib (.soc, .soi, .toc, .toi), or contributions to grants (.csv)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What to count by; an unknown one is answered with those that there are for this kind of file
    #[arg(long, value_name = "RULE")]
    pub rule: String,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// What is there to be shared out, for rules that match contributions
    #[arg(long, value_name = "AMOUNT")]
    pub pool: Option<String>,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Bench {
    /// Orders on one hot offer, over loopback, against a server in a process of its own
    Orders(BenchOrders),
    /// A surplus shared out among many members, in this process, into SQLite in a temporary folder
    Distribution(BenchDistribution),
}

#[derive(Debug, Clone, Group)]
pub(crate) struct BenchDistribution {
    /// Members who share
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=5_000_000))]
    pub holders: u32,
    /// A folder that keeps the members: made where it is empty, taken from there where it is not
    #[arg(long, value_name = "FOLDER")]
    pub state: Option<std::path::PathBuf>,
    /// Members who order meanwhile
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub clients: u16,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Group)]
pub(crate) struct BenchOrders {
    /// Members who order at the same time
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub clients: u16,
    /// How long
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=300))]
    pub seconds: u16,
    /// PostgreSQL instead of SQLite in a temporary folder; needs an empty database
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}
