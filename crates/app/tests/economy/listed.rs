//! Lists from a chat by lot: pasted, ordered from, pasted again with something changed, paid for or forgotten.

use crate::book::divide;
use crate::sales::Sale;
use crate::town::{DAY, Town};
use kernel::Id;
use lists::calling_off::Consent;
use lists::ops::{BuyerAnswer, LinkBuyer, MatchItem, PasteList, link_buyer, match_item, paste_list};
use lists::ordering::{Ordering, make_orders};
use lists::rows::OrderList;
use lists::whole::Whole;
use market::ops::{Arrived, RecordPayment, record_payment};
use market::order::State;
use market::payment::{ArrivedAt, MethodCode};
use market::rows::Order;
use market::{Actor, When};
use std::collections::BTreeMap;
use web::IdSource;
use web::ids::MemberId;

const NAMES: [&str; 6] = ["Dan", "Eve", "Fay", "Gus", "Hua", "Ida"];

/// Who stands in it, by their place among the members, and for how many jin.
type Lines = Vec<(usize, i64)>;

fn written(lines: &Lines) -> String {
    let mut text = "周六团购\nBread 10元\n\n".to_owned();
    for ((who, jin), number) in lines.iter().zip(1..) {
        text.push_str(&format!("{number}. {} Bread {jin}\n", NAMES[*who]));
    }
    text
}

impl Town {
    pub(crate) async fn writes_a_list(&mut self) {
        let mut here: Vec<usize> = (0..NAMES.len()).filter(|at| self.here(self.members[*at])).collect();
        let count = 2 + self.dice.roll(2);
        let mut lines = Lines::new();
        for _ in 0..count {
            let who = here.remove(self.dice.roll(here.len() as u64) as usize);
            lines.push((who, 1 + self.dice.roll(8)));
        }
        let list = self.id();
        self.pastes(list, false, &lines).await;
        let (by, offer) = (self.steward, self.market.offer());
        let fit = MatchItem { list, item: 1, goods: Some((offer, 1)), key: self.key("fit") };
        self.act(move |tx, now| match_item(tx, by, &fit, now)).await.unwrap();
        self.knows(list, &lines).await;
        let placed = self.orders_all(list, &lines).await;
        assert_eq!(placed, lines.len(), "each name has its order, {}", self.told());
        // Whoever pastes it once more, or asks again, orders nothing twice.
        if self.dice.once_in(2) {
            self.pastes(list, true, &lines).await;
        }
        assert_eq!(self.orders_all(list, &lines).await, 0, "twice, {}", self.told());
        if self.dice.once_in(2) {
            let other = 1 + self.dice.roll(8);
            match self.dice.once_in(2) {
                true => lines.push((here[0], other)),
                false if lines[0].1 == other => {}
                false => lines[0].1 = other,
            }
            self.pastes(list, true, &lines).await;
            self.knows(list, &lines).await;
            self.orders_all(list, &lines).await;
            self.notes("list changed");
        }
        self.notes("list");
        self.pays_for_list(list).await;
    }

    async fn pastes(&mut self, list: Id<OrderList>, goes_on: bool, lines: &Lines) {
        let community = self.community;
        let on_sale = self.db().read(move |reader| market::on_sale(reader, community, 200)).await.unwrap();
        let read = lists::reading::read(&written(lines), &on_sale).unwrap();
        let input = PasteList {
            id: list,
            goes_on: goes_on.then_some(list),
            is_new: !goes_on,
            read,
            pay_until: self.now().plus(DAY * 7),
            pay_until_said: false,
            point: None,
            random: 1,
            key: self.key("paste"),
        };
        let by = self.steward;
        let pasted = self.act(move |tx, now| paste_list(tx, by, &input, now)).await.unwrap();
        assert_eq!((pasted.list, pasted.went_on), (list, goes_on), "{}", self.told());
    }

    async fn knows(&mut self, list: Id<OrderList>, lines: &Lines) {
        for (who, _) in lines {
            let (name, member) = (NAMES[*who].to_owned(), Some(self.members[*who]));
            let (input, by) = (LinkBuyer { list, name, member, key: self.key("link") }, self.steward);
            self.act(move |tx, now| link_buyer(tx, by, &input, now)).await.unwrap();
        }
    }

    /// How many orders were made. What stands afterwards is what the list says, for each name.
    async fn orders_all(&mut self, list: Id<OrderList>, lines: &Lines) -> usize {
        let (consent, reason) = (Consent::All, "changed in the list".to_owned());
        let (community, by, now) = (self.community, self.steward, self.now());
        let input = Ordering { community, by, list, consent, reason, now };
        let answers = make_orders(self.db(), &IdSource::system(), &input).await.unwrap();
        let placed = answers.iter().filter(|(_, answer): &&(String, BuyerAnswer)| answer.placed.is_some());
        let placed = placed.count();
        let mut stands: BTreeMap<MemberId, i64> = BTreeMap::new();
        for order in self.standing(list).await {
            *stands.entry(order.buyer).or_default() += order.total_minor;
        }
        // Ten yuan a jin.
        let wanted = lines.iter().map(|(who, jin)| (self.members[*who], jin * 1_000)).collect();
        assert_eq!(stands, wanted, "{answers:?}, {}", self.told());
        placed
    }

    /// The orders of a list that are neither called off nor over.
    async fn standing(&self, list: Id<OrderList>) -> Vec<Order> {
        let community = self.community;
        let whole = self.db().read(move |reader| Whole::find(reader, community, list)).await.unwrap();
        let mut standing = Vec::new();
        for made in whole.unwrap().orders {
            let order = self.find::<Order>((community, made.order_id)).await.unwrap();
            if !matches!(order.state, State::Cancelled | State::Expired) {
                standing.push(order);
            }
        }
        standing
    }

    /// Most transfer what theirs costs; who does not has ordered nothing in the end.
    async fn pays_for_list(&mut self, list: Id<OrderList>) {
        let mut orders = self.standing(list).await;
        orders.sort_by_key(|order| order.buyer);
        for row in orders {
            if self.dice.once_in(4) {
                self.notes("listed and not paid");
                continue;
            }
            let (order, total) = (row.id, row.total_minor);
            let (at, reference) = (ArrivedAt::Instant(self.now()), Some("in the chat".to_owned()));
            let input = RecordPayment {
                order,
                payment: self.id(),
                method: MethodCode::BankTransfer,
                arrived: Arrived { at, amount_minor: total, reference },
                key: self.key("listed"),
            };
            let by = Actor::Member(self.treasurer);
            self.act(move |tx, now| record_payment(tx, by, &input, When::from(now))).await.unwrap();
            self.notes("listed and paid");
            self.book.bank += total;
            let (left, price) = (divide(total, &[1_000, 9_000]), 100_000);
            let mut sale = Sale::pooled(order, row.buyer, (total, price), left, self.chen);
            sale.waits = false;
            self.market.orders.push(sale);
        }
    }
}
