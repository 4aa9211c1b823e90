//! What handlers do again and again.

pub(crate) use web::asked::{id, me, number, parameter};
