//! What tokens and nodes are, and the types of the lossless tree.

mod generated;

pub use generated::SyntaxKind;

impl SyntaxKind {
    /// Every token and node that a tree without errors may hold.
    pub fn forms() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| {
            !matches!(
                kind,
                Self::Error | Self::Stray | Self::Indent | Self::Dedent | Self::EndOfFile
            )
        })
    }

    /// Whether it separates other tokens and means nothing by itself.
    ///
    /// The end of a line is among them although layout gives it meaning: by the time
    /// that there is a tree, its meaning has become the tree's shape.
    pub fn is_trivia(self) -> bool {
        matches!(self, Self::Whitespace | Self::Newline | Self::Comment)
    }
}

/// The language, as rowan wants to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RulebookLanguage {}

impl rowan::Language for RulebookLanguage {
    type Kind = SyntaxKind;

    fn kind_from_raw(raw: rowan::SyntaxKind) -> SyntaxKind {
        // Raw kinds come from `kind_to_raw` only, so none is outside the list.
        SyntaxKind::ALL
            .get(usize::from(raw.0))
            .copied()
            .unwrap_or(SyntaxKind::Error)
    }

    #[expect(
        clippy::as_conversions,
        reason = "the discriminant of an enum without fields"
    )]
    fn kind_to_raw(kind: SyntaxKind) -> rowan::SyntaxKind {
        rowan::SyntaxKind(kind as u16)
    }
}

/// A node of the lossless tree.
pub type SyntaxNode = rowan::SyntaxNode<RulebookLanguage>;
/// A token of the lossless tree.
pub type SyntaxToken = rowan::SyntaxToken<RulebookLanguage>;
/// A node or a token of the lossless tree.
pub type SyntaxElement = rowan::SyntaxElement<RulebookLanguage>;

#[cfg(test)]
mod tests {
    use rowan::Language as _;

    use super::{RulebookLanguage, SyntaxKind};

    #[test]
    fn every_kind_survives_its_raw_number() {
        for &kind in SyntaxKind::ALL {
            let raw = RulebookLanguage::kind_to_raw(kind);
            assert_eq!(RulebookLanguage::kind_from_raw(raw), kind);
        }
    }
}
