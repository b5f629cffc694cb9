//! The service from end to end: the built program listens, and is asked through HTTP.

mod accounts;
mod api;
mod clients;
mod hostile;
mod kept;
mod licences;
mod load;
mod pages;
mod screening;
mod traced;
mod upgrade;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::run::{finish, folder, program, root};

/// A service that is running; it ends with the test.
pub(crate) struct Running {
    child: Child,
    pub(crate) address: String,
    /// The secret of the first invitation, where one was printed.
    pub(crate) invitation: Option<String>,
}

/// What came back.
pub(crate) struct Came {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Came {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The value of a header, in small letters of its name.
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

impl Running {
    pub(crate) fn start(test: &str, arguments: &[&str]) -> Self {
        Self::over(&folder(test).join("data"), arguments)
    }

    /// Starts it over data that are there, or not yet.
    pub(crate) fn over(data: &std::path::Path, arguments: &[&str]) -> Self {
        let mut command = program(&root());
        command
            .env("EXEAT_DATA", data)
            .args(["serve", "--listen", "127.0.0.1:0", "--set", "log=json"])
            .args(arguments);
        Self::of(command)
    }

    /// Starts it by a command.
    pub(crate) fn of(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the service starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let first = lines.next().expect("a line").expect("text");
        let address = first
            .rsplit_once("http://")
            .unwrap_or_else(|| panic!("{first}"))
            .1
            .to_owned();
        // Then what to begin with: a link, or the invitation of the administrator.
        let mut invitation = None;
        for line in lines.map_while(Result::ok) {
            if let Some((_, secret)) = line.split_once("invitation=") {
                invitation = Some(secret.to_owned());
                break;
            }
            if line.starts_with("To begin with") {
                break;
            }
        }
        Self {
            child,
            address,
            invitation,
        }
    }

    /// Sends a request, byte for byte, and reads what comes until the end.
    fn bytes(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .expect("a time");
        // A service that refuses early may close before everything is sent.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    }

    /// The same, as text.
    pub(crate) fn raw(&self, request: &[u8]) -> Came {
        let text = String::from_utf8_lossy(&self.bytes(request)).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head
            .split_whitespace()
            .nth(1)
            .and_then(|word| word.parse().ok())
            .unwrap_or(0);
        let body = if head
            .to_ascii_lowercase()
            .contains("transfer-encoding: chunked")
        {
            unchunked(body)
        } else {
            body.to_owned()
        };
        Came {
            status,
            head: head.to_owned(),
            body,
        }
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[&str], body: &str) -> Came {
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n",
            self.address
        );
        for header in headers {
            head.push_str(header);
            head.push_str("\r\n");
        }
        if !body.is_empty() {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        self.raw(format!("{head}\r\n{body}").as_bytes())
    }

    /// What is sent piece by piece comes to its end, also where it is packed on its way, and breaks nothing.
    #[track_caller]
    fn comes_whole(&self, path: &str) {
        for packing in ["identity", "gzip"] {
            let request = format!(
                "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nAccept-Encoding: {packing}\r\n\r\n",
                self.address
            );
            let came = self.bytes(request.as_bytes());
            assert!(came.starts_with(b"HTTP/1.1 200"), "{path} {packing}");
            let packed = came
                .windows(22)
                .any(|part| part == b"content-encoding: gzip");
            assert_eq!(packed, packing == "gzip", "{path} {packing}");
            assert!(came.ends_with(b"0\r\n\r\n"), "{path} {packing} ends early");
        }
        let metrics = self.get("/metrics").body;
        assert!(metrics.contains("\nexeat_parts_broken 0\n"), "{metrics}");
    }

    pub(crate) fn get(&self, path: &str) -> Came {
        self.ask("GET", path, &[], "")
    }

    pub(crate) fn post(&self, path: &str, kind: &str, body: &str) -> Came {
        self.ask("POST", path, &[&format!("Content-Type: {kind}")], body)
    }

    /// Kills it in the middle, as a machine that loses power would end it.
    #[cfg(unix)]
    fn kill(&self) {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-KILL", &id]).status();
        assert!(killed.is_ok_and(|status| status.success()));
    }

    /// Ends the service as an operator does, and gives back what it logged.
    #[cfg(unix)]
    fn end(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-TERM", &id]).status();
        assert!(killed.is_ok_and(|status| status.success()));
        let status = self.child.wait().expect("it ends");
        let mut log = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            let _ = stderr.read_to_string(&mut log);
        }
        (status.code(), log)
    }
}

/// The folder for the data of a test, with the lists of the examples imported.
fn with_lists(test: &str) -> std::path::PathBuf {
    let data = folder(test).join("data");
    import(&data, &["examples/lists/consolidated.json"]);
    data
}

/// Imports a list, as a person does beside the service.
fn import(data: &std::path::Path, list: &[&str]) {
    let mut import = program(&root());
    import
        .args(["lists", "import"])
        .args(list)
        .env("EXEAT_DATA", data);
    let imported = finish(import, "");
    assert_eq!(imported.status, 0, "{imported}");
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The text of a body that came in chunks.
fn unchunked(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some((size, tail)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        if size == 0 {
            break;
        }
        out.push_str(tail.get(..size).unwrap_or(tail));
        rest = tail.get(size + 2..).unwrap_or_default();
    }
    out
}

const MAGNET: &str = r#"{"shipment":{"date":"2025-12-15","from":"CN","destination":"DE"},"items":{"magnet":{"form":"permanent-magnet-material","content":{"Dy":"1.2 %"}}},"line":[{"item":"magnet"}]}"#;

/// A text as the value of a field of a form.
fn field(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// The session that a sign-in gave.
pub(crate) fn session(came: &Came) -> String {
    let cookie = came
        .header("set-cookie")
        .unwrap_or_else(|| panic!("{}", came.body));
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    format!("Cookie: {}", cookie.split(';').next().unwrap_or_default())
}
