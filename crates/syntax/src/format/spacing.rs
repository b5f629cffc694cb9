//! Where a space stands between two words of a line.

use crate::syntax_kind::{SyntaxKind, SyntaxToken};

/// Whether a space stands between two neighbours on a line.
pub(super) fn apart(before: &SyntaxToken, after: &SyntaxToken) -> bool {
    use SyntaxKind::{
        Amount, Colon, Comma, Dot, InForceClause, LeftBracket, LeftParen, LimbRef, Minus,
        RightBracket, RightParen, Slash,
    };
    match (before.kind(), after.kind()) {
        (LeftParen | LeftBracket | Dot, _) => false,
        (_, RightParen | RightBracket | Comma | Colon | Dot) => false,
        // A look-up's key hangs on the table's name, a limb's dates stand apart.
        (_, LeftBracket) => parent(after) == Some(InForceClause),
        // A limb reference is one word: `1C905.a.4(content)`.
        (_, LeftParen) => grandparent(after) != Some(LimbRef),
        // Between two texts a slash separates; in `m3/d` and `yes/no` it joins.
        (Slash, _) => separates(before),
        (_, Slash) => separates(after),
        (Minus, _) => parent(before) != Some(Amount),
        _ => true,
    }
}

fn separates(slash: &SyntaxToken) -> bool {
    parent(slash) == Some(SyntaxKind::Text)
}

fn parent(token: &SyntaxToken) -> Option<SyntaxKind> {
    token.parent().map(|node| node.kind())
}

fn grandparent(token: &SyntaxToken) -> Option<SyntaxKind> {
    token
        .parent()
        .and_then(|node| node.parent())
        .map(|node| node.kind())
}
