//! What neighbours wrote below each other in the chat yesterday, pasted by the steward: lines that are certain, one that is
//! likely, and one that waits for somebody to say what is meant.

use super::cast::Cast;
use super::stage::{DAY, Stage, done};
use crate::commands::Said;
use lists::calling_off::Consent;
use lists::ops::{MatchItem, PasteList, match_item, paste_list};
use lists::ordering::{Ordering, make_orders};
use lists::reading::read;
use lists::whole::Whole;

/// Lists are written in Chinese, whoever runs the co-op.
const LIST: &str = "周六巷口团购接龙
草莓 25元/盒
冰糖心苹果 6.8元/斤
鸡蛋 42元/板

1. 小雨 草莓x2 鸡蛋1板 送3栋
2、李阿姨 草莓两盒,苹果5斤
3. 阿明 鸡旦1板
4. 老王 苹果一两斤
5. 小雨 再加草莓1盒
6. 周周 草莓1盒 周日取
";

/// Whose goods the three are: places on the shelf.
const GOODS: [(&str, usize); 3] = [("草莓", 0), ("冰糖心苹果", 1), ("鸡蛋", 2)];
const ON_SALE_MAX: i64 = 200;

pub(crate) async fn play(stage: &mut Stage, cast: &Cast) -> Result<(), Said> {
    let (site, community, by) = (stage.running.site.clone(), stage.community, cast.steward);
    let on_sale = site.db.read(move |reader| market::on_sale(reader, community, ON_SALE_MAX)).await?;
    let understood = read(LIST, &on_sale).map_err(|why| Said::new(format!("demo: a list: {why:?}")))?;
    let at = stage.now.minus(DAY);
    let input = PasteList {
        id: stage.id(at),
        goes_on: None,
        is_new: true,
        read: understood,
        pay_until: stage.now.plus(DAY * 5),
        pay_until_said: false,
        point: None,
        // It says no place: nothing is drawn.
        random: 0,
        key: None,
    };
    let list = input.id;
    stage.act("pasting a list", move |tx| paste_list(tx, by, &input, at)).await?;
    let whole = site.db.read(move |reader| Whole::find(reader, community, list)).await?;
    for item in whole.iter().flat_map(|whole| &whole.items).filter(|item| item.goods().is_none()) {
        let known = GOODS.iter().find(|(name, _)| *name == item.name).and_then(|(_, at)| cast.shelf.get(*at));
        if let Some(shelf) = known {
            let input = MatchItem { list, item: item.number, goods: Some((shelf.offer, 1)), key: None };
            stage.act("matching an item", move |tx| match_item(tx, by, &input, at)).await?;
        }
    }
    let reason = lists::called_off_because(web::Lang::Zh);
    let ordering = Ordering { community, by, list, consent: Consent::Said, reason, now: at };
    done("ordering a list", make_orders(&site.db, &site.ids, &ordering).await).map(drop)
}
