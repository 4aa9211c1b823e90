//! The same test body on SQLite and on PostgreSQL, each time on an empty database of its own.

use crate::cluster::{self, Server};
use crate::pattern;
use crate::place::{scratch_folder, skip};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Migration, Place};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// An empty database. None where PostgreSQL is not installed and nobody requires it.
    pub fn scratch(self, test: &str) -> Option<Scratch> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let words: String = test
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
            .collect();
        // PostgreSQL cuts names at 63 bytes; the end of a test's path says more than its beginning.
        let tail = &words[words.len().saturating_sub(36)..];
        let name = format!("t{}_{number}_{tail}", std::process::id());
        match self {
            Engine::Sqlite => {
                let folder = scratch_folder().join("sqlite").join(&name);
                std::fs::create_dir_all(&folder).expect("a folder for the database");
                Some(Scratch { engine: self, home: Home::Folder(folder) })
            }
            Engine::Postgres => match cluster::postgres() {
                Ok(server) => {
                    let home = Home::Database { server, name, made: OnceLock::new() };
                    Some(Scratch { engine: self, home })
                }
                Err(why) => {
                    skip(&format!("{test} on PostgreSQL: {why}"));
                    None
                }
            },
        }
    }
}

/// An empty database, removed when dropped. A failed test's SQLite folder is kept and named.
#[derive(Debug)]
pub struct Scratch {
    engine: Engine,
    home: Home,
}

#[derive(Debug)]
enum Home {
    Folder(PathBuf),
    /// Made when it is first asked for: then it is known whether it is empty or begins as a copy.
    Database {
        server: Server,
        name: String,
        made: OnceLock<()>,
    },
}

impl Scratch {
    pub fn engine(&self) -> Engine {
        self.engine
    }

    pub fn place(&self) -> Place {
        Place::parse(&self.address()).expect("a scratch address is never empty")
    }

    /// Its place, brought to the schema of `migrations` after the store's own. What `store::migrate` does, once a program: while there is
    /// no database yet, it begins as a copy of what the first test's migrations made. Blocking.
    ///
    /// # Panics
    /// Where a migration fails.
    pub fn migrated(&self, migrations: &[Migration]) -> Place {
        match &self.home {
            Home::Folder(folder) => pattern::copy_folder(migrations, folder),
            Home::Database { server, name, made } => {
                made.get_or_init(|| pattern::copy_database(migrations, server, name));
            }
        }
        let place = self.place();
        // Of a copy nothing is left to do, unless it is not what this program would make: then it says so.
        store::migrate(&place, migrations).expect("the migrations run");
        place
    }

    /// What `--data` or `--database` takes: a folder or a `postgres://` URL.
    pub fn address(&self) -> String {
        match &self.home {
            Home::Folder(folder) => folder.display().to_string(),
            Home::Database { server, name, made } => {
                made.get_or_init(|| {
                    server.run(&format!("CREATE DATABASE {name}")).expect("a database of the test's own");
                });
                server.url(name)
            }
        }
    }

    /// The two words for a command line: `--data FOLDER` or `--database URL`.
    pub fn options(&self) -> [String; 2] {
        let option = if self.engine == Engine::Sqlite { "--data" } else { "--database" };
        [option.to_owned(), self.address()]
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        match &self.home {
            Home::Folder(folder) if std::thread::panicking() => {
                eprintln!("the database is kept in {}", folder.display());
            }
            Home::Folder(folder) => {
                if let Err(error) = std::fs::remove_dir_all(folder) {
                    eprintln!("{} stays: {error}", folder.display());
                }
            }
            Home::Database { made, .. } if made.get().is_none() => {}
            Home::Database { server, name, .. } => {
                if let Err(error) = server.run(&format!("DROP DATABASE {name} WITH (FORCE)")) {
                    eprintln!("database {name} stays: {error}");
                }
            }
        }
    }
}

/// What a test's argument is made from: an empty database at least, a whole site in most.
pub trait Stage: Sized {
    fn set(scratch: Scratch) -> impl Future<Output = Self>;
}

impl Stage for Scratch {
    async fn set(scratch: Scratch) -> Scratch {
        scratch
    }
}

/// One test on one engine, in a runtime of its own. `both_engines!` writes the calls.
pub fn run<S: Stage>(engine: Engine, test: &str, body: impl AsyncFnOnce(S)) {
    let Some(scratch) = engine.scratch(test) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async { body(S::set(scratch).await).await });
}

/// Makes of each `async fn name(world: World) { … }` two tests, `name::sqlite` and `name::postgres`.
/// The argument is any `Stage`.
#[macro_export]
macro_rules! both_engines {
    ($( $(#[$about:meta])* async fn $name:ident($($arg:ident)+ : $stage:ty) $body:block )+) => { $(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            async fn body($($arg)+: $stage) $body
            $(#[$about])*
            #[test]
            fn sqlite() {
                $crate::run::<$stage>($crate::Engine::Sqlite, module_path!(), body);
            }
            $(#[$about])*
            #[test]
            fn postgres() {
                $crate::run::<$stage>($crate::Engine::Postgres, module_path!(), body);
            }
        }
    )+ };
}
