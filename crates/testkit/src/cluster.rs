//! One private PostgreSQL server, shared by all tests of a run and started by the first that needs it.
//!
//! Every test may be a process of its own, so the processes meet in files under `target/tmp`:
//! `postgres.lock` is held while somebody starts the server, `postgres.in-use` is held (shared) by every
//! process that uses it, and `postgres.state` says where it is. A small shell loop beside the server stops
//! it when nobody has held the second file for a while, so that nothing is left running.

use crate::place::{in_memory, room_in_memory, target_folder};
use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// A server that answers, on a port of this machine.
#[derive(Debug, Clone)]
pub struct Server {
    port: u16,
    tools: PathBuf,
}

impl Server {
    /// `postgres://…` of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    /// Runs one statement outside any test's database.
    pub fn run(&self, sql: &str) -> Result<(), String> {
        let mut psql = Command::new(self.tools.join("psql"));
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &self.url("postgres"), "-c", sql]);
        said(&mut psql).map(drop)
    }
}

const USER: &str = "hehuo";

/// The server of this run, started when it does not stand yet. Err says what is missing.
pub fn postgres() -> Result<Server, String> {
    // Held until the process ends: it tells the watchdog that the server is in use.
    static SERVER: OnceLock<Result<(Server, File), String>> = OnceLock::new();
    SERVER.get_or_init(find_or_start).as_ref().map(|(server, _)| server.clone()).map_err(Clone::clone)
}

fn find_or_start() -> Result<(Server, File), String> {
    let tools = tools().ok_or("PostgreSQL is not installed (apt-get install postgresql)")?;
    let files = Files::in_folder(&target_folder().join("tmp"))?;
    let in_use = open(&files.in_use)?;
    in_use.lock_shared().map_err(|error| format!("{}: {error}", files.in_use.display()))?;
    let starting = open(&files.lock)?;
    starting.lock().map_err(|error| format!("{}: {error}", files.lock.display()))?;
    if let Some(port) = standing(&files) {
        return Ok((Server { port, tools }, in_use));
    }
    // Between looking for a free port and using it somebody else may take it.
    let mut last = String::new();
    for _ in 0..3 {
        match start(&tools, &files) {
            Ok(port) => return Ok((Server { port, tools }, in_use)),
            Err(why) => last = why,
        }
    }
    Err(last)
}

struct Files {
    lock: PathBuf,
    in_use: PathBuf,
    /// One line: port, process id of the server, process id of the watchdog, data folder.
    state: PathBuf,
    folder: PathBuf,
}

impl Files {
    fn in_folder(folder: &Path) -> Result<Files, String> {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let at = |name: &str| folder.join(name);
        Ok(Files {
            lock: at("postgres.lock"),
            in_use: at("postgres.in-use"),
            state: at("postgres.state"),
            folder: at("postgres"),
        })
    }
}

fn open(path: &Path) -> Result<File, String> {
    let file = File::options().read(true).write(true).create(true).truncate(false).open(path);
    file.map_err(|error| format!("{}: {error}", path.display()))
}

/// The port of a server that an earlier process started and that still answers.
fn standing(files: &Files) -> Option<u16> {
    let state = fs::read_to_string(&files.state).ok()?;
    let mut words = state.split_whitespace();
    let port: u16 = words.next()?.parse().ok()?;
    let pid: u32 = words.next()?.parse().ok()?;
    let ours = fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.trim() == "postgres");
    (ours && TcpStream::connect(("127.0.0.1", port)).is_ok()).then_some(port)
}

/// Debian keeps the server's programs out of the PATH, one folder a version.
fn tools() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .collect();
    found.sort();
    if let Some((_, folder)) = found.pop() {
        return Some(folder);
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .find(|folder| folder.join("initdb").is_file() && folder.join("psql").is_file())
}

/// The server refuses to run as root: then it is another user's.
struct Account(Option<&'static str>);

impl Account {
    fn choose() -> Account {
        let root = fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
        let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let known = |name: &&&str| users.lines().any(|line| line.starts_with(&format!("{name}:")));
        Account(if root { ["postgres", "nobody"].iter().find(known).copied() } else { None })
    }

    fn command(&self, program: &Path) -> Command {
        match self.0 {
            None => Command::new(program),
            Some(user) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", user, "--clear-groups", "--"]).arg(program);
                command
            }
        }
    }

    /// An empty folder that the account may use: in memory where there is room (a database is a thousand files, and every test makes
    /// and drops one: ext4 spends four fifths of such a run on looking for file numbers that were not freed just now), else the one wished for, or
    /// (where the way to it is closed to others, as in root's home) one under the system's temporary folder.
    fn folder(&self, wished: &Path) -> Result<PathBuf, String> {
        let name = wished.to_string_lossy().replace('/', "-");
        let elsewhere = std::env::temp_dir().join(format!("hehuo{name}"));
        let memory = room_in_memory().then(|| in_memory("postgres"));
        for folder in memory.into_iter().chain([wished.to_owned(), elsewhere]) {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            let Some(user) = self.0 else { return Ok(folder) };
            said(Command::new("chown").arg(user).arg(&folder))?;
            let reached = self.command(Path::new("test")).arg("-w").arg(&folder).status();
            if reached.is_ok_and(|status| status.success()) {
                return Ok(folder);
            }
            let _ = fs::remove_dir(&folder);
        }
        Err(format!("no folder that a server may use near {}", wished.display()))
    }
}

fn start(tools: &Path, files: &Files) -> Result<u16, String> {
    let account = Account::choose();
    let home = account.folder(&files.folder)?;
    let (data, log) = (home.join("data"), home.join("log"));
    // Collation C: both engines then order text by its bytes.
    said(account.command(&tools.join("initdb")).arg("-D").arg(&data).args([
        "--username",
        USER,
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
        "--no-instructions",
    ]))?;
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    drop(listener);
    // Nothing here outlives the run, so nothing needs to reach the disk.
    let settings = format!(
        "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off \
         -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB \
         -c autovacuum=off -c max_wal_size=256MB"
    );
    let mut server = account.command(&tools.join("pg_ctl"));
    server.args(["start", "-w", "-s", "-t", "60", "-D"]).arg(&data).arg("-l").arg(&log);
    server.args(["-o", &settings]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if !server.status().is_ok_and(|status| status.success()) {
        let log = fs::read_to_string(&log).unwrap_or_default();
        return Err(format!("PostgreSQL did not start in {}: {log}", home.display()));
    }
    let pid = fs::read_to_string(data.join("postmaster.pid")).map_err(|error| error.to_string())?;
    let pid: u32 = pid.lines().next().unwrap_or("").parse().map_err(|_| "no process id".to_owned())?;
    let watchdog = watch(files, pid, &home)?;
    let state = format!("{port} {pid} {watchdog} {}\n", home.display());
    fs::write(&files.state, state).map_err(|error| format!("{}: {error}", files.state.display()))?;
    Ok(port)
}

/// Stops the server (SIGINT is PostgreSQL's fast shutdown) when its in-use file has been free for two
/// minutes or is gone, and after four hours whatever happens. What lay in memory goes with it. Until it is gone the
/// in-use file is held alone: whoever wants a server meanwhile waits, and does not start one where this one's folder is
/// about to be removed.
const WATCHDOG: &str = r#"
exec 9<>"$2"
idle=0
for round in $(seq 960); do
    sleep 15
    kill -0 "$1" 2>/dev/null || exit 0
    if [ ! -e "$2" ]; then break; fi
    if flock -n 9; then idle=$((idle + 1)); else idle=0; fi
    if [ $idle -ge 8 ]; then break; fi
    flock -u 9
done
kill -INT "$1"
for round in $(seq 60); do
    kill -0 "$1" 2>/dev/null || break
    sleep 1
done
case "$3" in /dev/shm/hehuo*) rm -rf "$3" ;; esac
"#;

fn watch(files: &Files, server: u32, home: &Path) -> Result<u32, String> {
    // A session of its own: the terminal's Ctrl-C and the runner's clean-up are not for it.
    let mut shell = Command::new("setsid");
    shell
        .args(["sh", "-c", WATCHDOG, "hehuo-test-postgres", &server.to_string()])
        .arg(&files.in_use)
        .arg(home);
    shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    shell.spawn().map(|child| child.id()).map_err(|error| format!("setsid: {error}"))
}

/// Runs to the end; Err is what it said.
fn said(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr).trim()))
}
