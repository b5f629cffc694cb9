//! Twenty lines of service around Cedar, with the rule of the table beside other engines, for a comparison over HTTP:
//!
//!     cargo run --release --example cedar_service -- 127.0.0.1:7403
//!
//! `POST /` takes the context of a request as JSON and answers with the decision.

use std::str::FromStr as _;
use std::sync::Arc;

use axum::{Json, Router, routing::post};
use cedar_policy::{Authorizer, Context, Entities, EntityUid, PolicySet, Request};
use serde_json::{Value, json};

const RULE: &str = "permit(principal, action, resource) when {
    context.day >= 20251009 && context.day < 20251107
    && ((context.part_value * 1000 >= context.whole_value && context.part_from_china && context.part_is_magnet)
        || context.chinese_technology || context.end_user_listed)
    && !context.relief
};";

#[tokio::main]
async fn main() {
    let uid = |text| EntityUid::from_str(text).expect("it is an identifier");
    let (who, does, what) = (
        uid(r#"Party::"exporter""#),
        uid(r#"Action::"export""#),
        uid(r#"Item::"product""#),
    );
    let law = Arc::new((
        PolicySet::from_str(RULE).expect("a policy"),
        Authorizer::new(),
        Entities::empty(),
    ));
    let decide = move |Json(given): Json<Value>| async move {
        let (policies, authorizer, entities) = &*law;
        let context = Context::from_json_value(given, None).expect("a context");
        let request = Request::new(who, does, what, context, None).expect("a request");
        let response = authorizer.is_authorized(&request, policies, entities);
        Json(
            json!({ "decision": response.decision(), "reasons": response.diagnostics().reason().map(ToString::to_string).collect::<Vec<_>>() }),
        )
    };
    let address = std::env::args().nth(1).expect("an address");
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .expect("a port");
    axum::serve(listener, Router::new().route("/", post(decide)))
        .await
        .expect("it serves");
}
