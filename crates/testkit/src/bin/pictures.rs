//! Takes pictures of the demo's pages: `pictures PROGRAM FOLDER [README-FOLDER]`.
//!
//! Run by `cargo xtask pictures`. It starts `PROGRAM demo` on a free port with a folder of its own, signs in
//! with what the demo prints, and leaves `page-390-zh-light.png` and its seven sisters of every page in
//! FOLDER; in README-FOLDER the few that the README shows.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use testkit::Browser;

/// Name and address of each page. `{slug}` is the demo's community; a page that names a place in it is
/// reached from a link there, so that no number has to be known.
const PAGES: [(&str, &str); 14] = [
    ("front", "/"),
    ("community", "/c/{slug}"),
    ("charter", "/c/{slug}/charter"),
    ("market", "/c/{slug}/market"),
    ("offer", "/c/{slug}/market a[href*='/offers/']"),
    ("orders", "/c/{slug}/orders"),
    ("order", "/c/{slug}/orders a[href*='/orders/ord_']"),
    ("projects", "/c/{slug}/projects"),
    ("books", "/c/{slug}/books"),
    ("journal", "/c/{slug}/books/journal"),
    ("entry", "/c/{slug}/books/journal a[href*='/entries/']"),
    ("mine", "/c/{slug}/mine"),
    ("members", "/c/{slug}/members"),
    ("desk", "/c/{slug}/desk"),
];
/// The pictures that the README shows: page, width, language, dark.
const README: [(&str, u32, &str, bool); 3] =
    [("community", 390, "zh", false), ("community", 390, "en", false), ("books", 1280, "zh", false)];
const WIDTHS: [u32; 2] = [390, 1280];
const LANGUAGES: [&str; 2] = ["zh", "en"];

/// The demo, ended when dropped.
struct Demo {
    program: Child,
    address: String,
    slug: String,
    email: String,
    password: String,
}

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (program, folder, readme) = match words.as_slice() {
        [program, folder] => (program, PathBuf::from(folder), None),
        [program, folder, readme] => (program, PathBuf::from(folder), Some(PathBuf::from(readme))),
        _ => return Err("pictures PROGRAM FOLDER [README-FOLDER]".to_owned()),
    };
    let demo = Demo::start(Path::new(program))?;
    let browser = Browser::open().ok_or("no browser, no pictures")?;
    demo.sign_in(&browser);
    for language in LANGUAGES {
        browser.language(if language == "zh" { "zh-CN" } else { "en" });
        for (name, way) in PAGES {
            demo.visit(&browser, way);
            for width in WIDTHS {
                browser.viewport(width, if width < 600 { 844 } else { 900 });
                for dark in [false, true] {
                    browser.dark(dark);
                    let light = if dark { "dark" } else { "light" };
                    let file = format!("{name}-{width}-{language}-{light}.png");
                    browser.whole_picture(&folder.join(&file));
                    let shown = README.contains(&(name, width, language, dark));
                    if let (Some(readme), true) = (&readme, shown) {
                        browser.picture(&readme.join(&file));
                    }
                }
            }
        }
    }
    println!("pictures are in {}", folder.display());
    Ok(())
}

impl Demo {
    fn start(program: &Path) -> Result<Demo, String> {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = port.map_err(|error| error.to_string())?.port();
        let address = format!("127.0.0.1:{port}");
        let mut program = Command::new(program)
            .args(["demo", "--listen", &address])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let output = program.stdout.take().ok_or("the demo's output is not piped")?;
        let mut demo = Demo {
            program,
            address: format!("http://{address}"),
            slug: String::new(),
            email: String::new(),
            password: String::new(),
        };
        let mut lines = BufReader::new(output).lines();
        while demo.email.is_empty() || demo.slug.is_empty() {
            let Some(Ok(line)) = lines.next() else {
                return Err("the demo ended before it was ready".to_owned());
            };
            demo.read(&line);
        }
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(demo)
    }

    /// The demo says where its community is (`…/c/slug`) and, first of its sign-ins, the steward's address and
    /// password side by side.
    fn read(&mut self, line: &str) {
        if let Some((_, after)) = line.split_once("/c/") {
            let slug: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            self.slug = slug;
        }
        let mut words = line.split_whitespace().skip_while(|word| !word.contains('@'));
        if let (true, Some(email), Some(password)) = (self.email.is_empty(), words.next(), words.next()) {
            (self.email, self.password) = (email.to_owned(), password.to_owned());
        }
    }

    fn sign_in(&self, browser: &Browser) {
        browser.go(&format!("{}/sign-in", self.address));
        browser.type_into("input[name=email]", &self.email);
        browser.type_into("input[name=password]", &self.password);
        browser.click("main button[type=submit], main button:not([type])");
    }

    /// To an address, then (after a space) to the first link there that the selector finds.
    fn visit(&self, browser: &Browser, way: &str) {
        let way = way.replace("{slug}", &self.slug);
        let (path, link) = way.split_once(' ').unwrap_or((way.as_str(), ""));
        browser.go(&format!("{}{path}", self.address));
        if !link.is_empty() && browser.has(link) {
            browser.click(link);
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Already ended is what is wanted.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
