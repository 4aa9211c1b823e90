//! A decision turns one share into another: its holders are asked afterwards whether they have read the other's risks.

use crate::world::World;
use kernel::Id;
use ownership::ids::Member;
use ownership::ops::{self, ReadRisk};
use ownership::rows::{Instrument, RiskRead};
use ownership::{InstrumentKind, RegisterRefused as No};

impl World {
    async fn has_read(
        &self,
        by: Id<Member>,
        instrument: Id<Instrument>,
        risk_read: Option<i64>,
    ) -> Result<i64, No> {
        let input = ReadRisk { instrument, risk_read, key: None };
        self.act(move |tx, now| ops::read_risk(tx, by, &input, now)).await
    }
}

testkit::both_engines! {
    /// By who holds something of it, of the newest version; once more is no harm.
    async fn risks_of_what_was_converted_are_read(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let shop = world.make(InstrumentKind::EquityRecord).await;
        world.hold(world.chen, oven, 3).await;
        assert_eq!(world.has_read(world.chen, shop, Some(1)).await, Err(No::NotEnoughHeld), "not before");
        world.convert(oven, shop, 3, 1).await.unwrap();
        let gift = world.make(InstrumentKind::Donation).await;
        for (by, instrument, read, answer) in [
            (world.id(), shop, Some(1), No::NotAMember),
            (world.chen, world.id(), Some(1), No::NoSuchInstrument),
            (world.chen, gift, Some(1), No::NotHeld),
            (world.dan, shop, Some(1), No::NotEnoughHeld),
            (world.chen, oven, Some(1), No::NotEnoughHeld),
            (world.chen, shop, None, No::RiskNotRead),
            (world.chen, shop, Some(2), No::RiskChanged),
        ] {
            assert_eq!(world.has_read(by, instrument, read).await, Err(answer));
        }
        for _ in 0..2 {
            assert_eq!(world.has_read(world.chen, shop, Some(1)).await, Ok(1));
        }
        let row = world.find::<RiskRead>((world.community, shop, world.chen)).await;
        assert_eq!((row.version, row.read_at_us), (1, world.now()));
        assert_eq!(world.held(shop, world.chen).await, (1, 0, 15_000));
        world.assert_whole().await;
    }
}
