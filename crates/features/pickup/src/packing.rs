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
    /// Lines that it is made of.
    pub count: i64,
}

/// By title. Goods that were renamed between two orders stand under the name they were bought by.
pub fn totals<'a>(left: impl IntoIterator<Item = &'a Left>) -> Vec<Total> {
    let mut sums: BTreeMap<(&str, &str, &str), (i64, i64)> = BTreeMap::new();
    for line in left {
        let sum = sums.entry((&line.title, &line.unit, &line.goods)).or_default();
        (sum.0, sum.1) = (sum.0 + line.milli, sum.1 + 1);
    }
    let total = |((title, unit, goods), (milli, count)): ((&str, &str, &str), (i64, i64))| Total {
        goods: goods.to_owned(),
        title: title.to_owned(),
        unit: unit.to_owned(),
        milli,
        count,
    };
    sums.into_iter().map(total).collect()
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
        let lines = [
            left("b", "Rice", "bag", 1_000),
            left("a", "Apples", "jin", 1_500),
            left("a", "Apples", "jin", 500),
            left("a", "Apples (big)", "jin", 1_000),
            left("c", "Rice", "jin", 2_500),
        ];
        let found: Vec<_> = totals(&lines)
            .into_iter()
            .map(|t| format!("{} {} {} {}", t.title, t.milli, t.unit, t.count))
            .collect();
        assert_eq!(
            found,
            ["Apples 2000 jin 2", "Apples (big) 1000 jin 1", "Rice 1000 bag 1", "Rice 2500 jin 1"]
        );
        assert_eq!(totals(&[]), []);
    }
}
