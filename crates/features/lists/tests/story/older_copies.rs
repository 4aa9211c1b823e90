//! An older copy of a list is pasted: what is said of one of its lines settles what its person wrote later, in whatever order it is said.

use crate::world::{LIST, World};
use kernel::Id;
use lists::line::{Doing, LineState, Mark};
use lists::rows::OrderList;

/// Item and thousandths: 草莓 is 1, 鸡蛋 is 2.
type Wants = Vec<(i64, i64)>;

impl World {
    async fn copies(&self, texts: &[&str]) -> Id<OrderList> {
        let list = self.paste_with(texts[0], |list| list.is_new = true).await.unwrap().list;
        for text in &texts[1..] {
            self.paste_with(text, |input| input.goes_on = Some(list)).await.unwrap();
        }
        list
    }

    /// The number of the line that is asked about.
    async fn asked(&self, list: Id<OrderList>, words: &str) -> i64 {
        let whole = self.whole(list).await;
        let asked: Vec<_> = whole
            .lines
            .iter()
            .filter(|line| line.mark == Mark::Unclear && line.words.starts_with(words))
            .collect();
        assert_eq!(asked.len(), 1, "{words}: {:?}", whole.lines);
        assert!(asked[0].doubts.contains("older_copy"));
        asked[0].number
    }

    /// None: no order.
    async fn say(&self, list: Id<OrderList>, line: i64, wanted: Option<(i64, i64)>) {
        let (doing, parts) = match wanted {
            Some((item, milli)) => (Doing::Order, vec![(item, Some(milli))]),
            None => (Doing::None, vec![]),
        };
        self.mend(list, line, "阿明", doing, &parts).await.unwrap();
    }

    async fn of_ming(&self, list: Id<OrderList>) -> Wants {
        let people = self.whole(list).await.people().unwrap();
        people.into_iter().find(|one| one.name == "阿明").unwrap().wants.into_iter().collect()
    }

    async fn still_asked(&self, list: Id<OrderList>) -> Vec<(String, LineState)> {
        let whole = self.whole(list).await;
        whole.to_look_at().map(|line| (line.words.clone(), line.state)).collect()
    }
}

testkit::both_engines! {
    /// A line that vanished before the older copy came is asked about for itself, and counts until somebody says.
    async fn an_answer_takes_no_line_along_that_vanished_before(world: World) {
        let later = LIST.replace("3. 阿明 鸡蛋2板\n", "9. 阿明 鸡蛋2板 草莓2盒\n");
        let more = format!("{later}5. 阿明 再加草莓1盒\n");
        for stands in [true, false] {
            let list = world.copies(&[LIST, &later, &more, &later]).await;
            let vanished = [("5. 阿明 再加草莓1盒".to_owned(), LineState::Gone)];
            assert_eq!(world.still_asked(list).await, vanished);
            world.paste_with(LIST, |input| input.goes_on = Some(list)).await.unwrap();
            assert_eq!(world.of_ming(list).await, [(1, 3_000), (2, 2_000)]);
            let back = world.asked(list, "3.").await;
            world.say(list, back, stands.then_some((2, 2_000))).await;
            assert_eq!(world.still_asked(list).await, vanished, "{stands}");
            assert_eq!(world.of_ming(list).await, [(1, if stands { 1_000 } else { 3_000 }), (2, 2_000)]);
        }
        world.assert_whole().await;
    }

    /// A further line comes back before anything is said: it is one question with the first.
    async fn what_comes_back_in_two_copies_is_asked_together(world: World) {
        let two = format!("{LIST}8. 阿明 草莓1盒\n");
        let later = LIST.replace("3. 阿明 鸡蛋2板\n", "9. 阿明 鸡蛋2板 草莓2盒\n");
        for (eggs, berries, wants) in [
            (None, None, vec![(1, 2_000), (2, 2_000)]),
            (None, Some((1, 1_000)), vec![(1, 1_000)]),
            (Some((2, 2_000)), None, vec![(2, 2_000)]),
        ] {
            let list = world.copies(&[&two, &later, LIST, &two]).await;
            let (first, further) = (world.asked(list, "3.").await, world.asked(list, "8.").await);
            world.say(list, further, berries).await;
            world.say(list, first, eggs).await;
            assert_eq!((world.of_ming(list).await, world.still_asked(list).await), (wants, vec![]));
        }
        world.assert_whole().await;
    }

    /// Two older lines, and two later ones, one of them at a number of its own: whichever is said first, the same stands.
    async fn answers_come_to_the_same_in_any_order(world: World) {
        let two = format!("{LIST}8. 阿明 草莓1盒\n");
        let later = LIST.replace("3. 阿明 鸡蛋2板\n", "3. 阿明 鸡蛋3板\n9. 阿明 草莓2盒\n");
        for (eggs, berries, wants) in [
            (None, None, vec![(1, 2_000), (2, 3_000)]),
            (Some((2, 2_000)), None, vec![(1, 2_000), (2, 2_000)]),
            (None, Some((1, 1_000)), vec![(1, 1_000), (2, 3_000)]),
            (Some((2, 2_000)), Some((1, 1_000)), vec![(1, 1_000), (2, 2_000)]),
        ] {
            for eggs_first in [true, false] {
                let list = world.copies(&[&two, &later, &two]).await;
                let (third, eighth) = (world.asked(list, "3.").await, world.asked(list, "8.").await);
                assert_eq!(world.of_ming(list).await, [(1, 2_000), (2, 3_000)]);
                let mut said = [(third, eggs), (eighth, berries)];
                said.sort_by_key(|(line, _)| (*line == third) != eggs_first);
                for (line, wanted) in said {
                    world.say(list, line, wanted).await;
                }
                assert_eq!((world.of_ming(list).await, world.still_asked(list).await), (wants.clone(), vec![]), "{eggs:?} {berries:?} {eggs_first}");
            }
        }
        world.assert_whole().await;
    }

    /// One older line, and two later ones: the one at another number goes on where the older copy says nothing, and is asked about where
    /// its person went back.
    async fn a_later_line_at_its_own_number_is_not_lost(world: World) {
        let later = LIST.replace("3. 阿明 鸡蛋2板\n", "3. 阿明 鸡蛋3板\n9. 阿明 再加草莓2盒\n");
        for (eggs, wants, asked) in [
            (None, vec![(1, 2_000), (2, 3_000)], vec![]),
            (Some((2, 2_000)), vec![(1, 2_000), (2, 2_000)], vec![("9. 阿明 再加草莓2盒".to_owned(), LineState::Gone)]),
        ] {
            let list = world.copies(&[LIST, &later, LIST]).await;
            let third = world.asked(list, "3.").await;
            world.say(list, third, eggs).await;
            assert_eq!((world.of_ming(list).await, world.still_asked(list).await), (wants, asked));
        }
        world.assert_whole().await;
    }

    /// Who said it wrong says it once more: what was settled by the first answer is settled by the second.
    async fn an_answer_that_is_corrected_is_taken_back(world: World) {
        let later = LIST.replace("3. 阿明 鸡蛋2板", "3. 阿明 鸡蛋1板");
        let (older, newer) = (vec![(2, 2_000)], vec![(2, 1_000)]);
        for first in [None, Some((2, 2_000))] {
            let list = world.copies(&[LIST, &later, LIST]).await;
            let back = world.asked(list, "3.").await;
            let other = if first.is_none() { Some((2, 2_000)) } else { None };
            for said in [first, other, first, first] {
                world.say(list, back, said).await;
                let wants = if said.is_some() { &older } else { &newer };
                assert_eq!((&world.of_ming(list).await, world.still_asked(list).await), (wants, vec![]), "{first:?} {said:?}");
            }
        }
        world.assert_whole().await;
    }

    /// One of two older lines was said to stand, and does not: while the other is open, what was written later is asked about again.
    async fn a_corrected_answer_leaves_the_other_question_open(world: World) {
        let two = format!("{LIST}8. 阿明 草莓1盒\n");
        let later = LIST.replace("3. 阿明 鸡蛋2板\n", "9. 阿明 鸡蛋2板 草莓2盒\n");
        let list = world.copies(&[&two, &later, &two]).await;
        let (third, eighth) = (world.asked(list, "3.").await, world.asked(list, "8.").await);
        world.say(list, third, Some((2, 2_000))).await;
        assert_eq!(world.of_ming(list).await, [(2, 2_000)]);
        world.say(list, third, None).await;
        assert_eq!(world.of_ming(list).await, [(1, 2_000), (2, 2_000)]);
        assert_eq!(world.still_asked(list).await.len(), 2);
        world.say(list, eighth, None).await;
        assert_eq!((world.of_ming(list).await, world.still_asked(list).await), (vec![(1, 2_000), (2, 2_000)], vec![]));
        world.assert_whole().await;
    }

    /// What the chat has changed since, or somebody has said of the later line itself, no corrected answer undoes.
    async fn a_corrected_answer_brings_back_nothing_that_was_changed_since(world: World) {
        let later = LIST.replace("3. 阿明 鸡蛋2板", "3. 阿明 鸡蛋1板");
        let list = world.copies(&[LIST, &later, LIST]).await;
        let back = world.asked(list, "3.").await;
        world.say(list, back, None).await;
        // Their newest line: in place of the one that stands again.
        let newest = LIST.replace("3. 阿明 鸡蛋2板", "3. 阿明 鸡蛋2板\n3. 阿明 鸡蛋5板");
        world.paste_with(&newest, |input| input.goes_on = Some(list)).await.unwrap();
        assert_eq!((world.of_ming(list).await, world.still_asked(list).await), (vec![(2, 5_000)], vec![]));
        world.say(list, back, Some((2, 2_000))).await;
        world.say(list, back, None).await;
        assert_eq!((world.of_ming(list).await, world.still_asked(list).await), (vec![(2, 5_000)], vec![]));
        // Said of itself.
        let list = world.copies(&[LIST, &later, LIST]).await;
        let back = world.asked(list, "3.").await;
        let itself = world.whole(list).await.lines.iter().find(|line| line.state == LineState::Gone).unwrap().number;
        world.say(list, itself, Some((2, 4_000))).await;
        world.say(list, back, None).await;
        world.say(list, itself, None).await;
        world.say(list, back, Some((2, 2_000))).await;
        world.say(list, back, None).await;
        assert_eq!((world.of_ming(list).await, world.still_asked(list).await), (vec![], vec![]));
        world.assert_whole().await;
    }

    /// What was said to stand vanishes later: that it is wanted no more brings back nothing that its person had changed before.
    async fn what_is_withdrawn_later_brings_back_nothing_it_had_settled(world: World) {
        let later = LIST.replace("3. 阿明 鸡蛋2板", "3. 阿明 鸡蛋1板");
        let list = world.copies(&[LIST, &later, LIST]).await;
        let back = world.asked(list, "3.").await;
        world.say(list, back, Some((2, 2_000))).await;
        let without = LIST.replace("3. 阿明 鸡蛋2板\n", "");
        world.paste_with(&without, |input| input.goes_on = Some(list)).await.unwrap();
        assert_eq!(world.still_asked(list).await, [("3. 阿明 鸡蛋2板".to_owned(), LineState::Gone)]);
        // Said twice, as by two who look at it.
        for _ in 0..2 {
            world.say(list, back, None).await;
            assert_eq!((world.of_ming(list).await, world.still_asked(list).await), (vec![], vec![]));
        }
        world.assert_whole().await;
    }

    /// The later line comes back after the older one was said to stand: two questions, and no answer makes it count twice.
    async fn what_is_pasted_to_and_fro_counts_once(world: World) {
        let later = LIST.replace("3. 阿明 鸡蛋2板\n", "9. 阿明 鸡蛋2板 草莓2盒\n");
        for newest_first in [true, false] {
            let list = world.copies(&[LIST, &later, LIST]).await;
            let third = world.asked(list, "3.").await;
            world.say(list, third, Some((2, 2_000))).await;
            world.paste_with(&later, |input| input.goes_on = Some(list)).await.unwrap();
            let ninth = world.asked(list, "9.").await;
            let both = [(1, Some(2_000)), (2, Some(2_000))];
            for ninth_now in [newest_first, !newest_first] {
                match ninth_now {
                    true => drop(world.mend(list, ninth, "阿明", Doing::Order, &both).await.unwrap()),
                    // The answer about the later line settles it too, and there is nothing left to say.
                    false if newest_first => {}
                    false => world.say(list, third, None).await,
                }
            }
            let wants = vec![(1, 2_000), (2, 2_000)];
            assert_eq!((world.of_ming(list).await, world.still_asked(list).await), (wants, vec![]), "{newest_first}");
        }
        world.assert_whole().await;
    }
}
