//! Looking into a table: what it says becomes a set of codes, for which the answer is yes, and another, for which
//! the table is silent.

use std::collections::{BTreeMap, BTreeSet};

use exeat_facts::{Code as FactCode, CodeListId, FactId, Type, Value};
use exeat_syntax::ast::words::Otherwise;
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, nearest};
use exeat_value::Truth;

use super::comparison::Tested;
use super::condition::unlabelled;
use super::names::Kind;
use super::resolve::Lowering;
use super::table::TableContent;
use super::words::range_of;
use crate::model::{Atom, Expression, GroupKind, Place, Subject, Test};

/// What the rows say, by what is left of their keys.
type Rows<'a> = BTreeMap<&'a [FactCode], Truth>;

/// A fact by which a table is looked up.
struct Key {
    subject: Subject,
    fact: FactId,
    list: CodeListId,
}

impl Lowering {
    /// `embargoes[shipment.destination].arms`, and what is said of it.
    pub(super) fn lookup(&mut self, expr: &ast::Expr, lookup: &ast::Lookup) -> Option<Expression> {
        let named = lookup.table()?;
        let site = self.resolve(&named, &[Kind::Table])?;
        let table = std::rc::Rc::clone(self.tables.get(site.index)?);
        let name = named.text();
        let paths: Vec<ast::Path> = lookup.keys().collect();
        if paths.len() != table.keys.len() {
            let count = table.keys.len();
            let keys = if count == 1 { "key" } else { "keys" };
            let names: Vec<&str> = table.keys.iter().map(|key| key.name.as_str()).collect();
            let diagnostic = Diagnostic::new(
                Code::TYPE_MISMATCH,
                range_of(lookup.syntax()),
                format!(
                    "`{name}` has {count} {keys}, and {} stand here",
                    paths.len()
                ),
            )
            .with_help(format!("write a fact for each key: {}", names.join(", ")));
            let diagnostic = self.pointing_to(diagnostic, self.here.file, &site.place, "declared");
            self.report(diagnostic);
            return None;
        }
        let mut keys = Vec::new();
        for (path, key) in paths.iter().zip(&table.keys) {
            let Some((subject, fact)) = self.fact(path) else {
                continue;
            };
            // A key whose type could not be read has been reported.
            let Some(Type::Code(list)) = key.ty else {
                continue;
            };
            let ty = self.type_of(fact);
            if ty == Type::Code(list) {
                keys.push(Key {
                    subject,
                    fact,
                    list,
                });
                continue;
            }
            let words = self.vocabulary().type_in_words(ty);
            let wanted = self.vocabulary().type_in_words(Type::Code(list));
            self.report(
                Diagnostic::new(
                    Code::TYPE_MISMATCH,
                    range_of(path.syntax()),
                    format!(
                        "`{}` takes {words}, and the key `{}` takes {wanted}",
                        path.text(),
                        key.name
                    ),
                )
                .with_help(format!("look it up by a fact that takes {wanted}")),
            );
        }
        let column = lookup.column()?;
        let wanted = column.text();
        let Some(index) = table.columns.iter().position(|one| one.name == wanted) else {
            let names: Vec<&str> = table.columns.iter().map(|one| one.name.as_str()).collect();
            let help = match nearest(&wanted, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its columns are {}", names.join(", ")),
            };
            let diagnostic = Diagnostic::new(
                Code::UNKNOWN_TABLE_COLUMN,
                range_of(column.syntax()),
                format!("the table `{name}` has no column `{wanted}`"),
            )
            .with_help(help);
            let diagnostic = self.pointing_to(diagnostic, self.here.file, &site.place, "declared");
            self.report(diagnostic);
            return None;
        };
        let ty = table.columns.get(index)?.ty?;
        let tested = self.tested(expr, ty, &format!("`{name}.{wanted}`"))?;
        if keys.len() != table.keys.len() {
            return None;
        }
        let place = self.place(expr.syntax());
        // What is denied of a cell is denied of the whole: that is shorter, and says the same.
        if let Tested::Not(tested) = &tested {
            let asked = self.answered(&table, &keys, index, tested, &place);
            return Some(Expression::Not(Box::new(asked)));
        }
        Some(self.answered(&table, &keys, index, &tested, &place))
    }

    /// The condition under which the cells of a column pass a test.
    fn answered(
        &self,
        table: &TableContent,
        keys: &[Key],
        column: usize,
        tested: &Tested,
        place: &Place,
    ) -> Expression {
        let rows: Rows<'_> = table
            .rows
            .iter()
            .map(|(key, cells)| {
                let cell = cells.get(column).and_then(Option::as_ref);
                let answer = cell.map_or(Truth::Unknown, |value| tested.of(value));
                (key.as_slice(), answer)
            })
            .collect();
        let otherwise = match table.otherwise {
            Otherwise::Yes => tested.of(&Value::YesNo(true)),
            Otherwise::No => tested.of(&Value::YesNo(false)),
            Otherwise::Unknown => Truth::Unknown,
        };
        self.by_keys(keys, &rows, otherwise, place)
    }

    /// The condition under which rows that begin alike give yes, by the keys that are left.
    fn by_keys(
        &self,
        keys: &[Key],
        rows: &Rows<'_>,
        otherwise: Truth,
        place: &Place,
    ) -> Expression {
        let Some((key, rest)) = keys.split_first() else {
            return Expression::Constant(otherwise.is_true());
        };
        let held: BTreeSet<FactCode> = rows.keys().filter_map(|row| row.first().copied()).collect();
        let others = self.codes(key.list).filter(|code| !held.contains(code));
        let others: BTreeSet<FactCode> = others.collect();
        if rest.is_empty() {
            let with = |truth: Truth| {
                rows.iter()
                    .filter(move |&(_, &answer)| answer == truth)
                    .filter_map(|(row, _)| row.first().copied())
            };
            let mut yes: BTreeSet<FactCode> = with(Truth::True).collect();
            let mut unanswered: BTreeSet<FactCode> = with(Truth::Unknown).collect();
            match otherwise {
                Truth::True => yes.extend(others),
                Truth::Unknown => unanswered.extend(others),
                Truth::False => {}
            }
            return codes_of(key, yes, unanswered);
        }
        // Codes whose rows say the same stand together.
        let mut groups: Vec<(Rows<'_>, BTreeSet<FactCode>)> = Vec::new();
        for &code in &held {
            let inner: Rows<'_> = rows
                .iter()
                .filter(|(row, _)| row.first() == Some(&code))
                .map(|(row, &answer)| (row.get(1..).unwrap_or_default(), answer))
                .collect();
            match groups.iter_mut().find(|(known, _)| *known == inner) {
                Some((_, codes)) => {
                    codes.insert(code);
                }
                None => groups.push((inner, [code].into())),
            }
        }
        let mut parts = Vec::new();
        for (inner, codes) in groups {
            let first = codes_of(key, codes, BTreeSet::new());
            let inner = self.by_keys(rest, &inner, otherwise, place);
            if inner != Expression::Constant(false) {
                let both = vec![unlabelled(first, place), unlabelled(inner, place)];
                parts.push(unlabelled(Expression::Group(GroupKind::All, both), place));
            }
        }
        match otherwise {
            Truth::True => parts.push(unlabelled(codes_of(key, others, BTreeSet::new()), place)),
            Truth::Unknown => parts.push(unlabelled(codes_of(key, BTreeSet::new(), others), place)),
            Truth::False => {}
        }
        Expression::Group(GroupKind::Any, parts)
    }

    /// Every code of a list.
    fn codes(&self, list: CodeListId) -> impl Iterator<Item = FactCode> + use<> {
        let count = self
            .vocabulary()
            .code_list(list)
            .map_or(0, |list| list.codes().len());
        (0..=u16::MAX)
            .take(count)
            .map(move |index| FactCode { list, index })
    }
}

/// A fact is one of these codes; nobody knows for those that are unanswered.
fn codes_of(key: &Key, yes: BTreeSet<FactCode>, unanswered: BTreeSet<FactCode>) -> Expression {
    if yes.is_empty() && unanswered.is_empty() {
        return Expression::Constant(false);
    }
    let test = Test::Codes {
        yes: yes.into(),
        unanswered: unanswered.into(),
    };
    Expression::Atom(Atom {
        subject: key.subject,
        fact: key.fact,
        test,
    })
}
