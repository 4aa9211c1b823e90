//! What the shelter at the lane costs: asked for by its team out of what the campaign has released, approved by the steward, each with
//! its line of the budget.

use super::agenda::{Turned, deed};
use super::raising::opened;
use super::stage::{DAY, HOUR};
use super::story::{Motion, Story};
use kernel::Timestamp;
use spending::asked::Payee;
use spending::expense::ExpensePurpose;
use spending::ops::{
    ApproveExpense, PayExpense, SubmitExpense, Under, approve_expense, pay_expense, submit_expense,
};
use spending::{campaign_mandate_now as released_for, rows::Expense};
use std::time::Duration;
use store::OpError;

fn wrong(what: &str) -> OpError<Turned> {
    OpError::Refused(Turned::Wrong(what.to_owned()))
}

struct Cost {
    at: Timestamp,
    /// Somebody outside; None: the lead has laid it out.
    payee: Option<String>,
    line: i64,
    yuan: i64,
    what: String,
}

impl Story<'_> {
    /// Posts and panels by transfer, with what was released first; the borrowed drill and the concrete a little later.
    pub(super) fn costs_of_the_shelter(&mut self, motion: Motion) {
        let say = |both| self.stage.say(both);
        let costs = [
            Cost {
                at: self.at((6, 1, 10)),
                payee: Some(say(("巷口五金店", "The ironmonger at the lane"))),
                line: 1,
                yuan: 640,
                what: say(("六根镀锌钢管，九张阳光板", "Six galvanised posts, nine panels")),
            },
            Cost {
                at: self.at((6, 5, 20)),
                payee: None,
                line: 2,
                yuan: 68,
                what: say(("租电锤一天，水泥两袋", "A drill for a day, two bags of cement")),
            },
        ];
        costs.into_iter().for_each(|cost| self.costs(motion, cost));
    }

    fn costs(&mut self, motion: Motion, cost: Cost) {
        let Cost { at, payee, line, yuan, what } = cost;
        let (id, community, lead) = (self.stage.id::<Expense>(at), self.stage.community, self.neighbour(2));
        let (steward, treasurer) = (self.cast.steward, self.cast.treasurer);
        let receipt = self.stage.receipts.iter().find(|receipt| receipt.yuan == yuan);
        let proofs: Vec<_> = receipt.map(|receipt| receipt.file.clone()).into_iter().collect();
        let incurred_on = Timestamp::start_of_day(at.day(&self.stage.zone), &self.stage.zone);
        let outside = payee.is_some();
        self.agenda.add(community, at, "asking for what a campaign released", move |tx| {
            let pool = opened(tx, motion.id)?;
            let mandate = released_for(tx, pool)?.ok_or_else(|| wrong("nothing is released"))?;
            let input = SubmitExpense {
                id,
                under: Under::Mandate(mandate),
                payee: payee.clone().map_or(Payee::Member(lead), Payee::Outside),
                purpose: ExpensePurpose::Purchases,
                line: spending::expense::ForLine::Of(line),
                amount_minor: yuan * 100,
                what: what.clone(),
                incurred_on,
                proofs: proofs.clone(),
                key: None,
            };
            deed(submit_expense(tx, lead, &input, at), |_| false).map(drop)
        });
        let seen = at.plus(HOUR * 3);
        let without_proof = String::new();
        let input = ApproveExpense { expense: id, without_proof, proofs_seen: None, key: None };
        self.agenda.add(community, seen, "approving what a campaign released", move |tx| {
            deed(approve_expense(tx, steward, &input, seen), |_| false).map(drop)
        });
        if outside {
            let paid = at.plus(DAY).plus(Duration::from_secs(600));
            let paid_on = Timestamp::start_of_day(paid.day(&self.stage.zone), &self.stage.zone);
            let input = PayExpense { expense: id, paid_on, reference: format!("P{yuan:08}"), key: None };
            self.agenda.add(community, paid, "paying what a campaign released", move |tx| {
                deed(pay_expense(tx, treasurer, &input, paid), |_| false).map(drop)
            });
        }
    }
}
