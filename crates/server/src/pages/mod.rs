//! The pages: made on the server, usable without JavaScript, in English and Chinese.

pub(crate) mod account;
mod api;
mod audit;
mod case;
mod charts;
mod check;
mod classify;
mod facts;
mod form;
mod frame;
mod graph;
mod inputs;
mod law;
mod licences;
mod mapping;
mod owners;
mod portfolio;
mod register_words;
mod screen;
mod screen_file;
mod somebody;
mod wide;
mod words;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{FromRequestParts as _, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use frame::{Frame, Reader, SCRIPT, STYLE, Section, asset, page, page_with};
pub(crate) use frame::{cookie, encoded, policy};

use crate::problem::{KINDS, Problem};
use crate::sent::see_other;
use crate::service::Service;
use crate::tags::{short_hash, tagged};

/// The addresses of the pages, and of what they load.
pub(crate) fn routes(document: utoipa::openapi::OpenApi) -> Router<Arc<Service>> {
    let api = Arc::new(api::Described::new(document));
    let text = Arc::clone(&api);
    Router::new()
        .route("/", get(check::start))
        .route("/check", get(check::example).post(check::check))
        .route("/check/dates", post(check::dates))
        .route("/check/document", post(check::document))
        .route("/check/record", post(check::record))
        .route("/check/report", post(check::report))
        .route("/check/share", post(check::share))
        .route("/check/template", get(check::template))
        .route(
            "/classify",
            get(classify::classify).post(classify::classify_file),
        )
        .route("/screen", get(screen::start).post(screen::screen))
        .route("/screen/decide", post(screen::decide))
        .route("/screen/owners", get(owners::start).post(owners::find))
        .route("/case", get(case::all).post(case::open))
        .route("/case/{id}", get(case::show).post(case::act))
        .route("/case/{id}/file/{name}", get(case::file))
        .route("/portfolio", get(portfolio::all))
        .route("/portfolio/", get(portfolio::all))
        .route("/portfolio/{id}", get(portfolio::show).post(portfolio::act))
        .route("/portfolio/{id}/rows", get(portfolio::rows))
        .route("/portfolio/{id}/file/{kind}", get(portfolio::download))
        .route("/law", get(law::law))
        .route("/law/find", get(law::find))
        .route("/law/diff", get(law::diff))
        .route("/law/coverage", get(law::coverage))
        .route("/law/{name}", get(law::named))
        .route(
            "/api",
            get(move |reader: Reader| async move { api::page(&api, reader) }),
        )
        .route(
            "/openapi.json",
            get(move |headers: HeaderMap| async move { text.json(&headers) }),
        )
        .route(
            "/schema/transaction.json",
            get(async |headers: HeaderMap| {
                let text = exeat_documents::schema();
                tagged(&headers, &short_hash(&text), || crate::api::json_text(text))
            }),
        )
        .merge(licences::routes())
        .merge(audit::routes())
        .route("/sign-in", get(account::sign_in).post(account::enter))
        .route("/join", get(account::join))
        .route("/account", get(account::show).post(account::act))
        .route("/problems/{kind}", get(problem))
        .route("/preferences", get(preferences))
        .route(
            "/assets/{name}",
            get(async |Path(name): Path<String>| assets(&name)),
        )
}

/// What is large or takes long to send: it is held to limits of its own.
pub(crate) fn uploads() -> Router<Arc<Service>> {
    Router::new().route("/portfolio", post(portfolio::bring))
}

fn assets(name: &str) -> Response {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => asset(
            "text/css; charset=utf-8",
            format!("{}{STYLE}", exeat_report::STYLE),
        ),
        "js" => asset("text/javascript; charset=utf-8", SCRIPT.to_owned()),
        "svg" => asset(
            "image/svg+xml",
            include_str!("../../assets/mark.svg").to_owned(),
        ),
        _ => Problem::new("not-found", "there is no such file").into_response(),
    }
}

/// What a reader wants, and where to go back to.
#[derive(Debug, Deserialize)]
struct Wish {
    set: String,
    to: String,
    #[serde(default)]
    back: String,
}

/// Keeps the reader's language or light in a cookie.
async fn preferences(Query(wish): Query<Wish>) -> Response {
    let back = account::own(&wish.back);
    let cookie = match (wish.set.as_str(), wish.to.as_str()) {
        ("lang", to @ ("en" | "zh")) => format!("lang={to}"),
        ("theme", to @ ("light" | "dark" | "system")) => format!("theme={to}"),
        _ => return Problem::new("bad-request", "there is no such wish").into_response(),
    };
    let mut response = see_other(back);
    let cookie = format!("{cookie}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}

/// A page about something that did not work.
#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble {
    frame: Frame,
    what: String,
    help: Option<String>,
    lines: Vec<String>,
}

/// What did not work, as a page.
pub(super) fn trouble(reader: Reader, section: Section, problem: &Problem) -> Response {
    let w = reader.words;
    page_with(
        problem.status(),
        &Trouble {
            frame: Frame::new(reader, section, w.went_wrong(), "/"),
            what: problem.detail.clone(),
            help: problem.help.clone(),
            lines: problem
                .errors
                .iter()
                .map(|one| format!("{} {}{}{}", w.line(), one.line, w.colon(), one.message))
                .collect(),
        },
    )
}

/// Makes a page that keeps a processor busy, when it is its turn.
pub(super) async fn worked(
    service: &Service,
    reader: Reader,
    section: Section,
    make: impl FnOnce() -> Response,
) -> Response {
    match service.work.here(|| Ok(make())).await {
        Ok(response) => response,
        Err(problem) => trouble(reader, section, &problem),
    }
}

/// Nothing is at this address: a page for people, a problem for programs.
pub(crate) fn nothing_here(request: &Request) -> Response {
    let wants_page = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("text/html"));
    if !wants_page {
        return Problem::new("not-found", "nothing is at this address").into_response();
    }
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.headers = request.headers().clone();
    parts.uri = request.uri().clone();
    let words = futures_util::FutureExt::now_or_never(Reader::from_request_parts(&mut parts, &()));
    let Some(Ok(reader)) = words else {
        return Problem::new("not-found", "nothing is at this address").into_response();
    };
    let w = reader.words;
    page_with(
        StatusCode::NOT_FOUND,
        &Trouble {
            frame: Frame::new(reader, Section::Other, w.nothing_here(), "/"),
            what: w.nothing_here().to_owned(),
            help: Some(w.nothing_here_help().to_owned()),
            lines: Vec::new(),
        },
    )
}

/// What a kind of problem means.
async fn problem(
    reader: Reader,
    Path(kind): Path<String>,
    State(_): State<Arc<Service>>,
) -> Response {
    let w = reader.words;
    let Some((_, _, title, help)) = KINDS.iter().find(|(name, ..)| *name == kind) else {
        return trouble(
            reader,
            Section::Other,
            &Problem::new("not-found", "there is no such kind of problem"),
        );
    };
    page(&Trouble {
        frame: Frame::new(
            reader,
            Section::Other,
            w.problem_title(),
            format!("/problems/{kind}"),
        ),
        what: (*title).to_owned(),
        help: Some((*help).to_owned()),
        lines: Vec::new(),
    })
}

/// Names and values out of a form, each decoded; what is no UTF-8 is shown as such.
pub(crate) fn form_pairs(bytes: &[u8]) -> Vec<(String, String)> {
    let decoded = |text: &[u8]| {
        let mut out = Vec::with_capacity(text.len());
        let mut rest = text;
        while let Some((&byte, tail)) = rest.split_first() {
            rest = tail;
            match byte {
                b'+' => out.push(b' '),
                b'%' => {
                    let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                    match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                        Some(one) => {
                            out.push(one);
                            rest = tail.get(2..).unwrap_or_default();
                        }
                        None => out.push(byte),
                    }
                }
                byte => out.push(byte),
            }
        }
        String::from_utf8_lossy(&out).into_owned()
    };
    bytes
        .split(|&byte| byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let at = pair.iter().position(|&byte| byte == b'=');
            let (name, value) = match at {
                Some(at) => (pair.get(..at), pair.get(at + 1..)),
                None => (Some(pair), None),
            };
            (
                decoded(name.unwrap_or_default()),
                decoded(value.unwrap_or_default()),
            )
        })
        .collect()
}
