//! The HTTP API: one module for each noun.

pub(crate) mod audit;
pub(crate) mod cases;
pub(crate) mod classifications;
pub(crate) mod determinations;
pub(crate) mod health;
pub(crate) mod law;
pub(crate) mod licences;
pub(crate) mod matching;
pub(crate) mod owners;
pub(crate) mod portfolios;
pub(crate) mod reconcile;
pub(crate) mod screenings;
mod short;

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRequestParts, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::Ref;
use utoipa::{IntoParams, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::access::Principal;
use crate::portfolios::Owner;
use crate::problem::Problem;
use crate::service::Service;

/// The shared state of handlers.
pub(crate) type Shared = State<Arc<Service>>;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Exeat",
        description = "May it leave, under which law, and which facts would decide? The same documents as the command reads and writes. Errors are problem documents (RFC 9457); every response carries `X-Request-Id`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    tags(
        (name = "determinations", description = "May it leave?"),
        (name = "screenings", description = "Is a party listed?"),
        (name = "classifications", description = "Which entries of control lists may it belong to?"),
        (name = "cases", description = "Who says what, and whether it matters"),
        (name = "portfolios", description = "Tables of shipments: which of them may leave?"),
        (name = "licences", description = "Licences, ledgers, duties, assurances, and what takes two people"),
        (name = "audit", description = "The log of the register, and proofs of it"),
        (name = "law", description = "What the rulebooks say, and when it binds"),
        (name = "service", description = "Whether the service is well")
    )
)]
struct Document;

/// The routes, and their description.
pub(crate) fn routes() -> (Router<Arc<Service>>, utoipa::openapi::OpenApi) {
    let (router, mut document) = OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(determinations::determine))
        .routes(routes!(screenings::screen))
        .routes(routes!(owners::owners))
        .routes(routes!(matching::match_entities))
        .routes(routes!(matching::catalog))
        .routes(routes!(matching::algorithms))
        .routes(routes!(reconcile::get, reconcile::post))
        .routes(routes!(classifications::classify))
        .routes(routes!(law::instruments))
        .routes(routes!(law::instrument))
        .routes(routes!(law::named))
        .routes(routes!(law::timeline))
        .routes(routes!(law::diff))
        .routes(routes!(law::coverage))
        .routes(routes!(cases::list, cases::open))
        .routes(routes!(cases::one))
        .routes(routes!(cases::file, cases::put))
        .routes(routes!(portfolios::list))
        .routes(routes!(portfolios::one, portfolios::remove))
        .routes(routes!(portfolios::map))
        .routes(routes!(portfolios::run))
        .routes(routes!(portfolios::rows))
        .routes(routes!(portfolios::download))
        .routes(routes!(licences::list))
        .routes(routes!(licences::one))
        .routes(routes!(licences::entries))
        .routes(routes!(licences::duties))
        .routes(routes!(licences::assurances))
        .routes(routes!(licences::proposals))
        .routes(routes!(licences::decide))
        .routes(routes!(licences::perform))
        .routes(routes!(audit::events))
        .routes(routes!(audit::verification))
        .routes(routes!(audit::heads, audit::sign))
        .routes(routes!(audit::prove))
        .routes(routes!(audit::grown))
        .routes(routes!(audit::export))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(matching::healthz))
        .routes(routes!(matching::readyz))
        .routes(routes!(health::metrics))
        .split_for_parts();
    document.merge(described());
    refusals(&mut document);
    (router, document)
}

/// How any request can be refused, whatever it asks for: written once, and said of every operation that does not say it
/// in words of its own.
fn refusals(document: &mut utoipa::openapi::OpenApi) {
    const ANY: [(&str, &str); 9] = [
        ("400", "The request cannot be understood"),
        ("401", "Nobody is signed in"),
        ("403", "Whoever asks may not do this"),
        ("408", "The request took too long"),
        (
            "409",
            "Something else was done under this key, or meanwhile",
        ),
        ("413", "The request is too large"),
        ("429", "Too many requests came from this client"),
        ("500", "The service failed; nothing was stored"),
        ("503", "What is needed for it cannot be reached"),
    ];
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
        ];
        for operation in operations.into_iter().flatten() {
            for (status, words) in ANY {
                operation
                    .responses
                    .responses
                    .entry(status.to_owned())
                    .or_insert_with(|| {
                        let problem = ContentBuilder::new()
                            .schema(Some(Ref::from_schema_name("Problem")))
                            .build();
                        ResponseBuilder::new()
                            .description(words)
                            .content("application/problem+json", problem)
                            .build()
                            .into()
                    });
            }
        }
    }
}

/// What is large or takes long to send: it is held to limits of its own.
pub(crate) fn uploads() -> Router<Arc<Service>> {
    Router::new().route("/v1/portfolios", axum::routing::post(portfolios::bring))
}

/// The description of what is large to send, which stands beside the rest.
fn described() -> utoipa::openapi::OpenApi {
    OpenApiRouter::<Arc<Service>>::new()
        .routes(routes!(portfolios::bring))
        .into_openapi()
}

/// The parameters of an address; what is wrong with them is told as a problem.
pub(crate) struct Params<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(params)| Self(params))
            .map_err(|error| Problem::new("bad-request", error.body_text()))
    }
}

/// Who asks; nobody in particular where nobody signs in.
#[derive(Debug, Clone)]
pub(crate) struct Who(pub(crate) Option<Principal>);

impl Who {
    /// Who it is, where people sign in.
    pub(crate) fn get(&self) -> Option<&Principal> {
        self.0.as_ref()
    }

    /// Whose tables and cases they see: those of their organisation.
    pub(crate) fn owner(&self) -> Owner {
        self.get().map_or(0, |who| who.organisation)
    }

    /// Their name, where people sign in.
    pub(crate) fn name(&self) -> &str {
        self.get().map_or("", |who| &who.name)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Who {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<Principal>().cloned()))
    }
}

/// A page of a list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paged {
    /// How many are given, at most 1,000; by default 50.
    limit: Option<usize>,
    /// How many are passed over first.
    #[serde(default)]
    offset: usize,
}

/// More of a list are not given at once.
pub(crate) const PAGE_MAX: usize = 1_000;

impl Paged {
    /// The part of a list that is asked for.
    pub(crate) fn of<'a, T>(&self, all: &'a [T]) -> impl Iterator<Item = &'a T> {
        all.iter()
            .skip(self.offset)
            .take(self.limit.unwrap_or(50).min(PAGE_MAX))
    }
}

/// A JSON answer.
pub(crate) fn json_response(value: &impl serde::Serialize) -> Response {
    json_text(serde_json::to_string(value).unwrap_or_default())
}

pub(crate) fn json_text(text: String) -> Response {
    json_bytes(text.into())
}

pub(crate) fn json_bytes(text: Bytes) -> Response {
    let mut response = (StatusCode::OK, text).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}

/// The text of a body.
///
/// # Errors
/// It is not UTF-8.
pub(crate) fn text_of(bytes: Bytes) -> Result<String, Problem> {
    String::from_utf8(bytes.into()).map_err(|error| {
        Problem::new(
            "bad-request",
            format!(
                "the body is not UTF-8: byte {} is out of place",
                error.utf8_error().valid_up_to()
            ),
        )
    })
}

/// What a request says its content is, without parameters, in small letters.
pub(crate) fn content_type(headers: &HeaderMap) -> String {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// A body that must be whole in memory, within the limit.
///
/// # Errors
/// It is longer, or breaks off.
pub(crate) async fn whole(body: axum::body::Body, most: usize) -> Result<Bytes, Problem> {
    axum::body::to_bytes(body, most).await.map_err(|error| {
        let text = error.to_string();
        if text.contains("length limit") {
            Problem::new("too-large", format!("more than {most} bytes were sent"))
        } else {
            Problem::new("bad-request", format!("the body broke off: {text}"))
        }
    })
}

/// A JSON body of a declared form.
///
/// # Errors
/// It is no JSON, or another form.
pub(crate) fn json_of<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(bytes)
        .map_err(|error| Problem::new("bad-request", format!("the body cannot be read: {error}")))
}
