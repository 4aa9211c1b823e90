//! Writes pages with every component to a folder, to be looked at as pictures:
//! `cargo run -p web --example look -- target/look`. The words are examples only.

use askama::Template;
use kernel::{Currency, Money, Timestamp, Zone};
use serde::Serialize;
use std::sync::Arc;
use web::ui::{self, Field, FundChart, Point, SplitBar, Tone};
use web::{Back, Caller, CommunityContext, Errors, Html, Lang, Membership, Place, Powers, Reply, View};

#[derive(Template, Serialize)]
#[template(path = "look/home.html")]
struct Home {
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    total: Html,
    #[serde(skip)]
    line: FundChart,
    #[serde(skip)]
    chart: FundChart,
}

impl View for Home {
    fn title(&self) -> String {
        "首页".into()
    }
    fn place(&self) -> Place {
        Place::Home
    }
}

#[derive(Template, Serialize)]
#[template(path = "look/order.html")]
struct Order {
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    bar: SplitBar,
    #[serde(skip)]
    when: Html,
    #[serde(skip)]
    story: Html,
}

impl View for Order {
    fn title(&self) -> String {
        "订单".into()
    }
    fn place(&self) -> Place {
        Place::Books
    }
    fn back(&self) -> Option<Back> {
        Back::to("/", if self.lang == Lang::Zh { "我的订单" } else { "My orders" })
    }
}

#[derive(Template, Serialize)]
#[template(path = "look/form.html")]
struct Form {
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    units: Vec<(String, String)>,
}

impl View for Form {
    fn title(&self) -> String {
        "新商品".into()
    }
    fn place(&self) -> Place {
        Place::Market
    }
}

fn cny(minor: i64) -> Money {
    Money::new(minor, Currency::CNY)
}

fn chart(lang: Lang, small: bool) -> FundChart {
    let balances = [
        1_203_400, 1_310_020, 1_298_000, 1_610_500, 1_590_000, 2_110_000, 2_060_000, 2_890_300, 3_400_100,
        3_320_000, 4_100_900, 4_821_360,
    ];
    let points = balances.iter().zip(0i64..).map(|(minor, week)| Point {
        day: 20_000 + week * 7,
        label: format!("{}-{:02}", 3 + week / 4, 1 + week % 4 * 7),
        minor: *minor,
    });
    let label = if lang == Lang::Zh { "四个基金合计" } else { "All four funds" };
    FundChart { lang, label: label.into(), currency: Currency::CNY, points: points.collect(), small }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/look".into());
    std::fs::create_dir_all(&folder)?;
    for lang in [Lang::Zh, Lang::En] {
        let zone = Zone::parse("Asia/Shanghai").map_err(|_| "zone")?;
        let community = CommunityContext {
            number: 1,
            slug: "dongli".into(),
            name: "东篱社".into(),
            currency: Currency::CNY,
            zone: zone.clone(),
            public: true,
            books_public: true,
        };
        let membership = Membership {
            member: kernel::Id::from_parts(0, [0; 10]),
            display_name: "阿禾".into(),
            powers: Powers::NONE.with(web::Power::Settle),
            probation_until: None,
        };
        let caller =
            Caller::for_a_look(lang, "/c/dongli", Some(Arc::new(community)), Some(Arc::new(membership)));
        let at = Timestamp::parse("2026-03-14T12:00:00Z").ok_or("time")?;
        let home = Home {
            lang,
            total: ui::big_money(&cny(4_821_360)),
            line: chart(lang, true),
            chart: chart(lang, false),
        };
        let bar = SplitBar::new("分账")
            .part("种草莓的人 · 青禾园", &cny(3700), Some("/x".into()))
            .part("公共基金", &cny(600), None)
            .part("分拣与自提点 · 3 人", &cny(450), None)
            .part("互助基金", &cny(250), None);
        let story = web::text::story(
            "丹东九九草莓，**当天采摘：**清早从大棚下来，下午就到。\n\n- 每盒约 *500 克*\n- 怕压，请自带纸盒\n\n> 去年买过的都说甜。\n\n| 规格 | 价 |\n| --- | --- |\n| 大果 | ¥28 |\n| 中果 | ¥25 |",
        );
        let order = Order { lang, bar, when: ui::time(&at, &zone, lang, &at), story };
        let mut errors = Errors::none();
        errors.add("title", if lang == Lang::Zh { "请填写。" } else { "Please fill this in." });
        errors.add(
            "price",
            if lang == Lang::Zh {
                "请填数字，例如 12 或 12.5。"
            } else {
                "Please enter a number, such as 12 or 12.5."
            },
        );
        let units = [("box", "盒"), ("jin", "斤")].map(|(code, text)| (code.to_owned(), text.to_owned()));
        let form = Form { lang, errors, units: units.to_vec() };
        write(&folder, "home", lang, Reply::page(&caller, &home))?;
        write(&folder, "order", lang, Reply::page(&caller, &order))?;
        write(&folder, "form", lang, Reply::page(&caller, &form))?;
        let stranger = Caller::for_a_look(lang, "/nowhere", None, None);
        write(
            &folder,
            "problem",
            lang,
            Ok(Reply::from(web::problem_page(&stranger, &web::Problem::fault("look")))),
        )?;
    }
    Ok(())
}

/// The page with its files beside it, so that a browser opens it from the folder.
fn write(folder: &str, name: &str, lang: Lang, reply: web::Answer) -> Result<(), Box<dyn std::error::Error>> {
    use axum::response::IntoResponse;
    let response = reply.map_err(|problem| format!("{problem:?}"))?.into_response();
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let body = runtime.block_on(axum::body::to_bytes(response.into_body(), usize::MAX))?;
    let html = String::from_utf8(body.to_vec())?;
    let assets = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/");
    let mut local = String::new();
    for (at, piece) in html.split("\"/assets/").enumerate() {
        let piece = if at == 0 { piece } else { piece.split_once('/').map_or(piece, |(_, rest)| rest) };
        local.push_str(&if at == 0 { piece.to_owned() } else { format!("\"file://{assets}{piece}") });
    }
    std::fs::write(format!("{folder}/{name}-{}.html", lang.code()), local)?;
    Ok(())
}
