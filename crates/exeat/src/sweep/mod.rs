//! Tables through the law: what `exeat sweep` and `exeat impact` share.

pub(crate) mod answer;
pub(crate) mod book;
pub(crate) mod change;
pub(crate) mod finish;
pub(crate) mod folder;
pub(crate) mod infer;
pub(crate) mod input;
pub(crate) mod page;
pub(crate) mod part;
pub(crate) mod run;
pub(crate) mod stand;
pub(crate) mod summary;
pub(crate) mod svg;
pub(crate) mod tally;
