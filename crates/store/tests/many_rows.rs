//! Many rows of one operation at once: they come to the same as one after the other, and are read by blocks.

mod common;

use common::*;
use store::OpError::{self, Refused};
use store::{Fault, Tx};

fn absent(tx: &mut Tx, keys: &[(i64, i64)]) -> Result<usize, Fault> {
    let mut count = 0;
    tx.look_all::<Counter>(keys, |_, known| count += usize::from(known.is_none()))?;
    Ok(count)
}

/// Adds one to each counter, making those that are not there; the one with `not` is refused, the one with `same` left alone.
fn raise(tx: &mut Tx, ids: &[i64], not: i64, same: i64) -> Done<usize> {
    let keys: Vec<_> = ids.iter().map(|id| (1, *id)).collect();
    let absent = absent(tx, &keys)?;
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
                    let absent = absent(tx, &keys)?;
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

/// Rows that are only added are undone with their operation and with their attempt, seen by lists and by whoever asks after all, and there once.
#[tokio::test]
async fn appended_rows_are_rows() {
    for (name, place, writes, _scratch) in each("appended") {
        let db = open(&place, writes);
        let counted = |tx: &mut Tx| -> Done<usize> {
            let sql = "SELECT id FROM counter WHERE community_id = $1";
            Ok(tx.rows::<(i64,)>(sql, &[&1i64])?.len())
        };
        let append = |tx: &mut Tx, ids: &[i64]| tx.append_all(ids.iter().map(|id| counter(*id, 1)).collect());
        let answers = together(
            &db,
            vec![
                op(move |tx| {
                    append(tx, &[1, 2])?;
                    Ok(append(tx, &[3]).map(|()| 0)?)
                }),
                op(move |tx| {
                    append(tx, &[4])?;
                    Err(Refused(No))
                }),
                op(move |tx| {
                    append(tx, &[5])?;
                    let swallowed = tx.attempt(|tx| -> Done<()> {
                        append(tx, &[6])?;
                        assert_eq!(counted(tx)?, 5);
                        append(tx, &[7])?;
                        Err(Refused(No))
                    });
                    assert_eq!(swallowed, Err(Refused(No)));
                    append(tx, &[8])?;
                    counted(tx)
                }),
                op(move |tx| {
                    append(tx, &[9])?;
                    counted(tx)?;
                    append(tx, &[10])?;
                    Err(Refused(No))
                }),
                op(move |tx| {
                    append(tx, &[11])?;
                    let known = tx.find::<Counter>((1, 11))?.map_or(0, |known| known.value);
                    // Known by now, so that this is an insert like any other.
                    assert_eq!(append(tx, &[11]), Err(Fault::Duplicate { table: "counter" }));
                    Ok(known as usize)
                }),
                op(move |tx| Ok(append(tx, &[1]).map(|()| 0)?)),
            ],
        )
        .await;
        let duplicate = Err(OpError::Fault(Fault::Duplicate { table: "counter" }));
        let no = || Err(Refused(No));
        assert_eq!(answers, [Ok(0), no(), Ok(5), no(), Ok(1), duplicate], "{name}");
        let there: Vec<i64> = contents(&db).await.0.into_iter().map(|(id, _)| id).collect();
        assert_eq!(there, [1, 2, 3, 5, 8, 11], "{name}");
        db.close().await;
    }
}
