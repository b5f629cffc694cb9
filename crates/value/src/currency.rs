//! Currencies.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::text::{Quoted, borsh_as_text, serde_as_text};

/// A currency, by its alphabetic code of ISO 4217.
///
/// ```
/// use exeat_value::Currency;
///
/// let yuan: Currency = "CNY".parse()?;
/// assert_eq!(yuan.code(), "CNY");
///
/// let error = "RMB".parse::<Currency>().unwrap_err();
/// assert_eq!(error.to_string(), "`RMB` is not a currency code of ISO 4217; write `CNY`");
/// # Ok::<(), exeat_value::CurrencyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The codes of ISO 4217 in force, in order, with four that were withdrawn
/// lately and that papers may still carry: ANG, BGN, HRK and ZWL. The codes
/// for tests (XTS) and for no currency (XXX) are not money, and are left out.
const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT",
    "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BOV", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD",
    "CAD", "CDF", "CHE", "CHF", "CHW", "CLF", "CLP", "CNY", "COP", "COU", "CRC", "CUP", "CVE",
    "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL",
    "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS",
    "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW",
    "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD",
    "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MXV", "MYR", "MZN", "NAD", "NGN",
    "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR",
    "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS",
    "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD",
    "TWD", "TZS", "UAH", "UGX", "USD", "USN", "UYI", "UYU", "UYW", "UZS", "VED", "VES", "VND",
    "VUV", "WST", "XAD", "XAF", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XCD", "XCG", "XDR",
    "XOF", "XPD", "XPF", "XPT", "XSU", "XUA", "YER", "ZAR", "ZMW", "ZWG", "ZWL",
];

/// What people write for a currency that is not its code, and the codes that
/// they may mean.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("RMB", &["CNY"]),
    ("CNH", &["CNY"]),
    ("YUAN", &["CNY"]),
    ("元", &["CNY"]),
    ("人民币", &["CNY"]),
    ("¥", &["CNY", "JPY"]),
    ("￥", &["CNY", "JPY"]),
    ("YEN", &["JPY"]),
    ("日元", &["JPY"]),
    ("$", &["USD"]),
    ("US$", &["USD"]),
    ("DOLLAR", &["USD"]),
    ("DOLLARS", &["USD"]),
    ("美元", &["USD"]),
    ("€", &["EUR"]),
    ("EURO", &["EUR"]),
    ("EUROS", &["EUR"]),
    ("欧元", &["EUR"]),
    ("£", &["GBP"]),
    ("NT$", &["TWD"]),
    ("NTD", &["TWD"]),
    ("HK$", &["HKD"]),
    ("港元", &["HKD"]),
];

impl Currency {
    /// The code, three capital letters.
    #[must_use]
    pub fn code(&self) -> &str {
        // Only codes of the table are ever held, and those are ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// All currencies, in the order of their codes.
    pub fn all() -> impl Iterator<Item = Currency> {
        CODES.iter().filter_map(|code| bytes_of(code)).map(Currency)
    }
}

fn bytes_of(code: &str) -> Option<[u8; 3]> {
    code.as_bytes().try_into().ok()
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// The text is not a currency code.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct CurrencyError {
    found: Quoted,
    /// The codes that may be meant, the likeliest first.
    likely: Vec<&'static str>,
}

impl fmt::Display for CurrencyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} is not a currency code of ISO 4217; write ",
            self.found
        )?;
        if self.likely.is_empty() {
            return formatter.write_str("three capital letters such as `USD`");
        }
        for (index, code) in self.likely.iter().enumerate() {
            let before = if index > 0 { " or " } else { "" };
            write!(formatter, "{before}`{code}`")?;
        }
        Ok(())
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if CODES.binary_search(&text).is_ok()
            && let Some(bytes) = bytes_of(text)
        {
            return Ok(Currency(bytes));
        }
        Err(CurrencyError {
            found: Quoted::new(text),
            likely: likely(text),
        })
    }
}

/// The codes that the reader may have meant.
fn likely(text: &str) -> Vec<&'static str> {
    let upper = text.to_uppercase();
    match OTHER_NAMES.iter().find(|(name, _)| *name == upper) {
        Some((_, codes)) => codes.to_vec(),
        None => CODES
            .iter()
            .copied()
            .filter(|code| *code == upper)
            .collect(),
    }
}

borsh_as_text!(Currency);
serde_as_text!(Currency, "a currency code such as `USD`");
