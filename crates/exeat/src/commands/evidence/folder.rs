//! The folder of a case: the case file, the transactions, the bill and the captured texts.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use exeat_documents::DocumentCode;
use exeat_documents::materials::{self, Bill, Mapping};
use exeat_evidence::case::{self, CaseFile};
use exeat_facts::Case;

use super::declared::Declared;
use crate::console::Console;
use crate::documents;
use crate::failure::Failure;
use crate::files;

/// A case as it lies in its folder.
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    /// The case file itself.
    pub(crate) file_path: PathBuf,
    pub(crate) file: CaseFile,
    /// The documents with their names; parts of the bill are in the first.
    pub(crate) transactions: Vec<(String, Case)>,
    pub(crate) bill: Option<Bill>,
    /// What suppliers and laboratories declare, as it counts.
    pub(crate) declared: Vec<Declared>,
}

impl Folder {
    /// Reads a case from its folder, or from the case file in it.
    pub(crate) fn read(place: &Path, console: &Console) -> Result<Self, Failure> {
        let (path, file_path) = if place.is_dir() {
            let toml = place.join("case.toml");
            let file = if toml.is_file() {
                toml
            } else {
                place.join("case.json")
            };
            (place.to_owned(), file)
        } else {
            (
                place.parent().map_or_else(PathBuf::new, Path::to_owned),
                place.to_owned(),
            )
        };
        if !file_path.is_file() {
            return Err(
                Failure::wrong(format!("`{}` holds no case file", place.display()))
                    .with_help("write `case.toml` there; docs/book/evidence.md shows its form"),
            );
        }
        let text = files::read_text(&file_path)?;
        let json = file_path.extension().is_some_and(|ending| ending == "json");
        let file = case::read(&text, json).map_err(|error| {
            Failure::wrong(format!("`{}`: {}", file_path.display(), error.message))
                .with_help(error.mend)
        })?;
        let mut transactions = Vec::new();
        for name in &file.transactions {
            // Items of the bill stand in no line of the document.
            let passed: &[DocumentCode] = if file.bill.is_some() || !file.declarations.is_empty() {
                &[DocumentCode::UNUSED]
            } else {
                &[]
            };
            let document = documents::read_but(&path.join(name), console, passed)?;
            transactions.push((name.clone(), document.case));
        }
        let mut folder = Self {
            path,
            file_path,
            file,
            transactions,
            bill: None,
            declared: Vec::new(),
        };
        folder.add_bill()?;
        folder.add_declarations()?;
        Ok(folder)
    }

    fn add_bill(&mut self) -> Result<(), Failure> {
        let Some(named) = &self.file.bill else {
            return Ok(());
        };
        let mapping_path = self.path.join(&named.mapping);
        let mapping = Mapping::parse(&files::read_text(&mapping_path)?)
            .map_err(|error| Failure::wrong(format!("`{}`: {error}", mapping_path.display())))?;
        let bill_path = self.path.join(&named.file);
        let bytes = files::read_bytes(&bill_path)?;
        let workbook = bill_path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        let read = if workbook {
            materials::read_xlsx(Cursor::new(bytes), &mapping)
        } else {
            materials::read_csv(Cursor::new(bytes), &mapping)
        };
        let bill = read.map_err(|error| {
            Failure::wrong(format!("`{}`: {}", bill_path.display(), error.message))
                .with_help(error.mend)
        })?;
        let rolled = materials::rollup(&bill);
        let mut faults: Vec<_> = bill.faults.iter().chain(&rolled.faults).cloned().collect();
        if let (true, Some((_, case))) = (faults.is_empty(), self.transactions.first_mut())
            && let Err(more) = materials::into_case(&bill, &rolled, case)
        {
            faults = more;
        }
        if let Some(first) = faults.first() {
            let all: Vec<String> = faults
                .iter()
                .take(20)
                .map(|fault| format!("row {}: {}", fault.row, fault.message))
                .collect();
            return Err(Failure::wrong(format!(
                "`{}` cannot be used\n  {}",
                bill_path.display(),
                all.join("\n  ")
            ))
            .with_help(&first.mend));
        }
        if let Some((name, case)) = self.transactions.first()
            && let Err(error) = case.validate()
        {
            return Err(Failure::wrong(format!(
                "`{name}` with `{}`: {error}",
                bill_path.display()
            )));
        }
        self.bill = Some(bill);
        Ok(())
    }

    /// Who supplies an item, by the case file or the bill.
    pub(crate) fn supplier_of(&self, item: &str) -> Option<String> {
        let named = self
            .file
            .suppliers
            .values()
            .find(|one| one.items.iter().any(|own| own == item))
            .map(|one| one.name.clone());
        let in_bill = || {
            let bill = self.bill.as_ref()?;
            bill.parts
                .iter()
                .find(|part| part.id == item)?
                .supplier
                .clone()
        };
        // Whoever declares a thing that is sold can be asked about it; a laboratory cannot.
        let declared = || {
            self.declared
                .iter()
                .find(|one| one.is_about(item) && !one.read.form.is_of_laboratory())
                .map(|one| one.issuer.clone())
        };
        named.or_else(in_bill).or_else(declared)
    }
}

/// The texts in a folder with the SHA-256 of each.
pub(crate) fn texts(place: &Path) -> Result<Vec<(PathBuf, String)>, Failure> {
    let listed = fs::read_dir(place).map_err(|error| Failure::file("read", place, &error))?;
    let mut paths: Vec<PathBuf> = listed
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            Ok((
                path.clone(),
                exeat_evidence::sha256(&files::read_bytes(&path)?),
            ))
        })
        .collect()
}
