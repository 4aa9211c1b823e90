//! A part of an operation that is refused leaves nothing behind, on SQLite and PostgreSQL, written through or behind.

mod common;

use common::*;
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};

/// Adds to a counter and is refused, or not.
fn part(tx: &mut Tx, id: i64, mark: &str, refused: bool) -> Outcome<i64, No> {
    tx.attempt(|tx| {
        let value = add(tx, id, mark)?;
        if refused { Err(Refused(No)) } else { Ok(value) }
    })
}

/// How many marks there are: whoever asks has all that waits sent.
fn marks(tx: &mut Tx) -> Result<i64, Fault> {
    Ok(tx.rows::<(i64,)>("SELECT COUNT(*) FROM mark WHERE community_id = $1", &[&1])?[0].0)
}

#[tokio::test]
async fn a_refused_part_leaves_no_trace() {
    for (name, place, writes, _scratch) in each("attempt") {
        let db = open(&place, writes);
        let answers = together(
            &db,
            vec![
                op(|tx| Ok(add(tx, 1, "a")?)),
                op(|tx| {
                    add(tx, 1, "b")?;
                    assert_eq!(part(tx, 1, "not", true), Err(Refused(No)));
                    assert_eq!(
                        part(tx, 2, "not either", true),
                        Err(Refused(No)),
                        "a row that is not there yet"
                    );
                    part(tx, 2, "c", false)
                }),
                op(|tx| Ok(add(tx, 1, "d")?)),
            ],
        )
        .await;
        assert_eq!(answers, [Ok(1), Ok(1), Ok(3)], "{name}");
        let events = [(1, "a"), (2, "b"), (3, "c"), (4, "d")].map(|(number, name)| (number, name.to_owned()));
        let expected = (vec![(1, 3), (2, 1)], names(&["a", "b", "c", "d"]), events.to_vec());
        assert_eq!(contents(&db).await, expected, "{name}");
        db.close().await;
    }
}

/// As before, with lists read before, in and after the parts, so that what waits is sent in the middle of them.
#[tokio::test]
async fn what_was_sent_of_a_refused_part_is_taken_back() {
    for (name, place, writes, _scratch) in each("attempt sent") {
        let db = open(&place, writes);
        let answers = together(
            &db,
            vec![
                op(|tx| Ok(add(tx, 1, "a")?)),
                op(|tx| {
                    add(tx, 1, "b")?; // waits, and is not the part's
                    add(tx, 2, "b2")?;
                    let refused = tx.attempt(|tx| {
                        add(tx, 1, "not")?;
                        add(tx, 2, "not2")?;
                        assert_eq!(marks(tx)?, 5);
                        add(tx, 3, "not3")?;
                        tx.delete::<Mark>(&(1, "b".to_owned()))?;
                        tx.insert(&Mark { community_id: 1, name: "b".to_owned(), counter_id: 2 })?;
                        Outcome::<(), No>::Err(Refused(No))
                    });
                    assert_eq!(refused, Err(Refused(No)));
                    assert_eq!(marks(tx)?, 3);
                    assert_eq!(part(tx, 3, "c", false), Ok(1));
                    assert_eq!(marks(tx)?, 4);
                    Ok(add(tx, 2, "d")?)
                }),
                op(|tx| {
                    part(tx, 1, "undone with the whole", false)?;
                    assert_eq!(marks(tx)?, 6);
                    Err(Refused(No))
                }),
                op(|tx| Ok(add(tx, 1, "e")?)),
            ],
        )
        .await;
        assert_eq!(answers, [Ok(1), Ok(2), Err(Refused(No)), Ok(3)], "{name}");
        let (counters, marks, events) = contents(&db).await;
        assert_eq!(counters, [(1, 3), (2, 2), (3, 1)], "{name}");
        assert_eq!(marks, names(&["a", "b", "b2", "c", "d", "e"]), "{name}");
        assert_eq!(events.iter().map(|event| event.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6], "{name}");
        db.close().await;
    }
}

/// The inner one falls with the outer one, and the outer one stands without the inner one.
#[tokio::test]
async fn parts_have_parts() {
    for (name, place, writes, _scratch) in each("attempt nested") {
        let db = open(&place, writes);
        let nested = |outer: bool, inner: bool, sent: bool, mark: &'static str| {
            op(move |tx| {
                add(tx, 1, &format!("{mark} before"))?;
                let ended = tx.attempt(|tx| {
                    add(tx, 1, &format!("{mark} outer"))?;
                    let ended = tx.attempt(|tx| {
                        add(tx, 1, &format!("{mark} inner"))?;
                        if sent {
                            marks(tx)?;
                        }
                        part(tx, 1, &format!("{mark} innermost"), inner)
                    });
                    assert_eq!(ended.is_err(), inner);
                    add(tx, 1, &format!("{mark} outer after"))?;
                    if outer { Err(Refused(No)) } else { Ok(()) }
                });
                assert_eq!(ended.is_err(), outer);
                Ok(add(tx, 1, &format!("{mark} after"))?)
            })
        };
        let mut ops = Vec::new();
        for (sent, said) in [(false, ["1", "2", "3"]), (true, ["4", "5", "6"])] {
            ops.push(nested(false, false, sent, said[0]));
            ops.push(nested(false, true, sent, said[1]));
            ops.push(nested(true, false, sent, said[2]));
        }
        assert_eq!(together(&db, ops).await, [6, 10, 12, 18, 22, 24].map(Ok), "{name}");
        let (_, marks, events) = contents(&db).await;
        assert_eq!((marks.len(), events.len()), (24, 24), "{name}");
        let left = |of: &str| marks.iter().filter(|(mark,)| mark.starts_with(of)).count();
        assert_eq!(["1", "2", "3", "4", "5", "6"].map(left), [6, 4, 2, 6, 4, 2], "{name}");
        db.close().await;
    }
}

/// A copy that a refused part had locked makes no other one stale. Two copies that are both saved are what they were.
#[tokio::test]
async fn what_a_refused_part_locked_is_free_again() {
    for (name, place, writes, _scratch) in each("attempt locks") {
        let db = open(&place, writes);
        let refused = |tx: &mut Tx| {
            let ended = tx.attempt(|tx| match tx.lock::<Counter>((1, 1))? {
                Some(_) => Outcome::<(), No>::Err(Refused(No)),
                None => Ok(()),
            });
            assert_eq!(ended, Err(Refused(No)));
        };
        let answers = together(
            &db,
            vec![
                op(|tx| Ok(tx.insert(&counter(1, 1))?)),
                op(move |tx| {
                    refused(tx);
                    add(tx, 1, "b")?;
                    add(tx, 1, "c")?;
                    Ok(())
                }),
                op(move |tx| {
                    let mut row = tx.lock::<Counter>((1, 1))?.ok_or(Refused(No))?;
                    refused(tx);
                    row.value += 10;
                    tx.save(&row)?;
                    refused(tx);
                    Ok(tx.save(&row)?) // who is the only holder may save again
                }),
                op(|tx| {
                    let mut outer = tx.lock::<Counter>((1, 1))?.ok_or(Refused(No))?;
                    part(tx, 1, "inner", false)?;
                    outer.value += 10;
                    Ok(tx.save(&outer)?)
                }),
                op(|tx| {
                    // A part cannot save what it did not lock itself once it was refused.
                    let refused = part(tx, 1, "locked and refused", true);
                    assert_eq!(refused, Err(Refused(No)));
                    Ok(tx.save(&counter(1, 99))?)
                }),
            ],
        )
        .await;
        let fault = |fault| Err(OpError::Fault(fault));
        let (stale, free) = (Fault::Stale { table: "counter" }, Fault::NotLocked { table: "counter" });
        assert_eq!(answers, [Ok(()), Ok(()), Ok(()), fault(stale), fault(free)], "{name}");
        assert_eq!(contents(&db).await.0, [(1, 13)], "{name}");
        db.close().await;
    }
}

/// What the engine turns away in a part undoes the operation as ever, and a panic in one leaves the lane as it was.
#[tokio::test]
async fn faults_in_a_part_are_the_whole_operations() {
    quiet();
    for (name, place, writes, _scratch) in each("attempt faults") {
        let db = open(&place, writes);
        let answers = together(
            &db,
            vec![
                op(|tx| {
                    add(tx, 1, "a")?;
                    let swallowed = tx.attempt(|tx| {
                        add(tx, 1, "b")?;
                        let _ = tx.rows::<(i64,)>("SELECT no_such_column FROM mark", &[]);
                        Outcome::<(), No>::Ok(())
                    });
                    assert!(matches!(swallowed, Err(OpError::Fault(Fault::Engine(_)))), "{swallowed:?}");
                    Ok(0)
                }),
                op(|tx| {
                    add(tx, 1, "c")?;
                    tx.attempt(|tx| {
                        add(tx, 1, "d")?;
                        marks(tx)?;
                        panic!("on purpose")
                    })
                }),
                op(|tx| {
                    add(tx, 1, "e")?;
                    let taken = tx.attempt(|tx| Outcome::<(), No>::Ok(tx.insert(&counter(1, 5))?));
                    assert_eq!(taken, Err(OpError::Fault(Fault::Duplicate { table: "counter" })));
                    part(tx, 1, "f", false)
                }),
            ],
        )
        .await;
        assert!(matches!(answers[0], Err(OpError::Fault(Fault::Engine(_)))), "{name} {:?}", answers[0]);
        assert_eq!(answers[1], Err(OpError::Fault(Fault::Panicked("on purpose".into()))), "{name}");
        assert_eq!(answers[2], Ok(2), "{name}");
        assert_eq!(contents(&db).await.1, names(&["e", "f"]), "{name}");
        db.close().await;
    }
}
