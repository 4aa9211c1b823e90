//! How the kernel's types stand in a column.

use crate::cell::{Cell, Field, Kind};
use kernel::{Currency, Id, Prefixed, Price, Quantity, Timestamp};

/// Declares that an enum made by `kernel::codes!` is stored by its code.
///
/// ```ignore
/// store::stored_by_code!(State, Method);
/// ```
#[macro_export]
macro_rules! stored_by_code {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::Field for $name {
            const KIND: $crate::Kind = $crate::Kind::Text;
            fn cell(&self) -> $crate::Cell<'_> {
                $crate::Cell::Text(self.code())
            }
            fn from_cell(cell: $crate::Cell<'_>) -> Option<Self> {
                match cell {
                    $crate::Cell::Text(code) => <$name>::parse(code),
                    _ => None,
                }
            }
        }
    )+};
}

/// 0 or 1: neither engine's own boolean is the other's.
impl Field for bool {
    const KIND: Kind = Kind::Int;
    fn cell(&self) -> Cell<'_> {
        Cell::Int(i64::from(*self))
    }
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Int(0) => Some(false),
            Cell::Int(1) => Some(true),
            _ => None,
        }
    }
}

impl<T: Prefixed> Field for Id<T> {
    const KIND: Kind = Kind::Text;
    fn cell(&self) -> Cell<'_> {
        Cell::Text(self.as_str())
    }
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => Id::parse(text).ok(),
            _ => None,
        }
    }
}

impl Field for Currency {
    const KIND: Kind = Kind::Text;
    fn cell(&self) -> Cell<'_> {
        Cell::Text(self.code())
    }
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => Currency::parse(text).ok(),
            _ => None,
        }
    }
}

macro_rules! as_integer {
    ($($name:ident by $from:ident / $field:ident),+) => {$(
        impl Field for $name {
            const KIND: Kind = Kind::Int;
            fn cell(&self) -> Cell<'_> {
                Cell::Int(self.$field)
            }
            fn from_cell(cell: Cell<'_>) -> Option<Self> {
                i64::from_cell(cell).map($name::$from)
            }
        }
    )+};
}
as_integer!(Timestamp by from_micros / micros, Quantity by from_milli / milli, Price by from_e4 / e4);
