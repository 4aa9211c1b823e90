//! Takes pictures of the demo's pages: `pictures PROGRAM FOLDER [--readme FOLDER | --only PAGE,…]`.
//!
//! Run by `cargo xtask pictures`. It starts `PROGRAM demo` on a free port with a folder of its own, signs in
//! with what the demo prints, and leaves `steward-desk-390-zh-light.png` and its seven sisters of every page in
//! FOLDER; with `--readme` also the two that the READMEs show, in a folder of theirs.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use testkit::{Browser, Guide, TOUR};

/// The page that the READMEs show, as a visitor sees it.
const README: &str = "community";
const WIDTHS: [u32; 2] = [390, 1280];
/// As in a file's name, and as the page names it.
const LANGUAGES: [(&str, &str); 2] = [("zh", "zh-CN"), ("en", "en")];

/// The demo, ended when dropped.
struct Demo {
    program: Child,
    site: String,
    /// Role, address, password.
    sign_ins: Vec<[String; 3]>,
}

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (program, folder, readme, only) = match words.as_slice() {
        [program, folder] => (program, folder, None, None),
        [program, folder, "--readme", readme] => (program, folder, Some(PathBuf::from(readme)), None),
        [program, folder, "--only", pages] => (program, folder, None, Some(pages.split(',').collect())),
        _ => return Err("pictures PROGRAM FOLDER [--readme FOLDER | --only PAGE,…]".to_owned()),
    };
    let folder = PathBuf::from(folder);
    let mut wanted: Option<Vec<&str>> = only;
    let demo = Demo::start(Path::new(program))?;
    let browser = Browser::open().ok_or("no browser, no pictures")?;
    for (role, pages) in TOUR {
        if let Some(role) = role {
            let (email, password) = demo.sign_in_of(role)?;
            browser.sign_in(&demo.site, email, password);
        }
        let mut guide = Guide::to(&browser, &demo.site, pages);
        for (name, way) in pages {
            let page = format!("{}-{name}", role.unwrap_or("visitor"));
            if let Some(wanted) = &mut wanted {
                let Some(at) = wanted.iter().position(|one| *one == page) else { continue };
                wanted.remove(at);
            }
            guide.follow(way)?;
            take(&browser, &page, &folder);
            if let (None, Some(readme)) = (role, &readme) {
                take_for_readme(&browser, name, readme);
            }
        }
    }
    if let Some(unknown) = wanted.filter(|wanted| !wanted.is_empty()) {
        return Err(format!("no such page: {}", unknown.join(", ")));
    }
    println!("pictures are in {}", folder.display());
    Ok(())
}

/// The page that is open, in all eight ways.
fn take(browser: &Browser, page: &str, folder: &Path) {
    for (language, tag) in LANGUAGES {
        for width in WIDTHS {
            browser.viewport(width, height(width));
            browser.speak(tag);
            for dark in [false, true] {
                browser.dark(dark);
                let light = if dark { "dark" } else { "light" };
                browser.whole_picture(&folder.join(format!("{page}-{width}-{language}-{light}.png")));
            }
        }
    }
}

fn take_for_readme(browser: &Browser, name: &str, folder: &Path) {
    if name != README {
        return;
    }
    browser.viewport(1280, 900);
    browser.dark(false);
    for (language, tag) in LANGUAGES {
        browser.speak(tag);
        browser.picture(&folder.join(format!("{name}-{language}-light.png")));
    }
}

fn height(width: u32) -> u32 {
    if width < 600 { 844 } else { 900 }
}

impl Demo {
    /// Started, and listened to until it has said who can sign in.
    fn start(program: &Path) -> Result<Demo, String> {
        let mut program = Command::new(program)
            .args(["demo", "--listen", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let output = program.stdout.take().ok_or("the demo's output is not piped")?;
        let mut demo = Demo { program, site: String::new(), sign_ins: Vec::new() };
        let mut lines = BufReader::new(output).lines();
        let people = TOUR.iter().filter(|(who, _)| who.is_some()).count();
        while demo.sign_ins.len() < people {
            let Some(Ok(line)) = lines.next() else {
                return Err("the demo ended before it was ready".to_owned());
            };
            demo.read(&line);
        }
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(demo)
    }

    /// The demo says where it is, and of each sign-in the role, the address and the password.
    fn read(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [address] => {
                if let Some((site, _)) = address.split_once("/c/") {
                    self.site = site.to_owned();
                }
            }
            [role, .., email, password] if email.contains('@') => {
                self.sign_ins.push([*role, *email, *password].map(str::to_owned));
            }
            _ => {}
        }
    }

    fn sign_in_of(&self, wanted: &str) -> Result<(&str, &str), String> {
        let found = self.sign_ins.iter().find(|[role, ..]| role == wanted);
        found
            .map(|[_, email, password]| (email.as_str(), password.as_str()))
            .ok_or(format!("the demo has no {wanted}"))
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Already ended is what is wanted.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
