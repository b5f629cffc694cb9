//! Whether the service lives, whether it can answer, and what it has counted.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::{Shared, json_response};

/// Whether the process lives
#[utoipa::path(get, path = "/health", tag = "service", responses((status = 200, description = "It does", body = serde_json::Value)))]
pub(crate) async fn live() -> Response {
    json_response(&json!({ "status": "ok" }))
}

/// Whether requests can be answered, and out of what
#[utoipa::path(get, path = "/ready", tag = "service", responses(
    (status = 200, description = "They can; lists that are missing are named", body = serde_json::Value),
))]
pub(crate) async fn ready(State(service): Shared) -> Response {
    let today = service.today();
    let lists = match &service.screening {
        Ok(pool) => json!({
            "names": pool.names,
            "editions": pool.editions.iter().map(exeat_screen::list::Edition::full_name).collect::<Vec<_>>(),
            "gaps": pool.gaps(today),
        }),
        Err(error) => json!({ "error": error }),
    };
    json_response(&json!({
        "status": "ok",
        "rulebook": service.rulebook.digest,
        "jurisdictions": service.rulebook.jurisdictions.iter().map(|one| &one.code).collect::<Vec<_>>(),
        "lists": lists,
        "version": env!("CARGO_PKG_VERSION"),
    }))
}

/// What was counted, for Prometheus
#[utoipa::path(get, path = "/metrics", tag = "service", responses((status = 200, description = "OpenMetrics text", content_type = "application/openmetrics-text", body = String)))]
pub(crate) async fn metrics(State(service): Shared) -> Response {
    let mut response = (StatusCode::OK, service.metrics.text()).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8"),
    );
    response
}
