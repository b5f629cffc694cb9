//! TLS to a server: whom to believe, and what to say where it does not fit.

use std::error::Error;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{CertificateError, ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::{RegisterError, Result};

/// Whom to believe that a server is who it says: the authorities that browsers believe, or others that were given.
#[derive(Debug, Clone, Default)]
pub struct Roots(Option<Arc<[CertificateDer<'static>]>>);

impl Roots {
    /// Only these authorities: their certificates as PEM text, as the administrator of the server hands them out.
    ///
    /// # Errors
    /// There is no certificate in the text, or one that cannot be read.
    pub fn of_pem(text: &[u8]) -> Result<Self> {
        let found: std::result::Result<Vec<CertificateDer<'static>>, _> =
            CertificateDer::pem_slice_iter(text).collect();
        match found {
            Ok(found) if !found.is_empty() => Ok(Self(Some(found.into()))),
            Ok(_) => Err(RegisterError::Wrong(
                "there is no certificate in it: a certificate begins with `-----BEGIN CERTIFICATE-----`"
                    .to_owned(),
            )),
            Err(error) => Err(RegisterError::Wrong(format!(
                "a certificate in it cannot be read: {error}"
            ))),
        }
    }
}

/// What connects through TLS and refuses every server whose certificate does not fit.
pub(super) fn connector(roots: &Roots) -> Result<MakeRustlsConnect> {
    let mut store = RootCertStore::empty();
    match &roots.0 {
        None => store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(given) => {
            for one in given.iter() {
                store.add(one.clone()).map_err(|error| {
                    RegisterError::Wrong(format!(
                        "a certificate of an authority that is to be believed is none: {error}"
                    ))
                })?;
            }
        }
    }
    // Named here, so that no other part of a program can choose for this connection.
    let config =
        ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| RegisterError::Storage(error.to_string()))?
            .with_root_certificates(store)
            .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// What is wrong with the server's TLS, where that is why there is no connection.
pub(super) fn explained(error: &postgres::Error) -> Option<String> {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(one) = next {
        if let Some(found) = one.downcast_ref::<rustls::Error>() {
            return Some(in_words(found));
        }
        // An error of the network carries the one of TLS within.
        next = match one
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
        {
            Some(inner) => Some(inner),
            None => one.source(),
        };
    }
    let text = error.to_string();
    text.contains("TLS").then(|| {
        "the server does not speak TLS, and without it what is written could be read and changed on the way".to_owned()
    })
}

fn in_words(error: &rustls::Error) -> String {
    let rustls::Error::InvalidCertificate(why) = error else {
        return format!("no protected connection to the server could be made: {error}");
    };
    let why = match why {
        // An authority of the right name and with another key has signed nothing.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => {
            "its certificate is signed by nobody who is believed here".to_owned()
        }
        CertificateError::NotValidForName => "its certificate is for another name".to_owned(),
        CertificateError::NotValidForNameContext {
            expected,
            presented,
        } => format!(
            "its certificate is for {}, and the address says {}",
            presented
                .iter()
                .map(|one| one
                    .trim_start_matches("DnsName(\"")
                    .trim_end_matches("\")")
                    .to_owned())
                .collect::<Vec<_>>()
                .join(", "),
            expected.to_str()
        ),
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "its certificate has expired".to_owned()
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet".to_owned()
        }
        CertificateError::Revoked => "its certificate was revoked".to_owned(),
        other => format!("its certificate does not fit ({other:?})"),
    };
    format!("the server is not known to be the right one: {why}")
}
