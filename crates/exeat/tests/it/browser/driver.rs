//! A browser that is driven by its own protocol, so that no driver of another version has to be found.

use std::collections::VecDeque;
use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use crate::run::folder;

/// Nothing takes longer than this.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with one page.
pub(super) struct Browser {
    child: Child,
    socket: WebSocket<TcpStream>,
    session: String,
    number: u64,
    /// What the browser told meanwhile, by the names of its events.
    told: VecDeque<String>,
    pictures: PathBuf,
}

/// The browser's program; says what is missing where there is none.
#[expect(
    clippy::print_stderr,
    reason = "a test that is skipped says by name what it needs"
)]
fn program() -> Option<PathBuf> {
    let own = std::env::var_os("EXEAT_BROWSER").map(PathBuf::from);
    let usual = [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];
    let found = own
        .into_iter()
        .chain(usual.into_iter().map(PathBuf::from))
        .find(|path| path.exists());
    if found.is_none() {
        eprintln!(
            "skipped: there is no Chromium (install `chromium`, or name one by EXEAT_BROWSER)"
        );
    }
    found
}

/// Where pictures go: the folder that `EXEAT_PICTURES` names, else that of the tests' files.
fn pictures() -> PathBuf {
    let own = std::env::var_os("EXEAT_PICTURES").map(PathBuf::from);
    own.unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser"))
}

impl Browser {
    /// A browser; none where the machine has none, which is said.
    pub(super) fn start(test: &str) -> Option<Self> {
        let program = program()?;
        let profile = folder(&format!("{test}-profile"));
        let pictures = pictures();
        fs::create_dir_all(&pictures).expect("a folder for pictures");
        let child = Command::new(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the browser starts");
        let file = profile.join("DevToolsActivePort");
        let begun = Instant::now();
        let (port, path) = loop {
            if let Ok(text) = fs::read_to_string(&file)
                && let Some((port, path)) = text.trim().split_once('\n')
            {
                break (port.to_owned(), path.to_owned());
            }
            assert!(begun.elapsed() < PATIENCE, "the browser does not come up");
            thread::sleep(Duration::from_millis(50));
        };
        let stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("the browser listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        let (socket, _) = tungstenite::client(format!("ws://127.0.0.1:{port}{path}"), stream)
            .expect("the browser speaks");
        let mut browser = Self {
            child,
            socket,
            session: String::new(),
            number: 0,
            told: VecDeque::new(),
            pictures,
        };
        let target = browser.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let attached = browser.call(
            "Target.attachToTarget",
            &json!({ "targetId": target["targetId"], "flatten": true }),
        );
        browser.session = attached["sessionId"]
            .as_str()
            .expect("a session")
            .to_owned();
        browser.call("Page.enable", &json!({}));
        browser.call("Network.enable", &json!({}));
        browser.size(1280, 900);
        Some(browser)
    }

    /// Asks the browser something, and waits for what it answers.
    #[track_caller]
    pub(super) fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.number += 1;
        let number = self.number;
        let mut message = json!({ "id": number, "method": method, "params": parameters });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.socket
            .send(Message::text(message.to_string()))
            .expect("the browser hears");
        loop {
            let heard = self.hear();
            if heard["id"] == number {
                assert!(heard["error"].is_null(), "{method}: {}", heard["error"]);
                return heard["result"].clone();
            }
            if let Some(event) = heard["method"].as_str() {
                self.told.push_back(event.to_owned());
            }
        }
    }

    fn hear(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().expect("the browser answers") {
                return serde_json::from_str(&text).expect("JSON");
            }
        }
    }

    /// Waits until the browser tells of an event.
    fn wait_for(&mut self, event: &str) {
        let begun = Instant::now();
        loop {
            while let Some(told) = self.told.pop_front() {
                if told == event {
                    return;
                }
            }
            let heard = self.hear();
            if let Some(told) = heard["method"].as_str() {
                self.told.push_back(told.to_owned());
            }
            assert!(begun.elapsed() < PATIENCE, "{event} does not come");
        }
    }

    /// The size of the window.
    pub(super) fn size(&mut self, width: u32, height: u32) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            &json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600, "screenWidth": width, "screenHeight": height }),
        );
    }

    /// Whether the system is dark.
    pub(super) fn dark(&mut self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        self.call(
            "Emulation.setEmulatedMedia",
            &json!({ "features": [
                { "name": "prefers-color-scheme", "value": value },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ] }),
        );
    }

    /// Whether the scripts of pages run.
    pub(super) fn scripts(&mut self, run: bool) {
        self.call(
            "Emulation.setScriptExecutionDisabled",
            &json!({ "value": !run }),
        );
    }

    /// Which language the reader wants.
    pub(super) fn language(&mut self, language: &str) {
        self.call(
            "Network.setExtraHTTPHeaders",
            &json!({ "headers": { "Accept-Language": language } }),
        );
    }

    /// Goes to an address, and waits until it has loaded.
    #[track_caller]
    pub(super) fn go(&mut self, url: &str) {
        self.told.clear();
        let answer = self.call("Page.navigate", &json!({ "url": url }));
        assert!(answer["errorText"].is_null(), "{url}: {answer}");
        self.wait_for("Page.loadEventFired");
    }

    /// Does something that leads to another page, and waits until that has loaded.
    #[track_caller]
    pub(super) fn follow(&mut self, expression: &str) {
        self.told.clear();
        self.value(&format!("({expression}, true)"));
        self.wait_for("Page.loadEventFired");
    }

    /// What an expression comes to in the page.
    #[track_caller]
    pub(super) fn value(&mut self, expression: &str) -> Value {
        let answer = self.call(
            "Runtime.evaluate",
            &json!({ "expression": expression, "returnByValue": true, "awaitPromise": true }),
        );
        assert!(
            answer["exceptionDetails"].is_null(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].clone()
    }

    /// The text of the first element that a selector finds.
    #[track_caller]
    pub(super) fn text(&mut self, selector: &str) -> String {
        let found = self.value(&format!(
            "(document.querySelector({}) || {{innerText: ''}}).innerText",
            json!(selector)
        ));
        found.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub(super) fn until(&mut self, expression: &str) {
        let begun = Instant::now();
        loop {
            let answer = self.call(
                "Runtime.evaluate",
                &json!({ "expression": expression, "returnByValue": true }),
            );
            if answer["result"]["value"] == true {
                return;
            }
            if begun.elapsed() > PATIENCE {
                let text = self.value("document.body.innerText.slice(0, 3000)");
                panic!("never so: {expression}\n{text}");
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Presses a key.
    pub(super) fn press(&mut self, key: &str, code: u32) {
        for kind in ["rawKeyDown", "keyUp"] {
            self.call(
                "Input.dispatchKeyEvent",
                &json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code }),
            );
        }
    }

    /// Puts files into a field for files.
    pub(super) fn files(&mut self, selector: &str, paths: &[&Path]) {
        let document = self.call("DOM.getDocument", &json!({}));
        let node = self.call(
            "DOM.querySelector",
            &json!({ "nodeId": document["root"]["nodeId"], "selector": selector }),
        );
        let paths: Vec<String> = paths
            .iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect();
        self.call(
            "DOM.setFileInputFiles",
            &json!({ "nodeId": node["nodeId"], "files": paths }),
        );
    }

    /// Keeps a picture of the page, as far down as it goes and no further than `most`.
    pub(super) fn picture(&mut self, name: &str, most: u32) {
        let size = self
            .value("[document.documentElement.clientWidth, document.documentElement.scrollHeight]");
        let width = size[0].as_u64().unwrap_or(1280);
        let height = size[1].as_u64().unwrap_or(900).clamp(200, u64::from(most));
        let shot = self.call(
            "Page.captureScreenshot",
            &json!({
                "format": "png",
                "captureBeyondViewport": true,
                "clip": { "x": 0, "y": 0, "width": width, "height": height, "scale": 1 },
            }),
        );
        let bytes = unbase64(shot["data"].as_str().unwrap_or_default());
        fs::write(self.pictures.join(format!("{name}.png")), bytes).expect("the picture is kept");
    }

    /// What our check of accessibility finds.
    pub(super) fn inaccessible(&mut self) -> Vec<String> {
        let found = self.value(include_str!("accessible.js").trim());
        found
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn unbase64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut out = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for six in text.bytes().filter_map(digit) {
        held = held << 6 | six;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.extend(u8::try_from(held >> bits & 255));
        }
    }
    out
}
