//! From an idea to a draft, and what is turned away on the way.

use crate::world::{DAY, World};
use governance::asked_campaign::AskedCampaign;
use governance::asks::{Action, AskedBudget, AskedOption, Asks};
use governance::ops::{self, MoveProposal, Propose, Rewrite};
use governance::proposal::{Stage, Step};
use governance::proposal_refused::ProposalRefused::{self, *};
use governance::rows::{ProposalStep, ProposalText};
use governance::terms::{Counting, DecisionRules, Kind, Part, Secrecy, Weighting};

fn option(title: &str, cost_minor: Option<i64>) -> AskedOption {
    AskedOption { title: title.to_owned(), note: String::new(), cost_minor, carried_by: None }
}

fn ranked() -> Asks {
    Asks {
        kind: Kind::Ranked,
        counting: Counting::SchulzeMargins,
        options: vec![option("Lamp", None), option("Bench", None)],
        ..Asks::default()
    }
}

/// Of a campaign that is not there; as a share it has no percentage.
fn matching(kind: &str, fund: i64) -> Action {
    let asked = governance::asked_match::AskedMatch {
        name: "Neighbours add".to_owned(),
        fund,
        budget_minor: 100,
        kind: kind.to_owned(),
        percent: 0,
        each_minor: 0,
        member_minor: 0,
        campaign_minor: 100,
        campaigns: vec!["pol_01kax0000000000000000000aa".to_owned()],
    };
    Action::Match { matching: Box::new(asked) }
}

testkit::both_engines! {
    /// Every step is there with who, why and who answers for it; versions stay.
    async fn an_idea_becomes_a_draft(world: World) {
        let id = world.propose(world.ana, world.idea("Mend the lamp")).await.unwrap();
        assert_eq!(world.move_to(world.ana, id, Stage::Discussion).await, Ok(Stage::Discussion));
        let mut second = world.rewriting(id, ranked()).await;
        second.title = "Mend the lamp, or the bench".to_owned();
        assert_eq!(world.rewrite(world.ana, second).await, Ok(2));
        assert_eq!(world.move_to(world.steward, id, Stage::Draft).await, Ok(Stage::Draft));
        let row = world.proposal(id).await;
        assert_eq!((row.number, row.stage, row.step_count), (1, Stage::Draft, 4));
        assert_eq!(row.title, "Mend the lamp, or the bench");
        let mut way = Vec::new();
        for number in 1..=row.step_count {
            let step = world.find::<ProposalStep>((world.community, id, number)).await;
            way.push((step.step, step.by_member.unwrap(), step.owner, step.subject.unwrap_or_default()));
        }
        let (ana, text) = (world.ana, |text: &str| text.to_owned());
        assert_eq!(way, [
            (Step::Proposed, ana, ana, text("")),
            (Step::Moved, ana, ana, text("discussion")),
            (Step::Rewritten, ana, ana, text("2")),
            (Step::Moved, world.steward, ana, text("draft")),
        ]);
        let first = world.find::<ProposalText>((world.community, id, 1)).await;
        assert_eq!((first.title.as_str(), first.asked().unwrap()), ("Mend the lamp", Asks::default()));
        let other = world.propose(world.bo, world.idea("A bench")).await.unwrap();
        assert_eq!(world.proposal(other).await.number, 2);
    }

    /// A double click proposes, moves and rewrites once; the same key for something else is refused.
    async fn asked_for_twice_is_done_once(world: World) {
        let (ana, key) = (world.ana, world.key(world.ana, "k1", "lamp"));
        let new = Propose { key: key.clone(), ..world.idea("Mend the lamp") };
        let id = world.propose(ana, new).await.unwrap();
        let again = Propose { key, ..world.idea("Mend the lamp") };
        assert_eq!(world.propose(ana, again).await, Ok(id));
        let other = Propose { key: world.key(ana, "k1", "bench"), ..world.idea("A bench") };
        assert_eq!(world.propose(ana, other).await, Err(KeyReused));
        let to = MoveProposal {
            proposal: id, to: Stage::Discussion, reason: "Now".to_owned(), key: world.key(ana, "k2", ""),
        };
        for _ in 0..2 {
            let input = to.clone();
            let moved = world.act(move |tx, now| ops::move_proposal(tx, ana, &input, now)).await;
            assert_eq!(moved, Ok(Stage::Discussion));
        }
        let second = Rewrite { key: world.key(ana, "k3", ""), ..world.rewriting(id, ranked()).await };
        assert_eq!(world.rewrite(ana, second.clone()).await, Ok(2));
        assert_eq!(world.rewrite(ana, second).await, Ok(2));
        assert_eq!(world.proposal(id).await.step_count, 3);
    }

    /// Who is not its owner, or not there at all.
    async fn only_who_answers_for_it_moves_it(world: World) {
        let id = world.propose(world.ana, world.idea("Mend the lamp")).await.unwrap();
        for by in [world.bo, world.moderator, world.treasurer] {
            assert_eq!(world.move_to(by, id, Stage::Discussion).await, Err(NotYours));
            let new = world.rewriting(id, ranked()).await;
            assert_eq!(world.rewrite(by, new).await, Err(NotYours));
        }
        let stranger = world.id();
        assert_eq!(world.propose(stranger, world.idea("x")).await, Err(NotAMember));
        assert_eq!(world.move_to(stranger, id, Stage::Discussion).await, Err(NotAMember));
        assert_eq!(world.move_to(world.ana, world.id(), Stage::Discussion).await, Err(NoSuchProposal));
        assert_eq!(world.move_to(world.ana, id, Stage::Draft).await, Err(WrongStage));
        let silent = MoveProposal { proposal: id, to: Stage::Discussion, reason: " ".to_owned(), key: None };
        let ana = world.ana;
        let moved = world.act(move |tx, now| ops::move_proposal(tx, ana, &silent, now)).await;
        assert_eq!(moved, Err(ReasonMissing));
    }

    /// Nothing about a text changes from the opening of a ballot on.
    async fn a_text_stands_still_during_a_ballot(world: World) {
        let id = world.draft("Mend the lamp", Asks::default()).await;
        let new = world.rewriting(id, ranked()).await;
        for (stage, why) in [
            (Stage::Ballot, TextIsFixed),
            (Stage::Passed, TextIsFixed),
            (Stage::InForce, TextIsFixed),
            (Stage::Rejected, IsOver),
            (Stage::Withdrawn, IsOver),
        ] {
            world.force(id, stage).await;
            assert_eq!(world.rewrite(world.ana, new.clone()).await, Err(why), "{stage}");
            assert_eq!(world.rewrite(world.steward, new.clone()).await, Err(why), "{stage}");
            assert_eq!(world.move_to(world.ana, id, Stage::Draft).await, Err(why), "{stage}");
        }
        assert_eq!(world.proposal(id).await.text_version, 1);
    }

    /// Two versions written from the same one: the second is told.
    async fn nobody_overwrites_unseen(world: World) {
        let id = world.propose(world.ana, world.idea("Mend the lamp")).await.unwrap();
        let mine = world.rewriting(id, ranked()).await;
        let theirs = Rewrite { title: "Lamp".to_owned(), ..mine.clone() };
        assert_eq!(world.rewrite(world.ana, mine).await, Ok(2));
        assert_eq!(world.rewrite(world.steward, theirs).await, Err(TextMovedOn));
        let same = world.rewriting(id, ranked()).await;
        assert_eq!(world.rewrite(world.ana, same.clone()).await, Err(NothingChanged));
        let silent = Rewrite { note: " ".to_owned(), title: "x".to_owned(), ..same };
        assert_eq!(world.rewrite(world.ana, silent).await, Err(ReasonMissing));
    }

    /// A text of before mandates said what they are for, sent once more as it is: it says the same.
    async fn what_was_written_before_a_field_is_unchanged(world: World) {
        let asks = Asks { actions: vec![mandate(&world, 1, 100)], ..Asks::default() };
        let id = world.propose(world.ana, Propose { asks: asks.clone(), ..world.idea("Lamp") }).await.unwrap();
        let community = world.community;
        let stored = world.act(move |tx, _| {
            let mut text = tx.lock::<ProposalText>((community, id, 1))?.unwrap();
            let of_before = text.asks.replace(",\"kind\":\"spending\"", "");
            assert_ne!(of_before, text.asks);
            text.asks = of_before;
            tx.save(&text)?;
            Ok::<_, store::OpError<()>>(())
        });
        stored.await.unwrap();
        let same = world.rewriting(id, asks).await;
        assert_eq!(world.rewrite(world.ana, same.clone()).await, Err(NothingChanged));
        let dearer = Asks { actions: vec![mandate(&world, 1, 200)], ..Asks::default() };
        assert_eq!(world.rewrite(world.ana, Rewrite { asks: dearer, ..same }).await, Ok(2));
    }

    /// One thing wrong at a time; nothing of it stays.
    async fn proposals_that_cannot_be(world: World) {
        type Spoil = fn(&mut Propose, &World);
        let wrong: &[(ProposalRefused, Spoil)] = &[
            (TitleMissing, |new, _| new.title = " ".into()),
            (TitleTooLong, |new, _| new.title = "好".repeat(81)),
            (TextMissing, |new, _| new.body = "\n".into()),
            (TextTooLong, |new, _| new.body = "x".repeat(20_001)),
            (OptionsNotAsked, |new, _| new.asks.options = vec![option("Lamp", None)]),
            (OptionsMissing, |new, _| { new.asks = ranked(); new.asks.options.truncate(1); }),
            (TooManyOptions, |new, _| {
                new.asks = ranked();
                new.asks.options = (0..61).map(|n| option(&n.to_string(), None)).collect();
            }),
            (OptionUnfit, |new, _| { new.asks = ranked(); new.asks.options[0].title = " ".into(); }),
            (OptionTwice, |new, _| { new.asks = ranked(); new.asks.options[0].title = " Bench ".into(); }),
            (CountingUnfit, |new, _| new.asks.counting = Counting::Borda),
            (BudgetMissing, |new, _| {
                new.asks = Asks { kind: Kind::Budget, counting: Counting::EqualShares, ..ranked() };
            }),
            (BudgetNotAsked, |new, _| { new.asks = ranked(); new.asks.options[0].cost_minor = Some(1); }),
            (CostUnfit, |new, world| new.asks = budget(world, 1, 101)),
            (NoSuchFund, |new, world| new.asks = budget(world, 2, 100)),
            (NoSuchMember, |new, world| {
                new.asks = budget(world, 1, 100);
                new.asks.options[0].carried_by = Some(world.id());
            }),
            (SecretNotAllowed, |new, _| {
                (new.asks.kind, new.asks.secrecy) = (Kind::Consent, Secrecy::Secret);
            }),
            (WeightingNotAllowed, |new, _| new.asks.weighting = Weighting::Holding),
            (DeedsNotAsked, |new, world| { new.asks = ranked(); new.asks.actions = vec![mandate(world, 1, 1)]; }),
            (TooManyDeeds, |new, world| {
                new.asks.actions = (1..=13).map(|n| mandate(world, 1, n)).collect();
            }),
            (DeedTwice, |new, world| new.asks.actions = vec![mandate(world, 1, 1); 2]),
            (MandateUnfit, |new, world| new.asks.actions = vec![mandate(world, 1, 0)]),
            (MandateUnfit, |new, world| new.asks.actions = vec![mandate(world, 1, ledger::AMOUNT_MAX + 1)]),
            (MandateUnfit, |new, world| new.asks.actions = vec![Action::Mandate {
                purpose: "灯".repeat(201),
                fund: 1,
                ceiling_minor: 1,
                ends_at_us: world.now().micros + 1,
                carried_by: None, kind: governance::asks::MandateUse::Spending }]),
            (CostUnfit, |new, world| {
                new.asks = budget(world, 1, 1);
                new.asks.budget.as_mut().unwrap().total_minor = ledger::AMOUNT_MAX + 1;
            }),
            (NoSuchFund, |new, world| new.asks.actions = vec![mandate(world, 9, 1)]),
            (EndIsPast, |new, world| {
                let now = world.now().micros;
                new.asks.actions = vec![Action::Mandate {
                    purpose: "Lamp".into(), fund: 1, ceiling_minor: 1, ends_at_us: now, carried_by: None, kind: governance::asks::MandateUse::Spending }];
            }),
            (RuleUnfit, |new, _| {
                new.asks.actions = vec![Action::AddRule { rule: "No cats".into(), reason: String::new() }];
            }),
            (InstrumentUnfit, |new, _| new.asks.actions = vec![instrument("member_capital", 1, "")]),
            (CampaignUnfit, |new, world| new.asks.actions = vec![campaign(world, |asked| asked.goal_minor = 0)]),
            (CampaignUnfit, |new, world| new.asks.actions = vec![campaign(world, |asked| asked.offered = "bond".into())]),
            (MatchUnfit, |new, _| new.asks.actions = vec![matching("share", 1)]),
            (MatchUnfit, |new, _| new.asks.actions = vec![matching("everything", 1)]),
            (NoSuchFund, |new, _| new.asks.actions = vec![matching("quadratic", 9)]),
            (PromisesReturn, |new, world| new.asks.actions = vec![campaign(world, |asked| asked.gets = "保本".into())]),
            (NoSuchFund, |new, world| new.asks.actions = vec![campaign(world, |asked| asked.fund = 9)]),
            (NoSuchMember, |new, world| new.asks.actions = vec![campaign(world, |asked| asked.team.clear())]),
            (InstrumentUnfit, |new, _| new.asks.actions = vec![instrument("bond", 1, "It may be lost")]),
            (ContributionRulesUnfit, |new, _| {
                // No rate, and so nothing to claim.
                let words = r#"{"valuing":"money","unpaid":"2","cash":"4","confirmation_count":2,"dispute_days":7,"rates":[]}"#;
                new.asks.actions = vec![Action::ContributionRules { words: words.to_owned() }];
            }),
            (ContributionRulesUnfit, |new, _| new.asks.actions = vec![Action::ContributionRules { words: "{}".into() }]),
            (PromisesReturn, |new, _| new.asks.actions = vec![instrument("donation", 1, "没有风险")]),
            (PromisesReturn, |new, _| {
                new.body = "保本稳赚，年化10%，guaranteed return".into();
                new.asks.actions = vec![instrument("donation", 1, "It may be lost")];
            }),
            (PromisesReturn, |new, world| {
                new.title = "每年拿百分之八的利息".into();
                new.asks.actions = vec![campaign(world, |_| {})];
            }),
            (PromisesReturn, |new, _| {
                new.title = "入股怎么入".into();
                new.asks.kind = Kind::Approval;
                new.asks.options = ["每份100元", "每份200元，保本"].map(|title| option(title, None)).into();
            }),
            (PromisesReturn, |new, _| {
                new.title = "入股怎么入".into();
                new.asks.kind = Kind::Approval;
                new.asks.options = ["每份100元", "每份200元"].map(|title| option(title, None)).into();
                new.asks.options[1].note = "年化8%".into();
            }),
            (NoSuchFund, |new, _| new.asks.actions = vec![instrument("donation", 9, "It may be lost")]),
            (ShareUnfit, |new, world| {
                let instrument = world.id::<ownership::rows::Instrument>().to_string();
                new.asks.actions = vec![Action::ShareRule { instrument, first_days: 7, lapse_days: None }];
            }),
            (ShareUnfit, |new, _| {
                let none = || "ins_".to_owned();
                new.asks.actions = vec![Action::Convert { instrument: none(), into: none(), give: 1, get: 1 }];
            }),
            (ShareUnfit, |new, world| {
                let (instrument, ends_at_us) = ("ins_".to_owned(), world.now().plus(DAY * 60).micros);
                new.asks.actions = vec![Action::GiveBack { instrument, ceiling_minor: 1, ends_at_us }];
            }),
            (MandateUnfit, |new, world| {
                let (instrument, ends_at_us) = ("ins_".to_owned(), world.now().plus(DAY * 60).micros);
                new.asks.actions = vec![Action::GiveBack { instrument, ceiling_minor: 0, ends_at_us }];
            }),
            (NoSuchRule, |new, _| {
                new.asks.actions = vec![Action::DropRule { position: 1, rule: "No dogs".into() }];
            }),
            (NoSuchRole, |new, world| {
                new.asks.actions = vec![Action::Role { member: world.bo, role: "king".into(), give: true }];
            }),
            (NoSuchMember, |new, world| {
                new.asks.actions = vec![Action::Role { member: world.id(), role: "treasurer".into(), give: true }];
            }),
            (NoSuchMandate, |new, world| {
                let mandate = world.id::<spending::rows::Mandate>().to_string();
                new.asks.actions = vec![Action::EndMandate { mandate }];
            }),
            (NoSuchOffer, |new, world| {
                let offer = world.id::<market::rows::Offer>().to_string();
                new.asks.actions = vec![Action::Split { offer, words: "rest fund:1".into() }];
            }),
            (ThresholdUnfit, |new, _| new.asks.actions = vec![rules(|rules| {
                rules.threshold = Part { numerator: 1, denominator: 3 };
            })]),
            (CharterThresholdLow, |new, _| new.asks.actions = vec![rules(|rules| {
                rules.threshold = Part { numerator: 3, denominator: 4 };
            })]),
            (QuorumUnfit, |new, _| new.asks.actions = vec![rules(|rules| {
                rules.quorum = Part { numerator: 2, denominator: 1 };
            })]),
            (HoursUnfit, |new, _| new.asks.actions = vec![rules(|rules| rules.ballot_hours = 0)]),
            (StandingUnfit, |new, _| new.asks.actions = vec![rules(|rules| rules.standing_each_minor = 5)]),
            (StandingUnfit, |new, _| new.asks.actions = vec![rules(|rules| {
                (rules.standing_each_minor, rules.standing_month_minor) = (5, ledger::AMOUNT_MAX + 1);
            })]),
            (MilestoneRulesUnfit, |new, _| new.asks.actions = vec![rules(|rules| rules.milestone_object_percent = 0)]),
            (AcceptanceLax, |new, world| new.asks.actions = vec![campaign(world, |asked| asked.percent = 51)]),
            (AcceptanceLax, |new, world| new.asks.actions = vec![campaign(world, |asked| asked.look_days = 2)]),
            (ProofSumUnfit, |new, _| new.asks.actions = vec![rules(|rules| rules.proof_above_minor = Some(-1))]),
            (ProofSumUnfit, |new, _| new.asks.actions = vec![rules(|rules| {
                rules.proof_above_minor = Some(ledger::AMOUNT_MAX + 1);
            })]),
        ];
        for (why, spoil) in wrong {
            let mut new = world.idea("Mend the lamp");
            spoil(&mut new, &world);
            assert_eq!(world.propose(world.ana, new).await, Err(*why));
        }
        let whole = Propose { asks: budget(&world, 1, 100), ..world.idea("Projects") };
        let id = world.propose(world.ana, whole).await.unwrap();
        assert_eq!(world.proposal(id).await.number, 1, "nothing of the refused ones stays");
    }
}

fn budget(world: &World, fund: i64, cost: i64) -> Asks {
    let ends_at_us = world.now().micros + 1;
    Asks {
        kind: Kind::Budget,
        counting: Counting::EqualShares,
        options: vec![option("Lamp", Some(cost))],
        budget: Some(AskedBudget { total_minor: 100, fund, ends_at_us }),
        ..Asks::default()
    }
}

fn mandate(world: &World, fund: i64, ceiling_minor: i64) -> Action {
    let ends_at_us = world.now().micros + 1;
    Action::Mandate {
        purpose: "Lamp".into(),
        fund,
        ceiling_minor,
        ends_at_us,
        carried_by: None,
        kind: governance::asks::MandateUse::Spending,
    }
}

fn campaign(world: &World, change: fn(&mut AskedCampaign)) -> Action {
    let mut campaign = world.roof();
    change(&mut campaign);
    Action::Campaign { campaign: Box::new(campaign) }
}

fn instrument(kind: &str, fund: i64, risk: &str) -> Action {
    Action::Instrument {
        kind: kind.to_owned(),
        name: "Oven".to_owned(),
        fund,
        price_minor: 100,
        units_max: 10,
        units_each_max: 2,
        terms: "For the oven".to_owned(),
        risk: risk.to_owned(),
    }
}

fn rules(change: fn(&mut DecisionRules)) -> Action {
    let mut rules = DecisionRules::default();
    change(&mut rules);
    Action::Rules { rules: Box::new(rules), from_version: Some(0) }
}
