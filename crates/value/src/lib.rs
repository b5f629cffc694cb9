//! exeat-value
