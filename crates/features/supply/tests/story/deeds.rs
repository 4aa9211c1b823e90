//! What people do with suppliers, in the words of the stories.

use crate::world::{DAY, World, bank, jin};
use kernel::{Id, Price, Quantity};
use spending::rows::Mandate;
use supply::ids::Member;
use supply::ops::{
    self, CountDelivery, Counted, CreditMoved, DraftPurchase, LineWanted, Pay, PurchaseMoved, RunMoved,
};
use supply::purchase::{PurchaseState, Terms};
use supply::rows::{Credit, PaymentRun, Purchase, Supplier};
use supply::{PurchaseRefused, RunRefused, SupplierRefused};

impl World {
    pub(crate) async fn create(
        &self,
        by: Id<Member>,
        member: Option<Id<Member>>,
    ) -> Result<Id<Supplier>, SupplierRefused> {
        let input = self.keep(self.id(), member);
        self.act(move |tx, now| ops::create_supplier(tx, by, &input, now)).await.map(|kept| kept.supplier)
    }

    pub(crate) fn keep(&self, supplier: Id<Supplier>, member: Option<Id<Member>>) -> ops::KeepSupplier {
        let (name, contact) = ("Chen's orchard".to_owned(), "by the old mill".to_owned());
        ops::KeepSupplier { supplier, name, contact, member, is_open: true, key: None }
    }

    pub(crate) async fn edit(&self, by: Id<Member>, input: ops::KeepSupplier) -> Result<(), SupplierRefused> {
        self.act(move |tx, now| ops::edit_supplier(tx, by, &input, now)).await.map(drop)
    }

    pub(crate) async fn set_bank(
        &self,
        by: Id<Member>,
        supplier: Id<Supplier>,
        account: &str,
    ) -> Result<(), SupplierRefused> {
        let input = ops::SetBank { supplier, text: bank(account), key: None };
        self.act(move |tx, now| ops::set_bank(tx, by, &input, now)).await.map(drop)
    }

    pub(crate) async fn set_payer(&self) -> Result<(), RunRefused> {
        let (by, input) = (self.treasurer, ops::SetPayer { text: bank("62220000"), key: None });
        self.act(move |tx, now| ops::set_payer(tx, by, &input, now)).await
    }

    /// The same for so many minor units: whole jin at one yuan.
    pub(crate) fn bought_for(&self, mandate: Id<Mandate>, yuan: i64) -> DraftPurchase {
        let line = LineWanted {
            offer: self.offer,
            variant: 1,
            cases: 1,
            case: jin(yuan),
            price: Some(Price::parse("1").unwrap()),
        };
        DraftPurchase { mandate: Some(mandate), lines: vec![line], ..self.bought() }
    }

    /// Two cases of twelve apples at ¥3.50, bought under the mandate.
    pub(crate) fn bought(&self) -> DraftPurchase {
        DraftPurchase {
            id: self.id(),
            supplier: self.supplier,
            terms: Terms::Bought,
            mandate: Some(self.mandate),
            lines: vec![LineWanted {
                offer: self.offer,
                variant: 1,
                cases: 2,
                case: jin(12),
                price: Some(Price::parse("3.5").unwrap()),
            }],
            deliver_on: Some(self.now().plus(DAY)),
            deliver_to: "the old mill".to_owned(),
            note: String::new(),
            key: None,
        }
    }

    /// The same, paid for as it sells.
    pub(crate) fn by_sales(&self) -> DraftPurchase {
        DraftPurchase { terms: Terms::BySales, mandate: None, ..self.bought() }
    }

    pub(crate) async fn draft(
        &self,
        by: Id<Member>,
        input: DraftPurchase,
    ) -> Result<Id<Purchase>, PurchaseRefused> {
        self.act(move |tx, now| ops::draft_purchase(tx, by, &input, now)).await.map(|moved| moved.purchase)
    }

    pub(crate) async fn send(
        &self,
        by: Id<Member>,
        purchase: Id<Purchase>,
    ) -> Result<PurchaseState, PurchaseRefused> {
        let (deliver_on, deliver_to) = (Some(self.now().plus(DAY)), "the old mill".to_owned());
        let input = ops::SendPurchase { purchase, deliver_on, deliver_to, note: String::new(), key: None };
        self.act(move |tx, now| ops::send_purchase(tx, by, &input, now)).await.map(|moved| moved.state)
    }

    pub(crate) async fn sent(&self, input: DraftPurchase) -> Id<Purchase> {
        let purchase = self.draft(self.steward, input).await.unwrap();
        self.send(self.steward, purchase).await.unwrap();
        purchase
    }

    pub(crate) async fn reply(
        &self,
        by: Id<Member>,
        purchase: Id<Purchase>,
        yes: bool,
        reason: &str,
    ) -> Result<PurchaseState, PurchaseRefused> {
        let input = ops::AnswerPurchase { purchase, yes, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::answer_purchase(tx, by, &input, now)).await.map(|moved| moved.state)
    }

    pub(crate) async fn say_yes(
        &self,
        by: Id<Member>,
        purchase: Id<Purchase>,
    ) -> Result<PurchaseState, PurchaseRefused> {
        let input = ops::ConsentPurchase { purchase, reason: String::new(), key: None };
        let moved = self.act(move |tx, now| ops::consent_purchase(tx, by, &input, now)).await;
        moved.map(|moved| moved.state)
    }

    pub(crate) async fn step_back(
        &self,
        by: Id<Member>,
        purchase: Id<Purchase>,
    ) -> Result<PurchaseState, PurchaseRefused> {
        let input = ops::ConsentPurchase { purchase, reason: "fewer".to_owned(), key: None };
        let moved = self.act(move |tx, now| ops::step_back_purchase(tx, by, &input, now)).await;
        moved.map(|moved| moved.state)
    }

    pub(crate) async fn cancel(
        &self,
        by: Id<Member>,
        purchase: Id<Purchase>,
        reason: &str,
    ) -> Result<PurchaseState, PurchaseRefused> {
        let input = ops::CancelPurchase { purchase, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::cancel_purchase(tx, by, &input, now)).await.map(|moved| moved.state)
    }

    pub(crate) fn counting(&self, purchase: Id<Purchase>, milli: i64, is_last: bool) -> CountDelivery {
        let counted = vec![(1, Quantity::from_milli(milli))];
        let (delivery, photos) = (self.id(), Vec::new());
        CountDelivery { delivery, purchase, counted, note: String::new(), photos, is_last, key: None }
    }

    pub(crate) async fn count_with(
        &self,
        by: Id<Member>,
        input: CountDelivery,
    ) -> Result<Counted, PurchaseRefused> {
        self.act(move |tx, now| ops::count_delivery(tx, by, &input, now)).await
    }

    pub(crate) async fn count(
        &self,
        by: Id<Member>,
        purchase: Id<Purchase>,
        milli: i64,
        is_last: bool,
    ) -> Result<PurchaseState, PurchaseRefused> {
        self.count_with(by, self.counting(purchase, milli, is_last)).await.map(|counted| counted.moved.state)
    }

    pub(crate) async fn close(
        &self,
        by: Id<Member>,
        purchase: Id<Purchase>,
    ) -> Result<PurchaseMoved, PurchaseRefused> {
        let input = ops::ClosePurchase { purchase, reason: String::new(), key: None };
        self.act(move |tx, now| ops::close_purchase(tx, by, &input, now)).await
    }

    pub(crate) async fn bill(
        &self,
        by: Id<Member>,
        purchase: Id<Purchase>,
    ) -> Result<PurchaseMoved, PurchaseRefused> {
        let input = ops::ClosePurchase { purchase, reason: String::new(), key: None };
        self.act(move |tx, now| ops::bill_purchase(tx, by, &input, now)).await
    }

    pub(crate) async fn approve(
        &self,
        by: Id<Member>,
        purchase: Id<Purchase>,
    ) -> Result<(), spending::ExpenseRefused> {
        let expense = self.purchase(purchase).await.expense_id.unwrap();
        let input = spending::ops::ApproveExpense {
            expense,
            proofs_seen: None,
            without_proof: "counted at the gate".to_owned(),
            key: None,
        };
        self.act(move |tx, now| spending::ops::approve_expense(tx, by, &input, now)).await.map(drop)
    }

    /// All 24 jin came, the treasurer approved: ¥84 are owed.
    pub(crate) async fn owed_for(&self, input: DraftPurchase) -> Id<Purchase> {
        let purchase = self.sent(input).await;
        let all = self.purchase_line(purchase).await.quantity_milli.milli;
        self.count(self.moderator, purchase, all, true).await.unwrap();
        self.approve(self.treasurer, purchase).await.unwrap();
        purchase
    }

    pub(crate) async fn credit(
        &self,
        by: Id<Member>,
        purchase: Id<Purchase>,
        amount_minor: i64,
        reason: &str,
    ) -> Result<i64, PurchaseRefused> {
        let credit = self.ask_less(by, purchase, amount_minor, reason).await?;
        let moved = self.say_to_credit(self.chen, (purchase, credit), true, "").await.unwrap();
        Ok(moved.entry.unwrap())
    }

    pub(crate) async fn ask_less(
        &self,
        by: Id<Member>,
        purchase: Id<Purchase>,
        amount_minor: i64,
        reason: &str,
    ) -> Result<Id<Credit>, PurchaseRefused> {
        let input =
            ops::AskCredit { id: self.id(), purchase, amount_minor, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::ask_credit(tx, by, &input, now)).await.map(|moved| moved.credit)
    }

    /// As the supplier.
    pub(crate) async fn say_to_credit(
        &self,
        by: Id<Member>,
        (purchase, credit): (Id<Purchase>, Id<Credit>),
        yes: bool,
        reason: &str,
    ) -> Result<CreditMoved, PurchaseRefused> {
        let input = ops::AnswerCredit { purchase, credit, yes, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::answer_credit(tx, by, &input, now)).await
    }

    /// For the community.
    pub(crate) async fn settle_credit(
        &self,
        by: Id<Member>,
        (purchase, credit): (Id<Purchase>, Id<Credit>),
        yes: bool,
        reason: &str,
    ) -> Result<CreditMoved, PurchaseRefused> {
        let input = ops::AnswerCredit { purchase, credit, yes, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::settle_credit(tx, by, &input, now)).await
    }

    pub(crate) fn pay(&self, supplier: Id<Supplier>, amount_minor: i64) -> Pay {
        Pay { supplier, amount_minor, payouts: [self.id(), self.id()] }
    }

    pub(crate) async fn propose(
        &self,
        by: Id<Member>,
        lines: Vec<Pay>,
    ) -> Result<Id<PaymentRun>, RunRefused> {
        let input = ops::ProposeRun { id: self.id(), lines, key: None };
        self.act(move |tx, now| ops::propose_run(tx, by, &input, now)).await.map(|moved| moved.run)
    }

    pub(crate) async fn consent(&self, by: Id<Member>, run: Id<PaymentRun>) -> Result<RunMoved, RunRefused> {
        let input = ops::ConsentRun { run, key: None };
        self.act(move |tx, now| ops::consent_run(tx, by, &input, now)).await
    }

    pub(crate) async fn call_off(
        &self,
        by: Id<Member>,
        run: Id<PaymentRun>,
        reason: &str,
    ) -> Result<RunMoved, RunRefused> {
        let input = ops::CancelRun { run, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::cancel_run(tx, by, &input, now)).await
    }

    pub(crate) async fn came_back(
        &self,
        by: Id<Member>,
        run: Id<PaymentRun>,
        line: i64,
    ) -> Result<RunMoved, RunRefused> {
        let input = ops::ReturnLine { run, line, key: None };
        self.act(move |tx, now| ops::return_line(tx, by, &input, now)).await
    }
}
