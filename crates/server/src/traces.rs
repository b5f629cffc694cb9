//! Traces, for whoever follows a request through several services: one span for a request and one for each part of the
//! work in it, sent to a collector in OTLP over HTTP.
//!
//! Off unless an address of a collector is given. Then these are sent: the method, the address without its parameters,
//! the request's identity and the status, which the log has too, and of each part of the work its name, its times and, of
//! a search, how many parties were looked for. Nothing of what was asked or answered is. A request that comes with a `traceparent` goes on with that trace.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use axum::http::HeaderMap;
use opentelemetry::propagation::TextMapPropagator as _;
use opentelemetry::trace::{
    SpanKind, Status, TraceContextExt as _, Tracer as _, TracerProvider as _,
};
use opentelemetry::{Context, KeyValue};
use opentelemetry_http::{Bytes, HeaderExtractor, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

/// A collector that does not answer in time gets nothing; no request waits for it.
const PATIENCE: Duration = Duration::from_secs(10);
/// No answer of a collector is longer.
const ANSWER_MAX: u64 = 1 << 20;
/// Where collectors listen for traces, below the address that is given.
const PATH: &str = "/v1/traces";

/// Where traces go; nowhere where none are wanted.
pub(crate) struct Traces {
    sent: Option<(SdkTracerProvider, SdkTracer)>,
}

impl Traces {
    /// Traces for the collector at this address; none for an empty one.
    ///
    /// # Errors
    /// It is no address.
    pub(crate) fn to(endpoint: &str) -> Result<Self, String> {
        let endpoint = endpoint.trim().trim_end_matches('/');
        if endpoint.is_empty() {
            return Ok(Self { sent: None });
        }
        let wrong = |error: &dyn std::fmt::Display| {
            format!(
                "`traces` cannot be `{endpoint}`: {error}; it is an address such as http://127.0.0.1:4318"
            )
        };
        if !endpoint.starts_with("http://") && !endpoint.starts_with("https://") {
            return Err(wrong(&"it begins with neither http:// nor https://"));
        }
        let endpoint = match endpoint.ends_with(PATH) {
            true => endpoint.to_owned(),
            false => format!("{endpoint}{PATH}"),
        };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Client::new())
            .with_endpoint(endpoint.as_str())
            .with_timeout(PATIENCE)
            .build()
            .map_err(|error| wrong(&error))?;
        let resource = Resource::builder_empty()
            .with_service_name("exeat")
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource)
            .build();
        let tracer = provider.tracer("exeat");
        Ok(Self {
            sent: Some((provider, tracer)),
        })
    }

    /// Begins the span of a request. What is done while the context is the current one belongs to it.
    pub(crate) fn begin(
        &self,
        headers: &HeaderMap,
        method: &str,
        route: &str,
        id: &str,
    ) -> Option<Context> {
        let (_, tracer) = self.sent.as_ref()?;
        let parent = TraceContextPropagator::new()
            .extract_with_context(&Context::new(), &HeaderExtractor(headers));
        let span = tracer
            .span_builder(format!("{method} {route}"))
            .with_kind(SpanKind::Server)
            .with_attributes([
                KeyValue::new("http.request.method", method.to_owned()),
                KeyValue::new("http.route", route.to_owned()),
                KeyValue::new("exeat.request", id.to_owned()),
            ])
            .start_with_context(tracer, &parent);
        Some(parent.with_span(span))
    }

    /// Ends the span of a request.
    pub(crate) fn end(context: &Context, status: u16) {
        let span = context.span();
        span.set_attribute(KeyValue::new(
            "http.response.status_code",
            i64::from(status),
        ));
        if status >= 500 {
            span.set_status(Status::error(""));
        }
        span.end();
    }

    /// A part of the work of the current request: it lasts until what comes back is dropped.
    pub(crate) fn part(&self, name: &'static str) -> Option<Part> {
        let (_, tracer) = self.sent.as_ref()?;
        let parent = Context::current();
        if !parent.has_active_span() {
            return None;
        }
        Some(Part(
            parent.with_span(tracer.start_with_context(name, &parent)),
        ))
    }

    /// Sends what is still waiting, when the service ends.
    pub(crate) fn finish(&self) {
        if let Some((provider, _)) = &self.sent
            && let Err(error) = provider.shutdown_with_timeout(PATIENCE)
        {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// A part of the work that is going on.
pub(crate) struct Part(Context);

impl Part {
    /// How many of what it is about.
    pub(crate) fn count(&self, many: usize) {
        let many = i64::try_from(many).unwrap_or(i64::MAX);
        self.0
            .span()
            .set_attribute(KeyValue::new("exeat.count", many));
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.0.span().end();
    }
}

/// The HTTP client that the program has for lists too. It waits on the thread that sends traces, and on no other.
#[derive(Debug)]
struct Client(ureq::Agent);

impl Client {
    fn new() -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .build();
        Self(config.into())
    }

    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let request = request.map(|body| body.to_vec());
        let (parts, mut body) = self.0.run(request)?.into_parts();
        let body = body.with_config().limit(ANSWER_MAX).read_to_vec()?;
        Ok(Response::from_parts(parts, body.into()))
    }
}

impl HttpClient for Client {
    fn send_bytes<'a, 'b>(
        &'a self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        Box::pin(std::future::ready(self.send(request)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_traced_unless_somebody_wants_it() {
        let none = Traces::to("").expect("nothing");
        assert!(
            none.begin(&HeaderMap::new(), "GET", "/", "1").is_none() && none.part("x").is_none()
        );
        assert!(Traces::to("ftp://collector").is_err());
        assert!(Traces::to("not an address").is_err());
    }

    #[test]
    fn a_request_goes_on_with_the_trace_that_it_came_with() {
        let traces = Traces::to("http://127.0.0.1:9").expect("an address");
        let mut headers = HeaderMap::new();
        let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        headers.insert("traceparent", parent.parse().expect("a value"));
        let context = traces
            .begin(&headers, "GET", "/health", "1")
            .expect("a span");
        let trace = context.span().span_context().trace_id();
        assert_eq!(trace.to_string(), "0af7651916cd43dd8448eb211c80319c");
        let _current = context.attach();
        assert!(traces.part("determine").is_some());
    }
}
