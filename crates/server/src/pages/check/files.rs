//! What can be taken away: the document, the record, the report, and a signed file of both.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use exeat_documents::Format;
use exeat_report::{Besides, HtmlOptions};
use exeat_value::Day;

use super::answer::timelines;
use super::{Matter, written};
use crate::access::Principal;
use crate::on_file::Held;
use crate::pages::frame::{Reader, Section};
use crate::pages::{trouble, worked};
use crate::sent::download;
use crate::service::{Determined, Service};

/// The document as a file.
pub(in crate::pages) async fn document(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    match written(&service, request).await {
        Ok(written) => {
            let text = written.one("document").replace("\r\n", "\n");
            let matter = Matter::new(&service, reader, text);
            match matter.format {
                Format::Json => download("application/json", "shipment.json", matter.text),
                Format::Toml => download("application/toml", "shipment.toml", matter.text + "\n"),
            }
        }
        Err(problem) => trouble(reader, Section::Check, &problem),
    }
}

/// The record as a file, byte for byte as the command writes it.
pub(in crate::pages) async fn record(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    determined(&service, reader, request, |determined, _| {
        download("application/json", "determination.json", determined.json())
    })
    .await
}

/// The document and the record as a signed file.
pub(in crate::pages) async fn share(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let written = match written(&service, request).await {
        Ok(written) => written,
        Err(problem) => return trouble(reader, Section::Check, &problem),
    };
    let made = service
        .work
        .here(|| {
            let text = written.one("document").replace("\r\n", "\n");
            let mut matter = Matter::new(&service, reader, text);
            matter.on = written.one("on").parse().ok();
            // What others are given does not say which licences we hold.
            let determined = Determined {
                licences: None,
                ..matter.determine(&service, true)?
            };
            crate::share::signed(&service.data, &matter.text, &determined.value())
        })
        .await;
    match made {
        Ok(text) => download("application/json", "answer.exeat.json", text),
        Err(problem) => trouble(reader, Section::Check, &problem),
    }
}

/// The report as one page that needs nothing else.
pub(in crate::pages) async fn report(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let state = Arc::clone(&service);
    determined(&service, reader, request, move |determined, known_at| {
        let w = reader.words;
        let options = HtmlOptions {
            language: w.0,
            ..HtmlOptions::default()
        };
        let determination = &determined.determination;
        let pictures = timelines(&state, w, determination, known_at);
        download(
            "text/html; charset=utf-8",
            "report.html",
            exeat_report::html_screened(
                determination,
                Besides {
                    screening: Some(&state.screened(&determined.sifted)),
                    licences: determined.licences.as_ref().map(Held::told).as_ref(),
                },
                &options,
                &pictures,
            ),
        )
    })
    .await
}

async fn determined(
    service: &Service,
    reader: Reader,
    request: Request,
    answer: impl FnOnce(&Determined, Day) -> Response,
) -> Response {
    let who = request.extensions().get::<Principal>().cloned();
    let written = match written(service, request).await {
        Ok(written) => written,
        Err(problem) => return trouble(reader, Section::Check, &problem),
    };
    worked(service, reader, Section::Check, || {
        let mut matter = Matter::new(
            service,
            reader,
            written.one("document").replace("\r\n", "\n"),
        );
        matter.who = who;
        matter.on = written.one("on").parse().ok();
        match matter.determine(service, true) {
            Ok(determined) => answer(&determined, matter.known_at),
            Err(problem) => trouble(reader, Section::Check, &problem),
        }
    })
    .await
}

/// The commented document to begin with.
pub(in crate::pages) async fn template() -> Response {
    download(
        "application/toml",
        "shipment.toml",
        exeat_documents::template().to_owned(),
    )
}
