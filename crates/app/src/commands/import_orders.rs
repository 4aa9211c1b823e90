//! `hehuo import orders`: another shop's orders, through the operations that a person uses.

use super::{Said, runtime};
use crate::cli::{ImportOrders, OrdersFormat};
use crate::place::shown;
use crate::site::open_store;
use community::{CharterText, Flags, NewCommunity, Slug};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kernel::{Currency, Timestamp, Zone};
use market::import::{CsvOptions, Format, MayLack, Options, Progress, Summary};
use store::{Db, OpError};
use web::Lang;

pub(crate) fn run(options: &ImportOrders) -> Result<(), Said> {
    let slug = Slug::parse(&options.community).map_err(|_| {
        Said::new("--community takes 2 to 40 small letters, digits and single hyphens between them")
    })?;
    let (format, currency, zone) = kind(options)?;
    for file in &options.files {
        market::import::look(file, &format)
            .map_err(|error| Said::because(&file.display().to_string(), error))?;
    }
    let place = options.place.place()?;
    let db = open_store(&place).map_err(|fault| Said::because(&shown(&place), fault))?;
    let summary = runtime()?.block_on(async {
        let community = shop(&db, slug, currency, zone).await?;
        let bar = progress_bar();
        let told = |progress: &Progress| tell(&bar, progress);
        let wanted = Options { format, report: options.report.clone(), recorded_at: Timestamp::of_system() };
        let summary = tokio::select! {
            ended = market::import::run(&db, community, &options.files, &wanted, &told) => {
                ended.map_err(|error| Said::because("the import stopped", error))
            }
            () = super::serve::stop_signal()? => {
                Err(Said::new("stopped; what was answered is kept, and the same command goes on from there"))
            }
        };
        bar.finish_and_clear();
        if summary.is_ok() {
            books::check_books(&db, community, Timestamp::of_system()).await?;
        }
        db.close().await;
        summary
    })?;
    print(options, &summary)
}

/// What the file says its lines mean, which currency they are known to be in, and the zone of a community that is
/// made for it.
fn kind(options: &ImportOrders) -> Result<(Format, Option<Currency>, Zone), Said> {
    let columns = &options.columns;
    let zone = |name: &str| Zone::parse(name).map_err(|_| Said::new(format!("{name} is no time zone")));
    match options.format {
        OrdersFormat::OnlineRetail => Ok((Format::OnlineRetail, Some(Currency::GBP), zone("Europe/London")?)),
        OrdersFormat::Csv => {
            let parse = |code: &String| {
                Currency::parse(code)
                    .map_err(|_| Said::new(format!("{code} is no currency: three capital letters")))
            };
            let currency = columns.currency.as_ref().map(parse).transpose()?;
            let csv = CsvOptions {
                source: columns.source.clone(),
                invoice: columns.column_order.clone(),
                item: columns.column_item.clone(),
                description: MayLack::said(columns.column_description.as_deref(), "description"),
                quantity: columns.column_quantity.clone(),
                time: columns.column_time.clone(),
                price: columns.column_price.clone(),
                customer: MayLack::said(columns.column_customer.as_deref(), "customer"),
                time_pattern: columns.time_pattern.clone(),
                cancellation_prefix: columns.cancellation_prefix.clone(),
                delimiter: columns.delimiter,
            };
            Ok((Format::Csv(Box::new(csv)), currency, zone(&columns.zone)?))
        }
    }
}

/// What a community is made with when nothing is said of the currency.
const CURRENCY: Currency = Currency::CNY;

/// The community's number; it is made where it is not there yet, without a founder.
async fn shop(db: &Db, slug: Slug, currency: Option<Currency>, zone: Zone) -> Result<i64, Said> {
    let wanted = slug.as_str().to_owned();
    if let Some(found) = db.read(move |reader| community::by_slug(reader, &wanted)).await? {
        return match currency.filter(|currency| *currency != found.currency) {
            None => Ok(found.community_id),
            Some(other) => Err(Said::new(format!(
                "{} keeps its books in {}, and these orders are in {other}",
                slug.as_str(),
                found.currency
            ))),
        };
    }
    let name = slug.as_str().to_owned();
    let new = NewCommunity {
        slug,
        charter: CharterText {
            theme: name.clone(),
            belief: String::new(),
            rules: Vec::new(),
            note: String::new(),
        },
        name,
        lang: Lang::En,
        currency: currency.unwrap_or(CURRENCY),
        zone,
        flags: Flags {
            storefront_public: false,
            books_public: false,
            applications_open: false,
            probation_days: 0,
        },
        founder: None,
        general_fund_name: community::general_fund_name(Lang::En),
        key: None,
    };
    match community::found(db, new, Timestamp::of_system()).await {
        Ok(created) => Ok(created.number),
        Err(OpError::Refused(why)) => Err(Said::new(format!("the community could not be made: {why:?}"))),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(5));
    let style = ProgressStyle::with_template("{bar:32} {percent:>3}%  {msg}  {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn tell(bar: &ProgressBar, progress: &Progress) {
    bar.set_length(progress.bytes_total);
    bar.set_position(progress.bytes);
    bar.set_message(format!(
        "{} lines, {} a second, {} new orders",
        progress.lines, progress.lines_per_second, progress.orders_new
    ));
}

fn print(options: &ImportOrders, summary: &Summary) -> Result<(), Said> {
    let json = serde_json::to_value(summary).map_err(|error| Said::because("the summary", error))?;
    if options.json {
        println!("{json}");
        return Ok(());
    }
    let figures = json.as_object().into_iter().flatten();
    figures.for_each(|(name, value)| println!("{:<24} {value}", name.replace('_', " ")));
    if let Some(report) = &options.report {
        println!("lines that could not be taken are in {}", report.display());
    }
    Ok(())
}
