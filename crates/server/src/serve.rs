//! Listening, answering, and ending well.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::access::Accounts;
use crate::config::Config;
use crate::log::Log;
use crate::problem::Problem;
use crate::service::{Parts, Service};
use crate::traces::Traces;
use crate::{api, guard, idempotency, pages};

/// After a signal, what is being answered is answered for so long; then the process ends.
const GRACE: Duration = Duration::from_secs(20);
/// So often it is looked whether lists were imported.
const LISTS: Duration = Duration::from_secs(2);
/// So often answers that are kept no longer are taken away.
const TIDIED: Duration = Duration::from_hours(1);

/// All addresses of the service.
pub(crate) fn router(service: &Arc<Service>) -> Router {
    let (api, document) = api::routes();
    let uploads = api::uploads()
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(service),
            idempotency::once,
        ))
        .merge(pages::uploads())
        .layer(DefaultBodyLimit::disable());
    let seconds = Duration::from_secs(service.config.request_seconds);
    let once = || axum::middleware::from_fn_with_state(Arc::clone(service), idempotency::once);
    api.layer(once())
        .merge(pages::routes(document))
        .fallback(async |request: axum::extract::Request| pages::nothing_here(&request))
        .method_not_allowed_fallback(async || {
            Problem::new("method-not-allowed", "another method is wanted here")
        })
        .layer(DefaultBodyLimit::max(service.config.body_max))
        .layer(axum::middleware::from_fn(move |request, next| {
            in_time(seconds, request, next)
        }))
        .merge(uploads)
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(
            |_: Box<dyn std::any::Any + Send>| {
                Problem::new("internal", "a part of the service broke").into_response()
            },
        ))
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(service),
            guard::guard,
        ))
        .with_state(Arc::clone(service))
}

/// Gives a request up that takes too long, and says so.
async fn in_time(most: Duration, request: Request, next: Next) -> Response {
    match tokio::time::timeout(most, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            "too-slow",
            format!("it was not answered within {} seconds", most.as_secs()),
        )
        .into_response(),
    }
}

/// Runs the service until the process is asked to end; `ready` is called with the address once it
/// can be asked, and with the invitation of the first administrator where there is none yet.
///
/// # Errors
/// The address cannot be listened on.
pub fn run(
    parts: Parts,
    config: Config,
    ready: impl FnOnce(SocketAddr, Option<&str>),
) -> Result<(), String> {
    let log = Log::start(config.log);
    let traces = Traces::to(&config.traces)?;
    let accounts = if config.has_accounts() {
        let path = config
            .database
            .strip_prefix("sqlite:")
            .unwrap_or(&config.database);
        let path = match path {
            // On a server, who was in the file of before is taken over.
            path if path.is_empty() || path.contains("://") => parts.data.join("serve.sqlite"),
            path => path.into(),
        };
        Some(Accounts::open(&parts.register.0, &path)?)
    } else {
        None
    };
    let invitation = match &accounts {
        Some(accounts) => accounts.first_invitation()?,
        None => None,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("no threads can be had: {error}"))?;
    let ended = runtime.block_on(async {
        let listener = TcpListener::bind(config.listen)
            .await
            .map_err(|error| format!("cannot listen on {}: {error}", config.listen))?;
        let address = listener
            .local_addr()
            .map_err(|error| format!("cannot tell the address: {error}"))?;
        let service = Arc::new(Service::new(parts, config, accounts, traces));
        let app = router(&service).into_make_service_with_connect_info::<SocketAddr>();
        ready(address, invitation.as_deref());
        watch_lists(&service);
        tracing::info!(%address, rulebook = %service.rulebook.digest, "listening");
        let (ending, ended) = tokio::sync::watch::channel(false);
        tokio::spawn(async move {
            asked_to_end().await;
            tracing::info!("ending: what is being answered is answered");
            // Whoever waits for it may have ended already.
            let _ = ending.send(true);
        });
        let mut first = ended.clone();
        let mut second = ended;
        let serving = axum::serve(listener, app)
            .with_graceful_shutdown(async move {
                let _ = first.wait_for(|&ends| ends).await;
            })
            .into_future();
        let ended = tokio::select! {
            result = serving => result.map_err(|error| format!("the service broke off: {error}")),
            () = async {
                let _ = second.wait_for(|&ends| ends).await;
                tokio::time::sleep(GRACE).await;
            } => Ok(()),
        };
        tokio::task::block_in_place(|| service.traces.finish());
        ended
    });
    if let Some(log) = log {
        log.finish();
    }
    ended
}

/// Looks again and again whether other lists were imported, for as long as the service is there.
fn watch_lists(service: &Arc<Service>) {
    let watched = Arc::downgrade(service);
    let watch = move || {
        let mut tidied = Instant::now();
        while let Some(service) = watched.upgrade() {
            service.renew_lists();
            if tidied.elapsed() >= TIDIED {
                service.idempotency.tidy();
                tidied = Instant::now();
            }
            drop(service);
            std::thread::sleep(LISTS);
        }
    };
    // Where no thread can be had, the lists stay as they are, and their age is told with every answer.
    let thread = std::thread::Builder::new().name("lists".to_owned());
    if let Err(error) = thread.spawn(watch) {
        tracing::error!(%error, "nobody looks whether lists were imported");
    }
}

/// Waits until somebody asks the process to end.
async fn asked_to_end() {
    let interrupted = async {
        // Where no signal can be waited for, the process can still be ended otherwise.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    interrupted.await;
}

#[expect(
    dead_code,
    reason = "asserts at compile time that the service can be shared"
)]
fn is_shared(service: Service) -> impl Future + Send + Sync {
    std::future::ready(service)
}
