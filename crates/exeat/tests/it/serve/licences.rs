//! Licences behind the service: who may know of them, whose key signs the log, and what cannot be read.

use super::{Came, Running, field, session};
use crate::run::root;

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const JSON: &str = "Content-Type: application/json";
const MULTIPART: &str = "Content-Type: multipart/form-data; boundary=x";

/// A document that needs a licence under the law of China, which some of the example may cover.
fn document() -> String {
    let path = root().join("examples/gallium-to-us/gallium.toml");
    std::fs::read_to_string(path).expect("an example")
}

fn between(text: &str, from: &str, until: char) -> String {
    text.split(from)
        .nth(1)
        .and_then(|rest| rest.split(until).next())
        .unwrap_or_else(|| panic!("{text}"))
        .to_owned()
}

/// What a page put into its forms so that they are believed.
fn token(page: &Came) -> String {
    between(&page.body, "name=\"token\" value=\"", '"')
}

/// Takes the example over into the register of whoever has this session.
fn take_over_the_example(service: &Running, who: &str) {
    let token = token(&service.ask("GET", "/licences", &[who, "Accept: text/html"], ""));
    let part = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = format!(
        "{}{}--x--\r\n",
        part("token", &token),
        part("example", "yes")
    );
    let taken = service.ask("POST", "/licences/import", &[who, MULTIPART], &body);
    assert_eq!(taken.status, 303, "{}", taken.body);
}

#[test]
fn keys_see_what_they_are_for_and_organisations_sign_for_themselves() {
    let service = Running::start("serve-desk", &["--set", "accounts=on"]);
    let joined = |invitation: &str, name: &str| {
        let form = format!("invitation={invitation}&name={name}&password=a+long+enough+one");
        session(&service.ask("POST", "/sign-in", &[FORM], &form))
    };
    let ada = joined(&service.invitation.clone().expect("a link"), "ada");
    take_over_the_example(&service, &ada);
    let own = token(&service.ask("GET", "/account", &[&ada, "Accept: text/html"], ""));
    let account = |form: &str| {
        let form = format!("token={own}&{form}");
        service.ask("POST", "/account", &[&ada, FORM], &form)
    };

    // A key for determining alone is told of no licence, on a page as little as through the API.
    let issued = account("do=issue&name=erp&scope=determine");
    let key = format!(
        "Authorization: Bearer exeat_{}",
        between(&issued.body, "<pre>exeat_", '<')
    );
    let document = format!("document={}&on=2026-11-20", field(&document()));
    let record = |who: &str| service.ask("POST", "/check/record", &[who, FORM], &document);
    let seen = record(&ada);
    assert!(seen.body.contains("licences_on_file"), "{}", seen.body);
    let hidden = record(&key);
    assert_eq!(hidden.status, 200, "{}", hidden.body);
    assert!(!hidden.body.contains("licences_on_file"), "{}", hidden.body);
    let page = service.ask(
        "POST",
        "/check",
        &[&key, FORM, "Accept: text/html"],
        &document,
    );
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(!page.body.contains("26AC000123"), "{}", page.body);

    // What another organisation signs is signed by another key.
    let invited = account("do=invite&role=approver&organisation=Other");
    let bo = joined(&between(&invited.body, "/join?invitation=", '<'), "bo");
    take_over_the_example(&service, &bo);
    let key = |who: &str| {
        let signed = service.ask("POST", "/v1/audit/heads", &[who, JSON], "");
        assert_eq!(signed.status, 200, "{}", signed.body);
        signed.json()["key"].as_str().expect("a key").to_owned()
    };
    assert_ne!(key(&ada), key(&bo));
    assert_eq!(key(&bo), key(&bo));
}

#[test]
fn a_register_that_cannot_be_reached_is_not_one_that_was_never_begun() {
    // No file has so long a name.
    let path = format!("sqlite:/{}", "x".repeat(300));
    let service = Running::start(
        "serve-unreached",
        &["--database", &path, "--accounts", "off"],
    );
    let address = "/v1/determinations?jurisdiction=CN&known_at=2026-11-22&on=2026-11-20";
    let came = service.post(address, "application/toml", &document());
    assert_eq!(came.status, 200, "{}", came.body);
    let unread = &came.json()["licences_on_file"]["unread"];
    assert!(unread.is_string(), "{}", came.body);
}
