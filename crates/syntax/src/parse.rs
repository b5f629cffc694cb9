//! The one way from text to tree.

use std::sync::Arc;

use rowan::{GreenNode, GreenNodeBuilder, Language as _, TextRange, TextSize};

use crate::ast::{AstNode as _, SourceFile};
use crate::syntax_kind::{RulebookLanguage, SyntaxKind, SyntaxNode};
use crate::{Code, Diagnostic, layout, lexer, limits, parser, validation};

/// A tree and what is to be said about its text.
#[derive(Debug, Clone)]
pub struct Parse {
    green: GreenNode,
    diagnostics: Arc<[Diagnostic]>,
}

impl Parse {
    /// The typed tree.
    pub fn tree(&self) -> SourceFile {
        // The root is a `SourceFile` by construction, so the cast never fails; were it
        // to, an empty file would be the honest answer.
        SourceFile::cast(self.syntax()).unwrap_or_else(|| parse("").tree())
    }

    /// The lossless tree; its text is the parsed text.
    pub fn syntax(&self) -> SyntaxNode {
        SyntaxNode::new_root(self.green.clone())
    }

    /// What is wrong with the form, in the order of the text.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether nothing is wrong with the form.
    pub fn is_ok(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Parses any text. Never fails: what fits no form stands in `Error` nodes, and a
/// diagnostic says so.
///
/// ```
/// let parse = exeat_syntax::parse("rulle x\n");
/// assert_eq!(parse.syntax().text(), "rulle x\n");
/// let help = parse.diagnostics()[0].help.as_deref();
/// assert_eq!(help, Some("did you mean `rule`?"));
/// ```
pub fn parse(text: &str) -> Parse {
    if text.len() > limits::FILE_BYTES_MAX {
        return too_long(text);
    }
    let lexed = lexer::lex(text);
    let laid_out = layout::lay_out(text, &lexed.tokens);
    let mut diagnostics = lexed.diagnostics;
    diagnostics.extend(laid_out.diagnostics);
    let green = parser::parse(text, &lexed.tokens, &laid_out.significant, &mut diagnostics);
    validation::validate(&SyntaxNode::new_root(green.clone()), &mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.range().start(), diagnostic.code));
    Parse {
        green,
        diagnostics: diagnostics.into(),
    }
}

fn too_long(text: &str) -> Parse {
    let mut builder = GreenNodeBuilder::new();
    builder.start_node(RulebookLanguage::kind_to_raw(SyntaxKind::SourceFile));
    // Positions are 32-bit numbers: what lies beyond them cannot be kept in a tree.
    let keep = u32::try_from(text.len()).map_or(0, |_| text.len());
    if let Some(kept) = text.get(..keep).filter(|kept| !kept.is_empty()) {
        builder.token(RulebookLanguage::kind_to_raw(SyntaxKind::Stray), kept);
    }
    builder.finish_node();
    let limit = limits::FILE_BYTES_MAX / (1024 * 1024);
    let diagnostic = Diagnostic::new(
        Code::TOO_LONG_FILE,
        TextRange::empty(TextSize::new(0)),
        format!("the file is longer than {limit} MiB"),
    )
    .with_help("split it: one instrument a file");
    Parse {
        green: builder.finish(),
        diagnostics: [diagnostic].into(),
    }
}
