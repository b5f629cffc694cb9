//! Conditions: limbs, connectives and tests.

use exeat_facts::FactId;
use exeat_syntax::ast::words::BlockMode;
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, SyntaxNode};

use super::comparison::Tested;
use super::names::{Kind, Site};
use super::resolve::Lowering;
use super::words::range_of;
use crate::model::{Atom, DefineId, Expression, GroupKind, Limb, Place, Subject};

/// Levels of expressions within each other. The parser allows fewer; this only keeps the promise that reading a
/// condition ends.
const DEPTH_MAX: usize = 256;

impl Lowering {
    /// A condition. What cannot be resolved has been reported, and is never met.
    pub(super) fn condition(&mut self, expr: &ast::Expr) -> Expression {
        if self.bound.depth >= DEPTH_MAX {
            let range = range_of(expr.syntax());
            self.report(
                Diagnostic::new(
                    Code::TOO_LARGE_RULEBOOK,
                    range,
                    "this condition is nested too deeply",
                )
                .with_help("give its inner parts names with `define`"),
            );
            return Expression::Constant(false);
        }
        self.bound.depth += 1;
        let expression = self.expression(expr).unwrap_or(Expression::Constant(false));
        self.bound.depth -= 1;
        expression
    }

    /// The condition of a declaration's `when` line; without one it always holds.
    pub(super) fn when(&mut self, field: Option<ast::WhenField>) -> Expression {
        match field.and_then(|field| field.expr()) {
            Some(expr) => self.condition(&expr),
            None => Expression::Constant(true),
        }
    }

    fn expression(&mut self, expr: &ast::Expr) -> Option<Expression> {
        match expr {
            ast::Expr::BlockExpr(block) => {
                if let Some(clause) = block.in_force_clause() {
                    self.report(
                        Diagnostic::new(
                            Code::DAYS_OUT_OF_PLACE,
                            range_of(clause.syntax()),
                            "only a limb has days of its own",
                        )
                        .with_help(
                            "give the days to the whole declaration with an `in force` line",
                        ),
                    );
                }
                self.block(block)
            }
            ast::Expr::OrExpr(one) => {
                Some(self.connected(GroupKind::Any, one.operands().collect()))
            }
            ast::Expr::AndExpr(one) => {
                Some(self.connected(GroupKind::All, one.operands().collect()))
            }
            ast::Expr::NotExpr(one) => {
                let part = self.condition(&one.expr()?);
                Some(Expression::Not(Box::new(part)))
            }
            ast::Expr::ParenExpr(one) => Some(self.condition(&one.expr()?)),
            ast::Expr::QuantifiedExpr(one) => self.quantified(one),
            ast::Expr::ReadingExpr(one) => self.read_so(one),
            ast::Expr::ListedExpr(one) => self.listed(one),
            ast::Expr::HoldsExpr(one) => self.test(expr, &one.term()?),
            ast::Expr::IsExpr(one) => self.test(expr, &one.term()?),
            ast::Expr::OneOfExpr(one) => self.test(expr, &one.term()?),
            ast::Expr::CompareExpr(one) => self.test(expr, &one.term()?),
            ast::Expr::BetweenExpr(one) => self.test(expr, &one.term()?),
            ast::Expr::IncludesExpr(one) => self.test(expr, &one.term()?),
        }
    }

    fn connected(&mut self, kind: GroupKind, operands: Vec<ast::Expr>) -> Expression {
        let limbs = operands
            .iter()
            .map(|operand| Limb {
                label: None,
                expression: self.condition(operand),
                in_force: None,
                place: self.place(operand.syntax()),
            })
            .collect();
        Expression::Group(kind, limbs)
    }

    fn block(&mut self, block: &ast::BlockExpr) -> Option<Expression> {
        let kind = match block.mode()? {
            BlockMode::All => GroupKind::All,
            BlockMode::Any => GroupKind::Any,
            BlockMode::None => GroupKind::NoneOf,
        };
        let limbs: Vec<ast::Limb> = block.limbs().collect();
        let limbs = limbs.iter().map(|limb| self.limb(limb)).collect();
        Some(Expression::Group(kind, limbs))
    }

    fn limb(&mut self, limb: &ast::Limb) -> Limb {
        let expression = match limb.expr() {
            // The days of a block that is a limb are the limb's.
            Some(ast::Expr::BlockExpr(block)) => {
                self.bound.depth += 1;
                let block = self.block(&block).unwrap_or(Expression::Constant(false));
                self.bound.depth -= 1;
                block
            }
            Some(expr) => self.condition(&expr),
            None => Expression::Constant(false),
        };
        Limb {
            label: limb.label().map(|label| label.text()),
            expression,
            in_force: limb
                .own_in_force()
                .and_then(|clause| self.limb_in_force(&clause)),
            place: self.place(limb.syntax()),
        }
    }

    /// A test of one term: a fact, a named condition, a cell of a table, a share.
    fn test(&mut self, expr: &ast::Expr, term: &ast::Term) -> Option<Expression> {
        match term {
            ast::Term::Path(path) => {
                let text = path.text();
                if let Some(site) = self.look_up(&text, &[Kind::Define]) {
                    return self.named_condition(expr, path, &site);
                }
                if !text.contains('.') && !self.is_bare_fact(expr, &text) {
                    // Reports that no condition has this name.
                    self.resolve_name(&text, range_of(path.syntax()), &[Kind::Define]);
                    return None;
                }
                let (subject, fact) = self.fact(path)?;
                let ty = self.type_of(fact);
                let tested = self.tested(expr, ty, &format!("`{text}`"))?;
                Some(self.of_fact(&tested, subject, fact, expr.syntax()))
            }
            ast::Term::Lookup(lookup) => self.lookup(expr, lookup),
            ast::Term::Share(share) => self.share(expr, share),
        }
    }

    /// A named condition stands by itself.
    fn named_condition(
        &mut self,
        expr: &ast::Expr,
        path: &ast::Path,
        site: &Site,
    ) -> Option<Expression> {
        self.names.mark_used(&site.full);
        if matches!(expr, ast::Expr::HoldsExpr(_)) {
            return Some(Expression::Define(DefineId::at(site.index)));
        }
        let name = path.text();
        self.report(
            Diagnostic::new(
                Code::TYPE_MISMATCH,
                range_of(expr.syntax()),
                format!("`{name}` is a condition, and has no answer to compare"),
            )
            .with_help(format!("write `{name}` or `not {name}`")),
        );
        None
    }

    /// Whether a single word looks like a fact without its subject, rather than like a named condition.
    fn is_bare_fact(&self, expr: &ast::Expr, text: &str) -> bool {
        let facts = exeat_facts::Scope::ALL;
        super::path::subject_of(text).is_some()
            || !matches!(expr, ast::Expr::HoldsExpr(_))
            || facts
                .iter()
                .any(|&scope| self.vocabulary().find(scope, text).is_some())
    }

    /// Tests of a fact as an expression.
    fn of_fact(
        &self,
        tested: &Tested,
        subject: Subject,
        fact: FactId,
        node: &SyntaxNode,
    ) -> Expression {
        let place = self.place(node);
        expressed(tested, &place, &|test| {
            Expression::Atom(Atom {
                subject,
                fact,
                test: test.clone(),
            })
        })
    }
}

/// Tests as an expression, each made by `make`.
pub(super) fn expressed(
    tested: &Tested,
    place: &Place,
    make: &dyn Fn(&crate::model::Test) -> Expression,
) -> Expression {
    let limbs = |parts: &[Tested]| {
        parts
            .iter()
            .map(|part| unlabelled(expressed(part, place, make), place))
            .collect()
    };
    match tested {
        Tested::Test(test) => make(test),
        Tested::Not(part) => Expression::Not(Box::new(expressed(part, place, make))),
        Tested::All(parts) => Expression::Group(GroupKind::All, limbs(parts)),
        Tested::Any(parts) => Expression::Group(GroupKind::Any, limbs(parts)),
    }
}

/// A limb without a label.
pub(super) fn unlabelled(expression: Expression, place: &Place) -> Limb {
    Limb {
        label: None,
        expression,
        in_force: None,
        place: place.clone(),
    }
}
