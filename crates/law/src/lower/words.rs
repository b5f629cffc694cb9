//! Where a node stands, without the blanks and comments around it, and texts for readers.

use std::ops::Range;

use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{RulebookLanguage, SyntaxElement, SyntaxNode, SyntaxToken, TextRange};

use crate::model::Text;

/// The tokens of a node that mean something, in order.
fn tokens(node: &SyntaxNode) -> impl Iterator<Item = SyntaxToken> + use<> {
    node.descendants_with_tokens()
        .filter_map(SyntaxElement::into_token)
        .filter(|token| !token.kind().is_trivia())
}

/// What is written there, in one piece: `item.content.Dy`, `mg/kg`.
pub(super) fn written(node: &impl AstNode<Language = RulebookLanguage>) -> String {
    let text = node.syntax().text().to_string();
    if !text.contains(char::is_whitespace) {
        return text;
    }
    let tokens = tokens(node.syntax());
    tokens.map(|token| token.text().to_owned()).collect()
}

/// The bytes of a node from its first token that means something to its last.
pub(super) fn range_of(node: &SyntaxNode) -> TextRange {
    let whole = node.text_range();
    let (Some(mut first), Some(mut last)) = (node.first_token(), node.last_token()) else {
        return whole;
    };
    while first.kind().is_trivia() {
        match first.next_token() {
            Some(next) if next.text_range().start() < whole.end() => first = next,
            _ => return TextRange::empty(whole.start()),
        }
    }
    while last.kind().is_trivia() {
        match last.prev_token() {
            Some(previous) => last = previous,
            None => break,
        }
    }
    TextRange::new(first.text_range().start(), last.text_range().end())
}

/// What a message about a whole declaration points to: its name, or what stands on its first line.
pub(super) fn head_of(node: &SyntaxNode) -> TextRange {
    if let Some(name) = child::<ast::Name>(node) {
        return range_of(name.syntax());
    }
    let whole = range_of(node);
    let on_the_line = node
        .descendants_with_tokens()
        .filter_map(SyntaxElement::into_token)
        .skip_while(|token| token.text_range().start() < whole.start())
        .take_while(|token| !token.text().contains('\n'))
        .filter(|token| !token.kind().is_trivia())
        .last();
    let end = on_the_line.map_or(whole.end(), |token| token.text_range().end());
    TextRange::new(whole.start(), end)
}

/// A range as the model keeps it.
pub(super) fn bytes(range: TextRange) -> Range<usize> {
    range.start().into()..range.end().into()
}

/// The children of a node that have one form.
pub(super) fn children<N: AstNode<Language = RulebookLanguage>>(
    node: &SyntaxNode,
) -> impl Iterator<Item = N> + use<N> {
    node.children().filter_map(N::cast)
}

/// The first child of a node that has a form.
pub(super) fn child<N: AstNode<Language = RulebookLanguage>>(node: &SyntaxNode) -> Option<N> {
    children(node).next()
}

/// A text for readers.
pub(super) fn text_of(text: &ast::Text) -> Text {
    Text {
        en: text.english_text().unwrap_or_default(),
        zh: text.chinese_text(),
    }
}

/// A text for readers, empty where the form is wrong, which has been reported already.
pub(super) fn text_or_empty(text: Option<ast::Text>) -> Text {
    text.map(|text| text_of(&text)).unwrap_or_default()
}
