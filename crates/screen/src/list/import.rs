//! Files to editions.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, Read};

use encoding_rs::Encoding;
use exeat_value::Day;

use super::error::{self, Fault, Place, ReadError};
use super::limits::{Counted, sha256};
use super::mapping::Mapping;
use super::read::{self, Gathered, OfacFamily, OfacPart};
use super::recognise::{self, HEAD, Layout};
use super::text::Transcoded;
use super::{Counts, Edition, Limits, ListEntry, ListSummary, SourceFile, dates, known};

/// A file to import: its name and what it holds.
pub struct Input<'a> {
    /// The name, without folders.
    pub name: String,
    /// What it holds.
    pub reader: Box<dyn Read + 'a>,
}

/// What the person who imports says about the files, and how much is read of them.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// The day of the import.
    pub today: Day,
    /// The day on which the edition was published; goes before what the file says.
    pub published: Option<Day>,
    /// The publication that the files are an edition of; goes before what the layout says.
    pub publication: Option<String>,
    /// What the edition is called; the day of publication if nothing is said.
    pub name: Option<String>,
    /// How much is read.
    pub limits: Limits,
}

impl ImportOptions {
    /// Nothing said but the day of the import.
    pub fn on(today: Day) -> Self {
        Self {
            today,
            published: None,
            publication: None,
            name: None,
            limits: Limits::default(),
        }
    }
}

/// An edition with its entries, as it came out of its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What it is.
    pub edition: Edition,
    /// Its entries, ordered by list and id.
    pub entries: Vec<ListEntry>,
    /// What is odd about its files and yet no reason to refuse them.
    pub notes: Vec<String>,
}

/// Reads files, each into an edition of its own, except that the files of OFAC's CSV family make
/// one edition together.
///
/// # Errors
/// The first file that cannot be read to its end: nothing is returned of any of them.
pub fn import(
    inputs: Vec<Input<'_>>,
    mappings: &[Mapping],
    options: &ImportOptions,
) -> Result<Vec<Imported>, ReadError> {
    let mut imported = Vec::new();
    let mut family: Vec<(OfacPart, Opened<'_, '_>)> = Vec::new();
    for input in inputs {
        let name = input.name.clone();
        let opened =
            Opened::new(input, mappings, &options.limits).map_err(|fault| fault.in_file(&name))?;
        match opened.layout {
            Layout::OfacCsv(part) => {
                if let Some((_, other)) = family.iter().find(|(other, _)| *other == part) {
                    let problem =
                        format!("it is the same part of OFAC's family as `{}`", other.name);
                    return Err(
                        Fault::whole(problem, "each family in a command of its own").in_file(&name)
                    );
                }
                family.push((part, opened));
            }
            _ => imported.push(single(opened, options).map_err(|fault| fault.in_file(&name))?),
        }
    }
    if !family.is_empty() {
        imported.push(of_family(family, options)?);
    }
    Ok(imported)
}

/// A file whose layout is known and of which nothing has been read yet.
struct Opened<'i, 'm> {
    name: String,
    layout: Layout<'m>,
    reader: io::Chain<Cursor<Vec<u8>>, Counted<Box<dyn Read + 'i>>>,
    /// What was read to know the layout has been counted already.
    encoding: Option<&'static Encoding>,
}

impl<'i, 'm> Opened<'i, 'm> {
    fn new(input: Input<'i>, mappings: &'m [Mapping], limits: &Limits) -> Result<Self, Fault> {
        let mut counted = Counted::new(input.reader, limits.file_bytes);
        let mut head = Vec::new();
        let length = u64::try_from(HEAD).unwrap_or(u64::MAX);
        (&mut counted)
            .take(length)
            .read_to_end(&mut head)
            .map_err(|error| error::input(Place::Whole, &error))?;
        let encoding = encoding(&head);
        let layout = match encoding {
            None => recognise::layout(&head, mappings),
            Some(encoding) => {
                let text = encoding.decode(&head).0.into_owned();
                recognise::layout(text.as_bytes(), mappings)
            }
        }?;
        Ok(Self {
            name: input.name,
            layout,
            reader: Cursor::new(head).chain(counted),
            encoding,
        })
    }

    /// Reads it with `each`, and says how long it was and what its SHA-256 is.
    fn read(
        mut self,
        each: impl FnOnce(&mut dyn io::BufRead) -> Result<(), Fault>,
    ) -> Result<SourceFile, Fault> {
        let layout = self.layout.to_string();
        match self.encoding {
            None => each(&mut BufReader::new(&mut self.reader))?,
            Some(encoding) => {
                each(&mut BufReader::new(Transcoded::new(
                    &mut self.reader,
                    encoding,
                )))?;
            }
        }
        let (_, counted) = self.reader.into_inner();
        let (bytes, sha256) = counted
            .finish()
            .map_err(|error| error::input(Place::Whole, &error))?;
        Ok(SourceFile {
            name: self.name,
            layout,
            sha256,
            bytes,
        })
    }
}

/// The encoding that a file says it is in, by the mark at its beginning or its XML declaration,
/// where that is not UTF-8.
fn encoding(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return (encoding != encoding_rs::UTF_8).then_some(encoding);
    }
    let declaration = head.get(..200.min(head.len()))?;
    let declaration = String::from_utf8_lossy(declaration);
    let declaration = declaration.strip_prefix("<?xml")?.split("?>").next()?;
    let label = declaration.split("encoding=").nth(1)?;
    let label = label.split(['"', '\'']).nth(1)?;
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != encoding_rs::UTF_8)
}

fn single(opened: Opened<'_, '_>, options: &ImportOptions) -> Result<Imported, Fault> {
    let limits = &options.limits;
    let layout = opened.layout;
    let mut out = Gathered::default();
    let mut publication = match layout {
        Layout::UsCslCsv | Layout::UsCslJson => known::US_CSL,
        Layout::EuXml | Layout::EuCsv => known::EU,
        Layout::UkXml | Layout::UkCsv => known::UK,
        Layout::UnXml => known::UN,
        Layout::Ftm => known::FTM,
        // These two are told by what is read.
        Layout::OfacXml | Layout::OfacCsv(_) => known::US_OFAC_SDN,
        Layout::Mapped(mapping) => mapping.publication(),
    };
    let source = opened.read(|input| match layout {
        Layout::UsCslCsv => read::us_csl_csv(input, limits, &mut out),
        Layout::UsCslJson => read::us_csl_json(input, limits, &mut out),
        Layout::OfacXml => read::ofac_xml(input, limits, &mut out).map(|found| publication = found),
        Layout::EuXml => read::eu_xml(input, limits, &mut out),
        Layout::EuCsv => read::eu_csv(input, limits, &mut out),
        Layout::UkXml => read::uk_xml(input, limits, &mut out),
        Layout::UkCsv => read::uk_csv(input, limits, &mut out),
        Layout::UnXml => read::un_xml(input, limits, &mut out),
        Layout::Ftm => read::ftm(input, limits, &mut out),
        Layout::Mapped(mapping) => super::mapping::read(mapping, input, limits, &mut out),
        // `import` gathers these into a family.
        Layout::OfacCsv(_) => Ok(()),
    })?;
    let mapping = match layout {
        Layout::Mapped(mapping) => Some(mapping),
        _ => None,
    };
    if out.entries.is_empty() {
        return Err(Fault::whole(
            "there is no entry in it",
            "a list with at least one party",
        ));
    }
    // A data set of entities is a publication of its own: another one must not take its place.
    let dataset = match (layout, out.entries.first()) {
        (Layout::Ftm, Some(first)) => {
            let one = out.entries.iter().all(|entry| entry.list == first.list);
            one.then(|| first.list.clone())
        }
        _ => None,
    };
    let publication = dataset.as_deref().unwrap_or(publication);
    edition(publication, mapping, vec![source], out, options)
}

fn of_family(
    mut family: Vec<(OfacPart, Opened<'_, '_>)>,
    options: &ImportOptions,
) -> Result<Imported, ReadError> {
    // The primary file has to be read first.
    family.sort_by_key(|(part, _)| *part);
    let mut parties = OfacFamily::default();
    let mut sources = Vec::new();
    let mut first = String::new();
    for (part, opened) in family {
        let name = opened.name.clone();
        if first.is_empty() {
            first.clone_from(&name);
        }
        let source = opened
            .read(|input| parties.read(part, input, &options.limits))
            .map_err(|fault| fault.in_file(&name))?;
        sources.push(source);
    }
    let mut out = Gathered::default();
    let publication = parties
        .finish(&mut out, &options.limits)
        .map_err(|fault| fault.in_file(&first))?;
    edition(publication, None, sources, out, options).map_err(|fault| fault.in_file(&first))
}

fn edition(
    publication: &str,
    mapping: Option<&Mapping>,
    sources: Vec<SourceFile>,
    out: Gathered,
    options: &ImportOptions,
) -> Result<Imported, Fault> {
    let mut notes = out.notes;
    let entries = in_order(out.entries);
    let published = options.published.or(out.published).or_else(|| {
        let found = sources.iter().find_map(|source| day_in_name(&source.name));
        if let Some(day) = found {
            notes.push(format!(
                "the file does not say when it was published; its name says {day}"
            ));
        }
        found
    });
    // A day that has not come would keep the list fresh until then, and every real edition out. One
    // day more is the date line.
    if let Some(day) = published
        && day > options.today.next()
    {
        return Err(Fault::whole(
            format!(
                "it would have been published on {day}, and today is {}",
                options.today
            ),
            "a day of publication that has come (`--published DATE` says another)",
        ));
    }
    let mut counts = Counts::default();
    let mut lists: BTreeMap<&str, Counts> = BTreeMap::new();
    for entry in &entries {
        counts.count(entry);
        lists.entry(&entry.list).or_default().count(entry);
    }
    let lists = lists
        .into_iter()
        .map(|(id, counts)| ListSummary {
            id: id.to_owned(),
            title: mapping
                .and_then(|mapping| mapping.titles.get(id).cloned())
                .unwrap_or_else(|| known::title(id)),
            counts,
        })
        .collect::<Vec<_>>();
    let known = known::PUBLICATIONS
        .iter()
        .find(|known| known.id == publication);
    let sha256 = match sources.as_slice() {
        [only] => only.sha256.clone(),
        several => {
            let hashes: String = several
                .iter()
                .map(|source| source.sha256.as_str())
                .collect();
            sha256(hashes.as_bytes())
        }
    };
    let said = mapping.and_then(|mapping| mapping.title.clone());
    let title = match (said, known, lists.as_slice()) {
        (Some(said), ..) => said,
        (None, Some(known), _) => known.title.to_owned(),
        (None, None, [only]) => only.title.clone(),
        (None, None, _) => publication.to_owned(),
    };
    let edition = Edition {
        publication: options
            .publication
            .clone()
            .unwrap_or_else(|| publication.to_owned()),
        title,
        publisher: mapping
            .map(|mapping| mapping.publisher.clone())
            .or_else(|| known.map(|known| known.publisher.to_owned()))
            .unwrap_or_else(|| "FollowTheMoney data set".to_owned()),
        name: options
            .name
            .clone()
            .unwrap_or_else(|| published.unwrap_or(options.today).to_string()),
        published,
        sha256,
        sources,
        lists,
        counts,
        entries_sha256: sha256_of(&entries),
        imported: options.today,
        confirmed: None,
    };
    Ok(Imported {
        edition,
        entries,
        notes,
    })
}

fn sha256_of(entries: &[ListEntry]) -> String {
    let mut text = String::new();
    for entry in entries {
        text.push_str(&entry_line(entry));
    }
    sha256(text.as_bytes())
}

/// An entry as it is kept: JSON in one line, with the line's end.
pub fn entry_line(entry: &ListEntry) -> String {
    // A structure of texts, lists and days is always JSON.
    let mut line = serde_json::to_string(entry).unwrap_or_default();
    line.push('\n');
    line
}

/// Reads the entries of an edition that is kept.
///
/// # Errors
/// They are not those that the edition was made of: with the line, or the hash that differs.
pub fn kept_entries(edition: &Edition, text: &str) -> Result<Vec<ListEntry>, ReadError> {
    let wrong = |place, problem: String| ReadError {
        file: edition.full_name(),
        place,
        problem,
        expected: "the entries that were imported: import the edition anew".to_owned(),
    };
    if sha256(text.as_bytes()) != edition.entries_sha256 {
        return Err(wrong(
            Place::Whole,
            "its entries have been changed since they were imported".to_owned(),
        ));
    }
    let mut line = 0;
    text.lines()
        .map(|text| {
            line += 1;
            serde_json::from_str(text)
                .map_err(|error| wrong(Place::Line(line), format!("is no entry: {error}")))
        })
        .collect()
}

/// Gives an id to every entry that has none, tells apart those with the same one, and puts them in
/// the order of lists and ids.
fn in_order(mut entries: Vec<ListEntry>) -> Vec<ListEntry> {
    for entry in &mut entries {
        if entry.id.is_empty() {
            // From what names it, so that it is the same in the next edition.
            let name = entry.names.first().map_or("", |name| name.text.as_str());
            let matter = format!("{}\n{name}\n{:?}", entry.list, entry.kind);
            let hash = sha256(matter.as_bytes());
            entry.id = format!("n-{}", hash.get(..12).unwrap_or(&hash));
        }
    }
    entries.sort_by(|a, b| (&a.list, &a.id).cmp(&(&b.list, &b.id)));
    let mut last: Option<(String, String)> = None;
    let mut times = 1;
    for entry in &mut entries {
        let this = (entry.list.clone(), entry.id.clone());
        if last.as_ref() == Some(&this) {
            times += 1;
            entry.id = format!("{}-{times}", entry.id);
        } else {
            times = 1;
            last = Some(this);
        }
    }
    entries.sort_by(|a, b| (&a.list, &a.id).cmp(&(&b.list, &b.id)));
    entries
}

/// A day in a file's name: `list_2026-07-31.csv`. Of a month only, its first day.
fn day_in_name(name: &str) -> Option<Day> {
    let found = |length: usize| {
        (0..name.len()).find_map(|at| {
            let text = name.get(at..at + length)?;
            let shape = text.bytes().enumerate().all(|(index, byte)| match index {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
            let text = if length == 10 {
                text.to_owned()
            } else {
                format!("{text}-01")
            };
            shape
                .then(|| dates::day(&text, dates::Order::DayFirst))
                .flatten()
        })
    };
    found(10).or_else(|| found(7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_names_of_files() {
        let day = |name: &str| day_in_name(name).map(|day| day.to_string());
        assert_eq!(day("list_2026-07-31.csv").as_deref(), Some("2026-07-31"));
        assert_eq!(day("sdn_2021-07_bench.csv").as_deref(), Some("2021-07-01"));
        assert_eq!(day("sdn.csv"), None);
        assert_eq!(day("数据-2026-07-31"), Some("2026-07-31".to_owned()));
    }
}
