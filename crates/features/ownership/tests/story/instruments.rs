//! What can be owned comes from a decision, and promises nothing.

use crate::world::World;
use ownership::rows::InstrumentRisk;
use ownership::{InstrumentKind, InstrumentRefused, NewInstrument};

testkit::both_engines! {
    /// What a decision may ask for, and what not.
    async fn an_instrument_is_made_or_told_why_not(world: World) {
        let good = world.new_instrument(InstrumentKind::MemberCapital);
        let (long_name, long) = ("字".repeat(81), "字".repeat(2_001));
        for (new, refused) in [
            (NewInstrument { fund: 2, ..good.clone() }, InstrumentRefused::NoSuchFund),
            (NewInstrument { name: " ".into(), ..good.clone() }, InstrumentRefused::NameMissing),
            (NewInstrument { name: long_name, ..good.clone() }, InstrumentRefused::NameTooLong),
            (NewInstrument { decision: String::new(), ..good.clone() }, InstrumentRefused::DecisionMissing),
            (NewInstrument { price_minor: 0, ..good.clone() }, InstrumentRefused::PriceNotPositive),
            (NewInstrument { units_max: 0, ..good.clone() }, InstrumentRefused::UnitsNotPositive),
            (NewInstrument { price_minor: 1, units_max: 1_000_000_001, ..good.clone() }, InstrumentRefused::UnitsTooMany),
            (NewInstrument { units_each_max: 11, ..good.clone() }, InstrumentRefused::EachOutside),
            (NewInstrument { price_minor: ledger::AMOUNT_MAX, ..good.clone() }, InstrumentRefused::SumTooLarge),
            (NewInstrument { terms: String::new(), ..good.clone() }, InstrumentRefused::TermsMissing),
            (NewInstrument { risk: String::new(), ..good.clone() }, InstrumentRefused::RiskMissing),
            (NewInstrument { terms: long, ..good.clone() }, InstrumentRefused::WordsTooLong),
            (NewInstrument { terms: "固定收益".into(), ..good.clone() }, InstrumentRefused::PromisesReturn),
            (NewInstrument { name: "稳赚股".into(), ..good.clone() }, InstrumentRefused::PromisesReturn),
            (NewInstrument { risk: "没有风险".into(), ..good.clone() }, InstrumentRefused::PromisesReturn),
        ] {
            let made = world.act(move |tx, now| ownership::make_instrument_by_decision(tx, &new, now)).await;
            assert_eq!(made, Err(refused));
        }
        let (first, second) = (good.clone(), NewInstrument { id: world.id(), ..good.clone() });
        let make = |new: NewInstrument| world.act(move |tx, now| ownership::make_instrument_by_decision(tx, &new, now));
        assert_eq!((make(first).await, make(second).await), (Ok(1), Ok(2)));
        let row = world.instrument(good.id).await;
        assert_eq!((row.decision.clone(), row.units_left(), row.risk_version), (good.decision, 10, 1));
        let risk = world.find::<InstrumentRisk>((world.community, good.id, 1)).await;
        assert_eq!((risk.words.as_str(), risk.written_by), ("It may burn down", None));
    }
}
