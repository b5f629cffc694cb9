//! Signing in, joining by an invitation, and one page for what belongs to an account: keys, people, the log.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use sha2::Digest as _;

use super::form::Written;
use super::form_pairs;
use super::frame::{Frame, Reader, Section, cookie, page, page_with};
use super::trouble;
use crate::access::{ACTIONS, Accounts, Action, Deed, KeyShown, Member, Principal, ROLES, Role};
use crate::api::whole;
use crate::problem::Problem;
use crate::sent::see_other;
use crate::service::Service;

/// The cookie of a session.
pub(crate) const COOKIE: &str = "exeat-session";
/// No form of an account is longer.
const FORM_MAX: usize = 16 * 1024;

#[derive(Template)]
#[template(path = "sign-in.html")]
struct SignIn {
    frame: Frame,
    /// An invitation that is being accepted.
    invitation: Option<String>,
    name: String,
    back: String,
    error: Option<String>,
}

/// Where to go back to, or which invitation is accepted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Door {
    #[serde(default)]
    back: String,
    #[serde(default)]
    invitation: String,
}

/// Only to a page of ours. Browsers leave control signs out before they read an address.
pub(super) fn own(back: &str) -> &str {
    let is_own = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains(|one: char| one == '\\' || one.is_control());
    if is_own { back } else { "/" }
}

/// What proves that a form came from a page of ours that was made for this session.
pub(super) fn token(session: &str) -> String {
    let digest = sha2::Sha256::digest(format!("form:{session}").as_bytes());
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn accounts(service: &Service) -> Result<&Accounts, Problem> {
    service
        .accounts
        .as_ref()
        .ok_or_else(|| Problem::new("not-found", "this service has no accounts"))
}

/// The page to sign in.
pub(super) async fn sign_in(reader: Reader, Query(door): Query<Door>) -> Response {
    page(&SignIn {
        frame: Frame::new(reader, Section::Other, reader.words.sign_in(), "/sign-in"),
        invitation: None,
        name: String::new(),
        back: own(&door.back).to_owned(),
        error: None,
    })
}

/// The page to accept an invitation.
pub(super) async fn join(reader: Reader, Query(door): Query<Door>) -> Response {
    page(&SignIn {
        frame: Frame::new(reader, Section::Other, reader.words.join(), "/"),
        invitation: Some(door.invitation),
        name: String::new(),
        back: "/".to_owned(),
        error: None,
    })
}

/// Name and password came, and perhaps an invitation with them.
pub(super) async fn enter(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = match whole(body, FORM_MAX).await {
        Ok(bytes) => bytes,
        Err(problem) => return trouble(reader, Section::Other, &problem),
    };
    let written = Written(form_pairs(&bytes));
    let invitation = Some(written.one("invitation").to_owned()).filter(|one| !one.is_empty());
    let (name, password) = (
        written.one("name").to_owned(),
        written.raw("password").to_owned(),
    );
    // What a password takes, strangers ask for: so few at once that they take neither memory nor processors from others.
    let turn = service.passwords.acquire().await;
    let entered = tokio::task::block_in_place(|| {
        let _turn = turn;
        let accounts = accounts(&service).map_err(|problem| problem.detail)?;
        if let Some(secret) = &invitation {
            accounts.accept(secret, &name, &password)?;
        }
        accounts.sign_in(&name, &password)
    });
    match entered {
        Ok(session) => {
            let mut response = see_other(own(written.one("back")));
            // Where a proxy speaks TLS for us, it says so.
            let by_tls = parts
                .headers
                .get("x-forwarded-proto")
                .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"https"));
            let secure = match service.config.listen.ip().is_loopback() && !by_tls {
                true => "",
                false => "; Secure",
            };
            let cookie = format!(
                "{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200{secure}"
            );
            if let Ok(value) = HeaderValue::from_str(&cookie) {
                response.headers_mut().insert(header::SET_COOKIE, value);
            }
            response
        }
        Err(error) => page_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &SignIn {
                frame: Frame::new(reader, Section::Other, reader.words.sign_in(), "/sign-in"),
                invitation,
                name,
                back: own(written.one("back")).to_owned(),
                error: Some(error),
            },
        ),
    }
}

#[derive(Template)]
#[template(path = "account.html")]
struct Account {
    frame: Frame,
    who: Principal,
    token: String,
    keys: Vec<KeyShown>,
    scopes: Vec<Action>,
    members: Vec<Member>,
    roles: [Role; 5],
    deeds: Vec<Deed>,
    /// A secret that is shown once.
    secret: Option<String>,
    link: Option<String>,
    error: Option<String>,
}

fn account(
    service: &Service,
    reader: Reader,
    who: Principal,
    session: &str,
) -> Result<Account, Problem> {
    let accounts = accounts(service)?;
    Ok(Account {
        frame: Frame::new(reader, Section::Account, reader.words.account(), "/account"),
        token: token(session),
        keys: accounts.keys(&who),
        scopes: ACTIONS
            .into_iter()
            .filter(|one| one.fits_a_key() && who.may(*one))
            .collect(),
        members: accounts.members(&who),
        roles: ROLES,
        deeds: accounts.deeds(&who),
        secret: None,
        link: None,
        error: None,
        who,
    })
}

/// Who is signed in, and by which session. A key is nobody who is signed in.
fn signed(parts: &Parts) -> Result<(Principal, String), Problem> {
    let who = parts.extensions.get::<Principal>().cloned();
    let who = who.ok_or_else(|| Problem::new("unauthenticated", "nobody is signed in"))?;
    match cookie(parts, COOKIE) {
        Some(session) if who.scopes.is_none() => Ok((who, session.to_owned())),
        _ => Err(Problem::new(
            "forbidden",
            "a key has no account: sign in with a name and a password",
        )),
    }
}

/// The page of an account.
pub(super) async fn show(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let made = signed(&parts).and_then(|(who, session)| account(&service, reader, who, &session));
    match made {
        Ok(template) => page(&template),
        Err(problem) => trouble(reader, Section::Account, &problem),
    }
}

/// Something is done with an account.
pub(super) async fn act(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let came = async {
        let (who, session) = signed(&parts)?;
        let written = Written(form_pairs(&whole(body, FORM_MAX).await?));
        if written.one("token") != token(&session) {
            return Err(Problem::new(
                "forbidden",
                "the form is not from a page of this session; open the page again",
            ));
        }
        Ok((who, session, written))
    };
    let (who, session, written) = match came.await {
        Ok(came) => came,
        Err(problem) => return trouble(reader, Section::Account, &problem),
    };
    let Ok(all) = accounts(&service) else {
        return see_other("/");
    };
    let id = written.one("id").parse().unwrap_or(0);
    let mut secret = None;
    let mut link = None;
    let done = match written.one("do") {
        "sign-out" => {
            all.sign_out(&session);
            let mut response = see_other("/sign-in");
            if let Ok(value) = HeaderValue::from_str(&format!(
                "{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
            )) {
                response.headers_mut().insert(header::SET_COOKIE, value);
            }
            return response;
        }
        "issue" => {
            let scopes: Vec<Action> = written
                .all("scope")
                .iter()
                .filter_map(|one| one.parse().ok())
                .collect();
            all.issue_key(&who, written.one("name"), &scopes)
                .map(|key| secret = Some(key))
        }
        "withdraw" => all.withdraw_key(&who, id),
        "invite" => {
            let role = written.one("role").parse().unwrap_or(Role::Reader);
            all.invite(&who, role, Some(written.one("organisation")))
                .map(|one| link = Some(format!("/join?invitation={one}")))
        }
        "change" => match written.one("role") {
            "" => all.change(&who, id, None),
            word => match word.parse() {
                Ok(role) => all.change(&who, id, Some(role)),
                Err(error) => Err(error),
            },
        },
        _ => Err("there is no such thing to do".to_owned()),
    };
    match account(&service, reader, who, &session) {
        Ok(template) => page(&Account {
            secret,
            link,
            error: done.err(),
            ..template
        }),
        Err(problem) => trouble(reader, Section::Account, &problem),
    }
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for ours in ["/", "/check", "/law?day=2026-01-01#x", "/case/1//2"] {
            assert_eq!(own(ours), ours);
        }
        for other in [
            "",
            "check",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            "/\u{85}/evil.example",
            "https://evil.example",
        ] {
            assert_eq!(own(other), "/", "{other:?}");
        }
    }
}
