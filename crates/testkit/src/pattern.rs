//! Databases at a schema, made once and copied: half of a short test's time would else be the same hundred migrations.
//!
//! A pattern belongs to one build of one test program, so that none outlives a change of what made it.

use crate::cluster::Server;
use crate::place::{scratch_folder, target_folder};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::UNIX_EPOCH;
use store::{Migration, Place};

/// The files of a data folder that the migrations leave there; its lock is each test's own.
const DATABASE: &str = "hehuo.db";

/// Puts a database at the schema into the folder, where there is none.
///
/// # Panics
/// Where a migration fails, or the folder takes no file.
pub(crate) fn copy_folder(migrations: &[Migration], folder: &Path) {
    if folder.join(DATABASE).exists() {
        return;
    }
    let patterns = scratch_folder().join("patterns");
    let pattern = patterns.join(name(migrations));
    loop {
        // Nobody removes what is being copied.
        let copying = lock_file();
        copying.lock_shared().expect("the lock of the patterns");
        if pattern.is_dir() {
            fs::copy(pattern.join(DATABASE), folder.join(DATABASE)).expect("a copy of the pattern");
            return;
        }
        drop(copying);
        // It appears whole or not at all: by its name only when it is complete.
        let _turn = take_turns();
        if !pattern.is_dir() {
            remove_of_other_builds(&patterns);
            let new = pattern.with_extension("new");
            let _ = fs::remove_dir_all(&new);
            store::migrate(&Place::Folder(new.clone()), migrations).expect("the migrations run");
            fs::rename(&new, &pattern).expect("the pattern takes its name");
        }
    }
}

/// Makes a database at the schema.
///
/// # Panics
/// Where a migration fails, or the server refuses.
pub(crate) fn copy_database(migrations: &[Migration], server: &Server, database: &str) {
    let pattern = format!("pattern_{}", name(migrations));
    let copy = || server.run(&format!("CREATE DATABASE {database} TEMPLATE {pattern}"));
    if copy().is_ok() {
        return;
    }
    let turn = take_turns();
    // Somebody else may have made it meanwhile.
    if copy().is_ok() {
        return;
    }
    let new = format!("{pattern}_new");
    let run = |sql: String| server.run(&sql).expect("the server makes a pattern");
    run(format!("DROP DATABASE IF EXISTS {new} WITH (FORCE)"));
    run(format!("CREATE DATABASE {new}"));
    let place = Place::parse(&server.url(&new)).expect("a server's address is never empty");
    store::migrate(&place, migrations).expect("the migrations run");
    run(format!("ALTER DATABASE {new} RENAME TO {pattern}"));
    drop(turn);
    copy().expect("a copy of the pattern");
}

/// Of this build of this program, and of these migrations: a program may have several lists of them.
fn name(migrations: &[Migration]) -> String {
    let mut hash = DefaultHasher::new();
    for one in migrations {
        (one.feature, one.number, one.name, one.sql).hash(&mut hash);
    }
    let [program, build] = of_this_program();
    format!("{program}_{build}_{:016x}", hash.finish())
}

/// What its file is called, and when it was built.
fn of_this_program() -> [String; 2] {
    let program = std::env::current_exe().expect("a program knows its file");
    let built = fs::metadata(&program).and_then(|file| file.modified()).expect("a file has its time");
    let mut hash = DefaultHasher::new();
    program.hash(&mut hash);
    let built = built.duration_since(UNIX_EPOCH).unwrap_or_default().as_micros();
    [format!("{:016x}", hash.finish()), format!("{built:x}")]
}

/// They lie in memory, and nobody comes for them any more.
fn remove_of_other_builds(patterns: &Path) {
    let [program, build] = of_this_program();
    let (of_this, now) = (format!("{program}_"), format!("{program}_{build}_"));
    for folder in fs::read_dir(patterns).into_iter().flatten().flatten() {
        let name = folder.file_name().to_string_lossy().into_owned();
        if name.starts_with(&of_this) && !name.starts_with(&now) {
            // What cannot be removed is only in the way of nobody.
            let _ = fs::remove_dir_all(folder.path());
        }
    }
}

/// Held while a pattern is made, or those of other builds are removed.
fn take_turns() -> File {
    let file = lock_file();
    file.lock().expect("the lock of the patterns");
    file
}

fn lock_file() -> File {
    let path = target_folder().join("tmp").join("pattern.lock");
    fs::create_dir_all(path.with_file_name("")).expect("the target folder takes a folder");
    File::options().write(true).create(true).truncate(false).open(&path).expect("a lock")
}
