//! Idempotency keys: a request that writes and comes twice with one key is done once, and answered twice.
//!
//! What was answered is kept for a day as a file beside the rest, named by a hash of who asked and the key, so that it
//! outlives the process. What keeps nothing is done again. Under a key that was used for another request nothing is done.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use exeat_portfolio::write_whole;
use futures_util::{StreamExt as _, stream};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::access::Principal;
use crate::api::whole;
use crate::pieces::body_of;
use crate::problem::Problem;
use crate::service::Service;
use crate::tags::short_hash;

static KEY: HeaderName = HeaderName::from_static("idempotency-key");
static REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// No key is longer.
const KEY_MAX: usize = 128;
/// An answer is kept so long.
const KEPT: Duration = Duration::from_hours(24);

/// What was answered.
#[derive(Debug, Serialize, Deserialize)]
struct Answered {
    /// A hash of the request.
    request: String,
    status: u16,
    kind: String,
    location: Option<String>,
    body: String,
}

/// The answers that are kept.
pub(crate) struct Idempotency {
    folder: PathBuf,
    /// Two requests with one key wait for each other. A key has its turn here, together with a few others.
    turns: Vec<tokio::sync::Mutex<()>>,
}

/// So many requests with keys are done at once.
const TURNS: usize = 256;

impl Idempotency {
    pub(crate) fn at(data: &Path) -> Self {
        let one = Self {
            folder: data.join("idempotency"),
            turns: std::iter::repeat_with(Default::default)
                .take(TURNS)
                .collect(),
        };
        one.tidy();
        one
    }

    /// Takes away what is older than it has to be.
    pub(crate) fn tidy(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if is_over(&entry.path()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn read(&self, name: &str) -> Option<Answered> {
        let path = self.folder.join(name);
        if is_over(&path) {
            return None;
        }
        serde_json::from_str(&fs::read_to_string(path).ok()?).ok()
    }

    /// The turn of a key, by the name of its answer.
    async fn turn(&self, name: &str) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        let place = name
            .get(..2)
            .and_then(|digits| usize::from_str_radix(digits, 16).ok());
        Some(self.turns.get(place? % TURNS)?.lock().await)
    }
}

/// Whether an answer is older than it is kept.
fn is_over(path: &Path) -> bool {
    let changed = fs::metadata(path).and_then(|found| found.modified());
    let age = changed
        .ok()
        .and_then(|at| SystemTime::now().duration_since(at).ok());
    age.is_some_and(|age| age > KEPT)
}

/// Whether what comes here keeps nothing: done twice, it is answered twice.
fn keeps_nothing(path: &str) -> bool {
    matches!(
        path,
        "/v1/determinations"
            | "/v1/screenings"
            | "/v1/owners"
            | "/v1/classifications"
            | "/reconcile"
    ) || path.starts_with("/match/")
}

/// Whether the register itself does what comes here once under its key, in the transaction in which it is written. A
/// second memory before it would answer for it when what stood against a request was mended meanwhile.
fn is_kept_elsewhere(path: &str) -> bool {
    path == "/v1/requests" || path.starts_with("/v1/proposals/")
}

/// Wraps the addresses of the API: what comes with a key is done once.
pub(crate) async fn once(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(key) = request.headers().get(&KEY) else {
        return next.run(request).await;
    };
    let path = request.uri().path();
    if request.method().is_safe() || is_kept_elsewhere(path) || keeps_nothing(path) {
        return next.run(request).await;
    }
    let key = match key.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= KEY_MAX => key.to_owned(),
        _ => {
            let problem = format!("an idempotency key has 1 to {KEY_MAX} visible characters");
            return Problem::new("bad-request", problem).into_response();
        }
    };
    match kept(&service, &key, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn kept(
    service: &Service,
    key: &str,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let who = request
        .extensions()
        .get::<Principal>()
        .map_or(0, |who| who.person);
    let (parts, body) = request.into_parts();
    let mut digest = Sha256::new();
    digest.update(parts.method.as_str());
    digest.update([0]);
    digest.update(parts.uri.to_string());
    digest.update([0]);
    let name = format!("{}.json", short_hash(format!("{who}\n{key}")));
    let _turn = service.idempotency.turn(&name).await;
    let before = service.idempotency.read(&name);
    // A table is large, and is looked at as it goes by; everything else is held whole.
    let (body, sent) = if is_a_table(&parts.uri) {
        if let Some(before) = before {
            return replayed(
                before,
                of_all(body, digest, service.config.table_max).await?,
            );
        }
        let sent = Arc::new(Mutex::new(Sent {
            digest,
            is_whole: false,
        }));
        (passing(body, &sent), sent)
    } else {
        let bytes = whole(body, service.config.body_max).await?;
        digest.update(&bytes);
        if let Some(before) = before {
            return replayed(before, in_digits(digest));
        }
        let sent = Sent {
            digest,
            is_whole: true,
        };
        (Body::from(bytes), Arc::new(Mutex::new(sent)))
    };
    let response = next.run(Request::from_parts(parts, body)).await;
    // What failed on our side may be tried again.
    if response.status().is_server_error() {
        return Ok(response);
    }
    let sent = sent.lock().unwrap_or_else(PoisonError::into_inner).clone();
    // What was not read to its end was refused before, and may come again.
    if !sent.is_whole {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = whole(body, service.config.body_max).await?;
    let text = |name: HeaderName| {
        let value = parts.headers.get(name)?.to_str().ok()?;
        Some(value.to_owned())
    };
    let answered = Answered {
        request: in_digits(sent.digest),
        status: parts.status.as_u16(),
        kind: text(header::CONTENT_TYPE).unwrap_or_default(),
        location: text(header::LOCATION),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    let kept = serde_json::to_vec(&answered)
        .map_err(|error| error.to_string())
        .and_then(|bytes| {
            fs::create_dir_all(&service.idempotency.folder)
                .and_then(|()| write_whole(&service.idempotency.folder.join(&name), &bytes))
                .map_err(|error| error.to_string())
        });
    if let Err(error) = kept {
        tracing::error!(error, "an answer could not be kept for its idempotency key");
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}

/// What was sent so far.
#[derive(Debug, Clone)]
struct Sent {
    digest: Sha256,
    /// Whether that is all.
    is_whole: bool,
}

/// Whether a table is sent here, which may be larger than other bodies.
fn is_a_table(uri: &Uri) -> bool {
    uri.path() == "/v1/portfolios"
}

fn in_digits(digest: Sha256) -> String {
    let digest = digest.finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A body whose digest is made while it goes by.
fn passing(body: Body, sent: &Arc<Mutex<Sent>>) -> Body {
    let (each, end) = (Arc::clone(sent), Arc::clone(sent));
    let pieces = body.into_data_stream().inspect(move |piece| {
        if let Ok(piece) = piece {
            let mut sent = each.lock().unwrap_or_else(PoisonError::into_inner);
            sent.digest.update(piece);
        }
    });
    let over = stream::poll_fn(move |_| {
        end.lock().unwrap_or_else(PoisonError::into_inner).is_whole = true;
        Poll::Ready(None)
    });
    body_of(pieces.chain(over))
}

/// The digest of a body that is only compared.
///
/// # Errors
/// It is longer than so many bytes, or breaks off.
async fn of_all(body: Body, mut digest: Sha256, most: u64) -> Result<String, Problem> {
    let mut left = most;
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Problem::new("bad-request", "the body broke off"))?;
        let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        left = left.checked_sub(length).ok_or_else(|| {
            Problem::new("too-large", format!("more than {most} bytes were sent"))
        })?;
        digest.update(&piece);
    }
    Ok(in_digits(digest))
}

/// The answer of before, to the same request.
///
/// # Errors
/// It is another.
fn replayed(before: Answered, digest: String) -> Result<Response, Problem> {
    if before.request == digest {
        return Ok(again(before));
    }
    Err(Problem::new(
        "conflict",
        "this idempotency key was used for another request",
    ))
}

/// The answer of before.
fn again(before: Answered) -> Response {
    let status = StatusCode::from_u16(before.status).unwrap_or(StatusCode::OK);
    let mut response = (status, before.body).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    if let Ok(kind) = HeaderValue::from_str(&before.kind)
        && !before.kind.is_empty()
    {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if let Some(to) = before.location
        && let Ok(to) = HeaderValue::from_str(&to)
    {
        headers.insert(header::LOCATION, to);
    }
    headers.insert(REPLAYED.clone(), HeaderValue::from_static("true"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered() -> Vec<u8> {
        let one = Answered {
            request: "digest".to_owned(),
            status: 201,
            kind: String::new(),
            location: None,
            body: "{}".to_owned(),
        };
        serde_json::to_vec(&one).expect("JSON")
    }

    #[test]
    fn an_answer_is_kept_for_a_day_and_no_longer() {
        let data = std::env::temp_dir().join(format!("exeat-answers-{}", std::process::id()));
        let one = Idempotency::at(&data);
        fs::create_dir_all(&one.folder).expect("a folder");
        let path = one.folder.join("0a.json");
        fs::write(&path, answered()).expect("written");
        let aged = |hours: u64| {
            let file = fs::File::options().write(true).open(&path).expect("a file");
            let at = SystemTime::now() - Duration::from_hours(hours);
            file.set_modified(at).expect("an age");
        };
        aged(23);
        assert!(one.read("0a.json").is_some());
        one.tidy();
        assert!(path.exists());
        // Also where the process lives longer.
        aged(25);
        assert!(one.read("0a.json").is_none());
        one.tidy();
        assert!(!path.exists());
        fs::remove_dir_all(&data).expect("removed");
    }

    #[tokio::test]
    async fn a_key_waits_for_itself_and_not_for_others() {
        let one = Idempotency::at(Path::new("nowhere"));
        let _held = one.turn("0a.json").await.expect("a turn");
        let wait = Duration::from_millis(50);
        assert!(
            tokio::time::timeout(wait, one.turn("0a.json"))
                .await
                .is_err()
        );
        assert!(
            tokio::time::timeout(wait, one.turn("0b.json"))
                .await
                .is_ok()
        );
    }

    #[tokio::test]
    async fn a_body_that_goes_by_has_the_digest_of_one_that_is_held() {
        let pieces = || {
            let pieces = ["a,b\n", "1,2\n"].map(|piece| Ok::<_, std::io::Error>(piece.into()));
            body_of(stream::iter(pieces))
        };
        let sent = Arc::new(Mutex::new(Sent {
            digest: Sha256::new(),
            is_whole: false,
        }));
        let body = passing(pieces(), &sent);
        assert!(!sent.lock().expect("a lock").is_whole);
        assert_eq!(whole(body, 100).await.map(|bytes| bytes.len()), Ok(8));
        let sent = sent.lock().expect("a lock").clone();
        assert!(sent.is_whole);
        let of_all = of_all(pieces(), Sha256::new(), 8).await;
        assert_eq!(of_all, Ok(in_digits(sent.digest)));
        assert!(super::of_all(pieces(), Sha256::new(), 7).await.is_err());
        for path in ["/v1/determinations", "/match/default", "/v1/screenings"] {
            assert!(keeps_nothing(path), "{path}");
        }
        assert!(!keeps_nothing("/v1/portfolios") && !keeps_nothing("/v1/cases"));
    }
}
