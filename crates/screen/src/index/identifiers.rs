//! Numbers and codes that name a party, and which entries have them.

use super::bytes::{OpenError, Reader, Writer, at};
use crate::list::{Identifier, IdentifierKind};
use crate::normalise::compose;

/// A number or code by which a party is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number {
    /// What kind of number it is, where that is known.
    pub kind: Option<IdentifierKind>,
    /// The number, as it was written.
    pub value: String,
}

/// Two parties with the same number are at least so much the same.
const SAME_MIN: u32 = 9_600;
/// The same for a number so short that another register may have given it too.
const SAME_SHORT_MIN: u32 = 8_800;
/// So many letters and digits a number has to have to count, and to count in full.
const LENGTH_MIN: usize = 5;
const LENGTH_FULL: usize = 7;

/// The kinds in the order of their codes in an index.
const KINDS: [IdentifierKind; 16] = [
    IdentifierKind::Lei,
    IdentifierKind::Imo,
    IdentifierKind::Mmsi,
    IdentifierKind::CallSign,
    IdentifierKind::Aircraft,
    IdentifierKind::Bic,
    IdentifierKind::Tax,
    IdentifierKind::Registration,
    IdentifierKind::Passport,
    IdentifierKind::NationalId,
    IdentifierKind::Crypto,
    IdentifierKind::Phone,
    IdentifierKind::Email,
    IdentifierKind::Website,
    IdentifierKind::Listing,
    IdentifierKind::Other,
];
/// An entry's number has so many bits; the kind stands above them.
const ENTRY_BITS: u32 = 27;

/// Entries by the hashes of their numbers, sorted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Identifiers {
    hashes: Vec<u64>,
    entries: Vec<u32>,
}

/// A number without what people put between its digits; nothing where too little is left to tell
/// one party from another.
fn telling(kind: Option<IdentifierKind>, value: &str) -> Option<String> {
    let mut key: String = compose(value)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    if let Some(number) = key.strip_prefix("IMO")
        && number.len() == 7
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        key = number.to_owned();
    }
    let is_bic = kind == Some(IdentifierKind::Bic);
    // The head office of a bank may be written as a branch of it.
    if is_bic && key.len() == 11 && key.ends_with("XXX") {
        key.truncate(8);
    }
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    (key.len() >= LENGTH_MIN && (digits >= 3 || (is_bic && key.len() >= 8))).then_some(key)
}

fn hash(key: &str) -> u64 {
    let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Whether numbers of these kinds may be the same number. Publishers call tax numbers and numbers in
/// registers by one another's names.
fn may_be_one(asked: Option<IdentifierKind>, listed: IdentifierKind) -> bool {
    use IdentifierKind::{Listing, NationalId, Other, Phone, Registration, Tax};
    let civil = |kind| matches!(kind, Tax | Registration | NationalId);
    match asked {
        None => !matches!(listed, Phone | Listing),
        Some(asked) => {
            asked == listed
                || (listed == Other && asked != Phone)
                || (asked == Other && !matches!(listed, Phone | Listing))
                || (civil(asked) && civil(listed))
        }
    }
}

impl Identifiers {
    /// Adds the numbers of an entry; [`Identifiers::sort`] has to follow.
    pub(super) fn push(&mut self, entry: u32, identifiers: &[Identifier]) {
        for identifier in identifiers {
            let code = KINDS.iter().zip(0_u32..);
            let code = code
                .filter(|(kind, _)| **kind == identifier.kind)
                .map(|(_, code)| code)
                .next();
            if let (Some(key), Some(code)) =
                (telling(Some(identifier.kind), &identifier.value), code)
            {
                self.hashes.push(hash(&key));
                self.entries.push(entry | code << ENTRY_BITS);
            }
        }
    }

    pub(super) fn sort(&mut self) {
        let mut all: Vec<(u64, u32)> = self
            .hashes
            .iter()
            .copied()
            .zip(self.entries.iter().copied())
            .collect();
        all.sort_unstable();
        all.dedup();
        (self.hashes, self.entries) = all.into_iter().unzip();
    }

    /// Calls `found` with every entry that has the number, what kind of number it is there, and how
    /// much the same that makes the two parties.
    pub(crate) fn with(&self, number: &Number, mut found: impl FnMut(u32, IdentifierKind, u32)) {
        let Some(key) = telling(number.kind, &number.value) else {
            return;
        };
        let wanted = hash(&key);
        let start = self.hashes.partition_point(|other| *other < wanted);
        let all = self.hashes.iter().zip(&self.entries).skip(start);
        for (_, packed) in all.take_while(|(other, _)| **other == wanted) {
            let Some(kind) = KINDS.get(at(packed >> ENTRY_BITS)) else {
                continue;
            };
            if may_be_one(number.kind, *kind) {
                let score = if key.len() >= LENGTH_FULL {
                    SAME_MIN
                } else {
                    SAME_SHORT_MIN
                };
                found(packed & ((1 << ENTRY_BITS) - 1), *kind, score);
            }
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.longs(&self.hashes);
        writer.numbers(&self.entries);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, OpenError> {
        let identifiers = Self {
            hashes: reader.longs()?,
            entries: reader.numbers()?,
        };
        if identifiers.hashes.len() == identifiers.entries.len() {
            Ok(identifiers)
        } else {
            Err(OpenError::Damaged)
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.hashes.len() * 8 + self.entries.len() * 4
    }
}

/// What a kind of number is called.
pub(crate) fn in_words(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::Lei => "LEI",
        IdentifierKind::Imo => "IMO number",
        IdentifierKind::Mmsi => "MMSI",
        IdentifierKind::CallSign => "call sign",
        IdentifierKind::Aircraft => "aircraft's number",
        IdentifierKind::Bic => "BIC",
        IdentifierKind::Tax => "tax number",
        IdentifierKind::Registration => "registration number",
        IdentifierKind::Passport => "passport",
        IdentifierKind::NationalId => "national identity number",
        IdentifierKind::Crypto => "crypto-currency address",
        IdentifierKind::Phone => "telephone number",
        IdentifierKind::Email => "electronic mail",
        IdentifierKind::Website => "web site",
        IdentifierKind::Listing => "listing",
        IdentifierKind::Other => "number",
    }
}
