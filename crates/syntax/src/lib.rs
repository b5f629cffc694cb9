//! exeat-syntax
