//! Units that are not to be had any more. Called by the features above, inside their own transactions; no page does.

use crate::issue::IssueRefused;
use crate::keeping::Register;
use crate::rows::Instrument;
use kernel::Id;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// Lowers what there is of an instrument by so many units, as far as nobody holds them or has asked for them: what was kept for
/// somebody and released is not for whoever comes next. One unit always stays: there is no instrument of none.
///
/// # Errors
/// `NoSuchInstrument`, `UnitsNotPositive`.
pub fn withdraw_units(tx: &mut Tx, instrument: Id<Instrument>, units: i64) -> Outcome<(), IssueRefused> {
    let register = Register::lock(tx, instrument)?;
    let mut register = register.ok_or(Refused(IssueRefused::NoSuchInstrument))?;
    if units <= 0 {
        return Err(Refused(IssueRefused::UnitsNotPositive));
    }
    let row = &mut register.instrument;
    row.units_max = (row.units_max - units.min(row.units_left())).max(1);
    row.units_each_max = row.units_each_max.min(row.units_max);
    register.save(tx, IssueRefused::AboveEachBehind)
}
