//! Who may come in, on a file and on a server.

use super::{MAGNET, Running, session};
use crate::on_server;
use crate::run::folder;

/// Everybody signs in.
const ON: &[&str] = &["--set", "accounts=on"];

#[test]
fn nobody_comes_in_without_leave() {
    shut(Running::start("serve-accounts", ON));
}

#[test]
fn nobody_comes_in_without_leave_on_a_server() {
    if let Some(url) = on_server::database("nobody_comes_in_without_leave_on_a_server") {
        let database = ["--database", &url];
        let arguments = [ON, &database].concat();
        shut(Running::start("serve-accounts-server", &arguments));
    }
}

/// Everything is shut until somebody may come in, and then open only as far as they may.
fn shut(service: Running) {
    let form = "Content-Type: application/x-www-form-urlencoded";
    let page = "Accept: text/html";
    // Everything is shut but what is for everybody.
    let shut = service.post("/v1/determinations", "application/json", MAGNET);
    assert_eq!(shut.status, 401, "{}", shut.body);
    assert_eq!(shut.header("www-authenticate"), Some("Bearer"));
    let door = service.ask("GET", "/check?example=box", &[page], "");
    assert_eq!(
        (door.status, door.header("location")),
        (303, Some("/sign-in?back=/check"))
    );
    assert_eq!(service.get("/health").status, 200);
    // The link of the first start makes the administrator, once.
    let secret = service.invitation.clone().expect("a link");
    let join = format!("invitation={secret}&name=ada&password=a+long+enough+one");
    let joined = service.ask("POST", "/sign-in", &[form], &join);
    assert_eq!(joined.status, 303, "{}", joined.body);
    let ada = session(&joined);
    assert_eq!(
        service
            .ask("POST", "/sign-in", &[form], &join.replace("ada", "eve"))
            .status,
        422
    );
    let wrong = service.ask(
        "POST",
        "/sign-in",
        &[form],
        "name=ada&password=not+the+one+at+all",
    );
    assert_eq!(wrong.status, 422);
    // A page of another site signs nobody in; where a proxy speaks TLS, the cookie goes nowhere else.
    let right = "name=ada&password=a+long+enough+one";
    let elsewhere = ["Sec-Fetch-Site: cross-site", "Origin: https://evil.example"];
    for from in elsewhere {
        let came = service.ask("POST", "/sign-in", &[form, from], right);
        assert_eq!(came.status, 403, "{}", came.body);
        assert!(came.header("set-cookie").is_none());
    }
    let behind = service.ask(
        "POST",
        "/sign-in",
        &[form, "X-Forwarded-Proto: https"],
        right,
    );
    let cookie = behind.header("set-cookie").expect("a cookie");
    assert!(cookie.ends_with("; Secure"), "{cookie}");
    // With the cookie, and not with a forged one.
    assert_eq!(
        service
            .ask("GET", "/check?example=box", &[&ada, page], "")
            .status,
        200
    );
    let forged = format!("{}0", &ada[..ada.len() - 1]);
    let forged = if forged == ada {
        format!("{}1", &ada[..ada.len() - 1])
    } else {
        forged
    };
    assert_eq!(
        service
            .ask("GET", "/check?example=box", &[&forged], "")
            .status,
        401
    );
    // A page of another site may not use the cookie, and a form needs the session's token.
    let json = "Content-Type: application/json";
    let elsewhere = service.ask(
        "POST",
        "/v1/determinations",
        &[&ada, json, "Origin: https://evil.example"],
        MAGNET,
    );
    assert_eq!(elsewhere.status, 403, "{}", elsewhere.body);
    let untold = service.ask("POST", "/account", &[&ada, form], "do=invite&role=officer");
    assert_eq!(untold.status, 403);
    let account = service.ask("GET", "/account", &[&ada, page], "");
    let token = account
        .body
        .split("name=\"token\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a token")
        .to_owned();
    // A key does what it is for and nothing else.
    let issued = service.ask(
        "POST",
        "/account",
        &[&ada, form],
        &format!("token={token}&do=issue&name=erp&scope=determine"),
    );
    let key = issued
        .body
        .split("<pre>exeat_")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("a key");
    let bearer = format!("Authorization: Bearer exeat_{key}");
    assert_eq!(
        service
            .ask("POST", "/v1/determinations", &[&bearer, json], MAGNET)
            .status,
        200
    );
    assert_eq!(
        service
            .ask("GET", "/v1/law/coverage", &[&bearer], "")
            .status,
        403
    );
    // A key has no account: it sees no other key's name, and withdraws none.
    assert_eq!(service.ask("GET", "/account", &[&bearer], "").status, 403);
    let withdrawn = "token=0e8a9bce0222e21a7ed28d4aacb32004&do=withdraw&id=1";
    let refused = service.ask("POST", "/account", &[&bearer, form], withdrawn);
    assert_eq!(refused.status, 403, "{}", refused.body);
    // Another organisation sees nothing of this one.
    let invited = service.ask(
        "POST",
        "/account",
        &[&ada, form],
        &format!("token={token}&do=invite&role=reader&organisation=Other"),
    );
    let link = invited
        .body
        .split("/join?invitation=")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("a link");
    let other = service.ask(
        "POST",
        "/sign-in",
        &[form],
        &format!("invitation={link}&name=bo&password=another+long+one"),
    );
    let bo = session(&other);
    let seen = service.ask("GET", "/account", &[&bo, page], "").body;
    assert!(
        seen.contains("Other") && !seen.contains("ada") && !seen.contains("erp"),
        "{seen}"
    );
    // The log names who did it, and no secret stands in it.
    let (_, log) = service.end();
    assert!(log.contains("\"actor\":\"1/ada\""), "{log}");
    for hidden in [
        secret.as_str(),
        key,
        "long+enough",
        "long enough",
        ada.as_str(),
    ] {
        assert!(!log.contains(hidden), "{hidden} is in the log");
    }
}

/// The session of somebody who signs in with this form.
fn enter(service: &Running, form: &str) -> String {
    let kind = "Content-Type: application/x-www-form-urlencoded";
    session(&service.ask("POST", "/sign-in", &[kind], form))
}

#[test]
fn who_was_in_a_file_is_known_on_a_server() {
    let Some(url) = on_server::database("who_was_in_a_file_is_known_on_a_server") else {
        return;
    };
    let data = folder("serve-moved").join("data");
    let service = Running::over(&data, ON);
    let secret = service.invitation.clone().expect("a link");
    let joined = format!("invitation={secret}&name=ada&password=a+long+enough+one");
    let before = enter(&service, &joined);
    drop(service);
    let arguments = [ON, &["--database", &url]].concat();
    let service = Running::over(&data, &arguments);
    assert_eq!(service.invitation, None, "an administrator is known");
    let page = "Accept: text/html";
    // The session goes on, and so does the password.
    let account = service.ask("GET", "/account", &[&before, page], "");
    assert_eq!(account.status, 200, "{}", account.body);
    let ada = enter(&service, "name=ada&password=a+long+enough+one");
    let account = service.ask("GET", "/account", &[&ada, page], "").body;
    assert!(account.contains("joined"), "{account}");
    drop(service);
    // What happens on the server stays there: the file is not taken over again.
    std::fs::remove_file(data.join("serve.sqlite")).expect("the file");
    let service = Running::over(&data, &arguments);
    assert_eq!(service.invitation, None);
    assert_eq!(
        service.ask("GET", "/account", &[&ada, page], "").status,
        200
    );
}
