//! Campaigns whose backers own a part: units in the register with each tranche, and the capital in the books with them.

use crate::world::{CNY, DAY, World};
use kernel::Id;
use ledger::AccountKey;
use ownership::SubscriptionRefused;
use ownership::rows::{Holding, Instrument};
use pools::campaign::Offered;
use pools::campaign_rows::Campaign;
use pools::commitment::CommitmentState as State;
use pools::ids::{Member, PoolId};
use pools::milestone::Stage;
use pools::ops::{self, Pay};
use pools::pool::PoolState;
use pools::{CampaignRefused, CommitRefused, PoolRefused};

/// Units of ¥10, at most twenty in all and eight of one; ¥100 is the goal.
fn owned(new: &mut ops::NewCampaign) {
    (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (Offered::MemberCapital, 1_000, 1);
    (new.terms.units_max, new.terms.units_each) = (Some(20), Some(8));
}

impl World {
    async fn units(&self, campaign: &Campaign, holder: Id<Member>) -> i64 {
        let key = (self.community, campaign.instrument_id.unwrap(), holder);
        self.found_row::<Holding>(key).await.map_or(0, |holding| holding.units)
    }

    /// How many units there are, and how many of them anybody could still have.
    async fn there_are(&self, campaign: &Campaign) -> (i64, i64) {
        let instrument = self.find::<Instrument>((self.community, campaign.instrument_id.unwrap())).await;
        (instrument.units_max, instrument.units_left())
    }

    async fn capital(&self) -> i64 {
        self.balance(AccountKey::capital(1, CNY)).await
    }

    async fn holder(&self, pool: PoolId, units: i64) -> Id<Member> {
        let member = self.rich(100_000).await;
        self.join(member, pool, units * 1_000, Pay::SetOff).await.unwrap();
        member
    }
}

testkit::both_engines! {
    /// With each tranche whole units are entered, and the capital is what was paid for them.
    async fn units_are_entered_tranche_by_tranche(world: World) {
        let pool = world.campaign(owned).await;
        let (dan, eva) = (world.holder(pool, 7).await, world.holder(pool, 4).await);
        assert_eq!(world.terms_of(pool).await.instrument_id, None, "nothing can be subscribed to past the campaign");
        world.to_the_end(pool).await;
        let campaign = world.terms_of(pool).await;
        let instrument = world.find::<Instrument>((world.community, campaign.instrument_id.unwrap())).await;
        assert_eq!((instrument.units_max, instrument.units_left()), (11, 0), "as many as came together");
        assert_eq!(instrument.decision, campaign.decision);
        // 40, 30 and 30 % of seven and of four units: 3 + 2 + 2 and 2 + 1 + 1.
        assert_eq!((world.units(&campaign, dan).await, world.units(&campaign, eva).await), (3, 2));
        assert_eq!((world.capital().await, world.held_by(pool).await), (5_000, 6_000));
        world.assert_whole().await;
        for number in [2, 3] {
            world.claims(world.supplier, pool, number).await.unwrap();
            world.until(world.now().plus(DAY * 7)).await;
        }
        assert_eq!((world.units(&campaign, dan).await, world.units(&campaign, eva).await), (7, 4));
        assert_eq!((world.capital().await, world.terms_of(pool).await.stage), (11_000, Stage::Done));
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// Words that passed when it was opened and would be refused today stand: the money is captured, and the register has them as they were read.
    async fn words_that_were_opened_are_not_looked_at_again(world: World) {
        let pool = world.campaign(owned).await;
        let words = "满三年全额退".to_owned();
        assert!(ownership::promised_in(&words).is_some(), "refused today");
        let gets = words.clone();
        world.act(move |tx, _| {
            let row = tx.lock::<Campaign>((tx.community(), pool))?.expect("a campaign");
            Ok::<_, store::OpError<()>>(tx.save(&Campaign { gets: gets.clone(), ..row })?)
        }).await.unwrap();
        let dan = world.holder(pool, 8).await;
        world.holder(pool, 4).await;
        world.to_the_end(pool).await;
        let campaign = world.terms_of(pool).await;
        assert_eq!((world.pool(pool).await.state, campaign.stage), (PoolState::Captured, Stage::Running));
        let instrument = world.find::<Instrument>((world.community, campaign.instrument_id.unwrap())).await;
        assert_eq!(instrument.terms, words);
        assert!(world.units(&campaign, dan).await > 0);
        world.assert_whole().await;
    }

    /// Rounded over all together: half of four times three is six, and a tenth of four times one is nothing, which nobody is told was entered.
    async fn a_tranche_is_its_share_of_all_units_together(world: World) {
        for (units, first, entered) in [(3, 5_000, 6), (1, 1_000, 0)] {
            let pool = world.campaign(|new| {
                owned(new);
                new.terms.milestones.truncate(2);
                (new.terms.goal_minor, new.terms.second) = (4_000, None);
                new.terms.budget.clear();
                (new.terms.milestones[0].share_bp, new.terms.milestones[1].share_bp) = (first, 10_000 - first);
            }).await;
            let before = world.capital().await;
            let mut holders = Vec::new();
            for _ in 0..4 {
                holders.push(world.holder(pool, units).await);
            }
            let [said] = world.predicted().await.try_into().unwrap();
            world.to_the_end(pool).await;
            assert_eq!((world.capital().await - before, said.released_minor), (entered * 1_000, entered * 1_000));
            let mut told = 0;
            for number in 1..=world.pool(pool).await.event_count {
                let event = world.find::<pools::rows::PoolEvent>((world.community, pool, number)).await;
                told += i64::from(event.step == pools::rows::PoolStep::UnitsEntered);
            }
            assert_eq!(told, i64::from(entered > 0));
            world.until(world.step(pool, 2).await.due_at_us).await;
            let mut back = 0;
            for holder in holders {
                back += world.owed(holder).await - (100_000 - units * 1_000);
            }
            assert_eq!(back, (4 * units - entered) * 1_000);
            world.assert_ended(pool, PoolState::Captured).await;
        }
    }

    /// What each tranche is worth, and what goes back of hundreds of parts, is added up a hundred at a time, or fifty; the process may die after each.
    async fn whole_units_of_many_are_added_up_part_by_part(world: World) {
        let pool = world.campaign(|new| {
            owned(new);
            (new.terms.units_max, new.terms.second) = (Some(1_000), None);
        }).await;
        for at in 0..220 {
            world.holder(pool, 1 + at % 3).await;
        }
        world.clock.set(world.pool(pool).await.closes_at_us);
        world.act(move |tx, now| ops::close_by_clock(tx, pool, now)).await.unwrap();
        while world.pool(pool).await.state == PoolState::Met {
            world.act(move |tx, now| ops::settle_pool(tx, pool, now)).await.unwrap();
        }
        let mut sums = Vec::new();
        let said = world.predicted().await.into_iter().find(|one| one.pool == pool).unwrap();
        while world.terms_of(pool).await.stage == Stage::Reckoning {
            assert_eq!(world.claims(world.supplier, pool, 2).await, Err(CampaignRefused::NotItsTurn));
            assert_eq!(world.capital().await, 0, "nothing is released before all is added up");
            world.assert_whole().await;
            sums.push(world.step(pool, 1).await.tranche_minor.unwrap_or_default());
            world.job("pools.reckon", pool).await;
        }
        // 439 units: 40, 30 and 30 % of all of them together, not of each part.
        assert_eq!(sums, [0, 175_000, 175_000, 175_000]);
        let tranches = [world.step(pool, 1).await, world.step(pool, 2).await, world.step(pool, 3).await];
        let tranches = tranches.map(|step| step.tranche_minor.unwrap());
        assert_eq!(tranches.iter().sum::<i64>(), world.terms_of(pool).await.captured_minor);
        assert_eq!(said.released_minor, tranches[0]);
        world.run_jobs().await;
        assert_eq!(world.capital().await, 175_000);
        world.assert_whole().await;
        // Overdue: the rest of each is fixed in the same way.
        world.clock.set(world.step(pool, 2).await.due_at_us);
        world.act(move |tx, now| Ok::<_, store::OpError<CampaignRefused>>(ops::decide_by_clock(tx, pool, now)?)).await.unwrap();
        let rest = world.terms_of(pool).await.kept_minor;
        for left in [1, 2, 3, 4, 5, 6] {
            assert_eq!(world.terms_of(pool).await.stage, Stage::Sharing, "{left}");
            world.job("pools.share", pool).await;
            world.assert_whole().await;
        }
        assert_eq!((world.terms_of(pool).await.stage, world.terms_of(pool).await.left_minor), (Stage::Returning, 0));
        world.run_jobs().await;
        assert_eq!(world.terms_of(pool).await.returned_minor, rest);
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// Refused: what is not entered goes back, unit by unit, and its units are nobody's.
    async fn what_is_not_entered_goes_back(world: World) {
        let pool = world.campaign(owned).await;
        let (dan, eva) = (world.holder(pool, 7).await, world.holder(pool, 4).await);
        world.to_the_end(pool).await;
        world.until(world.step(pool, 2).await.due_at_us).await;
        let campaign = world.terms_of(pool).await;
        assert_eq!((world.owed(dan).await, world.owed(eva).await), (97_000, 98_000));
        assert_eq!((world.units(&campaign, dan).await, world.units(&campaign, eva).await), (3, 2));
        assert_eq!((campaign.stage, campaign.returned_minor, world.capital().await), (Stage::Returned, 6_000, 5_000));
        assert_eq!(world.there_are(&campaign).await, (5, 0), "what went back is nobody's");
        let (fay, id) = (world.rich(100_000).await, world.id());
        let ask = ownership::ops::Subscribe { id, instrument: campaign.instrument_id.unwrap(), units: 1, risk_read: Some(1), key: None };
        let said = world.act(move |tx, now| ownership::ops::subscribe(tx, fay, &ask, now)).await;
        assert_eq!(said.unwrap_err(), SubscriptionRefused::NotEnoughLeft);
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// Who leaves before all is entered has the rest back, and keeps what is entered.
    async fn who_leaves_holds_nothing_new(world: World) {
        let pool = world.campaign(owned).await;
        let (dan, eva) = (world.holder(pool, 7).await, world.holder(pool, 4).await);
        world.to_the_end(pool).await;
        let campaign = world.terms_of(pool).await;
        world.act(move |tx, now| {
            let input = community::ops::leave::LeaveInput { actor: dan, member: dan, reason: String::new() };
            community::ops::leave::leave(tx, &input, now)
        }).await.unwrap();
        for number in [2, 3] {
            world.claims(world.supplier, pool, number).await.unwrap();
            world.until(world.now().plus(DAY * 7)).await;
        }
        assert_eq!((world.units(&campaign, dan).await, world.units(&campaign, eva).await), (3, 4));
        assert_eq!((world.owed(dan).await, world.capital().await), (97_000, 7_000));
        assert_eq!(world.there_are(&campaign).await, (7, 0));
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// Whatever is said where backers read it promises no return, from the first update to the evidence.
    async fn nothing_said_of_it_promises_a_return(world: World) {
        use CampaignRefused::PromisesReturn;
        let pool = world.campaign(owned).await;
        let (lead, promise) = (world.supplier, || "A guaranteed return.".to_owned());
        let dan = world.holder(pool, 5).await;
        world.holder(pool, 5).await;
        let update = ops::WriteUpdate { pool, words: promise(), key: None };
        assert_eq!(world.act(move |tx, now| ops::write_update(tx, lead, &update, now)).await, Err(PromisesReturn));
        let ask = |words: &str| ops::AskQuestion { pool, words: words.to_owned(), key: None };
        // The one question that everybody ought to ask.
        let asked = ask("这个保本吗？是不是每年固定收益 8%？");
        let number = world.act(move |tx, now| ops::ask_question(tx, dan, &asked, now)).await.unwrap().number;
        let answer = ops::AnswerQuestion { pool, number, words: promise(), key: None };
        assert_eq!(world.act(move |tx, now| ops::answer_question(tx, lead, &answer, now)).await, Err(PromisesReturn));
        // Whoever does not ask but says it is refused, as under a proposal.
        for words in ["Guaranteed 10% return every year", "放心，保本", "一年8个点，懂？", "Is it guaranteed? It is risk-free."] {
            let says = ask(words);
            assert_eq!(world.act(move |tx, now| ops::ask_question(tx, dan, &says, now)).await, Err(PromisesReturn), "{words}");
        }
        for words in ["Is the return guaranteed?", "保本吗？", "这个保本吗 我想投一点"] {
            let asks = ask(words);
            world.act(move |tx, now| ops::ask_question(tx, dan, &asks, now)).await.unwrap();
        }
        let raise = ops::RaiseGoal { pool, reason: promise(), key: None };
        assert_eq!(world.act(move |tx, now| ops::raise_goal(tx, lead, &raise, now)).await, Err(PromisesReturn));
        let cancel = ops::CancelPool { pool, reason: promise(), key: None };
        let said = world.act(move |tx, now| ops::cancel_pool(tx, lead, &cancel, now)).await;
        assert_eq!(said, Err(PoolRefused::PromisesReturn));
        world.to_the_end(pool).await;
        let claim = ops::ClaimMilestone { pool, number: 2, evidence: promise(), key: None };
        assert_eq!(world.act(move |tx, now| ops::claim_milestone(tx, lead, &claim, now)).await, Err(PromisesReturn));
    }

    /// What the team says and a second person let pass is said, as it stands and not by who let it pass; a promise stays one.
    async fn what_a_second_person_let_pass_is_said(world: World) {
        use ownership::TextPlace;
        let pool = world.campaign(owned).await;
        let (lead, steward) = (world.supplier, world.steward);
        let words = "老话说“很快就能回本”，我们不知道能不能。";
        let says = |words: &str| {
            let update = ops::WriteUpdate { pool, words: words.to_owned(), key: None };
            world.act(move |tx, now| ops::write_update(tx, lead, &update, now))
        };
        assert_eq!(says(words).await.map(drop), Err(CampaignRefused::PromisesReturn));
        let passes = async |by, second, words: &str| {
            let (place, words) = (TextPlace::Campaign, words.to_owned());
            let asked = ownership::ops::AskAboutText { place, words, key: None };
            let sha256 = world.act(move |tx, now| ownership::ops::ask_about_text(tx, by, &asked, now)).await.unwrap();
            let input = ownership::ops::PassText { place, sha256, reason: "A saying".to_owned(), key: None };
            world.act(move |tx, now| ownership::ops::pass_text(tx, second, &input, now)).await.map(drop)
        };
        assert_eq!(passes(lead, steward, words).await, Ok(()));
        assert_eq!(says("老话说“很快就能回本”。").await.map(drop), Err(CampaignRefused::PromisesReturn));
        says(words).await.unwrap();
        // Handed in by the steward, and let pass by the lead, who is a steward by now: the lead does not say it.
        world.grant(lead, community::role::Role::Steward).await;
        let other = "一年回本？没人知道。";
        assert_eq!(passes(steward, lead, other).await, Ok(()));
        assert_eq!(says(other).await.map(drop), Err(CampaignRefused::PromisesReturn));
    }

    /// Past probation only, no more than one holder may have, and nobody who has left when it is reached.
    async fn it_is_for_those_past_probation(world: World) {
        let mut new = world.new_campaign();
        owned(&mut new);
        new.terms.title = "字".repeat(81);
        assert_eq!(world.decide(new).await, Err(CampaignRefused::InstrumentUnfit));
        let pool = world.campaign(|new| {
            owned(new);
            new.terms.probation_days = 3;
        }).await;
        let dan = world.rich(100_000).await;
        assert_eq!(world.join(dan, pool, 1_000, Pay::SetOff).await, Err(CommitRefused::OnProbation));
        let ask = ops::AskQuestion { pool, words: "Why?".to_owned(), key: None };
        let said = world.act(move |tx, now| ops::ask_question(tx, dan, &ask, now)).await;
        assert_eq!(said, Err(CampaignRefused::OnProbation));
        world.until(world.now().plus(DAY * 3)).await;
        assert_eq!(world.join(dan, pool, 9_000, Pay::SetOff).await, Err(CommitRefused::AboveLimit));
        let part = world.join(dan, pool, 8_000, Pay::SetOff).await.unwrap().commitment;
        let (eva, fay) = (world.rich(100_000).await, world.rich(100_000).await);
        world.until(world.now().plus(DAY * 4)).await;
        for (member, milli) in [(eva, 8_000), (fay, 2_000)] {
            world.join(member, pool, milli, Pay::SetOff).await.unwrap();
        }
        world.leave_community(dan).await;
        world.to_the_end(pool).await;
        let row = world.commitment(part).await;
        assert_eq!((row.state, row.end_reason.as_deref()), (State::Refunded, Some("holder_not_a_member")));
        let campaign = world.terms_of(pool).await;
        assert_eq!(campaign.captured_minor, 10_000);
        assert_eq!(world.there_are(&campaign).await, (10, 0));
        world.assert_whole().await;
    }

    /// What a company may not hold beside who was written down behind it since goes back, and holds up nobody who backed the campaign after it.
    async fn a_company_that_may_not_hold_it_holds_up_nobody(world: World) {
        let pool = world.campaign(owned).await;
        let (olga, mill) = (world.rich(100_000).await, world.rich(100_000).await);
        let join = async |who, units: i64| {
            world.join(who, pool, units * 1_000, Pay::SetOff).await.unwrap().commitment
        };
        let first = join(olga, 2).await;
        let refused = join(mill, 7).await;
        let (second, third) = (join(olga, 2).await, join(olga, 2).await);
        let fits = join(mill, 1).await;
        let eva = world.holder(pool, 3).await;
        world.behind(mill, olga).await;
        assert_eq!(world.to_the_end(pool).await.state, PoolState::Captured);
        for part in [first, second, third, fits] {
            assert_eq!(world.commitment(part).await.state, State::Captured);
        }
        let row = world.commitment(refused).await;
        assert_eq!((row.state, row.end_reason.as_deref()), (State::Refunded, Some("above_units_each_behind")));
        let campaign = world.terms_of(pool).await;
        assert_eq!((campaign.captured_minor, world.there_are(&campaign).await), (10_000, (10, 0)));
        assert_eq!(world.units(&campaign, eva).await, 1);
        world.assert_whole().await;
    }

    /// What was read was the campaign's text: that its instrument's risks are put in other words while its parts are settled
    /// turns nobody away.
    async fn risks_in_other_words_turn_no_backer_away(world: World) {
        let pool = world.campaign(owned).await;
        let (dan, eva) = (world.holder(pool, 7).await, world.holder(pool, 4).await);
        world.clock.set(world.pool(pool).await.closes_at_us);
        world.act(move |tx, now| ops::close_by_clock(tx, pool, now)).await.unwrap();
        let instrument = world.terms_of(pool).await.instrument_id.unwrap();
        let (by, words) = (world.steward, "It may leak, and badly".to_owned());
        let reason = "So says the builder".to_owned();
        let input = ownership::ops::ReviseRisk { instrument, from_version: 1, words, reason, key: None };
        world.act(move |tx, now| ownership::ops::revise_risk(tx, by, &input, now)).await.unwrap();
        world.run_jobs().await;
        let campaign = world.terms_of(pool).await;
        assert_eq!((campaign.captured_minor, world.owed(dan).await, world.owed(eva).await), (11_000, 93_000, 96_000));
        world.assert_whole().await;
    }
}
