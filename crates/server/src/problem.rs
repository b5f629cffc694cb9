//! What went wrong, as RFC 9457 has it: `application/problem+json`.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use exeat_documents::DocumentDiagnostic;
use serde::Serialize;
use utoipa::ToSchema;

/// A problem document. Nothing was stored when one comes back, but for what `in-doubt` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Where this kind of problem is explained.
    #[serde(rename = "type", serialize_with = "address")]
    #[schema(value_type = String, example = "/problems/bad-request")]
    pub(crate) kind: &'static str,
    /// What kind of problem it is, in a few words.
    pub(crate) title: &'static str,
    /// The status of the response.
    pub(crate) status: u16,
    /// What happened this time.
    pub(crate) detail: String,
    /// One line that could mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) help: Option<String>,
    /// The mistakes in a document, in its order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<Mistake>,
}

/// A mistake in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Mistake {
    /// The stable code, such as `D0203`.
    pub(crate) code: String,
    /// The line, counted from one.
    pub(crate) line: usize,
    /// What happened.
    pub(crate) message: String,
    /// What was expected.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) expected: String,
    /// What would mend it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) mend: String,
}

/// The kinds of problems: the last part of their address, what they are called, and what to do.
pub(crate) const KINDS: &[(&str, StatusCode, &str, &str)] = &[
    (
        "bad-request",
        StatusCode::BAD_REQUEST,
        "the request cannot be understood",
        "The detail says which part and what was expected. Nothing was done.",
    ),
    (
        "invalid-document",
        StatusCode::UNPROCESSABLE_ENTITY,
        "the document has mistakes",
        "Each mistake is told with its line, what was expected, and what would mend it. A document with a mistake gives no answer, because half of a transaction would look like a whole one.",
    ),
    (
        "no-event-date",
        StatusCode::UNPROCESSABLE_ENTITY,
        "the day on which it leaves is not one day",
        "The law is that of a day. State `date` under `shipment`, or give it with `on`; nothing stands in for it.",
    ),
    (
        "unauthenticated",
        StatusCode::UNAUTHORIZED,
        "nobody is signed in",
        "Sign in, or send an API key: `Authorization: Bearer KEY`.",
    ),
    (
        "forbidden",
        StatusCode::FORBIDDEN,
        "that may not be done in this role",
        "Ask an administrator of your organisation for the role that the detail names.",
    ),
    (
        "not-found",
        StatusCode::NOT_FOUND,
        "there is nothing of that name",
        "The detail names what was probably meant, where something is near.",
    ),
    (
        "method-not-allowed",
        StatusCode::METHOD_NOT_ALLOWED,
        "that address does not take this method",
        "The API page lists which methods an address takes.",
    ),
    (
        "conflict",
        StatusCode::CONFLICT,
        "it would contradict what was done before",
        "The same idempotency key was used for another request, or something changed meanwhile. Read again, and repeat with a new key.",
    ),
    (
        "refused",
        StatusCode::UNPROCESSABLE_ENTITY,
        "a rule of the register stands against it",
        "The detail ends with the rule's name, such as `over-use`; programs may rely on it. Nothing was written.",
    ),
    (
        "register-away",
        StatusCode::SERVICE_UNAVAILABLE,
        "the register cannot be reached",
        "Its database is busy, stopped, or not known to be the right one. Nothing was written; the same request may be sent again with the same idempotency key.",
    ),
    (
        "in-doubt",
        StatusCode::GATEWAY_TIMEOUT,
        "it may have been written or not",
        "The connection to the register was lost while the request was being kept. Sent again with the same idempotency key it is done once; without a key, read the ledger before it is sent again.",
    ),
    (
        "too-large",
        StatusCode::PAYLOAD_TOO_LARGE,
        "the request is too large",
        "Split it, or send it as JSON lines. Nothing was stored.",
    ),
    (
        "misdirected",
        StatusCode::MISDIRECTED_REQUEST,
        "the request is meant for another host",
        "A service without accounts that listens on this machine answers only to `localhost` and the machine's own addresses, so that no page of another site reaches it under a name of its own. Behind a proxy say `trust_proxy=true`.",
    ),
    (
        "unsupported-media-type",
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "the content has another type than is read here",
        "Say what it is with `Content-Type`: `application/json`, `application/toml` or `application/x-ndjson`.",
    ),
    (
        "too-many-requests",
        StatusCode::TOO_MANY_REQUESTS,
        "too many requests",
        "Wait as long as `Retry-After` says. Nothing was done.",
    ),
    (
        "no-lists",
        StatusCode::SERVICE_UNAVAILABLE,
        "there are no lists, so nobody can be looked for",
        "`exeat lists import FILE` brings one. Without lists there is no result: a missing list never reads as a clean one.",
    ),
    (
        "too-slow",
        StatusCode::REQUEST_TIMEOUT,
        "the request took too long",
        "Send it faster, or in smaller parts. Nothing was stored.",
    ),
    (
        "too-hard",
        StatusCode::SERVICE_UNAVAILABLE,
        "no answer was found in time",
        "So much is open that the answer could not be worked out in the time that a request has. That is no answer of any kind. State more of what is known, or ask about the law of one place alone with `jurisdiction`.",
    ),
    (
        "busy",
        StatusCode::SERVICE_UNAVAILABLE,
        "the service is busy",
        "Nothing is wrong with the request, and nothing was done. Send it again after as many seconds as `Retry-After` says.",
    ),
    (
        "internal",
        StatusCode::INTERNAL_SERVER_ERROR,
        "the service failed",
        "It is our mistake. The log holds more under the request's id; nothing was stored.",
    ),
];

fn address<S: serde::Serializer>(kind: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("/problems/{kind}"))
}

impl Problem {
    /// A problem of a kind.
    pub(crate) fn new(kind: &str, detail: impl Into<String>) -> Self {
        let (kind, status, title, _) = KINDS
            .iter()
            .copied()
            .find(|(name, ..)| *name == kind)
            .unwrap_or((
                "internal",
                StatusCode::INTERNAL_SERVER_ERROR,
                "the service failed",
                "",
            ));
        Self {
            kind,
            title,
            status: status.as_u16(),
            detail: detail.into(),
            help: None,
            errors: Vec::new(),
        }
    }

    /// Adds the line that could mend it.
    #[must_use]
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The mistakes of a document.
    pub(crate) fn document(text: &str, diagnostics: &[DocumentDiagnostic]) -> Self {
        let errors: Vec<Mistake> = diagnostics
            .iter()
            .filter(|one| one.is_error())
            .map(|one| Mistake::of(text, one))
            .collect();
        let mut problem = Self::new(
            "invalid-document",
            match errors.as_slice() {
                [one] => format!("line {}: {}", one.line, one.message),
                several => format!("{} mistakes", several.len()),
            },
        );
        problem.errors = errors;
        problem
    }

    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl Mistake {
    pub(crate) fn of(text: &str, one: &DocumentDiagnostic) -> Self {
        let before = text.get(..one.span.start).unwrap_or_default();
        Self {
            code: one.code.to_string(),
            line: before.matches('\n').count() + 1,
            message: one.message.clone(),
            expected: one.expected.clone(),
            mend: one.mend.clone(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if self.kind == "busy" {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        if status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// What a handler of the API answers.
pub(crate) type Answer<T = Response> = Result<T, Problem>;
