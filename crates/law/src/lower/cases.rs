//! Worked cases.

use exeat_facts::{Fact, Scope, Value};
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic};

use super::given::Given;
use super::names::Kind;
use super::resolve::Lowering;
use super::words::head_of;
use crate::model::LawCase;

impl Lowering {
    /// A worked case. One without its day or its facts, which has been reported, is left out.
    pub(super) fn case(&mut self, node: &ast::Case) {
        let syntax = node.syntax();
        if self.here.home.jurisdiction.is_none() {
            self.at_home_where_expected(node);
        }
        let Some(jurisdiction) = self.here.home.jurisdiction else {
            self.report(
                Diagnostic::new(
                    Code::NO_JURISDICTION,
                    head_of(syntax),
                    "this case stands under nobody's law",
                )
                .with_help(
                    "put it below an `instrument` or a `jurisdiction`, or name one behind `expect`",
                ),
            );
            return;
        };
        self.cites(syntax);
        let name = node
            .description()
            .map(|quoted| quoted.value())
            .unwrap_or_default();
        let on = node.on_field().and_then(|field| field.event());
        let on = on.and_then(|day| self.day(&day));
        let known_at = node.on_field().and_then(|field| field.known_at());
        let known_at = known_at.and_then(|day| self.day(&day));
        let mut given = Given::new(&name);
        if let Some(field) = node.given_field() {
            self.given_lines(field.lines(), &mut given);
        }
        let expectations = self.expectations(node, &given, jurisdiction);
        let Some(on) = on else { return };
        let date = self.vocabulary().find(Scope::Shipment, "date");
        let date = date.filter(|&date| !given.states_of_shipment(date));
        let mut case = given.case;
        if let Some(date) = date {
            case.shipment.set(date, Fact::known(Value::Date(on)));
        }
        if let Err(error) = case.validate_in(self.vocabulary()) {
            self.report(
                Diagnostic::new(Code::TYPE_MISMATCH, head_of(syntax), error.to_string())
                    .with_help("mend the facts given"),
            );
            return;
        }
        let place = self.place(syntax);
        let instrument = self.here.home.instrument;
        self.rulebook.cases.push(LawCase {
            name,
            on,
            known_at,
            case,
            expectations,
            instrument,
            place,
        });
    }

    /// A file of cases alone has no home: the case is at home in the jurisdiction that its first
    /// expectation names, and names of rules need their instrument before them.
    fn at_home_where_expected(&mut self, node: &ast::Case) {
        let named = node
            .syntax()
            .children()
            .filter_map(ast::ExpectField::cast)
            .find_map(|field| field.jurisdiction());
        let site = named.and_then(|named| self.resolve(&named, &[Kind::Jurisdiction]));
        if let Some(site) = site {
            self.enter(self.here.file, site.home);
        }
    }
}
