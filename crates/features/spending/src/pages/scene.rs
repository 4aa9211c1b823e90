//! What every page of this feature knows: in which community, for whom, in which words, and when.

use crate::expense::{ExpensePurpose, ExpenseState, ExpenseStep};
use crate::hints::Hint;
use crate::ids::Member;
use crate::mandate::MandateStands;
use crate::payment::Payment;
use crate::receipt::{ReceiptKind, Till};
use crate::rows::{Expense, Mandate};
use crate::{L10nLanguage, t};
use kernel::{Currency, Id, Money, Timestamp, Zone};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use web::ui::{self, Tone};
use web::{Caller, Html, Lang, Power, Powers, Problem, Site};

/// Cheap to clone; goes into closures and views.
#[derive(Clone)]
pub(crate) struct Scene {
    pub lang: Lang,
    pub t: &'static L10nLanguage,
    /// `/c/{slug}`.
    pub base: String,
    pub number: i64,
    pub currency: Currency,
    pub zone: Zone,
    pub now: Timestamp,
    pub me: Option<Id<Member>>,
    pub powers: Powers,
}

impl Scene {
    /// For members: who spends what is for all of them, and for nobody else.
    pub(crate) fn of(caller: &Caller, site: &Site) -> Result<Scene, Problem> {
        let membership = caller.member()?;
        let community = caller.community()?;
        Ok(Scene {
            lang: caller.lang,
            t: t(caller.lang),
            base: format!("/c/{}", community.slug),
            number: community.number,
            currency: community.currency,
            zone: community.zone.clone(),
            now: site.now(),
            me: Some(membership.member),
            powers: membership.powers,
        })
    }

    /// For a form in which somebody is chosen.
    pub(crate) fn choosing(&self) -> community::Choosing {
        community::Choosing {
            community: self.number,
            base: self.base.clone(),
            lang: self.lang,
            zone: self.zone.clone(),
        }
    }

    pub(crate) fn can(&self, power: Power) -> bool {
        self.powers.has(power)
    }

    pub(crate) fn sum(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    pub(crate) fn money(&self, minor: impl Borrow<i64>) -> Html {
        ui::money(&self.sum(*minor.borrow()))
    }

    pub(crate) fn big(&self, minor: impl Borrow<i64>) -> Html {
        ui::big_money(&self.sum(*minor.borrow()))
    }

    /// The sum as text, for sentences.
    pub(crate) fn said(&self, minor: impl Borrow<i64>) -> String {
        self.sum(*minor.borrow()).to_string()
    }

    pub(crate) fn symbol(&self) -> String {
        let symbol = self.currency.symbol();
        if symbol.len() == 3 && symbol.is_ascii() { format!("{symbol}\u{a0}") } else { symbol.to_owned() }
    }

    pub(crate) fn time(&self, at: &Timestamp) -> Html {
        ui::time(at, &self.zone, self.lang, &self.now)
    }

    pub(crate) fn day(&self, at: &Timestamp) -> Html {
        ui::day(at, &self.zone, self.lang)
    }

    /// The day as text, for lines that are put together.
    pub(crate) fn day_text(&self, at: &Timestamp) -> String {
        ui::full_day_text(at, &self.zone, self.lang)
    }

    pub(crate) fn last_day(&self, ends: &Timestamp) -> Html {
        ui::last_day(ends, &self.zone, self.lang)
    }

    /// As a date field takes it.
    pub(crate) fn today(&self) -> String {
        self.now.format(&self.zone, "%Y-%m-%d")
    }

    pub(crate) fn pager(&self, newest: Option<String>, older: Option<String>) -> Html {
        ui::pager(self.lang, newest.as_deref(), older.as_deref())
    }

    pub(crate) fn state(&self, state: ExpenseState) -> String {
        match state {
            ExpenseState::Submitted => self.t.state_submitted(),
            ExpenseState::Approved => self.t.state_approved(),
            ExpenseState::Paid => self.t.state_paid(),
            ExpenseState::Refused => self.t.state_refused(),
            ExpenseState::Withdrawn => self.t.state_withdrawn(),
        }
    }

    /// Whether what is owed to a member was paid the books say; to somebody outside there is a transfer to make.
    pub(crate) fn state_tag(&self, expense: &Expense, payment: Option<&Payment>) -> (String, Tone) {
        match (expense.state, payment) {
            (ExpenseState::Approved, Some(paid)) if paid.is_whole() => {
                return (self.t.state_paid(), Tone::Done);
            }
            (ExpenseState::Approved, Some(paid)) if paid.paid_minor > 0 => {
                return (self.t.state_partly(), Tone::Wait);
            }
            _ => {}
        }
        match expense.state {
            ExpenseState::Submitted => (self.t.state_submitted(), Tone::Wait),
            ExpenseState::Approved if expense.payee_member.is_some() => (self.t.state_owed(), Tone::Wait),
            ExpenseState::Approved => (self.t.state_to_pay(), Tone::Wait),
            ExpenseState::Paid => (self.t.state_paid(), Tone::Done),
            ExpenseState::Refused => (self.t.state_refused(), Tone::Act),
            ExpenseState::Withdrawn => (self.t.state_withdrawn(), Tone::Plain),
        }
    }

    /// What it is called by its number; capital that is given back is no expense.
    pub(crate) fn called(&self, purpose: ExpensePurpose, number: i64) -> String {
        match purpose {
            ExpensePurpose::Capital => self.t.capital_back_numbered(number),
            _ => self.t.expense_numbered(number),
        }
    }

    /// A word, not a colour alone; nothing where something proves it that its approver has seen.
    pub(crate) fn proof_tag(&self, expense: &Expense) -> Option<(String, Tone)> {
        let claim = expense.claim();
        match () {
            () if claim.lacks_proof() => Some((self.t.without_proof_mark(), Tone::Act)),
            () if claim.proved_late() => Some((self.t.proved_late_mark(), Tone::Plain)),
            () => None,
        }
    }

    pub(crate) fn step(&self, step: ExpenseStep) -> String {
        match step {
            ExpenseStep::Submitted => self.t.step_submitted(),
            ExpenseStep::ProofAdded => self.t.step_proof_added(),
            ExpenseStep::Approved => self.t.step_approved(),
            ExpenseStep::Refused => self.t.step_refused(),
            ExpenseStep::Withdrawn => self.t.step_withdrawn(),
            ExpenseStep::Paid => self.t.step_paid(),
            ExpenseStep::PaymentTakenBack => self.t.step_payment_taken_back(),
        }
    }

    pub(crate) fn purpose(&self, purpose: ExpensePurpose) -> String {
        match purpose {
            ExpensePurpose::Purchases => self.t.purpose_purchases(),
            ExpensePurpose::Fees => self.t.purpose_fees(),
            ExpensePurpose::Losses => self.t.purpose_losses(),
            ExpensePurpose::Capital => self.t.purpose_capital(),
        }
    }

    pub(crate) fn receipt_kind(&self, kind: ReceiptKind) -> String {
        match kind {
            ReceiptKind::Opening => self.t.receipt_opening(),
            ReceiptKind::Gift => self.t.receipt_gift(),
            ReceiptKind::Grant => self.t.receipt_grant(),
            ReceiptKind::Sponsorship => self.t.receipt_sponsorship(),
            ReceiptKind::Other => self.t.receipt_other(),
        }
    }

    pub(crate) fn till(&self, till: Till) -> String {
        match till {
            Till::Bank => self.t.till_bank(),
            Till::Cash => self.t.till_cash(),
        }
    }

    /// `left_minor`: of the mandate.
    pub(crate) fn hint(&self, hint: Hint, left_minor: i64) -> String {
        match hint {
            Hint::AboveLeft => self.t.hint_above_left(self.said(left_minor)),
            Hint::AboveLine => self.t.hint_above_line(),
            Hint::SameProof => self.t.hint_same_proof(),
            Hint::SameSum => self.t.hint_same_sum(),
            Hint::NoProof => self.t.hint_no_proof(),
            Hint::PayeeNew => self.t.hint_payee_new(),
            Hint::SumUnusual => self.t.hint_sum_unusual(),
            Hint::MostOfMandate => self.t.hint_most_of_mandate(),
            Hint::NotByCarrier => self.t.hint_not_by_carrier(),
            Hint::Late => self.t.hint_late(),
        }
    }

    /// What a mandate is called: its purpose, or the month of a standing one.
    pub(crate) fn mandate_name(&self, mandate: &Mandate) -> String {
        crate::mandate_name(self.lang, mandate)
    }

    /// What leads to a decision: its title, or that it is one.
    pub(crate) fn decision_name(&self, title: Option<&str>) -> String {
        title.filter(|title| !title.is_empty()).map_or_else(|| self.t.look_at_decision(), str::to_owned)
    }

    pub(crate) fn mandate_tag(&self, mandate: &Mandate) -> (String, Tone) {
        match mandate.permission().stands(self.now) {
            MandateStands::Ended => (self.t.mandate_ended_early(), Tone::Plain),
            MandateStands::Over => (self.t.mandate_over(), Tone::Plain),
            MandateStands::ToCome => (self.t.mandate_to_come(), Tone::Wait),
            MandateStands::Active => (self.t.mandate_open(), Tone::Done),
        }
    }
}

/// Deals with the expenses of others: decides, pays, or answers for the books.
pub(crate) fn of_office(powers: Powers) -> bool {
    [Power::ApproveExpenses, Power::PayOut, Power::ExportBooks].into_iter().any(|power| powers.has(power))
}

/// Names of members, each looked up once.
#[derive(Debug, Default, Clone)]
pub(crate) struct Names {
    members: BTreeMap<Id<Member>, String>,
}

impl Names {
    pub(crate) fn of(&mut self, reader: &mut Reader, s: &Scene, member: Id<Member>) -> Result<String, Fault> {
        if let Some(name) = self.members.get(&member) {
            return Ok(name.clone());
        }
        let row = reader.find::<community::Member>(&(s.number, member))?;
        let name = row.map_or_else(|| s.t.nobody(), |row| row.display_name);
        self.members.insert(member, name.clone());
        Ok(name)
    }

    /// Somebody who has to do with an expense. Its entry names the payee's account under the book name: so a payee is a member like
    /// any other to all but the payee, the author who named them, and those who decide and pay. Never the book name: it would
    /// stand beside names that people know.
    pub(crate) fn about(
        &mut self,
        reader: &mut Reader,
        s: &Scene,
        expense: &Expense,
        member: Id<Member>,
    ) -> Result<String, Fault> {
        let knows = s.me == Some(member) || s.me == Some(expense.author) || of_office(s.powers);
        if expense.payee_member == Some(member) && !knows {
            return Ok(s.t.a_member());
        }
        self.of(reader, s, member)
    }

    /// Who gets the money, in words.
    pub(crate) fn payee(
        &mut self,
        reader: &mut Reader,
        s: &Scene,
        expense: &Expense,
    ) -> Result<String, Fault> {
        match (expense.payee_member, &expense.payee_name) {
            (Some(member), _) => self.about(reader, s, expense, member),
            (None, name) => Ok(name.clone().unwrap_or_default()),
        }
    }
}
