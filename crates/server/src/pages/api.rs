//! The description of the API, as a document and as a page to try it.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::Value;

use super::frame::{Frame, Reader, Section, page as rendered};
use crate::api::json_response;
use crate::tags::{short_hash, tagged};

/// The description, as it was generated.
pub(super) struct Described {
    document: Value,
    tag: String,
}

struct Operation {
    method: String,
    path: String,
    summary: String,
    description: String,
    kinds: Vec<String>,
    parameters: Vec<(String, String, bool)>,
    example: String,
}

struct Group {
    name: String,
    operations: Vec<Operation>,
}

#[derive(Template)]
#[template(path = "api.html")]
struct Page {
    frame: Frame,
    groups: Vec<Group>,
}

impl Described {
    pub(super) fn new(document: utoipa::openapi::OpenApi) -> Self {
        let document = serde_json::to_value(document).unwrap_or_default();
        let tag = short_hash(document.to_string());
        Self { document, tag }
    }

    /// The document.
    pub(super) fn json(&self, headers: &HeaderMap) -> Response {
        tagged(headers, &self.tag, || json_response(&self.document))
    }

    fn groups(&self) -> Vec<Group> {
        // In the order in which the description names them, the most asked for first.
        let mut groups: Vec<Group> = self.document["tags"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|tag| Group {
                name: text(&tag["name"]),
                operations: Vec::new(),
            })
            .collect();
        let paths = self.document["paths"].as_object();
        for (path, methods) in paths.into_iter().flatten() {
            for (method, operation) in methods.as_object().into_iter().flatten() {
                let tag = operation["tags"][0]
                    .as_str()
                    .unwrap_or("service")
                    .to_owned();
                let one = operation_of(path, method, operation);
                match groups.iter_mut().find(|group| group.name == tag) {
                    Some(group) => group.operations.push(one),
                    None => groups.push(Group {
                        name: tag,
                        operations: vec![one],
                    }),
                }
            }
        }
        groups
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn operation_of(path: &str, method: &str, operation: &Value) -> Operation {
    let kinds: Vec<String> = operation["requestBody"]["content"]
        .as_object()
        .map(|content| content.keys().cloned().collect())
        .unwrap_or_default();
    let parameters = operation["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| {
            (
                text(&one["name"]),
                text(&one["description"]),
                one["in"] == "path",
            )
        })
        .collect();
    let example = match path {
        "/v1/determinations" => {
            "{\n  \"shipment\": { \"date\": \"2025-12-15\", \"from\": \"CN\", \"destination\": \"DE\" },\n  \"items\": { \"magnet\": { \"form\": \"permanent-magnet-material\", \"content\": { \"Dy\": \"1.2 %\" } } },\n  \"line\": [ { \"item\": \"magnet\" } ]\n}"
        }
        "/v1/screenings" => "{ \"parties\": [ { \"name\": \"Acme Trading LLC\" } ] }",
        "/match/{dataset}" => {
            "{ \"queries\": { \"q1\": { \"schema\": \"Company\", \"properties\": { \"name\": [\"Acme Trading LLC\"] } } } }"
        }
        "/v1/owners" => {
            "{\n  \"regime\": \"us-ofac\",\n  \"holdings\": [\n    { \"owner\": \"Ivan Primer\", \"owned\": \"Example Holding\", \"share\": \"55\" },\n    { \"owner\": \"Example Holding\", \"owned\": \"Example Magnets\", \"share\": \"60\" }\n  ],\n  \"listed\": [ { \"party\": \"Ivan Primer\" } ],\n  \"lists\": false\n}"
        }
        "/v1/classifications" => "{ \"words\": \"NdFeB N52 arc segment, 1.2 % Dy\" }",
        _ => "",
    };
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        description: text(&operation["description"]),
        kinds,
        parameters,
        example: example.to_owned(),
    }
}

/// The page to try it.
pub(super) fn page(described: &Described, reader: Reader) -> Response {
    rendered(&Page {
        frame: Frame::new(reader, Section::Api, reader.words.api_title(), "/api"),
        groups: described.groups(),
    })
}
