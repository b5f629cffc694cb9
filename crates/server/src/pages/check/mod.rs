//! *May it leave?*: the form, the drop zone, and what is done with what came.

mod answer;
mod dates;
mod files;

use std::sync::Arc;

use answer::answer;
use askama::Template;
use axum::Extension;
use axum::extract::{FromRequest as _, Multipart, Query, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use exeat_documents::Format;
use exeat_facts::Case;
use exeat_value::Day;
use serde::Deserialize;

use super::form::{Form, Written};
use super::frame::{Frame, Reader, Section, page, page_with};
use super::inputs::{Control, Field};
use super::words::Words;
use super::{trouble, worked};
use crate::access::{Action, Principal};
use crate::api::{content_type, text_of, whole};
use crate::problem::{Mistake, Problem};
use crate::service::{Asked, Determined, Licences, Service};
use crate::share::Shared;
pub(super) use dates::dates;
pub(super) use files::{document, record, report, share, template};

/// The examples: their word in the address, and their text.
const EXAMPLES: &[(&str, &str)] = &[
    (
        "consignment",
        include_str!("../../../../../examples/pakistan-samples/consignment.toml"),
    ),
    (
        "box",
        include_str!("../../../../../examples/pakistan-samples/box.toml"),
    ),
    (
        "magnet-today",
        include_str!("../../../../../examples/pakistan-samples/magnet-today.toml"),
    ),
];

#[derive(Template)]
#[template(path = "field.html")]
struct FieldView<'a> {
    w: Words,
    field: &'a Field,
}

#[derive(Template)]
#[template(path = "start.html")]
struct Start {
    frame: Frame,
    form: Form,
    /// Whether something that was written could not be taken.
    wrong: bool,
    /// A document with mistakes, and those.
    document: Option<(String, Vec<Mistake>)>,
    examples: Vec<(&'static str, &'static str, &'static str)>,
}

impl Start {
    fn new(reader: Reader, form: Form, wrong: bool) -> Self {
        let w = reader.words;
        Self {
            frame: Frame::new(reader, Section::Check, w.check_title(), "/"),
            form,
            wrong,
            document: None,
            examples: vec![
                (
                    "consignment",
                    w.example_consignment(),
                    w.example_consignment_lead(),
                ),
                ("box", w.example_box(), w.example_box_lead()),
                (
                    "magnet-today",
                    w.example_magnet_today(),
                    w.example_magnet_today_lead(),
                ),
            ],
        }
    }

    fn field<'a>(&self, field: &'a Field) -> FieldView<'a> {
        FieldView {
            w: self.frame.w,
            field,
        }
    }
}

/// The first page: the form, a place for a file, and examples.
pub(super) async fn start(reader: Reader) -> Response {
    let form = Form::new(reader.words, &Written::default());
    page(&Start::new(reader, form, false))
}

/// Which example, and from which day it is looked at.
#[derive(Debug, Deserialize)]
pub(super) struct Example {
    #[serde(default)]
    example: String,
    on: Option<Day>,
}

/// The answer to an example: an address that can be shared.
pub(super) async fn example(
    State(service): State<Arc<Service>>,
    reader: Reader,
    who: Option<Extension<Principal>>,
    Query(asked): Query<Example>,
) -> Response {
    let Some((name, text)) = EXAMPLES.iter().find(|(name, _)| *name == asked.example) else {
        return start(reader).await;
    };
    let mut request = Matter::new(&service, reader, (*text).to_owned());
    request.on = asked.on;
    request.who = who.map(|Extension(who)| who);
    let back = match asked.on {
        Some(on) => format!("/check?example={name}&on={on}"),
        None => format!("/check?example={name}"),
    };
    worked(&service, reader, Section::Check, || {
        answer(&service, reader, request, &Written::default(), &back)
    })
    .await
}

/// What is to be answered.
struct Matter {
    text: String,
    format: Format,
    on: Option<Day>,
    known_at: Day,
    own: bool,
    /// Whose licences are held against what needs one.
    who: Option<Principal>,
    /// The signed file that it came in.
    shared: Option<Shared>,
}

impl Matter {
    /// What a signed file holds, looked at from the day of its answer.
    fn of_shared(service: &Service, reader: Reader, shared: Shared) -> Self {
        let mut matter = Self::new(service, reader, shared.document.clone());
        if let Some(day) = shared.known_at {
            matter.known_at = day;
        }
        matter.shared = Some(shared);
        matter
    }

    fn new(service: &Service, reader: Reader, text: String) -> Self {
        let format = if text.trim_start().starts_with('{') {
            Format::Json
        } else {
            Format::Toml
        };
        Self {
            text,
            format,
            on: None,
            known_at: service.today(),
            own: reader.own,
            who: None,
            shared: None,
        }
    }

    fn asked(&self, proof: bool) -> Asked {
        Asked {
            on: self.on,
            law_date: None,
            known_at: self.known_at,
            jurisdictions: Vec::new(),
            proof,
            screening: true,
            own: self.own,
            // Without the proof nobody knows which entries a licence has to name.
            licences: match proof && self.sees_licences() {
                true => Licences::Of(self.who.clone()),
                false => Licences::Not,
            },
        }
    }

    /// Whether whoever asks may know which licences are on file: a key for determining alone may not.
    fn sees_licences(&self) -> bool {
        self.who
            .as_ref()
            .is_none_or(|who| who.may(Action::SeeLicences))
    }

    fn case(&self) -> Result<Case, Problem> {
        let outcome = exeat_documents::read(&self.text, self.format);
        outcome
            .case
            .ok_or_else(|| Problem::document(&self.text, &outcome.diagnostics))
    }

    fn determine(&self, service: &Service, proof: bool) -> Result<Determined, Problem> {
        service.determine(&mut self.case()?, &self.asked(proof), &service.work.limit())
    }
}

/// What a form sent, whichever way it did.
pub(super) async fn written(service: &Service, request: Request) -> Result<Written, Problem> {
    if content_type(request.headers()) == "multipart/form-data" {
        let wrong = |text: String| Problem::new("bad-request", text);
        let mut parts = Multipart::from_request(request, &())
            .await
            .map_err(|error| wrong(error.body_text()))?;
        let mut pairs = Vec::new();
        while let Some(part) = parts
            .next_field()
            .await
            .map_err(|error| wrong(error.body_text()))?
        {
            let name = part.name().unwrap_or_default().to_owned();
            let bytes = part
                .bytes()
                .await
                .map_err(|error| wrong(error.body_text()))?;
            pairs.push((name, text_of(bytes)?));
        }
        return Ok(Written(pairs));
    }
    let bytes = whole(request.into_body(), service.config.body_max).await?;
    Ok(Written(super::form_pairs(&bytes)))
}

/// A form or a document came: answers it.
pub(super) async fn check(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let who = request.extensions().get::<Principal>().cloned();
    let written = match written(&service, request).await {
        Ok(written) => written,
        Err(problem) => return trouble(reader, Section::Check, &problem),
    };
    worked(&service, reader, Section::Check, || {
        let given = [written.one("file"), written.one("document")]
            .into_iter()
            .find(|text| !text.is_empty());
        let mut matter = match given {
            Some(text) => {
                // A browser sends the line ends of its own.
                match crate::share::opened(&service.data, text) {
                    Some(Ok(shared)) => Matter::of_shared(&service, reader, shared),
                    Some(Err(problem)) => return trouble(reader, Section::Check, &problem),
                    None => {
                        let text = text.replace("\r\n", "\n");
                        let mut matter = Matter::new(&service, reader, text);
                        matter.on = written.one("on").parse().ok();
                        matter
                    }
                }
            }
            None if written.one("guided").is_empty() => {
                let form = Form::new(reader.words, &written);
                return page(&Start::new(reader, form, false));
            }
            None => {
                let form = Form::new(reader.words, &written);
                match form.document(reader.words, &written) {
                    Ok(text) => Matter::new(&service, reader, text),
                    Err(form) => {
                        return page_with(
                            StatusCode::UNPROCESSABLE_ENTITY,
                            &Start::new(reader, *form, true),
                        );
                    }
                }
            }
        };
        matter.who = who;
        answer(&service, reader, matter, &written, "/")
    })
    .await
}
