//! Idempotency keys: a request that writes and comes twice with one key is done once, and answered twice.
//!
//! What was answered is kept as a file beside the rest, named by a hash of who asked and the key, so that it outlives
//! the process. Under a key that was used for another request nothing is done.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use exeat_portfolio::write_whole;
use serde::{Deserialize, Serialize};

use crate::access::Principal;
use crate::api::whole;
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
    /// Two requests with one key wait for each other.
    turns: tokio::sync::Mutex<()>,
}

impl Idempotency {
    pub(crate) fn at(data: &Path) -> Self {
        let one = Self {
            folder: data.join("idempotency"),
            turns: tokio::sync::Mutex::new(()),
        };
        one.tidy();
        one
    }

    /// Takes away what is older than it has to be.
    fn tidy(&self) {
        let old = |path: &Path| {
            let changed = fs::metadata(path).and_then(|found| found.modified()).ok()?;
            SystemTime::now().duration_since(changed).ok()
        };
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if old(&entry.path()).is_some_and(|age| age > KEPT) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn read(&self, name: &str) -> Option<Answered> {
        let text = fs::read_to_string(self.folder.join(name)).ok()?;
        serde_json::from_str(&text).ok()
    }
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
    if request.method().is_safe() || is_kept_elsewhere(request.uri().path()) {
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
    let bytes = whole(body, service.config.body_max).await?;
    let digest = {
        use sha2::Digest as _;
        let mut digest = sha2::Sha256::new();
        digest.update(parts.method.as_str());
        digest.update([0]);
        digest.update(parts.uri.to_string());
        digest.update([0]);
        digest.update(&bytes);
        let digest = digest.finalize();
        digest
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let name = format!("{}.json", short_hash(format!("{who}\n{key}")));
    let _turn = service.idempotency.turns.lock().await;
    if let Some(before) = service.idempotency.read(&name) {
        if before.request != digest {
            return Err(Problem::new(
                "conflict",
                "this idempotency key was used for another request",
            ));
        }
        return Ok(again(before));
    }
    let response = next
        .run(Request::from_parts(parts, Body::from(bytes)))
        .await;
    // What failed on our side may be tried again.
    if response.status().is_server_error() {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = whole(body, service.config.body_max).await?;
    let text = |name: HeaderName| {
        let value = parts.headers.get(name)?.to_str().ok()?;
        Some(value.to_owned())
    };
    let answered = Answered {
        request: digest,
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
