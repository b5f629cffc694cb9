//! Telling layouts apart by what stands in a file, and not by what it is called.

use std::fmt;

use super::error::Fault;
use super::mapping::{Format, Mapping};
use super::read::OfacPart;
use super::text::decode;

/// A layout that is read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Layout<'a> {
    UsCslCsv,
    UsCslJson,
    OfacXml,
    OfacCsv(OfacPart),
    EuXml,
    EuCsv,
    UkXml,
    UkCsv,
    UnXml,
    Ftm,
    Mapped(&'a Mapping),
}

impl fmt::Display for Layout<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::UsCslCsv => "us-csl-csv",
            Self::UsCslJson => "us-csl-json",
            Self::OfacXml => "ofac-xml",
            Self::OfacCsv(OfacPart::Primary) => "ofac-csv primary",
            Self::OfacCsv(OfacPart::Aliases) => "ofac-csv aliases",
            Self::OfacCsv(OfacPart::Addresses) => "ofac-csv addresses",
            Self::OfacCsv(OfacPart::Remarks) => "ofac-csv remarks",
            Self::EuXml => "eu-xml",
            Self::EuCsv => "eu-csv",
            Self::UkXml => "uk-xml",
            Self::UkCsv => "uk-csv",
            Self::UnXml => "un-xml",
            Self::Ftm => "followthemoney",
            Self::Mapped(mapping) => return write!(f, "mapping {}", mapping.publication()),
        };
        f.write_str(name)
    }
}

/// How much of a file is looked at.
pub(crate) const HEAD: usize = 64 * 1024;

const EXPECTED: &str = "one of: US Consolidated Screening List (CSV, JSON), OFAC SDN.XML and \
                        CONSOLIDATED.XML, OFAC's CSV family, EU financial sanctions (XML, CSV), \
                        UK Sanctions List (XML, CSV), UN consolidated list (XML), FollowTheMoney \
                        JSON lines; for any other CSV or JSON lines give `--mapping FILE.toml`";

/// The layout of a file that begins with `head`.
pub(crate) fn layout<'a>(head: &[u8], mappings: &'a [Mapping]) -> Result<Layout<'a>, Fault> {
    let unknown = |problem: String| Err(Fault::whole(problem, EXPECTED));
    if head.starts_with(b"PK\x03\x04") {
        return unknown("it is a ZIP archive: unpack it first".to_owned());
    }
    if head.starts_with(&[0x1f, 0x8b]) {
        return unknown("it is compressed by gzip: unpack it first".to_owned());
    }
    if head.starts_with(b"%PDF") {
        return unknown("it is a PDF: the publishers have the same list as XML or CSV".to_owned());
    }
    let text = decode(head, None);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.is_empty() {
        return unknown("the file is empty".to_owned());
    }
    if text.starts_with('<') {
        return xml(text);
    }
    let first = text.lines().next().unwrap_or_default();
    if text.starts_with('{') {
        return json(text, first, mappings);
    }
    if text.starts_with('[') {
        return unknown(
            "it is one JSON array: write its objects one a line, without the brackets".to_owned(),
        );
    }
    for mapping in mappings {
        if mapping.format == Format::Csv && is_mapped_csv(mapping, head) {
            return Ok(Layout::Mapped(mapping));
        }
    }
    let has = |words: &[&str]| words.iter().all(|word| first.contains(word));
    if has(&["Entity_LogicalId", "NameAlias_WholeName"]) {
        return Ok(Layout::EuCsv);
    }
    let second = text.lines().nth(1).unwrap_or_default();
    if [first, second].iter().any(|line| {
        let lower = line.to_lowercase();
        lower.contains("unique id") && lower.contains("name 6")
    }) {
        return Ok(Layout::UkCsv);
    }
    if has(&["source", "alt_names", "addresses", "name"]) {
        return Ok(Layout::UsCslCsv);
    }
    if let Some(part) = ofac_part(head) {
        return Ok(Layout::OfacCsv(part));
    }
    let shown: String = first.chars().take(80).collect();
    unknown(format!(
        "nobody has told us of its layout; it begins with `{shown}`"
    ))
}

fn xml<'a>(text: &str) -> Result<Layout<'a>, Fault> {
    let root = text
        .split('<')
        .filter(|tag| !tag.is_empty())
        .find(|tag| !tag.starts_with(['?', '!']))
        .unwrap_or_default();
    let name = root
        .split(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        .next()
        .unwrap_or_default();
    let name = name.rsplit(':').next().unwrap_or_default();
    match name {
        "sdnList" => Ok(Layout::OfacXml),
        "export" => Ok(Layout::EuXml),
        "Designations" => Ok(Layout::UkXml),
        "CONSOLIDATED_LIST" => Ok(Layout::UnXml),
        "Sanctions" => Err(Fault::whole(
            "it is OFAC's advanced XML",
            "SDN.XML or CONSOLIDATED.XML, which hold the same parties",
        )),
        "ArrayOfFinancialSanctionsTarget" => Err(Fault::whole(
            "it is the former consolidated list of the UK Treasury, which is kept no longer",
            "the UK Sanctions List",
        )),
        _ if name.eq_ignore_ascii_case("html") || text.to_lowercase().starts_with("<!doctype") => {
            Err(Fault::whole("it is a web page and no list", EXPECTED))
        }
        _ => Err(Fault::whole(
            format!("nobody has told us of XML that begins with `<{name}>`"),
            EXPECTED,
        )),
    }
}

fn json<'a>(text: &str, first: &str, mappings: &'a [Mapping]) -> Result<Layout<'a>, Fault> {
    let head = |word: &str| text.contains(&format!("\"{word}\""));
    match serde_json::from_str::<serde_json::Value>(first.trim()) {
        Ok(value) => {
            let found = mappings.iter().find(|mapping| {
                mapping.format == Format::JsonLines
                    && mapping
                        .known_by
                        .iter()
                        .all(|path| super::mapping::is_in(&value, path))
            });
            if let Some(mapping) = found {
                return Ok(Layout::Mapped(mapping));
            }
            if value.get("schema").is_some() && value.get("properties").is_some() {
                return Ok(Layout::Ftm);
            }
            if value
                .get("results")
                .is_some_and(serde_json::Value::is_array)
            {
                return Ok(Layout::UsCslJson);
            }
        }
        // The first line is longer than what was looked at, or the object goes over many lines.
        Err(_) if head("schema") && head("properties") => return Ok(Layout::Ftm),
        Err(_) if head("results") || head("sources_used") => return Ok(Layout::UsCslJson),
        Err(_) => {}
    }
    let shown: String = first.chars().take(80).collect();
    Err(Fault::whole(
        format!("nobody has told us of JSON that begins with `{shown}`"),
        EXPECTED,
    ))
}

fn is_mapped_csv(mapping: &Mapping, head: &[u8]) -> bool {
    let text = decode(head, mapping.encoding());
    let text = text.trim_start_matches('\u{feff}');
    let skip = usize::try_from(mapping.skip_lines).unwrap_or(usize::MAX);
    let Some(line) = text.lines().nth(skip) else {
        return false;
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mapping.delimiter())
        .has_headers(false)
        .from_reader(line.as_bytes());
    let mut record = csv::StringRecord::new();
    let read = reader.read_record(&mut record).unwrap_or(false);
    read && mapping
        .known_by
        .iter()
        .all(|column| record.iter().any(|heading| heading.trim() == column))
}

fn ofac_part(head: &[u8]) -> Option<OfacPart> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(head);
    let mut record = csv::ByteRecord::new();
    let read = reader.read_byte_record(&mut record).unwrap_or(false);
    let number = record
        .get(0)
        .is_some_and(|field| !field.is_empty() && field.iter().all(u8::is_ascii_digit));
    if !read || !number {
        return None;
    }
    OfacPart::of_width(record.len())
}
