//! Answers of an interview into a document, in place: what else stands there, comments
//! included, stays as it is.

mod json;
mod toml;

use exeat_facts::{Case, Fact, Role, Scope, Type, Value, Vocabulary};
use exeat_value::{Dimension, UnknownReason};
use thiserror::Error;

use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::read::{self, Step};
use crate::write::{Written, written_fact};
use crate::{Format, parse};

/// Why an answer was not written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AnswerError {
    /// The document itself has errors; mend them first.
    #[error("the document has errors; mend them before answers are written into it")]
    Document(Vec<DocumentDiagnostic>),
    /// The path names no fact of this document.
    #[error("{0}")]
    Path(String),
    /// The answer is no value of the fact. The places are in the answer.
    #[error("the answer is not one that the fact can take")]
    Value(Vec<DocumentDiagnostic>),
}

/// Writes the answer to a question into a document, and gives back the whole text.
///
/// `path` is as rulebooks and reports write it: `shipment.destination`,
/// `end-user.military-user`, `item.content.Th` for the item of `line`,
/// `items.NAME.origin` for any item by name, and `items.NAME.components.2.value-share`
/// for the second component of one. `answer` is a value as documents write it without
/// quotes (`yes`, `DE`, `1.2 %`, `Nd, Pr`), a range (`between 99 % and 99.9 %`), or
/// `unknown`, `not-answerable` or `withheld`.
///
/// ```
/// use exeat_documents::{Format, set_answer};
///
/// let text = "[items.sand]\nform = \"ore-or-concentrate\" # as the mine says\n\n[[line]]\nitem = \"sand\"\n";
/// let answered = set_answer(text, Format::Toml, "item.content.Th", Some(1), "0.4 %")?;
/// assert_eq!(
///     answered,
///     "[items.sand]\nform = \"ore-or-concentrate\" # as the mine says\ncontent.Th = \"0.4 %\"\n\n[[line]]\nitem = \"sand\"\n",
/// );
/// # Ok::<(), exeat_documents::AnswerError>(())
/// ```
///
/// # Errors
///
/// When the document has errors, the path names nothing in it, or the answer is no value
/// of the fact. The document is then as it was.
pub fn set_answer(
    text: &str,
    format: Format,
    path: &str,
    line: Option<u32>,
    answer: &str,
) -> Result<String, AnswerError> {
    let root = parse(text, format).map_err(AnswerError::Document)?;
    let reading = read::case(&root);
    let Some(case) = reading.case else {
        return Err(AnswerError::Document(reading.diagnostics));
    };
    let target = Target::find(path, line, &case, &reading.item_places)?;
    let fact = fact_of(answer, target.ty, path).map_err(AnswerError::Value)?;
    let written = written_fact(&fact, &case, Vocabulary::standard())
        .unwrap_or_else(|| Written::Text(read::UNKNOWN.to_owned()));
    let answered = match format {
        Format::Toml => toml::write(text, &target, &written),
        Format::Json => json::write(text, &root, &target, &written),
    };
    let answered = answered.ok_or_else(|| {
        AnswerError::Path(format!(
            "{} could not be written into the document",
            quoted(path)
        ))
    })?;
    // Whatever an editor does to the text, it must still say the same, and this besides.
    let again = crate::read(&answered, format);
    if again.case.is_none() {
        return Err(AnswerError::Document(again.diagnostics));
    }
    Ok(answered)
}

/// Where an answer goes.
struct Target {
    /// The way to the table that holds the field.
    place: Vec<Step>,
    /// The fields below it: one, or `content` and an element.
    fields: Vec<String>,
    ty: Type,
    /// The role of a party that is not there yet.
    new_party: Option<Role>,
}

impl Target {
    fn find(
        path: &str,
        line: Option<u32>,
        case: &Case,
        places: &[Vec<Step>],
    ) -> Result<Self, AnswerError> {
        let unknown = || AnswerError::Path(format!("{} names no fact", quoted(path)));
        let (subject, rest) = path.split_once('.').ok_or_else(unknown)?;
        let section = |scope: Scope| {
            let place = vec![Step::Key(subject.to_owned())];
            Self::fact(scope, place, rest).ok_or_else(unknown)
        };
        match subject {
            "shipment" => section(Scope::Shipment),
            "end-use" => section(Scope::EndUse),
            "item" => {
                let found = match line {
                    Some(number) => case.lines.iter().find(|line| line.number == number),
                    None => case.lines.first(),
                };
                let line = found.ok_or_else(|| {
                    let which = line.map_or_else(String::new, |number| format!(" {number}"));
                    AnswerError::Path(format!("the document has no line{which}"))
                })?;
                let place = places.get(line.item.0).cloned().ok_or_else(unknown)?;
                Self::fact(Scope::Item, place, rest).ok_or_else(unknown)
            }
            "items" => {
                // A name may hold dots, so the longest name that fits is meant.
                let found = case
                    .items
                    .iter()
                    .zip(places)
                    .filter_map(|(item, place)| {
                        let rest = rest.strip_prefix(item.id.as_str())?.strip_prefix('.')?;
                        Some((item, place, rest))
                    })
                    .max_by_key(|(item, _, _)| item.id.len());
                let (item, place, rest) = found.ok_or_else(|| {
                    AnswerError::Path(format!("{} names no item of the document", quoted(path)))
                })?;
                match rest.strip_prefix("components.") {
                    Some(rest) => Self::component(item.components.len(), place, rest),
                    None => Self::fact(Scope::Item, place.clone(), rest),
                }
                .ok_or_else(unknown)
            }
            role => {
                let role: Role = role.parse().map_err(|_| unknown())?;
                let index = case.parties.iter().position(|party| party.has(role));
                let mut place = vec![Step::Key("party".to_owned())];
                place.extend(index.map(Step::Index));
                let mut target = Self::fact(Scope::Party, place, rest).ok_or_else(unknown)?;
                target.new_party = index.is_none().then_some(role);
                Ok(target)
            }
        }
    }

    fn fact(scope: Scope, place: Vec<Step>, path: &str) -> Option<Self> {
        let vocabulary = Vocabulary::standard();
        let ty = vocabulary.get(vocabulary.find(scope, path)?).ty;
        let fields = match path.split_once('.') {
            Some((table, field)) => vec![table.to_owned(), field.to_owned()],
            None => vec![path.to_owned()],
        };
        Some(Self {
            place,
            fields,
            ty,
            new_party: None,
        })
    }

    /// `2.value-share`: a fact of the second of `count` components.
    fn component(count: usize, item: &[Step], path: &str) -> Option<Self> {
        let (number, field) = path.split_once('.')?;
        let index = number.parse::<usize>().ok()?.checked_sub(1)?;
        let ty = match field {
            "value" => Type::Money,
            "value-share" | "mass-share" => Type::Share,
            "mass" => Type::Quantity(Dimension::Mass),
            _ => return None,
        };
        let mut place = item.to_vec();
        place.extend([Step::Key("components".to_owned()), Step::Index(index)]);
        (index < count).then(|| Self {
            place,
            fields: vec![field.to_owned()],
            ty,
            new_party: None,
        })
    }
}

/// What an answer says: a value, a range, or why there is none.
fn fact_of(answer: &str, ty: Type, path: &str) -> Result<Fact, Vec<DocumentDiagnostic>> {
    let vocabulary = Vocabulary::standard();
    let trimmed = answer.trim();
    if trimmed == read::UNKNOWN {
        return Ok(Fact::Unknown(UnknownReason::NotAsked));
    }
    if let Ok(reason) = trimmed.parse() {
        return Ok(Fact::Unknown(reason));
    }
    let value = |text: &str| read::value_of_text(text, ty, path, vocabulary);
    let range = trimmed
        .strip_prefix("between ")
        .and_then(|bounds| bounds.split_once(" and "));
    if let Some((low, high)) = range
        && ty.has_order()
    {
        let (low, high): (Value, Value) = (value(low)?, value(high)?);
        // The lower first, whichever way round it was said.
        let (low, high) = if low.compare(&high).is_some_and(std::cmp::Ordering::is_gt) {
            (high, low)
        } else {
            (low, high)
        };
        return Ok(Fact::Between {
            low,
            high,
            evidence: Vec::new(),
        });
    }
    Ok(Fact::known(value(answer)?))
}
