//! XML, one record at a time.
//!
//! Publishers' files are a long row of records of the same few kinds. A record is read into a small
//! tree, handed on and forgotten, so that memory is bounded by the largest record and not by the
//! file. Whatever is not well formed, ends too early, or brings a document type is refused.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::Limits;
use super::error::{Fault, Place};
use super::text::clean;

/// How deep elements may lie in each other. Publishers need eight.
const DEPTH_MAX: usize = 32;

/// An element with everything in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name without a prefix.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// An attribute, cleaned; `None` if it is empty.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key == name)?;
        clean(value)
    }

    /// Its own text, cleaned; `None` if it is empty.
    pub(crate) fn text(&self) -> Option<String> {
        clean(&self.text)
    }

    /// The first child with a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children with a name.
    pub(crate) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child with a name.
    pub(crate) fn text_of(&self, name: &str) -> Option<String> {
        self.child(name).and_then(Element::text)
    }

    /// Every element below this one with a name, in the order of the file.
    pub(crate) fn all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        self.gather(name, &mut found);
        found
    }

    /// The texts of every element below this one with a name.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        self.all(name)
            .into_iter()
            .filter_map(Element::text)
            .collect()
    }

    fn gather<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.gather(name, found);
        }
    }
}

/// Reads a file whose root is called `root`, and hands on its root without children first, and then
/// every element that is called by one of `records`, wherever it stands.
pub(crate) fn read(
    input: impl BufRead,
    root: &str,
    records: &[&str],
    limits: &Limits,
    each: &mut dyn FnMut(Element, u64) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(input);
    reader.config_mut().check_end_names = true;
    let mut buffer = Vec::new();
    // Elements that are open around the record.
    let mut around = 0_usize;
    // Elements that are open within the record, the record itself first.
    let mut open: Vec<Element> = Vec::new();
    let mut record_from = 0;
    let mut seen_root = false;
    loop {
        buffer.clear();
        let at = reader.buffer_position();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| broken(reader.buffer_position(), &error.to_string()))?;
        if !open.is_empty() {
            let length = reader.buffer_position().saturating_sub(record_from);
            if usize::try_from(length).unwrap_or(usize::MAX) > limits.record_bytes {
                return Err(Fault::new(
                    Place::Byte(record_from),
                    format!("the record is longer than {} bytes", limits.record_bytes),
                    "records of a sensible size",
                ));
            }
        }
        match event {
            Event::Start(ref start) | Event::Empty(ref start) => {
                let element = element(start, at)?;
                let ends = matches!(event, Event::Empty(_));
                if !open.is_empty() {
                    if open.len() >= DEPTH_MAX {
                        return Err(too_deep(at));
                    }
                    if ends {
                        adopt(&mut open, element);
                    } else {
                        open.push(element);
                    }
                    continue;
                }
                if around == 0 {
                    if seen_root {
                        return Err(broken(at, "there is something after the end"));
                    }
                    if element.name != root {
                        return Err(Fault::new(
                            Place::Byte(at),
                            format!("the file begins with `<{}>`", element.name),
                            format!("`<{root}>`"),
                        ));
                    }
                    seen_root = true;
                    each(element, at)?;
                    around = usize::from(!ends);
                } else if records.contains(&element.name.as_str()) {
                    if ends {
                        each(element, at)?;
                    } else {
                        record_from = at;
                        open.push(element);
                    }
                } else if !ends {
                    around += 1;
                    if around > DEPTH_MAX {
                        return Err(too_deep(at));
                    }
                }
            }
            Event::End(_) => match open.pop() {
                Some(element) if open.is_empty() => each(element, record_from)?,
                Some(element) => adopt(&mut open, element),
                None => around = around.saturating_sub(1),
            },
            Event::Text(ref text) => {
                let text = text
                    .decode()
                    .map_err(|error| broken(at, &error.to_string()))?;
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                } else if around == 0 && !text.trim().is_empty() {
                    return Err(broken(at, "there is text outside of the root element"));
                }
            }
            Event::CData(ref text) => {
                let text = text
                    .decode()
                    .map_err(|error| broken(at, &error.to_string()))?;
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Event::GeneralRef(ref reference) => {
                let text = resolve(reference, at)?;
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Event::DocType(_) => {
                return Err(Fault::new(
                    Place::Byte(at),
                    "the file declares a document type",
                    "a plain file without `<!DOCTYPE …>`, as the publishers write it",
                ));
            }
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => {
                if !seen_root {
                    return Err(Fault::whole("the file is empty", format!("`<{root}>`")));
                }
                if let Some(element) = open.first() {
                    return Err(Fault::new(
                        Place::Byte(at),
                        format!(
                            "the file ends within `<{}>`, which begins at byte {record_from}",
                            element.name
                        ),
                        format!(
                            "`</{}>`: the file was cut off, fetch it again",
                            element.name
                        ),
                    ));
                }
                if around > 0 {
                    return Err(Fault::new(
                        Place::Byte(at),
                        format!("the file ends before `</{root}>`"),
                        "the whole file: it was cut off, fetch it again",
                    ));
                }
                return Ok(());
            }
        }
    }
}

/// Puts an element that ended into the one around it.
fn adopt(open: &mut [Element], element: Element) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(element);
    }
}

fn element(start: &BytesStart<'_>, at: u64) -> Result<Element, Fault> {
    let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| broken(at, &error.to_string()))?;
        let key = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        let value = attribute
            .unescape_value()
            .map_err(|error| broken(at, &error.to_string()))?;
        attributes.push((key, value.into_owned()));
    }
    Ok(Element {
        name,
        attributes,
        ..Element::default()
    })
}

fn resolve(reference: &BytesRef<'_>, at: u64) -> Result<String, Fault> {
    if let Some(character) = reference
        .resolve_char_ref()
        .map_err(|error| broken(at, &error.to_string()))?
    {
        return Ok(character.to_string());
    }
    let name = reference
        .decode()
        .map_err(|error| broken(at, &error.to_string()))?;
    resolve_xml_entity(&name)
        .map(str::to_owned)
        .ok_or_else(|| broken(at, &format!("`&{name};` is not declared")))
}

fn broken(at: u64, what: &str) -> Fault {
    let problem = format!("is not well-formed XML: {what}");
    Fault::new(
        Place::Byte(at),
        problem,
        "the file as its publisher wrote it: fetch it again",
    )
}

fn too_deep(at: u64) -> Fault {
    Fault::new(
        Place::Byte(at),
        format!("elements lie in each other more than {DEPTH_MAX} deep"),
        "a list in one of the publishers' layouts",
    )
}
