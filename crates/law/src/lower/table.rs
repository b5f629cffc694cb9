//! Tables: typed keys and columns over a CSV file beside the rulebook.

use std::collections::BTreeMap;
use std::rc::Rc;

use exeat_facts::{Code as FactCode, Type, Value};
use exeat_syntax::ast::words::Otherwise;
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, SyntaxNode, nearest};
use exeat_value::Unit;

use super::fields::split;
use super::resolve::Lowering;
use super::words::{children, range_of, written};
use crate::model::Table;

/// A key or column: its name, its type if that could be read, and the unit of bare numbers in it.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) ty: Option<Type>,
    pub(super) unit: Option<Unit>,
}

/// What a table holds.
#[derive(Debug, Clone)]
pub(super) struct TableContent {
    pub(super) keys: Vec<Field>,
    pub(super) columns: Vec<Field>,
    /// For each key the cells, in order of the columns; none where the table is silent.
    pub(super) rows: BTreeMap<Vec<FactCode>, Vec<Option<Value>>>,
    /// What it says of keys that it does not hold.
    pub(super) otherwise: Otherwise,
}

impl Lowering {
    /// A table and the file that it stands in.
    pub(super) fn table(&mut self, node: &ast::Table) {
        // Tables that belong to nobody's law were left out by the first pass.
        let (Some(name), Some(jurisdiction)) = (node.name(), self.here.home.jurisdiction) else {
            return;
        };
        let syntax = node.syntax();
        let cites = self.cites(syntax);
        let keys: Vec<Field> = children::<ast::KeyField>(syntax)
            .filter_map(|field| self.key(field.name()?, field.value_type()))
            .collect();
        let columns: Vec<Field> = children::<ast::ColumnField>(syntax)
            .filter_map(|field| self.field(field.name()?, field.value_type()))
            .collect();
        self.distinct_fields(syntax);
        // Without an answer for other keys, which has been reported, the table is silent about them.
        let otherwise = node
            .otherwise_field()
            .and_then(|field| field.value())
            .unwrap_or(Otherwise::Unknown);
        if otherwise != Otherwise::Unknown {
            self.otherwise_fits(node, &columns);
        }
        let file = node.file().and_then(|quoted| self.table_file(&quoted));
        let mut content = TableContent {
            keys,
            columns,
            rows: BTreeMap::new(),
            otherwise,
        };
        if let Some(file) = file {
            let law_file = std::mem::replace(&mut self.here.file, file);
            self.read_rows(file, &mut content);
            self.here.file = law_file;
        }
        self.tables.push(Rc::new(content));
        let table = Table {
            name: written(&name),
            title: self.title(syntax),
            instrument: self.here.home.instrument,
            jurisdiction,
            file,
            verified_through: self.verified(syntax),
            confidence: self.confidence(syntax),
            cites,
            sources: self.sources(syntax),
            notes: self.notes(syntax),
            place: self.place(syntax),
        };
        self.rulebook.tables.push(table);
    }

    /// A key, which must be of a code list: what is looked up is a fact, and only codes can be listed in a table.
    fn key(&mut self, name: ast::Name, ty: Option<ast::Type>) -> Option<Field> {
        let range = ty.as_ref().map(|ty| range_of(ty.syntax()));
        let mut field = self.field(name, ty)?;
        if let (Some(ty), Some(range)) = (field.ty, range)
            && !matches!(ty, Type::Code(_))
        {
            let words = self.vocabulary().type_in_words(ty);
            self.report(
                Diagnostic::new(
                    Code::TYPE_MISMATCH,
                    range,
                    format!("`{}` takes {words}, and a key takes a code", field.name),
                )
                .with_help("write the code list of the key, such as `code country`"),
            );
            field.ty = None;
        }
        Some(field)
    }

    fn field(&mut self, name: ast::Name, ty: Option<ast::Type>) -> Option<Field> {
        let mut unit = None;
        let ty = ty.and_then(|ty| self.field_type(&ty, &mut unit));
        Some(Field {
            name: written(&name),
            ty,
            unit,
        })
    }

    fn field_type(&mut self, ty: &ast::Type, unit: &mut Option<Unit>) -> Option<Type> {
        Some(match ty {
            ast::Type::YesNoType(_) => Type::YesNo,
            ast::Type::DateType(_) => Type::Date,
            ast::Type::TextType(_) => Type::Text,
            ast::Type::MoneyType(_) => Type::Money,
            ast::Type::ShareType(_) => Type::Share,
            ast::Type::CodeType(one) => Type::Code(self.code_list(&one.list()?)?),
            ast::Type::SetType(one) => Type::Set(self.code_list(&one.list()?)?),
            ast::Type::QuantityType(one) => {
                let written = one.unit()?;
                match Unit::parse(&written.text()) {
                    Ok(known) => {
                        *unit = Some(known);
                        Type::Quantity(known.dimension())
                    }
                    Err(error) => {
                        let (message, help) = split(&error.to_string());
                        let range = range_of(written.syntax());
                        self.report(
                            Diagnostic::new(Code::UNKNOWN_UNIT, range, message)
                                .with_help(help.unwrap_or_default()),
                        );
                        return None;
                    }
                }
            }
        })
    }

    fn code_list(&mut self, named: &ast::NameRef) -> Option<exeat_facts::CodeListId> {
        let text = named.text();
        if let Some((id, _)) = self.vocabulary().find_code_list(&text) {
            return Some(id);
        }
        let names: Vec<&str> = self
            .vocabulary()
            .code_lists()
            .iter()
            .map(|list| list.name())
            .collect();
        let help = match nearest(&text, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the code lists are {}", names.join(", ")),
        };
        self.report(
            Diagnostic::new(
                Code::UNKNOWN_CODE_LIST,
                range_of(named.syntax()),
                format!("no code list is called `{text}`"),
            )
            .with_help(help),
        );
        None
    }

    /// Refuses two keys or columns of one name.
    fn distinct_fields(&mut self, node: &SyntaxNode) {
        let keys = children::<ast::KeyField>(node).filter_map(|field| field.name());
        let columns = children::<ast::ColumnField>(node).filter_map(|field| field.name());
        let mut seen: Vec<ast::Name> = Vec::new();
        for name in keys.chain(columns) {
            match seen.iter().find(|known| written(*known) == written(&name)) {
                Some(first) => {
                    let range = range_of(first.syntax());
                    self.report(
                        Diagnostic::new(
                            Code::REPEATED_NAME,
                            range_of(name.syntax()),
                            format!(
                                "`{}` is a key or column of this table already",
                                written(&name)
                            ),
                        )
                        .with_label(range, "declared first")
                        .with_help("give each key and column a name of its own"),
                    );
                }
                None => seen.push(name),
            }
        }
    }

    /// `otherwise yes` and `otherwise no` are answers of yes/no columns alone.
    fn otherwise_fits(&mut self, node: &ast::Table, columns: &[Field]) {
        let Some(field) = node.otherwise_field() else {
            return;
        };
        let other = columns
            .iter()
            .find(|column| column.ty.is_some_and(|ty| ty != Type::YesNo));
        let Some(other) = other else { return };
        let message = format!("the column `{}` takes neither yes nor no", other.name);
        self.report(
            Diagnostic::new(Code::TYPE_MISMATCH, range_of(field.syntax()), message)
                .with_help("write `otherwise unknown`"),
        );
    }

    /// The file that a table names, beside its rulebook.
    pub(super) fn table_file(&mut self, quoted: &ast::Quoted) -> Option<usize> {
        let name = quoted.value();
        let files = &self.rulebook.files;
        let own = files
            .get(self.here.file)
            .map_or("", |file| file.path.as_str());
        let path = match own.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{name}"),
            None => name.clone(),
        };
        if let Some(index) = files.iter().position(|file| file.path == path) {
            return Some(index);
        }
        let tables = files.iter().filter(|file| file.path.ends_with(".csv"));
        let near = nearest(&path, tables.map(|file| file.path.as_str()));
        let help = match near {
            Some(near) => format!("there is `{near}`"),
            None => format!("put the table into `{path}`"),
        };
        self.report(
            Diagnostic::new(
                Code::TABLE_CONTENT,
                range_of(quoted.syntax()),
                format!("there is no file `{name}` beside this rulebook"),
            )
            .with_help(help),
        );
        None
    }
}
