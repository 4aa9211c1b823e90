//! A decision becomes fact: once, in its order, through the doors of the features that own what changes.

use crate::passed::{CHARTER_RULES, add, drop_rule, mandate, oven};
use crate::world::{DAY, World};
use community::role::Role;
use governance::asks::{Action, AskedBudget, AskedOption, Asks};
use governance::ids::Member;
use governance::ops::{self};
use governance::proposal::{ActionState, Stage, Step};
use governance::proposal_refused::ProposalRefused;
use governance::rows::{Ballot, BallotAppeal, DecisionRulesVersion, Proposal, ProposalStep};
use governance::terms::{AppealState, Counting, DecisionRules, Kind};
use kernel::Id;
use market::rows::{Offer, OfferSplit};
use ownership::company::Owner;
use ownership::ops::NameOwners;
use ownership::rows::{Holding, Instrument, OwnershipCount};
use ownership::{InstrumentKind, Issue, Origin, OriginKind};
use pools::campaign_rows::Campaign;
use pools::ids::PoolMark as Pool;
use spending::mandate::MandateState;
use spending::rows::Mandate;
use store::{Fault, OpError};

testkit::both_engines! {
    /// Everything a decision can do, done in its order, each naming the proposal; and each only once, however often the
    /// job comes.
    async fn a_decision_is_carried_out_once(world: World) {
        let apples = world.offer().await;
        let rules = DecisionRules {
            standing_month_minor: 30_000,
            standing_each_minor: 10_000,
            only_by_decision: true,
            ..DecisionRules::default()
        };
        let actions = vec![
            mandate(&world, "Three lamps", 1, Some(world.ana)),
            Action::Split { offer: apples.to_string(), words: format!("fund:1 1000bp, rest {}", world.bo) },
            drop_rule(1, CHARTER_RULES[0]),
            drop_rule(2, CHARTER_RULES[1]),
            add("Lamps are out at midnight"),
            Action::Role { member: world.bo, role: "moderator".to_owned(), give: true },
            Action::Rules { rules: Box::new(rules.clone()), from_version: Some(0) },
            oven("The oven's price may fall"),
            Action::Campaign { campaign: Box::new(world.roof()) },
        ];
        let id = world.passed(Asks { actions, ..Asks::default() }, &[]).await;
        assert!(!world.execute(id).await, "the time to appeal is not over");
        assert_eq!(world.proposal(id).await.stage, Stage::Passed);
        world.clock.advance(DAY * 3);
        assert!(world.execute(id).await);
        assert_eq!(world.deeds(id).await, vec![(ActionState::Done, None); 9]);
        let proposal = world.proposal(id).await;
        assert_eq!((proposal.stage, proposal.stage_since_us), (Stage::InForce, world.now()));

        let [mandate] = world.mandates(id).await.try_into().unwrap();
        assert_eq!(world.deed(id, 1).await.result, Some(mandate.id.to_string()));
        assert_eq!((mandate.ceiling_minor, mandate.fund, mandate.carried_by), (50_000, 1, Some(world.ana)));
        let split = world.find::<OfferSplit>((world.community, apples, 2)).await;
        assert_eq!(split.decision, Some(id.to_string()));
        assert_eq!(world.charter().await, (4, vec!["Lamps are out at midnight".to_owned()]));
        let version = world.find::<community::CharterVersion>((world.community, 4)).await;
        assert_eq!(version.decision, Some(id.to_string()));
        assert_eq!(version.note, "By decision of proposal No. 1: Lamps for the lane");
        let bo = world.find::<community::Member>((world.community, world.bo)).await;
        assert!(bo.roles.has(Role::Moderator));
        let version = world.find::<DecisionRulesVersion>((world.community, 1)).await;
        assert_eq!((version.decision, version.rules().unwrap()), (Some(id), rules));
        let community = world.find::<community::Community>(world.community).await;
        assert!(community.by_decision_only);

        let made: Id<Instrument> = Id::parse(&world.deed(id, 8).await.result.unwrap()).unwrap();
        let instrument = world.find::<Instrument>((world.community, made)).await;
        assert_eq!((instrument.number, instrument.decision.as_str()), (1, id.as_str()));
        assert_eq!((instrument.kind, instrument.price_minor, instrument.units_left()), (InstrumentKind::MemberCapital, 5_000, 40));

        let opened: Id<Pool> = Id::parse(&world.deed(id, 9).await.result.unwrap()).unwrap();
        let campaign = world.find::<Campaign>((world.community, opened)).await;
        assert_eq!((campaign.decision.as_str(), campaign.decision_title.as_str()), (id.as_str(), "Lamps for the lane"));
        let pool = world.find::<pools::rows::Pool>((world.community, opened)).await;
        assert_eq!((pool.least, pool.made_by, pool.number), (10_000, world.ana, 1));
        // The last of thirty days is whole.
        let zone = kernel::Zone::parse("Asia/Shanghai").unwrap();
        assert_eq!(pool.closes_at_us.day(&zone), world.now().day(&zone) + 31);

        for _ in 0..2 {
            assert!(!world.execute(id).await, "the job comes again");
        }
        let counted = world.find::<OwnershipCount>(world.community).await;
        assert_eq!(counted.instrument_count, 1);
        assert_eq!(world.proposal(id).await, proposal);
        assert_eq!((world.mandates(id).await.len(), world.charter().await.0), (1, 4));
        let last = world.find::<ProposalStep>((world.community, id, proposal.step_count)).await;
        assert_eq!((last.step, last.by_member), (Step::InForce, None));
        assert_eq!(world.retry(world.ana, id, 1, "a").await, Err(ProposalRefused::DeedNotFailed));
    }

    /// What cannot be done says why, and the rest is done all the same. Tried again when what was in the way is gone, it
    /// is done once.
    async fn a_deed_that_fails_is_named_and_tried_again(world: World) {
        let (gone, nobody) = (world.member("Dai").await, world.id::<Member>());
        world.act(move |tx, now| {
            let input = community::ops::leave::LeaveInput { actor: gone, member: gone, reason: String::new() };
            community::ops::leave::leave(tx, &input, now)
        }).await.unwrap();
        let actions = vec![
            mandate(&world, "Lamps", 2, None),
            mandate(&world, "Paint", 1, Some(gone)),
            // Refused and done by turns, on the same rows.
            drop_rule(1, "Nobody ever said this"),
            add("First"),
            drop_rule(1, "Nor this"),
            add("Second"),
            Action::Role { member: world.steward, role: "steward".to_owned(), give: false },
            Action::Role { member: nobody, role: "moderator".to_owned(), give: true },
            Action::Role { member: world.ana, role: "king".to_owned(), give: true },
            Action::Split { offer: world.id::<Offer>().to_string(), words: "rest fund:1".to_owned() },
            Action::Rules { rules: Box::new(DecisionRules { standing_month_minor: 9, standing_each_minor: 9, standing_fund: 7, ..DecisionRules::default() }), from_version: None },
            oven("There is no risk"),
        ];
        let id = world.passed_since(actions).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(id).await);
        let failed = |code: &str| (ActionState::Failed, Some(code.to_owned()));
        let done = (ActionState::Done, None);
        let expected = vec![
            failed("no_such_fund"),
            failed("carrier_not_a_member"),
            failed("rule_gone"),
            done.clone(),
            failed("rule_gone"),
            done.clone(),
            failed("last_steward"),
            failed("no_such_member"),
            failed("no_such_role"),
            failed("no_such_offer"),
            failed("no_such_fund"),
            failed("promises_return"),
        ];
        assert_eq!(world.deeds(id).await, expected);
        assert_eq!(world.proposal(id).await.stage, Stage::InForce);
        assert!(world.mandates(id).await.is_empty());
        assert_eq!(world.charter().await.0, 3);

        assert_eq!(world.retry(world.bo, id, 1, "b").await, Err(ProposalRefused::NotYours));
        assert_eq!(world.retry(world.ana, id, 13, "c").await, Err(ProposalRefused::NoSuchDeed));
        assert_eq!(world.retry(world.ana, world.id(), 1, "d").await, Err(ProposalRefused::NoSuchProposal));
        assert_eq!(world.retry(gone, id, 1, "e").await, Err(ProposalRefused::NotAMember));
        assert_eq!(world.retry(world.ana, id, 1, "f").await, Ok(ActionState::Failed));
        assert_eq!(world.deeds(id).await[0], failed("no_such_fund"));
        world.act(|tx, now| ledger::open_fund(tx, ledger::FundKind::Project, "Lane", now)).await.unwrap();
        assert_eq!(world.retry(world.steward, id, 1, "g").await, Ok(ActionState::Done));
        assert_eq!(world.retry(world.steward, id, 1, "g").await, Ok(ActionState::Done), "a second click");
        assert_eq!(world.retry(world.ana, id, 1, "h").await, Err(ProposalRefused::DeedNotFailed));
        let [mandate] = world.mandates(id).await.try_into().unwrap();
        assert_eq!((mandate.fund, mandate.purpose.as_str()), (2, "Lamps"));
        let proposal = world.proposal(id).await;
        let last = world.find::<ProposalStep>((world.community, id, proposal.step_count)).await;
        assert_eq!((last.step, last.by_member, last.subject.as_deref()), (Step::DeedDone, Some(world.steward), Some("1")));
        world.force(id, Stage::NotCarriedOut).await;
        assert_eq!(world.retry(world.ana, id, 2, "i").await, Err(ProposalRefused::WrongStage));
    }

    /// How contributions count is decided, also where no steward may change it; the same again changes nothing, and says so.
    async fn rules_of_contributions_change_by_decision(world: World) {
        world.act(|tx, _| community::set_by_decision_only(tx, true)).await.unwrap();
        let rates = contributions::rates_text::rates_of("Baking | hour | 30").unwrap();
        let rules = contributions::ContributionRules { rates, ..Default::default() };
        let words = serde_json::to_string(&rules).unwrap();
        let asks = || Asks { actions: vec![Action::ContributionRules { words: words.clone() }], ..Asks::default() };
        let first = world.passed(asks(), &[]).await;
        world.clock.advance(DAY * 3);
        world.execute(first).await;
        assert_eq!(world.deeds(first).await, [(ActionState::Done, None)]);
        assert_eq!(world.deed(first, 1).await.result.as_deref(), Some("1"));
        let community = world.community;
        let (version, now) = world.db.read(move |reader| contributions::rules(reader, community)).await.unwrap().unwrap();
        assert_eq!((version, &now), (1, &rules));
        let again = world.passed(asks(), &[]).await;
        world.clock.advance(DAY * 3);
        world.execute(again).await;
        let unchanged = contributions::RulesRefused::Unchanged.code().to_owned();
        assert_eq!(world.deeds(again).await, [(ActionState::Failed, Some(unchanged))]);
    }

    /// Each project that a budget chose becomes a mandate: its title, its cost, its people, the budget's fund and end.
    async fn a_budget_makes_a_mandate_for_each_winner(world: World) {
        let option = |title: &str, cost: i64, by: Option<Id<Member>>| AskedOption {
            title: title.to_owned(),
            note: String::new(),
            cost_minor: Some(cost),
            carried_by: by,
        };
        let ends_at = world.now().plus(DAY * 300);
        let asks = Asks {
            kind: Kind::Budget,
            counting: Counting::EqualSharesAdd1Greedy,
            options: vec![option("Oven", 60_000, None), option("Well", 30_000, Some(world.bo)), option("Swing", 40_000, None)],
            budget: Some(AskedBudget { total_minor: 100_000, fund: 1, ends_at_us: ends_at.micros }),
            ..Asks::default()
        };
        let id = world.passed(asks, &[3, 2]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(id).await);
        let told = |one: &Mandate| (one.purpose.clone(), one.ceiling_minor, one.carried_by, one.fund, one.ends_at_us);
        let expected = [
            ("Swing".to_owned(), 40_000, None, 1, ends_at),
            ("Well".to_owned(), 30_000, Some(world.bo), 1, ends_at),
        ];
        let mandates = world.mandates(id).await;
        let by_deed: Vec<_> = [1, 2].map(|number| world.deed(id, number)).into_iter().collect();
        for (deed, expected) in by_deed.into_iter().zip(expected) {
            let deed = deed.await;
            let made = mandates.iter().find(|one| Some(one.id.to_string()) == deed.result).unwrap();
            assert_eq!(told(made), expected);
        }
        assert_eq!(mandates.len(), 2);
    }

    /// What the members permitted they take back, without whoever carries it out; it ends once, and the chain names both.
    async fn a_mandate_is_taken_back_by_decision(world: World) {
        let bo = world.bo;
        let first = world.passed(Asks { actions: vec![mandate(&world, "Lamps", 1, Some(bo))], ..Asks::default() }, &[]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(first).await);
        let [made] = world.mandates(first).await.try_into().unwrap();
        let end = Asks { actions: vec![Action::EndMandate { mandate: made.id.to_string() }], ..Asks::default() };
        let ending = world.passed(end.clone(), &[]).await;
        let again = world.passed(end, &[]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(ending).await);
        assert!(world.execute(again).await);
        assert_eq!(world.deeds(ending).await, vec![(ActionState::Done, None)]);
        assert_eq!(world.deed(ending, 1).await.result, Some(made.id.to_string()));
        assert_eq!(world.deeds(again).await, vec![(ActionState::Failed, Some("mandate_already_ended".to_owned()))]);
        let ended = world.find::<Mandate>((world.community, made.id)).await;
        assert_eq!((ended.state, ended.ended_at_us), (MandateState::Ended, Some(world.now())));
        assert!(ended.ended_reason.unwrap().starts_with("By decision of proposal No. 2"));
    }

    /// What is held is passed on and converted as was decided; a ratio at which nothing is held says so, and stands in nobody's way.
    async fn shares_follow_a_decision(world: World) {
        let make = |name: &str| Action::Instrument {
            kind: InstrumentKind::MemberCapital.code().to_owned(),
            name: name.to_owned(),
            fund: 1,
            price_minor: 5_000,
            units_max: 10,
            units_each_max: 4,
            terms: "A part of the oven".to_owned(),
            risk: "It may burn down".to_owned(),
        };
        let made = world.passed(Asks { actions: vec![make("Oven"), make("Mill")], ..Asks::default() }, &[]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(made).await);
        let (oven, mill) = (world.deed(made, 1).await.result.unwrap(), world.deed(made, 2).await.result.unwrap());
        let actions = vec![
            Action::ShareRule { instrument: oven.clone(), first_days: 5, lapse_days: Some(90) },
            Action::Convert { instrument: oven.clone(), into: mill.clone(), give: 2, get: 1 },
            Action::GiveBack { instrument: oven.clone(), ceiling_minor: 30_000, ends_at_us: world.now().plus(DAY * 60).micros },
        ];
        let decided = world.passed(Asks { actions, ..Asks::default() }, &[]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(decided).await);
        let nothing = Some("nothing_to_convert".to_owned());
        assert_eq!(world.deeds(decided).await, vec![(ActionState::Done, None), (ActionState::Failed, nothing), (ActionState::Done, None)]);
        let [mandate] = world.mandates(decided).await.try_into().unwrap();
        let permits = world.find::<ownership::rows::CapitalMandate>((world.community, mandate.id)).await;
        assert_eq!((permits.instrument_id.to_string(), permits.decision), (oven.clone(), decided.to_string()));
        assert_eq!((mandate.fund, mandate.ceiling_minor, mandate.carried_by), (1, 30_000, None));
        let key = (world.community, Id::parse(&oven).unwrap());
        let rule = world.find::<ownership::rows::ShareRule>(key).await;
        assert_eq!((rule.first_days, rule.lapse_days, rule.decision), (5, Some(90), decided.to_string()));
    }

    /// A conversion that would pass what one may have behind a company is refused at its very end: everybody holds what they
    /// held, and when there is room it is done whole.
    async fn a_refused_conversion_leaves_everybody_what_they_hold(world: World) {
        let make = |name: &str, units_each_max| Action::Instrument {
            kind: InstrumentKind::MemberCapital.code().to_owned(),
            name: name.to_owned(),
            fund: 1,
            price_minor: 5_000,
            units_max: 20,
            units_each_max,
            terms: "A part of the oven".to_owned(),
            risk: "It may burn down".to_owned(),
        };
        let made = world.passed(Asks { actions: vec![make("Oven", 6), make("Mill", 3)], ..Asks::default() }, &[]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(made).await);
        let (oven, mill) = (world.deed(made, 1).await.result.unwrap(), world.deed(made, 2).await.result.unwrap());
        let (ana, bo, company, steward, instrument) =
            (world.ana, world.bo, world.moderator, world.steward, Id::<Instrument>::parse(&oven).unwrap());
        let behind = |owner| {
            let owner = Owner { member: owner, share_parts: 1, whole_parts: 1 };
            NameOwners { company, name: "Mill Ltd".to_owned(), owners: vec![owner], key: None }
        };
        let named = behind(bo);
        world.act(move |tx, now| ownership::ops::name_owners(tx, steward, &named, now)).await.unwrap();
        for (holder, units) in [(ana, 1), (bo, 2), (company, 2)] {
            let origin = Origin::new(OriginKind::Contribution, "ctb_01kax0000000000000000000aa");
            let new = Issue { instrument, holder, units, paid_minor: 0, origin, entry: None };
            world.act(move |tx, now| ownership::issue(tx, &new, now)).await.unwrap();
        }
        let held = async |of: &str| {
            let (of, mut units) = (Id::<Instrument>::parse(of).unwrap(), Vec::new());
            for holder in [ana, bo, company] {
                let key = (world.community, of, holder);
                let row = world.db.read(move |reader| reader.find::<Holding>(&key)).await.unwrap();
                units.push(row.map_or(0, |row| row.units));
            }
            let community = world.community;
            let wrong = world.db.read(move |reader| ownership::verify(reader, community)).await.unwrap();
            assert_eq!(wrong, Vec::<String>::new());
            units
        };
        let convert = || {
            let convert = Action::Convert { instrument: oven.clone(), into: mill.clone(), give: 1, get: 1 };
            Asks { actions: vec![convert, add("Lamps out")], ..Asks::default() }
        };
        let decided = world.passed(convert(), &[]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(decided).await);
        let above = Some("above_units_each_behind".to_owned());
        assert_eq!(world.deeds(decided).await, vec![(ActionState::Failed, above), (ActionState::Done, None)]);
        assert_eq!((held(&oven).await, held(&mill).await), (vec![1, 2, 2], vec![0, 0, 0]));

        let named = behind(ana);
        world.act(move |tx, now| ownership::ops::name_owners(tx, steward, &named, now)).await.unwrap();
        let again = world.passed(convert(), &[]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(again).await);
        assert_eq!(world.deeds(again).await[0], (ActionState::Done, None));
        assert_eq!((held(&oven).await, held(&mill).await), (vec![0, 0, 0], vec![1, 2, 2]));
    }

    /// Told as done, a decision permits no more: its mandate ends, its way says so.
    async fn a_mandate_ends_with_its_decision(world: World) {
        let id = world.passed(Asks { actions: vec![mandate(&world, "Lamps", 1, None)], ..Asks::default() }, &[]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(id).await);
        let by = world.proposal(id).await.owner;
        let input = ops::Conclude { proposal: id, carried_out: true, reason: "All lamps burn".to_owned() };
        world.act(move |tx, now| ops::conclude(tx, by, &input, now)).await.unwrap();
        let [ended] = world.mandates(id).await.try_into().unwrap();
        assert_eq!((ended.state, ended.ended_at_us), (MandateState::Ended, Some(world.now())));
        assert!(ended.ended_reason.unwrap().ends_with("told as carried out: All lamps burn"));
        let (count, community) = (world.proposal(id).await.step_count, world.community);
        let last = world.find::<ProposalStep>((community, id, count)).await;
        assert_eq!((last.step, last.subject), (Step::MandateEnded, Some(ended.number.to_string())));
    }

    /// Nothing is carried out while somebody's appeal waits, nor when one was upheld.
    async fn an_appeal_holds_a_decision_up(world: World) {
        let id = world.passed(Asks { actions: vec![add("Quiet after ten")], ..Asks::default() }, &[]).await;
        world.clock.advance(DAY * 3);
        let ana = world.ana;
        let set = async |state: AppealState| {
            world.act(move |tx, now| {
                let ballot = tx.find::<Proposal>((tx.community(), id))?.unwrap().ballot_id.unwrap();
                let mut ballot = tx.lock::<Ballot>((tx.community(), ballot))?.unwrap();
                let appeal = BallotAppeal {
                    community_id: ballot.community_id,
                    ballot_id: ballot.id,
                    number: 1,
                    by_member: ana,
                    reason: "I was not told".to_owned(),
                    at_us: now,
                    state,
                    decided_by: None,
                    decided_at_us: None,
                    answer: String::new(),
                };
                match tx.lock::<BallotAppeal>((ballot.community_id, ballot.id, 1))? {
                    Some(_) => tx.save(&appeal)?,
                    None => tx.insert(&appeal)?,
                }
                ballot.appeal_count = 1;
                tx.save(&ballot)?;
                Ok::<_, OpError<()>>(())
            }).await.unwrap();
            world.execute(id).await
        };
        assert!(!set(AppealState::Waiting).await);
        assert!(!set(AppealState::Upheld).await);
        assert!(set(AppealState::Dismissed).await);
        assert_eq!(world.charter().await.1.len(), 3);
    }

    /// A process that dies in the middle has done nothing; when the job comes again all of it is done, once.
    async fn what_dies_in_the_middle_is_done_whole_later(world: World) {
        let id = world.passed(Asks { actions: vec![mandate(&world, "Lamps", 1, None), add("Lamps out")], ..Asks::default() }, &[]).await;
        world.clock.advance(DAY * 3);
        let now = world.now();
        let died = world.db.transact(world.community, move |tx| {
            assert!(ops::execute_decision(tx, id, now)?);
            Err::<(), _>(OpError::<()>::Fault(Fault::Engine("the process ended here".into())))
        }).await;
        assert!(died.is_err());
        assert_eq!((world.proposal(id).await.stage, world.mandates(id).await.len()), (Stage::Passed, 0));
        assert!(world.execute(id).await);
        assert_eq!((world.mandates(id).await.len(), world.charter().await.0), (1, 2));
        let (one, other) = tokio::join!(world.execute(id), world.execute(id));
        assert!(!one && !other);
    }

    /// A match fund needs the money when it is carried out: without, the deed says so, and is tried again when it is there.
    async fn gifts_are_matched_out_of_a_fund_that_has_it(world: World) {
        let (steward, key) = (world.steward, store::IdempotencyKey::of("mem", "fund", "open_fund", &()).unwrap());
        world.act(move |tx, now| {
            let (kind, name, key) = (ledger::FundKind::Project, "Yard".to_owned(), key.clone());
            let input = community::ops::open_fund::OpenFundInput { actor: steward, kind, name, key };
            community::ops::open_fund::open_fund(tx, &input, now)
        }).await.unwrap();
        let mut roof = world.roof();
        (roof.open_days, roof.fund) = (60, 2);
        roof.milestones[1].days = 120;
        let opening = world.passed(Asks { actions: vec![Action::Campaign { campaign: Box::new(roof) }], ..Asks::default() }, &[]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(opening).await);
        let pool = world.deed(opening, 1).await.result.unwrap();
        let has = {
            let community = world.community;
            world.db.read(move |reader| ledger::fund_balance(reader, community, 1, kernel::Currency::CNY)).await.unwrap()
        };
        let asked = governance::asked_match::AskedMatch {
            name: "Neighbours add".to_owned(),
            fund: 1,
            budget_minor: has + 100,
            kind: "quadratic".to_owned(),
            percent: 0,
            each_minor: 0,
            member_minor: 0,
            campaign_minor: has + 100,
            campaigns: vec![pool],
        };
        let id = world.passed(Asks { actions: vec![Action::Match { matching: Box::new(asked) }], ..Asks::default() }, &[]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(id).await);
        assert_eq!(world.deeds(id).await, vec![(ActionState::Failed, Some("fund_too_small".to_owned()))]);
        assert_eq!(world.mandates(id).await, vec![], "nothing of it stands");
        world.act(move |tx, now| {
            let cny = kernel::Currency::CNY;
            let entry = ledger::NewEntry {
                kind: "opening",
                happened_at: now,
                recorded_at: now,
                cause: ledger::Cause::new("opening", "prp_01kax0000000000000000000aa"),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(ledger::AccountKey::bank(cny), 100), (ledger::AccountKey::opening(1, cny), -100)],
            };
            ledger::post(tx, &entry)
        }).await.unwrap();
        world.retry(world.ana, id, 1, "a").await.unwrap();
        let made: web::ids::MatchId = Id::parse(&world.deed(id, 1).await.result.unwrap()).unwrap();
        let fund = world.find::<pools::match_rows::MatchFund>((world.community, made)).await;
        assert_eq!((fund.decision.as_str(), fund.budget_minor), (id.as_str(), has + 100));
        let [mandate] = world.mandates(id).await.try_into().unwrap();
        assert_eq!((mandate.id, mandate.spent_minor), (fund.mandate_id, has + 100));
    }
}
