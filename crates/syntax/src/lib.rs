//! The rulebook language's forms, with no meaning: text to a lossless tree and
//! diagnostics, and back to canonical text.
//!
//! ```text
//! text ─lexer→ tokens ─layout→ lines and blocks ─parser→ tree ─validation→ diagnostics
//!                                                         └─ typed views: `ast`
//! ```
//!
//! Invariant: [`parse`] never fails and never panics; it returns a tree whose text is
//! the input, byte for byte, and the diagnostics. A text without an error diagnostic
//! has every part that `rulebook.ungram` demands.
//!
//! ```
//! use exeat_syntax::ast::{AstNode, Declaration};
//!
//! let parse = exeat_syntax::parse("define overseas as exporter.place is not CN\n");
//! assert!(parse.diagnostics().is_empty());
//! assert_eq!(parse.tree().syntax().text(), "define overseas as exporter.place is not CN\n");
//!
//! let Some(Declaration::Define(define)) = parse.tree().declarations().next() else {
//!     panic!("a definition was written");
//! };
//! assert_eq!(define.name().map(|name| name.text()), Some("overseas".into()));
//! ```

pub mod ast;
mod codes;
mod diagnostics;
mod format;
#[doc(hidden)]
pub mod invariants;
mod json;
mod layout;
mod lexer;
mod limits;
mod line_index;
mod nearest;
mod parse;
mod parser;
mod render;
mod syntax_kind;
mod validation;

pub use codes::{Code, UnknownCode};
pub use diagnostics::{Diagnostic, Fix, Label, Severity};
pub use format::format;
pub use json::to_json;
pub use line_index::{LineIndex, Position};
pub use nearest::nearest;
pub use parse::{Parse, parse};
pub use render::render;
pub use rowan::{TextRange, TextSize};
pub use syntax_kind::{RulebookLanguage, SyntaxElement, SyntaxKind, SyntaxNode, SyntaxToken};
