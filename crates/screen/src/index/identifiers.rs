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

/// What a number is compared by: letters and digits without what people put between them. A value has several where
/// words stand before the number, or one number stands beside another; and none where too little is left to tell one
/// party from another.
fn keys(kind: Option<IdentifierKind>, value: &str, is_listed: bool) -> Vec<String> {
    let value = compose(value);
    let mut keys = Vec::new();
    for part in parts(&value) {
        let key = letters(part);
        let is_bic = is_bic(kind, &key);
        // The head office of a bank may be written as a branch of it, and a branch belongs to its bank.
        if is_bic && (!is_listed || kind == Some(IdentifierKind::Bic) || !is_branch(&key)) {
            keys.extend(key.get(..8).map(str::to_owned));
        }
        let digits = key.bytes().filter(u8::is_ascii_digit).count();
        // Letters may stand right before a number, or right behind it: `RU7704123456`.
        let number = key.trim_matches(|letter: char| letter.is_ascii_alphabetic());
        if number.len() < key.len() && number.len() == digits && digits >= LENGTH_ALONE {
            keys.push(number.to_owned());
        }
        if key.len() >= LENGTH_MIN && digits >= 3 {
            keys.push(key);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn letters(value: &str) -> String {
    let key: String = value
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    match key.strip_prefix("IMO") {
        Some(number) if number.len() == 7 && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            number.to_owned()
        }
        _ => key,
    }
}

/// Whether this is the code of a bank: four letters of its own, two of a country, two for a place and perhaps three for
/// a branch. What kind of number it is may not be said.
fn is_bic(kind: Option<IdentifierKind>, key: &str) -> bool {
    let may_be = matches!(
        kind,
        None | Some(IdentifierKind::Bic | IdentifierKind::Other)
    );
    may_be && matches!(key.len(), 8 | 11) && key.bytes().take(6).all(|one| one.is_ascii_uppercase())
}

fn is_branch(bic: &str) -> bool {
    bic.len() == 11 && !bic.ends_with("XXX")
}

/// A number alone has so many letters and digits where several stand beside each other.
const LENGTH_ALONE: usize = 9;
/// So many words before a number are passed over.
const LABEL_MAX: usize = 6;

/// The value, what is left of it without the words before its first digit, and each part that is long enough to be a
/// number alone: `INN 7704123456`, `VAT: DE 123456789`, `7704123456/770401001`.
fn parts(value: &str) -> Vec<&str> {
    let is_gap = |letter: char| letter.is_whitespace() || matches!(letter, ':' | '#' | '=' | '/');
    let mut parts = vec![value];
    let mut rest = value.trim_start_matches(is_gap);
    let mut is_label = true;
    let mut labels = 0;
    while !rest.is_empty() {
        let (word, next) = rest.split_at(rest.find(is_gap).unwrap_or(rest.len()));
        let next = next.trim_start_matches(is_gap);
        is_label &= !word.bytes().any(|byte| byte.is_ascii_digit());
        if is_label && labels < LABEL_MAX && !next.is_empty() {
            labels += 1;
            parts.push(next);
        } else if word.len() < value.len()
            && word.bytes().filter(u8::is_ascii_alphanumeric).count() >= LENGTH_ALONE
        {
            parts.push(word);
        }
        rest = next;
    }
    parts
}

fn hash(key: &str) -> u64 {
    let hash = crate::letters::hash(key.bytes());
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
            let Some(code) = code else { continue };
            for key in keys(Some(identifier.kind), &identifier.value, true) {
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
        for key in keys(number.kind, &number.value, false) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::ALGORITHM;

    #[test]
    fn numbers_are_read_with_what_people_write_around_them() {
        let of = |value: &str| keys(None, value, false);
        assert_eq!(of("7704123456"), ["7704123456"]);
        assert_eq!(of("INN 7704 123456"), ["7704123456", "INN7704123456"]);
        assert_eq!(of("INN: 7704123456"), ["7704123456", "INN7704123456"]);
        assert_eq!(of("IMO 1234567"), ["1234567"]);
        assert_eq!(
            of("VAT DE 123456789"),
            ["123456789", "DE123456789", "VATDE123456789"]
        );
        assert_eq!(
            of("INN/KPP 7704123456/770401001"),
            [
                "770401001",
                "7704123456",
                "7704123456770401001",
                "INNKPP7704123456770401001",
                "KPP7704123456770401001"
            ]
        );
        assert_eq!(of("1234"), [""; 0]);
        assert_eq!(of("75 1234567"), ["751234567"]);
        // With and without anything between the words and the number.
        for value in [
            "INN7704123456",
            "INN-7704123456",
            "INN_7704123456",
            "Reg.No.7704123456",
            "№7704123456",
            "RU7704123456",
            "7704123456-KPP",
            "ИНН7704123456",
        ] {
            assert!(of(value).contains(&"7704123456".to_owned()), "{value}");
        }
        // What is not a number but for its letters is no number without them.
        assert_eq!(of("AB1234567"), ["AB1234567"]);
        assert_eq!(of("91110000MA01B2C3D4"), ["91110000MA01B2C3D4"]);
    }

    /// Results name the algorithm, and who was looked for by the same one is not looked for again. So whoever changes
    /// by what numbers are compared gives it another name, here and in [`ALGORITHM`].
    #[test]
    fn the_algorithm_has_another_name_where_keys_are_others() {
        let values = [
            "7704123456",
            "INN: 77-04 123456",
            "INN7704123456",
            "VAT DE 123456789",
            "7704123456/770401001",
            "IMO 1234567",
            "abcd ru mm xxx",
            "91110000MA01B2C3D4",
            "№ 1234",
            "reg. no. 00012345-X",
        ];
        let mut all = String::new();
        for kind in [None, Some(IdentifierKind::Tax), Some(IdentifierKind::Bic)] {
            for (value, is_listed) in values.iter().flat_map(|one| [(one, true), (one, false)]) {
                all.push_str(&keys(kind, value, is_listed).join(" "));
                all.push('\n');
            }
        }
        let hash = crate::list::sha256(all.as_bytes());
        assert_eq!(
            (ALGORITHM, &hash[..16]),
            ("exeat-names-6", "9f1d17d9bbe97e1e")
        );
    }

    #[test]
    fn codes_of_banks_are_known_by_their_form() {
        let of = |value: &str| keys(None, value, false);
        assert_eq!(of("ABCDRUMM"), ["ABCDRUMM"]);
        assert_eq!(of("abcd ru mm xxx"), ["ABCDRUMM"]);
        assert_eq!(of("BIC ABCDRUMMXXX"), ["ABCDRUMM"]);
        assert_eq!(of("ABCDRUMM012"), ["ABCDRUMM", "ABCDRUMM012"]);
        let passport = Some(IdentifierKind::Passport);
        assert_eq!(keys(passport, "ABCDRUMM", false), [""; 0]);
        // Of a number that nobody calls the code of a bank a branch is not cut off.
        let other = Some(IdentifierKind::Other);
        assert_eq!(keys(other, "ABCDEF12345", true), ["ABCDEF12345"]);
    }
}
