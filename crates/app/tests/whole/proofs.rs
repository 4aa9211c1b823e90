//! What proves an expense: a word where nothing does, what is taken for a file, and what becomes of its bytes.

use crate::common::{World, shop};
use crate::spending::{ask, earn, expense, photo};
use axum::http::Method;
use serde_json::json;

testkit::both_engines! {
    /// Without a proof: a word says so to everybody wherever the expense stands, who approves says why, and above a sum nobody
    /// approves it; a proof that comes later takes the word away, and
    /// leaves another: whoever approved has not seen it.
    async fn an_expense_without_a_proof_says_so(world: World) {
        let lane = shop(&world, "lane", true).await;
        earn(&world, &lane, "9000").await;
        let mandate = lane.mandate(&world, 80_000).await;
        let id = ask(&world, &lane, &mandate, "50.00", &[]).await.assert(201).text("expense");
        let path = |id: &str, rest: &str| lane.path(&format!("/expenses/{id}{rest}"));
        let desk = world.look(Some(&lane.steward), &lane.path("/desk")).await;
        assert!(desk.assert(200).body.contains("1 without proof"), "{}", desk.body);
        let page = world.look(Some(&lane.steward), &path(&id, "")).await;
        assert!(page.assert(200).body.contains("name=\"without_proof\""), "{}", page.body);
        let approve = async |id: &str, why: &str| {
            world.post(&lane.steward, &path(id, "/approval"), json!({ "without_proof": why })).await
        };
        approve(&id, " ").await.refused(422, "proof_or_reason_missing");
        let again = world.fill(Some(&lane.steward), &path(&id, "/approval"), &[("without_proof", "")]).await;
        assert!(again.assert(422).body.contains("say why it can be approved"), "{}", again.body);
        let entry = approve(&id, "The stall writes no receipts").await.assert(200).number("entry");
        let ways = [
            path(&id, ""),
            lane.path("/expenses"),
            lane.path(&format!("/mandates/{mandate}")),
            lane.path(&format!("/books/entries/{entry}")),
        ];
        for way in &ways {
            let page = world.look(Some(&lane.supplier), way).await.assert(200).body.clone();
            assert!(page.contains("No proof"), "{way}: {page}");
        }
        let mine = world.look(Some(&lane.member), &lane.path("/mine")).await.assert(200).body.clone();
        assert!(mine.contains("No proof"), "{mine}");
        let seen = expense(&world, &lane, &lane.supplier, &id).await;
        assert_eq!((&seen["without_proof"], &seen["steps"][1]["reason"]), (&json!(true), &json!("The stall writes no receipts")));
        let listed = world.get(&lane.supplier, &lane.path("/expenses")).await.assert(200).json();
        assert_eq!(listed["expenses"][0]["without_proof"], true);
        let told = world.get(&lane.supplier, &ways[3]).await.assert(200).json();
        assert_eq!(told["without_proof"], true);
        let data = world.get(&lane.member, "/me/data").await.assert(200).json().to_string();
        assert!(data.contains("\"without_proof\":true"), "{data}");
        let slip = photo(b"slip");
        world.upload(&lane.member, &path(&id, "/proofs"), "late", &[], &[("proofs", "a.jpg", &slip)]).await.assert(200);
        for way in &ways {
            let page = world.look(Some(&lane.supplier), way).await.assert(200).body.clone();
            assert!(!page.contains("No proof") && page.contains("Proof added after approval"), "{way}: {page}");
            let told = world.get(&lane.supplier, way).await.assert(200).json();
            let row = if told["expenses"].is_array() { &told["expenses"][0] } else { &told };
            assert_eq!((&row["without_proof"], &row["proof_after_approval"]), (&json!(false), &json!(true)), "{way}");
        }
        // A reason that was written before the proof came: nobody has looked at it, so nothing is approved yet.
        let raced = ask(&world, &lane, &mandate, "40.00", &[]).await.assert(201).text("expense");
        let shown = world.look(Some(&lane.steward), &path(&raced, "")).await.assert(200).body.clone();
        assert!(shown.contains("name=\"proof_count\" value=\"0\""), "{shown}");
        world.upload(&lane.member, &path(&raced, "/proofs"), "raced", &[], &[("proofs", "b.jpg", &slip)]).await.assert(200);
        let typed = [("proof_count", "0"), ("without_proof", "The slip is lost")];
        let again = world.fill(Some(&lane.steward), &path(&raced, "/approval"), &typed).await;
        assert!(again.assert(409).body.contains("Look at them, then decide"), "{}", again.body);
        assert!(again.body.contains("name=\"proof_count\" value=\"1\""), "{}", again.body);
        let sent = json!({ "proof_count": 0, "without_proof": "The slip is lost" });
        world.post(&lane.steward, &path(&raced, "/approval"), sent).await.refused(409, "proofs_changed");
        world.post(&lane.steward, &path(&raced, "/approval"), json!({ "proof_count": 1 })).await.assert(200);
        let page = world.look(Some(&lane.supplier), &path(&raced, "")).await.assert(200).body.clone();
        assert!(!page.contains("Proof added after approval"), "{page}");
        // Above the usual sum a reason is not enough; the form says so before, and has no button.
        let form = world.look(Some(&lane.member), &lane.path("/expenses/new")).await.assert(200).body.clone();
        assert!(form.contains("nothing above ¥200.00 is approved without a proof"), "{form}");
        let large = ask(&world, &lane, &mandate, "200.01", &[]).await.assert(201).text("expense");
        let page = world.look(Some(&lane.steward), &path(&large, "")).await.assert(200).body.clone();
        assert!(page.contains("above ¥200.00") && !page.contains("/approval"), "{page}");
        let refused = approve(&large, "I was there").await;
        refused.refused(409, "proof_demanded");
        assert!(refused.body.contains("above ¥200.00"), "{}", refused.body);
        // Neither where its sum or its mandate is wrong, nor where only a proof helps, has the page a field to lead to.
        let why = [("proof_count", "0"), ("without_proof", "I was there")];
        let page = world.fill(Some(&lane.steward), &path(&large, "/approval"), &why).await.assert(409).body.clone();
        assert!(page.contains("above ¥200.00") && !page.contains("href=\"#without_proof\""), "{page}");
        world.assert_sound().await;
    }

    /// What is no picture and no PDF, whatever it is called; what is too large; what is cut.
    async fn files_are_what_they_say_or_are_not_taken(world: World) {
        let lane = shop(&world, "lane", true).await;
        let mandate = lane.mandate(&world, 9_000).await;
        let large = [photo(b"").split_at(2).0, &vec![0; 10 * 1024 * 1024]].concat();
        let cut = photo(b"pixels");
        for (name, bytes, says) in [
            ("a.png", b"<!doctype html><script>alert(1)</script>".as_slice(), "Only pictures"),
            ("a.png", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "Only pictures"),
            ("a.jpg", b"PK\x03\x04", "Only pictures"),
            ("a.jpg", large.as_slice(), "larger than 10 MB"),
            ("a.jpg", &cut[..cut.len() - 1], "cannot be read to its end"),
            ("a.jpg", b"", "empty"),
        ] {
            let answer = ask(&world, &lane, &mandate, "5.00", &[("proofs", name, bytes)]).await;
            answer.refused(422, "invalid_input");
            assert_eq!(answer.json()["errors"][0]["field"], "proofs");
            assert!(answer.body.contains(says), "{says}: {}", answer.body);
        }
        let good = photo(b"pixels");
        let many = vec![("proofs", "a.jpg", good.as_slice()); 11];
        ask(&world, &lane, &mandate, "5.00", &many).await.refused(413, "too_large");
        let six = vec![("proofs", "a.jpg", large.as_slice()); 6];
        ask(&world, &lane, &mandate, "5.00", &six).await.refused(413, "too_large");
        // Where nobody sees it: nothing of it became an expense, and the shelf has no file under another name.
        let none = world.get(&lane.member, &lane.path("/expenses")).await.assert(200).json();
        assert_eq!(none["expenses"], json!([]));
        // A visitor's upload is turned away before it is read.
        let path = lane.path("/expenses");
        let outsider = world.sign_up("outsider").await;
        world.upload(&outsider, &path, "x", &[], &[("proofs", "a.jpg", &large)]).await.refused(403, "not_a_member");
        // An ordinary route takes no more than it did.
        let body = "x".repeat(2 << 20);
        let form = crate::common::encoded(&[("reason", &body)]);
        let request = crate::common::browser(Method::POST, &lane.path("/mandates/x/ending"), Some(&lane.member), Some(&form));
        assert_eq!(world.send(request).await.status, 413);
    }

    /// A node that was told of no folder takes no file, and everything else.
    async fn without_a_folder_no_file_is_taken(world: World) {
        let lane = shop(&world, "lane", true).await;
        let mandate = lane.mandate(&world, 9_000).await;
        let wanted = lane.wanted(&world, &mandate, "5.00").await;
        let wanted: Vec<_> = wanted.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let (photo, path) = (photo(b""), lane.path("/expenses"));
        let proof: &[(&str, &str, &[u8])] = &[("proofs", "a.jpg", &photo)];
        let with = crate::common::uploading(&lane.member, &path, "a", &wanted, proof);
        let answer = crate::common::send(world.without_files(), with).await;
        answer.refused(422, "invalid_input");
        assert!(answer.body.contains("takes no files yet"), "{answer:?}");
        let without = crate::common::uploading(&lane.member, &path, "b", &wanted, &[]);
        crate::common::send(world.without_files(), without).await.assert(201);
    }

    /// The disk is everybody's: who has handed in enough comes again tomorrow.
    async fn a_day_takes_so_many_files(world: World) {
        let lane = shop(&world, "lane", true).await;
        let mandate = lane.mandate(&world, 9_000).await;
        let limits = files::DayLimits { person_bytes: 120, community_bytes: 1_000 };
        let router = world.with_files(files::Shelf::at(&world.files.0).taking(limits));
        let (photo, path) = (photo(&[b'.'; 60]), lane.path("/expenses"));
        let wanted = lane.wanted(&world, &mandate, "5.00").await;
        let wanted: Vec<_> = wanted.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let proof: &[(&str, &str, &[u8])] = &[("proofs", "a.jpg", &photo)];
        let hand_in = |key: &str| {
            crate::common::send(router.clone(), crate::common::uploading(&lane.member, &path, key, &wanted, proof))
        };
        hand_in("a").await.assert(201);
        let answer = hand_in("b").await;
        answer.refused(422, "invalid_input");
        assert!(answer.body.contains("more than is taken in a day"), "{answer:?}");
        world.clock.advance(crate::common::days(1));
        hand_in("b").await.assert(201);
    }

    /// Bytes of a request that was refused belong to nothing: they are found and removed when they are old; what belongs
    /// to an expense stays, and is missed when it is gone.
    async fn what_belongs_to_nothing_is_swept_up(world: World) {
        let lane = shop(&world, "lane", true).await;
        let mandate = lane.mandate(&world, 9_000).await;
        let (kept, dropped) = (photo(b"kept"), photo(b"dropped"));
        ask(&world, &lane, &mandate, "5.00", &[("proofs", "a.jpg", &kept)]).await.assert(201);
        ask(&world, &lane, &mandate, "500.00", &[("proofs", "a.jpg", &dropped)]).await.refused(409, "above_ceiling");
        let (shelf, db) = (files::Shelf::at(&world.files.0), world.running.site.db.clone());
        assert_eq!(files::sweep(&shelf, &db).await, Ok(0), "a request may still be under way");
        let lying = || {
            let all = walk(&world.files.0);
            all.into_iter().filter(|path| path.is_file()).collect::<Vec<_>>()
        };
        assert_eq!(lying().len(), 2);
        let two_days_ago = std::time::SystemTime::now() - crate::common::days(2);
        for path in lying() {
            std::fs::File::options().append(true).open(path).unwrap().set_modified(two_days_ago).unwrap();
        }
        assert_eq!(files::orphans(&shelf, &db).await.unwrap().len(), 1);
        assert_eq!(files::sweep(&shelf, &db).await, Ok(1));
        assert_eq!((lying().len(), files::missing(&shelf, &db).await.unwrap().len()), (1, 0));
        std::fs::remove_file(&lying()[0]).unwrap();
        assert_eq!(files::missing(&shelf, &db).await.unwrap().values().flatten().count(), 1);
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(walk(&path));
        } else {
            all.push(path);
        }
    }
    all
}
