//! Random small programs against a map: whatever is batched, undone and run again, the end is the same.

mod common;

use common::*;
use std::collections::BTreeMap;
use store::OpError::Refused;
use store::Tx;

/// Small random programs in batches, against the same programs run on a map. Which error is not compared:
/// behind, an operation that inserts a key it never read and is refused later for another reason hears the
/// refusal, where through it hears the clash. Both leave nothing.
#[tokio::test]
async fn random_programs_end_as_in_a_simple_model() {
    quiet();
    #[derive(Debug, Clone, Copy)]
    enum Step {
        Insert(i64),
        Add(i64),
        Sum,
        Refuse,
        Panic,
    }
    type Map = BTreeMap<i64, i64>;
    fn model(map: &mut Map, steps: &[Step]) -> Result<i64, ()> {
        let (mut now, mut answer) = (map.clone(), 0);
        for step in steps {
            match *step {
                Step::Insert(id) if now.contains_key(&id) => return Err(()),
                Step::Insert(id) => drop(now.insert(id, id)),
                Step::Add(id) => match now.get_mut(&id) {
                    Some(value) => *value += 1,
                    None => return Err(()),
                },
                Step::Sum => answer = answer * 31 % 1009 + now.values().sum::<i64>(),
                Step::Refuse => return Err(()),
                Step::Panic => return Err(()),
            }
        }
        *map = now;
        Ok(answer)
    }
    fn real(tx: &mut Tx, steps: &[Step]) -> Done<i64> {
        let mut answer = 0;
        for step in steps {
            match *step {
                Step::Insert(id) => tx.insert(&counter(id, id))?,
                Step::Add(id) => {
                    let mut row = tx.lock::<Counter>((1, id))?.ok_or(Refused(No))?;
                    row.value += 1;
                    tx.save(&row)?;
                }
                Step::Sum => {
                    const SUM: &str = "SELECT CAST(COALESCE(SUM(value), 0) AS BIGINT) FROM counter";
                    answer = answer * 31 % 1009 + tx.rows::<(i64,)>(SUM, &[])?[0].0;
                }
                Step::Refuse => return Err(Refused(No)),
                Step::Panic => panic!("on purpose"),
            }
        }
        Ok(answer)
    }
    for (name, place, writes, _scratch) in each("model") {
        let db = open(&place, writes);
        let (mut map, mut seed) = (Map::new(), 0x9E37_79B9_7F4A_7C15u64);
        let mut dice = move |sides: u64| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed >> 20) % sides
        };
        for batch in 0..60 {
            // Some batches clash often, some never insert: both the fast way and the rerun are taken.
            let insert_sides = if batch % 3 == 0 { 0 } else { 1 + batch % 3 };
            let programs: Vec<Vec<Step>> = (0..1 + dice(12))
                .map(|_| {
                    (0..1 + dice(6))
                        .map(|_| match dice(12 + insert_sides) {
                            0..=6 => Step::Add(dice(8) as i64),
                            7..=8 => Step::Sum,
                            9 => {
                                if dice(3) == 0 {
                                    Step::Panic
                                } else {
                                    Step::Refuse
                                }
                            }
                            10..=11 => Step::Insert(8 + batch as i64 * 8 + dice(8) as i64),
                            _ => Step::Insert(dice(8) as i64),
                        })
                        .collect()
                })
                .collect();
            let expected: Vec<_> = programs.iter().map(|steps| model(&mut map, steps)).collect();
            let ops = programs.iter().cloned().map(|steps| op(move |tx| real(tx, &steps))).collect();
            let answers = together(&db, ops).await;
            let seen: Vec<_> = answers.into_iter().map(|answer| answer.map_err(|_| ())).collect();
            assert_eq!(seen, expected, "{name} batch {batch} {programs:?}");
            let stored = contents(&db).await.0;
            assert_eq!(stored, Vec::from_iter(map.clone()), "{name} batch {batch} {programs:?}");
        }
        db.close().await;
    }
}
