//! What happens to every request before and after it is answered: an identity, limits, headers, the log, the counts.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use opentelemetry::trace::FutureExt as _;
use sha2::Digest as _;

use crate::access::{Action, Principal};
use crate::metrics;
use crate::pages::account::COOKIE;
use crate::pages::{cookie, encoded};
use crate::problem::Problem;
use crate::sent::see_other;
use crate::service::Service;
use crate::traces::Traces;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// No identity of a request is longer.
const REQUEST_ID_MAX: usize = 64;
/// So many clients are remembered for the limit of rates.
const CLIENTS_MAX: usize = 10_000;

/// Counts each client's requests in a bucket that fills by and by.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    /// In thousandths of a request.
    left: u64,
    at: Instant,
}

impl Rates {
    /// Takes one request of a client's; else, how many seconds to wait.
    fn take(&self, client: IpAddr, per_second: u32, now: Instant) -> Result<(), u64> {
        let most = u64::from(per_second).saturating_mul(10_000);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= CLIENTS_MAX && !buckets.contains_key(&client) {
            // Who has not asked for a minute has a full bucket again.
            buckets.retain(|_, bucket| now.duration_since(bucket.at) < Duration::from_mins(1));
            if buckets.len() >= CLIENTS_MAX {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(client).or_insert(Bucket {
            left: most,
            at: now,
        });
        let passed = u64::try_from(now.duration_since(bucket.at).as_millis()).unwrap_or(u64::MAX);
        bucket.left = bucket
            .left
            .saturating_add(passed.saturating_mul(u64::from(per_second)))
            .min(most);
        bucket.at = now;
        match bucket.left.checked_sub(1_000) {
            Some(left) => {
                bucket.left = left;
                Ok(())
            }
            None => Err((1_000 - bucket.left)
                .div_ceil(u64::from(per_second).saturating_mul(1_000).max(1))
                .max(1)),
        }
    }
}

/// What an address asks of whoever comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// Nothing: it is for everybody.
    Nothing,
    /// That somebody is signed in.
    Person,
    /// That somebody may do this.
    Leave(Action),
}

/// What each address needs. One that is not here needs somebody who is signed in, so that an address
/// that somebody forgets stays shut.
fn needs(route: &str) -> Needs {
    match route {
        "/health"
        | "/healthz"
        | "/ready"
        | "/readyz"
        | "/assets/{name}"
        | "/sign-in"
        | "/join"
        | "/preferences"
        | "/problems/{kind}"
        | "/openapi.json"
        | "/schema/transaction.json"
        | "/api"
        | "(none)" => Needs::Nothing,
        "/" | "/v1/determinations" => Needs::Leave(Action::Determine),
        "/v1/classifications" | "/classify" => Needs::Leave(Action::Classify),
        "/v1/screenings" | "/v1/owners" | "/match/{dataset}" | "/catalog" | "/algorithms"
        | "/reconcile" | "/screen" | "/screen/owners" => Needs::Leave(Action::Screen),
        "/screen/decide" => Needs::Leave(Action::DecideMatches),
        "/metrics" => Needs::Leave(Action::SeeMetrics),
        route if route.starts_with("/case") || route.starts_with("/v1/cases") => {
            Needs::Leave(Action::Determine)
        }
        route if route.starts_with("/portfolio") || route.starts_with("/v1/portfolios") => {
            Needs::Leave(Action::Determine)
        }
        "/licences/import" | "/assurances/add" => Needs::Leave(Action::KeepLicences),
        "/proposals/{proposal}" | "/v1/proposals/{proposal}" => Needs::Leave(Action::Approve),
        "/licences/{number}/book" | "/duties/done" | "/assurances/lean" | "/v1/requests" => {
            Needs::Leave(Action::Book)
        }
        route
            if ["/licences", "/duties", "/assurances", "/proposals"]
                .iter()
                .any(|part| route.trim_start_matches("/v1").starts_with(part)) =>
        {
            Needs::Leave(Action::SeeLicences)
        }
        route if route.starts_with("/audit") || route.starts_with("/v1/audit") => {
            Needs::Leave(Action::SeeLog)
        }
        route if route.starts_with("/check") => Needs::Leave(Action::Determine),
        route if route.starts_with("/law") || route.starts_with("/v1/law/") => {
            Needs::Leave(Action::ReadLaw)
        }
        _ => Needs::Person,
    }
}

/// Lets a request in, with whoever sent it, or refuses it.
fn admit(service: &Service, route: &str, request: &mut Request) -> Result<(), Box<Response>> {
    let Some(accounts) = &service.accounts else {
        // A name of another site can be made to lead to this machine; a browser then takes us for that site.
        let is_alone = service.config.listen.ip().is_loopback() && !service.config.trust_proxy;
        if is_alone && !host(request).is_none_or(is_this_machine) {
            let problem = Problem::new(
                "misdirected",
                "the request names another host than this machine",
            );
            return Err(Box::new(problem.into_response()));
        }
        // Nobody signs in, so a page of another site could have anything written here.
        if !request.method().is_safe() && from_elsewhere(request.headers()) {
            let problem = Problem::new("forbidden", "the request came from a page of another site");
            return Err(Box::new(problem.into_response()));
        }
        return Ok(());
    };
    let (mut parts, body) = std::mem::take(request).into_parts();
    let bearer = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        // Clients of OpenSanctions write the other word.
        .and_then(|value| {
            value
                .strip_prefix("Bearer ")
                .or_else(|| value.strip_prefix("ApiKey "))
        });
    let by_cookie = bearer.is_none();
    let who = match bearer {
        Some(key) => accounts.of_key(key.trim()),
        None => cookie(&parts, COOKIE).and_then(|session| accounts.of_session(session)),
    };
    // Also where nobody has to be signed in: a page of another site could sign somebody in as another.
    let foreign = by_cookie && !parts.method.is_safe() && from_elsewhere(&parts.headers);
    let wants_page = parts
        .headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("text/html"));
    let path = parts.uri.path().to_owned();
    let refused = match (needs(route), &who) {
        _ if foreign => Some(Problem::new(
            "forbidden",
            "the request came from a page of another site",
        )),
        (Needs::Nothing, _) => None,
        (_, None) => Some(Problem::new("unauthenticated", "nobody is signed in")),
        (Needs::Leave(action), Some(who)) if !who.may(action) => Some(Problem::new(
            "forbidden",
            format!(
                "`{}` asks for `{}`, which {} may not",
                path,
                action.word(),
                who.name
            ),
        )),
        _ => None,
    };
    if let Some(who) = who {
        parts.extensions.insert(who);
    }
    *request = Request::from_parts(parts, body);
    match refused {
        None => Ok(()),
        Some(problem) if wants_page && problem.status == 401 => {
            let to = format!("/sign-in?back={}", encoded(&path));
            Err(Box::new(see_other(&to)))
        }
        Some(problem) => Err(Box::new(problem.into_response())),
    }
}

/// The host that a request names, with its port.
fn host(request: &Request) -> Option<&str> {
    let named = request.uri().authority().map(Authority::as_str);
    named.or_else(|| {
        let host = request.headers().get(header::HOST)?;
        // What is no text names nobody that we are.
        Some(host.to_str().unwrap_or_default())
    })
}

/// Whether a host, with or without a port, is this machine, whatever a directory of names says.
fn is_this_machine(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        // The last colon of an address of version 6 in brackets may be its own.
        Some((name, port)) if !port.ends_with(']') => (name, port),
        _ => (host, ""),
    };
    let name = name
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(name);
    let is_own = name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    is_own && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a browser says that a request began on a page of another site.
fn from_elsewhere(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), _, _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => origin
            .split_once("://")
            .is_none_or(|(_, from)| from != host),
        // No browser: a form of another site always says where it is from.
        _ => false,
    }
}

/// Wraps every request.
pub(crate) async fn guard(
    State(service): State<Arc<Service>>,
    mut request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let id = request_id(request.headers());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)", MatchedPath::as_str)
        .to_owned();
    let method = method_word(request.method());
    let client = client(&service, &request);
    let admitted = admit(&service, &route, &mut request);
    let actor = request
        .extensions()
        .get::<Principal>()
        .map(|who| format!("{}/{}", who.organisation, who.name));
    service.metrics.open.inc();
    let per_second = service.config.requests_per_second;
    let within = match client {
        Some(client) if per_second > 0 => service.rates.take(client, per_second, begun),
        _ => Ok(()),
    };
    let trace = service.traces.begin(request.headers(), method, &route, &id);
    let mut response = match (within, admitted) {
        (Ok(()), Ok(())) => match &trace {
            None => next.run(request).await,
            Some(trace) => next.run(request).with_context(trace.clone()).await,
        },
        (Ok(()), Err(refused)) => *refused,
        (Err(seconds), _) => {
            service.metrics.refused(&route);
            let mut response = Problem::new(
                "too-many-requests",
                format!("more than {per_second} requests a second came from this client"),
            )
            .into_response();
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
    };
    if let Some(trace) = &trace {
        Traces::end(trace, response.status().as_u16());
    }
    service.metrics.open.dec();
    dress(&service, response.headers_mut());
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID.clone(), value);
    }
    let status = response.status().as_u16();
    let taken = begun.elapsed();
    tracing::info!(
        request = %id,
        method,
        route = %route,
        status,
        microseconds = u64::try_from(taken.as_micros()).unwrap_or(u64::MAX),
        client = client.map(tracing::field::display),
        actor,
        "answered"
    );
    service.metrics.answered(
        metrics::Request {
            route,
            method,
            status,
        },
        taken.as_secs_f64(),
    );
    response
}

/// A method of HTTP; anybody can make up others, and each would be counted for ever.
fn method_word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        Method::OPTIONS => "OPTIONS",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => "other",
    }
}

/// The identity that the client gave, if it is a plain word, else a new one.
fn request_id(headers: &HeaderMap) -> String {
    headers
        .get(&REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|text| !text.is_empty() && text.len() <= REQUEST_ID_MAX)
        .filter(|text| {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        })
        .map_or_else(|| random_hex(8), str::to_owned)
}

/// Random bytes in hexadecimal digits.
pub(crate) fn random_hex(bytes: usize) -> String {
    let mut random = vec![0_u8; bytes];
    // Without randomness of the system an identity would repeat; it is then the time's alone.
    if getrandom::fill(&mut random).is_err() {
        let now = jiff::Timestamp::now().to_string();
        let digest = sha2::Sha256::digest(now.as_bytes());
        random = digest.iter().copied().take(bytes).collect();
    }
    random.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn client(service: &Service, request: &Request) -> Option<IpAddr> {
    let forwarded = service.config.trust_proxy.then(|| {
        let value = request.headers().get("x-forwarded-for")?.to_str().ok()?;
        // What a proxy adds stands last; what stands before it, anybody may have written.
        value.rsplit(',').next()?.trim().parse().ok()
    });
    forwarded.flatten().or_else(|| {
        request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(address)| address.ip())
    })
}

/// The headers that every response wears.
fn dress(service: &Service, headers: &mut HeaderMap) {
    let mut wear = |name: HeaderName, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    wear(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    wear(header::X_FRAME_OPTIONS, "DENY");
    wear(header::REFERRER_POLICY, "same-origin");
    wear(header::CACHE_CONTROL, "no-store");
    wear(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    );
    wear(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    wear(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    if let Ok(policy) = HeaderValue::from_str(&service.policy) {
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert(policy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_that_somebody_made_up_are_one() {
        for known in [
            "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT",
        ] {
            let method: Method = known.parse().expect("a method");
            assert_eq!(method_word(&method), known);
        }
        for other in ["FOO1", "FOO2", "get"] {
            let method: Method = other.parse().expect("a token");
            assert_eq!(method_word(&method), "other");
        }
    }

    #[test]
    fn a_name_that_somebody_can_lead_here_is_not_this_machine() {
        for own in [
            "localhost",
            "LOCALHOST:7326",
            "127.0.0.1",
            "127.0.0.1:7326",
            "127.8.9.1:1",
            "[::1]",
            "[::1]:7326",
        ] {
            assert!(is_this_machine(own), "{own}");
        }
        for other in [
            "",
            "evil.example",
            "evil.example:7326",
            "127.0.0.1.evil.example",
            "localhost.evil.example:80",
            "localhost:80@evil.example",
            "192.0.2.1:7326",
            "[2001:db8::1]:7326",
        ] {
            assert!(!is_this_machine(other), "{other}");
        }
    }
}
