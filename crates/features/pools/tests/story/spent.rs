//! What a campaign has released is spent: under the mandate that its decision makes, by its team, approved by others, up to what is
//! released and never what backers could get back.

use crate::world::{CNY, DAY, World};
use community::role::Role;
use kernel::{Id, Timestamp, Zone};
use ledger::AccountKey;
use pools::campaign::{BudgetLine, Offered};
use pools::ids::{Member, PoolId};
use pools::milestone::Stage;
use pools::ops::Pay;
use spending::asked::Payee;
use spending::expense::ExpensePurpose;
use spending::mandate::{MandateState, Source};
use spending::ops::{self as spent, ApproveExpense, SubmitExpense, Under};
use spending::rows::{Expense, Mandate};
use spending::{ExpenseRefused as No, GiveCapitalBack, SetAside};

impl World {
    async fn purse(&self, pool: PoolId) -> Option<Mandate> {
        let community = self.community;
        let found = self.db.read(move |reader| spending::campaign_mandate(reader, community, pool)).await;
        found.unwrap()
    }

    async fn ceiling(&self, pool: PoolId) -> Option<i64> {
        self.purse(pool).await.map(|mandate| mandate.ceiling_minor)
    }

    async fn asks(
        &self,
        by: Id<Member>,
        pool: PoolId,
        amount_minor: i64,
        line: Option<i64>,
    ) -> Result<Id<Expense>, No> {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let input = SubmitExpense {
            id: self.id(),
            under: Under::Mandate(self.purse(pool).await.expect("released").id),
            payee: Payee::Member(by),
            purpose: ExpensePurpose::Purchases,
            line: line.map_or(spending::expense::ForLine::Beside, spending::expense::ForLine::Of),
            amount_minor,
            what: "Tiles".to_owned(),
            incurred_on: Timestamp::start_of_day(self.now().day(&zone), &zone),
            proofs: Vec::new(),
            key: None,
        };
        self.act(move |tx, now| spent::submit_expense(tx, by, &input, now)).await.map(|moved| moved.expense)
    }

    async fn permits(&self, by: Id<Member>, expense: Id<Expense>) -> Result<(), No> {
        let without_proof = "Seen".to_owned();
        let input = ApproveExpense { expense, without_proof, proofs_seen: None, key: None };
        self.act(move |tx, now| spent::approve_expense(tx, by, &input, now)).await.map(drop)
    }

    /// Also of what was spent.
    async fn assert_spent_whole(&self) {
        self.assert_whole().await;
        let community = self.community;
        let wrong = self.db.read(move |reader| spending::verify(reader, community)).await.unwrap();
        assert_eq!(wrong, Vec::<String>::new());
    }
}

testkit::both_engines! {
    /// The ceiling is what is released: it grows by each tranche, holds what is kept for backers, and ends where it stops.
    async fn released_money_is_the_teams_to_spend(world: World) {
        let lead = world.supplier;
        let pool = world.campaign(|new| {
            new.terms.budget.push(BudgetLine { minor: 1_000, what: "Work".to_owned() });
        }).await;
        world.backer(pool, 10_000).await;
        assert_eq!(world.ceiling(pool).await, None, "nothing is released yet");
        world.to_the_end(pool).await;
        let purse = world.purse(pool).await.unwrap();
        assert_eq!((purse.ceiling_minor, purse.source, purse.carried_by), (4_000, Source::Campaign, Some(lead)));
        assert_eq!((purse.fund, purse.purpose.as_str()), (1, "A roof"));
        assert_eq!((purse.decision.as_deref(), purse.campaign), (Some("pro_01k00000000000000000000000"), Some(pool)));
        assert_eq!(world.asks(lead, pool, 4_001, Some(1)).await, Err(No::AboveCeiling));
        assert_eq!(world.asks(lead, pool, 100, Some(3)).await, Err(No::NoSuchLine));
        let first = world.asks(lead, pool, 3_000, Some(1)).await.unwrap();
        world.permits(world.treasurer, first).await.unwrap();
        assert_eq!(world.owed(lead).await, 3_000);
        let early = world.asks(lead, pool, 1_000, Some(2)).await.unwrap();
        world.claims(lead, pool, 2).await.unwrap();
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(world.ceiling(pool).await, Some(7_000));
        let mandate = purse.id;
        let community = world.community;
        let by_line = world.db.read(move |reader| spending::spent_by_line(reader, community, mandate)).await.unwrap();
        assert_eq!(by_line, [(1, 3_000)]);
        world.assert_spent_whole().await;
        // The last one is never claimed: what was asked for is still decided, and nothing more is asked for.
        world.until(world.step(pool, 3).await.due_at_us).await;
        let stopped = world.purse(pool).await.unwrap();
        assert_eq!((stopped.state, stopped.ceiling_minor), (MandateState::Ended, 7_000));
        assert_eq!(world.asks(lead, pool, 1, None).await, Err(No::MandateEnded));
        world.permits(world.treasurer, early).await.unwrap();
        assert_eq!((world.owed(lead).await, world.terms_of(pool).await.returned_minor), (4_000, 3_000));
        world.assert_spent_whole().await;
    }

    /// Nobody of the team says yes to what another of the team asks for, nor for a company of theirs.
    async fn nobody_of_the_team_permits_what_it_spends(world: World) {
        let (lead, treasurer) = (world.supplier, world.treasurer);
        let helper = world.member("Fay").await;
        let company = world.member("Mill").await;
        world.behind(company, helper).await;
        for member in [helper, company] {
            world.grant(member, Role::Steward).await;
        }
        let pool = world.campaign(|new| new.team.push(helper)).await;
        world.backer(pool, 10_000).await;
        world.to_the_end(pool).await;
        let expense = world.asks(lead, pool, 1_000, Some(1)).await.unwrap();
        assert_eq!(world.permits(helper, expense).await, Err(No::OwnTeam));
        assert_eq!(world.permits(company, expense).await, Err(No::OwnTeam));
        world.permits(treasurer, expense).await.unwrap();
        world.assert_spent_whole().await;
    }

    /// What backers gave for one thing is set aside for nothing else and pays no holder out.
    async fn it_is_for_what_it_was_given_for(world: World) {
        let pool = world.campaign(|_| {}).await;
        let (dan, _) = world.backer(pool, 10_000).await;
        world.to_the_end(pool).await;
        let mandate = world.purse(pool).await.unwrap().id;
        let cause = ledger::Cause::new("reward", pool);
        let held = AccountKey::held(pool, CNY);
        let aside = SetAside { kind: spending::MandateKind::Spending, mandate, amount_minor: 100, held, cause, for_a_fund: false };
        let said = world.act(move |tx, now| spending::set_aside(tx, &aside, now).map(drop)).await;
        assert_eq!(said, Err(No::NoSuchMandate));
        let back = GiveCapitalBack {
            id: world.id(),
            mandate,
            member: dan,
            approver: world.treasurer,
            amount_minor: 100,
            what: "Back".to_owned(),
            asked_at: world.now(),
        };
        let said = world.act(move |tx, now| spending::give_capital_back(tx, &back, now).map(drop)).await;
        assert_eq!(said, Err(No::NoSuchMandate));
    }

    /// Without a budget nothing was decided of how it is spent; what is owed in goods is nobody's until they are there.
    async fn no_budget_permits_nothing_and_no_goods_neither(world: World) {
        let bare = world.campaign(|new| new.terms.budget.clear()).await;
        world.backer(bare, 10_000).await;
        world.to_the_end(bare).await;
        assert_eq!(world.ceiling(bare).await, None);
        let goods = world.campaign(|new| {
            (new.terms.offered, new.terms.unit_minor) = (Offered::PreOrder, 2_500);
            (new.terms.units_least, new.terms.units_max) = (1, Some(100));
            new.terms.milestones.remove(2);
            new.terms.milestones[1].share_bp = 6_000;
        }).await;
        let dan = world.rich(100_000).await;
        world.join(dan, goods, 4_000, Pay::SetOff).await.unwrap();
        world.to_the_end(goods).await;
        assert_eq!((world.terms_of(goods).await.advance_minor, world.ceiling(goods).await), (4_000, None));
        world.claims(world.supplier, goods, 2).await.unwrap();
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(world.terms_of(goods).await.stage, Stage::Done);
        assert_eq!(world.ceiling(goods).await, Some(10_000), "delivered");
        // Laid out while it was made.
        let closed = world.pool(goods).await.ended_at_us;
        assert_eq!(Some(world.purse(goods).await.unwrap().starts_at_us), closed);
        let expense = world.asks(world.supplier, goods, 9_000, Some(1)).await.unwrap();
        world.permits(world.treasurer, expense).await.unwrap();
        world.assert_spent_whole().await;
    }

    /// Of capital it is what the register has entered, in whole units.
    async fn capital_is_spent_as_its_units_are_entered(world: World) {
        let pool = world.campaign(|new| {
            (new.terms.offered, new.terms.unit_minor) = (Offered::MemberCapital, 2_500);
            (new.terms.units_least, new.terms.units_each, new.terms.units_max) = (1, Some(3), Some(100));
        }).await;
        for units in [1, 3] {
            let dan = world.rich(100_000).await;
            world.join(dan, pool, units * 1_000, Pay::SetOff).await.unwrap();
        }
        world.to_the_end(pool).await;
        let released = world.terms_of(pool).await.released_minor;
        assert!(released > 0);
        assert_eq!(world.ceiling(pool).await, Some(released));
        world.assert_spent_whole().await;
    }
    /// What was asked for before the lead gives the mandate of a campaign back that is done is still decided; nothing more is asked for.
    async fn what_was_asked_for_before_it_is_given_back_is_decided(world: World) {
        let pool = world.campaign(|new| {
            new.terms.milestones.truncate(1);
            new.terms.milestones[0].share_bp = 10_000;
        }).await;
        world.backer(pool, 10_000).await;
        world.to_the_end(pool).await;
        let (lead, judge) = (world.supplier, world.treasurer);
        let asked = world.asks(lead, pool, 1_000, None).await.unwrap();
        world.clock.advance(DAY);
        let input = spending::EndMandate {
            mandate: world.purse(pool).await.unwrap().id,
            reason: "All is bought".to_owned(),
            key: None,
        };
        world.act(move |tx, now| spending::end_mandate(tx, spending::EndedBy::Member(lead), &input, now)).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.asks(lead, pool, 1_000, None).await.map(drop), Err(No::MandateEnded));
        world.permits(judge, asked).await.unwrap();
        assert_eq!(world.purse(pool).await.unwrap().spent_minor, 1_000);
        world.assert_spent_whole().await;
    }
}
