//! The rulebook language's forms, tested through the public interface.

#[test]
fn the_sample_of_every_form_parses() {
    let text = include_str!("../data/good/everything.law");
    let parse = exeat_syntax::parse(text);
    assert_eq!(parse.syntax().text(), text);
    assert_eq!(parse.diagnostics(), []);
}
