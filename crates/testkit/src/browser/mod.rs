//! A real browser that does what a person does: Debian's Chromium, driven through chromedriver.
//!
//! The calls block. A test's runtime has threads of its own, so a site served in the same test answers
//! meanwhile. A call that finds nothing within ten seconds fails the test, says what the page showed, and
//! leaves a picture under `target/pictures/failed`.

mod axe;
mod base64;
mod wire;

use crate::place::{scratch_folder, skip, target_folder};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a person would wait before calling it broken.
const PATIENCE: Duration = Duration::from_secs(10);
/// The key under which WebDriver names an element (W3C WebDriver, section 11).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One window with a profile of its own; everything it started ends when it is dropped.
#[derive(Debug)]
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    profile: PathBuf,
}

/// An element of the page as it is now; it goes stale when the page is left.
#[derive(Debug, Clone)]
struct Element(String);

/// A picture that cannot be read is shown as it is: broken.
const LOADED: &str = "Promise.allSettled(Array.from(document.images, image => { image.loading = 'eager'; return image.decode(); }))
    .then(() => null)";

impl Browser {
    /// None where Chromium or its driver is not installed and nobody requires it.
    pub fn open() -> Option<Browser> {
        match Browser::start() {
            Ok(browser) => Some(browser),
            Err(why) => {
                skip(&why);
                None
            }
        }
    }

    fn start() -> Result<Browser, String> {
        let chromium = on_path(&["chromium", "chromium-browser", "google-chrome"])
            .ok_or("Chromium is not installed (apt-get install chromium chromium-driver)")?;
        let driver = on_path(&["chromedriver"])
            .ok_or("chromedriver is not installed (apt-get install chromium-driver)")?;
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("chromedriver: {error}"))?;
        let port = match wire::port_said(&mut driver) {
            Ok(port) => port,
            Err(why) => {
                end(&mut driver);
                return Err(why);
            }
        };
        let profile = scratch_folder().join("chromium").join(format!("{}-{port}", std::process::id()));
        let mut browser = Browser { driver, port, session: String::new(), profile };
        let answer = wire::call(port, "POST", "/session", &browser.wishes(&chromium))?;
        let session = answer["sessionId"].as_str().ok_or_else(|| format!("no session: {answer}"))?;
        browser.session = session.to_owned();
        browser.viewport(1280, 900);
        Ok(browser)
    }

    fn wishes(&self, chromium: &Path) -> Value {
        let profile = format!("--user-data-dir={}", self.profile.display());
        json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": { "binary": chromium, "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-default-apps", "--disable-extensions", "--no-first-run", "--hide-scrollbars",
                "--password-store=basic", profile,
            ] },
        } } })
    }

    // How the page is looked at.

    /// Width and height of what is seen, in CSS pixels. Below 600 it is a phone.
    pub fn viewport(&self, width: u32, height: u32) {
        self.tool(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 }),
        );
    }

    /// What `prefers-color-scheme` says from now on.
    pub fn dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": value },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.tool("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// What the browser asks for in `Accept-Language` from now on, such as `zh-CN` or `en`.
    pub fn language(&self, language: &str) {
        let agent = self.script("return navigator.userAgent", &[]);
        let wish = json!({ "userAgent": agent, "acceptLanguage": language });
        self.tool("Emulation.setUserAgentOverride", wish);
    }

    /// Whether the pages' scripts run. Everything works without them, and tests say so.
    pub fn scripting(&self, on: bool) {
        self.tool("Emulation.setScriptExecutionDisabled", json!({ "value": !on }));
    }

    // Where it is.

    pub fn go(&self, url: &str) {
        self.post("url", json!({ "url": url }));
    }

    pub fn url(&self) -> String {
        self.get("url").as_str().unwrap_or_default().to_owned()
    }

    /// The address without scheme and host: `/c/green/orders?page=2`.
    pub fn path(&self) -> String {
        let url = self.url();
        let after = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        after.find('/').map_or_else(|| "/".to_owned(), |start| after[start..].to_owned())
    }

    pub fn back(&self) {
        self.post("back", json!({}));
    }

    pub fn title(&self) -> String {
        self.get("title").as_str().unwrap_or_default().to_owned()
    }

    /// Runs the look with a screen as high as the page, so that nothing lies under a bar that stays on the screen.
    fn at_full_height<T>(&self, look: impl FnOnce() -> T) -> T {
        let size =
            self.script("return [innerWidth, innerHeight, document.documentElement.scrollHeight]", &[]);
        let [width, height, whole] =
            [0, 1, 2].map(|at| size[at].as_u64().and_then(|n| u32::try_from(n).ok()));
        let (width, height) = (width.expect("a width"), height.expect("a height"));
        self.viewport(width, whole.expect("a height of the page").max(height));
        let seen = look();
        self.viewport(width, height);
        seen
    }

    // What a person sees.

    /// The visible text of the first element that the CSS selector finds.
    pub fn text(&self, selector: &str) -> String {
        self.wait(&format!("nothing found: {selector}"), || {
            let element = self.find_all("css selector", selector).into_iter().next()?;
            // The page may be left between the two calls; then it is looked for on the next.
            let path = self.at(&format!("element/{}/text", element.0));
            let answer = wire::call(self.port, "GET", &path, &Value::Null).ok()?;
            answer.as_str().map(str::to_owned)
        })
    }

    /// The visible text of every element that the selector finds now; none is an answer too.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.wait(&format!("never stands still: {selector}"), || {
            let found = self.find_all("css selector", selector);
            let texts = found.iter().map(|element| self.told(element, "text"));
            texts.map(|text| text.map(|text| text.as_str().unwrap_or_default().to_owned())).collect()
        })
    }

    /// True when the selector finds something now.
    pub fn has(&self, selector: &str) -> bool {
        !self.find_all("css selector", selector).is_empty()
    }

    /// What a field holds, or what the attribute says.
    pub fn value(&self, selector: &str) -> String {
        self.told_by(selector, "property/value").as_str().unwrap_or_default().to_owned()
    }

    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.told_by(selector, &format!("attribute/{name}")).as_str().map(str::to_owned)
    }

    /// Waits until the page shows this text; fails the test when it does not.
    pub fn sees(&self, text: &str) {
        self.wait(&format!("nowhere on the page: {text}"), || self.page_text().contains(text).then_some(()));
    }

    /// Fails the test when the page shows this text now.
    pub fn misses(&self, text: &str) {
        if self.page_text().contains(text) {
            self.fail(&format!("should not be on the page: {text}"));
        }
    }

    fn page_text(&self) -> String {
        let body = self.find_all("css selector", "body");
        let Some(body) = body.first() else { return String::new() };
        // The page may be left between the two calls; then there is no text yet.
        let path = self.at(&format!("element/{}/text", body.0));
        let answer = wire::call(self.port, "GET", &path, &Value::Null);
        answer.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    // What a person does.

    pub fn click(&self, selector: &str) {
        self.wait(&format!("nothing found: {selector}"), || {
            let element = self.find_all("css selector", selector).into_iter().next()?;
            self.clicked(&element)
        });
    }

    /// Clicks the link, button or summary with this visible text (or whose label is this).
    pub fn press(&self, text: &str) {
        let quoted = xpath_quoted(text);
        let path = format!(
            "//*[self::a or self::button or self::summary or self::label]\
             [normalize-space(.)={quoted} or @aria-label={quoted}]"
        );
        self.wait(&format!("no link or button: {text}"), || {
            let element = self.find_all("xpath", &path).into_iter().find(|element| self.is_shown(element))?;
            self.clicked(&element)
        });
    }

    /// Replaces what a field holds.
    pub fn type_into(&self, selector: &str, text: &str) {
        let element = self.find(selector);
        self.post(&format!("element/{}/clear", element.0), json!({}));
        self.post(&format!("element/{}/value", element.0), json!({ "text": text }));
    }

    /// Replaces what the field with this label holds; a list gets the option with this text chosen.
    pub fn fill(&self, label: &str, text: &str) {
        let quoted = xpath_quoted(label);
        let words = format!("(normalize-space(.)={quoted} or normalize-space(text())={quoted})");
        let field = "*[self::input or self::textarea or self::select]";
        let path = format!(
            "//{field}[@id=//label[{words}]/@for] | //label[{words}]//{field} | //{field}[@aria-label={quoted}]\
             | //label[.//*[normalize-space(.)={quoted}]]//{field}"
        );
        let element =
            self.wait(&format!("no field: {label}"), || self.find_all("xpath", &path).into_iter().next());
        let kind = self.get(&format!("element/{}/name", element.0));
        if kind == "select" {
            let option = format!("./option[normalize-space(.)={}]", xpath_quoted(text));
            let wish = json!({ "using": "xpath", "value": option });
            let option = self.post(&format!("element/{}/element", element.0), wish);
            if self.clicked(&Element::named(&option)).is_none() {
                self.fail(&format!("the list has gone: {label}"));
            }
            return;
        }
        self.post(&format!("element/{}/clear", element.0), json!({}));
        self.post(&format!("element/{}/value", element.0), json!({ "text": text }));
    }

    /// Chooses the option with this value in a list.
    pub fn choose(&self, selector: &str, value: &str) {
        self.click(&format!("{selector} option[value={value:?}]"));
    }

    /// Keys to whatever has the focus: text, or the WebDriver code of a key (`\u{e007}` is Enter,
    /// `\u{e004}` Tab, `\u{e00c}` Escape).
    pub fn keys(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|key| {
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
        });
        let strokes: Vec<Value> = strokes.collect();
        self.post("actions", json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }));
    }

    /// Puts a file into a file field.
    pub fn attach(&self, selector: &str, file: &Path) {
        let element = self.find(selector);
        self.post(&format!("element/{}/value", element.0), json!({ "text": file.display().to_string() }));
    }

    // What a tester does.

    /// Runs the body of a function with these arguments and returns what it returns.
    pub fn script(&self, body: &str, arguments: &[Value]) -> Value {
        self.post("execute/sync", json!({ "script": body, "args": arguments }))
    }

    /// What the page wrote to the console since the last call: script errors and refused content.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.post("se/log", json!({ "type": "browser" }));
        let lines = log.as_array().map(Vec::as_slice).unwrap_or_default();
        let severe = lines.iter().filter(|line| line["level"] == "SEVERE" || line["level"] == "WARNING");
        severe.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// What is seen now, as a PNG file.
    pub fn picture(&self, file: &Path) {
        let shot = self.tool("Page.captureScreenshot", json!({ "format": "png" }));
        self.keep(&shot, file);
    }

    /// The whole page from top to bottom, as a PNG file.
    pub fn whole_picture(&self, file: &Path) {
        // What loads only when it is scrolled to, or is still on its way, is part of the page that is shown.
        self.evaluate(LOADED);
        let size = self.tool("Page.getLayoutMetrics", json!({}));
        let clip = json!({
            "x": 0, "y": 0, "scale": 1,
            "width": size["cssContentSize"]["width"], "height": size["cssContentSize"]["height"],
        });
        let wish = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let shot = self.tool("Page.captureScreenshot", wish);
        self.keep(&shot, file);
    }

    fn keep(&self, shot: &Value, file: &Path) {
        let bytes = base64::decode(shot["data"].as_str().unwrap_or_default());
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).expect("a folder for the picture");
        }
        std::fs::write(file, bytes.expect("the picture in Base64")).expect("the picture is written");
    }

    /// One command of the Chrome DevTools protocol.
    fn tool(&self, command: &str, parameters: Value) -> Value {
        self.post("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    // Finding.

    fn find(&self, selector: &str) -> Element {
        self.wait(&format!("nothing found: {selector}"), || {
            self.find_all("css selector", selector).into_iter().next()
        })
    }

    fn find_all(&self, using: &str, value: &str) -> Vec<Element> {
        let found = self.post("elements", json!({ "using": using, "value": value }));
        found.as_array().map(|all| all.iter().map(Element::named).collect()).unwrap_or_default()
    }

    /// What the first element that is found says of itself. Where the page is left in between it is looked for again.
    fn told_by(&self, selector: &str, what: &str) -> Value {
        self.wait(&format!("nothing found: {selector}"), || {
            let element = self.find_all("css selector", selector).into_iter().next()?;
            self.told(&element, what)
        })
    }

    /// None where the page was left since it was found.
    fn told(&self, element: &Element, what: &str) -> Option<Value> {
        let path = self.at(&format!("element/{}/{what}", element.0));
        match wire::call(self.port, "GET", &path, &Value::Null) {
            Ok(told) => Some(told),
            Err(why) if is_gone(&why) => None,
            Err(why) => self.fail(&format!("{path}: {why}")),
        }
    }

    fn is_shown(&self, element: &Element) -> bool {
        let path = self.at(&format!("element/{}/displayed", element.0));
        wire::call(self.port, "GET", &path, &Value::Null).is_ok_and(|shown| shown == true)
    }

    /// What lies under a bar that stays on the screen is scrolled free first, as a person would.
    /// None where the page was left between finding and clicking: then nothing was clicked.
    fn clicked(&self, element: &Element) -> Option<()> {
        let path = format!("element/{}/click", element.0);
        match wire::call(self.port, "POST", &self.at(&path), &json!({})) {
            Ok(_) => Some(()),
            Err(why) if is_gone(&why) => None,
            Err(why) if why.contains("click intercepted") => {
                let scroll = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
                self.script(scroll, &[json!({ ELEMENT: element.0 })]);
                self.post(&path, json!({}));
                Some(())
            }
            Err(why) => self.fail(&format!("cannot click: {why}")),
        }
    }

    pub(crate) fn wait<T>(&self, problem: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            if start.elapsed() > PATIENCE {
                self.fail(problem);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn fail(&self, problem: &str) -> ! {
        let thread = std::thread::current();
        let name = thread.name().unwrap_or("test").replace("::", "-");
        let file = target_folder().join("pictures").join("failed").join(format!("{name}.png"));
        self.picture(&file);
        panic!("{problem}\nat {}, pictured in {}\n{}", self.url(), file.display(), self.page_text());
    }

    // The wire.

    fn at(&self, path: &str) -> String {
        format!("/session/{}/{path}", self.session)
    }

    fn get(&self, path: &str) -> Value {
        wire::call(self.port, "GET", &self.at(path), &Value::Null)
            .unwrap_or_else(|why| panic!("{path}: {why}"))
    }

    fn post(&self, path: &str, body: Value) -> Value {
        wire::call(self.port, "POST", &self.at(path), &body)
            .unwrap_or_else(|why| panic!("{path} {body}: {why}"))
    }
}

/// Whether an element is no longer of the page that is there.
fn is_gone(why: &str) -> bool {
    why.contains("stale element") || why.contains("does not belong to the document")
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            // Ending the session closes Chromium. A failure leaves it to the driver's own end.
            let path = format!("/session/{}", self.session);
            if let Err(why) = wire::call(self.port, "DELETE", &path, &Value::Null) {
                eprintln!("the browser did not close: {why}");
            }
        }
        end(&mut self.driver);
        // The profile is only a cache; Chromium may still be letting go of it.
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

fn end(driver: &mut Child) {
    // Already ended is what is wanted.
    let _ = driver.kill();
    let _ = driver.wait();
}

impl Element {
    fn named(value: &Value) -> Element {
        Element(value[ELEMENT].as_str().unwrap_or_default().to_owned())
    }
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}

/// XPath 1.0 has no escapes inside a string, so quotes of both kinds are joined from pieces.
fn xpath_quoted(text: &str) -> String {
    if !text.contains('"') {
        return format!("\"{text}\"");
    }
    let pieces: Vec<String> = text.split('"').map(|piece| format!("\"{piece}\"")).collect();
    format!("concat({})", pieces.join(", '\"', "))
}
