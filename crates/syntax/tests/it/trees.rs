//! Good texts: no diagnostics, and the tree that is meant.

use exeat_syntax::ast::words::{BlockMode, ComparisonWord, Quantifier, ShareBasis};
use exeat_syntax::ast::{AstNode as _, CommonFields as _, Declaration, Expr, Limb, Rule, Term};
use exeat_syntax::invariants::{assert_formats, assert_parses, shape};
use exeat_syntax::{SyntaxKind, SyntaxNode, parse};

use crate::corpus::samples;

#[test]
fn good_texts_have_no_diagnostics_and_keep_their_trees() {
    for sample in samples("good") {
        assert_parses(&sample.text);
        assert_formats(&sample.text);
        let parse = parse(&sample.text);
        assert_eq!(parse.diagnostics(), [], "{}", sample.name);
        insta::assert_snapshot!(sample.name, shape(&parse));
    }
}

#[test]
fn blanks_comments_and_line_ends_are_in_the_tree() {
    let tree = parse("define x as all of -- why\n  -- one\n  y  \n\nlist z\n").syntax();
    insta::assert_snapshot!(format!("{tree:#?}"));
}

/// Every node and every keyword of the grammar stands somewhere in the sample of
/// everything, so that the sample is what it says.
#[test]
fn the_sample_of_everything_holds_every_form() {
    let sample = samples("good")
        .into_iter()
        .find(|sample| sample.name == "everything")
        .expect("the sample is there");
    let tree = parse(&sample.text).syntax();
    let present = |kind: SyntaxKind| {
        tree.descendants_with_tokens()
            .any(|element| element.kind() == kind)
    };
    let absent: Vec<SyntaxKind> = SyntaxKind::forms().filter(|&kind| !present(kind)).collect();
    assert_eq!(absent, []);
}

fn rule(tree: &SyntaxNode, name: &str) -> Rule {
    tree.children()
        .filter_map(Rule::cast)
        .find(|rule| rule.name().is_some_and(|found| found.text() == name))
        .expect("the rule is there")
}

fn limbs(text: &str) -> Vec<Limb> {
    let text = format!("rule r\n  cites §1\n  prohibited\n  when all of\n{text}");
    let parse = parse(&text);
    assert_eq!(parse.diagnostics(), [], "{text}");
    let when = rule(&parse.syntax(), "r")
        .when_field()
        .expect("a condition");
    match when.expr() {
        Some(Expr::BlockExpr(block)) => {
            assert_eq!(block.mode(), Some(BlockMode::All));
            block.limbs().collect()
        }
        other => panic!("expected a block, found {other:?}"),
    }
}

#[test]
fn a_label_is_told_from_a_parenthesised_condition() {
    let limbs = limbs(
        "    (a) x\n    (a1) (x or y)\n    (x) and y\n    (x)\n    (x or y) and z\n    (2) not x\n",
    );
    let labels: Vec<Option<String>> = limbs
        .iter()
        .map(|limb| limb.label().map(|label| label.text()))
        .collect();
    let label = |text: &str| Some(text.to_owned());
    assert_eq!(
        labels,
        [label("a"), label("a1"), None, None, None, label("2")]
    );
}

#[test]
fn accessors_give_words_and_values() {
    let limbs = limbs(concat!(
        "    (s) share by mass of components of layer where (component.origin is CN) is at least 0.1 %\n",
        "    (q) every party has (party.military-user)\n",
        "    (d) any of [in force from 2026-01-01 until 2027-01-01]\n",
        "      shipment.date is on or before 2026-06-30\n",
        "    (m) item.temperature is less than -40.5 degC\n",
    ));
    let [share, quantified, dated, measured] = limbs.as_slice() else {
        panic!("four limbs were written");
    };

    let Some(Expr::CompareExpr(compare)) = share.expr() else {
        panic!("a comparison was written");
    };
    assert_eq!(
        compare.comparison().and_then(|words| words.word()),
        Some(ComparisonWord::AtLeast)
    );
    let Some(Term::Share(term)) = compare.term() else {
        panic!("a share was written");
    };
    assert_eq!(term.basis(), Some(ShareBasis::Mass));
    assert_eq!(
        term.whole().map(|whole| whole.text()).as_deref(),
        Some("layer")
    );

    let Some(Expr::QuantifiedExpr(quantified)) = quantified.expr() else {
        panic!("a quantified condition was written");
    };
    assert_eq!(quantified.quantifier(), Some(Quantifier::Every));
    assert!(matches!(quantified.body(), Some(Expr::ParenExpr(_))));

    let clause = dated.own_in_force().expect("dates were written");
    let span = clause.span().expect("a span was written");
    assert_eq!(
        span.from().map(|day| day.text()).as_deref(),
        Some("2026-01-01")
    );
    assert_eq!(
        span.end().map(|day| day.text()).as_deref(),
        Some("2027-01-01")
    );

    let Some(Expr::CompareExpr(compare)) = measured.expr() else {
        panic!("a comparison was written");
    };
    insta::assert_snapshot!(
        compare.value().expect("a value was written").syntax().text(),
        @"-40.5 degC"
    );
}

#[test]
fn common_fields_are_read_the_same_way_from_every_declaration() {
    let text = "instrument A\n  title \"T\" / \"题\"\n  cites B §1\n\nrule r\n  cites §2, §3\n  prohibited\n  when x\n";
    let parse = parse(text);
    let counts: Vec<(Option<String>, usize)> = parse
        .tree()
        .declarations()
        .map(|declaration| {
            let name = declaration.declared_name().map(|name| name.text());
            (name, declaration.citations().count())
        })
        .collect();
    assert_eq!(
        counts,
        [(Some("A".to_owned()), 1), (Some("r".to_owned()), 2)]
    );
    let Some(Declaration::Instrument(instrument)) = parse.tree().declarations().next() else {
        panic!("an instrument was written");
    };
    let title = instrument.title_field().and_then(|title| title.text());
    assert_eq!(
        title.and_then(|title| title.chinese_text()).as_deref(),
        Some("题")
    );
}
