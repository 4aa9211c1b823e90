//! What follows a group buy: buyers who are not content, and Gao, who is paid through the bank.

use crate::money::bank;
use crate::town::Town;
use market::complaint::ComplaintKind;
use market::ops::{
    AnswerComplaint, AnswerRemedy, Complain, Proposed, agree_remedy, answer_complaint, complain,
};
use market::{Actor, When};
use supply::ops::{ConsentRun, Pay, ProposeRun, ReturnLine, SetBank, SetPayer};

impl Town {
    /// The buyer objects, is offered some of the money, and agrees.
    pub(crate) async fn complains(&mut self, which: usize) {
        let sale = &self.market.orders[which];
        let (order, buyer, rest) = (sale.id, sale.buyer, sale.left.iter().sum::<i64>());
        if rest == 0 {
            return;
        }
        let minor = 1 + self.dice.roll(rest as u64);
        let kind = ComplaintKind::Other;
        let wrong =
            Complain { order, kind, lines: Vec::new(), reason: "Soft".to_owned(), photos: Vec::new() };
        let by = Actor::Member(buyer);
        // Its window may be over.
        if self.once(move |tx, now| complain(tx, by, &wrong, When::from(now))).await.is_err() {
            return;
        }
        let (proposed, reason) = (Proposed::Refund(minor), "Sorry".to_owned());
        let (answer, steward) =
            (AnswerComplaint { order, remedy: self.id(), proposed, reason }, Actor::Member(self.steward));
        let done = self.once(move |tx, now| answer_complaint(tx, steward, &answer, When::from(now))).await;
        assert!(done.is_ok(), "{minor} of {rest}: {done:?}, {}", self.told());
        let agrees = AnswerRemedy { order, remedy: 1, reason: String::new() };
        let done = self.once(move |tx, now| agree_remedy(tx, by, &agrees, When::from(now))).await;
        assert!(done.is_ok(), "{minor} of {rest}: {done:?}, {}", self.told());
        self.notes("complained");
        self.gave_back(which, minor);
    }

    /// All or some of what is due, by two people; now and then the bank sends it back.
    pub(crate) async fn pays_gao(&mut self) {
        let (gao, supplier, treasurer, steward) =
            (self.growers().gao, self.growers().gao_supplies, self.treasurer, self.steward);
        let due = self.book.owed[&gao];
        let input = SetPayer { text: bank("62220001"), key: self.key("payer") };
        self.act(move |tx, now| supply::ops::set_payer(tx, treasurer, &input, now)).await.unwrap();
        let input = SetBank { supplier, text: bank("62229999"), key: self.key("bank") };
        self.act(move |tx, now| supply::ops::set_bank(tx, gao, &input, now)).await.unwrap();
        let amount_minor = if self.dice.once_in(3) { due } else { 1 + self.dice.roll(due.max(1) as u64) };
        let pay = Pay { supplier, amount_minor, payouts: [self.id(), self.id()] };
        let input = ProposeRun { id: self.id(), lines: vec![pay], key: self.key("propose") };
        let run = self.act(move |tx, now| supply::ops::propose_run(tx, treasurer, &input, now)).await;
        assert_eq!(run.is_ok(), amount_minor > 0 && amount_minor <= due, "{run:?}, {}", self.told());
        let Ok(run) = run else { return };
        let input = ConsentRun { run: run.run, key: self.key("consent") };
        let done = self.act(move |tx, now| supply::ops::consent_run(tx, steward, &input, now)).await;
        assert!(done.is_ok(), "{amount_minor} of {due}: {done:?}, {}", self.told());
        if self.dice.once_in(4) {
            let input = ReturnLine { run: run.run, line: 1, key: self.key("return") };
            let back = self.act(move |tx, now| supply::ops::return_line(tx, treasurer, &input, now)).await;
            assert!(back.is_ok(), "{back:?}, {}", self.told());
            return self.notes("sent back by the bank");
        }
        self.notes("supplier paid");
        self.book.bank -= amount_minor;
        self.book.owes(gao, -amount_minor);
    }
}
