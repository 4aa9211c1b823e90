//! Money that goes out: transfers to members, payment runs, expenses under the mandate.

use crate::town::{CNY, Town};
use ledger::AccountKey;
use market::ops::{PayOut, pay_out};
use market::rows::Purse;
use market::{Actor, When};
use spending::asked::Payee;
use spending::expense::ExpensePurpose;
use spending::ops::{
    ApproveExpense, PayExpense, SubmitExpense, Under, approve_expense, pay_expense, submit_expense,
};
use supply::ops::{BankText, ConsentRun, ProposeMembersRun, SetAccount, SetPayer};
use web::ids::MemberId;

pub(crate) fn bank(account: &str) -> BankText {
    let text = |text: &str| text.to_owned();
    BankText {
        holder: text("Somebody"),
        account: text(account),
        bank: text("Rural Bank"),
        bic: String::new(),
    }
}

impl Town {
    pub(crate) async fn is_paid_out(&mut self) {
        if self.dice.once_in(4) {
            return self.runs_payments().await;
        }
        let mut who = self.members.clone();
        who.extend([self.chen, self.growers().gao]);
        let member = self.dice.one(&who);
        let purse = self.dice.one(&[Purse::Owed, Purse::Payable]);
        let has = match purse {
            Purse::Owed => self.balance(AccountKey::owed(member, CNY)).await,
            Purse::Payable => self.balance(AccountKey::payable(member, CNY)).await,
        };
        // Now and then more than there is: that is refused.
        let amount_minor =
            1 + self.dice.roll((has / 2).max(1) as u64) + if self.dice.once_in(6) { has } else { 0 };
        let kept = self.balance(AccountKey::receivable(member, CNY)).await;
        let (id, reference, key) = (self.id(), "transfer".to_owned(), self.key("pay out"));
        let input = PayOut { id, member, purse, amount_minor, reference, key };
        let by = Actor::Member(self.treasurer);
        let paid = self.act(move |tx, now| pay_out(tx, by, &input, When::from(now))).await;
        if kept == 0 {
            assert_eq!(
                paid.is_ok(),
                amount_minor <= has,
                "{amount_minor} of {has}: {paid:?}, {}",
                self.told()
            );
        }
        if paid.is_ok() {
            self.notes("paid out");
            self.book.bank -= amount_minor;
            self.book.owes(member, -amount_minor);
        }
    }

    /// All who are owed enough and said where to, each all of it, by two people.
    async fn runs_payments(&mut self) {
        let (treasurer, steward) = (self.treasurer, self.steward);
        let input = SetPayer { text: bank("62220001"), key: self.key("payer") };
        self.act(move |tx, now| supply::ops::set_payer(tx, treasurer, &input, now)).await.unwrap();
        let mut some: Vec<MemberId> = Vec::new();
        for (number, member) in self.members.clone().into_iter().enumerate().take(3) {
            let input = SetAccount { text: bank(&format!("6222{number:04}")), key: self.key("account") };
            // Who has left gives no account any more.
            if self.act(move |tx, now| supply::ops::set_account(tx, member, &input, now)).await.is_ok() {
                some.push(member);
            }
        }
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.count().to_be_bytes());
        let input = ProposeMembersRun { id: self.id(), least_minor: 180_000, random, key: self.key("run") };
        let proposed =
            self.act(move |tx, now| supply::ops::propose_members_run(tx, treasurer, &input, now)).await;
        let Ok(run) = proposed else { return };
        let before = self.owed_to_all().await;
        let input = ConsentRun { run: run.run, key: self.key("consent") };
        let done = self.act(move |tx, now| supply::ops::consent_run(tx, steward, &input, now)).await;
        if done.is_err() {
            return;
        }
        self.notes("run");
        // Whoever has nothing left of what was owed was paid by it; nobody else was.
        for ((member, had), (_, has)) in before.into_iter().zip(self.owed_to_all().await) {
            assert!(has == had || (has == 0 && had >= 180_000), "{had} became {has}, {}", self.told());
            self.book.bank -= had - has;
            self.book.owes(member, has - had);
        }
    }

    async fn owed_to_all(&self) -> Vec<(MemberId, i64)> {
        let mut all = Vec::new();
        for member in self.book.owed.keys().copied() {
            let owed = self.balance(AccountKey::owed(member, CNY)).await;
            all.push((member, owed + self.balance(AccountKey::payable(member, CNY)).await));
        }
        all
    }

    pub(crate) async fn spends(&mut self) {
        let members = self.members.clone();
        let author = self.dice.one(&members);
        let outside = self.dice.once_in(2);
        let payee = if outside { Payee::Outside("Steel Ltd".to_owned()) } else { Payee::Member(author) };
        let amount_minor = 1 + self.dice.roll(7_000);
        let input = SubmitExpense {
            id: self.id(),
            under: Under::Mandate(self.mandate),
            payee,
            purpose: ExpensePurpose::Purchases,
            line: spending::expense::ForLine::Unsaid,
            amount_minor,
            what: "Tiles".to_owned(),
            incurred_on: self.today(),
            proofs: Vec::new(),
            key: self.key("expense"),
        };
        let Ok(asked) = self.act(move |tx, now| submit_expense(tx, author, &input, now)).await else {
            return;
        };
        let (expense, by, key) = (asked.expense, self.treasurer, self.key("approve"));
        let input =
            ApproveExpense { expense, without_proof: "I saw it".to_owned(), proofs_seen: Some(0), key };
        if self.act(move |tx, now| approve_expense(tx, by, &input, now)).await.is_err() {
            return;
        }
        if outside {
            let (paid_on, reference, key) = (self.today(), "B-9".to_owned(), self.key("pay expense"));
            let input = PayExpense { expense, paid_on, reference, key };
            if self.act(move |tx, now| pay_expense(tx, by, &input, now)).await.is_err() {
                return;
            }
            self.book.bank -= amount_minor;
        } else {
            self.book.owes(author, amount_minor);
        }
        self.notes("spent");
        self.book.fund(1, -amount_minor);
    }
}
