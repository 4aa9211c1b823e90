//! After a campaign has reached its goal: milestones accepted, refused, overdue, and what goes back then.

use crate::world::{CNY, DAY, World};
use kernel::Id;
use ledger::AccountKey;
use ownership::company::Owner;
use ownership::rows::OwnerWord;
use pools::CampaignRefused as No;
use pools::campaign::{Acceptance, Offered};
use pools::campaign_rows::Voice;
use pools::ids::{Member, PoolId};
use pools::milestone::{MilestoneState, Stage};
use pools::ops::{self, Pay};
use pools::pool::PoolState;

/// Three backers of ¥50, ¥30 and ¥20.01, and the campaign has closed.
async fn reached(world: &World, change: impl FnOnce(&mut ops::NewCampaign)) -> (PoolId, [Id<Member>; 3]) {
    let pool = world.campaign(change).await;
    let mut backers = Vec::new();
    for units in [5_000, 3_000, 2_001] {
        backers.push(world.backer(pool, units).await.0);
    }
    assert_eq!(world.to_the_end(pool).await.state, PoolState::Captured);
    (pool, backers.try_into().unwrap())
}

testkit::both_engines! {
    /// Claimed with evidence, nobody objects: each tranche is released once, and in the end all of it is the fund's.
    async fn silence_accepts_and_all_is_released(world: World) {
        let (lead, (pool, [dan, ..])) = (world.supplier, reached(&world, |_| {}).await);
        assert_eq!(world.claims(lead, pool, 3).await, Err(No::NotItsTurn));
        assert_eq!(world.claims(dan, pool, 2).await, Err(No::NotTheTeam));
        assert_eq!(world.claims(lead, pool, 1).await, Err(No::MilestoneDecided));
        assert_eq!(world.claims(lead, pool, 9).await, Err(No::MilestoneDecided));
        world.claims(lead, pool, 2).await.unwrap();
        assert_eq!(world.claims(lead, pool, 2).await, Err(No::MilestoneDecided));
        world.until(world.now().plus(DAY * 6)).await;
        assert_eq!(world.step(pool, 2).await.state, MilestoneState::Claimed);
        world.until(world.now().plus(DAY)).await;
        assert_eq!((world.given(1).await, world.held_by(pool).await), (7_001, 3_000));
        world.claims(lead, pool, 3).await.unwrap();
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!((world.given(1).await, world.held_by(pool).await), (10_001, 0));
        // Nothing happens twice, and nothing once it is over.
        world.until(world.now().plus(DAY * 90)).await;
        world.act(move |tx, now| Ok::<_, store::OpError<No>>(ops::decide_by_clock(tx, pool, now)?)).await.unwrap();
        assert_eq!((world.given(1).await, world.terms_of(pool).await.stage), (10_001, Stage::Done));
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// Half of them object: it is refused, and what was not released goes back in proportion, to the last minor unit.
    async fn refused_by_backers_the_rest_goes_back(world: World) {
        let (lead, (pool, [dan, eva, fay])) = (world.supplier, reached(&world, |_| {}).await);
        assert_eq!(world.says(dan, pool, 2, false).await, Err(No::MilestoneDecided));
        world.claims(lead, pool, 2).await.unwrap();
        assert_eq!(world.says(lead, pool, 2, true).await, Err(No::NotABacker));
        assert_eq!(world.says(world.steward, pool, 2, false).await, Err(No::NotABacker));
        assert_eq!(world.says(dan, pool, 7, false).await, Err(No::NoSuchMilestone));
        world.says(dan, pool, 2, true).await.unwrap();
        world.says(dan, pool, 2, false).await.unwrap();
        world.says(eva, pool, 2, false).await.unwrap();
        let step = world.step(pool, 2).await;
        assert_eq!((step.backers, step.yes_count, step.no_count), (3, 0, 2));
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(world.says(fay, pool, 2, true).await, Err(No::MilestoneDecided));
        assert_eq!(world.step(pool, 2).await.state, MilestoneState::Refused);
        assert_eq!(world.step(pool, 3).await.state, MilestoneState::Dropped);
        // 6,000 over 5,000, 3,000 and 2,001 of 10,001: the largest remainder has the last cent.
        assert_eq!([world.owed(dan).await, world.owed(eva).await, world.owed(fay).await],
            [95_000 + 3_000, 97_000 + 1_800, 97_999 + 1_200]);
        assert_eq!((world.given(1).await, world.terms_of(pool).await.stage), (4_001, Stage::Returned));
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// While backers look at one, the next does not run out: due a day later, it has a week from the release of the one before.
    async fn looking_takes_no_time_from_the_next(world: World) {
        let (pool, _) = reached(&world, |new| {
            new.terms.milestones[2].due_at = new.terms.milestones[1].due_at.plus(DAY);
        }).await;
        world.until(world.step(pool, 2).await.due_at_us.minus(DAY)).await;
        world.claims(world.supplier, pool, 2).await.unwrap();
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(world.step(pool, 2).await.state, MilestoneState::Released);
        assert_eq!(world.step(pool, 3).await.state, MilestoneState::Waiting);
        world.until(world.now().plus(DAY * 6)).await;
        world.claims(world.supplier, pool, 3).await.unwrap();
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(world.terms_of(pool).await.stage, Stage::Done);
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// Not claimed in time: the same, without anybody doing anything.
    async fn overdue_the_rest_goes_back_by_itself(world: World) {
        let (pool, [dan, ..]) = reached(&world, |_| {}).await;
        let due = world.step(pool, 2).await.due_at_us;
        world.until(due).await;
        assert_eq!(world.claims(world.supplier, pool, 2).await, Err(No::MilestoneDecided));
        assert_eq!(world.step(pool, 2).await.state, MilestoneState::Overdue);
        assert_eq!(world.owed(dan).await, 98_000);
        assert!(world.story(pool).await.ends_with(&["milestone_overdue".to_owned(), "rest_returned".to_owned()]));
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// By vote: more yes than no, and enough of them.
    async fn a_vote_needs_enough_voices(world: World) {
        let vote = |new: &mut ops::NewCampaign| (new.terms.acceptance, new.terms.percent) = (Acceptance::Vote, 60);
        let (pool, [dan, eva, _]) = reached(&world, vote).await;
        world.claims(world.supplier, pool, 2).await.unwrap();
        world.says(dan, pool, 2, true).await.unwrap();
        world.says(eva, pool, 2, true).await.unwrap();
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(world.step(pool, 2).await.state, MilestoneState::Released);
        world.claims(world.supplier, pool, 3).await.unwrap();
        world.says(dan, pool, 3, true).await.unwrap();
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(world.step(pool, 3).await.state, MilestoneState::Refused, "one of three is not enough");
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// What was ordered ahead: accepted to the end it is sold; refused, all of it goes back, for none of it was delivered.
    async fn goods_are_delivered_or_paid_back(world: World) {
        let ordered = |new: &mut ops::NewCampaign| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (Offered::PreOrder, 1_000, 1);
        };
        let (advance, sales) = (AccountKey::advance_to_fund(1, CNY), AccountKey::sales(1, CNY));
        for good in [true, false] {
            let before = world.balance(sales.clone()).await;
            let pool = world.campaign(ordered).await;
            let dan = world.rich(100_000).await;
            world.join(dan, pool, 10_000, Pay::SetOff).await.unwrap();
            world.to_the_end(pool).await;
            world.claims(world.supplier, pool, 2).await.unwrap();
            world.until(world.now().plus(DAY * 7)).await;
            assert_eq!(world.balance(advance.clone()).await, 7_000);
            world.claims(world.supplier, pool, 3).await.unwrap();
            if !good {
                world.says(dan, pool, 3, false).await.unwrap();
            }
            world.until(world.now().plus(DAY * 7)).await;
            let (sold, owed) = if good { (10_000, 90_000) } else { (0, 100_000) };
            assert_eq!((world.balance(sales.clone()).await - before, world.owed(dan).await), (sold, owed));
            assert_eq!(world.balance(advance.clone()).await, 0);
            world.assert_ended(pool, PoolState::Captured).await;
        }
    }

    /// What each of hundreds gets of the rest is fixed and given back fifty at a time. After each of these transactions the process may die: the
    /// jobs come again, and once more than they should. Each gets once what dividing all at once would give.
    async fn many_get_the_rest_back_once_each(world: World) {
        let pool = world.campaign(|new| new.terms.units_least = 1).await;
        let (mut backers, mut gave) = (Vec::new(), Vec::new());
        for at in 0..230 {
            let (member, part) = world.backer(pool, 60 + at).await;
            backers.push(member);
            gave.push((part, 60 + at));
        }
        world.to_the_end(pool).await;
        world.clock.set(world.step(pool, 2).await.due_at_us);
        world.act(move |tx, now| Ok::<_, store::OpError<No>>(ops::decide_by_clock(tx, pool, now)?)).await.unwrap();
        // What was to be held as long as anybody is looked at.
        let rest = world.terms_of(pool).await.kept_minor;
        let whole: i64 = gave.iter().map(|(_, minor)| minor).sum();
        assert_eq!(rest, whole - world.given(1).await);
        let ends = [(Stage::Sharing, 50), (Stage::Sharing, 100), (Stage::Sharing, 150), (Stage::Sharing, 200)];
        for (stage, up_to) in ends {
            world.job("pools.share", pool).await;
            let campaign = world.terms_of(pool).await;
            assert_eq!((campaign.stage, campaign.counted_up_to), (stage, up_to));
            // Given back too early, nothing is.
            world.act(move |tx, now| Ok::<_, store::OpError<No>>(ops::return_rest(tx, pool, now)?)).await.unwrap();
            assert_eq!((world.terms_of(pool).await.returned_minor, world.held_by(pool).await), (0, rest));
            world.assert_whole().await;
        }
        let said = world.predicted().await.into_iter().find(|one| one.pool == pool).unwrap();
        let mut steps = 0;
        while world.terms_of(pool).await.stage == Stage::Sharing {
            world.job("pools.share", pool).await;
            world.assert_whole().await;
            steps += 1;
        }
        assert!(steps >= 3, "the last thirty, and then more than fifty minor units to the largest remainders");
        assert_eq!((world.terms_of(pool).await.left_minor, world.held_by(pool).await), (0, rest));
        world.act(move |tx, now| Ok::<_, store::OpError<No>>(ops::return_rest(tx, pool, now)?)).await.unwrap();
        assert_eq!(world.terms_of(pool).await.stage, Stage::Returning);
        world.assert_whole().await;
        world.run_jobs().await;
        world.act(move |tx, now| Ok::<_, store::OpError<No>>(ops::return_rest(tx, pool, now)?)).await.unwrap();
        gave.sort();
        let weights: Vec<_> = gave.iter().map(|(part, minor)| (*part, *minor as u64)).collect();
        let backs = kernel::divide_once(rest, &weights).unwrap();
        for ((part, _), back) in gave.iter().zip(&backs) {
            assert_eq!(world.commitment(*part).await.returned_minor, *back);
        }
        let said: i64 = said.parts.iter().map(|part| part.returned_minor).sum();
        let mut owed = 0;
        for (at, backer) in backers.into_iter().enumerate() {
            owed += world.owed(backer).await - 100_000 + 60 + at as i64;
        }
        assert_eq!((said, owed, backs.iter().sum::<i64>()), (rest, rest, rest));
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// The team tells; members ask; the team answers once.
    async fn what_is_asked_is_answered_in_public(world: World) {
        let (pool, lead, dan) = (world.campaign(|_| {}).await, world.supplier, world.member("Dan").await);
        let update = |words: &str| ops::WriteUpdate { pool, words: words.to_owned(), key: None };
        for (by, words, answer) in [
            (dan, "Me too", Err(No::NotTheTeam)),
            (lead, " ", Err(No::NothingSaid)),
            // Of a gift as of a share.
            (lead, "放心，保本，年化8%", Err(No::PromisesReturn)),
            (lead, "A guaranteed return of 8% a year.", Err(No::PromisesReturn)),
            (lead, "The posts are here", Ok(1)),
        ] {
            let input = update(words);
            let said = world.act(move |tx, now| ops::write_update(tx, by, &input, now)).await;
            assert_eq!(said.map(|said| said.number), answer);
        }
        let long = update(&"字".repeat(4_001));
        let said = world.act(move |tx, now| ops::write_update(tx, lead, &long, now)).await;
        assert_eq!(said, Err(No::WordsTooLong));
        let ask = ops::AskQuestion { pool, words: "Which wood?".to_owned(), key: None };
        world.act(move |tx, now| ops::ask_question(tx, dan, &ask, now)).await.unwrap();
        for (by, number, answer) in [
            (dan, 1, Err(No::NotTheTeam)),
            (lead, 2, Err(No::NoSuchQuestion)),
            (lead, 1, Ok(1)),
            (lead, 1, Err(No::AlreadyAnswered)),
        ] {
            let promise = ops::AnswerQuestion { pool, number, words: "保本，年化8%".to_owned(), key: None };
            if answer.is_ok() {
                let said = world.act(move |tx, now| ops::answer_question(tx, by, &promise, now)).await;
                assert_eq!(said, Err(No::PromisesReturn));
            }
            let input = ops::AnswerQuestion { pool, number, words: "Larch".to_owned(), key: None };
            let said = world.act(move |tx, now| ops::answer_question(tx, by, &input, now)).await;
            assert_eq!(said.map(|said| said.number), answer, "{number}");
        }
        world.assert_whole().await;
    }

    /// A company behind which one of the team stands says nothing about the team's work, and is none of those who may.
    async fn a_company_of_the_team_is_no_backer(world: World) {
        let pool = world.campaign(|_| {}).await;
        let (dan, _) = world.backer(pool, 6_000).await;
        let (mill, _) = world.backer(pool, 6_000).await;
        world.behind(mill, world.supplier).await;
        world.to_the_end(pool).await;
        world.claims(world.supplier, pool, 2).await.unwrap();
        assert_eq!(world.says(mill, pool, 2, true).await, Err(No::NotABacker));
        world.says(dan, pool, 2, false).await.unwrap();
        let step = world.step(pool, 2).await;
        assert_eq!((step.backers, step.no_count), (1, 1));
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(world.step(pool, 2).await.state, MilestoneState::Refused);
        world.assert_whole().await;
    }

    /// A backer and their company have one voice, and the last word counts; where several stand behind it, they speak and it does not.
    async fn a_backer_and_their_company_have_one_voice(world: World) {
        let pool = world.campaign(|_| {}).await;
        let (dan, _) = world.backer(pool, 4_000).await;
        let (mill, _) = world.backer(pool, 4_000).await;
        let (eva, _) = world.backer(pool, 4_000).await;
        let (shop, _) = world.backer(pool, 4_000).await;
        let (stall, _) = world.backer(pool, 4_000).await;
        let fay = world.member("Fay").await;
        world.behind(mill, dan).await;
        world.behind(shop, fay).await;
        world.behind(stall, fay).await;
        world.to_the_end(pool).await;
        world.claims(world.supplier, pool, 2).await.unwrap();
        assert_eq!(world.step(pool, 2).await.backers, 3, "Dan, Eva, and who is behind shop and stall");
        for (by, accepts, counts) in [
            (dan, true, (1, 0)),
            (mill, false, (0, 1)),
            (eva, true, (1, 1)),
            (dan, true, (2, 0)),
            (stall, false, (2, 1)),
            (shop, true, (3, 0)),
        ] {
            world.says(by, pool, 2, accepts).await.unwrap();
            let step = world.step(pool, 2).await;
            assert_eq!((step.yes_count, step.no_count), counts);
        }
        let both = [dan, eva].map(|member| Owner { member, share_parts: 1, whole_parts: 2 });
        world.behind_are(mill, both.to_vec()).await;
        assert_eq!(world.says(mill, pool, 2, false).await, Err(No::OwnersSpeak));
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(world.step(pool, 2).await.state, MilestoneState::Released);
        world.assert_whole().await;
    }

    /// What a steward alone has written down joins nobody's voices; what who is named, or the company itself, says does, and a company that says
    /// no keeps its own.
    async fn a_naming_that_nobody_confirmed_takes_no_voice(world: World) {
        let pool = world.campaign(|new| (new.terms.acceptance, new.terms.percent) = (Acceptance::Vote, 0)).await;
        let mut backers = Vec::new();
        for _ in 0..5 {
            backers.push(world.backer(pool, 4_000).await.0);
        }
        let [dan, mill, eva, shop, yard] = backers.try_into().unwrap();
        let alone = |member| vec![Owner { member, share_parts: 1, whole_parts: 1 }];
        let of_mill = world.named_are(mill, alone(dan)).await;
        let of_shop = world.named_are(shop, alone(eva)).await;
        // Nobody of the team has to say so: whose work it is stays a matter of their own.
        world.named_are(yard, alone(world.supplier)).await;
        world.to_the_end(pool).await;
        world.claims(world.supplier, pool, 2).await.unwrap();
        assert_eq!(world.says(yard, pool, 2, true).await, Err(No::NotABacker));
        for (by, accepts) in [(dan, true), (mill, false), (eva, true), (shop, false)] {
            world.says(by, pool, 2, accepts).await.unwrap();
        }
        let step = world.step(pool, 2).await;
        assert_eq!((step.backers, step.yes_count, step.no_count), (4, 2, 2), "four voices");
        world.owner_says(shop, of_shop, eva, OwnerWord::Confirmed).await;
        world.owner_says(shop, of_shop, shop, OwnerWord::Denied).await;
        world.owner_says(mill, of_mill, mill, OwnerWord::Confirmed).await;
        world.until(world.now().plus(DAY * 7)).await;
        let step = world.step(pool, 2).await;
        // The mill's no is Dan's, too; the shop says that it is not Eva's.
        assert_eq!((step.backers, step.yes_count, step.no_count), (3, 1, 2));
        world.assert_whole().await;
    }

    /// Whoever comes to stand behind a company while backers look has one voice, counted when they have looked: the last word of those who
    /// are one by then. Who comes to stand beside the team has none, and two companies of one owner have one.
    async fn voices_are_counted_by_who_is_one_in_the_end(world: World) {
        let pool = world.campaign(|new| (new.terms.acceptance, new.terms.percent) = (Acceptance::Vote, 0)).await;
        let mut backers = Vec::new();
        for _ in 0..7 {
            backers.push(world.backer(pool, 4_000).await.0);
        }
        let [dan, mill, eva, shop, stall, gil, yard] = backers.try_into().unwrap();
        let (fay, hof) = (world.member("Fay").await, world.member("Hof").await);
        world.to_the_end(pool).await;
        world.claims(world.supplier, pool, 2).await.unwrap();
        for (by, accepts) in [(mill, true), (dan, false), (eva, false), (shop, true), (stall, true), (gil, true), (yard, true)] {
            world.says(by, pool, 2, accepts).await.unwrap();
        }
        let step = world.step(pool, 2).await;
        assert_eq!((step.backers, step.yes_count, step.no_count), (7, 5, 2), "nobody is one with anybody");
        world.behind(mill, dan).await;
        world.behind(shop, fay).await;
        world.behind(stall, fay).await;
        world.behind(yard, world.supplier).await;
        world.behind(gil, hof).await;
        let said = world.predicted_at(world.now().plus(DAY * 7)).await;
        world.until(world.now().plus(DAY * 7)).await;
        let step = world.step(pool, 2).await;
        // Dan's no, Eva's no, one yes of the two shops, and Gil's.
        assert_eq!((step.backers, step.yes_count, step.no_count), (4, 2, 2));
        assert_eq!(step.state, MilestoneState::Refused, "five to two it would have been accepted");
        assert_eq!(said.into_iter().find(|one| one.pool == pool).unwrap().forecast, pools::Forecast::Returns);
        world.assert_whole().await;
    }

    /// What a company said is its own, whoever stood behind it then: sold while backers look, it speaks as its new owner.
    async fn a_company_that_changes_hands_takes_its_word_along(world: World) {
        let pool = world.campaign(|new| (new.terms.acceptance, new.terms.percent) = (Acceptance::Vote, 0)).await;
        let (dan, mill, eva) = (
            world.backer(pool, 4_000).await.0, world.backer(pool, 4_000).await.0, world.backer(pool, 4_000).await.0,
        );
        world.behind(mill, dan).await;
        world.to_the_end(pool).await;
        world.claims(world.supplier, pool, 2).await.unwrap();
        world.says(eva, pool, 2, true).await.unwrap();
        world.says(dan, pool, 2, true).await.unwrap();
        world.says(mill, pool, 2, false).await.unwrap();
        let step = world.step(pool, 2).await;
        assert_eq!((step.backers, step.yes_count, step.no_count), (2, 1, 1));
        world.behind(mill, eva).await;
        world.until(world.now().plus(DAY * 7)).await;
        let step = world.step(pool, 2).await;
        assert_eq!((step.backers, step.yes_count, step.no_count), (2, 1, 1), "Dan's own word, and the mill's as Eva's");
        world.assert_whole().await;
    }

    /// A word that counts no more is not taken away once more: struck when who stands behind the company spoke, sold to somebody else, it answers
    /// anew. And of two words that have come to be one, the last counts.
    async fn what_counts_is_counted_anew_with_each_answer(world: World) {
        let pool = world.campaign(|new| (new.terms.acceptance, new.terms.percent) = (Acceptance::Vote, 0)).await;
        let (ana, mill, gil, yard) = (
            world.backer(pool, 4_000).await.0, world.backer(pool, 4_000).await.0,
            world.backer(pool, 4_000).await.0, world.backer(pool, 4_000).await.0,
        );
        let bea = world.member("Bea").await;
        world.behind(mill, ana).await;
        world.to_the_end(pool).await;
        world.claims(world.supplier, pool, 2).await.unwrap();
        // As many as the answers beside which it is written that they count.
        let counts = async || {
            let (step, mut counted) = (world.step(pool, 2).await, (0, 0));
            for who in [ana, mill, gil, yard] {
                let key = (world.community, pool, 2, who);
                let voice = world.db.read(move |reader| reader.find::<Voice>(&key)).await.unwrap();
                match voice.filter(|voice| voice.counted) {
                    Some(voice) if voice.accepts => counted.0 += 1,
                    Some(_) => counted.1 += 1,
                    None => {}
                }
            }
            assert_eq!((step.yes_count, step.no_count), counted);
            counted
        };
        world.says(mill, pool, 2, true).await.unwrap();
        world.says(ana, pool, 2, false).await.unwrap();
        assert_eq!(counts().await, (0, 1));
        // Struck, the mill speaks again and strikes Ana; and the other way round, and the same word once more.
        for (by, accepts, after) in [(mill, true, (1, 0)), (mill, true, (1, 0)), (ana, true, (1, 0)), (ana, false, (0, 1))] {
            world.says(by, pool, 2, accepts).await.unwrap();
            assert_eq!(counts().await, after);
        }
        world.behind(mill, bea).await;
        world.says(mill, pool, 2, false).await.unwrap();
        assert_eq!(counts().await, (0, 2), "Ana's own word, and the mill's");
        world.says(gil, pool, 2, true).await.unwrap();
        world.says(yard, pool, 2, true).await.unwrap();
        world.behind(yard, gil).await;
        world.says(gil, pool, 2, true).await.unwrap();
        assert_eq!(counts().await, (1, 2), "Gil and the yard are one by now");
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(counts().await, (1, 2));
        assert_eq!(world.step(pool, 2).await.state, MilestoneState::Refused);
        world.assert_whole().await;
    }

    /// Who has left the community cannot answer, and is not waited for: half of those who can is half.
    async fn who_has_left_is_not_counted_among_the_backers(world: World) {
        let (lead, (pool, [dan, eva, fay])) = (world.supplier, reached(&world, |_| {}).await);
        world.leave_community(dan).await;
        world.leave_community(eva).await;
        world.claims(lead, pool, 2).await.unwrap();
        assert_eq!(world.says(dan, pool, 2, false).await, Err(No::NotAMember));
        world.says(fay, pool, 2, false).await.unwrap();
        assert_eq!(world.step(pool, 2).await.backers, 1);
        world.until(world.now().plus(DAY * 7)).await;
        assert_eq!(world.step(pool, 2).await.state, MilestoneState::Refused);
        world.assert_whole().await;
    }
}
