//! A second level cannot be written down: not through ordering, not by orders that are taken over, not in the database.

use crate::world::{World, terms};
use kernel::Id;
use market::brought::CheckoutAsked;
use market::ops::{Asked, LineWanted, Pay, PlaceOrder, place_order};
use market::rows::Order;
use market::{Actor, When};
use referral::budget::Parts;
use referral::ids::{Budget, Coupon, Member};
use referral::rows::{ReferralReward, RewardBudget, RewardCoupon, RewardState};
use store::{Fault, OpError, Tx};

/// What a hostile hand would need.
#[derive(Clone, Copy)]
struct At {
    order: Id<Order>,
    other: Id<Order>,
    programme: Id<Budget>,
    second: Id<Budget>,
    packet: Id<Budget>,
    coupon: Id<Coupon>,
    ana: Id<Member>,
    bea: Id<Member>,
    dan: Id<Member>,
}

type Spoil = fn(&mut Tx, At) -> Result<(), Fault>;

fn reward(tx: &mut Tx, at: At, order: Id<Order>, referrer: Id<Member>) -> ReferralReward {
    ReferralReward {
        community_id: tx.community(),
        order_id: order,
        budget_id: at.programme,
        referrer,
        promised_minor: 5,
        earned_minor: 0,
        back_minor: 0,
        state: RewardState::Waiting,
        made_at_us: kernel::Timestamp::from_micros(1),
        decided_at_us: None,
        entry: None,
        coupon_id: None,
    }
}

const SPOILS: [(&str, Spoil); 12] = [
    ("a second member for the same order", |tx, at| {
        let row = reward(tx, at, at.order, at.bea);
        tx.insert(&row)
    }),
    ("a reward for a reward, or for anything that is no order", |tx, at| {
        let row = reward(tx, at, Id::from_parts(9, [9; 10]), at.bea);
        tx.insert(&row)
    }),
    ("the buyer brought themselves", |tx, at| {
        let mut order = tx.lock::<Order>((tx.community(), at.other))?.unwrap();
        order.referred_by = Some(at.dan);
        tx.save(&order)
    }),
    ("more than was promised", |tx, at| {
        let mut row = tx.lock::<ReferralReward>((tx.community(), at.order))?.unwrap();
        (row.earned_minor, row.state) = (row.promised_minor + 1, RewardState::Earned);
        tx.save(&row)
    }),
    ("earned of nothing", |tx, at| {
        let mut row = tx.lock::<ReferralReward>((tx.community(), at.order))?.unwrap();
        row.state = RewardState::Earned;
        tx.save(&row)
    }),
    ("more than the budget", |tx, at| {
        let mut row = tx.lock::<RewardBudget>((tx.community(), at.programme))?.unwrap();
        row.reserved_minor = row.budget_minor + 1;
        tx.save(&row)
    }),
    ("agreed to by who proposed it", |tx, at| {
        let mut row = tx.lock::<RewardBudget>((tx.community(), at.programme))?.unwrap();
        row.decided_by = Some(row.made_by);
        tx.save(&row)
    }),
    ("two programmes at once", |tx, at| {
        let mut row = tx.lock::<RewardBudget>((tx.community(), at.second))?.unwrap();
        row.state = referral::budget::BudgetState::Open;
        tx.save(&row)
    }),
    ("two coupons of one packet", |tx, at| {
        let part = (tx.community(), at.packet);
        let rows: Vec<(Id<Coupon>,)> = tx.rows(
            "SELECT id FROM reward_coupon WHERE community_id = $1 AND budget_id = $2 AND part = 2",
            &[&part.0, &part.1],
        )?;
        let mut row = tx.lock::<RewardCoupon>((part.0, rows[0].0))?.unwrap();
        row.holder = Some(at.ana);
        tx.save(&row)
    }),
    ("one coupon on two orders", |tx, at| {
        let mut order = tx.lock::<Order>((tx.community(), at.other))?.unwrap();
        (order.coupon_id, order.coupon_budget, order.coupon_minor) = (Some(at.coupon), Some(at.packet), 1);
        tx.save(&order)
    }),
    ("a coupon that pays more than the order", |tx, at| {
        let mut order = tx.lock::<Order>((tx.community(), at.order))?.unwrap();
        order.coupon_minor = order.total_minor + 1;
        tx.save(&order)
    }),
    ("a coupon that gives back more than it paid", |tx, at| {
        let mut order = tx.lock::<Order>((tx.community(), at.order))?.unwrap();
        order.coupon_back_minor = order.coupon_minor + 1;
        tx.save(&order)
    }),
];

testkit::both_engines! {
    /// The database itself refuses each, and all holds afterwards.
    async fn the_schema_cannot_hold_it(world: World) {
        let (ana, bea, dan) = (world.member("Ana").await, world.member("Bea").await, world.rich("Dan", 10_000).await);
        let programme = world.programme(20_000, terms()).await;
        let rules = referral::budget::Rules::Programme(terms());
        let second = world.propose(world.treasurer, 20_000, rules).await.unwrap().budget;
        let packet = world.packet(900, 3, Parts::Equal).await;
        world.take(ana, packet).await.unwrap();
        let coupon = world.take(dan, packet).await.unwrap().coupon;
        let asked = CheckoutAsked { via: Some(world.code(ana).await), coupon: Some(coupon.to_string()) };
        let order = world.order(dan, 2_000, Pay::SetOff, asked).await.unwrap().id;
        let other = world.order(dan, 2_000, Pay::SetOff, CheckoutAsked::default()).await.unwrap().id;
        let at = At { order, other, programme, second, packet, coupon, ana, bea, dan };
        for (what, spoil) in SPOILS {
            let done = world.db.transact(world.community, move |tx| spoil(tx, at).map_err(OpError::<()>::from)).await;
            assert!(matches!(done, Err(OpError::Fault(_))), "{what}: {done:?}");
        }
        world.assert_whole().await;
    }

    /// Ana brings Bea, Bea brings Dan: what Dan buys rewards Bea alone, and nothing anywhere says who brought Bea.
    async fn whoever_brought_the_bringer_gets_nothing(world: World) {
        let (ana, bea, dan) = (world.member("Ana").await, world.rich("Bea", 10_000).await, world.rich("Dan", 10_000).await);
        world.programme(20_000, terms()).await;
        let (anas, beas) = (world.code(ana).await, world.code(bea).await);
        let bought = world.via(bea, 4_000, &anas).await;
        world.settle(bought).await;
        let before = world.owed(ana).await;
        let sold = world.via(dan, 4_000, &beas).await;
        world.settle(sold).await;
        assert_eq!((world.owed(ana).await, world.owed(bea).await), (before, 6_000 + 200));
        // A list of codes names one, and the last of them: there is no way to say two.
        let both = world.via(dan, 1_000, &format!("{anas},{beas}")).await;
        assert_eq!(world.order_row(both).await.referred_by, None);
        world.assert_whole().await;
    }

    /// A buyer without an account has no code to bring others by, and takes no coupon.
    async fn who_has_no_account_brings_nobody(world: World) {
        let new = community::NewMember { id: world.id(), person: None, display_name: "Walk-in".to_owned(), random: 77 };
        let walk_in: Id<Member> = world.act(move |tx, now| community::placeholder_member(tx, &new, now)).await.unwrap().id;
        world.programme(20_000, terms()).await;
        let packet = world.packet(1_000, 10, Parts::Equal).await;
        let asked = world.act(move |tx, now| referral::ops::make_code(tx, walk_in, [9; 10], now)).await;
        assert_eq!(asked.unwrap_err(), referral::RewardRefused::NotAMember);
        assert_eq!(world.take(walk_in, packet).await.unwrap_err(), referral::RewardRefused::NotAMember);
        world.assert_whole().await;
    }

    /// An order through a code for a buyer without an account is refused, and nobody is rewarded for one.
    async fn who_has_no_account_is_brought_by_nobody(world: World) {
        let new = community::NewMember { id: world.id(), person: None, display_name: "Walk-in".to_owned(), random: 78 };
        let walk_in: Id<Member> = world.act(move |tx, now| community::placeholder_member(tx, &new, now)).await.unwrap().id;
        let ana = world.member("Ana").await;
        world.programme(20_000, terms()).await;
        let code = world.code(ana).await;
        let via = referral::budget::Via { code: code.clone(), opened_at: None };
        let asked = CheckoutAsked { via: Some(code), ..CheckoutAsked::default() };
        let refused = world.order(walk_in, 2_000, Pay::Later, asked).await.unwrap_err();
        assert_eq!(refused.why, market::order::OrderRefused::NotAMember);
        // The operation that looks who brought a buyer says nobody, too.
        let order = world.id();
        let brought = world.act(move |tx, now| -> store::Outcome<bool, ()> {
            let ordered = market::brought::Ordered { order, buyer: walk_in, sellers: vec![], total_minor: 2_000, now };
            let community = tx.community();
            Ok(referral::ops::bringing(tx, community, &ordered, &via)?.is_some())
        });
        assert!(!brought.await.unwrap());
        world.assert_whole().await;
    }

    /// Nor do orders that are placed in another way have anybody who brought them: taken over, entered for somebody, of a pool.
    async fn only_the_buyer_says_who_brought_them(world: World) {
        let (ana, dan) = (world.member("Ana").await, world.rich("Dan", 10_000).await);
        world.programme(20_000, terms()).await;
        world.code(ana).await;
        let (apples, id) = (world.apples, world.id());
        world.act(move |tx, now| {
            let taken_over = PlaceOrder {
                id,
                buyer: dan,
                lines: vec![LineWanted {
                    offer: apples,
                    variant: 1,
                    quantity: kernel::Quantity::from_milli(2_000),
                    asked: Asked::Historical(kernel::Price::parse("10").unwrap()),
                }],
                pay: Pay::Arrived(market::payment::MethodCode::BankTransfer),
                reference: Some("via=anas-code".to_owned()),
                key: None,
            };
            place_order(tx, Actor::System, &taken_over, When::from(now))
        })
        .await
        .unwrap();
        let order = world.order_row(id).await;
        assert_eq!((order.referred_by, order.coupon_id, order.coupon_minor), (None, None, 0));
        world.assert_whole().await;
    }
}

/// One column of an order names one member; no other table of this feature or of members names who brought whom.
#[test]
fn no_column_is_a_parent() {
    let Some(scratch) = testkit::Engine::Sqlite.scratch("parents") else { return };
    store::migrate(&scratch.place(), &crate::world::migrations()).unwrap();
    let shape = store::schema_of(&scratch.place()).unwrap();
    let says = |name: &str| {
        ["refer", "parent", "upline", "sponsor", "brought", "invited_by", "level"]
            .iter()
            .any(|word| name.contains(word))
    };
    let mut found: Vec<String> = Vec::new();
    for (table, shape) in &shape.tables {
        let columns = shape.columns.iter().filter(|column| says(&column.name));
        found.extend(columns.map(|column| format!("{table}.{}", column.name)));
    }
    found.retain(|name| !name.starts_with("ledger_") && !name.ends_with(".reference"));
    assert_eq!(found, ["customer_order.referred_by", "referral_reward.referrer"]);
    let code = &shape.tables["referral_code"].columns;
    let names: Vec<&str> = code.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["community_id", "code", "member", "made_at_us"]);
    let rewarded = &shape.tables["referral_reward"];
    assert_eq!(rewarded.primary_key, ["community_id", "order_id"], "once an order");
    let of_order = (
        vec!["community_id".to_owned(), "order_id".to_owned()],
        "customer_order".to_owned(),
        vec!["community_id".to_owned(), "id".to_owned()],
    );
    assert!(rewarded.foreign_keys.contains(&of_order), "{:?}", rewarded.foreign_keys);
}
