//! What has to be there in all, from what each order still has to get. Pure.

use std::collections::BTreeMap;

/// What is left of one line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Which goods they are: of an offer and its variant.
    pub goods: String,
    pub title: String,
    pub unit: String,
    /// Thousandths of the unit.
    pub milli: i64,
}

/// Of one kind of goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    pub goods: String,
    pub title: String,
    pub unit: String,
    pub milli: i64,
    /// Orders that it is for.
    pub orders: i64,
}

/// By title, of what each order has left. Goods that were renamed between two orders stand under the name they were bought by; an order
/// may have the same goods on several lines.
pub fn totals<'a>(orders: impl IntoIterator<Item = &'a [Left]>) -> Vec<Total> {
    let mut sums: BTreeMap<(&str, &str, &str), Sum> = BTreeMap::new();
    for (order, lines) in orders.into_iter().enumerate() {
        for line in lines {
            let sum = sums.entry((&line.title, &line.unit, &line.goods)).or_default();
            sum.milli += line.milli;
            if sum.last != Some(order) {
                (sum.orders, sum.last) = (sum.orders + 1, Some(order));
            }
        }
    }
    let total = |((title, unit, goods), sum): ((&str, &str, &str), Sum)| Total {
        goods: goods.to_owned(),
        title: title.to_owned(),
        unit: unit.to_owned(),
        milli: sum.milli,
        orders: sum.orders,
    };
    sums.into_iter().map(total).collect()
}

/// While it is counted: `last` is the order that was counted last.
#[derive(Default)]
struct Sum {
    milli: i64,
    orders: i64,
    last: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_goods_come_together() {
        let left = |goods: &str, title: &str, unit: &str, milli| Left {
            goods: goods.to_owned(),
            title: title.to_owned(),
            unit: unit.to_owned(),
            milli,
        };
        let orders = [
            vec![left("b", "Rice", "bag", 1_000), left("a", "Apples", "jin", 1_500)],
            vec![
                left("a", "Apples", "jin", 500),
                left("c", "Rice", "jin", 2_500),
                left("a", "Apples", "jin", 250),
            ],
            vec![left("a", "Apples (big)", "jin", 1_000)],
            Vec::new(),
        ];
        let found: Vec<_> = totals(orders.iter().map(Vec::as_slice))
            .into_iter()
            .map(|t| format!("{} {} {} of {}", t.title, t.milli, t.unit, t.orders))
            .collect();
        assert_eq!(
            found,
            [
                "Apples 2250 jin of 2",
                "Apples (big) 1000 jin of 1",
                "Rice 1000 bag of 1",
                "Rice 2500 jin of 1"
            ]
        );
        assert_eq!(totals([]), []);
    }
}
