//! Many rows of one operation at once: they come to the same as one after the other, and are read by blocks.

mod common;

use common::*;
use store::OpError::{self, Refused};
use store::{Fault, Tx};

/// Adds one to each counter, making those that are not there; the one with `not` is refused, the one with `same` left alone.
fn raise(tx: &mut Tx, ids: &[i64], not: i64, same: i64) -> Done<usize> {
    let keys: Vec<_> = ids.iter().map(|id| (1, *id)).collect();
    let absent = tx.absent::<Counter>(&keys)?;
    tx.change_all::<Counter, No>(&keys, |at, known| {
        let id = ids[at];
        match id {
            _ if id == not => Err(Refused(No)),
            _ if id == same => Ok(None),
            _ => Ok(Some(counter(id, known.map_or(0, |known| known.value) + 1))),
        }
    })?;
    Ok(absent)
}

#[tokio::test]
async fn changed_together_comes_to_the_same_as_one_by_one() {
    for (name, place, writes, _scratch) in each("changed together") {
        let db = open(&place, writes);
        let answers = together(
            &db,
            vec![
                op(|tx| raise(tx, &[1, 2, 3, 4], 0, 3)),
                // One of them is named twice: the second time it has what the first one left.
                op(|tx| raise(tx, &[2, 3, 2], 0, 0)),
                op(|tx| raise(tx, &[5, 1, 9], 9, 0)),
                op(|tx| {
                    let swallowed = tx.attempt(|tx| raise(tx, &[1, 6, 9], 9, 0));
                    assert_eq!(swallowed, Err(Refused(No)));
                    raise(tx, &[1, 7], 0, 0)
                }),
            ],
        )
        .await;
        assert_eq!(answers, [Ok(4), Ok(1), Err(Refused(No)), Ok(1)], "{name}");
        assert_eq!(contents(&db).await.0, [(1, 2), (2, 3), (3, 1), (4, 1), (7, 1)], "{name}");
        db.close().await;
    }
}

#[tokio::test]
async fn copies_that_may_be_old_are_refused_here_too() {
    for (name, place, writes, _scratch) in each("old copies") {
        let db = open(&place, writes);
        together(&db, vec![op(|tx| raise(tx, &[1], 0, 0))]).await;
        let answers = together(
            &db,
            vec![
                op(|tx| {
                    let held = tx.lock::<Counter>((1, 1))?.ok_or(Refused(No))?;
                    raise(tx, &[1], 0, 0)?;
                    Ok(tx.save(&held).map(|()| 0)?)
                }),
                op(|tx| {
                    // Of one row another one is made.
                    let made = tx.change_all::<Counter, No>(&[(1, 1)], |_, _| Ok(Some(counter(2, 5))));
                    made.map(|()| 0)
                }),
                op(|tx| {
                    tx.insert_all(vec![counter(3, 1), counter(3, 2)])?;
                    Ok(0)
                }),
            ],
        )
        .await;
        let fault = |fault| Err(OpError::Fault(fault));
        let expected = [
            fault(Fault::Stale { table: "counter" }),
            fault(Fault::NotLocked { table: "counter" }),
            fault(Fault::Duplicate { table: "counter" }),
        ];
        assert_eq!(answers, expected, "{name}");
        assert_eq!(contents(&db).await.0, [(1, 1)], "{name}");
        db.close().await;
    }
}

/// A key that lies far from the others makes no difference but for those it is read with.
#[tokio::test]
async fn many_rows_are_read_in_few_statements() {
    for (name, place, writes, _scratch) in behind("few statements") {
        let db = open(&place, writes);
        let there: Vec<i64> = (0..2_000).map(|number| number * 2).collect();
        let made = there.clone();
        together(&db, vec![op(move |tx| raise(tx, &made, -1, -1))]).await;
        for (ids, most) in [
            (there[..250].to_vec(), 4),
            (there[..250].iter().copied().chain([100_000_000]).collect(), 4 + 64),
            // In no order, and half of them not there.
            ((0..500).map(|number| number * 7 % 500).collect(), 8),
        ] {
            let wanted = ids.clone();
            let sent = together(
                &db,
                vec![op(move |tx| {
                    let (before, keys) = (store::statements_sent(), ids.iter().map(|id| (1, *id)));
                    let keys: Vec<_> = keys.collect();
                    let absent = tx.absent::<Counter>(&keys)?;
                    Ok((store::statements_sent() - before, absent))
                })],
            )
            .await;
            let absent = wanted.iter().filter(|id| !there.contains(id)).count();
            let (sent, found) = sent[0].clone().unwrap();
            assert_eq!(found, absent, "{name}");
            assert!(sent <= most, "{name}: {sent} statements for {} rows", wanted.len());
        }
        db.close().await;
    }
}
