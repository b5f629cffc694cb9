//! What only a server can do: speak TLS with a certificate that fits or does not, go away, and come back.

use std::net::TcpListener;

use exeat_register::{Location, Register, RegisterError, Request, Role, Roots};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};

use crate::place::{acting, draw, import, left, licence, open, start};

/// A port that nobody uses.
pub(crate) fn port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority")
}

/// A certificate for a name, and its key.
fn certificate(by: &Authority, name: &str, over: bool) -> (String, String) {
    let mut params = CertificateParams::new(vec![name.to_owned()]).expect("a name");
    if over {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
    }
    let key = KeyPair::generate().expect("a key");
    let signed = params.signed_by(&key, by).expect("a certificate");
    (signed.pem(), key.serialize_pem())
}

fn roots(authority: &Authority) -> Roots {
    Roots::of_pem(authority.pem().as_bytes()).expect("an authority")
}

#[test]
fn a_certificate_has_to_fit() {
    let (ours, another) = (authority("ours"), authority("another"));
    let namesake = authority("ours");
    let port = port();
    let options = format!("-c listen_addresses=127.0.0.1,127.0.0.2 -p {port} -c ssl=on");
    let (fits, key) = certificate(&ours, "localhost", false);
    let files = [("server.crt", fits.as_str()), ("server.key", key.as_str())];
    let Some(mut server) = start("tls", &options, &files) else {
        println!("skipped: a_certificate_has_to_fit, since PostgreSQL is not installed here");
        return;
    };
    let open = |host: &str, mode: &str, roots: Roots| {
        let url = format!("postgres://exeat@{host}:{port}/postgres{mode}");
        Register::open(&Location::Server(url, roots)).map(drop)
    };
    let untrusted = |answer: Result<(), RegisterError>| match answer {
        Err(error @ RegisterError::Untrusted(_)) => error.to_string(),
        other => panic!("{other:?}"),
    };
    let require = "?sslmode=require";
    open("localhost", require, roots(&ours)).expect("a certificate that fits");
    // What stays on this machine needs none, and what leaves it does even if nobody says so.
    open("127.0.0.1", "", Roots::default()).expect("a connection that nobody sees");
    let why = untrusted(open("127.0.0.2", "", roots(&ours)));
    assert!(
        why.contains("its certificate is for localhost, and the address says 127.0.0.2"),
        "{why}"
    );
    open("127.0.0.2", "?sslmode=disable", Roots::default()).expect("as somebody asked for");
    for roots in [roots(&another), roots(&namesake), Roots::default()] {
        let why = untrusted(open("localhost", require, roots));
        assert!(
            why.contains("signed by nobody who is believed here"),
            "{why}"
        );
    }

    let (elsewhere, key) = certificate(&ours, "db.example.org", false);
    server.tell("stop");
    server.put("server.crt", &elsewhere);
    server.put("server.key", &key);
    server.tell("start");
    let why = untrusted(open("localhost", require, roots(&ours)));
    assert!(
        why.contains("its certificate is for db.example.org, and the address says localhost"),
        "{why}"
    );

    let (over, key) = certificate(&ours, "localhost", true);
    server.tell("stop");
    server.put("server.crt", &over);
    server.put("server.key", &key);
    server.tell("start");
    let why = untrusted(open("localhost", require, roots(&ours)));
    assert!(why.contains("its certificate has expired"), "{why}");
}

#[test]
fn a_server_without_tls_is_not_spoken_to_in_the_open() {
    let port = port();
    let options = format!("-c listen_addresses=127.0.0.2 -p {port}");
    let Some(_server) = start("plain", &options, &[]) else {
        println!(
            "skipped: a_server_without_tls_is_not_spoken_to_in_the_open, since PostgreSQL is not installed here"
        );
        return;
    };
    let url = format!("postgres://exeat@127.0.0.2:{port}/postgres");
    match Register::open(&Location::Server(url, Roots::default())).map(drop) {
        Err(error @ RegisterError::Untrusted(_)) => {
            assert!(error.to_string().contains("does not speak TLS"), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_are_no_roots_is_told() {
    for text in [
        "",
        "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
    ] {
        assert!(matches!(
            Roots::of_pem(text.as_bytes()),
            Err(RegisterError::Wrong(_))
        ));
    }
}

/// A register that is open goes on when its server was stopped and started again, and says so while it is away.
#[test]
fn a_server_may_be_started_again() {
    let Some(mut server) = start("again", "-c listen_addresses=", &[]) else {
        println!("skipped: a_server_may_be_started_again, since PostgreSQL is not installed here");
        return;
    };
    let url = format!(
        "postgres:///postgres?host={}&user=exeat",
        server.folder.display()
    );
    let place = Location::Server(url, Roots::default());
    let mut register = open(&place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-03-01");
    for round in 1..=3 {
        register
            .perform(&cem, &draw("L", "1 kg", "S"))
            .expect("drawn");
        server.tell("stop");
        let away = register
            .perform(&cem, &draw("L", "1 kg", "S"))
            .expect_err("away");
        assert!(matches!(away, RegisterError::Unreachable(_)), "{away}");
        assert!(away.help().is_some());
        assert!(matches!(
            register.people(),
            Err(RegisterError::Unreachable(_))
        ));
        server.tell("start");
        // Reading and writing each find the way back by themselves.
        if round % 2 == 0 {
            assert_eq!(register.people().expect("people").len(), 3);
        }
        register
            .perform(&cem, &draw("L", "1 kg", "S"))
            .expect("drawn again");
        // Stopped and started while nobody looked.
        server.tell("stop");
        server.tell("start");
        let expected = format!("{} kg", 100 - 2 * round);
        assert_eq!(left(&mut register, "L", "2026-03-01"), expected);
    }
    server.tell("stop");
    server.tell("start");
    let name = "dan".to_owned();
    let roles = vec![Role::Auditor];
    register
        .perform(
            &acting("ana", "2026-03-01"),
            &Request::Person { name, roles },
        )
        .expect("a person");
    let verified = register.verify(&[], &mut |_| {}).expect("an answer");
    assert!(verified.holds(), "{:?}", verified.findings);
    assert_eq!(verified.entries, 6);
}
