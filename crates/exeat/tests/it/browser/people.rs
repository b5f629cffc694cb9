//! Two people, each with an account: one asks, another agrees, and the log names both.

use super::driver::Browser;
use super::service;
use crate::serve::Running;

/// Signs somebody in; with an invitation, makes their account.
fn enter(browser: &mut Browser, service: &Running, invitation: Option<&str>, name: &str) {
    let address = match invitation {
        Some(secret) => format!("http://{}/join?invitation={secret}", service.address),
        None => format!("http://{}/sign-in", service.address),
    };
    browser.go(&address);
    browser.follow(&format!(
        "(() => {{ const form = document.querySelector('form.card'); form.elements.name.value = '{name}'; form.elements.password.value = 'a long enough one'; form.requestSubmit(); return true; }})()"
    ));
}

fn leave(browser: &mut Browser, service: &Running) {
    browser.go(&format!("http://{}/account", service.address));
    browser.follow("document.querySelector('button[value=sign-out]').click()");
}

/// Fills the fields of a form by their identities and presses a button of it.
fn book(browser: &mut Browser, fields: &[(&str, &str)], button: &str) {
    let fill: String = fields
        .iter()
        .map(|(id, value)| format!("document.getElementById('{id}').value = '{value}';"))
        .collect();
    browser.follow(&format!(
        "(() => {{ {fill} document.getElementById('{}').form.querySelector('button[value={button}]').click(); return true; }})()",
        fields[0].0
    ));
}

#[test]
fn a_correction_takes_two() {
    let Some(mut browser) = Browser::start("browser-people") else {
        return;
    };
    let service = service("browser-people-data", &["--set", "accounts=on"]);
    let secret = service.invitation.clone().expect("a link");
    enter(&mut browser, &service, Some(&secret), "ada");
    // Ada invites Ben, who may agree to what others ask.
    browser.go(&format!("http://{}/account", service.address));
    browser.picture("account", 2400);
    let mut found = browser.inaccessible();
    browser.follow("(() => { const form = document.querySelector('button[value=invite]').form; form.elements.role.value = 'approver'; form.querySelector('button[value=invite]').click(); return true; })()");
    let text = browser.text("main");
    let link = text
        .split("/join?invitation=")
        .nth(1)
        .expect("a link")
        .chars()
        .take_while(char::is_ascii_hexdigit)
        .collect::<String>();
    // She brings the licences, draws, and finds that she drew too much.
    browser.go(&format!("http://{}/licences", service.address));
    browser.follow(
        "document.getElementById('example').parentElement.querySelector('form').requestSubmit()",
    );
    browser.go(&format!("http://{}/licences/26AC000123", service.address));
    book(
        &mut browser,
        &[
            ("book-quantity", "100 kg"),
            ("book-value", "450000 CNY"),
            ("book-shipment", "S-1"),
        ],
        "draw",
    );
    book(
        &mut browser,
        &[
            ("correct-quantity", "-20 kg"),
            ("correct-value", "-90000 CNY"),
            ("correct-cause", "weighed again"),
        ],
        "correct",
    );
    browser.go(&format!("http://{}/proposals", service.address));
    let own = browser.text("main");
    assert!(own.contains("weighed again"), "{own}");
    let agree = "Boolean(document.querySelector('button[value=approve]'))";
    assert_eq!(browser.value(agree), false, "nobody agrees to their own");
    leave(&mut browser, &service);
    enter(&mut browser, &service, Some(&link), "ben");
    browser.go(&format!("http://{}/proposals", service.address));
    assert_eq!(browser.value(agree), true);
    browser.picture("proposals", 1600);
    found.extend(browser.inaccessible());
    browser.follow("document.querySelector('button[value=approve]').click()");
    browser.go(&format!("http://{}/licences/26AC000123", service.address));
    let ledger = browser.text("main");
    assert!(ledger.contains("weighed again"), "{ledger}");
    // Both stand in the log, each with what they did.
    browser.go(&format!("http://{}/audit", service.address));
    let log = browser.text("main");
    assert!(log.contains("ada") && log.contains("ben"), "{log}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
