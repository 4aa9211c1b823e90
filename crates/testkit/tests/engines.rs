//! The kit itself: an empty database on each engine, gone afterwards.

use testkit::{Engine, Scratch};

testkit::both_engines! {
    /// The argument is a database that takes a table.
    async fn scratch_takes_a_table(scratch: Scratch) {
        assert_eq!(scratch.options()[0] == "--data", scratch.engine() == Engine::Sqlite);
        if let Ok(server) = testkit::postgres() {
            assert!(server.run("SELECT 1").is_ok());
            assert!(server.run("SELECT nonsense").is_err());
        }
    }
}

#[test]
fn a_dropped_folder_is_gone() {
    let scratch = Engine::Sqlite.scratch("a dropped folder").unwrap();
    let folder = std::path::PathBuf::from(scratch.address());
    assert!(folder.is_dir());
    drop(scratch);
    assert!(!folder.exists());
}

#[test]
fn two_databases_of_one_server_differ() {
    let Some(one) = Engine::Postgres.scratch("same name") else { return };
    let Some(two) = Engine::Postgres.scratch("same name") else { return };
    assert_ne!(one.address(), two.address());
}
