//! Declarations of suppliers and laboratories, as statements and parts of a case.

use std::path::Path;

use exeat_documents::materials::{self, Declaration, Said, read_declaration};
use exeat_evidence::case::{Capture, Claim, ClaimedValue, Does, Source, SourceKind, Statement};

use super::folder::Folder;
use super::request::file_name;
use crate::failure::Failure;
use crate::files;

/// A declaration that counts in a case.
pub(crate) struct Declared {
    /// The file, as the case names it.
    pub(crate) file: String,
    pub(crate) read: Declaration,
    /// Who issued it.
    pub(crate) issuer: String,
    /// The items of the case that it is about.
    items: Vec<String>,
}

impl Declared {
    /// Whether it is about an item.
    pub(crate) fn is_about(&self, item: &str) -> bool {
        self.items.iter().any(|own| own == item)
    }
}

/// Reads a declaration, or says what is wrong with it.
pub(crate) fn read_file(path: &Path) -> Result<Declaration, Failure> {
    let read = read_declaration(&files::read_bytes(path)?).map_err(|error| {
        Failure::wrong(format!("`{}`: {}", path.display(), error.message)).with_help(error.mend)
    })?;
    if let Some(first) = read.faults.first() {
        let all: Vec<String> = read
            .faults
            .iter()
            .take(20)
            .map(|fault| fault.message.clone())
            .collect();
        return Err(Failure::wrong(format!(
            "`{}` cannot be used\n  {}",
            path.display(),
            all.join("\n  ")
        ))
        .with_help(&first.mend));
    }
    Ok(read)
}

/// Gives the product of a declaration the name of the item that it is, with everything in it.
fn rename(read: &mut Declaration, from: &str, to: &str) {
    let renamed = |id: &str| -> Option<String> {
        if id == from {
            return Some(to.to_owned());
        }
        let rest = id.strip_prefix(from)?.strip_prefix('/')?;
        Some(format!("{to}/{rest}"))
    };
    for part in &mut read.bill.parts {
        if let Some(id) = renamed(&part.id) {
            part.id = id;
        }
    }
    for one in &mut read.statements {
        if let Some(id) = one.item.as_deref().and_then(renamed) {
            one.item = Some(id);
        }
    }
}

impl Folder {
    /// Adds what declarations say: parts to the graph, and everything else as statements.
    pub(super) fn add_declarations(&mut self) -> Result<(), Failure> {
        for named in self.file.declarations.clone() {
            let path = self.path.join(&named.file);
            let wrong = |message: String| Failure::wrong(format!("`{}` {message}", path.display()));
            let mut read = read_file(&path)?;
            let sum = exeat_evidence::sha256(&files::read_bytes(&path)?);
            if named.sha256.as_ref().is_some_and(|wanted| *wanted != sum) {
                return Err(wrong(
                    "is not the file that the case names: its SHA-256 differs".to_owned(),
                )
                .with_help("find out which one counts, and write its `sha256`"));
            }
            let at = match &named.transaction {
                Some(name) => self.transactions.iter().position(|(own, _)| own == name),
                None => (!self.transactions.is_empty()).then_some(0),
            };
            let Some((transaction, case)) = at.and_then(|at| self.transactions.get_mut(at)) else {
                return Err(wrong("belongs to no transaction".to_owned())
                    .with_help("name one: `transactions = [\"…\"]`"));
            };
            let is_item = |name: &str| case.items.iter().any(|item| item.id == name);
            let known = |(id, others): &(String, Vec<String>)| {
                std::iter::once(id)
                    .chain(others)
                    .find(|name| is_item(name))
                    .cloned()
            };
            if let Some(item) = &named.item
                && !is_item(item)
            {
                return Err(wrong(format!(
                    "is said to be about `{item}`, which is no item of `{transaction}`"
                ))
                .with_help("write the item as the transaction names it"));
            }
            let products = read.products.clone();
            let mut items: Vec<String> = Vec::new();
            match (&named.item, products.as_slice()) {
                (Some(item), [(product, _)]) => {
                    rename(&mut read, product, item);
                    items.push(item.clone());
                }
                (item, products) => {
                    for product in products {
                        match known(product) {
                            Some(own) => {
                                rename(&mut read, &product.0, &own);
                                items.push(own);
                            }
                            None => {
                                return Err(wrong(format!(
                                    "is about `{}`, which is no item of `{transaction}`",
                                    product.0
                                ))
                                .with_help(
                                    "say which item it is: `item = \"…\"` below `[[declaration]]`",
                                ));
                            }
                        }
                    }
                    items.extend(item.clone().filter(|_| products.is_empty()));
                }
            }
            if !read.bill.parts.is_empty() {
                let rolled = materials::rollup(&read.bill);
                let faults = match rolled.faults.as_slice() {
                    [] => materials::into_case(&read.bill, &rolled, case)
                        .err()
                        .unwrap_or_default(),
                    faults => faults.to_vec(),
                };
                if let Some(first) = faults.first() {
                    return Err(wrong(format!(
                        "cannot be used: line {}: {}",
                        first.row, first.message
                    ))
                    .with_help(&first.mend));
                }
                if let Err(error) = case.validate() {
                    return Err(wrong(format!("does not fit into `{transaction}`: {error}")));
                }
            }
            let issuer = named
                .supplier
                .clone()
                .or_else(|| read.issuer.clone())
                .unwrap_or_else(|| "an issuer who is not named".to_owned());
            let stem = path
                .file_stem()
                .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            let mut source = format!("declaration-{}", file_name(&stem));
            while self.file.sources.contains_key(&source) {
                source.push('+');
            }
            self.file.sources.insert(
                source.clone(),
                Source {
                    outlet: format!("{issuer}, {}", read.form.name()),
                    kind: if read.form.is_of_laboratory() {
                        SourceKind::Laboratory
                    } else {
                        SourceKind::Supplier
                    },
                    date: read.date,
                    title: read.reference.clone(),
                    url: None,
                    origin: None,
                    derived_from: Vec::new(),
                    reliability: named.reliability,
                    capture: Some(Capture {
                        file: Some(named.file.clone()),
                        sha256: sum,
                        on: None,
                    }),
                },
            );
            for (number, one) in (1_u32..).zip(&read.statements) {
                let item = one.item.clone().or_else(|| named.item.clone());
                if let Some(own) = &item
                    && !items.contains(own)
                    && case.items.iter().any(|known| known.id == *own)
                {
                    items.push(own.clone());
                }
                let fact = match (&one.fact, &item) {
                    (Some(fact), Some(item)) if case.items.iter().any(|own| own.id == *item) => {
                        Some(format!("items.{item}.{fact}"))
                    }
                    (Some(_), Some(item)) => {
                        return Err(wrong(format!(
                            "speaks of `{item}`, which is no item of `{transaction}`"
                        ))
                        .with_help("say which item it is: `item = \"…\"`"));
                    }
                    (Some(fact), None) => {
                        return Err(wrong(format!("does not say of which item `{fact}` is"))
                            .with_help("say it: `item = \"…\"` below `[[declaration]]`"));
                    }
                    (None, _) => None,
                };
                let (is, between) = match one.value.as_ref().filter(|_| fact.is_some()) {
                    Some(Said::Is(value)) => (Some(ClaimedValue::Text(value.clone())), None),
                    Some(Said::Between(low, high)) => (None, Some([low.clone(), high.clone()])),
                    None => (None, None),
                };
                self.file.claims.insert(
                    format!("{source}-{number}"),
                    Claim {
                        says: one.says.clone(),
                        subject: item,
                        predicate: Some(one.predicate.clone()),
                        object: Some(one.object.clone()),
                        transaction: Some(transaction.clone()),
                        fact,
                        is,
                        between,
                        statements: vec![Statement {
                            source: source.clone(),
                            does: Does::Asserts,
                            speaker: None,
                            capacity: None,
                            on: read.date,
                            expires: one.expires,
                            credibility: Default::default(),
                            span: None,
                            note: Some(format!("line {} of {}", one.place, named.file)),
                        }],
                        ..Claim::default()
                    },
                );
            }
            self.declared.push(Declared {
                file: named.file.clone(),
                read,
                issuer,
                items,
            });
        }
        Ok(())
    }
}
