//! Units that leave their holder otherwise: given back by the fund, lapsed, left behind.

use crate::world::{CNY, DAY, World};
use community::NewMember;
use community::ops::leave::{LeaveInput, leave};
use community::role::Role;
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use ownership::ids::Member;
use ownership::ops::{self, AskParting, DecideParting, PartedWith, forget_member};
use ownership::register::{PartingKind, PartingState};
use ownership::rows::{CapitalMandate, Instrument, Parting, ShareTransfer};
use ownership::{GiveBack, InstrumentKind, Issue, Origin, OriginKind, RegisterRefused as No};
use spending::rows::{Expense, Mandate};
use spending::{MandateKind, NewMandate};
use store::OpError;

impl World {
    /// What a decision makes for giving back capital of one instrument.
    pub(crate) async fn mandate(
        &self,
        instrument: Id<Instrument>,
        ceiling_minor: i64,
        ends_at: Timestamp,
    ) -> Id<Mandate> {
        let new = GiveBack {
            mandate: self.id(),
            instrument,
            ceiling_minor,
            ends_at,
            decision: "prp_01kax0000000000000000000ad".to_owned(),
            decision_title: "Give capital back".to_owned(),
        };
        let id = new.mandate;
        self.act(move |tx, now| ownership::give_back_by_decision(tx, &new, now)).await.unwrap();
        id
    }

    async fn mandate_from(
        &self,
        kind: MandateKind,
        fund: i64,
        ceiling_minor: i64,
        starts_at: Timestamp,
        ends_at: Timestamp,
    ) -> Id<Mandate> {
        let new = NewMandate {
            id: self.id(),
            kind,
            fund,
            purpose: "Give capital back".to_owned(),
            ceiling_minor,
            each_minor: None,
            starts_at,
            ends_at,
            carried_by: None,
            decision: "prp_01kax0000000000000000000ad".to_owned(),
            decision_title: "Give capital back".to_owned(),
        };
        let id = new.id;
        self.act(move |tx, now| spending::grant_mandate(tx, &new, now)).await.unwrap();
        id
    }

    pub(crate) fn parting(
        &self,
        kind: PartingKind,
        instrument: Id<Instrument>,
        holder: Id<Member>,
        units: i64,
    ) -> AskParting {
        let (reason, heirs) = ("She moved away".to_owned(), Vec::new());
        // Of a legacy: she died, and there is a paper.
        let died = kind == PartingKind::Legacy;
        let files = if died { vec![self.paper("0")] } else { Vec::new() };
        let died_on = died.then(|| self.now());
        AskParting {
            id: self.id(),
            kind,
            instrument,
            holder,
            units,
            reason,
            heirs,
            died_on,
            files,
            key: None,
        }
    }

    pub(crate) fn paper(&self, contents: &str) -> files::NewFile {
        files::NewFile {
            id: self.id(),
            sha256: format!("{contents:0>64}"),
            size_bytes: 10,
            media_type: "image/png".to_owned(),
            name: "paper.png".to_owned(),
        }
    }

    pub(crate) async fn inherit(
        &self,
        by: Id<Member>,
        parting: Id<Parting>,
        risk_read: Option<i64>,
    ) -> Result<PartedWith, No> {
        let input = ops::AcceptLegacy { parting, risk_read, key: None };
        self.act(move |tx, now| ops::accept_legacy(tx, by, &input, now)).await
    }

    pub(crate) async fn ask_out(&self, by: Id<Member>, input: AskParting) -> Result<Id<Parting>, No> {
        let done = self.act(move |tx, now| ops::ask_parting(tx, by, &input, now)).await;
        done.map(|done| done.parting)
    }

    pub(crate) fn word(&self, parting: Id<Parting>, mandate: Option<Id<Mandate>>) -> DecideParting {
        DecideParting { parting, mandate, expense: self.id(), reason: "Not now".to_owned(), key: None }
    }

    pub(crate) async fn consent(&self, by: Id<Member>, input: DecideParting) -> Result<PartedWith, No> {
        self.act(move |tx, now| ops::consent_parting(tx, by, &input, now)).await
    }

    async fn deny(&self, by: Id<Member>, input: DecideParting) -> Result<PartedWith, No> {
        self.act(move |tx, now| ops::refuse_parting(tx, by, &input, now)).await
    }

    pub(crate) async fn leave(&self, member: Id<Member>) {
        let input = LeaveInput { actor: member, member, reason: String::new() };
        self.act(move |tx, now| leave(tx, &input, now)).await.unwrap();
    }

    /// By the person's own account, and past probation again.
    async fn come_back(&self, member: Id<Member>) {
        let (person, random) =
            (self.find::<community::Member>((self.community, member)).await.person_id.unwrap(), 99);
        let id = self.id();
        self.act(move |tx, now| {
            let new = NewMember { id, person: Some(person), display_name: "Chen".to_owned(), random };
            community::admit(tx, person, &new, now)
        })
        .await
        .unwrap();
    }

    /// Fay, past probation; everybody else is by then, too.
    async fn another_treasurer(&self) -> Id<Member> {
        let fay = self.member("Fay").await;
        self.clock.advance(DAY * 30);
        self.grant(fay, Role::Treasurer).await;
        fay
    }

    async fn call_off(&self, by: Id<Member>, input: DecideParting) -> Result<PartedWith, No> {
        self.act(move |tx, now| ops::withdraw_parting(tx, by, &input, now)).await
    }
}

testkit::both_engines! {
    /// Asked by the holder, approved by the treasurer under a mandate: what was put in is owed, the units are gone and can be
    /// issued again.
    async fn the_fund_gives_back_what_was_put_in(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        let mandate = world.mandate(oven, 12_000, world.now().plus(DAY * 30)).await;
        let asked = world.ask_out(world.chen, world.parting(PartingKind::BuyBack, oven, world.chen, 2)).await.unwrap();
        assert_eq!(world.held(oven, world.chen).await, (3, 2, 15_000));
        let done = world.consent(world.treasurer, world.word(asked, Some(mandate))).await.unwrap();
        assert_eq!((done.state, done.entry), (PartingState::Done, Some(2)));
        assert_eq!(world.held(oven, world.chen).await, (1, 0, 5_000));
        assert_eq!(world.balance(AccountKey::capital(1, CNY)).await, 5_000);
        assert_eq!(world.balance(AccountKey::owed(world.chen, CNY)).await, 10_000);
        assert_eq!(world.instrument(oven).await.units_issued, 1);
        let row = world.find::<Parting>((world.community, asked)).await;
        assert_eq!((row.amount_minor, row.expense.is_some(), row.decided_by), (Some(10_000), true, Some(world.treasurer)));
        assert_eq!(world.find::<Mandate>((world.community, mandate)).await.spent_minor, 10_000);
        // Every member reads the expense: not of what, nor how many.
        let told = world.find::<Expense>((world.community, row.expense.unwrap())).await.what;
        assert_eq!(told, "Buy-back No. 1");
        world.assert_whole().await;
    }

    /// Each way to be told why not.
    async fn buying_back_answers(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let gift = world.make(InstrumentKind::Donation).await;
        world.hold(world.chen, oven, 2).await;
        let ask = |units| world.parting(PartingKind::BuyBack, oven, world.chen, units);
        let (dan, outsider) = (world.dan, world.id::<Member>());
        let work = Origin::new(OriginKind::Contribution, "ctb_01kax0000000000000000000aa");
        let new = Issue { instrument: oven, holder: dan, units: 1, paid_minor: 0, origin: work, entry: None };
        world.act(move |tx, now| ownership::issue(tx, &new, now)).await.unwrap();
        for (by, input, answer) in [
            (outsider, ask(1), No::NotAMember),
            (world.steward, ask(1), No::NotYours),
            (world.chen, AskParting { reason: " ".into(), ..ask(1) }, No::ReasonMissing),
            (world.chen, AskParting { reason: "保证回报".into(), ..ask(1) }, No::PromisesReturn),
            (world.chen, AskParting { instrument: gift, ..ask(1) }, No::NotHeld),
            (world.chen, AskParting { instrument: world.id(), ..ask(1) }, No::NoSuchInstrument),
            (world.chen, ask(0), No::UnitsNotPositive),
            (world.chen, ask(3), No::NotEnoughHeld),
            (world.dan, world.parting(PartingKind::BuyBack, oven, world.dan, 1), No::NothingPutIn),
        ] {
            assert_eq!(world.ask_out(by, input).await, Err(answer));
        }
        let asked = world.ask_out(world.chen, ask(2)).await.unwrap();
        assert_eq!(world.ask_out(world.chen, ask(1)).await, Err(No::NotEnoughHeld));
        let later = world.now().plus(DAY * 9);
        let (small, good) = (world.mandate(oven, 9_999, later).await, world.mandate(oven, 20_000, later).await);
        world.act(|tx, now| ledger::open_fund(tx, ledger::FundKind::Project, "Hall", now)).await.unwrap();
        let other = world.mandate_from(MandateKind::Spending, 2, 20_000, world.now(), later).await;
        let early = world.mandate_from(MandateKind::Capital, 1, 20_000, world.now().plus(DAY), later).await;
        let permits = CapitalMandate {
            community_id: world.community,
            mandate_id: early,
            instrument_id: oven,
            decision: "prp_01kax0000000000000000000ad".to_owned(),
            made_at_us: world.now(),
        };
        world.act(move |tx, _| tx.insert(&permits).map_err(OpError::<()>::from)).await.unwrap();
        // Of the same fund and large enough, but decided for planters; and for capital, but another's.
        let planters = world.mandate_from(MandateKind::Spending, 1, 20_000, world.now(), later).await;
        let mill = world.make(InstrumentKind::MemberCapital).await;
        let of_mill = world.mandate(mill, 20_000, later).await;
        for (by, input, answer) in [
            (world.treasurer, world.word(world.id(), Some(good)), No::NoSuchParting),
            (world.dan, world.word(asked, Some(good)), No::NotAllowed),
            (world.treasurer, world.word(asked, None), No::NoSuchMandate),
            (world.treasurer, world.word(asked, Some(world.id())), No::NoSuchMandate),
            (world.treasurer, world.word(asked, Some(other)), No::OtherFund),
            (world.treasurer, world.word(asked, Some(planters)), No::MandateNotForThis),
            (world.treasurer, world.word(asked, Some(of_mill)), No::MandateNotForThis),
            (world.treasurer, world.word(asked, Some(small)), No::AboveCeiling),
            (world.treasurer, world.word(asked, Some(early)), No::MandateNotBegun),
        ] {
            assert_eq!(world.consent(by, input).await, Err(answer));
        }
        world.grant(world.chen, Role::Treasurer).await;
        assert_eq!(world.consent(world.chen, world.word(asked, Some(good))).await, Err(No::OwnMatter));
        world.clock.advance(DAY * 9);
        assert_eq!(world.consent(world.treasurer, world.word(asked, Some(good))).await, Err(No::MandateEnded));
        let unsaid = DecideParting { reason: String::new(), ..world.word(asked, None) };
        assert_eq!(world.deny(world.treasurer, unsaid).await, Err(No::ReasonMissing));
        assert_eq!(world.call_off(world.treasurer, world.word(asked, None)).await, Err(No::NotYours));
        world.deny(world.treasurer, world.word(asked, None)).await.unwrap();
        assert_eq!(world.held(oven, world.chen).await, (2, 0, 10_000));
        assert_eq!(world.deny(world.treasurer, world.word(asked, None)).await, Err(No::WrongState));
        let again = world.ask_out(world.chen, ask(2)).await.unwrap();
        assert_eq!(world.call_off(world.chen, world.word(again, None)).await.unwrap().state, PartingState::Withdrawn);
        world.assert_whole().await;
    }

    /// A decision to give capital back needs an instrument that is held, a sum, and an end that is still to come.
    async fn giving_back_is_decided_of_what_is_held(world: World) {
        let (oven, gift) = (world.make(InstrumentKind::MemberCapital).await, world.make(InstrumentKind::Donation).await);
        let good = GiveBack {
            mandate: world.id(),
            instrument: oven,
            ceiling_minor: 1,
            ends_at: world.now().plus(DAY),
            decision: "prp_01kax0000000000000000000ad".to_owned(),
            decision_title: String::new(),
        };
        for (new, answer) in [
            (GiveBack { instrument: world.id(), ..good.clone() }, Err(No::NoSuchInstrument)),
            (GiveBack { instrument: gift, ..good.clone() }, Err(No::NotHeld)),
            (GiveBack { ceiling_minor: 0, ..good.clone() }, Err(No::TermsUnfit)),
            (GiveBack { ends_at: world.now(), ..good.clone() }, Err(No::TermsUnfit)),
            (GiveBack { decision: " ".to_owned(), ..good.clone() }, Err(No::DecisionMissing)),
            (good.clone(), Ok(1)),
        ] {
            assert_eq!(world.act(move |tx, now| ownership::give_back_by_decision(tx, &new, now)).await, answer);
        }
        let made = world.find::<Mandate>((world.community, good.mandate)).await;
        assert_eq!((made.purpose.as_str(), made.fund, made.ceiling_minor), ("Give back capital of “Oven”", 1, 1));
    }

    /// Spent, the fund cannot give it back: refused, and nothing moves.
    async fn what_the_fund_has_spent_is_not_given_back(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 2).await;
        let mandate = world.mandate(oven, 20_000, world.now().plus(DAY * 9)).await;
        let (spent, payee) = (world.mandate_from(MandateKind::Spending, 1, 5_000, world.now(), world.now().plus(DAY * 9)).await, world.dan);
        world.act(move |tx, now| {
            let entry = ledger::NewEntry {
                kind: "expense",
                happened_at: now,
                recorded_at: now,
                cause: ledger::Cause::new("expense", "exp_01kax0000000000000000000aa"),
                parent: None,
                mandate: Some(spent.to_string()),
                reverses: None,
                postings: vec![(AccountKey::purchases(1, CNY), 5_000), (AccountKey::owed(payee, CNY), -5_000)],
            };
            ledger::post(tx, &entry)
        }).await.unwrap();
        let asked = world.ask_out(world.chen, world.parting(PartingKind::BuyBack, oven, world.chen, 2)).await.unwrap();
        assert_eq!(world.consent(world.treasurer, world.word(asked, Some(mandate))).await, Err(No::FundTooSmall));
        assert_eq!(world.held(oven, world.chen).await, (2, 2, 10_000));
    }

    /// A decision says that they lapse; who left is given notice; a month later somebody else consents. What was put in stays.
    async fn units_of_who_left_lapse(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 2).await;
        let lapse = || world.parting(PartingKind::Lapse, oven, world.chen, 2);
        assert_eq!(world.ask_out(world.treasurer, lapse()).await, Err(No::NotAllowed));
        assert_eq!(world.ask_out(world.steward, lapse()).await, Err(No::NeverLapses));
        world.rule(oven, 14, Some(10)).await.unwrap();
        assert_eq!(world.ask_out(world.steward, lapse()).await, Err(No::HolderStays));
        // At a price that nobody pays: it ends with the notice, and keeps nothing from lapsing.
        let dear = world.offer(world.chen, world.offering(oven, 2, None)).await.unwrap();
        world.leave(world.chen).await;
        world.clock.advance(DAY * 9);
        assert_eq!(world.ask_out(world.steward, lapse()).await, Err(No::LapsesLater));
        world.clock.advance(DAY);
        assert_eq!(world.find::<ShareTransfer>((world.community, dear)).await.state.code(), "offered");
        let asked = world.ask_out(world.steward, lapse()).await.unwrap();
        assert_eq!(world.find::<ShareTransfer>((world.community, dear)).await.state.code(), "withdrawn");
        assert_eq!(world.held(oven, world.chen).await, (2, 2, 10_000));
        assert_eq!(world.consent(world.treasurer, world.word(asked, None)).await, Err(No::NoticeRuns));
        world.clock.advance(DAY * 30);
        assert_eq!(world.consent(world.steward, world.word(asked, None)).await, Err(No::OwnMatter));
        world.consent(world.treasurer, world.word(asked, None)).await.unwrap();
        assert_eq!(world.held(oven, world.chen).await, (0, 0, 0));
        let row = world.instrument(oven).await;
        assert_eq!((row.units_issued, row.capital_left_minor), (0, 10_000));
        assert_eq!(world.balance(AccountKey::capital(1, CNY)).await, 10_000);
        world.assert_whole().await;
    }

    /// Who held them is gone: a steward names the heirs, a treasurer consents who inherits nothing. Without heirs they lapse as a
    /// decision says, after a notice.
    async fn heirs_take_over_what_was_left_behind(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        let fay = world.another_treasurer().await;
        let left = |heirs: &[(Id<Member>, i64)]| {
            AskParting { heirs: heirs.to_vec(), ..world.parting(PartingKind::Legacy, oven, world.chen, 3) }
        };
        let fair = [(world.dan, 2), (world.treasurer, 1)];
        assert_eq!(world.ask_out(world.steward, left(&fair)).await, Err(No::HolderStays));
        world.leave(world.chen).await;
        let gus = world.member("Gus").await;
        for (heirs, answer) in [
            (vec![(world.dan, 2)], No::HeirsDiffer),
            (vec![(world.dan, 2), (world.dan, 1)], No::HeirTwice),
            (vec![(gus, 3)], No::TakerGone),
            (vec![(world.dan, 1), (world.steward, 2)], No::OwnMatter),
        ] {
            assert_eq!(world.ask_out(world.steward, left(&heirs)).await, Err(answer));
        }
        world.hold(world.dan, oven, 3).await;
        let asked = world.ask_out(world.steward, left(&fair)).await.unwrap();
        assert_eq!(world.consent(fay, world.word(asked, None)).await, Err(No::NoticeRuns));
        world.clock.advance(DAY * 30);
        for heir in [world.dan, world.treasurer] {
            assert_eq!(world.consent(fay, world.word(asked, None)).await, Err(No::HeirsPending));
            world.inherit(heir, asked, Some(1)).await.unwrap();
        }
        assert_eq!(world.consent(world.treasurer, world.word(asked, None)).await, Err(No::OwnMatter));
        assert_eq!(world.deny(world.treasurer, world.word(asked, None)).await, Err(No::OwnMatter));
        assert_eq!(world.consent(fay, world.word(asked, None)).await, Err(No::AboveEach));
        world.call_off(world.steward, world.word(asked, None)).await.unwrap();
        let fair = [(world.dan, 1), (world.treasurer, 2)];
        let asked = world.ask_out(world.steward, left(&fair)).await.unwrap();
        world.clock.advance(DAY * 30);
        for heir in [world.dan, world.treasurer] {
            world.inherit(heir, asked, Some(1)).await.unwrap();
        }
        world.consent(fay, world.word(asked, None)).await.unwrap();
        assert_eq!(world.held(oven, world.chen).await, (0, 0, 0));
        assert_eq!((world.held(oven, world.dan).await, world.held(oven, world.treasurer).await), ((4, 0, 20_000), (2, 0, 10_000)));
        world.assert_whole().await;
        world.leave(world.dan).await;
        let rest = || world.parting(PartingKind::Legacy, oven, world.dan, 4);
        assert_eq!(world.ask_out(world.steward, rest()).await, Err(No::NeverLapses));
        world.rule(oven, 14, Some(10)).await.unwrap();
        assert_eq!(world.ask_out(world.steward, rest()).await, Err(No::LapsesLater));
        world.clock.advance(DAY * 10);
        let asked = world.ask_out(world.steward, rest()).await.unwrap();
        assert_eq!(world.consent(fay, world.word(asked, None)).await, Err(No::NoticeRuns));
        world.clock.advance(DAY * 30);
        world.consent(fay, world.word(asked, None)).await.unwrap();
        assert_eq!(world.instrument(oven).await.capital_left_minor, 20_000);
        world.assert_whole().await;
    }

    /// Behind a company that inherits, one neither asks nor consents; nor where one came to stand behind it in between.
    async fn who_stands_behind_an_heir_stays_out(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        let fay = world.another_treasurer().await;
        world.grant(fay, Role::Steward).await;
        world.leave(world.chen).await;
        let mill = world.eve;
        let left = || AskParting { heirs: vec![(mill, 3)], ..world.parting(PartingKind::Legacy, oven, world.chen, 3) };
        world.behind(fay, mill, &[(world.steward, 1, 1)]).await.unwrap();
        assert_eq!(world.ask_out(world.steward, left()).await, Err(No::OwnMatter));
        let asked = world.ask_out(fay, left()).await.unwrap();
        world.inherit(mill, asked, Some(1)).await.unwrap();
        world.clock.advance(DAY * 30);
        assert_eq!(world.consent(world.steward, world.word(asked, None)).await, Err(No::OwnMatter));
        world.grant(world.dan, Role::Steward).await;
        world.behind(world.dan, mill, &[(fay, 1, 1)]).await.unwrap();
        assert_eq!(world.consent(world.treasurer, world.word(asked, None)).await, Err(No::OwnMatter));
        world.behind(world.steward, mill, &[(world.dan, 1, 1)]).await.unwrap();
        world.consent(world.treasurer, world.word(asked, None)).await.unwrap();
        assert_eq!(world.held(oven, mill).await, (3, 0, 15_000));
        world.assert_whole().await;
    }

    /// Nobody is there who could come back: without heirs they go to the fund at once.
    async fn of_an_erased_person_without_heirs(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        let person = world.find::<community::Member>((world.community, world.chen)).await.person_id.unwrap();
        world.act(move |tx, now| community::ops::forget_person::forget_person(tx, person, now)).await.unwrap();
        let rest = world.parting(PartingKind::Legacy, oven, world.chen, 3);
        let asked = world.ask_out(world.steward, rest).await.unwrap();
        world.consent(world.treasurer, world.word(asked, None)).await.unwrap();
        assert_eq!(world.instrument(oven).await.capital_left_minor, 15_000);
        world.assert_whole().await;
    }

    /// Who came back before the consent keeps what they have.
    async fn who_comes_back_keeps_it(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 2).await;
        world.leave(world.chen).await;
        let heirs = vec![(world.dan, 2)];
        let left = AskParting { heirs, ..world.parting(PartingKind::Legacy, oven, world.chen, 2) };
        let asked = world.ask_out(world.steward, left).await.unwrap();
        world.inherit(world.dan, asked, Some(1)).await.unwrap();
        world.clock.advance(DAY * 30);
        world.come_back(world.chen).await;
        assert_eq!(world.consent(world.treasurer, world.word(asked, None)).await, Err(No::HolderStays));
        // And gone again, they have not been given notice of it.
        world.clock.advance(DAY);
        world.leave(world.chen).await;
        assert_eq!(world.consent(world.treasurer, world.word(asked, None)).await, Err(No::HolderStays));
    }

    /// Erased: offers and questions end, words go, what is held stays.
    async fn an_erased_person_leaves_nothing_open(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 4).await;
        let offer = world.offer(world.chen, world.offering(oven, 1, None)).await.unwrap();
        let asked = world.ask_out(world.chen, world.parting(PartingKind::BuyBack, oven, world.chen, 2)).await.unwrap();
        for _ in 0..2 {
            let chen = world.chen;
            world.act(move |tx, _| forget_member(tx, chen)).await.unwrap();
        }
        assert_eq!(world.held(oven, world.chen).await, (4, 0, 20_000));
        let (offer, asked) = (
            world.find::<ShareTransfer>((world.community, offer)).await,
            world.find::<Parting>((world.community, asked)).await,
        );
        assert_eq!(offer.state.code(), "withdrawn");
        assert_eq!((asked.state, asked.reason.as_str()), (PartingState::Withdrawn, ""));
        world.assert_whole().await;
    }

    /// Erased, who is only named in a deal of two others does not end it; what an erased taker took up is open to others again.
    async fn erasing_one_leaves_the_deals_of_others(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 4).await;
        let (chen, dan, treasurer) = (world.chen, world.dan, world.treasurer);
        let between = world.offer(chen, world.offering(oven, 1, Some(dan))).await.unwrap();
        world.take(treasurer, between, Some(1)).await.unwrap();
        let untaken = world.offer(chen, world.offering(oven, 1, Some(dan))).await.unwrap();
        let taken = world.offer(chen, world.offering(oven, 1, None)).await.unwrap();
        world.take(dan, taken, Some(1)).await.unwrap();
        for _ in 0..2 {
            world.act(move |tx, _| forget_member(tx, dan)).await.unwrap();
        }
        for (offer, state, taker) in
            [(between, "taken", Some(treasurer)), (untaken, "offered", None), (taken, "offered", None)]
        {
            let row = world.find::<ShareTransfer>((world.community, offer)).await;
            assert_eq!((row.state.code(), row.named, row.taker), (state, None, taker));
        }
        assert_eq!(world.held(oven, chen).await, (4, 3, 20_000));
        world.approve(world.steward, between).await.unwrap();
        world.take(treasurer, taken, Some(1)).await.unwrap();
        world.approve(world.steward, taken).await.unwrap();
        assert_eq!((world.held(oven, chen).await, world.held(oven, treasurer).await), ((2, 1, 10_000), (2, 0, 10_000)));
        world.assert_whole().await;
    }
}
