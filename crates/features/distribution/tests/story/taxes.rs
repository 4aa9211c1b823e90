//! What was withheld reaches the office that it is for, once, by two, and can be put right.

use crate::world::{CNY, World};
use community::role::Role;
use distribution::TaxRefused as No;
use distribution::ids::{Member, tax_of};
use distribution::ops::{self, Frozen, MoveTax, TaxMoved, TaxStep};
use distribution::rule::{Basis, Preset, Rule, TaxLine};
use distribution::tax::TaxState;
use kernel::Id;
use ledger::{AccountKey, Cause, NewEntry};
use store::IdempotencyKey;

impl World {
    async fn tax(&self, by: Id<Member>, of: &Frozen, line: i64, step: TaxStep) -> Result<TaxMoved, No> {
        let input = MoveTax { distribution: of.distribution, line, step, key: None };
        self.act(move |tx, now| ops::move_tax(tx, by, &input, now)).await
    }

    async fn waits_for_office(&self, of: &Frozen) -> i64 {
        self.balance(AccountKey::held(tax_of(of.distribution), CNY)).await
    }

    /// Out of the bank, without a fund having less.
    async fn to_cash(&self, minor: i64) {
        self.act(move |tx, now| {
            let entry = NewEntry {
                kind: "transfer",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("receipt", "rct_01kax0000000000000000000aa"),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::cash(CNY), minor), (AccountKey::bank(CNY), -minor)],
            };
            ledger::post(tx, &entry)
        })
        .await
        .unwrap();
    }

    /// Four share 8,000 by head; a tenth is kept for one tax, a twentieth for another.
    async fn withheld(&self) -> Frozen {
        self.earn(1, 8_000).await.unwrap();
        let month = self.close_month().await;
        let mut rule = Rule::preset(Preset::Sponsorship, None, None);
        let line = |name: &str, parts| TaxLine::new(name, parts, &[Basis::PerHead]);
        rule.taxes = vec![line("个税", 1_000), line("附加", 500)];
        let simulated = self.simulate(month, 1, &rule).await.unwrap();
        self.freeze(simulated).await
    }
}

fn ask(office: &str) -> TaxStep {
    TaxStep::Ask { office: office.to_owned(), reference: "2026-07".to_owned() }
}

fn back(attempt: i64, reason: &str) -> TaxStep {
    TaxStep::TakeBack { attempt, reason: reason.to_owned() }
}

testkit::both_engines! {
    async fn withheld_tax_is_paid_once_by_two_and_put_right(world: World) {
        let (steward, treasurer) = (world.steward, world.treasurer);
        let frozen = world.withheld().await;
        assert_eq!(world.tax(treasurer, &frozen, 1, ask("税务局")).await, Err(No::NotDecided));
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.waits_for_office(&frozen).await, 800 + 400);
        assert!(world.distribution(frozen.distribution).await.tax_open);
        let bank = world.balance(AccountKey::bank(CNY)).await;

        assert_eq!(world.tax(steward, &frozen, 1, ask("税务局")).await, Err(No::NotAllowed), "who approves asks for nothing");
        assert_eq!(world.tax(treasurer, &frozen, 3, ask("税务局")).await, Err(No::NoSuchTax));
        assert_eq!(world.tax(treasurer, &frozen, 0, ask("税务局")).await, Err(No::NoSuchTax));
        assert_eq!(world.tax(treasurer, &frozen, 1, ask(" ")).await, Err(No::OfficeUnfit));
        let long = TaxStep::Ask { office: "税务局".to_owned(), reference: "7".repeat(81) };
        assert_eq!(world.tax(treasurer, &frozen, 1, long).await, Err(No::ReferenceTooLong), "never cut");
        assert_eq!(world.tax(steward, &frozen, 1, TaxStep::Consent { attempt: 1 }).await, Err(No::NotAsked));
        assert_eq!(world.tax(treasurer, &frozen, 1, back(1, "x")).await, Err(No::NotPaid));
        let asked = world.tax(treasurer, &frozen, 1, ask("税务局")).await.unwrap();
        assert_eq!((asked.attempt, asked.state, asked.amount_minor), (1, TaxState::Proposed, 800));
        assert_eq!(world.tax(treasurer, &frozen, 1, ask("税务局")).await, Err(No::AlreadyAsked));
        assert_eq!(world.waits_for_office(&frozen).await, 1_200, "nothing moves before somebody else agrees");
        assert_eq!(world.tax(treasurer, &frozen, 1, TaxStep::Consent { attempt: 1 }).await, Err(No::OwnPayment));
        assert_eq!(world.tax(world.chen, &frozen, 1, TaxStep::Consent { attempt: 1 }).await, Err(No::NotAllowed));
        // Called off, and asked for anew: who looked at the first one consents to nothing.
        world.tax(steward, &frozen, 1, TaxStep::Withdraw).await.unwrap();
        world.tax(treasurer, &frozen, 1, ask("Chen's cousin")).await.unwrap();
        assert_eq!(world.tax(steward, &frozen, 1, TaxStep::Consent { attempt: 1 }).await, Err(No::OtherAttempt));
        world.tax(steward, &frozen, 1, TaxStep::Withdraw).await.unwrap();
        assert_eq!(world.tax(steward, &frozen, 1, TaxStep::Withdraw).await, Err(No::NotAsked));
        world.tax(treasurer, &frozen, 1, ask("税务局")).await.unwrap();
        let paid = world.tax(steward, &frozen, 1, TaxStep::Consent { attempt: 3 }).await.unwrap();
        assert_eq!((paid.state, paid.entry.is_some()), (TaxState::Paid, true));
        assert_eq!(world.waits_for_office(&frozen).await, 400);
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, bank - 800);
        assert_eq!(world.tax(steward, &frozen, 1, TaxStep::Consent { attempt: 3 }).await, Err(No::AlreadyPaid));
        assert_eq!(world.tax(treasurer, &frozen, 1, ask("税务局")).await, Err(No::AlreadyPaid));
        world.assert_sound().await;

        // The bank sent it back.
        assert_eq!(world.tax(treasurer, &frozen, 1, back(3, " ")).await, Err(No::ReasonMissing));
        assert_eq!(world.tax(treasurer, &frozen, 1, back(1, "sent back")).await, Err(No::OtherAttempt));
        world.tax(treasurer, &frozen, 1, back(3, "sent back")).await.unwrap();
        assert_eq!((world.waits_for_office(&frozen).await, world.balance(AccountKey::bank(CNY)).await), (1_200, bank));
        assert_eq!(world.tax(treasurer, &frozen, 1, back(3, "again")).await, Err(No::NotPaid));
        world.assert_sound().await;
        for (line, attempt) in [(1, 4), (2, 1)] {
            assert!(world.distribution(frozen.distribution).await.tax_open);
            world.tax(treasurer, &frozen, line, ask("税务局")).await.unwrap();
            world.tax(steward, &frozen, line, TaxStep::Consent { attempt }).await.unwrap();
        }
        assert_eq!(world.waits_for_office(&frozen).await, 0);
        assert!(!world.distribution(frozen.distribution).await.tax_open);
        world.assert_sound().await;
    }

    /// Whoever asked has lost the office by then, or the bank holds too little: nothing leaves.
    async fn tax_is_not_paid_by_who_may_not_or_of_what_is_not_there(world: World) {
        let frozen = world.withheld().await;
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        world.grant(world.dan, Role::Treasurer).await;
        world.tax(world.dan, &frozen, 1, ask("税务局")).await.unwrap();
        let (actor, member) = (world.steward, world.dan);
        let taken = community::GrantInput { actor, member, role: Role::Treasurer, give: false, reason: "over".to_owned() };
        world.act(move |tx, now| community::grant_role(tx, &taken, now)).await.unwrap();
        assert_eq!(world.tax(world.steward, &frozen, 1, TaxStep::Consent { attempt: 1 }).await, Err(No::ProposerMayNot));
        world.tax(world.treasurer, &frozen, 1, TaxStep::Withdraw).await.unwrap();
        world.tax(world.treasurer, &frozen, 1, ask("税务局")).await.unwrap();
        let bank = world.balance(AccountKey::bank(CNY)).await;
        world.to_cash(bank - 700).await;
        assert_eq!(world.tax(world.steward, &frozen, 1, TaxStep::Consent { attempt: 2 }).await, Err(No::BankTooSmall));
        assert_eq!(world.waits_for_office(&frozen).await, 1_200);
        world.assert_sound().await;
    }

    /// The same request again is the same payment; two at once are one.
    async fn a_second_click_pays_nothing(world: World) {
        let frozen = world.withheld().await;
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        let key = IdempotencyKey::of(world.treasurer.as_str(), "k", "test", &"once").unwrap();
        let of = frozen.distribution;
        let input = MoveTax { distribution: of, line: 1, step: ask("税务局"), key: Some(key) };
        let by = world.treasurer;
        let again = input.clone();
        let first = world.act(move |tx, now| ops::move_tax(tx, by, &input, now)).await.unwrap();
        assert_eq!(world.act(move |tx, now| ops::move_tax(tx, by, &again, now)).await.unwrap(), first);
        let (one, two) = tokio::join!(
            world.tax(world.steward, &frozen, 1, TaxStep::Consent { attempt: 1 }),
            world.tax(world.steward, &frozen, 1, TaxStep::Consent { attempt: 1 })
        );
        assert_eq!([&one, &two].iter().filter(|one| one.is_ok()).count(), 1);
        assert_eq!(one.err().or(two.err()), Some(No::AlreadyPaid));
        assert_eq!(world.waits_for_office(&frozen).await, 400);
        world.assert_sound().await;
    }
}
