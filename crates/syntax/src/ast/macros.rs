//! What every generated type has in common.

/// A form that is a node of its own.
macro_rules! node {
    ($(#[$attribute:meta])* pub struct $name:ident;) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name {
            pub(super) syntax: $crate::SyntaxNode,
        }

        impl rowan::ast::AstNode for $name {
            type Language = $crate::RulebookLanguage;

            fn can_cast(kind: $crate::SyntaxKind) -> bool {
                kind == $crate::SyntaxKind::$name
            }

            fn cast(syntax: $crate::SyntaxNode) -> Option<Self> {
                Self::can_cast(syntax.kind()).then_some(Self { syntax })
            }

            fn syntax(&self) -> &$crate::SyntaxNode {
                &self.syntax
            }
        }
    };
}

/// A form that is one of several others.
macro_rules! one_of {
    ($(#[$attribute:meta])* pub enum $name:ident { $($variant:ident,)* }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $(
                #[doc = concat!("See [`", stringify!($variant), "`].")]
                $variant($variant),
            )*
        }

        impl rowan::ast::AstNode for $name {
            type Language = $crate::RulebookLanguage;

            fn can_cast(kind: $crate::SyntaxKind) -> bool {
                matches!(kind, $($crate::SyntaxKind::$variant)|*)
            }

            fn cast(syntax: $crate::SyntaxNode) -> Option<Self> {
                match syntax.kind() {
                    $($crate::SyntaxKind::$variant => Some(Self::$variant($variant { syntax })),)*
                    _ => None,
                }
            }

            fn syntax(&self) -> &$crate::SyntaxNode {
                match self {
                    $(Self::$variant(node) => &node.syntax,)*
                }
            }
        }

        $(
            impl From<$variant> for $name {
                fn from(node: $variant) -> Self {
                    Self::$variant(node)
                }
            }
        )*
    };
}
