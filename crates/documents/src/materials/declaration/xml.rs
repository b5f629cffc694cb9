//! XML from strangers, element by element: no document types, no entities of its own, bounded
//! depth and count, and the line of everything.

use encoding_rs::{Encoding, UTF_8};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::DeclarationError;

/// How deep elements may lie in each other. Product parts in product parts need a dozen.
const DEPTH_MAX: usize = 64;
/// The most elements of one file.
const ELEMENTS_MAX: usize = 2_000_000;
/// The most attributes of one element.
const ATTRIBUTES_MAX: usize = 64;

/// An element that begins.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    /// Its name without a prefix.
    pub(super) name: String,
    /// Its namespace.
    pub(super) namespace: String,
    attributes: Vec<(String, String)>,
    /// Its line, from 1.
    pub(super) line: u64,
}

impl Element {
    /// An attribute without blanks around it; none where it is empty.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }
}

/// Takes elements as they begin and end.
pub(super) trait Elements {
    /// One begins.
    fn begin(&mut self, element: Element) -> Result<(), DeclarationError>;
    /// The one that began last and has not ended yet ends.
    fn end(&mut self);
}

/// Text of any encoding that the file names, by its mark of byte order or its declaration.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, DeclarationError> {
    let named = || {
        let head = String::from_utf8_lossy(bytes.get(..200.min(bytes.len())).unwrap_or_default())
            .into_owned();
        let after = head.strip_prefix("<?xml")?.split_once("encoding=")?.1;
        let quote = after.chars().next()?;
        let label = after.get(1..)?.split(quote).next()?;
        Encoding::for_label(label.as_bytes())
    };
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => named().unwrap_or(UTF_8),
    };
    let (text, used, replaced) = encoding.decode(bytes);
    if replaced {
        let at = if used == UTF_8 {
            std::str::from_utf8(bytes)
                .err()
                .map_or(String::new(), |error| {
                    format!(" at byte {}", error.valid_up_to())
                })
        } else {
            String::new()
        };
        return Err(DeclarationError::new(
            format!("the file is no text in {}{at}", used.name()),
            "ask for the file as its program wrote it, or save it as UTF-8",
        ));
    }
    Ok(text.into_owned())
}

/// Goes through a text to its end.
pub(super) fn walk(text: &str, taker: &mut dyn Elements) -> Result<(), DeclarationError> {
    let mut reader: NsReader<&[u8]> = NsReader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut lines = Lines::new(text);
    let (mut depth, mut count, mut seen) = (0_usize, 0_usize, false);
    let mut names: Vec<String> = Vec::new();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let line = lines.at(at);
        let event = reader
            .read_resolved_event()
            .map_err(|error| broken(line, &error.to_string()));
        let (namespace, event) = event?;
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => {
                String::from_utf8_lossy(namespace.as_ref()).into_owned()
            }
            _ => String::new(),
        };
        match event {
            Event::Start(ref start) | Event::Empty(ref start) => {
                count = count.saturating_add(1);
                if depth == 0 && seen {
                    return Err(broken(line, "there is something after the end"));
                }
                if depth >= DEPTH_MAX || count > ELEMENTS_MAX {
                    return Err(DeclarationError::new(
                        format!(
                            "line {line}: there are more than {ELEMENTS_MAX} elements, or more than {DEPTH_MAX} in each other"
                        ),
                        "ask for one declaration for each product",
                    ));
                }
                seen = true;
                let element = element(namespace, start, line)?;
                let name = element.name.clone();
                taker.begin(element)?;
                if matches!(event, Event::Empty(_)) {
                    taker.end();
                } else {
                    depth = depth.saturating_add(1);
                    names.push(name);
                }
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                names.pop();
                taker.end();
            }
            Event::DocType(_) => {
                return Err(DeclarationError::new(
                    format!("line {line}: the file declares a document type"),
                    "declarations have none: ask for the file as its program wrote it",
                ));
            }
            Event::GeneralRef(ref reference) => {
                let known = reference.is_char_ref()
                    || reference
                        .decode()
                        .ok()
                        .and_then(|name| {
                            quick_xml::escape::resolve_predefined_entity(&name).map(|_| ())
                        })
                        .is_some();
                if !known {
                    return Err(broken(line, "it uses an entity that nothing declares"));
                }
            }
            Event::Eof => {
                if let Some(name) = names.last() {
                    return Err(DeclarationError::new(
                        format!("line {line}: the file ends within `<{name}>`"),
                        "it was cut off: ask for it again",
                    ));
                }
                if !seen {
                    return Err(broken(line, "there is no element"));
                }
                return Ok(());
            }
            _ => {}
        }
    }
}

fn element(
    namespace: String,
    start: &BytesStart<'_>,
    line: u64,
) -> Result<Element, DeclarationError> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| broken(line, &error.to_string()))?;
        if attributes.len() >= ATTRIBUTES_MAX {
            return Err(broken(line, "an element has too many attributes"));
        }
        let value = attribute
            .unescape_value()
            .map_err(|error| broken(line, &error.to_string()))?;
        attributes.push((
            String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned(),
            value.into_owned(),
        ));
    }
    Ok(Element {
        name: String::from_utf8_lossy(start.local_name().as_ref()).into_owned(),
        namespace,
        attributes,
        line,
    })
}

fn broken(line: u64, what: &str) -> DeclarationError {
    DeclarationError::new(
        format!("line {line}: not well-formed XML: {what}"),
        "ask for the file as its program wrote it",
    )
}

/// Lines by place, as long as places only grow.
struct Lines<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    fn at(&mut self, place: usize) -> u64 {
        let place = place.min(self.bytes.len());
        let passed = self.bytes.get(self.at..place).unwrap_or_default();
        let breaks = passed.iter().filter(|&&byte| byte == b'\n').count();
        self.at = place.max(self.at);
        self.line = self
            .line
            .saturating_add(u64::try_from(breaks).unwrap_or(u64::MAX));
        self.line
    }
}
