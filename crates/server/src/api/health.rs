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
///
/// It tries what it needs: that the law can be frozen and asked, that the data folder can be written to, and, where
/// people sign in, that the accounts can be read. Lists that are missing or stale are named and keep nobody out.
#[utoipa::path(get, path = "/ready", tag = "service", responses(
    (status = 200, description = "They can; lists that are missing are named", body = serde_json::Value),
    (status = 503, description = "They cannot, and why", body = serde_json::Value),
))]
pub(crate) async fn ready(State(service): Shared) -> Response {
    let today = service.today();
    let checks = tokio::task::block_in_place(|| {
        let law = service.law(today, today);
        let folder = service
            .data
            .join(format!("ready-{}.part", std::process::id()));
        let written = std::fs::create_dir_all(&service.data)
            .and_then(|()| std::fs::write(&folder, b"ready"))
            .and_then(|()| std::fs::remove_file(&folder));
        let accounts = service
            .accounts
            .as_ref()
            .map(crate::access::Accounts::is_readable);
        [
            (
                "law",
                (!law.provisions().is_empty())
                    .then_some(())
                    .ok_or("no provision is modelled".to_owned()),
            ),
            ("data", written.map_err(|error| error.to_string())),
            ("accounts", accounts.unwrap_or(Ok(()))),
        ]
    });
    let lists = match service.lists() {
        Ok(pool) => json!({
            "names": pool.names,
            "editions": pool.editions.iter().map(exeat_screen::list::Edition::full_name).collect::<Vec<_>>(),
            "gaps": pool.gaps(today),
        }),
        Err(error) => json!({ "error": error }),
    };
    let wrong: serde_json::Map<String, serde_json::Value> = checks
        .iter()
        .filter_map(|(name, result)| Some(((*name).to_owned(), json!(result.as_ref().err()?))))
        .collect();
    let mut response = json_response(&json!({
        "status": if wrong.is_empty() { "ok" } else { "not ready" },
        "wrong": wrong,
        "rulebook": service.rulebook.digest,
        "jurisdictions": service.rulebook.jurisdictions.iter().map(|one| &one.code).collect::<Vec<_>>(),
        "lists": lists,
        "version": env!("CARGO_PKG_VERSION"),
    }));
    if !wrong.is_empty() {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    response
}

/// What was counted, for Prometheus
#[utoipa::path(get, path = "/metrics", tag = "service", responses((status = 200, description = "OpenMetrics text", content_type = "application/openmetrics-text", body = String)))]
pub(crate) async fn metrics(State(service): Shared) -> Response {
    let mut response =
        (StatusCode::OK, service.metrics.text(service.work.waiting())).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8"),
    );
    response
}
