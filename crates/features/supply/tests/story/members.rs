//! Paying members what they are owed: where to, by two people, once.

use crate::world::{CNY, DAY, World, bank};
use community::role::Role;
use kernel::Id;
use ledger::AccountKey;
use store::IdempotencyKey;
use supply::RunRefused;
use supply::ids::Member;
use supply::ops::{self, BankText, ProposeMembersRun, RunMoved, SetAccount};
use supply::rows::{MemberAccount, MemberBank, PaymentRun};
use supply::run::{RunLineState, RunPays, RunState, VoidReason};

impl World {
    pub(crate) async fn gives(&self, member: Id<Member>, account: &str) -> Result<(), RunRefused> {
        let input = SetAccount { text: bank(account), key: None };
        self.act(move |tx, now| ops::set_account(tx, member, &input, now)).await
    }

    pub(crate) async fn removes(&self, member: Id<Member>) -> Result<(), RunRefused> {
        self.act(move |tx, now| ops::remove_account(tx, member, &None, now)).await
    }

    /// Owed so much, with an account.
    pub(crate) async fn owed(&self, minor: i64) -> Id<Member> {
        let member = self.rich(minor).await;
        self.gives(member, "62220101").await.unwrap();
        member
    }

    pub(crate) async fn pay_members(&self, by: Id<Member>, least_minor: i64) -> Result<RunMoved, RunRefused> {
        let random = (self.ids.count() as u128).to_be_bytes()[6..].try_into().unwrap();
        let input = ProposeMembersRun { id: self.id(), least_minor, random, key: None };
        self.act(move |tx, now| ops::propose_members_run(tx, by, &input, now)).await
    }

    pub(crate) async fn run(&self, run: Id<PaymentRun>) -> PaymentRun {
        self.find::<PaymentRun>((self.community, run)).await
    }

    async fn details(&self, member: Id<Member>, version: i64) -> MemberBank {
        self.find::<MemberBank>((self.community, member, version)).await
    }
}

testkit::both_engines! {
    /// Whoever is owed enough and has said where to is paid all of it; the others wait, and nothing is paid twice.
    async fn members_are_paid_what_they_are_owed(world: World) {
        let before = world.bank_holds().await;
        let (dan, eve) = (world.owed(5_000).await, world.owed(900).await);
        let (without, below) = (world.rich(3_000).await, world.owed(99).await);
        // Of settled sales too, less what has to be given back.
        world.open_with(AccountKey::payable(eve, CNY), 400).await;
        world.move_money(AccountKey::receivable(eve, CNY), 100).await;
        let opened = world.bank_holds().await;
        let run = world.pay_members(world.treasurer, 100).await.unwrap();
        assert_eq!((run.state, run.total_minor), (RunState::Proposed, 6_200));
        let row = world.run(run.run).await;
        assert_eq!((row.pays, row.line_count), (RunPays::Members, 2));
        assert_eq!(world.bank_holds().await, opened, "nothing moves before the second consent");
        let moved = world.consent(world.steward, run.run).await.unwrap();
        assert_eq!((moved.state, moved.total_minor), (RunState::Paid, 6_200));
        assert_eq!(world.bank_holds().await, opened - 6_200);
        for (member, due) in
            [(dan, (0, 0, 0)), (eve, (0, 0, 0)), (without, (3_000, 0, 0)), (below, (99, 0, 0))]
        {
            assert_eq!(world.due(member).await, due);
        }
        assert_eq!(world.consent(world.steward, run.run).await.map(drop), Err(RunRefused::WrongState));
        assert_eq!(world.pay_members(world.treasurer, 100).await.map(drop), Err(RunRefused::NobodyToPay));
        assert!(before < opened);
        world.assert_whole().await;
    }

    /// The bank sent one back: owed again, and paid with the next run.
    async fn what_came_back_is_owed_again(world: World) {
        let dan = world.owed(5_000).await;
        let run = world.pay_members(world.treasurer, 1).await.unwrap().run;
        world.consent(world.steward, run).await.unwrap();
        let held = world.bank_holds().await;
        let moved = world.came_back(world.treasurer, run, 1).await.unwrap();
        assert_eq!((moved.total_minor, world.due(dan).await.0), (0, 5_000));
        assert_eq!(world.bank_holds().await, held + 5_000);
        assert_eq!(world.came_back(world.treasurer, run, 1).await.map(drop), Err(RunRefused::NotPaid));
        world.gives(dan, "62220303").await.unwrap();
        let next = world.pay_members(world.treasurer, 1).await.unwrap().run;
        world.consent(world.steward, next).await.unwrap();
        assert_eq!((world.due(dan).await.0, world.bank_holds().await), (0, held));
        world.assert_whole().await;
    }

    async fn what_proposing_for_members_refuses(world: World) {
        world.owed(5_000).await;
        for (by, least, why) in [
            (world.id(), 1, RunRefused::NotAMember),
            (world.steward, 1, RunRefused::NotAllowed),
            (world.treasurer, 0, RunRefused::SumNotPositive),
            (world.treasurer, -1, RunRefused::SumNotPositive),
            (world.treasurer, i64::MIN, RunRefused::SumNotPositive),
            (world.treasurer, 5_001, RunRefused::NobodyToPay),
        ] {
            assert_eq!(world.pay_members(by, least).await.map(drop), Err(why));
        }
        assert_eq!(world.pay_members(world.treasurer, 5_000).await.map(|run| run.total_minor), Ok(5_000));
    }

    /// Nobody is paid by what they propose or consent to; whoever stands on a run that waits is not put on a second; and
    /// suppliers are paid with the suppliers.
    async fn who_is_left_out(world: World) {
        let dan = world.owed(5_000).await;
        for (member, account) in [(world.treasurer, "62220404"), (world.steward, "62220505"), (world.chen, "62220606")] {
            world.gives(member, account).await.unwrap();
            world.open_with(AccountKey::owed(member, CNY), 1_000).await;
        }
        let run = world.pay_members(world.treasurer, 1).await.unwrap();
        assert_eq!(run.total_minor, 6_000, "Dan and the steward");
        world.open_with(AccountKey::owed(dan, CNY), 300).await;
        assert_eq!(world.pay_members(world.treasurer, 1).await.map(drop), Err(RunRefused::NobodyToPay));
        let moved = world.consent(world.steward, run.run).await.unwrap();
        assert_eq!(moved.total_minor, 5_000);
        assert_eq!((world.due(dan).await.0, world.due(world.steward).await.0), (300, 1_000));
        let mut own = Vec::new();
        for number in 1..=2 {
            own.push(world.run_line(run.run, number).await);
        }
        own.retain(|line| line.member == world.steward);
        assert_eq!((own[0].state, own[0].void_reason), (RunLineState::Void, Some(VoidReason::OwnConsent)));
        // A run that would pay nobody but whoever consents.
        world.removes(dan).await.unwrap();
        let alone = world.pay_members(world.treasurer, 1).await.unwrap().run;
        assert_eq!(world.consent(world.steward, alone).await.map(drop), Err(RunRefused::NothingLeft));
        assert_eq!(world.consent(world.treasurer, alone).await.map(drop), Err(RunRefused::OwnRun));
        world.call_off(world.steward, alone, "it is mine").await.unwrap();
        // A supplier who is closed is a member like others.
        let closed = ops::KeepSupplier { is_open: false, ..world.keep(world.supplier, None) };
        world.edit(world.steward, closed).await.unwrap();
        assert_eq!(world.pay_members(world.treasurer, 1).await.map(|run| run.total_minor), Ok(2_000));
        world.assert_whole().await;
    }

    /// A company's money is its owner's own matter: their run leaves it out, and where they come to stand behind it while the run
    /// waits, its line is void and the others are paid.
    async fn a_company_of_who_proposes_is_left_out(world: World) {
        let (dan, company) = (world.owed(5_000).await, world.owed(700).await);
        let stands = |before: Vec<Id<Member>>, now: Vec<Id<Member>>| {
            world.act(move |tx, _| Ok::<_, store::OpError<()>>(community::name_behind(tx, company, &before, &now)?))
        };
        stands(vec![], vec![world.treasurer]).await.unwrap();
        let first = world.pay_members(world.treasurer, 1).await.unwrap();
        assert_eq!(first.total_minor, 5_000);
        world.call_off(world.steward, first.run, "once more").await.unwrap();
        stands(vec![world.treasurer], vec![]).await.unwrap();
        let run = world.pay_members(world.treasurer, 1).await.unwrap();
        assert_eq!(run.total_minor, 5_700);
        stands(vec![], vec![world.treasurer]).await.unwrap();
        assert_eq!(world.consent(world.steward, run.run).await.unwrap().total_minor, 5_000);
        assert_eq!((world.due(dan).await.0, world.due(company).await.0), (0, 700));
        for number in 1..=2 {
            let line = world.run_line(run.run, number).await;
            let own = (line.member == company).then_some(VoidReason::OwnProposal);
            assert_eq!(line.void_reason, own);
        }
        world.assert_whole().await;
    }

    /// Changed or removed between the two consents: not paid. What was spent meanwhile: neither.
    async fn a_line_is_void_where_something_changed(world: World) {
        let [changes, removes, spends, stays] =
            [world.owed(1_000).await, world.owed(2_000).await, world.owed(3_000).await, world.owed(4_000).await];
        let run = world.pay_members(world.treasurer, 1).await.unwrap().run;
        world.gives(changes, "62229999").await.unwrap();
        world.removes(removes).await.unwrap();
        world.move_money(AccountKey::receivable(spends, CNY), 1).await;
        assert_eq!(world.consent(world.steward, run).await.unwrap().total_minor, 4_000);
        for number in 1..=4 {
            let line = world.run_line(run, number).await;
            let expected = match line.member {
                member if member == stays => None,
                member if member == spends => Some(VoidReason::LessDue),
                _ => Some(VoidReason::BankChanged),
            };
            assert_eq!(line.void_reason, expected);
        }
        // Who was left out can be paid anew.
        assert_eq!(world.pay_members(world.treasurer, 1).await.map(|run| run.total_minor), Ok(3_999));
        world.assert_whole().await;
    }

    /// What is used no longer goes; what was paid to stays with the payment, until the person is erased.
    async fn details_are_kept_no_longer_than_needed(world: World) {
        let dan = world.owed(1_000).await;
        world.gives(dan, "62220202").await.unwrap();
        assert_eq!(world.details(dan, 1).await.account, "", "nothing was paid to the first");
        // Typed otherwise, it is the same.
        world.gives(dan, "6222-0202").await.unwrap();
        assert_eq!(world.find::<MemberAccount>((world.community, dan)).await.version_count, 2);
        let run = world.pay_members(world.treasurer, 1).await.unwrap().run;
        world.consent(world.steward, run).await.unwrap();
        world.removes(dan).await.unwrap();
        world.removes(dan).await.unwrap();
        assert_eq!(world.details(dan, 2).await.account, "62220202");
        assert_eq!(world.find::<MemberAccount>((world.community, dan)).await.version, 0);
        world.gives(dan, "62220303").await.unwrap();
        world.act(move |tx, _| ops::forget_member(tx, dan)).await.unwrap();
        for version in 1..=3 {
            let row = world.details(dan, version).await;
            assert_eq!(row.text(), BankText::default(), "{version}");
        }
        assert_eq!(world.find::<MemberAccount>((world.community, dan)).await.version, 0);
        world.assert_whole().await;
    }

    async fn what_an_account_refuses(world: World) {
        let give = |by, text| {
            let input = SetAccount { text, key: None };
            world.act(move |tx, now| ops::set_account(tx, by, &input, now))
        };
        let sound = || bank("62220000");
        let dan = world.member("Dan").await;
        for (by, text, why) in [
            (world.id(), sound(), RunRefused::NotAMember),
            (dan, BankText { holder: " ".into(), ..sound() }, RunRefused::HolderMissing),
            (dan, BankText { bank: "\n".into(), ..sound() }, RunRefused::BankMissing),
            (dan, BankText { holder: "名".repeat(71), ..sound() }, RunRefused::BankTooLong),
            (dan, BankText { account: "GB82WEST12345698765431".into(), ..sound() }, RunRefused::AccountMalformed),
            (dan, BankText { bic: "X".into(), ..sound() }, RunRefused::AccountMalformed),
        ] {
            assert_eq!(give(by, text).await, Err(why));
        }
        assert_eq!(give(dan, sound()).await, Ok(()));
        assert_eq!(world.removes(world.id()).await, Err(RunRefused::NotAMember));
    }

    /// A second click is told what the first did; the key for something else is refused.
    async fn keys_of_paying_members(world: World) {
        world.owed(5_000).await;
        let by = world.treasurer;
        let key = |operation, input: &str| Some(IdempotencyKey::of(by.as_str(), "click", operation, &input).unwrap());
        let propose = |least_minor: i64| {
            let key = key("propose_members_run", &least_minor.to_string());
            let input = ProposeMembersRun { id: world.id(), least_minor, random: [7; 10], key };
            world.act(move |tx, now| ops::propose_members_run(tx, by, &input, now))
        };
        let first = propose(1).await.unwrap();
        assert_eq!(propose(1).await, Ok(first));
        assert_eq!(propose(2).await, Err(RunRefused::KeyReused));
        let give = |account: &str| {
            let input = SetAccount { text: bank(account), key: key("set_account", account) };
            world.act(move |tx, now| ops::set_account(tx, by, &input, now))
        };
        assert_eq!(give("62220000").await, Err(RunRefused::KeyReused), "the click was another request");
        let remove = key("remove_account", "");
        assert_eq!(world.act(move |tx, now| ops::remove_account(tx, by, &remove, now)).await, Err(RunRefused::KeyReused));
    }

    /// Random weeks: what has left the bank is what stands on paid lines, and everybody is owed the rest.
    async fn money_is_conserved_over_random_weeks(world: World) {
        let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
        let mut random = |below: u64| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed % below) as i64
        };
        let mut members = Vec::new();
        for _ in 0..6 {
            members.push(world.owed(1).await);
        }
        let (mut given, mut runs, start) = (6, Vec::new(), world.bank_holds().await - 6);
        for week in 0..12 {
            for member in &members {
                if random(3) > 0 {
                    let minor = 1 + random(2_000);
                    world.open_with(AccountKey::owed(*member, CNY), minor).await;
                    given += minor;
                }
            }
            let run = world.pay_members(world.treasurer, 1 + random(2_500)).await;
            match random(4) {
                0 => world.removes(members[random(6) as usize]).await.unwrap(),
                1 => world.gives(members[random(6) as usize], &format!("622200{}", 10 + week)).await.unwrap(),
                _ => {}
            }
            if let Ok(run) = run {
                match world.consent(world.steward, run.run).await {
                    Ok(_) => runs.push(run.run),
                    Err(why) => {
                        assert_eq!(why, RunRefused::NothingLeft);
                        world.call_off(world.treasurer, run.run, "nobody is left").await.unwrap();
                    }
                }
            }
            if random(2) == 0 && !runs.is_empty() {
                let run = runs[random(runs.len() as u64) as usize];
                let back = world.came_back(world.treasurer, run, 1).await.map(drop);
                assert!(matches!(back, Ok(()) | Err(RunRefused::NotPaid)), "{back:?}");
            }
            world.clock.advance(DAY * 7);
        }
        assert!(runs.len() > 3, "the story pays");
        let (mut paid, mut owed) = (0, 0);
        for run in &runs {
            paid += world.run(*run).await.total_minor;
        }
        for member in &members {
            owed += world.due(*member).await.0;
        }
        assert_eq!((owed + paid, world.bank_holds().await), (given, start + given - paid));
        world.assert_whole().await;
    }

    /// Whoever proposed it lays down the office before the second consent.
    async fn the_first_consent_is_asked_again_for_members(world: World) {
        world.owed(5_000).await;
        let run = world.pay_members(world.treasurer, 1).await.unwrap().run;
        world.role(world.treasurer, Role::Treasurer, false).await;
        assert_eq!(world.consent(world.steward, run).await.map(drop), Err(RunRefused::ProposerMayNot));
        world.assert_whole().await;
    }
}
