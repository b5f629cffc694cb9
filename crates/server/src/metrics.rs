//! What the service counts, for Prometheus.

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// One sort of request.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Request {
    /// The address with its parameters left out, so that nobody's data stands in a label.
    pub(crate) route: String,
    /// The method, of those that there are.
    pub(crate) method: &'static str,
    /// The status of the response.
    pub(crate) status: u16,
}

/// One sort of answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Verdict {
    verdict: &'static str,
}

/// The route alone, for times.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// All that is counted.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    seconds: Family<Route, Histogram>,
    determinations: Family<Verdict, Counter>,
    screenings: Counter,
    /// Determinations that were remembered.
    pub(crate) remembered: Counter,
    waiting: Gauge,
    log_lost: Gauge,
    broken: Gauge,
    /// Requests that are being answered now.
    pub(crate) open: Gauge,
    refused: Family<Route, Counter<u64, AtomicU64>>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("exeat");
        let requests = Family::default();
        let made: fn() -> Histogram = histogram;
        let seconds = Family::new_with_constructor(made);
        let determinations = Family::default();
        let screenings = Counter::default();
        let remembered = Counter::default();
        let waiting = Gauge::default();
        let log_lost = Gauge::default();
        let broken = Gauge::default();
        let open = Gauge::default();
        let refused = Family::default();
        registry.register("requests", "Requests answered", requests.clone());
        registry.register("request_seconds", "How long requests took", seconds.clone());
        registry.register(
            "determinations",
            "Transactions determined, by the overall verdict",
            determinations.clone(),
        );
        registry.register("screenings", "Parties looked for", screenings.clone());
        registry.register(
            "determinations_remembered",
            "Determinations that were asked for again and not worked out again",
            remembered.clone(),
        );
        registry.register(
            "requests_waiting",
            "Requests that wait for a processor",
            waiting.clone(),
        );
        registry.register(
            "log_lines_lost",
            "Lines of the log that were left out because nobody read them",
            log_lost.clone(),
        );
        registry.register(
            "parts_broken",
            "How often a part of the service broke; the log says where",
            broken.clone(),
        );
        registry.register("requests_open", "Requests being answered", open.clone());
        registry.register(
            "requests_refused",
            "Requests refused for their rate, by route",
            refused.clone(),
        );
        Self {
            registry,
            requests,
            seconds,
            determinations,
            screenings,
            remembered,
            waiting,
            log_lost,
            broken,
            open,
            refused,
        }
    }

    /// A request was answered.
    pub(crate) fn answered(&self, request: Request, seconds: f64) {
        self.seconds
            .get_or_create(&Route {
                route: request.route.clone(),
            })
            .observe(seconds);
        self.requests.get_or_create(&request).inc();
    }

    /// A transaction was determined.
    pub(crate) fn determined(&self, verdict: &'static str) {
        self.determinations
            .get_or_create(&Verdict { verdict })
            .inc();
    }

    /// So many parties were looked for.
    pub(crate) fn screened(&self, parties: usize) {
        self.screenings
            .inc_by(u64::try_from(parties).unwrap_or(u64::MAX));
    }

    /// A request was refused for its rate.
    pub(crate) fn refused(&self, route: &str) {
        self.refused
            .get_or_create(&Route {
                route: route.to_owned(),
            })
            .inc();
    }

    /// What Prometheus reads.
    pub(crate) fn text(&self, waiting: usize) -> String {
        let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        self.waiting.set(i64::try_from(waiting).unwrap_or(i64::MAX));
        self.log_lost.set(count(crate::log::lost()));
        self.broken.set(count(crate::log::broken()));
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = prometheus_client::encoding::text::encode(&mut text, &self.registry);
        text
    }
}

fn histogram() -> Histogram {
    Histogram::new(exponential_buckets(0.0005, 2.0, 14))
}
