//! What tests look at through a real browser: a community on a site that the browser can go to, and what every page that
//! is met owes a person.

use super::gateway::Gateway;
use super::server::Server;
use super::{PASSWORD, Shop, World};
use kernel::Timestamp;
use std::net::SocketAddr;
use std::ops::Deref;
use std::path::Path;
use std::time::Duration;
use testkit::{Browser, Engine, FixedClock, Scratch};
use tokio::runtime::Runtime;

/// Where the community is found.
#[derive(Debug)]
pub(crate) struct Door {
    site: String,
    pub(crate) shop: Shop,
}

impl Door {
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.site)
    }

    pub(crate) fn in_lane(&self, path: &str) -> String {
        self.at(&self.shop.path(path))
    }

    /// Signs in as somebody of the shop and goes there.
    pub(crate) fn enter(&self, browser: &Browser, name: &str, path: &str) {
        browser.sign_in(&self.site, &format!("{name}@example.org"), PASSWORD);
        browser.go(&self.in_lane(path));
    }
}

/// The community on a clock that stands until the test moves it: the program's own pages and its own jobs, in this process.
pub(crate) struct Past {
    world: World,
    door: Door,
    runtime: Runtime,
}

impl Past {
    /// From that time on, after what `play` plays.
    pub(crate) fn open<T>(
        test: &str,
        from: Timestamp,
        play: impl AsyncFnOnce(&World) -> (Shop, T),
    ) -> (Past, T) {
        let runtime = runtime();
        let scratch = Engine::Sqlite.scratch(test).unwrap();
        let (world, shop, told, site) = runtime.block_on(async {
            let world = World::at(scratch, FixedClock::at(from));
            let (shop, told) = play(&world).await;
            let site = serve(&world).await;
            (world, shop, told, site)
        });
        (Past { world, door: Door { site, shop }, runtime }, told)
    }

    /// What the test does besides the browser.
    pub(crate) fn play<T>(&self, play: impl AsyncFnOnce(&World, &Shop) -> T) -> T {
        self.runtime.block_on(play(&self.world, &self.door.shop))
    }

    /// Time goes by, and what becomes due is done.
    pub(crate) fn pass(&self, time: Duration) {
        self.runtime.block_on(self.world.pass(time));
    }

    /// The real program goes on with it, on the real clock.
    pub(crate) fn goes_on(self) -> Lane {
        assert!(self.world.clock.now() <= Timestamp::of_system(), "the story ran ahead of its program");
        let scratch = self.runtime.block_on(self.world.leave());
        self.runtime.shutdown_background();
        let server = Server::start(&scratch.options());
        let door = Door { site: format!("http://{}", server.address), shop: self.door.shop };
        Lane { server, door, _scratch: scratch }
    }
}

/// The demo as it is when it is made at that time, on a site that the browser can go to.
pub(crate) struct DemoAt {
    pub(crate) site: String,
    _world: World,
    _runtime: Runtime,
}

impl DemoAt {
    pub(crate) fn play(test: &str, now: Timestamp) -> DemoAt {
        let runtime = runtime();
        let scratch = Engine::Sqlite.scratch(test).unwrap();
        let (site, world) = runtime.block_on(async {
            let world = World::at(scratch, FixedClock::at(now));
            hehuo::demo::populate(&world.running, false).await.unwrap();
            (serve(&world).await, world)
        });
        DemoAt { site, _world: world, _runtime: runtime }
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// The world's pages on a port of its own; answers where.
async fn serve(world: &World) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let site = format!("http://{}", listener.local_addr().unwrap());
    let pages = world.router().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, pages).await });
    site
}

impl Deref for Past {
    type Target = Door;

    fn deref(&self) -> &Door {
        &self.door
    }
}

/// The community before the real program.
pub(crate) struct Lane {
    pub(crate) server: Server,
    door: Door,
    _scratch: Scratch,
}

impl Lane {
    pub(crate) fn open<T>(
        test: &str,
        from: Timestamp,
        play: impl AsyncFnOnce(&World) -> (Shop, T),
    ) -> (Lane, T) {
        let (past, told) = Past::open(test, from, play);
        (past.goes_on(), told)
    }

    /// What the browser goes through from now on.
    pub(crate) fn behind_gateway(&mut self) -> Gateway {
        let gateway = Gateway::before(self.server.address);
        self.door.site = format!("http://{}", gateway.address);
        gateway
    }

    /// The program is gone for a while, and comes back at the same address.
    pub(crate) fn without_network(self, meanwhile: impl FnOnce(&Door)) -> Lane {
        let Lane { server, door, _scratch } = self;
        let address = server.address.to_string();
        server.kill();
        meanwhile(&door);
        let place = _scratch.options();
        let server = Server::with(&["serve", "--listen", &address, &place[0], &place[1]]);
        Lane { server, door, _scratch }
    }
}

impl Deref for Lane {
    type Target = Door;

    fn deref(&self) -> &Door {
        &self.door
    }
}

/// What was found wrong with the pages that were looked at.
#[derive(Debug, Default)]
pub(crate) struct Looks {
    problems: Vec<String>,
}

impl Looks {
    /// As it is now: it fits the screen and the browser had nothing to complain about.
    pub(crate) fn sound(&mut self, browser: &Browser, page: &str) {
        // A phone zooms out of a page that is too wide: what is laid out on says more than what is seen.
        let wide = "const d = document.documentElement; return [d.scrollWidth, d.clientWidth]";
        let size = browser.script(wide, &[]);
        if size[0].as_i64() > size[1].as_i64() {
            self.add(format!("{page} is {} wide on a screen of {}", size[0], size[1]));
        }
        // A page that refuses on purpose is itself what the browser could not load.
        let meant = |line: &String| {
            ["404", "409", "410", "422"].iter().any(|code| line.contains(&format!("status of {code}")))
        };
        let said = browser.complaints().into_iter().filter(|line| !meant(line));
        self.problems.extend(said.map(|line| format!("{page}: {line}")));
    }

    /// And the judge of accessibility finds nothing, by day and by night.
    pub(crate) fn judged(&mut self, browser: &Browser, page: &str) {
        self.sound(browser, page);
        keep(browser, page);
        let found = browser.accessibility_problems_by_night_and_day();
        self.problems.extend(found.iter().map(|line| format!("{page}, {line}")));
    }

    /// In both languages, on the screen as it is; it can be loaded again.
    pub(crate) fn in_both_languages(&mut self, browser: &Browser, page: &str) {
        for language in ["en", "zh-CN"] {
            browser.speak(language);
            self.judged(browser, &format!("{page}-{language}"));
        }
    }

    /// On a phone and on a desk in both languages; the judge sees it on a phone in Chinese and on a desk in English.
    pub(crate) fn everywhere(&mut self, browser: &Browser, page: &str) {
        let mut languages = ["zh-CN", "en"];
        if browser.spoken() == languages[1] {
            // The one that it is in comes first: to switch loads the page again.
            languages.reverse();
        }
        for language in languages {
            browser.speak(language);
            for (width, height) in [(390, 844), (1280, 900)] {
                browser.viewport(width, height);
                let seen = format!("{page}-{width}-{language}");
                match (width < 600) == (language == "en") {
                    true => self.sound(browser, &seen),
                    false => self.judged(browser, &seen),
                }
            }
        }
    }

    pub(crate) fn add(&mut self, problem: String) {
        self.problems.push(problem);
    }

    #[track_caller]
    pub(crate) fn assert_none(&self) {
        assert!(self.problems.is_empty(), "{} problems:\n{}", self.problems.len(), self.problems.join("\n"));
    }
}

/// Pictures for a person to look at, where a folder for them is named.
fn keep(browser: &Browser, name: &str) {
    if let Some(folder) = std::env::var_os("HEHUO_PICTURES") {
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
        let name: String = name.chars().map(plain).collect();
        for (dark, shown) in [(true, "dark"), (false, "light")] {
            browser.dark(dark);
            browser.whole_picture(&Path::new(&folder).join(format!("{name}-{shown}.png")));
        }
    }
}
