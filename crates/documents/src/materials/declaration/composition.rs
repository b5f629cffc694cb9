//! What a product is made of: IPC-1752A, IPC-1752B and IEC 62474.
//!
//! The three share their shape – a product holds parts, parts hold materials, materials hold
//! substances – and differ in names, which are told apart by the place in which they stand. Layouts
//! were read from the schema of IEC 62474 (X8.21 of 31 August 2024) and, for IPC-1752, from
//! programs that read and write its files; docs/book/materials.md says what could not be read.

mod figures;
mod finish;

use exeat_value::{Day, Decimal};
use rustc_hash::FxHashMap;

use super::super::bill::{Part, Use};
use super::super::rollup::Range;
use super::numbers::{as_said, number};
use super::substances::Substance;
use super::xml::{self, Element, Elements};
use super::{COUNT_MAX, Declaration, DeclarationError, Form, Said};
use crate::materials::PARTS_MAX;

const IEC: &str = "http://std.iec.ch/iec62474";
const IPC_A: &str = "http://webstds.ipc.org/175x/2.0";

/// What an element is, by its name and the place in which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Root,
    /// Around products: the name of the standard in IPC-1752B.
    Wrapper,
    Response,
    Part(usize),
    Identity(usize),
    Country(usize),
    /// Around what is in a part.
    Inside(usize),
    Material(usize),
    /// Around the substances of a part or material.
    Category(usize),
    Substance(usize),
    SubstanceNumber(usize),
    /// Of no concern, with everything in it.
    Passed,
}

struct Reading {
    declaration: Declaration,
    stack: Vec<Kind>,
    places: FxHashMap<String, usize>,
    substances: Vec<Substance>,
    /// The countries in which each part is made.
    countries: FxHashMap<usize, Vec<String>>,
    unread: Vec<String>,
}

/// Reads a declaration.
pub(super) fn read(text: &str) -> Result<Declaration, DeclarationError> {
    let mut reading = Reading {
        declaration: Declaration::new(Form::Iec62474),
        stack: Vec::new(),
        places: FxHashMap::default(),
        substances: Vec::new(),
        countries: FxHashMap::default(),
        unread: Vec::new(),
    };
    xml::walk(text, &mut reading).map_err(|error| {
        if text.trim_start().get(..14).is_some_and(|head| {
            let head = head.to_ascii_lowercase();
            head.starts_with("<html") || head.starts_with("<!doctype html")
        }) {
            DeclarationError::new(
                "the file is a web page, and no declaration",
                "download the declaration itself",
            )
        } else {
            error
        }
    })?;
    Ok(reading.finish())
}

fn form_of(root: &Element) -> Result<Form, DeclarationError> {
    let namespace = root.namespace.as_str();
    match (root.name.as_str(), namespace) {
        ("Main", IEC) => Ok(Form::Iec62474),
        ("MainDeclaration", IPC_A) => Ok(Form::Ipc1752A),
        ("MainDeclaration", other) if other.contains("1752B") => Ok(Form::Ipc1752B),
        (name, other) if name.contains("1754") || other.contains("1754") => {
            Err(DeclarationError::new(
                format!(
                    "`<{name}>` of `{other}` is an IPC-1754 declaration, whose layout is not read"
                ),
                "ask the supplier for IPC-1752 or IEC 62474, or for a certificate in the form of docs/book/materials.md",
            ))
        }
        (name, other) => Err(DeclarationError::new(
            format!("`<{name}>` of the namespace `{other}` is no declaration that is known"),
            "known are IEC 62474 (`http://std.iec.ch/iec62474`) and IPC-1752 (`http://webstds.ipc.org/175x/…`)",
        )),
    }
}

impl Elements for Reading {
    fn begin(&mut self, element: Element) -> Result<(), DeclarationError> {
        let kind = match self.stack.last().copied() {
            None => {
                self.declaration.form = form_of(&element)?;
                let version = element
                    .attribute("schemaDatabaseVersion")
                    .or_else(|| element.attribute("version"));
                self.declaration.version = version.map(str::to_owned);
                Kind::Root
            }
            Some(parent) => self.within(parent, &element)?,
        };
        self.stack.push(kind);
        Ok(())
    }

    fn end(&mut self) {
        self.stack.pop();
    }
}

impl Reading {
    fn within(&mut self, parent: Kind, element: &Element) -> Result<Kind, DeclarationError> {
        let line = element.line;
        Ok(match (parent, element.name.as_str()) {
            (Kind::Passed, _) => Kind::Passed,
            (Kind::Root, "IPC-1752B" | "BusinessInfo") => Kind::Wrapper,
            (Kind::Root, "IPC-1754") => {
                return Err(DeclarationError::new(
                    format!(
                        "line {line}: this is an IPC-1754 declaration, whose layout is not read"
                    ),
                    "ask the supplier for IPC-1752 or IEC 62474",
                ));
            }
            (Kind::Root | Kind::Wrapper, "Response") => {
                if let Some(date) = element.attribute("date") {
                    self.date(date, line);
                }
                self.declaration.reference = element.attribute("docID").map(str::to_owned);
                Kind::Response
            }
            (Kind::Response, "SupplyCompany") => {
                self.declaration.issuer = element.attribute("name").map(str::to_owned);
                Kind::Passed
            }
            (Kind::Root | Kind::Wrapper, "Product") => Kind::Part(self.part(None, element)?),
            (Kind::Part(part) | Kind::Inside(part), "ProductPart" | "SubProduct") => {
                Kind::Part(self.part(Some(part), element)?)
            }
            (Kind::Part(part), "ProductID") => {
                if self.identity(part, element) {
                    Kind::Identity(part)
                } else {
                    // The part stands somewhere else already: it is one part, and its inside is
                    // listed there.
                    if let Some(place) = self.stack.last_mut() {
                        *place = Kind::Passed;
                    }
                    Kind::Passed
                }
            }
            (Kind::Part(part), "Composition" | "Compliance" | "MaterialInfo") => Kind::Inside(part),
            (Kind::Inside(part), "HomogeneousMaterialList") => Kind::Inside(part),
            (Kind::Part(part) | Kind::Inside(part), "Material" | "HomogeneousMaterial") => {
                Kind::Material(self.material(part, element)?)
            }
            (Kind::Identity(part) | Kind::Country(part), "CountryOfManufacture") => {
                Kind::Country(part)
            }
            (Kind::Country(part), "CountryInformation") => {
                if let Some(code) = element.attribute("countryCode") {
                    self.countries
                        .entry(part)
                        .or_default()
                        .push(code.to_ascii_uppercase());
                }
                Kind::Passed
            }
            (
                Kind::Part(holder) | Kind::Inside(holder) | Kind::Material(holder),
                "SubstanceCategoryList",
            ) => Kind::Category(holder),
            (Kind::Category(holder), "SubstanceCategory") => {
                // A category is declared itself where a threshold stands in it.
                Kind::Substance(self.substance(holder, element, true)?)
            }
            (Kind::Substance(category), "Substance") => {
                let holder = self.substances.get(category).map(|one| one.holder);
                Kind::Substance(self.substance(holder.unwrap_or_default(), element, false)?)
            }
            (
                Kind::Part(holder) | Kind::Inside(holder) | Kind::Material(holder),
                "Substance" | "DsDsg",
            ) => {
                let declarable = element.name == "DsDsg";
                Kind::Substance(self.substance(holder, element, declarable)?)
            }
            (Kind::Substance(at), "SubstanceID" | "DsDsgID") => {
                if let Some(number) = element.attribute("identity") {
                    self.numbered(at, number);
                }
                Kind::SubstanceNumber(at)
            }
            (Kind::SubstanceNumber(at), "EntryID") => {
                if let Some(number) = element.attribute("entryIdentity") {
                    self.numbered(at, number);
                }
                Kind::Passed
            }
            (Kind::Substance(at), "Threshold" | "ComplianceThreshold" | "CompositionThreshold") => {
                let above = [
                    "overThreshold",
                    "aboveComplianceThreshold",
                    "aboveThresholdLevel",
                ]
                .iter()
                .find_map(|name| element.attribute(name))
                .map(|text| text == "true" || text == "1");
                if let Some(one) = self.substances.get_mut(at) {
                    one.above = one.above.max(above);
                    one.threshold = element
                        .attribute("reportingThreshold")
                        .or_else(|| element.attribute("threshold"))
                        .map(str::to_owned);
                }
                Kind::Passed
            }
            (
                Kind::Identity(_) | Kind::Material(_) | Kind::Substance(_),
                "Mass" | "MassPercent" | "Amount" | "Concentration",
            ) => {
                self.figure(parent, element);
                Kind::Passed
            }
            (Kind::Part(_) | Kind::Inside(_) | Kind::Material(_), name) => {
                const KNOWN: [&str; 17] = [
                    "Attachment",
                    "Exemptions",
                    "ExemptionList",
                    "SafeUse",
                    "QueryList",
                    "ProductCircularity",
                    "MaterialCircularity",
                    "MaterialClassDeclaration",
                    "MaterialClassID",
                    "MaterialID",
                    "MaterialProperty",
                    "UseDescriptor",
                    "DeclarableSubstanceList",
                    "ManufacturingInfo",
                    "SubstanceCategoryListID",
                    "ProductCategory",
                    "Identifier",
                ];
                if !KNOWN.contains(&name) && self.unread.len() < 20 {
                    let name = name.to_owned();
                    if !self.unread.contains(&name) {
                        self.unread.push(name);
                    }
                }
                Kind::Passed
            }
            _ => Kind::Passed,
        })
    }

    fn date(&mut self, text: &str, line: u64) {
        match text.get(..10).and_then(|day| day.parse::<Day>().ok()) {
            Some(day) => self.declaration.date = Some(day),
            None => self
                .declaration
                .note(format!("line {line}: `{text}` is no day")),
        }
    }

    fn push(&mut self, part: Part) -> Result<usize, DeclarationError> {
        if self.declaration.bill.parts.len() >= PARTS_MAX {
            return Err(DeclarationError::new(
                format!(
                    "line {}: the declaration has more than {PARTS_MAX} parts",
                    part.row
                ),
                "ask for one declaration for each product",
            ));
        }
        self.declaration.bill.parts.push(part);
        Ok(self.declaration.bill.parts.len().saturating_sub(1))
    }

    fn part(
        &mut self,
        parent: Option<usize>,
        element: &Element,
    ) -> Result<usize, DeclarationError> {
        let index = self.push(Part {
            row: element.line,
            ..Part::default()
        })?;
        if let Some(parent) = parent {
            let written = element
                .attribute("numberOfUnits")
                .or_else(|| element.attribute("numberOfInstances"));
            let quantity = match written {
                None => Decimal::ONE,
                Some(text) => number(text)
                    .filter(|one| !one.is_negative())
                    .unwrap_or_else(|| {
                        self.declaration.fault(
                            element.line,
                            format!("line {}: `{text}` is no number of pieces", element.line),
                            "ask for the declaration again",
                        );
                        Decimal::ONE
                    }),
            };
            self.declaration.bill.uses.push(Use {
                parent,
                child: index,
                quantity,
                value_share: None,
                mass_share: None,
            });
        }
        Ok(index)
    }

    /// Names a part; whether it is a new one.
    fn identity(&mut self, part: usize, element: &Element) -> bool {
        let number = ["identifier", "itemNumber"]
            .iter()
            .find_map(|name| element.attribute(name));
        let name = ["name", "itemName"]
            .iter()
            .find_map(|name| element.attribute(name));
        let others: Vec<String> = ["requesterIdentifier", "requesterItemNumber"]
            .iter()
            .filter_map(|name| element.attribute(name))
            .map(str::to_owned)
            .collect();
        let is_product = !self
            .declaration
            .bill
            .uses
            .iter()
            .any(|one| one.child == part);
        let newest = part.saturating_add(1) == self.declaration.bill.parts.len();
        let Some(own) = self.declaration.bill.parts.get_mut(part) else {
            return true;
        };
        let id = number.or(name).unwrap_or_default().to_owned();
        if !own.id.is_empty() {
            // A declaration for a family: the first number stands for it, the others lead to it.
            if let Some((_, aliases)) = self
                .declaration
                .products
                .iter_mut()
                .find(|(known, _)| *known == own.id)
                && aliases.len() < 1_000
            {
                aliases.push(id);
            }
            return true;
        }
        if let Some(&first) = self.places.get(&id).filter(|_| newest && !id.is_empty()) {
            self.declaration.bill.parts.pop();
            for one in self.declaration.bill.uses.iter_mut().rev() {
                if one.child == part {
                    one.child = first;
                    break;
                }
            }
            return false;
        }
        self.places.entry(id.clone()).or_insert(part);
        own.id.clone_from(&id);
        own.name = name.unwrap_or(&id).to_owned();
        if is_product {
            self.declaration.products.push((id, others));
        }
        true
    }

    fn material(&mut self, part: usize, element: &Element) -> Result<usize, DeclarationError> {
        let name = element
            .attribute("name")
            .or_else(|| element.attribute("materialGroupName"))
            .unwrap_or("material")
            .to_owned();
        let index = self.push(Part {
            name,
            row: element.line,
            ..Part::default()
        })?;
        self.declaration.bill.uses.push(Use {
            parent: part,
            child: index,
            quantity: Decimal::ONE,
            value_share: None,
            mass_share: None,
        });
        Ok(index)
    }

    fn substance(
        &mut self,
        holder: usize,
        element: &Element,
        declarable: bool,
    ) -> Result<usize, DeclarationError> {
        if self.substances.len() >= COUNT_MAX {
            return Err(DeclarationError::new(
                format!(
                    "line {}: the declaration has more than {COUNT_MAX} substances",
                    element.line
                ),
                "ask for one declaration for each product",
            ));
        }
        self.substances.push(Substance {
            holder,
            name: element.attribute("name").unwrap_or_default().to_owned(),
            number: None,
            mass: None,
            share: None,
            above: None,
            threshold: None,
            declarable,
            line: element.line,
        });
        Ok(self.substances.len().saturating_sub(1))
    }

    fn numbered(&mut self, at: usize, number: &str) {
        if let Some(one) = self.substances.get_mut(at)
            && one.number.is_none()
        {
            one.number = Some(number.to_owned());
        }
    }
}

/// The share of a substance in what holds it, as a statement would say it.
pub(super) fn said(share: &Range) -> (String, Said) {
    let said = as_said(share);
    let words = match &said {
        Said::Is(one) => one.clone(),
        Said::Between(low, high) => format!("between {low} and {high}"),
    };
    (words, said)
}
