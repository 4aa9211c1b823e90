//! What an expense's page says of the purchase order that it is for.

use super::photos::OFFICE;
use crate::rows::{Purchase, Supplier};
use crate::same_id::same_id;
use crate::t;
use kernel::Id;
use spending::rows::Expense;
use spending::{AboutExpense, ExpenseSource};
use store::{Fault, Reader};
use web::{Lang, Membership};

/// For spending, which shows it.
#[derive(Debug)]
pub struct AboutPurchase;

impl AboutExpense for AboutPurchase {
    fn source(
        &self,
        reader: &mut Reader,
        community: i64,
        expense: Id<Expense>,
        who: &Membership,
        lang: Lang,
    ) -> Result<Option<ExpenseSource>, Fault> {
        // What was bought becomes one expense, under the same id.
        let Some(purchase) = reader.find::<Purchase>(&(community, same_id(expense)?))? else {
            return Ok(None);
        };
        if purchase.expense_id != Some(expense) {
            return Ok(None);
        }
        let supplier = reader.find::<Supplier>(&(community, purchase.supplier_id))?;
        let own = supplier.is_some_and(|supplier| supplier.member == Some(who.member));
        let sees = own || OFFICE.iter().any(|power| who.powers.has(*power));
        let path = sees.then(|| format!("supply/orders/{}", purchase.id));
        Ok(Some(ExpenseSource { title: t(lang).purchase_numbered(purchase.number), path }))
    }
}
